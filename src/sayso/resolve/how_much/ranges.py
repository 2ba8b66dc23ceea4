"""Two amounts that bound one: "between 200 and 300", "5-10 percent", "$5 to $10 million", "two or three"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sayso.resolve.how_much.amounts import Amount, read_amount
from sayso.resolve.how_much.bounds import find_change
from sayso.resolve.how_much.excluded import is_bare_year
from sayso.resolve.how_much.tokens import DASHES, Tokens, is_plural_noun
from sayso.resolve.how_much.values import make_whole


@dataclass(frozen=True, slots=True)
class Range:
    """The lower and the upper amount, and the token the range begins with ("between", "from", or the first amount's)."""

    low: Amount
    high: Amount
    first: int


_PLAIN_FORMS: Final = frozenset({"digits", "words", "fraction"})
_SECOND_HEDGES: Final = frozenset(
    "$ £ € about nearly as much many even perhaps more than almost us a around some".split()
)
_FIRST_HEDGES: Final = frozenset(
    "about roughly around approximately an estimated some nearly just somewhere us anywhere".split()
)
_LEADS: Final = frozenset(
    "leads led lead leading trails trailed trail trailing ahead behind beat beats beating defeated edged edges voted vote votes favor favored approved passed".split()
)
_CONTESTS: Final = frozenset("vote margin ratio victory win decision defeat loss lead".split())
_RANGING: Final = frozenset(
    "range ranges ranged ranging anywhere vary varies varying varied cost costs costing priced".split()
)


def read_range(tokens: Tokens, amount: Amount, *, hints: frozenset[str]) -> Range | None:
    """The range that begins with this amount, `None` where the amount stands alone."""
    if amount.number.value is None or amount.number.form not in _PLAIN_FORMS or amount.is_hyphenated:
        return None
    if (
        tokens.is_number(amount.number.first)
        and tokens.is_glued(amount.number.first - 1)
        and tokens.is_word(amount.number.first - 1)
    ):
        return None  # "A380-800"
    start = _find_second(tokens, amount)
    other = None if start is None else _read_second(tokens, start, hints=hints)
    if other is None or other.number.value is None or other.number.form not in _PLAIN_FORMS:
        return None
    amount = _share_scale(amount, other)
    if not (amount.value or 0) < (other.value or 0) or not _units_agree(amount, other):
        return None
    if (
        is_bare_year(tokens, amount.number)
        and is_bare_year(tokens, other.number)
        and not _plural_follows(tokens, other.end)
    ):
        return None
    return _judge(tokens, amount, other)


def _find_second(tokens: Tokens, amount: Amount) -> int | None:
    """Where the second amount must begin: after "to", "and", "or" or a dash that does not set off a clause."""
    end = amount.end
    if tokens.low(end) in DASHES:
        is_tight = tokens.is_glued(end - 1) and tokens.is_glued(end)
        return end + 1 if is_tight else None
    return end + 1 if tokens.low(end) in {"to", "or", "and"} else None


def _read_second(tokens: Tokens, start: int, *, hints: frozenset[str]) -> Amount | None:
    for place in range(start, start + 5):
        other = read_amount(tokens, place, hints=hints)
        if other is not None or tokens.low(place) not in _SECOND_HEDGES:
            return other
    return None


def _share_scale(amount: Amount, other: Amount) -> Amount:
    """As in "2 to 3 million": the size counts for both."""
    scale, value = other.number.scale, amount.number.value
    if value is None or other.number.value is None or scale <= 12 or amount.number.scale > 1:
        return amount
    if value >= other.number.value / scale:
        return amount
    return replace(amount, number=replace(amount.number, value=make_whole(value * scale), scale=scale))


def _units_agree(amount: Amount, other: Amount) -> bool:
    """Whether both have one unit, or one of them gives it to the other: "5 to 10 percent", "$5 to 10 million"."""
    if amount.unit == other.unit or amount.unit is None:
        return True
    return amount.is_money and other.unit is None and other.number.form == "digits"


def _judge(tokens: Tokens, amount: Amount, other: Amount) -> Range | None:
    """The range, if its link and what stands around make it one."""
    link = tokens.low(amount.end)
    between_at = _find_before(tokens, amount.first, "between")
    if between_at is not None:
        return Range(amount, other, between_at)
    if link == "and" or tokens.low(other.end) in _CONTESTS:
        return None
    if link == "or":
        is_close = (
            amount.unit is None
            and amount.number.scale == other.number.scale
            and (other.value or 0) <= 2 * (amount.value or 0)
        )
        return Range(amount, other, amount.first) if is_close and (tokens.is_word(other.end) or other.unit) else None
    if link in DASHES:
        return _judge_dash(tokens, amount, other)
    from_at = _find_before(tokens, amount.first, "from")
    if from_at is not None:
        is_ranging = any(tokens.low(from_at - back) in _RANGING for back in (1, 2, 3))
        return Range(amount, other, from_at) if is_ranging else None
    change = find_change(tokens, amount.first, amount.end, amount.unit, is_money=amount.is_money)
    leads = any(tokens.low(amount.first - back) in _LEADS for back in range(1, 5))
    is_moved = change in {"up_by", "down_by"} and (amount.unit is not None or other.unit is None)
    return None if is_moved or leads else Range(amount, other, amount.first)


def _judge_dash(tokens: Tokens, amount: Amount, other: Amount) -> Range | None:
    """As in "200-300 people", "5-10 percent", "$5-$10"; not a score or a flight number."""
    if amount.number.form != "digits" or (tokens.low(amount.first - 1) in DASHES and tokens.is_glued(amount.first - 1)):
        return None
    has_size = amount.is_money or other.unit is not None or other.number.scale > 1
    is_age = other.is_hyphenated and tokens.low(other.end + 1) in {"old", "olds"}
    return (
        Range(amount, other, amount.first) if not is_age and (has_size or _plural_follows(tokens, other.end)) else None
    )


def _find_before(tokens: Tokens, at: int, word: str) -> int | None:
    """Where the word stands before token `at`, with at most two hedging words between."""
    for back in (1, 2, 3):
        if tokens.low(at - back) == word:
            return at - back
        if tokens.low(at - back) not in _FIRST_HEDGES:
            return None
    return None


def _plural_follows(tokens: Tokens, at: int) -> bool:
    """Whether a plural noun follows within three words."""
    for place in (at, at + 1, at + 2):
        if not tokens.is_word(place):
            return False
        if is_plural_noun(tokens.low(place)):
            return True
    return False
