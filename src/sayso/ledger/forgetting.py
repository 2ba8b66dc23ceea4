"""
The one purge: a report, or a person or body, out of the rows, the decisions, the indexes, and the bytes of the file.

A report goes whole. A person's claims, entities and decisions go; the reports that name the person are evidence for what others said and stay, with
the names masked letter by letter, so that every span stays true.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import LedgerError
from sayso.ledger import deciding
from sayso.ledger.finding import find_hits, fold, quote_words
from sayso.ledger.query import Query, Term
from sayso.ledger.rows import Forgotten
from sayso.ledger.storing import is_wide, number_versions, store_words, tell_time
from sayso.records import Span

MASK = "█"
_INDEXES = ("claims_fts", "claims_trigram", "texts_fts", "texts_trigram")


@contextmanager
def _allowed(connection: sqlite3.Connection) -> Iterator[None]:
    """While this lasts the triggers let decisions be removed."""
    connection.execute("INSERT INTO forgetting (started_at) VALUES (?)", (tell_time(),))
    yield
    connection.execute("DELETE FROM forgetting")


def sweep(connection: sqlite3.Connection, path: Path) -> None:
    """Rewrites the indexes, then the file, then empties the write-ahead log: what was deleted leaves traces in all three."""
    for index in _INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    connection.execute("VACUUM")
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise LedgerError(
            f"{path}: the rows are gone, but another program has the ledger open, so traces stay in the file; close it and forget again"
        )


# -------------------------------------------------------------------------------------------------------------------- report


def forget_report(connection: sqlite3.Connection, report: int) -> Forgotten:
    """Removes a report with all that hangs on it. The caller sweeps."""

    def count(table: str, more: str = "") -> int:
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE report = ? {more}", (report,)).fetchone()[0])

    forgotten = Forgotten(
        reports=1, claims=count("claims", "AND current = 1"), entities=count("entities"), decisions=count("decisions")
    )
    url, path, record = connection.execute("SELECT url, path, record FROM reports WHERE id = ?", (report,)).fetchone()
    with _allowed(connection):
        connection.execute("DELETE FROM reports WHERE id = ?", (report,))
        connection.execute("DELETE FROM failures WHERE path = ? AND record = ?", (path, record))
        _drop_loose_merges(connection)
    number_versions(connection, url)
    return forgotten


def _drop_loose_merges(connection: sqlite3.Connection) -> None:
    """Removes merges of keys that no entity has any more: the key itself spells a name."""
    loose = "NOT EXISTS (SELECT 1 FROM entities WHERE entities.key = decisions.key OR entities.key_now = decisions.key)"
    connection.execute(f"DELETE FROM decisions WHERE report IS NULL AND key IS NOT NULL AND {loose}")


# -------------------------------------------------------------------------------------------------------------------- entity


def forget_entity(connection: sqlite3.Connection, name: str) -> Forgotten:
    """Removes a person or body and masks the names. The caller sweeps. Raises `LedgerError` for none, or several, of that name."""
    entities, keys = _find_entities(connection, name)
    names = _Names(connection, entities)
    rows = ",".join(map(str, entities))
    own = {row for (row,) in connection.execute(f"SELECT DISTINCT report FROM entities WHERE id IN ({rows})")}
    reports = own | _find_reports_naming(connection, names)
    with _allowed(connection):
        claims, decisions = _drop_claims(connection, rows)
        decisions += _drop_decisions(connection, rows, keys)
        for table in ("speakers", "targets", "relays", "claim_mentions"):
            connection.execute(f"DELETE FROM {table} WHERE entity IN ({rows})")
        connection.execute(f"DELETE FROM entities WHERE id IN ({rows})")
        masked = sum(_mask_text(connection, report, names, own=report in own) for report in sorted(reports))
        _mask_rows(connection, names, own)
        deciding.settle_keys(connection)
        for report in sorted(reports):
            text = connection.execute("SELECT text FROM texts WHERE report = ?", (report,)).fetchone()[0]
            store_words(connection, report, text)
    return Forgotten(claims=claims, entities=len(entities), decisions=decisions, masked=masked)


def _find_entities(connection: sqlite3.Connection, name: str) -> tuple[list[int], set[str]]:
    """Row numbers of the entities that are meant, and their keys."""
    found = connection.execute("SELECT id FROM entities WHERE key_now = ? OR key = ?", (name, name)).fetchall()
    chosen = {row for (row,) in found} or _find_called(connection, name)
    if not chosen:
        raise LedgerError(f"the ledger knows nobody called {name!r}; sayso who NAME shows how it spells a name")
    keys = _list_keys(connection, "key_now", chosen)
    if len(keys) > 1:
        raise LedgerError(f"{name!r} could be {', '.join(sorted(keys))}; give one of these keys")
    for key in keys:
        chosen.update(row for (row,) in connection.execute("SELECT id FROM entities WHERE key_now = ?", (key,)))
    return sorted(chosen), keys | _list_keys(connection, "key", chosen)


def _find_called(connection: sqlite3.Connection, name: str) -> set[int]:
    """Entities of this name, or, if there are none, of this alias."""
    wanted = fold(name)
    for called in ("SELECT id, name FROM entities", "SELECT entity, alias FROM aliases"):
        chosen = {row for row, words in connection.execute(called) if wanted and fold(words) == wanted}
        if chosen:
            return chosen
    return set()


def _list_keys(connection: sqlite3.Connection, column: str, rows: Iterable[int]) -> set[str]:
    chosen = ",".join(map(str, rows))
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM entities WHERE id IN ({chosen}) AND {column} IS NOT NULL"
    )
    return {key for (key,) in found}


class _Names:
    """
    How somebody is called: full names, masked wherever the ledger has them, and short ones (a surname, an acronym, a nickname), which may mean others
    elsewhere and are masked only in the reports that have the entity, and only where they begin with a capital.
    """

    def __init__(self, connection: sqlite3.Connection, entities: Iterable[int]) -> None:
        rows = ",".join(map(str, entities))
        called = connection.execute(
            f"SELECT name, kind, ifnull(role, '') FROM entities WHERE id IN ({rows}) AND named = 1"
        ).fetchall()
        aliases = {alias for (alias,) in connection.execute(f"SELECT alias FROM aliases WHERE entity IN ({rows})")}
        roles = {word for _, _, role in called for word in fold(role).split()}
        names = {name for name, _, _ in called}
        parts = {word for name in names for word in fold(name).split() if len(word) > 1}
        self.full = {
            name for name in names | aliases if _is_full(name) and (name in names or parts & set(fold(name).split()))
        }
        self.short = {name for name in names if not _is_full(name)}
        self.short |= {
            alias
            for alias in aliases - self.full
            if alias[:1].isupper()
            and (parts & set(fold(alias).split()) or (" " not in alias and fold(alias) not in roles))
        }
        self.short |= {name.split()[-1] for name, kind, _ in called if kind == "person" and " " in name}
        # In addresses, file names and keys the words of a name are joined by signs.
        joined = (r"(?:[\s\-_+./]|%20)+".join(map(re.escape, words)) for words in self._spellings())
        self._joined = re.compile("|".join(sorted(joined, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)

    def _spellings(self) -> set[tuple[str, ...]]:
        return {tuple(spelt.split()) for name in self.full for spelt in (name, fold(name)) if spelt.strip()}

    def find(self, text: str, *, own: bool) -> list[Span]:
        """The names in a text."""
        spans = find_hits(text, 0, len(text), _ask_for(self.full))
        if own:
            short = find_hits(text, 0, len(text), _ask_for(self.short))
            spans += [span for span in short if text[span.start].isupper() or is_wide(text[span.start])]
        return spans

    def mask(self, text: str, *, own: bool) -> str:
        """The text with the names masked, as long as before."""
        letters = list(text)
        for span in self.find(text, own=own):
            letters[span.start : span.end] = [
                sign if sign.isspace() else MASK for sign in letters[span.start : span.end]
            ]
        return self._joined.sub(lambda found: MASK * len(found.group()), "".join(letters))


def _is_full(name: str) -> bool:
    return len(fold(name).split()) > 1 or (is_wide(name) and len(name) > 1)


def _ask_for(names: Iterable[str]) -> Query:
    return Query(clauses=tuple((Term(key="words", value=name),) for name in sorted(names)))


def _find_reports_naming(connection: sqlite3.Connection, names: _Names) -> set[int]:
    """Reports whose text or title has one of the full names, whether or not anything was resolved there."""
    reports: set[int] = set()
    for name in names.full:
        if is_wide(name):
            rows = connection.execute(
                "SELECT report FROM texts WHERE wide = 1 AND instr(ifnull(title, '') || text, ?)", (name,)
            )
        else:
            rows = connection.execute("SELECT rowid FROM texts_fts WHERE texts_fts MATCH ?", (quote_words(name),))
        reports.update(row for (row,) in rows)
    return reports


def _drop_claims(connection: sqlite3.Connection, rows: str) -> tuple[int, int]:
    """Removes what only the forgotten said, with the decisions on it. A joint statement loses one speaker."""
    dropped = connection.execute(
        "SELECT report, claim_id, max(current) FROM claims JOIN speakers ON speakers.claim = claims.id GROUP BY claims.id"
        f" HAVING min(entity IN ({rows})) = 1"
    ).fetchall()
    decisions = 0
    for report, claim_id, _ in dropped:
        decisions += connection.execute(
            "DELETE FROM decisions WHERE report = ? AND claim_id = ?", (report, claim_id)
        ).rowcount
        connection.execute("DELETE FROM claims WHERE report = ? AND claim_id = ?", (report, claim_id))
        connection.execute("UPDATE claims SET inside = NULL WHERE report = ? AND inside = ?", (report, claim_id))
    return len({(report, claim_id) for report, claim_id, _ in dropped}), decisions


def _drop_decisions(connection: sqlite3.Connection, rows: str, keys: set[str]) -> int:
    """Removes the decisions on the entities themselves."""
    dropped = connection.execute(
        "DELETE FROM decisions WHERE entity IS NOT NULL AND (report, entity) IN"
        f" (SELECT report, local_id FROM entities WHERE id IN ({rows}))"
    ).rowcount
    for key in keys:
        dropped += connection.execute(
            "DELETE FROM decisions WHERE key = ? OR json_extract(\"after\", '$.into') = ?", (key, key)
        ).rowcount
    return int(dropped)


def _mask_text(connection: sqlite3.Connection, report: int, names: _Names, *, own: bool) -> bool:
    """Masks the names in a report's text, and says whether there were any. The text's hash is that of the masked text from then on."""
    text = connection.execute("SELECT text FROM texts WHERE report = ?", (report,)).fetchone()[0]
    masked = names.mask(text, own=own)
    if masked == text:
        return False
    connection.execute("UPDATE texts SET text = ? WHERE report = ?", (masked, report))
    connection.execute(
        "UPDATE reports SET text_sha256 = ? WHERE id = ?", (hashlib.sha256(masked.encode()).hexdigest(), report)
    )
    return True


_BY_CLAIM = "(SELECT report FROM claims WHERE claims.id = claim)"
_BY_ENTITY = "(SELECT report FROM entities WHERE entities.id = entity)"
_WORDED = (
    ("reports", "id", ("title", "outlet", "byline", "url", "path", "status_why", "published_why")),
    ("report_relays", "report", ("name",)),
    ("failures", "NULL", ("path", "status_why")),
    ("entities", "report", ("key", "key_now", "name", "role", "why")),
    ("aliases", _BY_ENTITY, ("alias",)),
    ("claims", "report", ("act_why", "said_why")),
    ("speakers", _BY_CLAIM, ("why",)),
    ("relays", _BY_CLAIM, ("name",)),
    ("times", "report", ("why",)),
    ("quantities", "report", ("of", "why")),
    ("places", "report", ("name", "why")),
    ("decisions", "report", ("key", "before", "after", "why")),
    ("copies", "NULL", ("why",)),
    ("claim_groups", "NULL", ("why",)),
    ("comparisons", "NULL", ("why",)),
)
"""Every column that can hold a name in words of its own, with the report it belongs to."""


def _mask_rows(connection: sqlite3.Connection, names: _Names, own: set[int]) -> None:
    """Masks the names in titles, reasons, relays and the like. The function is this connection's only; the schema has none."""

    def mask(words: str | None, report: int | None) -> str | None:
        return None if words is None else names.mask(words, own=report in own)

    connection.create_function("sayso_mask", 2, mask, deterministic=True)
    for table, report, columns in _WORDED:
        for column in columns:
            masked = f'sayso_mask("{column}", {report})'
            connection.execute(f'UPDATE {table} SET "{column}" = {masked} WHERE "{column}" IS NOT {masked}')
    # A search for somebody who is forgotten finds nothing any more: the story goes with the name.
    for column in ("name", "query", "note"):
        connection.execute(f'DELETE FROM stories WHERE "{column}" IS NOT sayso_mask("{column}", NULL)')
