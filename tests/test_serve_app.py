"""The page's core: addresses, JSON beside every page, one shape of error, and what is said when the ledger cannot be used."""

import json
import sqlite3
import threading

import pytest
from starlette.routing import Route

from ledger_samples import fill, make_report
from sayso.ledger import Ledger
from sayso.serve import create_app
from sayso.serve.api import READS, WRITES, describe_api
from sayso.serve.charts import draw_months
from sayso.serve.paging import make_next
from sayso.serve.templating import UNCHECKED, cut_snippet, format_footnote, make_environment, show_controls
from serve_client import open_page, post


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def page(ledger):
    with open_page(ledger) as client:
        yield client


# ------------------------------------------------------------------------------------------------------------------- addresses


def test_every_page_is_there_as_json_too(ledger):
    """At its path with .json, and under /api/v1."""
    routes = {route.path: route for route in create_app(ledger).routes if isinstance(route, Route)}
    pages = [path for path, route in routes.items() if "GET" in (route.methods or ()) and f"/api/v1{path}" in routes]
    assert {"/search", "/about", "/s/{key}", "/mend"} <= set(pages)
    for path in pages:
        assert ".{" in path or f"{path}.json" in routes, path
    assert "/desk.json" in routes and "/api/v1/desk" in routes


def test_json_says_the_same_at_both_addresses(page):
    """One function answers both."""
    for path in ("/search", "/about", "/desk", "/mend"):
        assert page.get(f"{path}.json").json() == page.get(f"/api/v1{path}").json()


def test_the_api_document_has_every_route_and_no_other(ledger):
    """With its method, and each name in an address described."""
    described = {
        (path, method.upper(), name["name"])
        for path, methods in describe_api()["paths"].items()
        for method, operation in methods.items()
        for name in [*(one for one in operation["parameters"] if one["in"] == "path"), {"name": None}]
    }
    routed = {
        (route.path, method, name)
        for route in create_app(ledger).routes
        if isinstance(route, Route) and route.path.startswith("/api/v1")
        for method in (route.methods or set()) - {"HEAD"}
        for name in [*route.param_convertors, None]
    }
    assert described == routed


def test_the_api_document_names_each_operation_once():
    """As OpenAPI asks."""
    names = [operation.name for operation in (*READS.values(), *WRITES.values())]
    assert len(names) == len(set(names))


def test_the_api_document_is_served_as_it_is(page):
    """And is JSON all through."""
    assert page.get("/api/v1/openapi.json").json() == json.loads(json.dumps(describe_api()))


def test_links_of_the_navigation_lead_somewhere(page):
    """And the page one is on is marked."""
    for path, name in page.app.state.navigation:
        html = page.get(path).text
        assert f'<a href="{path}" aria-current="page">{name}</a>' in html


def test_a_static_file_may_be_kept_and_changes_its_address(page):
    """A page is never kept; its address of a file holds the file's hash."""
    html = page.get("/").text
    assert page.get("/").headers["cache-control"] == "no-store"
    address = next(part for part in html.split('"') if part.startswith("/static/style.css?v="))
    answer = page.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert page.get(address.partition("?")[0]).headers["cache-control"] == "no-cache"


def test_everything_that_is_vendored_has_its_licence():
    """Every script of others is named in LICENSES.md."""
    from sayso.serve.templating import STATIC

    words = (STATIC / "vendor" / "LICENSES.md").read_text(encoding="utf-8")
    files = [path.name for path in (STATIC / "vendor").iterdir() if path.name != "LICENSES.md"]
    assert files
    assert all(name in words for name in files)


# ---------------------------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    "path", ["/nowhere.json", "/api/v1/nowhere", "/api/v1/r/zzz", "/c/zzz.json", "/search.json?q=foo:bar"]
)
def test_errors_of_the_api_have_one_shape(page, path):
    """Status, message, way out."""
    answer = page.get(path)
    error = answer.json()["error"]
    assert set(error) == {"status", "message", "way_out"}
    assert error["status"] == answer.status_code >= 400
    assert error["message"].endswith(".") and error["way_out"].endswith(".")


