"""
Where: the places that a report names, each with its country, a point, and the reason for the choice.

Names of places only: "French" is none. Places that stand for their government are marked as metonyms.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Place, Span
from sayso.resolve.where.choose import TAKEN, Choice, choose_entries, link_names
from sayso.resolve.where.gazetteer import Gazetteer, load_gazetteer
from sayso.resolve.where.mentions import Name, find_names, split_words
from sayso.resolve.where.metonym import is_metonym
from sayso.resolve.where.signs import read_signs

__all__ = ["find_places", "is_metonym", "load_gazetteer"]

_PRECISIONS = {"C": "country", "A": "province", "D": "province", "T": "city", "R": "region", "O": "point"}


def find_places(text: str, *, people: Sequence[Span] = ()) -> tuple[Place, ...]:
    """
    The places that a text names, in text order. `people` are names of persons and organisations to keep out.

    >>> [(place.name, place.country) for place in find_places("The talks in Lagos, Nigeria, went on.")]
    [('Lagos', 'NG'), ('Nigeria', 'NG')]
    """
    gazetteer = load_gazetteer()
    words = split_words(text)
    names = find_names(text, words, gazetteer, people)
    signs = [read_signs(text, name, words, gazetteer) for name in names]
    choices = choose_entries(names, signs, link_names(text, names))
    return tuple(_make_place(text, name, choice) for name, choice in zip(names, choices, strict=True) if choice.for_place >= TAKEN)


def _make_place(text: str, name: Name, choice: Choice) -> Place:
    entry = choice.entry
    return Place(
        span=name.span,
        name=entry.name,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        precision=_PRECISIONS[entry.kind],
        metonym=is_metonym(text, name.span) and (entry.kind == "C" or entry.capital),
        why=choice.why,
    )
