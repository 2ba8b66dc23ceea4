"""One number with the currency before it and the unit after it: "$1.2bn", "20-mile", "minus 5 degrees", "half a percentage point"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sayso.resolve.how_much.money import CODES, read_currency_before
from sayso.resolve.how_much.parts import read_number
from sayso.resolve.how_much.tokens import DASHES, Tokens, is_plural_noun
from sayso.resolve.how_much.units import Unit, read_unit
from sayso.resolve.how_much.values import LETTER_SCALES, MULTIPLIERS, Number, make_whole


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A number with its unit: tokens `first` up to `end` (not included).

    `unit` is "percent", an ISO 4217 code or a unit's name, `None` for a plain count; `rate` is set where the unit says it itself ("mph").
    """

    number: Number
    first: int
    end: int
    unit: str | None = None
    is_money: bool = False
    is_negative: bool = False
    rate: str | None = None
    is_hyphenated: bool = False

    @property
    def value(self) -> float | None:
        """The value with its sign, an int where whole; `None` for vague numbers."""
        value = self.number.value
        return None if value is None else make_whole(-value if self.is_negative else value)


def read_amount(tokens: Tokens, at: int, *, hints: frozenset[str]) -> Amount | None:
    """The amount whose number begins at token `at`, `None` where none does. `hints`: see `units.read_unit`."""
    number = read_number(tokens, at)
    if number is None:
        return None
    first = _find_first(tokens, number)
    if first is None:
        return None
    is_negative, first = _read_sign(tokens, first)
    currency = read_currency_before(tokens, first)
    if currency is not None:
        first = currency[1]
        if not is_negative:
            is_negative, first = _read_sign(tokens, first)
    number = _apply_letter(tokens, number, is_money=currency is not None)
    prefixed = _read_prefixed_code(tokens, number)
    if prefixed is not None:
        return Amount(prefixed[0], first, prefixed[0].end, prefixed[1], is_money=True, is_negative=is_negative)
    if number.form in {"part", "times", "ratio"}:
        return Amount(number, first, number.end, "times" if number.form == "times" else None)
    unit = _read_unit(tokens, number, hints=hints)
    if currency is not None:
        end = unit.end if unit is not None and unit.name == currency[0] else number.end
        return Amount(number, first, end, currency[0], is_money=True, is_negative=is_negative)
    if is_negative and _is_list_dash(tokens, first, number, unit):
        is_negative, first = False, first + 1
    if unit is None:
        return Amount(number, first, number.end, is_negative=is_negative)
    amount = Amount(number, first, unit.end, unit.name, unit.is_money, is_negative, unit.rate, unit.is_hyphenated)
    return _join_cents(tokens, amount) if unit.is_money else _join_height(tokens, amount)


def _find_first(tokens: Tokens, number: Number) -> int | None:
    """The first token, with the "a" of "a hundred"; `None` for a bare word of size ("per thousand", "the million")."""
    first = number.first
    if number.form != "words" or tokens.low(first) not in MULTIPLIERS:
        return first
    if tokens.low(first - 1) == "a":
        return first - 1
    is_bare_count = tokens.low(first) in {"hundred", "dozen"} and tokens.low(first - 1) not in {"per", "the", "'s"}
    return first if is_bare_count else None


def _read_sign(tokens: Tokens, first: int) -> tuple[bool, int]:
    """Whether a minus stands before token `first`, and where the amount begins with it."""
    before = tokens.low(first - 1)
    if before in {"minus", "negative"} and tokens.low(first - 2) != "or":
        return True, first - 1
    is_sign = before in {"-", "−"} and tokens.is_glued(first - 1) and not tokens.is_glued(first - 2)
    return (True, first - 1) if is_sign and (tokens.is_number(first) or tokens.low(first) in "$£€") else (False, first)


_AFTER_A_BARE_NUMBER: Final = frozenset("in on at to and or from for".split())


def _is_list_dash(tokens: Tokens, first: int, number: Number, unit: Unit | None) -> bool:
    """Whether the dash begins an item of a list: "-5 structures" and "-1000 acres" are no amounts below nothing."""
    if tokens.low(first) not in {"-", "−"}:
        return False
    if unit is None:
        return tokens.is_word(number.end) and tokens.low(number.end) not in _AFTER_A_BARE_NUMBER
    if tokens.low(unit.end) in {"contained", "complete"}:
        return True
    return not unit.is_money and not unit.name.startswith(("degree", "percent", "basis", "point"))


# ------------------------------------------------------------------------------------------------------------ letters of size

_NO_THOUSAND_BEFORE: Final = frozenset("race run walk resolution tv display video screen".split())
_METRE_NOUNS: Final = frozenset("across hurdles finals freestyle metres sprints race final sprint relay".split())
_DIMENSIONS: Final = frozenset("deep wide long tall high away from".split())
_MEASURED: Final = frozenset("jumped leapt leaped cleared threw measures measuring height depth width length".split())


