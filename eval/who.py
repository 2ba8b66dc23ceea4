"""
How well the who room finds speakers: `python eval/who.py --corpora PATH` prints every measure; `--fit` fits the pronoun weights first.

- pronouns: each he and she of GUM news and interview documents that has a name to stand for, and of GAP validation: accuracy of the answered, share
  answered, on raw text (no gold mentions). Right is an entity one of whose names is a gold mention of the pronoun's entity. GUM is
  scored with the weights as they are, and with `--fit` five-fold by document too (fitted on the other folds and a part of GAP
  development). GUM was looked at while the rules were written; GAP validation was not.
- keys: MEANTIME's cross-document chains of persons, organisations and places, pairwise.
- coverage: share of PolNeAR dev attributions with a source that get a named entity, an unnamed kind, or nothing but "unknown".
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import polnear
from sayso.records import Attribution, Mention, Reading, Span
from sayso.resolve.who import drafts, names, pronouns, resolve_speakers, table, words
from sayso.resolve.who.chains import SURE, Chain

CUES = re.compile(
    r"\b(?:said|says|told|added|wrote|argued|warned|explained|stated|noted|asked|claimed|announced|believes|thinks)\b"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its pronouns to resolve (start, chain), the gold mentions (start, end, chain), and other pronouns whose chain is known."""

    name: str
    text: str
    pronouns: tuple[tuple[int, str], ...]
    mentions: tuple[tuple[int, int, str], ...]
    others: tuple[tuple[int, str], ...] = ()


def load_gum(corpora: Path, genres: tuple[str, ...] = ("news", "interview")) -> list[Case]:
    """GUM documents rebuilt from their tokens, paragraphs kept, with coreference of persons."""
    cases = []
    for file in sorted((corpora / "gum/dep").glob("*.conllu")):
        if file.stem.split("_")[1] in genres:
            cases.append(read_gum(file))
    return cases


