"""What several test files share: the open reader, the sample reports, and one ledger made of them."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from sayso import Reader

# The same examples in every run, so that a change and not chance turns a test red; HYPOTHESIS_PROFILE=random draws new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("random", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

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
