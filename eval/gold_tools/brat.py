"""
A gold set as brat stand-off files, for those who look at it there.

    python eval/gold_tools/brat.py eval/gold/dev.jsonl brat/dev    # writes .txt, .ann and annotation.conf, reads them back and compares

A claim is an event on its cue with its parts as arguments and its closed fields as attributes; times, quantities, places and mentions are text-bound, with
their values as JSON in a note; mentions of one entity are equivalent. brat cannot hold what has no words in the text: entities that are never mentioned
(the outlet), reasons, ids.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Place = tuple[int, int]

PARTS = {
    "Source": "source", "Content": "content", "Evidence": "evidence", "Audience": "audience", "Occasion": "occasion",
    "CommitmentWord": "commitment", "Via": "via", "Said": "said", "SaidAt": "said_at",
}  # fmt: skip
"""The arguments of a claim and the keys of the contract they come from."""

ATTRIBUTES = ("field", "form", "act", "saying", "stance", "commitment", "ascribed", "inherited", "occasion")
FACTS = {
    "Time": ("times", "type timex3 edtf begin end_before"),
    "Quantity": ("quantities", "value low high approximate bound change unit rate of kind"),
    "Place": ("places", "name country lat lon precision metonym"),
}
"""The text-bound lists of a report, and the values that go into the note."""

ENTITY = "name kind role country named key aliases"


def view_line(line: Json) -> Json:
    """What brat can hold of a line, in a form that can be compared: every span as (start, end)."""
    view: Json = {
        name: sorted((_place(i), {key: i[key] for key in keys.split()}) for i in line[name])
        for name, keys in FACTS.values()
    }
    view["entities"] = sorted(
        (tuple(sorted(_place(m) for m in e["mentions"])), {key: e[key] for key in ENTITY.split()})
        for e in line["entities"]
        if e["mentions"]
    )
    view["outlet"] = sorted(_place(c["content"][0]) for c in line["claims"] if c["voice"] == "outlet")
    spoken = {claim["id"]: claim for claim in line["claims"] if claim["voice"] == "speaker"}
    mentioned = {entity["id"]: entity for entity in line["entities"] if entity["mentions"]}
    view["claims"] = sorted((_view_claim(claim, spoken, mentioned) for claim in spoken.values()), key=str)
    return view


def _place(span: Json) -> Place:
    return span["start"], span["end"]


def _view_claim(claim: Json, spoken: dict[str, Json], mentioned: dict[str, Json]) -> Json:
    view: Json = {"cue": _place(claim["cue"]), "inside": None}
    for name, key in PARTS.items():
        value = claim[key]
        parts = value if isinstance(value, list) else [value] if value else []
        view[name] = sorted(_place(part) for part in parts if part["start"] is not None)
    for name in ATTRIBUTES:
        view[name] = _flatten(name, claim[name])
    if claim["inside"]:
        outer = spoken[claim["inside"]]
        view["inside"] = (_place(outer["cue"]), sorted(_place(piece) for piece in outer["content"]))
    for name, ids in (("Speaker", [s["entity"] for s in claim["speakers"]]), ("Target", claim["target"])):
        view[name] = sorted(_place(mentioned[identity]["mentions"][0]) for identity in ids if identity in mentioned)
    return view


def _flatten(name: str, value: Any) -> str | None:
    """The value of an attribute as brat writes it: one word, or none."""
    if name in ("commitment", "occasion"):
        value = value and value["value" if name == "commitment" else "kind"]
    if name == "inherited":
        return "+".join(value) or None
    return "true" if value is True else value or None


# ---------------------------------------------------------------------------------------------------------------------- writing


class Writer:
    """Puts one line of the contract into brat's stand-off lines."""

    def __init__(self, line: Json) -> None:
        self.line, self.text = line, line["report"]["text"]
        self.rows: list[str] = []
        self.counts: dict[str, int] = defaultdict(int)
        self.bound: dict[tuple[str, Place], str] = {}

    def write(self) -> str:
        """The .ann file."""
        for kind, (name, keys) in FACTS.items():
            for item in self.line[name]:
                self._add_note(self._bind(kind, _place(item)), {key: item[key] for key in keys.split()})
        first = self._write_entities()
        for claim in self.line["claims"]:
            if claim["voice"] == "outlet":
                self._bind("OutletSentence", _place(claim["content"][0]))
        spoken = [claim for claim in self.line["claims"] if claim["voice"] == "speaker"]
        events = {claim["id"]: f"E{number}" for number, claim in enumerate(spoken, start=1)}
        for claim in spoken:
            self._write_claim(claim, events, first)
        return "".join(row + "\n" for row in self.rows)

    def _next(self, letter: str) -> str:
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter]}"

    def _bind(self, kind: str, place: Place) -> str:
        """A text-bound annotation. brat wants none across line ends: there it is cut into fragments."""
        if (kind, place) not in self.bound:
            lines = [
                (place[0] + m.start(), place[0] + m.end()) for m in re.finditer(r"[^\n]+", self.text[slice(*place)])
            ]
            offsets = ";".join(f"{start} {end}" for start, end in lines)
            words = " ".join(self.text[start:end] for start, end in lines)
            self.bound[kind, place] = self._next("T")
            self.rows.append(f"{self.bound[kind, place]}\t{kind} {offsets}\t{words}")
        return self.bound[kind, place]

    def _add_note(self, target: str, values: Json) -> None:
        self.rows.append(f"{self._next('#')}\tAnnotatorNotes {target}\t{json.dumps(values, ensure_ascii=False)}")

    def _write_entities(self) -> dict[str, str]:
        """The mentions; gives the first one of each entity."""
        first = {}
        for entity in self.line["entities"]:
            mentions = [self._bind("Mention", _place(mention)) for mention in entity["mentions"]]
            if not mentions:
                continue
            first[entity["id"]] = mentions[0]
            self._add_note(mentions[0], {key: entity[key] for key in ENTITY.split()})
            if len(mentions) > 1:
                self.rows.append(f"*\tSame {' '.join(mentions)}")
        return first

    def _write_claim(self, claim: Json, events: dict[str, str], first: dict[str, str]) -> None:
        arguments = []
        for name, key in PARTS.items():
            value = claim[key]
            parts = value if isinstance(value, list) else [value] if value else []
            arguments += [(name, self._bind(name, _place(part))) for part in parts if part["start"] is not None]
        arguments += [("Speaker", first[who["entity"]]) for who in claim["speakers"] if who["entity"] in first]
        arguments += [("Target", first[who]) for who in claim["target"] if who in first]
        arguments += [("Inside", events[claim["inside"]])] if claim["inside"] else []
        seen: dict[str, int] = defaultdict(int)
        words = []
        for name, target in arguments:
            seen[name] += 1
            words.append(f"{name}{seen[name] if seen[name] > 1 else ''}:{target}")
        event = events[claim["id"]]
        self.rows.append(f"{event}\tClaim:{self._bind('Claim', _place(claim['cue']))} {' '.join(words)}".rstrip())
        for name in ATTRIBUTES:
            value = _flatten(name, claim[name])
            if value is not None:
                self.rows.append(f"{self._next('A')}\t{name.capitalize()} {event} {value}")


