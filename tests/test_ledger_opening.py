"""Bad files, full disks, killed and competing processes: one clear line, and nothing stored is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from ledger_samples import FACTS, TEXT, fill, make_claims, make_report
from sayso.errors import LedgerError
from sayso.ledger import Ledger, LedgerView
from sayso.ledger.migrations import MIGRATIONS, SCHEMA, migrate, split_statements

HERE = str(Path(__file__).parent)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


# ------------------------------------------------------------------------------------------------------------- what is no ledger


def assert_one_line(error, path):
    """A message is one line that names the file."""
    message = str(error.value)
    assert "\n" not in message
    assert str(path) in message


@pytest.mark.parametrize("half", [Ledger, LedgerView])
def test_a_file_that_is_not_sqlite_is_refused_and_left_alone(path, half):
    """Somebody gave a report's name for the ledger's."""
    path.write_text(TEXT)
    with pytest.raises(LedgerError, match="not an SQLite file") as error:
        half(path)
    assert_one_line(error, path)
    assert path.read_text() == TEXT


@pytest.mark.parametrize("half", [Ledger, LedgerView])
def test_another_programs_sqlite_file_is_refused_and_left_alone(path, half):
    """It is told apart by the application id in its header, before anything is written."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program") as error:
        half(path)
    assert_one_line(error, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("half", [Ledger, LedgerView])
def test_a_ledger_of_a_newer_sayso_is_refused(path, half):
    """The way out is in the message."""
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(LedgerError, match="upgrade sayso") as error:
        half(path)
    assert_one_line(error, path)


@pytest.mark.parametrize("half", [Ledger, LedgerView])
def test_a_folder_is_no_ledger(tmp_path, half):
    """It is what `sayso add reports/ --ledger reports/` would give."""
    with pytest.raises(LedgerError, match="is a folder") as error:
        half(tmp_path)
    assert_one_line(error, tmp_path)


def test_a_damaged_ledger_is_told(path):
    """Bytes in the middle of the file are gone."""
    with Ledger(path) as ledger:
        fill(ledger)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(LedgerError, match="damaged") as error, LedgerView(path) as view:
        view.info()
    assert_one_line(error, path)


def test_a_missing_folder_is_told(tmp_path):
    """SQLite would only say that it cannot open the file."""
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger(tmp_path / "none" / "ledger.db")


def test_looking_into_a_missing_ledger_makes_none(path):
    """A wrong name in a search must not leave an empty file behind."""
    with pytest.raises(LedgerError, match="no ledger here"):
        LedgerView(path)
    assert not path.exists()


def test_an_empty_file_becomes_a_ledger(path):
    """As mktemp leaves it."""
    path.touch()
    with Ledger(path) as ledger:
        fill(ledger)
        assert ledger.count("") == 3


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "a#b.db", "ledger&mode=memory.db", "überblick.db"])
def test_any_file_name_can_be_a_ledger(tmp_path, name):
    """Names reach SQLite in a URI, where some signs would have a meaning."""
    path = tmp_path / name
    with Ledger(path) as ledger:
        fill(ledger)
    assert path.stat().st_size > 0
    assert [one.name for one in tmp_path.iterdir()] == [name]


# --------------------------------------------------------------------------------------------------------- read-only, locked


def test_a_view_changes_nothing(path):
    """Whatever SQL is tried through it."""
    with Ledger(path) as ledger:
        fill(ledger)
    with LedgerView(path) as view, pytest.raises(sqlite3.OperationalError, match="readonly"):
        view._connection.execute("DELETE FROM reports")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_but_can_be_read(path):
    """A ledger on a read-only share is still good to search."""
    with Ledger(path) as ledger:
        fill(ledger)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with LedgerView(path) as view:
            assert view.count("") == 3
        with pytest.raises(LedgerError, match="cannot be") as error:
            Ledger(path)
        assert_one_line(error, path)
        with pytest.raises(LedgerError, match="cannot be opened"):
            Ledger(path.parent / "new.db")
    finally:
        path.parent.chmod(0o755)


def test_a_locked_ledger_is_told_after_the_wait(path):
    """Another program holds the write lock; reading goes on meanwhile."""
    with Ledger(path) as ledger:
        fill(ledger)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Ledger(path, timeout=0.1) as ledger,
            pytest.raises(LedgerError, match="in use by another program") as error,
        ):
            ledger.add(make_report("Other text."))
        assert_one_line(error, path)
        with LedgerView(path, timeout=0.1) as view:
            assert view.count("") == 3


def test_a_ledger_locked_for_good_cannot_be_opened(path):
    """An exclusive lock, as a backup tool takes it on a file without a log."""
    Ledger(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerError, match="in use by another program"):
            Ledger(path, timeout=0.1)
        with pytest.raises(LedgerError, match="in use by another program"):
            LedgerView(path, timeout=0.1)


# ------------------------------------------------------------------------------------------------------------------ full disk


@pytest.mark.parametrize("in_batch", [False, True])
def test_a_full_disk_is_told_and_the_ledger_stays_whole(path, in_batch):
    """What was stored before is there; what did not fit is not, not even in part; and with space it goes on."""
    with Ledger(path) as ledger:
        first, _ = fill(ledger)
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages + 8}")
        large = make_report(TEXT + " More words follow here." * 40_000)
        with pytest.raises(LedgerError, match="disk is full") as error, ledger.batch() if in_batch else nullcontext():
            ledger.add(large)
        assert_one_line(error, path)
        assert [row.report_id for row in ledger.reports()] == [first.id]
        assert ledger._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ledger._connection.execute("PRAGMA max_page_count = 1000000")
        assert ledger.add(large).status == "added"
    with LedgerView(path) as view:
        assert view.count("rebuild") == 1


