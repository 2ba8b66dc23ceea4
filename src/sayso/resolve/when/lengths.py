"""Rules for lengths of time, for dates so long ago, and for what comes again and again."""

from __future__ import annotations

from sayso.resolve.when.meaning import (
    VAGUE,
    WORD_NUMBER,
    Builder,
    Found,
    Meaning,
    Type,
    leads_to_event,
    read_number,
    read_ordinal,
    read_which,
    write_length,
)
from sayso.resolve.when.words import MONTHS, MULTIPLIERS, NUMBERS, PARTS, SEASONS, SETS, UNITS, WEEKDAYS

_COUNT = f"(?:(?:AN|COUPLE|VAGUE|YEAR)(?:OF)?|AN?ADDITIONAL|{WORD_NUMBER}|AN (?:COUPLE OF?|VAGUE|NUMBER(?:NUMBER){0, 3})|HALF AN|AN HALF|HALF)"


def _build_length(found: Found) -> Meaning | None:
    """Reads "two weeks", "several years ago", "the past 20 months", "34-year-old", "a year and a half"."""
    words, word, tail, side = found.words("count"), found.word("unit"), found.word("tail"), read_which(found)
    unit, count = _read_unit(word), _read_count(found)
    if unit is None or count is None or _is_no_length(found, word, count):
        return None
    if found.has("old"):
        return Meaning(kind="duration", type="DURATION", unit=unit, count=count, which="age")
    if tail and not leads_to_event(found, tail):
        return _build_shift(unit, count, tail.split()[-1])
    sure = side or tail or found.has("long") or found.has("hyphen") or found.has("half")
    if words in (["a"], ["an"], ["one"]) and not sure and not _is_length_here(found, unit, words[0]):
        return None
    return Meaning(kind="duration", type="DURATION", unit=unit, count=count, which=side, value=tail)


def _read_unit(word: str) -> str | None:
    """The unit of "years", "nights", "week"; `None` for words that count no time."""
    if word == "nights":
        return "night"
    unit = UNITS.get(word) or UNITS.get(word.removesuffix("s"))
    return unit if unit != "weekday" else None


def _read_count(found: Found) -> float | None:
    """The number; of "two to three" the higher; half more for "and a half"."""
    count = read_number(found.words("count"))
    if found.has("upper") and count is not None:
        count = read_number(found.words("upper"))
    if found.has("fraction") and count is not None:
        words = found.words("fraction")
        return count + (float(words[0]) / float(words[2]) if "/" in words and float(words[2]) else 0.5)
    return count + 0.5 if count is not None and found.has("half") else count


_BEFORE_A_VERB = frozenset("to will would could can may might must should not t".split())


def _is_no_length(found: Found, word: str, count: float) -> bool:
    first = found.words("count")[0]
    plural = word.endswith("s")
    if first.isdigit() and len(first) == 4 and not plural and not found.has("hyphen"):
        return True  # "2014 year" is no length
    if found.words("which") == ["last"] and not found.has("the") and found.before() in _BEFORE_A_VERB:
        return True  # "the truce would last 90 days"
    if found.has("inner") and not plural:
        return True  # "only 3 next week"
    return word == "quarters" and count == 3 and (found.has("hyphen") or found.after() == "of")  # a fraction


def _build_shift(unit: str, count: float, tail: str) -> Meaning:
    """Reads "two weeks ago", "two weeks later", "two weeks from now"."""
    if unit == "night":
        # "Two nights ago" names the night of a day.
        return Meaning(
            kind="shift", type="TIME", unit="day", count=-count if tail == "ago" else count, which="that", part="NI"
        )
    past = tail in ("ago", "back", "earlier", "before", "previously")
    which = "ago" if tail in ("ago", "back") else "from now" if tail == "now" else "that"
    return Meaning(kind="shift", unit=unit, count=-count if past else count, which=which, type=_type_of_shift(unit))


