"""The ledger as linked tables for other programs: flat cells, words beside their spans, one line of codebook for every column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from sayso.ledger.countries import ISO3

Cell = str | int | float | None
Row = tuple[Cell, ...]

_ISO2 = "two-letter country code (ISO 3166-1 alpha-2)"
_ISO3 = "three-letter country code (ISO 3166-1 alpha-3)"
_START = "first code point of the words in the report's text, counted from 0"
_END = "code point after the last of the words"
_WHY = "why sayso decided so"
_REPORT = "the report; links to reports.report_id"
_CLAIM = "the claim; links to claims.claim_id"
_ENTITY = "the entity; links to entities.entity_id together with report_id"
_RUN_VERSION = "version of sayso that read it; empty where a person made the row"
_RUN_WEIGHTS = "SHA-256 of the network's weights that read it"
_EXPRESSION_CLAIM = (
    "the claim whose words hold it; empty for one outside of every exported claim; one row for each claim that holds it"
)

_COLUMNS: dict[str, dict[str, str]] = {
    "reports": {
        "report_id": "the report's id; stays the same when its metadata is mended",
        "status": "read, or not_english for a report that was stored unread",
        "status_why": "why it was not read",
        "path": "the file it came from",
        "record": "its place in that file, from 0",
        "url": "its web address",
        "outlet": "the outlet that published it",
        "title": "its headline",
        "byline": "its authors as printed",
        "published": "when it was published: ISO 8601 day, or day and time with the zone the page gave",
        "published_why": "where that date comes from, or why there is none",
        "language": "its language (ISO 639-1)",
        "normalized": "1 if decoding changed more than the form of the bytes (line ends, NFC), else 0",
        "text": "its text, in which all spans count; never changed after it was added, but for names masked with █ when someone was forgotten",
        "text_sha256": "SHA-256 of the text in UTF-8",
        "version": "number of this text among those its URL has had, oldest first",
        "latest": "1 for the newest version, else 0",
        "added_at": "when it was added to the ledger (UTC)",
        "sayso_version": _RUN_VERSION,
        "weights_sha256": _RUN_WEIGHTS,
    },
    "claims": {
        "claim_id": "the claim's id; stays the same when a field is corrected",
        "report_id": _REPORT,
        "position": "place among the report's claims, from 0",
        "voice": "speaker for an attributed statement, outlet for a sentence the outlet asserts itself",
        "field": "where it stands: text, title or heading",
        "form": "direct if all of the content is within quotation marks, mixed if some, indirect if none; empty in the outlet's voice",
        "act": "what the speaker does, from the closed list in the documentation",
        "act_why": "what decided the act",
        "saying": "affirmed, negated (did not say) or withheld (declined to say)",
        "stance": "the speaker's stance to the content as worded: asserts, denies, doubts, uncommitted",
        "commitment": "how far the speaker stands behind the content: certain, probable, possible, hypothetical, future",
        "commitment_words": "the word that decided the commitment",
        "inside": "claim_id of the claim within which this one is reported",
        "ascribed": "1 if only the outer speaker says that this one was said, else 0",
        "score": "the probability, 0 to 1, that source, cue and content are exactly as an annotator would have them; empty in the outlet's voice and where a rule or a person made the claim",
        "content": "the words that state the thing; several stretches are joined by ' […] ' (one by one in contents)",
        "cue": "the words that attribute",
        "cue_start": _START,
        "cue_end": _END,
        "source_words": "the words in the text that name who says it",
        "source_start": _START,
        "source_end": _END,
        "audience": "the words that name who was told",
        "occasion": "sort of occasion on which it was said",
        "occasion_words": "the words that name the occasion",
        "said_edtf": "when it was said, EDTF; empty where no words date it",
        "said_begin": "first day on which it can have been said",
        "said_end_before": "day after the last on which it can have been said",
        "said_words": "the words that date the saying",
        "said_why": "why that date, or why none",
        "said_place": "where it was said",
        "said_iso2": f"{_ISO2} of said_place",
        "said_iso3": f"{_ISO3} of said_place",
        "said_lat": "latitude in degrees of a point that stands for said_place",
        "said_lon": "longitude in degrees of a point that stands for said_place",
        "inherited": "fields carried over from an earlier statement (he added), separated by blanks",
        "status": "unchecked: a machine's reading that nobody has checked; else confirmed, corrected, added or rejected by a person",
        "checked_by": "who took the last decision in force on it",
        "checked_at": "when (UTC)",
        "sayso_version": _RUN_VERSION,
        "weights_sha256": _RUN_WEIGHTS,
    },
    "contents": {
        "report_id": _REPORT,
        "claim_id": _CLAIM,
        "position": "place among the stretches of the content, from 0",
        "start": _START,
        "end": _END,
        "content": "the words",
    },
    "speakers": {
        "report_id": _REPORT,
        "claim_id": _CLAIM,
        "position": "place among the speakers of a joint statement, from 0",
        "entity_id": _ENTITY,
        "key": "the speaker across reports; empty where nothing links the entity safely",
        "name": "the longest name the report gives",
        "kind": "person, organization, government, armed_group, office, document, media, group or unknown",
        "role": "office or role",
        "iso2": _ISO2,
        "iso3": _ISO3,
        "named": "1 if the report names the speaker, 0 for an unnamed source",
        "why": _WHY,
    },
    "relays": {
        "report_id": _REPORT,
        "claim_id": "the claim that came through this relay; empty for an agency credit of the whole report",
        "position": "place in the chain, from 0 for the relay nearest the outlet",
        "entity_id": _ENTITY,
        "name": "who relays",
        "start": _START,
        "end": _END,
        "words": "the words that name the relay",
    },
    "times": {
        "report_id": _REPORT,
        "claim_id": _EXPRESSION_CLAIM,
        "start": _START,
        "end": _END,
        "words": "the temporal expression",
        "type": "DATE, TIME, DURATION or SET (TimeML)",
        "edtf": "its value in EDTF",
        "timex3": "its value in TIMEX3",
        "begin": "first day it covers",
        "end_before": "day after the last it covers",
        "dates": "saying if it dates the saying, content if it lies in what is said",
        "why": _WHY,
    },
    "quantities": {
        "report_id": _REPORT,
        "claim_id": _EXPRESSION_CLAIM,
        "start": _START,
        "end": _END,
        "words": "the quantity as printed",
        "value": "the exact number",
        "low": "the least it can be",
        "high": "the most it can be",
        "approximate": "1 if worded as approximate, else 0",
        "bound": "at_least, at_most, more_than, less_than or between",
        "change": "add, up_by, down_by, up_to or down_to; empty for a level",
        "unit": "percent, an ISO 4217 currency, or a unit's name",
        "rate": "period or base, as in per day",
        "of": "what is counted, in the report's words",
        "kind": "sort of thing counted, where the words decide it",
        "as_of": "the day or interval as of which it holds (EDTF), where its clause says",
        "where": "name of the place it is about, where its clause says",
        "why": _WHY,
    },
    "places": {
        "report_id": _REPORT,
        "claim_id": _EXPRESSION_CLAIM,
        "start": _START,
        "end": _END,
        "words": "the place as printed",
        "about_place": "the place's name",
        "iso2": _ISO2,
        "iso3": _ISO3,
        "lat": "latitude in degrees of a point that stands for the place",
        "lon": "longitude in degrees of a point that stands for the place",
        "precision": "point, city, province, country or region",
        "metonym": "1 if the name stands for a government here, else 0",
        "why": _WHY,
    },
    "entities": {
        "report_id": _REPORT,
        "entity_id": "the entity's id within its report",
        "key": "the entity across reports, people's merges and splits applied; empty where nothing links it safely",
        "machine_key": "the key as sayso set it",
        "name": "the longest name the report gives",
        "kind": "person, organization, government, armed_group, office, document, media, group or unknown",
        "role": "office or role",
        "iso2": _ISO2,
        "iso3": _ISO3,
        "named": "1 if the report names it, else 0",
        "aliases": "other names in the report, separated by '; '",
        "mentions": "how many stretches of the text mean it",
        "why": _WHY,
    },
    "decisions": {
        "decision_id": "number of the decision; one row for each value it changed",
        "decided_at": "when it was taken (UTC)",
        "who": "who took it",
        "action": "confirm, correct, add, reject, merge, split, set (metadata of a report) or undo",
        "report_id": _REPORT,
        "claim_id": "the claim it is about",
        "entity_id": "the entity it is about; links to entities.entity_id together with report_id",
        "key": "the speaker's key it is about",
        "field": "the field that changed; parts of a field after a full stop, as in content.0.start",
        "before": "its value before",
        "after": "its value after",
        "why": "the reason the person gave",
        "undoes": "decision_id of the decision this one undoes",
        "in_force": "1 while the decision is in force, 0 once it is undone, and for the undoing itself",
    },
}

TABLES = {table: tuple(columns) for table, columns in _COLUMNS.items()}
"""The columns of each table."""
CODEBOOK = {(table, column): line for table, columns in _COLUMNS.items() for column, line in columns.items()}
"""What each column of each table holds, in one line."""


def iter_tables(
    connection: sqlite3.Connection, *, voice: str, rejected: bool, all_versions: bool
) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    """The tables one after the other, see `LedgerView.iter_tables`."""
    if voice not in ("speaker", "outlet", "all"):
        raise ValueError(f"voice is speaker, outlet or all, not {voice!r}")
    reports = "reports" if all_versions else "(SELECT * FROM reports WHERE latest = 1)"
    claims = ["claims.current = 1"]
    claims += [] if voice == "all" else [f"claims.voice = '{voice}'"]
    claims += [] if rejected else ["claims.status <> 'rejected'"]
    chosen = _Chosen(reports, f"(SELECT * FROM claims WHERE {' AND '.join(claims)})")
    # One read transaction, so that what another process adds meanwhile is in no table rather than in the later ones only.
    own = not connection.in_transaction
    if own:
        connection.execute("BEGIN")
    try:
        for table, columns in TABLES.items():
            yield table, columns, _ITERATORS[table](connection, chosen)
    finally:
        if own and connection.in_transaction:
            connection.execute("ROLLBACK")


class _Chosen:
    """The reports and claims to export, as SQL that stands in for the tables."""

    def __init__(self, reports: str, claims: str) -> None:
        self.reports = f"{reports} AS reports"
        self.claims = f"{claims} AS claims JOIN {self.reports} ON reports.id = claims.report"


class _Texts:
    """The texts of reports, of which the last is kept: rows come report by report, and carrying texts through a sort would fill the memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.report, self.text = -1, ""

    def find(self, report: int) -> str:
        if report != self.report:
            self.text = self.connection.execute("SELECT text FROM texts WHERE report = ?", (report,)).fetchone()[0]
            self.report = report
        return self.text


