"""The sheet of a theme: a row per indicator with fields for the answer, a comment and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from resilience.framework import FrameworkText, Indicator
from resilience.scoring.notes.words import USUAL
from resilience.workbook.cards.fields import Offer, columns, given, meanings, rules, style_of
from resilience.workbook.cards.layout import (
    ANSWER,
    ASKED,
    CODE,
    GUIDE,
    LEVELS,
    STATE,
    Chapter,
    IndicatorRow,
    asked_words,
    scale_mark,
    words_mark,
)
from resilience.workbook.cards.model import FilledAnswer
from resilience.workbook.cells import Cell
from resilience.workbook.form_sheets import background
from resilience.workbook.heights import row_height
from resilience.workbook.sheet import Sheet

#: a sheet that is filled in may be made to fit the screen, and nothing else
PROTECTION = {"format_columns": True, "format_rows": True}


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A theme's sheet: its indicators, the number answered, and a formula for that number."""

    sheet: str
    placed: tuple[IndicatorRow, ...]
    answered: int
    formula: str


class ThemeSheet:
    """Writer of a theme's sheet; `filled` has existing answers by indicator code."""

    def __init__(
        self,
        sheet: Sheet,
        chapter: Chapter,
        words: FrameworkText,
        offer: Offer,
        filled: Mapping[str, FilledAnswer],
    ) -> None:
        self._sheet, self._text, self._chapter = sheet, sheet.text, chapter
        self._words, self._offer, self._filled = words, offer, filled
        guides = (background(sheet.text, words, one.code) for one in chapter.indicators)
        self._columns = columns(chapter.measured, any(guides), sheet.text)
        self._places = {column.key: place for place, column in enumerate(self._columns)}

    def write(self, start: str) -> SheetSummary:
        """Write the sheet, with a link back to the sheet named `start`."""
        sheet, theme = self._sheet, self._chapter.theme
        sheet.line(f"{theme.code} · {self._words.titles[theme.code]}", "title")
        sheet.line(self._words.summaries.get(theme.code, ""))
        sheet.link(sheet.row, 0, start)
        sheet.row += 1
        self._head()
        top = sheet.row
        placed = []
        for entry in self._chapter.entries:
            if isinstance(entry, Indicator):
                placed.append(self._indicator(entry))
            else:
                sheet.put(sheet.row, self._places[ASKED], self._words.titles[entry.code], "section")
            sheet.row += 1
        self._finish(top)
        given = [self._filled[one.code] for one in placed if one.code in self._filled]
        answered = sum(answer.said is not None for answer in given)
        return SheetSummary(sheet.name, tuple(placed), answered, self._counting(top))

    def _head(self) -> None:
        """The header, and below it the hidden row by which the columns are found again."""
        sheet = self._sheet
        for place, column in enumerate(self._columns):
            sheet.paper.set_column(place, place, column.width)
            sheet.put(sheet.row, place, column.title, "head state")
            sheet.put(sheet.row + 1, place, column.key, "line")
        sheet.paper.set_row(sheet.row, 2 * sheet.pad.styles.line)
        sheet.paper.set_row(sheet.row + 1, None, None, {"hidden": True})
        sheet.paper.repeat_rows(sheet.row)
        sheet.row += 2

    def _indicator(self, indicator: Indicator) -> IndicatorRow:
        sheet, words = self._sheet, self._words.indicators[indicator.code]
        usual = self._text(USUAL) if indicator.code in self._chapter.usual else ""
        asked = asked_words(words, self._text("not yet translated"), usual)
        cells: dict[str, Cell] = {
            CODE: indicator.code,
            ASKED: "\n".join(asked),
            LEVELS: meanings(indicator, words, self._text),
            GUIDE: background(self._text, self._words, indicator.code),
            **given(self._filled.get(indicator.code), indicator, words, self._text),
        }
        for place, column in enumerate(self._columns):
            sheet.put(sheet.row, place, cells.get(column.key), style_of(column, indicator))
        self._emphasise(asked)
        lines = ((str(cells.get(column.key) or ""), column.width) for column in self._columns)
        sheet.paper.set_row(sheet.row, row_height(lines, sheet.pad.styles.line))
        for key, rule in rules(indicator, words, self._offer, self._text).items():
            place = self._places[key]
            sheet.paper.data_validation(sheet.row, place, sheet.row, place, rule)
        found = words_mark("".join(asked))
        return IndicatorRow(
            indicator.code, sheet.name, sheet.row + 1, scale_mark(indicator.scale), found
        )

    def _emphasise(self, asked: list[str]) -> None:
        """Make the title of an indicator stand out in its cell."""
        if len(asked) > 1:
            get = self._sheet.pad.styles.get
            title, *rest = map(self._sheet.words, asked)
            parts: list[Any] = [get("label"), title, get("words"), "\n" + "\n".join(rest)]
            place = self._places[ASKED]
            self._sheet.paper.write_rich_string(self._sheet.row, place, *parts, get("card words"))

    def _finish(self, top: int) -> None:
        """What can be done on the sheet: go to the fields and fill them in, under a header that stays."""
        paper = self._sheet.paper
        paper.freeze_panes(top, self._places[ASKED] + 1)
        first = next(n for n, e in enumerate(self._chapter.entries) if isinstance(e, Indicator))
        paper.set_selection(top + first, self._places[ANSWER], top + first, self._places[ANSWER])
        paper.hide_gridlines(2)
        paper.protect("", PROTECTION)

    def _counting(self, top: int) -> str:
        """How many indicators have an answer, for a formula on another sheet."""
        ranges = [
            f"({quote_sheetname(self._sheet.name)}!"
            f'{xl_range_abs(top, self._places[key], self._sheet.row - 1, self._places[key])}<>"")'
            for key in (ANSWER, STATE)
            if key in self._places
        ]
        return f"SUMPRODUCT(--({'+'.join(ranges)}>0))"
