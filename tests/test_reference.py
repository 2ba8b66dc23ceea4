"""The shipped weights give what they gave at export, so training and run time cannot drift apart."""

import json

import numpy as np
import pytest

from sayso.read import DEFAULT_WEIGHTS, Reader
from sayso.read.encode import encode_text

RECORDS = json.loads((DEFAULT_WEIGHTS / "reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["text"][:24])
def test_pieces_and_features_are_those_of_training(record, reader):
    """Every piece, offset and feature, exactly."""
    encoded = encode_text(record["text"], reader._tokenizer)
    for name in ("ids", "starts", "ends", "cases", "gaps", "quotes"):
        assert getattr(encoded, name).tolist() == record[name], name


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["text"][:24])
def test_attributions_are_those_of_export(record, reader):
    """The same spans and links; scores to two digits, since processors sum in different orders."""
    attributions = reader.read_text(record["text"]).attributions
    found = [
        [[[m.span.start, m.span.end] for m in mentions] for mentions in (a.sources, (a.cue,), a.content)]
        for a in attributions
    ]
    assert found == [spans for *spans, _ in record["attributions"]]
    assert [a.score for a in attributions] == pytest.approx([a[-1] for a in record["attributions"]], abs=0.05)


def test_quantised_graph_prefers_the_tags_of_full_precision(reader):
    """At least 97 of 100 pieces get the tag that the trained network gave them before quantising."""
    same = total = 0
    for record in RECORDS:
        if record["tags"] is None:
            continue
        (window,) = reader._model.score_pieces(encode_text(record["text"], reader._tokenizer))
        same += int((window.tags.argmax(axis=1) == np.array(record["tags"])).sum())
        total += len(record["tags"])
    assert total > 500
    assert same >= 0.97 * total
