"""What the user names (files, folders, "-") → Reports and Failures, in order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from sayso.errors import ReportError
from sayso.ingest.articles import STANDARD_INPUT, Articles, find_table_encoding, is_json_lines
from sayso.ingest.columns import check_columns, find_value
from sayso.ingest.files import (
    JSON,
    LINES,
    MAX_BYTES,
    PAGE,
    TABLE,
    TEXT,
    open_file,
    read_blocks,
    read_document,
    read_whole,
    show_path,
    walk_folder,
)
from sayso.ingest.listing import Listing, read_listing
from sayso.ingest.metadata import Details, Given, read_date
from sayso.records import Failure, Report


def iter_inputs(
    paths: Sequence[str | os.PathLike[str]],
    *,
    patterns: Sequence[str] | None = None,
    meta: str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Failure]:
    """
    The reports in files, folders (with the folders in them, sorted) and standard input ("-"), in order, one at a time.

    An input that cannot be read is a `Failure` in its place, and the rest go on. `patterns` choose the files of a folder. `meta` is a CSV that
    describes files (see `read_listing`); its rows that fit no file or hold a date that cannot be read come last, as failures. `columns` maps a field of an article (text, title,
    published, outlet, url, byline, language) to the name it has in JSON Lines or CSV. `defaults` holds the `outlet` or the `published` of inputs
    that give none; the date's reason is then `published_why` ("option --published" unless told otherwise). `stdin` is the stream that "-" stands for.
    Raises, before anything is read, `ReportError` if `meta` cannot be used, and `ValueError` for a field that does not exist or a default date
    that cannot be read.
    """
    options = _Options(
        patterns=patterns,
        listing=read_listing(meta) if meta is not None else None,
        columns=check_columns(columns),
        fills=_read_defaults(defaults or {}),
        max_bytes=max_bytes,
        stdin=stdin,
    )
    return _iter_all([path if path == "-" else Path(path) for path in paths], options)


def count_inputs(paths: Sequence[str | os.PathLike[str]], *, patterns: Sequence[str] | None = None) -> int | None:
    """
    How many inputs `iter_inputs` will give for these paths, for a progress bar.

    `None` where only reading tells: standard input, JSON, tables.
    """
    count = 0
    for path in [Path(os.fspath(path)) for path in paths]:
        found = list(walk_folder(path, tuple(patterns) if patterns else None)) if _is_folder(path) else [path]
        if any(
            not isinstance(each, Path) or each.suffix.lower() in (*LINES, *JSON, *TABLE) or str(each) == "-"
            for each in found
        ):
            return None
        count += len(found)
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The options of one call, checked."""

    patterns: Sequence[str] | None
    listing: Listing | None
    columns: dict[str, str]
    fills: Details
    max_bytes: int
    stdin: BinaryIO | None


def _read_defaults(defaults: Mapping[str, str]) -> Details:
    unknown = sorted(set(defaults) - {"outlet", "published", "published_why"})
    if unknown:
        raise ValueError(f"defaults can hold outlet, published and published_why, not {', '.join(unknown)}")
    published = defaults.get("published")
    if published is not None:
        date, remark = read_date(published)
        if date is None:
            problem = str(remark).rpartition("; ")[0] or remark
            raise ValueError(f"published cannot be {published!r}: {problem}; write it in ISO 8601, as in 2024-05-01")
    return Details(
        outlet=defaults.get("outlet"),
        published=published,
        published_why=defaults.get("published_why", "option --published"),
    )


def _iter_all(paths: list[Path | str], options: _Options) -> Iterator[Report | Failure]:
    if options.listing is not None:
        options.listing.count_names(
            [each for path in paths for each, _ in _expand(path, options) if isinstance(each, Path)]
        )
    for path in paths:
        for each, root in _expand(path, options):
            if isinstance(each, Failure):
                yield each
            elif isinstance(each, Path):
                yield from _read_path(each, root, options)
            else:
                yield from _read_standard_input(options)
    if options.listing is not None:
        yield from options.listing.report_problems()


