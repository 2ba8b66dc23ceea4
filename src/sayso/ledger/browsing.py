"""What pages show of a ledger beyond its rows: counts, facets of a search, and what one speaker has said, each bounded so that it stays quick."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger import finding
from sayso.ledger.opening import explaining
from sayso.ledger.query import Query
from sayso.ledger.rows import Hit
from sayso.ledger.view import LedgerView
from sayso.records import Comparison, Span

MOST_COUNTED = 2_000
"""Facets are counted over at most so many claims, the newest ones."""
_MOST_WORDS = 1_000
"""Topics of a speaker are looked for in at most so many of the newest claims."""


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
        speakers = _count_speakers(connection, _list_numbers(row[0] for row in rows))
    facets = Facets(
        act=_rank((row[1] for row in rows), 30),
        outlet=_rank((row[4] for row in rows), most),
        speaker=tuple(Facet(value=key, label=name, claims=count) for key, name, count in speakers[:most]),
        year=tuple(sorted(_rank((row[5] for row in rows), 40), key=lambda facet: facet.value, reverse=True)),
        form=_rank((row[2] for row in rows), most),
        status=_rank((row[3] for row in rows), most),
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


def _rank(values: Iterable[str | None], most: int) -> tuple[Facet, ...]:
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


# -------------------------------------------------------------------------------------------------------------------- speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role in which reports name a speaker, with the publication dates of the first and the last of them."""

    role: str
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A name by which reports call a speaker, in how many, and for what reason it counts as this speaker (from the newest report)."""

    name: str
    reports: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """
    One speaker across the reports of a ledger (newest versions, rejected claims left out).

    `months` has the number of claims by month of publication, YYYY-MM; `topics` are words that stand out in what the speaker says, with
    the number of claims that have them.
    """

    key: str
    name: str
    kind: str
    country: str | None
    named: bool
    claims: int
    reports: int
    first: str | None
    last: str | None
    offices: tuple[Office, ...]
    called: tuple[Called, ...]
    acts: tuple[Facet, ...]
    outlets: tuple[Facet, ...]
    months: tuple[tuple[str, int], ...]
    undated: int
    topics: tuple[tuple[str, int], ...]


_OWN_CLAIMS = (
    "FROM entities JOIN speakers ON speakers.entity = entities.id JOIN claims ON claims.id = speakers.claim"
    " JOIN reports ON reports.id = claims.report"
    " WHERE key_now = ? AND claims.current = 1 AND claims.status <> 'rejected' AND claims.voice = 'speaker' AND reports.latest = 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """How common words are in the ledger: in how many of a sample of `claims` claims each word is."""

    claims: int
    words: Mapping[str, int]


def sample_words(view: LedgerView, *, claims: int = 4_000) -> Background:
    """The background of a ledger, from about so many claims spread evenly over it."""
    with explaining(view.path):
        last = view._connection.execute("SELECT ifnull(max(claim), 0) FROM claim_words").fetchone()[0]
        step = max(1, last // claims)
        rows = view._connection.execute(
            "SELECT content FROM claim_words WHERE claim IN (SELECT value FROM json_each(?))",
            (_list_numbers(range(1, last + 1, step)),),
        ).fetchall()
    counts: Counter[str] = Counter()
    for (content,) in rows:
        counts.update(_split_words(content))
    return Background(claims=len(rows), words=counts)


def describe_speaker(view: LedgerView, key: str, *, background: Background) -> Portrait | None:
    """
    The speaker with this key, `None` where nobody in the ledger has it.

    `background`, from `sample_words`, tells which of the speaker's words stand out; it may be kept while the ledger changes little.
    """
    with explaining(view.path):
        connection = view._connection
        entities = connection.execute(
            "SELECT entities.id, name, kind, role, country, named, entities.why, reports.id, published FROM entities"
            " JOIN reports ON reports.id = entities.report WHERE key_now = ? AND latest = 1 ORDER BY published, entities.id",
            (key,),
        ).fetchall()
        if not entities:
            return None
        claims = connection.execute(
            f"SELECT DISTINCT claims.id, act, outlet, substr(published, 1, 7), reports.id, published {_OWN_CLAIMS}",
            (key,),
        ).fetchall()
        aliases = connection.execute(
            "SELECT alias, entity FROM aliases WHERE entity IN (SELECT id FROM entities WHERE key_now = ?) ORDER BY entity",
            (key,),
        ).fetchall()
        newest = sorted(claims, key=lambda claim: (claim[5] or "", claim[0]), reverse=True)[:_MOST_WORDS]
        words = _count_words(connection, [claim[0] for claim in newest])
    dates = sorted(claim[5] for claim in claims if claim[5])
    months = Counter(claim[3] for claim in claims if claim[3])
    last = entities[-1]
    return Portrait(
        key=key,
        name=max((entity[1] for entity in entities if entity[5]), key=len, default=last[1]),
        kind=last[2],
        country=next((entity[4] for entity in reversed(entities) if entity[4]), None),
        named=any(entity[5] for entity in entities),
        claims=len(claims),
        reports=len({claim[4] for claim in claims}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        offices=_list_offices(entities),
        called=_list_names(entities, aliases),
        acts=_rank((claim[1] for claim in claims), 30),
        outlets=_rank((claim[2] for claim in claims), 200),
        months=tuple(sorted(months.items())),
        undated=sum(claim[3] is None for claim in claims),
        topics=_find_topics(words, {entity[1] for entity in entities}, background),
    )


def _list_offices(entities: list[Any]) -> tuple[Office, ...]:
    found: dict[str, list[Any]] = {}
    for entity in entities:
        if entity[3]:
            found.setdefault(entity[3].casefold(), []).append(entity)
    offices = []
    for held in found.values():
        dates = sorted(entity[8] for entity in held if entity[8])
        offices.append(
            Office(
                role=held[-1][3],
                reports=len({entity[7] for entity in held}),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
            )
        )
    return tuple(sorted(offices, key=lambda office: (office.last or "", office.reports, office.role), reverse=True))


def _list_names(entities: list[Any], aliases: list[tuple[str, int]]) -> tuple[Called, ...]:
    """Every name, with the reason that the newest report with it gives."""
    by_entity = {entity[0]: entity for entity in entities}
    found: dict[str, list[tuple[int, str]]] = {}
    for entity in entities:
        found.setdefault(entity[1], []).append((entity[7], entity[6]))
    for alias, number in aliases:
        entity = by_entity.get(number)
        if entity is not None and alias != entity[1]:
            why = f"stands for {entity[1]} in the same report; {entity[1]}: {entity[6]}"
            found.setdefault(alias, []).append((entity[7], why))
    called = [
        Called(name=name, reports=len({report for report, _ in having}), why=having[-1][1])
        for name, having in found.items()
    ]
    return tuple(sorted(called, key=lambda name: (-name.reports, -len(name.name), name.name)))


_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_COMMON = frozenset(
    "about above across after again against all almost alone along already also although always am among an and another any anybody anyone"
    " anything are around as asked at away back be became because become been before began behind being below better between both but by call"
    " called came can cannot come could day days did do does doing done down during each early either else enough even ever every everyone"
    " everything far few first for from full further gave get give given go goes going gone good got great had half has have having he help her"
    " here him himself his how however if in including into is it its itself just keep kept know known last late later least less let like"
    " long made make making many may me might more morning most much must my near need never new next night no nobody none nor not nothing now"
    " of off often on once one only open or other others our out over own part people per put rather ready said same saw say saying says see"
    " seen set she should show side since so some somebody someone something soon still such take taken than that the their them themselves"
    " then there these they thing things think this those though three through time to today together told tomorrow too took toward towards"
    " turn two under until up upon us use used very want wanted was way we week weeks well went were what when where whether which while who"
    " whole whom whose why will with within without won would year years yesterday yet you your yours don can’t don’t didn’t won’t it’s we’re"
    " they’re that’s isn’t wasn’t monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december percent cent least nearly".split()
)


def _split_words(content: str | None) -> set[str]:
    return {word.casefold() for word in _WORD.findall(content or "")}


def _count_words(connection: sqlite3.Connection, claims: Sequence[int]) -> Counter[str]:
    """In how many of the claims each word is."""
    counts: Counter[str] = Counter()
    rows = connection.execute(
        "SELECT content FROM claim_words WHERE claim IN (SELECT value FROM json_each(?))", (_list_numbers(claims),)
    )
    for (content,) in rows:
        counts.update(_split_words(content))
    return counts


def _find_topics(
    counts: Counter[str], names: set[str], background: Background, *, most: int = 18
) -> tuple[tuple[str, int], ...]:
    """Words in several of the claims and rare in the ledger, the most telling first: number of claims × log of rarity."""
    own = {word.casefold() for name in names for word in _WORD.findall(name)}
    found = [
        (count * math.log((background.claims + 1) / (background.words.get(word, 0) + 1)), word, count)
        for word, count in counts.items()
        if count > 1 and len(word) > 2 and word not in _COMMON and word not in own
    ]
    found.sort(key=lambda topic: (-topic[0], topic[1]))
    return tuple((word, count) for weight, word, count in found[:most] if weight > 0)


def _list_numbers(numbers: Iterable[int]) -> str:
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
        numbers = _list_numbers(row[0] for row in having)
        speakers = _count_speakers(connection, numbers)
        called = [speaker for speaker in speakers if _is_called(connection, speaker[0], words)]
        found = []
        for key, name, _ in called[:limit]:
            claims = connection.execute(f"SELECT count(DISTINCT claims.id) {_OWN_CLAIMS}", (key,)).fetchone()[0]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A key that a person counted as this speaker: whose decision it was, when, and why if that was said."""

    key: str
    who: str
    decided_at: str
    why: str | None


