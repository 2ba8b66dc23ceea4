"""The reader: a report as it was published, its claims marked in the text and as cards in the margin."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from sayso.export import describe_reading
from sayso.ledger import LedgerView, ReportRow
from sayso.records import Copy, Report
from sayso.serve.cards import FORMS, SCORES, Card, build_cards, read_filters, walk
from sayso.serve.marking import Paragraph, list_marks, mark_paragraphs
from sayso.serve.routing import route_page
from sayso.serve.state import open_view
from sayso.serve.templating import render
from sayso.serve.utf16 import Utf16
from sayso.text import find_headings

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute


MOST_OVERLAPS = 4
"""So many reports that share text are named at the head of the page, those that share most."""


def show_report(request: Request) -> Response:
    """The page of one report. A shortened id leads to the full one, so that addresses can be kept."""
    asked = request.path_params["report"]
    with open_view(request) as view:
        row = view.report(asked)
        if row.report_id != asked:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/r/{row.report_id}{query}", status_code=307)
        context = read_report_page(view, row, dict(request.query_params))
    return render(request, "reader.html", **context)


def read_report_page(view: LedgerView, row: ReportRow, query: dict[str, str]) -> dict[str, Any]:
    """What the template shows."""
    filters = read_filters(query)
    rows = list(view.claims(report_id=row.report_id, voice="all", rejected=True))
    decisions = [decision for decision in view.decisions(report_id=row.report_id) if decision.claim_id is not None]
    report = view.load(row.report_id).report
    cards = build_cards(rows, decisions, report, filters)
    everything = list(walk(cards))
    marked = [card.row.claim for card in everything if card.shown and card.row.status != "rejected"]
    speakers = Counter(entity.name for card in everything for entity in card.row.speakers)
    return {
        "row": row,
        "report": report,
        "paragraphs": place_cards(report, mark_paragraphs(report.text, list_marks(marked)), cards),
        "filters": filters,
        "shown": sum(card.shown for card in everything),
        "total": sum(filters.voice in ("all", card.row.claim.voice) for card in everything),
        "speakers": sorted(speakers.items(), key=lambda pair: (-pair[1], pair[0])),
        "acts": sorted({card.row.claim.act for card in everything if card.row.claim.act}),
        "forms": FORMS,
        "scores": SCORES,
        "versions": view.versions(row.report_id),
        "overlaps": [
            (view.report(_other(copy, row.report_id)), copy) for copy in view.copies(row.report_id)[:MOST_OVERLAPS]
        ],
    }


def _other(copy: Copy, report_id: str) -> str:
    return copy.right if copy.left == report_id else copy.left


def place_cards(report: Report, paragraphs: list[Paragraph], cards: list[Card]) -> list[dict[str, Any]]:
    """Each paragraph with its place as the browser counts, what kind it is, and the cards of the claims that begin in it."""
    units = Utf16(report.text)
    headings = set(find_headings(report.text, report.title_span))
    placed: list[dict[str, Any]] = [
        {
            "start": units.to_units(paragraph.span.start),
            "stretches": paragraph.stretches,
            "kind": _name_kind(report, paragraph, paragraph.span in headings),
            "cards": [],
        }
        for paragraph in paragraphs
    ]
    place = 0
    for card in cards:
        while place + 1 < len(paragraphs) and paragraphs[place + 1].span.start <= card.start:
            place += 1
        placed[place]["cards"].append(card)
    return placed


def _name_kind(report: Report, paragraph: Paragraph, is_heading: bool) -> str:
    if report.title_span is not None and paragraph.span.overlaps(report.title_span):
        return "title"
    return "heading" if is_heading else "text"


def give_report(request: Request) -> Any:
    """The report by the JSON contract, each claim with how it stands."""
    with open_view(request) as view:
        row = view.report(request.path_params["report"])
        loaded = view.load(row.report_id, rejected=True)
        rows = {found.claim.id: found for found in view.claims(report_id=row.report_id, voice="all", rejected=True)}
        seen = {decision.claim_id: decision.decision for decision in view.decisions(report_id=row.report_id)}
        versions = view.versions(row.report_id)
    described = describe_reading(loaded.report, loaded.facts, loaded.claims)
    for claim in described["claims"]:
        found = rows[claim["id"]]
        claim |= {
            "status": found.status,
            "checked_by": found.checked_by,
            "checked_at": found.checked_at,
            "last_decision": seen.get(claim["id"], 0),
        }
    return described | {"versions": versions}


ROUTES: list[BaseRoute] = [*route_page("/r/{report}", show_report, give_report, name="reader")]
