"""Places: which names are places, which place is meant, and what the record says of it."""

from __future__ import annotations

import time

import pytest

from sayso.records import Place, Span
from sayso.resolve.where import find_places, is_metonym, load_gazetteer
from sayso.resolve.where.gazetteer import fold_name
from sayso.resolve.where.links import link_names
from sayso.resolve.where.mentions import find_names, make_key, split_words


def name_places(text: str) -> list[str]:
    return [place.span.of(text) for place in find_places(text)]


def find_one(text: str, words: str) -> Place:
    start = text.index(words)
    return next(place for place in find_places(text) if place.span == Span(start, start + len(words)))


# ------------------------------------------------------------------------------------------------------ which place is meant


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("The mayor of Paris resigned.", "Paris", "FR", "city"),
        ("The mayor of Paris, Texas, resigned.", "Paris", "US", "city"),
        ("PARIS, Texas (AP) — A bridge fell.", "PARIS", "US", "city"),
        ("A barn burned near Cambridge, Mass., on Friday.", "Mass.", "US", "province"),
        ("A barn burned near Austin, TX.", "TX", "US", "province"),
        ("Voters in Orange County, California, agreed.", "Orange County", "US", "province"),
        ("The flood reached Valencia, Venezuela.", "Valencia", "VE", "city"),
        ("The army left the West Bank.", "West Bank", "PS", "region"),
        ("Trade in Central Asia grew.", "Central Asia", None, "region"),
        ("Talks on the Korean Peninsula ended.", "Korean Peninsula", None, "region"),
        ("Rain fell in sub-Saharan Africa.", "sub-Saharan Africa", None, "region"),
        ("The U.S. agreed.", "U.S.", "US", "country"),
        ("A ship left Côte d’Ivoire.", "Côte d’Ivoire", "CI", "country"),
        ("The DRC closed its border.", "DRC", "CD", "country"),
        ("Aid reached Aleppo.", "Aleppo", "SY", "city"),
        ("Aid reached Aleppo province.", "Aleppo", "SY", "province"),
        ("Farms in the Akita Prefecture were shut.", "Akita Prefecture", "JP", "province"),
        ("He lives in St. John's, Newfoundland.", "St. John's", "CA", "city"),
        ("She moved to Prince George's County, Maryland.", "Prince George's County", "US", "province"),
        ("He flew to Nice.", "Nice", "FR", "city"),
        ("Aid reached Tal Afar, Iraq.", "Tal Afar", "IQ", "city"),
    ],
)
def test_place_has_its_country_and_precision(text, words, country, precision):
    """The country comes first; a region of several countries has none."""
    place = find_one(text, words)
    assert (place.country, place.precision) == (country, precision)


def test_state_that_follows_decides_each_time_it_stands_there():
    """Two towns of one name in one sentence stay two."""
    text = "Kansas City, Mo., and Kansas City, Kan., share a river."
    first, _, second, _ = find_places(text)
    assert "Missouri" in first.why and "Kansas" in second.why
    assert first.lon != second.lon


def test_town_named_with_its_state_once_is_that_town_all_through():
    """A later bare name means the town that was named in full."""
    text = "The mill in Manchester, New Hampshire, burned. Manchester has two fire stations."
    assert [(place.name, round(place.lon)) for place in find_places(text) if place.name == "Manchester"] == [
        ("Manchester", -71)
    ] * 2


def test_list_of_countries_is_no_town_in_a_state():
    """Maine has a Mexico and a China; a list of countries does not mean them."""
    assert [place.country for place in find_places("Exports to Mexico, China, Japan and Brazil rose.")] == [
        "MX",
        "CN",
        "JP",
        "BR",
    ]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgia's president flew from Tbilisi to Baku.", "GE"),
        ("Ships left Georgia, Armenia and Azerbaijan.", "GE"),
        ("Georgia's governor flew from Atlanta to Macon.", "US"),
        ("Voters in Georgia, Alabama and Ohio agreed.", "US"),
    ],
)
def test_neighbours_tell_the_country_georgia_from_the_state(text, country):
    """What else the report names decides between a country and a state."""
    assert find_one(text, "Georgia").country == country


def test_washington_is_the_capital_unless_a_town_of_the_state_stands_before_it():
    """Newspapers mean the city."""
    assert find_one("The talks in Washington failed.", "Washington").precision == "city"
    assert find_one("She lives in Vancouver, Washington.", "Washington").precision == "province"


def test_part_of_a_country_is_a_region_of_it():
    """The span stays the name; the place's name says which part."""
    place = find_one("Fighting went on in northern and eastern Afghanistan.", "Afghanistan")
    assert (place.name, place.country, place.precision) == ("northern and eastern Afghanistan", "AF", "region")


