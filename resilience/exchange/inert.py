"""Cells of a CSV file that no spreadsheet takes for formulas."""

import re

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
