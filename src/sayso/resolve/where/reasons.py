"""The reason for a choice, in words a user reads."""

from __future__ import annotations

from sayso.resolve.where.choose import Choice
from sayso.resolve.where.gazetteer import COUNTRY, DISTRICT, POINT, PROVINCE, REGION, TOWN, Entry, Gazetteer
from sayso.resolve.where.mentions import Name
from sayso.resolve.where.words import PEOPLED_LANDS


def explain(choice: Choice, name: Name, gazetteer: Gazetteer) -> str:
    """The reason for a choice, in words a user reads: "capital of Russia, the largest of 3 places of the name"."""
    entry = choice.entry
    what = describe(entry, gazetteer)
    if choice.holder:
        return f"{what}: {choice.holder.name} stands beside it"
    if choice.is_guess:
        return f"one of {len(name.found.entries)} counties or districts of the name; nothing in the report tells which"
    others = [other for other in name.found.entries if other.id not in name.found.aliases or other.id == entry.id]
    if len(others) <= 1:
        return what
    is_largest = entry.population >= max(other.population for other in others)
    rank = "the largest" if is_largest else "the one that fits the report best"
    return f"{what}, {rank} of {len(others)} places of the name"


def describe(entry: Entry, gazetteer: Gazetteer) -> str:
    """What sort of place an entry is, and where."""
    country = _with_article(gazetteer.find_code(entry.country).name) if entry.country else None
    if entry.kind == COUNTRY:
        return "a country"
    if country is None:
        return "a part of the world"
    if entry.capital:
        return f"capital of {country}"
    what = {
        PROVINCE: "a state or province",
        DISTRICT: "a county or district",
        REGION: "a region",
        POINT: "a place",
    }.get(entry.kind, "a city or town")
    if entry.kind in (TOWN, DISTRICT) and entry.country in PEOPLED_LANDS:
        province = gazetteer.find_code(entry.province).name if gazetteer.has_code(entry.province) else country
        return f"{what} in {province}" if province == country else f"{what} in {province}, {country}"
    return f"{what} in {country}"


def _with_article(country: str) -> str:
    """A country's name as it stands in a sentence: "the Netherlands", "the Marshall Islands"."""
    needs = country.startswith(("United", "Democratic", "Republic", "Central African")) or country.endswith(
        ("Islands", "Republic", "Territories")
    )
    return (
        f"the {country}"
        if needs or country in ("Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros", "Seychelles")
        else country
    )
