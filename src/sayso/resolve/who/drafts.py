"""Entities in the making: names of one report gathered by whom they name, with roles, countries and reasons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from sayso.records import Entity, Span
from sayso.resolve.who.names import Name
from sayso.resolve.who.organs import is_known_organ, is_organ
from sayso.resolve.who.table import Known, Table, fold_name, make_slug
from sayso.resolve.who.titles import (
    RANKS,
    SYNONYMS,
    Role,
    read_role_after,
    read_role_before,
    read_role_is,
    read_role_words,
)
from sayso.resolve.who.words import Words, is_subject

_KIN = frozenset(
    "son daughter wife husband brother sister father mother widow widower niece nephew granddaughter grandson cousin".split()
)
_SAYS = frozenset("said says told added".split())
_FORMS = frozenset("inc corp corporation ltd limited co company plc llc llp ag gmbh sa nv n.v s.a holdings".split())
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_BEFORE_RANKS = frozenset("retired former army navy police air force vice rear staff acting".split())


@dataclass(slots=True)
class Draft:
    """
    One entity while the report is being read. `words` is the longest name, `roles` what the report calls its bearer; a `weak` one is left out if
    nobody speaks as it. An `organ` is a body of a state or town, no state itself; `common` are the words of a body that
    common nouns name.
    """

    number: int
    name: str
    kind: str
    why: str
    words: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    key: str | None = None
    country: str | None = None
    named: bool = True
    gender: str | None = None
    roles: list[Role] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    owner: int | None = None
    weak: bool = False
    organ: bool = False
    common: tuple[str, ...] = ()

    @property
    def is_body(self) -> bool:
        """Whether it is a named body: an organization, an armed group, an outlet or an organ of a state."""
        return self.named and (self.organ or self.kind in ("organization", "armed_group", "media"))

    @property
    def surname(self) -> str:
        """The last word of the name without "Jr." and the like, as written."""
        words = [word for word in self.words if word.lower() not in _SUFFIXES]
        return words[-1] if words else self.name

    def add_mention(self, span: Span, alias: str | None = None) -> None:
        """Notes one more place where the entity stands, and the words if they are another name of it; the longest names it."""
        if span not in self.mentions:
            self.mentions.append(span)
        if not alias or alias == self.name:
            return
        if self.kind not in ("person", "government") and len(alias) > len(self.name):
            alias, self.name, self.words = self.name, alias, tuple(alias.split())
            if alias not in self.aliases:
                self.aliases.append(alias)
            self.aliases = [other for other in self.aliases if other != self.name]
        elif alias not in self.aliases:
            self.aliases.append(alias)


@dataclass(slots=True)
class Cast:
    """
    All entities of a report while it is read, and for each name in the text the entity it names (`None`: nobody we know).

    `by_common` finds bodies by the common nouns that name them, `called` by their names. `common` are the report's lower-case words, `settled` the names that stand within a sentence, `placed` those after "in" or "to" and the like, `located` only
    those after "in", "near" and the like.
    """

    words: Words
    table: Table
    names: list[Name]
    common: frozenset[str] = frozenset()
    year: int | None = None
    settled: frozenset[tuple[str, ...]] = frozenset()
    placed: frozenset[tuple[str, ...]] = frozenset()
    located: frozenset[tuple[str, ...]] = frozenset()
    by_surname: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_role: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    drafts: list[Draft] = field(default_factory=list)
    owners: list[int | None] = field(default_factory=list)
    by_key: dict[str, int] = field(default_factory=dict)
    by_common: dict[tuple[str, ...], int] = field(default_factory=dict)
    called: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, name: str, kind: str, why: str, **fields: object) -> Draft:
        """A new draft at the end of the cast."""
        draft = Draft(number=len(self.drafts), name=name, kind=kind, why=why, **fields)  # type: ignore[arg-type]
        self.drafts.append(draft)
        if draft.key is not None:
            self.by_key.setdefault(draft.key, draft.number)
        if draft.kind == "person" and draft.named and len(draft.words) >= 2:
            self.index_person(draft)
        return draft

    def index_person(self, draft: Draft) -> None:
        """Makes a person findable by the surname, and by the first and middle names."""
        self.by_surname[fold_name(draft.surname)].append(draft.number)
        for word in {draft.words[0].lower(), *(w.lower() for w in draft.words[1:-1] if len(w) > 3)}:
            self.by_first[word].append(draft.number)

    def bearers(self, head: str) -> list[Draft]:
        """The persons with a role that turns on a noun, or on another word for it."""
        if len(self.by_role) == 0:
            for draft in self.people():
                for role in draft.roles:
                    self.by_role[SYNONYMS.get(role.head, role.head)].append(draft.number)
        return [self.drafts[number] for number in dict.fromkeys(self.by_role.get(SYNONYMS.get(head, head), ()))]

    def with_surname(self, surname: str) -> list[Draft]:
        """The persons named in full who have a surname."""
        return [self.drafts[number] for number in dict.fromkeys(self.by_surname.get(fold_name(surname), ()))]

    def add_known(self, known: Known, why: str, text: str | None = None) -> Draft:
        """
        The draft of something in the table, made on first use.

        A government has its country's name; a body the name that the report gives it, `text`.
        """
        if known.key in self.by_key:
            return self.drafts[self.by_key[known.key]]
        name = known.name if known.kind == "government" or known.form != "name" or text is None else text
        words = tuple(name.split())
        organ = is_known_organ(known, (name,))
        return self.add(name, known.kind, why, words=words, key=known.key, country=known.country, organ=organ)

    def people(self) -> list[Draft]:
        """The named persons."""
        return [draft for draft in self.drafts if draft.kind == "person" and draft.named]


def gather_cast(words: Words, names: list[Name], table: Table, sources: list[Span], *, year: int | None = None) -> Cast:
    """The entities that the names of a report of some year stand for."""
    common = frozenset(word for word, is_capital in zip(words.bases, words.capital, strict=True) if not is_capital)
    settled = frozenset(name.words for name in names if not words.initial[name.first])
    placed = frozenset(name.words for name in names if name.in_place)
    located = frozenset(name.words for name in names if _is_located(words, name))
    cast = Cast(
        located=located,
        words=words,
        table=table,
        names=names,
        year=year,
        common=common,
        settled=settled,
        placed=placed,
        owners=[None] * len(names),
    )
    spoken = _names_in_sources(names, sources)
    surnames = _count_singles(names)
    for index, name in enumerate(names):
        if name.known is not None and not _is_person_here(name, names, table):
            _place_known(cast, index)
        elif name.shape in ("organization", "media"):
            _place_body(cast, index)
        elif (
            len(_name_words(name)) >= 2
            and name.words not in cast.called
            and _is_person(cast, index, spoken=index in spoken, surnames=surnames)
        ):
            _place_full_name(cast, index)
    _read_roles(cast)
    for index, name in enumerate(names):
        if (
            cast.owners[index] is None
            and name.known is None
            and len(_name_words(name)) >= 1
            and not _is_heading_only(name, words, index, spoken)
        ):
            _place_short_name(cast, index, spoken=index in spoken)
    _place_homonyms(cast)
    _read_roles(cast)
    for draft in cast.people():
        _finish_person(cast, draft)
    _link_abbreviations(cast)
    return cast


def _is_located(words: Words, name: Name) -> bool:
    """Whether "in", "near" or "across" stands right before a name without a title, as before places only."""
    at = name.opens - 1
    return (
        name.in_place
        and not name.title
        and name.shape in (None, "place")
        and words.lower[at] in ("in", "near", "across", "outside", "inside", "throughout", "into")
    )


def _place_homonyms(cast: Cast) -> None:
    """A capital, a state or an adjective that is the surname of somebody in the report is that person: "Paris" after "Valeska Paris"."""
    surnames = {fold_name(draft.surname) for draft in cast.people() if len(draft.words) >= 2}
    for index, name in enumerate(cast.names):
        if (
            cast.owners[index] is None
            and name.known is not None
            and len(name.words) == 1
            and not name.in_place
            and fold_name(name.words[0]) in surnames
        ):
            _place_short_name(cast, index, spoken=False)


def _is_heading_only(name: Name, words: Words, index: int, spoken: set[int]) -> bool:
    return words.heading[name.first] and index not in spoken and name.shape is None


def _names_in_sources(names: list[Name], sources: list[Span]) -> set[int]:
    found: set[int] = set()
    starts = [name.span.start for name in names]
    for span in sources:
        at = bisect_left(starts, span.start)
        while at < len(names) and names[at].span.start < span.end:
            found.add(at)
            at += 1
    return found


def _count_singles(names: list[Name]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        if len(name.words) == 1 and name.known is None:
            counts[name.words[0]] += 1
    return counts


def _name_words(name: Name) -> tuple[str, ...]:
    return tuple(word for word in name.words if word.lower() not in _SUFFIXES)


def _is_person_here(name: Name, names: list[Name], table: Table) -> bool:
    """Whether a word of the table is a person's name in this report: "Jordan" where Jordan Ames is named, "Mr. Washington"."""
    return bool(any(word.lower() in table.ranks for word in name.title[-1:]) and len(name.words) == 1)


