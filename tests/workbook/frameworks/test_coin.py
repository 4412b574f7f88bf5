"""The sheets "iData" and "iMeta": what COINr documents of them, and the scores that come of them.

R does not run here: what COINr says that it refuses is looked for, and its weighted means are computed
in Python.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.framework import Framework, Goalposts, Indicator, Levels, Rule, Theme
from resilience.scoring import score
from resilience.text import Text
from resilience.workbook.book import ResultsBook
from resilience.workbook.coin import entries, r_names
from resilience.workbook.results import write_results
from tests.scoring.build import Person, framework, indicator, people, person, tally, theme
from tests.workbook.conftest import Demo
from tests.workbook.frameworks.examples import frameworks
from tests.workbook.sheets import book, opened, sheet
from tests.workbook.test_distribution import HOURS

pytestmark = pytest.mark.long

#: the columns of iMeta that COINr requires, and those that it wants to be numbers
REQUIRED = {"Level", "iCode", "Parent", "Direction", "Type", "Weight"}
NUMBERS = ["Level", "Direction", "Weight"]
#: a code that R takes as a name
CODE = re.compile("[A-Za-z][A-Za-z0-9_.]*")


def loaded(written: bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """iData and iMeta as other programs read them: a header in row 1, and empty cells are missing."""
    data, meta = (
        pd.read_excel(io.BytesIO(written), name, keep_default_na=False, na_values=[""])
        for name in ("iData", "iMeta")
    )
    return data, meta


def assert_coin(data: pd.DataFrame, meta: pd.DataFrame) -> None:
    """What check_iData(), check_iMeta() and new_coin() of COINr 1.1.14 say to refuse is not there."""
    indicators = meta[meta["Type"] == "Indicator"]
    assert data["uCode"].is_unique
    assert not set(data["uCode"]) & set(data.columns)
    assert all(CODE.fullmatch(code) for code in [*data["uCode"], *meta["iCode"]])
    assert list(data.columns) == ["uCode", "uName", *indicators["iCode"]]
    assert all(pd.api.types.is_numeric_dtype(data[code]) for code in indicators["iCode"])
    assert set(meta.columns) >= REQUIRED
    assert all(pd.api.types.is_numeric_dtype(meta[column]) for column in NUMBERS)
    assert not meta[[*NUMBERS, "Type", "iName", "Unit"]].isna().any(axis=None)
    assert meta["iCode"].is_unique
    assert set(meta["Level"]) == set(range(1, meta["Level"].max() + 1))
    assert set(meta["Direction"]) == {1}
    assert set(meta["Type"]) == {"Indicator", "Aggregate"}
    assert ((meta["Level"] == 1) == (meta["Type"] == "Indicator")).all()
    levels = dict(zip(meta["iCode"], meta["Level"], strict=True))
    parents = meta.dropna(subset=["Parent"])
    assert list(levels)[len(parents) :] == [
        code for code in levels if levels[code] == max(levels.values())
    ]
    for code, parent in zip(parents["iCode"], parents["Parent"], strict=True):
        assert levels[parent] == levels[code] + 1
    assert set(meta["Parent"].dropna()) == set(meta["iCode"][meta["Level"] > 1])


def aggregated(values: Mapping[str, float], meta: pd.DataFrame) -> dict[str, float]:
    """The weighted means of a unit by iCode, level by level, over what is there (f_ag "a_amean")."""
    found = dict(values)
    for level in range(2, int(meta["Level"].max()) + 1):
        for parent in meta["iCode"][meta["Level"] == level]:
            below = meta[meta["Parent"] == parent]
            pairs = [
                (weight, found[code])
                for code, weight in zip(below["iCode"], below["Weight"], strict=True)
                if code in found and weight > 0
            ]
            if pairs:
                found[parent] = sum(w * x for w, x in pairs) / sum(w for w, _ in pairs)
    return found


def assert_scores(made: ResultsBook, data: pd.DataFrame, meta: pd.DataFrame) -> None:
    """Every unit's scores as COINr aggregates them are those of the core."""
    of = dict(zip(meta["iCode"], meta["Code"], strict=True))
    for (_, row), tree in zip(data.iterrows(), made.result.units.values(), strict=True):
        values = {code: row[code] for code in data.columns[2:] if not pd.isna(row[code])}
        for code, value in aggregated(values, meta).items():
            expected = tree[of[code]].value
            assert expected is not None, of[code]
            assert value == pytest.approx(expected)


