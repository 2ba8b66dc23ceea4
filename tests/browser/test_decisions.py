"""Every decision and its undo in a browser: by pointer, by keyboard alone, without JavaScript, and with two tabs that write at once."""

import re

import pytest

from sayso.ledger import Ledger, LedgerView


@pytest.fixture
def claims(ledger_copy):
    with LedgerView(ledger_copy) as view:
        report = next(row.report_id for row in view.reports() if "2,000 Rebel Fighters" in (row.title or ""))
        return list(view.claims(report_id=report))


@pytest.fixture
def base(ledger_copy, serve):
    return serve(ledger_copy)


@pytest.fixture
def reader(base, open_page, claims):
    return open_page(f"{base}/r/{claims[0].report.report_id}")


@pytest.fixture
def status(ledger_copy):
    """How a claim stands in the ledger."""

    def read(row):
        with LedgerView(ledger_copy) as view:
            found = view.claim(row.claim.id)
            return found.status, found.checked_by

    return read


def hear(page, words):
    """Waits until the live region says something."""
    page.wait_for_function("words => document.getElementById('live').textContent.includes(words)", arg=words)


def active_claim(page, claims):
    found = page.evaluate("document.querySelector('.card.is-active').dataset.claim")
    return next(row for row in claims if row.claim.id == found)


# ------------------------------------------------------------------------------------------------------------- keyboard alone


@pytest.mark.parametrize(
    ("key", "status_after", "says"), [("a", "confirmed", "Confirmed"), ("x", "rejected", "Rejected")]
)
def test_confirm_and_reject_and_undo_by_keyboard(reader, claims, status, key, status_after, says):
    reader.keyboard.press("j")
    row = active_claim(reader, claims)
    reader.keyboard.press(key)
    hear(reader, says)
    assert status(row) == (status_after, "ada")
    assert reader.locator(f"#c-{row.claim.id} .badge").first.text_content().startswith(f"{status_after} by ada")
    assert reader.evaluate("document.activeElement.dataset.claim") == row.claim.id
    reader.keyboard.press("u")
    hear(reader, "Undone")
    assert status(row) == ("unchecked", None)


def test_a_key_without_a_chosen_claim_decides_nothing(reader, ledger_copy):
    reader.keyboard.press("a")
    hear(reader, "Choose a claim first")
    with LedgerView(ledger_copy) as view:
        assert list(view.decisions()) == []


def test_a_field_is_changed_by_keyboard(reader, claims, ledger_copy, status):
    reader.keyboard.press("j")
    row = active_claim(reader, claims)
    reader.keyboard.press("e")
    reader.wait_for_url(re.compile(r"/edit\?"))
    reader.locator("#f-act").focus()
    reader.keyboard.type("announce")
    reader.locator("#f-content-0-end-1").focus()
    reader.keyboard.press("Enter")
    reader.wait_for_function(
        "words => document.getElementById('f-content-0').value !== words", arg=row.content_words[0]
    )
    shorter = reader.locator("#f-content-0").input_value()
    assert row.content_words[0].startswith(shorter)
    assert reader.evaluate("document.activeElement.id") == "f-content-0-end-1"
    reader.locator("#why").focus()
    reader.keyboard.type("the word is announced")
    reader.keyboard.press("Enter")
    reader.wait_for_url(re.compile(r"/r/\w+#c-"))
    with LedgerView(ledger_copy) as view:
        now = view.claim(row.claim.id)
        assert (now.claim.act, now.content_words[0]) == ("announce", shorter)
        (decision,) = view.decisions(claim_id=row.claim.id)
        assert (decision.action, decision.why) == ("correct", "the word is announced")
    reader.wait_for_selector(".card.is-active")
    reader.keyboard.press("u")
    hear(reader, "Undone")
    assert status(row) == ("unchecked", None)


