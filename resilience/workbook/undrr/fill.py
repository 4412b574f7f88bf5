"""Filling an empty official UNDRR workbook: answers, what people wrote, and who the city is.

Only cells that the workbook leaves free for it are written, and the buttons of the answers pressed;
macros, drawings and all else stay as they are. What opens the file computes its totals.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resilience.errors import Fault, Faults, Sentence
from resilience.text import mark
from resilience.workbook.cells import clean
from resilience.workbook.reading.untrusted import named
from resilience.workbook.undrr.buttons import (
    Button,
    buttons_of,
    drawing_of,
    pressed_in_drawing,
    pressed_setting,
)
from resilience.workbook.undrr.edit import Content, computed_on_load, with_cells
from resilience.workbook.undrr.filled import FACTS, ItemRemarks, UndrrProfile
from resilience.workbook.undrr.layout import INFO, OfficialBook, open_official, refuse
from resilience.workbook.undrr.read import CITY, COUNTRY, DATED, KIND, WORST_ANSWER
from resilience.workbook.undrr.sheets import BOOK

NOT_EMPTY = mark(
    "This workbook is already filled in. Upload an empty copy so that nothing is lost:"
)

#: by sheet and place, what is to stand there
_Contents = dict[str, dict[str, Content]]


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A filled workbook, and the codes of the items that its edition has."""

    data: bytes
    items: tuple[str, ...]


def fill(
    template: bytes,
    levels: Mapping[str, int],
    written: Mapping[str, ItemRemarks],
    profile: UndrrProfile,
    cut_mark: str,
) -> FilledTemplate:
    """Fill an empty official workbook with levels 0..3 and words by item code, and the city's profile.

    Existing facts in the profile are kept. `cut_mark` ends words that are too long for a cell.
    Raises `InputError` and `Faults` where it is not the official workbook, or not empty.
    """
    book = open_official(template)
    faults: list[Fault] = []
    buttons = buttons_of(book, faults)
    contents = _contents(book, levels, written, profile)
    faults += _without_cells(book, contents)
    refuse(faults)
    _refuse_filled(book)
    cleaned = {
        sheet: {at: _clean(content, cut_mark) for at, content in places.items()}
        for sheet, places in contents.items()
    }
    changes = {
        **dict(_sheets(book, cleaned)),
        **dict(_pressed(book, buttons, levels)),
        BOOK: computed_on_load(book.package.part(BOOK)),
    }
    return FilledTemplate(book.package.with_parts(changes), tuple(book.places))


def _contents(
    book: OfficialBook,
    levels: Mapping[str, int],
    written: Mapping[str, ItemRemarks],
    profile: UndrrProfile,
) -> _Contents:
    found: _Contents = defaultdict(dict)
    for code, place in book.places.items():
        if code in levels:
            found[place.sheet][place.answer] = WORST_ANSWER - levels[code]
        said = _free(written.get(code, ItemRemarks()))
        found[place.sheet] |= {place.written[name]: words for name, words in said if words}
    found[INFO] = {
        at: words for at, words in _facts(profile) if words and book.held(INFO, at).value is None
    }
    return found


def _free(said: ItemRemarks) -> Iterator[tuple[str, str]]:
    """Words by what they are; comments stand with the evidence, as their own cell is not free."""
    yield "evidence", "\n".join(filter(None, (said.comment, said.evidence)))
    yield "action", said.action
    yield "institution", said.institution
    yield "timescale", said.timescale


def _facts(profile: UndrrProfile) -> Iterator[tuple[str, str]]:
    yield CITY, profile.city
    yield KIND, profile.kind
    yield COUNTRY, profile.country
    yield DATED, profile.dated
    for name, fact in profile.facts.items():
        yield f"C{FACTS[name]}", fact.value
        yield f"D{FACTS[name]}", fact.source


def _without_cells(book: OfficialBook, contents: _Contents) -> Iterator[Fault]:
    for sheet, places in contents.items():
        for at in places:
            if at not in book.cells[sheet]:
                yield Fault((f"{sheet}!{at}",), Sentence("the cell is missing."))


def _refuse_filled(book: OfficialBook) -> None:
    """Refuse a workbook with content where answers or texts would go."""
    filled = [
        (f"{place.sheet}!{at}",)
        for place in book.places.values()
        for at in (place.answer, *place.written.values())
        for held in [book.held(place.sheet, at)]
        if held.formula or held.value not in (None, 0)
    ]
    if filled:
        said = Sentence("this cell is not empty.")
        faults = [Fault(place, said) for place in filled]
        raise Faults(NOT_EMPTY, named(faults, mark("{more} more faults.")))


def _clean(content: Content, cut_mark: str) -> Content:
    return clean(content, cut_mark) if isinstance(content, str) else content


def _sheets(book: OfficialBook, contents: _Contents) -> Iterator[tuple[str, bytes]]:
    for sheet, part in book.parts.items():
        yield part, with_cells(book.package.part(part), contents.get(sheet, {}))


def _pressed(
    book: OfficialBook, buttons: Mapping[str, list[Button]], levels: Mapping[str, int]
) -> Iterator[tuple[str, bytes]]:
    """The buttons as parts, and the drawings that older programs show them from."""
    shapes: dict[str, set[str]] = {book.places[code].sheet: set() for code in buttons}
    for code, each in buttons.items():
        for answer, button in enumerate(each, 1):
            pressed = code in levels and answer == WORST_ANSWER - levels[code]
            yield button.part, pressed_setting(book.package.part(button.part), pressed)
            if pressed:
                shapes[book.places[code].sheet].add(button.shape)
    for sheet, pressed_shapes in shapes.items():
        drawing = drawing_of(book.package, book.parts[sheet])
        if drawing:
            yield drawing, pressed_in_drawing(book.package.part(drawing), pressed_shapes)
