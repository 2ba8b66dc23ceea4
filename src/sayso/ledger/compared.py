"""What was compared across reports, read: statements, copies, groups, comparisons, what is new, and how far comparing has come."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sayso.ledger.loading import cut, load_claims, load_entities
from sayso.ledger.rows import ComparingState, News
from sayso.records import COMPARISON_TYPES, Comparison, Copy, Group, Passage, Span, Statement

CHANGES = ("conflict", "update", "revised_down", "correction")
"""The types of comparison in which figures differ."""
DENIALS = ("denies", "disputes")
"""The types of comparison in which a speaker contradicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """A statement with its row number, that of its report, and whether its report is the latest version of its page."""

    row: int
    report: int
    latest: bool
    statement: Statement


def load_statements(connection: sqlite3.Connection, rows: Sequence[int]) -> list[StoredStatement]:
    """The claims with these row numbers as statements, in the order given."""
    loaded: list[StoredStatement] = []
    for chunk in cut(rows, 200):
        loaded.extend(_load_chunk(connection, chunk))
    return loaded


def _load_chunk(connection: sqlite3.Connection, rows: Sequence[int]) -> Iterator[StoredStatement]:
    claims = load_claims(connection, rows)
    marks = _marks(rows)
    speakers: dict[int, list[int]] = {}
    for claim, entity in connection.execute(
        f"SELECT claim, entity FROM speakers WHERE claim IN ({marks}) ORDER BY claim, position", rows
    ):
        speakers.setdefault(claim, []).append(entity)
    entities = load_entities(connection, sorted({entity for one in speakers.values() for entity in one}))
    mentions: dict[int, list[str]] = {}
    for claim, key in connection.execute(
        f"SELECT claim, key_now FROM claim_mentions JOIN entities ON entities.id = entity WHERE claim IN ({marks})"
        " AND key_now IS NOT NULL ORDER BY claim, claim_mentions.position",
        rows,
    ):
        mentions.setdefault(claim, []).append(key)
    numbers = sorted({stored.report for stored in claims})
    reports = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT reports.id, report_id, reports.outlet, url, version, published, latest, text FROM reports"
            f" JOIN texts ON texts.report = reports.id WHERE reports.id IN ({_marks(numbers)})",
            numbers,
        )
    }
    for stored in claims:
        report_id, outlet, url, version, published, latest, text = reports[stored.report]
        said_by = tuple(entities[entity] for entity in speakers.get(stored.row, ()))
        own = {entity.key for entity in said_by}
        statement = Statement(
            claim=stored.claim,
            report_id=report_id,
            words=tuple(span.of(text) for span in stored.claim.content),
            speakers=said_by,
            mentions=tuple(dict.fromkeys(key for key in mentions.get(stored.row, ()) if key not in own)),
            outlet=outlet,
            url=url,
            version=version,
            published=published,
        )
        yield StoredStatement(row=stored.row, report=stored.report, latest=bool(latest), statement=statement)


# --------------------------------------------------------------------------------------------------------------------- copies


_COPY = """
SELECT copies.id, one.report_id, two.report_id, type, first.report_id, narrative_left, narrative_right, quoted_left, quoted_right, why
FROM copies JOIN reports AS one ON one.id = left_report JOIN reports AS two ON two.id = right_report
LEFT JOIN reports AS first ON first.id = copies.origin
"""


def load_copies(connection: sqlite3.Connection, condition: str, values: Sequence[Any], *, tail: str = "") -> list[Copy]:
    """The copies for which a condition holds, those of which most is shared first, with their passages."""
    rows = connection.execute(
        f"{_COPY} WHERE {condition} ORDER BY max(ifnull(narrative_left, 0), ifnull(narrative_right, 0)) DESC,"
        f" max(ifnull(quoted_left, 0), ifnull(quoted_right, 0)) DESC, one.report_id, two.report_id {tail}",
        values,
    ).fetchall()
    passages: dict[int, list[Passage]] = {}
    for chunk in cut([row[0] for row in rows]):
        for copy, left_start, left_end, right_start, right_end, quoted in connection.execute(
            "SELECT copy, left_start, left_end, right_start, right_end, quoted FROM copy_passages"
            f" WHERE copy IN ({_marks(chunk)}) ORDER BY copy, position",
            chunk,
        ):
            passage = Passage(left=Span(left_start, left_end), right=Span(right_start, right_end), quoted=bool(quoted))
            passages.setdefault(copy, []).append(passage)
    return [
        Copy(
            left=left,
            right=right,
            type=type_,
            origin=origin,
            narrative_left=shares[0],
            narrative_right=shares[1],
            quoted_left=shares[2],
            quoted_right=shares[3],
            passages=tuple(passages.get(row, ())),
            why=why,
        )
        for row, left, right, type_, origin, *shares, why in rows
    ]


