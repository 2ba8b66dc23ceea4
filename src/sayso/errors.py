"""
The errors of sayso. A message names the thing and the way out.

SaysoError
├── ReportError     the input cannot be read as a report
├── WeightsError    the weights folder is incomplete or at odds with its configuration
└── LedgerError     the ledger file is locked, newer than this sayso, or not a ledger
"""


class SaysoError(Exception):
    """Any error that sayso raises on purpose. Wrong arguments are `ValueError` or `TypeError` instead."""


class ReportError(SaysoError):
    """The input cannot be read as a report: no text, not text at all, or over the limit."""


class WeightsError(SaysoError):
    """The weights folder is incomplete, altered, or at odds with its configuration."""


class LedgerError(SaysoError):
    """The ledger file is locked, damaged, written by a newer sayso, or not a ledger."""
