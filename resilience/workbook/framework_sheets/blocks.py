"""From the sheets of a workbook to its blocks: each a list of keys with a table of records."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from resilience.errors import Fault, Sentence
from resilience.text import mark
from resilience.workbook.framework_sheets.layout import (
    BASE,
    CONTENT,
    LIBRARY,
    META,
    VERSION,
    head_of,
    in_language,
    language_of,
)
from resilience.workbook.framework_sheets.record import Record
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, place

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SEPARATORS = re.compile("[\u2028\u2029]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
BULLET = "•"
#: changes made to imported texts, and the sentence on each
_MENDS: dict[str, Callable[[str], str]] = {
    mark(
        "Invisible characters (soft hyphens, zero-width spaces) were removed from {count} texts, "
        "and line separators became line breaks."
    ): lambda words: _UNSEEN.sub("", _SEPARATORS.sub("\n", words)),
    mark(
        "Ligatures (fi as one character) were written as separate letters. Texts changed: {count}."
    ): lambda words: _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), words),
    mark(
        "Private-use characters (bullets from symbol fonts) were replaced by {bullet} in {count} "
        "texts."
    ): lambda words: _PRIVATE.sub(BULLET, words),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A sheet of keys, and the table that belongs to it."""

    kind: str
    meta: Record
    table: list[Record]
    content: str


@dataclass(slots=True)
class Book:
    """A workbook in the layout: its library and its blocks by name.

    `own` tells whether our own export made it, which is read to the letter. `faults` and `unused`
    grow while it is read; `mended` counts texts of others that were changed, by the sentence that
    tells it. `untitled` has the rows of others that have a code and no words.
    """

    library: Record
    own: bool
    blocks: dict[str, Block] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unused: list[Sentence] = field(default_factory=list)
    mended: Counter[str] = field(default_factory=Counter)
    untitled: set[int] = field(default_factory=set)

    @property
    def base(self) -> str:
        """Return the language of columns without a language suffix."""
        return language_of(self.library.code("locale") or BASE)

    def head(self, head: str, language: str) -> str:
        """The column with the words of a language."""
        return in_language(head, language, self.base)

    def of_kind(self, kind: str) -> list[Block]:
        """The blocks of one kind in the order of the sheets."""
        return [block for block in self.blocks.values() if block.kind == kind]


def read_book(uploaded: UploadedBook) -> Book:
    """The blocks of an uploaded workbook; its formulas are faults, strange sheets are unused."""
    keys = uploaded.sheets.get(LIBRARY, [])
    own = any(head_of(str(row[0].value)) == VERSION for row in keys)
    faults = list(uploaded.formulas)
    book = Book(Record(LIBRARY, 0, {}, {}, faults), own, faults=faults)
    book.library = _keys(book, LIBRARY, keys)
    if LIBRARY not in uploaded.sheets:
        said = Sentence(
            "this sheet, which should hold the library's keys, is missing (found: {found}).",
            found=", ".join(list(uploaded.sheets)[:8]),
        )
        faults.append(Fault((LIBRARY,), said))
    elif book.library.code("type") != "library":
        book.library.fault("type", repr(book.library.code("type")), "`library`")
    for name in uploaded.sheets:
        if name.endswith(META) and name != LIBRARY:
            _add_block(book, uploaded, name.removesuffix(META))
    _list_strange(book, uploaded)
    book.unused.extend(
        Sentence(told, count=count, bullet=BULLET) for told, count in book.mended.items()
    )
    return book


def _add_block(book: Book, uploaded: UploadedBook, prefix: str) -> None:
    name, content = prefix + META, prefix + CONTENT
    meta = _keys(book, name, uploaded.sheets[name])
    if content not in uploaded.sheets:
        said = Sentence(
            "this sheet, which should hold the table of {sheet}, is missing.", sheet=name
        )
        book.faults.append(Fault((content,), said))
        return
    rows = uploaded.sheets[content]
    table = list(_table(book, content, rows)) if rows else []
    own_name = meta.code("name") if meta.code("type") != "framework" else ""
    called = own_name or prefix
    if called in book.blocks:
        said = Sentence("found {name} a second time, expected it once.", name=called)
        book.faults.append(Fault((name,), said))
    book.blocks[called] = Block(meta.code("type"), meta, table, content)


def _list_strange(book: Book, uploaded: UploadedBook) -> None:
    known = {LIBRARY}
    for name in uploaded.sheets:
        if name.endswith(META) and name != LIBRARY:
            known |= {name, name.removesuffix(META) + CONTENT}
    book.unused.extend(
        Sentence("The sheet {sheet} is not part of the layout and was left out.", sheet=name)
        for name, rows in uploaded.sheets.items()
        if name not in known and rows
    )
    if uploaded.macros:
        book.unused.append(Sentence("The macros of the workbook were left out."))


def _keys(book: Book, sheet: str, rows: list[list[FilledCell]]) -> Record:
    """A sheet of keys in column A with their values in column B."""
    cells: dict[str, FilledCell] = {}
    seen: set[str] = set()
    for row in rows:
        held = {cell.column: cell for cell in row}
        key = head_of(str(held[1].value)) if 1 in held else ""
        if key in seen:
            _tell_twice(book, place(sheet, row[0].row, 1), key)
        elif key and 2 in held and (found := _tidied(book, held[2])):
            cells[key] = found
        seen.add(key)
    return Record(sheet, 0, cells, {}, book.faults)


def _table(book: Book, sheet: str, rows: list[list[FilledCell]]) -> Iterator[Record]:
    """The records below the header; cells below no header are named as unused."""
    heads = _heads(book, sheet, rows[0])
    columns = {head: column for column, head in heads.items()}
    loose: list[Sentence] = []
    for row in rows[1:]:
        kept = [found for cell in row if (found := _tidied(book, cell))]
        loose += [place(sheet, c.row, c.column) for c in kept if c.column not in heads]
        if cells := {heads[cell.column]: cell for cell in kept if cell.column in heads}:
            yield Record(sheet, row[0].row, cells, columns, book.faults)
    if loose:
        one = mark("{place}: left out, because there is no header above it.")
        many = mark(
            "{place} and {more} more cells: left out, because there is no header above them."
        )
        said = Sentence(many if len(loose) > 1 else one, place=loose[0], more=len(loose) - 1)
        book.unused.append(said)


def _heads(book: Book, sheet: str, row: list[FilledCell]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for cell in row:
        head = head_of(str(cell.value))
        if head in heads.values():
            _tell_twice(book, place(sheet, cell.row, cell.column), head)
        elif head:
            heads[cell.column] = head
    return heads


def _tell_twice(book: Book, at: Sentence, name: str) -> None:
    """Report a duplicate key or column: a fault in our own workbooks, listed as left out in others."""
    if book.own:
        said = Sentence("found {name} a second time, expected it once.", name=name)
        book.faults.append(Fault((at,), said))
    else:
        said = Sentence(
            "{place}: {name} appears a second time and was left out.", place=at, name=name
        )
        book.unused.append(said)


def _tidied(book: Book, cell: FilledCell) -> FilledCell | None:
    """The cell, of others' workbooks with tidied words; None where nothing is left."""
    if book.own or not isinstance(cell.value, str):
        return cell
    words = cell.value
    for said, mend in _MENDS.items():
        if (mended := mend(words)) != words:
            book.mended[said] += 1
            words = mended
    words = words.strip()
    return FilledCell(cell.row, cell.column, words) if words else None
