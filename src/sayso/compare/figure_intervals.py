"""The numbers that a figure leaves open, as an interval: bounds, ranges, vague, approximate and round numbers, and how they are shown."""

from __future__ import annotations

import re
from math import inf
from typing import Final

from sayso.compare.figure import Figure
from sayso.records import Quantity

Interval = tuple[float, float]

_NEARLY: Final = re.compile(
    r"^(?:very )?(?:nearly|almost|near|nearing|approaching|close to|just about|virtually|practically)\b", re.IGNORECASE
)
_ABOUT: Final = 0.1
"""How far an approximate number may be off, as a share of it."""
_ROUND: Final = 0.05
_CONVERTED: Final = 0.02
"""How far a converted unit may be off: 100 acres are given as 40 hectares."""


def find_interval(figure: Figure, other: Figure | None = None) -> Interval:
    """
    The least and the greatest number that the figure leaves open, in its measure's own unit; a fall is negative.

    "About" and "some" leave a tenth to either side, "nearly" a tenth below; "dozens" end at 200, other vague numbers at ten times their least. Beside a more
    exact `other`, a round number of 1,000 or more leaves what it rounds, at most a twentieth.
    """
    low, high = _bound_interval(figure)
    if other is not None:
        low, high = _loosen(low, high, figure, other)
    low, high = low * figure.factor, high * figure.factor
    return (-high, -low) if figure.quantity.change == "down_by" else (low, high)


def _bound_interval(figure: Figure) -> Interval:
    quantity = figure.quantity
    value, low, high = quantity.value, quantity.low, quantity.high
    if (
        value is not None and value < 0 and figure.measure in {"count", "area"}
    ):  # the dash of a list: nothing is counted below zero
        value = -value
    if value is not None:
        if not quantity.approximate:
            return value, value
        slack = abs(value) * _ABOUT
        return value - slack, value if _NEARLY.match(_strip_label(figure)) else value + slack
    if low is not None and high is None and quantity.bound is None:
        return low, _end_vague(low)
    slack = _ABOUT if quantity.approximate and quantity.bound == "between" else 0.0
    return (-inf if low is None else low * (1 - slack)), (inf if high is None else high * (1 + slack))


def _end_vague(low: float) -> float:
    """Where a vague number ends: "dozens" and "scores" below 200, "hundreds" below 2,000, "thousands" below 20,000."""
    return 199.0 if low < 200 else low * 10


def _strip_label(figure: Figure) -> str:
    """The label from the hedge on: "killed nearly 50" opens with "nearly"."""
    match = re.search(
        r"\b(?:very )?(?:nearly|almost|near|nearing|approaching|close to|just about|virtually|practically)\b",
        figure.label,
        re.IGNORECASE,
    )
    return figure.label[match.start() :] if match else figure.label


def _loosen(low: float, high: float, figure: Figure, other: Figure) -> Interval:
    """The interval with what rounding and converting leave open."""
    value, exact = figure.quantity.value, other.quantity.value
    is_plain = not figure.quantity.approximate and figure.quantity.unit == other.quantity.unit
    if is_plain and value is not None and exact is not None and _is_rounded(value, exact):
        return min(low, exact), max(high, exact)
    if figure.quantity.unit != other.quantity.unit and figure.measure == other.measure and figure.measure != "share":
        return low * (1 - _CONVERTED), high * (1 + _CONVERTED)
    return low, high


def _is_rounded(value: float, exact: float) -> bool:
    """
    Whether `value` is `exact` in round numbers: 9,600 for 9,614.

    >>> _is_rounded(9600, 9614), _is_rounded(20, 21), _is_rounded(9614, 9600)
    (True, False, False)
    """
    if value != int(value) or exact != int(exact) or abs(value) < 1000 or abs(value - exact) > _ROUND * abs(exact):
        return False
    zeros = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return zeros >= 2 and round(exact, -zeros) == value


def show_number(quantity: Quantity) -> str:
    """
    The figure in digits, for tables: value, or its ends.

    >>> show_number(Quantity(span=__import__("sayso.records").records.Span(0, 1), low=200, bound="at_least", why=""))
    'at least 200'
    """
    spell = spell_number
    if quantity.value is not None:
        return spell(quantity.value)
    if quantity.low is not None and quantity.high is not None:
        return f"{spell(quantity.low)}–{spell(quantity.high)}"
    if quantity.low is not None:
        return f"{'more than' if quantity.bound == 'more_than' else 'at least'} {spell(quantity.low)}"
    if quantity.high is not None:
        return f"{'less than' if quantity.bound == 'less_than' else 'at most'} {spell(quantity.high)}"
    return "unknown"


def spell_number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def tell_range(interval: Interval) -> str:
    low, high = interval
    if low == high:
        return spell_number(low)
    if high == inf:
        return f"{spell_number(low)} or more"
    return f"{spell_number(high)} or less" if low == -inf else f"{spell_number(low)}–{spell_number(high)}"
