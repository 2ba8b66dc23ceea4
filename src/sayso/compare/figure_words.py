"""
The words that say what a figure counts and what became of it: fates, nouns that stand for one thing, units of one measure.

A *fate* is what happened to what is counted: killed, destroyed, evacuated, contained. A *thing* is what is counted, with the nouns that different
reports use for it ("homes", "structures"). Whether a figure grows, or moves both ways, follows from the fate.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Course = Literal["cumulative", "level", "unknown"]

_FATE_WORDS: Final[dict[str, str]] = {
    "killed": "killed kills killing kill dead died dies deaths death fatalities fatality perished executed murdered slain drowned beheaded bodies toll",
    "wounded": "injured wounded hurt injuring wounding injuries injury injures wounds hospitalized hospitalised",
    "missing": "missing unaccounted",
    "detained": "arrested detained jailed imprisoned captured kidnapped abducted detaining arresting arrests detainees custody",
    "released": "released freed releasing freeing",
    "displaced": "displaced homeless uprooted displacing",
    "evacuated": "evacuated evacuating evacuate evacuates evacuees evacuee evac evacs evacuation evacuations fled flee fleeing",
    "rescued": "rescued rescuing rescues rescue pulled airlifted",
    "trapped": "trapped stranded stuck",
    "infected": "infected infections cases",
    "destroyed": "destroyed destroys destroying destroy lost gutted razed flattened levelled leveled demolished incinerated",
    "damaged": "damaged damages damaging damage",
    "threatened": "threatened threatens threatening",
    "burned": "burned burnt burn burns burning scorched charred blackened consumed torched",
    "contained": "contained containment surrounded",
    "fired": "fired launched firing launching",
    "intercepted": "intercepted downed",
    "withdrawn": "withdrawn withdrew withdrawing",
    "deployed": "deployed stationed assigned deploying responding battling battled battle fighting fought",
    "hired": "hired hiring recruited",
    "dismissed": "dismissed sacked redundant",
    "striking": "strike striking walked",
    "protesting": "marched protesting protested rallied demonstrated demonstrating",
    "rain": "rain rainfall",
    "affected": "affected",
    "vaccinated": "vaccinated inoculated",
    "sold": "sold selling sales",
    "born": "births born",
}
_PHRASES: Final = (
    ("damaged or destroyed", r"(?:damaged|dam|destroyed|des)\s?(?:or|/|and/or)\s?(?:destroyed|des|damaged|dam)\b"),
    (
        "without power",
        r"(?:without|w/o|out of|no|lost|lose|losing)\s+(?:electric(?:al)?\s+)?(?:power|electricity)|(?:power\s+)?outages?\b|blackouts?\b",
    ),
    (
        "trapped",
        r"(?:in\s+)?need(?:s|ed|ing)?\s+(?:of\s+|to\s+be\s+)?(?:(?:water|immediate|swift)\s+)?(?:rescued?|help|saving)",
    ),
    ("evacuated", r"(?:ordered|told|forced|asked)\s+to\s+(?:leave|evacuate|flee)"),
    ("deployed", r"on\s+(?:the\s+)?(?:scene|ground|site)\b|on-?scene\b"),
    ("destroyed", r"burn(?:ed|t)?\s+(?:down|to\s+the\s+ground)"),
    ("killed", r"(?:claim|lose|lost|cost|took|take)(?:s|ed|ing)?\s+(?:[\w,-]+\s+){0,4}lives"),
)
_PHRASE: Final = [(fate, re.compile(rf"\b{pattern}", re.IGNORECASE)) for fate, pattern in _PHRASES]
_FATE: Final = {word: fate for fate, words in reversed(_FATE_WORDS.items()) for word in words.split()}
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")

HUMAN_FATES: Final = frozenset(
    "killed wounded missing detained released displaced evacuated rescued trapped infected".split()
)
_COURSE: Final[dict[str, Course]] = {
    **dict.fromkeys(
        "killed wounded detained released displaced rescued infected destroyed damaged burned fired intercepted rain sold born".split(),
        "cumulative",
    ),
    "damaged or destroyed": "cumulative",
    **dict.fromkeys(
        "missing evacuated trapped threatened contained withdrawn deployed striking affected".split(),
        "level",
    ),
    "without power": "level",
}

_THINGS: Final[dict[str, str]] = {
    "people": "people person persons men women man woman victim others other dead individuals lives bodies casualty resident citizen inhabitant human ppl "
    "deaths fatality injury evacuee displaced missing wounded injured local villager toll individual hostage",
    "buildings": "structure building home house property dwelling residence cabin struct apartment cottage",
    "responders": "firefighter personnel crew ff firemen fireman responder",
    "troops": "troop soldier serviceman servicemen marine force peacekeeper paratrooper",
    "fighters": "fighter militant rebel insurgent gunman gunmen jihadist terrorist guerrilla militiaman militiamen",
    "police": "police policeman policemen officer constable",
    "children": "child children kid minor schoolchild schoolchildren infant baby",
    "refugees": "refugee migrant asylum-seeker",
    "civilians": "civilian noncombatant",
    "customers": "customer household subscriber account",
}
_THING: Final = {noun: thing for thing, nouns in _THINGS.items() for noun in nouns.split()}
_GENERIC: Final = frozenset(
    "people person persons victim others other dead individual lives bodies casualty human ppl deaths fatality injury evacuee displaced missing wounded injured toll "
    "structure building property struct resident citizen inhabitant local".split()
)
"""Nouns that leave open which of the people or buildings are meant."""

_UNITS: Final = {
    "area": {"acre": 1.0, "hectare": 2.47105},
    "length": {"inch": 1.0, "foot": 12.0, "yard": 36.0, "mile": 63360.0}
    | {"millimetre": 0.0393701, "centimetre": 0.393701, "metre": 39.3701, "kilometre": 39370.1},
    "weight": {"gram": 0.001, "kilogram": 1.0, "tonne": 1000.0, "pound": 0.453592, "ton": 907.185, "ounce": 0.0283495},
    "volume": {"litre": 1.0, "millilitre": 0.001, "gallon": 3.78541, "barrel": 158.987},
    "time": {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0}
    | {"month": 2629746.0, "year": 31556952.0, "decade": 315569520.0, "century": 3155695200.0},
    "share": {"percent": 1.0, "share": 100.0},
    "power": {"watt": 1.0, "kilowatt": 1e3, "megawatt": 1e6, "gigawatt": 1e9},
}
UNIT_SCALES: Final = {unit: (measure, scale) for measure, units in _UNITS.items() for unit, scale in units.items()}
"""What a unit measures, and how many of the measure's first unit it is."""


