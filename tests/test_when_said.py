"""Which time dates the saying, and on what occasion it was said."""

from __future__ import annotations

import pytest

from marks import unmark
from sayso.records import Span
from sayso.resolve.when import OCCASIONS, date_saying, find_occasion, find_times


def read_marks(marked: str) -> tuple[str, Span, Span | None, tuple[Span, ...]]:
    """Text, cue, source and content of a marked sentence."""
    text, spans = unmark(marked)
    return text, spans["cue"][0], next(iter(spans.get("who", [])), None), tuple(spans.get("what", ()))


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[who The mayor] [cue said] on Tuesday [what that the bridge fell on Friday].", "Tuesday"),
        ("[who The mayor] [cue told] reporters in Karven on Sunday [what that the bridge fell].", "Sunday"),
        ("[who Police] [cue said] Saturday [what that one man died Friday].", "Saturday"),
        ("On Tuesday, [who Ruiz] [cue said] [what the bridge fell].", "Tuesday"),
        (
            "Earlier in the month, during a press conference in Moscow, [who Orlov] [cue said] [what they met in 2014].",
            "Earlier in the month",
        ),
        ("[who The minister] on Tuesday [cue said] [what he would go].", "Tuesday"),
        ("[what “It is over,”] [cue said] [who Ruiz] on Friday night.", "Friday night"),
        ("[what “We will not go,”] [who she] [cue said] on Tuesday in an interview.", "Tuesday"),
        ("[cue according to] [who a statement released on Tuesday], [what all is well].", "Tuesday"),
        ("[who He] [cue wrote] in a 2011 letter to the council [what that it was lost].", "2011"),
        ("[who Ruiz] [cue testified] before Congress in May 2015 [what that it was lost].", "May 2015"),
        ("Speaking on Tuesday at a news conference, [who Ruiz] [cue warned] [what that it was wrong].", "Tuesday"),
    ],
)
def test_time_that_hangs_on_the_cue_dates_the_saying(marked: str, words: str) -> None:
    """Behind the cue, between source and cue, or in front of both."""
    text, cue, source, content = read_marks(marked)
    moment, why = date_saying(text, find_times(text, published="2018-02-14"), cue=cue, source=source, content=content)
    assert moment is not None
    assert (moment.span.of(text), moment.dates) == (words, "saying")
    assert words in why


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("[what The army left on Tuesday], [who the mayor] [cue said].", "part of what is said"),
        ("[who The minister], who was elected in 2014, [cue said] [what he would go].", "something other"),
        ("After meeting the envoy on Monday, [who he] [cue said] [what it was fine].", "something other"),
        ("[who Ruiz] [cue said] of the May 3 attack [what that it was wrong].", "something other"),
        ("On Tuesday, the council met and [who Ruiz] [cue said] [what it was wrong].", "something other"),
        ("[who Ruiz] [cue said] [what it was wrong].", "no time expression"),
    ],
)
def test_other_times_do_not_date_the_saying(marked: str, why: str) -> None:
    """The content's times, those of other clauses, and those of a noun."""
    text, cue, source, content = read_marks(marked)
    moment, reason = date_saying(
        text, find_times(text, published="2018-02-14"), cue=cue, source=source, content=content
    )
    assert moment is None
    assert why in reason


@pytest.mark.parametrize(
    ("marked", "kind", "words"),
    [
        (
            "During a press conference in Moscow, [who Orlov] [cue said] [what they met].",
            "press_conference",
            "a press conference",
        ),
        (
            "[what “We will go,”] [who she] [cue said] on Tuesday in an interview with Northwire.",
            "interview",
            "an interview",
        ),
        ("[who He] [cue wrote] in a 2011 letter to the council [what that it was lost].", "letter", "a 2011 letter"),
        ("[who Ruiz] [cue said] at a rally in Ohio [what that it was wrong].", "rally", "a rally"),
        ("[who Ruiz] [cue said] on Twitter late Monday [what that it was wrong].", "post", "Twitter"),
        ("[who Ruiz] [cue said] in a statement [what that it was wrong].", "statement", "a statement"),
        ("[who Ruiz] [cue said] in a televised address [what that it was wrong].", "speech", "a televised address"),
        (
            "In an interview published Thursday by the Harrow Post, [who Ruiz] [cue denied] [what it].",
            "interview",
            "an interview",
        ),
    ],
)
def test_occasion_is_the_noun_phrase_around_its_noun(marked: str, kind: str, words: str) -> None:
    """With article and adjectives, without preposition."""
    text, cue, source, content = read_marks(marked)
    occasion = find_occasion(text, cue=cue, source=source, content=content)
    assert occasion is not None
    assert (occasion.kind, occasion.span.of(text)) == (kind, words)
    assert occasion.kind in OCCASIONS