def read_gum(file: Path) -> Case:
    """One GUM document. A turn's speaker is not shown in the text, as in the source."""
    text, open_groups, mentions, found, others = "", [], [], [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar"):
            text = text.rstrip() + "\n\n" if text else ""
        fields = line.split("\t")
        if len(fields) != 10 or not fields[0].isdigit():
            continue
        start = len(text)
        text += fields[1]
        entity = re.search(r"Entity=([^|]+)", fields[9])
        for part in re.findall(r"\(\d+[^()]*\)?|\d+\)", entity.group(1)) if entity else []:
            group = re.match(r"\(?(\d+)", part).group(1)
            if part.startswith("("):
                open_groups.append((group, start))
            if part.endswith(")"):
                place = max((i for i, (g, _) in enumerate(open_groups) if g == group), default=None)
                if place is not None:
                    mentions.append((open_groups.pop(place)[1], len(text), group))
        if mentions and mentions[-1][:2] == (start, len(text)):
            if fields[1].lower() in ("he", "she"):
                found.append((start, mentions[-1][2]))
            others.append((start, mentions[-1][2]))
        if "SpaceAfter=No" not in fields[9]:
            text += " "
    return Case(file.stem, text, tuple(found), tuple(mentions), tuple(others))


def load_meantime(corpora: Path) -> list[Case]:
    """MEANTIME's English articles, one sentence after another, title and date as paragraphs."""
    cases, name, text, spans, starts, found, last = [], "", "", [], {}, [], "0"
    for line in (corpora / "meantime/meantime.conll").read_text(encoding="utf-8").splitlines():
        if line.startswith("#begin"):
            name, text, spans, starts, found, last = line.split("(")[1].split(")")[0], "", [], {}, [], "0"
        elif line.startswith("#end"):
            cases.append(Case(name, text, tuple(found), tuple(spans)))
        elif "\t" in line:
            _, sentence, _, word, marks = line.split("\t")[:5]
            if sentence != last:
                text, last = text.rstrip() + ("\n\n" if int(sentence) <= 2 else " "), sentence
            if text.endswith(" ") and re.fullmatch(r"[.,;:!?%)\]]|'s|n't|''|'", word):
                text = text[:-1]
            start = len(text)
            text += word
            for mark in re.findall(r"\(?\w+\)?", re.sub(r"(?:cross_|intra_)+", "", marks)) if marks != "-" else []:
                group = mark.strip("()")
                if mark.startswith("("):
                    starts[group] = start
                if mark.endswith(")") and group in starts:
                    spans.append((starts.pop(group), len(text), group))
                    if word.lower() in ("he", "she"):
                        found.append((start, group))
            text += "" if word in ("(", "[", "``") else " "
    return cases


def load_gap(corpora: Path, part: str) -> list[Case]:
    """GAP snippets: the pronoun, and the name it stands for where that is A or B; chain "none" where it is neither."""
    cases = []
    with (corpora / f"gap/gap-{part}.tsv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            mentions = [(int(row[f"{x}-offset"]), int(row[f"{x}-offset"]) + len(row[x]), x) for x in "AB"]
            right = next((x for x in "AB" if row[f"{x}-coref"] == "TRUE"), "none")
            cases.append(Case(row["ID"], row["Text"], ((int(row["Pronoun-offset"]), right),), tuple(mentions)))
    return cases


def make_reading(text: str) -> Reading:
    """Plain attributions by rule, so that "who spoke last" is known where no network has read: a name or pronoun beside a verb of saying."""
    split = words.split_words(text)
    known = table.load_table()
    by_word = {}
    for name in names.find_names(split, known):
        if not name.in_place:
            by_word |= dict.fromkeys(range(name.opens, name.last + 1), name)
    attributions = []
    for cue in CUES.finditer(text):
        at = split.first_at(cue.start())
        source = None
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(split.bases) and split.sentence[beside] == split.sentence[at]:
                if beside in by_word:
                    source = by_word[beside].span
                    break
                if split.lower[beside] in ("he", "she"):
                    source = Span(split.starts[beside], split.ends[beside])
                    break
        if source is None:
            continue
        sentence = split.sentences[split.sentence[at]]
        after = (
            Span(min(cue.end() + 1, sentence.end - 1), sentence.end)
            if sentence.end - cue.end() > source.end - sentence.start
            else Span(sentence.start, max(sentence.start + 1, source.start))
        )
        attributions.append(
            Attribution(
                cue=Mention(span=Span(*cue.span()), role="cue", score=1),
                sources=(Mention(span=source, role="source", score=1),),
                content=(Mention(span=after, role="content", score=1),),
                score=1,
            )
        )
    return Reading(attributions=tuple(attributions))


def read_chain(case: Case, weights: dict[str, float], *, forced: bool = False) -> tuple[drafts.Cast, list]:
    """The cast of a text and the log of its he and she: (word index, ranked, candidates with features); `forced` shows the chain its gold past."""
    reading = make_reading(case.text)
    split = words.split_words(case.text)
    sources = [attribution.sources[0].span for attribution in reading.attributions]
    cast = drafts.gather_cast(split, names.find_names(split, table.load_table()), table.load_table(), sources)
    chain = Chain.start(cast, reading, sources)
    chain.weights, chain.log = weights, []
    if forced:
        chain.list_events()
        for start, group in case.others:
            right = find_right(case, cast, group)
            if right and split.lower[split.first_at(start)] in pronouns.GENDER:
                chain.answers[split.first_at(start)] = min(right, key=lambda n: cast.drafts[n].mentions[0].start)
    chain.run()
    return cast, chain.log


def find_right(case: Case, cast: drafts.Cast, chain: str) -> set[int]:
    """The drafts one of whose names is a mention of the gold chain: the smallest gold mention that holds the name's last letter."""
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    pronoun_words = pronouns.PRONOUNS
    spans = [
        (draft.number, span)
        for draft in cast.drafts
        for span in draft.mentions
        if span.of(case.text).lower() not in pronoun_words
    ]
    for owner, span in spans:
        holding = [m for m in case.mentions if m[0] < span.end <= m[1]]
        if holding:
            smallest = min(holding, key=lambda m: m[1] - m[0])
            (right if smallest[2] == chain else wrong)[owner] += 1
    return {owner for owner in right if right[owner] >= wrong[owner]}


def collect(
    cases: list[Case], weights: dict[str, float], *, forced: bool = False
) -> list[tuple[str, list, set[int], list]]:
    """For each gold pronoun: document, ranked answer, right drafts, candidates."""
    rows = []
    for case in cases:
        cast, log = read_chain(case, weights, forced=forced)
        by_start = {cast.words.starts[at]: (ranked, candidates) for at, ranked, candidates in log}
        for start, chain in case.pronouns:
            ranked, candidates = by_start.get(start, ([], []))
            rows.append((case.name, ranked, find_right(case, cast, chain), candidates))
    return rows


def fit(rows: list, weights: dict[str, float], *, ridge: float = 0.05, steps: int = 600) -> dict[str, float]:
    """Weights of the softmax over candidates, by gradient ascent (Adam) on the rows whose right candidate is among them."""
    features = pronouns.FEATURES
    width = max(len(row[3]) for row in rows) + 1
    x = np.zeros((len(rows), width, len(features)))
    y, mask = np.zeros((len(rows), width)), np.zeros((len(rows), width), dtype=bool)
    for i, (_, _, right, candidates) in enumerate(rows):
        x[i, -1, features.index("nobody")], mask[i, -1] = 1.0, True
        y[i, -1] = not right & {number for number, _ in candidates}
        for j, (number, values) in enumerate(candidates):
            x[i, j] = [values.get(name, 0.0) for name in features]
            y[i, j], mask[i, j] = number in right, True
    y /= y.sum(axis=1, keepdims=True)
    prior = np.array([pronouns.WEIGHTS[name] for name in features])  # what news style suggests; the data moves it
    w = np.array([weights[name] for name in features])
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        scores = np.where(mask, x @ w, -1e9)
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        gradient = np.einsum("nkf,nk->f", x, y - p) / len(rows) - ridge * (w - prior)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        w = w + 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(value), 2) for name, value in zip(features, w, strict=True)}