_RUN = "LEFT JOIN runs ON runs.id = {}.run"


def _iter_reports(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    yield from connection.execute(
        "SELECT report_id, status, status_why, path, record, url, reports.outlet, reports.title, byline, published, published_why, language,"
        " normalized, text, text_sha256, reports.version, latest, added_at, runs.version, weights_sha256"
        f" FROM {chosen.reports} JOIN texts ON texts.report = reports.id {_RUN.format('reports')} ORDER BY reports.id"
    )


def _iter_claims(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    cursor = connection.execute(
        "SELECT claims.id, claims.report, claims.claim_id, report_id, position, voice, field, form, act, act_why, saying, stance, commitment, commitment_start,"
        " commitment_end, inside, ascribed, score, cue_start, cue_end, source_start, source_end, audience_start, audience_end,"
        " occasion, occasion_start, occasion_end, said_why, claims.status, who, decided_at, runs.version, weights_sha256"
        f" FROM {chosen.claims} {_RUN.format('claims')}"
        " LEFT JOIN decisions ON decisions.id = claims.decision ORDER BY claims.report, position, claims.id"
    )
    texts = _Texts(connection)
    for row, report, *values in cursor:
        text = texts.find(report)
        (claim_id, report_id, position, voice, field, form, act, act_why, saying, stance, commitment, *values) = values
        (commitment_start, commitment_end, inside, ascribed, score, cue_start, cue_end, *values) = values
        (source_start, source_end, audience_start, audience_end, occasion, occasion_start, occasion_end, *values) = (
            values
        )
        (said_why, *standing) = values
        contents = connection.execute('SELECT start, "end" FROM contents WHERE claim = ? ORDER BY position', (row,))
        content = " […] ".join(text[start:end] for start, end in contents)
        inherited = connection.execute("SELECT field FROM inherited WHERE claim = ? ORDER BY position", (row,))
        yield (
            *(claim_id, report_id, position, voice, field, form, act, act_why, saying, stance, commitment),
            *(_words(text, commitment_start, commitment_end), inside, ascribed, score, content or None),
            *(_words(text, cue_start, cue_end), cue_start, cue_end),
            *(
                _words(text, source_start, source_end),
                source_start,
                source_end,
                _words(text, audience_start, audience_end),
            ),
            *(occasion, _words(text, occasion_start, occasion_end)),
            *_describe_saying(connection, row, text, said_why),
            " ".join(field for (field,) in inherited) or None,
            *standing,
        )


def _describe_saying(connection: sqlite3.Connection, claim: int, text: str, why: str | None) -> Row:
    """When and where it was said: ten cells."""
    time = connection.execute(
        'SELECT edtf, "begin", end_before, start, "end" FROM claim_times JOIN times ON times.id = time'
        " WHERE claim = ? AND role = 'said'",
        (claim,),
    ).fetchone()
    place = connection.execute(
        "SELECT name, country, lat, lon FROM claim_places JOIN places ON places.id = place WHERE claim = ? AND role = 'said_at'",
        (claim,),
    ).fetchone()
    when: Row = (None, None, None, None) if time is None else (*time[:3], _words(text, time[3], time[4]))
    where: Row = (None,) * 5 if place is None else (place[0], place[1], ISO3.get(place[1]), place[2], place[3])
    return (*when, why, *where)


def _iter_contents(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    cursor = connection.execute(
        'SELECT claims.report, report_id, claim_id, contents.position, start, "end" FROM'
        f" {chosen.claims} JOIN contents ON contents.claim = claims.id"
        " ORDER BY claims.report, claims.position, claims.id, contents.position"
    )
    texts = _Texts(connection)
    for report, *values, start, end in cursor:
        yield (*values, start, end, texts.find(report)[start:end])


def _iter_speakers(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    cursor = connection.execute(
        "SELECT report_id, claim_id, speakers.position, local_id, key_now, name, kind, role, country, named, speakers.why"
        f" FROM {chosen.claims} JOIN speakers ON speakers.claim = claims.id JOIN entities ON entities.id = speakers.entity"
        " ORDER BY claims.report, claims.position, claims.id, speakers.position"
    )
    for *start, country, named, why in cursor:
        yield (*start, country, ISO3.get(country), named, why)


def _iter_relays(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    credited = connection.execute(
        f"SELECT report_id, position, name FROM {chosen.reports} JOIN report_relays ON report_relays.report = reports.id"
        " ORDER BY reports.id, position"
    )
    for report_id, position, name in credited:
        yield report_id, None, position, None, name, None, None, None
    cursor = connection.execute(
        'SELECT claims.report, report_id, claim_id, relays.position, local_id, relays.name, start, "end"'
        f" FROM {chosen.claims} JOIN relays ON relays.claim = claims.id"
        " LEFT JOIN entities ON entities.id = relays.entity ORDER BY claims.report, claims.position, claims.id, relays.position"
    )
    texts = _Texts(connection)
    for report, *values, start, end in cursor:
        yield (*values, start, end, texts.find(report)[start:end])


def _iter_times(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    columns = 'type, edtf, timex3, "begin", end_before, {}, times.why'
    link = "claim_times ON claim_times.claim = claims.id JOIN times ON times.id = claim_times.time"
    yield from _iter_expressions(
        connection, chosen, "times", link, columns.format("claim_times.dates"), columns.format("times.dates")
    )


def _iter_quantities(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    columns = 'value, low, high, approximate, bound, change, unit, rate, of, kind, as_of, "where", quantities.why'
    link = "claim_quantities ON claim_quantities.claim = claims.id JOIN quantities ON quantities.id = claim_quantities.quantity"
    yield from _iter_expressions(connection, chosen, "quantities", link, columns, columns)


def _iter_places(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    columns = "name, country, lat, lon, precision, metonym, places.why"
    link = "claim_places ON claim_places.claim = claims.id AND claim_places.role = 'within' JOIN places ON places.id = claim_places.place"
    for *start, name, country, lat, lon, precision, metonym, why in _iter_expressions(
        connection, chosen, "places", link, columns, columns
    ):
        iso3 = ISO3.get(country) if isinstance(country, str) else None
        yield (*start, name, country, iso3, lat, lon, precision, metonym, why)


def _iter_expressions(
    connection: sqlite3.Connection, chosen: _Chosen, table: str, link: str, columns: str, free_columns: str
) -> Iterator[Row]:
    """Expressions with the claims whose words hold them, then those in none: report, claim, start, end, words, and the columns."""
    place = f'{table}.report, {table}.start, {table}."end"'
    held = f"SELECT {table}.id FROM {chosen.claims} JOIN {link}"
    cursor = connection.execute(
        f"SELECT DISTINCT report_id, claim_id, {place}, {columns} FROM {chosen.claims} JOIN {link}"
        f" UNION ALL SELECT report_id, NULL, {place}, {free_columns} FROM {table} JOIN {chosen.reports} ON reports.id = {table}.report"
        f" WHERE {table}.position IS NOT NULL AND {table}.id NOT IN ({held}) ORDER BY 3, 4, 5, 2"
    )
    texts = _Texts(connection)
    for report_id, claim_id, report, start, end, *values in cursor:
        yield (report_id, claim_id, start, end, texts.find(report)[start:end], *values)


def _iter_entities(connection: sqlite3.Connection, chosen: _Chosen) -> Iterator[Row]:
    cursor = connection.execute(
        "SELECT entities.id, report_id, local_id, key_now, key, name, kind, role, country, named, why,"
        " (SELECT count(*) FROM mentions WHERE entity = entities.id)"
        f" FROM {chosen.reports} JOIN entities ON entities.report = reports.id ORDER BY reports.id, entities.position, entities.id"
    )
    for row, *start, country, named, why, mentions in cursor:
        found = connection.execute("SELECT alias FROM aliases WHERE entity = ? ORDER BY position", (row,))
        aliases = "; ".join(alias for (alias,) in found) or None
        yield (*start, country, ISO3.get(country), named, aliases, mentions, why)


def _iter_decisions(connection: sqlite3.Connection, _: _Chosen) -> Iterator[Row]:
    """All decisions, whatever reports were chosen: they are the record of what people did."""
    cursor = connection.execute(
        "SELECT decisions.id, decided_at, who, action, report_id, claim_id, entity, key, why, undoes,"
        ' decisions.id IN (SELECT id FROM decisions_in_force), "before", "after"'
        " FROM decisions LEFT JOIN reports ON reports.id = decisions.report ORDER BY decisions.id"
    )
    for *start, why, undoes, in_force, before, after in cursor:
        was, became = dict(_list_values(before)), dict(_list_values(after))
        fields = [*became, *(field for field in was if field not in became)]
        changed = [field for field in fields if was.get(field) != became.get(field)]
        if not changed:
            yield (*start, None, None, None, why, undoes, in_force)
        for field in changed:
            yield (*start, field, was.get(field), became.get(field), why, undoes, in_force)


def _list_values(stored: str | None) -> Iterator[tuple[str, Cell]]:
    """The values of a decision, leaf by leaf, with the names of speakers in place of all that it knows of the entities."""
    values = json.loads(stored) if stored is not None else {}
    described = values.pop("entities", {})
    for place, speaker in enumerate(values.get("speakers", ())):
        values["speakers"][place] = speaker | {"name": described.get(speaker["entity"], {}).get("name")}
    yield from flatten(values)


def flatten(value: Any, path: str = "") -> Iterator[tuple[str, Cell]]:
    """
    The leaves of plain data with their paths.

    >>> list(flatten({"cue": {"start": 4, "end": 8}, "target": ["e1"]}))
    [('cue.start', 4), ('cue.end', 8), ('target.0', 'e1')]
    """
    if isinstance(value, dict):
        for name, part in value.items():
            yield from flatten(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from flatten(part, f"{path}.{place}")
    else:
        yield path, value


def _words(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else text[start:end]


_ITERATORS = {
    "reports": _iter_reports,
    "claims": _iter_claims,
    "contents": _iter_contents,
    "speakers": _iter_speakers,
    "relays": _iter_relays,
    "times": _iter_times,
    "quantities": _iter_quantities,
    "places": _iter_places,
    "entities": _iter_entities,
    "decisions": _iter_decisions,
}
