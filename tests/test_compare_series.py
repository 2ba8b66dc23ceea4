"""Figures over time: what goes into one line, in what order, and how each figure stands to the one before it."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.figure_places import relate_places
from sayso.compare.figure_reading import read_figures
from sayso.compare.figure_setting import find_names
from sayso.compare.figure_words import find_course, find_fates, find_thing
from sayso.compare.series import make_series
from sayso.records import Claim, Entity, Span, Statement
from sayso.resolve.how_much import find_quantities
from sayso.resolve.when import find_times
from sayso.resolve.where import find_places

COUNTER = iter(range(1_000_000))


def state(
    text: str, *, published: str | None = None, outlet: str = "Alda Times", who: str | None = None, **fields: Any
) -> Statement:
    """A sentence as a statement of its outlet, or of `who`."""
    times = find_times(text, published=published)
    dated = [moment.span for moment in times if moment.type in {"DATE", "TIME"}]
    claim = Claim(
        id=f"claim-{next(COUNTER):04}",
        voice="speaker" if who else "outlet",
        content=(Span(0, len(text)),),
        times=times,
        quantities=find_quantities(text, avoid=dated),
        places=find_places(text),
        **fields,
    )
    speakers = (Entity(id="e1", name=who, kind="person", key=f"person:{who.lower()}", why="given"),) if who else ()
    return Statement(
        claim=claim, report_id=claim.id, words=(text,), speakers=speakers, outlet=outlet, published=published
    )


def read(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """Words, thing, fate and role of each figure of a sentence."""
    found = read_figures(state(text))
    return [(figure.quantity.span.of(text), figure.thing, figure.fate, figure.role) for figure in found]


TOLL = [
    state("At least 12 people were killed.", published="2018-05-17", who="Ruiz"),
    state("The death toll rose to 15 on Friday.", published="2018-05-18", who="Ruiz"),
    state("16 people have died.", published="2018-05-19", who="Vale"),
    state("14 people died.", published="2018-05-21", who="Ruiz"),
    state("40 people were injured.", published="2018-05-18", who="Vale"),
]


# ------------------------------------------------------------------------------------------------------------------------ lines


def test_a_line_holds_one_thing_with_one_fate_in_order_of_time():
    """The dead in one line, the injured in another, oldest first, whatever the order given."""
    dead, injured = make_series(reversed(TOLL))
    assert (dead.kind, dead.nouns, [point.quantity.value for point in dead.points]) == (
        "killed",
        ("people", "toll"),
        [None, 15, 16, 14],
    )
    assert (injured.kind, len(injured.points)) == ("wounded", 1)


def test_each_point_says_what_it_is_to_the_one_before():
    """Never an average, never a winner: steps, with their reasons."""
    dead = make_series(TOLL)[0]
    assert [point.step for point in dead.points] == [None, "update", "update", "revised_down"]
    assert (
        dead.points[0].why
        == "“At least 12 people were killed” (at least 12), published 17 May 2018: the first figure of the line"
    )
    assert "can only grow: it was revised" in dead.points[3].why


def test_a_point_says_who_said_it_and_as_of_when():
    """The date in the clause is as of when; nothing is said to have been said on a day that no words give."""
    point = make_series(TOLL)[0].points[1]
    assert (point.by, point.outlet, point.published, point.said, point.as_of) == (
        "Ruiz",
        "Alda Times",
        "2018-05-18",
        None,
        "2018-05-18",
    )


def test_nouns_taken_together_are_listed_and_can_be_taken_out():
    """Homes and structures in one line, until homes are taken out."""
    statements = [
        state("20 structures were destroyed.", published="2018-05-17"),
        state("12 homes were destroyed.", published="2018-05-18"),
    ]
    (together,) = make_series(statements)
    assert (together.nouns, together.points[1].step) == (("homes", "structures"), "not_comparable")
    (alone,) = make_series(statements, without=["home"])
    assert alone.nouns == ("structures",)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("dead", ["killed"]),
        ("people injured", ["wounded"]),
        ("toll", ["killed"]),
        ("sheep", []),
    ],
)
def test_words_choose_the_lines(words, kinds):
    """By noun, fate or words of the figure."""
    assert [series.kind for series in make_series(TOLL, words=words)] == kinds


def test_a_kind_chooses_the_lines():
    """The kind is that of the quantity or its fate."""
    assert [series.kind for series in make_series(TOLL, kind="wounded")] == ["wounded"]


def test_places_that_bound_a_count_cut_the_line():
    """Two towns, two lines; the country, where one town alone is named in it, goes with that town."""
    apart = [
        state("12 people died in Lagos.", published="2018-05-17"),
        state("5 people died in Nairobi.", published="2018-05-17"),
    ]
    assert sorted(series.where or "" for series in make_series(apart)) == ["Lagos", "Nairobi"]
    nested = [
        state("12 people died in Lagos.", published="2018-05-17"),
        state("13 people died in Nigeria.", published="2018-05-18"),
    ]
    (series,) = make_series(nested)
    assert series.where == "Lagos"


def test_a_place_is_told_where_half_of_the_figures_name_it():
    """One of three says Lagos: the line is one, but not one of Lagos."""
    statements = [
        state("12 people died in Lagos.", published="2018-05-17"),
        state("13 people died.", published="2018-05-18"),
    ]
    assert [series.where for series in make_series(statements)] == ["Lagos"]
    statements.append(state("14 people died.", published="2018-05-19"))
    assert [series.where for series in make_series(statements)] == [None]


def test_a_fire_named_otherwise_is_another_event():
    """A figure without a name goes with the event most named."""
    statements = [
        state("The Maple Fire burned 500 acres.", published="2018-05-17"),
        state("The Maple Fire has burned 700 acres.", published="2018-05-18"),
        state("900 acres burned.", published="2018-05-19"),
        state("The Cedar Fire burned 90 acres.", published="2018-05-18"),
    ]
    assert [[point.quantity.value for point in series.points] for series in make_series(statements)] == [
        [500, 700, 900],
        [90],
    ]


def test_changes_forecasts_and_parts_are_lines_of_their_own():
    """What was added, or is expected, is no level."""
    statements = [
        state("The fire burned 500 acres.", published="2018-05-17"),
        state("The fire grew by 200 acres.", published="2018-05-18"),
        state("The fire could burn 4,000 acres.", published="2018-05-18"),
    ]
    assert sorted(series.role for series in make_series(statements)) == ["change", "forecast", "level"]


def test_an_earlier_figure_of_a_sentence_is_no_point():
    """ "From 12 to 15" is one figure of today; so is "15, revising an earlier toll of 12"."""
    assert [len(series.points) for series in make_series([state("The toll rose from 12 to 15.")])] == [1]
    (series,) = make_series([state("15 people died, revising an earlier toll of 12.")])
    assert [point.quantity.value for point in series.points] == [15]


def test_a_denied_figure_is_no_point():
    """Who denies 12 dead does not count 12 dead; who declines to say counts none."""
    denied = state("12 people were killed.", who="Ruiz", act="deny", stance="denies")
    withheld = state("12 people were killed.", who="Ruiz", act="say", saying="withheld")
    assert make_series([denied, withheld]) == []


def test_statements_without_a_date_come_last_and_nothing_is_made_up():
    """No date, no place in time."""
    undated, dated = state("9 people died.", outlet="B"), state("12 people died.", published="2018-05-17")
    (series,) = make_series([undated, dated])
    assert [point.as_of for point in series.points] == ["2018-05-17", None]
    assert series.points[1].step == "conflict"


def test_the_same_statements_give_the_same_series_in_any_order():
    """Nothing hangs on the order of what is read."""
    assert make_series(TOLL) == make_series(TOLL[::-1]) == make_series(TOLL[2:] + TOLL[:2])


# ---------------------------------------------------------------------------------------------------------------------- figures


def test_each_figure_of_a_sentence_takes_its_own_fate():
    """Destroyed and damaged, before and after the number."""
    text = "The blaze has destroyed 20 structures and damaged 12 others."
    assert [item[1:3] for item in read(text)] == [("buildings", "destroyed"), ("buildings", "damaged")]
    text = "At least 18 sheds were destroyed and 23 were damaged."
    assert [item[1:3] for item in read(text)] == [("shed", "destroyed"), ("shed", "damaged")]


def test_figures_joined_by_and_share_a_fate():
    """Four villagers and two firefighters, both hurt."""
    assert [item[1:3] for item in read("Four villagers and two firefighters have been injured.")] == [
        ("people", "wounded"),
        ("responders", "wounded"),
    ]


def test_a_part_with_a_noun_of_its_own_stands_for_itself():
    """Children are counted as children; the whole of which a part is told keeps no fate."""
    assert read("12 people were killed, including 3 children.")[1] == ("3", "children", "killed", "level")
    assert [item[2:] for item in read("Two of the 40 workers were hurt.")] == [("wounded", "level"), (None, "base")]


def test_a_stretch_of_time_is_a_window_and_not_a_figure():
    """ "In 3 hours" says how long the rain was measured."""
    (figure,) = read_figures(state("13 inches of rain fell in 3 hours at Alda."))
    assert (figure.fate, figure.window) == ("rain", "in 3 hours")


def test_more_people_without_power_than_before_is_no_power():
    """A phrase is read whole: outages are not losses of life or land."""
    assert find_fates("300 homes lost power") == [(10, 20, "without power")]
    assert find_fates("3 homes lost") == [(8, 12, "destroyed")]


def test_courses_of_figures():
    """The dead only become more; rates and shares move both ways; of most things nothing is known."""
    assert find_course("killed", "count", is_rate=False) == "cumulative"
    assert find_course("killed", "count", is_rate=True) == "level"
    assert find_course("burned", "share", is_rate=False) == "level"
    assert find_course(None, "count", is_rate=False) == "unknown"


def test_nouns_of_one_thing():
    """In any number and case."""
    assert {find_thing(noun) for noun in ("Homes", "structure", "houses")} == {"buildings"}
    assert find_thing("ferries") == "ferry"


def test_sentence_openings_are_no_names():
    """ "Fast fire" is no fire called Fast."""
    assert find_names("Aggressive fire near Alda; the Oak fire and #ElmFire burn.") == ("elm", "oak")


def test_places_by_their_narrowest():
    """Lagos, Nigeria, against Nigeria; no place tells nothing."""
    lagos, nigeria, nairobi = (find_places(text) for text in ("In Lagos, Nigeria.", "In Nigeria.", "In Nairobi."))
    assert relate_places(lagos, nigeria) == "right_wider"
    assert relate_places(nigeria, lagos) == "left_wider"
    assert relate_places(lagos, nairobi) == "different"
    assert relate_places(lagos, lagos) == "same"
    assert relate_places(lagos, ()) == "unknown"