def _is_person(cast: Cast, index: int, *, spoken: bool, surnames: dict[str, int]) -> bool:
    """Whether a name of two words or more is a person's: it looks so, it speaks, it has a role beside it, or its surname recurs alone."""
    name, words, table = cast.names[index], cast.words, cast.table
    last = _name_words(name)[-1].lower()
    if last in cast.common and not table.is_first_name(name.words[0]):
        return False
    if last.endswith("s") and last[:-1] in table.roles and not table.is_first_name(name.words[0]):
        return False  # "Senate Republicans"
    if name.shape == "person":
        return True
    if name.shape is not None or words.heading[name.first]:
        return False
    if len(name.words) > 4 or any(word.lower() in ("of", "for", "and", "the") for word in name.words):
        return False
    if (
        last in table.name_heads
        or last in table.media_heads
        or last in table.organization_nouns
        or last in table.document_nouns
    ):
        return False
    if (
        spoken
        or _has_age(words, name)
        or read_role_after(words, name, table) is not None
        or read_role_before(words, name, table) is not None
    ):
        return True
    return not name.in_place and surnames.get(name.words[-1], 0) >= 1


def _has_age(words: Words, name: Name) -> bool:
    """Whether an age between commas, or in brackets, follows a name: "Jane Roe, 61, has"."""
    age = name.last + 1
    return (
        age + 1 < len(words.bases)
        and words.gaps[name.last].strip() in (",", "(")
        and words.bases[age].isdigit()
        and len(words.bases[age]) <= 2
        and words.gaps[age].strip()[:1] in (",", ")")
        and not (words.gaps[age].strip()[:1] == "," and words.bases[age + 1].isdigit())
    )


