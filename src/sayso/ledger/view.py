"""The read-only half of the ledger: lists, lookups by short id, searches and figures. Nothing here changes the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sayso.errors import LedgerError
from sayso.ledger import compared, finding, tables
from sayso.ledger.loading import StoredClaim, cut, load_claims, load_entities, load_facts, load_report
from sayso.ledger.migrations import SCHEMA
from sayso.ledger.opening import explaining, open_to_read
from sayso.ledger.query import Query, Term, parse_query
from sayso.ledger.rows import (
    ClaimRow,
    ComparingState,
    DecisionRow,
    FailureRow,
    Hit,
    Info,
    Loaded,
    News,
    ReportHit,
    ReportRow,
    RunRow,
    SpeakerRow,
)
from sayso.ledger.stories import Accusation, Story, find_accusations, find_story, list_stories
from sayso.records import Comparison, Copy, Entity, Group, Span, Statement

_MISSABLE = ("published", "outlet", "title", "url", "byline", "path", "language")
_REPORT = """
SELECT report_id, status, status_why, path, record, url, outlet, title, byline, published, published_why, language, version, latest,
  (SELECT count(*) FROM claims WHERE claims.report = reports.id AND current = 1 AND voice = 'speaker' AND claims.status <> 'rejected'),
  added_at, run, id
