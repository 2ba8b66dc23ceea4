"""Decisions on the page: each is a row with undo, works as a plain form, is told what others did meanwhile, and never writes without its token."""

import html
import json
import re
from contextlib import suppress
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from ledger_samples import FACTS, TEXT, at, fill, make_claims, make_report
from sayso.cli import main
from sayso.ledger import Ledger, LedgerView
from sayso.ledger.plain import to_plain
from sayso.records import Claim, Commitment, Moment, Occasion, Relay, Span
from sayso.serve import create_app
from sayso.serve.choosing import find_words, step_edge, trim_selection
from sayso.serve.claim_form import GROUPS, FormError, Setting, draw_form, find_changes, read_form
from sayso.serve.decisions import MeanwhileError, check_nobody_was_quicker, settle_content
from sayso.serve.pages.claim_change import take_step

REPORT = make_report()
TOLL, REBUILD, DENIAL, MARKET = make_claims(REPORT)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger, run=ledger.begin_run(version="test"))
    return path


@pytest.fixture
def app(path):
    return create_app(path, user="ada")


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://127.0.0.1")


@pytest.fixture
def send(app, client):
    """Posts a form with the token, as a browser does without JavaScript."""

    def post(address, headers=None, **entries):
        return client.post(address, data={"token": app.state.token, **entries}, headers=headers, follow_redirects=False)

    return post


def status_of(path, claim=TOLL):
    with LedgerView(path) as view:
        row = view.claim(claim.id)
        return row.status, row.checked_by


def read_claim(path, claim=TOLL):
    with LedgerView(path) as view:
        return view.claim(claim.id).claim


def fill_in(page):
    """The entries of the claim's form on a page, as a browser would send them."""
    form = re.search(r'<form class="claim-form".*?</form>', page, re.DOTALL).group()
    entries = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            entries[name[1]] = html.unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        entries[name] = html.unescape(chosen[1] if chosen else re.search(r'<option value="([^"]*)"', inner)[1])
    for name, inner in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        entries[name] = html.unescape(inner)
    return entries


# ------------------------------------------------------------------------------------------------------------ confirm, reject, undo


