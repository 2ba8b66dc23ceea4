"""
Whether sayso names the right speaker: 300 sources of PolNeAR dev, checked by hand. Run from the repository's root:

    python eval/sources.py --corpora CORPORA --score                     # share right, by stratum; --errors lists what is wrong
    python eval/sources.py --corpora CORPORA --sample FOLDER             # writes the sheets that people label, without sayso's answers
    python eval/sources.py --corpora CORPORA --take FILE --to second     # takes a pass into the labels

The sample: gold attributions with a source (one that serves several counts once), drawn with a fixed seed, at most six an article, each stratum in proportion to its size, so
that the plain share right is close to that of PolNeAR dev. A stratum is told by the source's surface alone.

`data/sources_polnear.jsonl` has offsets and labels, no words. Each line: the article, the source's place, its stratum, and what the passes say: `first`, `second`,
and `final`, which counts where it is there, with `why`. A pass holds `referents`, each with the place of the longest name of the speaker in the
article (of the words that bring it in, where it has no name), `kind` and `named`; `metonym` where a place speaks for its government; `unclear` where
the text does not decide or nobody speaks: such sources are counted and left out of the score.

A source is *right* when sayso's speakers are the referents, one to one: a named one needs a named entity with a mention that ends where the referent does, or
with the same name, and where it is a metonym a government; an unnamed one needs an unnamed entity of its kind with a mention at its place. It is right but for the *label*
where no more than the kind of an unnamed referent, or that it counts as named by its own words, is wrong; left *unlinked* where sayso says no more than the source's own words
do ("she could be X or Y"); else *wrong*. The gold attribution is resolved where the reading has no source, so that what the reading missed
is not counted against the resolving; the last column counts its misses as not right.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from copies import wilson
from polnear import Article, load_part
from sayso import Reader, make_report, read_report
from sayso.records import Claim, Entity, Report, Span
from sayso.resolve import resolve_reading
from sayso.scoring.matching import fold
from sources_sample import MANY, PASSES, STRATA, load_labels, take_pass, write_sheets
from who import read_gold

WAYS = ("label", "unlinked", "wrong")


# ------------------------------------------------------------------------------------------------------------------------ the labels


def settle(text: str, row: dict[str, Any]) -> dict[str, Any] | None:
    """The label that counts: `final`, else what the passes agree on, else the only pass; `None` where two passes differ and nobody has settled it."""
    if "final" in row:
        return row["final"]
    if "first" in row and "second" in row:
        return row["first"] if is_same(text, row["first"], row["second"]) else None
    return row.get("first") or row.get("second")


def is_same(text: str, one: dict[str, Any], other: dict[str, Any], *, kinds: bool = True) -> bool:
    """Whether two passes say the same of a source: the same referents, in any order, with the same kinds."""
    if bool(one.get("unclear")) != bool(other.get("unclear")) or len(one["referents"]) != len(other["referents"]):
        return False
    left = list(other["referents"])
    for referent in one["referents"]:
        match = next(
            (candidate for candidate in left if is_same_referent(text, referent, candidate, kinds=kinds)), None
        )
        if match is None:
            return False
        left.remove(match)
    return True


def is_same_referent(text: str, one: dict[str, Any], other: dict[str, Any], *, kinds: bool) -> bool:
    """Whether two referents are one: places that overlap, or names of which one has all the words of the other."""
    if one["named"] != other["named"] or (kinds and one["kind"] != other["kind"]):
        return False
    left, right = Span(*one["span"]), Span(*other["span"])
    if left.overlaps(right):
        return True
    names = [set(fold(span.of(text)).split()) for span in (left, right)]
    return bool(one["named"] and (names[0] <= names[1] or names[1] <= names[0]))


# ------------------------------------------------------------------------------------------------------------------------ the score


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What sayso says of a source: its speakers, and whether the reading found a source there."""

    people: tuple[Entity, ...]
    found: bool


@dataclass(slots=True)
class Tally:
    """Verdicts on a set of sources, each with whether the reading found the source."""

    verdicts: list[tuple[str, bool]] = field(default_factory=list)

    def show(self) -> str:
        """The share right, how many are wrong in each way, and the share right with the reading's misses counted as not right."""
        count = len(self.verdicts)
        ways = Counter(verdict for verdict, _ in self.verdicts)
        read = sum(verdict == "right" and found for verdict, found in self.verdicts)
        return (
            f"{wilson(ways['right'], count):34}"
            + "".join(f"{ways[way]:9}" for way in WAYS)
            + f"   {wilson(read, count)}"
        )