def measure_unit(unit: str | None) -> tuple[str, float]:
    """What a unit measures and the factor to that measure's own unit; an unknown unit measures itself, none is a count."""
    return ("count", 1.0) if unit is None else UNIT_SCALES.get(unit, (unit, 1.0))


def find_fates(text: str) -> list[tuple[int, int, str]]:
    """
    The words for a fate in a text, as start, end and fate, in order; a phrase takes its words from the single ones.

    >>> find_fates("2 homes damaged or destroyed, 3 hurt")
    [(8, 28, 'damaged or destroyed'), (32, 36, 'wounded')]
    """
    return list(_find_fates(text))


@lru_cache(maxsize=256)
def _find_fates(text: str) -> tuple[tuple[int, int, str], ...]:
    found = [(m.start(), m.end(), fate) for fate, pattern in _PHRASE for m in pattern.finditer(text)]
    taken: list[tuple[int, int, str]] = []
    for start, end, fate in sorted(found, key=lambda item: (item[0], -item[1], item[2])):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end, fate))
    for match in _WORD.finditer(text):
        fate_of_word = _FATE.get(match.group().lower())
        if fate_of_word is not None and not any(a < match.end() and match.start() < b for a, b, _ in taken):
            taken.append((match.start(), match.end(), fate_of_word))
    return tuple(sorted(taken))


def find_course(fate: str | None, measure: str, *, is_rate: bool) -> Course:
    """Whether a figure of this fate only grows (the dead), moves both ways (containment, any share or rate), or is unknown."""
    if is_rate or measure == "share":
        return "level"
    return _COURSE.get(fate or "", "unknown")


def singular(noun: str) -> str:
    """
    The noun without its plural ending, in small letters: for matching, not for showing.

    >>> singular("Ferries"), singular("houses"), singular("buses")
    ('ferry', 'house', 'bus')
    """
    word = noun.lower().replace("’", "'").removesuffix("'s").strip("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "buses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_IRREGULAR: Final = {"people": "people", "women": "woman", "men": "man", "children": "child", "lives": "lives"} | {
    "deaths": "deaths",
    "bodies": "bodies",
    "series": "series",
}


def find_thing(noun: str) -> str:
    """The thing that a noun counts: the group of nouns it belongs to, else the noun itself, both in the singular."""
    return _THING.get(singular(noun), singular(noun))


def is_generic(noun: str) -> bool:
    """Whether a noun leaves open which of the thing are meant: "people" does, "women" does not."""
    return singular(noun) in _GENERIC
