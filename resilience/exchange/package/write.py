"""Write the files of a data package; the same result always gives the same bytes."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from resilience.exchange.inert import quoted
from resilience.exchange.nodes import node_values
from resilience.exchange.package.columns import COUNTS, SCORES, SchemaColumn
from resilience.exchange.package.describe import descriptor
from resilience.exchange.package.practices import FILE, PRACTICES
from resilience.exchange.package.value import About, AnswerCount, CityResult
from resilience.framework import Indicator, Theme, structure
from resilience.scoring import Score

ABOUT = TypeAdapter(About)
#: facts of a city that earlier installations do not know
ADDED = ("income", "latitude", "longitude")
#: the files beside the manifest, in their order
FILES = ("datapackage.json", "about.json", "framework.json", "counts.csv", "scores.csv")
#: files that a package has if its publisher chose so
OPTIONAL = (FILE,)


def written(result: CityResult, publisher: str) -> dict[str, bytes]:
    """The files by name."""
    framework = result.framework
    contents = (
        _json(descriptor(result, publisher)),
        _json(_about(result.about)),
        _json({"sha256": framework.sha256, "structure": structure(framework)}),
        csv_table(COUNTS, map(count_cells, result.counts)),
        csv_table(SCORES, score_rows(result)),
    )
    files = dict(zip(FILES, contents, strict=True))
    if result.practices:
        files[FILE] = _json(PRACTICES.dump_python(dict(result.practices), mode="json"))
    return files


def _about(about: About) -> dict[str, Any]:
    """The facts, without those of the city that were added later and that it does not give."""
    facts: dict[str, Any] = ABOUT.dump_python(about, mode="json")
    for name in ADDED:
        if facts["city"][name] is None:
            del facts["city"][name]
    return facts


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def csv_table(columns: tuple[SchemaColumn, ...], rows: Iterable[dict[str, Any]]) -> bytes:
    """The rows as CSV (UTF-8): text quoted against formulas, None as an empty cell, numbers so that they read back unchanged."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(row[column.name]) for column in columns])
    return held.getvalue().encode()


def _cell(value: str | float | bool | None) -> str:
    """Format a CSV cell: text quoted against formulas, booleans in lower case, None as empty.

    Numbers are in the shortest form that reads back unchanged.
    """
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else repr(value)


def count_cells(one: AnswerCount) -> dict[str, Any]:
    """A row of counts.csv."""
    return {column.name: getattr(one, column.name) for column in COUNTS}


def score_rows(result: CityResult) -> Iterator[dict[str, Any]]:
    """The rows of scores.csv."""
    root = result.framework.root
    parents = {child.code: theme.code for theme in _themes(root) for child in theme.children}
    for node in root.nodes():
        if node.code in result.scores:
            settled = result.agreed.get(node.code)
            yield {
                "code": node.code,
                "kind": _kind(node, root),
                "parent": parents.get(node.code),
                "title": result.titles[node.code],
                "weight": node.weight,
                **_score_cells(result.scores[node.code]),
                "agreed": settled.outcome if settled else None,
                "agreed_level": settled.level if settled else None,
            }


def _score_cells(score: Score) -> dict[str, Any]:
    values = node_values(score)
    values["score"] = score.state if score.value is None else score.value
    return {**values, **asdict(score.counts)}


def _themes(root: Theme) -> Iterator[Theme]:
    return (node for node in root.nodes() if isinstance(node, Theme))


def _kind(node: Theme | Indicator, root: Theme) -> str:
    if node is root:
        return "overall"
    return "theme" if isinstance(node, Theme) else "indicator"
