"""Pictures: pure functions from a DataFrame to a Plotly figure in one look."""

from resilience.charts.bubbles import gain_bubbles
from resilience.charts.distribution import distribution
from resilience.charts.dots import answers_per_dot, level_dots
from resilience.charts.heat import unit_heat
from resilience.charts.indicator_heat import indicator_heat
from resilience.charts.lines import theme_lines
from resilience.charts.map import peer_map
from resilience.charts.shares import share_lines
from resilience.charts.strips import peer_strips
from resilience.charts.template import THEME_COLOURS, colour_of, ink_on, taken_as
from resilience.charts.themes import theme_bars, theme_radar

__all__ = [
    "THEME_COLOURS",
    "answers_per_dot",
    "colour_of",
    "distribution",
    "gain_bubbles",
    "indicator_heat",
    "ink_on",
    "level_dots",
    "peer_map",
    "peer_strips",
    "share_lines",
    "taken_as",
    "theme_bars",
    "theme_lines",
    "theme_radar",
    "unit_heat",
]
