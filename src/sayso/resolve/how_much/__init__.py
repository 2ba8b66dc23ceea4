"""
How much: the quantities of a text, with value, bounds, unit, change, rate, and what is counted.

`tokens` splits the text, `values` and `parts` read numbers, `units` and `money` what is measured, `amounts` and `ranges` put them together, `bounds`
reads hedges and changes, `counted` what is counted, `excluded` says which numbers count nothing, and `setting` where and as of when a figure holds.

What we hold to, where a reader could hold otherwise: "dozens" are at least 24 and have no bound; "a couple of" is about two; "most" and "a majority
of" are shares above 0.5; "one" counts with a bound, a unit, a fate or beside other numbers; "no", "several", "a few", "both" and plain "twice" count
nothing, "twice as many" is 2 times; "one in five" is the share 0.2; cents and pence are counted as such; a score, a rank and an age are no quantities; a
period that lasts is one ("for three years"), a point in time is not ("three years ago").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sayso.records import Quantity, Span
from sayso.resolve.how_much.amounts import Amount, read_amount
from sayso.resolve.how_much.bounds import Bound, Change, Hedges, find_change, read_hedges, read_trailing
from sayso.resolve.how_much.counted import COUNTED_KINDS, find_kind, read_counted, read_rate, read_subject
from sayso.resolve.how_much.excluded import find_excluded, is_date_or_age, is_name_or_code
from sayso.resolve.how_much.money import SMALL_MONEY
from sayso.resolve.how_much.parts import STARTS
from sayso.resolve.how_much.ranges import Range, read_range
from sayso.resolve.how_much.setting import set_quantities
from sayso.resolve.how_much.tokens import DASHES, Tokens, split_tokens
from sayso.resolve.how_much.units import TIME_UNITS, read_unit
from sayso.resolve.how_much.values import ONES, Number

__all__ = ["COUNTED_KINDS", "find_quantities", "set_quantities"]


def find_quantities(text: str, *, avoid: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """
    The quantities of a text, in order. Spans of `avoid` (dates, times of day, names) hold none.

    A number of days or years is a quantity too, of kind time; give `avoid` the expressions of time that are no durations.

    >>> text = "At least 200 people fled."
    >>> [(quantity.span.of(text), quantity.low, quantity.of) for quantity in find_quantities(text)]
    [('At least 200', 200, 'people')]
    """
    tokens = split_tokens(text)
    hints = frozenset({"sterling"}) if "£" in text or "sterling" in text else frozenset()
    closed = _Closed([*((span.start, span.end) for span in avoid), *find_excluded(text)])
    quantities: list[Quantity] = []
    at, floor = 0, 0
    for start in _find_starts(tokens):
        if start < at:
            continue
        quantity, at, floor = _read_quantity(tokens, start, floor, hints=hints, closed=closed)
        if quantity is not None:
            quantities.append(quantity)
    return tuple(quantities)


class _Closed:
    """The stretches of a text that hold no quantity."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(stretches):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def holds(self, offset: int) -> bool:
        """Whether the code point lies in one of them."""
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._ends[place]


def _find_starts(tokens: Tokens) -> list[int]:
    """The tokens a number may begin with."""
    return [
        at
        for at, low in enumerate(tokens.lows)
        if low in STARTS or low[0].isdecimal() or (low[0] == "." and low[-1].isdecimal())
    ]


def _read_quantity(
    tokens: Tokens, at: int, floor: int, *, hints: frozenset[str], closed: _Closed
) -> tuple[Quantity | None, int, int]:
    """The quantity whose number begins at token `at`, the token to go on with, and the first token that the hedges of the next may take."""
    amount = read_amount(tokens, at, hints=hints)
    if amount is None or closed.holds(tokens.starts[amount.number.first]):
        return None, at + 1, floor
    number = amount.number
    if amount.first < floor:  # the "£" of "75£ 100" belongs to the number before
        amount = Amount(number, number.first, number.end)
    if number.first < floor:
        return None, at + 1, floor
    if not amount.is_money and is_date_or_age(tokens, number, unit=amount.unit, unit_end=amount.end):
        return None, number.end, floor
    found = read_range(tokens, amount, hints=hints)
    if found is not None and not closed.holds(tokens.starts[found.high.number.first]) and found.first >= floor:
        return _make_range(tokens, found)
    hedges = read_hedges(tokens, amount.first, is_time=amount.unit in TIME_UNITS)
    if hedges.first < floor:
        hedges = Hedges(amount.first)
    if _counts_nothing(tokens, amount, hedges):
        return None, number.end, floor
    return _make_single(tokens, amount, hedges)


