"""
Checks a gold set, or any file in the shape of the JSON contract, line by line.

    python eval/gold_tools/validate.py eval/gold/dev.jsonl eval/gold/test.jsonl
    python eval/gold_tools/validate.py --coverage eval/gold/dev.jsonl eval/gold/test.jsonl   # how often each field and act occurs in each file

Every span equals its text, every key is there, closed lists hold, `inside` runs in no circle, references lead somewhere, form follows from the quotation
marks, ids are the hashes they should be. Exit code 1 if anything does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from check import check_line

from sayso.records import ACTS

LEAST, LEAST_ACT = 20, 3
"""How often each field, and each act, should occur in each half."""


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The numbered lines of a file; a line that is no JSON is given as the error."""
    with path.open(encoding="utf-8") as handle:
        for number, words in enumerate(handle, start=1):
            if words.strip():
                try:
                    yield number, json.loads(words)
                except json.JSONDecodeError as error:
                    yield number, error


def check_file(path: Path) -> list[str]:
    """All that does not hold, each with file, line, report and the beginning of the claim."""
    messages = []
    for number, line in read_lines(path):
        if isinstance(line, json.JSONDecodeError):
            messages.append(f"{path.name}:{number}: not JSON: {line}")
            continue
        faults = check_line(line)
        name = (
            line["report"].get("path") or line["report"].get("id")
            if faults and isinstance(line, dict) and isinstance(line.get("report"), dict)
            else ""
        )
        words = (
            {claim.get("id"): claim for claim in line.get("claims", []) if isinstance(claim, dict)}
            if isinstance(line, dict)
            else {}
        )
        for fault in faults:
            where = f" claim {fault.claim} ({_quote(words.get(fault.claim))})" if fault.claim else ""
            messages.append(f"{path.name}:{number}: {name}{where}: {fault.message}")
    return messages


def _quote(claim: Any) -> str:
    try:
        words = claim["content"][0]["text"] if claim["content"] else claim["cue"]["text"]
    except (KeyError, TypeError, IndexError):
        return "?"
    return f"“{' '.join(words.split())[:30]}…”"


def count_fields(lines: list[dict[str, Any]]) -> Counter[str]:
    """How often each field is filled or has each value that is not the usual one, over the claims and lists of a file."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts["reports"] += 1
        counts.update(_count_facts(line))
        for claim in line["claims"]:
            counts[f"voice {claim['voice']}"] += 1
            counts[f"field {claim['field']}"] += 1
            if claim["voice"] == "speaker":
                counts.update(_count_claim(claim))
    return counts


def _count_facts(line: dict[str, Any]) -> Iterator[str]:
    for entity in line["entities"]:
        yield "entities"
        yield f"entity kind {entity['kind']}"
        yield from (f"entity {name}" for name in ("key", "role", "country", "aliases") if entity[name])
        yield "entity unnamed" if not entity["named"] else "entity named"
        yield from ["entity mentions"] * len(entity["mentions"])
    for moment in line["times"]:
        yield "times"
        yield f"time {moment['type']}"
        yield from (f"time {name}" for name in ("timex3", "edtf", "begin") if moment[name])
    for quantity in line["quantities"]:
        yield "quantities"
        yield from (
            f"quantity {name}"
            for name in ("value", "low", "high", "approximate", "bound", "change", "unit", "rate", "of", "kind")
            if quantity[name]
        )
    for place in line["places"]:
        yield "places"
        yield from (f"place {name}" for name in ("country", "precision", "metonym") if place[name])


def _count_claim(claim: dict[str, Any]) -> Iterator[str]:
    yield f"act {claim['act']}"
    yield from (f"{name} {claim[name]}" for name in ("form", "saying", "stance"))
    yield f"commitment {claim['commitment']['value'] if claim['commitment'] else None}"
    for name in (
        "content",
        "cue",
        "source",
        "speakers",
        "via",
        "target",
        "evidence",
        "audience",
        "occasion",
        "said",
        "said_at",
        "inherited",
        "inside",
        "ascribed",
        "mentions",
    ):
        if claim[name]:
            yield name
    if len(claim["content"]) > 1:
        yield "content in pieces"
    if len(claim["speakers"]) > 1:
        yield "speakers joint"
    yield from (f"claim {name}" for name in ("times", "quantities", "places") if claim[name])


def show_coverage(files: list[Path]) -> str:
    """A table of counts, one column a file; a mark where a count is below the bar."""
    counted = [count_fields([line for _, line in read_lines(path) if isinstance(line, dict)]) for path in files]
    names = sorted({name for counts in counted for name in counts} | {f"act {act}" for act in ACTS})
    rows = [f"{'':28}" + "".join(f"{path.stem:>12}" for path in files)]
    for name in names:
        least = LEAST_ACT if name.startswith("act ") else LEAST
        cells = [f"{counts[name]}{'' if counts[name] >= least or name == 'reports' else ' <'}" for counts in counted]
        rows.append(f"{name:28}" + "".join(f"{cell:>12}" for cell in cells))
    return "\n".join(rows) + f"\n\n< below {LEAST} (an act: {LEAST_ACT})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--coverage", action="store_true")
    options = parser.parse_args()
    messages = []
    for path in options.files:
        if not path.exists():
            sys.exit(f"{path}: there is no such file")
        messages += check_file(path)
    if options.coverage:
        print(show_coverage(options.files))
    for message in messages:
        print(message)
    print(f"{len(messages)} problems in {len(options.files)} files")
    sys.exit(1 if messages else 0)


if __name__ == "__main__":
    main()
