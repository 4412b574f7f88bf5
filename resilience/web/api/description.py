"""The OpenAPI 3.1 description of the interface, made from its addresses and rows."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from resilience.text import LANGUAGES
from resilience.web.api.answers import CSV, JSON, MOST_PAGES, MOST_PER_PAGE, PER_PAGE
from resilience.web.api.catalogue import PATHS, ROOT, ApiPath
from resilience.web.guard.problems import PROBLEM

Json = dict[str, Any]
ABOUT = """\
Read-only tables of frameworks, workshops, their results, peer cities and the network, for Power BI, R and pandas. \
The figures are those of the pages and files. A token reads what an official may read, and nothing before the reveal.
"""
#: answers other than 200, by status
REFUSALS = {
    "304": "Not changed since the answer with the ETag in `If-None-Match`.",
    "400": "The query has a field that is unknown, twice there, or wrong.",
    "401": "There is no token, or it is unknown, revoked or has ended.",
    "403": "The token does not read this workshop, or not the network.",
    "404": "There is no such framework, or nothing at this address.",
    "405": "The interface is read-only.",
    "409": "The result is not shown: it was not revealed, or departments reply first.",
    "429": "Too many requests; `Retry-After` says when to try again.",
    "503": "The server cannot answer at the moment.",
}


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    title: str
    status: int
    detail: str


@cache
def description() -> Json:
    """Return the description as JSON values."""
    models: list[type[BaseModel]] = [Problem, *(path.row for path in PATHS)]
    _, schemas = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Urban resilience dashboard", "version": "1.0.0", "description": ABOUT},
        "servers": [{"url": ROOT}],
        "security": [{"token": []}],
        "paths": {path.path: {"get": _operation(path)} for path in PATHS},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(path: ApiPath) -> Json:
    return {
        "operationId": path.path.strip("/").translate(str.maketrans("/", "_", "{}")),
        "summary": path.summary,
        "description": path.row.__doc__,
        "parameters": [*_parts(path), *_query(path)],
        "responses": {
            "200": _table(path),
            **{status: _refusal(status, words) for status, words in REFUSALS.items()},
        },
    }


def _parts(path: ApiPath) -> list[Json]:
    """The parts of the address that are filled in."""
    names = [part.strip("{}") for part in path.path.split("/") if part.startswith("{")]
    return [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for n in names
    ]


def _query(path: ApiPath) -> list[Json]:
    found = [
        _field("format", "JSON unless CSV is asked for here or in `Accept`.", enum=[JSON, CSV]),
        _field("language", "Language of titles.", enum=[*LANGUAGES]),
    ]
    if path.paged:
        found += [
            _number("page", "Page, from 1.", 1, MOST_PAGES),
            _number("per_page", "Rows of a page.", PER_PAGE, MOST_PER_PAGE),
        ]
    if path.by_framework:
        found.append(_field("framework", "Id of a framework; else that of most cities."))
    return found


def _field(name: str, said: str, **schema: object) -> Json:
    return {
        "name": name,
        "in": "query",
        "description": said,
        "schema": {"type": "string", **schema},
    }


def _number(name: str, said: str, usual: int, most: int) -> Json:
    limits = {"type": "integer", "default": usual, "minimum": 1, "maximum": most}
    return {"name": name, "in": "query", "description": said, "schema": limits}


def _table(path: ApiPath) -> Json:
    """The answer with the rows, as JSON and as CSV with the same columns."""
    row = {"$ref": f"#/components/schemas/{path.row.__name__}"}
    fields: Json = {"rows": {"type": "array", "items": row}}
    headers = {"ETag": {"schema": {"type": "string"}}}
    if path.paged:
        fields |= {
            "total": {"type": "integer", "minimum": 0},
            "next": {"type": ["string", "null"], "description": "Address of the next page."},
        }
        headers["X-Total-Count"] = {"schema": {"type": "string"}}
    whole = {
        "type": "object",
        "properties": fields,
        "required": [*fields],
        "additionalProperties": False,
    }
    said = "The table; the CSV has the fields of a row as columns."
    content = {"application/json": {"schema": whole}, "text/csv": {"schema": {"type": "string"}}}
    return {"description": said, "headers": headers, "content": content}


def _refusal(status: str, words: str) -> Json:
    if status == "304":
        return {"description": words}
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {PROBLEM: schema}}
