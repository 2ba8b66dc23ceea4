"""Through whom a statement reached the outlet, what it rests on and to whom it was said: via, evidence and audience, as words of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.records import Span
from sayso.text import trim_span

_REACH = 320
"""Code points on either side of a cue within which its sentence is looked for."""


@dataclass(frozen=True, slots=True)
class RelayWords:
    """Words that name a relay, and the rule that found them."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted speaker whom the network's content holds: who is quoted, the cue "as saying", and what is left as content."""

    speaker: Span
    cue: Span
    content: tuple[Span, ...]


# ------------------------------------------------------------------------------------------------------------- words for media

_AGENCIES = """Reuters AP AFP UPI TASS Tass ITAR-TASS Interfax RIA Sputnik Xinhua Kyodo Yonhap Jiji PTI ANI IANS Anadolu IRNA ISNA Fars Tasnim Mehr
    KCNA SANA WAFA DPA dpa EFE ANSA PAP APA Ukrinform UNIAN Unian BelTA Bernama Antara Lusa Belga CTK MTI AAP BBC ITV ITN CNN MSNBC CNBC NBC CBS
    ABC PBS NPR C-SPAN CCTV CGTN NHK KBS ARD ZDF RAI TRT RTE RTÉ CBC CTV SABC SBS RT RFI TF1 BFM BFMTV LCI TVN TVP SVT NRK YLE Yle NDTV DW VOA RFE/RL
    Bloomberg Politico POLITICO Axios Vox Slate Salon BuzzFeed HuffPost Breitbart ProPublica Newsweek Forbes Spiegel Bild Haaretz Ynet
    Hurriyet Sabah Dawn Kommersant Izvestia Vedomosti Meduza Rossiya Dozhd Tolo TOLOnews Pajhwok Rudaw Caixin Nikkei Asahi Mainichi Yomiuri Sankei
    Jazeera Arabiya Mayadeen Manar Figaro Libération Repubblica Nation Breitbart Fox""".split()
_TITLE_WORDS = """Times Post News Tribune Herald Journal Gazette Courier Chronicle Globe Observer Examiner Inquirer Bulletin Dispatch Daily Weekly
    Press Television TV Radio Broadcasting Magazine Newspaper Mirror Mail Express Standard Sentinel Telegraph Guardian Independent Echo Pravda Channel
    Newswire Wire Monde País Mundo Zeit Welt Economist Ledger Argus Clarion Messenger Broadcaster Newsroom Today TODAY""".split()
