"""JSON Lines, JSON and CSV of articles."""

import io
import json
import tracemalloc

import pytest

from sayso.ingest import iter_inputs
from sayso.records import Failure, Report

TEXT = "The mayor of Karven said on Tuesday that the old bridge was safe."


def read(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(iter_inputs([path], **options))


def lines(*rows):
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_each_line_is_a_report_numbered_from_0(tmp_path):
    """Blank lines do not count."""
    reports = read(tmp_path, "a.jsonl", "\ufeff" + lines({"text": TEXT}, "", {"text": TEXT + " Again."}))
    assert [(report.record, report.text) for report in reports] == [(0, TEXT), (1, TEXT + " Again.")]


@pytest.mark.parametrize(
    "row",
    [
        {
            "text": TEXT,
            "title": "T",
            "published": "2018-02-14",
            "outlet": "Post",
            "url": "https://p.example/a",
            "byline": "Ana",
            "language": "en",
        },
        {
            "body": TEXT,
            "headline": "T",
            "date": "2018-02-14",
            "source": "Post",
            "link": "https://p.example/a",
            "author": "Ana",
            "lang": "en",
        },
        {
            "maintext": TEXT,
            "title": "T",
            "date_publish": "2018-02-14",
            "source_domain": "Post",
            "url": "https://p.example/a",
            "authors": ["Ana"],
            "language": "en",
        },
        {
            "content": TEXT,
            "Title": "T",
            "datePublished": "2018-02-14",
            "source": {"id": None, "name": "Post"},
            "URL": "https://p.example/a",
            "author": {"name": "Ana"},
        },
        {
            "article": TEXT,
            "title": "T",
            "Publication Date": "2018-02-14",
            "publication": "Post",
            "url": "https://p.example/a",
            "Author": "By Ana",
        },
    ],
)
def test_usual_names_are_recognised(tmp_path, row):
    """The names that feeds, crawlers and archives give their fields."""
    (report,) = read(tmp_path, "a.jsonl", lines(row))
    assert (report.text, report.title, report.outlet, report.byline) == (TEXT, "T", "Post", "Ana")
    assert (report.url, report.published) == ("https://p.example/a", "2018-02-14")
    assert report.published_why.startswith("column ")


def test_named_columns_win_over_the_usual_names(tmp_path):
    """A dotted name leads into nested objects."""
    row = {"text": "Teaser only.", "fields": {"body": TEXT}, "when": "14 February 2018", "date": "2001-01-01"}
    (report,) = read(tmp_path, "a.jsonl", lines(row), columns={"text": "fields.body", "published": "when"})
    assert (report.text, report.published, report.published_why) == (TEXT, "2018-02-14", "column when")


def test_unknown_field_of_a_mapping_is_a_wrong_argument():
    """A misspelt field must not pass in silence."""
    with pytest.raises(ValueError, match="'txt' is none of them"):
        iter_inputs([], columns={"txt": "body"})


def test_wrong_argument_is_told_at_the_call(tmp_path):
    """Before anything is read, so that nothing is half done."""
    (tmp_path / "a.jsonl").write_text(lines({"text": TEXT}))
    with pytest.raises(ValueError, match="'txt' is none of them"):
        iter_inputs([tmp_path], columns={"txt": "Nope"})


def test_column_of_seconds_is_read_as_a_moment(tmp_path):
    """A number or its digits, in seconds or milliseconds since 1970."""
    rows = ({"text": TEXT, "published": when} for when in (1715731200, "1715731200", 1715731200000))
    reports = read(tmp_path, "a.jsonl", lines(*rows))
    assert [report.published for report in reports] == ["2024-05-15T00:00:00Z"] * 3
    assert reports[0].published_why == "column published; read as seconds since 1970"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "line 2 (record 1): the line is not JSON (Expecting value at column 1); correct or remove it"),
        ('{"text": "x"', "the line is not JSON"),
        ("[1, 2]", "not a list"),
        ('{"title": "T"}', "no key holds the text; the keys are title"),
        ('{"text": null}', "there is no text in it"),
        ('{"text": 7}', "'text' holds a number, not a text"),
        ('{"text": "a\\ud800b"}', "half a character"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ("[" * 100_000, "too deeply nested"),
        ("1" * 5000, "not JSON"),
    ],
)
def test_bad_line_is_one_failure_and_the_rest_go_on(tmp_path, line, words):
    """The line, the record and the file are named."""
    one, bad, two = read(tmp_path, "a.jsonl", lines({"text": TEXT}, line, {"text": TEXT}))
    assert isinstance(one, Report) and isinstance(two, Report) and two.record == 2
    assert isinstance(bad, Failure) and bad.record == 1
    assert words in bad.status_why and "a.jsonl, line 2 (record 1): " in bad.status_why and "\n" not in bad.status_why


