"""
Edits that turn a report into a copy as news desks make them, seeded. To see them:

    python eval/edits.py --folder examples/reports --edit strongest --show 1

light: other quotation marks and dashes, spelling of the other side of the Atlantic, numbers without commas, one sentence less.
abridge: 40 to 60 % of the sentences, the early ones rather kept. merge: 40 to 60 % of this report and of another one, paragraph by paragraph in turn.
noise: 3 % of the words misspelt, doubled or lost, line ends lost. reword: words outside of quotations replaced from our table of synonyms, 15 % of
all words where the table has so many. strong: 20 % of all words replaced and a third of the sentences dropped. strongest: 30 % and half.

In strong and strongest any word may be replaced, within quotations too: by a synonym where the table has one, else by a word of another report.
`data/synonyms.txt` is our own.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from sayso.text import find_paragraphs, find_quotations, find_sentences

SYNONYMS = Path(__file__).parent / "data" / "synonyms.txt"
ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "examples" / "reports", ROOT / "eval" / "gold" / "reports")
HEADER = re.compile(r"(?:(?:Title|Date|Outlet|URL|Byline|Language): .*\n){2,}\n")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SPELLINGS = (
    ("our\\b", "or", "labour favour honour neighbour rumour harbour colour behaviour endeavour"),
    (
        "is(?=e|ed|ing|ation)",
        "iz",
        "organise recognise criticise realise apologise authorise mobilise organised recognised criticised",
    ),
    ("re\\b", "er", "centre theatre metre litre"),
    ("ence\\b", "ense", "defence offence licence"),
    ("mme\\b", "m", "programme"),
)
US_OF_UK = {word: re.sub(ending, other, word) for ending, other, words in SPELLINGS for word in words.split()}
UK_OF_US = {us: uk for uk, us in US_OF_UK.items()}
Edit = Callable[[str, Sequence[str], random.Random], str]


def read_folder(folder: Path) -> dict[str, str]:
    """The texts of a folder by file name, without our header block; HTML files are left out."""
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            texts[path.name] = HEADER.sub("", file.read(), count=1)
    return texts


@lru_cache
def load_synonyms() -> dict[str, tuple[str, ...]]:
    """The words of our table, each with what may stand for it."""
    lines = [line for line in SYNONYMS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {word: tuple(others.split()) for word, others in (line.split(":") for line in lines)}


def split_sentences(text: str) -> list[list[str]]:
    """The sentences of each paragraph."""
    return [[span.of(text) for span in find_sentences(text, paragraph)] for paragraph in find_paragraphs(text)]


def join_sentences(paragraphs: Sequence[Sequence[str]]) -> str:
    """A text of these paragraphs; empty ones are left out."""
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def keep_sentences(text: str, share: float, rng: random.Random, *, early: bool = False) -> str:
    """The text with this share of its sentences, at least one; `early` makes it likelier that one of the first is kept."""
    paragraphs = split_sentences(text)
    places = [(p, s) for p, paragraph in enumerate(paragraphs) for s in range(len(paragraph))]
    ranks = {place: rng.random() + (order / len(places) if early else 0) for order, place in enumerate(places)}
    kept = set(sorted(places, key=ranks.__getitem__)[: max(1, round(share * len(places)))])
    return join_sentences(
        [[line for s, line in enumerate(lines) if (p, s) in kept] for p, lines in enumerate(paragraphs)]
    )


def replace_words(text: str, share: float, others: Sequence[str], rng: random.Random) -> str:
    """The text with this share of its words replaced, by synonyms where the table has one, else by words of the other texts."""
    matches = list(WORD.finditer(text))
    chosen = set(rng.sample(range(len(matches)), round(share * len(matches))))
    strangers = [match.group() for other in others for match in WORD.finditer(other)] or ["thing"]
    return _rebuild(
        text, [(m, _choose(m.group(), strangers, rng)) for place, m in enumerate(matches) if place in chosen]
    )


def _choose(word: str, strangers: Sequence[str], rng: random.Random) -> str:
    """A synonym of the word, or a stranger that is another word."""
    synonyms = load_synonyms().get(word.lower())
    if synonyms:
        return rng.choice(synonyms)
    return next((other for other in rng.choices(strangers, k=9) if other.lower() != word.lower()), "thing")


def _rebuild(text: str, changes: Sequence[tuple[re.Match[str], str]]) -> str:
    pieces, at = [], 0
    for match, word in changes:
        pieces += [text[at : match.start()], word.capitalize() if match.group()[0].isupper() else word]
        at = match.end()
    return "".join([*pieces, text[at:]])


# ----------------------------------------------------------------------------------------------------------------------- edits


def edit_lightly(text: str, others: Sequence[str], rng: random.Random) -> str:
    """Other marks, other spelling, one sentence less."""
    paragraphs = split_sentences(text)
    if sum(map(len, paragraphs)) > 3:
        dropped = rng.choice([p for p, lines in enumerate(paragraphs) if lines])
        paragraphs[dropped].pop(rng.randrange(len(paragraphs[dropped])))
    text = join_sentences(paragraphs)
    curly = "“" in text
    text = (
        text.translate(str.maketrans("“”’–", '""\'-'))
        if curly
        else re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’")
    )
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text).replace(" - ", " — ").replace("U.S.", "US").replace("; ", ", ")
    spelling = US_OF_UK if rng.random() < 0.5 else UK_OF_US
    return _rebuild(
        text, [(m, spelling[m.group().lower()]) for m in WORD.finditer(text) if m.group().lower() in spelling]
    )


def abridge(text: str, others: Sequence[str], rng: random.Random) -> str:
    """The early half of the sentences or so."""
    return keep_sentences(text, rng.uniform(0.4, 0.6), rng, early=True)


def merge(text: str, others: Sequence[str], rng: random.Random) -> str:
    """Half of this report and half of another, paragraph by paragraph in turn."""
    mine = find_paragraphs(one := abridge(text, others, rng))
    theirs = find_paragraphs(two := abridge(rng.choice(others), others, rng)) if others else []
    pieces = [(place / len(mine), span.of(one)) for place, span in enumerate(mine)]
    pieces += [((place + 0.5) / len(theirs), span.of(two)) for place, span in enumerate(theirs)]
    return "\n\n".join(piece for _, piece in sorted(pieces, key=lambda piece: piece[0]))


def add_noise(text: str, others: Sequence[str], rng: random.Random) -> str:
    """Misspelt, doubled and lost words, and lost line ends."""
    changes = []
    for match in WORD.finditer(text):
        word = match.group()
        if rng.random() < 0.03:
            at = rng.randrange(len(word))
            changes.append(
                (match, rng.choice([word[:at] + word[at + 1 :], f"{word} {word}", word[:at] + "e" + word[at:], ""]))
            )
    return re.sub(r"\n\n", lambda gap: " " if rng.random() < 0.3 else gap.group(), _rebuild(text, changes))


def reword(text: str, others: Sequence[str], rng: random.Random) -> str:
    """Words outside of quotations replaced from the table."""
    words, quotations, synonyms = list(WORD.finditer(text)), find_quotations(text), load_synonyms()
    open_to = [
        m for m in words
        if m.group().lower() in synonyms and not any(q.start <= m.start() < q.end for q in quotations)
    ]  # fmt: skip
    chosen = set(rng.sample(range(len(open_to)), min(len(open_to), round(0.15 * len(words)))))
    return _rebuild(text, [(m, rng.choice(synonyms[m.group().lower()])) for i, m in enumerate(open_to) if i in chosen])


def edit_strongly(text: str, others: Sequence[str], rng: random.Random) -> str:
    """A fifth of the words replaced, a third of the sentences dropped."""
    return replace_words(keep_sentences(text, 2 / 3, rng), 0.2, others, rng)


def edit_most_strongly(text: str, others: Sequence[str], rng: random.Random) -> str:
    """30 % of the words replaced, half of the sentences dropped."""
    return replace_words(keep_sentences(text, 0.5, rng), 0.3, others, rng)


EDITS: dict[str, Edit] = {
    "light": edit_lightly,
    "abridge": abridge,
    "merge": merge,
    "noise": add_noise,
    "reword": reword,
    "strong": edit_strongly,
    "strongest": edit_most_strongly,
}
MEDIUM = ("light", "abridge", "merge", "noise", "reword")
"""The edits to medium strength."""


def make_edit(name: str, texts: dict[str, str], edit: str, *, seed: int = 0) -> str:
    """The text of this name after one edit. The same names and seed give the same words, whatever was edited before."""
    rng = random.Random(f"{seed} {edit} {name}")
    others = [other for key, other in texts.items() if key != name]
    return EDITS[edit](texts[name], rng.sample(others, min(3, len(others))), rng)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", help="a folder of .txt reports (default: our own)")
    parser.add_argument("--edit", choices=sorted(EDITS), default="light")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=3, help="how many to print")
    args = parser.parse_args()
    texts = {
        name: text for folder in args.folder or FOLDERS if folder.is_dir() for name, text in read_folder(folder).items()
    }
    for name in list(texts)[: args.show]:
        print(f"== {name}, {args.edit}\n\n{make_edit(name, texts, args.edit, seed=args.seed)}\n")


if __name__ == "__main__":
    main()
