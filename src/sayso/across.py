"""The order of the comparing steps, written once: reports → copies, claims → vectors → pairs → comparisons → groups, all kept in the ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from sys import intern

import numpy as np

from sayso.compare.blocs import Introduction
from sayso.compare.conflict import compare_statements
from sayso.compare.copies import compare_texts
from sayso.compare.families import Families, load_families
from sayso.compare.frames import find_frame
from sayso.compare.grouping import WINDOW_DAYS, group_profiles
from sayso.compare.neighbours import (
    Reach,
    SignIndex,
    Vectors,
    find_share,
    join_signs,
    pack_stems,
    pack_vector,
    unpack_vectors,
)
from sayso.compare.origins import Account, count_origins
from sayso.compare.same import judge_profiles
from sayso.compare.same_profile import Profile, profile_statement
from sayso.compare.series import make_series
from sayso.compare.sketch import sample_hashes, sketch_report
from sayso.compare.sketch_index import COMMON, find_common, rank_candidates
from sayso.ledger import ComparingState, Ledger, LedgerView
from sayso.ledger.compared import StoredStatement
from sayso.ledger.comparing import ComparingStore, Finding
from sayso.read.vectors import SentenceEncoder
from sayso.records import Claim, Comparison, Copy, Facts, Group, Origins, Point, Report, Series, Span, Statement
from sayso.text import find_overlapping, find_sentences

__all__ = [
    "Overview",
    "Updated",
    "changes_of_speaker",
    "compare_reports",
    "count_origins_of",
    "find_origins",
    "find_series",
    "update_comparisons",
]

REPORTS_AT_ONCE, CLAIMS_AT_ONCE, COMPONENTS_AT_ONCE = 50, 256, 50
NEAREST = 24
"""A claim is compared with at most so many of those nearest to it."""
LEAST_COSINE, NEAR_COSINE, LEAST_STEMS = 0.5, 0.7, 0.5
"""Claims whose vectors are farther apart than the first are not compared; between the first and the second only those that share half of their words."""
CLOSE_COSINE = 0.85
"""Claims that may say the same and are nearer than this are parted last where too many hang together."""
VECTOR_WIDTH = 384
AT_HAND = 50_000
"""So many claims are kept in memory at most, ready to be compared: some 7 kB each."""
METHODS = {"copies": 1, "same": 1, "conflict": 1}
"""The numbers of the methods. One that changes has everything compared anew."""

Progress = Callable[[str, int, int], None]
"""Called with what is done now, how many are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """How many reports and claims were compared now."""

    reports: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """
    What some reports are to one another: their ids, the copies among them, the groups of which at least two of them hold a claim, largest first, and
    the comparisons between their claims. `state` says how many reports were not read and what waits.
    """

    reports: tuple[str, ...]
    copies: tuple[Copy, ...]
    groups: tuple[Group, ...]
    comparisons: tuple[Comparison, ...]
    state: ComparingState


def update_comparisons(
    ledger: Ledger, *, encoder: SentenceEncoder | None = None, progress: Progress | None = None
) -> Updated:
    """
    Compares what waits to be compared: reports added since the last time, and rows that decisions, rereading or forgetting touched.

    Without an `encoder` the first call opens one, which takes longer than comparing a few claims, and keeps it for those that follow. Safe to be
    killed: each step is stored as it is done, and the next call goes on. Memory grows to some 350 MB for `AT_HAND` claims, and by some 400 bytes
    for each beyond.
    """
    from sayso import __version__

    store = ledger.comparing_store()
    encoder = encoder or _open_encoder()
    store.begin({**METHODS, "vectors": encoder.weights.sha256}, version=__version__)
    step = progress or _tell_nobody
    reports = _compare_reports(store, step)
    claims = _compare_claims(store, encoder, step)
    store.finish()
    return Updated(reports=reports, claims=claims)


@cache
def _open_encoder() -> SentenceEncoder:
    """The encoder of callers that bring none, opened once in the life of the program."""
    return SentenceEncoder(threads=2)


def _tell_nobody(_what: str, _done: int, _of: int) -> None:
    """Progress for callers that want none."""


# -------------------------------------------------------------------------------------------------------------------- reports


