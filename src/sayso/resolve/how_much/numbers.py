"""
Numbers in digits and in words: "1.5 million", "two dozen", "two-thirds", "one in five", "tens of thousands".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens

ONES: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS: Final = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES: Final = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tln": 10**12,
    "quadrillion": 10**15,
}
MULTIPLIERS: Final = {"hundred": 100, "dozen": 12, **SCALES}
LETTER_SCALES: Final = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "mm": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}
PLURALS: Final = {
    "dozens": 12,
    "hundreds": 100,
    "thousands": 10**3,
    "lakhs": 10**5,
    "millions": 10**6,
    "crores": 10**7,
    "billions": 10**9,
    "trillions": 10**12,
}
_DENOMINATORS: Final = {
    **{
        "half": 2,
        "third": 3,
        "fourth": 4,
        "quarter": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
    },
    **{
        "twelfth": 12,
        "sixteenth": 16,
        "twentieth": 20,
        "hundredth": 100,
        "thousandth": 1000,
        "millionth": 10**6,
        "billionth": 10**9,
    },
    "trillionth": 10**12,
}
_PLURAL_DENOMINATORS: Final = {"halves": 2} | {
    f"{word}s": value for word, value in _DENOMINATORS.items() if word != "half"
}
_SIGNS: Final = {
    **{
        "½": 1 / 2,
        "⅓": 1 / 3,
        "⅔": 2 / 3,
        "¼": 1 / 4,
        "¾": 3 / 4,
        "⅕": 1 / 5,
        "⅖": 2 / 5,
        "⅗": 3 / 5,
        "⅘": 4 / 5,
        "⅙": 1 / 6,
        "⅚": 5 / 6,
    },
    **{"⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8},
}
_BASES: Final = frozenset(
    [*range(2, 13), 15, 16, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000, 5000, 10000, 50000, 100000, 10**6, 10**9]
)

STARTS: Final = frozenset(
    [f"{word}fold" for word in ONES]
    + [*ONES, *TENS, *PLURALS, *_SIGNS, *_DENOMINATORS]
    + "hundred thousand dozen tens scores score several few couple pair half most majority minority twice hundredfold thousandfold".split()
)
"""Words in lower case that a number can begin with (an article before them is found by looking back)."""


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number in the text: tokens `first` up to `end` (not included), and what it says.

    `form` is digits, words, fraction, ratio, times ("twice"), plural ("dozens"), vague ("several hundred"), couple or part ("most", "a majority").
    `scale` is the largest word of size in it ("million": 1,000,000), 1 where there is none.
    """

    first: int
    end: int
    form: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    scale: float = 1


def make_whole(value: float) -> float:
    """
    The value as an int where it is whole; float dust is rounded off at 12 digits.

    >>> make_whole(1.1 * 1000000)
    1100000
    """
    rounded = float(f"{value:.12g}") if isinstance(value, float) else value
    return int(rounded) if abs(rounded) < 1e18 and rounded == int(rounded) else rounded


def read_number(tokens: Tokens, at: int) -> Number | None:
    """The number that begins at this token, `None` where none does."""
    for rule in (_read_times, _read_part, _read_plural, _read_vague, _read_half, _read_fraction, _read_plain):
        found = rule(tokens, at)
        if found is not None:
            return _extend_to_ratio(tokens, found)
    return None


def parse_digits(word: str) -> float | None:
    """
    The value of a number in digits, `None` for what only looks like one ("10:30", "192.168.1.2").

    >>> parse_digits("1,250.5")
    1250.5
    """
    plain = re.sub(r"[,\u00a0\u2009\u202f]", "", word)
    if ":" in plain or plain.count(".") > 1:
        return None
    return float(plain) if "." in plain else int(plain)


_FOLDS: Final = {f"{word}fold": value for word, value in ONES.items() if value > 1} | {"hundredfold": 100, "thousandfold": 1000}


def _read_times(tokens: Tokens, at: int) -> Number | None:
    """ "twice as many", "twice the rate", "threefold"; plain "twice" only says how often."""
    low = tokens.low(at)
    if low == "twice" and tokens.low(at + 1) in {"as", "the", "that", "its", "their", "his", "her", "what"}:
        return Number(at, at + 1, "times", value=2)
    return Number(at, at + 1, "times", value=_FOLDS[low]) if low in _FOLDS else None


# ------------------------------------------------------------------------------------------------------------- plain numbers


