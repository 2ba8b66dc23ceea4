"""The fields of a claim that an annotation writes or leaves to their defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from anchor import find_words
from notation import NotationError, Table, as_list, split_value

from sayso.claims import find_form
from sayso.records import ACTS, Commitment, Moment, Occasion, Place, Report, Span
from sayso.text import find_headings, find_quotations

if TYPE_CHECKING:
    from drafts import Draft, Placer
    from facts import Facts

SAYINGS = ("affirmed", "negated", "withheld")
STANCES = ("asserts", "denies", "doubts", "uncommitted")
COMMITMENTS = ("certain", "probable", "possible", "hypothetical", "future")
OCCASIONS = (
    *("press_conference", "briefing", "interview", "letter", "statement", "post", "message", "speech", "rally"),
    *("debate", "hearing", "meeting", "event", "broadcast", "document", "article"),
)
_NOTHING_ASSERTED = ("ask", "demand", "urge", "order")
_ATTITUDES = ("believe", "intend", "praise", "acknowledge", "predict")


class Fields:
    """Decides the fields of the claims of one report. Every step raises `NotationError` for what cannot stand."""

    def __init__(self, report: Report, placer: Placer, facts: Facts, by_id: dict[str, Draft]) -> None:
        self.report = report
        self.text = report.text
        self.placer = placer
        self.facts = facts
        self.by_id = by_id
        self.quotations = find_quotations(report.text)
        self.headings = find_headings(report.text, report.title_span)

    def list_steps(self) -> tuple[tuple[str, Callable[[Draft], Any]], ...]:
        """Each field and what decides it, in an order in which each may use those before."""
        return (
            *(("act", self._decide_act), ("stance", self._decide_stance), ("commitment", self._decide_commitment)),
            *(("inside", self._decide_inside), ("form", self._decide_form), ("field", self._decide_field)),
            *(("evidence", self._find_evidence), ("audience", self._find_audience), ("occasion", self._find_occasion)),
            *(("said", self._find_said), ("said_at", self._find_said_at)),
        )

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
                raise NotationError(
                    f"give stance: with act {act} and saying negated it is not decided (denies for “does not believe that”)"
                )
            if saying == "affirmed" and act in ("ask", "dispute"):
                raise NotationError(
                    f"give stance: act {act} does not decide it ({'uncommitted for a question, asserts for a request' if act == 'ask' else 'denies or doubts'})"
                )
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
            raise NotationError(
                f"give commitment: act {act} does not decide it (the word may be in the cue: “probable: {draft.cue.of(self.text).split()[-1]}”)"
            )
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
            found.append(self.placer.chooser.choose(words, near))
        return tuple(sorted(found))

    def _find_audience(self, draft: Draft) -> Span | None:
        words = draft.table.get("audience")
        return self.placer.find(draft, words) if words else None

    def _find_occasion(self, draft: Draft) -> Occasion | None:
        if not draft.table.get("occasion"):
            return None
        kind, words = split_value(draft.table["occasion"])
        if words is None:
            raise NotationError("occasion is written “press_conference: a news conference”")
        if kind not in OCCASIONS:
            raise NotationError(f"occasion {kind!r} is none of {', '.join(OCCASIONS)}")
        return Occasion(kind=kind, span=self.placer.find(draft, words))

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
        span = self.placer.chooser.pick(words, known, [draft.cue], avoid=draft.content)
        return listed[span]
