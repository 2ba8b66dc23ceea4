"""Role phrases: "the Iranian defence minister" is the person who bears the role in this report, else an office, else unnamed."""

from __future__ import annotations

import re

from sayso.records import Span
from sayso.resolve.who.bodies import explain_body, kind_of_body
from sayso.resolve.who.drafts import Cast, Draft
from sayso.resolve.who.found import (
    DEFINITE,
    DIPLOMATS,
    INDEFINITE,
    OFFICIAL,
    REPRESENTS,
    Found,
    Phrase,
    add_unnamed,
    describe_place,
)
from sayso.resolve.who.titles import ABBREVIATED, PREPOSITIONS, RANKS, SYNONYMS, Role, read_role_words
from sayso.resolve.who.words import gender_of_noun

_OWNERS = frozenset("his her their its my our your".split())
_PREDICATIVE = frozenset(
    "is was are were be been being became become becomes remain remains remained not as called named considered elected appointed".split()
)
_DEPUTIES = frozenset("deputy vice assistant associate shadow junior lieutenant".split())
_FAMILIAR = frozenset(
    "mum mom mother dad father grandma grandpa widow cosplayer neighbour neighbor teenager boy girl".split()
)
_NO_PERSON = frozenset(
    "head star fan figure host chair chief general major whip whips independent conservative liberal progressive moderate source child person individual ally".split()
)


def resolve_role(cast: Cast, phrase: Phrase, head: str, body: Draft | None) -> Found:
    words = cast.words
    span = Span(words.starts[phrase.first], words.ends[phrase.last])
    opening = words.lower[phrase.first]
    role = read_role_words(
        tuple(
            words.bases[i] for i in range(phrase.first, phrase.last + 1) if words.lower[i] not in DEFINITE | INDEFINITE
        ),
        cast.table,
    )
    is_definite = (
        opening in DEFINITE
        or words.possessive[phrase.first]
        or (opening not in INDEFINITE and any(words.possessive[i] for i in range(phrase.first, phrase.head)))
    )
    is_definite = is_definite or (opening not in INDEFINITE and role is not None and role.office is not None)
    if is_definite and role is not None:
        bearer = find_bearer(cast, role, phrase.first, span)
        if bearer is not None and (opening not in _OWNERS or _is_near(cast, bearer[0], phrase.first)):
            draft, why = bearer
            draft.add_mention(span)
            return Found(draft.number, why)
        ahead = find_bearer_ahead(cast, role, phrase.first) if opening not in _OWNERS and not role.is_former else None
        if ahead is not None:
            words_of_span = " ".join(span.of(words.text).split())
            if all(_plain_words(role) - _plain_words(own) for own in ahead.roles if own.text and own.head == role.head):
                ahead.roles.insert(0, role)
            ahead.country = ahead.country or role.country
            why = f"“{words_of_span}” is {ahead.name}, named soon after as the only one with this role"
            ahead.add_mention(span)
            return Found(ahead.number, why)
        if role.office is not None and head != "official" and not role.is_former:
            return _add_office(cast, role, span)
    gender = gender_of_noun(head)
    if head in REPRESENTS:
        kind, why = kind_of_body(body), explain_body(body)
        if body is None and set(words.lower[phrase.first : phrase.head]) & OFFICIAL:
            kind = "government"
        country = body.country if body else role.country if role else None
        return add_unnamed(cast, phrase.span, kind, why, country=country, gender=gender, role=role, shared=is_definite)
    if (
        head in cast.table.government_people
        and not (head in DIPLOMATS and body is None and not (role is not None and role.country))
        and not (role is not None and role.is_former)
    ):
        return add_unnamed(
            cast,
            phrase.span,
            "government",
            "an official without a name",
            country=role.country if role else None,
            role=role,
            shared=is_definite,
        )
    if head in cast.table.media_nouns:
        return add_unnamed(cast, phrase.span, "media", "somebody of the media, without a name", shared=is_definite)
    return add_unnamed(
        cast,
        phrase.span,
        "person",
        "a person without a name",
        gender=gender,
        role=role,
        shared=is_definite,
        country=role.country if role else None,
    )


