"""Sources that turn on a noun: documents, media, governments, armed people, and whoever has no name."""

from __future__ import annotations

import re

from sayso.records import Span
from sayso.resolve.who.bodies import explain_body, find_named_body, kind_of_body, resolve_body
from sayso.resolve.who.drafts import Cast, Draft
from sayso.resolve.who.found import DEFINITE, DIPLOMATS, INDEFINITE, OFFICIAL, REPRESENTS, Found, Phrase, add_unnamed
from sayso.resolve.who.roles import resolve_role
from sayso.resolve.who.table import Known

_GOVERNMENT_HEADS = frozenset(
    "government administration regime authorities leadership presidency cabinet state rulers ruler officials official delegation".split()
)
_PRIVATE = frozenset(
    "campaign company party school union bank team hospital university college church club league airline industry corporate election-campaign business nonprofit charity".split()
)
_PUBLIC = frozenset(
    "government ministry administration state city county country army military police navy intelligence security court parliament defense defence department agency "
    "council senate regime presidency cabinet air force forces republic nation kingdom crown junta embassy task judiciary prosecution legislature district town".split()
)
_BROADCASTS = frozenset("television tv radio media broadcaster".split())
_PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|eon|eer|man|woman|ee|-old|ant)$")


def resolve_noun(cast: Cast, phrase: Phrase) -> Found:
    words, table = cast.words, cast.table
    head = words.lower[phrase.head].removeprefix("ex-")
    singular = head[:-1] if head.endswith("s") and head[:-1] in table.roles else head
    if (
        _is_media(cast, phrase, head)
        and head not in table.roles
        and head not in ("paper", "papers", "editorial", "site")
    ):
        return _resolve_media(cast, phrase, head)
    body = find_named_body(cast, phrase)
    if (
        head in table.roles
        and head not in table.group_nouns
        and not (
            head in ("independent", "conservative", "liberal", "progressive", "moderate")
            and phrase.head == phrase.first
        )
    ):
        return resolve_role(cast, phrase, head, body)
    if (head in table.document_nouns or (head.endswith("s") and head[:-1] in table.document_nouns)) and head not in (
        "people",
        "will",
        "order",
        "policy",
        "act",
    ):
        return _resolve_document(cast, phrase, head)
    if head in ("authority", "regulator") or (head == "district" and phrase.head > phrase.first + 1):
        return resolve_body(cast, phrase, head, body)
    if (head in _GOVERNMENT_HEADS or head in table.government_people) and not (head in DIPLOMATS and body is None):
        return _resolve_government(cast, phrase, head, body)
    if head in table.armed_people:
        return add_unnamed(cast, phrase.span, "armed_group", "armed people, nobody by name", shared=True)
    if head in table.organization_nouns or head == "services":
        return resolve_body(cast, phrase, head, body)
    if head in REPRESENTS:
        kind = (
            "government"
            if body is None and set(words.lower[phrase.first : phrase.head]) & OFFICIAL
            else kind_of_body(body)
            if body
            else "group"
        )
        return add_unnamed(cast, phrase.span, kind, explain_body(body), country=body.country if body else None)
    if (
        head.isdigit()
        or singular != head
        or head in table.group_nouns
        or head.endswith("s")
        or words.lower[phrase.first] in INDEFINITE - {"a", "an", "another"}
    ):
        return add_unnamed(cast, phrase.span, "group", "people, nobody by name", shared=True)
    if words.heading[phrase.head] or words.lower[phrase.first] not in DEFINITE | INDEFINITE:
        return add_unnamed(cast, phrase.span, "unknown", "the words do not show who speaks", shared=True)
    if _PERSON_ENDING.search(head):
        return add_unnamed(cast, phrase.span, "person", "a person without a name", shared=True)
    return add_unnamed(cast, phrase.span, "unknown", "the words do not show who speaks", shared=True)


def _is_media(cast: Cast, phrase: Phrase, head: str) -> bool:
    """Whether the noun names media; an agency only as a news agency, or where an outlet was named last."""
    if _is_state_media(cast, phrase, head):
        return True
    if head not in cast.table.media_nouns:
        return False
    if head not in ("agency", "agencies", "network", "networks", "station", "press", "host", "wire"):
        return True
    modifiers = set(cast.words.lower[phrase.first : phrase.head])
    if modifiers & {
        "news",
        "press",
        "media",
        "state-run",
        "television",
        "tv",
        "radio",
        "broadcast",
        "cable",
        "wire",
        "state",
    } or head in ("press", "host"):
        return True
    bodies = [
        (start, d)
        for d in cast.drafts
        if d.kind in ("media", "organization") and d.named
        for start in d.starts
        if start < phrase.first
    ]
    return bool(bodies) and max(bodies, key=lambda item: item[0])[1].kind == "media"