def _type_of_shift(unit: str) -> Type:
    return "TIME" if unit in ("hour", "minute", "second") else "DATE"


_LENGTH_CUES = frozenset(
    "for in within than least most about nearly almost roughly around over under up after of took take takes lasted last lasts only just spent "
    "another additional once every more to least until every per by least".split()
)


def _is_length_here(found: Found, unit: str, word: str) -> bool:
    """Whether "a day", "one week" measures time here. "$5 a day" is a rate, "a week of protests" a length, "one day" often neither."""
    before, after = found.before(), found.after()
    if after in ("after", "before", "earlier", "later", "ago", "or", "and", "long", "since", "into"):
        return after not in ("or", "and") or found.after(2) in ("two", "so", "more", "a")
    if unit in ("minute", "second", "night"):
        return before in ("for", "within", "than", "about", "just", "nearly", "almost") and unit != "second"
    if unit in ("day", "quarter", "hour", "weekend"):
        return before in (
            "for",
            "within",
            "than",
            "about",
            "just",
            "nearly",
            "almost",
            "after",
            "least",
            "only",
            "lasted",
            "took",
            "over",
        )
    return before in _LENGTH_CUES or word == "one"


def _build_bare_plural(found: Found) -> Meaning | None:
    """Reads "years", "for decades", "weeks later", "hours after the attack"."""
    word = found.word("unit")
    if not word.endswith("s") or word in ("seconds", "nights", "quarters", "weekends", "weekdays"):
        return None
    unit = UNITS[word.removesuffix("s")]
    tail = found.word("tail")
    if tail and not leads_to_event(found, tail):
        sign = -1 if tail in ("ago", "earlier", "before", "previously") else 1
        return Meaning(
            kind="shift",
            unit=unit,
            count=sign * VAGUE,
            which="ago" if tail == "ago" else "that",
            type=_type_of_shift(unit),
        )
    before = found.before()
    if before in ("early", "late"):
        return None
    if tail or before in (
        "for",
        "in",
        "within",
        "over",
        "after",
        "of",
        "took",
        "take",
        "last",
        "spent",
        "lasted",
        "until",
        "just",
        "mere",
        "many",
        "-",
        "through",
        "by",
    ):
        if (
            before in ("of", "-", "by", "in", "over", "through", "last")
            and not tail
            and (unit in ("hour", "minute", "day") or before in ("-", "by", "of"))
        ):
            return None
        return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE, value=tail)
    if (
        found.after() == "of"
        and unit in ("year", "month", "week", "decade", "day", "hour", "century")
        and before not in ("the", "his", "her", "their", "my", "its")
    ):
        return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE)
    return None


def _build_first_units(found: Found) -> Meaning | None:
    """Reads "the first nine months": a length, its end named by other words."""
    count = read_number(found.words("count"))
    word = found.word("unit")
    if count is None or not word.endswith("s"):
        return None
    return Meaning(kind="duration", type="DURATION", unit=UNITS[word.removesuffix("s")], count=count)


def _build_quarter_century(found: Found) -> Meaning | None:
    """Reads "a quarter-century", "half a century" apart: 25 years."""
    if found.word("unit") != "quarter" or found.word("of") != "century":
        return None
    tail = found.word("tail")
    if tail and not leads_to_event(found, tail):
        return _build_shift("year", 25, tail)
    return Meaning(kind="duration", type="DURATION", unit="year", count=25, which=read_which(found), value=tail)


def _build_ago_today(found: Found) -> Meaning | None:
    """Reads "a year ago today", "a week ago Thursday", "two weeks from Friday": a day, counted to the day."""
    unit, count = _read_unit(found.word("unit")), read_number(found.words("count"))
    if unit not in ("week", "month", "year") or count is None or count != int(count) or count == VAGUE:
        return None
    if found.has("today") and found.word("today") != "today":
        return None
    weekday = WEEKDAYS[found.word("weekday").rstrip(".")] if found.has("weekday") else None
    if weekday is not None and unit != "week":
        return None
    return Meaning(kind="day count", unit=unit, count=-count if found.word("tail") == "ago" else count, weekday=weekday)


