"""The commands that look across reports: what they show of the samples, as tables and as JSON, and what they say is missing."""

import json
import shutil

import pytest

from sayso.cli import COMMANDS, main
from sayso.ledger import Ledger, LedgerView
from sayso.records import Failure, Report

ACROSS = ("compare", "same", "conflicts", "series", "copies", "changes", "new")


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command line and gives exit code, output and talk."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments):
        try:
            main([str(argument) for argument in arguments])
            code = 0
        except SystemExit as leave:
            code = leave.code
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def ledger(sample_ledger, tmp_path):
    """A ledger of the samples that a test may change."""
    path = tmp_path / "own.db"
    shutil.copy(sample_ledger, path)
    return path


def squeeze(text):
    """A table's words without the frame and the line ends that the width made."""
    return " ".join(text.split())


def test_every_one_of_them_is_a_command():
    """In the order of the help."""
    assert [name for name in COMMANDS if name in ACROSS] == list(ACROSS)


def test_add_compares_what_it_added(run, sample_ledger):
    """Nothing waits when it is done."""
    with LedgerView(sample_ledger) as view:
        state = view.comparing_state()
    assert state.reports == 16
    assert (state.reports_waiting, state.claims_waiting) == (0, 0)


def test_add_can_leave_comparing_for_later(run, samples, tmp_path):
    """sayso compare does it then, and says how much."""
    path = tmp_path / "later.db"
    wire = samples / "2023-05-17-northline-sundrik-market.txt"
    run("add", wire, "--ledger", path, "--no-compare", "--workers", 1)
    _, _, err = run("copies", "--ledger", path)
    assert "1 report that waits" in err
    code, out, err = run("compare", "--ledger", path)
    assert code == 0
    assert "1 report compared" in err
    assert "1 reports" in out


def test_every_kind_is_found_in_the_samples(run, sample_ledger):
    """Copies, the same claim, a denial, a conflict, an update, a correction, a series, origins."""
    _, out, _ = run("compare", "--ledger", sample_ledger, "--json")
    numbers = json.loads(out)
    assert numbers["copies"] >= 3
    assert numbers["groups_same"] > 0
    assert {"denies", "conflict", "update", "correction", "repeats"} <= set(numbers["comparisons"])


def test_copies_tell_which_way_it_went(run, sample_ledger):
    """The Harrow Post credits Northline."""
    code, out, err = run("copies", "--ledger", sample_ledger)
    assert code == 0
    assert "The Harrow Post credits Northline" in squeeze(out)
    assert "3 pairs of reports" in err
    _, out, _ = run("copies", "--ledger", sample_ledger, "--json", "--limit", 1)
    (copy,) = json.loads(out)["copies"]
    assert copy["type"] == "copy"
    assert copy["origin"] == copy["left"]["report"] or copy["origin"] == copy["right"]["report"]
    assert copy["narrative_left"] > 0.8


def test_conflicts_give_the_reason_and_both_claims(run, sample_ledger):
    """A denial word for word, two counts of one day."""
    _, out, err = run("conflicts", "--ledger", sample_ledger)
    shown = squeeze(out)
    assert "Anton Krail denies what Hadrin Solvik" in shown
    assert "pairs of claims" in err
    _, out, _ = run("conflicts", "--ledger", sample_ledger, "--type", "denials", "--sure", "--json")
    pairs = json.loads(out)["comparisons"]
    assert {pair["type"] for pair in pairs} == {"denies"}
    assert pairs[0]["left"]["speakers"] == "Anton Krail"
    _, out, _ = run("conflicts", "by:brielow", "--type", "correction", "--ledger", sample_ledger, "--json")
    (pair,) = json.loads(out)["comparisons"]
    assert "16 people" in pair["left"]["content"]
    assert "17 people" in pair["right"]["content"]


def test_conflicts_take_the_query_grammar_and_tell_its_errors(run, sample_ledger):
    """As search does."""
    code, out, err = run("conflicts", "elephants", "--ledger", sample_ledger)
    assert (code, out) == (0, "")
    assert "0 pairs" in err
    code, _, err = run("conflicts", "act:lie", "--ledger", sample_ledger)
    assert code == 2
    assert "act" in err


