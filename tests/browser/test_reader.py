"""The reader in a browser: what is marked, where the cards stand, keys, filters, copying, without JavaScript, on a narrow screen and in print."""

import gzip
import time
from pathlib import Path

import pytest

import sayso.serve
from sayso.ledger import Ledger, LedgerView
from sayso.records import Claim, Entity, Facts, Span, Speaker

STATIC = Path(sayso.serve.__file__).parent / "static"

READ_HIGHLIGHT = """name => [...(CSS.highlights.get(name) || [])].map(one => {
    const range = document.createRange();
    range.setStart(one.startContainer, one.startOffset);
    range.setEnd(one.endContainer, one.endOffset);
    return range.toString();
})"""


def find_report(path, words):
    with LedgerView(path) as view:
        return next(row.report_id for row in view.reports() if words in (row.title or ""))


@pytest.fixture
def report_id(ledger_copy):
    return find_report(ledger_copy, "2,000 Rebel Fighters")


@pytest.fixture
def reader(ledger_copy, serve, open_page, report_id):
    return open_page(f"{serve(ledger_copy)}/r/{report_id}")


def list_claims(path, report_id):
    with LedgerView(path) as view:
        return list(view.claims(report_id=report_id)), view.load(report_id).report.text


# ----------------------------------------------------------------------------------------------------------------------- marks


def test_highlights_lie_exactly_on_the_words_of_the_claims(reader, ledger_copy, report_id):
    """Contents by form, cues and sources; and the <mark> elements, which would cut the text, are gone."""
    claims, text = list_claims(ledger_copy, report_id)
    for form in ("direct", "indirect", "mixed"):
        words = [" ".join(w.split()) for row in claims if row.claim.form == form for w in row.content_words]
        shown = reader.evaluate(READ_HIGHLIGHT, form)
        assert sorted("".join(shown).replace("\n", "")) == sorted(
            "".join(span.of(text) for row in claims if row.claim.form == form for span in row.claim.content).replace(
                "\n", ""
            )
        )
        assert words == [] or shown
    assert sorted(reader.evaluate(READ_HIGHLIGHT, "cue")) == sorted(row.cue_words for row in claims if row.cue_words)
    assert sorted(reader.evaluate(READ_HIGHLIGHT, "source")) == sorted(
        row.source_words for row in claims if row.source_words
    )
    assert reader.locator(".paragraph mark").count() == 0


def test_a_claim_within_a_claim_has_a_second_line(ledger_copy, serve, open_page):
    report_id = find_report(ledger_copy, "told MPs that army rockets")
    claims, text = list_claims(ledger_copy, report_id)
    known = {row.claim.id: row.claim for row in claims}
    inner = [row.claim for row in claims if row.claim.inside in known]
    page = open_page(f"{serve(ledger_copy)}/r/{report_id}")
    lines = page.evaluate(READ_HIGHLIGHT, "nested")
    assert inner
    for claim in inner:
        within = [span for span in claim.content if any(outer.covers(span) for outer in known[claim.inside].content)]
        assert all(any(span.of(text) in line for line in lines) for span in within)


def test_emoji_do_not_shift_the_marks(tmp_path, serve, open_page):
    path = tmp_path / "emoji.db"
    from ledger_samples import make_report

    text = "🌊🌊 The 𠮷野家 spokesman said “we 👩‍👧 stay”.\n\n🇺🇦 Ruiz denied it."
    report = make_report(text=text)

    def at(words):
        return Span(text.index(words), text.index(words) + len(words))

    claims = [
        Claim(
            id="one1",
            voice="speaker",
            form="direct",
            content=(at("“we 👩‍👧 stay”"),),
            cue=at("said"),
            source=at("The 𠮷野家 spokesman"),
        ),
        Claim(id="two2", voice="speaker", form="indirect", content=(at("it"),), cue=at("denied"), source=at("Ruiz")),
    ]
    with Ledger(path) as ledger:
        ledger.add(report, claims)
    page = open_page(f"{serve(path)}/r/{report.id}")
    assert page.evaluate(READ_HIGHLIGHT, "direct") == ["“we 👩‍👧 stay”"]
    assert page.evaluate(READ_HIGHLIGHT, "source") == ["The 𠮷野家 spokesman", "Ruiz"]
    assert page.evaluate(READ_HIGHLIGHT, "cue") == ["said", "denied"]


