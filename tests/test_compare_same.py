"""What says the same: wordings side by side, pairs judged with their reasons, groups that hold no contradiction."""

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sayso.compare.frames import find_frame
from sayso.compare.grouping import ClaimIndex, find_candidates, group_statements
from sayso.compare.same import Judgement, judge_pair
from sayso.compare.same_alignment import align_profiles
from sayso.compare.same_profile import profile_statement
from sayso.compare.wording import compare_wordings
from sayso.records import Claim, Entity, Moment, Place, Quantity, Span, Speaker, Statement

DATA = Path(__file__).parents[1] / "eval" / "data"


def state(text, *, name="a", speaker=None, published="2023-05-10", **fields):
    """A statement whose content is all of `text`; `fields` go to the claim."""
    claim = Claim(
        id=name,
        voice="speaker" if speaker else "outlet",
        content=(Span(0, len(text)),),
        speakers=(Speaker(entity="s", why="given"),) if speaker else (),
        **fields,
    )
    entity = Entity(id="s", name=speaker, kind="person", key=f"person:{speaker}", why="given") if speaker else None
    entities = (entity,) if entity else ()
    return Statement(claim=claim, report_id=f"r{name}", words=(text,), speakers=entities, published=published)


def judge(left, right, *, cosine=0.9, **fields):
    """The judgement of two texts."""
    return judge_pair(state(left, name="a", **fields), state(right, name="b", **fields), cosine)


def retell(statement, name, *, published="2023-05-10", **fields):
    """The same statement in another report, with other fields of the claim."""
    claim = replace(statement.claim, id=name, **fields)
    return replace(statement, claim=claim, report_id=f"r{name}", published=published)


def find_span(text, words):
    return Span(text.index(words), text.index(words) + len(words))


# ------------------------------------------------------------------------------------------------------------------- wording


def show(left, right):
    """The segments of two wordings, with their words."""
    segments = compare_wordings(left, right)
    return [(s.change, s.left and s.left.of(left), s.right and s.right.of(right)) for s in segments]


def test_wordings_are_aligned_word_by_word():
    """Case and quotation marks aside; a replaced stretch has both sides."""
    assert show("“We will never leave Velmar,”", "we will not leave") == [
        ("equal", "“We will", "we will"),
        ("replaced", "never", "not"),
        ("equal", "leave", "leave"),
        ("only_left", "Velmar,”", None),
    ]


def test_a_lone_mark_belongs_to_the_word_before():
    """A dash between two words is no word of its own."""
    assert show("safe — now", "safe now") == [("equal", "safe — now", "safe now")]


def test_wordings_cover_every_word():
    """Nothing is left out, and one empty side leaves all on the other."""
    assert show("", "now or never") == [("only_right", None, "now or never")]
    assert show("…", "“”") == []
    left, right = "a b c d e f", "x b c y e z"
    assert " ".join(s.left.of(left) for s in compare_wordings(left, right) if s.left) == left
    assert " ".join(s.right.of(right) for s in compare_wordings(left, right) if s.right) == right


