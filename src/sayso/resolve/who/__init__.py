"""
Who is speaking: the entities of a report, and for each attribution those that its source stands for.

A speaker is a named entity where the report's words lead to one, else an entity with `named` false that keeps the source words and says
what they are. Nothing is dropped: a pronoun that could be two people gives an entity of kind "person" (or "unknown") with the pronoun as its
name, `named` false, no key, and "could be X or Y" as its reason. Nobody is linked to another report by surname alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.records import Entity, Mention, Reading, Span, Speaker
from sayso.resolve.who.addressed import find_addressed
from sayso.resolve.who.bodies import note_common_bodies
from sayso.resolve.who.chains import resolve_sources
from sayso.resolve.who.countries import add_local_countries
from sayso.resolve.who.drafts import gather_cast, make_entities
from sayso.resolve.who.found import Found
from sayso.resolve.who.names import Name, find_names
from sayso.resolve.who.table import load_table
from sayso.resolve.who.words import Words, find_breaks, split_words

__all__ = ["resolve_speakers"]

_JOINING = frozenset("and or but the a an of to for by with also".split())


def resolve_speakers(
    text: str, reading: Reading, *, title: str | None, outlet: str | None, published: str | None
) -> tuple[tuple[Entity, ...], tuple[tuple[Speaker, ...], ...]]:
    """The entities of a report, and the speakers of each attribution in order: several for a joint source, none where there is no source."""
    words = split_words(text)
    table = add_local_countries(words, load_table())
    sources = [_join_pieces(attribution.sources) for attribution in reading.attributions]
    spans = [span for span in sources if span is not None]
    names = find_names(words, table, find_breaks(words, spans))
    sources = [_widen_source(words, names, span) for span in sources]
    spans = [span for span in sources if span is not None]
    cast = gather_cast(words, names, table, spans, year=_read_year(published))
    note_common_bodies(cast)
    addressed = find_addressed(cast, reading)
    found = resolve_sources(cast, reading, [*sources, *addressed])
    found, directed = found[: len(sources)], found[len(sources) :]
    _carry_on(words, reading, sources, found)
    asked = {
        one.draft
        for people in directed
        for one in people
        if cast.drafts[one.draft].named or not cast.drafts[one.draft].weak
    }
    entities, ids = make_entities(cast, asked | {one.draft for speakers in found for one in speakers})
    speakers = tuple(tuple(Speaker(entity=ids[one.draft], why=one.why) for one in people) for people in found)
    return entities, speakers


def _widen_source(words: Words, names: list[Name], span: Span | None) -> Span | None:
    """
    The source with the rest of the name that it cuts short: "Lev" before "Adrany", "Gov." before "Jane Roe".

    `None` where it holds nothing but joining words ("and", "and who").
    """
    inside = words.within(span) if span is not None else range(0)
    opens = words.lower[inside.start] if inside else ""
    if (
        span is None
        or not inside
        or all(words.lower[i] in _JOINING or (opens in _JOINING and words.lower[i] == "who") for i in inside)
    ):
        return None
    last = inside.stop - 1
    place = bisect_left(names, last + 1, key=lambda name: name.first)
    for name in names[max(0, place - 1) : place + 1]:
        if name.opens <= last < name.last and name.shape in ("person", None) and name.known is None:
            return span if words.heading[last] else Span(span.start, name.span.end)
    return span


def _carry_on(words: Words, reading: Reading, sources: list[Span | None], found: list[list[Found]]) -> None:
    """Gives a source of joining words only, "… and asked not to be named", the speakers before it in its sentence."""
    starts = [
        min((mention.span.start for mention in attribution.sources), default=attribution.cue.span.start)
        for attribution in reading.attributions
    ]
    sentences = [bisect_right(words.sentences, start, key=lambda span: span.start) for start in starts]
    for place, attribution in enumerate(reading.attributions):
        if sources[place] is not None or not attribution.sources:
            continue
        before = [
            other
            for other, start in enumerate(starts)
            if start < starts[place] and found[other] and sentences[other] == sentences[place]
        ]
        if before:
            source = attribution.sources[0].span.of(words.text)
            nearest = found[max(before, key=lambda other: starts[other])]
            found[place] = [Found(one.draft, f"“{source}” goes on with the speaker before it") for one in nearest]


def _read_year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdigit() else None


def _join_pieces(mentions: tuple[Mention, ...]) -> Span | None:
    spans = [mention.span for mention in mentions]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
