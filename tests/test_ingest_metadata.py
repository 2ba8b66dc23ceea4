"""Dates and addresses."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingest import normalize_url, read_date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2018-02-14", "2018-02-14"),
        ("2018-02-14T09:30:00Z", "2018-02-14T09:30:00Z"),
        ("2018-02-14T09:30:00.000-05:00", "2018-02-14T09:30:00.000-05:00"),
        ("2018-02-14T09:30:00+0200", "2018-02-14T09:30:00+02:00"),
        ("2018-02-14 09:30:00 +0200", "2018-02-14T09:30:00+02:00"),
        ("2018-02-14 09:30:00 UTC", "2018-02-14T09:30:00+00:00"),
        ("20180214", "2018-02-14"),
        ("20180214T103000Z", "2018-02-14T10:30:00+00:00"),
        ("2018/2/4", "2018-02-04"),
        ("Wed, 14 Feb 2018 10:00:00 GMT", "2018-02-14T10:00:00+00:00"),
        ("Wed, 14 Feb 2018 10:00:00 EST", "2018-02-14T10:00:00-05:00"),
        ("14 February 2018", "2018-02-14"),
        ("Feb. 14, 2018", "2018-02-14"),
        ("Wednesday, February 14th, 2018", "2018-02-14"),
        ("Wednesday 16 March 2022, 6.00am GMT", "2022-03-16T06:00:00+00:00"),
        ("Sept. 3, 2019, 12:05 p.m. +01:00", "2019-09-03T12:05:00+01:00"),
        ("14-Feb-2018", "2018-02-14"),
        ("14/02/2018", "2018-02-14"),
        ("02/14/2018", "2018-02-14"),
        ("04/04/2018", "2018-04-04"),
        ("01.06.2024", "2024-06-01"),
        ("13.06.2024", "2024-06-13"),
    ],
)
def test_plain_dates_are_read(words, date):
    """The forms that pages, feeds, spreadsheets and people use."""
    assert read_date(words) == (date, None)


@pytest.mark.parametrize(
    "words",
    ["2018-02-14T09:30:00", "2018-02-14 09:30", "20180214103000", "May 17, 2023, 2:05 p.m. ET", "14/02/2018 10:30"],
)
def test_time_without_a_known_zone_is_left_out(words):
    """The day stays; a moment nobody can place does not."""
    date, remark = read_date(words)
    assert date is not None and len(date) == 10
    assert remark is not None and "zone" in remark


@pytest.mark.parametrize(
    "words",
    [
        "",
        "yesterday",
        "2018",
        "February 2018",
        "2018-02",
        "31 February 2018",
        "518602400",
        "9999999999",
        "2024051510",
        "0001-01-01T00:00:00",
        "2 May 2018 3 June 2019",
        "2018-13-40",
        "1/2/18",
    ],
)
def test_what_names_no_single_day_is_no_date(words):
    """Never a guess: a month, any odd number or two days are not one day."""
    date, remark = read_date(words)
    assert date is None and remark


@pytest.mark.parametrize(
    ("words", "date", "unit"),
    [
        ("1715731200", "2024-05-15T00:00:00Z", " seconds"),
        ("1715731200.0", "2024-05-15T00:00:00Z", " seconds"),
        ("1715774705123", "2024-05-15T12:05:05Z", "milliseconds"),
    ],
)
def test_seconds_since_1970_are_a_moment_in_utc(words, date, unit):
    """As databases and feeds keep them; the remark says how the digits were read."""
    found, remark = read_date(words)
    assert found == date
    assert remark is not None and unit in remark


def test_date_that_can_be_read_two_ways_is_not_chosen():
    """The remark shows both, written out."""
    date, remark = read_date("03/04/2018")
    assert date is None
    assert remark is not None and "2018-04-03 or 2018-03-04" in remark


@given(st.text(max_size=60))
def test_any_words_give_a_date_or_a_reason(words):
    """No words break the reading of dates, and what comes out is ISO 8601."""
    date, remark = read_date(words)
    assert date or remark
    if date:
        datetime.fromisoformat(date)


@given(
    st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2150, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%b. %d, %Y", "%d-%b-%Y"]),
)
def test_day_written_in_words_is_that_day(moment, form):
    """Every day of four centuries, in the forms of news pages."""
    assert read_date(moment.strftime(form))[0] == moment.date().isoformat()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example/a?utm_source=x&id=7&UTM_medium=y#top", "https://post.example/a?id=7"),
        ("https://post.example/a?utm_source=x", "https://post.example/a"),
        ("https://post.example/A/?b=%20c", "https://post.example/A/?b=%20c"),
        ("https://post.example/#!/story/7", "https://post.example/#!/story/7"),
        ("  ", None),
        (None, None),
    ],
)
def test_address_loses_fragment_and_campaign_only(url, expected):
    """Whatever else is in it may lead to another page."""
    assert normalize_url(url) == expected
