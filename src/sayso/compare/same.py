"""
Whether two statements say the same, in words a user reads.

    judgement = judge_pair(left, right, cosine)      # cosine of their sentence vectors
    judgement.level, judgement.band, judgement.why   # "proposition", "same", "every content word has its counterpart"

Two levels. *utterance*: one speaker, about one time, the same words but for cuts and edits. *proposition*: the same truth conditions, whoever says it.
Two bands. *same* is decided; *maybe* asks for a look. `barred` pairs contradict or exclude each other and never share a group.

*same* is accepted only where every content word of the one has its counterpart in the other (by inflection, a short list of synonyms, or as
a cut) and nothing of stance, negation, hedges, figures, times, places, names, roles speaks against it: near vectors alone never suffice, since
a claim and its contrary lie close together. For many pairs, make each statement's profile once: `judge_profiles(profile_statement(a), …)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, product
from typing import Final, Literal

from sayso.compare.figure_places import relate_places
from sayso.compare.same_profile import TITLES, Profile, Token, profile_statement, weigh_token
from sayso.compare.same_words import PARTS_OF_PLACES, RELATIONS, exclude_each_other
from sayso.records import Quantity, Statement

Level = Literal["utterance", "proposition"]
Band = Literal["same", "maybe"]

SAME_COSINE: Final = 0.6
"""Below this, words that seem to agree are likely to mean other things; fitted on the half of `eval/data/must_merge.jsonl` used for tuning."""
MAYBE_COSINE: Final = 0.72
"""At this or above, two statements are worth a look though their words differ; with half of the words shared, 0.5 is enough."""
SHARED_COSINE: Final = 0.5
LONGEST_CUT: Final = 0.4
"""The share of the longer wording that may be missing from the shorter one of a *same* pair."""
SAME_DAYS: Final = 14
"""Reports farther apart than this may speak of two events in the same words, unless a date in both says otherwise."""
UTTERANCE_DAYS: Final = 4
_COMPOUNDING: Final = frozenset({"of", "in", "at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What two statements are to each other on each level (`None`: not the same as far as can be told), and why. `barred`: they exclude each other."""

    utterance: Band | None = None
    proposition: Band | None = None
    barred: bool = False
    why: str

    @property
    def level(self) -> Level | None:
        """The narrower of the levels with the firmer band."""
        if self.utterance is None and self.proposition is None:
            return None
        return "utterance" if self.utterance == "same" or self.proposition is None else "proposition"

    @property
    def band(self) -> Band | None:
        """The band at `level`."""
        return self.utterance if self.level == "utterance" else self.proposition


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What speaks against *same*; `bars` where it speaks against *maybe* too."""

    why: str
    bars: bool = False


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Which words of the left have which counterpart, what is left over on each side, and the share of each side's weight that is matched."""

    pairs: tuple[tuple[Token, Token], ...]
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    left_share: float
    right_share: float

    @property
    def alike(self) -> bool:
        """Whether the two speak about the same at all, so that a difference sets them apart for good."""
        return min(self.left_share, self.right_share) >= 0.5


def judge_pair(left: Statement, right: Statement, cosine: float) -> Judgement:
    """What two statements are to each other; the order of the two does not matter."""
    return judge_profiles(profile_statement(left), profile_statement(right), cosine)


def judge_profiles(left: Profile, right: Profile, cosine: float) -> Judgement:
    """What two statements are to each other, from their profiles and the cosine of their vectors."""
    if not left.tokens or not right.tokens:
        return _judge_wordless(left, right)
    stance = _check_stance(left, right)
    if stance is not None and stance.bars:
        return Judgement(barred=True, why=stance.why)
    alignment = align_profiles(left, right)
    doubts = [stance] if stance is not None else []
    for doubt in _find_doubts(left, right, alignment):
        if doubt.bars:
            return Judgement(barred=True, why=doubt.why)
        doubts.append(doubt)
    proposition, why = _grade(alignment, cosine, doubts)
    utterance, how = _judge_utterance(left, right, alignment, doubts)
    if left.silent or right.silent:
        proposition, why = None, "one of the two takes no stand"
    return Judgement(utterance=utterance, proposition=proposition, why=how if utterance == "same" else why)


def _judge_wordless(left: Profile, right: Profile) -> Judgement:
    """Contents without a content word ("it is") are compared by their plain words alone."""
    if left.plain and left.plain == right.plain and left.speakers and left.speakers == right.speakers:
        return Judgement(utterance="maybe", why="the same few words of one speaker, too few to tell what they are about")
    return Judgement(why="no words to compare")


