"""Many units scored at once give what each of them gives by itself."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from resilience import notebook
from resilience.errors import Faults
from resilience.exchange.given import read_given
from resilience.exchange.nodes import node_values, read_score
from resilience.exchange.responses import read_responses
from resilience.framework import Framework, Goalposts, Levels
from resilience.scoring import Method, Score, ScoreTree, Tallies, score
from tests.scoring.build import OWN, Given, Person, framework, indicator, tally, theme

LEVELS = framework(
    theme("T", indicator("A"), indicator("B", 2, OWN), indicator("C", 0), weight=3),
    theme("U", theme("V", indicator("D"), indicator("E", 2), rule="geometric"), theme("W", indicator("F"))),
    theme("P", indicator("G", scale=OWN), indicator("H"), rule="sum"),
    threshold=0.5,
)  # fmt: skip
MEASURED = framework(
    theme("T", indicator("A"), indicator("B", 2, Goalposts(1, 1000, log=True)), weight=3),
    theme("U", indicator("C", scale=Goalposts(10, 0)), indicator("D", 0.5), rule="leaf-mean"),
)
METHODS: list[dict[str, Any]] = [
    {},
    {"city_rule": "people"},
    {"missing": "unknown-as-zero"},
    {"leave_out": "U"},
    {"leave_out": "T", "missing": "unknown-as-zero", "weights": {"U": 4}},
    {"rule": "leaf-mean", "weights": {"A": 3, "T": 0}, "leave_out": "U"},
    {"rule": "geometric", "city_rule": "people", "missing": "unknown-as-zero"},
]
#: options of the notebook that a method has under another name
OTHERWISE = {"leave_out": "left_out"}
COLUMNS = ["unit", "department", "participant", "indicator", "answer"]


def responses(asked: Framework, units: int, numbers: np.random.Generator) -> pd.DataFrame:
    """Rows in any order; a unit leans to levels, N/A, don't know or blanks, and one has blanks alone."""
    found = []
    for unit in range(units):
        leaning = [0.0, 0.0, 0.0, 1.0] if not unit else numbers.dirichlet([2, 0.5, 0.5, 0.5])
        for person in range(int(numbers.integers(1, 8))):
            at = (f"unit {unit}", ["", "Water", "Power"][numbers.integers(3)], f"p{person}")
            for one in asked.root.indicators():
                top = one.scale.top if isinstance(one.scale, Levels) else 12
                states = [str(numbers.integers(top + 1)), "na", "dk", ""]
                found.append((*at, one.code, states[numbers.choice(4, p=leaning)]))
    numbers.shuffle(found)
    return pd.DataFrame(found, columns=COLUMNS, dtype="str")


def people(rows: pd.DataFrame) -> Iterator[Person]:
    """Those of a unit who said anything, in the order in which they did."""
    said = rows[rows["answer"] != ""]
    for (department, _), own in said.groupby(["department", "participant"], sort=False):
        answers: dict[str, Given] = {
            code: float(answer) if answer.isdigit() else answer
            for code, answer in zip(own["indicator"], own["answer"], strict=True)
        }
        yield Person(str(department), answers)


@pytest.mark.parametrize("asked", [LEVELS, MEASURED], ids=["levels", "measured"])
@pytest.mark.parametrize("options", METHODS, ids=str)
def test_units_scored_at_once_equal_units_scored_one_by_one(
    asked: Framework, options: dict[str, Any]
) -> None:
    table = responses(asked, 12, np.random.default_rng(len(str(options))))
    found = notebook.score(asked, table, by_department=True, **options)
    method = Method(**{OTHERWISE.get(name, name): value for name, value in options.items()})
    changed = method.applied(asked)
    assert found["unit"].unique().tolist() == table["unit"].unique().tolist()
    for unit, rows in table.groupby("unit", sort=False):
        tallies = tally(asked, list(people(rows)))
        alone = score(changed, tallies, city_rule=method.city_rule, missing=method.missing)
        own = found[found["unit"] == unit].to_dict("records")
        whole, *departments = (
            own[at : at + len(alone.city)] for at in range(0, len(own), len(alone.city))
        )
        assert_same(whole, alone.city, int(tallies.people.sum()), len(tallies.units))
        assert [part[0]["department"] for part in departments] == list(tallies.units)
        for part in departments:
            name = part[0]["department"]
            people_of_it = int(tallies.people[tallies.units.index(name)])
            assert_same(part, alone.units[name], people_of_it, 1)
        assert_moved(asked, method, tallies, own)