@pytest.mark.parametrize(
    "marked",
    [
        "[who Ruiz] [cue said] [what that he lied in an interview].",
        "[who Ruiz], who was filmed at a rally, [cue said] [what it was wrong].",
        "[who The Harrow Post] [cue reported] [what that it was wrong].",
        "[who Ruiz] [cue told] the Harrow Post [what that it was wrong].",
    ],
)
def test_occasion_of_something_else_is_not_taken(marked: str) -> None:
    """One within the content, in a clause of its own, or a newspaper's name."""
    text, cue, source, content = read_marks(marked)
    assert find_occasion(text, cue=cue, source=source, content=content) is None


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[who The governor] [cue declared] [what an emergency] late on Monday.", "Monday"),
        ("[who The ministry] [cue signed] [what the contract] on Thursday.", "Thursday"),
        ("[who The editor] [cue quoted] [what it] back to him in an open letter on Friday.", "Friday"),
        ("Asked on Tuesday whether he would go, [who the general] [cue said] [what that he would].", "Tuesday"),
        ("Reached on Tuesday, [who the general] [cue said] [what that he would go].", "Tuesday"),
        ("[who A report in 2019 by the council] [cue said] [what the wall was thin].", "2019"),
        ("In one email, dated 9 May 2022, [who a clerk] [cue asks] [what for a key].", "9 May 2022"),
        ("The Argus on Saturday quoted [who a pilot] [cue as saying] [what it was dark].", "Saturday"),
        ("Members handed out leaflets at the mill on Tuesday [cue urging] [what a no vote].", "Tuesday"),
        ("[who The mayor], chairing a meeting late on Thursday, [cue praised] [what the crews].", "Thursday"),
    ],
)
def test_a_time_behind_the_thing_or_with_the_question_dates_the_saying(marked, words):
    """Where no clause of its own stands between."""
    text, cue, source, content = read_marks(marked)
    moment, _ = date_saying(text, find_times(text, published="2024-05-17"), cue=cue, source=source, content=content)
    assert moment is not None
    assert moment.span.of(text) == words


@pytest.mark.parametrize(
    "marked",
    [
        "[who She] [cue proposed] [what a meeting] within the week.",
        "[who She] [cue said] [what that the firm closed] on Monday.",
        "[who She] [cue praised] [what the crews] who came on Monday.",
    ],
)
def test_a_time_of_the_thing_dates_no_saying(marked):
    """It tells when the thing is to be, or belongs to a clause."""
    text, cue, source, content = read_marks(marked)
    moment, _ = date_saying(text, find_times(text, published="2024-05-17"), cue=cue, source=source, content=content)
    assert moment is None


@pytest.mark.parametrize(
    ("marked", "occasion"),
    [
        (
            "[who The mayor] [cue told] a news conference [what that it was safe].",
            ("press_conference", "a news conference"),
        ),
        (
            "[who The mayor] [cue told] analysts on a conference call [what that it was safe].",
            ("meeting", "a conference call"),
        ),
        (
            "[who The mayor] [cue said] in a radio interview [what that it was safe].",
            ("interview", "a radio interview"),
        ),
        ("[who The mayor] [cue told] state television [what that it was safe].", None),
        ("[who The mayor] [cue told] the court [what that it was safe].", None),
    ],
)
def test_an_event_that_was_told_is_the_occasion(marked, occasion):
    """A broadcaster or a court that was told is somebody, and no event."""
    text, cue, source, content = read_marks(marked)
    found = find_occasion(text, cue=cue, source=source, content=content)
    assert (found and (found.kind, found.span.of(text))) == occasion