_MEDIA_NAME = re.compile(rf"\b(?:{'|'.join(map(re.escape, [*_AGENCIES, *_TITLE_WORDS]))})\b")
_MEDIA_NOUN = re.compile(
    r"""\b(?:newspapers?|(?:news|press)\s+agenc(?:y|ies)|state\s+agency|wire\s+services?|news\s?wires?|broadcasters?|television|TV|radio|media|dail(?:y|ies)|weekl(?:y|ies)
    |magazines?|tabloids?|(?:news|media)\s+(?:outlets?|organi[sz]ations?|sites?|websites?|channels?|networks?|services?)|news\s+programmes?|outlets?|channels?|podcasts?
    |paper|periodical|journal|(?:television|radio)\s+(?:stations?|channels?|programmes?|shows?))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MEDIA_FORM = re.compile(r"\b[A-Z]\w+(?:press|inform|news|tidende|bladet|zeitung|post|pravda|media|vision)\b")
"""Names that are made like those of agencies and newspapers: Ukrinform, Agerpres, Aftenposten."""
_BARE_WORD = re.compile(r"[\w/-]+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_NAME_ENDS = frozenset("news online newspaper website com".split())
"""Words at the end of an outlet's name that may be left out or added: BBC News, the BBC."""
_PEOPLE = re.compile(
    r"""(?:\bsocial\s+media|\b(?:reporters?|journalists?|correspondents?|editors?|executives?|workers|staff|owners?|regulators?|committee|conference|interviews?|minister|audiences?|hosts?|crowds?
    |viewers?|listeners?|readers?|panels?|basis|appearances?|campaigns?|sets?|screens?|cameras?|industry|company|law|campaign))\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_OWN_OUTLET = re.compile(
    r"^(?:this|our)\s+(?:newspaper|paper|magazine|reporter|website|site|publication|correspondent)\b|^us$",
    re.IGNORECASE,
)


_MEDIA_WORDS = frozenset(
    word.lower()
    for word in (
        *_AGENCIES,
        *_TITLE_WORDS,
        *"newspaper newspapers agency agencies broadcaster broadcasters media dailies weeklies magazines".split(),
    )
) | frozenset(
    "tabloid tabloids outlet outlets channels website site paper periodical journal station stations network networks podcast".split()
)


def _names_media(words: str) -> bool:
    """Whether any word could belong to a news outlet: the quick look before the slow rules."""
    return not _MEDIA_WORDS.isdisjoint(_BARE_WORD.findall(words.lower())) or bool(_MEDIA_FORM.search(words))


def is_media(words: str) -> bool:
    """
    Whether a noun phrase names a news outlet or agency.

    >>> is_media("the state news agency"), is_media("reporters")
    (True, False)
    """
    if not _names_media(words) or _PEOPLE.search(words):
        return False
    return bool(_MEDIA_NAME.search(words) or _MEDIA_FORM.search(words) or _MEDIA_NOUN.search(words))


def is_own_outlet(words: str, outlet: str | None) -> bool:
    """
    Whether words name the outlet that carries the report: "this newspaper", its name, or "the" and the last word of its name.

    >>> is_own_outlet("the Courier", "The Ellerby Courier"), is_own_outlet("the Karven Courier", "The Ellerby Courier")
    (True, False)
    """
    if _OWN_OUTLET.match(words):
        return True
    named, own = _split_name(words), _split_name(outlet or "")
    if not named or not own:
        return False
    if len(own) > 2 and words == "".join(word[0].upper() for word in own if word not in {"of", "the", "and"}):
        return True  # VPB, in a report of the Vestmark Press Bureau
    if named == own or _cut_name(named) == _cut_name(own):
        return True
    is_short = len(own) > 1 and named == own[-1:] and words.lower().startswith("the ")
    return is_short and words[4:5].isupper()


def _split_name(words: str) -> list[str]:
    return _BARE_WORD.findall(_ARTICLE.sub("", words.strip().lower()))


def _cut_name(name: list[str]) -> list[str]:
    return name[:-1] if len(name) > 1 and name[-1] in _NAME_ENDS else name


# -------------------------------------------------------------------------------------------------------------- noun phrases

_TOKEN = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*([\w$£€][\w.&'’/\-]*)")
_DETERMINERS = frozenset(
    "a an the his her its their our my your this that these those some several many two three four five other".split()
)
_ENDS = frozenset(
    """that who whom which whose what when where why how while as after before because if whether but or nor so than then to by with without
    from on in at during about over against into onto through via since until under amid among along alongside outside inside upon near despite
    shortly later earlier yesterday today tomorrow tonight last late recently soon again once already still just is was are were be been
    being has had have having will would could may might can should must shall do does did said says say saying told tells added adds not also
    it he she they i we you there here monday tuesday wednesday thursday friday saturday sunday there's it's he's she's they're we're i'm that's
    show shows showed shown suggest suggests suggested indicate indicates indicated reported confirmed announced warned found reveal revealed
    ahead back out off up down away only instead however meanwhile following""".split()
)
_OBJECT_PRONOUNS = frozenset("him them me us it everyone everybody anyone".split())
_ING_NOUNS = frozenset(
    """briefing meeting hearing gathering broadcasting building evening morning filing ruling finding findings warning polling king thing
    intelligence-gathering meetings hearings briefings""".split()
)
_FOR_NOUNS = re.compile(
    r"(?:spokes\w+|lawyers?|attorneys?|office|agency|cent(?:re|er)|institute|ministry|department|minister|committee|council)$"
)


def read_noun_phrase(text: str, start: int, end: int) -> Span | None:
    """
    The noun phrase that begins at `start` (blanks aside) and ends before `end` at the latest; `None` if none does.

    It ends at a clause's edge, at a preposition other than "of", at a time word or a verb.

    >>> read_noun_phrase("told the state news agency on Monday", 5, 36)
    Span(start=5, end=26)
    """
    first, last, before = None, start, ""
    while True:
        token = _TOKEN.match(text, last, end)
        if token is None:
            break
        word = token.group(1).rstrip("'’-")
        if word.endswith(".") and (word.count(".") == 1 or text[token.end(1) : token.end(1) + 1] in ("", "\n")):
            word = (
                word.rstrip(".")
                if word not in ("Mr.", "Ms.", "Mrs.", "Dr.", "Gen.", "Col.", "Gov.", "Sen.", "Rep.", "Lt.")
                else word
            )
        if not word or _ends_phrase(text, word, before, token.end(1), end, is_first=first is None):
            break
        first = token.start(1) if first is None else first
        last = token.start(1) + len(word)
        before = word
        if last < token.end(1) or word.lower() in _OBJECT_PRONOUNS:
            break
    if first is None:
        return None
    while before.lower() in {"of", "and", "for"}:
        last = len(text[first:last].rstrip()[: -len(before)].rstrip()) + first
        before = text[first:last].split()[-1] if last > first else ""
    return Span(first, last) if last > first else None


def _ends_phrase(text: str, word: str, before: str, after: int, end: int, *, is_first: bool) -> bool:
    lower = word.lower().replace("’", "'")
    if is_first:
        return (lower in _ENDS and lower not in {"that", "it"}) or lower in {"of", "for", "and", "like"}
    if lower == "for":
        return not _FOR_NOUNS.search(before.lower())
    if lower in _ENDS or lower == "this":
        return not (word[0].isupper() and lower in {"today", "may", "will"} and before[:1].isupper())
    if lower == "and":
        following = _TOKEN.match(text, after, end)
        next_word = following.group(1) if following else ""
        return not (
            next_word[:1].isupper()
            or next_word.lower() in _DETERMINERS
            or (before.endswith("s") and next_word.endswith("s"))
        )
    if lower in {"a", "an", "the", "his", "her", "their", "its", "our", "my"}:
        return before.lower() not in {"of", "and", "for"}
    if word[0].islower() and before.lower() not in _DETERMINERS and lower not in _ING_NOUNS:
        return lower.endswith(("ing", "ly", "ed")) or lower in {
            "seen",
            "held",
            "shown",
            "sent",
            "made",
            "written",
            "given",
            "taken",
        }
    return False


# ------------------------------------------------------------------------------------------------------- the words around a cue

_SENTENCE_BREAK = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])|\n")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|St|Jr|No|[A-Z])|\b[A-Z]\.[A-Z])\.\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?][”\"’']\s+[A-Z“]")
_BLANKED = "\x00"


@lru_cache(maxsize=64)
def _find_surroundings(text: str, cue: Span, content: tuple[Span, ...]) -> tuple[int, str]:
    """The sentence of the cue with all content blanked out, and where it begins in the text."""
    low, high = max(0, cue.start - _REACH), min(len(text), cue.end + _REACH)
    ends = [piece.end for piece in content if piece.start >= cue.end and _ENDS_SENTENCE.match(text, piece.end - 2)]
    high = min([high, *ends])
    around = text[low:high]
    for piece in content:
        if piece.start < high and piece.end > low:
            start, end = max(piece.start, low) - low, min(piece.end, high) - low
            around = around[:start] + _BLANKED * (end - start) + around[end:]
    begin, finish = 0, len(around)
    for stop in _SENTENCE_BREAK.finditer(around):
        if _ABBREVIATED.search(around, max(0, stop.start() - 6), stop.end()):
            continue
        if stop.end() <= cue.start - low:
            begin = stop.end()
        elif stop.start() >= cue.end - low:
            finish = stop.start()
            break
    # A quotation may end its own sentence before the cue: “… tomorrow.” he told the agency. The blanks keep the two together.
    return low + begin, around[begin:finish]


# --------------------------------------------------------------------------------------------------------------------- via

_QUOTED_BY = re.compile(
    r"\b(?:quoted|cited)\s+(?:as\s+(?:saying|telling|stating)\s+)?(?:\w+day\s+|on\s+\w+day\s+)?(?:by|in|on)\s+|\bas\s+(?:quoted|cited|reported)\s+by\s+",
    re.IGNORECASE,
)
_CARRIED_BY = re.compile(
    r"""\b(?:carried|published|broadcast|aired|reported|relayed|distributed|released|posted|shown|run|seen|obtained|reviewed|viewed|heard|read|verified|circulated
    |translated|leaked|shared|printed|televised|transmitted|provided)\s+(?:\w+ly\s+)?(?:live\s+)?(?:(?:on\s+)?\w+day\s+)?(?:by|on|in|through|via|with|to)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_TALK_WITH = re.compile(
    r"""\b(?:interviews?|conversation|remarks|comments?|statements?|speaking|appearances?|appearing|appeared|e-?mails?|article|column|op-ed|opinion\s+piece|essay|commentary
    |spoke|talking|talked|writing|wrote|written|confirmed|explained|said)\s+(?:\w+ly\s+)?(?:(?:aired|published|broadcast)\s+)?(?:(?:on\s+)?\w+day\s+)?(?:with|to|on|for|in|by)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_TELLING = re.compile(r"\b(?:told|tells?|telling|informed|assured)\s+", re.IGNORECASE)
_ON_AIR = re.compile(r"\b(?:on|over)\s+", re.IGNORECASE)
_GO_BETWEEN = re.compile(
    r"""\b(?:through|via)\s+(?=(?:an?|the|his|her|its|their)\s+(?:[\w'’-]+\s+){0,3}(?:spokes\w+|lawyers?|attorneys?|solicitors?|interpreter|translator|aides?|agency|media
    |television|publicist|agent|representatives?|intermediar\w+|office|embassy|newspaper|family|counsel|emissar\w+|envoy)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_ACCORDING_TO = re.compile(r"\b(?:according\s+to|as\s+per)\s+", re.IGNORECASE)
_REPORTS = re.compile(r"\s+(?:\w+day\s+|also\s+|has\s+|had\s+|later\s+)?(?:reported|reports?|said|says|wrote|writes)\b")
_OWNER = re.compile(r"(.+?)['’]s?(?:\s|$)")
_COMMA = re.compile(r",[”\"]?\s+")
_ACTIVE_QUOTE = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )(?<!being )(?<!be )\b(?:quot|cit)(?:ed|es|ing)\b", re.IGNORECASE
)
_FIGURES = re.compile(
    r"""\b(?:data|figures|statistics|numbers|intelligence|evidence|images?|imagery|photographs|photos|footage|videos?|records?|estimates?|tall(?:y|ies)|counts?|census|surveys?|polls?
    |studies|study|research|reports?|documents?|files?|papers?|tests?|results?|findings?|analys[ie]s|investigations?|inquiry|samples?|models?|projections?|calculations?|information
    |tables?|returns|receivers|sales|accounts|maps?|radar|recordings?|intercepts?|experts|sources|law|treaty|convention|constitution|resolution|agreement|rules|assessments?|testimony|transcripts?|logs?|memos?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERS = re.compile(
    r"\b(?:data|figures|statistics|numbers|tables|intelligence|evidence|imager?y?|images|records|estimates?|tally|count|census|surveys?|polls?|study|studies|tests|analys[ie]s|projections?)\b",
    re.IGNORECASE,
)


def find_via(
    text: str,
    *,
    cue: Span,
    source: Span | None,
    content: tuple[Span, ...],
    outlet: str | None = None,
    media: tuple[Span, ...] = (),
    others: tuple[Span, ...] | None = None,
) -> tuple[RelayWords, ...]:
    """
    The relays between the speaker and the outlet that the words around the cue name, nearest the outlet first. The `outlet` itself is none.

    `media` are the places where the report names news outlets, `others` those where it names anybody or anything else: a bare name that was told
    something and stands for nobody else is an outlet, if both are known.

    >>> text = "“We will go,” the envoy told Reuters."
    >>> [relay.span.of(text) for relay in find_via(text, cue=Span(24, 28), source=Span(14, 23), content=(Span(0, 13),))]
    ['Reuters']
    """
    start, around = _find_surroundings(text, cue, content)
    found: list[tuple[int, RelayWords]] = []
    for rank, span, why in _list_relays(
        around, Span(cue.start - start, cue.end - start), source and _shift(source, start)
    ):
        words = around[span.start : span.end]
        if is_own_outlet(words, outlet):
            continue
        placed = Span(span.start + start, span.end + start)
        if source is not None and _is_mostly(source, placed):
            continue
        if not any(placed.overlaps(relay.span) for _, relay in found):
            found.append((rank, RelayWords(placed, why)))
    told = _find_told(text, cue, media, others)
    if (
        told is not None
        and not is_own_outlet(told.of(text), outlet)
        and not any(told.overlaps(r.span) for _, r in found)
    ):
        found.append((2, RelayWords(told, f"“{cue.of(text)}” a news outlet")))
    return tuple(relay for _, relay in sorted(found, key=lambda pair: (pair[0], pair[1].span)))


def _find_told(text: str, cue: Span, media: tuple[Span, ...], others: tuple[Span, ...] | None) -> Span | None:
    """The news outlet right behind "told": one the report knows as such, or a bare name that stands for nobody else."""
    if not _TOLD.search(cue.of(text)):
        return None
    phrase = read_noun_phrase(text, cue.end, min(len(text), cue.end + 60))
    if phrase is None or not text[cue.end : phrase.start].isspace():
        return None
    if phrase in media:
        return phrase
    is_bare = others is not None and _BARE_NAME.fullmatch(phrase.of(text)) is not None
    return phrase if is_bare and not any(phrase.overlaps(other) for other in others or ()) else None


_TOLD = re.compile(r"\b(?:told|tells?|telling)$")
_BARE_NAME = re.compile(r"(?!Parliament|Congress|Nato|NATO|EU|UN|FBI|CIA|IMF|WHO|MPs\b)(?:[A-Z][a-z]{4,}|[A-Z]{3,4})")


def _shift(span: Span, start: int) -> Span | None:
    return Span(span.start - start, span.end - start) if span.start >= start else None


def _is_mostly(source: Span, span: Span) -> bool:
    """Whether the words are the source itself, not an outlet that its modifiers name ("a letter seen by the Example Post")."""
    return span.overlaps(source) and span.start <= source.start + 4


def _list_relays(around: str, cue: Span, source: Span | None) -> Iterator[tuple[int, Span, str]]:
    """Rank (0 nearest the outlet), place within `around`, and why, of each relay; the surest rules first."""
    lower = around.lower()
    if _names_media(around):
        yield from _list_media(around, cue, source)
    if "quoted" in lower or "cited" in lower or "reported by" in lower:
        for match in _QUOTED_BY.finditer(around):
            phrase = (
                read_noun_phrase(around, match.end(), len(around)) if match.group().rstrip().endswith("by") else None
            )
            if phrase is not None and around[phrase.start : phrase.end] != "name":
                yield 1, phrase, "quoted by"
    if "through " in lower or "via " in lower:
        for match in _GO_BETWEEN.finditer(around):
            phrase = read_noun_phrase(around, match.end(), len(around))
            if phrase is not None:
                yield 1, phrase, f"“{match.group().strip()}” a go-between"
    if "according to" in lower or "as per" in lower:
        for match in _ACCORDING_TO.finditer(around):
            phrase = (
                read_noun_phrase(around, match.end(), len(around))
                if _belongs_to_cue(around, match.start(), cue)
                else None
            )
            if phrase is not None and not _NUMBERS.search(around[phrase.start : phrase.end]):
                yield 0, phrase, "“according to”"


def _belongs_to_cue(around: str, start: int, cue: Span) -> bool:
    """Whether words that begin at `start` hang on the cue or its content: right behind either, or at the head of the sentence."""
    if cue.start <= start < cue.end:
        return False
    if start <= 2:
        return True
    before = max(around.rfind(_BLANKED, 0, start) + 1, cue.end if cue.end <= start else 0)
    return before > 0 and len(_BARE_WORD.findall(around, before, start)) <= 4


def _list_media(around: str, cue: Span, source: Span | None) -> Iterator[tuple[int, Span, str]]:
    """The relays that are news outlets."""
    yield from _list_quoting(around, cue, source)
    for rule, rank in ((_QUOTED_BY, 1), (_CARRIED_BY, 1), (_IN_TALK_WITH, 2)):
        for match in rule.finditer(around):
            phrase = _read_media(around, match.end())
            if phrase is not None:
                yield rank, phrase, f"“{' '.join(match.group().split())}” a news outlet"
    for match in _TELLING.finditer(around):
        if cue.start - 1 <= match.start() <= cue.end:
            phrase = _read_media(around, match.end())
            if phrase is not None:
                yield 2, phrase, f"“{match.group().strip()}” a news outlet"
    for match in _ON_AIR.finditer(around):
        phrase = _read_media(around, match.end()) if _belongs_to_cue(around, match.start(), cue) else None
        if phrase is not None and " of " not in around[phrase.start : phrase.end]:
            yield 2, phrase, "said on the air"
    for comma in _COMMA.finditer(around):
        phrase = _read_media(around, comma.end())
        if phrase is None or phrase.overlaps(cue):
            continue
        report = _REPORTS.match(around, phrase.end)
        if report and not (report.start() < cue.end and cue.start < report.end()):
            yield 0, phrase, f"“{report.group().strip()}” it"


def _list_quoting(around: str, cue: Span, source: Span | None) -> Iterator[tuple[int, Span, str]]:
    """The outlet of "TASS quoted Lavrov as saying"."""
    for match in _ACTIVE_QUOTE.finditer(around):
        in_cue = cue.start <= match.start() < cue.end
        before_source = source is not None and 0 <= source.start - match.end() <= 3
        if not (in_cue or before_source) or (source is not None and source.start < match.start() and not before_source):
            continue
        phrase = _read_backwards(around, match.start())
        if phrase is not None and is_media(around[phrase.start : phrase.end]):
            yield 1, phrase, "quotes the speaker"


def _read_media(around: str, start: int) -> Span | None:
    """The news outlet whose name begins at `start`; of "CNN's Ann Lee" only "CNN"."""
    phrase = read_noun_phrase(around, start, len(around))
    if phrase is None:
        return None
    words = around[phrase.start : phrase.end]
    if _PEOPLE.search(words):
        return None
    owner = _OWNER.match(words)
    if owner and is_media(owner.group(1)):
        return Span(phrase.start, phrase.start + owner.end(1))
    return phrase if is_media(words) else None


def _read_backwards(around: str, end: int) -> Span | None:
    """The noun phrase that ends at `end`, auxiliaries and adverbs aside, and begins at a clause's edge."""
    before = re.sub(r"\s+(?:(?:has|have|had|also|later|earlier|then|on\s+\w+day)\s+)*$", "", around[:end])
    edge = max(before.rfind(mark) for mark in (",", "\x00", ";", "“", '"', "(", "—"))
    start = edge + 1
    while start < len(before) and before[start].isspace():
        start += 1
    words = before[start:]
    if not words or len(words) > 90:
        return None
    if words.lower() in {"he", "she", "they", "it", "i", "we"}:
        return Span(start, len(before))
    phrase = read_noun_phrase(around, start, len(before))
    return phrase if phrase is not None and phrase.end == len(before) else None


_AS_SAYING = re.compile(
    r"\s+as\s+(?:saying|telling\s+\w+|stating|warning|adding|writing|claiming|announcing|reporting|predicting)\b"
)


def split_quoted(text: str, *, cue: Span, source: Span | None, content: tuple[Span, ...]) -> Quoted | None:
    """
    Who is quoted, and what, where the content itself names the speaker: "TASS quoted [Lavrov as saying the talks had failed]".

    The source is then the relay. `None` for any other content.

    >>> text = "TASS quoted Lavrov as saying the talks had failed."
    >>> split_quoted(text, cue=Span(5, 11), source=Span(0, 4), content=(Span(12, 49),)).speaker.of(text)
    'Lavrov'
    """
    if source is None or not content or content[0].start < cue.end or not _ACTIVE_QUOTE.search(cue.of(text)):
        return None
    first = content[0]
    saying = _AS_SAYING.search(text, first.start, first.end)
    if saying is None or not 0 < saying.start() - first.start <= 150 or saying.end() >= first.end:
        return None
    rest = trim_span(text, Span(saying.end(), first.end), " \t\n\u00a0,:")
    if rest is None:
        return None
    said = Span(saying.start() + len(saying.group()) - len(saying.group().lstrip()), saying.end())
    return Quoted(Span(first.start, saying.start()), said, (rest, *content[1:]))


# ----------------------------------------------------------------------------------------------------------------- evidence

_CITING = re.compile(
    r"\b(?:citing|cited|using|drawing\s+on|going\s+by|pointing\s+to|relying\s+on|quoting|based\s+(?:up)?on|on\s+the\s+(?:basis|strength)\s+of|judging\s+(?:by|from)|as\s+(?:shown|evidenced|proved)\s+by|with\s+reference\s+to)\s+",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"""\b((?:(?:our|his|her|their|its|my|the|these|those|some|new|recent|initial|preliminary|all|latest)\s+)?(?:[\w-]+\s+){0,3}?
    (?:data|intelligence|evidence|figures|statistics|records|reports|images|imagery|footage|documents|surveys?|polls?|studies|study|research|investigations?|analysis|tests|results
    |findings|estimates|photographs|recordings?|intercepts|calculations|census|forensics))
    \s+(?:(?:also|now|clearly|already|has|have|had)\s+)*(?:shows?|showed|shown|suggests?|suggested|indicates?|indicated|confirms?|confirmed|proves?|proved|reveals?|revealed
    |demonstrates?|demonstrated|points?\s+to|pointed\s+to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_EVIDENCE = re.compile(
    r"\b(?:accord|using|drawing|going\s+by|from|citing|cited|pointing|relying|quoting|based|basis|strength|judging|evidence|shown|proved|reference|show|suggest|indicate|indicating|confirm|prove|reveal|demonstrate|point)",
    re.IGNORECASE,
)


def find_evidence(text: str, *, cue: Span, source: Span | None, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """
    The words that name what the speaker rests the content on, in text order: in the content, or beside the cue ("said, citing …").

    >>> text = "He said that, according to our data, the fleet had left."
    >>> [span.of(text) for span in find_evidence(text, cue=Span(3, 7), source=Span(0, 2), content=(Span(8, 55),))]
    ['our data']
    """
    found = [span for piece in content for span in _list_evidence_within(text, piece)]
    start, around = _find_surroundings(text, cue, content)
    if _IN_EVIDENCE.search(around):
        near = Span(cue.start - start, cue.end - start)
        for span, place in _list_evidence_beside(around, near, source and _shift(source, start)):
            if not _in_span(source, place + start):
                found.append(Span(span.start + start, span.end + start))
    kept: list[Span] = []
    for span in sorted(found):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return tuple(kept)


def _list_evidence_within(text: str, piece: Span) -> Iterator[Span]:
    if not _IN_EVIDENCE.search(text, piece.start, piece.end):
        return
    for rule in (_ACCORDING_TO, _CITING):
        for match in rule.finditer(text, piece.start, piece.end):
            phrase = read_noun_phrase(text, match.end(), piece.end)
            if phrase is not None and _FIGURES.search(text, phrase.start, phrase.end):
                yield phrase
    for match in _SHOWING.finditer(text, piece.start, piece.end):
        yield Span(*match.span(1))


def _list_evidence_beside(around: str, cue: Span, source: Span | None) -> Iterator[tuple[Span, int]]:
    """The evidence that stands beside the cue, and where the words that lead to it begin."""
    for rule in (_ACCORDING_TO, _CITING):
        for match in rule.finditer(around):
            behind_source = source is not None and source.end < cue.start and 0 <= match.start() - source.end <= 2
            if match.group()[:5].lower() == "cited" or not (
                behind_source or _belongs_to_cue(around, match.start(), cue)
            ):
                continue
            phrase = _read_evidence(around, match.end())
            if phrase is None:
                continue
            words = around[phrase.start : phrase.end]
            if (
                _NUMBERS.search(words)
                if rule is _ACCORDING_TO
                else match.group()[:5] != "using" or _FIGURES.search(words)
            ):
                yield phrase, match.start()
    worked_out = _WORKED_OUT_FROM.match(around, cue.start)
    if worked_out is not None:
        phrase = _read_evidence(around, worked_out.end())
        if phrase is not None and _NUMBERS.search(around[phrase.start : phrase.end]):
            yield phrase, worked_out.start()


_WORKED_OUT_FROM = re.compile(
    r"(?:\w+\s+){0,2}?(?:estimate|calculate|conclude|project|infer|deduce)(?:s|d|ed|red)?\s+from\s+"
)
_OF_LAST_YEAR = re.compile(r"(?:last|this)\s+\w+['’]s\s+")


def _read_evidence(around: str, start: int) -> Span | None:
    """The noun phrase at `start`, "last year's" before it included."""
    opening = _OF_LAST_YEAR.match(around, start)
    phrase = read_noun_phrase(around, opening.end() if opening else start, len(around))
    return Span(start, phrase.end) if opening and phrase is not None else phrase


def _in_span(span: Span | None, place: int) -> bool:
    return span is not None and span.start <= place < span.end


# ----------------------------------------------------------------------------------------------------------------- audience

_ADDRESSING = re.compile(
    r"\b(?:told|tells?|telling|inform(?:s|ed|ing)?|assur(?:es?|ed|ing)|remind(?:s|ed|ing)?|brief(?:s|ed|ing)?|notif(?:y|ies|ied|ying)|reassur(?:es?|ed|ing))$",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"\b(?:warn(?:s|ed|ing)?|caution(?:s|ed|ing)?|advis(?:es?|ed|ing)|promises?|promised|promising|show(?:s|ed|ing)?)$",
    re.IGNORECASE,
)
_TO_THEM = re.compile(
    r"""\b(?:(?P<finite>said|says|saying|wrote|writes|explained|announced|complained|confirmed|admitted|confided|spoke|speaks|read|repeated)
    |writing|speaking|speech(?:es)?|letters?|address(?:es)?|message|statement|notes?|e-?mails?|memo|memorandum|testimony|remarks|comments?|lecture|sermon|presentation)
    \s+(?:\w+day\s+)?to\s+|\b(?:addressing|briefing|lecturing)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_EVENT = re.compile(
    r"\b(?:(?:news|press)\s+(?:conference|briefing)|conference|briefing|hearing|meeting|interview|summit|inquiry|questions?|queries|requests?|request|seminar|ceremony|rally|rallies|comment|story|truth|lies?|weeks?|months?|years?|days?|\w+day|weekend|morning|evening)$",
    re.IGNORECASE,
)
_HEARERS = re.compile(
    r"^(?:a|an|the|his|her|its|their|some|all|two|three|[A-Z])|s$|\b(?:people|staff|parliament|congress|press|police|them|him|her|us|me)$",
    re.IGNORECASE,
)


_SENTENCE_STOP = re.compile(r"[.!?]\s")
_BEEN_TOLD = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?:told|informed|warned|assured|notified|reminded|promised)(?:\s+by)?$",
    re.IGNORECASE,
)


def find_audience(
    text: str, *, cue: Span, source: Span | None, content: tuple[Span, ...], outlet: str | None = None
) -> Span | None:
    """
    The words that name to whom it was said, `None` if none do. A news outlet that was told is a relay, the `outlet` itself is nothing,
    an event is an occasion.

    >>> text = "The envoy told reporters that talks had failed."
    >>> find_audience(text, cue=Span(10, 14), source=Span(0, 9), content=(Span(25, 46),)).of(text)
    'reporters'
    """
    words = cue.of(text)
    if _BEEN_TOLD.search(words):
        low, around = _find_surroundings(text, cue, content)
        told_to = _read_backwards(around, cue.start - low)
        return None if told_to is None else Span(told_to.start + low, told_to.end + low)
    told, warned = _ADDRESSING.search(words), _WARNING.search(words)
    if told or warned:
        end = next((piece.start for piece in content if piece.start >= cue.end), min(len(text), cue.end + 120))
        if warned and not any(piece.start >= cue.end for piece in content):
            return None
        phrase = read_noun_phrase(text, cue.end, end)
        if phrase is not None and text[cue.end : phrase.start].isspace():
            return phrase if _is_audience(phrase.of(text), source, text, outlet) else None
    start, around = _find_surroundings(text, cue, content)
    for match in _TO_THEM.finditer(around):
        if match.group("finite") and not cue.start <= match.start() + start < cue.end:
            continue  # another cue's addressee
        if len(_BARE_WORD.findall(around, cue.end - start, match.start())) > 4:
            continue  # another clause's letter
        if _SENTENCE_STOP.search(around, match.end(), max(match.end(), cue.start - start)):
            continue  # a letter of the sentence before
        phrase = read_noun_phrase(around, match.end(), len(around))
        if phrase is None or not _HEARERS.search(around[phrase.start : phrase.end]):
            continue
        placed = Span(phrase.start + start, phrase.end + start)
        if not placed.overlaps(cue) or placed.start > cue.start:
            return placed if _is_audience(placed.of(text), source, text, outlet) else None
    return None


def _is_audience(words: str, source: Span | None, text: str, outlet: str | None) -> bool:
    head = words.split(" of ", 1)[0]
    if (
        is_media(words)
        or _EVENT.search(words)
        or _EVENT.search(head)
        or (outlet and words != "us" and is_own_outlet(words, outlet))
    ):
        return False
    return source is None or words.lower() != source.of(text).lower()
