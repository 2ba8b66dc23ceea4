"""Claims within claims, with readings made by hand."""

from dataclasses import replace

import pytest

from marks import unmark
from sayso import Facts, Reading, make_claims, make_report, nest_reading
from sayso.records import Attribution, Mention, Span


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


def make_reading(*marked):
    """A report of several marked sentences, and a reading with one attribution for each: who, cue and what."""
    text, attributions = "", []
    for sentence in marked:
        plain, spans = unmark(sentence)
        start = len(text)
        moved = {name: [Span(span.start + start, span.end + start) for span in each] for name, each in spans.items()}
        attributions.append(
            Attribution(
                cue=Mention(span=moved["cue"][0], role="cue", score=1.0),
                sources=tuple(Mention(span=span, role="source", score=1.0) for span in moved.get("who", [])),
                content=tuple(Mention(span=span, role="content", score=1.0) for span in moved.get("what", [])),
                score=0.9,
            )
        )
        text += plain + " "
    return text, Reading(attributions=tuple(attributions))


def show(text, attribution):
    """Source, cue and content as words."""
    source = attribution.sources[0].span.of(text) if attribution.sources else None
    return source, attribution.cue.span.of(text), [mention.span.of(text) for mention in attribution.content]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[who Ruda] [cue said yesterday] [what that it rained].", ("Ruda", "said", ["that it rained"])),
        (
            "[who The firm] [cue said in a statement on Sunday] [what that it rained].",
            ("The firm", "said", ["that it rained"]),
        ),
        ("[who Velmar yesterday] [cue blamed] [what the dam].", ("Velmar", "blamed", ["the dam"])),
        ("[who It] [cue urged] [what in 2023] [what that they go].", ("It", "urged", ["that they go"])),
        ("[who She] [cue replied:] [what “No.”]", ("She", "replied", ["“No.”"])),
        ("[who Ana] [cue Holt told] the court [what that he left].", ("Ana Holt", "told", ["that he left"])),
        ("[who She] [cue told the Courier] [what that he left].", ("She", "told", ["that he left"])),
        ("[who He] [cue had been told] [what that it was over].", (None, "had been told", ["that it was over"])),
        ("[who The mayor] [cue is said] [what to have left].", (None, "is said", ["The mayor", "to have left"])),
        (
            "[who The Argus] reported on Monday, [cue citing] [what two aides, that he had left].",
            ("The Argus", "reported", ["that he had left"]),
        ),
    ],
)
def test_spans_end_where_the_guidelines_end_them(marked, expected):
    """Times, occasions and addressees are no part of a cue; who is told or said to do something is no source."""
    text, reading = make_reading(marked)
    assert show(text, nest_reading(text, reading).attributions[0]) == expected


@pytest.mark.parametrize("linked", [Span(0, 13), Span(37, 46)], ids=["to the subject", "to the wrong one"])
def test_who_speaks_behind_a_clause_reports_the_whole_clause(linked):
    """ "The ministers agreed to meet in May, diplomats said": the agreement is inside the diplomats' claim."""
    text = "The ministers agreed to meet in May, diplomats said."
    diplomats = Span(37, 46)
    agreed = Attribution(
        cue=Mention(span=Span(14, 20), role="cue", score=1.0),
        sources=(Mention(span=linked, role="source", score=1.0),),
        content=(Mention(span=Span(21, 35), role="content", score=1.0),),
        score=0.9,
    )
    said = Attribution(
        cue=Mention(span=Span(47, 51), role="cue", score=1.0),
        sources=(Mention(span=diplomats, role="source", score=1.0),),
        score=0.9,
    )
    inner, outer = nest_reading(text, Reading(attributions=(agreed, said))).attributions
    assert show(text, outer) == ("diplomats", "said", ["The ministers agreed to meet in May"])
    assert show(text, inner) == ("The ministers", "agreed", ["to meet in May"])
    assert inner.inside == 1


