"""
How one wording differs from another, word by word, for showing two columns side by side.

    compare_wordings("“We will never leave,”", "We will not leave")

Case, quotation marks and other marks do not count as differences; the words shown are those of each text, marks included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from sayso.records import Span

_WORD: Final = re.compile(r"\S+")
_MARK: Final = re.compile(r"[^\w%$€£]+")

Change = Literal["equal", "only_left", "only_right", "replaced"]
_CHANGES: Final[dict[str, Change]] = {
    "equal": "equal",
    "delete": "only_left",
    "insert": "only_right",
    "replace": "replaced",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of both texts: what it is, and its span in each; `None` on the side that has nothing there."""

    change: Change
    left: Span | None
    right: Span | None


def compare_wordings(left_words: str, right_words: str) -> tuple[Segment, ...]:
    """
    The segments of two wordings, in order; together they cover every word of both.

    >>> [segment.change for segment in compare_wordings("“We will never leave”", "we will not leave now")]
    ['equal', 'replaced', 'equal', 'only_right']
    """
    left, right = _split(left_words), _split(right_words)
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    return tuple(
        Segment(change=_CHANGES[tag], left=_join(left[a:b]), right=_join(right[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _split(words: str) -> list[tuple[str, Span]]:
    """Each word without marks and in small letters, with its span; a mark that stands alone belongs to the word before it."""
    found: list[tuple[str, Span]] = []
    for match in _WORD.finditer(words):
        plain = _MARK.sub("", match[0]).casefold()
        if plain:
            found.append((plain, Span(match.start(), match.end())))
        elif found:
            before, span = found[-1]
            found[-1] = (before, Span(span.start, match.end()))
    return found


def _join(words: list[tuple[str, Span]]) -> Span | None:
    return Span(words[0][1].start, words[-1][1].end) if words else None
