"""Commands that look into a ledger: `search`, `who`, `show`, `reports`, `info`."""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.common import ledger_option, make_claims_table, open_console, show_json, tell
from sayso.errors import LedgerError
from sayso.phrasing import describe_amount, describe_reply, format_chain, label_act, label_ascribed, list_details

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.ledger import ClaimRow, Hit, ReportRow


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@ledger_option
@click.option(
    "--limit", type=click.IntRange(0), help="How many claims at most; 0 for all. [default: 30 in the table, else all]"
)
@click.option("--newest", is_flag=True, help="Newest report first, not the best match.")
@click.option("--table", "output", flag_value="table", default="table", help="For reading (the default).")
@click.option("--csv", "output", flag_value="csv", help="One row a claim.")
@click.option("--jsonl", "output", flag_value="jsonl", help="One line of JSON a claim.")
def search_command(query: tuple[str, ...], ledger_path: str, limit: int | None, newest: bool, output: str) -> None:
    """Find claims in a ledger.

    QUERY is words and "quoted phrases", which must all match; word* stands for all words that begin so, -word leaves out, OR joins
    its two neighbours. Keys narrow it: by:NAME (speaker, in quotation marks if several words), outlet:, via:, report:ID, and

    \b
      act:       say announce confirm acknowledge claim estimate predict warn
                 voice_concern accuse criticise praise deny reject dispute promise
                 threaten demand urge ask offer order rule believe intend
      saying:    affirmed negated withheld        stance: asserts denies doubts uncommitted
      form:      direct indirect mixed            voice:  speaker (the default) outlet all
      kind:      person organization government armed_group office document media group unknown
      country:   two letters (IR)                 status: unchecked confirmed corrected added rejected
      min-score: 0 to 1                           version:all  older texts of a page too
      said-after: said-before: published-after: published-before:  a day, month or year;
                 "after" includes it, "before" does not

    \b
    Examples:
      sayso search fighters river
      sayso search 'by:vashtek fighters published-after:2022'
      sayso search '"according to law" outlet:"Lomvar Now"' --csv > hits.csv
    """
    from sayso.ledger import LedgerView, parse_query

    try:
        parsed = parse_query(" ".join(query))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with LedgerView(ledger_path) as view:
        limit = (30 if output == "table" else 0) if limit is None else limit
        hits = view.search(parsed, order="newest" if newest else "match", limit=limit or None)
        total = view.count(parsed) if limit and len(hits) == limit else len(hits)
        if output == "table":
            print_hits(hits)
            more = f" of {total:,}; --limit 0 shows all" if total > len(hits) else ""
            tell(f"{len(hits):,} claim{'' if len(hits) == 1 else 's'}{more}")
            if not hits:
                _explain_nothing(view, " ".join(query))
        else:
            _write_hits(hits, output)


def _explain_nothing(view: Any, query: str) -> None:
    """Which parts of a query find something alone, where all together find nothing."""
    from sayso.ledger import parse_query

    parts = [part for part in re.findall(r'[\w-]+:"[^"]*"|"[^"]*"|\S+', query) if part != "OR" and part[0] != "-"]
    if len(parts) > 1:
        found = ", ".join(f"{part} {view.count(parse_query(part)):,}" for part in parts)
        tell(f"alone they find: {found}")


def print_hits(hits: list[Hit]) -> None:
    """The claims as a table."""
    from rich.text import Text

    console = open_console()
    table = make_claims_table(with_ids=True, last="reported by")
    for hit in hits:
        row = hit.row
        where = Text(row.report.outlet or "outlet unknown")
        relays = " → ".join(relay.name for relay in reversed(row.claim.via))
        if relays:
            where = Text(f"via {relays} → ") + where
        where.append(f"\n{(row.report.published or 'date unknown')[:10]}")
        if ascribed := label_ascribed(row.claim, row.ascribers):
            where.append(f"\n{ascribed}")
        act = label_act(row.claim.act, row.claim.saying) if row.claim.voice == "speaker" else "(outlet)"
        table.add_row(row.claim.id[:8], Text(name_speakers(row)), act, _mark_hits(hit), where)
    if hits:
        console.print(table)


def name_speakers(row: ClaimRow) -> str:
    """The speakers of a claim with their roles, as a reader wants them."""
    names = [f"{entity.name}, {entity.role}" if entity.role else entity.name for entity in row.speakers]
    return " and ".join(names) or "(no source named)"


def _mark_hits(hit: Hit) -> Text:
    """The snippet with the words that were looked for underlined."""
    from rich.text import Text

    snippet = hit.snippet
    text = Text("… " if snippet.cut_before else "")
    offset = len(text) - snippet.span.start
    text.append(snippet.text.replace("\n", " "))
    for span in snippet.hits:
        text.stylize("underline", span.start + offset, span.end + offset)
    if snippet.cut_after:
        text.append(" …")
    return text


