"""Places that the table does not hold: set by the place beside them ("the village of Ashmere in Fife"), or only known to be places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.records import Place, Span
from sayso.resolve.where.gazetteer import Gazetteer
from sayso.resolve.where.metonym import is_metonym
from sayso.resolve.where.words import BODIES, CALLERS, FUNCTION_WORDS, OFFICES, TITLES

_SETTLEMENT = r"(?:city|town|village|township|hamlet|suburb|neighbou?rhood|community|settlement|district|municipality|island|port|capital)"
_LAND = r"(?:province|region|valley|county|governorate|oblast|peninsula|gorge|pass|river|lake|tunnel|canyon|strait|prefecture|department)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_WORD = rf"{_CAPITAL}\w+(?:['’](?!s\b)\w+)*"
_NAMED = rf"(?P<name>{_WORD}(?:[ -](?:(?:de|del|do|da|la|le|el|al|upon|on|of|the)[ -])?{_WORD}){{0,2}})"
_SURE = re.compile(
    rf"\b{_SETTLEMENT}s? of {_NAMED}(?P<gap>,? (?:located |situated )?in (?:the )?(?:\w+ern |central )?(?:{_SETTLEMENT} of |province of |state of )?|, |)"
)
_LIKELY = re.compile(rf"\b(?:in|near|at|outside|from) {_NAMED}(?P<gap>, )")
_DATELINE = re.compile(
    rf"(?:^|\n\n)(?P<name>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+){{0,2}})(?:, (?P<land>{_CAPITAL}[a-zà-ÿ]\w+(?: {_CAPITAL}\w+)?)\.?(?=[ ,]))?"
    r"(?:(?:,? [^.!?\n]{0,40}?)?\s*(?:\([^)\n]{2,25}\)\s*)?(?:—|–|--|-(?= )|:)|\. (?=[A-Z][a-z]))"
)
_OF_KIND = re.compile(rf"\b(?:{_SETTLEMENT}|{_LAND}|state)s? of {_NAMED}")
_SEAT = re.compile(rf"\bcapital,? {_NAMED}")
_TYPED = re.compile(
    rf"(?<!\w){_NAMED} (?P<type>{_LAND}|district|island|peninsula|mountains|hills|strait|bay)\b(?! of\b)"
)
_PLACED = re.compile(
    rf"\b(?P<before>in|near|outside|across|throughout|into|inside|towards?|through|around) (?:(?:north|south|east|west)\w*[ -]|central |neighbou?ring |nearby |upper |lower )*{_NAMED}(?: and (?P<second>{_WORD}(?: {_WORD})?))?"
)
_WAY = re.compile(rf"\bfrom (?P<name>{_WORD}(?: {_WORD})?) to (?P<second>{_WORD}(?: {_WORD})?)")
_DISTANCE = re.compile(
    rf"\b(?:km|kilomet(?:re|er)s?|miles?|hours?|north|south|east|west|\w+-?(?:east|west)) (?:\w+ ){{0,2}}(?:of|from) {_NAMED}"
)
_OWN_STATE = re.compile(
    rf"(?<!\w){_NAMED}['’]s (?:foreign|defen[cs]e|prime|parliament|ambassador|embassy|border|borders|government|troops|capital)\b"
)
_NO_PLACES = frozenset(
    """english french spanish arabic russian german chinese latin parliament congress senate cabinet court christmas easter ramadan islam christianity facebook twitter
    instagram youtube whatsapp telegram internet covid covid-19 christ god earth ministry department university hospital party council commission committee union league
    front agency institute association federation bank accord alliance movement group police army navy guard school office forces service games cup olympics palace street
    avenue road square highway republican democrat republicans democrats greens catholic muslim jewish christian level annex article chapter part phase figure table appendix section""".split()
)
_NATURE = frozenset(
    "falls creek lake bay beach river springs hill hills valley pass mountain mountains canyon forest park bridge".split()
)
_BARE = "not in the table of places; "


def find_unlisted(text: str, places: Sequence[Place], gazetteer: Gazetteer, people: Sequence[Span] = ()) -> list[Place]:
    """
    Names of places that the table does not know. Those beside a place that holds them have that one's point and precision; of others the words only show that
    they are places: a dateline, "the town of X", "X district", "in X". These have no country and no point. `people` are names of persons and bodies.

    >>> from sayso.resolve.where.gazetteer import load_gazetteer
    >>> [(p.name, p.country, p.why) for p in find_unlisted("Snow fell in Orvenna.", [], load_gazetteer())]
    [('Orvenna', None, 'not in the table of places; “in” before it says that it is one')]
    """
    beside = _find_beside(text, places, gazetteer)
    shown = _find_shown(text, [*places, *beside], gazetteer, people)
    return beside + shown


def _find_beside(text: str, places: Sequence[Place], gazetteer: Gazetteer) -> list[Place]:
    starts = {place.span.start: place for place in places}
    found: dict[str, Place] = {}
    for pattern in (_SURE, _LIKELY):
        for match in pattern.finditer(text):
            holder = starts.get(match.end())
            name = match["name"]
            span = Span(*match.span("name"))
            if (
                name in found
                or holder is None
                or not match["gap"]
                or holder.country is None
                or any(span.overlaps(place.span) for place in places)
            ):
                continue
            if _is_name(name, gazetteer):
                found[name] = _set_beside(span, name, holder)
    if not found:
        return []
    return [
        Place(
            span=span,
            name=first.name,
            country=first.country,
            lat=first.lat,
            lon=first.lon,
            precision=first.precision,
            why=first.why,
        )
        for span in _list_mentions(text, found)
        if (first := found[span.of(text)]) and not any(span.overlaps(place.span) for place in places)
    ]


def _find_shown(text: str, places: Sequence[Place], gazetteer: Gazetteer, people: Sequence[Span]) -> list[Place]:
    """The places that only the words beside them show, wherever the report has their names."""
    taken = sorted([*(place.span for place in places), *people])
    search = _Search(text, gazetteer, taken, _list_surnames(text, people))
    _note_datelines(search)
    _note_patterns(search)
    _note_companions(search)
    _note_by_adjective(search)
    typed = _find_typed(search)
    taken = [*taken, *(place.span for place in typed)]
    forms = {form: name for name in search.reasons for form in (name, name.upper())}
    return typed + [
        Place(
            span=span,
            name=forms[span.of(text)],
            metonym=is_metonym(text, span, is_capital=False),
            why=_BARE + search.reasons[forms[span.of(text)]],
        )
        for span in _list_mentions(text, forms)
        if _is_free(span, taken) and not _is_longer(text, span)
    ]


@dataclass(slots=True)
class _Search:
    """One look for names that are places: what is taken already, the surnames of the report, and the names found so far with their reasons."""

    text: str
    gazetteer: Gazetteer
    taken: Sequence[Span]
    surnames: set[str]
    reasons: dict[str, str] = field(default_factory=dict)

    def note(self, match: re.Match[str], group: str, why: str) -> None:
        """Takes the name in a group of a match if it can be a place's; the reason that came first stays."""
        if match[group] and _is_free(Span(*match.span(group)), self.taken) and self.fits(match[group]):
            self.reasons.setdefault(match[group], why)

    def fits(self, name: str) -> bool:
        """Whether a name can be a place's: no body, no surname of the report, no common word at the start of a sentence."""
        words = re.split(r"[ -]", name)
        is_barred = any(word.lower() in _NO_PLACES or word in self.surnames for word in words)
        common = rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])"
        is_common = len(words) == 1 and re.search(common, self.text) is not None
        return len(name) > 3 and not is_barred and not is_common and _is_name(name, self.gazetteer)


