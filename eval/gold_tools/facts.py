"""The times, quantities, places and entities of an annotation, placed in the report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from anchor import Chooser, find_literal, find_words
from notation import LISTS, Notation, NotationError, Table, as_list
from values import derive_time, find_unit_kind, read_amount

from sayso.records import KINDS, Entity, Moment, Place, Quantity, Report, Span
from sayso.resolve.how_much.counted import COUNTED_KINDS
from sayso.resolve.who.table import make_slug

WHY = "annotated"
"""What stands where sayso gives its reason: a person read the words."""

CHOICES = {
    "type": ("DATE", "TIME", "DURATION", "SET"),
    "bound": ("at_least", "at_most", "more_than", "less_than", "between"),
    "change": ("add", "up_by", "down_by", "up_to", "down_to"),
    "precision": ("point", "city", "province", "country", "region"),
}
_LAST = re.compile(r",|\s+(?:who|which|that|speaking|whose)\b")


@dataclass(slots=True)
class Person:
    """An entity while it is being put together: `name` in the annotation, the record's values, and its mentions."""

    local: str
    values: dict[str, Any]
    mentions: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Facts:
    """What an annotation says of the whole report."""

    times: list[Moment] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def number(self) -> dict[str, str]:
        """The contract's entity ids by the names used in the annotation."""
        return {local: f"e{place}" for place, local in enumerate(self.people, start=1)}

    def list_entities(self) -> tuple[Entity, ...]:
        """The entities as records, in the annotation's order."""
        ids = self.number()
        return tuple(
            Entity(id=ids[local], mentions=tuple(sorted(set(person.mentions))), why=WHY, **person.values)
            for local, person in self.people.items()
        )


def build_facts(notation: Notation, report: Report) -> Facts:
    """The facts; what is wrong goes to the notation's problems."""
    facts = Facts()
    facts.times = [_make_moment(notation, *placed) for placed in _place_items(notation, "times", report.text)]
    facts.quantities = [
        _make_quantity(notation, report.text, *placed) for placed in _place_items(notation, "quantities", report.text)
    ]
    facts.places = [_make_place(notation, *placed) for placed in _place_items(notation, "places", report.text)]
    for local, table in notation.table.get("entity", {}).items():
        try:
            facts.people[local] = make_person(local, table)
        except NotationError as error:
            notation.report(notation.find_entity(local), f"{local}: {error}")
    if report.outlet is not None and not any(
        person.values["kind"] == "media" and person.values["name"] == report.outlet for person in facts.people.values()
    ):
        facts.people["outlet"] = make_person("outlet", {"name": report.outlet, "kind": "media"})
    _place_names(notation, report.text, facts)
    return facts


# ------------------------------------------------------------------------------------------------- times, quantities, places

Placed = tuple[int, Table, Span]


def _place_items(notation: Notation, name: str, text: str) -> list[Placed]:
    """Each item of a list with its number and each of its places, in text order. Longer words are placed first and keep theirs."""
    items = list(enumerate(notation.table.get(name, [])))
    placed: list[Placed] = []
    plain: dict[str, list[tuple[int, Table]]] = {}
    for number, item in items:
        words = str(item["text"]).strip()
        if find_literal(text, words):
            plain.setdefault(words, []).append((number, item))
            continue
        try:
            places = find_words(text, words)
            if len(places) > 1:
                raise NotationError(Chooser(text).explain(words, places[:4]))
            placed.append((number, item, places[0]))
        except NotationError as error:
            notation.report(notation.find_item(name, number), str(error))
    for words in sorted(plain, key=lambda words: (-len(words), words)):
        taken = [span for _, _, span in placed]
        places = [place for place in find_literal(text, words) if not any(place.overlaps(span) for span in taken)]
        try:
            placed += _share_out(name, text, words, plain[words], places)
        except NotationError as error:
            notation.report(notation.find_item(name, plain[words][0][0]), str(error))
    return sorted(placed, key=lambda item: item[2])


def _share_out(name: str, text: str, words: str, group: list[tuple[int, Table]], places: list[Span]) -> list[Placed]:
    """Items with the same words to the places where these stand."""
    if len(group) == len(places):
        return [(number, item, place) for (number, item), place in zip(group, places, strict=True)]
    if not places:
        raise NotationError(f"“{words}” stands in the report only within other items of {name}")
    if len(group) == 1 and (name == "places" or group[0][1].get("every")):
        return [(*group[0], place) for place in places]
    if len(group) == 1:
        ways = Chooser(text).explain(words, places)
        raise NotationError(f"{ways}; or add every = true, or write the item {len(places)} times, in order")
    raise NotationError(
        f"“{words}” is written {len(group)} times and stands {len(places)} times in the report; write one for each, or mark which with [ ]"
    )


def _pick(item: Table, *names: str) -> dict[str, Any]:
    """Values by name; an empty string is null."""
    return {name: None if item[name] == "" else item[name] for name in names if name in item}


def _check_choices(notation: Notation, line: int, values: dict[str, Any]) -> None:
    for name, choices in CHOICES.items():
        if values.get(name) is not None and values[name] not in choices:
            notation.report(line, f"{name} {values[name]!r} is none of {', '.join(choices)}")