# ------------------------------------------------------------------------------------------------------------------ judging


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The harbour of Velmar stays closed", "The port of Velmar remains shut"),
        ("Police arrested three men in Lindow", "In Lindow, three men were arrested by police"),
        ("Mira Dolen resigned over the water scandal", "Dolen quit over the water scandal"),
        ("The mayor of Velmar resigned over the water", "The mayor of Velmar resigned"),
        ("Exports of grain grew strongly", "Grain exports grew strongly"),
        ("Talks between Orvia and Belmark failed", "Talks between Belmark and Orvia have failed"),
        ("Twelve miners died near Harrow", "12 miners died near Harrow"),
    ],
)
def test_paraphrases_are_the_same(left, right):
    """By inflection, listed synonyms, turned passives, first names, cuts behind what is shared."""
    assert judge(left, right).proposition == "same"


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("The bridge is safe", "The bridge is not safe", "negated"),
        ("Belmark attacked Orvia", "Orvia attacked Belmark", "changed roles"),
        ("The army of Belmark attacked Orvia", "The army of Belmark was attacked by Orvia", "order|roles"),
        ("Twelve miners died", "Nineteen miners died", "figures differ"),
        ("Troops moved to Velmar", "Troops moved from Velmar", "to Velmar"),
        ("The tax was raised", "The tax was cut", "exclude"),
        ("Some hostages were freed", "All hostages were freed", "how many"),
        ("Two doctors and five patients died", "Five doctors and two patients died", "counts other"),
        ("Two of the ten wells are dry", "Ten of the two wells are dry", "changed places"),
        ("Sorn met Reck", "Sorn met Lund", "names differ"),
        ("The strike ended", "The strike continued", None),
        ("Dolen resigned", "Dolen may resign", "hedged"),
        ("Dolen signed the law", "Dolen failed to sign the law", "negated"),
        ("Schools in Velmar reopen", "Schools in Harrow reopen", "names differ"),
        ("The company paid the fine", "The company offered to pay the fine", None),
    ],
)
def test_contraries_are_never_the_same(left, right, why):
    """However near their vectors are, and in either order."""
    for one, other in ((left, right), (right, left)):
        judgement = judge(one, other, cosine=0.99)
        assert judgement.proposition != "same"
        if why is not None:
            assert any(part in judgement.why for part in why.split("|"))


def test_far_vectors_are_not_the_same():
    """Nothing shared and nothing near: no band, no level, but no bar either."""
    judgement = judge("The bridge is safe", "Prices rose sharply", cosine=0.1)
    assert (judgement.level, judgement.band, judgement.barred) == (None, None, False)
    assert judge("The bridge is safe", "The bridge is safe", cosine=0.1).band is None


def test_a_denial_bars_an_assertion_and_agrees_with_a_denial():
    """The stance decides, not the words."""
    left = state("troops crossed the border", speaker="Reck", act="say", stance="asserts", saying="affirmed")
    right = retell(left, "b", act="deny", stance="denies")
    assert judge_pair(left, right, 1.0).barred
    assert judge_pair(right, retell(right, "c"), 1.0).proposition == "same"
    assert judge_pair(left, retell(left, "d", saying="negated"), 1.0).barred


def test_asking_for_it_is_not_saying_it():
    """A demand and an assertion with the same words are barred."""
    left = state("to withdraw the troops", speaker="Reck", act="urge", stance="uncommitted", saying="affirmed")
    assert judge_pair(left, retell(left, "b", act="say"), 1.0).barred


def test_figures_are_compared_by_value():
    """One figure written in two ways is the same; a bound on one side asks for a look; another value bars."""
    texts = ("The fine was 40 million dollars", "The fine was $40m")
    amounts = ("40 million dollars", "$40m")
    quantity = Quantity(span=Span(0, 1), value=4e7, unit="USD", kind="money", why="read")
    sides = [
        state(text, name=text, quantities=(replace(quantity, span=find_span(text, words)),))
        for text, words in zip(texts, amounts, strict=True)
    ]
    assert judge_pair(*sides, 0.9).proposition == "same"
    (other,) = sides[1].claim.quantities
    for changed, proposition, barred in (
        (replace(other, value=None, low=4e7, bound="at_least"), "maybe", False),
        (replace(other, value=4e9), None, True),
        (replace(other, unit="EUR"), None, True),
    ):
        right = replace(sides[1], claim=replace(sides[1].claim, quantities=(changed,)))
        judgement = judge_pair(sides[0], right, 0.9)
        assert (judgement.proposition, judgement.barred) == (proposition, barred)


def make_moment(text, words, begin, end_before):
    return Moment(span=find_span(text, words), type="DATE", begin=begin, end_before=end_before, why="read")


