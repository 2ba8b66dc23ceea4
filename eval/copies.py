"""
How well copies are told from reports that only tell the same story. Run from the repository's root:

    python eval/copies.py --corpora CORPORA        all figures; without --corpora, those on our own reports
    python eval/copies.py --folder some/texts                 recall on any folder of .txt files
    python eval/copies.py --speed                             2,500, 5,000 and 10,000 generated reports of 600 words, on one core

Recall: every report of a set is edited by `edits.py`; it counts as found if the index, which holds all reports of the set, names the report among the
candidates of the edit, and comparing the two gives copy or derived. False alarms: pairs on the same story (cosine of the words, weighted by rarity, of at least
`SAME_STORY`, and at most three days apart where both are dated) for which comparing gives copy or derived. All flagged pairs of the corpora were read; those
that are copies indeed are listed in `data/copies_read.tsv` and left out of the false alarms. Intervals are Wilson's, 95 %.

Beside it stand, on the same pairs, MinHash with 128 permutations of word 5-grams at a Jaccard of 0.7, and the likeness of headlines: half of the
words of the first lines.

What the figures are worth: the thresholds were chosen on PolNeAR's training part. Looked at and used since then: MEANTIME's market reports (the figures of two
sentences must agree), and edits of our own reports and of GeoVirus at seed 1 (which share of hashes makes a candidate, denser hashes of short texts, when sentences
are compared), so recall on those two is partly tuned; PolNeAR dev was not used for it. That two reports are on the same story from a cosine of 0.2 on was set after a look
at all sets.
`--show` prints the pairs that are missed or flagged.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from edits import EDITS, FOLDERS, HEADER, MEDIUM, add_noise, edit_lightly, make_edit, read_folder, reword
from sayso.compare.copies import compare_texts
from sayso.compare.sketch import Hashes, sketch_report, sort_distinct, split_words
from sayso.compare.sketch_index import CopyIndex
from sayso.records import Report

SAME_STORY = 0.2
DAYS = 3
SHORT = 50
MINHASH = 0.7
HEADLINE = 0.5
COPIED = ("copy", "derived")
COPIES_READ = Path(__file__).parent / "data" / "copies_read.tsv"
READ_AS_COPIES = {
    frozenset(line.split("\t"))
    for line in COPIES_READ.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def wilson(count: int, total: int) -> str:
    """A share in percent with its 95 % interval."""
    if not total:
        return "–"
    share, z = count / total, 1.96
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    reach = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return f"{100 * share:5.1f} % [{100 * max(0, middle - reach):.1f}, {100 * min(1, middle + reach):.1f}] ({count}/{total})"


# -------------------------------------------------------------------------------------------------------------- the two baselines


def sign_text(text: str, permutations: int = 128) -> Hashes:
    """The MinHash of a text's 5-grams: the least value of each of 128 hashes of them."""
    rng = np.random.default_rng(0)
    factors = rng.integers(1, 2**63, permutations, dtype=np.uint64) | np.uint64(1)
    grams = sort_distinct(split_words(text).grams)
    if not len(grams):
        return np.zeros(permutations, dtype=np.uint64)
    return np.min((grams[:, None] * factors[None, :]) ^ (factors[None, :] >> np.uint64(7)), axis=0)


def is_minhash_copy(one: str, other: str) -> bool:
    """Whether MinHash puts the Jaccard of the two texts at 0.7 or more."""
    return bool(np.mean(sign_text(one) == sign_text(other)) >= MINHASH)


def is_headline_copy(one: str, other: str) -> bool:
    """Whether half of all words of the two first lines are in both."""
    words = [set(split_words(text.lstrip().split("\n", 1)[0][:150]).keys.tolist()) for text in (one, other)]
    return len(words[0] & words[1]) >= HEADLINE * max(len(words[0] | words[1]), 1)


# ------------------------------------------------------------------------------------------------------------------------- sets


