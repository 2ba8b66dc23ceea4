"""Report + Reading + Facts → Claims: what counts as one claim. The only place where a claim is made."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from dataclasses import replace
from typing import TypeVar

from sayso.claims.act import decide_act
from sayso.claims.commitment import decide_commitment
from sayso.claims.continuation import carry_over
from sayso.claims.layers import nest_reading
from sayso.claims.loaded import find_loaded_words, load_words
from sayso.claims.relay import find_audience, find_evidence, find_via, is_own_outlet
from sayso.claims.replies import find_replies
from sayso.claims.target import find_target
from sayso.records import (
    Attribution,
    Claim,
    Dating,
    Entity,
    Facts,
    Field,
    Form,
    Reading,
    Relay,
    Report,
    Span,
    Speaker,
)
from sayso.text import find_boilerplate, find_headings, find_overlapping, find_quotations, find_sentences

__all__ = [
    "find_form",
    "find_loaded_words",
    "find_replies",
    "load_words",
    "make_claim_id",
    "make_claims",
    "nest_reading",
]

_LETTER = re.compile(r"\w")
Item = TypeVar("Item")


def make_claims(report: Report, reading: Reading, facts: Facts) -> tuple[Claim, ...]:
    """The claims of one report in text order, in both voices."""
    page = _Page(report)
    ids = [make_claim_id(report.id, "speaker", *_spans_of(attribution)) for attribution in reading.attributions]
    claims: dict[str, Claim] = {}
    for place in range(len(reading.attributions)):
        claim = _make_spoken(report, page, facts, reading, place, ids)
        claims.setdefault(claim.id, claim)
    for claim in _make_outlet_claims(report, page, reading, facts):
        claims.setdefault(claim.id, claim)
    ordered = sorted(
        claims.values(), key=lambda claim: (claim.start, claim.voice != "speaker", claim.inside is not None)
    )
    by_place = _FactsByPlace(facts)
    carried = carry_over(report.text, [_add_facts(claim, by_place) for claim in ordered])
    outer = {claim.inside for claim in carried}
    return tuple(
        claim
        for claim in carried
        if claim.id in outer
        or not (_says_nothing(claim) or _is_frame(report.text, claim) or _is_evidence(report.text, claim, carried))
    )


def _says_nothing(claim: Claim) -> bool:
    """Whether a cue without content says nothing by itself: "said", "according to"; but "agreed" and "declined to comment" do."""
    is_plain = claim.saying == "affirmed" and claim.act in ("say", None)
    return claim.voice == "speaker" and is_plain and not claim.content


_FRAME = re.compile(r"(?:When\s+)?[Aa]sked\b(?!\s+(?:for|to)\b)|(?:Responding|Replying|responding|replying)\s+to\b")
_CONDITION = re.compile(
    r"""\b(?:ask|request|insist|declin|refus|spok|speak)\w*\s+(?:on\s+(?:the\s+)?(?:usual\s+)?(?:condition|understanding)|(?:for\s+)?anonymity|(?:that\s+(?:he|she|they)\s+)?not\s+(?:to\s+)?be\s+(?:named|identified|quoted)
    |to\s+be\s+(?:named|identified|quoted)|not\s+to\s+give)""",
    re.IGNORECASE | re.VERBOSE,
)


def _is_frame(text: str, claim: Claim) -> bool:
    """Whether a claim is a frame around another ("asked about the tents") or the condition on which somebody spoke ("asking not to be named")."""
    if claim.cue is None or claim.voice != "speaker":
        return False
    if (
        claim.source is None
        and _FRAME.match(text, claim.cue.start)
        and text[max(0, claim.cue.start - 2) : claim.cue.start].strip(" \n") in ("", ".", "”", '"')
    ):
        return text[claim.cue.start].isupper()
    return bool(_CONDITION.match(text, claim.cue.start))


_CITES = re.compile(r"(?:citing|quoting|pointing\s+to|relying\s+on|based\s+(?:up)?on)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\s+(?:from|of|on|in|by|for|about|since)(?:\s+(?!that\b|who\b|which\b|show)[\w'’-]+){1,5})?[\s,.]*"
)


def _is_evidence(text: str, claim: Claim, claims: list[Claim]) -> bool:
    """Whether a claim is no more than the evidence of another one of the same speaker: "warned …, citing satellite data"."""
    if claim.cue is None or len(claim.content) != 1 or not _CITES.fullmatch(claim.cue.of(text)):
        return False
    (content,) = claim.content
    return any(
        evidence.start <= content.start < evidence.end and bool(_TAIL.fullmatch(text, evidence.end, content.end))
        if content.end > evidence.end
        else evidence.covers(content)
        for other in claims
        if other.id != claim.id and other.content and (claim.source is None or claim.speakers == other.speakers)
        for evidence in other.evidence
    )


class _Page:
    """What is known of a report's text before its claims: quotations, title, headings, boilerplate."""

    def __init__(self, report: Report) -> None:
        self.quotations = find_quotations(report.text)
        self.title = report.title_span
        self.headings = find_headings(report.text, report.title_span)
        self.boilerplate = find_boilerplate(report.text)

    def field_of(self, span: Span) -> Field:
        if self.title is not None and self.title.overlaps(span):
            return "title"
        return "heading" if find_overlapping(self.headings, span) else "text"