def _read_plain(tokens: Tokens, at: int) -> Number | None:
    """Digits with a word or letter of size, or a number in words."""
    if tokens.is_number(at):
        return _read_digits(tokens, at)
    low = tokens.low(at)
    if low in _SIGNS:
        return Number(at, at + 1, "fraction", value=_SIGNS[low])
    if low in ONES or low in TENS or low in MULTIPLIERS:
        return _read_words(tokens, at)
    return None


def _read_digits(tokens: Tokens, at: int) -> Number | None:
    value = parse_digits(tokens.word(at))
    if value is None:
        return None
    end = at + 1
    if (
        tokens.low(end) == "000"
        and "." not in tokens.word(at)
        and value < 1000
        and tokens.text[tokens.ends[at] : tokens.starts[end]] == " "
    ):
        value, end = value * 1000, end + 1  # "40 000"
    simple = _read_simple_fraction(tokens, at)
    if simple is not None:
        return simple
    if tokens.low(end) in _SIGNS:
        value, end = value + _SIGNS[tokens.low(end)], end + 1
    else:
        mixed = _read_simple_fraction(tokens, end) if tokens.is_number(end) else None
        if mixed is not None and mixed.value is not None:
            value, end = value + mixed.value, mixed.end
    end, half = _read_and_half(tokens, end)
    return _apply_scales(tokens, Number(at, end, "digits", value=value + half))


def _read_simple_fraction(tokens: Tokens, at: int) -> Number | None:
    """ "3/4" where it cannot be a date or "9/11"."""
    if not (tokens.low(at + 1) == "/" and tokens.is_glued(at) and tokens.is_glued(at + 1) and tokens.is_number(at + 2)):
        return None
    above, below = parse_digits(tokens.word(at)), parse_digits(tokens.word(at + 2))
    if above is None or below not in (2, 3, 4, 5, 6, 8, 10, 16) or not 0 < above < below or tokens.low(at + 3) == "/":
        return None
    return Number(at, at + 3, "fraction", value=above / below)


def _apply_scales(tokens: Tokens, number: Number) -> Number:
    """ "1.5" + "million"; "1.2" + "m" glued to it is left to the caller, who knows about metres."""
    value, end, scale = number.value, number.end, number.scale
    assert value is not None
    if tokens.low(end) == "-" and tokens.is_glued(end - 1) and tokens.low(end + 1) in MULTIPLIERS:
        end += 1  # "a 10-million-euro plan"
    while tokens.low(end) in MULTIPLIERS or (tokens.low(end) == "dozens" and end == number.end):
        size = MULTIPLIERS.get(tokens.low(end), 12)
        value, scale, end = value * size, scale * size, end + 1
    if end != number.end:
        end, half = _read_and_half(tokens, end)
        value += half * scale
        if tokens.low(end) in SCALES and half:
            value, end = value, end
    return replace(number, value=make_whole(value), end=end, scale=scale)


def _read_and_half(tokens: Tokens, at: int) -> tuple[int, float]:
    """The end and value of "and a half", "-and-a-half", "and three quarters"; 0 where it does not follow."""
    if tokens.low(at) == "-" and tokens.lows[at : at + 6] == ["-", "and", "-", "a", "-", "half"]:
        return at + 6, 0.5
    if tokens.low(at) != "and":
        return at, 0
    second, third = tokens.low(at + 1), tokens.low(at + 2)
    if second in {"a", "one"} and third in {"half", "quarter", "third", "fourth", "fifth"}:
        return at + 3, 1 / _DENOMINATORS[third]
    if second in ONES and third in _PLURAL_DENOMINATORS:
        return at + 3, ONES[second] / _PLURAL_DENOMINATORS[third]
    return at, 0


def _read_words(tokens: Tokens, at: int) -> Number | None:
    """A number in words, "one hundred and sixty-one thousand", "two dozen", "five and a half million"."""
    total: float = 0
    current: float | None = None
    place, last_scale, scale = at, float("inf"), 1.0
    while True:
        low = tokens.low(place)
        step = 1
        if low in DASHES and place > at and tokens.is_glued(place - 1) and tokens.is_glued(place):
            if tokens.low(place - 1) not in TENS and tokens.low(place + 1) not in MULTIPLIERS:
                break
            low, step = tokens.low(place + 1), 2
        elif low == "and" and _takes_and(tokens, place, current, total):
            low, step = tokens.low(place + 1), 2
        if low in SCALES:
            size = SCALES[low]
            if size >= last_scale or (current is None and total):
                break
            total, current, last_scale, scale = total + (current or 1) * size, None, size, max(scale, size)
        elif low in {"hundred", "dozen"}:
            if current is not None and current >= 100:
                break
            current, scale = (current or 1) * MULTIPLIERS[low], max(scale, MULTIPLIERS[low])
        else:
            joined = _join_word(low, current)
            if joined is None:
                break
            current = joined
        place += step
    if place == at:
        return None
    value = total + (current or 0)
    return _finish_words(tokens, at, place, value, scale)


