"""Which agencies a report credits as a whole: in its dateline, its byline, its last lines."""

from __future__ import annotations

import re

from sayso.text import find_paragraphs

_KNOWN = {
    names.split("|")[0].casefold(): names.split("|")
    for names in (
        "AP|Associated Press|The AP",
        "Reuters|Thomson Reuters",
        "AFP|Agence France-Presse|Agence France Presse",  # codespell:ignore presse
        "dpa|Deutsche Presse-Agentur|Deutsche Presse Agentur",  # codespell:ignore presse
        "PA|PA Media|Press Association|PA Wire",
        "UPI|United Press International",
        "TASS|ITAR-TASS|Itar-Tass",
        "Interfax|Interfax-Ukraine",
        "RIA Novosti|RIA",
        "Xinhua|Xinhua News Agency",
        "Kyodo|Kyodo News",
        "Jiji|Jiji Press",
        "Yonhap|Yonhap News Agency",
        "PTI|Press Trust of India",
        "IANS|Indo-Asian News Service",
        "ANI|Asian News International",
        "AAP|Australian Associated Press",
        "CP|The Canadian Press|Canadian Press",
        "EFE|Agencia EFE",
        "ANSA",
        "Adnkronos",
        "Belga",
        "ANP",
        "APA",
        "Keystone-SDA",
        "TT",
        "NTB",
        "Ritzau",
        "STT",
        "PAP|Polish Press Agency",
        "CTK|ČTK",
        "TASR",
        "MTI",
        "Agerpres",
        "BTA",
        "Tanjug",
        "Hina",
        "Lusa",
        "Ukrinform",
        "UNIAN",
        "BelTA",
        "Anadolu|Anadolu Agency|AA",
        "IRNA",
        "SANA",
        "WAFA",
        "WAM",
        "SPA|Saudi Press Agency",
        "KUNA",
        "MENA",
        "Petra",
        "APS",
        "Bernama",
        "Antara",
        "VNA",
        "KCNA",
        "APP",
        "UNB",
        "NAN|News Agency of Nigeria",
        "SAPA",
        "Bloomberg|Bloomberg News",
        "Dow Jones|Dow Jones Newswires",
        "Inter Press Service|IPS",
        "Religion News Service|RNS",
    )
}
_CANONICAL = {name.casefold(): key for key, names in _KNOWN.items() for name in names}
# Names that are also words, initials or places count as agencies only where the text's form says so, not in a byline.
_ONLY_IN_DATELINES = frozenset(
    "pa aa cp tt apa spa petra mena hina antara sana nan app ria vna aps stt unb ips ani".split()
)
# What stands in brackets behind a place and is no agency.
_NOT_AGENCIES = re.compile(
    r"(?:US|USA|UK|UAE|EU|UN|[RDI]-.*|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\b.*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day.*)$"
)
_AGENCY = re.compile(r"\b(?:news ?agency|press ?agency|news ?wires?|wire ?service|news ?service|wire)$", re.IGNORECASE)
_WORD = r"[A-Z][\w&’'-]*(?:\.\w+)*"
_NAME = rf"(?:[Tt]he )?{_WORD}(?: (?:(?:of|for|and|&) )?{_WORD}){{0,4}}"
_DATELINE = re.compile(
    rf"^[A-Z][A-Z’'.\- /]{{2,40}}(?:, [\w’'.\- ]{{2,40}}){{0,3}}\s*\((?P<name>{_NAME}(?:/{_NAME})?)\)\s*(?:[-–—:]|\.\s?[-–—])",
    re.MULTILINE,
)
_MIXED_DATELINE = re.compile(
    rf"^[A-Z][\w’'.\- ]{{2,40}}(?:, [\w’'.\- ]{{2,30}}){{0,2}}\s*\((?P<name>{_NAME})\)\s*(?:--|[-–—])\s"
)
_PREFIX = re.compile(rf"^\((?P<name>{_NAME})\)\s*(?:--|[-–—])\s")
_REPORTED_BY = re.compile(
    rf"(?:^|[(;.—–-]\s*)(?i:with |additional |further )?(?i:reporting|files|contributions?|material) (?:by|from) (?P<name>{_NAME})"
)
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|\b[Cc]opyright)\s*(?:©|\([cC]\))?\s*(?:\d{{4}}(?:[-–]\d{{2,4}})?)?,?\s*(?:by )?(?P<name>{_NAME})"
)
_CREDIT = re.compile(rf"^\(?(?i:credit)\s*:\s*(?P<name>{_NAME})")
_SOURCE = re.compile(rf"^\(?(?i:source|via)\s*:\s*(?P<name>{_NAME})")
_ALONE = re.compile(rf"^[-–—(\[\s]*(?P<name>{_NAME})[)\]\s.]*$")
_MADE_BY = re.compile(
    r"\b(?:article|story|report|dispatch|content)\b.{0,40}\b(?:produced|provided|supplied|distributed|first published|originally published|written|reported)\b"
    rf" (?:by|in|on) (?P<name>{_NAME})|\b(?:article|story|report) (?:first|originally) appeared (?:in|on) (?P<other>{_NAME})"
)
_BYLINE_PART = re.compile(r"\s*(?:,|;|/|\||\band\b|\bwith\b|\bfor\b|\bin\b|&)\s*")
_STAFF = re.compile(r"\b(?:staff|agencies|wires|writers?|reporters?|correspondents?|desk|team)\b\.?", re.IGNORECASE)


