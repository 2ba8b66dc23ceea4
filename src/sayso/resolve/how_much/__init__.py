"""
How much: the quantities of a text, with value, bounds, unit, change, rate, and what is counted.

`tokens` splits the text, `numbers` reads values, `units` units and currencies, `bounds` hedges and changes, `counted` what is counted, and
`excluded` says which numbers count nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.records import Quantity, Span
from sayso.resolve.how_much.bounds import Bound, Change, Hedges, find_change, read_hedges, read_trailing
from sayso.resolve.how_much.counted import COUNTED_KINDS, find_kind, read_counted, read_rate, read_subject
from sayso.resolve.how_much.excluded import find_excluded, is_date_or_age, is_name_or_code
from sayso.resolve.how_much.numbers import LETTER_SCALES, ONES, STARTS, Number, make_whole, read_number
from sayso.resolve.how_much.tokens import DASHES, Tokens, split_tokens
from sayso.resolve.how_much.units import SMALL_MONEY, TIME_UNITS, Unit, read_currency_before, read_unit

__all__ = ["COUNTED_KINDS", "find_quantities"]


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number with the currency before it and the unit after it: tokens `first` to `end`."""

    number: Number
    first: int
    end: int
    unit: str | None
    money: bool = False
    negative: bool = False
    rate: str | None = None
    hyphenated: bool = False


@dataclass(frozen=True, slots=True)
class _Range:
    """Two amounts that bound one: "between 200 and 300", "5 to 10 percent"."""

    low: _Amount
    high: _Amount
    first: int


