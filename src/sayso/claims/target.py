"""Whom a statement is directed at: the accused, the criticised, the praised, the threatened, the asked."""

from __future__ import annotations

import re

from sayso.records import Entity, Span

DIRECTED = frozenset(["accuse", "criticise", "praise", "threaten", "demand", "urge", "ask", "order", "warn", "offer"])
"""Acts that can have a target."""

_OBJECT_FIRST = re.compile(
    r"^\W*(?:(?:on|for|against|at|with|from|to|of|over|that|the|a|an|all|both|its|his|her|their)\s+){0,2}\W*$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"^\W*(?:(?:the|a|an|all|both|its|his|her|their|on|upon|to|for|from|against)\s+){0,2}\W*$", re.IGNORECASE
)


def find_target(
    text: str, *, act: str | None, cue: Span, entities: tuple[Entity, ...], speakers: frozenset[str]
) -> tuple[str, ...]:
    """
    The ids of the entities that stand as the object right behind the cue ("accused [NATO] of …", "urged [the council] to …"), those that "and"
    joins to the first included. Empty where no entity stands there, or the act has no target; the speaker is none.
    """
    if act not in DIRECTED:
        return ()
    pattern = _OBJECT_FIRST if act in ("criticise", "praise", "accuse") else _ADDRESSED
    reach = min(len(text), cue.end + 160)
    mentions = sorted(
        (mention, entity.id)
        for entity in entities
        for mention in entity.mentions
        if cue.end <= mention.start < reach and entity.id not in speakers
    )
    found: list[str] = []
    end = cue.end
    for mention, entity in mentions:
        if mention.start < end:
            continue
        between = text[end : mention.start]
        if not (pattern.match(between) if not found else re.fullmatch(r"\s*(?:,|and|, and)\s*(?:the\s+)?", between)):
            break
        found.append(entity)
        end = mention.end
    return tuple(dict.fromkeys(found))
