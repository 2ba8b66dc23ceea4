"""Records → rows. Each function works inside the caller's transaction and commits nothing."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sayso.records import Claim, Entity, Facts, Moment, Place, Quantity, Report, Span

# Scripts written without blanks between words, or with particles joined to them: words of these are found by letters (trigrams), not as tokens.
WIDE = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u2e80-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)


def tell_time() -> str:
    """The time now, UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_wide(*words: str | None) -> bool:
    """Whether any of the words holds a letter that must be looked for by trigrams."""
    return any(word is not None and WIDE.search(word) is not None for word in words)


def identify_report(outlet: str | None, url: str | None, title: str | None, text_sha256: str) -> str:
    """What makes two inputs the same report: outlet, URL or else title, and text, as one hash."""
    parts = [outlet, ["url", url] if url is not None else ["title", title], text_sha256]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def check_records(report: Report, facts: Facts, claims: Sequence[Claim]) -> None:
    """Raises `ValueError` for records that do not fit one another: a span past the text, an entity or a claim that is not there."""
    _check_words(report)
    entities = {entity.id for entity in facts.entities}
    if len(entities) < len(facts.entities):
        raise ValueError(f"report {report.id}: two entities have the same id")
    ids = {claim.id for claim in claims}
    if len(ids) < len(claims):
        raise ValueError(f"report {report.id}: two claims have the same id")
    length = len(report.text)
    title = [report.title_span] if report.title_span is not None else []
    for span in [*title, *_spans_of_facts(facts)]:
        if span.end > length:
            raise ValueError(
                f"report {report.id}: span {span.start}-{span.end} runs past a text of {length} code points"
            )
    for claim in claims:
        _check_claim(claim, length, entities, ids)


def _check_words(report: Report) -> None:
    for name in ("id", "text", "title", "outlet", "url", "byline"):
        try:
            (getattr(report, name) or "").encode()
        except UnicodeEncodeError:
            raise ValueError(
                f"report {report.id!r}: its {name} holds half a character (a lone surrogate), which is no text"
            ) from None


def _check_claim(claim: Claim, length: int, entities: set[str], ids: set[str]) -> None:
    for span in _spans_of_claim(claim):
        if span.end > length:
            raise ValueError(f"claim {claim.id}: span {span.start}-{span.end} runs past a text of {length} code points")
    for entity in entities_of(claim):
        if entity not in entities:
            raise ValueError(f"claim {claim.id} names entity {entity!r}, which the facts do not have")
    if claim.inside is not None and claim.inside not in ids:
        raise ValueError(f"claim {claim.id} is inside {claim.inside!r}, which is no claim of the report")


def entities_of(claim: Claim) -> Iterable[str]:
    """The local ids of all entities a claim names: speakers, targets, relays, mentions."""
    relays = (relay.entity for relay in claim.via if relay.entity is not None)
    return chain((speaker.entity for speaker in claim.speakers), claim.target, relays, claim.mentions)


def _spans_of_facts(facts: Facts) -> Iterable[Span]:
    yield from (span for entity in facts.entities for span in entity.mentions)
    yield from (moment.span for moment in facts.times)
    yield from (quantity.span for quantity in facts.quantities)
    yield from (place.span for place in facts.places)


def _spans_of_claim(claim: Claim) -> Iterable[Span]:
    yield from chain(claim.content, claim.evidence)
    yield from (span for span in (claim.cue, claim.source, claim.audience) if span is not None)
    yield from (relay.span for relay in claim.via)
    yield from _spans_of_facts(Facts(times=claim.times, quantities=claim.quantities, places=claim.places))
    held = (claim.commitment, claim.occasion, claim.said, claim.said_at)
    yield from (one.span for one in held if one is not None and one.span is not None)


# -------------------------------------------------------------------------------------------------------------------- reports


def store_report(connection: sqlite3.Connection, report: Report, *, run: int) -> int:
    """The row number of a report that is not there yet, stored with its text, credits and identity."""
    start, end = split_span(report.title_span)
    row = connection.execute(
        "INSERT INTO reports (report_id, status, status_why, path, record, url, outlet, title, title_start, title_end, byline, published,"
        " published_why, language, normalized, text_sha256, added_at, run) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(
                report.id,
                report.status,
                report.status_why,
                spell_path(report.path),
                report.record,
                report.url,
                report.outlet,
            ),
            *(report.title, start, end, report.byline, report.published, report.published_why, report.language),
            *(int(report.normalized), report.text_sha256, tell_time(), run),
        ),
    ).lastrowid
    assert row is not None
    connection.execute(
        "INSERT INTO texts (report, wide, title, outlet, text) VALUES (?, ?, ?, ?, ?)",
        (row, int(is_wide(report.text, report.title, report.outlet)), report.title, report.outlet, report.text),
    )
    connection.executemany(
        "INSERT INTO report_relays (report, position, name) VALUES (?, ?, ?)",
        [(row, position, name) for position, name in enumerate(report.via)],
    )
    identity = identify_report(report.outlet, report.url, report.title, report.text_sha256)
    connection.execute("INSERT OR IGNORE INTO report_identities (identity, report) VALUES (?, ?)", (identity, row))
    return row


