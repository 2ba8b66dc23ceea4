"""Numbers that are vague or parts of a whole: "dozens", "several hundred", "half", "two-thirds", "one in five", "most"."""

from __future__ import annotations

from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens, is_plural_noun
from sayso.resolve.how_much.values import (
    DENOMINATORS,
    MULTIPLIERS,
    ONES,
    PLURAL_DENOMINATORS,
    SCALES,
    SIGNS,
    TENS,
    Number,
    make_whole,
    read_plain,
)

_PLURALS: Final = {
    "dozens": 12,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
    "lakhs": 10**5,
    "crores": 10**7,
}
_FOLDS: Final = {f"{word}fold": value for word, value in ONES.items() if value > 1} | {
    "hundredfold": 100,
    "thousandfold": 1000,
}
STARTS: Final = frozenset(
    [
        *_FOLDS,
        *ONES,
        *TENS,
        *_PLURALS,
        *SIGNS,
        *DENOMINATORS,
        *"hundred thousand million billion trillion dozen tens scores score several few couple pair half most majority minority twice".split(),
    ]
)
"""Words in lower case that a number can begin with (an article before them is found by looking back)."""


def read_number(tokens: Tokens, at: int) -> Number | None:
    """The number that begins at this token, of whatever form; `None` where none does."""
    if tokens.is_number(at):
        found = read_plain(tokens, at)
        return None if found is None else _extend_to_ratio(tokens, found)
    for rule in (_read_times, _read_part, _read_plural, _read_vague, _read_half, _read_fraction, read_plain):
        found = rule(tokens, at)
        if found is not None:
            return _extend_to_ratio(tokens, found)
    return None


# ----------------------------------------------------------------------------------------------------------------- vague sizes

_AFTER_SCORES: Final = frozenset("of more were killed dead injured wounded missing".split())
_BEFORE_TEST_SCORES: Final = frozenset(
    "test credit reading math the with average his her their its exam approval".split()
)
_AFTER_ARTICLE: Final = frozenset("a next past last first another every".split())
_VERBS_AFTER_COUPLE: Final = frozenset("is was has says".split())


def _read_times(tokens: Tokens, at: int) -> Number | None:
    """As in "twice as many", "twice the rate", "threefold"; plain "twice" only says how often."""
    low = tokens.low(at)
    if low == "twice" and tokens.low(at + 1) in {"as", "the", "that", "its", "their", "his", "her", "what"}:
        return Number(at, at + 1, "times", value=2)
    return Number(at, at + 1, "times", value=_FOLDS[low]) if low in _FOLDS else None


def _read_plural(tokens: Tokens, at: int) -> Number | None:
    """As in "dozens", "scores of", "tens of thousands", "hundreds of millions": at least two of the size."""
    low = tokens.low(at)
    if low == "tens" or low in _PLURALS:
        size = _PLURALS.get(low, 10)
        inner = tokens.low(at + 2)
        if tokens.low(at + 1) == "of" and _PLURALS.get(inner, 0) > size:
            deeper = _read_plural(tokens, at + 2)
            if deeper is not None and deeper.low is not None:
                return Number(at, deeper.end, "plural", low=size * deeper.low, scale=size * deeper.scale)
        return None if low == "tens" else Number(at, at + 1, "plural", low=2 * size, scale=size)
    if low == "scores" and tokens.low(at + 1) in _AFTER_SCORES and tokens.low(at - 1) not in _BEFORE_TEST_SCORES:
        is_points = tokens.low(at + 1) == "of" and tokens.is_number(at + 2)
        return None if is_points else Number(at, at + 1, "plural", low=40, scale=20)
    if low == "score" and tokens.low(at - 1) == "a" and tokens.low(at + 1) == "of":
        return Number(at - 1, at + 1, "words", value=20, scale=20)
    return None


def _read_vague(tokens: Tokens, at: int) -> Number | None:
    """As in "several hundred", "a few dozen", "a couple of thousand", "a couple of"."""
    low = tokens.low(at)
    if low not in {"several", "few", "couple", "pair"}:
        return None
    first = at - 1 if tokens.low(at - 1) == "a" else at
    after = at + 2 if tokens.low(at + 1) == "of" else at + 1
    size, end = 1, after
    while tokens.low(end) in MULTIPLIERS and size < 10**15:
        size, end = size * MULTIPLIERS[tokens.low(end)], end + 1
    if low in {"several", "few"}:
        return Number(first, end, "vague", low=2 * size, scale=size) if size > 1 else None
    if tokens.low(at - 1) not in _AFTER_ARTICLE:
        return None
    if size > 1:
        return Number(first, end, "couple", value=2 * size, scale=size)
    noun = tokens.low(at + 1)
    if after == at + 2 or (low == "couple" and noun.endswith("s") and noun not in _VERBS_AFTER_COUPLE):
        return Number(first, at + 1, "couple" if low == "couple" else "words", value=2)
    return None


