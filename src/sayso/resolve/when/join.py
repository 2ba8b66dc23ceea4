"""
Neighbours that name one time together ("5 p.m." + "Tuesday", "December" + "last year"), and words beside an expression that TimeML counts in
("early", "nearly", "the end of").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from sayso.resolve.when.meaning import VAGUE, Expression, Meaning, compile_pattern, read_day, read_edge, write_length
from sayso.resolve.when.words import PARTS, Row

_APPROXIMATE = "(?:ABOUT|JUST?OVER|UP TO|AT LEAST|NO?MORE THAN|JUST)"


@cache
def _compile_left(name: str) -> re.Pattern[str]:
    """What may stand before an expression and belongs to it; tried against the words just before."""
    return compile_pattern(
        {
            "edge": "(?:THE?(?P<edge>EDGE)(?:HYPHEN|OF)?)$",
            "later": "(?P<edge>EARLIER|LATER)$",
            "part": "(?:THE?EDGE?(?P<part>PART)(?:OF|ON)?)$",
            "hours": "(?:THE?(?P<edge>EDGE)(?P<unit>UNIT)(?:OF|ON))$",
            "week": "(?:THE?(?P<unit>UNIT)(?:OF|THAT?ENDING))$",
            "approximate": f"{_APPROXIMATE}$",
        }[name]
    )


@cache
def _compile_right() -> re.Pattern[str]:
    return compile_pattern("(?P<edge>EDGE)?(?P<part>PART)")


_DAYBREAKS = frozenset("dawn daybreak sunrise dusk sunset".split())
"""Parts that stand right before the name of a day: "dawn Thursday"."""


def is_day(meaning: Meaning) -> bool:
    """Whether the expression names one day and no time of it."""
    return (
        meaning.unit == "day"
        and meaning.kind in ("calendar", "unit", "shift")
        and not meaning.part
        and not meaning.clock
    )


def take_in_edges(row: Row, expression: Expression) -> Expression:
    """The expression with the words beside it that narrow it: "early", "the end of", "later", "nearly", and a part of the day."""
    first, last, meaning = expression.first, expression.last, expression.meaning
    if (is_day(meaning) and meaning.count is None) or (meaning.kind == "shift" and is_day(meaning)):
        right = _compile_right().match(row.kinds, last)
        if right:
            word = row.words[right.start("part")]
            last = right.end()
            if word in ("mornings", "afternoons", "evenings", "nights") and meaning.weekday is not None:
                meaning = Meaning(kind="set", type="SET", value=f"XXXX-WXX-{meaning.weekday + 1}T{PARTS[word]}")
            else:
                meaning = replace(meaning, type="TIME", part=PARTS[word])
        elif (left := _search_left(row, first, "part")) is not None and (
            row.words[first - 1] in ("of", "on") or row.words[first - 1] in _DAYBREAKS
        ):
            first = left.start()
            meaning = replace(meaning, type="TIME", part=PARTS[row.words[left.start("part")]])
        elif (left := _search_left(row, first, "hours")) is not None and row.words[left.start("unit")] == "hours":
            first = left.start()
            meaning = replace(meaning, edge=read_edge(row.words[left.start("edge")]))
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
        this = (meaning.kind == "unit" and meaning.which in ("this", "that")) or (
            meaning.kind == "shift" and meaning.count == 0
        )
        if this or (is_day(meaning) and meaning.weekday is not None):
            return left.start(), replace(meaning, edge=row.words[left.start()])
    return first, meaning


def _can_be_approximate(row: Row, at: int, meaning: Meaning) -> bool:
    word = row.words[at]
    if meaning.kind in ("duration", "shift"):
        if meaning.which in ("age", "last", "next", "following") or meaning.count is None:
            return False
        return meaning.count != VAGUE and (
            meaning.unit != "day" or meaning.count not in (0, -1) or meaning.which == "ago"
        )
    if meaning.kind == "clock":
        return word in ("about", "around", "approximately", "roughly", "nearly", "almost", "just")
    return (
        meaning.kind in ("calendar", "unit")
        and word in ("around", "approximately", "roughly")
        and meaning.unit != "year"
    )


def join_neighbours(row: Row, expressions: list[Expression]) -> list[Expression]:
    """Neighbours that name one time together made one; a year that the second of two dates has is lent to the first."""
    joined: list[Expression] = []
    for expression in expressions:
        if joined and expression.first < joined[-1].last:
            continue  # the year of "March 20-25, 2013" has been read with the 25
        current = expression
        while joined and joined[-1].last <= current.first:
            gap = " ".join(row.words[joined[-1].last : current.first])
            together = _join_pair(joined[-1].meaning, gap, current.meaning)
            if together is not None and _ends_dated_range(row, joined):
                break
            if together is None:
                joined[-1] = _lend_year(joined[-1], gap, current.meaning)
                break
            current = Expression(joined.pop().first, current.last, together)
        joined.extend((*_find_range_start(row, current), current))
        joined.extend(_find_range_end(row, joined))
    return joined


def _ends_dated_range(row: Row, joined: list[Expression]) -> bool:
    """Whether the last clock time ends a range whose day stands before it: "Friday from 9 a.m. to 5 p.m. Monday" names two days."""
    if len(joined) < 2 or joined[-1].meaning.kind != "clock" or not joined[-2].meaning.clock:
        return False
    if row.words[joined[-2].last : joined[-1].first] not in (["-"], ["–"], ["to"], ["until"], ["and"], ["till"]):
        return False
    if joined[-2].meaning.kind != "clock":
        return True
    between = row.words[joined[-3].last : joined[-2].first] if len(joined) > 2 else []
    return between in (["from"], ["between"]) and is_day(joined[-3].meaning)


def _join_pair(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    if left.kind == "clock" and is_day(right) and gap in ("", ",", "on", ", on", "of"):
        return replace(right, type="TIME", clock=left.clock, value=left.value)
    if (
        is_day(left)
        and right.kind == "clock"
        and gap in ("", ",", "at", ", at", "at about", "at around", "around", "about")
    ):
        return replace(left, type="TIME", clock=right.clock, value=right.value)
    if left.part and left.kind != "part" and right.kind == "clock" and gap in ("", ",", "at", "at around", "at about"):
        return replace(left, type="TIME", clock=right.clock, value=right.value)
    if left.kind == "clock" and left.clock and right.part and right.kind in ("calendar", "shift") and gap in ("", "on"):
        return replace(right, type="TIME", clock=_place_in_part(left.clock, right.part), part="")
    if left.kind == "part" and is_day(right) and gap in ("of", "on", ""):
        return replace(right, type="TIME", part=left.part)
    if (
        left.kind == "unit"
        and left.unit in ("year", "month")
        and gap in ("'s", "’s", "'", "’")
        and right.unit in ("quarter", "half", "season")
    ):
        return _put_within(right, left)
    if left.kind == right.kind == "duration" and gap in ("", "and", ",", ", and"):
        return _add_lengths(left, right)
    if gap in ("", "of", "in", ",", "of the", "in the"):
        return _put_within(left, right) if _can_lie_within(left, right, gap) else None
    return None


def _place_in_part(clock: tuple[int, int], part: str) -> tuple[int, int]:
    """The clock time in the half of the day that the part names: "8:30 Friday night" is 20:30."""
    hour, minute = clock
    later = (part in ("AF", "EV") and hour < 12) or (part == "NI" and 5 <= hour < 12)
    return (hour + 12 if later else hour), minute


_SMALLER = {"year": "month", "month": "day", "week": "day", "day": "hour", "hour": "minute", "minute": "second"}


def _add_lengths(left: Meaning, right: Meaning) -> Meaning | None:
    """Reads "two hours and 30 minutes" as one length."""
    if (
        left.which
        or right.which
        or left.value
        or VAGUE in (left.count, right.count)
        or _SMALLER.get(left.unit) != right.unit
    ):
        return None
    first, second = write_length(left.count or 0, left.unit), write_length(right.count or 0, right.unit)
    joined = first + (second[1:] if left.unit == "day" else second.removeprefix("PT").removeprefix("P"))
    return Meaning(kind="fixed", type="DURATION", value=joined)


def _can_lie_within(piece: Meaning, whole: Meaning, gap: str) -> bool:
    """Whether "December" can lie in "last year", "Tuesday" in "last week", "the first week" in "May"."""
    if whole.edge or whole.part or piece.which or piece.within is not None or piece.kind != "calendar":
        return False
    if piece.ordinal is not None:
        return gap in ("of", "in") and (
            whole.unit in ("month", "year", "quarter") or (whole.unit == "week" and piece.unit == "day")
        )
    if whole.kind == "unit" and whole.which in ("last", "this", "next", "that", "previous", "following"):
        if whole.unit == "year":
            return (
                piece.year is None
                and piece.unit in ("month", "day", "season", "quarter", "half")
                and piece.weekday is None
                and gap != ","
            )
        return whole.unit == "week" and piece.unit == "day" and piece.weekday is not None and piece.month is None
    if whole.kind == "calendar" and whole.unit == "year":
        return piece.year is None and piece.unit in ("quarter", "half", "season") and gap in ("of", "in")
    return False


def _put_within(piece: Meaning, whole: Meaning) -> Meaning:
    if whole.kind == "calendar" and whole.unit == "year" and piece.ordinal is None:
        return replace(piece, year=whole.year)
    return replace(piece, within=whole)


def _lend_year(left: Expression, gap: str, right: Meaning) -> Expression:
    """Reads "between July and December 2004": the first month is of 2004 too, or of the year before if it comes later in the year."""
    meaning = left.meaning
    lends = right.kind == "calendar" and right.year is not None and right.month is not None
    if (
        lends
        and meaning.kind == "calendar"
        and meaning.month
        and meaning.year is None
        and not meaning.which
        and meaning.within is None
    ) and gap in ("and", "to", "through", "until", "or", "-", "–", "—", ",", "till"):
        later = (meaning.month, meaning.day or 0) > (right.month or 0, right.day or 0)
        return replace(left, meaning=replace(meaning, year=(right.year or 0) - (later and gap not in ("or", ","))))
    return left


def _find_range_start(row: Row, expression: Expression) -> list[Expression]:
    """The "5" of "5-6 April 2016", a day of the same month."""
    meaning, first = expression.meaning, expression.first
    if not (
        meaning.kind == "calendar"
        and meaning.month
        and meaning.day
        and not meaning.clock
        and row.words[first][0].isdigit()
    ):
        return []
    match = compile_pattern("(?P<day>NUMBER|ORDINAL)(?:HYPHEN|TO|AND)$").search(row.kinds, max(0, first - 2), first)
    day = read_day([row.words[match.start()]]) if match else None
    if match is None or day is None or day >= meaning.day or row.words[match.start() - 1 : match.start()] == ["$"]:
        return []
    return [Expression(match.start(), match.start() + 1, replace(meaning, day=day, weekday=None))]


def _find_range_end(row: Row, expressions: list[Expression]) -> list[Expression]:
    """The "25" of "March 20-25", a day of the same month. A year behind it dates the first day as well."""
    expression = expressions[-1]
    meaning = expression.meaning
    if not (
        meaning.kind == "calendar" and meaning.month and meaning.day and meaning.year is None and not meaning.clock
    ):
        return []
    match = compile_pattern("(?:HYPHEN|TO|AND)(?P<day>NUMBER|ORDINAL)(?:COMMA(?P<year>YEAR))?").match(
        row.kinds, expression.last
    )
    if (
        match is None
        or (day := read_day(row.words[match.start("day") : match.end("day")])) is None
        or day <= meaning.day
    ):
        return []
    if not row.words[expression.last - 1][0].isdigit():
        return []  # "3 March - 5 people"
    if (
        row.words[expression.last] in ("to", "and")
        and not match.group("year")
        and row.words[match.end() : match.end() + 1] not in ([","], ["."], [])
    ):
        return []
    year = int(row.words[match.start("year")]) if match.group("year") else None
    expressions[-1] = replace(expression, meaning=replace(meaning, year=year))
    return [Expression(match.start("day"), match.end(), replace(meaning, day=day, year=year, weekday=None))]
