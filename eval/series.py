"""
How well figures are put into series, and how well conflicts of one day are told. Run from the repository's root:

    python eval/series.py --corpora CORPORA

It prints, for the facts of CrisisFACTS 2022, the pairwise F1 of series and the F1 of same-day conflicts, each with a 95 % interval of the facts drawn
anew (bootstrap). `--errors` lists what went wrong in the events that the rules were tuned on.

`data/crisisfacts_labels.jsonl`: 201 figures of six events, labelled by hand before the rules were written: the fact (request and place in it), the
offsets of the number, the series it belongs to (what is counted, and where, where that bounds it), the noun group within the series, and the least and
greatest number it leaves open to a reader, rounding included. Offsets and labels only. The rules were tuned on the Lilac fire and the Maryland flood.
The other four events were scored twice: once when the rules stood (series 87.1, conflict 78.6), and again after general repairs for which none of their
errors were read. One person labelled all six events, and so had read them, and wrote the rules.

Series: two labelled figures of one event are a pair when they belong to one series. Same-day conflict: two labelled figures of one series, noun group
and day that cannot both hold, as their labelled numbers have it; found when the two are in one series found and their comparison says so, whether it
calls it a conflict or, where the text gives times of day, an update.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from pathlib import Path
from typing import Any

from sayso.compare.figure import Figure
from sayso.compare.figure_reading import read_figures
from sayso.compare.figure_times import find_hold, order_holds
from sayso.compare.figures import compare_figures
from sayso.compare.series import make_series
from sayso.records import Claim, Span, Statement
from sayso.resolve.how_much import find_quantities
from sayso.resolve.when import find_times
from sayso.resolve.where import find_places

LABELS = Path(__file__).parent / "data" / "crisisfacts_labels.jsonl"
TUNED_ON = ("CrisisFACTS-001", "CrisisFACTS-005")
OPPOSED = {"conflict", "update", "revised_down", "correction", "differs"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One labelled figure: its event, day, statement, the found figure at its place, and the label."""

    event: str
    day: str
    statement: Statement
    figure: Figure | None
    label: dict[str, Any]

    @property
    def text(self) -> str:
        """The fact, with the figure marked."""
        words = self.statement.text
        return f"{words[: self.label['start']]}[{words[self.label['start'] : self.label['end']]}]{words[self.label['end'] :]}"


def make_statement(text: str, *, identity: str, published: str | None, outlet: str) -> Statement:
    """A sentence as a statement in an outlet's own voice, with its numbers, dates and places resolved."""
    times = find_times(text, published=published)
    dated = [moment.span for moment in times if moment.type in {"DATE", "TIME"}]
    claim = Claim(
        id=identity,
        voice="outlet",
        content=(Span(0, len(text)),),
        times=times,
        quantities=find_quantities(text, avoid=dated),
        places=find_places(text),
    )
    return Statement(claim=claim, report_id=identity, words=(text,), outlet=outlet, published=published)


