"""How far a speaker stands behind a content: certain, probable, possible, hypothetical or future, and the word that decides it."""

from __future__ import annotations

import re
from typing import Literal

from sayso.records import Commitment, Span

Value = Literal["certain", "probable", "possible", "hypothetical", "future"]

_NOTHING_ASSERTED = frozenset({"ask", "demand", "urge", "order"})
"""With these acts nothing is held to be so: a question or a wish has no commitment."""

_FUTURE_ACTS = frozenset({"promise", "threaten", "intend", "offer", "predict"})
"""What these acts are about lies ahead, even without a word for it in the content ("vowed to leave")."""

_CUE_VALUES: tuple[tuple[re.Pattern[str], Value], ...] = (
    (
        re.compile(
            r"""\b(?:suggest(?:s|ed|ing|ions?)?|hint(?:s|ed|ing)?|impl(?:y|ies|ied|ying)|intimat(?:es?|ed|ing)|speculat(?:es?|ed|ing|ion)|insinuat(?:es?|ed|ing)|wonder(?:s|ed|ing)?
            |fear(?:s|ed|ing|ful)?|worr(?:y|ies|ied|ying)|afraid|concern(?:s|ed)?|possible|possibly|might|rais(?:e|es|ed|ing)\s+the\s+possibility|conjecture)\b""",
            re.IGNORECASE | re.VERBOSE,
        ),
        "possible",
    ),
    (
        re.compile(
            r"""\b(?:believ(?:e|es|ed|ing)|beliefs?|thinks?|thought|thinking|suspect(?:s|ed|ing)?|suspicions?|assumes?|assumed|assuming|assumptions?|presum(?:e|es|ed|ing)|suppos(?:e|es|ed)|reckon(?:s|ed)?
            |guess(?:es|ed)?|estimat(?:e|es|ed|ing)|calculates?|calculated|appear(?:s|ed)?|seem(?:s|ed)?|seemingly|apparently|likely|probably|reportedly|allegedly|purportedly|expected|expect(?:s|ing)?
            |consider(?:s|ed)?|considered|view(?:s|ed)?|regard(?:s|ed)?|opinion|impression|supposedly|presumably|figures|understood|deduc(?:es?|ed)|infer(?:s|red)?)\b""",
            re.IGNORECASE | re.VERBOSE,
        ),
        "probable",
    ),
)

