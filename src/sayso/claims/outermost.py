"""
Outermost attributions set right by the guidelines, where the network's linking goes by nearness: "[X] is said [to have left]", "TASS quoted [X] as saying", and the
clause with a cue of its own that another cue follows: "[the ministers agreed to meet], diplomats said".
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims.edges import set_edges
from sayso.claims.relay import read_noun_phrase, split_quoted
from sayso.records import Attribution, Mention, Role, Span
from sayso.text import find_sentences, trim_span

SAID_OF = re.compile(
    r"(?:is|are|was|were)\s+(?:also\s+|now\s+|widely\s+)?(?:said|reported|alleged|believed|thought|understood|rumou?red|expected|known|supposed)"
)
_BEHIND = re.compile(
    r"(?:(?:also|has|have|had|later|earlier)\s+)*(?:said|says|say|added|adds|reported|reports|told|announced|confirmed|explained|wrote|noted|points?\s+out|pointed\s+out)(?:\s+in\s+an?\s+\w+(?:\s\w+)?)?",
    re.IGNORECASE,
)
_OPENINGS = ("that ", "to ", "“", '"', "whether ")
_TIME = r"(?:on\s+\w+day|\w+day|yesterday|late\s+\w+|earlier|last\s+\w+|in\s+an?\s+[\w\s]{3,24})"
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]+,?[^.\n]{0,40}?(?:\([^)\n]{2,30}\)\s*)?[—–-]+\s+|^[A-Z]{3,}[A-Z ]*\.\s+")


def set_right(text: str, attributions: tuple[Attribution, ...]) -> list[Attribution]:
    """The attributions, in the same places, as the guidelines have them. One that another reports behind its clause gets that one as `inside`."""
    kept = [
        take_out_subject(text, _take_out_speaker(text, _take_out_evidence(text, set_edges(text, attribution))))
        for attribution in attributions
    ]
    for place, attribution in enumerate(kept):
        clause = _find_clause_before(text, attribution)
        if clause is None:
            continue
        source, body = clause
        within = [
            number
            for number, other in enumerate(kept)
            if number != place and other.inside is None and body.covers(other.cue.span) and _ends_with(other, body)
        ]
        if not within:
            continue
        for number in within:
            kept[number] = replace(_give_subject(text, kept[number], body), inside=place)
        kept[place] = replace(
            attribution,
            sources=(make_mention(source, "source"),),
            content=(make_mention(body, "content"), *_list_later(attribution, body)),
        )
    return kept


def make_mention(span: Span, role: Role) -> Mention:
    """A mention that a rule found."""
    return Mention(span=span, role=role, score=None)


def _take_out_speaker(text: str, attribution: Attribution) -> Attribution:
    """As in "TASS quoted [Lavrov as saying …]": he is the source, what follows the content, and TASS a relay."""
    source = attribution.sources[0].span if attribution.sources else None
    content = tuple(mention.span for mention in attribution.content)
    quoted = split_quoted(text, cue=attribution.cue.span, source=source, content=content)
    if quoted is None:
        return attribution
    return replace(
        attribution,
        cue=replace(attribution.cue, span=quoted.cue),
        sources=(make_mention(quoted.speaker, "source"),),
        content=tuple(make_mention(span, "content") for span in quoted.content),
        relays=() if source is None else (source,),
    )


def take_out_subject(text: str, attribution: Attribution) -> Attribution:
    """As in "[The president] is said [to have left]": nobody is named who says so."""
    if not attribution.sources or not attribution.content:
        return attribution
    source, first = attribution.sources[0], attribution.content[0]
    cue = attribution.cue.span
    in_order = source.span.end <= cue.start and cue.end <= first.span.start
    follows = (
        in_order and not text[source.span.end : cue.start].strip(" ,") and not text[cue.end : first.span.start].strip()
    )
    if not (follows and SAID_OF.fullmatch(cue.of(text)) and first.span.of(text).startswith("to ")):
        return attribution
    return replace(attribution, sources=(), content=(make_mention(source.span, "content"), *attribution.content))


_CITES = re.compile(r"(?:citing|quoting|pointing\s+to|relying\s+on)", re.IGNORECASE)
_BEFORE_CITING = re.compile(
    rf"\s+(?P<cue>(?:(?:also|has|have|had|later)\s+)*(?:said|says|reported|reports|wrote|writes|claimed|claims|announced|warned|estimated|argued))(?:\s+{_TIME})*(?:\s+(?:morning|night|evening))?,\s+$"
)
_CITED_THEN = re.compile(r"[^“”\"]{3,80}?,\s+(?=that\s)")
_LEADS = re.compile(r"\b(?:citing|using|quoting|based\s+on|on\s+the\s+basis\s+of)\s+$", re.IGNORECASE)


def _take_out_evidence(text: str, attribution: Attribution) -> Attribution:
    """As in "The paper reported, citing [two aides, that he had left]": the cue is the verb before, and what is cited no part of the content."""
    cue, content = attribution.cue.span, attribution.content
    if len(content) > 1:
        kept = tuple(
            each for each in content if not _LEADS.search(text[max(0, each.span.start - 20) : each.span.start])
        )
        content = kept or content
    if not attribution.sources or not content or not _CITES.fullmatch(cue.of(text)):
        return attribution if content == attribution.content else replace(attribution, content=content)
    source, first = attribution.sources[0].span, content[0].span
    verb = _BEFORE_CITING.fullmatch(text, source.end, cue.start) if source.end < cue.start else None
    cited = _CITED_THEN.match(text, first.start, first.end)
    if verb is None or cited is None:
        return attribution
    return replace(
        attribution,
        cue=make_mention(Span(*verb.span("cue")), "cue"),
        content=(replace(content[0], span=Span(cited.end(), first.end)), *content[1:]),
    )


# ------------------------------------------------------------------------------------------------- cues behind a clause


def _find_clause_before(text: str, attribution: Attribution) -> tuple[Span, Span] | None:
    """Source and clause of a cue at the end of its sentence: "…, diplomats said." or "…, said its coordinator."; `None` for any other cue."""
    cue = attribution.cue.span
    if not _BEHIND.fullmatch(cue.of(text)) or _has_clause(text, attribution):
        return None
    sentence = _find_sentence(text, cue)
    source = _read_source(text, sentence, cue)
    if source is None:
        return None
    start = min(source.start, cue.start)
    before = text[sentence.start : start].rstrip()
    if not before.endswith(",") or before.rstrip(", ")[-1:] in '”"’' or before[:1] in '“"‘':
        return None
    opening = _DATELINE.match(before)
    body = trim_span(text, Span(sentence.start + (opening.end() if opening else 0), start))
    return None if body is None or len(body.of(text).split()) < 4 else (source, body)


def _has_clause(text: str, attribution: Attribution) -> bool:
    """Whether a clause stands behind the cue in its own sentence: then the cue does not end it."""
    cue = attribution.cue.span
    behind = [mention.span for mention in attribution.content if mention.span.start >= cue.end]
    near = [span for span in behind if "." not in text[cue.end : span.start]]
    return any(span.of(text).lower().startswith(_OPENINGS) or len(span.of(text).split()) > 8 for span in near)


def _find_sentence(text: str, cue: Span) -> Span:
    low = text.rfind("\n", 0, cue.start) + 1
    high = text.find("\n", cue.end)
    paragraph = Span(low, len(text) if high < 0 else high)
    for sentence in find_sentences(paragraph.of(text)):
        placed = Span(sentence.start + low, sentence.end + low)
        if placed.covers(cue):
            return placed
    return paragraph


def _read_source(text: str, sentence: Span, cue: Span) -> Span | None:
    """The noun phrase right before a cue that ends its clause, or right behind it; `None` where neither stands between commas."""
    before = text[sentence.start : cue.start]
    behind = re.match(r"\s+", text[cue.end : sentence.end])
    ends = re.match(rf"(?:\s+{_TIME})?\s*(?:[.,;]|$)", text[cue.end : sentence.end])
    if ends is not None and before.endswith(" ") and "," in before:
        start = sentence.start + before.rfind(",") + 1
        while start < cue.start and text[start].isspace():
            start += 1
        phrase = trim_span(text, Span(start, cue.start)) if start < cue.start else None
        return phrase if phrase is not None and _is_phrase(text, phrase) else None
    if behind is not None and before.rstrip().endswith(","):
        phrase = read_noun_phrase(text, cue.end, sentence.end)
        if phrase is None:
            return None
        name = re.match(r",\s+(?:[A-Z][\w.’'-]*\s*){1,4}(?=[,.])", text[phrase.end : sentence.end])
        return Span(phrase.start, phrase.end + len(name.group().rstrip())) if name else phrase
    return None


def _is_phrase(text: str, span: Span) -> bool:
    """Whether the words are one noun phrase, or a pronoun, with what hangs on it by prepositions."""
    words = span.of(text)
    if re.fullmatch(r"(?:he|she|it|they)", words):
        return True
    phrase = read_noun_phrase(text, span.start, span.end)
    return phrase is not None and (
        phrase == span or bool(re.match(r"\s+(?:in|at|from|for|of|with|to|on)\s", text[phrase.end : span.end]))
    )


def _ends_with(attribution: Attribution, body: Span) -> bool:
    """Whether a content of the attribution ends where the clause does."""
    return any(abs(mention.span.end - body.end) <= 1 for mention in attribution.content)


def _give_subject(text: str, attribution: Attribution, body: Span) -> Attribution:
    """The attribution within the clause with a source that lies in it: its own, or what stands before its cue."""
    own = [mention for mention in attribution.sources if body.covers(mention.span)]
    if own:
        return attribution
    before = (
        trim_span(text, Span(body.start, attribution.cue.span.start))
        if body.start < attribution.cue.span.start
        else None
    )
    sources = (make_mention(before, "source"),) if before is not None and len(before.of(text).split()) <= 12 else ()
    return replace(attribution, sources=sources)


def _list_later(attribution: Attribution, body: Span) -> tuple[Mention, ...]:
    """The pieces of content behind the clause: a quotation that goes on."""
    return tuple(
        mention for mention in attribution.content if mention.span.start > max(body.end, attribution.cue.span.end)
    )
