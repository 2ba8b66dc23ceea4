"""
What stands between the page and the rest of the machine's browser: who may ask, who may write, how much, and what a page may load.

The page runs on the loopback, where any web site in the same browser can send requests to it. So the Host header must be one of ours (a foreign
name that was pointed at 127.0.0.1 is turned away), a write must come from our own pages (Origin, Sec-Fetch-Site, token), and no page runs
or loads what is not served from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sayso.serve.problems import TooLargeError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a browser sends "Origin: null" with the forms of our own pages
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LARGEST_FORM, LARGEST_UPLOAD = 2_000_000, 200_000_000
"""Bytes: of any body, and of one that adds reports."""
UPLOAD_PATHS = ("/add", "/api/v1/add")
SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """The outermost layer of the page."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        port: int | None,
        hosts: tuple[str, ...],
        read_only: bool,
        answer_error: Callable[[Request, Exception], Response],
    ) -> None:
        self.app, self.answer_error = app, answer_error
        self.port, self.hosts, self.read_only = port, (*LOOPBACK, *hosts), read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, refused or passed on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers["cache-control"] = _say_how_long(scope)
            await send(message)

        limit = LARGEST_UPLOAD if scope["path"] in UPLOAD_PATHS else LARGEST_FORM
        refusal = self._refuse(scope, limit)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        read = 0

        async def receive_bounded() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if read > limit:
                    raise TooLargeError(limit)
            return message

        try:
            await self.app(scope, receive_bounded, send_guarded)
        except Exception as error:
            # Caught here and not by the framework's outermost layer, so that the answer to a mistake has the same headers.
            if started:
                raise
            await self.answer_error(Request(scope), error)(scope, receive, send_guarded)

    def _refuse(self, scope: Scope, limit: int) -> Response | None:
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            return refuse(
                scope,
                421,
                "This address does not lead here.",
                "Use the address that sayso serve printed, on 127.0.0.1.",
            )
        if scope["method"] in SAFE:
            return None
        if self.read_only:
            return refuse(
                scope,
                403,
                "This page was started with --read-only, so it changes nothing.",
                "Start sayso serve without --read-only to decide and to add.",
            )
        if not self._is_own_page(headers, scope):
            return refuse(
                scope, 403, "The request came from another site.", "Open the page of sayso itself and do it there."
            )
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            problem = TooLargeError(limit).problem
            return refuse(scope, problem.status, problem.message, problem.way_out)
        return None

    def _is_ours(self, host: str) -> bool:
        name, port = _split_host(host)
        return name in self.hosts and (self.port is None or port == self.port or (port is None and self.port == 80))

    def _is_own_page(self, headers: Headers, scope: Scope) -> bool:
        """By what browsers tell of themselves; other programs tell nothing, and need the token all the same."""
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        origin = headers.get("origin")
        return origin is None or origin == f"{scope['scheme']}://{headers.get('host', '')}"


def _split_host(host: str) -> tuple[str, int | None]:
    name, mark, port = host.lower().rpartition(":")
    if not mark or not port.isdigit():
        return host.lower(), None
    return name, int(port)


def refuse(scope: Scope, status: int, message: str, way_out: str) -> Response:
    """A refusal in the one error shape, or, where a browser asks for a page, in plain words."""
    path = scope["path"]
    if path.startswith("/api/") or path.endswith(".json"):
        return JSONResponse({"error": {"status": status, "message": message, "way_out": way_out}}, status_code=status)
    return PlainTextResponse(f"{message} {way_out}\n", status_code=status)


def _say_how_long(scope: Scope) -> str:
    """How long an answer may be kept: a page never; a static file for good under an address with its hash, else until it is asked about."""
    if not scope["path"].startswith("/static/"):
        return "no-store"
    return "max-age=31536000, immutable" if scope["query_string"].startswith(b"v=") else "no-cache"
