"""
The nouns of sayso: frozen records that pass from room to room. This module imports nothing of the project.

Spans count Unicode code points of `Report.text`. Unknown is `None`, and the field beside it that ends in `why` says for what reason.
What the network said (`Mention`, `Attribution`) and what sayso decided (`Entity`, `Moment`, `Quantity`, `Place`, `Claim`) are different records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KINDS = ("person", "organization", "government", "armed_group", "office", "document", "media", "group", "unknown")
"""What an entity can be; the closed list of the JSON contract."""

ACTS = (
    *("say", "announce", "confirm", "acknowledge", "claim", "estimate", "predict", "warn", "voice_concern", "accuse"),
    *("criticise", "praise", "deny", "reject", "dispute", "promise", "threaten", "demand", "urge", "ask", "offer"),
    *("order", "rule", "believe", "intend"),
)
"""What a speaker can do with a content; the closed list of the JSON contract."""

Role = Literal["source", "cue", "content"]
Form = Literal["direct", "indirect", "mixed"]
Voice = Literal["speaker", "outlet"]
Field = Literal["text", "title", "heading"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """
    A half-open stretch of a report's text, counted in Unicode code points.

    >>> Span(0, 9).of("The mayor said the bridge is safe.")
    'The mayor'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def of(self, text: str) -> str:
        """The words of `text` under this span. Raises `ValueError` where the span runs past the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}-{self.end} runs past a text of {len(text)} code points")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    One news article. `text` never changes after ingest; all spans point into it.

    `published` is ISO 8601, a day or a day and time with its zone as the page gave it. `record` counts the articles of a file
    from 0. `normalized` says whether decoding changed more than the bytes' form (line ends, NFC). `title_span` is the title's
    place where the title is part of the text.
    """

    id: str
    text: str
    text_sha256: str
    path: str | None = None
    record: int = 0
    status: Literal["read", "not_english"] = "read"
    status_why: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    title_span: Span | None = None
    byline: str | None = None
    published: str | None = None
    published_why: str = "no date was found"
    via: tuple[str, ...] = ()
    language: str | None = None
    normalized: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not become a report, and why, in one line that names the way out."""

    path: str | None
    record: int
    status_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What the network said of one span: its role, and the probability it gave, 0 to 1; `None` where a rule found it."""

    span: Span
    role: Role
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """
    What was linked: one cue, the sources it belongs to (none where the text names none) and the pieces of content.

    `score` is the probability, 0 to 1, that cue, source and content are all right; `None` where a rule and not the network found it.
    `inside` is the place, in the reading, of the attribution that reports this one; `ascribed` says that only the outer speaker says so
    ("NATO's denial", in a minister's mouth). `relays` are the words that name who quotes the source ("[TASS] quoted Lavrov as saying").
    """

    cue: Mention
    sources: tuple[Mention, ...] = ()
    content: tuple[Mention, ...] = ()
    score: float | None
    inside: int | None = None
    ascribed: bool = False
    relays: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    All that the network said of one report, in text order. `refused` counts spans that could not be anchored exactly.

    `inner` is what it said of the contents when it read them again, unsifted; its `inside` counts `attributions` first, then `inner`.
    """

    attributions: tuple[Attribution, ...] = ()
    inner: tuple[Attribution, ...] = ()
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """
    Somebody or something that speaks or is spoken of.

    `id` is local to the report. `key` is shared across reports, `None` where nothing links the entity safely to another
    report. `country` is ISO 3166 alpha-2.
    """

    id: str
    name: str
    kind: str
    key: str | None = None
    role: str | None = None
    country: str | None = None
    named: bool = True
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    why: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not a kind of entity; the kinds are {', '.join(KINDS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The entity (its id) that a source resolves to, and the rule that says so."""

    entity: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """
    A temporal expression: TimeML span and type, and the value sayso gave it.

    `begin` and `end_before` are ISO dates of a half-open interval. `dates` says whether it dates the saying or what is said,
    `None` outside claims.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    edtf: str | None = None
    timex3: str | None = None
    begin: str | None = None
    end_before: str | None = None
    dates: Literal["saying", "content"] | None = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A counted or measured amount. Exact: `value`. Bounded or vague: `low` and `high`, either of which may be `None`.

    `unit` is "percent", an ISO 4217 code or a unit's name; `rate` is the period or base ("day", "100,000 people"); `of` is what is counted in the
    report's words; `kind` is the normalised sort of thing where the words decide it (killed, fighters, money). `as_of` is the day or interval, in EDTF,
    as of which it holds, `where` the name of the place it is about, both `None` where its clause does not say.
    """

    span: Span
    value: float | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    bound: Literal["at_least", "at_most", "more_than", "less_than", "between"] | None = None
    change: Literal["add", "up_by", "down_by", "up_to", "down_to"] | None = None
    unit: str | None = None
    rate: str | None = None
    of: str | None = None
    kind: str | None = None
    as_of: str | None = None
    where: str | None = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A named place. `country` is ISO 3166 alpha-2; `lat` and `lon` are degrees, of a point that stands for the place;
    `metonym` marks a place's name that stands for its government here.
    """

    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Literal["point", "city", "province", "country", "region"] | None = None
    metonym: bool = False
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where the thing was said: press_conference, interview, letter, statement, post, speech, meeting, hearing, broadcast …"""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When, where and on what occasion one thing was said; `None` where no words say so, with `why` for the moment."""

    moment: Moment | None = None
    why: str = "no words date the saying"
    place: Place | None = None
    occasion: Occasion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What the words of a reading point to.

    `speakers` has one tuple for each attribution of the reading, in the same order, empty where the source is unknown; `datings` has
    one record for each. `times`, `quantities` and `places` are those of the whole text.
    """

    entities: tuple[Entity, ...] = ()
    speakers: tuple[tuple[Speaker, ...], ...] = ()
    datings: tuple[Dating, ...] = ()
    times: tuple[Moment, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One link between the speaker and the outlet: the entity, and the words that name it."""

    entity: str | None
    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """How far the speaker stands behind the content, and the word that decided it (`None` for the default)."""

    value: Literal["certain", "probable", "possible", "hypothetical", "future"]
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    One attributed statement, or one sentence the outlet asserts in its own voice.

    `source`, `cue`, `form`, `act` and `stance` are `None` in the outlet's voice. `inside` is the id of the claim within which this one is
    reported. `content` may be several spans. `score` is 0 to 1, from the network; `None` for the outlet's voice. A claim without
    any span cannot be built.
    """

    id: str
    voice: Voice
    field: Field = "text"
    form: Form | None = None
    act: str | None = None
    act_why: str | None = None
    saying: Literal["affirmed", "negated", "withheld"] | None = None
    stance: Literal["asserts", "denies", "doubts", "uncommitted"] | None = None
    commitment: Commitment | None = None
    inside: str | None = None
    ascribed: bool = False
    score: float | None = None
    content: tuple[Span, ...] = ()
    cue: Span | None = None
    source: Span | None = None
    speakers: tuple[Speaker, ...] = ()
    target: tuple[str, ...] = ()
    via: tuple[Relay, ...] = ()
    evidence: tuple[Span, ...] = ()
    audience: Span | None = None
    occasion: Occasion | None = None
    said: Moment | None = None
    said_why: str | None = None
    said_at: Place | None = None
    times: tuple[Moment, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.content and self.cue is None:
            raise ValueError("a claim needs at least one span: content or cue")
        if self.act is not None and self.act not in ACTS:
            raise ValueError(f"{self.act!r} is not an act; the acts are {', '.join(ACTS)}")

    @property
    def start(self) -> int:
        """The first code point of any of its spans, for sorting in text order."""
        spans = [*self.content, *(span for span in (self.cue, self.source) if span is not None)]
        return min(span.start for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """
    Whether somebody whom a report's speakers accuse, criticise or threaten has a say in it.

    `actor` is an entity's id; `charges` and `replies` are claim ids. `status`: replied, withheld (only that it would not speak), none: then `why` reads
    "no reply found in this text", which says nothing about who was asked.
    """

    actor: str
    charges: tuple[str, ...]
    replies: tuple[str, ...] = ()
    status: Literal["replied", "withheld", "none"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWord:
    """A word of a list of loaded words where a report uses it: the entry it matches, whose word it is here, and why."""

    span: Span
    entry: str
    whose: Literal["outlet", "speaker", "unclear"]
    why: str


# -------------------------------------------------------------------------------------------------------------- across reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    A claim as it is compared with those of other reports: with its words, its speakers and what must be known of its report.

    `words` has the words of each span of `claim.content`; `speakers` are the entities of `claim.speakers` in the same order; `mentions` are the
    keys of the other entities its content names. `published` is ISO 8601, a day or a time. `version` counts the texts of the report's URL.
    """

    claim: Claim
    report_id: str
    words: tuple[str, ...]
    speakers: tuple[Entity, ...] = ()
    mentions: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    version: int = 1
    published: str | None = None

    @property
    def text(self) -> str:
        """The words of the content, pieces joined by a blank: for comparing only, never for showing as a quotation."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch that two reports share: its place in the text of each. `quoted` tells words in quotation marks from narrative."""

    left: Span
    right: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """
    Two reports whose texts overlap. `left` and `right` are report ids, the smaller first.

    `type`: copy (nearly all of each is in the other), derived (abridged, merged or partly reworded), shares_quotes (the narrative is their own,
    the quoted words are the same). `origin` is the id of the report that the other was taken from, `None` where nothing tells. The four
    numbers are containments, 0 to 1: the share of the left (right) report's word 5-grams, narrative or quoted, that the other has too;
    `None` where it has none to speak of. `why` gives the reason for type and direction in words.
    """

    left: str
    right: str
    type: Literal["copy", "derived", "shares_quotes"]
    origin: str | None = None
    narrative_left: float | None = None
    narrative_right: float | None = None
    quoted_left: float | None = None
    quoted_right: float | None = None
    passages: tuple[Passage, ...] = ()
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Claims that say the same. `id` is a hash of level, band and claim ids; `claims` are claim ids, the earliest report's first.

    utterance: the same speaker, occasion and words but for cuts and edits. proposition: the same truth conditions, whoever says it. A *maybe*
    group holds at least two claims that a person should look at; every *same* group of a level lies within one *maybe* group or stands alone.
    """

    id: str
    level: Literal["utterance", "proposition"]
    band: Literal["same", "maybe"]
    claims: tuple[str, ...]
    why: str


COMPARISON_TYPES = (
    *("repeats", "confirms", "denies", "disputes", "conflict", "update", "revised_down", "correction", "compatible"),
    *("not_comparable", "differs"),
)
"""What one claim can be to another. `differs`: two statements of one speaker that are not the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    What the claim `left` is to the claim `right`, by claim ids, with the reason in words a user reads.

    For types with a direction (confirms, denies, disputes, repeats, update, revised_down, correction) `left` is the later or the one that does
    it. `left_span` and `right_span` are the words that decided it (the two figures, the cue of the denial), each in its own report. `ascribed`: only
    an opponent says that the speaker denies. `band` is *same* or *maybe*, as sure as the group that brought the two together.
    """

    left: str
    right: str
    type: str
    band: Literal["same", "maybe"] = "same"
    left_span: Span | None = None
    right_span: Span | None = None
    ascribed: bool = False
    why: str

    def __post_init__(self) -> None:
        if self.type not in COMPARISON_TYPES:
            raise ValueError(f"{self.type!r} is not a type of comparison; the types are {', '.join(COMPARISON_TYPES)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    One figure of a series: the claim that gives it, its value or bounds, who says it, when it was said or published, and as of when it holds.
    `step` is what it is to the point before it of the same line: a comparison's type, `None` for the first.
    """

    claim: str
    report_id: str
    quantity: Quantity
    by: str | None
    outlet: str | None
    published: str | None
    said: str | None
    as_of: str | None
    step: str | None = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """
    Figures for one thing counted, over time. Never an average and never a winner.

    `nouns` are the words for what is counted that were taken together; `where` is the place, `None` where the words name none. `role` tells figures
    that stand for themselves from changes ("500 more"), forecasts and parts of other figures ("including 3 children"), which are lines of their own.
    """

    nouns: tuple[str, ...]
    kind: str | None
    unit: str | None
    where: str | None
    points: tuple[Point, ...]
    role: Literal["level", "change", "forecast", "part"] = "level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """
    How many ways a proposition entered the news, as far as the reports here tell; each number with its evidence.

    `low` merges every suspected copy and counts unnamed sources as none; `high` merges only what is proven. The tuples list what was counted:
    report ids, outlets, publisher families, text origins (the report each stands for), speakers or documents, blocs of speakers.
    """

    low: int
    high: int
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    families: tuple[str, ...]
    text_origins: tuple[str, ...]
    evidence_origins: tuple[str, ...]
    blocs: tuple[str, ...]
    why: tuple[str, ...]
