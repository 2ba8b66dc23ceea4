"""What the ledger hands out: frozen records of what it holds and of what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from sayso.records import Claim, Comparison, Copy, Entity, Facts, Report, Span

Status = Literal["unchecked", "confirmed", "corrected", "added", "rejected"]
STATUSES = ("unchecked", "confirmed", "corrected", "added", "rejected")
"""How a claim stands: a machine's reading that nobody has checked, or what the last decision in force did to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """
    What became of a report that was to be added, and the id under which the ledger has it.

    `claims` counts the claims that were stored now: 0 for a report that was there already.
    """

    report_id: str
    status: Literal["added", "already", "new_version"]
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run that wrote to the ledger: which sayso, which weights (their hash), with which settings, since when (UTC)."""

    run: int
    started_at: str
    version: str
    weights_sha256: str | None
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """
    A report without its text. `version` counts the texts its URL has had, `latest` says whether it is the newest of them; `claims` counts its
    attributed claims as they stand, rejected ones left out.
    """

    report_id: str
    status: Literal["read", "not_english"]
    status_why: str | None
    path: str | None
    record: int
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: str | None
    published_why: str
    language: str | None
    version: int
    latest: bool
    claims: int
    added_at: str
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    """An input that could not be added, with the reason of the last attempt and its time (UTC)."""

    path: str | None
    record: int
    status_why: str
    failed_at: str
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """
    A claim as it stands, with its report, its speakers and its words.

    `speakers` are the entities of `claim.speakers` in the same order; `content_words` has the words of each span of the content. `status` is
    "unchecked" for a machine's reading that nobody has looked at; else `checked_by` and `checked_at` (UTC) tell whose decision it was.
    `ascribers` are the names of the speakers of the outer claim, where only they say that this was said (`claim.ascribed`).
    """

    claim: Claim
    report: ReportRow
    speakers: tuple[Entity, ...]
    content_words: tuple[str, ...]
    source_words: str | None
    cue_words: str | None
    status: Status
    checked_by: str | None
    checked_at: str | None
    run: int | None
    ascribers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """
    A stretch of the report that shows a claim, `text` at `span` of the report's text.

    `hits` are the words that were looked for, as spans of the report's text, within `span`; `cut_before` and `cut_after` say whether the claim
    goes on beyond it.
    """

    span: Span
    text: str
    hits: tuple[Span, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One claim that a query found."""

    row: ClaimRow
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHit:
    """One report that a query's words found, with the stretch of its text around the first of them."""

    report: ReportRow
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """
    A speaker across reports, with the number of claims and reports and the publication dates of the first and the last.

    `key` is None where nothing links the entities to one another but their words: the same words may then mean different people.
    """

    key: str | None
    name: str
    kind: str
    role: str | None
    country: str | None
    named: bool
    claims: int
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """
    What a ledger holds. Claims are those that stand in the newest versions; `claims` counts them by voice, `checked` by status; `size` is bytes
    on the disk, the write-ahead log included.
    """

    path: str
    schema: int
    size: int
    reports: dict[str, int]
    older_versions: int
    failures: int
    claims: dict[str, int]
    checked: dict[str, int]
    speakers: int
    outlets: int
    decisions: int
    without_date: int
    without_outlet: int
    first_published: str | None
    last_published: str | None
    last_added: str | None
    runs: tuple[RunRow, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A report, what its words point to, and its claims, in text order, as they stand. `facts.speakers` is empty."""

    report: Report
    facts: Facts
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """
    One human act. `before` and `after` map the fields it changed to their values as plain data; `in_force` is false once it is undone, and for
    the undoing itself.
    """

    decision: int
    decided_at: str
    who: str
    action: str
    report_id: str | None
    claim_id: str | None
    entity: str | None
    key: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str | None
    undoes: int | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A claim that the new reading has at other spans. `overlap` is the share of code points the two have in common, 0 to 1."""

    old: str
    new: str
    overlap: float
    touched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCarried:
    """A claim that people decided on and that the new reading does not have, and what became of it."""

    claim_id: str
    status: Status
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadResult:
    """
    The difference between two readings of one report, by claim id.

    `kept` have the same id in both, `moved` other spans, `gone` and `new` are in one only; `not_carried` lists the touched claims without
    a counterpart. A touched claim stays as the person left it, also where it is listed as moved.
    """

    report_id: str
    kept: tuple[str, ...]
    moved: tuple[Moved, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    not_carried: tuple[NotCarried, ...]

    @property
    def changed(self) -> bool:
        """Whether the two readings have different claims."""
        return bool(self.moved or self.gone or self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What a purge removed, and in how many reports the words were masked."""

    reports: int = 0
    claims: int = 0
    entities: int = 0
    decisions: int = 0
    masked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparingState:
    """
    How far comparing has come. `compared_at` (UTC) is when a report was last compared for the first time; the waiting are not in what is shown.

    `not_read` counts, by language, the reports that are kept unread, and `failures` the inputs that failed: what they say is in no comparison.
    `methods` and `version` made what is there, under the run `run`.
    """

    compared_at: str | None
    reports: int
    reports_waiting: int
    claims: int
    claims_waiting: int
    not_read: dict[str, int]
    failures: int
    run: int | None
    version: str | None
    methods: dict[str, Any]
    last_look: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """
    What was found with the reports that were compared for the first time after `since` (UTC; None: ever): their ids, newest first, denials and
    disputes, figures that differ, and copies.
    """

    since: str | None
    reports: tuple[str, ...]
    denials: tuple[Comparison, ...]
    changes: tuple[Comparison, ...]
    copies: tuple[Copy, ...]
