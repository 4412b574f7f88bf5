"""The formulas give what the engine gives, computed anew by LibreOffice."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring import Agreed, Result, score
from resilience.services.deciding.agreed_levels import scored
from resilience.text import Text
from resilience.workbook.results import write_results
from tests.scoring.build import framework, indicator, people, person, theme
from tests.workbook.conftest import Demo
from tests.workbook.sheets import (
    NAMES,
    book,
    cell,
    cells,
    changed,
    computed,
    opened,
    rows,
    sheet,
)
from tests.workbook.test_values import assert_figures, same

pytestmark = pytest.mark.long


def weighed(asked: Framework, **weights: float) -> Framework:
    """The framework with other weights by code."""

    def again(node: Theme | Indicator) -> Theme | Indicator:
        weight = weights.get(node.code, node.weight)
        if isinstance(node, Indicator):
            return replace(node, weight=weight)
        return replace(node, weight=weight, children=tuple(map(again, node.children)))

    root = again(asked.root)
    assert isinstance(root, Theme)
    return replace(asked, root=root)


def assert_follows(workbook: openpyxl.Workbook, asked: Framework, result: Result) -> None:
    """Themes, overall, summary and the city's row of the departments say what `result` says."""
    themes = rows(sheet(workbook, "Themes"), "Code")
    for row in themes[:-1]:
        assert_figures(row, result.city[row["Code"]])
    overall = result.city[asked.root.code]
    assert_figures(themes[-1], overall)
    for row in rows(sheet(workbook, "Themes"), "Code")[:-1]:
        drawn = row["For the charts"]
        assert drawn == "#N/A" if row["Score"] in (None, "") else same(drawn, row["Score"])
    summary = list(sheet(workbook, "Summary").iter_rows(values_only=True))
    at = next(n for n, row in enumerate(summary) if row[0] == "Overall score")
    assert (
        summary[at + 1][0] == "–"
        if overall.value is None
        else same(summary[at + 1][0], overall.value)
    )
    city = rows(sheet(workbook, "Departments"), "Department")[-1]
    assert same(city["Overall"], overall.value)


def test_what_libreoffice_computes_was_stripped_of_all_values(demo: Demo) -> None:
    stripped = changed(demo.written, lambda _: None)
    formulas, values, before = (
        opened(stripped, values=False),
        opened(stripped),
        opened(demo.written),
    )
    places = [
        (n, c.coordinate) for n in NAMES for c in cells(sheet(formulas, n)) if c.data_type == "f"
    ]
    assert len(places) > 100
    assert {sheet(values, name)[place].value for name, place in places} == {None}
    assert len({sheet(before, name)[place].value for name, place in places}) > 20


