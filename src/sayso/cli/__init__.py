"""
The command line: parse, call, print. The only room that prints, exits or reads the environment.

Data goes to standard output, talk and progress to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some inputs failed.
"""

from __future__ import annotations

import sys

import click

from sayso import __version__
from sayso.errors import SaysoError

COMMANDS = {
    "read": "reading",
    "add": "reading",
    "demo": "demo",
    "search": "looking",
    "who": "looking",
    "stories": "stories",
    "show": "looking",
    "reports": "looking",
    "info": "looking",
    "compare": "comparing",
    "same": "comparing",
    "conflicts": "comparing",
    "series": "comparing",
    "copies": "comparing",
    "changes": "comparing",
    "new": "comparing",
    "set": "keeping",
    "reread": "keeping",
    "forget": "keeping",
    "merge": "deciding",
    "split": "deciding",
    "undo": "deciding",
    "export": "keeping",
    "serve": "serving",
    "eval": "scoring",
    "completion": "completion",
}
"""Each command and the module of this room that holds it; a module is imported when its command is called, so that --help is quick."""

HELP = {
    "read": "Read reports and print who said what; keeps nothing.",
    "add": "Read reports into a ledger.",
    "demo": "Read the bundled sample reports and show who said what.",
    "search": "Find claims in a ledger.",
    "who": "List the speakers of a ledger, or one speaker.",
    "stories": "List, save or show stories: named searches.",
    "show": "Show a claim in its paragraph, or a report with its claims.",
    "reports": "List the reports of a ledger.",
    "info": "Tell what a ledger holds and what made it.",
    "compare": "Compare what reports say: copies, the same claims, denials, figures.",
    "same": "Show who else says the same as a claim, and from how many origins it comes.",
    "conflicts": "List what contradicts what: denials, figures that conflict.",
    "series": "Show how a figure moved, and who said so when.",
    "copies": "List the reports whose texts were taken from one another.",
    "changes": "Show what one speaker said at one time and differently at another.",
    "new": "Show what the latest reports brought, since your last look.",
    "set": "Mend the metadata of reports: date, outlet, title, URL.",
    "reread": "Read the ledger's reports again with the present weights.",
    "forget": "Remove a report or a person from a ledger for good.",
    "merge": "Count two speakers as one.",
    "split": "Tell two speakers apart.",
    "undo": "Take back a decision.",
    "export": "Write a ledger as linked tables or JSON Lines.",
    "serve": "Open a ledger as a page in the browser.",
    "eval": "Score predictions against a gold set.",
    "completion": "Print the set-up line for completion in your shell.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; the list in --help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        import importlib

        module = importlib.import_module(f"sayso.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(HELP.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: sayso demo. Then: sayso read report.txt, sayso add folder/, sayso search 'act:deny published-after:2024'.",
)
@click.version_option(__version__, "-V", "--version", prog_name="sayso")
def sayso() -> None:
    """Reads news reports and keeps the ledger of who said what.

    Every statement with its speaker, the chain by which it reached the report, its date and its exact words. Works offline; gives no
    verdict on what is true.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line. Errors of sayso become one line and exit code 1; Ctrl-C ends with 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sayso.main(args=arguments, prog_name="sayso", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        print("sayso: stopped; what was reported as added is kept", file=sys.stderr)
        sys.exit(130)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away ("sayso search … | head"): no error, and nothing more to flush.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"sayso: {name}{error.strerror or error}", file=sys.stderr)
        sys.exit(1)
