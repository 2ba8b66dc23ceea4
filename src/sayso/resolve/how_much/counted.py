"""
What a number counts: the noun phrase in the report's words, its kind, and the rate.
"""

from __future__ import annotations

from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens
from sayso.resolve.how_much.units import UNITS

COUNTED_KINDS: Final = (
    *(
        "killed",
        "wounded",
        "missing",
        "detained",
        "displaced",
        "evacuated",
        "rescued",
        "infected",
        "fighters",
        "troops",
        "police",
        "civilians",
    ),
    *(
        "refugees",
        "children",
        "voters",
        "votes",
        "seats",
        "jobs",
        "workers",
        "people",
        "homes",
        "buildings",
        "vehicles",
        "aircraft",
        "ships",
        "weapons",
    ),
    *(
        "attacks",
        "companies",
        "countries",
        "money",
        "share",
        "distance",
        "area",
        "volume",
        "weight",
        "temperature",
        "speed",
        "energy",
        "data",
        "time",
    ),
)
"""What `Quantity.kind` can be; `None` where the words decide none of these."""

_NOUNS: Final = {
    "killed": "deaths fatalities dead bodies death fatality corpses",
    "wounded": "injuries wounded injured casualties injury",
    "missing": "missing",
    "detained": "arrests detainees prisoners hostages inmates captives arrest suspects",
    "displaced": "displaced",
    "evacuated": "evacuees evacuations",
    "infected": "infections cases",
    "fighters": "fighters militants rebels insurgents gunmen jihadists terrorists militiamen combatants guerrillas extremists mercenaries fighter militant gunman",
    "troops": "troops soldiers servicemen marines sailors airmen paratroopers commandos forces peacekeepers personnel soldier reservists conscripts recruits",
    "police": "police policemen officers policeman officer gendarmes",
    "civilians": "civilians civilian noncombatants",
    "refugees": "refugees migrants immigrants asylum-seekers seekers refugee migrant",
    "children": "children kids babies toddlers child infants schoolchildren pupils girls boys",
    "voters": "voters electors electorate voter",
    "votes": "votes ballots vote ballot",
    "seats": "seats seat delegates",
    "jobs": "jobs job positions posts",
    "workers": "workers employees staff staffers miners teachers nurses doctors worker employee",
    "people": "people persons person men women man woman residents citizens passengers students families protesters demonstrators members supporters victims survivors inhabitants fans "
    "spectators tourists visitors customers users patients americans adults teenagers americans households guests delegates individuals others attendees players athletes lawmakers "
    "senators congressmen judges witnesses journalists activists relatives villagers farmers followers subscribers viewers donors participants volunteers crew veterans mothers fathers "
    "parents leaders officials experts pilgrims commuters mourners bankers lawyers attorneys candidates democrats republicans dissidents pensioners homeowners",
    "homes": "homes houses home house apartments dwellings residences flats units",
    "buildings": "buildings building schools hospitals churches mosques shops stores factories structures businesses restaurants clinics",
    "vehicles": "vehicles cars trucks buses vehicle car truck tanks lorries suvs trains motorcycles bikes",
    "aircraft": "planes aircraft jets helicopters drones airplanes plane jet helicopter airliners bombers",
    "ships": "ships boats vessels ship boat ferries submarines tankers warships",
    "weapons": "weapons missiles rockets guns bombs rifles warheads missile rocket shells mines grenades firearms pistols munitions",
    "attacks": "attacks bombings strikes airstrikes shootings raids explosions blasts attack sorties incidents",
    "companies": "companies firms company banks corporations businesses startups manufacturers",
    "countries": "countries nations states country provinces governments",
}
_KIND_OF_NOUN: Final = {noun: kind for kind, nouns in reversed(_NOUNS.items()) for noun in nouns.split()}
_KIND_OF_FATE: Final = {
    "killed": "killed kills killing dead died dies die perished executed murdered slain drowned beheaded lives deaths",
    "wounded": "wounded injured hurt injuring wounding maimed hospitalized hospitalised wounds injures injuries",
    "missing": "missing unaccounted",
    "detained": "arrested detained jailed imprisoned captured kidnapped abducted detaining arresting custody",
    "displaced": "displaced homeless uprooted displacing",
    "evacuated": "evacuated evacuating evacuate",
    "rescued": "rescued rescuing",
    "infected": "infected",
}
_FATES: Final = {word: kind for kind, words in _KIND_OF_FATE.items() for word in words.split()}
_UNIT_KINDS: Final = {
    **dict.fromkeys(
        "millimetre centimetre metre kilometre inch foot yard mile nanometre micron light-year".split(), "distance"
    ),
    **{"nautical mile": "distance"},
    **dict.fromkeys("acre hectare".split(), "area"),
    **dict.fromkeys("milligram microgram gram kilogram tonne ton ounce pound carat".split(), "weight"),
    **{"troy ounce": "weight"},
    **dict.fromkeys("millilitre litre gallon pint barrel bushel".split(), "volume"),
    **dict.fromkeys(["degree Celsius", "degree Fahrenheit", "degree"], "temperature"),
    **dict.fromkeys(
        "watt kilowatt megawatt gigawatt terawatt calorie kilocalorie joule horsepower kiloton megaton".split(),
        "energy",
    ),
    **dict.fromkeys(["watt hour", "kilowatt hour", "megawatt hour", "gigawatt hour", "terawatt hour"], "energy"),
    **dict.fromkeys("byte kilobyte megabyte gigabyte terabyte".split(), "data"),
    **dict.fromkeys(
        "nanosecond millisecond second minute hour day week month quarter year decade century night".split(), "time"
    ),
}

