"""Files, folders, standard input, lists of metadata and defaults."""

import io
import os
import tempfile
from pathlib import Path

import pytest

from sayso.errors import ReportError
from sayso.ingest import iter_inputs
from sayso.records import Failure, Report

TEXT = "The mayor of Karven said on Tuesday that the old bridge was safe. Engineers denied it."
MORE = "The governor promised an inquiry by the end of the month, and declined to say who would lead it."
PAGE = f"<html><head><title>Bridge</title></head><body><article><p>{TEXT}</p><p>{MORE}</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    """A folder with reports of every kind, and files that are none."""
    for name, data in {
        "b.txt": TEXT + " B.",
        "a.html": PAGE,
        "c/d.TXT": TEXT + " D.",
        "c/a.jsonl": '{"text": "The mayor spoke."}\n{"text": "The governor spoke."}\n',
        "e.csv": "text\nThe minister spoke.\n",
        "photo.jpg": "no report",
        "notes.md": "no report",
        ".hidden.txt": "no report",
        ".git/x.txt": "no report",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(data, encoding="utf-8")
    return tmp_path


def names(results, folder):
    return [(str(each.path).removeprefix(folder.as_posix() + "/"), each.record) for each in results]


def test_folder_is_read_with_the_folders_in_it_sorted(folder):
    """Other files and hidden ones are skipped."""
    results = list(iter_inputs([folder]))
    assert names(results, folder) == [
        ("a.html", 0),
        ("b.txt", 0),
        ("c/a.jsonl", 0),
        ("c/a.jsonl", 1),
        ("c/d.TXT", 0),
        ("e.csv", 0),
    ]
    assert all(isinstance(each, Report) for each in results)


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (["*.txt"], ["b.txt", "c/d.TXT"]),
        (["c/*"], ["c/a.jsonl", "c/a.jsonl", "c/d.TXT"]),
        (["*.html", "b.*"], ["a.html", "b.txt"]),
        (["*.md"], ["notes.md"]),
    ],
)
def test_patterns_choose_the_files_of_a_folder(folder, patterns, found):
    """By name or by path within the folder, in either case of letters, also files that are not read otherwise."""
    assert [name for name, _ in names(iter_inputs([folder], patterns=patterns), folder)] == found


def test_order_of_the_inputs_is_kept(folder):
    """A bad input has its place among the others."""
    results = list(iter_inputs([folder / "e.csv", str(folder / "none.txt"), folder / "b.txt"]))
    assert [type(each) for each in results] == [Report, Failure, Report]
    assert names(results, folder) == [("e.csv", 0), ("none.txt", 0), ("b.txt", 0)]


def test_folder_without_reports_is_told(tmp_path):
    """Silence would look like success."""
    (failure,) = iter_inputs([tmp_path])
    assert "no report was found in this folder (looked for .txt, " in failure.status_why


def test_file_of_unknown_kind_is_read_by_its_looks(tmp_path):
    """A page without suffix is a page, other words are a text, bytes are neither."""
    for name, data in {"page": PAGE.encode(), "words.md": TEXT.encode(), "blob.bin": b"\x00\x01\x02" * 9}.items():
        (tmp_path / name).write_bytes(data)
    page, words, blob = iter_inputs([tmp_path / "page", tmp_path / "words.md", tmp_path / "blob.bin"])
    assert (page.title, words.text) == ("Bridge", TEXT)
    assert "this is not a text file" in blob.status_why


def test_every_failure_is_one_line_with_the_name_of_the_file(tmp_path):
    """Whatever is wrong with it."""
    bad = {
        "empty.txt": b"",
        "blob.txt": b"\x00\xff",
        "long.txt": b"x" * 2000,
        "bad.txt": "é" * 9 + "x",
        "bad.html": b"<html></html>",
        "bad.jsonl": b"{\n",
        "bad.csv": b"\x00\xff",
        "bad.json": b"\x00{",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data.encode() + b"\xff" if isinstance(data, str) else data)
    results = list(iter_inputs(sorted(tmp_path.iterdir()), max_bytes=1000))
    assert [type(each) for each in results] == [Failure] * len(bad)
    for name, failure in zip(sorted(bad), results, strict=True):
        assert failure.path == (tmp_path / name).as_posix()
        assert (
            failure.status_why.startswith(failure.path) and ";" in failure.status_why and "\n" not in failure.status_why
        )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable here")
def test_unreadable_folder_and_file_are_failures(folder):
    """The rest of the folder goes on."""
    (folder / "c").chmod(0)
    (folder / "b.txt").chmod(0)
    try:
        results = list(iter_inputs([folder]))
    finally:
        (folder / "c").chmod(0o700)
    assert [name for name, _ in names(results, folder)] == ["a.html", "b.txt", "c", "e.csv"]
    assert all("permission" in each.status_why for each in results if isinstance(each, Failure))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_links_do_not_lead_in_circles(folder):
    """A link to the folder itself is not followed; one that leads nowhere is a failure."""
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "z.txt").symlink_to(folder / "nowhere")
    results = list(iter_inputs([folder]))
    assert len(results) == 7 and isinstance(results[-1], Failure)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_broken_links_are_failures_of_their_own(folder):
    """A link that leads in a circle or nowhere hides no other file; one that is no report by its name is left out like any other."""
    (folder / "bad").mkdir()
    (folder / "bad" / "good.txt").write_text(TEXT, encoding="utf-8")
    for name, target in {"loop": "loop", "loop.txt": "loop.txt", "nowhere": "gone", "nowhere.txt": "gone"}.items():
        (folder / "bad" / name).symlink_to(target)
    results = list(iter_inputs([folder]))
    failures = {Path(each.path).name: each.status_why for each in results if isinstance(each, Failure)}
    assert len([each for each in results if isinstance(each, Report)]) == 7
    assert sorted(failures) == ["loop.txt", "nowhere.txt"]
    assert "leads in a circle" in failures["loop.txt"] and "no such file" in failures["nowhere.txt"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_broken_link_as_an_input_is_a_failure(folder):
    """The other inputs go on."""
    (folder / "loop").symlink_to("loop")
    loop, report = iter_inputs([folder / "loop", folder / "b.txt"])
    assert "leads in a circle" in loop.status_why and isinstance(report, Report)


def test_what_vanishes_while_the_folder_is_read_is_a_failure(folder):
    """Files and folders that go between listing and opening."""
    results = iter_inputs([folder])
    first = next(results)
    (folder / "b.txt").unlink()
    for path in (folder / "c").iterdir():
        path.unlink()
    (folder / "c").rmdir()
    rest = list(results)
    assert isinstance(first, Report)
    assert names(rest, folder) == [("b.txt", 0), ("c", 0), ("e.csv", 0)]
    assert [type(each) for each in rest] == [Failure, Failure, Report]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs permissions")
def test_unreadable_folder_as_an_input_is_a_failure():
    """The other inputs go on."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        for inside in ("shut", "shut/deep", "open"):
            (top / inside).mkdir()
            (top / inside / "a.txt").write_text(TEXT, encoding="utf-8")
        list(iter_inputs([top]))  # what is imported late is in before permissions are given up
        (top / "shut").chmod(0)
        top.chmod(0o755)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65534)
        try:
            results = list(iter_inputs([top / "shut", top / "shut" / "deep", top / "open"]))
        finally:
            if as_root:
                os.seteuid(0)
            (top / "shut").chmod(0o700)
    assert [type(each) for each in results] == [Failure, Failure, Report]
    assert all(f"{name}/shut" in each.status_why and "permission" in each.status_why for each in results[:2])


