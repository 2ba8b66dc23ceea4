"""The writing half of the ledger: reports and claims in, one transaction each, and the acts of people on them."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sayso.errors import LedgerError
from sayso.ledger import deciding, forgetting, rereading
from sayso.ledger.comparing import ComparingStore, tell_moment
from sayso.ledger.loading import load_report
from sayso.ledger.opening import explaining, open_to_write
from sayso.ledger.rows import Added, Forgotten, RereadResult
from sayso.ledger.stories import Story, drop_story, save_story
from sayso.ledger.storing import (
    Standing,
    check_records,
    identify_report,
    number_versions,
    spell_path,
    store_claim,
    store_facts,
    store_report,
    store_words,
    tell_time,
)
from sayso.ledger.view import LedgerView
from sayso.records import Claim, Facts, Failure, Report

_METADATA = ("published", "outlet", "title", "url", "byline")
# A batch commits after so many reports or seconds, whichever is first; and after each report while the caller takes longer than _SLOW seconds
# between two, for then batching gains nothing and would only keep other programs waiting.
_BATCH_REPORTS, _BATCH_SECONDS, _SLOW = 500, 0.5, 0.02


class Ledger(LedgerView):
    """
    A ledger open for writing, made if nothing is there. Reading works as with `LedgerView`, of which it is one.

    >>> with Ledger("ledger.db") as ledger:  # doctest: +SKIP
    ...     run = ledger.begin_run(version="0.1.0")
    ...     ledger.add(report, claims, facts, run=run)

    `timeout` is how many seconds to wait while another program writes. Raises `LedgerError` for a file that is no ledger, cannot be written, or
    was made by a newer sayso.
    """

    def __init__(self, path: str | PathLike[str] = "ledger.db", *, timeout: float = 30.0) -> None:
        self.path = Path(path)
        self._batching = False
        self._batch_began = self._last_add = 0.0
        self._batch_reports = 0
        self._connection = open_to_write(self.path, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------------------------- reports in

    def begin_run(
        self, *, version: str, weights_sha256: str | None = None, settings: Mapping[str, Any] | None = None
    ) -> int:
        """The number of a new run. Every row knows the run that made it, and so the version, the weights and the settings."""
        with self._transaction() as connection:
            row = connection.execute(
                "INSERT INTO runs (started_at, version, weights_sha256, settings) VALUES (?, ?, ?, ?)",
                (tell_time(), version, weights_sha256, json.dumps(dict(settings or {}), ensure_ascii=False)),
            ).lastrowid
        assert row is not None
        return row

    def add(
        self, report: Report, claims: Sequence[Claim] = (), facts: Facts | None = None, *, run: int | None = None
    ) -> Added:
        """
        Stores a report with its claims and says what became of it. Stored when this returns; within `batch`, when the batch ends.

        The same report again adds nothing. Another text at a known URL is a new version: both are kept, the newest counts. Raises
        `ValueError` if the records do not fit one another, `LedgerError` if they cannot be stored; either way nothing of the report is.
        """
        facts = facts or Facts()
        check_records(report, facts, claims)
        if run is None:
            run = self._run_by_hand()
        gap = time.monotonic() - self._last_add
        with self._transaction() as connection:
            known = self._find_report(report)
            if known is not None:
                added = Added(report_id=known, status="already", claims=0)
            else:
                versions = self._count_texts(report)
                row = store_report(connection, report, run=run)
                stored = store_facts(connection, facts, report=row, run=run)
                deciding.apply_merges(connection, report=row)
                for position, claim in enumerate(claims):
                    store_claim(connection, claim, stored, position=position, standing=Standing(), run=run)
                store_words(connection, row, report.text)
                number_versions(connection, report.url)
                status = "new_version" if versions else "added"
                added = Added(report_id=report.id, status=status, claims=len(claims))  # type: ignore[arg-type]
            path, record = spell_path(report.path), report.record
            connection.execute("DELETE FROM failures WHERE path = ? AND record = ?", (path, record))
        self._commit_batch_if_due(gap)
        return added

    def has_report(self, report: Report | str) -> bool:
        """
        Whether the ledger holds a report: by its id, or, given the `Report`, also by what it was renamed to since.

        A report that is there need not be read again; `add` would answer "already".
        """
        with explaining(self.path):
            if isinstance(report, Report):
                return self._find_report(report) is not None
            return self._one("SELECT 1 FROM reports WHERE report_id = ?", report) is not None

    def record_failure(self, failure: Failure, *, run: int | None = None) -> None:
        """Keeps the reason why an input could not be added. A later attempt at the same input replaces it, a success removes it."""
        run = run if run is not None else self._run_by_hand()
        with self._transaction() as connection:
            values = (spell_path(failure.path), failure.record)
            connection.execute("DELETE FROM failures WHERE path IS ? AND record = ?", values)
            connection.execute(
                "INSERT INTO failures (path, record, status_why, failed_at, run) VALUES (?, ?, ?, ?, ?)",
                (*values, spell_path(failure.status_why), tell_time(), run),
            )

    @contextmanager
    def batch(self) -> Iterator[Self]:
        """
        Adds within share transactions, which is several times faster for many small reports. All is stored when it ends.

        What was added before an error within is kept. A batch does not hold the ledger for long: it commits by itself every half a second, and
        after each report while reports come slowly.
        """
        if self._batching:
            raise RuntimeError("a batch is under way already")
        self._batching, self._batch_reports = True, 0
        try:
            yield self
        finally:
            self._batching = False
            self._commit_batch()

    # ---------------------------------------------------------------------------------------------------------- reports changed

    def set_metadata(self, report_id: str, *, who: str = "unnamed user", **fields: str | None) -> None:
        """
        Sets `published`, `outlet`, `title`, `url` or `byline` of a report; None clears one. `report_id` may be shortened.

        The report keeps its id, and with it its claims keep theirs. What makes two inputs the same report (outlet, URL or else title, text)
        is remembered as it was and as it is now, so that the same file adds nothing under either. A decision row keeps who changed what.
        Raises `ValueError` for a date that is not ISO 8601, `LedgerError` where the ledger has that very report already.
        """
        unknown = set(fields) - set(_METADATA)
        if unknown:
            raise ValueError(f"a report has no {', '.join(sorted(unknown))} to set; there are {', '.join(_METADATA)}")
        _check_published(fields.get("published"))
        row, report_id = self._find_one_report(report_id)
        with self._transaction() as connection:
            report = load_report(connection, row)
            before = {name: getattr(report, name) for name in fields}
            changed = {name: value for name, value in fields.items() if before[name] != value}
            if not changed:
                return
            now = {"outlet": report.outlet, "url": report.url, "title": report.title} | changed
            self._take_identity(row, identify_report(now["outlet"], now["url"], now["title"], report.text_sha256))
            columns: dict[str, Any] = dict(changed)
            if "published" in changed:
                columns["published_why"] = f"set by {who}" if changed["published"] else f"taken out by {who}"
            if "url" in changed:
                columns |= {"version": 1, "latest": 1}  # the versions of both URLs are numbered anew below
            if "title" in changed:
                columns |= {"title_start": None, "title_end": None}
            assignments = ", ".join(f"{name} = ?" for name in columns)
            connection.execute(f"UPDATE reports SET {assignments} WHERE id = ?", (*columns.values(), row))
            for url in {report.url, now["url"]}:
                number_versions(connection, url)
            before = {name: before[name] for name in changed}
            deciding.write_decision(connection, action="set", who=who, report=row, before=before, after=changed)

    def reread(
        self, report_id: str, claims: Sequence[Claim], facts: Facts | None = None, *, run: int | None = None
    ) -> RereadResult:
        """
        Puts a new reading of a report in place of the old one and says how they differ. `report_id` may be shortened.

        Claims that nobody touched are replaced. A claim that people decided on stays as they left it, with its id, and stands for the claim of
        the new reading that it overlaps; those without a counterpart are listed. Raises as `add` does.
        """
        row, _ = self._find_one_report(report_id)
        run = run if run is not None else self._run_by_hand()
        with self._transaction() as connection:
            return rereading.reread_report(connection, row, claims, facts or Facts(), run=run)

    # ---------------------------------------------------------------------------------------------------------------- decisions

    def decide(
        self,
        claim_id: str,
        action: str,
        *,
        who: str,
        why: str | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> int:
        """
        The number of a new decision on a claim: "confirm", "correct" or "reject"; or on a speaker's key: "merge" or "split".

        `after` maps fields of `Claim` to their new values, as records or as plain data. A speaker is given as `{"entity": "e1"}`, or, if the
        report's entities lack it, as `{"name": …, "kind": …}`. `before`, if given, is what the caller saw: where the claim is different by now,
        `LedgerError` says who changed it. For "merge" `after` is `{"into": key}`, for "split" `{"report_id": …, "entity": …, "key": …}`.
        """
        with self._transaction() as connection:
            if action == "merge":
                return deciding.merge_key(connection, claim_id, dict(after or {}), who=who, why=why)
            if action == "split":
                values = dict(after or {})
                report, _ = self._find_one_report(str(values.get("report_id", "")))
                return deciding.split_key(connection, claim_id, report, values, who=who, why=why)
            report, claim_id = self._find_one_claim(claim_id)
            return deciding.decide_on_claim(
                connection, report, claim_id, action, who=who, why=why, before=before, after=after
            )

    def add_claim(self, report_id: str, claim: Claim, *, who: str, why: str | None = None) -> int:
        """
        The number of the decision by which a person adds a claim that the machine did not find. `report_id` may be shortened.

        Its entities are those of the report. Raises `ValueError` for a claim that does not fit the report or is there already.
        """
        row, _ = self._find_one_report(report_id)
        with self._transaction() as connection:
            return deciding.add_claim(connection, row, claim, who=who, why=why)

    def undo(self, decision: int, *, who: str, why: str | None = None) -> int:
        """
        The number of the decision that undoes another.

        Raises `LedgerError` if there is no such decision, if it is undone already, or if it undoes another itself.
        """
        with self._transaction() as connection:
            return deciding.undo_decision(connection, decision, who=who, why=why)

    # --------------------------------------------------------------------------------------------------------------- forgetting

    def forget_report(self, report_id: str) -> Forgotten:
        """
        Purges a report: its rows, the decisions on it, its words in the indexes, and the bytes in the file. `report_id` may be shortened.

        Raises `LedgerError` if another program holds the ledger open so that the file cannot be swept yet; `sweep` does that later.
        """
        row, _ = self._find_one_report(report_id)
        with self._transaction() as connection:
            forgotten = forgetting.forget_report(connection, row)
        self.sweep()
        return forgotten

    def forget_entity(self, name: str) -> Forgotten:
        """
        Purges a person or body, by key or name: its claims, its entities, decisions on both, and its names.

        A report's text is evidence for other claims as well, so reports stay; in them, letter by letter, the names are masked with █, and all
        spans stay true. Raises `LedgerError` if the ledger does not know the name, or knows several by it.
        """
        with self._transaction() as connection:
            forgotten = forgetting.forget_entity(connection, name)
        self.sweep()
        return forgotten

    def sweep(self) -> None:
        """Rewrites the indexes and the file, so that nothing of what was removed is left in either. Takes as long as copying the ledger."""
        if self._connection.in_transaction:
            raise RuntimeError("the file can be swept only outside of a batch")
        with explaining(self.path):
            forgetting.sweep(self._connection, self.path)

    # ---------------------------------------------------------------------------------------------------------- across reports

    def comparing_store(self) -> ComparingStore:
        """The half that keeps what is compared across reports; `sayso.across.update_comparisons` is what calls it."""
        return ComparingStore(self._connection, self._transaction)

    def note_look(self) -> str:
        """Keeps that somebody has seen what is new until now, and gives that moment, UTC: `news_since()` counts from there."""
        moment = tell_moment()
        with self._transaction() as connection:
            connection.execute("DELETE FROM looks")
            connection.execute("INSERT INTO looks (looked_at) VALUES (?)", (moment,))
        return moment

    # ------------------------------------------------------------------------------------------------------------------ stories

    def save_story(self, name: str, query: str, *, who: str = "unnamed user", note: str | None = None) -> Story:
        """Keeps a named filter, or changes the one of this name. Raises `ValueError` for a name or query that cannot be taken."""
        with self._transaction() as connection:
            return save_story(connection, name, query, who=who, note=note)

    def drop_story(self, name: str) -> None:
        """Removes a story; reports and claims stay. Raises `LedgerError` if there is none of this name."""
        with self._transaction() as connection:
            drop_story(connection, name)

    # ------------------------------------------------------------------------------------------------------------------ private

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. Within a batch a savepoint, so that one bad report takes back only itself."""
        connection = self._connection
        with explaining(self.path):
            if not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
                self._batch_began = time.monotonic()
            connection.execute("SAVEPOINT step")
            try:
                yield connection
                connection.execute("RELEASE step")
                if not self._batching:
                    connection.execute("COMMIT")
            except BaseException:
                # After a full disk SQLite has rolled back by itself, savepoint and all.
                if connection.in_transaction:
                    connection.execute("ROLLBACK TO step")
                    connection.execute("RELEASE step")
                    if not self._batching:
                        connection.execute("ROLLBACK")
                raise

    def _commit_batch_if_due(self, gap: float) -> None:
        now = time.monotonic()
        self._last_add = now
        if not self._batching:
            return
        self._batch_reports += 1
        if self._batch_reports >= _BATCH_REPORTS or gap > _SLOW or now - self._batch_began > _BATCH_SECONDS:
            self._commit_batch()

    def _commit_batch(self) -> None:
        self._batch_reports = 0
        if not self._connection.in_transaction:
            return
        with explaining(self.path):
            try:
                self._connection.execute("COMMIT")
            except sqlite3.Error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _find_report(self, report: Report) -> str | None:
        """The id under which the ledger has a report, None if it does not."""
        identity = identify_report(report.outlet, report.url, report.title, report.text_sha256)
        found = self._one(
            "SELECT report_id FROM reports WHERE report_id = ? UNION ALL SELECT report_id FROM report_identities"
            " JOIN reports ON reports.id = report_identities.report WHERE identity = ? LIMIT 1",
            report.id,
            identity,
        )
        return None if found is None else str(found[0])

    def _count_texts(self, report: Report) -> int:
        """How many reports of the same URL with another text there are."""
        found = self._one(
            "SELECT count(*) FROM reports WHERE url = ? AND text_sha256 <> ?", report.url, report.text_sha256
        )
        return int(found[0])

    def _take_identity(self, row: int, identity: str) -> None:
        owner = self._one(
            "SELECT report_id, reports.id FROM report_identities JOIN reports ON reports.id = report WHERE identity = ?",
            identity,
        )
        if owner is not None and owner[1] != row:
            raise LedgerError(
                f"that would make it the same report as {owner[0]}, with the same text; forget one of the two"
            )
        self._connection.execute(
            "INSERT OR IGNORE INTO report_identities (identity, report) VALUES (?, ?)", (identity, row)
        )

    def _run_by_hand(self) -> int:
        """A run for callers that gave none, made once: rows still know when and that no settings are on record."""
        found = self._one("SELECT max(id) FROM runs WHERE version = 'unknown'")
        return found[0] if found[0] is not None else self.begin_run(version="unknown")


def _check_published(published: str | None) -> None:
    """Raises `ValueError` for a publication date that is neither a day nor a day and time in ISO 8601."""
    if published is None:
        return
    for parse in _PARSERS:
        try:
            parse(published)
        except ValueError:
            continue
        return
    raise ValueError(f"{published!r} is no publication date; write 2018-02-14 or 2018-02-14T09:30:00+03:00")


_PARSERS: tuple[Callable[[str], object], ...] = (date.fromisoformat, datetime.fromisoformat)
