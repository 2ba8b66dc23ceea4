"""What is compared across reports is kept with the rows it hangs on, and goes with them."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from ledger_samples import FACTS, at, fill, make_claims, make_report
from sayso.errors import LedgerError
from sayso.ledger import Ledger, LedgerView
from sayso.ledger.comparing import Finding
from sayso.records import Comparison, Copy, Group, Passage, Span

VECTOR, STEMS = bytes(range(1, 65)), bytes(32)
METHODS = {"copies": 1}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def compare_all(ledger, *, comparisons=(), pairs=(), methods=METHODS):
    """Notes as compared whatever waits: every report with the hash 7, every claim with one vector. Gives the store."""
    store = ledger.comparing_store()
    store.begin(methods, version="0.0")
    for row in store.list_waiting_reports(100):
        store.store_copies(row, hashes=[7, row + 100], copies=[])
    rows = {stored.statement.claim.id: stored.row for stored in store.load_statements(store.list_waiting_claims(1000))}
    findings = [
        Finding(
            claim=row,
            vector=VECTOR,
            stems=STEMS,
            pairs=tuple(
                (rows[other], strength) for one, other, *more in pairs if one == claim for strength in (more or (2,))
            ),
            comparisons=tuple((rows[one.left], rows[one.right], one) for one in comparisons if one.left == claim),
        )
        for claim, row in rows.items()
    ]
    store.store_findings(findings, done=list(rows.values()))
    store.finish()
    return store


def fill_two(ledger):
    """Two reports with four claims each; the second is another outlet's."""
    one, ours = fill(ledger)
    other, theirs = fill(ledger, make_report(outlet="Quay Herald", published="2023-05-18"))
    return (one, ours), (other, theirs)


def compare(left, right, type_="denies", **fields):
    return Comparison(left=left.id, right=right.id, type=type_, **{"why": "one denies what the other says"} | fields)


# -------------------------------------------------------------------------------------------------------------------- waiting


def test_what_is_added_waits_to_be_compared(path):
    """Reports and claims are noted by the ledger itself, whoever adds them."""
    with Ledger(path) as ledger:
        fill(ledger)
        state = ledger.comparing_state()
    assert (state.reports, state.reports_waiting, state.claims, state.claims_waiting) == (0, 1, 0, 4)


def test_what_was_compared_waits_no_longer(path):
    """And the report is known as compared, with the moment."""
    with Ledger(path) as ledger:
        fill(ledger)
        compare_all(ledger)
        state = ledger.comparing_state()
    assert (state.reports, state.reports_waiting, state.claims, state.claims_waiting) == (1, 0, 4, 0)
    assert state.compared_at is not None
    assert state.methods == METHODS


def test_other_methods_have_all_compared_anew(path):
    """The same methods keep the run; others drop what was made with the old ones."""
    with Ledger(path) as ledger:
        fill(ledger)
        compare_all(ledger)
        first = ledger.comparing_state()
        assert ledger.comparing_store().begin(METHODS, version="0.0") == first.run
        assert ledger.comparing_state().claims_waiting == 0
        assert ledger.comparing_store().begin({"copies": 2}, version="0.1") != first.run
        state = ledger.comparing_state()
    assert (state.claims, state.claims_waiting, state.reports_waiting) == (0, 4, 1)
    assert state.compared_at == first.compared_at


def test_a_ledger_from_before_comparing_waits_whole(path, monkeypatch):
    """Opening it with this sayso brings it to the present shape, and all of it waits."""
    from sayso.ledger.migrations import MIGRATIONS

    monkeypatch.setattr("sayso.ledger.migrations.MIGRATIONS", MIGRATIONS[:1])
    monkeypatch.setattr("sayso.ledger.migrations.SCHEMA", 1)
    monkeypatch.setattr("sayso.ledger.opening.SCHEMA", 1)
    with Ledger(path) as ledger:
        # Quantities have columns that the first shape did not have.
        claims = [replace(claim, quantities=()) for claim in make_claims()]
        ledger.add(make_report(), claims, replace(FACTS, quantities=()))
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert ledger.comparing_state().claims_waiting == 4


