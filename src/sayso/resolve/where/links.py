"""How the names of a report stand to one another in its words: "Paris, Texas", "Ohio, Iowa and Georgia"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.resolve.where.mentions import Name

_COMMA = re.compile(r",\s")
_IN = re.compile(
    r"(?:,? (?:which is )?(?:located |situated |based )?in|(?: area| region| section| district| province| neighbou?rhood| suburb)? of|,? near|,? outside|\s\(|,(?! the))\s?(?:the )?"
    r"(?:(?:north|south|east|west|central|mid|upper|lower)\w*[ -](?:and )?)*(?:(?:US |U\.S\. )?(?:state|province|region|city|county|district|island|department|governorate) of )?",
    re.IGNORECASE,
)
_OWN = re.compile(r"['’]s?,? (?:[a-z]+[ -]){0,4}")
_LIST = re.compile(r",(?: and| or)? (?:the )?| (?:and|or|to) (?:the )?|/|[-–]")


@dataclass(slots=True)
class Links:
    """How the names of a report stand to one another, by number: the name holding this one, the name it holds, and its peers in a list."""

    holder: dict[int, int] = field(default_factory=dict)
    by_comma: set[int] = field(default_factory=set)
    inside: dict[int, int] = field(default_factory=dict)
    peers: dict[int, list[int]] = field(default_factory=dict)


def link_names(text: str, names: list[Name]) -> Links:
    """Finds holders ("Paris, Texas", "Springfield in Illinois", "Kenya's capital Nairobi") and lists ("Ohio, Iowa and Georgia")."""
    links = Links()
    for number in range(len(names) - 1):
        name, other = names[number], names[number + 1]
        between = text[name.span.end : other.span.start]
        if len(between) > 60 or name.key == other.key:
            continue
        if _COMMA.fullmatch(between):
            links.by_comma.add(number)
        if _COMMA.fullmatch(between) or _IN.fullmatch(between):
            links.holder[number] = number + 1
            links.inside.setdefault(number + 1, number)
        elif _OWN.fullmatch(between):
            links.holder[number + 1] = number
            links.inside.setdefault(number, number + 1)
        if _LIST.fullmatch(between):
            links.peers.setdefault(number, []).append(number + 1)
            links.peers.setdefault(number + 1, []).append(number)
    return links
