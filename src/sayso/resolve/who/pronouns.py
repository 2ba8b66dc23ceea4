"""
Pronouns → whom they stand for, or an honest "could be X or Y".

Every he and she of the text is read in order, not only those that speak, because a chain of pronouns carries the person on. Each
candidate's last mention is scored by a few features (distance, subject position, speaker of the statement before …). The weights were set by
hand for news; `eval/who.py --fit` shows what public coreference data would make of them, which does no better on held-out documents.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from sayso.resolve.who.drafts import Cast, Draft

GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
IT = frozenset(("it", "its", "itself"))
FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
SECOND = frozenset(("you", "your", "yours", "yourself"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
PRONOUNS = frozenset(GENDER) | THEY | IT | FIRST | SECOND | RELATIVE

FEATURES = (
    *("same_sentence", "sentence_1", "sentence_2", "sentence_3", "farther", "same_paragraph", "distance"),
    *(
        "subject",
        "subject_same",
        "subject_before",
        "subject_for_he",
        "subject_for_his",
        "oblique",
        "oblique_same",
        "possessed",
        "possessed_same",
        "opens_sentence",
        "parallel",
    ),
    *("pronoun", "pronoun_he", "pronoun_same", "sure", "speaker", "speaker_before", "last_pronoun"),
    *(
        "latest",
        "between",
        "most",
        "frequent",
        "opens_text",
        "gender_known",
        "unnamed",
        "full_name",
        "short_name",
        "reporting",
        "near",
        "near_object",
        "clause",
        "quoted",
        "outside",
        "modifier",
        "said_aloud",
        "topic",
        "new_topic",
        "dislocated",
        "adjunct",
        "fresh",
        "superseded",
        "nobody",
    ),
)
WEIGHTS = dict.fromkeys(FEATURES, 0.0) | {
    "same_sentence": 0.6, "sentence_1": 0.4, "sentence_2": -0.6, "sentence_3": -1.5, "farther": -2.5, "same_paragraph": 0.5,
    "subject": 1.0, "subject_same": 0.3, "subject_before": 0.5, "oblique": -0.4, "possessed": -0.6, "opens_sentence": 0.2,
    "pronoun": 0.8, "pronoun_he": 0.5, "speaker": 0.8, "speaker_before": 1.0, "last_pronoun": 0.5,
    "latest": 0.3, "between": -0.2, "most": 0.3, "frequent": 0.35, "opens_text": 0.3, "gender_known": 0.8, "unnamed": -0.5, "reporting": 3.0, "full_name": 0.1, "nobody": -0.5,
    "modifier": -1.5, "said_aloud": -0.8, "topic": 1.0, "new_topic": -0.7, "dislocated": 2.0, "adjunct": -2.5,
    "fresh": 2.0, "superseded": -1.5,
}  # fmt: skip


FRESH = 1
"""Sentences after which somebody who was a subject by name without a word said is no longer who is meant first."""


@dataclass(slots=True)
class Mention:
    """One place where a candidate stands: the indexes of its words, the draft, and what it is there."""

    at: int
    last: int
    draft: int
    subject: bool = False
    pronoun: bool = False
    speaker: bool = False
    possessed: bool = False
    oblique: bool = False
    opens: bool = False
    modifier: bool = False
    sure: float = 0.0
    length: int = 1


@dataclass(slots=True)
class Context:
    """
    What is known when a pronoun is read: mentions so far, who spoke last, in whose reported words the pronoun stands.

    `fresh` is the subject by name of a sentence after the last statement: whoever that is beats the one who spoke last.
    """

    mentions: dict[int, Mention]
    counts: dict[int, int]
    firsts: dict[int, int]
    speaker: int | None = None
    fresh: Mention | None = None
    last_pronoun: dict[str, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    reporting: frozenset[int] = frozenset()
    avoid: frozenset[int] = frozenset()


def measure(
    cast: Cast, mention: Mention, draft: Draft, at: int, gender: str, context: Context, between: int, most: int
) -> dict[str, float]:
    """
    The features of one candidate by its last mention before the pronoun.

    `between` counts the other candidates that stand nearer, `most` is the largest number of mentions any candidate has.
    """
    words = cast.words
    distance = words.sentence[at] - words.sentence[mention.at]
    lower = words.lower[at]
    is_subject_form, is_owner_form = lower in ("he", "she"), lower in ("his", "her")
    same = distance == 0
    topic = context.topics.get(words.paragraph[at])
    has_topic = (
        topic is not None
        and topic in context.mentions
        and words.sentence[at] - words.sentence[context.mentions[topic].at] <= 2
        and cast.drafts[topic].gender in (None, gender)
    )
    fresh = find_fresh(cast, context, at, gender)
    count = context.counts.get(mention.draft, 0)
    features: dict[str, float] = {
        ("same_sentence", "sentence_1", "sentence_2", "sentence_3")[distance] if distance < 4 else "farther": 1.0,
        "same_paragraph": words.paragraph[at] == words.paragraph[mention.at],
        "distance": math.log1p(distance),
        "subject": mention.subject,
        "subject_same": mention.subject and same,
        "subject_before": mention.subject and distance == 1,
        "subject_for_he": mention.subject and is_subject_form,
        "subject_for_his": mention.subject and is_owner_form and same,
        "oblique": mention.oblique,
        "oblique_same": mention.oblique and same,
        "modifier": mention.modifier,
        "possessed": mention.possessed,
        "possessed_same": mention.possessed and same,
        "opens_sentence": mention.opens,
        "parallel": mention.opens and words.initial[at],
        "pronoun": mention.pronoun,
        "pronoun_he": mention.pronoun and mention.subject and is_subject_form,
        "pronoun_same": mention.pronoun and same,
        "sure": mention.sure,
        "speaker": mention.speaker,
        "speaker_before": mention.draft == context.speaker,
        "last_pronoun": context.last_pronoun.get(gender) == mention.draft,
        "latest": between == 0,
        "between": min(between, 4),
        "most": count == most,
        "frequent": math.log1p(count),
        "opens_text": words.paragraph[context.firsts.get(mention.draft, 0)] == 0,
        "gender_known": draft.gender == gender,
        "unnamed": not draft.named,
        "full_name": draft.named and mention.length >= 2,
        "short_name": draft.named and mention.length == 1 and not mention.pronoun,
        "reporting": mention.draft in context.reporting,
        "topic": has_topic and topic == mention.draft,
        "new_topic": has_topic and topic != mention.draft,
        "fresh": fresh == mention.draft,
        "superseded": fresh is not None and fresh != mention.draft and mention.draft == context.speaker,
        "dislocated": mention.last == at - 1 and "," in words.gaps[mention.last] and not mention.oblique,
        "adjunct": same and mention.oblique and is_subject_form and at > 0 and "," in words.gaps[at - 1],
        "near": at - mention.last <= 3,
        "near_object": at - mention.last <= 4 and not is_subject_form,
        "clause": same and any(words.gaps[i].strip() for i in range(mention.last, at)),
    }
    inside = words.quotation_at(words.starts[at])
    if inside is None:
        features["said_aloud"] = not mention.pronoun and words.quotation_at(words.starts[mention.at]) is not None
    else:
        where = words.quotation_at(words.starts[mention.at])
        features["quoted" if where == inside else "outside"] = 1.0
    return features


def find_fresh(cast: Cast, context: Context, at: int, gender: str) -> int | None:
    """The person who became the subject by name since the last statement, within the pronoun's paragraph but before its sentence."""
    words, fresh = cast.words, context.fresh
    if fresh is None or fresh.draft in context.avoid or cast.drafts[fresh.draft].gender not in (None, gender):
        return None
    near = context.mentions.get(fresh.draft, fresh).at
    if words.sentence[at] - words.sentence[near] > FRESH:
        return None
    is_here = words.paragraph[fresh.at] == words.paragraph[at] and words.sentence[fresh.at] < words.sentence[at]
    return fresh.draft if is_here and words.quotation_at(words.starts[at]) is None else None


