"""Streamlit's script of charts without the kinds of chart that our pages never draw.

It holds all that Plotly can draw, maps and spaces of three dimensions too: 1.4 MB compressed, of which
ours use a quarter. What is cut out is written in chart_cuts.json by `python -m resilience.ui.frontend.chart_cuts`.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

#: the kinds of Plotly's charts that our pages draw
KINDS = ("bar", "heatmap", "scatter", "scatterpolar")
CUTS = Path(__file__).parent / "chart_cuts.json"


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is cut out of a script, by the mark of its content, and the kinds of chart that stay.

    Each of `parts` is the number of bytes that stay before it, and the number of those that go.
    """

    name: str
    mark: str
    kinds: tuple[str, ...]
    parts: tuple[tuple[int, int], ...]

    @classmethod
    def kept(cls) -> "Cuts":
        """Those that are written."""
        read = json.loads(CUTS.read_text(encoding="utf-8"))
        parts = tuple((stays, goes) for stays, goes in read["parts"])
        return cls(read["name"], read["mark"], tuple(read["kinds"]), parts)

    def out_of(self, script: bytes) -> bytes:
        """What is left of a script; a newer one than was looked at stays whole."""
        if mark_of(script) != self.mark:
            return script
        left, at = bytearray(), 0
        for stays, goes in self.parts:
            left += script[at : at + stays]
            at += stays + goes
        return bytes(left + script[at:])


def mark_of(script: bytes) -> str:
    """What tells a script from any other."""
    return hashlib.sha256(script).hexdigest()
