"""
Text → word pieces with code-point offsets, and what a reader sees beside the words. Training uses this very file.

The vocabulary is uncased and its tokenizer drops line ends, so capitals, gaps and quotation marks come in as three features of each piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.text import find_paragraphs, find_quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CASES = ("none", "initial", "all", "mixed")
"""Capitals of the word a piece belongs to."""
GAPS = ("none", "blank", "line", "paragraph")
"""What lies between a piece and the piece before it."""
QUOTES = ("outside", "opening", "inside", "closing")
"""Where a piece stands towards a quotation."""

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """
    The word pieces of one text, without special pieces; every array has one entry a piece.

    `starts` and `ends` are code-point offsets into the text; `cases`, `gaps` and `quotes` index `CASES`, `GAPS`, `QUOTES`.
    """

    ids: Array
    starts: Array
    ends: Array
    cases: Array
    gaps: Array
    quotes: Array

    def __len__(self) -> int:
        return len(self.ids)


def encode_text(text: str, tokenizer: Tokenizer) -> Encoded:
    """The pieces of a text. Nothing is truncated; offsets are exact, so `text[starts[i]:ends[i]]` is what piece i stands for."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Encoded(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        cases=_find_cases(text, encoding.word_ids, starts, ends),
        gaps=_find_gaps(text, starts, ends),
        quotes=_find_quotes(text, starts, ends),
    )


def _find_cases(text: str, word_ids: list[int | None], starts: Array, ends: Array) -> Array:
    cases = np.zeros(len(starts), dtype=np.int64)
    first = 0
    for place in range(len(starts)):
        if place + 1 < len(starts) and word_ids[place + 1] == word_ids[place]:
            continue
        cases[first : place + 1] = _case_of(text[starts[first] : ends[place]])
        first = place + 1
    return cases


def _case_of(word: str) -> int:
    if word.islower() or not word[:1].isalpha():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    if word[0].isupper():
        return 1 if word[1:].islower() or len(word) == 1 else 3
    return 3 if word != word.lower() else 0


def _find_gaps(text: str, starts: Array, ends: Array) -> Array:
    gaps = np.zeros(len(starts), dtype=np.int64)
    if len(starts):
        gaps[0] = 3
    openings = {span.start for span in find_paragraphs(text)}
    for place in np.nonzero(starts[1:] > ends[:-1])[0] + 1:
        lines = text.count("\n", ends[place - 1], starts[place])
        # A line end that only wraps a line is a blank like any other.
        opens = lines and not openings.isdisjoint(range(ends[place - 1], starts[place] + 1))
        gaps[place] = 1 if not opens else 2 if lines == 1 else 3
    return gaps


def _find_quotes(text: str, starts: Array, ends: Array) -> Array:
    quotes = np.zeros(len(starts), dtype=np.int64)
    for span in find_quotations(text):
        first, last = np.searchsorted(starts, span.start), np.searchsorted(ends, span.end, side="right")
        if first >= last:
            continue
        quotes[first:last] = 2
        quotes[first] = 1
        if ends[last - 1] == span.end and not text[span.end - 1].isalnum():
            quotes[last - 1] = 3
    return quotes


def cut_windows(length: int, size: int, overlap: int) -> list[tuple[int, int]]:
    """
    Half-open ranges of pieces that cover a text of `length` pieces: each at most `size` long, alike in length, sharing at least `overlap`.

    >>> cut_windows(10, 6, 2)
    [(0, 6), (4, 10)]
    """
    if length <= size:
        return [(0, length)] if length else []
    count = -(-(length - overlap) // (size - overlap))
    width = -(-(length + (count - 1) * overlap) // count)
    firsts = [round(place * (length - width) / (count - 1)) for place in range(count)]
    return [(first, first + width) for first in firsts]


def weigh_window(width: int, *, is_first: bool, is_last: bool) -> Array:
    """
    How much each piece of a window counts where windows overlap, 0 to 1: less towards an edge behind which the text goes on,
    because the network sees less of what is around it there.
    """
    places = np.arange(width, dtype=np.float32)
    left = np.ones(width, dtype=np.float32) if is_first else (places + 1) / 64
    right = np.ones(width, dtype=np.float32) if is_last else (width - places) / 64
    return np.minimum(1, np.minimum(left, right))
