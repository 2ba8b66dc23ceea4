"""
Rules over the kinds of words: which words are a temporal expression, and what it means before any date is known.

A rule is a pattern over kinds and a function from what it found to a `Meaning` (or `None`: no expression after all). Of overlapping
candidates the longest wins; then neighbours are joined ("5 p.m." + "Tuesday", "December" + "last year") and words such as "early",
"nearly" or "the end of" are taken in, as TimeML has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from sayso.resolve.when.words import (
    BREAK,
    DECADES,
    HOLIDAYS,
    MONTHS,
    MULTIPLIERS,
    NUMBERS,
    ORDINALS,
    PARTS,
    SEASONS,
    SETS,
    UNITS,
    WEEKDAYS,
    Row,
    letter_of,
)

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
        return self.row.words[at] if at < len(self.row.words) and BREAK not in self.row.kinds[self.match.end() : at + 1] else ""


Builder = Callable[[Found], Meaning | None]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A regular expression over kinds: names of two or more capitals are kinds, blanks are nothing, all else is as in `re`."""
    letters = re.sub(r"(?<!<)\b[A-Z]{2,}\b", lambda match: letter_of(match.group()), pattern)
    return re.compile(letters.replace(" ", "").replace("\n", ""))


# -------------------------------------------------------------------------------------------------------------------- numbers

_WORD_NUMBER = "NUMBER(?:(?:HYPHEN|AND)?NUMBER)*"
_COUNT = f"(?:(?:AN|COUPLE|VAGUE|YEAR)(?:OF)?|AN?ADDITIONAL|{_WORD_NUMBER}|AN (?:COUPLE OF?|VAGUE|NUMBER(?:NUMBER)*)|HALF AN|AN HALF|HALF)"
VAGUE = float("inf")
"""A count that the words leave open: "several years", "a few days"."""


def read_number(words: list[str]) -> float | None:
    """
    The value of a number in digits or words, infinity for a vague one, `None` if the words are no one number.

    >>> read_number(["twenty", "-", "four"]), read_number(["a", "hundred"]), read_number(["three", "five"])
    (24.0, 100.0, None)
    """
    total, current, previous = 0.0, 0.0, None
    for word in words:
        if word in ("a", "an"):
            value: float = 1
        elif word in ("-", "–", "—", "‑", "and", "of"):
            continue
        elif word in NUMBERS:
            value = NUMBERS[word]
        elif word in MULTIPLIERS:
            current, previous = max(1.0, current) * MULTIPLIERS[word], 1000.0
            continue
        elif word == "couple":
            return 2.0
        elif word in ("additional", "extra", "another"):
            return 1.0
        elif word == "half":
            return 0.5
        elif word in ("several", "few", "many"):
            return VAGUE
        else:
            digits = word.replace(",", "")
            if not digits.replace(".", "", 1).isdigit():
                return None
            value = float(digits)
        if previous is not None and word not in ("a", "an") and not (previous >= 20 and value < 10 and value == int(value)):
            return None
        if not (word in ("a", "an")):
            current, previous = current + value, value
    if previous is None:
        return 1.0 if words and words[0] in ("a", "an") else None
    return total + current


def _read_ordinal(word: str) -> int | None:
    if word in ORDINALS:
        return ORDINALS[word]
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", word)
    return int(digits.group(1)) if digits else None


def _read_day(words: list[str]) -> int | None:
    """A day of the month, 1 to 31, from "5", "5th", "fifth", "twenty-fifth"."""
    if len(words) == 3 and words[0] in NUMBERS and words[2] in ORDINALS:
        return NUMBERS[words[0]] + ORDINALS[words[2]]
    if len(words) != 1:
        return None
    value = int(words[0]) if words[0].isdigit() and len(words[0]) <= 2 else _read_ordinal(words[0])
    return value if value is not None and 1 <= value <= 31 else None


def _read_year(words: list[str]) -> int | None:
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


# --------------------------------------------------------------------------------------------------------- calendar by name

_DAY = "(?P<day>NUMBER|ORDINAL|NUMBER HYPHEN ORDINAL)"
_YEARS = "(?P<year>YEAR|SHORTYEAR|NUMBER NUMBER (?:HYPHEN?NUMBER)?)"
_WEEKDAY_FIRST = "(?:(?P<weekday>WEEKDAY)COMMA?(?:THE)?)?"


def _build_date(found: Found) -> Meaning | None:
    """ "Friday, May 3, 2014", "3 May", "the 3rd of May 2014"."""
    day, year = _read_day(found.words("day")), _read_year(found.words("year"))
    if day is None or (found.has("year") and year is None):
        return None
    month = MONTHS[found.word("month").rstrip(".")]
    if found.before() in ("$", "€", "£") and found.row.words[found.match.start()][0].isdigit():
        return None  # "for $12 December 27"
    weekday = WEEKDAYS[found.word("weekday").rstrip(".")] if found.has("weekday") else None
    return Meaning(kind="calendar", unit="day", day=day, month=month, year=year, weekday=weekday)


def _build_attack(found: Found) -> Meaning | None:
    """ "the Sept. 11 attacks", "9/11": those of 2001."""
    if found.has("month") and (not found.word("month").startswith("sep") or found.word("day") not in ("11", "11th")):
        return None
    return Meaning(kind="calendar", unit="day", day=11, month=9, year=2001)


def _build_month(found: Found) -> Meaning | None:
    """ "May 2014", "last May", "May"."""
    year = _read_year(found.words("year"))
    if found.has("year") and year is None:
        return None
    return Meaning(kind="calendar", unit="month", month=MONTHS[found.word("month").rstrip(".")], year=year, which=_read_which(found))


def _build_weekday(found: Found) -> Meaning:
    """ "Friday", "last Friday"."""
    which = _read_which(found) or _WHICH_OF_WORDS.get(found.word("previous"), "")
    if found.word("previous") == "next":
        which = "following"
    name_end = found.match.end()
    if _names_something_else(found, name_end):
        return None
    return Meaning(kind="calendar", unit="day", weekday=WEEKDAYS[found.word("weekday").rstrip(".")], which=which)


_NAMED_DAYS = frozenset("super black bloody ash palm fat shrove holy maundy cyber giving easter ruby good".split())
_SUNDAY_PAPERS = frozenset("times telegraph mail mirror express herald independent people post morning night world age star news review".split())


def _names_something_else(found: Found, end: int) -> bool:
    """Whether the weekday is part of another name: "Super Tuesday", "Sunday Times", "Saturday Night Live"."""
    row = found.row
    capital = [row.text[row.places[at][0]].isupper() for at in range(end, min(end + 2, len(row.places)))]
    if found.before() in _NAMED_DAYS and row.text[row.places[found.match.start() - 1][0]].isupper():
        return True
    following = row.words[end : end + 2]
    if capital[:1] == [True] and following[0] in _SUNDAY_PAPERS and following[0] not in PARTS:
        return True
    return capital == [True, True] and following[0] in PARTS and following[1] not in MONTHS