def _expand(path: Path | str, options: _Options) -> Iterator[tuple[Path | Failure | str, Path | None]]:
    """The files that a path stands for, each with the folder it was found in; "-" and a single file as they are."""
    if not isinstance(path, Path) or not _is_folder(path):
        yield path, None
        return
    empty = True
    for each in walk_folder(path, options.patterns):
        if isinstance(each, Path) and options.listing is not None and _is_same(each, options.listing.path):
            continue
        empty = False
        yield each, path
    if empty:
        name = show_path(path)
        sought = ", ".join(options.patterns or (*TEXT, *PAGE, *LINES, *JSON, *TABLE))
        yield (
            Failure(
                path=name,
                record=0,
                status_why=f"{name}: no report was found in this folder (looked for {sought}); name other files or patterns",
            ),
            path,
        )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name with NUL in it, or one that is too long
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _read_path(path: Path, root: Path | None, options: _Options) -> Iterator[Report | Failure]:
    """The reports of one file, or one failure."""
    name = show_path(path)
    row = options.listing.find(path, root) if options.listing is not None else None
    given = Given(overrules=row or Details(), fills=options.fills)
    suffix = path.suffix.lower()
    articles = Articles(name, columns=options.columns, given=given, max_bytes=options.max_bytes)
    try:
        if suffix in TABLE:
            with open_file(path) as stream:
                encoding = find_table_encoding(read_blocks(stream))
            with open_file(path) as stream:
                yield from articles.read_csv(read_blocks(stream), encoding=encoding, tabs=suffix == ".tsv")
            return
        with open_file(path) as stream:
            blocks = read_blocks(stream)
            if suffix in (*LINES, *JSON):
                yield from _read_json(articles, blocks, name, suffix)
            else:
                yield read_document(read_whole(blocks, options.max_bytes), name, suffix=suffix, given=given)
    except ReportError as error:
        yield Failure(path=name, record=0, status_why=f"{name}: {error}")


def _read_beginning(blocks: Iterator[bytes], size: int = 4096) -> bytes:
    """The first bytes, to look at: a whole line, or `size`, whichever comes first."""
    beginning = b""
    for block in blocks:
        beginning += block
        if len(beginning) >= size or b"\n" in beginning.lstrip():
            break
    return beginning


def _read_json(articles: Articles, blocks: Iterator[bytes], name: str, suffix: str) -> Iterator[Report | Failure]:
    """JSON Lines or one JSON value, whichever it is, whatever the file is called."""
    beginning = _read_beginning(blocks)
    if not beginning:
        raise ReportError("the file is empty; remove it or fill it")
    if b"\x00" in beginning:
        raise ReportError("this is not JSON in UTF-8; export it again as UTF-8")
    everything = chain([beginning], blocks)
    shown = beginning.decode("utf-8", "replace")
    is_array = shown.lstrip("\ufeff \t\r\n").startswith("[")
    if not is_array and (suffix in LINES or _opens_json_lines(shown)):
        yield from articles.read_lines(everything)
    else:
        yield from articles.read_json(everything)


def _opens_json_lines(shown: str) -> bool:
    return is_json_lines(shown) and shown.strip().count("\n") > 0


def _read_standard_input(options: _Options) -> Iterator[Report | Failure]:
    """The reports on standard input: JSON Lines, JSON, CSV with a column for the text, a page, or one text."""
    given = Given(fills=options.fills)
    try:
        if options.stdin is None:
            raise ReportError("nothing is connected to standard input; pipe a report into it")
        blocks = read_blocks(options.stdin)
        beginning = _read_beginning(blocks)
        shown = beginning.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        everything = chain([beginning] if beginning else [], blocks)
        articles = Articles(None, columns=options.columns, given=given, max_bytes=options.max_bytes)
        if is_json_lines(shown):
            yield from articles.read_lines(everything)
        elif _opens_json(shown):
            yield from articles.read_json(everything)
        elif _opens_table(shown, options.columns):
            yield from articles.read_csv(everything, encoding="utf-8")
        else:
            yield read_document(read_whole(everything, options.max_bytes), None, suffix="", given=given)
    except ReportError as error:
        yield Failure(path=None, record=0, status_why=f"{STANDARD_INPUT}: {error}")


def _opens_json(shown: str) -> bool:
    """Whether the text opens a JSON array of objects, or an object: in brackets, a news text opens with words."""
    compact = "".join(shown[:200].split())
    return compact.startswith(("[{", '{"'))


def _opens_table(shown: str, columns: Mapping[str, str]) -> bool:
    """Whether the first line is a CSV header with a column for the text."""
    line = shown.partition("\n")[0].strip()
    for mark in (",", ";", "\t"):
        cells = [cell.strip().strip('"') for cell in line.split(mark)]
        if len(cells) > 1 and all(cell and len(cell) <= 40 and " " not in cell for cell in cells):
            return find_value(dict.fromkeys(cells, "-"), "text", columns)[0] is not None
    return False
