"""A CSV that says of the files of a folder what they do not say themselves (`--meta meta.csv`)."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePath

from sayso.errors import ReportError
from sayso.ingest.articles import find_table_encoding, read_rows
from sayso.ingest.columns import FIELDS, find_value, to_words
from sayso.ingest.files import open_file, read_blocks, show_path
from sayso.ingest.metadata import Details, read_date
from sayso.records import Failure

_FILE = ("file", "path", "filename")
_MAX_BYTES = 200_000_000


class Listing:
    """
    The rows of a metadata CSV by the file they name, and which of them were used.

    A row names a file by its path as given, its path within the folder read or beside the list, or, where that is the only one, its name.
    """

    __slots__ = ("_folder", "_names", "_remarks", "_rows", "_used", "path")

    def __init__(
        self, path: Path, rows: dict[str, tuple[int, Details]], problems: dict[int, str], remarks: dict[int, str]
    ) -> None:
        self.path = path
        self._remarks = remarks
        self._rows, self._folder = rows, path.parent
        self._names: dict[str, int] = {}
        self._used: dict[int, str | None] = dict(problems)

    def count_names(self, paths: list[Path]) -> None:
        """Takes note of all the files to be read, so that a row with a bare name that several share is not applied to any."""
        for path in paths:
            name = _plain(path.name)
            self._names[name] = self._names.get(name, 0) + 1

    def find(self, path: Path, root: Path | None) -> Details | None:
        """What the list says of a file. `root` is the folder in which it was found."""
        for name in self._names_of(path, root):
            if name in self._rows:
                row, details = self._rows[name]
                self._used[row] = None
                return details
        name = _plain(path.name)
        if name in self._rows and self._rows[name][0] not in self._used:
            row, details = self._rows[name]
            if self._names.get(name, 1) == 1:
                self._used[row] = None
                return details
            self._used[row] = f"{name!r} is the name of {self._names[name]} files; write its path within the folder"
        return None

    def report_problems(self) -> Iterator[Failure]:
        """A failure for each row that was not applied, and each whose date cannot be read, so that no mistake in the list passes in silence."""
        name = show_path(self.path)
        for file, (row, _) in self._rows.items():
            self._used.setdefault(row, f"no file named {file!r} was read; correct the name or remove the row")
        for row in sorted({*self._used, *self._remarks}):
            for problem in (self._used.get(row), self._remarks.get(row)):
                if problem is not None:
                    yield Failure(path=name, record=row, status_why=f"{name}, row {row}: {problem}")

    def _names_of(self, path: Path, root: Path | None) -> Iterator[str]:
        yield _plain(path)
        if root is not None and path.is_relative_to(root):
            yield _plain(path.relative_to(root))
        yield _plain(Path(os.path.relpath(path, self._folder)) if _same_drive(path, self._folder) else path)
        yield _plain(Path(os.path.abspath(path)))  # noqa: PTH100  # resolve() would follow links


def _same_drive(one: Path, other: Path) -> bool:
    return one.absolute().drive == other.absolute().drive


def _plain(path: PurePath | str) -> str:
    # macOS hands out names in decomposed form, spreadsheets write them composed.
    return unicodedata.normalize("NFC", re.sub(r"^(?:\./)+", "", str(path).replace("\\", "/")))


def read_listing(path: str | os.PathLike[str]) -> Listing:
    """
    The list in a CSV with a column `file` and any of title, outlet, published, url, byline and language.

    The first row, 1, is that with the names. Raises `ReportError` where the list itself cannot be read, or none of its columns can be used.
    """
    path = Path(path)
    name = show_path(path)
    try:
        with open_file(path) as stream:
            encoding = find_table_encoding(read_blocks(stream))
        with open_file(path) as stream:
            return _read(path, read_rows(read_blocks(stream), encoding=encoding, limit=_MAX_BYTES))
    except ReportError as error:
        raise ReportError(f"{name}: {error}") from error


def _read(path: Path, rows: Iterator[tuple[dict[str, str], int]]) -> Listing:
    by_file: dict[str, tuple[int, Details]] = {}
    problems: dict[int, str] = {}
    remarks: dict[int, str] = {}
    for row, number in rows:
        column = next((name for name in row if name.strip().lower() in _FILE), None)
        if column is None:
            raise ReportError(
                f'no column is named "file"; the columns are {", ".join(map(ascii, row))}; the list needs one'
            )
        if all(find_value(row, field, {})[0] is None for field in FIELDS[1:]):
            columns = ", ".join(map(ascii, row))
            raise ReportError(
                f"no column says anything of the files; the columns are {columns}; beside {column}, "
                "name them title, outlet, published, url, byline or language"
            )
        file = _plain(row[column].strip())
        if not file:
            problems[number] = "the row names no file; fill it or remove it"
        elif file in by_file:
            problems[number] = f"{file!r} is listed twice; the first row counts, remove one"
        else:
            details = _read_details(row, path)
            by_file[file] = (number, details)
            date, remark = read_date(details.published) if details.published else (None, None)
            if date is None and remark is not None:
                remarks[number] = f"the date is left out: {remark}"
    if not by_file and not problems:
        raise ReportError("there is no row in it; it needs a column file and one row for each file")
    return Listing(path, by_file, problems, remarks)


def _read_details(row: dict[str, str], path: Path) -> Details:
    words = {field: to_words(find_value(row, field, {})[1]) for field in FIELDS[1:]}
    words["published_why"] = path.name if words["published"] else None
    return Details(**words)  # type: ignore[arg-type]
