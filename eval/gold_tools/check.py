"""What must hold of one line of the JSON contract; the rules behind `validate.py`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sayso.claims import find_form, make_claim_id
from sayso.ingest.make import make_report_id
from sayso.records import ACTS, KINDS, Span
from sayso.text import find_quotations, trim_span

Json = dict[str, Any]

_PLACED = "start end text"
KEYS = {
    "report": "id path record status status_why url outlet title byline published published_why via language text text_sha256 normalized offset_unit",
    "entities": "id key name kind role country named aliases mentions why",
    "claims": "id voice field form act saying stance commitment inside ascribed score content cue source speakers target via evidence audience occasion said "
    "said_why said_at times quantities places mentions inherited",
    "speakers": "entity key name kind role country named why",
    "times": f"{_PLACED} type edtf timex3 begin end_before dates why",
    "quantities": f"{_PLACED} value low high approximate bound change unit rate of kind why",
    "places": f"{_PLACED} name country lat lon precision metonym why",
    "via": f"entity name {_PLACED}",
    "commitment": f"value {_PLACED}",
    "occasion": f"kind {_PLACED}",
    "said": f"edtf begin end_before {_PLACED}",
    "said_at": f"name country lat lon precision {_PLACED}",
    "cue": _PLACED, "source": _PLACED, "content": _PLACED, "evidence": _PLACED, "audience": _PLACED,
}  # fmt: skip
"""The keys of each record of the contract, by the key it stands under."""

CLOSED: dict[tuple[str, str], tuple[str | None, ...]] = {
    ("report", "status"): ("read", "not_english", "failed"),
    ("report", "offset_unit"): ("codepoint",),
    ("entities", "kind"): KINDS,
    ("speakers", "kind"): KINDS,
    ("claims", "voice"): ("speaker", "outlet"),
    ("claims", "field"): ("text", "title", "heading"),
    ("claims", "form"): ("direct", "indirect", "mixed", None),
    ("claims", "act"): (*ACTS, None),
    ("claims", "saying"): ("affirmed", "negated", "withheld"),
    ("claims", "stance"): ("asserts", "denies", "doubts", "uncommitted", None),
    ("commitment", "value"): ("certain", "probable", "possible", "hypothetical", "future"),
    ("times", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("times", "dates"): ("saying", "content", None),
    ("quantities", "bound"): ("at_least", "at_most", "more_than", "less_than", "between", None),
    ("quantities", "change"): ("add", "up_by", "down_by", "up_to", "down_to", None),
    ("places", "precision"): ("point", "city", "province", "country", "region", None),
}
"""The values that a field may have."""

CARRIED = ("said", "said_at", "occasion", "audience", "via")


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: the id of the claim it is in, if in one, and the message."""

    claim: str | None
    message: str


def check_line(line: Any) -> list[Fault]:
    """Everything that does not hold of one line."""
    if not isinstance(line, dict) or not isinstance(line.get("report"), dict):
        return [Fault(None, "no record with a report in it; each line is one of the JSON contract's")]
    missing = [
        key for key in ("entities", "times", "quantities", "places", "claims") if not isinstance(line.get(key), list)
    ]
    if missing:
        return [Fault(None, f"{', '.join(missing)}: missing, or no list")]
    report = line["report"]
    faults = [Fault(None, message) for message in _check_shape(report, "report", "report", report.get("text") or "")]
    if faults or report["status"] == "failed":
        return faults
    text = report["text"]
    faults += [Fault(None, message) for message in _check_report(report)]
    for name in ("entities", "times", "quantities", "places"):
        for number, item in enumerate(line[name]):
            faults += [Fault(None, message) for message in _check_shape(item, name, f"{name}[{number}]", text)]
    shapes = []
    for number, claim in enumerate(line["claims"]):
        own = claim.get("id") if isinstance(claim, dict) else None
        shapes += [Fault(own, message) for message in _check_shape(claim, "claims", f"claims[{number}]", text)]
    faults += shapes
    if faults:
        return faults
    return [*(Fault(None, message) for message in _check_entities(line)), *_check_claims(line)]


# ------------------------------------------------------------------------------------------------------------------------- shape


def _check_shape(value: Any, name: str, where: str, text: str) -> Iterator[str]:
    """Keys, closed lists and spans of one record and of all below it."""
    if not isinstance(value, dict):
        yield f"{where}: no record"
        return
    missing = [key for key in KEYS.get(name, "").split() if key not in value]
    if missing:
        yield f"{where}: the key {', '.join(missing)} is missing; every key is there, null if unknown"
    for key, item in value.items():
        allowed = CLOSED.get((name, key))
        if allowed is not None and item not in allowed:
            yield f"{where}.{key}: {item!r} is none of {', '.join(str(choice) for choice in allowed)}"
        if isinstance(item, dict):
            yield from _check_shape(item, key, f"{where}.{key}", text)
        elif isinstance(item, list):
            for number, part in enumerate(item):
                if isinstance(part, dict):
                    yield from _check_shape(part, key, f"{where}.{key}[{number}]", text)
    if "start" in value:
        yield from _check_span(value, where, text, may_be_null=name == "commitment")
    yield from _check_interval(value, where)


