"""The labels of sources and the rules by which eval/sources.py scores against them, on sentences of our own."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from sayso.records import KINDS, Entity, Span

EVALUATION = Path(__file__).parent.parent / "eval"
TEXT = "Jane Roe and Al Coe met. Roe’s campaign said that many nurses of the Velmar League left; her campaign agreed."


@pytest.fixture(scope="module")
def sources() -> ModuleType:
    sys.path.insert(0, str(EVALUATION))  # the scripts are beside one another, no package
    try:
        import sources as module
    finally:
        sys.path.remove(str(EVALUATION))
    return module


@pytest.fixture(scope="module")
def sample(sources: ModuleType) -> ModuleType:
    return sys.modules["sources_sample"]


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make_entity(words: str, *, name: str | None = None, kind: str = "person", named: bool = True) -> Entity:
    return Entity(
        id="e1", name=name or words, kind=kind, named=named, mentions=(place(words),), why="made for the test"
    )


# ------------------------------------------------------------------------------------------------------------------ the labels


def test_each_committed_label_has_offsets_kinds_and_no_words() -> None:
    rows = [json.loads(line) for line in (EVALUATION / "data" / "sources_polnear.jsonl").read_text().splitlines()]
    assert len(rows) == len({(row["article"], *row["source"]) for row in rows}) == 300
    assert max(Counter(row["article"] for row in rows).values()) <= 6
    for row in rows:
        assert set(row) <= {"article", "source", "stratum", "first", "second", "final"}
        assert "why" in row.get("final", {"why": ""})
        for label in (row[name] for name in ("first", "second", "final") if name in row):
            assert set(label) <= {"referents", "unclear", "why"}
            assert bool(label["referents"]) != bool(label.get("unclear"))
            for referent in label["referents"]:
                assert referent["kind"] in KINDS
                assert 0 <= referent["span"][0] < referent["span"][1]


def test_a_line_of_a_pass_becomes_places(sample: ModuleType) -> None:
    source = place("her campaign")
    joint = sample.take_line(TEXT, source, "Jane Roe p + many [nurses] c- # two people")
    assert joint == {
        "referents": [
            {"span": [0, 8], "kind": "person", "named": True},
            {"span": [*_pair(place("nurses"))], "kind": "group", "named": False},
        ],
        "why": "two people",
    }
    assert sample.take_line(TEXT, source, "?") == {"referents": [], "unclear": True}
    assert sample.take_line(TEXT, source, "= o")["referents"][0] == {
        "span": [*_pair(source)],
        "kind": "organization",
        "named": False,
    }
    other = sample.take_line(TEXT, source, "Velmar League or Al Coe g*")["referents"][0]
    assert other["also"] == [[*_pair(place("Al Coe"))]]
    assert other["metonym"]


@pytest.mark.parametrize("line", ["Jane Poe p", "Jane Roe x", "Jane Roe"])
def test_a_line_that_fits_nothing_is_refused(sample: ModuleType, line: str) -> None:
    with pytest.raises(ValueError, match="Jane"):
        sample.take_line(TEXT, Span(0, 8), line)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


@pytest.mark.parametrize(
    ("source", "stratum"),
    [
        ("She", "pronoun"),
        ("which", "pronoun"),
        ("Roe", "surname"),
        ("Mr. Poe", "surname"),
        ("Jane Roe", "full name"),
        ("the minister Jane Roe, 34,", "full name"),
        ("the Velmar Council", "body or place"),
        ("the mayor", "role"),
        ("many nurses", "unnamed"),
        ("Republicans", "unnamed"),
    ],
)
def test_a_stratum_is_told_by_the_surface(sample: ModuleType, source: str, stratum: str) -> None:
    assert sample.sort_source(TEXT, source) == stratum


def test_a_sample_keeps_to_the_shares_and_to_the_most_of_an_article(sample: ModuleType) -> None:
    strata = ["pronoun"] * 6 + ["surname"] * 3 + ["role"]
    all_sources = [
        sample.Source(f"a{number % 20}", Span(number, number + 1), strata[number % 10]) for number in range(200)
    ]
    drawn = sample.draw_sample(all_sources, size=40, most=5)
    assert drawn == sample.draw_sample(all_sources, size=40, most=5)
    assert Counter(source.stratum for source in drawn) == {"pronoun": 24, "surname": 12, "role": 4}
    assert max(Counter(source.article for source in drawn).values()) <= 5


# ------------------------------------------------------------------------------------------------------------------ the score


def label(sample: ModuleType, line: str, source: str = "her campaign") -> dict[str, object]:
    return sample.take_line(TEXT, place(source), line)


@pytest.mark.parametrize(
    ("line", "people", "verdict"),
    [
        ("Jane Roe p", [make_entity("Jane Roe")], "right"),
        ("Jane Roe p", [make_entity("Roe’s", name="Jane Roe")], "right"),
        ("Jane Roe p", [make_entity("Al Coe")], "wrong"),
        ("Jane Roe p", [], "unlinked"),
        ("Jane Roe p", [make_entity("her campaign", kind="organization", named=False)], "unlinked"),
        ("Jane Roe p + Al Coe p", [make_entity("Al Coe"), make_entity("Jane Roe")], "right"),
        ("Jane Roe p + Al Coe p", [make_entity("Jane Roe")], "wrong"),
        ("Jane Roe p", [make_entity("Jane Roe"), make_entity("Al Coe")], "wrong"),
        ("Roe’s campaign o", [make_entity("Roe’s", name="Jane Roe")], "wrong"),
        ("Velmar League g*", [make_entity("Velmar League", kind="government")], "right"),
        ("Velmar League g*", [make_entity("Velmar League", kind="organization")], "wrong"),
        ("= o", [make_entity("her campaign", kind="organization", named=False)], "right"),
        ("= o", [make_entity("her campaign", kind="group", named=False)], "label"),
        ("= o", [make_entity("her campaign", name="Jane Roe’s campaign", kind="organization")], "label"),
        ("= o", [make_entity("her campaign", name="Jane Roe")], "wrong"),
        ("many nurses c-", [make_entity("nurses", kind="group")], "label"),
    ],
)
def test_what_is_right(sources: ModuleType, sample: ModuleType, line: str, people: list[Entity], verdict: str) -> None:
    assert sources.judge(TEXT, place("her campaign"), label(sample, line), people) == verdict


def test_two_passes_agree_on_any_name_of_a_speaker_in_any_order(sources: ModuleType, sample: ModuleType) -> None:
    one = label(sample, "Jane Roe p + many nurses c-")
    other = label(sample, "nurses c- + Roe p")
    assert sources.is_same(TEXT, one, other)
    assert not sources.is_same(TEXT, one, label(sample, "Jane Roe p"))
    assert not sources.is_same(TEXT, label(sample, "= o"), label(sample, "= c"))
    assert sources.is_same(TEXT, label(sample, "= o"), label(sample, "= c"), kinds=False)


def test_final_counts_before_the_passes_and_two_that_differ_count_not(sources: ModuleType, sample: ModuleType) -> None:
    roe, coe = label(sample, "Jane Roe p"), label(sample, "Al Coe p")
    assert sources.settle(TEXT, {"first": roe}) is roe
    assert sources.settle(TEXT, {"first": roe, "second": coe}) is None
    assert sources.settle(TEXT, {"first": roe, "second": coe, "final": coe}) is coe