def _build_season(found: Found) -> Meaning | None:
    """ "this summer", "the winter of 1994", "spring 2013"; not the fall of a city, nor the Winter Olympics."""
    year, which = _read_year(found.words("year")), _read_which(found)
    if found.has("year") and year is None:
        return None
    season = SEASONS[found.word("season")]
    if year is None and not which:
        start = found.row.places[found.match.end() - 1][0]
        if found.row.text[start].isupper() or found.word("season") in ("fall", "spring") and found.before() not in ("in", "early", "late", "by", "until"):
            return None
        if found.before() not in ("in", "by", "until", "since", "during", "early", "late", "mid", "-", "through", "of", "every", "each"):
            return None
        if found.after() == "of":
            return None
    return Meaning(kind="calendar", unit="season", season=season, year=year, which=which)


def _build_quarter(found: Found) -> Meaning | None:
    """ "the third quarter of 1984", "third-quarter", "Q3 2014", "the first half of 2013"."""
    year = _read_year(found.words("year"))
    if found.has("year") and year is None:
        return None
    number = int(found.word("name")[1]) if found.has("name") else _read_ordinal(found.word("ordinal"))
    if number is None:
        return None
    if found.has("half"):
        return Meaning(kind="calendar", unit="half", half=number, year=year) if number <= 2 else None
    if number > 4 or (found.has("unit") and found.word("unit") != "quarter"):
        return None
    return Meaning(kind="calendar", unit="quarter", quarter=number, year=year, fiscal=found.has("fiscal"))


def _build_half_of(found: Found) -> Meaning | None:
    """ "the second half of last year": joined with the year by its neighbour."""
    number = _read_ordinal(found.word("ordinal"))
    if number not in (1, 2) or found.after() not in ("of", "this", "last", "next"):
        return None
    following = found.after(2) if found.after() == "of" else found.after()
    if following not in ("the", "this", "last", "next") and not following.isdigit():
        return None
    return Meaning(kind="calendar", unit="half", half=number)


_NOT_A_YEAR_AFTER = frozenset(
    "people percent per dollars euros pounds soldiers troops men women children miles kilometers kilometres km metres meters feet residents "
    "workers employees members votes jobs homes houses students fans square times points acres fighters migrants refugees million billion "
    "tons tonnes barrels cases deaths years months days hours minutes seconds shares dead others units civilians protesters megawatts "
    "year week month day hour minute calories gallons pages words hectares rpm mph kg pounds lbs".split()
)
_YEAR_CUES = frozenset(
    "in since until till by during from to between of through before after and late early mid summer spring winter autumn fall around circa "
    "back for year fiscal until or november december the a an this last that its his her their our – - ( ' , ; s 's ’s vs versus than about at on".split()
)


def _build_year(found: Found) -> Meaning | None:
    """ "2014": a bare number is a year where its neighbours let it be one."""
    year = int(found.word("year"))
    before, after = found.before(), found.after()
    if before in ("$", "€", "£", "¥", "#", "no", "no.", "flight", "route", "room", "boeing", "least", "than", "nearly", "some", "over", "/", "+", "="):
        return None
    if after in _NOT_A_YEAR_AFTER or after in ("%", "°", "/", "st", "am", "pm", "gmt", "hrs", "hours", "local", "-hour"):
        return None
    if not 1900 <= year <= 2035:
        # "1,600 dead" apart, a number far from our time is a year only after a word that asks for one.
        cues = ("in", "since", "until", "by", "from", "between", "of", "circa", "to", "year", "and", "late", "early", "before", "after", "(", "–", "-")
        if before not in cues or (after.isalpha() and before not in ("in", "since", "late", "early", "circa", "year") and after not in _AFTER_A_NOUN):
            return None
    return Meaning(kind="calendar", unit="year", year=year)


def _build_short_year(found: Found) -> Meaning | None:
    """ "'98", after a word that asks for a year."""
    if found.before() not in _YEAR_CUES or found.before() in ("a", "an", ","):
        return None
    return Meaning(kind="calendar", unit="year", year=_read_year(found.words("year")))


def _build_word_year(found: Found) -> Meaning | None:
    """ "nineteen ninety-six", "the year two thousand"."""
    words = found.words("year")
    year = _read_year(words)
    if year is None or (words[0] == "two" and not found.has("name")) or words[0] == "twenty" and len(words) < 2:
        return None
    return Meaning(kind="calendar", unit="year", year=year)


def _build_fiscal_year(found: Found) -> Meaning:
    """ "fiscal 2013", "fiscal year 2013", "the 2013 financial year"."""
    return Meaning(kind="calendar", unit="year", year=_read_year(found.words("year")), fiscal=True)