def test_the_demo_gives_its_scores_in_every_unit(demo: Demo) -> None:
    data, meta = loaded(demo.written)
    assert_coin(data, meta)
    units = demo.result.result.units
    assert list(data["uName"]) == [f"{unit} (invented data)" for unit in units]
    assert list(data["uCode"]) == [f"unit{n}" for n in range(1, len(units) + 1)]
    root = demo.result.workshop.framework.root
    for (_, row), tree in zip(data.iterrows(), units.values(), strict=True):
        values = {code: row[code] for code in data.columns[2:] if not pd.isna(row[code])}
        assert values == pytest.approx({c: tree[c].value for c in values})
        found = aggregated(values, meta)
        for code in (root.code, *(t.code for t in root.children)):
            assert found[code] == pytest.approx(tree[code].value)


def test_what_has_no_score_in_any_unit_is_left_out(demo: Demo) -> None:
    """R takes a column without any number for words, which COINr refuses."""
    data, meta = loaded(demo.written)
    units = demo.result.result.units.values()
    asked = [i.code for i in demo.result.workshop.framework.asked("full")]
    silent = {c for c in asked if all(tree[c].value is None for tree in units)}
    assert silent == set(asked) - set(data.columns)
    assert silent == set(asked) - set(meta["iCode"])
    assert "CRM4" in silent


def test_codes_that_r_does_not_take_are_changed_and_the_own_ones_stand_beside() -> None:
    asked = framework(theme("1", indicator("1.10"), indicator("A-1", weight=3)))
    made = book(asked, [person("u", **{"1.10": 4, "A-1": 0})] * 3)
    data, meta = loaded(write_results(made, Text("en")))
    assert_coin(data, meta)
    assert list(data.columns[2:]) == ["c1.10", "A_1"]
    assert dict(zip(meta["iCode"], meta["Code"].astype(str), strict=True)) == {
        "c1.10": "1.10", "A_1": "A-1", "c1": "1", "all": "all",
    }  # fmt: skip
    assert list(data.iloc[0, 2:]) == [100, 0]
    assert_scores(made, data, meta)


def test_names_for_r_are_told_apart_and_mean_nothing_else() -> None:
    assert r_names(["P1.1", "a b", "a_b", "uCode", "TRUE", "9", "c9", "", "水"]) == {
        "P1.1": "P1.1", "a b": "a_b", "a_b": "a_b_2", "uCode": "cuCode", "TRUE": "cTRUE",
        "9": "c9", "c9": "c9_2", "": "c", "水": "c_",
    }  # fmt: skip


def test_an_indicator_that_lies_less_deep_is_passed_on() -> None:
    """Theme A holds indicators, B a theme of some: A1 goes through a level of its own."""
    asked = framework(
        theme("A", indicator("A1", weight=2), indicator("A2")),
        theme("B", theme("BB", indicator("B1"), indicator("B2")), weight=3),
    )
    room = [person("u", A1=1, A2=4, B1=2, B2=3)] * 3 + [person("v", A1=3, B1=0, B2="na")] * 3
    made = book(replace(asked, threshold=0), room)
    data, meta = loaded(write_results(made, Text("en")))
    assert_coin(data, meta)
    assert dict(zip(meta["iCode"], meta["Level"], strict=True)) == {
        "A1": 1, "A2": 1, "B1": 1, "B2": 1, "A1.level2": 2, "A2.level2": 2, "BB": 2, "A": 3,
        "B": 3, "all": 4,
    }  # fmt: skip
    assert_scores(made, data, meta)


