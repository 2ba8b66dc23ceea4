"""What the records refuse."""

import dataclasses

import pytest

from sayso.records import Claim, Entity, Span


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_span_without_length_cannot_be_built(start, end):
    """A span satisfies 0 <= start < end."""
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)


def test_span_past_the_text_has_no_words():
    """A span that runs past its text is an error, not a shorter string."""
    with pytest.raises(ValueError, match="runs past"):
        Span(2, 9).of("short")


def test_claim_without_any_span_cannot_be_built():
    """Words always come from spans."""
    with pytest.raises(ValueError, match="at least one span"):
        Claim(id="x", voice="speaker")


def test_act_outside_the_closed_list_cannot_be_built():
    """The acts are a contract."""
    with pytest.raises(ValueError, match="not an act"):
        Claim(id="x", voice="speaker", cue=Span(0, 1), act="shout")


def test_kind_outside_the_closed_list_cannot_be_built():
    """The kinds are a contract."""
    with pytest.raises(ValueError, match="not a kind"):
        Entity(id="e1", name="Roe", kind="politician", why="test")


def test_records_are_frozen():
    """To change a record, make another."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(0, 1).start = 4
