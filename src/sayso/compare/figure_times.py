"""
As of when a figure holds, and which of two figures is the later.

A date in the figure's own clause counts first ("as of Monday"), else the date of saying, else the publication date; the reason says which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sayso.compare.figure import Figure
from sayso.compare.figure_words import find_course
from sayso.records import Moment, Statement

MONTHS: Final = tuple(
    "January February March April May June July August September October November December".split()
)  # strftime's names hang on the locale
_CLOCK_GAP: Final = timedelta(minutes=30)
"""How far apart two times of one day must be before one counts as later: reports round the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """When a figure held: first and last day, ISO 8601; the time of day where known; what told (said, published, as of)."""

    first: str
    last: str
    clock: str | None = None
    basis: Literal["as of", "said", "published"]

    @property
    def words(self) -> str:
        """The hold as a reader writes it: "said 17 May 2018"; a span of days by its ends."""
        days = (
            spell_day(self.first) if self.first == self.last else f"{spell_day(self.first)} to {spell_day(self.last)}"
        )
        return f"{self.basis} {days}" + (f", {self.clock[:5]}" if self.clock is not None else "")


@dataclass(frozen=True, slots=True)
class Order:
    """Which of two figures is the later: `sign` 1 for the left, -1 for the right, 0 for neither; `days` between them."""

    sign: Literal[-1, 0, 1]
    days: int = 0


def spell_day(day: str) -> str:
    """
    An ISO day as a reader writes it.

    >>> spell_day("2018-05-17")
    '17 May 2018'
    """
    value = date.fromisoformat(day)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def find_hold(figure: Figure | None, statement: Statement) -> Hold | None:
    """As of when the figure (or, for none, the statement) holds; `None` where neither its clause, the saying nor the report has a date."""
    if figure is not None and figure.as_of is not None:
        hold = _read_moment(figure.as_of, "as of")
        if hold is not None:
            return hold
    said = statement.claim.said
    told = (_read_moment(said, "said") if said is not None else None) or _read_published(statement.published)
    if figure is not None and figure.period is not None and not _only_grows(figure) and is_over(figure, told):
        return _read_moment(figure.period, "as of")  # "in March there were 2,000 fighters": so many then, not now
    return told


def _only_grows(figure: Figure) -> bool:
    return find_course(figure.fate, figure.measure, is_rate=figure.quantity.rate is not None) == "cumulative"


def _read_moment(moment: Moment, basis: Literal["as of", "said"]) -> Hold | None:
    if moment.begin is None or moment.end_before is None:
        return None
    try:
        first, last = date.fromisoformat(moment.begin[:10]), date.fromisoformat(moment.end_before[:10])
    except ValueError:  # a year before the common era
        return None
    if "T" not in moment.end_before:
        last -= timedelta(days=1)
    clock = moment.begin[11:] if "T" in moment.begin and moment.type == "TIME" else None
    return Hold(first=first.isoformat(), last=max(first, last).isoformat(), clock=clock or None, basis=basis)


def _read_published(published: str | None) -> Hold | None:
    if published is None or not re.match(r"\d{4}-\d{2}-\d{2}", published):
        return None
    day, clock = published[:10], published[11:] if len(published) > 11 else None
    return Hold(first=day, last=day, clock=clock, basis="published")


def order_holds(left: Hold | None, right: Hold | None) -> Order | None:
    """
    Which of the two is the later: by the day, and within one day by the time where both times come from the same kind of words; `None` without a date.

    >>> monday, tuesday = (Hold(first=day, last=day, basis="said") for day in ("2018-05-14", "2018-05-15"))
    >>> order_holds(tuesday, monday), order_holds(monday, monday)
    (Order(sign=1, days=1), Order(sign=0, days=0))
    """
    if left is None or right is None:
        return None
    if left.last < right.first:
        return Order(-1, _days(left.last, right.first))
    if right.last < left.first:
        return Order(1, _days(right.last, left.first))
    return _order_clocks(left, right)


def _days(early: str, late: str) -> int:
    return (date.fromisoformat(late) - date.fromisoformat(early)).days


def _order_clocks(left: Hold, right: Hold) -> Order:
    if left.clock is None or right.clock is None or left.basis != right.basis or left.first != right.first:
        return Order(0)
    try:
        one = datetime.fromisoformat(f"{left.first}T{left.clock}")
        other = datetime.fromisoformat(f"{right.first}T{right.clock}")
        gap = one - other
    except (ValueError, TypeError):  # one with a zone, the other without
        return Order(0)
    if abs(gap) < _CLOCK_GAP:
        return Order(0)
    return Order(1 if gap > timedelta(0) else -1)


def is_settled(figure: Figure, hold: Hold | None) -> bool:
    """Whether a count that only grows was long complete when it was given: the day of saying does not matter then."""
    return _only_grows(figure) and is_over(figure, hold)


def is_over(figure: Figure, hold: Hold | None, *, days: int = 90) -> bool:
    """Whether the time the figure is about had ended so many days before."""
    if figure.period is None or figure.period.end_before is None or hold is None:
        return False
    try:
        return _days(figure.period.end_before[:10], hold.first) > days
    except ValueError:
        return False
