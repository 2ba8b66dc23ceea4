"""
How long comparing takes: a full pass over a ledger of invented claims, then one more report.

    python eval/comparing_bench.py                    # 100,000 claims
    python eval/comparing_bench.py --claims 2000      # a quick look
    python eval/comparing_bench.py --keep bench.db    # keep the ledger, and use it if it is there

Reports are made of sentences drawn from a grammar with a few thousand words of its own choosing, so that most claims are about different things; one report
in ten takes half of its sentences from an earlier one, and one claim in six gives a figure. They go in as any others do, through `Ledger.add`. The same
arguments give the same ledger.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from sayso.across import update_comparisons
from sayso.ledger import Ledger
from sayso.pipeline import count_cores
from sayso.read.vectors import SentenceEncoder
from sayso.records import Claim, Entity, Facts, Quantity, Report, Span, Speaker

CLAIMS_OF_REPORT = 20
SUBJECTS = (
    "harbour board|school|river|hospital|factory|museum|parliament|railway|bakery|orchard|stadium|library|mine|dam|prison|airport|vineyard|theatre"
    "|brewery|lighthouse|cathedral|market|quarry|ferry|bridge|refinery|farm|glacier|forest|satellite|vaccine|choir|union|bank|court|embassy|fleet"
    "|observatory|reservoir|telescope|orphanage|shipyard|cinema|monastery|tram|sawmill|greenhouse|warehouse|canal|laboratory"
).split("|")
ADJECTIVES = (
    "old|new|wooden|royal|empty|northern|famous|private|burnt|hidden|narrow|Catholic|rusty|modern|abandoned|municipal|southern|floating|Gothic|bankrupt"
    "|tiny|largest|oldest|second|state|military|underground|frozen|crooked|popular|disputed|unfinished"
).split("|")
VERBS = (
    "sold|closed|rebuilt|bought|lost|painted|searched|insured|inspected|flooded|sued|praised|mocked|rented|guarded|measured|photographed|evacuated|mortgaged"
    "|renamed|cleaned|seized|lit|fenced|heated|emptied|weighed|taxed|repaired|blocked|visited|copied|moved|opened|demolished|blessed|wired|borrowed|hid|traded"
).split("|")
ENDS = (
    "in spring|by night|for nothing|without permits|on Sunday|despite rain|by mistake|at auction|for charity|under guard|before dawn|after lunch|with cranes|by lot"
    "|in secret|for decades|on credit|by decree|in pieces|against advice|during Lent|with dogs|by rail|out of spite"
).split("|")
FIGURES = (
    "people were hurt",
    "houses were damaged",
    "workers were dismissed",
    "tonnes of grain were lost",
    "fighters crossed the border",
    "families left",
)
FIRST = "Ana Boris Clara Dario Edda Faris Greta Hugo Ines Jonas Katya Luis Mona Nils Olga Pavel Rosa Sten Tara Ulf Vera Wim Yara Zeno".split()
LAST = "Aldery Brask Castane Dahn Ebbe Finch Groll Harl Imhof Jarre Keld Lorne Morlan Noss Orde Pell Quist Rask Struan Treff Ull Voss Wenn Ystad".split()
OUTLETS = (
    "Northline",
    "Coast Daily",
    "The Vale Tribune",
    "Quay Herald",
    "Evening Ledger",
    "Stannard Gazette",
    "The Bracken Times",
    "Radio Pell",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One invented sentence: who says what, with the figure in it, if any, as its place in the content and its value."""

    speaker: str
    content: str
    figure: tuple[int, int, float, str] | None


def make_sentence(chance: random.Random) -> Made:
    """A statement about something, by one of some hundred speakers."""
    speaker = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    place = f"{chance.choice(LAST)}{chance.choice(('ford', 'ton', 'haven', 'burg', 'by', 'mouth'))}"
    if chance.random() < 1 / 6:
        number, what = chance.randint(2, 9000), chance.choice(FIGURES)
        words = f"{number:,} {what} in {place} {chance.choice(ENDS)}"
        return Made(speaker, words, (0, len(f"{number:,}"), float(number), what.split(maxsplit=1)[0]))
    one, other = chance.sample(SUBJECTS, 2)
    words = f"the {chance.choice(ADJECTIVES)} {one} of {place} {chance.choice(VERBS)} a {chance.choice(ADJECTIVES)} {other} {chance.choice(ENDS)}"
    return Made(speaker, words, None)


