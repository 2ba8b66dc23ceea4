"""
How well the shipped sentence vectors keep the cosines of MiniLM in full precision, and how fast they are made.

    python train/export_vectors.py --full-precision --out /tmp/vectors_full     # needs the packages of the train group
    python eval/vectors.py --corpora CORPORA --full /tmp/vectors_full

5,000 fixed pairs of sentences of PolNeAR dev, chosen by a seed: 2,500 at random and 2,500 of a sentence and one of its five nearest. Spearman's
rank correlation of the two cosines, with a 95 % interval from 1,000 bootstraps over pairs. The bar is 0.98.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from sayso.read.vectors import SentenceEncoder
from sayso.text import find_sentences

PAIRS, SEED = 5000, 20


def load_sentences(folder: Path) -> list[str]:
    """The distinct sentences of 20 to 400 characters of a folder of texts, sorted."""
    sentences = set()
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        sentences |= {span.of(text) for span in find_sentences(text) if 20 <= span.end - span.start <= 400}
    return sorted(sentences)


def choose_pairs(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two arrays of places: half of the pairs at random, half of a sentence with one of its five nearest."""
    generator = np.random.default_rng(SEED)
    lefts = generator.integers(0, len(vectors), PAIRS)
    rights = (lefts + generator.integers(1, len(vectors), PAIRS)) % len(vectors)
    for place in range(PAIRS // 2):
        cosines = vectors @ vectors[lefts[place]]
        rights[place] = np.argsort(-cosines, kind="stable")[generator.integers(1, 6)]
    return lefts, rights


def rank(values: np.ndarray) -> np.ndarray:
    """The rank of each value, ties sharing their mean rank."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[places]


def correlate(left: np.ndarray, right: np.ndarray) -> float:
    """Spearman's rank correlation."""
    return float(np.corrcoef(rank(left), rank(right))[0, 1])


def main() -> None:
    """Print the correlation and the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--full", type=Path, required=True, help="the folder that --full-precision wrote")
    options = parser.parse_args()
    sentences = load_sentences(options.corpora / "polnear" / "data" / "dev" / "text")
    full = SentenceEncoder(options.full, threads=2).encode(sentences)
    encoder = SentenceEncoder(threads=2)
    started = time.perf_counter()
    shipped = encoder.encode(sentences)
    elapsed = time.perf_counter() - started
    lefts, rights = choose_pairs(full)
    expected, found = ((v[lefts] * v[rights]).sum(axis=1) for v in (full, shipped))
    for name, chosen in (("all", slice(None)), ("near", slice(PAIRS // 2)), ("random", slice(PAIRS // 2, None))):
        left, right = expected[chosen], found[chosen]
        generator = np.random.default_rng(SEED)
        draws = [generator.integers(0, len(left), len(left)) for _ in range(1000)]
        low, high = np.quantile([correlate(left[draw], right[draw]) for draw in draws], [0.025, 0.975])
        gap = np.abs(left - right)
        print(
            f"{name:7} {len(left)} pairs: Spearman {correlate(left, right):.4f} ({low:.4f} to {high:.4f}); "
            f"cosines differ by {gap.mean():.4f} in the mean, {gap.max():.4f} at most"
        )
    print(f"{len(sentences)} sentences, two threads: {len(sentences) / elapsed:.0f} sentences a second")


if __name__ == "__main__":
    main()
