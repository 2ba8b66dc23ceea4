"""What the pages share: the ledger's path, who writes, the token for writes, and the ledger opened for one request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sayso.errors import LedgerError
from sayso.ledger import Ledger, LedgerView
from sayso.serve.problems import PageError, UnavailableError

if TYPE_CHECKING:
    from starlette.requests import Request

READ_TIMEOUT, WRITE_TIMEOUT = 5.0, 5.0
"""Seconds a page waits while another program writes, before it says that the ledger is in use."""
_IDLE = 4
Kept = TypeVar("Kept")


@dataclass(slots=True)
class Views:
    """
    Views of one ledger that are open and idle, so that a page need not open the file and SQLite's cache stays warm.

    A view is thrown away when another file has taken the ledger's place, or when a newer sayso has changed its shape.
    """

    path: Path
    _idle: list[tuple[tuple[int, ...], LedgerView]] = field(default_factory=list)
    _kept: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def open(self) -> Iterator[LedgerView]:
        """A view for the time of one request, which shows the ledger as it is at the first look. Raises `UnavailableError`."""
        identity, view = self._take()
        sound = False
        try:
            with view.snapshot():
                yield view
            sound = True
        except (PageError, ValueError):
            sound = True
            raise
        finally:
            self._give_back(identity, view, sound=sound)

    def recall(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What `make` gave when the ledger was last seen as it is now, for figures that cost a look at every row."""
        stamp = tuple(_look_at(path) for path in (self.path, self.path.with_name(self.path.name + "-wal")))
        with self._lock:
            kept = self._kept.get(name)
        if kept is not None and kept[0] == stamp:
            return cast("Kept", kept[1])
        value = make()
        with self._lock:
            self._kept[name] = (stamp, value)
        return value

    def close(self) -> None:
        """Closes what is idle."""
        with self._lock:
            for _, view in self._idle:
                view.close()
            self._idle.clear()

    def _take(self) -> tuple[tuple[int, ...], LedgerView]:
        identity = self._identify()
        while True:
            with self._lock:
                if not self._idle:
                    break
                kept, view = self._idle.pop()
            if kept == identity and view.is_current():
                return kept, view
            view.close()
        try:
            return identity, LedgerView(self.path, timeout=READ_TIMEOUT)
        except LedgerError as error:
            raise UnavailableError(error, missing=not self.path.exists()) from error

    def _give_back(self, identity: tuple[int, ...], view: LedgerView, *, sound: bool) -> None:
        with self._lock:
            if sound and len(self._idle) < _IDLE:
                self._idle.append((identity, view))
                return
        view.close()

    def _identify(self) -> tuple[int, ...]:
        return _look_at(self.path)[:2]


def _look_at(path: Path) -> tuple[int, ...]:
    """Which file lies at a path, how long it is and when it was last written; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0, 0)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def open_view(request: Request) -> AbstractContextManager[LedgerView]:
    """The ledger for reading, for the time of a `with`. Raises `UnavailableError`, which becomes a page that says what to do."""
    return cast("Views", request.app.state.views).open()


def recall(request: Request, name: str, make: Callable[[], Kept]) -> Kept:
    """What `make` gives, kept until the ledger changes."""
    return cast("Views", request.app.state.views).recall(name, make)


@contextmanager
def open_ledger(request: Request) -> Iterator[Ledger]:
    """The ledger for writing, made if nothing is there. Raises `PageError` with --read-only, `UnavailableError`."""
    state = request.app.state
    if state.read_only:
        raise PageError(
            403,
            "This page was started with --read-only, so it changes nothing.",
            "Start sayso serve without --read-only to decide and to add.",
        )
    try:
        ledger = Ledger(state.ledger_path, timeout=WRITE_TIMEOUT)
    except LedgerError as error:
        raise UnavailableError(error, missing=False) from error
    with ledger:
        yield ledger
