"""Facts about commitment. In the examples [cue …] and [what …] are marked."""

from __future__ import annotations

import pytest

from marks import unmark
from sayso.claims.commitment import decide_commitment
from sayso.records import Commitment


def decide(marked: str, act: str | None = "say", saying: str = "affirmed") -> tuple[str, str | None] | None:
    text, spans = unmark(marked)
    found = decide_commitment(text, cue=spans["cue"][0], content=tuple(spans.get("what", ())), act=act, saying=saying)
    return None if found is None else (found.value, found.span and found.span.of(text))


@pytest.mark.parametrize(
    ("marked", "value", "word"),
    [
        ("She [cue said] [what the road was closed].", "certain", None),
        ("She [cue said] [what the road was definitely closed].", "certain", "definitely"),
        ("She [cue said] [what the road might be closed].", "possible", "might"),
        ("She [cue said] [what that perhaps nobody knew].", "possible", "perhaps"),
        ("She [cue said] [what the road was probably closed].", "probable", "probably"),
        ("She [cue said] [what the pilot is believed to have fled].", "probable", "is believed"),
        ("She [cue said] [what “I think we are late”].", "probable", "I think"),
        ("She [cue said] [what the road would close].", "future", "would"),
        ("She [cue said] [what they’ll close the road].", "future", "’ll"),
        ("She [cue said] [what the road is due to close].", "future", "is due to"),
        ("She [cue said] [what if it rains, the road will close].", "hypothetical", "if"),
        ("She [cue said] [what the road will close unless it dries].", "hypothetical", "unless"),
        ("She [cue said] [what it would have been worse].", "hypothetical", "would have been"),
    ],
)
def test_a_word_of_the_content_decides(marked, value, word):
    """The value and the very word that decided it."""
    assert decide(marked) == (value, word)


def test_the_content_goes_before_the_cue():
    """A modal in the content outweighs the cue's own hedge."""
    assert decide("He [cue believes] [what the dam could burst].", "believe") == ("possible", "could")
    assert decide("He [cue believes] [what the dam has burst].", "believe") == ("probable", "believes")


@pytest.mark.parametrize(
    "content", ["the law may matter", "the May vote was fair", "the vote of 4 May was fair", "they could not come"]
)
def test_may_the_month_and_could_not_are_no_possibility(content):
    """Only a modal "may" makes a thing possible; "could not" tells an inability."""
    expected = ("possible", "may") if content == "the law may matter" else ("certain", None)
    assert decide(f"He [cue said] [what {content}].") == expected


def test_a_word_in_a_later_clause_does_not_decide():
    """The commitment is to the first clause."""
    assert decide("He [cue said] [what the bridge was shut because it might fall].") == ("certain", None)
    assert decide("He [cue said] [what the bridge was shut. It might fall].") == ("certain", None)


def test_even_if_is_no_condition():
    """A concession leaves the statement standing."""
    assert decide("He [cue said] [what the bridge was safe even if it shook].") == ("certain", None)


def test_a_plan_that_somebody_has_is_no_future():
    """That they have the plan is certain; the guidelines' words of the future are "will", "would", "is going to"."""
    assert decide("He [cue said] [what the plan to close the mine was dead].") == ("certain", None)
    assert decide("He [cue said] [what they plan to close the mine].") == ("certain", None)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("It [cue is understood] [what that the deal was signed].", ("probable", "understood")),
        ("She [cue said] [what had the rain come later, the dam would have held].", ("hypothetical", "had the rain")),
        ("She [cue said] [what the crews were near and should arrive by dusk].", ("certain", None)),
        ("He [cue said] [what it was known that the firm would close if the strike went on].", ("certain", None)),
        ("He [cue said] [what that lorries had been sent and that more would follow].", ("certain", None)),
        ("She [cue said] [what she expects the toll to rise].", ("probable", "she expects")),
        ("He [cue said] [what the deal would pass, if narrowly].", ("future", "would")),
    ],
)
def test_only_the_first_clause_decides(marked, expected):
    """A condition or a "would" in a later clause leaves the first one standing."""
    assert decide(marked) == expected


def test_promises_lie_ahead():
    """Acts about the future need no word for it; the cue is the word."""
    assert decide("He [cue vowed] [what to leave].", "promise") == ("future", "vowed")


@pytest.mark.parametrize("act", ["ask", "demand", "urge", "order"])
def test_nothing_is_asserted_by_questions_and_requests(act):
    """There is nothing to be committed to."""
    assert decide("He [cue asked for] [what help].", act) is None


def test_what_was_not_said_has_no_commitment():
    """Negated and withheld statements put nothing forward, but an attitude under negation does."""
    assert decide("He [cue did not say] [what the road was shut].", "say", "negated") is None
    assert decide("He [cue declined] [what to comment].", "say", "withheld") is None
    assert decide("He [cue does not believe] [what it works].", "believe", "negated") == ("probable", "believe")


def test_whether_has_no_commitment():
    """A content that begins with "whether" leaves the matter open."""
    assert decide("They [cue discussed] [what whether the road may close].") is None


def test_no_content_no_commitment():
    """A cue alone asserts nothing."""
    assert decide("He [cue spoke].") is None


def test_the_second_piece_decides_where_the_first_is_short():
    """ "In May," she said, "the dam could burst." """
    assert decide("“[what In March],” she [cue said], “[what the dam could burst].”") == ("possible", "could")


def test_the_span_counts_code_points_of_the_text():
    """Characters outside of the basic plane count as one."""
    text, spans = unmark("🚢 He [cue said] [what it may sink].")
    found = decide_commitment(text, cue=spans["cue"][0], content=tuple(spans["what"]), act="say")
    assert isinstance(found, Commitment)
    assert found.span.of(text) == "may"
