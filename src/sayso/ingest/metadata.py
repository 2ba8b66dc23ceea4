"""What is known of a report beside its text: the words for it, dates as ISO 8601, URLs that compare equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """
    What a file, a column, an option or the caller says of a report, in its own words. `None` where it says nothing.

    `published` is the date as written; `published_why` says where those words stand ("header line Date").
    """

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_why: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of a report from outside: `overrules` wins over what the report says, `fills` serves where nothing else does."""

    overrules: Details = Details()
    fills: Details = Details()


NOTHING_GIVEN = Given()


def complete_details(own: Details, given: Given) -> Details:
    """
    What a report says of itself, overruled and filled with what is given, field by field.

    A date and where it comes from stay together. A date that cannot be read counts as none where another fills it.
    """
    said: dict[str, Any] = {}
    for name in ("title", "byline", "outlet", "url", "language", "via"):
        said[name] = getattr(given.overrules, name) or getattr(own, name) or getattr(given.fills, name)
    dated = given.overrules if given.overrules.published is not None else own
    if given.fills.published is not None and read_date(dated.published or "")[0] is None:
        dated = given.fills
    return Details(**said, published=dated.published, published_why=dated.published_why)


def tidy(words: str | None) -> str | None:
    """The words of a title, byline or name on one line, NFC, without invisible marks; `None` if nothing is left."""
    if words is None:
        return None
    # Titles and names never carry spans, so they may be cleaned; half surrogates could not be stored at all.
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    words = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u00ad\u200b]", "", words)
    return unicodedata.normalize("NFC", " ".join(words.split())) or None


def normalize_url(url: str | None) -> str | None:
    """
    The URL without its fragment and campaign parameters, so that two copies of one page compare equal. Nothing else changes.

    >>> normalize_url("https://post.example/a?id=7&utm_source=feed#top")
    'https://post.example/a?id=7'
    """
    url = tidy(url)
    if url is None:
        return None
    if "#!" not in url:  # "#!" leads some old sites to another page
        url = url.partition("#")[0]
    address, mark, query = url.partition("?")
    kept = [part for part in query.split("&") if not part.lower().startswith("utm_")]
    return (address + mark + "&".join(kept) if any(kept) else address) or None


# --------------------------------------------------------------------------------------------------------------------- dates

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec".split(
            "|"
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY_IN_WORDS = (
    re.compile(rf"{_ORDINAL}\s+(?:of\s+)?{_MONTH},?\s*{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+{_ORDINAL},?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[-/ ]{_MONTH}[-/ ]{_YEAR}", re.IGNORECASE),
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?P<utc>z|utc|gmt)?\s*(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?", re.IGNORECASE)
_AROUND = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:at|on|published|posted|first|local|time|o'clock|hrs?|hours)\b|[,;:|()–—-]",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
_ISO = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{8})(?:[T ]\d.*)?", re.DOTALL)
_YEARS = range(1600, 2201)
_SECONDS = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_PLAUSIBLE_SECONDS = range(1_000_000_000, 2_100_000_000)  # from 2001, since when they have ten digits, to 2036

NO_ZONE = "its time has no zone that sayso knows, so the day alone is kept"


def read_date(words: str) -> tuple[str | None, str | None]:
    """
    The date that the words give, as ISO 8601, and a remark in words where there is one.

    A day and time keep their zone; a time without a zone is dropped, because no one knows which moment it is. With dots the day comes first.
    Ten digits are seconds since 1970, thirteen are milliseconds. `None` where the words give no day, or could mean two; the remark then says so.
    Never a guess.

    >>> read_date("14 February 2018")
    ('2018-02-14', None)
    >>> read_date("2018-02-14T09:30:00+01:00")
    ('2018-02-14T09:30:00+01:00', None)
    >>> read_date("03/04/2018")
    (None, '"03/04/2018" can be 3 April or 4 March; write it as 2018-04-03 or 2018-03-04')
    """
    words = " ".join(words.split())
    moment = _read_seconds(words) or _read_iso(words) or _read_mail_date(words)
    if moment is not None:
        return moment
    found = _find_day(words)
    if isinstance(found, str):
        return None, found
    if found is not None:
        day, rest = found
        return _add_time(day, rest, words)
    return None, _not_a_date(words)


def _not_a_date(words: str) -> str:
    shown = words if len(words) <= 60 else words[:59] + "…"
    return f'"{shown}" is not a date sayso can read; write dates like 2018-02-14' if words else "the date is empty"


