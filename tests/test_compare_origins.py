"""Origins are counted with their evidence: one speaker is one, one text is one, three ministers of one state are one."""

import json

import pytest

from sayso.compare.blocs import Introduction, find_bloc, stem_state
from sayso.compare.families import LIST, load_families
from sayso.compare.origins import Account, count_origins
from sayso.errors import SaysoError
from sayso.records import Claim, Copy, Entity, Passage, Span, Speaker, Statement

WORDS = "the dam will be finished by the autumn"


def make_entity(name, kind="person", **fields):
    values = {"id": "e1", "name": name, "kind": kind, "key": f"{kind}:{name.lower().replace(' ', '-')}", "why": "named"}
    return Entity(**values | fields)


def make_account(outlet, *speakers, report=None, voice="speaker", words=WORDS, **fields):
    """A statement of an outlet's report by the speakers, as across.py would hand it over."""
    report = report or outlet.casefold()
    claim = Claim(
        id=f"c-{report}",
        voice=voice,
        content=(Span(0, len(words)),),
        speakers=tuple(Speaker(entity=one.id, why="named") for one in speakers),
        inside=fields.pop("inside", None),
        ascribed=fields.pop("ascribed", False),
    )
    values = {"url": fields.pop("url", None), "published": fields.pop("published", "2024-05-01")}
    statement = Statement(claim=claim, report_id=report, words=(words,), speakers=speakers, outlet=outlet, **values)
    return Account(statement=statement, **fields)


def count(*accounts, **options):
    origins = count_origins(accounts, **options)
    return origins.low, origins.high


MELK = make_entity("Odran Melk", role="Karsian foreign minister")
RORN = make_entity("Tiva Rorn", role="Karsian energy minister")
LETH = make_entity("Rasmus Leth")
WENN = make_entity("Clara Wenn", role="biologist")
OFFICIAL = make_entity("an official who was not allowed to speak", named=False, key=None)


# -------------------------------------------------------------------------------------------------------------------- speakers


def test_one_speaker_in_many_outlets_is_one_origin():
    """Whoever quotes him, and however often."""
    found = count_origins([make_account(outlet, LETH) for outlet in ("Northline", "Coast Daily", "Radio Pell")])
    assert (found.low, found.high) == (1, 1)
    assert found.evidence_origins == ("Rasmus Leth",)
    assert found.outlets == ("Coast Daily", "Northline", "Radio Pell")
    assert found.why[0] == "1 origin found among 3 reports here"


def test_speakers_who_know_it_for_themselves_are_two():
    """A fisherman and a biologist."""
    assert count(make_account("Northline", LETH), make_account("Radio Pell", WENN)) == (2, 2)


def test_ministers_of_one_state_are_one():
    """Their offices name the state."""
    found = count_origins([make_account("Northline", MELK), make_account("Radio Pell", RORN)])
    assert (found.low, found.high) == (1, 1)
    assert "both speak for Karsian" in " ".join(found.why)
    assert found.blocs == ("Karsian",)


def test_a_minister_of_no_known_state_is_only_suspected():
    """The upper number keeps him apart."""
    stray = make_entity("Halder Vey", role="defence minister")
    found = count_origins([make_account("Northline", stray), make_account("Radio Pell", MELK)])
    assert (found.low, found.high) == (1, 2)
    assert found.why[0] == "1–2 origins found among 2 reports here"


def test_who_speaks_for_a_body_is_that_body():
    """The role names it."""
    body = make_entity("Lenn Valley Relief", "organization")
    head = make_entity("Sara Imhof", role="director of Lenn Valley Relief")
    assert count(make_account("Northline", body), make_account("Radio Pell", head)) == (1, 1)


def test_a_minister_and_one_who_is_told_by_the_minister_are_one():
    """ "The minister said that the police had found …": the police did not tell it here."""
    police = make_entity("the police", "organization", named=False, key=None)
    told = make_account("Northline", police, inside="c0", outer=(MELK,))
    assert count(told, make_account("Radio Pell", MELK)) == (1, 1)


def test_a_joint_statement_is_one():
    """Its sentence says so; two given together without it are two at most."""
    both = (make_entity("Dockers Union", "organization"), make_entity("Seamen League", "organization", id="e2"))
    sentence = "The Dockers Union and the Seamen League said in a joint statement that the ports would close."
    assert count(make_account("Northline", *both, sentence=sentence)) == (1, 1)
    assert count(make_account("Northline", *both)) == (1, 2)


# --------------------------------------------------------------------------------------------------------- unnamed, own voice


def test_an_unnamed_source_counts_only_in_the_upper_number():
    """Nobody can ask it."""
    found = count_origins([make_account("Northline", OFFICIAL)])
    assert (found.low, found.high) == (0, 1)
    assert found.why[0] == "0–1 origin found among 1 report here"
    assert count(make_account("Northline", OFFICIAL), make_account("Radio Pell", LETH)) == (1, 2)


