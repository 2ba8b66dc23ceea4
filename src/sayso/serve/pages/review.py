"""
Claims to check, one at a time, by keyboard alone: least certain first, or at random to learn how often the machine is wrong.

Only a random sample says something about the claims that were not looked at. So its decisions carry the seed as their reason, and the error rate counts
the claims of that sample and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from sayso.ledger import LedgerView
from sayso.ledger.checking import Sample, count_to_check, find_last_of, find_to_check, name_sample, read_sample
from sayso.serve.cards import make_cards, walk
from sayso.serve.decisions import DEEDS
from sayso.serve.pages.claim import cut_passages
from sayso.serve.problems import PageError
from sayso.serve.routing import route_page
from sayso.serve.state import open_view
from sayso.serve.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be checked: in which order, from which seed, whether also what others have checked, and behind which claim."""

    order: Literal["least_certain", "random"] = "least_certain"
    seed: int = 1
    others: bool = False
    after: str | None = None

    def as_address(self, *, after: str | None = None) -> str:
        """The address of the page with this wish, going on behind the claim `after`."""
        values: dict[str, Any] = {"order": self.order}
        values |= {"seed": self.seed} if self.order == "random" else {}
        values |= {"others": "yes"} if self.others else {}
        values |= {"after": after} if after else {}
        return f"/review?{urlencode(values)}"


def read_wish(query: Mapping[str, str]) -> Wish:
    """The wish in an address. Raises `PageError` for a seed that is no number."""
    seed = query.get("seed") or "1"
    if not seed.isdecimal() or len(seed) > 9:
        raise PageError(400, "The seed is a whole number of at most nine digits.", "Choose another seed.")
    order: Literal["least_certain", "random"] = "random" if query.get("order") == "random" else "least_certain"
    return Wish(order=order, seed=int(seed), others=bool(query.get("others")), after=query.get("after") or None)


def estimate_rate(wrong: int, checked: int) -> tuple[float, float, float] | None:
    """
    A share with its 95 % interval by Wilson's score method (1927), which holds for small samples and for shares near 0 and 1; `None` without a sample.

    >>> [round(value, 3) for value in estimate_rate(2, 20)]
    [0.1, 0.028, 0.301]
    """
    if not checked:
        return None
    z = 1.959964
    share = wrong / checked
    middle = (share + z * z / (2 * checked)) / (1 + z * z / checked)
    half = z / (1 + z * z / checked) * sqrt(share * (1 - share) / checked + z * z / (4 * checked * checked))
    return share, max(0.0, middle - half), min(1.0, middle + half)


def read_review(view: LedgerView, wish: Wish, who: str) -> dict[str, Any]:
    """The claim to look at now, how many are left, and the sample so far."""
    found = find_to_check(view, who=who, order=wish.order, seed=wish.seed, after=wish.after, others=wish.others)
    sample = read_sample(view, who=who, seed=wish.seed)
    return {
        "claim": found[0] if found else None,
        "left": count_to_check(view, who=who, others=wish.others),
        "sample": sample,
        "rate": estimate_rate(sample.wrong, sample.checked),
    }


def show_review(request: Request) -> Response:
    """The page with one claim."""
    wish = read_wish(request.query_params)
    with open_view(request) as view:
        context = read_review(view, wish, request.app.state.user)
        last = find_my_last(view, request.app.state.user)
        card, row, passages = None, None, []
        if context["claim"] is not None:
            row = view.claim(context["claim"])
            loaded = view.load(row.report.report_id, rejected=True)
            card = next(one for one in walk(make_cards(view, loaded.report)) if one.row.claim.id == row.claim.id)
            passages = cut_passages(loaded, row)
    is_random = wish.order == "random"
    return render(
        request,
        "review.html",
        wish=wish,
        row=row,
        card=card,
        passages=passages,
        last=last,
        why=name_sample(wish.seed) if is_random else "",
        here_again=wish.as_address(after=wish.after),
        skip=wish.as_address(after=row.claim.id) if row else None,
        **{name: context[name] for name in ("left", "sample", "rate")},
    )


def find_my_last(view: LedgerView, who: str) -> dict[str, Any] | None:
    """The last decision of a person on a claim, if it stands: what `u` takes back."""
    last = find_last_of(view, who=who)
    return None if last is None else {"decision": last[0], "what": DEEDS[last[1]]}


def give_review(request: Request) -> Any:
    """The id of the claim to check now, and the sample so far."""
    wish = read_wish(request.query_params)
    with open_view(request) as view:
        found = read_review(view, wish, request.app.state.user)
    sample: Sample = found["sample"]
    share, low, high = found["rate"] or (None, None, None)
    return {
        "claim": found["claim"],
        "left": found["left"],
        "order": wish.order,
        "seed": wish.seed,
        "coder": request.app.state.user,
        "sample": sample,
        "error_rate": {"value": share, "low": low, "high": high, "n": sample.checked},
    }


ROUTES: list[BaseRoute] = [*route_page("/review", show_review, give_review, name="review")]