def _place_known(cast: Cast, index: int) -> None:
    name = cast.names[index]
    known = name.known
    assert known is not None
    if known.kind == "government" and (known.form in ("demonym", "capital", "state") or name.in_place):
        return  # adjectives and places: they speak only where a source says so
    text = " ".join(name.words)
    draft = cast.add_known(known, f"“{text}” is known to sayso", text)
    draft.add_mention(name.span, " ".join(name.words))
    draft.starts.append(name.first)
    cast.owners[index] = draft.number


def _place_body(cast: Cast, index: int) -> None:
    name = cast.names[index]
    text = " ".join(name.words)
    draft = next((d for d in cast.drafts if d.kind == name.shape and text in (d.name, *d.aliases)), None)
    if draft is None and cast.words.heading[name.first]:
        return
    if draft is None:
        draft = _add_body(cast, name, text)
    draft.add_mention(name.span, text)
    draft.starts.append(name.first)
    cast.called.setdefault(name.words, draft.number)
    cast.owners[index] = draft.number


def _add_body(cast: Cast, name: Name, text: str) -> Draft:
    """A new organization or outlet. "Boeing Company" is the Boeing of the table, and its key has no "company" in any case."""
    assert name.shape is not None
    where = f"named in paragraph {cast.words.paragraph[name.first] + 1}"
    plain = name.words
    while len(plain) > 1 and plain[-1].lower().rstrip(".") in _FORMS:
        plain = plain[:-1]
    known = cast.table.names.get(plain)
    if known is not None and known.kind in ("organization", "media"):
        return cast.add_known(known, f"{where}, known to sayso", text)
    of = (cast.table.names.get((word,)) for word in name.words)
    country = next((known.country for known in of if known is not None and known.kind == "government"), None)
    is_own = len(name.words) >= 2 and not _is_generic(cast, name)
    key = f"{name.shape}:{make_slug(' '.join(plain))}" if is_own else None
    if key is not None and key in cast.by_key:
        return cast.drafts[cast.by_key[key]]
    organ = name.shape == "organization" and is_organ(name.words)
    what = "an organ of a state" if organ else _article(name.shape)
    why = f"{where}; its name is that of {what}"
    return cast.add(text, name.shape, why, words=name.words, key=key, country=country, organ=organ)


