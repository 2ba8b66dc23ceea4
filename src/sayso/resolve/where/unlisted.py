"""Places that the table does not hold, known by the place named beside them: "the village of Ashmere in Fife"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Place, Span
from sayso.resolve.where.gazetteer import Gazetteer
from sayso.resolve.where.words import BODIES, FUNCTION_WORDS, OFFICES, TITLES

_SETTLEMENT = (
    r"(?:city|town|village|township|hamlet|suburb|neighbou?rhood|community|settlement|district|municipality|island)"
)
_NAMED = r"(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]+(?:[ -](?:(?:de|del|do|da|la|le|el|al|upon|on|of|the)[ -])?[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]+){0,2})"
_SURE = re.compile(
    rf"\b{_SETTLEMENT}s? of {_NAMED}(?P<gap>,? (?:located |situated )?in (?:the )?(?:\w+ern |central )?(?:{_SETTLEMENT} of |province of |state of )?|, |)"
)
_LIKELY = re.compile(rf"\b(?:in|near|at|outside|from) {_NAMED}(?P<gap>, )")


def find_unlisted(text: str, places: Sequence[Place], gazetteer: Gazetteer) -> list[Place]:
    """Names of settlements beside a place of the text that holds them; the point is that place's, and so is the precision."""
    starts = {place.span.start: place for place in places}
    found: dict[str, Place] = {}
    for pattern in (_SURE, _LIKELY):
        for match in pattern.finditer(text):
            holder = starts.get(match.end())
            name = match["name"]
            span = Span(*match.span("name"))
            if (
                name in found
                or holder is None
                or not match["gap"]
                or holder.country is None
                or any(span.overlaps(place.span) for place in places)
            ):
                continue
            if _is_name(name, gazetteer):
                found[name] = _set_beside(span, name, holder)
    if not found:
        return []
    mentions = re.finditer(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(found, key=len, reverse=True)))})(?![\w-])", text
    )
    spans = [Span(*match.span()) for match in mentions]
    return [
        Place(
            span=span,
            name=first.name,
            country=first.country,
            lat=first.lat,
            lon=first.lon,
            precision=first.precision,
            why=first.why,
        )
        for span in spans
        if (first := found[span.of(text)]) and not any(span.overlaps(place.span) for place in places)
    ]


def _is_name(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the words can be a settlement's: none a title, an office, an organisation, a month or a first name."""
    words = [word.lower() for word in re.split(r"[ -]", name)]
    barred = BODIES | FUNCTION_WORDS | OFFICES | TITLES
    return not any(word in barred or word in gazetteer.first_names for word in words) and not name.isupper()


def _set_beside(span: Span, name: str, holder: Place) -> Place:
    return Place(
        span=span,
        name=name,
        country=holder.country,
        lat=holder.lat,
        lon=holder.lon,
        precision=holder.precision,
        why=f"not in the table of places: set by {holder.name}, named beside it",
    )
