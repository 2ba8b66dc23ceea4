"""
Measure places on GeoVirus: python eval/where.py --corpora CORPORA [--half report] [--show wrong]

The articles are halved by the order of their addresses: every other one is for tuning, the rest for the report. A gold place counts as found if a
place of ours overlaps its words and lies within 161 km; a country's own name counts by country. Intervals are 95 %, by bootstrap over articles.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import re
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from sayso.resolve.where import find_places, load_gazetteer
from sayso.resolve.where.gazetteer import fold_name

REACH_KM = 161


@dataclass(frozen=True)
class Gold:
    """A place of the corpus: its words, its point, and its country where the corpus names one itself."""

    start: int
    end: int
    words: str
    page: str
    lat: float
    lon: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--half", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--show", choices=("nothing", "wrong", "extra"), default="nothing")
    args = parser.parse_args()

    articles = read_articles(args.corpora / "geovirus" / "GeoVirus.xml", args.half)
    countries = read_countries(args.corpora)
    locate = CountryFinder()
    load_gazetteer()
    gc.freeze()  # this script's own tables must not slow what is timed
    rows, extra, seconds, characters = [], 0, 0.0, 0
    for text, golds in articles:
        began = time.process_time()
        places = find_places(text)
        seconds += time.process_time() - began
        characters += len(text)
        hits = [judge(gold, places, countries, locate) for gold in golds]
        rows.append(hits)
        spare = [
            place
            for place in places
            if not any(place.span.start < gold.end and gold.start < place.span.end for gold in golds)
        ]
        extra += len(spare)
        if args.show == "wrong":
            show_wrong(text, golds, hits, places)
        if args.show == "extra":
            for place in spare:
                print(
                    "EXTRA",
                    text[max(0, place.span.start - 40) : place.span.start],
                    "[[",
                    place.span.of(text),
                    "]]",
                    text[place.span.end : place.span.end + 30],
                    "|",
                    place.name,
                    place.country,
                )
    total = sum(map(len, rows))
    print(f"GeoVirus, half {args.half}: {len(articles)} articles, {total} places")
    print_share("found and within 161 km", rows, lambda hit: hit[1], lambda hit: True)
    print_share("found", rows, lambda hit: hit[0], lambda hit: True)
    print_share("country right, of those found", rows, lambda hit: hit[2], lambda hit: hit[0] and hit[2] is not None)
    print(f"places of ours that gold has not: {extra} of {extra + sum(hit[0] for hits in rows for hit in hits)}")
    print(
        f"time: {1000 * seconds / len(articles):.2f} ms an article of {characters / len(articles) / 6:.0f} words, {1000 * seconds / characters * 4500:.2f} ms for 750 words"
    )


def read_articles(path: Path, half: str) -> list[tuple[str, list[Gold]]]:
    """Texts and their places; the corpus counts characters from 1. Parts of one page stay in one half."""
    root = ElementTree.parse(path).getroot()
    sources = sorted({article.findtext("source") or "" for article in root})
    wanted = {source for number, source in enumerate(sources) if half == "all" or (number % 2 == 0) == (half == "tune")}
    articles = []
    for article in root:
        if article.findtext("source") in wanted:
            golds = [
                Gold(
                    int(location.findtext("start")) - 1,
                    int(location.findtext("end")) - 1,
                    location.findtext("name"),
                    unquote(location.findtext("page").rsplit("/", 1)[-1]).replace("_", " "),
                    float(location.findtext("lat")),
                    float(location.findtext("lon")),
                )
                for location in article.iter("location")
            ]
            articles.append((article.findtext("text"), golds))
    return articles


def read_countries(corpora: Path) -> dict[str, str]:
    """Countries' names as the corpus' pages have them → ISO code, from our own table."""
    gazetteer = load_gazetteer()
    found = {}
    for number in range(260):
        entry = gazetteer.entry(number)
        if entry.kind == "C":
            found[fold_name(entry.name)] = entry.country
    found |= {"georgia country": "GE", "the gambia": "GM", "republic of ireland": "IE", "republic of macedonia": "MK"}
    return found


class CountryFinder:
    """The country of a point: that of the nearest towns of the table, where they agree."""

    def __init__(self) -> None:
        gazetteer = load_gazetteer()
        entries = [gazetteer.entry(number) for number in range(len(gazetteer))]
        self.cells: dict[tuple[int, int], list] = {}
        for entry in entries:
            if entry.kind == "T":
                self.cells.setdefault((int(entry.lat), int(entry.lon)), []).append(entry)

    def find(self, lat: float, lon: float) -> str | None:
        near = [
            (measure_km(lat, lon, town.lat, town.lon), town.country)
            for y in range(int(lat) - 1, int(lat) + 2)
            for x in range(int(lon) - 1, int(lon) + 2)
            for town in self.cells.get((y, x), ())
        ]
        return min(near)[1] if near else None


def judge(gold: Gold, places, countries, locate) -> tuple[bool, bool, bool | None]:
    """Whether found, within reach, and of the right country (`None` where the gold place has no country: a continent, a sea)."""
    mine = [place for place in places if place.span.start < gold.end and gold.start < place.span.end]
    if not mine:
        return False, False, None
    place = max(mine, key=lambda place: min(place.span.end, gold.end) - max(place.span.start, gold.start))
    country = countries.get(fold_name(gold.page))
    if country:
        right = place.country == country
        return True, right, right
    near = place.lat is not None and measure_km(gold.lat, gold.lon, place.lat, place.lon) <= REACH_KM
    own = locate.find(gold.lat, gold.lon)
    return True, near, None if own is None or place.country is None else near or place.country == own


def measure_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def print_share(label: str, rows, is_hit, counts) -> None:
    pairs = [
        (sum(bool(is_hit(hit)) for hit in hits if counts(hit)), sum(1 for hit in hits if counts(hit))) for hits in rows
    ]
    rng = random.Random(0)
    shares = []
    for _ in range(1000):
        sample = rng.choices(pairs, k=len(pairs))
        shares.append(sum(hit for hit, _ in sample) / max(1, sum(n for _, n in sample)))
    shares.sort()
    hit, n = sum(hit for hit, _ in pairs), sum(n for _, n in pairs)
    print(f"{label}: {100 * hit / n:.1f} % of {n} [{100 * shares[25]:.1f}, {100 * shares[974]:.1f}]")


def show_wrong(text: str, golds, hits, places) -> None:
    for gold, (found, near, country) in zip(golds, hits, strict=True):
        if not near or country is False:
            mine = [place for place in places if place.span.start < gold.end and gold.start < place.span.end]
            said = f"{mine[0].name} {mine[0].country} {mine[0].lat},{mine[0].lon} ({mine[0].why})" if mine else "-"
            around = re.sub(
                r"\s+",
                " ",
                text[max(0, gold.start - 40) : gold.start] + "[[" + gold.words + "]]" + text[gold.end : gold.end + 25],
            )
            print(("WRONG " if found else "MISSED"), around, "|", gold.page, gold.lat, gold.lon, "→", said)


if __name__ == "__main__":
    main()
