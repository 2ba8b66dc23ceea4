"""
Two statements that were brought together: what the one is to the other, typed, each with its reason.

The comparators run in a fixed order: stance, then figures in the order of the left text, then dates, then words. Nothing here says which of the two is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from sayso.compare.aligned import pair_aligned
from sayso.compare.contrasts import find_contrast
from sayso.compare.event_times import compare_event_times
from sayso.compare.figure import Figure
from sayso.compare.figure_intervals import find_interval
from sayso.compare.figure_reading import read_figures
from sayso.compare.figure_times import MONTHS, Hold, find_hold, is_settled, order_holds
from sayso.compare.figure_words import singular
from sayso.compare.figures import Finding, compare_figures, find_obstacle
from sayso.compare.polarity import find_negation, share_words
from sayso.compare.stances import StanceFinding, compare_stances, find_origin, name_speaker
from sayso.records import Claim, Comparison, Span, Statement

Band = Literal["same", "maybe"]


def _overlap(left: Claim, right: Claim) -> bool:
    return any(one.overlaps(other) for one in left.content for other in right.content)


def compare_statements(left: Statement, right: Statement, *, band: Band = "same") -> tuple[Comparison, ...]:
    """
    What two statements on one matter are to each other, in a fixed order: stance, figures, dates, words that exclude one another.

    `band` is as sure as the group that brought them together. In *maybe* figures are held together only where thing and fate are the same, and stances
    and dates only where the texts share two words and half of those of the shorter one. Where the stances are opposed, that alone is told, since the
    figures of a statement that is denied are not the denier's. *repeats* is told only where all figures are the same, *confirms* where no figure, date or
    word stands against it. In each comparison the later statement, or the one that does it, is `left`. Empty where nothing goes together. The same is
    found whichever of the two is given first.
    """
    first, second = sorted((left, right), key=lambda statement: (statement.claim.id, statement.report_id))
    found = _compare_in_order(first, second, band)
    return tuple(one if one.type in _DIRECTED or first is left else _turn(one) for one in found)


def _turn(comparison: Comparison) -> Comparison:
    """The comparison seen from its right side."""
    return replace(
        comparison,
        left=comparison.right,
        right=comparison.left,
        left_span=comparison.right_span,
        right_span=comparison.left_span,
    )


def _compare_in_order(left: Statement, right: Statement, band: Band) -> tuple[Comparison, ...]:
    if left.report_id == right.report_id and _overlap(left.claim, right.claim):
        return ()  # two readings of the same words, or a claim within another, say nothing against each other
    same_speaker = bool(find_origin(left) & find_origin(right))
    holds = find_hold(None, left), find_hold(None, right)
    stance = compare_stances(left, right, order=order_holds(*holds), same_speaker=same_speaker)
    told = _tell_stance(left, right, stance, band)
    is_one_matter = band == "same" or share_words(left.text, right.text) >= LEAST_SHARED
    if is_one_matter and stance.type in {"denies", "disputes", "differs", "not_comparable"}:
        return (told,)
    figures = _compare_all_figures(left, right, band, same_speaker=same_speaker)
    found = [comparison for comparison, _ in figures]
    if is_one_matter and all(comparison.type == "compatible" for comparison in found):
        found += _compare_dates(left, right, holds, band, same_speaker=same_speaker)
        if all(comparison.type == "compatible" for comparison in found):
            found += _compare_words(left, right, holds, band, same_speaker=same_speaker)
    if not is_one_matter or any(comparison.type != "compatible" for comparison in found):
        return tuple(found)
    if all(is_equal for _, is_equal in figures):
        shown = "".join(f"; {comparison.why}" for comparison in found)
        return (replace(told, why=told.why + shown),)
    return (told, *found) if told.type == "confirms" else tuple(found)


LEAST_SHARED: Final = 0.5
"""The share of the shorter text's words that two statements of the *maybe* band must have in common before their stances and dates are compared."""


def _tell_stance(left: Statement, right: Statement, finding: StanceFinding, band: Band) -> Comparison:
    doer, other = (right, left) if finding.by_right else (left, right)
    return Comparison(
        left=doer.claim.id,
        right=other.claim.id,
        type=finding.type,
        band=band,
        left_span=finding.doer_span,
        right_span=finding.other_span,
        ascribed=finding.ascribed,
        why=finding.why,
    )


# --------------------------------------------------------------------------------------------------------------------- figures