def _resolve_media(cast: Cast, phrase: Phrase, head: str) -> Found:
    span = Span(cast.words.starts[phrase.first], cast.words.ends[phrase.last])
    if _is_state_media(cast, phrase, head):
        return _name_state_media(cast, phrase)
    if cast.words.lower[phrase.first] in DEFINITE:
        outlets = [
            (start, d)
            for d in cast.drafts
            if d.kind == "media" and d.named
            for start in d.starts
            if start < phrase.first
        ]
        if outlets:
            draft = max(outlets, key=lambda item: item[0])[1]
            draft.add_mention(span)
            return Found(draft.number, f"“the {head}” is the last outlet named before, {draft.name}")
    return add_unnamed(cast, phrase.span, "media", "media without a name", shared=True)


def _is_state_media(cast: Cast, phrase: Phrase, head: str) -> bool:
    return head in _BROADCASTS and phrase.head > phrase.first and cast.words.lower[phrase.head - 1] == "state"


def _name_state_media(cast: Cast, phrase: Phrase) -> Found:
    """State television and the like, which a country has one of: the words are its name."""
    words = cast.words
    first = phrase.first + (words.lower[phrase.first] in DEFINITE)
    span = Span(words.starts[first], words.ends[phrase.head])
    name = " ".join(span.of(words.text).split())
    draft = next(
        (d for d in cast.drafts if d.kind == "media" and d.named and d.name.casefold() == name.casefold()), None
    )
    if draft is None:
        draft = cast.add(name, "media", "media of the state, named by what they are", words=tuple(name.split()))
    draft.add_mention(span)
    draft.starts.append(first)
    return Found(draft.number, f"named by what it is: “{name}”")


def _resolve_document(cast: Cast, phrase: Phrase, head: str) -> Found:
    words = cast.words
    if (
        words.capital[phrase.head]
        and phrase.head > phrase.first
        and words.capital[phrase.head - 1]
        and not words.heading[phrase.head]
    ):
        name = re.sub(r"^(?:the|this|that|an?) ", "", " ".join(phrase.span.of(words.text).split()), flags=re.IGNORECASE)
        draft = next((d for d in cast.drafts if d.name == name and d.kind == "document"), None) or cast.add(
            name, "document", f"its name is that of a document: “{head}”"
        )
        draft.add_mention(phrase.span)
        return Found(draft.number, f"named in the source: “{name}”")
    is_plural = words.lower[phrase.first] not in ("a", "an", "one", "another")
    return add_unnamed(cast, phrase.span, "document", f"the words name a document: “{head}”", shared=is_plural)


def _find_home(cast: Cast) -> Known | None:
    """The country of a report that names no other one, and that one by name in its first two paragraphs and again."""
    words = cast.words
    places = [(name.known, name) for name in cast.names if name.known is not None and name.known.kind == "government"]
    if len({known.key for known, _ in places}) != 1:
        return None
    named = [name for known, name in places if known.form == "name"]
    return places[0][0] if len(named) >= 2 and words.paragraph[named[0].first] <= 1 else None


def _resolve_government(cast: Cast, phrase: Phrase, head: str, body: Draft | None) -> Found:
    country = body.country if body else None
    home = _find_home(cast) if head in ("government", "authorities") and phrase.last == phrase.first + 1 else None
    if body is None and home is not None and cast.words.lower[phrase.first] == "the":
        draft = cast.add_known(home, "its government is named")
        span = Span(cast.words.starts[phrase.first], cast.words.ends[phrase.last])
        draft.add_mention(span)
        return Found(draft.number, f"“the {head}” is that of {draft.name}, the only country of the report")
    if (
        head in ("government", "administration", "regime", "cabinet", "leadership", "state")
        and body is not None
        and body.kind == "government"
        and body.key
    ):
        draft = (
            cast.drafts[cast.by_key[body.key]]
            if body.key in cast.by_key
            else cast.add(
                body.name,
                "government",
                "its government is named",
                key=body.key,
                country=body.country,
                words=tuple(body.name.split()),
            )
        )
        span = Span(cast.words.starts[phrase.first], cast.words.ends[phrase.last])
        draft.add_mention(span)
        return Found(draft.number, f"“{' '.join(span.of(cast.words.text).split())}” is the government of {draft.name}")
    modifiers = {cast.words.lower[i] for i in range(phrase.first, phrase.head)}
    is_body = body is not None and body.kind in ("organization", "armed_group", "media")
    kind = (
        body.kind if body is not None and is_body and head in ("official", "officials", "leadership") else "government"
    )
    if not is_body and modifiers & (_PRIVATE | (cast.table.organization_nouns - _PUBLIC)):
        kind = "organization"
    return add_unnamed(cast, phrase.span, kind, "officials, nobody by name", shared=True, country=country)
