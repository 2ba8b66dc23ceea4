"""What several commands share: options, progress, tables, the summary at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Function = TypeVar("Function", bound=Callable[..., Any])

SOME_FAILED = 3

ledger_option = click.option(
    "--ledger",
    "ledger_path",
    type=click.Path(dir_okay=False),
    default="ledger.db",
    show_default=True,
    envvar="SAYSO_LEDGER",
    help="The ledger file.",
)


def input_options(command: Function) -> Function:
    """The options by which inputs are found and described."""
    options = (
        click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False)),
        click.option("--pattern", "patterns", multiple=True, help="Only files of a folder that match, as in '*.html'."),
        click.option("--meta", type=click.Path(dir_okay=False), help="CSV with file, title, outlet, published, url."),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="FIELD=NAME",
            help="Name a column of CSV or JSON Lines: text=body.",
        ),
        click.option("--published", metavar="DATE", help="Publication date of reports that give none (ISO 8601)."),
        click.option("--outlet", metavar="NAME", help="Outlet of reports that name none."),
        click.option(
            "--max-bytes", type=click.IntRange(1), default=5_000_000, show_default=True, help="Limit of one text."
        ),
        click.option("--workers", type=click.IntRange(1), help="Processes that read; by default one a core."),
        click.option(
            "--weights", type=click.Path(file_okay=False), help="Another weights folder than the one shipped."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def parse_columns(columns: Iterable[str]) -> dict[str, str]:
    """`text=body` options as a mapping. Raises `click.BadParameter`."""
    mapping = {}
    for column in columns:
        field, mark, name = column.partition("=")
        if not mark or not field or not name:
            raise click.BadParameter(f"{column!r} is not FIELD=NAME, as in text=body", param_hint="--column")
        mapping[field] = name
    return mapping


def open_console(*, stderr: bool = False) -> Console:
    """A console that knows whether a person is looking: when piped no colour, and 140 columns unless COLUMNS says otherwise."""
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not console.is_terminal:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdigit() and int(columns) >= 20 else 140
        console = Console(stderr=stderr, highlight=False, no_color=True, width=width)
    return console


def tell(message: str) -> None:
    """One line to standard error."""
    click.echo(message, err=True)


def name_user() -> str:
    """The name the person is logged in with, for decisions."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unnamed user"


def show_json(value: Any) -> None:
    """A value as JSON to standard output."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def show_progress(label: str, *, total: int | None = None, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """
    A progress line on standard error where a person is looking, nothing elsewhere or if `quiet`. Yields a function to call after each
    report with its name.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn()]
    with Progress(
        *columns,
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[name]}"),
        console=open_console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(label, total=total, name="")
        yield lambda name: progress.update(task, advance=1, name=Path(name).name[:48])


def summarise(parts: Iterable[tuple[int, str]]) -> str:
    """
    Counts as people write them, noughts left out.

    >>> summarise([(2, "report read"), (0, "failure"), (2, "copy")])
    '2 reports read, 2 copies'
    """
    words = []
    for count, what in parts:
        if count:
            noun, _, rest = what.partition(" ")
            many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
            words.append(f"{count:,} {noun if count == 1 else many}{' ' + rest if rest else ''}")
    return ", ".join(words) or "nothing"


def make_claims_table(*, with_ids: bool, last: str = "details") -> Table:
    """An empty table of who said what; `last` heads its last column."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    if with_ids:
        table.add_column("id", no_wrap=True, style="dim", width=8)
    table.add_column("who", ratio=3, style="bold", overflow="fold")
    table.add_column("act", no_wrap=True, min_width=9, style="cyan")
    table.add_column("what", ratio=8, overflow="fold")
    table.add_column(last, ratio=3, style="dim", overflow="fold")
    return table