def _read_seconds(words: str) -> tuple[str, str] | None:
    """Seconds or milliseconds since 1970, as databases and feeds keep them: "1715731200"."""
    found = _SECONDS.fullmatch(words)
    if found is None or int(found[1]) not in _PLAUSIBLE_SECONDS:
        return None
    # "2024051510" is 15 May 2024, ten o'clock, to some: two readings are none.
    if not found[2] and _is_day_and_hour(found[1]):
        return None
    moment = datetime.fromtimestamp(int(found[1]), UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z", f"read as {'milli' if found[2] else ''}seconds since 1970"


def _is_day_and_hour(digits: str) -> bool:
    year, month, day, hour = int(digits[:4]), int(digits[4:6]), int(digits[6:8]), int(digits[8:])
    return year >= 1900 and hour < 24 and _make_day(year, month, day) is not None


def _read_iso(words: str) -> tuple[str | None, str | None] | None:
    if re.fullmatch(r"\d{14}", words):
        words = f"{words[:8]}T{words[8:]}"
    if not _ISO.fullmatch(words):
        return None
    plain = re.sub(r"\s*(?:UTC|GMT|z)$", "Z", words, flags=re.IGNORECASE)
    plain = re.sub(r"(\d) +([+-]\d)", r"\1\2", plain)
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    if len(plain) <= 10:
        return moment.date().isoformat(), None
    if moment.utcoffset() is None:
        return moment.date().isoformat(), NO_ZONE
    # Dates that are whole already stay as the page gave them, to the letter.
    return (words if _WHOLE.fullmatch(words) else moment.isoformat()), None


def _read_mail_date(words: str) -> tuple[str | None, str | None] | None:
    """Dates as in mail and feeds: "Wed, 14 Feb 2018 09:30:00 GMT"."""
    if not re.match(r"(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d", words, re.IGNORECASE):
        return None
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.year not in _YEARS:
        return None
    return (moment.isoformat(), None) if moment.utcoffset() is not None else (moment.date().isoformat(), NO_ZONE)


def _find_day(words: str) -> tuple[date, str] | str | None:
    """The day in the words and the words around it; a remark where there are two ways to read it."""
    for pattern in (_YEAR_FIRST, *_DAY_IN_WORDS):
        found = pattern.search(words)
        if found:
            month = _MONTHS.get(found["month"].lower().rstrip(".")) or int(found["month"])
            day = _make_day(int(found["year"]), month, int(found["day"]))
            return (day, words[: found.start()] + " " + words[found.end() :]) if day else None
    found = _YEAR_LAST.search(words)
    if not found:
        return None
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    day_first, month_first = _make_day(year, two, one), _make_day(year, one, two)
    if day_first and month_first and day_first != month_first and found["mark"] != ".":
        readings = f"{one} {day_first:%B} or {two} {month_first:%B}"
        return f'"{found.group()}" can be {readings}; write it as {day_first} or {month_first}'
    chosen = day_first or month_first
    return (chosen, words[: found.start()] + " " + words[found.end() :]) if chosen else None


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _add_time(day: date, rest: str, words: str) -> tuple[str | None, str | None]:
    """The day, with the time in the words around it if they give one with a zone."""
    rest = re.sub(r"^[Tt](?=\d)", " ", rest.strip()).strip()
    time = _TIME.search(rest)
    after = rest[time.end() :].strip() if time else rest
    before = rest[: time.start()] if time else ""
    zone = _ZONE.match(after)
    assert zone is not None  # both parts of the pattern are optional
    left = _AROUND.sub(" ", before + " " + after[zone.end() :]).split()
    # One short word in capitals may be a zone sayso does not know ("ET"); anything else means this is not just a date.
    strange = [word for word in left if not (word.isupper() and len(word) <= 5)]
    if strange or len(left) > 1 or (zone.group().strip() and not time):
        return None, _not_a_date(words)
    if time is None:
        return (day.isoformat(), None) if not left else (None, _not_a_date(words))
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower().startswith("p") else 0)
    offset = _read_offset(zone)
    if hour > 23 or int(time["minute"] or 0) > 59 or int(time["second"] or 0) > 59:
        return None, _not_a_date(words)
    if offset is None or left or (time["minute"] is None and not time["half"]):
        return day.isoformat(), NO_ZONE
    return f"{day.isoformat()}T{hour:02}:{time['minute'] or '00'}:{time['second'] or '00'}{offset}", None


def _read_offset(zone: re.Match[str]) -> str | None:
    if zone["offset"]:
        sign, digits = zone["offset"][0], zone["offset"][1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{sign}{int(hours):02}:{minutes}" if int(hours) <= 14 and int(minutes) < 60 else None
    return "+00:00" if zone["utc"] else None
