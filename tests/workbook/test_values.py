"""The numbers in the file are those of the engine, in full precision, and no others."""

from dataclasses import replace
from typing import Any

import pytest

from resilience.outputs.workbook import results_filename
from resilience.scoring import Agreed, Score, score
from resilience.scoring.notes.note import method_note
from resilience.scoring.notes.significance import word_passages
from resilience.scoring.scores.tables import count_table
from resilience.text import Text
from tests.scoring.build import framework, indicator, person, tally, theme
from tests.workbook.conftest import Demo
from tests.workbook.sheets import ALWAYS, NAMES, book, opened, rows, sheet, sheets, words

FIGURES = {
    "Score": "value",
    "Lowest with unknowns": "low",
    "Highest with unknowns": "high",
    "Coverage": "coverage",
    "People who could answer": "reach",
    "Departments that could answer": "departments",
}


#: the department of what is counted for the city alone
CITY = "City, not by department"


def same(found: Any, expected: float | None) -> bool:
    """A number to 1e-9, or an empty cell for a score that is missing."""
    if expected is None:
        return found is None
    return isinstance(found, float | int) and abs(found - expected) < 1e-9


def assert_figures(row: dict[str, Any], score: Score) -> None:
    for header, name in FIGURES.items():
        if header in row:
            assert same(row[header], getattr(score, name)), (score.code, header, row[header])
    assert (row["Remarks"] or "scored") == score.state


def test_sheets_stand_in_their_order(demo: Demo) -> None:
    assert opened(demo.written).sheetnames == NAMES


def test_every_theme_and_the_overall(demo: Demo) -> None:
    city, root = demo.result.result.city, demo.result.workshop.framework.root.code
    found = rows(sheet(opened(demo.written), "Themes"), "Code")
    assert [row["Code"] for row in found[:-1]] == [one.code for one in demo.digest.themes]
    for row in found[:-1]:
        assert_figures(row, city[row["Code"]])
    overall = found[-1]
    assert overall["Theme"] == "Overall"
    assert_figures(overall, city[root])


def test_every_indicator(demo: Demo) -> None:
    city = demo.result.result.city
    found = rows(sheet(opened(demo.written), "Indicators"), "Theme")
    asked = [i.code for i in demo.result.workshop.framework.asked("full")]
    assert [row["Code"] for row in found] == asked
    for row in found:
        score, told = city[row["Code"]], row["Code"] not in demo.result.too_few
        shown = score if told else replace(score, reach=None, departments=None)
        assert_figures(row, shown)
        assert counts_in(row) == counts_of(score, told=told)
        applies = score.state != "not applicable"
        assert row["Applies (1 yes, 0 no)"] == applies
        assert applies or row["Middle answer (level)"] is None


def counts_in(row: dict[str, Any]) -> tuple[object, ...]:
    """The counts of a row of a sheet."""
    heads = ("Answers with a level", "Not applicable", "Don't know", "Blank or not shown")
    return tuple(row[head] for head in heads)


def counts_of(score: Score, *, told: bool) -> tuple[int | None, ...]:
    """The counts of a score, of which who did not know alone is told where the others are not served."""
    counts = score.counts
    if not told:
        return (None, None, counts.dk, None)
    return (counts.level, counts.na, counts.dk, counts.blank)


def test_a_count_that_is_not_served_is_empty_on_every_sheet_and_in_every_sum(demo: Demo) -> None:
    """Two people gave CRM4 a level, one NBS13: that is neither 0 nor what is left of a sum."""
    hidden = demo.result.too_few
    assert hidden == {"CRM4", "NBS13"}
    workbook, framework_ = opened(demo.written), demo.result.workshop.framework
    for row in rows(sheet(workbook, "Themes"), "Code"):
        code = row["Code"] or framework_.root.code
        below = {"CRM": 1, "NBS": 1, framework_.root.code: 2}.get(code, 0)
        assert counts_in(row) == counts_of(demo.result.result.city[code], told=not below), code
    for name, first, code in (
        ("Indicators", "Theme", "Code"),
        ("Agreement", "Discussion order", "Code"),
        ("Distribution", "Code", "Code"),
        ("Votes", "Code", "Code"),
    ):
        found = [row for row in rows(sheet(workbook, name), first) if row[code] in hidden]
        assert found
        for row in found:
            told = {head: value for head, value in row.items() if value == 0}
            assert set(told) <= {"Lowest possible"}, (name, told)
    answers = {
        (row["Indicator"], row["Answer"]): row["Answers"]
        for row in rows(sheet(workbook, "Long data"), "Unit")
        if row["Indicator"] in hidden
    }
    assert {pair for pair, n in answers.items() if n is not None} == {
        ("CRM4", "dk"),
        ("NBS13", "dk"),
    }
    said = "An empty count is withheld, because too few people gave a level on the indicator. It is not 0."
    assert said in words(sheet(workbook, "Distribution"))
    said = "An empty cell has no value, or one that is not shown because too few people gave a level. It is not 0."
    for name in ("Themes", "Indicators"):
        assert said in words(sheet(workbook, name)), "targets and agreements are empty there too"


