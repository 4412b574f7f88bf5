"""One scorecard worked by hand, line by line, in the comments of worked/expected.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from resilience.framework import Tier, load_framework
from resilience.scoring import Agreed, CityRule, Result, Score, StateCounts, score
from tests.scoring.build import Person, tally

WORKED = Path(__file__).parent / "worked"
FRAMEWORK = load_framework(WORKED)
EXPECTED: dict[str, Any] = yaml.safe_load((WORKED / "expected.yaml").read_text(encoding="utf-8"))
PEOPLE = [Person(**person) for person in EXPECTED["people"]]
AGREED = {code: Agreed(**agreed) for code, agreed in EXPECTED["agreed"].items()}
#: the expected figures are written with six decimals
DECIMALS = 6e-7


def result(tier: Tier, rule: CityRule) -> Result:
    """What the program says of the people of the file."""
    return score(FRAMEWORK, tally(FRAMEWORK, PEOPLE, tier=tier), city_rule=rule, agreed=AGREED)


def line(node: Score) -> list[object]:
    """A node as the file writes it, counts apart."""
    return [
        node.state, node.value, node.low, node.high,
        node.coverage, node.reach, node.departments,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "tier", "rule", "unit"),
    [
        ("Works", "full", "departments", "Works"),
        ("Works", "full", "people", "Works"),
        ("Health", "full", "departments", "Health"),
        ("city, departments", "full", "departments", None),
        ("city, people", "full", "people", None),
        ("quick city, departments", "quick", "departments", None),
        ("quick Works", "quick", "departments", "Works"),
    ],
)
def test_every_figure_is_as_worked_by_hand(
    part: str, tier: Tier, rule: CityRule, unit: str | None
) -> None:
    found = result(tier, rule)
    tree = found.units[unit] if unit else found.city
    assert set(tree) == set(EXPECTED[part])
    for code, (*figures, counts) in EXPECTED[part].items():
        assert line(tree[code]) == pytest.approx(figures, abs=DECIMALS), code
        assert tree[code].counts == StateCounts(*counts), code
        assert tree[code].maximum == 100, code
