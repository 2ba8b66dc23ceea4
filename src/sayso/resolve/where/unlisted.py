"""Places that the table does not hold: set by the place beside them ("the village of Ashmere in Fife"), or only known to be places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Place, Span
from sayso.resolve.where.gazetteer import Gazetteer
from sayso.resolve.where.metonym import is_metonym
from sayso.resolve.where.words import BODIES, FUNCTION_WORDS, OFFICES, TITLES

_SETTLEMENT = r"(?:city|town|village|township|hamlet|suburb|neighbou?rhood|community|settlement|district|municipality|island|port|capital)"
_LAND = r"(?:province|region|valley|county|governorate|oblast|peninsula|gorge|pass|river|lake|tunnel|canyon|strait|prefecture|department)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_NAMED = rf"(?P<name>{_CAPITAL}[\w'’-]*\w(?:[ -](?:(?:de|del|do|da|la|le|el|al|upon|on|of|the)[ -])?{_CAPITAL}[\w'’-]*\w){{0,2}})"
_SURE = re.compile(
    rf"\b{_SETTLEMENT}s? of {_NAMED}(?P<gap>,? (?:located |situated )?in (?:the )?(?:\w+ern |central )?(?:{_SETTLEMENT} of |province of |state of )?|, |)"
)
_LIKELY = re.compile(rf"\b(?:in|near|at|outside|from) {_NAMED}(?P<gap>, )")
_DATELINE = re.compile(
    rf"(?:^|\n\n)(?P<name>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+){{0,2}})(?:, (?P<land>{_CAPITAL}[a-zà-ÿ]\w+(?: {_CAPITAL}\w+)?)\.?(?=[ ,]))?"
    r"(?:,? [^.!?\n]{0,40}?)?\s*(?:\([^)\n]{2,25}\)\s*)?(?:—|–|--|-(?= )|:)"
)
_OF_KIND = re.compile(rf"\b(?:{_SETTLEMENT}|{_LAND}|state)s? of {_NAMED}")
_TYPED = re.compile(rf"(?<!\w){_NAMED} (?P<type>{_LAND}|district|island|peninsula|mountains|hills|strait|bay)\b(?! of\b)")
_PLACED = re.compile(rf"\b(?P<before>in|near|outside|across|throughout|into|inside|towards?|through|around) (?:(?:north|south|east|west)\w*[ -]|central |neighbou?ring |nearby |upper |lower )*{_NAMED}")
_DISTANCE = re.compile(rf"\b(?:km|kilomet(?:re|er)s?|miles?|hours?|north|south|east|west|\w+-?(?:east|west)) (?:\w+ ){{0,2}}(?:of|from) {_NAMED}")
_OWN_STATE = re.compile(
    rf"(?<!\w){_NAMED}['’]s (?:foreign|defen[cs]e|prime|parliament|ambassador|embassy|border|borders|government|troops|capital)\b"
)
_NO_PLACES = frozenset(
    """english french spanish arabic russian german chinese latin parliament congress senate cabinet court christmas easter ramadan islam christianity facebook twitter
    instagram youtube whatsapp telegram internet covid covid-19 christ god earth ministry department university hospital party council commission committee union league
    front agency institute association federation bank accord alliance movement group police army navy guard school office forces service games cup olympics palace street
    avenue road square highway republican democrat republicans democrats greens catholic muslim jewish christian level annex article chapter part phase figure table appendix section""".split()
)
_STATE_BODIES = re.compile(r"['’]s (?:\w+ ){0,2}(?:ministry|government|parliament|ministers?|army|military|ambassador|embassy|president|bank|police|prosecutors?|intelligence|service)\b")
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
    taken = sorted([place.span for place in places] + list(people))
    named = {word for span in people for word in span.of(text).split()}
    reasons: dict[str, str] = {}
    for match in _DATELINE.finditer(text):
        if match.start() < 400 and _is_free(Span(*match.span("name")), taken):
            name = match["name"].title()
            _note(reasons, name, "the report is dated from it", gazetteer, named, text)
            if match["land"] and _is_free(Span(*match.span("land")), taken):
                _note(reasons, match["land"], "it stands behind the place of the dateline", gazetteer, named, text)
    for pattern, why in ((_OF_KIND, "“{0} of” before it says that it is one"), (_DISTANCE, "a distance or direction is counted from it")):
        for match in pattern.finditer(text):
            if _is_free(Span(*match.span("name")), taken):
                _note(reasons, match["name"], why.format(match.group().split(" of ")[0].split()[-1]), gazetteer, named, text)
    for match in _OWN_STATE.finditer(text):
        if _is_free(Span(*match.span("name")), taken) and not _is_title_before(text, match.start()):
            _note(reasons, match["name"], "the words behind it are those of a state", gazetteer, named, text)
    for match in _PLACED.finditer(text):
        if _is_free(Span(*match.span("name")), taken):
            _note(reasons, match["name"], f"“{match['before']}” before it says that it is one", gazetteer, named, text)
    typed = _find_typed(text, taken, gazetteer, named)
    forms = {form: name for name in reasons for form in (name, name.upper())}
    found = [*typed]
    for span in _list_mentions(text, forms):
        name = forms[span.of(text)]
        if _is_free(span, [*taken, *(place.span for place in typed)]) and not _STATE_BODIES.match(text, span.end) and not _is_longer(text, span):
            found.append(Place(span=span, name=name, metonym=is_metonym(text, span), why=_BARE + reasons[name]))
    return found


def _find_typed(text: str, taken: Sequence[Span], gazetteer: Gazetteer, named: set[str]) -> list[Place]:
    """Names with the sort of place behind them: "Darvak district", "the Kesh gorge"."""
    found = []
    for match in _TYPED.finditer(text):
        reasons: dict[str, str] = {}
        span = Span(match.start("name"), match.end("type"))
        opens = re.match(r"(?:The|In|At|Near|From) ", match["name"])
        if opens:
            span = Span(span.start + opens.end(), span.end)
        if _is_free(span, taken):
            _note(reasons, match["name"][opens.end() if opens else 0 :], "", gazetteer, named, text)
            if reasons:
                why = f"{_BARE}“{match['type']}” behind it says that it is one"
                precision = "province" if match["type"] in ("province", "district", "county", "governorate", "region") else None
                found.append(Place(span=span, name=span.of(text), precision="province" if precision else None, why=why))
    return found


def _note(reasons: dict[str, str], name: str, why: str, gazetteer: Gazetteer, named: set[str], text: str) -> None:
    """Takes a name that can be a place's, with the reason that came first."""
    words = re.split(r"[ -]", name)
    is_barred = any(word.lower() in _NO_PLACES for word in words) or any(word in named for word in words)
    is_common = len(words) == 1 and re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", text) is not None
    if len(name) > 3 and not is_barred and not is_common and _is_name(name, gazetteer):
        reasons.setdefault(name, why)


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return not any(span.overlaps(other) for other in taken)


def _is_longer(text: str, span: Span) -> bool:
    """Whether the words are a part of a longer name: "Orvenna Airways", "Radio Orvenna"."""
    after = re.match(rf"[ -]{_CAPITAL}\w", text[span.end : span.end + 3])
    before = re.search(rf"(?<![.!?”\"] )(?<!\n)\b(?!The |In |But |And |As |When |For |At |From )({_CAPITAL}\w+)[ -]$", text[max(0, span.start - 30) : span.start])
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