def _note_datelines(search: _Search) -> None:
    for match in _DATELINE.finditer(search.text, 0, 600):
        name = match["name"].title()
        if _is_free(Span(*match.span("name")), search.taken) and search.fits(name):
            search.reasons.setdefault(name, "the report is dated from it")
        search.note(match, "land", "it stands behind the place of the dateline")


def _note_patterns(search: _Search) -> None:
    text = search.text
    for match in _OF_KIND.finditer(text):
        kind = match.group().split(" of ")[0]
        search.note(match, "name", f"“{kind} of” before it says that it is one")
    for match in _SEAT.finditer(text):
        search.note(match, "name", "“capital” before it says that it is one")
    for match in _DISTANCE.finditer(text):
        search.note(match, "name", "a distance or direction is counted from it")
    for match in _OWN_STATE.finditer(text):
        if not _is_title_before(text, match.start()):
            search.note(match, "name", "the words behind it are those of a state")
    for match in _PLACED.finditer(text):
        if not _is_adjective(text, match.end("name")):
            search.note(match, "name", f"“{match['before']}” before it says that it is one")


def _note_companions(search: _Search) -> None:
    """Names that stand beside one found already: "in Orvenna and Kest", "from Orvenna to Kest"."""
    for match in _PLACED.finditer(search.text):
        if match["name"] in search.reasons:
            search.note(match, "second", "it stands beside another place")
    for match in _WAY.finditer(search.text):
        search.note(match, "name", "“from” before it and “to” behind it say that it is one")
        search.note(match, "second", "“from” and “to” before it say that it is one")