# ------------------------------------------------------------------------------------------------------------------- fractions

_HALVED: Final = frozenset(
    "hour mile century inch acre point percent percentage decade minute second year ounce pound pint cup ton kilometer kilometre".split()
)
_AFTER_HALF: Final = frozenset(
    "of the a an its their his her our your my those these all as what that that's this any".split()
)
_BEFORE_HALF: Final = frozenset(
    "about nearly almost than roughly around over under approximately just exactly least some only by".split()
)
_OTHER_HALVES: Final = frozenset("first second other and third latter in top bottom final 's better".split())
_BEFORE_FRACTION: Final = frozenset(
    "about nearly almost than roughly around over under approximately just least some only by up to another".split()
)
_AFTER_FRACTION: Final = frozenset("of in to from on and are were said".split())


def _read_half(tokens: Tokens, at: int) -> Number | None:
    """As in "half the voters", "half a million", "half a dozen", "half a percentage point"; not "the second half"."""
    if tokens.low(at) != "half":
        return None
    before, after = tokens.low(at - 1), tokens.low(at + 1)
    if before in _OTHER_HALVES or before in ONES:
        is_part = before in {"one", "and", "in"} and after == "of"
        return Number(at - (before == "one"), at + 1, "fraction", value=0.5) if is_part else None
    sized = _read_half_of_size(tokens, at)
    if sized is not None:
        return sized
    if after in {"a", "an"}:
        return Number(at, at + 2, "fraction", value=0.5)
    if after == "-" and tokens.is_glued(at) and tokens.low(at + 2) in _HALVED:
        return Number(at, at + 1, "fraction", value=0.5)
    opens = tokens.opens_sentence(at) and after in {"are", "were", "say", "said", "have", "had", "would"}
    stands_alone = before == "a" and not tokens.is_word(at + 1) and after not in DASHES and tokens.low(at - 2) != "and"
    if after in _AFTER_HALF or before in _BEFORE_HALF or opens or stands_alone:
        return Number(at, at + 1, "fraction", value=0.5)
    return None


def _read_half_of_size(tokens: Tokens, at: int) -> Number | None:
    """As in "half a million", "half-a-million", "half million", "a half-dozen"."""
    place = at + 1
    for word in ("-", "a", "-"):
        if tokens.low(place) == word:
            place += 1
    if tokens.low(place) not in MULTIPLIERS:
        return None
    size = MULTIPLIERS[tokens.low(place)]
    first = at - 1 if tokens.low(at - 1) == "a" else at
    return Number(first, place + 1, "words", value=make_whole(size / 2), scale=size)


def _read_fraction(tokens: Tokens, at: int) -> Number | None:
    """As in "two-thirds", "a quarter of", "by a third", "quarter point"; not "a third man", "the third quarter"."""
    low = tokens.low(at)
    if low in DENOMINATORS and low != "half":
        return _read_unit_fraction(tokens, at)
    above = ONES.get(low)
    if not above:
        return _read_large_fraction(tokens, at)
    dashed = tokens.low(at + 1) in DASHES and tokens.is_glued(at)
    place = at + 2 if dashed else at + 1
    name = tokens.low(place)
    if above == 1 and name in DENOMINATORS:
        below = DENOMINATORS[name] if tokens.low(place + 1) == "of" or dashed or name != "quarter" else None
    elif above > 1 and name in PLURAL_DENOMINATORS:
        below = PLURAL_DENOMINATORS[name] if name != "quarters" or above < 4 else None
    else:
        below = DENOMINATORS.get(name) if dashed and name != "half" else None  # "a two-third majority"
    if below is None:
        return _read_large_fraction(tokens, at)
    return _multiply(tokens, Number(at, place + 1, "fraction", value=above / below))


def _read_large_fraction(tokens: Tokens, at: int) -> Number | None:
    """As in "fifty-four hundredths": the numerator is a number of several words."""
    above = read_plain(tokens, at) if tokens.low(at) in TENS or tokens.low(at) in ONES else None
    below = None if above is None else PLURAL_DENOMINATORS.get(tokens.low(above.end))
    if above is None or above.value is None or below is None or above.value < 2 or below == 4:
        return None
    return Number(at, above.end + 1, "fraction", value=above.value / below)


