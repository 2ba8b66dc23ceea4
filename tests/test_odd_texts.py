"""Damaged news through the whole pipeline: no crash, and every span still equals its text."""

import random

import pytest

from sayso import iter_inputs, make_report, read_report
from sayso.errors import ReportError
from sayso.export import describe_reading

SCRAPS = (
    *(
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "\n\n",
        "\n",
        " and ",
        " of ",
        "said ",
        "— ",
        "(",
        ")",
        ".",
        ", ",
        "🚢",
        "\u202e",
        "市",
        "1,000 ",
        "$",
    ),
    *(
        "Mr ",
        " U.S. ",
        "0" * 30,
        " " * 30,
        "said said said ",
        "Gen. ",
        "on Tuesday, ",
        "according to ",
        "Title: x\nDate: y\n\n",
    ),
)


def damage(text, rng):
    """A stretch of the text with cuts, scraps, doublings and reversals."""
    text = text[rng.randrange(len(text) // 2) :][: rng.randrange(50, 2000)]
    for _ in range(rng.randrange(40)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randrange(60))
        piece = text[start:end]
        changed = rng.choice(["", piece * 2, piece.upper(), piece.lower(), piece[::-1], rng.choice(SCRAPS) + piece])
        text = text[:start] + changed + text[end:]
    return text


def check_spans(value, text):
    if isinstance(value, list):
        for item in value:
            check_spans(item, text)
    elif isinstance(value, dict):
        if value.get("start") is not None:
            assert text[value["start"] : value["end"]] == value["text"]
        for item in value.values():
            check_spans(item, text)


@pytest.mark.parametrize("seed", range(6))
def test_damaged_news_is_read_without_a_crash(seed, reader, samples):
    """Fifteen texts a seed, with and without a date and an outlet."""
    rng = random.Random(seed)
    texts = [report.text for report in iter_inputs([samples])]
    for _ in range(15):
        text = damage(rng.choice(texts), rng)
        published = rng.choice([None, "2024-02-29", "2023-01-01T00:10:00+14:00"])
        try:
            report = make_report(text, published=published, outlet=rng.choice([None, "The Harrow Post"]), language="en")
        except ReportError:
            continue
        result = read_report(report, reader=reader)
        line = describe_reading(report, result.facts, result.claims)
        check_spans(line, report.text)
        ids = [claim["id"] for claim in line["claims"]]
        assert len(ids) == len(set(ids))
        assert {claim["inside"] for claim in line["claims"]} <= {None, *ids}
