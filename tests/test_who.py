"""Facts about the who room: names, roles, links, pronouns, metonyms, unnamed sources. The people and towns are invented."""

from __future__ import annotations

import time

import pytest

from sayso.records import KINDS, Attribution, Entity, Mention, Reading, Span, Speaker
from sayso.resolve.who import resolve_speakers
from sayso.resolve.who.table import fold_name, load_table, make_slug


def read(marked: str) -> tuple[str, Reading]:
    """The text and the reading of a marked text: [s …] is a source, [c …] its cue, [q …] its content; a cue belongs to the nearest marks of its sentence."""
    text, spans, at = "", [], 0
    while at < len(marked):
        if marked[at] == "[" and marked[at + 1 : at + 3] in ("s ", "c ", "q "):
            end = marked.index("]", at)
            inner = marked[at + 3 : end]
            spans.append((marked[at + 1], Span(len(text), len(text) + len(inner))))
            text += inner
            at = end + 1
        else:
            text += marked[at]
            at += 1
    attributions = []
    for role, cue in spans:
        if role == "c":
            near = {
                kind: min((s for k, s in spans if k == kind), key=lambda s: abs(s.start - cue.start), default=None)
                for kind in "sq"
            }
            source, content = near["s"], near["q"]
            attributions.append(
                Attribution(
                    cue=Mention(span=cue, role="cue", score=1.0),
                    sources=(Mention(span=source, role="source", score=1.0),) if source else (),
                    content=(Mention(span=content, role="content", score=1.0),) if content else (),
                    score=1.0,
                )
            )
    return text, Reading(attributions=tuple(attributions))


def resolve(marked: str, **options: str | None) -> list[list[tuple[Entity, Speaker]]]:
    """For each cue the entities that speak, with the speaker records."""
    text, reading = read(marked)
    settings: dict[str, str | None] = {"title": None, "outlet": None, "published": None, **options}
    entities, speakers = resolve_speakers(
        text, reading, title=settings["title"], outlet=settings["outlet"], published=settings["published"]
    )
    by_id = {entity.id: entity for entity in entities}
    assert len(speakers) == len(reading.attributions)
    return [[(by_id[one.entity], one) for one in people] for people in speakers]


def last(marked: str) -> Entity:
    """The only speaker of the last cue."""
    [(entity, _)] = resolve(marked)[-1]
    return entity


# ------------------------------------------------------------------------------------------------------------------- names


def test_title_and_name_give_person_role_and_country() -> None:
    """The name is without titles; the role without country and rank."""
    entity = last("[s Iranian Defence Minister Brigadier General Darvish Tehrani] [c said] [q the bridge is safe].")
    assert (entity.name, entity.kind, entity.role, entity.country, entity.named) == (
        "Darvish Tehrani",
        "person",
        "defence minister",
        "IR",
        True,
    )
    assert entity.key == "person:darvish-tehrani"


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Jane Roe, 34, a nurse at the Ellerby clinic,", "Jane Roe", "nurse at the Ellerby clinic"),
        (
            "the district administrator for Bagram, Darwaish Raufo,",
            "Darwaish Raufo",
            "district administrator for Bagram",
        ),
        ("Sen. Jane Roe (D-Ohio)", "Jane Roe", "senator"),
        ("police chief Alma Torrey", "Alma Torrey", "police chief"),
        ("Jane Roe, the monitor’s spokeswoman,", "Jane Roe", "monitor’s spokeswoman"),
        ("Leader of the Islamic Revolution Ayatollah Ali Rostami", "Ali Rostami", None),
        ("former Secretary of State John Averil", "John Averil", "former secretary of state"),
    ],
)
def test_titles_and_appositions_name_the_role(source: str, name: str, role: str | None) -> None:
    """Before or after the name, with age, party or place."""
    entity = last(f"[s {source}] [c said] [q it was late].")
    assert (entity.name, entity.kind) == (name, "person")
    if role is not None:
        assert (entity.role or "").lower() == role.lower()


def test_rank_after_the_office_is_the_same_person() -> None:
    """The name comes after a comma, with its rank."""
    entity = last("At noon [s the minister, Gen. Orlan Vashtek,] [c said] [q the bridge was safe].")
    assert (entity.name, entity.role) == ("Orlan Vashtek", "minister")


