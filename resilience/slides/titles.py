"""Titles: on one line where a slightly smaller type allows it, else on two that end where a reader would pause.

Where two are too few, a title takes all lines that its box has room for in a smaller type.
"""

import re
from collections.abc import Sequence
from typing import Any

from resilience.slides.fit import POINTS, in_lines, lines_of, wide_of
from resilience.slides.look import say
from resilience.slides.template import INCH

SIZES = (36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12)
#: the lines of a title, where these are enough in a type of 16 points or more
USUAL_LINES, USUAL_LEAST = 2, 16
#: titles are sentences: they are not set as large as a word may be
LARGEST = 28.0
#: the height of a line, in sizes of the type
LINE = 1.2
#: the share of the size to which a title may shrink to stay on one line: a smaller one looks like one of another rank
SMALLER = 0.92
#: where a line may end: at a pause; else, where programs break within a word, at a space beside a sign of East Asia
#: or after a particle
PAUSE = re.compile(r"(?<=[、。，；：·])|(?<=[:;,]) ")
SPACE = re.compile(r"(?<=[^\x00-\x7f]) |(?<![0-9]) (?=[^\x00-\x7f])")
PARTICLE = re.compile(r"(?<=[はがをにでの])(?=[「一-龯ァ-ヴ])")


def set_title(slide: Any, words: str, usual: float, language: str, largest: float = LARGEST) -> int:
    """The title in its `usual` size, or one up to the `largest` that fits its box, and how many lines it takes."""
    title = slide.shapes.title
    width = title.width / INCH
    sizes = [one for one in (usual, *SIZES) if one <= min(usual, largest)]
    room = {one: max(1, int(title.height / INCH * POINTS / (one * LINE))) for one in sizes}
    fitting = [one for one in sizes if lines_of(words, width, one) <= room[one]]
    short = (one for one in fitting if lines_of(words, width, one) <= USUAL_LINES)
    size = next((one for one in short if one >= USUAL_LEAST), (*fitting, sizes[-1])[0])
    size = _near(words, width, [one for one in sizes if SMALLER * size <= one <= size])
    words = in_lines(words, width, size, room[size])
    lines = title_lines(words, width, size)
    paragraph = title.text_frame.paragraphs[0]
    for at, line in enumerate(lines):
        if at:
            paragraph.add_line_break()
        say(paragraph, line, language, None if size == usual else size)
    return sum(lines_of(line, width, size) for line in lines)


def _near(words: str, width: float, sizes: Sequence[float]) -> float:
    """The largest of the sizes (falling) in which a title is on one line, else on two of its own, else the largest."""
    one_line = (one for one in sizes if lines_of(words, width, one) == 1)
    two_lines = (one for one in sizes if len(title_lines(words, width, one)) > 1)
    return next(one_line, next(two_lines, sizes[0]))


def title_lines(words: str, width: float, size: float) -> list[str]:
    """The words of a title that takes two lines of a width in inches, each on its own if a line may end between them."""
    if lines_of(words, width, size) != USUAL_LINES:
        return [words]
    for place in (PAUSE, SPACE, PARTICLE):
        halves = [(words[: at.start()], words[at.end() :]) for at in place.finditer(words)]
        fitting = [both for both in halves if _whole(both, width, size)]
        if fitting:
            return list(min(fitting, key=lambda both: max(map(wide_of, both))))
    return [words]


def _whole(halves: tuple[str, str], width: float, size: float) -> bool:
    """Whether both lines fit, and nothing in parentheses is broken."""
    opened, closed = (sum(map(halves[0].count, signs)) for signs in ("(（", ")）"))
    return opened == closed and all(one and lines_of(one, width, size) == 1 for one in halves)