@pytest.mark.parametrize(
    "touch",
    [
        lambda ledger, claim: ledger.decide(claim.id, "correct", who="Ida", after={"act": "warn"}),
        lambda ledger, claim: ledger.set_metadata(ledger.claim(claim.id).report.report_id, published="2023-05-16"),
        lambda ledger, claim: ledger.reread(ledger.claim(claim.id).report.report_id, make_claims(), FACTS),
    ],
    ids=["correct", "set", "reread"],
)
def test_a_touched_row_loses_its_comparisons_and_waits(path, touch):
    """What was found of the old row is not shown for the new one."""
    with Ledger(path) as ledger:
        (_, (toll, *_)), (_, (other, *_)) = fill_two(ledger)
        compare_all(ledger, comparisons=[compare(toll, other)])
        assert ledger.comparisons(toll.id)
        touch(ledger, toll)
        assert ledger.comparisons(other.id) == []
        assert ledger.comparing_state().claims_waiting > 0


def test_a_rejected_claim_is_compared_no_more_and_comes_back_when_undone(path):
    """A mistake of the machine is no evidence."""
    with Ledger(path) as ledger:
        (_, (toll, *_)), (_, (other, *_)) = fill_two(ledger)
        compare_all(ledger, comparisons=[compare(toll, other)])
        decision = ledger.decide(toll.id, "reject", who="Ida")
        assert ledger.comparisons(other.id) == []
        assert ledger.comparing_state().claims_waiting == 0
        ledger.undo(decision, who="Ida")
        assert ledger.comparing_state().claims_waiting == 1


def test_a_confirmed_claim_keeps_its_comparisons(path):
    """Nothing of it has changed."""
    with Ledger(path) as ledger:
        (_, (toll, *_)), (_, (other, *_)) = fill_two(ledger)
        compare_all(ledger, comparisons=[compare(toll, other)])
        ledger.decide(toll.id, "confirm", who="Ida")
        assert len(ledger.comparisons(toll.id)) == 1


def test_merged_speakers_have_their_claims_compared_anew(path):
    """Who speaks matters for what is the same and who contradicts."""
    with Ledger(path) as ledger:
        fill(ledger)
        compare_all(ledger)
        ledger.decide("person:ansa-brielow", "merge", who="Ida", after={"into": "media:northline"})
        # Two claims that she speaks in, and one that mentions her.
        assert ledger.comparing_state().claims_waiting == 3


# ----------------------------------------------------------------------------------------------------------------- forgetting


