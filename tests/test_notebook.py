"""The face for notebooks: tables in, tables out."""

import datetime
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest

import resilience
from resilience import compare, load_framework, score
from resilience.errors import Faults, InputError
from resilience.framework import Framework
from resilience.framework import load_framework as of_folder
from resilience.settings import ROOT
from tests.indicators import URBAN, shipped

pytestmark = pytest.mark.long

COLUMNS = {
    "unit": "str", "department": "str", "code": "str", "kind": "str", "title": "str",
    "state": "str", "score": "float64", "low": "float64", "high": "float64",
    "weak_spot": "float64", "maximum": "float64", "points": "float64", "unknown": "int64",
    "one_person": "bool", "coverage": "float64", "reach": "float64", "departments": "float64",
    "level": "int64", "na": "int64", "dk": "int64", "blank": "int64", "people": "int64",
    "in_room": "int64", "move": "float64",
}  # fmt: skip
RESPONSES = ["unit", "department", "participant", "indicator", "answer"]


@pytest.fixture(scope="module")
def asked() -> Framework:
    return shipped(URBAN)


@pytest.fixture(scope="module")
def responses() -> pd.DataFrame:
    """The first unit of the example."""
    table = pd.read_csv(ROOT / "docs/example-responses.csv", dtype=str, keep_default_na=False)
    return table[table["unit"].eq(table["unit"].iloc[0])].copy()


def test_scores_have_the_documented_columns_and_types(
    asked: Framework, responses: pd.DataFrame
) -> None:
    table = score(asked, responses)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == COLUMNS
    assert set(table["kind"]) == {"overall", "theme", "indicator"}
    assert (table["department"] == "").all()
    assert len(table) == (1 + 5 + 59) * responses["unit"].nunique()
    documented = score.__doc__ or ""
    assert [name for name in COLUMNS if name not in documented] == []


def test_the_method_can_be_changed_by_name(asked: Framework, responses: pd.DataFrame) -> None:
    unsure = responses.assign(
        answer=responses["answer"].where(responses["indicator"] != "PLN1", "dk")
    )

    def overall(**options: object) -> float:
        table = score(asked, unsure, **options)  # type: ignore[arg-type]
        return float(table.loc[table["kind"] == "overall", "score"].iloc[0])

    plain = overall()
    others = {
        overall(rule="geometric"),
        overall(missing="unknown-as-zero"),
        overall(leave_out="INF"),
        overall(weights={"INF": 9}),
        overall(city_rule="people"),
    }
    assert len(others | {plain}) == 6, others


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"missing": "Skip"}, "missing is 'Skip', not one of skip, unknown-as-zero"),
        ({"rule": "median"}, "rule is 'median', not one of mean, leaf-mean"),
        ({"city_rule": "dept"}, "city_rule is 'dept', not one of departments, people"),
        ({"weights": {"INF": "three"}}, "INF three"),
        ({"weights": {"INF": None}}, "INF None"),
    ],
)
def test_a_method_that_is_misspelt_is_refused(
    asked: Framework, responses: pd.DataFrame, options: Any, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        score(asked, responses, **options)


def test_weights_may_be_a_column(asked: Framework, responses: pd.DataFrame) -> None:
    by_code = score(asked, responses, weights=pd.Series({"INF": 9}))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(by_code, score(asked, responses, weights={"INF": 9}))


def test_a_folder_may_be_named_in_text(asked: Framework) -> None:
    folder = URBAN
    assert load_framework(str(folder)) == of_folder(str(folder)) == asked


def test_the_size_of_the_move_stands_beside_the_overall(
    asked: Framework, responses: pd.DataFrame
) -> None:
    plain, without = score(asked, responses), score(asked, responses, leave_out="CRM")
    assert plain["move"].isna().all()
    overall = without["kind"] == "overall"
    moved = without.loc[overall, "score"].iloc[0] - plain["score"].iloc[0]
    assert without.loc[overall, "move"].tolist() == pytest.approx([moved])
    assert without.loc[~overall, "move"].isna().all()


def test_a_theme_that_was_left_out_is_told_by_a_comparison(
    asked: Framework, responses: pd.DataFrame
) -> None:
    found = compare(score(asked, responses), score(asked, responses, leave_out="CRM"))
    assert found["comparable"].all()
    line = found["comparability"].iloc[0]
    assert "48 of 59 indicators were asked in both" in line
    assert "One of the two leaves out the theme CRM." in line


def test_departments_stand_below_their_unit(asked: Framework, responses: pd.DataFrame) -> None:
    table = score(asked, responses, by_department=True)
    assert set(responses["department"]) | {""} == set(table["department"])
    people = table.groupby("department")["people"].first()
    assert people[""] == people.drop("").sum()


def test_numbers_and_gaps_in_the_responses_are_read_as_such(asked: Framework) -> None:
    rows = [("A", "d", name, "INF1", said) for name, said in (("p", 3), ("q", np.nan), ("r", "na"))]
    answers = pd.DataFrame(rows, columns=RESPONSES)
    row = score(asked, answers).set_index("code").to_dict("index")["INF1"]
    assert [row[name] for name in ("level", "na", "blank", "score")] == [1, 1, 0, 100]


def test_responses_without_their_columns_are_refused_with_what_they_lack(asked: Framework) -> None:
    with pytest.raises(InputError, match="lack the columns participant, answer; they have unit"):
        score(asked, pd.DataFrame(columns=["unit", "department", "indicator"]))


def test_wrong_rows_are_named(asked: Framework) -> None:
    wrong = pd.DataFrame([("A", "d", "p", "INF1", 9)], columns=RESPONSES)
    with pytest.raises(Faults, match="row 2: INF1: found '9'"):
        score(asked, wrong)


def test_no_responses_give_an_empty_table(asked: Framework, responses: pd.DataFrame) -> None:
    assert score(asked, responses.iloc[:0]).empty


def test_a_table_compared_with_itself_differs_in_nothing(
    asked: Framework, responses: pd.DataFrame
) -> None:
    table = score(asked, responses, date=datetime.date(2026, 10, 13))
    found = compare(table, table)
    assert (found["difference"].dropna() == 0).all()
    assert found["difference"].notna().sum() == table["score"].notna().sum()
    assert found["comparable"].all()
    assert found["comparability"].str.contains("October 13, 2026").all()
    documented = compare.__doc__ or ""
    assert [name for name in found.columns if name not in documented] == []


def test_units_of_one_name_are_paired(asked: Framework, responses: pd.DataFrame) -> None:
    def named(*names: str) -> pd.DataFrame:
        return score(asked, pd.concat([responses.assign(unit=name) for name in names]))

    assert set(compare(named("A", "B"), named("B", "C"))["first"]) == {"B"}
    single = compare(named("A"), named("Z"))
    assert (single["first"].iloc[0], single["second"].iloc[0]) == ("A", "Z")
    with pytest.raises(
        InputError,
        match="The two results have no unit in common: the first has A, B, the second C, D",
    ):
        compare(named("A", "B"), named("C", "D"))


def test_tables_that_are_no_scores_are_refused(asked: Framework, responses: pd.DataFrame) -> None:
    table = score(asked, responses)
    bare = table.copy()
    bare.attrs.clear()
    for wrong in (bare, pd.DataFrame({"a": [1]}), table.drop(columns="people")):
        with pytest.raises(InputError, match="cannot be compared"):
            compare(wrong, table)


def test_only_the_face_is_there_and_it_is_loaded_when_used() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        resilience.nothing  # noqa: B018
    code = "import resilience, sys; assert 'pandas' not in sys.modules; resilience.score"
    subprocess.run([sys.executable, "-c", code], check=True)