def test_a_card_lights_its_words_and_words_light_their_card(reader):
    card = reader.locator(".card").nth(2)
    card.hover()
    lit = reader.evaluate(READ_HIGHLIGHT, "active")
    assert lit
    reader.mouse.move(5, 5)
    box = reader.evaluate(
        """() => { const one = [...CSS.highlights.get("cue")][0]; const range = document.createRange();
        range.setStart(one.startContainer, one.startOffset); range.setEnd(one.endContainer, one.endOffset);
        const box = range.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"""
    )
    reader.mouse.move(*box)
    reader.wait_for_selector(".card.is-near")
    reader.mouse.click(*box)
    assert reader.locator(".card.is-active").count() == 1


# ---------------------------------------------------------------------------------------------------------------------- margin


def test_cards_stand_beside_the_text_in_order_and_never_overlap(reader):
    boxes = reader.evaluate(
        "[...document.querySelectorAll('.cards > .card:not([hidden])')].map(c => c.getBoundingClientRect()).map(b => [b.top, b.bottom, b.left])"
    )
    text_right = reader.evaluate("document.querySelector('.paragraph').getBoundingClientRect().right")
    assert len(boxes) > 10
    assert all(left > text_right for _, _, left in boxes)
    assert all(after[0] >= before[1] for before, after in zip(boxes, boxes[1:], strict=False))


def test_the_active_card_stands_at_its_line(reader):
    """Wherever the cards above it leave room: near the top of a dense report they may not."""
    for _ in range(26):
        reader.keyboard.press("j")
    reader.wait_for_timeout(700)
    gap = reader.evaluate(
        """() => { const card = document.querySelector(".card.is-active"); const lit = [...CSS.highlights.get("active"), ...CSS.highlights.get("active-part")];
        const tops = lit.map(one => { const range = document.createRange(); range.setStart(one.startContainer, one.startOffset);
        range.setEnd(one.endContainer, one.endOffset); return range.getClientRects()[0].top; });
        return Math.abs(card.closest(".cards > .card").getBoundingClientRect().top - Math.min(...tops)); }"""
    )
    assert gap < 40


def test_on_a_narrow_screen_the_cards_stand_below_their_paragraphs(
    ledger_copy, serve, open_page, report_id, check_access
):
    page = open_page(f"{serve(ledger_copy)}/r/{report_id}", width=360)
    first, card, second = (
        page.evaluate(f"document.querySelectorAll('.row')[{row}].querySelector('{what}').getBoundingClientRect().top")
        for row, what in ((0, ".paragraph"), (0, ".card"), (1, ".paragraph"))
    )
    assert first < card < second
    check_access(page)


# ------------------------------------------------------------------------------------------------------------------------ keys


def test_keys_go_from_claim_to_claim_and_open_one(reader):
    reader.keyboard.press("j")
    first = reader.evaluate("document.activeElement.dataset.claim")
    reader.keyboard.press("j")
    second = reader.evaluate("document.activeElement.dataset.claim")
    reader.keyboard.press("k")
    assert reader.evaluate("document.activeElement.dataset.claim") == first
    assert first != second
    reader.keyboard.press("o")
    reader.wait_for_url(f"**/c/{first}")


def test_the_list_of_keys_opens_and_single_keys_can_be_turned_off(reader):
    reader.keyboard.press("?")
    assert reader.locator("dialog#keys").is_visible()
    reader.locator("#keys-on").uncheck()
    reader.keyboard.press("Escape")
    reader.keyboard.press("j")
    assert reader.locator(".card.is-active").count() == 0


def test_the_search_key_leads_to_the_search_box_and_letters_typed_there_are_letters(reader):
    reader.keyboard.press("/")
    reader.keyboard.type("jkx")
    assert reader.locator("#q").input_value() == "jkx"
    assert reader.locator(".card.is-active").count() == 0


def test_a_footnote_is_copied_with_its_warning(reader):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.keyboard.press("j")
    reader.keyboard.press("c")
    reader.wait_for_function("() => document.getElementById('live').textContent.includes('Copied')")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert "machine reading, unchecked" in copied
    assert "The Harrow Post, 14 Mar 2022" in copied


# --------------------------------------------------------------------------------------------------------------------- filters


def test_filters_work_as_one_chooses_and_are_kept_in_the_address(reader):
    reader.locator(".filters summary").click()
    everything = reader.locator('.card[data-shown="yes"]').count()
    reader.locator("#by-act").select_option("warn")
    some = reader.locator('.card[data-shown="yes"]').count()
    assert 0 < some < everything
    assert "act=warn" in reader.url
    assert reader.locator(".card:not([hidden])").count() == some
    reader.reload()
    assert reader.locator('.card[data-shown="yes"]').count() == some
    assert len(reader.evaluate(READ_HIGHLIGHT, "cue")) == some
    reader.locator(".filters a.button").click()
    assert reader.locator('.card[data-shown="yes"]').count() == everything
    assert "act=" not in reader.url


