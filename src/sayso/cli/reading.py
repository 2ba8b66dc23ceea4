"""`sayso read` and `sayso add`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from sayso.cli.common import (
    SOME_FAILED,
    input_options,
    ledger_option,
    make_claims_table,
    open_console,
    parse_columns,
    show_progress,
    summarise,
    tell,
)
from sayso.phrasing import label_act, label_speakers, list_details
from sayso.records import Failure

Options = dict[str, Any]


def _open_inputs(options: Options) -> Iterator[Any]:
    """The inputs that the options name."""
    from sayso.ingest import iter_inputs

    stdin = sys.stdin.buffer if "-" in options["paths"] else None
    try:
        return iter_inputs(
            options["paths"],
            patterns=options["patterns"] or None,
            meta=options["meta"],
            columns=parse_columns(options["columns"]),
            defaults={name: options[name] for name in ("published", "outlet") if options[name]},
            max_bytes=options["max_bytes"],
            stdin=stdin,
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _count_inputs(options: Options) -> int | None:
    """How many inputs there will be, where a progress bar is drawn and counting is quick."""
    from sayso.ingest import count_inputs

    return count_inputs(options["paths"], patterns=options["patterns"] or None) if sys.stderr.isatty() else None


def _read_inputs(options: Options) -> Iterator[Any]:
    """Results and failures for the inputs that the options name, in input order."""
    from sayso.pipeline import count_cores, read_reports
    from sayso.read import DEFAULT_WEIGHTS

    workers = options["workers"] or count_cores()
    return read_reports(_open_inputs(options), weights=options["weights"] or DEFAULT_WEIGHTS, workers=workers)


@click.command("read")
@input_options
@click.option(
    "--table", "output", flag_value="table", default="table", help="Who said what, for reading (the default)."
)
@click.option("--jsonl", "output", flag_value="jsonl", help="One line of JSON an input, by the contract.")
@click.option("--json", "output", flag_value="json", help="The same as one JSON array.")
@click.option("--csv", "output", flag_value="csv", help="One row a claim.")
@click.option("--voice", type=click.Choice(["speaker", "outlet", "all"]), help="Whose claims --table and --csv show.")
@click.option("--loaded-words", is_flag=True, help="Also mark loaded words, and whose they are.")
@click.option("--word-list", metavar="FILE", help="Your own loaded words: on each line a word, a tab, the reason.")
def read_command(output: str, voice: str | None, loaded_words: bool, word_list: str | None, **options: Any) -> None:
    """Read reports and print who said what; nothing is kept.

    PATH is a file (.txt, .html, .jsonl, .csv), a folder, or - for standard input.

    \b
    Examples:
      sayso read report.txt
      sayso read reports/ --csv > claims.csv
      sayso read articles.jsonl --column text=body --jsonl > claims.jsonl
      sayso read report.txt --loaded-words
      curl -s https://example.org/story.html | sayso read - --published 2024-05-01
    """
    printer = {"table": _print_table, "jsonl": _print_lines, "json": _print_array, "csv": _print_csv}[output]
    words = _load_words(word_list) if loaded_words or word_list else None
    failed = 0
    with show_progress("reading", total=_count_inputs(options), quiet=sys.stdout.isatty()) as step:

        def watch() -> Iterator[Any]:
            nonlocal failed
            for result in _read_inputs(options):
                if isinstance(result, Failure):
                    failed += 1
                    tell(f"sayso: {_name_failure(result)}")
                step(result.path or "-" if isinstance(result, Failure) else result.report.path or "-")
                yield _mark_words(result, words)

        printer(watch(), voice or "speaker")
    if failed:
        sys.exit(SOME_FAILED)


def _load_words(path: str | None) -> dict[str, str]:
    """The user's list of loaded words, the one shipped where there is none."""
    from sayso.claims import load_words

    return load_words(path) if path else load_words()


def _mark_words(result: Any, words: dict[str, str] | None) -> Any:
    from sayso.pipeline import mark_loaded_words

    return result if words is None or isinstance(result, Failure) else mark_loaded_words(result, words)


def _name_failure(failure: Failure) -> str:
    """What failed and why, on one line."""
    where = failure.path or "standard input"
    return failure.status_why if failure.status_why.startswith(where) else f"{where}: {failure.status_why}"


def _describe(result: Any) -> dict[str, Any]:
    from sayso.export import describe_failure, describe_reading

    if isinstance(result, Failure):
        return describe_failure(result)
    return describe_reading(result.report, result.facts, result.claims, result.replies, result.loaded)