def _is_near(cast: Cast, draft: Draft, at: int) -> bool:
    """Whether somebody stands in this sentence or the two before: "his lawyer" is hardly one named long ago."""
    sentence = cast.words.sentence
    return any(start < at and sentence[at] - sentence[start] <= 2 for start in draft.starts)


def find_bearer(cast: Cast, role: Role, at: int, span: Span) -> tuple[Draft, str] | None:
    """
    The person of the report who bears a role, if the words fit one person best; the one named last before where several do.

    "The Iranian defence minister" fits a person whose role turns on the same noun, with each further word of the phrase in it and no
    other country.
    """
    ignored = {"the", "of", "for", "and", "in", "to", "at", "new", "country", "nation", "own", "’s", "s"}
    asked = {w for w in role.words if w not in ignored and w != role.head}
    fitting: list[tuple[int, int, Draft]] = []
    for draft in cast.bearers(role.head):
        own = next((own for own in draft.roles if _fits(own, role, asked, draft)), None)
        before = max((start for start in draft.starts if start < at), default=None) if own is not None else None
        if own is not None and before is not None:
            fitting.append((before, len(asked & set(own.words)), draft))
    if not fitting:
        return None
    fitting.sort(key=lambda item: (item[0], item[1]))
    draft = fitting[-1][2]
    words = " ".join(span.of(cast.words.text).split())
    others = {item[2].number for item in fitting} - {draft.number}
    why = f"“{words}” fits the role of {draft.name}, {describe_place(cast, draft)}"
    return draft, why + (", the last of several named before" if others else "")


def find_bearer_ahead(cast: Cast, role: Role, at: int) -> Draft | None:
    """
    The person who is named first in this paragraph or the two after a lead's role phrase, with the same role or the bare noun of it.

    "The Tarsenian defence minister warned …" is the Vashtek of "the minister, Gen. Orlan Vashtek, said", if nobody else could be.
    """
    paragraph = cast.words.paragraph
    if paragraph[at] > 1:
        return None
    asked = _plain_words(role)
    fitting = []
    for draft in cast.bearers(role.head):
        if draft.country and role.country and draft.country != role.country:
            continue
        heads = [own for own in draft.roles if SYNONYMS.get(own.head, own.head) == SYNONYMS.get(role.head, role.head)]
        has_role = any(_plain_words(own) <= asked or asked <= _plain_words(own) for own in heads if not own.is_former)
        if has_role and not any((_plain_words(own) ^ asked) & _DEPUTIES for own in heads):
            fitting.append(draft)
    if len(fitting) != 1 or not fitting[0].starts:
        return None
    first = min(fitting[0].starts)
    return fitting[0] if first > at and paragraph[first] - paragraph[at] <= 2 else None


def _plain_words(role: Role) -> set[str]:
    """What a role says besides its noun, ranks and small words."""
    ignored = RANKS | {"the", "of", "for", "and", "in", "new", "country", "nation", role.head}
    return (
        {_plain(word) for word in role.words}
        - ignored
        - {abbreviated for abbreviated in role.words if abbreviated in ABBREVIATED}
    )


