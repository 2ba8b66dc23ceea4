"""Commands that change a ledger or write it out: `set`, `reread`, `forget`, `export`."""

from __future__ import annotations

import csv
import json
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import click

from sayso.cli.common import SOME_FAILED, ledger_option, name_user, show_progress, summarise, tell
from sayso.cli.comparing import AFTER_A_DECISION, bring_up_to_date
from sayso.errors import LedgerError

FIELDS = ("published", "outlet", "title", "url", "byline")


@click.command("set")
@click.argument("report", required=False)
@ledger_option
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A CSV of reports and values, as `sayso reports --csv` writes it.",
)
@click.option("--published", help="Publication date, ISO 8601.")
@click.option("--outlet", help="Outlet.")
@click.option("--title", help="Title.")
@click.option("--url", help="URL.")
@click.option("--byline", help="Byline.")
@click.option("--as", "who", default=None, help="Who says so; by default the name you are logged in with.")
def set_command(
    report: str | None, ledger_path: str, source: str | None, who: str | None, **fields: str | None
) -> None:
    """Mend the metadata of reports, and resolve their dates anew.

    \b
    Examples:
      sayso set 3f9c21ab --published 2024-05-01 --outlet "The Harrow Post"
      sayso reports --missing published --csv > list.csv    (fill it in)
      sayso set --from list.csv
      sayso set 3f9c21ab --published ""                     (takes a wrong date out)
    """
    from sayso.ledger import Ledger

    given: dict[str, str | None] = {name: value or None for name, value in fields.items() if value is not None}
    if bool(report) == bool(source) or (report and not given) or (source and given):
        raise click.UsageError("name one report and what to set (--published, --outlet, …), or a list with --from")
    rows = [(report, given)] if report else _read_list(source or "")
    who = who or name_user()
    changed, failed = [], 0
    with Ledger(ledger_path) as ledger:
        for identifier, values in rows:
            try:
                before = ledger.report(identifier or "")
                values = {name: value for name, value in values.items() if getattr(before, name) != value}
                if values:
                    ledger.set_metadata(before.report_id, who=who, **values)
                    changed.append(before.report_id)
            except (LedgerError, ValueError) as error:
                failed += 1
                tell(f"sayso: {identifier}: {error}")
        _reread(ledger, changed, quiet=True)
    bring_up_to_date(ledger_path, quiet=True, at_most=AFTER_A_DECISION)
    tell(f"{summarise([(len(changed), 'report changed'), (failed, 'row failed')])}")
    if failed:
        sys.exit(SOME_FAILED if len(rows) > 1 else 1)


def _read_list(source: str) -> list[tuple[str | None, dict[str, str | None]]]:
    """The rows of a filled-in list: the report's id and the values that are not empty."""
    with click.open_file(source, encoding="utf-8-sig") as handle:
        reader = csv.DictReader(handle)
        if "report" not in (reader.fieldnames or ()):
            raise click.UsageError(f"{source} has no column named report; make the list with: sayso reports --csv")
        return [(row["report"], {name: row[name] for name in FIELDS if row.get(name)}) for row in reader]


@click.command("reread")
@click.argument("reports", nargs=-1)
@ledger_option
@click.option("--weights", type=click.Path(file_okay=False), help="Another weights folder than the one shipped.")
def reread_command(reports: tuple[str, ...], ledger_path: str, weights: str | None) -> None:
    """Read the ledger's reports again with the present weights, and show the difference.

    Claims that a person has touched stay as they were left, and stand for the new claim that they overlap; those without a counterpart
    are listed. Without REPORTS, all that are English.

    \b
    Examples:
      sayso reread
      sayso reread 3f9c21ab
    """
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger:
        chosen = [ledger.report(name).report_id for name in reports] or [
            row.report_id for row in ledger.reports(status="read", all_versions=True)
        ]
        _reread(ledger, chosen, weights=weights)
    bring_up_to_date(ledger_path, quiet=True, at_most=AFTER_A_DECISION)


