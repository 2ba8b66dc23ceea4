"""
The ONNX session: arrays in, arrays out, no text.

Each window is run by itself. The quantised graph scales its activations by what is in the run, so windows run together would change each
other's scores; alone, an article gives the same claims whatever is read beside it, and nothing is spent on padding.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.errors import WeightsError
from sayso.read.decode import IMPOSSIBLE, POINTERS, TAGS, DecodeSettings, WindowScores, forbid_transitions
from sayso.read.encode import CASES, GAPS, QUOTES, Array, Encoded, cut_windows, weigh_window

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DEFAULT_WEIGHTS = Path(__file__).parents[1] / "weights" / "sayso_v1"
FORMAT = 1
"""The layout of config.json and of the graph's inputs and outputs that this code reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A weights folder that has been checked: its hash, the bytes of its graph and tokenizer, and its settings."""

    folder: Path
    name: str
    sha256: str
    graph: bytes
    tokenizer: bytes
    window: int
    overlap: int
    first_piece: int
    last_piece: int
    decoding: DecodeSettings


def load_weights(folder: Path | str = DEFAULT_WEIGHTS) -> Weights:
    """The weights in a folder. Raises `WeightsError` where a file is missing, altered, or made for another sayso."""
    folder = Path(folder)
    config = _load_config(folder)
    files = {name: load_file(folder, name, digest) for name, digest in config["files"].items()}
    starts, steps = forbid_transitions()
    transitions = np.array(config["transitions"], dtype=np.float32)
    return Weights(
        folder=folder,
        name=config["name"],
        sha256=hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest(),
        graph=files["model.onnx"],
        tokenizer=files["tokenizer.json"],
        window=config["window"],
        overlap=config["overlap"],
        first_piece=config["first_piece"],
        last_piece=config["last_piece"],
        decoding=DecodeSettings(
            transitions=np.where(steps < 0, IMPOSSIBLE, transitions),
            starts=np.array(config["starts"], dtype=np.float32) + starts,
            distance_bias=np.array(config["distance_bias"], dtype=np.float32),
            threshold=config["threshold"],
            calibration=np.array(config["calibration"]) if config.get("calibration") else None,
        ),
    )


def _load_config(folder: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WeightsError(
            f"{folder} holds no weights (no config.json); reinstall sayso or name another folder"
        ) from None
    except (OSError, ValueError) as error:
        raise WeightsError(f"{folder / 'config.json'} cannot be read ({error}); reinstall sayso") from None
    if config.get("format") != FORMAT:
        raise WeightsError(
            f"{folder} holds weights of format {config.get('format')}; this sayso reads format {FORMAT}. "
            "Use the weights that came with it"
        )
    expected = {"tags": list(TAGS), "pointers": list(POINTERS), "features": [list(CASES), list(GAPS), list(QUOTES)]}
    for name, value in expected.items():
        if config.get(name) != value:
            raise WeightsError(f"{folder / 'config.json'}: its {name} are not those of this sayso; reinstall sayso")
    return config


def load_file(folder: Path, name: str, digest: str) -> bytes:
    """The bytes of a file of the weights. Raises `WeightsError` where it cannot be read or is not the one whose sha256 is `digest`."""
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise WeightsError(f"{folder / name} cannot be read ({error.strerror}); reinstall sayso") from None
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise WeightsError(
            f"{folder / name} is not the file its config.json describes (sha256 {found[:12]}…, not {digest[:12]}…); reinstall sayso"
        )
    return content


class Model:
    """The network of one weights folder, open in memory. Safe to use from several threads."""

    def __init__(self, weights: Weights, *, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Windows differ in length, and a memory arena keeps a block for each length it ever saw.
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        try:
            self._session = onnxruntime.InferenceSession(weights.graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own kinds, none of them public
            raise WeightsError(
                f"{weights.folder / 'model.onnx'} cannot be opened by onnxruntime {onnxruntime.__version__}: {error}"
            ) from None
        self._weights = weights

    def load_tokenizer(self) -> Tokenizer:
        """The tokenizer of the weights, without truncation or padding."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self._weights.tokenizer.decode("utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def score_pieces(self, encoded: Encoded) -> list[WindowScores]:
        """The scores of each window of a text."""
        weights = self._weights
        ranges = cut_windows(len(encoded), weights.window, weights.overlap)
        windows = []
        for place, (first, after) in enumerate(ranges):
            tags, dependents, heads = self._run_window(encoded, first, after)
            edge = weigh_window(after - first, is_first=place == 0, is_last=place == len(ranges) - 1)
            # The special last piece is dropped everywhere; the special first one stays in the pointers, as "no source".
            windows.append(
                WindowScores(
                    first=first, weights=edge, tags=tags[1:-1], dependents=dependents[:, :-1], heads=heads[:, :-1]
                )
            )
        return windows

    def _run_window(self, encoded: Encoded, first: int, after: int) -> tuple[Array, Array, Array]:
        ids = np.empty((1, after - first + 2), dtype=np.int64)
        ids[0, 0], ids[0, 1:-1], ids[0, -1] = (
            self._weights.first_piece,
            encoded.ids[first:after],
            self._weights.last_piece,
        )
        features = np.zeros((3, 1, after - first + 2), dtype=np.int64)
        for layer, values in enumerate((encoded.cases, encoded.gaps, encoded.quotes)):
            features[layer, 0, 1:-1] = values[first:after]
        tags, dependents, heads = self._session.run(None, {"ids": ids, "features": features})
        return tags[0], dependents[0], heads[0]
