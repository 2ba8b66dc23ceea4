"""
How well `sayso.resolve.when` finds and resolves temporal expressions: `python eval/when.py --corpora CORPORA`.

timenorm: values on gold phrases, blocks 0, 1, 4, 5, 8 … used while writing the rules, the others set aside. GUM: intervals on gold spans, and end
to end. Recognizers-Text specifications: share passed, by kind. Intervals are 95 % percentile bootstraps over documents (blocks, cases).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sayso.records import Moment, Span
from sayso.resolve.when.find import find_times, value_spans

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A document of timenorm: its anchor date and its phrases with type and gold value."""

    anchor: str
    phrases: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A document of GUM: its text, the date it was created, and its dated spans with their half-open intervals (`None` where open)."""

    name: str
    text: str
    created: str
    spans: tuple[tuple[Span, str | None, str | None], ...]


def main() -> None:
    """Print the figures of the corpora that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong, in the parts used while writing the rules"
    )
    options = parser.parse_args()
    report_timenorm(options.corpora / "timenorm" / "train.tsv", options.errors)
    report_gum(options.corpora / "gum" / "xml", options.errors)
    report_recognizers(
        options.corpora / "recognizers" / "Specs" / "DateTime" / "English" / "DateTimeModel.json", options.errors
    )
    report_speed(options.corpora / "polnear" / "data" / "dev" / "text")


# ------------------------------------------------------------------------------------------------------------------ timenorm


def load_blocks(path: Path) -> list[Block]:
    """The blocks of the file; the first line of each is its anchor."""
    blocks = []
    for part in path.read_text(encoding="utf-8").strip("\n").split("\n\n"):
        rows = [line.split("\t") for line in part.split("\n")]
        blocks.append(Block(rows[0][2], tuple((row[0], row[1], row[2]) for row in rows[1:])))
    return blocks


def report_timenorm(path: Path, errors: bool) -> None:
    """Values on gold phrases, for the half used and the half set aside."""
    blocks = load_blocks(path)
    for name, chosen in (
        ("used while writing", [block for at, block in enumerate(blocks) if at % 4 < 2]),
        ("set aside", [block for at, block in enumerate(blocks) if at % 4 >= 2]),
    ):
        strict = [score_block(block, strict=True, errors=errors and name.startswith("used")) for block in chosen]
        open_ = [score_block(block, strict=False, errors=False) for block in chosen]
        print(f"timenorm, {name}: value right {share(open_)}; to the letter {share(strict)}")


def score_block(block: Block, *, strict: bool, errors: bool) -> Counts:
    """(right, all) of a block."""
    text, spans = "", []
    for phrase, _, _ in block.phrases:
        spans.append(Span(len(text) + 2, len(text) + 2 + len(phrase)))
        text += f"§ {phrase} §\n\n"  # a date alone on a line would be a dateline
    right = 0
    moments = value_spans(text, spans, published=block.anchor)
    for (phrase, kind, gold), moment in zip(block.phrases, moments, strict=True):
        value = moment.timex3 if moment is not None else None
        good = value is not None and (value == gold if strict else same_value(gold, value))
        right += good
        if errors and not good:
            print(f"   {block.anchor[:10]} {phrase!r} {kind} gold {gold}, ours {value}")
    return right, len(block.phrases)


def same_value(gold: str, value: str) -> bool:
    """Whether two TIMEX3 values agree where the gold one is open ("1989-WXX"), or in the precision of a clock."""
    if gold == value or (gold.startswith("P") and value == gold):
        return True
    if re.fullmatch(r"\d{4}-WXX", gold):
        return bool(re.fullmatch(rf"{gold[:4]}-W\d\d", value))
    if re.fullmatch(r"\d{4}-QX", gold):
        return bool(re.fullmatch(rf"{gold[:4]}-Q\d", value))
    return "T" in gold and re.sub(r"(T\d\d)$", r"\1:00", gold) == value


# ----------------------------------------------------------------------------------------------------------------------- GUM


def load_gum(folder: Path, genres: Sequence[str]) -> list[Dated]:
    """GUM's documents of some genres, their text put together from the tokens, with the dates of the XML layer."""
    documents = []
    for genre in genres:
        for path in sorted(folder.glob(f"GUM_{genre}_*.xml")):
            documents.append(read_gum(path))
    return documents


