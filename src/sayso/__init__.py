"""
sayso reads news reports and keeps the ledger of who said what.

    import sayso
    reader = sayso.Reader()
    report = sayso.load_report("port-strike.html")
    for claim in sayso.extract_claims(report, reader=reader):
        print(claim.act, claim.saying, [span.of(report.text) for span in claim.content])

Names are loaded when they are first used, so that importing sayso costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.across import changes_of_speaker, compare_reports, find_origins, find_series, update_comparisons
    from sayso.claims import find_replies, make_claims, nest_reading
    from sayso.errors import LedgerError, ReportError, SaysoError, WeightsError
    from sayso.export import describe_failure, describe_reading
    from sayso.ingest import iter_inputs, load_report, make_report
    from sayso.ledger import Ledger, LedgerView
    from sayso.pipeline import extract_claims, read_report, read_reports
    from sayso.read import Reader
    from sayso.records import Claim, Entity, Facts, Failure, Reading, Report, Span
    from sayso.resolve import resolve_reading

__version__ = "0.1.0"

_HOMES = {
    "across": ("changes_of_speaker", "compare_reports", "find_origins", "find_series", "update_comparisons"),
    "claims": ("find_replies", "make_claims", "nest_reading"),
    "errors": ("LedgerError", "ReportError", "SaysoError", "WeightsError"),
    "export": ("describe_failure", "describe_reading"),
    "ingest": ("iter_inputs", "load_report", "make_report"),
    "ledger": ("Ledger", "LedgerView"),
    "pipeline": ("extract_claims", "read_report", "read_reports"),
    "read": ("Reader",),
    "records": ("Claim", "Entity", "Facts", "Failure", "Reading", "Report", "Span"),
    "resolve": ("resolve_reading",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Claim", "Entity", "Facts", "Failure", "Ledger", "LedgerError", "LedgerView", "Reader", "Reading", "Report", "ReportError",
    "SaysoError", "Span", "WeightsError", "changes_of_speaker", "compare_reports", "describe_failure", "describe_reading",
    "extract_claims", "find_origins", "find_replies", "find_series", "iter_inputs", "load_report", "make_claims", "make_report",
    "nest_reading", "read_report", "read_reports", "resolve_reading", "update_comparisons",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"sayso.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
