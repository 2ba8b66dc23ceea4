"""
The form of a claim's fields, to change one or to add one. Every step (a word more, another figure, the selected words) is a round trip of the same
form, so that it works without JavaScript; nothing is written until it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sayso.claims import make_claim_id
from sayso.errors import LedgerError
from sayso.ledger import DecisionRow, Ledger, LedgerView, Loaded
from sayso.ledger.plain import read_field, to_plain
from sayso.records import Claim, Commitment, Entity, Span, Speaker
from sayso.serve.choosing import step_edge, trim_selection
from sayso.serve.claim_form import GROUPS, FormError, Setting, draw_form, find_changes, read_draft, read_form
from sayso.serve.decisions import (
    LABELS,
    MeanwhileError,
    complete_change,
    decide,
    describe_deeds,
    find_last_decision,
    list_seen_fields,
    put_into_words,
    settle_content,
)
from sayso.serve.marking import Mark, mark_paragraphs
from sayso.serve.pages.claim_decide import find_next
from sayso.serve.problems import PageError
from sayso.serve.routing import Fields, reply_json, route_write, wants_json
from sayso.serve.state import open_ledger, open_view
from sayso.serve.templating import render
from sayso.serve.utf16 import Utf16

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the form's page shows: the report, the values, and what is wrong with them. `claim` is `None` while one is added."""

    loaded: Loaded
    values: Mapping[str, Any]
    seen: int
    claim: Claim | None = None
    next: str = ""
    why: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str | None = None
    since: tuple[DecisionRow, ...] = ()
    yours: tuple[tuple[str, str], ...] = ()


# ------------------------------------------------------------------------------------------------------------------ change one


def show_form(request: Request) -> Response:
    """The form of a claim as it stands."""
    with open_view(request) as view:
        row = view.claim(request.path_params["claim"])
        sheet = Sheet(
            loaded=view.load(row.report.report_id, rejected=True),
            values=to_plain(row.claim),
            seen=find_last_decision(view, row.claim.id),
            claim=row.claim,
            next=request.query_params.get("next", ""),
            why=request.query_params.get("why", ""),
        )
    return render_sheet(request, sheet)


def send_form(request: Request, fields: Fields) -> Response:
    """One step of the form, or its end."""
    claim_id = request.path_params["claim"]
    seen, why = list_seen_fields(fields)
    with open_view(request) as view:
        row = view.claim(claim_id)
        loaded = view.load(row.report.report_id, rejected=True)
    text = loaded.report.text
    sheet = Sheet(
        loaded=loaded, values={}, seen=seen or 0, claim=row.claim, next=str(fields.get("next") or ""), why=why or ""
    )
    sent = {name: value for name, value in fields.items() if isinstance(value, str)}
    if sent.get("step"):
        return render_sheet(request, replace(sheet, values=read_draft(take_step(sent, text), text)))
    try:
        values = read_form(sent, text)
        after = find_changes(values, to_plain(row.claim), who=request.app.state.user)
        if not after:
            return render_sheet(
                request, replace(sheet, values=values, message="Nothing was changed, so there is nothing to save.")
            )
        new = replace(row.claim, content=read_field("content", values["content"]))
        after = complete_change(row.claim, after, new, loaded.report, loaded.facts, who=request.app.state.user)
        with open_ledger(request) as ledger:
            decide(ledger, claim_id, "correct", who=request.app.state.user, seen=seen, why=why, after=after)
    except FormError as errors:
        return render_sheet(request, replace(sheet, values=read_draft(sent, text), errors=errors.errors), status=422)
    except MeanwhileError as meanwhile:
        return render_sheet(request, _take_in(sheet, values, meanwhile), status=409)
    except (ValueError, LedgerError) as error:
        return render_sheet(request, replace(sheet, values=values, message=f"{error}."), status=422)
    return RedirectResponse(find_next(fields, f"/c/{claim_id}"), status_code=303)


def _take_in(sheet: Sheet, values: Mapping[str, Any], meanwhile: MeanwhileError) -> Sheet:
    """The form with what others changed meanwhile in place of what stood there, and what the person had instead beside it."""
    assert sheet.claim is not None
    now = to_plain(sheet.claim)
    touched = {
        name
        for row in meanwhile.since
        for name in {**(row.before or {}), **(row.after or {})}
        if name in LABELS and name in values
    }
    names = {entity.id: entity.name for entity in sheet.loaded.facts.entities}
    text = sheet.loaded.report.text
    yours = tuple(
        (LABELS[name], put_into_words(name, _name_speakers(name, values[name]), text, names))
        for name in sorted(touched)
        if find_changes({name: values[name]}, now, who="")
    )
    merged = {**values, **{name: now[name] for name in touched}}
    return replace(sheet, values=merged, seen=meanwhile.last, since=tuple(meanwhile.since), yours=yours)


def _name_speakers(name: str, value: Any) -> Any:
    """Speakers that were typed by name in the shape in which `put_into_words` wants them."""
    return [{"entity": one.get("entity") or one.get("name")} for one in value] if name == "speakers" else value