def test_shared_head_makes_two_countries():
    """The "North" of "North and South Korea" is North Korea."""
    assert [place.country for place in find_places("North and South Korea met.")] == ["KP", "KR"]


def test_settlement_that_no_table_holds_is_set_by_the_place_beside_it():
    """The reason says that the point is the holder's."""
    text = "Sheep were culled in the village of Ashmerewick in Fife. Ashmerewick has one shop."
    first, fife, second = find_places(text)
    assert (first.country, first.lat) == (fife.country, fife.lat)
    assert second.span.of(text) == "Ashmerewick"
    assert "not in the table" in first.why


def test_county_of_many_states_stays_open_where_nothing_tells_which():
    """No point rather than a guess among dozens."""
    place = find_one("The road through Lincoln County was closed.", "Lincoln County")
    assert (place.lat, place.lon) == (None, None)
    assert "nothing in the report tells which" in place.why


# ----------------------------------------------------------------------------------------------------- which names are places


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lincoln said no.",
        "Ann Reading wrote to Paris Doe.",
        "President Washington spoke.",
        "Chad Roe and Dr. Houston agreed.",
        "French and Somali sailors met Canadian ones.",
        "The Kremlin, the White House and Downing Street denied it.",
        "He teaches at the University of Manchester.",
        "The Bank of England raised rates.",
        "The New York Times and the Boston Globe reported it.",
        "Manchester United lost.",
        "Nice weather is coming. Mobile phones rang.",
        "Wells Fargo and Agence France-Presse declined.",
        "Ann Roe, SC, spoke for the crown.",
        "Valeska Paris left. Later Paris said that she had no passport.",
        "It cost US$5 million on Tuesday in March.",
        "The Anglo-Saxon word is old.",
    ],
)
def test_names_of_people_bodies_and_peoples_are_no_places(text):
    """Nothing in these is a place."""
    assert name_places(text) == []


def test_surname_once_seen_stays_a_surname():
    """A bare name later on is the person, though a town has it too."""
    assert name_places("Jane Ivins works at the laboratory. A court order against Ivins was read in Ohio.") == ["Ohio"]


def test_spans_of_people_are_kept_out():
    """What the caller knows to be a person or a body is not looked at."""
    text = "Sydney said Sydney was cold."
    assert [place.span for place in find_places(text, people=[Span(0, 6)])] == [Span(12, 18)]


def test_office_behind_a_place_leaves_it_a_place():
    """An office belongs to its place."""
    assert name_places("Texas Governor Ann Doe met the Cleveland mayor.") == ["Texas", "Cleveland"]


def test_empty_text_has_no_places():
    """Nothing in, nothing out."""
    assert find_places("") == ()


# ------------------------------------------------------------------------------------------------- names no table has


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("ALVENDA, Oct. 12 (Newswire) - A bridge fell.", "ALVENDA", "the report is dated from it"),
        ("Snow fell in Orvenna.", "Orvenna", "“in” before it says that it is one"),
        ("The town of Kestrova was cut off.", "Kestrova", "“town of” before it says that it is one"),
        ("Aid reached the Kestrova gorge.", "Kestrova gorge", "“gorge” behind it says that it is one"),
        ("It was felt 40 km from Kestrova.", "Kestrova", "a distance or direction is counted from it"),
        ("Orvenna’s foreign minister left.", "Orvenna", "the words behind it are those of a state"),
        ("Orvenna slept. Two Orvennan soldiers left.", "Orvenna", "the report uses an adjective of it"),
        ("The train from Orvenna to Kestrova was late.", "Kestrova", "“from” and “to” before it say that it is one"),
        ("They met in the capital, Kestrova.", "Kestrova", "“capital” before it says that it is one"),
    ],
)
def test_place_that_no_table_has_is_one_by_the_words_beside_it(text, words, reason):
    """Without a country and a point, and with the reason."""
    place = find_one(text, words)
    assert (place.country, place.lat, place.lon) == (None, None, None)
    assert place.why == f"not in the table of places; {reason}"


@pytest.mark.parametrize(
    "text",
    [
        "He believed in Vashtek.",
        "The case was heard in Orvennan courts.",
        "It fell in January.",
        "In Parliament she spoke, and parliament slept.",
        "He trained with Orvenna Airways in Orvenna Airways uniform.",
    ],
)
def test_name_of_somebody_else_is_no_place(text):
    """People, adjectives, months and bodies."""
    people = [Span(text.index("Vashtek"), text.index("Vashtek") + 7)] if "Vashtek" in text else []
    assert find_places(text, people=people) == ()


