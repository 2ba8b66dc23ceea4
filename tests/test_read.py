"""The reader with its real weights."""

import json
import shutil

import pytest

from sayso.errors import WeightsError
from sayso.read import DEFAULT_WEIGHTS, Reader
from sayso.read.encode import CASES, GAPS, QUOTES, encode_text

TEXT = """The mayor of Velmar, Ruda Halvic, said on Monday that the bridge was safe.

“We looked at every bolt,” she told reporters, “and we found nothing wrong.”

ADVERTISEMENT

The engineers' union denied that its members had seen the report. “Nobody showed it to us," a spokesman said.
"""


@pytest.fixture(scope="module")
def reader():
    return Reader()


def test_sources_cues_and_contents_of_plain_news(reader):
    """Indirect, broken and mixed-mark quotations, each with its source."""
    found = {
        (a.sources[0].span.of(TEXT) if a.sources else None, a.cue.span.of(TEXT)): [m.span.of(TEXT) for m in a.content]
        for a in reader.read_text(TEXT).attributions
    }
    assert found["she", "told"] == ["“We looked at every bolt,”", "“and we found nothing wrong.”"]
    assert found["a spokesman", "said"] == ['“Nobody showed it to us,"']
    assert any(source and source.startswith("The mayor of Velmar") and cue == "said" for source, cue in found)
    assert any(cue == "denied" for _, cue in found)


def test_report_reads_the_same_alone_and_among_others(reader):
    """No batch, no scale shared between reports."""
    alone = Reader().read_text(TEXT)
    for text in ("Short.", TEXT * 6, "x" * 5000):
        reader.read_text(text)
    assert reader.read_text(TEXT) == alone


def test_long_report_is_read_whole(reader):
    """The last paragraph of a text of 20,000 words is read like the first."""
    filler = "The bridge is 400 metres long and was built in 1961 by the old water company.\n\n"
    text = filler * 1400 + TEXT
    last = reader.read_text(text).attributions[-1]
    assert last.cue.span.start > len(text) - 80
    assert last.cue.span.of(text) == "said"


@pytest.mark.parametrize(
    "text", ["", " \n\n ", ",", "🚢" * 300, "a" * 20_000, "市长说桥是安全的。" * 200, "\u202e\ufeff said\u0000"]
)
def test_odd_text_is_read_without_a_crash(reader, text):
    """Every span of what is found lies within the text."""
    for attribution in reader.read_text(text).attributions:
        assert attribution.cue.span.end <= len(text)


def test_wrapped_quotation_is_one_piece(reader):
    """Wire copy is wrapped at some 70 characters; a line end is no cut."""
    text = "“We will defend every village on the river and we will not ask anybody\nfor permission to do what we have to do,” the minister told reporters.\n"
    (attribution,) = reader.read_text(text).attributions
    assert len(attribution.content) == 1


def test_features_of_pieces(reader):
    """Capitals of the whole word, the gap before a piece, and its place in a quotation."""
    encoded = encode_text('NATO said\nmacOS “was Down".\n\nEnd', reader._tokenizer)
    words = ['NATO said\nmacOS “was Down".\n\nEnd'[a:b] for a, b in zip(encoded.starts, encoded.ends, strict=True)]
    cases = {word: CASES[case] for word, case in zip(words, encoded.cases, strict=True)}
    assert (cases["NATO"], cases["said"], cases["Down"]) == ("all", "none", "initial")
    gaps = {word: GAPS[gap] for word, gap in zip(words, encoded.gaps, strict=True)}
    assert (gaps["NATO"], gaps["said"], gaps["mac"], gaps["End"]) == ("paragraph", "blank", "line", "paragraph")
    quotes = {word: QUOTES[quote] for word, quote in zip(words, encoded.quotes, strict=True)}
    assert (quotes["“"], quotes["was"], quotes['"'], quotes["End"]) == ("opening", "inside", "closing", "outside")


# ------------------------------------------------------------------------------------------------------------------- weights


@pytest.fixture
def copied(tmp_path):
    folder = tmp_path / "weights"
    shutil.copytree(DEFAULT_WEIGHTS, folder)
    return folder


def test_altered_weights_are_refused(copied):
    """One byte is enough; the message names the file."""
    content = bytearray((copied / "model.onnx").read_bytes())
    content[1000] ^= 1
    (copied / "model.onnx").write_bytes(content)
    with pytest.raises(WeightsError, match=r"model\.onnx is not the file"):
        Reader(copied)


def test_missing_file_is_named(copied):
    """The folder is incomplete."""
    (copied / "tokenizer.json").unlink()
    with pytest.raises(WeightsError, match=r"tokenizer\.json cannot be read"):
        Reader(copied)


def test_folder_without_weights_is_named(tmp_path):
    """The way out is in the message."""
    with pytest.raises(WeightsError, match="holds no weights"):
        Reader(tmp_path)


@pytest.mark.parametrize(("key", "value"), [("format", 99), ("tags", ["O"]), ("features", [])])
def test_weights_for_another_sayso_are_refused(copied, key, value):
    """Labels and format must be those of the code."""
    config = json.loads((copied / "config.json").read_text())
    (copied / "config.json").write_text(json.dumps(config | {key: value}))
    with pytest.raises(WeightsError):
        Reader(copied)
