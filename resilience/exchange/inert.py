"""Cells of a CSV file that no spreadsheet takes for formulas."""

#: what a spreadsheet takes for the start of a formula, also where spaces stand before it
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """The words of a cell, so that no spreadsheet takes them for a formula."""
    return f"'{cell}" if _is_formula(cell) else cell


def quoted(name: str) -> str:
    """As `inert`, in a way that `unquoted` undoes for every name."""
    return f"'{name}" if _is_formula(name.lstrip("'")) else name


def unquoted(cell: str) -> str:
    """The name that `quoted` was given."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)
