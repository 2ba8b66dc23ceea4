"""The temporal expressions of a text, each with its value, and the dateline that they are read against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sayso.records import Moment, Span
from sayso.resolve.when.anchor import Setting, Value, resolve_meaning
from sayso.resolve.when.grammar import find_expressions
from sayso.resolve.when.meaning import Expression, Meaning
from sayso.resolve.when.periods import ONE_DAY, Period
from sayso.resolve.when.tense import find_tense
from sayso.resolve.when.words import BREAK, Row, split_words

_NEARBY = 40
"""How many words back a date may lie for "that day" or "a year earlier" to lean on it."""

_DATELINE_PLACE = re.compile(
    r"[^\S\n]*(?:\([^()\n]{2,40}\)[^\S\n]*)?(?P<place>[A-ZÀ-Þ][\w.'’À-ÿ-]*(?:[ /,]+(?:[A-Z][\w.'’À-ÿ-]*|de|of|al|el|and)){0,5}),?\s+"
)
_DATELINE_CLOSE = re.compile(
    r"[^\S\n]*,?[^\S\n]*(?:\([^()\n]{2,50}\)|/[A-Z][\w .-]{1,30}/|[A-Z]{2,6})?[^\S\n]*(?:--?|–|—|―|:)"
)
_DATELINE_LABEL = re.compile(
    r"[^\S\n]*(?:Published|Posted|Updated|Last updated|Date|Issued)?:?[^\S\n]*(?:on[^\S\n]+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date at the head of a text that says when it was written: where it stands, and the day."""

    span: Span
    day: date


def find_times(text: str, *, published: str | None) -> tuple[Moment, ...]:
    """
    All temporal expressions of a text, in order, none overlapping another.

    `published` is an ISO 8601 day, or day and time; its day anchors what is relative, unless a dateline of the text gives its own. Without either,
    relative expressions are found and stay open, and `why` says so.

    >>> [(moment.edtf, moment.why) for moment in find_times("He left on Friday.", published="2018-02-14")]
    [('2018-02-09', 'weekday before the publication date')]
    """
    row = split_words(text)
    expressions = find_expressions(row)
    return tuple(
        _make_moment(row, expression, value)
        for expression, value in _resolve_all(row, expressions, _find_anchor(row, expressions, published))
    )


def value_spans(text: str, spans: Iterable[Span], *, published: str | None) -> tuple[Moment | None, ...]:
    """
    What the expressions at given spans mean, `None` where no rule reads one: for measuring values apart from finding.

    Of expressions that overlap a span the longest overlap counts; words that mostly name no date go last.
    """
    spans = list(spans)
    row = split_words(text, sure=spans)
    strict = find_expressions(row)
    taken = {at for expression in strict for at in range(expression.first, expression.last)}
    loose = [found for found in find_expressions(row, loose=True) if taken.isdisjoint(range(found.first, found.last))]
    expressions = sorted((*strict, *loose), key=lambda found: found.first)
    anchor = _find_anchor(row, expressions, published)
    moments = [_make_moment(row, expression, value) for expression, value in _resolve_all(row, expressions, anchor)]
    sure = {row.places[expression.first][0] for expression in strict}
    return tuple(_pick(moments, span, sure) for span in spans)


def read_dateline(text: str, *, published: str | None = None) -> Dateline | None:
    """
    The date that stands at the head of a text: "KARVEN, May 3 (Northwire) —", or a line of its own within the first lines.

    A dateline without a year takes the one that brings it nearest to `published`; without `published` it says nothing.
    """
    row = split_words(text)
    return _find_dateline(row, find_expressions(row), _read_day(published))


def _pick(moments: list[Moment], span: Span, sure: set[int]) -> Moment | None:
    def overlap(moment: Moment) -> int:
        return min(moment.span.end, span.end) - max(moment.span.start, span.start)

    def rank(moment: Moment) -> tuple[bool, bool, int]:
        return overlap(moment) > 0, moment.span.start in sure, overlap(moment)

    best = max(moments, key=rank, default=None)
    return best if best is not None and overlap(best) > 0 else None


def _make_moment(row: Row, expression: Expression, value: Value) -> Moment:
    span = Span(row.places[expression.first][0], row.places[expression.last - 1][1])
    return Moment(
        span=span, type=expression.meaning.type, edtf=value.edtf, timex3=value.timex3, begin=value.begin, end_before=value.end_before,
        why=value.why,
    )  # fmt: skip