def _is_generic(cast: Cast, name: Name) -> bool:
    """Whether many bodies have the name: "Foreign Ministry", "Supreme Court", "House Judiciary Committee" of no country."""
    table = cast.table
    generic = (
        table.role_adjectives
        | table.name_heads
        | table.organization_nouns
        | table.roles
        | {"of", "the", "for", "and", "&", "on", "to"}
    )
    return all(word.lower() in generic for word in name.words)


def _article(kind: str) -> str:
    return {"organization": "an organization", "media": "a news outlet"}.get(kind, kind)


def _place_full_name(cast: Cast, index: int) -> None:
    name = cast.names[index]
    spoken = _name_words(name)
    suffix = tuple(word for word in name.words if word.lower() in _SUFFIXES)
    for draft in cast.with_surname(spoken[-1]):
        if _is_same_person(draft, name, spoken) and draft.suffix == suffix:
            break
    else:
        why = f"named in paragraph {cast.words.paragraph[name.first] + 1}"
        draft = cast.add(" ".join((*spoken, *suffix)), "person", why, words=spoken, suffix=suffix)
    if (
        draft.words[1:] == spoken
        and len(spoken) > 1
        and not cast.table.is_first_name(draft.words[0])
        and len(draft.words[0].strip(".")) > 1
    ):
        draft.name, draft.words = " ".join((*spoken, *suffix)), spoken  # "Crooked Jane Roe" came first
    is_longer = len(spoken) > len(draft.words) and fold_name(spoken[-1]) == fold_name(draft.surname)
    if is_longer and (spoken[1:] != draft.words or cast.table.is_first_name(spoken[0])):
        draft.aliases.append(draft.name)
        draft.name, draft.words = " ".join((*spoken, *suffix)), spoken
    draft.add_mention(name.span, " ".join(name.words))
    draft.starts.append(name.first)
    draft.gender = draft.gender or name.gender
    cast.owners[index] = draft.number


