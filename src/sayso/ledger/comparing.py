"""
What is compared across reports, written: sketches and copies, vectors, pairs, groups and comparisons, and what waits to be compared anew.

Which rows wait is noted by the ledger's own triggers (see `m002_comparing`), whoever changes them. Every step here is one transaction that ends with
the ledger true: a program that is killed between two steps goes on where it stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sayso.ledger.compared import StoredStatement, load_statements
from sayso.ledger.loading import cut, load_report
from sayso.ledger.storing import split_span, tell_time
from sayso.records import Comparison, Copy, Group, Report

BLOCK = 1024
"""How many claim numbers share a row of `vector_blocks`; the trigger of the schema has the same number."""
LARGEST_COMPONENT = 400
"""Of claims that hang together by pairs, more than this are first parted where only weaker pairs join them: in a ledger of hundreds of thousands,
maybes of maybes join everything. Claims that say the same are never parted, however many they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What was found of one claim: its vector as signed bytes, its stems as bits, the claims it may say the same as, each with how strong the pair is (2: the
    same, 1: maybe, and near, 0: maybe), and what it is to others, by row numbers.
    """

    claim: int
    vector: bytes
    stems: bytes
    pairs: tuple[tuple[int, int], ...] = ()
    comparisons: tuple[tuple[int, int, Comparison], ...] = ()


def tell_moment() -> str:
    """The time now, UTC, to the microsecond, in ISO 8601: two looks within a second can be told apart."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def queue_entities(connection: sqlite3.Connection, entities: Iterable[int]) -> None:
    """Has the claims that these entities speak in, or that mention them, compared anew: the entities count as others now."""
    for entity in entities:
        rows = connection.execute(
            "SELECT claim FROM speakers WHERE entity = ? UNION SELECT claim FROM claim_mentions WHERE entity = ?",
            (entity, entity),
        ).fetchall()
        connection.executemany("DELETE FROM claim_vectors WHERE claim = ?", rows)
        connection.executemany(
            "INSERT OR IGNORE INTO waiting_claims (claim)"
            " SELECT id FROM claims WHERE id = ? AND current = 1 AND status <> 'rejected'",
            rows,
        )


