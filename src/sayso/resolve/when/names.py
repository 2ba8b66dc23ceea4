"""Rules for names of the calendar and the clock: days, months, seasons, quarters, years, decades, holidays, times of the day."""

from __future__ import annotations

import re

from sayso.resolve.when.meaning import (
    AFTER_A_NOUN,
    WHICH,
    WHICH_OF_WORDS,
    Builder,
    Found,
    Meaning,
    read_day,
    read_edge,
    read_number,
    read_ordinal,
    read_which,
    read_year,
)
from sayso.resolve.when.words import (
    DAYS_OF_REMEMBRANCE,
    DECADES,
    HOLIDAYS,
    MONTHS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    letter_of,
)

_DAY = "(?P<day>NUMBER HYPHEN?ORDINAL|NUMBER|ORDINAL)"


_YEARS = "(?P<year>YEAR|SHORTYEAR|NUMBER NUMBER (?:HYPHEN?NUMBER)?)"


_WEEKDAY_FIRST = "(?:(?P<weekday>WEEKDAY)COMMA?(?:THE)?)?"


_ZONE = "(?:LOCAL CLOCKTIME|ZONE(?:ZONE)?(?:CLOCKTIME)?)?"


def _build_date(found: Found) -> Meaning | None:
    """Reads "Friday, May 3, 2014", "3 May", "the 3rd of May 2014"."""
    day, year = read_day(found.words("day")), read_year(found.words("year"))
    if day is None or (found.has("year") and year is None):
        return None
    month = MONTHS[found.word("month").rstrip(".")]
    if found.before() in ("$", "€", "£") and found.row.words[found.match.start()][0].isdigit():
        return None  # "for $12 December 27"
    weekday = WEEKDAYS[found.word("weekday").rstrip(".")] if found.has("weekday") else None
    return Meaning(kind="calendar", unit="day", day=day, month=month, year=year, weekday=weekday)


def _build_attack(found: Found) -> Meaning | None:
    """Reads "the Sept. 11 attacks", "9/11": those of 2001."""
    if found.has("month") and (not found.word("month").startswith("sep") or found.word("day") not in ("11", "11th")):
        return None
    return Meaning(kind="calendar", unit="day", day=11, month=9, year=2001)


def _build_month(found: Found) -> Meaning | None:
    """Reads "May 2014", "last May", "May"."""
    year = read_year(found.words("year"))
    if (found.has("year") and year is None) or found.word("of") not in ("", "month"):
        return None
    return Meaning(
        kind="calendar",
        unit="month",
        month=MONTHS[found.word("month").rstrip(".")],
        year=year,
        which=read_which(found),
    )


def _build_weekday(found: Found) -> Meaning | None:
    """Reads "Friday", "last Friday"."""
    which = read_which(found) or WHICH_OF_WORDS.get(found.word("previous"), "")
    if found.word("previous") == "next":
        which = "following"
    if found.word("which") == "this past":
        which = "past"
    elif (found.words("which") or found.words("previous"))[-1:] in (["coming"], ["upcoming"]):
        which = "coming"
    if _names_something_else(found, found.match.end()):
        return None
    return Meaning(kind="calendar", unit="day", weekday=WEEKDAYS[found.word("weekday").rstrip(".")], which=which)


_NAMED_DAYS = frozenset("super black bloody ash palm fat shrove holy maundy cyber giving easter ruby good".split())


_SUNDAY_PAPERS = frozenset(
    "times telegraph mail mirror express herald independent people post morning night world age star news review".split()
)


def _names_something_else(found: Found, end: int) -> bool:
    """Whether the weekday is part of another name: "Super Tuesday", "Sunday Times", "Saturday Night Live"."""
    row = found.row
    capital = [row.text[row.places[at][0]].isupper() for at in range(end, min(end + 2, len(row.places)))]
    if found.before() in _NAMED_DAYS and row.text[row.places[found.match.start() - 1][0]].isupper():
        return True
    following = row.words[end : end + 2]
    if capital[:1] == [True] and following[0] in _SUNDAY_PAPERS and following[0] not in PARTS:
        return True
    return capital == [True, True] and following[0] in PARTS and following[1] not in MONTHS