def _build_decade(found: Found) -> Meaning | None:
    """ "the 1990s", "the '90s", "the sixties"; not a person in their 30s, nor a temperature."""
    word = found.word("decade").replace("'", "").replace("’", "")
    if word in DECADES:
        years = 1900 + DECADES[word]
        if found.before() not in ("the", "in") and not found.has("the"):
            return None
    else:
        years = int(word.rstrip("s"))
        if years < 100:
            marked = found.word("decade")[0] in "'’"
            if not found.has("the") or (not marked and not 50 <= years <= 90):
                return None
            years += 1900 if years >= 30 else 2000
    if years % 100 == 0 and not found.has("the"):
        return None
    return Meaning(kind="calendar", unit="decade", decade=years // 10, edge=read_edge(found.word("edge")))


def _build_century(found: Found) -> Meaning | None:
    """ "the 20th century", "the nineteenth century"."""
    number = _read_ordinal(found.word("ordinal"))
    if number is None or not found.word("unit").startswith("centur"):
        return None
    if not 2 <= number <= 30:
        return None
    return Meaning(kind="calendar", unit="century", century=number - 1, edge=read_edge(found.word("edge")))


def _build_holiday(found: Found) -> Meaning:
    """ "Christmas Eve", "Thanksgiving", "New Year's Day"."""
    year, which = _read_year(found.words("year")), _read_which(found)
    name = found.word("holiday")
    at = found.match.start()
    if not which and found.before().isalpha() and found.row.text[found.row.places[at - 1][0]].isupper() and found.before(2) not in ("", ".", "“", '"'):
        return None  # a person of that name
    if "year" in name.split():
        month, day = (12, 31) if name.endswith("eve") else (1, 1)
        return Meaning(kind="calendar", unit="day", month=month, day=day, year=year, which=which)
    if name.startswith("valentine"):
        return Meaning(kind="calendar", unit="day", month=2, day=14, year=year, which=which)
    if name.startswith("boxing"):
        return Meaning(kind="calendar", unit="day", month=12, day=26, year=year, which=which)
    if name == "good friday":
        return Meaning(kind="calendar", unit="day", holiday="good friday", year=year, which=which)
    value = HOLIDAYS[name.split()[0]]
    if isinstance(value, str):
        return Meaning(kind="calendar", unit="day", holiday=value, year=year, which=which)
    month, day = value
    return Meaning(
        kind="calendar", unit="day", month=month, day=day - (name.endswith("eve")), year=year, which=which
    )


def _build_iso(found: Found) -> Meaning | None:
    """ "2014-05-03", "2014-05-03T10:30"."""
    digits = [int(part) for part in re.findall(r"\d+", found.word("date"))]
    clock = (digits[3], digits[4]) if len(digits) >= 5 else None
    if not (1 <= digits[1] <= 12 and 1 <= digits[2] <= 31):
        return None
    return Meaning(
        kind="calendar", type="TIME" if clock else "DATE", unit="day", year=digits[0], month=digits[1], day=digits[2], clock=clock
    )


def _build_slashes(found: Found) -> Meaning | None:
    """ "5/13/2014" and "13/5/2014"; "5/6/2014" is left open, since countries differ."""
    first, second, year = (int(part) for part in found.word("date").split("/"))
    year += 0 if year > 99 else 2000 if year < 40 else 1900
    if first == second or (first <= 12 < second <= 31):
        return Meaning(kind="calendar", unit="day", month=first, day=second, year=year)
    if second <= 12 < first <= 31:
        return Meaning(kind="calendar", unit="day", month=second, day=first, year=year)
    if first <= 12 and second <= 12:
        return Meaning(kind="calendar", unit="day", value="day or month first", year=year)
    return None


# ------------------------------------------------------------------------------------------------- relative to another date


_WHICH_OF_WORDS = {
    "last": "last", "past": "last", "this past": "last", "this last": "last", "this": "this", "current": "this", "this current": "this", "next": "next",
    "coming": "next", "upcoming": "next", "this coming": "next", "this upcoming": "next", "this next": "next", "previous": "previous",
    "preceding": "previous", "prior": "previous", "following": "following", "same": "that", "that": "that", "latest": "latest",
}  # fmt: skip


def _read_which(found: Found) -> str:
    return _WHICH_OF_WORDS.get(found.word("which"), "")


_NOT_A_UNIT_OF_TIME = frozenset(("second", "minute", "hour"))


def _build_unit(found: Found) -> Meaning | None:
    """ "last week", "this year", "the previous day", "that month"."""
    word, which = found.word("unit"), _read_which(found)
    unit = UNITS[word.rstrip("s")] if word != "centuries" else "century"
    plural = word.endswith("s")
    past_or_coming = found.words("which")[-1] in ("past", "coming", "upcoming")
    if plural:
        if which == "last" and past_or_coming or which in ("previous",):
            return Meaning(kind="reference", value="PAST_REF", unit=unit)
        if which in ("next", "following") and found.words("which")[-1] != "next":
            return Meaning(kind="reference", value="FUTURE_REF", unit=unit)
        return None
    if unit in _NOT_A_UNIT_OF_TIME or unit in ("weekday", "fortnight"):
        return None
    if which == "last" and (past_or_coming and found.words("which")[0] != "this" or found.has("the")) and unit != "quarter":
        return Meaning(kind="duration", type="DURATION", unit=unit, count=1, which="last")
    if which == "next" and found.has("the") and unit not in ("day", "quarter"):
        return Meaning(kind="duration", type="DURATION", unit=unit, count=1, which="next")
    if which == "next" and unit == "day":
        which = "following"
    if which == "this" and unit == "day":
        return None
    if which == "latest" and unit not in ("quarter", "year", "month"):
        return None
    if which == "latest" and found.word("fiscal") == "" and unit == "year":
        return None
    return Meaning(kind="unit", unit=unit, which=which, fiscal=found.has("fiscal"))


def _build_year_earlier(found: Found) -> Meaning | None:
    """ "the year-earlier quarter", "year-ago", "the year-earlier period"."""
    if not found.has("piece") and not found.has("hyphen"):
        return None
    if found.word("unit") != "year" or found.word("tail") not in ("ago", "earlier") or UNITS.get(found.word("piece"), "quarter") != "quarter":
        return None
    grain = "year before, quarter" if found.word("piece") == "quarter" else "year before"
    return Meaning(kind="shift", unit="year", count=-1, which="that", value=grain)


def _build_later_unit(found: Found) -> Meaning | None:
    """ "earlier in the month", "later in the day", "late in the week"."""
    unit = UNITS[found.word("unit").rstrip("s")]
    if unit in _NOT_A_UNIT_OF_TIME or found.word("unit").endswith("s"):
        return None
    edge = {"early": "early", "late": "late", "earlier": "earlier", "later": "later", "mid": "mid"}.get(found.word("edge"))
    return Meaning(kind="unit", unit=unit, which="this" if unit != "day" else "that", edge=edge) if edge else None


def _build_edge_of_unit(found: Found) -> Meaning | None:
    """ "the end of the year", "the beginning of the week", "year-end"."""
    unit = UNITS[found.word("unit").rstrip("s")]
    if unit in _NOT_A_UNIT_OF_TIME or found.word("unit").endswith("s"):
        return None
    edge = read_edge(found.word("edge"))
    if edge == "end" and found.before() in ("by", "until", "till", "before"):
        edge = "by end"
    return Meaning(kind="unit", unit=unit, which="this" if unit != "day" else "that", edge=edge)


def _build_bare_unit(found: Found) -> Meaning | None:
    """ "the year", "the quarter": read only where the caller gives the span, since most of them name no date."""
    word = found.word("unit")
    if word.endswith("s") or UNITS[word] in _NOT_A_UNIT_OF_TIME:
        return None
    if not found.has("the"):
        return Meaning(kind="duration", type="DURATION", unit=UNITS[word], count=1)
    which = {"quarter": "latest", "day": "that"}.get(UNITS[word], "this")
    return Meaning(kind="unit", unit=UNITS[word], which=which)


def _build_bare_length(found: Found) -> Meaning | None:
    """ "a week", "years", "the first hours": lengths only where the caller says so."""
    word = found.word("unit")
    unit = "century" if word == "centuries" else UNITS[word.removesuffix("s")]
    if not word.endswith("s") and not found.has("a"):
        return None
    return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE if word.endswith("s") else 1)