def test_question_does_not_make_a_first_name() -> None:
    """ "Will Velmar stop" names nobody Will."""
    text, reading = read("[s Elias Torvane] [c said] [q it will rain]. Will Velmar stop?")
    entities, _ = resolve_speakers(text, reading, title=None, outlet=None, published=None)
    assert all("Will" not in entity.name for entity in entities)


def test_son_of_the_same_name_is_another_person() -> None:
    """Jr. is part of who he is."""
    text, reading = read("Peter Drost spoke. [s Peter Drost Jr.] [c said] [q no].")
    entities, _ = resolve_speakers(text, reading, title=None, outlet=None, published=None)
    assert {entity.key for entity in entities} == {"person:peter-drost", "person:peter-drost-jr"}


def test_surname_is_the_person_named_in_full_before() -> None:
    """And the reason says where."""
    [(entity, speaker)] = resolve("Gen. Orlan Vashtek flew to Paris.\n\n[q “We stay”], [s Vashtek] [c said].")[-1]
    assert entity.name == "Orlan Vashtek"
    assert speaker.why == "surname of Orlan Vashtek, named in paragraph 1"
    assert "Vashtek" in entity.aliases


def test_surname_before_the_full_name_is_linked_too() -> None:
    """A headline may name the surname first."""
    assert (
        last(
            "[s Vashtek] [c says] [q war is near].\n\nDefence Minister Orlan Vashtek spoke to reporters on Monday."
        ).name
        == "Orlan Vashtek"
    )


def test_honorific_tells_a_couple_apart() -> None:
    """Mr. and Mrs. of one surname are two people."""
    marked = "Mary Drost and her husband, Peter Drost, left. [s Mrs. Drost] [c said] [q it was cold]. [s Mr. Drost] [c said] [q it was not]."
    first, second = resolve(marked)
    assert (first[0][0].name, second[0][0].name) == ("Mary Drost", "Peter Drost")


def test_honorific_of_the_other_gender_links_nobody() -> None:
    """ "Mr. Drost" is not Mary Drost."""
    assert last("Mary Drost left. [s Mr. Drost] [c said] [q it was cold].").name == "Drost"


def test_surname_alone_has_no_key() -> None:
    """Nobody is linked to another report by surname alone."""
    entity = last("[s Vashtek] [c said] [q it was late].")
    assert entity.name == "Vashtek"
    assert entity.key is None


def test_role_country_and_surname_give_the_key_of_the_full_name() -> None:
    """Three ways to name one known office holder, one key."""
    keys = {
        last("[s Russian Foreign Minister Sergei Lavrov] [c said] [q it was late].").key,
        last("[s Russian Foreign Minister Lavrov] [c said] [q it was late].").key,
        last("[s Russia's Foreign Minister Sergey Lavrov] [c said] [q it was late].").key,
    }
    assert len(keys) == 1
    assert None not in keys


def test_year_tells_leaders_of_one_surname_apart() -> None:
    """Two presidents Bush."""
    marked = "[s President Bush] [c said] [q it was late]."
    keys = [resolve(marked, published=day)[-1][0][0].key for day in ("1991-02-01", "2004-05-06", None)]
    assert keys == ["person:george-hw-bush", "person:george-w-bush", None]
    assert last("[s George W. Bush] [c said] [q no].").key == "person:george-w-bush"
    assert last("[s George Bush] [c said] [q no].").key is None


def test_title_of_one_person_is_not_split_at_and() -> None:
    """Two offices, one holder."""
    assert last("[s Former governor and presidential candidate Jane Roe] [c said] [q no].").name == "Jane Roe"


# ------------------------------------------------------------------------------------------------------------------- roles


def test_role_phrase_is_the_person_who_bears_the_role() -> None:
    """Further words of the role must fit."""
    marked = "Iranian Defence Minister Darvish Tehrani met Foreign Minister Elias Torvane. [s The Iranian defence minister] [c said] [q it was late]."
    assert last(marked).name == "Darvish Tehrani"


def test_office_without_a_name_is_an_office() -> None:
    """No minister is guessed."""
    entity = last("[s The Iranian defence minister] [c said] [q it was late].")
    assert (entity.kind, entity.key, entity.country) == ("office", "office:ir/minister-of-defence", "IR")


def test_american_and_british_spelling_name_one_office() -> None:
    """Defense and defence."""
    entity = last("[s Iran’s defense minister] [c said] [q it was late].")
    assert entity.key == "office:ir/minister-of-defence"


