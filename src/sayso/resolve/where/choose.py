"""Which of the places of a name is meant, and whether a place is meant at all: signs are added up, the highest sum wins."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

from sayso.resolve.where.gazetteer import COUNTRY, DISTRICT, POINT, PROVINCE, REGION, TOWN, Entry
from sayso.resolve.where.mentions import Name
from sayso.resolve.where.signs import Signs
from sayso.resolve.where.words import PEOPLED_LANDS, TYPE_WORDS

_COMMA = re.compile(r",\s")
_IN = re.compile(
    r"(?:,? (?:which is )?(?:located |situated |based )?in|(?: area| region| section| district| province| neighbou?rhood| suburb)? of|,? near|,? outside|\s\(|,(?! the))\s?(?:the )?"
    r"(?:(?:north|south|east|west|central|mid|upper|lower)\w*[ -](?:and )?)*(?:(?:US |U\.S\. )?(?:state|province|region|city|county|district|island|department|governorate) of )?",
    re.IGNORECASE,
)
_OWN = re.compile(r"['’]s?,? (?:[a-z]+[ -]){0,4}")
_LIST = re.compile(r",(?: and| or)? (?:the )?| (?:and|or|to) (?:the )?|/|[-–]")

PREFERRED = {("washington", TOWN): 2.0, ("new york", TOWN): 1.5}
"""Cities that newspapers mean by a name that is also their state's or another's."""

TAKEN = 0.0
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry chosen for a name, the sum of signs for it being a place (`TAKEN` and more is one), and the reason in words."""

    entry: Entry
    for_place: float
    why: str


@dataclass(slots=True)
class Links:
    """How the names of a report stand to one another, by number: the name holding this one, the name it holds, and its peers in a list."""

    holder: dict[int, int] = field(default_factory=dict)
    by_comma: set[int] = field(default_factory=set)
    inside: dict[int, int] = field(default_factory=dict)
    peers: dict[int, list[int]] = field(default_factory=dict)


def link_names(text: str, names: list[Name]) -> Links:
    """Finds holders ("Paris, Texas", "Springfield in Illinois", "Kenya's capital Nairobi") and lists ("Ohio, Iowa and Georgia")."""
    links = Links()
    for number in range(len(names) - 1):
        name, other = names[number], names[number + 1]
        between = text[name.span.end : other.span.start]
        if len(between) > 60 or name.key == other.key:
            continue
        if _COMMA.fullmatch(between):
            links.by_comma.add(number)
        if _COMMA.fullmatch(between) or _IN.fullmatch(between):
            links.holder[number] = number + 1
            links.inside.setdefault(number + 1, number)
        elif _OWN.fullmatch(between):
            links.holder[number + 1] = number
            links.inside.setdefault(number, number + 1)
        if _LIST.fullmatch(between):
            links.peers.setdefault(number, []).append(number + 1)
            links.peers.setdefault(number + 1, []).append(number)
    return links


def measure_distance(one: Entry, other: Entry) -> float:
    """Kilometres on the globe."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def is_within(entry: Entry, holder: Entry) -> bool:
    """Whether a place lies in the other, as far as the table can tell."""
    if holder.id == entry.id or entry.kind == COUNTRY or holder.country != entry.country or holder.country is None:
        return False
    if holder.kind == COUNTRY:
        return True
    if holder.kind == PROVINCE and holder.province:
        return entry.province == holder.province and entry.kind != PROVINCE
    if entry.kind == PROVINCE:
        return False
    if holder.kind in (REGION, PROVINCE):
        return measure_distance(holder, entry) < 500
    if holder.kind == DISTRICT:
        return holder.province == entry.province and measure_distance(holder, entry) < 120
    return holder.population > 3 * entry.population and measure_distance(holder, entry) < 60


class Scene:
    """What the report is about so far: how often each country and province, and the towns beyond doubt."""

    def __init__(self) -> None:
        self.countries: Counter[str] = Counter()
        self.provinces: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        self.towns: dict[int, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Counts one mention; a country's or province's own name tells more than a town's."""
        if entry.country:
            self.countries[entry.country] += 2 if entry.kind == COUNTRY else 1
        if entry.country and entry.kind != COUNTRY:
            self.parts[entry.country] += 1
        if entry.province:
            self.provinces[entry.province] += 2 if entry.kind == PROVINCE else 1
        if entry.kind in (TOWN, DISTRICT, POINT):
            self.towns[entry.id] = entry

    def weigh(self, entry: Entry, *, own: int, is_country_too: bool) -> float:
        """
        How well an entry fits, 0 to about 4. `own` is how often its own name is there, which is no evidence for it;
        `is_country_too` whether a country has the same name.
        """
        country = self.countries[entry.country or ""] - own * (2 if entry.kind == COUNTRY else 1)
        if entry.kind == PROVINCE and is_country_too:  # "the United States" says nothing of which Georgia is meant, "Atlanta" does
            country = self.parts[entry.country or ""] - own
        province = self.provinces[entry.province] - own * (2 if entry.kind == PROVINCE else 1) if entry.province else 0
        score = 0.0
        if country > 0 and entry.kind != COUNTRY:
            score += min(1.6, 0.8 + 0.4 * math.log(country))
        if province > 0:
            score += min(1.8, 1.0 + 0.4 * math.log(province))
        if entry.kind in (TOWN, DISTRICT, POINT) and country > 0:
            if any(town.id != entry.id and measure_distance(entry, town) < 100 for town in self.towns.values()):
                score += 0.5
        return score