# --------------------------------------------------------------------------------------------------------------------- groups


def load_groups(
    connection: sqlite3.Connection, claim: int | None, *, level: str | None, band: str | None
) -> list[Group]:
    """The groups, of one claim or all, largest first; of equal size the firmer band and the wider level first."""
    conditions: list[str] = ["1"]
    values: list[Any] = []
    if claim is not None:
        conditions.append("claim_groups.id IN (SELECT claim_group FROM group_members WHERE claim = ?)")
        values.append(claim)
    for column, value, known in (
        ("level", level, ("utterance", "proposition")),
        ("band", band, ("same", "maybe")),
    ):
        if value is not None:
            if value not in known:
                raise ValueError(f"{column} is {' or '.join(known)}, not {value!r}")
            conditions.append(f"claim_groups.{column} = ?")
            values.append(value)
    members: dict[int, list[str]] = {}
    heads: dict[int, tuple[str, Any, Any, str]] = {}
    for row, group_id, level_, band_, why, claim_id in connection.execute(
        "SELECT claim_groups.id, group_id, level, band, why, claim_id FROM claim_groups JOIN group_members ON claim_group = claim_groups.id"
        f" JOIN claims ON claims.id = group_members.claim WHERE {' AND '.join(conditions)} ORDER BY claim_groups.id, group_members.position",
        values,
    ):
        heads[row] = (group_id, level_, band_, why)
        members.setdefault(row, []).append(claim_id)
    groups = [
        Group(id=group_id, level=level_, band=band_, claims=tuple(members[row]), why=why)
        for row, (group_id, level_, band_, why) in heads.items()
    ]
    return sorted(groups, key=lambda one: (-len(one.claims), one.band != "same", one.level == "utterance", one.id))


def load_group(connection: sqlite3.Connection, group_id: str) -> Group | None:
    """The group with this id, None if there is none."""
    rows = connection.execute(
        "SELECT level, band, why, claim_id FROM claim_groups JOIN group_members ON claim_group = claim_groups.id"
        " JOIN claims ON claims.id = group_members.claim WHERE group_id = ? ORDER BY group_members.position",
        (group_id,),
    ).fetchall()
    if not rows:
        return None
    level, band, why, _ = rows[0]
    return Group(id=group_id, level=level, band=band, claims=tuple(row[3] for row in rows), why=why)


# ---------------------------------------------------------------------------------------------------------------- comparisons


