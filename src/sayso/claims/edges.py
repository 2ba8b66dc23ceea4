"""
Where the spans of an attribution end, by the guidelines: times, occasions, addressees and colons stand outside the cue, times outside source and content.

The network was trained on newspaper annotations that take a time into the cue now and then: "said on Tuesday", "said in a statement".
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.records import Attribution, Mention, Span
from sayso.text import trim_span

_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)(?:\s+(?:morning|afternoon|evening|night))?"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIME = rf"""(?:(?:early|late|earlier|later)\s+)?(?:on\s+)?(?:(?:early|late)\s+)?{_DAY}|(?:last|this)\s+(?:night|week|month|year|morning|afternoon|evening|spring|summer|autumn|winter)
    |earlier(?:\s+(?:this|in\s+the)\s+\w+)?|later(?:\s+(?:that|in\s+the)\s+\w+)?|at\s+the\s+time|for\s+(?:days|weeks|months|years)|in\s+(?:{_MONTH}(?:\s+\d{{4}})?|(?:19|20)\d\d)|afterwards"""
_OCCASION = r"""(?:in|at|on)\s+(?:an?|its|his|her|their|the)\s+(?:[\w-]+\s+){0,2}(?:statement|note|letter|report|interview|text|e-?mail|communiqu[eé]|review|tweet|post|speech|briefing|filing|memo
    |message|column|conference|ink)"""
_BEHIND_CUE = re.compile(rf"(?:\s+(?:{_TIME}|{_OCCASION}|in\s+\w+\s+ink))*\s*:?$", re.IGNORECASE | re.VERBOSE)
_BEFORE_CUE = re.compile(rf"^(?:on\s+)?{_DAY}\s+", re.IGNORECASE)
_TIME_ALONE = re.compile(rf"\s*(?:{_TIME})\s*$", re.IGNORECASE | re.VERBOSE)
_TIME_THEN_THAT = re.compile(rf"(?:{_TIME}),?\s+(?=that\s)", re.IGNORECASE | re.VERBOSE)
_TIME_BEHIND_SOURCE = re.compile(rf"\s+(?:(?:on\s+)?{_DAY}|last\s+night)$", re.IGNORECASE)
_WHO = re.compile(r",?\s+(?:who|which)$")
_ADDRESSEE = re.compile(
    r"\b(?:told|tells)(?P<whom>\s+(?:the\s+)?(?:[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3}|me|us|him|her|them|reporters|journalists))$"
)
_BEEN_TOLD = re.compile(
    r"(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:told|informed|warned|assured|notified|reminded|promised)$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+\s+(?=(?:told|said|says|has|had|added)\b)")


def set_edges(text: str, attribution: Attribution) -> Attribution:
    """The attribution with its spans cut to what the guidelines count as theirs; nothing is ever added but a surname cut off by the cue."""
    cue = attribution.cue.span
    sources, content = attribution.sources, attribution.content
    name = _NAME_BEFORE.match(text, cue.start, cue.end)
    if name is not None and sources and _is_next(text, sources[0].span, cue):
        sources = (replace(sources[0], span=Span(sources[0].span.start, cue.start + len(name.group().rstrip()))),)
        cue = Span(cue.start + name.end() - name.start(), cue.end)
    before = _BEFORE_CUE.match(cue.of(text))
    if before is not None and before.end() < cue.end - cue.start:
        cue = Span(cue.start + before.end(), cue.end)
    behind = _BEHIND_CUE.search(cue.of(text))
    if behind is not None and behind.start() > 0:
        cue = Span(cue.start, cue.start + behind.start())
    if sources and _BEEN_TOLD.search(cue.of(text)) and _is_next(text, sources[0].span, cue):
        sources = ()  # who was told is not who told
    listener = _ADDRESSEE.search(cue.of(text))
    if listener is not None:
        cue = Span(cue.start, cue.start + listener.start("whom"))
    return replace(
        attribution,
        cue=replace(attribution.cue, span=cue),
        sources=tuple(_cut_source(text, mention) for mention in sources),
        content=tuple(kept for mention in content if (kept := _cut_content(text, mention, len(content))) is not None),
    )


def _is_next(text: str, span: Span, other: Span) -> bool:
    """Whether nothing but blanks lies between a span and another behind it."""
    return span.end <= other.start and not text[span.end : other.start].strip()


def _cut_source(text: str, mention: Mention) -> Mention:
    """The source without a time or a dangling "who" at its end."""
    for pattern in (_TIME_BEHIND_SOURCE, _WHO):
        match = pattern.search(mention.span.of(text))
        if match is not None and match.start() > 0:
            mention = replace(mention, span=Span(mention.span.start, mention.span.start + match.start()))
    return mention


def _cut_content(text: str, mention: Mention, pieces: int) -> Mention | None:
    """The piece of content without a time before its "that"; `None` if it is one of several and no more than a time."""
    span = mention.span
    if pieces > 1 and _TIME_ALONE.match(span.of(text)):
        return None
    opening = _TIME_THEN_THAT.match(text, span.start, span.end)
    if opening is None:
        return mention
    trimmed = trim_span(text, Span(opening.end(), span.end))
    return None if trimmed is None else replace(mention, span=trimmed)
