"""Names in a text that the table knows, with what stands before and behind each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.records import Span
from sayso.resolve.where.gazetteer import Found, Gazetteer, fold_name
from sayso.resolve.where.words import DIRECTIONS, JOINED_TYPES, LINK_WORDS, STATE_SHORT_FORMS

_WORD = re.compile(r"(?:[A-Z]\.)+[A-Z]\b\.?|[^\W\d_]+(?:['’ʻ][^\W\d_]+)*")
_GAP = re.compile(r"(?:['’]s)?[ \u00a0]|[-–]|\.[ \u00a0]")
_BEFORE_POINT = ("St", "Ste", "Ft", "Mt", "Pt", "D")
_LONGEST = 6

LOWER_STARTS = ("al", "el", "ad", "ash", "an", "sub")
"""A name may begin with one of these and a hyphen: "al-Hasakah", "sub-Saharan Africa"."""


class Word(NamedTuple):
    """A word of the text, without a possessive ending; `glue` is what stands between it and the next word, at most 40 characters."""

    start: int
    end: int
    text: str
    glue: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Name:
    """
    A name in the text that the table knows. `before` and `after` are the neighbouring words, `None` where a mark or the text's
    edge stands between. `first` and `last` number its words. `type_word` is the "province" of "the province of" and of "Akita Province".
    """

    span: Span
    key: str
    found: Found
    first: int
    last: int
    before: Word | None
    after: Word | None
    opens_sentence: bool
    before_glue: str = ""
    type_word: str = ""
    is_short_form: bool = False


def split_words(text: str) -> list[Word]:
    """The words of a text with their places."""
    matches = list(_WORD.finditer(text))
    starts = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    words = []
    for match, following in zip(matches, starts, strict=True):
        word, (start, end) = match.group(), match.span()
        if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
            word, end = word[:-2], end - 2
        words.append(Word(start, end, word, text[end : min(following, end + 40)]))
    return words


def find_names(text: str, words: list[Word], gazetteer: Gazetteer, people: Sequence[Span]) -> list[Name]:
    """The longest names that the table knows, in text order, none overlapping another or the name of a person."""
    taken = sorted(people)
    names: list[Name] = []
    place = person = 0
    while place < len(words):
        word = words[place]
        if not word.is_capital and not (word.glue == "-" and word.text in LOWER_STARTS):
            place += 1
            continue
        while person < len(taken) and taken[person].end <= word.start:
            person += 1
        limit = taken[person].start if person < len(taken) else len(text)
        name = None
        if limit >= word.end:
            follows_place = _follows_place(names, place, gazetteer)
            name = _find_short_form(text, words, place, gazetteer, follows_place=follows_place)
            name = name or _find_longest(text, words, place, gazetteer, limit)
        # A key without entries is a longer name that is no place: "Wells Fargo". Its words are passed over.
        if name is not None and name.found.entries:
            names.append(name)
        place = place + 1 if name is None else name.last + 1
    return names


def _follows_place(names: list[Name], place: int, gazetteer: Gazetteer) -> bool:
    """Whether the word right before is a name of the table, and no surname behind a first name."""
    if not names or names[-1].last != place - 1:
        return False
    before = names[-1].before
    return before is None or before.text.lower() not in gazetteer.first_names


def _find_longest(text: str, words: list[Word], first: int, gazetteer: Gazetteer, limit: int) -> Name | None:
    shared = _find_shared(text, words, first, gazetteer)
    if shared is not None:
        return shared
    last = first
    ends = [first] if words[first].is_capital else []
    while last + 1 < len(words) and last - first + 1 < _LONGEST and _continues(words[last], words[last + 1]):
        last += 1
        if words[last].text not in LINK_WORDS:
            ends.append(last)
    start = words[first].start
    for last in reversed(ends):
        tails = (2, 0) if words[last].glue[:2] in ("'s", "’s") else (0,)  # "St. John's" is not Saint John
        for tail in tails:
            end = words[last].end + tail
            found = gazetteer.find(key := make_key(text[start:end])) if end <= limit else None
            if found is not None:
                return _make_name(text, words, Span(start, end), key, found, first, last)
    return None


def _find_shared(text: str, words: list[Word], first: int, gazetteer: Gazetteer) -> Name | None:
    """The "North" of "North and South Korea", which is North Korea."""
    if (
        first + 3 >= len(words)
        or words[first + 1].text not in ("and", "or")
        or words[first].text.lower() not in DIRECTIONS
    ):
        return None
    if words[first + 2].text.lower() not in DIRECTIONS or not words[first + 3].is_capital:
        return None
    key = f"{words[first].text.lower()} {fold_name(words[first + 3].text)}"
    found = gazetteer.find(key)
    if found is None:
        return None
    return _make_name(text, words, Span(words[first].start, words[first].end), key, found, first, first)


def _has_type_word(words: list[Word], last: int) -> bool:
    """Whether the word behind a name belongs to it: "Akita Prefecture", "New York State", but not "Ohio State University"."""
    if last + 1 >= len(words) or words[last].glue != " " or words[last + 1].text not in JOINED_TYPES:
        return False
    return words[last + 1].glue != " " or last + 2 >= len(words) or not words[last + 2].is_capital


def _make_name(
    text: str,
    words: list[Word],
    span: Span,
    key: str,
    found: Found,
    first: int,
    last: int,
    *,
    is_short_form: bool = False,
) -> Name:
    type_word = words[first - 2].text.lower() if first >= 2 and words[first - 1].text == "of" else ""
    if found.entries and _has_type_word(words, last):
        last += 1
        span = Span(span.start, words[last].end)
        type_word = words[last].text.lower()
    before = words[first - 1] if first and words[first - 1].glue in (" ", "-", "\u00a0", ". ", "'s ", "’s ") else None
    after = words[last + 1] if last + 1 < len(words) and words[last].glue in (" ", "-", "\u00a0") else None
    opening = text[max(0, span.start - 4) : span.start].rstrip(" “\"‘'(")
    opens = not opening or (opening[-1] in ".!?:\n…" and before is None)
    glue = words[first - 1].glue if first else ""
    return Name(span, key, found, first, last, before, after, opens, glue, type_word, is_short_form)


def make_key(words: str) -> str:
    """
    The key of a name as the text has it: "=" and the letters for initials, all else folded.

    >>> make_key("U.S."), make_key("St. Louis"), make_key("Us")
    ('=US', 'st louis', 'us')
    """
    bare = words.replace(".", "")
    return "=" + bare if bare.isupper() and len(bare) <= 4 and (len(bare) <= 3 or "." in words) else fold_name(words)


def _continues(word: Word, following: Word) -> bool:
    """Whether the following word can belong to the same name."""
    if word.glue == ", ":
        return following.text in ("D.C.", "DC", "D.C")
    is_part = following.is_capital or following.text in LINK_WORDS or following.text[:2] in ("d'", "d’", "l'", "l’")
    if not is_part or not _GAP.fullmatch(word.glue):
        return False
    return word.glue[0] != "." or word.text in _BEFORE_POINT


def _find_short_form(
    text: str, words: list[Word], place: int, gazetteer: Gazetteer, *, follows_place: bool
) -> Name | None:
    """
    A state by its short form, which counts only behind a comma and a name ("Springfield, Ill.") or in brackets ("Doe (D-Calif.)").
    Two capitals behind a comma need a place before them: "Ann Roe, SC" is a barrister.
    """
    word = words[place]
    code = STATE_SHORT_FORMS.get(word.text.replace(".", ""))
    if code is None or place == 0 or not words[place - 1].is_capital:
        return None
    before = words[place - 1]
    is_in_brackets = before.glue == " (" or (before.text in ("D", "R", "I") and before.glue == "-")
    is_behind_comma = before.glue == ", " and (follows_place or "." in word.text or not word.text.isupper())
    if not is_in_brackets and not is_behind_comma:
        return None
    end = word.end + 1 if text[word.end : word.end + 1] == "." and not word.text.isupper() else word.end
    found = Found((gazetteer.find_code(code),), frozenset(), is_word=False, is_person=False)
    return _make_name(text, words, Span(word.start, end), code, found, place, place, is_short_form=True)
