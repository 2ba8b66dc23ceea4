"""
Where a figure holds and as of when, where words of its own clause say so: "12 dead in Sarn", "by Tuesday 14 people had died".

Only a preposition right before a place or a date counts ("in Sarn", "as of Friday"), and only with no word between it and the figure that begins
another clause, another speaker or another figure's comparison ("up from"). Everything else stays `None`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from sayso.records import Moment, Place, Quantity, Span
from sayso.text import find_sentences

_AS_OF: Final = re.compile(
    r"\b(?:(?P<sure>as of|as at)|(?P<deadline>by|through)|(?P<clock>at))\s+(?:(?:about|around|the)\s+){0,2}$",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|must|plans?|planned|aims?|hopes?|expects?|expected|intends?|promised?|pledged?|wants?|"
    r"target|goal|forecasts?|to be|projected|due)\b|['’]ll\b",
    re.IGNORECASE,
)
"""A clause with one of these looks ahead: "by Friday 300 people will leave" is a deadline."""
_OTHER_TIME: Final = re.compile(r";|,\s+\w+ing\b|\b(?:but|while|whereas|compared|from|than|against)\b", re.IGNORECASE)

_IN: Final = re.compile(
    r"\b(?:in|at|near|across|around|throughout|outside|inside|off)\s+(?:(?:the|its|nearby|neighbouring|neighboring|central|northern|southern|eastern|"
    r"western|north|south|east|west|coastal|rural|downtown|city|town|village|port|capital|province|region|state|district|island|of)\s+){0,4}$",
    re.IGNORECASE,
)
_OTHER_CLAUSE: Final = re.compile(
    r"[;:“”\"]|\b(?:that|which|who|where|but|while|whereas|although|because|after|before|if|from|to|than|compared|against|including|among|"
    r"said|says|saying|told|tells|announced|reported|according)\b",
    re.IGNORECASE,
)
_WITHIN: Final = r"(?:in|at|near)\b"
_FRONT: Final = re.compile(
    rf"(?:^|[.!?;:“”\"\n]|\band)\s*(?:(?!{_WITHIN})[\w’'-]+(?:\s(?!{_WITHIN})[\w’'-]+){{0,7}},\s+)?{_IN.pattern}",
    re.IGNORECASE,
)
"""A place that begins its sentence, or stands behind a few words that do ("On Friday, in Sarn")."""
_FATAL: Final = re.compile(
    r",?\s(?:has |had |have |also )?(?:killed|injured|wounded|left|displaced|destroyed|damaged|claimed|drew)\b",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"(?:,|\b(?:and|or))\s*$", re.IGNORECASE)
_NEW_VERB: Final = re.compile(r",\s+(?:and|or)\s+[a-z]+(?:ed|t)\b|,\s+[a-z]+ing\b")
_SECOND: Final = re.compile(
    r"(?P<comma>,)?\s*(?P<joined>and|or|as well as)?\s*(?:in|at|near)?\s*(?:the\s+)?$", re.IGNORECASE
)
_WIDER: Final = frozenset(("country", "province", "region"))
_REACH: Final = 240
"""How far from a figure, in code points, its date or place may begin."""
_NOWHERE: Final = frozenset(("time", "distance", "speed"))
"""Kinds of figures that are about no one place."""


def set_quantities(
    text: str,
    quantities: Sequence[Quantity],
    *,
    times: Sequence[Moment],
    places: Sequence[Place],
    published: str | None = None,
) -> tuple[Quantity, ...]:
    """
    The quantities with `as_of` and `where` filled in, as far as the words of their clauses say.

    What is later than `published`, an ISO 8601 day, is a plan or a forecast and no day as of which a figure holds.
    """
    dates = [moment for moment in times if _can_date(text, moment) and not _is_ahead(moment, published)]
    sites = [
        place
        for place in places
        if not place.metonym and _IN.search(text, max(0, place.span.start - 60), place.span.start)
    ]
    if not quantities or not (dates or sites):
        return tuple(quantities)
    sentences = find_sentences(text)
    starts = [sentence.start for sentence in sentences]
    figures = [quantity.span for quantity in quantities]
    completed = []
    for quantity in quantities:
        at = bisect_right(starts, quantity.span.start) - 1
        if at < 0 or quantity.kind == "time":
            completed.append(quantity)
            continue
        moment = _find_date(text, quantity.span, dates, times, sentences[at])
        place = None
        if quantity.kind not in _NOWHERE:
            place = _find_place(text, quantity, _keep_near(sites, sentences[at], quantity.span), figures)
        if place is not None and _is_one_of_several(text, place, _keep_near(places, sentences[at], place.span)):
            place = None
        completed.append(_complete(text, quantity, moment, place))
    return tuple(completed)


T = TypeVar("T", Moment, Place)


def _keep_near(items: Sequence[T], sentence: Span, at: Span) -> Sequence[T]:
    """Those of a sorted list that lie within a sentence and begin at most `_REACH` code points from a span."""
    first = bisect_left(items, max(sentence.start, at.start - _REACH), key=lambda item: item.span.start)
    last = bisect_left(items, min(sentence.end, at.end + _REACH), key=lambda item: item.span.start)
    return items[first:last]


def _complete(text: str, quantity: Quantity, moment: Moment | None, place: Place | None) -> Quantity:
    why = quantity.why
    if moment is not None:
        why += f"; as of “{moment.span.of(text)}” in its clause"
    if place is not None:
        why += f"; in “{place.span.of(text)}”, named in its clause"
    if moment is None and place is None:
        return quantity
    as_of = _read_day(moment) if moment is not None else None
    return replace(quantity, as_of=as_of, where=place.name if place is not None else None, why=why)


# ---------------------------------------------------------------------------------------------------------------------- as of


def _read_day(moment: Moment) -> str | None:
    """The day or interval of a moment in EDTF; of a time of day, its day."""
    return moment.edtf[:10] if moment.edtf is not None and "T" in moment.edtf else moment.edtf


def _can_date(text: str, moment: Moment) -> bool:
    """Whether "as of", "by", "through" or, before a time of day, "at" stands right before a resolved date."""
    if moment.type not in ("DATE", "TIME") or moment.edtf is None:
        return False
    match = _AS_OF.search(text, max(0, moment.span.start - 30), moment.span.start)
    return match is not None and (match["clock"] is None or moment.type == "TIME")


def _is_ahead(moment: Moment, published: str | None) -> bool:
    return published is not None and moment.begin is not None and moment.begin[:10] > published[:10]


def _stands_between(times: Sequence[Moment], at: Span, moment: Span) -> bool:
    """Whether another date is nearer to the figure: "stood at 200 in 1972 and at 300 as of 2008"."""
    first, last = (at, moment) if at.end <= moment.start else (moment, at)
    return any(
        one.type in ("DATE", "TIME") and first.end <= one.span.start and one.span.end <= last.start for one in times
    )


def _find_date(text: str, at: Span, dates: Sequence[Moment], times: Sequence[Moment], sentence: Span) -> Moment | None:
    near = _keep_near(dates, sentence, at)
    fitting = [moment for moment in near if _is_same_time(text, at, moment.span, sentence)]
    moment = min(fitting, key=lambda moment: (_measure_gap(at, moment.span), moment.span), default=None)
    if moment is None or _stands_between(_keep_near(times, sentence, at), at, moment.span):
        return None
    return moment


def _is_same_time(text: str, at: Span, moment: Span, sentence: Span) -> bool:
    if at.overlaps(moment) or _OTHER_TIME.search(_read_between(text, at, moment)):
        return False
    match = _AS_OF.search(text, max(0, moment.start - 30), moment.start)
    is_sure = match is not None and match["sure"] is not None
    return is_sure or not _AHEAD.search(sentence.of(text))


def _read_between(text: str, one: Span, other: Span) -> str:
    return text[one.end : other.start] if one.end <= other.start else text[other.end : one.start]


def _measure_gap(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end)


# ---------------------------------------------------------------------------------------------------------------------- where


def _find_place(text: str, quantity: Quantity, sites: Sequence[Place], figures: Sequence[Span]) -> Place | None:
    """The place behind the figure with no other figure between, else the one before it, else the one behind all the figures of a list."""
    at = quantity.span
    behind = next((site for site in sites if site.span.start >= at.end), None)
    if behind is not None and not _is_same_clause(text, at, behind.span):
        behind = None
    if behind is not None and not _find_figures(figures, at, behind.span):
        return behind
    before = next((site for site in reversed(sites) if site.span.end <= at.start), None)
    if (
        before is not None
        and _leads_to(text, before.span, quantity)
        and all(_LISTED.search(text, figure.end, at.start) for figure in _find_figures(figures, before.span, at))
    ):
        return before
    is_list = behind is not None and all(
        _LISTED.search(text, at.end, figure.start) for figure in _find_figures(figures, at, behind.span)
    )
    return behind if is_list else None


def _leads_to(text: str, place: Span, quantity: Quantity) -> bool:
    """Whether a place before the figure is the figure's: "In Sarn, 12 died", "a bomb in Sarn killed 12", "prices in Sarn rose to 12"."""
    between = text[place.end : quantity.span.start]
    if quantity.change in ("up_to", "down_to"):
        between = re.sub(r"\b(?:to|from)\b", "", between)
    elif not _FATAL.match(between) and not _FRONT.search(text, max(0, place.start - 90), place.start):
        return False
    return len(between) <= 160 and not _OTHER_CLAUSE.search(between)


def _is_same_clause(text: str, at: Span, place: Span) -> bool:
    between = _read_between(text, at, place)
    return len(between) <= 160 and not _OTHER_CLAUSE.search(between) and not _NEW_VERB.search(between)


def _find_figures(figures: Sequence[Span], first: Span, last: Span) -> list[Span]:
    """The figures between two spans; `figures` is sorted."""
    begin = bisect_left(figures, first.end, key=lambda figure: figure.start)
    end = bisect_left(figures, last.start, key=lambda figure: figure.start)
    return list(figures[begin:end])


def _is_one_of_several(text: str, place: Place, places: Sequence[Place]) -> bool:
    """Whether the place is listed with others ("in Sarn and Velmar"); "in Sarn, Velmaria" is one place in a wider one."""
    for other in places:
        first, second = (place, other) if place.span.end <= other.span.start else (other, place)
        if first.span.end > second.span.start or second.span.start - first.span.end > 20:
            continue
        match = _SECOND.fullmatch(text[first.span.end : second.span.start])
        if match is None or (match["comma"] is None and match["joined"] is None):
            continue
        if match["joined"] is not None or (second.precision not in _WIDER or first.precision == second.precision):
            return True
    return False