def test_every_unit(demo: Demo) -> None:
    framework_, result = demo.result.workshop.framework, demo.result.result
    found = sheet(opened(demo.written), "Departments")
    by_unit = {row["Department"]: row for row in rows(found, "Department")}
    assert set(by_unit) == {*result.units, "The city"}
    for unit, tree in {**result.units, "The city": result.city}.items():
        assert same(by_unit[unit]["Overall"], tree[framework_.root.code].value)
        for theme_ in framework_.themes:
            assert same(by_unit[unit][framework_.title(theme_.code)], tree[theme_.code].value)
    for row in rows(found, "Indicator"):
        code = str(row["Indicator"]).partition(" ")[0]
        for unit, tree in {**result.units, "The city": result.city}.items():
            assert same(row[unit], tree[code].value), "the colours compare with the city"


def test_scores_of_other_questions_say_on_how_many_they_are() -> None:
    """u and v have three questions of T each, of which they share two; both have all of U."""
    asked = framework(theme("T", *(indicator(c) for c in "ABCD")), theme("U", indicator("E")))
    people = [person("u", A=1, B=1, C=1, E=2)] * 3 + [person("v", B=1, C=1, D=4, E=2)] * 3
    found = sheet(sheets(book(asked, people)), "Departments")
    by_unit = {row["Department"]: row for row in rows(found, "Department")}
    assert [by_unit[unit]["T: based on"] for unit in "uv"] == ["3 of 4 questions"] * 2
    assert [same(by_unit[unit]["T"], score) for unit, score in (("u", 25), ("v", 50))]
    assert "U: based on" not in by_unit["u"]
    said = words(found)
    assert "Where departments do not have scores for the same questions of a theme" in said
    assert (
        "counted together with another department's to protect a small group. It is not 0." in said
    )
    alike = sheet(sheets(book(asked, people[:3], k=0)), "Departments")
    assert "T: based on" not in rows(alike, "Department")[0]
    assert "questions of a theme" not in words(alike)
    assert "too few answered, or it does not apply there. It is not 0." in words(alike)


def test_overall_scores_of_other_themes_say_on_how_many_they_are() -> None:
    """u has scores on all three themes, v on two of them."""
    asked = framework(*(theme(code, indicator(f"{code}1")) for code in "TUV"))
    people = [person("u", T1=1, U1=1, V1=1)] * 3 + [person("v", T1=1, U1=4, V1="dk")] * 3
    by_unit = {
        row["Department"]: row
        for row in rows(sheet(sheets(book(asked, people)), "Departments"), "Department")
    }
    assert [by_unit[unit]["Overall: based on"] for unit in "uv"] == [
        "3 of 3 themes",
        "2 of 3 themes",
    ]
    alike = rows(sheet(sheets(book(asked, people[:3])), "Departments"), "Department")
    assert "Overall: based on" not in alike[0]