def test_every_mention_of_a_place_found_by_its_words_is_one():
    """Once shown, wherever it stands, in capitals too."""
    text = "KESTROVA - Rain fell in Kestrova. Kestrova denied it."
    assert [(place.span.start, place.metonym) for place in find_places(text)] == [(0, False), (24, False), (34, True)]


def test_owner_of_a_body_stays_a_place():
    """ "Orvenna’s foreign ministry" is no place, Orvenna is."""
    text = "Orvenna’s foreign ministry met in Orvenna."
    assert [place.span for place in find_places(text, people=[Span(0, 26)])] == [Span(0, 7), Span(34, 41)]


# ----------------------------------------------------------------------------------------------------------- governments


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Moscow said it would answer.", "Moscow", True),
        ("Washington has repeatedly warned against it.", "Washington", True),
        ("Relations with Tehran are poor.", "Tehran", True),
        ("Tensions between Moscow and Washington rose.", "Moscow", True),
        ("Beijing's ambassador left.", "Beijing", True),
        ("Officials in Moscow said so.", "Moscow", False),
        ("The mayor of Moscow said so.", "Moscow", False),
        ("It snowed in Moscow on Monday.", "Moscow", False),
        ("Marseille said goodbye.", "Marseille", False),
        ("Russia denied it.", "Russia", True),
        ("Russia's rivers froze.", "Russia", False),
        ("He accused Russia of theft.", "Russia", True),
        ("She thanked Spain, Russia and Peru for it.", "Russia", True),
        ("Talks between France and Russia failed.", "Russia", True),
        ("Russia, which had waited, said no.", "Russia", True),
        ("Russia would respond in kind.", "Russia", True),
        ("Moscow has no objection.", "Moscow", True),
        ("Russia would freeze again.", "Russia", False),
        ("He asked in Moscow for bread.", "Moscow", False),
    ],
)
def test_capital_or_country_that_acts_stands_for_its_government(text, words, expected):
    """A city that is no capital does not; a place that something is said in does not."""
    assert find_one(text, words).metonym is expected


def test_metonym_needs_only_the_span():
    """The helper serves other rooms too."""
    text = "Kyiv accused its neighbour."
    assert is_metonym(text, Span(0, 4))
    assert not is_metonym("Kyiv is green.", Span(0, 4))


# ------------------------------------------------------------------------------------------------------------- the table


def test_table_knows_every_country_by_code_and_point():
    """Each country has a name and lies on the globe."""
    gazetteer = load_gazetteer()
    for code in ("US", "GB", "XK", "PS", "TW", "CD", "SS"):
        entry = gazetteer.find_code(code)
        assert entry.kind == "C" and -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180


def test_table_names_its_sources():
    """GeoNames asks for attribution wherever its data goes."""
    assert "GeoNames (CC BY 4.0" in load_gazetteer().head


def test_table_loads_quickly():
    """A reach of 0.2 s, with room for a busy machine."""
    load_gazetteer.cache_clear()
    began = time.process_time()
    load_gazetteer()
    assert time.process_time() - began < 3


def test_fold_name_makes_one_key_of_many_spellings():
    """Accents, hyphens, apostrophes, full stops and short forms do not count."""
    assert len({fold_name(name) for name in ("Saint-Étienne", "St. Etienne", "St Étienne")}) == 1


def test_initials_count_only_in_capitals():
    """ "us" is a word, "US" a country."""
    assert make_key("US") == make_key("U.S.") != make_key("us")
    assert name_places("Tell us more. Us? No.") == []


def test_possessive_is_no_part_of_a_word():
    """The span of a place ends before its "'s"."""
    assert [word.text for word in split_words("Kenya's coast")] == ["Kenya", "coast"]
    assert name_places("Kenya’s coast") == ["Kenya"]


def test_holder_is_the_name_behind_a_comma_or_in():
    """The number of the holding name, by the words alone."""
    text = "Paris, Texas, and Springfield in Illinois"
    names = find_names(text, split_words(text), load_gazetteer(), ())
    assert link_names(text, names).holder == {0: 1, 2: 3}


def test_every_place_says_why_and_lies_in_the_text():
    """Spans are in order, apart, and each has its reason."""
    text = "From Lagos, Nigeria, to Cork, Ireland, and on to the Balkans: Ms. Doe of Ohio (D-Calif.) went."
    places = find_places(text)
    assert len(places) == 7
    assert all(place.why and place.span.of(text) for place in places)
    assert all(one.span.end <= other.span.start for one, other in zip(places, places[1:], strict=False))
