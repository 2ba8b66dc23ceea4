"""
What people decide, as rows that are only ever added, and the rows that follow from them.

A claim as it stands is worked out from the machine's row and the decisions in force on it, each time one is taken or undone; so are the keys
of speakers that were merged or split. Decisions are the truth, what follows from them can be made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.errors import LedgerError
from sayso.ledger.comparing import queue_entities
from sayso.ledger.loading import StoredClaim, load_claims, load_facts, load_report
from sayso.ledger.plain import read_field, to_plain
from sayso.ledger.storing import (
    Places,
    Standing,
    check_records,
    entities_of,
    store_claim,
    store_entity,
    store_words,
    tell_time,
)
from sayso.records import Claim, Entity, Facts

_FIXED = ("id", "score", "field")
_ENTITIES = "entities"
"""The key, in a decision's values, of what the entities it names are called: their local ids change when a report is read anew."""


def write_decision(
    connection: sqlite3.Connection,
    *,
    action: str,
    who: str,
    why: str | None = None,
    report: int | None = None,
    claim_id: str | None = None,
    entity: str | None = None,
    key: str | None = None,
    before: Any = None,
    after: Any = None,
    undoes: int | None = None,
) -> int:
    """The number of a new decision row. Raises `ValueError` if it does not say who decides."""
    if not who.strip():
        raise ValueError("a decision needs to say who takes it")
    row = connection.execute(
        'INSERT INTO decisions (decided_at, who, action, report, claim_id, entity, key, "before", "after", why, undoes)'
        " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (tell_time(), who, action, report, claim_id, entity, key, _to_json(before), _to_json(after), why, undoes),
    ).lastrowid
    assert row is not None
    return row


def _to_json(value: Any) -> str | None:
    return None if value is None else json.dumps(to_plain(value), ensure_ascii=False)


# --------------------------------------------------------------------------------------------------------------------- claims


