"""Decisions of people: append-only, undoable, kept when a report is read anew."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_samples import FACTS, TEXT, at, fill, make_claims, make_report
from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.ledger.plain import from_plain, read_field, to_plain
from sayso.records import Claim, Entity, Moment, Relay, Span, Speaker


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def claims(ledger):
    return fill(ledger)[1]


def find(ledger, text):
    return {hit.row.claim.id[:2] for hit in ledger.search(text)}


# ------------------------------------------------------------------------------------------------------ confirm, correct, reject


def test_a_confirmed_claim_tells_who_and_when(ledger, claims):
    """And is the same claim as before."""
    ledger.decide(claims[0].id[:5], "confirm", who="Mira", why="heard the recording")
    row = ledger.claim(claims[0].id)
    assert (row.status, row.checked_by) == ("confirmed", "Mira")
    assert row.checked_at is not None
    assert row.claim == claims[0]


def test_a_corrected_field_changes_only_that_field_and_no_id(ledger, claims):
    """Searches see the claim as it stands; the machine's row stays as it was."""
    ledger.decide(claims[0].id, "correct", who="Mira", after={"act": "warn"})
    assert ledger.claim(claims[0].id).claim == replace(claims[0], act="warn")
    assert (find(ledger, "act:warn"), find(ledger, "act:say")) == ({"a1"}, set())
    assert ledger.load(make_report().id).claims == (replace(claims[0], act="warn"), *claims[1:])
    assert ledger._all("SELECT act FROM claims WHERE claim_id = ? AND person = 0", claims[0].id) == [("say",)]
    assert ledger._all("SELECT act, checked_by FROM claims_now WHERE claim_id = ?", claims[0].id) == [("warn", "Mira")]


def test_a_corrected_span_moves_the_words_that_are_searched(ledger, claims):
    """Records and plain data are both taken."""
    ledger.decide(claims[0].id, "correct", who="Mira", after={"content": [{"start": 0, "end": 8}], "cue": at("said")})
    assert ledger.claim(claims[0].id).content_words == ("Governor",)
    assert find(ledger, "died") == set()


def test_a_claim_can_be_given_to_another_entity_of_the_report(ledger, claims):
    """By local id, or by the name that the report's entity has."""
    ledger.decide(claims[0].id, "correct", who="Mira", after={"speakers": [{"entity": "e2"}]})
    ledger.decide(claims[1].id, "correct", who="Mira", after={"speakers": [{"name": "Pérez Ocaña", "kind": "person"}]})
    assert find(ledger, "by:ocana") == {"a1", "a2", "b1"}
    assert ledger.claim(claims[1].id).claim.speakers == (Speaker(entity="e2", why="set by a person"),)
    assert len(ledger.load(make_report().id).facts.entities) == 3


def test_a_speaker_that_the_report_lacks_can_be_named(ledger, claims):
    """And goes again when the decision is undone."""
    new = {"name": "Oda Merrin", "kind": "person", "role": "spokeswoman"}
    decision = ledger.decide(claims[2].id, "correct", who="Mira", after={"speakers": [new]})
    (speaker,) = ledger.claim(claims[2].id).speakers
    assert (speaker.name, speaker.role, speaker.why) == ("Oda Merrin", "spokeswoman", "named by a person")
    assert find(ledger, "by:merrin") == {"b1"}
    ledger.undo(decision, who="Mira")
    assert find(ledger, "by:merrin") == set()
    assert ledger.load(make_report().id).facts == FACTS


@pytest.mark.parametrize(
    "after",
    [
        {
            "said": Moment(
                span=at("Wednesday"),
                type="DATE",
                edtf="2023-05-10",
                begin="2023-05-10",
                end_before="2023-05-11",
                why="letter",
            )
        },
        {"said": None, "said_why": "no words date it"},
        {
            "via": (
                Relay(entity="e3", name="Northline", span=at("Northline")),
                Relay(entity=None, name="?", span=at("she")),
            )
        },
        {"target": ("e2", "e3"), "mentions": (), "inherited": ("said",)},
        {"stance": "doubts", "form": "mixed", "saying": "withheld", "ascribed": True},
        {"inside": None, "places": (), "quantities": ()},
        {"voice": "outlet", "source": None, "speakers": ()},
    ],
)
def test_any_field_of_a_claim_can_be_corrected_and_undone(ledger, claims, after):
    """The contract's fields, as records; undoing gives back the claim to the letter."""
    decision = ledger.decide(claims[0].id, "correct", who="Mira", after=after)
    assert ledger.claim(claims[0].id).claim == replace(claims[0], **after)
    ledger.undo(decision, who="Mira")
    assert ledger.claim(claims[0].id).claim == claims[0]
    assert ledger.claim(claims[0].id).status == "unchecked"
    assert ledger.load(make_report().id).facts == FACTS


