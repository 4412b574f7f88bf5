"""What `score --json` prints of rooms and frameworks at the edge can be compared again."""

import json

import pytest

from resilience.cli.printed import comparison
from resilience.exchange.given import ScoringInput
from resilience.exchange.scores import ScoredFile, score_given, sides_from_json, to_json
from resilience.framework import Framework
from resilience.scoring import Method, Tallies, score
from resilience.scoring.scores.leaf import one_city
from tests.scoring.build import Person, framework, indicator, person, tally, theme
from tests.scoring.scores.test_edges import EDGES
from tests.scoring.scores.test_what_if import ASKED, ROOM


def printed(asked: Framework, tallies: Tallies, method: Method) -> str:
    """The scores of one unit as the command line prints them."""
    return json.dumps(to_json(scored(asked, tallies, method), by_department=True))


def scored(asked: Framework, tallies: Tallies, method: Method) -> ScoredFile:
    return score_given(ScoringInput(asked, ("Aba",), tallies, one_city(tallies)), method)


@pytest.mark.parametrize(("asked", "people"), EDGES.values(), ids=EDGES)
@pytest.mark.parametrize("missing", ["skip", "unknown-as-zero"])
def test_a_result_at_the_edge_is_read_back_and_differs_from_itself_in_nothing(
    asked: Framework, people: list[Person], missing: str
) -> None:
    method = Method(missing=missing)  # type: ignore[arg-type]
    tallies = tally(asked, people)
    text = printed(asked, tallies, method)
    assert "NaN" not in text
    (side,) = sides_from_json(text, "x.json").values()
    assert side.scores == score(asked, tallies, missing=method.missing).city
    (found,) = json.loads(comparison([("x.json", text)] * 2, in_json=True))
    assert {node["difference"] for node in found["nodes"].values()} <= {0, None}
    assert comparison([("x.json", text)] * 2, in_json=False).startswith("Aba | Aba\n")


def test_a_weight_below_zero_is_still_damage() -> None:
    asked = framework(theme("T", indicator("a")))
    text = printed(asked, tally(asked, []), Method())
    assert text.count('"weight": 1') == 2
    with pytest.raises(Exception, match=r"x\.json is not a result"):
        sides_from_json(text.replace('"weight": 1', '"weight": -1'), "x.json")


@pytest.mark.parametrize(
    ("method", "move"),
    [
        (Method(), None),
        (Method(weights={"a": 5}, rule="leaf-mean"), None),
        (Method(missing="unknown-as-zero"), 62.5 / 3 - 25),
        (Method(left_out="T"), 0),
        # U alone, c 25 and d 0
        (Method(left_out="T", missing="unknown-as-zero"), -12.5),
        # T is a alone, 100: from (2 * 100 + 25)/3 = 75 to 25, and to (2 * 100 + 12.5)/3
        (Method(left_out="T", weights={"b": 0}), -50),
        (Method(missing="unknown-as-zero", weights={"b": 0}), -12.5 / 3),
    ],
)
def test_a_method_moves_the_overall_from_its_rule_and_weights(
    method: Method, move: float | None
) -> None:
    (unit,) = scored(ASKED, tally(ASKED, ROOM), method).units
    assert unit.move == (None if move is None else pytest.approx(move))


def test_a_method_moves_nothing_that_has_no_score() -> None:
    nobody = tally(ASKED, [person("w", a="dk")])
    assert scored(ASKED, nobody, Method(left_out="U")).units[0].move is None