def test_a_room_that_knows_nothing_has_the_documented_columns_too() -> None:
    asked = framework(theme("A", indicator("A1"), indicator("A2")), theme("B", indicator("B1")))
    made = book(asked, [person("u", A1="dk", A2="dk", B1="dk")] * 3)
    data, meta = loaded(write_results(made, Text("en")))
    assert data.iloc[:, 2:].isna().all(axis=None)
    assert_coin(data, meta)
    assert list(data.columns) == ["uCode", "uName", "A1", "A2", "B1"]


@pytest.mark.parametrize("rule", ["sum", "geometric", "leaf-mean"])
def test_another_rule_than_the_mean_is_named(rule: Rule) -> None:
    asked = framework(theme("A", indicator("A1"), indicator("A2"), rule=rule))
    data, meta = loaded(write_results(book(asked, [person(A1=3, A2=1)]), Text("en")))
    assert_coin(data, meta)
    assert dict(zip(meta["iCode"], meta["Rule"], strict=True))["A"] == rule
    assert list(data.iloc[0, 2:]) == [75, 25]


def test_a_measured_indicator_stands_as_its_score() -> None:
    asked = framework(theme("A", indicator("A1"), indicator("P", scale=HOURS)))
    data, _ = loaded(write_results(book(asked, [person(A1=0, P=4)] * 3), Text("en")))
    assert data.loc[0, "P"] == 60


def test_real_data_is_not_called_invented_and_names_of_units_are_words() -> None:
    made = book(framework(theme("A", indicator("A1"))), people("=1+1", "A1", 1, 2, 3))
    found = sheet(opened(write_results(made, Text("en")), values=False), "iData")
    assert [found["B2"].value, found["B2"].data_type] == ["=1+1", "s"]


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "ko"])
def test_names_of_sheets_and_columns_are_the_same_in_every_language(
    demo: Demo, language: str
) -> None:
    data, meta = loaded(demo.in_language(language))
    assert_coin(data, meta)
    english, _ = loaded(demo.written)
    assert list(data.columns) == list(english.columns)
    assert data.iloc[:, 2:].equals(english.iloc[:, 2:])


def means(node: Theme | Indicator) -> Theme | Indicator:
    """The node with the weighted mean everywhere."""
    if isinstance(node, Indicator):
        return node
    return replace(node, rule="mean", children=tuple(map(means, node.children)))


def answered(asked: Sequence[Indicator], chance: Sequence[int]) -> dict[str, float]:
    """Levels or numbers of somebody, some left blank."""
    said: dict[str, float] = {}
    for one, number in zip(asked, chance, strict=False):
        if number and isinstance(one.scale, Levels):
            said[one.code] = number % (one.scale.top + 1)
        elif number and isinstance(one.scale, Goalposts):
            said[one.code] = one.scale.worst
    return said


@given(made=frameworks(), chance=st.lists(st.integers(0, 9), min_size=30, max_size=30))
def test_any_hierarchy_gives_the_scores_of_the_core(made: Framework, chance: list[int]) -> None:
    root = means(made.root)
    assert isinstance(root, Theme)
    asked = replace(made, root=root, threshold=0.0)
    said = answered(list(root.indicators()), chance)
    tallies = tally(asked, [Person("u", said)])
    tree = score(asked, tallies).units["u"]
    known = {i.code for i in root.indicators() if tree[i.code].value is not None}
    found = entries(asked, known)
    meta = pd.DataFrame(
        [(e.code, e.of, e.level, e.parent, e.weight) for e in found],
        columns=["iCode", "Code", "Level", "Parent", "Weight"],
    )
    names = {entry.of: entry.code for entry in found if not entry.aggregate}
    values = {names[code]: tree[code].value or 0.0 for code in known}
    of = dict(zip(meta["iCode"], meta["Code"], strict=True))
    for code, value in (aggregated(values, meta) if known else {}).items():
        if (expected := tree[of[code]].value) is not None:
            assert value == pytest.approx(expected, abs=1e-9)
    assert {entry.of for entry in found} >= {c for c, s in tree.items() if s.value is not None}
