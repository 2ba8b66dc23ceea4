"""Where two texts share words: the runs of shared words, what of them belongs to the page, and the sentences that have a counterpart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from sayso.compare.sketch import (
    NARRATIVE,
    PAGE,
    QUOTED,
    WORDS,
    Hashes,
    Positions,
    Words,
    hash_grams,
    place_grams,
    split_words,
)
from sayso.records import Passage, Span
from sayso.text import find_sentences

MOST_PLACES = 16
"""A run or a seed is looked for at so many places of a text at most, so that a text of one word repeated costs no more than another."""
SEED = 3
"""So many words in a row must be the same for two sentences to be compared."""
LIKENESS = 0.55
"""The share of the words of the longer of two sentences, in any order, that the other must have to be its counterpart: unrelated sentences have about
a third, of which most are small words."""
SENTENCE_WORDS = 6
"""Sentences with fewer words have no counterparts: "He did not elaborate" is anybody's."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that two texts share, in order: the place of the first among the words of each text, and how many there are."""

    left: int
    right: int
    length: int


def find_runs(left: Words, right: Words) -> list[Run]:
    """The longest runs of at least one n-gram that both texts have, in the left text's order and apart there. Time grows with the texts' lengths."""
    shared = np.isin(left.grams, right.grams)
    places: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(np.isin(right.grams, left.grams[shared])).tolist():
        places[int(right.grams[place])].append(place)
    ours, theirs = left.keys.tolist(), right.keys.tolist()
    runs: list[Run] = []
    free = last = 0
    for place in np.flatnonzero(shared).tolist():
        if place < free:
            continue
        others = places[int(left.grams[place])][:MOST_PLACES]
        # Of equally long runs, the one that goes on where the last ended is the likelier.
        run = max(
            (Run(place, other, _count_same(ours, theirs, place, other)) for other in others),
            key=lambda run: (run.length, run.right >= last, -run.right),
        )
        if run.length < left.width:  # two n-grams with one hash: never seen, but never to be shown
            continue
        runs.append(run)
        free, last = run.left + run.length, run.right + run.length
    return runs


def _count_same(ours: Sequence[int], theirs: Sequence[int], place: int, other: int) -> int:
    """How many words are the same from here on."""
    most = min(len(ours) - place, len(theirs) - other)
    for step in range(most):
        if ours[place + step] != theirs[other + step]:
            return step
    return most


def opens_paragraph(text: str, words: Words, place: int) -> bool:
    """Whether the word at this place is the first of its line."""
    return place == 0 or "\n" in text[words.ends[place - 1] : words.starts[place]]


def mask_page(words: Words, stretches: Iterable[tuple[int, int]]) -> Words:
    """The words with these stretches, each a first word and a count, marked as the page's."""
    places = words.places.copy()
    for first, count in stretches:
        places[first : first + count] = PAGE
    return replace(words, places=places, gram_places=place_grams(places, words.width))


def split_runs(runs: Iterable[Run], left: Words, right: Words) -> tuple[Passage, ...]:
    """The runs as spans of the two texts, cut where words in quotation marks, in either text, meet narrative."""
    passages = []
    for run in runs:
        ours = left.places[run.left : run.left + run.length]
        quoted = (ours == QUOTED) | (right.places[run.right : run.right + run.length] == QUOTED)
        cuts = [0, *(np.flatnonzero(np.diff(quoted)) + 1).tolist(), run.length]
        for start, end in pairwise(cuts):
            first, other = run.left + start, run.right + start
            passages.append(
                Passage(
                    left=Span(int(left.starts[first]), int(left.ends[first + end - start - 1])),
                    right=Span(int(right.starts[other]), int(right.ends[other + end - start - 1])),
                    quoted=bool(quoted[start]),
                )
            )
    return tuple(passages)


# ------------------------------------------------------------------------------------------------------- sentences' counterparts


@dataclass(frozen=True, slots=True)
class Counterparts:
    """How many narrative sentences of the left and of the right text have a counterpart in the other, and of how many."""

    left: int
    of_left: int
    right: int
    of_right: int


