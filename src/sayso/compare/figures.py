"""
Two figures at once: whether they can be compared, whether both can hold, and if not, whether the later one updates the earlier.

The comparators run in a fixed order, and the first that decides gives the reason. Not comparable: one is a forecast, a change, a part or an
earlier figure and the other is not; other measure, currency, rate; other thing counted, other fate; another event, place, period, window. Then: both
can hold (bounds, ranges, vague and round numbers overlap); else conflict, or update and revised down where one is later and such a figure moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sayso.compare.figure import Figure
from sayso.compare.figure_intervals import Interval, find_interval, show_number, spell_number, tell_range
from sayso.compare.figure_places import narrow_places, relate_places
from sayso.compare.figure_times import Order
from sayso.compare.figure_words import find_course, find_fates, is_generic, singular


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What the left figure is to the right: a comparison's type, the reason in words, and whether the right one is the later.

    `type` is not_comparable, compatible, conflict, update or revised_down. `equal` tells figures that are the same from those that merely can both hold.
    """

    type: str
    why: str
    right_is_later: bool = False
    equal: bool = False


def compare_figures(left: Figure, right: Figure, *, order: Order | None = None, settled: bool = False) -> Finding:
    """
    What two figures are to each other. `order` says which is later, `None` where nothing tells; `settled`, that what they count was long over
    when they were given, so that time explains no difference.

    Neither figure is ever said to be right.
    """
    obstacle = find_obstacle(left, right)
    if obstacle is not None:
        return Finding(type="not_comparable", why=obstacle)
    ones, others = find_interval(left, right), find_interval(right, left)
    raised = _compare_floors(left, right, order)
    if raised is not None:
        return raised
    if ones[0] <= others[1] and others[0] <= ones[1]:
        return _explain_overlap(left, right, ones, others)
    nested = _compare_nested(left, right, ones, others)
    if nested is not None:
        return nested
    return _place_in_time(left, right, ones, others, None if settled else order, settled=settled)


# --------------------------------------------------------------------------------------------------------------- not comparable


def find_obstacle(left: Figure, right: Figure) -> str | None:
    """Why the two cannot be compared, in words; `None` where they can."""
    for check in _CHECKS:
        reason = check(left, right)
        if reason is not None:
            return reason
    return None


_ROLE_NAMES: Final = {
    "change": "a change and not a level",
    "earlier": "an earlier figure that its own sentence moves on from",
    "forecast": "expected and not yet counted",
    "part": "a part of a larger figure",
    "base": "the whole of which a part is told",
}


def _check_roles(left: Figure, right: Figure) -> str | None:
    one, other = ("level" if figure.role == "base" else figure.role for figure in (left, right))
    if one == other and one != "earlier":
        return None
    odd = left if one != "level" else right
    return f"“{odd.label}” is {_ROLE_NAMES[odd.role]}"


def _check_measures(left: Figure, right: Figure) -> str | None:
    if left.measure == right.measure:
        return None
    if "share" in {left.measure, right.measure}:
        return "one is a share, the other is not"
    currencies = [f.measure for f in (left, right) if re.fullmatch(r"[A-Z]{3}", f.measure)]
    if len(currencies) == 2:
        return f"amounts in two currencies, {currencies[0]} and {currencies[1]}"
    return f"one is {_name_measure(left)}, the other {_name_measure(right)}"


def _name_measure(figure: Figure) -> str:
    return "a count" if figure.measure == "count" else f"measured in {figure.quantity.unit or figure.measure}"


def _check_rates(left: Figure, right: Figure) -> str | None:
    one, other = left.quantity.rate, right.quantity.rate
    if one == other:
        return None
    if one is None or other is None:
        return f"one is per {one or other}, the other in all"
    return f"one is per {one}, the other per {other}"


