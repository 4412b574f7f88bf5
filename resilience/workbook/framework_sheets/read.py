"""`read_framework`: the files of a framework from a workbook that somebody uploaded."""

from dataclasses import dataclass
from typing import Any

import yaml

from resilience.errors import Fault, Faults, InputError, Sentence
from resilience.framework import load_source
from resilience.text import mark
from resilience.workbook.framework_sheets.blocks import Block, Book, read_book
from resilience.workbook.framework_sheets.fault_locations import placed
from resilience.workbook.framework_sheets.yaml_values import FrameworkValues
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.untrusted import named

FAULTY = mark("The workbook has faults:")
#: more than any published library has
MOST_ROWS = 6_000
#: longer lines are broken, so that changes can be compared line by line
_WIDE = 100


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """A framework as the text of its files by name, from which `load_source` makes it.

    `unused` tells in sentences what the workbook has and a framework has no place for.
    """

    source: dict[str, str]
    unused: tuple[Sentence, ...]


def read_framework(data: bytes) -> ReadFramework:
    """Read a workbook of ours, or another in CISO Assistant's library layout, version 2.

    Raises `InputError` for a file that is not safe to read, and `Faults` with every fault by sheet,
    row and column. The same workbook gives the same text, byte for byte.
    """
    book = read_book(read_untrusted(data))
    block = _framework_block(book)
    source = FrameworkValues(book, block)
    files = source.files()
    if not book.faults:
        text = {name: _dumped(values) for name, values in files.items()}
        try:
            load_source(text)
        except Faults as error:
            book.faults.extend(placed(source, error.faults))
        else:
            return ReadFramework(text, tuple(book.unused))
    raise _faulty(book)


def _framework_block(book: Book) -> Block:
    found = book.of_kind("framework")
    if len(found) != 1:
        names = ", ".join(block.meta.sheet for block in found) or Sentence("none")
        said = Sentence("found {names}, expected one.", names=names)
        book.faults.append(Fault((Sentence("Sheets of type framework"),), said))
        raise _faulty(book)
    rows = len(found[0].table)
    if rows > MOST_ROWS:
        raise InputError(
            "The framework has {found} rows; the limit is {most}.", found=rows, most=MOST_ROWS
        )
    return found[0]


def _faulty(book: Book) -> Faults:
    return Faults(FAULTY, named(list(dict.fromkeys(book.faults)), mark("{more} more faults.")))


class _Whole(yaml.CSafeDumper):
    """YAML that writes every block out: the loader refuses aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - of the class above
        return True


def _dumped(values: dict[str, Any]) -> str:
    return str(yaml.dump(values, Dumper=_Whole, sort_keys=False, allow_unicode=True, width=_WIDE))
