"""Sentence vectors: the same as at export, the same alone as beside others, close to those of full precision."""

import json
import shutil

import numpy as np
import pytest

from sayso.errors import WeightsError
from sayso.read.vectors import DEFAULT_VECTORS, SentenceEncoder, load_vector_weights

RECORDS = json.loads((DEFAULT_VECTORS / "reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def test_vectors_are_those_of_export(encoder):
    """Replayed to the third digit: the products are of whole numbers, only the sums between them are rounded."""
    found = encoder.encode([record["text"] for record in RECORDS])
    assert found == pytest.approx(np.array([record["shipped"] for record in RECORDS]), abs=5e-3)


def test_vectors_are_close_to_full_precision(encoder):
    """A cosine of at least 0.98 with what the network gave before quantising."""
    found = encoder.encode([record["text"] for record in RECORDS])
    full = np.array([record["full"] for record in RECORDS], dtype=np.float32)
    assert ((found * full).sum(axis=1) > 0.98).all()


def test_a_vector_does_not_depend_on_what_is_beside_it(encoder):
    """Alone, in another order, with copies and with two threads: bit for bit."""
    texts = [record["text"] for record in RECORDS]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    turned = SentenceEncoder(threads=2).encode([*texts[::-1], texts[0]])
    assert np.array_equal(together, alone)
    assert np.array_equal(together[::-1], turned[:-1])
    assert np.array_equal(turned[-1], together[0])


def test_shape_length_and_progress(encoder):
    """float32 rows of unit length; nothing in, nothing out; progress ends with the number of texts."""
    done = []
    vectors = encoder.encode([f"The ship left pier {place % 300}." for place in range(400)], progress=done.append)
    assert vectors.shape == (400, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(400), abs=1e-5)
    assert done[-1] == 400
    assert len(done) == 2
    assert encoder.encode([]).shape == (0, 384)


def test_near_in_meaning_is_near(encoder):
    """A paraphrase is nearer than a sentence about something else."""
    left, near, far = encoder.encode(
        ["The harbour will stay shut until Thursday.", "The port remains closed until Thursday.", "Prices rose by 3%."]
    )
    assert left @ near > 0.6 > 0.3 > left @ far


def test_a_text_beyond_the_window_is_cut(encoder):
    """What follows the 254th piece is not seen; nothing fails."""
    long = "bridge " * 300
    assert np.array_equal(*encoder.encode([long, long + "never"]))


@pytest.mark.parametrize("harm", ["missing", "altered", "newer"])
def test_harmed_folders_are_refused(harm, tmp_path):
    """With a message that names the file."""
    for name in ("config.json", "model.onnx"):
        shutil.copy(DEFAULT_VECTORS / name, tmp_path / name)
    if harm == "missing":
        (tmp_path / "model.onnx").unlink()
    elif harm == "altered":
        (tmp_path / "model.onnx").write_bytes(b"no graph")
    else:
        config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8")) | {"format": 99}
        (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(WeightsError, match=r"model\.onnx|format 99"):
        load_vector_weights(tmp_path)


def test_a_copied_folder_opens_with_the_shared_tokenizer(tmp_path):
    """A folder elsewhere has no tokenizer beside it and uses the one of the package."""
    for name in ("config.json", "model.onnx"):
        shutil.copy(DEFAULT_VECTORS / name, tmp_path / name)
    assert SentenceEncoder(tmp_path).encode(["a"]).shape == (1, 384)
