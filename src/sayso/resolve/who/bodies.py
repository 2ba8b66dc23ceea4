"""Bodies that nouns stand for: "the front", "the company", "the Trump campaign"."""

from __future__ import annotations

import re

from sayso.records import Span
from sayso.resolve.who.drafts import Cast, Draft, find_person
from sayso.resolve.who.found import DEFINITE, INDEFINITE, Found, Phrase, add_unnamed, name_at, names_in, owner_of
from sayso.resolve.who.names import Name
from sayso.resolve.who.organs import is_organ
from sayso.resolve.who.table import make_slug
from sayso.resolve.who.titles import PREPOSITIONS
from sayso.resolve.who.words import is_subject, looks_finite

_LONE = frozenset("police army navy military parliament marines politburo treasury".split())
"""Bodies that a noun without more names."""
_ORGANS = frozenset(
    "ministry tribunal court authority council commission committee police agency department institute federation".split()
)
_UNIONS = frozenset("workers union guild brotherhood teamsters local".split())
_EMPTY = frozenset("own new same whole entire other former local first second third last main current".split())
_PRONOUNS = frozenset("his her its their my our your this that these those".split())
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
    if words.lower[phrase.first] in DEFINITE - _PRONOUNS:
        found = find_body_before(
            cast, head, {words.lower[i] for i in range(phrase.first + 1, phrase.head)}, phrase.first
        )
        if found is not None:
            found[0].add_mention(span)
            return Found(found[0].number, found[1])
    known_by_noun = name_common_body(cast, phrase, head)
    if known_by_noun is not None:
        return known_by_noun
    kind = (
        "government"
        if head in ("kingdom", "republic", "nation", "country", "state", "city", "town", "county")
        or is_organ(cast.words.lower[i] for i in range(phrase.first, phrase.head + 1))
        else "organization"
    )
    return add_unnamed(
        cast, phrase.span, kind, "a body without a name", shared=True, country=body.country if body else None
    )


