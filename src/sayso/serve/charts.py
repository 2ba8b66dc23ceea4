"""Small pictures as plain data for a template: bars over time, without any library."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_MONTHS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it stands for, its number, and its place in a picture `WIDTH` × `HEIGHT`. `tick` is written below it, if anything is."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float
    tick: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar chart. `unit` is what a bar stands for: month or year."""

    bars: tuple[Bar, ...]
    unit: str
    most: int
    width: int
    height: int


def draw_months(months: tuple[tuple[str, int], ...], *, width: int = 640, height: int = 120) -> Bars | None:
    """
    Bars for numbers by month (YYYY-MM), months without any among them; by year where there are more than four years. None without numbers.

    >>> draw_months((("2024-01", 2), ("2024-03", 4))).bars[1].value
    0
    """
    if not months:
        return None
    counts = dict(months)
    every = _list_months(min(counts), max(counts))
    unit = "month"
    if len(every) > _MOST_MONTHS:
        unit = "year"
        years: dict[str, int] = {}
        for month, count in months:
            years[month[:4]] = years.get(month[:4], 0) + count
        counts = years
        every = [f"{year:04}" for year in range(int(min(years)), int(max(years)) + 1)]
    most = max(counts.values())
    step = width / len(every)
    gap = min(3.0, step * 0.2)
    spacing = max(1, round(len(every) / 8))
    bars = []
    for place, label in enumerate(every):
        value = counts.get(label, 0)
        tall = round(value / most * height, 2)
        has_tick = label.endswith("-01") or len(every) <= 8 if unit == "month" else place % spacing == 0
        bars.append(
            Bar(
                label=label,
                value=value,
                x=round(place * step, 2),
                y=round(height - tall, 2),
                width=round(min(step - gap, 28), 2),
                height=tall,
                tick=label if has_tick else None,
            )
        )
    return Bars(bars=tuple(bars), unit=unit, most=most, width=width, height=height)


def _list_months(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included."""
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
