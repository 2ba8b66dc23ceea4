"""
The table of places: opened once, looked up by name.

The table is compiled by `tools/compile_places.py` from GeoNames and the Factbook; `tables/places.md` tells its columns and its sources.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "tables" / "places.tsv.gz"

COUNTRY, PROVINCE, DISTRICT, TOWN, REGION, POINT = "CADTRO"
"""The kinds of entry: D is the level below provinces (a US county, a French department), R a part of the world or of a country."""

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ə": "e",
        "’": "'",
        "ʻ": "'",
    }
)
_SHORT_FORMS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_NOT_IN_KEY = re.compile(r"[^a-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One place of the table. `province` is the GeoNames code of the province ("US.TX"), "" for countries and regions;
    `population` is 0 where unknown; `capital` says whether it is the capital of its country.
    """

    id: int
    name: str
    kind: str
    country: str | None
    province: str
    lat: float
    lon: float
    population: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the table holds under a name: the entries, those known by another name in general, and what else the name can be."""

    entries: tuple[Entry, ...]
    aliases: frozenset[int]
    is_word: bool
    is_person: bool


@lru_cache(maxsize=100_000)
def fold_name(name: str) -> str:
    """
    The key a name is filed under: no capitals, accents, hyphens, apostrophes or full stops, "Saint" as "st".

    >>> fold_name("St. John’s"), fold_name("Port-au-Prince"), fold_name("Łódź")
    ('st johns', 'port au prince', 'lodz')
    """
    key = name.lower()
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key.translate(_LETTERS))
        key = "".join(letter for letter in key if not unicodedata.combining(letter))
    key = _NOT_IN_KEY.sub("", key.replace("-", " ").replace("–", " ").replace("/", " "))
    words = [_SHORT_FORMS.get(word, word) for word in key.split()]
    return " ".join(words)


class Gazetteer:
    """The table in memory: sorted key lines for the look-up by halving, and the bytes of the entries, read one at a time."""

    def __init__(self, path: Path = TABLE) -> None:
        """Raises `FileNotFoundError` if the table is missing."""
        head, entries, keys, people = gzip.decompress(path.read_bytes()).split(b"\n\n")
        self.head = head.decode()
        self.first_names = frozenset(people.decode().split())
        self._entries = entries.split(b"\n")
        self._keys = keys.decode().split("\n")
        self._found: dict[str, Found | None] = {}
        self._codes = self._number_codes()

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, key: str) -> Found | None:
        """What is filed under a folded name, `None` if nothing is. Initials are filed as "=" and the capitals: "=US"."""
        if key not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()  # a long run over many reports must not grow without end
            self._found[key] = self._read_key(key)
        return self._found[key]

    def entry(self, number: int) -> Entry:
        """The entry with a number of the table."""
        name, kind, country, province, lat, lon, population, capital = self._entries[number].decode().split("\t")
        return Entry(
            number,
            name,
            kind,
            country or province[:2] or None,
            province,
            float(lat),
            float(lon),
            int(population or 0),
            capital == "1",
        )

    def find_code(self, code: str) -> Entry:
        """The country or province with a code: "US", "US.TX". Raises `KeyError` for an unknown one."""
        return self.entry(self._codes[code])

    def has_code(self, code: str) -> bool:
        """Whether a country or province has this code."""
        return code in self._codes

    def _number_codes(self) -> dict[str, int]:
        codes = {}
        for number, line in enumerate(self._entries):
            _, kind, country, province, _ = line.split(b"\t", 4)
            if kind not in (b"C", b"A"):
                break  # countries and provinces come first
            codes[(province or country).decode()] = number
        return codes

    def _read_key(self, key: str) -> Found | None:
        place = bisect_left(self._keys, key + "\t")
        if place == len(self._keys) or not self._keys[place].startswith(key + "\t"):
            return None
        _, numbers, flags = self._keys[place].split("\t")
        entries = tuple(self.entry(int(number.rstrip("~"))) for number in numbers.split())
        aliases = frozenset(int(number[:-1]) for number in numbers.split() if number.endswith("~"))
        return Found(entries, aliases, "w" in flags, "n" in flags)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The table that ships with sayso, opened at the first call and kept."""
    return Gazetteer()