def test_the_same_weekday_of_two_weeks_is_not_the_same_day():
    """Dates are compared by value, not by word; a date in words and in digits is one."""
    text = "Dolen resigned on Tuesday"
    tuesday = make_moment(text, "Tuesday", "2023-05-09", "2023-05-10")
    left = state(text, name="a", times=(tuesday,))
    right = state(text, name="b", times=(replace(tuesday, begin="2023-05-16", end_before="2023-05-17"),))
    assert judge_pair(left, right, 1.0).barred
    digits = "Dolen resigned on May 9"
    dated = state(digits, name="c", times=(make_moment(digits, "May 9", "2023-05-09", "2023-05-10"),))
    assert judge_pair(left, dated, 0.9).proposition == "same"
    month = state(digits, name="d", times=(make_moment(digits, "May 9", "2023-05-01", "2023-06-01"),))
    assert judge_pair(left, month, 0.9).proposition == "maybe"


def test_places_are_compared_as_places():
    """Two places bar, also where the words differ in nothing else."""
    text = "a bomb exploded in Velmar"
    place = Place(span=find_span(text, "Velmar"), name="Velmar", country="XA", precision="city", why="listed")
    left = state(text, name="a", places=(place,))
    right = state(text, name="b", places=(replace(place, name="Velmar Heights", country="XB"),))
    assert judge_pair(left, right, 1.0).barred


def test_months_apart_the_same_words_ask_for_a_look():
    """Three were killed in May, three were killed in August: no date says that it is one event."""
    left = state("Three miners were killed near Harrow", name="a")
    judgement = judge_pair(left, retell(left, "b", published="2023-08-10"), 1.0)
    assert judgement.proposition == "maybe"
    assert "92 days apart" in judgement.why


def test_we_is_somebody_else_in_each_mouth():
    """First persons are the same only in one speaker's mouth."""
    said = {"act": "say", "stance": "asserts", "saying": "affirmed"}
    left = state("We will defend every village", name="a", speaker="Vashtek", **said)
    right = state("we will defend every village", name="b", speaker="Sorn", **said)
    assert judge_pair(left, right, 1.0).proposition == "maybe"
    own = judge_pair(left, retell(left, "c"), 1.0)
    assert (own.level, own.band, own.proposition) == ("utterance", "same", "same")


def test_an_utterance_is_one_speakers_words_at_one_time():
    """Cut words remain an utterance; another speaker or another week does not."""
    said = {"act": "say", "stance": "asserts", "saying": "affirmed"}
    full = state("We will defend every village and every road to Velmar", name="a", speaker="Vashtek", **said)
    cut = state("We will defend every village and every road", name="b", speaker="Vashtek", **said)
    assert judge_pair(full, cut, 0.9).utterance == "same"
    changed = state("We will defend every village and every bridge to Velmar", name="c", speaker="Vashtek", **said)
    assert judge_pair(full, changed, 0.9).utterance in {"maybe", None}
    assert judge_pair(full, replace(cut, published="2023-06-10"), 0.9).utterance is None
    other = state("We will defend every village and every road", name="d", speaker="Sorn", **said)
    assert judge_pair(full, other, 0.9).utterance is None


def test_few_words_mean_what_their_speaker_makes_of_them():
    """Two bodies that deny "responsibility" deny two things; one body's denial in two reports is one."""
    said = {"act": "deny", "stance": "denies", "saying": "affirmed"}
    left = state("responsibility", name="a", speaker="the front", **said)
    right = state("responsibility", name="b", speaker="the army", **said)
    assert judge_pair(left, right, 1.0).proposition == "maybe"
    assert judge_pair(left, state("responsibility", name="c", speaker="the front", **said), 1.0).proposition == "same"


def test_long_equal_words_are_one_text():
    """A sentence with a pronoun, word for word in two reports, is the same; a short one is left open."""
    long, short = "She had gone outside to move her van when the rocket hit", "She had left"
    assert judge(long, long).proposition == "same"
    assert judge(short, short).proposition == "maybe"


