"""One annotation and its report → the line of the JSON contract that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from anchor import find_words
from check import check_line
from drafts import Draft, Placer
from facts import WHY, Facts, build_facts, cut_mention, make_person
from fields import Fields
from notation import Notation, NotationError, Table, as_list, open_notation, split_value

from sayso.claims import make_claim_id, make_claims
from sayso.export import describe_reading
from sayso.ingest.plain import read_plain
from sayso.records import Attribution, Claim, Mention, Reading, Relay, Report, Span, Speaker
from sayso.records import Facts as Resolved

CARRIED = ("said", "said_at", "occasion", "audience", "via")


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
        self.placer = Placer(report.text)
        self.facts: Facts = build_facts(notation, report)
        self.ids: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.drafts: list[Draft] = []
        self.by_id: dict[str, Draft] = {}

    def build(self) -> list[Claim]:
        """The claims in text order, both voices; what is wrong goes to the notation's problems."""
        for number, table in enumerate(self.notation.table.get("claim", [])):
            self._try(number, None, partial(self._place, number, table))
        for draft in self.drafts:
            self._try(draft.number, "speakers", partial(self._find_speakers, draft))
        self.ids = self.facts.number()
        fields = Fields(self.report, self.placer, self.facts, self.by_id)
        for draft in self.drafts:
            for key, step in (*fields.list_steps(), ("target", self._find_target)):
                self._try(draft.number, key, partial(self._fill, draft, key, step))
        if self.notation.problems:
            return []  # what follows walks along `inside`, which may run in a circle
        for draft in self.drafts:
            self._try(draft.number, "via", partial(self._find_via, draft))
            self._try(draft.number, "inherited", partial(self._inherit, draft))
        if self.notation.problems:
            return []
        claims = [self._make(draft) for draft in self.drafts]
        self.numbers = {claim.id: draft.number for claim, draft in zip(claims, self.drafts, strict=True)}
        self._check_twice(claims)
        claims += self._make_outlet_claims()
        return sorted(claims, key=lambda claim: (claim.start, claim.voice != "speaker", claim.inside is not None))

    def _try(self, number: int, key: str | None, action: Callable[[], None]) -> None:
        """Does it; a problem on the line of the claim's key if it cannot be done."""
        try:
            action()
        except NotationError as error:
            self.notation.report(self.notation.find_claim(number, key), str(error))

    @staticmethod
    def _fill(draft: Draft, key: str, step: Callable[[Draft], Any]) -> None:
        draft.values[key] = step(draft)

    def _place(self, number: int, table: Table) -> None:
        draft = self.placer.place(number, table)
        self.drafts.append(draft)
        if table.get("id"):
            if table["id"] in self.by_id:
                raise NotationError(f"id {table['id']} is used twice")
            self.by_id[table["id"]] = draft

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
            # "They" and "both sides" are mentions of several and so of none alone.
            if len(locals_) == 1 and not any(mention.overlaps(draft.source) for mention in person.mentions):
                person.mentions.append(cut_mention(self.text, draft.source))

    def _name_speaker(self, draft: Draft, name: str) -> str:
        value, rest = split_value(name)
        if value == "unnamed" and rest:
            assert draft.source is not None
            kind, _, country = (part.strip() for part in rest.partition(","))
            # Two verbs of one source are two claims of one speaker.
            local = f"unnamed-{draft.source.start}"
            if local in self.facts.people:
                return local
            words = " ".join(cut_mention(self.text, draft.source).of(self.text).split())
            self.facts.people[local] = make_person(
                local, {"name": words, "kind": kind, "country": country, "named": False}
            )
            return local
        return self._check_entity(name)

    def _check_entity(self, name: str) -> str:
        if name not in self.facts.people:
            known = ", ".join(self.facts.people)
            raise NotationError(f"{name} is no entity here; the entities are {known} (or “unnamed: KIND”)")
        return name

    def _guess_speaker(self, source: Span) -> str:
        """The one entity whose mention the source holds."""
        found = [
            local for local, person in self.facts.people.items() if any(source.covers(span) for span in person.mentions)
        ]
        if len(found) != 1:
            which = f"names {', '.join(found)}" if found else "names no entity"
            raise NotationError(f"“{source.of(self.text)}” {which}; give speakers")
        return found[0]

    def _find_target(self, draft: Draft) -> tuple[str, ...]:
        """The ids of the entities named."""
        return tuple(self.ids[self._check_entity(name)] for name in as_list(draft.table.get("target")))

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

    # -------------------------------------------------------------------------------------------------- what others decide too

    def _find_via(self, draft: Draft) -> None:
        """The relays nearest the outlet first: those of the outer claim and its speakers, unless the claim is ascribed, then the words listed."""
        relays = self._relays_above(draft) + self._listed_relays(draft)
        own = {self.ids[local] for local in draft.values.get("speakers", [])}
        draft.values["via"] = tuple(relay for relay in relays if relay.entity is None or relay.entity not in own)

    def _relays_above(self, draft: Draft) -> list[Relay]:
        """What an inner claim came through: whatever the outer one did, then its speakers."""
        outer = draft.table.get("inside")
        if not outer or draft.table.get("ascribed"):
            return []
        above = self.by_id[outer]
        return [*self._relays_above(above), *self._listed_relays(above), *self._relays_of(above)]

    def _listed_relays(self, draft: Draft) -> list[Relay]:
        """The relays that the annotation names."""
        relays = []
        for item in as_list(draft.table.get("via")):
            words = item["text"] if isinstance(item, dict) else item
            span = self.placer.find(draft, words)
            named = item.get("entity") if isinstance(item, dict) else None
            relays.append(self._make_relay(self._check_entity(named) if named else self._entity_at(span), span))
        return relays

    def _relays_of(self, outer: Draft) -> list[Relay]:
        if outer.source is None:
            return []
        speakers = outer.values.get("speakers") or [None]
        return [
            self._make_relay(local, self._narrow(local, outer.source, alone=len(speakers) == 1)) for local in speakers
        ]

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
            if (
                other.cue < draft.cue
                and other.values.get("speakers") == draft.values.get("speakers")
                and not other.table.get("inside")
            ):
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
                self.notation.report(
                    self.notation.find_claim(number), f"the same source, cue and content as claim {seen[claim.id] + 1}"
                )
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
