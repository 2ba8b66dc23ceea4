"""What follows from a value that an annotator wrote: a TIMEX3 value's type, EDTF and interval, and the number that plain words are."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from notation import NotationError

_NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
            *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        start=1,
    )
}  # fmt: skip
_SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "AU": (23, 9), "WI": (24, 12)}
_DAY = r"(\d{4})-(\d\d)-(\d\d)"
MISSING: Any = object()


def derive_time(timex3: str) -> dict[str, str | None]:
    """
    `type`, `edtf`, `begin` and `end_before` of a TIMEX3 value, as far as they follow from it.

    >>> derive_time("2023-05")
    {'type': 'DATE', 'edtf': '2023-05', 'begin': '2023-05-01', 'end_before': '2023-06-01'}
    >>> derive_time("P2Y")
    {'type': 'DURATION', 'edtf': None, 'begin': None, 'end_before': None}
    """
    if re.fullmatch(r"P(?:T?(?:\d+(?:\.\d+)?|X)[A-Z]+)+", timex3):
        return _describe("DURATION", None, None, None)
    if timex3.startswith(("XXXX", "T")):
        return _describe("SET" if timex3.startswith("XXXX") else "TIME", None, None, None)
    if timex3 in {"PAST_REF", "PRESENT_REF", "FUTURE_REF"}:
        return _describe("DATE", None, None, None)
    if clock := re.fullmatch(_DAY + r"T(\d\d)(?::(\d\d))?(?:Z|[+-]\d\d:\d\d)?", timex3):
        return _derive_clock(timex3, clock)
    if part := re.fullmatch(_DAY + r"T(?:MO|MI|AF|EV|NI|DT)", timex3):
        return _derive_days("TIME", timex3[:10], _make_day(part, timex3), 1)
    if day := re.fullmatch(_DAY, timex3):
        return _derive_days("DATE", timex3, _make_day(day, timex3), 1)
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", timex3):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
        days = 2 if week[3] else 7
        return _derive_days("DATE", f"{first}/{first + timedelta(days - 1)}", first, days)
    return _derive_months(timex3)


def _derive_clock(timex3: str, clock: re.Match[str]) -> dict[str, str | None]:
    _make_day(clock, timex3)
    hour, minute = int(clock[4]), int(clock[5] or 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise NotationError(f"timex3 {timex3} is no time of day")
    first = hour * 60 + minute
    begin, end = (_add_minutes(timex3[:10], minutes) for minutes in (first, first + (1 if clock[5] else 60)))
    return _describe("TIME", begin + ":00", begin, end)


def _add_minutes(day: str, minutes: int) -> str:
    """The minute so long after the day's beginning; T24:00 is the next day's T00:00."""
    after = date.fromisoformat(day) + timedelta(days=minutes // 1440)
    return f"{after}T{minutes % 1440 // 60:02}:{minutes % 60:02}"


def _make_day(match: re.Match[str], timex3: str) -> date:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise NotationError(f"timex3 {timex3}: {error}") from None


def _derive_days(kind: str, edtf: str, first: date, days: int) -> dict[str, str | None]:
    return _describe(kind, edtf, str(first), str(first + timedelta(days)))


def _derive_months(timex3: str) -> dict[str, str | None]:
    """Months, quarters, halves, seasons, years, decades and centuries."""
    if month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", timex3):
        return _span_months(timex3, int(month[1]), int(month[2]), 1)
    if part := re.fullmatch(r"(\d{4})-([QH])([1-4])", timex3):
        size = 3 if part[2] == "Q" else 6
        first = (int(part[3]) - 1) * size + 1
        if first > 12:
            raise NotationError(f"timex3 {timex3}: a year has two halves")
        return _span_months(f"{part[1]}-{first:02}/{part[1]}-{first + size - 1:02}", int(part[1]), first, size)
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", timex3):
        code, first = _SEASONS[season[2]]
        return _span_months(f"{season[1]}-{code}", int(season[1]), first, 3)
    if years := re.fullmatch(r"(\d{2,4})X*", timex3):
        width = 10 ** (4 - len(years[1]))
        year = int(years[1]) * width
        return _span_months(years[1] + "X" * (4 - len(years[1])), year, 1, 12 * width)
    raise NotationError(
        f"timex3 {timex3} is not known here; write 2023, 2023-05, 2023-05-17, 2023-05-17T09:00, 2023-05-17TMO, 2023-W20, 2023-Q2, 2023-SU, 202, P2Y, "
        'PT48H, XXXX-WXX-5, PAST_REF …, or null as "" where there is none'
    )


def _span_months(edtf: str, year: int, month: int, months: int) -> dict[str, str | None]:
    last = year * 12 + month - 1 + months
    return _describe("DATE", edtf, f"{year:04}-{month:02}-01", f"{last // 12:04}-{last % 12 + 1:02}-01")


def _describe(kind: str, edtf: str | None, begin: str | None, end: str | None) -> dict[str, str | None]:
    return {"type": kind, "edtf": edtf, "begin": begin, "end_before": end}


_UNITS = {
    "share": ("share", "percent", "percentage point", "basis point"),
    "distance": ("millimetre", "centimetre", "metre", "kilometre", "mile", "inch", "foot", "yard"),
    "area": ("acre", "hectare", "square metre", "square kilometre", "square mile"),
    "volume": ("litre", "millilitre", "barrel", "gallon", "pint", "cubic metre"),
    "weight": ("milligram", "gram", "kilogram", "tonne", "ton", "pound", "ounce"),
    "time": ("second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"),
    "temperature": ("degree", "degree Celsius", "degree Fahrenheit"),
    "energy": ("watt", "kilowatt", "megawatt", "gigawatt", "kilowatt hour", "megawatt hour", "gigawatt hour"),
}
_KINDS_BY_UNIT = {unit: kind for kind, units in _UNITS.items() for unit in units}


def find_unit_kind(unit: str) -> str | None:
    """
    The kind of quantity that a unit decides: a currency's code is money, a metre is distance.

    >>> find_unit_kind("USD"), find_unit_kind("kilometre"), find_unit_kind("magnitude")
    ('money', 'distance', None)
    """
    if re.fullmatch(r"[A-Z]{3}", unit):
        return "money"
    return _KINDS_BY_UNIT.get(unit)


def read_number(words: str) -> float | None:
    """
    The number that plain words or digits are, `None` for anything that needs a person.

    >>> read_number("1,500"), read_number("Four"), read_number("dozens")
    (1500, 4, None)
    """
    plain = words.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+", plain):
        return int(plain)
    if re.fullmatch(r"\d+\.\d+", plain):
        return float(plain)
    return _NUMBERS.get(plain)


def read_amount(words: str) -> dict[str, Any]:
    """
    Value and unit of words that are a plain number, a percentage, or digits and a million; empty for anything else.

    >>> read_amount("5 percent"), read_amount("2.5 million"), read_amount("at least 11")
    ({'value': 5, 'unit': 'percent'}, {'value': 2500000, 'unit': None}, {})
    """
    found = re.fullmatch(
        r"(\S+?)(?:\s+(million|billion|thousand|hundred))?(\s*(?:%|per\s?cent))?", words.strip(), re.IGNORECASE
    )
    number = read_number(found[1]) if found else None
    if found is None or number is None:
        return {}
    size = {"million": 10**6, "billion": 10**9, "thousand": 1000, "hundred": 100}.get((found[2] or "").lower(), 1)
    value = round(number * size, 6)
    return {"value": int(value) if value == int(value) else value, "unit": "percent" if found[3] else None}
