"""Facts about the second reading: what is cut out of a report, and how what is found in it goes back to the report's own words."""

from __future__ import annotations

import pytest

from sayso.read import Reader
from sayso.read.inner import read_inner
from sayso.records import Attribution, Mention, Reading, Span

TEXT = "Ruda said: “The mayor told me that ‘all is well’. I left.” She added that the firm denied it, and slept."
QUOTED, ADDED = Span(11, 58), Span(69, 92)


def make_outer(*contents):
    """One attribution with these pieces of content."""
    return Attribution(
        cue=Mention(span=Span(5, 9), role="cue", score=1.0),
        sources=(Mention(span=Span(0, 4), role="source", score=1.0),),
        content=tuple(Mention(span=span, role="content", score=1.0) for span in contents),
        score=0.9,
    )


def read_words(**words):
    """A stand-in for the network: it finds these words in the page it is given, and keeps the page."""
    pages = []

    def read(page):
        pages.append(page)
        spans = {
            role: Span(page.find(each), page.find(each) + len(each)) for role, each in words.items() if each in page
        }
        if "cue" not in spans or len(pages) > 1:
            return Reading()
        mentions = {role: (Mention(span=span, role=role, score=0.5),) for role, span in spans.items()}
        return Reading(
            attributions=(
                Attribution(
                    cue=mentions["cue"][0],
                    sources=mentions.get("source", ()),
                    content=mentions.get("content", ()),
                    score=0.5,
                ),
            )
        )

    return read, pages


def test_only_sentences_with_a_word_that_can_be_a_cue_are_read_again():
    """Without marks and "that", with a capital and a full stop, one paragraph for each."""
    read, pages = read_words()
    read_inner(TEXT, (make_outer(QUOTED), make_outer(ADDED)), read)
    assert pages == ["The mayor told me that ‘all is well’.\n\nThe firm denied it."]


def test_what_is_found_goes_back_to_the_words_of_the_report():
    """A quotation mark that the cut took away is part of the content again."""
    read, _ = read_words(source="The mayor", cue="told", content="that ‘all is well")
    (inner,) = read_inner(TEXT, (make_outer(QUOTED),), read)
    assert [mention.span.of(TEXT) for mention in (*inner.sources, inner.cue, *inner.content)] == [
        "The mayor",
        "told",
        "that ‘all is well’",
    ]
    assert inner.inside == 0


def test_a_sentence_that_its_cue_has_broken_is_read_in_one_piece():
    """And what lies in both pieces comes back as two."""
    text = "“The mayor,” Ruda said, “denied that it rained in May.”"
    read, pages = read_words(source="The mayor", cue="denied", content="that it rained")
    (inner,) = read_inner(text, (make_outer(Span(0, 12), Span(24, 55)),), read)
    assert pages[0] == "The mayor denied that it rained in May."
    assert inner.sources[0].span.of(text) == "The mayor"


def test_a_cue_that_would_lie_in_two_pieces_is_left_out():
    """No nested claim without exact spans."""
    text = "“The mayor had,” Ruda said, “denied that it rained.”"
    read, _ = read_words(cue="had denied", content="that it rained")
    assert read_inner(text, (make_outer(Span(0, 16), Span(28, 52)),), read) == ()


def test_contents_without_such_words_cost_nothing():
    """The network is not asked at all."""

    def fail(page):
        raise AssertionError(page)

    assert read_inner("The mill closed in the long dry summer.", (make_outer(Span(0, 38)),), fail) == ()


@pytest.fixture(scope="module")
def reader():
    return Reader()


def test_network_finds_a_claim_within_a_claim(reader):
    """And keeps the outermost ones as they are."""
    from sayso import make_report

    report = make_report(
        "The Harbour Post reported on Friday that the mayor had told officials that the bridge was safe.",
        published="2024-05-01",
        language="en",
    )
    reading = reader.read(report)
    assert reading.attributions == reader.read_text(report.text).attributions
    found = [(inner.cue.span.of(report.text), inner.inside) for inner in reading.inner]
    assert ("had told", 0) in found
    for inner in reading.inner:
        for mention in (inner.cue, *inner.sources, *inner.content):
            assert any(outer.span.covers(mention.span) for outer in reading.attributions[0].content)