def _build_unit_before(found: Found) -> Meaning | None:
    """ "the day before", "the year after", where no event follows that they lean on."""
    tail, word = found.word("tail"), found.word("unit")
    if word.endswith("s") or UNITS[word] in _NOT_A_UNIT_OF_TIME or _is_preposition_tail(found, tail) or tail == "previously":
        return None
    return Meaning(kind="unit", unit=UNITS[word], which="previous" if tail in ("before", "earlier") else "following")


def _build_in_the_past(found: Found) -> Meaning | None:
    """ "in the past", with no noun behind it."""
    after = found.after()
    if found.words("word")[-1] != "past" or found.before() != "in" or (after.isalpha() and after not in _AFTER_A_NOUN):
        return None
    return Meaning(kind="reference", value="PAST_REF")


_AFTER_A_NOUN = frozenset(
    "and but has have had he she they it we i for to by when that on with as including said was were is are who which while because about".split()
)

def _build_today(found: Found) -> Meaning | None:
    """ "today", "yesterday", "tomorrow", "the day before yesterday"."""
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[found.word("today")]
    if found.has("away"):
        days += -1 if found.word("away") == "before" else 1
    return Meaning(kind="shift", unit="day", count=days)


def _build_tonight(found: Found) -> Meaning:
    return Meaning(kind="shift", type="TIME", unit="day", count=0, part="NI")


def _build_overnight(found: Found) -> Meaning:
    return Meaning(kind="part", type="TIME", part="NI", which="overnight")


def _build_part(found: Found) -> Meaning | None:
    """ "this morning", "the next evening", "the morning"."""
    which = _read_which(found)
    part = PARTS[found.word("part")]
    if found.word("part").endswith("s") or found.word("part") in ("dawn", "dusk", "sunset", "sunrise", "daybreak", "lunchtime"):
        return None
    if which == "last":
        return Meaning(kind="shift", type="TIME", unit="day", count=-1, part=part)
    if which == "this":
        return Meaning(kind="shift", type="TIME", unit="day", count=0, part=part)
    if found.has("tail"):
        if found.word("tail") not in ("before", "after", "earlier", "later") or _is_preposition_tail(found, found.word("tail")):
            return None
        which = "previous" if found.word("tail") in ("before", "earlier") else "following"
    if which in ("previous", "following", "next"):
        return Meaning(kind="unit", type="TIME", unit="day", which="previous" if which == "previous" else "following", part=part)
    return Meaning(kind="part", type="TIME", part=part, which="that")


def _build_reference(value: str) -> Builder:
    def build(found: Found) -> Meaning | None:
        if found.word("word") == "now" and (found.after() == "that"):
            return None
        if found.has("noun") and found.before() not in ("in", "into", "for", "near", "of", "from", "about", "to", "the"):
            return None
        return Meaning(kind="reference", value=value)

    return build


def _build_recent(found: Found) -> Meaning | None:
    """ "recent weeks", "the coming months", "the weeks ahead"."""
    if not found.word("unit").endswith("s"):
        return None
    future = found.has("future")
    return Meaning(kind="reference", value="FUTURE_REF" if future else "PAST_REF", unit=UNITS[found.word("unit").removesuffix("s")])


# ------------------------------------------------------------------------------------------------- lengths of time, sets


def _build_length(found: Found) -> Meaning | None:
    """ "two weeks", "several years ago", "the past 20 months", "34-year-old", "a year and a half"."""
    words = found.words("count")
    unit_word = found.word("unit")
    unit = "night" if unit_word in ("night", "nights") else UNITS.get(unit_word) or UNITS.get(unit_word.removesuffix("s"), "")
    if unit in ("", "weekday") or (unit == "night" and unit_word != "nights"):
        return None
    if found.has("upper"):
        count = read_number(found.words("upper"))
        words = words if count is not None else words
        low = read_number(words)
        if low is None:
            return None
    else:
        count = read_number(words)
    if count is None:
        return None
    if words and words[0].isdigit() and len(words[0]) == 4 and not unit_word.endswith("s") and not found.has("hyphen"):
        return None  # "the 2014 season" apart, "2014 month" is no length
    if found.has("inner") and not unit_word.endswith("s"):
        return None  # "only 3 next week"
    if found.has("half"):
        count += 0.5
    if found.has("old"):
        return Meaning(kind="duration", type="DURATION", unit=unit, count=count, which="age")
    tail = found.word("tail")
    side = _read_which(found)
    if tail and not _is_preposition_tail(found, tail):
        if tail in ("ago", "back") or tail.endswith("ago"):
            return Meaning(kind="shift", unit=unit, count=-count, which="ago", type=_type_of_shift(unit))
        if tail in ("earlier", "before", "previously"):
            return Meaning(kind="shift", unit=unit, count=-count, which="that", type=_type_of_shift(unit))
        if tail in ("later", "after", "afterward", "afterwards"):
            return Meaning(kind="shift", unit=unit, count=count, which="that", type=_type_of_shift(unit))
        if tail.endswith("now"):
            return Meaning(kind="shift", unit=unit, count=count, which="from now", type=_type_of_shift(unit))
    article_only = words in (["a"], ["an"], ["one"])
    if article_only and not side and not found.has("hyphen") and not found.has("half") and not _is_length_here(found, unit, words[0]):
        return None
    return Meaning(kind="duration", type="DURATION", unit=unit, count=count, which=side, value=tail)


def _type_of_shift(unit: str) -> Type:
    return "TIME" if unit in ("hour", "minute", "second") else "DATE"


def _is_preposition_tail(found: Found, tail: str) -> bool:
    """Whether "before" and "after" have an event behind them: "two days before the vote" is a length, "two days before." a date."""
    if tail.split()[-1] not in ("before", "after"):
        return False
    after = found.after()
    return bool(after) and (after[0].isalnum() or after[0] in "\"“‘'") and after not in ("and", "but", "said", "when", "in", "on", "at")


_LENGTH_CUES = frozenset(
    "for in within than least most about nearly almost roughly around over under up after of took take takes lasted last lasts only just spent "
    "another additional once every more to least until every per by least".split()
)


def _is_length_here(found: Found, unit: str, word: str) -> bool:
    """Whether "a day", "one week" measures time here. "$5 a day" is a rate, "a week of protests" a length, "one day" often neither."""
    before, after = found.before(), found.after()
    if after in ("after", "before", "earlier", "later", "ago", "or", "and", "long", "since", "into"):
        return after not in ("or", "and") or found.after(2) in ("two", "so", "more", "a")
    if unit in ("minute", "second", "night"):
        return before in ("for", "within", "than", "about", "just", "nearly", "almost") and unit != "second"
    if unit in ("day", "quarter", "hour", "weekend"):
        return before in ("for", "within", "than", "about", "just", "nearly", "almost", "after", "least", "only", "lasted", "took", "over")
    return before in _LENGTH_CUES or word == "one"


