"""The page of a claim: its words, a reason for every field, what people decided, links that lead to the words, and the review of claims."""

import html
import re

import pytest
from starlette.testclient import TestClient

from ledger_samples import FACTS, TEXT, at, fill, make_claims, make_report
from sayso.ledger import Ledger, LedgerView
from sayso.ledger.checking import count_to_check, find_to_check, name_sample, read_sample
from sayso.records import Claim, Comparison, Copy, Group, Span
from sayso.serve import create_app
from sayso.serve.pages.claim import link_to_words
from sayso.serve.pages.review import estimate_rate


@pytest.fixture
def ledger_path(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger, run=ledger.begin_run(version="test"))
    return path


@pytest.fixture
def app(ledger_path):
    return create_app(ledger_path, user="ada")


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://127.0.0.1")


def read_words(page):
    """The page's text on one line."""
    without_inline = re.sub(r"</?(?:mark|span|b|i|a|del|ins)\b[^>]*>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", without_inline)).split())


def test_a_claim_is_shown_in_its_paragraph_with_the_reason_for_each_field(client):
    toll = make_claims()[0]
    words = read_words(client.get(f"/c/{toll.id}").text)
    assert TEXT.split("\n\n")[0] in words
    assert TEXT.split("\n\n")[1] not in words
    assert "Speaker Ansa Brielow, governor" in words
    assert "2023-05-17, from “Wednesday” weekday beside the cue" in words
    assert "11 or more, people, killed, from “at least 11 people” at least" in words
    assert "Sundrik, TA (city) gazetteer" in words
    assert "machine reading, unchecked, score 0.94" in words


def test_a_footnote_says_that_nobody_checked_until_somebody_did(client, ledger_path):
    toll = make_claims()[0]
    assert "[machine reading, unchecked; sayso" in client.get(f"/c/{toll.id}").text
    with Ledger(ledger_path) as ledger:
        ledger.decide(toll.id, "confirm", who="ada")
    page = client.get(f"/c/{toll.id}").text
    assert f"[machine reading, unchecked; sayso {toll.id[:8]}]" not in page
    assert "[checked by ada; sayso" in page


def test_the_outer_claim_and_those_within_lead_to_one_another(client):
    toll, _, denial, _ = make_claims()
    assert f'href="/c/{denial.id}"' in client.get(f"/c/{toll.id}").text
    assert f'href="/c/{toll.id}"' in client.get(f"/c/{denial.id}").text


def test_the_history_tells_who_changed_what_from_what_to_what(client, ledger_path):
    toll = make_claims()[0]
    with Ledger(ledger_path) as ledger:
        number = ledger.decide(toll.id, "correct", who="bo", why="the word is announced", after={"act": "announce"})
        ledger.undo(number, who="ada")
    words = read_words(client.get(f"/c/{toll.id}").text)
    assert "bo changed" in words
    assert "“the word is announced” Act: say announce (undone)" in words
    assert f"ada took back decision {number}" in words


def test_a_claim_as_json_has_its_report_its_decisions_and_what_it_is_compared_with(client):
    toll = make_claims()[0]
    given = client.get(f"/c/{toll.id}.json").json()
    assert given == client.get(f"/api/v1/c/{toll.id}").json()
    assert given["claim"]["source"]["text"] == "Governor Ansa Brielow"
    assert given["report"]["outlet"] == "The Harrow Post"
    assert (given["status"], given["last_decision"], given["decisions"]) == ("unchecked", 0, [])
    assert (given["groups"], given["comparisons"]) == ([], [])


def test_a_claim_forgotten_while_being_read_has_a_page_that_says_so(client, ledger_path):
    report, (toll, *_) = make_report(), make_claims()
    with Ledger(ledger_path) as ledger:
        ledger.forget_report(report.id)
    response = client.get(f"/c/{toll.id}")
    assert response.status_code == 404
    assert "forgotten" in response.text


# ------------------------------------------------------------------------------------------------------------- across reports


