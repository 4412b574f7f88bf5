"""A table as an answer: JSON or CSV, one page of a long list, with an ETag."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from resilience.errors import InputError
from resilience.exchange.inert import inert
from resilience.text import LANGUAGES
from resilience.web.api.catalogue import ApiPath
from resilience.web.api.reading import ApiTable, Reading
from resilience.web.guard.problems import HEADERS

JSON, CSV = "json", "csv"
MEDIA = {JSON: "application/json", CSV: "text/csv; charset=utf-8"}
#: rows of a page: where nothing is asked for, and at most
PER_PAGE, MOST_PER_PAGE = 100, 1000
#: no list has more pages
MOST_PAGES = 1_000_000
#: another version may write the same rows otherwise
VERSION = version("urban-resilience-dashboard")


def choices_of(path: ApiPath, request: Request) -> dict[str, str]:
    """The query of a request; raises `InputError` for a field that is unknown, twice there, or wrong."""
    known = ["format", "language"]
    known += ["page", "per_page"] if path.paged else []
    known += ["framework"] if path.by_framework else []
    sent = request.query_params.multi_items()
    for name, _ in sent:
        if name not in known or len(request.query_params.getlist(name)) > 1:
            raise InputError(
                "The query can have each of these fields once: {names}.", names=", ".join(known)
            )
    found = dict(sent)
    _check(found, "format", MEDIA)
    _check(found, "language", LANGUAGES)
    return found


def _check(found: dict[str, str], name: str, allowed: Iterable[str]) -> None:
    if name in found and found[name] not in set(allowed):
        raise InputError(
            "The field {name} must be one of: {allowed}.", name=name, allowed=", ".join(allowed)
        )


def whole_number(found: dict[str, str], name: str, usual: int, most: int) -> int:
    """A number from 1 to `most` in a query, `usual` without one; raises `InputError`."""
    said = found.get(name, str(usual))
    if not (said.isascii() and said.isdigit() and len(said) < 8 and 1 <= int(said) <= most):
        raise InputError(
            "The field {name} must be a whole number from 1 to {most}.", name=name, most=most
        )
    return int(said)


def form_of(found: dict[str, str], request: Request) -> str:
    """JSON or CSV: as the query says, else CSV if only that is accepted by name."""
    accepted = request.headers.get("accept", "")
    return found.get("format", CSV if "text/csv" in accepted and JSON not in accepted else JSON)


def answer(request: Request, path: ApiPath, asked: Reading, table: ApiTable, form: str) -> Response:
    """The table in a form, or 304 if the program has it already."""

    def written() -> bytes:
        return _csv(path, table) if form == CSV else _json(request, asked, table)

    body = b"" if table.state is not None else written()
    # what is answered: the state of the result where there is one, else the content
    of = (VERSION, request.url.path, asked.text.language, form, table.state, body)
    tag = f'"{hashlib.sha256(repr(of).encode()).hexdigest()[:32]}"'
    headers = HEADERS | {"ETag": tag}
    known = request.headers.get("if-none-match", "").replace("W/", "").split(",")
    if {tag, "*"} & {one.strip() for one in known}:
        return Response(status_code=304, headers=headers)
    if table.total is not None:
        headers["X-Total-Count"] = str(table.total)
    return Response(body or written(), headers=headers, media_type=MEDIA[form])


def _json(request: Request, asked: Reading, table: ApiTable) -> bytes:
    found: dict[str, object] = {"rows": [row.model_dump(mode="json") for row in table.rows()]}
    if table.total is not None:
        found |= {"total": table.total, "next": _next(request, asked, table.total)}
    return json.dumps(found, ensure_ascii=False, allow_nan=False).encode()


def _next(request: Request, asked: Reading, total: int) -> str | None:
    """The address of the next page, without the host; None on the last one."""
    if asked.first + asked.per_page >= total:
        return None
    there = request.url.include_query_params(page=asked.page + 1)
    return f"{there.path}?{there.query}"


def _csv(path: ApiPath, table: ApiTable) -> bytes:
    """A header and the rows; cells that a spreadsheet would run as a formula start with an apostrophe."""
    if table.csv:
        return table.csv().encode()
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(path.row.model_fields)
    for row in table.rows():
        writer.writerow(map(_cell, row.model_dump(mode="json").values()))
    return held.getvalue().encode()


def _cell(value: object) -> str:
    """As in data packages: numbers in full, true and false, nothing for what is missing."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else repr(value)
