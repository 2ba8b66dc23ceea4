"""What the rules of this folder share: noun phrases, findings, names by their place, and entities without a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.who.drafts import Cast, Draft
from sayso.resolve.who.names import Name
from sayso.resolve.who.titles import Role

DEFINITE = frozenset("the this that these those his her its their my our your".split())
INDEFINITE = frozenset(
    "a an one another some any several many few most all no each every other two three four five six dozens both more such".split()
)
OFFICIAL = frozenset(
    "government official intelligence military police security diplomatic administration congressional law-enforcement enforcement defence defense pentagon kremlin palace judicial ministry".split()
)
REPRESENTS = frozenset(
    "spokesman spokeswoman spokesperson representative official officials representatives spokespeople spokesmen source sources".split()
)
DIPLOMATS = frozenset("diplomat diplomats envoy envoys negotiator negotiators".split())
"""People of a government only where the words say which."""
_ANONYMOUS = re.compile(
    r"(?:on (?:the )?condition of anonymity|on background|asking (?:for anonymity|not to be (?:named|identified))|asked (?:for anonymity|not to be (?:named|identified))|"
    r"(?:declined|refused|did not want|requested not) to be (?:named|identified)|requested anonymity|(?:was|were|is|are) not (?:authori[sz]ed|permitted|allowed) to (?:speak|discuss|talk|comment)|"
    r"insisted on anonymity)[^.;”\"]{0,120}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase of a source: its words by index, where its head noun is, and the words after a preposition."""

    first: int
    last: int
    head: int
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """A draft that a source stands for, and the rule that says so."""

    draft: int
    why: str


def names_in(cast: Cast, span: Span) -> list[Name]:
    """The names that begin in the span."""
    at = bisect_left(cast.names, span.start, key=lambda name: name.span.start)
    found = []
    while at < len(cast.names) and cast.names[at].span.start < span.end:
        found.append(cast.names[at])
        at += 1
    return found


def name_at(cast: Cast, at: int) -> Name | None:
    """The name that the word at an index belongs to."""
    place = bisect_left(cast.names, at + 1, key=lambda name: name.first) - 1
    return cast.names[place] if place >= 0 and cast.names[place].last >= at else None


def owner_of(cast: Cast, name: Name) -> Draft | None:
    """The draft that a name of the cast belongs to."""
    place = bisect_left(cast.names, name.first, key=lambda other: other.first)
    owner = cast.owners[place]
    return None if owner is None else cast.drafts[owner]


def describe_place(cast: Cast, draft: Draft) -> str:
    if not draft.mentions:
        return "named in this report"
    at = cast.words.first_at(min(draft.mentions).start)
    return f"named in paragraph {cast.words.paragraph[min(at, len(cast.words.bases) - 1)] + 1}"


def add_unnamed(
    cast: Cast,
    span: Span,
    kind: str,
    why: str,
    *,
    shared: bool = False,
    country: str | None = None,
    gender: str | None = None,
    role: Role | None = None,
) -> Found:
    name = re.sub(
        r"(?:\s*,)?(?:\s+(?:who|which|that|whose))?[\s,]*$", "", " ".join(span.of(cast.words.text).split())
    ) or span.of(cast.words.text)
    plain = re.sub(r"^(?:the|this|that|these|those) ", "", name.lower())
    if shared:
        for draft in cast.drafts:
            if (
                not draft.named
                and draft.kind == kind
                and re.sub(r"^(?:the|this|that|these|those|an?) ", "", draft.name.lower()) == plain
            ):
                draft.add_mention(span)
                return Found(draft.number, f"the same words as before: {why}")
    reason = _find_reason(cast, span) if kind not in ("document", "unknown") else None
    why += f"; the report says “{reason}”" if reason else ""
    draft = cast.add(name, kind, why, named=False, country=country, gender=gender, roles=[role] if role else [])
    draft.add_mention(span)
    return Found(draft.number, why)


def _find_reason(cast: Cast, span: Span) -> str | None:
    """The report's words on why somebody has no name: "on condition of anonymity because …", in the sentence of the source."""
    words = cast.words
    sentence = words.sentences[words.sentence[words.first_at(span.start)]]
    match = _ANONYMOUS.search(cast.words.text, sentence.start, sentence.end)
    return " ".join(match.group().split()).rstrip(" ,") if match else None
