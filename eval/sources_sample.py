"""
The sample of sources that `sources.py` scores, and how a person's labels get into `data/sources_polnear.jsonl`.

A pass is written one line a source: its number on the sheet, then `?` for unclear, or the referents, joined by ` + `. A referent is words of the article as they
stand there, `[ ]` about the ones meant where some serve only to find the place, or `=` for the source itself (`=!` where it is a name); then its kind by one letter:
person, organization, government, armed group, office (i), document, media, group (c), unknown; `-` after it for one without a name, `*` for a metonym. Further names
that will do follow ` or `. A line that mends a label ends in ` # why`.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polnear import Article
from sayso.records import KINDS, Span

LABELS = Path(__file__).parent / "data" / "sources_polnear.jsonl"
STRATA = ("pronoun", "surname", "role", "full name", "body or place", "unnamed")
PASSES = ("first", "second", "final")
LETTERS = dict(zip("pogaidmcu", KINDS, strict=True))
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
    span: Span
    stratum: str


# ------------------------------------------------------------------------------------------------------------------------ the sample


def sort_source(text: str, source: str) -> str:
    """The stratum of a source by its surface; `text` is the article, which tells a surname from the name of a body or place."""
    bare = re.sub(r"['’]s?$", "", source.strip(' ,“”"'))
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
                span = Span(start, end)
                found.add(Source(article.name, span, sort_source(article.text, span.of(article.text))))
    return sorted(found, key=lambda source: (source.article, source.span))


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
    return sorted(drawn, key=lambda source: (source.article, source.span))


def write_sheets(articles: Sequence[Article], folder: Path, *, batch: int = 30) -> int:
    """One text file for each `batch` sources, numbered through, source words marked ⟦12: …⟧. The number of files."""
    sample = draw_sample(list_sources(articles))
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
    for number, source in sorted(marks, key=lambda mark: -mark[1].span.start):
        span = source.span
        shown = f"{shown[: span.start]}⟦{number}: {span.of(shown)}⟧{shown[span.end :]}"
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


# ------------------------------------------------------------------------------------------------------------------------ the labels


def take_line(text: str, source: Span, line: str) -> dict[str, Any]:
    """
    One line of a pass, without its number, as a label. Raises `ValueError` where the words are not in the article.

    >>> text = "Jane Roe met Al Coe. She and an aide spoke."
    >>> take_line(text, Span(21, 24), "Jane Roe p + and [an aide] p-")["referents"][1]["span"]
    [29, 36]
    """
    body, _, why = line.strip().partition(" # ")
    label: dict[str, Any] = {"referents": []}
    if body.strip() == "?":
        label["unclear"] = True
    else:
        label["referents"] = [take_referent(text, source, part.strip()) for part in body.split(" + ")]
    return label | ({"why": why.strip()} if why else {})


def take_referent(text: str, source: Span, part: str) -> dict[str, Any]:
    """One referent of a line: its span, kind and whether it is named."""
    match = re.fullmatch(r"(.+) ([pogaidmcu])([-*]?)", part)
    if match is None:
        raise ValueError(f"{part!r} does not end in the letter of a kind")
    names, letter, mark = match.groups()
    spans = [find_words(text, source, words) for words in names.split(" or ")]
    referent: dict[str, Any] = {"span": [spans[0].start, spans[0].end], "kind": LETTERS[letter]}
    referent["named"] = names != "=" and mark != "-"
    if spans[1:]:
        referent["also"] = [[span.start, span.end] for span in spans[1:]]
    return referent | ({"metonym": True} if mark == "*" else {})


def find_words(text: str, source: Span, words: str) -> Span:
    """The first place of words in the article, or of those in brackets within them; `=` and `=!` are the source."""
    if words in ("=", "=!"):
        return source
    plain = words.replace("[", "").replace("]", "")
    start = text.find(plain)
    if start < 0:
        raise ValueError(f"{plain!r} is not in the article")
    before, bracket, rest = words.partition("[")
    if not bracket:
        return Span(start, start + len(words))
    return Span(start + len(before), start + len(before) + len(rest.partition("]")[0]))


def take_pass(articles: Sequence[Article], file: Path, name: str) -> str:
    """Puts a pass into the labels and says how many lines it had. A first or second pass labels every source of the sample."""
    texts = {article.name: article.text for article in articles}
    sample = draw_sample(list_sources(articles))
    rows = {(row["article"], *row["source"]): row for row in load_labels()} if LABELS.exists() else {}
    lines = [line.split(" ", 1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for number, line in lines:
        source = sample[int(number) - 1]
        key = (source.article, source.span.start, source.span.end)
        row = rows.setdefault(key, {"article": source.article, "source": list(key[1:]), "stratum": source.stratum})
        try:
            row[name] = take_line(texts[source.article], source.span, line)
        except ValueError as error:
            raise SystemExit(f"line {number} of {file}: {error}") from None
    ordered = sorted(rows.values(), key=lambda row: (row["article"], row["source"]))
    LABELS.write_text("".join(json.dumps(row) + "\n" for row in ordered), encoding="utf-8")
    return f"{len(lines)} labels taken as {name}"


def load_labels() -> list[dict[str, Any]]:
    """The lines of the labels."""
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
