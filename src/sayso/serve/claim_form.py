"""
The form in which a person changes a claim: every field of the contract, drawn from the types of `records` and read back into plain data.

A field's place is its path: `cue.start`, `content.0.words`, `quantities.1.value`. Spans travel as offsets with the words under them; where the words
were typed anew, they are looked for in the report, nearest to where the span was. A record in a list whose first entry is emptied goes.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any

from sayso.records import (
    ACTS,
    KINDS,
    Claim,
    Commitment,
    Entity,
    Moment,
    Occasion,
    Place,
    Quantity,
    Relay,
    Span,
    Speaker,
)
from sayso.serve.choosing import find_words
from sayso.serve.decisions import LABELS
from sayso.serve.templating import show_controls

GROUPS = (
    ("What is said", ("content", "form")),
    ("How it is said", ("cue", "act", "saying", "stance", "commitment")),
    ("Who says it", ("source", "speakers", "via", "audience", "evidence", "target")),
    ("When and where", ("said", "said_at", "occasion")),
    ("What it holds", ("quantities", "times", "places", "mentions")),
    ("Its place", ("voice", "inside", "ascribed", "inherited")),
)
"""The fields in the order in which a person looks at them."""
OCCASIONS = (
    *("press_conference", "interview", "letter", "statement", "post", "speech", "meeting", "hearing", "broadcast"),
    *("phone_call", "email", "report", "testimony"),
)
_HEADS: dict[type, str] = {
    Commitment: "value",
    Occasion: "kind",
    Moment: "span",
    Quantity: "span",
    Place: "span",
    Relay: "span",
    Speaker: "entity",
}
"""The entry of a record without which there is none."""
_NEEDED: dict[type, dict[str, str | None]] = {Moment: {"type": "DATE"}, Relay: {"name": None}, Place: {"name": None}}
_NAMES = {
    "low": "at least",
    "high": "at most",
    "of": "what is counted",
    "rate": "per",
    "begin": "from",
    "end_before": "until before",
    "edtf": "date (EDTF)",
    "timex3": "TimeML value",
    "lat": "latitude",
    "lon": "longitude",
    "span": "words",
    "entity": "who, of those in the report",
    "metonym": "stands for its government",
    "dates": "dates the",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """
    One entry of the form. `widget` is words, choice, line, number, check, list or record.

    `parts` are the entries within a list or record, `options` value and label of a choice, `suggestions` what a line may hold.
    """

    path: str
    label: str
    widget: str
    value: Any = None
    span: Span | None = None
    options: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    parts: tuple[Node, ...] = ()
    error: str | None = None

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it, or in any part of it, that is more than a box unticked."""
        return bool(self.value or self.error) or any(part.is_filled for part in self.parts)

    @property
    def identity(self) -> str:
        """The path as an id of the page."""
        return "f-" + self.path.replace(".", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the choices of a form offer: the report's text and entities, and its other claims as id and label."""

    text: str
    entities: tuple[Entity, ...]
    claims: tuple[tuple[str, str], ...]


class FormError(Exception):
    """Entries that cannot be read: path → what is wrong, in words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


# -------------------------------------------------------------------------------------------------------------------- drawing


def draw_form(
    values: Mapping[str, Any], setting: Setting, *, errors: Mapping[str, str] | None = None
) -> list[tuple[str, list[Node]]]:
    """The groups of entries for a claim's fields as plain data (see `ledger.plain`), each with its heading."""
    hints = typing.get_type_hints(Claim)
    draft = _Drawing(setting, errors or {})
    return [
        (heading, [draft.draw(hints[name], name, LABELS[name], values.get(name)) for name in names])
        for heading, names in GROUPS
    ]


@dataclass(slots=True)
class _Drawing:
    setting: Setting
    errors: Mapping[str, str]

    def draw(self, hint: Any, path: str, label: str, value: Any) -> Node:
        hint, optional = _strip_none(hint)
        error = self.errors.get(path)
        if hint is Span:
            return self._draw_words(path, label, value)
        if typing.get_origin(hint) is tuple:
            return self._draw_list(hint, path, label, value or [])
        if is_dataclass(hint):
            return self._draw_record(hint, path, label, value)
        if hint is bool:
            return Node(path=path, label=label, widget="check", value=bool(value), error=error)
        options = self._list_options(hint, path)
        if options is not None:
            nothing = ((("", "–"),)) if optional or value is None else ()
            return Node(
                path=path, label=label, widget="choice", value=value or "", options=(*nothing, *options), error=error
            )
        widget = "number" if hint is float else "line"
        shown = f"{value:.12g}" if isinstance(value, int | float) else value or ""
        suggestions = OCCASIONS if path == "occasion.kind" else ()
        return Node(path=path, label=label, widget=widget, value=shown, suggestions=suggestions, error=error)

    def _list_options(self, hint: Any, path: str) -> tuple[tuple[str, str], ...] | None:
        head, _, last = path.partition(".")[0], "", path.rpartition(".")[2]
        if typing.get_origin(hint) is typing.Literal:
            return _spell(typing.get_args(hint))
        if path == "act":
            return _spell(ACTS)
        if path == "inside":
            return self.setting.claims
        if last == "entity" or head in ("target", "mentions"):
            return tuple(
                (entity.id, f"{entity.name} ({entity.kind.replace('_', ' ')})") for entity in self.setting.entities
            )
        return _spell(KINDS) if last == "kind" and head == "speakers" else None

    def _draw_words(self, path: str, label: str, value: Any) -> Node:
        value = value or {}
        start, end = value.get("start"), value.get("end")
        span = Span(start, end) if isinstance(start, int) and isinstance(end, int) else None
        words = span.of(self.setting.text) if span is not None else value.get("words") or ""
        return Node(path=path, label=label, widget="words", value=words, span=span, error=self.errors.get(path))

    def _draw_list(self, hint: Any, path: str, label: str, value: list[Any]) -> Node:
        (inner, *_) = typing.get_args(hint)
        parts = tuple(
            self.draw(inner, f"{path}.{place}", f"{label} {place + 1}", part) for place, part in enumerate(value)
        )
        return Node(path=path, label=label, widget="list", parts=parts, error=self.errors.get(path))

    def _draw_record(self, hint: Any, path: str, label: str, value: Any) -> Node:
        value = value or {}
        parts = [
            self.draw(
                typing.get_type_hints(hint)[part.name],
                f"{path}.{part.name}",
                _name_part(part.name),
                value.get(part.name),
            )
            for part in fields(hint)
            if part.name != "why"
        ]
        if hint is Speaker:
            parts += [
                self.draw(str | None, f"{path}.name", "or somebody else: name", value.get("name")),
                self.draw(str | None, f"{path}.kind", "kind", value.get("kind")),
                self.draw(str | None, f"{path}.role", "role", value.get("role")),
                self.draw(str | None, f"{path}.country", "country (two letters)", value.get("country")),
            ]
        return Node(path=path, label=label, widget="record", parts=tuple(parts), error=self.errors.get(path))


def _strip_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = [argument for argument in typing.get_args(hint) if argument is not type(None)]
        return inner[0], len(inner) < len(typing.get_args(hint))
    return hint, False


def _spell(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, value.replace("_", " ")) for value in values)


