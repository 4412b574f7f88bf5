"""Responses as CSV: what is accepted, every fault with its row, and the room that comes of it."""

import pytest

from resilience.errors import Faults
from resilience.exchange.given import read_given
from resilience.exchange.responses import AnswerRow, read_responses
from resilience.framework import Framework, Goalposts
from resilience.scoring import Tallies, score
from resilience.text import Text
from tests.scoring.build import framework, indicator, theme

HEADER = "unit,department,participant,indicator,answer"
HOURS = Goalposts(10, 0)
ASKED = framework(
    theme("T", indicator("A"), indicator("B")),
    theme("V", indicator("H", scale=HOURS), indicator("S", scale=Goalposts(0, 50, clip=False))),
)


def rows(*lines: str) -> str:
    return "\n".join([HEADER, *lines, ""])


def read(text: str) -> list[AnswerRow]:
    return read_responses(text, ASKED).answers


def tallies_of(text: str) -> dict[str, Tallies]:
    given = read_given(text, ASKED, "")
    return {name: given.of_unit(at) for at, name in enumerate(given.units)}


def faults_of(text: str, asked: Framework = ASKED) -> list[str]:
    with pytest.raises(Faults) as raised:
        read_responses(text, asked)
    assert str(raised.value).startswith("The responses cannot be scored:\n  - row ")
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("u,d,p,X,1", ["X", "unknown indicator", "a code of test"]),
        ("u,d,p,,1", ["no indicator", "unknown indicator"]),
        (",d,p,A,1", ["A", "no unit", "that is scored"]),
        ("u,d,p,A,5", ["A", "found '5'", "a level from 0 to 4, na, dk or nothing"]),
        ("u,d,p,A,-1", ["A", "found '-1'", "a level from 0 to 4"]),
        ("u,d,p,A,1.5", ["A", "found '1.5'", "a level from 0 to 4"]),
        ("u,d,p,A,NA", ["A", "found 'NA'", "na, dk or nothing"]),
        ("u,d,p,A,high", ["A", "found 'high'", "a level from 0 to 4"]),
        ("u,d,p,A,nan", ["A", "found 'nan'", "a level from 0 to 4"]),
        ("u,d,p,A,inf", ["A", "found 'inf'", "a level from 0 to 4"]),
        ("u,d,p,H,nan", ["H", "found 'nan'", "a number, na, dk or nothing"]),
        ("u,d,p,H,-inf", ["H", "found '-inf'", "a number"]),
        ("u,d,p,H,1e999", ["H", "found '1e999'", "a number"]),
        ('u,d,p,H,"3,5"', ["H", "found '3,5'", "a number"]),
        ("u,d,p,S,50.1", ["S", "found '50.1'", "a number from 0 to 50"]),
        ("u,d,p,A", ["found 4 cells", "expected 5"]),
        ("u,d,p,A,1,2", ["found 6 cells", "expected 5"]),
    ],
)
def test_a_bad_row_is_a_fault_with_its_number(line: str, parts: list[str]) -> None:
    (fault,) = faults_of(rows("u,d,q,A,1", line))
    assert fault.startswith("row 3: ")
    for part in parts:
        assert part in fault


def test_a_second_answer_names_both_rows() -> None:
    (fault,) = faults_of(rows("u,d,p,A,1", "u,d,q,A,1", "u,d,p,A,1"))
    assert fault.startswith("row 4: A: ")
    assert "unit 'u', department 'd', participant 'p' (first in row 2), expected one" in fault


@pytest.mark.parametrize("line", ["v,d,p,A,1", "u,e,p,A,1", "u,d,q,A,1", "u,d,p,B,1"])
def test_answers_that_differ_in_unit_department_person_or_indicator_stand_together(
    line: str,
) -> None:
    assert len(read(rows("u,d,p,A,1", line))) == 2


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("unit,department,participant,indicator", "unit,department,participant,indicator"),
        ("unit,department,participant,indicator,score", "participant,indicator,score"),
        (HEADER + ",answer", "answer,answer"),
        (HEADER + ",extra", "answer,extra"),
    ],
)
def test_missing_or_other_columns_are_a_fault_of_the_first_row(header: str, found: str) -> None:
    (fault,) = faults_of(header + "\nu,d,p,A,1\n")
    assert fault.startswith("row 1: found ")
    assert found in fault
    assert f"expected the columns {HEADER}" in fault


def test_an_empty_file_has_no_columns() -> None:
    assert faults_of("\n\n") == [f"row 1: found nothing, expected the columns {HEADER}."]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_that_a_spreadsheet_saved_is_read(sign: str, mark: str) -> None:
    """Other separators, capitals in the header, and rows that are empty or of separators alone."""
    lines = [",,,,", HEADER.upper(), ",,,,", "u,d,p,A,4", "", ",", "u,d,p,B,na", ",,,,"]
    text = mark + "\r\n".join(lines).replace(",", sign)
    assert read(text) == [
        AnswerRow(4, "u", "d", "p", "A", "4"),
        AnswerRow(7, "u", "d", "p", "B", "na"),
    ]


def test_a_fault_names_the_row_of_a_spreadsheet() -> None:
    (fault,) = faults_of(f"{HEADER};\n\nu;d;p;A;9\n".replace(",", ";").replace("answer;", "answer"))
    assert fault.startswith("row 3: A: found '9'")


