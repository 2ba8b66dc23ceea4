"""What a story's page draws, as plain tables: when it was said, where, in which figures, who speaks in which outlet, who accuses whom, which texts are copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sayso.claims.replies import CHARGES
from sayso.compare.series import make_series
from sayso.ledger import Accusation, LedgerView, ReportRow
from sayso.ledger.query import parse_query
from sayso.phrasing import label_act
from sayso.records import Copy, Series, Statement

MOST_CLAIMS = 1_000
"""A story's pictures show at most so many claims, the newest ones, and say so."""
_MOST_LANES, _MOST_ROWS = 14, 12
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Counts of claims by two names: `cells[row][column]`; row and column totals count each claim once for every pair."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        """The greatest count, for shading; 1 where there is none."""
        return max((cell for row in self.cells for cell in row), default=1) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """All that the page of one story shows. `complete` is false where there are more claims than are drawn."""

    query: str
    statements: tuple[Statement, ...]
    reports: tuple[ReportRow, ...]
    complete: bool
    timeline: tuple[Row, ...]
    places: tuple[Row, ...]
    unplaced: int
    series: tuple[Series, ...]
    outlets: Matrix
    accusers: Matrix
    accusations: tuple[Accusation, ...]
    copies: tuple[Copy, ...]


def look_at_story(view: LedgerView, query: str, *, without: Sequence[str] = ()) -> StoryView:
    """What the claims that a query finds look like together. `without` are nouns that the figures leave out. Raises `ValueError` for a bad query."""
    found = list(islice(view.statements(query=parse_query(query)), MOST_CLAIMS + 1))
    statements = tuple(found[:MOST_CLAIMS])
    ids = dict.fromkeys(statement.report_id for statement in statements)
    reports = {identity: view.report(identity) for identity in ids}
    accusations = tuple(view.accusations([one.claim.id for one in statements], acts=sorted(CHARGES)))
    places, unplaced = list_places(statements)
    return StoryView(
        query=query,
        statements=statements,
        reports=tuple(sorted(reports.values(), key=lambda row: (spell_instant(row.published), row.report_id))),
        complete=len(found) <= MOST_CLAIMS,
        timeline=tuple(list_moments(statements)),
        places=tuple(places),
        unplaced=unplaced,
        series=tuple(one for one in make_series(statements, without=without) if len(one.points) > 1),
        outlets=count_outlets(statements),
        accusers=count_pairs((one.by[0], one.whom[0]) for one in accusations),
        accusations=accusations,
        copies=tuple(copy for copy in view.copies() if copy.left in ids and copy.right in ids),
    )


def spell_instant(published: str | None) -> str:
    """
    A time of publication for sorting: with a zone, the same instant in UTC; without a date, last.

    >>> spell_instant("2023-05-17T14:05:00-04:00") > spell_instant("2023-05-17T17:48:00+02:00")
    True
    """
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return "9"
    return (moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo is not None else moment).isoformat()


# ------------------------------------------------------------------------------------------------------------------- timeline


def list_moments(statements: Iterable[Statement]) -> list[Row]:
    """
    A row for each claim, oldest first: begin and end of the time it was said, as days, the end not included; where no words date the saying, the
    day of publication, and `dated_by` says which. Claims of undated reports that are not dated themselves are left out.
    """
    rows = []
    for statement in statements:
        said = statement.claim.said
        if said is not None and said.begin and said.end_before:
            begin, end, by = said.begin[:10], _end_day(said.end_before), "the words"
        elif statement.published:
            begin, by = statement.published[:10], "publication"
            end = (date.fromisoformat(begin) + timedelta(days=1)).isoformat()
        else:
            continue
        rows.append(
            {
                "begin": begin,
                "end_before": end,
                "dated_by": by,
                "speaker": name_speakers(statement),
                "act": label_act(statement.claim.act, statement.claim.saying),
                "words": " ".join(statement.text.split()),
                "outlet": statement.outlet,
                "published": statement.published,
                "claim": statement.claim.id,
            }
        )
    return sorted(rows, key=lambda row: (row["begin"], row["end_before"], row["claim"]))


def _end_day(end_before: str) -> str:
    """The first day after an interval: a time within a day ends with that day."""
    if len(end_before) <= 10:
        return end_before
    day = date.fromisoformat(end_before[:10])
    return (day if end_before[10:] in ("T00:00", "T00:00:00") else day + timedelta(days=1)).isoformat()


def name_speakers(statement: Statement) -> str:
    """The names of a statement's speakers."""
    return " and ".join(entity.name for entity in statement.speakers) or "no source named"


