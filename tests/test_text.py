"""Paragraphs, sentences, quotations, headings and boilerplate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.text import (
    find_boilerplate,
    find_headings,
    find_paragraphs,
    find_quotations,
    find_sentences,
    is_hard_wrapped,
    trim_span,
)


def words(text, spans):
    return [span.of(text) for span in spans]


def test_blank_line_and_single_line_end_both_end_a_paragraph():
    """Many sites put one line end between paragraphs."""
    text = "One.\n\nTwo.\nThree.\r\n \nFour."
    assert words(text, find_paragraphs(text)) == ["One.", "Two.", "Three.", "Four."]


def test_hard_wrapped_lines_are_one_paragraph():
    """Agency texts are wrapped at some 70 characters."""
    line = "the committee met for a second day and heard three more of the witnesses"
    text = "\n".join(["Today " + line, line, line, "and that was all."]) + "\n\nNext."
    assert is_hard_wrapped(text)
    assert len(find_paragraphs(text)) == 2


def test_line_end_in_the_middle_of_a_sentence_ends_nothing():
    """A short text may be wrapped in one place only."""
    text = "The minister warned on Tuesday that at least\n2,000 men and a good\nmany of the others, all of them armed to the teeth, were\nacross the river.\nHe left."
    assert words(text, find_paragraphs(text))[-1] == "He left."
    assert any("were\nacross" in paragraph for paragraph in words(text, find_paragraphs(text)))


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "we will" and "no".', ['"we will"', '"no"']),
        ("“We will,” she said, “not leave.”", ["“We will,”", "“not leave.”"]),
        ('“We will," she said.', ['“We will,"']),
        ("‘We will,’ she said.", ["‘We will,’"]),
        ("'It is the workers' right,' he said.", ["'It is the workers' right,'"]),
        ("The workers' strike and the bosses' reply.", []),
        ("In the '90s it wasn't so; rock 'n' roll.", []),
        ('A 6" pipe and a 4" one.', []),
        ("He called it “a ‘great’ day” twice.", ["“a ‘great’ day”"]),
        ("(“No.”) — “Yes.”", ["“No.”", "“Yes.”"]),
    ],
)
def test_quotations(text, quotations):
    """Curly, straight and single marks in any mixture; apostrophes and inches are none."""
    assert words(text, find_quotations(text)) == quotations


def test_quotation_left_open_runs_to_the_end_of_its_paragraph():
    """A quotation over two paragraphs is opened twice and closed once."""
    text = "He said: “It was late.\n\n“We went home.” Then he left."
    assert words(text, find_quotations(text)) == ["“It was late.", "“We went home.”"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Doe left. He said so.", ["Mr. Doe left.", "He said so."]),
        ("Sen. J. Roe of the U.S. spoke. Why?", ["Sen. J. Roe of the U.S. spoke.", "Why?"]),
        ("“Where?” she asked. “There.” He went.", ["“Where?” she asked.", "“There.”", "He went."]),
        ("It rose 2.5 percent. No. 4 fell.", ["It rose 2.5 percent.", "No. 4 fell."]),
        ("She said no.\nHe said yes", ["She said no.", "He said yes"]),
    ],
)
def test_sentences(text, sentences):
    """Abbreviations, initials and quoted questions do not end a sentence; paragraphs do."""
    assert words(text, find_sentences(text)) == sentences


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The mayor resigns",
        "ADVERTISEMENT",
        "Share this article",
        "Sign up for our newsletter",
        "© 2024 The Example Post",
    ],
)
def test_lines_of_the_page_are_boilerplate(line):
    """They stay in the text and are never part of a claim."""
    text = f"The mayor resigned.\n\n{line}\n\nShe had said so."
    assert words(text, find_boilerplate(text)) == [line]


@pytest.mark.parametrize(
    "line", ["Reading the report, the mayor said it was wrong.", "Share prices fell.", "Follow the money, she said."]
)
def test_sentences_that_begin_like_boilerplate_are_not(line):
    """The first word alone does not make a line boilerplate."""
    assert find_boilerplate(f"One.\n\n{line}\n\nTwo.") == []


def test_short_lines_between_paragraphs_are_headings():
    """The last paragraph and whole sentences are none."""
    text = "The mayor resigned on Monday.\n\nA long fight\n\nShe had said so.\n\n“Never again”\n\nThe end"
    assert words(text, find_headings(text)) == ["A long fight"]


def test_trimming_leaves_nothing_of_commas_alone():
    """A span of commas and blanks is no content."""
    assert trim_span("a ,; b", Span(1, 5)) is None


@given(st.text(alphabet="ab .,\n\"'“”‘’?A", max_size=80))
def test_every_helper_gives_spans_within_the_text(text):
    """No text makes a helper raise, or give overlapping spans."""
    for helper in (find_paragraphs, find_quotations, find_sentences, find_headings, find_boilerplate):
        spans = helper(text)
        assert all(span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
