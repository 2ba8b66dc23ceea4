"""Hand-made reports for the ledger's tests, and hypothesis strategies for arbitrary ones."""

import hashlib
from dataclasses import fields, replace

from hypothesis import strategies as st

from sayso.records import (
    ACTS,
    KINDS,
    Claim,
    Commitment,
    Entity,
    Facts,
    Moment,
    Occasion,
    Place,
    Quantity,
    Relay,
    Report,
    Span,
    Speaker,
)

TEXT = (
    "Governor Ansa Brielow said on Wednesday that at least 11 people had died in Sundrik. “We will rebuild,” she told reporters, "
    "“not leave.”\n\nThe Dorvanian envoy, Pérez Ocaña, denied it, Northline reported. The covered market stayed closed."
)


def hash_text(text):
    return hashlib.sha256(text.encode()).hexdigest()


def at(words, text=TEXT):
    """The span of the first place where the words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_report(text=TEXT, **fields):
    """A report with an id made of what identifies it, as ingest makes it."""
    values = {
        "outlet": "The Harrow Post",
        "title": "Rockets strike Sundrik",
        "published": "2023-05-17",
        "path": "a.txt",
    }
    values |= {"published_why": "option --published", "language": "en"} | fields
    identity = (values["outlet"], values.get("url") or values["title"], hash_text(text))
    return Report(**{"id": hash_text(repr(identity))[:24], "text": text, "text_sha256": hash_text(text)} | values)


WEDNESDAY = Moment(
    span=at("Wednesday"),
    type="DATE",
    edtf="2023-05-17",
    begin="2023-05-17",
    end_before="2023-05-18",
    why="weekday before publication",
)
ELEVEN = Quantity(span=at("at least 11 people"), low=11.0, bound="at_least", of="people", kind="killed", why="at least")
SUNDRIK = Place(
    span=at("Sundrik"), name="Sundrik", country="TA", lat=41.5, lon=20.25, precision="city", why="gazetteer"
)
FACTS = Facts(
    entities=(
        Entity(
            id="e1",
            key="person:ansa-brielow",
            name="Ansa Brielow",
            kind="person",
            role="governor",
            country="TA",
            aliases=("Brielow",),
            mentions=(at("Governor Ansa Brielow"), at("she")),
            why="named in paragraph 1",
        ),
        Entity(
            id="e2",
            name="Pérez Ocaña",
            kind="person",
            role="envoy",
            country="DV",
            mentions=(at("Pérez Ocaña"),),
            why="named",
        ),
        Entity(
            id="e3", key="media:northline", name="Northline", kind="media", mentions=(at("Northline"),), why="named"
        ),
    ),
    times=(WEDNESDAY,),
    quantities=(ELEVEN,),
    places=(SUNDRIK,),
)


def make_claims(report=None):
    """Four claims of `TEXT`: an indirect one, a quotation in two pieces, a relayed denial, and one in the outlet's voice."""
    mark = (report or make_report()).id[:6]
    toll = Claim(
        id=f"a1{mark}",
        voice="speaker",
        form="indirect",
        act="say",
        act_why="said",
        saying="affirmed",
        stance="asserts",
        commitment=Commitment(value="certain"),
        score=0.94,
        content=(at("at least 11 people had died in Sundrik"),),
        cue=at("said"),
        source=at("Governor Ansa Brielow"),
        speakers=(Speaker(entity="e1", why="named"),),
        said=replace(WEDNESDAY, dates="saying"),
        said_why="weekday beside the cue",
        quantities=(ELEVEN,),
        places=(SUNDRIK,),
    )
    rebuild = Claim(
        id=f"a2{mark}",
        voice="speaker",
        form="direct",
        act="promise",
        score=0.81,
        content=(at("“We will rebuild,”"), at("“not leave.”")),
        cue=at("told"),
        source=at("she"),
        audience=at("reporters"),
        speakers=(Speaker(entity="e1", why="she: Ansa Brielow, the only woman named"),),
        inherited=("said",),
    )
    denial = Claim(
        id=f"b1{mark}",
        voice="speaker",
        form="indirect",
        act="deny",
        stance="denies",
        score=0.55,
        content=(at("it, Northline"),),
        cue=at("denied"),
        source=at("The Dorvanian envoy, Pérez Ocaña"),
        speakers=(Speaker(entity="e2", why="named"),),
        target=("e1",),
        via=(Relay(entity="e3", name="Northline", span=at("Northline")),),
        inside=toll.id,
        mentions=("e1", "e2"),
    )
    market = Claim(id=f"c1{mark}", voice="outlet", content=(at("The covered market stayed closed."),))
    return (toll, rebuild, denial, market)


def fill(ledger, report=None, *, run=None):
    """Adds one sample report with its claims, and gives the report and the claims."""
    report = report or make_report()
    claims = make_claims(report)
    ledger.add(report, claims, FACTS, run=run)
    return report, claims


# ------------------------------------------------------------------------------------------------------------- hypothesis

words = st.text(max_size=20)
ids = st.text("abcdef0123456789", min_size=6, max_size=12)
numbers = st.none() | st.floats(allow_nan=False)


