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

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from sayso.compare.same_alignment import Alignment, align_profiles
from sayso.compare.same_guards import Doubt, check_stance, count_days, find_doubts
from sayso.compare.same_profile import Profile, Token, profile_statement
from sayso.records import Statement

Level = Literal["utterance", "proposition"]
Band = Literal["same", "maybe"]

SAME_COSINE: Final = 0.6
"""Below this, words that seem to agree are likely to mean other things. Of our pairs that say the same none lies below 0.75."""
MAYBE_COSINE: Final = 0.72
"""At this or above, two statements are worth a look though their words differ; with half of the words shared, 0.5 is enough."""
SHARED_COSINE: Final = 0.5
LONGEST_CUT: Final = 0.4
"""The share of the longer wording that may be missing from the shorter one of a *same* pair."""
UTTERANCE_DAYS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    What two statements are to each other on each level (`None`: not the same as far as can be told), and why. `barred`: they exclude each other.
    `alignment` is that of their words, if it was made to judge them.
    """

    utterance: Band | None = None
    proposition: Band | None = None
    barred: bool = False
    why: str
    alignment: Alignment | None = field(default=None, repr=False, compare=False)

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


def judge_pair(left: Statement, right: Statement, cosine: float) -> Judgement:
    """What two statements are to each other; the order of the two does not matter."""
    return judge_profiles(profile_statement(left), profile_statement(right), cosine)


def judge_profiles(left: Profile, right: Profile, cosine: float) -> Judgement:
    """What two statements are to each other, from their profiles and the cosine of their vectors."""
    if _overlap(left.statement, right.statement):
        return Judgement(barred=True, why="one lies within the words of the other")
    if not left.tokens or not right.tokens:
        return _judge_wordless(left, right)
    if cosine < MAYBE_COSINE and _share_little(left, right):
        return _FAR
    stance = check_stance(left, right)
    if stance is not None and stance.bars:
        return Judgement(barred=True, why=stance.why)
    alignment = align_profiles(left, right)
    doubts = [stance] if stance is not None else []
    for doubt in find_doubts(left, right, alignment):
        if doubt.bars:
            return Judgement(barred=True, why=doubt.why, alignment=alignment)
        doubts.append(doubt)
    proposition, why = _grade(alignment, cosine, doubts)
    utterance, how = _judge_utterance(left, right, alignment, doubts)
    if left.silent or right.silent:
        proposition, why = None, "one of the two takes no stand"
    told = how if utterance == "same" else why
    return Judgement(utterance=utterance, proposition=proposition, why=told, alignment=alignment)


_FAR: Final = Judgement(why="the words and what they mean are too far apart")


def _share_little(left: Profile, right: Profile) -> bool:
    """Whether too few words are shared for any band, counted fast: most candidates end here. Two names may still meet their adjectives."""
    shared = len(left.keys & right.keys) + 2
    return shared < 0.6 * min(len(left.keys), len(right.keys)) or shared < 0.35 * max(len(left.keys), len(right.keys))


def _overlap(left: Statement, right: Statement) -> bool:
    """Whether the two are claims of one report, one of which reports the other."""
    if left.report_id != right.report_id or left.claim.id == right.claim.id:
        return False
    return any(one.overlaps(other) for one in left.claim.content for other in right.claim.content)


def _judge_wordless(left: Profile, right: Profile) -> Judgement:
    """Contents without a content word ("it is") are compared by their plain words alone."""
    if left.plain and left.plain == right.plain and left.speakers and left.speakers == right.speakers:
        return Judgement(
            utterance="maybe", why="the same few words of one speaker, too few to tell what they are about"
        )
    return Judgement(why="no words to compare")


def _grade(alignment: Alignment, cosine: float, doubts: Sequence[Doubt]) -> tuple[Band | None, str]:
    """The band by shared words and cosine, and its reason."""
    low, high = sorted((alignment.left_share, alignment.right_share))
    complete = high >= 0.999 and low >= 1 - LONGEST_CUT and not _find_uncuttable(alignment)
    if complete and cosine >= SAME_COSINE and not doubts:
        cut = low < 0.999
        return "same", (
            "every content word of the shorter wording has its counterpart in the longer"
            if cut
            else "every content word has its counterpart"
        )
    near = cosine >= MAYBE_COSINE or (cosine >= SHARED_COSINE and high >= 0.6 and low >= 0.35)
    if not near:
        return None, _FAR.why
    if doubts:
        return "maybe", doubts[0].why
    left, right = (" ".join(token.text for token in side[:4]) for side in (alignment.left, alignment.right))
    return (
        "maybe",
        f"alike, but these words have no counterpart: {' / '.join(f'“{words}”' for words in (left, right) if words)}",
    )


def _find_uncuttable(alignment: Alignment) -> list[Token]:
    """Words of the longer wording that are more than a cut: neither where or when, nor in a stretch behind all that the two share."""
    last = [max((pair[side].order for pair in alignment.pairs), default=0.0) for side in (0, 1)]
    return [
        token
        for side, spare in enumerate((alignment.left, alignment.right))
        for token in spare
        if token.leads_on or not (token.adjunct or token.order > last[side])
    ]


def _judge_utterance(
    left: Profile, right: Profile, alignment: Alignment, doubts: Sequence[Doubt]
) -> tuple[Band | None, str]:
    """The same words by one speaker about one time: three plain words in four in the same order."""
    if (
        not left.speakers
        or left.speakers != right.speakers
        or left.denied != right.denied
        or left.silent != right.silent
    ):
        return None, ""
    apart = count_days(left, right)
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
    if (
        shared >= 0.9 * shorter
        and max(alignment.left_share, alignment.right_share) >= 0.999
        and not any(doubt.bars for doubt in doubts)
    ):
        return "same", f"the same words of the same speaker: {shared} of {shorter} in order"
    return "maybe", f"mostly the same words of the same speaker: {shared} of {shorter} in order"


def _measure_run(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of the longest common subsequence of words: a row of its table at a time, each a whole number (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for place, word in enumerate(left):
        places[word] = places.get(word, 0) | 1 << place
    whole = (1 << len(left)) - 1
    row = whole
    for word in right:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & whole
    return len(left) - row.bit_count()
