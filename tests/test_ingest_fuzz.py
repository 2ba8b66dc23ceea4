"""Whatever the bytes, there is a report that keeps the rules or a failure that names the file."""

import io
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import ReportError
from sayso.ingest import iter_inputs, make_report
from sayso.records import Failure, Report

WORDS = "The mayor of Karven said on Tuesday that the old bridge was safe. Engineers denied it. "
PIECES = [
    *(
        "<p>",
        "</p>",
        "<article>",
        "</article>",
        "<html>",
        "<body>",
        "<!--",
        "-->",
        "<script type='application/ld+json'>",
        "</script>",
        "<table><tr><td>",
    ),
    *(
        '{"@type": "NewsArticle", "datePublished": "2018-02-14", "author": [',
        '{"text": "',
        '"}',
        "[",
        "]",
        ",",
        "\n",
        "\r\n",
        "\x00",
        "\ud800",
        "\ufeff",
        "&#0;",
        "&#xD800;",
    ),
    *(
        "<meta charset='utf-16'>",
        "<meta name='date' content='",
        "text,title\n",
        '"',
        "Title: T\nDate: x\n\n",
        "<br>",
        "<time datetime='0000-00-00'>",
        "\u0301",
        "\xad",
        WORDS,
    ),
]
odd_text = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)
odd_bytes = (
    st.binary(max_size=300)
    | odd_text.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | odd_text.map(lambda text: text.encode("utf-16", "surrogatepass"))
)
often = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def check(results):
    for each in results:
        assert isinstance(each, Report | Failure)
        if isinstance(each, Failure):
            assert each.status_why.strip() and "\n" not in each.status_why
        else:
            check_report(each)


def check_report(report):
    """What every room after this one relies on."""
    text = report.text
    text.encode("utf-8")
    assert text.strip() and "\r" not in text and "\x00" not in text and not text.startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", text)
    assert report.published_why
    assert (report.status == "read") == (report.status_why is None)
    for words in (report.title, report.outlet, report.byline, report.url, report.published):
        assert words is None or words.strip()
        (words or "").encode("utf-8")
    if report.title_span is not None:
        assert " ".join(report.title_span.of(text).split()) != ""
    json.dumps([report.id, report.text_sha256])


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a"])
@often
@given(data=odd_bytes)
def test_any_bytes_give_reports_or_failures(tmp_path, name, data):
    """No file stops a batch, whatever its name promises."""
    path = tmp_path / name
    path.write_bytes(data)
    results = list(iter_inputs([path], max_bytes=5000))
    check(results)
    assert results or not data.strip(b" \t\r\n\xef\xbb\xbf")


@often
@given(data=odd_bytes)
def test_any_bytes_may_come_from_standard_input(data):
    """The same for a pipe."""
    check(iter_inputs(["-"], stdin=io.BytesIO(data)))


@often
@given(inside=st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=20).map("".join))
def test_any_markup_around_an_article_gives_a_report_or_a_failure(tmp_path, inside):
    """Broken pages with a real text in them reach the deeper parts."""
    path = tmp_path / "a.html"
    path.write_bytes(
        f"<html><head>{inside}</head><body><article><p>{WORDS}</p>{inside}<p>{WORDS}</p></article>".encode(
            "utf-8", "surrogatepass"
        )
    )
    check(iter_inputs([path]))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@often
@given(
    row=st.dictionaries(
        st.sampled_from(["text", "body", "title", "date", "published", "source", "url", "author", "language"]),
        json_values | st.just(WORDS),
    )
)
def test_any_json_gives_a_report_or_a_failure(row):
    """A value of any kind in any column."""
    results = list(iter_inputs(["-"], stdin=io.BytesIO(json.dumps(row).encode() + b"\n" + json.dumps(row).encode())))
    check(results)
    assert len(results) == 2


@often
@given(
    value=json_values,
    key=st.sampled_from(
        [
            "headline",
            "author",
            "publisher",
            "datePublished",
            "url",
            "@id",
            "mainEntityOfPage",
            "articleBody",
            "inLanguage",
            "@type",
            "@graph",
        ]
    ),
)
def test_any_json_ld_leaves_the_text_alone(tmp_path, value, key):
    """What a page says of itself in a strange form is passed over."""
    article = {"@type": "NewsArticle", "headline": "Bridge", key: value}
    path = tmp_path / "a.html"
    words = json.dumps(article).replace("<", "\\u003c")
    path.write_text(
        f"<html><head><script type='application/ld+json'>{words}</script></head><body><article><p>{WORDS}</p><p>{WORDS}</p></article>",
        encoding="utf-8",
    )
    (report,) = iter_inputs([path])
    assert isinstance(report, Report)
    check_report(report)


@often
@given(st.text() | odd_text, st.none() | st.text(max_size=20), st.none() | st.text(max_size=20))
def test_any_words_make_a_report_or_an_error(text, title, published):
    """The same for a text in hand; the only error is the one that is promised."""
    try:
        report = make_report(text, title=title, published=published, outlet=title, byline=title, url=title)
    except ReportError:
        return
    check_report(report)
