"""The gold set's notation, compiler and validator: words find their place, what is wrong is told with its line."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "eval" / "gold_tools"))  # the tools are scripts beside one another, no package

import anchor  # noqa: E402
import check  # noqa: E402
import notation  # noqa: E402
import split  # noqa: E402
import values  # noqa: E402
from build import build_line  # noqa: E402

GUIDE = (ROOT / "eval" / "gold" / "ANNOTATING.md").read_text(encoding="utf-8")
REPORT = re.search(r"```text\n(.*?)```", GUIDE, re.DOTALL)[1]
ANNOTATION = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1]


def compile_words(folder, annotation, report=REPORT):
    """The line that an annotation makes, and its problems as printed."""
    (folder / "example.txt").write_text(report, encoding="utf-8")
    (folder / "example.toml").write_text(annotation, encoding="utf-8")
    line, opened = build_line(folder / "example.toml", folder / "example.txt")
    return line, [str(problem) for problem in sorted(opened.problems)]


@pytest.fixture
def example(tmp_path):
    line, problems = compile_words(tmp_path, ANNOTATION)
    assert problems == []
    return line


def spoken(line):
    return [claim for claim in line["claims"] if claim["voice"] == "speaker"]


def test_the_example_of_the_page_compiles(example):
    """Eight claims, and the last sentence is the outlet's."""
    assert len(spoken(example)) == 8
    assert [c["content"][0]["text"] for c in example["claims"] if c["voice"] == "outlet"] == [
        "The dam was built in 1961."
    ]
    assert check.check_line(example) == []


def test_content_over_two_paragraphs_is_a_piece_in_each(tmp_path):
    """However it was quoted."""
    report = "Title: A dam\nOutlet: The Ellerby Courier\n\n“We left.\n\n“Then we came back,” Brandt said."
    annotation = "[entity.b]\nname = 'Brandt'\nkind = 'person'\n[[claim]]\nsource = 'Brandt'\ncue = 'said'\ncontent = '“We left. ... back,”'\n"
    line, problems = compile_words(tmp_path, annotation, report)
    assert problems == []
    assert [piece["text"] for piece in spoken(line)[0]["content"]] == ["“We left.", "“Then we came back,”"]
    assert spoken(line)[0]["form"] == "direct"


def test_form_follows_from_the_quotation_marks(example):
    """Nobody writes it down."""
    forms = {claim["cue"]["text"]: claim["form"] for claim in spoken(example)}
    assert (forms["told"], forms["denied"], forms["said"]) == ("direct", "indirect", "mixed")


def test_inner_claim_knows_its_outer_and_an_ascribed_one_has_no_relay(example):
    """ "Ms Brandt's claims of neglect", in the spokesman's mouth."""
    claims = {claim["cue"]["text"]: claim for claim in spoken(example)}
    assert claims["claims of"]["inside"] == claims["said"]["id"]
    assert claims["claims of"]["ascribed"] and claims["claims of"]["via"] == []


def test_clause_that_reports_makes_the_outer_speaker_a_relay(tmp_path):
    """Not ascribed: the spokesman is the first of the relays."""
    annotation = ANNOTATION.replace("ascribed = true", "")
    line, problems = compile_words(tmp_path, annotation)
    assert problems == []
    inner = next(claim for claim in spoken(line) if claim["inside"])
    assert [relay["name"] for relay in inner["via"]] == ["Karl Venn"]


def test_times_of_a_claim_are_those_of_its_content_and_the_one_that_dates_it(example):
    """The warning has both."""
    dated = {moment["text"]: moment["dates"] for moment in spoken(example)[0]["times"]}
    assert dated == {"days": "content", "Tuesday": "saying"}
    assert spoken(example)[0]["said"]["edtf"] == "2024-05-14"


def test_pronoun_in_the_source_becomes_a_mention(example):
    """And an alias wherever it stands."""
    brandt = next(entity for entity in example["entities"] if entity["name"] == "Ida Brandt")
    assert [mention["text"] for mention in brandt["mentions"]] == ["Ida Brandt", "She", "Brandt"]


