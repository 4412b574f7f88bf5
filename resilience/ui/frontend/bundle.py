"""Plotly's basic bundle, the script that draws the charts of all pages: a third of the one that Streamlit brings."""

from pathlib import Path

#: taken from npm by `python -m tools.plotly_script`, with its licence (MIT)
_FOLDER = Path(__file__).parent / "plotly"
[SCRIPT] = _FOLDER.glob("plotly-basic-*.min.js")
LICENCE = _FOLDER / "LICENSE"
#: where browsers find it, and keep it for a year: another version has another name
ADDRESS = f"/static/js/{SCRIPT.name}"
