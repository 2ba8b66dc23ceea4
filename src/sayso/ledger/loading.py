"""Rows → records: the other half of `storing`. What was stored comes back equal."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sayso.ledger.storing import CLAIM_COLUMNS
from sayso.records import (
    Claim,
    Commitment,
    Entity,
    Facts,
    Moment,
    Occasion,
    Place,
    Quantity,
    Relay,
    Report,
    Span,
    Speaker,
)

T = TypeVar("T")

_TIME = 'times.start, times."end", times.type, times.edtf, times.timex3, times."begin", times.end_before, times.dates, times.why'
_QUANTITY = (
    'quantities.start, quantities."end", quantities.value, quantities.low, quantities.high, quantities.approximate, quantities.bound,'
    ' quantities.change, quantities.unit, quantities.rate, quantities.of, quantities.kind, quantities.as_of, quantities."where", quantities.why'
)
_PLACE = 'places.start, places."end", places.name, places.country, places.lat, places.lon, places.precision, places.metonym, places.why'


def load_report(connection: sqlite3.Connection, row: int) -> Report:
    """The report in row `row`, with its text."""
    values = connection.execute(
        "SELECT report_id, text, text_sha256, path, record, status, status_why, url, reports.outlet, reports.title, title_start, title_end,"
        " byline, published, published_why, language, normalized"
        " FROM reports JOIN texts ON texts.report = reports.id WHERE reports.id = ?",
        (row,),
    ).fetchone()
    return Report(
        id=values[0],
        text=values[1],
        text_sha256=values[2],
        path=values[3],
        record=values[4],
        status=values[5],
        status_why=values[6],
        url=values[7],
        outlet=values[8],
        title=values[9],
        title_span=_span(values[10], values[11]),
        byline=values[12],
        published=values[13],
        published_why=values[14],
        via=tuple(_column(connection, "SELECT name FROM report_relays WHERE report = ? ORDER BY position", row)),
        language=values[15],
        normalized=bool(values[16]),
    )


def load_facts(connection: sqlite3.Connection, report: int, *, merged: bool = True) -> Facts:
    """
    What the words of a report point to. `speakers` is empty: those are with the claims.

    With `merged` an entity's key is the one that people's merges and splits gave it.
    """
    key = "key_now" if merged else "key"
    rows = connection.execute(
        f"SELECT id, local_id, {key}, name, kind, role, country, named, why FROM entities WHERE report = ? ORDER BY position, id",
        (report,),
    ).fetchall()
    return Facts(
        entities=tuple(entity for _, entity in _build_entities(connection, rows)),
        times=tuple(_list(connection, _moment, f"SELECT {_TIME} FROM times", report)),
        quantities=tuple(_list(connection, _quantity, f"SELECT {_QUANTITY} FROM quantities", report)),
        places=tuple(_list(connection, _place, f"SELECT {_PLACE} FROM places", report)),
    )


def _list(connection: sqlite3.Connection, build: Callable[..., T], select: str, report: int) -> list[T]:
    rows = connection.execute(f"{select} WHERE report = ? AND position IS NOT NULL ORDER BY position", (report,))
    return [build(*row) for row in rows]


def load_entities(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, Entity]:
    """Entities by row number, with aliases and mentions."""
    select = "SELECT id, local_id, key_now, name, kind, role, country, named, why FROM entities WHERE id IN"
    entities: dict[int, Entity] = {}
    for chunk in cut(rows):
        entities.update(
            _build_entities(connection, connection.execute(f"{select} ({_marks(chunk)})", chunk).fetchall())
        )
    return entities


def _build_entities(connection: sqlite3.Connection, rows: list[Any]) -> Iterable[tuple[int, Entity]]:
    aliases: dict[int, list[Any]] = defaultdict(list)
    mentions: dict[int, list[Any]] = defaultdict(list)
    for chunk in cut([row[0] for row in rows]):
        chosen = f"WHERE entity IN ({_marks(chunk)}) ORDER BY entity, position"
        aliases.update(_gather(connection, f"SELECT entity, alias FROM aliases {chosen}", chunk))
        mentions.update(_gather(connection, f'SELECT entity, start, "end" FROM mentions {chosen}', chunk))
    for number, local_id, key, name, kind, role, country, named, why in rows:
        yield (
            number,
            Entity(
                id=local_id,
                key=key,
                name=name,
                kind=kind,
                role=role,
                country=country,
                named=bool(named),
                why=why,
                aliases=tuple(alias for (alias,) in aliases[number]),
                mentions=tuple(Span(start, end) for start, end in mentions[number]),
            ),
        )


# --------------------------------------------------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim with where it is stored and how it stands."""

    row: int
    report: int
    claim: Claim
    position: int
    person: bool
    status: str
    decision: int | None
    run: int | None


