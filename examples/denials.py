"""Print every denial in a folder of reports, with the exact words and where they stand."""

import sys
from pathlib import Path

import sayso

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "reports"
reader = sayso.Reader()
for report in sayso.iter_inputs([folder]):
    if isinstance(report, sayso.Failure):
        continue
    result = sayso.read_report(report, reader=reader)
    names = {entity.id: entity.name for entity in result.facts.entities}
    for claim in result.claims:
        # "Did not dispute" and "declined to deny" have these acts too, negated and withheld: they are no denials.
        is_denial = claim.act in ("deny", "reject", "dispute") and claim.saying == "affirmed"
        if is_denial and claim.content:
            who = " and ".join(names[speaker.entity] for speaker in claim.speakers) or "no source named"
            words = " […] ".join(span.of(report.text) for span in claim.content)
            print(f"{(report.published or 'undated')[:10]} {report.outlet}: {who} ({claim.act}): {words}")
