"""Scores as tidy tables and as JSON, both with all that a later comparison needs."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from resilience.errors import InputError, ResilienceError
from resilience.exchange.given import ScoringInput
from resilience.exchange.nodes import COUNTS, FIGURES, SHARES, node_values, read_score
from resilience.framework import Framework, Indicator, Theme, load_structure, structure
from resilience.scoring import Agreed, Method, Result, ScoreTree, Side, Tallies
from resilience.scoring.arrays import Floats
from resilience.scoring.scores.score import Cases, score_cities, score_units

FORMAT = "resilience-scores/1"
#: what reading values that `head` and `frame` did not make can meet
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


@dataclass(frozen=True)
class ScoredFile:
    """A scored file: `framework` is the one scored with, what `method` changes included.

    `cities` are the scores of whole units, in the order of `given.units`; `move` (units,) as in
    `ScoredUnit`, NaN for None.
    """

    framework: Framework
    method: Method
    date: datetime.date | None
    given: ScoringInput
    cities: Cases
    move: Floats

    @cached_property
    def departments(self) -> Cases:
        """The scores of the departments of all units, in the order of the tallies."""
        return score_units(self.framework, self.given.tallies, self.method.missing)

    @cached_property
    def units(self) -> tuple[ScoredUnit, ...]:
        """The units one by one."""
        cities, trees = self.cities.trees(), iter(self.departments.trees())
        found = []
        for at, name in enumerate(self.given.units):
            tallies = self.given.of_unit(at)
            result = Result(cities[at], dict(zip(tallies.units, trees, strict=False)))
            move = None if np.isnan(self.move[at]) else float(self.move[at])
            found.append(ScoredUnit(name, tallies, result, move, self.given.agreed))
        return tuple(found)


def score_given(
    given: ScoringInput, method: Method, date: datetime.date | None = None
) -> ScoredFile:
    """Score all units of a file; raises `InputError` where the method does not fit."""
    asked = method.applied(given.framework)
    cities = _cities(given, asked, method)
    plain = replace(method, left_out=None, missing="skip")
    move, root = np.full(len(given.units), np.nan), asked.root.code
    if plain != method and root in cities.nodes:
        unmoved = _cities(given, plain.applied(given.framework), plain)
        move = cities.nodes[root].score - unmoved.nodes[root].score
    return ScoredFile(asked, method, date, given, cities, move)


def _cities(given: ScoringInput, asked: Framework, method: Method) -> Cases:
    return score_cities(
        asked,
        given.tallies.city,
        given.city_owner,
        len(given.units),
        city_rule=method.city_rule,
        agreed=given.agreed,
        missing=method.missing,
    )


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
            "kind": kind_of(framework, node),
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
            "The file {name} is not a result of resilience score --json. Score the responses "
            "again with --json and compare those files.",
            name=name,
        ) from error


def sides(table: pd.DataFrame) -> dict[str, Side]:
    """Convert a score table to one `scoring.Side` per unit; department rows are left out.

    Raises `InputError` if the table was not made by `frame` or has lost its `attrs`.
    """
    try:
        return _sides(table, table.attrs)
    except (*DAMAGE, ResilienceError) as error:
        raise InputError(
            "This table cannot be compared: use one as returned by `score`, with its attrs."
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


def kind_of(framework: Framework, node: Theme | Indicator) -> str:
    """What a node is: "overall", "theme" or "indicator"."""
    if node.code == framework.root.code:
        return "overall"
    return "theme" if isinstance(node, Theme) else "indicator"


def _flat(unit: Mapping[str, Any], code: str) -> dict[str, Any]:
    node = dict(unit["nodes"][code])
    counts = node.pop("counts")
    facts = {"people": unit["people"], "in_room": unit["in_room"]}
    return {"unit": unit["unit"], "department": "", "code": code, **node, **counts, **facts}
