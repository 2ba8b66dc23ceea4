"""
How well conflicts between two sentences are told. Run from the repository's root:

    python eval/conflict.py --corpora CORPORA

It prints, with 95 % intervals (Wilson):

- FEVER-Symmetric 0.2 dev, the pairs of evidence and claim whose claim holds a digit: precision and recall of "refutes". The half whose ids hash to an
  even number was read while the rules were written; the other half was scored a few times, and its pairs were never read. Ids of one family (a pair
  and its counterparts with the numbers swapped) fall into both halves, so that the second half is new in its pairs and not in all of its sentences.
  About a third of the pairs that are refuted turn on a name, a place or a predicate and not on a number or date.
- Breaking NLI, category cardinals: accuracy over its three labels. No part is set aside; the rule for numbers at one place of two equal sentences was
  written after its errors were read.

A pair is refuted (a contradiction) where comparing finds a conflict or a denial, supported (an entailment) else; "not comparable" is neutral. `--errors`
lists what went wrong, of the set-aside half nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from sayso.compare.conflict import compare_statements
from sayso.records import Comparison
from series import make_statement

OPPOSED = {"conflict", "denies", "disputes"}


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 100."""
    if n == 0:
        return 0.0, 100.0
    z, share = 1.96, right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def show(name: str, right: int, n: int) -> str:
    """A share with its interval and count."""
    low, high = wilson(right, n)
    return f"{name} {100 * right / max(1, n):5.1f}  [{low:.1f}, {high:.1f}]  {right} of {n}"


def compare_sentences(left: str, right: str) -> tuple[Comparison, ...]:
    """What two sentences without date or speaker are to each other, as if two outlets had printed them."""
    one = make_statement(left, identity="left", published=None, outlet="left")
    other = make_statement(right, identity="right", published=None, outlet="right")
    return compare_statements(one, other)


def is_set_aside(row: dict[str, Any]) -> bool:
    """Whether a pair belongs to the half that was only scored."""
    return hashlib.sha256(str(row["id"]).encode()).digest()[0] % 2 == 1


def measure_fever(corpora: Path, *, errors: bool) -> None:
    """Precision and recall of "refutes", for both halves and all."""
    path = corpora / "fever_symmetric" / "fever_symmetric_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if re.search(r"\d", row["claim"])]
    judged = []
    for row in rows:
        comparisons = compare_sentences(row["claim"], row["evidence"])
        found, gold = any(one.type in OPPOSED for one in comparisons), row["gold_label"] == "REFUTES"
        judged.append((is_set_aside(row), found, gold))
        if errors and found != gold and not is_set_aside(row):
            print(
                f"    {'invented' if found else 'missed'}: {row['claim']} | {row['evidence']} {[one.why for one in comparisons]}"
            )
    print(f"FEVER-Symmetric dev, {len(rows)} pairs whose claim holds a digit:")
    parts: list[tuple[str, Sequence[tuple[bool, bool, bool]]]] = [
        ("half that was read", [one for one in judged if not one[0]]),
        ("half set aside", [one for one in judged if one[0]]),
        ("all", judged),
    ]
    for name, part in parts:
        right = sum(found and gold for _, found, gold in part)
        found, gold = sum(found for _, found, _ in part), sum(gold for _, _, gold in part)
        print(f"  {name} (n={len(part)})")
        print(f"    {show('precision', right, found)}")
        print(f"    {show('recall   ', right, gold)}")


def label_pair(left: str, right: str) -> str:
    """Contradiction, neutral or entailment."""
    types = {comparison.type for comparison in compare_sentences(left, right)}
    if types & OPPOSED:
        return "contradiction"
    return "neutral" if "not_comparable" in types else "entailment"


def measure_breaking_nli(corpora: Path, *, errors: bool) -> None:
    """Accuracy on the pairs that differ in a cardinal number, and by label."""
    with zipfile.ZipFile(corpora / "breaking_nli" / "breaking_nli_dataset.zip") as archive:
        lines = archive.read("data/dataset.jsonl").decode("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["category"] == "cardinals"]
    cases: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        found = label_pair(row["sentence1"], row["sentence2"])
        cases[row["gold_label"], found == row["gold_label"]] += 1
        if errors and found != row["gold_label"]:
            print(f"    {row['gold_label']}, found {found}: {row['sentence1']} | {row['sentence2']}")
    print(f"Breaking NLI cardinals, {len(rows)} pairs:")
    print(f"  {show('accuracy     ', sum(n for (_, is_right), n in cases.items() if is_right), len(rows))}")
    for gold in ("contradiction", "entailment", "neutral"):
        print(f"  {show(f'{gold:13}', cases[gold, True], cases[gold, True] + cases[gold, False])}")


def main() -> None:
    """Prints every figure."""
    parser = argparse.ArgumentParser(description="Measures conflicts between two sentences.")
    parser.add_argument("--corpora", type=Path, required=True, help="the corpora folder")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    measure_fever(options.corpora, errors=options.errors)
    measure_breaking_nli(options.corpora, errors=options.errors)


if __name__ == "__main__":
    main()
