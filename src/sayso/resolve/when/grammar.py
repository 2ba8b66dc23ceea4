"""
Which words of a row are temporal expressions.

A rule is a pattern over kinds of words and a function from what it found to a `Meaning` (or `None`: no expression after all). Of overlapping
candidates the longest wins; then neighbours are joined and words beside an expression are taken in.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.resolve.when import lengths, names, relative
from sayso.resolve.when.join import join_neighbours, take_in_edges
from sayso.resolve.when.meaning import Builder, Expression, Found, Meaning, compile_pattern
from sayso.resolve.when.words import MULTIPLIERS, Row, letter_of

_ISLAND = re.compile(r"[^.|]+")
"""A stretch of words that rules mention."""


def find_expressions(row: Row, *, loose: bool = False) -> list[Expression]:
    """
    The temporal expressions of a row, in order, none overlapping another.

    `loose` also reads words that mostly name no date ("the year", "the day"), for callers that know which words are temporal.
    """
    chosen: list[Expression] = []
    taken = bytearray(len(row.kinds))
    for island in _ISLAND.finditer(row.kinds):
        if not loose and not _compile_trigger().search(row.kinds, island.start(), island.end()):
            continue
        candidates = _find_candidates(row, island.start(), island.end(), loose)
        candidates.sort(key=lambda found: (found.first - found.last, found.first))
        for candidate in candidates:
            if not any(taken[candidate.first : candidate.last]):
                taken[candidate.first : candidate.last] = b"\1" * (candidate.last - candidate.first)
                chosen.append(candidate)
    chosen.sort(key=lambda found: found.first)
    return join_neighbours(row, [take_in_edges(row, expression) for expression in chosen])


def _find_candidates(row: Row, start: int, end: int, loose: bool) -> list[Expression]:
    candidates = []
    for pattern, build in _compile_rules(loose):
        at = start
        while at < end and (match := pattern.search(row.kinds, at, end)):
            meaning = build(Found(row, match)) if match.end() > match.start() else None
            if meaning is not None:
                candidates.append(_trim_candidate(row, match, meaning))
            at = match.end() if meaning is not None else match.start() + 1
    return candidates


def _trim_candidate(row: Row, match: re.Match[str], meaning: Meaning) -> Expression:
    """The words matched, without a preposition that leads to an event, and without "the" before "34-year-old"."""
    first, last = match.start(), match.end()
    if meaning.kind == "duration":
        if row.words[last - 1] in ("before", "after"):
            last -= 1
        hyphen = any(word in ("-", "–", "‑") for word in row.words[first : first + 4])
        if (
            row.words[first] in ("the", "a", "an")
            and hyphen
            and row.words[first + 1] not in MULTIPLIERS
            and last - first > 3
        ):
            first += 1
    return Expression(first, last, meaning)


@cache
def _compile_rules(loose: bool) -> tuple[tuple[re.Pattern[str], Builder], ...]:
    return tuple(
        (compile_pattern(pattern), build)
        for pattern, build in (*names.RULES, *relative.RULES, *lengths.RULES, *(relative.LOOSE_RULES if loose else ()))
    )


@cache
def _compile_trigger() -> re.Pattern[str]:
    """A word without which no stretch of words holds a temporal expression."""
    triggers = (
        "MONTH WEEKDAY SEASON UNIT PART YEAR SHORTYEAR DECADE TENS SET HOLIDAY NEW GOOD VALENTINE ISODATE SLASHDATE CLOCK AMPM OCLOCK ZONE LOCAL "
        "NINEELEVEN TODAY TONIGHT OVERNIGHT NOW RECENTLY SOON FUTURE THESE NOON WEEKLYDAY QUARTERNAME MOMENT CURRENT RECENT HALF NUMBER UNITLONG PERIOD"
    )
    letters = "".join(letter_of(kind) for kind in triggers.split())
    return re.compile(f"[{letters}]")
