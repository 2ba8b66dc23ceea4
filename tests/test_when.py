"""Temporal expressions: what is found, and what day, week or length it means. The right spans are marked."""

from __future__ import annotations

import time

import pytest

from marks import unmark
from sayso.records import Moment
from sayso.resolve.when import find_times, read_dateline

WEDNESDAY = "2018-02-14"


def one(text: str, published: str | None = WEDNESDAY) -> Moment:
    """The only moment of a text."""
    (moment,) = find_times(text, published=published)
    return moment


@pytest.mark.parametrize(
    "marked",
    [
        "They signed in [t 2014] and again [t last week].",
        "It opened on [t Friday, May 3, 2013].",
        "[t The 3rd of May], the [t May 5] vote and the count of [t 6 May 2013].",
        "[t Tuesday]'s vote and [t this year]’s budget.",
        "At [t 5 p.m. on Monday] the gates shut.",
        "[t December last year] was cold.",
        "He met [t nearly two weeks ago] with his [t 34-year-old] son.",
        "[t More than four hours] passed, [t at least 30 days].",
        "It fell in [t the late 1990s] and in [t the '90s].",
        "[t Earlier this month] and [t later this year].",
        "[t The end of the year] is near, [t mid-November] too.",
        "The games ran [t Jan. 27]-[t 30] there.",
        "They talked on [t 5]-[t 6 April 2016] in Sundrik.",
        "He won [t three years] after the war.",
        "Between [t 2003] and [t 2011] it grew.",
        "She came [t the night before] and left [t the next day].",
        "It rose in [t the third quarter of 2013].",
        "We waited for [t two hours and 30 minutes].",
    ],
)
def test_spans_are_those_of_timeml(marked: str) -> None:
    """Prepositions and possessives stay outside; "the end of", "nearly" and the article of a period belong."""
    text, spans = unmark(marked)
    assert [moment.span for moment in find_times(text, published=WEDNESDAY)] == spans["t"]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said she may march in the sun.",
        "Two thousand people, 2,000 soldiers and 1709 schoolchildren came.",
        "The Sunday Times reported it.",
        "Super Tuesday is a name.",
        "It was read in USA TODAY.",
        "The Women's March drew a crowd.",
        "Temperatures fell to the low 20s.",
        "They came as soon as they could.",
        "About three-quarters of the votes were counted.",
        "The fall of the city shocked them.",
    ],
)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    """People, newspapers, marches and counts are no dates."""
    assert find_times(text, published=WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He resigned on Monday.", "2018-02-12"),
        ("He resigned on Wednesday.", "2018-02-14"),
        ("He resigned on Friday.", "2018-02-09"),
        ("The council will meet on Friday.", "2018-02-16"),
        ("The talks are to be held on Friday.", "2018-02-16"),
        ("The vote is scheduled for Friday.", "2018-02-16"),
        ("On Friday, the court will rule.", "2018-02-16"),
        ("She said on Tuesday that they will meet.", "2018-02-13"),
        ("The minister was killed on Friday.", "2018-02-09"),
        ("Last Tuesday it rained.", "2018-02-06"),
        ("Last Friday it rained.", "2018-02-09"),
        ("It rains next Friday.", "2018-02-23"),
        ("This Friday it rains.", "2018-02-16"),
        ("Tuesday of last week was dry.", "2018-02-06"),
        ("Yesterday was dry.", "2018-02-13"),
        ("early Friday, shots were heard", "2018-02-09"),
    ],
)
def test_bare_weekday_is_the_latest_on_or_before_publication(text: str, day: str) -> None:
    """That day included; a clause about the future turns it forward."""
    moment = one(text)
    assert (moment.edtf, moment.begin) == (day, day)


def test_the_reason_names_the_rule() -> None:
    """A user reads why a weekday is that day."""
    assert one("He resigned on Monday.").why == "weekday before the publication date"
    assert "“will”" in one("They will meet on Friday.").why


