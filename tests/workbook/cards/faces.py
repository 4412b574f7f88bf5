"""Scorecards for tests: faces of any kind, and hands that fill in or spoil what was written."""

import datetime
import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from resilience.framework import Framework, Indicator, Levels
from resilience.framework.vocabulary import LARGEST_TABLE, LONGEST_REMARK
from resilience.text import Text
from resilience.workbook.cards import CardFace, CardIdentity, FilledAnswer, write_card
from resilience.workbook.cards.layout import ANSWER, CODE
from tests.workbook.frameworks.examples import LANGUAGES, frameworks

#: comments that spreadsheets, XML or readers may stumble on
ODD = (
    "=cmd|'/C calc'!A0",
    "@SUM(A1)",
    "+1",
    "-1",
    "'quoted",
    "\u202eabc",
    "a\nb\n\n c",
    "\U0001f600",
    "<r>b</r>",
    "<a href='x'>&amp;</a>",
    "x" * LONGEST_REMARK,
    "字" * LONGEST_REMARK,
    "\U0001f600" * LONGEST_REMARK,
    "مرحبا",
    "1.10",
    "2024-01-05",
    "TRUE",
    "#N/A",
    "#code",
    "#people",
    "http://a.example",
)
#: text of every script, without signs that no workbook holds
SIGNS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_ESCAPE = re.compile("x[0-9A-Fa-f]{4}_")


def remarks() -> st.SearchStrategy[str]:
    """Comments as the product keeps them: without space around."""
    free = st.text(SIGNS, max_size=20).map(str.strip)
    return st.just("") | st.sampled_from(ODD) | free.filter(lambda words: not _ESCAPE.search(words))


def says(indicator: Indicator) -> st.SearchStrategy[Any]:
    """Answers that the scale of an indicator accepts, and none."""
    scale = indicator.scale
    if isinstance(scale, Levels):
        numbers = st.integers(0, scale.top).map(float)
    else:
        limits = sorted((scale.worst, scale.best))
        numbers = st.floats(*limits).map(_in_a_cell).filter(scale.accepts)
    return st.none() | st.sampled_from(["na", "dk"]) | numbers


def _in_a_cell(number: float) -> float:
    """A number as spreadsheets keep it, with fifteen digits."""
    return float(f"{number:.15g}")


@st.composite
def answers(draw: st.DrawFn, asked: tuple[Indicator, ...]) -> tuple[FilledAnswer, ...]:
    """Answers to some of the indicators, each with something in it."""
    found = (
        FilledAnswer(one.code, draw(says(one)), draw(remarks()), draw(remarks()))
        for one in asked
        if draw(st.booleans())
    )
    return tuple(a for a in found if a.said is not None or a.comment or a.evidence)


@st.composite
def faces(draw: st.DrawFn) -> CardFace:
    """Scorecards of any framework, for anybody."""
    framework = draw(frameworks())
    asked = framework.asked("full")
    words = st.text(SIGNS, max_size=15)
    identity = CardIdentity(
        card=draw(words),
        workshop=draw(words),
        framework=framework.id,
        version=framework.version,
        sha256=framework.sha256,
        tier="full",
        round=draw(st.integers(0, 9)),
        department=draw(words | st.sampled_from([odd for odd in ODD if len(odd) <= 80])),
        people=draw(st.integers(1, LARGEST_TABLE)),
        language=draw(st.sampled_from(LANGUAGES)),
        vote=draw(st.integers(0, 2**53)),
    )
    return CardFace(
        identity,
        framework,
        asked,
        city=draw(words),
        date=draw(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))),
        probable=draw(remarks()),
        severe=draw(remarks()),
        invented=draw(st.booleans()),
        filled=draw(answers(asked)),
    )


def face(framework: Framework, *filled: FilledAnswer, **changes: Any) -> CardFace:
    """A plain scorecard of a table of four in Water."""
    identity = CardIdentity(
        card="token of this card",
        workshop="ABC234",
        framework=framework.id,
        version=framework.version,
        sha256=framework.sha256,
        tier="full",
        round=1,
        department="Water",
        people=4,
        language="en",
    )
    made = CardFace(
        identity,
        framework,
        framework.asked("full"),
        city="Cascais",
        date=datetime.date(2026, 10, 13),
        probable="Rain.",
        severe="Flood.",
        invented=False,
        filled=filled,
    )
    return replace(made, **changes)


def written(framework: Framework, *filled: FilledAnswer) -> bytes:
    """The file of `face`."""
    return write_card(face(framework, *filled), Text("en"))


class Hand:
    """Somebody at a desk with a scorecard open; openpyxl is the hand's program."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def sheet(self, code: str) -> Worksheet:
        """The sheet on which an indicator stands."""
        return self._found(code)[0]

    def row(self, code: str) -> int:
        """The row in which it stands."""
        return self._found(code)[1]

    def column(self, code: str, key: str) -> int:
        """The column with a key on its sheet."""
        cells = (c for row in self.sheet(code).iter_rows() for c in row if c.value == key)
        return next(cell.column for cell in cells)

    def fill(self, code: str, value: Any, key: str = ANSWER) -> "Hand":
        """Put something in a field of an indicator."""
        self.sheet(code).cell(self.row(code), self.column(code, key)).value = value
        return self

    def saved(self) -> bytes:
        """The file."""
        held = io.BytesIO()
        self.book.save(held)
        return held.getvalue()

    def _found(self, code: str) -> tuple[Worksheet, int]:
        for sheet in self.book.worksheets:
            heads = [c for row in sheet.iter_rows() for c in row if c.value == CODE]
            column = heads[0].column if heads else 0
            rows = range(1, sheet.max_row + 1) if column else ()
            for row in rows:
                if sheet.cell(row, column).value == code:
                    return sheet, row
        raise AssertionError(f"{code} stands nowhere")
