"""How the answers to an indicator spread over its levels, for print: a bar cut where levels change."""

from collections.abc import Sequence

from resilience.charts.paper.svg import drawing, rect, words
from resilience.charts.template import colour_of, ink_on

WIDTH, HEIGHT, GAP = 200.0, 13.0, 0.8
#: the narrowest piece that its number of answers fits into
ROOM = 9.0


def level_stack(counts: Sequence[int]) -> str:
    """Numbers of answers per level, the lowest at the left: pieces as wide as their share."""
    answers, top, x, shapes = sum(counts), max(1, len(counts) - 1), 0.0, []
    for level, count in enumerate(counts):
        width = WIDTH * count / max(1, answers)
        if count:
            shapes.append(rect((x, 0), max(0.3, width - GAP), HEIGHT, colour_of(100 * level / top)))
        if width >= ROOM:
            ink = ink_on(100 * level / top)
            shapes.append(words(str(count), (x + (width - GAP) / 2, HEIGHT / 2), 8, "middle", ink))
        x += width
    return drawing(WIDTH, HEIGHT, shapes)


def stack_key(levels: int) -> str:
    """Which colour is which level 0..levels-1."""
    each, shapes = 26.0, []
    for level in range(levels):
        score = 100 * level / max(1, levels - 1)
        shapes.append(rect((level * each, 0), each - GAP, HEIGHT, colour_of(score)))
        at = (level * each + (each - GAP) / 2, HEIGHT / 2)
        shapes.append(words(str(level), at, 8, "middle", ink_on(score), bold=True))
    return drawing(levels * each, HEIGHT, shapes)
