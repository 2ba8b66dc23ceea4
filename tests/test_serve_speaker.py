"""A speaker's page: who has one, what is counted, and the reason for each name."""

import pytest

from ledger_samples import make_report
from sayso.ledger import Ledger, LedgerView
from sayso.ledger.browsing import find_speakers_called
from sayso.ledger.comparing import Finding
from sayso.ledger.portraits import describe_speaker, find_own_differences, sample_words
from sayso.records import Claim, Comparison, Entity, Facts, Span, Speaker
from sayso.serve.pages.speaker import MANY_REPORTS, is_private
from serve_client import open_page


def add_words(
    ledger, number, words, *, name="Ansa Brielow", kind="person", role="governor", key="person:ansa-brielow", **details
):
    """A report in which somebody says some words."""
    text = f"{name} said {words} ({number})."
    report = make_report(text, title=f"Report {number}", **details)
    content = Span(len(name) + 6, len(text) - 1)
    entity = Entity(
        id="e1", key=key, name=name, kind=kind, role=role, country="TA", aliases=(name.split()[-1],), mentions=(Span(0, len(name)),),
        why=f"named in paragraph {number}", named=not name.startswith("a "),
    )  # fmt: skip
    claim = Claim(
        id=f"{number:016}", voice="speaker", form="indirect", act="say", saying="affirmed", content=(content,),
        cue=Span(len(name) + 1, len(name) + 5), source=Span(0, len(name)), speakers=(Speaker(entity="e1", why="named"),),
    )  # fmt: skip
    ledger.add(report, [claim], Facts(entities=(entity,)))
    return report


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        add_words(ledger, 1, "the ferry would sail again", published="2023-01-10", outlet="Northline")
        add_words(ledger, 2, "the ferry was late", published="2023-03-10", outlet="Northline", role="mayor")
        add_words(ledger, 3, "the market would open", published="2023-03-12", outlet="Lomvar Now")
        add_words(ledger, 4, "nothing of the kind", published=None, outlet=None, name="Brielow", role=None)
        add_words(ledger, 5, "it was cold", name="Ola Fenn", key="person:ola-fenn", role="Harrow resident")
        add_words(ledger, 6, "it was loud", name="Per Dahl", key="person:per-dahl", role=None)
        add_words(
            ledger,
            7,
            "it was a drill",
            name="Harl Council",
            key="organization:harl-council",
            kind="organization",
            role=None,
        )
    return path


@pytest.fixture
def page(ledger):
    with open_page(ledger) as client:
        yield client


def portray(view, key="person:ansa-brielow"):
    return describe_speaker(view, key, background=sample_words(view))


def test_statements_are_counted_by_month_outlet_and_office(ledger):
    """Undated ones apart, and an outlet that is unknown is none."""
    with LedgerView(ledger) as view:
        portrait = portray(view)
    assert (portrait.name, portrait.claims, portrait.reports) == ("Ansa Brielow", 4, 4)
    assert (portrait.first, portrait.last) == ("2023-01-10", "2023-03-12")
    assert (portrait.months, portrait.undated) == ((("2023-01", 1), ("2023-03", 2)), 1)
    assert [(outlet.label, outlet.claims) for outlet in portrait.outlets] == [("Northline", 2), ("Lomvar Now", 1)]
    offices = [(office.role, office.reports, office.first, office.last) for office in portrait.offices]
    assert offices == [("governor", 2, "2023-01-10", "2023-03-12"), ("mayor", 1, "2023-03-10", "2023-03-10")]


def test_each_name_has_its_reason(ledger):
    """A name is told from one that stands for it."""
    with LedgerView(ledger) as view:
        called = {name.name: (name.reports, name.why) for name in portray(view).called}
    assert called["Ansa Brielow"] == (3, "named in paragraph 3")
    assert called["Brielow"][0] == 4
    assert "stands for Ansa Brielow in the same report" in called["Brielow"][1]


def test_words_that_stand_out_are_in_several_statements_and_no_names(ledger):
    """Small words and the speaker's own name never do."""
    with LedgerView(ledger) as view:
        assert dict(portray(view).topics) == {"ferry": 2}