# ------------------------------------------------------------------------------------------------------------ standard input


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (TEXT, [TEXT]),
        (PAGE, [TEXT + "\n\n" + MORE]),
        ('{"text": "One spoke."}\n{"text": "Two spoke."}\n', ["One spoke.", "Two spoke."]),
        ('[{"text": "One spoke."},\n {"text": "Two spoke."}]', ["One spoke.", "Two spoke."]),
        ('{\n "text": "One spoke."\n}', ["One spoke."]),
        ("title,text\nT,One spoke.\n", ["One spoke."]),
        ("[Corrects name] The mayor spoke.", ["[Corrects name] The mayor spoke."]),
        ("Mayors, text messages and bridges.\nOne spoke.", ["Mayors, text messages and bridges.\nOne spoke."]),
    ],
)
def test_standard_input_is_read_by_its_looks(data, texts):
    """A text, a page, JSON Lines, JSON or CSV; its reports have no path."""
    results = list(iter_inputs(["-"], stdin=io.BytesIO(data.encode())))
    assert [each.text for each in results] == texts
    assert {each.path for each in results} == {None}


@pytest.mark.parametrize(
    ("stream", "words"),
    [(None, "nothing is connected"), (io.BytesIO(b""), "empty"), (io.BytesIO(b"\x00\x01"), "not a text file")],
)
def test_bad_standard_input_is_a_failure(stream, words):
    """It is called standard input."""
    (failure,) = iter_inputs(["-"], stdin=stream)
    assert failure.path is None
    assert failure.status_why.startswith("standard input: ") and words in failure.status_why


