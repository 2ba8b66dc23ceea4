"""Counts of right and wrong by report → precision, recall and F1 with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """
    What one report adds to one figure.

    `right` of the `predicted` are right, `found` of the `gold` are found; the two differ where one of gold overlaps two predicted, and are sums of
    shares for B³. Of `aligned` claims, `same` have all of the field the same.
    """

    right: float = 0
    found: float = 0
    predicted: int = 0
    gold: int = 0
    same: int = 0
    aligned: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One row of the scores, 0 to 1.

    Precision is `None` where nothing was predicted, recall where gold has nothing, F1 where neither side has anything. `low` and `high` bound the F1
    in 95 % of the draws of reports, `None` for fewer than two reports. `accuracy` is the share of the `aligned` claims that have the field alike,
    absence included, `None` where the field is not compared on aligned claims.
    """

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    gold: int
    predicted: int
    accuracy: float | None = None
    aligned: int | None = None


def make_figure(name: str, counts: Sequence[Count], *, seed: int = 0) -> Figure:
    """The figure over all reports."""
    table = np.array([[c.right, c.found, c.predicted, c.gold] for c in counts], dtype=float).reshape(-1, 4)
    precision, recall, f1 = (float(value[0]) for value in _rate(table.sum(axis=0, keepdims=True)))
    gold, predicted = sum(count.gold for count in counts), sum(count.predicted for count in counts)
    low, high = _draw(table, seed) if len(table) > 1 and gold + predicted else (None, None)
    aligned = sum(count.aligned for count in counts)
    return Figure(
        name=name,
        precision=precision if predicted else None,
        recall=recall if gold else None,
        f1=f1 if gold + predicted else None,
        low=low,
        high=high,
        gold=gold,
        predicted=predicted,
        accuracy=sum(count.same for count in counts) / aligned if aligned else None,
        aligned=aligned or None,
    )


Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def _rate(sums: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Precision, recall and F1 of each row of right, found, predicted and gold; 0 where there is nothing."""
    right, found, predicted, gold = sums.T
    precision = np.divide(right, predicted, out=np.zeros_like(right), where=predicted > 0)
    recall = np.divide(found, gold, out=np.zeros_like(found), where=gold > 0)
    both = precision + recall
    return precision, recall, np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)


def _draw(table: Numbers, seed: int) -> tuple[float, float]:
    """The middle 95 % of the F1 when the reports are drawn anew with replacement."""
    size = len(table)
    drawn = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), SAMPLES)
    low, high = np.quantile(_rate(drawn @ table)[2], (0.025, 0.975))
    return float(low), float(high)
