"""
How much memory `sayso add` takes, and whether it grows: thousands of short reports through the command line.

    python eval/memory.py                      # 10,000 short reports, some minutes
    python eval/memory.py --reports 1000 --words 750

Prints the memory of all its processes together (Linux) at every tenth of the way, and reports a second.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sayso import LedgerView
from sayso.pipeline import count_cores

STORY = (
    "The mayor of Velmar, Ruda Halvic, said on Monday that {0} bolts of the bridge were safe. “We looked at every one,” she told reporters. The "
    "engineers' union denied that its members had seen the report. At least {1} people crossed on Tuesday, according to the ministry."
)


def write_reports(path: Path, *, count: int, words: int) -> None:
    """JSON Lines of different reports of at least `words` words."""
    with path.open("w", encoding="utf-8") as handle:
        for number in range(count):
            parts: list[str] = []
            while sum(len(part.split()) for part in parts) < words:
                parts.append(STORY.format(number + len(parts), 7 * number))
            article = {"text": "\n\n".join(parts), "title": f"Bridge report {number}", "outlet": "The Example Post"}
            handle.write(
                json.dumps(article | {"published": "2024-05-01", "url": f"https://example.org/{number}"}) + "\n"
            )


def measure_tree(root: int) -> float:
    """The resident memory of a process and all below it, in MB; 0 where /proc does not tell."""
    total, waiting = 0, [root]
    while waiting:
        process = Path("/proc") / str(waiting.pop())
        try:
            status = (process / "status").read_text()
            waiting += [int(child) for child in (process / "task" / process.name / "children").read_text().split()]
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return total / 1024


def watch_add(articles: Path, ledger: Path, *, workers: int) -> tuple[list[float], float]:
    """Runs `sayso add`; the memory of its processes, MB, about ten times a second, and the seconds it took."""
    command = [sys.executable, "-m", "sayso", "add", str(articles), "--ledger", str(ledger), "--workers", str(workers)]
    began, samples = time.perf_counter(), []
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        samples.append(measure_tree(process.pid))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"sayso add ended with {process.returncode}")
    return samples, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--workers", type=int, default=count_cores())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles, ledger = Path(folder) / "articles.jsonl", Path(folder) / "ledger.db"
        write_reports(articles, count=options.reports, words=options.words)
        samples, seconds = watch_add(articles, ledger, workers=options.workers)
        with LedgerView(ledger) as view:
            info = view.info()
    print(
        f"{info.reports['read']:,} reports, {sum(info.claims.values()):,} claims, {info.size / 1e6:.0f} MB on disk, {options.workers} worker(s)"
    )
    print(f"{seconds:.0f} s, {options.reports / seconds:.1f} reports a second")
    tenths = [samples[place * (len(samples) - 1) // 10] for place in range(1, 11)]
    print(
        "memory at each tenth of the way, MB:",
        " ".join(f"{sample:.0f}" for sample in tenths[:-1]),
        f"; most {max(samples):.0f}",
    )


if __name__ == "__main__":
    main()
