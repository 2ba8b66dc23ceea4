"""Files in the shape of the JSON contract → their lines, and which lines of two files are the same report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import ReportError
from sayso.scoring.items import Json

_CLAIM = """id voice field form act saying stance commitment inside content cue source speakers target via evidence audience occasion said said_at times
    inherited"""
_NEEDED = {
    "line": "report entities times quantities places claims",
    "entity": "id key name kind role country named aliases mentions",
    "time": "start end text type timex3 begin end_before",
    "quantity": "start end text value low high change unit kind",
    "place": "start end text country metonym",
    "claim": _CLAIM,
}
_LISTS = {"entity": "entities", "time": "times", "quantity": "quantities", "place": "places", "claim": "claims"}


@dataclass(frozen=True, slots=True)
class Matched:
    """The reports of two files: those in both, gold first, and the names of those in one only."""

    pairs: tuple[tuple[Json, Json], ...]
    only_gold: tuple[str, ...]
    only_predicted: tuple[str, ...]


def load_lines(path: str | Path) -> list[Json]:
    """The lines of a file that hold a report. Raises `ReportError` for a line that is not of the contract's shape."""
    lines = []
    with Path(path).open(encoding="utf-8") as handle:
        for number, words in enumerate(handle, start=1):
            if words.strip():
                line = _read_line(words, f"{path}, line {number}")
                if line["report"].get("text") is not None:
                    lines.append(line)
    return lines


def _read_line(words: str, where: str) -> Json:
    try:
        line: Any = json.loads(words)
    except json.JSONDecodeError as error:
        raise ReportError(f"{where}: not JSON ({error}); give the output of sayso read --jsonl") from None
    if not isinstance(line, dict):
        raise ReportError(f"{where}: no record; each line is one of the JSON contract's")
    _check(line, "line", where)
    for name, key in _LISTS.items():
        for item in line[key]:
            _check(item, name, where)
    return line


def _check(value: Json, name: str, where: str) -> None:
    missing = [key for key in _NEEDED[name].split() if key not in value]
    if missing:
        raise ReportError(
            f"{where}: the {name} has no {', '.join(missing)}; every key of the JSON contract must be there"
        )


def match_reports(gold: list[Json], predicted: list[Json]) -> Matched:
    """
    The same report is the one with the same text; of several, the one with the same id, else the same path, else the first.

    Raises `ReportError` if the files have no text in common.
    """
    left = list(predicted)
    pairs, only_gold = [], []
    for line in gold:
        same = [other for other in left if other["report"]["text"] == line["report"]["text"]]
        if not same:
            only_gold.append(name_report(line))
            continue
        best = max(same, key=lambda other: _likeness(line["report"], other["report"]))
        left.remove(best)
        pairs.append((line, best))
    if not pairs:
        raise ReportError(
            "no report is in both files: they are matched by their text, to the letter; read the gold texts themselves (sayso read)"
        )
    return Matched(tuple(pairs), tuple(only_gold), tuple(name_report(line) for line in left))


def _likeness(one: Json, other: Json) -> tuple[bool, bool]:
    return one.get("id") == other.get("id"), one.get("path") == other.get("path")


def name_report(line: Json) -> str:
    """The path of a report, else its id."""
    return str(line["report"].get("path") or line["report"].get("id"))
