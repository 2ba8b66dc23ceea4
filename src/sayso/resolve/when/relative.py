"""Rules for words that lean on another date: last week, that day, tonight, the end of the year, now, recently."""

from __future__ import annotations

from sayso.resolve.when.meaning import (
    AFTER_A_NOUN,
    CALENDAR_UNITS,
    VAGUE,
    Builder,
    Found,
    Meaning,
    leads_to_event,
    read_day,
    read_edge,
    read_ordinal,
    read_which,
)
from sayso.resolve.when.names import _build_clock
from sayso.resolve.when.words import PARTS, SEASONS, SETS, UNITS


def _build_unit(found: Found) -> Meaning | None:
    """Reads "last week", "this year", "the previous day", "that month"."""
    word, which = found.word("unit"), read_which(found)
    unit = UNITS[word.rstrip("s")] if word != "centuries" else "century"
    if word.endswith("s"):
        return _build_units(found, unit, which)
    if unit in ("hour", "minute") and found.has("the") and which in ("last", "next"):
        return Meaning(kind="duration", type="DURATION", unit=unit, count=1, which=which)
    if unit not in CALENDAR_UNITS or _is_no_date(found, unit, which):
        return None
    length = _build_length_beside_today(found, unit, which)
    if length is not None:
        return length
    if which == "next" and unit == "day":
        which = "following"
    return Meaning(kind="unit", unit=unit, which=which, fiscal=found.has("fiscal"))


def _build_units(found: Found, unit: str, which: str) -> Meaning | None:
    """Reads "past years", "the coming months"; "last weeks" is no expression."""
    last_word = found.words("which")[-1]
    if which == "previous" or (which == "last" and last_word == "past"):
        return Meaning(kind="reference", value="PAST_REF", unit=unit)
    if which in ("next", "following") and last_word != "next":
        return Meaning(kind="reference", value="FUTURE_REF", unit=unit)
    return None


def _is_no_date(found: Found, unit: str, which: str) -> bool:
    if which == "last" and found.has("the") and unit in ("day", "week", "month", "weekend") and found.after() == "of":
        return True  # "the last day of the year" is counted within the year
    if which == "this" and unit == "day":
        return True
    if which == "latest":
        return unit not in ("quarter", "month", "week") and not (unit == "year" and found.has("fiscal"))
    start, end = found.row.places[found.match.start()][0], found.row.places[found.match.end() - 1][1]
    quoted = found.before() in ("“", '"', "'", "‘", "’s", "'s")
    return quoted and found.row.text[start:end] == "This Week"  # the programme


def _build_length_beside_today(found: Found, unit: str, which: str) -> Meaning | None:
    """Reads "the past year", "the next decade": a length up to now or from now on. "The last quarter" is the one before this."""
    words = found.words("which")
    if found.has("fiscal"):
        return None
    past = which == "last" and ((words[-1] == "past" and words[0] != "this") or found.has("the")) and unit != "quarter"
    coming = which == "next" and found.has("the") and unit not in ("day", "quarter", "century")
    if not past and not coming:
        return None
    return Meaning(kind="duration", type="DURATION", unit=unit, count=1, which=which)


def _build_year_earlier(found: Found) -> Meaning | None:
    """Reads "the year-earlier quarter", "year-ago", "the year-earlier period"."""
    if not found.has("piece") and not found.has("hyphen"):
        return None
    if (
        found.word("unit") != "year"
        or found.word("tail") not in ("ago", "earlier")
        or UNITS.get(found.word("piece"), "quarter") != "quarter"
    ):
        return None
    grain = "year before, quarter" if found.word("piece") == "quarter" else "year before"
    return Meaning(kind="shift", unit="year", count=-1, which="that", value=grain)


def _build_most_recent(found: Found) -> Meaning | None:
    """Reads "the most recent quarter", "the recent quarter"; "the latest period" is that of figures told by the quarter."""
    unit = UNITS.get(found.word("unit"), "quarter")
    if found.has("unit") and unit not in ("quarter", "month", "week"):
        return None
    return Meaning(kind="unit", unit=unit, which="latest") if unit == "quarter" or found.has("most") else None


