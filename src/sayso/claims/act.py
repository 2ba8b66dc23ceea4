"""What a speaker does with a content: act, saying and stance, from the cue in its context. `docs/what-is-a-claim.md` defines each value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sayso.claims import lexicon
from sayso.claims.lexicon import ENTRIES, Entry, Stance, find_plain
from sayso.claims.relay import read_noun_phrase
from sayso.records import Span

Saying = Literal["affirmed", "negated", "withheld"]

_WORD = re.compile(r"[A-Za-z]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|d|re|ve|ll|m)\b|[A-Za-z]+(?:[-–][A-Za-z]+)*")
_QUOTE_MARKS = "\"“”„«»'‘’`"
_LOOK_AHEAD = 60
"""Code points behind the cue in which a particle or an infinitive may complete it."""

_PARTICLES = frozenset(
    "for on upon out against about of to off down up at with into behind whether that himself herself itself themselves as".split()
)
_NEGATORS = frozenset("not n't never nor neither no nothing without cannot none unable".split())
_NOBODY = re.compile(r"^(?:nobody|no\s+one|none|neither)\b", re.IGNORECASE)
_FOCUS = frozenset("only just merely simply alone".split())  # "not only said" is affirmed
_AUXILIARIES = frozenset(
    "have be do will would can could may might shall should must to and or the a an 's 'd 'll 've 're 'm n't not also".split()
)
_REQUESTED = re.compile(
    r"(?!(?:whether|if|who|whom|what|when|where|why|how|about|which)\b)(?:that\s+\w|(?:[\w.’'“”\"-]+\s+){0,9}?(?:not\s+)?(?:to\s+[a-z]|for\s+\S))",
    re.IGNORECASE,
)
_TOLD_TO = re.compile(r"\s*(?:not\s+|never\s+)?to\s+[a-z]+\b", re.IGNORECASE)
_WILL = frozenset("would will wo".split())
_SPEAKING = frozenset(
    "say announce confirm acknowledge claim estimate predict deny warn accuse criticise praise reject dispute promise voice_concern".split()
)
_TELLING = frozenset(
    """comment respond answer discuss elaborate talk speak specify identify name disclose reveal say tell reply confirm quote interview explain clarify
    describe state mention address detail define drawn interviewed""".split()
)
_GIVEN = frozenset(
    "details detail comment comments answer answers reason reasons name names information explanation questions figures".split()
)
_COURTS = re.compile(
    r"\b(?:courts?|judges?|jury|jurors|tribunal|justices?|magistrates?|panel|commission|arbitrators?)\b", re.IGNORECASE
)
_COURT_HEAD = re.compile(
    r"\b(?i:courts?|judges?|jury|juries|jurors|tribunals?|justices?|magistrates?|panel)$|\b(?:[Jj]udge|[Jj]ustice|[Mm]agistrate)(?:\s+[A-Z][\w.'’-]*)+$"
)
_NAME_TAIL = re.compile(r"[,;(]|\s(?:of|for|in|at|from|who|that|which|on|with|by)\s")
_PLEADING = re.compile(
    r"""\b(?:motions?|appeals?|petitions?|requests?|applications?|bids?|bail|(?:law)?suits?|cases?|challenges?|injunctions?|complaints?|pleas?|stays?|convictions?|verdicts?
    |sentences?|rulings?|relief|parole|custody|asylum|hearing|retrial|trial|release|extradition|warrants?|arguments?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ARGUED = re.compile(r"\barguments?\b", re.IGNORECASE)
_TO_HEAR = re.compile(
    r"\s*to\s+(?:hear|take\s+up|review|consider|block|grant|overturn|dismiss|stay|halt|lift|quash|reopen|rehear|throw\s+out|strike\s+down|delay)\b",
    re.IGNORECASE,
)
_OF_COURTS = frozenset([("throw", "out"), ("quash",), ("set", "aside"), ("overrule",), ("grant",)])
_PUT_AT = re.compile(
    r"""(?:the|its|his|her|their|a|an|this|that|overall|total)?\s*[^.;:!?\n\x00]{0,60}?\b(?:number|toll|figure|count|total|cost|bill|price|value|damages?|loss(?:es)?|crowds?|size|strength|share
    |rate|proportion|population|turnout|odds|chances?|probability|likelihood|lead|support|margin|growth|inflation|majority|dead|deaths|casualties|wounded|missing|injured)\b[^.;:!?\n]{0,80}?
    \bat\s+(?:about|around|some|at\s+least|at\s+most|more\s+than|less\s+than|fewer\s+than|over|under|nearly|almost|roughly|approximately|up\s+to|just\s+\w+|between|close\s+to|well\s+over)?\s*
    (?:[$£€]?\d|(?:an?\s+)?(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|dozens|hundreds?|thousands?|millions?)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_FIGURE_GIVEN = re.compile(
    r"\s*(?:an?|the|its|his|her|their|no)\s+(?:[\w-]+\s+)?(estimates?|(?:figure|number|toll|total|count|tally|account|description|explanation|version|date)s?)\b",
    re.IGNORECASE,
)
_PLEADED = re.compile(r"\s*(not[\s-]+guilty|innocent|guilty)\b", re.IGNORECASE)
_VERDICT = re.compile(r"\b(?:guilty|liable|in contempt|unconstitutional|unlawful)\b", re.IGNORECASE)
_NEGATED_BEFORE = re.compile(
    r"""(?:\b(?:not|never|cannot)|n['’]t)\s+(?:(?:\w+ly|yet|ever|even|so\s+far|have|has|been|be)\s+)*$
    |\bnor\s+(?:did|does|do|has|have|had|is|are|was|were)\s+(?:[\w'’-]+\s+){1,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
_DECLINED_BEFORE = re.compile(r"\b(?:declin|refus)(?:e|es|ed|ing)\s+to\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:!?,\n\"“”]")
_BEFORE_VERB = frozenset(
    "to will would can could may might should must do does did not n't 'll they we i you who".split()
)
_FORMS_OF_BE = frozenset("is are was were be been being am 's 're seems seemed remains remained".split())
_DETERMINERS = frozenset("a an the one this that no any some his her its their our my several many more new 's".split())
_ARTICLES = frozenset("a an the his her its their".split())
_NOT_HEADS = _AUXILIARIES | _NEGATORS | lexicon.PREPOSITIONS
"""Words that begin a cue without being its verb."""
_SKIPPED = frozenset("to be have been being in on any an for request requests the his her its their even a".split())
_GIVING = frozenset("give provide offer share release make take".split())
_DATE_AFTER_ON = re.compile(r"\s*on\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+\.? \d|\d)")


@dataclass(frozen=True, slots=True)
class ActDecision:
    """The act (`None` where no word of the cue decides it), the saying, the stance, and the rule that decided, in a user's words."""

    act: str | None
    saying: Saying
    stance: Stance
    why: str


@dataclass(frozen=True, slots=True)
class _Hit:
    """An entry found in the words of a cue, from word `first` to before word `last`."""

    first: int
    last: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Head:
    """What the words of a cue decide by themselves: the entry that counts (`None`: none does), how it is said, the why."""

    entry: Entry | None
    saying: Saying
    stance: Stance
    why: str


def decide_act(text: str, *, cue: Span, source: Span | None, content: tuple[Span, ...]) -> ActDecision:
    """
    What the cue does with the content.

    >>> text = "The mayor denied that the bridge was closed."
    >>> decide_act(text, cue=Span(10, 16), source=Span(0, 9), content=(Span(17, 43),)).stance
    'denies'
    """
    words = _split_words(cue.of(text))
    head = _read_cue(words, _split_words(_text_ahead(text, cue)))
    head = _look_around(
        _look_before(text, cue, head), source.of(text) if source else "", content[0].of(text) if content else ""
    )
    body = content[0].of(text) if content else ""
    if head.entry is None:
        follows = bool(content) and content[0].start >= cue.end
        figure = _decide_by_figure(text, cue, words, head) if follows else None
        return figure or _decide_without_entry(words, body, head)
    source_words = source.of(text) if source else ""
    follows = content[0].start > cue.start if content else True
    context = _decide_by_context(head.entry, body, follows, source_words) or _decide_in_court(
        head, source_words, text[cue.start : cue.end + _LOOK_AHEAD] if follows else body
    )
    act, stance, why = context or (head.entry.act, head.stance, head.why)
    if head.saying != "affirmed":
        stance = head.stance
    elif stance == "asserts" and _opens_with_whether(body, head.entry):
        stance, why = "uncommitted", f"{why}; the content leaves it open"
    return ActDecision(act, head.saying, stance, why)


def _split_words(words: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(words.lower().replace("’", "'")))


def _text_ahead(text: str, cue: Span) -> str:
    """What follows the cue up to the end of the clause."""
    if _DATE_AFTER_ON.match(text, cue.end):
        return ""
    ahead = text[cue.end : cue.end + _LOOK_AHEAD]
    stop = _CLAUSE_END.search(ahead)
    return ahead[: stop.start()] if stop else ahead


# ---------------------------------------------------------------------------------------------------------------- the cue alone


@lru_cache(maxsize=8192)
def _read_cue(words: tuple[str, ...], ahead: tuple[str, ...]) -> _Head:
    """What a cue decides, given the words behind it. Cues repeat, so the answers are kept."""
    withheld = _find_withheld(words, ahead)
    if withheld is not None:
        return withheld
    hit = _choose_hit(words, _find_hits(words, ahead[:1]))
    if hit is None:
        return _Head(None, "negated" if _NEGATORS & set(words) else "affirmed", "uncommitted", "")
    entry = hit.entry
    if _is_negated(words, hit):
        return _Head(entry, "negated", entry.negated, f"“{entry.name}” under a negation")
    return _Head(entry, "affirmed", entry.stance, f"“{entry.name}”")


def _find_hits(words: tuple[str, ...], ahead: tuple[str, ...] = ()) -> list[_Hit]:
    """The entries in the words, at each place the longest; `ahead` may lend a particle to the last one."""
    hits = []
    plain = [find_plain(word) for word in words]
    behind = [find_plain(word) for word in ahead if word in _PARTICLES]
    place = len(words) if _is_verb_with_object(words, plain) else 0
    while place < len(words):
        hit = _find_hit(words, plain, behind, place)
        if hit is not None:
            hits.append(hit)
        place = hit.last if hit is not None else place + 1
    return hits


def _find_hit(
    words: tuple[str, ...], plain: list[frozenset[str]], behind: list[frozenset[str]], place: int
) -> _Hit | None:
    if _is_particle(words, place) or _is_object(words, plain, place):
        return None
    best: _Hit | None = None
    is_noun = place > 0 and words[place - 1] in _DETERMINERS and _can_be_noun(plain[place])
    # A set has no order of its own: the word as it stands goes first, so that every run decides alike.
    for lemma in sorted(plain[place], key=lambda lemma: (lemma != words[place], lemma)):
        for entry in ENTRIES.get(lemma, ()):
            last = _match_phrase(entry.words, plain, behind, place)
            if last is None:
                continue
            if entry.part == "verb" and is_noun:
                continue  # "one question that has emerged"
            if best is None or _rank(entry, words, place) > _rank(best.entry, words, place):
                best = _Hit(place, min(last, len(words)), entry)
    return best


def _is_object(words: tuple[str, ...], plain: list[frozenset[str]], place: int) -> bool:
    """Whether a word that could be a verb is the object of a verb that does not attribute: "using a common name"."""
    if not 2 <= place <= 3 or words[1] not in _ARTICLES or words[0] in _NOT_HEADS or words[0].endswith("ly"):
        return False
    is_other_verb = words[0] not in lexicon.LEMMAS or "use" in plain[0]
    entries = [entry for entry in ENTRIES.get(words[place], ()) if len(entry.words) == 1]
    return is_other_verb and bool(entries) and all(entry.part == "verb" for entry in entries)


def _is_verb_with_object(words: tuple[str, ...], plain: list[frozenset[str]]) -> bool:
    """Whether the cue begins with an adjective that is a verb here: "upset an argument"."""
    if len(words) < 2 or words[1] not in _ARTICLES:
        return False
    entries = [entry for lemma in plain[0] for entry in ENTRIES.get(lemma, ())]
    return bool(entries) and all(entry.part == "adjective" for entry in entries)


def _rank(entry: Entry, words: tuple[str, ...], place: int) -> tuple[int, bool, bool]:
    """Longer phrases go before shorter ones, strong entries before weak, and behind "is" adjectives before verbs ("is determined")."""
    return (
        len(entry.words),
        not entry.weak,
        entry.part == "adjective" and place > 0 and words[place - 1] in _FORMS_OF_BE,
    )


def _can_be_noun(plain: frozenset[str]) -> bool:
    return any(entry.part == "noun" for lemma in plain for entry in ENTRIES.get(lemma, ()))


def _is_particle(words: tuple[str, ...], place: int) -> bool:
    """Whether a word that can be a verb or noun of the lexicon is none here: "shot back", "in order to", "looked like"."""
    word, before = words[place], words[place - 1] if place else ""
    if word == "back":
        return place > 0 and before not in _BEFORE_VERB
    if word in {"order", "charge"}:
        return before == "in"
    return word == "like" and place > 0 and before not in {*_BEFORE_VERB, "'d", "not", "n't"}


def _match_phrase(
    phrase: tuple[str, ...], plain: list[frozenset[str]], behind: list[frozenset[str]], place: int
) -> int | None:
    """The place behind the phrase if it stands at `place`, with at most two words between its first and its second."""
    at = place + 1
    for index, word in enumerate(phrase[1:]):
        gap = 0
        while at < len(plain) and word not in plain[at] and gap < (2 if index == 0 else 1):
            at, gap = at + 1, gap + 1
        if at < len(plain) and word in plain[at]:
            at += 1
        elif index == len(phrase) - 2 and at >= len(plain) and behind and word in behind[0]:
            return len(plain)  # the particle stands right behind the cue
        else:
            return None
    return at


def _choose_hit(words: tuple[str, ...], hits: list[_Hit]) -> _Hit | None:
    """The first strong entry that does not only lead up to another; without one the first weak one."""
    strong = [hit for hit in hits if not hit.entry.weak]
    for place, hit in enumerate(strong):
        leads_up = hit.last < len(words) and words[hit.last] == "to" and hit.entry.words[0] in lexicon.TRANSPARENT
        if not (leads_up and place + 1 < len(strong)):
            first_weak = next((weak for weak in hits if weak.entry.weak and weak.first < hit.first), None)
            if first_weak is not None and first_weak.entry.act != "say" and words[first_weak.last] == "to":
                return first_weak  # "offered to support"
            return hit
    return hits[0] if hits else None


def _is_negated(words: tuple[str, ...], hit: _Hit) -> bool:
    """Whether a negation before the entry, or after a weak one ("gave no reason"), or a verb of omission bears on it."""
    before = words[: hit.first] + words[hit.first + 1 : hit.last]
    scope = before + words[hit.last :] if hit.entry.weak else before
    for place, word in enumerate(scope):
        following = scope[place + 1] if place + 1 < len(scope) else ""
        if word in _NEGATORS and following not in _FOCUS and word not in hit.entry.words:
            return True
        if word in {"yet", "short"} and following in {"to", "of"}:
            return True
        if find_plain(word) & lexicon.OMITTING and following == "to":
            return True
    return False


# ------------------------------------------------------------------------------------------------------------------- withheld


def _find_withheld(words: tuple[str, ...], ahead: tuple[str, ...]) -> _Head | None:
    """The decision where the cue says that the speaker would not say something, else `None`."""
    both = words + ahead[:8]
    for place, word in enumerate(words):
        plain = find_plain(word)
        for phrase in lexicon.WITHHOLDING:
            if (
                phrase[0] in plain
                and _match_phrase(phrase, [find_plain(each) for each in words], [], place) is not None
            ):
                act = _find_spoken(both, place + len(phrase))
                return _make_withheld(act, " ".join(phrase))
        unwilling = word in lexicon.UNWILLING or bool(plain & lexicon.DECLINING)
        if not unwilling and word in _WILL:
            unwilling = bool(_NEGATORS & set(words[place + 1 : place + 3]))
        if unwilling:
            act = _find_spoken(both, place + 1)
            if act is not None:
                return _make_withheld(act, word)
    return None


def _make_withheld(act: str | None, word: str) -> _Head:
    entry = Entry((word,), "verb", act or "say", "uncommitted", "uncommitted")
    return _Head(entry, "withheld", "uncommitted", f"“{word}” withholds it")


def _find_spoken(words: tuple[str, ...], place: int) -> str | None:
    """The act of the verb of speech that stands from `place` on, behind "to", adverbs and auxiliaries; `None` if there is none."""
    for at in range(place, min(place + 5, len(words))):
        word, plain = words[at], find_plain(words[at])
        if word in _SKIPPED or word.endswith("ly") or word in _NEGATORS:
            continue
        if word in {"comment", "comments"} or plain & _TELLING:
            hit = _find_hits(words[at : at + 1]) if "name" not in plain else []
            return hit[0].entry.act if hit and hit[0].entry.act in _SPEAKING else "say"
        if plain & _GIVING:
            return "say" if _GIVEN & set(words[at + 1 : at + 5]) else None
        hits = _find_hits(words[at : at + 2])
        if hits and hits[0].entry.act == "say":
            return None  # only the verbs of telling above: "refused to show up"
        speaks = hits and hits[0].first == 0 and hits[0].entry.part == "verb" and hits[0].entry.act in _SPEAKING
        return hits[0].entry.act if speaks and words[at - 1] != "the" else None
    return None


def _look_before(text: str, cue: Span, head: _Head) -> _Head:
    """The head, negated or withheld by words right before the cue where the cue's span has left them out."""
    if head.entry is None or head.saying != "affirmed":
        return head
    before = text[max(text.rfind("\n", 0, cue.start) + 1, cue.start - 60) : cue.start]
    if _DECLINED_BEFORE.search(before) and head.entry.act in _SPEAKING:
        return _Head(head.entry, "withheld", "uncommitted", f"“{head.entry.name}” behind a word of refusal")
    if _NEGATED_BEFORE.search(before):
        return _Head(head.entry, "negated", head.entry.negated, f"“{head.entry.name}” under a negation")
    return head


def _look_around(head: _Head, source: str, body: str) -> _Head:
    """The head, negated by its subject or its object: "nobody said that …", "endorsed neither"."""
    if (
        head.entry is None
        or head.saying != "affirmed"
        or not (_NOBODY.match(source) or body.lower() in {"neither", "nothing", "none"})
    ):
        return head
    return _Head(head.entry, "negated", head.entry.negated, f"“{head.entry.name}” of nobody or nothing")


# -------------------------------------------------------------------------------------------------------------- cue in context


def _decide_by_context(entry: Entry, body: str, follows: bool, source: str) -> tuple[str, Stance, str] | None:
    """The act, stance and why where content or source decides against the cue's usual act, else `None`."""
    verb = entry.words[0]
    opening = body.lstrip(_QUOTE_MARKS)[:3].lower()
    if follows and entry.words == ("tell",) and _is_directive(body):
        return "order", "asserts", "“tell” with an infinitive"
    asked = _decide_request(verb, body, opening, follows)
    if asked is not None:
        return asked
    if verb in {"find", "hold", "conclude", "say"} and entry.part == "verb":
        if verb != "say" and _COURTS.search(source):
            return "rule", "asserts", f"“{verb}” of a court"
        if verb == "find" and _VERDICT.search(body[:120]):
            return "rule", "asserts", "“find” with a verdict"
    pleaded = _PLEADED.match(body) if entry.words == ("plead",) else None
    if pleaded and pleaded.group(1).lower() == "guilty":
        return "acknowledge", "asserts", "“plead guilty”"
    if pleaded:
        return "deny", "denies", f"“plead {pleaded.group(1).lower()}”"
    if verb == "claim" and body.lower().startswith("responsibility"):
        return "acknowledge", "asserts", "“claim responsibility”"
    if "_".join(entry.words) in lexicon.NAMING:
        names = {word.strip(_QUOTE_MARKS + ".,;:!?") for word in body.lower().split()}
        if names & lexicon.HARSH:
            return "criticise", "asserts", f"“{verb}” with “{min(names & lexicon.HARSH)}”"
        if names & lexicon.KIND:
            return "praise", "asserts", f"“{verb}” with “{min(names & lexicon.KIND)}”"
    return None


def _decide_request(verb: str, body: str, opening: str, follows: bool) -> tuple[str, Stance, str] | None:
    """A promise for "agree to", a request for "ask … to", else `None`."""
    if verb == "agree" and opening == "to ":
        return "promise", "asserts", "“agree to”"
    if follows and verb in {"ask", "request"} and _REQUESTED.match(body):
        return "ask", "asserts", f"“{verb}” with a request"
    return None


def _decide_in_court(head: _Head, source: str, ahead: str) -> tuple[str, Stance, str] | None:
    """A ruling, where a judge, a court, a jury or a panel turns down or grants what was put before it; `ahead` begins with the cue."""
    entry = head.entry
    if entry is None or entry.act not in {"deny", "reject", "acknowledge"}:
        return None
    if not _COURT_HEAD.search(_NAME_TAIL.split(source, maxsplit=1)[0].rstrip()):
        return None
    clause = re.split(r"[.;:!?\n]|\bthat\b", ahead, maxsplit=1)[0]
    pleading = _PLEADING.search(clause)
    if entry.act == "deny" and (pleading is None or _ARGUED.search(clause)):
        return None  # judges, too, deny what is said of them
    is_turned_down = entry.act in {"deny", "reject"} and pleading is not None
    is_unheard = entry.words[0] in {"refuse", "decline"} and re.search(r"\bto\s", clause) is not None
    if is_unheard and not _TO_HEAR.search(clause):
        return None
    if is_turned_down or is_unheard or entry.words in _OF_COURTS:
        return "rule", head.stance, f"“{entry.name}” of a court"
    return None


def _is_directive(body: str) -> bool:
    """Whether a content tells somebody to do something: "to evacuate", "his aides never to speak of it"."""
    if _TOLD_TO.match(body):
        return True
    if body.lower().startswith("that "):
        return False
    listener = read_noun_phrase(body, 0, min(len(body), 60))
    if listener is None or find_plain(body[: listener.end].split()[-1]) - {body[: listener.end].split()[-1]}:
        return False  # "the minister plans to …" tells nobody
    return bool(_TOLD_TO.match(body, listener.end))


def _opens_with_whether(body: str, entry: Entry) -> bool:
    opening = body.lstrip(_QUOTE_MARKS).lower()
    return opening.startswith("whether ") or (
        opening.startswith("if ") and entry.words[0] in {"see", "know", "say_if", "learn"}
    )


def _decide_by_figure(text: str, cue: Span, words: tuple[str, ...], head: _Head) -> ActDecision | None:
    """The decision for "put [the death toll at 30]" and "gave [a figure of 30]", where the number stands behind a cue that says nothing."""
    last = words[-1] if words else ""
    ahead = text[cue.end : cue.end + 200]
    stance: Stance = "asserts" if head.saying == "affirmed" else "uncommitted"
    if "put" in find_plain(last) and _PUT_AT.match(ahead.lstrip()):
        return ActDecision("estimate", head.saying, stance, f"“{last} … at” a number")
    given = _FIGURE_GIVEN.match(ahead) if "give" in find_plain(last) else None
    if given is None:
        return None
    act = "estimate" if given.group(1).lower().startswith("estimate") else "say"
    return ActDecision(act, head.saying, stance, f"“{last}” with “{given.group(1)}”")


def _decide_without_entry(words: tuple[str, ...], body: str, head: _Head) -> ActDecision:
    """The decision for a cue that the lexicon does not know: `say` if the content shows that something is said, else no act."""
    if not words:
        return ActDecision("say", "affirmed", "asserts", "a mark (dash, colon, quotation) attributes the content")
    if all(word in lexicon.PREPOSITIONS or word in _AUXILIARIES for word in words):
        act = "believe" if words[0] in lexicon.VIEWPOINT else "say"
        return ActDecision(act, head.saying, "asserts", f"“{' '.join(words)}” attributes the content without a verb")
    stance: Stance = "asserts" if head.saying == "affirmed" else "uncommitted"
    if body[:1] in _QUOTE_MARKS:
        return ActDecision(
            "say", head.saying, stance, f"“{' '.join(words)}” is not in the lexicon; the content is a quotation"
        )
    if body.lower().startswith(("that ", "whether ")):
        return ActDecision(
            "say",
            head.saying,
            stance,
            f"“{' '.join(words)}” is not in the lexicon; the content is a clause with “that”",
        )
    return ActDecision(None, head.saying, stance, f"no word of “{' '.join(words)}” is in the lexicon")
