"""Locate the items of an official UNDRR workbook by its own results sheet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resilience.errors import Fault, Faults, InputError, Sentence
from resilience.text import mark
from resilience.workbook.reading.package import Package
from resilience.workbook.reading.untrusted import named
from resilience.workbook.undrr.sheets import (
    CODES,
    TITLE,
    CellContent,
    held_cells,
    shared_strings,
    sheet_of,
    sheet_parts,
)

INFO, RESULTS = "Info", "Results"
ESSENTIALS = tuple(dict.fromkeys(map(sheet_of, CODES)))
#: editions by their number of items
EDITIONS = (46, 47)
NOT_OFFICIAL = mark("This is not the official UNDRR workbook as published, so it was not used:")

#: a code in column C of the results, beside a formula that names the cell of its answer
_CODE_PLACE = re.compile(r"C([1-9]\d{0,4})")
_ANSWER = re.compile(r"'?(E\d\d)'?!\$?([A-Z])\$?([1-9]\d{0,4})")


@dataclass(frozen=True, slots=True)
class ItemCells:
    """The cells of an item: its answer, its title 4 rows above, and the remarks."""

    sheet: str
    column: str
    row: int

    @property
    def answer(self) -> str:
        """The cell of the answer, which the buttons are linked with."""
        return f"{self.column}{self.row}"

    @property
    def title(self) -> str:
        """The cell whose words begin with the code."""
        return f"B{self.row - 4}"

    @property
    def written(self) -> dict[str, str]:
        """The cells of what people write, by the names that `ItemRemarks` has.

        In the editions seen, the cell of comments is locked: guidance is drawn over it.
        """
        below = self.row + 5
        return {
            "comment": f"C{self.row - 2}",
            "evidence": f"C{self.row}",
            "action": f"B{below}",
            "institution": f"C{below}",
            "timescale": f"D{below}",
        }


@dataclass(frozen=True, slots=True)
class OfficialBook:
    """An official workbook: the part and the cells of each sheet by its name, the items by code."""

    package: Package
    parts: Mapping[str, str]
    cells: Mapping[str, Mapping[str, CellContent]]
    places: Mapping[str, ItemCells]

    def held(self, sheet: str, place: str) -> CellContent:
        """What a cell holds; a cell that is not there holds nothing."""
        return self.cells[sheet].get(place, CellContent(None))


def open_official(data: bytes) -> OfficialBook:
    """The official workbook in an .xlsm or .xlsx file.

    Raises `InputError` for a file that is no workbook, is too large or declares entities, and
    `Faults` with each sheet and item that does not stand where the official workbook has it.
    """
    package = Package(data)
    wanted = (INFO, RESULTS, *ESSENTIALS)
    parts = {name: part for name, part in sheet_parts(package) if name in wanted}
    if not set(ESSENTIALS) & parts.keys():
        raise InputError(
            "This is not the official UNDRR workbook: it has none of the sheets "
            "{first} to {last}. Upload the official workbook as UNDRR publishes it.",
            first=ESSENTIALS[0],
            last=ESSENTIALS[-1],
        )
    refuse([missing_sheet(name) for name in wanted if name not in parts])
    strings = shared_strings(package)
    cells = {name: held_cells(package, part, strings) for name, part in parts.items()}
    faults: list[Fault] = []
    places = dict(_places(cells, faults))
    if len(places) not in EDITIONS and not faults:
        faults.append(_other_edition(len(places)))
    refuse(faults)
    return OfficialBook(package, parts, cells, places)


def missing_sheet(name: str) -> Fault:
    """That a sheet is missing."""
    return Fault((), Sentence("The sheet {sheet} is missing.", sheet=name))


def refuse(faults: list[Fault]) -> None:
    """Raise `Faults` where there are some: the file is not the official workbook."""
    if faults:
        raise Faults(NOT_OFFICIAL, named(faults, mark("{more} more faults.")))


def _places(
    cells: Mapping[str, Mapping[str, CellContent]], faults: list[Fault]
) -> Iterator[tuple[str, ItemCells]]:
    """Each item that the results list, with its place."""
    seen: set[str | ItemCells] = set()
    for at, held in cells[RESULTS].items():
        found = _CODE_PLACE.fullmatch(at)
        if not found or held.formula or held.value not in CODES:
            continue
        code, pointing = str(held.value), f"G{found[1]}"
        place = _pointed(cells[RESULTS].get(pointing, CellContent(None)).formula)
        if place is None or code in seen or place in seen:
            said = Sentence("expected the formula that points to the answer of {code}.", code=code)
            faults.append(Fault((f"{RESULTS}!{pointing}",), said))
        elif not _titled(cells[place.sheet], place, code):
            said = Sentence("expected the title of {code}.", code=code)
            faults.append(Fault((f"{place.sheet}!{place.title}",), said))
        else:
            yield code, place
        seen |= {code} if place is None else {code, place}


def _pointed(formula: str) -> ItemCells | None:
    found = _ANSWER.fullmatch(formula.strip())
    if found is None or found[1] not in ESSENTIALS:
        return None
    return ItemCells(found[1], found[2], int(found[3]))


def _titled(cells: Mapping[str, CellContent], place: ItemCells, code: str) -> bool:
    value = cells.get(place.title, CellContent(None)).value
    title = TITLE.match(value) if isinstance(value, str) else None
    return title is not None and title[1] == code


def _other_edition(count: int) -> Fault:
    return Fault(
        (RESULTS,),
        Sentence(
            "found {count} items, expected {fewer} or {more}.",
            count=count,
            fewer=EDITIONS[0],
            more=EDITIONS[1],
        ),
    )
