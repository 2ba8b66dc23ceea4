"""
Statements → series: the figures for one thing, over time. Never an average and never a winner.

A line holds the figures that count one thing (the nouns taken together are listed), with one fate, of one event, at one place. Changes, forecasts and
parts of other figures are lines of their own. What a figure leaves open is filled only where one line alone can be meant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

from sayso.compare.conflict import settle_origin
from sayso.compare.figure import Figure
from sayso.compare.figure_intervals import show_number
from sayso.compare.figure_places import narrow_places, relate_places
from sayso.compare.figure_reading import read_figures
from sayso.compare.figure_times import Hold, find_hold, is_settled, order_holds
from sayso.compare.figure_words import find_fates, is_generic, singular
from sayso.compare.figures import compare_figures, is_of_event
from sayso.compare.stances import find_origin, name_speaker
from sayso.records import Place, Point, Series, Statement

Line = Literal["level", "change", "forecast", "part"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One figure on its way into a line: its statement, itself, and as of when it holds."""

    statement: Statement
    figure: Figure
    hold: Hold | None


def make_series(
    statements: Iterable[Statement],
    *,
    words: str | None = None,
    kind: str | None = None,
    without: Sequence[str] = (),
) -> list[Series]:
    """
    The series of the statements, which should be those of one story; the longest first.

    `words` keeps the figures that all the words fit ("structures destroyed", "dead"): by noun, thing counted, fate or unit. `kind` keeps those of one kind or
    fate (killed, troops, money). `without` takes nouns out ("homes", so that "structures" stand alone). Statements whose speaker takes no stand or denies
    give no point.
    """
    entries = [
        _Entry(statement, figure, find_hold(figure, statement))
        for statement in statements
        if statement.claim.stance not in {"denies", "doubts"} and statement.claim.saying not in {"negated", "withheld"}
        for figure in read_figures(statement)
        if figure.role != "earlier"
    ]
    taken_out = {singular(noun) for noun in without}
    kept = [entry for entry in entries if entry.figure.noun is None or singular(entry.figure.noun) not in taken_out]
    lines = _split_by_place(_split_by_event(_split_by_thing(kept)))
    series = [_make_one(line) for line in lines if _fits(line, words, kind)]
    return sorted(
        series,
        key=lambda one: (-len(one.points), one.role, one.nouns, one.kind or "", one.where or "", one.points[0].claim),
    )


# ----------------------------------------------------------------------------------------------------------------- into lines

_Key = tuple[Line, str, str | None, str | None, str | None, str | None]


