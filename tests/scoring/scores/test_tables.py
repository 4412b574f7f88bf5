"""Results as tidy DataFrames: columns, types and values; and the medians beside them."""

import numpy as np
import pandas as pd
import pytest

from resilience.framework import Goalposts
from resilience.scoring import Result, Tallies, median_levels, score
from resilience.scoring.counting.median import medians
from resilience.scoring.scores.tables import (
    SCORE_COLUMNS,
    count_table,
    indicator_table,
    least_known,
    strongest,
    theme_table,
    unit_matrix,
    unit_table,
    weakest,
    well_answered,
)
from tests.scoring.build import framework, indicator, person, tally, theme

ASKED = framework(
    theme("T", theme("S", indicator("A"), indicator("B", tier="quick"))),
    theme("V", indicator("C", scale=Goalposts(10, 0))),
)
ROOM = [
    person("x", A=4, B="na", C=5, size=3),
    person("x", A=1, B="dk"),
    person("y", A=2, B=0),
]
FIGURES = ["score", "low", "high", "maximum", "coverage", "reach", "departments"]
COUNTS = ["level", "na", "dk", "blank"]


@pytest.fixture
def tallies() -> Tallies:
    return tally(ASKED, ROOM)


@pytest.fixture
def result(tallies: Tallies) -> Result:
    return score(ASKED, tallies)


def row(table: pd.DataFrame, code: str) -> dict[str, object]:
    """The one row of a code."""
    found = table[table["code"] == code]
    assert len(found) == 1
    return {str(name): value for name, value in found.iloc[0].to_dict().items()}


def test_a_theme_table_has_a_row_per_top_theme_in_the_order_of_the_file(result: Result) -> None:
    table = theme_table(ASKED, result.city, "en")
    assert list(table.columns) == SCORE_COLUMNS
    assert list(table["code"]) == ["T", "V"]
    # A: x (3 of 4 at 100, 1 at 25) = 81.25, y = 50, city 65.625; B: N/A in x (1 of 1), y = 0
    assert row(table, "T") == {
        "code": "T",
        "title": "T",
        "state": "scored",
        "score": pytest.approx(65.625 / 2),
        "low": pytest.approx(65.625 / 2),
        "high": pytest.approx(65.625 / 2),
        "maximum": 100,
        "percent": pytest.approx(65.625 / 2),
        "in_points": False,
        "coverage": 1,
        "reach": pytest.approx((1 + 1 / 5) / 2),
        "departments": pytest.approx((1 + 1 / 2) / 2),
        "level": 4,
        "na": 1,
        "dk": 1,
        "blank": 0,
    }


def test_shares_and_scores_are_floats_and_counts_whole_numbers(result: Result) -> None:
    for table in (
        theme_table(ASKED, result.city, "en"),
        theme_table(ASKED, result.units["y"], "en"),
        indicator_table(ASKED, result.city, "en"),
    ):
        assert {str(table[name].dtype) for name in FIGURES} == {"float64"}
        assert {str(table[name].dtype) for name in COUNTS} == {"int64"}


def test_a_missing_score_is_nan_with_its_state(result: Result) -> None:
    found = row(theme_table(ASKED, result.units["y"], "en"), "V")
    assert (found["state"], found["coverage"], found["low"], found["high"]) == (
        "not scored", 0, 0, 100,
    )  # fmt: skip
    assert found["score"] is not None
    assert pd.isna(found["score"])  # type: ignore[call-overload]


def test_an_indicator_table_names_the_top_theme_of_each(result: Result) -> None:
    table = indicator_table(ASKED, result.units["x"], "en")
    assert list(table.columns) == [*SCORE_COLUMNS, "theme"]
    assert list(table["code"]) == ["A", "B", "C"]
    assert list(table["theme"]) == ["T", "T", "V"]
    assert list(table["state"]) == ["scored", "not applicable", "scored"]
    np.testing.assert_allclose(table["score"], [81.25, np.nan, 50])
    np.testing.assert_allclose(table["coverage"], [1, np.nan, 1])
    np.testing.assert_allclose(table["reach"], [1, 0, 3 / 4])


def test_tables_of_a_quick_tier_hold_only_what_was_asked() -> None:
    tree = score(ASKED, tally(ASKED, ROOM, tier="quick")).city
    assert list(theme_table(ASKED, tree, "en")["code"]) == ["T"]
    assert list(indicator_table(ASKED, tree, "en")["code"]) == ["B"]


def test_a_unit_table_is_units_by_theme(result: Result) -> None:
    table = unit_table(ASKED, result, "en")
    assert list(table.columns) == [
        "unit", "code", "title", "state", "score", "percent", "coverage", "reach",
    ]  # fmt: skip
    assert list(zip(table["unit"], table["code"], strict=True)) == [
        ("x", "T"), ("x", "V"), ("y", "T"), ("y", "V"),
    ]  # fmt: skip
    np.testing.assert_allclose(table["score"], [81.25, 50, 25, np.nan])


def test_a_unit_table_without_units_has_its_columns() -> None:
    table = unit_table(ASKED, score(ASKED, tally(ASKED, [])), "en")
    assert len(table) == 0
    assert list(table.columns)[:2] == ["unit", "code"]


def test_tables_without_people_have_their_rows_and_no_scores() -> None:
    tree = score(ASKED, tally(ASKED, [])).city
    assert theme_table(ASKED, tree, "en")["score"].isna().all()
    assert list(indicator_table(ASKED, tree, "en")["level"]) == [0, 0, 0]