def _counts_nothing(tokens: Tokens, amount: Amount, hedges: Hedges) -> bool:
    number = amount.number
    if amount.is_money:  # "a handful of $20s"
        return tokens.low(number.end) == "s" and tokens.is_glued(number.end - 1)
    if is_name_or_code(tokens, number, unit=amount.unit, unit_end=amount.end, is_hedged=hedges.first < amount.first):
        return True
    is_one = number.value == 1 and number.form == "words" and number.scale == 1
    return is_one and not amount.is_negative and not _counts_one(tokens, amount, hedges)


_NOT_BEFORE_ONE: Final = frozenset("no the this that which any every each some another everyone day".split())
_NOT_AFTER_ONE: Final = frozenset(
    "another day thing of hand side way reason example time who that which to in and or is was with from for on at".split()
)
_ONE_COUNTED: Final = frozenset(
    "person man woman child soldier officer policeman civilian protester passenger student worker suspect gunman militant other home house vote seat goal point run "
    "touchdown interception assist homer hit death injury arrest case game win loss share job bedroom bathroom store plant bomb missile rocket plane aircraft car vehicle".split()
)
_FATES_NEAR: Final = frozenset("killed dead died injured wounded missing arrested hurt hospitalized and".split())


def _counts_one(tokens: Tokens, amount: Amount, hedges: Hedges) -> bool:
    """Whether "one" is a count: bounded, with a unit, or beside other numbers; not "one of", "no one", "one day"."""
    at, after, before = amount.number.first, tokens.low(amount.end), tokens.low(amount.number.first - 1)
    is_hedged = hedges.first < amount.first
    if amount.unit is not None:
        return amount.unit not in {"day", "night", "second", "week"} or is_hedged or amount.is_hyphenated
    if (after == "or" and tokens.low(amount.end + 1) == "more") or hedges.bound is not None:
        return True
    if after in DASHES and tokens.is_glued(at):
        return tokens.is_word(amount.end + 1)
    if before in _NOT_BEFORE_ONE or not tokens.is_word(amount.end) or after in _NOT_AFTER_ONE:
        return False
    if is_hedged or before in {"only", "just", "exactly"}:
        return tokens.low(at - 2) != "the"
    if before == "and" and any(tokens.is_number(at - back) or tokens.low(at - back) in ONES for back in range(3, 6)):
        return True
    return after in _ONE_COUNTED and any(tokens.low(amount.end + step) in _FATES_NEAR for step in range(1, 5))


# -------------------------------------------------------------------------------------------------------------------- records


def _make_range(tokens: Tokens, found: Range) -> tuple[Quantity, int, int]:
    unit = found.high.unit or found.low.unit
    is_money = found.high.is_money or found.low.is_money
    hedges = read_hedges(tokens, found.first, is_time=unit in TIME_UNITS)
    end, _, is_approximate = read_trailing(tokens, found.high.end)
    change = "add" if hedges.adds else find_change(tokens, hedges.first, end, unit, is_money=is_money)
    low, high = found.low.value, found.high.value
    quantity = Quantity(
        span=Span(tokens.starts[hedges.first], tokens.ends[end - 1]),
        low=low,
        high=high,
        approximate=hedges.approximate or is_approximate,
        bound="between",
        change=change,
        unit=unit,
        why=f"range from {_spell(low)} to {_spell(high)}",
    )
    return _complete(tokens, quantity, replace(found.high, unit=unit, is_money=is_money), hedges.first, end)


def _make_single(tokens: Tokens, amount: Amount, hedges: Hedges) -> tuple[Quantity, int, int]:
    number = amount.number
    end, trailing, is_approximate = read_trailing(tokens, amount.end)
    if end > amount.end and amount.unit is None:  # "90-plus minutes", "50 or so miles"
        unit_after = read_unit(tokens, end)
        if unit_after is not None:
            amount = replace(amount, unit=unit_after.name, is_money=unit_after.is_money, rate=unit_after.rate)
            end = unit_after.end
    if amount.unit is None and number.form in {"fraction", "ratio", "part"}:
        amount = replace(amount, unit="share")
    change = "add" if hedges.adds else find_change(tokens, hedges.first, end, amount.unit, is_money=amount.is_money)
    value, low, high, bound = _place_bound(amount, hedges.bound or trailing)
    if change == "add" and tokens.low(end) == "more":
        end += 1
    quantity = Quantity(
        span=Span(tokens.starts[hedges.first], tokens.ends[end - 1]),
        value=value,
        low=low,
        high=high,
        approximate=hedges.approximate or is_approximate or number.form in {"plural", "vague", "couple"},
        bound=bound,
        change=change,
        unit=amount.unit,
        why=_explain(tokens, number, hedges, bound, change),
    )
    return _complete(tokens, quantity, amount, hedges.first, end)


