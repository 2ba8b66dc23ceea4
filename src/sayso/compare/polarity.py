"""Whether a content is negated, and how many words two contents share: the first questions to two statements on one matter."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sayso.records import Span, Statement

_NEGATION: Final = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|least)\b)|never|no(?!\s+(?:doubt|matter|later|less|fewer|more|longer)\b)|none|nobody|neither|nothing|zero|false|untrue|cannot)\b|n['’]t\b"
    r"|\b(?:refus|fail|declin)(?:es?|ed|s|ing)?\s+to\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z]{3,}|\d[\d.,]*")
_EMPTY: Final = frozenset(
    "the and that this with from for was were are has had have been its his her their they them who which will would not never none any been being said says".split()
)


def find_negation(statement: Statement) -> Span | None:
    """The place, in the report, of the word that negates the content; `None` where none or two of them do."""
    found = [
        Span(piece.start + match.start(), piece.start + match.end())
        for piece, words in zip(statement.claim.content, statement.words, strict=True)
        for match in _NEGATION.finditer(words)
    ]
    return found[0] if len(found) == 1 else None


def share_words(left: str, right: str, *, without: frozenset[str] = frozenset()) -> float:
    """
    The share, 0 to 1, of the shorter text's words of content that the other has too; 0 where it is one word alone, unless both have no other.

    `without` takes words out of both, in small letters.
    """
    ones, others = _list_words(left) - without, _list_words(right) - without
    smaller = min(len(ones), len(others))
    shared = len(ones & others)
    return shared / smaller if shared > 1 or (ones == others and shared) else 0.0


@lru_cache(maxsize=1024)
def _list_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - _EMPTY
