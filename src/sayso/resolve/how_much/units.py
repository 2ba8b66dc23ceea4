"""
Units after a number and currencies around it.

The names are ours: percent, percentage point, basis point, ISO 4217 codes for money, and the unit's full name in the singular
("kilometre", "mile", "degree Celsius"). The codes and the spellings are facts; no table was copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens

_SPELLINGS: Final = {
    # share
    "percent": "percent pct",
    "percentage point": "",
    "basis point": "bps",
    # distance
    "millimetre": "mm millimeter millimeters millimetre millimetres",
    "centimetre": "cm centimeter centimeters centimetre centimetres",
    "metre": "meter meters metre metres",
    "kilometre": "km kms kilometer kilometers kilometre kilometres klick klicks",
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
    "cup": "",
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
    "newton metre": "nm",
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
    "quarter": "",
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
_ABBREVIATED: Final = frozenset("nm ms mp db ha mw min sec kt hp kb mb gb tb".split())

_PAIRS: Final = {
    ("percentage", "point"): "percentage point",
    ("percentage", "points"): "percentage point",
    ("per", "cent"): "percent",
    ("basis", "point"): "basis point",
    ("basis", "points"): "basis point",
    ("light", "years"): "light-year",
    ("light", "year"): "light-year",
    ("degrees", "celsius"): "degree Celsius",
    ("degree", "celsius"): "degree Celsius",
    ("degrees", "centigrade"): "degree Celsius",
    ("degrees", "fahrenheit"): "degree Fahrenheit",
    ("degree", "fahrenheit"): "degree Fahrenheit",
    ("degrees", "c"): "degree Celsius",
    ("degrees", "f"): "degree Fahrenheit",
    ("°", "c"): "degree Celsius",
    ("°", "f"): "degree Fahrenheit",
    ("nautical", "miles"): "nautical mile",
    ("nautical", "mile"): "nautical mile",
    ("metric", "tons"): "tonne",
    ("metric", "ton"): "tonne",
    ("metric", "tonnes"): "tonne",
    ("short", "tons"): "ton",
    ("troy", "ounces"): "troy ounce",
    ("troy", "ounce"): "troy ounce",
    ("fluid", "ounces"): "fluid ounce",
    ("kilowatt", "hours"): "kilowatt hour",
    ("megawatt", "hours"): "megawatt hour",
    ("gigawatt", "hours"): "gigawatt hour",
    ("terawatt", "hours"): "terawatt hour",
    ("kilowatt", "hour"): "kilowatt hour",
    ("pound", "feet"): "pound foot",
    ("lb", "ft"): "pound foot",
}
_RATE_UNITS: Final = {
    **{
        "mph": ("mile", "hour"),
        "kph": ("kilometre", "hour"),
        "kmh": ("kilometre", "hour"),
        "mpg": ("mile", "gallon"),
        "rpm": ("revolution", "minute"),
    },
    **{
        "bpd": ("barrel", "day"),
        "fps": ("frame", "second"),
        "mbps": ("megabit", "second"),
        "gbps": ("gigabit", "second"),
        "kbps": ("kilobit", "second"),
    },
    **{
        "ppm": ("part", "million"),
        "ppb": ("part", "billion"),
        "psi": ("pound", "square inch"),
        "cc": ("cubic centimetre", None),
    },
}
_POWERS: Final = {"square": "square", "sq": "square", "cubic": "cubic"}
_POWER_SIGNS: Final = {"²": "square", "³": "cubic"}

# ------------------------------------------------------------------------------------------------------------------- money

SYMBOLS: Final = {
    **{
        "$": "USD",
        "£": "GBP",
        "€": "EUR",
        "¥": "JPY",
        "₹": "INR",
        "₽": "RUB",
        "₩": "KRW",
        "₪": "ILS",
        "₦": "NGN",
        "₺": "TRY",
        "₫": "VND",
        "฿": "THB",
    },
    **{
        "₱": "PHP",
        "₴": "UAH",
        "₡": "CRC",
        "₾": "GEL",
        "₭": "LAK",
        "₸": "KZT",
        "₮": "MNT",
        "₲": "PYG",
        "₵": "GHS",
        "₼": "AZN",
        "₿": "bitcoin",
    },
}
_DOLLAR_PREFIXES: Final = {
    **{
        "us": "USD",
        "u.s.": "USD",
        "a": "AUD",
        "au": "AUD",
        "aus": "AUD",
        "c": "CAD",
        "ca": "CAD",
        "can": "CAD",
        "cdn": "CAD",
        "nz": "NZD",
        "hk": "HKD",
    },
    **{
        "s": "SGD",
        "sg": "SGD",
        "r": "BRL",
        "nt": "TWD",
        "mx": "MXN",
        "mex": "MXN",
        "z": "ZWL",
        "j": "JMD",
        "tt": "TTD",
        "ec": "XCD",
        "bz": "BZD",
    },
}
CODES: Final = frozenset(
    "usd eur gbp jpy cny chf aud cad nzd hkd sgd inr rub krw brl mxn zar try sek nok dkk pln czk huf ron bgn ils aed sar qar kwd bhd omr jod egp ngn "
    "kes ghs tzs ugx etb mad tnd dzd lyd thb idr myr php vnd twd pkr bdt lkr npr mmk khr lak uah byn kzt uzs gel amd azn isk ars clp cop pen uyu bob pyg "
    "ves crc gtq hnl nio pab dop jmd ttd cuc cup irr iqd syp lbp yer afn mvr mnt kgs tjs tmt xaf xof xpf fjd pgk zmw bwp nad mzn aoa rwf mur scr mga "
    "mwk sll gmd gnf lrd sdg ssp sos djf ern bif cdf zwl rmb".split()
)
_CODE_NAMES: Final = {"rmb": "CNY"}
_PREFIX_WORDS: Final = {
    "rs": "INR",
    "rs.": "INR",
    "re": "INR",
    "rm": "MYR",
    "rp": "IDR",
    "kr": "SEK",
    "fr": "CHF",
    "sfr": "CHF",
    "ksh": "KES",
    "dh": "AED",
    "dhs": "AED",
    "tk": "BDT",
}
_COIN_WORDS: Final = {
    **{
        "dollar": "USD",
        "buck": "USD",
        "euro": "EUR",
        "yen": "JPY",
        "yuan": "CNY",
        "renminbi": "CNY",
        "ruble": "RUB",
        "rouble": "RUB",
        "rupee": "INR",
    },
    **{
        "won": "KRW",
        "shekel": "ILS",
        "lira": "TRY",
        "franc": "CHF",
        "rand": "ZAR",
        "peso": "MXN",
        "real": "BRL",
        "reais": "BRL",
        "baht": "THB",
        "rupiah": "IDR",
    },
    **{
        "ringgit": "MYR",
        "dong": "VND",
        "naira": "NGN",
        "cedi": "GHS",
        "zloty": "PLN",
        "forint": "HUF",
        "koruna": "CZK",
        "krona": "SEK",
        "kronor": "SEK",
    },
    **{
        "krone": "NOK",
        "kroner": "NOK",
        "hryvnia": "UAH",
        "hryvnias": "UAH",
        "riyal": "SAR",
        "rial": "IRR",
        "dirham": "AED",
        "taka": "BDT",
        "afghani": "AFN",
    },
    **{
        "sterling": "GBP",
        "quid": "GBP",
        "bolivar": "VES",
        "bitcoin": "bitcoin",
        "btc": "bitcoin",
        "lari": "GEL",
        "tenge": "KZT",
        "kwacha": "ZMW",
        "lei": "RON",
    },
    **{
        "ether": "ether",
        "cent": "cent",
        "penny": "penny",
        "pence": "penny",
        "satoshi": "satoshi",
        "birr": "ETB",
        "leu": "RON",
        "lev": "BGN",
        "kyat": "MMK",
        "zlotys": "PLN",
    },
}
_NO_PLURAL_NEEDED: Final = frozenset(
    "yen yuan renminbi won lira rand baht rupiah ringgit dong naira koruna krona kronor krone kroner hryvnia sterling quid pence btc lei reais taka birr lari tenge kwacha ether zloty forint".split()
)
_NATIONS: Final = {
    "dollar": {
        **{
            "us": "USD",
            "u.s.": "USD",
            "american": "USD",
            "canadian": "CAD",
            "australian": "AUD",
            "zealand": "NZD",
            "kong": "HKD",
            "singapore": "SGD",
        },
        **{
            "taiwan": "TWD",
            "taiwanese": "TWD",
            "jamaican": "JMD",
            "fijian": "FJD",
            "liberian": "LRD",
            "namibian": "NAD",
            "zimbabwean": "ZWL",
            "zimbabwe": "ZWL",
        },
    },
    "pound": {
        "british": "GBP",
        "egyptian": "EGP",
        "syrian": "SYP",
        "lebanese": "LBP",
        "sudanese": "SDG",
        "turkish": "TRY",
        "u.k.": "GBP",
        "uk": "GBP",
        "south": "SSP",
    },
    "peso": {
        "mexican": "MXN",
        "philippine": "PHP",
        "colombian": "COP",
        "chilean": "CLP",
        "argentine": "ARS",
        "argentinian": "ARS",
        "cuban": "CUP",
        "dominican": "DOP",
        "uruguayan": "UYU",
    },
    "rupee": {
        "indian": "INR",
        "pakistani": "PKR",
        "pakistan": "PKR",
        "nepalese": "NPR",
        "nepali": "NPR",
        "sri": "LKR",
        "lankan": "LKR",
        "mauritian": "MUR",
    },
    "franc": {
        "swiss": "CHF",
        "cfa": "XOF",
        "french": "FRF",
        "belgian": "BEF",
        "congolese": "CDF",
        "rwandan": "RWF",
        "burundian": "BIF",
        "guinean": "GNF",
    },
    "dinar": {
        "iraqi": "IQD",
        "kuwaiti": "KWD",
        "jordanian": "JOD",
        "libyan": "LYD",
        "tunisian": "TND",
        "algerian": "DZD",
        "bahraini": "BHD",
        "serbian": "RSD",
    },
    "riyal": {"saudi": "SAR", "qatari": "QAR", "omani": "OMR"},
    "rial": {"iranian": "IRR", "omani": "OMR", "yemeni": "YER", "qatari": "QAR"},
    "krone": {"norwegian": "NOK", "danish": "DKK"},
    "kroner": {"norwegian": "NOK", "danish": "DKK"},
    "krona": {"swedish": "SEK", "icelandic": "ISK"},
    "kronor": {"swedish": "SEK"},
    "crown": {"czech": "CZK", "swedish": "SEK", "norwegian": "NOK", "danish": "DKK"},
    "shilling": {"kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS", "somali": "SOS"},
    "dirham": {"moroccan": "MAD", "uae": "AED", "emirati": "AED"},
    "real": {"brazilian": "BRL"},
    "won": {"south": "KRW", "korean": "KRW", "north": "KPW"},
    "lira": {"turkish": "TRY", "lebanese": "LBP", "syrian": "SYP", "italian": "ITL"},
    "ruble": {"russian": "RUB", "belarusian": "BYN"},
    "rouble": {"russian": "RUB", "belarusian": "BYN"},
    "yuan": {"chinese": "CNY"},
    "yen": {"japanese": "JPY"},
    "shekel": {"israeli": "ILS"},
    "mark": {"german": "DEM"},
}
SMALL_MONEY: Final = frozenset({"cent", "penny", "bitcoin", "satoshi", "ether"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the text: its tokens end at `end`; `rate` where the unit says it itself ("mph"); `hyphenated` for "20-mile"."""

    name: str
    end: int
    rate: str | None = None
    hyphenated: bool = False

    @property
    def is_money(self) -> bool:
        """Whether the unit is an ISO 4217 code or a coin."""
        return self.name in SMALL_MONEY or (len(self.name) == 3 and self.name.isupper())