def find_people_phrases(cast: Cast, taken: set[int]) -> list[tuple[int, int, int]]:
    """
    Descriptions of one person outside of the sources, as (first word, last word, draft): "a lawmaker", "the minister", "her brother".

    A definite one that fits somebody's role is that person; others get a weak draft of their own.
    """
    words, table = cast.words, cast.table
    found = []
    descriptions: dict[str, Draft] = {}
    for at, lower in enumerate(words.lower):
        if (
            words.capital[at]
            or (lower not in table.roles and lower not in _FAMILIAR)
            or at in taken
            or lower in _NO_PERSON
        ):
            continue
        first = at
        while first > 0 and at - first < 5 and words.gaps[first - 1] == " " and first - 1 not in taken:
            first -= 1
            if (
                words.lower[first] in DEFINITE | {"a", "an", "one", "another"}
                or words.lower[first] in PREPOSITIONS
                or words.possessive[first]
            ):
                break
        opening = words.lower[first]
        before = words.lower[first - 1] if first > 0 and words.sentence[first - 1] == words.sentence[first] else ""
        if (
            (before in _PREDICATIVE and (first < 2 or words.lower[first - 2] != "there"))
            or (before in PREPOSITIONS and before != "that")
            or (before and words.gaps[first - 1].strip() in (",", "("))
            or (words.gaps[at].strip() == "," and words.capital[min(at + 1, len(words.bases) - 1)])
        ):
            continue
        follows = words.lower[at + 1] if at + 1 < len(words.bases) and words.gaps[at] == " " else ""
        if (
            follows in table.roles
            or follows in table.organization_nouns
            or (at + 1 in taken and words.gaps[at] == " ")
            or (follows and words.capital[at + 1])
        ):
            continue
        if opening in ("a", "an", "one", "another") and first < at:
            gender = gender_of_noun(lower)
            draft = cast.add(
                " ".join(words.text[words.starts[first] : words.ends[at]].split()),
                "person",
                "described in the report, not named",
                named=False,
                weak=True,
                gender=gender,
            )
            descriptions[lower] = draft
        elif opening in ("the", "his", "her", "my", "their", "our", "its") and first < at:
            role = read_role_words(tuple(words.bases[first + 1 : at + 1]), table)
            bearer = (
                find_bearer(cast, role, first, Span(words.starts[first], words.ends[at])) if role is not None else None
            )
            if bearer is not None:
                found.append((first, at, bearer[0].number))
                continue
            known = descriptions.get(lower)
            if known is None:
                known = cast.add(
                    " ".join(words.text[words.starts[first] : words.ends[at]].split()),
                    "person",
                    "described in the report, not named",
                    named=False,
                    weak=True,
                    gender=gender_of_noun(lower),
                )
                descriptions[lower] = known
            draft = known
        else:
            continue
        draft.add_mention(Span(words.starts[first], words.ends[at]))
        found.append((first, at, draft.number))
    return found


def _fits(own: Role, role: Role, asked: set[str], draft: Draft) -> bool:
    """Whether a role that somebody bears is the one that is asked for."""
    if SYNONYMS.get(own.head, own.head) != SYNONYMS.get(role.head, role.head):
        return False
    if role.country and own.country and role.country != own.country:
        return False
    if _parties(asked) and any(_parties(set(other.words)) - _parties(asked) for other in draft.roles):
        return False
    return not {_plain(w) for w in asked} - {_plain(w) for w in own.words} - {"former"}


def _parties(words: set[str]) -> set[str]:
    """The big parties among the words, as D, R, L, C: nobody bears the role of the other side."""
    letters = {"democratic": "D", "democrat": "D", "republican": "R", "gop": "R", "labour": "L", "conservative": "C"}
    return {letters[word] for word in words if word in letters}


def _plain(word: str) -> str:
    return {"defense": "defence", "labor": "labour"}.get(word, word)


def _add_office(cast: Cast, role: Role, span: Span) -> Found:
    country = role.country
    key = f"office:{country.lower()}/{role.office}" if country else None
    if key is not None and key in cast.by_key:
        draft = cast.drafts[cast.by_key[key]]
        draft.add_mention(span)
        return Found(draft.number, "the same office as before; the report does not name who holds it")
    name = re.sub(
        r"^(?:the|its|his|her|their|our|this|that) ",
        "",
        " ".join(span.of(cast.words.text).split()),
        flags=re.IGNORECASE,
    )
    why = "an office; the report does not name who holds it"
    draft = cast.add(name, "office", why, key=key, country=country, roles=[role], named=country is not None)
    draft.add_mention(span)
    return Found(draft.number, why)
