"""How much: values, bounds, units, changes, what is counted, and the numbers that count nothing."""

import random

import pytest

from sayso.records import Quantity, Span
from sayso.resolve.how_much import COUNTED_KINDS, find_quantities, set_quantities
from sayso.resolve.when import find_times
from sayso.resolve.where import find_places


def find_one(text: str) -> Quantity:
    """The only quantity of a text."""
    quantities = find_quantities(text)
    assert len(quantities) == 1, quantities
    return quantities[0]


def spans_of(text: str) -> list[str]:
    """The words of all quantities of a text."""
    return [quantity.span.of(text) for quantity in find_quantities(text)]


# ---------------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He sold 1,250 boats.", 1250),
        ("It holds 2.5 million books.", 2_500_000),
        ("They have two hundred and fifty goats.", 250),
        ("Twenty-seven thousand tickets went.", 27_000),
        ("A hundred people came.", 100),
        ("Half a million bees died.", 500_000),
        ("One and a half million crossed.", 1_500_000),
        ("It lasted 2½ hours.", 2.5),
        ("Two dozen eggs broke.", 24),
        ("A quarter of a million homes are dark.", 250_000),
        ("The town has 1.2m inhabitants.", 1_200_000),
        ("It was minus 12 degrees.", -12),
        ("Some 13 lakh people voted.", 1_300_000),
        ("He lost a billion tickets.", 1_000_000_000),
    ],
)
def test_numbers_in_digits_and_words_have_their_value(text: str, value: float) -> None:
    """Words of size, fractions and letters of size are multiplied out."""
    assert find_one(text).value == value


def test_whole_values_are_ints() -> None:
    """A value of 1.2 million is 1200000 and not 1200000.0; a value of 2.5 stays a float."""
    assert isinstance(find_one("It cost $1.2m.").value, int)
    assert isinstance(find_one("It cost $2.50.").value, float)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Two-thirds of the crew left.", 2 / 3),
        ("Half the crew left.", 0.5),
        ("A quarter of the crew left.", 0.25),
        ("One in five sailors left.", 0.2),
        ("Nine out of 10 sailors left.", 0.9),
        ("Eight of 10 sailors left.", 0.8),
    ],
)
def test_fractions_and_ratios_are_shares(text: str, value: float) -> None:
    """A part of a whole has the unit share."""
    quantity = find_one(text)
    assert quantity.value == pytest.approx(value)
    assert (quantity.unit, quantity.kind) == ("share", "share")


@pytest.mark.parametrize(
    ("words", "low"),
    [
        ("Dozens", 24),
        ("Scores", 40),
        ("Hundreds", 200),
        ("Thousands", 2000),
        ("Tens of thousands", 20_000),
        ("Hundreds of thousands", 200_000),
        ("Several hundred", 200),
        ("A few dozen", 24),
    ],
)
def test_vague_plurals_have_a_low_end_and_no_high_one(words: str, low: int) -> None:
    """As in "Dozens" are at least two dozen; how many more nobody knows."""
    quantity = find_one(f"{words} of people fled." if words[-1] == "s" else f"{words} people fled.")
    assert (quantity.value, quantity.low, quantity.high, quantity.bound) == (None, low, None, None)
    assert quantity.approximate


def test_a_couple_is_about_two() -> None:
    """As in "A couple of dogs" is about two; "a couple" of people who married is none."""
    quantity = find_one("A couple of dogs barked.")
    assert (quantity.value, quantity.approximate) == (2, True)
    assert not find_quantities("The couple married. A couple was seen.")


def test_most_and_a_majority_are_more_than_half() -> None:
    """They are shares above 0.5; "most important" and "the majority leader" are none."""
    for text in ("Most voters stayed at home.", "A majority of voters stayed at home."):
        quantity = find_one(text)
        assert (quantity.low, quantity.bound, quantity.unit, quantity.of) == (0.5, "more_than", "share", "voters")
    assert not find_quantities("The most important man met the majority leader, at most for tea.")