@pytest.fixture
def two_reports(tmp_path, monkeypatch):
    """Two reports whose first claims are in one group, and of which the second denies the first; the one report is a copy of the other."""
    path = tmp_path / "two.db"
    first, second = (
        make_report(),
        make_report(text=TEXT.replace("at least 11 people had died", "at least 12 civilians had died"), title="Second"),
    )
    with Ledger(path) as ledger:
        _, ours = fill(ledger, first)
        _, theirs = fill(ledger, second)
    one, two = ours[0].id, theirs[0].id
    group = Group(id="g1", level="proposition", band="same", claims=(one, two), why="nearly the same words")
    found = [
        Comparison(left=theirs[2].id, right=one, type="denies", ascribed=True, why="“denied it” stands behind it"),
        Comparison(left=two, right=one, type="repeats", why="the same again"),
    ]
    copy = Copy(
        left=min(first.id, second.id),
        right=max(first.id, second.id),
        type="copy",
        origin=second.id,
        why="nearly all of it",
    )
    monkeypatch.setattr(
        LedgerView, "groups", lambda self, claim=None, **options: [group] if claim in (one, two) else []
    )
    monkeypatch.setattr(
        LedgerView, "comparisons", lambda self, claim=None, **options: [c for c in found if claim in (c.left, c.right)]
    )
    monkeypatch.setattr(LedgerView, "copies", lambda self, report=None, **options: [copy])
    return TestClient(create_app(path, user="ada"), base_url="http://127.0.0.1"), first, second, ours, theirs


def test_the_same_claim_elsewhere_has_its_differences_marked(two_reports):
    client, _, second, ours, theirs = two_reports
    page = client.get(f"/c/{ours[0].id}").text
    words = read_words(page)
    assert "The same claim, elsewhere nearly the same words" in words
    assert (
        '<del><span class="hidden">left out: </span>11 people</del> <ins><span class="hidden">put in: </span>12 civilians</ins>'
        in page
    )
    assert f'href="/c/{theirs[0].id}"' in page
    assert "in the same text, from which this report took it" in words
    assert f"r={second.id}" in page


def test_who_denies_a_claim_stands_first_and_repeats_are_not_told_twice(two_reports):
    client, _, _, ours, theirs = two_reports
    words = read_words(client.get(f"/c/{ours[0].id}").text)
    assert "Who denies it, who says otherwise" in words
    assert "This claim is denied by it, as another speaker has it. “denied it” stands behind it" in words
    assert "is repeated by" not in words
    assert "This claim denies it" in read_words(client.get(f"/c/{theirs[2].id}").text)


def test_the_reader_names_the_reports_that_share_its_text(two_reports):
    client, first, second, *_ = two_reports
    page = client.get(f"/r/{first.id}").text
    assert "same text in The Harrow Post" in page
    assert f"/compare?r={first.id}&amp;r={second.id}" in page


# ----------------------------------------------------------------------------------------------------------------- text fragment


def find_fragment(text, span, url="https://harrow.example/a#top"):
    path_row = Claim(id="f1", voice="speaker", content=(span,), cue=None)

    class Row:
        claim = path_row

    return link_to_words(url, Row, text)


def test_short_words_are_given_whole_in_a_text_fragment():
    assert find_fragment("It is the well-known case, he said.", Span(6, 25)) == (
        "https://harrow.example/a#:~:text=the%20well%2Dknown%20case"
    )


def test_long_words_are_given_by_their_ends():
    text = " ".join(f"w{number}" for number in range(30))
    assert find_fragment(text, Span(0, len(text))).endswith(
        "#:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"
    )


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url):
    assert find_fragment(TEXT, at("said"), url) is None


# ------------------------------------------------------------------------------------------------------------------------ review


