"""
The one query grammar, for the command line and the page: text → `Query`, without a look at any ledger.

    drone "fish hall" -market by:"Ansa Brielow" outlet:courier act:deny OR act:dispute said-after:2023-05

Everything must hold, but OR joins its two neighbours (as in web search engines); a minus sign excludes; a star at the end of a word
stands for any ending. Case and accents do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from sayso.records import ACTS, KINDS

KEYS = {
    "by": "the speaker's name or alias, or key",
    "outlet": "words of the outlet's name",
    "via": "who relays the statement: a claim's relays and the credits of its report",
    "act": "what the speaker does: " + ", ".join(ACTS),
    "saying": "affirmed, negated (did not say) or withheld (declined to say)",
    "stance": "asserts, denies, doubts or uncommitted",
    "form": "direct, indirect or mixed",
    "kind": "the speaker's kind: " + ", ".join(KINDS),
    "country": "the speaker's country, two letters (IR)",
    "voice": "speaker (the default), outlet or all",
    "min-score": "the least score of the network, 0 to 1; what people confirmed, corrected or added always passes",
    "said-after": "said on or after the first day of a day, month or year, as far as the words date it",
    "said-before": "said before the first day of a day, month or year, as far as the words date it",
    "published-after": "published on or after the first day of a day, month or year",
    "published-before": "published before the first day of a day, month or year",
    "report": "the beginning of a report's id",
    "version": "latest (the default) or all versions of an edited page",
    "status": "unchecked, confirmed, corrected, added or rejected; rejected claims are left out unless asked for",
}
"""Every key of the grammar, with what it asks for."""

FORMS = ("direct", "indirect", "mixed")
SAYINGS = ("affirmed", "negated", "withheld")
STANCES = ("asserts", "denies", "doubts", "uncommitted")
STATUSES = ("unchecked", "confirmed", "corrected", "added", "rejected")
_CHOICES = {
    "act": ACTS,
    "saying": SAYINGS,
    "stance": STANCES,
    "form": FORMS,
    "kind": KINDS,
    "voice": ("speaker", "outlet", "all"),
    "version": ("latest", "all"),
    "status": STATUSES,
}
_OPTIONS = ("voice", "version")
LONGEST, MOST_PARTS = 2000, 60

_PART = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<key>[A-Za-z][A-Za-z-]*):(?!//))?
        (?:["“”„](?P<phrase>[^"“”„]*)(?P<close>["“”„])? | (?P<word>\S*))""",
    re.VERBOSE,
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """
    One thing that must hold, or, if `negated`, must not. `key` is one of `KEYS`, or "words" for words of the claim, which must follow one another.

    `value` is checked and in its final form: a date is the first day as YYYY-MM-DD, a country in capitals. `prefix` asks for words that begin so.
    """

    key: str
    value: str
    negated: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for: all clauses must hold, and of each at least one term. `Query()` finds every claim in a speaker's voice."""

    clauses: tuple[tuple[Term, ...], ...] = ()
    voice: Literal["speaker", "outlet", "all"] = "speaker"
    all_versions: bool = False

    @property
    def words(self) -> tuple[Term, ...]:
        """The words and phrases that are looked for, without the excluded ones."""
        return tuple(term for clause in self.clauses for term in clause if term.key == "words" and not term.negated)

    @property
    def asks_status(self) -> bool:
        """Whether a term names a status, so that rejected claims are not left out by themselves."""
        return any(term.key == "status" for clause in self.clauses for term in clause)


