"""`sayso completion`."""

from __future__ import annotations

import click

LINES = {
    "bash": 'eval "$(_SAYSO_COMPLETE=bash_source sayso)"',
    "zsh": 'eval "$(_SAYSO_COMPLETE=zsh_source sayso)"',
    "fish": "_SAYSO_COMPLETE=fish_source sayso | source",
}
FILES = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/sayso.fish"}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(LINES)))
def completion_command(shell: str) -> None:
    """Print the line that turns on completion in your shell.

    \b
    Example:
      sayso completion bash >> ~/.bashrc
    """
    click.echo(f"# put this line into {FILES[shell]}\n{LINES[shell]}")
