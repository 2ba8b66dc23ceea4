"""
Claims that are reported within a content: "that the minister had said …", "NATO's denial of …", "accuses them of denying …".

By rules, with precision first: where source, cue and content cannot be told exactly there is no inner claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.claims.lexicon import inflect_noun, inflect_verb
from sayso.claims.relay import read_noun_phrase
from sayso.records import Span
from sayso.text import find_quotations, find_sentences, trim_span

_MAX_DEPTH = 4
_LONGEST_SENTENCE = 1000
"""Code points; what is longer is a list or a page without full stops, and the rules would take too long."""


@dataclass(frozen=True, slots=True)
class InnerClaim:
    """
    A claim found within a content.

    `ascribed`: only the outer speaker says that it was made ("NATO's denial", "of denying"); otherwise the words report it ("had said").
    `parent` is the place, in the tuple that `find_inner` gives, of the inner claim within which this one stands, `None` directly in the
    content; `depth` is 1 there.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    ascribed: bool
    why: str
    parent: int | None = None
    depth: int = 1


# ---------------------------------------------------------------------------------------------------------------- the words

_SAYING_VERBS = """say claim insist argue warn announce admit acknowledge confirm allege assert maintain contend report state declare explain note add
    reiterate stress suggest predict reveal concede complain estimate promise vow pledge deny boast testify swear write tweet""".split()
"""Verbs with a clause behind them, with "that" or without."""

_TELLING_VERBS = "tell assure inform remind warn promise notify".split()
"""Verbs with an addressee between them and the clause."""

_THINKING_VERBS = "believe think fear suspect hope doubt".split()
"""Verbs of belief; with a pronoun they are most often the outer speaker's own, and are left alone."""

_OBJECT_VERBS = "deny reject condemn denounce criticise welcome confirm announce admit dispute refute demand".split()
"""Verbs whose object can be the content: "denied the accusations"."""

_INFINITIVE_VERBS = "threaten vow promise pledge demand claim".split()

_NOUN_OR_VERB = frozenset(
    """claim claims report reports demand demands note notes promise promises pledge pledges state states estimate estimates vow vows hope hopes fear
    fears doubt doubts boast boasts dispute disputes welcome stress tweet tweets""".split()
)
"""Forms that are as likely a noun behind an adjective ("the nonstop demands that come with it"): verbs only with a plain name before them."""

_LINKS_OF_NOUNS = {
    "that": """claim denial assertion allegation accusation statement announcement warning promise pledge threat demand insistence suggestion contention
        prediction forecast estimate admission confession criticism belief view opinion concern fear argument complaint charge vow assurance
        confirmation declaration objection testimony conclusion acknowledgement acknowledgment""",
    "of": """offer claim denial assertion allegation accusation announcement warning promise threat prediction admission confession criticism condemnation
        rejection endorsement confirmation declaration acknowledgement acknowledgment""",
    "about": "warning claim allegation concern fear complaint worry",
    "over": "warning concern fear complaint worry",
    "for": "demand call appeal praise",
    "against": "accusation allegation threat warning",
    "to": "threat promise pledge vow offer request intention refusal plan demand call",
}
"""The nouns that name a statement, by the word that leads from them to its content."""

_HEARSAY = "claims allegations accusations reports rumours rumors suggestions assertions speculation".split()
"""Nouns that ascribe a clause to nobody named: "reports that the ship had sunk"."""


def _alternatives(lemmas: list[str]) -> str:
    return "|".join(sorted({form for lemma in lemmas for form in inflect_verb(lemma)}, key=len, reverse=True))


def _gerunds(lemmas: list[str]) -> str:
    return "|".join(
        sorted(
            {form for lemma in lemmas for form in inflect_verb(lemma) if form.endswith("ing")}, key=len, reverse=True
        )
    )