class ComparingStore:
    """
    The comparing half of an open `Ledger`, given by `Ledger.comparing_store`. Rows of reports and claims are given by number.

    The steps are called in this order: `begin`; for each waiting report `store_copies`; for blocks of waiting claims `store_findings`; for each
    of `iter_components` `store_groups`; `finish`.
    """

    def __init__(
        self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[sqlite3.Connection]]
    ) -> None:
        self._connection = connection
        self._transaction = transaction
        self._shared: sqlite3.Connection | None = None
        self._run = 0

    @contextmanager
    def together(self) -> Iterator[None]:
        """The steps within share one transaction, which is several times faster for many small ones; what is lost to an error is done again."""
        with self._transaction() as connection:
            self._shared = connection
            try:
                yield
            finally:
                self._shared = None

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """The transaction that is shared now, or one of its own."""
        if self._shared is not None:
            yield self._shared
        else:
            with self._transaction() as connection:
                yield connection

    def begin(self, methods: Mapping[str, Any], *, version: str) -> int:
        """
        The run that comparisons are stored under from now on: the same as long as `methods`, a JSON object of versions and settings, stay the
        same. If they changed, all that was compared is dropped and waits.
        """
        described = json.dumps(dict(methods), ensure_ascii=False, sort_keys=True)
        with self._write() as connection:
            known = connection.execute("SELECT methods, id FROM comparing_runs ORDER BY id DESC LIMIT 1").fetchone()
            if known is None or known[0] != described:
                row = connection.execute(
                    "INSERT INTO comparing_runs (started_at, version, methods) VALUES (?, ?, ?)",
                    (tell_time(), version, described),
                ).lastrowid
                if known is not None:
                    _drop_all(connection)
                known = (described, row)
        self._run = int(known[1])
        return self._run

    # ---------------------------------------------------------------------------------------------------------------- waiting

    def count_waiting(self) -> tuple[int, int]:
        """How many reports and how many claims wait to be compared."""
        reports, claims = self._connection.execute(
            "SELECT (SELECT count(*) FROM waiting_reports), (SELECT count(*) FROM waiting_claims)"
        ).fetchone()
        return reports, claims

    def list_waiting_reports(self, limit: int) -> list[int]:
        """The first reports that wait, by number."""
        rows = self._connection.execute("SELECT report FROM waiting_reports ORDER BY report LIMIT ?", (limit,))
        return [row for (row,) in rows]

    def list_waiting_claims(self, limit: int) -> list[int]:
        """The first claims that wait, by number."""
        rows = self._connection.execute("SELECT claim FROM waiting_claims ORDER BY claim LIMIT ?", (limit,))
        return [row for (row,) in rows]

    # ----------------------------------------------------------------------------------------------------------------- copies

    def load_report(self, row: int) -> Report:
        """A report with its text."""
        return load_report(self._connection, row)

    def find_rows(self, hashes: Sequence[int], *, report: int, most: int) -> list[tuple[int, int]]:
        """
        The hashes that reports compared before have too, each with the report: at most `most` reports for a hash, the earliest. Versions of the
        same page are left out: they are one report.
        """
        own = {
            row
            for (row,) in self._connection.execute(
                "SELECT ?1 UNION SELECT id FROM reports WHERE url = (SELECT url FROM reports WHERE id = ?1)", (report,)
            )
        }
        find = "SELECT hash, report FROM sketch_hashes WHERE hash = ? ORDER BY report LIMIT ?"
        found = (row for value in hashes for row in self._connection.execute(find, (value, most)))
        return [row for row in found if row[1] not in own]

    def count_hashes(self, reports: Sequence[int]) -> dict[int, int]:
        """By how many hashes each of these reports is found."""
        counts: dict[int, int] = {}
        for chunk in cut(reports):
            marks = ",".join("?" * len(chunk))
            counts.update(
                self._connection.execute(f"SELECT report, hashes FROM sketches WHERE report IN ({marks})", chunk)
            )
        return counts

    def store_copies(self, report: int, *, hashes: Sequence[int], copies: Iterable[tuple[int, Copy]]) -> None:
        """The hashes a report is found by, and its copies, each with the row of the other report, in place of what there was."""
        with self._write() as connection:
            connection.execute("DELETE FROM sketches WHERE report = ?", (report,))
            connection.execute("DELETE FROM waiting_reports WHERE report = ?", (report,))
            connection.execute(
                "INSERT INTO sketches (report, hashes, run) VALUES (?, ?, ?)", (report, len(hashes), self._run)
            )
            connection.executemany(
                "INSERT OR IGNORE INTO sketch_hashes (hash, report) VALUES (?, ?)", [(one, report) for one in hashes]
            )
            own = connection.execute("SELECT report_id FROM reports WHERE id = ?", (report,)).fetchone()[0]
            for other, copy in copies:
                left, right = (report, other) if copy.left == own else (other, report)
                self._store_copy(connection, copy, left, right)

    def _store_copy(self, connection: sqlite3.Connection, copy: Copy, left: int, right: int) -> None:
        origin = None if copy.origin is None else left if copy.origin == copy.left else right
        row = connection.execute(
            "INSERT INTO copies (left_report, right_report, type, origin, narrative_left, narrative_right, quoted_left, quoted_right, why, run)"
            " VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                *(left, right, copy.type, origin, copy.narrative_left, copy.narrative_right),
                *(copy.quoted_left, copy.quoted_right, copy.why, self._run),
            ),
        ).lastrowid
        connection.executemany(
            "INSERT INTO copy_passages (copy, position, left_start, left_end, right_start, right_end, quoted)"
            " VALUES (?,?,?,?,?,?,?)",
            [
                (row, position, *split_span(passage.left), *split_span(passage.right), int(passage.quoted))
                for position, passage in enumerate(copy.passages)
            ],
        )

    # ----------------------------------------------------------------------------------------------------------------- claims

    def load_statements(self, claims: Sequence[int]) -> list[StoredStatement]:
        """The claims with these numbers as they are compared, in the order given."""
        return load_statements(self._connection, claims)

    def list_other_versions(self, report: int) -> list[int]:
        """The claims, by number, of the other versions of a report's page that have been compared."""
        rows = self._connection.execute(
            "SELECT claims.id FROM reports AS mine JOIN reports AS other ON other.url = mine.url AND other.id <> mine.id"
            " AND other.version <> mine.version JOIN claims ON claims.report = other.id JOIN claim_vectors ON claim = claims.id"
            " WHERE mine.id = ? ORDER BY claims.id",
            (report,),
        )
        return [row for (row,) in rows]

    def load_vectors(self, claims: Sequence[int]) -> dict[int, bytes]:
        """The vectors of those of the claims that have been compared."""
        found: dict[int, bytes] = {}
        for chunk in cut(claims):
            marks = ",".join("?" * len(chunk))
            found.update(
                self._connection.execute(f"SELECT claim, vector FROM claim_vectors WHERE claim IN ({marks})", chunk)
            )
        return found

    def iter_blocks(self) -> Iterator[tuple[int, bytes, bytes]]:
        """The number of each block of vectors, its claims (64-bit little-endian integers), and their signs, stems and days."""
        yield from self._connection.execute("SELECT id, claims, signs FROM vector_blocks ORDER BY id")

    def list_missing_blocks(self) -> list[int]:
        """The numbers of the blocks that have to be made: their claims were compared, or dropped, since."""
        # From each block to the first claim behind it: the vectors, all together half of the ledger, are not gone through.
        rows = self._connection.execute(
            f"WITH RECURSIVE blocks (block) AS (SELECT min(claim) / {BLOCK} FROM claim_vectors UNION ALL"
            f" SELECT (SELECT min(claim) / {BLOCK} FROM claim_vectors WHERE claim >= (block + 1) * {BLOCK}) FROM blocks WHERE block IS NOT NULL)"
            " SELECT block FROM blocks WHERE block IS NOT NULL AND block NOT IN (SELECT id FROM vector_blocks) ORDER BY block"
        )
        return [block for (block,) in rows]

    def load_block(self, block: int) -> list[tuple[int, bytes, bytes, str | None]]:
        """The claims of a block whose report is the latest version of its page, with their vectors, stems and days of publication."""
        return self._connection.execute(
            "SELECT claim, vector, stems, published FROM claim_vectors JOIN claims ON claims.id = claim JOIN reports ON reports.id = claims.report"
            " WHERE claim BETWEEN ? AND ? AND latest = 1 ORDER BY claim",
            (block * BLOCK, block * BLOCK + BLOCK - 1),
        ).fetchall()

    def store_block(self, block: int, claims: bytes, signs: bytes) -> None:
        """A block of vectors, in place of the one there was."""
        with self._write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO vector_blocks (id, claims, signs) VALUES (?, ?, ?)", (block, claims, signs)
            )

    def store_findings(self, findings: Sequence[Finding], *, done: Sequence[int]) -> None:
        """What was found of some claims; all of `done`, claims without any words included, wait no longer."""
        with self._write() as connection:
            connection.executemany("DELETE FROM claim_vectors WHERE claim = ?", [(row,) for row in done])
            connection.executemany("DELETE FROM waiting_claims WHERE claim = ?", [(row,) for row in done])
            connection.executemany(
                "INSERT INTO claim_vectors (claim, vector, stems, run) VALUES (?, ?, ?, ?)",
                [(finding.claim, finding.vector, finding.stems, self._run) for finding in findings],
            )
            connection.executemany(
                "DELETE FROM vector_blocks WHERE id = ?", {(finding.claim // BLOCK,) for finding in findings}
            )
            connection.executemany(
                "INSERT OR IGNORE INTO waiting_groups (claim) VALUES (?)",
                [(finding.claim,) for finding in findings if finding.pairs],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO claim_pairs (low_claim, high_claim, strength) VALUES (?, ?, ?)",
                [
                    (min(finding.claim, other), max(finding.claim, other), strength)
                    for finding in findings
                    for other, strength in finding.pairs
                ],
            )
            connection.executemany(
                "INSERT INTO comparisons (left_claim, right_claim, type, band, left_start, left_end, right_start, right_end, ascribed, why, run)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                [self._lay_out(left, right, one) for finding in findings for left, right, one in finding.comparisons],
            )

    def _lay_out(self, left: int, right: int, one: Comparison) -> tuple[Any, ...]:
        spans = (*split_span(one.left_span), *split_span(one.right_span))
        return (left, right, one.type, one.band, *spans, int(one.ascribed), one.why, self._run)

    # ----------------------------------------------------------------------------------------------------------------- groups

    def iter_components(self) -> Iterator[list[int]]:
        """
        The claims, by number, whose groups wait to be formed anew: each list holds all that hang together by pairs, one claim at least.

        Where that is more than `LARGEST_COMPONENT`, only stronger pairs count. `store_groups` must be called for each before the next is taken.
        """
        large: tuple[set[int], ...] = (set(), set())
        while True:
            first = self._connection.execute("SELECT min(claim) FROM waiting_groups").fetchone()[0]
            if first is None:
                return
            yield self._find_component(first, large)

    def _find_component(self, first: int, large: tuple[set[int], ...]) -> list[int]:
        """All that hang together with a claim, in the order of their numbers; `large` has the claims known to hang together with too many, by strength."""
        for strength, known in enumerate(large):
            reached = self._reach(first, strength, known) if first not in known else None
            if reached is not None:
                return sorted(reached)
        return sorted(self._reach(first, 2, None) or {first})

    def _reach(self, first: int, strength: int, large: set[int] | None) -> set[int] | None:
        """The claims that pairs of this strength at least join with one; None, and noted in `large`, where they are too many."""
        reached, ahead = {first}, [first]
        while ahead:
            for other in self._list_pairs(ahead.pop(), strength):
                if other in reached:
                    continue
                reached.add(other)
                ahead.append(other)
                if large is not None and (other in large or len(reached) > LARGEST_COMPONENT):
                    large |= reached
                    return None
        return reached

    def _list_pairs(self, claim: int, strength: int) -> list[int]:
        rows = self._connection.execute(
            "SELECT high_claim FROM claim_pairs WHERE low_claim = ?1 AND strength >= ?2"
            " UNION SELECT low_claim FROM claim_pairs WHERE high_claim = ?1 AND strength >= ?2 ORDER BY 1",
            (claim, strength),
        )
        return [row for (row,) in rows]

    def store_groups(self, component: Sequence[int], groups: Iterable[Group]) -> None:
        """The groups of some claims in place of those they were in."""
        with self._write() as connection:
            rows = [(row,) for row in component]
            # Whoever was in a group with one of these, and hangs together with it no longer, needs other groups.
            connection.executemany(
                "INSERT OR IGNORE INTO waiting_groups (claim) SELECT other.claim FROM group_members AS mine"
                " JOIN group_members AS other USING (claim_group) WHERE mine.claim = ?",
                rows,
            )
            connection.executemany(
                "DELETE FROM claim_groups WHERE id IN (SELECT claim_group FROM group_members WHERE claim = ?)", rows
            )
            connection.executemany("DELETE FROM waiting_groups WHERE claim = ?", [(row,) for row in component])
            numbers = _number_claims(connection, component)
            for group in groups:
                row = connection.execute(
                    "INSERT INTO claim_groups (group_id, level, band, why, run) VALUES (?, ?, ?, ?, ?)",
                    (group.id, group.level, group.band, group.why, self._run),
                ).lastrowid
                connection.executemany(
                    "INSERT INTO group_members (claim_group, position, claim) VALUES (?, ?, ?)",
                    [(row, position, numbers[claim]) for position, claim in enumerate(group.claims)],
                )

    def finish(self) -> None:
        """Notes that all reports of which nothing waits have been compared, now if it is the first time."""
        with self._write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO compared_reports (report, first_at) SELECT id, ? FROM reports WHERE status = 'read'"
                " AND id NOT IN (SELECT report FROM compared_reports) AND id NOT IN (SELECT report FROM waiting_reports)"
                " AND NOT EXISTS (SELECT 1 FROM waiting_claims JOIN claims ON claims.id = waiting_claims.claim WHERE claims.report = reports.id)",
                (tell_moment(),),
            )


def _number_claims(connection: sqlite3.Connection, claims: Sequence[int]) -> dict[str, int]:
    """Claim id → row number, of claims that have been compared."""
    numbers: dict[str, int] = {}
    for chunk in cut(claims):
        marks = ",".join("?" * len(chunk))
        numbers.update(
            connection.execute(
                f"SELECT claim_id, claims.id FROM claims JOIN claim_vectors ON claim = claims.id WHERE claims.id IN ({marks})",
                chunk,
            )
        )
    return numbers


def _drop_all(connection: sqlite3.Connection) -> None:
    """Drops all that was compared, but for when reports were compared first, and has all of it wait."""
    connection.execute("DELETE FROM sketches")
    connection.execute("DELETE FROM claim_vectors")
    connection.execute("DELETE FROM waiting_groups")
    connection.execute("INSERT OR IGNORE INTO waiting_reports (report) SELECT id FROM reports WHERE status = 'read'")
    connection.execute(
        "INSERT OR IGNORE INTO waiting_claims (claim) SELECT id FROM claims WHERE current = 1 AND status <> 'rejected'"
    )
