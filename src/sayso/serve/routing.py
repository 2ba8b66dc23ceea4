"""How pages are joined to addresses: every page also as JSON, and every write only with its token."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sayso.ledger.plain import to_plain
from sayso.serve.problems import PageError, TooLargeError

Fields = Mapping[str, Any]
Page = Callable[[Request], Response]
Write = Callable[[Request, Fields], Response]
MOST_FILES, MOST_FIELDS = 2000, 500
TOKEN_HEADER = "x-sayso-token"  # noqa: S105 (the header's name)


class WriteRoute(Route):
    """A route behind the token: the only kind that may take anything but GET."""


def route_page(path: str, html: Page, data: Callable[[Request], Any], *, name: str) -> list[Route]:
    """
    The routes of one page: as HTML at `path`, as JSON at `path`.json and at /api/v1`path`.

    Both functions are plain (not async) and run in the thread pool. `data` returns plain data or records.
    """

    def answer(request: Request) -> Response:
        return reply_json(data(request))

    bare = "/desk" if path == "/" else path
    return [
        Route(f"{bare}.json", answer, name=f"{name}.json"),
        Route(f"/api/v1{bare}", answer, name=f"{name}.api"),
        Route(path, html, name=name),
    ]


def route_write(path: str, write: Write, *, name: str, api: bool = True) -> list[Route]:
    """
    The routes of something that changes the ledger: POST at `path`, and at /api/v1`path` unless `api` is false.

    `write` is a plain function; it gets the request and the fields sent, of a form (files are `UploadFile`s, several under one name a list) or
    of a JSON object. The token must be among the fields as "token" or in the header X-Sayso-Token, else the answer is 403 and `write` is not
    called.
    """

    async def answer(request: Request) -> Response:
        try:
            fields = await read_fields(request)
            check_token(request, fields)
            return await run_in_threadpool(write, request, fields)
        finally:
            await request.close()

    routes: list[Route] = [WriteRoute(path, answer, methods=["POST"], name=name)]
    if api:
        routes.append(WriteRoute(f"/api/v1{path}", answer, methods=["POST"], name=f"{name}.api"))
    return routes


def check_token(request: Request, fields: Fields) -> None:
    """Raises `PageError` unless the token of this server's pages came with the request."""
    given = request.headers.get(TOKEN_HEADER) or fields.get("token") or ""
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), request.app.state.token.encode()):
        raise PageError(
            403,
            "The request did not come from a page of this sayso, or the page is older than this run of sayso serve.",
            "Load the page again and repeat what you did.",
        )


async def read_fields(request: Request) -> Fields:
    """The fields of a form or of a JSON object. Raises `PageError` for a body that is neither."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            fields = json.loads(await request.body() or b"{}")
            json.dumps(
                fields, ensure_ascii=False
            ).encode()  # half of a surrogate pair is no text, and nothing could store it
        except ValueError as error:
            raise PageError(400, "The body is no JSON.", "Send a JSON object in UTF-8.") from error
        if not isinstance(fields, dict):
            raise PageError(400, "The body is JSON but no object.", "Send a JSON object in UTF-8.")
        return fields
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data", ""):
        raise PageError(415, f"A body of type {kind} is not understood.", "Send a form or a JSON object.")
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=8_000_000)
    except HTTPException as error:
        if isinstance(error.__context__, TooLargeError):
            raise error.__context__ from None
        raise PageError(400, f"The form cannot be read: {error.detail}", "Send it again.") from error
    fields = {}
    for key in form:
        values = form.getlist(key)
        fields[key] = values if len(values) > 1 or any(isinstance(value, UploadFile) for value in values) else values[0]
    return fields


def wants_json(request: Request) -> bool:
    """Whether the answer, be it an error, should be JSON."""
    path = request.url.path
    return (
        path.startswith("/api/")
        or path.endswith(".json")
        or request.headers.get("accept", "").startswith("application/json")
    )


def reply_json(data: Any, *, status: int = 200) -> JSONResponse:
    """Plain data or records as JSON."""
    return JSONResponse(to_plain(data), status_code=status)
