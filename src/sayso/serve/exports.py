"""Every result set as a file: CSV, XLSX, JSON and JSON Lines, one row a claim (or a report, or a speaker)."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from sayso.cli.looking import describe_hit
from sayso.export import format_csv
from sayso.ledger import ClaimRow, ReportRow, SpeakerRow
from sayso.serve.problems import PageError

KINDS = ("csv", "xlsx", "json", "jsonl")
_MOST_ROWS, _LONGEST_CELL = 1_048_575, 32_767
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = dict[str, Any]


def describe_row(row: ClaimRow | ReportRow | SpeakerRow) -> Row:
    """One row of a result as a flat record; the same columns as those of `sayso search --csv`."""
    return describe_hit(row) | {"checked_by": row.checked_by} if isinstance(row, ClaimRow) else asdict(row)


def send_rows(rows: Iterable[Row], kind: str, *, name: str, close: Callable[[], object]) -> Response:
    """
    Flat records as a file to download, sent while they are read, so that memory stays flat; `close` is called when the last is sent.

    Words that a spreadsheet would run as a formula get an apostrophe in front in CSV, and are plain words in XLSX.
    """
    if kind not in KINDS:
        close()
        raise PageError(404, f"There is no export as {kind}.", f"Take one of {', '.join(KINDS)}.")
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "xlsx":
        try:
            path = _write_sheet(rows, name)
        finally:
            close()
        return FileResponse(path, media_type=_TYPES[kind], headers=headers, background=BackgroundTask(path.unlink))
    lines = {"csv": _format_csv, "json": _format_json, "jsonl": _format_lines}[kind](rows)
    return StreamingResponse(_closing(_gather(lines), close), media_type=_TYPES[kind], headers=headers)


def _format_csv(rows: Iterable[Row]) -> Iterator[str]:
    stream = iter(rows)
    first = next(stream, None)
    if first is None:
        return
    yield from format_csv(first, (row.values() for row in chain([first], stream)))


def _format_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _format_json(rows: Iterable[Row]) -> Iterator[str]:
    mark = "[\n"
    for row in rows:
        yield mark + json.dumps(row, ensure_ascii=False)
        mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"


def _gather(lines: Iterator[str], size: int = 64_000) -> Iterator[bytes]:
    """Lines in blocks: each piece that is sent costs a turn of the event loop."""
    waiting: list[str] = []
    length = 0
    for line in lines:
        waiting.append(line)
        length += len(line)
        if length >= size:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


def _closing(blocks: Iterator[bytes], close: Callable[[], object]) -> Iterator[bytes]:
    try:
        yield from blocks
    finally:
        close()


def _write_sheet(rows: Iterable[Row], name: str) -> Path:
    """A spreadsheet in a temporary file."""
    with tempfile.NamedTemporaryFile(prefix="sayso-", suffix=".xlsx", delete=False) as handle:
        path = Path(handle.name)
    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with xlsxwriter.Workbook(str(path), plain) as book:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows, start=1):
            if place > _MOST_ROWS:
                break
            if place == 1:
                sheet.write_row(0, 0, list(row), book.add_format({"bold": True}))
            sheet.write_row(place, 0, [_make_cell(value) for value in row.values()])
    return path


def _make_cell(value: Any) -> Any:
    if value is None:
        return ""
    return value[:_LONGEST_CELL] if isinstance(value, str) else value
