"""
Countries that only the report knows: "the Tarsenian defence minister" makes Tarsenia one, and "Aldory, the Dorvanian capital" its capital.

So a report on a place the table lacks, or spells otherwise, still gets its metonyms.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.resolve.who.table import Known, Table, make_slug
from sayso.resolve.who.words import Words

_OF_STATES = frozenset(
    "government foreign defence defense prime interior president presidential minister ministry military army navy parliament authorities officials official capital "
    "troops soldiers forces ambassador embassy police".split()
)
_OF_COUNTRIES = frozenset(
    "foreign defence defense interior prime president parliament ambassador embassy government army troops border borders".split()
)
_COUNTRY_ENDINGS = ("ia", "stan", "land")
_ENDINGS = ("ian", "ean", "an", "ese", "ish", "ic", "i", "n")


def add_local_countries(words: Words, table: Table) -> Table:
    """The table with the countries, adjectives and capitals that the report shows by its own words."""
    adjectives = _find_adjectives(words, table)
    if not adjectives:
        return table
    local: dict[tuple[str, ...], Known] = {}
    for adjective, country in adjectives.items():
        for form, word in (("name", country), ("demonym", adjective), ("demonym", adjective + "s")):
            local[(word,)] = Known(f"government:{make_slug(country)}", "government", country, None, form)
    local |= _find_capitals(words, table, adjectives)
    return replace(table, names=table.names | local)


def _find_adjectives(words: Words, table: Table) -> dict[str, str]:
    """Adjectives before "foreign minister" and the like, with the country of the same stem that the report names."""
    found: dict[str, str] = {}
    unknown = {
        w
        for w, is_capital in zip(words.bases, words.capital, strict=True)
        if is_capital
        and len(w) > 3
        and not w.isupper()
        and (w,) not in table.names
        and w.lower() not in table.role_adjectives | table.roles
    }
    for at in range(len(words.bases) - 1):
        adjective = words.bases[at]
        if (
            words.capital[at]
            and words.gaps[at] == " "
            and words.lower[at + 1] in _OF_STATES
            and adjective in unknown
            and adjective not in found
        ):
            stem = next(
                (
                    adjective[: -len(ending)]
                    for ending in _ENDINGS
                    if adjective.endswith(ending) and len(adjective) - len(ending) >= 4
                ),
                None,
            )
            countries = [
                w
                for w in unknown
                if stem and w != adjective and w.startswith(stem) and len(w) <= len(stem) + 3 and not w.endswith("s")
            ]
            if countries:
                found[adjective] = min(countries, key=len)
    for at in range(len(words.bases) - 1):
        country = words.bases[at]
        if (
            words.possessive[at]
            and country in unknown
            and words.lower[at + 1] in _OF_STATES
            and country.lower().endswith(_COUNTRY_ENDINGS)
        ):
            adjective = (
                country + "n"
                if country.endswith("a")
                else next((w for w in unknown if w.startswith(country) and w != country), country)
            )
            found.setdefault(adjective, country)
    return found | _find_by_use(words, table, unknown, set(found) | set(found.values()))


def _find_by_use(words: Words, table: Table, unknown: set[str], have: set[str]) -> dict[str, str]:
    """
    Countries that the report uses as such: "Vestrand’s foreign minister" and "in Vestrand", or "a Vestrandi officer" and "in Vestrand".

    Surnames are none: words that end a longer name or follow a title somewhere. A country without an adjective in the report is its own.
    """
    placed, owning, barred = set(), set(), set()
    for at in range(len(words.bases)):
        word = words.bases[at]
        if word not in unknown or words.heading[at]:
            continue
        before = words.lower[at - 1] if at > 0 and words.gaps[at - 1] in (" ", ". ") else ""
        joined = at > 0 and words.gaps[at - 1] in (" ", ". ") and words.capital[at - 1] and not words.initial[at - 1]
        follows = words.lower[at + 1] if at + 1 < len(words.bases) else ""
        if (
            joined
            or before in table.ranks
            or before in table.roles
            or (
                words.gaps[at] == " "
                and not words.possessive[at]
                and at + 1 < len(words.bases)
                and words.capital[at + 1]
            )
        ):
            barred.add(word)
        if before in ("in", "into", "across", "throughout", "inside", "within"):
            placed.add(word)
        if words.possessive[at] and follows in _OF_COUNTRIES:
            owning.add(word)
    found: dict[str, str] = {}
    for country in sorted(placed - have - barred):
        if table.is_first_name(country) or country.lower() in table.surnames:
            continue
        adjectives = sorted(w for w in unknown - have if _is_adjective_of(w, country) and words.bases.count(w) > 0)
        if adjectives:
            found[adjectives[0]] = country
        elif country in owning:
            found[country] = country
    return found


def _is_adjective_of(word: str, country: str) -> bool:
    """Whether a word is a country's name with an ending of adjectives, its last vowel dropped or kept."""
    stems = {country, country.rstrip("aeo")} if len(country.rstrip("aeo")) >= 4 else {country}
    return any(word == stem + ending for stem in stems for ending in _ENDINGS if stem + ending != country)


def _find_capitals(words: Words, table: Table, adjectives: dict[str, str]) -> dict[tuple[str, ...], Known]:
    """Capitals by "Aldory, the Dorvanian capital" and a dateline such as "VELMAR, Tarsenia": towns whose names may stand for the government."""
    local: dict[tuple[str, ...], Known] = {}
    countries = set(adjectives.values())
    for at in range(len(words.bases) - 1):
        town, country = None, None
        if words.lower[at + 1] == "capital" and words.bases[at] in adjectives:
            country = adjectives[words.bases[at]]
            before = at - 2 if at > 1 and words.lower[at - 1] == "the" else at - 1
            if before >= 0 and words.capital[before] and "," in words.gaps[before]:
                town = words.bases[before]
            elif at + 2 < len(words.bases) and words.capital[at + 2] and words.gaps[at + 1].strip() in (",", ""):
                town = words.bases[at + 2]
        elif (
            words.bases[at].isupper()
            and words.gaps[at] == ", "
            and words.bases[at + 1] in countries
            and (at == 0 or words.paragraph[at - 1] != words.paragraph[at])
        ):
            town, country = words.bases[at].title(), words.bases[at + 1]
        if town is not None and country is not None and (town,) not in table.names:
            local[(town,)] = Known(f"government:{make_slug(country)}", "government", country, None, "capital")
    return local
