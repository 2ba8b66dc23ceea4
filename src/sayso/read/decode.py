"""
Scores and offsets → attributions. The only place where pieces become spans.

One Viterbi path over the tags of the whole text gives the spans; pointers then link each content to a cue and each cue to a source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.records import Attribution, Mention, Reading, Role, Span
from sayso.text import find_headings, trim_span

if TYPE_CHECKING:
    from sayso.read.encode import Array, Encoded

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES: tuple[Role, ...] = ("source", "cue", "content")
POINTERS = ("content-cue", "cue-source")
IMPOSSIBLE = np.float32(-1e4)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowScores:
    """
    What the network gave for one window of pieces `first` … `first + len(tags)`.

    `tags` is [pieces, 7]; `dependents` and `heads` are [2, 1 + pieces, width], one layer for each of `POINTERS`, with the special first piece
    ("no source") in front.
    """

    first: int
    weights: Array
    tags: Array
    dependents: Array
    heads: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeSettings:
    """
    What belongs to the weights: transition scores [7, 7] and start scores [7] of the tags, distance biases [2, 2 × reach + 1], the least score
    that is shown, and the coefficients [9] that make a probability of `measure_attribution`; without them a score is a plain product.
    """

    transitions: Array
    starts: Array
    distance_bias: Array
    threshold: float = 0.0
    calibration: Array | None = None


def forbid_transitions() -> tuple[Array, Array]:
    """Start and transition masks of the tags: 0 where allowed, `IMPOSSIBLE` where an I does not follow its own B or I."""
    starts = np.array([IMPOSSIBLE if tag[0] == "I" else 0 for tag in TAGS], dtype=np.float32)
    steps = [[IMPOSSIBLE if b[0] == "I" and a[2:] != b[2:] else 0 for b in TAGS] for a in TAGS]
    return starts, np.array(steps, dtype=np.float32)


def merge_tags(windows: list[WindowScores], length: int) -> Array:
    """The tag scores of the whole text, [length, 7]: the mean over windows, weighted to their centres."""
    total = np.zeros((length, len(TAGS)), dtype=np.float32)
    weight = np.zeros((length, 1), dtype=np.float32)
    for window in windows:
        place = slice(window.first, window.first + len(window.tags))
        total[place] += window.tags * window.weights[:, None]
        weight[place] += window.weights[:, None]
    return total / weight


def find_best_path(scores: Array, settings: DecodeSettings, breaks: Array) -> list[int]:
    """
    The best tag for each piece, by Viterbi.

    `scores` is [pieces, 7]. At `breaks` (bool, a piece that begins a paragraph) no span goes on: contents end with the paragraph.
    """
    inner = np.array([tag[0] == "I" for tag in TAGS])
    emissions = scores.copy()
    emissions[np.ix_(breaks, inner)] += IMPOSSIBLE
    best = settings.starts + emissions[0]
    back = np.zeros(emissions.shape, dtype=np.int8)
    steps = np.ascontiguousarray(settings.transitions.T)  # [to, from], so that the best "from" lies along a row
    for place in range(1, len(emissions)):
        paths = steps + best
        back[place] = paths.argmax(axis=1)
        best = paths.max(axis=1) + emissions[place]
    path = [int(best.argmax())]
    for place in range(len(emissions) - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]


def find_spans(path: list[int]) -> list[tuple[Role, int, int]]:
    """The spans of a tag path: role, first piece, the piece after the last."""
    spans: list[tuple[Role, int, int]] = []
    for place, tag in enumerate(path):
        if tag == 0:
            continue
        role = ROLES[(tag - 1) // 2]
        if tag % 2 == 1:
            spans.append((role, place, place + 1))
        else:
            spans[-1] = (role, spans[-1][1], place + 1)
    return spans


def point(
    windows: list[WindowScores], layer: int, dependents: list[int], candidates: list[int], settings: DecodeSettings
) -> Array:
    """
    How well each candidate head fits each dependent piece: [dependents, 1 + candidates], the first column for "none".

    A mean over the windows that hold both, weighted to their centres; `IMPOSSIBLE` where no window does.
    """
    total = np.zeros((len(dependents), 1 + len(candidates)), dtype=np.float32)
    seen = np.zeros_like(total)
    bodies, heads = np.array(dependents, dtype=np.int64), np.array(candidates, dtype=np.int64)
    reach = settings.distance_bias.shape[1] // 2
    for window in windows:
        last = window.first + len(window.tags)
        here = np.nonzero((bodies >= window.first) & (bodies < last))[0]
        found = np.nonzero((heads >= window.first) & (heads < last))[0]
        if not len(here):
            continue
        # The special piece stands at 0 and piece 0 at 1, so distances count as in training, special piece included.
        rows = bodies[here] - window.first + 1
        columns = np.concatenate([[0], heads[found] - window.first + 1])
        vectors = window.dependents[layer, rows]
        fit = vectors @ window.heads[layer, columns].T / np.float32(np.sqrt(vectors.shape[1]))
        fit += settings.distance_bias[layer, np.clip(columns - rows[:, None], -reach, reach) + reach]
        weight = window.weights[rows - 1][:, None]
        chosen = np.ix_(here, np.concatenate([[0], found + 1]))
        total[chosen] += fit * weight
        seen[chosen] += weight
    return np.where(seen > 0, total / np.maximum(seen, 1e-6), IMPOSSIBLE)


def link(
    windows: list[WindowScores], layer: int, dependents: list[int], candidates: list[int], settings: DecodeSettings
) -> list[tuple[int | None, float]]:
    """
    For each dependent piece the place of its best head among the candidates, `None` for "none", and the probability. Both in text order.

    Taken a few dependents at a time with the windows and heads around them: all pairs of a long text would not fit into memory.
    """
    links: list[tuple[int | None, float]] = []
    for start in range(0, len(dependents), 32):
        group = dependents[start : start + 32]
        first = bisect_right(windows, group[0], key=lambda window: window.first + len(window.tags))
        near = windows[first : bisect_right(windows, group[-1], key=lambda window: window.first)]
        low = bisect_left(candidates, near[0].first)
        high = bisect_left(candidates, near[-1].first + len(near[-1].tags))
        fits = point(near, layer, group, candidates[low:high], settings)
        if POINTERS[layer] == "content-cue":
            fits[:, 0] = 2 * IMPOSSIBLE  # a content always has its cue
        for fit in softmax(fits):
            best = int(fit.argmax())
            links.append((None if best == 0 else low + best - 1, float(fit[best])))
    return links


def decode_scores(text: str, encoded: Encoded, windows: list[WindowScores], settings: DecodeSettings) -> Reading:
    """The attributions of one text, from the scores of its windows."""
    if not len(encoded):
        return Reading()
    scores = merge_tags(windows, len(encoded))
    scores[_find_heading_pieces(text, encoded), 1:] += IMPOSSIBLE
    spans = find_spans(find_best_path(scores, settings, encoded.gaps >= 2))
    probabilities = softmax(scores)
    mentions = [_make_mention(text, encoded, probabilities, *span) for span in spans]
    refused = sum(mention is None for mention in mentions)

    kept = [(first, mention) for (_, first, _), mention in zip(spans, mentions, strict=True) if mention is not None]
    cues = [(first, mention) for first, mention in kept if mention.role == "cue"]
    sources = [(first, mention) for first, mention in kept if mention.role == "source"]
    starts = [first for first, _ in cues]
    contents: list[list[tuple[Mention, float]]] = [[] for _ in cues]
    pieces = [(first, mention) for first, mention in kept if mention.role == "content"]
    heads = link(windows, 0, [first for first, _ in pieces], starts, settings)
    for (_, mention), (head, score) in zip(pieces, heads, strict=True):
        if head is not None:
            contents[head].append((mention, score))

    attributions = []
    heads = link(windows, 1, starts, [first for first, _ in sources], settings)
    for (_, cue), own, (head, score) in zip(cues, contents, heads, strict=True):
        source = None if head is None else sources[head][1]
        attribution = _make_attribution(cue, source, score, own, settings)
        if attribution.score is not None and attribution.score >= settings.threshold:
            attributions.append(attribution)
    return Reading(attributions=tuple(attributions), refused=refused)


def _find_heading_pieces(text: str, encoded: Encoded) -> Array:
    """
    Which pieces lie in sub-headings, as a mask: they are the outlet's own words, and no source of what stands below them.

    The first paragraph may be the title, and titles may hold claims.
    """
    mask = np.zeros(len(encoded), dtype=bool)
    for heading in find_headings(text):
        if text[: heading.start].strip():
            mask[(encoded.starts >= heading.start) & (encoded.ends <= heading.end)] = True
    return mask


def measure_attribution(
    cue: Mention, source: Mention | None, source_link: float, contents: list[tuple[Mention, float]]
) -> Array:
    """
    What the score of an attribution is worked out from, [9]: 1; the log-odds of cue, link to the source, source, least content and least link
    of a content; and whether it has no source, no content, several pieces of content (0 or 1). 0 for what is not there.
    """
    return np.array(
        [
            1.0,
            log_odds(cue.score or 0.0),
            log_odds(source_link),
            0.0 if source is None else log_odds(source.score or 0.0),
            0.0 if not contents else log_odds(min(mention.score or 0.0 for mention, _ in contents)),
            0.0 if not contents else log_odds(min(link for _, link in contents)),
            source is None,
            not contents,
            len(contents) > 1,
        ],
        dtype=np.float64,
    )


def log_odds(probability: float) -> float:
    """The logit of a probability, kept within that of 0.0001 and 0.9999."""
    inner = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(inner / (1 - inner)))


def _make_attribution(
    cue: Mention,
    source: Mention | None,
    source_link: float,
    contents: list[tuple[Mention, float]],
    settings: DecodeSettings,
) -> Attribution:
    if settings.calibration is not None:
        fit = float(settings.calibration @ measure_attribution(cue, source, source_link, contents))
        score = 1 / (1 + float(np.exp(-fit)))
    else:
        score = (cue.score or 0.0) * source_link * (1.0 if source is None else source.score or 0.0)
        for mention, link in contents:
            score *= (mention.score or 0.0) * link
    return Attribution(
        cue=cue,
        sources=() if source is None else (source,),
        content=tuple(mention for mention, _ in contents),
        score=round(score, 4),
    )


def _make_mention(
    text: str, encoded: Encoded, probabilities: Array, role: Role, first: int, after: int
) -> Mention | None:
    """The mention that pieces `first` up to `after` stand for, `None` if only blanks and commas are in it."""
    span = trim_span(text, Span(int(encoded.starts[first]), int(encoded.ends[after - 1])))
    if span is None:
        return None
    tag = 1 + 2 * ROLES.index(role)
    score = float(probabilities[first:after, tag : tag + 2].sum(axis=1).min())
    return Mention(span=span, role=role, score=round(score, 4))


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