def _build_bare_plural(found: Found) -> Meaning | None:
    """ "years", "for decades", "weeks later", "hours after the attack"."""
    word = found.word("unit")
    if not word.endswith("s") or word in ("seconds", "nights", "quarters", "weekends", "weekdays"):
        return None
    unit = UNITS[word.removesuffix("s")]
    tail = found.word("tail")
    if tail and not _is_preposition_tail(found, tail):
        sign = -1 if tail in ("ago", "earlier", "before", "previously") else 1
        return Meaning(kind="shift", unit=unit, count=sign * VAGUE, which="ago" if tail == "ago" else "that", type=_type_of_shift(unit))
    before = found.before()
    if tail or before in ("for", "in", "within", "over", "after", "of", "took", "take", "last", "spent", "lasted", "until", "just", "mere", "many", "-", "through", "by"):
        if before in ("of", "-", "by", "in", "over", "through", "last") and not tail and (unit in ("hour", "minute", "day") or before in ("-", "by", "of")):
            return None
        return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE, value=tail)
    if found.after() == "of" and unit in ("year", "month", "week", "decade", "day", "hour", "century") and before not in ("the", "his", "her", "their", "my", "its"):
        return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE)
    return None


def _build_first_units(found: Found) -> Meaning | None:
    """ "the first nine months": a length, its end named by other words."""
    count = read_number(found.words("count"))
    word = found.word("unit")
    if count is None or not word.endswith("s"):
        return None
    return Meaning(kind="duration", type="DURATION", unit=UNITS[word.removesuffix("s")], count=count)


def _build_ordinal_unit(found: Found) -> Meaning | None:
    """ "the first week of May", "the third day": the former needs its month beside it."""
    number = _read_ordinal(found.word("ordinal")) if found.word("ordinal") != "last" else -1
    unit = UNITS[found.word("unit").removesuffix("s")]
    if number is None or unit not in ("week", "day", "month", "weekend") or found.after() not in ("of", "in"):
        return None
    return Meaning(kind="calendar", unit=unit, ordinal=number)


def _build_every(found: Found) -> Meaning | None:
    """ "every day", "each of the past three years" apart, "every two weeks", "every Monday morning"."""
    part = "T" + PARTS[found.word("part")] if found.has("part") else ""
    if found.has("weekday"):
        return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{WEEKDAYS[found.word('weekday').rstrip('.')] + 1}{part}")
    if found.has("weekdays"):
        return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{WEEKDAYS[found.word('weekdays')[:-1]] + 1}{part}")
    if part:
        return Meaning(kind="set", type="SET", value=f"XXXX-XX-XX{part}")
    if found.has("season"):
        return Meaning(kind="set", type="SET", value={3: "XXXX-SP", 6: "XXXX-SU", 9: "XXXX-FA", 12: "XXXX-WI"}[SEASONS[found.word("season")]])
    if found.has("month"):
        return Meaning(kind="set", type="SET", value=f"XXXX-{MONTHS[found.word('month').rstrip('.')]:02}")
    word = found.word("unit")
    unit = UNITS.get(word) or UNITS.get(word.removesuffix("s"), "")
    if found.has("other"):
        count: float | None = 2
    else:
        count = read_number(found.words("count")) if found.has("count") else 1
    if unit in ("", "second", "night") or count is None or count == VAGUE:
        return Meaning(kind="set", type="SET", value="XXXX-XX-XXTNI") if unit == "night" else None
    if unit in ("weekend", "weekday"):
        return Meaning(kind="set", type="SET", value="XXXX-WXX-WE" if unit == "weekend" else "XXXX-WXX-WD")
    return Meaning(kind="set", type="SET", value=write_length(count, unit))


def _build_rate(found: Found) -> Meaning | None:
    """ "three times a week", "$400 a year", "300,000 barrels a day"."""
    word = found.word("unit")
    if word.endswith("s") or word not in UNITS or UNITS[word] in ("second", "night", "weekend", "quarter"):
        return None
    before, second, third = found.before(), found.before(2), found.before(3)
    if before in ("once", "twice", "thrice", "times", "percent", "%", "million", "billion", "trillion", "dollars", "euros", "pounds", "hours", "days", "months"):
        pass
    elif before[:1].isdigit() and second != "in":
        pass
    elif before.endswith("s") and (second[:1].isdigit() or second in NUMBERS or second in MULTIPLIERS or second in ("million", "billion", "of")) and third != "in":
        pass
    elif before in ("people",):
        pass
    else:
        return None
    if found.after() in ("ago", "earlier", "later", "after", "before", "old", "of"):
        return None
    return Meaning(kind="set", type="SET", value=write_length(1, UNITS[word]))


def _build_set(found: Found) -> Meaning | None:
    """ "daily", "annually", "weekends", "Mondays"."""
    if found.has("weekdays"):
        return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{WEEKDAYS[found.word('weekdays')[:-1]] + 1}")
    start = found.row.places[found.match.start()][0]
    if found.row.text[start].isupper() and found.before() not in ("",):
        return None  # the Daily Mail
    return Meaning(kind="set", type="SET", value=SETS[found.word("set")])


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
    return f"{prefix}{count:g}{UNIT_CODES[unit]}"


# ---------------------------------------------------------------------------------------------------------- times of the day


def _build_clock(found: Found) -> Meaning | None:
    """ "5 p.m.", "10:30 a.m. EST", "17:30", "noon", "three o'clock"."""
    word = found.word("clock")
    if word in ("noon", "midday"):
        return Meaning(kind="clock", type="TIME", clock=(12, 0))
    if word == "midnight":
        # Midnight ends the day it is named with; "after midnight" is the next one's beginning.
        return Meaning(kind="clock", type="TIME", clock=(0, 0) if found.before() in ("after", "past", "since") else (24, 0))
    if ":" in word or "." in word.strip("."):
        hour, minute = (int(part) for part in re.split(r"[:.]", word)[:2])
    elif len(word) == 4 and word.isdigit():
        hour, minute = int(word[:2]), int(word[2:])
    else:
        number = read_number(found.words("clock"))
        if number is None or number != int(number):
            return None
        hour, minute = int(number), 0
    half = found.word("half").replace(".", "").replace(" ", "")
    if half:
        if not 1 <= hour <= 12:
            return None if hour > 23 else Meaning(kind="clock", type="TIME", clock=(hour, minute))
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif not found.has("sure") and found.before() not in ("at", "by", "until", "till", "from", "around", "about", "since", "before", "after", "between", "and", "to", "near", ","):
        return None
    if not half and found.before() in (",", "and", "to") and not found.has("sure"):
        return None
    return Meaning(kind="clock", type="TIME", clock=(hour, minute)) if hour <= 24 and minute < 60 else None