_STOPS: Final = frozenset(
    "in on at by for from with to into onto over after before during since until till near across around between among under through against per as than about within without "
    "above below behind beyond off out up down and or but nor while because if when where who whom whose which that so yet though although whether is are was were be been being am has "
    "have had having will would could can may might should shall must do does did said says say saying told it he she they we you i there this these those not n't also then now "
    "still already just ago later earlier last next more less fewer each every a an the his her its their our my your it's he's they're we're according including such like amid despite "
    "plus versus vs via both either neither all only even too well alone apiece away long high tall deep wide left right together today yesterday tomorrow tonight here abroad overnight overall "
    "monday tuesday wednesday thursday friday saturday sunday won't don't didn't can't isn't aren't wasn't weren't doesn't worldwide nationwide annually yearly monthly daily".split()
)
_DETERMINERS: Final = frozenset(
    "the its his her their our my your those these this that all a an any both such".split()
)
_PLURALS: Final = frozenset(
    "people men women children police troops personnel staff aircraft personnel data media crew policemen gunmen servicemen congressmen lives feet percent votes seats teeth".split()
)
_PARTICIPLES: Final = ("ed", "ing")
_ADJECTIVES: Final = frozenset(
    "armed registered united wounded injured unarmed masked trained leading working uniformed missing dead killed displaced detained heavily single young old".split()
)


def read_counted(tokens: Tokens, at: int, *, takes_of: bool) -> tuple[int, str | None]:
    """
    The end and the words of what is counted, from token `at` on: "members of the group", "US troops"; `None` where no noun follows.

    `takes_of` says that the noun comes after "of": "a third of voters", "5 percent of the population".
    """
    place = at
    if takes_of:
        if tokens.low(place) != "of" and not (tokens.low(place) in _DETERMINERS and tokens.low(at - 1) == "half"):
            if tokens.low(place) in _STOPS or not tokens.is_word(place):
                return at, None
        else:
            place = place + 1 if tokens.low(place) == "of" else place
            while tokens.low(place) in _DETERMINERS or tokens.low(place) in {"more", "us", "about"}:
                if tokens.low(place) == "us":
                    return place + 1, "us"
                place += 1
    elif tokens.low(place) == "of":
        place += 1
        while tokens.low(place) in _DETERMINERS:
            place += 1
    first = place
    end = _end_of_phrase(tokens, first)
    if end == first:
        return at, None
    if tokens.low(end) == "of" and tokens.is_word(end + 1):
        deeper = end + 1
        while tokens.low(deeper) in _DETERMINERS:
            deeper += 1
        deeper_end = _end_of_phrase(tokens, deeper)
        end = deeper_end if deeper_end > deeper else end
    return end, tokens.text[tokens.starts[first] : tokens.ends[end - 1]]


def _end_of_phrase(tokens: Tokens, at: int) -> int:
    """Where the noun phrase that begins here ends; `at` itself where none does."""
    place, seen_plural = at, False
    while place < at + 7:
        word, low = tokens.word(place), tokens.low(place)
        if low in DASHES and place > at and tokens.is_glued(place - 1) and tokens.is_glued(place):
            place += 1
            continue
        if not tokens.is_word(place) or _stops(tokens, place, seen_plural=seen_plural, first=place == at):
            break
        if seen_plural and not _is_plural(tokens, place) and not word[0].isupper():
            break
        seen_plural = seen_plural or _is_plural(tokens, place)
        place += 1
    while place > at and (tokens.low(place - 1) in DASHES):
        place -= 1
    return place


def _stops(tokens: Tokens, place: int, *, seen_plural: bool, first: bool) -> bool:
    word, low = tokens.word(place), tokens.low(place)
    if low in _STOPS and not (word.isupper() and low in {"us", "it"}):
        return True
    if low in _FATES and low not in {"deaths", "lives", "dead", "missing", "wounded", "injured", "injuries"}:
        return True
    if low.endswith(("ly",)) and not first and low not in {"family", "ally", "assembly"}:
        return True
    return seen_plural and (low.endswith(_PARTICIPLES) or low in _ADJECTIVES)


def _is_plural(tokens: Tokens, place: int) -> bool:
    low = tokens.low(place)
    return low in _PLURALS or (len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "ous", "us", "is", "'s")))


