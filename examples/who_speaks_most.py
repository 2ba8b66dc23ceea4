"""Count who speaks most in a folder of reports."""

import sys
from collections import Counter
from pathlib import Path

import sayso

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "reports"
reader = sayso.Reader()
counts: Counter[str] = Counter()
for report in sayso.iter_inputs([folder]):
    if isinstance(report, sayso.Failure):
        print(report.status_why, file=sys.stderr)
        continue
    result = sayso.read_report(report, reader=reader)
    names = {entity.id: entity.name for entity in result.facts.entities}
    for claim in result.claims:
        if claim.voice == "speaker":
            counts.update(names[speaker.entity] for speaker in claim.speakers)
for name, count in counts.most_common(10):
    print(f"{count:4} {name}")
