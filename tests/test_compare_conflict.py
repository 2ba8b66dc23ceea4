"""Two statements on one matter: each comparator, with its reason, in invented sentences."""

from __future__ import annotations

from typing import Any

import pytest

from marks import unmark
from sayso.compare.conflict import compare_statements, drop_year, pair_figures
from sayso.compare.figure_reading import read_figures
from sayso.compare.figure_times import find_hold, order_holds
from sayso.compare.figures import compare_figures
from sayso.compare.stances import compare_stances, find_origin
from sayso.records import Claim, Commitment, Comparison, Entity, Moment, Span, Statement
from sayso.resolve.how_much import find_quantities
from sayso.resolve.when import find_times
from sayso.resolve.where import find_places

COUNTER = iter(range(1_000_000))


def state(
    marked: str,
    *,
    who: str | None = None,
    published: str | None = None,
    said: str | None = None,
    report: str | None = None,
    outlet: str = "Alda Times",
    url: str | None = None,
    version: int = 1,
    **fields: Any,
) -> Statement:
    """
    A statement from a sentence; where `[what …]` marks the content (in pieces, if need be), the rest stays outside of it.

    `who` is the speaker, else the outlet speaks in its own voice; `said` is the day of saying.
    """
    text, marks = unmark(marked)
    content = tuple(marks.get("what", [Span(0, len(text))]))
    times = find_times(text, published=published)
    dated = [moment.span for moment in times if moment.type in {"DATE", "TIME"}]

    def within(items: Any) -> tuple[Any, ...]:
        return tuple(item for item in items if any(piece.covers(item.span) for piece in content))

    moment = None
    if said is not None:
        day = find_times(said, published=None)[0]
        moment = Moment(
            span=Span(0, 1), type="DATE", edtf=day.edtf, begin=day.begin, end_before=day.end_before, why="given"
        )
    fields.setdefault("stance", "asserts" if who else None)
    fields.setdefault("act", "say" if who else None)
    claim = Claim(
        id=f"claim-{next(COUNTER)}",
        voice="speaker" if who else "outlet",
        content=content,
        cue=marks["cue"][0] if "cue" in marks else None,
        said=moment,
        times=within(times),
        quantities=within(find_quantities(text, avoid=dated)),
        places=within(find_places(text)),
        **fields,
    )
    speakers = (Entity(id="e1", name=who, kind="person", key=f"person:{who.lower()}", why="given"),) if who else ()
    return Statement(
        claim=claim,
        report_id=report or claim.id,
        words=tuple(piece.of(text) for piece in content),
        speakers=speakers,
        outlet=outlet,
        url=url,
        version=version,
        published=published,
    )


def compare(left: Statement | str, right: Statement | str, **options: Any) -> tuple[Comparison, ...]:
    """The comparisons of two statements; bare sentences are those of two outlets without a date."""
    one = state(left, outlet="Alda Times") if isinstance(left, str) else left
    other = state(right, outlet="Brix Herald") if isinstance(right, str) else right
    return compare_statements(one, other, **options)


def only(left: Statement | str, right: Statement | str, **options: Any) -> Comparison:
    """The one comparison of the two."""
    (found,) = compare(left, right, **options)
    return found


# --------------------------------------------------------------------------------------------------------------- not comparable


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("12 people were killed in Lagos.", "5 people were killed in Nairobi.", "another place: Lagos and Nairobi"),
        ("12 people were killed in 2016.", "15 people were killed in 2017.", "another period: 2016 and 2017"),
        ("12 percent of the workers walked out.", "300 workers walked out.", "one is a share, the other is not"),
        ("The mine loses 5,000 dollars a day.", "The mine lost 7,000 dollars.", "one is per day, the other in all"),
        ("The dam cost 5 million euros.", "The dam cost 6 million dollars.", "two currencies, EUR and USD"),
        ("12 soldiers were killed.", "15 people were killed.", "one counts soldiers, the other people"),
        ("20 homes were destroyed.", "35 structures were destroyed.", "homes may be only some of the structures"),
        ("20 homes were destroyed.", "35 homes were damaged.", "what is destroyed, the other what is damaged"),
        ("The river could rise to 5 metres.", "The river rose to 4 metres.", "expected and not yet counted"),
        ("12 people died in the past 24 hours.", "400 people have died.", "in the past 24 hours"),
        ("The Maple Fire burned 500 acres.", "The Cedar Fire burned 900 acres.", "another event: maple and cedar"),
        ("Another 40 troops were sent.", "300 troops were sent.", "a change and not a level"),
        ("12 people died in Nigeria.", "5 people died in Lagos.", "Nigeria may take in more than that for Lagos"),
    ],
)
def test_figures_that_count_something_else_cannot_be_compared(left, right, reason):
    """Other place, period, unit, rate, currency, thing counted, fate, scope: the reason says which."""
    found = only(left, right)
    assert found.type == "not_comparable"
    assert reason in found.why