def test_same_shows_who_else_says_it_and_counts_origins(run, sample_ledger):
    """A surgeon in three outlets with one wire text, and the man who runs the ambulances: two origins."""
    with LedgerView(sample_ledger) as view:
        claim = next(view.search_all('"critical condition" by:vost')).row.claim.id
    _, out, _ = run("same", claim[:8], "--ledger", sample_ledger)
    assert "2 origins found among 4 reports here" in out
    assert "Ivo Tarrent" in out
    _, out, _ = run("same", claim, "--ledger", sample_ledger, "--json")
    found = json.loads(out)
    assert (found["origins"]["low"], found["origins"]["high"]) == (2, 2)
    assert any(len(group["claims"]) == 4 for group in found["groups"])


def test_same_never_says_confirmed(run, sample_ledger):
    """Two origins may be wrong as well as one."""
    with LedgerView(sample_ledger) as view:
        for group in view.groups():
            _, out, _ = run("same", group.claims[0], "--ledger", sample_ledger)
            assert "confirmed" not in out.casefold()


def test_same_of_a_claim_that_nobody_else_makes(run, sample_ledger):
    """It says so, and counts its own origin."""
    with LedgerView(sample_ledger) as view:
        claim = next(
            row.claim.id
            for row in view.claims()
            if not view.groups(row.claim.id) and row.speakers and row.speakers[0].key
        )
    _, out, _ = run("same", claim, "--ledger", sample_ledger)
    assert "Nobody else" in out
    assert "found among 1 report here" in out


def test_series_lists_every_figure_by_itself(run, sample_ledger):
    """No average; the words as the reports have them."""
    _, out, _ = run("series", "fighters", "--ledger", sample_ledger, "--limit", 1)
    shown = squeeze(out)
    assert "more than 5,000" in shown
    assert "12,000" in shown
    assert "Orlan Vashtek" in shown
    _, out, _ = run("series", "fighters", "--ledger", sample_ledger, "--json", "--limit", 1)
    (series,) = json.loads(out)["series"]
    assert len(series["points"]) > 4
    _, out, err = run("series", "elephants", "--ledger", sample_ledger)
    assert out == ""
    assert "0 series" in err


def test_a_noun_can_be_taken_out_of_a_series(run, sample_ledger):
    """The rest stands alone."""
    _, out, _ = run("series", "fighters", "--without", "rebels", "--ledger", sample_ledger, "--json", "--limit", 1)
    assert "rebels" not in json.loads(out)["series"][0]["nouns"]


def test_changes_are_one_speakers_alone(run, sample_ledger):
    """Both sides are the monitor's."""
    _, out, _ = run("changes", "frontier conflict monitor", "--ledger", sample_ledger, "--json")
    pairs = json.loads(out)["comparisons"]
    assert pairs
    assert {side["speakers"] for pair in pairs for side in (pair["left"], pair["right"])} == {
        "Frontier Conflict Monitor"
    }
    code, _, err = run("changes", "nobody at all", "--ledger", sample_ledger)
    assert code == 1
    assert "sayso who" in err


def test_reports_can_be_compared_by_id_or_query(run, sample_ledger):
    """The wire story and its copy; or what a query finds."""
    with LedgerView(sample_ledger) as view:
        ids = [row.report_id for row in view.reports() if row.published.startswith("2023-05-17")]
    _, out, err = run("compare", *(one[:8] for one in ids), "--ledger", sample_ledger)
    assert "92%" in out
    assert "2 reports compared with one another" in err
    _, out, _ = run("compare", "siren", "published-before:2024", "--ledger", sample_ledger, "--json")
    found = json.loads(out)
    assert {"reports", "copies", "groups", "comparisons", "not_read"} == set(found)
    assert len(found["reports"]) >= 4