def test_review_by_keyboard_alone(base, open_page, ledger_copy):
    page = open_page(f"{base}/review?order=random&seed=4")
    for key in ("a", "x", "s", "a"):
        before = page.locator("#claim-now ~ .decide").get_attribute("action")
        page.keyboard.press(key)
        page.wait_for_function(
            "before => document.querySelector('#claim-now ~ .decide').getAttribute('action') !== before", arg=before
        )
        page.wait_for_load_state("networkidle")  # the keys of the next claim are its script's
    assert "33 %" in page.locator(".rate").text_content()
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelector('.rate').textContent.includes('50 %')")
    with LedgerView(ledger_copy) as view:
        assert [row.action for row in view.decisions()] == ["confirm", "reject", "confirm", "undo"]


# ---------------------------------------------------------------------------------------------------------------------- pointer


def select_words(page, words, root=".paragraph"):
    """Selects words in the text as a person would with the mouse."""
    found = page.evaluate(
        """([words, root]) => {
        for (const paragraph of document.querySelectorAll(root)) {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return true;
            }
        }
        return false; }""",
        [words, root],
    )
    assert found, f"no {words!r} in the text"


def test_a_claim_is_added_from_a_selection_and_taken_back(reader, ledger_copy):
    """The content is selected in the reader, the source in the form."""
    select_words(reader, "The front took up arms in the fall of 2019")
    reader.keyboard.press("n")
    reader.wait_for_url(re.compile(r"/add\?from="))
    assert reader.locator("#f-content-0").input_value() == "The front took up arms in the fall of 2019"
    select_words(reader, "President Hadrin Solvik", "#source .paragraph")
    reader.locator("#f-source-take").click()
    reader.wait_for_function("() => document.getElementById('f-source').value === 'President Hadrin Solvik'")
    reader.locator("#claim-form .main").click()
    reader.wait_for_url(re.compile(r"/r/\w+#c-"))
    with LedgerView(ledger_copy) as view:
        (decision,) = view.decisions()
        row = view.claim(decision.claim_id)
        assert (row.status, row.source_words) == ("added", "President Hadrin Solvik")
    reader.wait_for_selector(f"#c-{row.claim.id}.is-active")
    reader.locator(f"#c-{row.claim.id} .actions > summary").click()
    reader.locator(f"#c-{row.claim.id}").get_by_role("button", name="Undo").click()
    hear(reader, "Undone")
    assert reader.locator(f"#c-{row.claim.id}").count() == 0
    with LedgerView(ledger_copy) as view:
        assert [one.action for one in view.decisions()] == ["add", "undo"]


def test_decisions_by_pointer_in_the_card(reader, claims, status):
    card = reader.locator(f"#c-{claims[1].claim.id}")
    card.locator(".actions > summary").first.click()
    card.get_by_role("button", name="Confirm").first.click()
    hear(reader, "Confirmed")
    assert status(claims[1]) == ("confirmed", "ada")


def test_speakers_are_merged_and_the_merge_is_undone(base, open_page, ledger_copy):
    with LedgerView(ledger_copy) as view:
        one, two = [
            speaker for speaker in view.speakers(limit=None) if speaker.key and speaker.key.startswith("person:")
        ][:2]
    page = open_page(f"{base}/same?key={one.key}&q={two.name.split()[-1]}")
    page.locator(f"input[value='{two.key}']").check()
    page.get_by_role("button", name="Merge").click()
    page.wait_for_url(re.compile(r"/same\?key="))
    with LedgerView(ledger_copy) as view:
        assert not [speaker for speaker in view.speakers(one.key, limit=None) if speaker.key == one.key]
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"/same\?key="))
    with LedgerView(ledger_copy) as view:
        assert [speaker.claims for speaker in view.speakers(one.key, limit=None) if speaker.key == one.key] == [
            one.claims
        ]


# ------------------------------------------------------------------------------------------------------------------- two tabs


def test_the_second_of_two_tabs_is_told_what_changed(base, open_page, claims, status):
    address = f"{base}/r/{claims[0].report.report_id}"
    first, second = open_page(address), open_page(address)
    second.expected.append("409")
    for page in (first, second):
        page.keyboard.press("j")
    row = active_claim(first, claims)
    first.keyboard.press("a")
    hear(first, "Confirmed")
    second.keyboard.press("x")
    second.wait_for_selector(".card .notice")
    assert "ada confirmed" in second.locator(".card .notice").inner_text()
    assert second.evaluate("document.activeElement.className") == "notice"
    assert status(row) == ("confirmed", "ada")
    second.get_by_role("button", name="Reject all the same").click()
    hear(second, "Rejected")
    assert status(row) == ("rejected", "ada")