def read_gum(path: Path) -> Dated:
    """One document. A blank line stands between the XML's blocks (paragraphs, headings, items), as on the page."""
    source = path.read_text(encoding="utf-8")
    created = re.search(r'dateCreated="([^"]*)"', source)
    text, open_dates, spans = "", [], []
    glue = True
    for line in source.split("\n"):
        if "\t" in line:
            word = line.split("\t")[0].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            text += "" if glue or re.match(r"^(?:[.,;:!?)\]’”%]|n't|n’t|['’](?:s|re|ve|ll|d|m)?$)", word) else " "
            for entry in open_dates:
                if entry[0] < 0:
                    entry[0] = len(text)
            text += word
            glue = word in ("(", "[", "“", "$", "-", "–", "—")
        elif line.startswith("<date "):
            open_dates.append([-1, line])
        elif line.startswith("</date") and open_dates:
            start, tag = open_dates.pop()
            if start >= 0:
                spans.append((Span(int(start), len(text)), *read_interval(str(tag))))
        elif (
            re.match(r"</?(?:p|head|item|list|figure|caption|sp|row|cell|table|quote|note)\b", line)
            and text
            and not text.endswith("\n\n")
        ):
            text, glue = text + "\n\n", True
    spans.sort(key=lambda entry: entry[0])
    return Dated(path.stem, text, created.group(1) if created else "", tuple(spans))


def read_interval(tag: str) -> tuple[str | None, str | None]:
    """The half-open interval of a GUM date; both `None` where the year is not given or only one side is."""
    values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
    first, last = values.get("when", values.get("from", "")), values.get("when", values.get("to", ""))
    if not re.match(r"\d{4}", first) or not re.match(r"\d{4}", last):
        return None, None
    return first_day(first), day_after(last)


def first_day(value: str) -> str:
    """The first day of "2014", "2014-05", "2014-05-03"."""
    return (value[:10] + "-01-01")[:10] if len(value) <= 7 else value[:10]


def day_after(value: str) -> str:
    """The day after the last one of "2014", "2014-05", "2014-05-03"."""
    start = date.fromisoformat(first_day(value))
    if len(value) >= 10:
        return (start + timedelta(days=1)).isoformat()
    if len(value) == 7:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1).isoformat()
    return date(start.year + 1, 1, 1).isoformat()


def report_gum(folder: Path, errors: bool) -> None:
    """Intervals on gold spans, and end to end, for the genres that are news."""
    for genres in (["news", "interview"], ["court", "academic"]):
        documents = load_gum(folder, genres)
        given = [score_given(document, errors and genres[0] == "news") for document in documents]
        whole = [score_found(document, errors and genres[0] == "news") for document in documents]
        print(f"GUM {' and '.join(genres)}: interval right on gold spans {share(given)}")
        print(f"GUM {' and '.join(genres)}: end to end, {measure(whole)}")


def day_of(moment_edge: str | None, *, end: bool) -> str | None:
    """The day of an edge: that of a clock time counts as the whole day."""
    if moment_edge is None or "T" not in moment_edge:
        return moment_edge
    day = date.fromisoformat(moment_edge[:10])
    return (day + timedelta(days=1)).isoformat() if end and not moment_edge.endswith("T00:00") else day.isoformat()


def score_given(document: Dated, errors: bool) -> Counts:
    """(right, all) over the gold spans whose interval the gold gives."""
    gold = [entry for entry in document.spans if entry[1] is not None]
    moments = value_spans(document.text, [entry[0] for entry in gold], published=document.created)
    right = 0
    for (span, begin, end), moment in zip(gold, moments, strict=True):
        good = moment is not None and same_interval(moment, begin, end)
        right += good
        if errors and not good:
            ours = (moment.span.of(document.text), moment.begin, moment.end_before, moment.why) if moment else None
            context = document.text[max(0, span.start - 40) : span.end + 30].replace("\n", " ")
            print(
                f"   {document.name} [{document.created}] {span.of(document.text)!r} gold {begin} {end}, ours {ours} … {context}"
            )
    return right, len(gold)


def same_interval(moment: Moment, begin: str | None, end: str | None) -> bool:
    """Whether a moment has exactly these edges, in days."""
    return (day_of(moment.begin, end=False), day_of(moment.end_before, end=True)) == (begin, end)