# ---------------------------------------------------------------------------------------------------------- bounds


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "bound"),
    [
        ("We saw at least 200 cows.", "at least 200", 200, None, "at_least"),
        ("We saw no fewer than 40 cows.", "no fewer than 40", 40, None, "at_least"),
        ("We saw 30 or more cows.", "30 or more", 30, None, "at_least"),
        ("We saw 200-plus cows.", "200-plus", 200, None, "at_least"),
        ("We saw more than 200 cows.", "more than 200", 200, None, "more_than"),
        ("We saw upwards of 200 cows.", "upwards of 200", 200, None, "more_than"),
        ("We saw well over 200 cows.", "well over 200", 200, None, "more_than"),
        ("We saw fewer than 200 cows.", "fewer than 200", None, 200, "less_than"),
        ("We saw just under 200 cows.", "just under 200", None, 200, "less_than"),
        ("We saw up to 200 cows.", "up to 200", None, 200, "at_most"),
        ("We saw as many as 200 cows.", "as many as 200", None, 200, "at_most"),
        ("We saw no more than 200 cows.", "no more than 200", None, 200, "at_most"),
        ("We saw between 200 and 300 cows.", "between 200 and 300", 200, 300, "between"),
        ("We saw 200-300 cows.", "200-300", 200, 300, "between"),
        ("We saw 200 to 300 cows.", "200 to 300", 200, 300, "between"),
        ("We saw two to three million cows.", "two to three million", 2_000_000, 3_000_000, "between"),
        ("We saw two or three cows.", "two or three", 2, 3, "between"),
    ],
)
def test_bounds_take_the_place_of_the_value(
    text: str, words: str, low: int | None, high: int | None, bound: str
) -> None:
    """A bounded number has no value; the span covers the words of the bound."""
    quantity = find_one(text)
    assert (quantity.value, quantity.low, quantity.high, quantity.bound) == (None, low, high, bound)
    assert quantity.span.of(text) == words


@pytest.mark.parametrize(
    "words",
    "an estimated 10,000|about 10,000|some 10,000|nearly 10,000|almost 10,000|around 10,000|roughly 10,000|more or less 10,000|close to 10,000|10,000 or so".split(
        "|"
    ),
)
def test_hedged_numbers_are_approximate_and_keep_their_value(words: str) -> None:
    """A hedge makes the value approximate and belongs to the span."""
    text = f"The group has {words} members."
    quantity = find_one(text)
    assert (quantity.value, quantity.approximate, quantity.bound) == (10_000, True, None)
    assert quantity.span.of(text) == words


def test_about_after_a_verb_of_talk_is_no_hedge() -> None:
    """As in "Worried about two things" is exactly two."""
    assert not find_one("She worried about two ships.").approximate


def test_over_is_no_bound_before_a_period() -> None:
    """As in "Over three years" says how long it took."""
    quantity = find_one("The town shrank over three years.")
    assert (quantity.value, quantity.bound, quantity.unit) == (3, None, "year")


# ----------------------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It fell 5 percent.", 5, "percent"),
        ("It fell 5%.", 5, "percent"),
        ("It fell 5 per cent.", 5, "percent"),
        ("It fell 0.2 percentage points.", 0.2, "percentage point"),
        ("It fell half a percentage point.", 0.5, "percentage point"),
        ("It fell a quarter point.", 0.25, "percentage point"),
        ("It fell 25 basis points.", 25, "basis point"),
        ("It cost $3 billion.", 3_000_000_000, "USD"),
        ("It cost £3bn.", 3_000_000_000, "GBP"),
        ("It cost A$20.", 20, "AUD"),
        ("It cost US$20.", 20, "USD"),
        ("It cost 5 million Canadian dollars.", 5_000_000, "CAD"),
        ("It cost 20 Swiss francs.", 20, "CHF"),
        ("It cost EUR 20.", 20, "EUR"),
        ("It cost 50 cents.", 50, "cent"),
        ("It lies 20 km away.", 20, "kilometre"),
        ("It covers 300 square miles.", 300, "square mile"),
        ("It weighs 4 pounds.", 4, "pound"),
        ("It was 30 degrees Celsius.", 30, "degree Celsius"),
        ("It uses 40 MW.", 40, "megawatt"),
        ("It is a 20-mile road.", 20, "mile"),
        ("It is a 6-foot-6 wall.", 6.5, "foot"),
    ],
)
def test_units_have_one_name_each(text: str, value: float, unit: str) -> None:
    """Percent, ISO 4217 codes, and full names in the singular."""
    quantity = find_one(text)
    assert (quantity.value, quantity.unit) == (value, unit)