def _compare_all_figures(
    left: Statement, right: Statement, band: Band, *, same_speaker: bool
) -> list[tuple[Comparison, bool]]:
    """The comparison of each pair of figures, and whether the two are the same."""
    comparisons = []
    lefts, rights = read_figures(left), read_figures(right)
    pairs = pair_aligned(left, right, lefts, rights)
    for one, other in pair_figures(lefts, rights, sure=band == "same") if pairs is None else pairs:
        holds = find_hold(one, left), find_hold(other, right)
        settled = is_settled(one, holds[0]) or is_settled(other, holds[1])
        finding = compare_figures(one, other, order=order_holds(*holds), settled=settled)
        told = _tell_figures(left, right, (one, other), holds, finding, band, same_speaker=same_speaker)
        comparisons.append((told, finding.equal))
    return comparisons


def pair_figures(
    lefts: Sequence[Figure], rights: Sequence[Figure], *, sure: bool = True
) -> list[tuple[Figure, Figure]]:
    """
    Which figures of two statements to hold against each other, in the order of the left ones; each right one is used once.

    A figure goes with the one that counts the same thing, can be compared, and is nearest in number. Where several could be meant and none fits, it goes
    with none. One that cannot be compared with any goes with one of the same thing and fate, so that the reason can be told. Two figures that stand alone
    go together whatever they count, where it is `sure` that the statements are on one matter.
    """
    lefts = [one for one in lefts if one.role != "earlier"] or lefts
    free = [other for other in rights if other.role != "earlier"] or list(rights)
    alone = sure and len(lefts) == len(free) == 1
    chosen: dict[int, Figure] = {}
    for place, one in enumerate(lefts):
        likely = [other for other in free if alone or (_is_alike(one, other) if sure else _is_one_sort(one, other))]
        choice = _find_partner(one, likely)
        if choice is not None:
            chosen[place] = choice
            free.remove(choice)
    for place, one in enumerate(lefts):
        odd = [other for other in free if place not in chosen and (alone or _is_one_sort(one, other))]
        if odd and find_obstacle(one, odd[0]) is not None:
            chosen[place] = odd[0]
            free.remove(odd[0])
    return [(lefts[place], chosen[place]) for place in sorted(chosen)]


def _find_partner(one: Figure, others: Sequence[Figure]) -> Figure | None:
    """The figure that can be compared with the one and fits it, else the one that most speaks for."""
    comparable = [other for other in others if find_obstacle(one, other) is None]
    fitting = [other for other in comparable if compare_figures(one, other).type == "compatible"]
    best = max((_count_signs(one, other) for other in comparable), default=0)
    closest = [other for other in comparable if _count_signs(one, other) == best]
    choice = fitting[:1] or (closest if len(closest) == 1 else _find_exceeded(one, closest))
    return choice[0] if choice else None


def _find_exceeded(one: Figure, others: Sequence[Figure]) -> list[Figure]:
    """The least of several figures where each of them is above the one: whichever is a part or the whole, none is as small as that."""
    least = sorted(others, key=lambda other: find_interval(other))[:1]
    return least if least and find_interval(one)[1] < find_interval(least[0])[0] else []


def _is_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures may count the same: the same thing, the same fate, or the same unit of money or measure."""
    if one.fate is not None and one.fate == other.fate:
        return True
    if one.thing is not None and other.thing is not None:
        return one.thing == other.thing
    return one.measure == other.measure != "count" and None in {one.fate, other.fate}


def _is_one_sort(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one fate and one thing; where they have the same fate, one of them may leave its thing open."""
    same_thing = one.thing == other.thing or (one.fate is not None and None in {one.thing, other.thing})
    return one.fate == other.fate and same_thing and one.measure == other.measure and {one.fate, one.thing} != {None}


def _count_signs(one: Figure, other: Figure) -> int:
    """How much speaks for two figures' counting the same."""
    signs = 2 * (one.fate is not None and one.fate == other.fate) + (one.thing is not None and one.thing == other.thing)
    return signs + (one.noun is not None and other.noun is not None and singular(one.noun) == singular(other.noun))


