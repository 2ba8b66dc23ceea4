"""Where places lie to one another, and what a report is about so far."""

from __future__ import annotations

import math
from collections import Counter

from sayso.resolve.where.gazetteer import COUNTRY, DISTRICT, POINT, PROVINCE, REGION, TOWN, Entry


def measure_distance(one: Entry, other: Entry) -> float:
    """Kilometres on the globe."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def _is_near(one: Entry, other: Entry) -> bool:
    """Whether two places lie within 100 km or so; the quick test first, as this is asked often."""
    return abs(one.lat - other.lat) < 1 and one.id != other.id and measure_distance(one, other) < 100


def is_within(entry: Entry, holder: Entry) -> bool:
    """Whether a place lies in the other, as far as the table can tell."""
    if holder.id == entry.id or entry.kind == COUNTRY or holder.country != entry.country or holder.country is None:
        return False
    if holder.kind == COUNTRY:
        return True
    if holder.kind == PROVINCE and holder.province:
        return entry.province == holder.province and entry.kind != PROVINCE
    if entry.kind in (PROVINCE, REGION):
        return False
    if holder.kind in (REGION, PROVINCE):
        return measure_distance(holder, entry) < 500
    if holder.kind == DISTRICT:
        return holder.province == entry.province and measure_distance(holder, entry) < 120
    return holder.population > 3 * entry.population and measure_distance(holder, entry) < 60


class Scene:
    """What the report is about so far: how often each country and province is there, by which names, and the towns beyond doubt."""

    def __init__(self) -> None:
        self.codes: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        self.of_name: Counter[tuple[str, str]] = Counter()
        self.towns: dict[int, Entry] = {}

    def add(self, entry: Entry, key: str) -> None:
        """Counts one mention, under its name's key; a country's or province's own name tells more than a town's."""
        for code, kind in ((entry.country, COUNTRY), (entry.province, PROVINCE)):
            if code:
                weight = 2 if entry.kind == kind else 1
                self.codes[code] += weight
                self.of_name[key, code] += weight
        if entry.country and entry.kind != COUNTRY:
            self.parts[entry.country] += 1
        if entry.kind in (TOWN, DISTRICT, POINT):
            self.towns[entry.id] = entry

    def knows_province(self, entry: Entry, key: str) -> bool:
        """Whether anything under another name lies in the entry's province."""
        return self.codes[entry.province] > self.of_name[key, entry.province]

    def weigh(self, entry: Entry, key: str, *, is_country_too: bool) -> float:
        """
        How well an entry fits, 0 to about 4. Mentions under its own key are no evidence for it; `is_country_too` says whether a
        country has the same name.
        """
        country = self.codes[entry.country or ""] - self.of_name[key, entry.country or ""]
        if (
            entry.kind == PROVINCE and is_country_too
        ):  # "the United States" says nothing of which Georgia is meant, "Atlanta" does
            country = self.parts[entry.country or ""] - self.of_name[key, entry.country or ""]
        province = self.codes[entry.province] - self.of_name[key, entry.province] if entry.province else 0
        score = 0.0
        if country > 0 and (entry.kind != COUNTRY or is_country_too):
            score += min(1.6, 0.8 + 0.4 * math.log(country))
        if province > 0:
            score += min(1.8, 1.0 + 0.4 * math.log(province))
        if (
            entry.kind in (TOWN, DISTRICT, POINT)
            and country > 0
            and any(_is_near(entry, town) for town in self.towns.values())
        ):
            score += 0.5
        return score
