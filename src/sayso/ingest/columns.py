"""Which column or key of an article holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sayso.ingest.metadata import Details

FIELDS = ("text", "title", "published", "outlet", "url", "byline", "language")
"""What a column can hold."""

_USUAL = {
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "fulltext"),
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "datepublish",
        "publicationdate",
        "pubdate",
        "datepublished",
        "publishedat",
        "publishdate",
        "publisheddate",
    ),
    "outlet": ("outlet", "source", "publisher", "publication", "sourcedomain", "domain", "sitename"),
    "url": ("url", "link"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
}


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """The mapping from fields to column names, as a copy. Raises `ValueError` for a field that does not exist."""
    for field in columns or {}:
        if field not in FIELDS:
            raise ValueError(f"columns can be named for {', '.join(FIELDS)}; {field!r} is none of them")
    return dict(columns or {})


def find_value(row: Mapping[str, Any], field: str, columns: Mapping[str, str]) -> tuple[str | None, Any]:
    """
    The name of the column that holds the field, and its value: the column that `columns` names, else the first usual name that has a value.

    A name with dots leads into nested objects.

    >>> find_value({"Pub Date": "2018-02-14"}, "published", {})
    ('Pub Date', '2018-02-14')
    """
    named = columns.get(field)
    if named is not None:
        return (named, row[named]) if named in row else _descend(row, named)
    by_plain_name: dict[str, str] = {}
    for name in row:
        by_plain_name.setdefault(re.sub(r"[\W_]", "", str(name)).lower(), name)
    candidates = [by_plain_name[usual] for usual in _USUAL[field] if usual in by_plain_name]
    for name in candidates:
        if row[name] not in (None, "", [], {}):
            return name, row[name]
    return (candidates[0], row[candidates[0]]) if candidates else (None, None)


def _descend(row: Mapping[str, Any], path: str) -> tuple[str | None, Any]:
    value: Any = row
    for name in path.split("."):
        if not isinstance(value, Mapping) or name not in value:
            return None, None
        value = value[name]
    return path, value


def read_details(row: Mapping[str, Any], columns: Mapping[str, str]) -> Details:
    """What the row says of its article, but for the text."""
    words = {}
    for field in FIELDS[1:]:
        name, value = find_value(row, field, columns)
        words[field] = to_words(value)
        if field == "published":
            words["published_why"] = f"column {name}" if words[field] else None
    return Details(**words)  # type: ignore[arg-type]


def to_words(value: Any) -> str | None:
    """A JSON value as words: strings as they are, names of objects, lists joined with commas; `None` for anything else."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return to_words(value.get("name") or value.get("title"))
    if isinstance(value, list):
        return ", ".join(words for words in map(to_words, value) if words) or None
    return None
