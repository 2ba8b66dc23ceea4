"""
Whether the clause around an expression is about the past or the future, from the verb nearest to it.

Only a helper for names without a year or a week ("Friday", "in March"): the nearest verb to the left in the clause decides, else the nearest to
the right, else the nearest to the left in the sentence.
"""

from __future__ import annotations

import re

from sayso.resolve.when.words import BREAK, Row

_MODALS = frozenset("will would shall ll wo could should must might may can cannot".split())
_AHEAD = frozenset(
    "scheduled expected due planned plans plan planning slated postponed rescheduled adjourned upcoming hopes hope aims intends vowed promised "
    "pledged begins starts opens meets faces expires takes kicks returns arrives resumes goes deadline awaits".split()
)
PAST_FORMS = frozenset(
    "said was were had did told went came took made gave got saw knew found left held kept brought began ran met led became fell rose grew "
    "won lost sent built spent wrote spoke shot struck hit set put cut broke drew flew fought bought sold paid stood sat heard read thought "
    "felt meant died been done seen taken given gone shown known born killed wore chose drove ate hid hung laid lay rode rang sank sang swore "
    "swept threw woke withdrew overthrew arose beat bid bled bound caught dealt dug fed fled forgot froze lent slid sought stole stuck "
    "taught tore torn fired".split()
)
_NOT_PAST = frozenset(
    "need indeed united hundred red speed feed bed seed exceed proceed succeed breed bleed greed weed shed wed sacred naked hatred kindred "
    "agreed".split()
)
_LOOKS_AHEAD = frozenset(
    "agreed agree agrees decided vowed promised pledged ordered asked urged told wants want hopes hoped threatened prepared preparing invited "
    "ready allowed expects intends plan deal pact right".split()
)
_ARTICLES = frozenset("the a an his her their its this that these those".split())
_BOUNDARY = frozenset(
    ("that", ";", ":", "“", "”", '"', "—", "–", "but", "while", "because", "(", ")", "after", "before", "when", "if")
)
_ENDS = frozenset((".", "!", "?"))
_ABBREVIATIONS = frozenset("mr mrs ms dr gen sen rep gov lt col sgt st u s jr sr no".split())
_PARTICIPLE = re.compile(r"[a-z]{2,}ed$")


def find_tense(row: Row, first: int, last: int) -> tuple[str | None, str]:
    """
    "past" or "future" and the word that says so, for the expression of words `first` up to `last`; (`None`, "") if nothing says so.

    >>> from sayso.resolve.when.words import split_words
    >>> find_tense(split_words("The council will meet on Friday."), 5, 6)
    ('future', 'will')
    """
    start, end = _find_sentence(row, first, last)
    at = first - 1
    while at >= start and not _is_boundary(row, at):
        if tense := _read_verb(row, at, start):
            return tense, row.words[at] if tense == "past" else _name_future(row, at, start)
        at -= 1
    for right in range(last, end):
        if right > last and _is_boundary(row, right):
            break
        if tense := _read_verb(row, right, last):
            return tense, row.words[right] if tense == "past" else _name_future(row, right, last)
    while at >= start:
        if tense := _read_verb(row, at, start):
            return tense, row.words[at] if tense == "past" else _name_future(row, at, start)
        at -= 1
    return None, ""


def _is_boundary(row: Row, at: int) -> bool:
    """Whether another clause begins here."""
    return row.words[at] in _BOUNDARY or (row.words[at] == "and" and at > 0 and row.words[at - 1] == ",")


def _find_sentence(row: Row, first: int, last: int) -> tuple[int, int]:
    start = first
    while start > 0 and first - start < 40 and not _ends_at(row, start - 1):
        start -= 1
    end = last
    while end < len(row.words) and end - last < 25 and not _ends_at(row, end):
        end += 1
    return start, end


def _ends_at(row: Row, at: int) -> bool:
    if row.kinds[at] == BREAK:
        return True
    return row.words[at] in _ENDS and not (at > 0 and row.words[at] == "." and row.words[at - 1] in _ABBREVIATIONS)


def _read_verb(row: Row, at: int, start: int) -> str | None:
    word = row.words[at]
    after = row.words[at + 1 : at + 3]
    if word in _MODALS:
        return None if "have" in after or not _is_modal(row, at) else "future"
    if word in _AHEAD:
        return "future" if word != "expected" or row.words[at - 1 : at] not in (["as"], ["than"]) else None
    if word == "to" and after[:1] == ["be"]:
        return "future"
    if (
        word == "to"
        and at > start
        and row.words[at - 1] in _LOOKS_AHEAD
        and after
        and after[0].isalpha()
        and after[0] not in _ARTICLES
    ):
        return "future"
    if (word in ("is", "are") and after[:1] == ["to"]) or (word == "going" and after[:1] == ["to"]):
        return "future"
    if word in PAST_FORMS or (_PARTICIPLE.match(word) and word not in _NOT_PAST):
        before = row.words[max(start, at - 3) : at]
        if "be" in before and "have" not in before:
            return "future"
        if word == "set" and after[:1] in (["to"], ["for"]):
            return "future"
        if "have" not in before and any(_is_modal(row, near) for near in range(max(start, at - 3), at)):
            return "future"
        return "past"
    return None


def _is_modal(row: Row, at: int) -> bool:
    """Whether the word is "will" or "may" as a verb, and not Will or Mrs May."""
    return row.words[at] in _MODALS and not (
        row.words[at] in ("may", "will", "can") and row.text[row.places[at][0]].isupper()
    )


def _name_future(row: Row, at: int, start: int) -> str:
    """The word that makes the clause one about the future, as the reader would name it."""
    if row.words[at] in _MODALS or row.words[at] in _AHEAD:
        return row.words[at]
    for before in range(at - 1, max(start, at - 4) - 1, -1):
        if row.words[before] in _MODALS:
            return row.words[before]
    return "to" if row.words[at] in ("to", "is", "are", "going") else row.words[at]