def fill_many(ledger, count=40):
    """One report with many claims, the first the least certain, and one in the outlet's voice."""
    text = " ".join(f"Ruiz said thing{number:02}." for number in range(count))
    report = make_report(text=text)
    claims = []
    for number in range(count):
        words, cue = at(f"thing{number:02}", text), Span(20 * number, 20 * number + 1)
        cue = Span(words.start - 5, words.start - 1)
        identity = f"{(number * 2654435761) % 2**32:08x}{number:08x}"
        claims.append(
            Claim(
                id=identity,
                voice="speaker",
                form="indirect",
                act="say",
                score=(number + 1) / 100,
                content=(words,),
                cue=cue,
            )
        )
    ledger.add(report, claims, run=ledger.begin_run(version="test"))
    return claims


@pytest.fixture
def many(tmp_path):
    path = tmp_path / "many.db"
    with Ledger(path) as ledger:
        claims = fill_many(ledger)
    return path, claims


def test_the_least_certain_claim_comes_first_and_what_is_decided_comes_no_more(many):
    path, claims = many
    with Ledger(path) as ledger:
        assert find_to_check(ledger, who="ada", order="least_certain", limit=3) == [claim.id for claim in claims[:3]]
        ledger.decide(claims[0].id, "confirm", who="ada")
        assert find_to_check(ledger, who="ada", order="least_certain") == [claims[1].id]
        assert find_to_check(ledger, who="ada", order="least_certain", after=claims[4].id) == [claims[5].id]
        assert count_to_check(ledger, who="ada") == len(claims) - 1


def test_the_same_seed_gives_the_same_order_and_every_claim_once(many):
    path, claims = many
    with LedgerView(path) as view:
        first = find_to_check(view, who="ada", order="random", seed=3, limit=100)
        assert first == find_to_check(view, who="ada", order="random", seed=3, limit=100)
        assert sorted(first) == sorted(claim.id for claim in claims)
        others = [find_to_check(view, who="ada", order="random", seed=seed, limit=100) for seed in range(8)]
        assert len({order[0] for order in others}) > 3
        assert first[1:3] == find_to_check(view, who="ada", order="random", seed=3, after=first[0], limit=2)


def test_one_coder_may_check_what_another_has_checked(many):
    """For agreement between coders the same claims are needed twice."""
    path, claims = many
    with Ledger(path) as ledger:
        ledger.decide(claims[0].id, "reject", who="bo")
        assert claims[0].id not in find_to_check(ledger, who="ada", order="least_certain", limit=100)
        assert find_to_check(ledger, who="ada", order="least_certain", others=True) == [claims[0].id]
        assert claims[0].id not in find_to_check(ledger, who="bo", order="least_certain", others=True, limit=100)


def test_the_sample_counts_what_was_drawn_at_random_and_what_was_skipped(many):
    path, _ = many
    with Ledger(path) as ledger:
        order = find_to_check(ledger, who="ada", order="random", seed=5, limit=100)
        why = name_sample(5)
        ledger.decide(order[0], "confirm", who="ada", why=why)
        ledger.decide(order[1], "reject", who="ada", why=why)
        ledger.decide(order[3], "correct", who="ada", why=why, after={"act": "warn"})
        ledger.decide(order[20], "reject", who="ada")  # elsewhere, not in the sample
        sample = read_sample(ledger, who="ada", seed=5)
        assert (sample.confirmed, sample.corrected, sample.rejected, sample.skipped) == (1, 1, 1, 1)
        assert (sample.checked, sample.wrong) == (3, 2)
        assert read_sample(ledger, who="bo", seed=5).checked == 0


def test_an_undone_decision_leaves_the_sample(many):
    path, _ = many
    with Ledger(path) as ledger:
        (first,) = find_to_check(ledger, who="ada", order="random", seed=5)
        number = ledger.decide(first, "reject", who="ada", why=name_sample(5))
        ledger.undo(number, who="ada")
        assert read_sample(ledger, who="ada", seed=5).checked == 0
        assert find_to_check(ledger, who="ada", order="random", seed=5) == [first]


