"""Write the direct quotations of a folder of reports as CSV: speaker, words, outlet, date, offsets."""

import csv
import sys
from pathlib import Path

import sayso

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "reports"
reader = sayso.Reader()
writer = csv.writer(sys.stdout)
writer.writerow(["speaker", "quotation", "outlet", "published", "start", "end"])
for report in sayso.iter_inputs([folder]):
    if isinstance(report, sayso.Failure):
        continue
    result = sayso.read_report(report, reader=reader)
    names = {entity.id: entity.name for entity in result.facts.entities}
    for claim in result.claims:
        if claim.form == "direct":
            speaker = "; ".join(names[one.entity] for one in claim.speakers)
            for span in claim.content:
                writer.writerow([speaker, span.of(report.text), report.outlet, report.published, span.start, span.end])
