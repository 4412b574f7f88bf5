"""Counts as CSV: what is written is read the same, and every wrong row is told."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.errors import Faults
from resilience.exchange.counts import BARE, COLUMNS, read_counts, write_counts
from resilience.exchange.inputs import Inputs, inputs_of
from resilience.exchange.latest_counts import latest
from resilience.framework import Framework, Goalposts, even_levels
from resilience.scoring import Agreed, Tallies, score
from resilience.scoring.scores.what_if import with_weights
from tests.properties.draw import Case, cases
from tests.scoring.build import FIVE, Person, framework, indicator, tally, theme

ASKED = framework(theme("T", indicator("A"), indicator("B", scale=FIVE)))
HEADER = ",".join(BARE)
GOOD = "1,Water,,room,3,8,,\n1,Water,A,2,2,6,,\n1,Water,A,na,1,,,\n"
NONE = Inputs()
names = st.text(min_size=1).filter(lambda name: name == name.strip())


def same(one: Tallies, other: Tallies) -> bool:
    """Whether two tallies are equal to the last digit."""
    fields = ("answers", "people", "na", "dk", "total", "squares")
    return (
        one.units == other.units
        and one.by_code.keys() == other.by_code.keys()
        and np.array_equal(one.participants, other.participants)
        and np.array_equal(one.people, other.people)
        and all(
            np.array_equal(getattr(one.by_code[code], name), getattr(other.by_code[code], name))
            for code in one.by_code
            for name in fields
        )
    )


def read(rows: str, asked: Framework = ASKED) -> dict[int, Tallies]:
    return read_counts(f"{HEADER}\n{rows}", asked).votes


@given(case=cases(), unit=names)
def test_what_is_written_is_read_the_same(case: Case, unit: str) -> None:
    counted = tally(case.asked, case.room)
    units = dict.fromkeys([unit, *counted.units[1:]])
    renamed = replace(counted, units=tuple(units)) if len(units) == len(counted.units) else counted
    again = read_counts(write_counts({1: counted, 3: renamed}, case.asked, NONE), case.asked).votes
    assert list(again) == [1, 3]
    assert same(again[1], counted)
    assert same(again[3], renamed)
    assert score(case.asked, again[3]) == score(case.asked, renamed)


def test_a_sign_that_ends_lines_stays_in_its_cell() -> None:
    counted = replace(tally(ASKED, [Person("Water", {"A": 2})]), units=("0\r0",))
    assert same(read_counts(write_counts({1: counted}, ASKED, NONE), ASKED).votes[1], counted)


def test_the_order_of_people_moves_not_even_the_last_digit() -> None:
    """Levels worth 100/9 k, which no sum has exactly."""
    scale = even_levels(10)
    asked = framework(theme("T", indicator("A", scale=scale)))
    room = [Person("Water", {"A": level}, size) for level, size in ((0, 1), (1, 4), (2, 1), (1, 4))]
    by_level = sorted(room, key=lambda person: person.answers["A"])
    assert same(tally(asked, room), tally(asked, by_level))


def test_the_counts_of_a_room_are_told_row_by_row() -> None:
    room = [Person("=Water", {"A": 2}, size=5), Person("=Water", {"A": "na", "B": "dk"})]
    written = write_counts({1: tally(ASKED, room)}, ASKED, NONE).splitlines()
    assert written[0] == ",".join(COLUMNS)
    assert written[1:4] == [",,,city,,,,,", ",,,framework,,,,,", ",,,city rule,,,,,departments"]
    assert written[4] == "1,'=Water,,room,2,6,,,"
    assert "1,'=Water,A,2,1,5,,," in written
    assert "1,'=Water,A,na,1,,,," in written
    assert "1,'=Water,B,dk,1,,,," in written
    assert len(written) == 5 + 2 * (5 + 2)


def test_of_each_indicator_the_last_vote_that_asked_it_stands() -> None:
    rows = GOOD + "1,Water,B,4,3,8,,\n2,Water,,room,2,5,,\n2,Water,A,0,2,5,,\n"
    stands = latest(read(rows), ASKED)
    assert (stands.participants.tolist(), stands.people.tolist()) == ([2], [5])
    assert stands.by_code["A"].answers.tolist() == [[2, 0, 0, 0, 0]]
    assert stands.by_code["B"].answers.tolist() == [[0, 0, 0, 0, 3]]


def test_votes_that_list_other_units_are_not_put_together() -> None:
    with pytest.raises(Faults, match="vote 1 does not list the same units as vote 2"):
        latest(read(GOOD + "2,Roads,,room,2,5,,\n2,Roads,A,0,2,5,,\n"), ASKED)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (GOOD + "1,Water,C,2,1,1,,\n", "row 5: C: found an unknown indicator"),
        (GOOD + "1,Water,B,9,1,1,,\n", "row 5: B: found 9, expected 0, 1, 2, 3, 4, na, dk."),
        (GOOD + "1,Water,B,1,-1,1,,\n", "row 5: B: found '-1', expected a number of 0 or more."),
        (GOOD + "1,Water,B,1,1,,,\n", "row 5: B: found '', expected a number of 0 or more."),
        (GOOD + "0,Water,B,1,1,1,,\n", "row 5: B: found '0', expected a vote number."),
        (
            GOOD + "1,,B,1,1,1,,\n",
            "row 5: in vote 1, the unit '' has no row with the answer “room”",
        ),
        (GOOD + "1,Water,A,2,1,1,,\n", "row 5: A: found this answer again (first in row 3)."),
        (
            "1,Water,A,2,1,1,,\n",
            "row 2: in vote 1, the unit 'Water' has no row with the answer “room”",
        ),
        (GOOD + "1,Water,B,1,1\n", "row 5: found 5 cells, expected 8."),
        (GOOD + '1,Water,"B,1,1,1,,\n', "not readable as CSV"),
    ],
)
def test_every_wrong_row_is_told(rows: str, words: str) -> None:
    with pytest.raises(Faults) as error:
        read(rows)
    assert words in str(error.value)


def test_a_file_with_other_columns_is_refused() -> None:
    with pytest.raises(
        Faults,
        match="expected the columns round,unit,indicator,answer,answers,people,total,squares,value",
    ):
        read_counts("a,b\n1,2\n", ASKED)


def test_numbers_come_back_with_their_sums() -> None:
    asked = framework(theme("T", indicator("N", scale=Goalposts(0, 7))))
    found = tally(asked, [Person("Water", {"N": 1}), Person("Water", {"N": 3}, size=3)])
    again = read_counts(write_counts({2: found}, asked, NONE), asked).votes[2]
    assert same(again, found)
    with pytest.raises(Faults, match="found 'inf', expected a number"):
        read("1,Water,,room,1,1,,\n1,Water,N,number,1,1,inf,1\n", asked)


SETTLED = inputs_of(
    with_weights(ASKED, {"T": 0.1 + 0.2}),
    "=Cascais",
    {"A": Agreed("level", 3), "B": Agreed("na")},
)


def test_what_was_settled_is_read_the_same() -> None:
    votes = {1: tally(ASKED, [Person("Water", {"A": 2})])}
    again = read_counts(write_counts(votes, ASKED, SETTLED), ASKED)
    assert again.inputs == SETTLED
    assert read_counts(f"{HEADER}\n{GOOD}", ASKED).inputs is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",,X,agreed,,,,,2", "row 2: X: found the unknown code X for agreed."),
        (",,T,agreed,,,,,2", "row 2: T: found the unknown code T for agreed."),
        (",,A,agreed,,,,,9", "row 2: A: found '9', expected a level of the scale, na, both."),
        (",,A,agreed,,,,,", "row 2: A: found '', expected a level of the scale, na, both."),
        (",,A,agreed,,,,,1\n,,A,agreed,,,,,1", "row 3: A: found agreed a second time"),
        (",,T,rule,,,,,median", "row 2: T: found 'median', expected mean, leaf-mean"),
        (",,A,rule,,,,,mean", "row 2: A: found 'mean', expected"),
        (",,T,weight,,,,,-1", "row 2: T: found '-1', expected a number of 0 or more."),
        (",,,city rule,,,,,all", "row 2: found 'all', expected departments, people."),
    ],
)
def test_what_was_settled_is_judged_row_by_row(row: str, words: str) -> None:
    with pytest.raises(Faults) as error:
        read_counts(f"{','.join(COLUMNS)}\n{row}\n", ASKED)
    assert words in str(error.value)
