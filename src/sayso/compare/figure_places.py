"""What the places of two figures are to each other: the same, one within the other, different, or not told."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Final, Literal

from sayso.records import Place

Relation = Literal["same", "unknown", "left_wider", "right_wider", "different"]

_LEVELS: Final = {"point": 0, "city": 0, "province": 1, "region": 2, "country": 3}
_SAME_KM: Final = 15.0
"""Two points nearer than this are one place under two names."""
_REACH_KM: Final = {1: 300.0, 2: 700.0, 3: 6000.0}
"""How far from the point that stands for a province, region or country a place of that country may still lie within it."""


def relate_places(left: Sequence[Place], right: Sequence[Place]) -> Relation:
    """What the places of the left figure are to those of the right; only the narrowest of each count ("Kano" of "Kano, Nigeria")."""
    ones, others = narrow_places(left), narrow_places(right)
    if not ones or not others:
        return "unknown"
    shared = [one for one in ones if any(_relate(one, other) == "same" for other in others)]
    back = [other for other in others if any(_relate(one, other) == "same" for one in ones)]
    if len(shared) == len(ones) and len(back) == len(others):
        return "same"
    if shared or back:
        if len(shared) < len(ones) and len(back) < len(others):
            return "different"
        return "left_wider" if len(shared) < len(ones) else "right_wider"
    relations = {_relate(one, other) for one in ones for other in others}
    return relations.pop() if len(relations) == 1 else "different"


def narrow_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the narrowest precision, one of each name: those that say where, not those that say in which country."""
    if not places:
        return ()
    lowest = min(_level(place) for place in places)
    by_name = {place.name.casefold(): place for place in places if _level(place) == lowest}
    return tuple(by_name[name] for name in sorted(by_name))


def _level(place: Place) -> int:
    return _LEVELS.get(place.precision or "city", 0)


def _relate(one: Place, other: Place) -> Relation:
    if one.name.casefold() == other.name.casefold() and (
        one.country == other.country or None in {one.country, other.country}
    ):
        return "same"
    if one.country != other.country and None not in {one.country, other.country}:
        return "different"
    apart, levels = measure_distance(one, other), (_level(one), _level(other))
    if levels[0] == levels[1]:
        return "same" if apart is not None and apart <= _SAME_KM else "different"
    if apart is not None and apart > _REACH_KM[max(levels)]:
        return "different"
    return "left_wider" if levels[0] > levels[1] else "right_wider"


def measure_distance(one: Place, other: Place) -> float | None:
    """Kilometres along the great circle; `None` where a point is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, half)))
