"""
When something happened, as two statements have it: dates with the word they hang on, compared by their intervals.

"Born on 4 October 1941" and "born in 1997" cannot both hold; "born in 1941" and "wrote it in 1997" are no conflict, because the dates hang on
different words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.compare.figure import locate
from sayso.compare.figure_times import Hold
from sayso.records import Moment, Span, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTime:
    """
    A date within a content: its interval as ISO days, the word it hangs on in a plain form ("born"; `None` for none), and its words.

    A month or day whose year nothing tells ("in August", in a report without a date) has `month` ("08", "08-07") and no interval. "Before", "after",
    "until" and "since" open the interval to one side.
    """

    moment: Moment
    anchor: str | None
    label: str
    first: str = ""
    end_before: str = ""
    month: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFinding:
    """What the dates of two statements are to each other; `right_is_later` where the right statement puts off what the left has planned."""

    type: str
    why: str
    left_span: Span
    right_span: Span
    right_is_later: bool = False


_OPENING_BRACKET: Final = re.compile(r"(?:\(|-LRB-)[^()]*$")
_SPAN_DASH: Final = re.compile(r"^\s*(?:--?|–|—|−)\s*$")
_VERB: Final = re.compile(
    r"\b(?!(?:said|used|based|called|named|united|hundred|need|indeed)\b)(?:[a-z]{2,}ed|born|died|began|begun|begins?|starts?|ends?|finish(?:es)?|flew|held|took|met|won|"
    r"lost|left|came|went|fell|rose|built|made|wrote|led|broke|struck|hit|shot|sent|met|opens?|closes?|birth|death|premiere|release|arrives?|resigns?|visits?|meets?|votes?)\b",
    re.IGNORECASE,
)
_PLAIN: Final = {
    **dict.fromkeys("founded established formed created incorporated".split(), "founded"),
    **dict.fromkeys("killed murdered assassinated executed".split(), "killed"),
    **dict.fromkeys("arrested detained".split(), "arrested"),
    **dict.fromkeys("elected voted".split(), "elected"),
    **dict.fromkeys("appointed named sworn".split(), "appointed"),
    **dict.fromkeys("married wed".split(), "married"),
    **dict.fromkeys("published issued".split(), "published"),
    **dict.fromkeys("held took happened occurred".split(), "held"),
    **dict.fromkeys("began begun begin begins started start starts opened opens open".split(), "start"),
    **dict.fromkeys("ended ends end finished finish finishes closed closes close".split(), "end"),
    **dict.fromkeys("died death".split(), "died"),
    **dict.fromkeys("born birth".split(), "born"),
    **dict.fromkeys("premiered premiere released release aired".split(), "released"),
}
_FROM: Final = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO: Final = re.compile(r"^\s*(?:to|until|till|through)\s*$")


def find_event_times(statement: Statement) -> tuple[EventTime, ...]:
    """The dates of the content that say when something happens, in text order; not those in brackets that only tell two names apart."""
    text = statement.text
    placed = [
        (at, moment)
        for moment in statement.claim.times
        if moment.type in {"DATE", "TIME"} and moment.dates != "saying" and (moment.begin or _find_month(moment))
        for at in [locate(statement, moment.span)]
        if at is not None
    ]
    found: list[EventTime] = []
    for place, (at, moment) in enumerate(placed):
        before = placed[place - 1][0] if place else None
        after = placed[place + 1][0] if place + 1 < len(placed) else None
        if _tells_names_apart(text, at):
            continue
        found.append(_make_time(text, at, moment, _find_anchor(text, at, before, after)))
    return tuple(found)


_SIDE: Final = re.compile(r"\b(before|prior to|by|after|since)\s+(?:the\s+)?$", re.IGNORECASE)


def _make_time(text: str, at: Span, moment: Moment, anchor: str | None) -> EventTime:
    label = text[at.start : at.end]
    if moment.begin is None or moment.end_before is None:
        return EventTime(moment=moment, anchor=anchor, label=label, month=_find_month(moment))
    first = moment.begin[:10]
    end = moment.end_before if "T" not in moment.end_before else f"{moment.end_before[:10]}T24"
    side = _SIDE.search(text, 0, at.start)
    if side is not None:
        label = f"{side.group(1)} {label}"
        first, end = _open_side(side.group(1).lower(), first, end)
    return EventTime(moment=moment, anchor=anchor, label=label, first=first, end_before=end)


def _open_side(side: str, first: str, end: str) -> tuple[str, str]:
    """The interval that a word before the date opens to one side: "after 2005" begins when 2005 is over, "since 2005" with it."""
    if side in {"after", "since"}:
        return (end if side == "after" else first), _LAST
    return _FIRST, end if side == "by" else first


_FIRST, _LAST = "0001-01-01", "9999-12-31"


def _find_month(moment: Moment) -> str | None:
    """The month, and the day where it has one, of a date without a year."""
    match = re.fullmatch(r"XXXX-(\d\d(?:-\d\d)?)", moment.timex3 or "")
    return match.group(1) if match else None


def _tells_names_apart(text: str, at: Span) -> bool:
    """Whether the date stands in brackets without a word of its own: "Guess Who (2005)", "Hush (2016 film)"."""
    opening = _OPENING_BRACKET.search(text, 0, at.start)
    if opening is None:
        return False
    closing = re.search(r"\)|-RRB-", text[at.end :])
    inside = text[opening.start() : at.end + (closing.start() if closing else 0)]
    return len(re.findall(r"\d{4}", inside)) < 2 and not re.search(r"\bborn\b|\bdied\b", inside)


def _find_anchor(text: str, at: Span, before: Span | None, after: Span | None) -> str | None:
    """The plain form of the word that the date hangs on: of a life's two dates born and died, of "from … to" start and end, else the nearest verb."""
    bracket = _OPENING_BRACKET.search(text, 0, at.start)
    if after is not None and _SPAN_DASH.match(text[at.end : after.start]) and bracket:
        return "born"
    if before is not None and _SPAN_DASH.match(text[before.end : at.start]) and bracket:
        return "died"
    told = re.findall(r"\b(?:born|died)\b", bracket.group()) if bracket and "-RRB-" not in bracket.group() else []
    if told:
        return str(told[-1])
    if after is not None and _TO.match(text[at.end : after.start]) and _FROM.search(text[: at.start]):
        return "start"
    if before is not None and _TO.match(text[before.end : at.start]) and _FROM.search(text[: before.start]):
        return "end"
    if re.search(r"\b(?:until|till)\s+$", text[: at.start]):
        return "end"
    if re.fullmatch(r"\d{4}", at.of(text)) and re.search(
        r"\b(?:an?|the|his|her|its|their)\s+$|['’]s?\s+$", text[: at.start]
    ):
        return None  # "the 1930 comedy" hangs on no verb
    sentence = max(text.rfind(mark, 0, at.start) for mark in (". ", "; ", "\n")) + 1
    ahead = list(_VERB.finditer(text, max(sentence, before.end if before else 0), at.start))
    if ahead:
        return _plain(ahead[-1].group())
    stop = after.start if after is not None else len(text)
    behind = _VERB.search(text, at.end, min(stop, at.end + 80))
    return _plain(behind.group()) if behind and ". " not in text[at.end : behind.start()] else None


