"""
Queries and names → rows. Every word a user wrote goes to SQLite as a bound value: to the full-text indexes as a quoted string, to LIKE with
its wild cards escaped.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal

from sayso.ledger.query import Query, Term
from sayso.ledger.rows import Snippet, SpeakerRow
from sayso.ledger.storing import is_wide
from sayso.records import Claim, Span

_CLAIM_COLUMNS = ("content", "source", "speakers")
_ABOUT_REPORTS = ("words", "outlet", "published-after", "published-before", "report")
SNIPPET = 280
"""How many code points a snippet has at most."""


@dataclass(frozen=True, slots=True)
class Index:
    """Where the words of claims, or of reports, are found: the two full-text indexes, the table behind them and its key."""

    tokens: str
    trigrams: str
    table: str
    key: str


CLAIMS = Index("claims_fts", "claims_trigram", "claim_words", "claim")
TEXTS = Index("texts_fts", "texts_trigram", "texts", "report")


@dataclass(slots=True)
class _Condition:
    """A piece of SQL that is true or false, with the values it binds."""

    sql: str
    values: list[Any] = field(default_factory=list)


# ---------------------------------------------------------------------------------------------------------------------- words


def _match_words(index: Index, row: str, columns: tuple[str, ...], term: Term) -> _Condition:
    """True for rows whose words, in one of the columns, hold the term's."""
    if is_wide(term.value):
        if len(term.value) >= 3:
            return _in_index(index.trigrams, row, columns, quote_words(term.value))
        return _like(index, row, columns, term.value, only_wide=True)
    if not _has_token(term.value):
        return _like(index, row, columns, term.value, only_wide=False)
    return _in_index(index.tokens, row, columns, quote_words(term.value, prefix=term.prefix))


def _in_index(table: str, row: str, columns: tuple[str, ...], words: str) -> _Condition:
    return _Condition(
        f"{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [f"{{{' '.join(columns)}}} : {words}"]
    )


def _like(index: Index, row: str, columns: tuple[str, ...], words: str, *, only_wide: bool) -> _Condition:
    """For what no index holds: one or two letters of a script without blanks, and signs such as "€"."""
    pattern = "%" + re.sub(r"([\\%_])", r"\\\1", words) + "%"
    tests = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
    wide = "wide = 1 AND " if only_wide else ""
    return _Condition(
        f"{row} IN (SELECT {index.key} FROM {index.table} WHERE {wide}({tests}))", [pattern] * len(columns)
    )


def quote_words(words: str, *, prefix: bool = False) -> str:
    """The words as a string of FTS5's query language, in which nothing but the closing mark has a meaning."""
    return '"' + words.replace('"', '""').replace("\0", " ") + '"' + ("*" if prefix else "")


def _has_token(words: str) -> bool:
    """Whether the words have anything that the token index holds: letters, digits, private characters."""
    return any(
        unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co" for character in words
    )


# ---------------------------------------------------------------------------------------------------------------------- terms


def _test_term(term: Term) -> _Condition:
    condition = _test_key(term)
    return _Condition(f"NOT ({condition.sql})", condition.values) if term.negated else condition


def _test_key(term: Term) -> _Condition:
    key, value = term.key, term.value
    if key == "words":
        return _match_words(CLAIMS, "claims.id", _CLAIM_COLUMNS, term)
    if key == "by":
        return _test_speaker(term)
    if key == "via":
        return _match_words(CLAIMS, "claims.id", ("via",), term)
    if key in ("kind", "country"):
        return _Condition(f"{_SPEAKER} AND entities.{key} = ?)", [value])
    if key in ("act", "saying", "stance", "form", "status"):
        return _Condition(f"claims.{key} IS ?", [value])
    if key == "min-score":
        touched = "claims.status IN ('confirmed', 'corrected', 'added')"
        return _Condition(f"(ifnull(claims.score >= ?, 0) OR {touched})", [float(value)])
    if key == "said-after":
        return _Condition(f"{_SAID} AND times.end_before > ?)", [value])
    if key == "said-before":
        return _Condition(f'{_SAID} AND times."begin" < ?)', [value])
    return _test_report(term)