def test_a_claim_within_a_claim_is_no_second_one():
    """What the paper said that she said, and what she said, never share a group."""
    text = "that she had said that the rockets were gone"
    outer = state(text, name="a")
    span = find_span(text, "that the rockets were gone")
    inner = replace(outer, claim=replace(outer.claim, id="b", content=(span,)), words=(span.of(text),))
    assert judge_pair(outer, inner, 0.9).barred


@pytest.mark.parametrize("text", ["", "it is", "…", "“ ”", "!!!", "市长说桥是安全的", "e\u0301 🌉"])
def test_odd_contents_are_judged_without_failing(text):
    """No word to compare is no sameness by accident."""
    odd = Statement(
        claim=Claim(id="odd", voice="outlet", content=(Span(0, max(len(text), 1)),)), report_id="r", words=(text,)
    )
    assert judge_pair(odd, state("The bridge is safe"), 0.2).band is None
    assert judge_pair(odd, odd, 1.0).why


def load_pairs(name):
    """Our own pairs as statements, with nothing resolved but the stance."""
    pairs = []
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        sides = []
        for side_name in ("left", "right"):
            side = json.loads(line)[side_name]
            said = {"act": "say", "saying": "affirmed", "stance": side.get("stance", "asserts")}
            speaker = side.get("speaker")
            sides.append(state(side["text"], name=side_name, speaker=speaker, **(said if speaker else {})))
        pairs.append(tuple(sides))
    return pairs


def test_none_of_our_contrary_pairs_is_the_same_by_words_alone():
    """All pairs of the must-not-merge file, with the vectors as near as can be."""
    pairs = load_pairs("must_not_merge")
    assert len(pairs) >= 300
    assert [left.text for left, right in pairs if judge_pair(left, right, 1.0).proposition == "same"] == []


def test_the_quick_look_for_one_matter_turns_none_away():
    """Over our pairs, each left with several rights: what the words are counted to share at most is never less than what they share once aligned."""
    pairs = [(profile_statement(left), profile_statement(right)) for left, right in load_pairs("must_not_merge")]
    quick = aligned = 0
    for place, (left, _) in enumerate(pairs):
        for _, right in pairs[place : place + 6]:
            frames = [
                find_frame(left, right, 0.6, Judgement(why="", alignment=alignment))
                for alignment in (None, align_profiles(left, right))
            ]
            quick, aligned = quick + (frames[0] is not None), aligned + (frames[1] is not None)
    assert quick == aligned > 50


def test_the_order_of_a_pair_does_not_matter():
    """Over all of our pairs, the band and the bar are those of the pair turned round."""
    for left, right in load_pairs("must_not_merge") + load_pairs("must_merge"):
        one, other = judge_pair(left, right, 0.9), judge_pair(right, left, 0.9)
        assert (one.proposition, one.utterance, one.barred) == (other.proposition, other.utterance, other.barred), (
            left.text,
            right.text,
        )


# ------------------------------------------------------------------------------------------------------------------ grouping


def make_vectors(*numbers):
    """Unit vectors: equal numbers give equal vectors, others are at right angles."""
    return np.eye(8, dtype=np.float32)[list(numbers)]


def test_groups_hold_what_says_the_same():
    """Paraphrases form a group, the earliest first; others stay out; the order of the claims does not matter."""
    statements = [
        state("The harbour of Velmar stays closed", name="c2", published="2023-05-11"),
        state("Prices rose sharply in Orvia", name="c3"),
        state("The port of Velmar remains shut", name="c1", published="2023-05-10"),
    ]
    vectors = make_vectors(0, 1, 0)
    (group,) = group_statements(statements, vectors)
    assert (group.level, group.band, group.claims) == ("proposition", "same", ("c1", "c2"))
    assert group_statements(statements[::-1], vectors[::-1]) == [group]