def choose_lanes(rows: Sequence[Row]) -> list[str]:
    """The speakers who get a line of their own in the timeline, those with most claims first; the rest share the last line."""
    counts = Counter(row["speaker"] for row in rows)
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_LANES]]


# --------------------------------------------------------------------------------------------------------------------- places


def list_places(statements: Iterable[Statement]) -> tuple[list[Row], int]:
    """
    The places that the contents name, most claims first, each with its precision and the newest claims that name it; and the number of claims that
    name only places without coordinates.
    """
    found: dict[tuple[str, str | None], Row] = {}
    unplaced = 0
    for statement in statements:
        places = [place for place in statement.claim.places if not place.metonym]
        placed = {(place.name, place.country): place for place in places if place.lat is not None}
        unplaced += bool(places) and not placed
        for key, place in placed.items():
            row = found.setdefault(
                key,
                {
                    "place": place.name,
                    "country": place.country,
                    "lat": place.lat,
                    "lon": place.lon,
                    "precision": place.precision,
                    "claims": 0,
                    "newest": [],
                },
            )
            row["claims"] += 1
            row["newest"] = [*row["newest"], statement.claim.id][:5]
    return sorted(found.values(), key=lambda row: (-row["claims"], row["place"])), unplaced


# ------------------------------------------------------------------------------------------------------------------- matrices


def count_outlets(statements: Iterable[Statement]) -> Matrix:
    """How many claims of each speaker each outlet has."""
    pairs = [
        (entity.name, statement.outlet or "outlet unknown") for statement in statements for entity in statement.speakers
    ]
    return count_pairs(pairs)


def count_pairs(pairs: Iterable[tuple[str, str]]) -> Matrix:
    """The counts of pairs as a matrix of the names that occur most, at most 12 by 12."""
    counts = Counter(pairs)
    rows = _choose(Counter(name for (name, _), count in counts.items() for _ in range(count)))
    columns = _choose(Counter(name for (_, name), count in counts.items() for _ in range(count)))
    cells = tuple(tuple(counts[row, column] for column in columns) for row in rows)
    return Matrix(rows=rows, columns=columns, cells=cells)


def _choose(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ROWS])


# ------------------------------------------------------------------------------------------------------------ tables to take away


def list_figures(series: Iterable[Series]) -> list[Row]:
    """Every point of every series as a flat row."""
    return [
        {
            "series": number,
            "what": ", ".join(one.nouns),
            "kind": one.kind,
            "unit": one.unit,
            "where": one.where,
            "role": one.role,
            "as_of": point.as_of,
            "said": point.said,
            "published": point.published,
            "by": point.by,
            "outlet": point.outlet,
            "value": point.quantity.value,
            "low": point.quantity.low,
            "high": point.quantity.high,
            "approximate": point.quantity.approximate,
            "step": point.step,
            "why": point.why,
            "claim": point.claim,
        }
        for number, one in enumerate(series, start=1)
        for point in one.points
    ]


def list_matrix(matrix: Matrix, row: str, column: str) -> list[Row]:
    """A matrix as flat rows, noughts left out."""
    return [
        {row: name, column: other, "claims": count}
        for name, cells in zip(matrix.rows, matrix.cells, strict=True)
        for other, count in zip(matrix.columns, cells, strict=True)
        if count
    ]


def list_copies(story: StoryView) -> list[Row]:
    """The copies among a story's reports as flat rows."""
    titles = {row.report_id: row for row in story.reports}
    rows = []
    for copy in story.copies:
        taken = copy.right if copy.origin == copy.left else copy.left if copy.origin == copy.right else None
        rows.append(
            {
                "type": copy.type,
                "left": copy.left,
                "left_outlet": titles[copy.left].outlet,
                "right": copy.right,
                "right_outlet": titles[copy.right].outlet,
                "origin": copy.origin,
                "taken_by": taken,
                "narrative_left": copy.narrative_left,
                "narrative_right": copy.narrative_right,
                "quoted_left": copy.quoted_left,
                "quoted_right": copy.quoted_right,
                "why": copy.why,
            }
        )
    return rows
