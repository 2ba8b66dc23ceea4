"""Text with marks in it: `[who Ruiz] [cue said]` → the plain text and the marked spans."""

from __future__ import annotations

import re

from sayso.records import Span

_MARK = re.compile(r"\[(\w+) ([^\[\]]*)\]")


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """
    The text without marks, and for each mark its spans in order.

    >>> unmark("[who Ruiz] left.")
    ('Ruiz left.', {'who': [Span(start=0, end=4)]})
    """
    text, spans, last = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.setdefault(mark.group(1), []).append(Span(len(text), len(text) + len(mark.group(2))))
        text += mark.group(2)
        last = mark.end()
    return text + marked[last:], spans