def score_found(document: Dated, errors: bool) -> Counts:
    """
    (right, found, gold) end to end: a moment is right if it overlaps a gold span and has its interval.

    Only moments with an interval count as found, since GUM marks dates and not lengths, sets or "now".
    """
    times = find_times(document.text, published=document.created)
    found = [m for m in times if m.type in ("DATE", "TIME") and m.begin and m.end_before and m.timex3 != "PRESENT_REF"]
    gold = [entry for entry in document.spans if entry[1] is not None]
    open_gold = [entry[0] for entry in document.spans if entry[1] is None]
    right, used = 0, set()
    wrong = []
    for moment in found:
        match = next((at for at, entry in enumerate(gold) if at not in used and entry[0].overlaps(moment.span)), None)
        if match is not None and same_interval(moment, gold[match][1], gold[match][2]):
            right += 1
            used.add(match)
        elif match is None and any(span.overlaps(moment.span) for span in open_gold):
            wrong.append(None)
        elif match is None and errors:
            context = document.text[max(0, moment.span.start - 40) : moment.span.end + 30].replace("\n", " ")
            print(f"   {document.name} extra {moment.span.of(document.text)!r} {moment.timex3} … {context}")
    return right, len(found) - len(wrong), len(gold)


# --------------------------------------------------------------------------------------------------------------- Recognizers

_NEWS_KINDS = (
    "full date",
    "month and day",
    "month",
    "year",
    "weekday",
    "decade or century",
    "quarter",
    "day relative",
    "period relative",
    "so long ago",
    "length",
)


def report_recognizers(path: Path, errors: bool) -> None:
    """Share of the specifications passed, by kind; a kind is told by the words of the expected answer."""
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    scores: dict[str, list[Counts]] = defaultdict(list)
    for case in cases:
        reference = (case.get("Context") or {}).get("ReferenceDateTime")
        results = [result for result in case["Results"] if "Resolution" in result and "TypeName" in result]
        times = find_times(case["Input"], published=reference)
        if not case["Results"]:
            scores["nothing to find"].append((int(not times), 1))
            continue
        for result in results:
            kind = name_kind(result["Text"].lower(), result["TypeName"].split(".")[-1])
            good = passes(case["Input"], result, times)
            scores[kind].append((int(good), 1))
            if errors and not good and kind in _NEWS_KINDS:
                span = Span(result["Start"], result["End"] + 1)
                ours = [(m.span.of(case["Input"]), m.timex3) for m in times if m.span.overlaps(span)]
                print(
                    f"   {kind}: {case['Input']!r} [{reference}] {result['Text']!r} {[v.get('timex') for v in result['Resolution']['values']][:1]}, ours {ours}"
                )
    for kind in sorted(scores, key=lambda name: (name not in _NEWS_KINDS, name)):
        print(f"Recognizers, {kind}{' (news)' if kind in _NEWS_KINDS else ''}: {share(scores[kind])}")
    print(f"Recognizers, news kinds together: {share([c for kind in _NEWS_KINDS for c in scores[kind]])}")
    print(f"Recognizers, all: {share([c for counts in scores.values() for c in counts])}")


_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_UNIT = r"(?:day|week|month|year|decade|quarter|hour|minute|weekend|century)s?"
_SMALL = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|few|a few|a couple of)"
_KINDS = (
    ("full date", rf"(?:(?:on )?{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)"),
    ("month and day", rf"(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH})"),
    ("month", rf"(?:in |this |last |next |early |late |mid[ -]|the month of )?{_MONTH}(?:,? (?:of )?\d{{4}})?"),
    ("year", r"(?:the year (?:of )?|in |early |late )?(?:19|20)\d\d"),
    ("weekday", rf"(?:last |this |next |on )?{_WEEKDAY}"),
    ("decade or century", r"(?:the )?(?:early |late )?(?:\d{3}0'?s|'\d0s|nineties|eighties|\w+ century)"),
    ("quarter", r"(?:the )?(?:first|second|third|fourth) quarter(?: of \d{4})?|q[1-4] \d{4}"),
    ("day relative", r"today|yesterday|tomorrow|tonight|last night|the day (?:before yesterday|after tomorrow)|this (?:morning|afternoon|evening)|(?:yesterday|tomorrow) (?:morning|afternoon|evening|night)"),
    ("period relative", r"(?:last|this|next) (?:week|month|year|weekend|decade|quarter)"),
    ("so long ago", rf"{_SMALL} {_UNIT} ago"),
    ("length", rf"{_SMALL}[ -](?:{_UNIT})"),
)  # fmt: skip


