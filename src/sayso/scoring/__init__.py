"""
Two files in the shape of the JSON contract, gold and predicted → figures for every field, and the errors behind them.

`docs/scoring.md` tells how each field is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sayso.scoring.chains import count_chains
from sayso.scoring.counting import Count, Figure, make_figure
from sayso.scoring.items import (
    CLAIM_RULES,
    REPORT_RULES,
    SPEAKER_PARTS,
    Item,
    Json,
    Page,
    Rule,
    find_place,
    list_pieces,
    spoken,
    trim_edges,
)
from sayso.scoring.loading import Matched, load_lines, match_reports, name_report
from sayso.scoring.matching import Pair, align_claims, name_alike, pair_items

__all__ = [
    "FIELDS",
    "Comparison",
    "Error",
    "Figure",
    "Matched",
    "Scores",
    "list_errors",
    "load_lines",
    "match_reports",
    "score_files",
    "score_lines",
]

ROLES = ("source", "cue", "content")
FIELDS = (*ROLES, "voice", *CLAIM_RULES, *REPORT_RULES)
"""The fields whose errors can be listed."""


@dataclass(frozen=True, slots=True)
class Scores:
    """
    The figures in the order of printing, and what they were made of.

    `only_gold` and `only_predicted` name the reports of one file only, which are not scored.
    """

    figures: tuple[Figure, ...]
    reports: int
    gold_claims: int
    predicted_claims: int
    aligned_claims: int
    only_gold: tuple[str, ...]
    only_predicted: tuple[str, ...]

    def __getitem__(self, name: str) -> Figure:
        """The figure of this name."""
        return next(figure for figure in self.figures if figure.name == name)


@dataclass(frozen=True, slots=True)
class Error:
    """One difference in one field: the report, the offset, and what stands on each side, `None` where nothing does."""

    report: str
    start: int
    gold: str | None
    predicted: str | None


def score_files(gold: str | Path, predicted: str | Path, *, seed: int = 0) -> Scores:
    """The scores of a file of predictions. Raises `ReportError` where a file is not of the contract's shape or no report is in both."""
    return score_lines(match_reports(load_lines(gold), load_lines(predicted)), seed=seed)


def score_lines(matched: Matched, *, seed: int = 0) -> Scores:
    """The scores over reports already matched."""
    compared = [Comparison(*pair) for pair in matched.pairs]
    counters: dict[str, Callable[[Comparison], Count]] = {}
    for role in ROLES:
        counters[role] = partial(Comparison.count_pieces, role=role, trimmed=True)
        counters[f"{role}, strict"] = partial(Comparison.count_pieces, role=role, trimmed=False)
        counters[f"{role}, overlap"] = partial(Comparison.count_overlaps, role=role)
    counters["linked"] = partial(Comparison.count_linked, trimmed=True)
    counters["linked, strict"] = partial(Comparison.count_linked, trimmed=False)
    counters["linked, overlap"] = Comparison.count_linked_overlaps
    counters["voice"] = Comparison.count_voices
    counters["content in the outlet's voice"] = Comparison.count_outlet
    for name, rule in CLAIM_RULES.items():
        counters[name] = partial(Comparison.count_field, rule=rule)
        if name == "speakers":
            for part, holds in SPEAKER_PARTS.items():
                counters[f"speakers, {part}"] = partial(Comparison.count_field, rule=rule, holds=holds)
    for name, rule in REPORT_RULES.items():
        counters[name] = partial(Comparison.count_list, rule=rule)
    counters["coreference, B³"] = Comparison.count_chains
    figures = (make_figure(name, [count(one) for one in compared], seed=seed) for name, count in counters.items())
    return Scores(
        figures=tuple(figures),
        reports=len(compared),
        gold_claims=sum(len(one.gold_claims) for one in compared),
        predicted_claims=sum(len(one.predicted_claims) for one in compared),
        aligned_claims=sum(len(one.pairs) for one in compared),
        only_gold=matched.only_gold,
        only_predicted=matched.only_predicted,
    )


def list_errors(matched: Matched, field: str) -> Iterator[Error]:
    """The differences in one of `FIELDS`, report by report, in text order."""
    if field not in FIELDS:
        raise ValueError(f"{field!r} is no field; the fields are {', '.join(FIELDS)}")
    for gold, predicted in matched.pairs:
        compared = Comparison(gold, predicted)
        rows = [(one or other, one, other) for one, other, agree in compared.list_pairs(field) if not agree]
        for place, one, other in sorted(rows, key=lambda row: row[0].start if row[0] else 0):
            assert place is not None
            yield Error(name_report(gold), place.start, one.shown if one else None, other.shown if other else None)


