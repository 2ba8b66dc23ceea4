"""
Who speaks for the same body: three ministers of one state are one bloc, a spokesman and the group he speaks for too.

A state is known by a country code, or by the words that stand beside a name: "the Tarsenian defence minister", "Prime Minister Jorun Askeld of Dorvania",
"Dorvania's foreign minister". Everything else that joins two speakers (an office without its state, a firm named in a role) is a suspicion,
and is marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.compare.families import fold_name
from sayso.records import Entity

_OFFICE = (
    r"(?:(?:vice|deputy|first|prime|foreign|defen[cs]e|interior|finance|health|justice|energy|transport|agriculture|education|environment"
    r"|information|emergency|home|security|water|trade|labou?r|economy)[\s-]+(?:affairs\s+|situations\s+)?)*"
)
_STATE_NOUN = (
    r"(?:ministers?|ministry|ministries|president|premier|chancellor|government|cabinet|army|military|navy|air\s+force|armed\s+forces|coast\s?guard"
    r"|border\s+(?:police|guards?|service)|general\s+staff|ambassador|envoy|embassy|foreign\s+office|intelligence(?:\s+(?:service|agency))?|authorities"
    r"|state\s+(?:television|tv|radio|media|news\s+agency)|kremlin|white\s+house|pentagon|secretary\s+of\s+state|officials?|diplomats?)"
)
_STATE = re.compile(rf"\b{_OFFICE}{_STATE_NOUN}\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"\b(?:may(?:or|oress)|governor|council(?:l?or)?|district|municipal|town|city|village|regional|provincial|county|local|opposition|lawmaker|legislator"
    r"|MP|senator|company|firm|bank|club|union|hospital|university|school|association|federation|church|court|judge|former|ex|retired)\b",
    re.IGNORECASE,
)
_ADJECTIVE_END = re.compile(r"(?:ians?|eans?|ans?|ese|ish|ic|ia|is?|a|y|land|e)$")
_NAME = r"[A-Z][\w’'-]*[a-zé](?:\s+[A-Z][\w’'-]*[a-zé])?"
_BETWEEN = rf"(?:[\w’'.-]+\s+){{0,3}}?{_OFFICE}{_STATE_NOUN}"
_BEFORE = re.compile(rf"\b(?P<state>[A-Z][a-zé]+(?:an|ese|ish|ic|i|ch|ss|ts))\s+(?i:{_BETWEEN})\b")
_POSSESSIVE = re.compile(rf"\b(?P<state>{_NAME})[’']s?\s+(?i:{_BETWEEN})\b")
_BEHIND = re.compile(rf"\b(?i:{_OFFICE}{_STATE_NOUN})(?:\s+{_NAME})?\s+(?:of|for|in)\s+(?:the\s+)?(?P<state>{_NAME})")
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_NO_STATES = _MONTHS | frozenset(
    "the a an his her its their this that former senior top deputy european african asian american-led western eastern northern southern central".split()
)
_CLOSE = re.compile(r"[\s,]*(?:(?:[A-Z][\w.’'-]*|the|its|a|(?:chief\s+)?spokes\w+)[\s,]+){0,3}")
"""What may stand between a title and a name: "Defence Minister Gen. Orlan", "the minister, Gen. "."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """The words of one mention of an entity, and those before and behind it in the same sentence."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """
    A body that one or more speakers speak for. `key` is the same for all of them, `name` is what it is called; a bloc that is not `sure` is
    only suspected.
    """

    key: str
    name: str
    sure: bool
    why: str


def find_bloc(entity: Entity, *, introduced: Sequence[Introduction] = (), bodies: Iterable[Entity] = ()) -> Bloc:
    """
    The body that an entity speaks for, or the entity itself where no words name another.

    `introduced` are the entity's mentions in their sentences; `bodies` the organizations, armed groups and governments that the same
    reports name.
    """
    words = " ".join(part for part in (entity.role, entity.name if entity.kind != "person" else None) if part)
    return (
        _find_state(entity, words, introduced)
        or _find_body(entity, introduced, bodies)
        or Bloc(key=identify_entity(entity), name=entity.name, sure=True, why="speaks for itself")
    )


def identify_entity(entity: Entity) -> str:
    """What makes two entities of different reports the same: the key, else the kind and the folded name."""
    return entity.key or f"{entity.kind}:{fold_name(entity.name)}"


# --------------------------------------------------------------------------------------------------------------------- states


def _find_state(entity: Entity, words: str, introduced: Sequence[Introduction]) -> Bloc | None:
    """The state that the entity is, or holds an office of."""
    is_state = entity.country is not None or entity.key is None or entity.key.startswith("government:")
    if entity.kind == "government" and entity.named and is_state:  # not an organ: "the health ministry"
        return _name_state(entity.country or entity.name, entity.name, "is a government")
    if entity.kind in ("armed_group", "media", "document") or _LOCAL.search(words):
        return None
    for pattern in (_BEFORE, _POSSESSIVE, _BEHIND):
        for found in pattern.finditer(words):
            if _is_state(found["state"]):
                return _name_state(entity.country or found["state"], found["state"], f"“{found.group()}”")
    holds_office = _STATE.search(words) is not None or entity.kind in ("government", "office")
    if holds_office and entity.country is not None:
        return _name_state(entity.country, entity.country, f"“{words or entity.name}”, of {entity.country}")
    if holds_office or (entity.kind == "person" and entity.role is None):
        found_at = _find_introduced(introduced)
        if found_at is not None:
            return found_at
    if holds_office:
        return Bloc(key="state:?", name=entity.name, sure=False, why=f"“{words}”; of which state is not said")
    return None


def _find_introduced(introduced: Sequence[Introduction]) -> Bloc | None:
    """The state whose office the words of a mention, or the title right before or behind it, name."""
    for one in introduced:
        found = _search(one.words) or _search_before(one.before) or _search_after(one)
        if found is not None and not _LOCAL.search(found.group()):
            return _name_state(found["state"], found["state"], f"“{' '.join(found.group().split())}”")
    return None


def _search(words: str) -> re.Match[str] | None:
    matches = (found for pattern in (_BEFORE, _POSSESSIVE, _BEHIND) for found in pattern.finditer(words))
    return next((found for found in matches if _is_state(found["state"])), None)


def _search_before(before: str) -> re.Match[str] | None:
    """The last title before a mention, with nothing but names and commas between the two."""
    matches = [found for pattern in (_BEFORE, _POSSESSIVE) for found in pattern.finditer(before)]
    close = [found for found in matches if _is_state(found["state"]) and _CLOSE.fullmatch(before, found.end())]
    return close[-1] if close else None


def _search_after(one: Introduction) -> re.Match[str] | None:
    """The title right behind a mention: ", Tarsenia's defence minister,"; or its state: "Prime Minister Askeld | of Dorvania"."""
    for pattern in (_BEFORE, _POSSESSIVE, _BEHIND):
        found = pattern.search(one.after)
        if found and _is_state(found["state"]) and re.fullmatch(r",\s+(?:the\s+)?", one.after[: found.start()]):
            return found
    of_state = re.match(rf"\s+of\s+(?:the\s+)?(?P<state>{_NAME})", one.after)
    titled = _STATE.search(one.words) or _STATE.search(one.before[-40:])
    return of_state if of_state and titled and _is_state(of_state["state"]) else None


def _is_state(word: str) -> bool:
    return word.split()[0].casefold() not in _NO_STATES and len(word) > 3


def _name_state(state: str, name: str, why: str) -> Bloc:
    key = state.casefold() if len(state) == 2 else stem_state(state)
    return Bloc(key=f"state:{key}", name=name, sure=True, why=why)


def stem_state(name: str) -> str:
    """
    A state's name and the adjective made of it, as one word.

    >>> stem_state("Tarsenian"), stem_state("Tarsenia")
    ('tarsen', 'tarsen')
    """
    folded = fold_name(name).removesuffix("'s").removesuffix("'")
    stem = _ADJECTIVE_END.sub("", folded)
    return stem if len(stem) >= 4 else folded


# --------------------------------------------------------------------------------------------------------------------- bodies


def _find_body(entity: Entity, introduced: Sequence[Introduction], bodies: Iterable[Entity]) -> Bloc | None:
    """The organization that a person's role, or the words beside the name, name."""
    if entity.kind not in ("person", "office", "document"):
        return None
    role = entity.role or (entity.name if entity.kind != "person" else "")
    for body in sorted(bodies, key=lambda one: (-len(one.name), identify_entity(one))):
        for name in (body.name, *body.aliases):
            if len(name) < 3 or not name[0].isupper():
                continue
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", role):
                return Bloc(key=identify_entity(body), name=body.name, sure=True, why=f"“{role}”")
            place = _find_beside(entity, name, introduced)
            if place is not None:
                return Bloc(key=identify_entity(body), name=body.name, sure=True, why=f"“{place}”")
    return None