def test_pounds_are_money_where_the_text_writes_the_sign() -> None:
    """Bare pounds weigh, unless the text writes £ elsewhere."""
    assert find_one("He lost 20 pounds.").unit == "pound"
    assert [quantity.unit for quantity in find_quantities("He had £5 and lost 20 pounds.")] == ["GBP", "GBP"]


@pytest.mark.parametrize(
    ("text", "unit", "rate"),
    [
        ("They pump 100,000 barrels per day.", "barrel", "day"),
        ("They earn $12 an hour.", "USD", "hour"),
        ("They drove at 60 km/h.", "kilometre", "hour"),
        ("They drove at 60 mph.", "mile", "hour"),
        ("There were 12 deaths per 100,000 people.", None, "100,000 people"),
        ("They build 200,000 boats annually.", None, "year"),
    ],
)
def test_rates_name_their_base(text: str, unit: str | None, rate: str) -> None:
    """The rate is the period or the base; the base is no quantity of its own."""
    quantity = find_one(text)
    assert (quantity.unit, quantity.rate) == (unit, rate)


# --------------------------------------------------------------------------------------------------------- changes


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("An additional 3,000 soldiers came.", "add"),
        ("Another 20 were hurt.", "add"),
        ("They sent 3,000 more soldiers.", "add"),
        ("Sales rose 5 percent.", "up_by"),
        ("Sales are up 5 percent.", "up_by"),
        ("Sales fell by 20.", "down_by"),
        ("There was a 10 percent drop.", "down_by"),
        ("The toll rose to 40.", "up_to"),
        ("The rate edged up to 4.1 percent.", "up_to"),
        ("The toll is down to 40.", "down_to"),
        ("The town has 40 wells.", None),
    ],
)
def test_words_of_change_are_read(text: str, change: str | None) -> None:
    """What is added, by how much something moved, and where it arrived."""
    assert find_one(text).change == change


def test_from_and_to_after_a_verb_of_change_are_two_quantities() -> None:
    """As in "Rose from 200 to 300" tells of two levels, "ranges from 200 to 300" of one range."""
    before, after = find_quantities("The number rose from 200 to 300.")
    assert (before.value, before.change, after.value, after.change) == (200, None, 300, "up_to")
    quantity = find_one("The number ranges from 200 to 300.")
    assert (quantity.low, quantity.high) == (200, 300)


# ------------------------------------------------------------------------------------------------- what is counted


@pytest.mark.parametrize(
    ("text", "of", "kind"),
    [
        ("There are an estimated 10,000 members of the group in the hills.", "members of the group", "people"),
        ("At least 200 US troops left.", "US troops", "troops"),
        ("Some 400 fighters crossed the border.", "fighters", "fighters"),
        ("Police detained 12 protesters.", "protesters", "detained"),
        ("Two people were killed.", "people", "killed"),
        ("The party won 40 seats.", "seats", "seats"),
        ("Nine percent of voters stayed away.", "voters", "share"),
        ("They need $3 billion in aid.", "aid", "money"),
        ("Exports to Chile fell 5 percent.", "Exports to Chile", None),
        ("The death toll rose to 40.", "death toll", "killed"),
        ("Nine of the jurors wept.", "jurors", None),
        ("The wind blew at 80 mph.", None, "speed"),
    ],
)
def test_what_is_counted_is_named_in_the_words_of_the_report(text: str, of: str | None, kind: str | None) -> None:
    """The noun phrase after the number, or the subject of what rose or fell; its kind where the words decide it."""
    quantity = find_one(text)
    assert (quantity.of, quantity.kind) == (of, kind)


def test_kinds_come_from_the_closed_list() -> None:
    """No kind is made up."""
    text = "20 dead, 30 hurt, 5 km, 3 tons, $4, 7 homes, 8 votes, 9 ships, 10 cats, 11 degrees, 12 percent, 4 hours."
    assert {quantity.kind for quantity in find_quantities(text)} <= {*COUNTED_KINDS, None}


# ------------------------------------------------------------------------------------------------- no quantities


