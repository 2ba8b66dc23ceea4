"""What counts as one claim, with readings made by hand."""

import pytest

from marks import unmark
from sayso import Facts, Reading, make_claims, make_report
from sayso.claims import find_form
from sayso.records import Attribution, Entity, Mention, Place, Quantity, Span, Speaker
from sayso.text import find_quotations


def read_marked(marked):
    """A report and the reading that the marks who, cue and what describe: one attribution a cue, contents to the nearest cue before."""
    text, spans = unmark(marked)
    report = make_report(text, published="2024-05-01", outlet="The Example Post", language="en")
    mentions = {role: [Mention(span=span, role=name, score=1.0) for span in spans.get(role, [])] for role, name in
                (("who", "source"), ("cue", "cue"), ("what", "content"))}  # fmt: skip
    attributions = []
    for place, cue in enumerate(mentions["cue"]):
        own = [
            m
            for m in mentions["what"]
            if min(range(len(mentions["cue"])), key=lambda i, m=m: abs(mentions["cue"][i].span.start - m.span.start))
            == place
        ]
        sources = tuple(mentions["who"][place : place + 1])
        attributions.append(Attribution(cue=cue, sources=sources, content=tuple(own), score=0.9))
    return report, Reading(attributions=tuple(attributions))


def spoken(report, reading, facts=None):
    return [claim for claim in make_claims(report, reading, facts or Facts()) if claim.voice == "speaker"]


@pytest.mark.parametrize(
    ("marked", "form"),
    [
        ("[who Ruiz] [cue said], [what “it is safe.”]", "direct"),
        ("[who Ruiz] [cue said] [what it was “safe”].", "mixed"),
        ("[who Ruiz] [cue said] [what that it was safe].", "indirect"),
        ("[what “It is],” [who Ruiz] [cue said], “[what safe].”", "direct"),
        ('[what “It is safe"], [who Ruiz] [cue said].', "direct"),
    ],
)
def test_form_goes_by_the_letters_within_quotation_marks(marked, form):
    """All of them: direct; some: mixed; none: indirect."""
    report, reading = read_marked(marked)
    (claim,) = spoken(report, reading)
    assert claim.form == form


def test_paragraph_that_reopens_a_quotation_is_inside_it():
    """The first part is not closed, and is direct all the same."""
    text = "“We left.\n\n“Then we came back,” she said."
    assert find_form(text, (Span(0, 9), Span(11, 30)), find_quotations(text)) == "direct"


def test_outlet_asserts_the_sentences_that_touch_no_attribution():
    """Questions, quotations and the page's own lines are none of its claims."""
    report, reading = read_marked(
        "[who Ruiz] [cue said] [what it was safe]. The bridge opened in 1961. Was it safe?\n\nRead more: The old bridge\n\n“No.” Nobody came."
    )
    outlet = [
        claim.content[0].of(report.text) for claim in make_claims(report, reading, Facts()) if claim.voice == "outlet"
    ]
    assert outlet == ["The bridge opened in 1961.", "Nobody came."]


def test_heading_is_the_outlets_and_marked_so():
    """A sub-heading asserts, in the outlet's voice."""
    report, reading = read_marked(
        "The bridge opened.\n\nA safe bridge at last\n\n[who Ruiz] [cue said] [what so].\n\nIt rained."
    )
    fields = {
        claim.content[0].of(report.text): claim.field
        for claim in make_claims(report, reading, Facts())
        if claim.voice == "outlet"
    }
    assert fields["A safe bridge at last"] == "heading"
    assert fields["It rained."] == "text"


def test_claim_in_the_title_is_marked_so():
    """Titles may hold claims."""
    report, reading = read_marked(
        "[what Bridge is safe], [who mayor] [cue says]\n\nIt was raining when the doors of the hall were opened."
    )
    assert [claim.field for claim in spoken(report, reading)] == ["title"]


