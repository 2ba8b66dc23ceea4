"""The desk: reports come in by file and by paste, what they lack is mended, and what is new is told once."""

import re
import time

import pytest

from ledger_samples import fill, make_report
from sayso.ledger import Ledger, LedgerView
from sayso.serve.uploads import Jobs, clean_name, take_text
from serve_client import HOME, open_page, post

REPORT = (
    "VELMAR, May 3 (Northline) — Tarsenia's defence minister, Gen. Orlan Vashtek, warned on Tuesday that at least 2,000 fighters had"
    " crossed the river. “We will defend every village,” he told reporters.\n"
)


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def page(ledger):
    with open_page(ledger) as client:
        yield client


def wait_for(page, answer):
    """The job that an answer leads to, when it is over."""
    address = answer.headers["location"]
    for _ in range(300):
        job = page.get(f"/api/v1{address}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError(f"the job did not end: {job}")


# --------------------------------------------------------------------------------------------------------------------- adding


def test_a_pasted_text_becomes_a_report(page, ledger):
    """With the details given; the answer leads to a page that shows how far it has come."""
    answer = post(
        page,
        "/add",
        {"text": REPORT, "title": "Fighters cross", "outlet": "The Example Post", "published": "2022-05-03"},
    )
    assert answer.status_code == 303
    job = wait_for(page, answer)
    assert (job["state"], job["counts"]["added"], job["counts"]["failed"]) == ("done", 1, 0)
    assert job["counts"]["claims"] >= 2
    with LedgerView(ledger) as view:
        row = view.report(job["reports"][0]["id"])
        assert (row.title, row.outlet, row.published) == ("Fighters cross", "The Example Post", "2022-05-03")
        assert row.published_why == "given on the page"
        assert view.runs()[0].weights_sha256
    html = page.get(answer.headers["location"]).text
    assert "Fighters cross" in html and "http-equiv" not in html
    assert "Fighters cross" in page.get("/").text


def test_files_become_reports_under_the_names_they_came_with(page, ledger):
    """Folders of a name are dropped; the outlet is for files that name none."""
    files = [
        ("files", ("news/../a.txt", REPORT.encode())),
        ("files", ("b.html", f"<title>Second page</title><article><p>{REPORT * 3}</p></article>".encode())),
        ("files", ("c.txt", b"")),
    ]
    job = wait_for(page, post(page, "/add", {"outlet": "Lomvar Now"}, files=files))
    assert (job["counts"]["added"], job["counts"]["failed"], job["done"]) == (2, 1, 3)
    assert job["inputs"] == ["a.txt", "b.html", "c.txt"]
    assert len(job["problems"]) == 1 and job["problems"][0].startswith("c.txt: ")
    with LedgerView(ledger) as view:
        assert {row.path for row in view.reports()} == {"a.txt", "b.html"}
        assert {row.outlet for row in view.reports()} == {"Lomvar Now"}
        assert [failure.path for failure in view.failures()] == ["c.txt"]


def test_the_same_report_again_adds_nothing(page):
    """And is not read again."""
    wait_for(page, post(page, "/add", {"text": REPORT}))
    job = wait_for(page, post(page, "/add", {"text": REPORT}))
    assert (job["counts"]["added"], job["counts"]["already"], job["done"]) == (0, 1, 1)


def test_a_text_in_another_language_is_kept_unread(page):
    """And counted as such."""
    text = "Der Minister sagte am Dienstag, dass mindestens zweitausend Kämpfer den Fluss überquert hätten. " * 4
    job = wait_for(page, post(page, "/add", {"text": text}))
    assert (job["counts"]["added"], job["counts"]["not_english"], job["counts"]["claims"]) == (1, 1, 0)


def test_a_program_adds_through_the_api(page):
    """It gets the job at once."""
    answer = page.post(
        "/api/v1/add", json={"text": REPORT, "title": "By a program"}, headers={"X-Sayso-Token": page.token}
    )
    assert answer.status_code == 202
    assert answer.json()["progress"] == f"/api/v1/add/{answer.json()['id']}"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": "   "},
        {"text": REPORT, "published": "the day before"},
        {"text": REPORT, "published": "03/04/2018"},
        {"text": REPORT, "url": "javascript:alert(1)"},
    ],
    ids=["nothing", "blank", "no date", "two dates", "no address"],
)
def test_what_cannot_be_added_is_told_at_once(page, fields, ledger):
    """And nothing is begun."""
    answer = post(page, "/add", fields)
    assert answer.status_code == 422
    assert page.app.state.jobs.under_way() == []
    assert not ledger.exists()


