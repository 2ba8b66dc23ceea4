"""
In how many ways a statement entered the news, as far as the reports at hand tell: counted with the evidence, as an interval.

Forty reports of one wire story are one origin; so are three ministers of one state. The upper end of the interval merges only what is proven: the same speaker,
the same body, the same text. The lower end merges what is suspected too, and counts unnamed sources, and what outlets assert without saying from
where, as none. Neither says that anything is true: one origin may be right and ten wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.compare.blocs import Bloc, Introduction, find_bloc, identify_entity
from sayso.compare.families import Families, fold_name
from sayso.records import Copy, Entity, Origins, Span, Statement

NO_SOURCE = "no source named"
Sort = Literal["speaker", "document", "unnamed", "observed", "own"]

_OBSERVED = re.compile(
    r"\b(?:reporters?|correspondents?|journalists?|photographers?|cameraman|crew|newspaper|this\s+paper)\b[^.]{0,60}"
    r"\b(?:saw|seen|counted|heard|watched|witnessed|visited|filmed|photographed|found|observed)\b",
    re.IGNORECASE,
)
# What an unnamed entity is called that is a body one can ask, and not somebody who hides: "the district hospital", "a court in Velmar".
_INSTITUTION = re.compile(
    r"\b(?:office|ministry|army|military|navy|air force|police|hospital|clinic|court|panel|government|company|firm|service|brigade|coast\s?guard|agency"
    r"|authority|university|institute|monitor|cent(?:re|er)|embassy|council|parliament|union|committee|commission|party|bank|mine|port|airline|operator"
    r"|department|group|school|board|association|federation|regiment|prosecutor'?s?|inquiry|inspectorate|registry|observatory|utility|tribunal|assembly"
    r"|harbour\s?master|coroner|mayor|governor)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|diplomats?|people|persons?|witness(?:es)?|residents?|villagers?|survivors?|staff|workers?|officers?|soldiers?|lieutenant"
    r"|man|men|woman|women|aides?|lawmakers?|analysts?|experts?|insiders?|one|two|three|several|some|many|others?|he|she|they|it|who|anonymity)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\bjoint(?:\s+\w+)?\s+(?:statement|letter|declaration|communiqu[eé]|report|assessment|study|paper|appeal|article|release|message|memorandum)\b|\bjointly\b"
    r"|\bco-signed\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"^(?:the|its|his|her|their)\s+(?:[\w’'-]+\s+){0,4}?(?P<role>[\w-]+)$", re.IGNORECASE)
_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|this|that)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    A statement of the group with what its report tells beside it.

    `credits` are the agencies the report credits; `source_words` the words that name the source; `sentence` the sentence of the cue; `introduced` has, for
    each of `statement.speakers`, its mentions in their sentences; `bodies` are the organizations and `people` the persons that the report names;
    `outer` the speakers of the statement within which this one is reported.
    """

    statement: Statement
    credits: tuple[str, ...] = ()
    source_words: str | None = None
    sentence: str = ""
    introduced: tuple[tuple[Introduction, ...], ...] = ()
    bodies: tuple[Entity, ...] = ()
    people: tuple[Entity, ...] = ()
    outer: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One source of one account. `identity` is the same for sources that are proven to be the same; `name` is what is shown."""

    account: int
    sort: Sort
    identity: str
    name: str
    bloc: Bloc | None = None
    role: str = ""
    generic: bool = False


class _Sets:
    """Disjoint sets of numbers, which are joined and never parted."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def find(self, one: int) -> int:
        while self._parents[one] != one:
            self._parents[one] = self._parents[self._parents[one]]
            one = self._parents[one]
        return one

    def join(self, one: int, other: int) -> bool:
        """Joins the sets of two numbers; False if they were one already."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parents[high] = low
        return low != high


def count_origins(
    accounts: Sequence[Account], *, copies: Iterable[Copy] = (), families: Families | None = None
) -> Origins:
    """
    The origins of statements that say the same, with what was counted.

    `copies` are those among the reports of the accounts. Versions of one page are one report. Raises `ValueError` for no accounts.
    """
    if not accounts:
        raise ValueError("there is nothing to count the origins of")
    families = families or Families()
    ordered = sorted(
        accounts, key=lambda one: (one.statement.published or "9", one.statement.report_id, one.statement.claim.start)
    )
    pairs = {(copy.left, copy.right): copy for copy in copies}
    texts = _join_texts(ordered, pairs)
    items = _drop_repeated([item for place in range(len(ordered)) for item in _list_items(ordered, place)], ordered)
    proven, suspected, why = _join_items(items, ordered, pairs, families)
    high, low = _count(items, proven), _count_firm(items, suspected)
    return Origins(
        low=min(low, high),
        high=high,
        reports=tuple(dict.fromkeys(one.statement.report_id for one in ordered)),
        outlets=_list_outlets(ordered),
        families=tuple(dict.fromkeys(_name_family(one, families) for one in ordered)),
        text_origins=texts,
        evidence_origins=tuple(dict.fromkeys(item.name for item in items if item.sort != "own")),
        blocs=_list_blocs(items, proven),
        why=(_describe(low, high, ordered), *why),
    )


def _describe(low: int, high: int, ordered: Sequence[Account]) -> str:
    """The interval in words: "2–5 origins found among 40 reports here"."""
    count = len({one.statement.url or one.statement.report_id for one in ordered})
    low = min(low, high)
    span = str(low) if low == high else f"{low}–{high}"
    noun = "origin" if (low, high) in ((1, 1), (0, 1)) else "origins"
    return f"{span} {noun} found among {count} report{'' if count == 1 else 's'} here"


# --------------------------------------------------------------------------------------------------------------- what is listed


def _list_outlets(ordered: Sequence[Account]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for one in ordered:
        outlet = one.statement.outlet
        names.setdefault(fold_name(outlet) if outlet else one.statement.report_id, outlet or "outlet unknown")
    return tuple(names.values())


def _name_family(one: Account, families: Families) -> str:
    statement = one.statement
    return families.find(statement.outlet, statement.url) or statement.outlet or "outlet unknown"


def _join_texts(ordered: Sequence[Account], pairs: Mapping[tuple[str, str], Copy]) -> tuple[str, ...]:
    """The reports that texts of others were taken from, each standing for them: the named origin of a copy, else the earliest."""
    reports = list(dict.fromkeys(one.statement.report_id for one in ordered))
    places = {report: place for place, report in enumerate(reports)}
    sets = _Sets(len(reports))
    for (left, right), copy in sorted(pairs.items()):
        if copy.type != "shares_quotes" and left in places and right in places:
            sets.join(places[left], places[right])
    taken = {_other(copy, copy.origin) for copy in pairs.values() if copy.origin is not None}
    chosen: dict[int, str] = {}
    for report in sorted(reports, key=lambda one: (one in taken, places[one])):
        chosen.setdefault(sets.find(places[report]), report)
    return tuple(chosen[root] for root in sorted(chosen))


def _other(copy: Copy, report: str) -> str:
    return copy.right if report == copy.left else copy.left


def _list_blocs(items: Sequence[_Item], proven: _Sets) -> tuple[str, ...]:
    """The bodies that named speakers speak for, a name each."""
    named: dict[int, str] = {}
    for place, item in enumerate(items):
        if item.sort in ("speaker", "document") and item.bloc is not None:
            named.setdefault(proven.find(place), item.bloc.name)
    return tuple(dict.fromkeys(named.values()))


# ------------------------------------------------------------------------------------------------------------------- sources


def _list_items(ordered: Sequence[Account], place: int) -> list[_Item]:
    """The sources of one account; the outlet's own word where the text names none."""
    account = ordered[place]
    statement = account.statement
    speakers, introduced = statement.speakers, account.introduced
    if account.outer and any(entity.kind != "media" for entity in account.outer):
        # "The minister said that the police had found …": it is the minister who told it. A medium only passes on.
        speakers, introduced = account.outer, ()
    if statement.claim.voice == "outlet":
        return [_own_word(account, place)]
    items = []
    for number, entity in enumerate(speakers):
        around = introduced[number] if number < len(introduced) else ()
        items.append(_describe_source(account, place, entity, around))
    return items or [_name_nobody(account, place, account.source_words or NO_SOURCE)]


