"""The pictures of a report as parts of a document: charts drawn as PNG, photos as they are."""

import base64
import io
import re
from collections.abc import Iterator
from typing import Any

from resilience.report import Bars, Dots, Part, Picture, Report, TwoColumns, draw_pictures
from resilience.report.typeset import DOTS
from resilience.text import Text
from resilience.word.markup import PlacedPicture

POINTS = 72
#: a photo inside a picture
PHOTO = re.compile(r'href="data:image/jpeg;base64,([^"]+)"')
#: the share of its size at which a chart is set, which leaves room for what is below it
CHARTS = 0.8
#: the room between columns
GUTTER = 18.0


def half(width: float) -> float:
    """The width of each of two columns in points."""
    return (width - GUTTER) / 2


def place_pictures(
    report: Report, document: Any, width: float, text: Text
) -> dict[Bars | Dots | str, PlacedPicture]:
    """Put all pictures of a report into a document; each by the part or the SVG that it was drawn from."""
    wanted = dict(_wanted(report, width))
    sizes: dict[float, list[Bars | Dots | str]] = {}
    for one, most in wanted.items():
        sizes.setdefault(most, []).append(one)
    files: dict[Bars | Dots | str, bytes] = {}
    for most, some in sizes.items():
        charts = [one for one in some if not isinstance(one, str) or not PHOTO.search(one)]
        files |= dict(zip(charts, draw_pictures(charts, most / CHARTS, text), strict=True))
    placed = {}
    for number, (one, most) in enumerate(wanted.items(), start=1):
        data = files.get(one) or _photo(str(one))
        relation, image = document.part.get_or_add_image(io.BytesIO(data))
        wide, high = (x * POINTS / DOTS for x in (image.px_width, image.px_height))
        share = most / wide if one not in files else min(CHARTS, most / wide)
        share = min(share, width / high)
        placed[one] = PlacedPicture(relation, number, wide * share, high * share)
    return placed


def _wanted(report: Report, width: float) -> Iterator[tuple[Bars | Dots | str, float]]:
    """What is drawn, with the widest that it may be."""
    for section in report.sections:
        for part in section.parts:
            if isinstance(part, TwoColumns):
                yield from _of_part(part.left, half(width))
                yield from _of_part(part.right, half(width))
            else:
                yield from _of_part(part, width)


def _of_part(part: Part, width: float) -> Iterator[tuple[Bars | Dots | str, float]]:
    match part:
        case Bars() | Dots():
            yield part, width
        case Picture():
            yield part.svg, width


def _photo(svg: str) -> bytes:
    found = PHOTO.search(svg)
    return base64.b64decode(found[1]) if found else b""