def _build_fiscal(found: Found) -> Meaning | None:
    """Reads "the fiscal year"."""
    return Meaning(kind="unit", unit="year", which="this", fiscal=True) if found.word("unit") == "year" else None


def _build_counterpart(found: Found) -> Meaning | None:
    """Reads "the 1988 quarter", "the 1988 period": of another year, the same as the quarter spoken of."""
    if found.has("unit") and found.word("unit") != "quarter":
        return None
    return Meaning(kind="counterpart", unit="quarter", year=int(found.word("year")))


def _build_same_before(found: Found) -> Meaning | None:
    """Reads "the same quarter last year", "the like period a year earlier": what is spoken of, one year before."""
    unit = UNITS.get(found.word("unit"), "period")
    if found.word("whole") != "year" or unit not in ("quarter", "month", "week", "period"):
        return None
    if found.has("last") and found.word("last") not in ("last", "previous", "preceding", "prior"):
        return None
    return Meaning(kind="counterpart", unit=unit, count=-1)


def _build_before_last(found: Found) -> Meaning | None:
    """Reads "the week before last"."""
    unit = UNITS.get(found.word("unit"), "")
    if unit not in CALENDAR_UNITS or found.word("last") != "last" or found.after() in UNITS:
        return None
    return Meaning(kind="shift", unit=unit, count=-2, which="ago")


def _build_years_past(found: Found) -> Meaning | None:
    """Reads "years past", "decades past"."""
    words = found.row.words[found.match.start() : found.match.end()]
    is_past = words[0].endswith("s") and words[-1] == "past"
    return Meaning(kind="reference", value="PAST_REF") if is_past else None


def _build_some_day(found: Found) -> Meaning | None:
    """Reads "some day", "any day now"."""
    return Meaning(kind="reference", value="FUTURE_REF") if found.word("unit") == "day" else None


def _build_this_time(found: Found) -> Meaning | None:
    """Reads "this time last year"."""
    which, unit = read_which(found), UNITS.get(found.word("unit"), "")
    return (
        Meaning(kind="unit", unit=unit, which=which) if which in ("last", "next") and unit in CALENDAR_UNITS else None
    )


def _build_dawn(found: Found) -> Meaning:
    """Reads "dawn", "dusk", where the caller says that it is a time."""
    return Meaning(kind="part", type="TIME", part=PARTS[found.word("part")], which="that")


def _build_day_number(found: Found) -> Meaning | None:
    """Reads "the 26th" of a month the text does not name."""
    day = read_day(found.words("day"))
    return Meaning(kind="numbered day", unit="day", day=day) if day and found.word("day")[0].isdigit() else None


def _build_semi(found: Found) -> Meaning | None:
    """Reads "semi-annual", "bi-weekly"."""
    word = found.word("set").removesuffix("ly").removesuffix("al")
    value = {"annu": "P6M", "week": "P2W", "month": "P2M", "year": "P6M"}.get(word)
    return Meaning(kind="set", type="SET", value=value) if value else None


_AFTER_SOME_TIME = frozenset("next last this in later earlier soon during around between before".split())


def _build_vague_length(found: Found) -> Meaning | None:
    """Reads "a while", "some time", "a long period", and with "ago" what is past; not "some time next year"."""
    if found.has("ago"):
        return Meaning(kind="reference", value="PAST_REF")
    if found.after() in _AFTER_SOME_TIME:
        return None
    return Meaning(kind="fixed", type="DURATION", value="PXX")


def _build_final_part(found: Found) -> Meaning | None:
    """Reads "the final quarter", "the latter half" with no year behind it."""
    if found.word("unit") not in ("", "quarter"):
        return None
    if found.has("half"):
        return Meaning(kind="calendar", unit="half", half=2)
    return Meaning(kind="calendar", unit="quarter", quarter=4)