_AUXILIARIES = r"(?:(?:has|have|had|did|does|do)\s+(?:not\s+|never\s+)?|(?:hasn|haven|hadn|didn|doesn|don)['’]t\s+|(?:is|are|was|were|been)\s+(?=(?:\w+ly\s+)?\w+ing\b)|(?:also|later|earlier|repeatedly|previously|then|once|never|publicly|already|\w+ly)\s+)*"
_ALL_VERBS = sorted({*_SAYING_VERBS, *_TELLING_VERBS, *_THINKING_VERBS, *_OBJECT_VERBS, *_INFINITIVE_VERBS})
_VERB_GROUP = re.compile(rf"(?<=\s)(?P<cue>{_AUXILIARIES}(?P<verb>{_alternatives(_ALL_VERBS)}))\b(?![-’'])")
_LEMMA_OF = {form: lemma for lemma in _ALL_VERBS for form in inflect_verb(lemma)}

_OWNER = r"""(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\s+(?:[\w.\-]+\s+){0,4}?[\w.\-]+|[A-Z][\w.\-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.\-]*){0,5})
    (?:\s+and\s+(?:the\s+)?[A-Z][\w.\-]*(?:\s+[A-Z][\w.\-]*){0,4})?"""
_LINKS: dict[str, frozenset[str]] = {
    link: frozenset(form for noun in nouns.split() for form in inflect_noun(noun))
    for link, nouns in _LINKS_OF_NOUNS.items()
}
_NOUN_FORMS = "|".join(sorted({form for forms in _LINKS.values() for form in forms}, key=len, reverse=True))
_OWNED_NOUN = re.compile(
    rf"(?:(?<![\w’'])(?P<owner>{_OWNER})(?:['’]s|(?<=s)['’])|\b(?P<pronoun>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y))\s+(?P<adjective>(?:(?:own|[a-z]+(?:al|ive|ous|ent|ant|ed|ful|less|ic|ble|est|ing)|new|early|earlier|strong|false|public|prior|past|first|harsh|repeat|bold|tough|many|open)\s+)?)(?P<noun>{_NOUN_FORMS})(?:,[^,.;“”]{{3,40}},)?\s+(?P<link>that|of|about|over|for|against|to)\s+",
    re.VERBOSE,
)
_NOUN_BY = re.compile(rf"\b(?P<noun>{_NOUN_FORMS})\s+by\s+", re.IGNORECASE)
_NOUN_THAT = re.compile(rf"(?<!the\s)\b(?P<noun>{'|'.join(_HEARSAY)})\s+(?=that\s+\w)", re.IGNORECASE)
_OBJECT_NOUN = re.compile(
    r"(?:as\s+[“\"][^”\"]{1,60}[”\"]\s+)?(?:(?:the|any|a|an|all|such)\s+)?(?:(?:media|press|foreign|local|recent)\s+)?(?P<noun>suggestions?|ideas?|reports?|claims?|allegations?|accusations?|notions?|rumou?rs?|speculation|charges?|talk)\s+(?P<link>that|of)\s+",
    re.IGNORECASE,
)
_UNANSWERED = re.compile(
    r"(?<=\s)(?P<cue>(?:has|have|had)\s+(?:(?:not|never)\s+(?:yet\s+)?(?:replied|responded|commented|answered)|refused(?=\s*(?:$|[,;.]|(?:for|until|on|last|by)\s))))\b"
)
_NO_OWNER = re.compile(r"(?:What|That|It|He|She|Here|There|Who|Let|How|Where|This|Today|Yesterday|\w+day)$")
_LINK = re.compile(r"\s+(?P<link>that|of|about|over|against)\s+")
_GERUND = re.compile(
    rf"\s+(?:of|for)\s+(?P<cue>(?:falsely\s+|repeatedly\s+|not\s+|\w+ly\s+)?(?P<verb>{_gerunds([*_SAYING_VERBS, *_OBJECT_VERBS, *_INFINITIVE_VERBS])}))\s+",
    re.IGNORECASE,
)
_ACCUSING = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|critici[sz](?:e|es|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)|attack(?:s|ed|ing)?|fault(?:s|ed|ing)?)\s+$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\bwhat\s+(?P<source>[^,.;:“”\"]{1,80}?)\s+(?P<cue>(?:has\s+|have\s+|had\s+|later\s+)?(?:called|calls?|described\s+as|describes?\s+as|termed|dubbed|labell?ed))\s+"
)
_ACCORDING = re.compile(r"(?P<cue>\b[Aa]ccording\s+to)\s+")
_TIME = r"(?:\s+(?:on\s+|early\s+|late\s+|earlier\s+|later\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:night|morning|evening|afternoon))?|(?:last|this|earlier\s+this)\s+\w+|yesterday|today|in\s+[A-Z]\w+(?:\s+\d{4})?|in\s+\d{4}|again))?"
_THAT = re.compile(_TIME + r"\s+(?=that\s(?!and\b|or\b))|\s*,?\s*(?=[“‘\"'])")
_TAIL_VERB = re.compile(
    r",[”’\"]?\s+(?P<source>[^,.;:“”\"]{2,80}?)\s+(?P<cue>(?:has\s+|had\s+|also\s+|later\s+)*(?:said|says|reported|reports|wrote|added|claimed|insisted|warned|announced))\s*[.”’\"]*$"
)

_CLAUSE_START = re.compile(
    r"(?:^|[,;:—–(“”\"]|\s-\s|\b(?:that|and|but|or|because|when|after|as|while|whereas|although|though|since|before|where|so|than|yet)\s)(?:\s*[“‘\"'])?\s*"
)
_CUT = re.compile(
    r",\s+(?:but|while|although|though|whereas|adding|and\s+(?:that|he|she|they|it|the|we|I|when|if|as|this|his|her|there|some|many)|which\s+(?:he|she|they|it)\s+\w+)\s|[;]\s|\s[—–-]\s|\s--\s",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:if|whether|would|could|should|might|may|will|to|who|which|unless|can|must|let|not\s+to|cannot)\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:I|we|you|he|she|they|it|who|which|that|this|these|those|there|what|one|nobody|no one|everyone|everybody|people|someone|anyone)$",
    re.IGNORECASE,
)
_PLAIN_NAME = re.compile(r"(?:[Tt]he\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3}$")
_SPEAKING_PRONOUN = re.compile(r"^(?:I|we|he|she|they)$", re.IGNORECASE)
_BAD_END = re.compile(
    r"\b(?:a|an|the|his|her|its|their|our|my|this|that|these|those|some|any|no|such|of|and|or|more|most|new|other|false|many|several)$",
    re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(
    r"(?:(?i:he|she|it|they|we|I|you|there|this|these|those|the|a|an|his|her|its|their|our|no|some|all|more|many|most|nothing|nobody)\b|[A-Z][\w’'\-]+|\d)"
)
_SUBORDINATE = re.compile(r"[,;:]|\s(?:which|who|that)\s")
_NO_CLAUSE = re.compile(r"that\s+(?:[—–-]|story|way|night|day|time|week|one|in\s+itself|was|is|had)\b|that\s+[—–-]")
_SEVERAL = re.compile(r"[.?!…][\"”’')\]]*\s|\n")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do|\w+n['’]t|\w{3,}ed|went|came|took|made|left|began|fell|rose|held|knew|saw|got|gave|became|lost|won|sent|kept|met|ran|set|put)\b",
    re.IGNORECASE,
)


# ---------------------------------------------------------------------------------------------------------------- the search


_FORMS = (
    frozenset(_LEMMA_OF)
    | frozenset(form for forms in _LINKS.values() for form in forms)
    | frozenset(
        {*_HEARSAY, *"rumor what according idea notion talk replied responded commented answered refused".split()}
    )
)
_LOWER_WORD = re.compile(r"[a-z]+")


def find_inner(text: str, content: tuple[Span, ...]) -> tuple[InnerClaim, ...]:
    """
    The claims reported within a content, outer ones before those inside them.

    >>> text = "The paper reported that the minister had said the port was safe."
    >>> [claim.cue.of(text) for claim in find_inner(text, (Span(19, 63),))]
    ['had said']
    """
    found: list[InnerClaim] = []
    for piece in content:
        # Most contents hold no word that could attribute: a quick look saves the slow rules.
        if not _FORMS.isdisjoint(_LOWER_WORD.findall(piece.of(text).lower())):
            _search(text, piece, None, 1, found)
    return tuple(found)


def _search(text: str, piece: Span, parent: int | None, depth: int, found: list[InnerClaim]) -> None:
    """Adds the inner claims of one piece, and theirs, to `found`."""
    if depth > _MAX_DEPTH or piece.end - piece.start < 15:
        return
    for sentence in _split_sentences(text, piece):
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            continue
        start = sentence.start
        while start < sentence.end:
            claim = _find_first(text, Span(start, sentence.end), sentence)
            if claim is None:
                break
            place = len(found)
            found.append(replace(claim, parent=parent, depth=depth))
            for inner in claim.content:
                _search(text, inner, place, depth + 1, found)
            start = max(span.end for span in (claim.cue, *claim.content))


def _split_sentences(text: str, piece: Span) -> list[Span]:
    """The sentences of one piece; only the piece is looked at, for speed."""
    if not _SEVERAL.search(text, piece.start, piece.end):
        return [piece]
    return [Span(span.start + piece.start, span.end + piece.start) for span in find_sentences(piece.of(text))]


def _find_first(text: str, window: Span, sentence: Span) -> InnerClaim | None:
    """The inner claim of the window whose words begin first."""
    best: InnerClaim | None = None
    for claim in _list_candidates(text, window, sentence):
        if any(not sentence.covers(span) for span in (claim.cue, *claim.content)):
            continue
        if best is None or _begin(claim) < _begin(best):
            best = claim
    return best


def _begin(claim: InnerClaim) -> int:
    spans = [claim.cue, *claim.content] if claim.source is None else [claim.source, claim.cue, *claim.content]
    return min(span.start for span in spans)


def _list_candidates(text: str, window: Span, sentence: Span) -> Iterator[InnerClaim]:
    yield from _list_verbs(text, window)
    yield from _list_nouns(text, window)
    yield from _list_unanswered(text, window)
    if window == sentence:
        yield from _list_objects(text, window)
    yield from _list_gerunds(text, window, sentence)
    yield from _list_others(text, window)


# ---------------------------------------------------------------------------------------------------------------- the rules


def _list_verbs(text: str, window: Span) -> Iterator[InnerClaim]:
    """Verbs: "the minister had said that …", "the army denied the reports"."""
    for match in _VERB_GROUP.finditer(text, window.start, window.end):
        lemma = _LEMMA_OF[match["verb"].lower()]
        source = read_subject(text, window.start, match.start("cue"))
        if source is None or not _may_speak(source.of(text), lemma, match["cue"], match["verb"]):
            continue
        body = _read_body(text, match.end(), window.end, lemma, match["verb"].lower())
        if body is not None:
            yield InnerClaim(source, Span(*match.span("cue")), (body,), False, f"“{lemma}” with a subject of its own")


def _may_speak(words: str, lemma: str, group: str, form: str) -> bool:
    """Whether this subject with this form of the verb reports a statement."""
    if re.search(
        r"['’]s?$|n['’]t\b|['’](?:ll|d|ve|re|m)\b|\b(?:us|him|them|me)$|\b(?:who|what|which)ever\b|\bever$", words
    ) or (form.endswith("ing") and not re.search(r"\b(?:is|are|was|were|been)\b", group)):
        return False
    if _PRONOUN.match(words):
        if lemma in _THINKING_VERBS or not _SPEAKING_PRONOUN.match(words):
            return False
        if words in {"I", "we", "We"}:
            return False  # what the speaker has said himself is no other claim
        return form.endswith("ed") or form in {"said", "told", "wrote", "swore"}  # "they say" is no report
    if form in _NOUN_OR_VERB or form == "suggests":
        return bool(_PLAIN_NAME.match(words))
    return True


def _read_body(text: str, start: int, end: int, lemma: str, form: str) -> Span | None:
    """The content behind a verb, `None` if no exact one follows."""
    ahead = text[start:end]
    if lemma in _TELLING_VERBS:
        listener = read_noun_phrase(text, start, end)
        if listener is not None and listener.end < end and not ahead.lstrip().lower().startswith("that "):
            after = _THAT.match(text, listener.end, end)
            return finish_clause(text, after.end(), end) if after is not None else None
    opening = _THAT.match(text, start, end)
    if opening is not None and opening.end() < end and not _NO_CLAUSE.match(text, opening.end()):
        return finish_clause(text, opening.end(), end)
    blank = len(ahead) - len(ahead.lstrip())
    if not blank or blank == len(ahead):
        return None
    body = ahead.lstrip()
    if lemma in _INFINITIVE_VERBS and body.startswith("to "):
        return finish_clause(text, start + blank, end)
    if lemma in _OBJECT_VERBS:
        plain = _OPENS_CLAUSE.match(body) or re.match(
            r"[a-z]+ing\b|any\b|reports\b|claims\b|allegations\b|accusations\b", body
        )
        return finish_clause(text, start + blank, end) if plain and not body.startswith(("to ", "it")) else None
    if (
        lemma in (*_SAYING_VERBS, *_THINKING_VERBS)
        and _OPENS_CLAUSE.match(body)
        and _FINITE.search(_SUBORDINATE.split(body, maxsplit=1)[0])
    ):
        weak = re.match(r"(?i:it|this|that|these|those)\b(?:\s+\w+){0,2}", body)
        if weak is None or _FINITE.search(weak.group()):
            return finish_clause(text, start + blank, end)
    return None


def finish_clause(text: str, start: int, end: int) -> Span | None:
    """The content from `start` to the end of its clause, or of its quotation; `None` where that cannot be told."""
    if start >= end:
        return None
    if text[start] in "“‘\"'":
        quotation = next((each for each in find_quotations(text[start:end]) if each.start == 0), None)
        if quotation is None or text[start + quotation.end - 1] not in "”’\"'":
            return None  # an apostrophe, or a quotation that closes elsewhere
        if not _GOES_ON.match(text, start + quotation.end, end) or text[start + quotation.end - 2] in ",.!?":
            return Span(start, start + quotation.end)
    cut = _CUT.search(text, start + 12, end)
    if cut is not None and cut.group().strip() in _DASHES and _CUT.search(text, cut.end(), end):
        cut = None  # words between two dashes belong to the clause
    span = trim_span(text, Span(start, cut.start() if cut else end), _STOPS)
    if span is None:
        return None
    while _closes_outer(span.of(text)):
        span = trim_span(text, Span(span.start, span.end - 1), _STOPS) if span.end - span.start > 1 else None
        if span is None:
            return None
    return span if len(span.of(text).split()) >= 2 else None


_STOPS = " \t\n\r\u00a0,;.?!"
_DASHES = frozenset({"—", "–", "-", "--"})
_GOES_ON = re.compile(r"\s+(?!(?:in|at|on|during|to|when|as|after|before|about|and|but|while|of)\b)[a-z]")


def _closes_outer(words: str) -> bool:
    """Whether the last mark closes a quotation that opened before the words."""
    if words[-1] == "”":
        return words.count("”") > words.count("“")
    if words.endswith("''"):
        return words.count("''") % 2 == 1
    if words[-1] == '"':
        return words.count('"') % 2 == 1
    return words[-1] in "’'" and words[-2:-1] in ",.!?" and not re.search(r"(?:^|\s)[‘']", words)


def _list_nouns(text: str, window: Span) -> Iterator[InnerClaim]:
    """Nouns: "NATO's denial of …", "a claim by the ministry that …", "reports that …"."""
    for match in _OWNED_NOUN.finditer(text, window.start, window.end):
        owner = Span(*match.span("owner")) if match["owner"] else Span(*match.span("pronoun"))
        if (
            match["noun"] not in _LINKS[match["link"]]
            or re.match(r"\w+(?:ing|ed)\s", owner.of(text))
            or _NO_OWNER.match(owner.of(text))
        ):
            continue
        yield from _make_noun_claim(
            text, owner, Span(*match.span("noun")), match["link"], match.start("link"), match.end(), window.end
        )
    for match in _NOUN_BY.finditer(text, window.start, window.end):
        source = read_noun_phrase(text, match.end(), window.end)
        link = _LINK.match(text, source.end, window.end) if source is not None else None
        if source is not None and link is not None and match["noun"].lower() in _LINKS[link["link"]]:
            yield from _make_noun_claim(
                text, source, Span(*match.span("noun")), link["link"], link.start("link"), link.end(), window.end
            )
    for match in _NOUN_THAT.finditer(text, window.start, window.end):
        body = finish_clause(text, match.end(), window.end) if _OPENS_CLAUSE.match(text, match.end() + 5) else None
        if body is not None and _is_subject(text, window, match.start(), body):
            continue  # where the clause ends and the outer sentence goes on cannot be told
        if body is not None and not re.search(
            r"['’]s?\s+(?:\w+\s+)?$|\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\s+(?:\w+\s+)?$",
            text[max(0, match.start() - 40) : match.start()],
        ):
            yield InnerClaim(None, Span(*match.span("noun")), (body,), True, f"“{match['noun']}” with a clause")


def _make_noun_claim(
    text: str, source: Span, noun: Span, link: str, link_start: int, link_end: int, end: int
) -> Iterator[InnerClaim]:
    if link_end >= end:
        return
    while text[link_start].isspace():
        link_start += 1
    if link == "to" and not re.match(r"[a-z]+\b(?<!the)(?<!its)(?<!his)", text[link_end:end]):
        return  # "a threat to the region"
    if link in {"that", "to"}:
        body = finish_clause(text, link_start, end)
    elif text[link_end] in '“‘"':
        body = finish_clause(text, link_end, end)
    else:
        body = _read_object(text, link_end, end)
    if body is not None and not (link == "that" and _is_subject(text, Span(0, end), source.start, body)):
        stop = _VERBS_OF_CLAUSE.search(text, body.start, body.end) if link == "to" else None
        body = Span(body.start, stop.start()) if stop else body  # "his vow to leave was kept"
        body = trim_span(text, body) or body
        yield InnerClaim(source, noun, (body,), True, f"“{noun.of(text)}” with an owner")


_VERBS_OF_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do)\b"
)


