"""
Two contents that are word for word the same but for their numbers: the numbers at one place are then of one thing, whatever they count.

It reads what no rule of counting does ("Number 7", "the number five") and tells which figure goes with which where one thing is counted twice.
"""

from __future__ import annotations

import re
from typing import Final

from sayso.compare.figure import Figure, find_in_report, locate
from sayso.records import Quantity, Span, Statement

_SMALL: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
_NUMBER: Final = re.compile(rf"\b(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(_SMALL)})\b", re.IGNORECASE)


def align_numbers(left: Statement, right: Statement) -> list[tuple[Span, Span]] | None:
    """
    The numbers of two contents, pair by pair, as places in `text`; `None` where the words between them are not the same.

    "One" and "1" are both numbers here, so that a number in digits goes with one in words.
    """
    ones, others = list(_NUMBER.finditer(left.text)), list(_NUMBER.finditer(right.text))
    if not ones or len(ones) != len(others) or _mask(left.text) != _mask(right.text):
        return None
    return [(Span(*one.span()), Span(*other.span())) for one, other in zip(ones, others, strict=True)]


def _mask(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text).casefold().split())


def pair_aligned(
    left: Statement, right: Statement, lefts: tuple[Figure, ...], rights: tuple[Figure, ...]
) -> list[tuple[Figure, Figure]] | None:
    """
    Figures paired by their place where the two contents differ in numbers only, else `None`. A number that counts nothing becomes a bare figure where
    the two differ in it, unless it is an age, a year or part of a date: dates say for themselves when something was.
    """
    aligned = align_numbers(left, right)
    if aligned is None:
        return None
    pairs: list[tuple[Figure, Figure]] = []
    for one_at, other_at in aligned:
        one, other = _find_at(lefts, one_at), _find_at(rights, other_at)
        if one is not None and other is not None:
            if (one, other) not in pairs:
                pairs.append((one, other))
            continue
        if _is_no_count(left, one_at) or _is_no_count(right, other_at):
            continue
        bare = _make_bare(left, one_at), _make_bare(right, other_at)
        if bare[0].quantity.value != bare[1].quantity.value:
            pairs.append(bare)
    return pairs


def _find_at(figures: tuple[Figure, ...], at: Span) -> Figure | None:
    return next((figure for figure in figures if figure.at.overlaps(at)), None)


_AGE_OR_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b|, \d\d,")


def _is_no_count(statement: Statement, at: Span) -> bool:
    """Whether the number is a year, an age, or part of a date whose value is known."""
    if _AGE_OR_YEAR.fullmatch(statement.text, max(0, at.start - 2), at.end + 1) or _AGE_OR_YEAR.fullmatch(
        statement.text, at.start, at.end
    ):
        return True
    dates = (locate(statement, moment.span) for moment in statement.claim.times if moment.begin is not None)
    return any(place is not None and place.overlaps(at) for place in dates)


def _make_bare(statement: Statement, at: Span) -> Figure:
    words = at.of(statement.text)
    low = words.lower()
    value = float(_SMALL[low]) if low in _SMALL else float(words.replace(",", ""))
    quantity = Quantity(span=find_in_report(statement, at), value=value, why="the words around it are the same in both")
    return Figure(quantity=quantity, label=words, at=at)
