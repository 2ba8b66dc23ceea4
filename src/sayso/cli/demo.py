"""`sayso demo`: the main job on the bundled sample reports."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.common import open_console, tell
from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.ledger import LedgerView


def find_samples() -> Path:
    """The folder of the bundled sample reports: inside the package, or in a checkout. Raises `SaysoError` where there is none."""
    package = Path(__file__).parents[1]
    for folder in (package / "samples", package.parents[1] / "examples" / "reports"):
        if folder.is_dir():
            return folder
    raise SaysoError("the sample reports are missing from this installation; reinstall sayso")


def name_program() -> str:
    """What to type to run sayso again: its name, or its path where the shell does not find it."""
    return (
        "sayso"
        if shutil.which("sayso")
        else sys.argv[0]
        if Path(sys.argv[0]).name.startswith("sayso")
        else "python -m sayso"
    )


@click.command("demo")
@click.option(
    "--ledger",
    "ledger_path",
    type=click.Path(dir_okay=False),
    default="demo.db",
    show_default=True,
    help="The ledger file; not the one your own reports go to.",
)
@click.pass_context
def demo_command(context: click.Context, ledger_path: str) -> None:
    """Read the bundled sample reports into a ledger and show who said what.

    The samples are sixteen invented reports on one running story, in the structure of real news.

    \b
    Examples:
      sayso demo
      sayso demo --ledger samples.db
    """
    from rich.text import Text

    from sayso.cli.looking import search_command, who_command
    from sayso.cli.reading import add_command

    folder = find_samples()
    tell(f"reading the sample reports of {folder}")
    context.invoke(
        add_command, paths=(str(folder),), ledger_path=ledger_path, patterns=(), columns=(), max_bytes=5_000_000
    )
    console = open_console()
    console.print(Text("\nWho speaks most", style="bold"))
    context.invoke(who_command, ledger_path=ledger_path, limit=12)
    for title, query in (
        ("What was said about fighters, in which figures", "fighters"),
        ("What was denied, rejected or disputed", "act:deny OR act:reject OR act:dispute saying:affirmed"),
        ("Who would not say", "saying:withheld"),
    ):
        console.print(Text(f"\n{title}", style="bold") + Text(f"   sayso search '{query}'", style="dim"))
        context.invoke(search_command, query=(query,), ledger_path=ledger_path, limit=8)
    _show_across(context, ledger_path)
    program = name_program()
    console.print(
        Text(
            f"""
Next:
  {program} search 'by:vashtek' --ledger {ledger_path}       all that the minister said
  {program} who hallow --ledger {ledger_path}                a speaker across reports
  {program} show ID --ledger {ledger_path}                   a claim in its paragraph, with the reason for each field
  {program} same ID --ledger {ledger_path}                   who else says the same, and from how many origins it comes
  {program} conflicts --ledger {ledger_path}                 what contradicts what
  {program} export xlsx --ledger {ledger_path}               all of it as linked tables
  {program} add YOUR-FOLDER                             your own reports into ledger.db"""
        )
    )


def _show_across(context: click.Context, ledger_path: str) -> None:
    """One of each kind that was found across the reports, each with the command that shows all of them."""
    from rich.text import Text

    from sayso.cli.comparing import changes_command, conflicts_command, copies_command, same_command, series_command
    from sayso.ledger import LedgerView

    console = open_console()

    def show(title: str, command: click.Command, call: str, **values: Any) -> None:
        console.print(Text(f"\n{title}", style="bold") + Text(f"   sayso {call}", style="dim"))
        context.invoke(command, ledger_path=ledger_path, **values)

    show("Whose text is whose", copies_command, "copies", limit=3)
    with LedgerView(ledger_path) as view:
        widest = _find_widest(view)
    if widest is not None:
        show("The same claim, and from where it comes", same_command, f"same {widest[:8]}", claim=widest)
    for title, kind in (
        ("Denied", "denials"),
        ("Figures in conflict", "conflict"),
        ("Figures put right", "correction"),
        ("Figures brought up to date", "update"),
    ):
        show(title, conflicts_command, f"conflicts --type {kind}", query=(), types=(kind,), limit=2)
    show("How a figure moved", series_command, "series fighters", words=("fighters",), limit=1)
    show(
        "What one speaker said at two times",
        changes_command,
        "changes 'Frontier Conflict Monitor'",
        speaker="Frontier Conflict Monitor",
        limit=2,
    )


def _find_widest(view: LedgerView) -> str | None:
    """A claim of the group that has the most named speakers for the same thing; the larger group of two that have as many."""
    groups = view.groups(level="proposition", band="same")
    counted = [
        (len({name for claim in group.claims for name in _list_speakers(view, claim)}), len(group.claims))
        for group in groups
    ]
    best = max(range(len(groups)), key=lambda place: (*counted[place], -place), default=None)
    return None if best is None else groups[best].claims[0]


def _list_speakers(view: LedgerView, claim: str) -> list[str]:
    row = view.claim(claim)
    return [entity.name for entity in row.speakers if entity.named] if row.claim.voice == "speaker" else []
