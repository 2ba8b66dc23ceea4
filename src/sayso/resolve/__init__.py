"""Reading → Facts: what the words point to, and why we think so."""

from __future__ import annotations

import re

from sayso.records import Attribution, Dating, Entity, Facts, Moment, Place, Reading, Report, Span
from sayso.resolve.how_much import find_quantities, set_quantities
from sayso.resolve.when import date_saying, find_occasion, find_times
from sayso.resolve.where import find_places
from sayso.resolve.who import resolve_speakers
from sayso.resolve.who.table import load_table, make_slug
from sayso.text import find_sentences

__all__ = ["resolve_reading"]

_CLAUSE = re.compile(r"\b(?:that|who|which|whether|if|and|but|was|were|is|are|had|has|have|not)\b")


def resolve_reading(report: Report, reading: Reading) -> Facts:
    """Who, when, how much and where, for one report and what the network read in it."""
    text = report.text
    entities, speakers = resolve_speakers(
        text, reading, title=report.title, outlet=report.outlet, published=report.published
    )
    entities = _add_outlet(entities, report.outlet)
    times = find_times(text, published=report.published)
    named = [
        mention
        for entity in entities
        if entity.named and (entity.kind in ("person", "organization", "media") or _is_organ(entity))
        for mention in entity.mentions
        if not (entity.kind == "organization" and _is_seat(mention.of(text)))
    ]
    dated = [moment.span for moment in times if moment.type in ("DATE", "TIME")]
    quantities = find_quantities(text, avoid=dated)
    places = find_places(text, people=named)
    quantities = set_quantities(text, quantities, times=times, places=places, published=report.published)
    return Facts(
        entities=entities,
        speakers=speakers,
        datings=tuple(_date_attribution(text, attribution, times, places) for attribution in reading.attributions),
        times=times,
        quantities=quantities,
        places=places,
    )


def _is_organ(entity: Entity) -> bool:
    """Whether the entity is a ministry or the like, and no state or town whose name is a place's."""
    return entity.kind == "government" and not (entity.key or "").startswith("government:") and " " in entity.name


def _is_seat(words: str) -> bool:
    """Whether a name is that of the town a body sits in, "Brussels": it stays a place."""
    known = load_table().find_known(words.split())
    return known is not None and known.form == "seat"


def _add_outlet(entities: tuple[Entity, ...], outlet: str | None) -> tuple[Entity, ...]:
    """The entities with the report's outlet among them: in its own voice, it is the speaker."""
    if outlet is None or any(entity.kind == "media" and entity.name == outlet for entity in entities):
        return entities
    key = f"media:{make_slug(outlet)}"
    number = 1 + max((int(entity.id[1:]) for entity in entities), default=0)
    return (*entities, Entity(id=f"e{number}", key=key, name=outlet, kind="media", why="the outlet of this report"))


def _date_attribution(
    text: str, attribution: Attribution, times: tuple[Moment, ...], places: tuple[Place, ...]
) -> Dating:
    cue = attribution.cue.span
    source = attribution.sources[0].span if attribution.sources else None
    content = tuple(mention.span for mention in attribution.content)
    moment, why = date_saying(text, times, cue=cue, source=source, content=content)
    occasion = find_occasion(text, cue=cue, source=source, content=content)
    return Dating(moment=moment, why=why, occasion=occasion, place=_find_said_at(text, cue, source, content, places))


def _find_said_at(
    text: str, cue: Span, source: Span | None, content: tuple[Span, ...], places: tuple[Place, ...]
) -> Place | None:
    """The place of the saying: "in Moscow", close behind the cue or in front of it, outside source and content."""
    own = [span for span in (cue, source, *content) if span is not None]
    for sentence in find_sentences(text, Span(max(0, cue.start - 400), min(len(text), cue.end + 400))):
        if not sentence.covers(cue):
            continue
        for place in places:
            near = sentence.covers(place.span) and abs(place.span.start - cue.end) <= 120
            if (
                near
                and not any(span.overlaps(place.span) for span in own)
                and _is_set_in(text, place.span, cue, source)
            ):
                return place
    return None


def _is_set_in(text: str, place: Span, cue: Span, source: Span | None) -> bool:
    """
    Whether "in" or "at" stands right before the place, and the phrase belongs to the saying: behind the cue with no clause between
    ("said on Monday in Velmar"), or in front of the source with a comma ("In Velmar, the envoy said").
    """
    before = text[max(0, place.start - 4) : place.start].lower()
    if not before.endswith((" in ", "\nin ", " at ")) and before not in ("in ", "at "):
        return False
    end = max(cue.end, source.end if source is not None and source.start >= cue.end else 0)
    if place.start >= end:
        return re.fullmatch(r"[^,;:.!?“”\"]{0,60}", text[end : place.start]) is not None and not _CLAUSE.search(
            text[end : place.start]
        )
    return source is not None and place.end <= source.start and text[place.end : source.start].strip() == ","