def find_credits(text: str) -> tuple[str, ...]:
    """
    The agencies that the text credits as a whole, each once, as written: in a dateline, a line of its own at the top or one of the last lines.

    Careful: people who reported are not relays, and a name that may be a person's is left out.

    >>> find_credits("KARVEN (Northwire) — The bridge is shut, the mayor said.")
    ('Northwire',)
    """
    paragraphs = [span.of(text) for span in find_paragraphs(text[:3000])[:6]]
    names: list[str] = []
    for words in paragraphs[:5]:
        names.extend(_names_in_dateline(words))
    for words in paragraphs[:3]:
        if len(words) <= 80 and words.startswith(("By ", "From ")):
            names.extend(find_byline_agencies(words))
    tail = text[-2500:]
    ends = [span.of(tail) for span in find_paragraphs(tail)][-4:]
    for words in ends:
        if len(words) <= 320:
            names.extend(_names_in_last_line(words, first=words in paragraphs[:1]))
    return join_credits(names)


def find_byline_agencies(byline: str | None) -> tuple[str, ...]:
    """
    The agencies in a byline: well-known ones, and names that say so ("Tereva News Agency").

    >>> find_byline_agencies("By Ana Ruiz, Associated Press")
    ('Associated Press',)
    """
    if not byline:
        return ()
    words = re.sub(r"^(?:by|from)\s+", "", byline.strip(), flags=re.IGNORECASE)
    names = []
    for part in _BYLINE_PART.split(words):
        name = _STAFF.sub("", part).strip(" .()")
        if _is_agency(name):
            names.append(name)
    return join_credits(names)


def join_credits(names: list[str] | tuple[str, ...], *, outlet: str | None = None) -> tuple[str, ...]:
    """The names in order, each agency once, without the outlet itself."""
    kept: dict[str, str] = {}
    for name in names:
        plain = name.strip().removeprefix("The ").removeprefix("the ").strip(" .,")
        key = _CANONICAL.get(name.strip().casefold()) or _CANONICAL.get(plain.casefold(), plain.casefold())
        if plain and not _is_outlet(plain, outlet):
            kept.setdefault(key, plain)
    return tuple(kept.values())


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether the name is the outlet's or its publisher's: "Ellerby Courier Newspapers Ltd" for "The Ellerby Courier"."""
    if outlet is None:
        return False
    ours = outlet.casefold().removeprefix("the ").strip()
    theirs = name.casefold()
    same_agency = ours in _CANONICAL and _CANONICAL.get(theirs) == _CANONICAL[ours]
    return same_agency or (bool(ours) and (theirs.startswith(ours) or ours.startswith(theirs + " ")))


def _is_agency(name: str) -> bool:
    """Whether the name is a well-known agency's and nothing else's, or says that it is one ("Tereva News Agency")."""
    return _is_known(name, strict=True) or (" " in name and _AGENCY.search(name) is not None)


def _is_known(name: str, *, strict: bool = False) -> bool:
    plain = name.strip().removeprefix("The ").removeprefix("the ").casefold()
    return plain in _CANONICAL and not (strict and plain in _ONLY_IN_DATELINES)


def _names_in_dateline(words: str) -> list[str]:
    found = _DATELINE.match(words)
    if found:
        return [name for name in found["name"].split("/") if not _NOT_AGENCIES.match(name)]
    found = _MIXED_DATELINE.match(words) or _PREFIX.match(words)
    return [found["name"]] if found and (_is_known(found["name"]) or _AGENCY.search(found["name"])) else []


def _names_in_last_line(words: str, *, first: bool) -> list[str]:
    names = []
    made = _MADE_BY.search(words)
    if made:
        names.append(made["name"] or made["other"])
    for pattern in (_REPORTED_BY, _COPYRIGHT, _CREDIT):
        for found in pattern.finditer(words):
            # "(Reporting by Ana Ruiz; editing by …)": two words are a person's name unless they say otherwise.
            if _is_agency(found["name"]) or " " not in found["name"]:
                names.append(found["name"])
    for line in (_SOURCE.match(words), None if first else _ALONE.match(words)):
        if line and _is_agency(line["name"]):
            names.append(line["name"])
    return names
