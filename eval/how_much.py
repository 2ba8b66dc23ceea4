"""
How well the how-much room does. Run from the repository's root:

    python eval/how_much.py --corpora CORPORA

It prints value F1, with n and a 95 % interval, on two test sets of our own, the share of the Recognizers specifications passed, and the time
an article of 750 words takes. `--errors` lists what went wrong.

`data/quantities_polnear.jsonl`: 367 quantities in the first 3,000 characters (whole sentences) of 71 articles of PolNeAR's development part,
drawn with a fixed seed; offsets and values only. They were labelled by reading the sentences, before the rules met them.
`data/quantities_polnear_fresh.jsonl`: 80 more, in the first 6,000 characters of the other articles, labelled and scored once the rules stood.
`data/quantities_phrases.jsonl`: 200 vague or bounded phrases, written for this set, with their text.

A quantity is right when its span overlaps the gold span (one to one) and value, low, high and bound are those of the gold.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sayso.records import Quantity
from sayso.resolve.how_much import find_quantities

DATA = Path(__file__).parent / "data"
Counts = tuple[int, int, int]
FIELDS = ("value", "low", "high", "bound")


def f1(counts: Sequence[Counts]) -> float:
    """Micro F1, 0 to 100, from right, found and gold counts."""
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    return 200 * right / (found + gold) if found + gold else 0.0


def interval(counts: Sequence[Counts], *, samples: int = 1000, seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of `f1` when the texts are drawn anew."""
    rng = random.Random(seed)
    values = sorted(f1(rng.choices(counts, k=len(counts))) for _ in range(samples))
    return values[int(0.025 * samples)], values[int(0.975 * samples) - 1]


def is_close(one: Any, other: Any) -> bool:
    """Whether two values agree: numbers to one part in a thousand, the rest exactly."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)) and not isinstance(one, bool):
        return abs(one - other) <= 1e-3 * max(abs(one), abs(other))
    return bool(one == other)


def agrees(gold: dict[str, Any], found: Quantity, fields: Sequence[str]) -> bool:
    """Whether the found quantity has the gold's values in these fields."""
    return all(is_close(gold.get(field), getattr(found, field)) for field in fields)


def pair_up(golds: list[dict[str, Any]], found: list[Quantity]) -> list[tuple[dict[str, Any], Quantity | None]]:
    """Each gold quantity with the first free one that overlaps it and agrees, or else that overlaps it."""
    free, pairs = list(found), []
    for gold in golds:
        touching = [q for q in free if q.span.start < gold["end"] and gold["start"] < q.span.end]
        touching.sort(key=lambda q: not agrees(gold, q, FIELDS))
        pairs.append((gold, touching[0] if touching else None))
        if touching:
            free.remove(touching[0])
    return pairs


def score(items: list[tuple[str, str, list[dict[str, Any]], list[Quantity]]], *, errors: bool) -> None:
    """Prints the figures of one test set; an item is name, text, gold and found quantities."""
    by_field: dict[str, list[Counts]] = {}
    for name, text, golds, found in items:
        pairs = pair_up(golds, found)
        rows: dict[str, Callable[[dict[str, Any], Quantity], bool]] = {
            "found": lambda g, q: True,
            "value": lambda g, q: agrees(g, q, FIELDS),
            "value+unit": lambda g, q: agrees(g, q, (*FIELDS, "unit")),
            "value+approximate": lambda g, q: agrees(g, q, (*FIELDS, "approximate")),
            "value+span": lambda g, q: agrees(g, q, FIELDS) and (q.span.start, q.span.end) == (g["start"], g["end"]),
        }
        if golds and all("change" in g for g in golds):
            rows["value+change"] = lambda g, q: agrees(g, q, (*FIELDS, "change"))
        for field, is_right in rows.items():
            right = sum(q is not None and is_right(g, q) for g, q in pairs)
            by_field.setdefault(field, []).append((right, len(found), len(golds)))
        if errors:
            print_errors(name, text, pairs, found)
    for field, counts in by_field.items():
        if not sum(gold for _, _, gold in counts):
            continue
        low, high = interval(counts)
        n = sum(gold for _, _, gold in counts)
        print(f"  {field:18} F1 {f1(counts):5.1f}  [{low:.1f}, {high:.1f}]  n={n}")