def _print_lines(results: Iterator[Any], _voice: str) -> None:
    for result in results:
        sys.stdout.write(json.dumps(_describe(result), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _print_array(results: Iterator[Any], _voice: str) -> None:
    separator = "[\n"
    for result in results:
        sys.stdout.write(separator + json.dumps(_describe(result), ensure_ascii=False, indent=1))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def _print_csv(results: Iterator[Any], voice: str) -> None:
    from sayso.export import CLAIM_COLUMNS, describe_row, format_csv

    def rows() -> Iterator[list[Any]]:
        for result in results:
            if isinstance(result, Failure):
                continue
            entities = {entity.id: entity for entity in result.facts.entities}
            for claim in result.claims:
                if voice in ("all", claim.voice):
                    yield list(describe_row(result.report, entities, claim).values())

    for line in format_csv(CLAIM_COLUMNS, rows()):
        sys.stdout.write(line)


def _print_table(results: Iterator[Any], voice: str) -> None:
    from rich.markup import escape

    from sayso.export import join_content

    console = open_console()
    for result in results:
        if isinstance(result, Failure):
            continue
        report = result.report
        table = make_claims_table(with_ids=False)
        shown = [claim for claim in result.claims if voice in ("all", claim.voice)]
        for claim in shown:
            table.add_row(
                escape(label_speakers(claim, result.facts)),
                label_act(claim.act, claim.saying) if claim.voice == "speaker" else "(outlet)",
                escape(join_content(claim, report.text) or _show_cue(claim, report.text)),
                escape(list_details(claim, report.text, _name_ascribers(claim, result))),
            )
        credit = f"credit {', '.join(report.via)}" if report.via else None
        heading = ", ".join(part for part in (report.outlet, report.published or "date unknown", credit) if part)
        console.print(
            f"[bold]{escape(report.title or report.path or 'untitled')}[/bold] [dim]({escape(heading)})[/dim]"
        )
        if report.status != "read":
            console.print(f"  not read: {escape(report.status_why or report.status)}\n")
        elif shown:
            console.print(table)
        else:
            console.print("  no attributed statement was found\n")
        for word in result.loaded or ():
            console.print(f"  loaded word: {escape(word.span.of(report.text))} ({word.whose}): {escape(word.why)}")


def _name_ascribers(claim: Any, result: Any) -> list[str]:
    """The speakers of the claim within which this one is reported."""
    entities = {entity.id: entity for entity in result.facts.entities}
    outer = next((one for one in result.claims if one.id == claim.inside), None)
    return [entities[speaker.entity].name for speaker in outer.speakers] if outer else []


def _show_cue(claim: Any, text: str) -> str:
    """What stands for a statement whose content the text does not give: its cue, in brackets."""
    return f"[{claim.cue.of(text)}]" if claim.cue else ""


@click.command("add")
@input_options
@ledger_option
@click.option("--no-compare", is_flag=True, help="Leave comparing with other reports for later (sayso compare).")
def add_command(ledger_path: str, no_compare: bool, **options: Any) -> None:
    """Read reports into a ledger, which is made if it is not there, and compare them with what it holds.

    Adding a report again adds nothing; a changed page at the same URL is kept as a new version. What is reported as added is on
    disk: after an interruption, give the same command again and it goes on.

    \b
    Examples:
      sayso add reports/
      sayso add reports/ --meta meta.csv --ledger strike.db
      sayso add articles.jsonl --column text=body --workers 4
    """
    counts = dict.fromkeys(("added", "new_version", "already", "not_english", "failed", "claims", "outlet"), 0)
    try:
        _add_inputs(ledger_path, options, counts)
    except KeyboardInterrupt:
        tell(f"{ledger_path}: stopped; {_summarise_added(counts)}. Give the same command again to go on")
        sys.exit(130)
    tell(f"{ledger_path}: {_summarise_added(counts)}")
    if not no_compare:
        from sayso.cli.comparing import bring_up_to_date

        bring_up_to_date(ledger_path)
    if counts["failed"]:
        sys.exit(SOME_FAILED)


def _add_inputs(ledger_path: str, options: Options, counts: dict[str, int]) -> None:
    from sayso import __version__
    from sayso.ledger import Ledger

    with Ledger(ledger_path) as ledger, show_progress("adding", total=_count_inputs(options)) as step:
        run = None
        for result in _read_new(ledger, options, counts, step):
            if run is None:
                run = ledger.begin_run(**_describe_run(options, __version__))
            if isinstance(result, Failure):
                counts["failed"] += 1
                ledger.record_failure(result, run=run)
                tell(f"sayso: {_name_failure(result)}")
                step(result.path or "-")
                continue
            added = ledger.add(result.report, result.claims, result.facts, run=run)
            counts["not_english"] += result.report.status == "not_english"
            counts[added.status] += 1
            if added.claims:
                spoken = sum(claim.voice == "speaker" for claim in result.claims)
                counts["claims"] += spoken
                counts["outlet"] += added.claims - spoken
            step(result.report.path or "-")


def _summarise_added(counts: dict[str, int]) -> str:
    parts = [
        (counts["added"], "report added"),
        (counts["new_version"], "report added as a new version"),
        (counts["already"], "report already there"),
        (counts["claims"], "claim found"),
        (counts["outlet"], "sentence in the outlets' own voice"),
        (counts["not_english"], "report stored unread (not English)"),
        (counts["failed"], "input failed"),
    ]
    return summarise(parts)


def _describe_run(options: Options, version: str) -> dict[str, Any]:
    from sayso.read import DEFAULT_WEIGHTS, load_weights

    weights = load_weights(options["weights"] or DEFAULT_WEIGHTS)
    settings = {"window": weights.window, "overlap": weights.overlap, "threshold": weights.decoding.threshold}
    return {"version": version, "weights_sha256": weights.sha256, "settings": settings}


def _read_new(ledger: Any, options: Options, counts: dict[str, int], step: Any) -> Iterator[Any]:
    """Results for the inputs that the ledger does not hold yet; the others are counted and not read again."""
    from sayso.pipeline import count_cores, read_reports
    from sayso.read import DEFAULT_WEIGHTS

    def unread() -> Iterator[Any]:
        for item in _open_inputs(options):
            if not isinstance(item, Failure) and ledger.has_report(item):
                counts["already"] += 1
                step(item.path or "-")
            else:
                yield item

    workers = options["workers"] or count_cores()
    return read_reports(unread(), weights=options["weights"] or DEFAULT_WEIGHTS, workers=workers)
