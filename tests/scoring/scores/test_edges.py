"""Rooms and frameworks at the edge give what docs/methods.md says: never NaN, -1 or an exception."""

import math
from collections.abc import Mapping
from dataclasses import astuple

import numpy as np
import pytest

from resilience.errors import InputError
from resilience.framework import Framework, Goalposts, Levels, even_levels
from resilience.scoring import CityRule, Method, Result, Room, Side, Tallies, compare, score
from resilience.scoring.certainty.blind_spots import blind_spots
from resilience.scoring.certainty.differences import differences
from resilience.scoring.certainty.personal import level_steps, theme_means
from resilience.scoring.certainty.sureness import sureness
from resilience.scoring.comparison.draws import Dice
from resilience.scoring.notes.note import ScoringFacts, method_note
from resilience.scoring.opinions.agreement import agree, discuss_first
from resilience.scoring.scores.leaf import whole_leaves
from resilience.scoring.scores.shares import points_to_gain, weight_shares
from resilience.scoring.scores.what_if import alternatives
from resilience.text import Text
from tests.scoring.build import Given, Person, framework, indicator, tally, theme

HOURS = Goalposts(24, 0)
COUNTINGS: tuple[CityRule, ...] = ("departments", "people")
ASKED = framework(
    theme("T", indicator("a"), indicator("b", 2)),
    theme("U", indicator("c"), indicator("h", scale=HOURS)),
)
ONE_THEME = framework(theme("T", indicator("a"), indicator("b")))
WEIGHTLESS = framework(
    theme("T", indicator("a", 0), indicator("b", 0)), theme("U", indicator("c", 0), weight=0)
)
TWO_LEVELS = framework(
    theme("T", indicator("a", scale=even_levels(2)), indicator("b", scale=even_levels(2)))
)
ELEVEN = framework(
    theme("T", indicator("a", scale=even_levels(11)), indicator("b", scale=even_levels(11)))
)
FLAT = framework(theme("T", indicator("a", scale=Levels((0, 0, 0), (0, 0, 0)))))


def room(*units: Mapping[str, Given]) -> list[Person]:
    return [Person(f"u{at // 3}", answers) for at, answers in enumerate(units)]


EDGES = {
    "nobody": (ASKED, []),
    "nobody said anything": (ASKED, room({}, {}, {})),
    "one person": (ASKED, room({"a": 4, "b": 0, "c": 2, "h": 3})),
    "all equal": (ASKED, room(*[{"a": 2, "b": 2, "c": 2, "h": 12}] * 6)),
    "all not applicable": (ASKED, room(*[dict.fromkeys("abch", "na")] * 4)),
    "all don't know": (ASKED, room(*[dict.fromkeys("abch", "dk")] * 4)),
    "all weights zero": (WEIGHTLESS, room(*[{"a": 1, "b": 3, "c": 4}] * 4)),
    "one theme": (ONE_THEME, room(*[{"a": n, "b": 4 - n} for n in (0, 1, 4, 4)])),
    "two levels": (TWO_LEVELS, room(*[{"a": n, "b": 1 - n} for n in (0, 1, 1, 1, 0, 1)])),
    "eleven levels": (ELEVEN, room(*[{"a": n, "b": 10 - n} for n in (0, 10, 9, 1, 0, 10)])),
    "all levels worth nothing": (FLAT, room(*[{"a": n} for n in (0, 1, 2, 2)])),
    "numbers beyond the goalposts": (ASKED, room(*[{"h": n} for n in (-5, 99, 24, 0)])),
}


@pytest.fixture(params=list(EDGES.values()), ids=list(EDGES), name="edge")
def edge_(request: pytest.FixtureRequest) -> tuple[Framework, Tallies]:
    asked, people = request.param
    return asked, tally(asked, people)


def figures(values: object) -> list[float]:
    """Every number in a value, however deep."""
    if isinstance(values, dict):
        return [n for value in values.values() for n in figures(value)]
    if isinstance(values, list | tuple):
        return [n for value in values for n in figures(value)]
    return [values] if isinstance(values, int | float) and not isinstance(values, bool) else []