def score(rows: list, sure: float = SURE) -> tuple[int, int, int]:
    """Right, answered and all of the pronouns."""
    answered = [(ranked, right) for _, ranked, right, _ in rows if ranked and ranked[0][0] >= sure]
    return sum(ranked[0][1] in right for ranked, right in answered), len(answered), len(rows)


def describe(name: str, rows: list, sure: float = SURE) -> str:
    """One line: accuracy when answered with its 95 % interval (bootstrap over documents), and the share answered."""
    right, answered, total = score(rows, sure)
    by_document = defaultdict(list)
    for row in rows:
        by_document[row[0]].append(row)
    rng = random.Random(0)
    values = []
    for _ in range(500):
        r, a, _ = score(
            [row for document in rng.choices(list(by_document), k=len(by_document)) for row in by_document[document]],
            sure,
        )
        values.append(r / max(1, a))
    values.sort()
    reachable = sum(bool({n for n, _ in candidates} & right_set) for _, _, right_set, candidates in rows)
    return f"{name:28} n {total:5}  answered {answered / max(1, total):6.1%}  right when answered {right / max(1, answered):6.1%} ({values[12]:.1%} to {values[487]:.1%})  reachable {reachable / max(1, total):.1%}"


def measure_pronouns(corpora: Path, *, refit: bool) -> dict[str, float]:
    """Prints the pronoun figures; returns the weights (fitted anew if asked)."""
    gum, gap_dev, gap_val = load_gum(corpora), load_gap(corpora, "development"), load_gap(corpora, "validation")
    weights = dict(pronouns.WEIGHTS)
    if refit:
        folds = [gum[i::5] for i in range(5)]
        for _ in range(2):
            other = [row for row in collect(gap_dev[::20], weights) if row[2]]
            weights = fit(other + collect(gum, weights, forced=True) * 3, weights)
        rows = []
        for held in folds:
            kept = [case for case in gum if case not in held]
            rows += collect(held, fit(other + collect(kept, weights, forced=True) * 3, dict(pronouns.WEIGHTS)))
        print(describe("GUM he/she, five-fold", rows))
        print(weights)
    named = [case for case in gap_val if case.pronouns[0][1] != "none"]
    for name, cases in (
        ("GUM he/she", gum),
        ("GAP validation, A or B", named),
        ("GAP development", [case for case in gap_dev if case.pronouns[0][1] != "none"]),
    ):
        rows = collect(cases, weights)
        for sure in (0.7, SURE, 0.9):
            print(describe(f"{name} at {sure}", rows, sure))
    return weights


