"""Names by their capitals: runs of capitalised words, split into title and name, each with what it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.who.table import Known, Table
from sayso.resolve.who.words import Words, gender_of_noun, joins

_PARTICLES = frozenset(
    "de da del della di dos das du der den van von bin ibn bint al el ul ur la le ter abu ben y e al- st".split()
)
_LINKS = frozenset(("of", "for", "on", "and", "the", "&", "in"))
_PREPOSITIONS = frozenset(
    "of for in at from to with on by near among against about between under over after before during including like as into through across "
    "within outside inside behind around than per via toward towards amid upon without despite since until".split()
)
_PLACE_WORDS = frozenset(
    (
        "in",
        "near",
        "at",
        "from",
        "to",
        "across",
        "through",
        "outside",
        "inside",
        "around",
        "into",
        "off",
        "throughout",
        "north",
        "south",
        "east",
        "west",
    )
)
_DROPPED = frozenset(
    "the a an in on at from monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov dec i he she they we it and but if when while as".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march july september october november december today yesterday tomorrow".split()
)
_COMMON_TITLES = frozenset(
    "independent guardian economist atlantic hill sun time fortune dawn hindu times journal".split()
)
_BEFORE_TITLES = frozenset("former ex then acting interim late outgoing incoming retired deputy".split())
_NO_BODIES = frozenset(
    "gmt et edt est pst pdt cet cest bst utc am pm tv dvd ceo cfo coo id ok faq hiv aids dna gdp usd eur gbp pc url pdf mph km kg ad bc ii iii iv vi vii".split()
)
_PLACE_HEADS = frozenset(
    "san santa puerto baja alta villa camp fort mount lake port cape operation hurricane hotel highway route bay gulf strait island islands river valley".split()
)
_CALLED = frozenset(
    "firm company group bank charity union party airline retailer manufacturer maker startup start-up consultancy cooperative co-operative foundation association agency builder "
    "developer carmaker drugmaker insurer broker brokerage lender organisation organization movement coalition alliance think-tank thinktank contractor supplier "
    "vendor federation institute conglomerate producer".split()
)
"""Nouns that stand right before the name of a body: "the pollster Datavox"."""
_FOREIGN_HEADS = frozenset(
    "banca banco banque istituto instituto institut agencia agenzia agence partido partito parti universidad università université fundación fondazione fondation".split()
)
_CAPITAL_HEADS = frozenset(
    "capital co securities maritime logistics shipping foods energy electric pharma pharmaceuticals biotech airways".split()
)
_LONE_BODIES = frozenset(("treasury", "exchequer"))
"""Bodies that one word and its article name."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ASKING = frozenset(("will", "may", "can", "does", "did", "is", "was", "has", "would", "could", "should", "art"))
_ROLE_ADVERBS = re.compile(r"(?:ed|ing|ly)$")


@dataclass(frozen=True, slots=True)
class Name:
    """
    One place where a name stands.

    `first` and `last` are word indexes of the name without its title, `opens` that of the title's first word (`first` where there is
    none). `shape` is a kind of entity, "place", or `None` where the words do not show it. `gender` is "m" or "f" where an honorific shows it.
    """

    first: int
    last: int
    opens: int
    span: Span
    words: tuple[str, ...]
    shape: str | None
    known: Known | None = None
    title: tuple[str, ...] = ()
    gender: str | None = None
    in_place: bool = False


def find_names(words: Words, table: Table, breaks: frozenset[int] = frozenset()) -> list[Name]:
    """
    All names of a text in order. A name inside a longer one is not listed, but what the title names is.

    No name runs over one of the `breaks` (word indexes), where a source begins or ends: in a headline every word is a capital.
    """
    common = {w for w, is_capital in zip(words.bases, words.capital, strict=True) if not is_capital}
    names: list[Name] = []
    at = 0
    while at < len(words.bases):
        if not words.capital[at]:
            at += 1
            continue
        end = _find_run_end(words, at, table)
        end = min((stop for stop in range(at + 1, end) if stop in breaks), default=end)
        found = _read_run(words, at, end, table, common)
        names.extend(found)
        at = max(end, found[-1].last + 1) if found else end
    return names


