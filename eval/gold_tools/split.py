"""
Which reports are for tuning and which for testing, decided by hashes and written to split.json.

    python eval/gold_tools/split.py            # writes eval/gold/split.json
    python eval/gold_tools/split.py --check    # exit code 1 if the file differs from what the hashes say

Reports that tell of the same events stay on one side; the story of each is in the table of stories.md. Stories go to the test half in the order of
the SHA-256 of their names, each that still fits into half of the reports.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

GOLD = Path(__file__).parents[1] / "gold"


def read_stories(page: str) -> dict[str, str]:
    """The story of each report, from the rows of the table."""
    rows = (line.strip().strip("|").split("|") for line in page.splitlines() if line.startswith("|"))
    return {row[0].strip(): row[1].strip() for row in rows if row[0].strip()[:1].isdigit()}


def split_stories(stories: dict[str, str]) -> dict[str, list[str]]:
    """The names of the reports in the two parts, `dev` and `test`, sorted; `stories` gives the story of each report."""
    reports: dict[str, list[str]] = defaultdict(list)
    for name, story in sorted(stories.items()):
        reports[story].append(name)
    test: list[str] = []
    for story in sorted(reports, key=lambda story: sha256(story.encode()).hexdigest()):
        if len(test) + len(reports[story]) <= len(stories) // 2:
            test += reports[story]
    return {"dev": sorted(set(stories) - set(test)), "test": sorted(test)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=GOLD)
    options = parser.parse_args()
    stories = read_stories((options.folder / "stories.md").read_text(encoding="utf-8"))
    without = {path.stem for path in (options.folder / "reports").glob("*.txt")} ^ set(stories)
    if without:
        sys.exit(f"in reports/ or in stories.md, but not in both: {', '.join(sorted(without))}")
    parts = split_stories(stories)
    file = options.folder / "split.json"
    if options.check:
        same = file.exists() and json.loads(file.read_text(encoding="utf-8"))["parts"] == parts
        sys.exit(0 if same else "split.json is not what the hashes say: python eval/gold_tools/split.py")
    rule = "stories in the order of the SHA-256 of their names; see eval/gold_tools/split.py"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps({**kept, "rule": rule, "parts": parts}, indent=1) + "\n", encoding="utf-8")
    print(", ".join(f"{part}: {len(names)}" for part, names in parts.items()))


if __name__ == "__main__":
    main()
