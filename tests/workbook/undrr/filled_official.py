"""A structural double of the official workbook, as another city filled it."""

from resilience.workbook.undrr import CODES, UndrrProfile, fill
from tests.workbook.undrr.official import Book


def of_city(city: str = "Aba", country: str = "Nowhere", **levels: int) -> bytes:
    """A workbook of a city with levels by item, P1_1=3 for P1.1."""
    named = {code.replace("_", "."): level for code, level in levels.items()}
    profile = UndrrProfile(city=city, country=country, dated="2026-05-04")
    return fill(Book(CODES).written(), named, {}, profile, "…").data
