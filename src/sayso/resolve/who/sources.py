"""Source words → the entities they stand for: names, metonyms, and what the noun rules make of the rest."""

from __future__ import annotations

import re

from sayso.records import Span
from sayso.resolve.who.drafts import Cast, Draft, find_person, is_plain_noun
from sayso.resolve.who.found import (
    DEFINITE,
    INDEFINITE,
    Found,
    Phrase,
    add_unnamed,
    describe_place,
    name_at,
    names_in,
    owner_of,
)
from sayso.resolve.who.joint import split_joint
from sayso.resolve.who.names import Name
from sayso.resolve.who.nouns import resolve_noun
from sayso.resolve.who.organs import BODY_NOUNS
from sayso.resolve.who.table import Known
from sayso.resolve.who.titles import PREPOSITIONS

_QUANTIFIERS = frozenset(
    "one two three four five six seven eight nine ten some many most several few all both each none any half majority minority dozens hundreds thousands millions percent "
    "number group handful part some lot couple another third quarter plenty".split()
)
_WHEN = frozenset("yesterday today tonight later earlier meanwhile then".split())
_WHO_SPLIT = re.compile(r"[,(—–;]|\s--?\s")


def resolve_phrase(cast: Cast, span: Span) -> list[Found]:
    """The entities a source without pronoun stands for; several for a joint source."""
    parts = split_joint(cast, span)
    found: list[Found] = []
    for part in parts:
        one = _resolve_part(cast, part)
        if one is not None and all(one.draft != other.draft for other in found):
            found.append(one)
    return found


def _resolve_part(cast: Cast, span: Span) -> Found | None:
    words = cast.words
    inside = words.within(span)
    if not inside:
        return None
    first, last = inside.start, inside.stop - 1
    while last > first and words.lower[last] in _WHEN:
        last -= 1
    span = Span(span.start, words.ends[last]) if last < inside.stop - 1 else span
    main = _main_last(cast, first, last)
    name = name_at(cast, main)
    if name is not None and name.last == main and name.first >= first and not _is_governed(cast, first, name):
        is_somebody = name.known is not None or owner_of(cast, name) is not None
        name = name if is_somebody or not is_plain_noun(cast, main) else None
    else:
        name = None
    if name is not None:
        return _resolve_name(cast, name, first, last, span)
    appositive = _name_after(cast, main, last)
    head = find_head_noun(cast, first, main)
    named = name_at(cast, head)
    if (
        named is not None
        and named.last == head
        and (owner := owner_of(cast, named)) is not None
        and not words.possessive[head]
        and not _is_governed(cast, first, named)
        and words.lower[first] not in ("some", "many", "most")
    ):
        return Found(owner.number, _name_why(cast, named, owner))
    called = _name_body_after(cast, main, last, head) if appositive is None else None
    if called is not None:
        return called
    if appositive is not None and words.lower[head] in cast.table.roles | cast.table.organization_nouns:
        owner = owner_of(cast, appositive)
        if owner is not None:
            return Found(owner.number, f"named “{' '.join(appositive.words)}” beside the role")
    return resolve_noun(cast, Phrase(first, main, head, span))


def _main_last(cast: Cast, first: int, last: int) -> int:
    """The last word before the first apposition, bracket or relative clause."""
    words = cast.words
    for i in range(first, last):
        gap = words.gaps[i]
        if _WHO_SPLIT.search(gap) and not (
            words.lower[i + 1] in ("jr", "sr") or (words.lower[i + 1].isdigit() and False)
        ):
            return i
        if words.lower[i + 1] in ("who", "whose", "which", "whom") or (words.lower[i + 1] == "that" and i >= first):
            return i
    return last


def _is_governed(cast: Cast, first: int, name: Name) -> bool:
    """Whether a preposition before the name makes it part of another phrase: "a spokesman for the alliance"."""
    words = cast.words
    opens = max(name.opens, first)
    if words.lower[first] in ("of", "for", "to", "by", "from"):
        first += 1
    return any(words.lower[i] in PREPOSITIONS for i in range(first, opens)) and opens > first


