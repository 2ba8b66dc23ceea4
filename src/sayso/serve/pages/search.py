"""The search: reports, claims and speakers in one box, by the grammar of the command line, narrowed by facets in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.routing import BaseRoute, Route

from sayso.ledger import Hit, LedgerView, Query, ReportHit, parse_query
from sayso.ledger.browsing import Facet, Facets, Found, find_newest, find_speakers_called, load_hits
from sayso.ledger.query import KEYS
from sayso.serve.exports import describe_row, send_rows
from sayso.serve.paging import make_next, read_next
from sayso.serve.problems import PageError
from sayso.serve.routing import route_page
from sayso.serve.state import open_view
from sayso.serve.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FACETS = {"act": "Act", "speaker": "Speaker", "outlet": "Outlet", "year": "Year", "form": "Form", "status": "Checked"}
"""The facets, by their name in the address, in the order in which the page has them."""
_KEYS = {"act": "act", "speaker": "by", "outlet": "outlet", "form": "form", "status": "status"}
_ABOUT_REPORTS = ("words", "outlet", "published-after", "published-before", "report")
PAGE_SIZE = 20
SHOWS = ("claims", "reports", "speakers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for. `text` is what stands in the box, `whole` the query with the facets in it, which the command line takes as it is."""

    text: str
    filters: tuple[tuple[str, str], ...]
    whole: str
    query: Query
    show: str
    order: str
    offset: int

    def address(self, **changes: Any) -> str:
        """The address of this search with other values; a value of None takes a parameter out, a facet's tuple is (name, value) to toggle."""
        toggled = changes.pop("toggle", None)
        filters = [pair for pair in self.filters if pair != toggled]
        if toggled is not None and toggled not in self.filters:
            filters = [pair for pair in filters if not (pair[0] == "year" == toggled[0])] + [toggled]
        values = {"q": self.text, "show": self.show, "order": self.order} | changes
        kept = [(name, value) for name, value in values.items() if value and (name, value) not in _DEFAULTS]
        return "?" + urlencode([*kept, *filters])

    def export(self, kind: str) -> str:
        """The address of all that is found, as a file."""
        return f"/search/export.{kind}{self.address()}"


_DEFAULTS = {("show", "claims"), ("order", "match")}


def read_asked(request: Request) -> Asked:
    """What the address asks for. Raises `ValueError` that says which part of the query cannot be taken."""
    given = request.query_params
    text = given.get("q", "").strip()
    filters = tuple((name, value) for name, value in given.multi_items() if name in FACETS and value)
    whole = " ".join(part for part in (text, *_spell_filters(filters)) if part)
    show, order = given.get("show", "claims"), given.get("order", "match")
    if show not in SHOWS:
        raise ValueError(f"show is one of {', '.join(SHOWS)}, not {show!r}")
    if order not in ("match", "newest"):
        raise ValueError(f"order is match or newest, not {order!r}")
    query = parse_query(whole)
    offset = read_next(given.get("next"), [whole, show, order])
    return Asked(text=text, filters=filters, whole=whole, query=query, show=show, order=order, offset=offset)


