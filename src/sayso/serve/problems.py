"""What went wrong with a request, as one shape: a status, what happened, and what the user can do."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from starlette.formparsers import MultiPartException

from sayso.errors import LedgerError, SaysoError


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    A failed request in words: `message` names the thing, `way_out` what the user can do. `title` heads the page; `link` (address, words) leads on
    from it.
    """

    status: int
    title: str
    message: str
    way_out: str
    link: tuple[str, str] = ("/", "To the desk")

    def as_json(self) -> dict[str, Any]:
        """The one error shape of the API."""
        return {"error": {"status": self.status, "message": self.message, "way_out": self.way_out}}


class PageError(Exception):
    """
    Raised by a page to answer with a problem.

    >>> raise PageError(404, "There is no such outlet.", "Go back to the search.")  # doctest: +SKIP
    """

    def __init__(
        self,
        status: int,
        message: str,
        way_out: str,
        *,
        title: str | None = None,
        link: tuple[str, str] = ("/", "To the desk"),
    ) -> None:
        super().__init__(message)
        self.problem = Problem(
            status=status,
            title=title or TITLES.get(status, "This did not work"),
            message=message,
            way_out=way_out,
            link=link,
        )


class TooLargeError(PageError, MultiPartException):
    """A body went over its limit while it was read. The parser of forms cleans up after errors of its own kind, so it is one of them too."""

    def __init__(self, limit: int) -> None:
        way_out = "Send less at a time, or use sayso add in a terminal, which takes folders of any size."
        PageError.__init__(self, 413, f"What was sent is larger than {limit // 1_000_000} MB.", way_out)
        self.message = self.problem.message


class UnavailableError(Exception):
    """The ledger could not be opened at all; `cause` is what the ledger room said."""

    def __init__(self, cause: LedgerError, *, missing: bool) -> None:
        super().__init__(str(cause))
        self.cause, self.missing = cause, missing


TITLES = {
    400: "This request cannot be read",
    403: "This is not allowed",
    404: "Not found",
    405: "This page takes no such request",
    409: "Somebody was quicker",
    413: "Too large",
    415: "This kind of content is not understood",
    421: "Wrong address",
    422: "This cannot be taken",
    500: "sayso made a mistake",
    503: "The ledger cannot be used just now",
}

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def explain_error(error: Exception) -> Problem:
    """
    Any exception as a problem.

    A lookup that finds nothing is 404: the row may have been forgotten, or read anew, since the page with the link to it was shown.
    """
    if isinstance(error, PageError):
        return error.problem
    if isinstance(error, UnavailableError):
        return _explain_unavailable(error)
    if isinstance(error, LedgerError):
        return _explain_ledger_error(error)
    if isinstance(error, SaysoError | ValueError):
        return Problem(
            status=422, title=TITLES[422], message=_sentence(str(error)), way_out="Change what you sent and try again."
        )
    return Problem(
        status=500,
        title=TITLES[500],
        message=f"The page could not be made ({type(error).__name__}).",
        way_out="Nothing was changed. Go back and try again; the terminal in which sayso serve runs shows the details.",
    )


def _explain_unavailable(error: UnavailableError) -> Problem:
    if error.missing:
        return Problem(
            status=503,
            title="There is no ledger here yet",
            message=_sentence(str(error)),
            way_out="Add a report on the desk, or run sayso add in a terminal, and the ledger is made.",
        )
    if is_busy(error.cause):
        return _busy(error.cause)
    return Problem(
        status=503,
        title=TITLES[503],
        message=_sentence(str(error)),
        way_out="Mend this, then load the page again. Nothing was changed.",
    )


def _explain_ledger_error(error: LedgerError) -> Problem:
    if is_busy(error):
        return _busy(error)
    if isinstance(error.__cause__, sqlite3.Error):
        return Problem(
            status=503, title=TITLES[503], message=_sentence(str(error)), way_out="Mend this, then load the page again."
        )
    message = str(error)
    if re.search(" has no (report|claim|story) |there is no (decision|speaker)", message):
        return Problem(
            status=404,
            title="It is not in the ledger",
            message=_sentence(message.split(";")[0]),
            way_out="It may have been forgotten, or read anew, since the page that led here was shown. Search for its words.",
        )
    if " could be " in message:
        return Problem(
            status=404, title="Which one?", message=_sentence(message), way_out="Give more letters of the id."
        )
    return Problem(
        status=409,
        title=TITLES[409],
        message=_sentence(message),
        way_out="Load the page again to see how things stand, then decide anew.",
    )


def _busy(error: LedgerError) -> Problem:
    return Problem(
        status=503,
        title="The ledger is in use",
        message=_sentence(str(error)),
        way_out="Wait a moment and load the page again. Nothing was changed.",
    )


def is_busy(error: LedgerError) -> bool:
    """Whether the ledger was only held by another program's write."""
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _BUSY


def _sentence(message: str) -> str:
    message = message.strip()
    return message if message.endswith((".", "!", "?")) else message + "."
