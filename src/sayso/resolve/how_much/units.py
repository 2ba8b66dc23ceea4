"""
Units after a number.

The names are ours: percent, percentage point, basis point, ISO 4217 codes for money, and the unit's full name in the singular
("kilometre", "mile", "degree Celsius"). The spellings are facts; no table was copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.resolve.how_much.money import SMALL_MONEY, read_coin
from sayso.resolve.how_much.tokens import DASHES, Tokens

_SPELLINGS: Final = {
    # share
    "percent": "percent percents pct percentage",
    "percentage point": "",
    "basis point": "bps",
    # distance
    "millimetre": "mm millimeter millimeters millimetre millimetres",
    "centimetre": "cm centimeter centimeters centimetre centimetres",
    "metre": "meter meters metre metres",
    "kilometre": "km kms kilometer kilometers kilometre kilometres",
    "inch": "inch inches",
    "foot": "foot feet ft",
    "yard": "yard yards yd yds",
    "mile": "mile miles",
    "nanometre": "nm nanometer nanometers nanometre nanometres",
    "micron": "micron microns",
    "light-year": "",
    # area
    "acre": "acre acres",
    "hectare": "ha hectare hectares",
    # weight
    "milligram": "mg milligram milligrams",
    "microgram": "mcg microgram micrograms",
    "gram": "gram grams gramme grammes",
    "kilogram": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "tonne": "tonne tonnes",
    "ton": "ton tons",
    "kiloton": "kiloton kilotons kt",
    "megaton": "megaton megatons",
    "ounce": "ounce ounces oz",
    "pound": "pound pounds lb lbs",
    "carat": "carat carats",
    # volume
    "millilitre": "ml milliliter milliliters millilitre millilitres",
    "litre": "liter liters litre litres",
    "gallon": "gallon gallons",
    "pint": "pint pints",
    "barrel": "barrel barrels bbl",
    "bushel": "bushel bushels",
    # temperature
    "degree Celsius": "celsius centigrade °c",
    "degree Fahrenheit": "fahrenheit °f",
    "degree": "degree degrees",
    # energy, power, data, sound, frequency
    "watt": "watt watts",
    "kilowatt": "kilowatt kilowatts kw",
    "megawatt": "megawatt megawatts mw",
    "gigawatt": "gigawatt gigawatts gw",
    "terawatt": "terawatt terawatts tw",
    "watt hour": "wh",
    "kilowatt hour": "kwh",
    "megawatt hour": "mwh",
    "gigawatt hour": "gwh",
    "terawatt hour": "twh",
    "horsepower": "horsepower hp bhp",
    "volt": "volt volts",
    "amp": "amp amps",
    "calorie": "calorie calories",
    "kilocalorie": "kcal",
    "joule": "joule joules",
    "pound foot": "",
    "byte": "byte bytes",
    "kilobyte": "kilobyte kilobytes kb",
    "megabyte": "megabyte megabytes mb",
    "gigabyte": "gigabyte gigabytes gb",
    "terabyte": "terabyte terabytes tb",
    "megapixel": "megapixel megapixels mp",
    "pixel": "pixel pixels",
    "hertz": "hertz hz",
    "kilohertz": "kilohertz khz",
    "megahertz": "megahertz mhz",
    "gigahertz": "gigahertz ghz",
    "decibel": "decibel decibels db",
    "milliampere hour": "mah",
    "knot": "knot knots",
    # time
    "nanosecond": "nanosecond nanoseconds",
    "millisecond": "millisecond milliseconds ms",
    "second": "second seconds sec secs",
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "decade": "decade decades",
    "century": "century centuries",
    "night": "night nights",
    # times as much
    "times": "times",
}
UNITS: Final = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split()} | {
    "%": "percent",
    "°": "degree",
    "″": "inch",
    "′": "foot",
}
"""Spelling in lower case → unit."""

TIME_UNITS: Final = frozenset(
    "nanosecond millisecond second minute hour day week month quarter year decade century night".split()
)
_GLUED_ONLY: Final = {
    "m": "metre",
    "g": "gram",
    "l": "litre",
    "s": "second",
    "c": "degree Celsius",
    "f": "degree Fahrenheit",
    "w": "watt",
    "v": "volt",
}
_VIDEO_LINES: Final = frozenset("480 576 720 1080 1440 2160".split())
_ABBREVIATED: Final = frozenset("nm ms mp db ha mw min sec kt hp kb mb gb tb".split())

_TWO_WORDS: Final = {
    "percentage point": "percentage point|percentage points",
    "percent": "per cent",
    "basis point": "basis point|basis points",
    "light-year": "light year|light years",
    "degree Celsius": "degree celsius|degrees celsius|degrees centigrade|degrees c|° c",
    "degree Fahrenheit": "degree fahrenheit|degrees fahrenheit|degrees f|° f",
    "nautical mile": "nautical mile|nautical miles",
    "tonne": "metric ton|metric tons|metric tonnes",
    "ton": "short tons",
    "troy ounce": "troy ounce|troy ounces",
    "fluid ounce": "fluid ounce|fluid ounces",
    "kilowatt hour": "kilowatt hour|kilowatt hours",
    "megawatt hour": "megawatt hour|megawatt hours",
    "gigawatt hour": "gigawatt hour|gigawatt hours",
    "terawatt hour": "terawatt hour|terawatt hours",
    "pound foot": "pound feet|lb ft",
}
_PAIRS: Final = {tuple(pair.split()): name for name, pairs in _TWO_WORDS.items() for pair in pairs.split("|")}
_RATE_UNITS: Final = {
    "mph": ("mile", "hour"),
    "kph": ("kilometre", "hour"),
    "kmh": ("kilometre", "hour"),
    "mpg": ("mile", "gallon"),
    "rpm": ("revolution", "minute"),
    "bpd": ("barrel", "day"),
    "fps": ("frame", "second"),
    "mbps": ("megabit", "second"),
    "gbps": ("gigabit", "second"),
    "kbps": ("kilobit", "second"),
    "ppm": ("part", "million"),
    "ppb": ("part", "billion"),
    "psi": ("pound", "square inch"),
    "cc": ("cubic centimetre", None),
}
_POWERS: Final = {"square": "square", "sq": "square", "cubic": "cubic"}
_POWER_SIGNS: Final = {"²": "square", "³": "cubic"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the text: its tokens end at `end`; `rate` where the unit says it itself ("mph"); `is_hyphenated` for "20-mile"."""

    name: str
    end: int
    rate: str | None = None
    is_hyphenated: bool = False

    @property
    def is_money(self) -> bool:
        """Whether the unit is an ISO 4217 code or a coin."""
        return self.name in SMALL_MONEY or (len(self.name) == 3 and self.name.isupper())