def test_a_body_without_a_name_can_be_asked():
    """ "The district hospital" hides nobody."""
    hospital = make_entity("the district hospital", "organization", named=False, key=None)
    assert count(make_account("Northline", hospital)) == (1, 1)


def test_a_definite_description_is_the_one_whose_role_it_gives():
    """The chairman, where another report names the chairman."""
    chairman = make_entity("The Rovers chairman", named=False, key=None)
    named = make_entity("Leo Barrand", role="chairman")
    assert count(make_account("Northline", named), make_account("Radio Pell", chairman)) == (1, 1)


def test_a_medium_that_names_a_speaker_only_passes_on():
    """ "…, Ikar Domb said, Radio Istra reported"."""
    medium = make_entity("Radio Istra", "media")
    words = "The ceasefire will hold, Rasmus Leth of the Highland Front"
    assert count(make_account("Northline", LETH), make_account("Ledger", medium, words=words)) == (1, 1)
    assert count(make_account("Northline", LETH), make_account("Ledger", medium)) == (1, 2)


def test_a_pronoun_is_the_only_person_a_report_names():
    """Whom else should it mean?"""
    she = make_entity("she", named=False, key=None)
    assert count(make_account("Northline", she, people=(WENN,)), make_account("Ledger", WENN)) == (1, 1)
    assert count(make_account("Northline", she, people=(WENN, LETH)), make_account("Ledger", WENN)) == (1, 2)


def test_what_outlets_assert_in_their_own_voice_is_one_at_least():
    """From where each has it is not said."""
    outlets = ("Northline", "Radio Pell", "Coast Daily")
    assert count(*(make_account(outlet, voice="outlet") for outlet in outlets)) == (1, 3)
    assert count(*(make_account(outlet, voice="outlet") for outlet in outlets), make_account("Ledger", LETH)) == (1, 4)


def test_a_report_that_names_its_source_adds_nothing_in_its_own_voice():
    """The headline has it from the same man."""
    headline = make_account("Northline", voice="outlet")
    assert count(make_account("Northline", LETH), headline) == (1, 1)


def test_a_reporter_who_saw_it_counts():
    """It is the outlet's own evidence."""
    seen = "A Quay Herald reporter saw the police fire tear gas"
    assert count(make_account("Quay Herald", voice="outlet", words=seen), make_account("Radio Pell", LETH)) == (2, 2)


# ---------------------------------------------------------------------------------------------------------------------- copies


def make_copy(left, right, type_="copy", *, passage=None, origin=None):
    left, right = sorted((left, right))
    spans = passage or Span(0, len(WORDS))
    return Copy(
        left=left,
        right=right,
        type=type_,
        origin=origin,
        passages=(Passage(left=spans, right=spans),),
        why="the same words",
    )


def test_one_wire_text_in_two_outlets_is_one():
    """Its unnamed official is counted once, and its own words are."""
    pair = [make_copy("coast daily", "northline", origin="northline")]
    unnamed = (make_account("Northline", OFFICIAL), make_account("Coast Daily", OFFICIAL))
    assert count(*unnamed) == (0, 2)
    assert count(*unnamed, copies=pair) == (0, 1)
    own = (make_account("Northline", voice="outlet"), make_account("Coast Daily", voice="outlet"))
    found = count_origins(own, copies=pair)
    assert (found.low, found.high) == (1, 1)
    assert found.text_origins == ("northline",)


def test_a_line_of_its_own_in_a_derived_report_is_only_suspected():
    """The passage that the two share lies elsewhere."""
    pair = [make_copy("coast daily", "northline", "derived", passage=Span(500, 900))]
    own = (make_account("Northline", voice="outlet"), make_account("Coast Daily", voice="outlet"))
    found = count_origins(own, copies=pair)
    assert (found.low, found.high) == (1, 2)
    assert "maybe one" in " ".join(found.why)


def test_outlets_that_only_share_quotes_are_no_copies():
    """Each was at the press conference."""
    pair = [make_copy("coast daily", "northline", "shares_quotes")]
    unnamed = (make_account("Northline", OFFICIAL), make_account("Coast Daily", OFFICIAL))
    assert count(*unnamed, copies=pair) == (0, 2)


def test_versions_of_a_page_are_one_report():
    """Counted once, in the words too."""
    url = "https://a.example/1"
    found = count_origins([make_account("Ledger", LETH, url=url), make_account("Ledger", LETH, url=url, report="l2")])
    assert found.why[0] == "1 origin found among 1 report here"


def test_outlets_of_one_publisher_are_suspected(tmp_path):
    """A sister paper may have it from the other."""
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"families": [{"name": "Pellam Press", "outlets": ["Gazette", "The Evening Gazette"]}]}))
    own = (
        make_account("Gazette", voice="outlet", words="A Gazette reporter saw the roof fall"),
        make_account("Evening Gazette", voice="outlet", words="An Evening Gazette reporter saw the roof fall"),
    )
    assert count(*own) == (2, 2)
    found = count_origins(own, families=load_families(path))
    assert (found.low, found.high) == (1, 2)
    assert found.families == ("Pellam Press",)


