"""The command line: data to standard output, talk to standard error, exit codes 0, 1, 2, 3."""

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from sayso import Ledger, LedgerView
from sayso.cli import COMMANDS, HELP, main

STORY = "The mayor of Velmar, Ruda Halvic, said on Monday that the bridge was safe. “We looked at every bolt,” she told reporters."


@pytest.fixture
def run(capsys):
    """Runs the command line in this process: exit code, standard output, standard error."""

    def call(*arguments):
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as leave:
            code = leave.code or 0
        output = capsys.readouterr()
        return code, output.out, output.err

    return call


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def ledger(sample_ledger, tmp_path):
    """A copy of the sample ledger that a test may change."""
    path = tmp_path / "copy.db"
    shutil.copy(sample_ledger, path)
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_examples(run, command):
    """--help ends in examples that can be copied."""
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Example" in out
    assert f"sayso {command}" in out
    assert set(HELP) == set(COMMANDS)


def test_read_prints_who_said_what(run, story):
    """The table names the speaker in full for a surname or a pronoun."""
    code, out, err = run("read", story)
    assert (code, err) == (0, "")
    assert "Ruda Halvic" in out
    assert "“We looked at every bolt,”" in out


def test_read_takes_standard_input(story):
    """`-` is standard input, in a real process."""
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "read", "-", "--jsonl", "--published", "2024-05-01"],
        input=STORY.encode(), capture_output=True, check=True,
    )  # fmt: skip
    line = json.loads(done.stdout)
    assert line["report"]["published"] == "2024-05-01"
    assert line["claims"]


def test_read_as_csv_is_one_row_a_claim(run, story):
    """With the words and their place."""
    _, out, _ = run("read", story, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["source_words"] for row in rows if row["voice"] == "speaker"][-1] == "she"
    assert all(STORY[int(row["start"]) : int(row["end"])] for row in rows)


def test_read_as_json_is_one_array(run, story):
    """An array of the contract's lines."""
    _, out, _ = run("read", story, story, "--json")
    assert len(json.loads(out)) == 2


def test_bad_inputs_are_one_line_each_and_the_rest_go_on(run, story, tmp_path):
    """Exit code 3; standard output has a line for each input, with its status."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "broken.jsonl").write_text('{"text": "' + STORY + '"}\nnot json\n', encoding="utf-8")
    (tmp_path / "page.html").write_text("<html><body><nav>Home</nav></body></html>")
    (tmp_path / "long.txt").write_text("x" * 3000)
    code, out, err = run("read", tmp_path, "--jsonl", "--max-bytes", "2000")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [line["report"]["status"] for line in lines].count("failed") == 5
    assert [line["report"]["status"] for line in lines].count("read") == 2
    said = [line for line in err.splitlines() if line]
    assert len(said) == 5
    for name in ("empty.txt", "binary.txt", "broken.jsonl", "page.html", "long.txt"):
        assert sum(name in line for line in said) == 1


def test_missing_file_is_named(run, tmp_path):
    """The name is in the line."""
    code, _, err = run("read", tmp_path / "nowhere.txt")
    assert code == 3
    assert "nowhere.txt" in err


def test_add_again_adds_nothing(run, story, tmp_path):
    """And says so."""
    path = tmp_path / "new.db"
    assert "1 report added" in run("add", story, "--ledger", path)[2]
    code, _, err = run("add", story, "--ledger", path)
    assert code == 0
    assert "1 report already there" in err


def test_changed_page_is_a_new_version(run, tmp_path):
    """The same URL with another text: both kept, counted once."""
    path = tmp_path / "new.db"
    page = tmp_path / "page.jsonl"
    for words in ("", " It was repaired."):
        page.write_text(json.dumps({"text": STORY + words, "url": "https://example.org/a", "outlet": "Post"}))
        err = run("add", page, "--ledger", path)[2]
    assert "new version" in err
    with LedgerView(path) as view:
        assert len(list(view.reports())) == 1
        assert len(list(view.reports(all_versions=True))) == 2


def test_failed_input_is_recorded(run, tmp_path):
    """`reports --failed` lists it with the reason."""
    (tmp_path / "empty.txt").write_bytes(b"")
    path = tmp_path / "new.db"
    assert run("add", tmp_path / "empty.txt", "--ledger", path)[0] == 3
    _, out, _ = run("reports", "--failed", "--ledger", path)
    assert "empty.txt" in out


def test_search_finds_by_words_and_speaker(run, sample_ledger):
    """One grammar: words and keys."""
    code, out, err = run("search", "by:vashtek river", "--ledger", sample_ledger, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert rows
    assert all("Vashtek" in row["speakers"] for row in rows)
    assert f"{len(rows)} claim" in err or err == ""


def test_unknown_key_of_a_query_is_wrong_usage(run, sample_ledger):
    """Exit code 2, with the keys there are."""
    code, _, err = run("search", "colour:red", "--ledger", sample_ledger)
    assert code == 2
    assert "by" in err


def test_who_lists_speakers(run, sample_ledger):
    """A speaker across reports."""
    _, out, _ = run("who", "vashtek", "--ledger", sample_ledger, "--jsonl")
    speakers = [json.loads(line) for line in out.splitlines()]
    assert max(speaker["reports"] for speaker in speakers) > 3


def test_show_gives_the_claim_in_its_paragraph(run, sample_ledger):
    """With short ids, as in git, and a reason for each field."""
    with LedgerView(sample_ledger) as view:
        row = view.search("by:vashtek", limit=1)[0].row
    code, out, _ = run("show", row.claim.id[:10], "--ledger", sample_ledger)
    assert code == 0
    assert f"[cue {row.cue_words}]" in out
    assert "Orlan Vashtek" in out
    assert "machine reading, unchecked" in out


def test_show_gives_a_report_with_its_claims(run, sample_ledger):
    """A report's id works as well."""
    with LedgerView(sample_ledger) as view:
        report = next(view.reports())
    code, out, _ = run("show", report.report_id, "--ledger", sample_ledger)
    assert code == 0
    assert report.title in out


