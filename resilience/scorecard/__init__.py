"""The scorecard on which participants answer: one script, one style sheet, one description of the data.

`/m` (web) and the Streamlit page *Scoring* (ui) show it. Both send what people answer to `/m/answers`,
which commits before it answers.
"""

from pathlib import Path

#: what browsers load; Streamlit serves this whole folder, so nothing else lies in it
ASSETS = Path(__file__).parent / "assets"
SCRIPT, STYLE = ASSETS / "sheet.js", ASSETS / "sheet.css"
