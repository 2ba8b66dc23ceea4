"""Scores and offsets → attributions, with scores made by hand."""

import dataclasses

import numpy as np
import pytest

from sayso.read.decode import (
    IMPOSSIBLE,
    TAGS,
    DecodeSettings,
    WindowScores,
    decode_scores,
    find_best_path,
    find_spans,
    forbid_transitions,
    merge_tags,
    point,
)
from sayso.read.encode import Encoded, cut_windows, weigh_window

TAG = {name: place for place, name in enumerate(TAGS)}


def make_settings(**changes):
    starts, steps = forbid_transitions()
    settings = {"transitions": steps, "starts": starts, "distance_bias": np.zeros((2, 257), dtype=np.float32)}
    return DecodeSettings(**settings | changes)


def make_encoded(text):
    """One piece a word, split at blanks; a line end before a word is a paragraph's."""
    starts, ends, gaps, place = [], [], [], 0
    for word in text.split():
        start = text.index(word, place)
        gaps.append(3 if start == 0 or "\n" in text[place:start] else 1)
        starts.append(start)
        place = start + len(word)
        ends.append(place)
    zeros = np.zeros(len(starts), dtype=np.int64)
    offsets = (np.array(starts), np.array(ends))
    return Encoded(ids=zeros, starts=offsets[0], ends=offsets[1], cases=zeros, gaps=np.array(gaps), quotes=zeros)


def score_path(names):
    """Scores that favour one tag for each piece."""
    scores = np.zeros((len(names), len(TAGS)), dtype=np.float32)
    for place, name in enumerate(names):
        scores[place, TAG[name]] = 6
    return scores


def make_window(names, links, *, first=0):
    """A window in which each dependent of `links` ({(layer, dependent): head, -1 for none}) fits its head."""
    count = len(names)
    dependents = np.zeros((2, 1 + count, 64), dtype=np.float32)
    heads = np.zeros((2, 1 + count, 64), dtype=np.float32)
    for place in range(1 + count):
        heads[:, place, place] = 8
    for (layer, dependent), head in links.items():
        dependents[layer, dependent + 1, head + 1] = 8
    weights = np.ones(count, dtype=np.float32)
    return WindowScores(first=first, weights=weights, tags=score_path(names), dependents=dependents, heads=heads)


def test_cue_gets_its_source_and_both_pieces_of_its_content():
    """“We will,” she said, “not leave.” is one claim with two spans."""
    text = "“We will,” she said, “not leave.”"
    names = ["B-content", "I-content", "B-source", "B-cue", "B-content", "I-content"]
    links = {(0, 0): 3, (0, 4): 3, (1, 3): 2}
    reading = decode_scores(text, make_encoded(text), [make_window(names, links)], make_settings())
    (attribution,) = reading.attributions
    assert attribution.cue.span.of(text) == "said"
    assert [mention.span.of(text) for mention in attribution.sources] == ["she"]
    assert [mention.span.of(text) for mention in attribution.content] == ["“We will,”", "“not leave.”"]
    assert 0.9 < attribution.score <= 1


def test_source_may_serve_several_cues():
    """She said … and warned …: one source span, two claims."""
    text = "She said no and warned him"
    names = ["B-source", "B-cue", "B-content", "O", "B-cue", "B-content"]
    links = {(0, 2): 1, (0, 5): 4, (1, 1): 0, (1, 4): 0}
    reading = decode_scores(text, make_encoded(text), [make_window(names, links)], make_settings())
    assert [[m.span.of(text) for m in a.sources] for a in reading.attributions] == [["She"], ["She"]]


def test_cue_that_points_to_the_special_piece_has_no_source():
    """“It was said that …” names nobody."""
    text = "It was said that"
    names = ["O", "O", "B-cue", "B-content"]
    reading = decode_scores(text, make_encoded(text), [make_window(names, {(0, 3): 2, (1, 2): -1})], make_settings())
    assert reading.attributions[0].sources == ()


def test_content_ends_with_its_paragraph():
    """A span that the tags carry over a paragraph break is cut there."""
    text = "He said this.\n\nAnd that."
    names = ["B-source", "B-cue", "B-content", "I-content", "I-content"]
    links = {(0, 2): 1, (0, 3): 1, (1, 1): 0}
    reading = decode_scores(text, make_encoded(text), [make_window(names, links)], make_settings())
    assert [mention.span.of(text) for mention in reading.attributions[0].content] == ["this.", "And that."]


def test_reading_below_the_threshold_is_left_out():
    """The threshold belongs to the weights."""
    text = "He said so"
    window = make_window(["B-source", "B-cue", "B-content"], {(0, 2): 1, (1, 1): 0})
    assert decode_scores(text, make_encoded(text), [window], make_settings(threshold=1.1)).attributions == ()


