"""Records → pages: the templates, what they can use, and the one place where report text becomes markup, always escaped."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from sayso import __version__
from sayso.ledger import ClaimRow, Snippet
from sayso.phrasing import describe_amount, label_act, name_verb

if TYPE_CHECKING:
    from starlette.requests import Request

FOLDER = Path(__file__).parent
TEMPLATES, STATIC = FOLDER / "templates", FOLDER / "static"

NAVIGATION = (("/", "Desk"), ("/search", "Search"), ("/stories", "Stories"), ("/review", "Review"), ("/about", "About"))
"""The links at the top of every page; one whose page is not there is left out."""

UNCHECKED = "machine reading, unchecked"

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def show_controls(value: Any) -> Any:
    r"""
    Text with every control character as one visible sign, so that words on the page stand in the order in which they are stored.

    One code point stays one code point and one UTF-16 unit, so that offsets hold: a bidirectional control becomes ⇄, a control of ASCII its
    picture. `None` becomes nothing: an unknown value is said in the template, with its reason.

    >>> show_controls("safe\u202etxt.exe")
    'safe⇄txt.exe'
    """
    if value is None:
        return ""
    if isinstance(value, str) and _CONTROLS.search(value):
        shown = _CONTROLS.sub(_picture, value)
        return Markup(shown) if isinstance(value, Markup) else shown  # noqa: S704 (only signs were put in)
    return value


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return "�" if code < 0xA0 else "⇄"


# -------------------------------------------------------------------------------------------------------------------- filters


def format_day(value: str | None) -> str:
    """
    An ISO date or time as a day in words; what is no full date is given as it is.

    >>> format_day("2018-02-14T09:30:00+01:00")
    '14 Feb 2018'
    """
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment.day} {moment:%b} {moment.year}"


def format_moment(value: str | None) -> str:
    """
    An ISO time as day and time, with its zone if it has one.

    >>> format_moment("2024-05-03T08:15:00+00:00")
    '3 May 2024, 08:15 UTC'
    """
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) <= 10:
        return format_day(value)
    return f"{moment.day} {moment:%b} {moment.year}, {moment:%H:%M}" + (f" {moment.tzname()}" if moment.tzinfo else "")


def format_number(value: float | None) -> str:
    """
    A number with its thousands apart.

    >>> format_number(12000)
    '12,000'
    """
    return "" if value is None else f"{value:,.12g}"


def list_chain(row: ClaimRow) -> list[str]:
    """The links from speaker to outlet, in the order in which the words travelled."""
    people = " and ".join(entity.name for entity in row.speakers) or "no source named"
    if row.claim.voice == "outlet":
        return [row.report.outlet or "outlet unknown"]
    return [people, *(relay.name for relay in reversed(row.claim.via)), row.report.outlet or "outlet unknown"]


def format_chain(row: ClaimRow) -> str:
    """Speaker → relays → outlet."""
    return " → ".join(list_chain(row))


def format_footnote(row: ClaimRow) -> str:
    """
    A claim as a footnote: who, the words, where and when they were published; with a mark while no person has checked it.

    The words are those of the report. They stand in quotation marks of our own only where they have none.
    """
    report = row.report
    words = " […] ".join(" ".join(words.split()) for words in row.content_words)
    act = label_act(row.claim.act, row.claim.saying) if row.claim.act else None
    said = f"{', '.join(list_chain(row)[:1])}{f' ({act})' if act else ''}"
    title = f"“{report.title}”" if report.title else None
    via = [f"via {relay.name}" for relay in reversed(row.claim.via)]
    place = [title, report.byline, report.outlet, format_day(report.published) or "undated", report.url]
    checked = f"checked by {row.checked_by}" if row.checked_by else UNCHECKED
    source = ", ".join(part for part in (*via, *place) if part)
    shown = words if row.claim.form == "direct" else f"“{words}”"
    return f"{said}: {shown if words else '[' + (row.cue_words or '') + ']'}. {source}. [{checked}; sayso {row.claim.id[:8]}]"


def cut_snippet(snippet: Snippet) -> list[tuple[str, bool]]:
    """The words of a snippet in pieces, each with whether it is one that was looked for."""
    pieces, at = [], snippet.span.start
    for hit in snippet.hits:
        pieces += [(snippet.text[at - snippet.span.start : hit.start - snippet.span.start], False)]
        pieces += [(snippet.text[hit.start - snippet.span.start : hit.end - snippet.span.start], True)]
        at = hit.end
    pieces.append((snippet.text[at - snippet.span.start :], False))
    return [(re.sub(r"\s+", " ", words), is_hit) for words, is_hit in pieces if words]


# ------------------------------------------------------------------------------------------------------------------ rendering


@cache
def static_address(name: str) -> str:
    """The address of a static file, which changes with its content, so that browsers may keep it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def make_environment() -> Environment:
    """The templates' environment: escaping always on, an undefined name is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=show_controls,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": format_day,
        "moment": format_moment,
        "number": format_number,
        "chain": format_chain,
        "links": list_chain,
        "footnote": format_footnote,
        "pieces": cut_snippet,
        "amount": describe_amount,
        "act": label_act,
        "verb": name_verb,
    }
    environment.globals |= {"static": static_address, "version": __version__, "unchecked": UNCHECKED}
    return environment


def render(request: Request, name: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page. Every template knows `request`, `navigation`, `here` (the path), `token`, `read_only`, `user` and `query` (what is in the search box)."""
    state = request.app.state
    context = {
        "navigation": state.navigation,
        "here": request.url.path,
        "token": state.token,
        "read_only": state.read_only,
        "user": state.user,
        "query": "",
        "request": request,
    } | context
    return HTMLResponse(make_environment().get_template(name).render(context), status_code=status)