def _compare_reports(store: ComparingStore, step: Progress) -> int:
    """Finds the copies of the reports that wait, and gives their number."""
    waiting, done = store.count_waiting()[0], 0
    while rows := store.list_waiting_reports(REPORTS_AT_ONCE):
        with store.together():
            for row in rows:
                report = store.load_report(row)
                hashes = sample_hashes(sketch_report(report.text))
                store.store_copies(row, hashes=hashes, copies=_find_copies(store, row, report, hashes))
                done += 1
                step("copies", done, waiting)
    return done


def _find_copies(store: ComparingStore, row: int, report: Report, hashes: list[int]) -> list[tuple[int, Copy]]:
    """The copies between a report and those compared before, each with the row of the other."""
    rows = store.find_rows(hashes, report=row, most=COMMON + 8)
    sizes = store.count_hashes(sorted({other for _, other in rows}))
    common = find_common(rows)
    copies = []
    for other in rank_candidates(rows, size=len(hashes), sizes=sizes):
        copy = compare_texts(report, store.load_report(other), common=common)
        if copy is not None:
            copies.append((other, copy))
    return copies


# --------------------------------------------------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class _Known:
    """A claim ready to be compared."""

    stored: StoredStatement
    profile: Profile


class _Shelf:
    """Claims ready to be compared, the most recently used kept at hand."""

    def __init__(self, store: ComparingStore) -> None:
        self._store = store
        self._kept: dict[int, _Known] = {}
        self._words: dict[int, tuple[str, ...]] = {}

    def find_words(self, row: int) -> tuple[str, ...] | None:
        """What a claim's words are told by, each once; None if it was not taken in this pass."""
        return self._words.get(row)

    def take(self, rows: Sequence[int]) -> dict[int, _Known]:
        """The claims with these numbers."""
        missing = [row for row in rows if row not in self._kept]
        taken = {row: self._kept.pop(row) for row in rows if row in self._kept}
        for stored in self._store.load_statements(missing):
            profile = profile_statement(stored.statement)
            taken[stored.row] = _Known(stored, profile)
            self._words[stored.row] = tuple(map(intern, profile.counts))
        self._kept |= taken
        for row in list(self._kept)[: max(0, len(self._kept) - AT_HAND)]:
            del self._kept[row]
        return taken


def _compare_claims(store: ComparingStore, encoder: SentenceEncoder, step: Progress) -> int:
    """Compares the claims that wait, a block at a time, with those compared before, and gives their number."""
    waiting, done = store.count_waiting()[1], 0
    index, shelf = _open_index(store) if waiting else SignIndex(), _Shelf(store)
    for rows, block, packed in _encode_ahead(store, shelf, encoder):
        stems = [pack_stems(one.stored.statement.words) for one in block]
        days = [one.stored.statement.published for one in block]
        signs = join_signs(packed, stems, days)
        latest = [place for place, one in enumerate(block) if one.stored.latest]
        width = len(signs) // max(len(block), 1)
        index.add(
            [block[place].stored.row for place in latest],
            b"".join(signs[place * width : place * width + width] for place in latest),
        )
        candidates = _find_candidates(store, index, block, signs)
        near = _rank_candidates(store, block, packed, candidates)
        near = [_leave_unlike(one, pairs, shelf) for one, pairs in zip(block, near, strict=True)]
        others = shelf.take(sorted({row for pairs in near for row, _ in pairs}))
        findings = [
            _describe(one, packed[place], stems[place], [(others[row], cosine) for row, cosine in near[place]])
            for place, one in enumerate(block)
        ]
        store.store_findings(findings, done=rows)
        done += len(rows)
        step("claims", done, waiting)
    _fill_blocks(store)
    _form_groups(store, shelf, step)
    return done


def _encode_ahead(
    store: ComparingStore, shelf: _Shelf, encoder: SentenceEncoder
) -> Iterator[tuple[list[int], list[_Known], list[bytes]]]:
    """
    The claims that wait, block by block: their numbers, those that have words, and the vectors of these. The next block is encoded while the
    caller compares one; the caller takes a block off the waiting list before it asks for the next.
    """

    def begin(rows: list[int]) -> tuple[list[int], list[_Known], Future[Vectors]]:
        known = [one for one in shelf.take(rows).values() if one.stored.statement.words]
        block = sorted(known, key=lambda one: one.stored.row)
        return rows, block, pool.submit(encoder.encode, [one.stored.statement.text for one in block])

    with ThreadPoolExecutor(1) as pool:
        ahead = deque(begin(rows) for rows in [store.list_waiting_claims(CLAIMS_AT_ONCE)] if rows)
        while ahead:
            rows, block, vectors = ahead.popleft()
            following = store.list_waiting_claims(2 * CLAIMS_AT_ONCE)[len(rows) :]
            if following:
                ahead.append(begin(following))
            yield rows, block, [pack_vector(vector) for vector in vectors.result()]


