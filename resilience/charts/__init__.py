"""Pictures: pure functions from a DataFrame to a Plotly figure in one look; all are in `figures`.

Here is what needs no DataFrame: a server that starts does without.
"""

from resilience.charts.template import colour_of, in_order, ink_on, title_of, wrapped

__all__ = ["colour_of", "in_order", "ink_on", "title_of", "wrapped"]