@dataclass(frozen=True, slots=True)
class Text:
    """A report of a set; `outlet` and `day` where the set has them."""

    name: str
    words: str
    outlet: str | None = None
    day: str | None = None

    def to_report(self, key: str | None = None) -> Report:
        """The report as it is compared."""
        return Report(id=key or self.name, text=self.words, text_sha256="", outlet=self.outlet, published=self.day)


def read_own() -> list[Text]:
    """Our own reports: the bundled samples and the gold reports."""
    texts = []
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.txt")):
            with path.open(encoding="utf-8", newline="") as file:
                whole = file.read()
            header = HEADER.match(whole)
            head = dict(line.split(": ", 1) for line in (header[0] if header else "").strip().splitlines())
            texts.append(
                Text(path.name, HEADER.sub("", whole, count=1), head.get("Outlet"), head.get("Date", "")[:10] or None)
            )
    return texts


def read_polnear(corpora: Path, part: str) -> list[Text]:
    """A part of PolNeAR; the names hold outlet and day."""
    texts = read_folder(corpora / "polnear" / "data" / part / "text")
    return [Text(name, words, *name.split("_")[:2]) for name, words in texts.items()]


def read_geovirus(corpora: Path) -> list[Text]:
    """The 238 reports of GeoVirus, all of one outlet and undated."""
    root = ElementTree.parse(corpora / "geovirus" / "GeoVirus.xml").getroot()
    return [
        Text(f"{place}", article.findtext("text") or "", "Wikinews")
        for place, article in enumerate(root.iter("article"))
    ]


def read_meantime(corpora: Path) -> list[Text]:
    """The 120 reports of MEANTIME, put together from their tokens, all of one outlet."""
    texts, name, lines = [], "", [[]]
    for line in (corpora / "meantime" / "meantime.conll").read_text(encoding="utf-8").splitlines():
        if line.startswith("#begin"):
            name, lines = line.split("(")[1].split(")")[0], [[]]
        elif line.startswith("#end"):
            words = "\n".join(" ".join(tokens) for tokens in lines if tokens)
            texts.append(Text(name, re.sub(r" (?=[.,;:!?)])", "", words), "Wikinews"))
        elif line.strip():
            lines[-1].append(line.split("\t")[3])
        else:
            lines.append([])
    return texts


def read_nanco(corpora: Path) -> list[Text]:
    """The paragraphs of NAnCo's validation questions; `outlet` is the site, and the name begins with the question's number."""
    questions = json.loads((corpora / "nanco" / "nanco_validation.json").read_text(encoding="utf-8"))
    return [
        Text(
            f"{place} {answer['Paragraph Id']}",
            answer["Paragraph"],
            answer["Article URL"].split("/")[2],
        )
        for place, question in enumerate(questions, start=1)
        for answer in question["answers"]
    ]


# ----------------------------------------------------------------------------------------------------------------------- recall


def measure_recall(title: str, texts: list[Text], *, seed: int, show: bool) -> None:
    """Prints, for each edit, the share of reports that are found again."""
    print(f"\nRecall, {title}: {len(texts)} reports, seed {seed}")
    print(f"  {'edit':10} {'found':32} {f'… of {SHORT} words or more':32} {'MinHash 0.7':32} headline")
    index = CopyIndex()
    for number, text in enumerate(texts):
        index.add(number, sketch_report(text.words))
    words = {text.name: text.words for text in texts}
    total: list[tuple[bool, bool]] = []
    for edit in EDITS:
        rows = []
        for number, text in enumerate(texts):
            edited = make_edit(text.name, words, edit, seed=seed)
            kind = find_again(index, number, text, edited)
            long = min(len(split_words(t).keys) for t in (text.words, edited)) >= SHORT
            rows.append(
                (kind in COPIED, long, is_minhash_copy(text.words, edited), is_headline_copy(text.words, edited))
            )
            if show and kind not in COPIED:
                print(f"    missed: {text.name[:50]}, {kind}, {len(split_words(edited).keys)} words left")
        if edit in MEDIUM:
            total += [row[:2] for row in rows]
        print_recall(edit, rows)
        if edit == MEDIUM[-1]:
            print(f"  {'to medium':10} {wilson(sum(hit for hit, _ in total), len(total)):32}", end=" ")
            print(wilson(sum(hit for hit, long in total if long), sum(long for _, long in total)))


