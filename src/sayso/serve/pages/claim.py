"""One claim: its words in their paragraph, the reason for every field, the same claim elsewhere, who denies it, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from sayso.compare.wording import compare_wordings
from sayso.export import describe_reading
from sayso.ledger import ClaimRow, LedgerView, Loaded
from sayso.records import Comparison, Entity
from sayso.serve.cards import find_root, make_cards, walk
from sayso.serve.decisions import describe_deeds
from sayso.serve.marking import Stretch, list_marks, mark_stretch
from sayso.serve.pages import claim_change, claim_decide
from sayso.serve.routing import route_page
from sayso.serve.state import open_view
from sayso.serve.templating import render
from sayso.text import find_paragraphs

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

MOST_ELSEWHERE = 12
"""So many claims of a group are shown; the others are counted."""
DENIALS = ("denies", "disputes")
AGREES = ("repeats", "confirms", "compatible")
CONTESTS = (*DENIALS, "conflict", "differs", "correction", "revised_down")
RELATIONS = {
    "repeats": ("repeats", "is repeated by"),
    "confirms": ("confirms", "is confirmed by"),
    "denies": ("denies", "is denied by"),
    "disputes": ("disputes", "is disputed by"),
    "conflict": ("has another figure than", "has another figure than"),
    "update": ("updates", "is updated by"),
    "revised_down": ("revises downwards", "is revised downwards by"),
    "correction": ("corrects", "is corrected by"),
    "compatible": ("goes together with", "goes together with"),
    "differs": ("differs from", "differs from"),
    "not_comparable": ("cannot be compared with", "cannot be compared with"),
}
"""What one claim is to another, in words, seen from the left and from the right."""


def show_claim(request: Request) -> Response:
    """The page of one claim. A shortened id leads to the full one."""
    asked = request.path_params["claim"]
    with open_view(request) as view:
        row = view.claim(asked)
        if row.claim.id != asked:
            return RedirectResponse(f"/c/{row.claim.id}", status_code=307)
        context = read_claim_page(view, row)
    return render(request, "claim.html", permalink=f"{request.base_url}c/{row.claim.id}", **context)


def read_claim_page(view: LedgerView, row: ClaimRow) -> dict[str, Any]:
    """What the template shows."""
    loaded = view.load(row.report.report_id, rejected=True)
    cards = make_cards(view, loaded.report)
    root = find_root(cards, row.claim.id)
    card = next((card for card in walk([root] if root else []) if card.row.claim.id == row.claim.id), None)
    if card is None:
        card = next(one for one in walk(cards) if one.row.claim.id == row.claim.id)
    others = {card.row.claim.id: card for card in walk(cards)}
    entities = {entity.id: entity for entity in loaded.facts.entities}
    groups = find_elsewhere(view, row)
    relations = find_relations(view, row, without={other.claim.id for one in groups for other, _ in one["rows"]})
    return {
        "row": row,
        "card": card,
        "report": loaded.report,
        "text": loaded.report.text,
        "entities": entities,
        "passages": cut_passages(loaded, row),
        "outer": others.get(row.claim.inside or ""),
        "deeds": describe_deeds(view.decisions(claim_id=row.claim.id), loaded.report.text, entities),
        "fragment": link_to_words(row.report.url, row, loaded.report.text),
        "groups": groups,
        "copies": name_copies(view, row.report.report_id),
        "relations": relations,
        "is_contested": any(one["comparison"].type in CONTESTS for one in relations),
    }


def cut_passages(loaded: Loaded, row: ClaimRow) -> list[tuple[Stretch, ...]]:
    """The paragraphs that the claim lies in, marked."""
    text, marks = loaded.report.text, list_marks([row.claim])
    return [
        mark_stretch(text, paragraph, marks)
        for paragraph in find_paragraphs(text)
        if any(mark.span.overlaps(paragraph) for mark in marks)
    ]


def link_to_words(url: str | None, row: ClaimRow, text: str) -> str | None:
    """
    The publisher's page with a text fragment, by which a browser scrolls to the words and marks them.

    Long words are given by their first and last five: blanks and line ends in between may differ on the page.
    """
    if url is None or not url.startswith(("http://", "https://")):
        return None
    span = row.claim.content[0] if row.claim.content else row.claim.cue
    if span is None:
        return url
    words = span.of(text).split()
    parts = [" ".join(words)] if len(words) <= 10 else [" ".join(words[:5]), " ".join(words[-5:])]
    # A hyphen sets off a prefix or suffix in a fragment, so it is written as an escape.
    fragment = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url.partition('#')[0]}#:~:text={fragment}"


# -------------------------------------------------------------------------------------------------------------------- elsewhere


def find_elsewhere(view: LedgerView, row: ClaimRow) -> list[dict[str, Any]]:
    """The groups of claims that say the same as this one, the surest and widest first, each with the claims it adds."""
    shown = {row.claim.id}
    groups = []
    for group in sorted(
        view.groups(row.claim.id), key=lambda one: (one.band != "same", one.level != "proposition", one.id)
    ):
        new = [claim for claim in group.claims if claim not in shown]
        shown.update(new)
        if new:
            rows = [view.claim(claim) for claim in new[:MOST_ELSEWHERE]]
            groups.append(
                {
                    "group": group,
                    "rows": [(other, mark_differences(row, other)) for other in rows],
                    "more": len(new) - len(rows),
                }
            )
    return groups


COPIES = {"copy": "the same text", "derived": "a text made from the same one", "shares_quotes": "the same quotations"}
"""What two reports that overlap have in common, in words."""


def name_copies(view: LedgerView, report_id: str) -> dict[str, str]:
    """What another report has in common with this one, by the other's id: claims in copies are no second source."""
    named = {}
    for copy in view.copies(report_id):
        other = copy.right if copy.left == report_id else copy.left
        origin = {None: "", report_id: ", taken from this report", other: ", from which this report took it"}[
            copy.origin
        ]
        named[other] = f"in {COPIES[copy.type]}{origin}"
    return named


