"""The public names, and what importing costs."""

import subprocess
import sys

import sayso


def test_public_names_are_these():
    """A name that comes or goes is a decision."""
    assert sorted(sayso.__all__) == [
        "Claim", "Entity", "Facts", "Failure", "Ledger", "LedgerError", "LedgerView", "Reader", "Reading", "Report", "ReportError",
        "SaysoError", "Span", "WeightsError", "changes_of_speaker", "compare_reports", "describe_failure", "describe_reading",
        "extract_claims", "find_origins", "find_replies", "find_series", "iter_inputs", "load_report", "make_claims", "make_report",
        "nest_reading", "read_report", "read_reports", "resolve_reading", "update_comparisons",
    ]  # fmt: skip


def test_every_public_name_can_be_had():
    """Lazy names resolve, and carry docstrings."""
    for name in sayso.__all__:
        assert getattr(sayso, name).__doc__, name


def test_importing_loads_nothing_heavy():
    """No network, no HTML parser, no numbers; no files opened, nothing printed."""
    code = "import sys, sayso, sayso.cli; print([m for m in ('numpy', 'onnxruntime', 'trafilatura', 'lxml', 'rich', 'sqlite3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""
