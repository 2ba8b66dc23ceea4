"""
PolNeAR: its gold attributions, and how predictions are scored against them.

Gold is the first annotator's file of an article in sorted order. A role is scored as the set of its contiguous pieces, by exact offsets;
*linked*, an attribution is right only if its source (or none), its cue and its set of content pieces all match exactly. Before
matching, blanks and punctuation are trimmed from both edges (`trim=True`), or nothing is (`trim=False`, strict).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

EDGE = " \t\r\n\u00a0.,;:!?\"'“”‘’()[]-–—…`"
ROLES = ("source", "cue", "content")

Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution: the pieces (start, end) of each role, in text order; `source` and `content` may be empty."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its name, its text exactly as the offsets count it, and one list of attributions for each annotator."""

    name: str
    text: str
    annotations: tuple[tuple[Gold, ...], ...]

    @property
    def gold(self) -> tuple[Gold, ...]:
        """The first annotator's attributions."""
        return self.annotations[0]


def load_part(corpora: Path, part: str) -> list[Article]:
    """The articles of `polnear/data/<part>` under the corpora folder, sorted by name."""
    folder = corpora / "polnear" / "data" / part
    files: dict[str, list[Path]] = defaultdict(list)
    for file in sorted((folder / "attributions").glob("*.ann")):
        files[file.stem.rsplit("_", 1)[0]].append(file)
    if not files:
        raise SystemExit(f"no PolNeAR annotations under {folder}; name the corpora folder with --corpora")
    articles = []
    for name, paths in sorted(files.items()):
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        articles.append(Article(name, text, tuple(load_annotation(path) for path in paths)))
    return articles


def load_annotation(path: Path) -> tuple[Gold, ...]:
    """The attributions of one brat stand-off file."""
    pieces: dict[str, Pieces] = {}
    attributions = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            offsets = fields[1].split(" ", 1)[1]
            pieces[fields[0]] = tuple((int(a), int(b)) for a, b in (piece.split() for piece in offsets.split(";")))
        elif line.startswith("E") and len(fields) >= 2:
            roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for argument in fields[1].split():
                role, target = argument.split(":")
                roles[role.rstrip("0123456789").lower()].extend(pieces.get(target, ()))
            attributions.append(Gold(*(tuple(sorted(roles[role])) for role in ROLES)))
    return tuple(attributions)


def trim_piece(text: str, piece: tuple[int, int]) -> tuple[int, int] | None:
    """The piece without blanks and punctuation at its edges, `None` if nothing else is in it."""
    start, end = piece
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return (start, end) if start < end else None


def normalize(text: str, attributions: Iterable[Gold], *, trim: bool) -> set[Gold]:
    """The set that is scored: pieces trimmed if asked, empty ones dropped."""
    if not trim:
        return set(attributions)

    def trimmed(pieces: Pieces) -> Pieces:
        return tuple(sorted({p for p in (trim_piece(text, piece) for piece in pieces) if p is not None}))

    return {Gold(trimmed(a.source), trimmed(a.cue), trimmed(a.content)) for a in attributions}


Counts = dict[str, tuple[int, int, int]]


def count_article(text: str, gold: Iterable[Gold], predicted: Iterable[Gold], *, trim: bool = True) -> Counts:
    """For each role and for "linked": right, predicted and gold counts."""
    gold_set, predicted_set = normalize(text, gold, trim=trim), normalize(text, predicted, trim=trim)
    counts = {}
    for role in ROLES:
        right = {piece for a in gold_set for piece in getattr(a, role)}
        given = {piece for a in predicted_set for piece in getattr(a, role)}
        counts[role] = (len(right & given), len(given), len(right))
    counts["linked"] = (len(gold_set & predicted_set), len(predicted_set), len(gold_set))
    return counts


def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Micro F1, 0 to 100, over articles."""
    right, given, gold = (sum(column) for column in zip(*counts, strict=True))
    return 200 * right / (given + gold) if given + gold else 0.0


def bootstrap(counts: Sequence[tuple[int, int, int]], *, samples: int = 1000, seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of `f1` when articles are drawn anew."""
    rng = random.Random(seed)
    values = sorted(f1(rng.choices(counts, k=len(counts))) for _ in range(samples))
    return values[int(0.025 * samples)], values[int(0.975 * samples) - 1]


def score_agreement(articles: Iterable[Article]) -> dict[str, float]:
    """F1 between annotators, over all pairs of annotations of the articles that have several."""
    counts: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for article in articles:
        for place, one in enumerate(article.annotations):
            for other in article.annotations[place + 1 :]:
                for role, triple in count_article(article.text, one, other).items():
                    counts[role].append(triple)
    return {role: f1(triples) for role, triples in counts.items()}