def _takes_and(tokens: Tokens, place: int, current: float | None, total: float) -> bool:
    """Whether "and" goes on within a number: "two hundred and fifty", not "one hundred and two million"."""
    after = tokens.low(place + 1)
    inside = current is not None and current >= 100 and current % 100 == 0
    inside = inside or (
        current is None and total > 0 and tokens.low(place - 1) in {"thousand", "million", "lakh", "crore"}
    )
    return (
        inside and (after in ONES or after in TENS) and after != "zero" and tokens.low(place + 2) not in {"dozen", "in"}
    )


def _join_word(low: str, current: float | None) -> float | None:
    """The running value with one more word of it, `None` where the word cannot follow."""
    if low in ONES:
        value = ONES[low]
        if current is None:
            return value
        fits = current % 100 == 0 if value >= 10 else current % 10 == 0 and current % 100 != 10
        return current + value if current >= 20 and fits and value else None
    if low in TENS:
        if current is None:
            return TENS[low]
        return current + TENS[low] if current >= 100 and current % 100 == 0 else None
    return None


def _finish_words(tokens: Tokens, at: int, end: int, value: float, scale: float) -> Number:
    """The number with its decimals ("two point five") and its half ("two and a half million")."""
    if tokens.low(end) == "point" and tokens.low(end + 1) in ONES:
        end, digits = end + 1, ""
        while ONES.get(tokens.low(end), 10) < 10:
            digits += str(ONES[tokens.low(end)])
            end += 1
        if digits:
            return _apply_scales(tokens, Number(at, end, "words", value=value + float(f"0.{digits}")))
    end, half = _read_and_half(tokens, end)
    if half and scale == 1:
        return _apply_scales(tokens, Number(at, end, "words", value=value + half))
    return Number(at, end, "words", value=make_whole(value + half * scale), scale=scale)


# -------------------------------------------------------------------------------------------------- vague sizes and fractions


def _read_plural(tokens: Tokens, at: int) -> Number | None:
    """ "dozens", "scores of", "tens of thousands", "hundreds of millions": at least two of the size."""
    low = tokens.low(at)
    if low == "tens" or low in PLURALS:
        size = PLURALS.get(low, 10)
        inner = tokens.low(at + 2)
        if tokens.low(at + 1) == "of" and inner in PLURALS and PLURALS[inner] > size:
            deeper = _read_plural(tokens, at + 2)
            assert deeper is not None and deeper.low is not None
            return Number(at, deeper.end, "plural", low=size * deeper.low, scale=size * deeper.scale)
        return None if low == "tens" else Number(at, at + 1, "plural", low=2 * size, scale=size)
    if (
        low == "scores"
        and (tokens.low(at + 1) in {"of", "more", "were", "killed", "dead", "injured", "wounded", "missing"})
        and _is_count(tokens, at)
    ):
        return Number(at, at + 1, "plural", low=40, scale=20)
    if low == "score" and tokens.low(at - 1) == "a" and tokens.low(at + 1) == "of":
        return Number(at - 1, at + 1, "words", value=20, scale=20)
    return None


def _is_count(tokens: Tokens, at: int) -> bool:
    """Whether "scores of" counts things: not the verb, nor the scores of a test."""
    before = tokens.low(at - 1)
    return before not in {
        "test",
        "credit",
        "reading",
        "the",
        "with",
        "average",
        "his",
        "her",
        "their",
        "its",
        "exam",
        "approval",
    } and not (tokens.low(at + 1) == "of" and tokens.is_number(at + 2))


def _read_vague(tokens: Tokens, at: int) -> Number | None:
    """ "several hundred", "a few dozen", "a couple of thousand", "a couple of"."""
    low = tokens.low(at)
    if low not in {"several", "few", "couple", "pair"}:
        return None
    has_article = tokens.low(at - 1) in {"a", "next", "past", "last", "first", "another", "every"}
    first = at - 1 if tokens.low(at - 1) == "a" else at
    after = at + 2 if tokens.low(at + 1) == "of" else at + 1
    size, end = 1, after
    while tokens.low(end) in MULTIPLIERS:
        size, end = size * MULTIPLIERS[tokens.low(end)], end + 1
    if low in {"several", "few"}:
        return Number(first, end, "vague", low=2 * size, scale=size) if size > 1 else None
    if not has_article:
        return None
    if size > 1:
        return Number(first, end, "couple", value=2 * size, scale=size)
    if after == at + 2 or (
        low == "couple" and tokens.low(at + 1).endswith("s") and tokens.low(at + 1) not in {"is", "was", "has", "says"}
    ):
        return Number(first, at + 1, "couple" if low == "couple" else "words", value=2)
    return None


