"""Which moment dates the saying of a claim, and on what occasion it was said."""

from __future__ import annotations

from sayso.records import Moment, Occasion, Span

OCCASIONS: tuple[str, ...] = ()


def date_saying(text: str, times: tuple[Moment, ...], *, cue: Span, source: Span | None, content: tuple[Span, ...]) -> tuple[Moment | None, str]:
    return None, ""


def find_occasion(text: str, *, cue: Span, source: Span | None, content: tuple[Span, ...]) -> Occasion | None:
    return None