def _build_season(found: Found) -> Meaning | None:
    """Reads "this summer", "the winter of 1994", "spring 2013"; not the fall of a city, nor the Winter Olympics."""
    year, which = read_year(found.words("year")), read_which(found)
    if found.has("year") and year is None:
        return None
    season = SEASONS[found.word("season")]
    if year is None and not which:
        start = found.row.places[found.match.end() - 1][0]
        if found.row.text[start].isupper() or (
            found.word("season") in ("fall", "spring") and found.before() not in ("in", "early", "late", "by", "until")
        ):
            return None
        if found.before() not in (
            "in",
            "by",
            "until",
            "since",
            "during",
            "early",
            "late",
            "mid",
            "-",
            "through",
            "of",
            "over",
            "for",
            "throughout",
        ):
            return None
        if found.after() == "of":
            return None
    return Meaning(kind="calendar", unit="season", season=season, year=year, which=which)


def _build_quarter(found: Found) -> Meaning | None:
    """Reads "the third quarter of 1984", "third-quarter", "Q3 2014", "the first half of 2013"."""
    year = read_year(found.words("year")) if not found.has("tens") else int(found.word("tens")[:4])
    if found.has("year") and year is None:
        return None
    number = int(found.word("name")[1]) if found.has("name") else read_ordinal(found.word("ordinal"))
    if number is None:
        return None
    if found.has("half"):
        return Meaning(kind="calendar", unit="half", half=number, year=year) if number <= 2 else None
    if number > 4 or (found.has("unit") and found.word("unit") != "quarter"):
        return None
    return Meaning(kind="calendar", unit="quarter", quarter=number, year=year, fiscal=found.has("fiscal"))


def _build_quarter_of_round_year(found: Found) -> Meaning | None:
    """Reads "1990's first quarter", whose year looks like a decade."""
    return _build_quarter(found) if re.fullmatch(r"\d{4}['’]s", found.word("tens")) else None


def _build_half_of(found: Found) -> Meaning | None:
    """Reads "the second half of last year": joined with the year by its neighbour."""
    number = read_ordinal(found.word("ordinal"))
    if number not in (1, 2):
        return None
    if found.before() in ("'s", "’s") and found.before(2) in ("year", "season"):
        return Meaning(kind="calendar", unit="half", half=number)
    if found.after() not in ("of", "this", "last", "next"):
        return None
    following = found.after(2) if found.after() == "of" else found.after()
    if following not in ("the", "this", "last", "next") and not following.isdigit():
        return None
    return Meaning(kind="calendar", unit="half", half=number)


def _build_last_part(found: Found) -> Meaning | None:
    """Reads "the final quarter of 2013", "the latter half of last year": the fourth quarter, the second half."""
    year, following = read_year(found.words("year")), found.after(2) if found.after() == "of" else found.after()
    if found.words("last")[0] not in ("last", "final", "latter") or found.word("unit") not in ("", "quarter"):
        return None
    if year is None and following not in ("the", "this", "last", "next"):
        return None
    if found.has("half"):
        return Meaning(kind="calendar", unit="half", half=2, year=year)
    return Meaning(kind="calendar", unit="quarter", quarter=4, year=year)


def _build_quarter_before(found: Found) -> Meaning | None:
    """Reads "the year-earlier third quarter", "the year-ago first half"."""
    number = read_ordinal(found.word("ordinal"))
    if found.word("whole") != "year" or number is None or number > (2 if found.has("half") else 4):
        return None
    before = Meaning(kind="shift", unit="year", count=-1)
    if found.has("half"):
        return Meaning(kind="calendar", unit="half", half=number, within=before)
    return (
        Meaning(kind="calendar", unit="quarter", quarter=number, within=before)
        if found.word("unit") == "quarter"
        else None
    )


_NOT_A_YEAR_AFTER = frozenset(
    "people percent per dollars euros pounds soldiers troops men women children miles kilometers kilometres km metres meters feet residents "
    "workers employees members votes jobs homes houses students fans square times points acres fighters migrants refugees million billion "
    "tons tonnes barrels cases deaths years months days hours minutes seconds shares dead others units civilians protesters megawatts "
    "year week month day hour minute calories gallons pages words hectares rpm mph kg pounds lbs".split()
)


_YEAR_CUES = frozenset(
    "in since until till by during from to between of through before after and late early mid summer spring winter autumn fall around circa "
    "back for year fiscal until or november december the a an this last that its his her their our – - ( ' , ; s 's ’s vs versus than about at on".split()
)