def _build_one_or_two(found: Found) -> Meaning | None:
    """Reads "a day or two", "a week or two ago": the higher number, as with "two or three weeks"."""
    unit, count, tail = _read_unit(found.word("unit")), read_number(found.words("count")), found.word("tail")
    if (
        unit is None
        or count is None
        or count > 10
        or found.after() in UNITS
        or found.after().removesuffix("s") in UNITS
    ):
        return None
    if tail and not leads_to_event(found, tail):
        return _build_shift(unit, count, tail)
    return Meaning(kind="duration", type="DURATION", unit=unit, count=count, value=tail)


def _build_unit_long(found: Found) -> Meaning:
    """Reads "weeklong", "decades-long", "century-old"."""
    word = found.word("long").removesuffix("long") or found.word("unit")
    unit = "century" if word == "centuries" else UNITS[word.removesuffix("s")]
    return Meaning(kind="duration", type="DURATION", unit=unit, count=VAGUE if word.endswith("s") else 1)


def _build_every(found: Found) -> Meaning | None:
    """Reads "every day", "each of the past three years" apart, "every two weeks", "every Monday morning"."""
    part = "T" + PARTS[found.word("part")] if found.has("part") else ""
    if found.has("weekday"):
        return Meaning(
            kind="set", type="SET", value=f"XXXX-WXX-{WEEKDAYS[found.word('weekday').rstrip('.')] + 1}{part}"
        )
    if found.has("weekdays"):
        return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{WEEKDAYS[found.word('weekdays')[:-1]] + 1}{part}")
    if part:
        return Meaning(kind="set", type="SET", value=f"XXXX-XX-XX{part}")
    if found.has("season"):
        return Meaning(
            kind="set",
            type="SET",
            value={3: "XXXX-SP", 6: "XXXX-SU", 9: "XXXX-FA", 12: "XXXX-WI"}[SEASONS[found.word("season")]],
        )
    if found.has("month"):
        return Meaning(kind="set", type="SET", value=f"XXXX-{MONTHS[found.word('month').rstrip('.')]:02}")
    word = found.word("unit")
    unit = UNITS.get(word) or UNITS.get(word.removesuffix("s"), "")
    if found.has("other"):
        count: float | None = 2
    elif found.has("nth"):
        count = read_ordinal(found.word("nth"))
    else:
        count = read_number(found.words("count")) if found.has("count") else 1
    if unit in ("", "second", "night") or count is None or count == VAGUE:
        return Meaning(kind="set", type="SET", value="XXXX-XX-XXTNI") if unit == "night" else None
    if unit in ("weekend", "weekday"):
        return Meaning(kind="set", type="SET", value="XXXX-WXX-WE" if unit == "weekend" else "XXXX-WXX-WD")
    return Meaning(kind="set", type="SET", value=write_length(count, unit))


def _build_rate(found: Found) -> Meaning | None:
    """Reads "three times a week", "$400 a year", "300,000 barrels a day"."""
    word = found.word("unit")
    if word.endswith("s") or word not in UNITS or UNITS[word] in ("second", "night", "weekend", "weekday", "quarter"):
        return None
    before, second, third = found.before(), found.before(2), found.before(3)
    if (
        found.has("per")
        or before
        in (
            "once",
            "twice",
            "thrice",
            "times",
            "percent",
            "%",
            "million",
            "billion",
            "trillion",
            "dollars",
            "euros",
            "pounds",
            "hours",
            "days",
            "months",
        )
        or (before[:1].isdigit() and second != "in")
        or (
            before.endswith("s")
            and (
                second[:1].isdigit()
                or second in NUMBERS
                or second in MULTIPLIERS
                or second in ("million", "billion", "of")
            )
            and third != "in"
        )
        or before == "people"
    ):
        pass
    else:
        return None
    if found.after() in ("ago", "earlier", "later", "after", "before", "old", "of"):
        return None
    return Meaning(kind="set", type="SET", value=write_length(1, UNITS[word]))