def _reread(ledger: Any, identifiers: list[str], *, weights: str | None = None, quiet: bool = False) -> None:
    """Read reports of the ledger again and put the new readings in place of the old ones, telling the difference."""
    if not identifiers:
        return
    from sayso import __version__
    from sayso.pipeline import count_cores, read_reports
    from sayso.read import DEFAULT_WEIGHTS, load_weights
    from sayso.records import Failure

    loaded = load_weights(weights or DEFAULT_WEIGHTS)
    run = ledger.begin_run(version=__version__, weights_sha256=loaded.sha256, settings={"command": "reread"})
    counts = dict.fromkeys(("kept", "moved", "new", "gone"), 0)
    stream = (ledger.load(identifier).report for identifier in identifiers)
    results = read_reports(stream, weights=weights or DEFAULT_WEIGHTS, workers=count_cores())
    with show_progress("reading again", total=len(identifiers)) as step:
        for identifier, result in zip(identifiers, results, strict=True):
            step(identifier)
            if isinstance(result, Failure):
                tell(f"sayso: {identifier}: {result.status_why}")
                continue
            difference = ledger.reread(identifier, result.claims, result.facts, run=run)
            for name in counts:
                counts[name] += len(getattr(difference, name))
            if difference.changed and not quiet:
                parts = [
                    (len(difference.moved), "claim moved"),
                    (len(difference.new), "claim new"),
                    (len(difference.gone), "claim gone"),
                ]
                click.echo(f"{identifier[:8]}  {summarise(parts)}")
            for left in difference.not_carried:
                click.echo(f"{identifier[:8]}  not carried over: {left.claim_id[:8]} ({left.status}): {left.why}")
    if not quiet:
        tell(", ".join(f"{count:,} {name}" for name, count in counts.items()))


