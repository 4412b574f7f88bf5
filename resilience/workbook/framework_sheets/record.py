"""`Record`: named cells of one row, read as words, codes, numbers or yes and no, with their place."""

import math
import unicodedata
from dataclasses import dataclass

from resilience.errors import Fault, Sentence
from resilience.workbook.reading.untrusted import FilledCell, place

_YES = frozenset({"x", "yes", "true", "1"})
_NO = frozenset({"no", "false", "0"})
#: spellings of "no" in workbooks from other programs
_NO_ELSEWHERE = _NO | frozenset(
    {
        "n",
        "f",
        "-",
        "–",
        "none",
        "n/a",
        "falsch",
        "faux",
        "falso",
        "否",
        "假",
        "×",
        "いいえ",
        "아니요",
        "아니오",
        "거짓",
    }
)


@dataclass(frozen=True, slots=True)
class Record:
    """The filled cells of a row by the name of their column, or of a list of keys by key.

    What is not what a column expects is added to `faults`. `columns` has the place of every
    column, filled or not.
    """

    sheet: str
    row: int
    cells: dict[str, FilledCell]
    columns: dict[str, int]
    faults: list[Fault]

    def at(self, head: str) -> Sentence:
        """The place of a cell as people find it."""
        found = self.cells.get(head)
        if found:
            return place(self.sheet, found.row, found.column, head)
        if self.row and head in self.columns:
            return place(self.sheet, self.row, self.columns[head], head)
        if self.row:
            return Sentence(
                "{sheet}, row {row} ({head})", sheet=self.sheet, row=self.row, head=head
            )
        return Sentence("{sheet} ({head})", sheet=self.sheet, head=head)

    def fault(self, head: str, found: object, expected: str | Sentence) -> None:
        """Add a fault of one cell; None is found where it is empty."""
        found = Sentence("nothing") if found is None else found
        said = Sentence("found {found}, expected {expected}.", found=found, expected=expected)
        self.faults.append(Fault((self.at(head),), said))

    def has(self, *heads: str) -> bool:
        """Whether any of these cells is filled."""
        return any(head in self.cells for head in heads)

    def words(self, head: str) -> str:
        """The text of a cell, "" where it is empty."""
        if head not in self.cells:
            return ""
        value = self.cells[head].value
        if isinstance(value, str):
            return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(
                head,
                value,
                Sentence("text: Excel converted it. Format the cell as text and type it again"),
            )
        return str(value)

    def code(self, head: str) -> str:
        """The text of a cell without space around it."""
        return self.words(head).strip()

    def listed(self, head: str, separator: str = ",") -> list[str]:
        """The parts of a cell, such as those between commas."""
        parts = (part.strip() for part in self.words(head).split(separator))
        return [part for part in parts if part]

    def number(self, head: str) -> int | float | None:
        """The number of a cell, whole ones as `int`; None where it is empty."""
        if head not in self.cells:
            return None
        value = self.cells[head].value
        try:
            number = float(value) if isinstance(value, str | int | float) else math.nan
        except (ValueError, OverflowError):
            number = math.nan
        if isinstance(value, bool) or not math.isfinite(number):
            self.fault(head, repr(value), Sentence("a number"))
            return None
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def yes(self, head: str) -> bool | None:
        """Whether a cell says yes (x, yes, true, 1) or no (no, false, 0); None where it is empty."""
        if head not in self.cells:
            return None
        word = str(self.cells[head].value).strip().lower()
        if word not in _YES | _NO:
            self.fault(head, repr(self.cells[head].value), Sentence("yes, no or nothing"))
        return word in _YES

    def marked(self, head: str) -> bool:
        """Whether a cell is marked: anything but a spelling of "no"."""
        if head not in self.cells:
            return False
        value = self.cells[head].value
        word = unicodedata.normalize("NFKC", str(value)).strip().casefold()
        return value not in (False, 0) and word not in _NO_ELSEWHERE