def spell_path(path: str | None) -> str | None:
    """A path as text: bytes of a file name that are not UTF-8 are spelt out, since the ledger holds text only."""
    if path is None:
        return None
    try:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return path.encode("utf-8", "backslashreplace").decode()


def number_versions(connection: sqlite3.Connection, url: str | None) -> None:
    """
    Numbers the versions of a URL, oldest first, and marks the latest.

    By publication time where all have one, for files do not come in the order in which a page was edited, else in the order of adding. Reports
    with the same text at the same URL (under two outlets) are the same version.
    """
    if url is None:
        return
    rows = connection.execute(
        "SELECT id, published, text_sha256 FROM reports WHERE url = ? ORDER BY id", (url,)
    ).fetchall()
    times = {row: _read_time(published) for row, published, _ in rows}
    known = [time for time in times.values() if time is not None]
    if len(known) == len(rows):
        rows.sort(key=lambda row: (times[row[0]], row[0]))
    texts: list[str] = []
    for _, _, sha256 in rows:
        if sha256 in texts:
            texts.remove(sha256)
        texts.append(sha256)
    for row, _, sha256 in rows:
        version = texts.index(sha256) + 1
        connection.execute(
            "UPDATE reports SET version = ?, latest = ? WHERE id = ?", (version, int(version == len(texts)), row)
        )


def _read_time(published: str | None) -> datetime | None:
    """A publication day or time as one that can be compared with others; a day counts from its beginning, a missing zone as UTC."""
    try:
        time = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


# ---------------------------------------------------------------------------------------------------------------------- facts


@dataclass(slots=True)
class Places:
    """Where in the ledger the records of one report lie: local ids and records → row numbers."""

    report: int
    run: int | None
    entities: dict[str, int]
    times: dict[Moment, int]
    quantities: dict[Quantity, int]
    places: dict[Place, int]


def store_facts(connection: sqlite3.Connection, facts: Facts, *, report: int, run: int | None) -> Places:
    """Entities, times, quantities and places of a report, and where they were put."""
    stored = Places(report=report, run=run, entities={}, times={}, quantities={}, places={})
    for position, entity in enumerate(facts.entities):
        store_entity(connection, entity, stored, position=position)
    for position, moment in enumerate(facts.times):
        stored.times.setdefault(replace(moment, dates=None), _store_time(connection, moment, stored, position))
    for position, quantity in enumerate(facts.quantities):
        stored.quantities.setdefault(quantity, _store_quantity(connection, quantity, stored, position))
    for position, place in enumerate(facts.places):
        stored.places.setdefault(place, _store_place(connection, place, stored, position))
    return stored


def store_entity(
    connection: sqlite3.Connection, entity: Entity, stored: Places, *, position: int, key_now: str | None = None
) -> None:
    """One entity with its aliases and mentions; its row number is noted in `stored`."""
    row = _insert(
        connection,
        "INSERT INTO entities (report, position, local_id, key, key_now, name, kind, role, country, named, why, run)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(stored.report, position, entity.id, entity.key, key_now or entity.key, entity.name, entity.kind),
            *(entity.role, entity.country, int(entity.named), entity.why, stored.run),
        ),
    )
    stored.entities[entity.id] = row
    connection.executemany(
        "INSERT INTO aliases (entity, position, alias) VALUES (?, ?, ?)",
        [(row, place, alias) for place, alias in enumerate(entity.aliases)],
    )
    connection.executemany(
        'INSERT INTO mentions (entity, position, start, "end") VALUES (?, ?, ?, ?)',
        [(row, place, span.start, span.end) for place, span in enumerate(entity.mentions)],
    )


def _store_time(connection: sqlite3.Connection, moment: Moment, stored: Places, position: int | None) -> int:
    return _insert(
        connection,
        'INSERT INTO times (report, position, start, "end", type, edtf, timex3, "begin", end_before, dates, why, run)'
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(stored.report, position, moment.span.start, moment.span.end, moment.type, moment.edtf, moment.timex3),
            *(moment.begin, moment.end_before, moment.dates, moment.why, stored.run),
        ),
    )