def test_the_page_says_all_that(page):
    """And its links lead to the statements."""
    html = page.get("/s/person:ansa-brielow").text
    for words in ("Ansa Brielow", "4 statements in 4 reports", "governor", "Quoted by", "Lomvar Now", "ferry", "<svg"):
        assert words in html, words
    assert "/search?q=by%3Aperson%3Aansa-brielow" in html
    answer = page.get("/s/person:ansa-brielow.json").json()
    assert answer["speaker"]["claims"] == 4
    assert len(answer["newest"]) == 4
    found = page.get("/search.json", params={"q": answer["query"], "order": "newest"}).json()
    assert [row["claim"] for row in found["claims"]] == [row["claim"] for row in answer["newest"]]


@pytest.mark.parametrize("key", ["person:ola-fenn", "person:per-dahl"])
def test_private_people_have_no_page(page, key):
    """A resident and somebody without any role, each in one report: the page says why, and leads to the search."""
    answer = page.get(f"/s/{key}")
    assert answer.status_code == 403
    assert "sayso makes no page that gathers what private people said" in answer.text
    assert f"/search?q=by%3A{key.replace(':', '%3A')}" in answer.text
    assert page.get(f"/api/v1/s/{key}").json()["error"]["status"] == 403


def test_a_person_in_many_reports_has_a_page(ledger):
    """Whatever the role."""
    with Ledger(ledger) as writer:
        for number in range(MANY_REPORTS - 1):
            add_words(writer, 100 + number, "it was loud", name="Per Dahl", key="person:per-dahl", role=None)
    with open_page(ledger) as page:
        assert page.get("/s/person:per-dahl").status_code == 200


def test_a_body_has_a_page(page):
    """However seldom it speaks."""
    assert page.get("/s/organization:harl-council").status_code == 200


def test_a_key_that_nobody_has_is_told(page):
    """It may have been forgotten or merged."""
    answer = page.get("/s/person:nobody")
    assert (answer.status_code, "Nobody in this ledger" in answer.text) == (404, True)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("resident", True),
        ("Harrow resident", True),
        ("mother of three", True),
        ("widow of the mayor", True),
        ("governor", False),
        ("minister of defence", False),
        ("residents’ spokeswoman", False),
        ("of", False),
    ],
)
def test_a_private_role_is_told_from_an_office(role, expected):
    """By the word that says what the person is."""
    assert is_private(role) is expected


def test_a_merge_is_among_the_reasons(ledger):
    """With whose decision it was."""
    with Ledger(ledger) as writer:
        writer.decide("person:per-dahl", "merge", who="bela", why="the same man", after={"into": "person:ansa-brielow"})
    with open_page(ledger) as page:
        html = page.get("/s/person:ansa-brielow").text
    assert "counted as one by bela" in html and "the same man" in html
    assert "Per Dahl" in html


def test_statements_that_differ_are_shown_with_the_reason(ledger):
    """Pairs of this speaker's own statements, from what was compared; others' are not."""
    with Ledger(ledger) as writer:
        store = writer.comparing_store()
        store.begin({"claims": 0}, version="test")
        rows = dict(writer._all("SELECT claim_id, id FROM claims"))
        found = []
        for later, earlier, sort in ((2, 1, "update"), (3, 5, "differs"), (4, 1, "repeats")):
            left, right = f"{later:016}", f"{earlier:016}"
            comparison = Comparison(left=left, right=right, type=sort, why="late now")
            found.append((rows[left], rows[right], comparison))
        bare = [Finding(claim=row, vector=b"\0", stems=b"\0") for row in rows.values()]
        store.store_findings(bare, done=list(rows.values()))
        store.store_findings(
            [Finding(claim=one[0], vector=b"\0", stems=b"\0", comparisons=(one,)) for one in found],
            done=[one[0] for one in found],
        )
    with LedgerView(ledger) as view:
        assert [one.type for one in find_own_differences(view, "person:ansa-brielow")] == ["update"]
    with open_page(ledger) as page:
        html = page.get("/s/person:ansa-brielow").text
    assert "Statements that differ" in html and "late now" in html


def test_speakers_are_found_by_words_of_their_names(ledger):
    """Those with a key, each once, with all their claims."""
    with LedgerView(ledger) as view:
        found = find_speakers_called(view, "brielow")
        assert [(speaker.value, speaker.label, speaker.claims) for speaker in found] == [
            ("person:ansa-brielow", "Ansa Brielow", 4)
        ]
        assert find_speakers_called(view, "ferry") == []
        assert find_speakers_called(view, '"') == find_speakers_called(view, " ") == []
