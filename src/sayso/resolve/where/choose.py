"""Which of the places of a name is meant, and whether a place is meant at all: signs are added up, the highest sum wins."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.resolve.where.gazetteer import COUNTRY, DISTRICT, POINT, PROVINCE, REGION, TOWN, Entry
from sayso.resolve.where.links import Links
from sayso.resolve.where.mentions import Name
from sayso.resolve.where.scene import Scene, is_within
from sayso.resolve.where.signs import Signs
from sayso.resolve.where.words import PEOPLED_LANDS, TYPE_WORDS

PREFERRED = {("washington", TOWN): 2.0, ("new york", TOWN): 1.5}
"""Cities that newspapers mean by a name that is also their state's or another's."""

TAKEN = 0.0
SURE = 0.5
UNCOUNTED_TOWN = 4_000
"""What a town is taken to have where GeoNames has no count: it lists such towns as they are seats of districts."""

TOWN_WORDS = ("city", "town", "village", "suburb")

MOST_FROM_SCENE = 6.0
"""No scene and no list adds more than this to a candidate's score."""


@dataclass(frozen=True, slots=True)
class Choice:
    """
    The entry chosen for a name, the place beside it that decided, and the sum of signs for a place (`TAKEN` and more is one).
    `is_guess` where the name is that of many counties and nothing in the report tells which.
    """

    entry: Entry
    holder: Entry | None
    for_place: float
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the places that a name can mean, its score before the scene is looked at, and the place beside it that holds it."""

    entry: Entry
    score: float
    holder: Entry | None


def choose_entries(names: list[Name], signs: list[Signs], links: Links) -> list[Choice]:
    """One choice for each name, in the same order. Three rounds: each sees what the round before was sure of."""
    held = find_holders(names, links)
    candidates = []
    for number, name in enumerate(names):
        holding = {holder.id for holders in held.get(links.inside.get(number, -1), {}).values() for holder in holders}
        candidates.append(list_candidates(name, held.get(number, {}), holding))
    best = [max(rows, key=lambda row: row.score) for rows in candidates]
    suspicion = weigh_suspicion(names, signs)
    scene = _begin_scene(names, signs, [row.entry for row in best])
    tops = [row.entry for row in best]
    choices: list[Choice] = []
    for _ in range(3):
        choices = []
        for number, name in enumerate(names):
            others = [other for other in links.peers.get(number, ()) if not best[min(number, other)].holder]
            row = _choose(name, candidates[number], [tops[other] for other in others], scene)
            for_place = signs[number].sum + weigh_as_place(row.entry, name, scene)
            for_place += (3.0 if row.holder else 0.0) + (1.0 if number in links.inside else 0.0)
            if not row.holder and row.entry.kind in (TOWN, DISTRICT):
                for_place -= suspicion.get(name.key, 0.0)
            is_guess = _is_one_of_many(row, candidates[number]) and not scene.knows_province(row.entry, name.key)
            choices.append(Choice(row.entry, row.holder, for_place, is_guess))
        choices = _agree(names, choices, links)
        scene = _draw_scene(names, choices)
        tops = [choice.entry for choice in choices]
    return choices


def _is_one_of_many(row: Candidate, candidates: list[Candidate]) -> bool:
    """Whether a county has a namesake about as well known, as Lincoln County has and Orange County has not."""
    if row.entry.kind != DISTRICT or row.holder:
        return False
    return any(
        other is not row and other.entry.kind == DISTRICT and other.score > row.score - 0.6 for other in candidates
    )


def _begin_scene(names: list[Name], signs: list[Signs], tops: list[Entry]) -> Scene:
    """The scene before the first round: countries and well known states whose names are no other country's or state's."""
    scene = Scene()
    for name, sign, top in zip(names, signs, tops, strict=True):
        is_known = top.kind == COUNTRY or (top.kind == PROVINCE and top.country in PEOPLED_LANDS)
        rivals = (entry for entry in name.found.entries if entry.kind in (COUNTRY, PROVINCE))
        if is_known and sign.sum > -2 and all(entry.country == top.country for entry in rivals):
            scene.add(top, name.key)
    return scene


def _draw_scene(names: list[Name], choices: list[Choice]) -> Scene:
    """The scene that a round's sure choices make."""
    scene = Scene()
    for name, choice in zip(names, choices, strict=True):
        if choice.for_place >= SURE and not choice.is_guess:
            scene.add(choice.entry, name.key)
    return scene


def weigh_suspicion(names: list[Name], signs: list[Signs]) -> dict[str, float]:
    """
    By key, what speaks against a town of a name that elsewhere in the report is a person's or part of an organisation's: more
    where no mention stands behind "in" or the like.
    """
    as_place = {name.key for name, sign in zip(names, signs, strict=True) if sign.sum >= 1.0}
    suspicion = {
        name.key: 1.5 for name, sign in zip(names, signs, strict=True) if sign.is_body and name.key not in as_place
    }
    for name, sign in zip(names, signs, strict=True):
        if sign.is_person:
            suspicion[name.key] = 3.0 if name.key in as_place else 5.0
    return suspicion