def _own_word(account: Account, place: int) -> _Item:
    statement = account.statement
    outlet = statement.outlet or "outlet unknown"
    if _OBSERVED.search(statement.text):
        return _Item(
            account=place, sort="observed", identity=f"observed:{fold_name(outlet)}", name=f"{outlet}, its own reporter"
        )
    return _Item(account=place, sort="own", identity=f"own:{statement.report_id}", name=f"{outlet}, in its own voice")


def _describe_source(account: Account, place: int, entity: Entity, around: Sequence[Introduction]) -> _Item:
    if name_is_pronoun(entity.name) and len(account.people) == 1:
        entity = account.people[0]  # whom else should "she" mean where a report names one person?
    name = entity.name
    if entity.kind == "media":
        return _describe_media(account, place, entity)
    if entity.kind == "document":
        generic = not entity.named and len(_ARTICLES.sub("", name).split()) < 2
        bloc = find_bloc(entity, introduced=around, bodies=account.bodies)
        identity = f"document:{_fold(name)}" if entity.key is None else entity.key
        return _Item(account=place, sort="document", identity=identity, name=name, bloc=bloc, generic=generic)
    if entity.named or _is_institution(entity):
        bloc = find_bloc(entity, introduced=around, bodies=account.bodies)
        identity = identify_entity(entity) if entity.named else f"body:{_fold(name)}"
        role = _fold(entity.role or "") if entity.named else ""
        return _Item(
            account=place, sort="speaker", identity=identity, name=name, bloc=bloc, role=role, generic=not entity.named
        )
    return _name_nobody(account, place, name)


