"""Claims → JSON Lines by the contract, CSV and XLSX. Words are taken from the text here, at the edge; `docs/json-contract.md` has every key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.records import (
    Claim,
    Commitment,
    Entity,
    Facts,
    Failure,
    LoadedWord,
    Moment,
    Occasion,
    Place,
    Quantity,
    Reply,
    Report,
    Span,
)

Json = dict[str, Any]

CLAIM_COLUMNS = (
    *("claim", "report", "path", "outlet", "published", "title", "voice", "speakers", "kinds", "roles", "via", "act"),
    *("saying", "stance", "form", "said", "content", "cue", "source_words", "start", "end", "score"),
)
"""The columns of the flat table that `sayso read --csv` prints: one row a claim."""


def describe_reading(
    report: Report,
    facts: Facts,
    claims: Iterable[Claim],
    replies: Iterable[Reply] = (),
    loaded: Iterable[LoadedWord] | None = None,
) -> Json:
    """
    One line of the JSON contract: the report, its entities, facts and claims, every key there; and the replies of those it accuses, and
    loaded words, null if they were not looked for.
    """
    text = report.text
    entities = {entity.id: entity for entity in facts.entities}
    return {
        "report": _describe_report(report),
        "entities": [_describe_entity(entity, text) for entity in facts.entities],
        "times": [_describe_moment(moment, text) for moment in facts.times],
        "quantities": [_describe_quantity(quantity, text) for quantity in facts.quantities],
        "places": [_describe_place(place, text) for place in facts.places],
        "claims": [_describe_claim(claim, text, entities) for claim in claims],
        "replies": [_describe_reply(reply, entities) for reply in replies],
        "loaded_words": None if loaded is None else [_describe_loaded(word, text) for word in loaded],
    }


def describe_failure(failure: Failure) -> Json:
    """The line of an input that could not be read: the same keys, status "failed", and why."""
    nothing = ("url", "outlet", "title", "byline", "published", "language", "text", "text_sha256")
    report: Json = {"id": None, "path": failure.path, "record": failure.record, "status": "failed"}
    report |= {"status_why": failure.status_why} | dict.fromkeys(nothing)
    report |= {"published_why": None, "via": [], "normalized": False, "offset_unit": "codepoint"}
    return {
        "report": report,
        "entities": [],
        "times": [],
        "quantities": [],
        "places": [],
        "claims": [],
        "replies": [],
        "loaded_words": None,
    }


def _describe_report(report: Report) -> Json:
    return {
        "id": report.id,
        "path": report.path,
        "record": report.record,
        "status": report.status,
        "status_why": report.status_why,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "byline": report.byline,
        "published": report.published,
        "published_why": report.published_why,
        "via": list(report.via),
        "language": report.language,
        "text": report.text,
        "text_sha256": report.text_sha256,
        "normalized": report.normalized,
        "offset_unit": "codepoint",
    }


def _place_span(span: Span | None, text: str) -> Json:
    if span is None:
        return {"start": None, "end": None, "text": None}
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _place_span_or_null(span: Span | None, text: str) -> Json | None:
    return None if span is None else _place_span(span, text)


def _describe_entity(entity: Entity, text: str) -> Json:
    return {
        "id": entity.id,
        "key": entity.key,
        "name": entity.name,
        "kind": entity.kind,
        "role": entity.role,
        "country": entity.country,
        "named": entity.named,
        "aliases": list(entity.aliases),
        "mentions": [_place_span(span, text) for span in entity.mentions],
        "why": entity.why,
    }


def _describe_moment(moment: Moment, text: str) -> Json:
    values = ("type", "edtf", "timex3", "begin", "end_before", "dates", "why")
    return _place_span(moment.span, text) | {name: getattr(moment, name) for name in values}


def _describe_quantity(quantity: Quantity, text: str) -> Json:
    values = "value low high approximate bound change unit rate of kind as_of where why".split()
    return _place_span(quantity.span, text) | {name: getattr(quantity, name) for name in values}


def _describe_place(place: Place, text: str) -> Json:
    values = ("name", "country", "lat", "lon", "precision", "metonym", "why")
    return _place_span(place.span, text) | {name: getattr(place, name) for name in values}


def _describe_commitment(commitment: Commitment | None, text: str) -> Json | None:
    return None if commitment is None else {"value": commitment.value} | _place_span(commitment.span, text)


def _describe_occasion(occasion: Occasion | None, text: str) -> Json | None:
    return None if occasion is None else {"kind": occasion.kind} | _place_span(occasion.span, text)


def _describe_loaded(word: LoadedWord, text: str) -> Json:
    return _place_span(word.span, text) | {"entry": word.entry, "whose": word.whose, "why": word.why}


def _describe_reply(reply: Reply, entities: dict[str, Entity]) -> Json:
    return {
        "entity": reply.actor,
        "name": entities[reply.actor].name,
        "status": reply.status,
        "charges": list(reply.charges),
        "replies": list(reply.replies),
        "why": reply.why,
    }


def _describe_claim(claim: Claim, text: str, entities: dict[str, Entity]) -> Json:
    speakers = []
    for speaker in claim.speakers:
        entity = entities[speaker.entity]
        values = ("key", "name", "kind", "role", "country", "named")
        described = {"entity": entity.id} | {name: getattr(entity, name) for name in values} | {"why": speaker.why}
        speakers.append(described)
    return {
        "id": claim.id,
        "voice": claim.voice,
        "field": claim.field,
        "form": claim.form,
        "act": claim.act,
        "act_why": claim.act_why,
        "saying": claim.saying,
        "stance": claim.stance,
        "commitment": _describe_commitment(claim.commitment, text),
        "inside": claim.inside,
        "ascribed": claim.ascribed,
        "score": claim.score,
        "content": [_place_span(span, text) for span in claim.content],
        "cue": _place_span_or_null(claim.cue, text),
        "source": _place_span_or_null(claim.source, text),
        "speakers": speakers,
        "target": list(claim.target),
        "via": [
            {"entity": relay.entity, "name": relay.name} | _place_span(relay.span, text) for relay in claim.via
        ],
        "evidence": [_place_span(span, text) for span in claim.evidence],
        "audience": _place_span_or_null(claim.audience, text),
        "occasion": _describe_occasion(claim.occasion, text),
        "said": None if claim.said is None else _describe_moment(claim.said, text),
        "said_why": claim.said_why,
        "said_at": None if claim.said_at is None else _describe_place(claim.said_at, text),
        "times": [_describe_moment(moment, text) for moment in claim.times],
        "quantities": [_describe_quantity(quantity, text) for quantity in claim.quantities],
        "places": [_describe_place(place, text) for place in claim.places],
        "mentions": list(claim.mentions),
        "inherited": list(claim.inherited),
    }  # fmt: skip


def join_content(claim: Claim, text: str) -> str:
    """The content's words on one line; an ellipsis in brackets stands where other words lie between two pieces."""
    return " […] ".join(" ".join(span.of(text).split()) for span in claim.content)