def make_claim_id(report_id: str, voice: str, source: Span | None, cue: Span | None, content: tuple[Span, ...]) -> str:
    """A hash of report, voice and spans (16 hex digits): reading a report twice adds nothing, correcting a field changes no id."""
    spans = [source, cue, *content]
    words = [report_id, voice, *("-" if span is None else f"{span.start}:{span.end}" for span in spans)]
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]


def find_form(text: str, content: tuple[Span, ...], quotations: list[Span]) -> Form:
    """
    Direct where all letters and digits of the content lie within quotation marks, mixed where some do, indirect where none.

    >>> text = 'He said the plan was “dead”.'
    >>> find_form(text, (Span(8, 27),), find_quotations(text))
    'mixed'
    """
    inside = outside = 0
    for span in content:
        letters = len(_LETTER.findall(text, span.start, span.end))
        quoted = sum(
            len(_LETTER.findall(text, max(span.start, quotation.start), min(span.end, quotation.end)))
            for quotation in find_overlapping(quotations, span)
        )
        inside += quoted
        outside += letters - quoted
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _spans_of(attribution: Attribution) -> tuple[Span | None, Span, tuple[Span, ...]]:
    source = attribution.sources[0].span if attribution.sources else None
    return source, attribution.cue.span, tuple(mention.span for mention in attribution.content)


def _list_spans(attribution: Attribution) -> list[Span]:
    source, cue, content = _spans_of(attribution)
    return [span for span in (source, cue, *content) if span is not None]


def _make_spoken(report: Report, page: _Page, facts: Facts, reading: Reading, place: int, ids: list[str]) -> Claim:
    text = report.text
    attribution = reading.attributions[place]
    source, cue, content = _spans_of(attribution)
    act = decide_act(text, cue=cue, source=source, content=content)
    dating = facts.datings[place] if facts.datings else Dating()
    speakers = facts.speakers[place] if facts.speakers else ()
    via = _make_relays(report, facts, reading, place, speakers)
    audience = find_audience(text, cue=cue, source=source, content=content, outlet=report.outlet)
    return Claim(
        id=ids[place],
        voice="speaker",
        field=page.field_of(cue),
        form=find_form(text, content, page.quotations) if content else None,
        act=act.act,
        act_why=act.why,
        saying=act.saying,
        stance=act.stance,
        commitment=decide_commitment(text, cue=cue, content=content, act=act.act, saying=act.saying),
        inside=None if attribution.inside is None else ids[attribution.inside],
        ascribed=attribution.ascribed,
        score=attribution.score,
        content=content,
        cue=cue,
        source=source,
        speakers=speakers,
        target=find_target(
            text,
            act=act.act,
            cue=cue,
            entities=facts.entities,
            speakers=frozenset(speaker.entity for speaker in speakers),
        ),
        via=via,
        evidence=find_evidence(text, cue=cue, source=source, content=content),
        audience=None if audience is None or any(audience.overlaps(relay.span) for relay in via) else audience,
        occasion=dating.occasion,
        said=dating.moment,
        said_why=dating.why,
        said_at=dating.place,
    )


def _make_relays(
    report: Report, facts: Facts, reading: Reading, place: int, speakers: tuple[Speaker, ...]
) -> tuple[Relay, ...]:
    """The relays the words name, nearest the outlet first; what reports an inner claim is the first of its relays, the outlet none."""
    text = report.text
    attribution = reading.attributions[place]
    source, cue, content = _spans_of(attribution)
    media, others = _list_named(facts)
    found = find_via(text, cue=cue, source=source, content=content, outlet=report.outlet, media=media, others=others)
    named = [words.span for words in found]
    named += [span for span in attribution.relays if not any(span.overlaps(other) for other in named)]
    relays = [_make_relay(text, facts, span) for span in named]
    outer = attribution.inside
    seen = {speaker.entity for speaker in speakers}
    while outer is not None:
        outer_source = _spans_of(reading.attributions[outer])[0]
        if outer_source is not None and not attribution.ascribed:
            relays.insert(0, _make_relay(text, facts, outer_source))
        outer = reading.attributions[outer].inside
    return tuple(
        relay for relay in relays if relay.entity not in seen and not is_own_outlet(relay.span.of(text), report.outlet)
    )


