"""What several test files share: the open reader, the sample reports, and one ledger made of them."""

from pathlib import Path

import pytest

from sayso import Reader

SAMPLES = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="session")
def reader():
    return Reader()


@pytest.fixture(scope="session")
def samples():
    return SAMPLES


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory):
    """A ledger of all sample reports, made by the command line; not to be changed by a test."""
    from sayso.cli import main

    path = tmp_path_factory.mktemp("ledger") / "samples.db"
    main(["add", str(SAMPLES), "--ledger", str(path), "--workers", "1"])
    return path
