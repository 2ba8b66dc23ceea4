"""
The API as an OpenAPI document. Written by hand, one line an operation; a test holds it against the routes.

A page that is added to the routes gets its line in `READS` or `WRITES` here, or the test fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sayso import __version__
from sayso.ledger.query import STATUSES
from sayso.records import ACTS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value in the address after the question mark."""

    name: str
    about: str
    choices: tuple[str, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing the API does: `takes` are parameters of a read, `fields` of a write, those in `needs` required. `gives` names what comes back."""

    name: str
    about: str
    takes: tuple[Parameter, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    gives: str = "application/json"
    status: int = 200


_NEXT = Parameter(name="next", about="the token of the answer before, to go on in the list")
_SEARCH = (
    Parameter(name="q", about="the query, in the grammar of sayso search"),
    Parameter(name="act", about="only claims with one of these acts", choices=ACTS, repeats=True),
    Parameter(name="speaker", about="only claims of one of these speakers, by key", repeats=True),
    Parameter(name="outlet", about="only claims in one of these outlets", repeats=True),
    Parameter(name="year", about="only claims in reports published in this year"),
    Parameter(
        name="form", about="only claims of one of these forms", choices=("direct", "indirect", "mixed"), repeats=True
    ),
    Parameter(name="status", about="only claims that stand so", choices=STATUSES, repeats=True),
    Parameter(name="show", about="what to list", choices=("claims", "reports", "speakers")),
    Parameter(name="order", about="best match or newest report first", choices=("match", "newest")),
)
_SAME = (
    Parameter(name="key", about="the speaker's key"),
    Parameter(name="q", about="words to look for other speakers by"),
    Parameter(name="report", about="a report that may mean somebody else by the name"),
    Parameter(name="entity", about="the id of the entity in that report"),
)
_REVIEW = (
    Parameter(name="order", about="the least certain first, or at random"),
    Parameter(name="seed", about="the number that fixes the random order"),
    Parameter(name="after", about="the claim after which to go on"),
    Parameter(name="others", about="whether claims that others checked are shown too"),
)
_STORY = (
    Parameter(name="q", about="more words or keys that narrow the story"),
    Parameter(name="without", about="nouns that figures leave out", repeats=True),
)
_COMPARE = (Parameter(name="r", about="the ids of the two reports", repeats=True),)
_WHY = ("why", "the reason, in words")

READS: dict[str, Operation] = {
    "/desk": Operation(name="desk", about="What the ledger holds, the reports added last, those that lack something, and what is new."),
    "/search": Operation(name="search", about="Claims, reports and speakers that a query finds, a page at a time, with facets.", takes=(*_SEARCH, _NEXT)),
    "/search/export.{kind}": Operation(
        name="export_search", about="All that a query finds, as csv, xlsx, json or jsonl: one row a claim, report or speaker.",
        takes=_SEARCH, gives="application/octet-stream",
    ),
    "/r/{report}": Operation(name="report", about="A report with its text, entities and claims, by the JSON contract."),
    "/c/{claim}": Operation(name="claim", about="A claim with its report, decisions, groups and comparisons."),
    "/s/{key}": Operation(name="speaker", about="A speaker across reports; 403 for private persons."),
    "/same": Operation(name="same", about="Whom a speaker could be merged with, and what was decided on its key.", takes=_SAME),
    "/review": Operation(name="review", about="The claim to check next, and the error rate of one's own sample.", takes=_REVIEW),
    "/mend": Operation(name="incomplete", about="Reports that lack a date or an outlet.", takes=(_NEXT,)),
    "/add/{job}": Operation(name="job", about="How far a lot of reports has come."),
    "/stories": Operation(name="stories", about="The named, saved filters."),
    "/story/{name}": Operation(name="story", about="What a story's pictures are drawn from: times, places, figures, who speaks where, copies.", takes=_STORY),
    "/compare": Operation(name="compare", about="Two reports, or two versions of one, side by side.", takes=_COMPARE),
    "/about": Operation(name="about", about="Versions, runs, the model card, the keys of the query grammar."),
    "/openapi.json": Operation(name="openapi", about="This document."),
}  # fmt: skip
"""What can be read, by the address after /api/v1."""

WRITES: dict[str, Operation] = {
    "/add": Operation(
        name="add", about="Adds reports: files, or the text of one report. Answers at once; the job tells how far it has come.",
        fields=(
            ("files", "files of a multipart form"), ("text", "the text of one report"), ("title", "its title"), ("outlet", "its outlet"),
            ("url", "its web address"), ("byline", "its authors"), ("published", "when it was published"),
        ),
        status=202,
    ),
    "/r/{report}/metadata": Operation(
        name="mend", about="Sets what a report lacks.",
        fields=(("published", "when it was published, ISO 8601"), ("outlet", "its outlet"), ("title", "its title")),
    ),
    "/seen": Operation(name="seen", about="Marks what is new as seen."),
    "/c/{claim}/decide": Operation(
        name="decide", about="Confirms, corrects or rejects a claim; 409 where somebody decided on it meanwhile.",
        fields=(
            ("action", "confirm, correct or reject"), ("seen", "the last decision that was known, `last_decision` of the claim"),
            ("after", "for correct: fields of the claim with their new values"), _WHY,
        ),
        needs=("action",),
    ),
    "/r/{report}/add": Operation(
        name="add_claim", about="Adds a claim that was not found.",
        fields=(("claim", "its fields, spans in code points; form, figures, times, places and names follow from the words if left out"), _WHY),
        needs=("claim",),
    ),
    "/stories": Operation(
        name="save_story", about="Keeps a story, or changes the one of its name.",
        fields=(("name", "its name"), ("query", "the query, in the grammar of sayso search"), ("note", "a remark")), needs=("name", "query"),
    ),
    "/stories/drop": Operation(
        name="drop_story", about="Removes a story; reports and claims stay.", fields=(("name", "its name"),), needs=("name",)
    ),
    "/undo": Operation(name="undo", about="Takes a decision back.", fields=(("decision", "its number"),), needs=("decision",)),
    "/same": Operation(
        name="merge_or_split", about="Counts two speakers as one, or one report's entity as somebody else.",
        fields=(
            ("action", "merge or split"), ("key", "the speaker's key"), ("into", "the key it counts as from now on"),
            ("report", "for split: the report"), ("entity", "for split: the entity in it"), _WHY,
        ),
        needs=("action", "key"),
    ),
}  # fmt: skip
"""What can be changed, by the address after /api/v1. Each needs the token of the page, as the field "token" or the header X-Sayso-Token."""


def describe_api() -> Json:
    """The OpenAPI document."""
    paths: dict[str, Json] = {}
    for path, operation in READS.items():
        paths.setdefault(f"/api/v1{path}", {})["get"] = _describe_read(path, operation)
    for path, operation in WRITES.items():
        paths.setdefault(f"/api/v1{path}", {})["post"] = _describe_write(path, operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sayso",
            "version": __version__,
            "summary": "A ledger of who said what in news reports, on this machine.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {"Error": _ERROR},
            "responses": {
                "Error": {
                    "description": "What went wrong, and what can be done.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                }
            },
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "X-Sayso-Token"}},
        },
    }


_ERROR: Json = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "message", "way_out"],
            "properties": {
                "status": {"type": "integer"},
                "message": {"type": "string"},
                "way_out": {"type": "string"},
            },
        }
    },
}


def _describe_read(path: str, operation: Operation) -> Json:
    return {
        "operationId": operation.name,
        "summary": operation.about,
        "parameters": [*_list_places(path), *(_describe_parameter(one) for one in operation.takes)],
        "responses": _list_responses(operation),
    }


def _describe_write(path: str, operation: Operation) -> Json:
    schema: Json = {
        "type": "object",
        "properties": {name: {"description": about} for name, about in operation.fields},
    }
    if operation.needs:
        schema["required"] = list(operation.needs)
    kinds = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
    return {
        "operationId": operation.name,
        "summary": operation.about,
        "parameters": _list_places(path),
        "security": [{"token": []}],
        "requestBody": {"content": {kind: {"schema": schema} for kind in kinds}},
        "responses": _list_responses(operation),
    }


def _list_places(path: str) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _describe_parameter(parameter: Parameter) -> Json:
    schema: Json = {"type": "string"}
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.repeats:
        schema = {"type": "array", "items": schema}
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": schema}


def _list_responses(operation: Operation) -> Json:
    done: Json = {"description": "Done.", "content": {operation.gives: {}}}
    return {str(operation.status): done, "default": {"$ref": "#/components/responses/Error"}}