def test_names_that_are_alike_are_one_and_it_is_said() -> None:
    """By capitals, width, Unicode form and blanks; the first spelling stands."""
    lines = [
        "u,Água,p1,A,4", "u,água ,P1,B,3", "U,A\u0301gua,ｐ１,H,2", "u,Power,p1,A,1", "u,água,p2,A,1",
    ]  # fmt: skip
    found = read_responses(rows(*lines), ASKED)
    assert {(a.unit, a.department, a.participant) for a in found.answers} == {
        ("u", "Água", "p1"),
        ("u", "Água", "p2"),
        ("u", "Power", "p1"),
    }
    assert [str(one) for one in found.together] == [
        "row 3: the department 'água' was read as 'Água', which is spelled differently.",
        "row 3: the participant 'P1' was read as 'p1', whose name is spelled differently.",
        "row 4: the unit 'U' was read as 'u', which is spelled differently.",
        "row 4: the department 'Água' was read as 'Água', which is spelled differently.".replace(
            "'Água' was", "'A\u0301gua' was"
        ),
        "row 4: the participant 'ｐ１' was read as 'p1', whose name is spelled differently.",
    ]
    tallies = tallies_of(rows(*lines))["u"]
    assert (tallies.units, tallies.people.tolist()) == (("Água", "Power"), [2, 1])


def test_two_answers_under_names_that_are_alike_are_a_fault() -> None:
    (fault,) = faults_of(rows("u,d,p,A,1", "u,D,P,A,2"))
    assert fault.startswith("row 3: A: found a second answer of unit 'u', department 'd'")


@pytest.mark.parametrize("line", ['u,d,"p,A,1', 'u,d,"p"x,A,1'])
def test_broken_quoting_is_a_fault(line: str) -> None:
    (fault,) = faults_of(rows("u,d,p,A,1", line))
    assert "not readable as CSV" in fault


def test_every_fault_of_a_file_is_listed_at_once() -> None:
    lines = ["u,d,p,A,9", "u,d,p,X,1", "u,d,p", ",d,p,B,x", "u,d,q,A,1", "u,d,q,A,2"]
    faults = faults_of(rows(*lines))
    assert sorted(fault.split(":")[0] for fault in faults) == [
        "row 2", "row 3", "row 4", "row 5", "row 5", "row 7",
    ]  # fmt: skip


def test_of_many_faults_fifty_are_told_with_one_of_each_kind() -> None:
    lines = [f"u,d,p{n},X,1" for n in range(80)]
    others = ["u,d,q,A,9", "u,d,q", ",d,r,A,1", "u,d,r,B,1", "u,d,r,B,2"]
    *told, last = faults_of(rows(*lines, *others))
    by_row = {int(fault.split(":")[0].removeprefix("row ")): fault for fault in told}
    assert sorted(by_row) == [*range(2, 48), 82, 83, 84, 86]
    assert last == "and 34 more of these kinds."
    kinds = {2: "unknown indicator", 82: "'9'", 83: "3 cells", 84: "no unit", 86: "second answer"}
    assert [row for row, part in kinds.items() if part not in by_row[row]] == []


def test_fifty_faults_are_all_told() -> None:
    assert len(faults_of(rows(*(f"u,d,p{n},X,1" for n in range(50))))) == 50


def test_how_many_more_faults_there_are_is_said_in_every_language() -> None:
    with pytest.raises(Faults) as raised:
        read_responses(rows(*(f"u,d,p{n},X,1" for n in range(60))), ASKED)
    assert Text("zh-Hans").error(raised.value).endswith("- 以及同类问题 10 处。")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_line_ends_spaces_and_empty_lines_are_accepted(mark: str, end: str) -> None:
    lines = [HEADER, "u,d,p,A,4", "", " u , d , p , B , na ", 'u,"d, e",p,A,', "u,d,p,H,2.5"]
    assert read(mark + end.join(lines)) == [
        AnswerRow(2, "u", "d", "p", "A", "4"),
        AnswerRow(4, "u", "d", "p", "B", "na"),
        AnswerRow(5, "u", "d, e", "p", "A", ""),
        AnswerRow(6, "u", "d", "p", "H", "2.5"),
    ]


def test_columns_may_stand_in_any_order() -> None:
    text = "answer,unit,indicator,participant,department\n3,u,A,p,d\n"
    assert read(text) == [AnswerRow(2, "u", "d", "p", "A", "3")]


def test_a_file_without_rows_has_no_units() -> None:
    assert tallies_of(HEADER) == {}


def test_units_are_scored_apart_in_the_order_of_the_file() -> None:
    tallies = tallies_of(rows("z,d,p,A,4", "a,d,p,A,0", "z,e,p,A,2"))
    assert list(tallies) == ["z", "a"]
    assert tallies["z"].units == ("d", "e")
    values = [score(ASKED, tally).city["A"].value for tally in tallies.values()]
    assert values == [75, 0]


def test_a_participant_counts_from_the_first_level_na_or_dont_know() -> None:
    lines = ["u,d,p,A,4", "u,d,p,B,", "u,d,q,A,dk", "u,d,r,A,na", "u,d,s,A,", "u,e,t,A,"]
    tallies = tallies_of(rows(*lines))["u"]
    assert tallies.units == ("d",)
    assert (tallies.participants.tolist(), tallies.people.tolist()) == ([3], [3])
    found = score(ASKED, tallies).city["A"]
    assert found.reach == pytest.approx(1 / 3)
    assert found.counts.blank == 0


def test_a_unit_with_only_blanks_is_not_scored() -> None:
    tallies = tallies_of(rows("u,d,p,A,", "u,d,q,A,"))["u"]
    assert score(ASKED, tallies).city["all"].state == "not scored"
