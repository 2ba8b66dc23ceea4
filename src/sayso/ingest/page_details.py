"""What a page says of its article: title, byline, outlet, URL, publication time, each from the best place that has it."""

from __future__ import annotations

import html
import re
from copy import deepcopy
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.ingest.jsonld import find_article, name_of, organizations_of, text_of
from sayso.ingest.metadata import Details, read_date, tidy


def read_page_details(tree: Any) -> tuple[Details, str | None, str]:
    """What the page says of its article; the article's text where JSON-LD carries it; and the reason where it gives no date."""
    metas = _read_metas(tree)
    url = _find_url(tree, metas)
    article = find_article(tree, url)
    outlet = name_of(article.get("publisher")) or _first(
        metas, "og:site_name", "dc.publisher", "dcterms.publisher", "application-name"
    )
    title = _find_title(tree, metas, article, outlet)
    published, published_why = _find_date(tree, metas, article, url)
    authors = article.get("author") or article.get("creator")
    agencies = tuple(name for name in organizations_of(authors) if name != outlet)
    details = Details(
        title=title,
        byline=_find_byline(tree, metas, authors),
        outlet=outlet,
        url=url or _absolute(text_of(article.get("url")) or text_of(article.get("@id")), None),
        language=text_of(article.get("inLanguage")) or tree.get("lang") or metas.get("og:locale"),
        published=published,
        published_why=published_why,
        via=agencies,
    )
    body = text_of(article.get("articleBody"))
    return (
        details,
        html.unescape(body) if body and "<" not in body else None,
        published_why or "no date in the page",
    )