def _find_run_end(words: Words, at: int, table: Table) -> int:
    """One past the last word of the run of capitals that begins at `at`, with the particles and "of" inside of it."""
    end = at + 1
    while end < len(words.bases) and joins(words, end - 1):
        if words.capital[end]:
            if words.lower[end] in _DAYS or (
                words.lower[end] in table.openers and (words.heading[end] or words.bases[end - 1].endswith("."))
            ):
                break
            end += 1
            continue
        after = end
        if words.lower[after] in _PARTICLES:
            while (
                after + 1 < len(words.bases)
                and words.lower[after] in _PARTICLES
                and not words.capital[after]
                and joins(words, after)
            ):
                after += 1
            if words.capital[after]:
                end = after + 1
                continue
        linked = _skip_links(words, at, end, table)
        if linked is None:
            break
        end = linked + 1
    return end


def _skip_links(words: Words, at: int, end: int, table: Table) -> int | None:
    """The capitalised word after "of", "for the" and the like, where the words before are the head of a longer name or role."""
    link = words.lower[end]
    if link not in _LINKS or link in ("the", "in"):
        return None
    head = words.lower[end - 1]
    after = end + 1
    if after < len(words.bases) and words.lower[after] == "the" and joins(words, end):
        after += 1
    if after >= len(words.bases) or not words.capital[after] or not all(joins(words, i) for i in range(end, after)):
        return None
    is_person = end - 2 >= at and (table.is_first_name(words.bases[end - 2]) or len(words.bases[end - 2]) == 1)
    if is_person and head not in table.name_heads:
        return None
    is_head = (
        head in table.name_heads
        or (head in table.roles and words.capital[end - 1])
        or head in ("secretary", "university", "state")
    )
    if link in ("of", "for", "on"):
        return after if is_head and (link != "on" or head in table.name_heads) else None
    # "Department of Health and Human Services", but not "the Department of Health and Angela Merkel"
    inside = any(words.lower[i] in ("of", "for", "on") for i in range(at, end))
    opens_name = (
        table.is_first_name(words.bases[after])
        or words.lower[after] in table.ranks
        or words.lower[after] in table.roles
    )
    known = _match_known(words, after, len(words.bases), table)
    return (
        after
        if inside and not opens_name and known is None and not any(w in table.ranks for w in words.lower[at:end])
        else None
    )


def _match_known(words: Words, at: int, limit: int, table: Table) -> tuple[int, Known] | None:
    """The longest name of the table that begins at a word, as (one past its last word, the entry)."""
    for length in range(min(table.longest, limit - at), 0, -1):
        known = table.names.get(tuple(words.bases[at : at + length]))
        if known is not None and all(
            words.gaps[i] in (" ", "\u00a0") and not words.possessive[i] for i in range(at, at + length - 1)
        ):
            return at + length, known
    return None


def _read_run(words: Words, at: int, end: int, table: Table, common: set[str]) -> list[Name]:
    start = _skip_openers(words, at, end, table, common)
    if start >= end or _is_dateline(words, at, end) or (end - start == 1 and len(words.bases[start]) == 1):
        return []
    names: list[Name] = []
    if (
        end - start >= 3
        and table.is_first_name(words.bases[start + 1])
        and not table.is_first_name(words.bases[start])
        and len(words.bases[start]) > 1
    ):
        # "Real Donald Trump", "Last Year Barack Obama": a common word before a first name is none of the name
        lower = words.lower[start]
        if (
            (lower in common or lower in table.role_adjectives or lower in table.document_nouns)
            and lower not in table.roles
            and (words.bases[start],) not in table.names
        ):
            start += 1
    while start < end:
        name, after = _read_name(words, start, end, table)
        if name is not None:
            names.append(name)
        start = after
    return names


def _is_dateline(words: Words, at: int, end: int) -> bool:
    """Whether a run in capitals opens its paragraph as the place of writing: "VELMAR, Tarsenia —", "PARIS (AP) -"."""
    if at > 0 and words.paragraph[at - 1] == words.paragraph[at]:
        return False
    if not all(words.bases[i].isupper() and len(words.bases[i]) > 2 for i in range(at, end)):
        return False
    after = words.text[words.ends[end - 1] : words.ends[end - 1] + 45]
    return re.match(r"(?:,? [^.!?]{0,35}?)?\s*(?:\([^)]{2,25}\)\s*)?(?:—|–|--|- )", after) is not None


