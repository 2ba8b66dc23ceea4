"""
Whether one report's text was taken from another's: which type of copy, which way, and the passages they share.

Narrative and quoted text are judged apart. Two outlets at one press conference share what was said there and write the rest themselves; whoever copies
shares the narrative too. Reworded copies keep few 5-grams, but most of their sentences still have a counterpart: so sentences are counted as well.
The thresholds were chosen on the training part of PolNeAR and are measured on its development part by `eval/copies.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sayso.compare.copy_direction import are_same_outlet, find_origin, name_reports
from sayso.compare.copy_passages import (
    Counterparts,
    Run,
    count_counterparts,
    find_runs,
    mask_page,
    opens_paragraph,
    split_runs,
)
from sayso.compare.sketch import NARRATIVE, QUOTED, SHORT, Hashes, Words, find_grams, is_sampled, split_words
from sayso.records import Copy, Report

NEARLY_ALL = 0.8
"""From this containment of the narrative both ways on, it is a copy: light edits leave 0.85 and more, cuts and rewording less."""
DERIVED_SHARE = 0.15
"""From this containment on, in one of the two, the narrative is derived. Reports on one story that are not copies stay below."""
DERIVED_GRAMS = 8
"""So many 5-grams must be shared for that: a name with its titles has up to 6."""
COUNTERPARTS = 2
"""So many sentences must have a counterpart for a text to count as reworded …"""
COUNTERPART_SHARE = 0.2
"""… and they must be this share of the sentences of one of the two."""
QUOTE_GRAMS = 4
"""So many quoted 5-grams, 8 words in a row, must be shared for the quoted words to be the same …"""
QUOTE_SHARE = 0.1
"""… and they must be this share of what one of the two quotes."""
LONGEST_PAGE_RUN = 120
"""The longest run of words, the same in many reports, that is taken for the page's and not the story's. A wire story goes on for longer."""

NEAR_END = 100
"""A note by the editor stands so many words before the end at most."""

Kind = Literal["copy", "derived", "shares_quotes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two texts share: how many distinct n-grams, narrative and quoted, and which share of each text's."""

    same: bool
    narrative: int
    narrative_left: float | None
    narrative_right: float | None
    quoted: int
    quoted_left: float | None
    quoted_right: float | None


def compare_texts(left: Report, right: Report, *, common: Collection[int] = ()) -> Copy | None:
    """
    What the texts of two reports share, `None` where neither was taken from the other and no quotation is the same.

    The order of the two makes no difference. `common` are hashes that very many reports have (see `sketch_index`): short runs of words made of them belong
    to the page and count for nothing. Versions of one page are the caller's to leave out. Texts in a script without blanks between words are compared by runs of
    characters, and never with texts in another kind of script.

    copy: at least `NEARLY_ALL` of the narrative n-grams of each are in the other's narrative. derived: `DERIVED_SHARE` of one of the two, and at least
    `DERIVED_GRAMS`; or, reworded, `COUNTERPARTS` sentences and `COUNTERPART_SHARE` of all have a counterpart. shares_quotes: at least `QUOTE_GRAMS` and
    `QUOTE_SHARE` of the n-grams in quotation marks are in the other text, quoted or not.
    """
    if left.id == right.id:
        raise ValueError(f"{left.id!r} is one report: only two different ones can be compared")
    if left.id > right.id:
        left, right = right, left
    ours, theirs = split_words(left.text), split_words(right.text)
    if ours.width != theirs.width:
        return None
    runs = find_runs(ours, theirs)
    page = [run for run in runs if _is_common(run, ours, theirs, common) or _is_note(run, ours, theirs, left, right)]
    ours = mask_page(ours, [(run.left, run.length) for run in page])
    theirs = mask_page(theirs, [(run.right, run.length) for run in page])
    overlap = _measure(ours, theirs)
    names = name_reports(left, right)
    # One stock phrase that two long texts share is not worth a look at their sentences.
    story = [run for run in runs if run not in page]
    judged = _judge_words(overlap, names)
    if judged is None and (len(story) >= COUNTERPARTS or min(len(ours.keys), len(theirs.keys)) < SHORT):
        judged = _judge_sentences(count_counterparts(ours, theirs, left.text, right.text), names)
    judged = judged or _judge_quotes(overlap, names)
    if judged is None:
        return None
    kind, why = judged
    origin = None
    if kind != "shares_quotes":
        origin, which_way = find_origin(left, right, overlap.narrative_left, overlap.narrative_right)
        why = f"{why}; {which_way}"
    return Copy(
        left=left.id,
        right=right.id,
        type=kind,
        origin=origin,
        narrative_left=overlap.narrative_left,
        narrative_right=overlap.narrative_right,
        quoted_left=overlap.quoted_left,
        quoted_right=overlap.quoted_right,
        passages=split_runs(story, ours, theirs),
        why=why,
    )


