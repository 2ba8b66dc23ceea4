"""
A text as a row of words, each with a kind, so that rules can be written over kinds.

The row's kinds form one string with a letter for each word; `compile_pattern` turns "THE? LAST UNIT" into a regular expression over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Span
from sayso.text import is_hard_wrapped

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
UNITS = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "day": "day", "week": "week",
    "weekend": "weekend", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "semester": "half", "year": "year",
    "decade": "decade", "century": "century", "centurie": "century", "yr": "year", "workday": "day", "weekday": "weekday",
}  # fmt: skip
PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "afternoon": "AF", "afternoons": "AF", "lunchtime": "MI",
    "evening": "EV", "evenings": "EV", "dusk": "EV", "sunset": "EV", "night": "NI", "nights": "NI", "nighttime": "NI",
}  # fmt: skip
NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
    "noughties": 100,
}  # fmt: skip
SETS = {
    "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M", "bimonthly": "P2M", "quarterly": "P3M", "yearly": "P1Y",
    "annually": "P1Y", "semiannually": "P6M", "biannually": "P6M", "hourly": "PT1H", "nightly": "P1D", "weekdays": "XXXX-WXX-WD", "weekends": "XXXX-WXX-WE",
}  # fmt: skip
HOLIDAYS: dict[str, tuple[int, int] | str] = {
    "christmas": (12, 25), "xmas": (12, 25), "halloween": (10, 31), "juneteenth": (6, 19), "thanksgiving": "thanksgiving", "easter": "easter",
    "good friday": "good friday", "valentine": (2, 14), "valentines": (2, 14), "boxing": (12, 26),
}  # fmt: skip
"""Month and day, or the name of a rule for feasts that move."""
DAYS_OF_REMEMBRANCE: dict[str, tuple[int, int] | str] = {
    "labor": "labor", "memorial": "memorial", "columbus": "columbus", "veterans": (11, 11),
}  # fmt: skip
"""American holidays, named only with "Day" behind them."""

_KINDS_OF_WORDS = {
    "AN": "a an",
    "THE": "the",
    "OF": "of",
    "IN": "in",
    "ON": "on",
    "AT": "at",
    "FOR": "for",
    "BY": "by",
    "SINCE": "since until till during through throughout circa",
    "FROM": "from between",
    "WITHIN": "within",
    "TO": "to",
    "OR": "or",
    "AND": "and",
    "THAT": "that",
    "THIS": "this",
    "LAST": "last past previous preceding prior",
    "NEXT": "next coming upcoming",
    "FOLLOWING": "following subsequent ensuing succeeding",
    "SAME": "same",
    "CURRENT": "current present",
    "LATEST": "latest",
    "COUPLE": "couple",
    "VAGUE": "several few many dozens hundreds thousands",
    "HALF": "half",
    "AGO": "ago",
    "EARLIER": "earlier before previously",
    "ONCEUPON": "formerly",
    "LATER": "later after afterward afterwards afterwords",
    "BACK": "back",
    "EDGE": "early late mid middle end beginning start",
    "EVERY": "every each",
    "PER": "per",
    "ONCE": "once twice thrice times",
    "OTHER": "other",
    "TODAY": "today yesterday tomorrow",
    "TONIGHT": "tonight",
    "OVERNIGHT": "overnight",
    "NOW": "now currently nowadays presently",
    "RECENTLY": "recently lately",
    "SOON": "soon",
    "RECENT": "recent",
    "FUTURE": "future",
    "THESE": "these",
    "MOMENT": "moment moments",
    "RIGHT": "right",
    "NEAR": "near foreseeable",
    "AHEAD": "ahead",
    "OLD": "old olds",
    "LONG": "long",
    "FISCAL": "fiscal financial",
    "CALENDAR": "calendar",
    "NOON": "noon midday midnight",
    "OCLOCK": "o'clock o’clock",
    "AMPM": "am pm",
    "ZONE": "gmt utc est edt et cst cdt pst pdt pt bst cet cest ist eastern pacific aest msk",
    "LOCAL": "local",
    "CLOCKTIME": "time",
    "ABOUT": "about around approximately roughly nearly almost",
    "OVER": "over under",
    "JUST": "just",
    "LEAST": "least most",
    "MORE": "more less fewer",
    "THAN": "than",
    "UP": "up",
    "NO": "no",
    "SO": "so",
    "ADDITIONAL": "additional extra another",
    "ENDING": "ending ended",
    "WEEKLYDAY": "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "EVE": "eve",
    "NEW": "new",
    "GOOD": "good",
    "VALENTINE": "valentine valentines boxing",
    "REMEMBRANCE": "labor memorial veterans columbus",
    "HALFTERM": "trading business working consecutive straight full whole entire",
    "ATTACKS": "attacks attack terrorist terror hijackings hijackers",
    "HYPHEN": "- – — ‑",
    "COMMA": ",",
    "SLASH": "/",
    "POSS": "'s ’s",
    "QUARTERNAME": "q1 q2 q3 q4",
    "FY": "fy",
    "PERIOD": "period",
    "TERM": "term",
    "UNITLONG": "hourlong daylong weeklong monthlong yearlong decadelong",
    "SHORT": "short",
    "SHORTLY": "shortly eventually someday",
    "WHILE": "while awhile",
    "SOME": "some quite",
    "LENGTHY": "brief lengthy extended limited prolonged considerable considerably fairly very relatively indefinite",
    "THEN": "then",
    "POINT": "point stage juncture",
    "FAR": "far thus",
    "DATEWORD": "date",
    "ANNUAL": "annual semiannual biannual",
    "MIDUNIT": "midyear midweek midmonth",
    "FINAL": "final latter",
    "SEMI": "semi bi",
    "MULTI": "multi multiyear",
    "LIKE": "like corresponding comparable equivalent",
}
_KINDS_OF_VALUES = (
    "MONTH",
    "WEEKDAY",
    "SEASON",
    "UNIT",
    "PART",
    "NUMBER",
    "ORDINAL",
    "DECADE",
    "SET",
    "HOLIDAY",
    "YEAR",
    "SHORTYEAR",
)
_KINDS_OF_SHAPES = ("ISODATE", "SLASHDATE", "CLOCK", "TENS", "NINEELEVEN")

_LETTERS = {
    kind: chr(0x4E00 + place) for place, kind in enumerate((*_KINDS_OF_WORDS, *_KINDS_OF_VALUES, *_KINDS_OF_SHAPES))
}
"""One character for each kind, from a range that is no regular expression syntax."""

OTHER_WORD, BREAK = ".", "|"

_LEXICON = {word: _LETTERS[kind] for kind, words in _KINDS_OF_WORDS.items() for word in words.split()}
_LEXICON |= dict.fromkeys(MONTHS, _LETTERS["MONTH"]) | dict.fromkeys(WEEKDAYS, _LETTERS["WEEKDAY"])
_LEXICON |= dict.fromkeys(SEASONS, _LETTERS["SEASON"]) | dict.fromkeys(PARTS, _LETTERS["PART"])
_LEXICON |= {
    word: _LETTERS["UNIT"] for unit in UNITS for word in (unit, unit + "s") if word != "centurie" and unit != "second"
}
_LEXICON |= dict.fromkeys(("seconds", "centuries"), _LETTERS["UNIT"])
_LEXICON |= dict.fromkeys((*NUMBERS, *MULTIPLIERS), _LETTERS["NUMBER"]) | dict.fromkeys(ORDINALS, _LETTERS["ORDINAL"])
_LEXICON |= dict.fromkeys(DECADES, _LETTERS["DECADE"]) | dict.fromkeys(SETS, _LETTERS["SET"])
_LEXICON |= dict.fromkeys(HOLIDAYS, _LETTERS["HOLIDAY"])

_DOTTED = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN)\."
)
_WORD = re.compile(
    rf"(?P<gap>[^\S\n]*\n\s*)|(?P<dotted>{_DOTTED})|(?P<ampm>[aApP]\.\s?[mM]\b\.?|(?<=\d)[aApP][mM]\b)|[oO]['’]clock\b|['’][sS]\b|(?P<quarter>\b[qQ][1-4]\b)|(?P<word>[^\W\d_]+)"
    r"|(?P<tens>['’]?\d0(?:['’]?s)\b|(?:1\d\d0|20\d0)['’]?s\b)|(?P<short>['’]\d\d\b)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?\b|\b(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b)|(?P<nineeleven>\b9/11\b)|(?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b|(?<![\d-])\d{1,2}-\d{1,2}-(?:\d{4}|\d\d)\b(?!-))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\b|(?=[aApP]\.?[mM]\b))|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<year>(?:1\d|2[01])\d\d(?![\d,.]\d)(?!\d))|(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|[$€£¥%]|\S",
)
_SHAPES = {
    "ampm": "AMPM", "tens": "TENS", "short": "SHORTYEAR", "quarter": "QUARTERNAME", "iso": "ISODATE", "nineeleven": "NINEELEVEN", "slash": "SLASHDATE", "clock": "CLOCK",
    "ordinal": "ORDINAL", "year": "YEAR", "number": "NUMBER",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a text: `places` are their (start, end), `words` their lower-case forms, `kinds` one letter for each."""

    text: str
    places: list[tuple[int, int]]
    words: list[str]
    kinds: str


