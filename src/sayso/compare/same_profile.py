"""
What must be known of a statement to compare its wording with others: its content words with their places in the sentence, its figures, times,
places and names, and how far it is negated or hedged. Made once a statement, so that a pair is judged in a fraction of a millisecond.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern
from typing import Final, Literal, NamedTuple

from sayso.compare.same_words import (
    BE,
    FUNCTION,
    MODALITY,
    NEGATORS,
    PARTICIPLES,
    QUANTIFIERS,
    RELATORS,
    REVERSERS,
    UNDONE,
    find_class,
    stem_word,
)
from sayso.records import Place, Quantity, Statement

Kind = Literal["word", "name", "number"]
Force = Literal["asserts", "directs", "commits"]

DIRECTS: Final = frozenset({"demand", "urge", "ask", "order"})
COMMITS: Final = frozenset({"promise", "threaten", "offer", "intend"})
FIRST_PERSON: Final = frozenset("i me my mine we us our ours myself ourselves".split())
THIRD_PERSON: Final = frozenset("he him she they them".split())
OPENERS: Final = frozenset(
    "before after because since when while during as if for with over in at on near from by despite following according until".split()
)
"""Small words whose phrase or clause may be put first or last without a change of meaning."""
STRONG: Final = frozenset(
    "against without before after until till since yet despite except instead than unless although though because over under near far inside outside behind beyond".split()
)
"""Small words that change what is said where they stand on one side alone."""
_DATING: Final = frozenset("from since after until till before by".split())
_DETERMINERS: Final = frozenset("the a an its his her their".split())
PARTICLES: Final = frozenset("off out down up back away".split())
"""Small words that make another verb of the one before them: "called", "called off"."""
_WORD: Final = re.compile(r"\d[\d,.]*\d%?|\d%?|[^\W\d_]+(?:[’'][^\W\d_]+)?|[^\W_]+")
_NOT: Final = re.compile("n[’']t$", re.IGNORECASE)
_POSSESSIVE: Final = re.compile("[’']s?$")
_ENDS: Final = frozenset(".!?:")
_NUMBER_WORDS: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
    if value != 1
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS: Final = {
    word: f"#{value}"
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_ADJUNCT: Final = frozenset("in at near on during across inside outside".split())
_AFTER_AGENT: Final = frozenset(
    "in at near on during after before because as when while if since with from to and but who which that".split()
)
TITLES: Final = frozenset(
    "president minister premier chancellor king queen prince general colonel captain governor senator mayor judge sir dr mr mrs ms gen col sen gov".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """
    One content word. `key` is what is aligned: the class of its stem, a number's value, a name in small letters. `relator` is the small word before
    it that tells its role ("to", "from"), `place` and `order` its rank before and after passives are turned round, `head` the key of what a number counts.
    `adjunct` words say where or when, `listed` ones follow "and", `leads_on` ones are followed by "to" and a verb, `figure` ones belong to a quantity.
    `opener` is the small word that opens the phrase or clause the word begins.
    """

    text: str
    stem: str
    key: str
    kind: Kind
    order: float
    place: int
    relator: str | None = None
    adjunct: bool = False
    listed: bool = False
    head: str | None = None
    leads_on: bool = False
    figure: bool = False
    opener: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    A statement, ready to be compared. `plain` are its words in small letters, number words as figures, `negated` the keys of the words that negators govern.
    `bare` are key and start of the words that nothing but a counterpart can make up for, `starts` the starts of all, `worded` the weight without numbers.
    """

    statement: Statement
    plain: tuple[str, ...]
    tokens: tuple[Token, ...]
    counts: dict[str, int]
    keys: frozenset[str]
    weight: float
    bare: tuple[tuple[str, str], ...]
    starts: frozenset[str]
    worded: float
    negated: tuple[str, ...]
    reversing: frozenset[str]
    denied: bool
    silent: bool
    open_: bool
    force: Force
    modality: frozenset[str]
    particles: frozenset[str]
    strong: Counter[str]
    dating: frozenset[str]
    time_words: frozenset[str]
    quantifiers: frozenset[str]
    first_person: bool
    third_person: bool
    quantities: tuple[Quantity, ...]
    times: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    speakers: frozenset[str]
    day: str | None


class _Word(NamedTuple):
    """A word of the content: where it stands in the report, and whether a time or a quantity covers it."""

    text: str
    low: str
    start: int
    end: int
    in_time: bool
    figure: bool
    starts_sentence: bool