def test_a_mistake_of_ours_is_a_page_with_the_usual_headers(ledger, monkeypatch):
    """It names the kind of mistake and hides the rest."""
    monkeypatch.setattr("sayso.serve.pages.search.find_all", lambda view, asked: 1 / 0)
    with open_page(ledger) as page:
        answer = page.get("/search")
        assert (answer.status_code, "ZeroDivisionError" in answer.text) == (500, True)
        assert "Traceback" not in answer.text
        assert answer.headers["content-security-policy"]
        assert page.get("/search.json").json()["error"]["status"] == 500


def test_a_token_of_another_list_is_refused(page):
    """Rather than to show a page of something else."""
    for token in ("rubbish", "é", "W10", make_next(["other", "claims", "match"], offset=20)):
        answer = page.get("/search.json", params={"next": token})
        assert answer.status_code == 400, token


def test_a_body_that_is_no_form_is_refused(page):
    """With the way out."""
    for body, kind in ((b"{", "application/json"), (b"[]", "application/json"), (b'"\\ud800"', "application/json")):
        answer = page.post("/api/v1/seen", content=body, headers={"content-type": kind, "x-sayso-token": page.token})
        assert answer.status_code == 400, body
    answer = page.post("/api/v1/seen", content=b"a", headers={"content-type": "text/csv", "x-sayso-token": page.token})
    assert answer.status_code == 415
    broken = {"content-type": "multipart/form-data; boundary=x", "x-sayso-token": page.token}
    assert page.post("/api/v1/seen", content=b"--y\r\n", headers=broken).status_code == 400


# ---------------------------------------------------------------------------------------------------------- ledgers that cannot


def test_without_a_ledger_the_desk_says_how_to_begin(tmp_path):
    """Other pages say so too, and the API answers 503."""
    with open_page(tmp_path / "none.db") as page:
        desk = page.get("/")
        assert desk.status_code == 200
        assert "There is no ledger here yet" in desk.text and 'action="/add"' in desk.text
        search = page.get("/search")
        assert (search.status_code, "There is no ledger here yet" in search.text) == (503, True)
        assert page.get("/api/v1/desk").status_code == 503
        assert page.get("/about").status_code == 200
    assert not (tmp_path / "none.db").exists()


def test_an_empty_ledger_says_how_to_begin(tmp_path):
    """Every page works on it."""
    Ledger(tmp_path / "empty.db").close()
    with open_page(tmp_path / "empty.db") as page:
        assert "The ledger is empty" in page.get("/").text
        for path in ("/search", "/search?show=reports", "/search?q=x&show=speakers", "/mend", "/about", "/desk.json"):
            assert page.get(path).status_code == 200, path


def test_a_newer_ledger_is_not_touched(ledger):
    """The page says to upgrade."""
    with sqlite3.connect(ledger) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with open_page(ledger) as page:
        answer = page.get("/search")
        assert (answer.status_code, "newer sayso" in answer.text) == (503, True)
        assert "newer sayso" in page.get("/").text


def test_a_ledger_changed_by_a_newer_sayso_while_the_page_is_open_is_noticed(ledger):
    """The view that was open is thrown away."""
    with open_page(ledger) as page:
        assert page.get("/search").status_code == 200
        with sqlite3.connect(ledger) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
        assert page.get("/search").status_code == 503


def test_a_ledger_put_in_the_place_of_another_is_shown(ledger, tmp_path):
    """And one that is gone is said to be gone."""
    other = tmp_path / "other.db"
    with Ledger(other) as made:
        made.add(make_report(title="Another ledger altogether"))
    with open_page(ledger) as page:
        assert "Another ledger" not in page.get("/").text
        for end in ("-wal", "-shm"):
            ledger.with_name(ledger.name + end).unlink(missing_ok=True)
        other.replace(ledger)
        assert "Another ledger" in page.get("/").text
        ledger.unlink()
        assert page.get("/search").status_code == 503


def test_a_file_that_is_no_ledger_is_told(tmp_path):
    """With its name."""
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    with open_page(path) as page:
        assert "is not an SQLite file" in page.get("/search").text


