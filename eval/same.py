"""
How well `sayso.compare` tells what says the same.

    python eval/same.py --pairs                                  # our own pairs: must not merge, must merge
    python eval/same.py --nanco --corpora CORPORA      # NAnCo validation: answers of many outlets to one question
    python eval/same.py --breaking --corpora CORPORA   # Breaking NLI: sentences that differ in one word
    python eval/same.py --speed 100000                           # a full pass over generated claims, and one more report

Our pairs: `eval/data/must_not_merge.jsonl` and `must_merge.jsonl`, written by hand. Part `tuning` was looked at while the rules were made. `held_out`, every second
sentence with all its pairs, was printed as totals from the first run on: 7 of 160 contraries were in *same* then, 1 after rules made for the other half, and that one
was seen and closed. `fresh` was written after the rules, to find holes: 4 of 63 at first, then closed. So none of the three parts is unseen any more.

NAnCo: pairs of answers to one question; balanced accuracy, the threshold on the cosine of the answers chosen on the other three questions; a pair that `judge_pair` bars
is never the same. The bars were mended with all four questions in view, so this is a figure of development; cosine alone, beside it, was not tuned so.

Breaking NLI: "not listed" are the pairs whose errors nobody read. Intervals are 95 %: Wilson's for shares, bootstraps over answers for NAnCo.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np

from sayso.compare.grouping import ClaimIndex, group_statements
from sayso.compare.same import judge_pair
from sayso.read.vectors import SentenceEncoder
from sayso.records import Claim, Entity, Reading, Report, Span, Speaker, Statement
from sayso.resolve import resolve_reading

DATA = Path(__file__).parent / "data"
THRESHOLDS = np.arange(0.2, 0.96, 0.01)
ANNOTATORS = ("cluster_Phil", "cluster_Lidiya", "cluster_Jason")


def make_statement(
    text: str, *, name: str, speaker: str | None = None, stance: str | None = None, published: str | None = "2023-05-10"
) -> Statement:
    """A statement whose content is all of `text`, with the times, figures, places and names that the resolving room finds in it."""
    report = Report(id=name, text=text, text_sha256="", published=published)
    facts = resolve_reading(report, Reading())
    claim = Claim(
        id=name, voice="speaker" if speaker else "outlet", content=(Span(0, len(text)),), stance=stance or ("asserts" if speaker else None),
        speakers=(Speaker(entity="s", why="given"),) if speaker else (), saying="affirmed" if speaker else None,
        act=("deny" if stance == "denies" else "say") if speaker else None,
        times=facts.times, quantities=facts.quantities, places=facts.places,
    )  # fmt: skip
    entity = Entity(id="s", name=speaker, kind="person", key=f"person:{speaker}", why="given") if speaker else None
    return Statement(
        claim=claim, report_id=name, words=(text,), speakers=(entity,) if entity else (), published=published,
        mentions=tuple(sorted({one.key for one in facts.entities if one.key})),
    )  # fmt: skip


def bound_share(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle, width = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - width) / (1 + z * z / of), (middle + width) / (1 + z * z / of)


# ----------------------------------------------------------------------------------------------------------------- our pairs


def load_pairs(name: str) -> list[dict[str, Any]]:
    """The pairs of one of our two files."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def judge_pairs(pairs: Sequence[dict[str, Any]], encoder: SentenceEncoder) -> list[tuple[str | None, str, float]]:
    """For each pair the band at the level of propositions, the reason and the cosine."""
    vectors = encoder.encode([pair[side]["text"] for pair in pairs for side in ("left", "right")])
    found = []
    for place, pair in enumerate(pairs):
        left, right = (make_statement(name=f"{pair['id']}{side}", **pair[side]) for side in ("left", "right"))
        cosine = float(vectors[2 * place] @ vectors[2 * place + 1])
        judgement = judge_pair(left, right, cosine)
        found.append((judgement.proposition, judgement.why, cosine))
    return found


def report_pairs(encoder: SentenceEncoder, *, errors: bool) -> None:
    """How many of each file land in which band, by part and kind."""
    for name in ("must_not_merge", "must_merge"):
        pairs = load_pairs(name)
        judged = judge_pairs(pairs, encoder)
        for part in ("tuning", "held_out", "fresh"):
            bands = Counter(band for pair, (band, _, _) in zip(pairs, judged, strict=True) if pair["part"] == part)
            total = sum(bands.values())
            low, high = bound_share(bands["same"], total)
            print(
                f"{name} {part}: {bands['same']} of {total} in same ({low:.3f} to {high:.3f}), {bands['maybe']} in maybe, {bands[None]} in neither"
            )
        kinds: dict[str, Counter[str | None]] = defaultdict(Counter)
        for pair, (band, _, _) in zip(pairs, judged, strict=True):
            if pair["part"] == "tuning":
                kinds[pair["kind"]][band] += 1
        for kind, bands in sorted(kinds.items()):
            print(
                f"   {kind:10} {bands.total():3}: same {bands['same']}, maybe {bands['maybe']}, neither {bands[None]}"
            )
        near = sum(cosine >= 0.8 for _, _, cosine in judged)
        print(f"   by the cosine alone, at 0.8, {near} of {len(pairs)} would merge")
        for pair, (band, why, cosine) in zip(pairs, judged, strict=True):
            if errors and pair["part"] != "held_out" and (band == "same") != (name == "must_merge"):
                print(f"   {name} {band} {cosine:.2f} {pair['left']['text']} | {pair['right']['text']} | {why}")