def _store_quantity(connection: sqlite3.Connection, quantity: Quantity, stored: Places, position: int | None) -> int:
    return _insert(
        connection,
        'INSERT INTO quantities (report, position, start, "end", value, low, high, approximate, bound, change, unit, rate, of, kind, as_of,'
        ' "where", why, run) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)',
        (
            *(
                stored.report,
                position,
                quantity.span.start,
                quantity.span.end,
                quantity.value,
                quantity.low,
                quantity.high,
            ),
            *(int(quantity.approximate), quantity.bound, quantity.change, quantity.unit, quantity.rate, quantity.of),
            *(quantity.kind, quantity.as_of, quantity.where, quantity.why, stored.run),
        ),
    )


def _store_place(connection: sqlite3.Connection, place: Place, stored: Places, position: int | None) -> int:
    return _insert(
        connection,
        'INSERT INTO places (report, position, start, "end", name, country, lat, lon, precision, metonym, why, run)'
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(
                stored.report,
                position,
                place.span.start,
                place.span.end,
                place.name,
                place.country,
                place.lat,
                place.lon,
            ),
            *(place.precision, int(place.metonym), place.why, stored.run),
        ),
    )


def _insert(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> int:
    row = connection.execute(sql, values).lastrowid
    assert row is not None
    return row


# --------------------------------------------------------------------------------------------------------------------- claims


CLAIM_COLUMNS = (
    *(
        "claim_id",
        "report",
        "position",
        "person",
        "current",
        "status",
        "decision",
        "voice",
        "field",
        "form",
        "act",
        "act_why",
    ),
    *(
        "saying",
        "stance",
        "commitment",
        "commitment_start",
        "commitment_end",
        "inside",
        "ascribed",
        "score",
        "cue_start",
        "cue_end",
    ),
    *(
        "source_start",
        "source_end",
        "audience_start",
        "audience_end",
        "occasion",
        "occasion_start",
        "occasion_end",
        "said_why",
    ),
    "run",
)
"""The columns of a claim's row, in the order in which it is written and read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a claim's row stands: whose it is, whether it is the current one, and what people said of it."""

    person: bool = False
    current: bool = True
    status: str = "unchecked"
    decision: int | None = None


def store_claim(
    connection: sqlite3.Connection, claim: Claim, stored: Places, *, position: int, standing: Standing, run: int | None
) -> int:
    """The row number of a claim, stored with all that hangs on it but for the words to search."""
    row = _insert(
        connection,
        f"INSERT INTO claims ({', '.join(CLAIM_COLUMNS)}) VALUES ({', '.join('?' * len(CLAIM_COLUMNS))})",
        (
            *(
                claim.id,
                stored.report,
                position,
                int(standing.person),
                int(standing.current),
                standing.status,
                standing.decision,
            ),
            *(claim.voice, claim.field, claim.form, claim.act, claim.act_why, claim.saying, claim.stance),
            *((claim.commitment.value, *split_span(claim.commitment.span)) if claim.commitment else (None, None, None)),
            *(claim.inside, int(claim.ascribed), claim.score, *split_span(claim.cue), *split_span(claim.source)),
            *split_span(claim.audience),
            *((claim.occasion.kind, *split_span(claim.occasion.span)) if claim.occasion else (None, None, None)),
            *(claim.said_why, run),
        ),
    )
    for table, rows in _hang_on(connection, claim, stored).items():
        if rows:
            marks = ", ".join("?" * (1 + len(rows[0])))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [(row, *values) for values in rows])
    return row


def _hang_on(connection: sqlite3.Connection, claim: Claim, stored: Places) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the tables that hang on a claim, without the claim's own number."""
    entities = stored.entities
    times = [("within", position, moment) for position, moment in enumerate(claim.times)]
    times += [("said", 0, claim.said)] if claim.said else []
    places = [("within", position, place) for position, place in enumerate(claim.places)]
    places += [("said_at", 0, claim.said_at)] if claim.said_at else []
    return {
        "contents": [(position, span.start, span.end) for position, span in enumerate(claim.content)],
        "evidence": [(position, span.start, span.end) for position, span in enumerate(claim.evidence)],
        "speakers": [(position, entities[one.entity], one.why) for position, one in enumerate(claim.speakers)],
        "targets": [(position, entities[entity]) for position, entity in enumerate(claim.target)],
        "relays": [
            (
                position,
                entities[relay.entity] if relay.entity is not None else None,
                relay.name,
                relay.span.start,
                relay.span.end,
            )
            for position, relay in enumerate(claim.via)
        ],
        "claim_mentions": [(position, entities[entity]) for position, entity in enumerate(claim.mentions)],
        "inherited": list(enumerate(claim.inherited)),
        "claim_times": [
            (role, position, find_time(connection, moment, stored), moment.dates) for role, position, moment in times
        ],
        "claim_quantities": [
            (position, find_quantity(connection, quantity, stored))
            for position, quantity in enumerate(claim.quantities)
        ],
        "claim_places": [(role, position, find_place(connection, place, stored)) for role, position, place in places],
    }