def name_kind(words: str, type_name: str) -> str:
    """The news kind that the words belong to, else the specification's own type."""
    for kind, pattern in _KINDS:
        if re.fullmatch(pattern, words) and (kind != "length" or type_name == "duration"):
            return kind
    return f"other {type_name}"


def passes(text: str, result: dict, times: Iterable[Moment]) -> bool:
    """Whether a moment overlaps the expected one and has one of its values, or the day or interval that they resolve to."""
    span = Span(result["Start"], result["End"] + 1)
    values = result["Resolution"]["values"]
    accepted = {str(value.get("timex")) for value in values}
    intervals = set()
    for value in values:
        if value.get("type") in ("date", "datetime") and value.get("value") and value["value"] != "not resolved":
            accepted.add(value["value"].replace(" ", "T").removesuffix(":00"))
            accepted.add(value["value"])
        if value.get("start") and value.get("end"):
            intervals.add((value["start"][:10], value["end"][:10]))
    normal = {normalise(value) for value in accepted}
    for moment in times:
        # "Two months ago" is a month in TimeML and a day there.
        ago = result["Text"].lower().endswith(" ago") and moment.timex3 and moment.span.overlaps(span)
        if ago and any(value.startswith(moment.timex3 or "") or inside(value, moment) for value in accepted):
            return True
        # A form without its year or its day: "XXXX-11", "T17".
        if moment.span.overlaps(span) and moment.timex3:
            ours = normalise(moment.timex3)
            if any(value.startswith("XXXX-") and "W" not in value and ours[4:] == value[4:] for value in normal):
                return True
            if any(value.startswith("T") and "T" in ours and ours[ours.index("T") :] == value for value in normal):
                return True
    return any(
        moment.span.overlaps(span)
        and (normalise(moment.timex3 or "") in normal or (moment.begin, moment.end_before) in intervals)
        for moment in times
    )


def inside(value: str, moment: Moment) -> bool:
    """Whether a day lies in a moment's interval."""
    return bool(moment.begin and moment.end_before and moment.begin <= value[:10] < moment.end_before)


def normalise(value: str) -> str:
    """A value with a full clock, so that T17, T17:00 and T17:00:00 are one, and with "a few" (X here) as 3."""
    value = re.sub(r"^(PT?)X([A-Z])$", r"\g<1>3\2", value)
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    return re.sub(r"T(\d\d:\d\d):00$", r"T\1", value)


# --------------------------------------------------------------------------------------------------------------------- speed


def report_speed(folder: Path) -> None:
    """Milliseconds for a text of 750 words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))[:60]]
    if not texts:
        return
    find_times(texts[0], published="2016-10-01")
    start = time.process_time()
    found = sum(len(find_times(text, published="2016-10-01")) for text in texts)
    took = time.process_time() - start
    words = sum(len(text.split()) for text in texts)
    print(f"speed: {1000 * took * 750 / words:.2f} ms for 750 words ({found} moments in {words} words)")


# ------------------------------------------------------------------------------------------------------------------- figures


def share(counts: Sequence[Counts]) -> str:
    """Writes "90.1 % (88.0-92.1) of 613" from (right, all) for each document."""
    total = sum(count[1] for count in counts)
    if not total:
        return "nothing to measure"
    low, high = interval(counts, lambda rows: sum(row[0] for row in rows) / max(1, sum(row[1] for row in rows)))
    return f"{100 * sum(count[0] for count in counts) / total:.1f} % ({100 * low:.1f} to {100 * high:.1f}) of {total}"


def measure(counts: Sequence[Counts]) -> str:
    """Precision, recall and F1 with its interval from (right, found, gold) for each document."""

    def f1(rows: Sequence[Counts]) -> float:
        right, found, gold = (sum(row[at] for row in rows) for at in range(3))
        return 2 * right / max(1, found + gold)

    right, found, gold = (sum(row[at] for row in counts) for at in range(3))
    low, high = interval(counts, f1)
    return (
        f"precision {100 * right / max(1, found):.1f}, recall {100 * right / max(1, gold):.1f}, "
        f"F1 {100 * f1(counts):.1f} ({100 * low:.1f} to {100 * high:.1f}), {gold} in {len(counts)} documents"
    )


def interval(counts: Sequence[Counts], figure: object, rounds: int = 500) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of a figure over documents drawn with replacement."""
    chance = random.Random(7)
    drawn = sorted(figure(chance.choices(counts, k=len(counts))) for _ in range(rounds))  # type: ignore[operator]
    return drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds)]


if __name__ == "__main__":
    main()
