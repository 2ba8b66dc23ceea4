"""A ledger file opened, for writing or only for reading, and SQLite's errors turned into one clear line each."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import LedgerError
from sayso.ledger.migrations import APPLICATION_ID, SCHEMA, migrate

LOWEST_SQLITE = (3, 37, 0)
"""STRICT tables came with 3.37, the trigram tokenizer with 3.34."""


def open_to_write(path: Path, *, timeout: float) -> sqlite3.Connection:
    """
    The ledger at `path`, made if nothing is there, brought to the present schema if it is older.

    `timeout` is how many seconds to wait for another program's write. Raises `LedgerError`.
    """
    _check_sqlite()
    _check_file(path)
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: the folder {path.parent} does not exist; make it first")
    deadline = time.monotonic() + timeout
    while True:
        connection = None
        try:
            with explaining(path):
                connection = _connect(path, "rwc", timeout)
                _prepare(connection, path)
            return connection
        except BaseException as error:
            if connection is not None:
                connection.close()
            # While two processes make the same new file, the switch to WAL can be refused without the wait that busy_timeout asks for.
            if not _is_busy(error.__cause__) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def open_to_read(path: Path, *, timeout: float) -> sqlite3.Connection:
    """The ledger at `path`, unchanged whatever is asked of it. Raises `LedgerError` where there is none."""
    _check_sqlite()
    _check_file(path)
    if not path.exists():
        raise LedgerError(f"{path}: there is no ledger here; sayso add makes one")
    with explaining(path):
        connection = _connect_to_read(path, timeout)
        try:
            schema = _check_owner(connection, path)
            if schema < SCHEMA:
                raise LedgerError(f"{path} was last written by an older sayso; any sayso add brings it up to date")
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA cache_size = -16000")
        except BaseException:
            connection.close()
            raise
    return connection


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connect_to_read(path: Path, timeout: float) -> sqlite3.Connection:
    connection = _connect(path, "ro", timeout)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if os.access(path.parent, os.W_OK) or (log.exists() and log.stat().st_size > 0):
            raise
        # In a folder that cannot be written SQLite cannot set up its shared memory; with no log beside it, the file alone is the whole ledger.
        connection = _connect(path, "ro&immutable=1", timeout)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Takes a file that is empty or ours to the present schema and sets how it is written."""
    schema = _check_owner(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: a commit is on the disk before it is reported, so that neither a killed process nor a power cut takes back what was reported as
    # stored (NORMAL would hold for the first only). One report in its own transaction costs one flush, a batch shares one.
    connection.execute("PRAGMA synchronous = FULL")
    # What is deleted is overwritten with zeros; `forget` relies on it.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA cache_size = -32000")
    if schema < SCHEMA:
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrate(connection, have=_check_owner(connection, path))  # another process may have been quicker
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _check_owner(connection: sqlite3.Connection, path: Path) -> int:
    """The schema number of an empty file (0) or a ledger. Raises `LedgerError` for any other SQLite file."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    schema: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != APPLICATION_ID:
        if owner == 0 and schema == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return 0
        raise LedgerError(f"{path} is an SQLite file of another program, not a ledger; give another name")
    if schema > SCHEMA:
        raise LedgerError(
            f"{path} was written by a newer sayso (schema {schema}, this one knows {SCHEMA}); upgrade sayso"
        )
    return schema


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < LOWEST_SQLITE:
        needed = ".".join(map(str, LOWEST_SQLITE[:2]))
        raise LedgerError(
            f"this Python has SQLite {sqlite3.sqlite_version}; sayso needs {needed} or newer: use a newer Python (those of python.org bring it)"
        )
    with sqlite3.connect(":memory:") as memory:
        found = memory.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").fetchone()[0]
    memory.close()
    if not found:
        raise LedgerError(
            "this Python's SQLite was built without FTS5; use another Python (those of python.org have it)"
        )


def _check_file(path: Path) -> None:
    """
    Raises `LedgerError` for what is there and cannot be a ledger, before SQLite touches it.

    The file is looked at, not opened: closing it would drop the locks that this process holds on it through other connections (POSIX gives them to
    the process), another program would take itself for the last user, and remove the write-ahead log under those connections.
    """
    try:
        if path.is_dir():
            raise LedgerError(f"{path} is a folder; name a ledger file, such as {path / 'ledger.db'}")
        if path.exists() and not os.access(path, os.R_OK):
            raise LedgerError(f"{path} cannot be read; check its permissions")
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}); check its permissions") from error


# --------------------------------------------------------------------------------------------------------------------- errors

_SAYINGS = {
    sqlite3.SQLITE_BUSY: "is in use by another program that is writing to it; try again when that is done",
    sqlite3.SQLITE_LOCKED: "is in use by another program that is writing to it; try again when that is done",
    sqlite3.SQLITE_FULL: "the disk is full; nothing of this step was stored and all that was stored before is safe: free some space and repeat it",
    sqlite3.SQLITE_READONLY: "the file or its folder cannot be written; check the permissions, or use a ledger elsewhere",
    sqlite3.SQLITE_PERM: "the file or its folder cannot be written; check the permissions, or use a ledger elsewhere",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder can be written, or use a ledger elsewhere",
    sqlite3.SQLITE_NOTADB: "is not an SQLite file, so it is no ledger; give another name",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a copy, or save what is left with: sqlite3 LEDGER .recover",
    sqlite3.SQLITE_IOERR: "the disk refused to read or write; check the disk, its free space and its permissions",
}


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turns what SQLite raises within into a `LedgerError` that names the ledger and the way out."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        saying = _SAYINGS.get(_primary_code(error))
        if saying is None:
            raise
        raise LedgerError(f"{path}: {saying}") from error


def _primary_code(error: BaseException | None) -> int:
    """SQLite's error code without the extension in its upper bits, -1 for any other error."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1


def _is_busy(error: BaseException | None) -> bool:
    return _primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
