"""JSON Lines, JSON and CSV of articles → Reports, one record at a time, whatever the size of the file."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from sayso.errors import ReportError
from sayso.ingest.columns import find_value, read_details
from sayso.ingest.decode import find_encoding, normalize_text
from sayso.ingest.make import build_report
from sayso.ingest.metadata import NOTHING_GIVEN, Given, complete_details
from sayso.records import Failure, Report

_BLANK = re.compile(r"[\s\ufeff]*")
STANDARD_INPUT = "standard input"
"""What failures call the input that has no path."""

_WRAPPERS = ("articles", "items", "results", "data", "documents", "docs", "stories", "news")


class Articles:
    """
    How the articles of one file become reports: the names of its columns, what else is known of the file, and the limit.

    `path` is the name that reports and failures carry. `None` for standard input.
    `given` is what a list of metadata or an option says.
    """

    __slots__ = ("_columns", "_given", "_max_bytes", "_path")

    def __init__(
        self, path: str | None, *, columns: Mapping[str, str], given: Given = NOTHING_GIVEN, max_bytes: int
    ) -> None:
        self._path, self._columns, self._given, self._max_bytes = path, columns, given, max_bytes

    def read_lines(self, blocks: Iterable[bytes]) -> Iterator[Report | Failure]:
        """One report for each line of JSON; a line that is none is a failure, and the rest go on. Blank lines do not count."""
        record = 0
        for number, line in _split_lines(blocks, self._raw_limit):
            if line is not None and not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            where = f"line {number} (record {record})"
            try:
                row = _parse_line(line, self._max_bytes)
            except ReportError as error:
                yield self._fail(record, str(error), where)
            else:
                yield self._read_row(row, record, where)
            record += 1

    def read_json(self, blocks: Iterable[bytes]) -> Iterator[Report | Failure]:
        """One report for each article of a JSON array, or of an object that holds one article or a list of them."""
        record = 0
        try:
            for row in _parse_values(blocks, self._raw_limit):
                for article in _unwrap(row, self._columns):
                    yield self._read_row(article, record, f"record {record}")
                    record += 1
        except ReportError as error:
            yield self._fail(record, str(error), f"record {record}")
        else:
            if record == 0:
                yield self._fail(0, "there is no article in it; remove it or fill it")

    def read_csv(self, blocks: Iterable[bytes], *, encoding: str, tabs: bool = False) -> Iterator[Report | Failure]:
        """One report for each row below the header. Rows that are blank do not count."""
        record = 0
        try:
            for row, number in read_rows(blocks, encoding=encoding, limit=self._raw_limit, tabs=tabs):
                if record == 0:
                    self._check_header(row)
                yield self._read_row(row, record, f"line {number} (record {record})")
                record += 1
        except ReportError as error:
            yield self._fail(record, str(error))
        else:
            if record == 0:
                yield self._fail(0, "there is no article in it; remove it or fill it")

    @property
    def _raw_limit(self) -> int:
        # Escapes make a text up to three times as long, and an article has other fields than its text.
        return 4 * self._max_bytes + 65_536

    def _fail(self, record: int, why: str, where: str | None = None) -> Failure:
        name = self._path or STANDARD_INPUT
        place = f"{name}, {where}" if where else name
        return Failure(path=self._path, record=record, status_why=f"{place}: {why}")

    def _check_header(self, row: Mapping[str, Any]) -> None:
        for field, name in self._columns.items():
            if find_value(row, field, self._columns)[0] is None:
                raise ReportError(f"there is no column {name!r} for the {field}; the columns are {_list_names(row)}")
        if find_value(row, "text", self._columns)[0] is None:
            way_out = "say which holds it (--column text=NAME), or, if it describes files, give it as --meta"
            raise ReportError(f"no column holds the text; the columns are {_list_names(row)}; {way_out}")

    def _read_row(self, row: Any, record: int, where: str) -> Report | Failure:
        try:
            return self._make(row, record)
        except ReportError as error:
            return self._fail(record, str(error), where)

    def _make(self, row: Any, record: int) -> Report:
        if not isinstance(row, Mapping):
            raise ReportError(
                f'an article is an object such as {{"text": "…"}}, not {_name_kind(row)}; correct or remove it'
            )
        name, text = find_value(row, "text", self._columns)
        if name is None:
            raise ReportError(
                f"no key holds the text; the keys are {_list_names(row)}; say which does (--column text=NAME)"
            )
        if text is None:
            text = ""
        if not isinstance(text, str):
            raise ReportError(f"{name!r} holds {_name_kind(text)}, not a text; correct or remove it")
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > self._max_bytes:
            raise ReportError(say_over_limit(size, self._max_bytes))
        clean, changed = normalize_text(text)
        details = complete_details(read_details(row, self._columns), self._given)
        no_date = "no date was given, and no column of the article holds one"
        return build_report(clean, details, path=self._path, record=record, normalized=changed, no_date=no_date)


def say_over_limit(size: int | None, max_bytes: int) -> str:
    """The line for a text over the limit; `size` in bytes, `None` where it was not read to its end."""
    amount = f"{size:,} bytes are" if size is not None else "it is"
    return f"{amount} over the limit of {max_bytes:,} bytes; raise the limit (--max-bytes) to read it"


def _list_names(row: Mapping[str, Any]) -> str:
    names = [name if name.isprintable() else ascii(name) for name in map(str, row)]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") if names else "none"


def _name_kind(value: Any) -> str:
    kinds = (
        (bool, "true or false"),
        (int, "a number"),
        (float, "a number"),
        (str, "a string"),
        (list, "a list"),
        (Mapping, "an object"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "null")


# ---------------------------------------------------------------------------------------------------------------------- JSON


def _split_lines(blocks: Iterable[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1; `None` for a line of more than `limit` bytes, which is never held whole."""
    parts: list[bytes] = []
    number, size = 1, 0
    for block in blocks:
        pieces = block.split(b"\n")
        for piece in pieces[:-1]:
            size += len(piece)
            yield number, b"".join([*parts, piece]) if size <= limit else None
            number, parts, size = number + 1, [], 0
        size += len(pieces[-1])
        parts = [*parts, pieces[-1]] if size <= limit else []
    if size:
        yield number, b"".join(parts) if size <= limit else None


