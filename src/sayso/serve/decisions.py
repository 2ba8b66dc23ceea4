"""
What a person decides on the page, written as decision rows, and decision rows put into words.

Two pages may be open on one claim. Each form carries the number of the last decision that its page knew; where another has been taken since, nothing
is written and the person is told what it was. What slips in between that look and the write is caught by the ledger, which compares every field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sayso.claims import find_form
from sayso.ledger import DecisionRow, Ledger, LedgerView
from sayso.phrasing import label_act
from sayso.records import Claim, Entity, Facts, Report, Span
from sayso.text import find_quotations

ACTIONS = ("confirm", "reject", "correct")
DEEDS = {
    "confirm": "confirmed",
    "correct": "changed",
    "add": "added it by hand",
    "reject": "rejected",
    "merge": "merged",
    "split": "told apart",
    "set": "mended the report",
    "undo": "took back decision",
}
LABELS = {
    "voice": "Voice",
    "form": "Form",
    "act": "Act",
    "act_why": "Reason for the act",
    "saying": "Saying",
    "stance": "Stance",
    "commitment": "Commitment",
    "inside": "Inside",
    "ascribed": "Ascribed",
    "content": "Content",
    "cue": "Cue",
    "source": "Source",
    "speakers": "Speakers",
    "target": "Directed at",
    "via": "Via",
    "evidence": "Evidence",
    "audience": "Audience",
    "occasion": "Occasion",
    "said": "Said when",
    "said_why": "Reason for the date",
    "said_at": "Said where",
    "times": "Times",
    "quantities": "Figures",
    "places": "Places",
    "mentions": "Names",
    "inherited": "Carried over",
    "into": "Counts as",
    "key": "Key",
}
"""The fields of a claim as a reader knows them."""


class MeanwhileError(Exception):
    """Somebody decided on the claim after the page was made; nothing was written. `since` are those decisions, oldest first."""

    def __init__(self, since: list[DecisionRow], last: int) -> None:
        super().__init__("the claim was decided on meanwhile")
        self.since, self.last = since, last


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A decision in words. `changes` are field, value before and value after; `can_undo` says whether it stands and can be taken back."""

    row: DecisionRow
    what: str
    changes: tuple[tuple[str, str, str], ...]
    can_undo: bool


def find_last_decision(view: LedgerView, claim_id: str) -> int:
    """The number of the last decision on a claim, undoings included; 0 where nobody has decided on it."""
    return max((row.decision for row in view.decisions(claim_id=claim_id)), default=0)


def check_nobody_was_quicker(view: LedgerView, claim_id: str, seen: int) -> None:
    """Raises `MeanwhileError` where a decision on the claim is newer than `seen`."""
    since = [row for row in view.decisions(claim_id=claim_id) if row.decision > seen]
    if since:
        raise MeanwhileError(since, since[-1].decision)


def decide(
    ledger: Ledger,
    claim_id: str,
    action: str,
    *,
    who: str,
    seen: int | None,
    why: str | None = None,
    after: Mapping[str, Any] | None = None,
) -> int:
    """
    The number of a new decision on a claim.

    `seen` is the last decision that the person knew of, `None` to decide whatever others did. Raises `MeanwhileError`, and as `Ledger.decide` does.
    """
    if action not in ACTIONS:
        raise ValueError(f"a claim can be decided on by {', '.join(ACTIONS)}, not {action!r}")
    row = ledger.claim(claim_id)
    before: dict[str, Any] | None = None
    if seen is not None:
        check_nobody_was_quicker(ledger, row.claim.id, seen)
        before = {field.name: getattr(row.claim, field.name) for field in fields(Claim)} | {"status": row.status}
    return ledger.decide(row.claim.id, action, who=who, why=why, before=before, after=after)


def list_seen_fields(values: Mapping[str, Any]) -> tuple[int | None, str | None]:
    """`seen` and `why` of a request. Raises `ValueError` where `seen` is no number."""
    seen = values.get("seen")
    if seen is not None and not str(seen).isdecimal():
        raise ValueError(f"seen is the number of a decision, not {seen!r}")
    why = str(values.get("why") or "").strip()
    return (None if seen is None else int(seen)), why or None


# ------------------------------------------------------------------------------------------------------ what follows from a change


