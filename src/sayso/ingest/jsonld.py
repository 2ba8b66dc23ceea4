"""What JSON-LD says of the article on a page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from sayso.ingest.metadata import tidy

_ARTICLE_TYPES = (
    "reportagenewsarticle",
    "analysisnewsarticle",
    "backgroundnewsarticle",
    "opinionnewsarticle",
    "reviewnewsarticle",
    "newsarticle",
)
_OTHER_TYPES = (
    "article",
    "blogposting",
    "liveblogposting",
    "report",
    "socialmediaposting",
    "techarticle",
    "scholarlyarticle",
)


def find_article(tree: Any, url: str | None) -> dict[str, Any]:
    """The JSON-LD object that describes the page's article, with references resolved; {} where there is none."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(_walk_nodes(_load_json(script.text or ""), 0))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ranked = sorted((rank, place) for place, node in enumerate(nodes) if (rank := _rank_node(node, url)) is not None)
    if not ranked:
        return {}
    article = dict(nodes[ranked[0][1]])
    for key in ("author", "creator", "publisher"):
        article[key] = _follow(article.get(key), by_id)
    return article


def _load_json(words: str) -> Any:
    words = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", words)
        .strip()
        .rstrip(";")
    )
    for attempt in (words, re.sub(r",\s*([}\]])", r"\1", words)):  # trailing commas are the usual mistake
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk_nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that can describe this page: the top ones, those of a @graph, and a page's main entity."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _walk_nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk_nodes(value.get(key), depth + 1)


def _rank_node(node: dict[str, Any], url: str | None) -> int | None:
    """How well the object fits, 0 best; `None` if it is no article."""
    types = node.get("@type")
    names = {str(name).rsplit("/", 1)[-1].lower() for name in (types if isinstance(types, list) else [types])}
    if names & set(_ARTICLE_TYPES):
        rank = 0
    elif names & set(_OTHER_TYPES) or any(name.endswith("article") for name in names):
        rank = 2
    elif "webpage" in names and ("datePublished" in node or "headline" in node):
        return 8
    else:
        return None
    page = node.get("mainEntityOfPage")
    own = text_of(node.get("url")) or (text_of(page.get("@id")) if isinstance(page, dict) else text_of(page))
    # With several articles on a page the one with the page's own address is meant.
    return rank if not (url and own) or own.split("#")[0].rstrip("/") == url.split("#")[0].rstrip("/") else rank + 1


def _follow(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_follow(item, by_id) for item in value if not isinstance(item, list)]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def text_of(value: Any) -> str | None:
    """The words of a string, of the first of a list, or of an object's id; `None` for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value")
    return value if isinstance(value, str) and value.strip() else None


def name_of(value: Any) -> str | None:
    """The name or names of a person, an organisation or a list of them."""
    items = value if isinstance(value, list) else [value]
    words = (text_of(item.get("name")) if isinstance(item, dict) else item for item in items)
    names = (tidy(html.unescape(name)) for name in words if isinstance(name, str) and "://" not in name)
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


_OWN_DESK = re.compile(r"\b(?:staff|editors?|editorial|newsroom|news desk|desk|board|team|admin|web)\b", re.IGNORECASE)


def organizations_of(authors: Any) -> list[str]:
    """The organisations among the authors: agencies, unless it is the outlet itself."""
    items = authors if isinstance(authors, list) else [authors]
    bodies = [item for item in items if isinstance(item, dict) and str(item.get("@type", "")).endswith("Organization")]
    return [name for name in map(name_of, bodies) if name and not _OWN_DESK.search(name)]
