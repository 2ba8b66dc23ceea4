"""One speaker across the reports of a ledger: offices, outlets, months, names with their reasons, and words that stand out."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger.browsing import OWN_CLAIMS, Facet, list_numbers, rank_values
from sayso.ledger.opening import explaining
from sayso.ledger.view import LedgerView
from sayso.records import Comparison, Span

_MOST_WORDS = 1_000
"""Topics of a speaker are looked for in at most so many of the newest claims."""


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
            (list_numbers(range(1, last + 1, step)),),
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
            f"SELECT DISTINCT claims.id, act, outlet, substr(published, 1, 7), reports.id, published {OWN_CLAIMS}",
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
        acts=rank_values((claim[1] for claim in claims), 30),
        outlets=rank_values((claim[2] for claim in claims), 200),
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
        "SELECT content FROM claim_words WHERE claim IN (SELECT value FROM json_each(?))", (list_numbers(claims),)
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


def find_newest_of(view: LedgerView, key: str, *, limit: int) -> list[int]:
    """Row numbers of a speaker's claims in the newest reports, newest first."""
    with explaining(view.path):
        rows = view._connection.execute(
            f"SELECT claims.id {OWN_CLAIMS} GROUP BY claims.id"
            " ORDER BY reports.published DESC, reports.id DESC, claims.position, claims.id LIMIT ?",
            (key, limit),
        ).fetchall()
    return [row for (row,) in rows]


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
    own = f"SELECT claims.id {OWN_CLAIMS}"
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