def test_nothing_has_no_origins():
    """A caller's mistake is told."""
    with pytest.raises(ValueError, match="nothing"):
        count_origins([])


def test_the_order_of_the_reports_does_not_matter():
    """The same count, the same reasons."""
    ones = [make_account("Northline", MELK), make_account("Radio Pell", OFFICIAL), make_account("Ledger", RORN)]
    assert count_origins(ones) == count_origins(ones[::-1])


# ----------------------------------------------------------------------------------------------------------------------- blocs


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("", "Tarsenian Defence Minister Orlan Vashtek", " said"),
        ("Tarsenian Defence Minister ", "Orlan Vashtek", " said"),
        ("The Tarsenian foreign minister, Gen. ", "Vashtek", " said"),
        ("", "Orlan Vashtek", ", Tarsenia’s defense minister, told"),
        ("Prime Minister ", "Vashtek", " of Tarsenia said"),
        ("Tarsenian Foreign Ministry spokesman ", "Vashtek", " said"),
    ],
)
def test_the_words_beside_a_name_tell_the_state(before, words, after):
    """In the title, before it, or behind it."""
    bloc = find_bloc(make_entity("Orlan Vashtek", role="minister"), introduced=[Introduction(before, words, after)])
    assert (bloc.key, bloc.sure) == ("state:tarsen", True)


def test_another_ministers_state_is_not_taken():
    """The two stand in one sentence."""
    around = [Introduction("Dorvania’s foreign minister met ", "Vashtek", " at noon")]
    bloc = find_bloc(make_entity("Orlan Vashtek", role="minister"), introduced=around)
    assert (bloc.key, bloc.sure) == ("state:?", False)


@pytest.mark.parametrize("role", ["mayor", "opposition lawmaker", "former defence minister", "hospital director"])
def test_who_holds_no_office_of_the_state_speaks_for_himself(role):
    """A mayor may well contradict the government."""
    entity = make_entity("Ruda Halvic", role=role, country="TA")
    assert find_bloc(entity).key == entity.key


def test_a_country_code_decides():
    """Where resolving knows it."""
    bloc = find_bloc(make_entity("Amir Hatami", role="defence minister", country="IR"))
    assert (bloc.key, bloc.sure) == ("state:ir", True)
    assert find_bloc(make_entity("Iran", "government", country="IR")).key == "state:ir"


def test_a_body_named_beside_a_name_is_whom_he_speaks_for():
    """ "Highland Front spokesman Ikar Domb"."""
    front = make_entity("Highland Front", "armed_group")
    around = [Introduction("Highland Front spokesman ", "Ikar Domb", " spoke")]
    assert find_bloc(make_entity("Ikar Domb", role="spokesman"), introduced=around, bodies=[front]).key == front.key
    assert (
        find_bloc(
            make_entity("Ikar Domb"),
            introduced=[Introduction("", "Ikar Domb", " met the Highland Front")],
            bodies=[front],
        ).key
        != front.key
    )


def test_a_state_and_its_adjective_have_one_stem():
    """Tarsenia, Tarsenian."""
    for one, other in (
        ("Tarsenia", "Tarsenian"),
        ("Dorvania", "Dorvanian"),
        ("Norway's", "Norway"),
        ("Karsia", "Karsian"),
    ):
        assert stem_state(one) == stem_state(other)


# -------------------------------------------------------------------------------------------------------------------- families


def test_the_list_of_publishers_knows_outlets_by_name_and_by_host():
    """The article makes no difference, nor does a subdomain."""
    families = load_families()
    assert families.find("The Age") == families.find("Sydney Morning Herald") == "Nine"
    assert families.find(None, "https://amp.theage.com.au/x") == "Nine"
    assert families.find("The Harrow Post", "https://www.harrowpost.example/1") is None
    assert families.find(None, "http://[broken") is None
    assert families.is_agency("the Associated Press")
    assert not families.is_agency("The Harrow Post")


def test_no_outlet_or_domain_is_listed_twice():
    """It would belong to whoever stands first."""
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    for kind in ("outlets", "domains"):
        names = [name.casefold() for family in listed["families"] for name in family.get(kind, ())]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("content", ["", "[]", '{"families": [{"outlets": ["A"]}]}', '{"agencies": "Reuters"}'])
def test_a_file_that_is_no_list_of_publishers_is_told(tmp_path, content):
    """In one line that names it."""
    path = tmp_path / "mine.json"
    path.write_text(content)
    with pytest.raises(SaysoError, match=r"mine\.json"):
        load_families(path)


def test_the_users_file_goes_before_the_list(tmp_path):
    """Owners change."""
    path = tmp_path / "mine.json"
    path.write_text(
        json.dumps({"families": [{"name": "New Owner", "outlets": ["The Age"]}], "agencies": ["Northline"]})
    )
    families = load_families(path)
    assert families.find("The Age") == "New Owner"
    assert families.is_agency("Northline")