@pytest.mark.parametrize(
    "text",
    [
        "It began on Sept. 11, 2001, and ended on 5 May.",
        "In 2016 the levels of 2005 were met.",
        "The talks began at 7 p.m. and ended at 19:30.",
        "The 34-year-old, her brother, 29 years old, and Ana Ruiz, 31, left.",
        "He was 3rd in the 1990s.",
        "The Group of Seven and the G20 met.",
        "The Boeing 737 landed on Highway 9 near Channel 4.",
        "Article 5 and section 230 apply.",
        "After 9/11 they flew F-16 jets.",
        "The court ruled 5-4; the team won 2-0.",
        "Call 555-0142 or see www.example.com/page7.",
        "He is No. 1 in the top 10.",
        "The Fortune 500 and the S&P 500 are lists.",
        "One of the men said no one came one day.",
        "The two met again.",
        "The shop is at 131 West 23rd Street, where a 911 call came from.",
        "It happened two years ago, three days after the vote.",
        "Adults aged between 18 and 25 and people over 65 paid.",
        "The second half of the third quarter was poor.",
        "His test scores were good. She scores a goal.",
    ],
)
def test_numbers_that_count_nothing_are_left_out(text: str) -> None:
    """Dates, times, years, ages, ordinals, names, scores, ranks, addresses and pronouns are no quantities."""
    assert spans_of(text) == []


def test_one_counts_only_where_it_is_a_number() -> None:
    """As in "At least one" and "one person was killed" count; "one official said" does not."""
    assert spans_of("At least one dam broke. One person was killed. One official wept.") == ["At least one", "One"]


def test_avoided_spans_hold_no_quantity() -> None:
    """A stretch that the when room took is skipped; the rest is read."""
    text = "For 20 years 300 people lived there."
    assert spans_of(text) == ["20 years", "300"]
    assert [q.span.of(text) for q in find_quantities(text, avoid=[Span(4, 12)])] == ["300"]


# ------------------------------------------------------------------------------------------------------ whole texts


def test_quantities_come_in_text_order_and_do_not_overlap() -> None:
    """Every span starts where the one before has ended, or later."""
    text = "Gold fell $8.40, or 0.7 percent, to $1,198.50 an ounce, its lowest in more than two years."
    quantities = find_quantities(text)
    assert [q.span.of(text) for q in quantities] == ["$8.40", "0.7 percent", "$1,198.50", "more than two years"]
    assert [q.change for q in quantities] == ["down_by", "down_by", "down_to", None]


def test_every_quantity_says_why() -> None:
    """The reason quotes the words that decided."""
    assert find_one("At least two dozen cows ran.").why == "“two dozen” is a number in words; “at least” before it"


def test_empty_text_has_no_quantities() -> None:
    """Nothing in, nothing out."""
    assert find_quantities("") == ()


def test_random_strings_of_numbers_and_marks_give_ordered_spans_with_values() -> None:
    """No input crashes, no spans overlap, and every quantity says how much."""
    words = (
        "one two half quarter thirds of in out every - – to and or between from million hundred dozen dozens $ £ USD M 5 10 1,000 3/4 ½ ² ① % "
        "percent point mile km / h . , : ' \" ( \n most majority at least up more than fell by year old few couple scores -5 +3 per C 007 1.2.3"
    ).split(" ")
    rng = random.Random(7)
    for _ in range(3000):
        text = "".join(rng.choice(words) + rng.choice([" ", " ", "", "-"]) for _ in range(rng.randint(1, 12)))
        end = 0
        for quantity in find_quantities(text):
            assert quantity.span.start >= end
            end = quantity.span.end
            assert any(value is not None for value in (quantity.value, quantity.low, quantity.high))


# ------------------------------------------------------------------------------------------- numbers that mislead, as met in use


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Update: -1000 acres burned.", 1000),
        ("Lost so far: -5 structures.", 5),
        ("Status: -15% contained.", 15),
        ("It was -5 degrees.", -5),
        ("Shares moved -5%.", -5),
    ],
)
def test_a_dash_that_begins_an_item_is_no_minus(text: str, value: float) -> None:
    """Areas and counted things are never below nothing; temperatures and shares may be."""
    assert find_one(text).value == value


