"""The scores of a file as a table: a row per unit and node, all units at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from resilience.exchange.nodes import COUNTS, FIGURES, SHARES
from resilience.exchange.scores import COLUMNS, ScoredFile, head, kind_of
from resilience.framework import Framework
from resilience.scoring.arrays import Counts
from resilience.scoring.scores.score import STATES, Cases

Values = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table: cases of `parts` in an `order`, and for each case all nodes of `codes`."""

    parts: list[Cases]
    codes: list[str]
    order: Counts

    def of_cases(self, *values: Values) -> Values:
        """A column from what each case of each part has; parts that are not asked are left out."""
        return np.repeat(np.concatenate(values[: len(self.parts)])[self.order], len(self.codes))

    def of_codes(self, values: Sequence[Any]) -> Values:
        """A column from what each node has in all cases."""
        return np.tile(np.array(values), len(self.order))

    def of_nodes(self, find: Callable[[Cases, str], Values]) -> Values:
        """A column from what is found for each node over the cases of a part."""
        tables = [
            np.array([find(part, code) for code in self.codes]).reshape(len(self.codes), cases).T
            for part in self.parts
            for cases in [len(part.one_person)]
        ]
        return np.concatenate(tables)[self.order].ravel()


def frame(scored: ScoredFile, *, by_department: bool = False) -> pd.DataFrame:
    """A row per unit and node, then with `by_department` per department of the unit and node.

    `attrs` hold `head`; see `resilience.notebook.score`.
    """
    nodes = scored.framework.root.nodes()
    owners = [np.arange(len(scored.given.units)), scored.given.owner]
    parts = [scored.cities, scored.departments] if by_department else [scored.cities]
    rows = _Rows(
        parts,
        [node.code for node in nodes if node.code in scored.cities.nodes],
        np.argsort(np.concatenate(owners[: len(parts)]), kind="stable"),
    )
    columns = {**_cases(scored, rows), **_nodes(scored.framework, rows), **_figures(rows)}
    table = pd.DataFrame({name: columns[name] for name in COLUMNS})
    table.attrs.update(head(scored))
    return table


def _cases(scored: ScoredFile, rows: _Rows) -> dict[str, Any]:
    """The columns that are the same for all nodes of a case, and the move of the overall."""
    given, root = scored.given, scored.framework.root.code
    owner, tallies, cities = given.owner, given.tallies, len(given.units)
    departments = np.arange(len(tallies.units))
    people = np.bincount(owner, tallies.people, cities).astype(np.int64)
    here = np.bincount(owner, minlength=cities)
    move = rows.of_cases(scored.move, np.full(len(departments), np.nan))
    return {
        "unit": _texts(given.units, rows.of_cases(np.arange(cities), owner)),
        "department": _texts(
            ("", *tallies.units), rows.of_cases(np.zeros(cities, dtype=np.int64), departments + 1)
        ),
        "people": rows.of_cases(people, tallies.people),
        "in_room": rows.of_cases(here, np.ones_like(departments)),
        "one_person": rows.of_cases(*(part.one_person for part in rows.parts)),
        "move": np.where(rows.of_codes([code == root for code in rows.codes]), move, np.nan),
    }


def _nodes(framework: Framework, rows: _Rows) -> dict[str, Any]:
    """The columns that are the same for a node in all cases, and its state in each."""
    kinds = {node.code: kind_of(framework, node) for node in framework.root.nodes()}
    node = rows.of_codes(range(len(rows.codes)))
    return {
        "code": _texts(rows.codes, node),
        "kind": _texts([kinds[code] for code in rows.codes], node),
        "title": _texts([framework.title(code) for code in rows.codes], node),
        "state": _texts(STATES, rows.of_nodes(Cases.states)),
    }


def _figures(rows: _Rows) -> dict[str, Any]:
    """The columns of figures: NaN where there is none."""

    def of_node(name: str) -> Values:
        return rows.of_nodes(lambda part, code: getattr(part.nodes[code], name))

    def of_count(state: int) -> Values:
        return rows.of_nodes(lambda part, code: part.counts[code][state])

    return {
        **{name: of_node(name) for name in (*FIGURES, *SHARES) if name != "points"},
        "points": rows.of_nodes(Cases.points),
        "unknown": of_node("unknown").astype(np.int64),
        **{name: of_count(state) for state, name in enumerate(COUNTS)},
    }


def _texts(texts: Sequence[str], numbers: Counts) -> pd.api.extensions.ExtensionArray:
    """Return a text column from indices into `texts`."""
    return pd.array(list(texts), dtype="str").take(numbers.astype(np.intp))
