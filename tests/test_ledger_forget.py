"""Forgetting is the one purge: out of the rows, the decisions, the indexes, and the bytes of the file."""

from dataclasses import replace

import pytest

from ledger_samples import FACTS, TEXT, fill, make_claims, make_report
from sayso.errors import LedgerError
from sayso.ledger import Ledger, LedgerView
from sayso.records import Claim, Entity, Facts, Failure, Report, Span, Speaker


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def read_bytes(path):
    """All that is on the disk for a ledger, its log included."""
    return b"".join(one.read_bytes() for one in path.parent.glob(path.name + "*")).lower()


def holds(path, *words):
    """The words of which any trace is left, whole or as a token of an index, which keeps tokens without accents and without their beginnings."""
    content = read_bytes(path)
    return [word for word in words if word.lower().encode() in content]


def assert_whole(ledger):
    """Rows, references and indexes fit one another."""
    connection = ledger._connection
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("claims_fts", "claims_trigram", "texts_fts", "texts_trigram"):
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


# --------------------------------------------------------------------------------------------------------------------- report

SECRET = TEXT.replace("Sundrik", "Quellmark").replace("Ansa Brielow", "Zophia Wexland")


def fill_secret(ledger):
    """A report of which no word may stay, with decisions on it, beside one that stays."""
    fill(ledger)
    brielow = replace(FACTS.entities[0], name="Zophia Wexland", key="person:zophia-wexland", aliases=("Wexland",))
    facts = replace(FACTS, entities=(brielow, *FACTS.entities[1:]), times=(), quantities=(), places=())
    report = make_report(
        SECRET, title="Quellmark rockets", url="https://harrow.example/quellmark", path="quellmark.txt"
    )
    said = Claim(
        id="5ec3e7",
        voice="speaker",
        content=(Span(SECRET.index("at least"), SECRET.index(". “")),),
        cue=Span(SECRET.index("said"), SECRET.index("said") + 4),
        speakers=(Speaker(entity="e1", why="surname of Zophia Wexland"),),
    )
    ledger.record_failure(Failure(path="quellmark.txt", record=0, status_why="quellmark.txt was locked"))
    ledger.add(report, (said,), facts)
    ledger.decide(
        said.id, "correct", who="Mira", why="Quellmark is near", after={"speakers": [{"name": "Wexland of Quellmark"}]}
    )
    return report


def test_no_byte_of_a_forgotten_report_is_left(path):
    """Neither text nor names nor ids, in the file or beside it; the other report stays whole."""
    with Ledger(path) as ledger:
        report = fill_secret(ledger)
        assert holds(path, "Quellmark", "Wexland", report.id, "5ec3e7") == ["Quellmark", "Wexland", report.id, "5ec3e7"]
        forgotten = ledger.forget_report(report.id[:8])
        assert (forgotten.reports, forgotten.claims, forgotten.entities, forgotten.decisions) == (1, 1, 4, 1)
        assert holds(path, "Quellmark", "Wexland", report.id, "5ec3e7", "exland", "uellmark") == []
        assert_whole(ledger)
        assert ledger.load(make_report().id).claims == make_claims()
        assert ledger.count("died") == 1
        assert ledger._all("SELECT * FROM forgetting") == []
    assert holds(path, "Quellmark", "Wexland", "exland", "uellmark") == []


def test_a_forgotten_report_can_be_added_again(path):
    """Forgetting blocks nothing."""
    with Ledger(path) as ledger:
        report, claims = fill(ledger)
        ledger.forget_report(report.id)
        assert ledger.add(report, claims, FACTS).status == "added"


def test_forgetting_the_latest_version_brings_the_one_before_to_the_front(path):
    """Its claims count again."""
    with Ledger(path) as ledger:
        old, _ = fill(ledger, make_report(url="u"))
        new, _ = fill(ledger, make_report(TEXT + " Corrected.", url="u"))
        ledger.forget_report(new.id)
        assert [(row.report_id, row.latest) for row in ledger.reports()] == [(old.id, True)]


def test_forgetting_an_unknown_report_is_told(path):
    """And nothing is swept."""
    with Ledger(path) as ledger, pytest.raises(LedgerError, match="no report"):
        ledger.forget_report("abc")


def test_a_reader_that_holds_the_log_is_told_of_and_sweeping_can_be_done_later(path):
    """The rows are gone at once; the traces when the other program is closed."""
    with Ledger(path, timeout=0.2) as ledger:
        report = fill_secret(ledger)
        with LedgerView(path) as view:
            view._connection.execute("BEGIN")
            view._connection.execute("SELECT count(*) FROM reports").fetchone()
            with pytest.raises(LedgerError, match=r"another program has the ledger open|in use by another program"):
                ledger.forget_report(report.id)
        assert [row.report_id for row in ledger.reports()] == [make_report().id]
        ledger.sweep()
        assert holds(path, "Quellmark", "Wexland") == []


def test_nothing_is_swept_within_a_batch(path):
    """The file cannot be rewritten inside a transaction."""
    with Ledger(path) as ledger, ledger.batch():
        ledger.add(make_report())
        ledger._connection.execute("BEGIN IMMEDIATE") if not ledger._connection.in_transaction else None
        with pytest.raises(RuntimeError, match="outside of a batch"):
            ledger.sweep()


# --------------------------------------------------------------------------------------------------------------------- entity


