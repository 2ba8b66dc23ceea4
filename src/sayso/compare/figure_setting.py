"""Where, when and in which event a figure holds, from the words of its stretch, else of its sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sayso.compare.figure import Cut, locate
from sayso.records import Moment, Place, Statement
from sayso.text import find_sentences

_WINDOW: Final = re.compile(
    r"\b(?:in|over|within|during|for)\s+(?:just\s+|only\s+|about\s+|under\s+)?(?:"
    r"(?:the\s+)?(?:last|past|previous)\s+(?:[\w-]+\s+){0,2}(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)"
    r"|(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve|several)\s+(?:minutes?|hours?))\b",
    re.IGNORECASE,
)
_AS_OF: Final = re.compile(
    r"\b(?:as of|by|until|till|up to|through|at)\s+(?:about\s+|around\s+)?(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)
_NOW: Final = re.compile(r"now|currently|today|tonight|this (?:morning|afternoon|evening)|at present", re.IGNORECASE)


def find_window(text: str, cut: Cut) -> tuple[int, int] | None:
    """Where a stretch of time is named that the figure was counted over; "grew to 700 acres within an hour" is no such count."""
    if cut.quantity.change in {"up_to", "down_to"} or text[: cut.at.start].endswith(" to "):
        return None
    match = _WINDOW.search(text, cut.own.start, cut.own.end)
    if match is None:
        match = _WINDOW.search(text, cut.sentence.start, cut.sentence.end) if cut.quantity.unit != "percent" else None
    return (match.start(), match.end()) if match else None


def find_dates(statement: Statement, text: str, cut: Cut, fate: str | None) -> tuple[Moment | None, Moment | None]:
    """
    When what is counted happened, and as of when the figure held: from the dates of its own stretch, else of its sentence.

    A date after "as of" or "by", a time of day and "now" say when the figure held; so does a date beside a share, a price or "stood at".
    """
    placed = [(locate(statement, moment.span), moment) for moment in statement.claim.times if moment.dates != "saying"]
    dated = [(at, m) for at, m in placed if at is not None and m.type in {"DATE", "TIME"} and m.begin is not None]
    near = [item for item in dated if cut.own.covers(item[0])] or [i for i in dated if cut.sentence.covers(i[0])]
    if not near:
        return None, None
    at, moment = min(near, key=lambda item: (abs(item[0].start - cut.at.start), item[0]))
    is_level = cut.quantity.unit == "percent" or cut.quantity.change in {"up_to", "down_to"} or fate == "contained"
    holds = (
        is_level
        or moment.type == "TIME"
        or _AS_OF.search(text, 0, at.start) is not None
        or _NOW.match(text[at.start : at.end]) is not None
        or bool(re.search(r"\b(?:stood|stands|toll|total)\b", text[cut.own.start : cut.own.end]))
    )
    return (None, moment) if holds else (moment, None)


def find_own_places(statement: Statement, cut: Cut) -> tuple[Place, ...]:
    """The places of the figure's own stretch, else of its sentence, else of the statement; not those that stand for a government."""
    placed = [(locate(statement, place.span), place) for place in statement.claim.places if not place.metonym]
    for within in (cut.own, cut.sentence):
        own = tuple(place for at, place in placed if at is not None and within.covers(at))
        if own:
            return own
    sentences = {
        sentence
        for at, _ in placed
        if at is not None
        for sentence in find_sentences(statement.text)
        if sentence.covers(at)
    }
    counted = {
        sentence
        for sentence in sentences
        for quantity in statement.claim.quantities
        for at in [locate(statement, quantity.span)]
        if at and sentence.covers(at)
    }
    return () if counted else tuple(place for at, place in placed if at is not None)


_EVENT: Final = re.compile(
    r"#?\b([A-Z][a-z]+)\s?(?:Wild)?(?:Fire|Flood|Quake|Earthquake|Complex|Storm|Blaze)\b|#([A-Z][a-z]+)(?:fire|flood|storm|quake)\b"
    r"|\b[Tt]he\s([A-Z][a-z]+)\s(?:wild)?(?:fire|flood|storm|quake|earthquake|blaze)\b"
    r"|\b([A-Z][a-z]+),?\s(?:and|&)\s([A-Z][a-z]+)\s(?:[Ww]ild)?[Ff]ires\b"
    r"|\b(?:Hurricane|Typhoon|Cyclone|Flight|Operation)\s?([A-Z][\w-]+)"
)
_EVENT_WORD: Final = re.compile(
    r"fire|flood|quake|complex|storm|blaze|hurricane|typhoon|cyclone|flight|operation", re.IGNORECASE
)
_NO_NAME: Final = frozenset(
    "the this a an brush vegetation wild forest grass house camp structure cal now one two bush our that large flash winter ice snow".split()
)


@lru_cache(maxsize=1024)
def find_names(text: str) -> tuple[str, ...]:
    """
    The events that a text calls by name, in small letters, in order of the alphabet.

    >>> find_names("The Maple Fire and #Oakfire met; Hurricane Ada did not.")
    ('ada', 'maple', 'oak')
    """
    if not _EVENT_WORD.search(text):
        return ()
    found = {name.lower() for match in _EVENT.finditer(text) for name in match.groups() if name is not None}
    return tuple(sorted(found - _NO_NAME))