def print_recall(edit: str, rows: list[tuple[bool, bool, bool, bool]]) -> None:
    """One line: found, found of those that are not short, and the two baselines."""
    found, long = sum(row[0] for row in rows), [row for row in rows if row[1]]
    shares = [wilson(found, len(rows)), wilson(sum(row[0] for row in long), len(long))]
    shares += [wilson(sum(row[place] for row in rows), len(rows)) for place in (2, 3)]
    print(f"  {edit:10} " + " ".join(f"{share:32}" for share in shares))


def find_again(index: CopyIndex, number: int, text: Text, edited: str) -> str | None:
    """What the edit is to the report: the type of copy, "not a candidate", or nothing."""
    candidates, common = index.find_candidates(sketch_report(edited))
    if number not in candidates:
        return "not a candidate"
    found = compare_texts(text.to_report(), Text("edited", edited).to_report(), common=common)
    return found.type if found else None


# ----------------------------------------------------------------------------------------------------------------- false alarms


def pair_stories(texts: list[Text]) -> list[tuple[Text, Text]]:
    """The pairs on the same story."""
    keys = [split_words(text.words).keys for text in texts]
    vocabulary, spread = np.unique(np.concatenate([np.unique(one) for one in keys]), return_counts=True)
    vocabulary, spread = vocabulary[spread > 1], spread[spread > 1]
    weights = np.zeros((len(texts), len(vocabulary)), dtype=np.float32)
    for place, one in enumerate(keys):
        distinct, counts = np.unique(one, return_counts=True)
        known = np.isin(distinct, vocabulary)
        at = np.searchsorted(vocabulary, distinct[known])
        weights[place, at] = (1 + np.log(counts[known])) * np.log(len(texts) / spread[at])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    likeness = weights @ weights.T
    return [
        (texts[one], texts[other])
        for one, other in combinations(range(len(texts)), 2)
        if likeness[one, other] >= SAME_STORY and _are_near(texts[one].day, texts[other].day)
    ]


def _are_near(one: str | None, other: str | None) -> bool:
    if not (one and other and DAY.fullmatch(one) and DAY.fullmatch(other)):
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS


def measure_alarms(title: str, pairs: list[tuple[Text, Text]], *, show: bool) -> tuple[int, int]:
    """Prints how many pairs on the same story are flagged that are no copies; gives that count and the number of such pairs."""
    alarms = [0, 0, 0]
    copies = quotes = 0
    for one, other in pairs:
        found = compare_texts(one.to_report(), other.to_report())
        flags = (
            found is not None and found.type in COPIED,
            is_minhash_copy(one.words, other.words),
            is_headline_copy(one.words, other.words),
        )
        quotes += found is not None and found.type == "shares_quotes"
        read = frozenset((one.name, other.name)) in READ_AS_COPIES
        copies += read
        if not read:
            alarms = [count + flag for count, flag in zip(alarms, flags, strict=True)]
        if show and flags[0]:
            print(
                f"    flagged{', read as a copy' if read else ''}: {one.name} | {other.name}: {found.why if found else ''}"
            )
    total = len(pairs) - copies
    print(
        f"  {title:44} "
        + " ".join(f"{wilson(count, total):30}" for count in alarms)
        + f" {copies:3} copies, {quotes} share quotes"
    )
    return alarms[0], total


# ------------------------------------------------------------------------------------------------------------------------ speed