def read_edge(word: str) -> str:
    """The one name of an edge: "middle" → mid, "beginning" and "start" → begin."""
    last = word.split()[-1] if word else ""
    return {"middle": "mid", "beginning": "begin", "start": "begin"}.get(last, last)


_WHICH = "(?P<which>LAST|THIS(?:LAST|NEXT|CURRENT)?|NEXT|CURRENT)"
_ZONE = "(?:LOCAL CLOCKTIME|ZONE(?:ZONE)?(?:CLOCKTIME)?)?"

_RULES: tuple[tuple[str, Builder], ...] = (
    (f"{_WEEKDAY_FIRST}(?P<month>MONTH){_DAY}(?:COMMA?OF?{_YEARS})?", _build_date),
    (f"{_WEEKDAY_FIRST}{_DAY}OF?(?P<month>MONTH)(?:COMMA?{_YEARS})?", _build_date),
    (f"THE{_DAY}OF(?P<month>MONTH)(?:COMMA?{_YEARS})?", _build_date),
    ("(?P<month>MONTH)(?P<day>NUMBER|ORDINAL)(?=COMMA?ATTACKS)", _build_attack),
    ("NINEELEVEN", _build_attack),
    (f"{_WHICH}?(?P<month>MONTH)(?:COMMA?OF?{_YEARS})?", _build_month),
    (f"(?:THE(?P<previous>LAST|FOLLOWING|SAME|NEXT)|{_WHICH}|THAT)?(?P<weekday>WEEKDAY)", _build_weekday),
    (f"THE?{_WHICH}?(?P<season>SEASON)(?:OF?{_YEARS})?", _build_season),
    (f"THE?(?:(?P<fiscal>FISCAL)HYPHEN?)?(?P<ordinal>ORDINAL)HYPHEN?(?P<unit>UNIT)(?:COMMA?OF?(?:FISCAL)?{_YEARS})?", _build_quarter),
    (f"(?P<name>QUARTERNAME)(?:OF?{_YEARS})?", _build_quarter),
    (f"THE?(?P<ordinal>ORDINAL)(?P<half>HALF)OF{_YEARS}", _build_quarter),
    ("THE?(?P<ordinal>ORDINAL)HALF", _build_half_of),
    ("(?P<year>YEAR)", _build_year),
    ("(?P<year>SHORTYEAR)", _build_short_year),
    ("(?P<name>THE UNIT)?(?P<year>NUMBER NUMBER(?:HYPHEN?NUMBER)?)", _build_word_year),
    ("THE?FISCAL(?:UNIT)?(?P<year>YEAR)", _build_fiscal_year),
    ("FY(?P<year>YEAR)", _build_fiscal_year),
    ("(?P<the>THE)?(?:(?P<edge>EDGE)HYPHEN?)?(?P<decade>TENS|DECADE)", _build_decade),
    ("THE?(?:(?P<edge>EDGE)HYPHEN?)?(?P<ordinal>ORDINAL)HYPHEN?(?P<unit>UNIT)", _build_century),
    (
        f"{_WHICH}?(?P<holiday>HOLIDAY(?:EVE|UNIT)?|NEW UNIT POSS?(?:EVE|UNIT)|VALENTINE POSS?UNIT|GOOD WEEKDAY)(?:COMMA?{_YEARS})?",
        _build_holiday,
    ),
    ("(?P<date>ISODATE)", _build_iso),
    ("(?P<date>SLASHDATE)", _build_slashes),
    (
        "(?P<the>THE)?(?P<which>LAST|THIS(?:LAST|NEXT|CURRENT)?|NEXT|CURRENT|FOLLOWING|SAME|THAT|LATEST)(?P<fiscal>FISCAL|CALENDAR)?(?P<unit>UNIT)",
        _build_unit,
    ),
    ("(?P<edge>EARLIER|LATER|EDGE)IN THE(?P<unit>UNIT)", _build_later_unit),
    ("THE?(?P<edge>EDGE)OF THE(?P<unit>UNIT)", _build_edge_of_unit),
    ("(?P<unit>UNIT)POSS?HYPHEN?(?P<edge>EDGE)", _build_edge_of_unit),
    ("(?:THE UNIT(?P<away>EARLIER|LATER))?(?P<today>TODAY)", _build_today),
    ("(?:AN|THE)?(?P<unit>UNIT)(?P<hyphen>HYPHEN)?(?P<tail>AGO|EARLIER)(?P<piece>UNIT|PERIOD)?", _build_year_earlier),
    ("THE LATEST PERIOD", lambda found: Meaning(kind="unit", unit="quarter", which="latest")),
    ("TONIGHT", _build_tonight),
    ("OVERNIGHT", _build_overnight),
    ("THE?(?P<which>LAST|THIS|NEXT|FOLLOWING|SAME|THAT)(?P<part>PART)", _build_part),
    ("THE(?P<part>PART)(?P<tail>EARLIER|LATER)", _build_part),
    ("THE(?P<unit>UNIT)(?P<tail>EARLIER|LATER)", _build_unit_before),
    ("THE(?P<word>LAST)", _build_in_the_past),
    ("RIGHT?(?P<word>NOW)|THESE UNIT|AT(?:THE MOMENT|CURRENT)", _build_reference("PRESENT_REF")),
    ("RECENTLY", _build_reference("PAST_REF")),
    ("SOON", _build_reference("FUTURE_REF")),
    ("THE NEAR?(?P<noun>FUTURE)", _build_reference("FUTURE_REF")),
    ("THE?RECENT(?P<unit>UNIT)(?:AND UNIT)?", _build_recent),
    ("THE(?P<unit>UNIT)(?P<future>AHEAD)", _build_recent),
    (
        f"(?P<the>THE)?(?P<which>LAST|NEXT|FOLLOWING)?(?P<count>{_COUNT})(?:(?:TO|OR|HYPHEN)(?P<upper>{_WORD_NUMBER}))?(?P<hyphen>HYPHEN)?"
        f"(?:(?P<inner>LAST|NEXT)|ADDITIONAL|MORE|HALFTERM|FISCAL)?(?P<unit>UNIT|PART)(?P<half>AND AN HALF)?"
        f"(?P<old>HYPHEN?OLD)?(?:HYPHEN?LONG)?(?:OR SO)?(?P<tail>AGO|EARLIER|LATER|BACK|FROM NOW)?",
        _build_length,
    ),
    ("(?P<unit>UNIT)(?P<tail>AGO|EARLIER|LATER)?", _build_bare_plural),
    (f"THE ORDINAL(?P<count>{_WORD_NUMBER})HALFTERM?(?P<unit>UNIT)", _build_first_units),
    ("THE(?P<ordinal>ORDINAL|LAST)(?P<unit>UNIT)", _build_ordinal_unit),
    ("EVERY(?P<weekday>WEEKDAY)(?P<part>PART)?", _build_every),
    (f"EVERY(?:(?P<other>OTHER)|(?P<count>{_WORD_NUMBER}|VAGUE))?(?P<unit>UNIT)", _build_every),
    ("EVERY(?:(?P<season>SEASON)|(?P<month>MONTH)|(?P<part>PART))", _build_every),
    ("(?:AN|PER)(?P<unit>UNIT)", _build_rate),
    ("(?P<set>SET)|(?P<weekdays>WEEKLYDAY)", _build_set),
    (f"(?P<clock>CLOCK|NUMBER)(?P<half>AMPM){_ZONE}", _build_clock),
    ("(?P<clock>CLOCK|YEAR|NUMBER)(?P<sure>ZONE(?:CLOCKTIME)?|LOCAL CLOCKTIME|OCLOCK)", _build_clock),
    ("(?P<clock>CLOCK|NOON)", _build_clock),
)

