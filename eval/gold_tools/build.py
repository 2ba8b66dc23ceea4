"""One annotation and its report → the line of the JSON contract that they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from anchor import Chooser, find_words
from check import check_line
from facts import WHY, Facts, build_facts, cut_mention, make_person
from notation import Notation, NotationError, Table, as_list, open_notation, split_value

from sayso.claims import find_form, make_claim_id, make_claims
from sayso.export import describe_reading
from sayso.ingest.plain import read_plain
from sayso.records import (
    ACTS,
    Attribution,
    Claim,
    Commitment,
    Mention,
    Moment,
    Occasion,
    Place,
    Reading,
    Relay,
    Report,
    Span,
    Speaker,
)
from sayso.records import Facts as Resolved
from sayso.text import find_headings, find_quotations

SAYINGS = ("affirmed", "negated", "withheld")
STANCES = ("asserts", "denies", "doubts", "uncommitted")
COMMITMENTS = ("certain", "probable", "possible", "hypothetical", "future")
OCCASIONS = (
    *("press_conference", "briefing", "interview", "letter", "statement", "post", "message", "speech", "rally", "debate"),
    *("hearing", "meeting", "event", "broadcast", "document", "article"),
)
CARRIED = ("said", "said_at", "occasion", "audience", "via")
_NOTHING_ASSERTED = ("ask", "demand", "urge", "order")
_ATTITUDES = ("believe", "intend", "praise", "acknowledge", "predict")


@dataclass(slots=True)
class Draft:
    """A claim while it is being put together: its number in the file, what was written, and its spans."""

    number: int
    table: Table
    content: tuple[Span, ...]
    cue: Span
    source: Span | None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def spans(self) -> list[Span]:
        """All its spans."""
        return [*self.content, self.cue, *([self.source] if self.source else [])]


def build_line(annotation: Path, report_file: Path) -> tuple[dict[str, Any] | None, Notation]:
    """The line of one report, and its annotation with all problems found. No line where there is any problem."""
    notation = open_notation(annotation)
    report = read_plain(report_file.read_text(encoding="utf-8"), path=f"reports/{report_file.name}")
    if notation.problems:
        return None, notation
    builder = Builder(notation, report)
    claims = builder.build()
    if notation.problems:
        return None, notation
    resolved = Resolved(
        entities=builder.facts.list_entities(),
        times=tuple(builder.facts.times),
        quantities=tuple(builder.facts.quantities),
        places=tuple(builder.facts.places),
    )
    line = describe_reading(report, resolved, claims)
    for fault in check_line(line):
        number = builder.numbers.get(fault.claim or "")
        notation.report(1 if number is None else notation.find_claim(number), fault.message)
    return (None if notation.problems else line), notation


class Builder:
    """Makes the claims of one report."""

    def __init__(self, notation: Notation, report: Report) -> None:
        self.notation = notation
        self.report = report
        self.text = report.text
        self.chooser = Chooser(report.text)
        self.quotations = find_quotations(report.text)
        self.headings = find_headings(report.text, report.title_span)
        self.facts: Facts = build_facts(notation, report)
        self.ids: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.drafts: list[Draft] = []
        self.by_id: dict[str, Draft] = {}

    def build(self) -> list[Claim]:
        """The claims in text order, both voices; what is wrong goes to the notation's problems."""
        for number, table in enumerate(self.notation.table.get("claim", [])):
            self._try(number, None, lambda n=number, t=table: self._place(n, t))
        for draft in self.drafts:
            self._try(draft.number, "speakers", lambda d=draft: self._find_speakers(d))
        self.ids = self.facts.number()
        for draft in self.drafts:
            self._decide(draft)
        if self.notation.problems:
            return []  # what follows walks along `inside`, which may run in a circle
        for draft in self.drafts:
            self._try(draft.number, "via", lambda d=draft: self._find_via(d))
            self._try(draft.number, "inherited", lambda d=draft: self._inherit(d))
        if self.notation.problems:
            return []
        claims = [self._make(draft) for draft in self.drafts]
        self.numbers = {claim.id: draft.number for claim, draft in zip(claims, self.drafts, strict=True)}
        self._check_twice(claims)
        claims += self._make_outlet_claims()
        return sorted(claims, key=lambda claim: (claim.start, claim.voice != "speaker", claim.inside is not None))

    def _try(self, number: int, key: str | None, action: Any) -> Any:
        """The action's result; a problem on the line of the claim's key if it cannot be done."""
        try:
            return action()
        except NotationError as error:
            self.notation.report(self.notation.find_claim(number, key), str(error))
            return None

    # ---------------------------------------------------------------------------------------------------------------- spans

    def _place(self, number: int, table: Table) -> None:
        """Places content, cue and source together: first what can be at one place only, then what is near it."""
        content = [str(words) for words in as_list(table.get("content"))]
        if not table.get("cue"):
            raise NotationError("a claim needs a cue")
        found: dict[str, list[Span]] = {}
        for label, words in [*((f"content {n}", w) for n, w in enumerate(content)), ("cue", table["cue"]), ("source", table.get("source"))]:
            if words:
                found[label] = find_words(self.text, words)
        words_of = {f"content {n}": w for n, w in enumerate(content)} | {"cue": table["cue"], "source": table.get("source")}
        placed: dict[str, Span] = {label: places[0] for label, places in found.items() if len(places) == 1}
        if not placed:
            placed = self._place_best(found, words_of)
        for label in [*(f"content {n}" for n in range(len(content))), "cue", "source"]:
            if label in found and label not in placed:
                near = [placed["cue"]] if label == "source" and "cue" in placed else list(placed.values())
                avoid = [span for other, span in placed.items() if other != label]
                placed[label] = self.chooser.pick(words_of[label], found[label], near, avoid=avoid)
        pieces = tuple(sorted(placed[label] for label in placed if label.startswith("content")))
        draft = Draft(number, table, pieces, placed["cue"], placed.get("source"))
        self.drafts.append(draft)
        if table.get("id"):
            if table["id"] in self.by_id:
                raise NotationError(f"id {table['id']} is used twice")
            self.by_id[table["id"]] = draft

    def _place_best(self, found: dict[str, list[Span]], words_of: dict[str, Any]) -> dict[str, Span]:
        """The closest set of places where no part can be at one place only. Raises `NotationError` where two sets are as close."""
        first, *others = sorted(found, key=lambda label: (len(found[label]), label))
        ranked = []
        for anchor in found[first]:
            total = sum(min(self.chooser.measure(anchor, place) for place in found[label]) for label in others)
            ranked.append((total, anchor))
        ranked.sort()
        if len(ranked) > 1 and ranked[1][0] < ranked[0][0] + 12:
            raise NotationError(self.chooser.explain(words_of[first], [place for _, place in ranked[:4]]))
        return {first: ranked[0][1]}

    def _find(self, draft: Draft, words: str, *, avoid: bool = True) -> Span:
        """Words that belong to a claim: nearest to its cue, outside its content if they can be."""
        content = draft.content if avoid else ()
        return self.chooser.choose(words, [draft.cue], avoid=[*content, draft.cue])

    # ------------------------------------------------------------------------------------------------------------- entities

    def _find_speakers(self, draft: Draft) -> None:
        names = as_list(draft.table.get("speakers"))
        if draft.source is None:
            if names:
                raise NotationError("no source, no speaker: leave speakers out, or give the source")
            draft.values["speakers"] = []
            return
        locals_ = [self._name_speaker(draft, name) for name in names] if names else [self._guess_speaker(draft.source)]
        draft.values["speakers"] = locals_
        for local in locals_:
            person = self.facts.people[local]
            if not any(mention.overlaps(draft.source) for mention in person.mentions):
                if len(locals_) == 1:
                    person.mentions.append(cut_mention(self.text, draft.source))
                else:
                    raise NotationError(f"{local}: nothing in the source names it; add the words to its aliases or mentions")

    def _name_speaker(self, draft: Draft, name: str) -> str:
        value, rest = split_value(name)
        if value == "unnamed" and rest:
            assert draft.source is not None
            kind, _, country = (part.strip() for part in rest.partition(","))
            local = f"unnamed-{draft.number + 1}"
            words = " ".join(cut_mention(self.text, draft.source).of(self.text).split())
            self.facts.people[local] = make_person(local, {"name": words, "kind": kind, "country": country, "named": False})
            return local
        return self._check_entity(name)

    def _check_entity(self, name: str) -> str:
        if name not in self.facts.people:
            known = ", ".join(self.facts.people)
            raise NotationError(f"{name} is no entity here; the entities are {known} (or “unnamed: KIND”)")
        return name

    def _guess_speaker(self, source: Span) -> str:
        """The one entity whose mention the source holds."""
        found = [local for local, person in self.facts.people.items() if any(source.covers(span) for span in person.mentions)]
        if len(found) != 1:
            which = f"names {', '.join(found)}" if found else "names no entity"
            raise NotationError(f"“{source.of(self.text)}” {which}; give speakers")
        return found[0]

    def _entity_at(self, span: Span) -> str | None:
        """The entity mentioned by these words, or by most of them."""
        best, size = None, 0
        for local, person in self.facts.people.items():
            for mention in person.mentions:
                if mention == span:
                    return local
                shared = min(mention.end, span.end) - max(mention.start, span.start)
                if shared > size and shared * 2 >= span.end - span.start:
                    best, size = local, shared
        return best

    # --------------------------------------------------------------------------------------------------------------- fields

    def _decide(self, draft: Draft) -> None:
        steps = (
            *(("act", self._decide_act), ("stance", self._decide_stance), ("commitment", self._decide_commitment)),
            *(("inside", self._decide_inside), ("form", self._decide_form), ("field", self._decide_field)),
            *(("evidence", self._find_evidence), ("audience", self._find_audience), ("occasion", self._find_occasion)),
            *(("said", self._find_said), ("said_at", self._find_said_at), ("target", self._find_target)),
        )
        for key, step in steps:
            self._try(draft.number, key, lambda s=step, k=key: draft.values.update({k: s(draft)}))

    @staticmethod
    def _choose(table: Table, key: str, choices: tuple[str, ...], default: str) -> str:
        value = table.get(key, default)
        if value not in choices:
            raise NotationError(f"{key} {value!r} is none of {', '.join(choices)}")
        return str(value)

    def _decide_act(self, draft: Draft) -> str | None:
        draft.values["saying"] = self._choose(draft.table, "saying", SAYINGS, "affirmed")
        if draft.table.get("act") == "none":
            return None
        return self._choose(draft.table, "act", ACTS, "say")

    def _decide_stance(self, draft: Draft) -> str:
        act, saying = draft.table.get("act", "say"), draft.table.get("saying", "affirmed")
        if "stance" not in draft.table:
            if saying == "negated" and act in _ATTITUDES:
                raise NotationError(f"give stance: with act {act} and saying negated it is not decided (denies for “does not believe that”)")
            if saying == "affirmed" and act in ("ask", "dispute"):
                raise NotationError(f"give stance: act {act} does not decide it ({'uncommitted for a question, asserts for a request' if act == 'ask' else 'denies or doubts'})")
        default = "asserts" if saying == "affirmed" else "uncommitted"
        if saying == "affirmed" and act in ("deny", "reject"):
            default = "denies"
        return self._choose(draft.table, "stance", STANCES, default)

    def _decide_commitment(self, draft: Draft) -> Commitment | None:
        written = draft.table.get("commitment")
        if written is None:
            return self._default_commitment(draft)
        value, words = split_value(written)
        if value == "none":
            return None
        if value not in COMMITMENTS:
            raise NotationError(f"commitment {value!r} is none of {', '.join(COMMITMENTS)}, none")
        if words is None:
            if value != "certain":
                raise NotationError(f"commitment {value} needs its word: “{value}: could”")
            return Commitment(value="certain")
        places = find_words(self.text, words)
        own = [place for place in places if any(piece.covers(place) for piece in draft.content)]
        own = own or [place for place in places if draft.cue.covers(place)]
        if not own:
            raise NotationError(f"“{words}” stands neither in the content nor in the cue")
        return Commitment(value=value, span=own[0])  # type: ignore[arg-type]

    def _default_commitment(self, draft: Draft) -> Commitment | None:
        act, saying = draft.table.get("act", "say"), draft.table.get("saying", "affirmed")
        unsaid = saying == "withheld" or (saying == "negated" and act not in _ATTITUDES)
        opening = draft.content[0].of(self.text)[:8].lower() if draft.content else ""
        if not draft.content or act in _NOTHING_ASSERTED or unsaid or opening.startswith("whether "):
            return None
        if act in ("predict", "believe", "estimate", "voice_concern"):
            raise NotationError(f"give commitment: act {act} does not decide it (the word may be in the cue: “probable: {draft.cue.of(self.text).split()[-1]}”)")
        if act in ("promise", "threaten", "intend", "offer"):
            return Commitment(value="future", span=draft.cue)
        return Commitment(value="certain")

    def _decide_inside(self, draft: Draft) -> str | None:
        draft.values["ascribed"] = bool(draft.table.get("ascribed", False))
        outer = draft.table.get("inside")
        if not outer:
            if draft.values["ascribed"]:
                raise NotationError("ascribed claims are inside another: give inside")
            return None
        if outer not in self.by_id:
            raise NotationError(f"inside {outer!r} is no claim's id; give the outer claim id = “{outer}”")
        seen = [draft]
        while outer:
            above = self.by_id[outer]
            if above in seen:
                raise NotationError("inside goes round in a circle")
            seen.append(above)
            outer = above.table.get("inside")
            if outer and outer not in self.by_id:
                break
        return str(draft.table["inside"])

    def _decide_form(self, draft: Draft) -> str | None:
        form = find_form(self.text, draft.content, self.quotations) if draft.content else None
        written = draft.table.get("form")
        if written not in (None, form):
            raise NotationError(f"form {written!r}: by its quotation marks the content is {form}")
        return form

    def _decide_field(self, draft: Draft) -> str:
        default = "text"
        if self.report.title_span is not None and self.report.title_span.overlaps(draft.cue):
            default = "title"
        elif any(span.overlaps(draft.cue) for span in self.headings):
            default = "heading"
        return self._choose(draft.table, "field", ("text", "title", "heading"), default)

    def _find_evidence(self, draft: Draft) -> tuple[Span, ...]:
        found = []
        for words in as_list(draft.table.get("evidence")):
            near = [draft.cue, *draft.content]
            found.append(self.chooser.choose(words, near))
        return tuple(sorted(found))

    def _find_audience(self, draft: Draft) -> Span | None:
        words = draft.table.get("audience")
        return self._find(draft, words) if words else None

    def _find_occasion(self, draft: Draft) -> Occasion | None:
        if not draft.table.get("occasion"):
            return None
        kind, words = split_value(draft.table["occasion"])
        if words is None:
            raise NotationError("occasion is written “press_conference: a news conference”")
        if kind not in OCCASIONS:
            raise NotationError(f"occasion {kind!r} is none of {', '.join(OCCASIONS)}")
        return Occasion(kind=kind, span=self._find(draft, words))

    def _find_said(self, draft: Draft) -> Moment | None:
        return self._find_listed(draft, draft.table.get("said"), self.facts.times, "times")

    def _find_said_at(self, draft: Draft) -> Place | None:
        return self._find_listed(draft, draft.table.get("said_at"), self.facts.places, "places")

    def _find_listed(self, draft: Draft, words: str | None, items: list[Any], name: str) -> Any:
        if not words:
            return None
        places = find_words(self.text, words)
        listed = {item.span: item for item in items}
        known = [place for place in places if place in listed]
        if not known:
            raise NotationError(f"“{words}” is not among {name}; list it there with the very same words")
        span = self.chooser.pick(words, known, [draft.cue], avoid=draft.content)
        return listed[span]

    def _find_target(self, draft: Draft) -> tuple[str, ...]:
        return tuple(self.ids[self._check_entity(name)] for name in as_list(draft.table.get("target")))

    # -------------------------------------------------------------------------------------------------- what others decide too

    def _find_via(self, draft: Draft) -> None:
        """The relays nearest the outlet first: the outer speakers of an inner claim that is not ascribed, then the words listed."""
        relays: list[Relay] = []
        outer = draft.table.get("inside") if not draft.table.get("ascribed") else None
        while outer:
            above = self.by_id[outer]
            relays = [*self._relays_of(above), *relays]
            outer = above.table.get("inside") if not above.table.get("ascribed") else None
        for item in as_list(draft.table.get("via")):
            words = item["text"] if isinstance(item, dict) else item
            span = self._find(draft, words)
            local = self._check_entity(item["entity"]) if isinstance(item, dict) and item.get("entity") else self._entity_at(span)
            relays.append(self._make_relay(local, span))
        own = {self.ids[local] for local in draft.values.get("speakers", [])}
        draft.values["via"] = tuple(relay for relay in relays if relay.entity is None or relay.entity not in own)

    def _relays_of(self, outer: Draft) -> list[Relay]:
        if outer.source is None:
            return []
        speakers = outer.values.get("speakers") or [None]
        return [self._make_relay(local, self._narrow(local, outer.source, alone=len(speakers) == 1)) for local in speakers]

    def _narrow(self, local: str | None, source: Span, *, alone: bool) -> Span:
        """The words of a joint source that name one of the speakers."""
        if alone or local is None:
            return source
        own = [span for span in self.facts.people[local].mentions if source.covers(span)]
        return own[0] if own else source

    def _make_relay(self, local: str | None, span: Span) -> Relay:
        name = self.facts.people[local].values["name"] if local else " ".join(span.of(self.text).split())
        return Relay(entity=self.ids[local] if local else None, name=name, span=span)

    def _inherit(self, draft: Draft) -> None:
        fields = as_list(draft.table.get("inherited"))
        if not fields:
            return
        earlier = self._find_earlier(draft)
        for name in fields:
            if name not in CARRIED:
                raise NotationError(f"{name!r} cannot be inherited; what can is {', '.join(CARRIED)}")
            if draft.table.get(name):
                raise NotationError(f"{name} is both written and inherited; leave one out")
            value = earlier.values.get(name)
            if not value:
                raise NotationError(f"the earlier claim (“{earlier.cue.of(self.text)}”) has no {name}")
            draft.values[name] = value

    def _find_earlier(self, draft: Draft) -> Draft:
        if draft.table.get("after"):
            if draft.table["after"] not in self.by_id:
                raise NotationError(f"after {draft.table['after']!r} is no claim's id")
            return self.by_id[draft.table["after"]]
        for other in sorted(self.drafts, key=lambda other: other.cue, reverse=True):
            if other.cue < draft.cue and other.values.get("speakers") == draft.values.get("speakers") and not other.table.get("inside"):
                return other
        raise NotationError("no earlier claim of the same speakers; name it with after = “its id”")

    # ---------------------------------------------------------------------------------------------------------------- records

    def _id_of(self, draft: Draft) -> str:
        return make_claim_id(self.report.id, "speaker", draft.source, draft.cue, draft.content)

    def _make(self, draft: Draft) -> Claim:
        values = dict(draft.values)
        inside = values.pop("inside")
        speakers = tuple(Speaker(entity=self.ids[local], why=WHY) for local in values.pop("speakers"))
        said = values.get("said")
        claim = Claim(
            id=self._id_of(draft),
            voice="speaker",
            content=draft.content,
            cue=draft.cue,
            source=draft.source,
            inside=self._id_of(self.by_id[inside]) if inside else None,
            speakers=speakers,
            said_why=WHY if said else "no words date the saying",
            inherited=tuple(name for name in CARRIED if name in as_list(draft.table.get("inherited"))),
            **values,
        )
        return self._add_facts(claim)

    def _add_facts(self, claim: Claim) -> Claim:
        """What lies within the content, and the time that dates the saying."""

        def within(items: Any) -> tuple[Any, ...]:
            return tuple(item for item in items if any(piece.covers(item.span) for piece in claim.content))

        times = [replace(moment, dates="content") for moment in within(self.facts.times)]
        if claim.said is not None and all(moment.span != claim.said.span for moment in times):
            times.append(replace(claim.said, dates="saying"))
        mentions = sorted(
            (span, self.ids[local])
            for local, person in self.facts.people.items()
            for span in person.mentions
            if any(piece.covers(span) for piece in claim.content)
        )
        return replace(
            claim,
            said=replace(claim.said, dates="saying") if claim.said else None,
            times=tuple(sorted(times, key=lambda moment: moment.span)),
            quantities=within(self.facts.quantities),
            places=within(self.facts.places),
            mentions=tuple(dict.fromkeys(entity for _, entity in mentions)),
        )

    def _check_twice(self, claims: list[Claim]) -> None:
        seen: dict[str, int] = {}
        for number, claim in enumerate(claims):
            if claim.id in seen:
                self.notation.report(self.notation.find_claim(number), f"the same source, cue and content as claim {seen[claim.id] + 1}")
            seen.setdefault(claim.id, number)

    def _make_outlet_claims(self) -> list[Claim]:
        """The sentences the outlet asserts: mechanical (`sayso.claims`), less those listed in `not_asserted`."""
        reading = Reading(
            attributions=tuple(
                Attribution(
                    cue=Mention(span=draft.cue, role="cue", score=None),
                    sources=(Mention(span=draft.source, role="source", score=None),) if draft.source else (),
                    content=tuple(Mention(span=piece, role="content", score=None) for piece in draft.content),
                    score=None,
                )
                for draft in self.drafts
            )
        )
        resolved = Resolved(entities=self.facts.list_entities())
        left_out: list[Span] = []
        for words in as_list(self.notation.table.get("not_asserted")):
            try:
                left_out += find_words(self.text, words)
            except NotationError as error:
                self.notation.report(self.notation.find_item("not_asserted", 0), str(error))
        return [
            self._add_facts(claim)
            for claim in make_claims(self.report, reading, resolved)
            if claim.voice == "outlet" and not any(claim.content[0].overlaps(span) for span in left_out)
        ]