def _skip_openers(words: Words, at: int, end: int, table: Table, common: set[str]) -> int:
    """The first word of a run that is no sentence opener: "On Tuesday Vashtek" gives Vashtek."""
    while at < end:
        lower = words.lower[at]
        if not words.initial[at] and lower not in _DROPPED:
            break
        if words.bases[at] == "New" and at + 1 < end and words.capital[at + 1]:
            break
        if lower in table.openers and not (
            lower not in common
            and table.is_first_name(lower)
            and at + 1 < end
            and words.lower[at + 1] not in table.openers
        ):
            known = _match_known(words, at, len(words.bases), table)
            if known is not None and known[0] - at > 1:
                break
            if words.bases[at] in ("US", "IS", "WHO", "IT") or (
                words.bases[at].isupper() and len(lower) > 1 and not words.heading[at] and not words.initial[at]
            ):
                break
            at += 1
            continue
        is_plain = (
            words.initial[at]
            and lower in common
            and not table.is_first_name(lower)
            and lower not in table.roles
            and lower not in table.ranks
        )
        is_plain = is_plain or (lower in _ASKING and _is_question(words, at))
        if is_plain and (words.bases[at],) not in table.names:
            at += 1
            continue
        break
    return at


def _is_question(words: Words, at: int) -> bool:
    """Whether a word opens a question and is no first name there: "Will Velmar strike?", where no "said" makes Will somebody."""
    if at > 0 and words.sentence[at - 1] == words.sentence[at] and not words.initial[at]:
        return False
    end = next((i for i in range(at, len(words.bases)) if words.sentence[i] != words.sentence[at]), len(words.bases))
    closes = words.gaps[end - 1].strip() if end < len(words.bases) else words.text[words.ends[end - 1] :].strip()
    asks = closes.startswith("?") or (words.gaps[end - 1] or "").strip().startswith("?")
    return asks and not any(words.lower[i] in ("said", "says", "asked", "wrote") for i in range(at, end))


def _read_name(words: Words, at: int, end: int, table: Table) -> tuple[Name | None, int]:
    """The first name of a run, and where reading goes on."""
    match = _match_known(words, at, len(words.bases), table)
    if match is not None and match[1].kind == "media" and match[0] == at + 1 and words.lower[at] in _COMMON_TITLES:
        match = match if at > 0 and words.lower[at - 1] == "the" else None
    if match is not None:
        after, known = match
        if after >= end:
            return _make_name(words, at, after, at, known.kind, table, known), max(after, end)
        if (
            not _is_person_first_name(words, at, end, table)
            and known.form != "demonym"
            and not _ends_organization(words, after, end, table)
            and (
                words.lower[after] in table.roles
                or words.lower[after] in table.ranks
                or known.kind in ("media", "organization")
            )
        ):
            name, rest = _split_title(words, at, end, table)
            if name is not None:
                return name, rest
            return _make_name(words, at, after, at, known.kind, table, known), after
    if (
        match is not None
        and match[1].form == "demonym"
        and match[0] < end
        and _ends_organization(words, match[0], end, table)
    ):
        return _make_name(words, at, end, at, "organization", table), end
    return _split_title(words, at, end, table, forced=True)


def _is_person_first_name(words: Words, at: int, end: int, table: Table) -> bool:
    return (
        table.is_first_name(words.bases[at])
        and at + 1 < end
        and words.lower[at + 1] not in table.roles
        and words.lower[at + 1] not in table.name_heads
    )


def _ends_organization(words: Words, at: int, end: int, table: Table) -> bool:
    return any(words.lower[i] in table.name_heads for i in range(at, end)) and words.lower[end - 1] not in table.roles