def _open_index(store: ComparingStore) -> SignIndex:
    _fill_blocks(store)
    index = SignIndex()
    for _, claims, signs in store.iter_blocks():
        index.add(claims, signs)
    return index


def _fill_blocks(store: ComparingStore) -> None:
    """Makes the blocks of vectors whose claims were compared or dropped since they were made."""
    for block in store.list_missing_blocks():
        held = store.load_block(block)
        signs = join_signs([row[1] for row in held], [row[2] for row in held], [row[3] for row in held])
        store.store_block(block, np.array([row[0] for row in held], "<i8").tobytes(), signs)


def _find_candidates(store: ComparingStore, index: SignIndex, block: Sequence[_Known], signs: bytes) -> list[list[int]]:
    """
    For each claim of a block the claims, by number, to compare it with: the nearest of those before it, and those of other versions of its page.

    A claim of an older version is compared with the other versions alone: in all else the newest stands for the page.
    """
    reach = Reach(
        near=find_share(NEAR_COSINE, width=VECTOR_WIDTH),
        far=find_share(LEAST_COSINE, width=VECTOR_WIDTH),
        stems=LEAST_STEMS,
        days=WINDOW_DAYS,
    )
    near = index.find(signs, len(block), most=2 * NEAREST, reach=reach)
    waiting = {one.stored.row for one in block}
    versions: dict[int, list[int]] = {}
    candidates = []
    for one, rows in zip(block, near, strict=True):
        stored = one.stored
        if stored.report not in versions:
            mine = [other.stored.row for other in block if _are_versions(other.stored, stored)]
            versions[stored.report] = sorted({*store.list_other_versions(stored.report), *mine})
        chosen = [*(rows if stored.latest else ()), *versions[stored.report]]
        candidates.append([row for row in dict.fromkeys(chosen) if row < stored.row or row not in waiting])
    return candidates


def _rank_candidates(
    store: ComparingStore, block: Sequence[_Known], packed: Sequence[bytes], candidates: Sequence[Sequence[int]]
) -> list[list[tuple[int, float]]]:
    """For each claim of a block its nearest candidates with their cosines."""
    own = {one.stored.row: vector for one, vector in zip(block, packed, strict=True)}
    wanted = sorted({row for rows in candidates for row in rows})
    vectors = store.load_vectors([row for row in wanted if row not in own]) | own
    near = []
    for one, rows in zip(block, candidates, strict=True):
        known = [row for row in rows if row in vectors and row != one.stored.row]
        cosines = _measure(own[one.stored.row], [vectors[row] for row in known])
        ranked = sorted(zip(known, cosines, strict=True), key=lambda pair: (-pair[1], pair[0]))
        near.append([(row, cosine) for row, cosine in ranked if cosine >= LEAST_COSINE][:NEAREST])
    return near


def _are_versions(one: StoredStatement, other: StoredStatement) -> bool:
    """Whether two claims are of different versions of one page."""
    mine, theirs = one.statement, other.statement
    return mine.url is not None and mine.url == theirs.url and mine.version != theirs.version


def _measure(vector: bytes, others: Sequence[bytes]) -> list[float]:
    """The cosines of one packed vector with others."""
    if not others:
        return []
    rows: Vectors = unpack_vectors([vector, *others])
    return [float(cosine) for cosine in rows[1:] @ rows[0]]


def _describe(one: _Known, packed: bytes, stems: bytes, near: Sequence[tuple[_Known, float]]) -> Finding:
    """What one claim is to those near it."""
    pairs: list[tuple[int, int]] = []
    comparisons: list[tuple[int, int, Comparison]] = []
    mine = one.stored
    for other, cosine in near:
        if not _may_be_alike(one.profile, other.profile.counts, cosine):
            continue
        judgement = judge_profiles(one.profile, other.profile, cosine)
        if judgement.level is not None and mine.latest and other.stored.latest:
            same = "same" in (judgement.proposition, judgement.utterance)
            pairs.append((other.stored.row, 2 if same else 1 if cosine >= CLOSE_COSINE else 0))
        band = find_frame(one.profile, other.profile, cosine, judgement)
        if band is None or _is_note(mine.statement) or _is_note(other.stored.statement):
            continue
        rows = {mine.statement.claim.id: mine.row, other.stored.statement.claim.id: other.stored.row}
        for found in compare_statements(mine.statement, other.stored.statement, band=band):
            if _is_worth_keeping(found, mine, other.stored):
                comparisons.append((rows[found.left], rows[found.right], found))
    return Finding(claim=mine.row, vector=packed, stems=stems, pairs=tuple(pairs), comparisons=tuple(comparisons))


