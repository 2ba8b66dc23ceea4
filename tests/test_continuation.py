"""Whom a claim is directed at, and what it takes over from the statement it goes on with."""

import pytest

from marks import unmark
from sayso import Facts, Reading, make_claims, make_report
from sayso.claims.target import find_target
from sayso.records import Attribution, Dating, Entity, Mention, Moment, Span, Speaker


@pytest.mark.parametrize(
    ("marked", "act", "targets"),
    [
        ("Rendt [cue accused] [who NATO] of it.", "accuse", ["NATO"]),
        ("Rendt [cue accused] [who NATO] and the [who Union] of it.", "accuse", ["NATO", "Union"]),
        ("Rendt [cue urged] the [who Union] to act.", "urge", ["Union"]),
        ("Rendt [cue said] [who NATO] was there.", "say", []),
        ("Rendt [cue warned] that ships of [who NATO] were there.", "warn", []),
    ],
)
def test_target_is_the_object_right_behind_the_cue(marked, act, targets):
    """Only for acts that have one."""
    text, spans = unmark(marked)
    entities = tuple(
        Entity(id=f"e{number}", name=span.of(text), kind="organization", mentions=(span,), why="test")
        for number, span in enumerate(spans["who"])
    )
    found = find_target(text, act=act, cue=spans["cue"][0], entities=entities, speakers=frozenset())
    assert [entities[int(number[1:])].name for number in found] == targets


def test_he_added_inherits_the_date_of_the_statement_before():
    """And says so in `inherited`; another speaker's does not count."""
    text, spans = unmark(
        "On Monday [who Rendt] [cue said] [what one]. [who He] [cue added] [what two]. [who Roe] [cue added] [what three]."
    )
    report = make_report(text, published="2024-05-01", language="en")
    monday = Moment(span=Span(3, 9), type="DATE", edtf="2024-04-29", why="weekday before the publication date")
    entities = tuple(Entity(id=f"e{n}", name=n, kind="person", why="test") for n in ("Rendt", "Roe"))

    def mention(span, role):
        return Mention(span=span, role=role, score=1.0)

    attributions = tuple(
        Attribution(
            cue=mention(cue, "cue"), sources=(mention(who, "source"),), content=(mention(what, "content"),), score=1.0
        )
        for who, cue, what in zip(spans["who"], spans["cue"], spans["what"], strict=True)
    )
    facts = Facts(
        entities=entities,
        speakers=tuple((Speaker(entity=f"e{name}", why="test"),) for name in ("Rendt", "Rendt", "Roe")),
        datings=(Dating(moment=monday, why="it stands before the cue"), Dating(), Dating()),
        times=(monday,),
    )
    first, second, third = [
        c for c in make_claims(report, Reading(attributions=attributions), facts) if c.voice == "speaker"
    ]
    assert (first.said, first.inherited) == (monday, ())
    assert (second.said, second.inherited) == (monday, ("said",))
    assert "goes on" in second.said_why
    assert (third.said, third.inherited) == (None, ())


@pytest.mark.parametrize(
    ("between", "cue", "inherited"),
    [
        (" ", "also claimed", ("audience",)),
        ("\n\n", "also claimed", ()),
        ("\n\n", "added", ("audience",)),
        ("\n\n", "went on", ("audience",)),
    ],
)
def test_who_was_told_is_inherited_within_a_paragraph_or_by_what_goes_straight_on(between, cue, inherited):
    """ "Also claimed" in the next paragraph may have been said to somebody else."""
    marked = f"[who Rendt] [cue told] the council [what that it was over].{between}[who Rendt] [cue {cue}] [what that it was late]."
    text, spans = unmark(marked)
    attributions = tuple(
        Attribution(
            cue=Mention(span=spans["cue"][place], role="cue", score=1.0),
            sources=(Mention(span=spans["who"][place], role="source", score=1.0),),
            content=(Mention(span=spans["what"][place], role="content", score=1.0),),
            score=1.0,
        )
        for place in (0, 1)
    )
    facts = Facts(
        entities=(Entity(id="e1", name="Rendt", kind="person", mentions=tuple(spans["who"]), why="test"),),
        speakers=((Speaker(entity="e1", why="test"),),) * 2,
    )
    report = make_report(text, published="2024-05-01", language="en")
    first, second = [c for c in make_claims(report, Reading(attributions=attributions), facts) if c.voice == "speaker"]
    assert first.audience.of(text) == "the council"
    assert second.inherited == inherited
