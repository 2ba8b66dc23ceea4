"""Scores on lines made by hand: what is right, what is wrong, and how each field counts it."""

import copy
import json

import pytest
from click.testing import CliRunner

from sayso.cli.scoring import eval_command
from sayso.errors import ReportError
from sayso.scoring import FIELDS, list_errors, load_lines, match_reports, score_files, score_lines
from sayso.scoring.counting import Count, make_figure
from sayso.scoring.items import trim_edges
from sayso.scoring.matching import align_claims, find_fellow

TEXT = "Ida Brandt said on Tuesday that 40 men had left. She denied “a panic” in Velmar, and Velmar warned her."


def at(words, number=0):
    """The span of words of the text, the first unless told."""
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def make_claim(identity, *, cue, source=None, content=(), speakers=(), **values):
    plain = {
        "voice": "speaker",
        "field": "text",
        "form": "indirect",
        "act": "say",
        "saying": "affirmed",
        "stance": "asserts",
    }
    plain |= {
        "commitment": {"value": "certain", "start": None, "end": None, "text": None},
        "inside": None,
        "ascribed": False,
    }
    plain |= dict.fromkeys(("audience", "occasion", "said", "said_at"))
    plain |= {
        name: [] for name in ("target", "via", "evidence", "times", "quantities", "places", "mentions", "inherited")
    }
    plain |= {"id": identity, "cue": cue, "source": source, "content": list(content), "speakers": list(speakers)}
    return plain | values


def make_speaker(entity):
    return {"entity": entity["id"]} | {name: entity[name] for name in ("key", "name", "kind", "named")}


def make_entity(identity, name, *mentions, named=True, aliases=()):
    key = f"person:{name.lower().replace(' ', '-')}" if named else None
    return {
        "id": identity,
        "key": key,
        "name": name,
        "kind": "person",
        "role": None,
        "country": None,
        "named": named,
        "aliases": list(aliases),
        "mentions": list(mentions),
    }


def make_line():
    """Two claims of Brandt's and one of Velmar's."""
    brandt = make_entity("e1", "Ida Brandt", at("Ida Brandt"), at("She"), at("her"))
    velmar = make_entity("e2", "Velmar", at("Velmar", 1))
    tuesday = at("Tuesday") | {
        "type": "DATE",
        "timex3": "2024-05-14",
        "edtf": "2024-05-14",
        "begin": "2024-05-14",
        "end_before": "2024-05-15",
        "dates": None,
    }
    forty = at("40") | {"value": 40, "low": None, "high": None, "unit": None, "change": None, "kind": None}
    places = [at("Velmar", n) | {"country": None, "metonym": n == 1} for n in (0, 1)]
    said = make_claim(
        "a",
        cue=at("said"),
        source=at("Ida Brandt"),
        content=[at("that 40 men had left")],
        speakers=[make_speaker(brandt)],
    )
    said |= {"said": tuesday | {"dates": "saying"}, "times": [tuesday | {"dates": "saying"}], "quantities": [forty]}
    denied = make_claim(
        "b", cue=at("denied"), source=at("She"), content=[at("“a panic”")], speakers=[make_speaker(brandt)]
    )
    denied |= {"act": "deny", "stance": "denies", "form": "direct", "said_at": places[0] | {"name": "Velmar"}}
    warned = make_claim(
        "c",
        cue=at("warned"),
        source=at("Velmar", 1),
        speakers=[make_speaker(velmar)],
        act="warn",
        form=None,
        target=["e1"],
    )
    return {
        "report": {"id": "r", "path": "r.txt", "text": TEXT},
        "entities": [brandt, velmar], "times": [tuesday], "quantities": [forty], "places": places, "claims": [said, denied, warned],
    }  # fmt: skip


def score(gold, predicted):
    return score_lines(match_reports([gold], [predicted]))


@pytest.fixture
def gold():
    return make_line()


@pytest.fixture
def predicted():
    return make_line()


def test_a_file_scored_against_itself_is_all_right(gold, predicted):
    """Every field that has anything in it."""
    for figure in score(gold, predicted).figures:
        assert figure.f1 in (1.0, None), figure
        assert figure.gold == figure.predicted
        assert figure.accuracy in (1.0, None)


