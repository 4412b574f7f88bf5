"""How a worksheet is printed: as wide as one page, from a size of paper on which it can be read."""

import math
from typing import Any

A3, A4 = 8, 9
#: the widths of columns, in figures, up to which A4 upright and A4 across can be read: in letters of 7 points
UPRIGHT, ACROSS = 110, 220
#: the width that can be read on A3 across; what is wider takes several pages side by side
WIDEST = 310
#: the same of a sheet that is set on as many pages as it is given
SINGLE = 150
#: rows that leave most of an upright page empty
FEW = 30
#: characters of banners at the head of a page
LONGEST_HEAD = 120


def set_up_pages(paper: Any, banners: tuple[str, ...], foot: str) -> None:
    """Set up A4 landscape, one page wide, with margins, header and footer."""
    paper.set_landscape()
    paper.set_paper(A4)
    paper.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    paper.fit_to_pages(1, 0)
    if banners:
        paper.set_header("&L&B" + " · ".join(banners)[:LONGEST_HEAD].replace("&", "&&"))
    paper.set_footer(f"&L{foot.replace('&', '&&')}&C&A&R&P / &N")


def print_nothing(paper: Any, last: int) -> None:
    """Leave a sheet out of what is printed, with all its rows on the screen down to the `last` one.

    Its print area is an empty row below them, which is hidden: programs print no page for it. To print the
    sheet, clear the print area or print a selection.
    """
    paper.set_row(last + 2, None, None, {"hidden": True})
    paper.print_area(last + 2, 0, last + 2, 0)


def choose_paper(paper: Any, width: float, pages: int, rows: int) -> None:
    """Upright A4 for what is narrow or has its number of pages, A3 for what would be too small to read on A4.

    A narrow sheet with few rows is printed across, where it fills more of its page; see `Sheet.finish`.
    """
    across = math.ceil(width / WIDEST)
    paper.fit_to_pages(across, pages)
    if across > 1:
        paper.repeat_columns(0)
    if width <= (SINGLE if pages else UPRIGHT) and (pages or rows > FEW):
        paper.set_portrait()
    elif width > ACROSS:
        paper.set_paper(A3)