def test_line_that_is_not_utf8_is_a_failure(tmp_path):
    """JSON is UTF-8 by its standard."""
    data = lines({"text": TEXT}).encode() + b'{"text": "Ren\xe9"}\n' + lines({"text": TEXT}).encode()
    assert [type(each) for each in read(tmp_path, "a.jsonl", data)] == [Report, Failure, Report]


def test_limit_holds_for_each_text(tmp_path):
    """A long file of short texts is read; one long text in it is not, even if it is longer than memory should hold."""
    rows = [{"text": TEXT + str(number)} for number in range(50)]
    results = read(
        tmp_path,
        "a.jsonl",
        lines(*rows, {"text": "x said " * 30}, {"text": "x said " * 60_000}, {"text": TEXT}),
        max_bytes=100,
    )
    failures = [each for each in results if isinstance(each, Failure)]
    assert len(results) == 53 and [each.record for each in failures] == [50, 51]
    assert all("over the limit of 100 bytes" in each.status_why for each in failures)


def test_odd_metadata_is_dropped_and_the_text_stays(tmp_path):
    """Numbers, flags and half characters in a title do not cost the report."""
    (report,) = read(
        tmp_path,
        "a.jsonl",
        '{"text": "The mayor spoke.", "title": "a\\ud800", "author": true, "url": [], "published": 518602400}\n',
    )
    assert (report.title, report.byline, report.url, report.published) == ("a\ufffd", None, None, None)
    assert 'column published: "518602400" is not a date' in report.published_why


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{"text": TEXT}, {"text": TEXT + " Again."}], indent=1),
        json.dumps({"status": "ok", "articles": [{"text": TEXT}, {"text": TEXT + " Again."}]}),
        lines({"text": TEXT}, {"text": TEXT + " Again."}),
    ],
)
def test_json_may_be_an_array_a_wrapped_list_or_lines(tmp_path, data):
    """Under either suffix, whatever the exporting tool called it."""
    for name in ("a.json", "a.jsonl") if data[0] == "[" else ("a.json",):
        assert [report.text for report in read(tmp_path, name, data)] == [TEXT, TEXT + " Again."]


def test_single_json_object_is_one_article(tmp_path):
    """Written over several lines."""
    (report,) = read(tmp_path, "a.json", json.dumps({"text": TEXT}, indent=2))
    assert report.text == TEXT


@pytest.mark.parametrize(
    "data",
    ['[{"text": "The mayor spoke."}, {"te', '[{"text": "The mayor spoke."}', '[{"text": "The mayor spoke."} nonsense]'],
)
def test_json_array_that_breaks_off_gives_what_it_has(tmp_path, data):
    """One failure tells of the rest."""
    good, bad = read(tmp_path, "a.json", data)
    assert isinstance(good, Report) and isinstance(bad, Failure)
    assert "a.json, record 1: " in bad.status_why


@pytest.mark.parametrize(("name", "data"), [("a.json", "[]"), ("a.csv", "text,title\n"), ("a.json", ""), ("a.csv", "")])
def test_table_without_articles_is_a_failure(tmp_path, name, data):
    """Nothing read is something to tell."""
    (failure,) = read(tmp_path, name, data)
    assert isinstance(failure, Failure) and name in failure.status_why