def _name_after(cast: Cast, main: int, last: int) -> Name | None:
    """The name right after the main phrase, its title included: "the minister, Gen. Orlan Vashtek,"."""
    if main >= last:
        return None
    words = cast.words
    after = Span(words.starts[main + 1], words.ends[last])
    name = next((name for name in names_in(cast, after) if name.opens <= main + 2), None)
    if name is None or any(
        words.lower[i] not in ("the", "a", "an", "retired", "former") for i in range(main + 1, name.opens)
    ):
        return None
    owner = owner_of(cast, name)
    return name if owner is not None and (owner.kind == "person" or owner.is_body) else None


def _name_body_after(cast: Cast, main: int, last: int, head: int) -> Found | None:
    """The body that a name nobody knows gives the noun before it: "the vendor, Notiform,", "the maker of the pump, Halden"."""
    words, table = cast.words, cast.table
    is_body = words.lower[head] in table.organization_nouns | BODY_NOUNS and words.lower[head] not in table.group_nouns
    if main >= last or not is_body or words.gaps[main].strip() != ",":
        return None
    name = next(
        (name for name in names_in(cast, Span(words.starts[main + 1], words.ends[last])) if name.opens <= main + 2),
        None,
    )
    owner = owner_of(cast, name) if name is not None else None
    if (
        name is None
        or name.known is not None
        or name.title
        or (owner is not None and owner.kind not in ("unknown", "person"))
    ):
        return None
    if name.shape == "person" or (
        owner is not None
        and owner.kind == "person"
        and len(owner.words) > 1
        and cast.table.is_first_name(owner.words[0])
    ):
        return None
    text = " ".join(name.words)
    draft = owner or next((d for d in cast.drafts if d.name == text and d.named), None)
    if draft is None:
        draft = cast.add(
            text, "organization", f"“{words.lower[head]}” before its name says what it is", words=name.words
        )
    draft.kind, draft.weak = "organization", False
    draft.add_mention(name.span)
    return Found(draft.number, f"named “{text}” beside “{words.lower[head]}”")


def find_head_noun(cast: Cast, first: int, main: int) -> int:
    """The index of the head noun: the last word before the first preposition; after "some of", what is counted."""
    words = cast.words
    at = first
    while at <= main:
        stop = next(
            (
                i
                for i in range(at + 1, main + 1)
                if (words.lower[i] in PREPOSITIONS and name_at(cast, i) is None) or _is_participle(cast, i, main)
            ),
            main + 1,
        )
        head = stop - 1
        is_count = words.lower[head] in _QUANTIFIERS or words.lower[head].isdigit()
        if is_count and stop <= main and words.lower[stop] in ("of", "in", "among", "from") and stop < main:
            at = stop + 1
            continue
        while head > at and (
            words.lower[head]
            in (
                "familiar",
                "close",
                "alike",
                "himself",
                "herself",
                "themselves",
                "itself",
                "alone",
                "too",
                "also",
                "both",
                "briefed",
                "involved",
                "based",
                "here",
                "there",
            )
            or words.lower[head].endswith("ly")
        ):
            head -= 1
        return head
    return main


def _is_participle(cast: Cast, at: int, last: int) -> bool:
    """Whether a word after a noun begins what is said of it: "the poll released Wednesday", "people seeking asylum"."""
    words, table = cast.words, cast.table
    lower, before = words.lower[at], words.lower[at - 1]
    if words.capital[at] or not (
        lower.endswith(("ed", "ing"))
        or lower in ("led", "held", "done", "made", "run", "seen", "sent", "taken", "known", "loyal", "available")
    ):
        return False
    after = words.lower[at + 1] if at < last and words.gaps[at] == " " else ""
    if lower in table.document_nouns or (
        after
        and after not in PREPOSITIONS
        and after not in DEFINITE
        and after not in INDEFINITE
        and not words.capital[at + 1]
    ):
        return False
    lists = (
        table.document_nouns,
        table.roles,
        table.government_people,
        table.group_nouns,
        table.organization_nouns,
        table.media_nouns,
        table.armed_people,
    )
    return any(before in entries or before.removesuffix("s") in entries for entries in lists) or words.capital[at - 1]