def test_spokesman_without_a_name_keeps_whom_he_speaks_for() -> None:
    """The body's kind, no name."""
    entity = last("[s A spokesman for NATO] [c said] [q it was late].")
    assert (entity.kind, entity.named, entity.key) == ("organization", False, None)
    assert entity.name == "A spokesman for NATO"


# ---------------------------------------------------------------------------------------------------- bodies, metonyms, places


@pytest.mark.parametrize(
    "source", ["Moscow", "the Kremlin", "Russia", "Russian", "the Russian government", "the government of Russia"]
)
def test_capital_seat_country_and_demonym_are_the_government(source: str) -> None:
    """What speaks is the government, with its country's name."""
    entity = last(f"[s {source}] [c warned] [q that talks were over].")
    assert (entity.name, entity.kind, entity.country, entity.key) == ("Russia", "government", "RU", "government:ru")


def test_place_that_does_not_speak_is_no_government() -> None:
    """ "in Moscow" is a place."""
    text, reading = read("[s Elias Torvane] [c said] in Moscow [q that talks were over].")
    entities, _ = resolve_speakers(text, reading, title=None, outlet=None, published=None)
    assert all(entity.key != "government:ru" for entity in entities)


def test_joint_source_has_several_speakers() -> None:
    """The US and NATO are two."""
    [speakers] = resolve("[s The US and NATO] [c said] [q it was late].")
    assert [entity.key for entity, _ in speakers] == ["government:us", "organization:nato"]


def test_and_inside_one_description_is_no_joint_source() -> None:
    """A committee's name, two adjectives, an apposition."""
    assert len(resolve("[s Kevin Drost, chairman of the Ways and Means Committee,] [c said] [q no].")[0]) == 1
    assert len(resolve("[s The foreign and defence ministers] [c said] [q no].")[0]) == 1
    assert len(resolve("[s a law and economics professor] [c said] [q no].")[0]) == 1


def test_bracketed_abbreviation_is_another_name() -> None:
    """In both orders."""
    for intro in ("The Lomvar Liberation Front (LLF)", "The LLF (Lomvar Liberation Front)"):
        entity = last(f"{intro} rejected it.\n\n[s The LLF] [c said] [q it would fight].")
        assert entity.name == "Lomvar Liberation Front"
        assert "LLF" in entity.aliases


def test_alternative_names_share_a_key() -> None:
    """Daesh, ISIL and IS."""
    keys = {
        last(f"[s {name}] [c claimed] [q the attack].").key
        for name in ("Daesh", "ISIL (Daesh)", "The Islamic State", "ISIS")
    }
    assert keys == {"armed-group:islamic-state"}


def test_noun_stands_for_the_body_whose_name_has_it() -> None:
    """ "the front" after "Lomvar Liberation Front"."""
    assert (
        last("The Lomvar Liberation Front struck. [s The front] [c said] [q it would go on].").name
        == "Lomvar Liberation Front"
    )


def test_country_that_only_the_report_knows_has_metonyms() -> None:
    """ "Aldory, the Dorvanian capital"."""
    marked = "Dorvania is small. The Dorvanian government met in Aldory, the Dorvanian capital. [s Aldory] [c said] [q it was safe]."
    entity = last(marked)
    assert (entity.kind, entity.name, entity.key) == ("government", "Dorvania", "government:dorvania")


def test_body_keeps_the_longest_name_of_the_report() -> None:
    """The name comes from the report, the key from the table."""
    entity = last("[s TASS] [c reported] [q the talks].")
    assert (entity.name, entity.kind, entity.key, entity.country) == ("TASS", "media", "media:tass", "RU")


# ------------------------------------------------------------------------------------------------------------------ unnamed


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("US officials", "government"),
        ("authorities", "government"),
        ("critics", "group"),
        ("a new study", "document"),
        ("court documents", "document"),
        ("local media", "media"),
        ("residents of the town", "group"),
        ("militants", "armed_group"),
        ("a woman who lives nearby", "person"),
    ],
)
def test_unnamed_source_keeps_its_words_and_says_what_it_is(source: str, kind: str) -> None:
    """No name, no key."""
    entity = last(f"[s {source}] [c said] [q it was late].")
    assert (entity.kind, entity.named, entity.key, entity.name) == (kind, False, None, source)