def test_unknown_id_is_one_line(run, sample_ledger):
    """Exit code 1."""
    code, _, err = run("show", "ffffffffffff", "--ledger", sample_ledger)
    assert code == 1
    assert len(err.strip().splitlines()) == 1


def test_list_of_undated_reports_can_be_filled_in_and_read_back(run, story, tmp_path):
    """`reports --missing published --csv`, then `set --from`: relative dates are resolved anew."""
    path = tmp_path / "new.db"
    run("add", story, "--ledger", path)
    _, out, _ = run("reports", "--missing", "published", "--csv", "--ledger", path)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 1
    rows[0]["published"] = "2024-05-02"
    listed = tmp_path / "list.csv"
    with listed.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    code, _, err = run("set", "--from", listed, "--ledger", path)
    assert code == 0
    assert "1 report changed" in err
    with LedgerView(path) as view:
        loaded = view.load(rows[0]["report"])
    assert loaded.report.published == "2024-05-02"
    monday = next(moment for moment in loaded.facts.times if moment.span.of(loaded.report.text) == "Monday")
    assert monday.begin == "2024-04-29"


def test_set_without_anything_to_set_is_wrong_usage(run, sample_ledger):
    """Exit code 2."""
    assert run("set", "abc", "--ledger", sample_ledger)[0] == 2


def test_reread_with_the_same_weights_changes_nothing(run, ledger):
    """Every claim is kept, and what a person touched stays as it was left."""
    with Ledger(ledger) as opened:
        claim = opened.search("by:vashtek", limit=1)[0].row.claim
        opened.decide(claim.id, "confirm", who="tester")
    code, out, err = run("reread", "--ledger", ledger)
    assert (code, out) == (0, "")
    assert "0 moved, 0 new, 0 gone" in err
    with LedgerView(ledger) as view:
        assert view.claim(claim.id).status == "confirmed"


def test_forgotten_report_is_gone_from_the_file(run, ledger):
    """Rows, indexes and bytes."""
    with LedgerView(ledger) as view:
        report = next(row for row in view.reports() if "Lomvar" in (row.outlet or ""))
        words = view.load(report.report_id).report.text[200:260]
    assert words.encode() in ledger.read_bytes()
    code, _, err = run("forget", report.report_id, "--yes", "--ledger", ledger)
    assert code == 0
    assert "1 report" in err
    assert words.encode() not in ledger.read_bytes()