def test_what_is_inherited_is_taken_from_the_statement_before(example):
    """ "He added"."""
    added = next(claim for claim in spoken(example) if claim["cue"]["text"] == "added")
    assert added["inherited"] == ["occasion"]
    assert added["occasion"]["text"] == "a statement"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('cue = "warned"', 'cue = "wanred"', "example.toml:38: “wanred” does not stand in the report; the report has “warned”"),
        ('act = "warn"', 'act = "wran"', "example.toml:43: act 'wran' is none of"),
        ('act = "warn"', 'atc = "warn"', "example.toml:43: atc is no key here; did you mean act?"),
        ('"possible: could"', '"possible"', "needs its word"),
        ('"possible: could"', '"possible: would"', "“would” stands neither in the content nor in the cue"),
        ('said = "Tuesday"', 'said = "burst"', "is not among times"),
        ('inside = "statement"', 'inside = "speech"', "is no claim's id"),
        ('id = "statement"', 'id = "statement"\ninside = "statement"', "goes round in a circle"),
        ('kind = "media"', 'kind = "paper"', "opa: kind 'paper' is none of"),
        ('"2024-05-14"', '"2024-05-32"', "timex3 2024-05-32"),
        ('text = "12"', 'text = "the"', "can be at 7 places"),
        ('inherited = ["occasion"]', 'inherited = ["said"]', "has no said"),
        ('speakers = "unnamed: person"', "", "names no entity; give speakers"),
        ('content = "neglect"', 'content = "neglect"\nform = "direct"', "by its quotation marks the content is indirect"),
        ("'\"We are not waiting for the water,\"'", '"We are not waiting for the water"', "belong to the content"),
        ('name = "Hollin", precision = "city"', 'name = "Hollin"', "a place needs precision"),
        ("times = [", "times = [[", "not TOML"),
        ("ascribed = true", 'ascribed = "yes"', "ascribed = 'yes' is not true or false"),
        ("low = 40", 'low = "40"', "low = '40' is not a number"),
        ('cue = "warned"', 'cue = ["warned"]', "cue = ['warned'] is not words in quotation marks"),
        ('via = "OPA"', "via = [1]", "is not words in quotation marks or a list of them"),
        ('of = "inspections"', 'of = "inspectors"', "does not stand in the report; copy the words"),
        ('kind = "displaced"', 'kind = "homeless"', "kind 'homeless' is none of"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_way_out(tmp_path, old, new, told):
    """File, line, and what to write."""
    assert old in ANNOTATION
    line, problems = compile_words(tmp_path, ANNOTATION.replace(old, new, 1))
    assert line is None
    assert any(told in problem for problem in problems), problems


TEXT = "He said it rained, and she said it poured. “Go,” he said.\n\nShe said no such thing in 1,500 words."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("he", [(49, 51)]),
        ("said#2", [(27, 31)]),
        ("she [said] it", [(27, 31)]),
        ("it rained ... poured", [(8, 41)]),
        ('"Go,"', [(43, 48)]),
        ("he said. She", [(49, 66 - 4)]),
    ],
)
def test_words_find_their_places(words, found):
    """Whole words, any quotation marks, any blanks."""
    assert [(span.start, span.end) for span in anchor.find_words(TEXT, words)] == found


@pytest.mark.parametrize("words", ["500", "sai", "said#9", "she [sang] it", "poured ... rained"])
def test_words_that_are_not_there_are_an_error(words):
    """No part of a number or a word, no guess."""
    with pytest.raises(notation.NotationError):
        anchor.find_words(TEXT, words)


def test_nearest_place_is_taken_and_a_near_tie_is_refused():
    """The cue of a quotation is the one in its sentence."""
    chooser = anchor.Chooser(TEXT)
    (poured,) = anchor.find_words(TEXT, "it poured")
    assert chooser.choose("said", [poured]).start == 27
    (it,) = anchor.find_words(TEXT, "it rained, and she")
    with pytest.raises(notation.NotationError, match="can be at"):
        chooser.choose("said", [it])


