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
        carried.append(claim if earlier is None else _inherit(text, claim, earlier))
    return carried


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