def profile_statement(statement: Statement) -> Profile:
    """The profile of a statement."""
    claim = statement.claim
    words = _split_words(statement)
    lows = [word.low for word in words]
    tokens = _make_tokens(words, statement)
    counts: dict[str, int] = {}
    for token in tokens:
        counts[token.key] = counts.get(token.key, 0) + 1
    present = frozenset(word.low for word in words if not word.in_time)
    modality = {name for name, listed in MODALITY.items() if present & listed}
    if lows[:1] == ["to"]:
        modality.add("future")
    if claim.commitment is not None and claim.commitment.value in {"probable", "possible"}:
        modality.add(claim.commitment.value)
    stems = {stem_word(low) for low in present}
    return Profile(
        statement=statement,
        plain=tuple(str(_NUMBER_WORDS.get(low, low)) for low in lows),
        tokens=tokens,
        counts=counts,
        keys=frozenset(counts),
        weight=sum(weigh_token(token) for token in tokens),
        bare=tuple(
            (token.key, find_start(token))
            for token in tokens
            if token.kind == "word" and not token.figure and token.text.lower() not in TITLES
        ),
        starts=frozenset(map(find_start, tokens)),
        worded=sum(weigh_token(token) for token in tokens if token.kind != "number"),
        negated=_find_negated(words),
        reversing=_freeze(stems & REVERSERS),
        denied=claim.stance == "denies",
        silent=claim.saying in {"negated", "withheld"},
        open_=claim.stance in {"doubts", "uncommitted"},
        force="directs" if claim.act in DIRECTS else "commits" if claim.act in COMMITS else "asserts",
        modality=_freeze(modality),
        particles=_freeze(
            word.low
            for before, word in pairwise(words)
            if word.low in PARTICLES and find_class(stem_word(before.low)) != "close"
        ),
        strong=Counter(word.low for word in words if word.low in STRONG and not word.in_time) or _NO_WORDS,
        dating=_freeze(
            before.low
            for before, word in pairwise(words)
            if word.in_time and not before.in_time and before.low in _DATING
        ),
        time_words=_freeze(stem_word(word.low) for word in words if word.in_time and word.low.isalpha()),
        quantifiers=_freeze(present & QUANTIFIERS),
        first_person=bool(present & FIRST_PERSON),
        third_person=bool(present & THIRD_PERSON),
        quantities=claim.quantities,
        times=tuple(
            (moment.begin, moment.end_before)
            for moment in claim.times
            if moment.begin is not None and moment.end_before is not None and moment.dates != "saying"
        ),
        places=claim.places,
        speakers=_freeze(entity.key or entity.name.casefold() for entity in statement.speakers if entity.named),
        day=statement.published[:10] if statement.published else None,
    )


def _freeze(words: Iterable[str]) -> frozenset[str]:
    """The words as a set; all empty ones are one, since of most statements most are empty."""
    return frozenset(words) or _NONE


_NONE: Final[frozenset[str]] = frozenset()
_NO_WORDS: Final[Counter[str]] = Counter()


def weigh_token(token: Token) -> float:
    """How much a word counts where wordings are laid beside each other: names and figures twice."""
    return 1.0 if token.kind == "word" else 2.0


def find_start(token: Token) -> str:
    """The first letters of a word, which a name and the adjective made of it share."""
    return intern(token.text[:4].lower())


def _split_words(statement: Statement) -> list[_Word]:
    claim = statement.claim
    times = [moment.span for moment in claim.times if moment.begin is not None]
    figures = [quantity.span for quantity in claim.quantities]
    found = []
    for words, span in zip(statement.words, claim.content, strict=False):
        opens = True
        for match in _WORD.finditer(words):
            text, start = match[0], span.start + match.start()
            if "’" in text or "'" in text:
                text = "not" if _NOT.search(text) else _POSSESSIVE.sub("", text) or text
            in_time = bool(times) and any(one.start <= start < one.end for one in times)
            figure = bool(figures) and any(one.start <= start < one.end for one in figures)
            found.append(
                _Word(intern(text), intern(text.lower()), start, span.start + match.end(), in_time, figure, opens)
            )
            opens = words[match.end() : match.end() + 1] in _ENDS
    return found