def mark_differences(row: ClaimRow, other: ClaimRow) -> list[tuple[str, str]]:
    """The words of another claim as pieces in order: "same" as this claim's, only there ("right"), or only here ("left")."""
    here, there = (" […] ".join(" ".join(words.split()) for words in one.content_words) for one in (row, other))
    pieces = []
    for segment in compare_wordings(here, there):
        if segment.change == "equal" and segment.right is not None:
            pieces.append(("same", segment.right.of(there)))
            continue
        pieces += [("left", segment.left.of(here))] if segment.left is not None else []
        pieces += [("right", segment.right.of(there))] if segment.right is not None else []
    return pieces


def find_relations(view: LedgerView, row: ClaimRow, *, without: Set[str]) -> list[dict[str, Any]]:
    """
    What other claims are to this one, denials first: the comparison, the relation in words and the other claim.

    That a claim `without` which is listed as the same anyway repeats this one or goes together with it is not told again.
    """
    found = [
        one
        for one in view.comparisons(row.claim.id)
        if one.type != "not_comparable" and not (one.type in AGREES and {one.left, one.right} & without)
    ]
    found.sort(key=lambda one: (one.type not in DENIALS, one.band != "same"))
    relations = []
    for comparison in found[: 2 * MOST_ELSEWHERE]:
        is_left = comparison.left == row.claim.id
        other = view.claim(comparison.right if is_left else comparison.left)
        relations.append({"comparison": comparison, "what": name_relation(comparison, is_left=is_left), "row": other})
    return relations


def name_relation(comparison: Comparison, *, is_left: bool) -> str:
    """
    The relation as a reader would say it.

    >>> name_relation(Comparison(left="a", right="b", type="denies", why=""), is_left=False)
    'is denied by'
    """
    left, right = RELATIONS[comparison.type]
    return left if is_left else right


# ------------------------------------------------------------------------------------------------------------------------ JSON


def give_claim(request: Request) -> Any:
    """The claim by the JSON contract, how it stands, its report, what people decided, and what was compared."""
    with open_view(request) as view:
        row = view.claim(request.path_params["claim"])
        loaded = view.load(row.report.report_id, rejected=True)
        decisions = list(view.decisions(claim_id=row.claim.id))
        groups, comparisons = view.groups(row.claim.id), view.comparisons(row.claim.id)
    described = describe_reading(loaded.report, loaded.facts, [row.claim])["claims"][0]
    return {
        "claim": described,
        "report": row.report,
        "entities": _list_entities(row, {entity.id: entity for entity in loaded.facts.entities}),
        "status": row.status,
        "checked_by": row.checked_by,
        "checked_at": row.checked_at,
        "last_decision": max((decision.decision for decision in decisions), default=0),
        "decisions": decisions,
        "groups": groups,
        "comparisons": comparisons,
    }


def _list_entities(row: ClaimRow, entities: Mapping[str, Entity]) -> list[Entity]:
    named = [*(speaker.entity for speaker in row.claim.speakers), *row.claim.target, *row.claim.mentions]
    return [entities[one] for one in dict.fromkeys(named) if one in entities]


ROUTES: list[BaseRoute] = [
    *claim_change.ROUTES,
    *claim_decide.ROUTES,
    *route_page("/c/{claim}", show_claim, give_claim, name="claim"),
]
