"""
Sentence vectors: texts in, vectors of unit length out, for search by meaning and for finding statements that say the same.

    encoder = SentenceEncoder()  # opens the weights once
    vectors = encoder.encode(["The bridge is safe.", "Nobody need fear for the bridge."])  # float32 [2, 384]
    cosine = float(vectors[0] @ vectors[1])

A text's vector is the same whatever is encoded beside it: each text is run by itself. Near is not the same: "2,000 crossed" and "3,000
crossed" lie close together, and so do a claim and its denial; `sayso.compare.same` decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.errors import WeightsError
from sayso.read.encode import Array
from sayso.read.model import load_file

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DEFAULT_VECTORS = Path(__file__).parents[1] / "weights" / "vectors_v1"
FORMAT = 1
"""The layout of config.json and of the graph's input and output that this code reads."""
_STRIDE = 256
"""How many texts lie between two calls of `progress`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorWeights:
    """A vectors folder that has been checked. `sha256` is the graph's; keep it beside stored vectors, which another graph would not match."""

    folder: Path
    name: str
    sha256: str
    graph: bytes
    tokenizer: bytes
    width: int
    longest: int


def load_vector_weights(folder: Path | str = DEFAULT_VECTORS) -> VectorWeights:
    """The weights in a folder. Raises `WeightsError` where a file is missing, altered, or made for another sayso."""
    folder = Path(folder)
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{folder / 'config.json'} cannot be read ({error}); reinstall sayso") from None
    if config.get("format") != FORMAT:
        raise WeightsError(
            f"{folder} holds vectors of format {config.get('format')}; this sayso reads format {FORMAT}. "
            "Use the weights that came with it"
        )
    # The tokenizer is the reading network's; it is looked for beside the default folder where a folder of the user's has none.
    shared = folder if (folder / config["tokenizer"]).exists() else DEFAULT_VECTORS
    return VectorWeights(
        folder=folder,
        name=config["name"],
        sha256=config["graph_sha256"],
        graph=load_file(folder, "model.onnx", config["graph_sha256"]),
        tokenizer=load_file(shared, config["tokenizer"], config["tokenizer_sha256"]),
        width=config["width"],
        longest=config["longest"],
    )


class SentenceEncoder:
    """
    Opens the vector weights once and encodes many texts.

    `weights` is a vectors folder, by default the one shipped inside the package; `threads` is how many texts are run at a time. Raises
    `WeightsError` where the folder is incomplete or altered. Safe to use from several threads.
    """

    def __init__(self, weights: Path | str = DEFAULT_VECTORS, *, threads: int = 1) -> None:
        import onnxruntime

        self.weights = load_vector_weights(weights)
        self._threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Texts differ in length, and a memory arena keeps a block for each length it ever saw.
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        try:
            self._session = onnxruntime.InferenceSession(
                self.weights.graph, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises its own kinds, none of them public
            raise WeightsError(
                f"{self.weights.folder / 'model.onnx'} cannot be opened by onnxruntime {onnxruntime.__version__}: {error}"
            ) from None
        self._tokenizer = self._load_tokenizer()

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Array:
        """
        The vectors of the texts, float32 [len(texts), 384], each of length 1, in the order given; equal texts are run once.

        Pieces beyond the 254th of a text are not seen. `progress`, if given, is called now and then with how many texts are done.
        """
        rows: dict[str, int] = {}
        places = [rows.setdefault(text, len(rows)) for text in texts]
        distinct = list(rows)
        vectors = np.zeros((len(distinct), self.weights.width), dtype=np.float32)
        with ThreadPoolExecutor(max_workers=self._threads) as pool:
            for first in range(0, len(distinct), _STRIDE):
                part = distinct[first : first + _STRIDE]
                pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(part)]
                for place, vector in enumerate(pool.map(self._run, pieces), start=first):
                    vectors[place] = vector
                if progress is not None:
                    progress(round((first + len(part)) * len(texts) / len(distinct)))
        return vectors[places] if places else vectors

    def _run(self, ids: list[int]) -> Array:
        vector: Array = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})[0][0]
        return vector

    def _load_tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self.weights.tokenizer.decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.weights.longest)
        return tokenizer
