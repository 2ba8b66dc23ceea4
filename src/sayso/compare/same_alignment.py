"""Two wordings laid beside each other: which words are each other's counterpart, what is left over on each side, and by how much they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.compare.same_profile import TITLES, Profile, Token, find_start, weigh_token
from sayso.compare.same_words import PARTS_OF_PLACES
from sayso.records import Quantity


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which words of the left have which counterpart, what is left over on each side, and the share of each side's weight that is matched."""

    pairs: tuple[tuple[Token, Token], ...]
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    left_share: float
    right_share: float

    @property
    def alike(self) -> bool:
        """Whether the two speak about the same at all, so that a difference sets them apart for good."""
        return min(self.left_share, self.right_share) >= 0.5


def align_profiles(left: Profile, right: Profile) -> Alignment:
    """Each content word with its counterpart: the same key first, then a name with its adjective ("Tarsenia", "Tarsenian")."""
    free: dict[str, list[Token]] = {}
    for token in right.tokens:
        free.setdefault(token.key, []).append(token)
    pairs, kept = [], []
    for token in left.tokens:
        same = free.get(token.key)
        if same:
            pairs.append((token, same.pop(0)))
        else:
            kept.append(token)
    others = [token for tokens in free.values() for token in tokens]
    others.sort(key=lambda token: token.place)
    starts: dict[str, list[Token]] = {}
    for token in others:
        starts.setdefault(find_start(token), []).append(token)
    for token in [token for token in kept if token.kind != "number" and find_start(token) in starts]:
        alike = starts[find_start(token)]
        kin = next((other for other in alike if _are_kin(token, other)), None)
        if kin is not None:
            pairs.append((token, kin))
            kept.remove(token)
            others.remove(kin)
            alike.remove(kin)
    if _do_figures_agree(left, right):
        # "$4m" and "4 million dollars" are one figure.
        kept, others = ([token for token in spare if not token.figure] for spare in (kept, others))
    ours, theirs = _drop_repeated(kept, others, right), _drop_repeated(others, kept, left)
    if not any(token.kind == "name" or token.text.lower() in TITLES for token in theirs):
        ours = _drop_first_names(ours, left.tokens, [one for one, _ in pairs])
    elif not any(token.kind == "name" or token.text.lower() in TITLES for token in ours):
        theirs = _drop_first_names(theirs, right.tokens, [other for _, other in pairs])
    return Alignment(
        pairs=tuple(pairs),
        left=tuple(ours),
        right=tuple(theirs),
        left_share=1 - sum(map(weigh_token, ours)) / left.weight,
        right_share=1 - sum(map(weigh_token, theirs)) / right.weight,
    )


def _drop_repeated(spare: Sequence[Token], against: Sequence[Token], other: Profile) -> list[Token]:
    """The spare words without those said twice, unless another word stands against them."""
    return [token for token in spare if against or token.kind != "word" or token.key not in other.counts]


def _drop_first_names(spare: Sequence[Token], tokens: Sequence[Token], paired: Sequence[Token]) -> list[Token]:
    """The spare words without titles and first names right before a name that has its counterpart: "General Mira" of "General Mira Dolen"."""
    before = {
        id(one)
        for one, after in pairwise(tokens)
        if after.kind == "name"
        and (one.kind == "name" or one.text.lower() in TITLES)
        and one.text.lower() not in PARTS_OF_PLACES
        if after.order - one.order < 1.5
        and (any(after is token for token in paired) or any(after is token for token in spare))
    }
    return [token for token in spare if id(token) not in before]


def _do_figures_agree(left: Profile, right: Profile) -> bool:
    return (
        bool(left.quantities) and len(left.quantities) == len(right.quantities) and not any(pair_figures(left, right))
    )


def pair_figures(left: Profile, right: Profile) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of each side that the other does not have."""
    ours, theirs = list(left.quantities), list(right.quantities)
    for one in left.quantities:
        match = next((other for other in theirs if _are_equal(one, other)), None)
        if match is not None:
            ours.remove(one)
            theirs.remove(match)
    return ours, theirs


def _are_equal(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.low, one.high, one.unit, one.bound, one.approximate) == (
        other.value, other.low, other.high, other.unit, other.bound, other.approximate
    ) and (one.change == other.change and one.rate == other.rate)  # fmt: skip


def _are_kin(one: Token, other: Token) -> bool:
    """A name and the adjective made of it, or one word with and without a capital at the start of a sentence."""
    if other.kind == "number":
        return False
    if one.text.lower() == other.text.lower() or one.stem == other.stem:
        return True
    if not (one.text[0].isupper() and other.text[0].isupper()):
        return False
    short, long = sorted((one.text.lower(), other.text.lower()), key=len)
    return (
        len(short) >= 5
        and long.startswith(short[:-1])
        and long[len(short) - 1 :].lstrip("aeoiy") in {"", "n", "ns", "sh", "s", "se"}
    )