def test_a_changed_score_and_weights_move_theme_and_overall(demo: Demo, tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        indicators, themes = sheet(workbook, "Indicators"), sheet(workbook, "Themes")
        cell(indicators, "Score", Code="INF1").value = 100
        cell(indicators, "Score", Code="NBS11").value = 100  # its target is 66.7
        cell(indicators, "Weight", Code="INF10").value = 2.5
        cell(themes, "Weight", Code="NBS").value = 3

    workbook = computed(tmp_path, changed(demo.written, change))
    asked = weighed(demo.result.workshop.framework, INF10=2.5, NBS=3)
    agreed = scored(demo.result.agreed) | dict.fromkeys(("INF1", "NBS11"), Agreed("level", 3))
    expected = score(asked, demo.result.tallies, agreed=agreed)
    targets = rows(sheet(workbook, "Targets"), "Theme or indicator")
    (beyond,) = [row for row in targets if str(row["Theme or indicator"]).startswith("NBS11")]
    assert (beyond["Score now"], beyond["Gap in points"], beyond["Reached"]) == (100, 0, 1)
    before = demo.result.result
    for code in ("INF", asked.root.code):
        assert expected.city[code].value != before.city[code].value
    assert_follows(workbook, asked, expected)


def test_unanswered_not_applicable_and_threshold_follow(demo: Demo, tmp_path: Path) -> None:
    """CRM4, which nobody knew, gets a score; NBS1 no longer applies; all must be answered."""

    def change(workbook: openpyxl.Workbook) -> None:
        indicators, themes = sheet(workbook, "Indicators"), sheet(workbook, "Themes")
        cell(indicators, "Score", Code="CRM4").value = 0
        cell(indicators, "Applies (1 yes, 0 no)", Code="NBS1").value = 0
        row = next(r for r in themes.iter_rows() if str(r[0].value).startswith("Coverage needed"))
        row[2].value = 1

    assert demo.result.result.city["NBS13"].state == "unanswered"
    workbook = computed(tmp_path, changed(demo.written, change))
    asked = replace(demo.result.workshop.framework, threshold=1.0)
    agreed = scored(demo.result.agreed) | {"CRM4": Agreed("level", 0), "NBS1": Agreed("na")}
    expected = score(asked, demo.result.tallies, agreed=agreed)
    assert expected.city["NBS"].value is None
    assert expected.city["CRM"].value is not None
    assert_follows(workbook, asked, expected)
    targets = rows(sheet(workbook, "Targets"), "Theme or indicator")
    assert len(targets) == 4
    for row in targets:
        assert same(row["Gap in points"], max(0, row["Target"] - row["Score now"]))
        assert same(row["Reached"], 1 - row["Gap in points"] / row["Target"])
    states = {r["Code"]: r["Remarks"] for r in rows(sheet(workbook, "Indicators"), "Theme")}
    assert (states["CRM4"] or "", states["NBS1"], states["NBS13"]) == (
        "",
        "not applicable",
        "unanswered",
    )


def test_every_formula_gives_the_value_it_was_written_with(demo: Demo, tmp_path: Path) -> None:
    """In the demo, and in a framework with all that is odd."""
    odd = framework(
        theme("A", indicator("A1", 3), indicator("A2", 1), indicator("A3", 0), weight=2),
        theme("a b", indicator("N1"), indicator("N2")),
        theme("H", indicator("H1"), indicator("H2"), indicator("H3")),
        theme("Z", indicator("Z1"), weight=0),
        theme("W", indicator("W1", 0)),
        theme("U", indicator("U1")),
    )
    room = [
        *[person("x", A1=4, A2="dk", A3=1, N1="na", N2="na", H1=1, Z1=0, W1=2)] * 3,
        *people("y", "A1", 0, 1, 1),
    ]
    written = [write_results(book(odd, room), Text("en")), demo.written]
    for number, each in enumerate(written):
        found = computed(tmp_path / str(number), changed(each, lambda _: None))
        formulas, values = opened(each, values=False), opened(each)
        compared = 0
        for name in formulas.sheetnames:
            for formula in cells(sheet(formulas, name)):
                if formula.data_type == "f":
                    compared += 1
                    place = formula.coordinate
                    said = sheet(values, name)[place].value
                    again = sheet(found, name)[place].value
                    again = None if again == "" else again
                    if isinstance(said, int | float):
                        assert same(again, said), (name, place, formula.value, said, again)
                    else:
                        assert again == said, (name, place, formula.value, said, again)
        assert compared > 80


def test_sorted_tables_give_the_same_scores(demo: Demo, tmp_path: Path) -> None:
    """Indicators are turned upside down, as somebody does who sorts by score."""

    def change(workbook: openpyxl.Workbook) -> None:
        found = sheet(workbook, "Indicators")
        last = len(rows(found, "Theme"))
        top = next(c.row for c in cells(found) if c.value == "Theme") + 1
        moved = ("Theme", "Code", "Score", "Weight", "Applies (1 yes, 0 no)")
        reach = ("People who could answer", "Departments that could answer")
        places = [c.column or 0 for c in found[top - 1] if c.value in moved + reach]
        assert len(places) == len(moved + reach)
        for place in places:
            held = [found.cell(row, place).value for row in range(top, top + last)]
            for row, value in zip(range(top, top + last), reversed(held), strict=True):
                found.cell(row, place).value = value

    workbook = computed(tmp_path, changed(demo.written, change))
    assert_follows(workbook, demo.result.workshop.framework, demo.result.result)