_HALVED: Final = frozenset("hour mile century inch acre point percent percentage decade day minute second year ounce pound pint cup ton kilometer kilometre dollar".split())
_AFTER_HALF: Final = frozenset(
    "of the a an its their his her our your my those these all as what that that's this any".split()
)
_BEFORE_HALF: Final = frozenset(
    "about nearly almost than roughly around over under approximately just exactly least some only by".split()
)


def _read_half(tokens: Tokens, at: int) -> Number | None:
    """ "half the voters", "half a million", "half a dozen", "half a percentage point"; not "the second half"."""
    if tokens.low(at) != "half":
        return None
    before, after = tokens.low(at - 1), tokens.low(at + 1)
    if (
        before in {"first", "second", "other", "and", "third", "latter", "in", "top", "bottom", "final", "'s", "better"}
        or before in ONES
    ):
        return None if before not in {"one", "and", "in"} or after != "of" else _half_of(at, before == "one")
    skip = at + 1
    if after == "-" and tokens.is_glued(at) and tokens.low(at + 2) in {*MULTIPLIERS, "a"}:
        skip, after = at + 2, tokens.low(at + 2)
    step = skip + 1 if after in {"a", "an"} else skip
    if tokens.low(step) in {"-"} and tokens.low(step + 1) in MULTIPLIERS:
        step += 1
    if tokens.low(step) in MULTIPLIERS:
        size = MULTIPLIERS[tokens.low(step)]
        first = at - 1 if before == "a" else at
        return Number(first, step + 1, "words", value=size / 2 if size % 2 else size // 2, scale=size)
    if after in {"a", "an"}:
        return Number(at, step, "fraction", value=0.5)
    if after == "-" and tokens.is_glued(at) and tokens.low(at + 2) in _HALVED:
        return Number(at, at + 1, "fraction", value=0.5)
    if (
        after in _AFTER_HALF
        or before in _BEFORE_HALF
        or (tokens.opens_sentence(at) and after in {"are", "were", "say", "said", "have", "had", "would"})
    ):
        return Number(at, at + 1, "fraction", value=0.5)
    return None


def _half_of(at: int, with_one: bool) -> Number:
    return Number(at - 1 if with_one else at, at + 1, "fraction", value=0.5)


_BEFORE_FRACTION: Final = frozenset(
    "about nearly almost than roughly around over under approximately just least some only by up to another".split()
)


def _read_fraction(tokens: Tokens, at: int) -> Number | None:
    """ "two-thirds", "a quarter of", "by a third"; not "a third man", "the third quarter"."""
    low = tokens.low(at)
    if low in _DENOMINATORS and low != "half" and tokens.low(at - 1) in {"a", "one"} and tokens.low(at - 2) not in ONES:
        return _read_unit_fraction(tokens, at)
    above = ONES.get(low)
    if above is None or not above:
        return None
    place = at + 1
    if tokens.low(place) in DASHES and tokens.is_glued(at):
        place += 1
    name = tokens.low(place)
    if above == 1 and name in _DENOMINATORS and name != "second":
        is_count = tokens.low(place + 1) == "of" or tokens.low(at + 1) in DASHES or name not in {"quarter"}
        found = Number(at, place + 1, "fraction", value=1 / _DENOMINATORS[name]) if is_count else None
    elif above > 1 and name in _PLURAL_DENOMINATORS:
        is_count = name != "quarters" or above < 4
        found = Number(at, place + 1, "fraction", value=above / _PLURAL_DENOMINATORS[name]) if is_count else None
    elif above > 1 and place == at + 2 and name in _DENOMINATORS and name != "half":
        found = Number(at, place + 1, "fraction", value=above / _DENOMINATORS[name])  # "a two-third majority"
    else:
        return None
    return _multiply_fraction(tokens, found) if found is not None else None


def _read_unit_fraction(tokens: Tokens, at: int) -> Number | None:
    """ "a third of", "nearly a quarter": the article or "one" stands before."""
    after = tokens.low(at + 1)
    hedged = tokens.low(at - 2) in _BEFORE_FRACTION and not (
        tokens.is_word(at + 1) and after not in {"of", "in", "to", "from", "on", "and", "are", "were", "said"}
    )
    if after == "of" or hedged or after in MULTIPLIERS:
        return _multiply_fraction(tokens, Number(at - 1, at + 1, "fraction", value=1 / _DENOMINATORS[tokens.low(at)]))
    return None


def _multiply_fraction(tokens: Tokens, number: Number) -> Number:
    """ "a quarter million", "two thirds of a million", "three-quarters of a million"."""
    assert number.value is not None
    for words in (("of", "a"), ("of", "one"), ()):
        end = number.end + len(words)
        if tuple(tokens.low(number.end + i) for i in range(len(words))) == words and tokens.low(end) in {
            *SCALES,
            "dozen",
        }:
            size = MULTIPLIERS[tokens.low(end)]
            return Number(number.first, end + 1, "words", value=make_whole(number.value * size), scale=size)
    return number


# ------------------------------------------------------------------------------------------------------------ parts, ratios

_MOST_NOUNS: Final = frozenset("people men women children police".split())
_NOT_AFTER_MOST: Final = frozenset("serious famous famously perhaps this always less is was has does".split())


def _read_part(tokens: Tokens, at: int) -> Number | None:
    """ "most of", "most Americans", "a majority of", "a minority of"."""
    low = tokens.low(at)
    if low in {"majority", "minority"}:
        is_vast = tokens.low(at - 1) in {"vast", "overwhelming"} and low == "majority" and not tokens.low(at + 1) in {"in", "leader", "vote"}
        if not is_vast and (tokens.low(at + 1) != "of" or tokens.is_number(at + 2) or tokens.low(at + 2) in ONES):
            return None
        first = at
        while first > at - 3 and tokens.low(first - 1) in {
            "a",
            "the",
            "vast",
            "large",
            "overwhelming",
            "small",
            "slim",
            "clear",
            "great",
            "tiny",
            "bare",
            "wide",
        }:
            first -= 1
        return Number(first, at + 1, "part", low=0.5) if low == "majority" else Number(first, at + 1, "part", high=0.5)
    if low != "most" or tokens.low(at - 1) in {
        "the",
        "at",
        "'s",
        "a",
        "his",
        "her",
        "their",
        "its",
        "our",
        "second",
        "two",
        "three",
    }:
        return None
    after = tokens.low(at + 1)
    if after == "of" and tokens.low(at + 2) in {
        "the",
        "its",
        "his",
        "her",
        "their",
        "our",
        "those",
        "these",
        "them",
        "us",
        "my",
        "your",
        "what",
        "it",
        "whom",
        "which",
    }:
        return Number(at, at + 1, "part", low=0.5)
    if after in _MOST_NOUNS or (_is_plural_noun(after) and after not in _NOT_AFTER_MOST):
        return Number(at, at + 1, "part", low=0.5)
    noun = tokens.low(at + 2)
    if tokens.is_word(at + 1) and tokens.is_capital(at + 1) and not tokens.is_capital(at) and _is_plural_noun(noun):
        return Number(at, at + 1, "part", low=0.5)
    return None


def _is_plural_noun(low: str) -> bool:
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "ous", "us", "is", "'s"))


