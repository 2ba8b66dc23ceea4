"""Numbers in digits and in words: "1,250.5", "1.5 million", "two hundred and fifty", "two and a half million", "3/4"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens

_ONE_TO_NINETEEN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TWENTY_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES: Final = {word: value for value, word in enumerate(_ONE_TO_NINETEEN.split())}
TENS: Final = {word: 10 * value for value, word in enumerate(_TWENTY_TO_NINETY.split(), 2)}
SCALES: Final = {
    "thousand": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tln": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
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
DENOMINATORS: Final = {
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
    "twelfth": 12,
    "sixteenth": 16,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
PLURAL_DENOMINATORS: Final = {"halves": 2} | {
    f"{word}s": value for word, value in DENOMINATORS.items() if word != "half"
}
SIGNS: Final = {
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
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number in the text: tokens `first` up to `end` (not included), and what it says.

    `form` is digits, words, fraction, ratio ("one in five"), times ("twice"), plural ("dozens"), vague ("several hundred"), couple, or part
    ("most"). `scale` is the largest word of size in it ("million": 1,000,000), 1 where there is none.
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


def parse_digits(word: str) -> float | None:
    """
    The value of a number in digits, `None` for what only looks like one ("10:30", "192.168.1.2").

    >>> parse_digits("1,250.5")
    1250.5
    """
    plain = re.sub(r"[,\s]", "", word)
    if ":" in plain or plain.count(".") > 1 or len(plain) > 18:
        return None
    return float(plain) if "." in plain else int(plain)


def read_plain(tokens: Tokens, at: int) -> Number | None:
    """The number in digits or words that begins at this token; `None` where none does."""
    low = tokens.low(at)
    if low in SIGNS:
        return Number(at, at + 1, "fraction", value=SIGNS[low])
    running: _Running | None
    if tokens.is_number(at):
        simple = _read_simple_fraction(tokens, at)
        if simple is not None:
            return simple
        running, form = _start_with_digits(tokens, at), "digits"
    elif low in ONES or low in TENS or low in MULTIPLIERS:
        running, form = _Running(place=at), "words"
    else:
        return None
    if running is None:
        return None
    while _take_next(tokens, running):
        pass
    if running.place == at:
        return None
    return _finish(tokens, at, running, form)


# ------------------------------------------------------------------------------------------------------------- piece by piece


@dataclass(slots=True)
class _Running:
    """A number being read: what is settled (`total`), what is still to be multiplied (`current`), and where we are."""

    place: int
    total: float = 0
    current: float | None = None
    last: float = float("inf")
    scale: float = 1
    is_digits: bool = False

    @property
    def value(self) -> float:
        """The value so far."""
        return self.total + (self.current or 0)


def _start_with_digits(tokens: Tokens, at: int) -> _Running | None:
    """The digits with a mixed fraction ("2 1/4", "2½") or "and a half" after them."""
    value, end = parse_digits(tokens.word(at)), at + 1
    if value is None:
        return None
    end, value = _join_groups(tokens, at, value)
    if tokens.low(end) in SIGNS:
        value, end = value + SIGNS[tokens.low(end)], end + 1
    else:
        mixed = _read_simple_fraction(tokens, end) if tokens.is_number(end) else None
        if mixed is not None and mixed.value is not None:
            value, end = value + mixed.value, mixed.end
    end, half = _read_and_half(tokens, end)
    return _Running(place=end, current=value + half, is_digits=True)


def _join_groups(tokens: Tokens, at: int, value: float) -> tuple[int, float]:
    """As in "1 414 021", "40 000": groups of three digits after single blanks, at least two of them or one of noughts."""
    end, word = at + 1, tokens.word(at)
    if len(word) > 3 or not word.isdecimal():
        return end, value
    while (
        end < at + 6
        and tokens.word(end).isdecimal()
        and len(tokens.word(end)) == 3
        and tokens.starts[end] == tokens.ends[end - 1] + 1
    ):
        end += 1
    if end == at + 1 or (end == at + 2 and tokens.word(at + 1) != "000"):
        return at + 1, value
    joined = parse_digits("".join(tokens.words[at:end]))
    return (at + 1, value) if joined is None else (end, joined)


def _read_simple_fraction(tokens: Tokens, at: int) -> Number | None:
    """As in "3/4" where it cannot be a date or "9/11"."""
    if not (tokens.low(at + 1) == "/" and tokens.is_glued(at) and tokens.is_glued(at + 1) and tokens.is_number(at + 2)):
        return None
    above, below = parse_digits(tokens.word(at)), parse_digits(tokens.word(at + 2))
    if above is None or below not in (2, 3, 4, 5, 6, 8, 10, 16) or not 0 < above < below or tokens.low(at + 3) == "/":
        return None
    return Number(at, at + 3, "fraction", value=above / below)


def _take_next(tokens: Tokens, running: _Running) -> bool:
    """Takes one more word into the number, with the "and" or hyphen before it; false where it ends."""
    place = running.place
    low, joined = tokens.low(place), False
    if low in DASHES and tokens.is_glued(place - 1) and tokens.is_glued(place):
        if tokens.low(place - 1) not in TENS and tokens.low(place + 1) not in MULTIPLIERS:
            return False
        place, joined = place + 1, True
    elif low == "and":
        if not _takes_and(tokens, running):
            return False
        place, joined = place + 1, True
    low = tokens.low(place)
    if tokens.is_number(place):
        taken = (
            running.is_digits
            and running.total + (running.current or 0) >= 100
            and _take_digits(tokens, running, place, after_and=joined)
        )
    elif low in SCALES:
        taken = _take_scale(tokens, running, place)
    elif low in {"hundred", "dozen"} or (low == "dozens" and running.current is not None):
        taken = _take_hundred(running, low)
    else:
        taken = _take_word(running, low)
    running.place = place + 1 if taken else running.place
    return taken


def _takes_and(tokens: Tokens, running: _Running) -> bool:
    """Whether "and" goes on within a number: "two hundred and fifty", not "one hundred and two thirds"."""
    after, beyond = tokens.low(running.place + 1), tokens.low(running.place + 2)
    before = tokens.low(running.place - 1)
    if beyond in DENOMINATORS or beyond in PLURAL_DENOMINATORS or beyond in {"dozen", "in"} or after == "zero":
        return False
    if before not in {"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"}:
        return False
    if tokens.is_number(running.place + 1):
        return before == "hundred" and running.is_digits and len(after) < 3
    return after in ONES or after in TENS


def _take_digits(tokens: Tokens, running: _Running, place: int, *, after_and: bool) -> bool:
    """As in "4 thousand 3 hundred and 21": digits after a word of size, before "hundred" or after "and"."""
    value = parse_digits(tokens.word(place))
    starts_hundreds = not after_and and tokens.low(place + 1) == "hundred" and tokens.low(place - 1) in SCALES
    ends_number = after_and and value and tokens.low(place + 1) not in MULTIPLIERS
    if value is None or not (starts_hundreds or ends_number):
        return False
    running.current = (running.current or 0) + value if after_and else value
    return True


def _take_scale(tokens: Tokens, running: _Running, place: int) -> bool:
    size = SCALES[tokens.low(place)]
    if tokens.low(place) in {"crore", "crores"} and tokens.low(place - 1) in {"lakh", "lakhs"}:
        running.total, running.scale = running.total * size, running.scale * size
        return True
    if size >= running.last or (running.current is None and running.total):
        return False
    running.total += (1 if running.current is None else running.current) * size
    running.current, running.last, running.scale = None, size, max(running.scale, size)
    return True


def _take_hundred(running: _Running, low: str) -> bool:
    size = 100 if low == "hundred" else 12
    if running.current is not None and running.current >= 1000:
        return False
    if size == 100 and running.current is not None and running.current >= 100 and not running.is_digits:
        return False
    running.current = (1 if running.current is None else running.current) * size
    running.scale = max(running.scale, size)
    return True


def _take_word(running: _Running, low: str) -> bool:
    """One to ninety: alone, after a ten, or after a hundred."""
    value, current = ONES.get(low, TENS.get(low)), running.current
    if value is None:
        return False
    if current is None:
        running.current = value
        return True
    hundreds = current >= 100 and current % 100 == 0 and running.scale >= 100
    tens = low in ONES and value < 10 and current % 100 >= 20 and current % 10 == 0 and not running.is_digits
    if not value or not (hundreds or tens):
        return False
    running.current = current + value
    return True


def _finish(tokens: Tokens, at: int, running: _Running, form: str) -> Number:
    """The number with its decimals ("two point five") and its half ("two and a half million", "a million and a half")."""
    end = running.place
    if tokens.low(end) == "point" and ONES.get(tokens.low(end + 1), 10) < 10:
        digits, end = "", end + 1
        while ONES.get(tokens.low(end), 10) < 10:
            digits, end = digits + str(ONES[tokens.low(end)]), end + 1
        running = _Running(place=end, current=running.value + float(f"0.{digits}"))
        while _take_next(tokens, running):
            pass
        return Number(at, running.place, form, value=make_whole(running.value), scale=running.scale)
    end, half = _read_and_half(tokens, end)
    if half and tokens.low(end) in SCALES:
        size = SCALES[tokens.low(end)]
        if running.scale == 1:
            return Number(at, end + 1, form, value=make_whole((running.value + half) * size), scale=size)
        if size < running.last:
            return Number(at, end + 1, form, value=make_whole(running.value + half * size), scale=running.scale)
    ends_in_scale = running.current is None and running.total
    value = running.value + half * (running.last if ends_in_scale else 1)
    return Number(at, end, form, value=make_whole(value), scale=running.scale)


def _read_and_half(tokens: Tokens, at: int) -> tuple[int, float]:
    """The end and value of "and a half", "-and-a-half", "and three quarters"; 0 where it does not follow."""
    if tokens.low(at) == "-" and tokens.lows[at : at + 6] == ["-", "and", "-", "a", "-", "half"]:
        return at + 6, 0.5
    if tokens.low(at) != "and":
        return at, 0
    second, third = tokens.low(at + 1), tokens.low(at + 2)
    if second in {"a", "one"} and third in DENOMINATORS:
        return at + 3, 1 / DENOMINATORS[third]
    if second in ONES and third in PLURAL_DENOMINATORS:
        return at + 3, ONES[second] / PLURAL_DENOMINATORS[third]
    return at, 0