# ---------------------------------------------------------------------------------------------------------------------- reading


def read_brat(annotation: str) -> Json:
    """The view of a .ann file, the same as `view_line` gives of the line it was written from."""
    rows = [row.split("\t") for row in annotation.splitlines()]
    bound = {row[0]: _read_bound(row[1]) for row in rows if row[0].startswith("T")}
    notes = {row[1].split()[1]: json.loads(row[2]) for row in rows if row[0].startswith("#")}
    view: Json = {
        name: sorted((place, notes[key]) for key, (kind, place) in bound.items() if kind == label)
        for label, (name, _) in FACTS.items()
    }
    groups = [row[1].split()[1:] for row in rows if row[0] == "*"]
    grouped = {key for group in groups for key in group}
    groups += [[key] for key, (kind, _) in bound.items() if kind == "Mention" and key not in grouped]
    view["entities"] = sorted((tuple(sorted(bound[key][1] for key in group)), notes[group[0]]) for group in groups)
    view["outlet"] = sorted(place for kind, place in bound.values() if kind == "OutletSentence")
    view["claims"] = sorted(_read_claims(rows, bound), key=str)
    return view


def _read_bound(words: str) -> tuple[str, Place]:
    kind, offsets = words.split(" ", 1)
    numbers = [int(number) for number in re.findall(r"\d+", offsets)]
    return kind, (numbers[0], numbers[-1])