def _build_mid_unit(found: Found) -> Meaning | None:
    """Reads "midyear", "mid-year", "mid-week"."""
    unit = found.word("unit").removeprefix("mid")
    if found.word("edge") not in ("", "mid") or unit not in ("year", "week", "month"):
        return None
    return Meaning(kind="unit", unit=unit, which="this", edge="mid")


def _build_year_ago(found: Found) -> Meaning | None:
    """Reads "year ago" and "year earlier" without an article, as figures in tables have them."""
    if found.word("unit") != "year":
        return None
    return Meaning(kind="shift", unit="year", count=-1, which="that", value="year before")


def _build_once(found: Found) -> Meaning | None:
    """Reads "once" for a time that is past; not "once a week"."""
    if found.word("word") != "once" or found.after() in ("a", "an", "per", "every", "each"):
        return None
    return Meaning(kind="reference", value="PAST_REF")


def _build_any_set(found: Found) -> Meaning:
    """Reads "annual", "quarterly", whatever noun follows."""
    value = SETS.get(found.word("set")) or {"annual": "P1Y"}.get(found.word("set"), "P6M")
    return Meaning(kind="set", type="SET", value=value)


def _build_first_half(found: Found) -> Meaning | None:
    """Reads "the first half", "second-half": of a year, where the caller says that it is a time."""
    half = read_ordinal(found.word("ordinal"))
    return Meaning(kind="calendar", unit="half", half=half) if half in (1, 2) else None


def _build_later_unit(found: Found) -> Meaning | None:
    """Reads "earlier in the month", "later in the day", "late in the week"."""
    unit = UNITS[found.word("unit").rstrip("s")]
    if unit not in CALENDAR_UNITS or found.word("unit").endswith("s"):
        return None
    edge = {"early": "early", "late": "late", "earlier": "earlier", "later": "later", "mid": "mid"}.get(
        found.word("edge")
    )
    return Meaning(kind="unit", unit=unit, which="this" if unit != "day" else "that", edge=edge) if edge else None


def _build_edge_of_unit(found: Found) -> Meaning | None:
    """Reads "the end of the year", "the beginning of the week", "year-end"."""
    unit = UNITS[found.word("unit").rstrip("s")]
    if unit not in CALENDAR_UNITS or found.word("unit").endswith("s"):
        return None
    edge = read_edge(found.word("edge"))
    if unit == "day" and found.before() == "at":
        return None  # "at the end of the day": an idiom
    if edge == "end" and found.before() in ("by", "until", "till", "before"):
        edge = "by end"
    return Meaning(kind="unit", unit=unit, which="this" if unit != "day" else "that", edge=edge)


def _build_bare_unit(found: Found) -> Meaning | None:
    """Reads "the year", "the quarter": read only where the caller gives the span, since most of them name no date."""
    word = found.word("unit")
    if word.endswith("s") or UNITS[word] not in CALENDAR_UNITS:
        return None
    if not found.has("the") and word != "weekend":
        return Meaning(kind="duration", type="DURATION", unit=UNITS[word], count=1)
    which = {"quarter": "latest", "day": "that"}.get(UNITS[word], "this")
    return Meaning(kind="unit", unit=UNITS[word], which=which, value="sure")


def _build_bare_length(found: Found) -> Meaning | None:
    """Reads "a week", "years", "the first hours": lengths only where the caller says so."""
    word = found.word("unit")
    unit = "century" if word == "centuries" else UNITS[word.removesuffix("s")]
    if unit == "weekday" or (not word.endswith("s") and not found.has("a")):
        return None
    return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE if word.endswith("s") else 1)


def _build_the_weekend(found: Found) -> Meaning | None:
    """Reads "over the weekend"."""
    if found.word("unit") != "weekend" or found.before() not in (
        "over",
        "during",
        "on",
        "at",
        "for",
        "through",
        "throughout",
        "after",
        "before",
    ):
        return None
    return Meaning(kind="unit", unit="weekend", which="that")


