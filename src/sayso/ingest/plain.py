"""Plain text → its header block and the report below it."""

from __future__ import annotations

import re

from sayso.errors import ReportError
from sayso.ingest.decode import normalize_text
from sayso.ingest.make import build_report
from sayso.ingest.metadata import NOTHING_GIVEN, Details, Given, complete_details
from sayso.records import Report

_KEYS = {
    "title": "title",
    "date": "published",
    "outlet": "outlet",
    "url": "url",
    "byline": "byline",
    "language": "language",
}
_LINE = re.compile(r"(Title|Date|Outlet|URL|Byline|Language):(.*)", re.IGNORECASE)


def read_plain(text: str, *, path: str | None, given: Given = NOTHING_GIVEN) -> Report:
    """
    The report of a plain text, its header block taken off. `given` is what is known of it from outside.

    Raises `ReportError` for a text that is empty but for its header.
    """
    clean, changed = normalize_text(text)
    header, body = split_header(clean)
    body = body.lstrip("\ufeff")  # a header that was pasted in front of a file that had its own mark
    if not body.strip():
        raise ReportError("there is a header block but no text below it; add the text after a blank line")
    no_date = "no date was given, and the text has no header line Date"
    return build_report(body, complete_details(header, given), path=path, normalized=changed, no_date=no_date)


def split_header(text: str) -> tuple[Details, str]:
    r"""
    What the header block says, and the text without it.

    A header block is at least two lines "Key: words" from the first line on, with the keys Title, Date, Outlet, URL, Byline and Language, each once,
    and a blank line below. A text without one is all text.

    >>> details, text = split_header("Title: Bridge shut\nDate: 2018-02-14\n\nThe mayor shut it.")
    >>> details.title, text
    ('Bridge shut', 'The mayor shut it.')
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        at = min(end + 1, len(text))
        if not line.strip():
            break
        match = _LINE.fullmatch(line)
        if match is None or match[1].lower() in found:
            return Details(), text
        found[match[1].lower()] = match[2].strip()
    if len(found) < 2:
        return Details(), text
    details = {_KEYS[key]: words for key, words in found.items() if words}
    return Details(**details, published_why="header line Date" if found.get("date") else None), text[at:]  # type: ignore[arg-type]
