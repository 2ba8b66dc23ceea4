"""
How fast sayso reads: articles of 750 words per second, the whole pipeline beside the bare network, in one run.

    python eval/bench.py                  # on the bundled samples, joined to articles of 750 words
    python eval/bench.py --articles 60 --workers 2

"Bare network" is the network's session on the same windows, with as many threads at work and nothing else done. Memory is that of `sayso add` and its workers, on
as many articles. The last figure is a cold start: opening the weights and reading one report, from the shell.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from memory import watch_add, write_reports
from sayso import Reader, Report, iter_inputs, make_report, read_reports
from sayso.pipeline import count_cores
from sayso.read.encode import encode_text

SAMPLES = Path(__file__).parents[1] / "examples" / "reports"


def make_articles(count: int, words: int = 750) -> list[Report]:
    """Articles of at least `words` words, whole paragraphs of the bundled samples in turn."""
    paragraphs = [
        paragraph
        for report in iter_inputs([SAMPLES])
        if isinstance(report, Report)
        for paragraph in report.text.split("\n\n")
    ]
    articles, place = [], 0
    for number in range(count):
        chosen: list[str] = []
        while sum(len(paragraph.split()) for paragraph in chosen) < words:
            chosen.append(paragraphs[place % len(paragraphs)])
            place += 1
        articles.append(
            make_report("\n\n".join(chosen) + f"\n\nArticle {number}.", published="2024-05-01", title=f"{number}")
        )
    return articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--workers", type=int, default=count_cores())
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = make_articles(options.articles)
    words = sum(len(article.text.split()) for article in articles)

    reader = Reader()
    encodeds = [encode_text(article.text, reader._tokenizer) for article in articles]
    bare, whole = [], []
    for _ in range(options.rounds):
        with ThreadPoolExecutor(options.workers) as pool:
            began = time.perf_counter()
            list(pool.map(reader._model.score_pieces, encodeds))
            bare.append(options.articles / (time.perf_counter() - began))
        results = read_reports(iter(articles[:13] + articles), workers=options.workers)
        for _ in range(13):  # the processes start, and open the weights, on these
            next(results)
        began = time.perf_counter()
        found = sum(len(result.claims) for result in results)
        whole.append(options.articles / (time.perf_counter() - began))
    print(
        f"{options.articles} articles, {words / options.articles:.0f} words each, {options.workers} worker(s), {found} claims"
    )
    for name, rates in (("bare network", bare), ("whole pipeline", whole)):
        median = sorted(rates)[len(rates) // 2]
        print(
            f"{name:15} {median:6.2f} articles/s  {median * words / options.articles:8.0f} words/s   (runs: {', '.join(f'{r:.2f}' for r in rates)})"
        )
    ratio = sorted(w / b for w, b in zip(whole, bare, strict=True))[len(bare) // 2]
    print(f"whole pipeline / bare network: {100 * ratio:.0f} %")
    with tempfile.TemporaryDirectory() as folder:
        write_reports(Path(folder) / "articles.jsonl", count=options.articles, words=750)
        samples, _ = watch_add(Path(folder) / "articles.jsonl", Path(folder) / "ledger.db", workers=options.workers)
    print(
        f"peak memory of sayso add with {options.workers} worker(s), all its processes together: {max(samples):.0f} MB"
    )
    sample = next(iter(sorted(SAMPLES.glob("*.txt"))))
    took = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sayso", "read", str(sample)], check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    print(
        f"cold start, one report of {len(sample.read_text(encoding='utf-8').split())} words from the shell: {sorted(took)[2]:.2f} s"
    )


if __name__ == "__main__":
    main()