def _describe_media(account: Account, place: int, entity: Entity) -> _Item:
    """A medium that speaks is its own reporter where it is the outlet, else a source as others are."""
    outlet = account.statement.outlet or ""
    words = account.source_words or entity.name
    if fold_name(entity.name) == fold_name(outlet) or fold_name(outlet) in fold_name(words):
        observed = _OBSERVED.search(f"{words} {account.statement.text}") or re.search(
            r"report|correspond|journal", words, re.IGNORECASE
        )
        sort: Sort = "observed" if observed else "own"
        return _Item(
            account=place, sort=sort, identity=f"{sort}:{fold_name(outlet)}", name=f"{outlet}, its own reporter"
        )
    if not entity.named:
        return _name_nobody(account, place, entity.name)
    # What another medium reports it has from somebody; from whom the words here do not say.
    return _Item(account=place, sort="own", identity=f"media:{fold_name(entity.name)}", name=entity.name)


def _is_institution(entity: Entity) -> bool:
    """Whether an entity without a name is a body that can be asked."""
    words = _ARTICLES.sub("", entity.name)
    if entity.kind in ("person", "group", "unknown") or _ANONYMOUS.search(words):
        return False
    return _INSTITUTION.search(words) is not None


def _name_nobody(account: Account, place: int, words: str) -> _Item:
    report = account.statement.report_id
    return _Item(account=place, sort="unnamed", identity=f"unnamed:{report}:{_fold(words)}", name=f"unnamed: {words}")


def _fold(words: str) -> str:
    return fold_name(_ARTICLES.sub("", words))


def _drop_repeated(items: Sequence[_Item], ordered: Sequence[Account]) -> list[_Item]:
    """The items without what a report says in its own voice where it names a source for the same: the source is where that came from."""

    def page(item: _Item) -> str:
        statement = ordered[item.account].statement
        return statement.url or statement.report_id

    sourced = {page(item) for item in items if item.sort in ("speaker", "document", "observed")}
    told = sourced | {page(item) for item in items if item.sort == "unnamed"}
    kept = [
        item
        for item in items
        if not (item.sort == "own" and page(item) in told) and not (_is_pronoun(item) and page(item) in sourced)
    ]
    seen: set[tuple[str, str]] = set()
    distinct = []
    for item in kept:
        if (page(item), item.identity) not in seen:
            seen.add((page(item), item.identity))
            distinct.append(item)
    return distinct