def test_the_outlets_own_sentences_are_marked_when_asked_for(reader):
    assert reader.evaluate(READ_HIGHLIGHT, "outlet") == []
    reader.locator(".filters summary").click()
    reader.locator("#by-voice").select_option("all")
    assert reader.evaluate(READ_HIGHLIGHT, "outlet")


# --------------------------------------------------------------------------------------------------------------- without JavaScript


def test_without_javascript_marks_cards_and_filters_work(ledger_copy, serve, open_page, report_id):
    page = open_page(f"{serve(ledger_copy)}/r/{report_id}", java_script_enabled=False)
    assert page.locator(".paragraph mark.content").count() > 10
    assert page.locator(".paragraph mark.cue").first.is_visible()
    page.locator(".filters summary").click()
    page.locator("#by-act").select_option("warn")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "act=warn" in page.url
    assert 0 < page.locator(".card:visible").count() < 10


def test_without_the_highlight_api_the_marks_stay(ledger_copy, serve, open_page, report_id, chromium):
    base = serve(ledger_copy)
    page = open_page(f"{base}/about")
    page.add_init_script("delete window.Highlight;")
    page.goto(f"{base}/r/{report_id}")
    assert page.locator(".paragraph mark.content").count() > 10
    page.keyboard.press("j")
    assert page.locator(".paragraph mark.is-lit").count() > 0


# ------------------------------------------------------------------------------------------------------------ access, print, speed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reader_is_accessible(ledger_copy, serve, open_page, report_id, scheme, check_access):
    page = open_page(f"{serve(ledger_copy)}/r/{report_id}?voice=all", color_scheme=scheme)
    check_access(page)
    page.locator(".legend summary").click()
    page.keyboard.press("j")
    page.locator(".card.is-active summary").first.click()
    page.wait_for_timeout(400)
    check_access(page)


def test_the_reader_is_accessible_without_javascript_marks(ledger_copy, serve, open_page, report_id, check_access):
    """The <mark> elements have the contrast that the highlights have."""
    base = serve(ledger_copy)
    page = open_page(f"{base}/about")
    page.add_init_script("delete window.Highlight;")
    page.goto(f"{base}/r/{report_id}?voice=all")
    check_access(page)


def test_in_print_the_cards_stand_in_the_flow_and_nothing_to_press_is_left(reader):
    reader.emulate_media(media="print")
    assert reader.locator("button:visible").count() == 0
    assert reader.locator(".searchbox:visible").count() == 0
    positions = reader.evaluate(
        "[...document.querySelectorAll('.cards > .card')].map(c => getComputedStyle(c).position)"
    )
    assert set(positions) == {"static"}


def test_the_scripts_of_the_reader_are_small():
    """At most 60 KB, compressed, with all that the page loads."""
    size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in (STATIC / "app.js", *STATIC.glob("reader*.js")))
    assert size <= 60_000


def test_a_long_report_with_hundreds_of_claims_opens_fast(tmp_path, serve, open_page):
    """5,000 words, 300 claims: the page is there, marked and aligned, within three seconds, on a slow machine and at the best of three."""
    from ledger_samples import make_report

    path = tmp_path / "long.db"
    sentences = [
        f"Speaker {number} said that matter number {number} was settled in the eastern district before the end of the long winter."
        for number in range(300)
    ]
    text = "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, 300, 5))
    claims, entities, begin = [], [], 0
    for number, sentence in enumerate(sentences):
        begin = text.index(sentence, begin)
        name, said = f"Speaker {number}", begin + len(f"Speaker {number} ")
        claims.append(
            Claim(
                id=f"{number:08x}",
                voice="speaker",
                form="indirect",
                act="say",
                score=0.5,
                content=(Span(said + 5, begin + len(sentence) - 1),),
                cue=Span(said, said + 4),
                source=Span(begin, begin + len(name)),
                speakers=(Speaker(entity=f"e{number}", why="named"),),
            )
        )
        entities.append(Entity(id=f"e{number}", name=name, kind="person", why="named"))
    report = make_report(text=text)
    with Ledger(path) as ledger:
        ledger.add(report, claims, Facts(entities=tuple(entities)))
    assert len(text.split()) > 5000
    base = serve(path)
    page = open_page(f"{base}/about")
    spent = []
    for _ in range(3):
        began = time.monotonic()
        page.goto(f"{base}/r/{report.id}")
        page.wait_for_selector(".reader.is-settled")
        spent.append(time.monotonic() - began)
    assert min(spent) < 3
    assert len(page.evaluate(READ_HIGHLIGHT, "cue")) == 300