def take_step(sent: Mapping[str, str], text: str) -> dict[str, str]:
    """The entries of the form after one step: "add PATH", "drop PATH", "move PATH start -1" or "take PATH" for the selected words."""
    entries = dict(sent)
    what, path, *rest = [*entries.pop("step").split(), ""]
    if what == "add":
        places = [name[len(path) + 1 :].partition(".")[0] for name in entries if name.startswith(f"{path}.")]
        entries[f"{path}.{max((int(place) for place in places if place.isdecimal()), default=-1) + 1}"] = ""
    elif what == "drop":
        entries = {name: value for name, value in entries.items() if name != path and not name.startswith(f"{path}.")}
    elif what == "move" and len(rest) >= 2 and rest[0] in ("start", "end"):
        drawn = _read_span(entries, path, text)
        if drawn is not None:
            _put_span(
                entries,
                path,
                step_edge(text, drawn, "start" if rest[0] == "start" else "end", -1 if rest[1] == "-1" else 1),
                text,
            )
    elif what == "take":
        span = read_selection(entries.get("from", ""), entries.get("to", ""), text)
        if span is not None:
            _put_span(entries, path, span, text)
    return entries


def read_selection(start: str, end: str, text: str) -> Span | None:
    """The span that a browser's selection stands for, in UTF-16 units; `None` where there is none."""
    if not start.isdecimal() or not end.isdecimal():
        return None
    units = Utf16(text)
    try:
        return trim_selection(text, units.to_point(int(start)), units.to_point(int(end)))
    except ValueError:
        return None


def _read_span(entries: Mapping[str, str], path: str, text: str) -> Span | None:
    start, end = entries.get(f"{path}.start", ""), entries.get(f"{path}.end", "")
    is_known = start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(text)
    return Span(int(start), int(end)) if is_known else None


def _put_span(entries: dict[str, str], path: str, span: Span, text: str) -> None:
    entries |= {f"{path}.start": str(span.start), f"{path}.end": str(span.end), f"{path}.words": span.of(text)}


# --------------------------------------------------------------------------------------------------------------------- add one


def show_adding(request: Request) -> Response:
    """The form of a new claim; `from` and `to` are the selected words in UTF-16 units."""
    with open_view(request) as view:
        loaded = _load_report(view, request)
    query = request.query_params
    span = read_selection(query.get("from", ""), query.get("to", ""), loaded.report.text)
    values: dict[str, Any] = {"voice": "speaker", "act": "say", "saying": "affirmed", "stance": "asserts"}
    values |= {"commitment": to_plain(Commitment(value="certain")), "content": [to_plain(span)] if span else [{}]}
    return render_sheet(request, Sheet(loaded=loaded, values=values, seen=0, next=query.get("next", "")))


def send_adding(request: Request, fields: Fields) -> Response:
    """One step of the form of a new claim, or its end; through the API the fields of the claim as `claim`, by the JSON contract."""
    with open_view(request) as view:
        loaded = _load_report(view, request)
    if wants_json(request):
        return _add_given(request, fields, loaded)
    report, who = loaded.report, request.app.state.user
    sent = {name: value for name, value in fields.items() if isinstance(value, str)}
    _, why = list_seen_fields(fields)
    sheet = Sheet(loaded=loaded, values={}, seen=0, next=str(fields.get("next") or ""), why=why or "")
    if sent.get("step"):
        return render_sheet(request, replace(sheet, values=read_draft(take_step(sent, report.text), report.text)))
    values: dict[str, Any] = {}
    try:
        values = read_form(sent, report.text)
        claim, named = build_claim(values, loaded, who=who)
        with open_ledger(request) as ledger:
            add_claim(ledger, claim, named, report.id, who=who, why=why)
    except FormError as errors:
        return render_sheet(
            request, replace(sheet, values=read_draft(sent, report.text), errors=errors.errors), status=422
        )
    except (ValueError, LedgerError) as error:
        return render_sheet(request, replace(sheet, values=values, message=f"{error}."), status=422)
    return RedirectResponse(find_next(fields, f"/r/{report.id}#c-{claim.id}"), status_code=303)


def _add_given(request: Request, fields: Fields, loaded: Loaded) -> Response:
    given, who = fields.get("claim"), request.app.state.user
    if not isinstance(given, Mapping):
        raise PageError(422, "claim maps the fields of a claim to their values.", "Send an object.")
    _, why = list_seen_fields(fields)
    unknown = set(given) - {name for _, names in GROUPS for name in names}
    if unknown:
        raise PageError(422, f"A new claim is not given {', '.join(sorted(unknown))}.", "Leave that out.")
    claim, named = build_claim(given, loaded, who=who)
    with open_ledger(request) as ledger:
        decision = add_claim(ledger, claim, named, loaded.report.id, who=who, why=why)
    return reply_json({"decision": decision, "claim": claim.id})


