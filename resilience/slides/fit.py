"""Words that fit their box: a smaller type first, then fewer words where there are most; nothing is cut off."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from resilience.text.width import shorten, width_of

#: the width of a letter in sizes of the type, and the height of a line of Latin letters, and of others
LETTER, LINE, WIDE_LINE = 0.54, 1.27, 1.36
#: between signs of East Asia and Latin letters or digits, and the width that is left there, in Latin letters
MIXED = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3040-\uffef])|(?<=[\u3040-\uffef])(?=[0-9A-Za-z])")
SPACED = 0.45
#: letters that are narrower and wider than others, as in Arial, of which most fonts are no wider
NARROW, BROAD, UPPER = frozenset("ijltfrI|!.,:;'’()[]-/ "), frozenset("mwMW@%&—…+"), 1.25
POINTS = 72.0
#: what a cell keeps free at its sides together, and above and below its words together, in inches
SIDES, ABOVE = 0.16, 0.09
#: inches that keep a height reckoned for a size from being taken for that of a smaller one
ROUNDING = 0.01
#: how much wider than in Arial letters are in the widest of usual fonts
ANY = 1.17
_wider: ContextVar[float] = ContextVar("wider", default=ANY)


def lines_of(words: str, width: float, size: float) -> int:
    """The lines that words take in a width in inches, in type of a size in points."""
    letters = max(2.0, _letters(width, size))
    return sum(_wrapped(line, letters) for line in words.split("\n"))


def height_of(words: str, width: float, size: float) -> float:
    """The height in inches of words in a width."""
    line = WIDE_LINE if width_of(words) > len(words) else LINE
    return lines_of(words, width, size) * size * line / POINTS


def wide_of(words: str) -> float:
    """The width of words in usual Latin letters, with what programs leave between East Asian signs and others."""
    changes = len(MIXED.findall(words))
    return sum(_sign(sign) for sign in words) + SPACED * changes


def _sign(sign: str) -> float:
    if width_of(sign) > 1:
        return 2.0
    kind = 0.6 if sign in NARROW else 1.55 if sign in BROAD else UPPER if sign.isupper() else 1.0
    return kind * _wider.get()


@contextmanager
def in_font(*, own: bool) -> Iterator[None]:
    """Reckon with the letters of the product's own font, or with those of any font, which may be wide."""
    token = _wider.set(1.0 if own else ANY)
    try:
        yield
    finally:
        _wider.reset(token)


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
    """The largest of the sizes (falling) in which rows of cells fit a height, and their words.

    If none fits, the longest cell of the tallest row is shortened by a line until all rows do.
    """
    for size in sizes:
        if sum(_row_height(row, widths, size) for row in rows) <= height:
            return size, [list(row) for row in rows]
    smallest, short = sizes[-1], [list(row) for row in rows]
    while sum(_row_height(row, widths, smallest) for row in short) > height:
        tallest = max(short, key=lambda row: _row_height(row, widths, smallest))
        if not _cut_a_line(tallest, widths, smallest):
            break
    return smallest, short


def _cut_a_line(row: list[str], widths: Sequence[float], size: float) -> bool:
    """Shorten the longest cell of a row by a line; False if it can be no shorter."""
    lines = [lines_of(one, width - SIDES, size) for one, width in zip(row, widths, strict=True)]
    at, most = lines.index(max(lines)), max(lines)
    for fewer in range(most - 1, 0, -1):
        row[at] = in_lines(row[at], widths[at] - SIDES, size, fewer)
        if lines_of(row[at], widths[at] - SIDES, size) < most:
            return True
    return False


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    tall = (height_of(words, width - SIDES, size) for words, width in zip(row, widths, strict=True))
    return max(tall) + ABOVE


def _wrapped(words: str, letters: float) -> int:
    """The lines of words that break at spaces, at hyphens, and between signs that are wide."""
    lines, used = 1, 0.0
    for word in re.findall(r"[^\s-]+-?\s*|[\s-]+", words):
        wide = wide_of(word.rstrip())
        broken = wide > letters or width_of(word) > len(word)
        if used and used + wide > letters and not broken:
            lines, used = lines + 1, 0.0
        used += wide_of(word)
        if broken and used > letters:
            lines, used = lines + math.ceil(used / letters) - 1, used % letters
    return lines


def _letters(width: float, size: float) -> float:
    return width * POINTS / (size * LETTER)
