"""What ODK and KoboToolbox export, as answers one by one, and what is not understood in it."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.errors import Faults
from resilience.exchange.collected import CollectedFile, read_collected
from resilience.exchange.responses import AnswerRow, read_responses, write_responses
from resilience.framework import Framework, Goalposts, Indicator, Levels
from resilience.framework.form_names import choice_name, form_names
from resilience.text.alike import alike
from tests.scoring.build import framework, indicator, theme
from tests.workbook.frameworks.examples import frameworks

ASKED = framework(
    theme("T", indicator("A"), indicator("A.1")),
    theme("V", indicator("H", scale=Goalposts(10, 0, clip=False)), indicator("S", scale=Goalposts(0, 5))),
)  # fmt: skip
#: what KoboToolbox writes: groups with /, everything in quotes, ; between
KOBO = """\
"department_name";"people";"theme_T/card_A/answer_A";"theme_T/card_A/comment_A";\
"theme_T/card_A_1/answer_A_1";"theme_V/card_H/answer_H";"theme_V/card_H/state_H";"_id";"_uuid";\
"_submission_time";"_submitted_by";"__version__";"meta/rootUuid"
"Water";"3";"2";"a; ""b""\nc";"na";"7.5";"";"1";"u-1";"2026-10-13T09:00:00";"";"v1";"uuid:u-1"
"Health";"1";"";"";"dk";"";"dk";"2";"u-2";"2026-10-13T09:05:00";"";"v1";"uuid:u-2"
"""
#: what ODK Central writes: groups with -, and who sent it
CENTRAL = """\
SubmissionDate,department,people,theme_T-card_A-answer_A,theme_V-card_H-answer_H,\
theme_V-card_H-state_H,meta-instanceID,KEY,SubmitterID,SubmitterName,AttachmentsPresent,\
AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion
2026-10-13T09:00:00Z,Civil%20affairs,2,4,,na,uuid:1,uuid:1,7,Table 3,0,0,,,,0,1-abc
"""
HEAD = "department_name,people,theme_T/card_A/answer_A,theme_V/card_H/answer_H,theme_V/card_H/state_H,KEY"


def test_an_export_of_kobotoolbox_is_read() -> None:
    assert read_collected(KOBO, ASKED, "Haiwan") == CollectedFile(
        [
            AnswerRow(2, "Haiwan", "Water", "u-1", "A", "2"),
            AnswerRow(2, "Haiwan", "Water", "u-1", "A.1", "na"),
            AnswerRow(2, "Haiwan", "Water", "u-1", "H", "7.5"),
            AnswerRow(3, "Haiwan", "Health", "u-2", "A.1", "dk"),
            AnswerRow(3, "Haiwan", "Health", "u-2", "H", "dk"),
        ],
        tables={"u-1": 3, "u-2": 1},
        departments={"u-1": "Water", "u-2": "Health"},
        comments={("u-1", "A"): 'a; "b"\nc'},
    )


def test_an_export_of_odk_central_is_read() -> None:
    assert read_collected(CENTRAL, ASKED, "u").answers == [
        AnswerRow(2, "u", "Civil affairs", "uuid:1", "A", "4"),
        AnswerRow(2, "u", "Civil affairs", "uuid:1", "H", "na"),
    ]


def test_a_mark_of_order_lines_of_windows_and_empty_lines_are_read() -> None:
    text = "\ufeff" + CENTRAL.replace("\n", "\r\n") + "\r\n"
    assert read_collected(text, ASKED, "u") == read_collected(CENTRAL, ASKED, "u")


def faults_of(text: str) -> list[str]:
    with pytest.raises(Faults) as raised:
        read_collected(text, ASKED, "u")
    assert str(raised.value).startswith("The collected answers cannot be used:\n  - row ")
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "W,1,5,,,k",
            "row 3: theme_T/card_A/answer_A: found '5', expected a level from 0 to 4, na, dk",
        ),
        ("W,1,1.5,,,k", "row 3: theme_T/card_A/answer_A: found '1.5', expected a level"),
        ("W,1,2 · Half,,,k", "row 3: theme_T/card_A/answer_A: found '2 · Half', expected a level"),
        (
            "W,1,,11,,k",
            "row 3: theme_V/card_H/answer_H: found '11', expected a number from 10 to 0",
        ),
        ("W,1,,few,,k", "row 3: theme_V/card_H/answer_H: found 'few', expected a number"),
        ("W,1,,,no,k", "row 3: theme_V/card_H/state_H: found 'no', expected na, dk or nothing."),
        ("W,1,,3,dk,k", "row 3: theme_V/card_H/state_H: found 'dk' as well as the number '3'"),
        ("W,0,1,,,k", "row 3: people: found '0', expected a whole number from 1 to 50."),
        ("W,51,1,,,k", "row 3: people: found '51', expected"),
        ("W,two,1,,,k", "row 3: people: found 'two', expected"),
        ("W,٣,1,,,k", "row 3: people: found '٣', expected"),
        ("W,1,1,,,", "row 3: KEY: found nothing, expected the identifier of this submission."),
        (
            "W,1,1,,,j",
            "row 3: KEY: found submission 'j' again (first in row 2), expected it once.",
        ),
        ("W,1,1,,k", "row 3: found 5 cells, expected 6."),
        ('W,1,1,,"k', "row 3: not readable as CSV: unexpected end of data."),
    ],
)
def test_what_is_not_understood_is_told_by_row_and_column(line: str, said: str) -> None:
    (fault,) = faults_of(f"{HEAD}\nW,1,2,,,j\n{line}\n")
    assert fault.startswith(said)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (f"{HEAD},theme_X/answer_X", "row 1: theme_X/answer_X: this column is not in the form"),
        (f"{HEAD},age", "row 1: age: this column is not in the form."),
        (f"{HEAD},", "row 1: a column without a name: this column is not in the form."),
        (f"{HEAD},b/answer_A", "row 1: answer_A: found the column 2 times, expected once."),
        (HEAD.replace(",KEY", ""), "row 1: found no column that identifies submissions"),
        ("Department,Is it there?,KEY", "row 1: found no column for an indicator of test, such as"),
        ("", "row 1: found no column for an indicator"),
    ],
)
def test_columns_that_do_not_fit_are_told(head: str, said: str) -> None:
    (fault,) = faults_of(f"{head}\n")
    assert fault.startswith(said)


def test_every_fault_of_a_file_is_told_at_once_and_fifty_at_most() -> None:
    lines = [f"W,0,9,11,no,{n % 30}" for n in range(40)]
    *told, last = faults_of("\n".join([HEAD, *lines]))
    assert len(told) == 50
    assert last == "and 160 more of these kinds."


def test_a_negative_number_is_an_answer() -> None:
    asked = framework(theme("V", indicator("N", scale=Goalposts(-10, 10))))
    found = read_collected("answer_N,_uuid\n-3.5,a\n", asked, "u")
    assert read_responses(write_responses(found.answers), asked).answers == found.answers


def test_the_first_mark_that_a_file_has_tells_sendings_apart() -> None:
    text = "answer_A,_id,_uuid\n1,7,a\n"
    assert read_collected(text, ASKED, "u").answers[0].participant == "a"


# --- a submission that was edited

EDITED = """\
department_name,answer_A,_id,_uuid,meta/rootUuid,meta/deprecatedID
Water,2,1,{now},{root},{before}
"""


def edited(now: str, root: str, before: str, *older: tuple[str, str, str]) -> CollectedFile:
    """What comes of a submission with its first version and the one it replaces; `older` rows after."""
    rows = "".join(f"Water,0,{n},{','.join(one)}\n" for n, one in enumerate(older, 2))
    return read_collected(EDITED.format(now=now, root=root, before=before) + rows, ASKED, "u")


def test_an_edited_submission_is_the_one_that_came_before() -> None:
    first = edited("u-1", "uuid:u-1", "")
    again = edited("u-2", "uuid:u-1", "uuid:u-1")
    later = edited("u-3", "uuid:u-1", "uuid:u-2")
    assert list(first.tables) == list(again.tables) == list(later.tables) == ["u-1"]
    assert first.notes == ()
    assert str(later.notes[0]).startswith("row 2: was edited. It replaces an earlier")


def test_an_export_without_the_first_version_warns() -> None:
    """One edit is known by what it replaces; of a second one nobody knows what came before."""
    found = edited("u-2", "", "uuid:u-1")
    assert list(found.tables) == ["u-1"]
    assert "no column meta/rootUuid" in str(found.notes[0])


@pytest.mark.parametrize("root", ["uuid:u-1", ""])
def test_of_several_versions_the_newest_counts(root: str) -> None:
    found = edited(
        "u-3", root, "uuid:u-2", ("u-1", "", ""), ("u-2", root, "uuid:u-1"), ("u-9", "", "")
    )
    assert [(a.row, a.participant, a.answer) for a in found.answers] == [
        (2, "u-1", "2"),
        (5, "u-9", "0"),
    ]
    assert [str(note) for note in found.notes[:2]] == [
        f"row {row}: is an earlier version of the submission in row 2, which was edited. Only the "
        "newest version counts."
        for row in (3, 4)
    ]


def test_versions_that_nothing_puts_in_order_are_refused() -> None:
    with pytest.raises(Faults, match="row 3: found another version of the submission in row 2"):
        edited("u-2", "uuid:u-1", "", ("u-3", "uuid:u-1", ""))


def test_versions_that_replace_one_another_are_refused() -> None:
    with pytest.raises(Faults, match="nothing shows which is the newest"):
        edited("u-1", "", "uuid:u-2", ("u-2", "", "uuid:u-1"))


# --- any answers to any framework, through the CSV of a server and the long CSV, are the same


NAMES = st.text("abcZ 給수é🌊'\"=+-@,;\t\n%20${}\u200f&<", min_size=1, max_size=12).map(str.strip)


def answers_to(asked: Indicator) -> st.SearchStrategy[str]:
    """Answers as they are written, a blank among them."""
    none = st.sampled_from(["", "na", "dk"])
    if isinstance(asked.scale, Levels):
        return none | st.integers(0, asked.scale.top).map(str)
    low, high = sorted((asked.scale.worst, asked.scale.best))
    return none | st.floats(low, high).map(repr)


@st.composite
def sendings(draw: st.DrawFn) -> tuple[Framework, list[dict[str, str]]]:
    """A framework, and what some people answered to it by code, with their department."""
    asked = draw(frameworks())
    names = {"department": NAMES.filter(bool), "people": st.integers(1, 50).map(str)}
    each = {i.code: answers_to(i) for i in asked.root.indicators()}
    return asked, draw(st.lists(st.fixed_dictionaries({**names, **each}), max_size=4))


def wide(
    asked: Framework, given_by: list[dict[str, str]], chosen: bool, sign: str, between: str
) -> str:
    """The CSV of a server: a row for each sending, `sign` after groups, `between` cells."""
    names = form_names(asked)
    rows = []
    for at, sending in enumerate(given_by):
        who = sending["department"]
        cells = {"department" if chosen else "department_name": choice_name(who) if chosen else who}
        cells["people"] = sending["people"]
        for one in asked.root.indicators():
            name, answer = names[one.code], sending[one.code]
            measured = isinstance(one.scale, Goalposts)
            state = answer if measured and answer in ("na", "dk") else ""
            cells[f"theme_x{sign}card_{name}{sign}answer_{name}"] = "" if state else answer
            if measured:
                cells[f"theme_x{sign}card_{name}{sign}state_{name}"] = state
            cells[f"theme_x{sign}card_{name}{sign}comment_{name}"] = 'said "no", twice;\nthen yes'
        rows.append(cells | {"_uuid": f"u{at}", "_submission_time": "2026-10-13"})
    held = io.StringIO()
    writer = csv.DictWriter(held, list(rows[0]), delimiter=between)
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


@given(
    found=sendings(),
    chosen=st.booleans(),
    sign=st.sampled_from("/-.:"),
    between=st.sampled_from(",;\t"),
    unit=NAMES.filter(bool),
)
def test_answers_come_back_as_they_were_given(
    found: tuple[Framework, list[dict[str, str]]], chosen: bool, sign: str, between: str, unit: str
) -> None:
    asked, given_by = found
    if not given_by:
        return
    collected = read_collected(wide(asked, given_by, chosen, sign, between), asked, unit)
    expected = [
        (unit, sending["department"], f"u{at}", one.code, sending[one.code])
        for at, sending in enumerate(given_by)
        for one in asked.root.indicators()
        if sending[one.code]
    ]
    assert [(a.unit, a.department, a.participant, a.indicator, a.answer) for a in collected.answers] == (
        expected
    )  # fmt: skip
    assert collected.people == sum(int(sending["people"]) for sending in given_by)
    long = read_responses(write_responses(collected.answers), asked).answers
    assert [_bare(a) for a in long] == [_bare(a) for a in collected.answers]


def _bare(answer: AnswerRow) -> AnswerRow:
    """Without its row, and with a department as it is compared: those that are alike are one."""
    return replace(answer, row=0, department=alike(answer.department))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-2", "@a", "'=1", "''-1", "'quoted'", "plain"])
def test_names_in_the_long_csv_are_no_formulas_and_come_back(name: str) -> None:
    answers = [AnswerRow(2, name, name, name, "A", "1")]
    text = write_responses(answers)
    cells = next(iter(list(csv.reader(io.StringIO(text)))[1:]))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert read_responses(text, ASKED).answers == answers
