"""Stories: named, saved filters over the ledger."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.errors import LedgerError
from sayso.ledger.query import parse_query
from sayso.ledger.storing import tell_time

LONGEST_NAME = 80
_BARRED = re.compile(r"[/\\?#\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A named filter: `query` is in the grammar of `parse_query`; `note` is what its maker wrote about it. Times are UTC."""

    name: str
    query: str
    note: str | None
    made_by: str
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """One claim that accuses, criticises or threatens somebody: who does, by name and key, and whom."""

    claim: str
    by: tuple[str, str | None]
    whom: tuple[str, str | None]


def list_stories(connection: sqlite3.Connection) -> list[Story]:
    """All stories, by name."""
    rows = connection.execute("SELECT name, query, note, made_by, made_at, changed_at FROM stories ORDER BY name")
    return [_build(row) for row in rows]


def find_story(connection: sqlite3.Connection, name: str) -> Story | None:
    """The story of this name; capitals do not matter."""
    row = connection.execute(
        "SELECT name, query, note, made_by, made_at, changed_at FROM stories WHERE name = ?", (name.strip(),)
    ).fetchone()
    return None if row is None else _build(row)


def save_story(connection: sqlite3.Connection, name: str, query: str, *, who: str, note: str | None) -> Story:
    """Keeps a story, or changes the one of this name. Raises `ValueError` for a name or a query that cannot be taken."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or _BARRED.search(name):
        raise ValueError(f"a story's name has 1 to {LONGEST_NAME} letters and no / \\ ? or #")
    if not parse_query(query).clauses:
        raise ValueError("a story needs a query: words, or keys such as by:, outlet:, published-after:")
    now = tell_time()
    connection.execute(
        "INSERT INTO stories (name, query, note, made_by, made_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET query = excluded.query, note = excluded.note, changed_at = excluded.changed_at",
        (name, query.strip(), note or None, who, now, now),
    )
    story = find_story(connection, name)
    assert story is not None
    return story


def drop_story(connection: sqlite3.Connection, name: str) -> None:
    """Removes a story; the reports and claims it showed stay. Raises `LedgerError` if there is none."""
    if not connection.execute("DELETE FROM stories WHERE name = ?", (name.strip(),)).rowcount:
        raise LedgerError(f"there is no story {name!r}; sayso stories lists them")


def find_accusations(connection: sqlite3.Connection, claims: Sequence[str], acts: Sequence[str]) -> list[Accusation]:
    """Who accuses whom in these claims, by claim id, in the order of the claims; one for each pair of speaker and target."""
    found: dict[str, list[Accusation]] = {}
    for at in range(0, len(claims), 400):
        chunk = claims[at : at + 400]
        rows = connection.execute(
            "SELECT claims.claim_id, one.name, one.key_now, two.name, two.key_now FROM claims"
            " JOIN speakers ON speakers.claim = claims.id JOIN entities AS one ON one.id = speakers.entity"
            " JOIN targets ON targets.claim = claims.id JOIN entities AS two ON two.id = targets.entity"
            f" WHERE claims.current = 1 AND claims.claim_id IN ({','.join('?' * len(chunk))})"
            f" AND claims.act IN ({','.join('?' * len(acts))}) AND claims.saying = 'affirmed'"
            " ORDER BY claims.id, speakers.position, targets.position",
            (*chunk, *acts),
        )
        for claim, name, key, target, target_key in rows:
            found.setdefault(claim, []).append(Accusation(claim=claim, by=(name, key), whom=(target, target_key)))
    return [one for claim in claims for one in found.get(claim, ())]


def _build(row: Sequence[str]) -> Story:
    return Story(name=row[0], query=row[1], note=row[2], made_by=row[3], made_at=row[4], changed_at=row[5])
