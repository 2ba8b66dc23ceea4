"""Tables of what was found across reports, for the commands of `comparing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sayso.cli.common import open_console
from sayso.phrasing import label_act, name_verb

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.ledger import ClaimRow, LedgerView
    from sayso.records import Comparison, Copy, Group, Origins, Series


def style_words(words: str, style: str = "") -> Any:
    from rich.text import Text

    return Text(words, style=style)


def make_table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    widths = {
        "why": 4,
        "same words": 2,
        "report": 2,
        "and report": 2,
        "later, or against": 5,
        "earlier, or what it is about": 5,
        "what": 7,
        "step": 6,
    }
    for column in columns:
        if column == "type":
            table.add_column(column, no_wrap=True, min_width=10, style="cyan")
        elif column == "id":
            table.add_column(column, no_wrap=True, width=8, style="dim")
        elif column in ("act", "when"):
            table.add_column(column, no_wrap=True, min_width=9, style="cyan" if column == "act" else "")
        else:
            table.add_column(column, ratio=widths.get(column, 3), overflow="fold")
    return table


def show_comparisons(view: LedgerView, comparisons: Sequence[Comparison], limit: int) -> None:
    """Pairs of claims, the later or the one that contradicts on the left, each with the reason; pairs of the same words are shown once."""
    if not comparisons:
        return
    alike: dict[tuple[str, str, str], list[tuple[Comparison, ClaimRow, ClaimRow]]] = {}
    for one in comparisons:
        left, right = view.claim(one.left), view.claim(one.right)
        key = (one.type, f"{name_source(left)} {_fold(left)}", f"{name_source(right)} {_fold(right)}")
        alike.setdefault(key, []).append((one, left, right))
        if limit and len(alike) > limit:
            break
    table = make_table("type", "later, or against", "earlier, or what it is about", "why")
    for pairs in list(alike.values())[: limit or None]:
        one, left, right = pairs[0]
        kind = (
            one.type.replace("_", " ")
            + ("\nascribed" if one.ascribed else "")
            + ("\nmaybe" if one.band == "maybe" else "")
        )
        why = one.why + (
            f" (and {len(pairs) - 1} more such pair{'' if len(pairs) == 2 else 's'} in copies)"
            if len(pairs) > 1
            else ""
        )
        table.add_row(style_words(kind), _describe_side(left), _describe_side(right), style_words(why))
    open_console().print(table)


def _fold(row: ClaimRow) -> str:
    """The words of a claim without what copying outlets change: quotation marks, capitals, a leading "that"."""
    words = "".join(character if character.isalnum() else " " for character in join_words(row).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["that"] else words)


def _describe_side(row: ClaimRow) -> Any:
    text = style_words(f"{row.claim.id[:8]} ", "dim")
    text.append(name_source(row), style="bold")
    text.append(f"{tell_act(row)} {join_words(row)}")
    text.append(f"\n{describe_place(row)}", style="dim")
    return text


def show_groups(view: LedgerView, groups: Sequence[Group], limit: int) -> None:
    console = open_console()
    for group in groups[: limit or None]:
        heading = "Says the same" if group.band == "same" else "May say the same"
        console.print(style_words(heading, "bold") + style_words(f"   {group.why}", "dim"))
        console.print(make_claims_rows([view.claim(one) for one in group.claims]))


def make_claims_rows(rows: Iterable[ClaimRow]) -> Table:
    table = make_table("id", "who", "act", "what", "reported by")
    for row in rows:
        act = label_act(row.claim.act, row.claim.saying) if row.claim.voice == "speaker" else "(outlet)"
        table.add_row(
            row.claim.id[:8],
            style_words(name_source(row), "bold"),
            act,
            style_words(join_words(row)),
            style_words(describe_place(row), "dim"),
        )
    return table


def name_source(row: ClaimRow) -> str:
    """Who says it: the speakers, or the outlet."""
    if row.claim.voice == "outlet":
        return row.report.outlet or "outlet unknown"
    return " and ".join(entity.name for entity in row.speakers) or row.source_words or "(no source named)"


def tell_act(row: ClaimRow) -> str:
    """What the speaker did with it, behind the name: " denied:"; nothing but a colon in the outlet's voice."""
    return ":" if row.claim.voice == "outlet" else f" {name_verb(row.claim)}:"