def test_closed_standard_input_is_a_failure():
    """A stream that was closed cannot be read."""
    stream = io.BytesIO(b"x")
    stream.close()
    (failure,) = iter_inputs(["-"], stdin=stream)
    assert "cannot be read" in failure.status_why


# --------------------------------------------------------------------------------------------------------- metadata, defaults


def write_meta(folder, words):
    path = folder / "meta.csv"
    path.write_text(words, encoding="utf-8")
    return path


def by_name(results, folder):
    return dict(zip([name for name, _ in names(results, folder)], results, strict=True))


def test_list_of_metadata_overrules_and_fills(folder):
    """Rows name files by their path within the folder or by a name that only one file has; the list itself is no report."""
    meta = write_meta(
        folder,
        "file,title,outlet,published,url\nb.txt,Bridge,Post,2018-02-14,https://p.example/b\nd.TXT,,Courier,14/02/2018,\nc/a.jsonl,,Wire,,\na.html,Other,,,\n",
    )
    results = list(iter_inputs([folder], meta=meta))
    assert not [each for each in results if isinstance(each, Failure)]
    found = by_name(results, folder)
    assert (found["b.txt"].title, found["b.txt"].outlet, found["b.txt"].url) == (
        "Bridge",
        "Post",
        "https://p.example/b",
    )
    assert (found["b.txt"].published, found["b.txt"].published_why) == ("2018-02-14", "meta.csv")
    assert (found["c/d.TXT"].outlet, found["c/d.TXT"].published) == ("Courier", "2018-02-14")
    assert (found["c/a.jsonl"].outlet, found["a.html"].title, found["e.csv"].outlet) == ("Wire", "Other", None)


def test_row_that_names_no_file_is_told(folder):
    """A misspelt name must not pass in silence; neither may a row that comes twice or names two files."""
    (folder / "c" / "b.txt").write_text(TEXT, encoding="utf-8")
    meta = write_meta(folder, "file,outlet\nbb.txt,Post\nb.txt,Post\nb.txt,Wire\n,Post\nc/b.txt,Wire\n")
    results = list(iter_inputs([folder], meta=meta))
    problems = [(each.record, each.status_why.split(": ", 1)[1]) for each in results if isinstance(each, Failure)]
    assert [record for record, _ in problems] == [2, 4, 5]
    assert (
        "'bb.txt' was read" in problems[0][1] and "listed twice" in problems[1][1] and "names no file" in problems[2][1]
    )
    found = by_name([each for each in results if isinstance(each, Report)], folder)
    assert (found["b.txt"].outlet, found["c/b.txt"].outlet) == ("Post", "Wire")


def test_name_that_two_files_share_is_applied_to_neither(folder):
    """It would put one file's date on the other."""
    (folder / "f").mkdir()
    (folder / "f" / "d.TXT").write_text(TEXT, encoding="utf-8")
    results = list(iter_inputs([folder], meta=write_meta(folder, "file,outlet\nd.TXT,Post\n")))
    assert [each.outlet for each in results if isinstance(each, Report) and each.path.endswith("d.TXT")] == [None, None]
    assert "'d.TXT' is the name of 2 files" in results[-1].status_why


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("title,outlet\nT,Post\n", 'no column is named "file"'),
        ("", "there is no row in it"),
        ("file\n", "there is no row in it"),
        ("file;when\nb.txt;2018\n", "the columns are 'file', 'when'; .*title, outlet, published, url, byline"),
    ],
)
def test_list_that_cannot_be_used_stops_at_once(folder, words, why):
    """Before anything is read with the wrong metadata."""
    meta = write_meta(folder, words)
    with pytest.raises(ReportError, match=f"meta.csv: .*{why}"):
        iter_inputs([folder], meta=meta)


