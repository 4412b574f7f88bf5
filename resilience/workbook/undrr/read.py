"""Reading a filled official UNDRR workbook: answers, what people wrote, and the city's profile.

The name and the address of the person who filled it in, and the list of who took part, stay unread.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from openpyxl.utils.datetime import from_excel

from resilience.errors import Fault, InputError, Sentence
from resilience.text import mark
from resilience.workbook.cells import CELL_LIMIT
from resilience.workbook.undrr.day import days_meant
from resilience.workbook.undrr.filled import FACTS, Fact, FilledUndrr, ItemRemarks, UndrrProfile
from resilience.workbook.undrr.layout import INFO, RESULTS, OfficialBook, open_official
from resilience.workbook.undrr.sheets import CellContent

#: the answer of level 0; the best level, 3, is answer 1
WORST_ANSWER = 4
CITY, KIND, COUNTRY, DATED, MAY_SHARE = "D4", "D5", "D6", "D7", "D36"
#: an essential in column F of the results, beside the sum of its points
_ESSENTIAL_PLACE = re.compile(r"F([1-9]\d{0,4})")
_ESSENTIAL = re.compile(r"E\d{1,2}")
_SHARE = {"yes": True, "no": False}


def read_filled(data: bytes) -> FilledUndrr:
    """What a filled official workbook (.xlsm or .xlsx) says; its macros are never run.

    A blank answer and 0 are no answer. Raises `InputError` and `Faults` like `open_official`.
    """
    book = open_official(data)
    unclear: list[Fault] = []
    found = FilledUndrr(
        items=tuple(book.places),
        levels=dict(_levels(book, unclear)),
        written=dict(_remarks(book)),
        profile=_profile(book),
        totals=_totals(book),
        unclear=tuple(unclear),
    )
    return replace(found, unclear=(*unclear, *_undated(found), *_other_totals(found)))


def _levels(book: OfficialBook, unclear: list[Fault]) -> Iterator[tuple[str, int]]:
    for code, place in book.places.items():
        held = book.held(place.sheet, place.answer)
        answer = _number(held)
        if answer is not None and answer in range(1, WORST_ANSWER + 1):
            yield code, WORST_ANSWER - int(answer)
        elif held.value is not None and answer != 0:
            said = Sentence(
                "found {found}, expected an answer from 1 to 4 or nothing: it counts as blank.",
                found=_content_words(held)[:60],
            )
            unclear.append(Fault((f"{place.sheet}!{place.answer}",), said))


def _number(held: CellContent) -> float | None:
    """The number in a cell, None if there is none; text that looks like a number is converted, as in Excel."""
    try:
        return None if held.value is None else float(held.value)
    except ValueError:
        return None


def _remarks(book: OfficialBook) -> Iterator[tuple[str, ItemRemarks]]:
    for code, place in book.places.items():
        said = {name: _words(book, place.sheet, at) for name, at in place.written.items()}
        if any(said.values()):
            yield code, ItemRemarks(**said)


def _profile(book: OfficialBook) -> UndrrProfile:
    facts = {
        name: Fact(_words(book, INFO, f"C{row}"), _words(book, INFO, f"D{row}"))
        for name, row in FACTS.items()
    }
    return UndrrProfile(
        city=_words(book, INFO, CITY),
        kind=_words(book, INFO, KIND),
        country=_words(book, INFO, COUNTRY),
        dated=_day(book),
        facts={name: fact for name, fact in facts.items() if fact.value},
        may_share=_SHARE.get(_words(book, INFO, MAY_SHARE).casefold()),
    )


def _day(book: OfficialBook) -> str:
    """The date of the assessment: the cell is for words, but Excel keeps a typed date as a number."""
    value = book.held(INFO, DATED).value
    if isinstance(value, float) and 1 <= value < 2_958_466:  # the last day that Excel knows
        day = from_excel(value)
        return day.date().isoformat() if isinstance(day, datetime.datetime) else ""
    return _words(book, INFO, DATED)


def _undated(found: FilledUndrr) -> Iterator[Fault]:
    """A date text that means no day, or two."""
    dated = found.profile.dated
    if dated and found.profile.date is None:
        several = mark(
            "found {found}, which could mean two dates, so it was not read. Write the date as "
            "2026-03-05."
        )
        none = mark("found {found}, expected a date such as 2026-03-05. It was not read.")
        said = Sentence(several if days_meant(dated) else none, found=dated[:60])
        yield Fault((f"{INFO}!{DATED}",), said)


def _totals(book: OfficialBook) -> dict[str, float] | None:
    cells = book.cells[RESULTS]
    found: dict[str, float] = {}
    for at, held in cells.items():
        place = _ESSENTIAL_PLACE.fullmatch(at)
        if place and isinstance(held.value, str) and _ESSENTIAL.fullmatch(held.value):
            kept = cells.get(f"G{place[1]}", CellContent(None)).value
            if isinstance(kept, float):
                found[held.value] = kept
    return found or None


def _other_totals(found: FilledUndrr) -> Iterator[Fault]:
    if found.totals is not None and not found.agrees:
        said = Sentence(
            "the points stored there ({kept}) differ from those of the answers ({points}). The "
            "answers count.",
            kept=round(sum(found.totals.values()), 2),
            points=sum(found.points.values()),
        )
        yield Fault((RESULTS,), said)


def _words(book: OfficialBook, sheet: str, at: str) -> str:
    said = _content_words(book.held(sheet, at))
    if len(said) > CELL_LIMIT:
        raise InputError(
            "{place}: found {found} characters; the limit is {most}.",
            place=f"{sheet}!{at}",
            found=len(said),
            most=CELL_LIMIT,
        )
    return said


def _content_words(held: CellContent) -> str:
    if isinstance(held.value, float):
        return str(int(held.value)) if held.value.is_integer() else str(held.value)
    return (held.value or "").strip()
