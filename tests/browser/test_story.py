"""Stories and two reports side by side in a real browser: drawn, accessible, at every width, and whole without JavaScript."""

import pytest

from sayso.ledger import Ledger


@pytest.fixture
def site(ledger_copy, serve):
    """The address of a server on the sample reports, with one story."""
    with Ledger(ledger_copy) as ledger:
        ledger.save_story("Sundrik", "sundrik OR market OR rockets OR fighters", who="ada")
        rows = list(ledger.reports())
    pair = [
        next(row.report_id for row in rows if words in row.path)
        for words in ("harrow-post-sundrik", "northline-sundrik")
    ]
    address = serve(ledger_copy)
    return {"stories": f"{address}/stories", "story": f"{address}/story/Sundrik", "choose": f"{address}/compare"} | {
        "compare": f"{address}/compare?r={pair[0]}&r={pair[1]}"
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_do_not_scroll_sideways(site, open_page, check_access, scheme):
    """In both colour schemes, with every fold opened, from a telephone to a wall."""
    for address in site.values():
        page = open_page(address, color_scheme=scheme)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        check_access(page)
        for width in (320, 360, 1280, 3840):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(250)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)


def test_pictures_are_drawn_and_their_marks_lead_to_claims(site, open_page):
    """As many marks in the timeline as rows in its table."""
    page = open_page(site["story"])
    page.wait_for_selector("[data-chart=copies] svg")
    marks = page.locator("[data-chart=timeline] a")
    assert marks.count() == page.locator("section[aria-labelledby=timeline] tbody tr").count()
    assert marks.first.get_attribute("href").startswith("/c/")
    assert page.locator("[data-chart=series] svg.picture").count() > 1
    page.locator("section[aria-labelledby=figures] summary").first.click()
    rows = page.locator("section[aria-labelledby=figures] figure").first.locator("tbody tr")
    assert rows.count() > 1


def test_a_picture_is_saved_as_svg(site, open_page, tmp_path):
    """With its colours written into it."""
    page = open_page(site["story"])
    button = page.locator("[data-svg=timeline]")
    button.wait_for(state="visible")
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "timeline.svg")
    saved = (tmp_path / "timeline.svg").read_text(encoding="utf-8")
    assert saved.startswith("<svg") and 'fill="rgb(' in saved and "var(" not in saved


def test_a_map_is_drawn_from_the_shipped_world(ledger_copy, serve, open_page):
    """Places with coordinates stand on a map without tiles."""
    from sayso import make_report, read_report
    from sayso.read import Reader

    text = "The health ministry said on Monday that 40 people had fallen ill in Nairobi. Officials said the illness had reached Mombasa and Uganda."
    report = make_report(text, published="2024-05-06", outlet="The Harbour Star")
    result = read_report(report, reader=Reader())
    with Ledger(ledger_copy) as ledger:
        ledger.add(report, result.claims, result.facts)
        ledger.save_story("Illness", "ill OR illness", who="ada")
    page = open_page(f"{serve(ledger_copy)}/story/Illness")
    page.wait_for_selector("[data-chart=places] .spot")
    assert page.locator("[data-chart=places] .land").count() > 150
    assert page.locator("[data-chart=places] .land.named").count() == 1


def test_without_javascript_the_tables_stand_alone(site, open_page):
    """Every number of a picture is in its table."""
    page = open_page(site["story"], java_script_enabled=False)
    assert page.locator("section[aria-labelledby=timeline] tbody tr").count() > 10
    assert page.locator("svg.picture").count() == 0
    page = open_page(site["compare"], java_script_enabled=False)
    assert page.locator("mark.shared").count() > 10


def test_a_story_is_made_with_the_keyboard_alone(site, open_page):
    """Name, query, enter."""
    page = open_page(site["stories"])
    page.focus("#name")
    page.keyboard.type("Truce")
    page.keyboard.press("Tab")
    page.keyboard.type("truce")
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/Truce")
    assert "Truce" in page.title()