def _grade(alignment: _Alignment, cosine: float, doubts: Sequence[_Doubt]) -> tuple[Band | None, str]:
    """The band by shared words and cosine, and its reason."""
    low, high = sorted((alignment.left_share, alignment.right_share))
    complete = high >= 0.999 and low >= 1 - LONGEST_CUT and not _find_uncuttable(alignment)
    if complete and cosine >= SAME_COSINE and not doubts:
        cut = low < 0.999
        return "same", (
            "every content word of the shorter wording has its counterpart in the longer" if cut else "every content word has its counterpart"
        )
    near = cosine >= MAYBE_COSINE or (cosine >= SHARED_COSINE and high >= 0.6 and low >= 0.35)
    if not near:
        return None, "the words and what they mean are too far apart"
    if doubts:
        return "maybe", doubts[0].why
    left, right = (" ".join(token.text for token in side[:4]) for side in (alignment.left, alignment.right))
    return "maybe", f"alike, but these words have no counterpart: {' / '.join(f'“{words}”' for words in (left, right) if words)}"


def _find_uncuttable(alignment: _Alignment) -> list[Token]:
    """Words of the longer wording that are more than a cut: neither where or when, nor in a stretch behind all that the two share."""
    last = [max((pair[side].order for pair in alignment.pairs), default=0.0) for side in (0, 1)]
    return [
        token
        for side, spare in enumerate((alignment.left, alignment.right))
        for token in spare
        if token.leads_on or not (token.adjunct or token.order > last[side])
    ]


def _judge_utterance(left: Profile, right: Profile, alignment: _Alignment, doubts: Sequence[_Doubt]) -> tuple[Band | None, str]:
    """The same words by one speaker about one time: three plain words in four in the same order."""
    if not left.speakers or left.speakers != right.speakers or left.denied != right.denied or left.silent != right.silent:
        return None, ""
    apart = _count_days(left, right)
    if apart is not None and apart > UTTERANCE_DAYS:
        return None, ""
    said = [profile.statement.claim.said for profile in (left, right)]
    if all(moment is not None and moment.begin and moment.end_before for moment in said):
        one, other = said
        assert one is not None and other is not None
        if not (str(one.begin) < str(other.end_before) and str(other.begin) < str(one.end_before)):
            return None, ""
    shared = _measure_run(left.plain, right.plain)
    shorter = min(len(left.plain), len(right.plain))
    if shared < 4 or shared < 0.75 * shorter:
        return None, ""
    if shared >= 0.9 * shorter and max(alignment.left_share, alignment.right_share) >= 0.999 and not any(doubt.bars for doubt in doubts):
        return "same", f"the same words of the same speaker: {shared} of {shorter} in order"
    return "maybe", f"mostly the same words of the same speaker: {shared} of {shorter} in order"


