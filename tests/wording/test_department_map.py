"""How far departments are from the city, in words, and what the map is drawn from; worked by hand."""

from dataclasses import replace

import pandas as pd
import pytest

from resilience.scoring.comparison.units import Basis, CityGap
from resilience.scoring.scores.tables import unit_matrix, unit_table
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.departments import apart
from resilience.services.results.results import WorkshopResult
from resilience.store import Store
from resilience.text import Text
from resilience.wording.beside.map import (
    CityMap,
    city_map,
    city_score_words,
    differences_table,
    differences_words,
    legend_words,
    map_legend,
)
from resilience.wording.departments import theme_names
from tests.app.rooms import reveal_all
from tests.indicators import UNDRR_1, URBAN, shipped
from tests.services.held import HOST, Held, set_up
from tests.usual import usual_framework

TEXT = Text("en")
NAN = float("nan")


def made(**points: list[float]) -> CityMap:
    """A map of two departments with these differences by theme."""
    differences = pd.DataFrame(points, index=["Ash", "Elm"])
    city = pd.DataFrame({theme: [50.0] for theme in points}, index=["The city"])
    return CityMap(pd.concat([50 + differences, city]), differences, {})


def said(**points: list[float]) -> str:
    """What these differences are in words."""
    return differences_words(made(**points), shipped(URBAN), TEXT)


def map_of(result: WorkshopResult, gaps: dict[tuple[str, str], CityGap] | None = None) -> CityMap:
    """The map of a result, or of other comparisons."""
    long = unit_table(result.workshop.framework, result.result, "en")
    matrix = unit_matrix(long)
    found = apart(result).from_city if gaps is None else gaps
    return city_map(matrix, found, theme_names(long, matrix), result, TEXT)


def test_the_cells_furthest_from_the_city_are_named_with_a_decimal() -> None:
    assert said(Dams=[12.5, -0.4], Pipes=[1.0, -7.2]) == (
        "On the same questions, furthest above the city: Ash · Dams, by 12.5 points; furthest below: Elm · Pipes, by 7.2 points."
    )


def test_shares_of_points_are_never_called_points() -> None:
    points = shipped(UNDRR_1)
    assert differences_words(made(Dams=[0.2, -0.3]), points, TEXT) == (
        "No department differs from the city by a percentage point or more on any theme compared."
    )


def test_cells_that_print_the_same_are_all_named_up_to_three() -> None:
    assert said(Dams=[12.54, 12.46], Pipes=[0.0, NAN]) == (
        "On the same questions, furthest above the city: Ash · Dams, Elm · Dams, by 12.5 points."
    )
    assert said(Dams=[-5.0, -5.0], Pipes=[-5.0, -5.04]) == (
        "On the same questions, furthest below the city: 4 scores, by 5.0 points."
    )


def test_nothing_is_furthest_where_all_print_as_none_or_nothing_is_compared() -> None:
    assert said(Dams=[0.9, -0.9]) == (
        "No department differs from the city by a point or more on any theme compared."
    )
    assert said(Dams=[NAN, NAN]) == "No department can be compared with the city."
    assert (
        said(Dams=[1.0, NAN])
        == "On the same questions, furthest above the city: Ash · Dams, by 1.0 points."
    )


def test_departments_are_sorted_by_their_difference_and_the_city_is_last(held: Held) -> None:
    reveal_all(held)
    found = map_of(held.result())
    assert list(found.scores.index) == ["Power", "Water", "The city"]
    assert list(found.scores.loc["The city"]) == pytest.approx([81.25, 62.5])
    assert list(found.differences.loc["Water"]) == pytest.approx([-6.25, -37.5])
    assert list(differences_table(found, TEXT).loc["Power"]) == ["+6.3", "+37.5"]
    assert found.said["Water", "Power"] == "25.0 here, 62.5 in the city (2 of 2 questions)"


