"""Real input: the INFORM Risk Index 2020 of 191 countries (OCHA and JRC, CC BY 4.0)."""

import numpy as np
import pytest

from resilience import load_framework, score
from resilience.scoring.comparison.peers import ranks
from tests.golden.published import HERE, by_unit, responses, rows

#: what the index prints with one decimal may be off by half of it
PRINTED = 0.05 + 1e-9
#: code of the framework and the two columns of the file that a dimension is made of
DIMENSIONS = {
    "HAZARD": ("HAZARD & EXPOSURE", {"Natural": "Natural", "Human": "Human"}),
    "VULNERABILITY": (
        "VULNERABILITY",
        {"Socio-Economic": "Socio-Economic Vulnerability", "Vulnerable": "Vulnerable Groups"},
    ),
    "LACK": (
        "LACK OF COPING CAPACITY",
        {"Institutional": "Institutional", "Infrastructure": "Infrastructure"},
    ),
}


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_inform_2020_csv_dimensions_are_the_mean_that_weak_spots_pull_down(dimension: str) -> None:
    column, parts = DIMENSIONS[dimension]
    found = rows("inform_2020.csv")
    values = {row["ISO3"]: {code: row[name] for code, name in parts.items()} for row in found}
    scores = score(load_framework(HERE / "inform"), responses(values))
    resilient = by_unit(scores, dimension, "weak_spot")
    assert len(resilient) == 191
    for row in found:
        risk = 10 - resilient[row["ISO3"]] / 10
        assert risk == pytest.approx(float(row[column]), abs=PRINTED), row["COUNTRY"]


def test_inform_2020_csv_gives_the_printed_risk_and_191_ranks() -> None:
    found = rows("inform_2020.csv")
    names = {code: column for code, (column, _) in DIMENSIONS.items()}
    values = {row["ISO3"]: {code: row[name] for code, name in names.items()} for row in found}
    scores = score(load_framework(HERE / "inform-risk"), responses(values))
    risk = {unit: value / 10 for unit, value in by_unit(scores, "overall").items()}
    printed = {row["ISO3"]: float(row["INFORM RISK"]) for row in found}
    assert len(risk) == 191
    for country, value in printed.items():
        assert risk[country] == pytest.approx(value, abs=PRINTED), country
    places = ranks(np.array(list(printed.values())))
    rounded = ranks(np.array([round(risk[country] + 1e-9, 1) for country in printed]))
    expected = [int(row["Rank"]) for row in found]
    assert places.tolist() == expected
    assert rounded.tolist() == expected