def choose_entries(names: list[Name], signs: list[Signs], links: Links) -> list[Choice]:
    """One choice for each name, in the same order. Three rounds: each sees what the round before was sure of."""
    counts = Counter(name.key for name in names)
    persons = {name.key for name, sign in zip(names, signs, strict=True) if sign.is_person}
    bodies = {name.key for name, sign in zip(names, signs, strict=True) if sign.is_body}
    bodies -= {name.key for name, sign in zip(names, signs, strict=True) if sign.sum >= 1.0}
    tops = [max(name.found.entries, key=lambda entry: weigh_prior(entry, name)) for name in names]
    scene = Scene()
    for name, sign, top in zip(names, signs, tops, strict=True):
        rivals = [entry for entry in name.found.entries if entry.kind in (COUNTRY, PROVINCE) and entry.country != top.country]
        if (top.kind == COUNTRY or (top.kind == PROVINCE and top.country in PEOPLED_LANDS)) and not rivals and sign.sum > -2:
            scene.add(top)
    choices: list[Choice] = []
    for _ in range(3):
        choices = []
        for number, name in enumerate(names):
            around = Around(names, tops, links, number)
            suspicion = 3.0 if name.key in persons else 1.5 if name.key in bodies else 0.0
            choices.append(_choose(name, around, scene, signs[number].sum, suspicion, counts[name.key]))
        choices = _agree(names, choices, links)
        scene = Scene()
        for choice in choices:
            if choice.for_place >= SURE:
                scene.add(choice.entry)
        tops = [choice.entry for choice in choices]
    return choices


class Around:
    """The names linked to one name, with the entries that each may be."""

    def __init__(self, names: list[Name], tops: list[Entry], links: Links, number: int) -> None:
        self.holder = names[links.holder[number]] if number in links.holder else None
        self.holder_top = tops[links.holder[number]] if number in links.holder else None
        self.by_comma = number in links.by_comma
        self.inside = names[links.inside[number]] if number in links.inside else None
        self.peers = [tops[peer] for peer in links.peers.get(number, ())]

    def find_holder(self, entry: Entry, *, is_country_too: bool) -> Entry | None:
        """The place that holds the entry, by the words: but "Mexico, China, Japan" is a list, though Maine has both a Mexico and a China."""
        for holder in self.holder.found.entries if self.holder else ():
            if holder.kind == TOWN and self.by_comma and holder.population < 300_000:
                continue
            if holder.kind in (COUNTRY, TOWN, DISTRICT) and is_country_too and entry.kind in (TOWN, DISTRICT):
                continue
            if is_within(entry, holder):
                return holder
        return None


def weigh_prior(entry: Entry, name: Name) -> float:
    """How likely a place is meant by its name alone: its rank and size."""
    people = math.log10((entry.population or 300_000) + 10)
    if entry.kind == COUNTRY:
        score = 10.0 if entry.population > 200_000 else 8.0
    elif entry.kind == REGION:
        score = 9.0
    elif entry.kind == POINT:
        score = 7.5
    elif entry.kind == PROVINCE:
        score = 6.5 + 0.3 * people + (1.2 if entry.country in PEOPLED_LANDS else 0)
    elif entry.kind == DISTRICT:
        score = 1.3 * people - 0.7
    else:
        score = 1.3 * people + (2.0 if entry.capital else 0)
    after = name.after.text.lower() if name.after else ""
    if after in TYPE_WORDS or name.type_word in TYPE_WORDS:
        score += 3.5 if entry.kind in (PROVINCE, DISTRICT) else 0
    elif after == "city" or name.type_word in ("city", "town", "village", "suburb"):
        score += 3.0 if entry.kind == TOWN else 0
    score += PREFERRED.get((name.key, entry.kind), 0.0)
    return score - (1.5 if entry.id in name.found.aliases else 0)