def _check_span(value: Json, where: str, text: str, *, may_be_null: bool) -> Iterator[str]:
    start, end = value.get("start"), value.get("end")
    if start is None and end is None and value.get("text") is None and may_be_null:
        return
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        yield f"{where}: {start}-{end} is no stretch of a text of {len(text)} code points"
    elif text[start:end] != value.get("text"):
        yield f"{where}: the text at {start}-{end} is {text[start:end]!r}, not {value.get('text')!r}"


def _check_interval(value: Json, where: str) -> Iterator[str]:
    begin, end = value.get("begin"), value.get("end_before")
    for moment in (begin, end):
        if moment is not None and not re.fullmatch(
            r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", str(moment)
        ):
            yield f"{where}: {moment!r} is no ISO date"
            return
    if begin is not None and end is not None and not begin < end:
        yield f"{where}: the interval from {begin} to before {end} is empty"
    low, high = value.get("low"), value.get("high")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        yield f"{where}: low {low} is more than high {high}"


# -------------------------------------------------------------------------------------------------------------- report, entities


def _check_report(report: Json) -> Iterator[str]:
    digest = hashlib.sha256(report["text"].encode("utf-8")).hexdigest()
    if report["text_sha256"] != digest:
        yield f"report.text_sha256 is not that of the text, which is {digest}"
    right = make_report_id(report["outlet"], report["url"], report["title"], digest)
    if report["id"] != right:
        yield f"report.id {report['id']} is not the hash of outlet, URL or title, and text, which is {right}"


def _check_entities(line: Json) -> Iterator[str]:
    seen: dict[tuple[int, int], str] = {}
    ids = [entity["id"] for entity in line["entities"]]
    for identity in sorted({identity for identity in ids if ids.count(identity) > 1}):
        yield f"entities: the id {identity} is used twice"
    for entity in line["entities"]:
        for mention in entity["mentions"]:
            place = (mention["start"], mention["end"])
            if place in seen:
                yield f"entities: “{mention['text']}” at {place[0]} is a mention of {seen[place]} and of {entity['name']}"
            seen[place] = entity["name"]
    for name in ("times", "quantities", "places"):
        spans = sorted(_span(item) for item in line[name])
        for one, other in pairwise(spans):
            if one.overlaps(other):
                yield f"{name}: “{one.of(line['report']['text'])}” and “{other.of(line['report']['text'])}” overlap"


def _span(value: Json) -> Span:
    return Span(value["start"], value["end"])


# ------------------------------------------------------------------------------------------------------------------------ claims


def _check_claims(line: Json) -> Iterator[Fault]:
    text = line["report"]["text"]
    claims = {claim["id"]: claim for claim in line["claims"]}
    if len(claims) < len(line["claims"]):
        yield Fault(None, "claims: an id is used twice: two claims have the same source, cue and content")
    quotations = find_quotations(text)
    known = {entity["id"] for entity in line["entities"]}
    starts = []
    for claim in line["claims"]:
        rules = (
            *(_check_parts(claim, text), _check_id(claim, line["report"]["id"]), _check_references(claim, known)),
            *(_check_voice(claim), _check_inside(claim, claims), _check_contained(claim, line)),
            _check_form(claim, text, quotations),
        )
        for rule in rules:
            yield from (Fault(claim["id"], message) for message in rule)
        starts.append(min((span.start for span in _list_spans(claim)), default=0))
    if starts != sorted(starts):
        yield Fault(None, "claims: not in the order of the text")


def _list_spans(claim: Json) -> list[Span]:
    return [_span(part) for part in (*claim["content"], claim["cue"], claim["source"]) if part]


def _check_parts(claim: Json, text: str) -> Iterator[str]:
    content = [_span(piece) for piece in claim["content"]]
    if not content and not claim["cue"]:
        yield "neither content nor cue"
    if content != sorted(content) or any(one.overlaps(other) for one, other in pairwise(content)):
        yield "the pieces of the content are not in order, or overlap"
    named = [("content", piece) for piece in content]
    named += [(role, _span(claim[role])) for role in ("cue", "source") if claim[role]]
    for place, (role, span) in enumerate(named):
        if role == "content" and trim_span(text, span) != span:
            yield f"the content “{span.of(text)[:40]}” has blanks, commas or semicolons at its edges"
        for other, second in named[place + 1 :]:
            if role != other and span.overlaps(second):
                yield f"{role} “{span.of(text)[:40]}” and {other} “{second.of(text)[:40]}” overlap"
    for piece in content if claim["voice"] == "speaker" and not claim["inside"] else []:
        opened = piece.start > 0 and text[piece.start - 1] in '“‘"'
        if opened and re.match(r"[,.!?]?[”’\"]", text[piece.end : piece.end + 2]):
            yield f"the quotation marks around “{piece.of(text)[:40]}” belong to the content"