_COMPARISON = """
SELECT left_claim, right_claim, one.claim_id, two.claim_id, comparisons.type, band, left_start, left_end, right_start, right_end, comparisons.ascribed, why
FROM comparisons JOIN claims AS one ON one.id = left_claim JOIN claims AS two ON two.id = right_claim
JOIN reports AS first ON first.id = one.report JOIN reports AS second ON second.id = two.report
"""
_NEWEST = "ORDER BY max(ifnull(first.published, ''), ifnull(second.published, '')) DESC, band DESC, one.report DESC, left_claim, right_claim, comparisons.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    Which comparisons are wanted; what is None does not matter. Claims are given by row number.

    `claim`: this one is on either side. `types`: one of these. `first_after`: one of the reports was compared for the first time after this moment.
    `either`: a claim of these is on one side at least. `both`: claims of these are on both sides.
    """

    claim: int | None = None
    types: Sequence[str] | None = None
    first_after: str | None = None
    either: frozenset[int] | None = None
    both: frozenset[int] | None = None

    def holds(self, left: int, right: int) -> bool:
        """Whether two claims are among those that are asked for."""
        if self.either is not None and left not in self.either and right not in self.either:
            return False
        return self.both is None or (left in self.both and right in self.both)


def load_comparisons(
    connection: sqlite3.Connection, choice: Choice, *, limit: int | None = None, offset: int = 0
) -> list[Comparison]:
    """The comparisons that are wanted, newest reports first."""
    conditions: list[str] = ["1"]
    values: list[Any] = []
    if choice.claim is not None:
        conditions.append("(left_claim = ? OR right_claim = ?)")
        values += [choice.claim, choice.claim]
    if choice.types is not None:
        unknown = [one for one in choice.types if one not in COMPARISON_TYPES]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not a type of comparison; there are {', '.join(COMPARISON_TYPES)}")
        conditions.append(f"comparisons.type IN ({_marks(choice.types)})")
        values += choice.types
    if choice.first_after is not None:
        conditions.append(
            "EXISTS (SELECT 1 FROM compared_reports WHERE report IN (one.report, two.report) AND first_at > ?)"
        )
        values.append(choice.first_after)
    rows = connection.execute(f"{_COMPARISON} WHERE {' AND '.join(conditions)} {_NEWEST}", values)
    wanted = (row[2:] for row in rows if choice.holds(row[0], row[1]))
    end = None if limit is None else offset + limit
    return [_build_comparison(row) for row in islice(wanted, offset, end)]


def _build_comparison(row: Any) -> Comparison:
    left, right, type_, band, left_start, left_end, right_start, right_end, ascribed, why = row
    return Comparison(
        left=left,
        right=right,
        type=type_,
        band=band,
        left_span=None if left_start is None else Span(left_start, left_end),
        right_span=None if right_start is None else Span(right_start, right_end),
        ascribed=bool(ascribed),
        why=why,
    )


def count_comparisons(connection: sqlite3.Connection) -> dict[str, int]:
    """How many comparisons there are of each type, most first."""
    return dict(connection.execute("SELECT type, count(*) FROM comparisons GROUP BY type ORDER BY 2 DESC, 1"))


# ---------------------------------------------------------------------------------------------------------------- state, news


def load_state(connection: sqlite3.Connection) -> ComparingState:
    """How far comparing has come, and what could not be read."""

    def count(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    methods = connection.execute("SELECT methods, id, version FROM comparing_runs ORDER BY id DESC LIMIT 1").fetchone()
    return ComparingState(
        compared_at=connection.execute("SELECT max(first_at) FROM compared_reports").fetchone()[0],
        reports=count("SELECT count(*) FROM compared_reports"),
        reports_waiting=count(
            "SELECT count(*) FROM (SELECT report FROM waiting_reports UNION"
            " SELECT report FROM waiting_claims JOIN claims ON claims.id = claim)"
        ),
        claims=count("SELECT count(*) FROM claim_vectors"),
        claims_waiting=count(
            "SELECT count(*) FROM (SELECT claim FROM waiting_claims UNION SELECT claim FROM waiting_groups)"
        ),
        not_read=dict(
            connection.execute(
                "SELECT ifnull(language, 'unknown'), count(*) FROM reports WHERE status <> 'read' AND latest = 1 GROUP BY 1 ORDER BY 2 DESC, 1"
            )
        ),
        failures=count("SELECT count(*) FROM failures"),
        run=None if methods is None else methods[1],
        version=None if methods is None else methods[2],
        methods={} if methods is None else json.loads(methods[0]),
        last_look=find_last_look(connection),
    )


def find_last_look(connection: sqlite3.Connection) -> str | None:
    """When somebody last asked what is new, UTC."""
    found: str | None = connection.execute("SELECT max(looked_at) FROM looks").fetchone()[0]
    return found


def load_news(connection: sqlite3.Connection, since: str | None) -> News:
    """What was found with reports that were compared for the first time after a moment; with None, after the last look or ever."""
    after = since if since is not None else find_last_look(connection)
    moment = after or ""
    new = "SELECT report FROM compared_reports WHERE first_at > ?"
    reports = connection.execute(
        f"SELECT report_id FROM reports WHERE id IN ({new}) ORDER BY published DESC, id DESC", (moment,)
    ).fetchall()
    return News(
        since=after,
        reports=tuple(report_id for (report_id,) in reports),
        denials=tuple(load_comparisons(connection, Choice(types=DENIALS, first_after=moment))),
        changes=tuple(load_comparisons(connection, Choice(types=CHANGES, first_after=moment))),
        copies=tuple(load_copies(connection, f"(left_report IN ({new}) OR right_report IN ({new}))", (moment, moment))),
    )


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