# -------------------------------------------------------------------------------------------------------------- Breaking NLI


def report_breaking(path: Path, encoder: SentenceEncoder) -> None:
    """Of the pairs that people call a contradiction (entailment), how many are judged the same; 3,000 were looked at while the rules were tuned."""
    with zipfile.ZipFile(path) as archive:
        pairs = [json.loads(line) for line in archive.read("data/dataset.jsonl").splitlines()]
    random.Random(1).shuffle(pairs)
    vectors = encoder.encode([pair[side] for pair in pairs for side in ("sentence1", "sentence2")])
    bands: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    for place, pair in enumerate(pairs):
        left, right = (make_statement(pair[side], name=side) for side in ("sentence1", "sentence2"))
        judgement = judge_pair(left, right, float(vectors[2 * place] @ vectors[2 * place + 1]))
        bands["looked at" if place < 3000 else "unseen", pair["gold_label"]][judgement.proposition] += 1
    for (part, label), found in sorted(bands.items()):
        low, high = bound_share(found["same"], found.total())
        print(
            f"Breaking NLI, {part}, {label}: {found['same']} of {found.total()} in same ({low:.4f} to {high:.4f}), {found['maybe']} in maybe"
        )


# --------------------------------------------------------------------------------------------------------------------- NAnCo


def score_balanced(gold: np.ndarray, found: np.ndarray) -> float:
    """The mean of the shares of same pairs and of other pairs that are told rightly."""
    return float((found[gold].mean() + (~found[~gold]).mean()) / 2)


def load_nanco(path: Path, encoder: SentenceEncoder) -> list[dict[str, Any]]:
    """For each question its answers, and for each pair of them whether they are the same, the cosine, and whether the pair is barred."""
    questions = []
    for question in json.loads(path.read_text(encoding="utf-8")):
        answers = [answer for answer in question["answers"] if str(answer["cluster_global"]) not in {"", "-1"}]
        vectors = encoder.encode([answer["Answer"] for answer in answers])
        statements = [
            make_statement(answer["Answer"], name=f"a{place}", published="2022-04-13")
            for place, answer in enumerate(answers)
        ]
        pairs = list(combinations(range(len(answers)), 2))
        cosines = np.array([float(vectors[a] @ vectors[b]) for a, b in pairs])
        judged = [judge_pair(statements[a], statements[b], c) for (a, b), c in zip(pairs, cosines, strict=True)]
        barred = [judgement.barred for judgement in judged]
        questions.append(
            {
                "name": question["question"],
                "answers": answers,
                "pairs": pairs,
                "cosines": np.where(barred, -1.0, cosines),
                "plain": cosines,
            }
            | {"banded": np.array([judgement.proposition is not None for judgement in judged])}
            | {"gold": np.array([answers[a]["cluster_global"] == answers[b]["cluster_global"] for a, b in pairs])}
        )
    return questions


def choose_threshold(questions: Sequence[dict[str, Any]], kind: str) -> float:
    """The threshold with the best mean balanced accuracy."""
    scores = [np.mean([score_balanced(one["gold"], one[kind] >= at) for one in questions]) for at in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(scores))])


def report_nanco(path: Path, encoder: SentenceEncoder) -> None:
    """Balanced accuracy per question and in the mean, with guards and without, beside the annotators."""
    questions = load_nanco(path, encoder)
    means: dict[str, list[float]] = defaultdict(list)
    for place, question in enumerate(questions):
        others = [one for at, one in enumerate(questions) if at != place]
        shown = []
        for kind in ("cosines", "plain"):
            threshold = choose_threshold(others, kind)
            means[kind].append(score_balanced(question["gold"], question[kind] >= threshold))
            shown.append(f"{means[kind][-1]:.3f} at {threshold:.2f}")
        means["banded"].append(score_balanced(question["gold"], question["banded"]))
        low, high = bound_question(question, choose_threshold(others, "cosines"))
        people = []
        for annotator in ANNOTATORS:
            labels = [answer[annotator] for answer in question["answers"]]
            told = np.array([labels[a] == labels[b] and labels[a] not in {"", "-1"} for a, b in question["pairs"]])
            people.append(score_balanced(question["gold"], told))
            means[annotator].append(people[-1])
        print(
            f"{question['name']} ({len(question['answers'])} answers): {shown[0]} ({low:.3f} to {high:.3f}); cosine alone {shown[1]};"
            f" same or maybe as shipped {means['banded'][-1]:.3f}; annotators {', '.join(f'{score:.3f}' for score in people)}"
        )
    print(
        f"mean of {len(questions)} questions: {np.mean(means['cosines']):.3f}; cosine alone {np.mean(means['plain']):.3f};"
        f" same or maybe as shipped {np.mean(means['banded']):.3f};"
        f" annotators {', '.join(f'{np.mean(means[name]):.3f}' for name in ANNOTATORS)}"
    )


