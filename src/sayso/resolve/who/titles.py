"""Roles in news style: titles before a name, appositions before and after it, and the country and office they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.resolve.who.names import Name
from sayso.resolve.who.table import Known, Table, make_slug
from sayso.resolve.who.words import Words, gender_of_noun

PREPOSITIONS = frozenset(
    "of for in at from to with on by near among against about between under over after before during including like as who that which whose into through across within behind around than per via toward towards".split()
)
_UNTIL = frozenset("until now then currently previously formerly once recently".split())
_OWNED = re.compile(r"(?P<owner>[A-ZÀ-Þ]\w+(?:[ -][A-ZÀ-Þ]\w+)*)['’]s (?P<post>[^'’]+)")
_DETERMINERS = frozenset("the a an its his her their our my your this that one another some".split())
_SPELLING = {
    "defense": "defence",
    "labor": "labour",
    "premier": "prime-minister",
    "foreign": "foreign-affairs",
    "affairs": "",
}
ABBREVIATED = {
    "sen": "senator",
    "sens": "senators",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "maj": "major",
    "capt": "captain",
    "sgt": "sergeant",
    "adm": "admiral",
    "brig": "brigadier",
    "amb": "ambassador",
    "prof": "professor",
    "atty": "attorney",
    "cllr": "councillor",
}
SYNONYMS = {
    "chairwoman": "chairman",
    "chair": "chairman",
    "chairperson": "chairman",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "congresswoman": "representative",
    "congressman": "representative",
    "legislator": "lawmaker",
    "attorney": "lawyer",
    "counsel": "lawyer",
    "candidate": "candidate",
    "nominee": "candidate",
    "adviser": "advisor",
    "businesswoman": "businessman",
    "doctor": "physician",
}
"""Nouns of one role, by the one that stands for all."""
_BEFORE_GENERAL = frozenset(
    "attorney auditor adjutant consul comptroller paymaster registrar secretary director solicitor surgeon inspector postmaster prosecutor governor police army navy retired former us state".split()
)
_PARTIES = frozenset(
    "Labour Labor Conservative Liberal Democratic Republican Tory Green Reform Unionist Independent".split()
)
_OF_PARTIES = frozenset(
    "senator congressman congresswoman representative governor nominee strategist mp mps peer peers lawmaker leader councillor candidate party politician legislator backbencher whip".split()
)
RANKS = frozenset(
    "general colonel lieutenant major captain sergeant admiral brigadier marshal commander commodore corporal officer".split()
)
_OFFICES = frozenset(
    "minister president premier chancellor king queen emir sultan governor ambassador secretary prime-minister vice-president spokesman spokeswoman "
    "secretary-general mayor speaker attorney-general pope senator congressman congresswoman representative director chief leader commissioner".split()
)


@dataclass(frozen=True, slots=True)
class Role:
    """
    What somebody is: the words as the report has them, all of them in lower case, the noun they turn on, and what they show.

    >>> Role(text="defence minister", words=("defence", "minister"), head="minister", country="IR").office
    'minister-of-defence'
    """

    text: str
    words: tuple[str, ...]
    head: str
    country: str | None = None
    gender: str | None = None

    @property
    def office(self) -> str | None:
        """The office as part of a key, `None` for what is no public office."""
        words = [
            w
            for w in self.words
            if w not in ("the", "and", "of", "former", "acting", "interim", "new", "country", "nation")
        ]
        if self.head == "minister" and "prime" in words:
            return "prime-minister"
        if self.head == "premier":
            return "prime-minister"
        if self.head == "minister":
            field = [_SPELLING.get(w, w) for w in words if w not in ("minister", "deputy", "state")]
            if not field:
                return None
            prefix = "deputy-" if "deputy" in words else ""
            return f"{prefix}minister-of-{make_slug(' '.join(w for w in field if w))}"
        if self.head == "secretary" and len(words) > 1:
            return make_slug(" ".join(["secretary", "of", *[_SPELLING.get(w, w) for w in words if w != "secretary"]]))
        if (
            self.head in ("president", "chancellor", "king", "queen", "emir", "sultan", "pope", "secretary-general")
            and "vice" not in words
        ):
            return self.head
        if self.head in ("president", "chancellor"):
            return f"vice-{self.head}"
        if self.head in ("ambassador", "envoy", "speaker", "governor"):
            return make_slug(" ".join(words))
        return None

    @property
    def is_office(self) -> bool:
        """Whether the role is a public office."""
        return self.office is not None or self.head in _OFFICES

    @property
    def is_former(self) -> bool:
        """Whether the report says that the role is over."""
        return bool({"former", "ex", "late", "one-time", "onetime"} & set(self.words))


def find_country(words: tuple[str, ...], table: Table) -> tuple[Known | None, set[int]]:
    """The first country that the words name or belong to, and the places of its words."""
    for at in range(len(words)):
        for length in (3, 2, 1):
            known = table.names.get(tuple(words[at : at + length])) if at + length <= len(words) else None
            if known is not None and (known.country is not None or known.kind == "government"):
                is_country = known.kind == "government" and known.form != "state"
                return known, set(range(at, at + length)) if is_country else set()
    return None, set()


def read_role_words(words: tuple[str, ...], table: Table) -> Role | None:
    """The role in words without determiner, such as a title: country taken out, ranks dropped. `None` if no role is in them."""
    known, taken = find_country(words, table)
    kept = [word for at, word in enumerate(words) if at not in taken]
    while kept and kept[0].lower() in ("the", "a", "an", "of", "for", "in", "and", "country"):
        kept.pop(0)
    while kept and kept[-1].lower() in ("the", "of", "for", "in", "and", "to", "at", "’s"):
        kept.pop()
    lower = tuple(word.lower().rstrip(".") for word in kept)
    head = find_head(lower, table)
    country = known.country if known else None
    if head is None or (head in table.ranks and head not in table.roles and len(lower) == 1):
        gender = next((table.ranks[word] for word in lower if table.ranks.get(word)), None)
        return (
            Role(text="", words=lower, head=lower[-1] if lower else "", country=country, gender=gender)
            if gender
            else None
        )
    text = " ".join(ABBREVIATED.get(word.lower(), word) if len(kept) <= 3 else word for word in kept)
    if text != text.upper():
        proper = _find_proper(text.split(), table)
        text = " ".join(
            w
            if at in proper or w.isupper() or any(c.isupper() for c in w[1:]) or not _is_common(w, table)
            else w.lower()
            for at, w in enumerate(text.split())
        )
    text = _drop_ranks(text, table)
    return Role(
        text=text,
        words=lower,
        head=head,
        country=country,
        gender=gender_of_noun(head) or next((table.ranks[w] for w in lower if table.ranks.get(w)), None),
    )


def _find_proper(words: list[str], table: Table) -> set[int]:
    """The places of the words that belong to the name of a body in a role: "Bank of England governor", "Labour MP"."""
    found = set()
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        if word in _PARTIES and (after.lower() in _OF_PARTIES or after in ("MP", "MEP", "MSP")):
            found.add(at)
        is_body = word[0].isupper() and word.lower() in table.name_heads and word.lower() not in table.roles
        of_name = after == "of" and at + 2 < len(words) and words[at + 2][0].isupper()
        if is_body and of_name:
            found.add(at)
        if is_body:
            first = at
            while first > 0 and words[first - 1][0].isupper() and words[first - 1].lower() not in table.roles:
                first -= 1
            found |= set(range(first, at + 1)) if first < at else set()
    return found


def _drop_ranks(text: str, table: Table) -> str:
    """The role without ranks and honorifics, if more is left: "defence minister brigadier general" is a defence minister."""
    kept = text.split()
    kept = [word for word in kept if word.lower() not in table.ranks or word.lower() in table.roles] or kept
    while len(kept) > 1 and kept[-1].lower() in RANKS and kept[-2].lower() not in _BEFORE_GENERAL:
        shorter = kept[:-1]
        if not any(word.lower() in table.roles and word.lower() not in RANKS for word in shorter):
            break
        kept = shorter
    return " ".join(kept)


def _is_common(word: str, table: Table) -> bool:
    lower = word.lower()
    return lower in table.roles or lower in table.role_adjectives or lower in table.ranks


def find_head(lower: tuple[str, ...], table: Table) -> str | None:
    """The noun a role turns on: the last role word before the first preposition, else the last one."""
    end = next((at for at, word in enumerate(lower) if word in PREPOSITIONS and at > 0), len(lower))
    for word in (*reversed(lower[:end]), *reversed(lower[end:])):
        word = ABBREVIATED.get(word, word)
        if word in table.roles or word in table.ranks:
            if word in RANKS and (office := _find_office_before(lower[:end])):
                return office
            return word
    return None


def _find_office_before(lower: tuple[str, ...]) -> str | None:
    """The office that ranks follow: the minister of "defence minister brigadier general", none in "attorney general"."""
    kept = list(lower)
    while kept and (ABBREVIATED.get(kept[-1], kept[-1]) in RANKS):
        kept.pop()
    return (
        kept[-1]
        if kept and len(kept) < len(lower) and kept[-1] in _OFFICES and kept[-1] not in _BEFORE_GENERAL
        else None
    )


def read_role_after(words: Words, name: Name, table: Table) -> Role | None:
    """The role in an apposition after a name: "Jane Roe, 34, a nurse at …", "Roe, the group's spokesman," or "Roe (D-Ohio)"."""
    at = name.last
    if words.possessive[at] or at + 2 >= len(words.bases):
        return None
    gap = words.gaps[at]
    if gap == " " and words.lower[at + 1] == "of" and name.title:
        return _read_of_place(words, name, table)
    if gap.strip() not in (",", ".,", "(", "–", "—", "--", "-"):
        return None
    at += 1
    if words.bases[at].isdigit() and words.gaps[at].strip() == ",":
        at += 1
    while words.lower[at] in _UNTIL and at + 2 < len(words.bases) and words.gaps[at] == " ":
        at += 1
    first = words.lower[at]
    if words.bases[at][:2] in ("D-", "R-", "I-") and len(words.bases[at]) > 2:
        return _read_party(words, name, at, table)
    end = at
    while (
        end < len(words.bases) - 1
        and words.gaps[end] in (" ", "\u00a0")
        and end - at < 16
        and words.lower[end + 1]
        not in ("who", "which", "said", "says", "told", "has", "had", "was", "is", "whose", "and")
    ):
        end += 1
    owns = any(words.possessive[i] for i in range(at, min(end + 1, at + 4)))
    opens = (
        first in _DETERMINERS
        or owns
        or first in table.role_adjectives
        or first in table.roles
        or (words.capital[at] and _has_role(words, at, end, table))
    )
    if not opens:
        return None
    start = at + 1 if first in _DETERMINERS and end > at else at
    head_end = next((i for i in range(start, end + 1) if words.lower[i] in PREPOSITIONS), end + 1)
    if head_end == start or words.lower[head_end - 1] not in table.roles:
        return None
    # "Roe, a judge said" is no apposition: something must close it
    goes_on = words.lower[min(end + 1, len(words.bases) - 1)] in ("who", "which", "whose", "and")
    if not goes_on and words.gaps[end].strip()[:1] not in tuple(",.);:—–-") and end - at < 15:
        return None
    return _make_role(words, start, end, table)


def read_role_is(words: Words, name: Name, table: Table) -> Role | None:
    """The public office that a sentence gives its subject: "Orlan Vashtek is no longer defence minister" makes him a former one."""
    at = name.last + 1
    if words.possessive[name.last] or at + 2 >= len(words.bases) or words.gaps[name.last] != " ":
        return None
    if words.lower[at] not in ("is", "remains", "became", "becomes"):
        return None
    at += 1
    is_over = words.lower[at : at + 2] == ["no", "longer"]
    at += 2 if is_over else words.lower[at] in ("now", "still", "also")
    at += words.lower[min(at, len(words.bases) - 1)] == "the"
    end = at
    while (
        end < len(words.bases) - 1
        and end - at < 5
        and words.gaps[end] == " "
        and words.lower[end + 1] not in PREPOSITIONS
    ):
        end += 1
    if (
        end >= len(words.bases)
        or words.lower[end] not in table.roles
        or words.sentence[end] != words.sentence[name.last]
    ):
        return None
    role = _make_role(words, at, end, table)
    if role is None or not role.is_office:
        return None
    return replace(role, text=f"former {role.text}", words=("former", *role.words)) if is_over else role


def _office_head(name: Name) -> str | None:
    """The office that a title shows: "Sen." is a senator."""
    offices = {
        "sen": "senator",
        "senator": "senator",
        "rep": "representative",
        "representative": "representative",
        "gov": "governor",
        "governor": "governor",
    }
    return next((offices[word.lower()] for word in reversed(name.title) if word.lower() in offices), None)


def _read_party(words: Words, name: Name, at: int, table: Table) -> Role:
    """What "(R-Fla.)" after a name says: the party and the state."""
    party = {"D": "democrat", "R": "republican", "I": "independent"}[words.bases[at][0]]
    state = table.states.get(words.bases[at][2:], words.bases[at][2:]).lower()
    return Role(text="", words=(party, *state.split()), head=_office_head(name) or party, country="US")


def _read_of_place(words: Words, name: Name, table: Table) -> Role | None:
    """A place after a name, "Sen. Jane Roe of Ohio": the place belongs to the office."""
    for length in (3, 2, 1):
        known = table.names.get(tuple(words.bases[name.last + 2 : name.last + 2 + length]))
        if known is not None and known.kind == "government":
            head = _office_head(name) or next(
                (word.lower() for word in reversed(name.title) if word.lower() in table.roles), None
            )
            where = tuple(known.name.lower().split()) if known.form == "state" else ()
            return (
                Role(text="", words=(*where, *((head,) if head else ())), head=head, country=known.country)
                if head
                else None
            )
    return None


def _has_role(words: Words, at: int, end: int, table: Table) -> bool:
    return any(words.lower[i] in table.roles for i in range(at, end + 1)) and not table.is_first_name(words.bases[at])


def _make_role(words: Words, start: int, end: int, table: Table) -> Role | None:
    last = end
    if end - start > 9:
        last = next(
            (
                i - 1
                for i in range(start + 4, end + 1)
                if words.lower[i] in ("who", "that", "which", "in", "at", "on", "since", "from", "during")
            ),
            start + 8,
        )
    role = read_role_words(tuple(words.bases[start : last + 1]), table)
    if role is None or not role.text:
        return None
    text = role.text
    for i in range(start, last + 1):
        if words.possessive[i]:  # "the monitor’s director" keeps its owner as written
            ending = (
                words.text[words.ends[i] : words.ends[i] + 2]
                if words.text[words.ends[i] : words.ends[i] + 2].lower() in ("'s", "’s")
                else ""
            )
            text = re.sub(rf"\b{re.escape(words.bases[i])}\b(?=\s)", words.bases[i] + ending, text, count=1)
    owned = _OWNED.fullmatch(text)
    return replace(role, text=f"{owned['post']} of {owned['owner']}" if owned else text)


def read_role_before(words: Words, name: Name, table: Table) -> Role | None:
    """The role in an apposition before a name: "the district administrator for Bagram, Darwaish Raufi,"."""
    at = name.opens - 1
    if at < 0 or words.gaps[at].strip() not in (",", "—", "–", ":") or words.sentence[at] != words.sentence[name.first]:
        return None
    after = words.gaps[name.last][:1]
    if after not in (",", ".", ")", "—", ";", "") and not words.gaps[name.last].startswith((" –", " —", " -")):
        return None
    start = at
    while start > 0 and words.gaps[start - 1] in (" ", "\u00a0", "’ ", "' ") and at - start < 12:
        if words.lower[start] in _DETERMINERS or words.possessive[start]:
            break
        start -= 1
    while (
        words.possessive[start]
        and start > 0
        and words.gaps[start - 1] == " "
        and words.capital[start]
        and words.capital[start - 1]
    ):
        if words.initial[start - 1] and words.lower[start - 1] in table.openers:
            break
        start -= 1
    if words.lower[start] not in _DETERMINERS and not words.possessive[start] and not words.capital[start]:
        return None
    head_end = next((i for i in range(start + 1, at + 1) if words.lower[i] in PREPOSITIONS), at + 1)
    if head_end - 1 <= start or words.lower[head_end - 1] not in table.roles:
        return None
    first = start if words.possessive[start] or words.capital[start] else start + 1
    if words.lower[first] in _DETERMINERS:
        first += 1
    return _make_role(words, first, at, table)