def count_counterparts(left: Words, right: Words, left_text: str, right_text: str) -> Counterparts:
    """
    How many narrative sentences have a counterpart: one that shares `SEED` narrative words in a row and, order aside, `LIKENESS` of the narrative words.

    For texts with blanks between words; others have none.
    """
    if left.width != WORDS:
        return Counterparts(0, 0, 0, 0)
    ours, theirs = _find_seeds(left), _find_seeds(right)
    shared = np.intersect1d(ours[ours > 0], theirs[theirs > 0])
    one, other = _Sentences(left, left_text), _Sentences(right, right_text)
    groups, others = one.group_seeds(ours, shared), other.group_seeds(theirs, shared)
    pairs = {(i, j) for seed in groups.keys() & others.keys() for i in groups[seed] for j in others[seed]}
    alike = [(i, j) for i, j in pairs if one.is_like(i, other, j)]
    return Counterparts(len({i for i, _ in alike}), one.count, len({j for _, j in alike}), other.count)


def _find_seeds(words: Words) -> Hashes:
    """The hash of the seed at each word, 0 where it is not all narrative."""
    return np.where(place_grams(words.places, SEED) == NARRATIVE, hash_grams(words.keys, SEED), np.uint64(0))


class _Sentences:
    """The narrative words of a text by sentence; `count` is how many sentences have enough of them."""

    def __init__(self, words: Words, text: str) -> None:
        starts = _find_starts(text)
        self._owner = np.searchsorted(starts, words.starts, side="right") - 1
        self._narrative = words.places == NARRATIVE
        self._keys = words.keys
        self._bounds = np.searchsorted(self._owner, np.arange(len(starts) + 1))
        sizes = np.bincount(self._owner[self._narrative], minlength=len(starts))
        self._sizes: list[int] = sizes.tolist()
        self._bags: dict[int, Counter[int]] = {}
        self._figures = _find_figures(text)
        self.count = int((sizes >= SENTENCE_WORDS).sum())

    def group_seeds(self, seeds: Hashes, shared: Hashes) -> dict[int, set[int]]:
        """The sentences, if large enough, in which each of the shared seeds begins; seeds like "one of the", in very many sentences, are left out."""
        groups: dict[int, set[int]] = defaultdict(set)
        places = np.flatnonzero(np.isin(seeds, shared))
        for seed, sentence in zip(seeds[places].tolist(), self._owner[places].tolist(), strict=True):
            if self._sizes[sentence] >= SENTENCE_WORDS:
                groups[seed].add(sentence)
        return {seed: sentences for seed, sentences in groups.items() if len(sentences) <= MOST_PLACES}

    def is_like(self, sentence: int, other: _Sentences, counterpart: int) -> bool:
        """Whether a sentence of the other text has `LIKENESS` of the words; not if both have figures and fewer than half are the same: a form filled in anew."""
        ours, theirs = self.gather_bag(sentence), other.gather_bag(counterpart)
        sizes = self._sizes[sentence], other._sizes[counterpart]
        least = LIKENESS * max(sizes)
        # Words that stand there again add so many at most: few sentences are left whose words are counted one by one.
        again = min(sizes[0] - len(ours), sizes[1] - len(theirs))
        shared = ours.keys() & theirs.keys()
        if len(shared) + again < least or sum(min(ours[key], theirs[key]) for key in shared) < least:
            return False
        figures = ours.keys() & self._figures, theirs.keys() & other._figures
        return 2 * len(figures[0] & figures[1]) >= min(map(len, figures))

    def gather_bag(self, sentence: int) -> Counter[int]:
        """The narrative words of a sentence, each with how often it stands there."""
        if sentence not in self._bags:
            within = slice(self._bounds[sentence], self._bounds[sentence + 1])
            self._bags[sentence] = Counter(self._keys[within][self._narrative[within]].tolist())
        return self._bags[sentence]


@lru_cache(maxsize=4096)
def _find_figures(text: str) -> frozenset[int]:
    """The keys of the words of a text that are figures."""
    words = split_words(text)
    figures = np.array([text[start].isdigit() for start in words.starts.tolist()], dtype=np.bool_)
    return frozenset(words.keys[figures].tolist())


@lru_cache(maxsize=4096)
def _find_starts(text: str) -> Positions:
    return np.array([sentence.start for sentence in find_sentences(text)], dtype=np.int64)