@pytest.mark.parametrize(("action", "status"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_a_decision_and_its_undo_as_plain_forms(path, send, action, status):
    response = send(f"/c/{TOLL.id}/decide", action=action, seen="0", next=f"/r/{REPORT.id}")
    assert (response.status_code, response.headers["location"]) == (303, f"/r/{REPORT.id}")
    assert status_of(path) == (status, "ada")
    response = send("/undo", decision="1", next=f"/c/{TOLL.id}")
    assert (response.status_code, response.headers["location"]) == (303, f"/c/{TOLL.id}")
    assert status_of(path) == ("unchecked", None)


def test_a_touched_card_shows_who_and_when_instead_of_a_score(client, send):
    send(f"/c/{TOLL.id}/decide", action="confirm", seen="0")
    page = client.get(f"/r/{REPORT.id}").text
    card = page[page.index(f'id="c-{TOLL.id}"') : page.index(f'id="c-{DENIAL.id}"')]
    assert re.search(r"confirmed by ada, \d+ \w+ \d{4}", card)
    assert "score 0.94" not in card


def test_a_rejected_claim_stays_to_be_seen_but_marks_nothing(client, send):
    send(f"/c/{REBUILD.id}/decide", action="reject", seen="0")
    page = client.get(f"/r/{REPORT.id}").text
    assert f'id="c-{REBUILD.id}"' in page
    assert "is-rejected" in page
    assert f'data-claims="{REBUILD.id}"' not in page


def test_in_the_background_the_changed_card_comes_back(send):
    response = send(f"/c/{DENIAL.id}/decide", {"x-sayso-part": "card"}, action="confirm", seen="0")
    assert response.status_code == 200
    assert f'id="c-{TOLL.id}"' in response.text  # the outermost card that holds the claim
    assert "confirmed by ada" in response.text
    assert "<html" not in response.text
    assert (response.headers["x-sayso-said"], response.headers["x-sayso-decision"]) == ("Confirmed. u undoes it.", "1")


@pytest.mark.parametrize(
    "next_page", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"]
)
def test_a_decision_never_leads_to_another_site(send, next_page):
    response = send(f"/c/{TOLL.id}/decide", action="confirm", seen="0", next=next_page)
    assert response.headers["location"] == f"/c/{TOLL.id}"


@pytest.mark.parametrize(
    "address", [f"/c/{TOLL.id}/decide", "/undo", f"/c/{TOLL.id}/edit", f"/r/{REPORT.id}/add", "/same"]
)
def test_nothing_is_written_without_the_token(client, path, address):
    response = client.post(
        address, data={"action": "confirm", "seen": "0", "decision": "1", "key": "person:ansa-brielow"}
    )
    assert response.status_code == 403
    with LedgerView(path) as view:
        assert list(view.decisions()) == []


def test_nothing_is_written_read_only(path):
    app = create_app(path, user="ada", read_only=True)
    client = TestClient(app, base_url="http://127.0.0.1")
    assert client.post(f"/c/{TOLL.id}/decide", data={"token": app.state.token, "action": "confirm"}).status_code == 403
    page = client.get(f"/r/{REPORT.id}").text
    assert 'method="post"' not in page
    assert f"/c/{TOLL.id}/edit" not in page


def test_what_is_no_action_or_no_number_is_refused(send):
    assert send(f"/c/{TOLL.id}/decide", action="bless", seen="0").status_code == 422
    assert send(f"/c/{TOLL.id}/decide", action="confirm", seen="soon").status_code == 422
    assert send("/undo", decision="last").status_code == 422
    assert send("/undo", decision="99").status_code == 404


# --------------------------------------------------------------------------------------------------------------------- two tabs


def test_the_second_of_two_tabs_is_told_and_nothing_is_overwritten(path, send):
    send(f"/c/{TOLL.id}/decide", action="confirm", seen="0")
    response = send(f"/c/{TOLL.id}/decide", action="reject", seen="0")
    assert response.status_code == 409
    assert "<b>ada</b> confirmed" in response.text
    assert status_of(path) == ("confirmed", "ada")
    again = re.search(r'name="seen" value="(\d+)"', response.text)[1]
    assert send(f"/c/{TOLL.id}/decide", action="reject", seen=again).status_code == 303
    assert status_of(path) == ("rejected", "ada")


def test_an_undo_in_between_is_news_too(path):
    with Ledger(path) as ledger:
        ledger.undo(ledger.decide(TOLL.id, "confirm", who="bo"), who="bo")
        with pytest.raises(MeanwhileError) as raised:
            check_nobody_was_quicker(ledger, TOLL.id, 1)
    assert [row.action for row in raised.value.since] == ["undo"]


def test_a_change_that_slips_in_between_look_and_write_is_caught(path, send, monkeypatch):
    """Even if the look at the last decision sees nothing, the ledger compares what the claim was."""
    from sayso.serve import decisions

    def write_meanwhile(view, claim_id, seen):
        with Ledger(path) as other:
            other.decide(claim_id, "correct", who="bo", after={"act": "announce"})

    monkeypatch.setattr(decisions, "check_nobody_was_quicker", write_meanwhile)
    response = send(f"/c/{TOLL.id}/decide", action="confirm", seen="0")
    assert response.status_code == 409
    assert "bo" in response.text
    assert status_of(path) == ("corrected", "bo")


def test_the_form_takes_in_what_others_changed_and_keeps_the_rest(path, client, send):
    """Two people change two fields of one claim: the second sees the first one's change, and loses none of their own."""
    entries = fill_in(client.get(f"/c/{TOLL.id}/edit").text)
    with Ledger(path) as ledger:
        ledger.decide(TOLL.id, "correct", who="bo", after={"act": "announce"})
    mine = entries | {"stance": "doubts"}
    response = send(f"/c/{TOLL.id}/edit", **{name: value for name, value in mine.items() if name != "token"})
    assert response.status_code == 409
    assert "<b>bo</b> changed" in response.text
    assert "You had as act: say" in response.text
    merged = fill_in(response.text)
    assert (merged["act"], merged["stance"]) == ("announce", "doubts")
    assert read_claim(path).stance == "asserts"
    assert (
        send(f"/c/{TOLL.id}/edit", **{name: value for name, value in merged.items() if name != "token"}).status_code
        == 303
    )
    now = read_claim(path)
    assert (now.act, now.stance) == ("announce", "doubts")


# -------------------------------------------------------------------------------------------------------------------- the form


def list_entries(nodes):
    """The entries that a browser would send for drawn nodes."""
    sent = {}
    for node in nodes:
        if node.widget == "words":
            sent[f"{node.path}.words"] = node.value
            if node.span:
                sent |= {f"{node.path}.start": str(node.span.start), f"{node.path}.end": str(node.span.end)}
        elif node.widget in ("list", "record"):
            sent |= list_entries(node.parts)
        elif node.widget != "check" or node.value:
            sent[node.path] = str(node.value)
    return sent


FULL = replace(
    TOLL,
    commitment=Commitment(value="possible", span=at("had died")),
    audience=at("reporters"),
    evidence=(at("Northline"),),
    occasion=Occasion(kind="speech", span=at("said on Wednesday")),
    target=("e2",),
    via=(Relay(entity="e3", name="Northline", span=at("Northline")), Relay(entity=None, name="it", span=at("it"))),
    times=(Moment(span=at("Wednesday"), type="DATE", edtf="2023-05-17", dates="content", why="beside it"),),
    mentions=("e1",),
    inherited=("said",),
    ascribed=True,
    inside=REBUILD.id,
)


@pytest.mark.parametrize(
    "claim", [TOLL, REBUILD, DENIAL, MARKET, FULL], ids=["toll", "rebuild", "denial", "market", "full"]
)
def test_a_form_sent_back_as_it_was_changes_nothing(claim):
    """Every field of the contract goes into the form and comes out of it as it was."""
    setting = Setting(text=TEXT, entities=FACTS.entities, claims=((REBUILD.id, "x"),))
    groups = draw_form(to_plain(claim), setting)
    sent = list_entries(node for _, nodes in groups for node in nodes)
    assert find_changes(read_form(sent, TEXT), to_plain(claim), who="ada") == {}


def test_the_form_has_every_field_that_can_be_corrected():
    shown = {name for _, names in GROUPS for name in names}
    fixed = {"id", "score", "field"}
    follows = {"act_why", "said_why"}
    assert shown == {field.name for field in fields(Claim)} - fixed - follows


@pytest.mark.parametrize(
    ("entries", "field", "expected"),
    [
        ({"act": "announce"}, "act", "announce"),
        ({"saying": "withheld"}, "saying", "withheld"),
        ({"stance": "doubts"}, "stance", "doubts"),
        ({"form": "mixed"}, "form", "mixed"),
        ({"voice": "outlet"}, "voice", "outlet"),
        ({"ascribed": "yes"}, "ascribed", True),
        ({"commitment.value": "possible", "commitment.span.words": "had died"}, "commitment", Commitment(value="possible", span=at("had died"))),
        ({"commitment.value": ""}, "commitment", None),
        ({"cue.words": "said on Wednesday"}, "cue", at("said on Wednesday")),
        ({"source.words": "Ansa  Brielow"}, "source", at("Ansa Brielow")),
        ({"content.0.words": "at least 11 people had died"}, "content", (at("at least 11 people had died"),)),
        ({"audience.words": "reporters"}, "audience", at("reporters")),
        ({"evidence.0.words": "Northline"}, "evidence", (at("Northline"),)),
        ({"occasion.kind": "speech", "occasion.span.words": "told reporters"}, "occasion", Occasion(kind="speech", span=at("told reporters"))),
        ({"inside": REBUILD.id}, "inside", REBUILD.id),
        ({"target.0": "e2"}, "target", ("e2",)),
        ({"mentions.0": "e3"}, "mentions", ("e3",)),
        ({"inherited.0": "said_at"}, "inherited", ("said_at",)),
        ({"via.0.entity": "e3", "via.0.name": "Northline", "via.0.span.words": "Northline"}, "via", (Relay(entity="e3", name="Northline", span=at("Northline")),)),
        ({"said.span.words": ""}, "said", None),
        ({"said_at.span.words": "Sundrik", "said_at.name": "Sundrik"}, "said_at.name", "Sundrik"),
        ({"quantities.0.value": "12", "quantities.0.low": ""}, "quantities.0.value", 12.0),
        ({"quantities.0.span.words": ""}, "quantities", ()),
        ({"places.0.country": "DV"}, "places.0.country", "DV"),
        ({"times.0.span.words": "Wednesday", "times.0.type": "DATE", "times.0.edtf": "2023-05-10"}, "times.0.edtf", "2023-05-10"),
        ({"speakers.0.entity": "e2"}, "speakers.0.entity", "e2"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else None,
)  # fmt: skip
def test_any_field_can_be_changed_as_a_plain_form_and_taken_back(path, client, send, entries, field, expected):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text) | entries
    response = send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    assert response.status_code == 303, re.findall(r'class="(?:error|notice)[^>]*>([^<]*)', response.text)
    found = read_claim(path)
    for part in field.split("."):
        found = found[int(part)] if part.isdecimal() else getattr(found, part)
    assert found == expected
    assert status_of(path) == ("corrected", "ada")
    send("/undo", decision="1")
    assert read_claim(path) == TOLL


def test_a_speaker_that_the_report_lacks_can_be_named(path, client, send):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text)
    sent |= {
        "speakers.0.entity": "",
        "speakers.0.name": "Ruda Halvic",
        "speakers.0.kind": "person",
        "speakers.0.role": "mayor",
    }
    send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    with LedgerView(path) as view:
        (speaker,) = view.claim(TOLL.id).speakers
    assert (speaker.name, speaker.kind, speaker.role) == ("Ruda Halvic", "person", "mayor")


def test_what_a_person_sets_gives_the_person_as_the_reason(path, client, send):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text) | {
        "act": "announce",
        "quantities.0.low": "12",
        "speakers.0.entity": "e2",
    }
    send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    now = read_claim(path)
    assert [now.act_why, now.quantities[0].why, now.speakers[0].why] == ["set by ada"] * 3
    assert now.places[0].why == TOLL.places[0].why


def test_other_words_bring_other_facts_and_another_form(path, client, send):
    """The content is moved to words without the figure; what lies outside of it is not the claim's any more."""
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text) | {"content.0.words": "“We will rebuild,”"}
    send(
        f"/c/{TOLL.id}/edit",
        **{name: value for name, value in sent.items() if name not in ("token", "form")} | {"form": "indirect"},
    )
    now = read_claim(path)
    assert (now.form, now.quantities, now.places) == ("direct", (), ())


