"""Stories: named, saved filters of the ledger."""

import shutil

import pytest

from sayso.cli import main
from sayso.errors import LedgerError
from sayso.ledger import Ledger


@pytest.fixture
def ledger_path(sample_ledger, tmp_path):
    """A ledger of the sample reports that the test may change."""
    path = tmp_path / "samples.db"
    shutil.copy(sample_ledger, path)
    return path


def run(capsys, *arguments):
    """A command's exit code, output and talk."""
    try:
        main([str(argument) for argument in arguments])
        code = 0
    except SystemExit as leave:
        code = leave.code or 0
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_name_is_one_whatever_its_capitals_and_blanks(ledger_path):
    """Saving again changes the query and keeps who made it and when."""
    with Ledger(ledger_path) as ledger:
        first = ledger.save_story(" Sundrik  market ", "rockets", who="ada", note="17 May")
        second = ledger.save_story("sundrik market", "market", who="bo")
        assert (first.name, second.name, second.query, second.made_by, second.note) == (
            *("Sundrik market", "Sundrik market", "market", "ada", None),
        )
        assert [story.name for story in ledger.stories()] == ["Sundrik market"]
        ledger.drop_story("SUNDRIK MARKET")
        with pytest.raises(LedgerError, match="no story"):
            ledger.story("Sundrik market")
        with pytest.raises(LedgerError, match="no story"):
            ledger.drop_story("Sundrik market")


def test_accusations_name_speaker_and_target(ledger_path):
    """Of the claims given, those with one of the acts, in their order."""
    with Ledger(ledger_path) as ledger:
        ids = [statement.claim.id for statement in ledger.statements(query="act:accuse")]
        found = ledger.accusations(ids, acts=["accuse"])
        assert ("Orlan Vashtek", "Littoral Alliance") in {(one.by[0], one.whom[0]) for one in found}
        assert [one.claim for one in found] == sorted((one.claim for one in found), key=ids.index)
        assert ledger.accusations(ids, acts=["praise"]) == []


def test_story_goes_with_the_person_it_names(ledger_path):
    """Name, query or note: nothing of a forgotten person stays."""
    with Ledger(ledger_path) as ledger:
        ledger.save_story("Orlan Vashtek", "fighters")
        ledger.save_story("The minister", "by:person:orlan-vashtek")
        ledger.save_story("A minister", "fighters", note="what Orlan Vashtek said")
        ledger.save_story("Fighters", "fighters")
        ledger.forget_entity("person:orlan-vashtek")
        assert [story.name for story in ledger.stories()] == ["Fighters"]


def test_command_saves_lists_shows_and_removes(ledger_path, capsys):
    """The same stories as on the page."""
    at = ("--ledger", ledger_path)
    assert run(capsys, "stories", *at)[0] == 0
    code, _, talk = run(capsys, "stories", "Truce", "--query", "truce", *at)
    assert code == 0 and "Truce: " in talk
    code, shown, _ = run(capsys, "stories", *at)
    assert code == 0 and "truce" in shown
    code, shown, talk = run(capsys, "stories", "truce", *at)
    assert code == 0 and "2024-11-21" in shown and "claims" in talk
    assert run(capsys, "stories", "truce", "--drop", *at)[0] == 0
    code, _, talk = run(capsys, "stories", "truce", *at)
    assert code == 1 and "no story" in talk


@pytest.mark.parametrize(
    "arguments",
    [
        ("--drop",),
        ("--query", "x"),
        ("Truce", "--drop", "--query", "x"),
        ("Truce", "--note", "n"),
        ("Truce", "--query", "foo:bar"),
    ],
)
def test_wrong_usage_is_told(ledger_path, capsys, arguments):
    """With the way out, and exit code 2."""
    assert run(capsys, "stories", *arguments, "--ledger", ledger_path)[0] == 2
