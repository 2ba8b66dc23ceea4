"""
Which reports are for tuning and which for testing, decided by hashes and written to split.json.

    python eval/gold_tools/split.py            # writes eval/gold/split.json
    python eval/gold_tools/split.py --check    # exit code 1 if the file differs from what the hashes say

Reports that tell of the same events stay on one side: the story is the second word of a report's name ("01-karsa-quake-meridian"). Stories go to
the test half in the order of the SHA-256 of their names, each that still fits into half of the reports.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

TOLD_TOGETHER = {"garmia": "vestmark"}
"""Stories of another name that belong to the first: the sanctions follow from the cyber attack."""

GOLD = Path(__file__).parents[1] / "gold"


def split_names(names: list[str]) -> dict[str, list[str]]:
    """The names of the two parts, `dev` and `test`, sorted."""
    stories: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        story = name.split("-")[1]
        stories[TOLD_TOGETHER.get(story, story)].append(name)
    test: list[str] = []
    for story in sorted(stories, key=lambda story: sha256(story.encode()).hexdigest()):
        if len(test) + len(stories[story]) <= len(names) // 2:
            test += stories[story]
    return {"dev": sorted(set(names) - set(test)), "test": sorted(test)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=GOLD)
    options = parser.parse_args()
    parts = split_names([path.stem for path in (options.folder / "reports").glob("*.txt")])
    file = options.folder / "split.json"
    if options.check:
        same = file.exists() and json.loads(file.read_text(encoding="utf-8"))["parts"] == parts
        sys.exit(0 if same else "split.json is not what the hashes say: python eval/gold_tools/split.py")
    rule = "stories in the order of the SHA-256 of their names; see eval/gold_tools/split.py"
    file.write_text(json.dumps({"rule": rule, "parts": parts}, indent=1) + "\n", encoding="utf-8")
    print(", ".join(f"{part}: {len(names)}" for part, names in parts.items()))


if __name__ == "__main__":
    main()