@pytest.mark.parametrize("text", ["The mayor, 54, spoke.", "A driver, 23, and a passenger, 31, died."])
def test_a_number_in_commas_behind_a_person_is_an_age(text: str) -> None:
    """Whether the person is named or only called by what they are."""
    assert spans_of(text) == []


def test_what_a_figure_counts_is_told_with_where_it_happened() -> None:
    """ "Off" and "near" do not part the subject."""
    toll = find_one("The toll from the sinking off Porto Verde rose to 15.")
    assert toll.of == "toll from the sinking off Porto Verde"
    assert find_one("The blaze was 15% contained Acres burned").of == "blaze"


def test_to_jump_over_three_is_not_to_jump_over_more_than_three() -> None:
    """Behind a verb of motion "over" says where."""
    assert find_one("He jumps over three others.").value == 3
    assert find_one("Over three others died.").low == 3


# ------------------------------------------------------------------------------------------------------ where, and as of when


def set_figures(text: str) -> list[tuple[str, str | None, str | None]]:
    """Each figure's words, the day as of which it holds, and its place, for a text published on Wednesday 16 May 2018."""
    times = find_times(text, published="2018-05-16")
    quantities = find_quantities(text, avoid=[moment.span for moment in times if moment.type in ("DATE", "TIME")])
    found = set_quantities(text, quantities, times=times, places=find_places(text), published="2018-05-16")
    return [(one.span.of(text), one.as_of, one.where) for one in found]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("By Tuesday 14 people had died.", [("14", "2018-05-15", None)]),
        ("There were 2,000 fighters in Chad as of June 2017.", [("2,000", "2017-06", "Chad")]),
        ("They counted 200 cases as of 5 p.m. Monday.", [("200", "2018-05-14", None)]),
        ("The toll stood at 15 by Monday, up from 9.", [("15", "2018-05-14", None), ("9", None, None)]),
        ("By Friday 300 people will leave.", [("300", None, None)]),
        ("She proposes projects like 500 turbines by 2020.", [("500", None, None)]),
        ("It stood at 200 in 1972 and at 300 as of 2008.", [("200", None, None), ("300", "2008", None)]),
        ("As of Friday, 12 people had died and 30 were ill.", [("12", "2018-05-11", None), ("30", "2018-05-11", None)]),
    ],
)
def test_a_figure_has_the_day_as_of_which_its_clause_says_it_holds(
    text: str, figures: list[tuple[str, str | None, str | None]]
) -> None:
    """ "As of", and "by" unless the clause looks ahead; what it rose from is of another day."""
    assert set_figures(text) == figures


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("12 dead in Lyon and 30 in Marseille.", ["Lyon", "Marseille"]),
        ("In Lyon, 12 people died and 30 in Marseille.", ["Lyon", "Marseille"]),
        ("12 people were killed and 30 injured in Lyon, France.", ["Lyon", "Lyon"]),
        ("A bomb in Lyon killed 12 people.", ["Lyon"]),
        ("In Spain, unemployment fell to 12 percent.", ["Spain"]),
        ("At least 40 people were killed in Lyon and Marseille.", [None]),
        ("He said in Lyon that 12 people had died.", [None]),
        ("Officials in Geneva counted 12 dead.", [None]),
        ("Russia sent 300 troops to Syria.", [None]),
        ("The town lies 50 km north of Lyon.", [None]),
        ("Cars made in Puebla, in Mexico, would cost 35 percent more.", [None]),
        ("Chad, with 80 million people, has 300 wells at Lyon.", [None, "Lyon"]),
    ],
)
def test_a_figure_has_the_place_its_clause_gives_it(text: str, places: list[str | None]) -> None:
    """Not the place of the saying, nor one of several, nor where something goes."""
    assert [where for _, _, where in set_figures(text)] == places


def test_what_set_a_figure_is_told() -> None:
    """The reason names the words."""
    text = "By Tuesday 14 people had died in Lyon."
    times = find_times(text, published="2018-05-16")
    quantities = find_quantities(text, avoid=[moment.span for moment in times])
    (figure,) = set_quantities(text, quantities, times=times, places=find_places(text))
    assert figure.why.endswith("; as of “Tuesday” in its clause; in “Lyon”, named in its clause")