def test_field_without_anything_on_either_side_has_no_score(gold, predicted):
    """No 0 and no 100 where there was nothing to find."""
    figure = score(gold, predicted)["evidence"]
    assert (figure.precision, figure.recall, figure.f1, figure.gold) == (None, None, None, 0)


def test_punctuation_and_a_possessive_at_the_edges_do_not_count(gold, predicted):
    """They do in the strict figure."""
    predicted["claims"][1]["content"] = [at("a panic")]
    scores = score(gold, predicted)
    assert (scores["content"].f1, scores["content, strict"].f1) == (1.0, 0.5)
    assert scores["linked"].f1 == 1.0
    assert trim_edges("NATO's", 0, 6) == (0, 4)
    assert trim_edges("“…”", 0, 3) is None


def test_span_that_overlaps_is_half_right(gold, predicted):
    """Wrong as an exact span, right as an overlap, and the claim is aligned all the same."""
    predicted["claims"][0]["content"] = [at("40 men had left")]
    scores = score(gold, predicted)
    assert scores["content"].f1 == 0.5
    assert scores["content, overlap"].f1 == 1.0
    assert scores["linked"].f1 == pytest.approx(2 / 3)
    assert scores["linked, overlap"].f1 == 1.0
    assert scores.aligned_claims == 3


def test_missing_claim_costs_recall_and_not_the_share_of_aligned_claims(gold, predicted):
    """Two of three acts are found, both of the aligned ones are right."""
    del predicted["claims"][2]
    act = score(gold, predicted)["act"]
    assert (act.precision, act.recall, act.accuracy, act.aligned) == (1.0, pytest.approx(2 / 3), 1.0, 2)


def test_wrong_value_costs_both(gold, predicted):
    """One act of three."""
    predicted["claims"][1]["act"] = "reject"
    act = score(gold, predicted)["act"]
    assert (act.precision, act.recall, act.accuracy) == (pytest.approx(2 / 3),) * 3


def test_unknown_value_is_no_wrong_one(gold, predicted):
    """An act of null costs recall only."""
    predicted["claims"][1]["act"] = None
    act = score(gold, predicted)["act"]
    assert (act.precision, act.recall) == (1.0, pytest.approx(2 / 3))


def test_claims_are_aligned_one_to_one_by_their_best_overlap():
    """Two claims over the same words do not share one of the other side."""
    wide = make_claim("w", cue=at("said"), content=[at("that 40 men had left")])
    narrow = make_claim("n", cue=at("denied"), content=[at("40 men")])
    assert [(one["id"], other["id"]) for one, other in align_claims([wide, narrow], [narrow, wide])] == [
        ("w", "w"),
        ("n", "n"),
    ]
    assert align_claims([wide], [narrow, wide]) == [(wide, wide)]
    assert align_claims([wide], []) == []


def test_speaker_is_right_whatever_the_ids_are(gold, predicted):
    """Ids are local to a file."""
    renamed = json.loads(json.dumps(predicted).replace('"e1"', '"e9"'))
    assert score(gold, renamed)["speakers"].f1 == 1.0


def test_wrong_speaker_is_counted_by_the_kind_of_its_source(gold, predicted):
    """The pronoun is wrong, the metonym right."""
    predicted["claims"][1]["speakers"] = [make_speaker(predicted["entities"][1])]
    scores = score(gold, predicted)
    assert scores["speakers"].accuracy == pytest.approx(2 / 3)
    assert (scores["speakers, pronoun"].accuracy, scores["speakers, pronoun"].gold) == (0.0, 1)
    assert (scores["speakers, metonym"].accuracy, scores["speakers, joint"].gold) == (1.0, 0)


