"""
Pronouns → whom they stand for, or an honest "could be X or Y".

Every he and she of the text is read in order, not only those that speak, because a chain of pronouns carries the person on. Each
candidate's last mention is scored by a few features (distance, subject position, speaker of the statement before …); the weights were
fitted by `eval/who.py --fit` on public coreference data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.resolve.who.drafts import Cast, Draft
from sayso.resolve.who.words import Words

GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
IT = frozenset(("it", "its", "itself"))
FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
SECOND = frozenset(("you", "your", "yours", "yourself"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
PRONOUNS = frozenset(GENDER) | THEY | IT | FIRST | SECOND | RELATIVE

FEATURES = (
    *("same_sentence", "sentence_1", "sentence_2", "sentence_3", "farther", "same_paragraph"),
    *("subject", "subject_same", "subject_before", "pronoun", "pronoun_subject", "speaker", "speaker_before", "object_same"),
    *("latest", "frequent", "opens_text", "gender_known", "gender_unknown_other", "possessed", "unnamed", "reporting", "near", "quoted", "outside"),
)
WEIGHTS = dict.fromkeys(FEATURES, 0.0) | {
    "same_sentence": 0.6, "sentence_1": 0.4, "sentence_2": -0.6, "sentence_3": -1.5, "farther": -2.5, "same_paragraph": 0.5,
    "subject": 1.0, "subject_same": 0.3, "subject_before": 0.5, "pronoun": 0.8, "pronoun_subject": 0.5, "speaker": 0.8, "speaker_before": 0.8, "object_same": -0.2,
    "latest": 0.3, "frequent": 0.35, "opens_text": 0.3, "gender_known": 0.8, "gender_unknown_other": 0.0, "possessed": -0.6, "unnamed": -0.5, "reporting": 1.0,
}  # fmt: skip

_VERBS = frozenset(
    "is was has had will would can could should may might must does did do says said told asked added warned argued went came made took got gave won lost "
    "became began kept held led ran met sent spent left felt knew saw thought wrote spoke stood put set let fell grew rose brought built bought caught chose drew "
    "drove ate found flew forgot heard hit hurt laid lay meant paid read rode sang sat sold shot showed shut slept struck swore taught threw understood wore wants "
    "makes takes gets gives knows thinks believes hopes plans needs likes also never now then still already repeatedly later who".split()
)


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


def is_subject(words: Words, opens: int, last: int) -> bool:
    """
    Whether the words look like the subject of their clause: a verb follows, or they open the sentence and an apposition follows.
    """
    if words.possessive[last] or last + 1 >= len(words.bases) or words.sentence[last + 1] != words.sentence[last]:
        return False
    gap, after = words.gaps[last], words.lower[last + 1]
    if gap in (" ", "\u00a0", "\n"):
        return after in _VERBS or (after.endswith("ed") and len(after) > 3) or (after.endswith("s") and not words.capital[last + 1] and len(after) > 3 and after not in ("this", "towards", "versus"))
    return "," in gap and (opens == 0 or words.sentence[opens - 1] != words.sentence[opens] or words.initial[opens])


def measure(cast: Cast, mention: Mention, draft: Draft, at: int, gender: str, context: Context) -> dict[str, float]:
    """The features of one candidate by its last mention before the pronoun."""
    words = cast.words
    distance = words.sentence[at] - words.sentence[mention.at]
    features: dict[str, float] = {
        ("same_sentence", "sentence_1", "sentence_2", "sentence_3")[distance] if distance < 4 else "farther": 1.0,
        "same_paragraph": float(words.paragraph[at] == words.paragraph[mention.at]),
        "subject": float(mention.subject),
        "subject_same": float(mention.subject and distance == 0),
        "subject_before": float(mention.subject and distance == 1),
        "object_same": float(not mention.subject and distance == 0),
        "pronoun": float(mention.pronoun),
        "pronoun_subject": float(mention.pronoun and mention.subject),
        "speaker": float(mention.speaker),
        "speaker_before": float(mention.draft == context.speaker),
        "latest": float(mention.draft == context.latest),
        "frequent": math.log1p(context.counts.get(mention.draft, 0)),
        "opens_text": float(words.paragraph[context.firsts.get(mention.draft, 0)] <= 1),
        "gender_known": float(draft.gender == gender),
        "possessed": float(mention.possessed),
        "unnamed": float(not draft.named),
        "reporting": float(mention.draft in context.reporting),
        "near": float(at - mention.last <= 3),
    }
    inside = words.quotation_at(words.starts[at])
    if inside is not None:
        where = words.quotation_at(words.starts[mention.at])
        features["quoted" if where == inside else "outside"] = 1.0
    return features


@dataclass(slots=True)
class Context:
    """What is known when a pronoun is read: mentions so far, who spoke last, in whose reported words the pronoun stands."""

    mentions: dict[int, Mention]
    counts: dict[int, int]
    firsts: dict[int, int]
    speaker: int | None = None
    latest: int | None = None
    reporting: frozenset[int] = frozenset()
    avoid: frozenset[int] = frozenset()


def rank_people(candidates: list[tuple[int, dict[str, float]]], weights: dict[str, float]) -> list[tuple[float, int]]:
    """The candidates (draft, features) with their probabilities, best first."""
    if not candidates:
        return []
    scored = [(sum(weights[name] * value for name, value in features.items()), number) for number, features in candidates]
    top = max(score for score, _ in scored)
    powers = [(math.exp(score - top), number) for score, number in scored]
    total = sum(power for power, _ in powers)
    return sorted(((power / total, number) for power, number in powers), reverse=True)


def list_candidates(cast: Cast, context: Context, at: int, gender: str) -> list[tuple[int, dict[str, float]]]:
    """The features of each person named before the pronoun whose gender is not the other one."""
    found = []
    for number, mention in context.mentions.items():
        draft = cast.drafts[number]
        if draft.gender not in (None, gender) or number in context.avoid:
            continue
        found.append((number, measure(cast, mention, draft, at, gender, context)))
    return found