def _resolve_name(cast: Cast, name: Name, first: int, last: int, span: Span) -> Found:
    words = cast.words
    text = " ".join(name.words)
    owner = owner_of(cast, name)
    if name.known is not None and (owner is None or owner.key == name.known.key):
        person = (
            find_person(cast, name.words, name.gender, name.first)
            if name.known.form != "seat" and not text.isupper()
            else None
        )
        if person is not None:
            return Found(person.number, f"“{text}” is {person.name}, {describe_place(cast, person)}")
        if (
            name.known.form == "demonym"
            and (name.words[-1].endswith("s") or words.lower[first] in DEFINITE | INDEFINITE)
            and name.known.name != text
        ):
            return add_unnamed(cast, span, "group", "people of a country, nobody by name")
        return Found(_add_metonym(cast, name), _metonym_why(name.known, text))
    if owner is not None:
        return Found(owner.number, _name_why(cast, name, owner))
    person = find_person(cast, name.words, name.gender, name.first)
    if person is not None:
        return Found(person.number, f"“{text}” is {person.name}, {describe_place(cast, person)}")
    if len(name.words) == 1 and text.endswith("s") and find_person(cast, (text[:-1],), None, name.first) is not None:
        return add_unnamed(cast, span, "group", "several of one family")
    if len(name.words) == 1 and text.endswith("s") and not text.endswith("ss") and words.initial[name.first]:
        return add_unnamed(cast, span, "group", "people, nobody by name", shared=True)
    return _add_bare_name(cast, name, span)


def _name_why(cast: Cast, name: Name, owner: Draft) -> str:
    text = " ".join(name.words)
    if len(name.words) < len(owner.words) and owner.kind == "person":
        kind = "surname" if name.words[-1] == owner.surname else "name"
        return f"{kind} of {owner.name}, {describe_place(cast, owner)}"
    return f"named in the source: “{text}”" if text == owner.name else f"“{text}” is another name of {owner.name}"


def _add_bare_name(cast: Cast, name: Name, span: Span) -> Found:
    text = " ".join(name.words)
    if text in cast.table.states:
        draft = cast.add(text, "government", "a state of the United States", country="US", words=name.words)
    elif name.words in cast.located and name.shape in (None, "place") and not cast.table.is_first_name(text):
        draft = next((d for d in cast.drafts if d.name == text and d.named), None) or cast.add(
            text, "government", "a place that speaks stands for its government", words=name.words
        )
    else:
        known_words = {word for draft in cast.drafts for word in draft.words}
        kind = (
            "unknown"
            if name.in_place or (len(name.words) == 1 and text not in known_words and name.shape is None)
            else name.shape or "unknown"
        )
        kind = "unknown" if kind == "place" else kind
        draft = next((d for d in cast.drafts if d.name == text and d.named), None) or cast.add(
            text, kind, "a name in the source; the report does not show what it is", words=name.words
        )
    draft.add_mention(name.span)
    if draft.kind == "government" and name.words in cast.located:
        return Found(draft.number, f"“{text}” is a place in this report: its government speaks")
    return Found(draft.number, f"named in the source: “{text}”")


def _add_metonym(cast: Cast, name: Name) -> int:
    assert name.known is not None
    draft = cast.add_known(name.known, f"“{' '.join(name.words)}” in the place of a speaker")
    draft.add_mention(name.span, " ".join(name.words))
    return draft.number


def _metonym_why(known: Known, text: str) -> str:
    if known.kind != "government":
        return f"“{text}” is {known.name}" if text != known.name else f"named in the source: “{text}”"
    how = {"capital": "the capital", "seat": "a seat of government", "demonym": "the adjective"}.get(known.form)
    return f"“{text}” stands for the government of {known.name}" + (f": it is {how}" if how else "")