def load_mentions(corpora: Path) -> tuple[dict[str, list[Statement]], list[Mention]]:
    """The statements of each labelled event, and the labelled figures."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    wanted = {label["request"][:15] for label in labels}
    events: dict[str, list[Statement]] = {}
    for event in json.loads((corpora / "crisisfacts" / "CrisisFACTs-2022.facts.json").read_text(encoding="utf-8")):
        if event["eventID"] not in wanted:
            continue
        events[event["eventID"]] = [
            make_statement(
                fact["fact"],
                identity=f"{request}/{place}",
                published=fact["dateString"],
                outlet=f"{fact['source']}/{place}",
            )
            for request, facts in event["factsByRequest"].items()
            for place, fact in enumerate(facts)
            if fact["fact"].strip()
        ]
    by_id = {statement.claim.id: statement for statements in events.values() for statement in statements}
    mentions = []
    for label in labels:
        statement = by_id[f"{label['request']}/{label['fact']}"]
        at = Span(label["start"], label["end"])
        figure = next((figure for figure in read_figures(statement) if figure.at.overlaps(at)), None)
        mentions.append(Mention(label["request"][:15], statement.published or "", statement, figure, label))
    return events, mentions


def find_lines(statements: Sequence[Statement]) -> dict[tuple[str, Span], int]:
    """The line that each figure, by claim and span, was put into."""
    return {
        (point.claim, point.quantity.span): number
        for number, series in enumerate(make_series(statements))
        for point in series.points
    }


def is_gold_conflict(one: Mention, other: Mention) -> bool:
    """Whether two figures of one series, group and day cannot both hold, as labelled."""
    ones, others = one.label, other.label
    if one.day != other.day or (ones["series"], ones["group"]) != (others["series"], others["group"]):
        return False
    lows, highs = (
        [default if label[end] is None else label[end] for label in (ones, others)]
        for end, default in (("low", -inf), ("high", inf))
    )
    return bool(lows[0] > highs[1] or lows[1] > highs[0])


def is_found_conflict(one: Mention, other: Mention, lines: dict[tuple[str, Span], int]) -> bool:
    """Whether the two are in one line and cannot both hold, as found."""
    if one.day != other.day or one.figure is None or other.figure is None or not is_one_line(one, other, lines):
        return False
    order = order_holds(find_hold(one.figure, one.statement), find_hold(other.figure, other.statement))
    return compare_figures(one.figure, other.figure, order=order).type in OPPOSED


def is_one_line(one: Mention, other: Mention, lines: dict[tuple[str, Span], int]) -> bool:
    """Whether the two figures were put into one line."""
    places = [None if m.figure is None else lines.get((m.statement.claim.id, m.figure.span)) for m in (one, other)]
    return places[0] is not None and places[0] == places[1]


Pair = tuple[str, str, bool, bool]


def list_pairs(mentions: Sequence[Mention], lines: dict[str, dict[tuple[str, Span], int]], *, what: str) -> list[Pair]:
    """The pairs of one event that are one in gold or as found: the facts of both, gold, found."""
    pairs = []
    for one, other in combinations(mentions, 2):
        if one.event != other.event:
            continue
        if what == "series":
            gold = one.label["series"] == other.label["series"]
            found = is_one_line(one, other, lines[one.event])
        else:
            gold, found = is_gold_conflict(one, other), is_found_conflict(one, other, lines[one.event])
        if gold or found:
            pairs.append((one.statement.claim.id, other.statement.claim.id, gold, found))
    return pairs


def count_pairs(pairs: Sequence[Pair], weights: Mapping[str, int] | None = None) -> tuple[int, int, int]:
    """Right, found and gold pairs, each as often as its facts were drawn."""
    right = all_found = all_gold = 0
    for one, other, gold, found in pairs:
        weight = 1 if weights is None else weights[one] if one == other else weights[one] * weights[other]
        right += weight * (gold and found)
        all_found += weight * found
        all_gold += weight * gold
    return right, all_found, all_gold


def f1(counts: Sequence[int]) -> float:
    """F1, 0 to 100, from right, found and gold."""
    return 200 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else 0.0


def measure(
    name: str, mentions: Sequence[Mention], lines: dict[str, dict[tuple[str, Span], int]], *, samples: int
) -> None:
    """Prints both figures of some events."""
    facts = sorted({mention.statement.claim.id for mention in mentions})
    print(f"{name}: {len(mentions)} figures of {len(facts)} facts")
    for what in ("series", "same-day conflict"):
        pairs = list_pairs(mentions, lines, what=what)
        right, found, gold = count_pairs(pairs)
        rng = random.Random(0)
        values = sorted(f1(count_pairs(pairs, Counter(rng.choices(facts, k=len(facts))))) for _ in range(samples))
        low, high = values[int(0.025 * samples)], values[int(0.975 * samples) - 1]
        precision, recall = 100 * right / max(1, found), 100 * right / max(1, gold)
        score = f"F1 {f1((right, found, gold)):5.1f}  [{low:.1f}, {high:.1f}]"
        print(f"  {what:18} {score}  precision {precision:.1f}  recall {recall:.1f}  pairs: {gold}")


def print_errors(mentions: Sequence[Mention], lines: dict[str, dict[tuple[str, Span], int]]) -> None:
    """One line for each figure whose line is split from, or mixed with, that of others; one for each conflict missed or invented."""
    for mention in mentions:
        if mention.figure is None:
            print(f"    no figure found: {mention.text}")
    seen = set()
    for one, other in combinations(mentions, 2):
        if one.event != other.event:
            continue
        same, together = one.label["series"] == other.label["series"], is_one_line(one, other, lines[one.event])
        keys = (
            one.label["series"],
            other.label["series"],
            lines[one.event].get((one.statement.claim.id, one.figure.span)) if one.figure else -1,
        )
        if same != together and keys not in seen:
            seen.add(keys)
            print(f"    {'apart' if same else 'together'}: {one.text} | {other.text}")
        gold, found = is_gold_conflict(one, other), is_found_conflict(one, other, lines[one.event])
        if gold != found and same and together:
            print(f"    {'conflict missed' if gold else 'no conflict'}: {one.text} | {other.text}")


def main() -> None:
    """Prints every figure."""
    parser = argparse.ArgumentParser(description="Measures series and same-day conflicts.")
    parser.add_argument("--corpora", type=Path, required=True, help="the corpora folder")
    parser.add_argument("--errors", action="store_true", help="list what went wrong in the events tuned on")
    parser.add_argument("--held-out", action="store_true", help="score the events that were set aside")
    parser.add_argument("--samples", type=int, default=500, help="draws of the bootstrap")
    options = parser.parse_args()
    events, mentions = load_mentions(options.corpora)
    lines = {event: find_lines(statements) for event, statements in events.items()}
    tuned = [mention for mention in mentions if mention.event in TUNED_ON]
    measure("tuned on, Lilac fire and Maryland flood", tuned, lines, samples=options.samples)
    if options.errors:
        print_errors(tuned, lines)
    if options.held_out:
        held = [mention for mention in mentions if mention.event not in TUNED_ON]
        measure("held out, four events", held, lines, samples=options.samples)
        measure("all", mentions, lines, samples=options.samples)


if __name__ == "__main__":
    main()
