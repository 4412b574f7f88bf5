"""Build the tree of themes and indicators from the rows of the framework's table."""

from dataclasses import dataclass, field

from resilience.errors import Sentence
from resilience.workbook.framework_sheets.blocks import Block, Book
from resilience.workbook.framework_sheets.record import Record

#: deeper than any scorecard, and not as deep as to exhaust what reads it
MOST_DEEP = 40


@dataclass(slots=True)
class TreeRow:
    """A row: an indicator if it is assessable, else a theme.

    A theme that was `made` during an import to match our structure has the imported title and no other text.
    """

    record: Record
    code: str
    assessable: bool
    weight: float
    children: "list[TreeRow]" = field(default_factory=list)
    made: bool = False


def read_tree(book: Book, block: Block) -> list[TreeRow]:
    """The nodes at the top; rows at an impossible depth are faults."""
    top = TreeRow(block.meta, "", assessable=False, weight=1)
    above = [top]
    for record in block.table:
        depth = _depth(record, len(above), first=not top.children)
        del above[depth:]
        node = _node(book, record)
        above[-1].children.append(node)
        above.append(node)
    return top.children


def _depth(record: Record, most: int, *, first: bool) -> int:
    """The depth of a row, at most one below the row before; a fault is read as the nearest."""
    number = record.number("depth") if record.has("depth") else None
    most = min(most, MOST_DEEP)
    if isinstance(number, int) and 1 <= number <= most:
        return number
    below = Sentence("a whole number from 1 to {most}, one deeper than its theme", most=most)
    record.fault("depth", number, "1" if first else below)
    return most


def _node(book: Book, record: Record) -> TreeRow:
    code = record.code("ref_id")
    if book.own and not code:
        record.fault("ref_id", None, Sentence("a code such as SEA1"))
        code = f"row-{record.row}"
    given = record.yes("assessable") if book.own else record.marked("assessable")
    weight = record.number("weight")
    return TreeRow(record, code, bool(given), 1 if weight is None else weight)


def check_own(nodes: list[TreeRow], *, top: bool = True) -> None:
    """Faults of the shape in our own workbooks, which others' are mended for."""
    for node in nodes:
        if node.assessable and node.children:
            found, expected = Sentence("a row below an indicator"), Sentence("none below it")
            node.children[0].record.fault("depth", found, expected)
        if node.assessable and top:
            found = Sentence("an indicator without a theme above it")
            node.record.fault("depth", found, Sentence("a depth above 1"))
        check_own(node.children, top=False)
