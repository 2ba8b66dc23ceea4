"""The page put together: routes of all pages, safety around them, one shape for what goes wrong."""

from __future__ import annotations

import getpass
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sayso.errors import SaysoError
from sayso.serve.pages import about, claim, compare, desk, reader, review, search, speaker, story
from sayso.serve.problems import TITLES, PageError, Problem, UnavailableError, explain_error
from sayso.serve.routing import reply_json, wants_json
from sayso.serve.safety import Guard
from sayso.serve.state import Views
from sayso.serve.templating import NAVIGATION, STATIC, render
from sayso.serve.uploads import Jobs

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PAGES = (desk, search, speaker, about, reader, claim, review, story, compare)
_log = logging.getLogger("sayso.serve")


def create_app(
    ledger: Path | str,
    *,
    user: str | None = None,
    read_only: bool = False,
    port: int | None = None,
    hosts: tuple[str, ...] = (),
    weights: Path | str | None = None,
) -> Starlette:
    """
    The application on one ledger, which need not exist yet.

    `user` is whose decisions are written. `port` is the one it is reached at, None for any (tests); `hosts` are names it may be called by
    besides the loopback's. With `read_only` nothing can be changed.
    """
    routes = _gather_routes()
    app = Starlette(
        routes=routes,
        lifespan=_live,
        middleware=[Middleware(Guard, port=port, hosts=hosts, read_only=read_only, answer_error=_answer_error)],
        exception_handlers={
            HTTPException: _answer_http_error,
            **dict.fromkeys((PageError, UnavailableError, SaysoError, ValueError), _answer_error),
        },
    )
    state = app.state
    state.ledger_path = Path(ledger)
    state.user = user or getpass.getuser()
    state.read_only = read_only
    state.token = secrets.token_urlsafe(24)
    state.views = Views(Path(ledger))
    state.jobs = Jobs(Path(ledger), weights=weights)
    paths = {route.path for route in routes if isinstance(route, Route)}
    state.navigation = tuple((path, name) for path, name in NAVIGATION if path in paths)
    return app


def _gather_routes() -> list[BaseRoute]:
    routes = [route for page in PAGES for route in page.ROUTES]
    return [*routes, Mount("/static", StaticFiles(directory=STATIC), name="static")]


@asynccontextmanager
async def _live(app: Starlette) -> AsyncIterator[None]:
    yield
    app.state.jobs.stop()
    app.state.views.close()


def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        problem = Problem(
            status=404,
            title="There is no such page",
            message=f"Nothing is at {request.url.path}.",
            way_out="Go back, or start from the desk.",
        )
    else:
        problem = Problem(
            status=error.status_code,
            title=TITLES.get(error.status_code, "This did not work"),
            message=f"{error.detail}.".replace("..", "."),
            way_out="Go back and try again.",
        )
    return answer_problem(request, problem)


def _answer_error(request: Request, error: Exception) -> Response:
    problem = explain_error(error)
    if problem.status == 500:
        _log.error("%s %s", request.method, request.url.path, exc_info=error)
    return answer_problem(request, problem)


def answer_problem(request: Request, problem: Problem) -> Response:
    """A problem as JSON in its one shape, or as a page that says what to do."""
    if wants_json(request):
        return reply_json(problem.as_json(), status=problem.status)
    return render(request, "problem.html", status=problem.status, problem=problem)