class Answers:
    """sayso's answers on one article: of its own reading, and of the gold attributions."""

    def __init__(self, article: Article, reader: Reader) -> None:
        # One article is not in Unicode's composed form: it is read as it is, so that the gold offsets fit.
        report = replace(make_report(article.text, published=article.name.split("_")[1]), text=article.text)
        result = read_report(report, reader=reader)
        self.entities = {entity.id: entity for entity in result.facts.entities}
        self.claims = [claim for claim in result.claims if claim.source is not None]
        self.gold = resolve_gold(article, report)

    def find(self, source: Span) -> Answer:
        """The speakers of the claim whose source shares the most with `source`; of the gold attribution where there is no such claim."""
        own = self.read(source)
        return Answer(people=self.gold[source], found=False) if own is None else Answer(people=own, found=True)

    def read(self, source: Span) -> tuple[Entity, ...] | None:
        """The speakers of the claim whose source shares the most with `source`, outer claims first; `None` without such a claim."""

        def share(claim: Claim) -> tuple[float, bool]:
            span = claim.source or source
            common = min(span.end, source.end) - max(span.start, source.start)
            return common / (max(span.end, source.end) - min(span.start, source.start)), claim.inside is None

        near = [claim for claim in self.claims if claim.source is not None and claim.source.overlaps(source)]
        if not near:
            return None
        return tuple(self.entities[speaker.entity] for speaker in max(near, key=share).speakers)


def resolve_gold(article: Article, report: Report) -> dict[Span, tuple[Entity, ...]]:
    """For each gold source the speakers that sayso's resolving gives, with the gold attributions in place of a reading."""
    reading = read_gold(article)
    facts = resolve_reading(report, reading)
    by_id = {entity.id: entity for entity in facts.entities}
    answers: dict[Span, tuple[Entity, ...]] = {}
    for attribution, speakers in zip(reading.attributions, facts.speakers, strict=True):
        if attribution.sources:
            spans = [mention.span for mention in attribution.sources]
            whole = Span(min(span.start for span in spans), max(span.end for span in spans))
            answers.setdefault(whole, tuple(by_id[speaker.entity] for speaker in speakers))
    return answers


def judge(text: str, source: Span, label: dict[str, Any], people: Sequence[Entity]) -> str:
    """The verdict: "right", or one of `WAYS`."""
    left, verdict = list(people), "right"
    for referent in label["referents"]:
        match = next((entity for entity in left if stands_for(text, referent, entity)), None)
        if match is None:
            return "unlinked" if all(keeps_words(text, source, entity) for entity in people) else "wrong"
        left.remove(match)
        if not referent["named"] and (match.named or match.kind != referent["kind"]):
            verdict = "label"
    return "wrong" if left else verdict


def stands_for(text: str, referent: dict[str, Any], entity: Entity) -> bool:
    """Whether the entity is the referent, whatever the kind of one without a name."""
    spans = [Span(*place) for place in (referent["span"], *referent.get("also", ()))]
    if not referent["named"]:
        near = any(mention.overlaps(spans[0]) for mention in entity.mentions)
        return near and (not entity.named or is_named_by_words(entity.name, spans[0].of(text)))
    if not entity.named or (referent.get("metonym") and entity.kind != "government"):
        return False
    names = {fold(name) for name in (entity.name, *entity.aliases)}
    return any(ends_alike(text, span, entity) or fold(span.of(text)) in names for span in spans)


def is_named_by_words(name: str, words: str) -> bool:
    """Whether a name is no other than the words: all but a "many" in front of them, or "her campaign" with the name of whose it is."""
    opening = MANY.match(words)
    if fold(name) == fold(words[opening.end() :] if opening else words):
        return True
    whose = re.match(r"(?:his|her|its|their)\s+(.+)", words, re.IGNORECASE)
    return whose is not None and re.search(rf"['’]s?\s+{re.escape(whose.group(1))}$", name, re.IGNORECASE) is not None


def ends_alike(text: str, span: Span, entity: Entity) -> bool:
    """Whether a mention reaches a name's end, but for a possessive or an "of …": "Trump" in "the Trump campaign" is not the campaign."""
    near = [mention for mention in entity.mentions if mention.overlaps(span)]
    return any(abs(m.end - span.end) <= 2 or re.match(r" (?:of|for) ", text[m.end : span.end]) for m in near)


def keeps_words(text: str, source: Span, entity: Entity) -> bool:
    """Whether sayso says no more of a source than its own words do."""
    return not entity.named or fold(entity.name) in fold(source.of(text))


