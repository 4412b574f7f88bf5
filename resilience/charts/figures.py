"""The figures, each in a module of its own."""

from resilience.charts.bubbles import gain_bubbles
from resilience.charts.bullet_bars import bullet_bars
from resilience.charts.dots import level_dots
from resilience.charts.gain_bars import gain_bars
from resilience.charts.heat import unit_heat
from resilience.charts.indicator_heat import indicator_heat
from resilience.charts.level_bars import level_bars
from resilience.charts.line_rows import line_rows
from resilience.charts.lines import theme_lines
from resilience.charts.map import peer_map
from resilience.charts.shares import share_lines
from resilience.charts.strips import distribution, peer_strips
from resilience.charts.theme_dots import theme_dots
from resilience.charts.timeline import action_timeline

__all__ = [
    "action_timeline",
    "bullet_bars",
    "distribution",
    "gain_bars",
    "gain_bubbles",
    "indicator_heat",
    "level_bars",
    "level_dots",
    "line_rows",
    "peer_map",
    "peer_strips",
    "share_lines",
    "theme_dots",
    "theme_lines",
    "unit_heat",
]
