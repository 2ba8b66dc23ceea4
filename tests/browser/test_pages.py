"""Desk, search, speaker and about in a real browser: accessible, at every width, with the keyboard alone, and without JavaScript."""

import re

import pytest

PATHS = {
    "desk": "/",
    "search": "/search?q=fighters",
    "facets": "/search?q=fighters&act=say",
    "reports": "/search?q=river&show=reports",
    "speakers": "/search?q=vashtek&show=speakers",
    "nothing": "/search?q=volcano+act:deny",
    "bad query": "/search?q=foo:bar",
    "speaker": "/s/person%3Aorlan-vashtek",
    "mend": "/mend",
    "about": "/about",
    "not found": "/nowhere",
}
REPORT = "The mayor of Harl, Ima Kest, said on Tuesday that the bridge was safe. “We will open it,” she said."


@pytest.fixture
def site(ledger_copy, serve):
    """The address of a server on the sample reports."""
    return serve(ledger_copy)


@pytest.fixture
def page(site, open_page):
    """A tab on the desk."""
    return open_page(f"{site}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_page_is_accessible(site, open_page, path, scheme, check_access):
    """In both colour schemes, with every fold opened."""
    page = open_page(color_scheme=scheme)
    page.expected += ["404", "422"]
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    check_access(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 3840])
def test_no_page_scrolls_sideways(site, open_page, width):
    """From a small telephone (and 400 % zoom) to a wall."""
    page = open_page(width=width)
    page.expected += ["404", "422"]
    for name, path in PATHS.items():
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_text_is_never_too_small_or_too_wide(site, open_page):
    """At 4k the type grows with the screen, and lines stay readable."""
    page = open_page(width=3840, height=2160)
    page.goto(site + "/search?q=fighters")
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    widest = page.evaluate("Math.max(...[...document.querySelectorAll('.claim .words')].map((one) => one.offsetWidth))")
    assert size >= 20
    assert widest / size < 50