def test_calibrated_score_is_the_logistic_of_the_measures():
    """Coefficients that look at the content only: a cue without content scores less than one with."""
    text = "He said so"
    calibration = np.array([0, 0, 0, 0, 0, 0, 0, -3, 0])
    settings = dataclasses.replace(make_settings(), calibration=calibration)
    whole = make_window(["B-source", "B-cue", "B-content"], {(0, 2): 1, (1, 1): 0})
    bare = make_window(["B-source", "B-cue", "O"], {(1, 1): 0})
    assert decode_scores(text, make_encoded(text), [whole], settings).attributions[0].score == 0.5
    assert decode_scores(text, make_encoded(text), [bare], settings).attributions[0].score == round(
        1 / (1 + np.e**3), 4
    )


def test_span_of_commas_alone_is_refused_and_counted():
    """What cannot be anchored to words is no mention."""
    text = "He said , so"
    window = make_window(["B-source", "B-cue", "B-content", "O"], {(0, 2): 1, (1, 1): 0})
    reading = decode_scores(text, make_encoded(text), [window], make_settings())
    assert reading.refused == 1
    assert reading.attributions[0].content == ()


def test_path_never_continues_what_did_not_begin():
    """I-content after B-cue is impossible, however high its score."""
    scores = score_path(["B-cue", "I-content", "O"])
    settings = make_settings()
    path = find_best_path(scores, settings, np.zeros(3, dtype=bool))
    assert all(settings.transitions[a, b] > IMPOSSIBLE for a, b in zip(path, path[1:], strict=False))


def test_best_path_is_the_best_of_all_paths():
    """Viterbi against trying all paths of a short text."""
    rng = np.random.default_rng(0)
    settings = make_settings(transitions=forbid_transitions()[1] + rng.normal(size=(7, 7)).astype(np.float32))
    for _ in range(5):
        scores = rng.normal(size=(5, 7)).astype(np.float32)

        def value(path, scores=scores):
            steps = sum(settings.transitions[a, b] for a, b in zip(path, path[1:], strict=False))
            return settings.starts[path[0]] + steps + sum(scores[place, tag] for place, tag in enumerate(path))

        best = max(np.ndindex(*[7] * 5), key=value)
        found = find_best_path(scores, settings, np.zeros(5, dtype=bool))
        assert value(found) == pytest.approx(value(best), abs=1e-4)


def test_pointer_reaches_over_windows():
    """A head that only the second window holds beside the dependent is found there."""
    first = make_window(["O"] * 4, {}, first=0)
    second = make_window(["O"] * 4, {(0, 0): 3}, first=3)
    fit = point([first, second], 0, [3], [0, 6], make_settings())
    assert fit.shape == (1, 3)
    assert fit.argmax() == 2


def test_overlapping_windows_are_averaged():
    """Two windows that disagree meet at their weighted mean."""
    one = WindowScores(
        first=0,
        weights=np.array([1, 3], dtype=np.float32),
        tags=np.zeros((2, 7), np.float32),
        dependents=None,
        heads=None,
    )
    two = WindowScores(
        first=1,
        weights=np.array([1, 1], dtype=np.float32),
        tags=np.full((2, 7), 4, np.float32),
        dependents=None,
        heads=None,
    )
    assert merge_tags([one, two], 3)[:, 0].tolist() == [0, 1, 4]


@pytest.mark.parametrize("length", [0, 1, 100, 382, 383, 700, 5000, 100_001])
def test_windows_cover_the_text_and_share_enough(length):
    """Nothing is silently truncated, whatever the length."""
    windows = cut_windows(length, 382, 96)
    assert all(0 < after - first <= 382 for first, after in windows)
    assert all(b[0] <= a[1] - 96 and b[0] > a[0] for a, b in zip(windows, windows[1:], strict=False))
    assert not length or (windows[0][0], windows[-1][1]) == (0, length)


def test_weights_fall_only_towards_edges_behind_which_text_goes_on():
    """The text's own beginning and end are no edges."""
    assert weigh_window(200, is_first=True, is_last=True).min() == 1
    inner = weigh_window(200, is_first=False, is_last=False)
    assert inner[0] < inner[50] < inner[100] == 1 > inner[-1]


def test_spans_of_a_path():
    """B opens a span, I goes on with it."""
    assert find_spans([TAG[name] for name in ("O", "B-cue", "I-cue", "B-cue", "O")]) == [("cue", 1, 3), ("cue", 3, 4)]


def test_heading_is_no_source_of_what_stands_below_it():
    """The tags prefer the heading; the sentence's own subject is taken."""
    text = "It rained.\n\nCompeting Estimates\n\nVelmar put it higher, and that was all."
    words = text.split()
    names = ["O"] * len(words)
    names[2:4] = ["B-source", "I-source"]
    names[5:7] = ["B-cue", "B-content"]
    window = make_window(names, {(0, 6): 5, (1, 5): 2})
    window.tags[4, TAG["B-source"]] = 5.5
    window.tags[4, TAG["O"]] = 5
    reading = decode_scores(text, make_encoded(text), [window], make_settings())
    assert [mention.span.of(text) for a in reading.attributions for mention in a.sources] != ["Competing Estimates"]
    assert all(
        mention.span.start > text.index("Velmar") - 1 for a in reading.attributions for mention in (a.cue, *a.sources)
    )