def test_a_part_is_not_held_against_the_whole():
    """ "Including 3 children" is no second toll: it goes with the children of the other report."""
    found = compare("12 people were killed, including 3 children.", "3 children were killed.")
    assert [one.type for one in found] == ["repeats"]
    assert "both say 3" in found[0].why
    types = [one.type for one in compare("12 people were killed, including 3 children.", "12 people were killed.")]
    assert types == ["repeats"]


def test_a_part_larger_than_its_whole_is_a_conflict():
    """A toll for a town cannot exceed that for its country."""
    found = only("12 people were killed in Nigeria.", "15 people were killed in Lagos.")
    assert found.type == "conflict"
    assert "Lagos lies within Nigeria" in found.why


# ------------------------------------------------------------------------------------------------------------------- compatible


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dozens of people were killed.", "40 people were killed."),
        ("At least 200 people fled.", "210 people fled."),
        ("Nearly 5,000 people marched.", "5,000 people marched."),
        ("Nearly 5,000 people marched.", "4,800 people marched."),
        ("Some 5,000 people marched.", "5,200 people marched."),
        ("Between 200 and 300 homes burned down.", "250 homes burned down."),
        ("Up to 3,000 acres burned.", "2,500 acres burned."),
        ("The blaze burned 100 acres.", "The blaze burned 40 hectares."),
        ("The fire burned 9,600 acres.", "The fire burned 9,614 acres."),
        ("More than half of the homes burned.", "60 percent of the homes burned."),
    ],
)
def test_bounds_vague_and_round_numbers_that_overlap_are_compatible(left, right):
    """What both can hold is no conflict."""
    assert only(left, right).type == "compatible"


def test_the_same_figure_in_other_words_repeats():
    """1.2 billion is 1,200 million."""
    found = only("The bank lent 1.2 billion euros.", "The bank lent 1,200 million euros.")
    assert found.type == "repeats"
    assert "both say 1,200,000,000" in found.why


# --------------------------------------------------------------------------------------------------------------------- conflict


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("12,000 people were displaced.", "12 people were displaced."),
        ("Exports fell by 3 percent.", "Exports rose by 3 percent."),
        ("Nearly 5,000 people marched.", "6,000 people marched."),
        ("Nearly 5,000 people marched.", "5,100 people marched."),
        ("Hundreds were arrested.", "Some 5,000 people were arrested."),
        ("Between 200 and 300 homes burned down.", "350 homes burned down."),
        ("Fewer than 100 films were made.", "More than 400 films were made."),
        ("20 people were hurt.", "21 people were hurt."),
        ("The toll rose from 12 to 15.", "The toll stands at 11."),
        ("Number 7 threw the ball.", "Number 9 threw the ball."),
    ],
)
def test_figures_that_cannot_both_hold_conflict(left, right):
    """Without a date nothing explains the difference."""
    found = only(left, right)
    assert found.type == "conflict"
    assert "cannot hold" in found.why


def test_the_deciding_words_are_the_two_figures():
    """The spans are places in the reports, behind whatever stands before the content."""
    left = state("[cue Officials said] [what that 12 people were killed].", who="Ruiz")
    right = state("[what At least 15 people were killed], [cue said the mayor].", who="Vale")
    found = only(left, right)
    assert (found.left_span, found.right_span) == (Span(20, 22), Span(0, 11))


def test_ages_and_years_are_no_figures():
    """A mayor a year older and a later year are not two counts of one thing."""
    assert only("The mayor, 54, spoke.", "The mayor, 55, spoke.").type == "repeats"
    assert only("He led the 1988 talks.", "He led the 1988 talks.").type == "repeats"