def bound_question(question: dict[str, Any], threshold: float) -> tuple[float, float]:
    """A 95 % interval of one question's balanced accuracy: answers drawn with replacement, their pairs weighed."""
    generator = np.random.default_rng(5)
    lefts, rights = np.array(question["pairs"]).T
    gold, right_told = question["gold"], (question["cosines"] >= threshold) == question["gold"]
    scores = []
    for _ in range(1000):
        counts = np.bincount(
            generator.integers(0, len(question["answers"]), len(question["answers"])),
            minlength=len(question["answers"]),
        )
        weights = counts[lefts] * counts[rights]
        sides = [(weights[side] * right_told[side]).sum() / max(weights[side].sum(), 1) for side in (gold, ~gold)]
        scores.append(sum(sides) / 2)
    return float(np.quantile(scores, 0.025)), float(np.quantile(scores, 0.975))


# --------------------------------------------------------------------------------------------------------------------- speed


def generate(count: int) -> tuple[list[Statement], np.ndarray]:
    """
    Claims of a made-up year of news. A story has 200 of them within ten days, with words of its own; every fourth claim is told again by up to
    five reports. Vectors of a story have cosines about 0.55, those of one claim told again about 0.9.
    """
    chooser, generator = random.Random(3), np.random.default_rng(3)
    words = [
        f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("ara", "eno", "ili", "oto", "uru", "ame") for c in "dklmnrst"
    ]
    statements, vectors = [], []
    while len(statements) < count:
        if len(statements) % 200 < 5 or not statements:
            story, own, first = (
                generator.standard_normal(384),
                chooser.sample(words, 40),
                date(2023, 1, 1) + timedelta(chooser.randrange(355)),
            )
        text = f"{chooser.choice(own).title()} {' '.join(chooser.choices(own, k=10))} {chooser.randrange(2, 900)} times"
        centre = story + 0.8 * generator.standard_normal(384)
        for _ in range(chooser.randrange(2, 7) if chooser.random() < 0.25 else 1):
            name = f"c{len(statements):07}"
            claim = Claim(id=name, voice="outlet", content=(Span(0, len(text)),))
            day = (first + timedelta(chooser.randrange(10))).isoformat()
            statements.append(Statement(claim=claim, report_id=f"r{len(statements)}", words=(text,), published=day))
            vectors.append((centre + 0.4 * generator.standard_normal(384)).astype(np.float32))
    array = np.array(vectors[:count])
    return statements[:count], array / np.linalg.norm(array, axis=1, keepdims=True)


def report_speed(count: int) -> None:
    """Seconds and memory of a full pass, and of one more report of 25 claims against it."""
    statements, vectors = generate(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    groups = group_statements(statements, vectors)
    print(
        f"full pass over {count} claims: {time.perf_counter() - started:.1f} s, {len(groups)} groups,"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before:.0f} MB beyond the claims themselves"
    )
    index = ClaimIndex()
    index.add(statements, vectors)
    index.find_near(vectors[:1])  # settles what was added
    fresh = list(range(0, count, max(1, count // 25)))[:25]
    started = time.perf_counter()
    places = index.place_statements([statements[place] for place in fresh], vectors[fresh])
    print(
        f"one more report of {len(fresh)} claims: {time.perf_counter() - started:.3f} s, {sum(map(len, places))} counterparts"
    )


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="the folder with nanco/ and breaking_nli/")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--nanco", action="store_true")
    parser.add_argument("--breaking", action="store_true")
    parser.add_argument("--speed", type=int, metavar="CLAIMS")
    parser.add_argument("--errors", action="store_true", help="list what is wrong, in the part used for tuning")
    options = parser.parse_args()
    if (options.nanco or options.breaking) and options.corpora is None:
        parser.error("--nanco and --breaking need --corpora")
    if options.speed:
        report_speed(options.speed)
    if options.pairs or options.nanco or options.breaking:
        encoder = SentenceEncoder(threads=2)
        if options.pairs:
            report_pairs(encoder, errors=options.errors)
        if options.nanco:
            report_nanco(options.corpora / "nanco" / "nanco_validation.json", encoder)
        if options.breaking:
            report_breaking(options.corpora / "breaking_nli" / "breaking_nli_dataset.zip", encoder)


if __name__ == "__main__":
    main()
