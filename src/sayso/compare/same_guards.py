"""
What speaks against two wordings saying the same, in a fixed order, each with its reason: stance, negation, figures, times, places, words that
exclude each other, names, roles, hedges, and what the context leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Final

from sayso.compare.figure_places import relate_places
from sayso.compare.same_alignment import Alignment, pair_figures
from sayso.compare.same_profile import Profile, Token
from sayso.compare.same_words import RELATIONS, find_class, find_contraries
from sayso.records import Quantity

SAME_DAYS: Final = 14
"""Reports farther apart than this may speak of two events in the same words, unless a date in both says otherwise."""
VERBATIM: Final = 8
"""So many words in the same order, all of them, are taken from one text."""
FEW: Final = 3
"""Contents of fewer content words ("responsibility", "to comment") have the speaker as their subject."""
_COMPOUNDING: Final = frozenset({"of", "in", "at"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against *same*; `bars` where it speaks against *maybe* too."""

    why: str
    bars: bool = False


def find_doubts(left: Profile, right: Profile, alignment: Alignment) -> Iterator[Doubt]:
    """What speaks against *same*, in a fixed order."""
    for check in (
        _check_negation,
        _check_figures,
        _check_times,
        _check_places,
        _check_words,
        _check_order,
        _check_hedges,
        _check_context,
    ):
        doubt = check(left, right, alignment)
        if doubt is not None:
            yield doubt


def check_stance(left: Profile, right: Profile) -> Doubt | None:
    if left.silent != right.silent:
        return Doubt("one says it, the other does not", bars=True)
    if left.denied != right.denied and bool(left.negated) == bool(right.negated):
        return Doubt("one asserts it, the other denies it", bars=True)
    if left.open_ != right.open_:
        return Doubt("one leaves it open")
    if left.force != right.force:
        return Doubt("one states it, the other asks for it or promises it", bars="directs" in {left.force, right.force})
    return None