def _check_id(claim: Json, report_id: str) -> Iterator[str]:
    source, cue = (_span(claim[role]) if claim[role] else None for role in ("source", "cue"))
    right = make_claim_id(report_id, claim["voice"], source, cue, tuple(_span(piece) for piece in claim["content"]))
    if claim["id"] != right:
        yield f"the id {claim['id']} is not the hash of report, voice and spans, which is {right}"


def _check_references(claim: Json, known: set[str]) -> Iterator[str]:
    lists = {
        "speakers": [speaker["entity"] for speaker in claim["speakers"]],
        "via": [relay["entity"] for relay in claim["via"] if relay["entity"] is not None],
        "target": claim["target"],
        "mentions": claim["mentions"],
    }
    for name, ids in lists.items():
        for identity in ids:
            if identity not in known:
                yield f"{name}: there is no entity {identity}"
    # Of several speakers each may accuse the other.
    if len(lists["speakers"]) == 1 and lists["speakers"][0] in lists["target"]:
        yield "a speaker is the target of the same claim"
    if claim["voice"] == "speaker" and bool(claim["speakers"]) != bool(claim["source"]):
        yield "a source has speakers, and no source none"


def _check_voice(claim: Json) -> Iterator[str]:
    if claim["voice"] == "outlet":
        filled = [name for name in ("source", "cue", "form", "act", "stance") if claim[name] is not None]
        if filled:
            yield f"in the outlet's voice {', '.join(filled)} must be null"
        if any(speaker["kind"] != "media" for speaker in claim["speakers"]):
            yield "in the outlet's voice the speaker is the outlet, of kind media"
    elif claim["cue"] is None:
        yield "a speaker's claim has a cue"
    elif claim["stance"] is None:
        yield "a speaker's claim has a stance"
    word = claim["commitment"]
    if word and word["start"] is not None and not any(span.covers(_span(word)) for span in _list_spans(claim)):
        yield f"the word of commitment “{word['text']}” stands neither in the content nor in the cue"
    if word and word["start"] is None and word["value"] != "certain":
        yield f"commitment {word['value']} has no word that decides it"
    for name in claim["inherited"]:
        if name not in CARRIED or not claim[name]:
            yield f"inherited: {name!r} is no field that can be, or the claim has none"


def _check_inside(claim: Json, claims: dict[str, Json]) -> Iterator[str]:
    if claim["inside"] is None:
        if claim["ascribed"]:
            yield "ascribed, but inside no other claim"
        return
    outer = claims.get(claim["inside"])
    if outer is None:
        yield f"inside: there is no claim {claim['inside']}"
        return
    if claim["cue"] and not any(_span(piece).overlaps(_span(claim["cue"])) for piece in outer["content"]):
        yield f"inside: the cue “{claim['cue']['text']}” does not stand in the content of the outer claim (“{(outer['cue'] or {}).get('text')}”)"
    seen = {claim["id"]}
    while outer is not None:
        if outer["id"] in seen:
            yield "inside goes round in a circle"
            return
        seen.add(outer["id"])
        outer = claims.get(outer["inside"])


def _check_contained(claim: Json, line: Json) -> Iterator[str]:
    """The claim's own times, quantities, places and mentions are those of the report that lie within its content."""
    content = [_span(piece) for piece in claim["content"]]
    said = (claim["said"]["start"], claim["said"]["end"]) if claim["said"] else None
    for name in ("times", "quantities", "places"):
        right = {(i["start"], i["end"]) for i in line[name] if any(piece.covers(_span(i)) for piece in content)}
        right |= {said} if name == "times" and said else set()
        own = {(item["start"], item["end"]) for item in claim[name]}
        for start, end in sorted(right ^ own):
            problem = (
                "lies within the content and is not listed"
                if (start, end) in right
                else "is listed and lies outside the content"
            )
            yield f"{name}: “{line['report']['text'][start:end]}” {problem}"
    right_mentions = {
        entity["id"]
        for entity in line["entities"]
        if any(piece.covers(_span(m)) for m in entity["mentions"] for piece in content)
    }
    if right_mentions != set(claim["mentions"]):
        yield f"mentions: {', '.join(sorted(right_mentions ^ set(claim['mentions'])))} differ from the entities within the content"


def _check_form(claim: Json, text: str, quotations: list[Span]) -> Iterator[str]:
    if claim["voice"] != "speaker":
        return
    right = find_form(text, tuple(_span(piece) for piece in claim["content"]), quotations) if claim["content"] else None
    if claim["form"] != right:
        yield f"form is {claim['form']}; by the quotation marks it is {right}"
