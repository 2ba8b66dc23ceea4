"""The reader: text exact and never markup, marks on the right words, cards in their places, filters in the address."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from ledger_samples import FACTS, TEXT, at, fill, make_claims, make_report, reports_with_all
from sayso.ledger import Ledger
from sayso.phrasing import name_act
from sayso.records import Claim, Span
from sayso.serve import create_app
from sayso.serve.cards import Filters, read_filters
from sayso.serve.marking import Mark, list_marks, mark_paragraphs, mark_stretch
from sayso.serve.utf16 import Utf16
from sayso.text import find_paragraphs


@pytest.fixture
def ledger_path(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def client(ledger_path):
    return TestClient(create_app(ledger_path, user="ada"), base_url="http://127.0.0.1")


def read_text(page):
    """The paragraphs of a page as a browser would give their text."""
    found = re.findall(r'<(p|h1|h2) class="paragraph"[^>]*>(.*?)</\1>', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", inner)) for _, inner in found]


def read_card(page, claim):
    """The card of a claim, with those inside it."""
    found = re.search(rf'<article class="card[^>]*id="c-{claim.id}".*?</article>', page, re.DOTALL)
    assert found, f"no card for {claim.id}"
    return found.group()


# ---------------------------------------------------------------------------------------------------------------------- UTF-16


@pytest.mark.parametrize(
    ("text", "points", "units"),
    [
        ("plain", 3, 3),
        ("🌊 wave", 1, 2),
        ("👩‍👧 said", 3, 5),
        ("e\u0301 said", 2, 2),
        ("𠮷野家 said", 1, 2),
        ("𠮷野家 said", 3, 4),
        ("🇺🇦", 2, 4),
    ],
)
def test_offsets_count_letters_beyond_the_basic_plane_as_two_units(text, points, units):
    """Emoji and rare Chinese characters are one code point and two units; combining marks are one of each."""
    offsets = Utf16(text)
    assert offsets.to_units(points) == units
    assert offsets.to_point(units) == points


def test_the_middle_of_a_pair_counts_as_its_start():
    offsets = Utf16("a🌊b")
    assert [offsets.to_point(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize("place", [-1, 5])
def test_offsets_outside_of_the_text_are_refused(place):
    with pytest.raises(ValueError, match="outside"):
        Utf16("four").to_units(place)
    with pytest.raises(ValueError, match="outside"):
        Utf16("four").to_point(place)


@given(st.text())
def test_units_are_those_of_the_utf_16_encoding(text):
    offsets = Utf16(text)
    for point in range(len(text) + 1):
        units = len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert offsets.to_units(point) == units
        assert offsets.to_point(units) == point


# ----------------------------------------------------------------------------------------------------------------------- marks


@st.composite
def texts_with_marks(draw):
    text = draw(st.text(st.sampled_from("ab .\n“”🌊אب漢"), min_size=1, max_size=80))
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    spans = draw(st.lists(edges, max_size=6))
    marks = [
        Mark(span=Span(*pair), role=draw(st.sampled_from(("content", "cue", "source"))), claim=f"c{place}")
        for place, pair in enumerate(spans)
    ]
    return text, sorted(marks, key=lambda mark: mark.span)


@given(texts_with_marks())
def test_pieces_joined_are_the_text_and_each_letter_has_its_marks(drawn):
    """Whatever overlaps whatever: nothing of the text is lost, and a piece carries exactly the marks that lie over all of it."""
    text, marks = drawn
    for paragraph in mark_paragraphs(text, marks):
        at_point = paragraph.span.start
        for piece in (piece for stretch in paragraph.stretches for piece in stretch.pieces):
            span = Span(at_point, at_point + len(piece.text))
            assert piece.text == span.of(text)
            assert sorted(mark.claim for mark in piece.marks) == sorted(m.claim for m in marks if m.span.overlaps(span))
            assert all(mark.span.covers(span) for mark in piece.marks)
            at_point = span.end
        assert at_point == paragraph.span.end


def test_overlapping_contents_are_told_apart_from_single_ones():
    text = "TASS said that he said no."
    marks = [
        Mark(span=Span(10, 25), role="content", claim="outer", style="indirect"),
        Mark(span=Span(23, 25), role="content", claim="inner", style="direct"),
    ]
    (stretch,) = mark_stretch(text, Span(0, len(text)), marks)
    assert [(piece.text, piece.classes) for piece in stretch.pieces if piece.marks] == [
        ("that he said ", "content indirect"),
        ("no", "content direct indirect nested"),
    ]


def test_words_in_another_script_have_their_language_and_direction():
    """A script that serves one language names it, one that serves many names itself; Japanese is known by its kana."""
    text = "He wrote “אנחנו נבוא מחר”, then “سنأتي غدا” and “明日 来ます”."
    stretches = mark_stretch(text, Span(0, len(text)))
    assert [(s.language, s.direction, "".join(p.text for p in s.pieces)) for s in stretches if s.language] == [
        ("he", "rtl", "אנחנו נבוא מחר"),
        ("und-Arab", "rtl", "سنأتي غدا"),
        ("ja", "ltr", "明日 来ます"),
    ]


def test_a_mark_across_paragraphs_is_in_each_of_them():
    text = "“We go.\n\n“We stay.”"
    first, second = mark_paragraphs(text, [Mark(span=Span(0, len(text)), role="content", claim="c")])
    assert [first.stretches[0].pieces[0].claims, second.stretches[0].pieces[0].claims] == ["c", "c"]


def test_the_outlets_sentences_are_marked_in_a_style_of_their_own():
    marks = list_marks(make_claims())
    assert {(mark.role, mark.style) for mark in marks} == {
        ("content", "indirect"),
        ("content", "direct"),
        ("content", "outlet"),
        ("cue", None),
        ("source", None),
    }


# ------------------------------------------------------------------------------------------------------------------------ page


def test_the_reader_shows_the_text_exactly(client):
    report = make_report()
    page = client.get(f"/r/{report.id}").text
    assert read_text(page) == [part.strip() for part in TEXT.split("\n\n")]


def test_a_shortened_id_leads_to_the_full_one(client):
    report = make_report()
    response = client.get(f"/r/{report.id[:6]}?act=deny", follow_redirects=False)
    assert response.headers["location"] == f"/r/{report.id}?act=deny"


def test_marks_stand_on_the_words_of_the_claims(client):
    page = client.get(f"/r/{make_report().id}").text
    marked = [
        (classes, html.unescape(words))
        for classes, words in re.findall(r'<mark class="([^"]*)"[^>]*>([^<]*)</mark>', page)
    ]
    assert ("source", "Governor Ansa Brielow") in marked
    assert ("cue", "said") in marked
    assert ("content indirect", "at least 11 people had died in Sundrik") in marked
    assert ("content direct", "“We will rebuild,”") in marked
    assert ("content direct", "“not leave.”") in marked
    assert not any("outlet" in classes and "market" in words for classes, words in marked)


def test_cards_tell_who_did_what_by_way_of_whom(client):
    report = make_report()
    toll, rebuild, denial, _ = make_claims(report)
    page = client.get(f"/r/{report.id}").text
    card = read_card(page, denial)
    assert "denied" in card
    assert (
        re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", card)).count(
            "Pérez Ocaña → by way of Northline → by way of The Harrow Post"
        )
        == 1
    )
    assert "promised" in read_card(page, rebuild)
    assert "said 2023-05-17" in read_card(page, toll)
    assert "unchecked, score 0.94" in read_card(page, toll)


def test_a_time_without_a_date_is_given_in_the_reports_words(tmp_path):
    path = tmp_path / "undated.db"
    report = make_report(published=None)
    toll = make_claims(report)[0]
    with Ledger(path) as ledger:
        ledger.add(report, [replace(toll, said=replace(toll.said, edtf=None, timex3="XXXX-WXX-3"))], FACTS)
    client = TestClient(create_app(path), base_url="http://127.0.0.1")
    assert "said “Wednesday”" in client.get(f"/r/{report.id}").text
    assert "XXXX" not in client.get(f"/r/{report.id}").text + client.get(f"/c/{toll.id}").text


def test_a_claim_within_another_has_its_card_inside_the_others(client):
    report = make_report()
    toll, _, denial, _ = make_claims(report)
    page = client.get(f"/r/{report.id}").text
    outer = page.index(f'id="c-{toll.id}"')
    inner = page.index(f'id="c-{denial.id}"')
    assert outer < inner < page.index("</article>", outer)


def test_spans_for_the_browser_are_in_utf_16_units(tmp_path):
    """An emoji before the words moves them by one more unit than by code points."""
    path = tmp_path / "emoji.db"
    text = "🌊 Ruiz said no."
    claim = Claim(
        id="emoji1", voice="speaker", form="indirect", content=(Span(12, 14),), cue=Span(7, 11), source=Span(2, 6)
    )
    with Ledger(path) as ledger:
        ledger.add(make_report(text=text), [claim])
    page = TestClient(create_app(path), base_url="http://127.0.0.1").get(f"/r/{make_report(text=text).id}").text
    assert 'data-spans="content 13 15 cue 8 12 source 3 7"' in page


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</article><style>*{display:none}</style>",
    ],
)
def test_report_text_is_data_and_never_markup(tmp_path, words):
    path = tmp_path / "hostile.db"
    text = f"Ruiz said {words} today."
    report = make_report(text=text, title=words, outlet=words, byline=words, url=f"javascript:{words}")
    claim = Claim(id="hostile1", voice="speaker", form="indirect", content=(Span(10, 10 + len(words)),), cue=Span(5, 9))
    with Ledger(path) as ledger:
        ledger.add(report, [claim])
    client = TestClient(create_app(path), base_url="http://127.0.0.1")
    for address in (f"/r/{report.id}", "/c/hostile1", "/c/hostile1/edit", f"/r/{report.id}/add", "/review"):
        page = client.get(address).text
        assert words not in page
        assert "javascript:" not in " ".join(re.findall(r'(?:href|src|action)="([^"]*)"', page))
    assert read_text(client.get(f"/r/{report.id}").text) == [text]


def test_characters_that_turn_the_writing_around_are_shown_as_signs(tmp_path):
    path = tmp_path / "bidi.db"
    text = "He said \u202egnp.exe\u202c and \x00 left."
    with Ledger(path) as ledger:
        ledger.add(make_report(text=text))
    page = TestClient(create_app(path), base_url="http://127.0.0.1").get(f"/r/{make_report(text=text).id}").text
    assert "\u202e" not in page
    assert "\x00" not in page
    (shown,) = read_text(page)
    assert len(shown) == len(text)


# --------------------------------------------------------------------------------------------------------------------- filters


def test_filters_come_from_the_address_and_only_from_closed_lists():
    assert read_filters({"act": "deny", "form": "sideways", "voice": "all", "score": "0.7"}) == Filters(
        act="deny", voice="all", score="0.7"
    )


def test_a_filter_hides_the_other_cards_but_not_the_one_around_a_match(client):
    report = make_report()
    toll, rebuild, denial, market = make_claims(report)
    page = client.get(f"/r/{report.id}?act=deny").text

    def is_hidden(claim):
        return " hidden>" in re.search(rf'<article[^>]*id="c-{claim.id}"[^>]*>', page).group()

    assert [is_hidden(claim) for claim in (toll, rebuild, denial, market)] == [False, True, False, True]
    assert "1 of 3 claims shown" in page


def test_the_outlets_voice_is_shown_on_request(client):
    report = make_report()
    market = make_claims(report)[3]
    page = client.get(f"/r/{report.id}?voice=outlet").text
    assert "hidden" not in re.search(rf'<article[^>]*id="c-{market.id}"[^>]*>', page).group()


# ------------------------------------------------------------------------------------------------------------------------ JSON


def test_the_same_page_as_json_is_the_contract_with_how_claims_stand(client):
    report = make_report()
    given_json = client.get(f"/r/{report.id}.json").json()
    assert given_json == client.get(f"/api/v1/r/{report.id}").json()
    assert given_json["report"]["text"] == TEXT
    claim = given_json["claims"][0]
    assert claim["cue"] == {"start": at("said").start, "end": at("said").end, "text": "said"}
    assert (claim["status"], claim["checked_by"], claim["last_decision"]) == ("unchecked", None, 0)


def test_a_report_that_is_not_there_is_told_so(client):
    response = client.get("/r/0000000")
    assert response.status_code == 404
    assert client.get("/api/v1/r/0000000").json()["error"]["status"] == 404


def test_an_ascribed_claim_says_by_whom(tmp_path):
    path = tmp_path / "ascribed.db"
    report = make_report()
    toll, _, denial, _ = make_claims(report)
    with Ledger(path) as ledger:
        ledger.add(report, [toll, replace(denial, ascribed=True)], FACTS)
    page = TestClient(create_app(path), base_url="http://127.0.0.1").get(f"/r/{report.id}").text
    assert "denial ascribed by Ansa Brielow" in page


@pytest.mark.parametrize(
    ("act", "noun"), [("deny", "denial"), ("warn", "warning"), ("claim", "claim"), (None, "statement")]
)
def test_acts_have_nouns(act, noun):
    assert name_act(act) == noun


@settings(
    max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # shrinking a whole ledger takes minutes
@given(drawn=reports_with_all())
def test_any_report_and_any_claim_can_be_shown_and_changed(tmp_path_factory, drawn):
    """Spans anywhere, entities of any name, claims inside one another: every page is a page, and the text is as it was."""
    report, facts, claims = drawn
    path = tmp_path_factory.mktemp("any") / "any.db"
    with Ledger(path) as ledger:
        ledger.add(report, claims, facts)
    client = TestClient(create_app(path, user="ada"), base_url="http://127.0.0.1")
    page = client.get(f"/r/{report.id}?voice=all")
    assert page.status_code == 200
    assert [len(shown) for shown in read_text(page.text)] == [
        len(span.of(report.text)) for span in find_paragraphs(report.text)
    ]
    for claim in claims:
        assert client.get(f"/c/{claim.id}").status_code == 200
        assert client.get(f"/c/{claim.id}/edit").status_code == 200
        assert page.text.count(f'id="c-{claim.id}"') == 1
