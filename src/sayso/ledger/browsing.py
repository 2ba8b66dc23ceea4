"""What pages show of a ledger beyond its rows: counts, facets of a search, and what one speaker has said, each bounded so that it stays quick."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger import compared, finding
from sayso.ledger.opening import explaining
from sayso.ledger.query import Query
from sayso.ledger.rows import Hit
from sayso.ledger.view import LedgerView
from sayso.records import Comparison, Copy

MOST_COUNTED = 2_000
"""Facets are counted over at most so many claims, the newest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a ledger holds: newest versions, attributed claims that are not rejected."""

    reports: int
    claims: int
    outlets: int
    undated: int
    without_outlet: int
    failures: int
    touched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow a search. `value` is what the query grammar takes, `label` what a person reads."""

    value: str
    label: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How claims divide: by act, outlet, speaker (those with a key), year of publication, form and status."""

    act: tuple[Facet, ...]
    outlet: tuple[Facet, ...]
    speaker: tuple[Facet, ...]
    year: tuple[Facet, ...]
    form: tuple[Facet, ...]
    status: tuple[Facet, ...]


def count_all(view: LedgerView) -> Counts:
    """The counts of a ledger."""
    with explaining(view.path):
        one = view._connection.execute(
            "SELECT count(*), count(DISTINCT outlet), count(*) - count(published), count(*) - count(outlet)"
            " FROM reports WHERE latest = 1"
        ).fetchone()
        claims = view._connection.execute(
            "SELECT count(*) FROM claims JOIN reports ON reports.id = claims.report"
            " WHERE current = 1 AND voice = 'speaker' AND claims.status <> 'rejected' AND latest = 1"
        ).fetchone()[0]
        touched = view._connection.execute(
            "SELECT count(*) FROM claims WHERE status <> 'unchecked' AND current = 1"
        ).fetchone()[0]
        failures = view._connection.execute("SELECT count(*) FROM failures").fetchone()[0]
    return Counts(
        reports=one[0],
        claims=claims,
        outlets=one[1],
        undated=one[2],
        without_outlet=one[3],
        failures=failures,
        touched=touched,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    What a query finds, newest report first: row numbers of at most `MOST_COUNTED` claims, and their facets.

    `complete` says whether these are all.
    """

    claims: tuple[int, ...]
    facets: Facets
    complete: bool


_FACETED = "claims.id, claims.act, claims.form, claims.status, reports.outlet, substr(reports.published, 1, 4)"
_NEWEST = "reports.published DESC, reports.id DESC, claims.position, claims.id"


def find_newest(view: LedgerView, query: Query, *, most: int = 12) -> Found:
    """The newest claims that a query finds, with their facets: of each at most `most` values, those of most claims first."""
    source, values, _ = finding._build_search(query, rank=False)
    with explaining(view.path):
        connection = view._connection
        rows = _find_few(connection, source, values) if _is_indexed(query) else None
        if rows is None:
            # Many: walk the reports from the newest on and stop when there are enough, rather than find all and sort them.
            walk = source.replace("FROM claims JOIN reports ON", "FROM reports CROSS JOIN claims ON", 1)
            rows = connection.execute(
                f"SELECT {_FACETED} {walk} ORDER BY {_NEWEST} LIMIT ?", (*values, MOST_COUNTED + 1)
            ).fetchall()
        complete = len(rows) <= MOST_COUNTED
        del rows[MOST_COUNTED:]
        speakers = _count_speakers(connection, list_numbers(row[0] for row in rows))
    facets = Facets(
        act=rank_values((row[1] for row in rows), 30),
        outlet=rank_values((row[4] for row in rows), most),
        speaker=tuple(Facet(value=key, label=name, claims=count) for key, name, count in speakers[:most]),
        year=tuple(sorted(rank_values((row[5] for row in rows), 40), key=lambda facet: facet.value, reverse=True)),
        form=rank_values((row[2] for row in rows), most),
        status=rank_values((row[3] for row in rows), most),
    )
    return Found(claims=tuple(row[0] for row in rows), facets=facets, complete=complete)


def _is_indexed(query: Query) -> bool:
    """Whether an index leads to the claims, so that they may be few and are found without a look at all."""
    return any(
        all(term.key in ("words", "by", "via") and not term.negated for term in clause) for clause in query.clauses
    )


def _find_few(connection: sqlite3.Connection, source: str, values: Sequence[Any]) -> list[Any] | None:
    """All that a search finds, the newest first; None if it is more than `MOST_COUNTED`."""
    rows = connection.execute(
        f"SELECT {_FACETED}, reports.published, reports.id, claims.position {source} LIMIT ?",
        (*values, MOST_COUNTED + 1),
    ).fetchall()
    if len(rows) > MOST_COUNTED:
        return None
    rows.sort(key=lambda row: (row[8], row[0]))
    rows.sort(key=lambda row: (row[6] or "", row[7]), reverse=True)
    return rows


def load_hits(view: LedgerView, query: Query, claims: Sequence[int]) -> list[Hit]:
    """The claims with these row numbers as hits of the query, in order."""
    with explaining(view.path):
        texts: dict[str, str] = {}
        rows = view._claim_rows(claims, texts=texts)
        return [
            Hit(row=row, snippet=finding.make_snippet(texts[row.report.report_id], row.claim, query)) for row in rows
        ]


def rank_values(values: Iterable[str | None], most: int) -> tuple[Facet, ...]:
    counts = Counter(value for value in values if value is not None)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Facet(value=value, label=value, claims=count) for value, count in ranked[:most])


