"""Whom a statement is directed at, by the words beside its cue: "accused [the army] of …", "urged [her] to …", "[the mayor] was charged with"."""

from __future__ import annotations

import re

from sayso.records import Attribution, Reading, Span
from sayso.resolve.who.drafts import Cast
from sayso.resolve.who.found import DEFINITE, INDEFINITE, name_at
from sayso.resolve.who.titles import PREPOSITIONS

_DIRECTED = re.compile(
    r"\b(?:accus|blam|critici[sz]|condemn|denounc|slam|lambast|rebuk|mock|prais|thank|congratulat|hail|commend|applaud|grateful|urg|call(?:s|ed|ing)? (?:on|upon)|appeal|ask|press|"
    r"warn|threaten|order|instruct|summon|demand|advis|encourag|implor|plead|beg|charg|alleg|su(?:e|ed|ing)\b|invit|recommend|remind|command|confidence in|criticism of|praise for)",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"\b(?:accus|critici[sz]|condemn|denounc|slam|prais|thank|hail|grateful|commend|applaud|welcom)", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|being|is|are)\b(?: \w+ly)? (?:charged|accused|ordered|summoned|urged|asked|blamed|criticised|criticized|praised|condemned|denounced|"
    r"warned|threatened|told|alleged|sued|invited|instructed|commended|mocked)\b",
    re.IGNORECASE,
)
_OBJECTS = frozenset("him her them it".split())
_STOPS = PREPOSITIONS | frozenset(
    "since until without despite amid once yesterday today having being not never and or but that because so as if whether when where while what how why he she they it we you i his her their".split()
)
_AFTER_PRONOUN = PREPOSITIONS | frozenset("not and but because so as if whether when that".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow last this next".split()
)
_LONGEST = 9


def find_addressed(cast: Cast, reading: Reading) -> list[Span]:
    """The noun phrases and pronouns that the statements of a reading are directed at, in the order of the statements."""
    spans: list[Span] = []
    for attribution in reading.attributions:
        cue = attribution.cue.span.of(cast.words.text)
        if _PASSIVE.search(cue):
            span = _find_passive(cast, attribution)
        elif _DIRECTED.search(cue):
            span = _find_object(cast, attribution.cue.span, cue)
        else:
            span = None
        if span is not None and span not in spans:
            spans.append(span)
    return spans


def _find_passive(cast: Cast, attribution: Attribution) -> Span | None:
    """What stands before a passive cue: "[A former minister] was charged with"."""
    words, cue = cast.words, attribution.cue.span
    pieces = [piece.span for piece in attribution.content if piece.span.end <= cue.start]
    if not pieces or (attribution.sources and attribution.sources[0].span.end <= cue.start):
        return None
    piece = max(pieces)
    inside = words.within(piece)
    if (
        not inside
        or words.sentence[inside.start] != words.sentence[words.first_at(cue.start)]
        or len(inside) > _LONGEST
    ):
        return None
    return Span(words.starts[inside.start], words.ends[inside.stop - 1])


def _find_object(cast: Cast, cue: Span, said: str) -> Span | None:
    words = cast.words
    at = words.first_at(cue.end)
    if at >= len(words.bases) or at == 0 or words.gaps[at - 1].strip(" “\"‘'"):
        return None
    sentence = words.sentence[at - 1]
    if words.lower[at] in ("that", "for", "on", "to", "against", "at") and at + 1 < len(words.bases):
        if words.lower[at] == "that":
            return (
                _find_subject(cast, at + 1) if re.search(r"demand|recommend|urg|insist", said, re.IGNORECASE) else None
            )
        at += 1
    if words.sentence[at] != sentence or words.lower[at] in _TIMES:
        return None
    end = _end_phrase(cast, at)
    if end is None:
        return None
    is_judged = _JUDGED.search(said) is not None
    owner = next((i for i in range(at, end + 1) if words.possessive[i]), None)
    if (
        is_judged
        and owner is not None
        and owner < end
        and _is_quality(cast, end)
        and words.lower[owner] not in DEFINITE
    ):
        end = owner
    elif (
        is_judged
        and words.lower[at] not in _OBJECTS
        and words.lower[min(end + 1, len(words.bases) - 1)] == "of"
        and _is_quality(cast, end)
    ):
        after = _end_phrase(cast, end + 2) if end + 2 < len(words.bases) else None
        if after is None:
            return None
        at, end = end + 2, after
    if (
        _is_quality(cast, end)
        and name_at(cast, end) is None
        and words.lower[end] not in _OBJECTS
        and not _is_told(cast, end)
    ):
        return None
    apposition = name_at(cast, end + 1) if end + 1 < len(words.bases) and words.gaps[end].strip() == "," else None
    if (
        apposition is not None
        and apposition.opens == end + 1
        and apposition.shape == "person"
        and not words.capital[end]
    ):
        end = apposition.last
    return Span(words.starts[at], words.ends[end])