_AFTER_AN_ADVERB = frozenset(
    "in on at to for from by with and or but as than since until during because while if when who that which about over under after before".split()
)


def _build_set(found: Found) -> Meaning | None:
    """Reads "daily", "annually", "weekends", "Mondays"."""
    if found.has("weekdays"):
        return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{WEEKDAYS[found.word('weekdays')[:-1]] + 1}")
    after = found.after()
    if after.isalpha() and after not in _AFTER_AN_ADVERB:
        return None  # "a daily paper", "weekly meetings": kinds of things
    start = found.row.places[found.match.start()][0]
    if found.row.text[start].isupper() and found.before() != "":
        return None  # the Daily Mail
    return Meaning(kind="set", type="SET", value=SETS[found.word("set")])


RULES: tuple[tuple[str, Builder], ...] = (
    (
        "(?:AN|(?:THE|THIS)(?P<which>LAST|NEXT))?(?P<unit>UNIT)(?:HYPHEN|OF AN)?(?P<of>UNIT)(?P<tail>AGO|EARLIER|LATER)?",
        _build_quarter_century,
    ),
    (
        f"(?P<count>AN|{WORD_NUMBER})(?P<unit>UNIT)(?P<tail>AGO|FROM)(?:(?P<today>TODAY)|(?P<weekday>WEEKDAY))",
        _build_ago_today,
    ),
    ("AN(?P<unit>UNIT)OR(?P<count>NUMBER)(?P<tail>AGO|EARLIER|LATER)?", _build_one_or_two),
    (
        f"(?P<the>THE)?(?P<which>LAST|NEXT|FOLLOWING)?(?P<count>{_COUNT})(?:(?:TO|OR|HYPHEN)(?P<upper>{WORD_NUMBER}))?(?P<fraction>HYPHEN?AND HYPHEN?AN HYPHEN?HALF|NUMBER SLASH NUMBER)?(?:OR MORE)?(?P<hyphen>HYPHEN)?"
        f"(?:(?P<inner>LAST|NEXT)|ADDITIONAL|MORE|HALFTERM|CALENDAR|LONG|FISCAL)?(?P<unit>UNIT|PART|SET)(?P<half>AND AN HALF)?"
        f"(?P<old>HYPHEN?OLD)?(?P<long>HYPHEN?LONG)?(?:OR SO)?(?P<tail>AGO|EARLIER|LATER|BACK|FROM NOW)?",
        _build_length,
    ),
    ("(?P<unit>UNIT)(?P<tail>AGO|EARLIER|LATER)?", _build_bare_plural),
    ("(?P<long>UNITLONG)|(?P<unit>UNIT)HYPHEN(?:OLD|LONG)", _build_unit_long),
    (f"THE ORDINAL(?P<count>{WORD_NUMBER})HALFTERM?(?P<unit>UNIT)", _build_first_units),
    ("EVERY(?P<weekday>WEEKDAY)(?P<part>PART)?", _build_every),
    (f"EVERY(?:(?P<other>OTHER)|(?P<count>{WORD_NUMBER}|VAGUE))?(?P<unit>UNIT)", _build_every),
    ("EVERY(?P<nth>ORDINAL)(?P<unit>UNIT)", _build_every),
    ("EVERY(?:(?P<season>SEASON)|(?P<month>MONTH)|(?P<part>PART))", _build_every),
    ("(?:AN|(?P<per>PER))(?P<unit>UNIT)", _build_rate),
    ("(?P<set>SET)|(?P<weekdays>WEEKLYDAY)", _build_set),
)
"""Patterns, and what each makes of its match."""
