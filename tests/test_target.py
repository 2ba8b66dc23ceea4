"""Facts about targets: whom a statement accuses, praises, urges, asks. The people and towns are invented."""

from __future__ import annotations

import pytest

from sayso.claims.target import find_target
from sayso.records import Entity, Span


def find(marked: str, act: str | None, *, speakers: frozenset[str] = frozenset()) -> list[str]:
    """The words of the targets in a text where [c …] is the cue and [e …] are mentions of entities."""
    text, spans, at = "", [], 0
    while at < len(marked):
        if marked[at : at + 3] in ("[c ", "[e "):
            end = marked.index("]", at)
            spans.append((marked[at + 1], Span(len(text), len(text) + end - at - 3)))
            text += marked[at + 3 : end]
            at = end + 1
        else:
            text += marked[at]
            at += 1
    cue = next(span for role, span in spans if role == "c")
    entities = tuple(
        Entity(id=span.of(text), name=span.of(text), kind="unknown", mentions=(span,), why="marked")
        for role, span in spans
        if role == "e"
    )
    return list(find_target(text, act=act, cue=cue, entities=entities, speakers=speakers))


@pytest.mark.parametrize(
    ("marked", "act", "targets"),
    [
        ("He [c accused] the [e army] of theft.", "accuse", ["army"]),
        ("He [c accused] the website [e Fileroom], which he owns.", "accuse", ["Fileroom"]),
        ("He [c thanked] [e Velmar], [e Aldory] and the [e council].", "praise", ["Velmar", "Aldory", "council"]),
        ("He [c praised] the “skill and calm” of the [e crews].", "praise", ["crews"]),
        ("He [c urged] [e Roe] to stop.", "urge", ["Roe"]),
        ("He [c demanded] that [e Roe] resign.", "demand", ["Roe"]),
        ("[e Roe] [c was charged with] theft.", "accuse", ["Roe"]),
        ("[e Roe], a clerk from Ellerby, [c was accused of] theft.", "accuse", ["Roe"]),
        ("He [c warned] that ships of the [e alliance] had come.", "warn", []),
        ("He [c said] [e Roe] lied.", "say", []),
        ("He [c welcomed] the vote, and [e Roe] left.", "praise", []),
        ("It rained on [e Roe]. He [c was charged with] theft.", "accuse", []),
        ("He [c left] [e Roe].", None, []),
    ],
)
def test_target_is_whom_the_words_are_directed_at(marked: str, act: str | None, targets: list[str]) -> None:
    """The object, whose doing is judged, who must act, and what stands before a passive."""
    assert find(marked, act) == targets


def test_longest_mention_at_a_place_is_the_target() -> None:
    """ "Garland's army" is not Garland."""
    text = "He accused Garland's army of theft."
    entities = (
        Entity(id="e1", name="Garland", kind="government", mentions=(Span(11, 18),), why="marked"),
        Entity(id="e2", name="Garland's army", kind="government", mentions=(Span(11, 25),), why="marked"),
    )
    assert find_target(text, act="accuse", cue=Span(3, 10), entities=entities, speakers=frozenset()) == ("e2",)


def test_speaker_is_no_target_of_his_own_words() -> None:
    """Whoever speaks is left out."""
    assert find("He [c blamed] [e Roe].", "accuse", speakers=frozenset(["Roe"])) == []