def test_a_barred_pair_never_shares_a_group():
    """A vague claim near to two that exclude each other joins one of them at most."""
    statements = [
        state("Twelve miners died near Harrow", name="c1"),
        state("Nineteen miners died near Harrow", name="c2"),
        state("Miners died near Harrow", name="c3"),
    ]
    for group in group_statements(statements, make_vectors(0, 0, 0)):
        assert not {"c1", "c2"} <= set(group.claims)


def test_every_same_group_lies_within_one_maybe_group_or_alone():
    """Two same groups joined by a maybe make one maybe group of all."""
    texts = ["The port of Velmar stays closed", "The harbour of Velmar remains shut"]
    texts += [
        "The port of Velmar stays closed, sailors complain",
        "The harbour of Velmar remains shut, sailors complain",
    ]
    statements = [state(text, name=f"c{n}") for n, text in enumerate(texts)]
    groups = group_statements(statements, make_vectors(0, 0, 0, 0))
    same = [set(group.claims) for group in groups if group.band == "same"]
    maybe = [set(group.claims) for group in groups if group.band == "maybe"]
    assert same
    for claims in same:
        homes = [other for other in maybe if claims & other]
        assert homes == [] or (len(homes) == 1 and claims < homes[0])


def test_claims_without_near_vectors_meet_by_rare_words():
    """Two rare words in common make candidates at any cosine; the window of time holds all the same."""
    profiles = [
        profile_statement(state("Vashtek opened the Brask depot", name="a")),
        profile_statement(state("the Brask depot", name="b")),
        profile_statement(state("the Brask depot", name="c", published="2021-01-01")),
    ]
    assert list(find_candidates(profiles, make_vectors(0, 1, 2))) == [(0, 1)]


def test_undated_claims_are_candidates_of_all():
    """A report without a date may belong anywhere; each pair comes once."""
    dates = [None, "2020-01-01", "2023-05-10", None, "2023-05-12"]
    profiles = [
        profile_statement(state("word" + "abcde"[n], name=f"c{n}", published=day)) for n, day in enumerate(dates)
    ]
    pairs = list(find_candidates(profiles, make_vectors(0, 0, 0, 0, 0)))
    assert pairs == [(0, 1), (0, 2), (0, 3), (0, 4), (1, 3), (2, 3), (2, 4), (3, 4)]


def test_an_index_places_new_claims():
    """What is near comes back with its judgement, barred pairs included; the claim itself does not."""
    known = [
        state("The port of Velmar stays closed", name="c1"),
        state("The port of Velmar stays open", name="c2"),
        state("Prices rose sharply", name="c3"),
    ]
    index = ClaimIndex()
    assert index.place_statements(known[:1], make_vectors(0)) == [()]
    index.add(known[:2], make_vectors(0, 0))
    index.add(known[2:], make_vectors(1))
    new = state("The harbour of Velmar remains shut", name="c4")
    ((first, second),) = index.place_statements([new], make_vectors(0))
    assert (first.number, first.judgement.proposition) == (0, "same")
    assert (second.number, second.judgement.barred) == (1, True)
    ((only,),) = index.place_statements(known[:1], make_vectors(0))
    assert only.number == 1


def test_statements_and_vectors_must_be_as_many():
    """A wrong call says so."""
    with pytest.raises(ValueError, match="1 statements, but 2 vectors"):
        group_statements([state("a bridge")], make_vectors(0, 1))
    assert group_statements([], np.zeros((0, 384), np.float32)) == []


def test_many_copies_of_one_claim_are_one_group_in_seconds():
    """Many equal claims neither fill the memory with pairs nor fall apart."""
    statements = [state("The port of Velmar stays closed", name=f"c{n:04}") for n in range(500)]
    started = time.process_time()
    groups = group_statements(statements, make_vectors(*[0] * 500))
    assert [len(group.claims) for group in groups] == [500]
    assert time.process_time() - started < 60