@pytest.mark.parametrize(
    ("wrong", "checked", "low", "high"),
    [(0, 10, 0.0, 0.278), (1, 10, 0.018, 0.404), (50, 100, 0.404, 0.596), (10, 10, 0.722, 1.0)],
)
def test_the_interval_is_wilsons(wrong, checked, low, high):
    """Values as in Newcombe (1998), method 3, and R's prop.test without continuity correction."""
    share, lowest, highest = estimate_rate(wrong, checked)
    assert share == wrong / checked
    assert (round(lowest, 3), round(highest, 3)) == (low, high)


def test_nothing_checked_has_no_rate():
    assert estimate_rate(0, 0) is None


def test_the_review_goes_through_the_claims_and_tells_the_rate(many):
    path, claims = many
    app = create_app(path, user="ada")
    client = TestClient(app, base_url="http://127.0.0.1")
    for answer in ("confirm", "confirm", "reject", "confirm"):
        given = client.get("/review.json?order=random&seed=2").json()
        fields = {
            "token": app.state.token,
            "action": answer,
            "seen": "0",
            "why": name_sample(2),
            "next": "/review?order=random&seed=2",
        }
        response = client.post(f"/c/{given['claim']}/decide", data=fields, follow_redirects=False)
        assert response.headers["location"] == "/review?order=random&seed=2"
    given = client.get("/review.json?order=random&seed=2").json()
    assert given["left"] == len(claims) - 4
    assert given["error_rate"]["n"] == 4
    assert given["error_rate"]["value"] == 0.25
    words = read_words(client.get("/review?order=random&seed=2").text)
    assert "25 % with something wrong" in words
    assert "4 claims checked by ada, seed 2" in words
    assert "score 0." not in words  # it could lead the judgement of a random sample


def test_a_seed_that_is_no_number_is_refused(client):
    assert client.get("/review?seed=x").status_code == 400


def test_when_all_is_checked_the_review_says_so(client, ledger_path):
    with Ledger(ledger_path) as ledger:
        for claim in make_claims()[:3]:
            ledger.decide(claim.id, "confirm", who="ada")
    assert "Every claim has been checked." in client.get("/review").text


# ------------------------------------------------------------------------------------------------------------ one speaker or two


def test_merging_and_splitting_speakers_and_taking_it_back(tmp_path):
    """The same person under two keys in two reports."""
    from dataclasses import replace

    path = tmp_path / "two.db"
    second = make_report(text=TEXT + " More.", title="Second")
    other = replace(
        FACTS, entities=(replace(FACTS.entities[0], key="person:a-brielow", name="A. Brielow"), *FACTS.entities[1:])
    )
    with Ledger(path) as ledger:
        fill(ledger)
        ledger.add(second, [replace(claim, id=f"z{claim.id}", inside=None) for claim in make_claims(second)], other)
    app = create_app(path, user="ada")
    client = TestClient(app, base_url="http://127.0.0.1")
    page = client.get("/same?key=person:a-brielow").text
    assert 'value="person:ansa-brielow"' in page
    fields = {
        "token": app.state.token,
        "action": "merge",
        "key": "person:a-brielow",
        "into": "person:ansa-brielow",
        "why": "initial only",
    }
    assert client.post("/same", data=fields, follow_redirects=False).status_code == 303
    with LedgerView(path) as view:
        (speaker,) = view.speakers("person:ansa-brielow")
        assert speaker.reports == 2
    assert "ada merged: person:a-brielow counts as person:ansa-brielow" in read_words(
        client.get("/same?key=person:ansa-brielow").text
    )
    client.post("/undo", data={"token": app.state.token, "decision": "1", "next": "/"})
    split = {
        "token": app.state.token,
        "action": "split",
        "key": "person:a-brielow",
        "report": second.id,
        "entity": "e1",
    }
    assert client.post("/same", data=split, follow_redirects=False).status_code == 303
    with LedgerView(path) as view:
        assert view.load(second.id).facts.entities[0].key is None
        assert [row.action for row in view.decisions()] == ["merge", "undo", "split"]