def test_a_figure_that_a_person_set_stays_while_the_content_grows():
    mine = replace(TOLL, quantities=(replace(TOLL.quantities[0], low=12.0),))
    grown = replace(mine, content=(at("that at least 11 people had died in Sundrik"),))
    assert settle_content(grown, REPORT, FACTS, was=TOLL.content).quantities == mine.quantities


def test_words_that_do_not_stand_in_the_report_are_refused_where_they_were_typed(path, client, send):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text) | {"cue.words": "never uttered", "quantities.0.low": "many"}
    response = send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    assert response.status_code == 422
    assert "The words “never uttered” do not stand in the report like this." in response.text
    assert "“many” is no number." in response.text
    assert 'href="#f-cue"' in response.text
    assert status_of(path) == ("unchecked", None)


def test_saving_without_a_change_writes_nothing(path, client, send):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text)
    response = send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    assert "Nothing was changed" in response.text
    assert status_of(path) == ("unchecked", None)


def test_a_claim_without_any_words_is_refused(path, client, send):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text) | {"content.0.words": "", "cue.words": ""}
    response = send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    assert response.status_code == 422
    assert status_of(path) == ("unchecked", None)


# --------------------------------------------------------------------------------------------------------------- words and steps


@pytest.mark.parametrize(
    ("words", "edge", "step", "after"),
    [
        ("11 people", "start", -1, "least 11 people"),
        ("11 people", "start", 1, "people"),
        ("11 people", "end", 1, "11 people had"),
        ("11 people", "end", -1, "11"),
        ("people", "start", 1, "people"),
        ("not leave", "end", 1, "not leave."),
    ],
)
def test_an_edge_moves_word_by_word(words, edge, step, after):
    assert step_edge(TEXT, at(words), edge, step).of(TEXT) == after


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30), st.sampled_from(("start", "end")), st.sampled_from((-1, 1)))
def test_a_step_stays_within_the_text_and_leaves_words(start, length, edge, step):
    span = Span(start, min(len(TEXT), start + length))
    moved = step_edge(TEXT, span, edge, step)
    assert moved.end <= len(TEXT)
    assert (moved.start == span.start) if edge == "end" else (moved.end == span.end)


