"""How a worksheet is printed: as wide as one page, from a size of paper on which it can be read."""

from typing import Any

A3, A4 = 8, 9
#: the widths of columns, in figures, up to which A4 upright and A4 across can be read
UPRIGHT, ACROSS = 110, 200
#: characters of banners at the head of a page
LONGEST_HEAD = 120


def set_up_pages(paper: Any, banners: tuple[str, ...], foot: str) -> None:
    """A4 across, one page wide, with margins and what stands at the head and the foot of each page."""
    paper.set_landscape()
    paper.set_paper(A4)
    paper.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    paper.fit_to_pages(1, 0)
    if banners:
        paper.set_header("&L" + " · ".join(banners)[:LONGEST_HEAD].replace("&", "&&"))
    paper.set_footer(f"&L{foot.replace('&', '&&')}&C&A&R&P / &N")


def choose_paper(paper: Any, width: float, *, one_page: bool) -> None:
    """Upright A4 for what is narrow or on one page, A3 for what would be too small to read on A4."""
    if one_page:
        paper.fit_to_pages(1, 1)
    if one_page or width <= UPRIGHT:
        paper.set_portrait()
    elif width > ACROSS:
        paper.set_paper(A3)
