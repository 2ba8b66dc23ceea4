"""Report → Reading: who says what, as spans. The only room with the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sayso.read.decode import decode_scores
from sayso.read.encode import encode_text
from sayso.read.inner import read_inner
from sayso.read.model import DEFAULT_WEIGHTS, Model, load_weights
from sayso.records import Reading, Report
from sayso.text import find_boilerplate

__all__ = ["DEFAULT_WEIGHTS", "Reader", "load_weights"]


class Reader:
    """
    Opens the weights once and reads many reports.

    `weights` is a weights folder, by default the one shipped inside the package; `threads` is how many cores the network may use. Raises
    `WeightsError` where the folder is incomplete or altered.
    """

    def __init__(self, weights: Path | str = DEFAULT_WEIGHTS, *, threads: int = 1) -> None:
        self.weights = load_weights(weights)
        self._model = Model(self.weights, threads=threads)
        self._tokenizer = self._model.load_tokenizer()

    def read(self, report: Report) -> Reading:
        """
        What the network says of one report: the same whatever is read before, after or beside it. Contents are read a second time, for what is
        said within them (`Reading.inner`).
        """
        reading = self.read_text(report.text)
        return replace(reading, inner=read_inner(report.text, reading.attributions, self.read_text))

    def read_text(self, text: str) -> Reading:
        """What the network says of one text. Attributions that touch boilerplate ("Read more:") are left out."""
        encoded = encode_text(text, self._tokenizer)
        reading = decode_scores(text, encoded, self._model.score_pieces(encoded), self.weights.decoding)
        return _drop_boilerplate(text, reading)


def _drop_boilerplate(text: str, reading: Reading) -> Reading:
    page = find_boilerplate(text)
    if not page:
        return reading
    kept = tuple(
        attribution
        for attribution in reading.attributions
        if not any(
            mention.span.overlaps(span)
            for mention in (attribution.cue, *attribution.sources, *attribution.content)
            for span in page
        )
    )
    return Reading(attributions=kept, refused=reading.refused)
