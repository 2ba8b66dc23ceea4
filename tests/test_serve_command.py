"""`sayso serve`: its address, its end, and what it refuses."""

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from ledger_samples import fill
from sayso.ledger import Ledger


def start(*arguments):
    command = [sys.executable, "-m", "sayso", "serve", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def refuse(*arguments):
    """The exit code and the words of a start that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "serve", *map(str, arguments)], capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stderr


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.db") as ledger:
        fill(ledger)
    return tmp_path / "ledger.db"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_it_prints_its_address_serves_and_ends_with_ctrl_c(ledger):
    """The address alone goes to standard output; the name given signs what is decided."""
    server = start("--ledger", ledger, "--as", "berta")
    try:
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert "berta" in answer.read().decode()
        port = address.rstrip("/").rpartition(":")[2]
        asked = urllib.request.Request(address, headers={"Host": f"evil.example:{port}"})
        with pytest.raises(urllib.error.HTTPError, match="421") as refused:
            urllib.request.urlopen(asked, timeout=20)
        refused.value.close()
    finally:
        server.send_signal(signal.SIGINT)
        _, talk = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "is open at" in talk and "stopped" in talk
    assert "Traceback" not in talk


def test_it_is_not_reachable_from_other_machines(ledger):
    """Another address than the loopback only to look."""
    code, talk = refuse("--ledger", ledger, "--host", "0.0.0.0")
    assert (code, "--read-only" in talk) == (2, True)
    code, talk = refuse("--ledger", ledger, "--host", "example.org")
    assert (code, "is no address" in talk) == (2, True)


def test_a_port_that_is_taken_is_told(ledger):
    """With the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, talk = refuse("--ledger", ledger, "--port", taken.getsockname()[1])
    assert code == 1
    assert "leave --port out" in talk


def test_a_file_that_is_no_ledger_is_told_at_once(tmp_path):
    """Before anything listens."""
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    code, talk = refuse("--ledger", path)
    assert (code, "is not an SQLite file" in talk) == (1, True)
