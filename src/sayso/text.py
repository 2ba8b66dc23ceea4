"""
Pure helpers on a string: paragraphs, sentences, quotations, headings and boilerplate, all as spans.

The network's input features come from `find_quotations` (see `read.encode`), so a change there asks for a look at `make eval`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sayso.records import Span

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
EDGE = " \t\n\r\f\v\u00a0\u200b,;"
"""What is trimmed from the edges of a content besides its quotation marks."""

_BLANK_LINE = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*|[^\S\n]*\n[^\S\n]*")
_WORD_CHARACTER = re.compile(r"\w")


def trim_span(text: str, span: Span, characters: str = EDGE) -> Span | None:
    """
    The span without the given characters at its edges, `None` if nothing else is in it.

    >>> trim_span("a, bridge ,", Span(1, 11))
    Span(start=3, end=9)
    """
    start, end = span.start, span.end
    while start < end and text[start] in characters:
        start += 1
    while end > start and text[end - 1] in characters:
        end -= 1
    return Span(start, end) if start < end else None


def find_overlapping(spans: Sequence[Span], within: Span) -> Sequence[Span]:
    """
    Those of the spans that share a code point with `within`. The spans must be in order and not overlap one another.

    >>> find_overlapping([Span(0, 2), Span(3, 5), Span(6, 9)], Span(4, 6))
    [Span(start=3, end=5)]
    """
    first = bisect_right(spans, within.start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, within.end, key=lambda span: span.start)]


def is_hard_wrapped(text: str) -> bool:
    """Whether single line ends only wrap lines: many lines of 50 to 100 characters go on in lower case."""
    pairs = [(line, after) for line, after in pairwise(text.split("\n")) if line.strip() and after.strip()]
    if len(pairs) < 3:
        return False
    wrapped = sum(45 <= len(line) <= 100 and after.lstrip()[0].islower() for line, after in pairs)
    return wrapped >= 0.4 * len(pairs)


def _is_wrap(text: str, gap: re.Match[str]) -> bool:
    """Whether a single line end stands in the middle of a sentence: a line of some length, no mark at its end, a small letter behind it."""
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    long = gap.start() - (text.rfind("\n", 0, gap.start()) + 1) >= 40
    return long and (after.islower() or after.isdigit()) and before not in ".!?…:;”\"’'"


def find_paragraphs(text: str) -> list[Span]:
    r"""
    The paragraphs of a text, without the blanks around them.

    A blank line always ends a paragraph; a single line end does too, unless it only wraps a line.

    >>> [span.of("One.\n\nTwo.\nThree.") for span in find_paragraphs("One.\n\nTwo.\nThree.")]
    ['One.', 'Two.', 'Three.']
    """
    return list(_find_paragraphs(text))


@lru_cache(maxsize=4)
def _find_paragraphs(text: str) -> tuple[Span, ...]:
    # Every room asks for the paragraphs of the report at hand, some once a claim; a few texts are kept, not many.
    wrapped = is_hard_wrapped(text)
    spans, start = [], 0
    for gap in _BLANK_LINE.finditer(text):
        if gap.group().count("\n") == 1 and (wrapped or _is_wrap(text, gap)):
            continue
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    trimmed = [trim_span(text, Span(a, b), " \t\n\r\f\v\u00a0\u200b\ufeff") for a, b in spans if a < b]
    return tuple(span for span in trimmed if span is not None)


# ---------------------------------------------------------------------------------------------------------------- quotations


def find_quotations(text: str) -> list[Span]:
    """
    The quotations of a text with their marks, in order, not nested.

    Curly, straight and angled double marks in any mixture, and single marks where they cannot be apostrophes. A quotation left open at the end
    of a paragraph goes up to there; where the next paragraph opens one again, both parts are quotations.

    >>> text = 'He said “we will go" and left.'
    >>> [span.of(text) for span in find_quotations(text)]
    ['“we will go"']
    """
    return list(_find_quotations(text))


@lru_cache(maxsize=4)
def _find_quotations(text: str) -> tuple[Span, ...]:
    return tuple(span for paragraph in _find_paragraphs(text) for span in _quotations_of_paragraph(text, paragraph))


def _quotations_of_paragraph(text: str, paragraph: Span) -> list[Span]:
    spans, at = [], paragraph.start
    while at < paragraph.end:
        end = None
        if text[at] in OPENING or (text[at] == STRAIGHT and _can_open(text, at, paragraph)):
            end = _find_double_close(text, at, paragraph)
        elif text[at] in "‘'`" and _can_open(text, at, paragraph):
            end = _find_single_close(text, at, paragraph)
        if end is not None and end - at > 2:
            spans.append(Span(at, end))
            at = end
        else:
            at += 1
    return spans


def _before(text: str, at: int, paragraph: Span) -> str:
    return text[at - 1] if at > paragraph.start else " "


def _after(text: str, at: int, paragraph: Span) -> str:
    return text[at + 1] if at + 1 < paragraph.end else " "


def _can_open(text: str, at: int, paragraph: Span) -> bool:
    before, after = _before(text, at, paragraph), _after(text, at, paragraph)
    return (before.isspace() or before in "([{—–-/“\"'‘") and not after.isspace() and after not in ",.;:!?)"


def _can_close(text: str, at: int, paragraph: Span) -> bool:
    before, after = _before(text, at, paragraph), _after(text, at, paragraph)
    return not before.isspace() and (after.isspace() or not after.isalnum())


def _find_double_close(text: str, start: int, paragraph: Span) -> int:
    """Where the quotation that opens at `start` ends; the end of the paragraph where no mark closes it."""
    for at in range(start + 1, paragraph.end):
        character = text[at]
        if character in CLOSING or (character == STRAIGHT and _can_close(text, at, paragraph)):
            return at + 1
    return paragraph.end


def _find_single_close(text: str, start: int, paragraph: Span) -> int | None:
    """
    Where a quotation in single marks ends, `None` if the mark at `start` is no opening one.

    A mark after a comma or a full stop closes for certain; after a letter it may be an apostrophe ("the workers’ strike"), so after an s a
    later mark is preferred.
    """
    if text[start + 1].isdigit() or not _WORD_CHARACTER.match(text[start + 1]):
        return None
    if text[start + 2 : start + 3] in ("’", "'"):  # rock 'n' roll
        return None
    fallback = None
    for at in range(start + 1, paragraph.end):
        character = text[at]
        if character in "‘`" or character in OPENING:
            break
        if character not in "’'" or _after(text, at, paragraph).isalnum():
            continue
        before = _before(text, at, paragraph)
        if before.isspace():
            continue
        if before != "s":
            return at + 1
        fallback = fallback or at + 1
    return fallback


# ----------------------------------------------------------------------------------------------------------------- sentences

_ABBREVIATIONS = frozenset(
    "mr mrs ms messrs dr prof rev hon sen rep gov gen col lt maj capt cmdr adm sgt cpl pte brig st ste sr jr pres dep asst insp supt det "
    "inc ltd co corp bros no nos vs v etc al eg ie cf vol pp fig approx dept est jan feb mar apr jun jul aug sept sep oct nov dec mt ft u.s u.k "
    "u.n e.u a.m p.m e.g i.e ph.d d.c".split()
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s)|[.!?]+[\"”’»)\]]+(?=[A-Z“\"‘])")


def find_sentences(text: str, within: Span | None = None) -> list[Span]:
    """
    The sentences of a text, or what of them lies in one stretch of it. No sentence crosses a paragraph.

    >>> text = "Mr. Doe left. He said so."
    >>> [span.of(text) for span in find_sentences(text)]
    ['Mr. Doe left.', 'He said so.']
    """
    sentences = _find_sentences(text)
    if within is None:
        return list(sentences)
    near = find_overlapping(sentences, within)
    return [Span(max(sentence.start, within.start), min(sentence.end, within.end)) for sentence in near]


@lru_cache(maxsize=4)
def _find_sentences(text: str) -> tuple[Span, ...]:
    sentences = []
    for paragraph in _find_paragraphs(text):
        start = paragraph.start
        for end in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            if _ends_sentence(text, end, start, paragraph):
                sentences.append(Span(start, end.end()))
                start = end.end()
                while start < paragraph.end and text[start].isspace():
                    start += 1
        if start < paragraph.end:
            sentences.append(Span(start, paragraph.end))
    return tuple(sentences)


def _ends_sentence(text: str, end: re.Match[str], start: int, paragraph: Span) -> bool:
    after = text[end.end() : paragraph.end].lstrip()
    if not after:
        return False  # the paragraph's end closes the last sentence anyway
    # A lower-case word goes on ("“Where?” she asked"); so does a full stop after an abbreviation or an initial.
    first = after.lstrip("“\"‘'([")[:1]
    if first.islower():
        return False
    if end.group()[0] != "." or len(end.group()) > 1:
        return True
    words = text[start : end.start()].split()
    word = words[-1].lstrip("(“\"‘'[") if words else ""
    return not (word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I"))


# ------------------------------------------------------------------------------------------------------ headings, boilerplate

_BOILERPLATE = re.compile(
    r"""^\W*(?:
      read\ (?:more|also|next|the\ full)\b.{0,150} | (?:see|watch|listen)\ (?:also|more)\b.{0,120} | related(?:\ (?:articles?|stories|content|topics?))?\b\W{0,3}.{0,120}
    | more\ (?:on\ this|from|stories)\b.{0,100} | also\ read\b.{0,150} | recommended(?:\ for\ you)?\W* | trending\b.{0,40}
    | advertisement\b.{0,40} | advertising\W* | ad\W* | sponsored\b.{0,40} | (?:story\ )?continues?\ (?:below|after)\b.{0,40}
    | (?:share|tweet|print|email|comment|save)(?:\W+(?:this|on|via|share|tweet|print|email|save|comments?|facebook|twitter|x|whatsapp|linkedin|reddit|article|story))*\W*
    | (?:sign\ up|subscribe)\b.{0,160} | (?:follow|like)\ (?:us|him|her|them|\w+\ \w+)\ on\b.{0,100} | follow\ @?\w+\ on\b.{0,80}
    | (?:©|\(c\)|copyright\b).{0,200} | all\ rights\ reserved\b.{0,120} | (?:photo|image|picture|video|caption)(?:\ (?:by|credit|source))?\s*:.{0,200}
    | (?:click|tap)\ here\b.{0,120} | download\ (?:the|our)\ app\b.{0,80} | (?:this\ (?:story|article)\ )?(?:has\ been\ |was\ )?(?:first\ )?(?:last\ )?updated\b.{0,60}
    | (?:for\ )?(?:more\ information|the\ latest)\b.{0,30}:?\s*https?://\S* | https?://\S+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)


def find_boilerplate(text: str) -> list[Span]:
    """
    Paragraphs that belong to the page and not to the story: "Read more:", "ADVERTISEMENT", share bars, sign-up lines.

    They stay in the text and are never part of a claim.
    """
    return [span for span in find_paragraphs(text) if len(span.of(text)) <= 240 and _BOILERPLATE.match(span.of(text))]


def find_headings(text: str, title: Span | None = None) -> list[Span]:
    """
    The sub-headings of a text: short paragraphs between others, without a sentence's end, that open with a capital.

    The title and boilerplate are not among them.
    """
    paragraphs = find_paragraphs(text)
    boilerplate = set(find_boilerplate(text))
    headings = []
    for place, span in enumerate(paragraphs):
        words = span.of(text)
        if span == title or span in boilerplate or place == len(paragraphs) - 1:
            continue
        looks_short = len(words) <= 80 and len(words.split()) <= 12 and "\n" not in words
        if looks_short and words[0].isupper() and words[-1] not in '.!…:;,”"’' and not words.startswith(("By ", "•")):
            headings.append(span)
    return headings