def _place_bound(amount: Amount, bound: Bound | None) -> tuple[float | None, float | None, float | None, Bound | None]:
    """Value, low, high and bound, as the contract has them: "at least 200" has no value and low 200."""
    number, value = amount.number, amount.value
    if number.form == "part":
        return None, number.low, number.high, "more_than" if number.low is not None else "less_than"
    if value is None:
        return None, number.low, None, bound if bound in {"at_least", "more_than"} else None
    if bound in {"at_least", "more_than"}:
        return None, value, None, bound
    if bound in {"at_most", "less_than"}:
        return None, None, value, bound
    return value, None, None, None


def _spell(value: float | None) -> str:
    """The number as a reader writes it: "1,500"."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


_REASONS: Final = {
    "plural": "is at least two of them",
    "vague": "is at least two of them",
    "couple": "is read as two",
    "ratio": "is a share",
    "fraction": "is a fraction",
    "times": "is so many times as much",
    "words": "is a number in words",
    "digits": "is a number in digits",
}


def _explain(tokens: Tokens, number: Number, hedges: Hedges, bound: Bound | None, change: Change | None) -> str:
    """The rules that gave the value, in words a user reads."""
    words = tokens.text[tokens.starts[number.first] : tokens.ends[number.end - 1]]
    part = "is more than half" if number.low is not None else "is less than half"
    reasons = [f"“{words}” {_REASONS.get(number.form, part)}"]
    if hedges.words:
        reasons.append(f"“{' '.join(hedges.words)}” before it")
    elif bound is not None and number.form != "part":
        reasons.append("a bound after it")
    if change is not None and not hedges.adds:
        reasons.append(f"the words around it say {change.replace('_', ' ')}")
    return "; ".join(reasons)


def _complete(tokens: Tokens, quantity: Quantity, amount: Amount, first: int, end: int) -> tuple[Quantity, int, int]:
    """The record with what it counts, its rate and its kind; the token to go on with, twice."""
    change, unit = quantity.change, quantity.unit
    noun_at = end
    if change is not None and tokens.low(end) in _COMPARATIVES:
        noun_at += 1
    rate_end, rate = (noun_at, amount.rate) if amount.rate is not None else read_rate(tokens, noun_at)
    counted_end, counted = _read_what(tokens, amount, rate_end)
    if rate is None:
        rate_end, rate = read_rate(tokens, counted_end)
    if counted is None and (amount.is_money or unit in {None, "percent", "percentage point", "basis point", "cent"}):
        counted = _find_subject(tokens, first)
    kind = find_kind(tokens, first, counted_end, counted, unit, is_money=amount.is_money or unit in SMALL_MONEY)
    if kind == "distance" and rate in {"hour", "second"}:
        kind = "speed"
    if kind == "share" and change in {"up_by", "down_by"}:
        kind = None
    stop = rate_end if rate is not None and rate[:1].isdecimal() else end
    return replace(quantity, of=counted, rate=rate, kind=kind), stop, end


_COMPARATIVES: Final = frozenset("more fewer less additional extra other higher lower".split())


def _read_what(tokens: Tokens, amount: Amount, at: int) -> tuple[int, str | None]:
    """What is counted, after the number and its unit."""
    low, after = tokens.low(at), tokens.low(at + 1)
    if amount.unit in {"share", "percent"}:
        return read_counted(tokens, at, takes_of=True)
    if amount.unit is None or amount.is_hyphenated:
        is_dashed = low in DASHES and tokens.is_glued(at - 1) and tokens.is_glued(at)
        return read_counted(tokens, at + 1 if is_dashed else at, takes_of=False)
    if low == "of" or (amount.is_money and tokens.is_word(at) and low not in {"in", "worth"}):
        return read_counted(tokens, at, takes_of=False)
    if amount.is_money and low == "worth" and after == "of":
        return read_counted(tokens, at + 1, takes_of=False)
    if amount.is_money and low == "in" and not tokens.is_number(at + 1) and not tokens.is_capital(at + 1):
        return read_counted(tokens, at + 1, takes_of=False)
    return at, None


_LEVEL_VERBS: Final = frozenset("is was are were stood stands totaled totalled reached hit averaged remained".split())


def _find_subject(tokens: Tokens, first: int) -> str | None:
    """What rose, fell or stands at the number: the noun phrase before the verb."""
    if tokens.low(first - 1) == "or":
        return None
    place = first - 1 if tokens.low(first - 1) in {"by", "to", "at", "of", "from"} else first
    while tokens.low(place - 1) in {"up", "down", "sharply", "slightly", "further"} and tokens.low(place - 2) not in {
        ",",
        "is",
        "was",
        "are",
        "were",
    }:
        place -= 1
    is_change = find_change(tokens, place, place, "percent", is_money=True) is not None
    return read_subject(tokens, place - 1) if is_change or tokens.low(place - 1) in _LEVEL_VERBS else None