def load_claims(connection: sqlite3.Connection, rows: Sequence[int]) -> list[StoredClaim]:
    """The claims with these row numbers, in the order given."""
    loaded = {}
    for chunk in cut(rows):
        marks = _marks(chunk)
        hanging = _load_hanging(connection, chunk, marks)
        for values in connection.execute(
            f"SELECT id, {', '.join(CLAIM_COLUMNS)} FROM claims WHERE id IN ({marks})", chunk
        ):
            stored = _build_claim(values, hanging)
            loaded[stored.row] = stored
    return [loaded[row] for row in rows if row in loaded]


def _load_hanging(connection: sqlite3.Connection, rows: Sequence[int], marks: str) -> dict[str, dict[int, list[Any]]]:
    """What hangs on claims, table by table, then claim by claim, in order."""

    def gather(select: str) -> dict[int, list[Any]]:
        return _gather(connection, f"{select} WHERE claim IN ({marks}) ORDER BY claim, position", rows)

    local = "(SELECT local_id FROM entities WHERE entities.id = entity)"
    joined = " JOIN {0}s ON {0}s.id = claim_{0}s.{0}"
    joined_quantity = " JOIN quantities ON quantities.id = claim_quantities.quantity"
    return {
        "content": gather('SELECT claim, start, "end" FROM contents'),
        "evidence": gather('SELECT claim, start, "end" FROM evidence'),
        "speakers": gather(f"SELECT claim, {local}, why FROM speakers"),
        "target": gather(f"SELECT claim, {local} FROM targets"),
        "via": gather(f'SELECT claim, {local}, name, start, "end" FROM relays'),
        "mentions": gather(f"SELECT claim, {local} FROM claim_mentions"),
        "inherited": gather("SELECT claim, field FROM inherited"),
        "times": _gather(
            connection,
            f"SELECT claim, role, claim_times.dates, {_TIME} FROM claim_times{joined.format('time')}"
            f" WHERE claim IN ({marks}) ORDER BY claim, role, claim_times.position",
            rows,
        ),
        "quantities": _gather(
            connection,
            f"SELECT claim, {_QUANTITY} FROM claim_quantities{joined_quantity}"
            f" WHERE claim IN ({marks}) ORDER BY claim, claim_quantities.position",
            rows,
        ),
        "places": _gather(
            connection,
            f"SELECT claim, role, {_PLACE} FROM claim_places{joined.format('place')}"
            f" WHERE claim IN ({marks}) ORDER BY claim, role, claim_places.position",
            rows,
        ),
    }