def test_no_byte_of_a_forgotten_name_is_left(path):
    """In any report, title, address, reason or decision; spans and the words of others stay true."""
    with Ledger(path) as ledger:
        report, claims = fill(
            ledger,
            make_report(
                title="Brielow: 11 dead", url="https://harrow.example/ansa-brielow-speaks", path="ANSA_BRIELOW.txt"
            ),
        )
        other = make_report("The mayor thanked ansa BRIELOW. A market opened.", byline="Ansa Brielow")
        ledger.add(other)
        ledger.decide(claims[0].id, "confirm", who="Mira")
        ledger.decide(claims[2].id, "correct", who="Mira", why="against Ansa Brielow", after={"target": ["e1"]})
        assert ledger.load(report.id).claims[2].target == ("e1",)
        forgotten = ledger.forget_entity("ansa brielow")
        assert (forgotten.reports, forgotten.claims, forgotten.entities, forgotten.masked) == (0, 2, 1, 2)
        assert holds(path, "Brielow", "rielow", "ansa-", "person:ansa") == []
        assert_whole(ledger)
        loaded = ledger.load(report.id)
        assert loaded.report.text == TEXT.replace("Ansa Brielow", "████ ███████")
        assert (loaded.report.title, loaded.report.path) == ("███████: 11 dead", "████████████.txt")
        assert [claim.id for claim in loaded.claims] == [claims[2].id, claims[3].id]
        assert (loaded.claims[0].target, loaded.claims[0].inside, loaded.claims[0].mentions) == ((), None, ("e2",))
        assert ledger.claim(claims[2].id).content_words == ("it, Northline",)
        assert ledger.load(other.id).report.text == "The mayor thanked ████ ███████. A market opened."
        assert ledger.speakers("brielow") == [] and ledger.count("by:ocana") == 1
        assert ledger.search_reports("brielow") == []


def test_a_report_with_a_masked_name_is_not_added_anew(path):
    """The file on the disk still has the name; reading the folder again must not bring it back."""
    with Ledger(path) as ledger:
        report, claims = fill(ledger)
        ledger.forget_entity("person:ansa-brielow")
        assert ledger.add(report, claims, FACTS).status == "already"


def test_a_joint_statement_keeps_its_other_speaker(path):
    """Only what nobody else said goes."""
    with Ledger(path) as ledger:
        report, (toll, *_) = make_report(), make_claims()
        joint = replace(toll, speakers=(Speaker(entity="e1", why="named"), Speaker(entity="e2", why="named")))
        ledger.add(report, (joint,), FACTS)
        ledger.forget_entity("Brielow")
        assert [entity.name for entity in ledger.claim(joint.id).speakers] == ["Pérez Ocaña"]


def test_a_surname_is_masked_only_where_it_is_this_person(path):
    """Another report's Brielow, and the common word, stay."""
    with Ledger(path) as ledger:
        fill(ledger)
        other = make_report("Tomas Brielow opened the market.")
        person = Entity(id="e1", name="Tomas Brielow", key="person:tomas-brielow", kind="person", why="named")
        ledger.add(other, (), Facts(entities=(person,)))
        ledger.forget_entity("Ansa Brielow")
        assert ledger.load(other.id).report.text == "Tomas Brielow opened the market."


def test_a_name_that_several_have_is_not_guessed(path):
    """The keys are listed."""
    with Ledger(path) as ledger:
        fill(ledger)
        namesake = replace(FACTS.entities[0], key="person:ansa-brielow-2")
        ledger.add(make_report("Ansa Brielow sang."), (), Facts(entities=(replace(namesake, mentions=()),)))
        with pytest.raises(LedgerError, match=r"ansa-brielow, person:ansa-brielow-2; give one"):
            ledger.forget_entity("Ansa Brielow")
        ledger.forget_entity("person:ansa-brielow-2")
        assert ledger.speakers() != []


@pytest.mark.parametrize("name", ["Nobody Atall", "", "%", '"'])
def test_a_name_that_nobody_has_is_told(path, name):
    """With the way to find how it is spelt."""
    with Ledger(path) as ledger:
        fill(ledger)
        with pytest.raises(LedgerError, match="knows nobody"):
            ledger.forget_entity(name)


def test_a_name_without_blanks_between_words_is_masked(path):
    """Also where it was not resolved."""
    text = "外交部发言人陈默生说，桥梁已经关闭。"
    with Ledger(path) as ledger:
        entity = Entity(id="e1", name="陈默生", kind="person", why="named")
        claim = Claim(
            id="aa",
            voice="speaker",
            content=(Span(11, 17),),
            cue=Span(9, 10),
            speakers=(Speaker(entity="e1", why="named"),),
        )
        ledger.add(Report(id="ff01", text=text, text_sha256="0" * 64), (claim,), Facts(entities=(entity,)))
        ledger.add(Report(id="ff02", text="陈默生", text_sha256="1" * 64))
        ledger.forget_entity("陈默生")
        assert holds(path, "陈默生") == []
        assert ledger.load("ff01").report.text == text.replace("陈默生", "███")
        assert_whole(ledger)


def test_forgetting_takes_a_merge_along(path):
    """The key of a merged speaker spells the name as well."""
    with Ledger(path) as ledger:
        fill(ledger)
        facts = replace(
            FACTS, entities=(replace(FACTS.entities[0], key="person:brielow-a", name="A. Brielow"), *FACTS.entities[1:])
        )
        second = make_report(TEXT + " Two.")
        ledger.add(second, make_claims(second), facts)
        ledger.decide("person:brielow-a", "merge", who="Mira", after={"into": "person:ansa-brielow"})
        ledger.forget_entity("person:ansa-brielow")
        assert holds(path, "Brielow") == []
        assert ledger.speakers("ocana")[0].claims == 2