def join_words(row: ClaimRow) -> str:
    """The words of a claim's content on one line; its cue in brackets where it has none."""
    return " […] ".join(" ".join(words.split()) for words in row.content_words) or f"[{row.cue_words}]"


def describe_place(row: ClaimRow) -> str:
    """Outlet and day of a claim's report, with its version if the page was edited."""
    version = f", version {row.report.version}" if row.report.version > 1 or not row.report.latest else ""
    relays = " → ".join(relay.name for relay in reversed(row.claim.via))
    via = f"via {relays} → " if relays else ""
    return f"{via}{row.report.outlet or 'outlet unknown'}, {(row.report.published or 'date unknown')[:10]}{version}"


def show_origins(origins: Origins) -> None:
    console = open_console()
    console.print(style_words(f"\n{origins.why[0]}", "bold"))
    for label, names in (
        ("outlets", origins.outlets),
        ("publishers", origins.families if origins.families != origins.outlets else ()),
        ("sources", origins.evidence_origins),
        ("speak for", origins.blocs if origins.blocs != origins.evidence_origins else ()),
    ):
        if names:
            console.print(style_words(f"  {label:10} {len(names)}: {'; '.join(names)}"))
    for reason in origins.why[1:]:
        console.print(style_words(f"  {reason}", "dim"))


def show_series(view: LedgerView, series: Series) -> None:
    """One line of figures, oldest first."""
    counted = ", ".join(part for part in (series.kind, series.unit, series.where and f"in {series.where}") if part)
    heading = style_words(" / ".join(series.nouns) or series.kind or "figures", "bold")
    table = make_table("id", "when", "figure", "who", "outlet", "step")
    for point in series.points:
        row = view.claim(point.claim)
        when = point.as_of or point.said or point.published or "unknown"
        figure = point.quantity.span.of(view.load(row.report.report_id).report.text)
        step = style_words((point.step or "").replace("_", " "), "cyan") + style_words(
            f"  {point.why}" if point.why else "", "dim"
        )
        table.add_row(
            row.claim.id[:8],
            when[:10],
            style_words(figure),
            style_words(point.by or "", "bold"),
            style_words(point.outlet or "", "dim"),
            step,
        )
    open_console().print(heading + style_words(f"   {counted}" if counted else "", "dim"))
    open_console().print(table)


def show_copies(view: LedgerView, copies: Sequence[Copy], limit: int) -> None:
    if not copies:
        return
    table = make_table("type", "report", "and report", "same words", "why")
    for copy in copies[: limit or None]:
        first, second = copy.left, copy.right
        if copy.origin == second:
            first, second = second, first
        arrow = "→ " if copy.origin else ""
        shares = _describe_shares(copy, first)
        kind = copy.type.replace("_", " ")
        table.add_row(
            style_words(kind),
            _describe_end(view, first),
            style_words(arrow) + _describe_end(view, second),
            style_words(shares),
            style_words(copy.why),
        )
    open_console().print(table)


def _describe_end(view: LedgerView, report: str) -> Any:
    row = view.report(report)
    text = style_words(f"{row.report_id[:8]} ", "dim")
    text.append(row.outlet or "outlet unknown", style="bold")
    text.append(f"\n{(row.published or 'date unknown')[:16].replace('T', ' ')}", style="dim")
    return text


def _describe_shares(copy: Copy, first: str) -> str:
    """How much of each text is in the other, the first report's share first."""
    lines = []
    for name, shares in (
        ("narrative", (copy.narrative_left, copy.narrative_right)),
        ("quoted", (copy.quoted_left, copy.quoted_right)),
    ):
        one, other = shares if first == copy.left else shares[::-1]
        if one is not None and other is not None:
            lines.append(f"{name} {one:.0%} / {other:.0%}")
    return "\n".join(lines)
