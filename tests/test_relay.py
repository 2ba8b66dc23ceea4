"""Facts about via, evidence and audience. In the examples [who …], [cue …] and [what …] are marked."""

from __future__ import annotations

import pytest

from marks import unmark
from sayso.claims.relay import (
    find_audience,
    find_evidence,
    find_via,
    is_media,
    is_own_outlet,
    read_noun_phrase,
    split_quoted,
)
from sayso.records import Span


def read(marked: str) -> tuple[str, dict]:
    text, spans = unmark(marked)
    source = spans["who"][0] if "who" in spans else None
    return text, {"cue": spans["cue"][0], "source": source, "content": tuple(spans.get("what", ()))}


def via(marked: str) -> list[str]:
    text, spans = read(marked)
    return [relay.span.of(text) for relay in find_via(text, **spans)]


def evidence(marked: str) -> list[str]:
    text, spans = read(marked)
    return [span.of(text) for span in find_evidence(text, **spans)]


def audience(marked: str) -> str | None:
    text, spans = read(marked)
    found = find_audience(text, **spans)
    return found and found.of(text)


@pytest.mark.parametrize(
    ("marked", "relays"),
    [
        ("TASS quoted [who Orlov] [cue as saying] [what the talks had failed].", ["TASS"]),
        ("TASS [cue quoted] [who Orlov] as saying [what the talks had failed].", ["TASS"]),
        ("[what “We will go,”] [who the envoy] [cue told] Reuters.", ["Reuters"]),
        ("[who Smith] [cue said] in an interview with the BBC on Friday [what that he would go].", ["the BBC"]),
        ("[who The general] [cue was quoted] by the agency as saying [what the road was open].", ["the agency"]),
        ("[what The road is closed], [who a spokesman] [cue told] the Karven Times.", ["the Karven Times"]),
        ("[who He] [cue told] CNN's Ann Lee [what that he was fine].", ["CNN"]),
        ("[who Orlov] [cue was quoted as telling] the Daily Herald [what that it was over].", ["the Daily Herald"]),
        (
            "[what The deal is dead], [who he] [cue said], the Interfax news agency reported.",
            ["the Interfax news agency"],
        ),
        ("[who She] [cue said] on state television [what that it was over].", ["state television"]),
        ("[who Documents obtained by Reuters] [cue show] [what that it was over].", ["Reuters"]),
        ("Through a spokesman, [who she] [cue declined] [what to comment].", ["a spokesman"]),
    ],
)
def test_words_around_the_cue_name_the_relay(marked, relays):
    """Quoted by, told, carried by, seen by, interview with, according to, on air, through a go-between."""
    assert via(marked) == relays


def test_relays_run_from_the_outlet_to_the_speaker():
    """Who carried the words stands nearer the outlet than whom the speaker told."""
    marked = "[who Orlov] [cue told] the Daily Herald, in comments carried by TASS, [what that it was over]."
    assert via(marked) == ["TASS", "the Daily Herald"]


@pytest.mark.parametrize(
    "marked",
    [
        "[who He] [cue said] on Monday [what that it was over].",
        "[who The envoy] [cue told] reporters [what that talks had failed].",
        "[who She] [cue told] this newspaper [what that talks had failed].",
        "[who She] [cue wrote] on social media [what that talks had failed].",
        "[cue According to] [who TASS], [what the talks had failed].",
        "[who The Karven Times] [cue reported] [what that the talks had failed].",
        "[who He] [cue said] on a daily basis [what that talks had failed].",
        "[who He] [cue told] the channel’s audience [what that talks had failed].",
    ],
)
def test_what_is_no_relay(marked):
    """A weekday, a crowd, the outlet itself, a platform, and the source itself are no relays."""
    assert via(marked) == []


def test_a_relay_in_the_next_sentence_is_not_this_claims():
    """Only the cue's own sentence counts."""
    assert via("[who He] [cue said] [what it was over]. Later she told Reuters about it.") == []


def test_a_quotation_that_ends_a_sentence_does_not_cut_the_cue_off():
    """ "Go!" he told the agency: the content's own full stop is blanked out."""
    assert via("[what “We go. We go now.”] [who he] [cue told] Interfax.") == ["Interfax"]


def test_split_quoted_finds_the_speaker_in_the_content():
    """Where the network takes the outlet as source, the content names who is quoted."""
    text, spans = read("[who TASS] [cue quoted] [what the mayor, Ilya Orlov, as saying the talks had failed].")
    quoted = split_quoted(text, **spans)
    assert quoted.speaker.of(text) == "the mayor, Ilya Orlov,"
    assert [span.of(text) for span in quoted.content] == ["the talks had failed"]


