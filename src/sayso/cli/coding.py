"""Decisions as JSON Lines: what people decided, with the words it was about, to train on and to measure how far coders agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.errors import LedgerError

if TYPE_CHECKING:
    from sayso.ledger import DecisionRow, LedgerView
    from sayso.records import Report

Json = dict[str, Any]

_FIELDS = ("voice", "field", "form", "act", "saying", "stance", "inside", "ascribed", "score")


def describe_decisions(view: LedgerView, *, who: str | None = None) -> Iterator[Json]:
    """
    All decisions, oldest first, or those of one coder: who, when, what, the report, the claim as it stood when the decision was taken, and the values
    before and after. Every span carries its words; `report.id` and `text_sha256` lead to the text in `sayso export jsonl`.
    """
    rows = list(view.decisions())
    acts: dict[tuple[str | None, str | None], list[DecisionRow]] = {}
    for row in rows:
        if row.claim_id is not None:
            acts.setdefault((row.report_id, row.claim_id), []).append(row)
    known = _Known(view)
    for row in rows:
        if who is None or row.who == who:
            yield _describe(row, known, acts.get((row.report_id, row.claim_id), []))


class _Known:
    """The reports and claims that were looked up, each once."""

    def __init__(self, view: LedgerView) -> None:
        self.view = view
        self.reports: dict[str, Report] = {}
        self.names: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Json | None] = {}

    def find_report(self, report_id: str) -> Report:
        if report_id not in self.reports:
            loaded = self.view.load(report_id)
            self.reports[report_id] = loaded.report
            self.names[report_id] = {entity.id: entity.name for entity in loaded.facts.entities}
        return self.reports[report_id]

    def find_claim(self, claim_id: str) -> Json | None:
        """The claim as it stands, as plain data; `None` where adding it was undone."""
        from sayso.ledger.plain import to_plain

        if claim_id not in self.claims:
            try:
                self.claims[claim_id] = to_plain(self.view.claim(claim_id).claim)
            except LedgerError:
                self.claims[claim_id] = None
        return self.claims[claim_id]


def _describe(row: DecisionRow, known: _Known, acts: list[DecisionRow]) -> Json:
    report = known.find_report(row.report_id) if row.report_id is not None else None
    text = report.text if report is not None else ""
    claim = _find_state(row, known, acts) if row.claim_id is not None else None
    return {
        "decision": row.decision,
        "decided_at": row.decided_at,
        "coder": row.who,
        "action": row.action,
        "why": row.why,
        "undoes": row.undoes,
        "in_force": row.in_force,
        "report": None if report is None else _describe_report(report),
        "claim": None if claim is None else _describe_claim(row, claim, known, text),
        "key": row.key,
        "entity": row.entity,
        "before": add_words(row.before, text),
        "after": add_words(row.after, text),
    }


def _describe_report(report: Report) -> Json:
    names = ("id", "path", "url", "outlet", "title", "published", "text_sha256")
    return {name: getattr(report, name) for name in names}


def _describe_claim(row: DecisionRow, claim: Json, known: _Known, text: str) -> Json:
    names = known.names.get(row.report_id or "", {}) | _names_in(claim)
    described: Json = {"id": row.claim_id} | {name: claim.get(name) for name in _FIELDS}
    described |= {name: add_words(claim.get(name), text) for name in ("content", "cue", "source")}
    speakers = claim.get("speakers") or []
    return described | {"speakers": [names.get(speaker["entity"], speaker["entity"]) for speaker in speakers]}


def _names_in(claim: Json) -> dict[str, str]:
    return {entity: described["name"] for entity, described in claim.get("entities", {}).items()}


def _find_state(row: DecisionRow, known: _Known, acts: Iterable[DecisionRow]) -> Json | None:
    """The claim after a decision, by going through those before it; what the machine read is what the first correction of a field found."""
    acts = list(acts)
    corrections = [act for act in acts if act.action == "correct"]
    added = next((act for act in acts if act.action == "add"), None)
    state = dict(known.find_claim(row.claim_id or "") or {}) if added is None else dict(added.after or {})
    if not state:
        return None
    if added is None:
        for correction in reversed(corrections):
            state |= correction.before or {}
    undone_by = {act.undoes: act.decision for act in acts if act.undoes is not None}
    for correction in corrections:
        was_undone = undone_by.get(correction.decision, row.decision + 1) <= row.decision
        if correction.decision <= row.decision and not was_undone:
            described = {**state.get("entities", {}), **(correction.after or {}).get("entities", {})}
            state |= (correction.after or {}) | {"entities": described}
    return state


def add_words(value: Any, text: str) -> Any:
    """
    Plain data with the words put into every span.

    >>> add_words({"cue": {"start": 3, "end": 7}}, "He said no.")
    {'cue': {'start': 3, 'end': 7, 'text': 'said'}}
    """
    if isinstance(value, list):
        return [add_words(part, text) for part in value]
    if not isinstance(value, dict):
        return value
    filled = {name: add_words(part, text) for name, part in value.items()}
    if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        filled["text"] = text[value["start"] : value["end"]]
    return filled