def describe_row(report: Report, entities: dict[str, Entity], claim: Claim) -> Json:
    """One claim as a flat row, `CLAIM_COLUMNS` → value; several speakers or relays are joined with semicolons."""
    text = report.text
    people = [entities[speaker.entity] for speaker in claim.speakers]
    ends = [span.end for span in (*claim.content, claim.cue, claim.source) if span is not None]
    values = (
        *(claim.id, report.id, report.path, report.outlet, report.published, report.title, claim.voice),
        *("; ".join(entity.name for entity in people), "; ".join(entity.kind for entity in people)),
        *("; ".join(entity.role or "" for entity in people), "; ".join(relay.name for relay in claim.via)),
        *(claim.act, claim.saying, claim.stance, claim.form, claim.said.edtf if claim.said else None),
        *(join_content(claim, text), claim.cue.of(text) if claim.cue else None),
        *(claim.source.of(text) if claim.source else None, claim.start, max(ends), claim.score),
    )
    return dict(zip(CLAIM_COLUMNS, values, strict=True))


def format_csv(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of a CSV table, header first; unknown is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(["" if cell is None else guard_cell(cell) for cell in row])
        yield buffer.getvalue()


def guard_cell(cell: Any) -> Any:
    """The cell, with an apostrophe before words that a spreadsheet would run as a formula."""
    if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell[:1]:
        return "'" + cell
    return cell
