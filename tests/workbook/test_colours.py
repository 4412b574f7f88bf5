"""Colours of cells mean what they mean on the pages, and a key says what."""

import io
import math
import re
import zipfile
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from resilience.charts.diverging import COLOURS, INDICATOR_STEPS, THEME_STEPS, kind_of
from resilience.framework import Framework
from resilience.scoring.scores.percent import percent_of
from resilience.workbook.style import BAR
from tests.workbook.conftest import Demo
from tests.workbook.sheets import cells, opened, sheet

#: the ground of a cell without a colour
NONE = "00000000"


def ground(cell: Any) -> str:
    """The colour of a cell, "" without one."""
    colour = str(cell.fill.fgColor.rgb)
    return "" if colour == NONE else f"#{colour[2:].lower()}"


def headed(found: Worksheet, first: str) -> tuple[int, dict[str, int]]:
    """The row of the heads of a table that begins with one, and its columns by head."""
    (top,) = (row for row in found.iter_rows() if row[0].value == first)
    row = top[0].row or 0
    return row, {str(c.value): c.column for c in top if c.value is not None and c.column}


def row_of(found: Worksheet, words: str, below: int) -> int:
    """The row that begins with words, below another."""
    return next(n for n in range(below, below + 80) if found.cell(n, 1).value == words)


def test_themes_of_departments_have_the_colours_of_their_page(demo: Demo) -> None:
    found, digest = sheet(opened(demo.written), "Departments"), demo.digest.departments
    assert digest
    top, columns = headed(found, "Department")
    kinds = set()
    for unit, points in digest.map.differences.iterrows():
        row = row_of(found, str(unit), top)
        for theme, one in points.items():
            own = found.cell(row, columns[str(theme)])
            kind = kind_of(one, THEME_STEPS)
            assert ground(own) == COLOURS[kind], (unit, theme)
            kinds.add(kind)
    assert len(kinds) > 4
    assert not list(found.conditional_formatting), "one meaning of colours on a sheet"


def test_indicators_of_departments_have_the_colours_of_their_page(demo: Demo) -> None:
    found, result = sheet(opened(demo.written), "Departments"), demo.result
    framework: Framework = result.workshop.framework
    top, columns = headed(found, "Indicator")
    coloured = 0
    for node in framework.root.indicators():
        row = row_of(found, f"{node.code} · {framework.title(node.code, 'en')}", top)
        city = percent_of(node, result.result.city[node.code])
        for unit, tree in result.result.units.items():
            own = percent_of(node, tree[node.code])
            points = math.nan if own is None or city is None else own - city
            wanted = "" if own is None else COLOURS[kind_of(points, INDICATOR_STEPS)]
            assert ground(found.cell(row, columns[unit])) == wanted, (node.code, unit)
            coloured += bool(wanted)
    assert coloured > 200


def test_a_key_says_what_the_colours_of_departments_mean(demo: Demo) -> None:
    found, digest = sheet(opened(demo.written), "Departments"), demo.digest.departments
    assert digest
    (first,) = (
        c
        for c in cells(found)
        if c.value == "Colour: difference from the city on the same questions"
    )
    told = {ground(c): c.value for c in found[first.row + 1] if c.value}
    assert told == dict(digest.key)
    assert next(iter(told)) == COLOURS["below-3"], "as on the page"
    held: Any = found.row_dimensions
    keys = [c.row + 1 for c in cells(found) if str(c.value).startswith("Colour: difference")]
    assert len(keys) == 2
    assert all(held[row].height < 60 for row in keys), "no key is higher than its words"


def test_colours_of_cells_are_differences_and_scores_have_grey_bars(demo: Demo) -> None:
    """No colour means one thing on a sheet and another on the next."""
    workbook, barred = opened(demo.written), set()
    for found in workbook.worksheets:
        for rules in found.conditional_formatting:
            for rule in rules.rules:
                assert rule.colorScale is None, found.title
                if rule.dataBar:
                    assert str(rule.dataBar.color.rgb)[2:] == BAR[1:], found.title
                    barred.add(found.title)
    assert {"Themes", "Indicators", "Peers", "Trend"} <= barred


def test_bars_behind_scores_do_not_fade(demo: Demo) -> None:
    """In print the end of a bar that fades cannot be seen."""
    with zipfile.ZipFile(io.BytesIO(demo.written)) as archive:
        parts = [archive.read(one).decode() for one in archive.namelist() if "/sheet" in one]
    written = [one for one in parts if "<dataBar" in one]
    assert len(written) >= 4
    for one in written:
        solid = re.findall(r'<x14:dataBar [^>]*gradient="0"', one)
        assert len(solid) == len(re.findall("<dataBar", one))


def test_columns_of_departments_do_not_touch(demo: Demo) -> None:
    """A number at the right of its cell is apart from the words of the next."""
    found = sheet(opened(demo.written), "Departments")
    top, columns = headed(found, "Department")
    based = [column for head, column in columns.items() if head.endswith("based on")]
    assert len(based) > 1
    for column in based:
        cell = found.cell(top + 1, column)
        assert cell.alignment.indent == 1
        held: Any = found.column_dimensions
        wide = next(d for d in held.values() if d.min <= column <= d.max)
        assert wide.width >= len(str(cell.value)) + 2


def test_middle_answers_are_apart_from_agreed_levels(demo: Demo) -> None:
    found = sheet(opened(demo.written), "Indicators")
    top, columns = headed(found, "Theme")
    for name in ("Middle answer (level)", "Agreed"):
        assert found.cell(top + 1, columns[name]).alignment.horizontal == "left"