_AFTER_A_NAMED_PERIOD = frozenset("of that when before after he she they we i between to ended ending from".split())
_BEFORE_A_PERIOD = frozenset("of for in during throughout through over within".split())
_OF_THE_YEAR = frozenset(
    "time times day days person man woman player word words album coach parts part flavor flavour months month team awards award book".split()
)


def _build_the_period(found: Found) -> Meaning | None:
    """Reads "for the year", "much of the week", "sales in the quarter"; not "the player of the year", "the year in which"."""
    unit, before, after = UNITS.get(found.word("unit")), found.before(), found.after()
    if unit not in ("year", "month", "week", "quarter") or before not in _BEFORE_A_PERIOD:
        return None
    if before == "of" and found.before(2) in _OF_THE_YEAR:
        return None
    if after in _AFTER_A_NAMED_PERIOD:
        return None
    if after == "in" and found.after(2) == "which":
        return None
    return Meaning(kind="unit", unit=unit, which="latest" if unit == "quarter" else "this")


def _build_unit_before(found: Found) -> Meaning | None:
    """Reads "the day before", "the year after", where no event follows that they lean on."""
    tail, word = found.word("tail"), found.word("unit")
    if word.endswith("s") or UNITS[word] not in CALENDAR_UNITS or leads_to_event(found, tail) or tail == "previously":
        return None
    return Meaning(kind="unit", unit=UNITS[word], which="previous" if tail in ("before", "earlier") else "following")


def _build_in_the_past(found: Found) -> Meaning | None:
    """Reads "in the past", with no noun behind it."""
    after = found.after()
    if found.words("word")[-1] != "past" or found.before() != "in" or (after.isalpha() and after not in AFTER_A_NOUN):
        return None
    return Meaning(kind="reference", value="PAST_REF")


def _build_today(found: Found) -> Meaning | None:
    """Reads "today", "yesterday", "tomorrow", "the day before yesterday"."""
    if found.before() == "usa":
        return None
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[found.word("today")]
    if found.has("away"):
        days += -1 if found.word("away") == "before" else 1
    return Meaning(kind="shift", unit="day", count=days)


def _build_tonight(found: Found) -> Meaning:
    return Meaning(kind="shift", type="TIME", unit="day", count=0, part="NI")


def _build_overnight(found: Found) -> Meaning:
    return Meaning(kind="part", type="TIME", part="NI", which="overnight")


def _build_part(found: Found) -> Meaning | None:
    """Reads "this morning", "the next evening", "the morning"."""
    which = read_which(found)
    part = PARTS[found.word("part")]
    if found.word("part").endswith("s") or found.word("part") in (
        "dawn",
        "dusk",
        "sunset",
        "sunrise",
        "daybreak",
        "lunchtime",
    ):
        return None
    if which == "last":
        return Meaning(kind="shift", type="TIME", unit="day", count=-1, part=part)
    if which == "this":
        return Meaning(kind="shift", type="TIME", unit="day", count=0, part=part)
    if found.has("tail"):
        if found.word("tail") not in ("before", "after", "earlier", "later") or leads_to_event(
            found, found.word("tail")
        ):
            return None
        which = "previous" if found.word("tail") in ("before", "earlier") else "following"
    if which in ("previous", "following", "next"):
        return Meaning(
            kind="unit", type="TIME", unit="day", which="previous" if which == "previous" else "following", part=part
        )
    return Meaning(kind="part", type="TIME", part=part, which="that")


def _build_reference(value: str) -> Builder:
    def build(found: Found) -> Meaning | None:
        before, after = found.before(), found.after()
        if before in ("-", "–") or (found.word("word") == "now" and after == "that"):
            return None
        if value == "FUTURE_REF" and (before in ("as", "how", "too") or after in ("after", "as")):
            return None
        if found.has("noun"):
            start = found.row.places[found.match.end() - 1][0]
            if found.row.text[start].isupper() or before not in (
                "in",
                "into",
                "for",
                "near",
                "of",
                "from",
                "about",
                "to",
            ):
                return None
        return Meaning(kind="reference", value=value)

    return build


