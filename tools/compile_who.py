"""
Compiles the table of the "who" room: `python tools/compile_who.py --corpora PATH` writes src/sayso/resolve/tables/who.json.

Facts only: from the public-domain Factbook (countries, capitals, demonyms, heads of state and of government), from the Phoenix dictionaries
(MIT; dated office holders) and from our own lists in `who_lists.txt`.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLE = HERE.parent / "src/sayso/resolve/tables/who.json"
WORD_LISTS = {
    "male": "male",
    "female": "female",
    "roles": "roles",
    "role adjectives": "role_adjectives",
    "government people": "government_people",
    "armed people": "armed_people",
    "organization nouns": "organization_nouns",
    "name heads": "name_heads",
    "media heads": "media_heads",
    "media nouns": "media_nouns",
    "document nouns": "document_nouns",
    "group nouns": "group_nouns",
    "common openers": "openers",
}
# Phoenix writes ISO alpha-3; these are the countries whose office holders English news names most.
ALPHA3 = dict(
    pair.split()
    for pair in """AFG AF,ALB AL,DZA DZ,AGO AO,ARG AR,ARM AM,AUS AU,AUT AT,AZE AZ,BHR BH,BGD BD,BLR BY,BEL BE,BEN BJ,BOL BO,BIH BA,BWA BW,BRA BR,BGR BG,BFA BF,BDI BI,
    KHM KH,CMR CM,CAN CA,CAF CF,TCD TD,CHL CL,CHN CN,COL CO,COD CD,COG CG,CRI CR,CIV CI,HRV HR,CUB CU,CYP CY,CZE CZ,DNK DK,DJI DJ,DOM DO,ECU EC,EGY EG,SLV SV,ERI ER,EST EE,ETH ET,FJI FJ,
    FIN FI,FRA FR,GAB GA,GMB GM,GEO GE,DEU DE,GHA GH,GRC GR,GTM GT,GIN GN,GNB GW,GUY GY,HTI HT,HND HN,HUN HU,ISL IS,IND IN,IDN ID,IRN IR,IRQ IQ,IRL IE,ISR IL,ITA IT,JAM JM,JPN JP,JOR JO,
    KAZ KZ,KEN KE,PRK KP,KOR KR,KWT KW,KGZ KG,LAO LA,LVA LV,LBN LB,LBR LR,LBY LY,LTU LT,LUX LU,MKD MK,MDG MG,MWI MW,MYS MY,MLI ML,MLT MT,MRT MR,MUS MU,MEX MX,MDA MD,MNG MN,MNE ME,
    MAR MA,MOZ MZ,MMR MM,NAM NA,NPL NP,NLD NL,NZL NZ,NIC NI,NER NE,NGA NG,NOR NO,OMN OM,PAK PK,PAN PA,PNG PG,PRY PY,PER PE,PHL PH,POL PL,PRT PT,QAT QA,ROU RO,RUS RU,RWA RW,SAU SA,
    SEN SN,SRB RS,SLE SL,SGP SG,SVK SK,SVN SI,SOM SO,ZAF ZA,ESP ES,LKA LK,SDN SD,SSD SS,SWE SE,CHE CH,SYR SY,TWN TW,TJK TJ,TZA TZ,THA TH,TLS TL,TGO TG,TTO TT,TUN TN,TUR TR,TKM TM,
    UGA UG,UKR UA,ARE AE,GBR GB,USA US,URY UY,UZB UZ,VEN VE,VNM VN,YEM YE,ZMB ZM,ZWE ZW,PSE PS""".replace(
        "\n", ""
    ).split(",")
)


def read_sections(path: Path) -> dict[str, list[str]]:
    """The lines of each section of the lists file, comments dropped."""
    sections: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            sections[name] = []
        elif line.strip() and not line.startswith("#"):
            sections[name].append(line.strip())
    return sections


def split_words(lines: list[str]) -> list[str]:
    """The comma-separated entries of a section, each once, in order."""
    return list(dict.fromkeys(word.strip() for line in lines for word in line.split(",") if word.strip()))


def clean_value(value: str | None) -> str:
    """A Factbook value without entities and notes, empty for its ways of saying none."""
    text = html.unescape(value or "").strip()
    return "" if text.lower() in ("none", "na") else text


def read_capitals(value: str) -> list[str]:
    """The capitals of a country: "La Paz (administrative capital); Sucre (…)" gives two."""
    value = re.sub(r"\([^)]*\)|\bnote\b.*|; .*Factbook.*", "", value.split("; note")[0])
    names = [name.strip() for name in re.split(r"[;,]| or ", value) if name.strip()]
    return [name for name in names if re.fullmatch(r"[A-ZÀ-Ý][\w' .-]{2,25}", name) and name != "D.C."]


def read_demonyms(*values: str) -> list[str]:
    """Nouns and adjectives: "Algerian(s)" gives Algerian and Algerians."""
    found: list[str] = []
    for value in values:
        for word in re.split(r",| or |;", re.sub(r"note.*|\((?:singular|plural|collective)[^)]*\)", "", value)):
            plural = re.search(r"\(s\)", word)
            base = re.sub(r"\(.*?\)", "", word).strip()
            if re.fullmatch(r"[A-ZÀ-Ý][\w' -]{2,30}", base):
                found.extend([base, base + "s"] if plural else [base])
    return list(dict.fromkeys(found))


def read_leader(value: str) -> tuple[str, str, str | None] | None:
    """(name, surname, since) of "President Abdelmadjid TEBBOUNE (since 12 December 2019)"; the surname is in capitals."""
    since = re.search(r"since (?:about )?(?:\d+ )?(?:\w+ )?(\d{4})", value)
    words = re.sub(r"[(;,].*", "", value).split()
    capital = [
        place
        for place, word in enumerate(words)
        if len(word) > 2 and re.sub(r"^(al|el|an|as)-", "", word.lower()) and word == word.upper()
    ]
    if not capital:
        return None
    titles = re.compile(
        r"^(?:President|Prime|Minister|Chancellor|King|Queen|Emir|Amir|Sultan|Supreme|Leader|Premier|Interim|Acting|Transition|Transitional|Col\.|Gen\.|Dr\.|Taoiseach|GNU|CNSP|Chairman|of|the|and|Chief|Vice|Sir|Capt\.|Caretaker|Federal)$"
    )
    start = 0
    while start < len(words) and titles.match(words[start]):
        start += 1
    name = [word.title() if word == word.upper() and len(word) > 2 else word for word in words[start:]]
    if len(name) < 2 or any(word[0].isdigit() for word in name):
        return None
    return " ".join(name), words[capital[-1]].title(), since.group(1) if since else None


def read_countries(corpora: Path, sections: dict[str, list[str]]) -> tuple[dict[str, Any], list[list[Any]]]:
    """Countries by ISO code, and today's leaders as (country, surname, name, from year, to year)."""
    iso = dict(pair.split() for pair in split_words(sections["gec to iso"]))
    names, demonyms = read_assignments(sections["countries"]), read_assignments(sections["demonyms"])
    countries: dict[str, Any] = {}
    leaders = []
    for entry in json.loads((corpora / "factbook/government.json").read_text(encoding="utf-8")):
        code = iso.get(Path(entry["file"]).stem)
        if code is None or code in countries:
            continue
        short = clean_value(entry["name_short"]) or re.sub(r"^the ", "", clean_value(entry["name_long"]))
        own = names.get(code, [])
        countries[code] = {
            "name": own[0] if own else re.sub(r"^The ", "", short.split(" (")[0]),
            "names": list(
                dict.fromkeys([*own, *(n for n in (short, clean_value(entry["name_long"])) if n and "(" not in n)])
            ),
            "capitals": read_capitals(clean_value(entry["capital"])),
            "demonyms": list(
                dict.fromkeys(
                    [
                        *read_demonyms(clean_value(entry["demonym_adjective"]), clean_value(entry["demonym_noun"])),
                        *demonyms.get(code, []),
                    ]
                )
            ),
        }
        for field in ("chief_of_state", "head_of_government"):
            leader = read_leader(clean_value(entry[field]))
            if leader is not None:
                leaders.append([code, leader[1], leader[0], leader[2], None])
    for code, own in names.items():
        countries.setdefault(code, {"name": own[0], "names": own, "capitals": [], "demonyms": demonyms.get(code, [])})
    return countries, leaders


