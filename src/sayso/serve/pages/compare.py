"""Two reports, or two versions of one, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.serve.problems import PageError
from sayso.serve.routing import route_page
from sayso.serve.side_by_side import SideBySide, join_words, put_side_by_side
from sayso.serve.state import open_view
from sayso.serve.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

MOST_LISTED = 200


def look_at(request: Request) -> SideBySide:
    """The two reports of the address. Raises `PageError` unless there are two different ones."""
    asked = [identity for identity in request.query_params.getlist("r") if identity]
    with open_view(request) as view:
        if len(asked) == 2:
            found = put_side_by_side(view, *asked)
            if found.left.row.report_id != found.right.row.report_id:
                return found
    raise PageError(
        422,
        "Two different reports are needed.",
        "Choose them on this page, or open it from a list of copies.",
        link=("/compare", "Choose two reports"),
    )


def show_comparison(request: Request) -> Response:
    """The page; without reports in the address a form to choose them."""
    if not any(request.query_params.getlist("r")):
        with open_view(request) as view:
            rows = list(view.reports(order="published", limit=MOST_LISTED, all_versions=True))
        return render(request, "compare_choose.html", rows=rows, most=MOST_LISTED)
    return render(request, "compare.html", seen=look_at(request))


def describe_comparison(request: Request) -> dict[str, Any]:
    """The page as plain data."""
    seen = look_at(request)
    return {
        "left": seen.left.row,
        "right": seen.right.row,
        "are_versions": seen.are_versions,
        "copy": seen.copy,
        "same": [
            {
                "left": pair.left.claim.id,
                "left_words": join_words(pair.left),
                "right": pair.right.claim.id,
                "right_words": join_words(pair.right),
                "why": pair.why,
            }
            for pair in seen.pairs
        ],
        "differences": [one.comparison for one in seen.differences],
        "only_left": [{"speaker": name, "claims": count} for name, count in seen.only_left],
        "only_right": [{"speaker": name, "claims": count} for name, count in seen.only_right],
    }


ROUTES: list[BaseRoute] = [*route_page("/compare", show_comparison, describe_comparison, name="compare")]
