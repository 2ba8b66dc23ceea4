"""The desk: what came in last, what is new, what a report lacks, and the place where reports are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from sayso.ledger import ClaimRow, LedgerView, ReportRow
from sayso.ledger.browsing import Counts, count_all, find_news, list_outlets
from sayso.records import Comparison
from sayso.serve.paging import make_next, read_next
from sayso.serve.problems import PageError, UnavailableError
from sayso.serve.routing import Fields, reply_json, route_page, route_write, wants_json
from sayso.serve.state import open_ledger, open_view, recall
from sayso.serve.templating import render
from sayso.serve.uploads import Job, Jobs, take_files, take_text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

NEWEST, MEND_ON_DESK, MEND_ON_PAGE, NEWS = 12, 3, 30, 3
MENDABLE = ("published", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """A claim and what it is to others: the first few comparisons of one type, each with the other claim, and how many more there are."""

    type: str
    left: ClaimRow
    others: tuple[tuple[Comparison, ClaimRow], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNews:
    """What was found since the last look: how many of each sort, and the first few."""

    since: str | None
    reports: int
    denials: int
    changes: int
    copies: int
    items: tuple[NewsItem, ...]
    pairs: tuple[tuple[ReportRow, ReportRow, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.denials or self.changes or self.copies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the desk shows of a ledger."""

    counts: Counts
    newest: tuple[ReportRow, ...]
    mend: tuple[ReportRow, ...]
    news: DeskNews


def look_at_desk(request: Request, view: LedgerView) -> Desk:
    """The desk as it is now."""
    counts = recall(request, "counts", lambda: count_all(view))
    return Desk(
        counts=counts,
        newest=tuple(view.reports(order="added_last", limit=NEWEST)),
        mend=tuple(list_incomplete(view, limit=MEND_ON_DESK)[0]),
        news=recall(request, "news", lambda: gather_news(view)),
    )


def gather_news(view: LedgerView) -> DeskNews:
    """What was found between reports since somebody last marked it as seen."""
    news = find_news(view, most=8 * NEWS)
    items = [*gather_items(view, news.denials, most=NEWS), *gather_items(view, news.changes, most=NEWS)]
    pairs = [(view.report(copy.left), view.report(copy.right), copy.why) for copy in news.copies[:NEWS]]
    return DeskNews(
        since=news.since,
        reports=news.reports,
        denials=news.denial_count,
        changes=news.change_count,
        copies=news.copy_count,
        items=tuple(items),
        pairs=tuple(pairs),
    )


def gather_items(view: LedgerView, comparisons: Sequence[Comparison], *, most: int, shown: int = 2) -> list[NewsItem]:
    """Comparisons by their left claim and type, in the order given: what one denial denies in many reports is one item."""
    by_claim: dict[tuple[str, str], list[Comparison]] = {}
    for one in comparisons:
        by_claim.setdefault((one.left, one.type), []).append(one)
    return [
        NewsItem(
            type=sort,
            left=view.claim(left),
            others=tuple((one, view.claim(one.right)) for one in found[:shown]),
            more=len(found[shown:]),
        )
        for (left, sort), found in list(by_claim.items())[:most]
    ]


def list_incomplete(view: LedgerView, *, limit: int, offset: int = 0) -> tuple[list[ReportRow], bool]:
    """Reports without a date, then those without an outlet, the last added first, and whether there are more."""
    wanted = offset + limit + 1
    undated = list(view.reports(missing="published", order="added_last", limit=wanted))
    known = {row.report_id for row in undated}
    nameless = [
        row for row in view.reports(missing="outlet", order="added_last", limit=wanted) if row.report_id not in known
    ]
    found = (undated + nameless)[offset:wanted]
    return found[:limit], len(found) > limit


# ---------------------------------------------------------------------------------------------------------------------- pages


def show_desk(request: Request) -> Response:
    """The desk; where there is no ledger yet, the place to begin one."""
    jobs: Jobs = request.app.state.jobs
    desk, outlets = None, []
    try:
        with open_view(request) as view:
            desk = look_at_desk(request, view)
            outlets = recall(request, "outlets", lambda: list_outlets(view))
    except UnavailableError as error:
        if not error.missing:
            raise
    notice = {"mended": "Saved.", "seen": "Marked as seen."}.get(request.query_params.get("done", ""))
    return render(
        request,
        "desk.html",
        desk=desk,
        jobs=jobs.under_way(),
        outlets=outlets,
        notice=notice,
        ledger_path=request.app.state.ledger_path,
        next="/",
    )


