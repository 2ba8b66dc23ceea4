"""Who may ask, who may write, how much, and that words of a report are never markup."""

import pytest
from starlette.routing import Route

from ledger_samples import fill, make_report
from sayso.ledger import Ledger
from sayso.serve import create_app
from sayso.serve.routing import WriteRoute
from sayso.serve.safety import LARGEST_FORM
from serve_client import HOME, open_page, post

HOSTILE = (
    "Rockets hit <script>alert(1)</script> market\n\nGovernor Ansa Brielow said “<img src=x onerror=alert(2)> we will rebuild”,"
    " see javascript:alert(3) and \u202eevil\u202c."
)


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def page(ledger):
    with open_page(ledger, port=8123) as client:
        yield client


def ask(page, host, path="/"):
    return page.get(path, headers={"host": host}).status_code


def test_a_foreign_name_for_this_machine_is_turned_away(page):
    """A site that points its own name at 127.0.0.1 must not read the ledger."""
    assert ask(page, "127.0.0.1:8123") == 200
    assert ask(page, "localhost:8123") == 200
    assert ask(page, "[::1]:8123") == 200
    for host in ("evil.example", "evil.example:8123", "127.0.0.1.evil.example:8123", "127.0.0.1:80", "127.0.0.1", ""):
        assert ask(page, host) == 421, host
        assert ask(page, host, "/static/style.css") == 421, host


def test_every_answer_forbids_what_pages_do_not_need(page):
    """Errors, JSON and static files have the same headers as pages."""
    for path in ("/", "/search?q=x:y", "/nowhere", "/api/v1/search", "/static/style.css", "/r/zzz"):
        headers = page.get(path, headers={"host": "127.0.0.1:8123"}).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy and "http" not in policy
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_has_a_script_or_style_within_it(ledger):
    """The policy would stop them; they are not there in the first place."""
    import re

    with open_page(ledger) as page:
        for path in ("/", "/search", "/about", "/mend", "/nowhere"):
            html = page.get(path).text
            assert re.search(r"<style|\sstyle=|\son[a-z]+=", html) is None, path
            assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html)), path


def test_every_route_that_writes_is_behind_the_token(ledger):
    """A route that takes anything but GET is made by `route_write`."""
    app = create_app(ledger)
    routes = [route for route in app.routes if isinstance(route, Route)]
    assert any(isinstance(route, WriteRoute) for route in routes)
    for route in routes:
        assert isinstance(route, WriteRoute) or route.methods <= {"GET", "HEAD"}, route.path


WRITES = ("/seen", "/add", "/api/v1/seen")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
    ids=lambda headers: " ".join(f"{name} {value}" for name, value in headers.items()),
)
def test_a_write_from_another_site_is_refused_even_with_the_token(ledger, path, headers):
    """Other sites, other ports of this machine, and pages without an origin are others."""
    with open_page(ledger) as page:
        answer = page.post(path, data={"token": page.token}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("token", [None, "", "wrong", "é"])
def test_a_write_without_the_token_is_refused(ledger, token):
    """Programs that send no origin need the token all the same."""
    with open_page(ledger) as page:
        fields = {} if token is None else {"token": token}
        answer = page.post("/api/v1/seen", data=fields)
        assert (answer.status_code, answer.json()["error"]["status"]) == (403, 403)
        assert page.post("/api/v1/seen", json=fields).status_code == 403
        assert page.post("/api/v1/seen", json={"token": [page.token]}).status_code == 403


def test_a_program_may_write_with_the_token_in_a_header(ledger):
    """As the API's document says."""
    with open_page(ledger) as page:
        assert page.post("/api/v1/seen", headers={"X-Sayso-Token": page.token}).status_code == 200


def test_read_only_changes_nothing(ledger):
    """No write is taken, and no page offers one."""
    before = ledger.read_bytes()
    with open_page(ledger, read_only=True) as page:
        assert post(page, "/seen").status_code == 403
        assert post(page, "/add", {"text": "The mayor said the bridge is safe."}).status_code == 403
        for path in ("/", "/search", "/mend"):
            html = page.get(path).text
            assert 'method="post"' not in html, path
            assert "Read-only" in html
    assert ledger.read_bytes() == before


def test_a_body_over_the_limit_is_refused(ledger):
    """By the length it gives, or, where it gives none, while it is read."""
    with open_page(ledger) as page:
        big = "a" * (LARGEST_FORM + 1)
        assert post(page, "/seen", {"why": big}).status_code == 413

        def drip():
            yield f"token={page.token}&why=".encode()
            for _ in range(LARGEST_FORM // 100_000 + 1):
                yield b"a" * 100_000

        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = page.post("/api/v1/seen", content=drip(), headers=kind)
    assert (answer.status_code, answer.json()["error"]["status"]) == (413, 413)


def test_an_upload_over_the_limit_is_refused_while_it_is_read(ledger, monkeypatch):
    """Files may be larger than forms, but not without end."""
    monkeypatch.setattr("sayso.serve.safety.LARGEST_UPLOAD", 3_000_000)
    with open_page(ledger) as page:
        taken = post(page, "/add", files={"files": ("a.txt", b"a " * 1_300_000)})
        refused = post(page, "/add", files={"files": ("a.txt", b"a " * 1_600_000)})
    assert (taken.status_code, refused.status_code) == (303, 413)


def test_words_of_a_report_are_text_on_every_page(tmp_path):
    """A title, an outlet and a text full of markup come out escaped; a link to a script is no link; hidden controls are seen."""
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        report = make_report(
            HOSTILE.replace("Rockets", "Rockets strike Sundrik: rockets"),
            title="</title><script>alert(4)</script>",
            outlet='"><b onmouseover=alert(5)>Post',
            url="javascript:alert(6)",
            byline="\u202eenna",
            published=None,
        )
        ledger.add(report)
    with open_page(path) as page:
        for address in ("/", "/search?q=rockets&show=reports", "/mend", f"/r/{report.id}", '/search?q="<script>"'):
            html = page.get(address).text
            assert "<script>" not in html and "<img" not in html and "<b onmouseover" not in html, address
            assert "\u202e" not in html, address
            assert 'href="javascript:' not in html, address
        assert "⇄evil⇄" in page.get(f"/r/{report.id}").text


def test_a_query_that_would_be_markup_is_shown_as_it_was_written(ledger):
    """In the box, the heading and the message alike."""
    with open_page(ledger) as page:
        html = page.get('/search?q="><script>alert(1)</script>').text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_page_of_another_run_cannot_write(ledger):
    """The token is new each time the page is started."""
    with open_page(ledger) as first:
        token = first.token
    with open_page(ledger) as second:
        answer = second.post("/seen", data={"token": token}, headers={"origin": HOME})
    assert answer.status_code == 403
    assert "Load the page again" in answer.text