def decide_on_claim(
    connection: sqlite3.Connection,
    report: int,
    claim_id: str,
    action: str,
    *,
    who: str,
    why: str | None,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> int:
    """See `Ledger.decide`."""
    if action not in ("confirm", "correct", "reject"):
        raise ValueError(
            f"{action!r} is no decision on a claim; there are confirm, correct, reject, merge, split, and add_claim"
        )
    if (action == "correct") != bool(after):
        raise ValueError(
            "correct needs the fields that change in after" if action == "correct" else f"{action} changes no fields"
        )
    now = _load_current(connection, report, claim_id)
    _check_seen(connection, now, before or {})
    plain: dict[str, Any] | None = None
    was: dict[str, Any] | None = None
    if after:
        plain, was = _describe_change(connection, report, now.claim, after)
    decision = write_decision(
        connection, action=action, who=who, why=why, report=report, claim_id=claim_id, before=was, after=plain
    )
    settle_claim(connection, report, claim_id)
    return decision


def add_claim(connection: sqlite3.Connection, report: int, claim: Claim, *, who: str, why: str | None) -> int:
    """See `Ledger.add_claim`."""
    loaded, facts = load_report(connection, report), load_facts(connection, report)
    known = {row[0] for row in connection.execute("SELECT claim_id FROM claims WHERE report = ?", (report,))}
    if claim.id in known:
        raise ValueError(f"claim {claim.id} is there already; correct or confirm it")
    if claim.inside is not None and claim.inside not in known:
        raise ValueError(f"claim {claim.id} is inside {claim.inside!r}, which is no claim of the report")
    check_records(loaded, facts, [replace(claim, inside=None)])
    after = to_plain(claim)
    _add_descriptions(after, _describe_entities(facts, set(entities_of(claim))))
    decision = write_decision(connection, action="add", who=who, why=why, report=report, claim_id=claim.id, after=after)
    settle_claim(connection, report, claim.id)
    return decision


def undo_decision(connection: sqlite3.Connection, decision: int, *, who: str, why: str | None) -> int:
    """See `Ledger.undo`."""
    row = connection.execute(
        'SELECT action, report, claim_id, entity, key, "before", "after" FROM decisions WHERE id = ?', (decision,)
    ).fetchone()
    if row is None:
        raise LedgerError(f"there is no decision {decision}")
    action, report, claim_id, entity, key, before, after = row
    if action == "undo":
        raise LedgerError(f"decision {decision} undoes another; take that one anew instead")
    if action == "set":
        raise LedgerError(f"decision {decision} set a report's metadata; set them back instead")
    if connection.execute("SELECT 1 FROM decisions WHERE undoes = ?", (decision,)).fetchone():
        raise LedgerError(f"decision {decision} is undone already")
    _check_nothing_rests_on(connection, decision, action, report, claim_id)
    undoing = write_decision(
        connection,
        action="undo",
        who=who,
        why=why,
        report=report,
        claim_id=claim_id,
        entity=entity,
        key=key,
        before=json.loads(after) if after else None,
        after=json.loads(before) if before else None,
        undoes=decision,
    )
    if claim_id is not None:
        settle_claim(connection, report, claim_id)
    else:
        settle_keys(connection)
    return undoing


def _check_nothing_rests_on(
    connection: sqlite3.Connection, decision: int, action: str, report: int | None, claim_id: str | None
) -> None:
    """An added claim on which later decisions rest cannot be taken away from under them."""
    if action != "add":
        return
    later = connection.execute(
        "SELECT id FROM decisions_in_force WHERE report = ? AND claim_id = ? AND id > ? ORDER BY id DESC LIMIT 1",
        (report, claim_id, decision),
    ).fetchone()
    if later is not None:
        raise LedgerError(f"decision {later[0]} rests on decision {decision}; undo that one first")


def _load_current(connection: sqlite3.Connection, report: int, claim_id: str) -> StoredClaim:
    row = connection.execute(
        "SELECT id FROM claims WHERE report = ? AND claim_id = ? AND current = 1", (report, claim_id)
    ).fetchone()
    if row is None:
        raise LedgerError(f"there is no claim {claim_id} any more")
    return load_claims(connection, [row[0]])[0]


def _check_seen(connection: sqlite3.Connection, now: StoredClaim, before: Mapping[str, Any]) -> None:
    """Raises `LedgerError` where the claim is not as the person who decides saw it: somebody else was there in between."""
    for name, seen in before.items():
        if name == "status":
            same = seen == now.status
        else:
            same = read_field(name, to_plain(seen)) == getattr(now.claim, name)
        if not same:
            last = connection.execute("SELECT who, decided_at FROM decisions WHERE id = ?", (now.decision,)).fetchone()
            by = f" by {last[0]} at {last[1]}" if last else ""
            raise LedgerError(f"the {name} of claim {now.claim.id} was changed meanwhile{by}; look at it again")


def _describe_change(
    connection: sqlite3.Connection, report: int, claim: Claim, after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The new and the old values as plain data, checked by making the claim they lead to. People named anew get an id."""
    fixed = [name for name in after if name in _FIXED]
    if fixed:
        raise ValueError(f"the {fixed[0]} of a claim cannot be corrected")
    facts = load_facts(connection, report)
    entities = {entity.id: entity for entity in facts.entities}
    plain = {name: to_plain(value) for name, value in after.items()}
    named_anew: dict[str, Any] = {}
    if isinstance(plain.get("speakers"), list):
        plain["speakers"] = [_point_to_entity(speaker, entities, named_anew) for speaker in plain["speakers"]]
    new = replace(claim, **{name: read_field(name, value) for name, value in plain.items()})
    _check_corrected(connection, report, new, set(entities) | set(named_anew))
    was = {name: to_plain(getattr(claim, name)) for name in after}
    _add_descriptions(was, _describe_entities(facts, _entities_in(claim, set(after))))
    _add_descriptions(plain, _describe_entities(facts, _entities_in(new, set(after))) | named_anew)
    return plain, was


def _entities_in(claim: Claim, fields: set[str]) -> set[str]:
    """The entities that some fields of a claim name."""
    values: dict[str, Any] = {name: () for name in ("speakers", "target", "via", "mentions") if name not in fields}
    return set(entities_of(replace(claim, **values)))


def _add_descriptions(values: dict[str, Any], described: dict[str, Any]) -> None:
    if described:
        values[_ENTITIES] = described


def _check_corrected(connection: sqlite3.Connection, report: int, claim: Claim, entities: set[str]) -> None:
    known = {row[0] for row in connection.execute("SELECT claim_id FROM claims WHERE report = ?", (report,))}
    if claim.inside is not None and (claim.inside not in known or claim.inside == claim.id):
        raise ValueError(f"claim {claim.id} cannot be inside {claim.inside!r}: that is no other claim of the report")
    missing = [entity for entity in entities_of(claim) if entity not in entities]
    if missing:
        raise ValueError(f"the report has no entity {missing[0]!r}")
    stand_ins = tuple(Entity(id=entity, name="?", kind="unknown", why="") for entity in sorted(entities))
    check_records(load_report(connection, report), Facts(entities=stand_ins), [replace(claim, inside=None)])


def _point_to_entity(speaker: Any, entities: Mapping[str, Entity], named_anew: dict[str, Any]) -> Any:
    """A speaker as `{"entity", "why"}`. One given by name gets the id of the report's entity of that name, or a new one."""
    if not isinstance(speaker, dict) or "entity" in speaker:
        return {"why": "set by a person"} | speaker if isinstance(speaker, dict) else speaker
    name, kind = speaker.get("name"), speaker.get("kind", "unknown")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("a speaker needs an entity of the report, or a name")
    why = speaker.get("why", "set by a person")
    for entity in entities.values():
        if entity.name == name and entity.kind == kind and speaker.get("key") in (None, entity.key):
            return {"entity": entity.id, "why": why}
    values: dict[str, Any] = {part: speaker.get(part) for part in ("key", "role", "country")}
    new = Entity(id=_free_id({*entities, *named_anew}), name=name, kind=kind, why="named by a person", **values)
    named_anew[new.id] = _describe_entity(new)
    return {"entity": new.id, "why": why}


def _free_id(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"e{number}" in taken:
        number += 1
    return f"e{number}"


def _describe_entities(facts: Facts, ids: set[str]) -> dict[str, Any]:
    return {entity.id: _describe_entity(entity) for entity in facts.entities if entity.id in ids}


def _describe_entity(entity: Entity) -> dict[str, Any]:
    return {name: getattr(entity, name) for name in ("key", "name", "kind", "role", "country", "named")}


# ------------------------------------------------------------------------------------------------- what follows for one claim


@dataclass(slots=True)
class _State:
    """A claim on its way through the decisions in force."""

    claim: Claim | None
    status: str = "unchecked"
    decision: int | None = None
    changed: bool = False


_STATUS_AFTER = {"confirm": "confirmed", "correct": "corrected", "add": "added", "reject": "rejected"}


def settle_claim(connection: sqlite3.Connection, report: int, claim_id: str) -> None:
    """Works out anew how a claim stands: its person's row, which row is the current one, its status, and its words to search."""
    rows = dict(
        connection.execute("SELECT person, id FROM claims WHERE report = ? AND claim_id = ?", (report, claim_id))
    )
    machine = load_claims(connection, [rows[0]])[0] if 0 in rows else None
    stored = find_places(connection, report)
    state = _replay(connection, machine.claim if machine else None, claim_id, stored)
    if 1 in rows:
        connection.execute("DELETE FROM claims WHERE id = ?", (rows[1],))
    if machine is not None:
        connection.execute(
            "UPDATE claims SET current = ?, status = ?, decision = ? WHERE id = ?",
            (int(not state.changed), state.status, state.decision, machine.row),
        )
    if state.changed and state.claim is not None:
        claim = _settle_inside(connection, report, state.claim)
        standing = Standing(person=True, status=state.status, decision=state.decision)
        position = machine.position if machine else _find_position(connection, report, claim)
        run = machine.run if machine else None
        store_claim(connection, claim, stored, position=position, standing=standing, run=run)
    text = connection.execute("SELECT text FROM texts WHERE report = ?", (report,)).fetchone()[0]
    for (row,) in connection.execute(
        "SELECT id FROM claims WHERE report = ? AND claim_id = ?", (report, claim_id)
    ).fetchall():
        store_words(connection, report, text, claim=row)
    _drop_orphans(connection, report)


def _settle_inside(connection: sqlite3.Connection, report: int, claim: Claim) -> Claim:
    """The claim inside none where a later reading no longer has the one that it was put inside of."""
    known = connection.execute(
        "SELECT 1 FROM claims WHERE report = ? AND claim_id = ?", (report, claim.inside)
    ).fetchone()
    return claim if known or claim.inside is None else replace(claim, inside=None)


def _drop_orphans(connection: sqlite3.Connection, report: int) -> None:
    """Removes what only a person's earlier version of a claim had: entities named by a person, and times, quantities and places."""
    links = " UNION ALL ".join(
        f"SELECT entity FROM {table}" for table in ("speakers", "targets", "relays", "claim_mentions")
    )
    used = f"SELECT 1 FROM ({links}) WHERE entity = entities.id"
    connection.execute(f"DELETE FROM entities WHERE report = ? AND run IS NULL AND NOT EXISTS ({used})", (report,))
    for table, column in (("times", "time"), ("quantities", "quantity"), ("places", "place")):
        used = f"SELECT 1 FROM claim_{table} WHERE claim_{table}.{column} = {table}.id"
        connection.execute(
            f"DELETE FROM {table} WHERE report = ? AND position IS NULL AND NOT EXISTS ({used})", (report,)
        )


def _replay(connection: sqlite3.Connection, machine: Claim | None, claim_id: str, stored: Places) -> _State:
    state = _State(claim=machine)
    decisions = connection.execute(
        'SELECT id, action, "after" FROM decisions_in_force WHERE report = ? AND claim_id = ? ORDER BY id',
        (stored.report, claim_id),
    ).fetchall()
    for decision, action, after in decisions:
        values = json.loads(after) if after is not None else {}
        entities = _settle_entities(connection, values.pop(_ENTITIES, {}), stored)
        if action == "add":
            state.claim = rename_entities(
                Claim(**{name: read_field(name, value) for name, value in values.items()}), entities
            )
            state.changed = True
        elif action == "correct" and state.claim is not None:
            fields = {name: read_field(name, value) for name, value in values.items()}
            renamed = rename_entities(replace(state.claim, **fields), entities, only=set(fields))
            state.claim, state.changed = renamed, True
        state.status, state.decision = _STATUS_AFTER[action], decision
    return state


def rename_entities(claim: Claim, new: Mapping[str, str], only: set[str] | None = None) -> Claim:
    """The claim with local ids of entities replaced, in the given fields or in all."""

    def rename(entity: str) -> str:
        return new.get(entity, entity)

    renamed: dict[str, Any] = {
        "speakers": tuple(replace(speaker, entity=rename(speaker.entity)) for speaker in claim.speakers),
        "target": tuple(rename(entity) for entity in claim.target),
        "via": tuple(
            replace(relay, entity=None if relay.entity is None else rename(relay.entity)) for relay in claim.via
        ),
        "mentions": tuple(rename(entity) for entity in claim.mentions),
    }
    return replace(claim, **{name: value for name, value in renamed.items() if only is None or name in only})


def _settle_entities(connection: sqlite3.Connection, described: dict[str, Any], stored: Places) -> dict[str, str]:
    """Ids of entities in a decision → their ids in the report now. One that the report lacks is put there."""
    renamed: dict[str, str] = {}
    for entity, values in described.items():
        found = _find_entity(connection, entity, values, stored)
        if found is None:
            found = entity if entity not in stored.entities else _free_id(set(stored.entities))
            position = connection.execute(
                "SELECT ifnull(max(position), -1) + 1 FROM entities WHERE report = ?", (stored.report,)
            ).fetchone()[0]
            run, stored.run = stored.run, None
            store_entity(connection, Entity(id=found, why="named by a person", **values), stored, position=position)
            stored.run = run
        renamed[entity] = found
    return renamed


def _find_entity(connection: sqlite3.Connection, entity: str, values: dict[str, Any], stored: Places) -> str | None:
    """The local id, in the report as it is now, of an entity as a decision describes it."""
    row = connection.execute(
        "SELECT local_id FROM entities WHERE report = ? AND name = ? AND kind = ? AND (key_now IS ? OR key IS ?)"
        " ORDER BY local_id <> ?, position LIMIT 1",
        (stored.report, values["name"], values["kind"], values["key"], values["key"], entity),
    ).fetchone()
    if row is None and values["key"] is not None:
        row = connection.execute(
            "SELECT local_id FROM entities WHERE report = ? AND (key_now = ? OR key = ?) ORDER BY position LIMIT 1",
            (stored.report, values["key"], values["key"]),
        ).fetchone()
    return None if row is None else str(row[0])


def find_places(connection: sqlite3.Connection, report: int) -> Places:
    """Where the entities of a report lie. Times, quantities and places of a person's claim get rows of their own."""
    entities = dict(connection.execute("SELECT local_id, id FROM entities WHERE report = ?", (report,)).fetchall())
    return Places(report=report, run=None, entities=entities, times={}, quantities={}, places={})


def _find_position(connection: sqlite3.Connection, report: int, claim: Claim) -> int:
    """The position of the claim before which, in the text, an added claim belongs; both then have it, the older row first."""
    found = connection.execute(
        "SELECT max(claims.position) FROM claims LEFT JOIN contents ON contents.claim = claims.id"
        " WHERE report = ? AND min(ifnull(start, cue_start), ifnull(cue_start, start)) <= ?",
        (report, claim.start),
    ).fetchone()[0]
    return found if found is not None else 0


# ------------------------------------------------------------------------------------------------------------ merge and split


def merge_key(connection: sqlite3.Connection, key: str, after: dict[str, Any], *, who: str, why: str | None) -> int:
    """Entities with `key` count as those with `after["into"]` from now on, those of reports added later too."""
    into = after.get("into")
    if not isinstance(into, str) or into == key:
        raise ValueError('merge needs after={"into": another key}')
    for wanted in (key, into):
        if not connection.execute("SELECT 1 FROM entities WHERE key_now = ? OR key = ?", (wanted, wanted)).fetchone():
            raise LedgerError(f"there is no speaker with the key {wanted!r}; sayso who shows keys")
    decision = write_decision(
        connection, action="merge", who=who, why=why, key=key, before={"key": key}, after={"into": into}
    )
    settle_keys(connection)
    return decision


def split_key(
    connection: sqlite3.Connection, key: str, report: int, after: dict[str, Any], *, who: str, why: str | None
) -> int:
    """One report's entity no longer counts as `key`, but as `after["key"]`, or as nobody else if that is None."""
    entity = after.get("entity")
    found = connection.execute(
        "SELECT key_now, name, kind FROM entities WHERE report = ? AND local_id = ?", (report, entity)
    ).fetchone()
    if found is None or found[0] != key:
        raise LedgerError(f"the report has no entity {entity!r} that counts as {key!r}")
    described = {"key": after.get("key"), "name": found[1], "kind": found[2]}
    decision = write_decision(
        connection,
        action="split",
        who=who,
        why=why,
        report=report,
        entity=entity,
        key=key,
        before={"key": key},
        after=described,
    )
    settle_keys(connection)
    return decision


def settle_keys(connection: sqlite3.Connection) -> None:
    """Works out anew what key each entity counts as, for the whole ledger, and refreshes the words of the claims it changes."""
    before = _changed_keys(connection)
    connection.execute("UPDATE entities SET key_now = key WHERE key_now IS NOT key")
    apply_merges(connection, report=None)
    after = _changed_keys(connection)
    touched = {entity for entity, _ in before ^ after}
    queue_entities(connection, sorted(touched))
    for entity in touched:
        for claim, report in connection.execute(
            "SELECT claims.id, report FROM claims JOIN speakers ON speakers.claim = claims.id WHERE entity = ?",
            (entity,),
        ).fetchall():
            text = connection.execute("SELECT text FROM texts WHERE report = ?", (report,)).fetchone()[0]
            store_words(connection, report, text, claim=claim)


def _changed_keys(connection: sqlite3.Connection) -> set[tuple[int, str | None]]:
    return set(connection.execute("SELECT id, key_now FROM entities WHERE key_now IS NOT key").fetchall())


def apply_merges(connection: sqlite3.Connection, *, report: int | None) -> None:
    """Applies the merges and splits in force, in the order they were taken, to one report's entities or to all."""
    decisions = connection.execute(
        "SELECT action, key, report, entity, \"after\" FROM decisions_in_force WHERE action IN ('merge', 'split') ORDER BY id"
    ).fetchall()
    for action, key, where, entity, after in decisions:
        values = json.loads(after)
        if action == "merge":
            only, bound = ("", ()) if report is None else (" AND report = ?", (report,))
            connection.execute(
                f"UPDATE entities SET key_now = ? WHERE key_now = ?{only}", (values["into"], key, *bound)
            )
        elif report in (None, where):
            # By name as well: after another reading the local id may mean somebody else.
            connection.execute(
                "UPDATE entities SET key_now = ? WHERE report = ? AND local_id = ? AND name = ? AND key_now = ?",
                (values["key"], where, entity, values["name"], key),
            )