def assert_same(rows: list[dict[Any, Any]], tree: ScoreTree, people: int, in_room: int) -> None:
    assert {row["code"] for row in rows} == tree.keys()
    for row in rows:
        found, alone = read_score(row), tree[row["code"]]
        assert (found.state, found.counts) == (alone.state, alone.counts)
        np.testing.assert_allclose(figures(found), figures(alone), rtol=1e-12, atol=1e-12)
        assert (row["people"], row["in_room"]) == (people, in_room)


def figures(node: Score) -> np.ndarray:
    """The figures of a node; NaN where there is none."""
    values = {**node_values(node), "state": None}
    return np.array(list(values.values()), dtype=np.float64)


def assert_moved(
    asked: Framework, method: Method, tallies: Tallies, rows: list[dict[Any, Any]]
) -> None:
    """The first row, of the overall, has the move alone."""
    plain = replace(method, left_out=None, missing="skip")
    now, then = (
        score(each.applied(asked), tallies, city_rule=each.city_rule, missing=each.missing)
        .city["all"]
        .value
        for each in (method, plain)
    )
    move = np.nan
    if plain != method and now is not None and then is not None:
        move = now - then
    assert [row["move"] for row in rows] == pytest.approx(
        [move] + [np.nan] * (len(rows) - 1), nan_ok=True
    )


@pytest.mark.parametrize("asked", [LEVELS, MEASURED], ids=["levels", "measured"])
def test_units_read_at_once_have_the_tallies_of_units_read_one_by_one(asked: Framework) -> None:
    table = responses(asked, 6, np.random.default_rng(4))
    given = read_given(table.to_csv(index=False), asked, "")
    assert given.units == tuple(table["unit"].unique())
    for at, name in enumerate(given.units):
        found, alone = given.of_unit(at), tally(asked, list(people(table[table["unit"] == name])))
        np.testing.assert_equal(asdict(found), asdict(alone))


def test_names_are_told_apart_as_they_would_be_written() -> None:
    rows = [("u", "d", name, "A", 1) for name in (1, True, 2.0, "2")]
    found = notebook.score(LEVELS, pd.DataFrame(rows, columns=COLUMNS, dtype=object))
    assert found["people"].iloc[0] == len(rows)


@pytest.mark.parametrize(
    "written",
    [
        lambda table: table.astype("category"),
        lambda table: table.astype(object).where(table != "", None),
        lambda table: table.astype(object).where(table != "", np.nan).map(as_number),
        lambda table: table[COLUMNS[::-1]].assign(note="x"),
        lambda table: pd.concat([pd.DataFrame([[""] * 5], columns=COLUMNS), table]),
        lambda table: " " + table + "\t",
    ],
    ids=["categories", "None", "numbers", "other columns", "an empty row", "spaces"],
)
def test_tables_that_a_csv_file_would_have_alike_score_alike(written: Any) -> None:
    table = responses(LEVELS, 4, np.random.default_rng(1))
    pd.testing.assert_frame_equal(
        notebook.score(LEVELS, written(table)), notebook.score(LEVELS, table)
    )


def as_number(cell: object) -> object:
    return float(cell) if isinstance(cell, str) and cell.isdigit() else cell


def test_faults_of_a_table_are_those_of_its_file() -> None:
    table = responses(LEVELS, 3, np.random.default_rng(2))
    bad = [["", "", "p", "A", "1"], [""] * 5, ["u", "", "p", "X", "9"], ["u", "", "p", "B", "1.5"]]
    twice = pd.concat(
        [table.iloc[:3], pd.DataFrame(bad, columns=COLUMNS), table], ignore_index=True
    )
    with pytest.raises(Faults) as of_file:
        read_responses(twice.to_csv(index=False), LEVELS)
    with pytest.raises(Faults) as of_table:
        notebook.score(LEVELS, twice)
    assert str(of_table.value) == str(of_file.value)
    assert [str(fault).split(":")[0] for fault in of_table.value.faults] == [
        "row 5", "row 7", "row 8", "row 9", "row 10", "row 11",
    ]  # fmt: skip


def test_a_column_that_stands_twice_is_named() -> None:
    table = responses(LEVELS, 1, np.random.default_rng(3))
    with pytest.raises(Faults, match=r"found unit,unit,department.*, expected the columns unit,"):
        notebook.score(LEVELS, pd.concat([table[["unit"]], table], axis=1))
