"""
A second reading of a report in place of the first: what is the same, what moved, and nothing taken from under a person's decision.

Ids of claims come from their spans, so a claim that better weights place a word further has another id. Old and new claims are paired by the words
they share. A claim that people decided on is not replaced by its new counterpart: it stays as they left it, with its id, and the counterpart
is left out, so that a bookmark stays true and nobody's name stands beside spans that they never saw.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from sayso.ledger import deciding
from sayso.ledger.loading import StoredClaim, load_claims, load_facts, load_report
from sayso.ledger.rows import Moved, NotCarried, RereadResult, Status
from sayso.ledger.storing import (
    Standing,
    check_records,
    entities_of,
    store_claim,
    store_facts,
    store_words,
)
from sayso.records import Claim, Entity, Facts, Span

SAME = 0.3
"""The least share of common code points at which two claims whose cues overlap are one claim at other spans."""
SAME_MISTAKE = 0.8
"""The share at which a rejection holds for the new claim too; below it the new reading may have mended what was rejected."""


def reread_report(
    connection: sqlite3.Connection, row: int, claims: Sequence[Claim], facts: Facts, *, run: int
) -> RereadResult:
    """See `Ledger.reread`. The caller holds the transaction."""
    report = load_report(connection, row)
    check_records(report, facts, claims)
    old_facts = load_facts(connection, row, merged=False)
    machine, current = _load_old(connection, row)
    touched = {claim_id for claim_id, stored in current.items() if stored.status != "unchecked"}
    pairs = pair_claims(
        {claim_id: [stored.claim, machine.get(claim_id, stored).claim] for claim_id, stored in current.items()}, claims
    )
    not_carried = _list_not_carried(current, touched, pairs)

    stays_for = {new: old for old, (new, _) in pairs.items() if old in touched}
    inside = {old: new if old not in touched else old for old, (new, _) in pairs.items()} | {
        old: old for old in touched
    }
    fresh = [
        replace(claim, inside=stays_for.get(claim.inside or "", claim.inside))
        for claim in claims
        if claim.id not in stays_for
    ]
    kept = [machine[claim_id] for claim_id in current if claim_id in touched and claim_id in machine]
    all_facts, renamed = _carry_entities(facts, old_facts, kept)
    kept_claims = {
        stored.claim.id: deciding.rename_entities(
            replace(stored.claim, inside=inside.get(stored.claim.inside or "")), renamed
        )
        for stored in kept
    }
    runs = {stored.claim.id: stored.run for stored in kept}
    _clear(connection, row)
    stored = store_facts(connection, all_facts, report=row, run=run)
    for position, claim in enumerate(merge_in_order(fresh, list(kept_claims.values()))):
        store_claim(connection, claim, stored, position=position, standing=Standing(), run=runs.get(claim.id, run))
    deciding.apply_merges(connection, report=row)
    store_words(connection, row, report.text)
    for claim_id in touched:
        deciding.settle_claim(connection, row, claim_id)

    old_ids, new_ids = set(current), {claim.id for claim in claims}
    moved = [
        Moved(old=old, new=new, overlap=share, touched=old in touched)
        for old, (new, share) in pairs.items()
        if old != new
    ]
    paired_new = {new for new, _ in pairs.values()}
    return RereadResult(
        report_id=report.id,
        kept=tuple(claim_id for claim_id in current if claim_id in new_ids),
        moved=tuple(moved),
        gone=tuple(claim_id for claim_id in current if claim_id not in pairs and claim_id not in touched),
        new=tuple(claim.id for claim in claims if claim.id not in paired_new and claim.id not in old_ids),
        not_carried=tuple(not_carried),
    )


def _load_old(connection: sqlite3.Connection, report: int) -> tuple[dict[str, StoredClaim], dict[str, StoredClaim]]:
    """The machine's claims and the claims as they stand, by id, in text order."""
    rows = connection.execute(
        "SELECT id, current FROM claims WHERE report = ? ORDER BY position, id", (report,)
    ).fetchall()
    loaded = load_claims(connection, [row for row, _ in rows])
    machine = {stored.claim.id: stored for stored in loaded if not stored.person}
    current = {stored.claim.id: stored for stored, (_, now) in zip(loaded, rows, strict=True) if now}
    return machine, current


def _clear(connection: sqlite3.Connection, report: int) -> None:
    for table in ("claims", "entities", "times", "quantities", "places"):
        connection.execute(f"DELETE FROM {table} WHERE report = ?", (report,))


# ------------------------------------------------------------------------------------------------------------------ pairing


