"""Cells that no spreadsheet runs as a formula, and CSV files of the tables on a page."""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from resilience.text.catalogue import MINUS, round_half_up

#: what a spreadsheet takes for the start of a formula, also where spaces stand before it
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: where a spreadsheet that parts cells at semicolons, as in most of Europe, would begin another one:
#: it knows no commas, and so no quotes in the middle of a line either
BEGINS_ANOTHER = re.compile(rf"([;\t\r\n]\s*)(?=[{re.escape(''.join(FORMULA_STARTS))}])")


def inert(cell: str) -> str:
    """The words of a cell, so that no spreadsheet takes them, or a part of them, for a formula."""
    words = cell.lstrip()
    parted = cell.removesuffix(words) + BEGINS_ANOTHER.sub(r"\1'", words)
    return f"'{parted}" if _is_formula(cell) else parted


def quoted(name: str) -> str:
    """As `inert`, in a way that `unquoted` undoes for every name."""
    return f"'{name}" if _is_formula(name.lstrip("'")) else name


def unquoted(cell: str) -> str:
    """The name that `quoted` was given."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)


#: a figure below nothing in words
FIGURE_BELOW = re.compile(rf"{MINUS}\d")
Shown = str | float | Decimal | None


def shown_csv(
    headings: Sequence[str], rows: Iterable[Sequence[Shown]], origin: Mapping[str, str]
) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark.

    Numbers have a point and at most one decimal, amounts of money all of theirs, and a missing one is an empty cell. `origin` gives further
    columns at the end with the same value in every row (the source). Cells that a spreadsheet would read as
    a formula start with an apostrophe.
    """
    ends = [inert(said) for said in origin.values()]
    head = [inert(said) for said in (*headings, *origin)]
    return csv_file([head, *([*map(_cell, row), *ends] for row in rows)])


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Return cells that are inert already as CSV in UTF-8 with a byte order mark."""
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    return held.getvalue().encode("utf-8-sig")


def _cell(shown: Shown) -> str:
    if shown is None or (isinstance(shown, float) and math.isnan(shown)):
        return ""
    if isinstance(shown, str):
        return inert(f"-{shown[1:]}" if FIGURE_BELOW.match(shown) else shown)
    if isinstance(shown, Decimal):
        return f"{shown:f}"
    return str(round_half_up(shown, 1 if isinstance(shown, float) else 0))
