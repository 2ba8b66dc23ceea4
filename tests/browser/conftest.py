"""
A real browser on a real server, for the tests of this folder. Without Chromium they are skipped, and say so.

`serve(ledger)` starts a server and gives its address; `open_page(address, width=360)` opens a tab of a fresh profile; `check_access(page)` holds the
page against WCAG. A script's error, or a message of the browser that is none of `page.expected`, fails the test.
"""

import os
import shutil
import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import uvicorn

from sayso.serve import create_app

ARGUMENTS = (
    *(
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
    ),
    *("--disable-sync", "--disable-quic"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def find_chromium() -> str | None:
    """The browser: what SAYSO_CHROMIUM names, else one on the path."""
    named = os.environ.get("SAYSO_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium was found: install one (Debian: apt install chromium) or name it in SAYSO_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def run_server(ledger, **options):
    """A server on a free port, in a thread of its own, while the `with` lasts."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    port = listening.getsockname()[1]
    app = create_app(ledger, **{"user": "ada", "port": port} | options)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture
def serve():
    """Starts servers: `serve(ledger, read_only=True)` gives the address."""
    with ExitStack() as stack:
        yield lambda ledger, **options: stack.enter_context(run_server(ledger, **options))


@pytest.fixture
def ledger_copy(sample_ledger, tmp_path):
    """A ledger of all sample reports, which the test may change."""
    path = tmp_path / "samples.db"
    shutil.copy(sample_ledger, path)
    return path


@pytest.fixture
def open_page(chromium):
    """Opens tabs: `open_page(address, width=360, java_script_enabled=False)`; further options are Playwright's for a context."""
    contexts, pages = [], []

    def open_one(address=None, *, width=1280, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.expected, page.problems = [], []
        pages.append(page)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        if address is not None:
            page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    unexpected = [
        problem for page in pages for problem in page.problems if not any(words in problem for words in page.expected)
    ]
    assert unexpected == []


@pytest.fixture
def check_access():
    """Fails where a page breaks a rule of WCAG 2.2 A or AA, or a good practice, that a program can tell."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
        broken = [
            f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found.response["violations"]
        ]
        assert broken == []

    return check
