"""Whether those who are accused have a say in the report."""

import pytest

from sayso.claims import find_replies
from sayso.records import Claim, Entity, Span, Speaker

CHARGE = "Mayor Ruda Halvic accused Orlin Mining of hiding the leak."


def span_of(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def make_entity(text, identity, name, kind, *, role=None, country=None, key=None):
    return Entity(
        id=identity,
        name=name,
        kind=kind,
        role=role,
        country=country,
        key=key,
        mentions=(span_of(text, name),),
        why="name",
    )


def make_claim(text, identity, speaker, content, *, act="say", saying="affirmed", target=(), ascribed=False):
    return Claim(
        id=identity, voice="speaker", act=act, saying=saying, stance="asserts", content=(span_of(text, content),),
        speakers=(Speaker(entity=speaker, why="name"),), target=target, ascribed=ascribed,
    )  # fmt: skip


def read_case(rest, speaker, *, saying="affirmed", content, kind="person", role=None, ascribed=False):
    text = f"{CHARGE} {rest}"
    entities = (
        make_entity(text, "e1", "Ruda Halvic", "person", role="mayor"),
        make_entity(text, "e2", "Orlin Mining", "organization"),
        make_entity(text, "e3", speaker, kind, role=role),
    )
    claims = (
        make_claim(text, "charge", "e1", "of hiding the leak", act="accuse", target=("e2",)),
        make_claim(text, "answer", "e3", content, saying=saying, ascribed=ascribed),
    )
    (reply,) = find_replies(text, claims, entities)
    return reply


@pytest.mark.parametrize(
    ("rest", "speaker", "why"),
    [
        ("A spokesman for the company, Tam Bero, said nothing was hidden.", "Tam Bero", None),
        ("A spokesman for Orlin Mining, Tam Bero, said nothing was hidden.", "Tam Bero", "spokesman for Orlin Mining"),
        ("Tam Bero, a lawyer for Orlin Mining, said nothing was hidden.", "Tam Bero", "lawyer for Orlin Mining"),
        (
            "Orlin Mining’s chief executive Tam Bero said nothing was hidden.",
            "Tam Bero",
            "Orlin Mining’s chief executive",
        ),
        ("Tam Bero, a farmer near Orlin, said nothing was hidden.", "Tam Bero", None),
        ("The opposition leader, Tam Bero, said nothing was hidden.", "Tam Bero", None),
    ],
)
def test_who_speaks_for_the_accused_is_told_by_words_beside_the_name(rest, speaker, why):
    """Only a description that names the accused makes somebody its voice; "the company" alone might be another."""
    reply = read_case(rest, speaker, content="nothing was hidden")
    assert reply.actor == "e2" and reply.charges == ("charge",)
    if why is None:
        assert (reply.status, reply.replies, reply.why) == ("none", (), "no reply found in this text")
    else:
        assert (reply.status, reply.replies) == ("replied", ("answer",))
        assert why in reply.why


def test_who_would_not_speak_has_not_replied():
    """A refusal is told apart from an answer and from silence."""
    reply = read_case(
        "A spokesman for Orlin Mining, Tam Bero, declined to comment.",
        "Tam Bero",
        saying="withheld",
        content="to comment",
    )
    assert (reply.status, reply.replies) == ("withheld", ("answer",))


def test_what_an_opponent_ascribes_is_no_reply():
    """The denial of the accused in the mouth of the accuser is not its own word."""
    reply = read_case(
        "A spokesman for Orlin Mining, Tam Bero, said nothing was hidden.",
        "Tam Bero",
        content="nothing was hidden",
        ascribed=True,
    )
    assert reply.status == "none"


def test_minister_speaks_for_the_accused_country():
    """A person with an office of the same country answers for its government."""
    text = "Ruda Halvic accused Aldovia of spying. Foreign minister Ines Vark rejected that."
    entities = (
        make_entity(text, "e1", "Ruda Halvic", "person"),
        make_entity(text, "e2", "Aldovia", "government", country="AL"),
        make_entity(text, "e3", "Ines Vark", "person", role="foreign minister", country="AL"),
    )
    claims = (
        make_claim(text, "c1", "e1", "of spying", act="accuse", target=("e2",)),
        make_claim(text, "c2", "e3", "that", act="reject"),
    )
    (reply,) = find_replies(text, claims, entities)
    assert (reply.status, reply.replies) == ("replied", ("c2",))
