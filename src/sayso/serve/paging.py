"""The opaque tokens by which a list goes on: where it stopped, tied to what was asked, so that a token of another list is refused."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from sayso.serve.problems import PageError


def make_next(asked: Any, *, offset: int) -> str:
    """
    The token of the page that begins at `offset` of the list that `asked` (plain data: the query and its filters) describes.

    >>> read_next(make_next({"q": "act:deny"}, offset=20), {"q": "act:deny"})
    20
    """
    packed = json.dumps([offset, _digest(asked)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_next(token: str | None, asked: Any) -> int:
    """The offset that a token stands for, 0 without one. Raises `PageError` for a token that does not belong to what is asked."""
    if not token:
        return 0
    try:
        offset, digest = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, TypeError):
        offset, digest = -1, None
    if not isinstance(offset, int) or offset < 0 or digest != _digest(asked):
        raise PageError(
            400, "The token in next= belongs to another list.", "Take the token from the answer to the same query."
        )
    return offset


def _digest(asked: Any) -> str:
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
