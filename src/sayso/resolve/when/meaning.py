"""What an expression says by itself, and the tools with which rules read it: patterns over kinds of words, numbers, years, lengths."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sayso.resolve.when.words import BREAK, MULTIPLIERS, NUMBERS, ORDINALS, Row, letter_of

Type = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """
    What an expression says by itself.

    `kind`: calendar (names of months, days, years …), unit (this, last, next + a unit), shift (two weeks ago), duration, reference (now,
    recently), set (every Monday), clock, part (the morning), fixed (a value that needs no date). `which` is last, this, next,
    previous, following, that or latest. `edge` narrows a period: early, mid, late, begin, end, earlier, later. `within` is the
    period it lies in where other words name it ("last year" in "December last year").
    """

    kind: str
    type: Type = "DATE"
    unit: str = ""
    count: float | None = None
    which: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    decade: int | None = None
    century: int | None = None
    ordinal: int | None = None
    holiday: str = ""
    fiscal: bool = False
    edge: str = ""
    part: str = ""
    clock: tuple[int, int] | None = None
    value: str = ""
    within: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch of a row, words `first` up to `last` (not included), and its meaning."""

    first: int
    last: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern matched in a row."""

    row: Row
    match: re.Match[str]

    def has(self, name: str) -> bool:
        """Whether the named part of the pattern is there."""
        return name in self.match.re.groupindex and self.match.group(name) is not None

    def words(self, name: str) -> list[str]:
        """The words of the named part, in lower case; [] if it is not there."""
        return self.row.words[self.match.start(name) : self.match.end(name)] if self.has(name) else []

    def word(self, name: str) -> str:
        """The named part in lower case, its words joined by blanks."""
        return " ".join(self.words(name))

    def before(self, count: int = 1) -> str:
        """The word `count` before the match, "" at the edge of a paragraph."""
        at = self.match.start() - count
        return self.row.words[at] if at >= 0 and BREAK not in self.row.kinds[at : self.match.start()] else ""

    def after(self, count: int = 1) -> str:
        """The word `count` after the match, "" at the edge of a paragraph."""
        at = self.match.end() + count - 1
        return (
            self.row.words[at]
            if at < len(self.row.words) and BREAK not in self.row.kinds[self.match.end() : at + 1]
            else ""
        )


Builder = Callable[[Found], Meaning | None]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A regular expression over kinds: names of two or more capitals are kinds, blanks are nothing, all else is as in `re`."""
    letters = re.sub(r"(?<!<)\b[A-Z]{2,}\b", lambda match: letter_of(match.group()), pattern)
    return re.compile(letters.replace(" ", "").replace("\n", ""))


# ------------------------------------------------------------------------------------------------ numbers, years, lengths

# Bounded, so that a long row of numbers costs no more than its length.
WORD_NUMBER = "NUMBER(?:(?:HYPHEN|AND)?NUMBER){0,4}"
VAGUE = float("inf")
"""A count that the words leave open: "several years", "a few days"."""


_COUNT_WORDS = {
    "couple": 2.0, "additional": 1.0, "extra": 1.0, "another": 1.0, "half": 0.5, "several": VAGUE, "few": VAGUE, "many": VAGUE,
    "dozens": VAGUE, "hundreds": VAGUE, "thousands": VAGUE,
}  # fmt: skip


def read_number(words: list[str]) -> float | None:
    """
    The value of a number in digits or words, infinity for a vague one, `None` if the words are no one number.

    >>> read_number(["twenty", "-", "four"]), read_number(["a", "hundred"]), read_number(["three", "five"])
    (24.0, 100.0, None)
    """
    for word in words:
        if word in _COUNT_WORDS:
            return _COUNT_WORDS[word]
    plain = [word for word in words if word not in ("a", "an", "-", "–", "—", "‑", "and", "of")]
    if not plain:
        return 1.0 if words[:1] in (["a"], ["an"]) else None
    total, previous = 0.0, None
    for word in plain:
        if word in MULTIPLIERS:
            total, previous = max(1.0, total) * MULTIPLIERS[word], 1000.0
            continue
        value = _read_digits(word)
        # Only a smaller number after tens or hundreds goes on: "twenty four", not "three five".
        if value is None or (previous is not None and not (previous >= 20 and value < 10)):
            return None if value is None or previous != 1000.0 else total + value
        total, previous = total + value, value
    return total


def _read_digits(word: str) -> float | None:
    if word in NUMBERS:
        return float(NUMBERS[word])
    digits = word.replace(",", "")
    return float(digits) if digits.replace(".", "", 1).isdigit() else None


def read_ordinal(word: str) -> int | None:
    """The number of "third", "3rd" or "3"."""
    if word in ORDINALS:
        return ORDINALS[word]
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", word)
    return int(digits.group(1)) if digits else None


