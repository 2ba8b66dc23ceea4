"""
What two speakers' stances to one proposition are to each other: denies, disputes, confirms, repeats.

The stance belongs to the speaker, never to the report that quotes him. A denial that only an opponent ascribes keeps that mark. Silence ("declined to
say", "did not say") is no stance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sayso.compare.contrasts import find_contrast
from sayso.compare.figure_times import Order
from sayso.compare.polarity import find_negation, share_words
from sayso.records import Span, Statement

Standing = Literal["asserts", "denies", "disputes", "open", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceFinding:
    """What one stance is to the other: the comparison's type and its reason; `by_right` where the right statement is the one that does it."""

    type: str
    why: str
    by_right: bool = False
    ascribed: bool = False
    doer_span: Span | None = None
    other_span: Span | None = None


def find_standing(statement: Statement) -> Standing:
    """
    Where the speaker stands to the content as worded: from saying, stance and act. The outlet asserts what it says in its own voice.

    "open" leaves it open ("whether", "may"); "silent" takes no stand ("did not say", "declined to say").
    """
    claim = statement.claim
    if claim.voice == "outlet":
        return "asserts"
    if claim.saying in {"negated", "withheld"}:
        return "silent"
    if claim.act in {"dispute", "reject"} and claim.stance != "asserts":
        return "disputes"
    if claim.stance == "denies":
        return "denies"
    if claim.stance == "doubts":
        return "disputes"
    tentative = claim.commitment is not None and claim.commitment.value in {"possible", "hypothetical"}
    return "open" if claim.stance == "uncommitted" or tentative else "asserts"


def compare_stances(left: Statement, right: Statement, *, order: Order | None, same_speaker: bool) -> StanceFinding:
    """
    What the two stances to one proposition are to each other.

    `order` says which was said later. Two statements of one speaker that contradict each other are `differs`; silence is `not_comparable`.
    """
    ones, others = find_standing(left), find_standing(right)
    for side, standing in ((left, ones), (right, others)):
        if standing == "silent":
            silence = "declines to say" if side.claim.saying == "withheld" else "does not say"
            return StanceFinding(type="not_comparable", why=f"{name_speaker(side)} {silence}: that is no stance")
    opposed = _find_opposed(left, right, ones, others)
    if opposed is not None:
        return _tell_opposed(left, right, opposed, same_speaker=same_speaker)
    if "open" in {ones, others} and ones != others:
        side = left if ones == "open" else right
        return StanceFinding(type="compatible", why=f"{name_speaker(side)} leaves it open")
    return _tell_agreeing(left, right, order=order, same_speaker=same_speaker)


@dataclass(frozen=True, slots=True)
class _Opposed:
    """Which side opposes the other, how, the negating word within the content where that does it, and its place or the cue's."""

    by_right: bool
    type: str
    words: str
    span: Span | None


def _find_opposed(left: Statement, right: Statement, ones: Standing, others: Standing) -> _Opposed | None:
    against = {"denies", "disputes"}
    negations = find_negation(left), find_negation(right)
    flipped = (negations[0] is None) != (negations[1] is None) and _is_flipped(left, right)
    if (ones in against) != (others in against):
        if flipped or "open" in {ones, others}:  # "denied that no troops had crossed" agrees with "troops had crossed"
            return None
        by_right = others in against
        doer = right if by_right else left
        return _Opposed(by_right, others if by_right else ones, "", doer.claim.cue)
    if flipped and "open" not in {ones, others}:
        by_right = (negations[1] is not None) != (others in against)
        doer, found = (right, negations[1]) if by_right else (left, negations[0])
        span = found if found is not None else doer.claim.cue
        return _Opposed(by_right, "denies", f" (“{_words_at(doer, found)}”)" if found else "", span)
    return None


def _is_flipped(left: Statement, right: Statement) -> bool:
    """Whether a negation in one of two contents turns it against the other: not where the words do so already ("not approved", "rejected")."""
    return share_words(left.text, right.text) >= _SAME_FRAME and find_contrast(left, right) is None


_SAME_FRAME: Final = 0.5
"""The share of the shorter text's words that the other must have before a "not" in one of them counts as a denial of the other."""


def _tell_opposed(left: Statement, right: Statement, opposed: _Opposed, *, same_speaker: bool) -> StanceFinding:
    doer, other = (right, left) if opposed.by_right else (left, right)
    if same_speaker:
        return StanceFinding(
            type="differs",
            why=f"two statements of {name_speaker(doer)} that differ: one denies what the other says{opposed.words}",
            by_right=opposed.by_right,
            doer_span=opposed.span,
            other_span=other.claim.cue,
        )
    ascribed = doer.claim.ascribed
    tail = "; only an opponent ascribes this to the speaker" if ascribed else ""
    verb = "denies" if opposed.type == "denies" else "disputes"
    return StanceFinding(
        type=verb,
        why=f"{name_speaker(doer)} {verb} what {name_speaker(other)} says{opposed.words}{tail}",
        by_right=opposed.by_right,
        ascribed=ascribed,
        doer_span=opposed.span,
        other_span=other.claim.cue,
    )


def _tell_agreeing(left: Statement, right: Statement, *, order: Order | None, same_speaker: bool) -> StanceFinding:
    by_right = order is not None and order.sign < 0
    if not same_speaker:
        for doer, other, is_right in ((left, right, False), (right, left, True)):
            told_before = order is not None and order.sign == (1 if is_right else -1)
            if doer.claim.act in {"confirm", "acknowledge"} and other.claim.act != doer.claim.act and not told_before:
                return StanceFinding(
                    type="confirms",
                    why=f"{name_speaker(doer)} confirms what {name_speaker(other)} says",
                    by_right=is_right,
                    ascribed=doer.claim.ascribed,
                    doer_span=doer.claim.cue,
                    other_span=other.claim.cue,
                )
    doer, other = (right, left) if by_right else (left, right)
    if same_speaker:
        why = f"{name_speaker(doer)} says the same again"
    else:
        why = f"{name_speaker(doer)} says the same as {name_speaker(other)}"
    return StanceFinding(
        type="repeats", why=why, by_right=by_right, doer_span=doer.claim.cue, other_span=other.claim.cue
    )


# ---------------------------------------------------------------------------------------------------------------------- words


def name_speaker(statement: Statement) -> str:
    """Who says it, for a reason in words: the speakers' names, the outlet in its own voice."""
    names = [speaker.name for speaker in statement.speakers]
    if names:
        return " and ".join(names)
    return statement.outlet or ("the report" if statement.claim.voice == "outlet" else "a source without a name")


def find_origin(statement: Statement) -> frozenset[str]:
    """
    Keys of those who say it: a speaker's shared key, a name within its report for one that has none, the outlet in its own voice.

    Empty where nobody is named: nothing then tells whether two statements are of one speaker.
    """
    if statement.claim.voice == "outlet":
        return frozenset({f"outlet:{statement.outlet or statement.report_id}"})
    return frozenset(
        speaker.key or (f"named:{speaker.name.casefold()}" if speaker.named else f"{statement.report_id}:{speaker.id}")
        for speaker in statement.speakers
    )


def _words_at(statement: Statement, span: Span | None) -> str:
    for piece, words in zip(statement.claim.content, statement.words, strict=True):
        if span is not None and piece.covers(span):
            return words[span.start - piece.start : span.end - piece.start]
    return ""