def test_too_few_questions_in_common_are_not_compared_and_the_key_says_so(held: Held) -> None:
    reveal_all(held)
    result = held.result()
    few = {
        ("Water", "WAT"): CityGap(10, 30, Basis(1, 2)),
        ("Power", "WAT"): CityGap(40, 30, Basis(2, 2)),
    }
    found = map_of(result, few)
    assert found.differences["Water"].dropna().to_dict() == {"Power": 10}
    assert "apart" in map_legend(found, result.workshop.framework, TEXT)
    whole = map_of(result)
    assert "apart" not in map_legend(whole, result.workshop.framework, TEXT)


def test_the_key_says_points_and_for_shares_percentage_points() -> None:
    assert legend_words((5, 10, 20), TEXT) == {
        "below-3": "20 points or more below the city",
        "below-2": "10 to under 20",
        "below-1": "5 to under 10",
        "near": "less than 5 either way",
        "above-1": "5 to under 10",
        "above-2": "10 to under 20",
        "above-3": "20 points or more above the city",
    }
    shares = legend_words((5, 10, 20), TEXT, "not compared", shares=True)
    assert shares["below-3"] == "20 percentage points or more below the city"
    assert shares["apart"] == "not compared"


def test_answers_that_are_counted_together_are_told_of(store: Store) -> None:
    departments = {"Water": 0, "Power": 0, "Roads": 0, "Parks": 0}
    held = set_up(store, usual_framework(), k=3, departments=departments)
    held.move(rounds.open_vote)
    for department in departments:
        for n in range(4):
            who = held.join(department)
            if department in ("Water", "Power"):
                held.say(who, W1=4, W2=4, P1=2)
            elif n < 2:
                held.say(who, W1=0, W2=0, P1=2)
            else:
                held.say(who, W1="dk", W2="dk", P1=2)
    assert city_score_words(held.reveal(), TEXT) == [
        "The city's score includes answers on 2 indicators that are counted together to protect "
        "a small group; departments' scores do not, so it can be above or below all of theirs."
    ]


def test_what_sets_the_city_apart_is_one_list(held: Held) -> None:
    reveal_all(held)
    agree(held.store, HOST, held.code, "W1", 2, "Seen on the map.")
    found = replace(held.result(), later={"P1": 2})
    assert "1 indicator and a later vote on 1" in city_score_words(found, TEXT)[0]
    assert "합의 및 지표" in city_score_words(found, Text("ko"))[0]


def test_what_the_room_agreed_on_is_told_apart_from_votes(held: Held) -> None:
    reveal_all(held)
    assert city_score_words(held.result(), TEXT) == []
    agree(held.store, HOST, held.code, "W1", 2, "Seen on the map.")
    agree(held.store, HOST, held.code, "W2", "both", "Views differ.")
    assert city_score_words(held.result(), TEXT) == [
        "The city's score includes what was agreed on 1 indicator; departments' scores do "
        "not, so it can be above or below all of theirs."
    ]


def test_later_votes_of_the_room_are_told_apart_from_first_ones(held: Held) -> None:
    reveal_all(held)
    result = held.result()
    voted = replace(result, later={"W1": 2, "P1": 2})
    assert city_score_words(voted, TEXT) == [
        "The city's score includes a later vote on 2 indicators; departments' scores do not, so "
        "it can be above or below all of theirs."
    ]


def test_the_legend_says_why_a_theme_is_not_compared() -> None:
    framework = shipped(URBAN)
    for city, said in (
        (55.0, "not compared: too few questions in common"),
        (NAN, "not compared: the city has no score"),
    ):
        scores = pd.DataFrame({"Water": [50.0, 60.0, city]}, index=["Ash", "Elm", "The city"])
        differences = pd.DataFrame({"Water": [NAN, NAN]}, index=["Ash", "Elm"])
        legend = map_legend(CityMap(scores, differences, {}), framework, TEXT)
        assert legend["apart"] == said