def test_a_rejected_claim_leaves_lists_but_not_the_ledger(ledger, claims):
    """It can be looked at, and taken back."""
    decision = ledger.decide(claims[0].id, "reject", who="Mira", why="a caption")
    assert claims[0] not in ledger.load(make_report().id).claims
    assert claims[0] in ledger.load(make_report().id, rejected=True).claims
    assert ledger.claim(claims[0].id).status == "rejected"
    assert ledger.speakers("brielow")[0].claims == 1
    ledger.undo(decision, who="Mira")
    assert ledger.load(make_report().id).claims == claims


def test_a_claim_that_the_machine_missed_can_be_added(ledger, claims):
    """It stands in text order, has no score and no run, and goes when the decision is undone."""
    new = Claim(
        id="f1f1f1",
        voice="speaker",
        act="say",
        content=(at("rebuild"),),
        cue=at("told"),
        speakers=(Speaker(entity="e1", why="she"),),
    )
    decision = ledger.add_claim(make_report().id, new, who="Mira")
    row = ledger.claim("f1f1")
    assert (row.claim, row.status, row.run) == (new, "added", None)
    assert [claim.id[:2] for claim in ledger.load(make_report().id).claims] == ["a1", "a2", "f1", "b1", "c1"]
    later = ledger.decide("f1f1", "correct", who="Odile", after={"act": "promise"})
    assert ledger.claim("f1f1").claim.act == "promise"
    with pytest.raises(LedgerError, match=f"decision {later} rests on decision {decision}"):
        ledger.undo(decision, who="Mira")
    ledger.undo(later, who="Odile")
    ledger.undo(decision, who="Mira")
    assert ledger.load(make_report().id).claims == claims


def test_the_last_decision_in_force_counts(ledger, claims):
    """In whatever order they were taken and undone."""
    first = ledger.decide(claims[0].id, "correct", who="Mira", after={"act": "warn"})
    second = ledger.decide(claims[0].id, "correct", who="Odile", after={"act": "predict", "form": "mixed"})
    assert ledger.claim(claims[0].id).claim.act == "predict"
    ledger.undo(first, who="Mira")
    assert ledger.claim(claims[0].id).claim == replace(claims[0], act="predict", form="mixed")
    ledger.undo(second, who="Mira")
    assert ledger.claim(claims[0].id).claim == claims[0]


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(("confirm", "reject", "act", "form", "undo")), st.integers(0, 9)), max_size=12
    )
)
def test_a_claim_is_always_the_machines_row_and_the_decisions_in_force(shared, steps):
    """Whatever is decided and undone, the claim is what a replay in plain Python gives."""
    ledger, claim = shared
    log = []
    for step, number in steps:
        if step == "undo":
            open_ones = [entry for entry in log if entry["open"]]
            if open_ones:
                entry = open_ones[number % len(open_ones)]
                ledger.undo(entry["id"], who="Mira")
                entry["open"] = False
            continue
        after = {
            "act": {"act": ("say", "warn", "deny")[number % 3]},
            "form": {"form": ("direct", None)[number % 2]},
        }.get(step)
        decision = ledger.decide(claim.id, "correct" if after else step, who="Mira", after=after)
        log.append({"id": decision, "open": True, "step": step, "after": after or {}})
    expected, status = claim, "unchecked"
    for entry in log:
        if entry["open"]:
            expected = replace(expected, **entry["after"])
            status = {"confirm": "confirmed", "reject": "rejected"}.get(entry["step"], "corrected")
    row = ledger.claim(claim.id)
    assert (row.claim, row.status) == (expected, status)
    for entry in log:
        if entry["open"]:
            ledger.undo(entry["id"], who="Mira")
    assert ledger.claim(claim.id).claim == claim


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("shared") / "ledger.db") as ledger:
        _, claims = fill(ledger)
        yield ledger, claims[0]