def test_reason_of_anonymity_is_in_the_why() -> None:
    """In the report's words."""
    entity = last(
        "[s A Tarsenian official], who spoke on condition of anonymity because he was not authorised, [c said] [q it was late]."
    )
    assert not entity.named
    assert "on condition of anonymity because he was not authorised" in entity.why


# ------------------------------------------------------------------------------------------------------------------ pronouns


def test_he_is_the_one_who_spoke_last() -> None:
    """And not the person talked about."""
    marked = "[s Orlan Vashtek] [c said] [q Elias Torvane was wrong]. [q “We stay,”] [s he] [c added]."
    assert last(marked).name == "Orlan Vashtek"


def test_gender_decides_between_two() -> None:
    """First names and honorifics show it."""
    marked = "Judit Hallow met Peter Drost in Castrell. [q “It is late,”] [s she] [c said]."
    assert last(marked).name == "Judit Hallow"


def test_he_is_nobody_named_after_him_in_the_sentence() -> None:
    """ "He described Drost" is not Drost."""
    marked = "Peter Drost met Paul Averil. [s He] [c described] Drost [q as tired]."
    assert last(marked).name != "Peter Drost"


def test_pronoun_that_is_not_plain_stays_open() -> None:
    """The entity has the pronoun's words and the reason both names."""
    [(entity, speaker)] = resolve(
        "Peter Drost and Paul Averil met. Later they parted. It rained all day. [q “It is late,”] [s he] [c said]."
    )[-1]
    assert (entity.name, entity.named, entity.key, entity.kind) == ("he", False, None, "person")
    assert "Peter Drost" in speaker.why
    assert "Paul Averil" in speaker.why


def test_first_person_in_a_quotation_is_the_one_quoted() -> None:
    """ "I think" inside of what she says."""
    text = "“I think it is late,” Judit Hallow said."
    attributions = (
        Attribution(
            cue=Mention(span=Span(3, 8), role="cue", score=1),
            sources=(Mention(span=Span(1, 2), role="source", score=1),),
            content=(Mention(span=Span(9, 20), role="content", score=1),),
            score=1,
        ),
        Attribution(
            cue=Mention(span=Span(36, 40), role="cue", score=1),
            sources=(Mention(span=Span(23, 35), role="source", score=1),),
            content=(Mention(span=Span(0, 22), role="content", score=1),),
            score=1,
        ),
    )
    entities, speakers = resolve_speakers(
        text, Reading(attributions=attributions), title=None, outlet=None, published=None
    )
    assert speakers[0][0].entity == speakers[1][0].entity
    assert "the one quoted" in speakers[0][0].why
    assert [entity.name for entity in entities] == ["Judit Hallow"]


def test_they_are_two_named_together_before() -> None:
    """A joint subject."""
    [*_, speakers] = resolve("Peter Drost and Judit Hallow met on Monday. [s They] [c said] [q it was late].")
    assert {entity.name for entity, _ in speakers} == {"Peter Drost", "Judit Hallow"}


def test_who_stands_for_the_words_before_it() -> None:
    """Over an apposition too."""
    assert last("He met Jane Roe, a nurse at the clinic, [s who] [c said] [q it was late].").name == "Jane Roe"
    assert last("Voters [s who] [c said] [q it was late] left.").name == "Voters"


# -------------------------------------------------------------------------------------------------------------------- always


def test_attribution_without_source_has_no_speaker() -> None:
    """And nothing else has none."""
    assert resolve("It was [c said] [q to be late].") == [[]]


def test_every_entity_has_a_reason_and_mentions_that_fit() -> None:
    """Ids are e1, e2 …; spans lie in the text."""
    text, reading = read(
        "[s Orlan Vashtek] [c said] [q it was late]. [s He] [c added] [q more]. [s Officials in Moscow] [c said] [q so]."
    )
    entities, speakers = resolve_speakers(text, reading, title=None, outlet=None, published=None)
    assert [entity.id for entity in entities] == [f"e{place}" for place in range(1, len(entities) + 1)]
    for entity in entities:
        assert entity.why
        assert entity.kind in KINDS
        assert all(span.end <= len(text) for span in entity.mentions)
    assert all(speaker.why for people in speakers for speaker in people)