def _list_named(facts: Facts) -> tuple[tuple[Span, ...], tuple[Span, ...] | None]:
    """Where the report names news outlets, and where it names anybody or anything else; `None` where nothing was resolved."""
    media = tuple(mention for entity in facts.entities if entity.kind == "media" for mention in entity.mentions)
    others = [
        mention for entity in facts.entities if entity.kind not in {"media", "unknown"} for mention in entity.mentions
    ]
    others += [place.span for place in facts.places]
    return media, tuple(others) if facts.entities else None


def _make_relay(text: str, facts: Facts, span: Span) -> Relay:
    entity = _find_entity(facts, span)
    return Relay(entity=entity.id if entity else None, name=entity.name if entity else span.of(text), span=span)


def _find_entity(facts: Facts, span: Span) -> Entity | None:
    """The entity mentioned by these very words, else the one whose mention covers most of them."""
    best, size = None, 0
    for entity in facts.entities:
        for mention in entity.mentions:
            if mention == span:
                return entity
            if mention.overlaps(span):
                shared = min(mention.end, span.end) - max(mention.start, span.start)
                if shared > size and shared * 2 >= span.end - span.start:
                    best, size = entity, shared
    return best


class _FactsByPlace:
    """The facts of a report in text order, to be looked up by span: a report has some hundred claims and as many facts."""

    def __init__(self, facts: Facts) -> None:
        self.times = sorted(((moment.span, moment) for moment in facts.times), key=_first)
        self.quantities = sorted(((quantity.span, quantity) for quantity in facts.quantities), key=_first)
        self.places = sorted(((place.span, place) for place in facts.places), key=_first)
        mentions = [(mention, entity.id) for entity in facts.entities for mention in entity.mentions]
        self.mentions = sorted(mentions, key=_first)


def _first(pair: tuple[Span, object]) -> Span:
    return pair[0]


def _pick(pairs: list[tuple[Span, Item]], content: tuple[Span, ...]) -> list[Item]:
    """The items whose spans lie within the content."""
    found = []
    for piece in content:
        for span, item in pairs[bisect_left(pairs, piece.start, key=lambda pair: pair[0].start) :]:
            if span.start >= piece.end:
                break
            if span.end <= piece.end:
                found.append(item)
    return found


def _add_facts(claim: Claim, facts: _FactsByPlace) -> Claim:
    """The claim with the report's times, quantities, places and entities that lie within its content, and the time that dates the saying."""
    times = [replace(moment, dates="content") for moment in _pick(facts.times, claim.content)]
    if claim.said is not None and not any(moment.span == claim.said.span for moment in times):
        times.append(replace(claim.said, dates="saying"))
    return replace(
        claim,
        times=tuple(sorted(times, key=lambda moment: moment.span)),
        quantities=tuple(_pick(facts.quantities, claim.content)),
        places=tuple(_pick(facts.places, claim.content)),
        mentions=tuple(dict.fromkeys(_pick(facts.mentions, claim.content))),
    )


# ------------------------------------------------------------------------------------------------------------ the outlet's voice


def _make_outlet_claims(report: Report, page: _Page, reading: Reading, facts: Facts) -> list[Claim]:
    """One claim for each declarative sentence outside boilerplate that touches no source, cue or content of another claim."""
    text = report.text
    touched = bytearray(len(text))  # 1 for each code point of another claim or of the page's own lines
    others = [span for attribution in reading.attributions for span in _list_spans(attribution)]
    for span in (*others, *page.boilerplate):
        touched[span.start : span.end] = b"\1" * (span.end - span.start)
    outlet = next(
        (entity for entity in facts.entities if entity.kind == "media" and entity.name == report.outlet), None
    )
    speakers = () if outlet is None else (Speaker(entity=outlet.id, why="the outlet, in its own voice"),)
    claims = []
    for sentence in find_sentences(text):
        if 1 in touched[sentence.start : sentence.end] or not _is_declarative(text, sentence, page):
            continue
        claims.append(
            Claim(
                id=make_claim_id(report.id, "outlet", None, None, (sentence,)),
                voice="outlet",
                field=page.field_of(sentence),
                saying="affirmed",
                content=(sentence,),
                speakers=speakers,
            )
        )
    return claims


def _is_declarative(text: str, sentence: Span, page: _Page) -> bool:
    """Whether the sentence states something in the outlet's voice: no question, no quotation, at least two words."""
    words = sentence.of(text)
    if len(words.split()) < 2 or words.rstrip("\"”’')] ").endswith("?"):
        return False
    return not any(quotation.covers(sentence) for quotation in find_overlapping(page.quotations, sentence))