class Comparison:
    """One report in both files, its claims aligned: those of speakers among themselves, and those of both voices for the voice."""

    def __init__(self, gold: Json, predicted: Json) -> None:
        self.gold, self.predicted = Page(gold), Page(predicted)
        self.gold_claims, self.predicted_claims = list(spoken(gold)), list(spoken(predicted))
        self.pairs: list[Pair] = align_claims(self.gold_claims, self.predicted_claims)
        self.all_pairs: list[Pair] = align_claims(gold["claims"], predicted["claims"])
        name_alike(self.gold, self.predicted, self.pairs)

    # --------------------------------------------------------------------------------------------------------------- spans

    def count_pieces(self, role: str, *, trimmed: bool) -> Count:
        """Pieces of a role at the same place, each place once."""
        gold, predicted = (
            {item.value if trimmed else (item.start, item.end) for item in list_pieces(claims, page, role)} - {None}
            for claims, page in ((self.gold_claims, self.gold), (self.predicted_claims, self.predicted))
        )
        right = len(gold & predicted)
        return Count(right, right, len(predicted), len(gold))

    def count_overlaps(self, role: str) -> Count:
        """Pieces of a role that share a code point with one of the other side."""
        gold = list_pieces(self.gold_claims, self.gold, role)
        predicted = list_pieces(self.predicted_claims, self.predicted, role)
        right = sum(any(item.overlaps(other) for other in gold) for item in predicted)
        found = sum(any(item.overlaps(other) for other in predicted) for item in gold)
        return Count(right, found, len(predicted), len(gold))

    def count_linked(self, *, trimmed: bool) -> Count:
        """Claims whose source, cue and pieces of content are all the same."""
        gold, predicted = (
            {_link(claim, page.text, trimmed=trimmed) for claim in claims}
            for claims, page in ((self.gold_claims, self.gold), (self.predicted_claims, self.predicted))
        )
        right = len(gold & predicted)
        return Count(right, right, len(predicted), len(gold))

    def count_linked_overlaps(self) -> Count:
        """Aligned claims whose source, cue and content each share a code point, or are missing on both sides."""
        right = sum(all(_meets(one, other, role) for role in ROLES) for one, other in self.pairs)
        return Count(right, right, len(self.predicted_claims), len(self.gold_claims))

    def count_outlet(self) -> Count:
        """Sentences in the outlet's voice at the same place."""
        gold, predicted = (
            {
                trim_edges(page.text, piece["start"], piece["end"])
                for claim in page.line["claims"]
                if claim["voice"] == "outlet"
                for piece in claim["content"]
            }
            for page in (self.gold, self.predicted)
        )
        right = len(gold & predicted)
        return Count(right, right, len(predicted), len(gold))

    # -------------------------------------------------------------------------------------------------------------- fields

    def count_voices(self) -> Count:
        """Claims of both voices, aligned, that have the same."""
        right = sum(one["voice"] == other["voice"] for one, other in self.all_pairs)
        sizes = len(self.predicted.line["claims"]), len(self.gold.line["claims"])
        return Count(right, right, *sizes, same=right, aligned=len(self.all_pairs))

    def count_field(self, rule: Rule, *, holds: Callable[[Json, Page], bool] | None = None) -> Count:
        """
        The field's items over all claims; right are those that agree within a pair of aligned claims.

        With `holds` only gold claims for which it does, and the predicted ones aligned with them, are counted.
        """
        right = same = aligned = 0
        for one, other in self.pairs:
            if holds is not None and not holds(one, self.gold):
                continue
            ours, theirs = rule.read(one, self.gold), rule.read(other, self.predicted)
            agreeing = sum(_agree(rule, a, b) for a, b in pair_items(ours, theirs, rule))
            right += agreeing
            aligned += 1
            same += len(ours) == len(theirs) == agreeing
        golds = [claim for claim in self.gold_claims if holds is None or holds(claim, self.gold)]
        others = self.predicted_claims
        if holds is not None:
            others = [other for one, other in self.pairs if holds(one, self.gold)]
        sizes = (
            sum(len(rule.read(claim, self.predicted)) for claim in others),
            sum(len(rule.read(claim, self.gold)) for claim in golds),
        )
        return Count(right, right, *sizes, same=same, aligned=aligned)

    def count_list(self, rule: Rule) -> Count:
        """The items of one of the report's lists that agree, one to one."""
        gold, predicted = rule.read(self.gold.line, self.gold), rule.read(self.predicted.line, self.predicted)
        right = sum(_agree(rule, a, b) for a, b in pair_items(gold, predicted, rule))
        return Count(right, right, len(predicted), len(gold))

    def count_chains(self) -> Count:
        """B³ over the mentions of all entities."""
        return Count(*count_chains(self.gold, self.predicted))

    def list_pairs(self, field: str) -> Iterator[tuple[Item | None, Item | None, bool]]:
        """The items of a field beside one another, and whether they agree."""
        if field in REPORT_RULES or field in ROLES:
            rule = REPORT_RULES.get(field) or Rule(lambda *_: [])
            if field in ROLES:
                gold = list_pieces(self.gold_claims, self.gold, field)
                predicted = list_pieces(self.predicted_claims, self.predicted, field)
            else:
                gold, predicted = rule.read(self.gold.line, self.gold), rule.read(self.predicted.line, self.predicted)
            pairs = pair_items(gold, predicted, rule)
            yield from ((one, other, _agree(rule, one, other)) for one, other in pairs)
        elif field == "voice":
            for one, other in self.all_pairs:
                items = [Item(*find_place(claim), claim["voice"], claim["voice"]) for claim in (one, other)]
                yield items[0], items[1], one["voice"] == other["voice"]
        else:
            rule = CLAIM_RULES[field]
            for one, other in self.pairs:
                ours, theirs = rule.read(one, self.gold), rule.read(other, self.predicted)
                for a, b in pair_items(ours, theirs, rule):
                    yield a, b, _agree(rule, a, b)


def _agree(rule: Rule, one: Item | None, other: Item | None) -> bool:
    return one is not None and other is not None and rule.agrees(one, other)


def _link(claim: Json, text: str, *, trimmed: bool) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The places of source, cue and content."""
    parts = []
    for role in ROLES:
        spans = claim[role] if isinstance(claim[role], list) else [claim[role]] if claim[role] else []
        places = ((span["start"], span["end"]) for span in spans)
        kept = (trim_edges(text, *place) if trimmed else place for place in places)
        parts.append(tuple(sorted(place for place in kept if place is not None)))
    return tuple(parts)


def _meets(one: Json, other: Json, role: str) -> bool:
    ours, theirs = (
        (claim[role] if isinstance(claim[role], list) else [claim[role]] if claim[role] else [])
        for claim in (one, other)
    )
    if not ours or not theirs:
        return not ours and not theirs
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in ours for b in theirs)