def pair_claims(old: Mapping[str, Sequence[Claim]], new: Sequence[Claim]) -> dict[str, tuple[str, float]]:
    """
    Old id → new id and the share of code points they have in common: same ids first, then the best overlaps, each claim once.

    An old claim comes in all the shapes it has had: as the machine read it and as people corrected it.
    """
    new_ids = {claim.id for claim in new}
    pairs = {claim_id: (claim_id, 1.0) for claim_id in old if claim_id in new_ids}
    free = sorted((claim for claim in new if claim.id not in pairs), key=lambda claim: claim.start)
    starts = [claim.start for claim in free]
    # The furthest end among the first so many: what comes before the first that reaches past a claim's start cannot overlap it.
    reach = list(accumulate((_end(claim) for claim in free), max))
    candidates: list[tuple[float, str, str]] = []
    for claim_id, shapes in old.items():
        if claim_id in pairs:
            continue
        first = bisect_right(reach, min(shape.start for shape in shapes))
        last = bisect_left(starts, max(_end(shape) for shape in shapes))
        for claim in free[first:last]:
            share = max(_share(shape, claim) for shape in shapes)
            if share >= SAME:
                candidates.append((-share, claim_id, claim.id))
    taken: set[str] = set()
    for share, claim_id, new_id in sorted(candidates):
        if claim_id not in pairs and new_id not in taken:
            pairs[claim_id] = (new_id, -share)
            taken.add(new_id)
    return pairs


def _share(one: Claim, other: Claim) -> float:
    """Common code points over all code points of two claims; 0 where they cannot be the same: other voice, or cues apart."""
    if one.voice != other.voice:
        return 0.0
    if one.cue is not None and other.cue is not None and not one.cue.overlaps(other.cue):
        return 0.0
    mine = {place for span in _spans(one) for place in range(span.start, span.end)}
    theirs = {place for span in _spans(other) for place in range(span.start, span.end)}
    return len(mine & theirs) / len(mine | theirs)


def _spans(claim: Claim) -> list[Span]:
    return [*claim.content, *(span for span in (claim.cue, claim.source) if span is not None)]


def _end(claim: Claim) -> int:
    return max(span.end for span in _spans(claim))


def _list_not_carried(
    current: Mapping[str, StoredClaim], touched: set[str], pairs: dict[str, tuple[str, float]]
) -> list[NotCarried]:
    """The touched claims without a counterpart. A rejection whose counterpart differs much is taken out of `pairs`."""
    listed = []
    for claim_id, stored in current.items():
        if claim_id not in touched:
            continue
        new, share = pairs.get(claim_id, (None, 0.0))
        if new is None:
            why = "the new reading has no such claim; it stays as it was left"
        elif stored.status == "rejected" and share < SAME_MISTAKE:
            del pairs[claim_id]
            why = f"the new reading has a claim that shares {share:.0%} of its words ({new}); it may be right now, so it is shown"
        else:
            continue
        status: Status = stored.status  # type: ignore[assignment]
        listed.append(NotCarried(claim_id=claim_id, status=status, why=why))
    return listed


# ----------------------------------------------------------------------------------------------------------------- entities


def _carry_entities(new: Facts, old: Facts, kept: Sequence[StoredClaim]) -> tuple[Facts, dict[str, str]]:
    """The new facts with what kept claims still need of the old entities, and old local ids → new ones."""
    needed = {entity for stored in kept for entity in entities_of(stored.claim)}
    entities = list(new.entities)
    renamed: dict[str, str] = {}
    for entity in old.entities:
        if entity.id not in needed:
            continue
        same = _find_same(entity, new.entities)
        if same is None:
            same = replace(entity, id=_free_id({one.id for one in entities}, entity.id))
            entities.append(same)
        renamed[entity.id] = same.id
    return replace(new, entities=tuple(entities)), renamed


def _find_same(entity: Entity, among: Sequence[Entity]) -> Entity | None:
    """The entity of another reading that is this one: the same key, or name and kind, or a mention at the same place."""
    named = [other for other in among if (other.name, other.kind) == (entity.name, entity.kind)]
    linked = [other for other in among if entity.key is not None and other.key == entity.key]
    places = set(entity.mentions)
    meeting = [other for other in among if other.kind == entity.kind and places & set(other.mentions)]
    return next(iter([*linked, *named, *meeting]), None)


def _free_id(taken: set[str], wanted: str) -> str:
    number = len(taken) + 1
    while wanted in taken:
        wanted = f"e{number}"
        number += 1
    return wanted


def merge_in_order(claims: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    """The claims in their order, with each of the others before the first that begins after it in the text."""
    merged = list(claims)
    for other in others:
        place = next((at for at, claim in enumerate(merged) if claim.start > other.start), len(merged))
        merged.insert(place, other)
    return merged
