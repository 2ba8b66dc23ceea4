"""
Calendar periods: a day, a week, a month, a quarter, a year …, how to move along them, and how TIMEX3 and EDTF write them.

Weeks begin on Monday (ISO 8601). EDTF has no weeks, weekends, halves or quarters that are widely read, so those are written as intervals.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
SEASON_NAMES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
SEASON_EDTF = {3: 21, 6: 22, 9: 23, 12: 24}


@dataclass(frozen=True, slots=True)
class Period:
    """
    One calendar period: its grain and its first day.

    >>> Period("month", date(2014, 5, 1)).end_before
    datetime.date(2014, 6, 1)
    """

    grain: str
    begin: date

    @property
    def end_before(self) -> date:
        """The first day after the period."""
        if self.grain == "day":
            return self.begin + ONE_DAY
        if self.grain == "weekend":
            return self.begin + 2 * ONE_DAY
        if self.grain == "week":
            return self.begin + 7 * ONE_DAY
        return add_months(self.begin, MONTHS_IN[self.grain])


def find_period(grain: str, day: date) -> Period:
    """
    The period of that grain in which a day lies; for a weekend, the one of the day's week.

    >>> find_period("quarter", date(1989, 11, 2)).begin
    datetime.date(1989, 10, 1)
    """
    if grain == "day":
        return Period(grain, day)
    monday = day - timedelta(days=day.weekday())
    if grain == "week":
        return Period(grain, monday)
    if grain == "weekend":
        return Period(grain, monday + 5 * ONE_DAY)
    if grain == "season":
        month = day.month // 3 * 3
        return Period(grain, date(day.year, month, 1) if month else date(day.year - 1, 12, 1))
    if grain in ("decade", "century"):
        years = MONTHS_IN[grain] // 12
        return Period(grain, date(max(1, day.year // years * years), 1, 1))
    months = MONTHS_IN[grain]
    return Period(grain, date(day.year, (day.month - 1) // months * months + 1, 1))


def shift_period(period: Period, count: int) -> Period:
    """The period of the same grain, `count` later (earlier if negative). Raises `ValueError` outside the years 1 to 9999."""
    return Period(period.grain, shift_day(period.begin, period.grain, count))


def shift_day(day: date, unit: str, count: int) -> date:
    """The day `count` units later. Raises `ValueError` outside the years 1 to 9999."""
    if unit in DAYS_IN:
        try:
            return day + timedelta(days=DAYS_IN[unit] * count)
        except OverflowError as error:
            raise ValueError(str(error)) from error
    return add_months(day, MONTHS_IN[unit] * count)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter. Raises `ValueError` outside the years 1 to 9999."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError(f"the year {year} is outside 1 to 9999")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def write_timex(period: Period) -> str:
    """
    The TIMEX3 value, with decades and centuries as their leading digits.

    >>> write_timex(find_period("week", date(1998, 2, 10)))
    '1998-W07'
    """
    day = period.begin
    if period.grain == "day":
        return day.isoformat()
    if period.grain in ("week", "weekend"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if period.grain == "weekend" else "")
    if period.grain == "month":
        return f"{day.year:04}-{day.month:02}"
    if period.grain == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if period.grain == "half":
        return f"{day.year:04}-H{1 if day.month == 1 else 2}"
    if period.grain == "season":
        return f"{day.year:04}-{SEASON_NAMES[day.month]}"
    digits = {"year": 4, "decade": 3, "century": 2}[period.grain]
    return f"{day.year:04}"[:digits]


def write_edtf(period: Period) -> str:
    """
    The EDTF string.

    >>> write_edtf(find_period("week", date(1998, 2, 10)))
    '1998-02-09/1998-02-15'
    """
    day, last = period.begin, period.end_before - ONE_DAY
    if period.grain in ("day", "month", "year"):
        return write_timex(period)
    if period.grain in ("week", "weekend"):
        return f"{day.isoformat()}/{last.isoformat()}"
    if period.grain in ("quarter", "half"):
        return f"{day.isoformat()[:7]}/{last.isoformat()[:7]}"
    if period.grain == "season":
        return f"{day.year:04}-{SEASON_EDTF[day.month]}"
    return f"{day.year:04}"[: 3 if period.grain == "decade" else 2] + ("X" if period.grain == "decade" else "XX")