def test_new_counts_from_the_last_look(run, ledger):
    """The first look shows all, the next nothing, --since and --peek leave no mark."""
    _, out, err = run("new", "--ledger", ledger, "--peek")
    assert "Denied or disputed" in out
    assert "so far: 16 reports" in err
    _, _, err = run("new", "--ledger", ledger)
    assert "so far: 16 reports" in err
    _, out, err = run("new", "--ledger", ledger)
    assert "since" in err
    assert "nothing" in err
    assert out == ""
    _, out, _ = run("new", "--ledger", ledger, "--since", "2000-01-01", "--json")
    assert len(json.loads(out)["reports"]) == 16
    code, _, err = run("new", "--ledger", ledger, "--since", "yesterday")
    assert code == 2
    assert "2024-05-01" in err


def test_what_was_not_read_is_told_beside_every_answer(run, ledger):
    """By language, and what failed."""
    with Ledger(ledger) as own:
        own.add(
            Report(
                id="f",
                text="Texte.",
                text_sha256="0",
                status="not_english",
                status_why="French",
                language="fr",
                title="Un",
            )
        )
        own.record_failure(Failure(path="b.txt", record=0, status_why="b.txt: empty"))
    for command in (
        ("copies",),
        ("conflicts",),
        ("series", "fighters"),
        ("changes", "vashtek"),
        ("compare",),
        ("new", "--peek"),
    ):
        _, _, err = run(*command, "--ledger", ledger)
        assert "not compared: 1 report not read (fr), 1 input that failed" in err, command
    _, out, _ = run("copies", "--ledger", ledger, "--json")
    assert json.loads(out)["not_read"]["not_read"] == {"fr": 1}


@pytest.mark.parametrize("command", [*ACROSS[:1], *ACROSS[2:3], *ACROSS[4:5], "new"])
def test_looking_into_a_missing_ledger_makes_none(run, tmp_path, command):
    """A wrong name is told, and leaves no empty file behind."""
    code, _, err = run(command, "--ledger", tmp_path / "none.db")
    assert code == 1
    assert "no ledger here" in err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_claim_or_report_is_told(run, sample_ledger):
    """In one line, with the way out."""
    for command in (("same", "zzz"), ("copies", "zzz")):
        code, _, err = run(*command, "--ledger", sample_ledger)
        assert code == 1
        assert "zzz" in err
    code, _, err = run("same", "0", "--families", __file__, "--ledger", sample_ledger)
    assert code == 1


def test_a_merge_is_followed_by_comparing(run, ledger):
    """Two who contradict each other become one whose statements differ; undoing takes it back."""
    run("merge", "person:anton-krail", "person:hadrin-solvik", "--ledger", ledger)
    _, out, _ = run("changes", "person:hadrin-solvik", "--ledger", ledger, "--json")
    assert "differs" in {pair["type"] for pair in json.loads(out)["comparisons"]}
    with LedgerView(ledger) as view:
        decision = next(view.decisions()).decision
        assert view.comparing_state().claims_waiting == 0
    run("undo", decision, "--ledger", ledger)
    _, out, _ = run("conflicts", "--type", "denials", "--ledger", ledger, "--json")
    assert any(pair["left"]["speakers"] == "Anton Krail" for pair in json.loads(out)["comparisons"])


def test_a_forgotten_report_is_in_no_comparison(run, ledger):
    """And what is left is up to date."""
    with LedgerView(ledger) as view:
        report = next(
            row.report_id
            for row in view.reports()
            if row.outlet == "Northline" and row.published.startswith("2023-05-17")
        )
    run("forget", report, "--yes", "--ledger", ledger)
    with LedgerView(ledger) as view:
        assert len(view.copies()) == 1
        assert view.comparing_state().claims_waiting == 0
        for group in view.groups():
            assert all(view.claim(claim).report.report_id != report for claim in group.claims)


def test_the_demo_ends_with_one_of_each_kind(run, tmp_path):
    """Each with the command that shows all of them."""
    code, out, _ = run("demo", "--ledger", tmp_path / "demo.db")
    assert code == 0
    for title in (
        *(
            "Whose text is whose",
            "The same claim, and from where it comes",
            "Denied",
            "Figures in conflict",
            "Figures put right",
        ),
        *("Figures brought up to date", "How a figure moved", "What one speaker said at two times"),
    ):
        assert title in out
    assert "2 origins found among 4 reports here" in out
    assert "sayso conflicts --type denials" in out