def test_odd_texts_raise_nothing() -> None:
    """Empty, blank, all capitals, lone marks, emoji."""
    for text in (
        "",
        " \n\n ",
        "A",
        "…",
        "WHO SAID SO",
        "“",
        "He",
        "🙂 said",
        "Mr. ",
        "Gen.",
        "X (Y",
        "’s",
        "U.S.",
        "and and and",
    ):
        attributions = ()
        if text.strip():
            span = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
            mention = Mention(span=span, role="source", score=1.0)
            attributions = (Attribution(cue=Mention(span=span, role="cue", score=1.0), sources=(mention,), score=1.0),)
        _, speakers = resolve_speakers(
            text, Reading(attributions=attributions), title=None, outlet=None, published=None
        )
        assert len(speakers) == len(attributions)


def test_long_report_is_read_in_time() -> None:
    """Linear, not quadratic: 20,000 words take seconds, not minutes."""
    text, reading = read(
        "[s Orlan Vashtek] [c said] [q the bridge was safe]. "
        + "Judit Hallow met Peter Drost of the Lomvar Front. He left and she stayed. " * 1500
    )
    start = time.process_time()
    resolve_speakers(text, reading, title=None, outlet=None, published=None)
    assert time.process_time() - start < 8


def test_table_knows_every_country_once() -> None:
    """By name, capital and demonym."""
    table = load_table()
    for words in (("France",), ("Paris",), ("French",), ("Elysee",)):
        known = table.find_known(words)
        assert known is not None
        assert known.key == "government:fr"


def test_romanisations_fold_to_one_name() -> None:
    """Sergei and Sergey, Muhammed aside."""
    assert fold_name("Sergei") == fold_name("Sergey")
    assert make_slug("Côte d’Ivoire") == "cote-d-ivoire"


# ------------------------------------------------------------------------------------ who is named since the last statement


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        (
            "[s Colonel Pavo Rendt] [c said] [q it was late].\n\nJosk Palder, 61, has worked the ferry for 30 years. "
            "The closure costs [q him a lot], [s he] [c says].",
            "Josk Palder",
        ),
        (
            "“[q He is thanked],” [s a duty officer at the palace] [c said]. She left.\n\nHis replacement is Mirena Dalsko, 52, "
            "until now the country's auditor general. She has never served. In 2021 [s she] [c wrote] [q the report].",
            "Mirena Dalsko",
        ),
        (
            "[s Labour MP Dina Abbe] [c said] [q he was wrong]. The chancellor, Rosa Reever, arrived. "
            "[s She] [c said] [q nothing would change].",
            "Rosa Reever",
        ),
        (
            "[s Jane Roe] [c said] [q that Anna Lund was late]. [s She] [c added] [q that it rained].",
            "Jane Roe",
        ),
    ],
)
def test_subject_named_since_the_last_statement_is_the_pronoun(marked: str, name: str) -> None:
    """An age, a predicate or an apposition names the subject; whoever is named only in what is said does not count."""
    assert last(marked).name == name


def test_pronoun_after_the_paragraph_of_another_subject_stays_open() -> None:
    """Both the one who spoke and the one who came are near."""
    entity = last("[s Jane Roe] [c said] [q it was late].\n\nAnna Lund arrived at noon.\n\n[s She] [c said] [q no].")
    assert (entity.name, entity.named) == ("She", False)


def test_pronoun_that_opens_a_paragraph_after_a_quotation_is_the_speaker() -> None:
    """Nobody else was named between."""
    assert last("“[q It is late],” [s Jane Roe] [c said].\n\n[s She] [c added] [q that it rained].").name == "Jane Roe"


# ------------------------------------------------------------------------------------------------- roles before their bearer


_LEAD = "[s The Tarsenian defence minister] [c warned] [q that two thousand men were near the river and ready to cross it].\n\n"


def test_role_of_the_lead_is_the_person_named_next_with_it() -> None:
    """The full role stays with the person whom the next paragraph calls the minister only."""
    marked = (
        _LEAD
        + "At noon [s the minister, Gen. Orlan Vashtek,] [c said] [q no].\n\nThe foreign minister, Elias Torvane, came."
    )
    [(entity, speaker)] = resolve(marked)[0]
    assert (entity.name, (entity.role or "").endswith("defence minister")) == ("Orlan Vashtek", True)
    assert (
        speaker.why
        == "“The Tarsenian defence minister” is Orlan Vashtek, named soon after as the only one with this role"
    )


