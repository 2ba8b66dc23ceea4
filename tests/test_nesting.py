"""Facts about claims within a content."""

from __future__ import annotations

import pytest

from sayso.claims.nesting import InnerClaim, find_inner
from sayso.records import Span


def find(text: str) -> tuple[InnerClaim, ...]:
    return find_inner(text, (Span(0, len(text)),))


def show(text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of each inner claim, as words."""
    return [
        (
            claim.source and claim.source.of(text),
            claim.cue.of(text),
            " … ".join(span.of(text) for span in claim.content),
        )
        for claim in find(text)
    ]


@pytest.mark.parametrize(
    ("content", "inner"),
    [
        ("that the minister had said the port was safe", ("the minister", "had said", "the port was safe")),
        ("that the ministry denied the reports", ("the ministry", "denied", "the reports")),
        (
            "that Moscow and Minsk had announced that drills would begin",
            ("Moscow and Minsk", "had announced", "that drills would begin"),
        ),
        ("that the head of the agency said ‘we will stay’", ("the head of the agency", "said", "‘we will stay’")),
        ("that the minister, Ali Omid, said that it was safe", ("the minister, Ali Omid", "said", "that it was safe")),
        ("that the army, citing no proof, claimed it was lawful", ("the army", "claimed", "it was lawful")),
        ("that the group has threatened to blow up the dam", ("the group", "has threatened", "to blow up the dam")),
        ("the bank said last week that rates would rise", ("The bank".lower(), "said", "that rates would rise")),
        ("the bridge was closed, the police said", ("the police", "said", "the bridge was closed")),
        ("that according to the ministry, three people died", ("the ministry", "according to", "three people died")),
        ("that what the army called “a precise strike” killed ten", ("the army", "called", "“a precise strike”")),
        ("“officials are lying when the mayor says that all is well”", ("the mayor", "says", "that all is well")),
    ],
)
def test_a_clause_that_reports_is_an_inner_claim(content, inner):
    """A subject, a verb of saying and a content of its own."""
    assert show(content) == [inner]
    assert not find(content)[0].ascribed


@pytest.mark.parametrize(
    ("content", "inner"),
    [
        (
            "worries over the US and NATO's denial of the presence of troops",
            ("the US and NATO", "denial", "the presence of troops"),
        ),
        ("his claim that the vote was stolen", ("his", "claim", "that the vote was stolen")),
        ("a claim by the ministry that the dam was safe", ("the ministry", "claim", "that the dam was safe")),
        ("the governor’s repeated calls for a recount", ("the governor", "calls", "a recount")),
        (
            "the US of denying that its jets had struck the bridge",
            ("the US", "denying", "that its jets had struck the bridge"),
        ),
        ("that police accused the mayor of claiming it was rigged", ("the mayor", "claiming", "it was rigged")),
        ("reports that the ship had sunk", (None, "reports", "that the ship had sunk")),
    ],
)
def test_a_noun_or_gerund_only_ascribes(content, inner):
    """Only the outer speaker says that the statement was made."""
    assert show(content) == [inner]
    assert find(content)[0].ascribed


@pytest.mark.parametrize(
    "content",
    [
        "that the talks had failed",
        "he believed the law would pass",
        "“I think we should go”",
        "if the minister says that he is innocent",
        "that the minister could say that it was over",
        "who said that it was over",
        "that the United States cannot stay",
        "the nonstop demands that come with the job",
        "taxpayers reporting capital gains would pay more",
        "the firm’s claims were rejected",
        "that allegations that troops had crossed were false",
        "a threat to the region",
        "what it called a mistake",
        "“he said this, he wrote that”",
        "that the fact that prices rose is new",
        "",
    ],
)
def test_what_is_no_inner_claim(content):
    """The speaker's own attitude, conditions, nouns that look like verbs, and whatever has no exact spans."""
    assert find_inner(content, (Span(0, len(content)),) if content else ()) == ()


def test_inner_claims_nest():
    """Each names the place of the one around it, and its depth."""
    text = "that witnesses told police that the driver had said that he was sorry"
    claims = find(text)
    assert [(claim.depth, claim.parent) for claim in claims] == [(1, None), (2, 0)]
    assert claims[0].content[0].covers(claims[1].cue)
    assert claims[1].content[0].of(text) == "that he was sorry"


def test_a_denial_inside_a_quotation_of_a_report():
    """Three speakers: who was told, who denied."""
    text = "“The minister told me that the governor had denied the charges”"
    assert show(text) == [
        ("The minister", "told", "that the governor had denied the charges"),
        ("the governor", "had denied", "the charges"),
    ]


def test_two_reports_in_one_content_are_siblings():
    """One after the other, neither inside the other."""
    text = "that the army said it had left. The rebels denied the claim"
    claims = find(text)
    assert [claim.parent for claim in claims] == [None, None]


def test_spans_lie_within_the_content():
    """No inner claim reaches out of the piece in which it stands."""
    text = "The paper said the mayor had said the road was shut, and then it closed."
    piece = Span(15, 51)
    for claim in find_inner(text, (piece,)):
        spans = [claim.cue, *claim.content, *([claim.source] if claim.source else [])]
        assert all(piece.covers(span) for span in spans)
    assert find_inner(text, (piece,))


def test_every_inner_claim_says_why():
    """The rule that found it, in words."""
    for text in ("that the minister had said the port was safe", "his claim that it was safe"):
        assert all(claim.why for claim in find(text))


def test_a_page_without_full_stops_is_left_alone():
    """A sentence of more than a thousand code points has no inner claims, and costs no time."""
    text = "He said that " * 5000
    assert find_inner(text, (Span(0, len(text)),)) == ()


@pytest.mark.parametrize(
    ("content", "inner"),
    [
        ("the suggestion that the bank was to blame", (None, "suggestion", "that the bank was to blame")),
        ("as “pure fantasy” the report that he had left", (None, "report", "that he had left")),
        ("talk of an epidemic", (None, "talk", "an epidemic")),
        ("Alband’s offer of two hospitals", ("Alband’s", "offer", "two hospitals")),
        ("Alband had not replied by noon", ("Alband", "had not replied", "")),
        ("that the company had refused for reasons of cost", ("the company", "had refused", "")),
    ],
)
def test_nouns_of_nobody_named_and_answers_not_given(content, inner):
    """ "Dismissed the idea that …": somebody has it; "had not replied": the silence is what is told."""
    source, cue, words = show(content)[0]
    assert (source.removesuffix("’s") if source else None, cue, words) == (
        inner[0] and inner[0].removesuffix("’s"),
        *inner[1:],
    )