def _read_unit_fraction(tokens: Tokens, at: int) -> Number | None:
    """As in "a third of", "nearly a quarter", "quarter million", "a quarter-point": the article or "one" stands before."""
    value, after = 1 / DENOMINATORS[tokens.low(at)], tokens.low(at + 1)
    has_article = tokens.low(at - 1) in {"a", "one", "another"} and tokens.low(at - 2) not in ONES
    first = at - 1 if tokens.low(at - 1) in {"a", "one"} else at
    if after in SCALES:
        return _multiply(tokens, Number(first, at + 1, "fraction", value=value))
    step = 2 if after in DASHES else 1
    if tokens.low(at) == "quarter" and tokens.low(at + step) in {"point", "percentage"}:
        return Number(first, at + 1, "fraction", value=value)
    if not has_article:
        return None
    hedged = tokens.low(at - 2) in _BEFORE_FRACTION and (not tokens.is_word(at + 1) or after in _AFTER_FRACTION)
    if after == "of" or hedged or (tokens.low(at - 1) == "another" and after == "out"):
        return _multiply(tokens, Number(first, at + 1, "fraction", value=value))
    return None


def _multiply(tokens: Tokens, number: Number) -> Number:
    """As in "a quarter million", "two thirds of a million", "three-quarters of a million"."""
    place = number.end
    if tokens.low(place) == "of" and tokens.low(place + 1) in {"a", "one"}:
        place += 2
    size = MULTIPLIERS.get(tokens.low(place))
    if size is None or size == 100 or number.value is None:
        return number
    return Number(number.first, place + 1, "words", value=make_whole(number.value * size), scale=size)


# ---------------------------------------------------------------------------------------------------------------- parts, ratios

_NOT_AFTER_MOST: Final = frozenset("perhaps this always less does".split())
_NOT_BEFORE_MOST: Final = frozenset("the at 's a his her their its our second two three".split())
_WHOLES: Final = frozenset("the its his her their our those these them us my your what it whom which".split())
_BEFORE_MAJORITY: Final = frozenset("a the vast large overwhelming small slim clear great tiny bare wide".split())


def _read_part(tokens: Tokens, at: int) -> Number | None:
    """As in "most of", "most Americans", "a majority of", "a minority of"."""
    low, after = tokens.low(at), tokens.low(at + 1)
    if low in {"majority", "minority"}:
        return _read_majority(tokens, at)
    if low != "most" or tokens.low(at - 1) in _NOT_BEFORE_MOST:
        return None
    if after == "of":
        is_part = tokens.low(at + 2) in _WHOLES or tokens.is_capital(at + 2)
    elif tokens.is_word(at + 1) and tokens.is_capital(at + 1) and not tokens.is_capital(at):
        is_part = is_plural_noun(after) or is_plural_noun(tokens.low(at + 2))
    else:
        is_part = is_plural_noun(after) and after not in _NOT_AFTER_MOST
    return Number(at, at + 1, "part", low=0.5) if is_part else None


def _read_majority(tokens: Tokens, at: int) -> Number | None:
    after, beyond = tokens.low(at + 1), tokens.low(at + 2)
    is_vast = tokens.low(at - 1) in {"vast", "overwhelming"} and after not in {"in", "leader", "vote"}
    if not is_vast and (after != "of" or tokens.is_number(at + 2) or beyond in ONES):
        return None
    first = at
    while first > at - 3 and tokens.low(first - 1) in _BEFORE_MAJORITY:
        first -= 1
    is_more = tokens.low(at) == "majority"
    return Number(first, at + 1, "part", low=0.5 if is_more else None, high=None if is_more else 0.5)


_BASES: Final = frozenset(
    [*range(2, 13), 15, 16, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000, 5000, 10000, 50000, 100000]
)
_NO_BASE_BEFORE: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades games matches states cities countries - percent %".split()
)


def _extend_to_ratio(tokens: Tokens, number: Number) -> Number:
    """As in "one in five", "nine out of 10", "eight of 10", "one of every nine": the share, where both sides can be one."""
    if number.value is None or number.form not in {"digits", "words"} or not 0 < number.value < 100 or number.scale > 1:
        return number
    second = _find_base(tokens, number.end)
    base = None if second is None else read_plain(tokens, second)
    if base is None or base.value is None or base.value <= number.value or tokens.low(base.end) in _NO_BASE_BEFORE:
        return number
    is_year = base.scale == 1 and 1400 <= base.value <= 2100 and "," not in tokens.word(base.first)
    if is_year or not (base.value in _BASES or base.scale >= 1000 or number.value == 1):
        return number
    return Number(number.first, base.end, "ratio", value=number.value / base.value)


def _find_base(tokens: Tokens, at: int) -> int | None:
    low, after = tokens.low(at), tokens.low(at + 1)
    if low == "in":
        place = at + 1
    elif low == "out" and after == "of":
        place = at + 2
    elif low == "of" and after in {"every", "each", "10", "ten", "100"}:
        place = at + 1
    else:
        return None
    if tokens.low(place) in {"every", "each", "a"}:
        place += 1
    return place