def test_forgetting_asks_first(run, ledger, monkeypatch):
    """Without --yes and without an answer nothing is removed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    with LedgerView(ledger) as view:
        report = next(view.reports())
    code, _, err = run("forget", report.report_id, "--ledger", ledger)
    assert code == 1
    assert "nothing was forgotten" in err
    with LedgerView(ledger) as view:
        assert view.report(report.report_id)


def test_export_csv_is_linked_tables_with_a_codebook(run, sample_ledger, tmp_path):
    """Every column has a line in the codebook; every claim's report is there."""
    code, _, _ = run("export", "csv", "--out", tmp_path / "tables", "--ledger", sample_ledger)
    assert code == 0
    tables = {}
    for path in (tmp_path / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            tables[path.stem] = list(csv.DictReader(handle))
    assert set(tables) == {
        "reports", "claims", "contents", "speakers", "relays", "times", "quantities", "places", "entities", "decisions", "codebook",
    }  # fmt: skip
    explained = {(row["table"], row["column"]) for row in tables["codebook"]}
    for name, rows in tables.items():
        if rows and name != "codebook":
            assert {(name, column) for column in rows[0]} <= explained
    reports = {row["report_id"] for row in tables["reports"]}
    assert {row["report_id"] for row in tables["claims"]} <= reports
    assert len(tables["claims"]) > 100


def test_export_xlsx_has_a_sheet_a_table(run, sample_ledger, tmp_path):
    """Opened with another library than the one that wrote it."""
    import openpyxl

    target = tmp_path / "ledger.xlsx"
    assert run("export", "xlsx", "--out", target, "--ledger", sample_ledger)[0] == 0
    book = openpyxl.load_workbook(target, read_only=True)
    assert {"reports", "claims", "speakers", "codebook"} <= set(book.sheetnames)
    assert book["claims"].max_row > 100
    book.close()
    assert zipfile.is_zipfile(target)


def test_export_jsonl_is_the_contract(run, sample_ledger, samples):
    """The ledger gives what reading gave."""
    _, out, _ = run("export", "jsonl", "--voice", "all", "--all-versions", "--ledger", sample_ledger)
    _, direct, _ = run("read", samples, "--jsonl", "--workers", "1")
    kept = {line["report"]["id"]: line for line in map(json.loads, out.splitlines())}
    for line in map(json.loads, direct.splitlines()):
        assert kept[line["report"]["id"]] == line


def test_info_counts(run, sample_ledger):
    """Reports, claims, the run that made them."""
    _, out, _ = run("info", "--ledger", sample_ledger, "--json")
    info = json.loads(out)
    assert info["reports"] == {"read": 16}
    assert info["older_versions"] == 2
    assert info["runs"][-1]["weights_sha256"]


@pytest.mark.parametrize("command", ["search x", "who", "info", "reports", "show abc", "export csv"])
def test_missing_ledger_is_one_line(run, tmp_path, command):
    """Exit code 1, the file named, and nothing made in its place."""
    path = tmp_path / "none.db"
    code, _, err = run(*command.split(), "--ledger", path)
    assert code == 1
    assert "none.db" in err
    assert len(err.strip().splitlines()) == 1
    assert not path.exists()


def test_foreign_and_damaged_files_are_not_touched(run, story, tmp_path):
    """An SQLite file of another program, a text file: one line each, unchanged."""
    foreign, text = tmp_path / "foreign.db", tmp_path / "text.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    text.write_text("not a database at all, but long enough to look like a file " * 20)
    for path in (foreign, text):
        before = path.read_bytes()
        code, _, err = run("add", story, "--ledger", path)
        assert code == 1
        assert path.name in err
        assert len(err.strip().splitlines()) == 1
        assert path.read_bytes() == before


def test_weights_that_fail_their_hash_are_one_line(run, story, tmp_path):
    """Exit code 1, nothing read."""
    from sayso.read import DEFAULT_WEIGHTS

    folder = tmp_path / "weights"
    shutil.copytree(DEFAULT_WEIGHTS, folder)
    (folder / "tokenizer.json").write_text("{}")
    code, out, err = run("read", story, "--weights", folder)
    assert (code, out) == (1, "")
    assert "tokenizer.json" in err


def test_completion_prints_a_line_for_the_shell(run):
    """To be put into the shell's own file."""
    assert "_SAYSO_COMPLETE=bash_source" in run("completion", "bash")[1]


def test_demo_reads_the_samples_and_says_what_to_type_next(run, tmp_path):
    """The first thing a newcomer sees."""
    code, out, _ = run("demo", "--ledger", tmp_path / "demo.db")
    assert code == 0
    assert "Orlan Vashtek" in out
    assert "Next:" in out


def test_output_that_is_cut_off_is_no_error(sample_ledger):
    """`sayso … | head -1` ends quietly."""
    command = f"{sys.executable} -m sayso export jsonl --ledger {sample_ledger} | head -c 100"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_merged_speakers_are_one_until_it_is_undone(run, ledger):
    """A decision, with who and why, that can be taken back."""
    keys = ("person:mirena-dalsko", "person:orlan-vashtek")
    code, _, err = run("merge", *keys, "--ledger", ledger, "--as", "ana", "--why", "a test")
    assert code == 0
    number = re.search(r"decision (\d+)", err).group(1)
    with LedgerView(ledger) as view:
        assert keys[0] not in {speaker.key for speaker in view.speakers(limit=None)}
    assert run("undo", number, "--ledger", ledger)[0] == 0
    with LedgerView(ledger) as view:
        assert keys[0] in {speaker.key for speaker in view.speakers(limit=None)}


def test_speaker_is_split_in_one_report(run, ledger):
    """In that report only."""
    key = "person:orlan-vashtek"
    with LedgerView(ledger) as view:
        reports = [
            r.report_id for r in view.reports() if any(e.key == key for e in view.load(r.report_id).facts.entities)
        ]
    assert run("split", key, reports[0], "--ledger", ledger)[0] == 0
    with LedgerView(ledger) as view:
        left = [r for r in reports if any(e.key == key for e in view.load(r).facts.entities)]
    assert left == reports[1:]
    assert run("split", key, reports[0], "--ledger", ledger)[0] == 1


def test_who_says_why(run, sample_ledger):
    """Report by report, the names and the rule."""
    _, out, _ = run("who", "vashtek", "--why", "--ledger", sample_ledger)
    assert out.count("person:orlan-vashtek") > 3
    assert "mention" in out


def test_search_that_finds_nothing_says_what_its_parts_find(run, sample_ledger):
    """So that one sees which word was too much."""
    _, _, err = run("search", "by:vashtek zeppelin", "--ledger", sample_ledger)
    assert "0 claims" in err
    assert re.search(r"by:vashtek \d+, zeppelin 0", err)


def test_wrong_field_of_a_column_is_wrong_usage(run, tmp_path):
    """Exit code 2, with the fields there are."""
    (tmp_path / "a.csv").write_text("body\nThe mayor said no.\n")
    code, _, err = run("read", tmp_path / "a.csv", "--column", "txt=body")
    assert code == 2
    assert "text" in err


def test_forgetting_nobody_says_so(run, ledger):
    """Before it asks."""
    code, _, err = run("forget", "--speaker", "Nemo Nobody", "--ledger", ledger)
    assert code == 1
    assert "nobody in this ledger" in err


def test_export_overwrites_only_when_told(run, sample_ledger, tmp_path):
    """An xlsx that is there stays; a folder that is missing is named."""
    target = tmp_path / "there.xlsx"
    target.write_text("mine")
    assert run("export", "xlsx", "--out", target, "--ledger", sample_ledger)[0] == 2
    assert target.read_text() == "mine"
    assert run("export", "xlsx", "--out", target, "--force", "--ledger", sample_ledger)[0] == 0
    code, _, err = run("export", "xlsx", "--out", tmp_path / "none" / "x.xlsx", "--ledger", sample_ledger)
    assert code == 1
    assert "x.xlsx" in err


def test_wrong_date_can_be_taken_out(run, ledger):
    """An empty value clears."""
    with LedgerView(ledger) as view:
        report = next(view.reports()).report_id
    assert run("set", report, "--published", "", "--ledger", ledger)[0] == 0
    with LedgerView(ledger) as view:
        assert view.report(report).published is None


def test_examples_of_search_help_find_something(run, sample_ledger):
    """They are the first thing that is copied."""
    for query in (
        "fighters river",
        "by:vashtek fighters published-after:2022",
        '"according to law" outlet:"Lomvar Now"',
    ):
        assert query in run("search", "--help")[1]
        assert run("search", query, "--ledger", sample_ledger, "--jsonl")[1], query


def test_every_run_decides_alike(tmp_path):
    """The order of a set, which differs from run to run, decides nothing."""
    path = tmp_path / "a.txt"
    path.write_text(
        "The mayor is also determined to stay. Roe was convinced the plan would fail. The union opposed the plan. Rendt worried that it would rain. "
        "The council pledged money. “We expected more,” Roe said. Halvic, warning of floods, urged people to leave."
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "sayso", "read", str(path), "--jsonl"], capture_output=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(1, 5)
    }  # fmt: skip
    assert len(outputs) == 1