def _is_same_person(draft: Draft, name: Name, spoken: tuple[str, ...]) -> bool:
    if len(draft.words) < 2 or fold_name(draft.surname) != fold_name(spoken[-1]):
        return False
    one, other = draft.words[0].strip("."), spoken[0].strip(".")
    if name.gender and draft.gender and name.gender != draft.gender:
        return False
    if fold_name(one) == fold_name(other):
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if draft.words[1:] == spoken or spoken[1:] == draft.words:
        return True
    middle = {word.strip(".").lower() for word in (*draft.words[1:-1], *spoken[1:-1])}
    if one.lower() in middle or other.lower() in middle:
        return True
    return min(len(one), len(other)) >= 3 and (
        one.lower().startswith(other.lower()) or other.lower().startswith(one.lower())
    )


def _place_short_name(cast: Cast, index: int, *, spoken: bool) -> None:
    """A surname, a first name or an unknown word: linked to a person of the report, or a person of its own where it has a title."""
    name = cast.names[index]
    words = _name_words(name)
    is_titled = any(word.lower() not in ("fellow", "senior", "top", "many", "some") for word in name.title)
    if name.shape in (None, "person") and not is_titled and is_plain_noun(cast, name.last):
        return
    draft = cast.drafts[cast.called[words]] if words in cast.called and not is_titled else None
    draft = draft or find_person(cast, words, name.gender, name.first)
    if draft is None:
        draft = _find_body(cast, words) if spoken and not name.in_place else None
    if draft is None and (
        name.shape == "person" or (spoken and _may_speak(cast, name, words)) or _may_be_person(cast, name)
    ):
        is_person = (
            name.shape == "person"
            or len(words) > 1
            or cast.table.is_first_name(words[0])
            or fold_name(words[0]) in cast.table.surnames
        )
        why = f"named in paragraph {cast.words.paragraph[name.first] + 1}, only by this name"
        draft = _find_short(cast, words) or cast.add(
            " ".join(words), "person" if is_person else "unknown", why, words=words, weak=True
        )
        draft.weak = draft.weak and not spoken
    if draft is None:
        return
    if name.shape == "person":
        draft.weak = False
        draft.kind = "person" if draft.kind == "unknown" else draft.kind
    draft.add_mention(name.span, " ".join(words))
    draft.starts.append(name.first)
    if name.gender and not draft.gender:
        draft.gender = name.gender
    cast.owners[index] = draft.number


def _may_speak(cast: Cast, name: Name, words: tuple[str, ...]) -> bool:
    """Whether a short name in a source may be somebody: it is no place and no common word that only opens a sentence."""
    if name.shape is not None or len(words) > 2 or name.words in cast.placed:
        return False
    if len(words) == 2 or not cast.words.initial[name.first]:
        return True
    return words in cast.settled or fold_name(words[0]) in cast.table.surnames


def _may_be_person(cast: Cast, name: Name) -> bool:
    """Whether a single unknown word stands where people stand: before a verb or with a possessive, and is no common word."""
    words, lower = cast.words, name.words[0].lower()
    if (
        len(name.words) > 1
        or name.shape is not None
        or name.in_place
        or name.words in cast.located
        or lower in cast.common
        or words.heading[name.first]
        or len(lower) < 3
    ):
        return False
    lists = (
        cast.table.name_heads,
        cast.table.organization_nouns,
        cast.table.document_nouns,
        cast.table.media_nouns,
        cast.table.group_nouns,
        cast.table.openers,
        cast.table.roles,
        cast.table.role_adjectives,
    )
    if any(lower in entries for entries in lists) or name.words[0] in cast.table.states:
        return False
    after = words.lower[name.last + 1 : name.last + 3] if words.gaps[name.last] == " " else []
    speaks = bool(after) and (
        after[0] in _SAYS or (len(after) > 1 and after[0] in ("also", "later") and after[1] in _SAYS)
    )
    if name.words not in cast.settled and not cast.table.is_first_name(lower) and not speaks:
        return False
    return cast.table.is_first_name(lower) or words.possessive[name.last] or is_subject(words, name.opens, name.last)


