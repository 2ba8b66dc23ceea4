"""Claims within claims, with readings made by hand."""

from marks import unmark
from sayso import Facts, Reading, make_claims, make_report, nest_reading
from sayso.records import Attribution, Mention


def read_marked(marked):
    """A report and a reading of one attribution: the first who, cue, and all what."""
    text, spans = unmark(marked)

    def mentions(name, role):
        return tuple(Mention(span=span, role=role, score=1.0) for span in spans.get(name, []))

    attribution = Attribution(
        cue=mentions("cue", "cue")[0], sources=mentions("who", "source"), content=mentions("what", "content"), score=0.9
    )
    report = make_report(text, published="2024-05-01", outlet="The Example Post", language="en")
    return report, Reading(attributions=(attribution,))


def test_claim_within_a_content_points_to_the_one_that_reports_it():
    """ "The paper reported that the minister had said …" is two claims."""
    report, reading = read_marked("[who The paper] [cue reported] [what that the minister had said the port was safe].")
    layers = nest_reading(report.text, reading)
    outer, inner = make_claims(report, layers, Facts())
    assert inner.inside == outer.id
    assert outer.inside is None
    assert inner.source.of(report.text) == "the minister"
    assert inner.score is None
    assert [relay.span.of(report.text) for relay in inner.via] == ["The paper"]


def test_quoted_speaker_becomes_the_source_and_who_quotes_a_relay():
    """ "TASS quoted Lavrov as saying X" is one claim of Lavrov's, via TASS."""
    report, reading = read_marked("[who Tarpress] [cue quoted] [what Pavo Rendt as saying the talks had failed].")
    (claim,) = make_claims(report, nest_reading(report.text, reading), Facts())
    assert claim.source.of(report.text) == "Pavo Rendt"
    assert [span.of(report.text) for span in claim.content] == ["the talks had failed"]
    assert [relay.name for relay in claim.via] == ["Tarpress"]


def test_denial_that_only_an_opponent_ascribes_is_marked():
    """It is not the alliance's own words."""
    report, reading = read_marked(
        "[who Rendt] [cue accused] [what the alliance of denying that troops had crossed the border]."
    )
    outer, inner = sorted(
        make_claims(report, nest_reading(report.text, reading), Facts()), key=lambda claim: claim.inside is not None
    )
    assert inner.ascribed
    assert not outer.ascribed
    assert (inner.act, inner.stance) == ("deny", "denies")
    assert inner.via == ()


def test_reading_is_left_as_the_network_gave_it():
    """A stage makes a new record."""
    report, reading = read_marked("[who The paper] [cue reported] [what that the minister had said the port was safe].")
    before = reading.attributions
    nest_reading(report.text, reading)
    assert reading.attributions is before
