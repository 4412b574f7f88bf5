"""Contrast of the text and marks of charts, measured from the pixels of screenshots."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Locator

#: pixels of the picture for a pixel of the page, so that thin strokes have a pixel of their full colour
SCALE = 3
#: least contrast of text and of a mark (WCAG 2.2)
LEAST = {"text": 4.5, "mark": 3.0}
#: share of a mark's pixels that a colour needs to be seen
SEEN = 0.01

#: where the text and the marks of a chart lie in its picture
PLACES = """(chart) => {
  const at = chart.getBoundingClientRect();
  const place = (kind) => (one) => {
    const box = one.getBoundingClientRect();
    return {kind, words: one.textContent, x: box.x - at.x, y: box.y - at.y, wide: box.width, high: box.height};
  };
  const all = (what) => [...chart.querySelectorAll(what)];
  return [
    ...all('svg text').filter(one => one.textContent.trim()).map(place('text')),
    ...all('.scatterlayer .point, .barlayer .point path').map(place('mark')),
  ].filter(one => one.wide > 1 && one.high > 1);
}"""

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Faint:
    """A text or mark with too little contrast."""

    kind: str
    words: str
    contrast: float


def faint_parts(chart: Locator) -> tuple[int, list[Faint]]:
    """How many parts of a chart were measured, and which of them are too faint."""
    parts = chart.evaluate(PLACES)
    picture = np.asarray(Image.open(io.BytesIO(chart.screenshot())).convert("RGB"))
    return len(parts), list(_faint(parts, picture))


def _faint(parts: list[dict[str, Any]], picture: Pixels) -> Iterator[Faint]:
    for part in parts:
        found = _text(part, picture) if part["kind"] == "text" else _mark(part, picture)
        if found < LEAST[part["kind"]]:
            yield Faint(part["kind"], part["words"], round(found, 2))


def _text(part: dict[str, Any], picture: Pixels) -> float:
    """The contrast of the strokes with what is most frequent around them."""
    colours, counts = _colours(_cut(part, picture, 0))
    return float(_contrast(colours, colours[counts.argmax()]).max())


def _mark(part: dict[str, Any], picture: Pixels) -> float:
    """The contrast of a mark, its edge included, with what lies at its sides."""
    cut = _cut(part, picture, 2)
    colours, counts = _colours(cut)
    sides, often = _colours(cut[:, [0, -1]])
    seen = colours[counts >= SEEN * counts.sum()]
    return float(_contrast(seen, sides[often.argmax()]).max())


def _cut(part: dict[str, Any], picture: Pixels, around: int) -> Pixels:
    left, top = (max(0, int((part[at] - around) * SCALE)) for at in ("x", "y"))
    right = int((part["x"] + part["wide"] + around) * SCALE) + 1
    return picture[top : int((part["y"] + part["high"] + around) * SCALE) + 1, left:right]


def _colours(cut: Pixels) -> tuple[Pixels, npt.NDArray[np.int64]]:
    colours, counts = np.unique(cut.reshape(-1, 3), axis=0, return_counts=True)
    return colours, counts


def _contrast(colours: Pixels, other: Pixels) -> npt.NDArray[np.float64]:
    one, two = _light(colours), _light(other)
    return (np.maximum(one, two) + 0.05) / (np.minimum(one, two) + 0.05)


def _light(colours: Pixels) -> npt.NDArray[np.float64]:
    """Relative luminance (WCAG 2.2)."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light: npt.NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return light
