"""What goes into the ledger comes out equal, once, and stays."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from ledger_samples import FACTS, TEXT, fill, make_claims, make_report, reports_with_all
from sayso.errors import LedgerError
from sayso.ledger import Ledger, LedgerView
from sayso.records import Entity, Facts, Failure, Report, Span


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


# -------------------------------------------------------------------------------------------------------------- round trip


def test_a_report_comes_back_as_it_was_added(ledger):
    """Report, facts and claims are equal to what went in, through the writing half and the read-only one."""
    report, claims = fill(ledger, make_report(url="https://harrow.example/1", byline="O. Merrin", via=("Northline",)))
    loaded = ledger.load(report.id)
    assert (loaded.report, loaded.facts, loaded.claims) == (report, FACTS, claims)
    with LedgerView(ledger.path) as view:
        assert view.load(report.id) == loaded


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("shared") / "ledger.db") as ledger:
        yield ledger


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sample=reports_with_all())
def test_any_unicode_text_and_spans_come_back_equal(shared, sample):
    """Whatever a text holds (NUL, combining marks, other planes) and wherever spans lie, what went in comes out."""
    report, facts, claims = sample
    added = shared.add(report, claims, facts)
    try:
        if added.status != "already":
            loaded = shared.load(added.report_id)
            assert (loaded.report, loaded.facts, loaded.claims) == (report, facts, claims)
            assert shared.count("voice:all") == len(claims)
            list(shared.search("a OR b OR 中 voice:all"))
            for _, columns, rows in shared.iter_tables(voice="all"):
                assert all(len(row) == len(columns) for row in rows)
    finally:
        with shared._transaction() as connection:
            connection.execute("INSERT INTO forgetting VALUES ('now')")
            connection.execute("DELETE FROM reports")
            connection.execute("DELETE FROM forgetting")
    assert_nothing_is_left(shared)


def assert_nothing_is_left(ledger):
    """Removing a report removes every row that hung on it, and both indexes agree with what they index."""
    connection = ledger._connection
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"):
        if table not in ("runs", "reports", "failures"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
    for index in ("claims_fts", "claims_trigram", "texts_fts", "texts_trigram"):
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_words_that_are_no_text_are_refused_and_nothing_is_stored(ledger):
    """A lone surrogate cannot be written as UTF-8."""
    with pytest.raises(ValueError, match="lone surrogate"):
        ledger.add(make_report(title="\ud83d", id="a1"), (), Facts())
    assert ledger.info().reports == {}


def test_a_file_name_that_is_not_utf8_is_spelt_out(ledger):
    """Such a name reaches Python with surrogates in it."""
    ledger.add(make_report("One.", path="cave\udce9.txt"))
    ledger.add(make_report("Two.", path="\ud83d.txt"))
    assert [row.path for row in ledger.reports()] == ["cave\\xe9.txt", "\\ud83d.txt"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"content": (Span(0, len(TEXT) + 1),)}, "runs past a text"),
        ({"target": ("e9",)}, "names entity 'e9'"),
        ({"inside": "zz"}, "is inside 'zz'"),
        ({"id": "same"}, "same id"),
    ],
)
def test_records_that_do_not_fit_one_another_are_refused_whole(ledger, change, message):
    """A claim cannot point past the text, at an entity or a claim that is not there, or share its id."""
    claims = make_claims()
    twice = [replace(claims[0], **change), replace(claims[1], **({"id": "same"} if "id" in change else {})), claims[3]]
    with pytest.raises(ValueError, match=message):
        ledger.add(make_report(), twice, FACTS)
    assert ledger.info().reports == {}


# ---------------------------------------------------------------------------------------------------------- the same report


def test_the_same_report_again_adds_nothing(ledger):
    """Also from another file."""
    report, claims = fill(ledger)
    before = ledger.info().claims
    again = ledger.add(replace(report, path="copy.txt"), claims, FACTS)
    assert (again.report_id, again.status, again.claims) == (report.id, "already", 0)
    assert ledger.info().claims == before


def test_the_same_text_in_two_outlets_is_two_reports(ledger):
    """A wire story that two outlets print."""
    fill(ledger, make_report(outlet="The Harrow Post"))
    report = make_report(outlet="Lomvar Now")
    assert ledger.add(report, make_claims(report), FACTS).status == "added"
    assert ledger.count("rebuild") == 2


def test_another_text_at_the_same_url_is_a_new_version_and_counts_once(ledger):
    """Both are kept; lists, searches and counts have the newest unless asked."""
    old = make_report(TEXT, url="https://harrow.example/1")
    fill(ledger, old)
    new = make_report(TEXT.replace("11", "19"), url="https://harrow.example/1", published="2023-05-18")
    assert ledger.add(new, make_claims(new), FACTS).status == "new_version"
    assert [(row.version, row.latest) for row in ledger.versions(old.id)] == [(1, False), (2, True)]
    assert [row.report_id for row in ledger.reports()] == [new.id]
    assert (ledger.count("died"), ledger.count("died version:all")) == (1, 2)
    assert {row.report.report_id for row in ledger.claims()} == {new.id}
    assert ledger.speakers("brielow")[0].reports == 1


def test_the_latest_version_is_the_one_published_last_not_the_one_added_last(ledger):
    """Files come in the order of their names, in which the corrected page may be first."""
    corrected = make_report("Now 19 died.", url="u", published="2023-05-19T15:45:00+01:00")
    first = make_report("Now 23 died.", url="u", published="2023-05-19T06:00:00+01:00")
    ledger.add(corrected)
    ledger.add(first)
    assert [row.report_id for row in ledger.versions(first.id)] == [first.id, corrected.id]


def test_without_all_dates_the_latest_version_is_the_one_added_last(ledger):
    """A missing date says nothing about the order."""
    ledger.add(make_report("One.", url="u", published="2030-01-01"))
    second = make_report("Two.", url="u", published=None)
    ledger.add(second)
    assert [row.report_id for row in ledger.reports()] == [second.id]


# ----------------------------------------------------------------------------------------------------------------- batches


def test_a_batch_is_stored_when_it_ends(ledger):
    """Another reader sees it then."""
    with ledger.batch():
        for number in range(20):
            ledger.add(make_report(f"Text {number}."))
    with LedgerView(ledger.path) as view:
        assert view.info().reports == {"read": 20}


def test_a_bad_report_in_a_batch_takes_back_only_itself(ledger):
    """The rest of the batch goes on."""
    with ledger.batch():
        ledger.add(make_report("One."))
        with pytest.raises(ValueError, match="runs past"):
            ledger.add(make_report("Two."), make_claims(), FACTS)
        ledger.add(make_report("Three."))
    assert len(list(ledger.reports())) == 2


def test_what_was_added_before_an_error_in_a_batch_stays(ledger):
    """An interrupted run loses nothing that was finished."""

    def add_and_stop():
        with ledger.batch():
            ledger.add(make_report("One."))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_and_stop()
    with LedgerView(ledger.path) as view:
        assert view.info().reports == {"read": 1}


# ---------------------------------------------------------------------------------------------------------------- metadata


def test_metadata_are_mended_without_changing_any_id(ledger):
    """Short ids in notes stay true, and a decision row keeps who changed what."""
    report, claims = fill(ledger, make_report(published=None, outlet=None))
    ledger.set_metadata(report.id[:7], who="Mira", published="2023-05-17", outlet="Lomvar Now", title=report.title)
    row = ledger.report(report.id)
    assert (row.published, row.outlet, row.published_why) == ("2023-05-17", "Lomvar Now", "set by Mira")
    assert ledger.claim(claims[0].id).report.outlet == "Lomvar Now"
    assert ledger.count("outlet:lomvar") == 3
    (decision,) = ledger.decisions()
    assert (decision.who, decision.action) == ("Mira", "set")
    assert decision.before == {"published": None, "outlet": None}
    assert decision.after == {"published": "2023-05-17", "outlet": "Lomvar Now"}


def test_a_report_is_recognised_under_its_old_and_its_new_metadata(ledger):
    """The same file adds nothing, with and without the list that mended it."""
    report, _ = fill(ledger, make_report(outlet=None))
    ledger.set_metadata(report.id, outlet="Lomvar Now")
    mended = make_report(outlet="Lomvar Now")
    assert mended.id != report.id
    assert ledger.has_report(report) and ledger.has_report(mended) and ledger.has_report(report.id)
    assert ledger.add(mended).report_id == report.id
    assert ledger.add(report).status == "already"
    assert not ledger.has_report(make_report(outlet="Northline"))


def test_two_reports_cannot_be_made_the_same_one(ledger):
    """Same outlet, URL or title, and text: the user must choose."""
    fill(ledger, make_report(outlet="Lomvar Now"))
    other, _ = fill(ledger, make_report(outlet=None))
    with pytest.raises(LedgerError, match="forget one of the two"):
        ledger.set_metadata(other.id, outlet="Lomvar Now")
    assert ledger.report(other.id).outlet is None


def test_a_url_set_later_links_versions(ledger):
    """And taking it away parts them again."""
    first, second = make_report("One."), make_report("Two.", url="u")
    ledger.add(first)
    ledger.add(second)
    ledger.set_metadata(first.id, url="u")
    assert [row.version for row in ledger.versions(first.id)] == [1, 2]
    ledger.set_metadata(first.id, url=None)
    assert ledger.report(first.id).latest and ledger.report(second.id).version == 1


@pytest.mark.parametrize("published", ["last week", "2023-13-01", "17.05.2023", ""])
def test_a_publication_date_must_be_iso(ledger, published):
    """A date that cannot be compared would be worse than none."""
    report, _ = fill(ledger)
    with pytest.raises(ValueError, match="no publication date"):
        ledger.set_metadata(report.id, published=published)


def test_an_unknown_field_cannot_be_set(ledger):
    """The text least of all."""
    report, _ = fill(ledger)
    with pytest.raises(ValueError, match="no text to set"):
        ledger.set_metadata(report.id, text="x")


# -------------------------------------------------------------------------------------------------- failures, runs, lists


def test_a_failure_is_kept_until_its_input_succeeds(ledger):
    """With the reason of the last attempt."""
    for why in ("no article in the page", "no text in the page"):
        ledger.record_failure(Failure(path="a.txt", record=0, status_why=why))
    assert [(row.path, row.status_why) for row in ledger.failures()] == [("a.txt", "no text in the page")]
    assert ledger.info().failures == 1
    fill(ledger)
    assert ledger.failures() == []


def test_every_row_knows_the_run_that_made_it(ledger):
    """Version, weights and settings of each."""
    run = ledger.begin_run(version="0.1.0", weights_sha256="ab" * 32, settings={"threshold": 0.5})
    report, claims = fill(ledger, run=run)
    assert ledger.report(report.id).run == ledger.claim(claims[0].id).run == run
    assert ledger.runs()[0].settings == {"threshold": 0.5}
    for table in ("reports", "claims", "entities", "times", "quantities", "places"):
        assert ledger._all(f"SELECT DISTINCT run FROM {table}") == [(run,)]


def test_reports_are_listed_by_what_they_lack(ledger):
    """The list that a user fills in."""
    fill(ledger, make_report("No date.\n" + TEXT, published=None))
    fill(ledger)
    (row,) = ledger.reports(missing="published")
    assert row.published is None
    assert row.claims == 3
    with pytest.raises(ValueError, match="cannot lack"):
        list(ledger.reports(missing="id; DROP TABLE reports"))


def test_info_counts_what_the_ledger_holds(ledger):
    """By status and voice, newest versions only."""
    fill(ledger, run=ledger.begin_run(version="0.1.0"))
    ledger.add(
        make_report("Die Brücke bleibt zu.", status="not_english", status_why="the text is German", published=None)
    )
    info = ledger.info()
    assert info.reports == {"read": 1, "not_english": 1}
    assert info.claims == {"speaker": 3, "outlet": 1}
    assert info.checked == {"unchecked": 4}
    assert (info.speakers, info.outlets, info.without_date, info.decisions) == (2, 1, 1, 0)
    assert (info.first_published, info.last_published) == ("2023-05-17", "2023-05-17")
    assert info.size > 0


def test_ids_may_be_shortened_as_in_git(ledger):
    """A unique beginning is enough; an ambiguous one lists the candidates; an unknown one says where to look."""
    one, two = replace(make_report("One."), id="abc111"), replace(make_report("Two."), id="abc222")
    ledger.add(one)
    ledger.add(two)
    assert ledger.report("abc1").report_id == "abc111"
    with pytest.raises(LedgerError, match=r"abc111.*abc222.*more letters"):
        ledger.report("abc")
    for prefix in ("zzz", "", "%", "abc_", "\udcff", "a\0"):
        with pytest.raises(LedgerError):
            ledger.report(prefix)
        with pytest.raises(LedgerError):
            ledger.claim(prefix)


def test_a_whole_id_is_never_ambiguous(ledger):
    """Even where it begins another."""
    ledger.add(replace(make_report("One."), id="abc"))
    ledger.add(replace(make_report("Two."), id="abcd"))
    assert ledger.report("abc").report_id == "abc"


def test_speakers_are_counted_across_reports_by_key(ledger):
    """Those without a key are listed by name, and say that nothing links them."""
    for number in range(3):
        fill(ledger, make_report(f"{TEXT} {number}", published=f"2023-05-1{number}"))
    first, second = ledger.speakers()
    assert (first.key, first.name, first.claims, first.reports) == ("person:ansa-brielow", "Ansa Brielow", 6, 3)
    assert (first.first, first.last) == ("2023-05-10", "2023-05-12")
    assert (second.key, second.name, second.claims) == (None, "Pérez Ocaña", 3)


@pytest.mark.parametrize("name", ["perez ocaña", "OCANA", "Pérez"])
def test_speakers_are_found_without_regard_to_case_and_accents(ledger, name):
    """By any word of the name."""
    fill(ledger)
    assert [speaker.name for speaker in ledger.speakers(name)] == ["Pérez Ocaña"]


def test_a_speaker_is_found_by_alias_and_key_but_not_by_part_of_a_word(ledger):
    """And whatever is asked, no SQL comes of it."""
    fill(ledger)
    assert [speaker.name for speaker in ledger.speakers("person:ansa-brielow")] == ["Ansa Brielow"]
    assert [speaker.name for speaker in ledger.speakers("brielow")] == ["Ansa Brielow"]
    for name in ("riel", "", '"', "' OR 1=1 --", "\udcff", "*", "a\0b"):
        assert ledger.speakers(name) == []


# ---------------------------------------------------------------------------------------------------------- other programs


def test_another_program_reads_the_ledger_without_our_help(ledger):
    """Views and tables use no function of ours; every table is STRICT and every reference holds."""
    report, _ = fill(ledger)
    ledger.close()
    plain = sqlite3.connect(ledger.path)
    try:
        assert plain.execute(
            "SELECT outlet, speakers, source_words, content FROM statements WHERE act = 'deny'"
        ).fetchone() == (
            "The Harrow Post",
            "Pérez Ocaña",
            "The Dorvanian envoy, Pérez Ocaña",
            "it, Northline",
        )
        assert plain.execute("SELECT count(*) FROM claims_now").fetchone() == (4,)
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = plain.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        ).fetchall()
        ours = [
            (name, sql)
            for name, sql in tables
            if "_fts" not in name and "_trigram" not in name and "sqlite_" not in name
        ]
        assert all("STRICT" in sql for _, sql in ours)
        assert report.id == plain.execute("SELECT report_id FROM reports").fetchone()[0]
    finally:
        plain.close()


def test_adding_ten_thousand_reports_does_not_fill_the_memory(tmp_path):
    """A fifth of that here: what 2,000 reports take beyond the first 400 is a few megabytes."""
    script = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from dataclasses import replace
from ledger_samples import FACTS, TEXT, make_claims, make_report
from sayso.ledger import Ledger
with Ledger(sys.argv[1]) as ledger, ledger.batch():
    run = ledger.begin_run(version="test")
    for number in range(2000):
        report = make_report(f"{TEXT} Item {number}.", path=f"{number}.txt")
        ledger.add(report, make_claims(report), FACTS, run=run)
        if number == 400:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - early) // 1024)
"""
    pytest.importorskip("resource")
    from pathlib import Path

    command = [sys.executable, "-c", script, str(tmp_path / "ledger.db"), str(Path(__file__).parent)]
    grown = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    # SQLite's own cache may grow to 32 MB.
    assert grown < 48


def test_settings_of_a_run_are_json(ledger):
    """For whoever looks into the file."""
    ledger.begin_run(version="0.1.0", settings={"naïve": True})
    assert json.loads(ledger._one("SELECT settings FROM runs")[0]) == {"naïve": True}


def test_an_entity_or_report_that_nothing_hangs_on_is_kept_too(ledger):
    """No row is dropped for being bare."""
    bare = Report(id="bare01", text="Nothing.", text_sha256="0" * 64)
    facts = Facts(entities=(Entity(id="e1", name="Nobody", kind="unknown", why="test"),))
    ledger.add(bare, (), facts)
    assert ledger.load("bare01").facts == facts