def read_assignments(lines: list[str]) -> dict[str, list[str]]:
    """Lines "X = a | b" as {X: [a, b]}."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        left, right = line.split(" = ", 1)
        found[left.strip()].extend(name.strip() for name in right.split("|"))
    return dict(found)


def read_holders(corpora: Path) -> list[list[Any]]:
    """
    Office holders of the Phoenix dictionary as (country, surname, name, from year, to year): those in office after 1999 whose surname is
    the last word of a name of two or more words, and whose surname no other holder of that country bears.
    """
    text = (corpora / "phoenix/Phoenix.Countries.actors.txt").read_text(encoding="latin-1")
    holders: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    name = ""
    for line in text.splitlines():
        line = line.split("#")[0].rstrip()
        if line and line[0].isalpha():
            name = re.sub(r"\[.*", "", line).strip().strip("_ ")
        for code, _, dates in re.findall(r"\[([A-Z]{3})(GOV|ELI)[A-Z]*\s*([<>]?[\d-]*)\]", line):
            words = name.replace("_", " ").title().split()
            if code not in ALPHA3 or not 2 <= len(words) <= 4 or not dates:
                continue
            begin, end = read_years(dates)
            if end < 2000 or not all(re.fullmatch(r"[A-Z][\w'.-]*", word) for word in words):
                continue
            key = (ALPHA3[code], words[-1])
            old = holders[key].get(" ".join(words), (begin, end))
            holders[key][" ".join(words)] = (min(begin, old[0]), max(end, old[1]))
    rows: list[list[Any]] = []
    for (country, surname), people in sorted(holders.items()):
        if len(people) == 1:
            [(full, (begin, end))] = people.items()
            rows.append([country, surname, full, str(begin), None if end >= 2012 else str(end)])
    return rows


def read_years(dates: str) -> tuple[int, int]:
    """The years of ">20040309", "041001-080531", "<19990101"."""

    def year(digits: str) -> int:
        if len(digits) == 8:
            return int(digits[:4])
        short = int(digits[:2] or 0)
        return 1900 + short if short > 30 else 2000 + short

    if dates.startswith(">"):
        return year(dates[1:]), 9999
    if dates.startswith("<"):
        return 0, year(dates[1:])
    begin, _, end = dates.partition("-")
    return year(begin), year(end) if end else 9999


def read_bodies(lines: list[str]) -> list[list[Any]]:
    """Lines "slug, CC = name | alias" as [slug, CC or None, [names]]."""
    rows: list[list[Any]] = []
    for line in lines:
        left, right = line.split(" = ", 1)
        slug, country = (part.strip() for part in left.split(","))
        rows.append([slug, None if country == "-" else country, [name.strip() for name in right.split("|")]])
    return rows


def read_ranks(lines: list[str]) -> dict[str, str]:
    """Honorifics and ranks with "m", "f" or "" for the gender they show."""
    ranks = {}
    for entry in split_words(lines):
        word, _, gender = entry.rpartition(" ")
        if gender in ("m", "f") and word:
            ranks[word] = gender
        else:
            ranks[entry] = ""
    return ranks


def read_leader_line(entry: str) -> list[str | None]:
    """A line "president US Barack Obama 2009 2017" as [office, country, name, from year, to year]."""
    office, country, *name, begin, end = entry.split()
    return [office, country, " ".join(name), begin, None if end == "-" else end]


def main() -> None:
    """Writes the table and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    arguments = parser.parse_args()
    sections = read_sections(HERE / "who_lists.txt")
    countries, leaders = read_countries(arguments.corpora, sections)
    current = {(row[0], row[1]) for row in leaders}
    table: dict[str, Any] = {name: split_words(sections[section]) for section, name in WORD_LISTS.items()}
    table["ranks"] = read_ranks(sections["ranks"])
    table["countries"] = countries
    table["seats"] = read_assignments(sections["seats"])
    table["bodies"] = read_bodies(sections["bodies"])
    table["media"] = read_bodies(sections["media"])
    table["armed_groups"] = read_bodies(sections["armed groups"])
    table["leaders"] = [read_leader_line(entry) for entry in split_words(sections["leaders"])]
    table["states"] = [entry.rsplit(" ", 1) for entry in split_words(sections["us states"])]
    table["holders"] = sorted(
        leaders + [row for row in read_holders(arguments.corpora) if (row[0], row[1]) not in current], key=str
    )
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(
        f"{TABLE.name}: {TABLE.stat().st_size:,} bytes, {len(countries)} countries, {len(table['holders'])} office holders"
    )


if __name__ == "__main__":
    main()