def _split_title(words: Words, at: int, end: int, table: Table, *, forced: bool = False) -> tuple[Name | None, int]:
    """Splits "Iranian Defence Minister Brigadier General Amir Hatami" into a title and the name after its last role or rank."""
    split = at
    is_body = (
        words.lower[end - 1] in table.name_heads
        and end - at >= 2
        and not (words.lower[at] in table.ranks and words.lower[at] not in table.role_adjectives)
    )
    if is_body and not any(table.is_first_name(words.bases[i]) for i in range(at, end)):
        return _make_name(words, at, end, at, "organization", table), end
    for i in range(at, end):
        lower = words.lower[i]
        after_first = i > at and table.is_first_name(words.bases[i - 1]) and words.lower[i - 1] not in table.roles
        is_title = (lower in table.ranks and not (after_first and i == end - 1)) or (
            lower in table.roles and not after_first
        )
        if (
            is_title
            and not (i + 1 < end and words.lower[i + 1] in ("of", "for"))
            and not (i == at and table.is_first_name(lower) and lower not in table.ranks)
        ):
            split = i + 1
    if split >= end:
        return None, end
    if split > at or forced:
        first = _skip_role_of(words, split, end, table)
        if first >= end:
            return None, end
        known = _match_known(words, first, end, table) if first > at else None
        shape = _guess_shape(words, first, end, at < first, table)
        if known is not None and known[0] == end and shape != "person":
            return _make_name(words, first, end, first, known[1].kind, table, known[1]), end
        return _make_name(words, first, end, at, shape, table), end
    return None, end


def _skip_role_of(words: Words, at: int, end: int, table: Table) -> int:
    """Where the name begins in "Secretary of State John Kerry", "President of Russia Vladimir Putin", "University of Ellerby Jane Roe"."""
    if words.lower[at] not in table.roles and words.lower[at] not in table.ranks:
        for i in range(at + 1, end - 3):
            if words.lower[i] in ("of", "for") and table.is_first_name(words.bases[end - 2]) and end - 2 > i + 1:
                return end - 2
        return at
    for i in range(at, end - 1):
        if words.lower[i] in ("of", "for"):
            for j in range(end - 1, i + 1, -1):
                if table.is_first_name(words.bases[j - 1]) and j - 1 > i + 1:
                    return j - 1
            return end
    return at


def _shape_of_ends(first: str, last: str, starts_as_person: bool) -> str | None:
    """What the first or the last word of a longer name says it is: "Lake Orven", "Radio Orven", "Banca Orven", "Orven Maritime"."""
    if first in _PLACE_HEADS:
        return "place"
    if first in ("radio", "tele", "channel"):
        return "media"
    return "organization" if first in _FOREIGN_HEADS or (last in _CAPITAL_HEADS and not starts_as_person) else None


def _guess_shape(words: Words, first: int, end: int, has_title: bool, table: Table) -> str | None:
    last = end - 1
    if words.lower[last] in _SUFFIXES and last > first:
        last -= 1
    lower, length = words.lower[last], end - first
    starts_as_person = table.is_first_name(words.bases[first])
    shape = _shape_of_ends(words.lower[first], lower, starts_as_person) if length >= 2 and not has_title else None
    if shape is not None:
        return shape
    is_body = (lower in table.name_heads and length > 1) or any(
        words.lower[i] in ("of", "for", "on") and words.lower[i - 1] in table.name_heads for i in range(first + 1, end)
    )
    if is_body and not (starts_as_person and length == 2 and lower in ("church", "house", "guard", "workers", "group")):
        return "organization"
    if lower in table.media_heads and length >= 2 and not starts_as_person:
        return "media"
    if has_title:
        return "person"
    word = words.bases[first]
    if length == 1 and lower in _LONE_BODIES and first > 0 and words.lower[first - 1] == "the":
        return "organization"
    if (
        length == 1
        and word.lower() not in _NO_BODIES
        and 2 <= len(word) <= 6
        and word.replace(".", "").isupper()
        and len(word.replace(".", "")) >= 2
    ):
        return "organization"
    if starts_as_person and 2 <= length <= 5:
        return "person"
    if length >= 2 and len(word) == 1:
        return "person"
    if (
        length == 1
        and re.search(r"[a-z][A-Z]|[a-z]-?\d", word)
        and not word.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "Al", "El", "Du"))
    ):
        return "organization"
    return None