def _leave_unlike(one: _Known, near: Sequence[tuple[int, float]], shelf: _Shelf) -> list[tuple[int, float]]:
    """The candidates of a claim without those whose words tell by themselves that there is nothing to compare: they need not be loaded."""
    kept = []
    for row, cosine in near:
        words = shelf.find_words(row)
        if words is None or _may_be_alike(one.profile, words, cosine):
            kept.append((row, cosine))
    return kept


def _may_be_alike(one: Profile, others: Collection[str], cosine: float) -> bool:
    """Whether it is worth while to align two statements word by word: they are near, or half of the words of the shorter are in the longer."""
    if cosine >= NEAR_COSINE:
        return True
    return 2 * sum(key in one.counts for key in others) >= min(len(one.counts), len(others))


def _is_worth_keeping(found: Comparison, one: StoredStatement, other: StoredStatement) -> bool:
    """Versions of one page are compared for what was put right alone; that two claims cannot be compared is told only where they are surely on one matter."""
    if _are_versions(one, other):
        return found.type == "correction"
    return found.type != "not_comparable" or found.band == "same"


def _is_note(statement: Statement) -> bool:
    """Whether a statement is a note on an edited page: "an earlier version said 23" tells what is no longer said."""
    return any("earlier version" in entity.name.casefold() for entity in statement.speakers)


def _form_groups(store: ComparingStore, shelf: _Shelf, step: Progress) -> None:
    """Forms the groups of the claims whose pairs changed."""
    done, components = 0, store.iter_components()
    while True:
        before = done
        with store.together():
            for component in islice(components, COMPONENTS_AT_ONCE):
                store.store_groups(component, _group_component(store, shelf, component))
                done += len(component)
                step("groups", done, done)
        if done == before:
            return


def _group_component(store: ComparingStore, shelf: _Shelf, component: Sequence[int]) -> list[Group]:
    """The groups of claims that hang together, those of the newest versions alone."""
    vectors = store.load_vectors(component)
    taken = shelf.take(component)
    known = [taken[row] for row in component if row in vectors and row in taken and taken[row].stored.latest]
    if len(known) < 2:
        return []
    rows = unpack_vectors([vectors[one.stored.row] for one in known])
    return group_profiles([one.profile for one in known], rows)


# -------------------------------------------------------------------------------------------------------------------- looking


def compare_reports(view: LedgerView, chosen: Sequence[str] | str) -> Overview:
    """
    What reports are to one another: those named, by id (which may be shortened), or those in which a query finds claims.

    Raises `LedgerError` for an unknown id, `ValueError` for a query that cannot be read.
    """
    if isinstance(chosen, str):
        claims = frozenset(statement.claim.id for statement in view.statements(query=chosen))
        reports = {statement.report_id: None for statement in view.statements(query=chosen)}
    else:
        reports = {view.report(name).report_id: None for name in chosen}
        claims = frozenset(row.claim.id for name in reports for row in view.claims(report_id=name, voice="all"))
    owners = {
        row.claim.id: row.report.report_id for name in reports for row in view.claims(report_id=name, voice="all")
    }
    groups = []
    for group in view.groups():
        mine = {owners[claim] for claim in group.claims if claim in claims}
        if len(mine) > 1:
            groups.append(replace(group, claims=tuple(claim for claim in group.claims if claim in owners)))
    return Overview(
        reports=tuple(reports),
        copies=tuple(copy for copy in view.copies() if copy.left in reports and copy.right in reports),
        groups=tuple(groups),
        comparisons=tuple(one for one in view.comparisons() if one.left in claims and one.right in claims),
        state=view.comparing_state(),
    )


def changes_of_speaker(view: LedgerView, speaker: str) -> list[Comparison]:
    """How what a speaker, by name or key, said at one time differs from what the same speaker said at another, newest first."""
    return view.comparisons(
        speaker=speaker, types=("differs", "denies", "disputes", "update", "revised_down", "correction")
    )


