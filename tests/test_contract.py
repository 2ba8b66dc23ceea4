"""The JSON contract: every key is there, every span equals its text, failures included."""

import json

import pytest

from sayso.cli import main
from sayso.records import ACTS, KINDS

REPORT = "id path record status status_why url outlet title byline published published_why via language text text_sha256 normalized offset_unit"
CLAIM = (
    "id voice field form act saying stance commitment inside score content cue source speakers target via evidence audience occasion said "
    "said_why said_at times quantities places mentions inherited"
)
KEYS = {
    "report": REPORT,
    "entities": "id key name kind role country named aliases mentions why",
    "claims": CLAIM,
    "speakers": "entity key name kind role country named why",
    "times": "start end text type edtf timex3 begin end_before dates why",
    "quantities": "start end text value low high approximate bound change unit rate of kind why",
    "places": "start end text name country lat lon precision metonym why",
    "via": "entity name start end text",
    "commitment": "value text start end",
    "occasion": "kind start end text",
    "said_at": "name country lat lon precision start end text",
    "said": "edtf begin end_before text start end",
}


def check_keys(value, name=None):
    """Every record under a key of `KEYS` has all of its keys."""
    if isinstance(value, list):
        for item in value:
            if not isinstance(item, str):
                check_keys(item, name)
    elif isinstance(value, dict):
        assert set(KEYS.get(name, "").split()) <= set(value), name
        for key, item in value.items():
            check_keys(item, key)


def check_spans(value, text):
    """Wherever start and end stand, the words beside them are those of the text. Gives the number of spans."""
    if isinstance(value, list):
        return sum(check_spans(item, text) for item in value)
    if not isinstance(value, dict):
        return 0
    count = sum(check_spans(item, text) for item in value.values())
    if value.get("start") is not None:
        assert text[value["start"] : value["end"]] == value["text"]
        count += 1
    return count


@pytest.fixture(scope="module")
def lines(samples, tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "empty.txt").write_text("")
    (folder / "fremd.txt").write_text(
        "Die Ministerin sagte am Montag, die Brücke sei sicher und werde bald wieder geöffnet. " * 5
    )
    out = folder / "out.jsonl"
    import contextlib
    import io

    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer), pytest.raises(SystemExit) as leave:
        main(["read", str(samples), str(folder), "--jsonl", "--workers", "1"])
    assert leave.value.code == 3
    out.write_text(buffer.getvalue())
    return [json.loads(line) for line in buffer.getvalue().splitlines()]


def test_one_line_an_input_in_input_order(lines, samples):
    """Failures included."""
    names = [line["report"]["path"].rsplit("/", 1)[-1] for line in lines]
    assert names == [*sorted(path.name for path in samples.iterdir()), "empty.txt", "fremd.txt"]
    assert [line["report"]["status"] for line in lines][-2:] == ["failed", "not_english"]


def test_every_key_is_always_there(lines):
    """Null if unknown, [] if none."""
    for line in lines:
        assert set(line) >= {"report", "entities", "times", "quantities", "places", "claims"}
        check_keys(line)


def test_every_span_equals_its_text(lines):
    """Over all samples, thousands of spans."""
    assert sum(check_spans(line, line["report"]["text"]) for line in lines) > 2000


def test_values_are_of_the_closed_lists(lines):
    """Acts, kinds, forms, voices, sayings, stances."""
    claims = [claim for line in lines for claim in line["claims"]]
    spoken = [claim for claim in claims if claim["voice"] == "speaker"]
    assert {claim["voice"] for claim in claims} == {"speaker", "outlet"}
    assert {claim["act"] for claim in spoken} - {None} <= set(ACTS)
    assert {claim["form"] for claim in spoken if claim["content"]} == {"direct", "indirect", "mixed"}
    assert {claim["saying"] for claim in spoken} == {"affirmed", "negated", "withheld"}
    assert {claim["stance"] for claim in spoken} <= {"asserts", "denies", "doubts", "uncommitted"}
    assert {entity["kind"] for line in lines for entity in line["entities"]} <= set(KINDS)


def test_outlet_has_no_source_cue_form_act_or_stance(lines):
    """And its speaker is the outlet, of kind media."""
    outlet = [claim for line in lines for claim in line["claims"] if claim["voice"] == "outlet"]
    assert all(claim[name] is None for claim in outlet for name in ("source", "cue", "form", "act", "stance"))
    assert all([speaker["kind"] for speaker in claim["speakers"]] == ["media"] for claim in outlet)


def test_ids_are_unique_and_references_hold(lines):
    """A speaker, a relay, a mention and `inside` point to what is in the line."""
    for line in lines:
        ids = [claim["id"] for claim in line["claims"]]
        assert len(ids) == len(set(ids))
        entities = {entity["id"] for entity in line["entities"]}
        for claim in line["claims"]:
            assert {speaker["entity"] for speaker in claim["speakers"]} | set(claim["mentions"]) | set(
                claim["target"]
            ) <= entities
            assert claim["inside"] is None or claim["inside"] in ids
            assert {relay["entity"] for relay in claim["via"]} - {None} <= entities


def test_every_decided_value_says_why(lines):
    """In words, never empty."""
    for line in lines:
        for name in ("entities", "times", "quantities", "places"):
            assert all(item["why"] for item in line[name]), name
        assert all(claim["said_why"] for claim in line["claims"] if claim["voice"] == "speaker")