# ----------------------------------------------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_with_any_usual_separator(tmp_path, mark):
    """Quoted cells may hold line ends, quotation marks and separators."""
    data = (
        mark.join(["title", "text", "date"])
        + "\r\n"
        + mark.join(["T", f'"One{mark} said ""he"".\r\n\r\nTwo."', "2018-02-14"])
        + "\r\n"
    )
    (report,) = read(tmp_path, "a.csv", data)
    assert (report.text, report.title) == (f'One{mark} said "he".\n\nTwo.', "T")
    assert (report.published, report.published_why) == ("2018-02-14", "column date")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_csv_from_a_spreadsheet_is_decoded(tmp_path, encoding):
    """Spreadsheets save in these."""
    (report,) = read(tmp_path, "a.csv", "text,title\n“The café is shut” – José said so.,T\n".encode(encoding))
    assert report.text == "“The café is shut” – José said so."


def test_csv_of_many_blocks_keeps_every_row(tmp_path):
    """Rows and characters that lie across the blocks of reading stay whole."""
    texts = [f"“Größe {number}” — said the mayor. " + "x" * (number % 97) for number in range(5000)]
    results = read(tmp_path, "a.csv", "text\n" + "".join(f'"{text}"\n' for text in texts))
    assert [report.text for report in results] == texts


def test_csv_without_a_column_for_the_text_says_which_there_are(tmp_path):
    """One failure for the file, not one a row."""
    (failure,) = read(tmp_path, "a.csv", "file,title\na.txt,T\nb.txt,U\n")
    assert "no column holds the text; the columns are file, title" in failure.status_why
    (failure,) = read(tmp_path, "a.csv", "text,title\nThe mayor spoke.,T\n", columns={"text": "body"})
    assert "there is no column 'body' for the text" in failure.status_why


def test_quotation_mark_that_is_never_closed_is_told(tmp_path):
    """Else the rest of the file would become one text."""
    good, bad = read(tmp_path, "a.csv", 'text\nThe mayor spoke.\n"The governor spoke.\nThe minister spoke.\n')
    assert isinstance(good, Report)
    assert "line 3: a quotation mark is opened and never closed" in bad.status_why


def test_stray_quotation_mark_in_a_cell_is_kept(tmp_path):
    """An inch mark opens nothing."""
    (report,) = read(tmp_path, "a.csv", 'text\nThe pipe of 5" broke.\n')
    assert report.text == 'The pipe of 5" broke.'


# ---------------------------------------------------------------------------------------------------------- memory, streams


class Endless:
    """A stream of many articles that exists only as it is read."""

    def __init__(self, count):
        self._lines = (
            json.dumps({"text": f"{TEXT} {number} " + "The mayor and the governor said that. " * 50}).encode() + b"\n"
            for number in range(count)
        )

    def read(self, _size=-1):
        return next(self._lines, b"")


@pytest.mark.parametrize("opening", ["lines", "array"])
def test_memory_stays_flat(opening):
    """A stream of thousands of articles is never held whole."""

    class Array(Endless):
        def __init__(self, count):
            super().__init__(count)
            body = self._lines
            self._lines = (b"[" + line if place == 0 else b"," + line for place, line in enumerate(body))

    def peak(count):
        tracemalloc.start()
        stream = (Endless if opening == "lines" else Array)(count)
        read_count = sum(isinstance(each, Report) for each in iter_inputs(["-"], stdin=stream))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read_count == count
        return most

    peak(10)
    assert peak(1000) < peak(100) + 500_000


def test_lines_come_as_they_arrive():
    """Whoever follows a feed need not wait for its end."""
    seen = []

    class Feed(io.RawIOBase):
        def __init__(self):
            self._rows = [lines({"text": TEXT}).encode(), lines({"text": TEXT + " Again."}).encode()]

        def readable(self):
            return True

        def read(self, _size=-1):
            seen.append(len(seen))
            return self._rows.pop(0) if self._rows else b""

    results = iter_inputs(["-"], stdin=Feed())
    assert next(results).text == TEXT
    assert len(seen) == 1
    assert [report.text for report in results] == [TEXT + " Again."]


def test_column_name_with_a_line_end_stays_on_one_line(tmp_path):
    """A message is one line, whatever the file holds."""
    from sayso.ingest import iter_inputs

    path = tmp_path / "odd.csv"
    path.write_text('"a\nb",c\n1,2\n')
    (failure,) = iter_inputs([path])
    assert "\n" not in failure.status_why
    assert "'a\\nb'" in failure.status_why
