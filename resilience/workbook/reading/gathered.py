"""Collect the cells of a spreadsheet, within the limits of a framework or scorecard."""

from resilience.errors import InputError, Sentence
from resilience.text import mark
from resilience.workbook.cells import CELL_LIMIT
from resilience.workbook.reading.parts import LAST_COLUMN, LAST_ROW, MOST
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, place

#: most characters of all cells, and of a sheet name: Excel allows 31, other programs more
MOST_CHARACTERS, LONGEST_NAME = 5_000_000, 255
DAMAGED = mark(
    "The file is damaged or in a format that cannot be read here. Open it in a spreadsheet "
    "program, save it as .xlsx and try again."
)
LOCKED = mark("The file is protected by a password. Save it as .xlsx without a password.")


class CellCollector:
    """Collects sheets and cells in file order; raises `InputError` for too many of them."""

    def __init__(self) -> None:
        self.found = UploadedBook({}, {}, macros=False)
        self._sheets = self._cells = self._characters = 0
        self._sheet = ""

    def start(self, name: str) -> None:
        """Start the next sheet."""
        if len(name) > LONGEST_NAME:
            raise InputError(
                "A sheet name in the workbook has {found} characters; the limit is {most}.",
                found=len(name),
                most=LONGEST_NAME,
            )
        self._sheets += 1
        if self._sheets > MOST["sheet"]:
            raise _too_much(MOST["sheet"], mark("sheets"))
        self._sheet = name
        self.found.sheets[name] = []
        self.found.computed[name] = []
        self.found.merged[name] = []

    def merge(self, cells: str) -> None:
        """Record merged cells, such as D5:D6."""
        self.found.merged[self._sheet].append(cells)

    def add(self, cell: FilledCell, *, computed: bool) -> None:
        """Add a filled cell; for a computed one the value is its displayed content."""
        self._count(cell)
        if computed:
            self.found.computed[self._sheet].append(cell)
            return
        rows = self.found.sheets[self._sheet]
        if not rows or rows[-1][0].row != cell.row:
            rows.append([])
        rows[-1].append(cell)

    def _count(self, cell: FilledCell) -> None:
        length = len(cell.value) if isinstance(cell.value, str) else 0
        self._cells += 1
        self._characters += length
        if cell.row > LAST_ROW:
            raise _too_much(LAST_ROW, mark("rows"))
        if cell.column > LAST_COLUMN:
            raise _too_much(LAST_COLUMN, mark("columns"))
        if self._cells > MOST["c"]:
            raise _too_much(MOST["c"], mark("filled cells"))
        if self._characters > MOST_CHARACTERS:
            raise _too_much(MOST_CHARACTERS, mark("characters"))
        if length > CELL_LIMIT:
            raise InputError(
                "{place}: found {found} characters; the limit is {most}.",
                place=place(self._sheet, cell.row, cell.column),
                found=length,
                most=CELL_LIMIT,
            )


def _too_much(most: int, what: str) -> InputError:
    return InputError(
        "The file has more than {most} {what}. Delete what is empty or not needed, and save the "
        "file again.",
        most=f"{most:,}",
        what=Sentence(what),
    )