def find_time(connection: sqlite3.Connection, moment: Moment, stored: Places) -> int:
    """The row of a time; one that only a claim has is stored now."""
    key = replace(moment, dates=None)
    if key not in stored.times:
        stored.times[key] = _store_time(connection, key, stored, None)
    return stored.times[key]


def find_quantity(connection: sqlite3.Connection, quantity: Quantity, stored: Places) -> int:
    """The row of a quantity; one that only a claim has is stored now."""
    if quantity not in stored.quantities:
        stored.quantities[quantity] = _store_quantity(connection, quantity, stored, None)
    return stored.quantities[quantity]


def find_place(connection: sqlite3.Connection, place: Place, stored: Places) -> int:
    """The row of a place; one that only a claim has is stored now."""
    if place not in stored.places:
        stored.places[place] = _store_place(connection, place, stored, None)
    return stored.places[place]


def split_span(span: Span | None) -> tuple[int, int] | tuple[None, None]:
    """A span as two cells."""
    return (None, None) if span is None else (span.start, span.end)


# ---------------------------------------------------------------------------------------------------------------------- words


def store_words(connection: sqlite3.Connection, report: int, text: str, *, claim: int | None = None) -> None:
    """Puts the words of a report's current claims, or of one claim, where searching finds them, in place of any that were there."""
    which, values = ("claims.id = ?", (claim,)) if claim is not None else ("claims.report = ?", (report,))
    chosen = f"SELECT id FROM claims WHERE {which}"
    connection.execute(f"DELETE FROM claim_words WHERE claim IN ({chosen})", values)
    claims = connection.execute(
        f"SELECT id, source_start, source_end FROM claims WHERE {which} AND current = 1", values
    )
    sources = {row: text[start:end] if start is not None else None for row, start, end in claims}
    contents = _gather(
        (row, text[start:end])
        for row, start, end in connection.execute(
            f'SELECT claim, start, "end" FROM contents WHERE claim IN ({chosen}) ORDER BY claim, position', values
        )
    )
    names = _gather(connection.execute(_NAMES_OF_SPEAKERS.format(chosen=chosen), values * 3))
    credited = [name for (name,) in connection.execute("SELECT name FROM report_relays WHERE report = ?", (report,))]
    relays = _gather(connection.execute(_NAMES_OF_RELAYS.format(chosen=chosen), values * 2))
    rows = []
    for row, source in sources.items():
        words = (_join(contents.get(row)), source, _join(names.get(row)), _join([*relays.get(row, ()), *credited]))
        rows.append((row, int(is_wide(*words)), *words))
    connection.executemany(
        "INSERT INTO claim_words (claim, wide, content, source, speakers, via) VALUES (?, ?, ?, ?, ?, ?)", rows
    )


# The third arm: where people merged two speakers, the other's names lead to the claim as well.
_NAMES_OF_SPEAKERS = """
SELECT claim, name FROM speakers JOIN entities ON entities.id = entity WHERE claim IN ({chosen})
UNION ALL
SELECT claim, alias FROM speakers JOIN aliases USING (entity) WHERE claim IN ({chosen})
UNION ALL
SELECT claim, other.name FROM speakers JOIN entities AS mine ON mine.id = entity JOIN entities AS other ON other.key = mine.key_now
WHERE mine.key_now IS NOT mine.key AND claim IN ({chosen})
"""
_NAMES_OF_RELAYS = """
SELECT claim, name FROM relays WHERE claim IN ({chosen})
UNION ALL
SELECT claim, entities.name FROM relays JOIN entities ON entities.id = entity WHERE claim IN ({chosen})
"""


def _gather(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    gathered: dict[int, list[str]] = {}
    for row, word in pairs:
        words = gathered.setdefault(row, [])
        if word not in words:
            words.append(word)
    return gathered


def _join(words: list[str] | None) -> str | None:
    return "\n".join(words) if words else None
