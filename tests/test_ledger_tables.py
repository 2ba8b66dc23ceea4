"""The ledger as linked tables: flat cells, keys that join, a codebook for every column."""

import re

import pytest

from ledger_samples import FACTS, TEXT, fill, make_claims, make_report
from sayso.ledger import CODEBOOK, Ledger, LedgerView
from sayso.ledger.countries import ISO3

NAMES = [
    "reports",
    "claims",
    "contents",
    "speakers",
    "relays",
    "times",
    "quantities",
    "places",
    "entities",
    "decisions",
]


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.db") as ledger:
        run = ledger.begin_run(version="0.1.0", weights_sha256="ab" * 32)
        fill(ledger, make_report(via=("Lomvar Press",)), run=run)
        yield ledger


def read_tables(view, **options):
    return {
        name: [dict(zip(columns, row, strict=True)) for row in rows]
        for name, columns, rows in view.iter_tables(**options)
    }


def test_every_column_has_its_line_in_the_codebook(ledger):
    """And the codebook has no line for a column that is not there."""
    columns = [(name, column) for name, columns, _ in ledger.iter_tables() for column in columns]
    assert columns == list(CODEBOOK)
    assert all(line and "\n" not in line for line in CODEBOOK.values())
    assert list(dict.fromkeys(name for name, _ in CODEBOOK)) == NAMES


def test_the_agreed_names_are_used():
    """Other trades use "source" for the outlet."""
    columns = {column for _, column in CODEBOOK}
    assert {"source_words", "said_place", "about_place", "iso2", "iso3"} <= columns
    assert "source" not in columns


def test_every_row_fits_its_columns_and_no_cell_is_structured(ledger):
    """Text, numbers and nothing else, decisions included."""
    claim = make_claims(make_report(via=("Lomvar Press",)))[0]
    ledger.decide(
        claim.id,
        "correct",
        who="Mira",
        after={"content": [{"start": 0, "end": 8}], "speakers": [{"name": "Oda Merrin"}]},
    )
    for name, rows in read_tables(ledger, voice="all").items():
        assert rows, name
        for row in rows:
            assert all(cell is None or isinstance(cell, str | int | float) for cell in row.values())
            assert not any(isinstance(cell, str) and cell[:1] in "{[" and cell for cell in row.values()), row


def test_tables_join_by_their_keys(ledger):
    """Every claim_id and entity_id in another table is a row of its own table."""
    tables = read_tables(ledger, voice="all")
    reports = {row["report_id"] for row in tables["reports"]}
    claims = {row["claim_id"] for row in tables["claims"]} | {None}
    entities = {(row["report_id"], row["entity_id"]) for row in tables["entities"]}
    for name in NAMES[1:-1]:
        for row in tables[name]:
            assert row["report_id"] in reports
            assert row.get("claim_id") in claims
            if row.get("entity_id") is not None:
                assert (row["report_id"], row["entity_id"]) in entities


def test_words_in_the_tables_are_those_of_the_report_at_their_offsets(ledger):
    """Nothing is printed that the report does not say."""
    tables = read_tables(ledger, voice="all")
    for name, words in (
        ("contents", "content"),
        ("relays", "words"),
        ("times", "words"),
        ("quantities", "words"),
        ("places", "words"),
    ):
        for row in tables[name]:
            if row["start"] is not None:
                assert row[words] == TEXT[row["start"] : row["end"]]
    toll = tables["claims"][0]
    assert toll["source_words"] == TEXT[toll["source_start"] : toll["source_end"]] == "Governor Ansa Brielow"
    assert toll["cue"] == TEXT[toll["cue_start"] : toll["cue_end"]] == "said"


def test_a_claims_row_tells_the_whole_claim(ledger):
    """With its run, and that nobody has checked it."""
    toll, rebuild, denial = read_tables(ledger)["claims"]
    assert toll["content"] == "at least 11 people had died in Sundrik"
    assert rebuild["content"] == "“We will rebuild,” […] “not leave.”"
    assert (toll["said_edtf"], toll["said_begin"], toll["said_end_before"], toll["said_words"]) == (
        "2023-05-17",
        "2023-05-17",
        "2023-05-18",
        "Wednesday",
    )
    assert (rebuild["inherited"], rebuild["audience"], denial["inside"]) == ("said", "reporters", toll["claim_id"])
    assert (toll["status"], toll["checked_by"], toll["sayso_version"]) == ("unchecked", None, "0.1.0")


