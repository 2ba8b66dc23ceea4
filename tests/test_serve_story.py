"""Stories and two reports side by side, without a browser."""

import csv
import io
import shutil

import pytest

from sayso.ledger import Ledger
from sayso.records import Span
from sayso.serve.side_by_side import cut_paragraphs
from sayso.serve.story_views import count_pairs
from serve_client import list_links, open_page, post


@pytest.fixture
def ledger_copy(sample_ledger, tmp_path):
    """A ledger of all sample reports, which the test may change."""
    path = tmp_path / "samples.db"
    shutil.copy(sample_ledger, path)
    return path


@pytest.fixture
def page(ledger_copy):
    """A client on all sample reports."""
    with open_page(ledger_copy) as client:
        yield client


def save(page, name="Sundrik market", query="sundrik OR market OR rockets"):
    answer = post(page, "/stories", {"name": name, "query": query, "note": "The attack of 17 May."})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_story_is_saved_shown_changed_and_removed(page, ledger_copy):
    """A story is a name for a query; removing it removes no report."""
    assert save(page) == "/story/Sundrik%20market"
    assert "Sundrik market" in page.get("/stories").text
    assert page.get("/story/sundrik market").status_code == 200
    save(page, name="SUNDRIK MARKET", query="rockets")
    with Ledger(ledger_copy) as ledger:
        (story,) = ledger.stories()
        reports = len(list(ledger.reports()))
    assert (story.name, story.query, story.made_by) == ("Sundrik market", "rockets", "anna")
    assert post(page, "/stories/drop", {"name": "Sundrik market"}).status_code == 303
    assert page.get("/story/Sundrik market").status_code == 404
    with Ledger(ledger_copy) as ledger:
        assert not ledger.stories() and len(list(ledger.reports())) == reports


@pytest.mark.parametrize(
    ("name", "query"), [("", "rockets"), ("a/b", "rockets"), ("x" * 81, "rockets"), ("x", ""), ("x", "foo:bar")]
)
def test_name_or_query_that_cannot_be_taken_is_told(page, name, query):
    """Nothing is stored, and the answer says what is wrong."""
    answer = post(page, "/stories", {"name": name, "query": query})
    assert answer.status_code == 422
    assert page.get("/stories.json").json() == {"stories": []}


def test_each_picture_has_its_table_and_its_file(page):
    """What a picture shows stands in a table on the page, and in full in the CSV."""
    place = save(page)
    html, data = page.get(place).text, page.get(f"{place}.json").json()
    assert data["claims"] > 20 and data["complete"]
    for name in ("timeline", "figures", "outlets", "copies"):
        rows = list(csv.DictReader(io.StringIO(page.get(f"{place}/{name}.csv").text)))
        assert rows, name
        if name in ("timeline", "figures", "copies"):
            assert len(rows) == len(data[name])
    assert page.get(f"{place}/nothing.csv").status_code == 404
    for row in data["timeline"]:
        assert row["begin"] < row["end_before"]
        assert f"/c/{row['claim']}" in list_links(html)
    assert {row["dated_by"] for row in data["timeline"]} == {"the words", "publication"}
    assert all(
        point["value"] is not None or point["low"] is not None or point["high"] is not None for point in data["figures"]
    )
    assert any(copy["type"] == "copy" and copy["origin"] for copy in data["copies"])


def test_address_narrows_a_story_and_leaves_nouns_out(page):
    """The state of the page is in its address."""
    place = save(page)
    whole = page.get(f"{place}.json").json()
    narrowed = page.get(f"{place}.json", params={"q": "outlet:northline"}).json()
    assert 0 < narrowed["claims"] < whole["claims"]
    assert {report["outlet"] for report in narrowed["reports"]} == {"Northline"}
    noun = next(point["what"].split(", ")[0] for point in whole["figures"] if point["what"])
    left = page.get(f"{place}.json", params={"without": noun}).json()
    assert not any(noun in point["what"].split(", ") for point in left["figures"])
    assert page.get(place, params={"q": "foo:bar"}).status_code == 422


def test_story_without_a_claim_says_so(page):
    """An empty story is no error."""
    place = save(page, query="volcano")
    html = page.get(place).text
    assert "No claim is found" in html and "data-chart" not in html


def test_matrix_keeps_the_names_that_occur_most():
    """At most twelve by twelve."""
    matrix = count_pairs([("a", str(number)) for number in range(20)] + [("b", "3")])
    assert matrix.rows == ("a", "b") and len(matrix.columns) == 12
    assert matrix.columns[0] == "3" and matrix.cells[1][0] == 1


# ----------------------------------------------------------------------------------------------------------------- side by side


def find_reports(ledger, *words):
    with Ledger(ledger) as open_ledger:
        rows = list(open_ledger.reports(all_versions=True))
    return [next(row.report_id for row in rows if word in row.path) for word in words]


def test_copy_is_shown_with_its_origin_and_shared_passages(page, ledger_copy):
    """The newspaper credits the agency; the passages are numbered alike on both sides."""
    left, right = find_reports(ledger_copy, "harrow-post-sundrik", "northline-sundrik")
    html = page.get("/compare", params={"r": [left, right]}).text
    data = page.get("/compare.json", params={"r": [left, right]}).json()
    assert (data["copy"]["type"], data["copy"]["origin"], data["are_versions"]) == ("copy", right, False)
    assert html.count("<sup>1</sup>") >= 2
    assert len(data["same"]) > 10
    turned = page.get("/compare.json", params={"r": [right, left]}).json()
    assert {(one["left"], one["right"]) for one in turned["same"]} == {
        (one["right"], one["left"]) for one in data["same"]
    }


def test_versions_of_a_page_are_paired_by_their_words(page, ledger_copy):
    """An edited report: claims that were kept are paired, and the changed figure is shown."""
    first, second = find_reports(ledger_copy, "funerals.txt", "funerals-corrected")
    data = page.get("/compare.json", params={"r": [first, second]}).json()
    assert data["are_versions"] and len(data["same"]) > 15
    assert any(one["why"] == "word for word" for one in data["same"])
    assert any("19" in one["left_words"] + one["right_words"] and one["why"] != "word for word" for one in data["same"])


@pytest.mark.parametrize("count", [1, 3])
def test_two_different_reports_are_needed(page, ledger_copy, count):
    """One, three, or the same twice: a page that says what to do."""
    (one,) = find_reports(ledger_copy, "northline-sundrik")
    assert page.get("/compare", params={"r": [one] * count}).status_code == 422
    assert page.get("/compare", params={"r": [one, one]}).status_code == 422
    assert page.get("/compare").status_code == 200
    assert page.get("/compare", params={"r": [one, "zzz"]}).status_code == 404


def test_passages_are_cut_at_paragraphs_and_lose_no_letter():
    """A passage over two paragraphs has its number in both."""
    text = "The dam broke.\n\nWe left at once."
    paragraphs = cut_paragraphs(text, [(Span(8, 23), False)])
    assert [[(piece.text, piece.passage) for piece in pieces] for pieces in paragraphs] == [
        [("The dam ", None), ("broke.", 1)],
        [("We left", 1), (" at once.", None)],
    ]