def _is_subject(text: str, window: Span, start: int, body: Span) -> bool:
    """Whether a noun may be the subject of the outer sentence: it opens a clause, and its own clause has verbs for two."""
    before = text[max(window.start, start - 12) : start]
    starts = [match.end() for match in _CLAUSE_START.finditer(before)]
    opens = bool(starts) and starts[-1] >= len(before)
    return opens and len(_VERBS_OF_CLAUSE.findall(text, body.start, body.end)) > 1


def _read_object(text: str, start: int, end: int) -> Span | None:
    """The noun phrase at `start` with the prepositional phrases and participles behind it."""
    at, last = start, None
    while True:
        phrase = read_noun_phrase(text, at, end)
        if phrase is None:
            break
        last = phrase.end
        if _BAD_END.search(phrase.of(text)):
            return None  # "a “deportation force”": the quotation would be cut off
        joint = _JOINT.match(text, last, end)
        if joint is None:
            break
        at = joint.end()
    return Span(start, last) if last is not None else None


_JOINT = re.compile(r"\s+(?:(?:of|in|on|for|from|against|with|by|to|about|between|at|into|over)\s+|(?=[a-z]+ing\s))")


def _list_gerunds(text: str, window: Span, sentence: Span) -> Iterator[InnerClaim]:
    """Gerunds: "the US of denying that …", behind a verb that accuses or at the head of a content that an accusing cue has."""
    for match in _GERUND.finditer(text, window.start, window.end):
        lemma = _LEMMA_OF[match["verb"].lower()]
        source = _read_accused(text, sentence, match.start())
        if source is None:
            continue
        body = _read_body(text, match.end("cue"), window.end, lemma, match["verb"].lower())
        if body is not None:
            yield InnerClaim(
                source, Span(*match.span("cue")), (body,), True, f"“of {match['verb']}” behind an accusation"
            )


