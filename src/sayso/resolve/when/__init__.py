"""Report → moments: what time its words name, which of them date the saying, and on what occasion it was said."""

from __future__ import annotations

from sayso.resolve.when.find import Dateline, find_times, read_dateline
from sayso.resolve.when.said import OCCASIONS, date_saying, find_occasion

__all__ = ["OCCASIONS", "Dateline", "date_saying", "find_occasion", "find_times", "read_dateline"]