def test_figures_go_together_by_what_they_count():
    """Dead with dead and wounded with wounded, whatever their order."""
    found = compare("The blast killed 12 people and injured 40.", "A blast injured 45 people and killed 12.")
    assert [(one.type, "40" in one.why) for one in found] == [("compatible", False), ("conflict", True)]


def test_a_figure_that_several_could_answer_goes_with_none():
    """Nothing tells which of the two tolls the third is about."""
    figures = [read_figures(state(text)) for text in ("9 people died.", "4 people died here, 20 people died there.")]
    assert pair_figures(*figures) == []


def test_dates_of_one_event_conflict():
    """Two days for one event, each hanging on the same word."""
    assert only("The mill was founded in 1962.", "The mill, established on 4 June 1965, is closed.").type == "conflict"
    assert only("The tower opened before 2005.", "The tower opened in 2003.").type == "repeats"
    assert only("Ada Brook was born in 1941.", "Ada Brook wrote it in 1997.").type == "repeats"


def test_the_two_dates_of_a_life_are_birth_and_death():
    """In brackets after a name, the first date is that of birth."""
    life = "Ada Brook (10 May 1894 – 3 June 1986) was a miller."
    assert only("Ada Brook was born on 20 May 1894.", life).type == "conflict"
    assert only("Ada Brook died on 3 June 1986.", life).type == "repeats"
    told = "Ada Brook (born Ada Hill; 10 May 1894, died 3 June 1986) was a miller."
    assert only("Ada Brook was born in 1894.", told).type == "repeats"
    assert only("Ada Brook died in 1894.", told).type == "conflict"


# ------------------------------------------------------------------------------------------------------------------------- time


def test_a_later_and_higher_toll_is_an_update():
    """The reason names both figures, their dates and what moved."""
    early = state("12 people were killed.", who="Ruiz", said="17 May 2018", published="2018-05-17")
    late = state("15 people were killed.", who="Vale", said="18 May 2018", published="2018-05-18")
    for found in (only(early, late), only(late, early)):
        assert (found.type, found.left, found.right) == ("update", late.claim.id, early.claim.id)
        assert found.why == (
            "“12 people were killed”, said 17 May; “15 people were killed”, said 18 May: "
            "later and higher, the count of people killed rises"
        )


def test_a_toll_that_falls_was_revised_and_containment_that_falls_was_not():
    """The dead only become more; a share contained moves both ways."""
    days = {"published": "2018-05-17"}, {"published": "2018-05-18"}
    dead = [state(f"{n} people were killed.", outlet=o, **d) for n, o, d in zip((15, 12), "AB", days, strict=True)]
    assert only(*dead).type == "revised_down"
    share = [state(f"The fire is {n}% contained.", outlet=o, **d) for n, o, d in zip((60, 50), "AB", days, strict=True)]
    assert only(*share).type == "update"


def test_a_raised_floor_is_an_update_although_both_could_hold():
    """At least 12, then at least 15; at least 12, then a rise to 15."""
    early = state("At least 12 people were killed.", outlet="A", published="2018-05-17")
    assert only(early, state("At least 15 people were killed.", outlet="B", published="2018-05-18")).type == "update"
    assert only(early, state("The death toll rose to 15.", outlet="B", published="2018-05-18")).type == "update"
    assert only(early, state("15 people were killed.", outlet="B", published="2018-05-18")).type == "compatible"


def test_a_date_in_the_clause_counts_before_the_day_of_saying_and_of_print():
    """The figure of Monday is the earlier one, although it was printed later."""
    monday = state("12 people were missing as of Monday.", outlet="A", published="2018-05-18")
    tuesday = state("9 people were missing.", outlet="B", published="2018-05-15")
    found = only(monday, tuesday)
    assert (found.type, found.left) == ("update", tuesday.claim.id)
    assert "as of 14 May" in found.why