def _extend_to_ratio(tokens: Tokens, number: Number) -> Number:
    """ "one in five", "nine out of 10": the share, where both sides can be one."""
    if number.value is None or number.form not in {"digits", "words"} or not 0 < number.value < 100 or number.scale > 1:
        return number
    has_determiner = tokens.low(number.end + 1) in {"every", "each"}
    if tokens.low(number.end) == "in":
        second = number.end + 1
    elif tokens.low(number.end) == "of" and (has_determiner or tokens.low(number.end + 1) in {"10", "ten", "100"}):
        second = number.end + 1
    elif tokens.low(number.end) == "out" and tokens.low(number.end + 1) == "of":
        second = number.end + 2
    else:
        return number
    if tokens.low(second) in {"every", "each"}:
        second += 1
    elif tokens.low(second) == "a" and tokens.low(second + 1) in MULTIPLIERS:
        second += 1
    base = _read_plain(tokens, second) if second > number.end else None
    if base is None or base.value not in _BASES or base.value <= number.value:
        return number
    after = tokens.low(base.end)
    if after in _TIME_AFTER or after in {"-", "percent", "%"}:
        return number
    return Number(number.first, base.end, "ratio", value=number.value / base.value)


_TIME_AFTER: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades games matches states cities countries".split()
)
