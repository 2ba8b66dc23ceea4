"""Which of two overlapping reports the other was taken from: by credit lines, then time, then length; `None` where nothing tells."""

from __future__ import annotations

import re
from datetime import date, datetime

from sayso.records import Report

LONGER = 1.25
"""A text must be so many times as long as another, by letters and digits, to be taken for what was shortened."""
WITHIN = 0.8
"""… and so much of the shorter one's narrative must be in it: a text made of several others is longer than each, and no origin."""

_GENERIC = re.compile(r"the|news|agency|newswires?|wire|service", re.IGNORECASE)
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+)(?:\.[\w-]+)+/?$")
_NAME_WORD = re.compile(r"[^\W_]+")


def find_origin(
    left: Report, right: Report, share_left: float | None, share_right: float | None
) -> tuple[str | None, str]:
    """
    The id of the report that the other was taken from, and why, in words. The shares are how much of each one's narrative the other has.

    A credit decides before the time does: an agency's text may stand on a newspaper's page with an earlier date than on the agency's own. Who credits a
    third party is nobody's origin if the other one was there before it.
    """
    names = name_reports(left, right)
    credits_right, credits_left = _credits(left, right), _credits(right, left)
    if credits_right is not None and credits_left is None:
        return right.id, f"{names[0]} credits {credits_right}"
    if credits_left is not None and credits_right is None:
        return left.id, f"{names[1]} credits {credits_left}"
    if credits_left is not None:
        return None, "each credits the other, so neither is known to be the origin"
    third = _find_shared_credit(left, right)
    if third is not None:
        return None, f"both credit {third}, so neither is known to be the origin"
    return _decide_by_time(left, right) or _decide_by_length(left, right, share_left, share_right)


def name_reports(left: Report, right: Report) -> tuple[str, str]:
    """Names for the two in a sentence: their outlets, or the left and the right report where these do not tell them apart."""
    if left.outlet and right.outlet and not are_same_outlet(left.outlet, right.outlet):
        return left.outlet, right.outlet
    return "the left report", "the right report"


def _credits(report: Report, other: Report) -> str | None:
    """The credit of a report that names the other's outlet, as written; `None` if none does or both are of that outlet."""
    if other.outlet is None or (report.outlet is not None and are_same_outlet(report.outlet, other.outlet)):
        return None
    return next((credit for credit in report.via if are_same_outlet(credit, other.outlet)), None)


def _find_shared_credit(left: Report, right: Report) -> str | None:
    return next((one for one in left.via for other in right.via if are_same_outlet(one, other)), None)


def are_same_outlet(one: str, other: str) -> bool:
    """
    Whether two names stand for one outlet or agency: but for case, "the", "news agency" and a site's ending, or as its initials.

    >>> are_same_outlet("The Associated Press", "AP"), are_same_outlet("www.northline.example", "Northline"), are_same_outlet("Post", "Harrow Post")
    (True, True, False)
    """
    ours, theirs = _fold_name(one), _fold_name(other)
    if not ours or not theirs:
        return False
    return ours == theirs or _are_initials(one, theirs) or _are_initials(other, ours)


def _fold_name(name: str) -> tuple[str, ...]:
    site = _SITE.match(name.strip())
    words = _NAME_WORD.findall(site[1] if site else name)
    # "The News" keeps what there is of a name.
    telling = [word for word in words if not _GENERIC.fullmatch(word)] or words[-1:]
    return tuple(word.casefold() for word in telling)


def _are_initials(name: str, words: tuple[str, ...]) -> bool:
    """Whether a name of capitals is made of the first letters of these words, small words left out or not."""
    letters = name.strip().replace(".", "").removeprefix("The ")
    if len(words) < 2 or not letters.isalpha() or not (letters.isupper() or len(letters) == 3):
        return False
    shorter = [word for word in words if word not in ("of", "for", "and")]
    return letters.casefold() in ("".join(word[0] for word in words), "".join(word[0] for word in shorter))


# -------------------------------------------------------------------------------------------------------------- time and length


def _decide_by_time(left: Report, right: Report) -> tuple[str | None, str] | None:
    """The earlier report; nothing where a time is unknown or the same."""
    if left.published is None or right.published is None:
        return None
    order = _compare_times(left.published, right.published)
    if order == 0:
        return None
    first, later = (left, right) if order < 0 else (right, left)
    name, later_name = name_reports(left, right) if order < 0 else name_reports(left, right)[::-1]
    if first.via and not later.via:
        return None, f"{name} was earlier, but credits {first.via[0]}, so neither is known to be the origin"
    if later.via:
        return (
            None,
            f"{name} was earlier, but {later_name} credits {later.via[0]}, so neither is known to be the origin",
        )
    return first.id, f"{name} published it earlier, {_show_time(first.published)} against {_show_time(later.published)}"


def _compare_times(one: str, other: str) -> int:
    """Below 0 if the first is earlier, above if the second, 0 if that cannot be told: where one is only a day, days are compared."""
    first, second = _read_time(one), _read_time(other)
    if first is None or second is None:
        return 0
    if (
        isinstance(first, datetime)
        and isinstance(second, datetime)
        and (first.tzinfo is None) == (second.tzinfo is None)
    ):
        return (first > second) - (first < second)
    days = [time.date() if isinstance(time, datetime) else time for time in (first, second)]
    return (days[0] > days[1]) - (days[0] < days[1])


def _show_time(words: str | None) -> str:
    """A time for a sentence: the day, or the day, the minute and the zone."""
    time = _read_time(words or "")
    return time.isoformat(sep=" ", timespec="minutes") if isinstance(time, datetime) else str(time)


def _read_time(words: str) -> date | datetime | None:
    try:
        return date.fromisoformat(words) if len(words) == 10 else datetime.fromisoformat(words)
    except ValueError:
        return None


def _decide_by_length(
    left: Report, right: Report, share_left: float | None, share_right: float | None
) -> tuple[str | None, str]:
    """The much longer report, if it has nearly all of the other."""
    sizes = [sum(map(str.isalnum, report.text)) for report in (left, right)]
    if sizes[0] >= LONGER * sizes[1] and (share_right or 0) >= WITHIN:
        return left.id, f"no time tells, but {name_reports(left, right)[0]} is longer and has nearly all of the other"
    if sizes[1] >= LONGER * sizes[0] and (share_left or 0) >= WITHIN:
        return right.id, f"no time tells, but {name_reports(left, right)[1]} is longer and has nearly all of the other"
    return None, "neither credits, times nor lengths tell which was first"