def _read_claims(rows: list[list[str]], bound: dict[str, tuple[str, Place]]) -> Iterator[Json]:
    events = {row[0]: dict(part.split(":") for part in row[1].split()) for row in rows if row[0].startswith("E")}
    attributes: dict[str, Json] = defaultdict(dict)
    for row in rows:
        if row[0].startswith("A"):
            name, event, value = row[1].split()
            attributes[event][name.lower()] = value
    for event, arguments in events.items():
        view: Json = {"cue": bound[arguments["Claim"]][1], "inside": None}
        for name in (*PARTS, "Speaker", "Target"):
            keys = [key for label, key in arguments.items() if re.fullmatch(rf"{name}\d*", label)]
            view[name] = sorted(bound[key][1] for key in keys)
        view |= {name: attributes[event].get(name) for name in ATTRIBUTES}
        if "Inside" in arguments:
            outer = events[arguments["Inside"]]
            pieces = [bound[key][1] for label, key in outer.items() if re.fullmatch(r"Content\d*", label)]
            view["inside"] = (bound[outer["Claim"]][1], sorted(pieces))
        yield view


def describe_configuration(lines: list[Json]) -> str:
    """The annotation.conf for these lines."""
    values: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for claim in line["claims"]:
            if claim["voice"] == "speaker":
                for name in ATTRIBUTES:
                    value = _flatten(name, claim[name])
                    values[name] |= {value} if value else set()
    entities = [*PARTS, *FACTS, "Mention", "OutletSentence"]
    roles = ", ".join([*(f"{name}*:{name}" for name in PARTS), "Speaker*:Mention", "Target*:Mention", "Inside?:Claim"])
    shown = [
        f"{name.capitalize()}\tArg:Claim, Value:{'|'.join(sorted(values[name]))}" for name in ATTRIBUTES if values[name]
    ]
    sections = {
        "entities": entities,
        "relations": ["Same\tArg1:Mention, Arg2:Mention, <REL-TYPE>:symmetric-transitive"],
        "events": [f"Claim\t{roles}"],
        "attributes": shown,
    }
    return "\n".join(f"[{name}]\n" + "".join(row + "\n" for row in rows) for name, rows in sections.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    lines = [json.loads(words) for words in options.file.read_text(encoding="utf-8").splitlines() if words.strip()]
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "annotation.conf").write_text(describe_configuration(lines), encoding="utf-8")
    lost = 0
    for line in lines:
        name = Path(line["report"]["path"] or line["report"]["id"]).stem
        annotation = Writer(line).write()
        (options.folder / f"{name}.txt").write_text(line["report"]["text"], encoding="utf-8", newline="")
        (options.folder / f"{name}.ann").write_text(annotation, encoding="utf-8", newline="")
        back = (options.folder / f"{name}.ann").read_text(encoding="utf-8")
        if read_brat(back) != view_line(line):
            lost += 1
            print(f"{name}: what is read back differs from what was written", file=sys.stderr)
    print(f"{len(lines)} reports written to {options.folder}, {lost} of them read back with a difference")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
