"""Whatever a room answered to whatever framework: the file is read back as the core has it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from resilience.framework import Framework
from resilience.scoring import Tallies
from tests.properties.draw import Case, cases
from tests.workbook.sheets import Row, book, rows, sheet, sheets
from tests.workbook.test_values import assert_figures

pytestmark = pytest.mark.long

#: what a file says beside levels
OTHERS = ("na", "dk")
Counted = dict[tuple[str, str, str], tuple[int, int | None]]


def counted(found: list[Row]) -> Counted:
    """Answers and people of a sheet of long data by unit, indicator and answer, where there are any."""
    return {
        (row["Unit"], row["Indicator"], row["Answer"]): (row["Answers"], row["People"])
        for row in found
        if row["Answers"]
    }


def tallied(tallies: Tallies, framework: Framework) -> Counted:
    """The same from the tallies."""
    counts: Counted = {}
    for code, tally in tallies.by_code.items():
        indicator = framework.indicator(code)
        measured = indicator is not None and tally.answers.shape[1] == 1
        for at, unit in enumerate(tallies.units):
            for level, n in enumerate(tally.answers[at].tolist()):
                answer = "number" if measured else str(level)
                counts[unit, code, answer] = (n, int(tally.people[at, level]))
            for name in OTHERS:
                counts[unit, code, name] = (int(getattr(tally, name)[at]), None)
    return {key: found for key, found in counts.items() if found[0]}


@given(case=cases())
@settings(max_examples=20)
def test_a_results_workbook_reads_back_as_the_core_has_it(case: Case) -> None:
    made = book(case.asked, case.room)
    file = sheets(made)
    themes = {row["Code"]: row for row in rows(sheet(file, "Themes"), "Code")}
    for theme in made.themes:
        assert_figures(themes[theme.code], made.result.city[theme.code])
    assert_figures(rows(sheet(file, "Themes"), "Code")[-1], made.result.city[case.asked.root.code])
    for row in rows(sheet(file, "Indicators"), "Theme"):
        score, hidden = made.result.city[row["Code"]], made.tallies.without_answers
        known = replace(score, reach=None, departments=None)
        assert_figures(row, known if row["Code"] in hidden else score)
    long = rows(sheet(file, "Long data"), "Unit")
    assert counted(long) == tallied(made.tallies, case.asked)
