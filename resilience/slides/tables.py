"""Native tables: a head with a line below it, thin lines between rows, no bands."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from resilience.slides.fit import (
    ABOVE,
    ROUNDING,
    SIDES,
    fitted_rows,
    height_of,
)
from resilience.slides.look import GREY, INK, coloured, say
from resilience.slides.parts import SlideTable, TableCell
from resilience.slides.scales import describe
from resilience.slides.template import Area

#: without a style there are no bands and no colours
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
#: the share of a width that words may take, since bold ones are wider
BOLD = 0.92
#: the share of the height that rows may take, as programs break lines a little differently
SPARE = 0.94
#: the most inches that a row grows by, so that the table fills its area
MORE = 0.4
#: types of cells, the last two only where words would be shortened otherwise
SIZES = (18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8)


def add_grid(slide: Any, grid: SlideTable, area: Area, language: str) -> None:
    """Put a table into an area of a slide, in the largest type in which all of it fits; rows fill the height."""
    # heads are bold, which is wider
    widths = _widths(grid, BOLD * area.width)
    size, words = fitted_rows(_said(grid), widths, SPARE * area.height, SIZES)
    heights = [_height(one, widths, size) for one in words]
    more = (SPARE * area.height - sum(heights)) / len(heights)
    heights = [one + max(0.0, min(more, MORE)) for one in heights]
    _add_table(slide, grid, area, words, heights, size, language)


def add_tall_grid(
    slide: Any, grid: SlideTable, area: Area, head: float, language: str
) -> list[float]:
    """Put a table on all of an area, with a head of at least a height in inches; returns the heights of its rows."""
    fitting = (one for one in SIZES if table_height(grid, area.width, one, head) <= area.height)
    size, widths = next(fitting, SIZES[-1]), _widths(grid, BOLD * area.width)
    first, *rows = _said(grid)
    head = max(head, _height(first, widths, size) / SPARE)
    _, words = fitted_rows(rows, widths, SPARE * (area.height - head), (size,))
    heights = [_height(one, widths, size) for one in words]
    heights = [head, *_levelled(heights, area.height - head)]
    _add_table(slide, grid, area, [first, *words], heights, size, language)
    return heights


def table_height(grid: SlideTable, width: float, size: float, head: float = 0.0) -> float:
    """The height in inches that a table needs in a type of a size, with a head of at least a height."""
    widths = _widths(grid, BOLD * width)
    first, *rows = (_height(row, widths, size) for row in _said(grid))
    return max(head, first / SPARE) + sum(rows) / SPARE + ROUNDING


def _levelled(heights: Sequence[float], whole: float) -> list[float]:
    """Heights raised to a whole height, the lowest first, so that rows are as even as they can be."""
    low, free = sorted(heights), whole - sum(heights)
    for n, height in enumerate(low[1:], start=1):
        if n * height - sum(low[:n]) > free:
            low = low[:n]
            break
    level = (sum(low) + max(0.0, free)) / len(low)
    return [max(one, level) for one in heights]


def _said(grid: SlideTable) -> list[list[str]]:
    """The words of the head, if there is one, and of the rows."""
    head = [list(grid.columns)] if grid.columns else []
    return [*head, *([cell.words for cell in row] for row in grid.rows)]


def _widths(grid: SlideTable, width: float) -> list[float]:
    return [width * share / sum(grid.widths) for share in grid.widths]


def _add_table(
    slide: Any,
    grid: SlideTable,
    area: Area,
    words: Sequence[Sequence[str]],
    heights: Sequence[float],
    size: float,
    language: str,
) -> None:
    widths, head = _widths(grid, area.width), len(words) - len(grid.rows)
    at = [Inches(x) for x in (area.left, area.top, area.width, 0.3 * len(words))]
    frame = slide.shapes.add_table(len(words), len(widths), *at)
    describe(frame, grid.alt)
    _undress(frame)
    frame.table.first_row = bool(head)
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(frame.table.rows, heights, strict=True):
        row.height = Inches(height)
    for at_row, cells in enumerate(words):
        given = None if at_row < head else grid.rows[at_row - head]
        _fill_row(frame.table, at_row, cells, given, grid, size, language)


def _height(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    tall = (height_of(one, width - SIDES, size) for one, width in zip(cells, widths, strict=True))
    return max(tall) + ABOVE


def _undress(frame: Any) -> None:
    table = frame.table
    table.horz_banding = False
    style = table._tbl.tblPr.find(f"{{{_A}}}tableStyleId")
    if style is not None:
        style.text = PLAIN


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _fill_row(
    table: Any,
    at_row: int,
    words: Sequence[str],
    given: Sequence[TableCell] | None,
    grid: SlideTable,
    size: float,
    language: str,
) -> None:
    for at, said in enumerate(words):
        cell, own = table.cell(at_row, at), given[at] if given else None
        cell.margin_left = cell.margin_right = Inches(SIDES / 2)
        cell.margin_top = cell.margin_bottom = Inches(ABOVE / 2)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE if given else MSO_ANCHOR.BOTTOM
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER if at in grid.centred else PP_ALIGN.LEFT
        ink = GREY if own is None else coloured(own.ink) if own.ink else INK
        if said:
            say(paragraph, said, language, size, colour=ink, bold=own is None or own.bold)
        else:  # an empty line has a size too, which may be that of no other in its row
            paragraph._p.get_or_add_endParaRPr().set("sz", str(Pt(size).centipoints))
        if own is not None and own.fill:
            cell.fill.solid()
            cell.fill.fore_color.rgb = coloured(own.fill)
        _line_below(cell, "1B2733" if own is None else "FFFFFF" if own.fill else "D9DEE3")


def _line_below(cell: Any, colour: str) -> None:
    width = 12_700 if colour == "1B2733" else 6_350
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, line)