def read_unit(tokens: Tokens, at: int, *, hints: frozenset[str] = frozenset(), is_large: bool = False) -> Unit | None:
    """
    The unit that begins at token `at`, just after a number, `None` where there is none.

    `hints` and `is_large` decide whether pounds are money: see `money.read_coin`.
    """
    is_hyphenated = tokens.low(at) in DASHES and tokens.is_glued(at - 1) and tokens.is_glued(at)
    place = at + 1 if is_hyphenated else at
    low = tokens.low(place)
    if is_hyphenated and not tokens.is_word(place):
        return None
    for unit in (
        _read_money(tokens, place, hints=hints, is_large=is_large),
        _read_compound(tokens, place),
        _read_short(tokens, place),
    ):
        if unit is not None:
            return Unit(unit.name, unit.end, unit.rate, is_hyphenated)
    if low in _RATE_UNITS:
        return Unit(_RATE_UNITS[low][0], place + 1, _RATE_UNITS[low][1], is_hyphenated)
    if low in UNITS:
        if (
            low in _ABBREVIATED
            and tokens.words[place][0].isupper() != (low in {"mw", "mp", "kb", "mb", "gb", "tb"})
            and low not in {"kt", "ha", "db", "hp"}
        ):
            return None
        return _follow_rate(tokens, Unit(UNITS[low], place + 1, None, is_hyphenated))
    return None


def _follow_rate(tokens: Tokens, unit: Unit) -> Unit:
    """As in "km/h", "miles/hour", "m/s": the base after a glued slash belongs to the unit."""
    if tokens.low(unit.end) == "/" and tokens.is_glued(unit.end - 1) and tokens.is_glued(unit.end):
        base = tokens.low(unit.end + 1)
        name = {"h": "hour", "s": "second", "d": "day"}.get(base, UNITS.get(base))
        if name is not None:
            return Unit(unit.name, unit.end + 2, name, unit.is_hyphenated)
    return unit


def _read_compound(tokens: Tokens, at: int) -> Unit | None:
    """As in "percentage points", "square miles", "cubic feet", "km²"."""
    low, after = tokens.low(at), tokens.low(at + 1)
    dash = 1 if after in DASHES and tokens.is_glued(at) else 0
    after = tokens.low(at + 1 + dash)
    if (low, after) in _PAIRS:
        return Unit(_PAIRS[low, after], at + 2 + dash)
    if low in _POWERS:
        if after == "." and low == "sq":
            after, dash = tokens.low(at + 2), 1
        name = UNITS.get(after)
        return Unit(f"{_POWERS[low]} {name}", at + 2 + dash) if name else None
    if low in {"km", "m", "cm"} and tokens.is_glued(at) and after in _POWER_SIGNS:
        return Unit(f"{_POWER_SIGNS[after]} {UNITS.get(low, 'metre')}", at + 2)
    return None


def _read_short(tokens: Tokens, at: int) -> Unit | None:
    """One letter glued to the digits: "45g", "-5C". "5m" is decided by the caller."""
    low = tokens.low(at)
    if low == "p" and tokens.word(at) == "p" and tokens.is_glued(at - 1) and tokens.word(at - 1) not in _VIDEO_LINES:
        return Unit("penny", at + 1)
    if low not in _GLUED_ONLY or not tokens.is_number(at - 1) or tokens.word(at) in {"S", "V", "G", "L", "M", "f", "c"}:
        return None
    if not tokens.is_glued(at - 1) or (low == "s" and "." not in tokens.word(at - 1)):
        return None
    return _follow_rate(tokens, Unit(_GLUED_ONLY[low], at + 1))


def _read_money(tokens: Tokens, at: int, *, hints: frozenset[str], is_large: bool) -> Unit | None:
    coin = read_coin(tokens, at, hints=hints, is_large=is_large)
    return None if coin is None else Unit(coin[0], coin[1])