def rank_people(candidates: list[tuple[int, dict[str, float]]], weights: dict[str, float]) -> list[tuple[float, int]]:
    """
    The candidates (draft, features) with their probabilities, best first.

    They add up to less than 1: the rest is for somebody whom the text does not name.
    """
    scored = [
        (sum(weights[name] * value for name, value in features.items()), number) for number, features in candidates
    ]
    top = max((score for score, _ in scored), default=0.0)
    powers = [(math.exp(score - top), number) for score, number in scored]
    total = sum(power for power, _ in powers) + math.exp(weights["nobody"] - top)
    return sorted(((power / total, number) for power, number in powers), reverse=True)


def list_candidates(cast: Cast, context: Context, at: int, gender: str) -> list[tuple[int, dict[str, float]]]:
    """The features of each person named before the pronoun whose gender is not the other one, the nearest first."""
    fitting = [
        (mention, cast.drafts[number])
        for number, mention in context.mentions.items()
        if cast.drafts[number].gender in (None, gender) and number not in context.avoid
    ]
    fitting.sort(key=lambda pair: pair[0].at, reverse=True)
    most = max((context.counts.get(mention.draft, 0) for mention, _ in fitting), default=0)
    return [
        (mention.draft, measure(cast, mention, draft, at, gender, context, between, most))
        for between, (mention, draft) in enumerate(fitting[:12])
    ]