def is_plain_noun(cast: Cast, at: int) -> bool:
    """Whether a capitalised word is a noun like any other: "Police", "Republicans", "Voters"."""
    lower, table = cast.words.lower[at], cast.table
    if find_person(cast, (cast.words.bases[at],), None, at) is not None:
        return False
    lists = (
        table.group_nouns,
        table.government_people,
        table.armed_people,
        table.document_nouns,
        table.media_nouns,
        table.organization_nouns,
        table.roles,
    )
    return (
        any(lower in entries for entries in lists)
        or (lower.endswith("s") and lower[:-1] in table.roles)
        or lower in cast.common
    )


def _find_short(cast: Cast, words: tuple[str, ...]) -> Draft | None:
    return next((d for d in cast.drafts if d.named and d.kind in ("person", "unknown") and d.words == words), None)


def _find_body(cast: Cast, words: tuple[str, ...]) -> Draft | None:
    """The organization of which the words are the first or the last words of its name, if there is only one."""
    if len(words) > 2 or len(words[0]) < 4:
        return None
    found = [
        d
        for d in cast.drafts
        if d.kind in ("organization", "media")
        and len(d.words) > len(words)
        and (d.words[: len(words)] == words or d.words[-len(words) :] == words)
    ]
    return found[0] if len(found) == 1 else None


def find_person(cast: Cast, words: tuple[str, ...], gender: str | None, at: int) -> Draft | None:
    """
    The person of the report whom a surname or a first name means, `None` if nobody or not one person only.

    Where several share the surname, an honorific may decide; else the one named in full just before, in the same paragraph; else the one
    who is named in full most.
    """
    if len(words) > 2:
        return None
    found = [d for d in cast.with_surname(words[-1]) if not d.suffix or len(cast.with_surname(words[-1])) == 1]
    if len(words) == 2:
        two = tuple(map(fold_name, words))
        found = [d for d in found if len(d.words) > 2 and tuple(map(fold_name, d.words[-2:])) == two]
    if not found and len(words) == 1:
        found = [cast.drafts[number] for number in dict.fromkeys(cast.by_first.get(words[0].lower(), ()))]
    if len(words) == 1 and not gender:
        # a bare surname is hardly the daughter of the one who bears it, unless she is named more
        others = [d for d in found if not any(role.head in _KIN for role in d.roles)]
        if others and max(len(d.mentions) for d in others) >= max(len(d.mentions) for d in found):
            found = others
    if gender:
        found = [d for d in found if _gender(cast, d) in (gender, None)]
    if len(found) <= 1:
        return found[0] if found else None
    return _choose_namesake(cast, found, at)


def _choose_namesake(cast: Cast, found: list[Draft], at: int) -> Draft | None:
    paragraph = cast.words.paragraph[at]
    near = [d for d in found if any(s < at and cast.words.paragraph[s] == paragraph for s in d.starts)]
    if len(near) == 1 and len(near[0].mentions) >= max(len(d.mentions) for d in found) / 3:
        return near[0]
    counted = sorted(found, key=lambda d: -len(d.mentions))
    if len(counted[0].mentions) >= 2 * len(counted[1].mentions):
        return counted[0]
    earlier = [d for d in found if d.starts and d.starts[0] < at]
    return earlier[0] if len(earlier) == 1 else None


def _gender(cast: Cast, draft: Draft) -> str | None:
    return draft.gender or (cast.table.gender_of(draft.words[0]) if len(draft.words) >= 2 else None)


def _read_roles(cast: Cast) -> None:
    """The roles that titles and appositions give the persons, and the gender that these show."""
    for name, owner in zip(cast.names, cast.owners, strict=True):
        if owner is None or cast.drafts[owner].kind != "person":
            continue
        draft = cast.drafts[owner]
        roles = (
            read_role_words(name.title, cast.table),
            read_role_after(cast.words, name, cast.table),
            read_role_before(cast.words, name, cast.table),
            read_role_is(cast.words, name, cast.table),
        )
        for role in roles:
            if role is not None and role not in draft.roles:
                draft.roles.append(role)
            if role is not None and role.gender and not draft.gender:
                draft.gender = role.gender


