"""
Whether two statements speak of one matter, so that it makes sense to ask which figure or whose denial stands against which.

Two that say the same do. So do two that would say the same but for their figures, their dates or a "not": what is left over of the one's words
when the other's are taken away decides. Names count as counterparts where both statements name one entity ("LLF", "the Lomvar Liberation Front").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sayso.compare.same import Band, Judgement
from sayso.compare.same_alignment import align_profiles
from sayso.compare.same_profile import Profile, Token, weigh_token

LEAST_COSINE: Final = 0.55
FIRM_COSINE: Final = 0.7
LEAST_SHARES: Final = (0.45, 0.75)
"""What the smaller and the larger of the two shares of matched words must reach at least, `OPPOSED_SHARES` where one of the two denies."""
OPPOSED_SHARES: Final = (0.5, 0.85)
FIRM_SHARES: Final = (0.65, 0.9)
"""From these shares on it is sure."""
LEAST_WORDS: Final = 2
"""Fewer words that match say nothing: "the report" is in every report."""
WINDOW_DAYS: Final = 60
"""Reports farther apart than this are on one matter only if both name one entity, or one speaker speaks in both."""


def find_frame(left: Profile, right: Profile, cosine: float, judgement: Judgement) -> Band | None:
    """How sure it is that two statements speak of one matter, from their profiles, the cosine of their vectors and what they were judged to be."""
    if "same" in (judgement.proposition, judgement.utterance):
        return "same"
    if cosine < LEAST_COSINE or left.silent or right.silent or not left.tokens or not right.tokens:
        return None
    if _are_nested(left, right) or _are_far_apart(left, right):
        return None
    least = OPPOSED_SHARES if left.denied != right.denied else LEAST_SHARES
    bounds = sorted((_bound_share(left, right), _bound_share(right, left)))
    if judgement.alignment is None and not _reach(bounds, least):
        return None
    alignment = judgement.alignment or align_profiles(left, right)
    matched = {one.key for one, _ in alignment.pairs if one.kind != "number"}
    one_matter = _name_one_entity(left, right)
    shares = sorted(
        _share(side, rest, one_matter=one_matter)
        for side, rest in ((left.tokens, alignment.left), (right.tokens, alignment.right))
    )
    if len(matched) < LEAST_WORDS or not _reach(shares, least):
        return None
    if _reach(shares, FIRM_SHARES) and cosine >= FIRM_COSINE:
        return "same"
    # "23 people were killed" may be a part of "900 were killed since 2022": where one alone has a period, nothing can be held against it.
    return None if bool(left.times) != bool(right.times) else "maybe"


def _are_nested(left: Profile, right: Profile) -> bool:
    """Whether one is reported within the other: who tells of a denial does not stand against it."""
    one, other = left.statement.claim, right.statement.claim
    return left.statement.report_id == right.statement.report_id and (one.inside == other.id or other.inside == one.id)


def _are_far_apart(left: Profile, right: Profile) -> bool:
    if left.day is None or right.day is None or left.speakers & right.speakers or _name_one_entity(left, right):
        return False
    return abs((date.fromisoformat(left.day) - date.fromisoformat(right.day)).days) > WINDOW_DAYS


def _reach(shares: Sequence[float], least: tuple[float, float]) -> bool:
    return shares[0] >= least[0] and shares[1] >= least[1]


def _name_one_entity(left: Profile, right: Profile) -> bool:
    return bool(set(left.statement.mentions) & set(right.statement.mentions))


def _bound_share(one: Profile, other: Profile) -> float:
    """What `_share` is at most, counted fast, without an alignment: most candidates end here."""
    lacking = sum(key not in other.keys and start not in other.starts for key, start in one.bare)
    return 1 - lacking / one.worded if one.worded else 0.0


def _share(tokens: Sequence[Token], rest: Sequence[Token], *, one_matter: bool) -> float:
    """The share of a statement's words, by weight, that the other has; numbers left out, and names if both name one entity by other words."""
    left_out = {"number", "name"} if one_matter else {"number"}
    lacking = sum(weigh_token(token) for token in rest if token.kind not in left_out)
    whole = sum(weigh_token(token) for token in tokens if token.kind != "number")
    return 1 - lacking / whole if whole else 0.0