def spans(length):
    pairs = st.tuples(st.integers(0, length - 1), st.integers(1, length))
    return pairs.map(lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1])))


def some(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


@st.composite
def reports_with_all(draw):
    """An arbitrary report with arbitrary facts and claims that fit one another."""
    text = draw(st.text(min_size=1, max_size=200))
    span = spans(len(text))
    values = {
        "id": draw(ids),
        "text": text,
        "text_sha256": hash_text(text),
        "path": draw(st.none() | words),
        "record": draw(st.integers(0, 9)),
        "status": draw(st.sampled_from(("read", "not_english"))),
        "status_why": draw(st.none() | words),
        "url": draw(st.none() | words),
        "outlet": draw(st.none() | words),
        "title": draw(st.none() | words),
        "title_span": draw(st.none() | span),
        "byline": draw(st.none() | words),
        "published": draw(st.none() | words),
        "published_why": draw(words),
        "via": draw(some(words)),
        "language": draw(st.none() | words),
        "normalized": draw(st.booleans()),
    }
    assert set(values) == {field.name for field in fields(Report)}
    report = Report(**values)
    facts = Facts(
        entities=tuple(
            Entity(
                id=f"e{number}",
                name=draw(words),
                kind=draw(st.sampled_from(KINDS)),
                key=draw(st.none() | words),
                role=draw(st.none() | words),
                country=draw(st.none() | words),
                named=draw(st.booleans()),
                aliases=draw(some(words)),
                mentions=draw(some(span)),
                why=draw(words),
            )
            for number in range(draw(st.integers(1, 3)))
        ),
        times=draw(some(moments(span, st.none()))),
        quantities=draw(some(quantities(span))),
        places=draw(some(places(span))),
    )
    claim_ids = draw(st.lists(ids, max_size=3, unique=True))
    claims = tuple(draw(claims_of(claim_id, claim_ids, facts, span)) for claim_id in claim_ids)
    return report, facts, claims


def build_all(record, **values):
    """Arbitrary records with every field set, so that a field added to a record cannot be lost unseen."""
    assert set(values) == {field.name for field in fields(record)}
    return st.builds(record, **values)


def moments(span, dates):
    return build_all(
        Moment,
        span=span,
        type=st.sampled_from(("DATE", "TIME", "DURATION", "SET")),
        edtf=st.none() | words,
        timex3=st.none() | words,
        begin=st.none() | words,
        end_before=st.none() | words,
        dates=dates,
        why=words,
    )


def quantities(span):
    return build_all(
        Quantity,
        span=span,
        value=numbers,
        low=numbers,
        high=numbers,
        approximate=st.booleans(),
        bound=st.none() | st.sampled_from(("at_least", "between")),
        change=st.none() | st.just("add"),
        unit=st.none() | words,
        rate=st.none() | words,
        of=st.none() | words,
        kind=st.none() | words,
        as_of=st.none() | words,
        where=st.none() | words,
        why=words,
    )


def places(span):
    return build_all(
        Place,
        span=span,
        name=words,
        country=st.none() | words,
        lat=numbers,
        lon=numbers,
        precision=st.none() | st.sampled_from(("city", "country")),
        metonym=st.booleans(),
        why=words,
    )


def claims_of(claim_id, claim_ids, facts, span):
    entities = st.sampled_from([entity.id for entity in facts.entities])
    dates = st.none() | st.sampled_from(("saying", "content"))
    moment = moments(span, dates) | (st.sampled_from(facts.times) if facts.times else st.nothing())
    quantity = quantities(span) | (st.sampled_from(facts.quantities) if facts.quantities else st.nothing())
    place = places(span) | (st.sampled_from(facts.places) if facts.places else st.nothing())
    return build_all(
        Claim,
        id=st.just(claim_id),
        voice=st.sampled_from(("speaker", "outlet")),
        field=st.sampled_from(("text", "title", "heading")),
        form=st.none() | st.sampled_from(("direct", "indirect", "mixed")),
        act=st.none() | st.sampled_from(ACTS),
        act_why=st.none() | words,
        saying=st.none() | st.sampled_from(("affirmed", "negated", "withheld")),
        stance=st.none() | st.sampled_from(("asserts", "denies")),
        commitment=st.none() | st.builds(Commitment, value=st.just("probable"), span=st.none() | span),
        inside=st.none() | st.sampled_from(claim_ids),
        ascribed=st.booleans(),
        score=st.none() | st.floats(0, 1),
        content=some(span),
        cue=span,
        source=st.none() | span,
        speakers=some(st.builds(Speaker, entity=entities, why=words)),
        target=some(entities),
        via=some(st.builds(Relay, entity=st.none() | entities, name=words, span=span)),
        evidence=some(span),
        audience=st.none() | span,
        occasion=st.none() | st.builds(Occasion, kind=words, span=span),
        said=st.none() | moment,
        said_why=st.none() | words,
        said_at=st.none() | place,
        times=some(moment),
        quantities=some(quantity),
        places=some(place),
        mentions=some(entities),
        inherited=some(words),
    )