@pytest.mark.parametrize(
    ("timex3", "edtf", "begin", "end"),
    [
        ("2023-05-17T23:59", "2023-05-17T23:59:00", "2023-05-17T23:59", "2023-05-18T00:00"),
        ("2023-05-17T24:00", "2023-05-18T00:00:00", "2023-05-18T00:00", "2023-05-18T00:01"),
        ("2023-05-17TNI", "2023-05-17", "2023-05-17", "2023-05-18"),
        ("2023-W20", "2023-05-15/2023-05-21", "2023-05-15", "2023-05-22"),
        ("2023-Q4", "2023-10/2023-12", "2023-10-01", "2024-01-01"),
        ("2023-WI", "2023-24", "2023-12-01", "2024-03-01"),
        ("199", "199X", "1990-01-01", "2000-01-01"),
        ("P20Y", None, None, None),
    ],
)
def test_interval_follows_from_the_value(timex3, edtf, begin, end):
    """As sayso gives it."""
    derived = values.derive_time(timex3)
    assert (derived["edtf"], derived["begin"], derived["end_before"]) == (edtf, begin, end)


def break_line(line, path, value):
    """A copy of the line with one value changed; a path is keys and places with dots between."""
    broken = copy.deepcopy(line)
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    at = broken
    for key in way:
        at = at[key]
    if value is KeyError:
        del at[last]
    else:
        at[last] = value
    return broken


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("claims.0.cue.end", 99, "the text at"),
        ("claims.0.act", "shout", "'shout' is none of"),
        ("claims.0.saying", KeyError, "the key saying is missing"),
        ("claims.0.form", "direct", "by the quotation marks it is indirect"),
        ("claims.0.id", "0", "is not the hash of report, voice and spans"),
        ("claims.0.times", [], "lies within the content and is not listed"),
        ("claims.0.mentions", ["e1"], "differ from the entities within the content"),
        ("claims.0.target", ["e99"], "there is no entity e99"),
        ("claims.0.ascribed", True, "ascribed, but inside no other claim"),
        ("claims.0.inside", "0", "there is no claim 0"),
        ("claims.8.act", "say", "in the outlet's voice act must be null"),
        ("report.text_sha256", "0", "is not that of the text"),
        ("report.id", "0", "is not the hash of outlet"),
        ("times.1.end_before", "2024-05-14", "is empty"),
        ("entities.0.kind", "human", "'human' is none of"),
        ("claims", None, "missing, or no list"),
    ],
)
def test_validator_finds_what_does_not_hold(example, path, value, told):
    """Each rule, broken once."""
    faults = check.check_line(break_line(example, path, value))
    assert any(told in fault.message for fault in faults), faults


def test_stories_stay_whole_and_halves_are_equal():
    """Whatever the order of the names."""
    stories = {f"{n:02}-x": f"story {n // 2}" for n in range(12)}
    parts = split.split_stories(dict(reversed(stories.items())))
    assert parts == split.split_stories(stories)
    assert {part: len(names) for part, names in parts.items()} == {"dev": 6, "test": 6}
    assert not {stories[name] for name in parts["dev"]} & {stories[name] for name in parts["test"]}


def test_the_split_is_what_the_hashes_say():
    """By the table of stories."""
    gold = ROOT / "eval" / "gold"
    parts = split.split_stories(split.read_stories((gold / "stories.md").read_text(encoding="utf-8")))
    assert json.loads((gold / "split.json").read_text(encoding="utf-8"))["parts"] == parts


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_set_is_what_the_annotations_make(part):
    """Every line compiles from its annotation, unchanged, and is valid."""
    gold = ROOT / "eval" / "gold"
    file = gold / f"{part}.jsonl"
    lines = [json.loads(words) for words in file.read_text(encoding="utf-8").splitlines()]
    names = json.loads((gold / "split.json").read_text(encoding="utf-8"))["parts"][part]
    names = [name for name in names if (gold / "annotations" / f"{name}.toml").exists()]
    assert [Path(line["report"]["path"]).stem for line in lines] == names
    for name, line in zip(names, lines, strict=True):
        made, opened = build_line(gold / "annotations" / f"{name}.toml", gold / "reports" / f"{name}.txt")
        assert opened.problems == []
        assert made == line