def _split_by_thing(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Figures of one role, measure, rate, thing and fate; an open thing or an area's open fate goes with the one line that it can be."""
    lines: dict[_Key, list[_Entry]] = defaultdict(list)
    for entry in entries:
        lines[_find_key(entry.figure)].append(entry)
    alike: dict[Hashable, list[_Key]] = defaultdict(list)
    for key in lines:
        alike[key[:4]].append(key)
    for key in [key for key in lines if _is_open(key)]:
        fuller = [other for other in alike[key[:4]] if _is_fuller(other, key)]
        if len(fuller) == 1:
            lines[fuller[0]] += lines.pop(key)
    return [lines[key] for key in sorted(lines, key=lambda key: tuple(part or "" for part in key))]


def _find_key(figure: Figure) -> _Key:
    role: Line = "level" if figure.role in {"level", "base", "earlier"} else figure.role  # type: ignore[assignment]
    thing = figure.thing
    fate = figure.fate
    if fate in {"contained", "rain"} or figure.measure == "area":
        thing = None
    elif thing == "people" and figure.noun is not None and not is_generic(figure.noun):
        thing = singular(figure.noun)
    if thing == "responders" and fate is None:
        fate = "deployed"
    return role, figure.measure, figure.quantity.rate, figure.window, thing, fate


def _is_open(key: _Key) -> bool:
    """Whether the line leaves open what it counts, or what became of an area."""
    return key[5] is None if key[1] == "area" else key[4] is None and key[5] is not None


def _is_fuller(other: _Key, key: _Key) -> bool:
    """Whether a line that is the same in all else says what this one leaves open."""
    if key[1] == "area":
        return other[5] is not None
    return other[4] is not None and other[5] == key[5]


def _split_by_event(lines: Sequence[list[_Entry]]) -> list[list[_Entry]]:
    """Lines cut by the events their figures name; a figure that names none is of the event most named in all the statements."""
    counts = Counter(name for line in lines for entry in line for name in entry.figure.names)
    main = min(counts, key=lambda name: (-counts[name], name)) if counts else None
    cut: list[list[_Entry]] = []
    for line in lines:
        by_event = _group(line, [_find_event(entry.figure, main) for entry in line])
        cut += by_event
    return cut


def _find_event(figure: Figure, main: str | None) -> str | None:
    return main if not figure.names or main in figure.names else "+".join(figure.names)


def _group(line: Sequence[_Entry], keys: Sequence[Hashable]) -> list[list[_Entry]]:
    groups: dict[Hashable, list[_Entry]] = {}
    for entry, key in zip(line, keys, strict=True):
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _split_by_place(lines: Sequence[list[_Entry]]) -> list[list[_Entry]]:
    """Lines cut by place, where places bound what is counted. Places of one name are one; a wider one goes with the only one within it."""
    cut: list[list[_Entry]] = []
    for line in lines:
        if is_of_event(line[0].figure):
            cut += [line]
            continue
        named = [entry for entry in line if entry.figure.places]
        groups: list[list[_Entry]] = []
        for entry in sorted(named, key=lambda entry: _width(entry.figure.places)):
            fitting = [group for group in groups if _is_there(entry, group)]
            if len(fitting) == 1:
                fitting[0].append(entry)
            else:
                groups.append([entry])
        bare = [entry for entry in line if not entry.figure.places]
        if len(groups) == 1:
            groups[0] += bare
        elif bare:
            groups.append(bare)
        cut += groups
    return cut


_WIDTHS: Final = {"point": 0, "city": 0, "province": 1, "region": 2, "country": 3}


def _width(places: Sequence[Place]) -> int:
    return min(_WIDTHS.get(place.precision or "city", 0) for place in places)


def _is_there(entry: _Entry, group: Sequence[_Entry]) -> bool:
    return relate_places(entry.figure.places, group[0].figure.places) in {"same", "left_wider"}


# --------------------------------------------------------------------------------------------------------------------- records


def _fits(line: Sequence[_Entry], words: str | None, kind: str | None) -> bool:
    """Whether the line is asked for: some figure of it fits all the words."""
    if kind is not None and not any(
        kind in {entry.figure.quantity.kind, entry.figure.fate, entry.figure.thing} for entry in line
    ):
        return False
    return words is None or any(all(_fits_word(entry.figure, word) for word in words.split()) for entry in line)


def _fits_word(figure: Figure, word: str) -> bool:
    known = {figure.fate, figure.thing, figure.quantity.kind, figure.quantity.unit, *figure.names}
    known |= {singular(part.strip(".,;:!?\"“”'")) for part in figure.label.split()}
    fates = {fate for _, _, fate in find_fates(word)}
    return word.lower() in known or singular(word) in known or figure.fate in fates - {None}


def _make_one(line: Sequence[_Entry]) -> Series:
    """The record of a line. Its place is told where at least half of its figures name it."""
    ordered = sorted(line, key=_when)
    points = [_make_point(entry, ordered[place - 1] if place else None) for place, entry in enumerate(ordered)]
    figures = [entry.figure for entry in ordered]
    placed = [figure.places for figure in figures if figure.places and not is_of_event(figure)]
    is_placed = 2 * len(placed) >= len(figures)
    return Series(
        nouns=tuple(sorted({noun for figure in figures for noun in [figure.noun or figure.quantity.unit] if noun})),
        kind=_most_common(figure.fate or figure.quantity.kind for figure in figures),
        unit=_most_common(figure.quantity.unit for figure in figures),
        where=", ".join(place.name for place in narrow_places(min(placed, key=_width))) if is_placed else None,
        points=tuple(points),
        role=_find_key(figures[0])[0],
    )


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _when(entry: _Entry) -> tuple[bool, str, str, int]:
    """By day and time; what has no date comes last."""
    hold = entry.hold
    return hold is None, "" if hold is None else _spell_instant(hold), entry.statement.claim.id, entry.figure.at.start


def _spell_instant(hold: Hold) -> str:
    """Day and time for sorting; a time with its zone as the same instant in UTC, so that clocks of two countries can be compared."""
    text = f"{hold.first}T{hold.clock}" if hold.clock else hold.first
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() if moment.tzinfo is not None else text


def _make_point(entry: _Entry, before: _Entry | None) -> Point:
    statement, figure, hold = entry.statement, entry.figure, entry.hold
    step, reason = _find_step(entry, before) if before is not None else (None, "the first figure of the line")
    said = statement.claim.said
    return Point(
        claim=statement.claim.id,
        report_id=statement.report_id,
        quantity=replace(figure.quantity),
        by=name_speaker(statement) if statement.speakers or statement.claim.voice == "outlet" else None,
        outlet=statement.outlet,
        published=statement.published,
        said=(said.edtf or said.begin) if said is not None else None,
        as_of=None if hold is None else hold.first if hold.first == hold.last else f"{hold.first}/{hold.last}",
        step=step,
        why=f"“{figure.label}” ({show_number(figure.quantity)}), {hold.words if hold is not None else 'without a date'}: {reason}",
    )


def _find_step(entry: _Entry, before: _Entry) -> tuple[str, str]:
    """What the figure is to the one before it in its line."""
    settled = is_settled(entry.figure, entry.hold) or is_settled(before.figure, before.hold)
    order = order_holds(entry.hold, before.hold)
    finding = compare_figures(entry.figure, before.figure, order=order, settled=settled)
    same_speaker = bool(find_origin(entry.statement) & find_origin(before.statement))
    kind, reason, _ = settle_origin(entry.statement, before.statement, finding, same_speaker=same_speaker)
    return kind, reason
