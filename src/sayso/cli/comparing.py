"""Commands that look across reports: `compare`, `same`, `conflicts`, `series`, `copies`, `changes`, `new`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.common import ledger_option, open_console, show_json, show_progress, summarise, tell
from sayso.cli.comparing_records import (
    describe_claim,
    describe_comparison,
    describe_copy,
    describe_group,
    describe_report,
)
from sayso.cli.comparing_tables import (
    describe_place,
    join_words,
    make_claims_rows,
    name_source,
    show_comparisons,
    show_copies,
    show_groups,
    show_origins,
    show_series,
    style_words,
    tell_act,
)
from sayso.errors import LedgerError

if TYPE_CHECKING:
    from sayso.ledger import ComparingState, LedgerView
    from sayso.records import Comparison

json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")
sure_option = click.option("--sure", is_flag=True, help="Leave out what is only maybe so.")


def limit_option(default: int) -> Callable[..., Any]:
    """The option of how many are shown."""
    return click.option(
        "--limit", type=click.IntRange(0), default=default, show_default=True, help="How many at most; 0 for all."
    )


AFTER_A_DECISION = 2_000
"""A decision or a deletion is followed at once where no more claims wait than this; a ledger left uncompared is not compared by the way."""

TYPES = {
    "denials": ("denies", "disputes"),
    "figures": ("conflict", "update", "revised_down", "correction"),
    "conflict": ("conflict",),
    "differs": ("differs",),
    "update": ("update",),
    "revised": ("revised_down",),
    "correction": ("correction",),
    "confirms": ("confirms",),
    "repeats": ("repeats",),
    "compatible": ("compatible",),
    "not-comparable": ("not_comparable",),
}
CONFLICTS = ("denies", "disputes", "conflict", "revised_down", "correction", "differs")


# ------------------------------------------------------------------------------------------------------------------- bring up


def bring_up_to_date(ledger_path: str, *, quiet: bool = False, at_most: int | None = None) -> None:
    """Compares what waits in a ledger, with a progress line; nothing is done where nothing waits, or more than `at_most` claims do."""
    from sayso.across import update_comparisons
    from sayso.ledger import Ledger, LedgerView

    LedgerView(ledger_path).close()  # a wrong name must not leave an empty ledger behind
    with Ledger(ledger_path) as ledger:
        state = ledger.comparing_state()
        if not _count_waiting(state) or (at_most is not None and state.claims_waiting > at_most):
            return
        with show_progress("comparing", total=state.claims_waiting, quiet=quiet) as step:
            done = update_comparisons(ledger, progress=lambda what, _done, _of: step("") if what == "claims" else None)
    if not quiet:
        tell(f"{ledger_path}: {summarise([(done.claims, 'claim compared'), (done.reports, 'report compared')])}")


def _count_waiting(state: ComparingState) -> int:
    return state.reports_waiting + state.claims_waiting


def describe_unread(state: ComparingState) -> str | None:
    """What the comparisons do not cover, in one line; None if nothing is missing."""
    parts = [(count, f"report not read ({language})") for language, count in state.not_read.items()]
    parts += [(state.failures, "input that failed")] if state.failures else []
    if _count_waiting(state):
        parts.append((state.reports_waiting, "report that waits (sayso compare brings it up to date)"))
    return f"not compared: {summarise(parts)}" if any(count for count, _ in parts) else None


def tell_unread(view: LedgerView) -> None:
    """Tells what the comparisons do not cover."""
    unread = describe_unread(view.comparing_state())
    if unread:
        tell(unread)


# -------------------------------------------------------------------------------------------------------------------- compare


@click.command("compare")
@click.argument("what", nargs=-1, metavar="[REPORT… | QUERY]")
@ledger_option
@sure_option
@limit_option(15)
@json_option
def compare_command(what: tuple[str, ...], ledger_path: str, sure: bool, limit: int, as_json: bool) -> None:
    """Compare what reports say: copies, the same claims, denials, figures that differ.

    Without a REPORT or QUERY, all of the ledger is brought up to date and told in numbers. Several report ids compare these reports
    with one another; a query, as for `sayso search`, compares the claims it finds.

    \b
    Examples:
      sayso compare
      sayso compare 3f9c21ab 81d0aa34
      sayso compare 'fighters river published-after:2023'
    """
    from sayso.across import compare_reports
    from sayso.ledger import LedgerView

    bring_up_to_date(ledger_path, quiet=as_json)
    with LedgerView(ledger_path) as view:
        if not what:
            _tell_numbers(view, as_json=as_json)
            return
        try:
            overview = compare_reports(view, _choose(view, what))
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        comparisons = [one for one in overview.comparisons if one.band == "same" or not sure]
        if as_json:
            show_json(
                {
                    "reports": [describe_report(view, report) for report in overview.reports],
                    "copies": [describe_copy(view, copy) for copy in overview.copies],
                    "groups": [
                        describe_group(view, group) for group in overview.groups if group.band == "same" or not sure
                    ],
                    "comparisons": [describe_comparison(view, one) for one in comparisons],
                    "not_read": dataclasses.asdict(overview.state),
                }
            )
            return
        show_copies(view, overview.copies, limit)
        groups = [
            group for group in overview.groups if group.level == "proposition" and (group.band == "same" or not sure)
        ]
        show_groups(view, groups, limit)
        show_comparisons(view, [one for one in comparisons if one.type in (*CONFLICTS, "update")], limit)
        tell(f"{summarise([(len(overview.reports), 'report')])} compared with one another")
        tell_unread(view)


def _choose(view: LedgerView, what: tuple[str, ...]) -> Sequence[str] | str:
    """The arguments as report ids if they all are, else as a query."""
    try:
        return [view.report(name.lower()).report_id for name in what]
    except LedgerError:
        return " ".join(what)


def _tell_numbers(view: LedgerView, *, as_json: bool) -> None:
    state, counts = view.comparing_state(), view.count_comparisons()
    groups = view.groups()
    copies = len(view.copies())
    numbers = {
        "copies": copies,
        "groups_same": sum(group.band == "same" for group in groups),
        "groups_maybe": sum(group.band == "maybe" for group in groups),
        "comparisons": counts,
        "state": dataclasses.asdict(state),
    }
    if as_json:
        show_json(numbers)
        return
    lines = [
        ("compared", f"{state.reports:,} reports, {state.claims:,} claims and sentences"),
        ("copies", f"{summarise([(copies, 'pair of reports whose texts overlap')])} (sayso copies)"),
        (
            "same",
            f"{numbers['groups_same']:,} groups of claims that say the same, {numbers['groups_maybe']:,} that may (sayso same CLAIM)",
        ),
        *((name.replace("_", " "), summarise([(count, "pair of claims")])) for name, count in counts.items()),
    ]
    for label, value in lines:
        click.echo(f"{label:15} {value}")
    tell_unread(view)


# ----------------------------------------------------------------------------------------------------------------------- same


@click.command("same")
@click.argument("claim")
@ledger_option
@click.option("--families", type=click.Path(exists=True, dir_okay=False), help="Your own list of publishers (JSON).")
@json_option
def same_command(claim: str, ledger_path: str, families: str | None, as_json: bool) -> None:
    """Show who else says the same as a claim, and from how many origins it comes.

    CLAIM is an id, which may be shortened, as `sayso search` shows it. "Same" is as sure as the machine gets; "maybe" is for you to look
    at. Origins are what the reports in this ledger lead back to: distinct speakers, documents and texts. None of it says what is true.

    \b
    Examples:
      sayso same 3f9c21ab
      sayso same 3f9c21ab --families publishers.json
    """
    from sayso.across import find_origins
    from sayso.compare.families import load_families
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        row = view.claim(claim.lower())
        groups = view.groups(row.claim.id)
        origins = find_origins(view, row.claim.id, families=load_families(*([families] if families else [])))
        if as_json:
            show_json(
                {
                    "claim": describe_claim(row),
                    "groups": [describe_group(view, group) for group in groups],
                    "origins": dataclasses.asdict(origins),
                    "not_read": dataclasses.asdict(view.comparing_state()),
                }
            )
            return
        console = open_console()
        console.print(style_words(f"{name_source(row)}{tell_act(row)} {join_words(row)}", "bold"))
        console.print(style_words(describe_place(row), "dim"))
        for group in groups:
            heading = {
                ("utterance", "same"): "The same words of the same speaker",
                ("utterance", "maybe"): "Maybe the same words of the same speaker",
                ("proposition", "same"): "The same, whoever says it",
                ("proposition", "maybe"): "Maybe the same",
            }[group.level, group.band]
            console.print(style_words(f"\n{heading}", "bold") + style_words(f"   {group.why}", "dim"))
            console.print(make_claims_rows([view.claim(one) for one in group.claims]))
        if not groups:
            console.print("\nNobody else in this ledger says the same, as far as was found.")
        show_origins(origins)
        tell_unread(view)


# ------------------------------------------------------------------------------------------------------------------ conflicts


@click.command("conflicts")
@click.argument("query", nargs=-1)
@ledger_option
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(list(TYPES)),
    help="Only these; may be given several times. [default: denials, conflict, revised, correction, differs]",
)
@sure_option
@limit_option(30)
@json_option
def conflicts_command(
    query: tuple[str, ...], ledger_path: str, types: tuple[str, ...], sure: bool, limit: int, as_json: bool
) -> None:
    """List what contradicts what: denials, figures that conflict, figures put right; newest reports first.

    With QUERY, as for `sayso search`, one of the two claims at least is found by it. Each pair has its reason in words. A denial that only an
    opponent ascribes is marked. Nothing here says who is right.

    \b
    Examples:
      sayso conflicts
      sayso conflicts fighters --type figures
      sayso conflicts 'by:krail published-after:2023' --sure
    """
    from sayso.ledger import LedgerView

    wanted = [one for name in types for one in TYPES[name]] or list(CONFLICTS)
    with LedgerView(ledger_path) as view:
        try:
            found = view.comparisons(types=wanted, query=" ".join(query) or None)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        _give_comparisons(view, [one for one in found if one.band == "same" or not sure], limit, as_json=as_json)


@click.command("changes")
@click.argument("speaker")
@ledger_option
@sure_option
@limit_option(30)
@json_option
def changes_command(speaker: str, ledger_path: str, sure: bool, limit: int, as_json: bool) -> None:
    """Show two by two what one SPEAKER said at one time and differently at another.

    SPEAKER is a name, an alias or a key, as `sayso who` shows them. That two statements differ is all that is said: times change, figures
    grow, and words are cut by those who report them.

    \b
    Examples:
      sayso changes vashtek
      sayso changes person:orlan-vashtek --json
    """
    from sayso.across import changes_of_speaker
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        if not view.speakers(speaker, limit=1):
            raise LedgerError(f"nobody in this ledger is named {speaker!r}; sayso who shows who is")
        found = changes_of_speaker(view, speaker)
        _give_comparisons(view, [one for one in found if one.band == "same" or not sure], limit, as_json=as_json)


def _give_comparisons(view: LedgerView, found: Sequence[Comparison], limit: int, *, as_json: bool) -> None:
    """Comparisons as a table or as JSON, with what is not covered."""
    if as_json:
        show_json(
            {
                "comparisons": [describe_comparison(view, one) for one in found[: limit or None]],
                "found": len(found),
                "not_read": dataclasses.asdict(view.comparing_state()),
            }
        )
        return
    show_comparisons(view, found, limit)
    shown = len(found[: limit or None])
    more = f" of {len(found):,}; --limit 0 shows all" if len(found) > shown else ""
    tell(f"{shown:,} pair{'' if shown == 1 else 's'} of claims{more}")
    tell_unread(view)


# --------------------------------------------------------------------------------------------------------------------- series


@click.command("series")
@click.argument("words", nargs=-1, required=True)
@ledger_option
@click.option("--in", "query", metavar="QUERY", help="Only claims that this query finds, as for sayso search.")
@click.option(
    "--without", multiple=True, metavar="NOUN", help="A noun not to be counted in; may be given several times."
)
@limit_option(3)
@json_option
def series_command(
    words: tuple[str, ...], ledger_path: str, query: str | None, without: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Show how a figure moved: who gave which, when, and as of when it held.

    WORDS say what is counted: fighters, people killed, dollars. The nouns that were taken together are listed; --without takes one out.
    Every figure stands by itself: there is no average, and none wins.

    \b
    Examples:
      sayso series fighters
      sayso series killed --in 'sundrik market'
      sayso series homes --without structures
    """
    from sayso.across import find_series
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        try:
            found = find_series(view, " ".join(words), leave_out=without, query=query)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        if as_json:
            show_json(
                {
                    "series": [dataclasses.asdict(one) for one in found[: limit or None]],
                    "found": len(found),
                    "not_read": dataclasses.asdict(view.comparing_state()),
                }
            )
            return
        for one in found[: limit or None]:
            show_series(view, one)
        more = f" of {len(found)}; --limit 0 shows all" if limit and len(found) > limit else ""
        tell(f"{len(found[: limit or None])} series{more}")
        tell_unread(view)