def _name_part(name: str) -> str:
    return _NAMES.get(name, name.replace("_", " "))


# -------------------------------------------------------------------------------------------------------------------- reading


@dataclass(slots=True)
class _Reading:
    """A form on its way back into plain data."""

    sent: Mapping[str, str]
    text: str
    strict: bool
    errors: dict[str, str] = field(default_factory=dict)

    def read(self, hint: Any, path: str) -> Any:
        hint, _ = _strip_none(hint)
        if hint is Span:
            return self._read_words(path)
        if typing.get_origin(hint) is tuple:
            return self._read_list(hint, path)
        if is_dataclass(hint):
            return self._read_record(hint, path)
        sent = self.sent.get(path, "").strip()
        if hint is bool:
            return bool(sent)
        if hint is float:
            return self._read_number(path, sent)
        return sent or None

    def _read_number(self, path: str, sent: str) -> float | None:
        try:
            return float(sent.replace(",", "").replace("\u00a0", "")) if sent else None
        except ValueError:
            self.errors[path] = f"“{sent}” is no number."
            return None

    def _read_words(self, path: str) -> dict[str, Any] | None:
        words = self.sent.get(f"{path}.words", "")
        if not words.strip():
            return None
        start, end = self.sent.get(f"{path}.start", ""), self.sent.get(f"{path}.end", "")
        near = 0
        if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(self.text):
            near = int(start)
            if _is_same(Span(near, int(end)).of(self.text), words):
                return {"start": near, "end": int(end)}
        found = find_words(self.text, words, near=near)
        if found is not None:
            return {"start": found.start, "end": found.end}
        self.errors[path] = f"The words “{words.strip()[:80]}” do not stand in the report like this."
        return None if self.strict else {"words": words}

    def _read_list(self, hint: Any, path: str) -> list[Any]:
        (inner, *_) = typing.get_args(hint)
        prefix = f"{path}."
        places = {
            int(place)
            for name in self.sent
            if name.startswith(prefix) and (place := name[len(prefix) :].partition(".")[0]).isdecimal()
        }
        parts = [self.read(inner, f"{path}.{place}") for place in sorted(places)]
        return [part for part in parts if part is not None] if self.strict else parts

    def _read_record(self, hint: Any, path: str) -> dict[str, Any] | None:
        hints = typing.get_type_hints(hint)
        values = {
            part.name: self.read(hints[part.name], f"{path}.{part.name}") for part in fields(hint) if part.name != "why"
        }
        if hint is Speaker:
            values |= {name: self.read(str | None, f"{path}.{name}") for name in ("name", "kind", "role", "country")}
        if not self.strict:
            return values
        if hint is Speaker:
            return _point(values)
        if values[_HEADS[hint]] is None:
            return None
        for name, default in _NEEDED.get(hint, {}).items():
            if values[name] is None:
                values[name] = default or Span(**values["span"]).of(self.text)
        return {
            name: value for name, value in values.items() if value is not None or _default_of(hint, name) is not MISSING
        }


