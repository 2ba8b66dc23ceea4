"""
Claims that say the same, in groups: all of them at once, or what one more report needs.

    groups = group_statements(statements, vectors)           # vectors: float32 rows of unit length, one a statement
    index = ClaimIndex(); index.add(statements, vectors)
    places = index.place_statements(new_statements, new_vectors)   # for each the known claims it is near to, each with its judgement

Candidates come from vectors and from shared rare words, within a window of time; never all pairs. Groups grow by average linkage: two join when the
mean over their pairs is high enough and no pair of them is barred. Everything is in a fixed order, so the same claims give the same groups.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import Any, Final

import numpy as np

from sayso.compare.same import Band, Judgement, Level, judge_profiles
from sayso.compare.same_profile import Profile, profile_statement
from sayso.records import Group, Statement

Vectors = np.ndarray[Any, np.dtype[np.float32]]

LEAST_COSINE: Final = 0.5
"""Claims farther apart than this become candidates only by rare words."""
NEAREST: Final = 40
"""How many of the claims nearest to one become candidates."""
WINDOW_DAYS: Final = 60
"""Reports farther apart than this are not compared; those without a date are compared with all."""
RARE: Final = 12
"""A word that at most so many claims have is rare; two claims with two rare words in common are candidates at any cosine."""
SAME_MEAN, MAYBE_MEAN = 0.75, 0.45
"""What the mean over the pairs of two groups must reach for them to join: a *same* pair counts 1, a *maybe* 0.5, others 0."""
_SAMPLE: Final = 12
"""Of larger groups the mean is taken over so many members; bars are looked up for all."""
_TILE: Final = 1024
_LEVELS: Final[tuple[Level, ...]] = ("utterance", "proposition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A known claim near a new one: its number in the index, and what the two are to each other."""

    number: int
    judgement: Judgement


class ClaimIndex:
    """The claims known so far with their vectors, for finding those near a new one. About 1.6 kB a claim."""

    def __init__(self) -> None:
        self._statements: list[Statement] = []
        self._profiles: dict[int, Profile] = {}
        self._blocks: list[Vectors] = []

    def add(self, statements: Sequence[Statement], vectors: Vectors) -> None:
        """Adds claims; their numbers go on from those before."""
        self._statements.extend(statements)
        if len(statements):
            self._blocks.append(np.asarray(vectors, dtype=np.float32))

    def find_near(self, vectors: Vectors) -> list[list[tuple[int, float]]]:
        """For each vector the numbers of the nearest claims and their cosines, nearest first, at most `NEAREST` of at least `LEAST_COSINE`."""
        if not self._blocks:
            return [[] for _ in vectors]
        if len(self._blocks) > 1:
            self._blocks = [np.concatenate(self._blocks)]
        return [_take_nearest(row) for row in np.asarray(vectors, dtype=np.float32) @ self._blocks[0].T]

    def place_statements(self, statements: Sequence[Statement], vectors: Vectors) -> list[tuple[Placed, ...]]:
        """For each statement the known claims that may be the same or exclude it, nearest first; nothing is added to the index."""
        found = []
        for statement, near in zip(statements, self.find_near(vectors), strict=True):
            profile = profile_statement(statement)
            judged = (
                Placed(number=number, judgement=judge_profiles(profile, self._profile(number), cosine))
                for number, cosine in near
                if self._statements[number].claim.id != statement.claim.id
            )
            found.append(tuple(one for one in judged if one.judgement.level is not None or one.judgement.barred))
        return found

    def _profile(self, number: int) -> Profile:
        profile = self._profiles.get(number)
        if profile is None:
            profile = self._profiles[number] = profile_statement(self._statements[number])
        return profile


def group_statements(statements: Sequence[Statement], vectors: Vectors) -> list[Group]:
    """
    The groups of two and more claims on both levels and in both bands, larger first.

    `vectors` has a row of unit length for each statement. Statements of one report may share a group. Claim ids must differ.
    """
    return group_profiles([profile_statement(statement) for statement in statements], vectors)


def group_profiles(profiles: Sequence[Profile], vectors: Vectors) -> list[Group]:
    """As `group_statements`, for statements whose profiles are made already."""
    if len(profiles) != len(vectors):
        raise ValueError(f"{len(profiles)} statements, but {len(vectors)} vectors")
    judged = _Judged(profiles, np.asarray(vectors, dtype=np.float32))
    for left, right in find_candidates(profiles, judged.vectors):
        judged.remember(left, right)
    groups = [group for level in _LEVELS for group in _link_level(level, judged)]
    return sorted(groups, key=lambda group: (-len(group.claims), group.level, group.band, group.id))