def _is_pronoun(item: _Item) -> bool:
    """Whether nothing but a pronoun, or no word at all, names the source: it may be whoever the same report names."""
    name = item.name.removeprefix("unnamed: ")
    return item.sort == "unnamed" and (name_is_pronoun(name) or name == NO_SOURCE)


def name_is_pronoun(name: str) -> bool:
    """Whether a source is called by nothing but a pronoun."""
    return name.casefold() in ("he", "she", "they", "it")


# ------------------------------------------------------------------------------------------------------------------- merging


def _join_items(
    items: Sequence[_Item], ordered: Sequence[Account], pairs: Mapping[tuple[str, str], Copy], families: Families
) -> tuple[_Sets, _Sets, list[str]]:
    """The items in sets as proven, and as suspected, with the reasons for both in words."""
    proven, suspected = _Sets(len(items)), _Sets(len(items))
    why: list[str] = []
    for one in range(len(items)):
        for other in range(one):
            reason = _prove(items[one], items[other], ordered, pairs)
            if reason is not None:
                suspected.join(one, other)
                if proven.join(one, other) and reason not in why:
                    why.append(reason)
    for one in range(len(items)):
        for other in range(one):
            reason = _suspect(items[one], items[other], ordered, pairs, families)
            if reason is not None and suspected.join(one, other):
                why.append(f"maybe one: {reason}")
    for item in items:
        if item.sort in ("unnamed", "own"):
            why.append(
                f"counted only in the upper number: {item.name} ({ordered[item.account].statement.outlet or 'outlet unknown'})"
            )
    return proven, suspected, list(dict.fromkeys(why))


def _prove(one: _Item, other: _Item, ordered: Sequence[Account], pairs: Mapping[tuple[str, str], Copy]) -> str | None:
    """Why two items are one source beyond doubt, `None` if they are not."""
    if one.identity == other.identity and not (one.generic and one.account != other.account and one.sort == "document"):
        return f"{one.name} is one source, whoever quotes it"
    if one.bloc and other.bloc and one.bloc.sure and other.bloc.sure and one.bloc.key == other.bloc.key:
        return f"{other.name} and {one.name} both speak for {_choose_name(one.bloc, other.bloc)}"
    for item, body in ((one, other), (other, one)):
        reason = _prove_by_words(item, body, ordered[item.account])
        if reason is not None:
            return reason
    if one.account == other.account and _is_joint(ordered[one.account]):
        return f"{other.name} and {one.name} speak in one joint statement"
    if one.sort in ("unnamed", "own", "observed") or other.sort in ("unnamed", "own", "observed"):
        left, right = ordered[one.account].statement, ordered[other.account].statement
        copy = pairs.get((min(left.report_id, right.report_id), max(left.report_id, right.report_id)))
        if copy is not None and copy.type != "shares_quotes" and _share_passage(left, right, copy):
            return f"{left.outlet or 'one report'} and {right.outlet or 'another'} have it in the same text: {copy.why}"
    return None


def _prove_by_words(item: _Item, other: _Item, account: Account) -> str | None:
    """Why the words of an item's account make it one source with another: it names the other, or its role does."""
    if item.identity.startswith("media:") and _is_named(other, account.statement):
        return f"{item.name} names {other.name} in what it reports"
    if not item.role:
        return None
    if len(other.name) > 3 and re.search(rf"(?<!\w){re.escape(_fold(other.name))}(?!\w)", item.role):
        return f"{item.name} speaks for {other.name}"
    if _is_called_by(other, item.role):
        return f"“{other.name.removeprefix('unnamed: ')}” is {item.name}"
    return None


def _is_named(item: _Item, statement: Statement) -> bool:
    """Whether a statement mentions a named source: by its key, or by its whole name."""
    if item.sort != "speaker" or item.generic:
        return False
    named = len(item.name.split()) > 1 and item.name in statement.text
    return named or item.identity in statement.mentions


def _is_called_by(item: _Item, role: str) -> bool:
    """Whether an item without a name is called by a role: "the club's chairman" where another report names the chairman."""
    found = _DEFINITE.match(item.name.removeprefix("unnamed: "))
    return item.sort == "unnamed" and found is not None and found["role"].casefold() in role.split()