def test_times_of_one_day_decide_only_when_both_are_known():
    """20 at nine, 65 at eleven: an update; without the second time, a conflict of one day."""
    nine = state("9:00 p.m. the fire has destroyed 20 structures", outlet="A", published="2018-05-17")
    eleven = state("11:00 p.m. the fire has destroyed 65 structures", outlet="B", published="2018-05-17")
    untimed = state("the fire has destroyed 65 structures", outlet="B", published="2018-05-17")
    assert only(nine, eleven).type == "update"
    assert only(nine, untimed).type == "conflict"


def test_a_figure_that_nothing_moves_conflicts_within_days():
    """A ferry carried so many passengers; a later report of other numbers is no update."""
    early = state("The ferry carried 200 passengers.", outlet="A", published="2018-05-17")
    assert (
        only(early, state("The ferry carried 260 passengers.", outlet="B", published="2018-05-18")).type == "conflict"
    )


def test_what_was_long_over_is_not_brought_up_to_date():
    """The toll of a year long past is no running count."""
    early = state("800 people were killed in 1994.", outlet="A", published="2018-05-17")
    late = state("900 people were killed in 1994.", outlet="B", published="2018-06-17")
    found = only(early, late)
    assert found.type == "conflict"
    assert "long over" in found.why


def test_a_date_still_to_come_is_changed_and_not_contradicted():
    """A strike put off."""
    early = state("The strike begins on 7 May 2018.", outlet="A", published="2018-05-02")
    late = state("The strike begins on 9 May 2018.", outlet="B", published="2018-05-03")
    assert (only(early, late).type, only(early, late).left) == ("update", late.claim.id)


def test_a_new_version_of_a_page_corrects():
    """Same outlet, same address, later version."""
    page = {"outlet": "Alda Times", "url": "https://alda.example/fire", "published": "2018-05-17"}
    first, second = state("12 people were killed.", **page), state("11 people were killed.", version=2, **page)
    found = only(first, second)
    assert (found.type, found.left, found.right) == ("correction", second.claim.id, first.claim.id)


def test_order_without_a_date_is_unknown():
    """Nothing is later than what has no date."""
    dated, undated = state("9 people died.", published="2018-05-17"), state("9 people died.")
    assert order_holds(find_hold(None, dated), find_hold(None, undated)) is None


def test_years_are_shown_where_they_differ():
    """Two years stay, one goes."""
    assert drop_year("said 17 May 2018; said 18 May 2019") == "said 17 May 2018; said 18 May 2019"


# ----------------------------------------------------------------------------------------------------------------------- stance


def test_a_denial_goes_from_the_denier_to_the_speaker():
    """Whichever of the two is given first."""
    says = state("[cue Vale said] [what that troops crossed the river].", who="Vale")
    denies = state("[cue Ruiz denied] [what that troops crossed the river].", who="Ruiz", act="deny", stance="denies")
    for found in (only(says, denies), only(denies, says)):
        assert (found.type, found.left, found.right) == ("denies", denies.claim.id, says.claim.id)
        assert (found.left_span, found.ascribed) == (denies.claim.cue, False)
        assert found.why.startswith("Ruiz denies what Vale says")


def test_a_denial_that_an_opponent_ascribes_is_marked():
    """Only the minister speaks of a denial by the alliance."""
    says = state("Troops crossed the river.", who="Vale")
    denies = state("Troops crossed the river.", who="The alliance", act="deny", stance="denies", ascribed=True)
    found = only(says, denies)
    assert found.ascribed
    assert "only an opponent ascribes this" in found.why


def test_a_negated_content_denies_and_a_denied_negation_agrees():
    """ "No troops have crossed" against "troops have crossed"; to deny the former is to say the latter."""
    crossed = state("Troops have crossed the river.", who="Vale")
    negated = state("No troops have crossed the river.", who="Ruiz")
    found = only(crossed, negated)
    assert (found.type, found.left, found.left_span) == ("denies", negated.claim.id, Span(0, 2))
    denied = state("No troops have crossed the river.", who="Ruiz", act="deny", stance="denies")
    assert only(crossed, denied).type == "repeats"