def _find_beside(entity: Entity, body: str, introduced: Sequence[Introduction]) -> str | None:
    """The words that join an entity's name and a body's: "ORG spokesman NAME", "ORG's director, NAME", "NAME, who runs the research of ORG"."""
    surname = re.escape(entity.name.split()[-1])
    named = rf"(?<!\w){re.escape(body)}(?!\w)"
    title = r"(?:spokes\w+|director|head|chief|chair\w*|leader|president|secretary[\s-]general|founder|member|researcher|analyst|manager|boss|deputy|officer|official|coordinator)"
    joined = re.compile(
        rf"{named}(?:[’']s)?,?\s+(?:\w+\s+){{0,2}}{title},?\s+(?:[\w.]+\s+){{0,3}}{surname}"
        rf"|{surname},\s+(?:[\w’'-]+\s+){{0,6}}{title}\s+(?:of|for|at|with|from)\s+(?:the\s+)?{named}"
        rf"|{surname},\s+(?:the\s+)?{named}(?:[’']s)?\s+(?:\w+\s+){{0,2}}{title}"
        rf"|{title}\s+(?:of|for|at|with|from)\s+(?:the\s+)?{named},?\s+(?:[\w.]+\s+){{0,2}}{surname}",
    )
    for one in introduced:
        found = joined.search(" ".join((one.before + one.words + one.after).split()))
        if found is not None:
            return found.group()
    return None