def measure_keys(corpora: Path, types: str = "PER|ORG|LOC") -> None:
    """
    Prints pairwise precision and recall of the keys over MEANTIME's persons, organisations and places: two entities of two articles
    belong together if their gold chain is the same, and are put together if their key is.
    """
    gold: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for case in load_meantime(corpora):
        reading = make_reading(case.text)
        entities, _ = resolve_speakers(case.text, reading, title=None, outlet=None, published=None)
        keys: dict[str, Counter[str]] = defaultdict(Counter)
        named: set[str] = set()
        for start, end, chain in case.mentions:
            if not re.search(rf"(?:{types})\d", chain) or not case.text[start:end][:1].isupper():
                continue
            named.add(chain)
            for entity in entities:
                if entity.named and any(
                    start <= span.start and span.end <= end <= span.end + 2 for span in entity.mentions
                ):
                    keys[chain][entity.key or ""] += 1
        for chain in named:
            best = keys[chain].most_common(1)
            gold[chain].append((case.name, best[0][0] or None if best else None))
    units = [(chain, key) for chain, rows in gold.items() for _, key in rows]
    same_gold = sum(len(rows) * (len(rows) - 1) // 2 for rows in gold.values())
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    for chain, key in units:
        if key is not None:
            by_key[key][chain] += 1
    together = sum(sum(c.values()) * (sum(c.values()) - 1) // 2 for c in by_key.values())
    right = sum(n * (n - 1) // 2 for c in by_key.values() for n in c.values())
    print(
        f"MEANTIME keys of {types}: {len(units)} entities of articles, {same_gold} gold pairs, {together} pairs by key; "
        f"precision {right / max(1, together):.1%}, recall {right / max(1, same_gold):.1%}"
    )
    for key, chains in sorted(by_key.items(), key=lambda item: -sum(item[1].values()) + max(item[1].values()))[:6]:
        print("  most mixed:", key, dict(chains))


def measure_coverage(corpora: Path, part: str) -> None:
    """Prints what PolNeAR's sources become."""
    kinds: Counter[str] = Counter()
    total = 0
    for article in polnear.load_part(corpora, part):
        reading = read_gold(article)
        entities, speakers = resolve_speakers(article.text, reading, title=None, outlet=None, published=None)
        by_id = {entity.id: entity for entity in entities}
        for attribution, people in zip(reading.attributions, speakers, strict=True):
            if attribution.sources:
                total += 1
                kinds["joint"] += len(people) > 1
                entity = by_id[people[0].entity] if people else None
                kinds[
                    "nothing" if entity is None else ("named" if entity.named else "unnamed") + " " + entity.kind
                ] += 1
    print(
        f"PolNeAR {part}: {total} attributions with a source; "
        + ", ".join(f"{kind} {count / total:.1%}" for kind, count in kinds.most_common())
    )


def read_gold(article: polnear.Article) -> Reading:
    """The gold attributions as a reading of score 1."""

    def mentions(role: str, pieces: polnear.Pieces) -> tuple[Mention, ...]:
        return tuple(Mention(span=Span(*piece), role=role, score=1.0) for piece in pieces)

    return Reading(
        attributions=tuple(
            Attribution(
                cue=mentions("cue", g.cue)[0],
                sources=mentions("source", g.source),
                content=mentions("content", g.content),
                score=1.0,
            )
            for g in article.gold
            if g.cue
        )
    )


def main() -> None:
    """Prints the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--fit", action="store_true", help="fit the pronoun weights and print them")
    parser.add_argument("--part", default="dev", choices=("train", "dev"), help="part of PolNeAR to cover")
    arguments = parser.parse_args()
    measure_pronouns(arguments.corpora, refit=arguments.fit)
    measure_keys(arguments.corpora)
    measure_keys(arguments.corpora, "PER|ORG")
    measure_coverage(arguments.corpora, arguments.part)


if __name__ == "__main__":
    main()
