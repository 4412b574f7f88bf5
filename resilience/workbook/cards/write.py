"""`write_card`: a scorecard as a file that a person or table fills in without a network.

Written with XlsxWriter as all that holds words of strangers: its cells of text stay text.
"""

import datetime
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from resilience.text import Text
from resilience.workbook.cards.identity import write_identity
from resilience.workbook.cards.layout import IDENTITY, LISTS, chapters, short_name
from resilience.workbook.cards.model import CardFace
from resilience.workbook.cards.start_sheet import write_start
from resilience.workbook.cards.theme_sheet import ThemeSheet
from resilience.workbook.cells import INERT, clean, sheet_name
from resilience.workbook.results import INVENTED
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.style import Styles


def write_card(face: CardFace, text: Text) -> bytes:
    """The scorecard as the bytes of an .xlsx file without macros, in the language of `text`.

    A first sheet says what it is, a sheet per theme has the fields; all else is locked, without a
    password. Hidden sheets hold the lists and whose card it is. The same face makes the same file.
    """
    held = io.BytesIO()
    words = face.framework.text(text.language)
    filled = {answer.indicator: answer for answer in face.filled}
    with Workbook(held, INERT) as workbook:
        workbook.set_properties(_properties(face, text))
        banners = (text(INVENTED),) if face.invented else ()
        foot = f"{face.identity.workshop} · {text.date(face.date)}"
        pad = Pad(workbook, Styles(workbook, text.language), text, banners, foot)
        offers = _Offers(workbook)
        taken = {IDENTITY, LISTS}
        start = Sheet(pad, _unique_name(text("Start"), taken))
        written = []
        for chapter in chapters(face.framework, face.asked, face.identity.department):
            code = chapter.theme.code
            sheet = Sheet(pad, _unique_name(short_name(code, words.titles[code]), taken))
            made = ThemeSheet(sheet, chapter, words, offers.cells, filled)
            written.append(made.write(start.name))
        write_start(start, face, written)
        offers.write()
        write_identity(workbook, face.identity, [one for theme in written for one in theme.placed])
    return held.getvalue()


def _unique_name(wanted: str, taken: set[str]) -> str:
    name = sheet_name(wanted, taken)
    taken.add(name.lower())
    return name


def _properties(face: CardFace, text: Text) -> dict[str, Any]:
    title = text("Scorecard to fill in: {city}", city=face.city)
    made = datetime.datetime.combine(face.date, datetime.time())
    return {"title": clean(title, "…"), "created": made}


class _Offers:
    """What the lists of all fields offer: each once, one below the other on a hidden sheet.

    A list in its field's own rule holds 255 characters, fewer than two sentences.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._places: dict[tuple[str, ...], str] = {}
        self._rows: list[str] = []

    def cells(self, choices: Sequence[str]) -> str:
        """Return the cell range of a drop-down list, adding the list to the sheet if it is new."""
        key = tuple(choices)
        if key not in self._places:
            first = len(self._rows)
            self._rows += key
            cells = xl_range_abs(first, 0, len(self._rows) - 1, 0)
            self._places[key] = f"={LISTS}!{cells}"
        return self._places[key]

    def write(self) -> None:
        """Write the sheet, below all others that people see."""
        paper = self._workbook.add_worksheet(LISTS)
        paper.hide()
        paper.protect()
        for row, words in enumerate(self._rows):
            paper.write_string(row, 0, clean(words, "…"))