def _build_recent(found: Found) -> Meaning | None:
    """Reads "recent weeks", "the coming months", "the weeks ahead"."""
    if not found.word("unit").endswith("s"):
        return None
    unit = UNITS[found.word("unit").removesuffix("s")]
    if unit in ("week", "month", "day", "quarter") and not found.has("and"):
        # TimeBank has "recent years" as the past, and "recent weeks", "the weeks ahead" as lengths.
        side = "next" if found.has("future") else "last"
        return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE, which=side)
    return Meaning(kind="reference", value="FUTURE_REF" if found.has("future") else "PAST_REF", unit=unit)


RULES: tuple[tuple[str, Builder], ...] = (
    (
        "(?P<the>THE)?(?P<which>LAST|THIS(?:LAST|NEXT|CURRENT|SAME)?|NEXT|CURRENT|FOLLOWING|(?:THAT)?SAME|THAT|LATEST)(?P<fiscal>FISCAL|CALENDAR)?(?P<unit>UNIT)(?:AND UNIT)?",
        _build_unit,
    ),
    ("(?P<edge>EARLIER|LATER|EDGE)IN THE(?P<unit>UNIT)", _build_later_unit),
    ("THE?(?P<edge>EDGE)OF THE(?P<unit>UNIT)", _build_edge_of_unit),
    ("(?P<unit>UNIT)POSS?HYPHEN?(?P<edge>EDGE)", _build_edge_of_unit),
    ("(?:THE UNIT(?P<away>EARLIER|LATER))?(?P<today>TODAY)", _build_today),
    ("(?:AN|THE)?(?P<unit>UNIT)(?P<hyphen>HYPHEN)?(?P<tail>AGO|EARLIER)(?P<piece>UNIT|PERIOD)?", _build_year_earlier),
    ("THE(?:LATEST|LEAST RECENT)PERIOD", _build_most_recent),
    ("THE(?P<most>LEAST)?RECENT(?P<unit>UNIT)", _build_most_recent),
    ("THE?FISCAL(?P<unit>UNIT)", _build_fiscal),
    (
        "THE(?:SAME|LIKE)(?P<unit>UNIT|PERIOD)(?:OF|IN)?THE?(?:(?P<last>LAST)(?P<whole>UNIT))",
        _build_same_before,
    ),
    ("THE(?:SAME|LIKE)(?P<unit>UNIT|PERIOD)AN(?P<whole>UNIT)(?:AGO|EARLIER)", _build_same_before),
    ("TONIGHT", _build_tonight),
    ("OVERNIGHT", _build_overnight),
    ("THE?(?P<which>LAST|THIS|NEXT|FOLLOWING|SAME|THAT)(?P<part>PART)", _build_part),
    ("THE(?P<part>PART)(?P<tail>EARLIER|LATER)", _build_part),
    ("THE(?P<unit>UNIT)(?P<tail>EARLIER|LATER)", _build_unit_before),
    ("THE(?P<unit>UNIT)", _build_the_weekend),
    ("THE(?P<unit>UNIT)", _build_the_period),
    ("THE(?P<word>LAST)", _build_in_the_past),
    ("RIGHT?(?P<word>NOW)|THESE UNIT|AT(?:THE MOMENT|CURRENT|THIS CLOCKTIME)", _build_reference("PRESENT_REF")),
    ("RECENTLY", _build_reference("PAST_REF")),
    ("SOON", _build_reference("FUTURE_REF")),
    ("THE NEAR?(?P<noun>FUTURE)", _build_reference("FUTURE_REF")),
    ("THE?RECENT(?P<unit>UNIT)(?P<and>AND UNIT)?", _build_recent),
    ("THE(?P<unit>UNIT)(?P<future>AHEAD)", _build_recent),
    ("SEMI HYPHEN(?P<set>SET|ANNUAL)", _build_semi),
    ("THE(?P<unit>UNIT)EARLIER(?P<last>LAST)", _build_before_last),
    ("THIS CLOCKTIME(?P<which>LAST|NEXT)(?P<unit>UNIT)", _build_this_time),
    ("JUST?AN?MOMENT AGO", _build_reference("PAST_REF")),
    ("FUTURE UNIT", _build_reference("FUTURE_REF")),
)
"""Patterns, and what each makes of its match."""

