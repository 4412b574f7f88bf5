"""Scores as tidy tables and as JSON, both with all that a later comparison needs."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from resilience.errors import InputError, ResilienceError
from resilience.exchange.given import ScoringInput
from resilience.exchange.nodes import COUNTS, FIGURES, SHARES, node_values, read_score
from resilience.framework import Framework, Theme, load_structure, structure
from resilience.scoring import Agreed, Method, Result, ScoreTree, Side, Tallies, score

FORMAT = "resilience-scores/1"
#: what reading values that no `head` and `rows` made can meet
DAMAGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
COLUMNS = [
    "unit", "department", "code", "kind", "title", "state", *FIGURES, "unknown", "one_person",
    *SHARES, *COUNTS, "people", "in_room", "move",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """One unit of a file: the tallies of its departments, their scores, and agreed levels.

    `move` is the change of the overall in points caused by the method for missing answers; None without such
    a method, and where there is no score with or without it.
    """

    name: str
    tallies: Tallies
    result: Result
    move: float | None = None
    agreed: Mapping[str, Agreed] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many took part."""
        return int(self.tallies.people.sum())


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """A scored file: `framework` is the one scored with, what `method` changes included."""

    framework: Framework
    method: Method
    date: datetime.date | None
    units: tuple[ScoredUnit, ...]


def score_given(
    given: ScoringInput, method: Method, date: datetime.date | None = None
) -> ScoredFile:
    """Score each unit of a file; raises `InputError` where the method does not fit."""
    asked = method.applied(given.framework)
    units = tuple(
        ScoredUnit(
            name,
            tallies,
            score(
                asked,
                tallies,
                city_rule=method.city_rule,
                agreed=given.agreed,
                missing=method.missing,
            ),
            method.move(given.framework, tallies, given.agreed),
            given.agreed,
        )
        for name, tallies in given.tallies.items()
    )
    return ScoredFile(asked, method, date, units)


def head(scored: ScoredFile) -> dict[str, Any]:
    """What was scored and how: plain values from which `sides` can compare later."""
    framework = scored.framework
    return {
        "format": FORMAT,
        "framework": {
            "id": framework.id,
            "version": framework.version,
            "sha256": framework.sha256,
            "structure": structure(framework),
        },
        "method": asdict(scored.method),
        "date": scored.date.isoformat() if scored.date else None,
    }


def rows(scored: ScoredFile, *, by_department: bool = False) -> Iterator[dict[str, Any]]:
    """A row per unit and node, then with `by_department` per department of the unit and node."""
    for unit in scored.units:
        people, departments = unit.people, len(unit.tallies.units)
        facts: dict[str, float | None] = {"people": people, "in_room": departments, "move": None}
        for row in _tree_rows(scored.framework, unit.name, "", unit.result.city, facts):
            yield {**row, "move": unit.move} if row["kind"] == "overall" else row
        for at, name in enumerate(unit.tallies.units) if by_department else ():
            facts = {"people": int(unit.tallies.people[at]), "in_room": 1, "move": None}
            tree = unit.result.units[name]
            yield from _tree_rows(scored.framework, unit.name, name, tree, facts)


def frame(scored: ScoredFile, *, by_department: bool = False) -> pd.DataFrame:
    """The rows as a table whose `attrs` hold `head`; see `resilience.notebook.score`."""
    table = pd.DataFrame(list(rows(scored, by_department=by_department)), columns=COLUMNS)
    table = table.astype(dict.fromkeys((*FIGURES, *SHARES, "move"), "float64"))
    table.attrs.update(head(scored))
    return table


def to_json(scored: ScoredFile, by_department: bool) -> dict[str, Any]:
    """The result as `resilience score --json` prints it: null where there is no figure."""
    return {
        **head(scored),
        "units": [
            {
                "unit": unit.name,
                "people": unit.people,
                "in_room": len(unit.tallies.units),
                "move": unit.move,
                "nodes": _nodes(scored.framework, unit.result.city),
                **_departments(scored.framework, unit, by_department),
            }
            for unit in scored.units
        ],
    }


def _departments(framework: Framework, unit: ScoredUnit, wanted: bool) -> dict[str, Any]:
    if not wanted:
        return {}
    trees = unit.result.units
    return {"by_department": {name: _nodes(framework, tree) for name, tree in trees.items()}}


def _nodes(framework: Framework, tree: ScoreTree) -> dict[str, Any]:
    return {
        node.code: {
            "title": framework.title(node.code),
            "kind": _kind(framework, node.code, isinstance(node, Theme)),
            **node_values(tree[node.code]),
            "counts": asdict(tree[node.code].counts),
        }
        for node in framework.root.nodes()
        if node.code in tree
    }


def sides_from_json(text: str, name: str) -> dict[str, Side]:
    """The results of a JSON file that `resilience score --json` wrote, by unit, to be compared.

    Raises `InputError` for other and for damaged files.
    """
    try:
        data = json.loads(text)
        rows = [_flat(unit, code) for unit in data["units"] for code in unit["nodes"]]
        return _sides(pd.DataFrame(rows, columns=COLUMNS), data)
    except (*DAMAGE, ResilienceError) as error:
        raise InputError(
            "The file {name} is no result of resilience score --json. Score the responses again "
            "with --json and compare those files.",
            name=name,
        ) from error


def sides(table: pd.DataFrame) -> dict[str, Side]:
    """The results of a table by unit, to be compared; departments are left out.

    Raises `InputError` where the table is none of `frame`, or lost its `attrs`.
    """
    try:
        return _sides(table, table.attrs)
    except (*DAMAGE, ResilienceError) as error:
        raise InputError(
            "This table cannot be compared: give one as `score` returned it, with its attrs."
        ) from error


def _sides(table: pd.DataFrame, facts: Mapping[Any, Any]) -> dict[str, Side]:
    framework = load_structure(facts["framework"]["structure"])
    method = Method(**facts["method"])
    date = datetime.date.fromisoformat(facts["date"]) if facts["date"] else None
    whole = table[table["department"] == ""]
    return {
        str(name): Side(
            name=str(name),
            framework=framework,
            scores={row["code"]: read_score(row) for row in part.to_dict("records")},
            people=int(part["people"].iloc[0]),
            departments=int(part["in_room"].iloc[0]),
            date=date,
            city_rule=method.city_rule,
            missing=method.missing,
            left_out=method.left_out,
        )
        for name, part in whole.groupby("unit", sort=False)
    }


def _tree_rows(
    framework: Framework,
    unit: str,
    department: str,
    tree: ScoreTree,
    facts: Mapping[str, float | None],
) -> Iterator[dict[str, Any]]:
    for node in framework.root.nodes():
        if node.code in tree:
            found = tree[node.code]
            yield {
                "unit": unit,
                "department": department,
                "code": node.code,
                "kind": _kind(framework, node.code, isinstance(node, Theme)),
                "title": framework.title(node.code),
                **node_values(found),
                **asdict(found.counts),
                **facts,
            }


def _kind(framework: Framework, code: str, is_theme: bool) -> str:
    if code == framework.root.code:
        return "overall"
    return "theme" if is_theme else "indicator"


def _flat(unit: Mapping[str, Any], code: str) -> dict[str, Any]:
    node = dict(unit["nodes"][code])
    counts = node.pop("counts")
    facts = {"people": unit["people"], "in_room": unit["in_room"]}
    return {"unit": unit["unit"], "department": "", "code": code, **node, **counts, **facts}