def describe_hit(row: ClaimRow) -> dict[str, Any]:
    """A claim of the ledger as one flat record."""
    claim, report = row.claim, row.report
    return {
        "claim": claim.id,
        "report": report.report_id,
        "outlet": report.outlet,
        "published": report.published,
        "title": report.title,
        "url": report.url,
        "voice": claim.voice,
        "speakers": "; ".join(entity.name for entity in row.speakers),
        "roles": "; ".join(entity.role or "" for entity in row.speakers),
        "via": "; ".join(relay.name for relay in claim.via),
        "act": claim.act,
        "saying": claim.saying,
        "stance": claim.stance,
        "form": claim.form,
        "said": claim.said.edtf if claim.said else None,
        "content": " […] ".join(" ".join(words.split()) for words in row.content_words),
        "cue": row.cue_words,
        "source_words": row.source_words,
        "score": claim.score,
        "ascribed_by": "; ".join(row.ascribers) if claim.ascribed else None,
        "status": row.status,
    }


def _write_hits(hits: list[Hit], output: str) -> None:
    from sayso.export import format_csv

    rows = [describe_hit(hit.row) for hit in hits]
    if output == "jsonl":
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    columns = list(rows[0]) if rows else ["claim"]
    for line in format_csv(columns, ([row[name] for name in columns] for row in rows)):
        sys.stdout.write(line)


# ----------------------------------------------------------------------------------------------------------------------- who


@click.command("who")
@click.argument("name", required=False)
@ledger_option
@click.option("--limit", type=click.IntRange(0), default=40, show_default=True, help="How many at most; 0 for all.")
@click.option("--jsonl", is_flag=True, help="One line of JSON a speaker.")
@click.option(
    "--why",
    is_flag=True,
    help="Report by report: the name there, its aliases, how often, and why it is taken for this one.",
)
def who_command(name: str | None, ledger_path: str, limit: int, jsonl: bool, why: bool) -> None:
    """List who speaks in a ledger; with NAME, those whose name or alias has these words, or whose key it is.

    \b
    Examples:
      sayso who
      sayso who vashtek --why
    """
    import dataclasses

    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        everybody = view.speakers(name, limit=None)
        total, speakers = len(everybody), everybody[: limit or None]
        mentions = _list_mentions(view, {speaker.key for speaker in speakers if speaker.key}) if why else []
    if jsonl:
        for speaker in speakers:
            sys.stdout.write(json.dumps(dataclasses.asdict(speaker), ensure_ascii=False) + "\n")
        return
    console = open_console()
    # On a narrow screen whole columns go, not the letters of all of them.
    columns = ["who", "kind", "role", "country", "claims", "reports", "first", "last", "key"]
    for width, names in ((125, ("country",)), (110, ("first", "last")), (90, ("key",)), (70, ("kind", "reports"))):
        columns = [column for column in columns if console.width >= width or column not in names]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in ("claims", "reports") else "left", overflow="fold")
    for speaker in speakers:
        values = {
            "who": Text(speaker.name, style="bold" if speaker.named else "italic"),
            "kind": Text(speaker.kind),
            "role": Text(speaker.role or ""),
            "country": Text(speaker.country or ""),
            "claims": Text(str(speaker.claims)),
            "reports": Text(str(speaker.reports)),
            "first": Text((speaker.first or "")[:10]),
            "last": Text((speaker.last or "")[:10]),
            "key": Text(speaker.key or "", style="dim"),
        }
        table.add_row(*(values[column] for column in columns))
    if speakers:
        console.print(table)
    for line in mentions:
        console.print(Text(line))
    more = f" of {total:,}; --limit 0 shows all" if total > len(speakers) else ""
    tell(f"{len(speakers)} speaker{'' if len(speakers) == 1 else 's'}{more}" + (f" named {name!r}" if name else ""))


def _list_mentions(view: Any, keys: set[str]) -> list[str]:
    """A line for each report's entity that counts as one of the keys: the names there, how often, and why."""
    lines = []
    for report in view.reports():
        for entity in view.load(report.report_id).facts.entities:
            if entity.key in keys:
                names = "; ".join(dict.fromkeys((entity.name, *entity.aliases)))
                count = f"{len(entity.mentions)} mention{'' if len(entity.mentions) == 1 else 's'}"
                lines.append(f"{report.report_id[:8]}  {entity.key}  {names} ({count}): {entity.why}")
    return lines


# ---------------------------------------------------------------------------------------------------------------------- show