def list_merges(view: LedgerView, key: str) -> list[Merged]:
    """The merges in force that made other keys this one, oldest first."""
    with explaining(view.path):
        rows = view._connection.execute(
            "SELECT key, who, decided_at, why FROM decisions_in_force"
            " WHERE action = 'merge' AND json_extract(\"after\", '$.into') = ? ORDER BY id",
            (key,),
        ).fetchall()
    return [Merged(key=key, who=who, decided_at=at, why=why) for key, who, at, why in rows]


OWN_DIFFERENCES = ("differs", "update", "revised_down", "correction", "conflict")


def find_own_differences(view: LedgerView, key: str, *, limit: int = 20) -> list[Comparison]:
    """Pairs of statements of one speaker that are not the same: figures that moved, other words on one question; the newest first."""
    own = f"SELECT claims.id {_OWN_CLAIMS}"
    types = ", ".join(f"'{name}'" for name in OWN_DIFFERENCES)
    with explaining(view.path):
        rows = view._connection.execute(
            "SELECT one.claim_id, two.claim_id, comparisons.type, band, comparisons.why, comparisons.ascribed,"
            " left_start, left_end, right_start, right_end FROM comparisons"
            " JOIN claims AS one ON one.id = left_claim JOIN claims AS two ON two.id = right_claim"
            " JOIN reports ON reports.id = one.report"
            f" WHERE comparisons.type IN ({types}) AND left_claim IN ({own}) AND right_claim IN ({own})"
            " ORDER BY band DESC, reports.published DESC, comparisons.id LIMIT ?",
            (key, key, limit),
        ).fetchall()
    return [
        Comparison(
            left=left,
            right=right,
            type=sort,
            band=band,
            why=why,
            ascribed=bool(ascribed),
            left_span=None if spans[0] is None else Span(spans[0], spans[1]),
            right_span=None if spans[2] is None else Span(spans[2], spans[3]),
        )
        for left, right, sort, band, why, ascribed, *spans in rows
    ]
