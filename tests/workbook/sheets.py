"""Workbooks for tests: made in code, read back, changed, and computed anew by LibreOffice."""

import atexit
import datetime
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from resilience.framework import Framework
from resilience.scoring import Room, score
from resilience.scoring.notes.passage import Passage
from resilience.text import Text
from resilience.workbook.book import ResultsBook, SummaryCover
from resilience.workbook.results import write_results
from tests.scoring.build import Person, tally

NAMES = [
    "Summary", "Themes", "Indicators", "Departments", "Priorities", "Actions", "Targets", "Trend",
    "Peers", "What the room agreed", "Comments", "Read me", "Method", "Agreement", "Distribution",
    "Votes", "Long data", "iData", "iMeta",
]  # fmt: skip
#: sheets that every workbook has
ALWAYS = [
    "Summary", "Themes", "Indicators", "Departments", "Comments", "Read me", "Method", "Agreement",
    "Distribution", "Long data", "iData", "iMeta",
]  # fmt: skip
#: sheets that begin with their table, so that other programs read them
BARE = ["iData", "iMeta"]
WORDED = [name for name in NAMES if name not in BARE]
Row = dict[str, Any]


def book(framework: Framework, people: Sequence[Person], **facts: Any) -> ResultsBook:
    """A workshop of these people, with plain facts unless others are given."""
    tallies = tally(framework, people)
    made = ResultsBook(
        framework=framework,
        result=score(framework, tallies),
        tallies=tallies,
        city="Town",
        country="Land",
        invented=False,
        code="ABC234",
        date=datetime.date(2026, 10, 13),
        tier="full",
        k=3,
        probable="Rain.",
        severe="Flood.",
        timezone="Asia/Shanghai",
        made_at=datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC),
        room=tuple(Room(unit, (unit,), 3, 3, 4) for unit in tallies.units),
        remarks=(),
        by_people=None,
        note=(Passage("Rounding", "Half up.", "x"),),
        agreed={},
        cover=SummaryCover(
            place="Town · October 13, 2026",
            finding="Town scores",
            facts=(),
            chart="Highest and lowest",
            unit="Score by theme, 0 to 100",
            cards=(),
            actions=(),
            actions_note="",
            source="Source: Town",
        ),
    )
    return replace(made, **facts)


def opened(written: bytes, *, values: bool = True) -> openpyxl.Workbook:
    """A workbook with the values of its formulas, or the formulas."""
    return openpyxl.load_workbook(io.BytesIO(written), data_only=values)


def sheets(made: ResultsBook, *, values: bool = True) -> openpyxl.Workbook:
    """The workbook of a book, read back."""
    return opened(write_results(made, Text("en")), values=values)


def sheet(workbook: openpyxl.Workbook, name: str) -> Worksheet:
    found = workbook[name]
    assert isinstance(found, Worksheet)
    return found


def cells(found: Worksheet) -> list[Cell]:
    """All cells of a sheet."""
    return [c for row in found.iter_rows() for c in row if not isinstance(c, MergedCell)]


def words(found: Worksheet) -> str:
    """All that a sheet says."""
    return "\n".join(str(cell.value) for cell in cells(found) if cell.value is not None)


def rows(found: Worksheet, first: str) -> list[Row]:
    """The rows of the table whose leftmost header is `first`, down to an empty row, by header."""
    values = [list(row) for row in found.iter_rows(values_only=True)]
    top = next(n for n, row in enumerate(values) if row[0] == first)
    end = next((n for n in range(top, len(values)) if not any(values[n])), len(values))
    return [dict(zip(map(str, values[top]), row, strict=True)) for row in values[top + 1 : end]]


def cell(found: Worksheet, column: str, **where: str) -> Cell:
    """The cell under a header in the row in which other columns hold these words."""
    for row in found.iter_rows():
        heads = [c.value for c in row]
        if column in heads and set(where) <= set(heads):
            places = {head: place for place, head in enumerate(heads)}
        elif "places" in locals() and all(
            row[places[head]].value == value for head, value in where.items()
        ):
            target = row[places[column]]
            assert isinstance(target, Cell)
            return target
    raise AssertionError(f"no cell under {column} where {where}")


def changed(written: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The workbook after somebody changed it; openpyxl forgets the values of all formulas."""
    workbook = opened(written, values=False)
    change(workbook)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def computed(folder: Path, written: bytes) -> openpyxl.Workbook:
    """The workbook as LibreOffice computes it, from formulas that hold no values."""
    return opened(saved_again(folder, written))


def saved_again(folder: Path, written: bytes, kind: str = "xlsx", ending: str = "xlsx") -> bytes:
    """A file with an ending as LibreOffice saves it, in a format."""
    source, target = folder / "in" / f"book.{ending}", folder / "out"
    source.parent.mkdir(parents=True)
    source.write_bytes(written)
    profile = shutil.copytree(_new_profile(), folder / "profile")
    done = _soffice(profile, "--convert-to", kind, "--outdir", str(target), str(source))
    made = target / f"book.{kind}"
    assert made.exists(), done.stderr
    return made.read_bytes()


@cache
def _new_profile() -> Path:
    """A profile that LibreOffice made for its first file, to be copied: that takes a second."""
    made = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, made)
    first = made / "first.txt"
    first.write_text("first")
    _soffice(made / "profile", "--convert-to", "pdf", "--outdir", str(made), str(first))
    return made / "profile"


def _soffice(profile: Path, *job: str) -> subprocess.CompletedProcess[str]:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("LibreOffice (soffice) is not on the PATH: install it to test office files.")
    told = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", *job]
    return subprocess.run(told, capture_output=True, text=True, timeout=120, check=False)