_IF_CLAUSE = re.compile(
    r"(?:^|[,;—–]\s*|\b(?:and|but|that|only|would|will)\s+)(if(?!\s+(?:\w+ly|any|anything|not|ever|only)\b)|unless|provided\s+that|in\s+the\s+event\s+(?:of|that)|were\s+\w+\s+to|should\s+(?:the|an?|any|he|she|it|they|we|you)\s+\w+)\b|(?<!as )(?<!even )(?<!wonder )(?<!know )(?<!see )(?<!ask )(?<!asked )(?<!decide )(?<!\basked\s(?:him|her|you)\s)\b(if|unless)\b(?!\s+(?:\w+ly|any|anything|not|ever|only)\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"[“\"‘]?(?:that\s+)?(had\s+(?:the|an?|he|she|it|they|we|you)\s+\w+)\b", re.IGNORECASE)
"""At the head of a content: "had the rain come later, …"."""
_WOULD_HAVE = re.compile(
    r"\b(?:would|could|might|should)\s*(?:n['’]t|not)?\s+(?:\w+ly\s+)?have\s+(?:been\b|\w+(?:ed|en|wn|ght|lt|ft)\b)",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"""\b(?:may(?!\s+\d)(?=\s+(?:\w+ly\s+)?(?:not\s+|well\s+|also\s+|yet\s+|still\s+|never\s+|soon\s+|even\s+|now\s+|only\s+)*[a-z])|might|could(?!\s*(?:n['’]t|not))|possibly|possible|perhaps|maybe|potentially|conceivably|possibility|a\s+chance|chances?\s+that
    |a\s+risk|cannot\s+be\s+(?:ruled\s+out|excluded)|not\s+(?:be\s+)?(?:ruled\s+out|impossible)|suspected)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PROBABLE = re.compile(
    r"""\b(?:likely|unlikely|probably|probable|presumably|apparently|seemingly|reportedly|allegedly|supposedly|almost\s+certainly|in\s+all\s+(?:likelihood|probability)|most\s+likely
    |(?:seems?|seemed|appears?|appeared)(?=\s+(?:to|that|as|like|\w+ly)\b)|(?:is|are|was|were)\s+(?:believed|thought|suspected|considered|assumed|expected|said|feared|alleged)(?=\s+to\b)
    |(?:he|she|they|it)\s+(?:thinks?|thought|believe[sd]?|suspect(?:s|ed)?|figured|reckon(?:s|ed)?|expect(?:s|ed)?)|(?:I|we)\s+(?:think|believe|suspect|guess|assume|suppose|feel)|(?:is|are|was|were|be|been)\s+expected|expects?\s+to|should\s+be\s+able)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CERTAIN = re.compile(
    r"\b(?:certainly|definitely|undoubtedly|unquestionably|indisputably|no\s+doubt|without\s+(?:a\s+|any\s+)?doubt|beyond\s+(?:a\s+|any\s+|reasonable\s+)?doubt|absolutely\s+certain|I\s+am\s+(?:sure|certain)|I['’]m\s+(?:sure|certain))\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"""\b(?:will|shall|won['’]t|going\s+to|gonna|(?:is|are|was|were)\s+(?:about|set|due|scheduled|poised|slated)\s+to|would(?!\s+(?:like|rather)\b)|(?<!\bit )(?:is|are)\s+to(?=\s+[a-z]+\b)|wouldn['’]t)\b|(?<=\w)['’]ll\b|(?<=\w)['’]d(?=\s+(?:be|have|do|go|make|take|not)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_ANY_WORD = re.compile(
    r"""\b(?:if|unless|provided|event|were|should|would|could|might|may|possib|perhaps|maybe|potential|conceiv|chance|risk|cannot|not|suspect|likely|unlikely|probab|presumably|apparent
    |seem|appear|reported|alleged|supposed|almost|in\s+all|most|is|are|was|think|believe|guess|assume|feel|expect|certain|definitely|undoubt|unquestion|indisput|doubt|sure|will|shall|won|going
    |gonna|plan|intend)|['’](?:ll|d)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE_EDGE = re.compile(
    r"[.!?;:][\"”’')]*\s|\s(?:because|which|who|whose|where|when|while|although|though|whereas|as|since|after|before|until|so\s+that|in\s+order|lest)\s|,\s+(?:and|but|or|adding|saying)\s|\s(?:and|but)\s+(?=(?:that|would|will|could|might|may|had|was|were|has|have|is|are|did|\w+ed)\s)|\s[—–-]\s|(?<!^)\sthat\s(?=(?:\w+self\s|also\s)?(?:could|might|would|will|may|is|are|was|were|has|have|had|can)\b)",
    re.IGNORECASE,
)
_LATER_THAT = re.compile(r"\s(?:and\s+|but\s+)?that\s+(?=\w+\s+\w+\s+\w+)|;")
_SENTENCE_EDGE = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘']?[A-Z])|\n")
_MAY = re.compile(r"^May$")


def decide_commitment(
    text: str, *, cue: Span, content: tuple[Span, ...], act: str | None, saying: str | None = "affirmed"
) -> Commitment | None:
    """
    The commitment to the content's first clause; `None` where nothing is asserted: no content, a question, a request, an order,
    or something that was not said (`saying` other than affirmed).

    A word in the content goes before a word in the cue; hypothetical goes before possible, probable and future.

    >>> text = "He said the dam could burst."
    >>> decide_commitment(text, cue=Span(3, 7), content=(Span(8, 27),), act="say")
    Commitment(value='possible', span=Span(start=16, end=21))
    """
    if not content or act in _NOTHING_ASSERTED or _is_unsaid(act, saying):
        return None
    first = _find_first_sentence(text, content[0])
    if len(content) > 1 and first.end - first.start < 25:
        first = _find_first_sentence(text, content[1])  # "In May", she said, "the dam could burst."
    if first.of(text)[:8].lower().startswith(("whether ", "if and ")):
        return None
    inside = _decide_within(text, first, act)
    if inside is not None:
        return inside
    for pattern, value in _CUE_VALUES:
        word = pattern.search(text, cue.start, cue.end)
        if word is not None and act not in {"promise", "threaten", "intend"}:
            return Commitment(value=value, span=Span(*word.span()))
    if act in _FUTURE_ACTS:
        return Commitment(value="future", span=cue)
    return Commitment(value="certain")


def _is_unsaid(act: str | None, saying: str | None) -> bool:
    """Whether nothing was put forward: "did not say"; but "did not believe" and "does not want" tell an attitude."""
    return saying == "withheld" or (
        saying == "negated" and act not in {"believe", "intend", "praise", "acknowledge", "predict"}
    )


def _find_first_sentence(text: str, piece: Span) -> Span:
    stop = _SENTENCE_EDGE.search(text, piece.start + 1, min(piece.end, piece.start + 400))
    return Span(piece.start, stop.start() + 1 if stop else min(piece.end, piece.start + 400))


def _decide_within(text: str, sentence: Span, act: str | None) -> Commitment | None:
    """The commitment that a word of the content's first sentence decides: conditions anywhere, other words in its first clause."""
    inverted = _INVERTED.match(text, sentence.start, sentence.end)
    if inverted is not None:
        return Commitment(value="hypothetical", span=Span(*inverted.span(1)))
    if not _ANY_WORD.search(text, sentence.start, sentence.end):
        return None
    # A condition bears on the first clause wherever in its sentence it stands, but not one in a later "that …".
    later = _LATER_THAT.search(text, sentence.start + 1, sentence.end)
    condition = _IF_CLAUSE.search(text, sentence.start, later.start() if later else sentence.end)
    if condition is not None:
        group = 1 if condition.group(1) else 2
        return Commitment(value="hypothetical", span=Span(*condition.span(group)))
    counterfactual = _WOULD_HAVE.search(text, sentence.start, sentence.end)
    if counterfactual is not None and counterfactual.group()[:5].lower() in {"would", "could"}:
        return Commitment(value="hypothetical", span=Span(*counterfactual.span()))
    clause = _find_first_clause(text, sentence)
    rules: tuple[tuple[re.Pattern[str], Value], ...] = (
        (_POSSIBLE, "possible"),
        (_PROBABLE, "probable"),
        (_FUTURE, "future"),
        (_CERTAIN, "certain"),
    )
    for pattern, value in rules:
        for word in pattern.finditer(text, clause.start, clause.end):
            if _MAY.match(word.group()):
                continue  # the month
            return Commitment(value=value, span=Span(*word.span()))
    return None


def _find_first_clause(text: str, sentence: Span) -> Span:
    """The sentence up to the first clause that hangs on it, but at least its first four words."""
    later = _LATER_THAT.search(text, sentence.start + 1, sentence.end)
    if later is not None and len(text[sentence.start : later.start()].split()) >= 3:
        sentence = Span(sentence.start, later.start())
    for edge in _CLAUSE_EDGE.finditer(text, sentence.start, sentence.end):
        if len(text[sentence.start : edge.start()].split()) >= 4:
            return Span(sentence.start, edge.start())
    return sentence
