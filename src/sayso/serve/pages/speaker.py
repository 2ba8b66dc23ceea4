"""A speaker across reports: statements over time, offices, outlets that quote, topics, what differs, and by which names and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sayso.ledger import Hit, LedgerView, parse_query
from sayso.ledger.browsing import load_hits
from sayso.ledger.portraits import (
    Merged,
    Portrait,
    describe_speaker,
    find_newest_of,
    find_own_differences,
    list_merges,
    sample_words,
)
from sayso.serve.charts import draw_months
from sayso.serve.exports import describe_row
from sayso.serve.pages.desk import NewsItem, gather_items
from sayso.serve.problems import PageError
from sayso.serve.routing import route_page
from sayso.serve.state import open_view, recall
from sayso.serve.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

MANY_REPORTS = 10
"""From so many reports on, a person without an office has a page."""
NEWEST, DIFFERENCES = 10, 6
_PRIVATE_ROLES = frozenset(
    "aunt boyfriend bride brother bystander child colleague cousin customer daughter driver eyewitness farmer father fisherman friend girlfriend"
    " grandfather grandmother guest husband landlord mother neighbor neighbour nephew niece passenger passerby patient pensioner pupil"
    " relative resident shopkeeper shopper sister son student survivor teenager tenant tourist uncle victim villager widow widower wife"
    " witness worker".split()
)
"""Words for people in private life: a role that ends in one of them is no office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """All that the page of one speaker shows."""

    portrait: Portrait
    newest: tuple[Hit, ...]
    differences: tuple[NewsItem, ...]
    merges: tuple[Merged, ...]
    search: str


def explain_no_page(portrait: Portrait) -> str | None:
    """Why this speaker has no page, in words; None where there is one."""
    if portrait.kind != "person":
        return None
    if not portrait.named:
        return "Reports do not name this person."
    if any(not is_private(office.role) for office in portrait.offices) or portrait.reports >= MANY_REPORTS:
        return None
    return (
        f"{portrait.name} is a person whom no report here names with an office or a public role, in fewer than"
        f" {MANY_REPORTS} reports. sayso makes no page that gathers what private people said."
    )


def is_private(role: str) -> bool:
    """
    Whether a role is one of private life.

    >>> is_private("Harrow resident"), is_private("prime minister")
    (True, False)
    """
    words = role.casefold().split()
    head = words[: words.index("of")][-1:] if "of" in words[1:] else words[-1:]
    return bool(set(head) & _PRIVATE_ROLES)


def look_at_speaker(request: Request, view: LedgerView) -> Speaker:
    """The speaker whose key is in the address. Raises `PageError` where there is none, or no page."""
    key = request.path_params["key"]
    background = recall(request, "words", lambda: sample_words(view))
    portrait = describe_speaker(view, key, background=background)
    if portrait is None:
        raise PageError(
            404,
            f"Nobody in this ledger has the key {key!r}.",
            "The speaker may have been forgotten, or merged with another since. Search for the name.",
            title="No such speaker",
        )
    search = f"by:{key}"
    why = explain_no_page(portrait)
    if why is not None:
        raise PageError(
            403,
            why,
            "What reports quote is found by a search.",
            title="No page for private people",
            link=(f"/search?{urlencode({'q': search})}", "Search the reports"),
        )
    differences = find_own_differences(view, key)
    return Speaker(
        portrait=portrait,
        newest=tuple(load_hits(view, parse_query(search), find_newest_of(view, key, limit=NEWEST))),
        differences=tuple(gather_items(view, differences, most=DIFFERENCES)),
        merges=tuple(list_merges(view, key)),
        search=search,
    )


def show_speaker(request: Request) -> Response:
    """The page of one speaker."""
    with open_view(request) as view:
        speaker = look_at_speaker(request, view)
    return render(
        request, "speaker.html", speaker=speaker, one=speaker.portrait, chart=draw_months(speaker.portrait.months)
    )


def describe_page(request: Request) -> dict[str, Any]:
    """The page of one speaker as plain data."""
    with open_view(request) as view:
        speaker = look_at_speaker(request, view)
    return {
        "speaker": speaker.portrait,
        "newest": [describe_row(hit.row) for hit in speaker.newest],
        "differences": [one for item in speaker.differences for one, _ in item.others],
        "merges": list(speaker.merges),
        "query": speaker.search,
    }


ROUTES: list[BaseRoute] = route_page("/s/{key}", show_speaker, describe_page, name="speaker")  # type: ignore[assignment]
