"""Claims as the reader's cards: one for each claim, those reported within a claim inside its card, with what the page shows and filters by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sayso.ledger import ClaimRow, DecisionRow, LedgerView
from sayso.phrasing import label_ascribed, name_verb
from sayso.records import ACTS, Claim, Report
from sayso.serve.utf16 import Utf16

FORMS = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}
"""How a reader calls the forms."""
SCORES = ("0.5", "0.7", "0.9")
"""The scores that the filter offers as the lowest to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader is to show, as in the address; an empty string is no wish. `voice` is speaker, outlet or all."""

    speaker: str = ""
    form: str = ""
    act: str = ""
    voice: str = "speaker"
    status: str = ""
    score: str = ""

    @property
    def are_set(self) -> bool:
        """Whether anything but the default is asked for."""
        return self != Filters()

    def match(self, row: ClaimRow) -> bool:
        """Whether a claim is to be shown. One without a score has none that could be too low."""
        claim = row.claim
        wanted = (
            (self.voice if self.voice != "all" else "", claim.voice),
            (self.form, claim.form),
            (self.act, claim.act),
            (self.status, row.status),
        )
        if any(wish and wish != value for wish, value in wanted):
            return False
        if self.speaker and self.speaker not in (entity.name for entity in row.speakers):
            return False
        return not self.score or claim.score is None or claim.score >= float(self.score)


def read_filters(query: Mapping[str, str]) -> Filters:
    """The filters in an address; what is not one of the closed lists is no wish."""
    allowed: dict[str, tuple[str, ...]] = {
        "form": tuple(FORMS),
        "act": ACTS,
        "voice": ("speaker", "outlet", "all"),
        "status": ("unchecked", "confirmed", "corrected", "added", "rejected"),
        "score": SCORES,
    }
    chosen = {name: query[name] for name, values in allowed.items() if query.get(name, "") in values}
    return Filters(speaker=query.get("speaker", ""), **chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """
    One claim for the margin. `spans` are its marks as the browser counts: role, start and end, blank by blank. `parts` are the claims within.

    `seen` is the number of the last decision on it, `undo` that of the one that stands and can be taken back.
    """

    row: ClaimRow
    start: int
    spans: str
    verb: str
    ascribed: str | None
    said: str | None
    shown: bool
    seen: int
    undo: int | None
    parts: tuple[Card, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether it or one within it is shown: a part is never shown without the whole it stands in."""
        return self.shown or any(part.is_shown for part in self.parts)

    @property
    def style(self) -> str:
        """The form, or "outlet"."""
        return "outlet" if self.row.claim.voice == "outlet" else self.row.claim.form or "indirect"


def make_cards(view: LedgerView, report: Report, *, filters: Filters | None = None) -> list[Card]:
    """The cards of a report in text order, the outermost claims; rejected ones are there too, to be seen as such."""
    rows = list(view.claims(report_id=report.id, voice="all", rejected=True))
    decisions = [row for row in view.decisions(report_id=report.id) if row.claim_id is not None]
    return build_cards(rows, decisions, report, filters or Filters(voice="all"))


def build_cards(rows: list[ClaimRow], decisions: list[DecisionRow], report: Report, filters: Filters) -> list[Card]:
    """As `make_cards`, from what the ledger gave."""
    units = Utf16(report.text)
    seen = {row.claim_id: row.decision for row in decisions}
    standing = {
        row.claim_id: row.decision
        for row in decisions
        if row.in_force and row.action in ("confirm", "correct", "add", "reject")
    }
    known = {row.claim.id: row for row in rows}
    within: dict[str | None, list[ClaimRow]] = {}
    for row in rows:
        within.setdefault(row.claim.inside if row.claim.inside in known else None, []).append(row)

    def build(row: ClaimRow, depth: int) -> Card:
        claim = row.claim
        parts = (
            within.get(claim.id, []) if depth < 20 else []
        )  # a person's change could put two claims inside each other
        return Card(
            row=row,
            start=claim.start,
            spans=list_spans(claim, units),
            verb=name_verb(claim),
            ascribed=label_ascribed(claim, row.ascribers),
            said=_name_date(claim, report.text),
            shown=filters.match(row),
            seen=seen.get(claim.id, 0),
            undo=standing.get(claim.id),
            parts=tuple(build(part, depth + 1) for part in sorted(parts, key=_place)),
        )

    cards = [build(row, 0) for row in sorted(within.get(None, []), key=_place)]
    reached = {card.row.claim.id for card in walk(cards)}
    lost = [row for row in rows if row.claim.id not in reached]
    return sorted([*cards, *(replace(build(row, 20), parts=()) for row in lost)], key=lambda card: _place(card.row))


def _place(row: ClaimRow) -> tuple[int, str]:
    return row.claim.start, row.claim.id


def walk(cards: Iterable[Card]) -> Iterable[Card]:
    """All cards, those within others behind them."""
    for card in cards:
        yield card
        yield from walk(card.parts)


def find_root(cards: Iterable[Card], claim_id: str) -> Card | None:
    """The outermost card that holds a claim."""
    return next((card for card in cards if any(one.row.claim.id == claim_id for one in walk([card]))), None)


def list_spans(claim: Claim, units: Utf16) -> str:
    """
    The spans that are marked, as the browser counts them.

    >>> from sayso.records import Span
    >>> list_spans(Claim(id="c", voice="speaker", cue=Span(3, 7), content=(Span(8, 10),)), Utf16("He said no"))
    'content 8 10 cue 3 7'
    """
    named = [("content", span) for span in claim.content] + [("cue", claim.cue), ("source", claim.source)]
    placed = [(role, *units.span_to_units(span)) for role, span in named if span is not None]
    return " ".join(f"{role} {start} {end}" for role, start, end in placed)


def _name_date(claim: Claim, text: str) -> str | None:
    """When it was said: the date that was worked out, else the words that give it."""
    if claim.said is None:
        return None
    return claim.said.edtf or f"“{' '.join(claim.said.span.of(text).split())}”"
