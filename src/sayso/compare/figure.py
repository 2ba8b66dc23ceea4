"""A figure: a quantity of a statement with its context, and the stretch of the sentence that is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records import Moment, Place, Quantity, Span, Statement

Role = Literal["level", "change", "earlier", "forecast", "part", "base"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A quantity with its context, as far as the words of its statement tell.

    `label` is how it is shown ("at least 12 people were killed"); `noun` the word for what is counted, `thing` the group that noun belongs to,
    `fate` what became of it, `measure` what its unit measures (count, share, area, a currency). `role`: a level, a change, an earlier figure that the
    same sentence moves on from, a forecast, a part of another figure ("including 3 children"), the base that another is a part of.
    `window` is the stretch of time it was counted over ("the past 24 hours"), `period` when what is counted happened, `as_of` when the figure held.
    `names` are events by name ("lilac fire"). `span` is the quantity's place in its report, `at` its place in the statement's text.
    """

    quantity: Quantity
    label: str
    at: Span
    noun: str | None = None
    thing: str | None = None
    fate: str | None = None
    measure: str = "count"
    factor: float = 1.0
    role: Role = "level"
    window: str | None = None
    places: tuple[Place, ...] = ()
    names: tuple[str, ...] = ()
    period: Moment | None = None
    as_of: Moment | None = None

    @property
    def span(self) -> Span:
        """The figure's words in its report."""
        return self.quantity.span


@dataclass(frozen=True, slots=True)
class Cut:
    """One figure's stretch of its sentence: the quantity, its place in the text, and the stretch that is its own."""

    quantity: Quantity
    at: Span
    own: Span
    sentence: Span


def locate(statement: Statement, span: Span) -> Span | None:
    """
    Where a span of the report lies in `statement.text`; `None` for one outside the content.

    >>> from sayso.records import Claim
    >>> claim = Claim(id="c", voice="outlet", content=(Span(10, 16), Span(20, 27)))
    >>> locate(Statement(claim=claim, report_id="r", words=("twelve", "men fell")), Span(20, 23))
    Span(start=7, end=10)
    """
    offset = 0
    for piece, words in zip(statement.claim.content, statement.words, strict=True):
        if piece.covers(span):
            start = offset + span.start - piece.start
            return Span(start, start + span.end - span.start)
        offset += len(words) + 1
    return None


def find_in_report(statement: Statement, at: Span) -> Span:
    """The span in the report of a place in `text`."""
    offset = 0
    for piece, words in zip(statement.claim.content, statement.words, strict=True):
        if at.end <= offset + len(words):
            start = piece.start + at.start - offset
            return Span(start, start + at.end - at.start)
        offset += len(words) + 1
    raise ValueError(f"no place {at.start}-{at.end} in a content of {offset} code points")