def test_a_job_under_way_is_a_page_that_loads_itself_again(ledger, monkeypatch):
    """By htmx where scripts run, by a refresh where they do not; the desk leads to it."""
    monkeypatch.setattr(Jobs, "_add", lambda self, job: self._stopping.wait(20))
    with open_page(ledger) as page:
        address = post(page, "/add", {"text": REPORT}).headers["location"]
        html = page.get(address).text
        assert '<noscript><meta http-equiv="refresh"' in html
        assert f'hx-get="{address}?part=1"' in html
        part = page.get(f"{address}?part=1").text
        assert part.startswith('<div id="job"') and "<html" not in part
        assert f'href="{address}"' in page.get("/").text


def test_a_job_that_stumbles_is_told_and_the_next_goes_on(ledger, monkeypatch):
    """The thread lives on."""
    calls = []

    def stumble(self, job):
        calls.append(job.id)
        if len(calls) == 1:
            raise RuntimeError("a bug")

    monkeypatch.setattr(Jobs, "_add", stumble)
    with open_page(ledger) as page:
        first = wait_for(page, post(page, "/add", {"text": REPORT}))
        second = wait_for(page, post(page, "/add", {"text": REPORT}))
    assert (first["state"], second["state"]) == ("failed", "done")
    assert "a bug" in first["error"]


def test_a_job_that_nobody_knows_is_told(page):
    """As after a new start of the page."""
    assert page.get("/add/zzz").status_code == 404


def test_adding_ends_with_the_page(ledger):
    """After the report that is being read; those before it are kept."""
    jobs = Jobs(ledger)
    jobs.start(take_text(REPORT))
    jobs.stop(timeout=60)
    assert jobs._worker is not None and not jobs._worker.is_alive()


def test_a_files_name_cannot_lead_elsewhere():
    """It is only shown; files are stored under numbers."""
    assert clean_name("../../etc/passwd") == "passwd"
    assert clean_name("a\x00\u202eb.txt") == "ab.txt"
    assert clean_name("..\\") == "unnamed file"
    assert len(clean_name("a" * 500)) == 120


# --------------------------------------------------------------------------------------------------------------------- mending


@pytest.fixture
def lacking(ledger):
    with Ledger(ledger) as writer:
        fill(writer)
        report = make_report("The mayor said the bridge is safe.", title="Bridge safe", outlet=None, published=None)
        writer.add(report)
    return report


def test_a_report_that_lacks_something_has_a_form(page, lacking):
    """With a field for each thing it lacks, and none for what it has."""
    for address in ("/", "/mend"):
        html = page.get(address).text
        form = re.search(rf'action="/r/{lacking.id}/metadata".*?</form>', html, re.DOTALL).group()
        assert 'name="published"' in form and 'name="outlet"' in form
        assert html.count('class="mend"') == 1


