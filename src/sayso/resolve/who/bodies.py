"""Bodies that nouns stand for: "the front", "the company", "the Trump campaign"."""

from __future__ import annotations

import re

from sayso.records import Span
from sayso.resolve.who.drafts import Cast, Draft, find_person
from sayso.resolve.who.found import DEFINITE, Found, Phrase, add_unnamed, names_in, owner_of
from sayso.resolve.who.names import Name
from sayso.resolve.who.words import is_subject

_COMPANY = frozenset(
    "company firm giant retailer corporation business maker manufacturer airline bank carmaker automaker startup employer operator developer publisher".split()
)
_BLOC = frozenset("bloc alliance union pact".split())
_ARMED = frozenset(
    "militants rebels insurgents extremists jihadists fighters movement militia group organization organisation front faction outfit".split()
)


def resolve_body(cast: Cast, phrase: Phrase, head: str, body: Draft | None) -> Found:
    words = cast.words
    span = Span(words.starts[phrase.first], words.ends[phrase.last])
    owned = [name for name in names_in(cast, span) if name.last < phrase.head]
    if owned:
        return _add_owned_body(cast, phrase, owned[-1], head, span)
    if words.lower[phrase.first] in DEFINITE:
        found = find_body_before(
            cast, head, {words.lower[i] for i in range(phrase.first + 1, phrase.head)}, phrase.first
        )
        if found is not None:
            found[0].add_mention(span)
            return Found(found[0].number, found[1])
    kind = (
        "government"
        if head in ("kingdom", "republic", "nation", "country", "state", "city", "county", "prosecution")
        else "organization"
    )
    return add_unnamed(
        cast, phrase.span, kind, "a body without a name", shared=True, country=body.country if body else None
    )


def find_body_before(cast: Cast, head: str, modifiers: set[str], at: int) -> tuple[Draft, str] | None:
    """The organization that "the company", "the front", "the bloc" stands for: the last one before whose name or kind fits."""
    candidates: list[tuple[int, Draft]] = []
    for draft in cast.drafts:
        if draft.kind not in ("organization", "armed_group", "media") or not draft.named:
            continue
        before = [start for start in draft.starts if start < at]
        if before:
            candidates.append((max(before), draft))
    candidates.sort(key=lambda item: item[0], reverse=True)
    for _, draft in candidates:
        lower = {word.lower() for name in (draft.name, *draft.aliases) for word in name.split()}
        if head in lower and (modifiers - {"own"}) <= lower | {"new"}:
            return draft, f"“the {head}” is {draft.name}, whose name has the word"
    if not candidates:
        return None
    position, draft = candidates[0]
    is_near = cast.words.sentence[at] - cast.words.sentence[position] <= 3
    if head == "group" and not is_subject(cast.words, position, position) and draft.kind == "organization":
        is_near = is_near and len(draft.mentions) > 1
    fits = (
        (head in _COMPANY and draft.kind == "organization")
        or (
            head
            in (
                "group",
                "organization",
                "organisation",
                "movement",
                "outfit",
                "party",
                "agency",
                "department",
                "committee",
                "firm",
                "association",
                "nonprofit",
                "body",
            )
            and draft.kind in ("organization", "armed_group")
            and draft.country is None
        )
        or (head in _ARMED and draft.kind == "armed_group")
        or (
            head in _BLOC
            and draft.key
            in (
                "organization:eu",
                "organization:nato",
                "organization:csto",
                "organization:african-union",
                "organization:asean",
            )
        )
    )
    if (
        fits
        and is_near
        and (not {"terrorist", "militant", "armed", "rebel", "jihadist"} & modifiers or draft.kind == "armed_group")
    ):
        return draft, f"“the {head}” is the last one named before, {draft.name}"
    return None


def _add_owned_body(cast: Cast, phrase: Phrase, owner_name: Name, head: str, span: Span) -> Found:
    """A body such as "the Trump campaign", "Clinton's campaign", "the Syrian army": a body of somebody or of a country."""
    owner = owner_of(cast, owner_name) or find_person(cast, owner_name.words, None, owner_name.first)
    if isinstance(owner, Draft) and owner.kind == "person":
        for draft in cast.drafts:
            if draft.owner == owner.number and draft.words and draft.words[-1] == head:
                draft.add_mention(span)
                return Found(draft.number, f"the {head} of {owner.name}, named before")
        name = re.sub(r"^(?:the|this|that) ", "", " ".join(span.of(cast.words.text).split()), flags=re.IGNORECASE)
        draft = cast.add(
            name, "organization", f"the {head} of {owner.name}", words=(*owner.words, head), owner=owner.number
        )
        draft.add_mention(span)
        return Found(draft.number, f"the {head} of {owner.name}")
    country = owner_name.known.country if owner_name.known else None
    name = re.sub(r"^(?:the|this|that) ", "", " ".join(span.of(cast.words.text).split()), flags=re.IGNORECASE)
    known = cast.table.find_known(tuple(name.split()))
    if known is not None:
        draft = cast.add_known(known, f"“{name}” is known to sayso")
    else:
        draft = next((d for d in cast.drafts if d.name.lower() == name.lower() and d.named), None) or cast.add(
            name, "organization", "a body named by whose it is", words=tuple(name.split()), country=country
        )
    draft.add_mention(span)
    return Found(draft.number, f"named in the source: “{name}”")


def find_named_body(cast: Cast, phrase: Phrase) -> Draft | None:
    """The body or country that the phrase names besides its head: "a State Department spokesman", "officials in Moscow"."""
    span = Span(cast.words.starts[phrase.first], cast.words.ends[phrase.last])
    for name in names_in(cast, span):
        owner = owner_of(cast, name)
        if owner is not None and owner.kind not in ("person", "unknown"):
            return owner
        if name.known is not None:
            return Draft(
                number=-1,
                name=name.known.name,
                kind=name.known.kind,
                why="",
                key=name.known.key,
                country=name.known.country,
            )
    return None


def kind_of_body(body: Draft | None) -> str:
    return body.kind if body is not None else "person"


def explain_body(body: Draft | None) -> str:
    return f"speaks for {body.name}, without a name" if body is not None else "no name is given"
