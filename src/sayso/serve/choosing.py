"""Words chosen in a report, as spans: typed, selected, or stepped to word by word. All of it works without JavaScript."""

from __future__ import annotations

import re
from typing import Literal

from sayso.records import Span

Edge = Literal["start", "end"]

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")


def find_words(text: str, words: str, *, near: int = 0) -> Span | None:
    """
    The place where the words stand, of several the one nearest to the offset `near`; line ends and blanks count as the same.

    >>> find_words("No. He said no.", "no", near=14)
    Span(start=12, end=14)
    """
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    found = [Span(match.start(), match.end()) for match in pattern.finditer(text)]
    return min(found, key=lambda span: (abs(span.start - near), span.start), default=None)


def step_edge(text: str, span: Span, edge: Edge, step: int) -> Span:
    """
    The span with one edge moved by a word or a mark of punctuation, back (-1) or forth (1). At the end of the text, or where nothing would be left, it stays.

    >>> text = "He said it would rain."
    >>> step_edge(text, Span(8, 10), "end", 1).of(text)
    'it would'
    """
    words = [match.span() for match in _WORD.finditer(text)]
    if edge == "start":
        places = [start for start, _ in words if (start < span.start if step < 0 else span.start < start < span.end)]
        return Span((places[-1] if step < 0 else places[0]), span.end) if places else span
    places = [end for _, end in words if (span.start < end < span.end if step < 0 else end > span.end)]
    return Span(span.start, (places[-1] if step < 0 else places[0])) if places else span


def trim_selection(text: str, start: int, end: int) -> Span | None:
    """What a person selected without the blanks at its edges; `None` where nothing else is in it or it lies outside of the text."""
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
