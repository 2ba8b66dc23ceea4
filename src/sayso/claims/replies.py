"""
Whether those whom a report's speakers accuse or criticise have their say in it.

It looks only for words in this text: "no reply found" says nothing about who was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.records import Claim, Entity, Reply, Span

CHARGES = frozenset(["accuse", "criticise", "threaten"])
"""The acts that call for a reply."""

_NAMABLE = ("person", "organization", "government", "armed_group", "office", "media")
_BODIES = ("organization", "government", "armed_group", "media")
_SPEAKS = (
    r"(?:spokes(?:man|woman|person|people)|minister|ministry|ambassador|envoy|president|premier|leader|chief|head|secretary|commander|director|"
    r"officials?|lawyers?|attorney|chair(?:man|woman)?|executive|representative|delegate)"
)
_REACH = 80
"""How many letters before and behind a name its description may take."""


def find_replies(text: str, claims: Iterable[Claim], entities: Iterable[Entity]) -> tuple[Reply, ...]:
    """
    For each named actor whom a claim accuses, criticises or threatens: the claims that do so, and those in which the actor, or somebody who
    speaks for it, says anything of its own, or would not. In the order of the first charge.
    """
    claims = tuple(claims)
    by_id = {entity.id: entity for entity in entities}
    charges: dict[str, list[str]] = {}
    for claim in claims:
        if claim.act in CHARGES and claim.saying == "affirmed":
            for target in claim.target:
                if by_id[target].named and by_id[target].kind in _NAMABLE:
                    charges.setdefault(target, []).append(claim.id)
    return tuple(_make_reply(text, by_id[actor], tuple(ids), claims, by_id) for actor, ids in charges.items())


def _make_reply(
    text: str, actor: Entity, charges: tuple[str, ...], claims: tuple[Claim, ...], by_id: dict[str, Entity]
) -> Reply:
    accusers = {speaker.entity for claim in claims if claim.id in charges for speaker in claim.speakers}
    reasons = {
        entity.id: reason
        for entity in by_id.values()
        if entity.id not in accusers and (reason := _speaks_for(text, entity, actor)) is not None
    }
    own = [
        claim
        for claim in claims
        if claim.voice == "speaker"
        and not claim.ascribed
        and claim.id not in charges
        and any(speaker.entity in reasons for speaker in claim.speakers)
    ]
    if not own:
        return Reply(actor=actor.id, charges=charges, status="none", why="no reply found in this text")
    said = [claim for claim in own if claim.saying != "withheld"]
    first = next(speaker.entity for speaker in (said or own)[0].speakers if speaker.entity in reasons)
    return Reply(
        actor=actor.id,
        charges=charges,
        replies=tuple(claim.id for claim in said or own),
        status="replied" if said else "withheld",
        why=reasons[first],
    )


def _speaks_for(text: str, speaker: Entity, actor: Entity) -> str | None:
    """Why words of `speaker` count as words of `actor`; `None` if they do not."""
    if speaker.id == actor.id or (speaker.key is not None and speaker.key == actor.key):
        return f"{actor.name} speaks"
    if actor.kind not in _BODIES:
        return None
    is_official = speaker.kind == "office" or (speaker.kind == "person" and speaker.role is not None)
    if actor.kind == "government" and is_official and speaker.country == actor.country is not None:
        return f"{speaker.name}, {speaker.role or speaker.kind}, speaks for the same country"
    names = _name_forms(actor)
    led = rf"(?:{names})(?:['’]s?)?(?: [\w-]+){{0,3}} {_SPEAKS}"  # "Dorvania's foreign minister"
    served = rf"{_SPEAKS} (?:for|of) (?:the )?(?:{names})"  # "spokeswoman for the alliance"
    before = re.compile(rf"(?:^|\W)(?:{led}(?: [\w.-]+){{0,2}}|{served})[\s,]*$", re.IGNORECASE)
    behind = re.compile(rf"^[\s,]*(?:(?:a|an|the|its) )?(?:{led}|(?:[\w-]+ ){{0,3}}{served})\b", re.IGNORECASE)
    for mention in speaker.mentions:
        if (found := _describe(text, mention, before, behind)) is not None:
            return f"“{found}”"
    return None


def _describe(text: str, mention: Span, before: re.Pattern[str], behind: re.Pattern[str]) -> str | None:
    """The words beside a mention, or in it, that make it a voice of the actor."""
    ahead = text[max(0, mention.start - _REACH) : mention.start]
    bare = ahead.rstrip(", ")  # "A spokeswoman for the alliance, [Judit Hallow]"
    ahead = ahead[max(bare.rfind("\n"), bare.rfind(". "), bare.rfind(", ")) + 1 :]
    after = text[mention.end : mention.end + _REACH].split("\n", 1)[0]
    own = mention.of(text)
    if before.search(ahead):
        return (ahead + own).strip()
    if found := behind.match(after):
        return (own + found[0]).strip()
    inner = own.split(",", 1)[0]
    if before.search(inner) or behind.match(inner):
        return inner
    return None


def _name_forms(actor: Entity) -> str:
    """Names of the actor as alternatives of a pattern: full, aliases, its last word ("the alliance"), and for a country its demonym in -n."""
    forms = [actor.name, *actor.aliases]
    if actor.kind == "government":
        forms += [f"{actor.name}n"] if actor.name.endswith("a") else [f"{actor.name}ian"]
    elif " " in actor.name:
        forms.append(actor.name.rsplit(" ", 1)[1])
    return "|".join(sorted({re.escape(form) for form in forms}, key=lambda form: (-len(form), form)))