def _read_day(published: str | None) -> date | None:
    """The day of an ISO 8601 string; `None` for none, and for one that names no day."""
    if published is None:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------------------------ dateline


def _find_anchor(row: Row, expressions: list[Expression], published: str | None) -> Setting:
    """The day that relative expressions count from: the dateline's first, else the publication date."""
    day = _read_day(published)
    dateline = _find_dateline(row, expressions, day)
    if dateline is not None and dateline.day != day:
        return Setting(today=dateline.day, today_name="the date of the dateline")
    return Setting(today=day)


def _find_dateline(row: Row, expressions: list[Expression], published: date | None) -> Dateline | None:
    for expression in expressions[:4]:
        start, end = row.places[expression.first][0], row.places[expression.last - 1][1]
        if start > 1200:
            break
        meaning = expression.meaning
        if not (meaning.kind == "calendar" and meaning.month and meaning.day and meaning.within is None):
            continue
        if not _stands_in_dateline(row.text, start, end, has_year=meaning.year is not None):
            continue
        day = _date_dateline(meaning, published)
        if day is not None:
            return Dateline(Span(start, end), day)
    return None


def _stands_in_dateline(text: str, start: int, end: int, *, has_year: bool) -> bool:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    lead = text[line_start:start]
    if has_year and line_start < 1000 and len(text[:line_start].split("\n")) <= 12:
        label = _DATELINE_LABEL.fullmatch(lead)
        rest = text[end:line_end].strip(" .,|")
        if label and (not rest or re.fullmatch(r"(?:at )?\d{1,2}[:.]\d\d.{0,12}", rest)):
            return True
    place = _DATELINE_PLACE.fullmatch(lead)
    return bool(
        place
        and line_start < 1000
        and place["place"].split(",")[0].isupper() | ("," in lead)
        and _DATELINE_CLOSE.match(text, end, line_end)
    )


def _date_dateline(meaning: Meaning, published: date | None) -> date | None:
    years = [meaning.year] if meaning.year is not None else []
    if not years and published is not None:
        years = [published.year - 1, published.year, published.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, meaning.month or 1, meaning.day or 1))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - published) if published else day - day, default=None)


# ------------------------------------------------------------------------------------------------------- one after the other


def _resolve_all(row: Row, expressions: list[Expression], anchor: Setting) -> list[tuple[Expression, Value]]:
    """Each expression with its value, in order, since some lean on the date named before."""
    resolved: list[tuple[Expression, Value]] = []
    reference: Period | None = None
    day: Period | None = None
    quarter: Period | None = None
    last = 0
    for expression in expressions:
        if expression.first - last > _NEARBY:
            reference = day = quarter = None
        tense, word = _tense_of(row, expression)
        setting = replace(anchor, tense=tense, tense_word=word, reference=reference, day=day, quarter=quarter)
        value = resolve_meaning(expression.meaning, setting)
        resolved.append((expression, value))
        last = expression.last
        if value.period is not None and _can_be_leant_on(expression.meaning):
            reference = value.period
            if reference.grain != "year":
                day = reference if reference.grain == "day" else None
            if reference.grain != "day":
                quarter = reference if reference.grain == "quarter" else None
        elif expression.meaning.kind == "duration" and expression.meaning.unit == "month":
            reference = quarter = None  # "the nine months": figures of no one quarter
    return resolved


def _can_be_leant_on(meaning: Meaning) -> bool:
    """Whether "that day" or "a year earlier" can mean this date: one that leans itself would lead further and further back."""
    leans = (meaning.kind == "shift" and meaning.unit == "year") or meaning.which in ("that", "previous")
    return meaning.kind in ("calendar", "unit", "shift", "around") and not leans


def _tense_of(row: Row, expression: Expression) -> tuple[str | None, str]:
    meaning = expression.meaning
    needed = meaning.kind == "calendar" and meaning.year is None and meaning.which in ("", "this")
    if not needed and not (meaning.kind == "unit" and meaning.unit == "weekend") and meaning.which != "overnight":
        return None, ""
    return find_tense(row, expression.first, expression.last)


__all__ = ["BREAK", "ONE_DAY", "Dateline", "find_times", "read_dateline", "value_spans"]
