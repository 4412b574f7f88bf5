"""The first sheet of a scorecard: what it is, how it is filled in, and how far it is."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from resilience.framework import Goalposts
from resilience.text import Text
from resilience.workbook.cards.fields import whole_people
from resilience.workbook.cards.layout import PEOPLE, PEOPLE_FIELD, PEOPLE_KEY
from resilience.workbook.cards.model import CardFace
from resilience.workbook.cards.theme_sheet import PROTECTION, SheetSummary
from resilience.workbook.cells import Cell, Formula
from resilience.workbook.formulas import quoted
from resilience.workbook.heights import row_height
from resilience.workbook.sheet import Sheet

#: columns: label, its field, and a hidden one with values for formulas and for reading the card back
_LABEL, _VALUE, _HIDDEN = 0, PEOPLE_FIELD - 1, PEOPLE_KEY - 1
_WIDTHS = (40, 92)
#: the width of a label as its bold letters use it
_LABELS = 0.85 * _WIDTHS[0]


def write_start(sheet: Sheet, face: CardFace, written: Sequence[SheetSummary]) -> None:
    """Write the sheet; `written` are those of the themes."""
    for place, width in enumerate(_WIDTHS):
        sheet.paper.set_column(place, place, width)
    sheet.paper.set_column(_HIDDEN, _HIDDEN, None, None, {"hidden": True})
    sheet.line(sheet.text("Scorecard to fill in: {city}", city=face.city), "title")
    _facts(sheet, face)
    _people(sheet, face)
    _how(sheet, face)
    _progress(sheet, written)
    sheet.paper.hide_gridlines(2)
    sheet.paper.protect("", PROTECTION)
    sheet.paper.fit_to_pages(1, 1)
    sheet.paper.activate()


def _facts(sheet: Sheet, face: CardFace) -> None:
    text, framework = sheet.text, face.framework
    title = text(
        "{title} ({id}, version {version})",
        title=framework.title(framework.root.code, text.language),
        id=framework.id,
        version=framework.version,
    )
    for label, value in (
        (text("Date"), text.date(face.date)),
        (text("Join code"), face.identity.workshop),
        (text("Framework"), title),
        (text("Most probable event"), face.probable),
        (text("Severe event"), face.severe),
        (text("Department"), sheet.unit(face.identity.department)),
    ):
        if value:
            _row(sheet, label, value)


def _people(sheet: Sheet, face: CardFace) -> None:
    """The one field of this sheet, found again by the key beside it."""
    label = sheet.text("How many people answer together here?")
    sheet.put(sheet.row, _LABEL, label, "label")
    sheet.put(sheet.row, _VALUE, face.identity.people, "count field")
    sheet.put(sheet.row, _HIDDEN, PEOPLE, "line")
    sheet.paper.data_validation(sheet.row, _VALUE, sheet.row, _VALUE, whole_people(sheet.text))
    sheet.paper.set_selection(sheet.row, _VALUE, sheet.row, _VALUE)
    sheet.paper.set_row(sheet.row, row_height([(label, _LABELS)], sheet.pad.styles.line))
    sheet.row += 2


def _how(sheet: Sheet, face: CardFace) -> None:
    sheet.line(sheet.text("How to fill it in"), "section")
    for label, sentence in _sentences(face, sheet.text):
        _row(sheet, label, sentence)
    sheet.row += 1


def _sentences(face: CardFace, text: Text) -> list[tuple[str, str]]:
    measured = any(isinstance(one.scale, Goalposts) for one in face.asked)
    summary = face.framework.text(text.language).summary
    number = text("If a number is asked for, type it.")
    return [
        (
            text("Themes"),
            text(
                "Each theme has its own sheet: the tabs are at the bottom. Fill in the yellow "
                "fields; everything else is locked."
            ),
        ),
        *([(text("How to answer"), summary)] if summary else []),
        (
            text("Answer"),
            text(
                "Choose one answer per indicator from the list in its field. Open the list with "
                "the arrow next to the field or Alt+Down. The answers are explained to the left."
            ),
        ),
        *([(text("Numbers"), number)] if measured else []),
        (
            text("Don't know"),
            text("Don't know is an answer. Blanks are never counted as zero."),
        ),
        (
            text("Comment"),
            text(
                "Comments and evidence help the room later, but are optional. Drag the lower "
                "edge of a row to make it taller."
            ),
        ),
        (
            text("When you are done"),
            text(
                "Save the file as .xlsx and send it back to the person who gave it to you. No "
                "names are needed."
            ),
        ),
    ]


def _progress(sheet: Sheet, written: Sequence[SheetSummary]) -> None:
    """How many indicators have an answer, of each theme and of all, as formulas with their values."""
    sheet.line(sheet.text("Status"), "section")
    top = sheet.row
    for theme in written:
        sheet.link(sheet.row, _LABEL, theme.sheet)
        formula = Formula(theme.formula, theme.answered)
        _put_count(sheet, formula, theme.answered, len(theme.placed), "words")
    answered, asked = (
        sum(theme.answered for theme in written),
        sum(len(theme.placed) for theme in written),
    )
    sheet.put(sheet.row, _LABEL, sheet.text("All"), "label")
    total = Formula(f"SUM({xl_range_abs(top, _HIDDEN, sheet.row - 1, _HIDDEN)})", answered)
    _put_count(sheet, total, answered, asked, "label")


def _put_count(sheet: Sheet, formula: Formula, answered: int, asked: int, style: str) -> None:
    """ "3 of 9 answered": the number is in the hidden column, the words are put around it."""
    said = sheet.text("{given} of {asked} answered", given="\0", asked=asked)
    before, _, after = said.partition("\0")
    count = xl_rowcol_to_cell(sheet.row, _HIDDEN, row_abs=True, col_abs=True)
    words = "&".join([*([quoted(before)] if before else []), count, quoted(after)])
    sheet.put(sheet.row, _HIDDEN, formula, "count")
    sheet.put(sheet.row, _VALUE, Formula(words, said.replace("\0", str(answered))), style)
    sheet.row += 1


def _row(sheet: Sheet, label: str, value: Cell) -> None:
    sheet.put(sheet.row, _LABEL, label, "label")
    sheet.put(sheet.row, _VALUE, value, "words")
    cells = [(label, _LABELS), (str(value), _WIDTHS[_VALUE])]
    sheet.paper.set_row(sheet.row, row_height(cells, sheet.pad.styles.line))
    sheet.row += 1