def _make_moment(notation: Notation, number: int, item: Table, span: Span) -> Moment:
    line = notation.find_item("times", number)
    values: dict[str, Any] = {"type": "DATE"}
    if "timex3" not in item:
        notation.report(line, 'a time needs timex3 ("" where it has no value)')
    elif item["timex3"]:
        try:
            values = dict(derive_time(item["timex3"]))
        except NotationError as error:
            notation.report(line, str(error))
    values |= _pick(item, "timex3", "type", "edtf", "begin", "end_before")
    _check_choices(notation, line, values)
    begin, end = values.get("begin"), values.get("end_before")
    if begin is not None and end is not None and not begin < end:
        notation.report(line, f"the interval is empty: begin {begin}, end_before {end}")
    return Moment(span=span, why=WHY, **values)


def _make_quantity(notation: Notation, text: str, number: int, item: Table, span: Span) -> Quantity:
    line = notation.find_item("quantities", number)
    names = [name for name in LISTS["quantities"] if name not in {"text", "every"}]
    values = _pick(item, *names)
    if not any(name in values for name in ("value", "low", "high")):
        amount = read_amount(span.of(text))
        if not amount:
            notation.report(line, f"“{span.of(text)}” is no plain number; give value, or low and high with bound")
        values = amount | values
    _check_choices(notation, line, values)
    if values.get("kind") is None and "kind" not in item and values.get("unit"):
        values["kind"] = find_unit_kind(values["unit"])
    if values.get("kind") is not None and values["kind"] not in COUNTED_KINDS:
        notation.report(line, f"kind {values['kind']!r} is none of {', '.join(COUNTED_KINDS)}; leave it out")
    if values.get("value") is not None and (values.get("low") is not None or values.get("high") is not None):
        notation.report(line, "a quantity has either value, or low and high")
    if values.get("bound") == "between" and None in (values.get("low"), values.get("high")):
        notation.report(line, "bound between needs low and high")
    if values.get("of") and not find_literal(text, values["of"]):
        notation.report(line, f"of = “{values['of']}” does not stand in the report; copy the words")
    return Quantity(span=span, why=WHY, **values)


def _make_place(notation: Notation, number: int, item: Table, span: Span) -> Place:
    line = notation.find_item("places", number)
    values: dict[str, Any] = {"name": re.sub(r"#\d+$", "", str(item["text"])).strip()}
    if "[" in values["name"]:
        values["name"] = values["name"].partition("[")[2].partition("]")[0]
    values |= _pick(item, *(name for name in LISTS["places"] if name != "text"))
    _check_choices(notation, line, values)
    if values.get("precision") is None:
        notation.report(line, f"a place needs precision: {', '.join(CHOICES['precision'])}")
    if values.get("country") is not None and not re.fullmatch(r"[A-Z]{2}", str(values["country"])):
        notation.report(
            line, f"country {values['country']!r} is not two capital letters (ISO 3166); invented countries have none"
        )
    return Place(span=span, why=WHY, **values)


# ---------------------------------------------------------------------------------------------------------------------- entities


def make_person(local: str, table: Table) -> Person:
    """An entity without its mentions. Raises `NotationError`."""
    if not table.get("name") or not table.get("kind"):
        raise NotationError("an entity needs name and kind")
    if table["kind"] not in KINDS:
        raise NotationError(f"kind {table['kind']!r} is none of {', '.join(KINDS)}")
    values = _pick(table, "name", "kind", "role", "country", "named")
    values["aliases"] = tuple(as_list(table.get("aliases")))
    if values.get("country") is not None and not re.fullmatch(r"[A-Z]{2}", str(values["country"])):
        raise NotationError(
            f"country {values['country']!r} is not two capital letters (ISO 3166); invented countries have none"
        )
    named = values.get("named", True)
    values["key"] = table.get("key") or (f"{table['kind']}:{make_slug(table['name'])}" if named else None)
    return Person(local, values)


def _place_names(notation: Notation, text: str, facts: Facts) -> None:
    """
    The mentions of all entities: every place of a name or alias, the longest first, and the words listed.

    A name that stands for a place there is no mention; nor is what `not_mentions` lists.
    """
    tables = notation.table.get("entity", {})
    barred: dict[str, list[Span]] = {}
    listed: list[tuple[Span, str]] = []
    for local in facts.people:
        table = tables.get(local, {})
        for key in ("mentions", "not_mentions"):
            for words in as_list(table.get(key)):
                try:
                    places = find_words(text, words)
                except NotationError as error:
                    notation.report(notation.find_entity(local, key), f"{local}: {error}")
                    continue
                if key == "mentions":
                    listed += [(place, local) for place in places]
                else:
                    barred.setdefault(local, []).extend(places)
    taken = [place for place, _ in listed]
    grounds = {place.span for place in facts.places if not place.metonym}
    names = sorted(
        ((name, local) for local, person in facts.people.items() for name in _list_names(person)),
        key=lambda pair: (-len(pair[0]), pair),
    )
    for place, local in listed:
        facts.people[local].mentions.append(place)
    for name, local in names:
        for place in find_literal(text, name):
            free = not any(place.overlaps(span) for span in taken) and place not in grounds
            if free and not any(place.overlaps(span) for span in barred.get(local, [])):
                facts.people[local].mentions.append(place)
                taken.append(place)


def _list_names(person: Person) -> list[str]:
    return [person.values["name"], *person.values["aliases"]]


def cut_mention(text: str, source: Span) -> Span:
    """The head of a source that names nobody: up to its first comma or relative clause."""
    tail = _LAST.search(text, source.start, source.end)
    return Span(source.start, tail.start()) if tail and tail.start() > source.start else source