def make_reports(count: int, *, seed: int = 7) -> Iterator[tuple[Report, tuple[Claim, ...], Facts]]:
    """So many reports with their claims."""
    chance = random.Random(seed)
    earlier: list[list[Made]] = []
    for number in range(count):
        sentences = [make_sentence(chance) for _ in range(CLAIMS_OF_REPORT)]
        if earlier and chance.random() < 0.1:
            sentences[: CLAIMS_OF_REPORT // 2] = chance.choice(earlier)[: CLAIMS_OF_REPORT // 2]
        if number < 2000:
            earlier.append(sentences)
        day = date(2022, 1, 1) + timedelta(days=chance.randrange(900))
        yield build_report(number, sentences, chance.choice(OUTLETS), day)


def build_report(number: int, sentences: list[Made], outlet: str, day: date) -> tuple[Report, tuple[Claim, ...], Facts]:
    """A report of the sentences, as reading would have made it."""
    text, claims, entities, quantities = "", [], {}, []
    identity = f"{number:08x}"
    for place, made in enumerate(sentences):
        source = Span(len(text), len(text) + len(made.speaker))
        cue = Span(source.end + 1, source.end + 5)
        content = Span(cue.end + 6, cue.end + 6 + len(made.content))
        text += f"{made.speaker} said that {made.content}.\n\n"
        key = f"person:{made.speaker.lower().replace(' ', '-')}"
        entity = entities.setdefault(
            key,
            Entity(id=f"e{len(entities)}", name=made.speaker, kind="person", key=key, mentions=(source,), why="named"),
        )
        figures: tuple[Quantity, ...] = ()
        if made.figure is not None:
            start, end, value, of = made.figure
            figures = (
                Quantity(span=Span(content.start + start, content.start + end), value=value, of=of, why="digits"),
            )
            quantities.extend(figures)
        claims.append(
            Claim(
                id=f"{identity}{place:04x}", voice="speaker", form="indirect", act="say", saying="affirmed", stance="asserts", score=0.9,
                content=(content,), cue=cue, source=source, speakers=(Speaker(entity=entity.id, why="named"),), quantities=figures,
            )
        )  # fmt: skip
    report = Report(
        id=f"r{identity}", text=text, text_sha256=sha256(text.encode()).hexdigest(), outlet=outlet, title=f"Report {number}",
        published=day.isoformat(), published_why="made", language="en",
    )  # fmt: skip
    return report, tuple(claims), Facts(entities=tuple(entities.values()), quantities=tuple(quantities))


def fill_ledger(path: Path, claims: int) -> None:
    """Adds reports with so many claims."""
    with Ledger(path) as ledger, ledger.batch():
        for report, own, facts in make_reports(claims // CLAIMS_OF_REPORT):
            ledger.add(report, own, facts)


def time_update(path: Path, encoder: SentenceEncoder) -> tuple[float, float]:
    """Seconds until nothing waits any more, by the clock and of processor time."""
    with Ledger(path) as ledger:
        began, used = time.perf_counter(), time.process_time()
        update_comparisons(ledger, encoder=encoder)
        return time.perf_counter() - began, time.process_time() - used


def add_one(path: Path, number: int) -> None:
    """Adds one more report, half of it taken from an earlier one."""
    chance = random.Random(number)
    with Ledger(path) as ledger:
        reports = make_reports(3)
        *_, (report, claims, _) = reports
        taken = [Made(claim.id, claim.content[0].of(report.text), None) for claim in claims[:10]]
        sentences = [Made("Ana Aldery", made.content, None) for made in taken] + [
            make_sentence(chance) for _ in range(10)
        ]
        ledger.add(*build_report(10_000_000 + number, sentences, "The Sable Review", date(2024, 7, 1)))


def _tell_load() -> str:
    """The load of the machine: above the number of cores, the times by the clock are those of a shared machine."""
    last, _, quarter = os.getloadavg()
    return f"{last:.1f} and {quarter:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="keep the ledger here")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    path = options.keep or folder / "bench.db"
    try:
        if not path.exists():
            fill_ledger(path, options.claims)
        began = time.perf_counter()
        encoder = SentenceEncoder(threads=count_cores())
        opening = time.perf_counter() - began
        seconds, used = time_update(path, encoder)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with Ledger(path) as ledger:
            state, counts, copies = ledger.comparing_state(), ledger.count_comparisons(), len(ledger.copies())
        print(
            f"full pass: {state.claims:,} claims of {state.reports:,} reports in {seconds:.1f} s on {count_cores()} cores, {used:.1f} s of processor time"
        )
        print(
            f"  highest memory {memory:.0f} MB; {copies:,} copies, comparisons {counts}, file {path.stat().st_size / 1e6:.0f} MB"
        )
        print(f"  tasks that ran or waited for a core, over the last minute and quarter of an hour: {_tell_load()}")
        times = []
        for number in range(9):
            add_one(path, number)
            times.append(time_update(path, encoder))
        walls, processors = sorted(wall for wall, _ in times), sorted(used for _, used in times)
        print(
            f"one more report of {CLAIMS_OF_REPORT} claims: median {walls[4]:.3f} s, longest {walls[-1]:.3f} s; {processors[4]:.3f} s of processor time;"
            f" the encoder was open, which takes {opening:.2f} s once"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
