"""
How well the shipped network finds attributions, on PolNeAR.

    python eval/attributions.py --corpora CORPORA                  # dev, the figures of the model card
    python eval/attributions.py --corpora CORPORA --part train     # the words at the offsets, over all of train

Prints exact span F1 for source, cue and content and the linked F1, edge punctuation ignored and strict, with 95 % intervals by articles; how
far human annotators agree; articles per second; and the number of claims whose words differ from the report at their offsets.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from polnear import Article, Gold, bootstrap, count_article, f1, load_part, score_agreement
from sayso import Reader, Reading, make_report, read_report
from sayso.errors import ReportError
from sayso.export import describe_reading
from sayso.pipeline import Result

ROLES = ("source", "cue", "content", "linked")


def to_gold(reading: Reading) -> list[Gold]:
    """The outermost attributions of a reading, in the form that is scored."""
    return [
        Gold(
            *(
                tuple(sorted((m.span.start, m.span.end) for m in mentions))
                for mentions in (a.sources, (a.cue,), a.content)
            )
        )
        for a in reading.attributions
        if a.inside is None
    ]


def count_wrong_words(result: Result) -> int:
    """Claims of which any emitted words are not those of the emitted text at their offsets."""
    line = describe_reading(result.report, result.facts, result.claims)
    text = line["report"]["text"]

    def is_wrong(value: object) -> bool:
        if isinstance(value, list):
            return any(is_wrong(item) for item in value)
        if not isinstance(value, dict):
            return False
        if value.get("start") is not None and text[value["start"] : value["end"]] != value["text"]:
            return True
        return any(is_wrong(item) for item in value.values())

    return sum(is_wrong(claim) for claim in line["claims"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()

    articles = load_part(options.corpora, options.part)
    reader = Reader(options.weights, threads=options.threads) if options.weights else Reader(threads=options.threads)
    counts: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    wrong = claims = refused = 0
    began = time.perf_counter()
    for number, article in enumerate(articles, start=1):
        result = read_article(article, reader)
        claims += len(result.claims)
        refused += result.reading.refused
        wrong += count_wrong_words(result)
        for trim, mark in ((True, ""), (False, " strict")):
            scored = count_article(result.report.text, article.gold, to_gold(result.reading), trim=trim)
            for role, triple in scored.items():
                counts[role + mark].append(triple)
        if sys.stderr.isatty():
            print(f"\r{number}/{len(articles)}", end="", file=sys.stderr)
    seconds = time.perf_counter() - began

    digest = hashlib.sha256("".join(a.name + a.text for a in articles).encode()).hexdigest()
    golds = sum(len(article.gold) for article in articles)
    print(f"PolNeAR {options.part}: {len(articles)} articles, {golds} attributions, sha256 {digest[:12]}")
    print(f"weights {reader.weights.name} {reader.weights.sha256[:12]}\n")
    print(f"{'':10}{'F1':>7}  {'95 % interval':>15}{'strict F1':>12}{'precision':>12}{'recall':>9}")
    figures = {}
    for role in ROLES:
        low, high = bootstrap(counts[role])
        right, given, gold = (sum(column) for column in zip(*counts[role], strict=True))
        figures[role] = {"f1": f1(counts[role]), "low": low, "high": high, "strict": f1(counts[role + " strict"])}
        shares = f"{100 * right / max(given, 1):>12.1f}{100 * right / max(gold, 1):>9.1f}"
        print(
            f"{role:10}{f1(counts[role]):>7.1f}  {f'{low:.1f} - {high:.1f}':>15}{f1(counts[role + ' strict']):>12.1f}{shares}"
        )
    several = [
        article
        for part in ("train", "dev")
        for article in load_part(options.corpora, part)
        if len(article.annotations) > 1
    ]
    human = score_agreement(several)
    shown = " / ".join(f"{human[role]:.1f}" for role in ROLES)
    print(f"\nhuman annotators, pairwise ({len(several)} articles of train and dev): {shown}")
    print(f"{len(articles) / seconds:.2f} articles per second, whole pipeline, {options.threads} thread(s)")
    print(f"{claims} claims, {wrong} whose words differ from the report at their offsets, {refused} spans refused")
    if options.json:
        options.json.write_text(json.dumps(figures | {"wrong": wrong, "claims": claims}, indent=1))
    if wrong:
        raise SystemExit(1)


def read_article(article: Article, reader: Reader) -> Result:
    """The article through the whole pipeline, its text unchanged: a text that normalising alters would move gold offsets."""
    from dataclasses import replace

    try:
        report = make_report(article.text, path=article.name, published="2016-06-01")
    except ReportError as error:
        raise SystemExit(f"{article.name}: {error}") from None
    # Gold offsets count in the text as it stands in the corpus, which is not always NFC.
    return read_report(replace(report, text=article.text, status="read"), reader=reader)


if __name__ == "__main__":
    main()