def test_the_strongest_and_weakest_are_those_with_a_score(result: Result) -> None:
    table = indicator_table(ASKED, result.city, "en")
    np.testing.assert_allclose(table["score"], [65.625, 0, 50])
    assert list(strongest(table).rows["code"]) == ["A", "C"]
    assert list(weakest(table).rows["code"]) == ["B"]
    assert list(strongest(table, 1).rows["code"]) == ["A"]
    of_x = indicator_table(ASKED, result.units["x"], "en")
    assert list(weakest(of_x).rows["code"]) == ["C"]


@pytest.mark.parametrize(
    ("scores", "strong", "weak"),
    [
        ((50, 50, 50.04, 50), ("", 0, True), ("", 0, True)),
        ((90, 80, 80.04, 80, 20, 20, 10, 10, 10), ("AB", 2, False), ("GH", 1, False)),
        ((50, 50, 50, 20), ("AB", 1, False), ("D", 0, False)),
        ((70, 50, 50, 20), ("A", 0, False), ("D", 0, False)),
        ((70,), ("A", 0, False), ("", 0, False)),
        ((), ("", 0, False), ("", 0, False)),
    ],
)
def test_equals_are_counted_and_never_both_strong_and_weak(
    scores: tuple[float, ...], strong: tuple[str, int, bool], weak: tuple[str, int, bool]
) -> None:
    """Scores of A, B, C ... of which two are named at each end; 80 and 80.04 print the same."""
    table = pd.DataFrame({"code": list("ABCDEFGHI"[: len(scores)]), "score": scores}).astype(
        {"score": "float64"}
    )
    for found, expected in ((strongest(table, 2), strong), (weakest(table, 2), weak)):
        assert ("".join(found.rows["code"]), found.more, found.alike) == expected


def test_strong_and_weak_are_what_enough_gave_a_level_for_or_the_room_agreed_on(
    result: Result,
) -> None:
    table = indicator_table(ASKED, result.city, "en").assign(level=[3, 2, 1])
    assert list(well_answered(table, 4)["code"]) == ["A"]
    assert list(well_answered(table, 4, ["C"])["code"]) == ["A", "C"]
    assert list(well_answered(table, 2)["code"]) == ["A", "B"], "fewer took part than are enough"


def test_the_least_known_are_those_with_most_dont_knows_and_blanks(result: Result) -> None:
    table = indicator_table(ASKED, result.city, "en")
    assert list(least_known(table).rows["code"]) == ["C", "B"]
    assert list(least_known(table).rows["unsaid"]) == [2, 1]
    assert list(least_known(table, again=["C"]).rows["code"]) == ["B"], "asked again, left blank"
    equal = table.assign(dk=[1, 1, 0], blank=0)
    assert (list(least_known(equal, 1).rows["code"]), least_known(equal, 1).more) == (["A"], 1)
    for unsaid, alike in ((2, True), (0, False)):
        found = least_known(table.assign(dk=unsaid, blank=0))
        assert (len(found.rows), found.alike) == (0, alike)


def test_units_and_themes_make_a_matrix_in_the_order_of_the_file(result: Result) -> None:
    matrix = unit_matrix(unit_table(ASKED, result, "en"))
    assert (list(matrix.index), list(matrix.columns)) == (["x", "y"], ["T", "V"])
    np.testing.assert_allclose(matrix, [[81.25, 50], [25, np.nan]])


def test_themes_of_one_title_stay_apart_in_the_matrix(result: Result) -> None:
    table = unit_table(ASKED, result, "en").assign(title="Same")
    matrix = unit_matrix(table)
    assert list(matrix.columns) == ["Same (T)", "Same (V)"]
    np.testing.assert_allclose(matrix, [[81.25, 50], [25, np.nan]])


def test_a_count_table_holds_every_count_behind_the_scores(tallies: Tallies) -> None:
    table = count_table(tallies)
    assert list(table.columns) == ["unit", "indicator", "answer", "answers", "people"]
    assert str(table["answers"].dtype) == "int64"
    assert str(table["people"].dtype) == "float64"
    assert len(table) == 2 * ((5 + 2) + (5 + 2) + (1 + 2))
    counts = {(r.unit, r.indicator, r.answer): (r.answers, r.people) for r in table.itertuples()}
    assert counts["x", "A", "4"] == (1, 3)
    assert counts["x", "A", "1"] == (1, 1)
    assert counts["x", "A", "0"] == (0, 0)
    assert counts["x", "C", "number"] == (1, 3)
    assert counts["y", "C", "number"] == (0, 0)
    said = table[(table["unit"] == "x") & (table["indicator"] == "B")].set_index("answer")[
        "answers"
    ]
    assert said.to_dict() == {"0": 0, "1": 0, "2": 0, "3": 0, "4": 0, "na": 1, "dk": 1}
    unsized = table[table["answer"].isin(["na", "dk"])]
    assert unsized["people"].isna().all()


def test_medians_are_of_the_citys_answers_and_leave_measured_numbers_out(tallies: Tallies) -> None:
    assert medians(tallies) == {"A": (2, 2), "B": (0, 0)}
    assert medians(tally(ASKED, [])) == {"A": None, "B": None}


@pytest.mark.parametrize(
    ("counts", "middle"),
    [
        ([0, 0, 0], None),
        ([1, 0, 0], (0, 0)),
        ([0, 0, 7], (2, 2)),
        ([1, 1, 0], (0, 1)),
        ([1, 0, 1], (0, 2)),
        ([2, 1, 0], (0, 0)),
        ([2, 1, 1], (0, 1)),
        ([1, 1, 1], (1, 1)),
        ([3, 0, 3], (0, 2)),
        ([3, 0, 4], (2, 2)),
    ],
)
def test_the_median_is_the_middle_answer_or_the_two_around_it(
    counts: list[int], middle: tuple[int, int] | None
) -> None:
    assert median_levels(np.array(counts)) == middle
