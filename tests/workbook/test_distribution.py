"""The sheet "Distribution": the counts of answers, unit by unit and in the city."""

import pytest

from resilience.framework import Goalposts
from tests.scoring.build import framework, indicator, people, person, theme
from tests.workbook.conftest import Demo
from tests.workbook.sheets import book, opened, rows, sheet, sheets, words

HOURS = Goalposts(10, 0, unit="hours")


def test_every_count_of_the_demo(demo: Demo) -> None:
    tallies = demo.result.tallies
    city = tallies.city
    found = rows(sheet(opened(demo.written), "Distribution"), "Code")
    units = ["The city", *tallies.units]
    assert [r["Department"] for r in found[: len(units)]] == units
    assert len(found) == len(tallies.by_code) * len(units)
    for row in found:
        others = [row[head] for head in ("Not applicable", "Don't know", "Blank or not shown")]
        counts = [row[f"Level {level}"] for level in range(4)]
        if row["Department"] == "The city" and row["Code"] in demo.result.too_few:
            assert (counts, others[0], others[2]) == ([None] * 4, None, None)
            assert others[1] == city.by_code[row["Code"]].dk.sum()
            continue
        if row["Department"] == "The city":
            tally = city.by_code[row["Code"]]
            assert counts == tally.answers.sum(axis=0).tolist()
            assert others[:2] == [tally.na.sum(), tally.dk.sum()]
            assert sum(counts) + sum(others) == city.participants.sum()
            continue
        at = tallies.units.index(row["Department"])
        tally = tallies.by_code[row["Code"]]
        assert others[1:] == [None, None], "who did not know is counted for the city alone"
        if tally.given[at] + tally.na[at]:
            assert counts == tally.answers[at].tolist()
            assert row["Answers with a level or number"] == sum(counts)
        else:
            assert counts == [None] * 4, "a cell that is not served says nothing, not even 0"


def test_shares_are_of_the_answers_with_a_level() -> None:
    """Six say 0, 0, 0, 4, 4, don't know: 3 of 5 at level 0. Nobody of v answered."""
    asked = framework(theme("T", indicator("A")))
    room = [*people("u", "A", 0, 0, 0, 4, 4, "dk"), *[person("v")] * 3]
    city, u, v = rows(sheet(sheets(book(asked, room)), "Distribution"), "Code")
    assert [city[f"Level {n}: share"] for n in range(5)] == [0.6, 0, 0, 0, 0.4]
    assert (city["Blank or not shown"], u["Blank or not shown"], v["Blank or not shown"]) == (
        3,
        0,
        3,
    )
    assert [v[f"Level {n}: share"] for n in range(5)] == [None] * 5
    assert "Unit of measurement" not in city


@pytest.mark.parametrize(
    ("scale", "said", "mean"),
    [
        (HOURS, (2, 4, 9), 5),
        (HOURS, (2, 4, 30), 16 / 3),  # 30 hours count as 10
        (Goalposts(1, 100, unit="ha", log=True), (1, 100), 10),  # the geometric mean
    ],
)
def test_a_measured_indicator_has_its_mean_in_its_unit(
    scale: Goalposts, said: tuple[float, ...], mean: float
) -> None:
    asked = framework(theme("T", indicator("A"), indicator("P", scale=scale)))
    room = [person("u", A=1, P=number) for number in said]
    found = sheet(sheets(book(asked, room)), "Distribution")
    city = rows(found, "Code")[2]
    assert (city["Code"], city["Unit of measurement"]) == ("P", scale.unit)
    assert city["Mean of the measured number"] == pytest.approx(mean)
    assert city["Answers with a level or number"] == len(said)
    assert city["Level 0"] is None
    assert ("geometric" in words(found)) is scale.log


def test_without_an_answer_a_measured_indicator_has_no_mean() -> None:
    asked = framework(theme("T", indicator("P", scale=HOURS)))
    found = sheet(sheets(book(asked, [person("u", P="dk")] * 3)), "Distribution")
    city = rows(found, "Code")[0]
    assert (city["Mean of the measured number"], city["Don't know"]) == (None, 3)
    assert "beyond either end of its scale" in words(found)


def test_the_city_stands_out_among_its_departments() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B")))
    found = sheet(sheets(book(asked, people("u", "A", 1, 2, 3))), "Distribution")
    bold = [
        row[2].value for row in found.iter_rows() if row[2].font.bold and row[0].value in ("A", "B")
    ]
    assert bold == ["The city", "The city"]
