"""The pictures of a report as parts of a document: charts drawn as PNG, photos as they are."""

import base64
import io
import re
from collections.abc import Iterator
from typing import Any

from resilience.report import Bars, Part, Picture, Report, Strips, TwoColumns, draw_pictures
from resilience.report.typeset import DOTS
from resilience.text import Text
from resilience.word.markup import PlacedPicture

POINTS = 72
#: a photo inside a picture
PHOTO = re.compile(r'href="data:image/jpeg;base64,([^"]+)"')
#: the room between columns
GUTTER = 18.0
#: the width of a column of pictures of answers, its largest share of a table, and what it keeps free
STACK, STACK_SHARE, FREE = 210.0, 0.46, 10.0


def halves(pair: TwoColumns, width: float) -> tuple[float, float]:
    """The widths of two columns in points."""
    inner = width - GUTTER
    return inner * pair.share, inner * (1 - pair.share)


def stack_width(width: float) -> float:
    """The width of a column of pictures of answers in a table as wide as the text."""
    return min(STACK, STACK_SHARE * width)


def place_pictures(
    report: Report, document: Any, width: float, text: Text
) -> dict[Bars | str, PlacedPicture]:
    """Put all pictures of a report into a document; each by the part or the SVG that it was drawn from."""
    wanted = dict(_wanted(report, width))
    sizes: dict[float, list[Bars | str]] = {}
    for one, most in wanted.items():
        sizes.setdefault(most, []).append(one)
    files: dict[Bars | str, bytes] = {}
    for most, some in sizes.items():
        charts = [one for one in some if isinstance(one, Bars) or not PHOTO.search(one)]
        files |= dict(zip(charts, draw_pictures(charts, most, text), strict=True))
    placed = {}
    for number, (one, most) in enumerate(wanted.items(), start=1):
        data = files.get(one) or _photo(str(one))
        relation, image = document.part.get_or_add_image(io.BytesIO(data))
        wide, high = (x * POINTS / DOTS for x in (image.px_width, image.px_height))
        share = most / wide if one not in files else min(1.0, most / wide)
        share = min(share, width / high)
        placed[one] = PlacedPicture(relation, number, wide * share, high * share)
    return placed


def _wanted(report: Report, width: float) -> Iterator[tuple[Bars | str, float]]:
    """What is drawn, with the widest that it may be."""
    for section in report.sections:
        for part in section.parts:
            if isinstance(part, TwoColumns):
                left, right = halves(part, width)
                yield from _of_part(part.left, left)
                yield from _of_part(part.right, right)
            else:
                yield from _of_part(part, width)


def _of_part(part: Part, width: float) -> Iterator[tuple[Bars | str, float]]:
    match part:
        case Bars():
            yield part, width
        case Picture():
            yield part.svg, width
        case Strips():
            most = stack_width(width) - FREE
            yield from ((row.svg, most) for row in (part.key, *part.rows) if row.svg)


def _photo(svg: str) -> bytes:
    found = PHOTO.search(svg)
    return base64.b64decode(found[1]) if found else b""