def print_errors(
    name: str, text: str, pairs: list[tuple[dict[str, Any], Quantity | None]], found: list[Quantity]
) -> None:
    """One line for each quantity missed, wrong, or found where there is none."""
    used = [q for _, q in pairs if q is not None]
    for gold, q in pairs:
        if (
            q is None
            or not agrees(gold, q, (*FIELDS, "unit", "approximate"))
            or not is_close(gold.get("change", q.change), q.change)
        ):
            context = " ".join(text[max(0, gold["start"] - 40) : gold["end"] + 40].split())
            given = None if q is None else {k: getattr(q, k) for k in (*FIELDS, "unit", "approximate")}
            print(
                f"    {'missed' if q is None else 'wrong'}: …{context}… gold {[gold.get(k) for k in (*FIELDS, 'unit', 'approximate')]} found {given}"
            )
    for q in found:
        if q not in used:
            print(
                f"    extra ({name[:30]}): …{' '.join(text[max(0, q.span.start - 50) : q.span.end + 40].split())}… {q.value} {q.low} {q.high} {q.unit}"
            )


def measure_polnear(corpora: Path, name: str, *, errors: bool) -> None:
    """Hand-labelled stretches of PolNeAR's development part, from one file of labels."""
    items = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = corpora / "polnear" / "data" / "dev" / "text" / f"{row['article']}.txt"
        with path.open(encoding="utf-8", newline="") as handle:
            text = handle.read()[: row["end"]]
        items.append((row["article"], text, row["quantities"], list(find_quantities(text))))
    print(f"PolNeAR dev, {name}, {len(items)} articles:")
    score(items, errors=errors)