def test_joint_speakers_are_all_counted(gold, predicted):
    """One of two found is half the recall, and the claim is not alike."""
    gold["claims"][2]["speakers"] = [make_speaker(entity) for entity in gold["entities"]]
    joint = score(gold, predicted)["speakers, joint"]
    assert (joint.precision, joint.recall, joint.accuracy) == (1.0, 0.5, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (make_entity("1", "The U.N."), make_entity("2", "UN"), True),
        (make_entity("1", "Ida Brandt", aliases=["Brandt"]), make_entity("2", "Brandt"), True),
        (make_entity("1", "Ostmark's water ministry", at("She")), make_entity("2", "water ministry", at("She")), True),
        (make_entity("1", "Ostmark's water ministry", at("She")), make_entity("2", "water ministry", at("her")), False),
        (make_entity("1", "officials", at("She"), named=False), make_entity("2", "she", at("She"), named=False), True),
        (make_entity("1", "officials", named=False), make_entity("2", "officials", named=False), False),
        (make_entity("1", "she", at("She"), named=False), make_entity("2", "Ida Brandt", at("She")), False),
    ],
)
def test_entities_are_the_same_by_name_or_by_place(one, other, same):
    """Those without a name only by place, and never one with a name."""
    assert (find_fellow(one, [other]) is other) is same


def test_entity_is_right_in_kind_only_if_it_is_the_same_entity(gold, predicted):
    """Wherever it is mentioned."""
    predicted["entities"][1]["kind"] = "government"
    scores = score(gold, predicted)
    assert (scores["entities"].f1, scores["entities, kind"].f1, scores["entities, role"].f1) == (1.0, 0.5, None)


def test_inner_claim_is_inside_the_aligned_one(gold, predicted):
    """Whatever the ids are; one inside another claim is wrong."""
    gold["claims"][1]["inside"] = "a"
    predicted["claims"][0]["id"], predicted["claims"][1]["inside"] = "z", "z"
    assert score(gold, predicted)["inside"].f1 == 1.0
    predicted["claims"][1]["inside"] = "c"
    assert score(gold, predicted)["inside"].f1 == 0.0


def test_value_of_a_fact_counts_only_at_its_place(gold, predicted):
    """A number right elsewhere is wrong; a wider span with the right value is right in value, wrong as a span."""
    predicted["quantities"] = [
        at("40 men") | {"value": 40, "low": None, "high": None, "unit": None, "change": None, "kind": None}
    ]
    scores = score(gold, predicted)
    assert (scores["quantities"].f1, scores["quantities, value"].f1) == (0.0, 1.0)
    predicted["quantities"] = [
        at("panic") | {"value": 40, "low": None, "high": None, "unit": None, "change": None, "kind": None}
    ]
    assert score(gold, predicted)["quantities, value"].f1 == 0.0


def test_metonym_and_country_are_counted_where_there_is_one(gold, predicted):
    """A place that is none is no item; a country that gold does not know is one too many."""
    predicted["places"][0] |= {"metonym": True, "country": "DE"}
    scores = score(gold, predicted)
    metonym, country = scores["places, metonym"], scores["places, country"]
    assert (metonym.precision, metonym.recall, metonym.gold) == (0.5, 1.0, 1)
    assert (country.precision, country.recall, country.predicted) == (0.0, None, 1)


def test_said_date_is_its_interval(gold, predicted):
    """However it is written."""
    predicted["claims"][0]["said"]["edtf"] = "otherwise"
    assert score(gold, predicted)["said"].f1 == 1.0
    predicted["claims"][0]["said"]["end_before"] = "2024-05-16"
    assert score(gold, predicted)["said"].f1 == 0.0


def test_chain_cut_in_two_loses_recall(gold, predicted):
    """B³: her two mentions apart from her name. Recall of 4 mentions: 1/3 + 2 × 2/3 + 1."""
    one, two = copy.deepcopy(predicted["entities"][0]), copy.deepcopy(predicted["entities"][0])
    one["mentions"], two["mentions"], two["id"] = one["mentions"][:1], two["mentions"][1:], "e8"
    predicted["entities"] = [one, two, predicted["entities"][1]]
    figure = score(gold, predicted)["coreference, B³"]
    assert (figure.precision, figure.recall) == (1.0, pytest.approx((1 / 3 + 4 / 3 + 1) / 4))


def test_sentence_taken_for_the_outlets_is_a_wrong_voice(gold, predicted):
    """The claims of both voices are aligned for it."""
    predicted["claims"][1] |= {
        "voice": "outlet",
        "cue": None,
        "source": None,
        "content": [at("She denied “a panic” in Velmar")],
    }
    voice = score(gold, predicted)["voice"]
    assert (voice.accuracy, voice.aligned) == (pytest.approx(2 / 3), 3)