def _parse_line(line: bytes | None, max_bytes: int) -> Any:
    if line is None:
        raise ReportError(say_over_limit(None, max_bytes))
    try:
        return json.loads(line.decode("utf-8-sig"), strict=False)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"invalid UTF-8 at byte {error.start} of the line; JSON must be UTF-8, export it again"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReportError(f"the line is not JSON ({_say_json_error(error)}); correct or remove it") from error


def _say_json_error(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "too deeply nested" if isinstance(error, RecursionError) else str(error).split(";")[0]


def is_json_lines(beginning: str) -> bool:
    """Whether the text opens with a whole JSON object on one line."""
    line = beginning.lstrip("\ufeff \t\r\n").partition("\n")[0]
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _parse_values(blocks: Iterable[bytes], limit: int) -> Iterator[Any]:
    """The elements of a JSON array, or the values of a file one after the other, each parsed as soon as it is there."""
    pieces = _decode_blocks(blocks, "utf-8-sig")
    decoder = json.JSONDecoder(strict=False)
    buffer, at, in_array, started = "", 0, False, False
    while True:
        at = _skip(buffer, at, in_array and started)
        if at >= len(buffer):
            more = next(pieces, None)
            if more is None:
                if in_array:
                    raise ReportError("the JSON ends within its array; export it again")
                return
            buffer, at = buffer[at:] + more, 0
            continue
        if not started and buffer[at] == "[":
            in_array, started, at = True, True, at + 1
            continue
        started = True
        if in_array and buffer[at] == "]":
            return
        value, buffer, at = _parse_value(decoder, buffer[at:], pieces, limit)
        yield value


def _skip(buffer: str, at: int, in_array: bool) -> int:
    blank = _BLANK.match(buffer, at)
    at = blank.end() if blank else at
    if in_array and buffer[at : at + 1] == ",":
        return _skip(buffer, at + 1, False)
    return at


def _parse_value(decoder: json.JSONDecoder, buffer: str, pieces: Iterator[str], limit: int) -> tuple[Any, str, int]:
    """The value at the start of the buffer, the buffer with what had to be read for it, and where the value ends."""
    while True:
        try:
            value, end = decoder.raw_decode(buffer)
        except (ValueError, RecursionError) as error:
            problem: Exception | None = error
        else:
            problem = None
            if end < len(buffer) or isinstance(value, dict | list):
                return value, buffer, end
        # The value may go on in what is not read yet. Twice as much at a time, so that a long value is not parsed again and again.
        if len(buffer) > limit:
            raise ReportError(
                "an article is over the limit; raise the limit (--max-bytes), or give one article a line (JSON Lines)"
            )
        wanted = 2 * len(buffer)
        grown = [buffer]
        size = len(buffer)
        while size < wanted and (more := next(pieces, None)) is not None:
            grown.append(more)
            size += len(more)
        if len(grown) == 1:
            if problem is None:
                return value, buffer, end
            raise ReportError(
                f"this is not JSON ({_say_json_error(problem)}); correct it or export it again"
            ) from problem
        buffer = "".join(grown)


def _unwrap(row: Any, columns: Mapping[str, str]) -> Iterable[Any]:
    """The articles in an object such as {"status": "ok", "articles": […]}; the object itself if it is an article."""
    if isinstance(row, Mapping) and find_value(row, "text", columns)[0] is None:
        for name in _WRAPPERS:
            inside = row.get(name)
            if isinstance(inside, list) and inside and all(isinstance(article, Mapping) for article in inside):
                return inside
    return [row]


# ----------------------------------------------------------------------------------------------------------------------- CSV


def _decode_blocks(blocks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The blocks as text. Raises `ReportError` where they are not in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    read = 0
    try:
        for block in blocks:
            yield decoder.decode(block)
            read += len(block)
        yield decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise ReportError(
            f"not valid {encoding.removesuffix('-sig').upper()} after byte {read:,}; save it again as UTF-8"
        ) from error


def find_table_encoding(blocks: Iterable[bytes]) -> str:
    """
    The encoding of a table, from one pass over it. UTF-8 where all of it is.

    Raises `ReportError` for a table that is no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    first, before = True, b""
    for block in chain(blocks, [b""]):
        if first and (block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in block):
            return find_encoding(block[: len(block) // 4 * 4])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError:
            sample = before + block
            # The start or end of the sample may cut a character.
            return find_encoding(sample[sample.find(b"\n") + 1 if before else 0 :])
        first, before = False, block
    return "utf-8"


def _split_text_lines(pieces: Iterable[str], limit: int) -> Iterator[str]:
    """The lines with their ends. Raises `ReportError` for a line over the limit."""
    parts: list[str] = []
    size = 0
    for piece in pieces:
        *whole, last = piece.split("\n")
        for line in whole:
            yield "".join([*parts, line, "\n"])
            parts, size = [], 0
        parts.append(last)
        size += len(last)
        if size > limit:
            raise ReportError("a line is over the limit; is this CSV? Raise the limit (--max-bytes) if it is")
    if size:
        yield "".join(parts)


def read_rows(
    blocks: Iterable[bytes], *, encoding: str, limit: int, tabs: bool = False
) -> Iterator[tuple[dict[str, str], int]]:
    """
    The rows of a CSV as dictionaries by column name, with the number of the line on which each ends.

    Commas, semicolons or tabs, as the header has them. Raises `ReportError` for a cell over the limit and for bytes in another encoding.
    """
    lines = _split_text_lines(_decode_blocks(blocks, "utf-8-sig" if encoding == "utf-8" else encoding), limit)
    first = next(lines, "").lstrip("\ufeff")
    delimiter = "\t" if tabs and "\t" in first else max(",;\t", key=first.count)
    raw: list[str] = []  # the lines of the row being read
    reader = csv.reader(_keep_lines(chain([first], lines), raw), delimiter=delimiter)
    header: list[str] | None = None
    while True:
        raw.clear()
        cells = _next_row(reader, limit)
        if cells is None:
            return
        _refuse_open_quotation(raw, delimiter, reader.line_num, limit)
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        row: dict[str, str] = {}
        for name, cell in zip(header, cells, strict=False):
            row.setdefault(name, cell)
        yield row, reader.line_num


def _keep_lines(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    for line in lines:
        kept.append(line)
        yield line


def _refuse_open_quotation(raw: list[str], delimiter: str, number: int, limit: int) -> None:
    """Raises `ReportError` for a cell that opens a quotation mark and runs to the end of the file, other rows and all."""
    if sum(line.count('"') for line in raw) % 2 == 0:
        return
    try:
        _next_row(csv.reader(raw, delimiter=delimiter, strict=True), limit)
    except ReportError as error:
        if "unexpected end of data" in str(error):
            start = number - len(raw) + 1
            raise ReportError(f"line {start}: a quotation mark is opened and never closed; correct the file") from error


def _next_row(reader: Any, limit: int) -> list[str] | None:
    # The limit on cells is one for the whole process: raise it only while a row is read.
    before = csv.field_size_limit(limit)
    try:
        row: list[str] | None = next(reader, None)
    except csv.Error as error:
        if "limit" in str(error):
            way_out = "perhaps a quotation mark is not closed; correct it, or raise the limit (--max-bytes)"
            raise ReportError(f"line {reader.line_num}: a cell is over the limit; {way_out}") from error
        raise ReportError(f"line {reader.line_num}: {error}; correct the file") from error
    finally:
        csv.field_size_limit(before)
    return row
