"""
A report as a set of hashed word 5-grams, narrative and quoted text apart: what finds reports that share text without comparing all with all.

The 5-grams are kept or sampled by their hash alone, one in `SAMPLE`, so two sketches sample the same ones and the share of one sample found in
the other estimates how much of one text is in the other, however long the other is (scaled MinHash, as in sourmash: Brown and Irber 2016).
Hashes come from BLAKE2b and fixed arithmetic on 64 bits: they are the same on every machine and in every run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sayso.records import Span
from sayso.text import find_boilerplate, find_quotations

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]
Places = NDArray[np.int8]

WORDS = 5
"""Length of an n-gram in words."""
CHARACTERS = 8
"""Length of an n-gram in characters, for texts mostly in a script that writes no blanks between words."""
SAMPLE = 4
"""One n-gram in this many goes into the index, of short texts one in half as many. A power of two."""
SHORT = 300
"""Texts with fewer distinct n-grams are short."""

NARRATIVE, QUOTED, MIXED, PAGE = 0, 1, 2, 3
"""Where an n-gram stands: outside of quotation marks, within them, across one, or in boilerplate such as "Read more:"."""

# Scripts without blanks between words: kana, Han, Thai, Lao, Burmese, Khmer. Each character counts as a word of its own.
_UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_MARK = "[\u0300-\u036f]"
# Initials with dots, a number with its commas, a word with the accents that stand apart, a character of a script without blanks.
_WORD = re.compile(rf"[^\W\d_](?:\.[^\W\d_]\b)+|\d+(?:[.,]\d+)*|{_LETTER}+(?:{_MARK}+{_LETTER}*)*|[{_UNSPACED}]")
_UNSPACED_CHARACTER = re.compile(rf"[{_UNSPACED}]")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """
    A text as words and n-grams.

    `starts`, `ends`: code points of each word. `keys`: a hash of each word as it is compared. `places`: where each word stands, NARRATIVE,
    QUOTED or PAGE. `grams`: the hash of the n-gram that begins at each word, `width` words long; `gram_places`: where it stands. Hashes are below
    2**63, so that SQLite's integers hold them.
    """

    starts: Positions
    ends: Positions
    keys: Hashes
    places: Places
    grams: Hashes
    gram_places: Places
    width: int


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The distinct n-gram hashes of a text, in rising order, narrative and quoted apart; n-grams across a quotation mark are in neither."""

    narrative: Hashes
    quoted: Hashes


def sketch_report(text: str) -> Sketch:
    """
    The sketch of a report's text.

    Punctuation, case, accents, dots in initials, commas in numbers and the style of quotation marks make no difference.

    >>> one, two = sketch_report("The U.S. sent 1,000 troops on Monday."), sketch_report("the US sent 1000 troops, on Monday")
    >>> one.narrative.tolist() == two.narrative.tolist(), len(one.narrative)
    (True, 3)
    """
    words = split_words(text)
    return Sketch(find_grams(words, NARRATIVE), find_grams(words, QUOTED))


def sample_hashes(sketch: Sketch) -> list[int]:
    """
    The sketch's hashes that an index keeps, in rising order, narrative and quoted together: integers from 0 to below 2**63.

    An edit can leave a short text so few n-grams that one in `SAMPLE` would leave none to find it by.
    """
    both = np.concatenate([sketch.narrative, sketch.quoted])
    if len(both) < SHORT:
        kept: list[int] = sort_distinct(both[both & np.uint64(SAMPLE // 2 - 1) == 0]).tolist()
        return kept
    sampled: list[int] = sort_distinct(both[is_sampled(both)]).tolist()
    return sampled


def find_grams(words: Words, place: int) -> Hashes:
    """The distinct n-grams that stand at a place, such as NARRATIVE, in rising order."""
    return sort_distinct(words.grams[words.gram_places == place])


def sort_distinct(hashes: Hashes) -> Hashes:
    """The hashes in rising order, each once. For arrays of this size several times as quick as `np.unique`."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def is_sampled(hashes: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes an index keeps, of long texts and short ones."""
    sampled: NDArray[np.bool_] = (hashes & np.uint64(SAMPLE - 1)) == 0
    return sampled


# -------------------------------------------------------------------------------------------------------------- words, n-grams


# A report is compared with dozens of others, each time with most of the same ones: some 10 kB for 300 words.
@lru_cache(maxsize=4096)
def split_words(text: str) -> Words:
    """
    The words and n-grams of a text. A text of which most words are characters of a script without blanks has n-grams of `CHARACTERS`, else of `WORDS`.

    >>> words = split_words("“Stop”, he said.")
    >>> words.starts.tolist(), words.places.tolist()
    ([1, 8, 11], [1, 0, 0])
    """
    matches = list(_WORD.finditer(text))
    keys = [_hash_word(match.group()) for match in matches]
    unspaced = len(_UNSPACED_CHARACTER.findall(text))
    bounds = np.array([match.span() for match in matches], dtype=np.int64).reshape(-1, 2)
    starts, ends = bounds[:, 0], bounds[:, 1]
    hashes = np.array(keys, dtype=np.uint64)
    places = np.zeros(len(keys), dtype=np.int8)
    places[_are_within(starts, find_quotations(text))] = QUOTED
    places[_are_within(starts, find_boilerplate(text))] = PAGE
    width = CHARACTERS if unspaced > len(keys) / 2 else WORDS
    return Words(starts, ends, hashes, places, hash_grams(hashes, width), place_grams(places, width), width)


@lru_cache(maxsize=65536)
def _hash_word(word: str) -> int:
    """64 bits for a word without its case, accents, dots and commas."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    folded = word.casefold().replace(".", "").replace(",", "")
    return int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _are_within(starts: Positions, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Which of the positions lie in one of the spans, which are in order and apart."""
    if not spans:
        return np.zeros(len(starts), dtype=np.bool_)
    opens = np.array([span.start for span in spans])
    closes = np.array([span.end for span in spans])
    place = np.searchsorted(opens, starts, side="right") - 1
    return (place >= 0) & (starts < closes[place])


def hash_grams(keys: Hashes, width: int) -> Hashes:
    """The hash of the n-gram at each word that has `width - 1` words behind it."""
    count = max(len(keys) - width + 1, 0)
    grams = np.zeros(count, dtype=np.uint64)
    for step in range(width):  # unsigned 64-bit arithmetic wraps around, on every machine alike
        grams = grams * _MULTIPLIER + keys[step : step + count]
    # The finaliser of splitmix64 spreads the bits, so that the low ones can choose the sample.
    grams = (grams ^ (grams >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    grams = (grams ^ (grams >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (grams ^ (grams >> np.uint64(31))) >> np.uint64(1)


def place_grams(places: Places, width: int) -> Places:
    """Where the n-gram at each word that has `width - 1` words behind it stands."""
    count = max(len(places) - width + 1, 0)
    lowest = np.full(count, PAGE, dtype=np.int8)
    highest = np.zeros(count, dtype=np.int8)
    for step in range(width):
        lowest = np.minimum(lowest, places[step : step + count])
        highest = np.maximum(highest, places[step : step + count])
    across = np.where(highest == PAGE, PAGE, MIXED).astype(np.int8)
    return np.where(lowest == highest, lowest, across)
