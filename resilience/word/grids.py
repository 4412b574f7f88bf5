"""Tables whose head is repeated and whose rows stay whole, in widths reckoned from their words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from resilience.text.width import width_of
from resilience.word.markup import paragraph, run, twips
from resilience.word.styles import LATE

#: the width of a letter, in sizes of the type, and what a cell keeps free at its sides together
LETTER, SIDES = 0.56, 10.0
#: the widest that a column of figures may be, in letters
WIDEST = 26
#: the width in letters up to which a word of wide signs stays whole
SHORT = 8
#: the share of a table that columns of figures may take together
FIGURES = 0.68
#: what of the style of a table is left to the table, as Word counts it
_FIRST_ROW, _NO_ROWS, _NO_COLUMNS = 0x20, 0x200, 0x400


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its `lines`; the first line may be `bold` or of another `size`, the others of `small` type.

    `fill` and `ink` are colours such as "1F5F8B"; the line at the place `late` says that something is overdue.
    """

    lines: tuple[str, ...] = ()
    align: str = "left"
    bold: bool = False
    size: float = 0
    small: float = 0
    fill: str = ""
    ink: str = ""
    late: int | None = None


@dataclass(frozen=True, slots=True)
class WordGrid:
    """A table: the styles of table and cells (ids), the widths of its columns, its head and its rows.

    `whole` keeps it on one page where it fits there, `followed` on that of the note below it.
    """

    style: str
    words: str
    widths: Sequence[float]
    head: Sequence[GridCell]
    rows: Sequence[Sequence[GridCell]]
    whole: bool = False
    followed: bool = False
    striped: bool = True


def table(grid: WordGrid) -> str:
    """A table as WordprocessingML."""
    total = twips(sum(grid.widths))
    look = _FIRST_ROW * bool(grid.head) + _NO_ROWS * (not grid.striped) + _NO_COLUMNS
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in grid.widths)
    about = f'<w:tblStyle w:val="{grid.style}"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    head = [_row(grid, grid.head, head=True, keep=True)] if grid.head else []
    last = len(grid.rows) - (not grid.followed)
    rows = [_row(grid, row, keep=grid.whole and at < last) for at, row in enumerate(grid.rows)]
    about += f'<w:tblLook w:val="{look:04X}"/>'
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(head + rows)}</w:tbl>"


def _row(grid: WordGrid, row: Sequence[GridCell], *, head: bool = False, keep: bool = False) -> str:
    about = "<w:cantSplit/>"
    about += "<w:tblHeader/>" if head else ""
    middle = any(one.fill for one in row)
    cells = [
        _cell(one, width, grid.words, keep=keep, middle=middle)
        for one, width in zip(row, grid.widths, strict=True)
    ]
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: GridCell, width: float, style: str, *, keep: bool, middle: bool) -> str:
    about = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    if cell.fill:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="FFFFFF"/>'
            for side in ("top", "left", "bottom", "right")
        )
        about += f'<w:tcBorders>{sides}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>'
    about += '<w:vAlign w:val="center"/>' if middle else ""
    lines = [
        run(
            line,
            bold=cell.bold and at == 0,
            colour=LATE if at == cell.late else cell.ink,
            size=cell.small if at else cell.size,
        )
        for at, line in enumerate(cell.lines)
    ]
    said = "<w:r><w:br/></w:r>".join(lines)
    words = paragraph(style, said, keep=keep, more=f'<w:jc w:val="{cell.align}"/>')
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{words}</w:tc>"


def figure_widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], total: float, size: float, ends: int = 0
) -> list[float]:
    """The widths of columns: those of figures as narrow as their words, the first, and the last of `ends`, what is left."""
    last = len(columns) - ends
    inner = [_needed(columns[at], (row[at] for row in rows), size) for at in range(1, last)]
    scale = min(1.0, FIGURES * total / sum(inner)) if inner else 1.0
    inner = [width * scale for width in inner]
    rest = (total - sum(inner)) / (1 + ends)
    return [rest, *inner, *[rest] * ends]


def _needed(head: str, cells: Iterable[str], size: float) -> float:
    longest = max(map(_unbroken, re.split(r"[\s/-]+", head)), default=0)
    thirds = -(-width_of(head) // 3) + 1
    words = max((min(width_of(one), WIDEST) for one in chain(cells, [""])), default=0)
    return max(longest, thirds, words) * LETTER * size + SIDES


def _unbroken(word: str) -> int:
    """The width of a word; one of wide signs may break in its middle if it is long."""
    wide = width_of(word)
    return max(min(wide, SHORT), -(-wide // 4) * 2) if wide > len(word) else wide