def measure_phrases(*, errors: bool) -> None:
    """The 200 vague or bounded phrases."""
    items = []
    for line in (DATA / "quantities_phrases.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for gold in row["quantities"]:
            gold["start"] = row["text"].index(gold["text"])
            gold["end"] = gold["start"] + len(gold["text"])
        items.append((row["text"], row["text"], row["quantities"], list(find_quantities(row["text"]))))
    print(f"vague and bounded phrases, {len(items)} texts:")
    score(items, errors=errors)


# ------------------------------------------------------------------------------------------------------------ recognizers

SPECS = {
    "number": "Number/English/NumberModel.json",
    "percent": "Number/English/PercentModel.json",
    "currency": "NumberWithUnit/English/CurrencyModel.json",
}
OUTSIDE = (
    (
        "exponents, division, telephone numbers, addresses and lists",
        r"\^|\de[+-]?\d|x10|\bover (?:one|three|3|20|twenty)|\d+ over \d|192\.168|SCP-|Exercise|5/17|phone",
    ),
    (
        "decimal commas, blanks within a number, giga",
        r"423 0000|1, 234|1\.111|1,3\.|5,00|\d G\b|10G|\d +k$|00\.5 M|fifty - two|one - fourth|five - eighths|- 1 4/5",
    ),
    ("a unit takes the number away (we give both)", r"\d ?ml\b|29km|1m isn't"),
    (
        "fractions of hundreds and of odd numbers",
        r"hundredths?\b|trillionth|fifths?\b|twenty-first|twenty firsts|five hundreds",
    ),
    (
        "one as a pronoun, zero and nought as names, spellings of speech",
        r"last time|version two|zero is|nought|naught|dzs|dozs|point seventy",
    ),
    ("a share before its number, or a currency without a number", r"^(?:per ?cents?|percents?) of|[Pp]ercentage of"),
    (
        "cents without their name, codes before their number in a row",
        r"dollars?(?: and)? (?:15|50|one|two|forty five)|\$ 100 and fifty|USD ?(?:25|50)|10 \$ 30|usd 20|MAUD",
    ),
    ("coins that English news does not write so", r"kuai|mao\b|sen\b|100元|ரூ|dollar 22"),
)
"""Kinds of specification that are outside of a news convention, and how they are known; counted apart where they fail."""


def measure_recognizers(corpora: Path, *, errors: bool) -> None:
    """The share of the specifications passed: every number of the phrase found with its value, and no other."""
    for kind, name in SPECS.items():
        cases = json.loads((corpora / "recognizers" / "Specs" / name).read_text(encoding="utf-8-sig"))
        passed = 0
        outside: Counter[str] = Counter()
        for case in cases:
            ok = passes(case, kind)
            reason = next((reason for reason, pattern in OUTSIDE if re.search(pattern, case["Input"])), None)
            if not ok and reason is not None:
                outside[reason] += 1
                continue
            passed += ok
            if errors and not ok:
                given = [(q.span.of(case["Input"]), q.value, q.unit) for q in find_quantities(case["Input"])]
                print(f"    {kind}: {case['Input']!r} wants {wanted(case, kind)} found {given}")
        n = len(cases) - outside.total()
        rest = f"{outside.total()} of {len(cases)} fail and are outside of a news convention"
        print(f"Recognizers {kind}: {passed} of {n} passed ({100 * passed / n:.1f} %); {rest}")
        for reason, count in outside.most_common():
            print(f"    {count:3} {reason}")


def wanted(case: dict[str, Any], kind: str) -> list[float]:
    """The values a specification asks for."""
    values = []
    for result in case["Results"]:
        value = (result.get("Resolution") or {}).get("value")
        if value not in (None, "null"):
            values.append(float(str(value).rstrip("%")))
    return values


def passes(case: dict[str, Any], kind: str) -> bool:
    """Whether the values found are those that are asked for; bounds and ranges count by their ends."""
    found = find_quantities(case["Input"])
    if kind == "percent":
        found = tuple(q for q in found if q.unit == "percent")
    if kind == "currency":
        found = tuple(q for q in found if q.kind == "money")
    values = [v for q in found for v in (q.value, q.low, q.high) if v is not None]
    asked = wanted(case, kind)
    return len(values) == len(asked) and all(
        is_close(float(one), other) for one, other in zip(sorted(values), sorted(asked), strict=True)
    )


# ------------------------------------------------------------------------------------------------------------------ speed


def measure_speed(corpora: Path) -> None:
    """Milliseconds an article of 750 words takes, the median over 40 articles of the development part."""
    times = []
    for path in sorted((corpora / "polnear" / "data" / "dev" / "text").glob("*.txt"))[:40]:
        text = " ".join(path.read_text(encoding="utf-8").split()[:750])
        words = len(text.split())
        best = min(clock(text) for _ in range(5))
        times.append(1000 * best * 750 / words)
    times.sort()
    print(f"time for 750 words: median {times[len(times) // 2]:.2f} ms, worst {times[-1]:.2f} ms, n={len(times)}")


def clock(text: str) -> float:
    """Seconds for one run."""
    start = time.perf_counter()
    find_quantities(text)
    return time.perf_counter() - start


def main() -> None:
    """Prints every figure."""
    parser = argparse.ArgumentParser(description="Measures the how-much room.")
    parser.add_argument("--corpora", type=Path, required=True, help="the corpora folder")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    measure_polnear(options.corpora, "quantities_polnear.jsonl", errors=options.errors)
    measure_polnear(options.corpora, "quantities_polnear_fresh.jsonl", errors=options.errors)
    measure_phrases(errors=options.errors)
    measure_recognizers(options.corpora, errors=options.errors)
    measure_speed(options.corpora)


if __name__ == "__main__":
    main()
