"""
Coreference: B³ over mentions.

A. Bagga and B. Baldwin, Algorithms for scoring coreference chains, 1998: for each mention the share of its chain that the other side puts
together with it. A mention that the other side does not have counts as alone there, and so as wrong.
"""

from __future__ import annotations

from sayso.scoring.items import Page, trim_edges

Place = tuple[int, int]


def count_chains(gold: Page, predicted: Page) -> tuple[float, float, int, int]:
    """The sums of precision and recall over mentions, and the numbers of mentions predicted and in gold."""
    ours, theirs = _list_chains(gold), _list_chains(predicted)
    return _sum_shares(theirs, ours), _sum_shares(ours, theirs), len(theirs), len(ours)


def _list_chains(page: Page) -> dict[Place, frozenset[Place]]:
    """Each mention's place, edges trimmed, with the places of all mentions of its entity."""
    chains: dict[Place, frozenset[Place]] = {}
    for entity in page.line["entities"]:
        trimmed = (trim_edges(page.text, mention["start"], mention["end"]) for mention in entity["mentions"])
        chain = frozenset(place for place in trimmed if place is not None)
        chains.update(dict.fromkeys(sorted(chain), chain))
    return chains


def _sum_shares(one: dict[Place, frozenset[Place]], other: dict[Place, frozenset[Place]]) -> float:
    return sum(len(chain & other[place]) / len(chain) for place, chain in one.items() if place in other)
