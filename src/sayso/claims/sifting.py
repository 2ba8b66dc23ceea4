"""
What of the second reading is an inner claim: not the outer speaker's own attitude, no condition, no plan, nothing without words of its own.

The network reads a content as if it were a report, and there "he hopes" and "she would sign" are attributions like any other. Within a
claim they are the outer speaker's commitment, or no statement at all.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims.act import ActDecision, decide_act
from sayso.claims.edges import set_edges
from sayso.claims.lexicon import find_plain, inflect_noun
from sayso.claims.nesting import finish_clause, read_subject
from sayso.claims.outermost import SAID_OF, make_mention, take_out_subject
from sayso.claims.relay import read_noun_phrase
from sayso.records import Attribution, Span
from sayso.text import find_quotations, find_sentences, trim_span

_MODAL = re.compile(
    r"^(?:\w+ly\s+)?(?:would|will|should|must|may|might|can|could|cannot|can['’]t|won['’]t|shall|need|['’](?:d|ll))\b|\b(?:going|about|due|set)\s+to\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"^(?:not\s+)?to\s+(?!have\b)", re.IGNORECASE)
_SAID_TO = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:said|reported|believed|alleged|thought|understood|known|rumou?red|claimed|supposed|quoted)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:not\s+|never\s+|\w+ly\s+)?(?:told|promised|warned|assured|informed|asked|charged|accused|ordered|advised|urged|reported|made\s+known)\b|^been\s+told\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:^|[\s“‘\"'])(?:if|unless|whenever|every\s+time|lest)\s+$", re.IGNORECASE)
_NO_SOURCE = re.compile(
    r"^(?:who|which|that|what|whom|whoever|you|one|this|these|those|there|some(?:one|body).*|people\b.*|let\b.*)$",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset("i we me us".split())
_PRONOUNS = frozenset("he she it they".split())
_BEHALF = re.compile(
    r"\b(?:spokes\w+|lawyers?|attorneys?|solicitors?|aides?|agent|sister|brother|mother|father|wife|husband|widow|son|daughter|family|relatives|friends?|colleagues?|doctors?)\b",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"""\b(?:minist(?:ry|ries)|service|police|union|company|firm|court|office|agency|commission|government|council|committee|party|bank|board|army|military|parliament|department|group
    |institute|university|hospital|charity|association|federation|authority|organi[sz]ation|embassy|bureau|report|indictment|statement|letter|documents?|paper|newspaper|outlet|website|regulator|tribunal)$""",
    re.IGNORECASE | re.VERBOSE,
)
_HEAD_ENDS = re.compile(r",|\s(?:of|for|in|at|from|who|which|whose|that|with|on|to)\s")
_PLURAL = re.compile(
    r"\band\b|^(?:two|three|four|five|several|some|many|most|both|all|they)\b|(?<!s)s$|\b(?:people|police|officials|men|women)\b",
    re.IGNORECASE,
)
_NUMBERS = frozenset("two three four five several some many most both all they".split())
_OFFICERS = re.compile(
    r"\b(?:minister|president|official|secretary|ambassador|envoy|diplomats?|employees?|insiders?)\b", re.IGNORECASE
)
_WEAK = frozenset(
    "present seem appear look show introduce record watch witness keep experience see learn question read choose try attempt need".split()
)
"""Verbs that attribute in a report, and in a content only tell what happened."""
_ONLY_AUXILIARY = re.compile(
    r"^(?:(?:is|are|was|were|be|been|has|have|had|did|do|does|not|as|to)\b\s*)+$", re.IGNORECASE
)
_ADDRESSEE = re.compile(r"\s+(?:us|me|him|her|them|you)$", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:told|tells?|telling)\s", re.IGNORECASE)
_MADE_TO = re.compile(r"\b(?:made\s+known|made\s+clear|explained|suggested)(\s+to)$", re.IGNORECASE)
_TAIL_WORD = re.compile(r"\s+(?:but|and|or|as|to|by|in|of|for|with)$", re.IGNORECASE)
_GERUND = re.compile(r"^(?:(?:falsely|repeatedly|publicly|not|never)\s+)?\w+ing\b", re.IGNORECASE)
_NOUNS = frozenset(
    form
    for noun in """claim denial assertion allegation accusation statement announcement warning promise pledge threat demand insistence suggestion prediction
        forecast estimate admission confession criticism belief view opinion concern fear complaint charge vow assurance report rumour talk idea offer
        request intention objection call appeal proposal ban refusal condemnation rejection rumor account recommendation""".split()
    for form in inflect_noun(noun)
)
_MARKS = "“”\"‘’'"
_HAD_FROM = re.compile(
    rf"(?:(?:has|have|had)\s+)?(?:received|withdrew|withdrawn|dropped|faced|heard|ignored|got)\s+(?:(?P<owner>his|her|its|their)\s+)?(?:[a-z]+\s+)?(?P<noun>{'|'.join(sorted(_NOUNS, key=len, reverse=True))})(?:\s+(?:of|that|about|for|to))?",
    re.IGNORECASE,
)
_UNANSWERED = frozenset("reply respond refuse decline agree apologise comment answer object".split())


def sift_inner(text: str, outer: Attribution, inner: Attribution) -> Attribution | None:
    """
    The inner attribution as it is kept, its spans set right and `ascribed` told; `None` if it is no claim of its own.

    `outer` is the one within whose content `inner` was read.
    """
    inner = take_out_subject(text, _complete(text, outer, _set_right(text, set_edges(text, inner))))
    cue = inner.cue.span
    source = inner.sources[0].span if inner.sources else None
    content = tuple(mention.span for mention in inner.content)
    if source in content:
        source, inner = (
            None,
            replace(inner, sources=()),
        )  # "any payment had been intended to …": nobody is said to intend it
    noun = _is_noun(text, cue, source)
    act = decide_act(text, cue=cue, source=source, content=content)
    if act.act is None or _ONLY_AUXILIARY.match(cue.of(text)) or _is_weak(cue.of(text)):
        return None
    if _CONDITION.search(text[max(0, (source or cue).start - 14) : (source or cue).start]):
        return None
    if not noun and not _is_told(text, outer, cue, source, act):
        return None
    if source is not None and not noun and not _is_another(text, outer, cue, source):
        return None
    if source is not None and not noun and _is_no_subject(text, cue, source):
        return None
    if act.saying == "withheld" and source is not None and source.of(text).lower() in _PRONOUNS | _FIRST_PERSON:
        return None  # a spokeswoman's "she would not comment" is her own
    if not content and not _stands_alone(text, cue, source, act):
        return None
    gerund = bool(_GERUND.match(cue.of(text)))
    return replace(inner, ascribed=noun or gerund)


def _set_right(text: str, inner: Attribution) -> Attribution:
    """The attribution without an addressee in its cue or a conjunction at the end of its content."""
    cue = inner.cue.span
    listener = _ADDRESSEE.search(cue.of(text)) if _TOLD.search(cue.of(text)) else None
    if listener is not None:
        cue = Span(cue.start, cue.start + listener.start())
    named = _HAD_FROM.fullmatch(cue.of(text))
    if named is not None:
        # "had received assurances": the noun is the cue, and who received them did not give them.
        owner = Span(cue.start + named.start("owner"), cue.start + named.end("owner")) if named["owner"] else None
        inner = replace(inner, sources=() if owner is None else (make_mention(owner, "source"),))
        cue = Span(cue.start + named.start("noun"), cue.end)
    made = _MADE_TO.search(cue.of(text))
    if made is not None:
        # Whom it was made known to is no source.
        inner = replace(inner, sources=tuple(each for each in inner.sources if each.span.end <= cue.start))
        cue = Span(cue.start, cue.start + made.start(1))
    content = []
    for mention in inner.content:
        span = mention.span
        tail = _TAIL_WORD.search(span.of(text))
        if tail is not None:
            span = Span(span.start, span.start + tail.start())
        trimmed = trim_span(text, span)
        if trimmed is not None and len(trimmed.of(text).strip(_MARKS)) > 1:
            content.append(replace(mention, span=trimmed))
    return replace(inner, cue=replace(inner.cue, span=cue), content=tuple(content))


def _is_weak(words: str) -> bool:
    """Whether a verb of the cue is one of those that attribute nothing here."""
    return any(find_plain(word) & _WEAK for word in words.lower().split())


def _complete(text: str, outer: Attribution, inner: Attribution) -> Attribution:
    """The attribution with the subject of its cue, or the clause behind it, where the network has found the cue alone."""
    cue = inner.cue.span
    piece = next((mention.span for mention in outer.content if mention.span.covers(cue)), None)
    if piece is None or _ONLY_AUXILIARY.match(cue.of(text)):
        return inner
    by = _BY.match(text, cue.end, piece.end) if _PASSIVE.search(cue.of(text)) else None
    if by is not None:
        agent = read_noun_phrase(text, by.end(), piece.end)
        if agent is not None:
            cue = Span(cue.start, by.end(1))
            inner = replace(inner, cue=replace(inner.cue, span=cue), sources=(make_mention(agent, "source"),))
    sentence = find_sentences(piece.of(text))
    low, high = piece.start, piece.end
    for each in sentence:
        if each.start + piece.start <= cue.start < each.end + piece.start:
            low, high = each.start + piece.start, each.end + piece.start
    if not inner.sources and _FINITE.search(cue.of(text)) and not set(cue.of(text).lower().split()) & _NOUNS:
        subject = read_subject(text, low, cue.start)
        if subject is not None:
            inner = replace(inner, sources=(make_mention(subject, "source"),))
    if (
        not inner.content
        and not _TOLD.search(cue.of(text) + " ")
        and text[cue.end : cue.end + 1] == " "
        and not _STOPS_AT_CUE.match(text, cue.end, high)
    ):
        body = finish_clause(text, cue.end + 1, high)
        if body is not None:
            inner = replace(inner, content=(make_mention(body, "content"),))
    return inner


_FINITE = re.compile(
    r"^(?!(?:is|are|was|were|be|been|being)\b)(?:(?:has|have|had|did|does|do)\b.*|(?:\w+ly\s+|also\s+|later\s+)?\w+(?:ed|s)|said|told|wrote|thought|knew|felt)$",
    re.IGNORECASE,
)
"""Cues that have a subject of their own before them."""
_BARE = re.compile(r"(?!said|told|wrote|thought|knew|felt)[a-z]+(?<!ed)(?<!s)(?<!ing)")
_BY = re.compile(r"\s+(by)\s+")
_STOPS_AT_CUE = re.compile(
    r"\s+(?:and|but|or|in|on|at|by|for|from|since|until|as|when|if|because|after|before|to|into|with|without|us|me|him|them)\b",
    re.IGNORECASE,
)


def _is_noun(text: str, cue: Span, source: Span | None) -> bool:
    """Whether the cue is a noun: "NATO's denial of", "the suggestion"."""
    words = cue.of(text).lower().split()
    if not _NOUNS & set(words):
        return False
    owned = (
        source is not None
        and source.end <= cue.start
        and re.search(r"['’]s?$|^(?:his|her|its|their|our|my)$", source.of(text), re.IGNORECASE)
    )
    before = text[max(0, cue.start - 30) : cue.start]
    led = (
        re.search(
            r"\b(?:the|a|an|any|no|such|over|of|by|about|with|against|to|private|repeated)\s+(?:[a-z]+\s+)?$", before
        )
        or cue.start == 0
    )
    return (
        bool(owned)
        or (words[0] in _NOUNS and bool(led or source is None or source.start > cue.start))
        or (words[-1] in _NOUNS and source is None)
    )


def _is_told(text: str, outer: Attribution, cue: Span, source: Span | None, act: ActDecision) -> bool:
    """Whether the cue tells of something said or held: no infinitive, nothing that would be, no passive without a verb of telling."""
    words = cue.of(text)
    if _INFINITIVE.match(words) and not _SAID_TO.search(outer.cue.span.of(text)):
        return False
    if _MODAL.search(words) and act.saying != "withheld":
        return False
    if (
        source is not None
        and _BARE.fullmatch(words)
        and not _is_plural(source.of(text))
        and source.of(text).lower() not in {"they", "you"}
    ):
        return False  # "demanded that the minister explain himself"
    return (
        source is not None
        or bool(SAID_OF.fullmatch(words) or _PASSIVE.search(words))
        or words.lower().startswith(("to have", "according"))
    )


def _is_another(text: str, outer: Attribution, cue: Span, source: Span) -> bool:
    """Whether the source is somebody else than the outer speaker, or a thing he was told or told others, as far as the words say."""
    words = source.of(text)
    lower = words.lower()
    if _NO_SOURCE.match(words):
        return False
    if lower in _FIRST_PERSON:
        return False
    speaker = outer.sources[0].span.of(text) if outer.sources else ""
    if not speaker and lower in _PRONOUNS:
        return bool(_SAID_TO.search(outer.cue.span.of(text)))
    if lower not in _PRONOUNS:
        return _name_of(lower) != _name_of(speaker.lower())
    if any(quotation.covers(source) for quotation in find_quotations(text)):
        return True  # nobody speaks of himself as "he"
    return _differs(lower, speaker)


def _is_no_subject(text: str, cue: Span, source: Span) -> bool:
    """Whether the source is no subject of the cue: an object before "and" ("sent experts and did not say"), or an owner ("her votes for")."""
    if source.end > cue.start:
        return False
    between = text[source.end : cue.start].strip().lower()
    return between in {"and", "but", "or"} or source.of(text).lower() in {"his", "her", "its", "their", "my", "our"}


def _differs(pronoun: str, speaker: str) -> bool:
    """Whether a pronoun in reported speech cannot stand for the speaker, by number and kind."""
    head = _HEAD_ENDS.split(speaker, maxsplit=1)[0].strip()
    spoken = speaker.lower()
    if spoken in _PRONOUNS:
        return spoken != pronoun
    on_behalf = bool(_BEHALF.search(speaker))
    is_body = bool(_BODIES.search(head))
    if pronoun == "they":
        return not _is_plural(head) and not is_body
    if pronoun == "it":
        return not is_body and not on_behalf and (_is_plural(head) or bool(_OFFICERS.search(speaker)))
    return is_body or on_behalf or _is_plural(head)


def _is_plural(head: str) -> bool:
    """Whether the head of a noun phrase stands for several; a name that ends in s does not."""
    words = head.split()
    return bool(_PLURAL.search(head)) and (words[-1].islower() or words[0].lower() in _NUMBERS or " and " in head)


def _name_of(words: str) -> str:
    return re.sub(r"^(?:the|a|an|mr|mrs|ms|dr)\.?\s+|['’]s?$", "", words)


def _stands_alone(text: str, cue: Span, source: Span | None, act: ActDecision) -> bool:
    """Whether a cue without a content says something: "had refused", "had not replied", "will not comment"."""
    if source is None or source.of(text).lower() in _PRONOUNS:
        return False
    plain = {lemma for word in cue.of(text).lower().split() for lemma in find_plain(word)}
    return bool(plain & _UNANSWERED) and (act.saying != "affirmed" or act.act in {"reject", "acknowledge"})
