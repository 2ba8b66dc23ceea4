"""
The compiled table of the who room: countries, bodies, media, armed groups, first names, roles and other nouns.

`tools/compile_who.py` writes it; it holds facts and word lists, and is loaded once, on first use (about 30 ms).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "tables" / "who.json"


@dataclass(frozen=True, slots=True)
class Known:
    """Something the table knows by name: what it is, its shared key, the name sayso prints, and how the words stand for it."""

    key: str
    kind: str
    name: str
    country: str | None
    form: str
    """"name", "capital", "seat", "state" (of the United States) or "demonym"."""


@dataclass(frozen=True, slots=True)
class Table:
    """Look-ups over the compiled table. Names are found as they are written; nouns and first names in lower case."""

    names: dict[tuple[str, ...], Known]
    longest: int
    male: frozenset[str]
    female: frozenset[str]
    ranks: dict[str, str]
    roles: frozenset[str]
    role_adjectives: frozenset[str]
    government_people: frozenset[str]
    armed_people: frozenset[str]
    organization_nouns: frozenset[str]
    name_heads: frozenset[str]
    media_heads: frozenset[str]
    media_nouns: frozenset[str]
    document_nouns: frozenset[str]
    group_nouns: frozenset[str]
    openers: frozenset[str]
    states: dict[str, str]
    holders: dict[tuple[str, str], tuple[str, str, str]] = field(repr=False)
    people: dict[tuple[str, str], tuple[str, str]] = field(repr=False)
    leaders: dict[tuple[str, str], list[tuple[str, str, int, int]]] = field(repr=False)
    surnames: frozenset[str] = field(repr=False)
    doubles: frozenset[tuple[str, str]] = field(repr=False)

    def find_known(self, words: Iterable[str]) -> Known | None:
        """What the words name, `None` if the table has no such name. A leading article counts for nothing."""
        key = tuple(words)
        found = self.names.get(key)
        if found is None and len(key) > 1 and key[0] in ("the", "The"):
            found = self.names.get(key[1:])
        return found

    def gender_of(self, first_name: str) -> str | None:
        """The gender, "m" or "f", of a common first name; `None` for a name that is neither or both."""
        name = first_name.lower()
        male, female = name in self.male, name in self.female
        if not male and not female and "-" in name:
            return self.gender_of(name.split("-")[0])
        return None if male == female else "m" if male else "f"

    def is_first_name(self, word: str) -> bool:
        """Whether the word is a common first name."""
        name = word.lower()
        return name in self.male or name in self.female


@lru_cache(maxsize=65536)
def fold_name(word: str) -> str:
    """
    The word in lower case without accents, apostrophes and the vowels on which romanisations differ.

    >>> fold_name("Sergey") == fold_name("Sergei")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"^(?:al|el)-", "", re.sub(r"[’'`.]", "", plain))
    return re.sub(r"(?:iy|ii|yi|ey|ei|ij|y|j)", "i", plain).replace("ou", "u").replace("oo", "u").replace("ee", "i")


def make_slug(name: str) -> str:
    """
    A name as the part of a key.

    >>> make_slug("Côte d'Ivoire")
    'cote-d-ivoire'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain.replace(".", "")).strip("-")


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The table, read once from the package."""
    data: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    names = _read_names(data)
    holders: dict[tuple[str, str], tuple[str, str, str]] = {}
    people: dict[tuple[str, str], tuple[str, str]] = {}
    for country, surname, name, begin, end in data["holders"]:
        holders.setdefault((country, fold_name(surname)), (name, begin or "0", end or "9999"))
        words = name.split()
        people.setdefault((fold_name(words[0]), fold_name(surname)), (name, country))
    leaders: dict[tuple[str, str], list[tuple[str, str, int, int]]] = {}
    for office, country, name, begin, end in data["leaders"]:
        words = [fold_name(word) for word in name.split()]
        people[words[0], words[-1]] = (name, country)
        leaders.setdefault((office, words[-1]), []).append((name, country, int(begin), int(end or 9999)))
    full: dict[tuple[str, str], set[str]] = {}
    for (_, surname), rows in leaders.items():
        for row in rows:
            full.setdefault((fold_name(row[0].split()[0]), surname), set()).add(row[0])
    doubles = frozenset(pair for pair, found in full.items() if len(found) > 1)
    lists = {
        name: frozenset(word.lower() for word in data[name])
        for name in (
            *("male", "female", "roles", "role_adjectives", "government_people", "armed_people", "organization_nouns"),
            *("name_heads", "media_heads", "media_nouns", "document_nouns", "group_nouns", "openers"),
        )
    }
    states = {word: pair[0] for pair in data["states"] for word in pair}
    return Table(
        names=names,
        longest=max(map(len, names)),
        ranks=data["ranks"],
        states=states,
        holders=holders,
        people=people,
        leaders=leaders,
        surnames=frozenset(surname for _, surname in leaders),
        doubles=doubles,
        **lists,
    )


def _read_names(data: dict[str, Any]) -> dict[tuple[str, ...], Known]:
    """Every name of the table by its words. What comes first keeps a name that several have: bodies, then seats, then countries."""
    names: dict[tuple[str, ...], Known] = {}
    for section, kind in (("bodies", "organization"), ("media", "media"), ("armed_groups", "armed_group")):
        for slug, country, aliases in data[section]:
            _add_names(names, aliases, Known(f"{kind.replace('_', '-')}:{slug}", kind, aliases[0], country, "name"))
    by_key = {known.key: known for known in names.values()}
    for code, aliases in data["seats"].items():
        _add_names(names, aliases, _as_seat(by_key[code]) if ":" in code else _as_government(data, code, "seat"))
    for code, country in data["countries"].items():
        _add_names(names, country["names"], _as_government(data, code, "name"))
    for code, country in data["countries"].items():
        _add_names(names, country["capitals"], _as_government(data, code, "capital"))
        _add_names(names, country["demonyms"], _as_government(data, code, "demonym"))
    for state, _ in data["states"]:
        _add_names(names, [state], Known(f"government:us/{make_slug(state)}", "government", state, "US", "state"))
    return names


def _add_names(names: dict[tuple[str, ...], Known], aliases: list[str], known: Known) -> None:
    for alias in aliases:
        words = tuple(alias.split())
        names.setdefault(words, known)
        if words[0] in ("The", "the") and len(words) > 1:
            names.setdefault(words[1:], known)


def _as_government(data: dict[str, Any], code: str, form: str) -> Known:
    return Known(f"government:{code.lower()}", "government", data["countries"][code]["name"], code, form)


def _as_seat(known: Known) -> Known:
    return Known(known.key, known.kind, known.name, known.country, "seat")