def _read_metas(tree: Any) -> dict[str, str]:
    """The meta tags by their name in lower case, the first of each that has content."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = tidy(meta.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: dict[str, str], *names: str) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _find_url(tree: Any, metas: dict[str, str]) -> str | None:
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    others = _first(metas, "og:url", "twitter:url", "parsely-link")
    url, other = _absolute(canonical, others), _absolute(others, None)
    # Some sites name their front page as the canonical URL of everything.
    if url and other and urlsplit(url).path in ("", "/") and not urlsplit(url).query:
        return other
    return url or other


def _absolute(url: str | None, base: str | None) -> str | None:
    if not url:
        return None
    try:
        url = urljoin(base, url.strip()) if base else url.strip()
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc else None
    except ValueError:
        return None


def _find_title(tree: Any, metas: dict[str, str], article: dict[str, Any], outlet: str | None) -> str | None:
    headline = tidy(html.unescape(text_of(article.get("headline")) or ""))
    headings = [words for words in (tidy("".join(heading.itertext())) for heading in tree.iter("h1")) if words]
    social = _first(metas, "og:title", "twitter:title", "dc.title", "headline")
    if headline and headline.endswith(("…", "...")):  # cut to the 110 characters that search engines show
        stem = headline.rstrip("….")
        headline = next((words for words in (*headings, social) if words and words.startswith(stem)), headline)
    heading = headings[0] if len(headings) == 1 else None
    page_title = next((tidy("".join(title.itertext())) for title in tree.iter("title")), None)
    words = headline or social or heading or page_title
    if words and outlet:
        # "Bridge shut | The Harrow Post"
        words = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}$", "", words, flags=re.IGNORECASE) or words
    return words


def _find_byline(tree: Any, metas: dict[str, str], authors: Any) -> str | None:
    names = name_of(authors) or _first(
        metas, "byl", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"
    )
    if names is None or "://" in names:
        marked = tree.xpath(
            "//*[@itemprop='author' or @rel='author' or contains(concat(' ', normalize-space(@class), ' '), ' byline ')]"
        )
        shown = (tidy("".join(element.itertext())) for element in marked[:5])
        names = next((words for words in shown if words and len(words) <= 120), None)
    if names is None:
        return None
    return tidy(html.unescape(names))


_DATE_METAS = (
    *(
        "article:published_time",
        "og:published_time",
        "article:published",
        "og:article:published_time",
        "datepublished",
        "parsely-pub-date",
    ),
    *(
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date.published",
        "cxenseparse:recs:publishtime",
        "publish_date",
        "publish-date",
    ),
    *(
        "publishdate",
        "publication_date",
        "published_date",
        "pubdate",
        "pdate",
        "article_date_original",
        "originalpublicationdate",
        "ptime",
    ),
    *("dc.date", "dcterms.date", "dcterms.created", "date"),
)


def _find_date(
    tree: Any, metas: dict[str, str], article: dict[str, Any], url: str | None
) -> tuple[str | None, str | None]:
    """The words of the publication date and where they stand; or `None` and, where there are words that are no date, those."""
    told: list[tuple[str, str]] = []
    for key in ("datePublished", "dateCreated"):
        if words := tidy(text_of(article.get(key))):
            told.append((words, f"{key} of the page's JSON-LD"))
    told.extend((metas[name], f"meta tag {name}") for name in _DATE_METAS if name in metas)
    for element in tree.xpath(
        "//time[@pubdate or @itemprop='datePublished'] | //*[@itemprop='datePublished'][not(self::meta)]"
    )[:3]:
        if words := tidy(element.get("datetime") or element.get("content") or "".join(element.itertext())):
            told.append((words, "datePublished marked in the page"))
    read = [(read_date(words), words, where) for words, where in told]
    good = [
        (date, words, where)
        for (date, _), words, where in read
        if date is not None and not date.startswith("1970-01-01")
    ]
    if good:
        # The first that gives a day decides; the same day with its time and zone says more.
        day = good[0][0][:10]
        best = next((each for each in good if len(each[0]) > 10 and each[0][:10] == day), good[0])
        return best[1], best[2]
    if shown := _find_shown_date(tree):
        return shown, "words of the page"
    found = _ask_htmldate(tree, url)
    if found:
        return found, "found in the page by htmldate"
    if read:
        (_, remark), words, where = read[0]
        return None, f"{where}: {remark or f'{words} is no plausible date'}"
    return None, None


_INLINE = frozenset("a abbr b bdi em font i mark s small span strong sub sup time u".split())
_BESIDE = frozenset("script style noscript template nav aside footer head svg form button select".split())
_PUBLISHED = re.compile(r"(?:^|\s)(?:Published|PUBLISHED|Posted|POSTED)\b(?:\s+on\b)?\s*[:–—-]?\s*(?P<date>.+)")
_CHANGED = re.compile(r"[|•·]|\(?\b(?:last )?(?:updated|modified|edited|revised)\b", re.IGNORECASE)
_LINES_ABOVE, _LINES_BELOW, _SHOWN_WITHIN = 4, 12, 120


def _find_shown_date(tree: Any) -> str | None:
    """The words of the date in a line such as "Published 3 March 2023, 14:05 GMT" near the heading; `None` where such lines disagree."""
    lines, heading = _show_lines(tree)
    found: dict[str, str] = {}
    for line in lines[max(0, heading - _LINES_ABOVE) : heading + _LINES_BELOW]:
        words = _PUBLISHED.search(_CHANGED.split(line)[0]) if len(line) <= _SHOWN_WITHIN else None
        shown = words["date"].strip(" ,;") if words else ""
        date, _ = read_date(shown)
        if date is not None and len(found.get(date[:10], "")) < len(shown):
            found[date[:10]] = shown
    return next(iter(found.values())) if len(found) == 1 else None


def _show_lines(tree: Any) -> tuple[list[str], int]:
    """The page's lines as a reader sees them, without what stands beside the article, and which of them is the heading (0 without one)."""
    from lxml import etree

    parts: list[str] = []
    heading: int | None = None
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BESIDE:
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                parts.append("\n")
            if tag == "h1" and heading is None:
                heading = len(parts)
            parts.append(" ".join((element.text or "").split("\n")) if tag else "")
        else:
            # Two pieces side by side are two words, but for the raised letters of "3rd".
            parts.append("" if tag == "sup" else " " if tag in _INLINE else "\n")
            parts.append(" ".join((element.tail or "").split("\n")))
    above = _split_shown("".join(parts[:heading])) if heading is not None else []
    return above + _split_shown("".join(parts[heading or 0 :])), len(above)


def _split_shown(text: str) -> list[str]:
    return [words for words in (tidy(line) for line in text.split("\n")) if words]


_LATER = re.compile(r"modif|update|revis|expir|reviewed|lastmod", re.IGNORECASE)


def _ask_htmldate(tree: Any, url: str | None) -> str | None:
    from htmldate import find_date

    rest = deepcopy(tree)
    # What is left after JSON-LD and the meta tags, without the dates of later changes, which htmldate would take for want of better.
    for element in rest.xpath(
        "//script | //meta | //*[@itemprop='dateModified' or contains(@class, 'updated') or contains(@class, 'modified')]"
    ):
        words = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.tag != "meta" or _LATER.search(words):
            element.drop_tree()
    try:
        # Not extensive: that search would take any date in the text, or the year of a copyright line.
        found = find_date(rest, extensive_search=False, original_date=True, url=url)
    except Exception:  # as above: a malformed page, or a year 0
        return None
    return str(found) if found else None