def _read_accused(text: str, sentence: Span, end: int) -> Span | None:
    """The accused before "of denying": the head of the content, or what stands behind a verb that accuses."""
    low = max(sentence.start, end - 90)
    if low == sentence.start:
        phrase = read_noun_phrase(text, sentence.start, end)
        if phrase is not None and phrase.end == end:
            return phrase
    for word in re.finditer(r"\b\w", text[low:end]):
        if _ACCUSING.search(text, low, low + word.start()):
            phrase = read_noun_phrase(text, low + word.start(), end)
            if phrase is not None and phrase.end == end:
                return phrase
    return None


def _list_unanswered(text: str, window: Span) -> Iterator[InnerClaim]:
    """Silences: "the ministry had not replied", "the company had refused"."""
    for match in _UNANSWERED.finditer(text, window.start, window.end):
        source = read_subject(text, window.start, match.start("cue"))
        if source is not None and not _PRONOUN.match(source.of(text)):
            yield InnerClaim(source, Span(*match.span("cue")), (), False, "an answer that was not given")


def _list_objects(text: str, window: Span) -> Iterator[InnerClaim]:
    """Nouns at the head of a content: "[dismissed] the idea that …", "[denied] any talk of …"."""
    match = _OBJECT_NOUN.match(text, window.start, window.end)
    if match is None:
        return
    body = (
        finish_clause(text, match.start("link"), window.end)
        if match["link"] == "that"
        else _read_object(text, match.end(), window.end)
    )
    if body is not None:
        yield InnerClaim(None, Span(*match.span("noun")), (body,), True, f"“{match['noun']}” of nobody named")


