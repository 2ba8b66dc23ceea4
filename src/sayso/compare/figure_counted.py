"""What a figure counts and what became of it: the noun, the fate, and the words to show."""

from __future__ import annotations

import re
from typing import Final

from sayso.compare.figure import Cut, Figure
from sayso.compare.figure_words import find_fates, find_thing, is_generic
from sayso.records import Quantity, Span

_TAIL: Final = re.compile(r"\s+(?:of|in|at|from|who|that|which|to|for|on|with|by)\s.*$")


_NUMBER_OF: Final = re.compile(r"^.*\b(?:count|number|total|tally|estimate|figure)\s+of\s+(?:the\s+)?", re.IGNORECASE)


def find_head(counted: str | None) -> str | None:
    """The last noun of what is counted: "civilian burn injuries" → "injuries", "number of homes destroyed" → "homes"."""
    counted = _NUMBER_OF.sub("", counted or "")
    words = _TAIL.sub("", counted).split()
    while len(words) > 1 and find_fates(words[-1]) and words[-1].endswith("ed"):
        words.pop()
    return words[-1].strip("#.,'’\"") or None if words else None


def is_subject(text: str, cut: Cut) -> bool:
    """Whether what is counted stands before the number and within the sentence: "the toll rose to 15", not "15 were killed"."""
    counted = cut.quantity.of
    if counted is None or text.find(counted, cut.at.end, cut.at.end + len(counted) + 8) >= 0:
        return False
    return not text.startswith(counted, cut.sentence.start)


def find_bracketed(text: str, at: Span) -> str | None:
    """The noun before a number in brackets: "homes (1,000)"."""
    match = re.search(r"([A-Za-z-]+)\s\($", text[: at.start])
    return match.group(1) if match and text[at.end : at.end + 1] == ")" else None


def narrow_noun(counted: str, noun: str) -> tuple[str, str]:
    """A word before a general noun that says which people: "civilian burn injuries" counts civilians."""
    for word in counted.split()[:-1]:
        thing = find_thing(word)
        if is_generic(noun) and thing in {"civilians", "responders", "troops", "police", "children", "fighters"}:
            return word, thing
    return noun, find_thing(noun)


def take_noun(before: Figure | None, fate: str | None, cut: Cut) -> tuple[str | None, str | None]:
    """The noun of a figure that has none: that of the figure before it in the sentence, else people where people alone meet such a fate."""
    if before is not None and before.measure == "count" and before.noun is not None:
        return before.noun, before.thing
    if fate in {
        "killed",
        "wounded",
        "missing",
        "detained",
        "displaced",
        "evacuated",
        "rescued",
        "trapped",
        "infected",
        "released",
    }:
        return None, "people"
    return None, None


def find_fate(text: str, cut: Cut, measure: str) -> tuple[str | None, Span | None]:
    """The fate word that is the figure's: one right before the number, else the next one after it, else the last one before."""
    own = [
        (Span(start, end), fate)
        for start, end, fate in find_fates(text)
        if cut.own.start <= start < cut.own.end and _can_meet(fate, measure, cut.quantity)
    ]
    before = [item for item in own if item[0].end <= cut.at.start]
    after = [item for item in own if item[0].start >= cut.at.end]
    if before and re.fullmatch(r"\s*(?:the\s+|another\s+)?", text[before[-1][0].end : cut.at.start]):
        return before[-1][1], before[-1][0]
    if after:
        return after[0][1], after[0][0]
    return (before[-1][1], before[-1][0]) if before else (None, None)


def _can_meet(fate: str, measure: str, quantity: Quantity) -> bool:
    """Whether a figure of this measure can have the fate: only shares are contained, only areas and buildings burn, rain is a depth."""
    if measure in {"count", "share"}:
        return (
            (fate == "contained") <= (measure == "share")
            and fate != "rain"
            and (fate != "burned" or measure == "share" or quantity.kind in {"homes", "buildings", "vehicles"})
        )
    allowed = {"area": {"burned", "destroyed", "threatened", "sold"}, "length": {"rain"}, "volume": {"rain", "sold"}}
    return fate in allowed.get(measure, {"sold"})


_FIRE: Final = re.compile(r"fire\b|\bblaze|\bburn|\bflames\b|\bcontain", re.IGNORECASE)


def find_area_fate(text: str, fate: str | None) -> str | None:
    """Land that a statement on a fire measures has burned."""
    return "burned" if fate in {None, "destroyed"} and _FIRE.search(text) else fate


def make_label(text: str, cut: Cut, noun: str | None, fate_at: Span | None) -> str:
    """The figure in the statement's own words, with its noun and fate where they stand near it."""
    start, end = cut.at.start, cut.at.end
    counted = cut.quantity.of
    if counted is not None and text.find(counted, end, end + len(counted) + 8) >= 0:
        end = text.find(counted, end) + len(counted)
    if fate_at is not None and max(end, fate_at.end) - min(start, fate_at.start) <= 70:
        start, end = min(start, fate_at.start), max(end, fate_at.end)
    if cut.quantity.change is not None:
        verb = re.search(r"\b[A-Za-z]+(?:\s+(?:by|to|at))?\s*$", text[:start])
        start = verb.start() if verb is not None else start
    words = " ".join(text[start:end].split())
    return words if noun is None or noun.lower() in words.lower() else f"{words} ({noun})"
