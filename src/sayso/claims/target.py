"""Whom a statement is directed at: the accused, the criticised, the praised, the threatened, the asked."""

from __future__ import annotations

import re

from sayso.records import Entity, Span

DIRECTED = frozenset(["accuse", "criticise", "praise", "threaten", "demand", "urge", "ask", "order", "warn", "offer"])
"""Acts that can have a target."""

_OPENING = r"(?:the|a|an|all|both|its|his|her|their|our|one|mr|mrs|ms|dr)\.?"
_ADDRESSED = re.compile(
    rf"^\W*(?:(?:on|upon|to|for|from|against|at|with)\s+)?(?:{_OPENING}\s+){{0,2}}\W*$", re.IGNORECASE
)
_THAT = re.compile(rf"^\W*that\s+(?:{_OPENING}\s+)?\W*$", re.IGNORECASE)
_QUALITY = re.compile(
    rf"^\W*(?:{_OPENING}\s+)?(?:[“\"‘']?\w+[”\"’']?\s+){{1,4}}(?:of|by)\s+(?:{_OPENING}\s+)?$", re.IGNORECASE
)
_CALLED = re.compile(
    r"^\s*(?:the|a|an|its|his|her|their)\s+(?:(?!(?:of|by|in|for|to|on|at|from|with|against|about|and|that)\s)[a-z-]+,?\s+){1,4}$"
)
_JUDGED = ("criticise", "praise", "accuse")
_ASKED = ("demand", "urge")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|being|is|are)\b(?: \w+ly)? (?:charged|accused|ordered|summoned|urged|asked|blamed|criticised|criticized|praised|condemned|denounced|"
    r"warned|threatened|told|alleged|sued|invited|instructed|commended|mocked)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:['’]s?)?\s*(?:,|and|, and)\s*(?:the\s+)?")
_REACH = 160


def find_target(
    text: str, *, act: str | None, cue: Span, entities: tuple[Entity, ...], speakers: frozenset[str]
) -> tuple[str, ...]:
    """
    The ids of the entities that a statement is directed at: the object right behind the cue ("accused [NATO] of …", "urged [the council] to …"),
    those that "and" joins to it included; whose doing is judged ("praised the courage of [the crews]"); who must act ("demanded that [Roe] go");
    what stands before a passive cue ("[Roe] was charged with"). Empty where no entity stands there, or the act has no target; the speaker is none.
    """
    if act not in DIRECTED:
        return ()
    others = [entity for entity in entities if entity.id not in speakers]
    if _PASSIVE.search(cue.of(text)):
        return _find_before(text, cue, others)
    mentions = [
        (mention, entity.id)
        for entity in others
        for mention in entity.mentions
        if cue.end <= mention.start < min(len(text), cue.end + _REACH)
    ]
    mentions.sort(key=lambda pair: (pair[0].start, -pair[0].end, pair[1]))
    found: list[str] = []
    end = cue.end
    for mention, entity in mentions:
        if mention.start < end:
            continue
        between = text[end : mention.start]
        if not (_leads(between, act) if not found else _NEXT.fullmatch(between)):
            break
        found.append(entity)
        end = mention.end
    return tuple(dict.fromkeys(found))


def _leads(between: str, act: str) -> bool:
    """Whether the words between the cue and a mention leave the mention the one whom the act is about."""
    if _ADDRESSED.match(between) or _CALLED.match(between):
        return True
    return (act in _ASKED and _THAT.match(between) is not None) or (
        act in _JUDGED and _QUALITY.match(between) is not None
    )


def _find_before(text: str, cue: Span, entities: list[Entity]) -> tuple[str, ...]:
    """The entity whose mention ends right before a passive cue, an apposition between commas aside."""
    best: tuple[int, str] | None = None
    for entity in entities:
        for mention in entity.mentions:
            between = text[mention.end : cue.start] if mention.end <= cue.start else None
            if between is None or len(between) > 80 or not re.fullmatch(r"\s*|,[^.;:!?\n]*,\s*", between):
                continue
            if best is None or mention.start > best[0]:
                best = (mention.start, entity.id)
    return (best[1],) if best is not None else ()
