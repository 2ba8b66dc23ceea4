"""Searching: which claims a query finds, in which order, and with which words marked."""

import sqlite3
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_samples import FACTS, TEXT, fill, hash_text, make_claims, make_report
from sayso.ledger import Ledger, LedgerView, parse_query
from sayso.ledger.finding import find_hits, fold
from sayso.records import Claim, Entity, Facts, Report, Span, Speaker

WIRE = "Officials at the naïve Straße office said €5 was paid to ΑΘΗΝΑ. A spokesman would not comment."
CHINESE = "外交部发言人陈默生说，桥梁已经关闭。"


def make_wire():
    """A second report, of an agency, with signs and letters of several kinds."""
    report = make_report(
        WIRE, outlet="Northline", title="Bridge", published="2024-02-01T10:00:00Z", via=("Lomvar Press",)
    )
    office = Claim(
        id="d1" + report.id[:6],
        voice="speaker",
        form="indirect",
        act="say",
        score=0.3,
        content=(Span(WIRE.index("€5"), WIRE.index(".")),),
        cue=Span(WIRE.index("said"), WIRE.index("said") + 4),
        source=Span(0, WIRE.index(" said")),
        speakers=(Speaker(entity="e1", why="the words"),),
    )
    entity = Entity(
        id="e1",
        name="Officials at the naïve Straße office",
        kind="government",
        country="DV",
        named=False,
        why="unnamed",
    )
    return report, (office,), Facts(entities=(entity,))


def make_chinese():
    """A report whose words have no blanks between them."""
    report = Report(
        id="ffff01", text=CHINESE, text_sha256=hash_text(CHINESE), outlet="林城日报", title="桥", published="2022-01-01"
    )
    entity = Entity(id="e1", name="陈默生", kind="person", why="named")
    claim = Claim(
        id="ffff0101",
        voice="speaker",
        content=(Span(CHINESE.index("桥"), len(CHINESE) - 1),),
        cue=Span(9, 10),
        source=Span(0, 9),
        speakers=(Speaker(entity="e1", why="named"),),
    )
    return report, (claim,), Facts(entities=(entity,))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("search") / "ledger.db") as ledger:
        fill(ledger)
        for report, claims, facts in (make_wire(), make_chinese()):
            ledger.add(report, claims, facts)
        yield ledger


def find(ledger, text, **options):
    """The first two letters of the claims found, which name them in the samples."""
    return [hit.row.claim.id[:2] for hit in ledger.search(text, **options)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rebuild", {"a2"}),
        ("REBUILD", {"a2"}),
        ("naive", {"d1"}),
        ("NAÏVE", {"d1"}),
        ("αθηνα", {"d1"}),
        ("died rebuild", set()),
        ("died OR rebuild", {"a1", "a2"}),
        ('"people had died"', {"a1"}),
        ('"had people died"', set()),
        ("people died", {"a1"}),
        ("reb*", {"a2"}),
        ("reb", set()),
        ("€5", {"d1"}),
        ("€", {"d1"}),
        ("%", set()),
        ("_", set()),
        ("brielow", {"a1", "a2"}),
        ("brielow -died", {"a2"}),
        ("-brielow", {"b1", "d1", "ff"}),
        ("market", set()),
        ("market voice:outlet", {"c1"}),
        ("market voice:all", {"c1"}),
        ("voice:outlet", {"c1"}),
        ("by:brielow", {"a1", "a2"}),
        ('by:"ansa BRIELOW"', {"a1", "a2"}),
        ("by:perez", {"b1"}),
        ("by:person:ansa-brielow", {"a1", "a2"}),
        ("by:rebuild", set()),
        ("by:陈默生", {"ff"}),
        ("by:陈", {"ff"}),
        ("outlet:harrow", {"a1", "a2", "b1"}),
        ('outlet:"harrow post"', {"a1", "a2", "b1"}),
        ("outlet:northline", {"d1"}),
        ("outlet:日报", {"ff"}),
        ("outlet:林城日报", {"ff"}),
        ("-outlet:harrow", {"d1", "ff"}),
        ("via:northline", {"b1"}),
        ("via:lomvar", {"d1"}),
        ("northline", {"b1"}),
        ("act:deny", {"b1"}),
        ("-act:deny", {"a1", "a2", "d1", "ff"}),
        ("form:direct", {"a2"}),
        ("kind:government", {"d1"}),
        ("country:DV", {"b1", "d1"}),
        ("min-score:0.8", {"a1", "a2"}),
        ("said-after:2023-05-17", {"a1"}),
        ("said-after:2023-05-18", set()),
        ("said-before:2023-05-18", {"a1"}),
        ("said-before:2023-05-17", set()),
        ("said-after:2023 said-before:2024", {"a1"}),
        ("published-after:2023-05-17", {"a1", "a2", "b1", "d1"}),
        ("published-before:2023-05-17", {"ff"}),
        ("published-after:2024-02-01", {"d1"}),
        ("published-before:2024-02-02 published-after:2024", {"d1"}),
        ("report:ffff", {"ff"}),
        ("report:%", set()),
        ("status:unchecked", {"a1", "a2", "b1", "d1", "ff"}),
        ("status:rejected", set()),
        ("关闭", {"ff"}),
        ("桥梁已经", {"ff"}),
        ("桥 OR rebuild", {"ff", "a2"}),
        ("-桥", {"a1", "a2", "b1", "d1"}),
        ("by:brielow OR act:deny", {"a1", "a2", "b1"}),
        ("act:deny OR rebuild", {"a2", "b1"}),
        ('"died" NEAR', set()),
        ("content:died", ValueError),
        ("", {"a1", "a2", "b1", "d1", "ff"}),
    ],
)
def test_a_query_finds(ledger, text, found):
    """The claims it asks for, and as many as it counts."""
    if found is ValueError:
        with pytest.raises(ValueError, match="no key"):
            find(ledger, text)
        return
    for order in ("match", "newest"):
        assert set(find(ledger, text, order=order)) == found
    assert ledger.count(text) == len(found)


