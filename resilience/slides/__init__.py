"""Slides (.pptx) from titles, charts, tables and lists: native, editable parts, and nothing of workshops."""

from resilience.slides.parts import (
    BarChart,
    BarSeries,
    Bullets,
    Deck,
    DotLook,
    DotSeries,
    DotTable,
    LargeNumber,
    ListItem,
    Part,
    Slide,
    SlideColumn,
    SlideStack,
    SlideTable,
    TableCell,
)

__all__ = [
    "BarChart",
    "BarSeries",
    "Bullets",
    "Deck",
    "DotLook",
    "DotSeries",
    "DotTable",
    "LargeNumber",
    "ListItem",
    "Part",
    "Slide",
    "SlideColumn",
    "SlideStack",
    "SlideTable",
    "TableCell",
    "write_deck",
]


def write_deck(deck: Deck, template: bytes | None = None) -> bytes:
    """The .pptx file of a deck, in the product's look or in that of a city's `template` (.pptx).

    Raises `InputError` where the template cannot be used.
    """
    # imported when used: what writes slides takes time and memory that a server without need not have
    from resilience.slides.deck import write  # noqa: PLC0415

    return write(deck, template)