@pytest.mark.parametrize(
    "rest",
    [
        "[s The minister, Gen. Orlan Vashtek,] [c said] [q no]. The new defence minister, Ivo Stane, came.",
        "[s The deputy defence minister, Ivo Stane,] [c said] [q no].",
        "It rained.\n\nIt rained.\n\n[s The minister, Gen. Orlan Vashtek,] [c said] [q no].",
    ],
)
def test_role_of_the_lead_stays_an_office_where_it_is_not_plain_who(rest: str) -> None:
    """Two bearers, a deputy, or a bearer named much later."""
    assert resolve(_LEAD + rest)[0][0][0].kind == "office"


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("General Vashtek came. At noon [s Orlan Vashtek, the defence minister,] [c said] [q no].", "defence minister"),
        ("At noon [s Major General Otto Palm] [c said] [q no].", "major general"),
        ("At noon [s Bank of England Governor Andrew Bale] [c said] [q no].", "Bank of England governor"),
        ("At noon [s Labour MP Nia Rowse] [c said] [q no].", "Labour MP"),
        ("At noon [s Labour Minister Nia Rowse] [c said] [q no].", "labour minister"),
        ("At noon [s Supreme Court Judge Ann Palm] [c said] [q no].", "Supreme Court judge"),
        (
            "Orlan Vashtek is no longer defence minister. At noon [s General Vashtek] [c said] [q no].",
            "former defence minister",
        ),
        ("At noon [s Cllr Mira Haycock] [c said] [q no].", "councillor"),
        ("At noon [s a fire chief] [c said] [q no].", None),
        ("At noon [s the mayor] [c said] [q no].", None),
    ],
)
def test_role_is_the_office_with_its_proper_nouns(marked: str, role: str | None) -> None:
    """A rank only where there is no office, names of bodies and parties as written, nothing that repeats the source words."""
    assert last(marked).role == role


def test_councillor_is_a_title() -> None:
    """ "Cllr Haycock" has no first name, so no key."""
    entity = last("At noon [s Cllr Haycock] [c said] [q no].")
    assert (entity.name, entity.key) == ("Haycock", None)


# ------------------------------------------------------------------------------------------------- kinds and cut names


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("the Treasury", "government"),
        ("two diplomats", "group"),
        ("a Western diplomat", "person"),
        ("two French diplomats", "government"),
        ("three people briefed on the talks", "group"),
    ],
)
def test_people_are_a_government_only_where_the_words_say_whose(source: str, kind: str) -> None:
    """Diplomats of nowhere are people."""
    assert last(f"At noon [s {source}] [c said] [q no].").kind == kind


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("At noon [s Lev] Adrany [c said] [q that it was late].", "Lev Adrany"),
        ("At noon [s Gov.] Ansa Brielow [c said] [q that it was late].", "Ansa Brielow"),
        ("Lev Adrany came. At noon [s Lev] [c said] [q that it was late].", "Lev Adrany"),
        ("It rained. [s Will Velmar] [c say] [q that it is late]?", "Velmar"),
        ("It rained. [s Will Anders] [c said] [q that it was late].", "Will Anders"),
    ],
)
def test_name_that_the_source_cuts_short_is_the_whole_name(marked: str, name: str) -> None:
    """And the "will" of a question is none of it."""
    assert last(marked).name == name


def test_and_goes_on_with_the_speaker_of_the_sentence() -> None:
    """A source of joining words only has the speaker before it in the sentence, or none."""
    marked = "At noon [s one MP] [c said] [q that it was late in the day], [s and] [c asked] [q not to be identified]."
    assert last(marked).name == "one MP"
    marked = "It rained. One MP who attended the session, and [s who] [c asked] [q not to be identified], was late."
    assert last(marked).name == "One MP"
    assert resolve("At noon [s and] [c said] [q that it was late].")[-1] == []


# ------------------------------------------------------------------------------------------------------------ common nouns