def _spell_filters(filters: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The facets chosen, in the words of the query grammar; several values of one facet are alternatives."""
    for name, key in _KEYS.items():
        values = [value.replace('"', " ") for chosen, value in filters if chosen == name]
        if values:
            yield " OR ".join(f'{key}:"{value}"' if " " in value else f"{key}:{value}" for value in values)
    years = [value for chosen, value in filters if chosen == "year"]
    if years:
        year = years[-1]
        if not (year.isascii() and year.isdecimal() and len(year) == 4):
            raise ValueError(f"year is four digits, not {year!r}")
        yield f"published-after:{year} published-before:{int(year) + 1:04}"


# ----------------------------------------------------------------------------------------------------------------------- find


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search shows: a page of one kind in full, and, beside claims, a few of the others. `found` is None where claims are not asked for."""

    found: Found | None
    hits: list[Hit]
    reports: list[ReportHit]
    speakers: list[Facet]
    more: bool


def find_all(view: LedgerView, asked: Asked) -> Results:
    """One page of what is asked for."""
    found = find_newest(view, asked.query) if asked.show == "claims" else None
    hits, more = _find_claims(view, asked, found) if found is not None else ([], False)
    reports: list[ReportHit] = []
    speakers: list[Facet] = []
    if asked.show == "reports" or (asked.show == "claims" and asked.offset == 0 and asked.query.words):
        wanted, offset = (PAGE_SIZE, asked.offset) if asked.show == "reports" else (3, 0)
        reports = _find_reports(
            view, asked, limit=wanted + 1, offset=offset, broad=found is not None and not found.complete
        )
        more = more or (asked.show == "reports" and len(reports) > wanted)
        reports = reports[:wanted]
    if asked.show == "speakers" or (asked.show == "claims" and asked.offset == 0):
        wanted = 100 if asked.show == "speakers" else 4
        speakers = find_speakers_called(view, _read_name(asked), limit=wanted)
    return Results(found=found, hits=hits, reports=reports, speakers=speakers, more=more)


def _find_claims(view: LedgerView, asked: Asked, found: Found) -> tuple[list[Hit], bool]:
    """
    A page of claims, and whether there are more.

    The best match is looked for among as many as facets are counted over: where a word is in more claims than that, its rank tells nothing, and
    the newest come first.
    """
    end = asked.offset + PAGE_SIZE
    if found.complete and asked.order == "match" and asked.query.words:
        hits = view.search(asked.query, order="match", limit=PAGE_SIZE, offset=asked.offset)
        return hits, end < len(found.claims)
    if end <= len(found.claims) or found.complete:
        hits = load_hits(view, asked.query, found.claims[asked.offset : end])
        return hits, end < len(found.claims) or not found.complete
    hits = view.search(asked.query, order="newest", limit=PAGE_SIZE + 1, offset=asked.offset)
    return hits[:PAGE_SIZE], len(hits) > PAGE_SIZE


def _find_reports(view: LedgerView, asked: Asked, *, limit: int, offset: int, broad: bool) -> list[ReportHit]:
    """The reports with the words; none where the query asks for what only claims have."""
    if any(term.key not in _ABOUT_REPORTS for clause in asked.query.clauses for term in clause):
        return []
    order = "newest" if broad or asked.order == "newest" else "match"
    return view.search_reports(asked.query, order=order, limit=limit, offset=offset)  # type: ignore[arg-type]


def _read_name(asked: Asked) -> str:
    """The words that may name a speaker: those of the box where it holds nothing else, or of by:."""
    terms = [term for clause in asked.query.clauses for term in clause if not term.negated]
    named = [term.value for term in terms if term.key == "by" and ":" not in term.value]
    return named[0] if named else " ".join(term.value for term in terms if term.key == "words")


# ---------------------------------------------------------------------------------------------------------------------- pages


def show_search(request: Request) -> Response:
    """The search page. A query that cannot be taken is explained above an empty result."""
    text = request.query_params.get("q", "")
    try:
        asked = read_asked(request)
    except ValueError as error:
        return render(request, "search_problem.html", status=422, query=text, problem=str(error), keys=KEYS)
    with open_view(request) as view:
        results = find_all(view, asked)
        alone = _count_parts(view, asked) if results.found is not None and not results.found.claims else []
    return render(
        request,
        "search.html",
        query=asked.text,
        asked=asked,
        results=results,
        total=describe_total(results.found) if results.found else None,
        chosen=_list_chosen(asked, results.found.facets if results.found else None),
        groups=_list_groups(asked, results.found.facets) if results.found else [],
        next=make_next([asked.whole, asked.show, asked.order], offset=asked.offset + PAGE_SIZE)
        if results.more
        else None,
        alone=alone,
        keys=KEYS,
    )


def describe_total(found: Found) -> str:
    """How many claims were found, in words."""
    count = len(found.claims)
    if not found.complete:
        return f"more than {count:,} claims"
    return "no claims" if not count else f"{count:,} claim{'' if count == 1 else 's'}"


def _count_parts(view: LedgerView, asked: Asked) -> list[tuple[str, int]]:
    """How many claims each clause of the query finds alone, where all together find none."""
    if len(asked.query.clauses) < 2:
        return []
    counts = []
    for clause in asked.query.clauses[:6]:
        found = find_newest(view, Query(clauses=(clause,), voice=asked.query.voice))
        words = " OR ".join(
            f"{'-' if term.negated else ''}{'' if term.key == 'words' else term.key + ':'}{term.value}"
            for term in clause
        )
        counts.append((words, len(found.claims)))
    return counts


def _list_chosen(asked: Asked, facets: Facets | None) -> list[tuple[str, str, str]]:
    """The facets in force: name, value as people read it, the address without it."""
    labels = {facet.value: facet.label for facet in facets.speaker} if facets else {}
    return [
        (FACETS[name], label_value(name, labels.get(value, value)), asked.address(toggle=(name, value)))
        for name, value in asked.filters
    ]


def _list_groups(asked: Asked, facets: Facets) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The facets to choose from: title, and for each value what people read, the address with it, and the claims."""
    groups = []
    for name, title in FACETS.items():
        values: tuple[Facet, ...] = getattr(facets, name)
        offered = [value for value in values if (name, value.value) not in asked.filters]
        if len(values) > 1 or (offered and name == "year"):
            listed = [
                (label_value(name, value.label), asked.address(toggle=(name, value.value)), value.claims)
                for value in offered
            ]
            groups.append((title, listed))
    return groups


def label_value(name: str, value: str) -> str:
    """A facet's value as people read it."""
    forms = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}
    return forms.get(value, value) if name == "form" else value.replace("_", " ") if name == "act" else value


