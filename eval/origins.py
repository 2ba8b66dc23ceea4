"""
Independence of origins on a set of our own: how often the true number lies within the interval, and how often the interval is exact.

    python eval/origins.py                   # both halves
    python eval/origins.py --half tuning     # the half that the rules were made with
    python eval/origins.py --show            # every group that is not exact

Each group of `eval/data/origins/` is a few short reports, written for this set, that say the same thing; [[ ]] marks the words. `origins` is how many ways
it entered the news by how the reports were made: distinct speakers, bodies, documents and reporters, ministers of one state as one, copies as
none. The reports are read by the network and kept in a ledger as any others are; the claims under the marks are taken as given to say the same. With
--found the groups are those that sayso finds. Headlines, for the comparison, were made from the marked words.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso import Reader
from sayso.across import count_origins_of, find_origins, update_comparisons
from sayso.compare.families import load_families
from sayso.ingest import make_report
from sayso.ledger import Ledger
from sayso.pipeline import read_report
from sayso.read.vectors import SentenceEncoder
from sayso.records import Origins, Report, Span

DATA = Path(__file__).parent / "data" / "origins"
MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def load_groups(half: str) -> Iterator[dict[str, Any]]:
    """The groups of a half ("tuning", "held_out"), or of both ("all")."""
    for name in ("tuning", "held_out"):
        if half in (name, "all"):
            for group in json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")):
                yield group | {"half": name}


def build_report(values: dict[str, Any], number: int) -> tuple[Report, Span]:
    """A report of the set without its mark, and the span of the marked words."""
    text = values["text"]
    found = MARK.search(text)
    assert found is not None
    start, words = found.start(), found.group(1)
    plain = text[:start] + words + text[found.end() :]
    report = make_report(
        plain,
        outlet=values["outlet"],
        published=values["published"],
        title=values["title"],
        url=values.get("url"),
        path=f"{number}.txt",
        language="en",
    )
    return report, Span(start, start + len(words))


def measure_group(group: dict[str, Any], reader: Reader, encoder: SentenceEncoder, *, found: bool) -> Origins | None:
    """What sayso counts for a group; None where no claim was read under a mark."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db") as ledger:
        marks = {}
        for number, values in enumerate(group["reports"]):
            report, mark = build_report(values, number)
            marks[report.id] = mark
            result = read_report(report, reader=reader)
            ledger.add(result.report, result.claims, result.facts)
        update_comparisons(ledger, encoder=encoder)
        claims = [
            row.claim.id
            for row in ledger.claims(voice="all")
            if any(_is_meant(span, marks[row.report.report_id]) for span in row.claim.content)
        ]
        group["read"] = len({row.report.report_id for row in map(ledger.claim, claims)}) == len(marks)
        if not claims:
            return None
        families = load_families(*_write_families(group, Path(folder)))
        if found:
            widest = max(claims, key=lambda claim: (_count_members(ledger, claim), -claims.index(claim)))
            return find_origins(ledger, widest, families=families)
        return count_origins_of(ledger, claims, families=families)


def _count_members(ledger: Ledger, claim: str) -> int:
    return max((len(group.claims) for group in ledger.groups(claim, level="proposition", band="same")), default=1)


def _is_meant(span: Span, mark: Span) -> bool:
    """Whether a content and the marked words have half of the shorter in common."""
    return 2 * _overlap(span, mark) >= min(span.end - span.start, mark.end - mark.start)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _write_families(group: dict[str, Any], folder: Path) -> list[Path]:
    if "families" not in group:
        return []
    path = folder / "families.json"
    path.write_text(json.dumps({"families": group["families"]}), encoding="utf-8")
    return [path]


def count_outlets(group: dict[str, Any]) -> int:
    """What counting outlets gives."""
    return len({values["outlet"] for values in group["reports"]})


def count_headlines(group: dict[str, Any]) -> int:
    """What merging reports whose headlines share half of their words gives."""
    clusters: list[set[str]] = []
    for values in group["reports"]:
        words = set(re.findall(r"\w+", values["title"].casefold()))
        near = [one for one in clusters if len(one & words) >= 0.5 * len(one | words)]
        clusters = [one for one in clusters if one not in near] + [words.union(*near)]
    return len(clusters)


def interval(hits: int, count: int) -> str:
    """A share with its 95 % interval (Wilson)."""
    share, z = hits / count, 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{share:6.1%} [{middle - half:.1%}, {middle + half:.1%}]  {hits}/{count}"


def print_row(label: str, groups: list[dict[str, Any]], holds: Callable[[dict[str, Any]], bool]) -> None:
    """One measure over some groups."""
    print(f"  {label:46} {interval(sum(map(holds, groups)), len(groups))}")


def print_half(name: str, groups: list[dict[str, Any]]) -> None:
    """The measures of one half."""
    print(f"{name}: {len(groups)} groups, {sum(len(group['reports']) for group in groups)} reports")
    print_row("true number within the interval", groups, lambda one: one["low"] <= one["origins"] <= one["high"])
    print_row("exact (both ends are the true number)", groups, lambda one: one["low"] == one["origins"] == one["high"])
    read = [group for group in groups if group["read"]]
    print_row(
        "the same, where every marked statement was read", read, lambda one: one["low"] <= one["origins"] <= one["high"]
    )
    print_row("", read, lambda one: one["low"] == one["origins"] == one["high"])
    print_row("outlets counted: exact", groups, lambda one: count_outlets(one) == one["origins"])
    print_row(
        "headlines that share half their words: exact", groups, lambda one: count_headlines(one) == one["origins"]
    )


def show_misses(groups: Iterable[dict[str, Any]]) -> None:
    """Every group that is not exact, with the reasons."""
    for group in groups:
        if group["low"] == group["origins"] == group["high"]:
            continue
        wrong = "" if group["low"] <= group["origins"] <= group["high"] else "   OUTSIDE"
        print(f"{group['id']}: {group['origins']} {group['who']}, found {group['low']}-{group['high']}{wrong}")
        for reason in group["why"]:
            print(f"    {reason}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    arguments.add_argument("--half", choices=("tuning", "held_out", "all"), default="all")
    arguments.add_argument("--found", action="store_true", help="take the groups that sayso finds")
    arguments.add_argument("--show", action="store_true", help="show every group that is not exact")
    options = arguments.parse_args()
    reader, encoder = Reader(), SentenceEncoder()
    groups = []
    for group in load_groups(options.half):
        origins = measure_group(group, reader, encoder, found=options.found)
        low, high, why = (0, 0, ["nothing was read"]) if origins is None else (origins.low, origins.high, origins.why)
        groups.append(group | {"low": low, "high": high, "why": why})
    if options.show:
        show_misses(groups)
    for half in ("tuning", "held_out"):
        chosen = [group for group in groups if group["half"] == half]
        if chosen:
            print_half(half.replace("_", " "), chosen)


if __name__ == "__main__":
    main()