@click.command("forget")
@click.argument("name")
@ledger_option
@click.option(
    "--speaker", is_flag=True, help="NAME is a person or body, by name or key; by default it is a report's id."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget_command(name: str, ledger_path: str, speaker: bool, yes: bool) -> None:
    """Remove a report or a person from a ledger for good: rows, decisions, indexes and the bytes in the file.

    \b
    Examples:
      sayso forget 3f9c21ab
      sayso forget --speaker "Danica Frelle"

    A forgotten report comes back if its file is added again. A person's name is masked in the texts of the reports, which stay.
    """
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger:
        shown = _describe_speakers(ledger, name) if speaker else _describe(ledger.report(name))
        if not yes and not click.confirm(f"Forget {shown}? This can't be undone.", err=True):
            tell("nothing was forgotten")
            sys.exit(1)
        gone = ledger.forget_entity(name) if speaker else ledger.forget_report(name)
    bring_up_to_date(ledger_path, quiet=True, at_most=AFTER_A_DECISION)
    parts = [
        (gone.reports, "report"),
        (gone.claims, "claim"),
        (gone.entities, "mention of an entity"),
        (gone.decisions, "decision"),
    ]
    tell(
        f"forgotten: {summarise(parts)}"
        + (f"; names masked in {summarise([(gone.masked, 'report')])}" if gone.masked else "")
    )


def _describe_speakers(ledger: Any, name: str) -> str:
    """Who a name or key stands for, with what would go. Raises `LedgerError` where nobody is known by it."""
    found = ledger.speakers(name, limit=None)
    exact = [speaker for speaker in found if name in (speaker.key, speaker.name)] or found
    if not exact:
        raise LedgerError(f"nobody in this ledger is named {name!r}; sayso who shows who is")
    lines = [f"{s.name} ({s.key or 'no key'}, {summarise([(s.claims, 'claim')])})" for s in exact]
    return "; ".join(lines) + ": rows and decisions, and the name in the texts of the reports, namesakes' too"


def _describe(report: Any) -> str:
    return f"the report {report.report_id[:8]}, {report.title or report.path or 'untitled'!s}"


# -------------------------------------------------------------------------------------------------------------------- export


@click.command("export")
@click.argument("kind", type=click.Choice(["csv", "jsonl", "xlsx", "decisions"]))
@ledger_option
@click.option(
    "--out",
    "-o",
    type=click.Path(),
    help="A folder for csv, a file for the others. [default: named after the ledger; jsonl and decisions to standard output]",
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option("--voice", type=click.Choice(["speaker", "outlet", "all"]), default="speaker", show_default=True)
@click.option("--all-versions", is_flag=True, help="Older versions of a page too.")
@click.option("--as", "who", metavar="CODER", help="Only the decisions of one person (decisions).")
def export_command(
    kind: str, ledger_path: str, out: str | None, force: bool, voice: Any, all_versions: bool, who: str | None
) -> None:
    """Write a ledger as linked tables (csv: a folder; xlsx: a sheet a table), as JSON Lines by the contract, or what people decided.

    decisions are JSON Lines: coder, time, the claim as it stood with its words, and the values before and after. They serve to train on, and to
    compare coders: `sayso serve --as CODER` signs what one decides on the page.

    \b
    Examples:
      sayso export csv --out tables/
      sayso export xlsx --out strike.xlsx
      sayso export jsonl > ledger.jsonl
      sayso export decisions --as ada > ada.jsonl
    """
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        if kind == "jsonl":
            _export_lines(view, out or "-", voice, all_versions)
            return
        if kind == "decisions":
            _export_decisions(view, out or "-", who)
            return
        stem = Path(ledger_path).stem
        target = Path(out or (f"{stem}-tables" if kind == "csv" else f"{stem}.xlsx"))
        if out == "-":
            raise click.UsageError(
                f"{kind} is written to {'a folder' if kind == 'csv' else 'a file'}; name it with --out"
            )
        if not force and target.exists() and (kind == "xlsx" or not target.is_dir() or any(target.iterdir())):
            raise click.UsageError(f"{target} is there already; name another with --out, or overwrite it with --force")
        write = _export_csv if kind == "csv" else _export_xlsx
        counts = write(view.iter_tables(voice=voice, all_versions=all_versions), target)
    tell(f"{target}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))


def _export_lines(view: Any, out: str, voice: str, all_versions: bool) -> None:
    from contextlib import nullcontext

    from sayso.claims import find_replies
    from sayso.export import describe_failure, describe_reading
    from sayso.records import Failure

    target: Any = nullcontext(sys.stdout) if out == "-" else Path(out).open("w", encoding="utf-8")  # noqa: SIM115
    with target as handle:
        for row in view.reports(all_versions=all_versions):
            loaded = view.load(row.report_id)
            claims = [claim for claim in loaded.claims if voice in ("all", claim.voice)]
            replies = find_replies(loaded.report.text, loaded.claims, loaded.facts.entities)
            line = describe_reading(loaded.report, loaded.facts, claims, replies)
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")
        for row in view.failures():
            failure = Failure(path=row.path, record=row.record, status_why=row.status_why)
            handle.write(json.dumps(describe_failure(failure), ensure_ascii=False) + "\n")


def _export_decisions(view: Any, out: str, who: str | None) -> None:
    from contextlib import nullcontext

    from sayso.cli.coding import describe_decisions

    target: Any = nullcontext(sys.stdout) if out == "-" else Path(out).open("w", encoding="utf-8")  # noqa: SIM115
    count = 0
    with target as handle:
        for row in describe_decisions(view, who=who):
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    if not count:
        tell("nobody has decided anything in this ledger yet" if who is None else f"{who} has decided nothing here")


def _export_csv(tables: Any, folder: Path) -> dict[str, int]:
    """One file a table, and the codebook, in a folder."""
    from sayso.export import format_csv
    from sayso.ledger import CODEBOOK

    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, columns, rows in tables:
        counts[name] = -1
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            for line in format_csv(columns, rows):
                handle.write(line)
                counts[name] += 1
    with (folder / "codebook.csv").open("w", encoding="utf-8", newline="") as handle:
        handle.writelines(format_csv(("table", "column", "meaning"), ((*key, line) for key, line in CODEBOOK.items())))
    return counts


def _export_xlsx(tables: Any, path: Path) -> dict[str, int]:
    """One sheet a table, and the codebook. Raises `LedgerError` where a table has more rows than a sheet can hold."""
    import xlsxwriter

    from sayso.ledger import CODEBOOK

    most = 1_048_576
    # Words that begin with = are words: nothing of a report is ever a formula or a link.
    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    counts = {}
    path.open("ab").close()  # a folder that is missing or cannot be written is told here, by its name
    with xlsxwriter.Workbook(str(path), plain) as book:
        codebook = ("codebook", ("table", "column", "meaning"), [(*key, line) for key, line in CODEBOOK.items()])
        for name, columns, rows in chain(tables, [codebook]):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
            place = 0
            for place, row in enumerate(rows, start=1):
                if place >= most:
                    raise LedgerError(f"{name} has more rows than a sheet can hold ({most:,}); use: sayso export csv")
                sheet.write_row(
                    place,
                    0,
                    ["" if cell is None else cell if not isinstance(cell, str) else cell[:32_767] for cell in row],
                )
            counts[name] = place
    return counts
