"""Slides (.pptx) from titles, charts, tables and lists: native, editable parts, and nothing of workshops."""

from resilience.slides.deck import write_deck
from resilience.slides.parts import (
    Bars,
    Bullets,
    Cell,
    Column,
    Deck,
    Figure,
    Grid,
    Item,
    Part,
    Series,
    Slide,
)

__all__ = [
    "Bars",
    "Bullets",
    "Cell",
    "Column",
    "Deck",
    "Figure",
    "Grid",
    "Item",
    "Part",
    "Series",
    "Slide",
    "write_deck",
]