def describe_desk(request: Request) -> dict[str, Any]:
    """The desk as plain data."""
    with open_view(request) as view:
        desk = look_at_desk(request, view)
    jobs: Jobs = request.app.state.jobs
    news = desk.news
    return {
        "counts": desk.counts,
        "newest": desk.newest,
        "incomplete": desk.mend,
        "news": {
            "since": news.since,
            "reports": news.reports,
            "denials": news.denials,
            "changes": news.changes,
            "copies": news.copies,
            "items": [one for item in news.items for one, _ in item.others],
        },
        "jobs": [job.as_json() for job in jobs.under_way()],
    }


def show_incomplete(request: Request) -> Response:
    """All reports that lack a date or an outlet, each with a form."""
    offset = read_next(request.query_params.get("next"), "mend")
    with open_view(request) as view:
        rows, more = list_incomplete(view, limit=MEND_ON_PAGE, offset=offset)
        outlets = recall(request, "outlets", lambda: list_outlets(view))
    return render(
        request,
        "mend.html",
        rows=rows,
        outlets=outlets,
        following=make_next("mend", offset=offset + MEND_ON_PAGE) if more else None,
        next="/mend",
    )


def describe_incomplete(request: Request) -> dict[str, Any]:
    """Reports that lack a date or an outlet, as plain data."""
    offset = read_next(request.query_params.get("next"), "mend")
    with open_view(request) as view:
        rows, more = list_incomplete(view, limit=MEND_ON_PAGE, offset=offset)
    return {"reports": rows, "next": make_next("mend", offset=offset + MEND_ON_PAGE) if more else None}


def show_job(request: Request) -> Response:
    """How far a lot of reports has come: a page, or with part=1 only what changes on it."""
    job = _find_job(request)
    name = "job_part.html" if request.query_params.get("part") else "job.html"
    response = render(request, name, job=job)
    if job.is_over and request.query_params.get("part"):
        response.headers["HX-Trigger"] = "job-over"
    return response


def describe_job(request: Request) -> dict[str, Any]:
    """How far a lot of reports has come, as plain data."""
    return _find_job(request).as_json()


def _find_job(request: Request) -> Job:
    jobs: Jobs = request.app.state.jobs
    job = jobs.find(request.path_params["job"])
    if job is None:
        raise PageError(
            404,
            "This lot of reports is not known any more: sayso serve was started anew since, or it was long ago.",
            "What was reported as added is in the ledger; look at the newest reports on the desk.",
        )
    return job


# --------------------------------------------------------------------------------------------------------------------- writes


def add_reports(request: Request, fields: Fields) -> Response:
    """Takes files or a pasted text and begins to read them. Answers with the address at which the progress is."""
    files = fields.get("files") or []
    files = [file for file in (files if isinstance(files, list) else [files]) if isinstance(file, UploadFile)]
    text = _read(fields, "text")
    if any(file.filename for file in files):
        job = take_files(files, outlet=_read(fields, "outlet"), published=_read(fields, "published"))
    elif text:
        details = {name: _read(fields, name) for name in ("title", "outlet", "url", "byline", "published")}
        job = take_text(text, **details)
    else:
        raise PageError(422, "There was nothing to add.", "Choose files, or paste the text of a report.")
    jobs: Jobs = request.app.state.jobs
    jobs.start(job)
    if wants_json(request):
        return reply_json(job.as_json() | {"progress": f"/api/v1/add/{job.id}"}, status=202)
    return RedirectResponse(f"/add/{job.id}", status_code=303)


def mend_report(request: Request, fields: Fields) -> Response:
    """Sets what a report lacks; an empty field stays as it is."""
    changes = {name: value for name in (*MENDABLE, "title") if (value := _read(fields, name))}
    with open_ledger(request) as ledger:
        if changes:
            ledger.set_metadata(request.path_params["report"], who=request.app.state.user, **changes)
        row = ledger.report(request.path_params["report"])
    if wants_json(request):
        return reply_json(row)
    return RedirectResponse(("/mend" if fields.get("next") == "/mend" else "/") + "?done=mended", status_code=303)


def mark_seen(request: Request, _fields: Fields) -> Response:
    """Keeps that what is new has been seen."""
    with open_ledger(request) as ledger:
        moment = ledger.note_look()
    if wants_json(request):
        return reply_json({"seen": moment})
    return RedirectResponse("/?done=seen", status_code=303)


def _read(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return (value.strip() or None) if isinstance(value, str) else None


ROUTES: list[BaseRoute] = [
    *route_page("/", show_desk, describe_desk, name="desk"),
    *route_page("/mend", show_incomplete, describe_incomplete, name="mend"),
    *route_write("/add", add_reports, name="add"),
    *route_page("/add/{job}", show_job, describe_job, name="job"),
    *route_write("/r/{report}/metadata", mend_report, name="metadata"),
    *route_write("/seen", mark_seen, name="seen"),
]