def test_of_several_places_the_nearest_is_taken():
    text = "no. yes. no."
    assert find_words(text, "no", near=7) == Span(9, 11)
    assert find_words(text, "maybe") is None
    assert find_words(text, "  ") is None


def test_a_selection_loses_the_blanks_at_its_edges():
    assert trim_selection("a word, ", 1, 8) == Span(2, 7)
    assert trim_selection("a  b", 1, 3) is None


def test_steps_of_the_form_add_and_drop_and_move_and_take():
    entries = {"content.0.start": "0", "content.0.end": "8", "content.0.words": "Governor", "cue.words": ""}
    assert take_step(entries | {"step": "add content"}, TEXT)["content.1"] == ""
    assert "content.0.words" not in take_step(entries | {"step": "drop content.0"}, TEXT)
    assert take_step(entries | {"step": "move content.0 end 1"}, TEXT)["content.0.words"] == "Governor Ansa"
    taken = take_step(entries | {"step": "take cue", "from": str(at("said").start), "to": str(at("said").end)}, TEXT)
    assert (taken["cue.words"], taken["cue.start"]) == ("said", str(at("said").start))


def test_a_step_writes_nothing_and_keeps_what_was_typed(path, client, send):
    sent = fill_in(client.get(f"/c/{TOLL.id}/edit").text) | {"act": "announce", "step": "move content.0 start -1"}
    response = send(f"/c/{TOLL.id}/edit", **{name: value for name, value in sent.items() if name != "token"})
    after = fill_in(response.text)
    assert (after["act"], after["content.0.words"]) == ("announce", "that at least 11 people had died in Sundrik")
    assert status_of(path) == ("unchecked", None)


