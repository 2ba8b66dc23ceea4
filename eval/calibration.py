"""
Whether a score means what it says: the coefficients that make a probability of the network's scores, and how well they hold.

    python eval/calibration.py --corpora CORPORA            # figures only
    python eval/calibration.py --corpora CORPORA --write    # also puts the coefficients into the weights' config.json

A logistic regression on nine measures of an attribution (`sayso.read.decode.measure_attribution`), fitted to PolNeAR dev: an attribution is right
if source, cue and content are all exactly the first annotator's, edge punctuation ignored. The figures are of five folds by article: each article
is judged by coefficients fitted to the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from attributions import to_gold
from polnear import Article, load_part, normalize
from sayso import Reader, Reading
from sayso.read import decode
from sayso.read.model import DEFAULT_WEIGHTS
from sayso.records import Attribution

RIDGE = 0.01
FOLDS = 5


def gather(articles: list[Article], reader: Reader) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Measures [n, 9], right or not [n], and the article's number [n] of everything the network finds; and the number of gold attributions."""
    measures, right, places, golds = [], [], [], 0
    for place, article in enumerate(articles):
        found: list[tuple[Attribution, np.ndarray]] = []
        with record_measures(found):
            reading = reader.read_text(article.text)
        gold = normalize(article.text, article.gold, trim=True)
        golds += len(gold)
        for attribution in reading.attributions:
            measures.append(next(measure for made, measure in found if made is attribution))
            own = normalize(article.text, to_gold(Reading(attributions=(attribution,))), trim=True)
            right.append(bool(own & gold))
            places.append(place)
    return np.array(measures), np.array(right, dtype=float), np.array(places), golds


@contextmanager
def record_measures(found: list[tuple[Attribution, np.ndarray]]) -> Iterator[None]:
    """While it lasts, every attribution that is decoded is put into `found` with the measures its score is made of."""
    make = decode._make_attribution

    def make_and_record(*parts: Any) -> Attribution:
        attribution = make(*parts)
        found.append((attribution, decode.measure_attribution(*parts[:4])))
        return attribution

    decode._make_attribution = make_and_record
    try:
        yield
    finally:
        decode._make_attribution = make


def fit(measures: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The coefficients of a logistic regression with a slight ridge, by Newton's method."""
    weights = np.zeros(measures.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-measures @ weights))
        slope = measures.T @ (guess - right) + RIDGE * weights
        curve = (measures * (guess * (1 - guess))[:, None]).T @ measures + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def bin_scores(scores: np.ndarray, right: np.ndarray) -> list[tuple[int, float, float]]:
    """For ten equal bins of the score: how many, their mean score, the share that is right."""
    bins = np.minimum((scores * 10).astype(int), 9)
    found = [(bins == number) for number in range(10)]
    return [(int(m.sum()), float(scores[m].mean()), float(right[m].mean())) for m in found if m.any()]


def expected_error(scores: np.ndarray, right: np.ndarray) -> float:
    """The expected calibration error over ten equal bins (Naeini and others, AAAI 2015)."""
    return sum(count * abs(mean - share) for count, mean, share in bin_scores(scores, right)) / len(scores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=DEFAULT_WEIGHTS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    articles = load_part(options.corpora, "dev")
    measures, right, places, golds = gather(articles, Reader(options.weights))
    folds = np.random.default_rng(0).permutation(len(articles))[places] % FOLDS
    scores = np.empty(len(right))
    for fold in range(FOLDS):
        scores[folds == fold] = 1 / (
            1 + np.exp(-measures[folds == fold] @ fit(measures[folds != fold], right[folds != fold]))
        )

    rng = np.random.default_rng(1)
    draws = []
    for _ in range(500):
        rows = np.concatenate(
            [np.flatnonzero(places == drawn) for drawn in rng.integers(0, len(articles), len(articles))]
        )
        draws.append(expected_error(scores[rows], right[rows]))
    low, high = np.quantile(draws, [0.025, 0.975])
    print(
        f"PolNeAR dev: {len(articles)} articles, {len(right)} attributions found, {golds} in the gold; five folds by article"
    )
    print(f"expected calibration error {expected_error(scores, right):.3f} (95 % interval {low:.3f} - {high:.3f})\n")
    print("score      found  mean score  right")
    for count, mean, share in bin_scores(scores, right):
        print(
            f"{int(mean * 10) / 10:.1f}-{int(mean * 10) / 10 + 0.1:.1f}  {count:6}  {mean:10.2f}  {share:5.2f}  {'#' * round(40 * share)}"
        )
    print("\nshown from  claims  linked precision  recall    F1")
    for threshold in (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9):
        kept = scores >= threshold
        hits = right[kept].sum()
        print(
            f"{threshold:10.1f}{kept.sum():8}{100 * hits / kept.sum():18.1f}{100 * hits / golds:8.1f}{200 * hits / (kept.sum() + golds):6.1f}"
        )
    if options.write:
        write(options.weights, [round(float(value), 4) for value in fit(measures, right)])


def write(folder: Path, coefficients: list[float]) -> None:
    """Puts the coefficients into the weights' configuration, and the scores they give into its reference outputs."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["calibration"] = coefficients
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    reader = Reader(folder)
    records = json.loads((folder / "reference.json").read_text(encoding="utf-8"))
    for record in records:
        for known, found in zip(record["attributions"], reader.read_text(record["text"]).attributions, strict=True):
            known[-1] = found.score
    (folder / "reference.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    print(f"\nwritten to {folder}: {coefficients}")


if __name__ == "__main__":
    main()