def test_doubt_disputes_and_silence_takes_no_stand():
    """To reject is not to deny; to decline to say is neither."""
    crossed = state("Troops have crossed the river.", who="Vale")
    assert (
        only(state("Troops have crossed the river.", who="Ruiz", act="dispute", stance="doubts"), crossed).type
        == "disputes"
    )
    silent = state("Troops have crossed the river.", who="Ruiz", saying="withheld")
    assert only(silent, crossed).type == "not_comparable"
    open_ = state("Troops have crossed the river.", who="Ruiz", commitment=Commitment(value="possible"))
    assert compare_stances(open_, crossed, order=None, same_speaker=False).type == "compatible"


def test_a_confirmation_confirms_unless_it_came_first():
    """Confirming goes from the one who confirms; what is said after it repeats."""
    says = state("Troops crossed the river.", who="Vale", said="17 May 2018")
    confirms = state("Troops crossed the river.", who="Ruiz", act="confirm", said="18 May 2018")
    assert (only(says, confirms).type, only(says, confirms).left) == ("confirms", confirms.claim.id)
    later = state("Troops crossed the river.", who="Vale", said="19 May 2018")
    assert (only(later, confirms).type, only(later, confirms).left) == ("repeats", later.claim.id)


def test_the_stance_is_the_speakers_whoever_reports_it():
    """Two outlets that quote one speaker are one origin; the outlet's own sentence is another."""
    one = state("Troops crossed the river.", who="Vale", outlet="A")
    other = state("Troops crossed the river.", who="Vale", outlet="B")
    assert find_origin(one) == find_origin(other)
    assert only(one, other).why == "Vale says the same again"
    assert not find_origin(one) & find_origin(state("Troops crossed the river.", outlet="A"))


def test_two_statements_of_one_speaker_that_differ():
    """On one day two figures, or yes and no: side by side, and no word of a lie."""
    day = {"who": "Vale", "said": "17 May 2018"}
    found = only(state("12 people were killed.", **day), state("15 people were killed.", **day))
    assert found.type == "differs"
    assert "two statements of Vale that differ" in found.why
    yes, no = state("Troops crossed the river.", **day), state("Troops did not cross the river.", **day)
    assert only(yes, no).type == "differs"


# ------------------------------------------------------------------------------------------------------------------- band, order


def test_in_the_maybe_band_only_what_is_plainly_one_thing_is_told():
    """Two figures that stand alone are no pair yet, and one shared word makes no denial."""
    assert compare("The mill has 12 wheels.", "The ferry has 30 cabins.", band="maybe") == ()
    assert compare("The ferry was not late.", "The ferry carried sheep and wool.", band="maybe") == ()
    found = only("12 people were killed.", "15 people were killed.", band="maybe")
    assert (found.type, found.band) == ("conflict", "maybe")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("12 people were killed.", "15 people were killed."),
        ("At least 200 people fled.", "210 people fled."),
        ("Exports fell by 3 percent.", "Exports rose by 3 percent."),
        ("12 people were killed in Lagos.", "5 people were killed in Nairobi."),
    ],
)
def test_figures_compare_alike_from_both_sides(left, right):
    """The type does not hang on which is called left."""
    (one,), (other,) = read_figures(state(left)), read_figures(state(right))
    assert compare_figures(one, other).type == compare_figures(other, one).type


# ------------------------------------------------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("The council approved the plan.", "The council rejected the plan.", ("approved", "rejected")),
        ("A Kenyan trader was arrested.", "A Somali trader was arrested.", ("Kenyan", "Somali")),
        ("A drone hit the depot.", "A missile hit the depot.", ("drone", "missile")),
        ("It is the third largest port.", "It is the 5th largest port.", ("third", "5th")),
    ],
)
def test_words_that_exclude_one_another_conflict(left, right, words):
    """The two words are the deciding spans."""
    found = only(left, right)
    assert found.type == "conflict"
    assert (found.left_span.of(left), found.right_span.of(right)) == words


def test_words_exclude_only_at_one_place_and_time():
    """A negation turns the word round, a second nationality leaves it open, and what opened may close later."""
    assert only("The council did not approve it.", "The council rejected it.").type == "repeats"
    assert only("Kenyan police arrested a Somali trader.", "Somali trader arrested.").type == "repeats"
    monday = state("The border opened.", outlet="A", published="2018-05-14")
    friday = state("The border closed.", outlet="B", published="2018-05-18")
    assert (only(monday, friday).type, only(monday, friday).left) == ("update", friday.claim.id)