def _check_nouns(left: Figure, right: Figure) -> str | None:
    if left.fate == right.fate == "contained" or left.thing is None or right.thing is None:
        return None
    if left.thing != right.thing:
        return f"one counts {_show_noun(left)}, the other {_show_noun(right)}"
    if left.noun is None or right.noun is None or singular(left.noun) == singular(right.noun):
        return None
    generic = is_generic(left.noun), is_generic(right.noun)
    if all(generic) or left.thing in _ONE_THING:
        return None
    part, whole = (right, left) if generic[0] else (left, right)
    if any(generic):
        return f"{_show_noun(part)} may be only some of the {_show_noun(whole)}"
    return f"one counts {_show_noun(left)}, the other {_show_noun(right)}"


_ONE_THING: Final = frozenset(
    "responders troops fighters police children refugees civilians customers workers protesters vehicles".split()
)
"""Things whose nouns are used for one another in news: firefighters and personnel, troops and soldiers."""


def _show_noun(figure: Figure) -> str:
    return figure.noun or figure.thing or "things"


def _check_fates(left: Figure, right: Figure) -> str | None:
    if left.fate == right.fate or left.fate is None or right.fate is None:
        return None
    return f"one counts what is {left.fate}, the other what is {right.fate}"


def _check_names(left: Figure, right: Figure) -> str | None:
    if not left.names or not right.names or set(left.names) & set(right.names):
        return None
    return f"another event: {', '.join(left.names)} and {', '.join(right.names)}"


def _check_places(left: Figure, right: Figure) -> str | None:
    if relate_places(left.places, right.places) != "different":
        return None
    if is_of_event(left) and is_of_event(right) and not _is_far(left, right):
        return None
    one, other = (", ".join(place.name for place in narrow_places(figure.places)) for figure in (left, right))
    return f"another place: {one} and {other}"


def is_of_event(figure: Figure) -> bool:
    """Whether places beside the figure only say where the event is, and do not bound what is counted: a burned area, containment."""
    return figure.fate == "contained" or (figure.fate == "burned" and figure.measure == "area")


def _is_far(left: Figure, right: Figure) -> bool:
    """Whether the two name other countries: the same fire does not burn in both without a word."""
    ones, others = ({place.country for place in figure.places} - {None} for figure in (left, right))
    return bool(ones) and bool(others) and not ones & others


def _check_periods(left: Figure, right: Figure) -> str | None:
    one, other = left.period, right.period
    if one is None or other is None or None in {one.begin, one.end_before, other.begin, other.end_before}:
        return None
    if (
        left.quantity.value is not None and left.quantity.value == right.quantity.value
    ):  # the dates then speak for themselves
        return None
    if str(one.begin) < str(other.end_before) and str(other.begin) < str(one.end_before):
        return None
    return f"another period: {one.edtf or one.begin} and {other.edtf or other.begin}"


def _check_windows(left: Figure, right: Figure) -> str | None:
    if left.window == right.window:
        return None
    if left.window is None or right.window is None:
        return f"one counts “{left.window or right.window}”, the other names no such stretch of time"
    return f"one counts “{left.window}”, the other “{right.window}”"


_CHECKS: Final[tuple[Callable[[Figure, Figure], str | None], ...]] = (
    *(_check_measures, _check_rates, _check_roles, _check_nouns, _check_fates),
    *(_check_names, _check_places, _check_periods, _check_windows),
)


# -------------------------------------------------------------------------------------------------------------------- decisions


def _explain_overlap(left: Figure, right: Figure, ones: Interval, others: Interval) -> Finding:
    one, other = left.quantity, right.quantity
    if one.value is not None and one.value == other.value and left.quantity.unit == right.quantity.unit:
        return Finding(
            type="compatible",
            why=f"both say {spell_number(one.value)}",
            equal=not one.approximate and not other.approximate,
        )
    if (one.low, one.high, one.value, one.bound) == (other.low, other.high, other.value, other.bound):
        return Finding(type="compatible", why=f"both say {show_number(one)}", equal=True)
    if left.quantity.unit != right.quantity.unit:
        return Finding(type="compatible", why="both can hold, once converted to one unit")
    scale = 1 / left.factor
    ranges = [tell_range((low * scale, high * scale)) for low, high in (ones, others)]
    return Finding(type="compatible", why=f"both can hold: {ranges[0]} and {ranges[1]} overlap")