def _is_common(run: Run, left: Words, right: Words, common: Collection[int]) -> bool:
    """Whether most of the sampled n-grams of the shared words are common, so that the page and not the story brought them."""
    if _is_long(run, left, right):
        return False
    grams = left.grams[run.left : run.left + run.length - left.width + 1]
    sampled = grams[is_sampled(grams)].tolist()
    return bool(sampled) and sum(gram in common for gram in sampled) > len(sampled) / 2


def _is_note(run: Run, ours: Words, theirs: Words, left: Report, right: Report) -> bool:
    """Whether the shared words are a note that one outlet puts under its reports: they open a paragraph near the end of both texts."""
    if left.outlet is None or right.outlet is None or not are_same_outlet(left.outlet, right.outlet):
        return False
    near_end = max(len(ours.keys) - run.left - run.length, len(theirs.keys) - run.right - run.length) <= NEAR_END
    opens = opens_paragraph(left.text, ours, run.left) and opens_paragraph(right.text, theirs, run.right)
    return near_end and opens and not _is_long(run, ours, theirs)


def _is_long(run: Run, left: Words, right: Words) -> bool:
    return run.length > LONGEST_PAGE_RUN or run.length > min(len(left.keys), len(right.keys)) / 2


def _measure(left: Words, right: Words) -> Overlap:
    ours, theirs = find_grams(left, NARRATIVE), find_grams(right, NARRATIVE)
    narrative = int(np.isin(ours, theirs, assume_unique=True).sum())
    our_quotes, their_quotes = find_grams(left, QUOTED), find_grams(right, QUOTED)
    # What one puts in quotation marks the other may give without: a letter and the report that quotes it.
    quoted_left = int(np.isin(our_quotes, right.grams).sum())
    quoted_right = int(np.isin(their_quotes, left.grams).sum())
    return Overlap(
        same=len(left.keys) >= left.width and np.array_equal(left.keys, right.keys),
        narrative=narrative,
        narrative_left=_share(narrative, ours),
        narrative_right=_share(narrative, theirs),
        quoted=max(quoted_left, quoted_right),
        quoted_left=_share(quoted_left, our_quotes),
        quoted_right=_share(quoted_right, their_quotes),
    )


def _share(count: int, grams: Hashes) -> float | None:
    return round(count / len(grams), 4) if len(grams) else None


# ----------------------------------------------------------------------------------------------------------------- the judgement


def _judge_words(overlap: Overlap, names: tuple[str, str]) -> tuple[Kind, str] | None:
    """The type and the reason in words where runs of the same narrative words decide."""
    shares = overlap.narrative_left or 0.0, overlap.narrative_right or 0.0
    why = f"{_percent(shares[0])} of the narrative of {names[0]} and {_percent(shares[1])} of that of {names[1]} are the same word for word"
    if overlap.same:
        return "copy", "the two texts have the same words"
    if overlap.narrative < DERIVED_GRAMS or max(shares) < DERIVED_SHARE:
        return None
    return ("copy" if min(shares) >= NEARLY_ALL else "derived"), why


def _judge_sentences(sentences: Counterparts, names: tuple[str, str]) -> tuple[Kind, str] | None:
    """The type and the reason in words where sentences with other words put in decide."""
    share = max(sentences.left / max(sentences.of_left, 1), sentences.right / max(sentences.of_right, 1))
    if min(sentences.left, sentences.right) < COUNTERPARTS or share < COUNTERPART_SHARE:
        return None
    return "derived", (
        f"{sentences.left} of {sentences.of_left} sentences of {names[0]} and {sentences.right} of {sentences.of_right} of {names[1]}"
        " are the same but for some words"
    )


def _judge_quotes(overlap: Overlap, names: tuple[str, str]) -> tuple[Kind, str] | None:
    """The type and the reason in words where only quoted words are shared."""
    shares = overlap.quoted_left or 0.0, overlap.quoted_right or 0.0
    if overlap.quoted < QUOTE_GRAMS or max(shares) < QUOTE_SHARE:
        return None
    return "shares_quotes", (
        f"the narrative is each one's own, but {_percent(shares[0])} of the words that {names[0]} quotes and {_percent(shares[1])} of those that"
        f" {names[1]} quotes are in the other"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