def parse_query(text: str) -> Query:
    """
    The query that a text asks for. Raises `ValueError` that names the part it cannot take and the way out.

    >>> parse_query('by:brielow -market').clauses[1]
    (Term(key='words', value='market', negated=True, prefix=False),)
    """
    _check_text(text)
    clauses: list[tuple[Term, ...]] = []
    options = {"voice": "speaker", "version": "latest"}
    joining = False
    parts = _split(text)
    if len(parts) > MOST_PARTS:
        raise ValueError(f"the query has {len(parts)} parts; at most {MOST_PARTS} are allowed")
    for place, part in enumerate(parts):
        if part.group() == "OR":
            if not clauses or joining or place == len(parts) - 1:
                raise ValueError("OR needs something to look for on both sides")
            joining = True
            continue
        term = _read_part(part)
        if term.key in _OPTIONS:
            if joining or (place + 1 < len(parts) and parts[place + 1].group() == "OR"):
                raise ValueError(f"{term.key}: holds for the whole query and cannot be joined with OR")
            options[term.key] = term.value
        elif joining:
            clauses[-1] = (*clauses[-1], term)
        else:
            clauses.append((term,))
        joining = False
    voice = cast("Literal['speaker', 'outlet', 'all']", options["voice"])
    return Query(clauses=tuple(clauses), voice=voice, all_versions=options["version"] == "all")


def _check_text(text: str) -> None:
    if len(text) > LONGEST:
        raise ValueError(f"the query has {len(text)} characters; at most {LONGEST} are allowed")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the query holds bytes that are no text; write it in UTF-8")


def _split(text: str) -> list[re.Match[str]]:
    """The parts of a query between blanks; a quotation is one part with what stands before it."""
    text = "".join(character if character.isprintable() else " " for character in text)
    parts, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        part = _PART.match(text, at)
        assert part is not None  # a \S* matches anywhere
        if part["phrase"] is not None and part["close"] is None:
            raise ValueError(
                f"the quotation mark before {part['phrase'][:30]!r} is never closed; add one, or leave it out"
            )
        parts.append(part)
        at = part.end()
    return parts


def _read_part(part: re.Match[str]) -> Term:
    key, phrase, word = part["key"], part["phrase"], part["word"]
    value = (phrase if phrase is not None else word).strip()
    negated = bool(part["minus"])
    if key is None:
        if not value:
            what = "an empty quotation" if phrase is not None else "a minus sign alone"
            raise ValueError(f"{what} is nothing to look for; put words in it, or leave it out")
        prefix = phrase is None and len(value) > 1 and value.endswith("*")
        return Term(key="words", value=value.rstrip("*") or value if prefix else value, negated=negated, prefix=prefix)
    key = key.lower()
    if key not in KEYS:
        raise ValueError(
            f"there is no key {key}: (the keys are {', '.join(KEYS)}); to look for the words, put them in quotation marks"
        )
    if negated and key in _OPTIONS:
        raise ValueError(f"-{key}: makes no sense; write {key}: with one of {', '.join(_CHOICES[key])}")
    if not value:
        raise ValueError(f"{key}: needs a value right after it: {KEYS[key]}")
    return Term(key=key, value=_read_value(key, value), negated=negated)


def _read_value(key: str, value: str) -> str:
    if key in _CHOICES:
        chosen = value.lower().replace("-", "_")
        if chosen not in _CHOICES[key]:
            raise ValueError(f"{key}:{value} is unknown; {key}: takes {', '.join(_CHOICES[key])}")
        return chosen
    if key.endswith(("-after", "-before")):
        return read_day(value, key)
    if key == "country":
        if not re.fullmatch("[A-Za-z]{2}", value):
            raise ValueError(f"country:{value} is unknown; write its two letters (ISO 3166), such as country:IR")
        return value.upper()
    if key == "min-score":
        return _read_score(value)
    return value


def read_day(value: str, key: str) -> str:
    """
    The first day of a day, month or year, YYYY-MM-DD. Raises `ValueError` that names the key.

    >>> read_day("2018-02", "said-after")
    '2018-02-01'
    """
    parts = _DAY.fullmatch(value)
    try:
        if parts is None or not value.isascii():
            raise ValueError
        return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)).isoformat()
    except ValueError:
        raise ValueError(f"{key}:{value} is no date; write 2018, 2018-02 or 2018-02-14") from None


def _read_score(value: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]*\.?[0-9]+", value, re.ASCII) or float(value) > 1:
            raise ValueError
    except ValueError:
        raise ValueError(f"min-score:{value} is no score; write a number from 0 to 1, such as min-score:0.8") from None
    return value
