"""`read_plan`: the cells of an uploaded plan, exported from here or the city's own."""

from dataclasses import replace

from resilience.errors import InputError
from resilience.text.alike import alike
from resilience.workbook.plan.layout import COLUMNS, FORMAT, NUMBER, PlanFile, PlanFileRow
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, Value, computed_fault

#: rows of a plan at most
MOST_ROWS = 2000
_Rows = list[list[FilledCell]]


def read_plan(data: bytes) -> PlanFile:
    """Read an uploaded workbook with a plan; raises `InputError` if it has no table or is unsafe."""
    book = read_untrusted(data)
    kept = next((name for name, rows in book.sheets.items() if _first(rows) == FORMAT), None)
    if kept is None:
        return _table(book, book.sheets)
    known = {alike(str(cell.value)): key for cell, key in _headed(book.sheets[kept])}
    shown = {name: rows for name, rows in book.sheets.items() if name not in (kept, "Lists")}
    found = _table(book, shown)
    keys = {
        column: known[alike(head)] for column, head in found.heads.items() if alike(head) in known
    }
    if NUMBER not in keys.values():
        raise InputError(
            "This plan has no column of action numbers. Download the plan again and edit that file."
        )
    code = next((str(cell.value) for cell in book.sheets[kept][0] if cell.column == 2), "")
    exported = _exported(book.sheets[kept])
    return replace(found, workshop=code, keys=keys, exported=exported)


def _first(rows: _Rows) -> Value | None:
    return rows[0][0].value if rows and rows[0] else None


def _headed(kept: _Rows) -> list[tuple[FilledCell, str]]:
    """The headings of an exported plan, each with the key of its column."""
    keys = {cell.column: str(cell.value) for cell in kept[1]} if len(kept) > 1 else {}
    heads = kept[2] if len(kept) > 2 else []
    return [(cell, keys[cell.column]) for cell in heads if keys.get(cell.column) in COLUMNS]


def _exported(kept: _Rows) -> dict[int, dict[str, Value]]:
    keys = {cell.column: str(cell.value) for cell in kept[1]}
    found = {}
    for row in kept[3:]:
        cells = {keys[cell.column]: cell.value for cell in row if cell.column in keys}
        number = cells.get(NUMBER)
        if isinstance(number, int | float):
            found[int(number)] = cells
    return found


def _table(book: UploadedBook, sheets: dict[str, _Rows]) -> PlanFile:
    """The largest sheet: its first row of two headings or more, and the rows below."""
    name = max(sheets, key=lambda one: sum(map(len, sheets[one])), default="")
    rows = [row for row in sheets.get(name, []) if row]
    top = next((n for n, row in enumerate(rows) if _is_head(row)), None)
    if top is None:
        raise InputError(
            "No table was found in this workbook. It needs a row of headings, and a row for each "
            "action below."
        )
    if len(rows) - top > MOST_ROWS:
        raise InputError("The plan has more than {most} rows. Split it.", most=MOST_ROWS)
    heads = {cell.column: str(cell.value).strip() for cell in rows[top]}
    lines = tuple(
        PlanFileRow(row[0].row, {c.column: c.value for c in row if c.column in heads})
        for row in rows[top + 1 :]
    )
    below = [one for one in book.computed.get(name, []) if one.row > rows[top][0].row]
    return PlanFile(
        name,
        heads,
        lines,
        computed=frozenset((one.row, one.column) for one in below),
        faults=tuple(computed_fault(name, one) for one in below),
    )


def _is_head(row: list[FilledCell]) -> bool:
    return sum(isinstance(cell.value, str) for cell in row) > 1
