"""What stands around a name and says whether a place is meant, a person or an organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.resolve.where.gazetteer import COUNTRY, PROVINCE, REGION, Gazetteer
from sayso.resolve.where.mentions import Name, Word
from sayso.resolve.where.words import (
    BODIES,
    CALLERS,
    DIRECTIONS,
    FUNCTION_WORDS,
    GREAT_BODIES,
    HEADS,
    LOCATIVES,
    OFFICES,
    PEOPLED_LANDS,
    PREFIXES,
    SURE_LOCATIVES,
    TITLES,
)

_NO_NAME_HERE = re.compile(r"\$|/\d|\s?&\s?[A-Z]|\s(?:II|III|IV|VI|VII|VIII|Jr|Sr)\b")
_AGED = re.compile(r",? \(?\d{1,3}\)?, (?:of|from) $")
_JOINED_CAPITALS = re.compile(r"[a-z][A-Z]")


@dataclass(frozen=True, slots=True)
class Signs:
    """The sum of the signs for a place (below 0: against), and whether the name is part of a person's or an organisation's."""

    sum: float
    is_person: bool = False
    is_body: bool = False


def read_signs(text: str, name: Name, words: list[Word], gazetteer: Gazetteer) -> Signs:
    """What the words before and behind a name say."""
    start, end = name.span.start, name.span.end
    if name.is_short_form:
        return Signs(3.0)
    if text[max(0, start - 1) : start] in ("$", "@", "#") or _NO_NAME_HERE.match(text, end):
        return Signs(-9.0)
    before = name.before.text.lower().rstrip(".") if name.before else ""
    score = -0.5 if name.opens_sentence else 0.0
    if before in LOCATIVES:
        score += 1.2 if before in SURE_LOCATIVES else 0.6
    if _AGED.search(text, max(0, start - 14), start):
        score += 1.5
    if before == "of" and name.type_word in HEADS:
        return Signs(-6.0, is_body=True)
    if name.before and name.before.is_capital and name.before_glue in (" ", "-"):
        if before in CALLERS:
            return Signs(-5.0, is_body=True)
        if before in PREFIXES and name.before_glue == "-":
            return Signs(-6.0, is_body=True)
    if _is_titled(text, name):
        return Signs(-5.0, is_body=True)
    if _JOINED_CAPITALS.search(name.span.of(text)) and all(
        name.span.of(text) not in e.name for e in name.found.entries
    ):
        score -= 4.0  # "DuVernay" is no Duvernay
    person = weigh_person(name, gazetteer)
    body = weigh_following(name, words, gazetteer)
    return Signs(score + min(person, body), is_person=person <= -2.5 and body == 0, is_body=body <= -4.0)


def _is_titled(text: str, name: Name) -> bool:
    """Whether "The" stands before it with a capital inside a sentence, as in a newspaper's title: "told The Atlantic"."""
    if name.before is None or name.before.text != "The" or any(entry.kind == COUNTRY for entry in name.found.entries):
        return False
    earlier = text[max(0, name.before.start - 4) : name.before.start].rstrip(" “\"‘'(")
    return bool(earlier) and earlier[-1] not in ".!?:\n…"


def is_great(name: Name) -> bool:
    """Whether the name is above all that of a country, a part of the world, or a state that readers know."""
    return any(
        entry.kind in (COUNTRY, REGION) or (entry.kind == PROVINCE and entry.country in PEOPLED_LANDS)
        for entry in name.found.entries[:3]
    )


def weigh_person(name: Name, gazetteer: Gazetteer) -> float:
    """Below 0 where the word before makes a person's name of it: "Mr Lincoln", "Ann Reading", "Xi Jinping"."""
    before = name.before
    if before is None or not before.is_capital or name.before_glue not in (" ", ". ", "-"):
        return 0.0
    low = before.text.lower().rstrip(".")
    if low in TITLES:
        return -5.0
    if name.before_glue == ". ":
        return -5.0 if len(before.text) == 1 else 0.0  # an initial: "J. Dillon"
    if low in gazetteer.first_names and name.before_glue == " ":
        return -5.0
    if (
        low in FUNCTION_WORDS
        or low in DIRECTIONS
        or low in OFFICES
        or low in BODIES
        or _is_well_known(low, before.text, gazetteer)
    ):
        return 0.0
    return 0.0 if before.text.isupper() or is_great(name) else -3.0


def _is_well_known(key: str, word: str, gazetteer: Gazetteer) -> bool:
    """Whether the word before is a place itself that most readers know ("London Greenwich"), or initials of one ("US")."""
    found = gazetteer.find("=" + word.replace(".", "") if word.isupper() else key)
    return found is not None and any(
        entry.kind in (COUNTRY, REGION)
        or (entry.kind == PROVINCE and entry.country in PEOPLED_LANDS)
        or entry.population >= 1_000_000
        for entry in found.entries
        if entry.id not in found.aliases
    )


def weigh_following(name: Name, words: list[Word], gazetteer: Gazetteer) -> float:
    """Below 0 where the capitalised words behind make a longer name of it: "Kenya Airways", "Paris Doe", but not "Texas Governor"."""
    after = name.after
    if after is None or not after.is_capital or after.text.lower() in FUNCTION_WORDS:
        return 0.0
    first = after.text.lower().rstrip(".")
    great = is_great(name)
    if words[name.last].glue == "-":
        return 0.0 if great else -1.0
    if first in OFFICES:
        return 0.0
    chain = _chain_words(words, name.last + 1)
    if any(word in (GREAT_BODIES if great else BODIES) for word in chain):
        return -7.0
    if name.key in gazetteer.first_names and not _is_well_known(first, after.text, gazetteer):
        return -5.0
    return -0.3 if great else -2.5


def _chain_words(words: list[Word], place: int) -> list[str]:
    """The capitalised words from a place on, over small words, in lower case: how "Regional Health Service" goes on."""
    chain = [words[place].text.lower()]
    while len(chain) < 6 and place + 1 < len(words) and words[place].glue in (" ", "-"):
        place += 1
        if words[place].is_capital:
            chain.append(words[place].text.lower())
        elif words[place].text not in ("of", "for", "and", "the"):
            break
    return chain