def _check_negation(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    if (bool(left.negated) ^ left.denied) != (bool(right.negated) ^ right.denied):
        meets = left.denied != right.denied or any(
            key in other.counts for one, other in ((left, right), (right, left)) for key in one.negated
        )
        return Doubt("one is negated, the other is not", bars=alignment.alike and meets)
    if left.denied == right.denied and sorted(left.negated) != sorted(right.negated):
        return Doubt("not the same words are negated")
    if left.denied != right.denied:
        return Doubt("one denies it, the other says that it is not so")
    if left.reversing != right.reversing:
        one_sided = not (left.reversing and right.reversing) and not left.negated
        return Doubt(f"only one has “{min(left.reversing ^ right.reversing)}”", bars=alignment.alike and one_sided)
    return None


def _check_figures(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    numbers = [[token for token in side if token.kind == "number"] for side in (alignment.left, alignment.right)]
    ours, theirs = pair_figures(left, right)
    if ours and theirs:
        close = any(_share_value(one, other) for one in ours for other in theirs)
        return Doubt(
            "the figures are bounded or hedged in other ways" if close else "the figures differ", bars=not close
        )
    agreed = bool(left.quantities or right.quantities) and not ours and not theirs
    if all(numbers) and not agreed:
        return Doubt(f"the figures differ: {numbers[0][0].text} and {numbers[1][0].text}", bars=True)
    if (any(numbers) and not agreed) or ours or theirs:
        return Doubt("only one gives this figure")
    return _check_counted(left, right, alignment) or _check_quantifiers(left, right)


def _check_counted(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    """Numbers that count each other's things: "two doctors and five patients", "five doctors and two patients"; "eight of the ten", "ten of the eight"."""
    numbers = [pair for pair in alignment.pairs if pair[0].kind == "number"]
    for number, same in numbers:
        heads = number.head, same.head
        if heads[0] != heads[1] and heads[0] in right.counts and heads[1] in left.counts:
            return Doubt(f"{number.text} counts other things", bars=True)
    for (one, other), (after, against) in combinations(numbers, 2):
        crossed = (one.order < after.order) != (other.order < against.order)
        if crossed and one.key != after.key and one.head == after.head:
            return Doubt(f"{one.text} and {after.text} have changed places", bars=True)
    return None


def _check_quantifiers(left: Profile, right: Profile) -> Doubt | None:
    changed = left.quantifiers ^ right.quantifiers
    if left.quantifiers - right.quantifiers and right.quantifiers - left.quantifiers:
        return Doubt(f"how many differs: {', '.join(sorted(changed))}", bars=True)
    return Doubt(f"only one says “{min(changed)}”") if changed else None


def _share_value(one: Quantity, other: Quantity) -> bool:
    """Whether both name one number in one unit, whatever bounds or hedges it."""
    values = [{v for v in (q.value, q.low, q.high) if v is not None} for q in (one, other)]
    units = {one.unit, other.unit} - {None}
    return bool(values[0] & values[1]) and len(units) < 2 and {one.change, other.change} != {"up_by", "down_by"}


def _check_times(left: Profile, right: Profile, _: Alignment) -> Doubt | None:
    if not left.times or not right.times:
        return None
    if sorted(left.times) == sorted(right.times):
        ours, theirs = sorted(left.time_words - right.time_words), sorted(right.time_words - left.time_words)
        for one, other in product(ours, theirs):
            if find_class(other) in find_contraries(one):
                return Doubt(f"“{one}” and “{other}” exclude each other", bars=True)
        return None
    unmatched = [
        (one, other) for one in left.times for other in right.times if not (one[0] < other[1] and other[0] < one[1])
    ]
    if len(unmatched) == len(left.times) * len(right.times):
        return Doubt("their dates exclude each other", bars=True)
    return Doubt("their dates differ or are not equally exact")


def _check_places(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    relation = relate_places(left.places, right.places)
    if relation == "different":
        ours, theirs = ({place.name for place in side.places} for side in (left, right))
        if ours - theirs and theirs - ours:
            return Doubt(
                f"their places differ: {', '.join(sorted(ours - theirs))} and {', '.join(sorted(theirs - ours))}",
                bars=True,
            )
        return Doubt("not all of their places agree")
    return (
        Doubt("one place lies within the other")
        if relation in {"left_wider", "right_wider"} and (alignment.left or alignment.right)
        else None
    )


def _check_words(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    for one in alignment.left:
        contraries = find_contraries(one.stem)
        for other in alignment.right:
            if other.key in contraries or other.stem in contraries:
                return Doubt(f"“{one.text}” and “{other.text}” exclude each other", bars=alignment.alike)
    for tokens, times in ((alignment.left, right.time_words), (alignment.right, left.time_words)):
        for token in tokens if times else ():
            if not find_contraries(token.stem).isdisjoint(map(find_class, times)):
                return Doubt(f"only one has “{token.text}”, which the other's date excludes", bars=alignment.alike)
    names = [[token for token in side if token.kind == "name"] for side in (alignment.left, alignment.right)]
    if names[0] and names[1]:
        return Doubt(f"their names differ: {names[0][0].text} and {names[1][0].text}", bars=alignment.alike)
    for one, other in alignment.pairs:
        if one.relator != other.relator and any(one.relator in pair and other.relator in pair for pair in RELATIONS):
            return Doubt(f"“{one.relator} {one.text}” and “{other.relator} {other.text}”", bars=True)
    spare = [token for token in (*names[0], *names[1]) if not token.adjunct]
    if spare:
        return Doubt(f"only one names {spare[0].text}")
    ours, theirs = left.statement.mentions, right.statement.mentions
    if set(ours) - set(theirs) and set(theirs) - set(ours):
        return Doubt("they name other people or bodies")
    return None


def _check_order(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
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
    return Doubt(f"{words} have changed roles", bars=True) if names else Doubt(f"{words} stand in another order")


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
    if (after.relator in _COMPOUNDING and other.order - against.order == 1) or (
        other.relator in _COMPOUNDING and after.order - one.order == 1
    ):
        return True
    adjuncts = one.adjunct and other.adjunct, after.adjunct and against.adjunct
    if adjuncts[0] != adjuncts[1]:
        return True
    return all(adjuncts) and one.relator == other.relator and after.relator == against.relator


def _is_single(pair: tuple[Token, Token], left: Profile, right: Profile) -> bool:
    return left.counts[pair[0].key] == 1 and right.counts[pair[1].key] == 1


def _check_hedges(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    differing = left.modality ^ right.modality
    if differing:
        return Doubt(f"only one is hedged or dated ahead ({', '.join(sorted(differing))})")
    particles = left.particles ^ right.particles
    if particles:
        return Doubt(f"only one has “{min(particles)}”")
    return _check_small_words(left, right, alignment)


def _check_small_words(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    """Small words that change what is said, unless one side lacks them because what they open was cut; and "from May" beside "until May"."""
    ours, theirs = (
        sorted((one - other).elements()) for one, other in ((left.strong, right.strong), (right.strong, left.strong))
    )
    if (ours and (theirs or not alignment.left)) or (theirs and not alignment.right):
        return Doubt(f"only one has “{(ours + theirs)[0]}”")
    if left.times and right.times and left.dating != right.dating:
        return Doubt(f"only one dates with “{min(left.dating ^ right.dating)}”")
    return None


def _check_context(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    same_speaker = bool(left.speakers) and left.speakers == right.speakers
    if not same_speaker:
        doubt = _check_speakers(left, right, alignment)
        if doubt is not None:
            return doubt
    if left.third_person != right.third_person and (alignment.left or alignment.right):
        return Doubt("one has a pronoun where the other may name somebody else")
    apart = count_days(left, right)
    if apart is not None and apart > SAME_DAYS and not (left.times and sorted(left.times) == sorted(right.times)):
        return Doubt(f"{apart} days apart, and no date in both")
    return None


def _check_speakers(left: Profile, right: Profile, alignment: Alignment) -> Doubt | None:
    """Words that say something else in another mouth: "we", "he", "to leave", "responsibility". Long equal words are one text, whoever is named."""
    verbatim = left.plain == right.plain and len(left.plain) >= VERBATIM and not (left.speakers and right.speakers)
    if verbatim:
        return None
    if left.first_person or right.first_person:
        return Doubt("“we” or “I” is somebody else in each")
    spoken = "speaker" in {left.statement.claim.voice, right.statement.claim.voice}
    if spoken and (min(len(left.tokens), len(right.tokens)) < FEW or "to" in {left.plain[0], right.plain[0]}):
        return Doubt("what so few words mean depends on who says them")
    if left.third_person and not any(one.kind == "name" for one, _ in alignment.pairs):
        same_words = left.plain == right.plain and len(left.plain) >= VERBATIM
        return None if same_words else Doubt("whom the pronouns stand for is not told")
    return None


def count_days(left: Profile, right: Profile) -> int | None:
    """Days between the publication of the two; `None` where one is unknown."""
    if left.day is None or right.day is None:
        return None
    return abs((date.fromisoformat(left.day) - date.fromisoformat(right.day)).days)