def _is_quality(cast: Cast, at: int) -> bool:
    """Whether a noun is a thing about somebody and nobody itself: "the courage of", but not "the leaders of"."""
    lower, table = cast.words.lower[at], cast.table
    lists = (
        table.roles,
        table.group_nouns,
        table.government_people,
        table.organization_nouns,
        table.armed_people,
        table.media_nouns,
    )
    return not cast.words.capital[at] and not any(
        lower in entries or lower.removesuffix("s") in entries for entries in lists
    )


def _is_told(cast: Cast, at: int) -> bool:
    """Whether "to" or "not" behind a plural shows people who are to do something: "urged shopkeepers to stay"."""
    words = cast.words
    after = words.lower[at + 1] if at + 1 < len(words.bases) and words.gaps[at] == " " else ""
    return words.lower[at].endswith("s") and after in ("to", "not")


def _end_phrase(cast: Cast, at: int) -> int | None:
    """The last word of the noun phrase that begins at a word, `None` where none begins there."""
    words, table = cast.words, cast.table
    lower = words.lower[at]
    after = words.lower[at + 1] if at + 1 < len(words.bases) and words.gaps[at] == " " else ""
    if lower in _OBJECTS and (not after or after in _AFTER_PRONOUN):
        return at
    if lower == "it" or lower in _OBJECTS - {"her"}:
        return None
    end = at
    while end + 1 < len(words.bases) and end - at < _LONGEST and words.sentence[end + 1] == words.sentence[at]:
        gap = words.gaps[end].strip(" ’'s")
        is_list = (gap == "," or words.lower[end + 1] == "and") and _goes_on(cast, end)
        if (gap not in ("", "“", "”", ".") and not is_list) or (words.lower[end + 1] in _STOPS and not is_list):
            break
        if gap == "." and name_at(cast, end) is None and words.lower[end] not in table.ranks:
            break
        end += 1
    if lower in DEFINITE | INDEFINITE or words.capital[at] or words.possessive[at]:
        return end if end > at or words.capital[at] else None
    is_people = words.lower[end].endswith("s") or words.lower[end] in table.group_nouns
    known = words.lower[end].removesuffix("s")
    lists = (table.roles, table.group_nouns, table.organization_nouns, table.armed_people, table.government_people)
    is_known = any(known in entries or words.lower[end] in entries for entries in lists)
    return end if end - at <= 2 and (is_known or (is_people and after in ("to", "not"))) else None


def _goes_on(cast: Cast, at: int) -> bool:
    """Whether a list of names goes on behind a word: "Türkiye, Kazakhstan and the United Nations"."""
    words = cast.words
    after = at + 1
    while after < len(words.bases) and words.lower[after] in ("and", "the"):
        after += 1
    return after < len(words.bases) and words.capital[at] and words.capital[after] and name_at(cast, after) is not None


def _find_subject(cast: Cast, at: int) -> Span | None:
    """The subject of a clause that says what must be done: "demanded that [Mr Roe] explain"."""
    words = cast.words
    name = name_at(cast, at) or (name_at(cast, at + 1) if at + 1 < len(words.bases) else None)
    if name is not None and name.opens <= at + 1:
        return Span(words.starts[at], name.span.end)
    if words.lower[at] in ("members", "voters", "ministers", "residents", "lawmakers"):
        return Span(words.starts[at], words.ends[at])
    return None
