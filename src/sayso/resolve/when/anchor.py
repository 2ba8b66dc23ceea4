"""
From what an expression says to a date: its TIMEX3 and EDTF values, its interval, and the rule in words.

The anchor is the day the report is dated by. An expression that needs it stays open where it is missing; one that leans on an event
("20 years after the invasion") keeps its length and is not guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.resolve.when.holidays import find_holiday
from sayso.resolve.when.meaning import VAGUE, Meaning, write_length
from sayso.resolve.when.periods import (
    DAYS_IN,
    MONTHS_IN,
    ONE_DAY,
    Period,
    add_months,
    find_period,
    shift_day,
    shift_period,
    write_edtf,
    write_timex,
)

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PART_NAMES = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}
NO_DATE = "relative to the publication date, and the report has none"
"""Said of an expression that cannot be resolved because nothing dates the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    What an expression is read against: the day the report is dated by and what that day is called; whether the clause is about the
    past or the future, and the word that says so; the date the text named last (`None` where none is near), the last day it named (a bare
    year behind it does not count: "on Thursday, … since 2019"), and the quarter it still speaks of.
    """

    today: date | None
    today_name: str = "the publication date"
    tense: str | None = None
    tense_word: str = ""
    reference: Period | None = None
    day: Period | None = None
    quarter: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an expression resolves to; `period` is what later expressions may lean on."""

    timex3: str | None = None
    edtf: str | None = None
    begin: str | None = None
    end_before: str | None = None
    why: str
    period: Period | None = None


def resolve_meaning(meaning: Meaning, setting: Setting) -> Value:
    """The value of an expression; where a date falls outside the calendar, an open one that says so."""
    if (
        setting.reference is not None
        and setting.day is not None
        and _is_too_coarse(setting.reference.grain, meaning.unit)
    ):
        setting = replace(setting, reference=setting.day)
    try:
        return _RESOLVERS[meaning.kind](meaning, setting)
    except (ValueError, OverflowError):
        return Value(timex3=_open_timex(meaning), why="no such date in the calendar")


# ------------------------------------------------------------------------------------------------------ writing out a period


def _write_period(period: Period, why: str, meaning: Meaning, setting: Setting) -> Value:
    """The value of a period, narrowed by its edge, its part of the day or its clock."""
    if meaning.clock is not None:
        return _write_clock(period, why, meaning.clock)
    if meaning.part:
        return _write_part(period, why, meaning.part)
    begin, end_before = period.begin, period.end_before
    edtf: str | None = write_edtf(period)
    if meaning.edge:
        begin, end_before, edge_why = _narrow(period, meaning.edge, setting)
        why += edge_why
        edtf = (
            edtf
            if meaning.edge in ("earlier", "later") or (begin, end_before) == (period.begin, period.end_before)
            else _write_days(begin, end_before)
        )
    if meaning.fiscal:
        return Value(
            timex3=write_timex(period), why=f"{why}; a fiscal year, and where it begins differs", period=period
        )
    return Value(
        timex3=write_timex(period),
        edtf=edtf,
        begin=begin.isoformat(),
        end_before=end_before.isoformat(),
        why=why,
        period=period,
    )


def _write_days(begin: date, end_before: date) -> str:
    """EDTF of an interval: whole months as months, else days."""
    last = end_before - ONE_DAY
    if begin.day == 1 and end_before.day == 1:
        first_month, last_month = begin.isoformat()[:7], last.isoformat()[:7]
        return first_month if first_month == last_month else f"{first_month}/{last_month}"
    return begin.isoformat() if begin == last else f"{begin.isoformat()}/{last.isoformat()}"


