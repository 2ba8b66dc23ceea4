"""
Which moment dates the saying of a claim, and on what occasion it was said.

A time within the content dates what is said. One outside it dates the saying only where it hangs on the cue: right behind it ("said on
Tuesday", "told reporters in Kabul on Sunday"), between source and cue ("the minister on Tuesday said"), or in front of them ("On Tuesday, during
a press conference in Moscow, the minister said").
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.records import Moment, Occasion, Span
from sayso.resolve.when.tense import PAST_FORMS
from sayso.text import find_sentences

OCCASIONS = {
    "press_conference": "(?:press|news|media)[ -]conferences?|pressers?",
    "briefing": "briefings?",
    "interview": "interviews?|question-and-answer session|q&a",
    "letter": "letters?",
    "statement": "statements?|written (?:reply|answer)|communiqu[eé]s?|press release|news release|declaration",
    "post": "tweets?|(?:blog |facebook |instagram |telegram |twitter |social media |truth social |linkedin )?posts?|twitter|facebook|instagram|telegram"
    "|truth social|social media|tiktok|youtube|weibo|blog",
    "message": "e-?mails?|text messages?|messages?|video(?: message)?|phone call|telephone call|call",
    "speech": "speech(?:es)?|address(?:es)?|remarks|sermon|lecture|keynote|eulogy|state of the union",
    "rally": "rall(?:y|ies)|demonstration|protest|march|town hall(?: meeting)?|campaign (?:event|stop)s?",
    "debate": "debates?",
    "hearing": "hearings?|testimony|deposition|court|trial|sentencing",
    "meeting": "meetings?|conference call|talks|summit|session|gathering|visit",
    "event": "conference(?! call)|(?:party |annual )?congress|forum|event|ceremony|fundraiser|convention|seminar|panel(?: discussion)?|dinner|breakfast|luncheon",
    "broadcast": "(?:state |national |public |local )?(?:television|tv|radio)(?! (?:interview|station|channel|show|programme))|broadcasts?|programme|program|podcasts?|talk show|show",
    "document": "(?:[a-z]+ )?(?:report|memo|memorandum|documents?|filings?|papers|lawsuit|complaint|affidavit|ruling|study|book|memoir)",
    "article": "op-ed|opinion piece|article|column|essay|commentary|editorial",
}  # fmt: skip
"""The kinds of occasion, and the nouns that name them."""

_HEADS = "|".join(f"(?P<{kind}>{nouns})" for kind, nouns in OCCASIONS.items())
_OCCASION = re.compile(
    r"\b(?:in|at|during|on|via|through|by|over|inside|told|telling|tells|addressing|chairing)\s+"
    r"(?P<words>(?:(?:a|an|the|his|her|their|its|this|that|one|another|several|two|separate)\s+)?(?:(?!(?:in|at|during|on|via|by|with|to|of|for|from)\s)[\w’'&.-]+\s+){0,4}?"
    rf"(?:{_HEADS}))\b(?![’'-])",
    re.IGNORECASE,
)
_DETERMINERS = frozenset("a an the his her their its this that one another several two separate".split())
_PLATFORMS = frozenset("twitter facebook instagram telegram tiktok youtube weibo".split())
_BARE_HEADS = _PLATFORMS | frozenset(
    (
        "television",
        "tv",
        "radio",
        "court",
        "state television",
        "state tv",
        "national television",
        "social media",
        "truth social",
        "testimony",
        "remarks",
    )
)
_NOT_IN_PHRASE = re.compile(
    r"[,;:\"“”\n]|\b(?:who|which|that|and|but|said|on|in|at|to|of|with|for|from|by|was|were|is|are|has|had)\b",
    re.IGNORECASE,
)

_STOPS_PHRASE = re.compile(
    r"[;:()\n]|[.!?]\s|\b(?:who|whom|which|whose|that|where|when|after|since|because|while|if|but|until|following|as|whether|how|what|why)\b"
    r"|\bbefore\b(?!\s+(?:(?:a|an|the)\s+(?:\w+\s+){0,2})?(?:(?-i:[A-Z])|committee|parliament|congress|lawmakers|court|judge|panel|crowd|audience|reporters))",
    re.IGNORECASE,
)
_LEADS_ELSEWHERE = re.compile(
    r"\b(?:after|before|since|following|as|when|while|because|who|which|whose|where|until|despite|amid|if|though|although|that|than)\b"
    r"|\b(?!speaking|chairing|opening|addressing|hosting|attending|talking|writing|testifying|appearing|answering|responding|asked|addressing|posting|morning|evening|during|meeting|hearing|briefing)\w{2,}ing\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset("on in at during late early earlier over around shortly just again only also the".split())
_NOT_SAYING = frozenset(
    "within of for from since until till by before after between to and or about than through into against with a an his her their its".split()
)
_ATTRIBUTIVE = frozenset(
    "statement interview letter tweet post speech address news press briefing email e-mail memo report op-ed article editorial filing ruling meeting "
    "hearing debate rally broadcast conference message column study book memoir call appearance visit event".split()
)
_PUBLISHED = re.compile(
    r"\b(?:published|released|issued|dated|posted|made|delivered|sent|aired|broadcast|obtained|written|filed|given|circulated|signed|on|late|early)\s*$",
    re.IGNORECASE,
)
NO_TIME = "no time expression near the cue"
ONLY_CONTENT = "the times in the sentence are part of what is said"
OTHER_TIME = "the times in the sentence date something other than the saying"


def date_saying(
    text: str, times: tuple[Moment, ...], *, cue: Span, source: Span | None, content: tuple[Span, ...]
) -> tuple[Moment | None, str]:
    """
    The moment that dates the saying, marked so, and the reason in words; `None` and the reason where none does.

    >>> from sayso.resolve.when.find import find_times
    >>> text = "The mayor said on Monday that the bridge is safe."
    >>> times = find_times(text, published="2018-02-14")
    >>> moment, why = date_saying(text, times, cue=Span(10, 14), source=Span(0, 9), content=(Span(25, 48),))
    >>> moment.edtf, why
    ('2018-02-12', '“Monday” stands behind the cue; weekday before the publication date')
    """
    sentence = _find_sentence(text, cue)
    near = [moment for moment in times if sentence.covers(moment.span) and not moment.span.overlaps(cue)]
    free = [moment for moment in near if not any(moment.span.overlaps(piece) for piece in content)]
    if not near:
        return None, NO_TIME
    if not free:
        return None, ONLY_CONTENT
    free = [
        moment
        for moment in free
        if moment.type in ("DATE", "TIME") and moment.timex3 not in ("PRESENT_REF", "FUTURE_REF")
    ]
    for find in (
        _find_behind,
        _find_between,
        _find_in_source,
        _find_in_front,
        _find_behind_object,
        _find_before_participle,
    ):
        found = find(text, free, cue, source, content, sentence)
        if found is not None:
            moment, place = found
            return replace(moment, dates="saying"), f"“{moment.span.of(text)}” stands {place}; {moment.why}"
    return None, OTHER_TIME


def find_occasion(text: str, *, cue: Span, source: Span | None, content: tuple[Span, ...]) -> Occasion | None:
    """
    The occasion that the words around the cue name, as its noun phrase; `None` where they name none.

    >>> text = "The mayor said at a press conference that the bridge is safe."
    >>> find_occasion(text, cue=Span(10, 14), source=Span(0, 9), content=(Span(42, 60),))
    Occasion(kind='press_conference', span=Span(start=18, end=36))
    """
    sentence = _find_sentence(text, cue)
    best: tuple[int, Occasion] | None = None
    for match in _OCCASION.finditer(text, sentence.start, sentence.end):
        span = Span(match.start("words"), match.end("words"))
        kind = next(kind for kind in OCCASIONS if match.group(kind) is not None)
        head = match.group(kind)
        if match.group()[:4].lower() == "told" and (kind == "broadcast" or head.lower() in ("court", "panel")):
            continue  # who was told, and no event
        if any(span.overlaps(piece) for piece in content) or not _can_be_phrase(span.of(text), head):
            continue
        if source is not None and source.covers(span):
            continue
        if (
            source is not None
            and source.end <= span.start < cue.start
            and _STOPS_PHRASE.search(text, source.end, span.start)
        ):
            continue  # "Ruiz, who was filmed at a rally, said"
        distance = _distance_to_group(text, span, cue, source, content)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, Occasion(kind=kind, span=span)
    return best[1] if best is not None else None


def _can_be_phrase(words: str, head: str) -> bool:
    """Whether the words are one noun phrase: a determiner in front, or a head that needs none, and no other clause in it."""
    if head.split()[-1] in (
        "Post",
        "Times",
        "Report",
        "Program",
        "Court",
        "March",
        "Forum",
        "Conference",
        "Convention",
        "Book",
    ):
        return False  # a newspaper, an institution, an event's name
    head = head.lower()
    first = words.split()[0].lower()
    rest = words[len(first) :] if first in _DETERMINERS else words
    if _NOT_IN_PHRASE.search(rest.lower().removesuffix(head)) and not rest.lower().strip().startswith("state of"):
        return False
    return (
        first in _DETERMINERS or words.lower() in _BARE_HEADS or "’s" in words or "'s" in words or words.endswith("s")
    )


def _distance_to_group(text: str, span: Span, cue: Span, source: Span | None, content: tuple[Span, ...]) -> int | None:
    """How many code points lie between a phrase and the cue or source; `None` if other clauses or the content do."""
    distances = []
    for anchor in (cue, source):
        if anchor is None:
            continue
        start, end = (anchor.end, span.start) if anchor.end <= span.start else (span.end, anchor.start)
        if start > end or any(piece.start < end and start < piece.end for piece in content):
            continue
        gap = text[start:end]
        stops = [match for match in _STOPS_PHRASE.finditer(gap) if match.group().lower() != "as"]
        if len(gap) <= 120 and (not stops or (span.end <= anchor.start and gap.strip(" ,") == "")):
            distances.append(len(gap))
    return min(distances, default=None)


# ----------------------------------------------------------------------------------------------------- where the time stands

_Found = tuple[Moment, str] | None


def _find_behind(
    text: str, free: list[Moment], cue: Span, source: Span | None, content: tuple[Span, ...], sentence: Span
) -> _Found:
    """Reads "said on Tuesday", "said Ruiz on Tuesday", "told reporters during a press conference in Moscow on Tuesday"."""
    start = cue.end
    if source is not None and source.start >= cue.end and source.start - cue.end <= 3:
        start = source.end
    for moment in free:
        if moment.span.start < start:
            continue
        gap = text[start : moment.span.start]
        if len(gap) > 130 or any(piece.start < moment.span.start and start < piece.end for piece in content):
            return None
        if _STOPS_PHRASE.search(gap) or gap.count(",") > 3:
            return None
        return (moment, "behind the cue") if _hangs_loosely(text, moment, gap) else None
    return None


def _find_between(
    text: str, free: list[Moment], cue: Span, source: Span | None, content: tuple[Span, ...], sentence: Span
) -> _Found:
    """Reads "the minister on Tuesday said", "the minister, speaking on Tuesday, said"."""
    if source is None or source.end > cue.start:
        return None
    for moment in free:
        if source.end <= moment.span.start and moment.span.end <= cue.start:
            gap = text[source.end : moment.span.start]
            behind = text[moment.span.end : cue.start]
            if (
                not _LEADS_ELSEWHERE.search(gap)
                and len(gap) <= 80
                and len(behind) <= 40
                and _hangs_loosely(text, moment, gap)
            ) and not re.search(r"\b\w+ed\b", gap):
                return moment, "between the source and the cue"
    return None


def _find_in_source(
    text: str, free: list[Moment], cue: Span, source: Span | None, content: tuple[Span, ...], sentence: Span
) -> _Found:
    """Reads "according to a statement released on Tuesday"."""
    for moment in free:
        if (
            source is not None
            and source.covers(moment.span)
            and (
                _PUBLISHED.search(text[source.start : moment.span.start].rstrip())
                or _DOCUMENT.fullmatch(text, source.start, moment.span.start)
            )
        ):
            lead = text[source.start : moment.span.start]
            if _CAME_OUT.search(lead) or _DOCUMENT.fullmatch(lead):
                return moment, "with the source, and says when it came out"
    return None


_CAME_OUT = re.compile(
    r"\b(?:published|released|issued|dated|posted|sent|aired|filed|made|delivered|reported)\b", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"(?:an?|the|its|one|another)\s+(?:[\w-]+\s+){0,2}?(?:report|audit|study|survey|poll|letter|statement|inquiry|investigation|review|memo|trial)\s+(?:(?:in|of|from|on)\s+)?",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:When\s+)?(?:Asked|Reached|Contacted|Questioned|Pressed|Interviewed)\b[^.;“”\"]*$")


def _find_behind_object(
    text: str, free: list[Moment], cue: Span, source: Span | None, content: tuple[Span, ...], sentence: Span
) -> _Found:
    """Reads "declared an emergency late on Monday", "signed the contract on Thursday": a content that is a thing and no clause."""
    behind = [piece for piece in content if piece.start >= cue.end]
    if len(behind) != 1 or text[cue.end : behind[0].start].strip() or not _is_thing(behind[0].of(text)):
        return None
    for moment in free:
        if moment.span.start < behind[0].end:
            continue
        gap = text[behind[0].end : moment.span.start]
        plain = len(gap) <= 50 and "," not in gap and not _STOPS_PHRASE.search(gap) and not _has_verb(gap)
        return (moment, "behind what was decided") if plain and _hangs_loosely(text, moment, gap) else None
    return None


_CLAUSE = re.compile(
    r"^(?:that|to|whether|if|how|why|what|who|it|he|she|they|there|[“\"‘])\b|^[“\"‘]|\bto\s+[a-z]+\b", re.IGNORECASE
)


def _is_thing(words: str) -> bool:
    """Whether a content is a noun phrase: no "that", no infinitive, no quotation, no verb."""
    return words.lower() == "it" or (not (_CLAUSE.search(words) or _has_verb(words)) and len(words.split()) <= 14)


def _find_before_participle(
    text: str, free: list[Moment], cue: Span, source: Span | None, content: tuple[Span, ...], sentence: Span
) -> _Found:
    """Reads "handed out leaflets on Tuesday urging a no vote", "The newspaper on Saturday quoted a passenger as saying"."""
    participle = re.match(r"\w+ing\b", cue.of(text)) is not None
    quoted = source is not None and source.end <= cue.start and cue.of(text).startswith("as ")
    for moment in reversed(free):
        if participle and moment.span.end <= cue.start and not text[moment.span.end : cue.start].strip(" ,"):
            return moment, "right before the cue"
        if (
            quoted
            and source is not None
            and re.fullmatch(r"\s+(?:quoted|cited)\s+", text[moment.span.end : source.start])
        ):
            return moment, "with the words that quote"
    return None


def _find_in_front(
    text: str, free: list[Moment], cue: Span, source: Span | None, content: tuple[Span, ...], sentence: Span
) -> _Found:
    """Reads "On Tuesday, X said", "Earlier in the month, during a press conference in Moscow, X said"."""
    end = min(cue.start, source.start) if source is not None else cue.start
    for moment in reversed(free):
        if moment.span.end > end:
            continue
        gap, clause = (
            text[moment.span.end : end],
            text[_find_clause(text, moment.span.start, sentence, content) : moment.span.start],
        )
        if len(gap) > 130 or any(piece.start < end and moment.span.end < piece.end for piece in content):
            return None
        if _ASKED.fullmatch(clause) and gap.rstrip().endswith(","):
            return moment, "in front, with the question"
        if (
            _STOPS_PHRASE.search(gap)
            or _LEADS_ELSEWHERE.search(clause)
            or _LEADS_ELSEWHERE.search(gap)
            or len(clause) > 90
            or gap[:2] in ("'s", "’s")
        ):
            return None
        # A full clause with a subject and a verb of its own keeps its time: "The army left on Tuesday, the mayor said."
        if _has_verb(clause.removesuffix("dated ")) or _has_verb(gap):
            return None
        return (moment, "in front of the source and the cue") if _hangs_loosely(text, moment, clause) else None
    return None


_VERB = re.compile(
    r"\b(?:is|are|had|has|have|will|would|can|could|may|might)\b"
    r"|\b(?!televised|united|armed|prepared|recorded|wide-ranging|heated|scheduled|pre-recorded|joint|asked|released|published|related|so-called)\w+ed\b",
    re.IGNORECASE,
)


def _has_verb(words: str) -> bool:
    return bool(_VERB.search(words)) or not PAST_FORMS.isdisjoint(words.lower().split())


def _find_clause(text: str, at: int, sentence: Span, content: tuple[Span, ...]) -> int:
    """Where the clause that leads to `at` begins: the sentence's start, or the end of a content before it."""
    starts = [sentence.start, *(piece.end for piece in content if piece.end <= at)]
    return max(starts)