def find_series(
    view: LedgerView, words: str, *, leave_out: Sequence[str] = (), query: str | None = None
) -> list[Series]:
    """
    How the figures that fit some words ("fighters", "people killed") moved, the line first that most often says it so; see `sayso.compare.series`.

    `leave_out` are nouns not to be taken together with the others. `query` narrows it to the claims it finds: those of one story, where the ledger has
    several.
    """
    if query is not None and "voice:" not in query:
        query = f"{query} voice:all"
    statements = (one for one in view.statements(query=query, voice="all", with_figures=True) if not _is_note(one))
    found = make_series(statements, words=words, without=leave_out)
    stems = [word.casefold().removesuffix("s") for word in words.split()]
    return sorted(found, key=lambda series: -sum(_counts_these(point, stems) for point in series.points))


def _counts_these(point: Point, stems: Sequence[str]) -> bool:
    """Whether a figure's own words say what is asked for; a line also holds figures whose words say it otherwise."""
    said = " ".join(part for part in (point.quantity.of, point.quantity.kind) if part).casefold()
    return any(stem in said for stem in stems)


def find_origins(view: LedgerView, identifier: str, *, families: Families | None = None) -> Origins:
    """
    In how many ways the statement of a claim, or of a group, entered the news; see `sayso.compare.origins`.

    Of a claim, those that say the same for sure are taken together with it. `identifier` is the id of a group, or of a claim, which may be
    shortened; `families` by default the list that comes with sayso. Raises `LedgerError` for neither.
    """
    group = view.group(identifier)
    if group is None:
        claim = view.claim(identifier).claim.id
        groups = view.groups(claim, level="proposition", band="same")
        claims: tuple[str, ...] = groups[0].claims if groups else (claim,)
    else:
        claims = group.claims
    return count_origins_of(view, claims, families=families)


def count_origins_of(view: LedgerView, claims: Sequence[str], *, families: Families | None = None) -> Origins:
    """As `find_origins`, for claims, by id, that are taken to say the same."""
    accounts = list(_gather_accounts(view, claims))
    reports = {one.statement.report_id for one in accounts}
    copies = {(copy.left, copy.right): copy for report in sorted(reports) for copy in view.copies(report)}
    return count_origins(
        accounts,
        copies=[copy for copy in copies.values() if copy.left in reports and copy.right in reports],
        families=families or load_families(),
    )


def _gather_accounts(view: LedgerView, claims: Sequence[str]) -> Iterator[Account]:
    """The statements with what their reports tell beside them, report by report."""
    by_report: dict[str, list[Statement]] = {}
    for statement in view.statements(claims):
        by_report.setdefault(statement.report_id, []).append(statement)
    for report_id, statements in by_report.items():
        loaded = view.load(report_id)
        for statement in statements:
            yield make_account(statement, loaded.report, loaded.facts, loaded.claims)


def make_account(statement: Statement, report: Report, facts: Facts, claims: Sequence[Claim]) -> Account:
    """A statement with what must be known of its report to tell where it came from."""
    text, claim = report.text, statement.claim
    outer = next((one for one in claims if one.id == claim.inside), None)
    entities = {entity.id: entity for entity in facts.entities}
    return Account(
        statement=statement,
        credits=report.via,
        source_words=claim.source.of(text) if claim.source else None,
        sentence=_find_sentence(text, claim.cue or claim.content[0]) if claim.cue or claim.content else "",
        introduced=tuple(
            tuple(_introduce(text, span) for span in entity.mentions[:_MENTIONS]) for entity in statement.speakers
        ),
        people=tuple(entity for entity in facts.entities if entity.kind == "person" and entity.named),
        bodies=tuple(
            entity
            for entity in facts.entities
            if entity.kind in ("organization", "armed_group", "government") and entity.named
        ),
        outer=() if outer is None else tuple(entities[one.entity] for one in outer.speakers if one.entity in entities),
    )


_MENTIONS = 12
"""A title stands beside one of the first mentions of a name."""


def _find_sentence(text: str, span: Span) -> str:
    sentences = find_overlapping(find_sentences(text), span)
    return " ".join(sentence.of(text) for sentence in sentences)


def _introduce(text: str, mention: Span) -> Introduction:
    """A mention in its sentence."""
    sentence = next(iter(find_overlapping(find_sentences(text), mention)), mention)
    start, end = min(sentence.start, mention.start), max(sentence.end, mention.end)
    return Introduction(before=text[start : mention.start], words=mention.of(text), after=text[mention.end : end])
