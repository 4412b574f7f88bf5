"""How high a row has to be: no program that writes a file knows, and few make it fit when it opens."""

import math
import unicodedata
from collections.abc import Iterable

#: Excel's own limit
HIGHEST = 409.0
#: what the edges of a cell take from its width; widths are in figures, as those of columns
_EDGES = 2.5
WIDE, _LARGE, _SMALL, _SPACE = 2.0, 1.2, 0.9, 0.5


def row_height(cells: Iterable[tuple[str, float]], line: float) -> float:
    """Return the height in points of a row of wrapped cells, given as (text, column width in digits).

    `line` is the height of one line in points.
    """
    most = max((_lines(words, width - _EDGES) for words, width in cells), default=1)
    return min(HIGHEST, line * most + 4)


def _lines(words: str, width: float) -> int:
    return sum(_wrapped(paragraph, width) for paragraph in words.split("\n"))


def _wrapped(paragraph: str, width: float) -> int:
    """Lines of a paragraph: broken between words, and between signs that are twice as wide."""
    lines, at = 1, 0.0
    for word in paragraph.split(" "):
        signs = [_width(sign) for sign in word]
        space = _SPACE if at else 0.0
        if at and at + space + sum(signs) > width and WIDE not in signs:
            lines, at, space = lines + 1, 0.0, 0.0
        at += space + sum(signs)
        if at > width:
            lines += math.ceil(at / width) - 1
            at %= width
    return lines


def _width(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return WIDE
    return _SMALL if sign.islower() else _LARGE if sign.isupper() else 1.0