def test_speakers_relays_and_facts_have_rows_of_their_own(ledger):
    """An agency credit of the whole report has no claim; an expression names each claim that holds it."""
    tables = read_tables(ledger)
    assert [(row["name"], row["claim_id"] is None, row["words"]) for row in tables["relays"]] == [
        ("Lomvar Press", True, None),
        ("Northline", False, "Northline"),
    ]
    assert [(row["name"], row["named"]) for row in tables["speakers"]] == [
        ("Ansa Brielow", 1),
        ("Ansa Brielow", 1),
        ("Pérez Ocaña", 1),
    ]
    (time,) = tables["times"]
    assert (time["words"], time["dates"], time["claim_id"]) == ("Wednesday", "saying", tables["claims"][0]["claim_id"])
    (quantity,) = tables["quantities"]
    assert (quantity["low"], quantity["high"], quantity["bound"], quantity["kind"]) == (
        11.0,
        None,
        "at_least",
        "killed",
    )
    (place,) = tables["places"]
    assert (place["about_place"], place["iso2"], place["iso3"]) == ("Sundrik", "TA", None)


def test_an_expression_outside_every_claim_is_listed_without_one(tmp_path):
    """The report's own date line."""
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.add(make_report(), (), FACTS)
        tables = read_tables(ledger)
    assert [row["claim_id"] for name in ("times", "quantities", "places") for row in tables[name]] == [None, None, None]


def test_outlets_voice_and_rejected_claims_are_exported_only_on_demand(ledger):
    """As in searches."""
    claims = make_claims(make_report(via=("Lomvar Press",)))
    ledger.decide(claims[0].id, "reject", who="Mira", why="a caption")
    assert len(read_tables(ledger)["claims"]) == 2
    assert len(read_tables(ledger, voice="all")["claims"]) == 3
    rejected = read_tables(ledger, voice="all", rejected=True)["claims"]
    assert [row["checked_by"] for row in rejected] == ["Mira", None, None, None]
    with pytest.raises(ValueError, match="voice is"):
        read_tables(ledger, voice="x")


def test_older_versions_are_exported_only_on_demand(tmp_path):
    """Counted once unless asked."""
    with Ledger(tmp_path / "ledger.db") as ledger:
        fill(ledger, make_report(url="u"))
        fill(ledger, make_report(TEXT + " Corrected.", url="u"))
        assert (len(read_tables(ledger)["reports"]), len(read_tables(ledger)["claims"])) == (1, 3)
        whole = read_tables(ledger, all_versions=True)
        assert ([row["version"] for row in whole["reports"]], len(whole["claims"])) == ([1, 2], 6)


def test_decisions_are_exported_value_by_value(ledger):
    """As training data, and to compare coders; what did not change has no row."""
    claim = make_claims(make_report(via=("Lomvar Press",)))[0]
    decision = ledger.decide(
        claim.id,
        "correct",
        who="Mira",
        why="heard it",
        after={"act": "warn", "form": "indirect", "cue": {"start": 0, "end": 8}},
    )
    ledger.undo(decision, who="Odile")
    ledger.decide(claim.id, "confirm", who="Odile")
    rows = read_tables(ledger)["decisions"]
    first = [
        (row["field"], row["before"], row["after"], row["in_force"]) for row in rows if row["decision_id"] == decision
    ]
    cue = TEXT.index("said")
    assert first == [("act", "say", "warn", 0), ("cue.start", cue, 0, 0), ("cue.end", cue + 4, 8, 0)]
    assert [(row["action"], row["field"], row["undoes"]) for row in rows[3:]] == [
        ("undo", "act", decision),
        ("undo", "cue.start", decision),
        ("undo", "cue.end", decision),
        ("confirm", None, None),
    ]


def test_all_tables_show_the_ledger_at_one_moment(ledger):
    """What is added during an export is in none of them."""
    with LedgerView(ledger.path) as view:
        counts = {}
        for name, _, rows in view.iter_tables():
            counts[name] = len(list(rows))
            if name == "reports":
                fill(ledger, make_report(TEXT + " Two."))
        assert (counts["reports"], counts["claims"]) == (1, 3)
        assert not view._connection.in_transaction


def test_country_codes_have_the_form_of_iso_3166():
    """Two letters to three, none twice."""
    assert len(ISO3) == len(set(ISO3.values())) == 250
    assert all(re.fullmatch("[A-Z]{2}", two) and re.fullmatch("[A-Z]{3}", three) for two, three in ISO3.items())
    assert (ISO3["IR"], ISO3["DE"], ISO3["CD"], ISO3["GB"]) == ("IRN", "DEU", "COD", "GBR")