def _default_of(kind: Any, name: str) -> Any:
    return next(part.default for part in fields(kind) if part.name == name)


def _point(values: dict[str, Any]) -> dict[str, Any] | None:
    """A speaker by the report's entity, or by a name that was typed."""
    if values["name"] is not None:
        return {
            "name": values["name"],
            "kind": values["kind"] or "unknown",
            "role": values["role"],
            "country": values["country"],
        }
    return None if values["entity"] is None else {"entity": values["entity"]}


def _is_same(stored: str, typed: str) -> bool:
    """Whether typed words are those of a span, as far as an input field can carry them."""
    shown = show_controls(stored)
    return shown.split() == typed.split() or stored.split() == typed.split()


def read_draft(sent: Mapping[str, str], text: str) -> dict[str, Any]:
    """The fields of a form as plain data to draw it again: nothing is refused, nothing dropped."""
    reading = _Reading(sent, text, strict=False)
    hints = typing.get_type_hints(Claim)
    return {name: reading.read(hints[name], name) for _, names in GROUPS for name in names}


def read_form(sent: Mapping[str, str], text: str) -> dict[str, Any]:
    """The fields of a form as plain data for a claim. Raises `FormError`."""
    reading = _Reading(sent, text, strict=True)
    hints = typing.get_type_hints(Claim)
    values = {name: reading.read(hints[name], name) for _, names in GROUPS for name in names}
    if reading.errors:
        raise FormError(reading.errors)
    return values


def find_changes(values: Mapping[str, Any], was: Mapping[str, Any], *, who: str) -> dict[str, Any]:
    """
    The fields that differ from what they were, both as plain data, with a reason in each record that is new or was touched.

    A record that is as one of those before keeps the reason it had.
    """
    changes = {}
    for name, value in values.items():
        settled = _give_reasons(value, was.get(name), f"set by {who}")
        if settled != was.get(name):
            changes[name] = settled
    return changes


def _give_reasons(value: Any, was: Any, why: str) -> Any:
    if isinstance(value, list):
        before = was if isinstance(was, list) else []
        return [_give_reason(part, before, why) for part in value]
    return _give_reason(value, [was], why)


def _give_reason(value: Any, before: list[Any], why: str) -> Any:
    if not isinstance(value, dict):
        return value
    for old in before:
        if isinstance(old, dict) and all(old.get(name) == part for name, part in value.items()):
            return old
    needs_why = ("entity" in value and "span" not in value) or ({"name", "kind"} <= set(value) and "span" not in value)
    reasoned = "edtf" in value or "bound" in value or "metonym" in value
    return value | {"why": why} if needs_why or reasoned else value