def read_subject(tokens: Tokens, at: int) -> str | None:
    """
    The noun phrase that ends just before token `at`, the verb of "Revenue rose 5 percent"; `None` where there is none.
    """
    end = at
    while tokens.low(end - 1) in {
        "has",
        "have",
        "had",
        "was",
        "is",
        "are",
        "were",
        "will",
        "would",
        "could",
        "also",
        "then",
    } or tokens.low(end - 1).endswith("ly"):
        end -= 1
    first = end
    while first > end - 6 and first > 0:
        low = tokens.low(first - 1)
        if low in {"'", "-", "’"} and first - 1 > 0:
            first -= 1
            continue
        if not tokens.is_word(first - 1) or (low in _STOPS and low not in {"the"}) or low == "the":
            break
        first -= 1
    while first < end and (tokens.low(first) in _STOPS or not tokens.is_word(first)):
        first += 1
    if first >= end or tokens.low(end - 1) in _STOPS:
        return None
    return tokens.text[tokens.starts[first] : tokens.ends[end - 1]]


def find_kind(
    tokens: Tokens, first: int, end: int, counted: str | None, unit: str | None, *, is_money: bool
) -> str | None:
    """
    The sort of thing that is counted, one of `COUNTED_KINDS`: its fate (killed) before its noun (civilians).
    """
    if is_money:
        return "money"
    if unit is not None:
        name = unit.removeprefix("square ").removeprefix("cubic ")
        if name != unit:
            return "area" if unit.startswith("square") else "volume"
        if unit in _UNIT_KINDS:
            return _UNIT_KINDS[unit]
        if unit not in {"percent", "share"}:
            return None
        return "share"
    words = counted.lower().split(" of ")[0].split() if counted else []
    fate = _find_fate(tokens, first, end, words)
    if fate is not None:
        return fate
    for word in reversed(words):
        if word in _KIND_OF_NOUN:
            return _KIND_OF_NOUN[word]
    for word in reversed(counted.lower().split() if counted else []):
        if word in _KIND_OF_NOUN and _KIND_OF_NOUN[word] in {"people"}:
            return _KIND_OF_NOUN[word]
    return None


def _find_fate(tokens: Tokens, first: int, end: int, words: list[str]) -> str | None:
    """ "killed at least 20", "20 dead", "20 people were killed", "the death toll rose to 20"."""
    for word in words:
        if word in _FATES:
            return _FATES[word]
    if words and _KIND_OF_NOUN.get(words[-1], "people") in {
        "homes",
        "votes",
        "seats",
        "money",
        "companies",
        "countries",
        "jobs",
        "weapons",
        "attacks",
    }:
        return None
    for place in range(end, end + 5):
        low = tokens.low(place)
        if low in _FATES:
            return _FATES[low]
        if low not in {
            "were",
            "was",
            "are",
            "is",
            "been",
            "have",
            "has",
            "had",
            "being",
            "be",
            "people",
            "reported",
            "others",
            "still",
            "confirmed",
            "left",
            "feared",
            "later",
            "who",
            "seriously",
            "more",
        }:
            break
    for back in range(1, 4):
        low = tokens.low(first - back)
        if low in _FATES and low not in {"dead", "missing"}:
            return _FATES[low]
        if low in {"toll"} or (
            low == "to" and tokens.low(first - back - 1) not in {"rose", "risen", "climbed", "rises"}
        ):
            return "killed" if tokens.low(first - back - 1) == "death" else None
        if low not in {"to", "the", "rose", "risen", "of", "including", "climbed", "rises", "at", "another"}:
            break
    return None


_PERIODS: Final = frozenset(
    "second minute hour day night week weekend month quarter year decade season game match share barrel gallon litre liter ton tonne ounce pound head person capita student household family "
    "child worker employee mile kilometer kilometre kilogram kilo acre hectare unit vehicle car seat ticket piece bushel pop episode shift trip mile dose inhabitant resident customer user "
    "million kwh megawatt vote call minute-long innings inning lap set".split()
)
_ADVERBS: Final = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
    "nightly": "night",
    "apiece": "piece",
}


def read_rate(tokens: Tokens, at: int) -> tuple[int, str | None]:
    """
    The rate that begins at token `at`, and its end: "a year", "per 100,000 people", "/day", "annually".
    """
    low, after = tokens.low(at), tokens.low(at + 1)
    if low == "per" and after == "cent":
        return at, None
    if low == "per" and tokens.is_number(at + 1):
        end, _ = read_counted(tokens, at + 2, takes_of=False)
        end = max(end, at + 2)
        return end, tokens.text[tokens.starts[at + 1] : tokens.ends[end - 1]]
    if low == "per" and tokens.is_word(at + 1):
        if after == "square":
            return at + 3, f"square {UNITS.get(tokens.low(at + 2), tokens.low(at + 2))}"
        return at + 2, UNITS.get(after, after) if after not in {"second"} else "second"
    if low == "/" and tokens.is_word(at + 1):
        return (at + 2, UNITS.get(after, after)) if after in _PERIODS or after in UNITS else (at, None)
    if (
        low in {"a", "an", "each", "every"}
        and after in _PERIODS
        and tokens.low(at + 2) not in {"ago", "earlier", "later", "before", "after", "old", "-"}
    ):
        return at + 2, UNITS.get(after, after)
    if low in _ADVERBS:
        return at + 1, _ADVERBS[low]
    return at, None