@click.command("show")
@click.argument("identifier", metavar="ID")
@ledger_option
def show_command(identifier: str, ledger_path: str) -> None:
    """Show a claim in its paragraph, or a report with its claims. ID may be shortened, as in git.

    \b
    Examples:
      sayso show 3f9c21ab
    """
    from sayso.ledger import LedgerView

    identifier = identifier.lower()
    with LedgerView(ledger_path) as view:
        try:
            row = view.claim(identifier)
        except LedgerError as error:
            try:
                report = view.report(identifier)
            except LedgerError:
                raise LedgerError(f"{error}, and no report either") from None
            _show_report(view, report)
            return
        _show_claim(view, row)


def _show_claim(view: Any, row: ClaimRow) -> None:
    from rich.text import Text

    from sayso.records import Span
    from sayso.text import find_paragraphs

    loaded = view.load(row.report.report_id)
    text, claim = loaded.report.text, row.claim
    styles = {
        "content": "underline on grey23" if sys.stdout.isatty() else "",
        "cue": "bold yellow",
        "source": "bold cyan",
    }
    spans = [(span, "content") for span in claim.content]
    spans += [(span, name) for span, name in ((claim.cue, "cue"), (claim.source, "source")) if span is not None]
    console = open_console()
    entities = {entity.id: entity for entity in loaded.facts.entities}
    console.print(Text(format_chain(loaded.report, claim, entities), style="bold"))
    console.print(Text(_describe_report(row.report), style="dim"))
    console.print()
    for paragraph in find_paragraphs(text):
        if not any(paragraph.overlaps(span) for span, _ in spans):
            continue
        shown = Text("  ")
        cuts = sorted(
            {paragraph.start, paragraph.end}
            | {e for s, _ in spans for e in (s.start, s.end) if paragraph.start < e < paragraph.end}
        )
        for start, end in pairwise(cuts):
            names = [name for span, name in spans if span.overlaps(Span(start, end))]
            piece = text[start:end]
            if names and not console.is_terminal:
                piece = f"[{names[-1]} {piece}]"
            shown.append(piece, style=" ".join(styles[name] for name in names if styles[name]))
        console.print(shown)
        console.print()
    for label, value in _list_fields(row, loaded):
        console.print(Text(f"{label:12} {value}"))


def _list_fields(row: ClaimRow, loaded: Any) -> list[tuple[str, str]]:
    """The fields of a claim with the reason for each, as lines for a reader."""
    claim, text = row.claim, loaded.report.text
    fields = [("claim", claim.id), ("report", row.report.report_id), ("voice", claim.voice)]
    for speaker, entity in zip(claim.speakers, row.speakers, strict=True):
        role = f", {entity.role}" if entity.role else ""
        fields.append(
            ("speaker", f"{entity.name}{role} ({entity.kind}{'' if entity.named else ', unnamed'}): {speaker.why}")
        )
    if claim.voice == "speaker":
        fields.append(("act", f"{label_act(claim.act, claim.saying)}; stance {claim.stance}; {claim.act_why}"))
        fields.append(("form", claim.form or "unknown"))
        said = f"{claim.said.span.of(text)} = {claim.said.edtf or claim.said.timex3}: " if claim.said else "unknown: "
        fields.append(("said", said + (claim.said_why or "")))
    fields += [("via", f"{relay.name} (“{relay.span.of(text)}”)") for relay in claim.via]
    fields += [("evidence", span.of(text)) for span in claim.evidence]
    if claim.audience:
        fields.append(("audience", claim.audience.of(text)))
    if claim.occasion:
        fields.append(("occasion", f"{claim.occasion.kind} (“{claim.occasion.span.of(text)}”)"))
    fields += [
        ("time", f"“{moment.span.of(text)}” = {moment.edtf or moment.timex3}: {moment.why}") for moment in claim.times
    ]
    fields += [
        ("quantity", f"“{quantity.span.of(text)}”: {describe_amount(quantity)}") for quantity in claim.quantities
    ]
    fields += [("place", f"{place.name} ({place.country}, {place.precision}): {place.why}") for place in claim.places]
    if claim.inside:
        fields.append(("inside", claim.inside))
    if ascribed := label_ascribed(claim, row.ascribers):
        fields.append(("ascribed", f"{ascribed}: the report itself does not say that it was said"))
    checked = f"{row.status} by {row.checked_by}" if row.checked_by else "machine reading, unchecked"
    fields.append(("status", checked + (f", score {claim.score:.2f}" if claim.score is not None else "")))
    return fields


def _describe_report(report: ReportRow) -> str:
    parts = [report.outlet or "outlet unknown", report.published or "date unknown", report.title, report.url]
    return " · ".join(part for part in parts if part)