def _suspect(
    one: _Item,
    other: _Item,
    ordered: Sequence[Account],
    pairs: Mapping[tuple[str, str], Copy],
    families: Families,
) -> str | None:
    """Why two items may be one source, `None` if nothing says so."""
    if one.account == other.account:
        return f"{other.name} and {one.name} are given as sources together"
    if one.bloc and other.bloc and _may_be_one_body(one, other):
        return f"{other.name} and {one.name} may speak for the same body"
    if one.generic and other.generic and _fold(one.name).split()[-1:] == _fold(other.name).split()[-1:]:
        return f"“{other.name}” and “{one.name}” may be the same"
    left, right = ordered[one.account], ordered[other.account]
    for item, account in ((one, right), (other, left)):
        if item.identity.startswith("media:") and fold_name(item.name) in _names_of_text(account):
            return f"{item.name} is where {account.statement.outlet or 'another report'} has its text from"
    if "speaker" in (one.sort, other.sort) or "document" in (one.sort, other.sort):
        return None
    return _suspect_text(left, right, pairs, families)


def _suspect_text(
    left: Account, right: Account, pairs: Mapping[tuple[str, str], Copy], families: Families
) -> str | None:
    """Why two reports may have a thing from the same text."""
    one, other = left.statement, right.statement
    names = f"{one.outlet or 'one report'} and {other.outlet or 'another'}"
    copy = pairs.get((min(one.report_id, other.report_id), max(one.report_id, other.report_id)))
    if copy is not None and copy.type != "shares_quotes":
        return f"{names} share text: {copy.why}"
    shared = sorted(_names_of_text(left) & _names_of_text(right))
    if shared:
        return f"{names} are, or credit, {shared[0]}"
    family = families.find(one.outlet, one.url)
    if family is not None and family == families.find(other.outlet, other.url):
        return f"{names} belong to {family}"
    return None


def _names_of_text(account: Account) -> set[str]:
    """The outlet and the agencies it credits, folded."""
    names = {fold_name(name) for name in account.credits}
    return names | ({fold_name(account.statement.outlet)} if account.statement.outlet else set())


def _may_be_one_body(one: _Item, other: _Item) -> bool:
    """Whether a suspected bloc joins two items: an office of no known state, or a body that the other's role or name mentions."""
    assert one.bloc is not None and other.bloc is not None
    if not (one.bloc.sure and other.bloc.sure):
        return one.bloc.key.split(":")[0] == other.bloc.key.split(":")[0]
    for generic, known in ((one, other), (other, one)):
        head = _fold(generic.name)
        if (
            generic.generic
            and len(head) > 3
            and head in " ".join((_fold(known.name), known.bloc.why.casefold() if known.bloc else ""))
        ):
            return True
    return False


def _choose_name(one: Bloc, other: Bloc) -> str:
    return min(one.name, other.name, key=lambda name: (len(name), name))


def _is_joint(account: Account) -> bool:
    return _JOINT.search(account.sentence) is not None


def _share_passage(left: Statement, right: Statement, copy: Copy) -> bool:
    """Whether a passage that two reports share covers most of the words of both statements."""
    flipped = left.report_id != copy.left
    for passage in copy.passages:
        mine, theirs = (passage.right, passage.left) if flipped else (passage.left, passage.right)
        if _is_within(left, mine) and _is_within(right, theirs):
            return True
    return False


def _is_within(statement: Statement, passage: Span) -> bool:
    spans = statement.claim.content
    shared = sum(max(0, min(span.end, passage.end) - max(span.start, passage.start)) for span in spans)
    return 2 * shared >= sum(span.end - span.start for span in spans) > 0


# ------------------------------------------------------------------------------------------------------------------ counting


def _count(items: Sequence[_Item], proven: _Sets) -> int:
    return len({proven.find(place) for place in range(len(items))})


def _count_firm(items: Sequence[_Item], suspected: _Sets) -> int:
    """The sets that hold a named source, a document or an outlet's own reporter; if none, one where an outlet asserts it, else none."""
    firm = {
        suspected.find(place) for place, item in enumerate(items) if item.sort in ("speaker", "document", "observed")
    }
    if firm:
        return len(firm)
    return int(any(item.sort == "own" for item in items))
