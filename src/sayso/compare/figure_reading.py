"""
Statement → figures: each quantity of a statement with what it counts, what became of it, where, and as of when.

A sentence with several figures is cut between them ("20 structures were destroyed and 12 damaged"), so that each takes its own words. A figure without a
noun takes that of the one before it ("12 damaged"), one without a fate that of the one it is joined to ("four residents and two firefighters
were injured").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.compare.figure import Cut, Figure, Role, locate
from sayso.compare.figure_counted import (
    find_area_fate,
    find_bracketed,
    find_fate,
    find_head,
    is_subject,
    make_label,
    narrow_noun,
    take_noun,
)
from sayso.compare.figure_setting import find_dates, find_names, find_own_places, find_window
from sayso.compare.figure_words import HUMAN_FATES, find_thing, measure_unit
from sayso.records import Span, Statement
from sayso.text import find_sentences


def read_figures(statement: Statement) -> tuple[Figure, ...]:
    """The figures of a statement in text order. Durations that only date something else ("in 3 hours") are windows of their neighbours."""
    if not statement.claim.quantities:
        return ()
    text = statement.text
    located = [(locate(statement, quantity.span), quantity) for quantity in statement.claim.quantities]
    counted = [(at, quantity) for at, quantity in located if at is not None and not _is_age(text, at)]
    items = sorted(counted, key=lambda item: item[0])
    figures: list[Figure] = []
    for sentence in find_sentences(text):
        inside = [(at, quantity) for at, quantity in items if sentence.start <= at.start < sentence.end]
        cuts = [
            Cut(q, at, own, sentence)
            for (at, q), own in zip(inside, _cut_between(text, sentence, [at for at, _ in inside]), strict=True)
        ]
        windows = [find_window(text, cut) for cut in cuts]
        kept = [cut for cut in cuts if not any(w and _within(cut.at, w) for w in windows)]
        figures += _read_sentence(statement, text, kept, before=figures[-1] if figures else None)
    return tuple(figures)


def _is_age(text: str, at: Span) -> bool:
    """Whether the number stands between commas like an age: "the mayor, 54, spoke"."""
    return re.fullmatch(r", \d\d[,.]", text[max(0, at.start - 2) : at.end + 1]) is not None


def _within(at: Span, window: tuple[int, int]) -> bool:
    return window[0] <= at.start < window[1]


_JOINT: Final = re.compile(r",|;|:|/|&|—|–|\s-\s|\b(?:and|while|but|or|as|with|plus|including)\b")
_GOING_ON: Final = re.compile(r"\b\w+ing\s+(?:\w+\s+){0,2}$")


def _cut_between(text: str, sentence: Span, places: Sequence[Span]) -> list[Span]:
    """The stretch of the sentence that belongs to each figure: cut at the last comma, "and" or the like before the next one."""
    edges = [sentence.start]
    for left, right in pairwise(places):
        joints = list(_JOINT.finditer(text, left.end, right.start))
        going_on = _GOING_ON.search(text, left.end, right.start)
        edges.append(joints[-1].start() if joints else going_on.start() if going_on else right.start)
    edges.append(sentence.end)
    return [Span(start, end) for start, end in pairwise(edges)] if places else []


def _read_sentence(statement: Statement, text: str, cuts: Sequence[Cut], *, before: Figure | None) -> list[Figure]:
    figures: list[Figure] = []
    for cut in cuts:
        figures.append(_read_one(statement, text, cut, before=figures[-1] if figures else None))
    for place in range(len(figures) - 1, 0, -1):
        figures[place - 1] = _take_from_next(text, figures[place - 1], figures[place])
    if figures and before is not None:
        figures[0] = _take_from_before(figures[0], before)
    return [_settle(text, figure, figures[place - 1] if place else None) for place, figure in enumerate(figures)]


_BARE: Final = re.compile(r"^(?:others?|more|additional|)$", re.IGNORECASE)


def _read_one(statement: Statement, text: str, cut: Cut, *, before: Figure | None) -> Figure:
    quantity = cut.quantity
    measure, factor = measure_unit(quantity.unit)
    noun = find_head(quantity.of) or find_bracketed(text, cut.at)
    if (
        noun is not None and noun[0].isupper() and is_subject(text, cut)
    ):  # "the toll off Cape Alder rose to 15" counts no alders
        noun = None
    fate, fate_at = find_fate(text, cut, measure)
    if fate is None and measure == "count" and quantity.kind in HUMAN_FATES:
        fate = quantity.kind
    thing = find_thing(noun) if noun is not None else None
    if measure == "count" and (noun is None or _BARE.match(noun)):
        noun, thing = take_noun(before, fate, cut)
    elif measure == "count" and noun is not None and thing == "people" and quantity.of is not None:
        noun, thing = narrow_noun(quantity.of, noun)
    if measure == "area":
        fate = find_area_fate(text, fate)
    elif fate == "contained":
        noun = thing = "containment"
    period, as_of = find_dates(statement, text, cut, fate)
    window = find_window(text, cut)
    return Figure(
        quantity=quantity,
        label=make_label(text, cut, noun if quantity.of is None else None, fate_at),
        at=cut.at,
        noun=noun.lower() if noun is not None else None,
        thing=thing,
        fate=fate,
        measure=measure,
        factor=factor,
        window=" ".join(text[slice(*window)].lower().split()) if window else None,
        places=find_own_places(statement, cut),
        names=find_names(text[cut.sentence.start : cut.sentence.end]) or find_names(text),
        period=period,
        as_of=as_of,
    )


def _take_from_next(text: str, figure: Figure, after: Figure) -> Figure:
    """A figure joined to the next by no more than "and" shares its fate; "two of the 1,200 firefighters" shares its noun."""
    between = text[figure.at.end : after.at.start]
    if re.fullmatch(r"\s*(?:out\s+)?of\s+(?:the|its|their|some)?\s*", between) and figure.measure == "count":
        label = f"{figure.label} ({after.noun})" if after.noun is not None else figure.label
        return replace(figure, noun=after.noun, thing=after.thing, fate=figure.fate or after.fate, label=label)
    joined = re.fullmatch(
        r"\s*(?:[\w-]+\s*){0,4}(?:\b(?:and|or)|&|,)\s+(?:(?:and|another|the|including|among them)\s+)?", between
    )
    if joined and figure.fate is None and after.fate is not None and figure.measure == after.measure == "count":
        return replace(figure, fate=after.fate)
    return figure


def _take_from_before(figure: Figure, before: Figure) -> Figure:
    """A measure that names no substance takes that of the sentence before: "Aldo had 3 inches of rain, Brix 2 inches"."""
    if figure.measure == before.measure != "count" and figure.noun is None and figure.fate is None:
        return replace(figure, noun=before.noun, thing=before.thing, fate=before.fate)
    return figure


# ----------------------------------------------------------------------------------------------------------------------- role

_FORECAST: Final = re.compile(
    r"\b(?:could|may|might|would|will|shall|if|(?:is|are|was|were|be) (?:likely|feared|set|due|planned)|likely to|threatens? to|"
    r"expect(?:s|ed|ing)?|forecasts?|predict(?:s|ed)?|project(?:s|ed)|anticipat(?:es|ed|ing)|plans? (?:to|for)|aims? to|target of|goal of)\b"
)
_FORECAST_AFTER: Final = re.compile(
    r"^\W*(?:[\w-]+\s+){0,3}(?:is |are |was |were )?(?:expected|forecast|predicted|projected|anticipated|feared)\b"
)
_PART: Final = re.compile(
    r"\b(?:including|includes?|included|among (?:them|those|whom)|of (?:them|whom|which|those)|at least of whom)\W{1,3}(?:(?:were|was|are|is)\s+)?(?:the\s+)?$"
)
_OF_THE: Final = re.compile(r"\b(?:out )?of\s+(?:the|its|their|some)?\s*$")
_MOVED_FROM: Final = re.compile(
    r"\b(?:up|down|risen|fallen|increased?|decreased?|revised)\b[^.;]{0,14}\bfrom\s+(?:an?\s+)?$|\bfrom\s+$"
)
_SUPERSEDED: Final = re.compile(
    r"\b(?:earlier|previous|initial|first|provisional|preliminary)\s+(?:[\w-]+\s+)?(?:tolls?|figures?|estimates?|counts?|numbers?|reports?|tally)"
    r"\s+(?:of|was|were|stood at|put at|had been)\s+$",
    re.IGNORECASE,
)
_ONWARD: Final = re.compile(r"^\W{0,2}(?:[\w%-]+\s+){0,3}to\s")


def _settle(text: str, figure: Figure, before: Figure | None) -> Figure:
    """
    The figure with its role, which needs its neighbours. A part with a noun of its own ("including 3 children") stands for itself and shares the fate of
    the whole; what became of a part is not told of the whole ("2 of the 40 workers").
    """
    role = _find_role(text, figure, before)
    if role == "part" and before is not None:
        own = figure.noun is not None and figure.thing not in {None, before.thing}
        return replace(figure, role="level" if own else role, fate=figure.fate or before.fate)
    return replace(figure, role=role, fate=None if role == "base" else figure.fate)


def _find_role(text: str, figure: Figure, before: Figure | None) -> Role:
    quantity, at = figure.quantity, figure.at
    sentence = next((s for s in find_sentences(text) if s.start <= at.start < s.end), Span(0, len(text)))
    ahead, behind = text[sentence.start : at.start], text[at.end : sentence.end]
    if _SUPERSEDED.search(ahead) or (_MOVED_FROM.search(ahead) and (before is not None or _ONWARD.search(behind))):
        return "earlier"
    if before is not None and before.measure == "count" and _OF_THE.search(text[before.at.end : at.start]):
        return "base"
    if _FORECAST.search(ahead[-70:]) or _FORECAST_AFTER.search(behind):
        return "forecast"
    if _PART.search(ahead):
        return "part"
    if quantity.change in {"up_by", "down_by"} or (quantity.change == "add" and not _is_other_fate(figure, before)):
        return "change"
    return "level"


def _is_other_fate(figure: Figure, before: Figure | None) -> bool:
    """Whether "another 64 damaged" stands beside figures of another fate: it is then a level of its own, not an addition."""
    return before is not None and figure.fate is not None and before.fate not in {None, figure.fate}