def _compare_floors(left: Figure, right: Figure, order: Order | None) -> Finding | None:
    """
    An update although both could hold: a later floor above an earlier one ("at least 12", then "at least 15"), or words that say that the count moved there
    ("at least 12", then "rose to 15").
    """
    if order is None or order.sign == 0:
        return None
    later, earlier = (left, right) if order.sign > 0 else (right, left)
    one, other = later.quantity, earlier.quantity
    is_above, only_grows = _state(later) > _state(earlier), _course(left, right) == "cumulative"
    if {one.bound, other.bound} <= {"at_least", "more_than"} and is_above and only_grows:
        return Finding(type="update", why="later, and its floor is higher", right_is_later=order.sign < 0)
    is_below = _state(later) < _state(earlier) and not only_grows
    if (one.change == "up_to" and is_above) or (one.change == "down_to" and is_below):
        moved = "rose" if is_above else "fell"
        return Finding(
            type="update", why=f"later, and its own words say that it {moved}", right_is_later=order.sign < 0
        )
    return None


def _state(figure: Figure) -> float:
    """The number that the figure's words state, bound or not, in its measure's own unit."""
    quantity = figure.quantity
    stated = next((n for n in (quantity.value, quantity.low, quantity.high) if n is not None), 0.0)
    return stated * figure.factor


def _compare_nested(left: Figure, right: Figure, ones: Interval, others: Interval) -> Finding | None:
    """Figures of a place and of a place within it: not comparable, unless the part is the larger."""
    relation = relate_places(left.places, right.places)
    if relation not in {"left_wider", "right_wider"} or is_of_event(left) or left.measure == "share":
        return None
    whole, part = (ones, others) if relation == "left_wider" else (others, ones)
    wide, narrow = (left, right) if relation == "left_wider" else (right, left)
    names = [", ".join(place.name for place in narrow_places(figure.places)) for figure in (wide, narrow)]
    if whole[1] >= part[0]:
        return Finding(
            type="not_comparable", why=f"the figure for {names[0]} may take in more than that for {names[1]}"
        )
    return Finding(
        type="conflict", why=f"both cannot hold: {names[1]} lies within {names[0]}, and its figure is the larger"
    )


def _course(left: Figure, right: Figure) -> str:
    return find_course(left.fate or right.fate, left.measure, is_rate=left.quantity.rate is not None)


def _place_in_time(
    left: Figure, right: Figure, ones: Interval, others: Interval, order: Order | None, *, settled: bool
) -> Finding:
    """Figures that cannot both hold at one time: conflict, or what the later one does to the earlier."""
    if order is None or order.sign == 0:
        told = "what they count was long over by then" if settled else "nothing says that one is later"
        return Finding(
            type="conflict", why=f"both cannot hold, and {told if order is None else 'they are of the same time'}"
        )
    is_higher = (ones > others) == (order.sign > 0)
    direction, course, later = "higher" if is_higher else "lower", _course(left, right), order.sign < 0
    what = _name_count(left, right)
    if course == "cumulative" and left.role == "level":
        if is_higher:
            return Finding(type="update", why=f"later and higher, the count of {what} rises", right_is_later=later)
        return Finding(
            type="revised_down",
            why=f"later and lower, though a count of {what} can only grow: it was revised",
            right_is_later=later,
        )
    if (course == "level" and left.role != "change") or left.role == "forecast":
        return Finding(
            type="update", why=f"later and {direction}, and such a figure moves both ways", right_is_later=later
        )
    if order.days <= _STEADY_DAYS:
        return Finding(type="conflict", why="both cannot hold, and nothing says that such a figure changes within days")
    return Finding(
        type="update",
        why=f"later and {direction}; nothing says whether it changed or was put right",
        right_is_later=later,
    )


def _name_count(left: Figure, right: Figure) -> str:
    """What is counted, for the reason: "structures destroyed", "the killed"."""
    noun, fate = left.noun or right.noun or left.quantity.unit, left.fate or right.fate
    if noun is None or find_fates(noun):
        return f"the {fate}"
    return f"{noun} {fate}"


_STEADY_DAYS: Final = 3
"""Within so many days two figures for a thing of which nothing says that it changes are a conflict, not an update."""
