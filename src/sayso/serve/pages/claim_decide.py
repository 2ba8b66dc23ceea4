"""Confirm, reject, undo, and one speaker or two: each a form that needs no JavaScript, and each one row that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from sayso.errors import LedgerError
from sayso.ledger import LedgerView
from sayso.serve.cards import find_root, make_cards
from sayso.serve.decisions import MeanwhileError, decide, describe_deeds, list_seen_fields
from sayso.serve.problems import PageError
from sayso.serve.routing import Fields, reply_json, route_page, route_write, wants_json
from sayso.serve.state import open_ledger, open_view
from sayso.serve.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

SAID = {"confirm": "Confirmed. u undoes it.", "reject": "Rejected. u undoes it.", "correct": "Changed. u undoes it."}
PART = "x-sayso-part"
"""A request with this header wants the card that changed, and not a whole page."""


def write_decision(request: Request, fields: Fields) -> Response:
    """A decision on one claim: `action` is confirm, reject or (with `after`) correct, `seen` the last decision that the page knew."""
    claim_id, action = request.path_params["claim"], str(fields.get("action", ""))
    seen, why = list_seen_fields(fields)
    after = fields.get("after")
    if after is not None and not isinstance(after, Mapping):
        raise PageError(422, "after maps fields to their new values.", "Send an object.")
    try:
        with open_ledger(request) as ledger:
            decision = decide(ledger, claim_id, action, who=request.app.state.user, seen=seen, why=why, after=after)
    except MeanwhileError as meanwhile:
        return answer_meanwhile(request, claim_id, meanwhile, fields)
    return answer_decision(request, claim_id, decision, SAID[action], fields)


def answer_decision(request: Request, claim_id: str, decision: int, said: str, fields: Fields) -> Response:
    """What became of it: the card that changed for a page in the background, the number for a program, else the page one came from."""
    if wants_json(request):
        return reply_json({"decision": decision})
    if request.headers.get(PART) == "card":
        with open_view(request) as view:
            return render_card(request, view, claim_id, said=said, decision=decision)
    return RedirectResponse(find_next(fields, f"/c/{claim_id}"), status_code=303)


def render_card(request: Request, view: LedgerView, claim_id: str, *, said: str, decision: int) -> Response:
    """The outermost card that holds a claim; nothing where the claim is no more, because adding it was undone."""
    try:
        row = view.claim(claim_id)
    except LedgerError:
        response = Response()
    else:
        report = view.load(row.report.report_id).report
        root = find_root(make_cards(view, report), row.claim.id)
        response = render(request, "reader_part.html", card=root, next=f"/r/{report.id}")
    response.headers["x-sayso-said"] = said
    response.headers["x-sayso-decision"] = str(decision)
    return response


def answer_meanwhile(request: Request, claim_id: str, meanwhile: MeanwhileError, fields: Fields) -> Response:
    """Says who decided what in the meantime, and offers to decide all the same."""
    if wants_json(request):
        message = "Somebody decided on the claim meanwhile; nothing was changed."
        way_out = "Look at the claim again, and send its last decision as seen."
        error = {"status": 409, "message": message, "way_out": way_out, "since": meanwhile.since}
        return reply_json({"error": error}, status=409)
    with open_view(request) as view:
        row = view.claim(claim_id)
        loaded = view.load(row.report.report_id, rejected=True)
    entities = {entity.id: entity for entity in loaded.facts.entities}
    template = "claim_meanwhile_part.html" if request.headers.get(PART) == "card" else "claim_meanwhile.html"
    return render(
        request,
        template,
        status=409,
        row=row,
        deeds=describe_deeds(meanwhile.since, loaded.report.text, entities),
        action=fields.get("action", ""),
        last=meanwhile.last,
        next=find_next(fields, f"/c/{claim_id}"),
        why=fields.get("why") or "",
    )


def find_next(fields: Fields, otherwise: str) -> str:
    """
    The page to go on to, which must be one of ours.

    >>> find_next({"next": "//elsewhere.example"}, "/")
    '/'
    """
    wanted = str(fields.get("next") or "")
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if local else otherwise


def undo(request: Request, fields: Fields) -> Response:
    """Takes one decision back; `claim` or `next` says where to go on."""
    number = str(fields.get("decision", ""))
    if not number.isdecimal():
        raise PageError(422, "decision is the number of the decision to take back.", "Go back and press Undo there.")
    with open_ledger(request) as ledger:
        rows = [row for row in ledger.decisions() if row.decision == int(number)]
        undoing = ledger.undo(int(number), who=request.app.state.user)
    row = rows[0]
    if row.claim_id is None:
        return (
            reply_json({"decision": undoing})
            if wants_json(request)
            else RedirectResponse(find_next(fields, "/"), status_code=303)
        )
    if row.action == "add" and not wants_json(request) and request.headers.get(PART) != "card":
        return RedirectResponse(f"/r/{row.report_id}", status_code=303)
    return answer_decision(request, row.claim_id, undoing, "Undone.", fields)


# --------------------------------------------------------------------------------------------------------- one speaker or two


def show_same(request: Request) -> Response:
    """Whether a speaker is the same as another one, or not the same everywhere."""
    with open_view(request) as view:
        return render(request, "claim_same.html", **read_same(view, dict(request.query_params)))


def give_same(request: Request) -> Any:
    """The speaker, those it could be merged with, and what people decided on its key."""
    with open_view(request) as view:
        context = read_same(view, dict(request.query_params))
    return {name: context[name] for name in ("key", "speaker", "candidates", "decisions")}


def read_same(view: LedgerView, query: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows for `key`, and for the `entity` of a `report` that may be somebody else; `q` looks for others."""
    key = query.get("key", "")
    found = [speaker for speaker in view.speakers(key, limit=None) if speaker.key == key] if key else []
    if not found:
        raise PageError(404, "There is no speaker with this key.", "Open the page from a claim of the speaker.")
    words = query.get("q", "").strip() or found[0].name.split()[-1]
    candidates = [one for one in view.speakers(words, limit=30) if one.key is not None and one.key != key]
    decisions = [row for row in view.decisions() if row.key == key or (row.after or {}).get("into") == key]
    report = view.report(query["report"]) if query.get("report") else None
    entity = None
    if report is not None:
        entities = view.load(report.report_id).facts.entities
        entity = next((one for one in entities if one.id == query.get("entity") and one.key == key), None)
    return {
        "key": key,
        "speaker": found[0],
        "words": words,
        "candidates": candidates,
        "decisions": decisions,
        "deeds": describe_deeds(decisions, "", {}),
        "report": report,
        "entity": entity,
    }


