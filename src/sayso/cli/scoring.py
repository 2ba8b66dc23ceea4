"""The command that compares predictions with a gold set."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from sayso.cli.common import open_console, show_json, tell

if TYPE_CHECKING:
    from sayso.scoring import Error, Scores

file_type = click.Path(exists=True, dir_okay=False)


@click.command("eval", short_help="Score predictions against a gold set.")
@click.argument("gold", type=file_type)
@click.argument("predictions", type=file_type)
@click.option("--errors", "field", metavar="FIELD", help="List the differences in one field: gold beside predicted.")
@click.option("--limit", type=click.IntRange(1), help="List no more than so many differences.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws behind the intervals.")
def eval_command(gold: str, predictions: str, field: str | None, limit: int | None, as_json: bool, seed: int) -> None:
    """Score PREDICTIONS against GOLD, both in the shape of the JSON contract, field by field.

    Reports are matched by their text. Precision, recall and F1 count every claim; "alike" is the share of aligned claims, those that both
    files have, with the field the same. Intervals are 95 %, drawn over reports. docs/scoring.md tells how each field is counted.

    \b
    Examples:
      sayso read eval/gold/reports --jsonl > predicted.jsonl
      sayso eval eval/gold/dev.jsonl predicted.jsonl
      sayso eval eval/gold/dev.jsonl predicted.jsonl --errors act
    """
    from sayso.scoring import FIELDS, list_errors, load_lines, match_reports, score_lines

    if field is not None and field not in FIELDS:
        raise click.BadParameter(f"{field!r} is no field; the fields are {', '.join(FIELDS)}", param_hint="--errors")
    matched = match_reports(load_lines(gold), load_lines(predictions))
    for names, where in ((matched.only_gold, "gold"), (matched.only_predicted, "predictions")):
        if names:
            tell(f"sayso: {len(names)} reports are in the {where} only and are not scored: {_shorten(names)}")
    if field is not None:
        errors = list(list_errors(matched, field))
        _show_errors(errors[:limit], len(errors), field, as_json=as_json)
        return
    scores = score_lines(matched, seed=seed)
    if as_json:
        show_json(asdict(scores))
    else:
        _show_scores(scores)


def _shorten(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def _show_scores(scores: Scores) -> None:
    click.echo(
        f"{scores.reports} reports; {scores.gold_claims} claims in gold, {scores.predicted_claims} predicted, "
        f"{scores.aligned_claims} aligned\n"
    )
    head = ("precision", "recall", "F1", "95 %", "gold", "predicted", "alike", "of")
    click.echo(
        f"{'':30}{head[0]:>9}{head[1]:>8}{head[2]:>7}{head[3]:>15}{head[4]:>7}{head[5]:>11}{head[6]:>8}{head[7]:>6}"
    )
    for figure in scores.figures:
        rates = f"{_percent(figure.precision):>9}{_percent(figure.recall):>8}{_percent(figure.f1):>7}"
        bounds = "–" if figure.low is None else f"{_percent(figure.low)} – {_percent(figure.high)}"
        alike = "" if figure.aligned is None else f"{_percent(figure.accuracy):>8}{figure.aligned:>6}"
        click.echo(f"{figure.name:30}{rates}{bounds:>15}{figure.gold:>7}{figure.predicted:>11}{alike}")


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f}"


def _show_errors(errors: list[Error], count: int, field: str, *, as_json: bool) -> None:
    if as_json:
        show_json([asdict(error) for error in errors])
        return
    console = open_console()
    for error in errors:
        gold, predicted = (words if words is not None else "–" for words in (error.gold, error.predicted))
        console.print(f"{error.report}:{error.start}", markup=False, soft_wrap=True)
        console.print(f"  gold       {gold}", markup=False, soft_wrap=True)
        console.print(f"  predicted  {predicted}", markup=False, soft_wrap=True)
    rest = f", {len(errors)} shown" if len(errors) < count else ""
    print(f"{count} differences in {field}{rest}", file=sys.stderr)
