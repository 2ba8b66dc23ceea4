"""Loaded words: where a report uses words of a list, and whose they are."""

import pytest

from sayso.claims import find_loaded_words, load_words
from sayso.errors import ReportError
from sayso.records import Claim, Span

TEXT = (
    "The terrorists fled, the mayor said. “Those terrorists will be found,” he said.\n\n"
    "The so-called “terrorists” were farmers. A group of rebels and its rebellious cousins left."
)


def make_claim(words):
    start = TEXT.index(words)
    return Claim(id=words, voice="speaker", content=(Span(start, start + len(words)),))


def test_word_belongs_to_the_speaker_only_within_quotation_marks():
    """A paraphrase may be either's; outside all statements the word is the outlet's."""
    claims = [make_claim("The terrorists fled"), make_claim("“Those terrorists will be found,”")]
    found = find_loaded_words(TEXT, claims, {"terrorists": "guide", "rebels": "guide", "rebel": "guide"})
    assert [(word.span.of(TEXT), word.whose) for word in found] == [
        ("terrorists", "unclear"),
        ("terrorists", "speaker"),
        ("terrorists", "unclear"),
        ("rebels", "outlet"),
    ]
    assert all(word.why.startswith("guide; ") for word in found)


def test_longest_entry_wins_and_blanks_may_be_line_breaks():
    """ "ethnic\ncleansing" is one entry, and "cleansing" alone is not found in it."""
    text = "They spoke of ethnic\ncleansing there."
    (word,) = find_loaded_words(text, [], {"cleansing": "a", "ethnic cleansing": "b"})
    assert (word.span.of(text), word.entry, word.whose) == ("ethnic\ncleansing", "ethnic cleansing", "outlet")


def test_shipped_list_gives_a_source_for_every_word():
    """No entry without the guide that says so."""
    words = load_words()
    assert len(words) > 10
    assert all(any(guide in reason for guide in ("BBC", "AP", "Global Press")) for reason in words.values())


def test_own_list_is_read_and_its_faults_are_named(tmp_path):
    """A remark and an empty line are skipped; a line without a word is told by its number."""
    path = tmp_path / "words.tsv"
    path.write_text("# mine\n\nmob\tour style book\nthugs\n", encoding="utf-8")
    assert load_words(path) == {"mob": "our style book", "thugs": "on the list"}
    path.write_text("mob\n\tno word\n", encoding="utf-8")
    with pytest.raises(ReportError, match="line 2"):
        load_words(path)
    with pytest.raises(ReportError, match="No such file"):
        load_words(tmp_path / "none.tsv")


def test_empty_list_finds_nothing():
    """An empty list is no pattern that matches everything."""
    assert find_loaded_words(TEXT, [], {}) == ()