def test_newest_first_and_within_a_report_in_text_order(ledger):
    """Reports without a date come last; the order is the same each time."""
    assert find(ledger, "", order="newest") == ["d1", "a1", "a2", "b1", "ff"]
    assert find(ledger, "") == find(ledger, "", order="newest")


def test_the_best_match_comes_first(tmp_path):
    """A claim with the word twice and little else before one in which it is lost."""
    with Ledger(tmp_path / "ledger.db") as ledger:
        text = "Drone, drone! The bridge and the school and the road and the drone were seen by many people there."
        report = make_report(text)
        long = Claim(id="aa", voice="speaker", content=(Span(14, len(text)),), cue=Span(14, 17))
        short = Claim(id="bb", voice="speaker", content=(Span(0, 13),), cue=Span(0, 5))
        ledger.add(report, (long, short), Facts())
        assert [hit.row.claim.id for hit in ledger.search("drone")] == ["bb", "aa"]
        assert [hit.row.claim.id for hit in ledger.search("drone", order="newest")] == ["aa", "bb"]


def test_pages_of_results_do_not_overlap(ledger):
    """Limit and offset cut one stable list."""
    pages = [find(ledger, "", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [claim for page in pages for claim in page] == find(ledger, "")
    assert find(ledger, "", limit=0) == []
    with pytest.raises(ValueError, match="negative"):
        find(ledger, "", offset=-1)
    with pytest.raises(ValueError, match="match or newest"):
        find(ledger, "", order="random")


def test_a_hit_carries_its_report_speakers_words_and_marked_snippet(ledger):
    """All that a line of results shows; hits are spans of the report's text."""
    (hit,) = ledger.search("rebuild BRIELOW leave")
    assert (hit.row.report.title, hit.row.report.outlet, hit.row.report.published) == (
        "Rockets strike Sundrik",
        "The Harrow Post",
        "2023-05-17",
    )
    assert [speaker.name for speaker in hit.row.speakers] == ["Ansa Brielow"]
    assert hit.row.content_words == ("“We will rebuild,”", "“not leave.”")
    assert hit.snippet.text == hit.snippet.span.of(TEXT) == "“We will rebuild,” she told reporters, “not leave.”"
    assert [span.of(TEXT) for span in hit.snippet.hits] == ["rebuild", "leave"]


def test_a_long_claim_is_cut_around_the_first_hit(tmp_path):
    """At whole words, and it says where it was cut."""
    text = "He said " + "many words stand here and " * 40 + "needle " + "more words follow on and " * 40
    with Ledger(tmp_path / "ledger.db") as ledger:
        claim = Claim(id="aa", voice="speaker", content=(Span(8, len(text)),), cue=Span(3, 7))
        ledger.add(make_report(text), (claim,), Facts())
        (hit,) = ledger.search("needle")
    snippet = hit.snippet
    assert len(snippet.text) <= 280
    assert snippet.cut_before and snippet.cut_after
    assert [span.of(text) for span in snippet.hits] == ["needle"]
    assert text[snippet.span.start - 1] == " " and not snippet.text[0].isspace()


def test_hits_are_marked_over_accents_scripts_and_signs():
    """As the indexes find them."""
    text = "Straße, CAFÉ! 桥梁 €5"

    def marked(query):
        return [span.of(text) for span in find_hits(text, 0, len(text), parse_query(query))]

    assert marked("cafe") == ["CAFÉ"]
    assert marked("梁") == ["梁"]
    assert marked("€5") == ["5"] or marked("€5") == ["€5"]
    assert marked("str*") == ["Straße"]
    assert marked("stra") == []
    assert marked("-cafe") == []
    assert marked('"strasse cafe"') == ["Straße, CAFÉ"]


def test_names_are_folded_for_comparison():
    """Without case, accents and signs."""
    assert fold("  Pérez-OCAÑA ") == "perez ocana"


def test_reports_are_found_by_their_text_and_title(ledger):
    """Titles weigh more; keys about claims are refused."""
    assert [hit.report.title for hit in ledger.search_reports("covered market")] == ["Rockets strike Sundrik"]
    (hit,) = ledger.search_reports("strike")
    assert hit.report.outlet == "The Harrow Post"
    assert [hit.report.report_id for hit in ledger.search_reports("桥梁")] == ["ffff01"]
    assert [hit.report.outlet for hit in ledger.search_reports("outlet:northline published-after:2024")] == [
        "Northline"
    ]
    assert len(ledger.search_reports("")) == 3
    assert len(ledger.search_reports("-market")) == 2
    (hit,) = ledger.search_reports("spokesman")
    assert [span.of(WIRE) for span in hit.snippet.hits] == ["spokesman"]
    with pytest.raises(ValueError, match="is about claims"):
        ledger.search_reports("act:deny")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=40)
    | st.text("abO R:-\"“”*()^{}+'%_\\\0;,.中桥€ÉßNEAR", max_size=40)
    | st.lists(
        st.sampled_from(
            (
                '"',
                "by:",
                "outlet:",
                "via:",
                "report:",
                "OR",
                "-",
                "*",
                "NEAR(",
                "AND",
                "NOT",
                "{content}",
                "content :",
                "'",
                "--",
                "中",
                "€",
                "a",
                ")",
                "^b",
            )
        ),
        max_size=8,
    ).map(" ".join)
    | st.lists(
        st.sampled_from(
            ("by:", "outlet:", "via:", "report:", "-", '"', "a*", "中文字", "\u0301", "\U0001f4a5", "\u0e01")
        ),
        max_size=6,
    ).map("".join)
)
def test_no_text_of_a_user_reaches_sql_or_the_index_as_syntax(ledger, text):
    """A query is refused with a ValueError or answered; SQLite never complains, and search and count agree."""
    try:
        query = parse_query(text)
    except ValueError:
        return
    assert len(ledger.search(query)) == ledger.count(query)
    with suppress(ValueError):
        ledger.search_reports(query)
    ledger.speakers(text)


