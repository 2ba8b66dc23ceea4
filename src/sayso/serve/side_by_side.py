"""Two reports, or two versions of one, side by side: shared passages, the same claims and how their wording drifts, who is quoted in one only, figures that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.compare.conflict import compare_statements
from sayso.compare.copies import compare_texts
from sayso.compare.wording import compare_wordings
from sayso.ledger import ClaimRow, LedgerView, ReportRow
from sayso.records import Comparison, Copy, Passage, Report, Span
from sayso.text import find_paragraphs

LEAST_ALIKE = 0.6
"""From this share of words in common on, two statements of one speaker in two versions of a report are taken for one that was edited."""
_CHANGES = frozenset(
    ["conflict", "update", "revised_down", "correction", "differs", "denies", "disputes", "not_comparable"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `passage` is the number of the shared passage it belongs to, from 1, `None` outside."""

    text: str
    passage: int | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two reports: its row and its paragraphs in pieces."""

    row: ReportRow
    report: Report
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim of each report that are held together: why, and their words as pieces ("same", "left", "right")."""

    left: ClaimRow
    right: ClaimRow
    why: str
    words: tuple[tuple[str, str], ...]

    @property
    def is_changed(self) -> bool:
        """Whether any word differs."""
        return any(change != "same" for change, _ in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one claim is to the other, with both rows."""

    comparison: Comparison
    left: ClaimRow
    right: ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """All that the page shows. `only_left` and `only_right` are speakers quoted in one report alone, with the number of their claims."""

    left: Side
    right: Side
    copy: Copy | None
    are_versions: bool
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    only_left: tuple[tuple[str, int], ...]
    only_right: tuple[tuple[str, int], ...]


def put_side_by_side(view: LedgerView, left: str, right: str) -> SideBySide:
    """The two reports, by id. Raises `LedgerError` for an unknown id."""
    rows = view.report(left), view.report(right)
    texts = tuple(view.load(row.report_id).report for row in rows)
    copy = compare_texts(texts[0], texts[1])
    passages = orient_passages(copy, rows[0].report_id)
    are_versions = rows[0].url is not None and rows[0].url == rows[1].url
    claims = [list(view.claims(report_id=row.report_id)) for row in rows]
    pairs = pair_versions(*claims) if are_versions else pair_groups(view, *claims)
    sides = [
        Side(row=row, report=text, paragraphs=cut_paragraphs(text.text, spans))
        for row, text, spans in zip(
            rows,
            texts,
            ([(p.left, p.quoted) for p in passages], [(p.right, p.quoted) for p in passages]),
            strict=True,
        )
    ]
    return SideBySide(
        left=sides[0],
        right=sides[1],
        copy=copy,
        are_versions=are_versions,
        pairs=pairs,
        differences=find_differences(view, pairs, *claims),
        only_left=list_speakers(claims[0], without=claims[1]),
        only_right=list_speakers(claims[1], without=claims[0]),
    )


def orient_passages(copy: Copy | None, left: str) -> list[Passage]:
    """The passages with the report `left` on the left, in the order of its text."""
    if copy is None:
        return []
    if copy.left == left:
        return sorted(copy.passages, key=lambda passage: passage.left)
    turned = [Passage(left=one.right, right=one.left, quoted=one.quoted) for one in copy.passages]
    return sorted(turned, key=lambda passage: passage.left)


def cut_paragraphs(text: str, passages: Sequence[tuple[Span, bool]]) -> tuple[tuple[Piece, ...], ...]:
    """
    The paragraphs of a text in pieces, cut where shared passages begin and end; `passages` are span and whether quoted, numbered in their order.

    >>> cut_paragraphs("The dam broke. We left.", [(Span(4, 13), False)])[0][1]
    Piece(text='dam broke', passage=1, quoted=False)
    """
    numbered = sorted((span, number, quoted) for number, (span, quoted) in enumerate(passages, start=1))
    paragraphs = []
    for paragraph in find_paragraphs(text):
        at, pieces = paragraph.start, []
        for span, number, quoted in numbered:
            start, end = max(span.start, at), min(span.end, paragraph.end)
            if start >= end:
                continue
            if at < start:
                pieces.append(Piece(text=text[at:start]))
            pieces.append(Piece(text=text[start:end], passage=number, quoted=quoted))
            at = end
        if at < paragraph.end:
            pieces.append(Piece(text=text[at : paragraph.end]))
        paragraphs.append(tuple(pieces))
    return tuple(paragraphs)


# ---------------------------------------------------------------------------------------------------------------------- pairs


def pair_groups(view: LedgerView, left: Sequence[ClaimRow], right: Sequence[ClaimRow]) -> tuple[Pair, ...]:
    """The claims that the ledger's groups hold together, one pair for each claim of the left report, the surest group first."""
    others = {row.claim.id: row for row in right}
    pairs, taken = [], set[str]()
    for row in left:
        groups = sorted(view.groups(row.claim.id), key=lambda group: (group.band != "same", group.level != "utterance"))
        for group in groups:
            found = next((claim for claim in group.claims if claim in others and claim not in taken), None)
            if found is not None:
                taken.add(found)
                sure = "" if group.band == "same" else "perhaps "
                pairs.append(_make_pair(row, others[found], f"{sure}the same {group.level}: {group.why}"))
                break
    return tuple(pairs)


def pair_versions(left: Sequence[ClaimRow], right: Sequence[ClaimRow]) -> tuple[Pair, ...]:
    """
    The claims of two versions of a report that are one: of the same speakers, with the same words, or else those with most words in common, at least
    `LEAST_ALIKE` of them.
    """
    found = []
    for place, row in enumerate(left):
        for other_place, other in enumerate(right):
            if name_speakers(row) == name_speakers(other) and (alike := _share_words(row, other)) >= LEAST_ALIKE:
                found.append((-alike, abs(place - other_place), place, other_place))
    pairs, taken_left, taken_right = [], set[int](), set[int]()
    for alike, _, place, other_place in sorted(found):
        if place in taken_left or other_place in taken_right:
            continue
        taken_left.add(place)
        taken_right.add(other_place)
        why = "word for word" if alike == -1 else f"the same speaker, {-alike:.0%} of the words in common"
        pairs.append((place, _make_pair(left[place], right[other_place], why)))
    return tuple(pair for _, pair in sorted(pairs, key=lambda item: item[0]))


def _share_words(row: ClaimRow, other: ClaimRow) -> float:
    ours, theirs = (" ".join(one.content_words).casefold().split() for one in (row, other))
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() if ours and theirs else float(ours == theirs)


def _make_pair(left: ClaimRow, right: ClaimRow, why: str) -> Pair:
    here, there = (join_words(row) for row in (left, right))
    words: list[tuple[str, str]] = []
    for segment in compare_wordings(here, there):
        if segment.change == "equal" and segment.right is not None:
            words.append(("same", segment.right.of(there)))
            continue
        words += [("left", segment.left.of(here))] if segment.left is not None else []
        words += [("right", segment.right.of(there))] if segment.right is not None else []
    return Pair(left=left, right=right, why=why, words=tuple(words))


def join_words(row: ClaimRow) -> str:
    """The words of a claim on one line."""
    return " […] ".join(" ".join(words.split()) for words in row.content_words)


# --------------------------------------------------------------------------------------------------------------- what differs


def find_differences(
    view: LedgerView, pairs: Iterable[Pair], left: Sequence[ClaimRow], right: Sequence[ClaimRow]
) -> tuple[Difference, ...]:
    """Figures, dates and stances that differ between claims of the two: what the ledger holds, and what shows in the pairs."""
    rows = {row.claim.id: row for row in (*left, *right)}
    ours, theirs = ({row.claim.id for row in side} for side in (left, right))
    found = [
        one
        for row in left
        for one in view.comparisons(row.claim.id, types=sorted(_CHANGES - {"not_comparable"}))
        if {one.left, one.right} & ours and {one.left, one.right} & theirs
    ]
    known = {frozenset((one.left, one.right)) for one in found}
    for pair in pairs:
        if frozenset((pair.left.claim.id, pair.right.claim.id)) in known:
            continue
        one, other = view.statements([pair.left.claim.id, pair.right.claim.id])
        found += [each for each in compare_statements(one, other) if each.type in _CHANGES - {"not_comparable"}]
    return tuple(
        Difference(comparison=one, left=rows[one.left], right=rows[one.right])
        for one in dict.fromkeys(found)
        if one.left in rows and one.right in rows
    )


def list_speakers(rows: Iterable[ClaimRow], *, without: Iterable[ClaimRow]) -> tuple[tuple[str, int], ...]:
    """The speakers of one report who say nothing in the other, with the number of their claims, most first."""
    there = {key for row in without for key in name_speakers(row)}
    counts: Counter[str] = Counter()
    for row in rows:
        for entity in row.speakers:
            if (entity.key or entity.name.casefold()) not in there:
                counts[entity.name] += 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def name_speakers(row: ClaimRow) -> frozenset[str]:
    """What identifies the speakers of a claim: keys, or names where there is none."""
    return frozenset(entity.key or entity.name.casefold() for entity in row.speakers)