def test_split_quoted_leaves_other_contents_alone():
    """A quoted text, or a passive, has no speaker within."""
    for marked in (
        "[who The mayor] [cue quoted] [what an old proverb].",
        "[who The mayor] [cue was quoted as saying] [what it was over].",
    ):
        text, spans = read(marked)
        assert split_quoted(text, **spans) is None


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[who He] [cue said], citing satellite images, [what that the base was empty].", ["satellite images"]),
        ("[who He] [cue said] [what that, according to our data, 3,000 had crossed].", ["our data"]),
        ("[who He] [cue said] [what intelligence reports show that they fled].", ["intelligence reports"]),
        ("[who The paper] [cue said] [what he had quit], citing two officials briefed on it.", ["two officials"]),
        ("[who He] [cue said] [what based on the latest figures, rents rose].", ["the latest figures"]),
        ("[what Rents rose], [who she] [cue said], according to official statistics.", ["official statistics"]),
    ],
)
def test_evidence_is_what_the_speaker_names(marked, words):
    """In the content or beside the cue, the noun phrase alone."""
    assert evidence(marked) == words


@pytest.mark.parametrize(
    "marked",
    [
        "[who He] [cue said] [what that, according to the ministry, rents rose].",
        "[cue According to] [who official data], [what rents rose].",
        "[who He] [cue cited] [what satellite images].",
        "[who He] [cue said] [what rents rose]. She was there, citing figures.",
    ],
)
def test_what_is_no_evidence(marked):
    """A person or body, the source itself, the content itself, and words of another sentence."""
    assert evidence(marked) == []


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[who The president] [cue told] lawmakers on Monday [what that taxes would rise].", "lawmakers"),
        ("[who The president] [cue warned] residents [what that the dam could burst].", "residents"),
        ("[who She] [cue wrote] in a letter to the council [what that funds were short].", "the council"),
        ("Speaking to students in Karven, [who she] [cue said] [what it was over].", "students"),
        ("[what “It is over,”] [who she] [cue told] the crowd.", "the crowd"),
        ("[who She] [cue assured] them [what that it was over].", "them"),
    ],
)
def test_the_audience_is_who_was_told(marked, words):
    """The object of telling, or whom a speech or letter is to."""
    assert audience(marked) == words


@pytest.mark.parametrize(
    "marked",
    [
        "[who The president] [cue warned] [what that the dam could burst].",
        "[who She] [cue told] a news conference [what that funds were short].",
        "[who She] [cue told] Reuters [what that funds were short].",
        "[who She] [cue said] in response to questions [what that funds were short].",
        "He spoke to miners after [who she] [cue promised] [what a bonus].",
    ],
)
def test_what_is_no_audience(marked):
    """No hearer, an event, an outlet, questions, and another verb's hearer."""
    assert audience(marked) is None


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("the state news agency", True),
        ("Reuters", True),
        ("the Example Post", True),
        ("a local newspaper", True),
        ("reporters", False),
        ("social media", False),
        ("the Security Council", False),
        ("residents", False),
    ],
)
def test_media_are_known_by_name_or_noun(words, answer):
    """Agencies and broadcasters by name, papers by the words in their titles, others by what they are called."""
    assert is_media(words) is answer


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the state news agency on Monday", "the state news agency"),
        ("reporters that it was over", "reporters"),
        ("lawmakers and aides in the capital", "lawmakers and aides"),
        ("members of the council, who left", "members of the council"),
        ("a statement seen by the paper", "a statement"),
        ("U.S. officials before dawn", "U.S. officials"),
        ("Reuters.", "Reuters"),
    ],
)
def test_a_noun_phrase_ends_where_the_clause_goes_on(text, phrase):
    """At punctuation, prepositions other than "of", time words and verbs."""
    assert read_noun_phrase(text, 0, len(text)).of(text) == phrase


def test_a_clause_is_no_noun_phrase():
    """A pronoun subject or a preposition opens none."""
    for text in ("he said so", "on Monday", ", and"):
        assert read_noun_phrase(text, 0, len(text)) is None


def test_words_that_lead_nowhere_have_no_relay():
    """A text that breaks off behind "as saying" or "told" gives nothing, and no error."""
    for marked in ("[who TASS] [cue quoted] [what as saying it].", "[who He] [cue told]"):
        text, spans = read(marked)
        assert split_quoted(text, **spans) is None
        assert find_via(text, **spans) == ()


