"""Which claims and which entities of two files are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sayso.scoring.items import Item, Json, Page, Rule

Pair = tuple[Json, Json]

_ARTICLE = re.compile(r"^(?:the|an?)\s+|['’]s?$", re.IGNORECASE)


def align_claims(gold: Sequence[Json], predicted: Sequence[Json]) -> list[Pair]:
    """
    Claims that are one another's, at most one for each: pairs by the share of code points of content and cue that both have (intersection over
    union), the best first; pairs that share nothing are none. Equal shares go in text order.
    """
    covered = [_cover(claim) for claim in predicted]
    ranked = []
    for place, one in enumerate(gold):
        own = _cover(one)
        for other, theirs in enumerate(covered):
            shared = len(own & theirs)
            if shared:
                # Of two claims with the same content, the one whose cue agrees goes first.
                cue = (
                    one["cue"] is not None
                    and predicted[other]["cue"] is not None
                    and one["cue"]["start"] == predicted[other]["cue"]["start"]
                )
                ranked.append((-shared / len(own | theirs), not cue, place, other))
    taken: set[int] = set()
    partners: dict[int, int] = {}
    for _, _, place, other in sorted(ranked):
        if place not in partners and other not in taken:
            partners[place] = other
            taken.add(other)
    return [(gold[place], predicted[other]) for place, other in sorted(partners.items())]


def _cover(claim: Json) -> set[int]:
    """The code points of content and cue."""
    spans = [*claim["content"], *([claim["cue"]] if claim["cue"] else [])]
    return {place for span in spans for place in range(span["start"], span["end"])}


def name_alike(gold: Page, predicted: Page, pairs: Sequence[Pair]) -> None:
    """Gives both pages common names for their entities and claims."""
    for number, (one, other) in enumerate(pairs):
        gold.claims[one["id"]] = predicted.claims[other["id"]] = f"claim {number}"
    for entity in gold.line["entities"]:
        gold.entities[entity["id"]] = f"entity {entity['id']}"
    for entity in predicted.line["entities"]:
        fellow = find_fellow(entity, gold.line["entities"])
        predicted.entities[entity["id"]] = f"entity {fellow['id']}" if fellow else f"only here {entity['id']}"


def find_fellow(entity: Json, others: Sequence[Json]) -> Json | None:
    """
    The entity of the other file that is the same: by key, by name, by a name that is an alias there, or by a name that holds the other's ("Garmia's
    defence ministry") where both are mentioned at one place. One without a name is the one without a name that is mentioned at the same place.
    """
    alike = [other for other in others if other["named"] == entity["named"]]
    if not entity["named"]:
        return next((other for other in alike if _share_mention(entity, other)), None)
    own = fold(entity["name"])
    tests: tuple[Callable[[Json], bool], ...] = (
        lambda other: entity["key"] is not None and entity["key"] == other["key"],
        lambda other: fold(other["name"]) == own,
        lambda other: own in _fold_all(other["aliases"]) or fold(other["name"]) in _fold_all(entity["aliases"]),
        lambda other: _holds(own, fold(other["name"])) and _share_mention(entity, other),
    )
    for test in tests:
        found = next((other for other in alike if test(other)), None)
        if found is not None:
            return found
    return None


def _fold_all(names: Sequence[str]) -> set[str]:
    return {fold(name) for name in names}


def _holds(one: str, other: str) -> bool:
    """Whether one name has all the words of the other."""
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


def _share_mention(one: Json, other: Json) -> bool:
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in one["mentions"] for b in other["mentions"])


def fold(name: str) -> str:
    """
    A name without article, possessive, dots and capitals.

    >>> fold("The U.N.'s")
    'un'
    """
    return " ".join(_ARTICLE.sub("", _ARTICLE.sub("", name.strip())).replace(".", "").lower().split())


def pair_items(gold: Sequence[Item], predicted: Sequence[Item], rule: Rule) -> list[tuple[Item | None, Item | None]]:
    """
    Items that are the same, beside one another; then those that have none of the other side, an item of gold beside the predicted one that
    overlaps it, if any.
    """
    left, right = list(gold), list(predicted)
    pairs: list[tuple[Item | None, Item | None]] = []
    for same in (rule.agrees, Item.overlaps):
        for one in list(left):
            other = next((candidate for candidate in right if same(one, candidate)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    return [*pairs, *((one, None) for one in left), *((None, other) for other in right)]
