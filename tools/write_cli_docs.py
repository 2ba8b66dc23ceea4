"""
Write docs/cli.md from the commands' own help.

    python tools/write_cli_docs.py           # writes the page
    python tools/write_cli_docs.py --check   # exit code 1 if the page is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli import COMMANDS, sayso

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
FRONT = """# The command line

Data goes to standard output, talk and progress to standard error; nothing is coloured and no bar is drawn when the output is piped. Exit codes: **0** done, **1** failed,
**2** wrong usage, **3** some inputs failed and the rest went through. The ledger is `ledger.db` in the current folder unless `--ledger` or the environment variable
`SAYSO_LEDGER` names another.

This page is written from the commands' own help by `tools/write_cli_docs.py`.
"""


def describe_commands() -> str:
    """The page: a section for each command, with its help as printed 100 columns wide."""
    parts = [FRONT]
    with click.Context(sayso, info_name="sayso", terminal_width=100) as group:
        for name in COMMANDS:
            command = sayso.get_command(group, name)
            assert command is not None
            with click.Context(
                command, info_name=name, parent=group, terminal_width=100, max_content_width=100
            ) as context:
                parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def main() -> None:
    page = describe_commands()
    if "--check" in sys.argv:
        # Releases of click break lines at other places; the words must be the same.
        same = PAGE.read_text(encoding="utf-8").split() == page.split()
        sys.exit(0 if same else "docs/cli.md is not up to date: python tools/write_cli_docs.py")
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
