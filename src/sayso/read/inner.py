"""
The second reading: what is said within a content, read by the network as a text of its own.

The network reads outermost attributions only. Sentences of contents that hold a word that can be a cue are taken out of their quotation marks, given a
capital, set one under another as paragraphs of one text, read again, and what is found is mapped back to the report's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sayso.records import Attribution, Mention, Reading, Span
from sayso.text import find_sentences, trim_span

_MAX_DEPTH = 3
"""How often contents of contents are read again."""

_SHORTEST = 12
"""Code points; what is shorter holds no claim."""

_CUE_WORDS = frozenset(
    """
    accepted accepts according accusation accusations accuse accused accuses accusing acknowledge acknowledged acknowledgement acknowledgements
    acknowledges acknowledging acknowledgment acknowledgments admission admissions admit admits admitted admitting advise advised advises advising
    agree agreed agreeing agrees allegation allegations allege alleged alleges alleging announce announced announcement announcements announces
    announcing apologise apologised apologises apologising apologize apologized apologizes apologizing appealed appealing appeals argue argued argues
    arguing argument arguments ask asked asking asks assert asserted asserting assertion assertions asserts assurance assurances assure assured
    assures assuring banned belief beliefs believe believed believes believing blame blamed blames blaming called calling calls challenge challenged
    challenges challenging charged claim claimed claiming claims comment commented commenting comments complain complained complaining complains
    complaint complaints concede conceded concedes conceding concern concerns conclude concluded concludes concluding condemn condemned condemning
    condemns confirm confirmation confirmations confirmed confirming confirms consider considered considering considers contend contended contending
    contends contention contentions criticise criticised criticises criticising criticism criticize criticized criticizes criticizing decide decided
    decides deciding declaration declarations declare declared declares declaring decline declined declines declining demand demanded demanding
    demands denial denials denied denies denounce denounced denounces denouncing deny denying describe described describes describing discuss
    discussed discusses dismiss dismissed dismisses dismissing dispute disputed disputes disputing doubt doubted doubting doubts estimate estimated
    estimates estimating expect expected expecting expects explain explained explaining explains fear feared fearing fears forbade forbidden forecast
    forecasts grateful hope hoped hopes hoping insist insisted insistence insisting insists instructed instructs intend intended intending intends
    intention intentions knew know known knows learn learned learns learnt maintain maintained maintaining maintains noted notes noticed notices
    noting objected objection objections objects offered offering offers oppose opposed opposes opposing ordered ordering planned planning plans
    pledge pledged pledges pledging praise praised praises praising predict predicted predicting prediction predictions predicts promise promised
    promises promising proposal proposals propose proposed proposes proposing questioned questioning quote quoted quotes quoting recommend
    recommendation recommendations recommended recommending recommends refusal refusals refuse refused refuses refusing reject rejected rejecting
    rejects replied replies reply replying report reported reporting reports request requested requests respond responded responding responds ruled
    ruling rumor rumors rumour rumours said say saying says spoke spoken stated statement statements states stating suggest suggested suggesting
    suggestion suggestions suggests suspect suspected suspecting suspects suspicion suspicions swore sworn tell telling tells testified testifies
    testify testifying think thinking thinks thought threat threaten threatened threatening threatens threats told urge urged urges urging voice
    voiced voices voicing vow vowed vowing vows want wanted wanting wants warn warned warning warnings warns welcome welcomed welcomes welcoming
    willing writes writing written wrote
    """.split()
)
"""Words that can be the cue of an inner claim, in any inflection: only sentences that hold one are read again."""

_WORD = re.compile(r"[a-z]+")
_SAID = re.compile(
    r"(?:is|are|was|were)\s+(?:also\s+|now\s+|widely\s+)?(?:said|reported|alleged|believed|thought|understood|rumou?red|expected|known|supposed)"
)
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_PAIRS = {"“": "”", "„": "”", '"': '"', "‘": "’", "«": "»"}
_CLOSING = re.compile(r"[.,!?]?[”\"’']")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of the report that is read again: the outer attribution it belongs to, and its place in the text made for the second reading."""

    outer: int
    start: int
    pieces: tuple[Span, ...]

    @property
    def end(self) -> int:
        return self.start + sum(piece.end - piece.start for piece in self.pieces) + len(self.pieces) - 1


def read_inner(
    text: str, outermost: tuple[Attribution, ...], read: Callable[[str], Reading]
) -> tuple[Attribution, ...]:
    """
    What `read` finds within the contents of the outermost attributions, each with its spans in `text` and its place `inside`: in the tuple that holds first the
    outermost and then the inner attributions. What cannot be mapped back to exact words is left out.
    """
    found: list[Attribution] = []
    layer = list(enumerate(outermost))
    for _ in range(_MAX_DEPTH):
        cuts = [cut for place, attribution in layer for cut in _cut_content(text, place, attribution)]
        if not cuts:
            break
        page, placed = _lay_out(text, cuts)
        first = len(outermost) + len(found)
        new = [
            replace(inner, inside=cut.outer)
            for attribution in read(page).attributions
            for cut, inner in _map_back(text, attribution, placed)
        ]
        found += new
        layer = list(enumerate(new, start=first))
    return tuple(found)