def test_the_form_mends_it(page, lacking, ledger):
    """The decision is signed; afterwards nothing is left to mend."""
    answer = post(
        page, f"/r/{lacking.id}/metadata", {"published": "2024-05-01", "outlet": " Lomvar Now ", "next": "/mend"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/mend?done=mended")
    with LedgerView(ledger) as view:
        row = view.report(lacking.id)
        assert (row.published, row.outlet, row.published_why) == ("2024-05-01", "Lomvar Now", "set by anna")
        assert [decision.who for decision in view.decisions(report_id=lacking.id)] == ["anna"]
    assert "Nothing to mend" in page.get("/mend").text
    assert page.get("/api/v1/mend").json() == {"reports": [], "next": None}


def test_a_date_that_cannot_be_read_mends_nothing(page, lacking, ledger):
    """And is told."""
    assert post(page, f"/r/{lacking.id}/metadata", {"published": "soon"}).status_code == 422
    with LedgerView(ledger) as view:
        assert view.report(lacking.id).published is None


def test_an_empty_field_leaves_things_as_they_are(page, lacking, ledger):
    """No decision is written."""
    assert post(page, f"/r/{lacking.id}/metadata", {"published": "", "outlet": "  "}).status_code == 303
    with LedgerView(ledger) as view:
        assert list(view.decisions()) == []


def test_the_form_goes_on_only_to_our_own_pages(page, lacking):
    """Whatever a form says."""
    answer = post(page, f"/r/{lacking.id}/metadata", {"outlet": "X", "next": "https://evil.example/"})
    assert answer.headers["location"] == "/?done=mended"


def test_many_reports_to_mend_go_on_page_by_page(page, ledger):
    """Each once."""
    with Ledger(ledger) as writer, writer.batch():
        for number in range(70):
            writer.add(
                make_report(
                    f"The mayor said the bridge number {number} is safe.", title=f"Bridge {number}", outlet=None
                )
            )
    seen, token = [], None
    while True:
        found = page.get("/api/v1/mend", params={"next": token} if token else {}).json()
        seen += [row["report_id"] for row in found["reports"]]
        token = found["next"]
        if token is None:
            break
    assert len(seen) == len(set(seen)) == 70
    assert "/mend?next=" in page.get("/mend").text


# ------------------------------------------------------------------------------------------------------------------------ desk


def test_the_desk_has_the_last_added_first(page, ledger):
    """Whatever their dates are."""
    with Ledger(ledger) as writer:
        writer.add(make_report("One said it.", title="Added first", published="2024-05-01"))
        writer.add(make_report("Two said it.", title="Added last", published="2001-01-01"))
    html = page.get("/").text
    assert html.index("Added last") < html.index("Added first")
    assert [row["title"] for row in page.get("/desk.json").json()["newest"]] == ["Added last", "Added first"]


def test_figures_on_the_desk_follow_the_ledger(page, ledger):
    """They are kept between visits, but not longer than the ledger stays as it is."""
    with Ledger(ledger) as writer:
        fill(writer)
        before = page.get("/desk.json").json()["counts"]
        writer.add(make_report("Two said it.", title="Another"))
        after = page.get("/desk.json").json()["counts"]
    assert after["reports"] == before["reports"] + 1


def test_what_is_new_is_told_until_it_is_marked_as_seen(page, ledger):
    """Two outlets that share their text are news; marked as seen, they are not."""
    from sayso.across import update_comparisons

    words = "".join(
        f"The mayor said that bridge number {number} over the Tereva was safe to cross. " for number in range(30)
    )
    with Ledger(ledger) as writer:
        writer.add(make_report(words, title="Bridges safe", outlet="Northline"))
        writer.add(make_report(words, title="All bridges safe", outlet="Lomvar Now"))
        update_comparisons(writer)
    html = page.get("/").text
    assert "1 pair of reports that share text" in html and "All bridges safe" in html
    assert post(page, "/seen").headers["location"] == "/?done=seen"
    assert "reports that share text" not in page.get("/").text
    assert page.get("/desk.json").json()["news"]["since"]


def test_the_desk_says_what_was_done(page, ledger):
    """By its own words only, never by those in the address."""
    Ledger(ledger).close()
    assert "Saved." in page.get("/?done=mended").text
    assert "<b>hello" not in page.get("/?done=<b>hello").text


def test_the_upload_form_works_without_a_script(page):
    """A plain form, sent to an address that answers with a page."""
    html = page.get("/").text
    form = re.search(r'<form class="add".*?</form>', html, re.DOTALL).group()
    assert 'method="post" action="/add" enctype="multipart/form-data"' in form
    assert f'value="{page.token}"' in form
    assert HOME not in form


def test_the_page_and_another_program_add_at_the_same_time(page, ledger):
    """Neither loses anything, neither waits in vain, and the file is sound."""
    import sqlite3
    import threading

    Ledger(ledger).close()

    def add_many():
        with Ledger(ledger) as writer:
            for number in range(40):
                writer.add(make_report(f"The mayor said pier {number} was shut.", title=f"Pier {number}"))

    other = threading.Thread(target=add_many)
    other.start()
    jobs = [post(page, "/add", {"text": REPORT.replace("2,000", str(number))}) for number in (300, 400, 500)]
    for number in range(20):
        assert page.get("/").status_code == 200
        assert page.get(f"/search?q=pier+{number}&show=reports").status_code == 200
    done = [wait_for(page, job) for job in jobs]
    other.join()
    assert [job["counts"]["added"] for job in done] == [1, 1, 1]
    with LedgerView(ledger) as view:
        assert len(list(view.reports())) == 43
    with sqlite3.connect(ledger) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_news_that_is_counted_is_the_news_that_is_loaded(sample_ledger):
    """The desk counts in the ledger what the command line loads."""
    from sayso.ledger.browsing import find_news

    with LedgerView(sample_ledger) as view:
        news, head = view.news_since(), find_news(view, most=2)
    assert (head.since, head.reports) == (news.since, len(news.reports))
    counts = (head.denial_count, head.change_count, head.copy_count)
    assert counts == (len(news.denials), len(news.changes), len(news.copies))
    assert sum(counts) > 0
    assert (head.denials, head.changes, head.copies) == (news.denials[:2], news.changes[:2], news.copies[:2])