def assert_sound(values: object) -> None:
    found = figures(values)
    assert not [n for n in found if math.isnan(n) or math.isinf(n)]
    assert not [n for n in found if n == -1]


def trees(result: Result) -> list[object]:
    return [
        astuple(node) for tree in (result.city, *result.units.values()) for node in tree.values()
    ]


def test_scores_are_sound(edge: tuple[Framework, Tallies]) -> None:
    for rule in COUNTINGS:
        assert_sound(trees(score(*edge, city_rule=rule)))
        assert_sound(trees(score(*edge, city_rule=rule, missing="unknown-as-zero")))
    assert_sound([astuple(move) for move in alternatives(*edge)])


def test_agreement_and_sureness_are_sound(edge: tuple[Framework, Tallies]) -> None:
    asked, tallies = edge
    found = {code: astuple(one) for code, one in agree(tallies).items()}
    assert_sound(found)
    assert sorted(discuss_first(agree(tallies), {}, {})) == sorted(found)
    for rule in COUNTINGS:
        for sure in sureness(asked, tallies, rule).values():
            assert_sound([astuple(sure.city), *(astuple(one) for one in sure.units.values())])


def test_differences_of_departments_are_sound(edge: tuple[Framework, Tallies]) -> None:
    asked, tallies = edge
    assert_sound([astuple(one) for one in differences(tallies).values() if one is not None])
    means = theme_means(asked, tallies)
    found = blind_spots(means, list(tallies.units), level_steps(asked))
    assert_sound([astuple(spot) for spot in found])


def test_weights_and_gains_are_sound(edge: tuple[Framework, Tallies]) -> None:
    asked, tallies = edge
    assert_sound(weight_shares(asked.root).tolist())
    assert_sound(list(points_to_gain(asked, whole_leaves(asked, tallies), {}).values()))


def test_comparison_and_note_are_sound(edge: tuple[Framework, Tallies]) -> None:
    asked, tallies = edge
    side = Side("x", asked, score(asked, tallies).city, 3, 1)
    assert_sound([astuple(row) for row in compare(side, side).rows])
    made = ScoringFacts(asked, Method(), "full", 2, 0, (Room("w", ("w",), 1, 1, 1),), 3)
    assert "nan" not in " ".join(p.words for p in method_note(made, Text())).split()


def test_ranks_of_cities_without_weights_are_none() -> None:
    assert Dice.of(WEIGHTLESS).thrown("Aba", np.full(3, 50.0), 4.0) is None


@pytest.mark.parametrize(
    ("edge_name", "code", "state", "value"),
    [
        ("nobody", "all", "not scored", None),
        ("nobody said anything", "a", "unanswered", None),
        ("one person", "all", "scored", (100 / 3 + (50 + 87.5) / 2) / 2),
        ("all equal", "all", "scored", 50),
        ("all not applicable", "all", "not applicable", None),
        ("all don't know", "all", "not scored", None),
        ("all weights zero", "T", "not scored", None),
        ("all weights zero", "all", "not scored", None),
        ("all weights zero", "a", "scored", 25),
        ("one theme", "all", "scored", (56.25 + 43.75) / 2),
        ("two levels", "a", "scored", (200 / 3 + 200 / 3) / 2),
        ("eleven levels", "a", "scored", (190 / 3 + 110 / 3) / 2),
        ("all levels worth nothing", "all", "scored", 0),
        ("numbers beyond the goalposts", "h", "scored", (100 / 3 + 100) / 2),
    ],
)
def test_an_edge_gives_what_the_method_says(
    edge_name: str, code: str, state: str, value: float | None
) -> None:
    asked, people = EDGES[edge_name]
    node = score(asked, tally(asked, people)).city[code]
    assert node.state == state
    assert node.value == (None if value is None else pytest.approx(value))


def test_a_number_that_is_refused_never_reaches_the_score() -> None:
    strict = Goalposts(0, 10, clip=False)
    assert not strict.accepts(11)
    assert not strict.accepts(float("nan"))


def test_a_method_that_does_not_fit_is_a_sentence() -> None:
    with pytest.raises(InputError):
        Method(left_out="T").applied(ONE_THEME)