# ---------------------------------------------------------------------------------------------------------------- candidates


def find_candidates(profiles: Sequence[Profile], vectors: Vectors) -> Iterator[tuple[int, int]]:
    """Pairs of numbers worth judging, the smaller first, each once, in order: near by their vectors, or by two rare words, within the window."""
    # A pair is kept as one whole number: a large ledger has millions of them.
    size = max(len(profiles), 1)
    codes = array("q", (one * size + other for one, other in _find_by_vectors(profiles, vectors)))
    codes.extend(one * size + other for one, other in _find_by_words(profiles))
    for code in np.unique(np.frombuffer(codes, np.int64)):
        yield divmod(int(code), size)


def _find_by_vectors(profiles: Sequence[Profile], vectors: Vectors) -> Iterator[tuple[int, int]]:
    days = np.array([_number_day(profile) for profile in profiles], dtype=np.int64)
    order = np.argsort(days, kind="stable")
    ordered, sorted_days = vectors[order], days[order]
    undated = int(np.searchsorted(sorted_days, 0))
    for first in range(0, len(order), _TILE):
        last = min(first + _TILE, len(order))
        low = 0 if first < undated else int(np.searchsorted(sorted_days, sorted_days[first] - WINDOW_DAYS))
        near: list[list[tuple[int, float]]] = [[] for _ in range(last - first)]
        # A row looks back only, so that each pair comes up once; undated claims stand first and are looked at by all.
        for begin, end in ((0, min(undated, low)), (low, last)):
            for start in range(begin, end, 8 * _TILE):
                stop = min(start + 8 * _TILE, end)
                product = ordered[first:last] @ ordered[start:stop].T
                rows, columns = np.nonzero(product >= LEAST_COSINE)
                apart = sorted_days[first + rows] - sorted_days[start + columns]
                wanted = (start + columns < first + rows) & ((start + columns < undated) | (apart <= WINDOW_DAYS))
                for row, column in zip(rows[wanted].tolist(), columns[wanted].tolist(), strict=True):
                    near[row].append((start + column, float(product[row, column])))
        for row, others in enumerate(near):
            for other, _ in sorted(others, key=lambda pair: (-pair[1], pair[0]))[:NEAREST]:
                one, two = int(order[first + row]), int(order[other])
                yield min(one, two), max(one, two)


def _number_day(profile: Profile) -> int:
    return int(np.datetime64(profile.day, "D").astype(np.int64)) if profile.day else -(10**6)


