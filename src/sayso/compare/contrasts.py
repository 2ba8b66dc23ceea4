"""
Words that exclude one another at one place of two statements: approved and rejected, north and south, a drone and a missile, Canadian and American.

Only a closed list of such words is known, and a contrast counts only where each statement has one of them, next to a word that both have, in texts that share
half of their words. It is a reason to look, like every conflict, and says nothing of which is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.compare.figure import find_in_report
from sayso.compare.figure_words import singular
from sayso.compare.polarity import share_words
from sayso.records import Span, Statement

_STATES: Final = (
    ("approved approves passed adopted ratified", "rejected rejects defeated vetoed"),
    ("won wins win winning", "lost loses lose losing"),
    ("rose rises risen increased increases climbed grew", "fell falls fallen decreased dropped declined shrank"),
    ("opened opens reopened open", "closed closes shut"),
    ("accepted accepts agreed agrees", "refused refuses declined"),
    ("supported supports backed backs", "opposed opposes"),
    ("released freed", "detained jailed imprisoned"),
    ("convicted guilty", "acquitted innocent cleared"),
    ("alive survived survives", "dead died killed"),
    ("began begun begins started starts", "ended ends stopped halted finished"),
    ("imposed imposes", "lifted lifts"),
    ("bought buys buying", "sold sells selling"),
    ("signed signs", "vetoed vetoes"),
    ("entered enters advanced", "left leaves withdrew withdrawn retreated"),
)
"""Verbs and states that exclude one another at one time, and may follow one another."""
_SORTS: Final = (
    ("includes including included", "excludes excluding excluded"),
    ("before", "after"),
    ("inside", "outside"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("man men", "woman women"),
    ("boy boys", "girl girls"),
    ("drone drones", "missile missiles", "rocket rockets", "mortar mortars"),
    ("ferry ferries", "tanker tankers", "trawler trawlers", "freighter freighters", "submarine submarines"),
    ("helicopter helicopters", "plane planes airplane airliner"),
    ("car cars", "bus buses", "truck trucks lorry lorries", "train trains", "tram trams"),
    (
        "film films movie movies",
        "book books novel novels",
        "album albums",
        "magazine magazines",
        "song songs",
        "series sitcom",
    ),
)
_DEMONYMS: Final = (
    "afghan albanian algerian american angolan argentine argentinian armenian australian austrian azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british "
    "bulgarian cambodian cameroonian canadian chadian chilean chinese colombian congolese croatian cuban cypriot czech danish dutch egyptian emirati eritrean estonian ethiopian "
    "finnish french gambian georgian german ghanaian greek guatemalan guinean haitian honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian ivorian "
    "jamaican japanese jordanian kazakh kenyan korean kosovan kuwaiti kyrgyz laotian latvian lebanese liberian libyan lithuanian macedonian malagasy malawian malaysian malian maltese "
    "mauritanian mexican moldovan mongolian montenegrin moroccan mozambican namibian nepalese nicaraguan nigerian norwegian omani pakistani palestinian panamanian paraguayan peruvian "
    "philippine polish portuguese qatari romanian russian rwandan saudi senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese "
    "tajik tanzanian thai togolese tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh scottish yemeni zambian zimbabwean"
)
_MEMBERS: Final[dict[str, tuple[tuple[int, str], ...]]] = {}
for _number, _families in enumerate((*_STATES, *_SORTS, tuple(_DEMONYMS.split()))):
    for _family in _families:
        for _word in _family.split():
            _MEMBERS[_word] = (*_MEMBERS.get(_word, ()), (_number, _family.split()[0]))
_ORDINALS: Final = {
    word: place + 1
    for place, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
}
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_TOKEN: Final = re.compile(r"[A-Za-z]+|\d+(?:st|nd|rd|th)\b|\d[\d.,]*")
_NEAR: Final = 4
"""Within so many words of both there must be a word that the two share."""
_LEAST_SHARED: Final = 0.5
_EMPTY: Final = frozenset(
    "the a an of in on at by to and or for with that this it its his her was were is are be been had has have as from".split()
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """The two words that exclude one another, each with its place in its report; `may_follow` where the one may come after the other ("opened", "closed")."""

    left_word: str
    right_word: str
    left_span: Span
    right_span: Span
    may_follow: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a text with their places, and for each class with a word in it its members there and the first one's number in the text."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    members: dict[int, tuple[frozenset[str], int]]


def find_contrast(left: Statement, right: Statement) -> Contrast | None:
    """
    The first pair of words that exclude one another, in the order of the left text; `None` where none do.

    Whether one of the two is negated, so that they agree after all, is for the caller to ask.
    """
    ones, others = _read_text(left.text), _read_text(right.text)
    shared = [number for number in ones.members if number in others.members]
    for number in sorted(shared, key=lambda number: (ones.members[number][1], number)):
        (members, place), (rivals, rival) = ones.members[number], others.members[number]
        if len(members) != 1 or len(rivals) != 1 or members == rivals:
            continue
        words = ones.words[place], others.words[rival]
        rest = share_words(left.text, right.text, without=frozenset(word.lower() for word in words))
        if rest >= _LEAST_SHARED and _share_neighbour(ones, others, place, rival):
            spans = find_in_report(left, ones.spans[place]), find_in_report(right, others.spans[rival])
            return Contrast(*words, *spans, may_follow=0 <= number < len(_STATES))
    return None


@lru_cache(maxsize=1024)
def _read_text(text: str) -> _Reading:
    matches = list(_TOKEN.finditer(text))
    members: dict[int, tuple[frozenset[str], int]] = {}
    for place, match in enumerate(matches):
        for number, member in _classify(match.group().lower()):
            known, first = members.get(number, (frozenset[str](), place))
            members[number] = (known | {member}, first)
    return _Reading(tuple(m.group() for m in matches), tuple(Span(m.start(), m.end()) for m in matches), members)


def _classify(word: str) -> tuple[tuple[int, str], ...]:
    """The classes of a word, by number, and what it is in each; ordinals are the class -1, in words and digits alike."""
    ordinal = _ORDINAL.fullmatch(word)
    place = int(ordinal.group(1)) if ordinal else _ORDINALS.get(word)
    return ((-1, str(place)),) if place is not None else _MEMBERS.get(word, ())


def _share_neighbour(ones: _Reading, others: _Reading, one: int, other: int) -> bool:
    """Whether a word of content stands near both: "a *sports* film" beside Canadian and American."""
    near = [
        {singular(word) for word in (*words[max(0, place - _NEAR) : place], *words[place + 1 : place + _NEAR + 1])}
        - _EMPTY
        for words, place in ((ones.words, one), (others.words, other))
    ]
    return bool(near[0] & near[1])