@pytest.mark.parametrize(
    ("text", "timex3", "edtf", "begin", "end_before"),
    [
        ("in 2014", "2014", "2014", "2014-01-01", "2015-01-01"),
        ("back in 2014", "2014", "2014", "2014-01-01", "2015-01-01"),
        ("last week", "2018-W06", "2018-02-05/2018-02-11", "2018-02-05", "2018-02-12"),
        ("as of this week", "2018-W07", "2018-02-12/2018-02-18", "2018-02-12", "2018-02-19"),
        ("last month", "2018-01", "2018-01", "2018-01-01", "2018-02-01"),
        ("late last month", "2018-01", "2018-01-21/2018-01-31", "2018-01-21", "2018-02-01"),
        ("earlier in the month", "2018-02", "2018-02", "2018-02-01", "2018-02-14"),
        ("later this year", "2018", "2018", "2018-02-15", "2019-01-01"),
        ("in December last year", "2017-12", "2017-12", "2017-12-01", "2018-01-01"),
        ("by the end of the year", "2018", "2018-12-31", "2018-12-31", "2019-01-01"),
        ("the 1990s", "199", "199X", "1990-01-01", "2000-01-01"),
        ("the 20th century", "19", "19XX", "1900-01-01", "2000-01-01"),
        ("the third quarter of last year", "2017-Q3", "2017-07/2017-09", "2017-07-01", "2017-10-01"),
        ("this summer", "2018-SU", "2018-22", "2018-06-01", "2018-09-01"),
        ("two years ago", "2016", "2016", "2016-01-01", "2017-01-01"),
        ("three days ago", "2018-02-11", "2018-02-11", "2018-02-11", "2018-02-12"),
        ("the past two months", "P2M", None, "2017-12-14", "2018-02-15"),
        ("in recent years", "PAST_REF", None, None, "2018-02-15"),
        ("several years ago", "PAST_REF", None, None, "2018-02-14"),
        ("last night", "2018-02-13TNI", "2018-02-13", "2018-02-13", "2018-02-14"),
        ("Friday morning", "2018-02-09TMO", "2018-02-09", "2018-02-09", "2018-02-10"),
        ("overnight", "2018-02-13TNI", "2018-02-13/2018-02-14", "2018-02-13", "2018-02-15"),
        ("5 p.m. Monday", "2018-02-12T17:00", "2018-02-12T17:00:00", "2018-02-12T17:00", "2018-02-12T17:01"),
        ("the week of March 5, 2018", "2018-W10", "2018-03-05/2018-03-11", "2018-03-05", "2018-03-12"),
        ("the third Thursday in November 2017", "2017-11-16", "2017-11-16", "2017-11-16", "2017-11-17"),
        ("Christmas Eve 2016", "2016-12-24", "2016-12-24", "2016-12-24", "2016-12-25"),
        ("Easter 2018", "2018-04-01", "2018-04-01", "2018-04-01", "2018-04-02"),
        ("the Sept. 11 attacks", "2001-09-11", "2001-09-11", "2001-09-11", "2001-09-12"),
        ("five years", "P5Y", None, None, None),
        ("a year and a half", "P1Y6M", None, None, None),
        ("every Monday", "XXXX-WXX-1", None, None, None),
        ("paid $400 a year", "P1Y", None, None, None),
    ],
)
def test_values(text: str, timex3: str, edtf: str | None, begin: str | None, end_before: str | None) -> None:
    """TIMEX3, EDTF (which has no weeks, so an interval) and the half-open interval agree."""
    moment = one(text)
    assert (moment.timex3, moment.edtf, moment.begin, moment.end_before) == (timex3, edtf, begin, end_before)


def test_length_before_an_event_is_not_turned_into_a_date() -> None:
    """ "20 years after the invasion" keeps its length; when the invasion was is not guessed."""
    moment = one("It fell 20 years after the invasion.")
    assert (moment.timex3, moment.type, moment.begin) == ("P20Y", "DURATION", None)
    assert "not guessed" in moment.why


def test_year_of_a_range_dates_its_first_month() -> None:
    """ "between November and March 2005": November is of the year before."""
    values = [moment.timex3 for moment in find_times("between November and March 2005", published=WEDNESDAY)]
    assert values == ["2004-11", "2005-03"]


def test_that_day_leans_on_the_day_named_before() -> None:
    """Without a day named nearby it stays open."""
    text = "On May 3, 2016 they met. The next day they left."
    assert [moment.timex3 for moment in find_times(text, published=WEDNESDAY)] == ["2016-05-03", "2016-05-04"]
    assert one("The next day they left.").timex3 is None


def test_days_are_not_counted_from_a_month() -> None:
    """Words such as "Ten days later" after "in April 2012" has no day to start from, so it keeps its length."""
    later = find_times("He left in April 2012. Ten days later he was back.", published=WEDNESDAY)[1]
    assert (later.timex3, later.begin) == ("P10D", None)


def test_a_year_ago_after_a_quarter_is_that_quarter() -> None:
    """Figures are compared with the same quarter of the year before."""
    text = "Profit in the third quarter of 2017 doubled from a year ago."
    assert find_times(text, published=WEDNESDAY)[1].timex3 == "2016-Q3"


def test_long_rows_of_numbers_cost_no_more_than_their_length() -> None:
    """Input made to be slow is read in well under a second."""
    start = time.process_time()
    find_times("five-" * 4000 + "a " * 4000 + "the the end of " * 2000, published=WEDNESDAY)
    assert time.process_time() - start < 8


