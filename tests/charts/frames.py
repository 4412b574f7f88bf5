"""Small frames as charts get them, and the words in drawings."""

import base64
import html
import json
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

NAN = float("nan")


def themes(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    """A frame of themes from rows of title, state, score, low and high, all 0..100."""
    made = pd.DataFrame(rows, columns=["title", "state", "score", "low", "high"])
    return made.assign(percent=made["score"], maximum=100.0, in_points=False)


def pointed(*rows: tuple[str, float, float]) -> pd.DataFrame:
    """A frame of themes in points from rows of title, points and points possible, all answered."""
    made = pd.DataFrame(rows, columns=["title", "score", "maximum"])
    return made.assign(
        state="scored",
        low=made["score"],
        high=made["score"],
        percent=100 * made["score"] / made["maximum"],
        in_points=True,
    )


#: one theme that is certain, one with a range, one without a score
THREE = themes(
    ("Water", "scored", 62.5, 62.5, 62.5),
    ("Power and the grid that carries it", "scored", 40.0, 30.0, 55.0),
    ("Roads", "not enough answers", NAN, 0.0, 100.0),
)


def drawn(figure: go.Figure) -> dict[str, Any]:
    """A figure as the browser gets it, without the look that Plotly brings."""
    found: dict[str, Any] = json.loads(figure.to_json())
    found["layout"].pop("template")
    return found


def ticks(figure: go.Figure) -> list[dict[str, Any]]:
    """The upright lines at values, without the lines of the scale."""
    return [one for one in drawn(figure)["layout"]["shapes"] if one["type"] == "line"]


def numbers(values: Any) -> list[float]:
    """The numbers of a trace, which Plotly packs."""
    if isinstance(values, dict):
        kinds = {"f8": np.float64, "i1": np.int8, "i4": np.int32, "i8": np.int64}
        raw = np.frombuffer(base64.b64decode(values["bdata"]), kinds[values["dtype"]])
        return [float(x) for x in raw]
    return [NAN if x is None else float(x) for x in values]


def labels_at(figure: go.Figure) -> dict[tuple[object, object], Any]:
    """The annotations of a figure by their place."""
    return {(note["x"], note["y"]): note for note in drawn(figure)["layout"]["annotations"]}


def said_in(picture: str) -> list[str]:
    """The words of a picture as they are read, line by line."""
    pieces = (piece.split("</text>")[0] for piece in picture.split("<text ")[1:])
    return [html.unescape(piece.split(">", 1)[1]) for piece in pieces]


def rgb(colour: str) -> tuple[float, ...]:
    """The parts 0..1 of a colour like #1f5f8b."""
    full = colour if len(colour) == 7 else "#" + "".join(2 * sign for sign in colour[1:])
    return tuple(int(full[at : at + 2], 16) / 255 for at in (1, 3, 5))


def light(parts: tuple[float, ...]) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast 1..21 of two colours (WCAG 2.2)."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
