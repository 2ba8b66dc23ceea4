"""
Annotations and reports → the gold set in the shape of the JSON contract.

    python eval/gold_tools/compile.py                    # all: writes dev.jsonl and test.jsonl of eval/gold
    python eval/gold_tools/compile.py 07 --show          # checks one annotation and shows each claim with its words marked
    python eval/gold_tools/compile.py --folder MINE      # a gold set of one's own: MINE/reports/*.txt, MINE/annotations/*.toml

Prints every problem with file and line and the way out; exit code 1 if there is any.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from build import build_line

GOLD = Path(__file__).parents[1] / "gold"


def compile_folder(
    folder: Path, *, annotations: str = "annotations", only: str | None = None
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The lines by report name, and all problems. `only` is the beginning of the names to compile."""
    lines: dict[str, dict[str, Any]] = {}
    problems = []
    for annotation in sorted((folder / annotations).glob("*.toml")):
        if only is not None and not annotation.stem.startswith(only):
            continue
        report = folder / "reports" / f"{annotation.stem}.txt"
        if not report.exists():
            problems.append(f"{annotation.name}:1: there is no report {report.name}; name the annotation as its report")
            continue
        line, notation = build_line(annotation, report)
        problems += [str(problem) for problem in sorted(notation.problems)]
        if line is not None:
            lines[annotation.stem] = line
    return lines, problems


def show_line(line: dict[str, Any]) -> str:
    """The claims of a line for the eye: each in its words, <source>, {cue} and [content] marked, with its fields below."""
    text = line["report"]["text"]
    names = {entity["id"]: entity["name"] for entity in line["entities"]}
    parts = []
    for number, claim in enumerate(line["claims"], start=1):
        if claim["voice"] == "outlet":
            parts.append(f"{number}. (the outlet) {' '.join(claim['content'][0]['text'].split())}\n")
            continue
        parts.append(f"{number}. {mark_claim(text, claim)}\n    {describe_fields(claim, names)}\n")
    return "\n".join(parts)


def mark_claim(text: str, claim: dict[str, Any]) -> str:
    """The words from the first to the last span of a claim, marked, on one line."""
    marks = [(piece, "[]") for piece in claim["content"]]
    marks += [(claim[role], pair) for role, pair in (("cue", "{}"), ("source", "<>")) if claim[role]]
    inserts = sorted(
        [(span["start"], 1, pair[0]) for span, pair in marks] + [(span["end"], 0, pair[1]) for span, pair in marks]
    )
    at, shown = inserts[0][0], ""
    for place, _, mark in inserts:
        shown += text[at:place] + mark
        at = place
    return " ".join(shown.split())


def describe_fields(claim: dict[str, Any], names: dict[str, str]) -> str:
    """The fields of a claim that are not what they mostly are."""
    commitment = claim["commitment"]
    shown = [
        f"{'+'.join(speaker['name'] for speaker in claim['speakers']) or '–'}",
        str(claim["act"]),
        claim["form"] or "no content",
    ]
    shown += [
        claim[name]
        for name, usual in (("saying", "affirmed"), ("stance", "asserts"), ("field", "text"))
        if claim[name] != usual
    ]
    if commitment is None:
        shown.append("no commitment")
    elif commitment["value"] != "certain" or commitment["text"]:
        shown.append(f"{commitment['value']} ({commitment['text']})")
    shown += [f"via {relay['name']}" for relay in claim["via"]]
    shown += [f"target {names[target]}" for target in claim["target"]]
    shown += [f"evidence “{span['text']}”" for span in claim["evidence"]]
    shown += [f"{name} “{claim[name]['text']}”" for name in ("audience", "occasion", "said", "said_at") if claim[name]]
    shown += ["ascribed"] if claim["ascribed"] else []
    shown += [f"inside {claim['inside'][:4]}"] if claim["inside"] else []
    shown += [f"inherited {', '.join(claim['inherited'])}"] if claim["inherited"] else []
    for name in ("times", "quantities", "places"):
        shown += [f"{name} {', '.join(item['text'] for item in claim[name])}"] if claim[name] else []
    return " · ".join(shown) + f"  ({claim['id'][:4]})"


def write_lines(path: Path, lines: list[dict[str, Any]]) -> None:
    """One line of JSON for each report."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "report", nargs="?", help="the beginning of a report's name: checks this one and writes nothing"
    )
    parser.add_argument("--folder", type=Path, default=GOLD)
    parser.add_argument("--annotations", default="annotations", help="the folder of annotations within it")
    parser.add_argument("--show", action="store_true", help="show the claims")
    parser.add_argument("--out", type=Path, help="write all lines to this one file")
    options = parser.parse_args()
    lines, problems = compile_folder(options.folder, annotations=options.annotations, only=options.report)
    for problem in problems:
        print(problem, file=sys.stderr)
    if options.show:
        for name, line in lines.items():
            print(f"== {name}\n\n{show_line(line)}")
    spoken = sum(claim["voice"] == "speaker" for line in lines.values() for claim in line["claims"])
    total = sum(len(line["claims"]) for line in lines.values())
    print(
        f"{len(lines)} reports, {spoken} attributed claims, {total - spoken} in the outlet's voice, {len(problems)} problems"
    )
    if options.out:
        write_lines(options.out, list(lines.values()))
    elif options.report is None and (options.folder / "split.json").exists():
        split = json.loads((options.folder / "split.json").read_text(encoding="utf-8"))
        for part, names in split["parts"].items():
            write_lines(options.folder / f"{part}.jsonl", [lines[name] for name in names if name in lines])
    if problems or (options.report is not None and not lines):
        sys.exit(1 if problems else f"no annotation begins with {options.report}")


if __name__ == "__main__":
    main()