def _finish_person(cast: Cast, draft: Draft) -> None:
    """Country, gender and key of a person."""
    draft.gender = _gender(cast, draft)
    draft.country = next((role.country for role in draft.roles if role.country), None)
    leader = _find_leader(cast, draft)
    if leader is not None and draft.country is None:
        draft.country = leader[1]
    draft.key = make_person_key(cast, draft)
    if draft.key is not None:
        cast.by_key.setdefault(draft.key, draft.number)


def _find_leader(cast: Cast, draft: Draft) -> tuple[str, str] | None:
    """
    The name and country of the known leader whom an office and a surname mean: "President Obama".

    Of several with one surname it is the one in office in the year of the report; without a year nobody.
    """
    for role in draft.roles:
        fitting = {
            (name, country)
            for name, country, begin, end in cast.table.leaders.get((role.office or "", fold_name(draft.surname)), ())
            if len(draft.words) > 1 or cast.year is None or role.is_former or begin <= cast.year <= end
        }
        if len(draft.words) > 1:
            fitting = {pair for pair in fitting if fold_name(pair[0].split()[0]) == fold_name(draft.words[0])}
        if len(fitting) == 1:
            return fitting.pop()
    return None


def make_leader_slug(cast: Cast, name: str) -> str:
    """First and last name of a leader; the whole name where two have these in common."""
    words = name.split()
    is_double = (fold_name(words[0]), fold_name(words[-1])) in cast.table.doubles
    return make_slug(name) if is_double else f"{make_slug(words[0])}-{make_slug(words[-1])}"


def make_person_key(cast: Cast, draft: Draft) -> str | None:
    """
    The key of a person: from the full name, or from the surname with a role and a country that only one known office holder has.

    Never from a surname alone.
    """
    if len(draft.words) >= 2 and (fold_name(draft.words[0]), fold_name(draft.surname)) in cast.table.doubles:
        leader = _find_leader(cast, draft) if len(draft.words) == 2 else None
        name = leader[0] if leader is not None else " ".join(draft.words)
        return f"person:{make_slug(name)}" if len(name.split()) > 2 else None
    if len(draft.words) >= 2:
        first, last = fold_name(draft.words[0]), fold_name(draft.surname)
        known = cast.table.people.get((first, last))
        name = known[0] if known else draft.name
        words = [word for word in name.split() if word.lower().strip(".") not in _SUFFIXES]
        slug = f"{make_slug(words[0])}-{make_slug(words[-1])}" if len(words) < 4 else make_slug(name)
        return f"person:{slug}" + "".join(f"-{make_slug(word)}" for word in draft.suffix)
    leader = _find_leader(cast, draft)
    if leader is not None and leader[1] == draft.country:
        return f"person:{make_leader_slug(cast, leader[0])}"
    rows = [
        row for role in draft.roles for row in cast.table.leaders.get((role.office or "", fold_name(draft.surname)), ())
    ]
    if len({row[0] for row in rows}) > 1:
        return None
    if draft.words and draft.country and any(role.is_office for role in draft.roles):
        holder = cast.table.holders.get((draft.country, fold_name(draft.words[0])))
        if holder is not None:
            words = holder[0].split()
            return f"person:{make_slug(words[0])}-{make_slug(words[-1])}"
    return None


def _link_abbreviations(cast: Cast) -> None:
    """Merges "Lomvar Liberation Front (LLF)" and "LLF (Lomvar Liberation Front)" into one body, and LLF elsewhere with them."""
    for index in range(len(cast.names) - 1):
        one, other = cast.names[index], cast.names[index + 1]
        between = cast.words.text[one.span.end : other.span.start]
        closes = cast.words.text[other.span.end : other.span.end + 1] == ")"
        if between.strip() != "(" or not closes:
            continue
        first, second = cast.owners[index], cast.owners[index + 1]
        if first is None or second is None or first == second or not _is_abbreviation(one.words, other.words):
            continue
        _merge(cast, first, second)
    for draft in list(cast.drafts):
        if draft.kind == "organization" and len(draft.words) == 1 and draft.key is None and draft.mentions:
            letters = draft.name.replace(".", "")
            for other_draft in cast.drafts:
                if other_draft.kind in ("organization", "armed_group") and _initials(other_draft.words) == letters:
                    _merge(cast, other_draft.number, draft.number)
                    break