LOOSE_RULES: tuple[tuple[str, Builder], ...] = (
    ("(?P<the>THE)?(?:HALFTERM)?(?P<unit>UNIT)", _build_bare_unit),
    ("(?:THE?ORDINAL|(?P<a>AN|NUMBER))?(?P<unit>UNIT)", _build_bare_length),
    ("THE?(?:NEAR|SHORT|LONG)HYPHEN?TERM|LATER|SHORTLY", _build_reference("FUTURE_REF")),
    ("AT?(?:THE|THAT)(?:SAME)?(?:CLOCKTIME|POINT)|LONG AGO|BY?THEN CURRENT?", _build_reference("PAST_REF")),
    ("EARLIER|ONCEUPON|THE?RECENT?LAST", _build_reference("PAST_REF")),
    ("(?P<word>ONCE)", _build_once),
    ("THE?(?P<part>PART)", _build_dawn),
    ("(?P<clock>(?P<sure>CLOCK))", _build_clock),
    ("THE(?P<day>ORDINAL)", _build_day_number),
    ("SOME(?P<unit>UNIT)", _build_some_day),
    ("SO FAR|FAR FAR|TO DATEWORD", _build_reference("PRESENT_REF")),
    ("AN(?:LATER|FUTURE)DATEWORD", _build_reference("FUTURE_REF")),
    ("(?P<set>SET|ANNUAL)", _build_any_set),
    ("THE?FINAL(?:(?P<unit>UNIT)|(?P<half>HALF))", _build_final_part),
    ("THE?(?P<ordinal>ORDINAL)HYPHEN?HALF", _build_first_half),
    ("(?P<unit>UNIT)(?:AGO|EARLIER)", _build_year_ago),
    ("THE?(?P<year>YEAR)(?:(?P<unit>UNIT)|PERIOD)", _build_counterpart),
    ("UNIT LAST", _build_years_past),
    ("THE OLD UNIT", _build_reference("PAST_REF")),
    ("THE?NEXT CLOCKTIME", _build_reference("FUTURE_REF")),
    ("THIS HALF", lambda _: Meaning(kind="unit", unit="half", which="this")),
    ("MULTI(?:HYPHEN?UNIT)?", lambda _: Meaning(kind="fixed", type="DURATION", value="PXY")),
    ("THE PERIOD", lambda _: Meaning(kind="unit", unit="quarter", which="latest")),
    ("(?P<unit>MIDUNIT)", _build_mid_unit),
    ("(?P<edge>EDGE)HYPHEN?(?P<unit>UNIT)", _build_mid_unit),
    (
        "(?:SOME?AN(?:LENGTHY|LONG|SHORT){0,3}(?:PERIOD|CLOCKTIME|WHILE)|SOME CLOCKTIME|WHILE)(?P<ago>AGO)?",
        _build_vague_length,
    ),
    ("THE?(?P<part>PART)", _build_part),
    ("(?:AT|THE|THIS)?(?:CURRENT|THIS)(?:CLOCKTIME|MOMENT|POINT)?|THE MOMENT", _build_reference("PRESENT_REF")),
    (
        "THE?(?P<season>SEASON)",
        lambda found: Meaning(kind="calendar", unit="season", season=SEASONS[found.word("season")]),
    ),
    ("RECENT", _build_reference("PAST_REF")),
    ("FUTURE", _build_reference("FUTURE_REF")),
)
"""Rules for words that mostly name no date: used only where the caller says that they do."""
