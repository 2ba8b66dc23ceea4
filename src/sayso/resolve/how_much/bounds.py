"""What stands around a number and changes what it says: hedges, bounds, additions, and rises and falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sayso.resolve.how_much.tokens import DASHES, Tokens

Bound = Literal["at_least", "at_most", "more_than", "less_than", "between"]
Change = Literal["add", "up_by", "down_by", "up_to", "down_to"]

_EFFECTS: Final = {
    "approximate": "about|around|roughly|approximately|approx|some|nearly|almost|an estimated|estimated|close to|near|nearing|approaching|approaches|approached|approach|more or less|circa"
    "|in the region of|in the neighborhood of|in the neighbourhood of|in the vicinity of|on the order of|of the order of|something like|perhaps|maybe"
    "|possibly|virtually|practically|just about|or so|somewhere around|somewhere near|give or take|~|≈|an approximate|a rough|a little less than about"
    "|not far from|in the order of|very nearly|an expected",
    "more_than": "more than|over|above|upwards of|upward of|in excess of|north of|greater than|higher than|larger than|exceeding|topping|surpassing|exceeded"
    "|exceeds|exceed|beyond|well over|just over|slightly over|a little over|a bit over|just above|well above|slightly more than|a little more than|well more than|far more than"
    "|just more than|much more than|significantly more than|better than|longer than|bigger than|>|slightly above|comfortably over|a shade over"
    "|considerably more than|substantially more than|many more than|a bit more than|just north of|heavier than|taller than",
    "at_least": "at least|at the least|at the very least|at a minimum|not less than|no less than|no fewer than|not fewer than|a minimum of|a minimum|minimum|as few as"
    "|as little as|as low as|≥|at minimum|upwards of at least|no lower than|not under",
    "less_than": "fewer than|less than|under|below|just under|well under|slightly under|a little under|just below|well below|just shy of|shy of|south of|lower than|smaller than|<"
    "|slightly less than|a little less than|slightly fewer than|just less than|just short of|short of|far fewer than|far less than|well short of|a shade under|much less than"
    "|shorter than|a bit less than|a bit under|considerably less than|many fewer than|inside of|just shy",
    "at_most": "up to|as many as|as much as|at most|at the most|no more than|not more than|a maximum of|a maximum|maximum|as high as|no greater than|no higher than|≤"
    "|as long as|to as many as|to as much as|no longer than|not exceeding|no larger than|a cap of|not over|not above|up to as many as|anything up to|anywhere up to|as far as",
    "add": "an additional|additional|another|a further|further|an extra|extra|yet another|still another|an added",
}
_BOUNDS: Final[dict[str, Bound]] = {
    "at_least": "at_least",
    "at_most": "at_most",
    "more_than": "more_than",
    "less_than": "less_than",
}
_PHRASES: Final[dict[str, list[tuple[tuple[str, ...], str]]]] = {}
for _effect, _line in _EFFECTS.items():
    for _phrase in _line.split("|"):
        _words = tuple(_phrase.split())
        _PHRASES.setdefault(_words[-1], []).append((_words, _effect))
for _entries in _PHRASES.values():
    _entries.sort(key=lambda entry: -len(entry[0]))

_NEUTRAL: Final = frozenset(
    "whopping staggering astonishing record combined total mere full stunning impressive good solid hefty paltry modest meager whole cumulative measly eye-watering incredible "
    "amazing huge remarkable historic projected annual average median cool jaw-dropping breathtaking a an of only just reportedly maybe planned even".split()
)
"""Words that may stand between a hedge and its number: "more than a whopping 300"."""
_TALK: Final = frozenset(
    "talk talked talking talks think thinking know knew worry worried ask asked asking concerned complain complained lied lie questions question concerns comment comments remark remarks learn learned heard hear written wrote debate speak spoke tell told".split()
)


@dataclass(frozen=True, slots=True)
class Hedges:
    """What was found before a number: its first token, whether it is approximate, its bound, whether it adds, and the words read."""

    first: int
    approximate: bool = False
    bound: Bound | None = None
    adds: bool = False
    words: tuple[str, ...] = ()


def read_hedges(tokens: Tokens, at: int, *, is_time: bool = False) -> Hedges:
    """
    The hedges that end just before token `at`: "at least", "an estimated", "up to another".

    `is_time` says that the number counts hours, days or years, where "over" tells when and not how many.
    """
    first, place = at, at
    approximate, adds, bound = False, False, None
    words: list[str] = []
    for _ in range(6):
        found = _match_before(tokens, place, is_time=is_time)
        if found is None:
            low = tokens.low(place - 1)
            if low in _NEUTRAL and place > at - 3 and (place < at or low not in {"a", "an", "of"}):
                place -= 1
                continue
            break
        length, effect = found
        place -= length
        first = place
        words.append(" ".join(tokens.lows[place : place + length]))
        if effect == "approximate":
            approximate = True
        elif effect == "add":
            adds = True
        else:
            bound = bound or _BOUNDS[effect]
    return Hedges(first, approximate, bound, adds, tuple(reversed(words)))


def _match_before(tokens: Tokens, at: int, *, is_time: bool) -> tuple[int, str] | None:
    for words, effect in _PHRASES.get(tokens.low(at - 1), ()):
        start = at - len(words)
        if start < 0 or tuple(tokens.lows[start:at]) != words:
            continue
        if _misleads(tokens, start, words, is_time=is_time):
            continue
        return len(words), effect
    return None


_BEFORE_OVER: Final = frozenset(
    "for in with well just spent lasted last lasts is was after of took takes has have had been than".split()
)
_LEAPS: Final = frozenset(
    "jump jumps jumped jumping leap leaps leaped leapt leaping fly flies flew flying climb climbs climbed step steps stepped vault vaults vaulted tripped "
    "towers towered".split()
)
_WINS: Final = frozenset("take took carried hand won win victory wins turned argued prevailed".split())


def _misleads(tokens: Tokens, start: int, words: tuple[str, ...], *, is_time: bool) -> bool:
    """Whether the phrase says something else here: "worried about", "edged up to", "over three years"."""
    before, phrase = tokens.low(start - 1), " ".join(words)
    if phrase == "about":
        return before in _TALK
    if phrase == "up to":
        return before in _MOVES
    if phrase == "further":
        return before in {"go", "went"}
    if is_time and phrase in {"beyond", "under"}:
        return True
    if phrase == "over":
        return before in _WINS or before in _LEAPS or (is_time and before not in _BEFORE_OVER)
    return False


# ---------------------------------------------------------------------------------------------------------- after the number


def read_trailing(tokens: Tokens, at: int) -> tuple[int, Bound | None, bool]:
    """The hedge that begins at token `at`, after a number and its unit: its end, bound, and whether it makes the number approximate."""
    low, after = tokens.low(at), tokens.low(at + 1)
    if low == "," and after in {"or", "at", "and"}:
        third = tokens.low(at + 2)
        if (after, third) in {
            ("or", "more"),
            ("or", "so"),
            ("or", "less"),
            ("or", "fewer"),
            ("at", "least"),
            ("at", "most"),
            ("and", "counting"),
        }:
            end, bound, approximate = read_trailing(tokens, at + 1)
            return (end, bound, approximate) if end > at + 1 else (at, None, False)
        return at, None, False
    if low == "or":
        return _read_or(tokens, at)
    if (
        low == "at"
        and after in {"least", "most"}
        and tokens.low(at + 2) in {"", ".", ",", ";", "\n", "and", "were", "in"}
    ):
        return at + 2, "at_least" if after == "least" else "at_most", False
    if (low, after) in {("and", "counting"), ("and", "up"), ("and", "above"), ("and", "higher"), ("plus", "")}:
        return at + 2, "at_least", False
    if low in DASHES and tokens.is_glued(at - 1) and tokens.is_glued(at):
        if after == "plus":
            return at + 2, "at_least", False
        if after in {"odd", "ish"}:
            return at + 2, None, True
    if low == "+" and tokens.is_glued(at - 1):
        return at + 1, "at_least", False
    if low == "plus" and tokens.is_word(at + 1) and not tokens.is_number(at + 1) and after.endswith("s"):
        return at + 1, "at_least", False
    return at, None, False


def _read_or(tokens: Tokens, at: int) -> tuple[int, Bound | None, bool]:
    after = tokens.low(at + 1)
    if tokens.low(at + 2) == "than":
        return at, None, False
    if after in {"more", "greater", "higher", "above", "better", "longer"}:
        return at + 2, "at_least", False
    if after in {"less", "fewer", "lower", "below", "under", "smaller"}:
        return at + 2, "at_most", False
    if after in {"so", "thereabouts"}:
        return at + 2, None, True
    return at, None, False


# ---------------------------------------------------------------------------------------------------------------- changes

_UP: Final = frozenset(
    "rise rises rose risen rising increase increases increased increasing climb climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soars soared "
    "soaring grow grows grew grown growing grow up advance advances advanced advancing rally rallied rallies swell swelled swollen expand expands expanded expanding upped "
    "leap leaps leaped leapt skyrocketed skyrocket rocketed rebound rebounded rebounds accelerate accelerated accelerates accelerating quickened spiked spike spikes higher boosted ballooned hike hiked hikes "
    "strengthened widen widened widens widening appreciated upgraded".split()
)
_UP_WEAK: Final = frozenset(
    "gain gains gained gaining add adds added adding boost boosts boosting raise raises raised raising improve improves improved improving put".split()
)
_DOWN: Final = frozenset(
    "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease decreases decreased decreasing plunge plunges plunged plunging "
    "slump slumps slumped slumping tumble tumbles tumbled tumbling sink sinks sank sunk sinking slip slips slipped slipping slide slides slid sliding shrink shrinks shrank "
    "shrunk shrinking dip dips dipped dipping ease eases eased easing down lower lowered lowering lowers reduce reduces reduced reducing cut cuts cutting slash slashes slashed "
    "slashing plummet plummets plummeted plummeting contract contracts contracted contracting dwindle dwindled narrowed narrow narrows downgraded weakened weakens trimmed trim retreated crashed "
    "halved slowed slowing slows".split()
)
_DOWN_WEAK: Final = frozenset("lose loses lost losing shed sheds shedding depreciated".split())
_UP_NOUNS: Final = frozenset(
    "increase rise gain jump surge growth hike raise spike boost climb advance increases gains uptick rally bump expansion leap rebound improvement premium appreciation".split()
)
_DOWN_NOUNS: Final = frozenset(
    "drop decline decrease fall cut reduction plunge slump loss dip slide tumble decreases cuts losses shrinkage contraction discount downturn fallback declines slowdown depreciation retreat pullback".split()
)
_LEVELS: Final = frozenset({"percent", "percentage point", "basis point", "cent", "penny", "point"})
_VALUE_NOUNS: Final = frozenset("loss losses gain gains premium discount advance advances raise boost".split())
"""Nouns that also name an amount: "a loss of 12 cents" falls only where the unit is a share."""


def find_change(tokens: Tokens, first: int, end: int, unit: str | None, *, is_money: bool) -> Change | None:
    """
    The rise or fall that the number measures or leads to: "rose 5 percent", "fell by 20", "rose to 40", "a 5 percent drop".

    `first` and `end` bound the number with hedges and unit. `None` where the words tell of a level.
    """
    if unit == "times":
        return None
    if unit is None and tokens.low(end) in {"point", "points"}:
        unit = "point"
    after = _change_after(tokens, end, unit)
    if after is not None:
        return after
    before = tokens.low(first - 1)
    if before in {"by", "of"}:
        return _change_by(tokens, first - 1, before, unit)
    if before == "to":
        direction = _direction_before(tokens, first - 1, reach=14)
        return None if direction is None else ("up_to" if direction > 0 else "down_to")
    if before == "or" and unit in _LEVELS:
        place = first - 2 if tokens.low(first - 2) == "," else first - 1
        direction = _direction_before(tokens, place, reach=7, is_strict=False)
    else:
        direction = _direction_of_verb(tokens, first, unit, is_money=is_money)
    if direction is None:
        return None
    opening = tokens.low(first)
    if opening in {"above", "below"}:
        return "up_to" if direction > 0 else "down_to"
    if before in {"added", "adds", "add"} and unit not in _LEVELS:
        return "add"
    return "up_by" if direction > 0 else "down_by"


def _direction_of_verb(tokens: Tokens, first: int, unit: str | None, *, is_money: bool) -> int | None:
    """1 for up, -1 for down, where a verb of change stands right before the number: "rose 5 percent", "up 20"."""
    place = first - 1
    if tokens.low(place) in {"another", "sharply", "slightly", "again", "further", "nearly"}:
        place -= 1
    low = tokens.low(place)
    if low in _UP_WEAK | _DOWN_WEAK:
        is_level = unit in _LEVELS or (is_money and low in {"gained", "gains", "gain"})
        if low in {"added", "adds", "add", "adding"}:
            return 1
        return (
            _direction_at(tokens, place, weak=True)
            if is_level and not low.startswith(("rais", "put", "boost"))
            else None
        )
    if low in {
        "contract",
        "contracts",
        "lower",
        "higher",
        "appreciated",
        "upgraded",
        "narrow",
        "trim",
        "cut",
        "cuts",
        "cutting",
    }:
        return _direction_at(tokens, place, weak=False) if unit in _LEVELS or is_money else None
    return _direction_at(tokens, place, weak=False)


def _change_after(tokens: Tokens, end: int, unit: str | None) -> Change | None:
    """As in "a 5 percent increase", "3,000 more", "5 percent higher", "20 fewer"."""
    low, after = tokens.low(end), tokens.low(end + 1)
    if unit is not None:
        for noun in (low, after) if tokens.is_word(end) and low not in _NOT_BEFORE_CHANGE else (low,):
            if noun in _VALUE_NOUNS and unit not in _LEVELS:
                continue
            if noun in _UP_NOUNS:
                return "up_by"
            if noun in _DOWN_NOUNS and not (noun == "fall" and low != "fall"):
                return "down_by"
    if unit in _LEVELS:
        if low in {"higher", "above", "more", "up", "faster", "bigger", "larger", "greater"}:
            return "up_by"
        if low in {"lower", "below", "less", "fewer", "down", "off", "smaller", "cheaper"}:
            return "down_by"
    elif low in {"more", "additional", "extra"} and after != "than":
        return "add"
    elif low in {"more", "fewer", "less"} and after == "than":
        return "up_by" if low == "more" else "down_by"
    return None


_NOT_BEFORE_CHANGE: Final = frozenset(
    "of in on and or for per a an to the at as after before while but with from by over since its".split()
)


def _change_by(tokens: Tokens, at: int, word: str, unit: str | None) -> Change | None:
    """As in "fell by", "an increase of"."""
    if word == "of":
        low = tokens.low(at - 1)
        if low in _VALUE_NOUNS and unit not in _LEVELS - {"cent", "penny"}:
            return None
        return "up_by" if low in _UP_NOUNS else "down_by" if low in _DOWN_NOUNS else None
    for back in range(1, 7):
        low = tokens.low(at - back)
        if tokens.ends_sentence(at - back) or low in {",", ";"}:
            return None
        if low in _UP_NOUNS or low in _UP or low in _UP_WEAK:
            return "up_by"
        if low in _DOWN_NOUNS or low in _DOWN or low in _DOWN_WEAK:
            return "down_by"
    return None


def _direction_before(tokens: Tokens, at: int, *, reach: int, is_strict: bool = False) -> int | None:
    """1 for up, -1 for down, by the nearest verb or noun of change within so many tokens to the left in the sentence."""
    for back in range(1, reach + 1):
        if tokens.ends_sentence(at - back) or tokens.low(at - back) in {";", "while", "but"}:
            return None
        if back > 5 and tokens.low(at - back) in {"and", "as"}:
            return None
        direction = _direction_at(tokens, at - back, weak=not is_strict)
        if direction is not None:
            return direction
    return None


_MOVES: Final = frozenset(
    "went go goes gone going edged inched ticked crept moved shot pushed jumped picked moves climbed rose".split()
)


def _direction_at(tokens: Tokens, at: int, *, weak: bool) -> int | None:
    low = tokens.low(at)
    if low == "up" and tokens.low(at + 1) == "to" and tokens.low(at - 1) not in _MOVES | {"was", "is", "are", "were"}:
        return None
    if low in _UP or (weak and (low in _UP_WEAK or low in _UP_NOUNS)):
        return 1
    if low in _DOWN or (weak and (low in _DOWN_WEAK or low in _DOWN_NOUNS)):
        return -1
    return None
