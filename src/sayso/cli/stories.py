"""The command on stories: named, saved searches."""

from __future__ import annotations

import click

from sayso.cli.common import ledger_option, name_user, open_console, show_json, tell


@click.command("stories")
@click.argument("name", required=False)
@click.option("--query", help="Save this query, in the grammar of sayso search, under NAME.")
@click.option("--note", help="A remark kept with the story.")
@click.option("--drop", is_flag=True, help="Remove the story; reports and claims stay.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@ledger_option
def stories_command(
    name: str | None, query: str | None, note: str | None, drop: bool, as_json: bool, ledger_path: str
) -> None:
    """List the stories, named searches that the page shows as timeline, map and figures; save one; show one.

    \b
    Examples:
      sayso stories
      sayso stories "Port strike" --query 'port OR dockers published-after:2024-03'
      sayso stories "Port strike"
      sayso stories "Port strike" --drop
    """
    if name is None and (query or drop or note):
        raise click.UsageError("give the story a name: sayso stories NAME --query QUERY")
    if drop and (query or note):
        raise click.UsageError("--drop removes the story; it takes no query and no note")
    if name is None:
        _list_stories(ledger_path, as_json=as_json)
    elif query:
        _save_story(ledger_path, name, query, note)
    elif drop:
        _drop_story(ledger_path, name)
    elif note:
        raise click.UsageError("a note is saved with its query: add --query")
    else:
        _show_story(ledger_path, name, as_json=as_json)


def _list_stories(ledger_path: str, *, as_json: bool) -> None:
    import dataclasses

    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        found = [(story, view.count(story.query)) for story in view.stories()]
    if as_json:
        show_json([dataclasses.asdict(story) | {"claims": claims} for story, claims in found])
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("story", "claims", "query", "note", "saved by", "changed"):
        table.add_column(column, overflow="fold", justify="right" if column == "claims" else "left")
    for story, claims in found:
        values = (story.name, f"{claims:,}", story.query, story.note or "", story.made_by, story.changed_at[:10])
        table.add_row(*(Text(value) for value in values))
    if found:
        open_console().print(table)
    tell(f"{len(found)} {'story' if len(found) == 1 else 'stories'}")


def _save_story(ledger_path: str, name: str, query: str, note: str | None) -> None:
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger:
        try:
            story = ledger.save_story(name, query, who=name_user(), note=note)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        tell(f"{story.name}: {ledger.count(story.query):,} claims; sayso serve shows them at /story/{story.name}")


def _drop_story(ledger_path: str, name: str) -> None:
    from sayso.ledger import Ledger, LedgerView

    with LedgerView(ledger_path) as view:
        found = view.story(name)
    with Ledger(ledger_path) as ledger:
        ledger.drop_story(found.name)
    tell(f"{found.name} is removed; its reports and claims stay")


def _show_story(ledger_path: str, name: str, *, as_json: bool) -> None:
    from sayso.cli.looking import describe_hit, print_hits
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        story = view.story(name)
        hits = view.search(story.query, order="newest", limit=None if as_json else 30)
        total = view.count(story.query)
    if as_json:
        show_json([describe_hit(hit.row) for hit in hits])
        return
    print_hits(hits)
    more = "; sayso search with the same query shows all" if total > len(hits) else ""
    tell(f"{story.name} ({story.query}): {len(hits)} of {total:,} claims{more}")
