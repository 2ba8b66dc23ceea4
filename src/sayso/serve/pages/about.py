"""What this sayso is: versions, the model card with the measured quality, licences, keys, and the API."""

from __future__ import annotations

import platform
import sqlite3
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from sayso import __version__
from sayso.ledger import LedgerView, RunRow
from sayso.ledger.browsing import Counts, count_all
from sayso.ledger.migrations import SCHEMA
from sayso.ledger.query import KEYS
from sayso.read import DEFAULT_WEIGHTS, load_weights
from sayso.serve.api import describe_api
from sayso.serve.problems import UnavailableError
from sayso.serve.routing import route_page
from sayso.serve.state import open_view, recall
from sayso.serve.templating import STATIC, render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SHORTCUTS = (
    ("/", "search, on every page"),
    ("j, k", "next and previous claim"),
    ("o", "open the claim’s page"),
    ("a, x", "confirm, reject"),
    ("e", "change the claim’s fields"),
    ("n", "add a claim from the selected words"),
    ("u", "undo the last decision"),
    ("c", "copy the claim as a footnote"),
    ("?", "all keys of the page"),
)
"""Keys and what they do; all but the first on the reader and, as far as they make sense there, the review."""


def show_about(request: Request) -> Response:
    """The page."""
    counts, runs = _look(request)
    return render(
        request,
        "about.html",
        versions=list_versions(),
        counts=counts,
        runs=runs[-5:],
        schema=SCHEMA,
        ledger_path=request.app.state.ledger_path,
        card=render_markdown(_read_card(), lower=2),
        notices=render_markdown(read_notices(), lower=2),
        vendored=render_markdown((STATIC / "vendor" / "LICENSES.md").read_text(encoding="utf-8"), lower=2),
        shortcuts=SHORTCUTS,
        grammar=KEYS,
    )


def describe_about(request: Request) -> dict[str, Any]:
    """The page as plain data; the model card as the Markdown it is."""
    counts, runs = _look(request)
    return {
        "versions": dict(list_versions()),
        "schema": SCHEMA,
        "ledger": {"path": str(request.app.state.ledger_path), "counts": counts, "runs": list(runs)},
        "model_card": _read_card(),
        "query_keys": KEYS,
        "read_only": request.app.state.read_only,
        "user": request.app.state.user,
    }


def send_openapi(_request: Request) -> Response:
    """The OpenAPI document."""
    return JSONResponse(describe_api())


def _look(request: Request) -> tuple[Counts | None, list[RunRow]]:
    def list_runs(view: LedgerView) -> list[RunRow]:
        return view.runs()

    try:
        with open_view(request) as view:
            return recall(request, "counts", lambda: count_all(view)), list_runs(view)
    except UnavailableError as error:
        if not error.missing:
            raise
        return None, []


@cache
def list_versions() -> tuple[tuple[str, str], ...]:
    """sayso, its weights, and what runs it."""
    weights = load_weights(DEFAULT_WEIGHTS)
    libraries = sorted({name for line in requires("sayso") or [] if (name := _library(line))})
    return (
        ("sayso", __version__),
        ("weights", f"{Path(DEFAULT_WEIGHTS).name}, {weights.sha256[:12]}"),
        ("Python", platform.python_version()),
        ("SQLite", sqlite3.sqlite_version),
        *((name, found) for name in libraries if (found := _version(name)) is not None),
    )


def _library(requirement: str) -> str | None:
    name = requirement.split(";")[0]
    for mark in "<>=!~[ ":
        name = name.split(mark)[0]
    return name or None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@cache
def _read_card() -> str:
    return (Path(DEFAULT_WEIGHTS) / "README.md").read_text(encoding="utf-8")


@cache
def read_notices() -> str:
    """The third-party notices, from the installed package or, in a checkout, from its root."""
    for name in ("licenses/THIRD-PARTY-NOTICES.md", "THIRD-PARTY-NOTICES.md"):
        try:
            found = distribution("sayso").read_text(name)
        except (PackageNotFoundError, OSError):
            found = None
        if found:
            return found
    beside = Path(__file__).parents[4] / "THIRD-PARTY-NOTICES.md"
    return beside.read_text(encoding="utf-8") if beside.is_file() else "The notices lie beside the package's licence."


@cache
def render_markdown(text: str, *, lower: int = 0) -> Markup:
    """Our own Markdown as HTML; `lower` moves its headings down by so many levels. HTML in it is shown as text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + lower)}"
        if token.type == "table_open":
            token.attrSet("class", "numbers")
        for child in token.children or ():
            if child.type == "link_open" and not str(child.attrGet("href")).startswith(("http://", "https://")):
                child.tag = "span"  # a path of the repository, which the page does not serve
                child.attrs = {}
            if child.type == "link_close":
                child.tag = "a"
    _close_spans(tokens)
    for place, token in enumerate(tokens):
        if token.type == "th_open" and not tokens[place + 1].content:
            token.tag = tokens[place + 2].tag = "td"  # an empty cell heads nothing
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 (made by the parser, HTML off)


def _close_spans(tokens: list[Any]) -> None:
    """Gives every closing tag the name of the tag it closes; links do not nest."""
    for token in tokens:
        name = "a"
        for child in token.children or ():
            if child.type == "link_open":
                name = child.tag
            elif child.type == "link_close":
                child.tag = name


ROUTES: list[BaseRoute] = [
    *route_page("/about", show_about, describe_about, name="about"),
    Route("/api/v1/openapi.json", send_openapi, name="openapi"),
]