def read_twice(outer, inner):
    """The layers of a sentence whose content the network has read again: both marked sentences have the same words."""
    text, reading = make_reading(outer)
    again, second = make_reading(inner)
    assert text == again
    found = tuple(replace(attribution, inside=0) for attribution in second.attributions)
    return text, nest_reading(text, replace(reading, inner=found))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("[who Ruda] [cue said] [what he hopes to win].", "Ruda said [who he] [cue hopes] [what to win]."),
        (
            "[who The firm] [cue said] [what that it expected a loss].",
            "The firm said that [who it] [cue expected] [what a loss].",
        ),
        (
            "[who Ruda] [cue said] [what the firm would sign the deal].",
            "Ruda said [who the firm] [cue would sign] [what the deal].",
        ),
        ("[who Ruda] [cue said] [what if police ask, we go].", "Ruda said if [who police] [cue ask], [what we go]."),
        (
            "[who Ruda] [cue said] [what men who say so are wrong].",
            "Ruda said men [who who] [cue say] [what so] are wrong.",
        ),
        (
            "[who Ruda] [cue declined] [what to comment on the deal].",
            "Ruda declined [cue to comment on] [what the deal].",
        ),
        (
            "[who Ruda] [cue said] [what the firm showed a profit].",
            "Ruda said [who the firm] [cue showed] [what a profit].",
        ),
    ],
)
def test_what_the_second_reading_finds_is_sifted(outer, inner):
    """The outer speaker's own attitude, plans, conditions and descriptions are no claims of their own."""
    text, layers = read_twice(outer, inner)
    assert [show(text, attribution) for attribution in layers.attributions] == [show(text, layers.attributions[0])]


@pytest.mark.parametrize(
    ("outer", "inner", "expected", "ascribed"),
    [
        (
            "[who Ruda] [cue said] [what that the firm considered the deal dead].",
            "Ruda said that [who the firm] [cue considered] [what the deal dead].",
            ("the firm", "considered", ["the deal dead"]),
            False,
        ),
        (
            "[who Ruda] [cue said] [what that they had received assurances that it was safe].",
            "Ruda said that [who they] [cue had received assurances] [what that it was safe].",
            (None, "assurances", ["that it was safe"]),
            True,
        ),
        (
            "[who Ruda] [cue said] [what “He told me it was safe.”]",
            "Ruda said “[who He] [cue told me] [what it was safe].”",
            ("He", "told", ["it was safe"]),
            False,
        ),
        (
            "[who Two clerks] [cue said] [what she declared a holiday in May].",
            "Two clerks said [who she] [cue declared] a holiday in May.",
            ("she", "declared", ["a holiday in May"]),
            False,
        ),
    ],
)
def test_what_somebody_else_said_is_an_inner_claim(outer, inner, expected, ascribed):
    """With exact spans, and marked as ascribed where only a noun names it."""
    text, layers = read_twice(outer, inner)
    _, found = layers.attributions
    assert show(text, found) == expected
    assert (found.inside, found.ascribed, found.score) == (0, ascribed, 0.9)


def test_spans_in_any_order_are_taken():
    """The network may link a source behind the cue, or a content before it."""
    text = "It rained, said Ruda. Holt said no more in May."
    spans = [Span(0, 9), Span(11, 15), Span(16, 20), Span(22, 26), Span(27, 31), Span(32, 39)]
    for cue in spans:
        for source in spans:
            for content in spans:
                attribution = Attribution(
                    cue=Mention(span=cue, role="cue", score=1.0),
                    sources=(Mention(span=source, role="source", score=1.0),),
                    content=(Mention(span=content, role="content", score=1.0),),
                    score=0.9,
                )
                reading = Reading(attributions=(attribution,), inner=(replace(attribution, inside=0),))
                layers = nest_reading(text, reading)
                assert layers.attributions[0].cue.span.overlaps(cue)
