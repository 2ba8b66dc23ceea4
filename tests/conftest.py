"""What several test files share: the open reader, the sample reports, and one ledger made of them."""

import os
import sys
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


# ------------------------------------------------------------------------------------------------------------------------ the end

_status = 0


def pytest_sessionfinish(exitstatus):
    """Keeps what the run came to."""
    global _status
    _status = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    """
    Ends the process when all has been reported. Networks, parsers and a browser's driver in one process do not come down in every order: after a whole run
    Python's own end was aborted by a C++ library ("terminate called without an active exception"), though every test had passed.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_status)
