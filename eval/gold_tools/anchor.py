"""
Words quoted from a report → their place in it.

A quotation is found as whole words; blanks match line ends, and straight quotation marks match curly ones. Three ways to say which place is meant:
`she [said] on` (the words in brackets, in this context), `said#3` (the third in the text), `first words ... last words` (a long stretch).
Otherwise the place is the only one, or the one that belongs to the rest of the claim.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Sequence

from notation import NotationError

from sayso.records import Span
from sayso.text import find_sentences

_FOLD = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’`", "'"), **dict.fromkeys("–—", "-"), "\u00a0": " "}
)
_BRACKETS = re.compile(r"(?P<before>.*)\[(?P<words>[^\[\]]+)\](?P<after>.*)", re.DOTALL)
_NUMBER = re.compile(r"(?P<words>.+)#(?P<number>\d+)", re.DOTALL)
_GAP = re.compile(r"\s+(?:\.\.\.|…)\s+")

FAR = 400
"""What a sentence's end between two spans counts for, in code points of distance."""


def find_literal(text: str, words: str) -> list[Span]:
    """
    Every place where the words stand as whole words, in order.

    >>> find_literal("The mayor said he said so.", "said")
    [Span(start=10, end=14), Span(start=18, end=22)]
    """
    words = words.strip()
    if not words:
        return []
    for fold in (False, True):
        sought, searched = (words.translate(_FOLD), text.translate(_FOLD)) if fold else (words, text)
        pattern = r"\s+".join(re.escape(word) for word in sought.split())
        # "500" does not stand in "1,500", nor "he" in "the".
        left = r"(?<!\w)(?<!\d[.,])" if sought[0].isalnum() else ""
        right = r"(?!\w)(?![.,]\d)" if sought[-1].isalnum() else ""
        found = [Span(*match.span()) for match in re.finditer(left + pattern + right, searched)]
        if found:
            return found
    return []


def find_words(text: str, words: str) -> list[Span]:
    """Every place that a quotation can mean. Raises `NotationError` if there is none."""
    found = find_literal(text, words) or _find_marked(text, words)
    if found:
        return found
    raise NotationError(f"“{words}” does not stand in the report{_guess(text, words)}")


def _find_marked(text: str, words: str) -> list[Span]:
    if numbered := _NUMBER.fullmatch(words.strip()):
        places = find_literal(text, numbered["words"])
        number = int(numbered["number"])
        if places and not 1 <= number <= len(places):
            raise NotationError(f"“{words}”: the words stand {len(places)} times in the report, not {number}")
        return places[number - 1 : number]
    if marked := _BRACKETS.fullmatch(words):
        return _find_in_context(text, marked)
    gap = _GAP.split(words)
    return _find_stretch(text, gap[0], gap[1]) if len(gap) == 2 else []


def _find_in_context(text: str, marked: re.Match[str]) -> list[Span]:
    """The bracketed words wherever they stand in their context."""
    found = []
    for context in find_literal(text, marked["before"] + marked["words"] + marked["after"]):
        inner = find_literal(context.of(text), marked["words"])
        # Of several within the context the one as far from its start as the brackets are.
        at = len(marked["before"].lstrip())
        best = min(inner, key=lambda span: abs(span.start - at))
        found.append(Span(context.start + best.start, context.start + best.end))
    return found


def _find_stretch(text: str, first: str, last: str) -> list[Span]:
    """From each place of the first words to the next place of the last ones."""
    ends = find_literal(text, last)
    found = []
    for start in find_literal(text, first):
        end = next((end for end in ends if end.start >= start.end), None)
        if end is not None:
            found.append(Span(start.start, end.end))
    return found


def _guess(text: str, words: str) -> str:
    """What may be wrong with words that were not found: the longest beginning that is there."""
    parts = _GAP.split(words)
    if len(parts) == 2:
        missing = [part for part in parts if not find_literal(text, part)]
        if missing:
            return f": “{missing[0]}” is not there"
        return f": “{parts[1]}” does not stand behind “{parts[0]}”"
    tokens = words.replace("[", "").replace("]", "").split()
    for size in range(len(tokens) - 1, 0, -1):
        places = find_literal(text, " ".join(tokens[:size]))
        if places:
            at = places[0]
            return f"; the report has “{' '.join(text[at.start : at.end + 30].split())}”"
    if not tokens:
        return "; it holds no words"
    same = re.search(re.escape(tokens[0]), text, re.IGNORECASE)
    near = [same.group()] if same else difflib.get_close_matches(tokens[0], sorted(set(re.findall(r"\w+", text))), n=1)
    return f"; the report has “{near[0]}”" if near else "; copy the words from the report"


def measure_gap(one: Span, other: Span) -> int:
    """Code points between two spans, 0 if they touch or overlap."""
    return max(other.start - one.end, one.start - other.end, 0)


class Chooser:
    """Chooses among the places that quoted words can mean, by nearness to what is placed already."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [sentence.start for sentence in find_sentences(text)]

    def measure(self, one: Span, other: Span) -> int:
        """The distance of two spans: code points between them, and `FAR` for each sentence's end on the way."""
        first, second = sorted((one, other))
        ends = bisect_right(self._starts, second.start) - bisect_right(self._starts, max(first.end - 1, first.start))
        return measure_gap(one, other) + FAR * max(ends, 0)

    def choose(self, words: str, near: Sequence[Span], *, avoid: Sequence[Span] = ()) -> Span:
        """
        The place nearest to any of `near`; places that overlap `avoid` only if there is no other.

        Raises `NotationError` if the words are not there, or if two places are about as near.
        """
        return self.pick(words, find_words(self.text, words), near, avoid=avoid)

    def pick(self, words: str, places: Sequence[Span], near: Sequence[Span], *, avoid: Sequence[Span] = ()) -> Span:
        """The same for places already found."""
        free = [place for place in places if not any(place.overlaps(span) for span in avoid)] or list(places)
        if len(free) == 1:
            return free[0]
        if not near:
            raise NotationError(self.explain(words, free))
        ranked = sorted((min(self.measure(place, span) for span in near), place) for place in free)
        (best, place), (second, _) = ranked[:2]
        if second < best + 6 or (best >= FAR and second < best + FAR):
            raise NotationError(self.explain(words, [place for _, place in ranked[:4]]))
        return place

    def explain(self, words: str, places: Sequence[Span]) -> str:
        """The message for words that could be at several places, with the way to write each."""
        everywhere = find_literal(self.text, words)
        ways = []
        for place in sorted(places):
            number = f"{words}#{everywhere.index(place) + 1} = " if place in everywhere else ""
            ways.append(f"{number}{self.describe(place)}")
        return f"“{words}” can be at {len(ways)} places; write one of: {' | '.join(ways)}"

    def describe(self, place: Span) -> str:
        """A place with a little context, in the notation's brackets."""
        before = self.text[max(0, place.start - 18) : place.start].split(" ", 1)[-1]
        after = self.text[place.end : place.end + 18].rsplit(" ", 1)[0]
        return f"“{' '.join((before + '[' + place.of(self.text) + ']' + after).split())}”"