def list_search(request: Request) -> dict[str, Any]:
    """The search as plain data."""
    try:
        asked = read_asked(request)
    except ValueError as error:
        raise PageError(
            422, f"The query cannot be taken: {error}.", "The keys of the grammar are in /about.json."
        ) from error
    with open_view(request) as view:
        results = find_all(view, asked)
    found = results.found
    return {
        "query": asked.whole,
        "total": len(found.claims) if found else None,
        "total_is_complete": found.complete if found else None,
        "claims": [describe_row(hit.row) | {"snippet": hit.snippet} for hit in results.hits],
        "reports": [describe_row(hit.report) | {"snippet": hit.snippet} for hit in results.reports],
        "speakers": [
            {"key": speaker.value, "name": speaker.label, "claims": speaker.claims} for speaker in results.speakers
        ],
        "facets": {name: getattr(found.facets, name) for name in FACETS} if found else None,
        "next": make_next([asked.whole, asked.show, asked.order], offset=asked.offset + PAGE_SIZE)
        if results.more
        else None,
    }


def export_search(request: Request) -> Response:
    """All that a search finds, as a file; the voice of the outlet only where the query asks for it."""
    try:
        asked = read_asked(request)
    except ValueError as error:
        raise PageError(422, f"The query cannot be taken: {error}.", "Mend the query on the search page.") from error
    opened = open_view(request)
    view = opened.__enter__()

    def close() -> None:
        opened.__exit__(None, None, None)

    try:
        rows = _list_rows(view, asked)
    except BaseException:
        close()
        raise
    return send_rows(rows, request.path_params["kind"], name=f"sayso-{asked.show}", close=close)


def _list_rows(view: LedgerView, asked: Asked) -> Iterator[dict[str, Any]]:
    if asked.show == "reports":
        hits = _find_reports(view, asked, limit=-1, offset=0, broad=False)
        return (describe_row(hit.report) for hit in hits)
    if asked.show == "speakers":
        return (describe_row(speaker) for speaker in view.speakers(_read_name(asked) or None, limit=None))
    order = "match" if asked.order == "match" and asked.query.words else "newest"
    return (describe_row(hit.row) for hit in view.search_all(asked.query, order=order))  # type: ignore[arg-type]


ROUTES: list[BaseRoute] = [
    Route("/search/export.{kind}", export_search, name="search.export"),
    Route("/api/v1/search/export.{kind}", export_search, name="search.export.api"),
    *route_page("/search", show_search, list_search, name="search"),
]