def _make_tokens(words: Sequence[_Word], statement: Statement) -> tuple[Token, ...]:
    orders = _turn_passives(words)
    tokens: list[Token] = []
    relator, opener, listed, beside = None, None, False, False
    for place, word in enumerate(words):
        low = word.low
        if word.in_time or low in FUNCTION:
            relator = low if low in RELATORS or low in _ADJUNCT else relator if low in _DETERMINERS else None
            listed = low == "and" or (listed and low == "the")
            opener = low if low in OPENERS else opener if low in _DETERMINERS else None
            beside = False
            continue
        kind, stem, key = _classify(words, place, capitals=statement.claim.field == "text")
        if beside and kind == "name" and tokens[-1].kind == "name":
            relator = tokens[-1].relator
        token = Token(
            text=word.text, stem=stem, key=key, kind=kind, order=orders[place], place=place, relator=relator, adjunct=relator in _ADJUNCT, listed=listed,
            head=_find_head(words, place) if kind == "number" else None,
            leads_on=place + 1 < len(words) and words[place + 1].low in {"to", "towards"} and kind == "word", figure=word.figure,
            opener=opener,
        )  # fmt: skip
        tokens.append(token)
        opener, listed, beside = None, listed and kind == "number", True
        if kind != "number" and low not in TITLES and relator not in _ADJUNCT:
            relator = None
    return tuple(tokens)


def _classify(words: Sequence[_Word], place: int, *, capitals: bool) -> tuple[Kind, str, str]:
    word = words[place]
    low = word.low
    if low[0].isdigit():
        number = low.rstrip("%").replace(",", "")
        return "number", low, number.removesuffix(".0")
    if low in _NUMBER_WORDS:
        return "number", low, str(_NUMBER_WORDS[low])
    if low in _ORDINALS:
        return "number", low, _ORDINALS[low]
    stem = stem_word(low)
    if capitals and word.text[0].isupper() and low not in TITLES:
        # The first word of a sentence has a capital anyway; it is a name where a second one follows ("Orlan Vashtek").
        follows = (
            place + 1 < len(words) and words[place + 1].text[0].isupper() and words[place + 1].start == word.end + 1
        )
        if not word.starts_sentence or follows:
            return "name", low, low
    return "word", stem, find_class(stem)


def _find_head(words: Sequence[_Word], place: int) -> str | None:
    """What a number counts: the first content word behind it."""
    for word in words[place + 1 : place + 5]:
        if word.low not in FUNCTION and not word.low[0].isdigit() and word.low not in _NUMBER_WORDS:
            return find_class(stem_word(word.low))
    return None


def _find_negated(words: Sequence[_Word]) -> tuple[str, ...]:
    """The keys of the content words that negators govern, in order; "" where none follows."""
    found = []
    for place, word in enumerate(words):
        if word.low in NEGATORS or _leaves_undone(words, place):
            governed = (after for after in words[place + 1 : place + 6] if after.low not in FUNCTION)
            after = next(governed, None)
            found.append(find_class(stem_word(after.low)) if after else "")
    return tuple(found)


def _leaves_undone(words: Sequence[_Word], place: int) -> bool:
    """Whether what follows "to" was not done: "failed to sign", "unable to sign"."""
    return stem_word(words[place].low) in UNDONE and place + 1 < len(words) and words[place + 1].low == "to"


def _turn_passives(words: Sequence[_Word]) -> list[float]:
    """The rank of each word, with the agent of a passive put before its verb and the subject behind it."""
    orders = [float(place) for place in range(len(words))]
    for place, word in enumerate(words):
        if word.low not in BE:
            continue
        verb = next((at for at in range(place + 1, min(place + 4, len(words))) if _is_participle(words[at].low)), None)
        if verb is None or any(
            words[at].low not in FUNCTION and not words[at].low.endswith("ly") for at in range(place + 1, verb)
        ):
            continue
        first = _find_clause_start(words, place)
        for at in range(first, place):
            orders[at] = verb + 0.5 + (at - first) / 1000
        by = next((at for at in range(verb + 1, min(verb + 7, len(words))) if words[at].low == "by"), None)
        for step, at in enumerate(range(by + 1, len(words)) if by is not None else ()):
            if words[at].low in _AFTER_AGENT or (
                words[at].low == "of" and words[at + 1 : at + 2] and words[at + 1].low.endswith("ing")
            ):
                break
            orders[at] = first - 1 + step / 1000
    return orders


def _is_participle(low: str) -> bool:
    return low in PARTICIPLES or (low.endswith("ed") and len(low) > 4)


def _find_clause_start(words: Sequence[_Word], place: int) -> int:
    """Where the subject before a verb may begin: behind the last word that opens a clause, or the last gap with a mark in it."""
    for at in range(place - 1, -1, -1):
        if words[at].low in {
            "that",
            "because",
            "after",
            "before",
            "when",
            "while",
            "if",
            "but",
            "who",
            "which",
            "as",
            "since",
        }:
            return at + 1
        if words[at + 1].start - words[at].end > 1 and at + 1 < place and words[at].in_time:
            return at + 1
    return 0
