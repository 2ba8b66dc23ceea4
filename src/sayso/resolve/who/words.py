"""The text as words: where each begins and ends, in which sentence, whether it stands in a quotation or in a heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sayso.records import Span
from sayso.text import find_paragraphs, find_quotations, find_sentences

_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?|[^\W_]+(?:(?!['’](?:ll|re|ve|d|m)\b)[-'’&][^\W_]+)*")
_CAPITAL = re.compile(r"(?:[ad]l?|el|ad|an|ar|as|ash|at|az|d|O|o)[-'’][A-ZÀ-Þ]|[A-ZÀ-Þ]")
_HYPHENED = re.compile(r"-(?:[a-z]+ed|born|based|led|run|style|era|like|leaning|only|wide|related|friendly|aligned)$")
_ABBREVIATIONS = frozenset(
    "gen sen rep gov lt col dr mr mrs ms st ste brig maj capt prof rev sgt adm hon dep mt ft messrs cmdr cpl pres supt insp det amb atty sens reps "
    "asst fr sr jr del no".split()
)

_VERBS = frozenset(
    "is was has had will would can could should may might must does did do says said told asked added warned argued went came made took got gave won lost "
    "became began kept held led ran met sent spent left felt knew saw thought wrote spoke stood put set let fell grew rose brought built bought caught chose drew "
    "drove ate found flew forgot heard hit hurt laid lay meant paid read rode sang sat sold shot showed shut slept struck swore taught threw understood wore wants "
    "makes takes gets gives knows thinks believes hopes plans needs likes also never now then still already repeatedly later who".split()
)

_AFTER_NAMES = frozenset(
    "and or but nor as at by for from in into of on to with about against after before over under through during since until while when where because if than that "
    "which who whom whose how why what so too both himself herself themselves alone here there then now today yesterday tonight this last next every earlier later again "
    "instead first once the a an his her their its my our your he she they it we i".split()
)
_NO_VERBS = frozenset(
    "this towards versus perhaps always sometimes supporters aides voters officials campaigns backers fans allies advisers".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """
    The words of a text as columns. `bases` are without a possessive ending, `ends` as well; `gaps[i]` is what stands between word i, its
    possessive ending included, and the next word.

    `initial` says that a word opens a sentence or a quotation, `heading` that its paragraph is written in capitals or title case, so
    that capitals say nothing there.
    """

    text: str
    starts: list[int]
    ends: list[int]
    bases: list[str]
    lower: list[str]
    possessive: list[bool]
    capital: list[bool]
    initial: list[bool]
    heading: list[bool]
    gaps: list[str]
    sentence: list[int]
    paragraph: list[int]
    sentences: list[Span]
    quotations: list[Span]

    def first_at(self, position: int) -> int:
        """The index of the first word that ends after `position`."""
        at = bisect_right(self.starts, position) - 1
        return at if at >= 0 and self.ends[at] > position else at + 1

    def within(self, span: Span) -> range:
        """The indexes of the words in the span."""
        first = self.first_at(span.start)
        return range(first, max(first, bisect_right(self.starts, span.end - 1)))

    def quotation_at(self, position: int) -> Span | None:
        """The quotation around a position, `None` outside of quotations."""
        at = bisect_right(self.quotations, position, key=lambda span: span.start) - 1
        return self.quotations[at] if at >= 0 and position < self.quotations[at].end else None


def split_words(text: str) -> Words:
    """The words of a text with what later steps ask of each."""
    starts: list[int] = []
    ends: list[int] = []
    bases: list[str] = []
    possessive: list[bool] = []
    for match in _WORD.finditer(text):
        word, end = match.group(), match.end()
        owns = word.endswith(("'s", "’s", "'S", "’S"))
        if owns:
            word, end = word[:-2], end - 2
        elif (
            word[-1] in "sS"
            and text[end : end + 1] in ("'", "’")
            and text[end + 1 : end + 2] == " "
            and word[0].isupper()
        ):
            owns = True
        starts.append(match.start())
        ends.append(end)
        bases.append(word)
        possessive.append(owns)
    sentences, paragraphs = find_sentences(text), find_paragraphs(text)
    sentence = _number_by(starts, [span.start for span in sentences])
    paragraph = _number_by(starts, [span.start for span in paragraphs])
    capital = [_CAPITAL.match(word) is not None and not _HYPHENED.search(word) for word in bases]
    tails = [
        ends[i] + 2 * (possessive[i] and text[ends[i] : ends[i] + 2].lower() in ("'s", "’s"))
        for i in range(len(starts))
    ]
    gaps = [text[tails[i] : starts[i + 1]] for i in range(len(starts) - 1)]
    gaps.append("")
    initial = [i == 0 or sentence[i] != sentence[i - 1] or _opens(gaps[i - 1]) for i in range(len(starts))]
    return Words(
        text=text,
        starts=starts,
        ends=ends,
        bases=bases,
        lower=[word.lower() for word in bases],
        possessive=possessive,
        capital=capital,
        initial=initial,
        heading=_find_headings(bases, capital, paragraph),
        gaps=gaps,
        sentence=sentence,
        paragraph=paragraph,
        sentences=sentences,
        quotations=find_quotations(text),
    )


def find_breaks(words: Words, spans: list[Span]) -> frozenset[int]:
    """The indexes of the words of headings that begin a span or follow one: there every word is a capital, and a source ends a name."""
    found = set()
    for span in spans:
        inside = words.within(span)
        if inside and words.heading[inside.start]:
            found |= {inside.start, inside.stop}
    return frozenset(found)


def joins(words: Words, at: int) -> bool:
    """
    Whether nothing but a blank, or the full stop of an abbreviation, stands between this word and the next.

    In "Gen. Orlan Vashtek said" the first two join.
    """
    gap = words.gaps[at]
    if words.possessive[at]:
        return False
    if gap in (" ", "\u00a0", "\n"):
        return gap != "\n" or words.paragraph[at] == words.paragraph[at + 1]
    if gap in (". ", ".\u00a0"):
        return len(words.bases[at]) == 1 or words.lower[at] in _ABBREVIATIONS
    return gap == ". " or (gap == ", " and words.lower[at + 1] in ("jr", "sr"))


def is_subject(words: Words, opens: int, last: int) -> bool:
    """Whether the words look like the subject of their clause: a verb follows, at once or after "of Ohio", a bracket or an apposition."""
    if words.possessive[last]:
        return False
    if opens > 0 and words.gaps[opens - 1].strip() == "," and words.gaps[last].strip() == ",":
        return words.sentence[last + 1] == words.sentence[last] and looks_finite(words, last + 1)
    after = _skip_apposition(words, last)
    if after is None:
        return words.gaps[last].strip() == "," and (opens == 0 or words.sentence[opens - 1] != words.sentence[opens])
    return looks_finite(words, after)


def is_modifier(words: Words, last: int) -> bool:
    """Whether a name only belongs to the noun after it: "the Roe campaign", "Roe supporters"."""
    if words.possessive[last] or words.gaps[last] != " " or words.sentence[last + 1] != words.sentence[last]:
        return False
    after = words.lower[last + 1]
    return (
        not words.capital[last + 1]
        and after not in _AFTER_NAMES
        and not after.endswith("ly")
        and not words.bases[last + 1][0].isdigit()
    )


def looks_finite(words: Words, at: int) -> bool:
    """Whether a word looks like a verb of its clause: an auxiliary, "said", or a lower-case word in -ed or -s."""
    lower = words.lower[at]
    if words.capital[at]:
        return False
    return (
        lower in _VERBS
        or (lower.endswith("ed") and len(lower) > 3)
        or (lower.endswith("s") and len(lower) > 3 and not lower.endswith("ss") and lower not in _NO_VERBS)
    )


def _skip_apposition(words: Words, last: int) -> int | None:
    """The word where the clause goes on after a name, `None` where the sentence ends before."""
    at, sentence = last, words.sentence[last]
    limit = min(last + 16, len(words.bases) - 1)

    def is_near(index: int) -> bool:
        return index < len(words.bases) and words.sentence[index] == sentence

    if not is_near(at + 1):
        return None
    if words.lower[at + 1] in ("of", "from") and words.gaps[at] == " " and is_near(at + 2) and words.capital[at + 2]:
        at += 2
        while is_near(at + 1) and words.gaps[at] == " " and words.capital[at + 1]:
            at += 1
    gap = words.gaps[at].strip()
    if gap in (",", "(", ".,", "—", "–", "--"):
        close = ")" if gap == "(" else ","
        for i in range(at + 1, limit):
            if close in words.gaps[i] or (close == "," and words.gaps[i].strip() in ("—", "–", "--")):
                return i + 1 if is_near(i + 1) else None
        return None
    return at + 1 if gap == "" and is_near(at + 1) else None


def _number_by(positions: list[int], starts: list[int]) -> list[int]:
    numbers, at = [], 0
    for position in positions:
        while at + 1 < len(starts) and starts[at + 1] <= position:
            at += 1
        numbers.append(at)
    return numbers


def _opens(gap: str) -> bool:
    return any(mark in gap for mark in '“"‘(:•—–') or gap in (" '", "'", " `")


def _find_headings(bases: list[str], capital: list[bool], paragraph: list[int]) -> list[bool]:
    long: dict[int, int] = {}
    raised: dict[int, int] = {}
    for word, is_capital, number in zip(bases, capital, paragraph, strict=True):
        if len(word) > 3:
            long[number] = long.get(number, 0) + 1
            raised[number] = raised.get(number, 0) + is_capital
    titled = {
        number
        for number, count in long.items()
        if 3 <= count <= 40 and raised[number] >= (0.75 if count > 4 else 1) * count
    }
    return [number in titled for number in paragraph]


_FEMALE = (
    "woman",
    "actress",
    "wife",
    "mother",
    "mum",
    "mom",
    "girl",
    "grandma",
    "sister",
    "daughter",
    "girlfriend",
    "queen",
    "princess",
    "widow",
    "niece",
    "aunt",
    "grandmother",
)
_MALE = (
    "husband",
    "father",
    "dad",
    "boy",
    "grandpa",
    "brother",
    "boyfriend",
    "king",
    "prince",
    "nephew",
    "uncle",
    "grandfather",
    "widower",
    "son",
    "grandson",
)


def gender_of_noun(noun: str) -> str | None:
    """The gender that a noun shows: "spokeswoman" is "f", "minister" nothing."""
    if noun.endswith(_FEMALE):
        return "f"
    if (
        noun.endswith(("man", "men")) and noun not in ("human", "woman", "women", "layman", "ombudsman")
    ) or noun in _MALE:
        return "m"
    return None