def _note_by_adjective(search: _Search) -> None:
    """Names whose adjective the report has before a common noun, as "Orvennan" is of Orvenna."""
    adjectives = {match.group(1) for match in re.finditer(rf"(?<![\w-])({_WORD}) [a-z]", search.text)}
    for match in re.finditer(rf"(?<![\w-])(?P<name>{_WORD})(?![\w-])", search.text):
        name = match["name"]
        endings = ("n", "ns") if name.endswith("a") else ("i", "is", "an", "ian", "ese")
        if name not in search.reasons and len(name) >= 5 and any(name + ending in adjectives for ending in endings):
            search.note(match, "name", "the report uses an adjective of it")


def _list_surnames(text: str, people: Sequence[Span]) -> set[str]:
    """The last words of names of people and bodies; of "Radio Orvenna" and "the embassy in Orvenna" none."""
    found = set()
    for span in people:
        words = span.of(text).split()
        if words[0].lower() not in BODIES | CALLERS and all(word[0].isupper() for word in words):
            found.add(re.sub(r"['’]s?$", "", words[-1]))
    return found


def _find_typed(search: _Search) -> list[Place]:
    """Names with the sort of place behind them: "Darvak district", "the Kesh gorge"."""
    found = []
    for match in _TYPED.finditer(search.text):
        opens = re.match(r"(?:The|In|At|Near|From) ", match["name"])
        span = Span(match.start("name") + (opens.end() if opens else 0), match.end("type"))
        name = match["name"][opens.end() :] if opens else match["name"]
        if not name or not _is_free(span, search.taken) or not search.fits(name):
            continue
        is_land = match["type"] in ("province", "district", "county", "governorate", "region")
        why = f"{_BARE}“{match['type']}” behind it says that it is one"
        found.append(Place(span=span, name=span.of(search.text), precision="province" if is_land else None, why=why))
    return found


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(span.overlaps(other) for other in taken)


def _is_adjective(text: str, end: int) -> bool:
    """Whether a name before a common noun is an adjective: "in Orvennan hospitals"."""
    after = re.match(r" ([a-z][\w-]*)", text[end : end + 30])
    return after is not None and after.group(1) not in FUNCTION_WORDS and not after.group(1).endswith(("ed", "ly"))


def _is_longer(text: str, span: Span) -> bool:
    """Whether the words are a part of a longer name: "Orvenna Airways", "Radio Orvenna"."""
    after = re.match(rf"[ -]{_CAPITAL}\w", text[span.end : span.end + 3])
    before = re.search(
        rf"(?<![.!?”\"] )(?<!\n)\b(?!The |In |But |And |As |When |For |At |From )({_CAPITAL}\w+)[ -]$",
        text[max(0, span.start - 30) : span.start],
    )
    return after is not None or (before is not None and before.group(1).lower() not in ("neighbouring", "neighboring"))


def _is_title_before(text: str, start: int) -> bool:
    before = re.search(r"(\w+)\.? $", text[max(0, start - 20) : start])
    return before is not None and (before.group(1).lower() in TITLES or before.group(1)[0].isupper())


def _list_mentions(text: str, found: dict[str, Place] | dict[str, str]) -> list[Span]:
    if not found:
        return []
    mentions = re.finditer(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(found, key=lambda name: (-len(name), name))))})(?![\w-])", text
    )
    return [Span(*match.span()) for match in mentions]


def _is_name(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the words can be a settlement's: none a title, an office, an organisation, a month or a first name."""
    words = [word.lower() for word in re.split(r"[ -]", name)]
    if len(words) > 1 and words[-1] in _NATURE:
        words = words[:-1]
    barred = BODIES | FUNCTION_WORDS | OFFICES | TITLES
    return not any(word in barred or word in gazetteer.first_names for word in words) and not name.isupper()


def _set_beside(span: Span, name: str, holder: Place) -> Place:
    return Place(
        span=span,
        name=name,
        country=holder.country,
        lat=holder.lat,
        lon=holder.lon,
        precision=holder.precision,
        why=f"not in the table of places: set by {holder.name}, named beside it",
    )