def test_another_program_that_writes_in_between_is_noticed(base, open_page, claims, status, ledger_copy):
    page = open_page(f"{base}/c/{claims[0].claim.id}")
    page.expected.append("409")
    with Ledger(ledger_copy) as ledger:
        ledger.decide(claims[0].claim.id, "correct", who="bo", after={"act": "announce"})
    page.get_by_role("button", name="Confirm").click()
    assert "Somebody was quicker" in page.inner_text("h1")
    assert "bo changed" in page.inner_text("main")
    assert status(claims[0]) == ("corrected", "bo")


# ---------------------------------------------------------------------------------------------------------- without JavaScript


def test_every_decision_works_without_javascript(base, open_page, claims, status, ledger_copy):
    """Confirm, undo, reject, change a field with a step, add by typed words: plain forms."""
    report, row = claims[0].report.report_id, claims[0]
    page = open_page(f"{base}/r/{report}", java_script_enabled=False)
    card = page.locator(f"#c-{row.claim.id}")
    card.locator(".actions > summary").first.click()
    card.get_by_role("button", name="Confirm").first.click()
    assert status(row) == ("confirmed", "ada")
    page.locator(f"#c-{row.claim.id} .actions > summary").first.click()
    page.locator(f"#c-{row.claim.id}").get_by_role("button", name="Undo").first.click()
    assert status(row) == ("unchecked", None)
    page.goto(f"{base}/c/{row.claim.id}")
    page.get_by_role("button", name="Reject").click()
    assert status(row) == ("rejected", "ada")
    page.get_by_role("button", name="Undo").first.click()
    page.goto(f"{base}/c/{row.claim.id}/edit")
    page.locator("#f-cue-start1, #f-cue-end1").last.click()
    longer = page.locator("#f-cue").input_value()
    assert longer.startswith(row.cue_words)
    page.get_by_role("button", name="Save").last.click()
    with LedgerView(ledger_copy) as view:
        assert view.claim(row.claim.id).cue_words == longer
    page.goto(f"{base}/r/{report}/add")
    page.locator("#f-content-0").fill("The front took up arms in the fall of 2019")
    page.get_by_role("button", name="Save").last.click()
    with LedgerView(ledger_copy) as view:
        assert [one.action for one in view.decisions()][-2:] == ["correct", "add"]


# ---------------------------------------------------------------------------------------------------------------------- access


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize(
    "address",
    [
        "/c/{claim}",
        "/c/{claim}/edit",
        "/r/{report}/add",
        "/review",
        "/review?order=random",
        "/same?key={key}&report={report}&entity={entity}",
    ],
)
def test_the_pages_of_decisions_are_accessible(
    base, open_page, claims, ledger_copy, address, width, scheme, check_access
):
    row = next(one for one in claims if one.speakers and one.speakers[0].key)
    with Ledger(ledger_copy) as ledger:
        number = ledger.decide(row.claim.id, "correct", who="bo", after={"act": "announce"})
        ledger.undo(number, who="bo")
        ledger.decide(row.claim.id, "confirm", who="ada")
    values = {
        "claim": row.claim.id,
        "report": row.report.report_id,
        "key": row.speakers[0].key,
        "entity": row.speakers[0].id,
    }
    page = open_page(base + address.format(**values), width=width, color_scheme=scheme)
    check_access(page)


def test_a_form_with_errors_is_accessible_and_leads_to_them(base, open_page, claims, check_access):
    page = open_page(f"{base}/c/{claims[0].claim.id}/edit")
    page.expected.append("422")
    page.locator("#f-cue").fill("never uttered")
    page.get_by_role("button", name="Save").last.click()
    page.wait_for_selector("#problem")
    assert page.evaluate("document.activeElement.id") == "problem"
    check_access(page)
    page.get_by_role("link", name="never uttered").click()
    assert page.evaluate("document.activeElement.id") in ("f-cue", "")
