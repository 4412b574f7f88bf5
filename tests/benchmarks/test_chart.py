"""The chart of the cost curves: drawn from the kept figures, and as it stands in the docs."""

from pathlib import Path

import pytest

from benchmarks import chart, figures
from benchmarks.chart import PANELS
from benchmarks.chart import chart as drawn
from benchmarks.figures import Figure, keep, kept, percentile
from resilience.settings import ROOT
from tests.charts.frames import said_in


def test_the_chart_of_the_docs_is_the_one_of_the_kept_figures() -> None:
    assert (ROOT / "docs/performance.svg").read_text(encoding="utf-8") == drawn()


def test_a_line_is_named_at_its_end_and_an_empty_panel_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "KEPT", tmp_path / "performance")
    found = [Figure("live", 50, 2.0, 3.0, 1.5), Figure("live", 5_000, 200.0, 300.0, 150.0)]
    keep("people", found)
    assert kept("people") == found
    words = said_in(chart.chart())
    assert {"live 200 ms", "50", "5k"} <= {*words}
    assert words.count("not measured yet") == len(PANELS) - 1


def test_the_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([float(n) for n in range(1, 101)]) == 95
    assert percentile([3.0]) == 3
