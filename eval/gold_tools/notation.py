"""
The annotation notation: one TOML file for each report, in which words are quoted from the report. `ANNOTATING.md` in the gold folder describes it.

This module opens the files, checks their keys and remembers lines; `anchor.py` finds the words, `build.py` makes the records.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Table = dict[str, Any]

TOP_KEYS = ("annotator", "notes", "times", "quantities", "places", "not_asserted", "entity", "claim")
ENTITY_KEYS = ("name", "kind", "role", "country", "named", "aliases", "mentions", "not_mentions", "key")
TIME_KEYS = ("text", "type", "timex3", "edtf", "begin", "end_before", "every")
QUANTITY_KEYS = (
    *("text", "value", "low", "high", "approximate", "bound", "change", "unit", "rate", "of", "kind", "every"),
)
PLACE_KEYS = ("text", "name", "country", "lat", "lon", "precision", "metonym")
CLAIM_KEYS = (
    *("id", "source", "cue", "content", "speakers", "act", "saying", "stance", "commitment", "form", "field", "inside"),
    *("ascribed", "via", "evidence", "audience", "occasion", "said", "said_at", "target", "inherited", "after", "note"),
)
LISTS = {"times": TIME_KEYS, "quantities": QUANTITY_KEYS, "places": PLACE_KEYS}

_TRUTHS = ("named", "approximate", "every", "metonym", "ascribed")
_NUMBERS = ("value", "low", "high", "lat", "lon")
_SEVERAL = (
    *("content", "speakers", "via", "evidence", "target", "inherited", "aliases", "mentions", "not_mentions"),
    "not_asserted",
)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in an annotation: the file's name, the line from 1, what is wrong and the way out."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class NotationError(Exception):
    """One thing wrong in an annotation, not yet placed on a line."""


@dataclass(slots=True)
class Notation:
    """The opened file of one report, and the problems found so far."""

    name: str
    lines: list[str]
    table: Table
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, message: str) -> None:
        """Write down a problem."""
        self.problems.append(Problem(self.name, line, message))

    def find_claim(self, place: int, key: str | None = None) -> int:
        """The line of the claim at `place`, from 0, or of one of its keys."""
        headers = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*claim\s*\]\]", line)]
        return self._find_key(headers[place], key) if place < len(headers) else 1

    def find_entity(self, name: str, key: str | None = None) -> int:
        """The line of an entity's table, or of one of its keys."""
        header = re.compile(rf"\s*\[\s*entity\s*\.\s*[\"']?{re.escape(name)}[\"']?\s*\]")
        for number, line in enumerate(self.lines):
            if header.match(line):
                return self._find_key(number, key)
        return 1

    def find_item(self, name: str, place: int) -> int:
        """The line of the item at `place`, from 0, of `times`, `quantities` or `places`."""
        opening = next((n for n, line in enumerate(self.lines) if re.match(rf"\s*{name}\s*=", line)), 0)
        braces = [n for n, line in enumerate(self.lines[opening:], opening) for _ in re.findall(r"\{\s*\w+\s*=", line)]
        return braces[place] + 1 if place < len(braces) else opening + 1

    def _find_key(self, header: int, key: str | None) -> int:
        for number in range(header + 1, len(self.lines)):
            if re.match(r"\s*\[", self.lines[number]) and "=" not in self.lines[number]:
                break
            if key is not None and re.match(rf"\s*{re.escape(key)}\s*=", self.lines[number]):
                return number + 1
        return header + 1


def open_notation(path: Path) -> Notation:
    """The annotation at `path`. A file that is no TOML becomes one problem, with the line that the reader of TOML names."""
    words = path.read_text(encoding="utf-8")
    notation = Notation(path.name, words.split("\n"), {})
    try:
        notation.table = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        hint = "words with a \" in them stand in '…', each item of a list on one line of its own"
        notation.report(int(found.group(1)) if found else 1, f"not TOML: {error}; {hint}")
        return notation
    _check_keys(notation)
    return notation


def _check_keys(notation: Notation) -> None:
    """Whether all keys are known and all values of the right sort; a part of the wrong shape is told and dropped."""
    table = notation.table
    _check_table(notation, 1, {key: table[key] for key in table if key not in (*LISTS, "entity", "claim")}, TOP_KEYS)
    for name, keys in LISTS.items():
        items = table.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) and "text" in item for item in items):
            notation.report(notation.find_item(name, 0), f"{name} is a list of {{ text = … }}")
            table[name] = []
            continue
        for place, item in enumerate(items):
            _check_table(notation, notation.find_item(name, place), item, keys)
    for name, shape in (("entity", dict), ("claim", list)):
        if not isinstance(table.get(name, shape()), shape):
            notation.report(1, "entities stand under [entity.NAME], claims under [[claim]]")
            table[name] = shape()
    for name, entity in table.get("entity", {}).items():
        if isinstance(entity, dict):
            _check_table(notation, notation.find_entity(name), entity, ENTITY_KEYS)
        else:
            notation.report(1, f"entity {name} is no table; write [entity.{name}]")
    for place, claim in enumerate(table.get("claim", [])):
        for key in claim:
            _check_table(notation, notation.find_claim(place, key), {key: claim[key]}, CLAIM_KEYS)


def _check_table(notation: Notation, line: int, table: Table, keys: Iterable[str]) -> None:
    """A problem for each key that is none of the keys, with the nearest one, and for each value of a wrong sort."""
    keys = list(keys)
    for key, value in table.items():
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; the keys are {', '.join(keys)}"
            notation.report(line, f"{key} is no key here{hint}")
        elif not _fits(key, value):
            sort = "true or false" if key in _TRUTHS else "a number" if key in _NUMBERS else "words in quotation marks"
            notation.report(line, f"{key} = {value!r} is not {sort}{' or a list of them' if key in _SEVERAL else ''}")


def _fits(key: str, value: Any) -> bool:
    if key in _TRUTHS:
        return isinstance(value, bool)
    if key in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if key == "via" and isinstance(value, dict):
        return "text" in value and all(isinstance(part, str) for part in value.values())
    if key in _SEVERAL and isinstance(value, list):
        return all(not isinstance(part, list) and _fits(key, part) for part in value)
    return isinstance(value, str)


def as_list(value: Any) -> list[Any]:
    """A single value as a list of one; nothing as an empty list."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def split_value(words: str) -> tuple[str, str | None]:
    """
    The value before a colon and the words behind it.

    >>> split_value("possible: could"), split_value("certain")
    (('possible', 'could'), ('certain', None))
    """
    value, colon, rest = words.partition(":")
    return value.strip(), rest.strip() if colon and rest.strip() else None