def _narrow(period: Period, edge: str, setting: Setting) -> tuple[date, date, str]:
    """The part of a period that "early", "late", "the end of" or "earlier" leaves, and the words for it."""
    begin, end_before, today = period.begin, period.end_before, setting.today
    if edge == "earlier" and today is not None and begin < today < end_before:
        return begin, today, f", up to {setting.today_name}"
    if edge == "later" and today is not None and begin <= today < end_before - ONE_DAY:
        return today + ONE_DAY, end_before, f", after {setting.today_name}"
    if edge == "by end" and period.grain not in ("day", "decade", "century"):
        return end_before - ONE_DAY, end_before, ", its last day"
    thirds = {"early": 0, "begin": 0, "mid": 1, "late": 2, "end": 2}.get(edge)
    if thirds is None or period.grain in ("day", "weekend"):
        return begin, end_before, ""
    words = f", its {('first', 'middle', 'last')[thirds]} third"
    if period.grain == "week":
        cuts = [begin, begin + 2 * ONE_DAY, begin + 4 * ONE_DAY, end_before]
    elif period.grain == "month":
        cuts = [begin, begin + 10 * ONE_DAY, begin + 20 * ONE_DAY, end_before]
    else:
        months = MONTHS_IN[period.grain]
        first, second = (
            (48, 84)
            if period.grain == "decade"
            else (400, 800)
            if period.grain == "century"
            else (months // 3, months * 2 // 3)
        )
        cuts = [begin, add_months(begin, first), add_months(begin, second), end_before]
    if edge == "end" and period.grain in ("year", "quarter", "half", "season"):
        return add_months(end_before, -1), end_before, ", its last month"
    if edge == "begin" and period.grain in ("year", "quarter", "half", "season"):
        return begin, add_months(begin, 1), ", its first month"
    return cuts[thirds], cuts[thirds + 1], words


def _write_clock(period: Period, why: str, clock: tuple[int, int]) -> Value:
    day = period.begin + ONE_DAY if clock[0] == 24 else period.begin
    hour, minute = clock[0] % 24, clock[1]
    stamp = f"{day.isoformat()}T{hour:02}:{minute:02}"
    timex3 = stamp if clock[0] < 24 else f"{period.begin.isoformat()}T24:{minute:02}"
    later = (hour * 60 + minute + 1) % 1440
    end_day = day + ONE_DAY if later == 0 else day
    return Value(
        timex3=timex3, edtf=f"{stamp}:00", begin=stamp, end_before=f"{end_day.isoformat()}T{later // 60:02}:{later % 60:02}",
        why=f"{why}, at the time the text gives", period=period,
    )  # fmt: skip


def _write_part(period: Period, why: str, part: str) -> Value:
    day = period.begin
    end = day + ONE_DAY
    return Value(
        timex3=f"{day.isoformat()}T{part}", edtf=day.isoformat(), begin=day.isoformat(), end_before=end.isoformat(),
        why=f"{why}, its {PART_NAMES[part]}", period=period,
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- calendar names


def _resolve_calendar(meaning: Meaning, setting: Setting) -> Value:
    if meaning.value == "day or month first":
        near = _find_near_reading(meaning, setting.today)
        if near is not None:
            why = f"digits only; read in the order that brings it near to {setting.today_name}"
            return _write_period(Period("day", near), why, meaning, setting)
        return Value(timex3=f"{meaning.year:04}", why="digits only, and whether day or month comes first is not said")
    if meaning.within is not None:
        return _resolve_within(meaning, meaning.within, setting)
    if meaning.ordinal is not None:
        return Value(timex3=None, why="a numbered period of something the text does not date")
    if meaning.unit in ("decade", "century"):
        number = meaning.decade if meaning.unit == "decade" else meaning.century
        year = (number or 0) * (10 if meaning.unit == "decade" else 100)
        return _write_period(
            Period(meaning.unit, date(year, 1, 1)), f"a {meaning.unit} the text names", meaning, setting
        )
    if meaning.year is not None:
        period = _make_period(meaning, meaning.year)
        if period is None:
            return Value(
                timex3=_open_timex(meaning), why="a winter of one year, and whether it begins or ends in it is not said"
            )
        return _write_period(
            period,
            "a date the text gives in full" if meaning.unit == "day" else f"a {meaning.unit} the text names",
            meaning,
            setting,
        )
    if setting.today is None:
        return Value(timex3=_open_timex(meaning), why=NO_DATE)
    if meaning.weekday is not None and meaning.month is None:
        return _resolve_weekday(meaning, setting, setting.today)
    return _resolve_yearless(meaning, setting, setting.today)


def _find_near_reading(meaning: Meaning, today: date | None) -> date | None:
    """Of "11/02/1989", the one of its two readings within ten days of the anchor; `None` if neither or both are near."""
    if today is None or meaning.month is None or meaning.day is None:
        return None
    year = meaning.year or today.year
    readings = (date(year, meaning.month, meaning.day), date(year, meaning.day, meaning.month))
    near = [day for day in readings if abs(day - today).days <= 10]
    return near[0] if len(near) == 1 else None


def _open_timex(meaning: Meaning) -> str | None:
    """The value with X for what is not known: "XXXX-05-03"."""
    year = "XXXX" if meaning.year is None else f"{meaning.year:04}"
    if meaning.holiday:
        return None
    if meaning.month is not None:
        value = f"{year}-{meaning.month:02}" + (f"-{meaning.day:02}" if meaning.day else "")
    elif meaning.weekday is not None:
        value = f"XXXX-WXX-{meaning.weekday + 1}"
    elif meaning.season is not None:
        value = f"{year}-" + {3: "SP", 6: "SU", 9: "FA", 12: "WI"}[meaning.season]
    elif meaning.quarter is not None:
        value = f"{year}-Q{meaning.quarter}"
    else:
        return None
    if meaning.clock:
        return f"{value}T{meaning.clock[0]:02}:{meaning.clock[1]:02}"
    return value + (f"T{meaning.part}" if meaning.part else "")


def _make_period(meaning: Meaning, year: int) -> Period | None:
    """The period of these names in a year; `None` for "the winter of 1994", which may begin or end in it."""
    if meaning.holiday:
        return Period("day", find_holiday(meaning.holiday, year))
    if meaning.season is not None:
        return Period("season", date(year, meaning.season, 1)) if meaning.season != 12 else None
    if meaning.quarter is not None:
        return Period("quarter", date(year, meaning.quarter * 3 - 2, 1))
    if meaning.half is not None:
        return Period("half", date(year, meaning.half * 6 - 5, 1))
    if meaning.day is not None:
        return Period("day", date(year, meaning.month or 1, meaning.day))
    if meaning.month is not None:
        return Period("month", date(year, meaning.month, 1))
    return Period("year", date(year, 1, 1))


def _resolve_weekday(meaning: Meaning, setting: Setting, today: date) -> Value:
    """A day of the week by its name alone: the latest on or before the anchor, unless the words or the clause say otherwise."""
    weekday = meaning.weekday or 0
    back = (today.weekday() - weekday) % 7
    monday = today - timedelta(days=today.weekday())
    name = setting.today_name
    if meaning.which == "last":
        # One to three days back in one week a writer would say "on Tuesday": "last Tuesday" is then of the week before.
        this_week = back <= 3 and today - timedelta(days=back) >= monday
        day = today - timedelta(days=back + 7 if this_week else back)
        why = (
            f"last {WEEKDAY_NAMES[weekday]}, of the week before"
            if this_week
            else f"last {WEEKDAY_NAMES[weekday]} before {name}"
        )
    elif meaning.which == "next":
        day, why = monday + timedelta(days=7 + weekday), f"{WEEKDAY_NAMES[weekday]} of the week after {name}"
    elif meaning.which == "this":
        day = monday + timedelta(days=weekday)
        if setting.tense != "past" and day < today:
            day += 7 * ONE_DAY
        why = (
            f"{WEEKDAY_NAMES[weekday]} of the week of {name}"
            if day - monday < 7 * ONE_DAY
            else f"the {WEEKDAY_NAMES[weekday]} after {name}"
        )
    elif meaning.which in ("previous", "following", "that") and setting.reference is not None:
        start = setting.reference.begin
        if meaning.which == "previous":
            day = start - timedelta(days=(start.weekday() - weekday) % 7 or 7)
        else:
            day = start + timedelta(days=(weekday - start.weekday()) % 7 or (7 if meaning.which == "following" else 0))
        why = f"the {WEEKDAY_NAMES[weekday]} {'before' if meaning.which == 'previous' else 'after'} the date the text names before"
    elif meaning.which in ("previous", "past"):
        day, why = today - timedelta(days=back or 7), f"{WEEKDAY_NAMES[weekday]} before {name}"
    elif meaning.which == "coming":
        day, why = today + timedelta(days=7 - back), f"{WEEKDAY_NAMES[weekday]} after {name}"
    elif back == 0:
        day, why = today, f"weekday of {name}"
    elif setting.tense == "future":
        day, why = (
            today + timedelta(days=7 - back),
            f"weekday after {name}: the clause is about the future (“{setting.tense_word}”)",
        )
    else:
        day, why = today - timedelta(days=back), f"weekday before {name}"
    return _write_period(Period("day", day), why, meaning, setting)


def _resolve_yearless(meaning: Meaning, setting: Setting, today: date) -> Value:
    """A month, a day of a month, a season or a quarter without its year."""
    options = []
    reach = 2 if meaning.weekday is None else 6
    for year in range(max(1, today.year - reach), min(9998, today.year + 3)):
        try:
            period = _make_period(meaning, year) or Period("season", date(year, 12, 1))
        except ValueError:
            continue  # 29 February
        options.append(period)
    if not options:
        return Value(timex3=_open_timex(meaning), why="no such date in the years around the report")
    if meaning.weekday is not None:
        options = _keep_weekday(options, meaning.weekday, today)
    period, why = _choose_option(options, meaning, setting, today)
    if meaning.weekday is not None and period.begin.weekday() != meaning.weekday:
        why += f"; it was a {WEEKDAY_NAMES[period.begin.weekday()]}"
    return _write_period(period, why, meaning, setting)


def _keep_weekday(options: list[Period], weekday: int, today: date) -> list[Period]:
    """The years in which the date falls on the weekday; all, if only a slip in the weekday explains a date close to the anchor."""
    fitting = [period for period in options if period.begin.weekday() == weekday]
    nearest = min(options, key=lambda period: abs(period.begin - today))
    return options if not fitting or (nearest not in fitting and abs(nearest.begin - today).days <= 60) else fitting


def _choose_option(options: list[Period], meaning: Meaning, setting: Setting, today: date) -> tuple[Period, str]:
    if meaning.fiscal:
        return next(
            period for period in options if period.begin.year == today.year
        ), f"such quarter of the year of {setting.today_name}"
    name = setting.today_name
    if len(options) == 1:
        return options[0], f"the only year near {name} with that date on that weekday"
    past = [period for period in options if period.end_before <= today] or options[:1]
    started = [period for period in options if period.begin <= today] or options[:1]
    coming = [period for period in options if period.begin > today] or options[-1:]
    grain = meaning.unit if meaning.unit != "day" else "date"
    if meaning.which == "last":
        return past[-1], f"last such {grain} that was over before {name}"
    if meaning.which == "next":
        return coming[0], f"next such {grain} after {name}"
    if meaning.which == "this" and started[-1].end_before <= today:
        same = [period for period in options if period.begin.year == today.year]
        return (same or started)[-1], f"such {grain} of the year of {name}"
    if started[-1].end_before > today:
        return started[-1], f"{grain} in which {name} lies"
    ahead, behind = (coming[0].begin - today).days, (today - started[-1].end_before).days + 1
    if setting.tense == "future" and ahead <= 300:
        return coming[0], f"next such {grain} after {name}: the clause is about the future (“{setting.tense_word}”)"
    if meaning.unit in ("quarter", "half") and setting.tense != "past":
        # Figures are told by the quarters of the year that runs; only the next one is spoken of before it begins.
        close = ahead <= 31 * MONTHS_IN[meaning.unit]
        if coming[0].begin.year > today.year or not close:
            return started[-1], f"latest such {grain} before {name}"
        return coming[0], f"the {grain} after that of {name}"
    if setting.tense == "past" or ahead > 120 or behind <= ahead // 2:
        return started[-1], f"latest such {grain} before {name}"
    return coming[0], f"nearest such {grain} to {name}"


def _resolve_within(meaning: Meaning, whole: Meaning, setting: Setting) -> Value:
    """Reads "December last year", "Tuesday of last week", "the first week of May"."""
    outer = resolve_meaning(replace(whole, edge=""), setting)
    if outer.period is None:
        return Value(timex3=_open_timex(meaning), why=outer.why)
    period = outer.period
    if meaning.ordinal is not None:
        inner = _find_numbered(meaning, meaning.ordinal, period)
        if inner is None:
            return Value(why="the period has no such part")
        return _write_period(inner, f"counted within {write_timex(period)}", meaning, setting)
    if period.grain == "week" and meaning.weekday is not None:
        day = period.begin + timedelta(days=meaning.weekday)
        return _write_period(
            Period("day", day), f"{WEEKDAY_NAMES[meaning.weekday]} of that week ({outer.why})", meaning, setting
        )
    inner = _make_period(replace(meaning, within=None), period.begin.year)
    if inner is None:
        return Value(
            timex3=f"{period.begin.year:04}-WI",
            why="a winter of one year, and whether it begins or ends in it is not said",
        )
    return _write_period(inner, f"in that year ({outer.why})", meaning, setting)


def _find_numbered(meaning: Meaning, number: int, period: Period) -> Period | None:
    """The third day, Thursday or week of a period, -1 for the last; a month's first week holds its first day."""
    last_day = period.end_before - ONE_DAY
    if meaning.weekday is not None:
        first = period.begin + timedelta(days=(meaning.weekday - period.begin.weekday()) % 7)
        final = last_day - timedelta(days=(last_day.weekday() - meaning.weekday) % 7)
        found = Period("day", final if number == -1 else first + timedelta(days=7 * (number - 1)))
    elif number == -1:
        found = find_period(meaning.unit, last_day)
    else:
        found = shift_period(find_period(meaning.unit, period.begin), number - 1)
    return found if found.begin < period.end_before else None


# ---------------------------------------------------------------------------------------- this, last, next; so long ago


def _resolve_unit(meaning: Meaning, setting: Setting) -> Value:
    unit, which = meaning.unit, meaning.which
    leans_on_text = which in ("previous", "following", "that", "latest")
    if (
        leans_on_text
        and which != "latest"
        and setting.reference is not None
        and _is_too_coarse(setting.reference.grain, unit)
    ):
        return Value(why=f"relative to another {unit}, and the text names none nearby")
    if leans_on_text and setting.reference is not None and setting.today is not None:
        base, name = setting.reference.begin, "the date the text names before"
    elif setting.today is None:
        return Value(timex3=None, why=NO_DATE)
    elif leans_on_text and unit == "day" and meaning.edge not in ("earlier", "later") and meaning.value != "sure":
        return Value(timex3=None, why="relative to another day, and the text names none nearby")
    else:
        base, name = setting.today, setting.today_name
    if which == "latest":
        base, name = setting.today, setting.today_name
        period = shift_period(find_period(unit, base), -1)
        return _write_period(period, f"latest {unit} that was over before {name}", meaning, setting)
    if unit == "weekend":
        if which == "that":
            base, name = setting.today, setting.today_name
        return _resolve_weekend(meaning, setting, base, name)
    period = find_period(unit, base)
    count = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(which, 0)
    words = {
        -1: f"the {unit} before that of {name}",
        0: f"the {unit} of {name}",
        1: f"the {unit} after that of {name}",
    }[count]
    if unit == "day":
        words = {-1: f"the day before {name}", 0: f"the day of {name}", 1: f"the day after {name}"}[count]
    return _write_period(shift_period(period, count), words, meaning, setting)


_GRAINS = (
    "minute",
    "hour",
    "day",
    "weekend",
    "week",
    "fortnight",
    "month",
    "quarter",
    "season",
    "half",
    "year",
    "decade",
    "century",
)


def _is_too_coarse(grain: str, unit: str) -> bool:
    """Whether "ten days later" cannot be counted from a period of that grain, say a month."""
    return unit in _GRAINS and _GRAINS.index(grain) > _GRAINS.index(unit)


def _resolve_weekend(meaning: Meaning, setting: Setting, base: date, name: str) -> Value:
    this = find_period("weekend", base)
    on_weekend = base.weekday() >= 5
    if meaning.which in ("last", "previous"):
        return _write_period(shift_period(this, -1), f"the weekend before {name}", meaning, setting)
    if meaning.which in ("next", "following"):
        return _write_period(shift_period(this, 1), f"the weekend of the week after {name}", meaning, setting)
    if on_weekend:
        return _write_period(this, f"the weekend of {name}", meaning, setting)
    past = setting.tense == "past" or (setting.tense is None and base.weekday() <= 1)
    if past:
        return _write_period(
            shift_period(this, -1), f"the weekend before {name}: the clause is about the past", meaning, setting
        )
    return _write_period(this, f"the weekend after {name}", meaning, setting)


def _resolve_shift(meaning: Meaning, setting: Setting) -> Value:
    """Reads "yesterday", "two weeks ago", "a year earlier"."""
    count, unit = meaning.count or 0, meaning.unit
    if setting.today is None:
        return Value(why=NO_DATE)
    base, name = setting.today, setting.today_name
    grain = None
    if setting.quarter is not None and (unit, count) == ("year", -1):
        # "A year ago", said of a quarter's figures, is that quarter of the year before.
        return _write_period(shift_period(setting.quarter, -4), "the same quarter of the year before", meaning, setting)
    if setting.reference is not None and meaning.which == "that" and _is_too_coarse(setting.reference.grain, unit):
        return Value(
            timex3=write_length(abs(count), unit),
            why=f"{unit}s from a {setting.reference.grain} the text names, and its day is not known",
        )
    if setting.reference is not None and meaning.which == "that":
        base, name, grain = setting.reference.begin, "the date the text names before", setting.reference.grain
    if abs(count) == VAGUE:
        return _resolve_vague_shift(count, unit, setting, leans_on_text=meaning.which == "that")
    if unit in ("hour", "minute", "second") and meaning.which == "that":
        return Value(timex3=write_length(abs(count), unit), why=f"{unit}s from a time the text names")
    if unit in ("hour", "minute", "second"):
        hours = abs(count) * {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}[unit]
        other = shift_day(base, "day", int(hours // 24 + 1) * (1 if count > 0 else -1))
        first, last = min(base, other), max(base, other)
        return Value(
            timex3=write_length(abs(count), unit), begin=first.isoformat(), end_before=(last + ONE_DAY).isoformat(),
            why=f"{unit}s counted from {name}, whose hour is not known",
        )  # fmt: skip
    if count != int(count):
        months = round(count * MONTHS_IN.get(unit, 0))
        if not months:
            return Value(why="a length that is no whole number of days")
        return _write_period(
            find_period("month", add_months(base, months)), f"{abs(count):g} {unit}s from {name}", meaning, setting
        )
    target = shift_day(base, unit, int(count))
    if unit == "day" and abs(count) <= 1 and meaning.which == "":
        why = {0: name, -1: f"the day before {name}", 1: f"the day after {name}"}[int(count)]
        return _write_period(Period("day", target), why, meaning, setting)
    if meaning.value.endswith("quarter"):
        # The latest quarter that is over, where the text does not name one.
        over = grain in (None, "year")
        target = shift_day(setting.today, unit, int(count)) if over else target
        period = shift_period(find_period("quarter", target), -1 if over else 0)
    else:
        period = find_period({"fortnight": "week"}.get(unit, unit), target)
    many = f"{abs(int(count))} {unit}s" if abs(count) != 1 else f"one {unit}"
    return _write_period(period, f"{many} {'before' if count < 0 else 'after'} {name}", meaning, setting)


def _resolve_vague_shift(count: float, unit: str, setting: Setting, *, leans_on_text: bool) -> Value:
    today = setting.today
    past = count < 0
    if today is None or leans_on_text:
        return Value(timex3=write_length(VAGUE, unit), why=f"an unstated number of {unit}s from a time the text names")
    why = f"an unstated number of {unit}s {'before' if past else 'after'} " + setting.today_name
    if past:
        return Value(timex3="PAST_REF", end_before=today.isoformat(), why=why)
    return Value(timex3="FUTURE_REF", why=why)


# ------------------------------------------------------------------------------------------ lengths, references, times of day


def _resolve_duration(meaning: Meaning, setting: Setting) -> Value:
    count, unit = meaning.count if meaning.count is not None else VAGUE, meaning.unit
    timex3 = write_length(count, unit)
    if meaning.which == "age":
        return Value(timex3=timex3, why="an age")
    tail = meaning.value.split()[-1:] if meaning.value else []
    if tail and tail[0] in ("before", "after"):
        return Value(
            timex3=timex3, why=f"a length of time {tail[0]} an event the text names; when that was is not guessed"
        )
    if meaning.which in ("last", "next", "following"):
        return _resolve_side(meaning, setting, timex3, count)
    return Value(timex3=timex3, why="a length of time")


def _resolve_side(meaning: Meaning, setting: Setting, timex3: str, count: float) -> Value:
    """Reads "the past two months" ends on the anchor, "the next three years" begins after it."""
    past = meaning.which == "last"
    if setting.today is None:
        return Value(timex3=timex3, why=NO_DATE)
    today, name = setting.today, setting.today_name
    why = f"a length of time that {'ends' if past else 'begins'} with {name}"
    if count == VAGUE or count != int(count) or (meaning.unit not in DAYS_IN and meaning.unit not in MONTHS_IN):
        if past:
            return Value(timex3=timex3, end_before=(today + ONE_DAY).isoformat(), why=why)
        return Value(timex3=timex3, begin=today.isoformat(), why=why)
    other = shift_day(today, meaning.unit, int(count) * (-1 if past else 1))
    begin, last = min(today, other), max(today, other)
    return Value(timex3=timex3, begin=begin.isoformat(), end_before=(last + ONE_DAY).isoformat(), why=why)


def _resolve_reference(meaning: Meaning, setting: Setting) -> Value:
    value, today, name = meaning.value, setting.today, setting.today_name
    if value == "PRESENT_REF":
        why = "the time of the report" if today is not None else "the time of the report, which has no date"
        if today is None:
            return Value(timex3=value, why=why)
        return Value(
            timex3=value,
            edtf=today.isoformat(),
            begin=today.isoformat(),
            end_before=(today + ONE_DAY).isoformat(),
            why=why,
        )
    if today is None:
        return Value(timex3=value, why=NO_DATE)
    if value == "PAST_REF":
        return Value(
            timex3=value, end_before=(today + ONE_DAY).isoformat(), why=f"up to {name}, its beginning not stated"
        )
    return Value(timex3=value, begin=today.isoformat(), why=f"from {name} on, its end not stated")


def _resolve_set(meaning: Meaning, _setting: Setting) -> Value:
    return Value(timex3=meaning.value, why="something that comes again and again")


def _resolve_part(meaning: Meaning, setting: Setting) -> Value:
    """Reads "overnight", "that night", "the morning"."""
    if setting.today is None:
        return Value(timex3=f"XXXX-XX-XXT{meaning.part}", why=NO_DATE)
    if meaning.which == "overnight":
        day = setting.today - ONE_DAY
        name = setting.today_name
        if setting.tense == "future":
            day = setting.today
        value = _write_part(
            Period("day", day),
            f"the night that leads to {name}" if day != setting.today else f"the night after {name}",
            "NI",
        )
        return replace(
            value, edtf=f"{day.isoformat()}/{(day + ONE_DAY).isoformat()}", end_before=(day + 2 * ONE_DAY).isoformat()
        )
    day, why = _find_day_spoken_of(setting)
    return _write_part(Period("day", day), why, meaning.part)


def _find_day_spoken_of(setting: Setting) -> tuple[date, str]:
    assert setting.today is not None
    if setting.reference is not None and setting.reference.grain == "day":
        return setting.reference.begin, "the day the text names before"
    return setting.today, f"{setting.today_name}, as the text names no other day nearby"


def _resolve_clock(meaning: Meaning, setting: Setting) -> Value:
    hour, minute = meaning.clock or (0, 0)
    if setting.today is None:
        return Value(timex3=f"T{hour:02}:{minute:02}", why=NO_DATE)
    day, why = _find_day_spoken_of(setting)
    return _write_clock(Period("day", day), why, (hour, minute))


def _resolve_around(meaning: Meaning, setting: Setting) -> Value:
    """Reads "the week of March 3"."""
    inner = resolve_meaning(meaning.within, setting) if meaning.within is not None else None
    if inner is None or inner.period is None:
        return Value(why=inner.why if inner is not None else NO_DATE)
    return _write_period(
        find_period("week", inner.period.begin), "the week that holds the date the text gives", meaning, setting
    )


def _resolve_counterpart(meaning: Meaning, setting: Setting) -> Value:
    """
    Reads "the 1988 quarter" and "the same quarter last year": the quarter spoken of, else the latest that is over, in that year.

    "The same period last year" is the year before, where no quarter is spoken of.
    """
    if meaning.year is None:
        return _resolve_same_before(meaning, setting)
    if setting.quarter is None and setting.today is None:
        return Value(timex3=f"{meaning.year:04}-QX", why=NO_DATE)
    quarter = setting.quarter or shift_period(find_period("quarter", setting.today or date.max), -1)
    period = Period("quarter", quarter.begin.replace(year=meaning.year or quarter.begin.year))
    return _write_period(period, "the same quarter of the year the text names", meaning, setting)


def _resolve_same_before(meaning: Meaning, setting: Setting) -> Value:
    if setting.today is None:
        return Value(why=NO_DATE)
    spoken_of = setting.quarter or setting.reference
    if meaning.unit == "period":
        period = setting.quarter or find_period("year", setting.today)
    elif spoken_of is not None and spoken_of.grain == meaning.unit:
        period = spoken_of
    else:
        period = find_period(meaning.unit, setting.today)
        period = shift_period(period, -1) if meaning.unit == "quarter" else period
    before = find_period(period.grain, add_months(period.begin, -12))
    return _write_period(before, f"the same {meaning.unit} of the year before", meaning, setting)


def _resolve_day_count(meaning: Meaning, setting: Setting) -> Value:
    """Reads "a year ago today", "a week ago Thursday"."""
    if setting.today is None:
        return Value(why=NO_DATE)
    base, count, name = setting.today, int(meaning.count or 0), setting.today_name
    if meaning.weekday is not None:
        back = (base.weekday() - meaning.weekday) % 7
        base = base - timedelta(days=back) if count < 0 else base + timedelta(days=(7 - back) % 7)
        name = f"the {WEEKDAY_NAMES[meaning.weekday]} {'before' if count < 0 else 'after'} {name}"
    day = shift_day(base, meaning.unit, count)
    many = f"{abs(count)} {meaning.unit}s" if abs(count) != 1 else f"one {meaning.unit}"
    return _write_period(Period("day", day), f"{many} {'before' if count < 0 else 'after'} {name}", meaning, setting)


def _resolve_numbered_day(meaning: Meaning, setting: Setting) -> Value:
    """Reads "Friday the 13th": the nearest within a year either way, the earlier of two as near."""
    if setting.today is None:
        return Value(timex3=f"XXXX-XX-{meaning.day:02}", why=NO_DATE)
    month = setting.today.replace(day=1)
    days = []
    for step in range(-12, 13):
        first = add_months(month, step)
        try:
            days.append(first.replace(day=meaning.day or 1))
        except ValueError:
            continue  # no 31st in that month
    fitting = [day for day in days if meaning.weekday in (None, day.weekday())]
    if not fitting:
        return Value(timex3=f"XXXX-XX-{meaning.day:02}", why="no such day near the report")
    today = setting.today
    day = min(fitting, key=lambda day: abs(day - today))
    grain = "day" if meaning.weekday is None else WEEKDAY_NAMES[meaning.weekday]
    why = f"the nearest {grain} of that number to {setting.today_name}"
    return _write_period(Period("day", day), why, meaning, setting)


_RESOLVERS: dict[str, Callable[[Meaning, Setting], Value]] = {
    "calendar": _resolve_calendar,
    "unit": _resolve_unit,
    "shift": _resolve_shift,
    "duration": _resolve_duration,
    "reference": _resolve_reference,
    "set": _resolve_set,
    "fixed": lambda meaning, _: Value(timex3=meaning.value, why="a length of time"),
    "part": _resolve_part,
    "clock": _resolve_clock,
    "around": _resolve_around,
    "counterpart": _resolve_counterpart,
    "day count": _resolve_day_count,
    "numbered day": _resolve_numbered_day,
}