_SPEAKER = (
    "EXISTS (SELECT 1 FROM speakers JOIN entities ON entities.id = speakers.entity WHERE speakers.claim = claims.id"
)
_BY_KEY = (
    "SELECT speakers.claim FROM entities JOIN speakers ON speakers.entity = entities.id WHERE entities.key_now = ?"
)
_SAID = (
    "EXISTS (SELECT 1 FROM claim_times JOIN times ON times.id = claim_times.time"
    " WHERE claim_times.claim = claims.id AND claim_times.role = 'said'"
)


def _test_speaker(term: Term) -> _Condition:
    named = _match_words(CLAIMS, "claims.id", ("speakers",), term)
    if ":" not in term.value:
        return named
    return _Condition(f"({named.sql} OR claims.id IN ({_BY_KEY}))", [*named.values, term.value])


def _test_report(term: Term) -> _Condition:
    """A term about the claim's report."""
    key, value = term.key, term.value
    if key == "words":
        return _match_words(TEXTS, "reports.id", ("title", "text"), term)
    if key == "outlet":
        return _match_words(TEXTS, "reports.id", ("outlet",), term)
    if key == "published-after":
        return _Condition("ifnull(reports.published >= ?, 0)", [value])
    if key == "published-before":
        return _Condition("ifnull(reports.published < ?, 0)", [value])
    if key == "report":
        return _Condition("reports.report_id BETWEEN ? AND ?", [value, value + "\U0010ffff"])
    raise ValueError(f"{key}: is about claims; among reports there are {', '.join(_ABOUT_REPORTS[1:])} and words")


# --------------------------------------------------------------------------------------------------------------------- claims


def find_claims(
    connection: sqlite3.Connection, query: Query, *, order: Literal["match", "newest"], limit: int | None, offset: int
) -> list[int]:
    """Row numbers of the claims a query finds, in order."""
    if order not in ("match", "newest"):
        raise ValueError(f"order is match or newest, not {order!r}")
    source, values, ranked = _build_search(query, rank=order == "match")
    by = f"bm25({CLAIMS.tokens}), " if ranked else ""
    sql = f"SELECT claims.id {source} ORDER BY {by}reports.published DESC, reports.id DESC, claims.position, claims.id LIMIT ? OFFSET ?"
    page = (-1 if limit is None else limit, offset)
    return [row[0] for row in connection.execute(sql, (*values, *page))]


def count_claims(connection: sqlite3.Connection, query: Query) -> int:
    """How many claims a query finds."""
    source, values, _ = _build_search(query, rank=False)
    return int(connection.execute(f"SELECT count(*) {source}", values).fetchone()[0])


def _build_search(query: Query, *, rank: bool) -> tuple[str, list[Any], bool]:
    """FROM and WHERE of a search, the values they bind, and whether the token index is joined so that its rank can be used."""
    together, rest = _split_clauses(query)
    conditions = [_Condition("claims.current = 1")]
    if query.voice != "all":
        conditions.append(_Condition("claims.voice = ?", [query.voice]))
    if not query.asks_status:
        conditions.append(_Condition("claims.status <> 'rejected'"))
    if not query.all_versions:
        conditions.append(_Condition("reports.latest = 1"))
    join = ""
    if together:
        match = f"{{{' '.join(_CLAIM_COLUMNS)}}} : ({' AND '.join(together)})"
        if rank:
            join = f"JOIN {CLAIMS.tokens} ON {CLAIMS.tokens}.rowid = claims.id"
            conditions.append(_Condition(f"{CLAIMS.tokens} MATCH ?", [match]))
        else:
            where = f"SELECT rowid FROM {CLAIMS.tokens} WHERE {CLAIMS.tokens} MATCH ?"
            conditions.append(_Condition(f"claims.id IN ({where})", [match]))
    for clause in rest:
        tests = [_test_term(term) for term in clause]
        sql = " OR ".join(f"({test.sql})" for test in tests)
        conditions.append(_Condition(f"({sql})", [value for test in tests for value in test.values]))
    where = " AND ".join(condition.sql for condition in conditions)
    values = [value for condition in conditions for value in condition.values]
    return (
        f"FROM claims JOIN reports ON reports.id = claims.report {join} WHERE {where}",
        values,
        bool(together) and rank,
    )


