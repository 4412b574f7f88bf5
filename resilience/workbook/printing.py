"""How a worksheet is printed: as wide as one page, from a size of paper on which it can be read."""

from typing import Any

A3, A4 = 8, 9
#: the widths of columns, in figures, up to which A4 upright and A4 across can be read
UPRIGHT, ACROSS = 110, 200
#: characters of banners at the head of a page
LONGEST_HEAD = 120


def set_up_pages(paper: Any, banners: tuple[str, ...], foot: str) -> None:
    """Margins, what stands at the head and the foot of each page, and one page's width."""
    paper.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    if banners:
        paper.set_header("&L" + " · ".join(banners)[:LONGEST_HEAD].replace("&", "&&"))
    paper.set_footer(f"&L{foot.replace('&', '&&')}&C&A&R&P / &N")


def choose_paper(paper: Any, width: float, *, one_page: bool) -> None:
    """Upright A4 for what is narrow or on one page, A3 for what would be too small to read on A4 across."""
    paper.fit_to_pages(1, 1 if one_page else 0)
    paper.set_paper(A3 if width > ACROSS else A4)
    if width > UPRIGHT and not one_page:
        paper.set_landscape()