# --------------------------------------------------------------------------------------------------------------------- copies


@click.command("copies")
@click.argument("report", required=False)
@ledger_option
@click.option("--quotes", is_flag=True, help="Also pairs that share nothing but quoted words.")
@limit_option(40)
@json_option
def copies_command(report: str | None, ledger_path: str, quotes: bool, limit: int, as_json: bool) -> None:
    """List the reports whose texts were taken from one another, with how much they share.

    Words in quotation marks are counted apart: two outlets at one press conference are no copies. Which way it went is told by credit lines,
    then by time; where neither tells, it is left open.

    \b
    Examples:
      sayso copies
      sayso copies 3f9c21ab --quotes
    """
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        found = [copy for copy in view.copies(report and report.lower()) if quotes or copy.type != "shares_quotes"]
        if as_json:
            show_json(
                {
                    "copies": [describe_copy(view, copy) for copy in found[: limit or None]],
                    "found": len(found),
                    "not_read": dataclasses.asdict(view.comparing_state()),
                }
            )
            return
        show_copies(view, found, limit)
        more = f" of {len(found):,}; --limit 0 shows all" if limit and len(found) > limit else ""
        tell(f"{summarise([(len(found[: limit or None]), 'pair of reports')])}{more}")
        tell_unread(view)


# ------------------------------------------------------------------------------------------------------------------------ new


