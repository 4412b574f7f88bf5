"""`read_card`: what somebody filled into a scorecard."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from resilience.errors import Fault, InputError, Sentence
from resilience.framework import Framework
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.text import mark
from resilience.workbook.cards.answers import answer_of
from resilience.workbook.cards.choices import shown
from resilience.workbook.cards.identity import read_identity
from resilience.workbook.cards.layout import ASKED, CODE, PEOPLE_FIELD, IndicatorRow, words_mark
from resilience.workbook.cards.model import CardIdentity, FilledCard
from resilience.workbook.cards.rows import CardRow, card_rows, people_row
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, named, place

#: how many people may sit at a table, as it is typed
_NUMBERS = {str(number) for number in range(1, LARGEST_TABLE + 1)}
#: faults of a card that are listed one by one; as many fields as a card has may be wrong
MOST_FAULTS = 500
#: codes that one sentence names
_MOST_CODES = 60
Rows = dict[str, CardRow]


def read_card(data: bytes, framework: Framework) -> FilledCard:
    """What an uploaded scorecard says, by the indicators of `framework`, the workshop's.

    Its `identity` says whose card it is, which the caller compares. An indicator that `framework`
    does not have, or has on another scale, is a fault where it was answered. Raises `InputError` for a
    file that is no scorecard, or is damaged or not safe to read.
    """
    uploaded = read_untrusted(data)
    if uploaded.macros:
        raise InputError(
            "The file contains macros, but scorecards have none. Save it as .xlsx, without macros."
        )
    identity, placed = read_identity(uploaded)
    faults: list[Fault] = []
    notes: list[Fault] = []
    identity = replace(identity, people=_people(uploaded, identity, faults))
    rows: Rows = {}
    by_words = {one.words: one.code for one in placed.values()}
    for row in card_rows(uploaded, placed, faults, notes):
        if _fits(row, placed, by_words, rows, faults):
            rows[row.code] = row
    faults += _missing(placed, rows)
    notes += _moved(placed, rows)
    order = {indicator.code: at for at, indicator in enumerate(framework.root.indicators())}
    read = (answer_of(row, placed[code], framework, faults) for code, row in rows.items())
    answers = sorted((one for one in read if one), key=lambda one: order[one.indicator])
    more = mark("{more} more faults.")
    return FilledCard(
        identity,
        tuple(answers),
        tuple(named(faults, more, MOST_FAULTS)),
        tuple(notes),
    )


def _people(uploaded: UploadedBook, identity: CardIdentity, faults: list[Fault]) -> int:
    """How many people sit at the table, as the first sheet says; else as it was when written."""
    for name, rows in uploaded.sheets.items():
        row = people_row(rows)
        if row is None:
            continue
        cells = [c for found in rows for c in found if c.row == row]
        cells += [c for c in uploaded.computed.get(name, []) if c.row == row]
        field = next(
            (cell for cell in cells if cell.column == PEOPLE_FIELD),
            FilledCell(row, PEOPLE_FIELD, ""),
        )
        number = str(field.value).strip().removesuffix(".0")
        if number in _NUMBERS:
            return int(number)
        said = Sentence(
            "found {found}, expected the number of people answering together, from 1 to {most}. "
            "The file's original number, {people}, was used.",
            found=shown(field.value),
            most=LARGEST_TABLE,
            people=identity.people,
        )
        faults.append(Fault((place(name, row, PEOPLE_FIELD),), said))
    return identity.people


def _fits(
    row: CardRow,
    placed: Mapping[str, IndicatorRow],
    by_words: Mapping[str, str],
    rows: Rows,
    faults: list[Fault],
) -> bool:
    """Whether a row is the one that the card has for its code; why not is added to `faults`."""
    said = _misfit(row, placed, by_words, rows)
    if said and row.filled:
        faults.append(Fault((row.at(CODE),), said))
    return said is None


def _misfit(
    row: CardRow, placed: Mapping[str, IndicatorRow], by_words: Mapping[str, str], rows: Rows
) -> Sentence | None:
    if not row.code:
        return Sentence("this row has no indicator code, so it was not read.")
    if row.code not in placed:
        return Sentence(
            "found the code {code}, which is not in this scorecard, so this row was not read.",
            code=shown(row.code),
        )
    mark_here = words_mark(row.words(ASKED))
    other = by_words.get(mark_here, row.code)
    if mark_here != placed[row.code].words and other != row.code:
        return Sentence(
            "this row has the code {code} next to the text of {other}, so it was not read.",
            code=shown(row.code),
            other=shown(other),
        )
    first = rows.get(row.code)
    if first and first.filled and first.given != row.given:
        return Sentence(
            "found {code} a second time with different answers (first in {first}), so this row "
            "was not read.",
            code=shown(row.code),
            first=first.at(CODE),
        )
    return None


def _missing(placed: Mapping[str, IndicatorRow], rows: Rows) -> Iterator[Fault]:
    """Indicators of the card that are nowhere in it any more, by their sheet."""
    gone: dict[str, list[str]] = {}
    for one in placed.values():
        if one.code not in rows:
            gone.setdefault(one.sheet, []).append(one.code)
    for sheet, codes in gone.items():
        said = Sentence("missing from the file, so not read: {codes}.", codes=_listed(codes))
        yield Fault((sheet,), said)


def _moved(placed: Mapping[str, IndicatorRow], rows: Rows) -> Iterator[Fault]:
    """Sheets whose rows stand elsewhere than when the card was written."""
    moved: dict[str, list[str]] = {}
    for code, row in rows.items():
        if (row.sheet, row.row) != (placed[code].sheet, placed[code].row):
            moved.setdefault(row.sheet, []).append(code)
    for sheet, codes in moved.items():
        said = Sentence(
            "the sheet or its rows were moved or renamed; these were read by their code: {codes}.",
            codes=_listed(codes),
        )
        yield Fault((sheet,), said)


def _listed(codes: list[str]) -> str:
    """Codes one after another, the first of very many."""
    named = ", ".join(code[:40] for code in codes[:_MOST_CODES])
    return f"{named} …" if len(codes) > _MOST_CODES else named