def test_a_forgotten_report_takes_all_that_was_compared_with_it(path):
    """Sketch, copies, vectors, groups, comparisons."""
    with Ledger(path) as ledger:
        (one, (toll, *_)), (other, (same, *_)) = fill_two(ledger)
        store = compare_all(ledger, comparisons=[compare(toll, same)], pairs=[(toll.id, same.id)])
        component = next(store.iter_components())
        store.store_groups(component, [make_group(toll, same)])
        left, right = sorted((one.id, other.id))
        rows = store.find_rows([7], report=0, most=9)
        store.store_copies(
            rows[1][1], hashes=[7], copies=[(rows[0][1], Copy(left=left, right=right, type="copy", why="Brielow"))]
        )
        assert ledger.copies()
        assert ledger.groups()
        ledger.forget_report(one.id)
        assert ledger.copies() == ledger.groups() == ledger.comparisons() == []
    with closing(sqlite3.connect(path)) as connection:
        for table in ("sketches", "claim_vectors", "compared_reports"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == (
                4 if table == "claim_vectors" else 1
            )
        for table in ("sketch_hashes", "copies", "claim_pairs", "claim_groups", "group_members", "comparisons"):
            count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert count == (1 if table == "sketch_hashes" else 0), table


def make_group(*claims, level="proposition", band="same"):
    ids = tuple(claim.id for claim in claims)
    return Group(id="-".join((level, band, *ids)), level=level, band=band, claims=ids, why="the same words")


def test_a_forgotten_person_is_not_named_in_what_was_compared(path):
    """The reasons are words too; the claims of masked texts are compared anew."""
    with Ledger(path) as ledger:
        (_, (toll, *_)), (_, (_, _, denial, _)) = fill_two(ledger)
        compare_all(ledger, comparisons=[compare(denial, toll, why="Pérez Ocaña denies what Ansa Brielow says")])
        ledger.forget_entity("person:ansa-brielow")
    assert b"Brielow" not in path.read_bytes()
    with LedgerView(path) as view:
        assert view.comparisons() == []
        assert view.comparing_state().claims_waiting > 0


def test_a_group_that_loses_a_claim_is_formed_anew(path):
    """A group is what its claims are; without one it is another."""
    with Ledger(path) as ledger:
        (one, (toll, *_)), (_, (same, *_)) = fill_two(ledger)
        _, (third, *_) = fill(ledger, make_report(outlet="Radio Pell", published="2023-05-19"))
        store = compare_all(ledger, pairs=[(toll.id, same.id), (same.id, third.id)])
        (component,) = list(iterate(store, [make_group(toll, same, third)]))
        assert len(component) == 3
        ledger.forget_report(one.id)
        assert ledger.groups() == []
        (component,) = list(iterate(store, []))
        assert len(component) == 2


def test_where_too_many_hang_together_only_stronger_pairs_join(path, monkeypatch):
    """Maybes of maybes would join everything; what says the same is never parted."""
    monkeypatch.setattr("sayso.ledger.comparing.LARGEST_COMPONENT", 3)
    with Ledger(path) as ledger:
        (_, (a, b, c, d)), (_, (e, f, g, h)) = fill_two(ledger)
        joined = [(a, b, 2), (b, c, 2), (c, d, 2), (d, e, 0), (e, f, 1), (g, h, 0)]
        store = compare_all(ledger, pairs=[(one.id, other.id, strength) for one, other, strength in joined])
        assert sorted(iterate(store, [])) == [[1, 2, 3, 4], [5, 6], [7, 8]]


def iterate(store, groups):
    """The components that wait, each with its groups stored."""
    for component in store.iter_components():
        yield component
        store.store_groups(component, groups)


# -------------------------------------------------------------------------------------------------------------------- reading


def test_statements_have_the_words_speakers_and_mentions_of_their_claims(path):
    """As they are compared: with what must be known of the report."""
    with Ledger(path) as ledger:
        report, (toll, *_) = fill(ledger)
        (statement,) = ledger.statements([toll.id[:6]])
    assert statement.claim == toll
    assert statement.words == ("at least 11 people had died in Sundrik",)
    assert statement.speakers == (FACTS.entities[0],)
    assert (statement.outlet, statement.published, statement.report_id) == (report.outlet, report.published, report.id)


def test_mentions_are_the_keys_of_the_others_that_the_content_names(path):
    """The speaker is not among them, nor is an entity without a key."""
    with Ledger(path) as ledger:
        _, (_, _, denial, _) = fill(ledger)
        (statement,) = ledger.statements([denial.id])
    assert statement.mentions == ("person:ansa-brielow",)


def test_statements_by_query_by_voice_and_with_figures(path):
    """A query narrows them; without one the speakers' claims come in the order of adding."""
    with Ledger(path) as ledger:
        _, (toll, rebuild, denial, market) = fill(ledger)
        assert [one.claim.id for one in ledger.statements(query="act:deny")] == [denial.id]
        assert [one.claim.id for one in ledger.statements()] == [toll.id, rebuild.id, denial.id]
        assert [one.claim.id for one in ledger.statements(voice="outlet")] == [market.id]
        assert [one.claim.id for one in ledger.statements(voice="all", with_figures=True)] == [toll.id]


def test_a_copy_comes_back_as_it_was_stored(path):
    """With its passages, its origin and the side that is left."""
    with Ledger(path) as ledger:
        (one, _), (other, _) = fill_two(ledger)
        store = ledger.comparing_store()
        store.begin(METHODS, version="0.0")
        first, second = store.list_waiting_reports(9)
        left, right = sorted((one.id, other.id))
        copy = Copy(
            left=left,
            right=right,
            type="derived",
            origin=other.id,
            narrative_left=0.5,
            quoted_right=0.25,
            passages=(
                Passage(left=Span(0, 9), right=Span(3, 12)),
                Passage(left=Span(20, 30), right=Span(40, 50), quoted=True),
            ),
            why="half of it",
        )
        store.store_copies(first, hashes=[7], copies=[])
        store.store_copies(second, hashes=[7], copies=[(first, copy)])
        assert ledger.copies() == [copy]
        assert ledger.copies(one.id[:6]) == [copy]


def test_comparisons_are_found_by_claim_type_query_and_speaker(path):
    """Newest reports first; with a speaker both sides must be that speaker's."""
    with Ledger(path) as ledger:
        (_, (toll, rebuild, denial, _)), (_, (again, *_)) = fill_two(ledger)
        denies = compare(denial, toll, left_span=at("denied"), right_span=at("at least 11"), ascribed=True)
        repeats = compare(again, toll, "repeats", band="maybe")
        compare_all(ledger, comparisons=[denies, repeats])
        assert ledger.comparisons() == [repeats, denies]
        assert ledger.comparisons(denial.id) == [denies]
        assert ledger.comparisons(types=("denies",)) == [denies]
        assert ledger.comparisons(query="outlet:quay") == [repeats]
        assert ledger.comparisons(speaker="Brielow") == [repeats]
        assert ledger.comparisons(limit=1, offset=1) == [denies]
        assert ledger.comparisons(rebuild.id) == []
        assert ledger.count_comparisons() == {"denies": 1, "repeats": 1}
        with pytest.raises(ValueError, match="not a type"):
            ledger.comparisons(types=("refutes",))


def test_groups_are_found_by_claim_level_and_band(path):
    """The largest first."""
    with Ledger(path) as ledger:
        (_, (toll, rebuild, *_)), (_, (same, *_)) = fill_two(ledger)
        store = compare_all(ledger, pairs=[(toll.id, same.id), (same.id, rebuild.id)])
        wide, narrow = make_group(toll, same, rebuild, band="maybe"), make_group(toll, same)
        list(iterate(store, [narrow, wide]))
        assert ledger.groups() == [wide, narrow]
        assert ledger.groups(rebuild.id) == [wide]
        assert ledger.groups(band="same") == [narrow]
        assert ledger.groups(level="utterance") == []
        assert ledger.group(narrow.id) == narrow
        assert ledger.group("none") is None
        with pytest.raises(ValueError, match="band is"):
            ledger.groups(band="sure")


def test_versions_of_a_page_share_no_copies(path):
    """They are one report."""
    with Ledger(path) as ledger:
        fill(ledger, make_report(url="https://a.example/1"))
        fill(ledger, make_report(text=make_report().text + " Corrected.", url="https://a.example/1"))
        store = compare_all(ledger)
        rows = store.find_rows([7], report=1, most=9)
        assert rows == []


def test_other_versions_of_a_claims_page_are_known(path):
    """For what changed between them."""
    with Ledger(path) as ledger:
        fill(ledger, make_report(url="https://a.example/1"))
        fill(
            ledger,
            make_report(text=make_report().text + " Corrected.", url="https://a.example/1", published="2023-05-18"),
        )
        store = compare_all(ledger)
        assert len(store.list_other_versions(2)) == 4
        assert [one.latest for one in store.load_statements([1, 5])] == [False, True]


# ----------------------------------------------------------------------------------------------------------------------- news


def test_news_are_what_came_with_reports_compared_since_a_moment(path):
    """Comparing a report again makes no news of it."""
    with Ledger(path) as ledger:
        _, (toll, *_) = fill(ledger)
        compare_all(ledger)
        seen = ledger.note_look()
        assert ledger.news_since() == ledger.news_since(seen)
        assert ledger.news_since().reports == ()
        other, (_, _, denial, _) = fill(ledger, make_report(outlet="Quay Herald"))
        store = ledger.comparing_store()
        store.begin(METHODS, version="0.0")
        rows = {toll.id: 1, denial.id: 7}
        finding = Finding(claim=7, vector=VECTOR, stems=STEMS, comparisons=((7, 1, compare(denial, toll)),))
        assert store.load_statements([7])[0].statement.claim.id in rows
        store.store_copies(2, hashes=[7], copies=[])
        store.store_findings([finding], done=[5, 6, 7, 8])
        store.finish()
        news = ledger.news_since()
        assert news.reports == (other.id,)
        assert news.denials == (compare(denial, toll),)
        ledger.note_look()
        ledger.comparing_store().begin({"copies": 2}, version="0.1")
        compare_all(ledger, comparisons=[compare(denial, toll)], methods={"copies": 2})
        assert ledger.news_since().denials == ()
        assert ledger.news_since("2000-01-01").denials == (compare(denial, toll),)


def test_what_was_not_read_is_counted_by_language_and_failure(path):
    """So that nobody takes what is missing for agreement."""
    from sayso.records import Failure

    with Ledger(path) as ledger:
        ledger.add(make_report(status="not_english", status_why="French", language="fr"))
        ledger.record_failure(Failure(path="b.txt", record=0, status_why="b.txt: empty"))
        state = ledger.comparing_state()
    assert state.not_read == {"fr": 1}
    assert state.failures == 1
    assert state.reports_waiting == 0


# ----------------------------------------------------------------------------------------------------------------------- file


def test_the_tables_are_strict_and_open_without_us(path):
    """No function of ours is in a view or a trigger: plain SQLite reads them, words and all."""
    with Ledger(path) as ledger:
        (_, (toll, *_)), (_, (_, _, denial, _)) = fill_two(ledger)
        compare_all(ledger, comparisons=[compare(denial, toll)])
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(
            "SELECT type, left_words, right_words, right_outlet FROM comparisons_in_words"
        ).fetchone()
        assert row == ("denies", "it, Northline", "at least 11 people had died in Sundrik", "The Harrow Post")
        plain = connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0").fetchall()
        assert all("_fts" in name or "_trigram" in name or name.startswith("sqlite_") for (name,) in plain)
        assert json.loads(connection.execute("SELECT methods FROM comparing_runs").fetchone()[0]) == METHODS


def test_a_stored_claim_can_be_replaced_block_and_all(path):
    """The block of signs goes when a claim in it does."""
    with Ledger(path) as ledger:
        _, (toll, *_) = fill(ledger)
        store = compare_all(ledger)
        assert store.list_missing_blocks() == [0]
        held = store.load_block(0)
        store.store_block(0, b"", b"")
        assert store.list_missing_blocks() == []
        assert len(held) == 4
        ledger.decide(toll.id, "reject", who="Ida")
        assert store.list_missing_blocks() == [0]
        assert len(store.load_block(0)) == 3


def test_blocks_are_missed_wherever_they_lie(path):
    """The first and a far one, with gaps between; none where nothing was compared."""
    with Ledger(path) as ledger:
        store = ledger.comparing_store()
        assert store.list_missing_blocks() == []
        fill_two(ledger)
        compare_all(ledger)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE claim_vectors SET claim = 5000 WHERE claim = (SELECT max(claim) FROM claim_vectors)")
        connection.commit()
    with Ledger(path) as ledger:
        store = ledger.comparing_store()
        assert store.list_missing_blocks() == [0, 4]
        store.store_block(0, b"", b"")
        assert store.list_missing_blocks() == [4]


def store_and_fail(store, report):
    with store.together():
        store.store_copies(report, hashes=[7], copies=[])
        raise KeyError


def test_steps_together_are_stored_or_lost_together(path):
    """After an error within nothing of them is kept, and all of them wait as before."""
    with Ledger(path) as ledger:
        fill_two(ledger)
        store = ledger.comparing_store()
        store.begin(METHODS, version="0.0")
        first, second = store.list_waiting_reports(9)
        with pytest.raises(KeyError):
            store_and_fail(store, first)
        assert store.list_waiting_reports(9) == [first, second]
        with store.together():
            store.store_copies(first, hashes=[7], copies=[])
            store.store_copies(second, hashes=[7], copies=[])
        assert store.list_waiting_reports(9) == []
        assert store.find_rows([7], report=second, most=9) == [(7, first)]


def test_an_unknown_claim_is_told(path):
    """In one line, as everywhere."""
    with Ledger(path) as ledger:
        fill(ledger)
        for ask in (ledger.groups, ledger.comparisons):
            with pytest.raises(LedgerError, match="no claim"):
                ask("zzz")
        with pytest.raises(LedgerError, match="no report"):
            ledger.copies("zzz")


def test_a_claim_of_the_same_words_in_another_version_stays_its_own(path):
    """Ids come from the report too."""
    with Ledger(path) as ledger:
        (_, (toll, *_)), (_, (same, *_)) = fill_two(ledger)
        assert toll.id != same.id
        assert replace(toll, id="x") == replace(same, id="x")