def _count_speakers(connection: sqlite3.Connection, claims: str) -> list[tuple[str, str, int]]:
    """Key, longest name and number of claims of the speakers who have a key, most claims first; `claims` is a JSON list of row numbers."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    listed = "SELECT value FROM json_each(?)"
    for key, name, count in connection.execute(
        "SELECT key_now, name, count(*) FROM speakers JOIN entities ON entities.id = speakers.entity"
        f" WHERE speakers.claim IN ({listed}) AND key_now IS NOT NULL GROUP BY key_now, name ORDER BY key_now, name",
        (claims,),
    ):
        counts[key] += count
        names[key] = max(names.get(key, ""), name, key=len)
    return [(key, names[key], count) for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


OWN_CLAIMS = (
    "FROM entities JOIN speakers ON speakers.entity = entities.id JOIN claims ON claims.id = speakers.claim"
    " JOIN reports ON reports.id = claims.report"
    " WHERE key_now = ? AND claims.current = 1 AND claims.status <> 'rejected' AND claims.voice = 'speaker' AND reports.latest = 1"
)


def list_numbers(numbers: Iterable[int]) -> str:
    """Numbers as a JSON list, to bind as one value."""
    return f"[{','.join(map(str, numbers))}]"


# ------------------------------------------------------------------------------------------------------- speakers of a search


def find_speakers_called(view: LedgerView, words: str, *, limit: int = 5) -> list[Facet]:
    """The speakers with a key whose name or alias has these words, those in most reports first; `claims` counts their claims."""
    if not words.strip() or not finding._has_token(words):
        return []
    with explaining(view.path):
        connection = view._connection
        having = connection.execute(
            "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? LIMIT ?",
            (f"speakers : {finding.quote_words(words)}", MOST_COUNTED),
        ).fetchall()
        numbers = list_numbers(row[0] for row in having)
        speakers = _count_speakers(connection, numbers)
        called = [speaker for speaker in speakers if _is_called(connection, speaker[0], words)]
        found = []
        for key, name, _ in called[:limit]:
            claims = connection.execute(f"SELECT count(DISTINCT claims.id) {OWN_CLAIMS}", (key,)).fetchone()[0]
            found.append(Facet(value=key, label=name, claims=claims))
    return sorted(found, key=lambda speaker: (-speaker.claims, speaker.value))


def _is_called(connection: sqlite3.Connection, key: str, words: str) -> bool:
    """Whether the key's speaker has these words in a name or alias: a joint statement was found by one of its speakers only."""
    wanted = f" {finding.fold(words)} "
    names = connection.execute(
        "SELECT DISTINCT name FROM entities WHERE key_now = :key UNION SELECT DISTINCT alias FROM aliases"
        " JOIN entities ON entities.id = aliases.entity WHERE key_now = :key",
        {"key": key},
    )
    return any(wanted in f" {finding.fold(name)} " for (name,) in names)


def list_outlets(view: LedgerView, *, most: int = 200) -> list[str]:
    """The outlets of the ledger, those with most reports, by name."""
    with explaining(view.path):
        rows = view._connection.execute(
            "SELECT outlet FROM reports WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?",
            (most,),
        ).fetchall()
    return sorted(outlet for (outlet,) in rows)


# ------------------------------------------------------------------------------------------------------------------------ news


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsHead:
    """What was found since the last look (`since`, UTC; None: ever): how much of each sort, and the first few of each."""

    since: str | None
    reports: int
    denial_count: int
    change_count: int
    copy_count: int
    denials: tuple[Comparison, ...]
    changes: tuple[Comparison, ...]
    copies: tuple[Copy, ...]


def find_news(view: LedgerView, *, most: int) -> NewsHead:
    """As `LedgerView.news_since`, but counted rather than loaded, with at most so many comparisons and copies of each sort."""
    with explaining(view.path):
        connection = view._connection
        since = compared.find_last_look(connection)
        moment = since or ""
        new = "SELECT report FROM compared_reports WHERE first_at > ?"
        rows = connection.execute(
            "SELECT type, count(*) FROM comparisons JOIN claims AS one ON one.id = left_claim"
            f" JOIN claims AS two ON two.id = right_claim WHERE one.report IN ({new}) OR two.report IN ({new}) GROUP BY type",
            (moment, moment),
        )
        counts: dict[str, int] = dict(rows.fetchall())
        either = f"(left_report IN ({new}) OR right_report IN ({new}))"
        return NewsHead(
            since=since,
            reports=connection.execute(f"SELECT count(*) FROM ({new})", (moment,)).fetchone()[0],
            denial_count=sum(counts.get(sort, 0) for sort in compared.DENIALS),
            change_count=sum(counts.get(sort, 0) for sort in compared.CHANGES),
            copy_count=connection.execute(f"SELECT count(*) FROM copies WHERE {either}", (moment, moment)).fetchone()[
                0
            ],
            denials=tuple(_load_new(connection, compared.DENIALS, most, moment)),
            changes=tuple(_load_new(connection, compared.CHANGES, most, moment)),
            copies=tuple(compared.load_copies(connection, either, (moment, moment), tail=f"LIMIT {most:d}")),
        )


def _load_new(connection: sqlite3.Connection, types: Sequence[str], most: int, moment: str) -> list[Comparison]:
    return compared.load_comparisons(connection, compared.Choice(types=types, first_after=moment), limit=most)