def test_without_a_publication_date_relative_expressions_stay_open() -> None:
    """They are found, their value is open, and the reason says so."""
    text = "He left on Friday, in 2014, last week and in May."
    moments = find_times(text, published=None)
    assert [moment.timex3 for moment in moments] == ["XXXX-WXX-5", "2014", None, "XXXX-05"]
    assert [moment.begin for moment in moments] == [None, "2014-01-01", None, None]
    assert all("the report has none" in moment.why for moment in moments if moment.begin is None)


def test_impossible_date_is_found_and_left_open() -> None:
    """A slip such as 31 June is shown, not repaired."""
    moment = one("on June 31, 2014")
    assert (moment.begin, moment.why) == (None, "no such date in the calendar")


def test_dateline_anchors_before_the_publication_date() -> None:
    """A report of Wednesday with Monday's dateline: "Sunday" and "yesterday" count from Monday."""
    text = "KARVEN, Feb. 12 (Northwire) — Shots were heard yesterday."
    dateline = read_dateline(text, published=WEDNESDAY)
    assert dateline is not None
    assert (dateline.span.of(text), dateline.day.isoformat()) == ("Feb. 12", "2018-02-12")
    assert find_times(text, published=WEDNESDAY)[1].edtf == "2018-02-11"
    assert "dateline" in find_times(text, published=WEDNESDAY)[1].why


def test_date_on_a_line_of_its_own_is_a_dateline() -> None:
    """So it stands on many pages; a date within a sentence is none."""
    assert read_dateline("Bridge falls\n\nMonday, February 12, 2018\n\nIt fell.") is not None
    assert read_dateline("It fell on February 12, 2018 in Karven.") is None


def test_moments_are_in_order_and_apart() -> None:
    """No two share a code point."""
    text = "On Monday, March 5, 2018 at 5 p.m. (1600 GMT), three days after the May 2017-June 2017 trial, last year's."
    spans = [moment.span for moment in find_times(text, published=WEDNESDAY)]
    assert all(left.end <= right.start for left, right in zip(spans, spans[1:], strict=False))
    assert len(spans) >= 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "🕐",
        "0000-00-00",
        "99/99/9999",
        "May",
        "31",
        "'",
        "the",
        "2099 years ago",
        "9999 centuries ago",
    ],
)
def test_odd_input_gives_no_error(text: str) -> None:
    """Also nothing at all."""
    assert isinstance(find_times(text, published="0001-01-01"), tuple)
    assert isinstance(find_times(text, published="not a date"), tuple)


def test_an_article_takes_a_few_milliseconds() -> None:
    """Time grows with the text, not with its square."""
    text = "The minister said on Tuesday that 200 people had come since March 2014. " * 600
    find_times("warm up", published=WEDNESDAY)
    start = time.process_time()
    assert len(find_times(text, published=WEDNESDAY)) == 1200
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Third-quarter sales beat the same quarter last year.", "2016-Q3"),
        ("On Friday the 9th it rained.", "2018-02-09"),
        ("It began a week ago Thursday.", "2018-02-01"),
        ("The storm hit two and a half years ago.", "2015-08"),
        ("They met the week before last.", "2018-W05"),
        ("It was dawn Thursday when he left.", "2018-02-08TMO"),
        ("He came at 8:30 Friday night.", "2018-02-09T20:30"),
        ("Labor Day is a holiday.", "2017-09-04"),
        ("He was born in the nineteen fifties.", "195"),
        ("In dec profits rose.", "2017-12"),
        ("They were shut this coming Sunday.", "2018-02-18"),
    ],
)
def test_families_of_phrases_have_their_day(text: str, value: str) -> None:
    """Counterparts of a year before, days by number, counts to the day, halves, holidays, words for decades."""
    assert value in [moment.timex3 for moment in find_times(text, published=WEDNESDAY)]


def test_nights_ago_are_nights() -> None:
    """A night is counted by its day."""
    assert one("It burned two nights ago.").timex3 == "2018-02-12TNI"


def test_a_clock_range_keeps_the_day_before_it_and_the_day_behind_it() -> None:
    """The day named again behind the range is a day of its own."""
    text = "It opens tomorrow from 10am-12am tomorrow."
    assert [moment.span.of(text) for moment in find_times(text, published=WEDNESDAY)][-1] == "tomorrow"


def test_words_of_holidays_are_other_words_too() -> None:
    """Only with "Day" behind them: not a memorial, nor labor."""
    assert find_times("The memorial drew labor leaders and veterans.", published=WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("It was due on 02/15/18.", "2018-02-15"), ("It ran from 11/02/16.", "2016"), ("Filed 20180209.", "2018-02-09")],
)
def test_digits_are_read_in_the_order_that_the_report_decides(text: str, value: str) -> None:
    """Month or day first is decided by the numbers themselves or by nearness to the report, else left open."""
    assert one(text).timex3 == value