def find_holders(names: list[Name], links: Links) -> dict[int, dict[int, list[Entry]]]:
    """For each name with another as its holder: which of its entries (by id) lies in which of the other's."""
    found: dict[int, dict[int, list[Entry]]] = {}
    for number, other in links.holder.items():
        is_country_too = any(entry.kind == COUNTRY for entry in names[number].found.entries)
        by_comma = number in links.by_comma
        held = {
            entry.id: holders
            for entry in names[number].found.entries
            if (holders := _list_holders(entry, names[other], by_comma=by_comma, is_country_too=is_country_too))
        }
        if held:
            found[number] = held
    return found


def _list_holders(entry: Entry, other: Name, *, by_comma: bool, is_country_too: bool) -> list[Entry]:
    """The places that hold the entry, by the words: but "Mexico, China, Japan" is a list, though Maine has both a Mexico and a China."""
    holders = []
    for holder in other.found.entries:
        if holder.country != entry.country or (holder.kind == TOWN and by_comma and holder.population < 300_000):
            continue
        if holder.kind in (COUNTRY, TOWN, DISTRICT) and is_country_too and entry.kind in (TOWN, DISTRICT):
            continue
        if is_within(entry, holder):
            holders.append(holder)
    return holders


def list_candidates(name: Name, holders: dict[int, list[Entry]], holding: set[int]) -> list[Candidate]:
    """What a name can be, with the score that does not depend on the scene; the hopeless are left out. `holding` are ids of entries."""
    rows = []
    for entry in name.found.entries:
        score = weigh_prior(entry, name) + (5.0 if entry.id in holders else 0.0) + (3.0 if entry.id in holding else 0.0)
        rows.append(Candidate(entry, score, holders[entry.id][0] if entry.id in holders else None))
    rows = [_put_behind_town(row, rows, name) for row in rows]
    best = max(row.score for row in rows)
    return [row for row in rows if row.score > best - MOST_FROM_SCENE]


def _put_behind_town(row: Candidate, rows: list[Candidate], name: Name) -> Candidate:
    """A province named like its chief town means less than the town: "Aleppo", unless "province" is said or all know it, as New York."""
    is_said = name.type_word in TYPE_WORDS or (name.after is not None and name.after.text.lower() in TYPE_WORDS)
    if row.entry.kind not in (PROVINCE, DISTRICT) or row.entry.country in PEOPLED_LANDS or is_said:
        return row
    towns = [town.score for town in rows if town.entry.kind == TOWN and town.entry.province == row.entry.province]
    return Candidate(row.entry, min(row.score, max(towns) - 0.5), row.holder) if towns else row


def _choose(name: Name, candidates: list[Candidate], peers: list[Entry], scene: Scene) -> Candidate:
    """The candidate that fits best into the scene and into a list that it stands in."""
    if len(candidates) == 1:
        return candidates[0]
    is_country_too = any(entry.kind == COUNTRY for entry in name.found.entries)
    scores = []
    for row in candidates:
        score = row.score + scene.weigh(row.entry, name.key, is_country_too=is_country_too)
        if any(
            peer.kind == row.entry.kind and (peer.kind == COUNTRY or peer.country == row.entry.country)
            for peer in peers
        ):
            score += 2.0
        scores.append(score)
    return candidates[max(range(len(scores)), key=scores.__getitem__)]


def weigh_prior(entry: Entry, name: Name) -> float:
    """How likely a place is meant by its name alone: its rank and size."""
    people = math.log10((entry.population or (UNCOUNTED_TOWN if entry.kind == TOWN else 300_000)) + 10)
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
        score = 1.3 * people + (2.0 if entry.capital and entry.id not in name.found.aliases else 0)
    after = name.after.text.lower() if name.after else ""
    if after in TYPE_WORDS or name.type_word in TYPE_WORDS:
        score += 3.5 if entry.kind in (PROVINCE, DISTRICT) else 0
    elif name.type_word in TOWN_WORDS or (after == "city" and name.after and not name.after.is_capital):
        score += 3.0 if entry.kind == TOWN else 0
    score += PREFERRED.get((name.key, entry.kind), 0.0)
    if entry.id not in name.found.aliases:
        return score
    return score - (1.5 if len(name.found.aliases) == len(name.found.entries) else 2.0)


def weigh_as_place(entry: Entry, name: Name, scene: Scene) -> float:
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
        score = math.log10((entry.population or UNCOUNTED_TOWN) + 10) - 5.0 + (2.0 if entry.capital else 0)
    score += min(1.6, scene.weigh(entry, name.key, is_country_too=False))
    score += 0.7 if " " in name.key else 0.0
    if name.found.is_word:  # a capital inside a sentence is a name's: "in Reading"
        score -= 2.5 if name.opens_sentence else 1.0
    score -= 1.0 if name.found.is_person and entry.kind not in (COUNTRY, REGION) else 0.0
    return score - (0.7 if entry.id in name.found.aliases else 0.0)


def _agree(names: list[Name], choices: list[Choice], links: Links) -> list[Choice]:
    """A name means one place all through a report; a mention whose holder stands beside it decides for those without one."""
    lead: dict[str, Choice] = {}
    for name, choice in zip(names, choices, strict=True):
        if name.key not in lead or (choice.holder and not lead[name.key].holder):
            lead[name.key] = choice
    agreed = []
    for number, (name, choice) in enumerate(zip(names, choices, strict=True)):
        entry = lead[name.key].entry
        is_own = choice.holder or entry.id == choice.entry.id or number in links.inside or number in links.peers
        agreed.append(choice if is_own else Choice(entry, None, choice.for_place, lead[name.key].is_guess))
    return agreed