def _make_name(
    words: Words, first: int, end: int, opens: int, shape: str | None, table: Table, known: Known | None = None
) -> Name:
    title = tuple(words.bases[opens:first])
    gender = None
    for word in title:
        gender = table.ranks.get(word.lower()) or gender
    if known is None:
        opens, more = _extend_title(words, opens, table, has_title=bool(title))
        title = more + title
    before = words.lower[opens - 1] if opens > 0 and words.gaps[opens - 1] == " " else ""
    if before == "the" and opens > 1:
        before = words.lower[opens - 2]
    if (
        shape is None
        and title
        and any(word.lower() in table.roles or word.lower() in table.ranks for word in title[-1:])
    ):
        shape = "person"
    if gender is None and title:
        gender = _gender_of_role(title)
    if shape is None and not title and known is None:
        shape = _shape_of_noun_before(words, opens, end, table)
    return Name(
        first=first,
        last=end - 1,
        opens=opens,
        span=Span(words.starts[first], words.ends[end - 1] + _final_stop(words, end - 1)),
        words=tuple(words.bases[first:end]),
        shape=shape,
        known=known,
        title=title,
        gender=gender,
        in_place=before in _PLACE_WORDS,
    )


def _shape_of_noun_before(words: Words, opens: int, end: int, table: Table) -> str | None:
    """What the noun right before a name says it is: "the construction group Arco Tavel", "the newspaper La Veleta"."""
    if opens < 2 or words.gaps[opens - 1] != " " or words.capital[opens - 1] or table.is_first_name(words.bases[opens]):
        return None
    noun = words.lower[opens - 1]
    if noun not in _CALLED and noun not in table.media_nouns:
        return None
    if end - opens > 4 or not any(
        words.lower[i] in ("the", "a", "an", "its") for i in range(max(0, opens - 5), opens - 1)
    ):
        return None
    return (
        "media"
        if noun in table.media_nouns and noun not in ("agency", "network", "station", "site", "host")
        else "organization"
    )


def _final_stop(words: Words, last: int) -> int:
    """1 where the name ends in the full stop of "Jr." inside of a sentence."""
    return int(
        words.lower[last] in _SUFFIXES
        and words.gaps[last].startswith(".")
        and len(words.gaps[last]) > 1
        and words.sentence[last] == words.sentence[min(last + 1, len(words.bases) - 1)]
    )


def _gender_of_role(title: tuple[str, ...]) -> str | None:
    genders = (gender_of_noun(word.lower()) for word in reversed(title))
    return next((gender for gender in genders if gender), None)


def _extend_title(words: Words, opens: int, table: Table, *, has_title: bool) -> tuple[int, tuple[str, ...]]:
    """Lower-case words of a role before a name: "said former police chief Jane Roe" gives (…, ("former", "police", "chief"))."""
    at = opens
    if (
        has_title
        and at > 0
        and words.gaps[at - 1] == " "
        and words.lower[at - 1] in _BEFORE_TITLES
        and not words.capital[at - 1]
    ):
        return at - 1, (words.bases[at - 1],)
    if at == 0 or words.gaps[at - 1] != " " or words.possessive[at - 1]:
        return opens, ()
    head = words.lower[at - 1]
    if words.capital[at - 1] or head not in table.roles:
        return opens, ()
    at -= 1
    while at > 0 and words.gaps[at - 1] == " " and opens - at < 8:
        lower = words.lower[at - 1]
        if words.possessive[at - 1] or lower in _PREPOSITIONS:
            break
        fits = (
            lower in table.role_adjectives
            or lower in table.roles
            or (words.capital[at - 1] and lower not in table.openers)
            or "-" in lower
        )
        if not fits and (
            lower in table.openers or _ROLE_ADVERBS.search(lower) or not _is_noun_in_role(words, at - 1, table)
        ):
            break
        at -= 1
    return at, tuple(words.bases[at:opens])


def _is_noun_in_role(words: Words, at: int, table: Table) -> bool:
    """Whether an unknown lower-case word is part of the role: the word before it is, or is a determiner ("a pop music critic")."""
    lower = words.lower[at]
    if lower in table.organization_nouns or lower in table.media_nouns or lower in table.document_nouns:
        return True
    if at == 0 or words.gaps[at - 1] != " ":
        return False
    before = words.lower[at - 1]
    return before in ("a", "an", "the") or before in table.role_adjectives or words.possessive[at - 1]
