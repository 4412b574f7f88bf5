"""From the files of a data package, whose hashes were right, to the result that they say."""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn, TypeVar

from pydantic import TypeAdapter, ValidationError

from resilience.errors import Faults, InputError, ResilienceError, Sentence
from resilience.exchange.inert import unquoted
from resilience.exchange.nodes import read_score
from resilience.exchange.package.adds_up import faults_of
from resilience.exchange.package.columns import (
    COUNTS,
    FIRST_COUNTS,
    SCORES,
    WHY_NO_SCORE,
    SchemaColumn,
)
from resilience.exchange.package.practices import FILE, PRACTICES
from resilience.exchange.package.value import AnswerCount, CityResult
from resilience.exchange.package.write import ABOUT
from resilience.exchange.rows import first_faults, in_row, whole
from resilience.framework import Framework, load_structure
from resilience.scoring import Agreed, Score
from resilience.text import mark

BAD = mark("The contents of this data package contradict one another:")
#: rows that no framework needs
MOST_ROWS = 20_000
_WRONG = (ValueError, LookupError, TypeError, ArithmeticError)
Row = dict[str, Any]
T = TypeVar("T")


def city_result(files: Mapping[str, bytes]) -> CityResult:
    """Parse the files of a data package; raises `InputError` or `Faults` if they are invalid."""
    about = _valid(ABOUT, "about.json", files["about.json"])
    framework = _framework(files["framework.json"])
    scores = _rows(files["scores.csv"], "scores.csv", SCORES)
    counts = _rows(files["counts.csv"], "counts.csv", COUNTS, FIRST_COUNTS)
    words = _valid(PRACTICES, FILE, files[FILE]) if FILE in files else {}
    result = CityResult(
        about=about,
        framework=framework,
        titles={row["code"]: unquoted(row["title"]) for row in scores},
        counts=tuple(AnswerCount(**{c.name: row[c.name] for c in COUNTS}) for row in counts),
        scores={row["code"]: _score(row, at) for at, row in enumerate(scores, start=2)},
        agreed={row["code"]: _agreed(row, at) for at, row in enumerate(scores, 2) if row["agreed"]},
        practices=words,
    )
    if faults := list(faults_of(result)):
        raise Faults(BAD, first_faults(faults))
    return result


def _valid(kind: TypeAdapter[T], file: str, content: bytes) -> T:
    try:
        return kind.validate_json(content)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        _unusable(file, place[:200] or "JSON", error)


def json_value(content: bytes, file: str) -> Row:
    """The object in a JSON file; raises `InputError`."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        _unusable(file, "JSON", error)
    if not isinstance(data, dict):
        _unusable(file, "JSON", None)
    return data


def _framework(content: bytes) -> Framework:
    """Parse framework.json: codes without texts, and the hash of the publisher's framework files."""
    data = json_value(content, "framework.json")
    try:
        framework = load_structure(data["structure"])
        digest = data["sha256"]
    except (ResilienceError, LookupError) as error:
        _unusable("framework.json", "structure", error)
    if not isinstance(digest, str) or len(digest) != 64:
        _unusable("framework.json", "sha256", None)
    return replace(framework, sha256=digest)


def _rows(content: bytes, file: str, *known: tuple[SchemaColumn, ...]) -> list[Row]:
    """The rows of a table with one of the `known` sets of columns."""
    try:
        reader = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        header = next(reader, None)
        columns = next((one for one in known if [c.name for c in one] == header), None)
        if columns is None:
            _unusable(file, in_row(1), None)
        return list(_parse_rows(reader, file, columns))
    except (UnicodeDecodeError, csv.Error) as error:
        _unusable(file, "CSV", error)


def _parse_rows(
    rows: Iterator[list[str]], file: str, columns: tuple[SchemaColumn, ...]
) -> Iterator[Row]:
    for at, cells in enumerate(rows, start=2):
        if len(cells) != len(columns) or at > MOST_ROWS:
            _unusable(file, in_row(at), None)
        row: Row = {}
        for column, cell in zip(columns, cells, strict=True):
            try:
                row[column.name] = _value(column, cell)
            except _WRONG as error:
                _unusable(file, in_row(at), error, column.name)
        yield row


def _value(column: SchemaColumn, cell: str) -> str | float | bool | None:
    """A cell as its column has it; raises ValueError or KeyError for one that it cannot have."""
    if column.name == "score" and cell in WHY_NO_SCORE:
        return cell
    if cell == "" and column.missing:
        return None
    if column.type == "boolean":
        return {"true": True, "false": False}[cell]
    if column.type == "integer":
        return _whole(cell)
    if column.type == "number":
        number = float(cell)
        if not math.isfinite(number):
            raise ValueError(cell)
        return number
    if not cell:
        raise ValueError(cell)
    return cell


def _whole(cell: str) -> int:
    found = whole(cell, digits=10)
    if found is None:
        raise ValueError(cell)
    return found


def _score(row: Row, at: int) -> Score:
    state = row["score"] if isinstance(row["score"], str) else "scored"
    value = None if isinstance(row["score"], str) else row["score"]
    if value is None and state == "scored":
        _unusable("scores.csv", in_row(at), None, "score")
    return read_score({**row, "state": state, "score": value})


def _agreed(row: Row, at: int) -> Agreed:
    if row["agreed"] not in ("level", "na", "both"):
        _unusable("scores.csv", in_row(at), None, "agreed")
    try:
        return Agreed(row["agreed"], row["agreed_level"])
    except ValueError as error:
        _unusable("scores.csv", in_row(at), error, "agreed_level")


def _unusable(
    file: str, place: str | Sentence, error: Exception | None, column: str = ""
) -> NoReturn:
    """Refuse a validly signed file whose content breaks the format."""
    where = Sentence("{place}, column {column}", place=place, column=column) if column else place
    raise InputError(
        "The part {file} of this data package is not valid ({place}). Tell its publisher.",
        file=file,
        place=where,
    ) from error
