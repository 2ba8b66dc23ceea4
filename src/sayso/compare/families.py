"""Which outlets belong to one publisher, and which are news agencies: a small list of our own, with the user's file before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sayso.errors import SaysoError

LIST = Path(__file__).with_name("families.json")


def fold_name(name: str) -> str:
    """
    A name as it is compared: small letters, single blanks, no leading article.

    >>> fold_name("The  Harrow Post")
    'harrow post'
    """
    words = name.casefold().replace("’", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """Publishers by the folded names of their outlets and by domain, and the folded names of news agencies."""

    by_outlet: Mapping[str, str] = field(default_factory=dict)
    by_domain: Mapping[str, str] = field(default_factory=dict)
    agencies: frozenset[str] = frozenset()

    def find(self, outlet: str | None, url: str | None = None) -> str | None:
        """The publisher of an outlet, `None` where the list has none: by its name, else by the host of a page."""
        if outlet is not None and fold_name(outlet) in self.by_outlet:
            return self.by_outlet[fold_name(outlet)]
        try:
            host = urlsplit(url or "").hostname or ""
        except ValueError:
            return None
        labels = host.split(".")
        domains = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.by_domain[domain] for domain in domains if domain in self.by_domain), None)

    def is_agency(self, name: str) -> bool:
        """Whether a name is that of a news agency in the list."""
        return fold_name(name) in self.agencies


def load_families(*files: Path | str) -> Families:
    """
    The list of publishers, with the user's files before it; where two disagree the first file holds.

    A file is JSON: `{"families": [{"name": "…", "outlets": ["…"], "domains": ["…"]}], "agencies": ["…"]}`, each key optional. Raises `SaysoError`
    for a file that is not so.
    """
    by_outlet: dict[str, str] = {}
    by_domain: dict[str, str] = {}
    agencies: set[str] = set()
    for path in (*files, LIST):
        listed = _read_file(Path(path))
        for family in listed.get("families", ()):
            for outlet in family.get("outlets", ()):
                by_outlet.setdefault(fold_name(outlet), family["name"])
            for domain in family.get("domains", ()):
                by_domain.setdefault(domain.casefold(), family["name"])
        agencies.update(fold_name(name) for name in listed.get("agencies", ()))
    return Families(by_outlet=by_outlet, by_domain=by_domain, agencies=frozenset(agencies))


@cache
def _read_own() -> Mapping[str, Any]:
    own: dict[str, Any] = json.loads(LIST.read_text(encoding="utf-8"))
    return own


def _read_file(path: Path) -> Mapping[str, Any]:
    if path == LIST:
        return _read_own()
    try:
        listed = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SaysoError(f"{path} cannot be read as a list of publishers ({error})") from None
    if not _is_list_of_families(listed):
        raise SaysoError(
            f'{path} is no list of publishers; write {{"families": [{{"name": "…", "outlets": ["…"], "domains": ["…"]}}]}}'
        )
    found: dict[str, Any] = listed
    return found


def _is_list_of_families(listed: object) -> bool:
    """Whether JSON has the shape that `load_families` reads."""
    if not isinstance(listed, dict) or not _are_names(listed.get("agencies", [])):
        return False
    families = listed.get("families", [])
    return isinstance(families, list) and all(
        isinstance(family, dict)
        and isinstance(family.get("name"), str)
        and _are_names(family.get("outlets", []))
        and _are_names(family.get("domains", []))
        for family in families
    )


def _are_names(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, str) for one in value)