def test_a_speaker_taken_out_of_the_content_keeps_his_relay():
    """After `split_quoted` the outlet that quoted him is found as the relay."""
    text, spans = read("[who TASS] [cue quoted] [what Ilya Orlov as saying the talks had failed].")
    quoted = split_quoted(text, **spans)
    relays = find_via(text, cue=spans["cue"], source=quoted.speaker, content=quoted.content)
    assert [relay.span.of(text) for relay in relays] == ["TASS"]


@pytest.mark.parametrize(
    ("outlet", "marked"),
    [
        ("The Daily Witness", "[what She left early], [who she] [cue told] the Daily Witness."),
        ("The Daily Witness", "[who She] [cue told] the Witness [what that she left early]."),
        ("The Ellerby Courier", "[who She] [cue told] the Courier [what that she left early]."),
        ("The Ellerby Courier", "[who She] [cue told] the Ellerby Courier newspaper [what that she left early]."),
        ("Coast News", "[who An email seen by Coast News] [cue shows] [what that she left early]."),
        ("The Weston Echo", "[who She] [cue told] the Echo [what that she left early]."),
        ("Lomvar Now", "[who She] [cue told] Lomvar Now [what that she left early]."),
    ],
)
def test_the_outlet_is_no_relay_and_no_audience(outlet, marked):
    """An outlet that was told reports it itself, whether the words give its name in full or only "the" and its last word."""
    text, spans = read(marked)
    assert find_via(text, **spans, outlet=outlet) == ()
    assert find_audience(text, **spans, outlet=outlet) is None


@pytest.mark.parametrize("outlet", [None, "The Ellerby Courier", "The Karven Post", "Daily Karven"])
def test_another_outlet_of_a_like_name_is_a_relay(outlet):
    """A shared word is not enough: the Karven Courier is not the Ellerby Courier."""
    text, spans = read("[who She] [cue told] the Karven Courier [what that she left early].")
    assert [relay.span.of(text) for relay in find_via(text, **spans, outlet=outlet)] == ["the Karven Courier"]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[who Teshmir], citing its own receivers, [cue accused] [what Garmia of it].", ["its own receivers"]),
        ("Using customs data, [who he] [cue estimated] [what that it cost $3m].", ["customs data"]),
        ("[who Agents], going by recent sales, [cue put] [what the price at $3m].", ["recent sales"]),
        (
            "[what One in five wears them], [who researchers] [cue estimate] from national survey data.",
            ["national survey data"],
        ),
        (
            "[who Analysts] [cue estimated] in a note, based on last year's sales, [what that it cost $3m].",
            ["last year's sales"],
        ),
        ("[who He] [cue repaired] [what the roof] using a ladder.", []),
    ],
)
def test_evidence_beside_source_and_cue(marked, words):
    """What a speaker cites stands behind the source, at the sentence's head, or behind "estimate from"."""
    assert evidence(marked) == words


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[who He] [cue had been told] [what that it was over].", "He"),
        ("“[who She] [cue told] us [what they were ill],” he said.", "us"),
        ("[who Ana] [cue told] a rally of some 300 members [what that it was over].", None),
        ("[who The firm] [cue denied] [what that it would move], a threat he had made in a letter to staff.", None),
        ("He left a letter to staff. [who The firm] [cue said] [what it was fair].", None),
    ],
)
def test_audience_of_a_passive_and_of_another_letter(marked, words):
    """Who was told hears it; the letter of another clause is another matter."""
    text, spans = unmark(marked)
    if "had been told" in marked:
        spans.pop("who")
    found = find_audience(
        text, cue=spans["cue"][0], source=next(iter(spans.get("who", [])), None), content=tuple(spans["what"])
    )
    assert (found and found.of(text)) == words


def test_a_bare_name_that_was_told_is_an_outlet_unless_it_stands_for_somebody():
    """Names made like those of agencies are outlets anywhere; the report's own, in full or by its initials, is none."""
    assert via("[who The envoy] [cue told] Garpress [what that it was over].") == ["Garpress"]
    text, spans = read("[who The envoy] [cue told] Meridian [what that it was over].")
    name = Span(15, 23)
    assert [relay.span for relay in find_via(text, **spans, others=(Span(0, 9),))] == [name]
    assert find_via(text, **spans, others=(name,)) == ()
    assert find_via(text, **spans) == ()
    assert is_own_outlet("VPB", "Vestmark Press Bureau")


def test_quoted_speaker_takes_the_cue_with_him():
    """The cue is "as saying", without "that"."""
    text, spans = read("[who Tarpress] [cue quoted] [what Rendt as saying that the talks had failed].")
    quoted = split_quoted(text, **spans)
    assert quoted.cue.of(text) == "as saying"
    assert [span.of(text) for span in quoted.content] == ["that the talks had failed"]
