"""Native tables: a head with a line below it, thin lines between rows, no bands."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from resilience.slides.charts import describe
from resilience.slides.fit import ABOVE, ROUNDING, SIDES, fitted_rows, height_of
from resilience.slides.look import GREY, INK, coloured, say
from resilience.slides.parts import SlideTable, TableCell
from resilience.slides.template import Area

#: without a style there are no bands and no colours
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
#: the share of a width that words may take, since bold ones are wider
BOLD = 0.92
#: the share of the height that rows may take, as programs break lines a little differently
SPARE = 0.94
SIZES = (16, 15, 14, 13, 12, 11, 10, 9)


def add_grid(slide: Any, grid: SlideTable, area: Area, language: str) -> None:
    """Put a table into an area of a slide, in the largest type in which all of it fits."""
    widths = [area.width * share / sum(grid.widths) for share in grid.widths]
    head = [grid.columns] if grid.columns else []
    said = [*head, *([cell.words for cell in row] for row in grid.rows)]
    # heads are bold, which is wider
    size, words = fitted_rows(said, [BOLD * width for width in widths], SPARE * area.height, SIZES)
    at = [Inches(x) for x in (area.left, area.top, area.width, 0.3 * len(said))]
    frame = slide.shapes.add_table(len(said), len(widths), *at)
    describe(frame, grid.alt)
    table = frame.table
    _undress(frame)
    table.first_row = bool(head)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for row, cells in zip(table.rows, words, strict=True):
        row.height = Inches(_height(cells, [BOLD * width for width in widths], size))
    for at_row, cells in enumerate(words):
        given = None if at_row < len(head) else grid.rows[at_row - len(head)]
        _fill_row(table, at_row, cells, given, grid, size, language)


def table_height(grid: SlideTable, width: float, size: float) -> float:
    """The height in inches that a table needs in a type of a size."""
    widths = [BOLD * width * share / sum(grid.widths) for share in grid.widths]
    rows = [grid.columns] if grid.columns else []
    rows += [tuple(cell.words for cell in row) for row in grid.rows]
    return sum(_height(row, widths, size) for row in rows) / SPARE + ROUNDING


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
        say(paragraph, said, language, size, colour=ink, bold=own is None or own.bold)
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