def find_body_before(cast: Cast, head: str, modifiers: set[str], at: int) -> tuple[Draft, str] | None:
    """The organization that "the company", "the front", "the bloc" stands for: the last one before whose name or kind fits."""
    candidates = _list_bodies_before(cast, at)
    for _, draft in candidates:
        lower = {word.lower() for name in (draft.name, *draft.aliases) for word in name.split()}
        if head in lower and (modifiers - {"own"}) <= lower | {"new"}:
            return draft, f"“the {head}” is {draft.name}, whose name has the word"
    if head in _ORGANS:
        ahead = [draft for draft in cast.drafts if draft.common and draft.common[-1] == head and min(draft.starts) > at]
        if len(ahead) == 1 and not modifiers:
            return ahead[0], f"“the {head}” is the only one of the report, {ahead[0].name}"
    if not candidates:
        return None
    position, draft = _choose_body(candidates, head)
    is_near = cast.words.sentence[at] - cast.words.sentence[position] <= 3
    if head == "group" and not is_subject(cast.words, position, position) and draft.kind == "organization":
        is_near = is_near and len(draft.mentions) > 1
    fits = (
        (head in _COMPANY and draft.kind == "organization")
        or (head == "union" and any(word.lower() in _UNIONS for word in draft.words))
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


def _list_bodies_before(cast: Cast, at: int) -> list[tuple[int, Draft]]:
    """The bodies named before a word, each with the place where it stands last, the nearest first."""
    candidates = []
    for draft in cast.drafts:
        before = [start for start in draft.starts if start < at] if draft.is_body else []
        if before:
            candidates.append((max(before), draft))
    return sorted(candidates, key=lambda item: item[0], reverse=True)


def _choose_body(candidates: list[tuple[int, Draft]], head: str) -> tuple[int, Draft]:
    """The body named last; of companies the one that the report names at least twice as often."""
    last = candidates[0]
    if head not in _COMPANY:
        return last
    often = max(candidates, key=lambda item: (len(set(item[1].starts)), item[0]))
    is_main = often[1].kind == "organization" and len(set(often[1].starts)) >= 2 * len(set(last[1].starts))
    return often if is_main else last


def name_common_body(cast: Cast, phrase: Phrase, head: str) -> Found | None:
    """
    A body that the report calls by a common noun, as if it were a name: "the transport ministry", "the bishops' conference", "police".

    `None` where the words do not single one out: "the company", "a ministry", "three unions".
    """
    words = cast.words
    opening = words.lower[phrase.first]
    if opening in INDEFINITE or (opening not in DEFINITE | _LONE and not words.capital[phrase.first]):
        return None
    first = phrase.first + (opening in DEFINITE)
    said = {words.lower[i] for i in range(first, phrase.head)} - _EMPTY
    if opening in _PRONOUNS or first > phrase.head or (not said and head not in _LONE):
        return None
    if head.endswith("s") and head not in _LONE | {"forces", "services"}:
        return None
    last = (
        phrase.last
        if phrase.last > phrase.head and words.lower[phrase.head + 1] in ("of", "for", "in", "on")
        else phrase.head
    )
    if last > phrase.head and not words.capital[last]:
        last = phrase.head
    span = Span(words.starts[first], words.ends[last])
    draft = add_common_body(cast, first, last, phrase.head)
    draft.weak = False
    draft.add_mention(span)
    return Found(draft.number, f"named by what it is: “{' '.join(span.of(words.text).split())}”")


def add_common_body(cast: Cast, first: int, last: int, head: int) -> Draft:
    """The draft of a body called by a common noun, made on first use; with the owner that the report gives it elsewhere."""
    words = cast.words
    said = _fold_body(cast, first, last)
    if said in cast.by_common:
        draft = cast.drafts[cast.by_common[said]]
        draft.starts.append(first)
        return draft
    name = " ".join(words.text[words.starts[first] : words.ends[last]].split())
    known = [cast.table.names.get((words.bases[i],)) for i in range(first, head)]
    country = next((one.country for one in known if one is not None and one.kind == "government"), None)
    organ = is_organ(words.lower[i] for i in range(first, head + 1))
    where = f"a body named by what it is, in paragraph {words.paragraph[first] + 1}"
    draft = cast.add(
        name, "organization", where, words=tuple(name.split()), country=country, organ=organ, weak=True, common=said
    )
    draft.starts.append(first)
    cast.by_common[said] = draft.number
    if country is not None or any(one is not None for one in known):
        cast.by_common.setdefault(said[1:], draft.number)
    return draft


def note_common_bodies(cast: Cast) -> None:
    """
    Notes where the report names bodies by a common noun outside of the sources, so that "the ministry" after "the health ministry" leads back to it.

    They are weak drafts: without a statement of their own they are no entities.
    """
    words, table = cast.words, cast.table
    for at, lower in enumerate(words.lower):
        if (lower not in table.organization_nouns and lower not in ("authority", "regulator")) or name_at(
            cast, at
        ) is not None:
            continue
        follows = (
            words.lower[at + 1]
            if at + 1 < len(words.bases) and words.gaps[at] == " " and not words.possessive[at]
            else ""
        )
        first = _find_body_start(cast, at)
        if (
            first is None
            or follows in table.organization_nouns
            or lower in _COMPANY | {"group", "government", "team", "party", "state"}
        ):
            continue
        if not {words.lower[i] for i in range(first, at)} - _EMPTY and lower not in _LONE:
            continue
        add_common_body(cast, first, at, at)


def _find_body_start(cast: Cast, head: int) -> int | None:
    """The first word of a body behind its article, `None` where no article, owner or adjective of a country opens it."""
    words, table = cast.words, cast.table
    first = head
    while first > 0 and words.gaps[first - 1] in (" ", "-") and head - first < 5:
        before = words.lower[first - 1]
        known = table.names.get((words.bases[first - 1],))
        if before == "the":
            return first
        if words.possessive[first - 1] and words.capital[first - 1]:
            return first - 1 if known is not None and known.kind == "government" else None
        if known is not None and known.form == "demonym" and words.capital[first - 1]:
            return first - 1
        if before in ("a", "an") and head + 1 < len(words.bases) and words.lower[head + 1] in table.roles:
            return first
        if (
            before in DEFINITE
            or before in PREPOSITIONS
            or before in ("and", "or", "a", "an")
            or looks_finite(words, first - 1)
        ):
            return None
        first -= 1
    return None


def _fold_body(cast: Cast, first: int, last: int) -> tuple[str, ...]:
    """The words of a body in lower case, with the country for its adjective: "Garmia’s" and "Garmian" alike."""
    folded = []
    for i in range(first, last + 1):
        known = cast.table.names.get((cast.words.bases[i],))
        folded.append(
            make_slug(known.name) if known is not None and known.kind == "government" else cast.words.lower[i]
        )
    return tuple(folded)


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
        first = phrase.first + (cast.words.lower[phrase.first] in DEFINITE)
        draft = add_common_body(cast, first, phrase.head, phrase.head)
        draft.weak, draft.country = False, draft.country or country
        span = Span(cast.words.starts[first], span.end)
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