def _tell_figures(
    left: Statement,
    right: Statement,
    figures: tuple[Figure, Figure],
    holds: tuple[Hold | None, Hold | None],
    finding: Finding,
    band: Band,
    *,
    same_speaker: bool,
) -> Comparison:
    kind, reason, by_right = settle_origin(left, right, finding, same_speaker=same_speaker)
    ends = [(left, figures[0], holds[0]), (right, figures[1], holds[1])]
    if by_right:
        ends.reverse()
    later, earlier = ends
    if kind in _CHANGES:
        shown = f"{_show(*earlier[1:])}; {_show(*later[1:])}"
    else:
        shown = f"{_show(*ends[0][1:])}; {_show(*ends[1][1:])}"
    return Comparison(
        left=later[0].claim.id,
        right=earlier[0].claim.id,
        type=kind,
        band=band,
        left_span=later[1].span,
        right_span=earlier[1].span,
        why=f"{drop_year(shown)}: {reason}",
    )


_CHANGES: Final = frozenset({"update", "revised_down", "correction"})
_DIRECTED: Final = _CHANGES | {"confirms", "denies", "disputes", "repeats"}
_OPPOSED: Final = frozenset({"conflict", "update", "revised_down"})


def settle_origin(left: Statement, right: Statement, finding: Finding, *, same_speaker: bool) -> tuple[str, str, bool]:
    """
    Type, reason and whether the right is the later, now that it counts who says it.

    A new version of a page corrects; two figures of one speaker are two statements that differ.
    """
    if finding.type in _OPPOSED and is_new_version(left, right) and same_speaker:
        return "correction", f"the page was changed; {finding.why}", right.version > left.version
    if finding.type == "conflict" and same_speaker:
        return "differs", f"two statements of {name_speaker(left)} that differ; {finding.why}", finding.right_is_later
    return finding.type, finding.why, finding.right_is_later


def is_new_version(left: Statement, right: Statement) -> bool:
    """Whether the two are of two versions of one page: one URL, one outlet, other versions."""
    return (
        left.url is not None and left.url == right.url and left.outlet == right.outlet and left.version != right.version
    )


def _show(figure: Figure, hold: Hold | None) -> str:
    return f"“{figure.label}”" + (f", {hold.words}" if hold is not None else "")


def drop_year(words: str) -> str:
    """
    The words without the year of their dates, where all dates are of one year.

    >>> drop_year("12 dead, said 17 May 2018; 15 dead, said 18 May 2018")
    '12 dead, said 17 May; 15 dead, said 18 May'
    """
    years = {year for _, year in _DATED.findall(words)}
    return _DATED.sub(r"\1", words) if len(years) == 1 else words


_DATED: Final = re.compile(rf"(?<=\d )({'|'.join(MONTHS)}) (\d{{4}})\b")


# --------------------------------------------------------------------------------------------------------------- dates and words


def _compare_dates(
    left: Statement, right: Statement, holds: tuple[Hold | None, Hold | None], band: Band, *, same_speaker: bool
) -> list[Comparison]:
    finding = compare_event_times(left, right, holds=holds)
    if finding is None:
        return []
    as_finding = Finding(type=finding.type, why=finding.why, right_is_later=finding.right_is_later)
    spans = finding.left_span, finding.right_span
    return [_tell_spans(left, right, as_finding, spans, band, same_speaker=same_speaker)]


def _compare_words(
    left: Statement, right: Statement, holds: tuple[Hold | None, Hold | None], band: Band, *, same_speaker: bool
) -> list[Comparison]:
    contrast = find_contrast(left, right)
    if contrast is None or (find_negation(left) is None) != (find_negation(right) is None):
        return []
    why = f"“{contrast.left_word}” and “{contrast.right_word}” exclude one another"
    order = order_holds(*holds)
    if contrast.may_follow and order is not None and order.sign != 0:
        finding = Finding(type="update", why=f"{why} at one time, and one is later", right_is_later=order.sign < 0)
    else:
        finding = Finding(type="conflict", why=why)
    return [
        _tell_spans(left, right, finding, (contrast.left_span, contrast.right_span), band, same_speaker=same_speaker)
    ]


def _tell_spans(
    left: Statement, right: Statement, finding: Finding, spans: tuple[Span, Span], band: Band, *, same_speaker: bool
) -> Comparison:
    """The comparison that a finding on two stretches of words makes."""
    kind, reason, by_right = settle_origin(left, right, finding, same_speaker=same_speaker)
    ends = [(left, spans[0]), (right, spans[1])]
    if by_right:
        ends.reverse()
    (one, one_span), (other, other_span) = ends
    return Comparison(
        left=one.claim.id,
        right=other.claim.id,
        type=kind,
        band=band,
        left_span=one_span,
        right_span=other_span,
        why=reason,
    )