def test_missing_list_stops_at_once(folder):
    """The same."""
    with pytest.raises(ReportError, match=r"none\.csv: there is no such file"):
        iter_inputs([folder], meta=folder / "none.csv")


def test_date_of_a_row_that_cannot_be_read_is_told(folder):
    """The report is read without a date, and the row is named with the way out."""
    meta = write_meta(
        folder, "file,published,outlet\na.html,2018-02-14,Post\nb.txt,5/6/2024,Post\ne.csv,soon,\nnone.txt,soon,\n"
    )
    results = list(iter_inputs([folder], meta=meta))
    found = by_name([each for each in results if isinstance(each, Report)], folder)
    assert (found["b.txt"].published, found["b.txt"].outlet) == (None, "Post")
    failures = [each for each in results if isinstance(each, Failure)]
    assert {each.path for each in failures} == {meta.as_posix()}
    assert [each.record for each in failures] == [3, 4, 5, 5]
    words = '"5/6/2024" can be 5 June or 6 May; write it as 2024-06-05 or 2024-05-06'
    assert failures[0].status_why == f"{meta.as_posix()}, row 3: the date is left out: {words}"
    assert '"soon" is not a date' in failures[1].status_why
    assert "no file named 'none.txt'" in failures[2].status_why and '"soon"' in failures[3].status_why


@pytest.mark.parametrize("words", ["yesterday", "2024-13-01", "5/6/2024", ""])
def test_default_date_that_cannot_be_read_is_a_wrong_argument(words):
    """Told at the call, with the value and the form wanted."""
    with pytest.raises(ValueError, match=f"published cannot be {words!r}: .*ISO 8601, as in 2024-05-01"):
        iter_inputs([], defaults={"published": words})


def test_defaults_fill_what_the_report_does_not_say(tmp_path):
    """A report's own outlet and date stay; a date that cannot be read counts as none."""
    for name, date in {"a.txt": "2018-02-14", "b.txt": "soon", "c.txt": ""}.items():
        (tmp_path / name).write_text(f"Outlet: {'Post' if date else ''}\nDate: {date}\n\n{TEXT}", encoding="utf-8")
    results = list(iter_inputs([tmp_path], defaults={"outlet": "Courier", "published": "1 May 2020"}))
    assert [each.outlet for each in results] == ["Post", "Post", "Courier"]
    assert [each.published for each in results] == ["2018-02-14", "2020-05-01", "2020-05-01"]
    assert [each.published_why for each in results] == ["header line Date", "option --published", "option --published"]


def test_list_wins_over_defaults(folder):
    """What is said of one file is more than what is said of all."""
    meta = write_meta(folder, "file,published\nb.txt,2018-02-14\n")
    found = by_name(list(iter_inputs([folder], meta=meta, defaults={"published": "2020-05-01"})), folder)
    assert (found["b.txt"].published, found["e.csv"].published) == ("2018-02-14", "2020-05-01")


def test_unknown_default_is_a_wrong_argument():
    """A misspelt name must not pass in silence."""
    with pytest.raises(ValueError, match="not date"):
        iter_inputs([], defaults={"date": "2018-02-14"})


def test_inputs_are_counted_where_files_tell(tmp_path):
    """A table holds any number of articles; only reading tells."""
    from sayso.ingest import count_inputs

    for name in ("a.txt", "b.html", "c.md"):
        (tmp_path / name).write_text("words")
    assert count_inputs([tmp_path]) == 2
    assert count_inputs([tmp_path], patterns=["*.txt"]) == 1
    (tmp_path / "d.jsonl").write_text("{}")
    assert count_inputs([tmp_path]) is None
    assert count_inputs(["-"]) is None