def _split_clauses(query: Query) -> tuple[list[str], list[tuple[Term, ...]]]:
    """Clauses of nothing but words in the token index, as FTS5 expressions that go into one match, and all others."""
    together, rest = [], []
    for clause in query.clauses:
        if all(_is_plain(term) for term in clause):
            words = " OR ".join(quote_words(term.value, prefix=term.prefix) for term in clause)
            together.append(f"({words})")
        else:
            rest.append(clause)
    return together, rest


def _is_plain(term: Term) -> bool:
    return term.key == "words" and not term.negated and not is_wide(term.value) and _has_token(term.value)


def find_reports(
    connection: sqlite3.Connection,
    query: Query,
    *,
    limit: int,
    offset: int,
    order: Literal["match", "newest"] = "match",
) -> list[int]:
    """Row numbers of the reports whose text or title holds the words, best match first, or newest first."""
    if order not in ("match", "newest"):
        raise ValueError(f"order is match or newest, not {order!r}")
    conditions = [_Condition("1" if query.all_versions else "reports.latest = 1")]
    for clause in query.clauses:
        tests = []
        for term in clause:
            test = _test_report(term)
            tests.append(_Condition(f"NOT ({test.sql})", test.values) if term.negated else test)
        sql = " OR ".join(f"({test.sql})" for test in tests)
        conditions.append(_Condition(f"({sql})", [value for test in tests for value in test.values]))
    values = [value for condition in conditions for value in condition.values]
    where = " AND ".join(condition.sql for condition in conditions)
    together, _ = _split_clauses(query)
    join, by = "", ""
    if together:
        join = f"JOIN {TEXTS.tokens} ON {TEXTS.tokens}.rowid = reports.id AND {TEXTS.tokens} MATCH ?"
        by = f"bm25({TEXTS.tokens}, 4.0, 1.0, 1.0), " if order == "match" else ""
        values.insert(0, f"{{title text}} : ({' AND '.join(together)})")
    sql = f"SELECT reports.id FROM reports {join} WHERE {where} ORDER BY {by}reports.published DESC, reports.id DESC LIMIT ? OFFSET ?"
    return [row[0] for row in connection.execute(sql, (*values, limit, offset))]


# ------------------------------------------------------------------------------------------------------------------- speakers


def find_speakers(
    connection: sqlite3.Connection, name: str | None, *, limit: int | None, offset: int, all_versions: bool
) -> list[SpeakerRow]:
    """Who speaks, most claims first; see `LedgerView.speakers`."""
    conditions, values = ["claims.current = 1", "claims.status <> 'rejected'", "claims.voice = 'speaker'"], []
    if not all_versions:
        conditions.append("reports.latest = 1")
    if name is not None:
        if not name.strip() or any("\ud800" <= character <= "\udfff" for character in name):
            return []
        speaker = _test_speaker(Term(key="by", value=name.strip()))
        conditions.append(speaker.sql)
        values += speaker.values
    rows = connection.execute(
        "SELECT key_now, max(length(name) * named), name, kind, role, country, max(named), count(DISTINCT claims.id),"
        " count(DISTINCT claims.report), min(published), max(published), group_concat(DISTINCT entities.id)"
        " FROM speakers JOIN claims ON claims.id = speakers.claim JOIN reports ON reports.id = claims.report"
        f" JOIN entities ON entities.id = speakers.entity WHERE {' AND '.join(conditions)}"
        " GROUP BY coalesce(key_now, lower(name) || char(10) || kind || char(10) || ifnull(country, ''))"
        " ORDER BY 8 DESC, name LIMIT ? OFFSET ?",
        (*values, -1 if name is not None or limit is None else limit, 0 if name is not None else offset),
    ).fetchall()
    if name is not None:
        # A joint statement was found by one of its speakers; the others are not asked for.
        rows = [row for row in rows if _is_called(connection, row, name)][offset:][:limit]
    return [
        SpeakerRow(
            key=key,
            name=shown,
            kind=kind,
            role=role,
            country=country,
            named=bool(named),
            claims=claims,
            reports=reports,
            first=first,
            last=last,
        )
        for key, _, shown, kind, role, country, named, claims, reports, first, last, _ in rows
    ]