def read_currency_before(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """
    The currency that ends just before token `at`, and its first token: "$", "A$", "US $", "USD", "Rs.".
    """
    before, place = tokens.low(at - 1), at - 1
    if before == "." and tokens.low(at - 2) in {"rs", "fr"}:
        before, place = tokens.low(at - 2), at - 2
    if before in SYMBOLS:
        first = place
        if before == "$" and tokens.is_glued(place - 1) and tokens.low(place - 1) in {*_DOLLAR_PREFIXES, *CODES}:
            prefix = tokens.low(place - 1)
            return _DOLLAR_PREFIXES.get(prefix, _CODE_NAMES.get(prefix, prefix.upper())), place - 1
        if before == "$" and tokens.low(place - 1) in {"us", "u.s."} and tokens.is_capital(place - 1):
            return "USD", place - 1
        return SYMBOLS[before], first
    if before in CODES and (tokens.word(place).isupper()):
        return _CODE_NAMES.get(before, before.upper()), place
    if before in _PREFIX_WORDS and tokens.is_capital(place):
        return _PREFIX_WORDS[before], place
    return None


def read_unit(tokens: Tokens, at: int, *, hints: frozenset[str] = frozenset()) -> Unit | None:
    """
    The unit that begins at token `at`, just after a number, `None` where there is none.

    `hints` holds "sterling" where the text writes £, so that "5 million pounds" is money.
    """
    hyphenated = tokens.low(at) in DASHES and tokens.is_glued(at - 1) and tokens.is_glued(at)
    place = at + 1 if hyphenated else at
    low = tokens.low(place)
    if hyphenated and not tokens.is_word(place):
        return None
    for unit in (_read_money(tokens, place, hints=hints), _read_compound(tokens, place), _read_short(tokens, place)):
        if unit is not None:
            return Unit(unit.name, unit.end, unit.rate, hyphenated)
    if low in _RATE_UNITS:
        return Unit(_RATE_UNITS[low][0], place + 1, _RATE_UNITS[low][1], hyphenated)
    if low in UNITS:
        if (
            low in _ABBREVIATED
            and tokens.words[place][0].isupper() != (low in {"mw", "mp", "kb", "mb", "gb", "tb"})
            and low not in {"kt", "ha", "db", "hp"}
        ):
            return None
        return _follow_rate(tokens, Unit(UNITS[low], place + 1, None, hyphenated))
    return None


def _follow_rate(tokens: Tokens, unit: Unit) -> Unit:
    """ "km/h", "miles/hour", "m/s": the base after a glued slash belongs to the unit."""
    if tokens.low(unit.end) == "/" and tokens.is_glued(unit.end - 1) and tokens.is_glued(unit.end):
        base = tokens.low(unit.end + 1)
        name = {"h": "hour", "s": "second", "d": "day"}.get(base, UNITS.get(base))
        if name is not None:
            return Unit(unit.name, unit.end + 2, name, unit.hyphenated)
    return unit


def _read_compound(tokens: Tokens, at: int) -> Unit | None:
    """ "percentage points", "square miles", "cubic feet", "km²"."""
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
    if low == "degrees" and tokens.low(at + 1) == "(":
        return None
    if low in {"km", "m", "cm"} and tokens.is_glued(at) and after in _POWER_SIGNS:
        return Unit(f"{_POWER_SIGNS[after]} {UNITS.get(low, 'metre')}", at + 2)
    if low in {"million", "billion"}:
        return None
    return None


def _read_short(tokens: Tokens, at: int) -> Unit | None:
    """One letter glued to the digits: "45g", "-5C". "5m" is decided by the caller."""
    low = tokens.low(at)
    if low not in _GLUED_ONLY or not tokens.is_number(at - 1) or tokens.word(at) in {"S", "V", "G", "L", "M", "f", "c"}:
        return None
    if not tokens.is_glued(at - 1) or (low == "s" and "." not in tokens.word(at - 1)):
        return None
    return _follow_rate(tokens, Unit(_GLUED_ONLY[low], at + 1))


def _read_money(tokens: Tokens, at: int, *, hints: frozenset[str]) -> Unit | None:
    """ "dollars", "U.S. dollars", "Canadian dollars", "euros", "GBP", "€" after the number."""
    low = tokens.low(at)
    if low in SYMBOLS and (tokens.is_glued(at - 1) or not tokens.is_number(at + 1)):
        return Unit(SYMBOLS[low], at + 1)
    if low in CODES and tokens.word(at).isupper():
        return Unit(_CODE_NAMES.get(low, low.upper()), at + 1)
    nation, place = "", at
    if tokens.is_capital(at) or low in {"us", "u.s."}:
        for length in (1, 2):
            coin = _singular(tokens.low(at + length))
            if coin in _NATIONS and (length == 1 or tokens.is_capital(at + 1)):
                nation, place = tokens.low(at + length - 1), at + length
                break
    word = tokens.low(place)
    coin = _singular(word)
    if coin in _NATIONS and nation in _NATIONS[coin]:
        return Unit(_NATIONS[coin][nation], place + 1)
    if nation:
        return None
    if coin == "pound":
        return _read_pound(tokens, at, hints=hints)
    if coin in _COIN_WORDS and (word != coin or word in _NO_PLURAL_NEEDED or _allows_singular(tokens, at, coin)):
        return Unit(_COIN_WORDS[coin], at + 1)
    return None


def _allows_singular(tokens: Tokens, at: int, coin: str) -> bool:
    """ "a 5-euro note", "one dollar", "10 million euro": a singular coin counts after a hyphen, "one" and a word of size."""
    before = tokens.low(at - 1)
    return coin in {
        "dollar",
        "euro",
        "cent",
        "peso",
        "rupee",
        "ruble",
        "rouble",
        "franc",
        "penny",
        "riyal",
        "dirham",
    } and (
        before in DASHES
        or before in {"one", "1", "a", "million", "billion", "thousand", "trillion", "hundred"}
        or coin == "euro"
    )


def _read_pound(tokens: Tokens, at: int, *, hints: frozenset[str]) -> Unit | None:
    """Money or weight: "pounds sterling", and bare pounds where the text writes £, are money."""
    if tokens.low(at + 1) == "sterling":
        return Unit("GBP", at + 2)
    if tokens.low(at - 1) in DASHES or tokens.low(at + 1) in {"of", "per", "heavier", "lighter", "overweight"}:
        return None
    return Unit("GBP", at + 1) if "sterling" in hints else None


def _singular(low: str) -> str:
    if low in {"pence", "pennies"}:
        return "penny"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low