def _build_claim(values: tuple[Any, ...], hanging: dict[str, dict[int, list[Any]]]) -> StoredClaim:
    (
        row,
        claim_id,
        report,
        position,
        person,
        _,
        status,
        decision,
        voice,
        field,
        form,
        act,
        act_why,
        saying,
        stance,
        *rest,
    ) = values
    (commitment, commitment_start, commitment_end, inside, ascribed, score, cue_start, cue_end, *rest) = rest
    (source_start, source_end, audience_start, audience_end, occasion, occasion_start, occasion_end, said_why, run) = (
        rest
    )
    times = [(role, replace(_moment(*one), dates=dates)) for role, dates, *one in hanging["times"][row]]
    places = [(role, _place(*one)) for role, *one in hanging["places"][row]]
    claim = Claim(
        id=claim_id,
        voice=voice,
        field=field,
        form=form,
        act=act,
        act_why=act_why,
        saying=saying,
        stance=stance,
        commitment=Commitment(value=commitment, span=_span(commitment_start, commitment_end)) if commitment else None,
        inside=inside,
        ascribed=bool(ascribed),
        score=score,
        content=tuple(Span(start, end) for start, end in hanging["content"][row]),
        cue=_span(cue_start, cue_end),
        source=_span(source_start, source_end),
        speakers=tuple(Speaker(entity=entity, why=why) for entity, why in hanging["speakers"][row]),
        target=tuple(entity for (entity,) in hanging["target"][row]),
        via=tuple(
            Relay(entity=entity, name=name, span=Span(start, end)) for entity, name, start, end in hanging["via"][row]
        ),
        evidence=tuple(Span(start, end) for start, end in hanging["evidence"][row]),
        audience=_span(audience_start, audience_end),
        occasion=None if occasion is None else Occasion(kind=occasion, span=Span(occasion_start, occasion_end)),
        said=next((moment for role, moment in times if role == "said"), None),
        said_why=said_why,
        said_at=next((place for role, place in places if role == "said_at"), None),
        times=tuple(moment for role, moment in times if role == "within"),
        quantities=tuple(_quantity(*one) for one in hanging["quantities"][row]),
        places=tuple(place for role, place in places if role == "within"),
        mentions=tuple(entity for (entity,) in hanging["mentions"][row]),
        inherited=tuple(field for (field,) in hanging["inherited"][row]),
    )
    return StoredClaim(
        row=row,
        report=report,
        claim=claim,
        position=position,
        person=bool(person),
        status=status,
        decision=decision,
        run=run,
    )


def _moment(
    start: int, end: int, type_: Any, edtf: Any, timex3: Any, begin: Any, end_before: Any, dates: Any, why: str
) -> Moment:
    values = {"edtf": edtf, "timex3": timex3, "begin": begin, "end_before": end_before, "dates": dates}
    return Moment(span=Span(start, end), type=type_, why=why, **values)


def _quantity(start: int, end: int, *values: Any) -> Quantity:
    value, low, high, approximate, bound, change, unit, rate, of, kind, as_of, where, why = values
    return Quantity(
        span=Span(start, end),
        value=value,
        low=low,
        high=high,
        approximate=bool(approximate),
        bound=bound,
        change=change,
        unit=unit,
        rate=rate,
        of=of,
        kind=kind,
        as_of=as_of,
        where=where,
        why=why,
    )


def _place(start: int, end: int, *values: Any) -> Place:
    name, country, lat, lon, precision, metonym, why = values
    return Place(
        span=Span(start, end),
        name=name,
        country=country,
        lat=lat,
        lon=lon,
        precision=precision,
        metonym=bool(metonym),
        why=why,
    )


# -------------------------------------------------------------------------------------------------------------------- helpers


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def cut(rows: Sequence[T], size: int = 500) -> Iterable[Sequence[T]]:
    """The rows in pieces that fit into one statement on every SQLite."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _marks(rows: Sequence[int]) -> str:
    return ",".join("?" * len(rows))


def _column(connection: sqlite3.Connection, sql: str, value: int) -> list[Any]:
    return [row[0] for row in connection.execute(sql, (value,))]


def _gather(connection: sqlite3.Connection, sql: str, rows: Sequence[int]) -> dict[int, list[Any]]:
    """Rows by their first cell, which is left out of them."""
    gathered: dict[int, list[Any]] = defaultdict(list)
    for owner, *values in connection.execute(sql, rows):
        gathered[owner].append(tuple(values))
    return gathered