def split_words(text: str, *, sure: Iterable[Span] = ()) -> Row:
    """
    The row of a text. A word that no rule mentions is ".", the end of a paragraph "|".

    Within the spans `sure` "May" and "Sun" are names of the calendar without looking at their neighbours.

    >>> row = split_words("They met last week.")
    >>> row.words, row.kinds == ".." + letter_of("LAST") + letter_of("UNIT") + "."
    (['they', 'met', 'last', 'week', '.'], True)
    """
    known = [(span.start, span.end) for span in sure]
    wrapped = "\n" in text and is_hard_wrapped(text)
    places: list[tuple[int, int]] = []
    words: list[str] = []
    kinds: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        shape = match.lastgroup
        if shape == "word":
            kind = _LEXICON.get(word.lower(), OTHER_WORD)
            is_other = kind in _CALENDAR_NAMES and word in _LOWER_CASE_WORDS and (word != "may" or words[-1:] != ["in"])
            if is_other and not any(start <= match.start() < end for start, end in known):
                kind = OTHER_WORD  # "may", "march", "sat" and "sun" are other words
        elif shape == "gap":
            if wrapped and word.count("\n") == 1:
                continue
            kind = BREAK
        elif shape == "dotted":
            kind = _LETTERS["MONTH" if word[:-1].lower() in MONTHS else "WEEKDAY"]
        elif word in "[]":
            continue  # "[Ten] years ago": the editor's brackets do not part the words
        else:
            kind = _LETTERS[_SHAPES[shape]] if shape else _LEXICON.get(word.lower(), OTHER_WORD)
        places.append(match.span())
        words.append(word.lower())
        kinds.append(kind)
    for at, kind in enumerate(kinds):
        if kind in _CALENDAR_NAMES and any(start <= places[at][0] < end for start, end in known):
            continue
        if kind in _CALENDAR_NAMES and not _is_calendar_name(text, places, words, kinds, at):
            kinds[at] = OTHER_WORD
    return Row(text, places, words, "".join(kinds))


