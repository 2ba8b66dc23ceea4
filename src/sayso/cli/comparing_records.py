"""What was found across reports as plain data, for `--json`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from sayso.cli.looking import describe_hit

if TYPE_CHECKING:
    from sayso.ledger import ClaimRow, LedgerView
    from sayso.records import Comparison, Copy, Group


def describe_claim(row: ClaimRow) -> dict[str, Any]:
    """A claim as one flat record."""
    return describe_hit(row)


def describe_comparison(view: LedgerView, one: Comparison) -> dict[str, Any]:
    """A comparison with both claims."""
    return {
        "type": one.type,
        "band": one.band,
        "ascribed": one.ascribed,
        "why": one.why,
        "left": describe_claim(view.claim(one.left)),
        "right": describe_claim(view.claim(one.right)),
        "left_span": dataclasses.asdict(one.left_span) if one.left_span else None,
        "right_span": dataclasses.asdict(one.right_span) if one.right_span else None,
    }


def describe_group(view: LedgerView, group: Group) -> dict[str, Any]:
    """A group with its claims."""
    return {
        "id": group.id,
        "level": group.level,
        "band": group.band,
        "why": group.why,
        "claims": [describe_claim(view.claim(claim)) for claim in group.claims],
    }


def describe_copy(view: LedgerView, copy: Copy) -> dict[str, Any]:
    """A pair of reports with what they share."""
    values = dataclasses.asdict(copy)
    return values | {"left": describe_report(view, copy.left), "right": describe_report(view, copy.right)}


def describe_report(view: LedgerView, report: str) -> dict[str, Any]:
    """What tells one report from another."""
    row = view.report(report)
    return {
        "report": row.report_id,
        "outlet": row.outlet,
        "published": row.published,
        "title": row.title,
        "url": row.url,
        "version": row.version,
    }