@click.command("new")
@ledger_option
@click.option("--since", metavar="TIME", help="A day or a time (ISO 8601, UTC). [default: the last look]")
@click.option("--peek", is_flag=True, help="Do not count this as a look.")
@limit_option(20)
@json_option
def new_command(ledger_path: str, since: str | None, peek: bool, limit: int, as_json: bool) -> None:
    """Show what the latest reports brought: denials, figures that differ, copies; since your last look or a time.

    What is shown counts as seen from then on, unless --peek or --since is given.

    \b
    Examples:
      sayso new
      sayso new --since 2024-05-01
    """
    from sayso.ledger import Ledger

    moment = _read_time(since)
    bring_up_to_date(ledger_path, quiet=True)
    with Ledger(ledger_path) as ledger:
        news = ledger.news_since(moment)
        if as_json:
            show_json(
                {
                    "since": news.since,
                    "reports": [describe_report(ledger, report) for report in news.reports],
                    "denials": [describe_comparison(ledger, one) for one in news.denials],
                    "changes": [describe_comparison(ledger, one) for one in news.changes],
                    "copies": [describe_copy(ledger, copy) for copy in news.copies],
                    "not_read": dataclasses.asdict(ledger.comparing_state()),
                }
            )
        else:
            for title, shown in (("Denied or disputed", news.denials), ("Figures that differ", news.changes)):
                if shown:
                    open_console().print(style_words(title, "bold"))
                    show_comparisons(ledger, shown, limit)
            copies = [copy for copy in news.copies if copy.type != "shares_quotes"]
            if copies:
                open_console().print(style_words("Copies", "bold"))
                show_copies(ledger, copies, limit)
            when = f"since {news.since[:19].replace('T', ' ')} UTC" if news.since else "so far"
            parts = [
                (len(news.reports), "report"),
                (len(news.denials), "denial"),
                (len(news.changes), "figure at odds"),
                (len(copies), "copy"),
            ]
            tell(f"{when}: {summarise(parts)}")
            tell_unread(ledger)
        if not peek and since is None:
            ledger.note_look()


def _read_time(since: str | None) -> str | None:
    """A time of the command line as the ledger compares them. Raises `click.BadParameter`."""
    from datetime import UTC, datetime

    if since is None:
        return None
    try:
        time = datetime.fromisoformat(since)
    except ValueError:
        raise click.BadParameter(
            f"{since!r} is no time; write 2024-05-01 or 2024-05-01T09:30", param_hint="--since"
        ) from None
    time = time if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
