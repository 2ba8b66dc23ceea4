"""
What the words of newswire and broadcast mean by themselves: phrases with the day they were written on and their TIMEX3 values.

They were written down from the grammar of dates before the rules were run on them; one line of the table holds several.
"""

from __future__ import annotations

import random

import pytest

from sayso.records import Span
from sayso.resolve.when.find import find_times, value_spans
from sayso.resolve.when.words import split_words

PHRASES = {
    "1989-10-27": """
        Oct. 20 = 1989-10-20 | Monday = 1989-10-23 | Thursday afternoon = 1989-10-26TAF | yesterday's = 1989-10-26 |
        Friday's = 1989-10-27 | last Friday's = 1989-10-20 | early Monday = 1989-10-23 |
        late Thursday night = 1989-10-26TNI | mid-week = 1989-W43 | the middle of the week = 1989-W43 |
        the first three months = P3M | the first six months of 1990 = P6M | the nine months ended Sept. 30 = P9M |
        the latest 12 months = P12M | the 12 months = P12M | the 12-month period = P12M | 12 months = P12M |
        the last 12 months = P12M | the past 12 months = P12M | a 12-month = P12M |
        the first eight months of this year = P8M | the year-ago third quarter = 1988-Q3 |
        last year's fourth quarter = 1988-Q4 | last year's second half = 1988-H2 |
        the same quarter last year = 1988-Q3 | the same period last year = 1988 |
        the same period a year earlier = 1988 | the same month last year = 1988-10 | 1987's fourth quarter = 1987-Q4 |
        1990's first quarter = 1990-Q1 | the second quarter of 1990 = 1990-Q2 | second-quarter = 1989-Q2 |
        the final quarter = 1989-Q4 | the final quarter of 1989 = 1989-Q4 | the last quarter of 1989 = 1989-Q4 |
        the final three months of the year = P3M | the last half of 1990 = 1990-H2 | the latter half of 1990 = 1990-H2 |
        the early part of 1990 = 1990 | the latter part of the year = 1989 | the first part of next year = 1990 |
        early in 1990 = 1990 | late in 1988 = 1988 | late in the year = 1989 | late in the third quarter = 1989-Q3 |
        early in the fourth quarter = 1989-Q4 | the end of the third quarter = 1989-Q3 | the end of fiscal 1990 = 1990 |
        the end of the fiscal year = 1989 | the beginning of next month = 1989-11 |
        the beginning of November = 1989-11 | sometime next year = 1990 | some time next year = 1990 |
        sometime in November = 1989-11 | as early as next week = 1989-W44 | as soon as next month = 1989-11 |
        as recently as last month = 1989-09 | as late as 1987 = 1987 | as far back as 1985 = 1985 |
        just last week = 1989-W42 | only last month = 1989-09 | not long ago = PAST_REF | a short while ago = PAST_REF |
        some time ago = PAST_REF | a long time ago = PAST_REF | a decade earlier = 197 | two decades ago = 196 |
        half a decade = P5Y | several decades = PXE | four decades = P40Y | the next two decades = P20Y |
        the past three decades = P30Y | the next quarter = 1990-Q1 | the next several years = PXY |
        the next several months = PXM | coming weeks = FUTURE_REF | the weeks to come = PXW | years to come = PXY |
        future years = FUTURE_REF | several more years = PXY | another year = P1Y | another two years = P2Y |
        another six months = P6M | an additional year = P1Y | one more year = P1Y | an extra hour = PT1H |
        more than 20 years = P20Y | fewer than 30 days = P30D | within 30 days = P30D | within two weeks = P2W |
        within a year = P1Y | under two hours = PT2H | less than two years later = 1991 | just over a year = P1Y |
        barely a week = P1W | roughly six weeks = P6W | some 20 years ago = 1969 | 15 years = P15Y | a 15-year = P15Y |
        15-month = P15M | seven-day = P7D | seven days a week = P7D | 24 hours a day = PT24H | 20-year-old = P20Y |
        a six-month-old = P6M | the 8-year-old = P8Y | 50 years = P50Y | that Friday = 1989-10-27 |
        the previous Friday = 1989-10-20 | the current month = 1989-10 | the current week = 1989-W43 |
        the present time = PRESENT_REF | currently = PRESENT_REF | as of now = PRESENT_REF | for now = PRESENT_REF |
        until recently = PAST_REF | until then = PAST_REF | since then = PAST_REF | back then = PAST_REF |
        the months = PXM | the years = PXY | the day = 1989-10-27 | the afternoon = 1989-10-27TAF | each month = P1M |
        every third year = P3Y | every five years = P5Y | every Friday = XXXX-WXX-5 | on Fridays = XXXX-WXX-5 |
        each morning = XXXX-XX-XXTMO | a month = P1M | per day = P1D | per hour = PT1H | twice a year = P1Y |
        four times a year = P1Y | biweekly = P2W | bimonthly = P2M | semi-annually = P6M | semi-annual = P6M |
        quarterly = P3M | 9:30 a.m. = 1989-10-27T09:30 | 3 p.m. yesterday = 1989-10-26T15:00 |
        4 p.m. Thursday = 1989-10-26T16:00 | noon yesterday = 1989-10-26T12:00 | noon EDT = 1989-10-27T12:00 |
        one hour = PT1H | ten minutes = PT10M | 90 minutes = PT90M | half a year = P6M | half an hour later = PT30M
    """,
    "1989-11-01": """
        Nov. 2 = 1989-11-02 | Oct. 31 = 1989-10-31 | Oct. 13, 1989 = 1989-10-13 | 11-13-89 = 1989-11-13 |
        10/30/89 = 1989-10-30 | 13 November 1989 = 1989-11-13 | the 13th of November = 1989-11-13 |
        Nov. 13th = 1989-11-13 | mid-November = 1989-11 | mid-October = 1989-10 | early November = 1989-11 |
        late October = 1989-10 | late in October = 1989-10 | early in November = 1989-11 |
        the end of November = 1989-11 | November 1988 = 1988-11 | Nov. 1988 = 1988-11 | November of 1988 = 1988-11 |
        last November = 1988-11 | this November = 1989-11 | next November = 1990-11 | last October = 1989-10 |
        this month = 1989-11 | last month = 1989-10 | next month = 1989-12 | earlier this month = 1989-11 |
        later this month = 1989-11 | the previous month = 1989-10 | the preceding month = 1989-10 |
        the prior month = 1989-10 | the following month = 1989-12 | the same month = 1989-11 | the month = 1989-11 |
        the month before = 1989-10 | a month ago = 1989-10 | a month earlier = 1989-10 | one month later = 1989-12 |
        two months ago = 1989-09 | six months ago = 1989-05 | the past month = P1M | the last month = P1M |
        the past two months = P2M | the last three months = P3M | the next six months = P6M |
        the first nine months = P9M | the first nine months of 1989 = P9M | the first nine months of the year = P9M |
        the nine months = P9M | nine months = P9M | nine-month = P9M | the nine-month period = P9M |
        the six-month period = P6M | the latest nine months = P9M | a nine-month = P9M | six-month = P6M |
        three-month = P3M | 90-day = P90D | 30-year = P30Y | 10-year = P10Y | two-year = P2Y | five-year = P5Y |
        a five-year period = P5Y | the five-year = P5Y | 24-month-old = P24M | a two-year-old = P2Y |
        45 years old = P45Y | 45-year-old = P45Y | 40 years = P40Y | the decade = 198 | this decade = 198 |
        next decade = 199 | the 1980s = 198 | the '80s = 198 | the eighties = 198 | mid-1980s = 198 |
        the mid-1980s = 198 | the early 1990s = 199 | early 1990s = 199 | the late 1970s = 197 | late-1970s = 197 |
        the 1960s and = 196 | this century = 19 | the next century = 20 | the 21st century = 20 |
        the 19th century = 18 | the mid-19th century = 18 | 1989 = 1989 | the year 2000 = 2000 | in 1992 = 1992 |
        early 1990 = 1990 | mid-1990 = 1990 | late 1988 = 1988 | the end of 1990 = 1990 | the beginning of 1989 = 1989 |
        year-end 1988 = 1988 | year end = 1989 | year-end = 1989 | the year-end = 1989 | the end of the year = 1989 |
        the end of this year = 1989 | the end of next year = 1990 | the end of last year = 1988 |
        late this year = 1989 | early this year = 1989 | earlier this year = 1989 | later this year = 1989 |
        early next year = 1990 | late next year = 1990 | late last year = 1988 | early last year = 1988 |
        mid-year = 1989 | midyear = 1989 | the middle of next year = 1990 | next year = 1990 | last year = 1988 |
        this year = 1989 | the year = 1989 | the current year = 1989 | the present year = 1989 |
        the previous year = 1988 | the prior year = 1988 | the preceding year = 1988 | the year before = 1988 |
        the following year = 1990 | the year after = 1990 | the same year = 1989 | that year = 1989 |
        a year ago = 1988 | a year earlier = 1988 | one year ago = 1988 | one year earlier = 1988 | year ago = 1988 |
        year-ago = 1988 | year-earlier = 1988 | the year-ago = 1988 | the year-earlier = 1988 |
        the year-earlier period = 1988 | the year-ago period = 1988 | the year earlier period = 1988 |
        the year-earlier quarter = 1988-Q3 | the year-ago quarter = 1988-Q3 | two years ago = 1987 |
        two years earlier = 1987 | five years ago = 1984 | ten years ago = 1979 | 20 years ago = 1969 |
        25 years later = 2014 | a few years ago = PAST_REF | several years ago = PAST_REF |
        several weeks ago = PAST_REF | some years ago = PAST_REF | many years ago = PAST_REF | years ago = PAST_REF |
        a few days ago = PAST_REF | a couple of years ago = 1987 | a year and a half ago = 1988-05 |
        18 months ago = 1988-05 | more than a year ago = 1988 | nearly two years ago = 1987 | almost a year ago = 1988 |
        about three years ago = 1986 | at least six months = P6M | more than two years = P2Y | less than a year = P1Y |
        as many as five years = P5Y | as long as six months = P6M | up to 10 years = P10Y | almost 30 years = P30Y |
        about an hour = PT1H | an hour = PT1H | half an hour = PT30M | half-hour = PT30M | a half-hour = PT30M |
        two hours = PT2H | 24 hours = PT24H | 48 hours = PT48H | the last 24 hours = PT24H | the past 24 hours = PT24H |
        minutes = PTXM | hours = PTXH | days = PXD | weeks = PXW | months = PXM | years = PXY | decades = PXE |
        centuries = PXC | several months = PXM | several days = PXD | several hours = PTXH | a few days = PXD |
        a few weeks = PXW | a few hours = PTXH | few years = PXY | many years = PXY | some time = PXX | a while = PXX |
        a long time = PXX | a short time = PXX | a brief period = PXX | a period = PXX | a couple of months = P2M |
        a couple of weeks = P2W | two weeks = P2W | two-week = P2W | one week = P1W | a week = P1W | a month = P1M |
        one month = P1M | a day = P1D | one day = P1D | three days = P3D | three-day = P3D | 10 days = P10D |
        60 trading days = P60D | a full year = P1Y | the full year = 1989 | the third quarter = 1989-Q3 |
        third-quarter = 1989-Q3 | third quarter = 1989-Q3 | the fourth quarter = 1989-Q4 | fourth-quarter = 1989-Q4 |
        the first quarter = 1989-Q1 | the second quarter = 1989-Q2 | the third quarter of 1988 = 1988-Q3 |
        the third quarter of last year = 1988-Q3 | last year's third quarter = 1988-Q3 |
        the 1988 third quarter = 1988-Q3 | 1988 third quarter = 1988-Q3 | the fourth quarter of 1988 = 1988-Q4 |
        the first quarter of next year = 1990-Q1 | next year's first quarter = 1990-Q1 |
        this year's third quarter = 1989-Q3 | the first half = 1989-H1 | first-half = 1989-H1 |
        the first half of 1989 = 1989-H1 | the first half of the year = 1989-H1 |
        the second half of next year = 1990-H2 | the second half of 1990 = 1990-H2 | the 1989 first half = 1989-H1 |
        the latest quarter = 1989-Q3 | the quarter = 1989-Q3 | the recent quarter = 1989-Q3 |
        the most recent quarter = 1989-Q3 | the current quarter = 1989-Q4 | this quarter = 1989-Q4 |
        the next quarter = 1990-Q1 | last quarter = 1989-Q3 | the previous quarter = 1989-Q3 |
        the prior quarter = 1989-Q3 | the latest period = 1989-Q3 | fiscal 1989 = 1989 | fiscal 1990 = 1990 |
        fiscal year 1990 = 1990 | the fiscal year = 1989 | the current fiscal year = 1989 |
        the 1990 fiscal year = 1990 | the next fiscal year = 1990 | last fiscal year = 1988 |
        the fiscal year ended June 30 = 1989 | fiscal third quarter = 1989-Q3 | the fiscal first quarter = 1989-Q1 |
        FY 1990 = 1990 | the fiscal second quarter = 1989-Q2 | calendar 1989 = 1989 | calendar year 1990 = 1990 |
        last spring = 1989-SP | this spring = 1989-SP | next spring = 1990-SP | this summer = 1989-SU |
        last summer = 1989-SU | last fall = 1988-FA | this fall = 1989-FA | the summer of 1987 = 1987-SU |
        the fall of 1988 = 1988-FA | early spring = 1990-SP | late summer = 1989-SU | the summer = 1989-SU |
        next summer = 1990-SU | today = 1989-11-01 | yesterday = 1989-10-31 | tomorrow = 1989-11-02 |
        tonight = 1989-11-01TNI | last night = 1989-10-31TNI | this morning = 1989-11-01TMO |
        this afternoon = 1989-11-01TAF | this evening = 1989-11-01TEV | yesterday morning = 1989-10-31TMO |
        yesterday afternoon = 1989-10-31TAF | late yesterday = 1989-10-31 | early yesterday = 1989-10-31 |
        late yesterday afternoon = 1989-10-31TAF | Tuesday = 1989-10-31 | Tuesday night = 1989-10-31TNI |
        late Tuesday = 1989-10-31 | Tuesday afternoon = 1989-10-31TAF | early Tuesday morning = 1989-10-31TMO |
        Tuesday evening = 1989-10-31TEV | last Friday = 1989-10-27 | Friday the 13th = 1989-10-13 |
        Friday, Oct. 13 = 1989-10-13 | Monday, Oct. 30 = 1989-10-30 | Wednesday = 1989-11-01 | last week = 1989-W43 |
        this week = 1989-W44 | next week = 1989-W45 | late last week = 1989-W43 | earlier this week = 1989-W44 |
        later this week = 1989-W44 | the week = 1989-W44 | the past week = P1W | the previous week = 1989-W43 |
        the following week = 1989-W45 | a week ago = 1989-W43 | a week earlier = 1989-W43 | two weeks ago = 1989-W42 |
        three weeks earlier = 1989-W41 | a week later = 1989-W45 | last weekend = 1989-W43-WE |
        this weekend = 1989-W44-WE | next weekend = 1989-W45-WE | the week of Oct. 23 = 1989-W43 |
        the week ended Oct. 27 = 1989-W43 | one day last week = 1989-W43 | now = PRESENT_REF | right now = PRESENT_REF |
        currently = PRESENT_REF | at present = PRESENT_REF | at the moment = PRESENT_REF | these days = PRESENT_REF |
        nowadays = PRESENT_REF | the present = PRESENT_REF | current = PRESENT_REF | presently = PRESENT_REF |
        at this point = PRESENT_REF | at this time = PRESENT_REF | this time = PRESENT_REF | recently = PAST_REF |
        recent = PAST_REF | recent years = PAST_REF | in recent years = PAST_REF | recent months = PXM |
        recent weeks = PXW | lately = PAST_REF | the past = PAST_REF | past = PAST_REF | once = PAST_REF |
        formerly = PAST_REF | previously = PAST_REF | earlier = PAST_REF | the recent past = PAST_REF |
        long ago = PAST_REF | at the time = PAST_REF | at that time = PAST_REF | that time = PAST_REF |
        by then = PAST_REF | then = PAST_REF | the future = FUTURE_REF | future = FUTURE_REF |
        the near future = FUTURE_REF | in the future = FUTURE_REF | the foreseeable future = FUTURE_REF |
        soon = FUTURE_REF | shortly = FUTURE_REF | later = FUTURE_REF | eventually = FUTURE_REF |
        the coming months = FUTURE_REF | the coming years = FUTURE_REF | the months ahead = PXM |
        a later date = FUTURE_REF | the long term = FUTURE_REF | long-term = FUTURE_REF | short-term = FUTURE_REF |
        the short term = FUTURE_REF | near-term = FUTURE_REF | the near term = FUTURE_REF | daily = P1D | weekly = P1W |
        monthly = P1M | quarterly = P3M | annual = P1Y | annually = P1Y | yearly = P1Y | semiannual = P6M |
        semiannually = P6M | each day = P1D | each year = P1Y | every year = P1Y | every day = P1D | every month = P1M |
        every two years = P2Y | every other week = P2W | every Monday = XXXX-WXX-1 | each week = P1W |
        a share a year = P1Y | twice a week = P1W | once a month = P1M | once a year = P1Y | per year = P1Y |
        per month = P1M | each quarter = P3M | noon = 1989-11-01T12:00 | 5 p.m. = 1989-11-01T17:00 |
        4:30 p.m. EST = 1989-11-01T16:30 | 9:30 a.m. yesterday = 1989-10-31T09:30 |
        5 p.m. EST Monday = 1989-10-30T17:00 | 10 a.m. tomorrow = 1989-11-02T10:00 | midnight = 1989-11-01T24:00 |
        2 p.m. today = 1989-11-01T14:00
    """,
    "1989-11-02": """
        two-and-a-half hours = PT2H30M | months-long = PXM | years-long = PXY | the late afternoon = 1989-11-02TAF |
        early afternoon = 1989-11-02TAF | late morning = 1989-11-02TMO | late afternoon = 1989-11-02TAF |
        early evening = 1989-11-02TEV | late night = 1989-11-02TNI | last decade = 197 | nearly 40 years = P40Y |
        a full day = P1D | a full week = P1W | every single day = P1D | the following two weeks = P2W |
        the previous three years = P3Y | the previous two months = P2M | the preceding 12 months = P12M |
        the prior nine months = P9M | the following six months = P6M | the three preceding years = P3Y |
        each of the past five years = P5Y | the past two quarters = P6M | the last nine months = P9M |
        the most recent nine months = P9M | in a few days = PXD | within the next few days = PXD | within months = PXM |
        within days = PXD | within hours = PTXH | in a week = P1W | in the coming days = FUTURE_REF |
        the following decade = 199 | Thursday the 26th = 1989-10-26 | the 24th = 1989-10-24 | one-day = P1D |
        one-week = P1W | one-year = P1Y | day-to-day = P1D | year-to-year = P1Y | year-over-year = P1Y |
        month-to-month = P1M | half-year = P6M | a half year = P6M | six-months = P6M | multiyear = PXY |
        multi-year = PXY | all-day = P1D | two-hour = PT2H | half-day = P0.5D | hour-long = PT1H | an hour-long = PT1H |
        20-minute = PT20M | year-round = P1Y | the next fiscal year = 1990 | next fiscal year = 1990 |
        this fiscal year = 1989 | this fiscal year's = 1989 | fiscal year-end = 1989 | fiscal '89 = 1989 | FY89 = 1989 |
        FY '90 = 1990 | the 1989 calendar year = 1989 | the 1990 model year = 1990 | model year 1990 = 1990 |
        early-1990 = 1990 | late-1988 = 1988 | Spring '90 = 1990-SP | spring 1990 = 1990-SP | early 1989 = 1989 |
        early in the year = 1989 | early in the decade = 198 | late in the decade = 198 | earlier in the decade = 198 |
        earlier this decade = 198 | later this decade = 198 | earlier this century = 19 | late this week = 1989-W44 |
        early next week = 1989-W45 | early last week = 1989-W43 | late next month = 1989-12 |
        early next month = 1989-12 | early last month = 1989-10 | mid-month = 1989-11 |
        the middle of last month = 1989-10 | the end of last month = 1989-10 | the end of last week = 1989-W43 |
        the end of the third quarter = 1989-Q3 | the end of September = 1989-09 | the end of the decade = 198 |
        the close of 1988 = 1988 | the start of 1990 = 1990 | the start of the decade = 198 |
        as of Sept. 30 = 1989-09-30 | as of Nov. 1 = 1989-11-01 | ended Sept. 30, 1989 = 1989-09-30 |
        the second half = 1989-H2 | the fiscal second half = 1989-H2 | this half = 1989-H2 |
        the first nine-month period = P9M | the year-to-date = 1989 | more than three decades = P30Y |
        more than half a century = P50Y | two centuries = P200Y | 200 years = P200Y | a century = P100Y |
        a century-old = P100Y | decade-old = P10Y | a decade-long = P10Y | years-old = PXY | weeks-old = PXW |
        two-day-old = P2D | three-week-old = P3W | month-old = P1M | year-old = P1Y | the year-old = P1Y |
        hundreds of years = PXY | thousands of years = PXY | dozens of years = PXY | many months = PXM |
        some months = PXM | some weeks = PXW | some days = PXD | some hours = PTXH | several quarters = PXQ |
        numerous years = PXY | countless hours = PTXH | a number of years = PXY | a number of months = PXM |
        a matter of days = PXD | a matter of weeks = PXW | a matter of hours = PTXH | a handful of days = PXD |
        a day = P1D | the days ahead = PXD | in the days ahead = PXD | the years ahead = FUTURE_REF |
        months to come = PXM | years past = PAST_REF | in the old days = PAST_REF | the old days = PAST_REF |
        in recent times = PAST_REF | recent times = PAST_REF | recent days = PXD | recent history = PAST_REF |
        in recent memory = PAST_REF | the latest week = 1989-W43 | the latest month = 1989-10 |
        the latest fiscal year = 1988 | the latest three months = P3M | the next time = FUTURE_REF |
        the last time = PAST_REF | last time = PAST_REF | next time = FUTURE_REF | previous years = PAST_REF |
        prior years = PAST_REF | earlier years = PAST_REF | later years = FUTURE_REF | coming years = FUTURE_REF |
        coming months = FUTURE_REF | coming weeks = FUTURE_REF | subsequent years = FUTURE_REF |
        to this day = PRESENT_REF | this moment = PRESENT_REF | today's = 1989-11-02 | the day's = 1989-11-02 |
        tomorrow's = 1989-11-03 | yesterday afternoon's = 1989-11-01TAF | Wednesday's = 1989-11-01 |
        next Thursday = 1989-11-09 | Friday = 1989-10-27 | Nov. 15-17 = 1989-11-15 | Nov. 3 and 4 = 1989-11-03 |
        Oct. 30, 31 = 1989-10-30 | from Oct. 30 = 1989-10-30 | since 1985 = 1985 | since last year = 1988 |
        since Friday = 1989-10-27 | through 1992 = 1992 | through June 1990 = 1990-06 | by 1995 = 1995 |
        until March = 1990-03 | until 1991 = 1991 | before 1992 = 1992 | after Nov. 15 = 1989-11-15 |
        from 1985 to 1988 = 1985 | between 1982 and 1987 = 1982 | 1985-88 = 1985 | 1988-89 = 1988
    """,
    "1998-02-06": """
        02-06-98 2219EST = 1998-02-06T22:19 | march thirteenth = 1998-03-13 | march 13th = 1998-03-13 |
        may first = 1998-05-01 | february sixth = 1998-02-06 | sunday morning = 1998-02-01TMO |
        the end of march = 1998-03 | last march = 1997-03 | twelve noon = 1998-02-06T12:00 |
        february, nineteen ninety-seven = 1997-02 | nineteen eighty-nine = 1989 | the early nineteen nineties = 199 |
        a year and a half ago = 1996-08 | nine and a half months = P9.5M | thirty days = P30D |
        the year two thousand = 2000 | ten years from now = 2008 | four days from now = 1998-02-10 |
        six months ago today = 1997-08-06
    """,
    "1998-02-27": """
        Feb. 26 = 1998-02-26 | February 25th = 1998-02-25 | Thursday = 1998-02-26 | Thursday morning = 1998-02-26TMO |
        Thursday's = 1998-02-26 | Saturday = 1998-02-21 | Sunday evening = 1998-02-22TEV | Friday = 1998-02-27 |
        early Friday = 1998-02-27 | August 1990 = 1990-08 | seven years ago = 1991 | seven years = P7Y |
        52 weeks = P52W | 19th century = 18 | eight-year = P8Y | the 1991 Gulf War = 1991 | 02/26/98 = 1998-02-26 |
        02-26-98 = 1998-02-26 | 02/27/1998 12:26:00 = 1998-02-27T12:26 | 19980227 = 1998-02-27 |
        1998-02-27 = 1998-02-27 | February 27, 1998 = 1998-02-27 | Feb 27 = 1998-02-27 | 27 Feb 98 = 1998-02-27 |
        Friday, February 27, 1998 = 1998-02-27 | 8:30 Friday night = 1998-02-27T20:30 |
        8 p.m. Thursday = 1998-02-26T20:00 | 0800 GMT = 1998-02-27T08:00 | at 10:30 a.m. local time = 1998-02-27T10:30 |
        the night = 1998-02-27TNI | that night = 1998-02-27TNI | the morning = 1998-02-27TMO |
        Monday night = 1998-02-23TNI | New Year's Day = 1998-01-01 | New Year's Eve = 1997-12-31 |
        Christmas = 1997-12-25 | next Tuesday = 1998-03-03 | next Monday = 1998-03-02 | Tuesday's = 1998-02-24 |
        March = 1998-03 | January = 1998-01 | December = 1997-12 | last March = 1997-03 | June 1999 = 1999-06 |
        early March = 1998-03 | late January = 1998-01 | this coming week = 1998-W10 | the next few days = PXD |
        the next few weeks = PXW | the last two weeks = P2W | the past three years = P3Y | the past five years = P5Y |
        the last four years = P4Y | over the past 10 years = P10Y | the past 20 months = P20M |
        the next five years = P5Y | the next 10 days = P10D | the coming days = FUTURE_REF |
        the last several months = PXM | the past few weeks = PXW | 20 minutes = PT20M | 15 minutes later = PT15M |
        minutes later = PTXM | hours later = PTXH | an hour later = PT1H | two hours earlier = PT2H |
        ten seconds = PT10S | two days later = 1998-03-01 | a day after = 1998-02-28 | three days ago = 1998-02-24 |
        two days ago = 1998-02-25 | a day earlier = 1998-02-26 | one day later = 1998-02-28 | half a century = P50Y |
        a half-century = P50Y | half-century = P50Y | a quarter century = P25Y | a quarter of a century = P25Y |
        two and a half years = P2Y6M | 2 1/2 years = P2Y6M | two-and-a-half-year = P2Y6M | 2 1/2-year = P2Y6M |
        one and a half years = P1Y6M | four-and-a-half months = P4.5M | a year and a half = P1Y6M |
        six and a half hours = PT6H30M | a day or two = P2D | one or two days = P2D | two or three weeks = P3W |
        two to three years = P3Y | three to six months = P6M | a month or so = P1M | a week or two = P2W |
        a year or two = P2Y | a year or more = P1Y | years or even decades = PXE | decades-long = PXE |
        month-long = P1M | yearlong = P1Y | week-long = P1W | 10-day = P10D | ten-day = P10D | four-hour = PT4H |
        12-hour = PT12H | two-month-old = P2M | 13-year-old = P13Y | 55-years-old = P55Y | 1990-91 = 1990 |
        1995-96 = 1995 | the 1970s = 197 | the '60s = 196 | 1960s = 196 | the late 1990s = 199 | early eighties = 198 |
        the sixties = 196 | the last century = P100Y | the end of the decade = 199 |
        the early part of the century = 19 | early this century = 19 | end of the month = 1998-02 |
        the end of the week = 1998-W09 | the beginning of the year = 1998 | the start of the year = 1998 |
        the first of the year = 1998-01-01 | the start of next month = 1998-03 | the middle of the month = 1998-02 |
        the last day of the month = 1998-02-28 | the first week of March = 1998-W09 |
        the third week of January = 1998-W03 | the first day = P1D | the last two days = P2D |
        the first two months of the year = P2M | the first month = P1M | the first year = P1Y | the second day = P1D |
        that week = 1998-W09 | that month = 1998-02 | at that point = PAST_REF | until now = PRESENT_REF |
        so far = PRESENT_REF | so far this year = 1998 | to date = PRESENT_REF | these past few weeks = PXW |
        this past week = 1998-W08 | this past year = 1997 | this past summer = 1997-SU |
        this past weekend = 1998-W08-WE | late this month = 1998-02 | mid-March = 1998-03 | mid-February = 1998-02 |
        mid 1997 = 1997 | mid-1997 = 1997 | in the mid '90s = 199 | the mid-nineties = 199 |
        the winter of 1997-98 = 1997-WI | this winter = 1997-WI | summer 1997 = 1997-SU | spring of 1996 = 1996-SP |
        every morning = XXXX-XX-XXTMO | every night = XXXX-XX-XXTNI | every Sunday = XXXX-WXX-7 | Sundays = XXXX-WXX-7 |
        Saturday nights = XXXX-WXX-6TNI | each Tuesday = XXXX-WXX-2 | weekdays = XXXX-WXX-WD | weekends = XXXX-WXX-WE |
        every weekend = XXXX-WXX-WE | every hour = PT1H | hourly = PT1H | every 20 minutes = PT20M |
        every spring = XXXX-SP | every four years = P4Y | every couple of weeks = P2W | each month = P1M |
        three times a day = P1D | nightly = P1D | a week-long = P1W | all day = P1D | all week = P1W |
        all night = 1998-02-27TNI | the rest of the year = 1998 | the remainder of the year = 1998 |
        the rest of the week = 1998-W09 | the rest of this year = 1998 | the balance of the year = 1998 |
        much of the year = 1998 | most of last year = 1997 | half of last year = 1997 | part of 1997 = 1997 |
        parts of 1997 = 1997 | february twenty-seventh = 1998-02-27 |
        february twenty-sixth nineteen ninety-eight = 1998-02-26 | March thirteenth = 1998-03-13 |
        April twenty-fifth, nineteen ninety-five = 1995-04-25 | nineteen ninety-seven = 1997 |
        nineteen ninety seven = 1997 | nineteen sixty-eight = 1968 | nineteen eighty = 1980 |
        the nineteen fifties = 195 | the nineteen eighties = 198 | the nineteen-nineties = 199 |
        the spring of nineteen ninety = 1990-SP | December of nineteen ninety-six = 1996-12 |
        twenty-five years ago = 1973 | twenty five years = P25Y | thirty years ago = 1968 | forty-eight hours = PT48H |
        seventy-two hours = PT72H | twenty-four hours = PT24H | five hundred days = P500D | a hundred days = P100D |
        the first hundred days = P100D | a hundred years = P100Y | a hundred years ago = 1898 |
        one hundred years = P100Y | 100 days = P100D | 1,000 days = P1000D | three o'clock = 1998-02-27T03:00 |
        eleven o'clock tonight = 1998-02-27T23:00 | eight a.m. = 1998-02-27T08:00 | six p.m. = 1998-02-27T18:00 |
        nine o'clock this morning = 1998-02-27T09:00 | moments ago = PAST_REF | just moments ago = PAST_REF |
        a moment ago = PAST_REF | seconds = PTXS | a few seconds = PTXS | a few minutes = PTXM | half a minute = PT30S |
        a minute = PT1M | one minute = PT1M | a couple of minutes = PT2M | a couple hours = PT2H |
        several minutes = PTXM | hours earlier = PTXH | a few minutes later = PTXM |
        Thursday of last week = 1998-02-19 | Monday of this week = 1998-02-23 | later today = 1998-02-27 |
        later in the day = 1998-02-27 | later that day = 1998-02-27 | earlier today = 1998-02-27 |
        earlier in the day = 1998-02-27 | earlier Friday = 1998-02-27 | later Thursday = 1998-02-26 |
        late Thursday evening = 1998-02-26TEV | early this morning = 1998-02-27TMO |
        late this afternoon = 1998-02-27TAF | late last night = 1998-02-26TNI | late tonight = 1998-02-27TNI |
        mid-morning = 1998-02-27TMO | mid-afternoon = 1998-02-27TAF | midday = 1998-02-27T12:00 |
        midday Thursday = 1998-02-26T12:00 | dawn = 1998-02-27TMO | dawn Thursday = 1998-02-26TMO |
        Thursday at midnight = 1998-02-26T24:00 | Thursday at 8 p.m. = 1998-02-26T20:00 |
        Thursday, Feb. 26 = 1998-02-26 | overnight = 1998-02-26TNI | July 4th, 1997 = 1997-07-04 |
        Labor Day = 1997-09-01 | Veterans Day = 1997-11-11 | Valentine's Day = 1998-02-14 | Thanksgiving = 1997-11-27 |
        Christmas Eve = 1997-12-24 | one day = P1D | some day = FUTURE_REF | someday = FUTURE_REF |
        anytime soon = FUTURE_REF | the last few hours = PTXH | the last few days = PXD | the last few weeks = PXW |
        the last few years = PXY | the past few months = PXM | the past few days = PXD | the past several weeks = PXW |
        the past several days = PXD | these last few days = PXD | the next couple of weeks = P2W |
        the next couple of days = P2D | the next two to three weeks = P3W | the next 24 hours = PT24H |
        the next hour = PT1H | the next 30 days = P30D | the past hour = PT1H | the last hour = PT1H |
        the final hours = PTXH | the first few weeks = PXW | the first few months of the year = PXM |
        the first three weeks = P3W | three straight days = P3D | four consecutive quarters = P12M |
        two straight weeks = P2W | three weeks before = 1998-W06 | two months before = 1997-12 |
        a week before = 1998-W08 | days before = PXD | months earlier = PXM | eight months earlier = 1997-06 |
        five months later = 1998-07 | nearly three years later = 2001 | the month after = 1998-03 | day-long = P1D |
        three-day-long = P3D | two-day = P2D | weekend = 1998-W09-WE | 1998-02-27 08:17 = 1998-02-27T08:17 |
        Wed, 7 Jan 1998 = 1998-01-07 | 08:17:00 = 1998-02-27T08:17 | Feb. 1998 = 1998-02 | Feb. 1, 1998 = 1998-02-01 |
        February, 1998 = 1998-02 | the 26th = 1998-02-26 | the 15th of this month = 1998-02-15 |
        the first of March = 1998-03-01 | the first of the month = 1998-02-01 | the middle of February = 1998-02 |
        the end of February = 1998-02 | the year 2010 = 2010 | by 2005 = 2005 | the 1992-95 = 1992 | 1914-18 = 1914 |
        1939 to 1945 = 1939 | the mid-1990s = 199 | the mid-'90s = 199 | late '97 = 1997 | fall of '96 = 1996-FA |
        the spring of '95 = 1995-SP | the '96 campaign = 1996 | this time last year = 1997 | a year from now = 1999 |
        a year ago today = 1997-02-27 | a week ago today = 1998-02-20 | a week ago Thursday = 1998-02-19 |
        this past Sunday = 1998-02-22 | this past Thursday = 1998-02-26 | this coming Sunday = 1998-03-01 |
        the coming Sunday = 1998-03-01 | Sunday's = 1998-02-22 | tonight's = 1998-02-27TNI | today's = 1998-02-27 |
        tomorrow night = 1998-02-28TNI | tomorrow morning = 1998-02-28TMO | last summer's = 1997-SU |
        this year's = 1998 | last year's = 1997 | last month's = 1998-01 | last week's = 1998-W08 |
        next week's = 1998-W10 | 1997's = 1997
    """,
    "2016-10-12": """
        Oct 12th, 2016 = 2016-10-12 | 12 October = 2016-10-12 | 12th October 2016 = 2016-10-12 |
        Wednesday 12 October = 2016-10-12 | Tue 11 Oct = 2016-10-11 | October 2015 = 2015-10 | early October = 2016-10 |
        this September = 2016-09 | last December = 2015-12 | the month of September = 2016-09 | 2008-09 = 2008 |
        the 2016-17 = 2016 | the 2000s = 200 | the mid-2000s = 200 | the noughties = 200 | the early 2010s = 201 |
        the late nineties = 199 | the previous decade = 200 | the last week = P1W | this week's = 2016-W41 |
        Sunday night = 2016-10-09TNI | Monday lunchtime = 2016-10-10TMI | the early hours of Tuesday = 2016-10-11 |
        the small hours of Tuesday = 2016-10-11 | Tuesday midnight = 2016-10-11T24:00 | around 3am = 2016-10-12T03:00 |
        06:30 GMT = 2016-10-12T06:30 | 14:00 local time = 2016-10-12T14:00 | the last day of September = 2016-09-30 |
        the second Tuesday of October = 2016-10-11 | the first Monday in November = 2016-11-07 |
        Christmas Day = 2016-12-25 | New Year's Eve 2015 = 2015-12-31 | Easter 2016 = 2016-03-27 |
        the week before last = 2016-W39 | the day before yesterday = 2016-10-10 | the day after tomorrow = 2016-10-14 |
        the month before last = 2016-08 | the year before last = 2014 | last Tuesday night = 2016-10-04TNI |
        next Friday = 2016-10-21 | this Friday = 2016-10-14 | a fortnight ago = 2016-W39 | two fortnights = P4W |
        18-month-long = P18M | the six-week = P6W | nine days = P9D | five more days = P5D | two years from now = 2018 |
        six months from now = 2017-04 | quarter-century = P25Y | a quarter-century ago = 1991 |
        the last quarter century = P25Y
    """,
}
"""Day of writing → phrases with their values."""