# -------------------------------------------------------------------------------------------------------------------- add a claim


def test_a_claim_is_added_from_selected_words_and_taken_back(path, client, send):
    """The words are given as a browser selects them; the speaker is found in the source's words."""
    content = at("The covered market stayed closed")
    entries = fill_in(client.get(f"/r/{REPORT.id}/add?from={content.start - 1}&to={content.end}").text)
    assert entries["content.0.words"] == content.of(TEXT)
    entries |= {"source.words": "Governor Ansa Brielow", "cue.words": "told", "act": "claim"}
    response = send(f"/r/{REPORT.id}/add", **{name: value for name, value in entries.items() if name != "token"})
    claim_id = response.headers["location"].rpartition("#c-")[2]
    with LedgerView(path) as view:
        row = view.claim(claim_id)
    assert (row.status, row.checked_by, row.content_words) == ("added", "ada", (content.of(TEXT),))
    assert [speaker.name for speaker in row.speakers] == ["Ansa Brielow"]
    assert (row.claim.form, row.claim.act, row.claim.score) == ("indirect", "claim", None)
    assert send("/undo", decision="1").headers["location"] == f"/r/{REPORT.id}"
    with LedgerView(path) as view:
        assert claim_id not in [row.claim.id for row in view.claims(report_id=REPORT.id, voice="all", rejected=True)]


