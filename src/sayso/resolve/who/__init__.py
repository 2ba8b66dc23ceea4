"""
Who is speaking: the entities of a report, and for each attribution those that its source stands for.

A speaker is a named entity where the report's words lead to one, else an entity with `named` false that keeps the source words and says
what they are. Nothing is dropped: a pronoun that could be two people gives an entity of kind "person" (or "unknown") with the pronoun as its
name, `named` false, no key, and "could be X or Y" as its reason. Nobody is linked to another report by surname alone.
"""

from __future__ import annotations

from sayso.records import Entity, Mention, Reading, Span, Speaker
from sayso.resolve.who.chains import resolve_sources
from sayso.resolve.who.countries import add_local_countries
from sayso.resolve.who.drafts import gather_cast, make_entities
from sayso.resolve.who.names import find_names
from sayso.resolve.who.table import load_table
from sayso.resolve.who.words import find_breaks, split_words

__all__ = ["resolve_speakers"]


def resolve_speakers(
    text: str, reading: Reading, *, title: str | None, outlet: str | None, published: str | None
) -> tuple[tuple[Entity, ...], tuple[tuple[Speaker, ...], ...]]:
    """The entities of a report, and the speakers of each attribution in order: several for a joint source, none where there is no source."""
    words = split_words(text)
    table = add_local_countries(words, load_table())
    sources = [_join_pieces(attribution.sources) for attribution in reading.attributions]
    spans = [span for span in sources if span is not None]
    cast = gather_cast(
        words, find_names(words, table, find_breaks(words, spans)), table, spans, year=_read_year(published)
    )
    found = resolve_sources(cast, reading, sources)
    entities, ids = make_entities(cast, {one.draft for speakers in found for one in speakers})
    speakers = tuple(tuple(Speaker(entity=ids[one.draft], why=one.why) for one in people) for people in found)
    return entities, speakers


def _read_year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdigit() else None


def _join_pieces(mentions: tuple[Mention, ...]) -> Span | None:
    spans = [mention.span for mention in mentions]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