def score(articles: Sequence[Article], *, errors: bool) -> None:
    """Prints how far the passes agree, the share right by stratum, and the share of all gold sources that get an entity or an unnamed kind."""
    texts = {article.name: article.text for article in articles}
    labels = load_labels()
    show_agreement(texts, labels)
    reader = Reader()
    answers = {article.name: Answers(article, reader) for article in articles}
    tallies: dict[str, Tally] = {name: Tally() for name in ("all", *STRATA, "joint", "metonym", "named", "no name")}
    left_out: Counter[str] = Counter()
    gold_right = kinds_right = 0
    for row in labels:
        text, source = texts[row["article"]], Span(*row["source"])
        label = settle(text, row)
        if label is None or label.get("unclear"):
            left_out["not settled" if label is None else "unclear"] += 1
            continue
        answer = answers[row["article"]].find(source)
        verdict = judge(text, source, label, answer.people)
        gold_right += judge(text, source, label, answers[row["article"]].gold[source]) == "right"
        for name in ("all", row["stratum"], *list_parts(label)):
            tallies[name].verdicts.append((verdict, answer.found))
        kinds_right += verdict == "right" and has_kinds(label, answer.people)
        if errors and verdict != "right":
            print(describe_error(row, label, answer, verdict))
    print(f"left out: {', '.join(f'{count} {name}' for name, count in left_out.items()) or 'none'}")
    print(
        f"{'':15}{'right (gold where not read)':34}{''.join(f'{way:>9}' for way in WAYS)}   right, misses of the reading not right"
    )
    for name, tally in tallies.items():
        print(f"{name:15}{tally.show()}")
    verdicts = tallies["all"].verdicts
    count, right = len(verdicts), sum(verdict == "right" for verdict, _ in verdicts)
    answered = sum(verdict != "unlinked" for verdict, _ in verdicts)
    print(f"right or right but for the label: {wilson(right + sum(v == 'label' for v, _ in verdicts), count)}")
    print(f"right, of those not left unlinked: {wilson(right, answered)}")
    print(f"right on gold attributions only:  {wilson(gold_right, count)}")
    print(f"the reading has a source there:   {wilson(sum(found for _, found in verdicts), count)}")
    print(f"kinds right too, of those right:  {wilson(kinds_right, right)}")
    cover(articles, answers)


def has_kinds(label: dict[str, Any], people: Sequence[Entity]) -> bool:
    """Whether the kinds of the speakers are those of the label, named ones too."""
    return sorted(referent["kind"] for referent in label["referents"]) == sorted(entity.kind for entity in people)


def list_parts(label: dict[str, Any]) -> list[str]:
    """The kinds of source, by label, that are counted apart."""
    referents = label["referents"]
    parts = ["joint"] if len(referents) > 1 else []
    parts += ["metonym"] if any(referent.get("metonym") for referent in referents) else []
    return [*parts, "named" if any(referent["named"] for referent in referents) else "no name"]


def describe_error(row: dict[str, Any], label: dict[str, Any], answer: Answer, verdict: str) -> str:
    """One line: where, what the label says, and what sayso says."""
    wanted = " + ".join(
        f"{referent['span'][0]}-{referent['span'][1]} {referent['kind']}{'' if referent['named'] else ', no name'}"
        for referent in label["referents"]
    )
    given = " + ".join(
        f"{entity.name!r} {entity.kind}{'' if entity.named else ', no name'} ({entity.why})" for entity in answer.people
    )
    place = f"{row['article']} {row['source'][0]}-{row['source'][1]}"
    return f"  {verdict}: {place} [{row['stratum']}{'' if answer.found else ', not read'}]: {wanted}; sayso: {given or 'nobody'}"


def show_agreement(texts: dict[str, str], labels: Sequence[dict[str, Any]]) -> None:
    """Prints how many passes there are and how far two agree."""
    passes = {name: sum(name in row for row in labels) for name in PASSES}
    print(f"{len(labels)} sources; labels: {', '.join(f'{count} {name}' for name, count in passes.items())}")
    both = [row for row in labels if "first" in row and "second" in row]
    if both:
        for kinds, remark in ((True, ""), (False, ", kinds aside")):
            same = sum(is_same(texts[row["article"]], row["first"], row["second"], kinds=kinds) for row in both)
            print(f"the two passes agree{remark}: {wilson(same, len(both))}")


def cover(articles: Sequence[Article], answers: dict[str, Answers]) -> None:
    """Prints the share of all gold attributions with a source that get an entity with a name or one without a name of a known kind."""
    named = unnamed = total = 0
    for article in articles:
        for gold in article.gold:
            if not gold.source or not gold.cue:
                continue
            total += 1
            people = answers[article.name].gold[Span(gold.source[0][0], max(end for _, end in gold.source))]
            named += any(entity.named for entity in people)
            unnamed += bool(people) and not any(e.named for e in people) and any(e.kind != "unknown" for e in people)
    print(f"all gold attributions with a source, an entity or an unnamed kind: {wilson(named + unnamed, total)}")
    print(
        f"  with a name {named / total:.1%}, an unnamed kind {unnamed / total:.1%}, neither {1 - (named + unnamed) / total:.1%}"
    )


def main() -> None:
    """Prints the score, or writes the sheets, or takes a pass."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument(
        "--score", action="store_true", help="print the score, which is done anyway where nothing else is asked"
    )
    parser.add_argument("--sample", type=Path, metavar="FOLDER", help="write the sheets there, outside the repository")
    parser.add_argument("--take", type=Path, metavar="FILE", help="a pass, one line a source")
    parser.add_argument("--to", choices=PASSES, help="which pass --take is")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    if (arguments.take is None) != (arguments.to is None):
        parser.error("--take and --to go together")
    articles = load_part(arguments.corpora, "dev")
    if arguments.sample:
        print(f"{write_sheets(articles, arguments.sample)} sheets in {arguments.sample}")
    elif arguments.take:
        print(take_pass(articles, arguments.take, arguments.to))
    else:
        score(articles, errors=arguments.errors)


if __name__ == "__main__":
    main()
