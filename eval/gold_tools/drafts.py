"""The claims of an annotation with their words in place, before their fields are decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from anchor import Chooser, find_words
from notation import NotationError, Table, as_list

from sayso.records import Span
from sayso.text import find_paragraphs


@dataclass(slots=True)
class Draft:
    """A claim while it is being put together: its number in the file, what was written, and its spans."""

    number: int
    table: Table
    content: tuple[Span, ...]
    cue: Span
    source: Span | None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def spans(self) -> list[Span]:
        """All its spans."""
        return [*self.content, self.cue, *([self.source] if self.source else [])]


class Placer:
    """Finds the places of a claim's words in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.chooser = Chooser(text)

    def place(self, number: int, table: Table) -> Draft:
        """A claim with its content, cue and source in their places: first what can be at one place only, then what is near it."""
        content = [str(words) for words in as_list(table.get("content"))]
        if not table.get("cue"):
            raise NotationError("a claim needs a cue")
        words_of = {f"content {n}": words for n, words in enumerate(content)} | {"cue": table["cue"]}
        words_of |= {"source": table["source"]} if table.get("source") else {}
        found = {label: find_words(self.text, words) for label, words in words_of.items()}
        placed: dict[str, Span] = {label: places[0] for label, places in found.items() if len(places) == 1}
        if not placed:
            placed = self._place_best(found, words_of)
        for label in words_of:
            if label not in placed:
                near = [placed["cue"]] if label == "source" and "cue" in placed else list(placed.values())
                avoid = [span for other, span in placed.items() if other != label]
                placed[label] = self.chooser.pick(words_of[label], found[label], near, avoid=avoid)
        pieces = [part for label in placed if label.startswith("content") for part in self._cut(placed[label])]
        return Draft(number, table, tuple(sorted(pieces)), placed["cue"], placed.get("source"))

    def _cut(self, piece: Span) -> list[Span]:
        """The piece, one for each paragraph where it goes over several."""
        paragraphs = (paragraph for paragraph in find_paragraphs(self.text) if paragraph.overlaps(piece))
        return [Span(max(piece.start, p.start), min(piece.end, p.end)) for p in paragraphs]

    def _place_best(self, found: dict[str, list[Span]], words_of: dict[str, str]) -> dict[str, Span]:
        """The closest set of places where no part can be at one place only. Raises `NotationError` where two sets are as close."""
        first, *others = sorted(found, key=lambda label: (len(found[label]), label))
        ranked = []
        for anchor in found[first]:
            total = sum(min(self.chooser.measure(anchor, place) for place in found[label]) for label in others)
            ranked.append((total, anchor))
        ranked.sort()
        if len(ranked) > 1 and ranked[1][0] < ranked[0][0] + 12:
            raise NotationError(self.chooser.explain(words_of[first], [place for _, place in ranked[:4]]))
        return {first: ranked[0][1]}

    def find(self, draft: Draft, words: str) -> Span:
        """Words that belong to a claim: nearest to its cue, outside its content if they can be."""
        return self.chooser.choose(words, [draft.cue], avoid=[*draft.content, draft.cue])
