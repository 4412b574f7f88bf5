"""A chart of a Streamlit page: its figure as HTML, which page/chart.js draws with Plotly's basic bundle."""

import html
import json

import plotly.graph_objects as go
import streamlit as st
from plotly.utils import PlotlyJSONEncoder

from resilience.text import Text
from resilience.ui.frontend.bundle import SCRIPT

#: signs that HTML reads, as JSON writes them within its strings
_AS_JSON = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'"}


def plot(figure: go.Figure, key: str, alt: str, text: Text) -> None:
    """Draw a figure that has a height; `alt` says to screen readers what it shows."""
    told = figure.to_dict()
    packed = json.dumps(told, cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    said = {
        "aria-label": alt,
        "data-chart": key,
        "data-script": SCRIPT.name,
        "data-missing": text("The chart could not be loaded. Trying again."),
        "style": f"height:{told['layout']['height']}px",
    }
    about = " ".join(f'{name}="{html.escape(words)}"' for name, words in said.items())
    own = packed.translate(_AS_JSON)
    st.html(f'<div class="chart" role="img" {about} data-figure=\'{own}\'></div>')
