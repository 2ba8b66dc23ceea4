"""
A large ledger of invented reports, for timing the page: 20,000 reports and 100,000 attributed claims by default.

    python eval/serve_ledger.py build/large.db
    python eval/serve_ledger.py build/small.db --reports 500

Words are made of syllables and drawn by Zipf's law, as are speakers and outlets, so that the indexes see what news gives them: a few words in
half of the claims, most words in a handful. Everything goes in through `Ledger.add`. The same arguments give the same ledger.
"""

from __future__ import annotations

import argparse
import bisect
import hashlib
import itertools
import random
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sayso.claims import make_claim_id
from sayso.ingest.make import make_report_id
from sayso.ledger import Ledger
from sayso.records import Claim, Entity, Facts, Moment, Place, Quantity, Report, Span, Speaker

ACTS = ("say", "warn", "deny", "accuse", "promise", "announce", "criticise", "confirm", "predict", "demand")
CUES = {"say": "said", "deny": "denied", "accuse": "charged", "criticise": "deplored"}
PLACES = (
    ("Velmar", "TA", 41.5, 20.2),
    ("Sundrik", "TA", 41.9, 20.8),
    ("Harrow", "DV", 52.1, 4.4),
    ("Lomvar", "DV", 51.7, 4.9),
)
FIGURES = ("killed", "wounded", "fighters", "displaced")
SYLLABLES = (
    "ba",
    "de",
    "ki",
    "lo",
    "mu",
    "ra",
    "sen",
    "tor",
    "vel",
    "nim",
    "ga",
    "pel",
    "dri",
    "sko",
    "fa",
    "ul",
    "or",
    "hex",
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Things to draw from, the first far more often than the last."""

    items: tuple[str, ...]
    sums: tuple[float, ...]

    def draw(self, chance: random.Random) -> str:
        """One of the items."""
        return self.items[bisect.bisect(self.sums, chance.random() * self.sums[-1])]


def make_pool(items: list[str], *, exponent: float) -> Pool:
    """A pool of the items by Zipf's law."""
    weights = (1 / (rank + 2.7) ** exponent for rank in range(len(items)))
    return Pool(tuple(items), tuple(itertools.accumulate(weights)))


def make_words(chance: random.Random, count: int, *, least: int = 2) -> list[str]:
    """Distinct invented words."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(least, least + 2)))] = None
    return list(words)


class Writer:
    """Makes reports one after the other."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = random.Random(seed)
        self.words = make_pool(make_words(chance, 30_000), exponent=1.0)
        first = [word.title() for word in make_words(chance, 400)]
        last = [word.title() for word in make_words(chance, 3_000, least=3)]
        self.people = make_pool([f"{chance.choice(first)} {name}" for name in last], exponent=0.9)
        self.outlets = make_pool(
            [f"The {word.title()} Post" for word in make_words(chance, 250, least=3)], exponent=0.8
        )
        self.text = ""

    def write(self, number: int, *, claims: int) -> tuple[Report, list[Claim], Facts]:
        """A report with about so many claims in a speaker's voice."""
        chance = self.chance
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(2_300))
        outlet, title = self.outlets.draw(chance), self._sentence(7).capitalize()
        self.text = f"{title}\n\n"
        entities: dict[str, Entity] = {}
        drafts, facts = [], ([], [], [])
        for _ in range(max(1, round(chance.gauss(claims, 1.5)))):
            self.text += (
                f"{self._sentence(chance.randint(12, 40)).capitalize()}. {self._sentence(20).capitalize()}.\n\n"
            )
            drafts.append(self._claim(entities, facts, day))
        text = self.text
        digest = hashlib.sha256(text.encode()).hexdigest()
        identity = make_report_id(outlet, None, title, digest)
        dated, named = chance.random() > 0.02, chance.random() > 0.02
        report = Report(
            id=identity, text=text, text_sha256=digest, path=f"{number:06}.txt", outlet=outlet if named else None, title=title,
            title_span=Span(0, len(title)), published=day.isoformat() if dated else None, published_why="invented", language="en",
        )  # fmt: skip
        made = [
            Claim(
                id=make_claim_id(identity, "speaker", draft["source"], draft["cue"], draft["content"]),
                voice="speaker",
                **draft,
            )
            for draft in drafts
        ]
        times, quantities, places = facts
        return (
            report,
            made,
            Facts(
                entities=tuple(entities.values()),
                times=tuple(times),
                quantities=tuple(quantities),
                places=tuple(places),
            ),
        )

    def _claim(self, entities: dict[str, Entity], facts: tuple[list, list, list], day: date) -> dict:
        chance = self.chance
        name = self.people.draw(chance)
        act = chance.choice(ACTS) if chance.random() < 0.5 else "say"
        form = chance.choice(("direct", "indirect", "indirect", "mixed"))
        source = self._put(name)
        self._put(" ")
        cue = self._put(CUES.get(act, f"{act}ed"))
        said = None
        if chance.random() < 0.4:
            self._put(" ")
            said = Moment(
                span=self._put(day.strftime("%A")), type="DATE", edtf=day.isoformat(), begin=day.isoformat(),
                end_before=(day + timedelta(days=1)).isoformat(), why="invented",
            )  # fmt: skip
            facts[0].append(said)
        self._put(" that ")
        start = len(self.text)
        self._put(
            f"“{self._sentence(chance.randint(8, 30))}”" if form == "direct" else self._sentence(chance.randint(8, 30))
        )
        quantities, places = [], []
        if chance.random() < 0.3:
            self._put(", with ")
            number = chance.choice((3, 11, 40, 200, 2_000))
            span = self._put(f"{number} people")
            quantities.append(
                Quantity(span=span, value=number, of="people", kind=chance.choice(FIGURES), why="invented")
            )
        if chance.random() < 0.3:
            self._put(" in ")
            place, country, lat, lon = chance.choice(PLACES)
            span = self._put(place)
            places.append(
                Place(span=span, name=place, country=country, lat=lat, lon=lon, precision="city", why="invented")
            )
        content = Span(start, len(self.text))
        self._put(".\n\n")
        facts[1].extend(quantities)
        facts[2].extend(places)
        if name not in entities:
            rank = int(hashlib.sha256(name.encode()).hexdigest(), 16)
            entities[name] = Entity(
                id=f"e{len(entities) + 1}", key=f"person:{name.lower().replace(' ', '-')}", name=name, kind="person",
                role="minister" if rank % 2 else None, country=("TA", "DV", None)[rank % 3], aliases=(name.split()[1],),
                mentions=(source,), why="invented",
            )  # fmt: skip
        return {
            "form": form, "act": act, "act_why": "invented", "saying": "affirmed", "stance": "denies" if act == "deny" else "asserts",
            "score": round(chance.betavariate(8, 2), 3), "content": (content,), "cue": cue, "source": source,
            "speakers": (Speaker(entity=entities[name].id, why="invented"),), "said": said, "said_why": "invented",
            "times": (), "quantities": tuple(quantities), "places": tuple(places),
        }  # fmt: skip

    def _put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def _sentence(self, length: int) -> str:
        return " ".join(self.words.draw(self.chance) for _ in range(length))


def make_ledger(path: Path, *, reports: int = 20_000, claims: int = 5, seed: int = 9) -> None:
    """Writes the ledger. Raises `FileExistsError` where one is."""
    if path.exists():
        raise FileExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = Writer(seed)
    with Ledger(path) as ledger:
        run = ledger.begin_run(version="invented", settings={"reports": reports, "seed": seed})
        with ledger.batch():
            for number in range(reports):
                report, made, facts = writer.write(number, claims=claims)
                ledger.add(report, made, facts, run=run)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=5, help="claims in a speaker's voice per report")
    options = parser.parse_args()
    started = time.monotonic()
    make_ledger(options.path, reports=options.reports, claims=options.claims)
    print(
        f"{options.path}: {options.reports:,} reports, {options.path.stat().st_size / 1e6:.0f} MB, {time.monotonic() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
