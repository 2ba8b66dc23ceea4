"""Numbers that count nothing: dates, times of day, years, ages, scores, ranks, telephone and section numbers, numbers in names."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens, is_plural_noun
from sayso.resolve.how_much.values import ONES, TENS, Number

_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
_LABELS: Final = frozenset(
    "hwy rte freeway article section chapter page pages paragraph para clause room figure table appendix channel highway route interstate flight boeing airbus iphone ipad "
    "windows galaxy formula apollo type class title resolution proposition prop amendment question measure gate terminal district ward zone area level phase "
    "stage tier category grade reactor pier exit bus line psalm bowl mark model series version division no nos number item rule part volume vol issue episode "
    "season act scene verse lot track block sector camp p pp playstation xbox android ios covid group apartment apt suite floor building box unit schedule "
    "form annex exhibit count counts chapters sections articles pixel generation brigade battalion regiment squadron ranked seeded junction junctions exits routes highways channels gates articles lanes".split()
)
"""Words whose number is a name: with a capital always, in lower case where no noun follows ("article 5")."""
_PRODUCTS: Final = frozenset(
    "boeing airbus channel iphone ipad windows galaxy formula apollo playstation xbox android ios covid".split()
)
"""Those of them whose number is always part of the name ("iPhone 4 owners")."""
_COMMON_LABELS: Final = frozenset(
    "count counts unit line act group area season part building question floor issue camp track block form model type item lot exit mark no".split()
)
"""Those of them that are everyday words, and so only count with a capital."""
_INDEXES: Final = frozenset(
    "fortune s&p p ftse nasdaq russell nikkei cac dax stoxx topix kospi csi asx ibex sensex nifty group big pac hot forbes super".split()
)
_AGE_NOUNS: Final = frozenset(
    "people those adults men women voters children americans anyone everyone kids workers teenagers students patients girls boys youths".split()
)
_IDIOMS: Final = frozenset(
    {
        ("six", "figures"),
        ("seven", "figures"),
        ("five", "alarm"),
        ("three", "alarm"),
        ("two", "cents"),
        ("nine", "lives"),
    }
)
_NO_COUNT_AFTER_DASH: Final = frozenset(
    "way ways sided pronged dimensional handed faced track tone alarm time off on stop liner fits".split()
)

_AIRCRAFT: Final = re.compile(
    r"(?<![\w$,.-])(?:7[0-8]7|3[2358]0)s?\b(?![,.]\d)(?! (?:people|passengers|jobs|points|orders|workers|employees|seats|flights|deaths|miles|km|million|billion|percent)\b)"
)
"""Models of the two makers, in a text that names one of them."""
_PHONE: Final = re.compile(
    r"(?<![\w$£€.,])(?:\+?\d{1,3}[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])?\d{3}[-.]\d{4}\b|(?<!\w)\d{3}-\d{2}-\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.|pic\.twitter|[@#])\S+|<[^<>]{1,300}>|\b[\w.]{2,60}\.(?:com|org|net|gov|edu)\b\S*"
)


def find_excluded(text: str) -> list[tuple[int, int]]:
    """Stretches (start, end) where no number counts: web addresses, handles, hashtags, tags, telephone numbers, numeric dates."""
    found = [match.span() for match in _ADDRESS.finditer(text)]
    found += [match.span() for match in _PHONE.finditer(text)]
    if "Boeing" in text or "Airbus" in text:
        found += [match.span() for match in _AIRCRAFT.finditer(text)]
    return sorted(found)


def is_date_or_age(tokens: Tokens, number: Number, *, unit: str | None, unit_end: int) -> bool:
    """Whether the number is a date, a time of day or an age: what no range ("Sept. 19 to 22", "ages 16 to 24") makes a quantity."""
    if _is_age(tokens, number, unit, unit_end):
        return True
    return (unit is None or unit == "second") and (_is_clock_time(tokens, number) or _is_date(tokens, number))


def is_name_or_code(tokens: Tokens, number: Number, *, unit: str | None, unit_end: int, is_hedged: bool) -> bool:
    """Whether the number is a score, a rank, a year, a point in time, or part of a name or an idiom. A currency rules all that out."""
    if _is_part_of_word(tokens, number, unit):
        return True
    if unit is not None and unit not in {"year", "second", "day", "month", "week", "hour", "minute"}:
        return False
    if unit is not None and _is_moment(tokens, number, unit_end):
        return True
    if unit is not None and unit != "second":
        return False
    if (
        _is_address(tokens, number)
        or _is_score(tokens, number)
        or _is_rank(tokens, number)
        or _is_idiom(tokens, number)
        or _is_pronoun(tokens, number)
    ):
        return True
    return (number.form == "digits" and _is_year(tokens, number, is_hedged=is_hedged)) or _is_in_name(tokens, number)


# --------------------------------------------------------------------------------------------------------- dates, times, ages


def _is_age(tokens: Tokens, number: Number, unit: str | None, unit_end: int) -> bool:
    """As in "34-year-old", "29 years old", "aged 30", ", 31,", "18 and older", "people over 65"."""
    if unit in {"year", "month", "week", "day"}:
        return _tells_age(tokens, unit_end)
    value, first = number.value, number.first
    if value is None or unit is not None or not 0 < value < 130 or number.scale > 1 or value != int(value):
        return False
    before, after = tokens.low(first - 1), tokens.low(number.end)
    if before in {"aged", "age", "ages"} or (before == "of" and tokens.low(first - 2) in {"age", "ages"}):
        return True
    if before == "at" and after == "," and tokens.opens_sentence(first - 1):
        return True
    if before == "between" and tokens.low(first - 2) in {"aged", "ages"}:
        return True
    if before in {"turned", "turns", "turning"}:
        return not tokens.is_word(number.end) or after in {"in", "on", "this", "last", "next", "and", "earlier"}
    if before in {"and", "to", "-", "–", "or"} and any(
        tokens.low(first - back) in {"ages", "aged", "age"} for back in (3, 4)
    ):
        return True
    if (
        after in {"and", "or"}
        and tokens.low(number.end + 1) in {"older", "younger", "over", "under"}
        and not tokens.is_number(number.end + 2)
    ):
        return True
    if (
        before in {"over", "under", "above"}
        and tokens.low(first - 2) in _AGE_NOUNS
        and not _counts_noun(tokens, number.end)
    ):
        return True
    return _is_paired_age(tokens, number) or _is_bare_age(tokens, number)


def _tells_age(tokens: Tokens, unit_end: int) -> bool:
    place = unit_end + 1 if tokens.low(unit_end) in DASHES else unit_end
    return tokens.low(place) in {"old", "olds"} or (tokens.low(place) == "of" and tokens.low(place + 1) == "age")


def _is_paired_age(tokens: Tokens, number: Number) -> bool:
    """The first of "27 and 29 years old", "18- to 24-year-old"."""
    place = number.end + 1 if tokens.low(number.end) in DASHES else number.end
    if tokens.low(place) in {"and", "to", "or"}:
        place += 1
    elif place == number.end:
        return False
    if not (tokens.is_number(place) or tokens.low(place) in ONES or tokens.low(place) in TENS):
        return False
    place += 2 if tokens.low(place + 1) in DASHES else 1
    return tokens.low(place) in {"year", "years", "month", "months"} and _tells_age(tokens, place + 1)


_PEOPLE: Final = frozenset(
    "actor actress artist author bishop boy brother businessman businesswoman candidate captain chairman champion coach cyclist daughter defendant director doctor "
    "driver executive farmer father fighter girl goalkeeper governor husband journalist judge king lawmaker lawyer leader man mayor midfielder minister mother nurse "
    "officer passenger pilot player policeman policewoman politician president priest prince princess prisoner queen reporter resident rider runner senator singer "
    "sister skier soldier son striker student suspect swimmer teacher teenager victim widow wife woman worker writer".split()
)
"""One person each: a number between commas behind the word is the age."""


def _is_bare_age(tokens: Tokens, number: Number) -> bool:
    """As in "Jan Novak, 31," and "Jan Novak (31)"."""
    before, after = tokens.low(number.first - 1), tokens.low(number.end)
    if before not in {",", "("} or number.form != "digits" or not tokens.is_word(number.first - 2):
        return False
    noun = tokens.low(number.first - 2)
    if noun in _PEOPLE and not tokens.is_capital(number.first - 2):
        return before == "," and after == "," and tokens.word(number.first).isdecimal()
    if not tokens.is_capital(number.first - 2) or noun in _MONTHS | _DAYS:
        return False
    return (
        after == ")"
        if before == "("
        else after in {",", ";", ".", "―", "—", "–", "\n"} and tokens.word(number.first).isdecimal()
    )


def _is_clock_time(tokens: Tokens, number: Number) -> bool:
    """As in "7 p.m.", "10 o'clock", "9 local time"."""
    after = tokens.low(number.end)
    if after in {"am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "et", "est", "edt", "noon"} and not tokens.is_number(
        number.end + 1
    ):
        return True
    return after == "local" and tokens.low(number.end + 1) == "time"


def _is_date(tokens: Tokens, number: Number) -> bool:
    """As in "Feb. 13", "11 September", "Sept. 19 to 22"."""
    if number.value is None or number.scale > 1 or number.form not in {"digits", "words"} or number.value > 31:
        return False
    before = number.first - 1
    before -= tokens.low(before) == "."
    if _is_month(tokens, before):
        return True
    place = number.end + 1 if tokens.low(number.end) == "of" else number.end
    if number.form == "digits" and _is_month(tokens, place):
        return True
    if (
        tokens.low(place) in {"and", "or", "to", "-", "–"}
        and tokens.is_number(place + 1)
        and _is_month(tokens, place + 2)
    ):
        return True
    if tokens.low(before) in {"and", "-", "–", "to", ",", "or"} and tokens.is_number(before - 1):
        return _is_month(tokens, before - 3 if tokens.low(before - 2) == "." else before - 2)
    return False


def _is_month(tokens: Tokens, at: int) -> bool:
    return tokens.low(at) in _MONTHS and tokens.is_capital(at)


def _is_moment(tokens: Tokens, number: Number, at: int) -> bool:
    """As in "two years ago", "three days after the vote": a point in time, which is for the when room."""
    low = tokens.low(at)
    if low in {"ago", "earlier", "later", "hence", "prior"} or (low == "from" and tokens.low(at + 1) == "now"):
        return True
    starts = {tokens.low(number.first - 1), tokens.low(number.first - 2)}
    return low in {"after", "before", "until", "since", "into"} and not starts & {
        "for",
        "lasted",
        "spent",
        "took",
        "within",
        "over",
        "first",
        "last",
    }


_YEAR_NOUNS: Final = frozenset(
    "people troops soldiers dead deaths civilians men women children homes houses jobs workers employees fighters police officers refugees migrants votes seats students acres "
    "protesters demonstrators residents families passengers fans supporters rebels militants victims casualties prisoners inmates delegates stores units points".split()
)


def is_bare_year(tokens: Tokens, number: Number) -> bool:
    """Whether the number looks like a year: four digits from 1400 to 2100 and nothing else."""
    word = tokens.word(number.first)
    return number.end == number.first + 1 and len(word) == 4 and word.isdecimal() and 1400 <= int(word) <= 2100


def _is_year(tokens: Tokens, number: Number, *, is_hedged: bool) -> bool:
    """A bare number from 1400 to 2100 that nothing shows to be a count."""
    if not is_bare_year(tokens, number):
        return False
    after = tokens.low(number.end)
    is_early = tokens.word(number.first) < "1900"
    if (is_hedged or is_early) and _counts_noun(tokens, number.end) and after not in {"levels", "elections"}:
        return False
    return not (after in _YEAR_NOUNS and tokens.low(number.first - 1) not in {"the", "in", "of", "'s", "since", "'"})


# ------------------------------------------------------------------------------------------------------ names, codes, scores


def _is_part_of_word(tokens: Tokens, number: Number, unit: str | None) -> bool:
    """As in "G7", "F-16", "1990s", "5th", "24/7", "3D", "401(k)", "high-five"."""
    first, last = number.first, number.end - 1
    before = tokens.low(first - 1)
    if len(tokens.word(first)) > 1 and tokens.word(first)[0] == "0" and tokens.word(first).isdecimal():
        return True
    if before == "[" and tokens.low(last + 1) == "]":
        return True
    if before in DASHES and tokens.is_glued(first - 1) and tokens.is_glued(first - 2) and tokens.is_word(first - 2):
        return tokens.low(first - 2) not in {"sub", "pre", "post", "a", "to"}
    if number.form != "digits":
        return False
    if tokens.is_glued(first - 1) and (tokens.is_word(first - 1) or before in {"/", "_", "#", "@"}):
        return True
    if before in {"'", "’", "‘"} and tokens.is_glued(first - 1) and not tokens.opens_sentence(first):
        return True
    if not tokens.is_glued(last) or unit is not None:
        return False
    after = tokens.low(last + 1)
    if (
        tokens.is_word(last + 1)
        or after == "_"
        or (after in {"'", "’"} and tokens.low(last + 2) == "s" and tokens.is_glued(last + 1))
    ):
        return True
    return (after == "/" and tokens.is_number(last + 2)) or (
        after == "(" and tokens.low(last + 2) in {"k", "c", "b", "a", "d"}
    )


def _is_score(tokens: Tokens, number: Number) -> bool:
    """As in "5-4", "2-to-1", "3-for-5": numbers with a dash that are no range."""
    first, end = number.first, number.end
    if tokens.low(end) in DASHES and tokens.is_glued(end - 1) and tokens.is_glued(end):
        is_linked = tokens.low(end + 1) in _SCORE_LINKS and tokens.low(end + 2) in DASHES
        if tokens.is_number(end + 1) or is_linked:
            return True
    if not (tokens.low(first - 1) in DASHES and tokens.is_glued(first - 1) and tokens.is_glued(first - 2)):
        return False
    return tokens.is_number(first - 2) or (tokens.low(first - 2) in _SCORE_LINKS and tokens.low(first - 3) in DASHES)


_SCORE_LINKS: Final = frozenset("to for of and under on".split())


def _is_rank(tokens: Tokens, number: Number) -> bool:
    """As in "No. 5", "number 10", "top 10", "#1"."""
    before = tokens.low(number.first - 1)
    if (
        before == "."
        and tokens.low(number.first - 2) in {"no", "nos", "sec", "art", "ch", "p", "pp"}
        and tokens.is_glued(number.first - 2)
    ):
        return True
    if before in {"top", "#", "§"} and number.scale == 1:
        return True
    return before == "number" and tokens.low(number.first - 2) not in {"a", "the", "that", "any", "total"}


_STREETS: Final = frozenset("street avenue road drive boulevard lane st ave rd blvd square terrace".split())


def _is_address(tokens: Tokens, number: Number) -> bool:
    """As in "131 West 23rd Street" and "a 911 call"."""
    if tokens.word(number.first) == "911" and number.end == number.first + 1:
        return tokens.low(number.first - 1) in {"a", "the", "called", "dialed", "to"}
    if number.form != "digits":
        return False
    for place in range(number.end, number.end + 5):
        if tokens.low(place) in _STREETS and tokens.is_capital(place):
            return not _counts_noun(tokens, place + 1)
        if not (tokens.is_capital(place) or tokens.is_number(place) or tokens.low(place) in {"st", "nd", "rd", "th"}):
            break
    return False


def _is_idiom(tokens: Tokens, number: Number) -> bool:
    """As in "six figures", "a five-alarm fire", "zero" without a noun."""
    first, place = tokens.low(number.first), number.end
    if tokens.low(place) in DASHES and tokens.is_glued(place - 1):
        if tokens.low(place + 1) in _NO_COUNT_AFTER_DASH:
            return True
        place += 1
    if first == "zero":
        return not _counts_noun(tokens, place)
    return (first, tokens.low(place)) in _IDIOMS


_AFTER_PRONOUN: Final = frozenset(
    "were are have had will would could did do met said say also in at on to from who and spoke agreed can may then discussed remain as but".split()
)


def _is_pronoun(tokens: Tokens, number: Number) -> bool:
    """As in "the two met": no noun follows "the two"."""
    if number.form != "words" or number.scale > 1 or tokens.low(number.first - 1) not in {"the", "these", "those"}:
        return False
    after = tokens.low(number.end)
    if not tokens.is_word(number.end):
        return after not in DASHES and after not in {"“", '"', "‘", "'"} and not tokens.is_number(number.end)
    return after in _AFTER_PRONOUN or (after.endswith("ed") and not _counts_noun(tokens, number.end + 1))


def _is_in_name(tokens: Tokens, number: Number) -> bool:
    """As in "Channel 4", "Group of Seven", "Boeing 737", "Fortune 500", "Big Three"."""
    first = number.first
    before = tokens.low(first - 1)
    if number.form in {"words", "couple"} and tokens.is_capital(first) and not tokens.opens_sentence(first):
        return not _is_title_case(tokens, first) or before in {"of", "big"}
    if number.form not in {"digits", "words"} or number.scale > 1:
        return False
    if before == "of" and tokens.word(first - 2) == "Group":
        return True
    if before in _LABELS:
        return _is_labelled(tokens, number, before)
    if (
        before in {"and", "or", "to"}
        and tokens.is_number(first - 2)
        and tokens.low(first - 3) in _LABELS - _COMMON_LABELS
    ):
        return True
    if number.form != "digits" or not tokens.is_capital(first - 1) or not tokens.is_word(first - 1):
        return False
    if before in _INDEXES:
        return True
    if tokens.opens_sentence(first - 1) or before in _DAYS or before in _MONTHS or _is_title_case(tokens, first):
        return False
    return "," not in tokens.word(first) and "." not in tokens.word(first) and not _counts_noun(tokens, number.end)


def _is_labelled(tokens: Tokens, number: Number, label: str) -> bool:
    """As in "Article 5", "article 5", "Boeing 737 jets"; not "on the floor 20 people"."""
    if label in _PRODUCTS or tokens.is_capital(number.first - 1):
        return True
    return label not in _COMMON_LABELS and not _counts_noun(tokens, number.end)


def _counts_noun(tokens: Tokens, at: int) -> bool:
    """Whether a lower-case plural follows within two words."""
    for place in (at, at + 1):
        low = tokens.low(place)
        if not tokens.is_word(place) or tokens.is_capital(place):
            return False
        if low in {"more", "other"} or is_plural_noun(low):
            return True
    return False


def _is_title_case(tokens: Tokens, at: int) -> bool:
    """Whether the words around are all capitalised, as in a headline."""
    capital = 0
    for step in (-1, 1):
        place = at + step
        while not tokens.ends_sentence(place) and abs(place - at) < 9:
            word = tokens.word(place)
            if word[:1].isalpha() and len(word) > 4:
                if word[0].islower():
                    return False
                capital += 1
            place += step
    return capital >= 2
