"""
The reading network in PyTorch: a six-layer encoder, what a reader sees beside the words, tags with a linear chain, two pointers.

The encoder follows BERT (Devlin et al. 2019) and starts from MiniLM (Wang et al. 2020); the chain is a linear-chain CRF (Lafferty et al.
2001); the pointers are scaled dot products with a bias for the clipped distance between the two pieces.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.read.decode import IMPOSSIBLE, POINTERS, TAGS, forbid_transitions
from sayso.read.encode import CASES, GAPS, QUOTES

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
POINTER_WIDTH, REACH = 96, 128


class Layer(nn.Module):
    """One encoder layer: attention and a feed-forward net, each followed by a residual sum and a norm."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Word pieces and features → one vector a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.features = nn.ModuleList(nn.Embedding(len(names), WIDTH) for names in (CASES, GAPS, QUOTES))
        for table in self.features:
            nn.init.zeros_(table.weight)  # at the first step the network sees what it saw in pretraining
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """`ids` [batch, pieces]; `features` [3, batch, pieces]; `mask` [batch, 1, 1, pieces], true for real pieces → [batch, pieces, WIDTH]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        for table, values in zip(self.features, features, strict=True):
            x = x + table(values)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Take the weights of the MiniLM checkpoint in `folder` (model.safetensors)."""
        state = load_file(folder / "model.safetensors")
        prefix = "" if "embeddings.word_embeddings.weight" in state else "bert."

        def take(name: str) -> Tensor:
            return state[prefix + name]

        with torch.no_grad():
            self.words.weight.copy_(take("embeddings.word_embeddings.weight"))
            types = take("embeddings.token_type_embeddings.weight")[0]
            self.positions.weight.copy_(take("embeddings.position_embeddings.weight") + types)
            self.norm.weight.copy_(take("embeddings.LayerNorm.weight"))
            self.norm.bias.copy_(take("embeddings.LayerNorm.bias"))
            for place, layer in enumerate(self.layers):
                base = f"encoder.layer.{place}."
                for part in ("weight", "bias"):
                    qkv = [take(f"{base}attention.self.{name}.{part}") for name in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                    for own, theirs in (
                        (layer.out, "attention.output.dense"),
                        (layer.norm1, "attention.output.LayerNorm"),
                        (layer.up, "intermediate.dense"),
                        (layer.down, "output.dense"),
                        (layer.norm2, "output.LayerNorm"),
                    ):
                        getattr(own, part).copy_(take(f"{base}{theirs}.{part}"))


class Network(nn.Module):
    """The encoder with its tag scores and pointer vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.pointers = nn.Linear(WIDTH, 2 * len(POINTERS) * POINTER_WIDTH)
        self.distance = nn.Parameter(torch.zeros(len(POINTERS), 2 * REACH + 1))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.starts = nn.Parameter(torch.zeros(len(TAGS)))
        starts, steps = forbid_transitions()
        self.register_buffer("start_mask", torch.from_numpy(starts), persistent=False)
        self.register_buffer("step_mask", torch.from_numpy(steps), persistent=False)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores [batch, pieces, 7], and the pointers' dependents and heads, each [batch, 2, pieces, POINTER_WIDTH]."""
        x = self.encoder(ids, features, mask)
        batch, length, _ = x.shape
        vectors = self.pointers(x).view(batch, length, 2, len(POINTERS), POINTER_WIDTH).permute(2, 0, 3, 1, 4)
        return self.tags(x), vectors[0], vectors[1]

    def fit_pointers(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores [batch, 2, dependent, head] of all pairs of pieces."""
        length = dependents.shape[2]
        places = torch.arange(length)
        distance = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH
        return dependents @ heads.transpose(-1, -2) / math.sqrt(POINTER_WIDTH) + self.distance[:, distance]

    def chain_loss(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """
        The negative log-likelihood a piece of the tag paths under the chain.

        `scores` [batch, pieces, 7] and `tags` [batch, pieces] are without special pieces; `lengths` [batch].
        """
        steps, starts = self.transitions + self.step_mask, self.starts + self.start_mask
        length = scores.shape[1]
        inside = torch.arange(length)[None, :] < lengths[:, None]
        emitted = scores.gather(2, tags[:, :, None]).squeeze(2)
        moved = torch.cat([starts[tags[:, :1]], steps[tags[:, :-1], tags[:, 1:]]], dim=1)
        gold = ((emitted + moved) * inside).sum()
        alpha = starts + scores[:, 0]
        for place in range(1, length):
            step = torch.logsumexp(alpha[:, :, None] + steps[None], dim=1) + scores[:, place]
            alpha = torch.where(inside[:, place, None], step, alpha)
        return (torch.logsumexp(alpha, dim=1).sum() - gold) / inside.sum()

    def free_transitions(self) -> Tensor:
        """The chain's transition scores with forbidden ones at `IMPOSSIBLE`."""
        return torch.where(self.step_mask < 0, torch.full_like(self.transitions, float(IMPOSSIBLE)), self.transitions)
