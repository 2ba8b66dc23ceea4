"""
Where: the places that a report names, each with its country, a point, and the reason for the choice.

Names of places only: "French" is none. Places that stand for their government are marked as metonyms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sayso.records import Place, Span
from sayso.resolve.where.choose import TAKEN, Choice, choose_entries
from sayso.resolve.where.gazetteer import Gazetteer, load_gazetteer
from sayso.resolve.where.links import link_names
from sayso.resolve.where.mentions import Name, find_names, split_words
from sayso.resolve.where.metonym import is_metonym
from sayso.resolve.where.reasons import explain
from sayso.resolve.where.signs import read_signs
from sayso.resolve.where.unlisted import find_unlisted

__all__ = ["find_places", "is_metonym", "load_gazetteer"]

_ONE = r"(?:north|south|east|west|central|mid|upper|lower|inner)(?:[ -]?(?:east|west|central))?(?:ern|most)?"
_PART = re.compile(rf"(?<![\w-])({_ONE}(?:,? and {_ONE}|, {_ONE},? and {_ONE})?)[ -]$", re.IGNORECASE)
_PRECISIONS: dict[str, Literal["point", "city", "province", "country", "region"]] = {
    "C": "country",
    "A": "province",
    "D": "province",
    "T": "city",
    "R": "region",
    "O": "point",
}


def find_places(text: str, *, people: Sequence[Span] = ()) -> tuple[Place, ...]:
    """
    The places that a text names, in text order. `people` are names of persons and organisations to keep out.

    >>> [(place.name, place.country) for place in find_places("The talks in Lagos, Nigeria, went on.")]
    [('Lagos', 'NG'), ('Nigeria', 'NG')]
    """
    people = [_drop_owner(text, span) for span in people]
    gazetteer = load_gazetteer()
    words = split_words(text)
    names = find_names(text, words, gazetteer, people)
    signs = [read_signs(text, name, words, gazetteer) for name in names]
    choices = choose_entries(names, signs, link_names(text, names))
    places = [
        _make_place(text, name, choice, gazetteer)
        for name, choice in zip(names, choices, strict=True)
        if choice.for_place >= TAKEN
    ]
    unlisted = find_unlisted(text, places, gazetteer, people)
    taken = [place for place in unlisted if not any(place.span.overlaps(person) for person in people)]
    return tuple(sorted(places + taken, key=lambda place: place.span))


def _drop_owner(text: str, span: Span) -> Span:
    """The name without the place whose it is: "foreign ministry" of "Orvenna's foreign ministry"."""
    owner = re.match(r"[A-ZÀ-Þ][\w ]*['’]s (?=[a-z])", span.of(text))
    return Span(span.start + owner.end(), span.end) if owner else span


def _make_place(text: str, name: Name, choice: Choice, gazetteer: Gazetteer) -> Place:
    """The record of a choice. "Northern Mali" stays the span "Mali", and becomes a region of that country."""
    entry, why = choice.entry, explain(choice, name, gazetteer)
    if choice.is_guess:
        countries = {other.country for other in name.found.entries}
        country = entry.country if len(countries) == 1 else None
        return Place(span=name.span, name=entry.name, country=country, precision=_PRECISIONS[entry.kind], why=why)
    part = _PART.search(text, max(0, name.span.start - 60), name.span.start) if entry.kind in "CAR" else None
    return Place(
        span=name.span,
        name=f"{part.group(1)} {entry.name}" if part else entry.name,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        precision="region" if part else _PRECISIONS[entry.kind],
        metonym=(entry.kind == "C" or entry.capital)
        and part is None
        and is_metonym(text, name.span, is_capital=entry.capital),
        why=f"{why}; the words before it mean a part of it" if part else why,
    )