def test_examples_of_the_tools_hold():
    """Their docstrings."""
    import doctest

    import agreement

    results = [doctest.testmod(module) for module in (anchor, notation, values, agreement)]
    assert all(result.failed == 0 for result in results)
    assert sum(result.attempted for result in results) >= 6


def test_brat_holds_all_that_has_words(example):
    """What is read back is what was written: the example, with a content over two paragraphs."""
    import brat

    text = example["report"]["text"]
    example["claims"][0]["content"][0] |= {
        "start": 0,
        "end": text.index("She did"),
        "text": text[: text.index("She did")],
    }
    annotation = brat.Writer(example).write()
    assert brat.read_brat(annotation) == brat.view_line(example)
    for row in annotation.splitlines():
        if row.startswith("T"):
            _, where, words = row.split("\t")
            fragments = [tuple(map(int, part.split())) for part in where.split(" ", 1)[1].split(";")]
            assert " ".join(text[start:end] for start, end in fragments) == words
    configuration = brat.describe_configuration([example])
    assert "Act\tArg:Claim, Value:claim|deny|say|warn" in configuration


def test_what_brat_would_lose_is_seen(example):
    """A changed act, span or value is a difference."""
    import brat

    annotation = brat.Writer(example).write()
    for old, new in (("Act E1 warn", "Act E1 say"), ("Source 64 73", "Source 64 72"), ('"low": 40', '"low": 41')):
        assert old in annotation
        assert brat.read_brat(annotation.replace(old, new)) != brat.view_line(example)


def test_agreement_of_two_annotations(tmp_path):
    """F1 by the scorer, kappa on the claims that both have; a report in one folder only does not count."""
    import agreement

    for name, words in (("one", ANNOTATION), ("two", ANNOTATION.replace('act = "warn"', 'act = "say"'))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "example.toml").write_text(words, encoding="utf-8")
    (tmp_path / "one" / "other.toml").write_text(ANNOTATION, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    for name in ("example", "other"):
        (tmp_path / "reports" / f"{name}.txt").write_text(REPORT, encoding="utf-8")
    tool = ROOT / "eval" / "gold_tools" / "agreement.py"
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(tool), "one", "two", "--folder", str(tmp_path), "--json", str(figures)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "1 reports; 8 and 8 claims, 8 in both" in done.stdout
    kappa = json.loads(figures.read_text(encoding="utf-8"))["kappa"]
    # Of 8 acts 7 agree; by chance (1·1 + 1·1 + 5·6) of 64 would.
    assert kappa["act"] == pytest.approx((7 / 8 - 32 / 64) / (1 - 32 / 64))
    assert kappa["field"] is None
    listed = subprocess.run([*command, "--differences", "act"], capture_output=True, text=True, check=True).stdout
    assert "first   warn" in listed and "second  say" in listed
    assert agreement.find_kappa([]) is None


def test_validator_counts_what_occurs(example, tmp_path):
    """And says where a line is wrong."""
    from validate import check_file, count_fields

    counts = count_fields([example])
    assert (counts["act say"], counts["ascribed"], counts["content in pieces"], counts["voice outlet"]) == (5, 1, 1, 1)
    broken = break_line(example, "claims.0.act", "shout")
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(example) + "\n" + json.dumps(broken) + "\nnothing\n", encoding="utf-8")
    wrong, no_json = check_file(file)
    assert wrong.startswith("gold.jsonl:2: reports/example.txt claim ") and "“The dam above Hollin could bur…”" in wrong
    assert no_json.startswith("gold.jsonl:3: not JSON")