def _apply_letter(tokens: Tokens, number: Number, *, is_money: bool) -> Number:
    """As in "1.2m", "$3bn", "10k": the letter of size after the digits, unless it is a unit ("the 100m race")."""
    low, end = tokens.low(number.end), number.end
    if low not in LETTER_SCALES or number.form != "digits" or number.value is None or number.scale > 1:
        return number
    if not tokens.is_glued(end - 1) and not (is_money or low in {"bn", "mn", "tn", "trn"}):
        return number
    if not is_money and _is_unit_letter(tokens, number, low):
        return number
    scale = LETTER_SCALES[low]
    return replace(number, value=make_whole(number.value * scale), end=end + 1, scale=scale)


def _is_unit_letter(tokens: Tokens, number: Number, low: str) -> bool:
    """Whether the letter is no word of size: metres, millimetres, a "10k race"."""
    is_whole = number.value == int(number.value or 0)
    if low in {"mm", "t"} or (low == "b" and is_whole):
        return True
    if low == "k":
        return tokens.low(number.end + 1) in _NO_THOUSAND_BEFORE
    if tokens.word(number.end) != "m":
        return False
    after = tokens.low(number.end + 1)
    if after in _DIMENSIONS or after in _METRE_NOUNS or tokens.low(number.first - 1) in _MEASURED:
        return True
    return is_whole and (number.value or 0) < 10000 and not is_plural_noun(after)


# ---------------------------------------------------------------------------------------------------------------------- units


def _read_unit(tokens: Tokens, number: Number, *, hints: frozenset[str]) -> Unit | None:
    """The unit after the number, or after "of" and an article: "thousands of miles", "half a mile", "half of 1 percent"."""
    place = number.end
    if number.form in {"plural", "vague", "couple", "fraction"}:
        if tokens.low(place) == "of":
            place += 1
        if number.form == "fraction" and tokens.low(place) in {"a", "an", "one", "1"}:
            place += 1
    is_quarter = number.form == "fraction" and tokens.low(number.end - 1) in {"quarter", "half"}
    point = place + 1 if tokens.low(place) in DASHES else place
    if is_quarter and tokens.low(point) == "point":
        return Unit("percentage point", point + 1, None, point > place)
    unit = read_unit(tokens, place, hints=hints, is_large=number.scale >= 10**6)
    if unit is None and number.form == "digits":
        return _read_feet(tokens, number.end)
    return None if unit is not None and place > number.end and unit.is_hyphenated else unit


def _read_feet(tokens: Tokens, at: int) -> Unit | None:
    """As in 6'3" (six feet and three inches), a height."""
    if tokens.low(at) not in {"'", "’"} or not tokens.is_glued(at - 1) or not tokens.is_glued(at):
        return None
    return Unit("foot", at + 1) if tokens.is_number(at + 1) and tokens.low(at + 2) in {'"', "”"} else None


def _join_height(tokens: Tokens, amount: Amount) -> Amount:
    """As in "6-foot-3" and "6 feet 3 inches": one length, in feet."""
    if amount.unit != "foot" or amount.number.value is None:
        return amount
    is_dashed = tokens.low(amount.end) in DASHES
    inches = read_number(tokens, amount.end + is_dashed)
    if inches is None or inches.value is None or not 0 <= inches.value < 12 or inches.form not in {"digits", "words"}:
        return amount
    is_marked = tokens.low(inches.end) in {"inch", "inches", "in", '"', "”"} and not is_dashed
    if not is_marked and not (amount.is_hyphenated and is_dashed):
        return amount
    value = make_whole(amount.number.value + inches.value / 12)
    return replace(amount, number=replace(amount.number, value=value), end=inches.end + is_marked)


# ---------------------------------------------------------------------------------------------------------------------- money


def _read_prefixed_code(tokens: Tokens, number: Number) -> tuple[Number, str] | None:
    """As in "30 MUSD", "75 USD million": the number with the size that stands in or after the code, and the code."""
    low = tokens.low(number.end)
    if number.value is None or number.scale > 1 or not tokens.word(number.end).isupper():
        return None
    size, end = LETTER_SCALES.get(low[:1], 0), number.end + 1
    code = low[1:] if len(low) == 4 and low[0] in "kmb" else low
    if len(low) == 3:
        size, end = MULTIPLIERS.get(tokens.low(end), 0), end + 1
    if code not in CODES or not size:
        return None
    return replace(number, value=make_whole(number.value * size), end=end, scale=size), code.upper()


def _join_cents(tokens: Tokens, amount: Amount) -> Amount:
    """As in "thirteen dollars and forty-five cents" is one sum."""
    if amount.number.value is None or len(amount.unit or "") != 3 or amount.is_hyphenated:
        return amount
    cents = read_number(tokens, amount.end + (tokens.low(amount.end) == "and"))
    if cents is None or cents.value is None or not 0 < cents.value < 100:
        return amount
    if tokens.low(cents.end) not in {"cents", "cent", "pence"}:
        return amount
    value = make_whole(amount.number.value + cents.value / 100)
    return replace(amount, number=replace(amount.number, value=value), end=cents.end + 1)
