"""A text and what is known of it → a Report."""

from __future__ import annotations

import json
import re
from hashlib import sha256

from sayso.errors import ReportError
from sayso.ingest.credits import find_byline_agencies, find_credits, join_credits
from sayso.ingest.decode import normalize_text
from sayso.ingest.language import detect_language
from sayso.ingest.metadata import Details, normalize_url, read_date, tidy
from sayso.records import Report, Span

TITLE_LENGTH = 150
"""The longest first line that may be a title, in code points."""

SENTENCE_WORDS = 12
"""A first line of so many words that ends in a full stop is a sentence of the story."""


def make_report(
    text: str,
    *,
    path: str | None = None,
    record: int = 0,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    title_span: Span | None = None,
    byline: str | None = None,
    published: str | None = None,
    published_why: str | None = None,
    via: tuple[str, ...] = (),
    language: str | None = None,
) -> Report:
    r"""
    A report from a text already in hand. The text is normalised (no byte order mark, LF, NFC) and never changes afterwards.

    `published` may be any plain date; `published_why` says where it comes from. Without `title`, a short first line before a blank line
    is the title, unless it reads as the story's own first sentence (see `find_title`). `title_span` points into the normalised text. `language` is what the source states; clear words overrule it.
    Raises `ReportError` for a text that is empty or cannot be stored.

    >>> make_report("Bridge shut\n\nThe mayor shut it.", published="14 February 2018").published
    '2018-02-14'
    """
    details = Details(
        title=title, byline=byline, outlet=outlet, url=url, language=language, via=via,
        published=published, published_why=published_why or "given with the text",
    )  # fmt: skip
    try:
        clean, changed = normalize_text(text)
    except ReportError as error:
        raise ReportError(f"{path}: {error}" if path else str(error)) from error
    no_date = published_why or "no date was given with the text"
    return build_report(
        clean, details, path=path, record=record, title_span=title_span, normalized=changed, no_date=no_date
    )


def build_report(
    text: str,
    details: Details,
    *,
    path: str | None,
    record: int = 0,
    title_span: Span | None = None,
    normalized: bool = False,
    no_date: str,
    takes_first_line: bool = True,
) -> Report:
    """
    The report of a text that `normalize_text` has seen.

    `no_date` is the reason to give where the details hold no date. Without `takes_first_line` the first line is never made the title.
    """
    title = tidy(details.title)
    if title_span is None:
        title_span = find_title(text, title, takes_first_line=takes_first_line)
        title = title or (tidy(title_span.of(text)) if title_span else None)
    else:
        title = title or tidy(title_span.of(text))
    url, outlet = normalize_url(details.url), tidy(details.outlet)
    byline = tidy(re.sub(r"^\s*by\s+", "", details.byline or "", flags=re.IGNORECASE))
    published, published_why = explain_date(details, no_date)
    language, why_not = detect_language(text, stated=details.language)
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Report(
        id=make_report_id(outlet, url, title, digest),
        text=text,
        text_sha256=digest,
        path=path,
        record=record,
        status="not_english" if why_not else "read",
        status_why=why_not,
        url=url,
        outlet=outlet,
        title=title,
        title_span=title_span,
        byline=byline,
        published=published,
        published_why=published_why,
        via=join_credits((*details.via, *find_byline_agencies(byline), *find_credits(text)), outlet=outlet),
        language=language,
        normalized=normalized,
    )


def make_report_id(outlet: str | None, url: str | None, title: str | None, text_sha256: str) -> str:
    """The id of a report: the same wire text in two outlets is two reports, an edited page another version."""
    return sha256(json.dumps([outlet, url or title, text_sha256]).encode()).hexdigest()[:16]


def explain_date(details: Details, no_date: str) -> tuple[str | None, str]:
    """The publication date as ISO 8601, and where it comes from or why there is none."""
    words = tidy(details.published)
    if words is None:
        return None, no_date
    published, remark = read_date(words)
    where = details.published_why or "given with the text"
    if published is None:
        return None, f"{where}: {remark}"
    return published, f"{where}; {remark}" if remark else where


def find_title(text: str, title: str | None, *, takes_first_line: bool = True) -> Span | None:
    r"""
    Where the title stands in the text: the first line if that is the title given, or, where none is given, a short line before a blank one.

    Short is at most 150 characters. A line that reads as the story itself is no title, however short: one that opens with a dateline, or a
    sentence of running text, of at least twelve words, that ends in a full stop.

    >>> find_title("Bridge shut\n\nThe mayor shut it.", None)
    Span(start=0, end=11)
    """
    first = re.match(r"\s*(?P<line>[^\n]*[^\s])[^\S\n]*(?P<end>\n|$)", text)
    if first is None:
        return None
    span = Span(*first.span("line"))
    if title is not None:
        return span if tidy(span.of(text)) == title else None
    rest = text[first.end() :]
    blank_follows = rest.split("\n", 1)[0].strip() == "" and rest.strip() != ""
    line = span.of(text)
    is_title = takes_first_line and blank_follows and len(line) <= TITLE_LENGTH and not _is_story(line)
    return span if is_title else None


_PLACE = r"[A-Z][\w’'.\-/]*(?: [A-Z][\w’'.\-/]*){0,3}"
_DATELINE = re.compile(
    rf"{_PLACE}(?:, [\w’'. ]{{2,30}}){{0,3}}\s*(?P<credit>\([^()]{{2,40}}\))?\s*(?:--|[-–—])\s*(?<!\w[-–—])(?P<story>.*)"
)
_LABEL = re.compile(
    r"(?:ANALYSIS|BREAKING|COLUMN|COMMENT|CORRECT\w*|EXCLUSIVE|EXPLAINER|FACTBOX|FEATURE|INSIGHT|INTERVIEW|JUST IN|LATEST|LIVE|OPINION|REPORT|UPDATE|VIDEO|WATCH)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r", (?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}|\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<!\.)\.[”\"’')\]]*$")
_PROSE = re.compile(r"\b(?:[Tt]he|[Aa]n?|said|told|was|were|had)\b")
_INITIALS = re.compile(r"(?:\b\w\.){2,}$")


def _is_story(line: str) -> bool:
    """Whether a first line is the story's lead: headlines have no dateline and end without a full stop."""
    stops = _FULL_STOP.search(line) is not None and _INITIALS.search(line) is None
    found = _DATELINE.fullmatch(line)
    if found is not None and not _LABEL.match(line):
        # "KARVEN - Bridge shut" and "ANALYSIS - Who pays?" are headlines; a credit, a day or a full stop tells a dateline.
        before = line[: found.start("story")]
        if stops or _DAY.search(before) or (found["credit"] and found["credit"][1:2].isupper()):
            return True
    return stops and len(line.split()) >= SENTENCE_WORDS and _is_prose(line)


def _is_prose(line: str) -> bool:
    """Whether the words are those of running text: small letters, with the articles and past tenses that headlines leave out."""
    long_words = re.findall(r"[^\W\d_]{5,}", line)
    capitals = sum(word[0].isupper() for word in long_words)
    return 2 * capitals <= len(long_words) and _PROSE.search(line) is not None