def build_claim(values: Mapping[str, Any], loaded: Loaded, *, who: str) -> tuple[Claim, list[dict[str, Any]]]:
    """The claim that a form describes, with what follows from its words, and the speakers that the report's entities lack."""
    report, facts = loaded.report, loaded.facts
    filled = {name: value for name, value in find_changes(values, {}, who=who).items() if value not in (None, [])}
    speakers = filled.pop("speakers", [])
    named = [speaker for speaker in speakers if "entity" not in speaker]
    known = [speaker for speaker in speakers if "entity" in speaker]
    records = {name: read_field(name, value) for name, value in filled.items()}
    voice, content = records.get("voice", "speaker"), records.get("content", ())
    cue, source = records.get("cue"), records.get("source")
    if not content and cue is None:
        raise ValueError("A claim needs words: a content or a cue")
    claim = Claim(
        **records
        | {
            "id": make_claim_id(report.id, voice, source, cue, content),
            "voice": voice,
            "act_why": f"set by {who}",
            "said_why": f"set by {who}" if "said" in records else "no words date the saying",
            "speakers": read_field("speakers", known) or (() if named else _find_speaker(source, facts.entities)),
        }
    )
    settled = settle_content(claim, report, facts)
    follows = {
        name: getattr(settled, name)
        for name in ("form", "times", "quantities", "places", "mentions")
        if name not in records
    }
    return replace(claim, **follows), named if known == [] else speakers


def _find_speaker(source: Span | None, entities: tuple[Entity, ...]) -> tuple[Speaker, ...]:
    """The entity that is named within the source's words, if exactly one is."""
    if source is None:
        return ()
    found = [entity.id for entity in entities if any(source.covers(mention) for mention in entity.mentions)]
    return (Speaker(entity=found[0], why="named in the source's words"),) if len(found) == 1 else ()


def add_claim(
    ledger: Ledger, claim: Claim, named: list[dict[str, Any]], report_id: str, *, who: str, why: str | None
) -> int:
    """The number of the decision that adds a claim. Speakers whom the report's entities lack are named in a second one."""
    decision = ledger.add_claim(report_id, claim, who=who, why=why)
    if named:
        ledger.decide(claim.id, "correct", who=who, why=why, after={"speakers": named})
    return decision


def _load_report(view: LedgerView, request: Request) -> Loaded:
    row = view.report(request.path_params["report"])
    if row.status != "read":
        raise PageError(
            422, f"This report was not read: {row.status_why}.", "Claims can be added to reports in English."
        )
    return view.load(row.report_id, rejected=True)


# ------------------------------------------------------------------------------------------------------------------------ show


def render_sheet(request: Request, sheet: Sheet, *, status: int = 200) -> Response:
    """The form beside the report's text, with the words that are chosen so far marked in it."""
    report, facts, claim = sheet.loaded.report, sheet.loaded.facts, sheet.claim
    own = claim.id if claim else None
    setting = Setting(
        text=report.text,
        entities=facts.entities,
        claims=tuple((one.id, _label_claim(one, sheet.loaded)) for one in sheet.loaded.claims if one.id != own),
    )
    units = Utf16(report.text)
    marks = list_chosen(sheet.values)
    names = {entity.id: entity for entity in facts.entities}
    return render(
        request,
        "claim_edit.html",
        status=status,
        sheet=sheet,
        report=report,
        claim=claim,
        groups=draw_form(sheet.values, setting, errors=sheet.errors),
        paragraphs=[
            (
                units.to_units(paragraph.span.start),
                paragraph.stretches,
                any(mark.span.overlaps(paragraph.span) for mark in marks),
            )
            for paragraph in mark_paragraphs(report.text, marks)
        ],
        deeds=describe_deeds(sheet.since, report.text, names),
        address=f"/c/{claim.id}/edit" if claim else f"/r/{report.id}/add",
    )


def list_chosen(values: Mapping[str, Any]) -> list[Mark]:
    """The marks of the words that a draft has chosen."""
    style = "outlet" if values.get("voice") == "outlet" else values.get("form") or "indirect"
    marks = []
    for role in ("content", "cue", "source"):
        value = values.get(role)
        for span in value if isinstance(value, list) else [value]:
            if span and isinstance(span.get("start"), int):
                place = Span(span["start"], span["end"])
                marks.append(Mark(span=place, role=role, claim="", style=style if role == "content" else None))
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.role))


def _label_claim(claim: Claim, loaded: Loaded) -> str:
    names = {entity.id: entity.name for entity in loaded.facts.entities}
    who = " and ".join(names.get(speaker.entity, "") for speaker in claim.speakers) or "no source named"
    words = " ".join((claim.content[0] if claim.content else claim.cue or Span(0, 1)).of(loaded.report.text).split())
    return f"{who}: {words[:60]}{'…' if len(words) > 60 else ''}"


ROUTES: list[BaseRoute] = [
    Route("/c/{claim}/edit", show_form, name="change"),
    *route_write("/c/{claim}/edit", send_form, name="change.write", api=False),
    Route("/r/{report}/add", show_adding, name="add"),
    *route_write("/r/{report}/add", send_adding, name="add.write"),
]