# ------------------------------------------------------------------------------------------------------- killed, in competition

ADD = """
import sys
sys.path.insert(0, sys.argv[2])
from ledger_samples import FACTS, TEXT, make_claims, make_report
from sayso.ledger import Ledger
first, last, batch = int(sys.argv[3]), int(sys.argv[4]), len(sys.argv) > 5
with Ledger(sys.argv[1]) as ledger:
    run = ledger.begin_run(version="test")
    for number in range(first, last):
        report = make_report(f"{TEXT} Item {number}.", path=f"{number}.txt")
        ledger.add(report, make_claims(report), FACTS, run=run)
        print(report.id, flush=True)
"""


def start(path, first, last):
    command = [sys.executable, "-c", ADD, str(path), HERE, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_process_killed_in_the_middle_of_adding_loses_nothing_it_reported(path):
    """Every id that was printed is in the ledger with all of its claims, and the ledger goes on."""
    for turn in range(3):
        process = start(path, turn * 100_000, turn * 100_000 + 50_000)
        reported = [process.stdout.readline().strip() for _ in range(15 + turn)]
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        rest, _ = process.communicate()
        # The last line may have been cut.
        reported += [line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        with Ledger(path) as ledger:
            assert ledger._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            for report_id in reported:
                assert len(ledger.load(report_id).claims) == 4
            added = [row.report_id for row in ledger.reports()]
            assert ledger.count("rebuild") == len(added)


def test_two_processes_that_make_and_fill_one_ledger_get_along(path):
    """Neither fails, and the ledger has what both added."""
    processes = [start(path, first, first + 60) for first in (0, 30, 1000)]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
    with Ledger(path) as ledger:
        assert ledger.info().reports == {"read": 90 + 60}
        assert ledger.count("rebuild") == 150
        assert ledger._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_slow_batch_does_not_keep_others_waiting(path):
    """Between two reports of a slow batch another process can write."""
    with Ledger(path) as ledger, ledger.batch(), Ledger(path, timeout=0.1) as other:
        for number in range(3):
            ledger.add(make_report(f"Mine {number}."))
            time.sleep(0.03)
            other.add(make_report(f"Theirs {number}.")) if number else None
        assert len(list(other.reports())) == 5


# ---------------------------------------------------------------------------------------------------------------- migrations


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_a_ledger_of_every_earlier_shape_opens_and_works(path, schema, monkeypatch):
    """From each schema there has been to the present one."""
    with monkeypatch.context() as older:
        older.setattr("sayso.ledger.migrations.MIGRATIONS", MIGRATIONS[:schema])
        older.setattr("sayso.ledger.migrations.SCHEMA", schema)
        Ledger(path).close()
    with Ledger(path) as ledger:
        fill(ledger)
        assert ledger._connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
        assert ledger.count("") == 3


def test_a_figure_of_an_earlier_shape_says_nothing_of_place_and_day():
    """Its row stays; the columns that came later are empty."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for script in MIGRATIONS[:3]:
            for statement in split_statements(script):
                connection.execute(statement)
        connection.execute(
            "INSERT INTO quantities (report, start, \"end\", low, approximate, why) VALUES (1, 0, 18, 11, 0, 'at least')"
        )
        migrate(connection, have=3)
        row = connection.execute('SELECT low, as_of, "where", why FROM quantities').fetchone()
    assert row == (11.0, None, None, "at least")


def test_a_migration_is_all_or_nothing():
    """The caller's transaction is not committed half-way."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        migrate(connection, have=0)
        assert connection.in_transaction
        connection.execute("ROLLBACK")
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_script_is_cut_into_whole_statements():
    """A trigger holds semicolons of its own."""
    script = "CREATE TABLE a (b);\nCREATE TRIGGER c AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n"
    assert [one.split()[1] for one in split_statements(script)] == ["TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="unfinished"):
        split_statements("CREATE TABLE a (b)")


def test_an_sqlite_that_is_too_old_is_told(path, monkeypatch):
    """With the way out."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(LedgerError, match=r"needs 3\.37 or newer"):
        Ledger(path)


def test_facts_fit_the_samples():
    """The hand-made records these tests rest on are sound."""
    assert all(span.of(TEXT) for claim in make_claims() for span in claim.content)
    assert FACTS.entities


def test_another_program_leaves_the_log_of_an_open_ledger_alone(path):
    """A view that is opened and closed beside others must not let go of their locks, or the next program removes the log under them."""
    code = f"from sayso import Ledger\nwith Ledger({str(path)!r}) as ledger:\n    ledger.note_look()"
    with Ledger(path) as ledger:
        ledger.begin_run(version="0")
        with LedgerView(path):
            for turn in range(3):
                LedgerView(path).close()
                Ledger(path).close()
                subprocess.run([sys.executable, "-c", code], check=True)
                ledger.save_story(f"story {turn}", "bridge")
                assert path.with_name(path.name + "-wal").exists()
    with LedgerView(path) as view:
        assert len(view.stories()) == 3
