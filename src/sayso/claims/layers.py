"""Reading → Reading with its layers: quoted speakers taken out of contents, and the claims that are reported within claims."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.nesting import InnerClaim, find_inner
from sayso.claims.relay import split_quoted
from sayso.records import Attribution, Mention, Reading, Span

__all__ = ["nest_reading"]


def nest_reading(text: str, reading: Reading) -> Reading:
    """
    The reading with inner attributions behind the outermost ones, each pointing to the one that reports it.

    Where the content names the speaker ("TASS quoted Lavrov as saying …"), he becomes the source and what follows the content. What rules
    found has no score.
    """
    outer = [_take_out_speaker(text, attribution) for attribution in reading.attributions]
    spans = [(a.cue.span, tuple(m.span for m in a.sources), tuple(m.span for m in a.content)) for a in outer]
    known = {cue for cue, _, _ in spans}
    inner: list[Attribution] = []
    for place, (_, _, content) in enumerate(spans):
        first = len(outer) + len(inner)
        found = find_inner(text, content)
        if any(claim.cue in known for claim in found):
            continue  # the network has read this content already
        inner += [_make_inner(claim, place if claim.parent is None else first + claim.parent) for claim in found]
    return replace(reading, attributions=(*outer, *inner))


def _take_out_speaker(text: str, attribution: Attribution) -> Attribution:
    source = attribution.sources[0].span if attribution.sources else None
    content = tuple(mention.span for mention in attribution.content)
    quoted = split_quoted(text, cue=attribution.cue.span, source=source, content=content)
    if quoted is None:
        return attribution
    return replace(
        attribution,
        sources=(Mention(span=quoted.speaker, role="source", score=None),),
        content=tuple(Mention(span=span, role="content", score=None) for span in quoted.content),
        relays=() if source is None else (source,),
    )


def _make_inner(claim: InnerClaim, inside: int) -> Attribution:
    def mention(span: Span, role: str) -> Mention:
        return Mention(span=span, role=role, score=None)  # type: ignore[arg-type]

    return Attribution(
        cue=mention(claim.cue, "cue"),
        sources=() if claim.source is None else (mention(claim.source, "source"),),
        content=tuple(mention(span, "content") for span in claim.content),
        score=None,
        inside=inside,
        ascribed=claim.ascribed,
    )