def _choose(name: Name, around: Around, scene: Scene, signs: float, suspicion: float, own: int) -> Choice:
    is_country_too = any(entry.kind == COUNTRY for entry in name.found.entries)
    best: tuple[float, int, Entry, Entry | None] | None = None
    for entry in name.found.entries:
        score = weigh_prior(entry, name) + scene.weigh(entry, own=own, is_country_too=is_country_too)
        holder = around.find_holder(entry, is_country_too=is_country_too)
        score += 5.0 if holder else 0.0
        if around.inside and any(is_within(held, entry) for held in around.inside.found.entries):
            score += 3.0
        score += 2.0 * any(peer.kind == entry.kind and (peer.kind == COUNTRY or peer.country == entry.country) for peer in around.peers)
        if best is None or (score, -entry.id) > best[:2]:
            best = (score, -entry.id, entry, holder)
    assert best is not None
    _, _, entry, holder = best
    for_place = signs + weigh_as_place(entry, name, scene, own)
    if holder:
        for_place += 3.0
    elif entry.kind in (TOWN, DISTRICT):
        for_place -= suspicion
    return Choice(entry, for_place + (1.0 if around.inside else 0.0), explain(entry, name, holder, scene))


def weigh_as_place(entry: Entry, name: Name, scene: Scene, own: int) -> float:
    """How far the entry itself speaks for a place being meant: a country's name mostly is one, a village's mostly is not."""
    if entry.kind in (COUNTRY, REGION):
        score = 3.0
    elif entry.kind == PROVINCE and entry.country in PEOPLED_LANDS:
        score = 2.5
    elif entry.kind == POINT:
        score = 1.5
    elif entry.kind in (PROVINCE, DISTRICT):
        score = math.log10((entry.population or 1_000_000) + 10) - 5.5
    else:
        score = math.log10(entry.population + 10) - 5.0 + (2.0 if entry.capital else 0)
    score += min(1.6, scene.weigh(entry, own=own, is_country_too=False))
    score += 0.7 if " " in name.key else 0.0
    score -= 2.0 if name.found.is_word else 0.0
    score -= 1.0 if name.found.is_person and entry.kind not in (COUNTRY, REGION) else 0.0
    return score - (0.7 if entry.id in name.found.aliases else 0.0)


def _agree(names: list[Name], choices: list[Choice], links: Links) -> list[Choice]:
    """A name means one place all through a report; a mention whose holder stands beside it decides for those without one."""
    lead: dict[str, Choice] = {}
    for number, (name, choice) in enumerate(zip(names, choices, strict=True)):
        is_held = "beside it" in choice.why
        if is_held and (name.key not in lead or "beside it" not in lead[name.key].why):
            lead[name.key] = choice
        lead.setdefault(name.key, choice)
    agreed = []
    for number, (name, choice) in enumerate(zip(names, choices, strict=True)):
        other = lead[name.key]
        is_own = other.entry.id == choice.entry.id or "beside it" in choice.why or number in links.inside or number in links.peers
        agreed.append(choice if is_own else Choice(other.entry, choice.for_place, f"{describe(other.entry)}, as elsewhere in the report"))
    return agreed


def explain(entry: Entry, name: Name, holder: Entry | None, scene: Scene) -> str:
    """The reason for the choice, in words a user reads."""
    others = sum(1 for other in name.found.entries if other.id not in name.found.aliases)
    what = describe(entry)
    if holder:
        return f"{what}: {holder.name} beside it decides"
    if others <= 1:
        return f"{what}, the only place of the name"
    if entry.kind in (TOWN, DISTRICT, POINT) and not entry.capital and scene.provinces[entry.province] > 2:
        return f"{what}, one of {others} places of the name: the report is about places near it"
    return f"{what}, the best known of {others} places of the name"


def describe(entry: Entry) -> str:
    """What sort of place an entry is, in words."""
    if entry.kind == TOWN:
        return "capital of its country" if entry.capital else "a town or city"
    return {COUNTRY: "a country", PROVINCE: "a state or province", DISTRICT: "a county or district", REGION: "a region"}.get(entry.kind, "a place")