def test_facts_of_a_claim_are_those_within_its_content():
    """The report's lists hold all of the text, a claim's those of its content."""
    report, reading = read_marked("[who Ruiz] [cue said] [what 40 men left Velmar]. Some 300 stayed in Aldory.")
    text = report.text

    def at(words):
        return Span(text.index(words), text.index(words) + len(words))

    facts = Facts(
        entities=(Entity(id="e1", name="Ruiz", kind="person", mentions=(at("Ruiz"),), why="test"),),
        speakers=((Speaker(entity="e1", why="test"),),),
        quantities=(Quantity(span=at("40"), value=40, why=""), Quantity(span=at("Some 300"), value=300, why="")),
        places=(Place(span=at("Velmar"), name="Velmar", why=""), Place(span=at("Aldory"), name="Aldory", why="")),
    )
    (claim,) = spoken(report, reading, facts)
    assert [quantity.value for quantity in claim.quantities] == [40]
    assert [place.name for place in claim.places] == ["Velmar"]
    assert claim.mentions == ()
    assert claim.speakers[0].entity == "e1"


def test_claim_id_is_the_same_however_often_it_is_read():
    """A hash of report, voice and spans: nothing else."""
    report, reading = read_marked("[who Ruiz] [cue said] [what it was safe].")
    other = Reading(
        attributions=tuple(
            Attribution(cue=a.cue, sources=a.sources, content=a.content, score=0.1) for a in reading.attributions
        )
    )
    assert [claim.id for claim in spoken(report, reading)] == [claim.id for claim in spoken(report, other)]


def test_claims_come_in_text_order():
    """Whatever the voice."""
    report, reading = read_marked("It rained. [who Ruiz] [cue said] [what it was safe]. It stopped.")
    starts = [claim.start for claim in make_claims(report, reading, Facts())]
    assert starts == sorted(starts)


def test_withheld_statement_is_a_claim():
    """Who would not say is news."""
    report, reading = read_marked("[who Ruiz] [cue declined] [what to comment].")
    (claim,) = spoken(report, reading)
    assert (claim.act, claim.saying) == ("say", "withheld")


@pytest.mark.parametrize(
    "marked",
    [
        "[who Ruiz] [cue said].",
        "[who Ruiz] [cue put] the toll at 40.",
        "It rained, [cue according to].",
        "[who Ruiz] left[cue :]",
    ],
)
def test_cue_that_says_nothing_makes_no_claim(marked):
    """ "Said" without a content is no statement."""
    report, reading = read_marked(marked)
    assert spoken(report, reading) == []


@pytest.mark.parametrize(
    ("cue", "act", "saying"),
    [
        ("agreed", "acknowledge", "affirmed"),
        ("apologised", "acknowledge", "affirmed"),
        ("denied it", "deny", "affirmed"),
        ("had no comment", "say", "withheld"),
        ("did not respond", "say", "negated"),
    ],
)
def test_cue_that_is_the_statement_makes_a_claim_without_content(cue, act, saying):
    """Agreement, denial, apology and silence say something by themselves."""
    report, reading = read_marked(f"[who Ruiz] [cue {cue}].")
    (claim,) = spoken(report, reading)
    assert (claim.act, claim.saying, claim.content) == (act, saying, ())


def test_outlet_that_was_told_is_not_among_the_relays():
    """The outlet of the report is read from the report."""
    report, reading = read_marked("[who Ruiz] [cue told] the Example Post [what that it was safe].")
    (claim,) = spoken(report, reading)
    assert (claim.via, claim.audience) == ((), None)


def test_what_a_claim_cites_is_its_evidence_and_no_claim():
    """ "Citing" with a noun phrase of data belongs to the warning."""
    report, reading = read_marked(
        "[who Ruiz] [cue warned] [what that the dam leaked], [cue citing] [what satellite data from May]."
    )
    (claim,) = spoken(report, reading)
    assert claim.act == "warn"
    assert [span.of(report.text) for span in claim.evidence] == ["satellite data"]


def test_what_is_cited_with_a_clause_stays_a_claim():
    """More than a noun phrase may be a statement of its own."""
    report, reading = read_marked(
        "[who Ruiz] [cue warned] [what of leaks], [cue citing] [what data that showed the dam was old]."
    )
    assert len(spoken(report, reading)) == 2
