"""Holidays that move from year to year: Easter, and those that are the n-th weekday of a month."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.resolve.when.periods import ONE_DAY

_MONDAYS = {"labor": (9, 1), "columbus": (10, 2)}
"""American holidays: the month, and which of its Mondays."""


def find_holiday(name: str, year: int) -> date:
    """
    The day of a moving holiday ("thanksgiving", "easter", "good friday", "labor" …) in a year.

    >>> find_holiday("labor", 2017).isoformat()
    '2017-09-04'
    """
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    if name in _MONDAYS:
        month, number = _MONDAYS[name]
        first = date(year, month, 1)
        return first + timedelta(days=-first.weekday() % 7 + 7 * (number - 1))
    if name == "memorial":
        return date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday())
    # Easter by the anonymous Gregorian algorithm.
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    easter = date(year, month, day + 1)
    return easter - 2 * ONE_DAY if name == "good friday" else easter