def _cut_content(text: str, place: int, attribution: Attribution) -> Iterable[_Cut]:
    """The sentences of one content that hold a word that can be a cue; what a cue has interrupted is one sentence again."""
    sentences: list[list[Span]] = []
    contents = [mention.span for mention in attribution.content]
    subject = attribution.sources[0].span if attribution.sources else None
    if subject is not None and contents and is_said_to(text, subject, attribution.cue.span, contents[0]):
        contents = [subject, *contents]
    for content in contents:
        for number, part in enumerate(find_sentences(content.of(text))):
            span = Span(part.start + content.start, part.end + content.start)
            goes_on = number == 0 and sentences and _goes_on(text, sentences[-1][-1], span)
            if goes_on:
                sentences[-1].append(span)
            else:
                sentences.append([span])
    for sentence in sentences:
        if any(not _CUE_WORDS.isdisjoint(_WORD.findall(span.of(text).lower())) for span in sentence):
            pieces = tuple(bare for span in sentence if (bare := _strip_marks(text, span)) is not None)
            if pieces and sum(piece.end - piece.start for piece in pieces) >= _SHORTEST:
                yield _Cut(place, 0, pieces)


def is_said_to(text: str, source: Span, cue: Span, content: Span) -> bool:
    """Whether the source is the subject of what is said: "[the president] is said [to have left]" names no speaker."""
    in_order = source.end <= cue.start and cue.end <= content.start
    follows = in_order and not text[source.end : cue.start].strip(" ,") and not text[cue.end : content.start].strip()
    return follows and bool(_SAID.fullmatch(cue.of(text))) and text[content.start : content.end].startswith("to ")


def _goes_on(text: str, before: Span, span: Span) -> bool:
    """Whether a piece goes on with the sentence of the piece before it: a small letter, and no full stop between."""
    return (
        text[span.start : span.end].lstrip("“„\"‘'")[:1].islower()
        and text[before.start : before.end].rstrip("”\"’'")[-1:] not in ".!?"
    )


def _strip_marks(text: str, span: Span) -> Span | None:
    """The span without a leading "that" and without the quotation marks around it or left open by the cut."""
    opening = _THAT.match(text, span.start, span.end)
    start, end = opening.end() if opening else span.start, span.end
    if start >= end:
        return None
    words = text[start:end]
    mark = words[0]
    if mark in _PAIRS:
        close = _PAIRS[mark]
        inner = words[1:-1]
        if (
            words[-1] == close
            and len(words) > 2
            and (mark not in inner if mark == close else inner.count(mark) == inner.count(close))
        ):
            return trim_span(text, Span(start + 1, end - 1))
        if close not in words[1:]:
            return trim_span(text, Span(start + 1, end))
    elif words[-1] in '”"' and words.count(words[-1]) == 1 and "“" not in words:
        return trim_span(text, Span(start, end - 1))
    return Span(start, end)


def _lay_out(text: str, cuts: list[_Cut]) -> tuple[str, list[_Cut]]:
    """The text of the second reading: a paragraph for each cut, with a capital and a full stop."""
    page, placed, at = [], [], 0
    for cut in cuts:
        words = " ".join(piece.of(text) for piece in cut.pieces)
        words = _raise_first(words)
        stop = "" if words[-1] in ".!?…”\"’'" else "."
        placed.append(replace(cut, start=at))
        page.append(words + stop)
        at += len(words) + len(stop) + 2
    return "\n\n".join(page), placed


def _raise_first(words: str) -> str:
    """The words with a capital in front, if that keeps their length."""
    first = words[0].upper()
    return first + words[1:] if len(first) == 1 else words


def _map_back(text: str, attribution: Attribution, placed: list[_Cut]) -> Iterable[tuple[_Cut, Attribution]]:
    """The attribution with its spans in the report, and its cut; nothing where cue or source would be in two pieces or in two cuts."""
    cut = placed[bisect_right(placed, attribution.cue.span.start, key=lambda each: each.start) - 1]
    cue = _map_span(text, cut, attribution.cue.span)
    sources = [_map_span(text, cut, mention.span) for mention in attribution.sources]
    if len(cue) != 1 or any(len(spans) > 1 for spans in sources):
        return
    content = [
        replace(mention, span=span)
        for mention in attribution.content
        for span in _map_span(text, cut, mention.span, widen=True)
    ]
    yield (
        cut,
        replace(
            attribution,
            cue=replace(attribution.cue, span=cue[0]),
            sources=tuple(
                Mention(span=spans[0], role="source", score=mention.score)
                for mention, spans in zip(attribution.sources, sources, strict=True)
                if spans
            ),
            content=tuple(content),
        ),
    )


def _map_span(text: str, cut: _Cut, span: Span, *, widen: bool = False) -> list[Span]:
    """The places in the report of a span of the second reading, one for each piece of its cut; none outside the cut."""
    spans, at = [], cut.start
    for piece in cut.pieces:
        low, high = max(span.start, at), min(span.end, at + piece.end - piece.start)
        if low < high:
            found = trim_span(text, Span(piece.start + low - at, piece.start + high - at))
            if found is not None:
                spans.append(_close_quotation(text, found, piece) if widen else found)
        at += piece.end - piece.start + 1
    return spans


def _close_quotation(text: str, span: Span, piece: Span) -> Span:
    """The span with the mark that closes a quotation opened in it, where that stands right behind."""
    words = span.of(text)
    is_open = words.count("“") > words.count("”") or words.count('"') % 2 == 1 or words.count("‘") > words.count("’")
    closing = _CLOSING.match(text, span.end) if is_open else None
    return Span(span.start, closing.end()) if closing else span
