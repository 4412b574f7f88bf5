"""A chart of a Streamlit page: a component that draws it with Plotly's basic bundle."""

import json
from functools import cache

import plotly.graph_objects as go
import streamlit as st
from plotly.utils import PlotlyJSONEncoder
from streamlit.components.v2.types import ComponentRenderer

from resilience.text import Text
from resilience.ui.frontend.bundle import SCRIPT

#: the distribution, and the component that its pyproject.toml declares
NAME = "urban-resilience-dashboard.chart"
#: what the script fills
BODY = f'<div class="chart" role="img" data-script="{SCRIPT.name}"></div>'


def plot(figure: go.Figure, key: str, alt: str, text: Text) -> None:
    """Draw a figure that has a height; `alt` says to screen readers what it shows."""
    told = {
        "figure": figure.to_dict(),
        "alt": alt,
        "missing": text("The chart could not be loaded. Trying again."),
    }
    packed = json.dumps(told, cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    _component()(key=key, data=packed.encode())


@cache
def _component() -> ComponentRenderer:
    """What mounts the component; made once, since it looks for its files."""
    return st.components.v2.component(NAME, html=BODY, js="chart.js", isolate_styles=False)