def _build_year(found: Found) -> Meaning | None:
    """Reads "2014": a bare number is a year where its neighbours let it be one."""
    year = int(found.word("year"))
    before, after = found.before(), found.after()
    if before in (
        "$",
        "€",
        "£",
        "¥",
        "#",
        "no",
        "no.",
        "flight",
        "route",
        "room",
        "boeing",
        "least",
        "than",
        "nearly",
        "some",
        "over",
        "/",
        "+",
        "=",
    ):
        return None
    if after in _NOT_A_YEAR_AFTER or after in (
        "%",
        "°",
        "/",
        "st",
        "am",
        "pm",
        "gmt",
        "hrs",
        "hours",
        "local",
        "-hour",
    ):
        return None
    if not 1900 <= year <= 2035:
        # "1,600 dead" apart, a number far from our time is a year only after a word that asks for one.
        cues = (
            "in",
            "since",
            "until",
            "by",
            "from",
            "between",
            "of",
            "circa",
            "to",
            "year",
            "and",
            "late",
            "early",
            "before",
            "after",
            "(",
            "–",
            "-",
        )
        if before not in cues or (
            after.isalpha()
            and before not in ("in", "since", "late", "early", "circa", "year")
            and after not in AFTER_A_NOUN
        ):
            return None
    return Meaning(kind="calendar", unit="year", year=year)


def _build_short_year(found: Found) -> Meaning | None:
    """Reads "'98", after a word that asks for a year."""
    if found.before() not in _YEAR_CUES or found.before() in ("a", "an", ","):
        return None
    return Meaning(kind="calendar", unit="year", year=read_year(found.words("year")))


def _build_word_year(found: Found) -> Meaning | None:
    """Reads "nineteen ninety-six", "the year two thousand"."""
    words = found.words("year")
    year = read_year(words)
    asked = found.has("name") or found.before() in ("in", "since", "until", "by", "of")
    if year is None or (words[0] == "two" and not asked) or (words[0] == "twenty" and len(words) < 2):
        return None
    return Meaning(kind="calendar", unit="year", year=year)


def _build_named_year(found: Found) -> Meaning | None:
    """Reads "the year 2000", "calendar year 2013", "calendar 2013"."""
    if found.has("unit") and found.word("unit") != "year":
        return None
    return Meaning(kind="calendar", unit="year", year=read_year(found.words("year")))


def _build_year_end(found: Found) -> Meaning | None:
    """Reads "year-end 1988", "midyear 2013"."""
    if found.word("unit") not in ("year", "midyear"):
        return None
    edge = read_edge(found.word("edge")) if found.has("edge") else "mid"
    return Meaning(kind="calendar", unit="year", year=read_year(found.words("year")), edge=edge)


def _build_weekday_number(found: Found) -> Meaning | None:
    """Reads "Friday the 13th"."""
    day = read_day(found.words("day"))
    weekday = WEEKDAYS[found.word("weekday").rstrip(".")]
    return Meaning(kind="numbered day", unit="day", weekday=weekday, day=day) if day is not None else None


def _build_fiscal_year(found: Found) -> Meaning | None:
    """Reads "fiscal 2013", "fiscal year 2013", "the 2013 financial year"."""
    word = found.word("year")
    year = read_year([f"'{word}"] if len(word) == 2 and word.isdigit() else [word])
    return Meaning(kind="calendar", unit="year", year=year, fiscal=True) if year and year > 1000 else None