def write_same(request: Request, fields: Fields) -> Response:
    """Merges `key` into `into`, or splits the `entity` of a `report` from `key`."""
    action, key, into = str(fields.get("action", "")), str(fields.get("key", "")), str(fields.get("into") or "").strip()
    _, why = list_seen_fields(fields)
    if action == "merge" and not into:
        raise PageError(422, "Nobody was chosen to merge with.", "Go back and choose a speaker.")
    after: dict[str, Any] = {"into": into}
    if action == "split":
        after = {"report_id": str(fields.get("report", "")), "entity": fields.get("entity"), "key": into or None}
    elif action != "merge":
        raise PageError(422, "action is merge or split.", "Go back and press one of the two.")
    with open_ledger(request) as ledger:
        decision = ledger.decide(key, action, who=request.app.state.user, why=why, after=after)
    if wants_json(request):
        return reply_json({"decision": decision})
    return RedirectResponse(find_next(fields, f"/same?key={into if action == 'merge' else key}"), status_code=303)


ROUTES: list[BaseRoute] = [
    *route_write("/c/{claim}/decide", write_decision, name="decide"),
    *route_write("/undo", undo, name="undo"),
    *route_page("/same", show_same, give_same, name="same"),
    *route_write("/same", write_same, name="same.write"),
]