@pytest.mark.parametrize(
    ("marked", "name", "kind"),
    [
        ("[s The transport ministry] [c said] [q the road was shut].", "transport ministry", "government"),
        ("[s The bishops’ conference, which met twice,] [c said] [q no].", "bishops’ conference", "organization"),
        ("[s The police] [c said] [q no].", "police", "government"),
        ("[s The Supreme Court] [c ruled] [q that it was void].", "Supreme Court", "government"),
        ("[s The World Health Organization] [c said] [q no].", "World Health Organization", "organization"),
        (
            "[s The Centers for Disease Control and Prevention] [c said] [q no].",
            "Centers for Disease Control and Prevention",
            "government",
        ),
        ("It rained. [s State television] [c said] [q so].", "State television", "media"),
        ("[s The vendor, Notiform, of Ellerby,] [c said] [q so].", "Notiform", "organization"),
        ("The firm Datalune asked 900 people. [s Datalune] [c said] [q so].", "Datalune", "organization"),
        ("Snow fell in Orvenna. [s Orvenna] [c denied] [q it].", "Orvenna", "government"),
        ("[s Ellerby yesterday] [c blamed] [q the rain].", "Ellerby", "unknown"),
    ],
)
def test_body_called_by_a_common_noun_is_named_by_it(marked: str, name: str, kind: str) -> None:
    """Without its article; what it is decides the kind."""
    entity = last(marked)
    assert (entity.name, entity.kind, entity.named) == (name, kind, True)


@pytest.mark.parametrize("source", ["The company", "A ministry", "Three unions", "The office"])
def test_body_that_the_words_do_not_single_out_has_no_name(source: str) -> None:
    """A bare noun is no name."""
    assert not last(f"[s {source}] [c said] [q no].").named


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("The health ministry closed the well. [s The ministry] [c said] [q it was foul].", "health ministry"),
        ("[s The ministry] [c said] [q no]. Two clerks of the water ministry left.", "water ministry"),
        (
            "Garland is far. Tarsenia’s foreign ministry met. [s The foreign ministry] [c said] [q no].",
            "Tarsenia’s foreign ministry",
        ),
    ],
)
def test_bare_noun_leads_back_to_the_body_of_the_report(marked: str, name: str) -> None:
    """The last one before, or the only one of the report."""
    assert last(marked).name == name


def test_his_office_is_named_by_its_owner_where_that_is_plain() -> None:
    """And it is no body of somebody else that was named before."""
    marked = "The sheriff’s office was shut. President Orlan Vashtek left the hall on Monday. [s His office] [c said] [q he was ill]."
    [(entity, speaker)] = resolve(marked)[-1]
    assert (entity.name, entity.kind) == ("Orlan Vashtek’s office", "government")
    assert speaker.why == "“His” is Orlan Vashtek, named before"
    assert not last("[s His office] [c said] [q he was ill].").named


def test_who_with_its_clause_stands_for_whoever_is_before_it() -> None:
    """Though the source goes on."""
    assert (
        last("Peter Drost, [s who leads the Reform League], [c accused] [q the army of theft].").name == "Peter Drost"
    )


def test_list_of_states_is_as_many_speakers() -> None:
    """An article within the list changes nothing."""
    speakers = resolve("[s Britain, the Netherlands and Spain] [c backed] [q the plan].")[-1]
    assert [entity.country for entity, _ in speakers] == ["GB", "NL", "ES"]


def test_government_is_a_country_only_where_the_report_names_no_other() -> None:
    """And names that one as a country early and again."""
    marked = "France met on Monday. Rain fell in France. [s The government] [c said] [q so]."
    assert last(marked).country == "FR"
    assert not last("Spain wrote. " + marked).named
    assert not last("A former French minister slept. [s The government] [c said] [q so].").named


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[s Peter Drost] [c accused] [q the security service of theft].", "security service"),
        ("Jane Roe left. [s Peter Drost] [c thanked] [q her for the soup].", "Jane Roe"),
        ("[s Peter Drost] [c praised] [q the courage of the rescue services].", "rescue services"),
        ("[s Peter Drost] [c demanded] [q that Judit Hallow resign].", "Judit Hallow"),
        ("[s Peter Drost] [c urged] [q shopkeepers not to open].", "shopkeepers"),
    ],
)
def test_whom_a_statement_is_directed_at_is_an_entity(marked: str, name: str) -> None:
    """Though nobody quotes it; it is mentioned where the words stand."""
    text, reading = read(marked)
    entities, _ = resolve_speakers(text, reading, title=None, outlet=None, published=None)
    cue = reading.attributions[0].cue.span.end
    assert name in {entity.name for entity in entities if any(mention.start > cue for mention in entity.mentions)}


def test_pronoun_that_is_not_plain_is_no_entity_of_its_own_where_nobody_speaks() -> None:
    """An object leaves no "her" among the entities."""
    text, reading = read("[s Peter Drost] [c thanked] [q her for the soup].")
    entities, _ = resolve_speakers(text, reading, title=None, outlet=None, published=None)
    assert [entity.name for entity in entities] == ["Peter Drost"]