def _build_decade(found: Found) -> Meaning | None:
    """Reads "the 1990s", "the '90s", "the sixties"; not a person in their 30s, nor a temperature."""
    word = found.word("decade").replace("'", "").replace("’", "")
    if word in DECADES:
        years = 1900 + DECADES[word]
        if found.before() not in ("the", "in") and not found.has("the") and not found.has("edge"):
            return None
    else:
        years = int(word.rstrip("s"))
        if years < 100:
            marked = found.word("decade")[0] in "'’"
            if not found.has("the") or (not marked and not 50 <= years <= 90):
                return None
            years += 1900 if years >= 30 else 2000
    if years % 100 == 0 and not found.has("the"):
        return None
    return Meaning(kind="calendar", unit="decade", decade=years // 10, edge=read_edge(found.word("edge")))


def _build_word_decade(found: Found) -> Meaning | None:
    """Reads "the nineteen fifties"."""
    if found.word("first") not in ("eighteen", "nineteen"):
        return None
    century = 18 if found.word("first") == "eighteen" else 19
    years = DECADES[found.word("decade")]
    return Meaning(
        kind="calendar", unit="decade", decade=century * 10 + years // 10, edge=read_edge(found.word("edge"))
    )


def _build_century(found: Found) -> Meaning | None:
    """Reads "the 20th century", "the nineteenth century"."""
    number = read_ordinal(found.word("ordinal"))
    if number is None or not found.word("unit").startswith("centur"):
        return None
    if not 2 <= number <= 30:
        return None
    return Meaning(kind="calendar", unit="century", century=number - 1, edge=read_edge(found.word("edge")))


def _build_holiday(found: Found) -> Meaning | None:
    """Reads "Christmas Eve", "Thanksgiving", "New Year's Day"; not a person called Christmas."""
    year, which, name = read_year(found.words("year")), read_which(found), found.word("holiday")
    at = found.match.start()
    after_capital = found.before().isalpha() and found.row.text[found.row.places[at - 1][0]].isupper()
    if not which and after_capital and found.before(2) not in ("", ".", "“", '"'):
        return None
    value: tuple[int, int] | str | None
    if name.startswith("new year"):
        value = (12, 31) if name.endswith("eve") else (1, 1)
    else:
        value = HOLIDAYS.get(name) or HOLIDAYS.get(name.split()[0]) or DAYS_OF_REMEMBRANCE.get(name.split()[0])
    last_word = name.split()[-1]
    if value is None or (last_word in UNITS and last_word != "day"):
        return None  # "Christmas week", "good Monday"
    if isinstance(value, str):
        return Meaning(kind="calendar", unit="day", holiday=value, year=year, which=which)
    month, day = value
    eve = name.endswith("eve") and (month, day) != (12, 31)
    return Meaning(kind="calendar", unit="day", month=month, day=day - eve, year=year, which=which)


def _build_iso(found: Found) -> Meaning | None:
    """Reads "2014-05-03", "2014-05-03T10:30", "20140503"."""
    word = found.word("date")
    if word.isdigit():
        word = f"{word[:4]}-{word[4:6]}-{word[6:]}"
    digits = [int(part) for part in re.findall(r"\d+", word)]
    clock = (digits[3], digits[4]) if len(digits) >= 5 else None
    if not (1 <= digits[1] <= 12 and 1 <= digits[2] <= 31):
        return None
    return Meaning(
        kind="calendar",
        type="TIME" if clock else "DATE",
        unit="day",
        year=digits[0],
        month=digits[1],
        day=digits[2],
        clock=clock,
    )


def _build_slashes(found: Found) -> Meaning | None:
    """Reads "5/13/2014" and "13/5/2014"; "5/6/2014" is left open, since countries differ."""
    first, second, year = (int(part) for part in re.split("[/-]", found.word("date")))
    year += 0 if year > 99 else 2000 if year < 40 else 1900
    if first == second or (first <= 12 < second <= 31):
        return Meaning(kind="calendar", unit="day", month=first, day=second, year=year)
    if second <= 12 < first <= 31:
        return Meaning(kind="calendar", unit="day", month=second, day=first, year=year)
    if first <= 12 and second <= 12:
        return Meaning(kind="calendar", unit="day", value="day or month first", year=year, month=first, day=second)
    return None


def _build_ordinal_unit(found: Found) -> Meaning | None:
    """Reads "the first week of May", "the third day": the former needs its month beside it."""
    number = read_ordinal(found.word("ordinal")) if found.word("ordinal") != "last" else -1
    unit = UNITS[found.word("unit").removesuffix("s")]
    if number is None or unit not in ("week", "day", "month", "weekend"):
        return None
    if found.has("whole"):
        whole = UNITS.get(found.word("whole"), "")
        if whole not in ("week", "month", "year"):
            return None
        return Meaning(
            kind="calendar", unit=unit, ordinal=number, within=Meaning(kind="unit", unit=whole, which="this")
        )
    return Meaning(kind="calendar", unit=unit, ordinal=number) if found.after() in ("of", "in") else None


def _build_day_of_unit(found: Found) -> Meaning | None:
    """Reads "the 15th of this month", "the first of the year"."""
    number, unit = read_ordinal(found.word("ordinal")), found.word("unit")
    if number is None or unit not in ("month", "year") or (unit == "year" and number != 1):
        return None
    which = read_which(found) or "this"
    return Meaning(kind="calendar", unit="day", ordinal=number, within=Meaning(kind="unit", unit=unit, which=which))


def _build_ordinal_weekday(found: Found) -> Meaning | None:
    """Reads "the third Thursday in November"."""
    number = read_ordinal(found.word("ordinal")) if found.word("ordinal") != "last" else -1
    if number is None or found.after() not in ("of", "in"):
        return None
    return Meaning(kind="calendar", unit="day", weekday=WEEKDAYS[found.word("weekday").rstrip(".")], ordinal=number)


def _stands_by_day(found: Found) -> bool:
    """Whether a clock time stands right before the name of a day or right behind a date in digits: "8:30 Friday night"."""
    after, last = found.after(), found.row.kinds[max(0, found.match.start() - 1)]
    return ":" in found.word("clock") and (
        after.rstrip(".") in WEEKDAYS
        or after in ("today", "yesterday", "tomorrow", "tonight", "this", "last")
        or last in (letter_of("SLASHDATE"), letter_of("ISODATE"))
    )


_BEFORE_A_CLOCK = frozenset("at by until till from around about since before after between and to near ,".split())


def _build_clock(found: Found) -> Meaning | None:
    """Reads "5 p.m.", "10:30 a.m. EST", "17:30", "noon", "three o'clock"."""
    word = found.word("clock")
    if word in ("noon", "midday"):
        return Meaning(kind="clock", type="TIME", clock=(12, 0))
    if word == "midnight":
        # Midnight ends the day it is named with; "after midnight" is the next one's beginning.
        return Meaning(
            kind="clock", type="TIME", clock=(0, 0) if found.before() in ("after", "past", "since") else (24, 0)
        )
    if ":" in word or "." in word.strip("."):
        hour, minute = (int(part) for part in re.split(r"[:.]", word)[:2])
    elif len(word) == 4 and word.isdigit():
        hour, minute = int(word[:2]), int(word[2:])
    else:
        number = read_number(found.words("clock"))
        if number is None or number != int(number):
            return None
        hour, minute = int(number), 0
    half = found.word("half").replace(".", "").replace(" ", "")
    if half:
        if not 1 <= hour <= 12:
            return None if hour > 23 else Meaning(kind="clock", type="TIME", clock=(hour, minute))
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif not found.has("sure") and not _stands_by_day(found) and found.before() not in _BEFORE_A_CLOCK:
        return None
    if not half and found.before() in (",", "and", "to") and not found.has("sure"):
        return None
    return Meaning(kind="clock", type="TIME", clock=(hour, minute)) if hour <= 24 and minute < 60 else None


RULES: tuple[tuple[str, Builder], ...] = (
    ("(?P<month>MONTH)(?P<day>NUMBER|ORDINAL)(?=COMMA?ATTACKS)", _build_attack),
    ("NINEELEVEN", _build_attack),
    (f"{_WEEKDAY_FIRST}(?P<month>MONTH){_DAY}(?:COMMA?OF?{_YEARS})?", _build_date),
    (f"{_WEEKDAY_FIRST}{_DAY}OF?(?P<month>MONTH)(?:COMMA?{_YEARS})?", _build_date),
    (f"THE{_DAY}OF(?P<month>MONTH)(?:COMMA?{_YEARS})?", _build_date),
    (f"THE(?P<of>UNIT)OF(?P<month>MONTH)(?:COMMA?OF?{_YEARS})?", _build_month),
    (f"{WHICH}?(?P<month>MONTH)(?:COMMA?OF?{_YEARS})?", _build_month),
    (f"(?:THE(?P<previous>LAST|FOLLOWING|SAME|NEXT)|{WHICH}|THAT)?(?P<weekday>WEEKDAY)", _build_weekday),
    (f"THE?{WHICH}?(?P<season>SEASON)(?:OF?{_YEARS})?", _build_season),
    (
        f"THE?(?:(?P<fiscal>FISCAL)HYPHEN?)?(?P<ordinal>ORDINAL)HYPHEN?(?P<unit>UNIT)(?:COMMA?OF?(?:FISCAL)?{_YEARS})?",
        _build_quarter,
    ),
    ("THE?(?P<year>YEAR)(?:HYPHEN|POSS)?(?P<ordinal>ORDINAL)HYPHEN?(?:(?P<unit>UNIT)|(?P<half>HALF))", _build_quarter),
    ("(?P<tens>TENS)(?P<ordinal>ORDINAL)HYPHEN?(?:(?P<unit>UNIT)|(?P<half>HALF))", _build_quarter_of_round_year),
    (f"(?P<name>QUARTERNAME)(?:OF?{_YEARS})?", _build_quarter),
    (f"THE?(?P<ordinal>ORDINAL)(?P<half>HALF)OF{_YEARS}", _build_quarter),
    ("THE?(?P<ordinal>ORDINAL)HALF", _build_half_of),
    (f"THE(?P<last>LAST|FINAL)(?:(?P<unit>UNIT)|(?P<half>HALF))(?:OF{_YEARS})?", _build_last_part),
    (
        "THE?(?P<whole>UNIT)HYPHEN?(?:AGO|EARLIER)(?:FISCAL)?(?P<ordinal>ORDINAL)HYPHEN?(?:(?P<unit>UNIT)|(?P<half>HALF))",
        _build_quarter_before,
    ),
    ("(?P<year>YEAR)", _build_year),
    ("(?P<year>SHORTYEAR)", _build_short_year),
    ("(?P<name>THE UNIT)?(?P<year>NUMBER NUMBER(?:HYPHEN?NUMBER)?)", _build_word_year),
    ("THE?FISCAL(?:UNIT)?(?P<year>YEAR)", _build_fiscal_year),
    ("THE?(?P<year>YEAR)FISCAL UNIT", _build_fiscal_year),
    ("(?:THE(?P<unit>UNIT)|CALENDAR UNIT?)(?P<year>YEAR)", _build_named_year),
    ("(?P<unit>UNIT)HYPHEN?(?P<edge>EDGE)(?P<year>YEAR)", _build_year_end),
    ("(?P<unit>MIDUNIT)(?P<year>YEAR)", _build_year_end),
    ("(?P<weekday>WEEKDAY)COMMA?THE(?P<day>ORDINAL)", _build_weekday_number),
    ("FY(?P<year>YEAR|SHORTYEAR|NUMBER)", _build_fiscal_year),
    ("(?P<the>THE)?(?:(?P<edge>EDGE)HYPHEN?)?(?P<decade>TENS|DECADE)", _build_decade),
    ("THE?(?:(?P<edge>EDGE)HYPHEN?)?(?P<first>NUMBER)HYPHEN?(?P<decade>DECADE)", _build_word_decade),
    ("THE?(?:(?P<edge>EDGE)HYPHEN?)?(?P<ordinal>ORDINAL)HYPHEN?(?P<unit>UNIT)", _build_century),
    (
        f"{WHICH}?(?P<holiday>HOLIDAY(?:EVE|UNIT)?|NEW UNIT POSS?(?:EVE|UNIT)|VALENTINE POSS?UNIT|REMEMBRANCE UNIT|GOOD WEEKDAY)(?:COMMA?{_YEARS})?",
        _build_holiday,
    ),
    ("(?P<date>ISODATE)", _build_iso),
    ("(?P<date>SLASHDATE)", _build_slashes),
    ("THE(?P<ordinal>ORDINAL|LAST)(?P<unit>UNIT)(?:OF THE(?P<whole>UNIT))?", _build_ordinal_unit),
    ("THE(?P<ordinal>ORDINAL)OF(?P<which>THE|LAST|THIS|NEXT|FOLLOWING)(?P<unit>UNIT)", _build_day_of_unit),
    ("THE(?P<ordinal>ORDINAL|LAST)(?P<weekday>WEEKDAY)", _build_ordinal_weekday),
    (f"(?P<clock>CLOCK|NUMBER)(?P<half>AMPM){_ZONE}", _build_clock),
    ("(?P<clock>CLOCK|YEAR|NUMBER)(?P<sure>ZONE(?:CLOCKTIME)?|LOCAL CLOCKTIME|OCLOCK)", _build_clock),
    ("(?P<clock>CLOCK|NOON)", _build_clock),
)
"""Patterns, and what each makes of its match."""