def test_interval_is_the_same_in_every_run_and_holds_the_figure():
    """Seeded; by reports."""
    counts = [Count(right=n, found=n, predicted=5, gold=5) for n in (1, 2, 3, 4, 5)]
    one = make_figure("x", counts, seed=3)
    assert one == make_figure("x", counts, seed=3)
    assert one.low < one.f1 == 0.6 < one.high
    assert make_figure("x", counts[:1]).low is None


@pytest.mark.parametrize("field", FIELDS)
def test_no_errors_are_listed_where_all_is_right(gold, predicted, field):
    """For any field."""
    assert list(list_errors(match_reports([gold], [predicted]), field)) == []


def test_errors_show_gold_beside_predicted_with_the_offset(gold, predicted):
    """What is missing has nothing beside it."""
    predicted["claims"][1]["act"] = "reject"
    matched = match_reports([gold], [predicted])
    (error,) = list_errors(matched, "act")
    assert (error.report, error.start, error.gold, error.predicted) == ("r.txt", at("She")["start"], "deny", "reject")
    del predicted["claims"][1]
    (missed,) = list_errors(match_reports([gold], [predicted]), "cue")
    assert (missed.gold, missed.predicted) == ("denied", None)
    with pytest.raises(ValueError, match="is no field"):
        list(list_errors(matched, "colour"))


def write_lines(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_reports_of_one_file_only_are_told_and_not_scored(tmp_path, gold, predicted):
    """By their names."""
    other = make_line()
    other["report"] |= {"text": TEXT + " It rained.", "path": "other.txt"}
    one, two = write_lines(tmp_path / "g.jsonl", gold, other), write_lines(tmp_path / "p.jsonl", predicted)
    scores = score_files(one, two)
    assert (scores.reports, scores.only_gold, scores.only_predicted) == (1, ("other.txt",), ())
    assert score_files(two, one).only_predicted == ("other.txt",)


def test_same_text_twice_goes_by_its_id(gold, predicted):
    """The same wire text in two outlets."""
    second = copy.deepcopy(gold)
    second["report"]["id"] = "s"
    matched = match_reports([gold, second], [second, predicted])
    assert [one["report"]["id"] == other["report"]["id"] for one, other in matched.pairs] == [True, True]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nothing", "line 1: not JSON"),
        ("[]", "line 1: no record"),
        ('{"report": {}}', "the line has no entities"),
        (
            '{"report": {"text": "x"}, "entities": [], "times": [], "quantities": [], "places": [], "claims": [{}]}',
            "the claim has no id",
        ),
    ],
)
def test_line_of_another_shape_is_told(tmp_path, words, told):
    """With its number."""
    (tmp_path / "x.jsonl").write_text(words, encoding="utf-8")
    with pytest.raises(ReportError, match=told):
        load_lines(tmp_path / "x.jsonl")


def test_files_without_a_common_report_are_refused(gold, predicted):
    """They are matched by their text."""
    predicted["report"]["text"] += "."
    with pytest.raises(ReportError, match="no report is in both files"):
        match_reports([gold], [predicted])


def run(*arguments):
    return CliRunner().invoke(eval_command, [str(argument) for argument in arguments])


def test_command_prints_a_table_or_json(tmp_path, gold, predicted):
    """One row a figure."""
    files = write_lines(tmp_path / "g.jsonl", gold), write_lines(tmp_path / "p.jsonl", predicted)
    table = run(*files)
    assert table.exit_code == 0
    assert "1 reports; 3 claims in gold, 3 predicted, 3 aligned" in table.output
    assert any(line.split()[:4] == ["linked", "100.0", "100.0", "100.0"] for line in table.output.splitlines())
    figures = json.loads(run(*files, "--json").output)["figures"]
    assert next(figure for figure in figures if figure["name"] == "linked")["f1"] == 1.0


def test_command_lists_errors(tmp_path, gold, predicted):
    """Gold above predicted; an unknown field names those there are."""
    predicted["claims"][1]["act"] = "reject"
    files = write_lines(tmp_path / "g.jsonl", gold), write_lines(tmp_path / "p.jsonl", predicted)
    listed = run(*files, "--errors", "act").output
    assert "gold       deny" in listed and "predicted  reject" in listed
    refused = run(*files, "--errors", "colour")
    assert refused.exit_code == 2 and "the fields are source, cue" in refused.output
