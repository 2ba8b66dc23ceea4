"""Claims in the words a reader uses: who said it through whom, with which figure, in one line. Used by the command line and the page alike."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Claim, Entity, Facts, Quantity, Reply, Report


def format_chain(report: Report, claim: Claim, entities: dict[str, Entity]) -> str:
    """Speaker → relays → outlet, as people would write it."""
    people = " and ".join(entities[speaker.entity].name for speaker in claim.speakers) or "no source named"
    relays = [relay.name for relay in reversed(claim.via)]
    return " → ".join([people, *relays, report.outlet or "outlet unknown"])


def label_speakers(claim: Claim, facts: Facts) -> str:
    """The names of the speakers, each with the role the report gives."""
    entities = {entity.id: entity for entity in facts.entities}
    names = []
    for speaker in claim.speakers:
        entity = entities[speaker.entity]
        names.append(f"{entity.name}, {entity.role}" if entity.role else entity.name)
    return " and ".join(names) or "(no source named)"


def describe_amount(quantity: Quantity) -> str:
    """
    A quantity's value in words.

    >>> from sayso.records import Span
    >>> describe_amount(Quantity(span=Span(0, 1), low=200, bound="at_least", kind="killed", why=""))
    '200 or more, killed'
    """
    scale, unit = (100, "percent") if quantity.unit == "share" else (1, quantity.unit)
    value, low, high = (number and number * scale for number in (quantity.value, quantity.low, quantity.high))
    if quantity.bound == "more_than" and low is not None and high is None:
        amount = f"more than {low:,.12g}"
    elif quantity.bound == "less_than" and high is not None and low is None:
        amount = f"less than {high:,.12g}"
    elif value is not None:
        amount = f"{'about ' if quantity.approximate else ''}{value:,.12g}"
    elif high is None:
        amount = f"{low:,.12g} or more" if low is not None else "unknown"
    else:
        amount = f"up to {high:,.12g}" if low is None else f"{low:,.12g} to {high:,.12g}"
    words = quantity.of if quantity.of and len(quantity.of) <= 40 else None
    kind = (
        quantity.kind
        if quantity.kind not in (None, "share", "money") and not (words and quantity.kind in words)
        else None
    )
    parts = [amount + (f" {unit}" if unit else ""), words, kind]
    return ", ".join(part for part in parts if part)


def list_details(claim: Claim, text: str, ascribers: Sequence[str] = ()) -> str:
    """Who alone ascribes it, relays, date of the saying and figures of a claim, a line each."""
    ascribed = label_ascribed(claim, ascribers)
    lines = [ascribed] if ascribed else []
    lines += [f"via {relay.name}" for relay in reversed(claim.via)]
    if claim.said is not None:
        lines.append(f"said {claim.said.edtf or claim.said.span.of(text)}")
    lines += [describe_amount(quantity) for quantity in claim.quantities[:4]]
    return "\n".join(lines)


def describe_reply(reply: Reply, entities: dict[str, Entity]) -> str:
    """Whether somebody who is accused has a say in the report, in one line, with the ids of the claims."""
    charges = ", ".join(identity[:8] for identity in reply.charges)
    replies = ", ".join(identity[:8] for identity in reply.replies)
    name = entities[reply.actor].name
    if reply.status == "none":
        return f"{name} is accused or criticised ({charges}): {reply.why}"
    verb = "replies" if reply.status == "replied" else "would not reply"
    return f"{name} is accused or criticised ({charges}) and {verb} ({replies}): {reply.why}"


def label_act(act: str | None, saying: str | None) -> str:
    """
    The act with how it was said.

    >>> label_act("say", "withheld")
    'would not say'
    """
    name = (act or "?").replace("_", " ")
    if saying == "withheld":
        return f"would not {name}"
    return f"did not {name}" if saying == "negated" else name


_NOUNS = {
    "say": "statement",
    "announce": "announcement",
    "confirm": "confirmation",
    "acknowledge": "admission",
    "voice_concern": "concern",
    "accuse": "accusation",
    "criticise": "criticism",
    "deny": "denial",
    "reject": "rejection",
    "intend": "intention",
    "believe": "belief",
    "rule": "ruling",
    "predict": "prediction",
    "urge": "appeal",
    "ask": "question",
    "warn": "warning",
    "threaten": "threat",
}


def name_act(act: str | None) -> str:
    """
    An act as a noun.

    >>> name_act("deny"), name_act("estimate"), name_act(None)
    ('denial', 'estimate', 'statement')
    """
    return _NOUNS.get(act or "say", (act or "say").replace("_", " "))


def label_ascribed(claim: Claim, ascribers: Sequence[str]) -> str | None:
    """
    Who alone says that this was said; `None` for what the report itself says was said.

    >>> from sayso.records import Span
    >>> label_ascribed(Claim(id="c", voice="speaker", act="deny", ascribed=True, cue=Span(0, 1)), ["Lavrov"])
    'denial ascribed by Lavrov'
    """
    if not claim.ascribed:
        return None
    return f"{name_act(claim.act)} ascribed by {' and '.join(ascribers) or 'another speaker'}"


_PAST = {
    "say": "said",
    "voice_concern": "voiced concern",
    "deny": "denied",
    "threaten": "threatened",
    "offer": "offered",
    "order": "ordered",
    "intend": "means to",
    "believe": "believes",
}


def name_verb(claim: Claim) -> str:
    """
    What the speaker did, as a reader would say it.

    >>> from sayso.records import Span
    >>> name_verb(Claim(id="c", voice="speaker", act="deny", saying="affirmed", cue=Span(0, 1)))
    'denied'
    """
    if claim.voice == "outlet":
        return "in the outlet’s own voice"
    if claim.act is None or claim.saying in ("withheld", "negated"):
        return label_act(claim.act, claim.saying) if claim.act else "act unknown"
    if claim.act in _PAST:
        return _PAST[claim.act]
    return claim.act + ("d" if claim.act.endswith("e") else "ed")
