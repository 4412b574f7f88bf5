"""Words that fit their box: a smaller type first, then fewer words by a rule; nothing is cut off."""

import re
from collections.abc import Sequence

from resilience.text.width import shorten, width_of

#: the width of a letter and the height of a line, in sizes of the type
LETTER, LINE = 0.54, 1.36
POINTS = 72.0
#: what a cell keeps free at its sides together, and above and below its words together, in inches
SIDES, ABOVE = 0.16, 0.09
#: inches that keep a height reckoned for a size from being taken for that of a smaller one
ROUNDING = 0.01


def lines_of(words: str, width: float, size: float) -> int:
    """The lines that words take in a width in inches, in type of a size in points."""
    letters = max(2, _letters(width, size))
    return sum(_wrapped(line, letters) for line in words.split("\n"))


def height_of(words: str, width: float, size: float) -> float:
    """The height in inches of words in a width."""
    return lines_of(words, width, size) * size * LINE / POINTS


def in_lines(words: str, width: float, size: float, lines: int) -> str:
    """Words shortened to a number of lines, where they take more."""
    if lines_of(words, width, size) <= lines:
        return words
    return shorten(
        words, max(4, int((0.97 if lines == 1 else 0.9) * lines * _letters(width, size)))
    )


def fitted_rows(
    rows: Sequence[Sequence[str]], widths: Sequence[float], height: float, sizes: Sequence[float]
) -> tuple[float, list[list[str]]]:
    """The largest of the sizes (falling) in which rows of cells fit a height, and their words, shortened if none fits."""
    for size in sizes:
        if sum(_row_height(row, widths, size) for row in rows) <= height:
            return size, [list(row) for row in rows]
    smallest, most = sizes[-1], max(1, _most_lines(rows, widths, sizes[-1]))
    for lines in range(most, 0, -1):
        short = [
            [
                in_lines(one, width - SIDES, smallest, lines)
                for one, width in zip(row, widths, strict=True)
            ]
            for row in rows
        ]
        if sum(_row_height(row, widths, smallest) for row in short) <= height:
            break
    return smallest, short


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    tall = (height_of(words, width - SIDES, size) for words, width in zip(row, widths, strict=True))
    return max(tall) + ABOVE


def _most_lines(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> int:
    return max(
        (
            lines_of(one, width - SIDES, size)
            for row in rows
            for one, width in zip(row, widths, strict=True)
        ),
        default=1,
    )


def _wrapped(words: str, letters: int) -> int:
    """The lines of words that break at spaces, at hyphens, and between signs that are wide."""
    lines, used = 1, 0
    for word in re.findall(r"[^\s-]+-?\s*|[\s-]+", words):
        wide = width_of(word.rstrip())
        broken = wide > letters or wide > len(word.rstrip())
        if used and used + wide > letters and not broken:
            lines, used = lines + 1, 0
        used += width_of(word)
        if broken and used > letters:
            lines, used = lines + (used - 1) // letters, used % letters
    return lines


def _letters(width: float, size: float) -> int:
    return int(width * POINTS / (size * LETTER))