def _hangs_loosely(text: str, moment: Moment, gap: str) -> bool:
    """Whether the time is an adverbial of its own, and not part of a noun phrase such as "the 2014 attack"."""
    words = re.findall(r"[\w’'-]+", gap)
    before = words[-1].lower() if words else ""
    after = re.match(r"\s*([\w’'-]+)", text[moment.span.end : moment.span.end + 30])
    following = after.group(1).lower() if after else ""
    if text[moment.span.end : moment.span.end + 2] in ("'s", "’s"):
        return _following_is_occasion(text, moment)
    if before in ("a", "an", "the", "his", "her", "their", "its", "this", "that"):
        return following in _ATTRIBUTIVE or (
            before == "the" and moment.span.of(text)[0].isdigit() is False and not following
        )
    return before not in _NOT_SAYING or " ".join(words[-2:]).lower() in _JUST_AFTER


_JUST_AFTER = frozenset(["little after", "shortly after", "just after", "soon after", "shortly before", "just before"])


def _following_is_occasion(text: str, moment: Moment) -> bool:
    """Whether "Tuesday's" belongs to an occasion: "in Tuesday's interview"."""
    after = re.match(r"[’']s\s+([\w-]+)(?:\s+([\w-]+))?", text[moment.span.end : moment.span.end + 60])
    return bool(after and (after.group(1).lower() in _ATTRIBUTIVE or (after.group(2) or "").lower() in _ATTRIBUTIVE))


_REACH = 1500
"""How many code points around a cue a sentence is looked for in."""


def _find_sentence(text: str, cue: Span) -> Span:
    """The sentence around a cue, looked for in its neighbourhood so that long texts cost no more than short ones."""
    start = text.rfind("\n", max(0, cue.start - _REACH), cue.start) + 1 or max(0, cue.start - _REACH)
    end = text.find("\n", cue.end, cue.end + _REACH)
    window = Span(start, end if end > 0 else min(len(text), cue.end + _REACH))
    for sentence in find_sentences(text[window.start : window.end]):
        shifted = Span(sentence.start + window.start, sentence.end + window.start)
        if shifted.covers(cue):
            return shifted
    return window