def read_day(words: list[str]) -> int | None:
    """A day of the month, 1 to 31, from "5", "5th", "fifth", "twenty-fifth"."""
    if len(words) == 3 and words[0] in NUMBERS and words[2] in ORDINALS:
        return NUMBERS[words[0]] + ORDINALS[words[2]]
    if len(words) != 1:
        return None
    value = int(words[0]) if words[0].isdigit() and len(words[0]) <= 2 else read_ordinal(words[0])
    return value if value is not None and 1 <= value <= 31 else None


def read_year(words: list[str]) -> int | None:
    """A year from "2014", "'98", "nineteen ninety-six", "two thousand"."""
    if not words:
        return None
    word = words[0]
    if word.isdigit() and len(words) == 1:
        return int(word)
    if word[0] in "'’" and len(words) == 1:
        short = int(word[1:])
        return short + (2000 if short < 40 else 1900)
    plain = [part for part in words if part not in ("-", "and")]
    if plain[0] in ("nineteen", "eighteen", "twenty") and len(plain) >= 2:
        rest = read_number(plain[1:])
        return NUMBERS[plain[0]] * 100 + int(rest) if rest is not None and 10 <= rest < 100 else None
    if plain[:2] == ["two", "thousand"]:
        rest = read_number(plain[2:]) if len(plain) > 2 else 0.0
        return 2000 + int(rest) if rest is not None and rest < 100 else None
    return None


UNIT_CODES = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
    "weekend": "WE", "night": "D", "half": "M",
}  # fmt: skip


def write_length(count: float, unit: str) -> str:
    """
    The ISO 8601 duration of a TIMEX3 value; a vague count is X.

    >>> write_length(2.5, "year"), write_length(VAGUE, "day"), write_length(36, "hour")
    ('P2Y6M', 'PXD', 'PT36H')
    """
    if unit == "fortnight":
        count, unit = count * 2, "week"
    if unit in ("decade", "century") and count != VAGUE:
        count, unit = count * (10 if unit == "decade" else 100), "year"
    if unit == "quarter" and count != VAGUE:
        count, unit = count * 3, "month"
    if unit == "half":
        count, unit = count * 6, "month"
    prefix = "PT" if unit in ("hour", "minute", "second") else "P"
    if count == VAGUE:
        return f"{prefix}X{UNIT_CODES[unit]}"
    whole, rest = int(count), count - int(count)
    smaller = {"year": ("month", 12), "hour": ("minute", 60), "minute": ("second", 60)}.get(unit)
    if rest and smaller and (rest * smaller[1]) % 1 == 0:
        head = f"{whole}{UNIT_CODES[unit]}" if whole else ""
        return f"{prefix}{head}{int(rest * smaller[1])}{UNIT_CODES[smaller[0]]}"
    number = f"{int(count)}" if not rest else f"{count:g}"
    return f"{prefix}{number}{UNIT_CODES[unit]}"


# ----------------------------------------------------------------------------------------------------- words around a unit

WHICH = "(?P<which>LAST|THIS(?:LAST|NEXT|CURRENT)?|NEXT|CURRENT)"
WHICH_OF_WORDS = {
    "last": "last", "past": "last", "this past": "last", "this last": "last", "this": "this", "current": "this", "this current": "this", "next": "next",
    "coming": "next", "upcoming": "next", "this coming": "next", "this upcoming": "next", "this next": "next", "previous": "previous",
    "preceding": "previous", "prior": "previous", "following": "following", "subsequent": "following", "ensuing": "following", "succeeding": "following", "same": "that", "that same": "that", "this same": "this", "that": "that",
    "latest": "latest",
}  # fmt: skip


def read_which(found: Found) -> str:
    """The one name of "past", "coming", "preceding" …; "" where the match has no such word."""
    return WHICH_OF_WORDS.get(found.word("which"), "")


def read_edge(word: str) -> str:
    """The one name of an edge: "middle" → mid, "beginning" and "start" → begin."""
    last = word.split()[-1] if word else ""
    return {"middle": "mid", "beginning": "begin", "start": "begin"}.get(last, last)


CALENDAR_UNITS = frozenset(("day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"))
AFTER_A_NOUN = frozenset(
    "and but has have had he she they it we i for to by when that on with as including said was were is are who which while because about".split()
)


def leads_to_event(found: Found, tail: str) -> bool:
    """Whether "before" and "after" have an event behind them: "two days before the vote" is a length, "two days before." a date."""
    if tail.split()[-1] not in ("before", "after"):
        return False
    after = found.after()
    return (
        bool(after)
        and (after[0].isalnum() or after[0] in "\"“‘'")
        and after not in ("and", "but", "said", "when", "in", "on", "at")
    )
