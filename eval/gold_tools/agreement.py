"""
How far two annotations of the same reports agree.

    python eval/gold_tools/agreement.py annotations second            # two folders within eval/gold
    python eval/gold_tools/agreement.py annotations second --json agreement.json
    python eval/gold_tools/agreement.py annotations second --differences act

Prints F1 between the two for every field, as `sayso eval` counts it (the first folder stands as gold; F1 is the same either way round), and Cohen's kappa
for each field with a closed list of values, on the claims that both have. Only reports in both folders count; one that does not compile is told
and left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from compile import GOLD, compile_folder

from sayso.scoring import Comparison, Scores, list_errors, match_reports, score_lines

CLOSED = ("act", "saying", "stance", "form", "field", "commitment", "ascribed")


def find_kappa(pairs: list[tuple[Any, Any]]) -> float | None:
    """
    Cohen's kappa (1960): agreement beyond what the two would reach by chance, each with its own shares of the values. `None` without pairs, or where
    both only ever give one and the same value.

    >>> find_kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    size = len(pairs)
    observed = sum(one == other for one, other in pairs) / size
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[value] * second[value] for value in first) / size**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def list_values(compared: list[Comparison]) -> dict[str, list[tuple[Any, Any]]]:
    """The two values of each closed field for every aligned claim; for the voice, of the claims of both voices."""
    values: dict[str, list[tuple[Any, Any]]] = {name: [] for name in (*CLOSED, "voice")}
    for one in compared:
        values["voice"] += [(left["voice"], right["voice"]) for left, right in one.all_pairs]
        for left, right in one.pairs:
            for name in CLOSED:
                values[name].append((_value(left, name), _value(right, name)))
    return values


def _value(claim: dict[str, Any], name: str) -> Any:
    if name == "commitment":
        return claim["commitment"]["value"] if claim["commitment"] else None
    return claim[name]


def show_agreement(scores: Scores, kappas: dict[str, float | None], counts: dict[str, int]) -> str:
    """The table that is printed."""
    rows = [
        f"{scores.reports} reports; {scores.gold_claims} and {scores.predicted_claims} claims, {scores.aligned_claims} in both\n"
    ]
    rows.append(f"{'':30}{'F1':>7}{'95 %':>16}{'first':>8}{'second':>8}{'alike':>8}{'of':>6}{'kappa':>8}")
    for figure in scores.figures:
        f1 = "–" if figure.f1 is None else f"{figure.f1:.3f}"
        bounds = "–" if figure.low is None else f"{figure.low:.3f} – {figure.high:.3f}"
        alike = f"{'':14}" if figure.accuracy is None else f"{figure.accuracy:>8.3f}{figure.aligned:>6}"
        kappa = kappas.get(figure.name)
        shown = f"{kappa:>8.3f}" if kappa is not None else f"{'–':>8}" if figure.name in counts else ""
        rows.append(f"{figure.name:30}{f1:>7}{bounds:>16}{figure.gold:>8}{figure.predicted:>8}{alike}{shown}".rstrip())
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", help="a folder of annotations, within --folder")
    parser.add_argument("second")
    parser.add_argument("--folder", type=Path, default=GOLD)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--differences", metavar="FIELD", help="list the differences in one field instead")
    options = parser.parse_args()
    both = []
    for name in (options.first, options.second):
        lines, problems = compile_folder(options.folder, annotations=name)
        both.append(lines)
        for problem in problems:
            print(f"{name}/{problem}", file=sys.stderr)
    names = sorted(set(both[0]) & set(both[1]))
    if not names:
        sys.exit("no report is in both folders")
    matched = match_reports(*([lines[name] for name in names] for lines in both))
    if options.differences:
        for error in list_errors(matched, options.differences):
            print(f"{error.report}:{error.start}\n  first   {error.gold or '–'}\n  second  {error.predicted or '–'}")
        return
    scores = score_lines(matched)
    values = list_values([Comparison(*pair) for pair in matched.pairs])
    kappas = {name: find_kappa(pairs) for name, pairs in values.items()}
    print(show_agreement(scores, kappas, {name: len(pairs) for name, pairs in values.items()}))
    if options.json:
        figures = {"reports": names, "kappa": kappas, "scores": [asdict(figure) for figure in scores.figures]}
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