# ------------------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("action", "after", "message"),
    [
        ("approve", None, "no decision on a claim"),
        ("correct", None, "needs the fields"),
        ("confirm", {"act": "say"}, "changes no fields"),
        ("correct", {"colour": "red"}, "no field 'colour'"),
        ("correct", {"id": "x"}, "cannot be corrected"),
        ("correct", {"score": 1.0}, "cannot be corrected"),
        ("correct", {"act": "shout"}, "not an act"),
        ("correct", {"form": "loud"}, "not one of"),
        ("correct", {"content": [{"start": 5, "end": 5}]}, "0 <= start < end"),
        ("correct", {"content": [{"start": 5, "end": 99999}]}, "runs past"),
        ("correct", {"content": [{"from": 5}]}, "Span has no from"),
        ("correct", {"content": 5}, "no list"),
        ("correct", {"content": [], "cue": None}, "at least one span"),
        ("correct", {"speakers": [{"entity": "e9"}]}, "no entity 'e9'"),
        ("correct", {"speakers": [{"kind": "person"}]}, "or a name"),
        ("correct", {"speakers": [{"name": "X", "kind": "king"}]}, "not a kind"),
        ("correct", {"speakers": ["e1"]}, "is no Speaker"),
        ("correct", {"inside": "nowhere"}, "cannot be inside"),
        ("correct", {"ascribed": 1}, "is no bool"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(ledger, claims, action, after, message):
    """And leaves no row."""
    with pytest.raises(ValueError, match=message):
        ledger.decide(claims[0].id, action, who="Mira", after=after)
    assert list(ledger.decisions()) == []
    assert ledger.claim(claims[0].id).claim == claims[0]


def test_a_decision_says_who_takes_it(ledger, claims):
    """A blank is nobody."""
    with pytest.raises(ValueError, match="who takes it"):
        ledger.decide(claims[0].id, "confirm", who=" ")


def test_a_claim_cannot_be_inside_itself(ledger, claims):
    """Nor be added twice."""
    with pytest.raises(ValueError, match="cannot be inside"):
        ledger.decide(claims[0].id, "correct", who="Mira", after={"inside": claims[0].id})
    with pytest.raises(ValueError, match="there already"):
        ledger.add_claim(make_report().id, claims[0], who="Mira")


def test_two_people_who_change_one_field_at_once_are_told(ledger, claims):
    """Each sends along what they saw."""
    ledger.decide(
        claims[0].id, "correct", who="Mira", before={"act": "say", "status": "unchecked"}, after={"act": "warn"}
    )
    with pytest.raises(LedgerError, match="changed meanwhile by Mira"):
        ledger.decide(claims[0].id, "correct", who="Odile", before={"act": "say"}, after={"act": "predict"})
    with pytest.raises(LedgerError, match="the status of claim"):
        ledger.decide(claims[0].id, "reject", who="Odile", before={"status": "unchecked"})
    ledger.decide(claims[0].id, "correct", who="Odile", before={"form": "indirect"}, after={"form": "mixed"})
    assert ledger.claim(claims[0].id).claim == replace(claims[0], act="warn", form="mixed")


def test_a_decision_is_undone_once_and_an_undoing_never(ledger, claims):
    """It is taken anew instead."""
    decision = ledger.decide(claims[0].id, "confirm", who="Mira")
    undoing = ledger.undo(decision, who="Odile", why="wrong tab")
    with pytest.raises(LedgerError, match="undone already"):
        ledger.undo(decision, who="Mira")
    with pytest.raises(LedgerError, match="undoes another"):
        ledger.undo(undoing, who="Mira")
    with pytest.raises(LedgerError, match="no decision 99"):
        ledger.undo(99, who="Mira")
    rows = list(ledger.decisions(claim_id=claims[0].id))
    assert [(row.action, row.who, row.in_force, row.undoes) for row in rows] == [
        ("confirm", "Mira", False, None),
        ("undo", "Odile", False, decision),
    ]


@pytest.mark.parametrize("sql", ["UPDATE decisions SET who = 'X'", "DELETE FROM decisions", "DELETE FROM reports"])
def test_decisions_are_append_only_for_every_program(ledger, claims, sql):
    """Only forget may remove them."""
    ledger.decide(claims[0].id, "confirm", who="Mira")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ledger._connection.execute(sql)


# ------------------------------------------------------------------------------------------------------------ merge and split


def test_merged_speakers_count_as_one_and_can_be_parted(ledger):
    """Those of reports that are added later too."""
    fill(ledger)
    other_key = replace(FACTS.entities[0], key="person:a-brielow", name="A. Brielow")
    facts = replace(FACTS, entities=(other_key, *FACTS.entities[1:]))
    second, third = make_report(TEXT + " Two."), make_report(TEXT + " Three.")
    ledger.add(second, make_claims(second), facts)
    decision = ledger.decide("person:a-brielow", "merge", who="Mira", after={"into": "person:ansa-brielow"})
    ledger.add(third, make_claims(third), facts)
    assert [(one.key, one.claims) for one in ledger.speakers("brielow")] == [("person:ansa-brielow", 6)]
    assert ledger.count("by:person:ansa-brielow") == 6
    assert ledger.count('by:"ansa brielow"') == 6
    assert ledger.load(second.id).facts.entities[0].key == "person:ansa-brielow"
    ledger.undo(decision, who="Mira")
    assert {(one.key, one.claims) for one in ledger.speakers("brielow")} == {
        ("person:ansa-brielow", 2),
        ("person:a-brielow", 4),
    }
    assert ledger.load(second.id).facts == facts
    assert ledger.count('by:"ansa brielow"') == 2


def test_one_reports_entity_can_be_split_off(ledger):
    """Another person of the same name."""
    first, _ = fill(ledger)
    second, _ = fill(ledger, make_report(TEXT + " Two."))
    after = {"report_id": second.id, "entity": "e1", "key": "person:ansa-brielow-2"}
    decision = ledger.decide("person:ansa-brielow", "split", who="Mira", after=after)
    assert {(one.key, one.reports) for one in ledger.speakers("brielow")} == {
        ("person:ansa-brielow", 1),
        ("person:ansa-brielow-2", 1),
    }
    ledger.undo(decision, who="Mira")
    assert [(one.key, one.reports) for one in ledger.speakers("brielow")] == [("person:ansa-brielow", 2)]
    with pytest.raises(LedgerError, match="has no entity"):
        ledger.decide("person:other", "split", who="Mira", after={"report_id": first.id, "entity": "e1", "key": None})


def test_only_keys_that_are_there_can_be_merged(ledger, claims):
    """A slip of the pen must not hide a speaker."""
    with pytest.raises(LedgerError, match="no speaker with the key"):
        ledger.decide("person:ansa-brielow", "merge", who="Mira", after={"into": "person:nobody"})
    with pytest.raises(ValueError, match="another key"):
        ledger.decide("person:ansa-brielow", "merge", who="Mira", after={"into": "person:ansa-brielow"})


# --------------------------------------------------------------------------------------------------------------------- reread


def shift(claim, **more):
    """The claim as better weights read it: the content begins a word later, so that its id is another."""
    first = claim.content[0]
    moved = Span(first.start + 3, first.end)
    return replace(claim, id="9" + claim.id, content=(moved, *claim.content[1:]), **more)


def test_the_same_reading_again_changes_nothing(ledger, claims):
    """All are kept."""
    report = make_report()
    result = ledger.reread(report.id, claims, FACTS)
    assert result.kept == tuple(claim.id for claim in claims)
    assert not result.changed and result.not_carried == ()
    assert ledger.load(report.id).claims == claims
    assert ledger.load(report.id).facts == FACTS


def test_a_reread_tells_what_moved_what_is_gone_and_what_is_new(ledger, claims):
    """By id, with the share of words in common; nobody touched them, so the new reading stands."""
    toll, rebuild, denial, market = claims
    moved, new = shift(toll), Claim(id="77", voice="outlet", content=(at("The Dorvanian envoy"),))
    result = ledger.reread(make_report().id, (moved, rebuild, replace(denial, inside=moved.id), new), FACTS)
    assert result.kept == (rebuild.id, denial.id)
    assert [(move.old, move.new, move.touched) for move in result.moved] == [(toll.id, moved.id, False)]
    assert 0.9 < result.moved[0].overlap < 1
    assert (result.gone, result.new) == ((market.id,), ("77",))
    assert ledger.load(make_report().id).claims == (moved, rebuild, replace(denial, inside=moved.id), new)
    assert find(ledger, '"at least"') == set()


def test_a_touched_claim_stays_as_the_person_left_it(ledger, claims):
    """Its id too; the new reading's counterpart is listed and left out, and what was inside either is inside it."""
    toll, rebuild, denial, market = claims
    ledger.decide(toll.id, "correct", who="Mira", after={"act": "warn"})
    moved = shift(toll, act="claim")
    result = ledger.reread(make_report().id, (moved, rebuild, replace(denial, inside=moved.id), market), FACTS)
    assert [(move.old, move.new, move.touched) for move in result.moved] == [(toll.id, moved.id, True)]
    assert result.not_carried == ()
    assert ledger.load(make_report().id).claims == (replace(toll, act="warn"), rebuild, denial, market)
    assert ledger.claim(toll.id).checked_by == "Mira"
    assert find(ledger, "died") == {"a1"}


def test_a_touched_claim_that_the_new_reading_lacks_stays_and_is_listed(ledger, claims):
    """An added one too."""
    toll, rebuild, denial, market = claims
    ledger.decide(toll.id, "confirm", who="Mira")
    added = Claim(id="f1", voice="speaker", content=(at("The covered market"),), cue=at("stayed"))
    ledger.add_claim(make_report().id, added, who="Mira")
    result = ledger.reread(make_report().id, (rebuild, replace(denial, inside=None)), FACTS)
    assert [(one.claim_id, one.status) for one in result.not_carried] == [(toll.id, "confirmed"), ("f1", "added")]
    assert result.gone == (market.id,)
    assert ledger.load(make_report().id).claims == (toll, rebuild, replace(denial, inside=None), added)


def test_a_rejection_holds_for_nearly_the_same_claim_and_not_for_a_mended_one(ledger, claims):
    """The new reading may have mended what was rejected; then it is shown, and the rejection listed."""
    toll, rebuild, denial, market = claims
    ledger.decide(toll.id, "reject", who="Mira")
    ledger.reread(make_report().id, (shift(toll), rebuild, replace(denial, inside=None), market), FACTS)
    assert find(ledger, "died") == set()
    mended = replace(toll, id="77", content=(at("11 people"),))
    result = ledger.reread(make_report().id, (mended, rebuild, replace(denial, inside=None), market), FACTS)
    assert find(ledger, "people") == {"77"}
    assert [one.claim_id for one in result.not_carried] == [toll.id]
    assert "may be right now" in result.not_carried[0].why
    assert ledger.claim(toll.id).status == "rejected"


def test_entities_of_a_touched_claim_are_found_again_after_a_reread(ledger, claims):
    """Local ids change from reading to reading; key, name and place tell who is meant. One that is gone is carried along."""
    toll, rebuild, denial, _ = claims
    ledger.decide(toll.id, "confirm", who="Mira")
    ledger.decide(rebuild.id, "correct", who="Mira", after={"speakers": [{"entity": "e2"}]})
    ledger.decide(denial.id, "confirm", who="Mira")
    brielow, ocana, _ = FACTS.entities
    entities = (
        replace(ocana, id="e1"),
        Entity(id="e2", name="Sundrik", kind="group", why="new"),
        replace(brielow, id="e7", name="A. Brielow"),
    )
    ledger.reread(make_report().id, (), replace(FACTS, entities=entities))
    rows = {row.claim.id: row for row in ledger.claims(report_id=make_report().id)}
    assert [one.name for one in rows[toll.id].speakers] == ["A. Brielow"]
    assert [one.name for one in rows[rebuild.id].speakers] == ["Pérez Ocaña"]
    kept = rows[denial.id].claim
    assert (kept.target, kept.speakers[0].entity) == (("e7",), "e1")
    carried = {entity.id: entity for entity in ledger.load(make_report().id).facts.entities}[kept.via[0].entity]
    assert carried.name == "Northline"
    ledger.undo(2, who="Mira")
    assert [one.name for one in ledger.claim(rebuild.id).speakers] == ["A. Brielow"]


def test_an_undone_decision_does_not_keep_a_claim_from_being_read_anew(ledger, claims):
    """Nobody's word stands on it any more."""
    ledger.undo(ledger.decide(claims[3].id, "confirm", who="Mira"), who="Mira")
    result = ledger.reread(make_report().id, claims[:3], FACTS)
    assert result.gone == (claims[3].id,)


def test_a_reread_twice_with_decisions_gives_the_same(ledger, claims):
    """Reading again is idempotent."""
    ledger.decide(claims[0].id, "correct", who="Mira", after={"speakers": [{"name": "Oda Merrin", "kind": "person"}]})
    ledger.decide(claims[1].id, "reject", who="Mira")
    ledger.reread(make_report().id, claims, FACTS)
    once = ledger.load(make_report().id, rejected=True)
    ledger.reread(make_report().id, claims, FACTS)
    assert ledger.load(make_report().id, rejected=True) == once


def test_records_that_do_not_fit_leave_the_old_reading(ledger, claims):
    """All or nothing."""
    with pytest.raises(ValueError, match="runs past"):
        ledger.reread(make_report().id, (replace(claims[0], cue=Span(0, 99999)),), FACTS)
    assert ledger.load(make_report().id).claims == claims


# ----------------------------------------------------------------------------------------------------------------- plain data


def test_records_become_plain_data_and_come_back():
    """Decisions keep values as JSON."""
    import json

    for claim in make_claims():
        plain = json.loads(json.dumps(to_plain(claim)))
        assert Claim(**{name: read_field(name, value) for name, value in plain.items()}) == claim


def test_plain_data_of_the_wrong_kind_is_refused():
    """With the reason."""
    with pytest.raises(TypeError, match="no plain data"):
        to_plain({1, 2})
    with pytest.raises(TypeError, match="no int"):
        from_plain(int, True)
    assert from_plain(float, 3) == 3.0
