"""Source words → the entities they stand for: names, metonyms, roles, bodies, documents, unnamed people, joint speakers."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.who.drafts import Cast, Draft, find_person, is_plain_noun
from sayso.resolve.who.names import Name
from sayso.resolve.who.table import Known
from sayso.resolve.who.titles import PREPOSITIONS, Role, gender_of_noun, read_role_words

DEFINITE = frozenset("the this that these those his her its their my our your".split())
INDEFINITE = frozenset(
    "a an one another some any several many few most all no each every other two three four five six dozens both more".split()
)
_QUANTIFIERS = frozenset(
    "one two three four five six seven eight nine ten some many most several few all both each none any half majority minority dozens hundreds thousands millions percent "
    "number group handful part some lot couple another third quarter plenty".split()
)
_GOVERNMENT_HEADS = frozenset(
    "government administration regime authorities leadership presidency cabinet state rulers ruler officials official delegation".split()
)
_MILITARY = frozenset(
    "military army navy forces troops air-force parliament ministry police embassy intelligence legislature judiciary soldiers courts".split()
)
_COMPANY = frozenset(
    "company firm giant retailer corporation business maker manufacturer airline bank carmaker automaker startup employer operator developer publisher".split()
)
_BLOC = frozenset("bloc alliance union pact".split())
_ARMED = frozenset(
    "militants rebels insurgents extremists jihadists fighters movement militia group organization organisation front faction outfit".split()
)
_REPRESENTS = frozenset(
    "spokesman spokeswoman spokesperson representative official officials representatives spokespeople spokesmen source sources".split()
)
_PRIVATE = frozenset(
    "campaign company party school union bank team hospital university college church club league airline industry corporate election-campaign business nonprofit charity".split()
)
_OFFICIAL = frozenset(
    "government official intelligence military police security diplomatic administration congressional law-enforcement enforcement defence defense pentagon kremlin palace judicial ministry".split()
)
_ANONYMOUS = re.compile(
    r"(?:on (?:the )?condition of anonymity|on background|asking (?:for anonymity|not to be (?:named|identified))|asked (?:for anonymity|not to be (?:named|identified))|"
    r"(?:declined|refused|did not want|requested not) to be (?:named|identified)|requested anonymity|(?:was|were|is|are) not (?:authori[sz]ed|permitted|allowed) to (?:speak|discuss|talk|comment)|"
    r"insisted on anonymity)[^.;”\"]{0,120}",
    re.IGNORECASE,
)
_PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|eon|eer|man|woman|ee|-old|ant)$")
_WHO_SPLIT = re.compile(r"[,(—–;]|\s--?\s")


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


def resolve_phrase(cast: Cast, span: Span) -> list[Found]:
    """The entities a source without pronoun stands for; several for a joint source."""
    parts = split_joint(cast, span)
    found: list[Found] = []
    for part in parts:
        one = _resolve_part(cast, part)
        if one is not None and all(one.draft != other.draft for other in found):
            found.append(one)
    return found


# ------------------------------------------------------------------------------------------------------------ joint speakers


def split_joint(cast: Cast, span: Span) -> list[Span]:
    """
    The parts of a joint source: "the US and NATO" has two.

    Only where each side can stand by itself: a name or a noun with its determiner; "the foreign and defence ministers" stays whole.
    """
    words = cast.words
    inside = words.within(span)
    if len(inside) < 3:
        return [span]
    stop = _main_end(cast, inside)
    cuts = [
        i for i in range(inside.start + 1, stop) if words.lower[i] in ("and", "&", "or") and not _is_in_name(cast, i)
    ]
    cuts = [i for i in cuts if _joins_speakers(cast, inside, i)]
    cuts = [
        i
        for i in cuts
        if i + 1 < inside.stop and _can_stand(cast, i + 1, inside.stop) and _can_end(cast, inside.start, i - 1)
    ]
    cuts = [i for i in cuts if not _is_long_title(cast, inside.start, i)]
    if not cuts:
        return [span]
    bounds, at = [], inside.start
    for cut in cuts:
        bounds.append((at, cut - 1))
        at = cut + 1
    bounds.append((at, inside.stop - 1))
    parts: list[Span] = []
    for first, last in bounds:
        for one, other in _split_commas(cast, first, last):
            if words.lower[one] in ("and", "both", "as", "well") and one < other:
                one += 1
            parts.append(Span(words.starts[one], words.ends[other]))
    return parts


def _main_end(cast: Cast, inside: range) -> int:
    """Where the first relative clause begins; what "and" joins after it is no speaker."""
    for i in inside:
        if i > inside.start and cast.words.lower[i] in ("who", "which", "that", "whose", "whom", "where", "when"):
            return i
    return inside.stop


def _joins_speakers(cast: Cast, inside: range, cut: int) -> bool:
    """
    Whether "and" joins two speakers and not two words of one description.

    "Kevin Roe, chairman of the Ways and Means Committee" is one; after a preposition, or within an apposition, only two persons are two.
    """
    words = cast.words
    if words.lower[cut] == "or" and not (words.capital[cut - 1] and cut + 1 < inside.stop and words.capital[cut + 1]):
        return False
    commas = [i for i in range(inside.start, cut - 1) if "," in words.gaps[i]]
    start = commas[-1] + 1 if commas else inside.start
    closed = "," in words.gaps[cut - 1]
    governed = any(words.lower[i] in PREPOSITIONS for i in range(start, cut)) and words.lower[start] not in PREPOSITIONS
    if not governed and (not commas or closed):
        return True
    left, right = (
        name_at(cast, start),
        next((n for n in names_in(cast, Span(words.starts[cut], words.ends[inside.stop - 1])) if n.first > cut), None),
    )
    if left is None:
        left = next((n for n in names_in(cast, Span(words.starts[start], words.starts[cut])) if n.opens <= start), None)
    persons = [owner_of(cast, name) for name in (left, right) if name is not None]
    both = len(persons) == 2 and all(person is not None and person.kind == "person" for person in persons)
    return (
        (both and right is not None and right.opens <= cut + 2)
        or (closed and governed and both)
        or (
            not governed
            and left is not None
            and left.first == start
            and words.capital[cut + 1]
            and len(commas) >= 1
            and _is_list(cast, inside.start, cut)
        )
    )


def _is_list(cast: Cast, first: int, cut: int) -> bool:
    """Whether every piece between commas before "and" begins with a name of its own."""
    words = cast.words
    begins = [first, *(i + 1 for i in range(first, cut - 1) if "," in words.gaps[i])]
    return all(name_at(cast, i) is not None for i in begins)


def _is_long_title(cast: Cast, first: int, cut: int) -> bool:
    """Whether "and" joins two titles of one person: "former senator and presidential candidate Jane Roe"."""
    words = cast.words
    if words.lower[first] in DEFINITE | INDEFINITE or words.lower[cut + 1] in DEFINITE | INDEFINITE:
        return False
    left = name_at(cast, cut - 1)
    if left is not None and left.shape == "person" and owner_of(cast, left) is not None:
        return False
    right = next((name for name in names_in(cast, Span(words.starts[cut], words.ends[-1])) if name.first > cut), None)
    return (
        right is not None
        and bool(right.title)
        and right.opens <= cut + 1
        and any(w in cast.table.roles for w in words.lower[first:cut])
        and words.lower[cut - 1] not in ("officials", "ministers")
    )


def _is_in_name(cast: Cast, at: int) -> bool:
    position = cast.words.starts[at]
    return any(
        name.span.start < position < name.span.end for name in names_in(cast, Span(max(0, position - 80), position + 1))
    )


def _can_stand(cast: Cast, at: int, stop: int) -> bool:
    words = cast.words
    lower = words.lower[at]
    if (
        words.capital[at]
        or lower in DEFINITE
        or lower
        in ("a", "an", "some", "many", "other", "others", "several", "he", "she", "they", "we", "i", "you", "most")
    ):
        head = words.lower[stop - 1] if stop - at <= 2 else ""
        return not (
            words.capital[at]
            and head in ("officials", "ministers", "leaders", "sources", "governments", "authorities", "lawmakers")
            and words.capital[at]
            and not cast.table.find_known((words.bases[at],))
        )
    rest = words.lower[at:stop]
    return len(rest) <= 3 and (
        rest[-1] in cast.table.group_nouns
        or rest[-1] in cast.table.government_people
        or rest[-1] in cast.table.roles
        or rest[-1].endswith("s")
    )


def _can_end(cast: Cast, first: int, last: int) -> bool:
    """Whether the words up to `last` are whole: they end in a name or in a noun, not in an adjective ("the foreign and …")."""
    words = cast.words
    lower = words.lower[last]
    if words.possessive[last]:
        return False
    if words.capital[last]:
        known = cast.table.names.get((words.bases[last],))
        return not (
            known is not None
            and known.form == "demonym"
            and known.name != words.bases[last]
            and not words.bases[last].endswith("s")
        )
    if any(words.lower[i] in ("of", "between", "among") for i in range(first, last)) and not any(
        words.capital[i] for i in range(first, last)
    ):
        return False
    return (
        lower not in cast.table.role_adjectives or lower in cast.table.roles or lower in cast.table.organization_nouns
    )


def _split_commas(cast: Cast, first: int, last: int) -> list[tuple[int, int]]:
    """Cuts lists: "Germany, France" of a list are two; an apposition ("Roe, the mayor,") is not cut."""
    words = cast.words
    pieces, at = [], first
    for i in range(first, last):
        if words.gaps[i].strip() == "," and words.capital[i] and words.capital[i + 1]:
            one, other = name_at(cast, i), name_at(cast, i + 1)
            starts = name_at(cast, at)
            if (
                starts is not None
                and other is not None
                and (one is None or one.last == i)
                and other.first == i + 1
                and owner_of(cast, other) is not None
            ):
                pieces.append((at, i))
                at = i + 1
    pieces.append((at, last))
    return pieces


# ---------------------------------------------------------------------------------------------------------------- one phrase


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


def _resolve_part(cast: Cast, span: Span) -> Found | None:
    words = cast.words
    inside = words.within(span)
    if not inside:
        return None
    first, last = inside.start, inside.stop - 1
    main = _main_last(cast, first, last)
    name = name_at(cast, main)
    if name is not None and name.last == main and not _is_governed(cast, first, name) and not (name.first < first):
        if not (name.shape is None and owner_of(cast, name) is None and name.known is None):
            return _resolve_name(cast, name, first, last, span)
        if not is_plain_noun(cast, main):
            return _resolve_name(cast, name, first, last, span)
    appositive = _name_after(cast, main, last)
    head = _find_head(cast, first, main)
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
    if appositive is not None and words.lower[head] in cast.table.roles | cast.table.organization_nouns:
        owner = owner_of(cast, appositive)
        if owner is not None:
            return Found(owner.number, f"named “{' '.join(appositive.words)}” beside the role")
    return _resolve_noun(cast, Phrase(first, main, head, span))


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
    """The name right after the main phrase: "the minister, Gen. Orlan Vashtek,"."""
    if main >= last:
        return None
    name = name_at(cast, main + 1)
    if name is None or (
        name.opens > main + 1
        and name.first > main + 1
        and not set(cast.words.lower[main + 1 : name.first])
        <= set(cast.table.ranks) | cast.table.roles | cast.table.role_adjectives | {"the"}
    ):
        return None
    return (
        name
        if name.shape in ("person", None, "organization")
        and (owner := owner_of(cast, name)) is not None
        and owner.kind in ("person", "organization")
        else None
    )


def _find_head(cast: Cast, first: int, main: int) -> int:
    """The index of the head noun: the last word before the first preposition; after "some of", what is counted."""
    words = cast.words
    at = first
    while at <= main:
        stop = next(
            (i for i in range(at + 1, main + 1) if words.lower[i] in PREPOSITIONS or _is_participle(cast, i, main)),
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
        person = find_person(cast, name.words, name.gender, name.first) if name.known.form != "seat" else None
        if person is not None:
            return Found(person.number, f"“{text}” is {person.name}, {_where(cast, person)}")
        if (
            name.known.form == "demonym"
            and (name.words[-1].endswith("s") or words.lower[first] in DEFINITE | INDEFINITE)
            and name.known.name != text
        ):
            return _unnamed(cast, span, "group", "people of a country, nobody by name")
        return Found(_add_metonym(cast, name), _metonym_why(name.known, text))
    if owner is not None:
        return Found(owner.number, _name_why(cast, name, owner))
    person = find_person(cast, name.words, name.gender, name.first)
    if person is not None:
        return Found(person.number, f"“{text}” is {person.name}, {_where(cast, person)}")
    if len(name.words) == 1 and text.endswith("s") and find_person(cast, (text[:-1],), None, name.first) is not None:
        return _unnamed(cast, span, "group", "several of one family")
    if len(name.words) == 1 and text.endswith("s") and not text.endswith("ss") and words.initial[name.first]:
        return _unnamed(cast, span, "group", "people, nobody by name", shared=True)
    return _add_bare_name(cast, name, span)


def _name_why(cast: Cast, name: Name, owner: Draft) -> str:
    text = " ".join(name.words)
    if len(name.words) < len(owner.words) and owner.kind == "person":
        kind = "surname" if name.words[-1] == owner.surname else "name"
        return f"{kind} of {owner.name}, {_where(cast, owner)}"
    return f"named in the source: “{text}”" if text == owner.name else f"“{text}” is another name of {owner.name}"


def _add_bare_name(cast: Cast, name: Name, span: Span) -> Found:
    text = " ".join(name.words)
    inferred = _infer_country(cast, name)
    if inferred is not None:
        return inferred
    if text in cast.table.states:
        draft = cast.add(text, "government", "a state of the United States", country="US", words=name.words)
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
    return Found(draft.number, f"named in the source: “{text}”")


def _infer_country(cast: Cast, name: Name) -> Found | None:
    return None


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


def _where(cast: Cast, draft: Draft) -> str:
    if not draft.mentions:
        return "named in this report"
    at = cast.words.first_at(min(draft.mentions).start)
    return f"named in paragraph {cast.words.paragraph[min(at, len(cast.words.bases) - 1)] + 1}"


# --------------------------------------------------------------------------------------------------------------------- nouns


def _unnamed(
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
    name = " ".join(span.of(cast.words.text).split())
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


def _resolve_noun(cast: Cast, phrase: Phrase) -> Found:
    words, table = cast.words, cast.table
    head = words.lower[phrase.head]
    singular = head[:-1] if head.endswith("s") and head[:-1] in table.roles else head
    if (
        head in table.media_nouns
        and not _is_person_head(cast, phrase, head)
        and head not in ("paper", "papers", "editorial", "site")
    ):
        return _resolve_media(cast, phrase, head)
    body = _find_body(cast, phrase)
    if (
        head in table.roles
        and head not in table.group_nouns
        and not (
            head in ("independent", "conservative", "liberal", "progressive", "moderate")
            and phrase.head == phrase.first
        )
    ):
        return _resolve_role(cast, phrase, head, body)
    if (head in table.document_nouns or (head.endswith("s") and head[:-1] in table.document_nouns)) and head not in (
        "people",
        "will",
        "order",
        "policy",
        "act",
    ):
        return _resolve_document(cast, phrase, head)
    if head in _GOVERNMENT_HEADS or head in table.government_people:
        return _resolve_government(cast, phrase, head, body)
    if head in table.armed_people:
        return _unnamed(cast, phrase.span, "armed_group", "armed people, nobody by name", shared=True)
    if head in table.organization_nouns:
        return _resolve_body(cast, phrase, head, body)
    if head in _REPRESENTS:
        kind = (
            "government"
            if body is None and set(words.lower[phrase.first : phrase.head]) & _OFFICIAL
            else _kind_of_body(body)
            if body
            else "group"
        )
        return _unnamed(cast, phrase.span, kind, _represents_why(body), country=body.country if body else None)
    if (
        head.isdigit()
        or singular != head
        or head in table.group_nouns
        or head.endswith("s")
        or words.lower[phrase.first] in INDEFINITE
    ):
        return _unnamed(cast, phrase.span, "group", "people, nobody by name", shared=True)
    if words.heading[phrase.head] or words.lower[phrase.first] not in DEFINITE | INDEFINITE:
        return _unnamed(cast, phrase.span, "unknown", "the words do not show who speaks", shared=True)
    if _PERSON_ENDING.search(head):
        return _unnamed(cast, phrase.span, "person", "a person without a name", shared=True)
    return _unnamed(cast, phrase.span, "unknown", "the words do not show who speaks", shared=True)


def _is_person_head(cast: Cast, phrase: Phrase, head: str) -> bool:
    return head in cast.table.roles


def _find_body(cast: Cast, phrase: Phrase) -> Draft | None:
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


def _kind_of_body(body: Draft | None) -> str:
    return body.kind if body is not None else "person"


def _represents_why(body: Draft | None) -> str:
    return f"speaks for {body.name}, without a name" if body is not None else "no name is given"


def _resolve_role(cast: Cast, phrase: Phrase, head: str, body: Draft | None) -> Found:
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
        if bearer is not None:
            draft, why = bearer
            draft.add_mention(span)
            return Found(draft.number, why)
        if role.office is not None and head != "official" and not role.is_former:
            return _add_office(cast, role, span)
    gender = gender_of_noun(head)
    if head in _REPRESENTS:
        kind, why = _kind_of_body(body), _represents_why(body)
        if body is None and set(words.lower[phrase.first : phrase.head]) & _OFFICIAL:
            kind = "government"
        country = body.country if body else role.country if role else None
        return _unnamed(cast, phrase.span, kind, why, country=country, gender=gender, role=role, shared=is_definite)
    if head in cast.table.government_people:
        return _unnamed(
            cast,
            phrase.span,
            "government",
            "an official without a name",
            country=role.country if role else None,
            role=role,
            shared=is_definite,
        )
    if head in cast.table.media_nouns:
        return _unnamed(cast, phrase.span, "media", "somebody of the media, without a name", shared=is_definite)
    return _unnamed(
        cast,
        phrase.span,
        "person",
        "a person without a name",
        gender=gender,
        role=role,
        shared=is_definite,
        country=role.country if role else None,
    )


def find_bearer(cast: Cast, role: Role, at: int, span: Span) -> tuple[Draft, str] | None:
    """
    The person of the report who bears a role, if the words fit one person best; the one named last before where several do.

    "The Iranian defence minister" fits a person whose role turns on the same noun, with each further word of the phrase in it and no
    other country.
    """
    ignored = {"the", "of", "for", "and", "in", "to", "at", "new", "country", "nation", "own", "’s", "s"}
    asked = {w for w in role.words if w not in ignored and w != role.head}
    fitting: list[tuple[int, int, Draft]] = []
    for draft in cast.people():
        before = [start for start in draft.starts if start < at]
        if not before:
            continue
        for own in draft.roles:
            if own.head != role.head and _SYNONYMS.get(own.head, own.head) != _SYNONYMS.get(role.head, role.head):
                continue
            if role.country and own.country and role.country != own.country:
                continue
            have = {_plain(w) for w in own.words}
            if {_plain(w) for w in asked} - have - {"former"}:
                continue
            fitting.append((max(before), len(asked & set(own.words)), draft))
            break
    if not fitting:
        return None
    fitting.sort(key=lambda item: (item[0], item[1]))
    draft = fitting[-1][2]
    words = " ".join(span.of(cast.words.text).split())
    others = {item[2].number for item in fitting} - {draft.number}
    why = f"“{words}” fits the role of {draft.name}, {_where(cast, draft)}"
    return draft, why + (", the last of several named before" if others else "")


def find_people_phrases(cast: Cast, taken: set[int]) -> list[tuple[int, int, int]]:
    """
    Descriptions of one person outside of the sources, as (first word, last word, draft): "a lawmaker", "the minister", "her brother".

    A definite one that fits somebody's role is that person; others get a weak draft of their own.
    """
    words, table = cast.words, cast.table
    found = []
    descriptions: dict[str, Draft] = {}
    for at, lower in enumerate(words.lower):
        if words.capital[at] or lower not in table.roles or at in taken or lower in _NO_PERSON:
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
            or before in PREPOSITIONS
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


_PREDICATIVE = frozenset(
    "is was are were be been being became become becomes remain remains remained not as called named considered elected appointed".split()
)
_NO_PERSON = frozenset(
    "head star fan figure host chair chief general major whip whips independent conservative liberal progressive moderate source child person individual ally".split()
)
_SYNONYMS = {
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


def _resolve_media(cast: Cast, phrase: Phrase, head: str) -> Found:
    span = Span(cast.words.starts[phrase.first], cast.words.ends[phrase.last])
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
    return _unnamed(cast, phrase.span, "media", "media without a name", shared=True)


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
    return _unnamed(cast, phrase.span, "document", f"the words name a document: “{head}”", shared=is_plural)


def _resolve_government(cast: Cast, phrase: Phrase, head: str, body: Draft | None) -> Found:
    country = body.country if body else None
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
    if not is_body and modifiers & _PRIVATE:
        kind = "organization"
    return _unnamed(cast, phrase.span, kind, "officials, nobody by name", shared=True, country=country)


def _resolve_body(cast: Cast, phrase: Phrase, head: str, body: Draft | None) -> Found:
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
    return _unnamed(
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
