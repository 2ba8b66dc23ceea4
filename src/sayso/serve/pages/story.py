"""Stories: saved filters, and what the claims of one look like over time, on the map, in figures, by speaker and outlet, and as copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from sayso.errors import LedgerError
from sayso.ledger import Story, parse_query
from sayso.serve.exports import Row, send_rows
from sayso.serve.problems import PageError
from sayso.serve.routing import Fields, reply_json, route_page, route_write, wants_json
from sayso.serve.state import open_ledger, open_view, recall
from sayso.serve.story_views import (
    StoryView,
    choose_lanes,
    list_copies,
    list_figures,
    list_matrix,
    look_at_story,
)
from sayso.serve.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

TABLES: dict[str, Callable[[StoryView], list[Row]]] = {
    "timeline": lambda story: list(story.timeline),
    "places": lambda story: [row | {"newest": " ".join(row["newest"])} for row in story.places],
    "figures": lambda story: list_figures(story.series),
    "outlets": lambda story: list_matrix(story.outlets, "speaker", "outlet"),
    "accusers": lambda story: list_matrix(story.accusers, "who", "whom"),
    "copies": list_copies,
}
"""The tables behind a story's pictures, by their name in the address."""
MOST_SHOWN = 300
"""A picture's table on the page has at most so many rows; the file has all."""


# ----------------------------------------------------------------------------------------------------------------------- list


def show_stories(request: Request) -> Response:
    """All stories, and a form for a new one; a query in the address is put into it."""
    return render(request, "stories.html", stories=_list(request), query=request.query_params.get("q", ""))


def describe_stories(request: Request) -> dict[str, Any]:
    """All stories as plain data."""
    return {"stories": [story for story, _ in _list(request)]}


def _list(request: Request) -> list[tuple[Story, int]]:
    with open_view(request) as view:
        return recall(request, "stories", lambda: [(story, view.count(story.query)) for story in view.stories()])


def save_story(request: Request, fields: Fields) -> Response:
    """Keeps a story, or changes the one of its name."""
    name, query, note = (str(fields.get(field) or "") for field in ("name", "query", "note"))
    try:
        with open_ledger(request) as ledger:
            story = ledger.save_story(name, query, who=request.app.state.user, note=note)
    except ValueError as error:
        raise PageError(
            422,
            f"{error}.".replace("..", "."),
            "Go back and mend it; the page /search tries a query out.",
            link=("/stories", "To the stories"),
        ) from error
    if wants_json(request):
        return reply_json(story)
    return RedirectResponse(address_story(story.name), status_code=303)


def drop_story(request: Request, fields: Fields) -> Response:
    """Removes a story; what it showed stays."""
    name = str(fields.get("name") or "")
    try:
        with open_ledger(request) as ledger:
            ledger.drop_story(name)
    except LedgerError as error:
        raise _no_story(name) from error
    return reply_json({"dropped": name}) if wants_json(request) else RedirectResponse("/stories", status_code=303)


def address_story(name: str) -> str:
    """The address of a story's page."""
    return f"/story/{quote(name, safe='')}"


def _no_story(name: str) -> PageError:
    return PageError(
        404,
        f"There is no story {name!r}.",
        "It may have been removed or renamed. A story is a saved search: make it anew from a query.",
        title="No such story",
        link=("/stories", "To the stories"),
    )


# ------------------------------------------------------------------------------------------------------------------------ one


def look_at(request: Request) -> tuple[Story, StoryView, str, list[str]]:
    """The story in the address, what it shows, the words that narrow it (`q`), and the nouns that figures leave out (`without`)."""
    name = request.path_params["name"]
    more = request.query_params.get("q", "").strip()
    without = [noun for noun in request.query_params.getlist("without") if noun]
    with open_view(request) as view:
        try:
            story = view.story(name)
        except LedgerError as error:
            raise _no_story(name) from error
        whole = f"{story.query} {more}".strip()
        parse_query(whole)
        seen = recall(request, f"story {whole} {sorted(without)}", lambda: look_at_story(view, whole, without=without))
    return story, seen, more, without


def show_story(request: Request) -> Response:
    """The page of one story."""
    story, seen, more, without = look_at(request)
    here = address_story(story.name)

    def link(**changes: Any) -> str:
        values = {"q": more, "without": without} | changes
        asked = urlencode([(k, v) for k, v in values.items() if v], doseq=True)
        return f"{here}?{asked}" if asked else here

    def table(name: str) -> str:
        asked = urlencode([(k, v) for k, v in (("q", more), ("without", without)) if v], doseq=True)
        return f"{here}/{name}.csv" + (f"?{asked}" if asked else "")

    return render(
        request,
        "story.html",
        story=story,
        seen=seen,
        more=more,
        without=without,
        lanes=choose_lanes(seen.timeline),
        copies=list_copies(seen),
        titles={row.report_id: row for row in seen.reports},
        most_shown=MOST_SHOWN,
        link=link,
        table=table,
        data=_address_data(here, more, without),
    )


def _address_data(here: str, more: str, without: list[str]) -> str:
    asked = urlencode([(k, v) for k, v in (("q", more), ("without", without)) if v], doseq=True)
    return f"{here}.json" + (f"?{asked}" if asked else "")


def describe_story(request: Request) -> dict[str, Any]:
    """The page of one story as plain data: what its pictures are drawn from."""
    story, seen, _, _ = look_at(request)
    return {
        "story": replace(story),
        "query": seen.query,
        "claims": len(seen.statements),
        "complete": seen.complete,
        "reports": list(seen.reports),
        "timeline": list(seen.timeline),
        "lanes": choose_lanes(seen.timeline),
        "places": list(seen.places),
        "unplaced": seen.unplaced,
        "figures": list_figures(seen.series),
        "outlets": seen.outlets,
        "accusers": seen.accusers,
        "copies": list_copies(seen),
    }


def send_table(request: Request) -> Response:
    """One of the tables behind a story's pictures, as CSV."""
    name = request.path_params["table"]
    if name not in TABLES:
        raise PageError(404, f"A story has no table {name!r}.", f"There are {', '.join(TABLES)}.")
    _, seen, _, _ = look_at(request)
    return send_rows(TABLES[name](seen), "csv", name=name, close=lambda: None)


ROUTES: list[BaseRoute] = [
    *route_page("/stories", show_stories, describe_stories, name="stories"),
    *route_write("/stories", save_story, name="save_story"),
    *route_write("/stories/drop", drop_story, name="drop_story"),
    Route("/story/{name}/{table}.csv", send_table, name="story_table"),
    *route_page("/story/{name}", show_story, describe_story, name="story"),
]
