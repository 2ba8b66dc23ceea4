"""A page of HTML → the article on it, and what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from sayso.errors import ReportError
from sayso.ingest.decode import DamagedError, decode_bytes, normalize_text
from sayso.ingest.make import build_report
from sayso.ingest.metadata import NOTHING_GIVEN, Given, complete_details
from sayso.ingest.page_details import read_page_details
from sayso.records import Report

SHORTEST_ARTICLE = 50
"""A page with less text than this, in code points, holds no article."""

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_NO_ARTICLE = "no article was found in the page; save the article's own page, or its text as .txt"


def looks_like_html(text: str) -> bool:
    """Whether the text opens like a page."""
    beginning = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if beginning.startswith(("<!doctype html", "<html", "<head", "<body", "<article")):
        return True
    return beginning.startswith("<") and re.search(r"<(?:html|head|body|article|div|p)[\s>]", beginning) is not None


def find_charset(data: bytes) -> str | None:
    """The character set that the page declares near its top."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def decode_page(data: bytes) -> tuple[str, bool]:
    """
    The page as a string, and whether bytes had to be replaced by U+FFFD: a page with a broken advertisement can still hold a whole article.

    Raises `ReportError` for bytes that are no page.
    """
    declared = find_charset(data)
    try:
        return decode_bytes(data, declared=declared), False
    except DamagedError:
        return data.decode("utf-8", "replace"), True


def read_page(page: str, *, path: str | None, damaged: bool = False, given: Given = NOTHING_GIVEN) -> Report:
    """
    The report of a page: trafilatura's text, in paragraphs, and what JSON-LD and meta tags say. `given` is what is known of it from outside.

    `damaged` means that some bytes were replaced; then the text must be free of them. Raises `ReportError` where there is no article.
    """
    with _silence("trafilatura", "htmldate", "courlan", "justext"):
        tree = _parse(page)
        own, article_body, no_date = read_page_details(tree)
        text = _extract_text(tree)
    # Pages that scripts draw carry the article in JSON-LD only; trafilatura takes it too, but without the paragraphs.
    if article_body and (len(article_body) > 2 * len(text) or article_body.split() == text.split()):
        text = _settle(article_body)
    if len(text) < SHORTEST_ARTICLE:
        raise ReportError(_NO_ARTICLE)
    if damaged and "\ufffd" in text:
        raise ReportError("invalid UTF-8 within the article; save the page again as UTF-8")
    clean, changed = normalize_text(text)
    details = complete_details(own, given)
    return build_report(clean, details, path=path, normalized=changed, no_date=no_date, takes_first_line=False)


@contextmanager
def _silence(*names: str) -> Iterator[None]:
    """Keeps the named libraries from logging: what they have to say is for their authors, not for a reader of reports."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _parse(page: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    # Given as UTF-8 with the parser told so: what the page declares no longer counts, the string is decoded already.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True)
    try:
        return lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ReportError(_NO_ARTICLE) from error


# ---------------------------------------------------------------------------------------------------------------------- text


def _extract_text(tree: Any) -> str:
    """The article's paragraphs, sub-headings among them, with a blank line between; "" where there is none."""
    from trafilatura import bare_extraction

    text = ""
    # What is missed cannot be claimed: look again, less strictly, where little was found.
    for more in (False, True):
        try:
            found = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, favor_recall=more)
        except Exception:  # noqa: S112  # a malformed page makes lxml and its users raise anything
            continue
        body = getattr(found, "body", None)
        words = _join_paragraphs(body) if body is not None else ""
        text = max(text, words, key=len)
        if len(text) >= 10 * SHORTEST_ARTICLE:
            break
    return text


_BLOCKS = frozenset(("p", "head", "item", "row", "quote", "list", "table", "div", "body", "main", "fw"))


def _join_paragraphs(body: Any) -> str:
    """The words of trafilatura's tree: a blank line between blocks, a line end for each line break, single spaces elsewhere."""
    from lxml import etree

    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            if event == "end":
                parts.append(_squeeze(element.tail))
            continue
        if event == "start":
            parts.append("\n\n" if element.tag in _BLOCKS else "\n" if element.tag == "lb" else "")
            parts.append(_squeeze(element.text))
        else:
            parts.append("\n\n" if element.tag in _BLOCKS else " " if element.tag == "cell" else "")
            parts.append(_squeeze(element.tail) if element is not body else "")
    return _settle("".join(parts))


def _squeeze(words: str | None) -> str:
    # Soft hyphens and zero-width spaces tell a browser where it may break a word; they are no part of it.
    return re.sub(r"[ \t\r\n\f]+", " ", re.sub("[\u00ad\u200b\u2060\ufeff]", "", words or ""))


def _settle(text: str) -> str:
    text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