def find_quantities(text: str, *, avoid: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """
    The quantities of a text, in order. Spans of `avoid` (dates, times of day, names) hold none.

    A number of days or years is a quantity too, of kind time; give `avoid` the expressions of time that are no durations.

    >>> [(q.span.of(text), q.low, q.of) for text in ["At least 200 people fled."] for q in find_quantities(text)]
    [('At least 200', 200, 'people')]
    """
    tokens = split_tokens(text)
    hints = frozenset({"sterling"}) if "£" in text or "sterling" in text else frozenset()
    closed = _Closed([(span.start, span.end) for span in avoid], find_excluded(text))
    quantities: list[Quantity] = []
    at, last_end = 0, 0
    count = len(tokens.words)
    while at < count:
        if not _can_start(tokens, at):
            at += 1
            continue
        found = _read_quantity(tokens, at, last_end, hints=hints, closed=closed)
        if found is None:
            at += 1
            continue
        made, end, last_end = found
        quantities.extend(made)
        at = max(end, at + 1)
    return tuple(quantities)


class _Closed:
    """The stretches that hold no quantity."""

    def __init__(self, *groups: Sequence[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(pair for group in groups for pair in group):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def holds(self, start: int) -> bool:
        """Whether the code point lies in one of them."""
        place = bisect_left(self._starts, start + 1) - 1
        return place >= 0 and start < self._ends[place]


def _can_start(tokens: Tokens, at: int) -> bool:
    low = tokens.lows[at]
    return low in STARTS or low[0].isdigit() or (low[0] == "." and len(low) > 1) or low == "million"


_Found = tuple[list[Quantity], int, int]


def _read_quantity(tokens: Tokens, at: int, floor: int, *, hints: frozenset[str], closed: _Closed) -> _Found | None:
    """
    The quantity whose number begins at token `at` (two where a range tells of a change), the token to go on with, and the first
    token that a later hedge may take.
    """
    amount = _read_amount(tokens, at, hints=hints)
    if amount is None:
        return None
    if closed.holds(tokens.starts[amount.number.first]):
        return None
    number, end = amount.number, amount.end if amount.unit is None else number_end(amount)
    if not amount.money and is_date_or_age(tokens, number, unit=amount.unit, unit_end=amount.end):
        return [], end, floor
    second = _read_second(tokens, amount, hints=hints)
    if second is not None and not closed.holds(tokens.starts[second.high.number.first]) and second.first >= floor:
        made, stop = _make_range(tokens, second)
        return [made], stop, stop
    if _counts_nothing(tokens, amount):
        return [], end, floor
    quantity, end, last = _make_single(tokens, amount, floor)
    return [quantity], end, last


def number_end(amount: _Amount) -> int:
    """Where to go on after an amount that counts nothing."""
    return amount.number.end


def _counts_nothing(tokens: Tokens, amount: _Amount) -> bool:
    hedged = read_hedges(tokens, amount.first, is_time=amount.unit in TIME_UNITS)
    number = amount.number
    is_hedged = hedged.first < amount.first
    if amount.money:
        return tokens.low(number.end) == "s" and tokens.is_glued(number.end - 1)
    if is_name_or_code(tokens, number, unit=amount.unit, unit_end=amount.end, is_hedged=is_hedged):
        return True
    return (
        number.value == 1 and number.form == "words" and number.scale == 1 and not _counts_one(tokens, amount, hedged)
    )


# ---------------------------------------------------------------------------------------------------------------- one amount


def _read_amount(tokens: Tokens, at: int, *, hints: frozenset[str]) -> _Amount | None:
    number = read_number(tokens, at)
    if number is None:
        return None
    first = number.first
    if number.form == "words" and tokens.low(first) in {
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "dozen",
    }:
        if tokens.low(first - 1) == "a":
            first -= 1
        elif tokens.low(first) not in {"hundred", "dozen"} or tokens.low(first - 1) in {"per", "the", "'s"}:
            return None
    negative, sign_at = _read_sign(tokens, first)
    currency = read_currency_before(tokens, sign_at)
    if currency is not None and not negative:
        negative, sign_at = _read_sign(tokens, currency[1])
        first = min(sign_at, currency[1])
    elif currency is not None:
        first = currency[1]
    else:
        first = sign_at
    number = _apply_letter(tokens, number, is_money=currency is not None)
    if number.form in {"part", "times", "ratio"}:
        return _Amount(number, first, number.end, "times" if number.form == "times" else None)
    unit_at = number.end
    if number.form in {"plural", "vague", "couple", "fraction", "words"}:
        unit_at = _skip_to_unit(tokens, number)
    unit = read_unit(tokens, unit_at, hints=hints)
    if currency is not None:
        end = unit.end if unit is not None and unit.name == currency[0] else number.end
        return _Amount(number, first, end, currency[0], money=True, negative=negative)
    if unit is None or (unit_at > number.end and unit.hyphenated):
        unit = _read_feet_inches(tokens, number.end) if number.form == "digits" else None
    if unit is None:
        return _Amount(number, first, number.end, None, negative=negative)
    return _join_height(
        tokens, _Amount(number, first, unit.end, unit.name, unit.is_money, negative, unit.rate, unit.hyphenated)
    )


def _read_sign(tokens: Tokens, first: int) -> tuple[bool, int]:
    """Whether a minus stands before token `first`, and where the amount begins with it."""
    before = tokens.low(first - 1)
    if before in {"minus", "negative"} and tokens.low(first - 2) != "or":
        return True, first - 1
    is_sign = before in {"-", "−"} and tokens.is_glued(first - 1) and not tokens.is_glued(first - 2)
    return (True, first - 1) if is_sign and (tokens.is_number(first) or tokens.low(first) in "$£€") else (False, first)


def _apply_letter(tokens: Tokens, number: Number, *, is_money: bool) -> Number:
    """ "1.2m", "$3bn", "10k": the letter of size after the digits, unless it is a unit ("100m race")."""
    low, end = tokens.low(number.end), number.end
    if low not in LETTER_SCALES or number.form != "digits" or number.value is None or number.scale > 1:
        return number
    glued = tokens.is_glued(end - 1)
    if not glued and not (is_money or low in {"bn", "mn", "tn", "trn"}):
        return number
    if not is_money:
        if low in {"mm", "t", "mil"} or (low == "b" and number.value == int(number.value)):
            return number
        if low == "m" and tokens.word(end) == "m" and _means_metres(tokens, number):
            return number
        if low == "k" and tokens.low(end + 1) in {
            "race",
            "run",
            "walk",
            "resolution",
            "tv",
            "display",
            "video",
            "screen",
        }:
            return number
    scale = LETTER_SCALES[low]
    return replace(number, value=make_whole(number.value * scale), end=end + 1, scale=scale)


def _means_metres(tokens: Tokens, number: Number) -> bool:
    after = tokens.low(number.end + 1)
    if after in {"people", "men", "women", "children"} or (
        after.endswith("s")
        and len(after) > 4
        and after not in {"across", "hurdles", "finals", "freestyle", "metres", "sprints"}
    ):
        return False
    whole = number.value is not None and number.value == int(number.value)
    return (
        whole
        and number.value is not None
        and number.value < 10000
        or after in {"deep", "wide", "long", "tall", "high", "away", "from"}
    )


def _skip_to_unit(tokens: Tokens, number: Number) -> int:
    """Where the unit may stand: after "of" and an article for "thousands of miles", "half a mile", "a tenth of a percent"."""
    place = number.end
    if number.form == "words" and number.value != 0.5:
        return place
    if tokens.low(place) == "of":
        place += 1
    if number.form == "fraction" and tokens.low(place) in {"a", "an", "one", "1"}:
        place += 1
    return place


def _read_feet_inches(tokens: Tokens, at: int) -> Unit | None:
    """ "6'3\"", a height."""
    if (
        tokens.low(at) in {"'", "’"}
        and tokens.is_glued(at - 1)
        and tokens.is_glued(at)
        and tokens.is_number(at + 1)
        and tokens.low(at + 2) in {'"', "”"}
    ):
        return Unit("foot", at + 1)
    return None


def _join_height(tokens: Tokens, amount: _Amount) -> _Amount:
    """ "6-foot-3", "6 feet 3 inches", "6'3\"": one length, in feet."""
    if amount.unit != "foot" or amount.number.value is None:
        return amount
    place = amount.end + 1 if tokens.low(amount.end) in DASHES else amount.end
    inches = read_number(tokens, place)
    if inches is None or inches.value is None or not 0 <= inches.value < 12 or inches.form not in {"digits", "words"}:
        return amount
    marked = tokens.low(inches.end) in {"inch", "inches", '"', "”"} and tokens.low(amount.end) not in DASHES
    if not marked and not (amount.hyphenated and place > amount.end):
        return amount
    value = make_whole(amount.number.value + inches.value / 12)
    return replace(amount, number=replace(amount.number, value=value), end=inches.end + marked)


_NOT_COUNTED_AFTER_ONE: Final = frozenset(
    "another day thing of hand side way reason example time who that which to in and or is was with from for on at".split()
)
_ONE_AFTER: Final = frozenset(
    "person man woman child soldier officer policeman civilian protester passenger student worker suspect gunman militant other home house vote seat goal point run touchdown interception assist "
    "homer hit death injury arrest home case game win loss share job bedroom bathroom gallon store plant bomb missile rocket plane aircraft car vehicle".split()
)


def _counts_one(tokens: Tokens, amount: _Amount, hedged: Hedges) -> bool:
    """Whether "one" is a count: hedged, with a unit, or before a noun beside other numbers; not "one of", "no one", "one day"."""
    at, after = amount.number.first, tokens.low(amount.end)
    before, is_hedged = tokens.low(at - 1), hedged.first < amount.first
    if amount.unit is not None:
        return amount.unit not in {"day", "night", "second", "week"} or is_hedged or amount.hyphenated
    if after == "or" and tokens.low(amount.end + 1) == "more":
        return True
    if after in DASHES and tokens.is_glued(at):
        return tokens.is_word(amount.end + 1)
    if hedged.bound is not None:
        return True
    if before in {"no", "the", "this", "that", "which", "any", "every", "each", "some", "another", "everyone", "day"}:
        return False
    if not tokens.is_word(amount.end) or after in _NOT_COUNTED_AFTER_ONE:
        return False
    if is_hedged or before in {"only", "just", "exactly"}:
        return tokens.low(at - 2) != "the"
    if before == "and" and any(tokens.is_number(at - back) or tokens.low(at - back) in ONES for back in range(3, 6)):
        return True
    return after in _ONE_AFTER and _has_fate_near(tokens, amount.end)


def _has_fate_near(tokens: Tokens, at: int) -> bool:
    """Whether the noun has a fate: "one person was killed", "one soldier dead", "one goal and"."""
    near = {tokens.low(place) for place in range(at + 1, at + 5)}
    return bool(
        near & {"killed", "dead", "died", "injured", "wounded", "missing", "arrested", "hurt", "hospitalized", "and"}
    )


# ------------------------------------------------------------------------------------------------------------------- ranges

_LEADS: Final = frozenset(
    "leads led lead leading trails trailed trail trailing ahead behind beat beats beating defeated edged edges voted vote votes favor favored approved passed".split()
)


def _read_second(tokens: Tokens, amount: _Amount, *, hints: frozenset[str]) -> _Range | None:
    """The range that begins with this amount, `None` where the amount stands alone."""
    number = amount.number
    if (
        number.value is None
        or number.form not in {"digits", "words", "fraction"}
        or amount.negative
        and not amount.unit
    ):
        return None
    link, end = tokens.low(amount.end), amount.end
    if amount.hyphenated or (
        link in DASHES
        and amount.unit is None
        and number.form == "digits"
        and tokens.low(end + 1) == "to"
        and tokens.low(end + 2) in DASHES
    ):
        return None
    start = _find_second_start(tokens, amount)
    if start is None:
        return None
    other = _read_amount(tokens, start, hints=hints)
    while (
        other is None
        and tokens.low(start)
        in {"$", "£", "€", "about", "nearly", "as", "much", "even", "perhaps", "more", "than", "almost", "us", "a"}
        and start < end + 5
    ):
        start += 1
        other = _read_amount(tokens, start, hints=hints)
    if other is None or other.number.value is None or other.number.form not in {"digits", "words", "fraction"}:
        return None
    amount = _share_scale(amount, other)
    assert amount.number.value is not None
    if not amount.number.value < other.number.value or not _units_agree(amount, other):
        return None
    return _judge_range(tokens, amount, other, link)


def _find_second_start(tokens: Tokens, amount: _Amount) -> int | None:
    link, end = tokens.low(amount.end), amount.end
    if link in DASHES:
        return (
            end + 1
            if tokens.is_glued(end - 1) == tokens.is_glued(end) and (tokens.is_glued(end) or link in "–—")
            else None
        )
    if link == "to" or (link in {"or", "and"} and tokens.is_glued(end) is False):
        return end + 1
    return None


def _share_scale(amount: _Amount, other: _Amount) -> _Amount:
    """ "2 to 3 million": the size counts for both."""
    scale, value = other.number.scale, amount.number.value
    assert value is not None and other.number.value is not None
    if scale > 1 and amount.number.scale == 1 and value < other.number.value / scale and scale != 12:
        return replace(amount, number=replace(amount.number, value=make_whole(value * scale), scale=scale))
    return amount


def _units_agree(amount: _Amount, other: _Amount) -> bool:
    if amount.unit == other.unit or amount.unit is None:
        return True
    return amount.money and other.unit is None and tokens_free(other)


def tokens_free(other: _Amount) -> bool:
    """Whether an amount without a unit can take the currency of the one before it."""
    return other.number.form == "digits" and not other.hyphenated


def _judge_range(tokens: Tokens, amount: _Amount, other: _Amount, link: str) -> _Range | None:
    """The range, if link and surroundings make it one."""
    between_at = _find_word_before(tokens, amount.first, "between")
    if link == "and":
        return _Range(amount, other, between_at) if between_at is not None else None
    if link == "or":
        close = (
            amount.unit is None
            and amount.number.scale == other.number.scale
            and (other.number.value or 0) <= 2 * (amount.number.value or 0)
        )
        return (
            _Range(amount, other, amount.first) if close and tokens.is_word(other.end) or other.unit and close else None
        )
    if between_at is not None:
        return _Range(amount, other, between_at)
    if link in DASHES:
        return _judge_dash(tokens, amount, other)
    from_at = _find_word_before(tokens, amount.first, "from")
    place = amount.first if from_at is None else from_at
    if from_at is not None and not _is_ranging(tokens, from_at):
        return None
    change = find_change(tokens, place, amount.end, amount.unit, is_money=amount.money)
    if from_at is None and (change in {"up_by", "down_by"} or tokens.low(place - 1) in _LEADS or _leads(tokens, place)):
        return None
    if _is_vote(tokens, other.end):
        return None
    return _Range(amount, other, place)


def _leads(tokens: Tokens, at: int) -> bool:
    return any(tokens.low(at - back) in _LEADS for back in range(2, 5))


def _is_vote(tokens: Tokens, at: int) -> bool:
    return tokens.low(at) in {"vote", "margin", "ratio", "victory", "win", "decision", "defeat", "loss", "lead"}


def _is_ranging(tokens: Tokens, at: int) -> bool:
    """Whether "from A to B" tells how far something ranges, not how it moved."""
    return any(
        tokens.low(at - back)
        in {
            "range",
            "ranges",
            "ranged",
            "ranging",
            "anywhere",
            "vary",
            "varies",
            "varying",
            "varied",
            "cost",
            "costs",
            "costing",
            "priced",
        }
        for back in (1, 2, 3)
    )


def _find_word_before(tokens: Tokens, at: int, word: str) -> int | None:
    """Where the word stands before token `at`, with at most two hedging words between."""
    for back in (1, 2, 3):
        low = tokens.low(at - back)
        if low == word:
            return at - back
        if low not in {
            "about",
            "roughly",
            "around",
            "approximately",
            "an",
            "estimated",
            "some",
            "nearly",
            "just",
            "somewhere",
            "us",
            "anywhere",
        }:
            return None
    return None


def _judge_dash(tokens: Tokens, amount: _Amount, other: _Amount) -> _Range | None:
    """ "200-300 people", "5-10 percent", "$5-$10"; not a score, a year, or a flight number."""
    if amount.number.form != "digits" or _is_vote(tokens, other.end):
        return None
    if not (amount.money or other.unit is not None or other.number.scale > 1) and not _plural_follows(
        tokens, other.end
    ):
        return None
    if tokens.low(amount.first - 1) in DASHES and tokens.is_glued(amount.first - 1):
        return None
    if other.hyphenated and tokens.low(other.end) in DASHES and tokens.low(other.end + 1) in {"old", "olds"}:
        return None
    return _Range(amount, other, amount.first)


def _plural_follows(tokens: Tokens, at: int) -> bool:
    for place in (at, at + 1, at + 2):
        low = tokens.low(place)
        if not tokens.is_word(place):
            return False
        if low in {"people", "men", "women", "children", "police"} or (
            len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is"))
        ):
            return True
    return False


def _make_range(tokens: Tokens, found: _Range) -> tuple[Quantity, int]:
    unit = found.high.unit or found.low.unit
    money = found.high.money or found.low.money
    hedged = read_hedges(tokens, found.first, is_time=unit in TIME_UNITS)
    trailing, _, approximate = read_trailing(tokens, found.high.end)
    change = "add" if hedged.adds else find_change(tokens, hedged.first, trailing, unit, is_money=money)
    whole = replace(found.high, unit=unit, money=money)
    low, high = _signed(found.low), _signed(found.high)
    return _assemble(
        tokens,
        whole,
        hedged.first,
        trailing,
        low=low,
        high=high,
        bound="between",
        approximate=hedged.approximate or approximate,
        change=change,
        why=f"range from {_spell(low)} to {_spell(high)}",
    )


# ------------------------------------------------------------------------------------------------------------------ records


def _signed(amount: _Amount) -> float | None:
    value = amount.number.value
    return None if value is None else make_whole(-value if amount.negative else value)


def _spell(value: float | None) -> str:
    return "nothing" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def _make_single(tokens: Tokens, amount: _Amount, floor: int) -> tuple[Quantity, int, int]:
    number, hedged = amount.number, read_hedges(tokens, amount.first, is_time=amount.unit in TIME_UNITS)
    if hedged.first < floor:
        hedged = Hedges(amount.first)
    end, trailing_bound, trailing_approximate = read_trailing(tokens, amount.end)
    if end > amount.end and amount.unit is None:
        unit_after = read_unit(tokens, end)
        if unit_after is not None:
            amount, end = (
                replace(amount, unit=unit_after.name, money=unit_after.is_money, rate=unit_after.rate),
                unit_after.end,
            )
    bound = hedged.bound or trailing_bound
    approximate = hedged.approximate or trailing_approximate or number.form in {"plural", "vague", "couple"}
    change: Change | None = (
        "add" if hedged.adds else find_change(tokens, hedged.first, end, amount.unit, is_money=amount.money)
    )
    if change is None and tokens.low(amount.end) == "more" and tokens.low(amount.end + 1) != "than":
        change = "add"
    unit = amount.unit
    if unit is None and number.form in {"fraction", "ratio", "part"}:
        unit = "share"
    value, low, high, bound = _place_bound(amount, bound)
    made, stop = _assemble(
        tokens,
        replace(amount, unit=unit),
        hedged.first,
        end,
        value=value,
        low=low,
        high=high,
        bound=bound,
        approximate=approximate,
        change=change,
        why=_explain(tokens, amount, hedged, bound, change),
    )
    return made, stop, end


def _place_bound(amount: _Amount, bound: Bound | None) -> tuple[float | None, float | None, float | None, Bound | None]:
    """Value, low, high and bound, as the contract has them."""
    number = amount.number
    value = _signed(amount)
    if number.form == "part":
        return None, number.low, number.high, "more_than" if number.low is not None else "less_than"
    if value is None:
        low = make_whole(number.low) if number.low is not None else None
        return None, low, None, bound if bound in {"at_least", "more_than"} else None
    if bound in {"at_least", "more_than"}:
        return None, value, None, bound
    if bound in {"at_most", "less_than"}:
        return None, None, value, bound
    return value, None, None, None


def _explain(tokens: Tokens, amount: _Amount, hedged: Hedges, bound: Bound | None, change: Change | None) -> str:
    number = amount.number
    words = tokens.text[tokens.starts[number.first] : tokens.ends[number.end - 1]]
    reasons = {
        "plural": f"“{words}” is at least two of them",
        "vague": f"“{words}” is at least two of them",
        "couple": f"“{words}” read as two",
        "part": f"“{words}” is more than half" if number.low is not None else f"“{words}” is less than half",
        "ratio": f"“{words}” as a share",
        "fraction": f"“{words}” as a fraction",
        "times": f"“{words}” is so many times as much",
        "words": f"number in words: “{words}”",
        "digits": f"number in digits: “{words}”",
    }
    parts = [reasons[number.form]]
    if hedged.words:
        parts.append(f"“{' '.join(hedged.words)}” before it")
    elif bound is not None and number.form != "part":
        parts.append("a bound after it")
    if change is not None and not hedged.adds:
        parts.append(f"the words around it say {change.replace('_', ' ')}")
    return "; ".join(parts)


def _assemble(
    tokens: Tokens,
    amount: _Amount,
    first: int,
    end: int,
    *,
    bound: Bound | None,
    approximate: bool,
    change: Change | None,
    why: str,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
) -> tuple[Quantity, int]:
    """The record with what it counts, its rate and its kind; and the token to go on with."""
    more = (
        end + 1
        if change in {"add", "up_by", "down_by"}
        and tokens.low(end) in {"more", "fewer", "less", "additional", "extra", "other"}
        else end
    )
    rate_end, rate = read_rate(tokens, more) if amount.rate is None else (more, amount.rate)
    counted_end, counted = _read_what(tokens, amount, rate_end if rate is not None else more)
    if rate is None:
        rate_end, rate = read_rate(tokens, counted_end)
    if counted is None and (
        amount.unit == "percent" or amount.money or amount.unit in {"percentage point", "basis point"}
    ):
        counted = _find_subject(tokens, first)
    last = more if tokens.low(end) == "more" and change == "add" else end
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    kind = find_kind(
        tokens, first, counted_end, counted, amount.unit, is_money=amount.money or amount.unit in SMALL_MONEY
    )
    if kind == "share" and change is not None and change.endswith("by"):
        kind = None
    quantity = Quantity(
        span=span,
        value=value,
        low=low,
        high=high,
        approximate=approximate,
        bound=bound,
        change=change,
        unit=amount.unit,
        rate=rate,
        of=counted,
        kind=kind,
        why=why,
    )
    return quantity, max(
        end, rate_end if rate is not None and tokens.low(rate_end - 1) != "" and rate[:1].isdigit() else end
    )


def _read_what(tokens: Tokens, amount: _Amount, at: int) -> tuple[int, str | None]:
    """What is counted, after the number and its unit."""
    if amount.unit is None:
        return read_counted(tokens, at, takes_of=False)
    if amount.unit in {"share", "percent"}:
        return read_counted(tokens, at, takes_of=True)
    if amount.hyphenated:
        place = at + 1 if tokens.low(at) in DASHES else at
        return read_counted(tokens, place, takes_of=False)
    if tokens.low(at) == "of" or (amount.money and tokens.is_word(at) and tokens.low(at) not in {"in", "worth"}):
        return read_counted(tokens, at, takes_of=False)
    if amount.money and tokens.low(at) == "worth" and tokens.low(at + 1) == "of":
        return read_counted(tokens, at + 2, takes_of=False)
    if amount.money and tokens.low(at) == "in" and not tokens.is_number(at + 1) and not tokens.is_capital(at + 1):
        return read_counted(tokens, at + 1, takes_of=False)
    return at, None


def _find_subject(tokens: Tokens, first: int) -> str | None:
    """What rose, fell or stands at the number: the noun phrase before the verb."""
    place = first
    if tokens.low(place - 1) in {"by", "to", "at", "of"}:
        place -= 1
    low = tokens.low(place - 1)
    if find_change(tokens, place, place, "percent", is_money=True) is not None or low in {
        "is",
        "was",
        "are",
        "were",
        "stood",
        "totaled",
        "totalled",
        "reached",
        "hit",
        "of",
    }:
        return read_subject(tokens, place - 1)
    return None
