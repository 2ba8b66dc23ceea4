"""
Which reports may share text with a new one, from the sampled hashes of those before: one more report is never compared with all.

`CopyIndex` keeps them in memory. On disk, rows of hash and report serve as well: fetch those of `sample_hashes(sketch)`, at most `COMMON` or somewhat
more for each hash, the earliest reports first, and hand them to `rank_candidates` and `find_common`.

What a great many reports have, such as the sign-up lines of an outlet, must make no candidates and cost nothing: of each hash only the first
`COMMON` reports count, and such a hash alone brings nobody together. A wire story in hundreds of outlets is still found: there most of the hashes are common.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from sayso.compare.sketch import Sketch, sample_hashes

COMMON = 64
"""A hash that so many reports have is common."""
SHARE = 0.025
"""This share of the hashes of the smaller report, at least one, must be in the other and not common. Of a copy with 30 % of the words replaced, a
sixth are, at half the rate where one text is short; two hashes of 150 are one stock phrase."""
MOST_COMMON = 0.5
"""Where this share of a report's hashes is found in another, common ones and all, it is a candidate."""
MOST_CANDIDATES = 100
"""So many candidates at most, the best first."""

Rows = NDArray[np.int64]


def rank_candidates(
    rows: Iterable[tuple[int, int]] | Rows, *, size: int, sizes: Mapping[int, int] | None = None
) -> list[int]:
    """
    The reports to compare with, likeliest first, at most `MOST_CANDIDATES`.

    `rows` pairs a hash of the new report with a report that has it; `size` is how many hashes the new one has, `sizes` how many the others have, where known.
    """
    table = _as_rows(rows)
    if not len(table):
        return []
    reports, place = np.unique(table[:, 1], return_inverse=True)
    hits = np.bincount(place)
    rare = np.bincount(place, weights=~np.isin(table[:, 0], _find_common(table))).astype(np.int64)
    smaller = np.array([min(size, (sizes or {}).get(report, size)) for report in reports.tolist()])
    shares = hits / np.maximum(smaller, 1)
    chosen = (rare >= np.maximum(SHARE * smaller, 1)) | (shares >= MOST_COMMON)
    order = np.lexsort((reports, -rare, -shares))
    return [int(reports[at]) for at in order if chosen[at]][:MOST_CANDIDATES]


def find_common(rows: Iterable[tuple[int, int]] | Rows) -> frozenset[int]:
    """The hashes that at least `COMMON` of the reports in these rows have."""
    return frozenset(_find_common(_as_rows(rows)).tolist())


def _as_rows(rows: Iterable[tuple[int, int]] | Rows) -> Rows:
    return rows if isinstance(rows, np.ndarray) else np.array(list(rows), dtype=np.int64).reshape(-1, 2)


def _find_common(table: Rows) -> Rows:
    hashes, counts = np.unique(table[:, 0], return_counts=True)
    return hashes[counts >= COMMON]


class CopyIndex:
    """
    Sketches that can be looked up by what they share, in memory: about 16 bytes for each sampled hash.

    Rows lie in sorted blocks, each at least twice as long as the next: adding n reports sorts every row about log2(n) times, and looking up searches as
    many blocks.

    >>> from sayso.compare.sketch import sketch_report
    >>> index, text = CopyIndex(), "The bridge over the river was shut on Monday because the ice had moved one of its piers, the mayor said."
    >>> index.add(7, sketch_report(text))
    >>> index.find_candidates(sketch_report(text))
    ([7], frozenset())
    """

    def __init__(self) -> None:
        self._blocks: list[tuple[Rows, Rows]] = []  # hashes in order, and the report of each
        self._sizes: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, report: int, sketch: Sketch) -> None:
        """Adds the sketch of a report under its number. `ValueError` if the number is taken."""
        if report in self._sizes:
            raise ValueError(f"report {report} is in the index already")
        hashes = np.array(sample_hashes(sketch), dtype=np.int64)
        self._sizes[report] = len(hashes)
        block = (hashes, np.full(len(hashes), report, dtype=np.int64))
        while self._blocks and len(self._blocks[-1][0]) < 2 * len(block[0]):
            block = _merge(self._blocks.pop(), block)
        self._blocks.append(block)

    def find_rows(self, sketch: Sketch) -> Rows:
        """The rows of hash and report for the hashes that the sketch shares with reports in the index."""
        hashes = np.array(sample_hashes(sketch), dtype=np.int64)
        found = [np.zeros((0, 2), dtype=np.int64)]
        for held, reports in self._blocks:
            first = np.searchsorted(held, hashes, side="left")
            counts = np.searchsorted(held, hashes, side="right") - first
            places = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
            found.append(np.column_stack([held[places], reports[places]]))
        return np.concatenate(found)

    def find_candidates(self, sketch: Sketch) -> tuple[list[int], frozenset[int]]:
        """The reports in the index that may share text with this one, likeliest first, and the common hashes among its own."""
        rows = self.find_rows(sketch)
        return rank_candidates(rows, size=len(sample_hashes(sketch)), sizes=self._sizes), find_common(rows)


def _merge(older: tuple[Rows, Rows], newer: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
    """Both blocks in the order of their hashes, of each hash the first `COMMON` rows."""
    hashes, reports = np.concatenate([older[0], newer[0]]), np.concatenate([older[1], newer[1]])
    order = np.argsort(hashes, kind="stable")
    hashes, reports = hashes[order], reports[order]
    # A row that many places behind one of the same hash is one too many.
    kept = np.ones(len(hashes), dtype=np.bool_)
    kept[COMMON:] = hashes[COMMON:] != hashes[:-COMMON]
    return hashes[kept], reports[kept]
