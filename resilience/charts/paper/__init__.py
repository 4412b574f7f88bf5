"""Pictures for print: pure functions from the frames of the charts to the text of an SVG file.

Lengths are points of paper (1/72 inch). Every figure in them is set as the pages set it; nothing but
shapes and short words, in the colours of the charts, so that they can be told apart in black and white.
"""

from resilience.charts.paper.lines import paper_lines

__all__ = [
    "paper_lines",
]
