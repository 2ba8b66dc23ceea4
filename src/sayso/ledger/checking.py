"""
Which claims a person should look at next, and what the person found so far.

At random means in the order of their ids from a place that the seed names. Ids are hashes of report and spans, so this order has nothing to do with what
the claims say, needs no sorting, and stays as it is while reports are added.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Literal

from sayso.ledger.opening import explaining
from sayso.ledger.view import LedgerView

Order = Literal["least_certain", "random"]

_POPULATION = (
    "claims JOIN reports ON reports.id = claims.report AND reports.latest = 1"
    " WHERE claims.current = 1 AND claims.voice = 'speaker' AND claims.run IS NOT NULL"
)
_MINE = (
    "SELECT 1 FROM decisions_in_force AS mine WHERE mine.report = claims.report AND mine.claim_id = claims.claim_id"
    " AND mine.who = :who AND mine.action IN ('confirm', 'correct', 'reject')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    What one person found among claims drawn at random, from the first to the last that was looked at.

    `skipped` were passed over without a decision: the more there are, the less the rest stands for all.
    """

    confirmed: int
    corrected: int
    rejected: int
    skipped: int

    @property
    def checked(self) -> int:
        """How many were decided on."""
        return self.confirmed + self.corrected + self.rejected

    @property
    def wrong(self) -> int:
        """How many had something wrong: rejected, or changed."""
        return self.corrected + self.rejected


def name_sample(seed: int) -> str:
    """The reason that decisions in a random sample carry, by which they are found again."""
    return f"random sample, seed {seed}"


def find_to_check(
    view: LedgerView,
    *,
    who: str,
    order: Order,
    seed: int = 1,
    after: str | None = None,
    others: bool = False,
    limit: int = 1,
) -> list[str]:
    """
    Ids of claims that `who` has not decided on, in the order given, behind the claim `after`.

    Without `others` those that somebody else has decided on are left out.
    """
    wanted = _name_wanted(others=others)
    with explaining(view.path):
        if order == "random":
            pivot = _find_pivot(seed)
            return _find_at_random(view._connection, wanted, who, after or pivot, pivot, limit)
        return _find_least_certain(view._connection, wanted, who, after, limit)


def count_to_check(view: LedgerView, *, who: str, others: bool = False) -> int:
    """How many claims `find_to_check` would give in all."""
    with explaining(view.path):
        found = view._connection.execute(
            # Read through in the order of the table: the index for the least certain would lead from row to row.
            f"SELECT count(*) FROM {_POPULATION.replace('claims', 'claims NOT INDEXED', 1)} AND {_name_wanted(others=others)}",
            {"who": who},
        )
        return int(found.fetchone()[0])


def _name_wanted(*, others: bool) -> str:
    """The condition for claims that one has not decided on. On an unchecked one nobody has, so that only the wider wish asks for decisions."""
    return f"NOT EXISTS ({_MINE})" if others else "claims.status = 'unchecked'"


def read_sample(view: LedgerView, *, who: str, seed: int) -> Sample:
    """What `who` found in the random sample of a seed so far."""
    pivot = _find_pivot(seed)
    connection = view._connection
    with explaining(view.path):
        drawn = connection.execute(
            "SELECT DISTINCT claim_id FROM decisions_in_force WHERE who = ? AND why = ? AND claim_id IS NOT NULL",
            (who, name_sample(seed)),
        ).fetchall()
        if not drawn:
            return Sample(confirmed=0, corrected=0, rejected=0, skipped=0)
        last = max((claim for (claim,) in drawn), key=lambda claim: (claim < pivot, claim))
        joint = "AND" if last >= pivot else "OR"
        rows = connection.execute(
            f"SELECT (SELECT max(id) {_MINE.removeprefix('SELECT 1 ')}), claims.status FROM {_POPULATION}"
            f" AND (claims.claim_id >= :pivot {joint} claims.claim_id <= :last)",
            {"who": who, "pivot": pivot, "last": last},
        ).fetchall()
        found = _count_actions(connection, [decision for decision, _ in rows if decision is not None])
    skipped = sum(decision is None and status == "unchecked" for decision, status in rows)
    return Sample(confirmed=found["confirm"], corrected=found["correct"], rejected=found["reject"], skipped=skipped)


def find_last_of(view: LedgerView, *, who: str) -> tuple[int, str] | None:
    """Number and action of the last decision of `who` on a claim that is in force."""
    with explaining(view.path):
        found = view._connection.execute(
            "SELECT id, action FROM decisions_in_force WHERE who = ? AND claim_id IS NOT NULL ORDER BY id DESC LIMIT 1",
            (who,),
        ).fetchone()
    return None if found is None else (found[0], found[1])


def _count_actions(connection: sqlite3.Connection, decisions: list[int]) -> dict[str, int]:
    counts = {"confirm": 0, "correct": 0, "reject": 0}
    for decision in decisions:
        action = connection.execute("SELECT action FROM decisions WHERE id = ?", (decision,)).fetchone()[0]
        counts[action] += 1
    return counts


def _find_pivot(seed: int) -> str:
    return hashlib.sha256(f"sample {seed}".encode()).hexdigest()[:16]


def _find_at_random(
    connection: sqlite3.Connection, wanted: str, who: str, after: str, pivot: str, limit: int
) -> list[str]:
    """From `after` up to the end of all ids, and from the first id up to the pivot."""
    arcs = ["claims.claim_id > :after", "claims.claim_id < :pivot"]
    if after < pivot:
        arcs = ["claims.claim_id > :after AND claims.claim_id < :pivot"]
    found: list[str] = []
    for arc in arcs:
        values = {"who": who, "after": after, "pivot": pivot, "limit": limit - len(found)}
        sql = f"SELECT claims.claim_id FROM {_POPULATION} AND {wanted} AND {arc} ORDER BY claims.claim_id LIMIT :limit"
        found += [claim for (claim,) in connection.execute(sql, values)]
        if len(found) == limit:
            break
    return found


def _find_least_certain(
    connection: sqlite3.Connection, wanted: str, who: str, after: str | None, limit: int
) -> list[str]:
    """Lowest score first; those that a rule found, which have none, last."""
    values: dict[str, object] = {"who": who, "after": after, "limit": limit}
    if after is not None:
        before = connection.execute(
            "SELECT ifnull(score, 2) FROM claims WHERE claim_id = ? AND current = 1", (after,)
        ).fetchone()
        values["score"] = before[0] if before else -1
        wanted += " AND (ifnull(claims.score, 2), claims.claim_id) > (:score, :after)"
    sql = f"SELECT claims.claim_id FROM {_POPULATION} AND {wanted} ORDER BY ifnull(claims.score, 2), claims.claim_id LIMIT :limit"
    return [claim for (claim,) in connection.execute(sql, values)]