@settings(max_examples=150, deadline=None)
@given(word=st.text(st.characters(categories=("Ll", "Lu", "Lo", "Nd"), max_codepoint=0x2FFF), min_size=1, max_size=6))
def test_a_word_in_a_claim_is_found_by_itself(shared_empty, word):
    """Whatever letters it has."""
    ledger = shared_empty
    text = f"{word} said: {word}"
    report = replace(make_report("x"), text=text, id=hash_text(text)[:20], text_sha256=hash_text(text))
    if ledger.has_report(report):
        return
    claim = Claim(
        id=report.id, voice="speaker", content=(Span(len(text) - len(word), len(text)),), cue=Span(0, len(word))
    )
    ledger.add(report, (claim,), Facts())
    assert ledger.count(f'"{word}" report:{report.id}') == 1
    assert [hit.row.claim.id for hit in ledger.search(f'"{word}" report:{report.id}')] == [claim.id]


@pytest.fixture(scope="module")
def shared_empty(tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("words") / "ledger.db") as ledger:
        yield ledger


def test_rejected_claims_are_left_out_unless_asked_for(tmp_path):
    """They stay in the ledger."""
    with Ledger(tmp_path / "ledger.db") as ledger:
        _, claims = fill(ledger)
        ledger.decide(claims[0].id, "reject", who="Mira")
        assert "a1" not in find(ledger, "")
        assert find(ledger, "status:rejected") == ["a1"]
        assert find(ledger, "died OR status:rejected") == ["a1"]


def test_what_people_confirmed_passes_any_score(tmp_path):
    """A person's look outweighs the network's doubt."""
    with Ledger(tmp_path / "ledger.db") as ledger:
        _, claims = fill(ledger)
        ledger.decide(claims[2].id, "confirm", who="Mira")
        assert set(find(ledger, "min-score:0.9")) == {"a1", "b1"}


def test_a_view_searches_while_another_process_would_write(tmp_path):
    """Readers and the writer do not wait for one another."""
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        fill(ledger)
        with LedgerView(path) as view:
            ledger._connection.execute("BEGIN IMMEDIATE")
            assert view.count("") == 3
            ledger._connection.execute("ROLLBACK")


def test_indexes_answer_a_search_without_reading_every_claim(ledger):
    """The plan of a search for words begins at the index."""
    from sayso.ledger.finding import _build_search

    source, values, _ = _build_search(parse_query("rebuild"), rank=True)
    plan = ledger._all(f"EXPLAIN QUERY PLAN SELECT claims.id {source}", *values)
    assert "VIRTUAL TABLE" in plan[0][-1]
    assert not [step for step in plan if step[-1].startswith("SCAN claims ")]
    assert sqlite3.sqlite_version_info >= (3, 37)


def test_samples_make_sense():
    """The claims of the wire report point where they should."""
    _, (claim,), _ = make_wire()
    assert claim.content[0].of(WIRE) == "€5 was paid to ΑΘΗΝΑ"
    assert make_claims()[2].cue.of(TEXT) == "denied" and FACTS.places
