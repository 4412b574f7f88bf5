"""What `score --json` prints of rooms and frameworks at the edge can be compared again."""

import json

import pytest

from resilience.cli.printed import comparison
from resilience.exchange.scores import ScoredFile, ScoredUnit, sides_from_json, to_json
from resilience.framework import Framework
from resilience.scoring import Method, Tallies, score
from tests.scoring.build import Person, framework, indicator, tally, theme
from tests.scoring.scores.test_edges import EDGES


def printed(asked: Framework, tallies: Tallies, method: Method) -> str:
    """The scores of one unit as the command line prints them."""
    changed = method.applied(asked)
    result = score(changed, tallies, missing=method.missing)
    unit = ScoredUnit("Aba", tallies, result, method.move(asked, tallies))
    return json.dumps(to_json(ScoredFile(changed, method, None, (unit,)), by_department=True))


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
    with pytest.raises(Exception, match=r"x\.json is no result"):
        sides_from_json(text.replace('"weight": 1', '"weight": -1'), "x.json")