def _measure_run(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of the longest common subsequence of words."""
    row = [0] * (len(right) + 1)
    for word in left:
        corner = 0
        for place, other in enumerate(right, 1):
            above = row[place]
            row[place] = corner + 1 if word == other else max(above, row[place - 1])
            corner = above
    return row[-1]


# ------------------------------------------------------------------------------------------------------------------ alignment


def align_profiles(left: Profile, right: Profile) -> _Alignment:
    """Each content word with its counterpart: the same key first, then a name with its adjective ("Tarsenia", "Tarsenian")."""
    free: dict[str, list[Token]] = {}
    for token in right.tokens:
        free.setdefault(token.key, []).append(token)
    pairs, rest = [], []
    for token in left.tokens:
        same = free.get(token.key)
        if same:
            pairs.append((token, same.pop(0)))
        else:
            rest.append(token)
    others = [token for token in right.tokens if any(token is spare for spare in free[token.key])]
    kept = []
    for token in rest:
        kin = next((other for other in others if _are_kin(token, other)), None)
        if kin is None:
            kept.append(token)
        else:
            pairs.append((token, kin))
            others = [other for other in others if other is not kin]
    if _do_figures_agree(left, right):
        # "$4m" and "4 million dollars" are one figure.
        kept, others = ([token for token in spare if not token.figure] for spare in (kept, others))
    ours, theirs = _drop_repeated(kept, others, right), _drop_repeated(others, kept, left)
    if not any(token.kind == "name" or token.text.lower() in TITLES for token in theirs):
        ours = _drop_first_names(ours, left.tokens, [one for one, _ in pairs])
    elif not any(token.kind == "name" or token.text.lower() in TITLES for token in ours):
        theirs = _drop_first_names(theirs, right.tokens, [other for _, other in pairs])
    return _Alignment(
        pairs=tuple(pairs),
        left=tuple(ours),
        right=tuple(theirs),
        left_share=1 - sum(map(weigh_token, ours)) / left.weight,
        right_share=1 - sum(map(weigh_token, theirs)) / right.weight,
    )


def _drop_repeated(spare: Sequence[Token], against: Sequence[Token], other: Profile) -> list[Token]:
    """The spare words without those said twice, unless another word stands against them."""
    return [token for token in spare if against or token.kind != "word" or token.key not in other.counts]


def _drop_first_names(spare: Sequence[Token], tokens: Sequence[Token], paired: Sequence[Token]) -> list[Token]:
    """The spare words without titles and first names right before a name that has its counterpart: "General Mira" of "General Mira Dolen"."""
    before = {
        id(one)
        for one, after in pairwise(tokens)
        if after.kind == "name" and (one.kind == "name" or one.text.lower() in TITLES) and one.text.lower() not in PARTS_OF_PLACES
        if after.order - one.order < 1.5 and (any(after is token for token in paired) or any(after is token for token in spare))
    }
    return [token for token in spare if id(token) not in before]


def _do_figures_agree(left: Profile, right: Profile) -> bool:
    return bool(left.quantities) and len(left.quantities) == len(right.quantities) and not any(_pair_figures(left, right))


def _pair_figures(left: Profile, right: Profile) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of each side that the other does not have."""
    ours, theirs = list(left.quantities), list(right.quantities)
    for one in left.quantities:
        match = next((other for other in theirs if _are_equal(one, other)), None)
        if match is not None:
            ours.remove(one)
            theirs.remove(match)
    return ours, theirs


def _are_kin(one: Token, other: Token) -> bool:
    """A name and the adjective made of it, or one word with and without a capital at the start of a sentence."""
    if "number" in (one.kind, other.kind):
        return False
    if one.text.lower() == other.text.lower() or one.stem == other.stem:
        return True
    if not (one.text[0].isupper() and other.text[0].isupper()):
        return False
    short, long = sorted((one.text.lower(), other.text.lower()), key=len)
    return len(short) >= 5 and long.startswith(short[:-1]) and long[len(short) - 1 :].lstrip("aeoiy") in {"", "n", "ns", "sh", "s", "se"}


# -------------------------------------------------------------------------------------------------------------------- guards


def _find_doubts(left: Profile, right: Profile, alignment: _Alignment) -> Iterator[_Doubt]:
    """What speaks against *same*, in a fixed order."""
    for check in (_check_negation, _check_figures, _check_times, _check_places, _check_words, _check_order, _check_hedges, _check_context):
        doubt = check(left, right, alignment)
        if doubt is not None:
            yield doubt


def _check_stance(left: Profile, right: Profile) -> _Doubt | None:
    if left.silent != right.silent:
        return _Doubt("one says it, the other does not", bars=True)
    if left.denied != right.denied and bool(left.negated) == bool(right.negated):
        return _Doubt("one asserts it, the other denies it", bars=True)
    if left.open_ != right.open_:
        return _Doubt("one leaves it open")
    if left.force != right.force:
        return _Doubt("one states it, the other asks for it or promises it", bars="directs" in {left.force, right.force})
    return None


def _check_negation(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    if (bool(left.negated) ^ left.denied) != (bool(right.negated) ^ right.denied):
        meets = left.denied != right.denied or any(key in other.counts for one, other in ((left, right), (right, left)) for key in one.negated)
        return _Doubt("one is negated, the other is not", bars=alignment.alike and meets)
    if left.denied == right.denied and sorted(left.negated) != sorted(right.negated):
        return _Doubt("not the same words are negated")
    if left.denied != right.denied:
        return _Doubt("one denies it, the other says that it is not so")
    if left.reversing != right.reversing:
        one_sided = not (left.reversing and right.reversing) and not left.negated
        return _Doubt(f"only one has “{min(left.reversing ^ right.reversing)}”", bars=alignment.alike and one_sided)
    return None


def _check_figures(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    numbers = [[token for token in side if token.kind == "number"] for side in (alignment.left, alignment.right)]
    ours, theirs = _pair_figures(left, right)
    if ours and theirs:
        close = any(_share_value(one, other) for one in ours for other in theirs)
        return _Doubt("the figures are bounded or hedged in other ways" if close else "the figures differ", bars=not close)
    agreed = bool(left.quantities or right.quantities) and not ours and not theirs
    if all(numbers) and not agreed:
        return _Doubt(f"the figures differ: {numbers[0][0].text} and {numbers[1][0].text}", bars=True)
    if (any(numbers) and not agreed) or ours or theirs:
        return _Doubt("only one gives this figure")
    return _check_counted(left, right, alignment) or _check_quantifiers(left, right)


def _check_counted(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    """Numbers that count each other's things: "two doctors and five patients", "five doctors and two patients"; "eight of the ten", "ten of the eight"."""
    numbers = [pair for pair in alignment.pairs if pair[0].kind == "number"]
    for number, same in numbers:
        heads = number.head, same.head
        if heads[0] != heads[1] and heads[0] in right.counts and heads[1] in left.counts:
            return _Doubt(f"{number.text} counts other things", bars=True)
    for (one, other), (after, against) in combinations(numbers, 2):
        crossed = (one.order < after.order) != (other.order < against.order)
        if crossed and one.key != after.key and one.head == after.head:
            return _Doubt(f"{one.text} and {after.text} have changed places", bars=True)
    return None


def _check_quantifiers(left: Profile, right: Profile) -> _Doubt | None:
    changed = left.quantifiers ^ right.quantifiers
    if left.quantifiers - right.quantifiers and right.quantifiers - left.quantifiers:
        return _Doubt(f"how many differs: {', '.join(sorted(changed))}", bars=True)
    return _Doubt(f"only one says “{min(changed)}”") if changed else None


def _are_equal(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.low, one.high, one.unit, one.bound, one.approximate) == (
        other.value, other.low, other.high, other.unit, other.bound, other.approximate
    ) and (one.change == other.change and one.rate == other.rate)  # fmt: skip


def _share_value(one: Quantity, other: Quantity) -> bool:
    """Whether both name one number in one unit, whatever bounds or hedges it."""
    values = [{v for v in (q.value, q.low, q.high) if v is not None} for q in (one, other)]
    units = {one.unit, other.unit} - {None}
    return bool(values[0] & values[1]) and len(units) < 2 and {one.change, other.change} != {"up_by", "down_by"}


def _check_times(left: Profile, right: Profile, _: _Alignment) -> _Doubt | None:
    if not left.times or not right.times:
        return None
    if sorted(left.times) == sorted(right.times):
        ours, theirs = sorted(left.time_words - right.time_words), sorted(right.time_words - left.time_words)
        other = next((pair for pair in product(ours, theirs) if exclude_each_other(*pair)), None)
        return _Doubt(f"“{other[0]}” and “{other[1]}” exclude each other", bars=True) if other else None
    unmatched = [
        (one, other)
        for one in left.times
        for other in right.times
        if not (one[0] < other[1] and other[0] < one[1])
    ]
    if len(unmatched) == len(left.times) * len(right.times):
        return _Doubt("their dates exclude each other", bars=True)
    return _Doubt("their dates differ or are not equally exact")


def _check_places(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    relation = relate_places(left.places, right.places)
    if relation == "different":
        names = ({place.name for place in side.places} for side in (left, right))
        ours, theirs = names
        if ours - theirs and theirs - ours:
            return _Doubt(f"their places differ: {', '.join(sorted(ours - theirs))} and {', '.join(sorted(theirs - ours))}", bars=True)
        return _Doubt("not all of their places agree")
    return _Doubt("one place lies within the other") if relation in {"left_wider", "right_wider"} and (alignment.left or alignment.right) else None


def _check_words(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    for one in alignment.left:
        for other in alignment.right:
            if exclude_each_other(one.stem, other.stem):
                return _Doubt(f"“{one.text}” and “{other.text}” exclude each other", bars=True)
    for tokens, times in ((alignment.left, right.time_words), (alignment.right, left.time_words)):
        for token in tokens:
            if any(exclude_each_other(token.stem, word) for word in sorted(times)):
                return _Doubt(f"only one has “{token.text}”, which the other's date excludes", bars=True)
    names = [[token for token in side if token.kind == "name"] for side in (alignment.left, alignment.right)]
    if names[0] and names[1]:
        return _Doubt(f"their names differ: {names[0][0].text} and {names[1][0].text}", bars=alignment.alike)
    for one, other in alignment.pairs:
        if one.relator != other.relator and any(one.relator in pair and other.relator in pair for pair in RELATIONS):
            return _Doubt(f"“{one.relator} {one.text}” and “{other.relator} {other.text}”", bars=True)
    spare = [token for token in (*names[0], *names[1]) if not token.adjunct]
    if spare:
        return _Doubt(f"only one names {spare[0].text}")
    ours, theirs = left.statement.mentions, right.statement.mentions
    if set(ours) - set(theirs) and set(theirs) - set(ours):
        return _Doubt("they name other people or bodies")
    return None


def _check_order(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    """Who does what to whom: words in the same roles stand in the same order once passives are turned round."""
    pairs = sorted(alignment.pairs, key=lambda pair: pair[0].order)
    pairs = [pair for pair in pairs if pair[0].kind != "number" and _is_single(pair, left, right)]
    crossed = [
        (one, after, "name" in {one.kind, other.kind} and "name" in {after.kind, against.kind})
        for (one, other), (after, against) in combinations(pairs, 2)
        if other.order > against.order and not _may_cross(one, other, after, against)
    ]
    if not crossed or _is_fronted(pairs):
        return None
    one, after, names = min(crossed, key=lambda found: not found[2])
    words = f"“{one.text}” and “{after.text}”"
    return _Doubt(f"{words} have changed roles", bars=True) if names else _Doubt(f"{words} stand in another order")


def _is_fronted(pairs: Sequence[tuple[Token, Token]]) -> bool:
    """Whether one phrase or clause only went from the end to the front, or back, with the small word that opens it: "after a leak"."""
    lefts = [one for one, _ in pairs]
    rights = sorted((other for _, other in pairs), key=lambda token: token.order)
    places = [next(at for at, token in enumerate(rights) if token is other) for _, other in pairs]
    turn = places.index(0)
    if turn == 0 or places[turn:] + places[:turn] != list(range(len(places))):
        return False
    moved = ((lefts[turn], rights[0]), (lefts[0], rights[len(places) - turn]))
    return any(one.opener is not None and one.opener == other.opener for one, other in moved)


def _may_cross(one: Token, other: Token, after: Token, against: Token) -> bool:
    """
    Whether two words may change places: members of a list, the parts of a compound ("exports of grain", "grain exports"), and words that say
    where, as long as each keeps its small word.
    """
    if after.listed and other.listed:
        return True
    if (after.relator in _COMPOUNDING and other.order - against.order == 1) or (other.relator in _COMPOUNDING and after.order - one.order == 1):
        return True
    adjuncts = one.adjunct and other.adjunct, after.adjunct and against.adjunct
    if adjuncts[0] != adjuncts[1]:
        return True
    return all(adjuncts) and one.relator == other.relator and after.relator == against.relator


def _is_single(pair: tuple[Token, Token], left: Profile, right: Profile) -> bool:
    return left.counts[pair[0].key] == 1 and right.counts[pair[1].key] == 1


def _check_hedges(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    differing = left.modality ^ right.modality
    if differing:
        return _Doubt(f"only one is hedged or dated ahead ({', '.join(sorted(differing))})")
    particles = left.particles ^ right.particles
    if particles:
        return _Doubt(f"only one has “{min(particles)}”")
    return _check_small_words(left, right, alignment)


def _check_small_words(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    """Small words that change what is said, unless one side lacks them because what they open was cut; and "from May" beside "until May"."""
    ours, theirs = (sorted((one - other).elements()) for one, other in ((left.strong, right.strong), (right.strong, left.strong)))
    if (ours and (theirs or not alignment.left)) or (theirs and not alignment.right):
        return _Doubt(f"only one has “{(ours + theirs)[0]}”")
    if left.times and right.times and left.dating != right.dating:
        return _Doubt(f"only one dates with “{min(left.dating ^ right.dating)}”")
    return None


def _check_context(left: Profile, right: Profile, alignment: _Alignment) -> _Doubt | None:
    same_speaker = bool(left.speakers) and left.speakers == right.speakers
    if (left.first_person or right.first_person) and not same_speaker:
        return _Doubt("“we” or “I” is somebody else in each")
    if left.third_person != right.third_person and (alignment.left or alignment.right):
        return _Doubt("one has a pronoun where the other may name somebody else")
    if left.third_person and not same_speaker and not any(one.kind == "name" for one, _ in alignment.pairs):
        return _Doubt("whom the pronouns stand for is not told")
    apart = _count_days(left, right)
    if apart is not None and apart > SAME_DAYS and not (left.times and sorted(left.times) == sorted(right.times)):
        return _Doubt(f"{apart} days apart, and no date in both")
    return None


def _count_days(left: Profile, right: Profile) -> int | None:
    """Days between the publication of the two; `None` where one is unknown."""
    if left.day is None or right.day is None:
        return None
    return abs((date.fromisoformat(left.day) - date.fromisoformat(right.day)).days)
