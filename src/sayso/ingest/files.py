"""Paths → bytes: what is in a folder, and whole files up to the limit."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from sayso.errors import ReportError
from sayso.ingest.articles import say_over_limit
from sayso.ingest.decode import decode_bytes
from sayso.ingest.metadata import Details, Given
from sayso.ingest.page import decode_page, looks_like_html, read_page
from sayso.ingest.plain import read_plain
from sayso.records import Failure, Report

MAX_BYTES = 5_000_000
"""The longest text that is read, in bytes, unless the caller says otherwise."""

TEXT, PAGE, LINES, JSON, TABLE = (".txt",), (".html", ".htm"), (".jsonl", ".ndjson"), (".json",), (".csv", ".tsv")
SUFFIXES = (*TEXT, *PAGE, *LINES, *JSON, *TABLE)
"""The files that are read from a folder."""


def load_report(
    path: str | os.PathLike[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Report:
    """
    The report in one file of text or HTML. What the arguments say wins over what the file says.

    Raises `ReportError` for a file that is missing, empty, over the limit, not text, or a page without an article.
    """
    told = Details(title=title, outlet=outlet, url=url, published=published, published_why="argument published")
    given = Given(overrules=told)
    path = Path(path)
    name = show_path(path)
    if path.suffix.lower() in (*LINES, *JSON, *TABLE):
        raise ReportError(f"{name}: this file can hold many articles; read it with iter_inputs")
    try:
        return read_document(read_bytes(path, max_bytes), name, suffix=path.suffix, given=given)
    except ReportError as error:
        raise ReportError(f"{name}: {error}") from error


def read_document(data: bytes, name: str | None, *, suffix: str, given: Given) -> Report:
    """The report in the bytes of a text or a page, as the suffix says, or as they look where it says neither."""
    if suffix.lower() in TEXT:
        return read_plain(decode_bytes(data), path=name, given=given)
    if suffix.lower() in PAGE:
        page, damaged = decode_page(data)
        return read_page(page, path=name, damaged=damaged, given=given)
    page, damaged = decode_page(data)
    if looks_like_html(page):
        return read_page(page, path=name, damaged=damaged, given=given)
    return read_plain(decode_bytes(data), path=name, given=given)


def show_path(path: Path) -> str:
    """The path as reports carry it: with slashes, on one line, and without the bytes that no encoding knows."""
    return re.sub(r"[\x00-\x1f\x7f]", "\ufffd", path.as_posix().encode("utf-8", "replace").decode("utf-8"))


def open_file(path: Path) -> BinaryIO:
    """The file, open for reading bytes. Raises `ReportError` where that fails."""
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise ReportError(say_os_error(error)) from error


def read_blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream as they come, 64 KB at most at a time."""
    read = getattr(stream, "read1", stream.read)
    try:
        while block := read(65_536):
            yield block
    except (OSError, ValueError) as error:  # ValueError: the stream is closed
        raise ReportError(say_os_error(error)) from error


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file. Raises `ReportError` where it cannot be read or is over the limit."""
    with open_file(path) as stream:
        return read_whole(read_blocks(stream), max_bytes)


def read_whole(blocks: Iterator[bytes], max_bytes: int) -> bytes:
    """All the bytes of the blocks. Raises `ReportError` over the limit, without reading on."""
    parts, size = [], 0
    for block in blocks:
        parts.append(block)
        size += len(block)
        if size > max_bytes:
            raise ReportError(say_over_limit(None, max_bytes))
    return b"".join(parts)


def say_os_error(error: Exception) -> str:
    """What keeps a file from being read, and the way out, in one line."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the name"
    if isinstance(error, PermissionError):
        return "you have no permission to read it; change its permissions, or copy it"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a file"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "this link leads in a circle; correct or remove it"
    words = getattr(error, "strerror", None) or str(error)
    return f"it cannot be read ({words}); check the disk and the name"


def walk_folder(folder: Path, patterns: Sequence[str] | None) -> Iterator[Path | Failure]:
    """
    The files of a folder and the folders in it, sorted by name, hidden ones left out; a failure for a folder that cannot be opened.

    `patterns` ("*.html", "2024/*") are matched against the name and the path within the folder; without any, the suffixes decide.
    """
    yield from _walk(folder, "", patterns)


def _walk(folder: Path, inside: str, patterns: Sequence[str] | None) -> Iterator[Path | Failure]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry.name, *_look_at(entry)) for entry in entries)
    except OSError as error:
        name = show_path(folder)
        yield Failure(path=name, record=0, status_why=f"{name}: {say_os_error(error)}")
        return
    for name, is_folder, leads_to_folder in listed:
        if name.startswith("."):
            continue
        if is_folder:
            yield from _walk(folder / name, f"{inside}{name}/", patterns)
        elif not leads_to_folder and _is_wanted(name, inside + name, patterns):  # links to folders may lead in circles
            yield folder / name


def _look_at(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether the entry is a folder, and whether it is one or leads to one; neither where it is gone, or is a link that leads in a circle."""
    try:
        return entry.is_dir(follow_symlinks=False), entry.is_dir()
    except OSError:
        return False, False  # opening it, if it is a report by its name, tells what is wrong


def _is_wanted(name: str, inside: str, patterns: Sequence[str] | None) -> bool:
    if not patterns:
        return name.lower().endswith(SUFFIXES)
    return any(
        fnmatch(name.lower(), pattern.lower()) or fnmatch(inside.lower(), pattern.lower()) for pattern in patterns
    )