_LOOSE_RULES: tuple[tuple[str, Builder], ...] = (
    ("(?P<the>THE)?(?:HALFTERM)?(?P<unit>UNIT)", _build_bare_unit),
    ("(?:THE?ORDINAL|(?P<a>AN))?(?P<unit>UNIT)", _build_bare_length),
    ("THE?(?:NEAR|SHORT)TERM", _build_reference("FUTURE_REF")),
    ("EARLIER|THE LAST", _build_reference("PAST_REF")),
    ("THE?(?P<part>PART)", _build_part),
    ("THE?CURRENT|THEN?CURRENT", _build_reference("PRESENT_REF")),
    ("RECENT", _build_reference("PAST_REF")),
    ("FUTURE", _build_reference("FUTURE_REF")),
)
"""Rules for words that mostly name no date: used only where the caller says that they do."""


@cache
def _compile_rules(loose: bool) -> tuple[tuple[re.Pattern[str], Builder], ...]:
    return tuple((compile_pattern(pattern), build) for pattern, build in (*_RULES, *(_LOOSE_RULES if loose else ())))


@cache
def _compile_island() -> re.Pattern[str]:
    """A stretch of words that rules mention, with at least one that starts a temporal expression."""
    triggers = (
        "MONTH WEEKDAY SEASON UNIT PART YEAR SHORTYEAR DECADE TENS SET HOLIDAY NEW GOOD VALENTINE ISODATE SLASHDATE CLOCK AMPM OCLOCK ZONE LOCAL "
        "NINEELEVEN TODAY TONIGHT OVERNIGHT NOW RECENTLY SOON FUTURE THESE NOON WEEKLYDAY QUARTERNAME MOMENT CURRENT RECENT HALF NUMBER"
    )
    letters = "".join(letter_of(kind) for kind in triggers.split())
    return re.compile(rf"[^.|]*[{letters}][^.|]*")


# ------------------------------------------------------------------------------------------------------ finding and joining


def find_expressions(row: Row, *, loose: bool = False) -> list[Expression]:
    """
    The temporal expressions of a row, in order, none overlapping another.

    `loose` also reads words that mostly name no date ("the year", "the day"), for callers that know which words are temporal.
    """
    chosen: list[Expression] = []
    for island in _compile_island().finditer(row.kinds):
        candidates = _find_candidates(row, island.start(), island.end(), loose)
        candidates.sort(key=lambda found: (found.first - found.last, found.first))
        taken: list[Expression] = []
        for candidate in candidates:
            if all(candidate.last <= other.first or other.last <= candidate.first for other in taken):
                taken.append(candidate)
        chosen.extend(sorted(taken, key=lambda found: found.first))
    return _join_neighbours(row, [_take_in_edges(row, expression) for expression in chosen])


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
        if row.words[first] == "the" and any(word in ("-", "–", "‑") for word in row.words[first : first + 3]):
            first += 1
    return Expression(first, last, meaning)


_APPROXIMATE = "(?:ABOUT|JUST?OVER|UP TO|AT LEAST|NO?MORE THAN|JUST)"


@cache
def _compile_left(name: str) -> re.Pattern[str]:
    """What may stand before an expression and belongs to it; tried against the words just before."""
    return compile_pattern(
        {
            "edge": "(?:THE?(?P<edge>EDGE)(?:HYPHEN|OF)?)$",
            "later": "(?P<edge>EARLIER|LATER)$",
            "part": "(?:THE?EDGE?(?P<part>PART)(?:OF|ON))$",
            "week": "(?:THE?(?P<unit>UNIT)(?:OF|THAT?ENDING))$",
            "approximate": f"{_APPROXIMATE}$",
        }[name]
    )


@cache
def _compile_right() -> re.Pattern[str]:
    return compile_pattern("(?P<edge>EDGE)?(?P<part>PART)")


def is_day(meaning: Meaning) -> bool:
    """Whether the expression names one day and no time of it."""
    return meaning.unit == "day" and meaning.kind in ("calendar", "unit", "shift") and not meaning.part and not meaning.clock


def _take_in_edges(row: Row, expression: Expression) -> Expression:
    """The expression with the words beside it that narrow it: "early", "the end of", "later", "nearly", and a part of the day."""
    first, last, meaning = expression.first, expression.last, expression.meaning
    if is_day(meaning) and meaning.count is None or meaning.kind == "shift" and is_day(meaning):
        right = _compile_right().match(row.kinds, last)
        if right:
            word = row.words[right.start("part")]
            last = right.end()
            if word in ("mornings", "afternoons", "evenings", "nights") and meaning.weekday is not None:
                meaning = Meaning(kind="set", type="SET", value=f"XXXX-WXX-{meaning.weekday + 1}T{PARTS[word]}")
            else:
                meaning = replace(meaning, type="TIME", part=PARTS[word])
        elif (left := _search_left(row, first, "part")) is not None:
            first = left.start()
            meaning = replace(meaning, type="TIME", part=PARTS[row.words[left.start("part")]])
        elif (left := _search_left(row, first, "week")) is not None and row.words[left.start("unit")] == "week":
            first = left.start()
            meaning = Meaning(kind="around", unit="week", within=meaning)
    if meaning.kind in ("calendar", "unit", "shift") and not meaning.edge:
        first, meaning = _take_in_edge(row, first, meaning)
    approximate = _search_left(row, first, "approximate")
    if approximate is not None and _can_be_approximate(row, approximate.start(), meaning):
        first = approximate.start()
    return Expression(first, last, meaning)


