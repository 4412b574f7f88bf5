"""Real input: the Human Development Index of 191 countries (UNDP, CC BY 3.0 IGO)."""

import numpy as np
import pytest

from resilience import load_framework, score
from resilience.scoring.comparison.peers import ranks
from resilience.text.catalogue import round_half_up
from tests.golden.published import HERE, by_unit, responses, rows

INPUTS = ("le", "eys", "mys", "gnipc")


@pytest.fixture(scope="module")
def printed() -> dict[str, float]:
    """The index 0..1 that the product prints, with three decimals, by country and year."""
    found = rows("hdi.csv")
    values = {f"{r['iso3']} {r['year']}": {code: r[code] for code in INPUTS} for r in found}
    scores = score(load_framework(HERE / "hdi"), responses(values))
    indices = by_unit(scores, "overall")
    return {unit: float(round_half_up(index / 100, 3)) for unit, index in indices.items()}


def test_hdi_csv_gives_571_printed_indices(printed: dict[str, float]) -> None:
    expected = {f"{r['iso3']} {r['year']}": float(r["hdi"]) for r in rows("hdi.csv") if r["hdi"]}
    assert len(expected) == 571
    assert {unit: printed[unit] for unit in expected} == expected


def test_hdi_csv_gives_the_191_ranks_of_2021(printed: dict[str, float]) -> None:
    ranked = {f"{r['iso3']} 2021": float(r["hdi_rank"]) for r in rows("hdi.csv") if r["hdi_rank"]}
    found = ranks(np.array([printed[unit] for unit in ranked]))
    assert len(ranked) == 191
    assert dict(zip(ranked, found, strict=True)) == ranked