def letter_of(kind: str) -> str:
    """The character that stands for a kind in a row's `kinds`."""
    return _LETTERS[kind]


_CALENDAR_NAMES = frozenset((_LETTERS["MONTH"], _LETTERS["WEEKDAY"]))
_DIGITS = frozenset(_LETTERS[kind] for kind in ("NUMBER", "ORDINAL", "YEAR", "SHORTYEAR"))
_SHORT = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
_LOWER_CASE_WORDS = frozenset("may march mar mon wed thu fri sat sun tue tues thur thurs".split())
_SURE_SHORT_MONTHS = frozenset("feb apr aug sept oct nov dec".split())
_SHORT_MONTH_CUES = frozenset("in since until by last next early late".split())
"""Behind these "Dec" is a month without a number beside it; "Jan", "Mar", "Jul" may be names even so."""
_ALSO_NAMES = frozenset(("march", "april", "may", "june", "august", "jan", "mar", "sun"))


_MONTH_CUES = frozenset(
    "in since until till by during from to between before after last next this through early late mid of around following throughout every each "
    "on - – a an 's ’s".split()
)
_MAY_CUES = frozenset("in last this next early late mid - since until".split())
_NOT_AFTER_MONTH = frozenset("for on of in to and said says was is has had".split())


def _is_calendar_name(text: str, places: list[tuple[int, int]], words: list[str], kinds: list[str], at: int) -> bool:
    """
    Whether a capitalised "May", "March", "Jan" or "Sun" is a month or a day here, and not a person, a walk or a newspaper.

    Abbreviations without a full stop need a number or another name of the calendar beside them.
    """
    word = "sun" if words[at] == "sun." else words[at]
    if word not in _SHORT and word not in _ALSO_NAMES:
        return True
    if _stands_by_number(words, kinds, at):
        return not (word == "march" and kinds[at - 1] == _LETTERS["YEAR"] and _kind_at(kinds, at + 1) not in _DIGITS)
    beside = {_kind_at(kinds, at - 1), _kind_at(kinds, at + 1)}
    if _word_at(words, at + 1) in (",", "and", "or", "to", "-", "–", "through"):
        beside.add(_kind_at(kinds, at + 2))
    if word in _SHORT:
        if word in _SURE_SHORT_MONTHS and _word_at(words, at - 1) in _SHORT_MONTH_CUES:
            after = _word_at(words, at + 1)
            return not (after.isalpha() and text[places[at + 1][0]].isupper())
        return not beside.isdisjoint(_CALENDAR_NAMES)
    if _LETTERS["MONTH"] in beside:
        return True
    return _is_month(text, places, words, at, word)


