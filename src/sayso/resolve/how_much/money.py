"""
Currencies before and after a number: "$", "A$", "USD", "Canadian dollars", "MEUR". ISO 4217 codes, and the names of coins below them.

The codes and the spellings are facts; no table was copied.
"""

from __future__ import annotations

from typing import Final

from sayso.resolve.how_much.tokens import DASHES, Tokens

SYMBOLS: Final = {
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
}
_DOLLAR_PREFIXES: Final = {
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
}
CODES: Final = frozenset(
    "usd eur gbp jpy cny chf aud cad nzd hkd sgd inr rub krw brl mxn try sek nok dkk pln czk huf ron bgn ils aed sar qar kwd bhd omr jod egp ngn "
    "kes ghs tzs ugx etb mad tnd dzd lyd thb idr myr php vnd twd pkr bdt lkr npr mmk khr lak uah byn kzt uzs gel amd azn isk ars clp cop pen uyu bob pyg "
    "ves crc gtq hnl nio pab dop jmd ttd cuc cup irr iqd syp lbp yer afn mvr mnt kgs tjs tmt xaf xof xpf fjd pgk zmw bwp nad mzn aoa rwf mur scr mga "
    "mwk sll gmd gnf lrd sdg ssp sos djf ern bif cdf zwl rmb zar".split()  # codespell:ignore zar
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
    "dollar": "USD",
    "元": "CNY",
    "markka": "FIM",
    "guilder": "NLG",
    "peseta": "ESP",
    "buck": "USD",
    "euro": "EUR",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "ruble": "RUB",
    "rouble": "RUB",
    "rupee": "INR",
    "won": "KRW",
    "shekel": "ILS",
    "lira": "TRY",
    "franc": "CHF",
    "rand": "ZAR",  # codespell:ignore zar
    "peso": "MXN",
    "real": "BRL",
    "reais": "BRL",
    "baht": "THB",
    "rupiah": "IDR",
    "ringgit": "MYR",
    "dong": "VND",
    "naira": "NGN",
    "cedi": "GHS",
    "zloty": "PLN",
    "forint": "HUF",
    "koruna": "CZK",
    "krona": "SEK",
    "kronor": "SEK",
    "krone": "NOK",
    "kroner": "NOK",
    "hryvnia": "UAH",
    "hryvnias": "UAH",
    "riyal": "SAR",
    "rial": "IRR",
    "dirham": "AED",
    "taka": "BDT",
    "afghani": "AFN",
    "sterling": "GBP",
    "quid": "GBP",
    "bolivar": "VES",
    "bitcoin": "bitcoin",
    "btc": "bitcoin",
    "lari": "GEL",
    "tenge": "KZT",
    "kwacha": "ZMW",
    "lei": "RON",
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
}
_NO_PLURAL_NEEDED: Final = frozenset(
    "yen yuan renminbi won lira rand baht rupiah ringgit dong naira koruna krona kronor krone kroner hryvnia sterling quid pence btc lei reais taka birr lari tenge kwacha ether zloty forint".split()
)
_NATIONS: Final = {
    "dollar": {
        "us": "USD",
        "u.s.": "USD",
        "american": "USD",
        "canadian": "CAD",
        "australian": "AUD",
        "zealand": "NZD",
        "kong": "HKD",
        "singapore": "SGD",
        "taiwan": "TWD",
        "taiwanese": "TWD",
        "jamaican": "JMD",
        "fijian": "FJD",
        "liberian": "LRD",
        "namibian": "NAD",
        "zimbabwean": "ZWL",
        "zimbabwe": "ZWL",
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
    "markka": {"finnish": "FIM"},
    "guilder": {"dutch": "NLG"},
}
SMALL_MONEY: Final = frozenset({"cent", "penny", "bitcoin", "satoshi", "ether"})
"""Kinds of money that have no code of their own: the value counts these, not hundredths."""
_SINGULAR_COINS: Final = frozenset(
    "dollar euro cent peso rupee ruble rouble franc penny riyal dirham markka peseta guilder mark usd".split()
)
_LOWER_CODES: Final = frozenset("usd eur gbp rmb jpy chf aud hkd sgd cny".split())
_BEFORE_ONE_COIN: Final = frozenset("one 1 million billion thousand trillion hundred".split())


def read_currency_before(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The currency that ends just before token `at`, and its first token: "$", "A$", "US $", "USD", "Rs."."""
    place = at - 1
    if tokens.low(place) == "." and tokens.low(at - 2) in {"rs", "fr"}:
        place = at - 2
    before, prefix = tokens.low(place), tokens.low(place - 1)
    if before == "$" and tokens.is_glued(place - 1) and (prefix in _DOLLAR_PREFIXES or prefix in CODES):
        return _DOLLAR_PREFIXES.get(prefix, _CODE_NAMES.get(prefix, prefix.upper())), place - 1
    if before == "$" and prefix in {"us", "u.s."} and tokens.is_capital(place - 1):
        return "USD", place - 1
    if before in SYMBOLS:
        return SYMBOLS[before], place
    if before in CODES and tokens.word(place).isupper() and not tokens.is_number(place - 1):
        return _CODE_NAMES.get(before, before.upper()), place
    if before in _PREFIX_WORDS and tokens.is_capital(place):
        return _PREFIX_WORDS[before], place
    return None


def read_coin(tokens: Tokens, at: int, *, hints: frozenset[str], is_large: bool = False) -> tuple[str, int] | None:
    """
    The currency that begins at token `at`, after a number, and where it ends: "dollars", "U.S. dollars", "Swiss francs", "GBP", "€".

    Bare pounds are money where `hints` holds "sterling" (the text writes £) or the number is in millions, and no "of" follows.
    """
    low = tokens.low(at)
    if low in SYMBOLS and (tokens.is_glued(at - 1) or not tokens.is_number(at + 1)):
        return SYMBOLS[low], at + 1
    if low in CODES and (tokens.word(at).isupper() or low in _LOWER_CODES):
        is_prefix = tokens.is_glued(at) and tokens.is_number(at + 1)
        return None if is_prefix else (_CODE_NAMES.get(low, low.upper()), at + 1)
    for length in (1, 2):
        nations = _NATIONS.get(_singular(tokens.low(at + length)), {})
        code = nations.get(tokens.low(at + length - 1))
        if code is not None and (length == 1 or tokens.is_capital(at)):
            return code, at + length + 1
    coin = _singular(low)
    if coin == "pound":
        return _read_pound(tokens, at, is_money="sterling" in hints or is_large)
    if coin in _COIN_WORDS and (low != coin or coin in _NO_PLURAL_NEEDED or _allows_singular(tokens, at, coin)):
        return _COIN_WORDS[coin], at + 1
    return None


def _allows_singular(tokens: Tokens, at: int, coin: str) -> bool:
    """As in "a 5-euro note", "one dollar", "10 million euro", "50 dollar": a coin in the singular."""
    before = tokens.low(at - 1)
    is_after_number = before in DASHES or before in _BEFORE_ONE_COIN or coin in {"euro", "dollar"}
    return coin in _SINGULAR_COINS and is_after_number


def _read_pound(tokens: Tokens, at: int, *, is_money: bool) -> tuple[str, int] | None:
    """Money or weight: "pounds sterling" is money for certain, "pounds of" and "-pound" are not."""
    if tokens.low(at + 1) == "sterling":
        return "GBP", at + 2
    if tokens.low(at - 1) in DASHES or tokens.low(at + 1) in {"of", "per", "heavier", "lighter", "overweight"}:
        return None
    return ("GBP", at + 1) if is_money else None


def _singular(low: str) -> str:
    if low in {"pence", "pennies"}:
        return "penny"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low