def test_the_keyboard_alone_reaches_everything(site, page):
    """The first stop skips to the content; the slash goes to the search; focus is seen."""
    page.goto(site + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.wait_for_timeout(300)  # it slides in
    assert page.locator(".skip").bounding_box()["y"] > -1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("fighters")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=fighters")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.tagName"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none" or page.evaluate("document.activeElement.tagName") == "BODY"
    links = page.eval_on_selector_all("main a:visible, main a", "all => all.map((one) => one.getAttribute('href'))")
    assert len(reached & set(links)) > 20


def test_a_slash_in_a_field_is_a_slash(site, page):
    """Keys of the page are not taken from what one types."""
    page.goto(site + "/")
    page.locator("#outlet").click()
    page.keyboard.type("a/b")
    assert page.locator("#outlet").input_value() == "a/b"


def test_searching_and_narrowing(site, page):
    """A facet chosen, taken out again, and a hit opened in its report."""
    page.goto(site + "/")
    page.locator("#q").fill("fighters")
    page.keyboard.press("Enter")
    assert page.locator("mark.hit").first.inner_text().lower() == "fighters"
    page.locator(".facets a", has_text="Northline").click()
    assert "outlet=Northline" in page.url
    page.locator(".chip.chosen").click()
    assert "outlet" not in page.url
    page.locator(".claim .meta a").first.click()
    assert re.search(r"/r/[0-9a-f]+#c-[0-9a-f]+$", page.url)


def test_every_page_works_without_javascript(site, open_page):
    """Content, search, facets and forms are plain HTML."""
    page = open_page(java_script_enabled=False)
    page.expected += ["404", "422"]
    page.goto(site + "/")
    page.locator("#q").fill("fighters")
    page.locator(".searchbox button").click()
    assert page.locator(".claim").count() > 3
    page.locator(".facets a").first.click()
    assert page.locator(".chip.chosen").count() == 1
    for path in PATHS.values():
        page.goto(site + path)
        assert page.locator("h1").count() == 1, path


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_pasted_report_is_added_with_progress(site, open_page, scripts, check_access):
    """By htmx, or by a page that loads itself again; at the end its title leads to it."""
    page = open_page(java_script_enabled=scripts)
    page.goto(site + "/")
    page.locator(".paste summary").click()
    page.locator("#text").fill(REPORT)
    page.locator("#title").fill("Harl bridge is safe")
    page.locator(".add button.main").click()
    page.wait_for_url("**/add/*")
    page.locator("#job[data-state=done]").wait_for(timeout=30_000)
    if scripts:
        assert page.locator("#live").inner_text().startswith("Done")
        check_access(page)
    page.locator("#job a", has_text="Harl bridge is safe").click()
    assert "the bridge was safe" in page.locator("main").inner_text()
    page.goto(site + "/")
    assert page.locator("#newest ~ *, .ruled").first.inner_text()
    assert page.locator(".headline", has_text="Harl bridge is safe").count() >= 1


def test_files_are_chosen_or_dropped(site, page, tmp_path):
    """Dropping sends them at once, wherever on the page they fall."""
    page.goto(site + "/")
    page.evaluate(
        """(text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
          for (const kind of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        REPORT,
    )
    page.wait_for_url("**/add/*")
    page.locator("#job[data-state=done]").wait_for(timeout=30_000)
    assert "dropped.txt" in page.locator("main").inner_text()
    path = tmp_path / "chosen.txt"
    path.write_text("The harbour master, Tor Velm, denied that the quay was closed.", encoding="utf-8")
    page.goto(site + "/")
    page.locator("#files").set_input_files(path)
    page.locator(".add button.main").click()
    page.locator("#job[data-state=done]").wait_for(timeout=30_000)
    assert page.locator(".tally").inner_text().replace("\n", " ").startswith("1 added")


def test_a_report_is_mended_in_place(site, page, check_access):
    """The form is gone when nothing is lacking."""
    page.goto(site + "/")
    page.locator(".paste summary").click()
    page.locator("#text").fill(REPORT)
    page.locator(".add button.main").click()
    page.locator("#job[data-state=done]").wait_for(timeout=30_000)
    page.goto(site + "/")
    check_access(page)
    form = page.locator(".mend").first
    form.locator("[name=published]").fill("2024-05-01")
    form.locator("[name=outlet]").fill("Lomvar Now")
    form.locator("button").click()
    assert page.locator("[role=status]", has_text="Saved.").count() == 1
    assert page.locator(".mend").count() == 0


def test_two_tabs_write_at_once(site, open_page):
    """Both lots are added, one after the other."""
    tabs = [open_page(), open_page()]
    for number, tab in enumerate(tabs):
        tab.goto(site + "/")
        tab.locator(".paste summary").click()
        tab.locator("#text").fill(REPORT.replace("bridge", f"bridge number {number}"))
    for tab in tabs:
        tab.locator(".add button.main").click()
    for tab in tabs:
        tab.locator("#job[data-state=done]").wait_for(timeout=30_000)
        assert tab.locator(".tally").inner_text().replace("\n", " ").startswith("1 added")


def test_the_first_page_of_all_is_accessible(serve, open_page, tmp_path, check_access):
    """No ledger, nothing added, nothing known."""
    page = open_page(serve(tmp_path / "none.db") + "/")
    assert "There is no ledger here yet" in page.locator("main").inner_text()
    check_access(page)


def test_a_read_only_page_offers_nothing_that_writes(serve, sample_ledger, open_page, check_access):
    """No form but the search."""
    site = serve(sample_ledger, read_only=True)
    page = open_page()
    for path in ("/", "/mend", "/search?q=fighters", "/s/person%3Aorlan-vashtek"):
        page.goto(site + path)
        assert page.locator("form[method=post]").count() == 0, path
    check_access(page)


def test_the_printed_page_has_the_words_and_no_controls(site, page):
    """Navigation, search and buttons stay off the paper."""
    page.emulate_media(media="print")
    page.goto(site + "/search?q=fighters")
    for selector in (".searchbox", ".masthead nav", ".facets", ".downloads", ".tabs"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator(".claim .words").first.is_visible()
    assert "machine’s reading until a person has checked it" in page.locator(".colophon").inner_text()


def test_nothing_moves_for_those_who_want_no_motion(site, open_page):
    """No transition and no animation."""
    page = open_page(reduced_motion="reduce")
    page.goto(site + "/")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration.split(', ').some((time) => parseFloat(time) > 0)).length"
    )
    assert moving == 0


def test_the_scripts_of_a_page_are_small(site, page):
    """Under 60 KB together, compressed."""
    import gzip

    from sayso.serve.templating import STATIC

    page.expected += ["404", "422"]
    for path in PATHS.values():
        page.goto(site + path)
        sources = page.eval_on_selector_all("script[src]", "all => all.map((one) => new URL(one.src).pathname)")
        total = sum(len(gzip.compress((STATIC / source.removeprefix("/static/")).read_bytes())) for source in sources)
        assert total < 60_000, path
