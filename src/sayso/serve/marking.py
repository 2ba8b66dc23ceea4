"""
A report's text, cut into pieces that a page can mark: every piece has the same claims over it from its first letter to its last.

Nothing is added to the words and nothing is taken away: pieces joined are the text again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.records import Claim, Span
from sayso.text import find_paragraphs

MarkRole = Literal["content", "cue", "source"]

_SCRIPTS = (
    ("he", "rtl", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("und-Arab", "rtl", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("und-Cyrl", "ltr", "\u0400-\u052f"),
    ("el", "ltr", "\u0370-\u03ff\u1f00-\u1fff"),
    ("und-Deva", "ltr", "\u0900-\u097f"),
    ("th", "ltr", "\u0e00-\u0e7f"),
    ("ko", "ltr", "\u1100-\u11ff\uac00-\ud7af"),
    ("und-Hani", "ltr", "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"),
)
"""Language tag, direction and letters. Where a script serves many languages the tag names the script: a quotation is not guessed at."""
_RUNS = [
    (tag, direction, re.compile(rf"[{letters}](?:[{letters}\W\d_]*[{letters}])?"))
    for tag, direction, letters in _SCRIPTS
]
_KANA = re.compile("[\u3040-\u30ff]")
_ANY_RUN = re.compile("[" + "".join(letters for _, _, letters in _SCRIPTS) + "]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One span of one claim, as it is to be marked. `style` is the form, or "outlet" in the outlet's voice; `None` for cue and source."""

    span: Span
    role: MarkRole
    claim: str
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text with the marks that lie over all of it, the longest first."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def classes(self) -> str:
        """What the piece is marked as, as CSS classes in a fixed order; several where spans overlap."""
        names = {name for mark in self.marks for name in (mark.role, mark.style) if name is not None}
        if sum(mark.role == "content" for mark in self.marks) > 1:
            names.add("nested")
        return " ".join(sorted(names))

    @property
    def claims(self) -> str:
        """The ids of the claims that mark the piece, joined by blanks."""
        return " ".join(dict.fromkeys(mark.claim for mark in self.marks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Pieces in one language. `language` and `direction` are `None` where those of the report hold."""

    pieces: tuple[Piece, ...]
    language: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, its place in the report's text, and its stretches."""

    span: Span
    stretches: tuple[Stretch, ...]


def list_marks(claims: Iterable[Claim]) -> list[Mark]:
    """The marks of claims: contents, cues and sources. Nothing is left out; which ones show is the page's choice."""
    marks = []
    for claim in claims:
        style = "outlet" if claim.voice == "outlet" else claim.form
        marks += [Mark(span=span, role="content", claim=claim.id, style=style) for span in claim.content]
        if claim.cue is not None:
            marks.append(Mark(span=claim.cue, role="cue", claim=claim.id))
        if claim.source is not None:
            marks.append(Mark(span=claim.source, role="source", claim=claim.id))
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.claim, mark.role))


def mark_paragraphs(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """All paragraphs of a text with the marks that lie over them; one that crosses paragraphs is in each."""
    paragraphs = find_paragraphs(text)
    starts = [paragraph.start for paragraph in paragraphs]
    over: list[list[Mark]] = [[] for _ in paragraphs]
    for mark in marks:
        place = max(bisect_right(starts, mark.span.start) - 1, 0)
        while place < len(paragraphs) and paragraphs[place].start < mark.span.end:
            if paragraphs[place].overlaps(mark.span):
                over[place].append(mark)
            place += 1
    return [
        Paragraph(span=span, stretches=mark_stretch(text, span, own))
        for span, own in zip(paragraphs, over, strict=True)
    ]


def mark_stretch(text: str, within: Span, marks: Sequence[Mark] = ()) -> tuple[Stretch, ...]:
    """The stretch of text `within`, cut at the edges of the marks and where another script begins or ends."""
    stretches = []
    at = within.start
    for tag, direction, start, end in [*_find_runs(text, within), (None, None, within.end, within.end)]:
        if at < start:
            stretches.append(Stretch(pieces=_cut_pieces(text, Span(at, start), marks)))
        if start < end:
            pieces = _cut_pieces(text, Span(start, end), marks)
            stretches.append(Stretch(pieces=pieces, language=tag, direction=direction))
        at = end
    return tuple(stretches)


def _cut_pieces(text: str, within: Span, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """A sweep from edge to edge that holds the marks open at each point."""
    near = [mark for mark in marks if mark.span.overlaps(within)]
    edges = {within.start, within.end}
    for mark in near:
        edges.update(edge for edge in (mark.span.start, mark.span.end) if within.start < edge < within.end)
    cuts = sorted(edges)
    pieces = []
    waiting, open_marks = list(reversed(near)), list[Mark]()
    for place, start in enumerate(cuts[:-1]):
        open_marks = [mark for mark in open_marks if mark.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            open_marks.append(waiting.pop())
        pieces.append(Piece(text=text[start : cuts[place + 1]], marks=tuple(open_marks)))
    return tuple(pieces)


def _find_runs(text: str, within: Span) -> list[tuple[str | None, str | None, int, int]]:
    """Runs of letters of another script than Latin, with what lies between them, in order and not overlapping."""
    if _ANY_RUN.search(text, within.start, within.end) is None:
        return []
    found: list[tuple[str | None, str | None, int, int]] = []
    for tag, direction, pattern in _RUNS:
        for run in pattern.finditer(text, within.start, within.end):
            language = "ja" if tag == "und-Hani" and _KANA.search(run.group()) else tag
            found.append((language, direction, run.start(), run.end()))
    found.sort(key=lambda run: run[2])
    return [run for place, run in enumerate(found) if place == 0 or run[2] >= found[place - 1][3]]