def _is_month(text: str, places: list[tuple[int, int]], words: list[str], at: int, word: str) -> bool:
    """Whether March, April, May, June or August, alone, is the month: "in May", "the March vote", not "Theresa May" or "March for Life"."""
    before, after = _word_at(words, at - 1), _word_at(words, at + 1)
    name_follows = after.isalpha() and after not in MONTHS and text[places[at + 1][0]].isupper()
    if word == "may" and _KNOWN_MAY.search(text):
        return before in _MAY_CUES and not name_follows
    if word == "march" and before in ("'s", "’s", "a"):
        return False
    if before in _MONTH_CUES:
        return not name_follows or word == "august" or before in ("in", "last", "this", "next", "an", "since")
    if before == "the":
        return not name_follows and (after not in _NOT_AFTER_MONTH if after.isalpha() else word not in ("may", "march"))
    capital_before = before.isalpha() and text[places[at - 1][0]].isupper()
    return word in ("april", "june", "august") and not name_follows and not capital_before


_KNOWN_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|Brian|James) May\b")


def _stands_by_number(words: list[str], kinds: list[str], at: int) -> bool:
    """Whether it is like "May 5", "5 May", "5th of May", "May, 2014"."""
    if _kind_at(kinds, at + 1) in _DIGITS or (_kind_at(kinds, at - 1) in _DIGITS and len(words[at - 1]) <= 4):
        return True
    if _word_at(words, at - 1) == "of" and _kind_at(kinds, at - 2) in _DIGITS:
        return True
    return _word_at(words, at + 1) in ("of", ",") and _kind_at(kinds, at + 2) == _LETTERS["YEAR"]


def _word_at(words: list[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _kind_at(kinds: list[str], at: int) -> str:
    return kinds[at] if 0 <= at < len(kinds) else BREAK