FROM reports
"""
Voices = Literal["speaker", "outlet", "all"]


class LedgerView:
    """
    A ledger open for reading only. Raises `LedgerError` where there is none.

    Ids may be shortened to any beginning that is unique, as in git. Lists leave out older versions and rejected claims unless asked.
    """

    path: Path
    _connection: sqlite3.Connection

    def __init__(self, path: str | PathLike[str] = "ledger.db", *, timeout: float = 30.0) -> None:
        self.path = Path(path)
        self._connection = open_to_read(self.path, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. Closing twice is fine."""
        self._connection.close()

    def is_current(self) -> bool:
        """Whether the file still has the shape that this sayso knows: another program may have changed it since it was opened."""
        return bool(self._one("PRAGMA user_version")[0] == SCHEMA)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it everything shows the ledger as it was at the first look, whatever other programs write meanwhile."""
        with explaining(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    # ------------------------------------------------------------------------------------------------------------------ reports

    def report(self, report_id: str) -> ReportRow:
        """One report, without its text. Raises `LedgerError` if there is none, or several, with this beginning of an id."""
        row, _ = self._find_one_report(report_id)
        return self._report_rows([row])[row]

    def reports(
        self,
        *,
        status: Literal["read", "not_english"] | None = None,
        missing: str | None = None,
        outlet: str | None = None,
        all_versions: bool = False,
        order: Literal["added", "added_last", "published"] = "added",
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[ReportRow]:
        """
        The reports, in the order of adding, the last added first, or the newest first.

        `missing` names a field that must be unknown: published, outlet, title, url, byline, path or language.
        """
        if missing is not None and missing not in _MISSABLE:
            raise ValueError(f"a report cannot lack {missing!r}; there are {', '.join(_MISSABLE)}")
        conditions: list[str] = []
        values: list[Any] = []
        if status is not None:
            conditions.append("status = ?")
            values.append(status)
        if outlet is not None:
            conditions.append("outlet = ?")
            values.append(outlet)
        if missing is not None:
            conditions.append(f"{missing} IS NULL")
        if not all_versions:
            conditions.append("latest = 1")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        by = {"added": "id", "added_last": "id DESC", "published": "published DESC, id DESC"}[order]
        page = (-1 if limit is None else limit, offset)
        yield from (
            _build_report(row) for row in self._all(f"{_REPORT} {where} ORDER BY {by} LIMIT ? OFFSET ?", *values, *page)
        )

    def versions(self, report_id: str) -> list[ReportRow]:
        """All versions of a report's page, oldest first; the report alone if it has no URL."""
        row, _ = self._find_one_report(report_id)
        rows = self._all(
            f"{_REPORT} WHERE id = ? OR url = (SELECT url FROM reports WHERE id = ?) ORDER BY version, id", row, row
        )
        return [_build_report(found) for found in rows]

    def failures(self) -> list[FailureRow]:
        """The inputs whose last attempt failed, oldest first."""
        rows = self._all("SELECT path, record, status_why, failed_at, run FROM failures ORDER BY id")
        return [
            FailureRow(path=path, record=record, status_why=why, failed_at=at, run=run)
            for path, record, why, at, run in rows
        ]

    def load(self, report_id: str, *, rejected: bool = False) -> Loaded:
        """A report with its text, its facts and its claims as they stand, as records. For a report that nobody touched: what was added."""
        row, _ = self._find_one_report(report_id)
        with explaining(self.path):
            rows = self._claim_numbers("claims.report = ?", (row,), voice="all", rejected=rejected, all_versions=True)
            claims = tuple(stored.claim for stored in load_claims(self._connection, rows))
            return Loaded(
                report=load_report(self._connection, row), facts=load_facts(self._connection, row), claims=claims
            )

    # ------------------------------------------------------------------------------------------------------------------- claims

    def claim(self, claim_id: str) -> ClaimRow:
        """One claim as it stands, a rejected one too. Raises `LedgerError` if there is none, or several, with this beginning of an id."""
        report, claim_id = self._find_one_claim(claim_id)
        row = self._one("SELECT id FROM claims WHERE report = ? AND claim_id = ? AND current = 1", report, claim_id)
        return next(self._claim_rows([row[0]]))

    def claims(
        self,
        *,
        report_id: str | None = None,
        voice: Voices = "speaker",
        rejected: bool = False,
        all_versions: bool = False,
    ) -> Iterator[ClaimRow]:
        """The claims as they stand, of one report (any version) or of all, report by report in the order of adding, in text order."""
        condition, values = "1", ()
        if report_id is not None:
            row, _ = self._find_one_report(report_id)
            condition, values, all_versions = "claims.report = ?", (row,), True  # type: ignore[assignment]
        with explaining(self.path):
            rows = self._claim_numbers(condition, values, voice=voice, rejected=rejected, all_versions=all_versions)
            yield from self._claim_rows(rows)

    def search(
        self,
        query: Query | str,
        *,
        order: Literal["match", "newest"] = "match",
        limit: int | None = 50,
        offset: int = 0,
    ) -> list[Hit]:
        """
        The claims that a query finds: best match first (rare words weigh more), or newest report first; ties by date, then text order.

        A query without words has no best match and goes by date. `limit=None` gives all; use `search_all` where they may be many.
        """
        return list(self.search_all(query, order=order, limit=limit, offset=offset))

    def search_all(
        self,
        query: Query | str,
        *,
        order: Literal["match", "newest"] = "match",
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Hit]:
        """As `search`, one by one, with flat memory."""
        query = parse_query(query) if isinstance(query, str) else query
        if offset < 0 or (limit is not None and limit < 0):
            raise ValueError("limit and offset cannot be negative")
        with explaining(self.path):
            rows = finding.find_claims(self._connection, query, order=order, limit=limit, offset=offset)
            for chunk in cut(rows, 100):
                texts: dict[str, str] = {}
                for row in self._claim_rows(chunk, texts=texts):
                    yield Hit(row=row, snippet=finding.make_snippet(texts[row.report.report_id], row.claim, query))

    def count(self, query: Query | str) -> int:
        """How many claims a query finds."""
        query = parse_query(query) if isinstance(query, str) else query
        with explaining(self.path):
            return finding.count_claims(self._connection, query)

    def search_reports(
        self, query: Query | str, *, order: Literal["match", "newest"] = "match", limit: int = 50, offset: int = 0
    ) -> list[ReportHit]:
        """
        The reports whose text or title holds the query's words, best match first or newest first. Of the keys only those about reports are allowed: outlet,
        published-after, published-before, report, version; others are a `ValueError`.
        """
        query = parse_query(query) if isinstance(query, str) else query
        with explaining(self.path):
            rows = finding.find_reports(self._connection, query, limit=limit, offset=offset, order=order)
            found = self._report_rows(rows)
            hits = []
            for row in rows:
                text = self._one("SELECT text FROM texts WHERE report = ?", row)[0]
                hits.append(ReportHit(report=found[row], snippet=finding.make_snippet(text, None, query)))
            return hits

    # ----------------------------------------------------------------------------------------------------------------- speakers

    def speakers(
        self, name: str | None = None, *, limit: int | None = 50, offset: int = 0, all_versions: bool = False
    ) -> list[SpeakerRow]:
        """
        Who speaks, most claims first; with `name`, those whose name or alias has these words, or whose key it is.

        Entities with a key are one speaker across reports. Those without are listed together where name, kind and country are the same, which
        need not mean the same person: their `key` is None.
        """
        with explaining(self.path):
            return finding.find_speakers(self._connection, name, limit=limit, offset=offset, all_versions=all_versions)

    # ---------------------------------------------------------------------------------------------------------------- decisions

    def decisions(
        self, *, report_id: str | None = None, claim_id: str | None = None, who: str | None = None
    ) -> Iterator[DecisionRow]:
        """What people decided, oldest first, undone decisions and undoings included."""
        conditions: list[str] = ["1"]
        values: list[Any] = []
        if report_id is not None:
            conditions.append("decisions.report = ?")
            values.append(self._find_one_report(report_id)[0])
        if claim_id is not None:
            report, claim_id = self._find_one_claim(claim_id)
            conditions.append("decisions.report = ? AND decisions.claim_id = ?")
            values += [report, claim_id]
        if who is not None:
            conditions.append("decisions.who = ?")
            values.append(who)
        rows = self._all(
            'SELECT decisions.id, decided_at, who, action, reports.report_id, claim_id, entity, key, "before", "after", why, undoes,'
            " decisions.id IN (SELECT id FROM decisions_in_force)"
            f" FROM decisions LEFT JOIN reports ON reports.id = decisions.report WHERE {' AND '.join(conditions)} ORDER BY decisions.id",
            *values,
        )
        yield from (_build_decision(row) for row in rows)

    # ----------------------------------------------------------------------------------------------------------- across reports

    def statements(
        self,
        claim_ids: Iterable[str] | None = None,
        *,
        query: Query | str | None = None,
        voice: Voices = "speaker",
        with_figures: bool = False,
    ) -> Iterator[Statement]:
        """
        Claims as they are compared, with flat memory: those named (ids may be shortened), in that order; or those a query finds, newest first; or
        all that stand in the newest versions, in the order of adding. A query says the voice itself. `with_figures` leaves out those without a
        quantity. Raises `LedgerError` for an unknown id.
        """
        with explaining(self.path):
            if claim_ids is not None:
                rows = [self._find_claim_row(claim_id) for claim_id in claim_ids]
            elif query is not None:
                parsed = parse_query(query) if isinstance(query, str) else query
                rows = finding.find_claims(self._connection, parsed, order="newest", limit=None, offset=0)
            else:
                rows = self._claim_numbers("1", (), voice=voice, rejected=False, all_versions=False)
            if with_figures:
                counted = {row for (row,) in self._connection.execute("SELECT DISTINCT claim FROM claim_quantities")}
                rows = [row for row in rows if row in counted]
            for chunk in cut(rows, 200):
                yield from (stored.statement for stored in compared.load_statements(self._connection, chunk))

    def copies(self, report_id: str | None = None, *, all_versions: bool = False) -> list[Copy]:
        """
        The pairs of reports whose texts overlap, those that share most first; of one report, or all. Of an edited page, which is one report, only
        the newest version counts, unless `all_versions` is set or the older one is named.
        """
        condition, values = "1", ()
        if report_id is not None:
            row, _ = self._find_one_report(report_id)
            condition, values = "(left_report = ? OR right_report = ?)", (row, row)  # type: ignore[assignment]
        if not all_versions:
            newest = [f"({side}.latest = 1 OR {side}.id = ?)" for side in ("one", "two")]
            condition = " AND ".join([condition, *newest])
            values = (*values, *(values[:1] or (None,)) * 2)  # type: ignore[assignment]
        with explaining(self.path):
            return compared.load_copies(self._connection, condition, values)

    def groups(self, claim_id: str | None = None, *, level: str | None = None, band: str | None = None) -> list[Group]:
        """
        The groups of claims that say the same, largest first; of one claim (the id may be shortened), or all. `level` is utterance or
        proposition, `band` same or maybe.
        """
        row = None if claim_id is None else self._find_claim_row(claim_id)
        with explaining(self.path):
            return compared.load_groups(self._connection, row, level=level, band=band)

    def group(self, group_id: str) -> Group | None:
        """The group with this id, None if there is none: its claims were compared anew since."""
        with explaining(self.path):
            return compared.load_group(self._connection, group_id)

    def comparisons(
        self,
        claim_id: str | None = None,
        *,
        types: Sequence[str] | None = None,
        query: Query | str | None = None,
        speaker: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Comparison]:
        """
        What claims are to one another, newest reports first; of one claim (the id may be shortened), or all. `types` are some of
        `COMPARISON_TYPES`; with a `query` one of the two claims at least is found by it; with a `speaker`, by name or key, both are that speaker's.
        """
        row = None if claim_id is None else self._find_claim_row(claim_id)
        choice = compared.Choice(
            claim=row, types=types, either=self._find_claims(query), both=self._find_claims_of(speaker)
        )
        with explaining(self.path):
            return compared.load_comparisons(self._connection, choice, limit=limit, offset=offset)

    def count_comparisons(self) -> dict[str, int]:
        """How many comparisons there are of each type, most first."""
        with explaining(self.path):
            return compared.count_comparisons(self._connection)

    def news_since(self, time: str | None = None) -> News:
        """
        What was found with reports that were compared for the first time after `time` (ISO 8601, UTC; a day counts from its beginning), or since the last
        look that `Ledger.note_look` kept: denials, figures that differ, copies.
        """
        with explaining(self.path):
            return compared.load_news(self._connection, time)

    def comparing_state(self) -> ComparingState:
        """How far comparing has come, what waits for it, and how many reports were not read."""
        with explaining(self.path):
            return compared.load_state(self._connection)

    # --------------------------------------------------------------------------------------------------------- the whole ledger

    def info(self) -> Info:
        """What the ledger holds, and what made it."""
        standing = "FROM claims JOIN reports ON reports.id = claims.report WHERE current = 1 AND latest = 1"
        kept = f"{standing} AND claims.status <> 'rejected'"
        one = self._one
        dates = one("SELECT min(published), max(published), max(added_at) FROM reports")
        speakers = one(
            "SELECT count(DISTINCT coalesce(key_now, 'name ' || lower(name) || kind)) FROM entities WHERE id IN"
            f" (SELECT entity FROM speakers WHERE claim IN (SELECT claims.id {kept} AND voice = 'speaker'))"
        )
        return Info(
            path=str(self.path),
            schema=SCHEMA,
            size=sum(path.stat().st_size for path in self._files() if path.exists()),
            reports=dict(self._all("SELECT status, count(*) FROM reports GROUP BY status ORDER BY status DESC")),
            older_versions=one("SELECT count(*) FROM reports WHERE latest = 0")[0],
            failures=one("SELECT count(*) FROM failures")[0],
            claims=dict(self._all(f"SELECT voice, count(*) {kept} GROUP BY voice ORDER BY voice DESC")),
            checked=dict(
                self._all(f"SELECT claims.status, count(*) {standing} GROUP BY claims.status ORDER BY 2 DESC")
            ),
            speakers=speakers[0],
            outlets=one("SELECT count(DISTINCT outlet) FROM reports")[0],
            decisions=one("SELECT count(*) FROM decisions")[0],
            without_date=one("SELECT count(*) FROM reports WHERE published IS NULL")[0],
            without_outlet=one("SELECT count(*) FROM reports WHERE outlet IS NULL")[0],
            first_published=dates[0],
            last_published=dates[1],
            last_added=dates[2],
            runs=tuple(self.runs()),
        )

    def runs(self) -> list[RunRow]:
        """The runs that wrote to the ledger, oldest first."""
        rows = self._all("SELECT id, started_at, version, weights_sha256, settings FROM runs ORDER BY id")
        return [
            RunRow(run=run, started_at=at, version=version, weights_sha256=weights, settings=json.loads(settings))
            for run, at, version, weights, settings in rows
        ]

    def iter_tables(
        self, *, voice: Voices = "speaker", rejected: bool = False, all_versions: bool = False
    ) -> Iterator[tuple[str, tuple[str, ...], Iterator[tuple[tables.Cell, ...]]]]:
        """
        The ledger as linked tables: each one's name, its columns (see `CODEBOOK`) and its rows, without JSON in any cell.

        All tables show the ledger as it was when the first was begun. Take the rows of one before going on to the next.
        """
        with explaining(self.path):
            for name, columns, rows in tables.iter_tables(
                self._connection, voice=voice, rejected=rejected, all_versions=all_versions
            ):
                yield name, columns, self._explain_rows(rows)

    # ------------------------------------------------------------------------------------------------------------------ stories

    def stories(self) -> list[Story]:
        """The named, saved filters, by name."""
        with explaining(self.path):
            return list_stories(self._connection)

    def story(self, name: str) -> Story:
        """One story; capitals do not matter. Raises `LedgerError` if there is none of this name."""
        with explaining(self.path):
            found = find_story(self._connection, name)
        if found is None:
            raise LedgerError(f"{self.path} has no story {name!r}; sayso stories lists them")
        return found

    def accusations(self, claim_ids: Sequence[str], *, acts: Sequence[str]) -> list[Accusation]:
        """Who accuses whom in these claims: speakers and targets of those whose act is one of `acts`."""
        with explaining(self.path):
            return find_accusations(self._connection, claim_ids, acts)

    # ------------------------------------------------------------------------------------------------------------------ private

    def _explain_rows(self, rows: Iterator[tuple[tables.Cell, ...]]) -> Iterator[tuple[tables.Cell, ...]]:
        with explaining(self.path):
            yield from rows

    def _files(self) -> list[Path]:
        return [self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm"))]

    def _one(self, sql: str, *values: Any) -> Any:
        with explaining(self.path):
            return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with explaining(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _find_one_report(self, prefix: str) -> tuple[int, str]:
        """Row number and id of the one report whose id begins so. Raises `LedgerError`."""
        found = self._find_prefix(
            "SELECT id, report_id, title FROM reports WHERE report_id", "ORDER BY report_id", prefix
        )
        if not found:
            raise LedgerError(f"{self.path} has no report {prefix!r}; sayso reports lists them")
        if len(found) > 1:
            raise LedgerError(f"{prefix!r} could be {_list_candidates((row[1], row[2]) for row in found)}")
        return found[0][0], found[0][1]

    def _find_one_claim(self, prefix: str) -> tuple[int, str]:
        """The report's row number and the id of the one claim whose id begins so. Raises `LedgerError`."""
        found = self._find_prefix(
            "SELECT DISTINCT claims.report, claim_id, content FROM claims LEFT JOIN claim_words ON claim = claims.id"
            " WHERE current = 1 AND claim_id",
            "ORDER BY claim_id",
            prefix,
        )
        if not found:
            raise LedgerError(f"{self.path} has no claim {prefix!r}; sayso search finds claims and shows their ids")
        if len(found) > 1:
            raise LedgerError(f"{prefix!r} could be {_list_candidates((row[1], row[2]) for row in found)}")
        return found[0][0], found[0][1]

    def _find_claim_row(self, prefix: str) -> int:
        """The row of the one current claim whose id begins so. Raises `LedgerError`."""
        report, claim_id = self._find_one_claim(prefix)
        row = self._one("SELECT id FROM claims WHERE report = ? AND claim_id = ? AND current = 1", report, claim_id)
        return int(row[0])

    def _find_claims(self, query: Query | str | None) -> frozenset[int] | None:
        """The rows of the claims that a query finds, older versions too; None for no query."""
        if query is None:
            return None
        parsed = parse_query(query) if isinstance(query, str) else query
        with explaining(self.path):
            found = finding.find_claims(
                self._connection, replace(parsed, all_versions=True), order="newest", limit=None, offset=0
            )
        return frozenset(found)

    def _find_claims_of(self, speaker: str | None) -> frozenset[int] | None:
        """The rows of the claims of a speaker, by name, alias or key; None for no speaker."""
        if speaker is None:
            return None
        return self._find_claims(Query(clauses=((Term(key="by", value=speaker.strip()),),)))

    def _find_prefix(self, select: str, order: str, prefix: str) -> list[Any]:
        try:
            prefix.encode()
        except UnicodeEncodeError:
            return []
        exact = self._all(f"{select} = ? {order} LIMIT 8", prefix)
        if exact or not prefix:
            return exact
        return self._all(f"{select} BETWEEN ? AND ? {order} LIMIT 8", prefix, prefix + "\U0010ffff")

    def _report_rows(self, rows: Sequence[int]) -> dict[int, ReportRow]:
        found: dict[int, ReportRow] = {}
        for chunk in cut(list(rows)):
            marks = ",".join("?" * len(chunk))
            for values in self._all(f"{_REPORT} WHERE id IN ({marks})", *chunk):
                found[values[-1]] = _build_report(values)
        return found

    def _claim_numbers(
        self, condition: str, values: tuple[Any, ...], *, voice: Voices, rejected: bool, all_versions: bool
    ) -> list[int]:
        """Row numbers of current claims, in reading order."""
        if voice not in ("speaker", "outlet", "all"):
            raise ValueError(f"voice is speaker, outlet or all, not {voice!r}")
        conditions = [condition, "claims.current = 1"]
        if voice != "all":
            conditions.append(f"claims.voice = '{voice}'")
        if not rejected:
            conditions.append("claims.status <> 'rejected'")
        join = "" if all_versions else "JOIN reports ON reports.id = claims.report AND reports.latest = 1"
        rows = self._connection.execute(
            f"SELECT claims.id FROM claims {join} WHERE {' AND '.join(conditions)} ORDER BY claims.report, claims.position, claims.id",
            values,
        )
        return [row[0] for row in rows]

    def _claim_rows(self, rows: Sequence[int], *, texts: dict[str, str] | None = None) -> Iterator[ClaimRow]:
        """The claims with these row numbers, in order. The texts of their reports are left in `texts`, by report id, if it is given."""
        for chunk in cut(rows, 100):
            claims = load_claims(self._connection, chunk)
            reports = self._report_rows(list({stored.report for stored in claims}))
            words = self._load_texts(list(reports))
            speakers = self._load_speakers(chunk)
            checks = self._load_checks([stored.decision for stored in claims if stored.decision is not None])
            if texts is not None:
                texts.update({reports[row].report_id: text for row, text in words.items()})
            ascribers = self._load_ascribers([stored for stored in claims if stored.claim.ascribed])
            for stored in claims:
                row = _build_claim_row(stored, reports[stored.report], words[stored.report], speakers, checks)
                yield replace(row, ascribers=ascribers[stored.row]) if stored.row in ascribers else row

    def _load_texts(self, reports: list[int]) -> dict[int, str]:
        marks = ",".join("?" * len(reports))
        return dict(self._all(f"SELECT report, text FROM texts WHERE report IN ({marks})", *reports))

    def _load_speakers(self, claims: Sequence[int]) -> dict[int, list[Entity]]:
        marks = ",".join("?" * len(claims))
        pairs = self._all(
            f"SELECT claim, entity FROM speakers WHERE claim IN ({marks}) ORDER BY claim, position", *claims
        )
        entities = load_entities(self._connection, list({entity for _, entity in pairs}))
        speakers: dict[int, list[Entity]] = {}
        for claim, entity in pairs:
            speakers.setdefault(claim, []).append(entities[entity])
        return speakers

    def _load_ascribers(self, ascribed: Sequence[StoredClaim]) -> dict[int, tuple[str, ...]]:
        """For each of these claims, by row number, the names of the speakers of the claim within which it is reported."""
        return {
            stored.row: tuple(
                name
                for (name,) in self._all(
                    "SELECT entities.name FROM claims JOIN speakers ON speakers.claim = claims.id"
                    " JOIN entities ON entities.id = speakers.entity"
                    " WHERE claims.report = ? AND claims.claim_id = ? AND current = 1 ORDER BY speakers.position",
                    stored.report,
                    stored.claim.inside,
                )
            )
            for stored in ascribed
        }

    def _load_checks(self, decisions: list[int]) -> dict[int, tuple[str, str]]:
        marks = ",".join("?" * len(decisions))
        rows = self._all(f"SELECT id, who, decided_at FROM decisions WHERE id IN ({marks})", *decisions)
        return {row: (who, at) for row, who, at in rows}


def _build_claim_row(
    stored: StoredClaim,
    report: ReportRow,
    text: str,
    speakers: dict[int, list[Entity]],
    checks: dict[int, tuple[str, str]],
) -> ClaimRow:
    claim = stored.claim
    who, at = checks.get(stored.decision, (None, None)) if stored.decision is not None else (None, None)
    return ClaimRow(
        claim=claim,
        report=report,
        speakers=tuple(speakers.get(stored.row, ())),
        content_words=tuple(span.of(text) for span in claim.content),
        source_words=_words(claim.source, text),
        cue_words=_words(claim.cue, text),
        status=stored.status,  # type: ignore[arg-type]
        checked_by=who,
        checked_at=at,
        run=stored.run,
    )


def _words(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)


def _build_report(row: Any) -> ReportRow:
    return ReportRow(
        report_id=row[0],
        status=row[1],
        status_why=row[2],
        path=row[3],
        record=row[4],
        url=row[5],
        outlet=row[6],
        title=row[7],
        byline=row[8],
        published=row[9],
        published_why=row[10],
        language=row[11],
        version=row[12],
        latest=bool(row[13]),
        claims=row[14],
        added_at=row[15],
        run=row[16],
    )


def _build_decision(row: Any) -> DecisionRow:
    return DecisionRow(
        decision=row[0],
        decided_at=row[1],
        who=row[2],
        action=row[3],
        report_id=row[4],
        claim_id=row[5],
        entity=row[6],
        key=row[7],
        before=json.loads(row[8]) if row[8] is not None else None,
        after=json.loads(row[9]) if row[9] is not None else None,
        why=row[10],
        undoes=row[11],
        in_force=bool(row[12]),
    )


def _list_candidates(found: Any) -> str:
    """A few candidates for an ambiguous id, with enough words to tell them apart."""
    listed = [f"{identity} ({words[:40].splitlines()[0]})" if words else identity for identity, words in found]
    more = " …" if len(listed) > 7 else ""
    return ", ".join(listed[:7]) + more + "; give more letters"
