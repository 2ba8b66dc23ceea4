"""What a claim takes over from the statement it goes on with: "he added", "she continued"."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.records import Claim

_STRAIGHT = r"add(?:ed|s|ing)?|continu(?:ed|es|ing)|went\s+on|goes\s+on"
_GOES_STRAIGHT_ON = re.compile(rf"\b(?:{_STRAIGHT})\b", re.IGNORECASE)
_GOES_ON = re.compile(rf"\b(?:{_STRAIGHT}|also\s+\w+|further\s+\w+)\b", re.IGNORECASE)
_FIELDS = ("said", "said_at", "occasion", "audience", "via")
_HEARERS = frozenset(["audience", "via"])
"""Who was told is taken over within a paragraph only, unless the words go straight on: "also claimed" may be said to somebody else."""


def carry_over(text: str, claims: list[Claim]) -> list[Claim]:
    """
    The claims of one report in text order, those that go on with an earlier statement of the same speaker given what they lack of its date,
    place, occasion, audience and relays; `inherited` names these fields.

    The earlier statement is the last of the same speaker within the two claims before, none of another layer.
    """
    carried: list[Claim] = []
    for claim in claims:
        earlier = _find_earlier(text, claim, carried)
        carried.append(_share_date(text, claim, carried) if earlier is None else _inherit(text, claim, earlier))
    return carried


def _share_date(text: str, claim: Claim, before: list[Claim]) -> Claim:
    """
    The claim with the date of the one before it, where one time governs the verbs of both: "on Friday denied … and promised …", "On Friday she
    denied …, calling …". The time stands in front of the first cue, and one source has both.
    """
    if claim.said is not None or claim.cue is None or claim.source is None or claim.voice != "speaker":
        return claim
    for other in reversed(before):
        if other.source != claim.source or other.cue is None or other.inside != claim.inside:
            continue
        between = text[other.cue.end : claim.cue.start]
        governs = other.said is not None and other.said.span.end <= other.cue.start < claim.cue.start
        if governs and "\n" not in between and _JOINS.search(between) and not _ENDS.search(between):
            return replace(claim, said=other.said, said_why=other.said_why)
        return claim
    return claim


_JOINS = re.compile(r"(?:\b(?:and|but)\s+(?:\w+ly\s+|also\s+)?|,\s+)$")
_ENDS = re.compile(r"[.!?][”\"’']*\s+[A-Z“]")


def _find_earlier(text: str, claim: Claim, before: list[Claim]) -> Claim | None:
    if claim.voice != "speaker" or claim.cue is None or claim.inside or not _GOES_ON.search(claim.cue.of(text)):
        return None
    who = {speaker.entity for speaker in claim.speakers}
    spoken = [other for other in before if other.voice == "speaker" and other.inside is None]
    for other in reversed(spoken[-2:]):
        if who and who == {speaker.entity for speaker in other.speakers}:
            return other
    return None


def _inherit(text: str, claim: Claim, earlier: Claim) -> Claim:
    fields = [name for name in _FIELDS if name not in _HEARERS or _shares_hearers(text, claim, earlier)]
    taken = {name: getattr(earlier, name) for name in fields if not getattr(claim, name) and getattr(earlier, name)}
    if not taken:
        return claim
    if "said" in taken:
        taken["said_why"] = f"goes on with an earlier statement: {earlier.said_why}"
    return replace(claim, **taken, inherited=tuple(name for name in _FIELDS if name in taken))


def _shares_hearers(text: str, claim: Claim, earlier: Claim) -> bool:
    """Whether the cue goes straight on ("added"), or both cues stand in one paragraph."""
    if claim.cue is None or earlier.cue is None:
        return False
    return bool(_GOES_STRAIGHT_ON.search(claim.cue.of(text))) or "\n" not in text[earlier.cue.end : claim.cue.start]