def list_phrases() -> list[tuple[str, str, str]]:
    """(day, phrase, value) of each phrase of the table."""
    pairs = (
        (day, entry.split(" = ")) for day, table in PHRASES.items() for entry in table.replace("\n", " ").split("|")
    )
    return [(day, pair[0].strip(), pair[1].strip()) for day, pair in pairs]


@pytest.mark.parametrize(("day", "phrase", "value"), list_phrases())
def test_a_phrase_has_its_value(day: str, phrase: str, value: str) -> None:
    """Where the caller says that the phrase is a time, and nothing stands around it."""
    text = f"§ {phrase} §\n\n"  # a date alone on a line would be a dateline
    (moment,) = value_spans(text, [Span(2, 2 + len(phrase))], published=day)
    assert moment is not None
    assert moment.timex3 == value


def test_no_row_of_words_for_times_is_too_odd_to_read() -> None:
    """Words of the table in any order give values or none, and never an error, at the edges of the calendar too."""
    chance = random.Random(3)
    phrases = " ".join(phrase for _, phrase, _ in list_phrases())
    words = sorted({*split_words(phrases).words, "nights", "weekday", "weekdays", "per", "two", "ago"})
    for _ in range(1500):
        text = " ".join(chance.choices(words, k=chance.randint(1, 9)))
        day = chance.choice(["2016-02-29", "0001-01-01", "9999-12-31", None])
        found = (*find_times(text, published=day), *value_spans(text, [Span(0, len(text))], published=day))
        assert all(moment is None or moment.why for moment in found)