def _plain(word: str) -> str:
    low = word.lower()
    return _PLAIN.get(low, low)


def compare_event_times(
    left: Statement, right: Statement, *, holds: tuple[Hold | None, Hold | None]
) -> TimeFinding | None:
    """
    A conflict where a date of the left cannot be that of the right, an update where both are still to come and one statement is later; else `None`.

    Dates are compared when they hang on one word; a date without such a word ("a 1930 comedy") is compared with those of the other statement that have none
    either, else with all but the dates of a life.
    """
    ones, others = find_event_times(left), find_event_times(right)
    for one in ones:
        rivals = [o for o in others if o.anchor == one.anchor] or [o for o in others if _may_be_one(o, one)]
        if rivals and not any(_overlap(one, rival) for rival in rivals):
            return _tell(one, rivals[0], holds)
    return None


_OF_A_LIFE: Final = frozenset({"born", "died", "married"})


def _may_be_one(one: EventTime, other: EventTime) -> bool:
    """Whether a date that hangs on no word may be the other's."""
    anchors = {one.anchor, other.anchor}
    return None in anchors and not anchors & _OF_A_LIFE


def _overlap(one: EventTime, other: EventTime) -> bool:
    if one.month is None and other.month is None:
        return one.first < other.end_before and other.first < one.end_before
    months = [time.month or _month_of(time) for time in (one, other)]
    if None in months:
        return True
    shorter, longer = sorted((str(month) for month in months), key=len)
    return longer.startswith(shorter)


def _month_of(time: EventTime) -> str | None:
    """The month of a date of a month or a day, with its day; a year, a season and an open interval have none."""
    match = re.fullmatch(r"\d{4}-(\d\d(?:-\d\d)?).*", time.moment.edtf or "")
    return match.group(1) if match and time.first != _FIRST and time.end_before != _LAST else None


def _tell(one: EventTime, other: EventTime, holds: tuple[Hold | None, Hold | None]) -> TimeFinding:
    words = f"“{one.label}” and “{other.label}”"
    spans = one.moment.span, other.moment.span
    left, right = holds
    if left is not None and right is not None and left.last != right.last:
        is_ahead = min(one.first, other.first) > max(left.last, right.last)
        if is_ahead:
            why, by_right = f"{words}: the date still to come was changed", right.last > left.last
            return TimeFinding(type="update", why=why, right_is_later=by_right, left_span=spans[0], right_span=spans[1])
    why = f"{words} cannot both be the date"
    return TimeFinding(type="conflict", why=why, left_span=spans[0], right_span=spans[1])