def test_an_added_claim_can_have_a_speaker_whom_the_report_does_not_list(path, client, send):
    entries = fill_in(client.get(f"/r/{REPORT.id}/add").text)
    entries |= {"content.0.words": "stayed closed", "speakers.0.name": "Ruda Halvic", "speakers.0.kind": "person"}
    response = send(f"/r/{REPORT.id}/add", **{name: value for name, value in entries.items() if name != "token"})
    with LedgerView(path) as view:
        row = view.claim(response.headers["location"].rpartition("#c-")[2])
    assert [speaker.name for speaker in row.speakers] == ["Ruda Halvic"]


def test_the_same_claim_is_not_added_twice(client, send):
    entries = fill_in(client.get(f"/r/{REPORT.id}/add").text) | {"content.0.words": "stayed closed"}
    sent = {name: value for name, value in entries.items() if name != "token"}
    assert send(f"/r/{REPORT.id}/add", **sent).status_code == 303
    response = send(f"/r/{REPORT.id}/add", **sent)
    assert response.status_code == 422
    assert "is there already" in response.text


def test_a_claim_without_words_is_not_added(client, send):
    entries = fill_in(client.get(f"/r/{REPORT.id}/add").text)
    response = send(f"/r/{REPORT.id}/add", **{name: value for name, value in entries.items() if name != "token"})
    assert response.status_code == 422
    assert "needs words" in response.text


# ---------------------------------------------------------------------------------------------------------------------------- API


def test_decisions_by_the_api(app, client, path):
    """JSON in, the decision's number out; the same guard against decisions that one did not know of."""
    headers = {"x-sayso-token": app.state.token}
    body = {
        "action": "correct",
        "seen": 0,
        "why": "read again",
        "after": {"act": "announce", "cue": {"start": 0, "end": 8}},
    }
    response = client.post(f"/api/v1/c/{TOLL.id}/decide", json=body, headers=headers)
    assert (response.status_code, response.json()) == (200, {"decision": 1})
    assert read_claim(path).cue == Span(0, 8)
    response = client.post(f"/api/v1/c/{TOLL.id}/decide", json={"action": "confirm", "seen": 0}, headers=headers)
    assert response.status_code == 409
    assert response.json()["error"]["since"][0]["who"] == "ada"
    assert client.post("/api/v1/undo", json={"decision": 1}, headers=headers).json() == {"decision": 2}
    assert read_claim(path) == TOLL


def test_a_claim_is_added_by_the_api(app, client, path):
    """A speaker whom the report does not list is named in a second decision, a correction."""
    headers = {"x-sayso-token": app.state.token}
    claim = {
        "content": [to_plain(at("stayed closed"))],
        "cue": to_plain(at("told")),
        "speakers": [{"name": "Ruda Halvic", "kind": "person"}],
    }
    address = f"/api/v1/r/{REPORT.id}/add"
    response = client.post(address, json={"claim": claim, "why": "missed"}, headers=headers)
    assert response.status_code == 200
    with LedgerView(path) as view:
        row = view.claim(response.json()["claim"])
    assert (row.status, row.content_words, row.speakers[0].name) == ("corrected", ("stayed closed",), "Ruda Halvic")
    for wrong in (
        "words",
        {"id": "x"},
        {"act": "bless", "cue": {"start": 0, "end": 3}},
        {"cue": {"start": 0, "end": 9999}},
        {"cue": {"start": 5}},
    ):
        assert client.post(address, json={"claim": wrong}, headers=headers).status_code == 422


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "cue.words",
                "cue.start",
                "content.0.end",
                "act",
                "quantities.0.value",
                "quantities.99.low",
                "speakers.0.entity",
                "via.0",
                "content.x.words",
            ]
        ),
        st.text(max_size=20),
    )
)
def test_a_form_is_read_or_refused_whatever_is_sent(sent):
    with suppress(FormError):
        assert set(read_form(sent, TEXT)) == {name for _, names in GROUPS for name in names}