def _list_others(text: str, window: Span) -> Iterator[InnerClaim]:
    """The rest: "what the army called “…”", "according to the ministry", "…, the ministry said"."""
    for match in _NAMED.finditer(text, window.start, window.end):
        source = Span(*match.span("source"))
        phrase = read_noun_phrase(text, source.start, source.end)
        body = (
            finish_clause(text, match.end(), window.end)
            if phrase == source and not _PRONOUN.match(source.of(text))
            else None
        )
        if body is not None:
            body = _cut_name(text, body)
            yield InnerClaim(source, Span(*match.span("cue")), (body,), False, "“what … called”")
    for match in _ACCORDING.finditer(text, window.start, window.end):
        phrase = read_noun_phrase(text, match.end(), window.end)
        if phrase is None or re.search(
            r"\b(?:data|figures|statistics|records|images|intelligence|evidence|plan|schedule|law|constitution|rules|our|my|principles?|wishes)\b",
            phrase.of(text),
        ):
            continue
        before = trim_span(text, Span(window.start, match.start()), " \t\n,;") if match.start() > window.start else None
        if before is not None and before.of(text).lower() in {"that", "and", "but", "“", '"'}:
            before = None
        if before is None and text[phrase.end : phrase.end + 1] == ",":
            body = finish_clause(text, phrase.end + 2, window.end) if phrase.end + 2 < window.end else None
        else:
            body = before if text[phrase.end : window.end].strip(' .,”"’') == "" else None
        if body is not None and len(body.of(text).split()) >= 3:
            yield InnerClaim(phrase, Span(*match.span("cue")), (body,), False, "“according to”")
    tail = _TAIL_VERB.search(text, window.start, window.end)
    if tail is not None:
        source = Span(*tail.span("source"))
        if _read_whole(text, source.start, source.end) and _FINITE.search(text, window.start, tail.start()):
            body = trim_span(text, Span(window.start, tail.start()))
            if (
                body is not None
                and not re.search(r"[“”\"]", text[window.start : tail.start() + 2])
                and not _PRONOUN.match(source.of(text))
            ):
                yield InnerClaim(source, Span(*tail.span("cue")), (body,), False, "a cue behind the clause")


