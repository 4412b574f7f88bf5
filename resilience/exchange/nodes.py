"""The score of a node as a row, and back."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from resilience.scoring import Score, StateCounts

#: columns that are numbers with a gap where there is no figure
FIGURES = ("score", "low", "high", "weak_spot", "maximum", "points")
SHARES = ("coverage", "reach", "departments")
COUNTS = ("level", "na", "dk", "blank")


def node_values(node: Score) -> dict[str, Any]:
    """The figures of a node by name: None where there is no figure, shares 0..1."""
    return {
        "state": node.state,
        "score": node.value,
        "low": node.low,
        "high": node.high,
        "weak_spot": node.weak_spot,
        "maximum": node.maximum,
        "points": node.points,
        "unknown": node.unknown,
        "one_person": node.one_person,
        "coverage": node.coverage,
        "reach": node.reach,
        "departments": node.departments,
    }


def read_score(row: Mapping[Any, Any]) -> Score:
    """The score of a node from a row with the columns of a table of scores: NaN or None where none is."""
    figures = {name: _none(row[name]) for name in (*FIGURES, *SHARES)}
    return Score(
        code=str(row["code"]),
        state=row["state"],
        value=figures.pop("score"),
        unknown=int(row["unknown"]),
        one_person=bool(row["one_person"]),
        counts=StateCounts(*(int(row[name]) for name in COUNTS)),
        **figures,
    )


def _none(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)