def _show_report(view: Any, report: ReportRow) -> None:
    from rich.text import Text

    from sayso.claims import find_replies

    console = open_console()
    console.print(Text(report.title or report.path or report.report_id, style="bold"))
    parts = [report.outlet or "outlet unknown", report.published or "date unknown", report.byline, report.url]
    console.print(Text(" · ".join(part for part in parts if part), style="dim"))
    if report.status != "read":
        console.print(Text(f"not read: {report.status_why or report.status}"))
        return
    table = make_claims_table(with_ids=True)
    loaded = view.load(report.report_id)
    text = loaded.report.text
    for row in view.claims(report_id=report.report_id):
        content = " […] ".join(" ".join(words.split()) for words in row.content_words) or f"[{row.cue_words}]"
        act = label_act(row.claim.act, row.claim.saying)
        table.add_row(
            row.claim.id[:8],
            Text(name_speakers(row)),
            act,
            Text(content),
            Text(list_details(row.claim, text, row.ascribers)),
        )
    console.print(table)
    entities = {entity.id: entity for entity in loaded.facts.entities}
    for reply in find_replies(text, loaded.claims, loaded.facts.entities):
        console.print(Text(describe_reply(reply, entities)))


# ----------------------------------------------------------------------------------------------------------- reports, info


@click.command("reports")
@ledger_option
@click.option(
    "--missing", type=click.Choice(["published", "outlet", "title", "url", "byline"]), help="Only those that lack it."
)
@click.option("--failed", is_flag=True, help="The inputs that could not be added, and why.")
@click.option("--all-versions", is_flag=True, help="Older versions of a page too.")
@click.option("--csv", "as_csv", is_flag=True, help="A list to fill in for: sayso set --from list.csv")
def reports_command(ledger_path: str, missing: str | None, failed: bool, all_versions: bool, as_csv: bool) -> None:
    """List the reports of a ledger.

    \b
    Examples:
      sayso reports
      sayso reports --missing published --csv > list.csv
      sayso reports --failed
    """
    from rich.text import Text

    from sayso.export import format_csv
    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        columns: tuple[str, ...]
        rows: list[tuple[Any, ...]]
        if failed:
            columns = ("file", "record", "why", "when")
            rows = [(row.path, row.record, row.status_why, row.failed_at) for row in view.failures()]
        else:
            columns = ("report", "file", "title", "outlet", "published", "url", "byline", "status", "claims") if as_csv else (
                "report", "published", "outlet", "title", "status", "claims"
            )  # fmt: skip
            rows = [_list_report(row, columns) for row in view.reports(missing=missing, all_versions=all_versions)]
    if as_csv:
        for line in format_csv(columns, rows):
            sys.stdout.write(line)
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else Text(str(cell)) for cell in row))
    if rows:
        open_console().print(table)
    noun = "input" if failed else "report"
    tell(f"{len(rows):,} {noun}{'' if len(rows) == 1 else 's'}")


def _list_report(row: ReportRow, columns: tuple[str, ...]) -> tuple[Any, ...]:
    short = len(columns) == 6
    values = {
        "report": row.report_id[:8] if short else row.report_id,
        "file": row.path,
        "title": row.title,
        "outlet": row.outlet,
        "published": (row.published or "unknown")[:10] if short else row.published,
        "url": row.url,
        "byline": row.byline,
        "status": row.status if row.version == 1 else f"{row.status}, version {row.version}",
        "claims": row.claims,
    }
    return tuple(values[column] for column in columns)


@click.command("info")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def info_command(ledger_path: str, as_json: bool) -> None:
    """Tell what a ledger holds and what made it.

    \b
    Example:
      sayso info --ledger strike.db
    """
    import dataclasses

    from sayso.ledger import LedgerView

    with LedgerView(ledger_path) as view:
        info = view.info()
    if as_json:
        show_json(dataclasses.asdict(info))
        return
    last = info.runs[-1] if info.runs else None
    lines = [
        ("ledger", f"{info.path}, {info.size / 1e6:.1f} MB, schema {info.schema}"),
        ("reports", ", ".join(f"{count:,} {status}" for status, count in info.reports.items()) or "none"),
        ("older", f"{info.older_versions:,} earlier versions of pages"),
        ("failed", f"{info.failures:,} inputs (sayso reports --failed)"),
        ("claims", ", ".join(f"{count:,} in the {voice}'s voice" for voice, count in info.claims.items()) or "none"),
        ("checked", ", ".join(f"{count:,} {status}" for status, count in info.checked.items()) or "none"),
        ("speakers", f"{info.speakers:,} in {info.outlets:,} outlets"),
        ("published", f"{info.first_published or 'unknown'} to {info.last_published or 'unknown'}"),
        ("undated", f"{info.without_date:,} reports (sayso reports --missing published)"),
        ("no outlet", f"{info.without_outlet:,} reports (sayso reports --missing outlet)"),
        ("decisions", f"{info.decisions:,}"),
    ]
    if last is not None:
        lines.append(
            ("last run", f"{last.started_at}, sayso {last.version}, weights {(last.weights_sha256 or '')[:12]}")
        )
    for label, value in lines:
        click.echo(f"{label:10} {value}")
