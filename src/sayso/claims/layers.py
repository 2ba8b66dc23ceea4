"""Reading → Reading with its layers: quoted speakers taken out of contents, and the claims that are reported within claims."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.nesting import InnerClaim, find_inner
from sayso.claims.outermost import make_mention, set_right
from sayso.claims.sifting import sift_inner
from sayso.records import Attribution, Reading, Span

__all__ = ["nest_reading"]


def nest_reading(text: str, reading: Reading) -> Reading:
    """
    The reading with inner attributions behind the outermost ones, each pointing to the one that reports it.

    Where the content names the speaker ("TASS quoted Lavrov as saying …"), he becomes the source and what follows the content. Inner
    attributions are what the network found in its second reading, sifted, and what rules find beside it; what rules found has no score.
    """
    outer = set_right(text, reading.attributions)
    known = [attribution.cue.span for attribution in outer]
    kept = list(outer)
    _add_second_reading(text, reading, kept, known)
    _add_ruled(text, outer, kept, known)
    return replace(reading, attributions=tuple(kept), inner=())


def _add_second_reading(text: str, reading: Reading, kept: list[Attribution], known: list[Span]) -> None:
    """Adds what is left of the second reading to `kept`, with the places it has there."""
    places: dict[int, int] = {place: place for place in range(len(reading.attributions))}
    for place, inner in enumerate(reading.inner, start=len(reading.attributions)):
        if inner.inside is None:
            continue
        parent = places[inner.inside]
        found = None if _overlaps(inner.cue.span, known) else sift_inner(text, kept[parent], inner)
        places[place] = parent if found is None else len(kept)
        if found is not None:
            known.append(found.cue.span)
            kept.append(replace(found, inside=parent))


def _add_ruled(text: str, outer: list[Attribution], kept: list[Attribution], known: list[Span]) -> None:
    """Adds what the rules find in the contents of the outermost attributions and the network has not, to `kept`."""
    for place, attribution in enumerate(outer):
        found = find_inner(text, tuple(mention.span for mention in attribution.content))
        places: dict[int, int] = {}
        for number, claim in enumerate(found):
            parent = place if claim.parent is None else places[claim.parent]
            if _overlaps(claim.cue, known):
                places[number] = parent
                continue
            places[number] = len(kept)
            known.append(claim.cue)
            kept.append(_make_inner(claim, parent))


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _make_inner(claim: InnerClaim, inside: int) -> Attribution:
    return Attribution(
        cue=make_mention(claim.cue, "cue"),
        sources=() if claim.source is None else (make_mention(claim.source, "source"),),
        content=tuple(make_mention(span, "content") for span in claim.content),
        score=None,
        inside=inside,
        ascribed=claim.ascribed,
    )
