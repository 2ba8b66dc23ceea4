"""The search: the command line's grammar, facets in the address, every hit reachable, and every result set as a file."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from ledger_samples import fill, make_report
from sayso.claims import make_claim_id
from sayso.ledger import Ledger, LedgerView, browsing, parse_query
from sayso.records import Claim, Entity, Facts, Span, Speaker
from serve_client import list_links, open_page


def add_statement(ledger, number, name="Ansa Brielow", act="say", **details):
    """A report with one statement."""
    text = f"{name} said bridge number {number} was safe."
    report = make_report(text, title=f"Bridge {number}", **details)
    source, cue = Span(0, len(name)), Span(len(name) + 1, len(name) + 5)
    content = (Span(len(name) + 6, len(text) - 1),)
    entity = Entity(
        id="e1",
        key=f"person:{name.lower().replace(' ', '-')}",
        name=name,
        kind="person",
        role="governor",
        mentions=(source,),
        why="named",
    )
    claim = Claim(
        id=make_claim_id(report.id, "speaker", source, cue, content),
        voice="speaker",
        form="indirect",
        act=act,
        saying="affirmed",
        stance="asserts",
        content=content,
        cue=cue,
        source=source,
        speakers=(Speaker(entity="e1", why="named"),),
    )
    ledger.add(report, [claim], Facts(entities=(entity,)))
    return report, claim


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "ledger.db"
    with Ledger(path) as ledger, ledger.batch():
        for number in range(50):
            add_statement(
                ledger,
                number,
                name=("Ansa Brielow", "Tor Velmund", "Ima Kest")[number % 3],
                act=("say", "deny")[number % 2],
                outlet=("The Harrow Post", "Northline")[number % 2] if number != 7 else None,
                published=f"{2020 + number % 3}-0{1 + number % 9}-11" if number != 8 else None,
            )
    return path


@pytest.fixture
def page(ledger):
    with open_page(ledger) as client:
        yield client


@pytest.mark.parametrize(
    "query",
    ["bridge", 'by:"Tor Velmund"', "bridge act:deny", "-act:deny safe", "bridge OR market", '"number 7"', "numb*", ""],
)
def test_the_page_finds_what_the_command_line_finds(page, ledger, query):
    """The same claims, all of them, each once, page by page."""
    with LedgerView(ledger) as view:
        expected = {hit.row.claim.id for hit in view.search(parse_query(query), limit=None)}
    for order in ("match", "newest"):
        found, token = [], None
        while True:
            parameters = {"q": query, "order": order} | ({"next": token} if token else {})
            answer = page.get("/search.json", params=parameters).json()
            found += [row["claim"] for row in answer["claims"]]
            token = answer["next"]
            if token is None:
                break
        assert len(found) == len(set(found))
        assert set(found) == expected
        assert answer["total"] == len(expected)


def test_facets_count_what_choosing_them_finds(page):
    """Every number beside a facet is the number of claims behind it; an outlet or year that is unknown is in none."""
    answer = page.get("/search.json?q=bridge").json()
    assert {facet["value"] for facet in answer["facets"]["act"]} == {"say", "deny"}
    assert sum(facet["claims"] for facet in answer["facets"]["outlet"]) == 49
    for name, values in answer["facets"].items():
        for facet in values:
            narrowed = page.get("/search.json", params={"q": "bridge", name: facet["value"]}).json()
            assert narrowed["total"] == facet["claims"], (name, facet)


def test_facets_are_links_that_narrow_and_widen(page):
    """Choosing one and taking it out again leads back to where one was."""
    html = page.get("/search?q=bridge").text
    chosen = next(link for link in list_links(html) if "act=deny" in link)
    narrowed = page.get(f"/search{chosen}").text
    back = re.search(r'class="chip chosen" href="([^"]*)"', narrowed).group(1)
    assert parse_qs(urlsplit(back).query) == {"q": ["bridge"]}
    assert ">25 claims<" in narrowed


def test_facets_of_one_kind_are_alternatives_and_of_several_all_hold(page):
    """As in the grammar: OR within one, all of the others."""
    both = page.get("/search.json?act=say&act=deny").json()
    assert both["total"] == 50
    assert both["query"] == "act:say OR act:deny"
    narrow = page.get("/search.json?act=deny&year=2021&outlet=Northline").json()
    assert narrow["query"] == "act:deny outlet:Northline published-after:2021 published-before:2022"
    assert 0 < narrow["total"] < 25


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("q=foo:bar", "there is no key foo:"),
        ("q=act:shout", "act:shout is unknown"),
        ('q="open', "is never closed"),
        ("q=published-after:never", "is no date"),
        ("year=20x1", "four digits"),
        ("show=everything", "show is one of"),
        ("order=random", "order is match or newest"),
    ],
)
def test_a_query_that_cannot_be_taken_is_explained(page, address, word):
    """On the page with the grammar below it, and by the API in the one shape of errors."""
    answer = page.get(f"/search?{address}")
    assert answer.status_code == 422
    assert word in re.sub("&#39;", "'", answer.text) and "How to ask" in answer.text
    error = page.get(f"/search.json?{address}").json()["error"]
    assert (error["status"], word in error["message"]) == (422, True)


def test_a_query_that_finds_nothing_shows_what_its_parts_find(page):
    """So that one sees which part is too much."""
    html = page.get("/search?q=bridge+volcano").text
    assert "No claim has all of this" in html
    assert re.search(r"bridge <span[^>]*>50<", html) and re.search(r"volcano <span[^>]*>0<", html)


def test_the_box_finds_reports_and_speakers_too(page):
    """A few beside the claims, all on pages of their own."""
    answer = page.get("/search.json?q=velmund").json()
    assert [speaker["name"] for speaker in answer["speakers"]] == ["Tor Velmund"]
    assert answer["speakers"][0]["claims"] == 17
    assert len(answer["reports"]) == 3
    reports, token = [], None
    while True:
        found = page.get(
            "/search.json", params={"q": "velmund", "show": "reports"} | ({"next": token} if token else {})
        ).json()
        reports += [row["report_id"] for row in found["reports"]]
        token = found["next"]
        if token is None:
            break
    assert len(reports) == len(set(reports)) == 17
    assert "/s/person%3Ator-velmund" in page.get("/search?q=velmund&show=speakers").text


def test_hits_are_marked_in_the_words_of_the_report(page):
    """And nothing else is."""
    html = page.get("/search?q=safe").text
    assert set(re.findall(r'<mark class="hit">([^<]*)</mark>', html)) == {"safe"}


@pytest.mark.parametrize("query", ["bridge", "bridge act:deny", "volcano"])
def test_every_result_set_can_be_taken_as_a_file(page, query):
    """All of it, in four kinds that say the same."""
    parameters = {"q": query}
    lines = [json.loads(line) for line in page.get("/search/export.jsonl", params=parameters).text.splitlines()]
    assert len(lines) == page.get("/search.json", params=parameters).json()["total"]
    assert page.get("/search/export.json", params=parameters).json() == lines
    answer = page.get("/search/export.csv", params=parameters)
    assert answer.headers["content-disposition"] == 'attachment; filename="sayso-claims.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["claim"] for row in rows] == [line["claim"] for line in lines]
    book = openpyxl.load_workbook(io.BytesIO(page.get("/search/export.xlsx", params=parameters).content))
    cells = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in cells[1:]] == [line["claim"] for line in lines]
    if lines:
        assert list(cells[0]) == list(lines[0]) == list(rows[0])


def test_reports_and_speakers_can_be_taken_as_files_too(page):
    """One row each."""
    reports = page.get("/search/export.json?q=velmund&show=reports").json()
    assert len(reports) == 17 and "title" in reports[0]
    speakers = page.get("/search/export.json?q=velmund&show=speakers").json()
    assert [row["key"] for row in speakers] == ["person:tor-velmund"]


def test_a_kind_of_file_that_does_not_exist_is_told(page):
    """And leaves no view of the ledger open."""
    assert page.get("/search/export.pdf?q=bridge").status_code == 404
    assert page.get("/search/export.csv?q=foo:bar").status_code == 422
    assert page.get("/search.json?q=bridge").status_code == 200


def test_words_of_a_report_are_no_formulas_in_a_file(tmp_path):
    """A cell that begins with = is words."""
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger, make_report(title="=HYPERLINK(1)"))
    with open_page(path) as page:
        rows = list(csv.DictReader(io.StringIO(page.get("/search/export.csv").text)))
        assert {row["title"] for row in rows} == {"'=HYPERLINK(1)"}
        book = openpyxl.load_workbook(io.BytesIO(page.get("/search/export.xlsx").content))
        titles = {cell.value for cell in book.active["E"][1:]}
        kinds = {cell.data_type for cell in book.active["E"][1:]}
        assert (titles, kinds) == ({"=HYPERLINK(1)"}, {"s"})


def test_more_than_can_be_counted_is_told_and_still_reachable(ledger, monkeypatch):
    """Facets are then counted over the newest, and the pages go on beyond them."""
    monkeypatch.setattr(browsing, "MOST_COUNTED", 12)
    with open_page(ledger) as page:
        html = page.get("/search?q=bridge").text
        assert "more than 12 claims" in html and "Counted over the newest 12 claims" in html
        found, token = [], None
        while True:
            answer = page.get("/search.json", params={"q": "bridge"} | ({"next": token} if token else {})).json()
            found += [row["claim"] for row in answer["claims"]]
            token = answer["next"]
            if token is None:
                break
    with LedgerView(ledger) as view:
        newest = [hit.row.claim.id for hit in view.search("bridge", order="newest", limit=None)]
    assert found == newest
    assert answer["total_is_complete"] is False


def test_the_newest_come_first_whichever_way_they_are_found(ledger, monkeypatch):
    """Walking the reports from the newest on gives the order that sorting all gives; undated ones come last."""
    for words in ("bridge", "act:deny", 'by:"Ima Kest"', "-act:deny"):
        query = parse_query(words)
        with LedgerView(ledger) as view:
            whole = browsing.find_newest(view, query)
            monkeypatch.setattr(browsing, "MOST_COUNTED", 10)
            part = browsing.find_newest(view, query)
            monkeypatch.undo()
            expected = [hit.row.claim.id for hit in view.search(query, order="newest", limit=None)]
            found = [hit.row.claim.id for hit in browsing.load_hits(view, query, whole.claims)]
        assert found == expected
        assert part.claims == whole.claims[:10] and not part.complete


def test_rejected_claims_are_left_out_unless_asked_for(tmp_path):
    """As on the command line."""
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        _, claim = add_statement(ledger, 1)
        add_statement(ledger, 2)
        ledger.decide(claim.id, "reject", who="anna")
    with open_page(path) as page:
        assert page.get("/search.json").json()["total"] == 1
        assert page.get("/search.json?status=rejected").json()["total"] == 1
        assert "rejected by anna" in page.get("/search?status=rejected").text
