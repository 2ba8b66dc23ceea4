"""What is counted: for each field the items that a claim, or a report, has, each with its place, its value and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]

EDGE = " \t\r\n\u00a0.,;:!?\"'“”‘’()[]-–—…`"
"""Blanks and punctuation that do not count at the edges of a span."""

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")
_PRONOUNS = frozenset("he she it they who i we you him her them this that these those one".split())

Mode = Literal["value", "overlap", "value and overlap"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to compare: its stretch of the text, the value that must be the same, and how it is shown."""

    start: int
    end: int
    value: Any
    shown: str

    def overlaps(self, other: Item) -> bool:
        """Whether the two stretches share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Rule:
    """How a field is read from a claim or a report, and when two of its items are the same."""

    read: Callable[[Json, Page], list[Item]]
    mode: Mode = "value"

    def agrees(self, one: Item, other: Item) -> bool:
        """Whether the items are the same by this rule."""
        same = self.mode == "overlap" or one.value == other.value
        return same and (self.mode == "value" or one.overlaps(other))


class Page:
    """
    One line of the contract, with what comparing it needs: whose an entity id is in the other file's terms, and which claim an id stands for.

    `entities` and `claims` map ids to the names under which both sides know them; an id that has no fellow is known by itself.
    """

    def __init__(self, line: Json) -> None:
        self.line = line
        self.text: str = line["report"]["text"]
        self.entities: dict[str, str] = {}
        self.claims: dict[str, str] = {}
        self.metonyms = [(place["start"], place["end"]) for place in line["places"] if place.get("metonym")]

    def name_entity(self, identity: str) -> str:
        """The common name of an entity."""
        return self.entities.get(identity, identity)

    def name_claim(self, identity: str) -> str:
        """The common name of a claim."""
        return self.claims.get(identity, identity)

    def show_entity(self, identity: str) -> str:
        """An entity as a reader knows it."""
        return next((str(entity["name"]) for entity in self.line["entities"] if entity["id"] == identity), identity)


def trim_edges(text: str, start: int, end: int) -> tuple[int, int] | None:
    """
    A stretch without blanks, punctuation and a possessive at its edges, `None` if nothing else is in it.

    >>> trim_edges("“NATO's” claim", 0, 8)
    (1, 5)
    """
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    owner = _POSSESSIVE.search(text[start:end])
    if owner is not None and owner.start() > 0:
        end = start + owner.start()
    return (start, end) if start < end else None


def make_item(text: str, span: Json, value: Any = None, shown: str | None = None) -> Item:
    """A span as an item; without a value of its own its trimmed place is the value."""
    start, end = span["start"], span["end"]
    words = " ".join(text[start:end].split())
    return Item(start, end, trim_edges(text, start, end) if value is None else value, words if shown is None else shown)


def find_place(claim: Json) -> tuple[int, int]:
    """The stretch from the first to the last span of a claim."""
    spans = [part for part in (*claim["content"], claim["cue"], claim["source"]) if part]
    return min(span["start"] for span in spans), max(span["end"] for span in spans)


# ----------------------------------------------------------------------------------------------------------------- of a claim


def _read_value(name: str) -> Callable[[Json, Page], list[Item]]:
    def read(claim: Json, page: Page) -> list[Item]:
        value = claim[name]
        return [] if value is None else [Item(*find_place(claim), value, str(value))]

    return read


def _read_spans(name: str) -> Callable[[Json, Page], list[Item]]:
    def read(claim: Json, page: Page) -> list[Item]:
        value = claim[name]
        spans = value if isinstance(value, list) else [value] if value else []
        return [make_item(page.text, span) for span in spans]

    return read


def _read_commitment(claim: Json, page: Page) -> list[Item]:
    found = claim["commitment"]
    return [Item(*find_place(claim), found["value"], found["value"])] if found else []


def _read_commitment_word(claim: Json, page: Page) -> list[Item]:
    found = claim["commitment"]
    return [make_item(page.text, found)] if found and found["start"] is not None else []


def _read_inside(claim: Json, page: Page) -> list[Item]:
    outer = claim["inside"]
    return [Item(*find_place(claim), page.name_claim(outer), _show_claim(page, outer))] if outer else []


def _show_claim(page: Page, identity: str) -> str:
    """The cue and the first words of a claim."""
    for claim in page.line["claims"]:
        if claim["id"] == identity:
            words = " ".join((claim["content"][0]["text"] if claim["content"] else "").split())
            return f"{(claim['cue'] or {'text': '–'})['text']}: {words[:40]}"
    return identity


def _read_ascribed(claim: Json, page: Page) -> list[Item]:
    return [Item(*find_place(claim), True, "ascribed")] if claim.get("ascribed") else []


def _read_speakers(claim: Json, page: Page) -> list[Item]:
    source = claim["source"]
    start, end = (source["start"], source["end"]) if source else find_place(claim)
    return [Item(start, end, page.name_entity(who["entity"]), str(who["name"])) for who in claim["speakers"]]


def _read_target(claim: Json, page: Page) -> list[Item]:
    return [Item(*find_place(claim), page.name_entity(who), page.show_entity(who)) for who in claim["target"]]


def _read_via(claim: Json, page: Page) -> list[Item]:
    return [make_item(page.text, relay) for relay in claim["via"]]


def _read_occasion(claim: Json, page: Page) -> list[Item]:
    found = claim["occasion"]
    return [make_item(page.text, found, found["kind"], f"{found['kind']}: {found['text']}")] if found else []


def _read_said(claim: Json, page: Page) -> list[Item]:
    found = claim["said"]
    if not found:
        return []
    value = (found["begin"], found["end_before"])
    return [make_item(page.text, found, value, f"{found['text']} = {found['edtf'] or value}")]


def _read_said_at(claim: Json, page: Page) -> list[Item]:
    found = claim["said_at"]
    return (
        [make_item(page.text, found, str(found["country"]), f"{found['text']} ({found['country']})")] if found else []
    )


def _read_inherited(claim: Json, page: Page) -> list[Item]:
    return [Item(*find_place(claim), name, name) for name in claim["inherited"]]


def _read_dates(claim: Json, page: Page) -> list[Item]:
    return [
        make_item(page.text, moment, moment["dates"], f"{moment['text']}: {moment['dates']}")
        for moment in claim["times"]
    ]


def _only(
    read: Callable[[Json, Page], list[Item]], holds: Callable[[Json, Page], bool]
) -> Callable[[Json, Page], list[Item]]:
    """The items of those claims only for which something holds."""

    def read_some(claim: Json, page: Page) -> list[Item]:
        return read(claim, page) if holds(claim, page) else []

    return read_some


CLAIM_RULES: dict[str, Rule] = {
    "act": Rule(_read_value("act")),
    "saying": Rule(_read_value("saying")),
    "stance": Rule(_read_value("stance")),
    "form": Rule(_read_value("form")),
    "field": Rule(_read_value("field")),
    "commitment": Rule(_read_commitment),
    "commitment word": Rule(_read_commitment_word, "overlap"),
    "inside": Rule(_read_inside),
    "ascribed": Rule(_read_ascribed),
    "via": Rule(_read_via, "overlap"),
    "evidence": Rule(_read_spans("evidence"), "overlap"),
    "audience": Rule(_read_spans("audience"), "overlap"),
    "occasion": Rule(_read_occasion, "value and overlap"),
    "said": Rule(_read_said),
    "said_at": Rule(_read_said_at, "value and overlap"),
    "speakers": Rule(_read_speakers),
    "target": Rule(_read_target),
    "inherited": Rule(_read_inherited),
    "dates": Rule(_read_dates, "value and overlap"),
}
"""The fields that are compared on aligned claims, in the order of printing."""


def is_joint(claim: Json, page: Page) -> bool:
    """Whether several speak."""
    return len(claim["speakers"]) > 1


def is_metonym(claim: Json, page: Page) -> bool:
    """Whether the source holds a place that stands for its government."""
    source = claim["source"]
    return bool(source) and any(source["start"] < end and start < source["end"] for start, end in page.metonyms)


def is_pronoun(claim: Json, page: Page) -> bool:
    """Whether the source is a pronoun."""
    return bool(claim["source"]) and claim["source"]["text"].strip().lower() in _PRONOUNS


def is_unnamed(claim: Json, page: Page) -> bool:
    """Whether no speaker has a name."""
    return bool(claim["speakers"]) and not any(speaker["named"] for speaker in claim["speakers"])


SPEAKER_PARTS = {"joint": is_joint, "metonym": is_metonym, "pronoun": is_pronoun, "unnamed": is_unnamed}
"""The kinds of source, by gold, for which the speakers are counted apart."""


# ---------------------------------------------------------------------------------------------------------------- of a report


def _list(name: str, *values: str) -> Callable[[Json, Page], list[Item]]:
    """The items of a list; with values, those that have any of them, as the values and not as places."""

    def read(line: Json, page: Page) -> list[Item]:
        if not values:
            return [make_item(page.text, item) for item in line[name]]
        filled = (item for item in line[name] if any(item[value] not in (None, False) for value in values))
        return [
            make_item(page.text, item, tuple(item[value] for value in values), _show(item, values)) for item in filled
        ]

    return read


def _show(item: Json, values: tuple[str, ...]) -> str:
    return f"{item['text']} = {', '.join(str(item[value]) for value in values if item[value] is not None)}"


def _read_mentions(line: Json, page: Page) -> list[Item]:
    return [
        make_item(page.text, mention, shown=f"{mention['text']} ({entity['name']})")
        for entity in line["entities"]
        for mention in entity["mentions"]
    ]


def _list_entities(*values: str) -> Callable[[Json, Page], list[Item]]:
    """The entities that the text mentions; with a value, those that have it, under their common name."""

    def read(line: Json, page: Page) -> list[Item]:
        found = []
        for entity in line["entities"]:
            if entity["mentions"] and all(entity[value] is not None for value in values):
                value = (page.name_entity(entity["id"]), *(entity[value] for value in values))
                shown = ", ".join(str(entity[key]) for key in ("name", *values))
                found.append(make_item(page.text, entity["mentions"][0], value, shown))
        return found

    return read


REPORT_RULES: dict[str, Rule] = {
    "times": Rule(_list("times")),
    "times, value": Rule(_list("times", "timex3"), "value and overlap"),
    "times, interval": Rule(_list("times", "begin", "end_before"), "value and overlap"),
    "times, type": Rule(_list("times", "type"), "value and overlap"),
    "quantities": Rule(_list("quantities")),
    "quantities, value": Rule(_list("quantities", "value", "low", "high", "unit"), "value and overlap"),
    "quantities, change": Rule(_list("quantities", "change"), "value and overlap"),
    "quantities, kind": Rule(_list("quantities", "kind"), "value and overlap"),
    "places": Rule(_list("places")),
    "places, country": Rule(_list("places", "country"), "value and overlap"),
    "places, metonym": Rule(_list("places", "metonym"), "value and overlap"),
    "entities": Rule(_list_entities()),
    "entities, kind": Rule(_list_entities("kind")),
    "entities, role": Rule(_list_entities("role")),
    "entities, country": Rule(_list_entities("country")),
    "mentions": Rule(_read_mentions),
}
"""The lists of the whole report."""


def list_pieces(claims: list[Json], page: Page, role: str) -> list[Item]:
    """The pieces of one role over all claims, each place once, in text order."""
    found: dict[Any, Item] = {}
    for claim in claims:
        for item in _read_spans(role)(claim, page):
            found.setdefault((item.start, item.end), item)
    return sorted(found.values(), key=lambda item: (item.start, item.end))


def spoken(line: Json) -> Iterator[Json]:
    """The claims of a line that a speaker makes."""
    return (claim for claim in line["claims"] if claim["voice"] == "speaker")