def _is_abbreviation(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of the names is made of first letters of the other, in order: LLF of Lomvar Liberation Front."""
    short, long = sorted((one, other), key=len)
    letters = [c for c in short[0].replace(".", "") if c.isalpha()]
    if len(short) > 1 or len(letters) < 2 or not "".join(letters[:2]).isupper():
        return False
    firsts = iter("".join(word[0] for word in long).upper())
    return len(long) > 1 and sum(letter.upper() in firsts for letter in letters) >= max(2, len(letters) - 1)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) >= 2 else ""


def _merge(cast: Cast, keep: int, drop: int) -> None:
    kept, dropped = cast.drafts[keep], cast.drafts[drop]
    bodies = ("organization", "armed_group", "media", "government")
    if kept.kind not in bodies or dropped.kind not in bodies:
        return
    if len(dropped.words) > len(kept.words):
        kept, dropped, drop = dropped, kept, keep
    if (
        kept.key
        and dropped.key
        and kept.key.split(":")[0] != "organization"
        and dropped.key.split(":")[0] != "organization"
    ):
        return
    for span in dropped.mentions:
        kept.add_mention(span, dropped.name)
    for alias in (dropped.name, *dropped.aliases):
        if alias not in kept.aliases and alias != kept.name:
            kept.aliases.append(alias)
    kept.starts = sorted(kept.starts + dropped.starts)
    dropped.mentions, dropped.starts, dropped.aliases = [], [], []
    cast.owners = [kept.number if owner == drop else owner for owner in cast.owners]


def choose_role(roles: list[Role]) -> str | None:
    """The role that says most: the first that is more than a rank, else the first."""
    texts = [role.text for role in roles if role.text]
    first = next((text for text in texts if not _is_rank(text)), texts[0] if texts else None)
    if first is None or " " in first:
        return first
    # "minister" where the report also says "minister of health"
    return next((text for text in texts if first in text.split() and len(text.split()) <= 6), first)


def _is_rank(text: str) -> bool:
    words = text.lower().split()
    return words[-1] in RANKS and all(word in RANKS or word in _BEFORE_RANKS for word in words)


def _find_role(draft: Draft) -> str | None:
    """The role of an entity; none for one whose name already is the words of the role, such as an unnamed "fire chief"."""
    role = choose_role(draft.roles)
    is_named_by_role = role is not None and role.casefold() in re.sub(r"[’']s\b", "", draft.name.casefold())
    return None if not draft.named or (draft.kind == "office" and is_named_by_role) else role


def make_entities(cast: Cast, used: set[int]) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """The finished entities in order of first mention, and for each draft its id. Drafts nothing points to are left out."""
    kept = [draft for draft in cast.drafts if draft.number in used or (draft.mentions and not draft.weak)]
    kept.sort(key=lambda draft: (min(draft.mentions).start if draft.mentions else 1 << 30, draft.number))
    ids = {draft.number: f"e{place}" for place, draft in enumerate(kept, start=1)}
    entities = tuple(
        Entity(
            id=ids[draft.number],
            name=draft.name,
            kind="government" if draft.organ else draft.kind,
            key=draft.key,
            role=_find_role(draft),
            country=draft.country,
            named=draft.named,
            aliases=tuple(draft.aliases),
            mentions=tuple(sorted(draft.mentions)),
            why=draft.why,
        )
        for draft in kept
    )
    return entities, ids