# -------------------------------------------------------------------------------------------------------------- sayso export decisions


def export(path, *options, capsys):
    main(["export", "decisions", "--ledger", str(path), *options])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_exported_decisions_have_coder_time_words_and_both_values(path, capsys):
    with Ledger(path) as ledger:
        ledger.decide(
            TOLL.id, "correct", who="ada", why="too short", after={"cue": at("said on Wednesday"), "act": "announce"}
        )
        ledger.decide(TOLL.id, "confirm", who="bo")
    first, second = export(path, capsys=capsys)
    assert (first["coder"], first["action"], first["why"], first["in_force"]) == ("ada", "correct", "too short", True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", first["decided_at"])
    assert first["before"]["cue"] == {"start": at("said").start, "end": at("said").end, "text": "said"}
    assert first["after"]["cue"]["text"] == "said on Wednesday"
    assert (first["before"]["act"], first["after"]["act"]) == ("say", "announce")
    assert first["report"]["id"] == REPORT.id
    assert second["claim"]["content"] == [
        {**to_plain(TOLL.content[0]), "text": "at least 11 people had died in Sundrik"}
    ]
    assert (second["claim"]["cue"]["text"], second["claim"]["act"], second["claim"]["speakers"]) == (
        "said on Wednesday",
        "announce",
        ["Ansa Brielow"],
    )


def test_a_claim_is_exported_as_it_stood_when_it_was_decided_on(path, capsys):
    """What was corrected later, or corrected and undone before, is not what the coder saw."""
    with Ledger(path) as ledger:
        undone = ledger.decide(TOLL.id, "correct", who="ada", after={"act": "warn"})
        ledger.decide(TOLL.id, "confirm", who="bo")
        ledger.undo(undone, who="ada")
        ledger.decide(TOLL.id, "reject", who="cy")
        ledger.decide(TOLL.id, "correct", who="ada", after={"act": "deny"})
    rows = export(path, capsys=capsys)
    assert [(row["action"], row["claim"]["act"]) for row in rows] == [
        ("correct", "warn"),
        ("confirm", "warn"),
        ("undo", "say"),
        ("reject", "say"),
        ("correct", "deny"),
    ]
    assert [row["in_force"] for row in rows] == [False, True, False, True, True]


def test_decisions_of_one_coder_and_those_that_are_on_no_claim(path, capsys):
    with Ledger(path) as ledger:
        ledger.add_claim(REPORT.id, Claim(id="new1", voice="speaker", cue=at("told")), who="ada")
        ledger.decide(TOLL.id, "confirm", who="bo")
        ledger.set_metadata(REPORT.id, who="ada", outlet="Lomvar Now")
    added, mended = export(path, "--as", "ada", capsys=capsys)
    assert (added["action"], added["claim"]["cue"]["text"]) == ("add", "told")
    assert (mended["action"], mended["claim"], mended["after"]) == ("set", None, {"outlet": "Lomvar Now"})


def test_a_claim_whose_adding_was_undone_is_still_told(path, capsys):
    with Ledger(path) as ledger:
        ledger.undo(
            ledger.add_claim(REPORT.id, Claim(id="new1", voice="speaker", cue=at("told")), who="ada"), who="ada"
        )
    added, undone = export(path, capsys=capsys)
    assert (added["claim"]["cue"]["text"], added["in_force"]) == ("told", False)
    assert undone["undoes"] == added["decision"]


def test_a_ledger_without_decisions_says_so(path, capsys):
    main(["export", "decisions", "--ledger", str(path)])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "nobody has decided anything" in captured.err