def _find_by_words(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = {}
    for number, profile in enumerate(profiles):
        for key in profile.counts:
            holders.setdefault(key, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 2 <= len(numbers) <= RARE:
            shared.update(combinations(numbers, 2))
    for (one, other), count in shared.items():
        days = _number_day(profiles[one]), _number_day(profiles[other])
        if count >= 2 and (min(days) < 0 or abs(days[0] - days[1]) <= WINDOW_DAYS):
            yield one, other


def _take_nearest(cosines: Vectors) -> list[tuple[int, float]]:
    near = np.flatnonzero(cosines >= LEAST_COSINE)
    order = near[np.lexsort((near, -cosines[near]))][:NEAREST]
    return [(int(number), float(cosines[number])) for number in order]


# ------------------------------------------------------------------------------------------------------------------- linking


class _Judged:
    """What is known of candidates: the pairs that link, and the numbers each bars. Others are judged anew when a group needs them."""

    def __init__(self, profiles: Sequence[Profile], vectors: Vectors) -> None:
        self.profiles, self.vectors = profiles, vectors
        self.bars: dict[int, set[int]] = {}
        self.pairs: dict[tuple[int, int], Judgement] = {}

    def judge(self, one: int, other: int) -> Judgement:
        """The judgement of a pair of numbers, in either order."""
        pair = (one, other) if one < other else (other, one)
        known = self.pairs.get(pair)
        if known is None:
            cosine = float(self.vectors[pair[0]] @ self.vectors[pair[1]])
            known = judge_profiles(self.profiles[pair[0]], self.profiles[pair[1]], cosine)
        return known

    def remember(self, one: int, other: int) -> None:
        """Judges a candidate, the smaller number first, and keeps what links or bars."""
        judgement = self.judge(one, other)
        if judgement.level is not None:
            self.pairs[one, other] = replace(judgement, alignment=None)  # a large ledger has many
        elif judgement.barred:
            self.bars.setdefault(one, set()).add(other)
            self.bars.setdefault(other, set()).add(one)


def _get_band(judgement: Judgement, level: Level) -> Band | None:
    return judgement.utterance if level == "utterance" else judgement.proposition


def _link_level(level: Level, judged: _Judged) -> Iterator[Group]:
    edges: list[tuple[int, float, int, int]] = []
    for (one, other), judgement in judged.pairs.items():
        band = _get_band(judgement, level)
        if band is not None:
            cosine = float(judged.vectors[one] @ judged.vectors[other])
            edges.append((0 if band == "same" else 1, -round(cosine, 6), one, other))
    edges.sort()
    linker = _Linker(level, judged)
    linker.join((edge[2:] for edge in edges if edge[0] == 0), least=SAME_MEAN)
    atoms = {numbers[0]: numbers for numbers in linker.list_groups()}
    yield from (_make_group(level, "same", numbers, linker, judged) for numbers in atoms.values())
    linker.join((edge[2:] for edge in edges), least=MAYBE_MEAN)
    for numbers in linker.list_groups():
        if atoms.get(numbers[0]) != numbers:
            yield _make_group(level, "maybe", numbers, linker, judged)


class _Linker:
    """Groups of numbers that grow by joining; each knows its members and all that its members bar."""

    def __init__(self, level: Level, judged: _Judged) -> None:
        self._level, self._judged = level, judged
        self._home: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._bars: dict[int, set[int]] = {}
        self.reasons: dict[int, Counter[str]] = {}

    def join(self, edges: Iterable[tuple[int, int]], *, least: float) -> None:
        """Joins the groups at the ends of each edge, in the order given, where their mean reaches `least` and nothing bars it."""
        for one, other in edges:
            left, right = self._open(one), self._open(other)
            if left == right or not self._can_join(left, right, least):
                continue
            if len(self._members[left]) < len(self._members[right]):
                left, right = right, left
            for number in self._members[right]:
                self._home[number] = left
            self._members[left] += self._members.pop(right)
            self._bars[left] |= self._bars.pop(right)
            self.reasons[left] += self.reasons.pop(right)
            self.reasons[left][self._judged.judge(one, other).why] += 1

    def list_groups(self) -> list[list[int]]:
        """The groups of two and more, each sorted, by their first members."""
        return sorted(sorted(members) for members in self._members.values() if len(members) > 1)

    def tell_reason(self, number: int) -> str:
        """The reason most of the joins of a member's group had."""
        reasons = self.reasons[self._home[number]]
        return min(reasons, key=lambda why: (-reasons[why], why))

    def _open(self, number: int) -> int:
        if number not in self._home:
            self._home[number] = number
            self._members[number] = [number]
            self._bars[number] = set(self._judged.bars.get(number, ()))
            self.reasons[number] = Counter()
        return self._home[number]

    def _can_join(self, left: int, right: int, least: float) -> bool:
        ours, theirs = self._members[left], self._members[right]
        if not self._bars[left].isdisjoint(theirs) or not self._bars[right].isdisjoint(ours):
            return False
        total = pairs = 0.0
        for one in islice(ours, _SAMPLE):
            for other in islice(theirs, _SAMPLE):
                judgement = self._judged.judge(one, other)
                if judgement.barred:
                    return False
                band = _get_band(judgement, self._level)
                total += 1.0 if band == "same" else 0.5 if band == "maybe" else 0.0
                pairs += 1
        return total >= least * pairs


def _make_group(level: Level, band: Band, numbers: Sequence[int], linker: _Linker, judged: _Judged) -> Group:
    statements = sorted(
        (judged.profiles[number].statement for number in numbers),
        key=lambda one: (one.published or "9999", one.report_id, one.claim.start, one.claim.id),
    )
    claims = tuple(statement.claim.id for statement in statements)
    digest = hashlib.sha256("\n".join([level, band, *sorted(claims)]).encode()).hexdigest()[:16]
    return Group(id=digest, level=level, band=band, claims=claims, why=linker.tell_reason(numbers[0]))