def test_long_data_is_the_count_table(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Long data"), "Unit")
    rounds = [
        (r.number, row) for r in demo.result.rounds for row in count_table(r.tallies).itertuples()
    ]
    assert {number for number, _ in rounds} == {1, 2}
    assert len(found) == len(rounds)
    hidden = demo.result.too_few
    for row, (number, count) in zip(found, rounds, strict=True):
        unit = count.unit or CITY
        told = count.indicator not in hidden or count.answer == "dk"
        answers = count.answers if told else None
        assert list(row.values())[:4] == [unit, count.indicator, count.answer, answers]
        people = None if count.answer in ("na", "dk") or not told else count.people
        assert row["People"] == people
        assert row["Vote"] == number


def test_the_rows_of_long_data_that_count_are_the_counts_behind_the_scores(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Long data"), "Unit")
    counted = {
        (row["Unit"], row["Indicator"], row["Answer"]): row["Answers"]
        for row in found
        if row["Included (1 = yes, 0 = no)"]
    }
    expected = count_table(demo.result.tallies)
    hidden = demo.result.too_few
    assert counted == {
        (r.unit or CITY, r.indicator, r.answer): (
            r.answers if r.indicator not in hidden or r.answer == "dk" else None
        )
        for r in expected.itertuples()
    }
    assert sum(row["Included (1 = yes, 0 = no)"] for row in found) == len(expected) < len(found)


def test_read_me_says_whose_result_it_is(demo: Demo) -> None:
    said = words(sheet(opened(demo.written), "Read me"))
    workshop = demo.result.workshop
    for fact in (
        workshop.city.name,
        workshop.code,
        "urban-resilience, version 2.0.0",
        "CC-BY-4.0",
        "Full: all indicators",
        workshop.probable,
        workshop.severe,
        "October 14, 2026, 09:05 (Asia/Shanghai)",
        "live formulas",
        f"the overall score would be {demo.result.by_people:.1f}",
    ):
        assert fact in said, fact
    found = rows(sheet(opened(demo.written), "Read me"), "Unit")
    assert [list(row.values())[2:5] for row in found] == [
        *([r.participants, r.people, r.expected] for r in demo.result.room),
        [demo.result.participants, demo.result.people, sum(r.expected for r in demo.result.room)],
    ]


def test_read_me_says_what_the_figures_rest_on(demo: Demo) -> None:
    """56 of 58 indicators: PLN14 is not applicable, CRM4 and NBS13 nobody answered."""
    found = sheet(opened(demo.written), "Read me")
    facts = {row[0]: str(row[1]) for row in found.iter_rows(values_only=True)}
    assert facts["Coverage"].startswith(
        "96\xa0% of the applicable weight was answered: 56 of 58 applicable indicators "
        "(1 not applicable)."
    )
    assert "A score is shown if at least 67\xa0% was answered." in facts["Coverage"]
    assert facts["Could answer"].startswith("On average, 84 % of the people and 96 %")
    assert "the weighted mean of the scores directly below" in facts["Rule"]
    assert "A unit is shown if at least 3 people in it answered alone" in facts["Privacy"]
    assert "Participants are not asked for a name" in facts["Privacy"]


def test_read_me_of_an_open_workshop_and_of_one_with_people_left_out() -> None:
    asked = framework(theme("A", indicator("A1"), rule="geometric"), rule="sum")
    made = sheets(book(asked, [person(A1=2)] * 3, k=0, left_out=2))
    facts = {r[0]: str(r[1]) for r in sheet(made, "Read me").iter_rows(values_only=True)}
    assert facts["Privacy"].startswith(
        "This workshop had no small-group protection: every department is shown"
    )
    assert "Answers of 2 people who answered alone are left out" in facts["Privacy"]
    assert "geometric mean" in facts["Rule"]
    assert "published points of the levels" in facts["Rule"]


def test_read_me_says_how_many_of_the_answered_indicators_the_overall_is_made_of() -> None:
    """Of A half is answered, so it is left out; of B all."""
    asked = framework(
        theme("A", indicator("A1"), indicator("A2")), theme("B", indicator("B1"), indicator("B2"))
    )
    for answers, said in (
        ({"A1": 0, "B1": 2, "B2": 2}, "The overall score is calculated from 2 of them"),
        ({"A1": 0, "A2": 0, "B1": 2, "B2": 2}, ""),
    ):
        made = sheets(book(asked, [person(**answers)] * 3))
        facts = {r[0]: str(r[1]) for r in sheet(made, "Read me").iter_rows(values_only=True)}
        assert ("The overall score is calculated from" in facts["Coverage"]) == bool(said)
        assert said in facts["Coverage"]


def test_the_method_sheet_holds_the_method_note_of_the_screens(demo: Demo) -> None:
    found = sheet(opened(demo.written), "Method")
    lines = [[c.value for c in row[:3]] for row in found.iter_rows(min_row=5)]
    note = (*method_note(demo.result.made, Text("en")), *word_passages(Text("en")))
    assert [line for line in lines if line[0]] == [[p.heading, p.words, p.formula] for p in note]


def test_remarks_stand_with_their_unit(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Comments"), "Code")
    told = sorted((r["Code"], r["Department"], r["Comment"] or "") for r in found)
    assert told == sorted((r.indicator, r.unit, r.comment) for r in demo.result.remarks)


def test_filename_says_which_workshop(demo: Demo) -> None:
    assert (
        results_filename(demo.result) == f"resilience-{demo.result.workshop.code}-2026-10-13.xlsx"
    )


def test_a_hidden_theme_is_an_empty_cell() -> None:
    """A has 1 of 2 indicators answered: 50 % coverage, below two thirds. B scores 0, which shows."""
    asked = framework(theme("A", indicator("A1"), indicator("A2")), theme("B", indicator("B1")))
    workbook = sheets(book(asked, [person(A1=2, B1=0)]))
    a, b, overall = rows(sheet(workbook, "Themes"), "Code")
    assert (a["Score"], a["Remarks"], a["Coverage"]) == (None, "not enough answers", 0.5)
    assert (b["Score"], overall["Score"]) == (0, 0)
    assert [row["Score"] for row in rows(sheet(workbook, "Indicators"), "Theme")] == [50, None, 0]
    unit = rows(sheet(workbook, "Departments"), "Department")[0]
    assert (unit["A"], unit["B"]) == (None, 0)


@pytest.mark.parametrize("rule", ["sum", "geometric", "leaf-mean"])
def test_other_rules_stand_as_values_and_say_so(rule: Any) -> None:
    asked = framework(theme("A", indicator("A1"), rule=rule), theme("B", indicator("B1")))
    made = book(asked, [person(A1=3, B1=1)])
    formulas = sheets(made, values=False)
    assert not [
        c for s in ALWAYS for c in sheet(formulas, s)["A1:Z99"] for d in c if d.data_type == "f"
    ]
    themes = rows(sheet(formulas, "Themes"), "Code")
    for row, code in zip(themes, ("A", "B", asked.root.code), strict=True):
        assert_figures(row, made.result.city[code])
    said = words(sheet(formulas, "Read me"))
    assert "values without formulas" in said
    assert themes[0].get("Points possible") == (4 if rule == "sum" else None)


def test_themes_within_themes_stand_as_values_and_say_so() -> None:
    asked = framework(theme("A", theme("AA", indicator("A1"))))
    said = words(sheet(sheets(book(asked, [person(A1=3)])), "Read me"))
    assert "themes within themes" in said


@pytest.mark.parametrize(
    ("language", "font", "sheet_name"),
    [
        ("zh-Hans", "Microsoft YaHei", "主题"),
        ("ja", "Yu Gothic", "テーマ"),
        ("ko", "Malgun Gothic", "분야"),
        ("en", "Calibri", "Themes"),
    ],
)
def test_a_workbook_comes_in_the_readers_language_and_names_a_font_for_it(
    demo: Demo, language: str, font: str, sheet_name: str
) -> None:
    workbook = opened(demo.in_language(language))
    found = sheet(workbook, sheet_name)
    used = {c.font.name for row in found.iter_rows() for c in row if c.value is not None}
    assert used == {font}
    titles = {
        demo.result.workshop.framework.title(t.code, language)
        for t in demo.result.workshop.framework.themes
    }
    assert titles <= {str(c.value) for row in found.iter_rows() for c in row}


def test_targets_stand_beside_the_scores_where_there_are_any() -> None:
    small = framework(theme("T", indicator("A"), indicator("B")))
    people = [person(A=1, B=2)]
    made = sheets(book(small, people, targets={"T": 60.0, "B": 75.0}))
    assert [row["Target"] for row in rows(sheet(made, "Indicators"), "Theme")] == [None, 75]
    without = sheets(book(small, people))
    assert "Target" not in words(sheet(without, "Indicators"))


def test_what_the_room_agreed_stands_beside_the_indicator() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B")))
    people = [person("u", A=1, B=1)] * 3
    made = book(
        asked,
        people,
        result=score(asked, tally(asked, people), agreed={"A": Agreed("level", 4)}),
        agreed={"A": "=4"},
    )
    rows_of = {r["Code"]: r for r in rows(sheet(sheets(made), "Indicators"), "Theme")}
    assert rows_of["A"]["Agreed"] == "=4"
    assert (rows_of["A"]["Score"], rows_of["B"]["Agreed"]) == (100, None)
    plain = rows(sheet(sheets(book(asked, people)), "Indicators"), "Theme")
    assert "Agreed" not in plain[0]