def _cut_name(text: str, body: Span) -> Span:
    """A name given to a thing ends with its quotation, or at the first comma."""
    quotation = next(iter(find_quotations(body.of(text))), None)
    if quotation is not None and quotation.start < 40:
        return Span(body.start, body.start + quotation.end)
    comma = re.search(r",\s", body.of(text))
    return Span(body.start, body.start + comma.start()) if comma else body


# ------------------------------------------------------------------------------------------------------------------ subjects


def read_subject(text: str, low: int, end: int) -> Span | None:
    """The noun phrase that ends right before `end` and begins a clause; with its apposition, "the minister, Ali Omid,"."""
    before = text[low:end]
    trimmed = before.rstrip()
    if not trimmed or _UNREAL.search(trimmed):
        return None
    in_apposition = trimmed.endswith(",")
    core = trimmed.rstrip(", ")
    starts = [match.end() for match in _CLAUSE_START.finditer(core)]
    starts = [start for start in starts if start < len(core)]
    if not starts:
        return None
    start = starts[-1]
    if not _read_whole(text, low + start, low + len(core)):
        # "and" and "as" may stand within the phrase: "the US and NATO"
        start = starts[-2] if len(starts) > 1 and re.search(r"\band\s$", core[: starts[-1]]) else -1
        if start < 0 or not _read_whole(text, low + start, low + len(core)):
            return None
    elif (
        len(starts) > 1
        and re.search(r"\w\s+and\s$", core[:start])
        and _read_whole(text, low + starts[-2], low + len(core))
    ):
        start = starts[-2]
    if in_apposition:
        head = re.search(r",\s*$", core[:start])
        previous = starts[-2] if len(starts) > 1 else -1
        if head is None or previous < 0 or not _read_whole(text, low + previous, low + head.start()):
            return None
        if re.match(r"(?:\w+(?:ing|ed)|like|unlike|along|together|as|with|in|on|at|after|before)\b", core[start:]):
            return Span(low + previous, low + head.start())  # "the army, citing no evidence, claimed"
        start = previous
    elif (
        re.search(r",\s*$", core[:start])
        and len(starts) > 1
        and _is_apposed(text, low + starts[-2], low + core[:start].rstrip(", ").__len__())
    ):
        return None  # "…, a spokesman said": which of the two speaks cannot be told
    core = _TIME_AFTER_SUBJECT.sub("", core)
    return Span(low + start, low + len(core)) if len(core) > start else None


_TIME_AFTER_SUBJECT = re.compile(
    r"\s+(?:in\s+(?:the\s+past|recent\s+\w+|return|turn|part|response)|on\s+\w+day|at\s+(?:first|least|the\s+time))$"
)


def _is_apposed(text: str, start: int, end: int) -> bool:
    return (
        start < end
        and _read_whole(text, start, end)
        and not re.match(r"(?:on|in|at|by|after|before|last|this|earlier|later)\b", text[start:end], re.IGNORECASE)
    )


def _read_whole(text: str, start: int, end: int) -> bool:
    """Whether the words are one noun phrase, prepositional phrases behind its head included, and nothing else."""
    at = start
    while True:
        phrase = read_noun_phrase(text, at, end)
        if phrase is None:
            return bool(re.fullmatch(r"\s*(?:I|we|he|she|they|it|you)\s*", text[at:end], re.IGNORECASE)) and at == start
        if phrase.end >= end:
            return not _BAD_END.search(phrase.of(text)) and not re.match(r"\w+ly$|\w+ing$", text[at:end].strip())
        preposition = re.match(r"\s+(?:in|at|from|for|of|with|to)\s+(?=\S)", text[phrase.end : end])
        if preposition is None:
            return False
        at = phrase.end + preposition.end()