def generate_reports(count: int, *, seed: int = 0) -> Iterable[str]:
    """Reports of 600 words: made-up words as frequent as English ones, stock phrases, one in seven a copy of an earlier one, one in three with the same foot."""
    rng = random.Random(seed)
    syllables = [
        a + b for a in "b d f g k l m n p r s t v z st tr pl".split() for b in "a e i o u an er in or un".split()
    ]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(20000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    bounds = list(np.cumsum(weights))
    phrases = [" ".join(rng.choices(vocabulary, cum_weights=bounds, k=7)) for _ in range(5000)]
    foot = " ".join(rng.choices(vocabulary, k=60)) + "."
    edits: list[Callable[..., str]] = [edit_lightly, reword, add_noise]
    kept: list[str] = []
    for _ in range(count):
        if kept and rng.random() < 1 / 7:
            text = rng.choice(edits)(rng.choice(kept), (), rng)
        else:
            text = "\n\n".join(_generate_paragraph(rng, vocabulary, bounds, phrases) for _ in range(11))
        kept = [*kept[-199:], text]
        yield f"{text}\n\n{foot}" if rng.random() < 1 / 3 else text


def _generate_paragraph(rng: random.Random, vocabulary: list[str], bounds: list[float], phrases: list[str]) -> str:
    """50 words or so in three sentences, of which the second may be quoted."""
    sentences = [" ".join(rng.choices(vocabulary, cum_weights=bounds, k=16)).capitalize() + "." for _ in range(3)]
    if rng.random() < 0.4:
        sentences[1] = f"“{sentences[1][:-1]},” he said."
    if rng.random() < 0.5:
        sentences[2] = (
            f"{rng.choices(phrases, cum_weights=bounds[: len(phrases)])[0].capitalize()} {sentences[2].lower()}"
        )
    return " ".join(sentences)


def measure_speed(count: int) -> None:
    """Prints the processor time and the memory of sketching, finding and comparing growing numbers of reports."""
    reports = [
        Report(id=f"{n:05}", text=text, text_sha256="", outlet=f"O{n % 40}")
        for n, text in enumerate(generate_reports(count))
    ]
    words = sum(len(report.text.split()) for report in reports) / len(reports)
    print(
        f"{len(reports)} generated reports of {words:.0f} words; processor time of one core, whole pass from text to copies"
    )
    start, index, copies, compared = time.process_time(), CopyIndex(), 0, 0
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, report in enumerate(reports):
        sketch = sketch_report(report.text)
        candidates, common = index.find_candidates(sketch)
        compared += len(candidates)
        copies += sum(compare_texts(reports[other], report, common=common) is not None for other in candidates)
        index.add(number, sketch)
        if (number + 1) % (count // 4) == 0:
            memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024
            print(
                f"  {number + 1:6} reports {time.process_time() - start:6.1f} s  {memory:6.0f} MiB more  {compared:6} compared  {copies:5} copies"
            )


# ------------------------------------------------------------------------------------------------------------------------- main


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--folder", type=Path, help="measure recall on this folder only")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--reports", type=int, default=10000, help="how many reports --speed generates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what is missed or flagged")
    args = parser.parse_args()
    if args.speed:
        measure_speed(args.reports)
        return
    if args.folder:
        texts = [Text(name, words) for name, words in read_folder(args.folder).items()]
        measure_recall(str(args.folder), texts, seed=args.seed, show=args.show)
        return
    sets = {"our own reports": read_own()}
    if args.corpora:
        sets["PolNeAR, development"] = read_polnear(args.corpora, "dev")
        sets["GeoVirus"] = read_geovirus(args.corpora)
    for title, texts in sets.items():
        measure_recall(title, texts, seed=args.seed, show=args.show)
    stories = {title: pair_stories(texts) for title, texts in sets.items()}
    if args.corpora:
        stories["MEANTIME"] = pair_stories(read_meantime(args.corpora))
        stories["NAnCo, paragraphs of one question"] = [
            pair for pair in pair_stories(read_nanco(args.corpora)) if pair[0].name[0] == pair[1].name[0]
        ]
    print(f"\n  {'False alarms on the same story':44} {'sayso':30} {'MinHash 0.7':30} headline")
    counts = [measure_alarms(title, pairs, show=args.show) for title, pairs in stories.items()]
    print(f"  {'all of these':44} {wilson(sum(alarms for alarms, _ in counts), sum(total for _, total in counts))}")
    if args.corpora:
        pairs = pair_stories(read_polnear(args.corpora, "train"))
        measure_alarms("PolNeAR, training (thresholds chosen here)", pairs, show=args.show)


if __name__ == "__main__":
    main()