def test_a_busy_ledger_can_be_read_and_says_so_to_a_write(ledger, monkeypatch):
    """Reading goes on while another program writes; a write gives up after a while, changes nothing and says what to do."""
    monkeypatch.setattr("sayso.serve.state.WRITE_TIMEOUT", 0.1)
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with open_page(ledger) as page:
            assert page.get("/search").status_code == 200
            answer = post(page, "/seen")
            assert (answer.status_code, "in use" in answer.text) == (503, True)
            assert "Nothing was changed" in answer.text
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_what_was_forgotten_while_it_was_read_is_told(ledger):
    """The page of a claim, its report and the actions on them say that it may have been forgotten."""
    with Ledger(ledger) as writer:
        row = next(writer.claims())
        with open_page(ledger) as page:
            assert page.get(f"/c/{row.claim.id}").status_code == 200
            writer.forget_report(row.report.report_id)
            for path in (f"/c/{row.claim.id}", f"/r/{row.report.report_id}"):
                answer = page.get(path)
                assert (answer.status_code, "may have been forgotten" in answer.text) == (404, True), path
            assert post(page, f"/r/{row.report.report_id}/metadata", {"outlet": "X"}).status_code == 404


def test_a_page_shows_one_moment_of_the_ledger(ledger):
    """What another program adds while a page is made is on the next page."""
    from sayso.serve.state import Views

    views = Views(ledger)
    with views.open() as view:
        before = len(list(view.reports()))
        with Ledger(ledger) as writer:
            writer.add(make_report("The mayor said the bridge is safe.", title="Later"))
        assert len(list(view.reports())) == before
    with views.open() as view:
        assert len(list(view.reports())) == before + 1
    views.close()


def test_pages_can_be_asked_for_at_once(page):
    """Each has the ledger to itself."""
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(page.get("/search?q=market").status_code)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 8


# ------------------------------------------------------------------------------------------------------------------- templates


def test_an_undefined_name_in_a_template_is_an_error():
    """A page never shows a hole where a value should be."""
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ nobody }}").render()


def test_controls_are_seen_one_for_one():
    """So that offsets into the text on the page hold."""
    text = "a\u202eb\u2066c\x00d\x85e\nf\u200f🌊"
    shown = show_controls(text)
    assert shown == "a⇄b⇄c␀d�e\nf⇄🌊"
    assert len(shown) == len(text)
    assert show_controls(None) == ""
    assert show_controls(7) == 7


def test_hits_of_a_snippet_are_cut_where_they_stand(ledger):
    """Words that were looked for, and the words between them."""
    with Ledger(ledger) as view:
        hit = view.search("died sundrik")[0]
    pieces = cut_snippet(hit.snippet)
    assert [words for words, is_hit in pieces if is_hit] == ["died", "Sundrik"]
    assert "".join(words for words, _ in pieces) == " ".join(hit.snippet.text.split())


def test_a_footnote_says_whether_a_person_has_checked(ledger):
    """And who it was."""
    with Ledger(ledger) as writer:
        row = next(writer.claims())
        assert UNCHECKED in format_footnote(row)
        assert row.report.outlet in format_footnote(row) and row.claim.id[:8] in format_footnote(row)
        writer.decide(row.claim.id, "confirm", who="anna")
        note = format_footnote(writer.claim(row.claim.id))
    assert UNCHECKED not in note
    assert "checked by anna" in note


def test_months_without_a_statement_are_in_the_picture():
    """A gap is seen as a gap; many years are drawn by year."""
    months = draw_months((("2023-11", 3), ("2024-02", 1)))
    assert [(bar.label, bar.value) for bar in months.bars] == [
        ("2023-11", 3),
        ("2023-12", 0),
        ("2024-01", 0),
        ("2024-02", 1),
    ]
    years = draw_months((("2010-05", 1), ("2010-07", 2), ("2018-01", 4)))
    assert (years.unit, years.bars[0].value, len(years.bars), years.most) == ("year", 3, 9, 4)
    assert draw_months(()) is None
