"""Commands by which a person decides: `merge`, `split`, `undo`. Each is one row that is kept and can be undone."""

from __future__ import annotations

import click

from sayso.cli.common import ledger_option, name_user, tell
from sayso.cli.comparing import AFTER_A_DECISION, bring_up_to_date

who_option = click.option("--as", "who", help="Who says so; by default the name you are logged in with.")
why_option = click.option("--why", help="The reason, kept with the decision.")


@click.command("merge")
@click.argument("key")
@click.argument("into")
@ledger_option
@who_option
@why_option
def merge_command(key: str, into: str, ledger_path: str, who: str | None, why: str | None) -> None:
    """Count two speakers as one: from now on KEY is INTO, in reports added later too. `sayso who` shows keys.

    \b
    Example:
      sayso merge person:s-lavrov person:sergei-lavrov --why "same man, initial only"
    """
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger:
        number = ledger.decide(key, "merge", who=who or name_user(), why=why, after={"into": into})
    tell(f"decision {number}: {key} counts as {into}; sayso undo {number} takes it back")
    bring_up_to_date(ledger_path, quiet=True, at_most=AFTER_A_DECISION)


@click.command("split")
@click.argument("key")
@click.argument("report")
@click.option("--into", help="The key of the other one; without it, nobody else's.")
@ledger_option
@who_option
@why_option
def split_command(key: str, report: str, into: str | None, ledger_path: str, who: str | None, why: str | None) -> None:
    """Tell two speakers apart: in REPORT, who counts as KEY is somebody else.

    \b
    Example:
      sayso split person:jane-roe 3f9c21ab --why "another Jane Roe"
    """
    from sayso.errors import LedgerError
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger:
        identifier = ledger.report(report).report_id
        entities = [entity.id for entity in ledger.load(identifier).facts.entities if entity.key == key]
        if not entities:
            raise LedgerError(f"the report {identifier[:8]} has no speaker with the key {key!r}; sayso who shows keys")
        for entity in entities:
            after = {"report_id": identifier, "entity": entity, "key": into}
            number = ledger.decide(key, "split", who=who or name_user(), why=why, after=after)
            tell(
                f"decision {number}: in {identifier[:8]}, {key} is {into or 'nobody else'}; sayso undo {number} takes it back"
            )
    bring_up_to_date(ledger_path, quiet=True, at_most=AFTER_A_DECISION)


@click.command("undo")
@click.argument("decision", type=int)
@ledger_option
@who_option
@why_option
def undo_command(decision: int, ledger_path: str, who: str | None, why: str | None) -> None:
    """Take back a decision, by its number. Both stay on record.

    \b
    Example:
      sayso undo 12
    """
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger:
        number = ledger.undo(decision, who=who or name_user(), why=why)
    tell(f"decision {number}: {decision} is undone")
    bring_up_to_date(ledger_path, quiet=True, at_most=AFTER_A_DECISION)
