"""
Claims ↔ SQLite: one file that holds reports, claims, entities and what people decided about them.

`Ledger` writes; `LedgerView`, the read-only half, is what other rooms get. `parse_query` reads the one query grammar that the command line and
the page share. `CODEBOOK` explains every column of the exported tables.
"""

from sayso.ledger.query import Query, parse_query
from sayso.ledger.rows import (
    Added,
    ClaimRow,
    ComparingState,
    DecisionRow,
    FailureRow,
    Forgotten,
    Hit,
    Info,
    Loaded,
    Moved,
    News,
    NotCarried,
    ReportHit,
    ReportRow,
    RereadResult,
    RunRow,
    Snippet,
    SpeakerRow,
)
from sayso.ledger.stories import Accusation, Story
from sayso.ledger.tables import CODEBOOK
from sayso.ledger.view import LedgerView
from sayso.ledger.writing import Ledger

__all__ = [
    "CODEBOOK",
    "Accusation",
    "Added",
    "ClaimRow",
    "ComparingState",
    "DecisionRow",
    "FailureRow",
    "Forgotten",
    "Hit",
    "Info",
    "Ledger",
    "LedgerView",
    "Loaded",
    "Moved",
    "News",
    "NotCarried",
    "Query",
    "ReportHit",
    "ReportRow",
    "RereadResult",
    "RunRow",
    "Snippet",
    "SpeakerRow",
    "Story",
    "parse_query",
]