def _is_called(connection: sqlite3.Connection, row: Any, name: str) -> bool:
    """Whether one of the entities of a group is called so, by name, alias or key, or was merged with one that is."""
    if row[0] == name:
        return True
    wanted = fold(name)
    ids = f"SELECT value FROM json_each('[{row[-1]}]')"
    names = connection.execute(
        f"SELECT name FROM entities WHERE id IN ({ids}) UNION SELECT alias FROM aliases WHERE entity IN ({ids})"
        " UNION SELECT name FROM entities WHERE key = ?",
        (row[0],),
    )
    if is_wide(name):
        return any(wanted in fold(called) for (called,) in names)
    return any(f" {wanted} " in f" {fold(called)} " for (called,) in names)


# ------------------------------------------------------------------------------------------------------------------- snippets


def fold(words: str) -> str:
    """Words without case, accents and punctuation, with single blanks between them, to compare names."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", kept)) or kept.strip()


def make_snippet(text: str, claim: Claim | None, query: Query) -> Snippet:
    """
    The stretch of a report that shows a claim, or where there is none the first hit, with the query's words in it.

    Whole where it fits, else cut at blanks around the first hit.
    """
    start, end = _bounds(claim) if claim is not None else (0, len(text))
    hits = find_hits(text, start, end, query)
    cut_start, cut_end = start, end
    if end - start > SNIPPET:
        first = hits[0].start if hits else start
        cut_start = max(start, min(first - SNIPPET // 4, end - SNIPPET))
        cut_end = min(end, cut_start + SNIPPET)
        cut_start, cut_end = _to_blanks(text, cut_start, cut_end, start, end)
    if cut_end <= cut_start:  # an empty text has nothing to show
        return Snippet(span=Span(0, 1), text="")
    return Snippet(
        span=Span(cut_start, cut_end),
        text=text[cut_start:cut_end],
        hits=tuple(hit for hit in hits if cut_start <= hit.start and hit.end <= cut_end),
        cut_before=cut_start > start,
        cut_after=cut_end < end,
    )


def _bounds(claim: Claim) -> tuple[int, int]:
    spans = [*claim.content, *(span for span in (claim.cue, claim.source) if span is not None)]
    return min(span.start for span in spans), max(span.end for span in spans)


def _to_blanks(text: str, start: int, end: int, least: int, most: int) -> tuple[int, int]:
    """The stretch narrowed to whole words, if there is a blank within reach."""
    if start > least:
        blank = re.compile(r"\s\S").search(text, start, min(start + 40, end))
        start = blank.start() + 1 if blank else start
    if end < most:
        blanks = [found.start() for found in re.finditer(r"\s", text[max(start, end - 40) : end])]
        end = max(start, end - 40) + blanks[-1] if blanks else end
    return start, end


def find_hits(text: str, start: int, end: int, query: Query) -> list[Span]:
    """The query's words between two places of a text, as spans that do not overlap, in order."""
    tokens = [
        (found.start(), found.end(), fold(found.group())) for found in re.compile(r"[^\W_]+").finditer(text, start, end)
    ]
    hits: list[Span] = []
    for term in query.words:
        if is_wide(term.value) or not _has_token(term.value):
            letters = re.compile(re.escape(term.value), re.IGNORECASE)
            hits.extend(Span(*found.span()) for found in letters.finditer(text, start, end))
        else:
            hits.extend(_find_phrase(tokens, fold(term.value).split(), prefix=term.prefix))
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    apart: list[Span] = []
    for hit in hits:
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
    return apart


def _find_phrase(tokens: list[tuple[int, int, str]], words: list[str], *, prefix: bool) -> list[Span]:
    found = []
    for place in range(len(tokens) - len(words) + 1):
        window = tokens[place : place + len(words)]
        *body, last = [token for _, _, token in window]
        ends_right = last.startswith(words[-1]) if prefix else last == words[-1]
        if ends_right and body == words[:-1]:
            found.append(Span(window[0][0], window[-1][1]))
    return found
