"""How high tables and lists below one another are, and which of them a slide has room for."""

from collections.abc import Iterator, Sequence

from resilience.slides.dots import dots_height, most_height
from resilience.slides.parts import Bullets, DotTable, SlideStack, SlideTable
from resilience.slides.tables import table_height
from resilience.slides.template import Area
from resilience.slides.words import list_height

#: the least type in points that people in a room can read, and the types of a stack
READ = 14.0
SIZES = (17.0, 16.0, 15.0, READ, 13.0, 12.0, 11.0, 10.0)
#: inches between parts
GAP = 0.1

Stacked = SlideTable | DotTable | Bullets


def stacked(stack: SlideStack, area: Area) -> Iterator[tuple[Stacked, Area, float]]:
    """The parts of a stack that fit an area in a type to be read, or those that must be there, with area and type."""
    every = len(stack.parts)
    kept = (stack.parts[:most] for most in range(every, every - stack.spare, -1))
    least = stack.parts[: every - stack.spare]
    parts = next((some for some in kept if _size(some, area) >= READ), least)
    size, down = _size(parts, area), area.top
    whole = _height(parts, area.width, size)
    shrunk, left = min(1.0, area.height / whole), max(0.0, area.height - whole)
    for part in parts:
        tall = shrunk * _needed(part, area.width, size)
        if isinstance(part, DotTable):
            tall = max(tall, min(tall + left, most_height(part, area.width)))
        yield part, Area(area.left, down, area.width, tall), size
        down += tall + shrunk * GAP


def _size(parts: Sequence[Stacked], area: Area) -> float:
    """The largest type in which all parts fit, else the smallest."""
    fitting = (one for one in SIZES if _height(parts, area.width, one) <= area.height)
    return next(fitting, SIZES[-1])


def _height(parts: Sequence[Stacked], width: float, size: float) -> float:
    return sum(_needed(one, width, size) for one in parts) + GAP * (len(parts) - 1)


def _needed(part: Stacked, width: float, size: float) -> float:
    if isinstance(part, SlideTable):
        return table_height(part, width, size)
    if isinstance(part, DotTable):
        return dots_height(part, width, size)
    return list_height(part, width, size)
