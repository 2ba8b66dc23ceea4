"""
Whether sayso names the right speaker: 300 sources of PolNeAR dev, checked by hand. Run from the repository's root:

    python eval/sources.py --corpora CORPORA --score            # share right, by stratum; --errors lists what is wrong
    python eval/sources.py --corpora CORPORA --coverage         # share of all sources that get an entity or an unnamed kind
    python eval/sources.py --corpora CORPORA --sample FOLDER    # writes the sheets that people label, without sayso's answers
    python eval/sources.py --corpora CORPORA --take SHEET --as second    # takes a filled-in sheet into the labels

The sample: gold attributions with a source, drawn with a fixed seed, at most six an article, each stratum in proportion to its size, so that the plain
share right is that of PolNeAR dev. A stratum is told by the source's surface alone.

`data/sources_polnear.jsonl` has offsets and labels, no words. Each line: the article, the source's place, its stratum, and what the passes say: `first`, `second`,
`final` (what counts where the two differ or a slip was found, with `why`). A pass holds `referents`, each with the place of the longest name of the speaker in the
article (the source's own place where there is none), `kind` and `named`; `metonym` where a place or seat speaks for its government; `unclear`
where the text does not decide: such sources are left out of the score and counted.

A source is right when sayso's speakers are the referents, one to one: a named referent needs a named entity with a mention at its place or the same name; an
unnamed one needs an entity of the same kind that stands for no other name.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polnear import Article, load_part
from sayso import Reader, Reading, make_report, read_report
from sayso.records import Attribution, Entity, Facts, Mention, Report, Span, Speaker
from sayso.resolve import resolve_reading

LABELS = Path(__file__).parent / "data" / "sources_polnear.jsonl"
STRATA = ("pronoun", "surname", "role", "full name", "body or place", "unnamed")
PASSES = ("first", "second", "final")
KINDS = {
    letter: kind
    for letter, kind in zip(
        "pogaidmcu",
        ("person", "organization", "government", "armed_group", "office", "document", "media", "group", "unknown"),
        strict=True,
    )
}
PRONOUNS = frozenset(
    "he she they it i we you who which that whom whose his her their its my our your him them me us this these those "
    "himself herself themselves both many some others one most all several few".split()
)
BODY = re.compile(
    r"\b(?:Committees?|Departments?|Ministry|Council|Court|Bureau|Agency|University|Center|Centre|Institute|Foundation|Association|"
    r"Party|Union|Times|Post|Journal|News|House|Senate|Congress|Administration|administration|campaign|Campaign|Commission|Office|Fund|Group|"
    r"Project|Nations|States|Board|Corp|Inc|Company|Bank|Coalition|Society|League|Federation|Caucus|Authority|Kremlin|Pentagon)\b"
)
TITLE = re.compile(r"\s*(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|President|Senator|Secretary)s?\.?\s+")
MANY = re.compile(
    r"(?:an?|many|several|some|most|two|three|four|five|one|other|all|both|few|more|no|every|any)\b", re.IGNORECASE
)
CAPITAL = re.compile(r"[A-Z][\w’'.-]*")


@dataclass(frozen=True, slots=True)
class Source:
    """A gold source: its article, the place of its words from the first piece to the last, and its stratum."""

    article: str
    start: int
    end: int
    stratum: str


# ------------------------------------------------------------------------------------------------------------------------ the sample


def sort_source(text: str, source: str) -> str:
    """The stratum of a source by its surface; `text` is the article, which tells a surname from the name of a body or place."""
    bare = re.sub(r"['’]s?$", "", source.strip(" ,“”\""))
    if bare.lower() in PRONOUNS:
        return "pronoun"
    words = TITLE.sub("", bare, count=1).split(",")[0]
    if CAPITAL.fullmatch(words):
        return sort_word(text, words, titled=words != bare)
    if MANY.match(words) and not CAPITAL.search(words.split()[-1]):
        return "unnamed"
    if re.search(BODY.pattern + "$", words):
        return "body or place"
    if re.search(r"[A-Z][\w’'.-]+ (?:[A-Z][\w’'.-]*\s+)*[A-Z][\w’'-]+", words) and CAPITAL.search(words.split()[-1]):
        return "full name"
    if re.match(r"(?:the|his|her|their|its|that|this|my|our)\b", words, re.IGNORECASE):
        return "body or place" if re.match(r"[Tt]he [A-Z]\S*$", words) else "role"
    return "unnamed"


def sort_word(text: str, word: str, *, titled: bool) -> str:
    """The stratum of a source of one capitalised word: a surname where it has a title or a first name somewhere, or stands for no place."""
    if titled:
        return "surname"
    if re.fullmatch(r"(?:Republican|Democrat|Mexican|American|Latino|Lawmaker|Poll|Official)s|People|Police", word):
        return "unnamed"
    if BODY.search(word) or (word.isupper() and word.title() not in text):
        return "body or place"
    if re.search(rf"[A-Z][\w’'.-]+ {re.escape(word)}\b", text, re.IGNORECASE):
        return "surname"
    if re.search(rf"\b{re.escape(word.lower())}\b", text):
        return "unnamed"
    return "body or place" if re.search(rf"\b(?:in|across|from) {re.escape(word)}\b", text) else "surname"


def list_sources(articles: Iterable[Article]) -> list[Source]:
    """Every gold source of the articles once, in order."""
    found = set()
    for article in articles:
        for gold in article.gold:
            if gold.source:
                start, end = gold.source[0][0], max(end for _, end in gold.source)
                found.add(Source(article.name, start, end, sort_source(article.text, article.text[start:end])))
    return sorted(found, key=lambda source: (source.article, source.start, source.end))


def draw_sample(sources: Sequence[Source], *, size: int = 300, most: int = 6, seed: int = 7) -> list[Source]:
    """`size` sources, each stratum in proportion to its size, at most `most` an article."""
    rng = random.Random(seed)
    by_stratum = {name: [source for source in sources if source.stratum == name] for name in STRATA}
    exact = {name: size * len(group) / len(sources) for name, group in by_stratum.items()}
    share = {name: math.floor(value) for name, value in exact.items()}
    for name in sorted(STRATA, key=lambda name: share[name] - exact[name])[: size - sum(share.values())]:
        share[name] += 1
    taken: Counter[str] = Counter()
    drawn = []
    for name in sorted(STRATA, key=lambda name: len(by_stratum[name])):
        left = share[name]
        for source in rng.sample(by_stratum[name], len(by_stratum[name])):
            if left and taken[source.article] < most:
                left -= 1
                taken[source.article] += 1
                drawn.append(source)
    return sorted(drawn, key=lambda source: (source.article, source.start, source.end))


def write_sheets(articles: Sequence[Article], folder: Path, *, size: int, batch: int = 30) -> int:
    """One text file for each `batch` sources, numbered through, source words marked ⟦12: …⟧. The number of files."""
    sample = draw_sample(list_sources(articles), size=size)
    texts = {article.name: article.text for article in articles}
    folder.mkdir(parents=True, exist_ok=True)
    numbered = list(enumerate(sample, 1))
    files = [numbered[at : at + batch] for at in range(0, len(numbered), batch)]
    for number, rows in enumerate(files, 1):
        parts = []
        for name in sorted({source.article for _, source in rows}):
            marks = [(place, source) for place, source in rows if source.article == name]
            parts.append(f"=== {name}\n{show_article(texts[name], marks)}\n")
        (folder / f"sources_{number:02}.txt").write_text("\n".join(parts), encoding="utf-8")
    return len(files)


def show_article(text: str, marks: Sequence[tuple[int, Source]], *, short: int = 6000) -> str:
    """
    What a reader needs of an article, sources marked: all of it where it is short; else two paragraphs before each source and one after, and of
    the other paragraphs before the last source the sentences that hold a capital inside.
    """
    shown = text
    for number, source in sorted(marks, key=lambda mark: -mark[1].start):
        shown = shown[: source.start] + f"⟦{number}: {shown[source.start : source.end]}⟧" + shown[source.end :]
    paragraphs = [line.strip() for line in shown.splitlines() if line.strip()]
    marked = [place for place, line in enumerate(paragraphs) if "⟦" in line]
    near = {place + step for place in marked for step in (-2, -1, 0, 1)}
    lines = []
    for place, line in enumerate(paragraphs):
        if len(text) <= short or place in near:
            lines.append(line)
        elif place <= marked[-1]:
            sentences = re.split(r"(?<=[.?!”])\s+", line)
            kept = " … ".join(s for s in sentences if re.search(r"\s[A-Z][a-z]", s))
            lines.append(f"[…] {kept}" if kept else "[…]")
    return "\n".join(lines)
