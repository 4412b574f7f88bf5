"""The script that draws charts in browsers: Plotly's own, of the version for which figures are made, with its licence."""

import re

from plotly.offline import get_plotlyjs_version

from resilience.settings import ROOT
from resilience.ui.frontend.bundle import LICENCE, SCRIPT

FIGURES = (ROOT / "resilience" / "charts").glob("*.py")


def test_the_script_is_of_the_version_that_figures_are_made_for() -> None:
    """If not: `python -m tools.plotly_script`."""
    version = get_plotlyjs_version()
    head = SCRIPT.read_text(encoding="utf-8")[:200]
    assert f"plotly.js (basic - minified) v{version}\n" in head
    assert SCRIPT.name == f"plotly-basic-{version}.min.js"
    assert LICENCE.read_text(encoding="utf-8").startswith("MIT License")


def test_no_chart_needs_what_the_script_leaves_out() -> None:
    made = {
        kind
        for path in FIGURES
        for kind in re.findall(r"go\.([A-Z]\w+)\(", path.read_text("utf-8"))
    }
    assert made - {"Figure"} == {"Bar", "Scatter"}