def complete_change(
    claim: Claim, after: dict[str, Any], new: Claim, report: Report, facts: Facts, *, who: str
) -> dict[str, Any]:
    """
    The changed fields with those that follow from them, where the person left these alone: other words have another form and hold other facts,
    and what a person set has no machine's reason any more.
    """
    completed = dict(after)
    if "content" in after:
        settled = settle_content(new, report, facts, was=claim.content)
        for name in ("form", "times", "quantities", "places", "mentions"):
            if name not in after and getattr(settled, name) != getattr(claim, name):
                completed[name] = getattr(settled, name)
    if {"act", "saying", "stance"} & set(after):
        completed["act_why"] = f"set by {who}"
    if "said" in after and "said_why" not in after:
        completed["said_why"] = f"set by {who}"
    return completed


def settle_content(claim: Claim, report: Report, facts: Facts, *, was: tuple[Span, ...] = ()) -> Claim:
    """
    The claim with the form of its words and with the report's times, figures, places and names that lie within them.

    Where the content was `was` before, what the claim has within the old words stays as it is: a person may have set it.
    """

    def lies_in(span: Span, pieces: tuple[Span, ...]) -> bool:
        return any(piece.covers(span) for piece in pieces)

    def pick(own: Iterable[Any], found: Iterable[Any]) -> list[Any]:
        kept = [item for item in own if lies_in(item.span, claim.content)]
        return kept + [item for item in found if lies_in(item.span, claim.content) and not lies_in(item.span, was)]

    saying = [moment for moment in claim.times if moment.dates == "saying"]
    times = pick(
        (moment for moment in claim.times if moment.dates != "saying"),
        (replace(moment, dates="content") for moment in facts.times),
    )
    named = sorted(
        (min(mention.start for mention in within), entity.id)
        for entity in facts.entities
        if (within := [mention for mention in entity.mentions if lies_in(mention, claim.content)])
    )
    speaks = claim.voice == "speaker" and claim.content
    return replace(
        claim,
        form=find_form(report.text, claim.content, find_quotations(report.text)) if speaks else None,
        times=tuple(sorted([*saying, *times], key=lambda moment: moment.span)),
        quantities=tuple(sorted(pick(claim.quantities, facts.quantities), key=lambda quantity: quantity.span)),
        places=tuple(sorted(pick(claim.places, facts.places), key=lambda place: place.span)),
        mentions=tuple(entity for _, entity in named),
    )


# ----------------------------------------------------------------------------------------------------------------- deeds in words


def describe_deeds(rows: Iterable[DecisionRow], text: str, entities: Mapping[str, Entity]) -> list[Deed]:
    """Decisions as a history that a person reads, in the order given."""
    rows = list(rows)
    return [
        Deed(
            row=row,
            what=DEEDS[row.action] + (f" {row.undoes}" if row.action == "undo" else ""),
            changes=tuple(_list_changes(row, text, entities)) if row.action == "correct" else (),
            can_undo=row.in_force and row.action not in ("undo", "set"),
        )
        for row in rows
    ]


def _list_changes(row: DecisionRow, text: str, entities: Mapping[str, Entity]) -> Iterable[tuple[str, str, str]]:
    before, after = dict(row.before or {}), dict(row.after or {})
    names = {entity.id: entity.name for entity in entities.values()}
    was_named = names | {one: values["name"] for one, values in before.pop("entities", {}).items()}
    now_named = names | {one: values["name"] for one, values in after.pop("entities", {}).items()}
    for field in after:
        if not field.endswith("_why"):
            old = put_into_words(field, before.get(field), text, was_named)
            yield LABELS.get(field, field), old, put_into_words(field, after[field], text, now_named)


def put_into_words(field: str, value: Any, text: str, names: Mapping[str, str]) -> str:
    """
    The plain value of a claim's field as a reader wants it; a dash for what is unknown.

    >>> put_into_words("cue", {"start": 3, "end": 7}, "He said no.", {})
    '“said”'
    """
    if value is None or value in ([], ""):
        return "–"
    if field in ("target", "mentions"):
        return ", ".join(names.get(one, one) for one in value)
    if field == "speakers":
        return " and ".join(names.get(one["entity"], one["entity"]) for one in value)
    if field == "act":
        return label_act(value, None)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(put_into_words("", part, text, names) for part in value)
    if isinstance(value, dict):
        return _put_record_into_words(value, text)
    return str(value).replace("_", " ")


_HEADS = ("value", "name", "kind", "edtf", "timex3", "low")


def _put_record_into_words(value: Mapping[str, Any], text: str) -> str:
    span = value if {"start", "end"} <= set(value) else value.get("span")
    words = f"“{' '.join(Span(span['start'], span['end']).of(text).split())}”" if span else ""
    known = next((str(value[name]).replace("_", " ") for name in _HEADS if value.get(name) is not None), "")
    return f"{known} ({words})" if known and words else known or words