def _search_left(row: Row, first: int, name: str) -> re.Match[str] | None:
    return _compile_left(name).search(row.kinds, max(0, first - 5), first)


def _take_in_edge(row: Row, first: int, meaning: Meaning) -> tuple[int, Meaning]:
    left = _search_left(row, first, "edge")
    if left is not None:
        word = row.words[left.start("edge")]
        has_of = row.words[first - 1] == "of"
        if has_of == (word in ("end", "beginning", "start", "middle")):
            start = left.start() if has_of or row.words[left.start()] != "the" else left.start() + 1
            by = word == "end" and start > 0 and row.words[start - 1] in ("by", "until", "till", "before")
            return start, replace(meaning, edge="by end" if by else read_edge(word))
        return first, meaning
    left = _search_left(row, first, "later")
    if left is not None and row.words[left.start()] in ("earlier", "later"):
        this = meaning.kind == "unit" and meaning.which in ("this", "that") or (meaning.kind == "shift" and meaning.count == 0)
        if this or (is_day(meaning) and meaning.weekday is not None):
            return left.start(), replace(meaning, edge=row.words[left.start()])
    return first, meaning


def _can_be_approximate(row: Row, at: int, meaning: Meaning) -> bool:
    word = row.words[at]
    if meaning.kind in ("duration", "shift"):
        if meaning.which in ("age", "last", "next", "following") or meaning.count is None:
            return False
        return meaning.count != VAGUE and (meaning.unit != "day" or meaning.count not in (0, -1) or meaning.which == "ago")
    if meaning.kind == "clock":
        return word in ("about", "around", "approximately", "roughly", "nearly", "almost", "just")
    return meaning.kind in ("calendar", "unit") and word in ("around", "approximately", "roughly") and meaning.unit != "year"


def _join_neighbours(row: Row, expressions: list[Expression]) -> list[Expression]:
    """Neighbours that name one time together made one; a year that the second of two dates has is lent to the first."""
    joined: list[Expression] = []
    for expression in expressions:
        if joined and expression.first < joined[-1].last:
            continue  # the year of "March 20-25, 2013" has been read with the 25
        current = expression
        while joined and joined[-1].last <= current.first:
            gap = " ".join(row.words[joined[-1].last : current.first])
            together = _join_pair(joined[-1].meaning, gap, current.meaning)
            if together is None:
                joined[-1] = _lend_year(joined[-1], gap, current.meaning)
                break
            current = Expression(joined.pop().first, current.last, together)
        joined.append(current)
        joined.extend(_find_range_end(row, joined))
    return joined


def _join_pair(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    if left.kind == "clock" and is_day(right) and gap in ("", ",", "on", ", on", "of"):
        return replace(right, type="TIME", clock=left.clock, value=left.value)
    if is_day(left) and right.kind == "clock" and gap in ("", ",", "at", ", at", "at about", "at around", "around", "about"):
        return replace(left, type="TIME", clock=right.clock, value=right.value)
    if left.part and left.kind != "part" and right.kind == "clock" and gap in ("", ",", "at", "at around", "at about"):
        return replace(left, type="TIME", clock=right.clock, value=right.value)
    if left.kind == "part" and is_day(right) and gap in ("of", "on", ""):
        return replace(right, type="TIME", part=left.part)
    if left.kind == "unit" and left.unit in ("year", "month") and gap in ("'s", "’s", "'", "’") and right.unit in ("quarter", "half", "season"):
        return _put_within(right, left)
    if gap in ("", "of", "in", ",", "of the", "in the"):
        return _put_within(left, right) if _can_lie_within(left, right, gap) else None
    return None


def _can_lie_within(piece: Meaning, whole: Meaning, gap: str) -> bool:
    """Whether "December" can lie in "last year", "Tuesday" in "last week", "the first week" in "May"."""
    if whole.edge or whole.part or piece.which or piece.within is not None or piece.kind != "calendar":
        return False
    if piece.ordinal is not None:
        return gap == "of" and (whole.unit in ("month", "year", "quarter") or (whole.unit == "week" and piece.unit == "day"))
    if whole.kind == "unit" and whole.which in ("last", "this", "next", "that", "previous", "following"):
        if whole.unit == "year":
            return piece.year is None and piece.unit in ("month", "day", "season", "quarter", "half") and piece.weekday is None and gap != ","
        return whole.unit == "week" and piece.unit == "day" and piece.weekday is not None and piece.month is None
    if whole.kind == "calendar" and whole.unit == "year":
        return piece.year is None and piece.unit in ("quarter", "half", "season") and gap in ("of", "in")
    return False


def _put_within(piece: Meaning, whole: Meaning) -> Meaning:
    if whole.kind == "calendar" and whole.unit == "year" and piece.ordinal is None:
        return replace(piece, year=whole.year)
    return replace(piece, within=whole)


def _lend_year(left: Expression, gap: str, right: Meaning) -> Expression:
    """ "between July and December 2004": the first month is of 2004 too, or of the year before if it comes later in the year."""
    meaning = left.meaning
    lends = right.kind == "calendar" and right.year is not None and right.month is not None
    if lends and meaning.kind == "calendar" and meaning.month and meaning.year is None and not meaning.which and meaning.within is None:
        if gap in ("and", "to", "through", "until", "or", "-", "–", "—", ",", "till"):
            later = (meaning.month, meaning.day or 0) > (right.month or 0, right.day or 0)
            return replace(left, meaning=replace(meaning, year=(right.year or 0) - (later and gap not in ("and", "or", ","))))
    return left


def _find_range_end(row: Row, expressions: list[Expression]) -> list[Expression]:
    """The "25" of "March 20-25", a day of the same month. A year behind it dates the first day as well."""
    expression = expressions[-1]
    meaning = expression.meaning
    if not (meaning.kind == "calendar" and meaning.month and meaning.day and meaning.year is None and not meaning.clock):
        return []
    match = compile_pattern("(?:HYPHEN|TO|AND)(?P<day>NUMBER|ORDINAL)(?:COMMA(?P<year>YEAR))?").match(row.kinds, expression.last)
    if match is None or (day := _read_day(row.words[match.start("day") : match.end("day")])) is None or day <= meaning.day:
        return []
    if not row.words[expression.last - 1][0].isdigit():
        return []  # "3 March - 5 people"
    if row.words[expression.last] in ("to", "and") and not match.group("year") and row.words[match.end() : match.end() + 1] not in ([","], ["."], []):
        return []
    year = int(row.words[match.start("year")]) if match.group("year") else None
    expressions[-1] = replace(expression, meaning=replace(meaning, year=year))
    return [Expression(match.start("day"), match.end(), replace(meaning, day=day, year=year, weekday=None))]
