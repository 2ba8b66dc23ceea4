"""What a number counts: the noun phrase in the report's words, its kind, and the rate."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens, is_plural_noun
from sayso.resolve.how_much.units import UNITS
from sayso.resolve.how_much.values import ONES

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
    "infected": "infections",
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
    "ships": "ships boats vessels ship boat ferries submarines warships",
    "weapons": "weapons missiles rockets guns bombs rifles warheads missile rocket shells mines grenades firearms pistols munitions",
    "attacks": "attacks bombings strikes airstrikes shootings raids explosions blasts attack sorties",
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
    "nautical mile": "distance",
    **dict.fromkeys("acre hectare".split(), "area"),
    **dict.fromkeys("milligram microgram gram kilogram tonne ton ounce pound carat".split(), "weight"),
    "troy ounce": "weight",
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
    "plus versus vs via throughout inside outside toward towards along following remain both either neither all only even too well alone apiece away long high tall deep wide left right together today yesterday tomorrow tonight here abroad overnight overall "
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday won't don't didn't can't isn't aren't wasn't weren't doesn't worldwide nationwide annually yearly monthly daily".split()
)
_DETERMINERS: Final = frozenset(
    "the its his her their our my your those these this that all a an any both such".split()
)
_ADJECTIVES: Final = frozenset(
    "armed registered united wounded injured unarmed masked trained leading working uniformed missing dead killed displaced detained heavily single young old".split()
)
_VERBS: Final = frozenset(
    "rose fell cut cost costs struck sank hit won lost made got took came went held led left ran sold met set saw gave kept began broke brought built bought worth grew "
    "sought spent stood fled drew beat drove paid voted died crossed joined marched gathered went became remain".split()
)
"""Verbs that may follow a noun without an ending that tells them."""


def read_counted(tokens: Tokens, at: int, *, takes_of: bool) -> tuple[int, str | None]:
    """
    The end and the words of what is counted, from token `at` on: "members of the group", "US troops"; `None` where no noun follows.

    `takes_of` says that the noun comes after "of" or an article: "a third of voters", "half the fleet".
    """
    place = at
    if tokens.low(place) == "of" or (takes_of and tokens.low(place) in _DETERMINERS):
        place = _skip_determiners(tokens, place + (tokens.low(place) == "of"))
        if tokens.low(place) in {"us", "them", "whom", "which"} and not tokens.is_capital(place):
            return place + 1, tokens.text[tokens.starts[place] : tokens.ends[place]]
    elif takes_of and (tokens.low(place) in _STOPS or not tokens.is_word(place)):
        return at, None
    place += tokens.low(place) == "strong"  # "a 200,000-strong army"
    end = _end_of_phrase(tokens, place)
    if end == place or tokens.low(place) in ONES or (tokens.low(place) == "year" and tokens.low(place + 1) in DASHES):
        return at, None
    if tokens.low(end) == "of" and tokens.is_word(end + 1):
        inner = _skip_determiners(tokens, end + 1)
        inner_end = _end_of_phrase(tokens, inner)
        end = inner_end if inner_end > inner else end
    return end, tokens.text[tokens.starts[place] : tokens.ends[end - 1]]


def _skip_determiners(tokens: Tokens, at: int) -> int:
    """The first token of the noun phrase itself: past "the", "more than", "12" in "nine of the 12 jurors"."""
    while tokens.low(at) in _DETERMINERS or tokens.low(at) in ONES or tokens.is_number(at):
        at += 1
    return at


def _end_of_phrase(tokens: Tokens, at: int) -> int:
    """Where the noun phrase that begins here ends; `at` itself where none does."""
    place, seen_plural = at, False
    while place < at + 7:
        if tokens.low(place) in DASHES and place > at and tokens.is_glued(place - 1) and tokens.is_glued(place):
            place += 1
            continue
        if place > at and tokens.is_glued(place - 1) and (tokens.is_number(place) or tokens.is_number(place - 1)):
            place += 1  # "H1N1"
            continue
        if not tokens.is_word(place) or _stops(tokens, place, seen_plural=seen_plural, first=place == at):
            break
        is_plural = is_plural_noun(tokens.low(place))
        if seen_plural and not is_plural and not tokens.is_capital(place):
            break
        seen_plural = seen_plural or is_plural
        place += 1
    while place > at and tokens.low(place - 1) in DASHES:
        place -= 1
    return place


_FATE_NOUNS: Final = frozenset("deaths lives dead missing wounded injured injuries".split())


def _stops(tokens: Tokens, place: int, *, seen_plural: bool, first: bool) -> bool:
    """Whether the noun phrase ends before this word: a preposition, a verb, a participle after the noun."""
    word, low = tokens.word(place), tokens.low(place)
    if low in _STOPS:
        return not (word.isupper() and low in {"us", "it"}) and not (first and low in _ADVERBS)
    if first:
        if low == "short":
            return tokens.low(place + 1) == "of"
        is_adjective = is_plural_noun(tokens.low(place + 1)) or is_plural_noun(tokens.low(place + 2))
        is_participle = low.endswith(("ed", "ly")) or (low in _FATES and low not in _FATE_NOUNS)
        return low == "contained" or (is_participle and low not in {"family", "ally"} and not is_adjective)
    if low in _FATES and low not in _FATE_NOUNS:
        return True
    if low in _VERBS or (low.endswith("ly") and low not in {"family", "ally", "assembly"}):
        return True
    if low.endswith(("ed", "ing")) or low in _ADJECTIVES:
        return seen_plural or (
            low.endswith("ed") and not is_plural_noun(tokens.low(place + 1)) and tokens.low(place - 1) not in DASHES
        )
    return False


_LINKS: Final = frozenset("of in to for per at on off near across outside from the a an its his her their our".split())
_AUXILIARIES: Final = frozenset("has have had was is are were will would could also then".split())
_CLAUSE_STARTS: Final = frozenset(
    "whilst and or but while as that said says when if because with after before who which where than though".split()
)


def read_subject(tokens: Tokens, at: int) -> str | None:
    """The noun phrase that ends just before token `at`, the verb of "Exports to China fell 5 percent"; `None` where there is none."""
    end = at
    while tokens.low(end - 1) in _AUXILIARIES or tokens.low(end - 1).endswith("ly"):
        end -= 1
    first = end
    while first > end - 9 and _is_in_subject(tokens, first - 1):
        first -= 1
    while first < end and (tokens.low(first) in _STOPS or tokens.low(first) in _LINKS or tokens.low(first) in DASHES):
        first += 1
    if first >= end or tokens.low(end - 1) in _STOPS:
        return None
    return tokens.text[tokens.starts[first] : tokens.ends[end - 1]]


def _is_in_subject(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    if low in DASHES or low == "&":
        return tokens.is_glued(at - 1) and tokens.is_glued(at)
    if tokens.is_number(at) and (tokens.low(at + 1) in DASHES or tokens.is_capital(at - 1)):
        return True
    return tokens.is_word(at) and low not in _CLAUSE_STARTS and (low in _LINKS or low not in _STOPS)


def find_kind(
    tokens: Tokens, first: int, end: int, counted: str | None, unit: str | None, *, is_money: bool
) -> str | None:
    """The sort of thing that is counted, one of `COUNTED_KINDS`: its fate (killed) before its noun (civilians)."""
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
    words = (
        re.split(r"\b(?:of|in|to|for|from|at|on|per)\b", counted.lower())[0].replace("-", " ").split()
        if counted
        else []
    )
    fate = _find_fate(tokens, first, end, words)
    if fate is not None or not words:
        return fate
    if words[-1] in {"case", "cases"} and set(words) & {"confirmed", "suspected", "probable", "new", "active", "flu"}:
        return "infected"
    return _KIND_OF_NOUN.get(words[-1])


_FATELESS: Final = frozenset(
    {"homes", "votes", "seats", "companies", "countries", "jobs", "weapons", "attacks", "buildings", "vehicles"}
)
_BEFORE_FATE: Final = frozenset(
    "were was are is been have has had being be people reported others still confirmed left feared later who seriously more also critically".split()
)
_AFTER_FATE: Final = frozenset("to the rose risen of including climbed rises at another by".split())


def _find_fate(tokens: Tokens, first: int, end: int, words: list[str]) -> str | None:
    """As in "killed at least 20", "20 dead", "20 people were killed", "the death toll rose to 20"."""
    for word in words:
        if word in _FATES:
            return _FATES[word]
    if "toll" in words:
        return "killed"
    if words and _KIND_OF_NOUN.get(words[-1]) in _FATELESS:
        return None
    for place in range(end, end + 5):
        low = tokens.low(place)
        if low in _FATES:
            return _FATES[low]
        if low not in _BEFORE_FATE:
            break
    for back in range(1, 4):
        low = tokens.low(first - back)
        if low in _FATES and low not in {"dead", "missing", "deaths", "custody", "homeless"}:
            return _FATES[low]
        if low not in _AFTER_FATE:
            break
    return "killed" if words in ([], ["people"]) and _follows_toll(tokens, first) else None


def _follows_toll(tokens: Tokens, first: int) -> bool:
    """Whether a bare number gives a death toll: "the death toll from the floods rose to 324"."""
    for back in range(1, 13):
        if tokens.ends_sentence(first - back) or tokens.low(first - back) in {",", ";", "and"}:
            return False
        if tokens.low(first - back) == "toll":
            return True
    return False


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
    """The rate that begins at token `at`, and its end: "a year", "per 100,000 people", "/day", "annually"."""
    low, after = tokens.low(at), tokens.low(at + 1)
    if low == "per" and after != "cent":
        return _read_per(tokens, at)
    if low == "/" and (after in _PERIODS or after in UNITS):
        return at + 2, UNITS.get(after, after)
    if low in {"a", "an", "each", "every"} and after in _PERIODS and tokens.low(at + 2) not in _NO_RATE_BEFORE:
        return at + 2, UNITS.get(after, after)
    if low in _ADVERBS and (not tokens.is_word(at + 1) or after in _STOPS):
        return at + 1, _ADVERBS[low]
    return at, None


_NO_RATE_BEFORE: Final = frozenset("ago earlier later before after old -".split())


def _read_per(tokens: Tokens, at: int) -> tuple[int, str | None]:
    """As in "per day", "per square mile", "per 100,000 people"."""
    after = tokens.low(at + 1)
    if tokens.is_number(at + 1):
        end = max(_end_of_phrase(tokens, at + 2), at + 2)
        return end, tokens.text[tokens.starts[at + 1] : tokens.ends[end - 1]]
    if not tokens.is_word(at + 1):
        return at, None
    if after in {"square", "cubic"}:
        return at + 3, f"{after} {UNITS.get(tokens.low(at + 2), tokens.low(at + 2))}"
    return at + 2, UNITS.get(after, after)
