"""People who answer alone beside tables: shown where others alone hide them, else left out."""

import datetime
from collections.abc import Callable

import pytest

from resilience.errors import WrongTime
from resilience.outputs.report import report_of
from resilience.outputs.workbook import results_workbook
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.text import Text
from resilience.wording.result import missing_words
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held
from tests.services.recount import Counted, frozen, of_room, recounted, room
from tests.workbook.sheets import opened

MADE_AT = datetime.datetime(2026, 10, 13, 9, tzinfo=datetime.UTC)
LEFT_OUT = "left out of these figures"


def table(held: Held, name: str, size: int, level: int) -> Visitor:
    """A table that answers W1."""
    who = held.join(name, size)
    held.say(who, W1=level)
    return who


def levels(counted: Counted, unit: str) -> dict[str, tuple[int, int]]:
    """Answers and people by answer to W1 in a unit."""
    return {answer: line[:2] for (of, _, answer), line in counted.items() if of == unit}


def test_a_department_of_a_table_and_one_person_merges(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    held.vote("Power", 0, 1, 2, 3)
    table(held, "Roads", 4, 1)
    held.vote("Roads", 3)
    assert held.reveal().left_out == 0
    assert room(held) == {"Power": (4, 4), OTHER_DEPARTMENTS: (5, 8)}
    assert levels(frozen(held), OTHER_DEPARTMENTS) == {"1": (1, 4), "3": (1, 1), "4": (3, 3)}


def test_people_alone_are_shown_as_before(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    held.vote("Power", 1, 2, 3)
    table(held, "Power", 2, 0)
    result = held.reveal()
    assert room(held) == {"Water": (3, 3), "Power": (4, 5)}
    assert frozen(held) == recounted(held)
    assert missing_words(result, Text("en")) == [
        "When the first vote closed, there were no answers from: Roads"
    ]


def of_tables(held: Held) -> tuple[list[Visitor], WorkshopResult]:
    """Two tables and a person beside each, revealed."""
    held.move(rounds.open_vote)
    people = [table(held, "Water", 4, 1), *held.vote("Water", 3)]
    people += [table(held, "Power", 3, 2), *held.vote("Power", 4)]
    save_remark(held.store, people[0], "W1", comment="The table.")
    save_remark(held.store, people[1], "W1", comment="Alone.")
    return people, held.reveal()


def test_where_too_few_of_the_room_are_alone_the_figures_are_those_of_tables(held: Held) -> None:
    people, result = of_tables(held)
    assert room(held) == {"Water": (1, 4), "Power": (1, 3)}
    assert levels(frozen(held), "Water") == {"1": (1, 4)}
    assert levels(frozen(held), "Power") == {"2": (1, 3)}
    assert result.result.city["W1"].value == pytest.approx((25 + 50) / 2)
    assert [remark.comment for remark in result.remarks] == ["The table."]
    assert result.left_out == 2
    assert own_ballot(held.store, people[1]).answers["W1"].said == 3, "nothing is lost"


def test_a_sentence_says_how_many_are_left_out(held: Held) -> None:
    _, result = of_tables(held)
    said = missing_words(result, Text("en"))[0]
    assert said.startswith("Answers of 2 people who answered alone are left out")
    assert str(report_of(result, Text("en"), MADE_AT)).count(LEFT_OUT) == 1
    method = opened(results_workbook(result, Text("en"), MADE_AT))["Method"]
    cells = [str(cell.value) for row in method.iter_rows() for cell in row]
    assert sum(LEFT_OUT in cell for cell in cells) == 1


def test_who_was_left_out_is_left_out_of_a_later_vote_too(held: Held) -> None:
    people, _ = of_tables(held)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=0)
    result = held.reveal()
    assert levels(of_room(held, 2), "") == {"0": (2, 7)}, "the tables alone"
    assert frozen(held, 2) == {}
    assert (room(held, 2), result.left_out) == ({"Water": (1, 4), "Power": (1, 3)}, 2)


def test_a_later_vote_of_a_table_and_one_person_is_not_shown(
    workshop: Callable[..., Held],
) -> None:
    """Beside people who answered alone in the first vote, a table alone hides nobody: its vote is not shown."""
    held = workshop(departments={"Water": 9})
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 2, 3), table(held, "Water", 4, 0)]
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    held.say(people[0], W1=4)
    held.say(people[3], W1=2)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}


def test_a_reopened_vote_is_not_shown_where_a_table_and_one_person_changed(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(departments={"Water": 9})
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 2, 3), table(held, "Water", 4, 0)]
    held.reveal()
    held.move(rounds.reopen_vote)
    held.say(people[0], W1=4)
    held.say(people[3], W1=2)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}
    held.move(rounds.reopen_vote)
    for who in people[1:]:
        held.say(who, W1=4)
    held.move(rounds.close_vote)
    assert levels(of_room(held, 2), "") == {"4": (4, 7)}, "three at least"


def test_a_room_in_which_neither_people_nor_tables_are_k_is_not_revealed(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2)
    table(held, "Power", 2, 3)
    held.move(rounds.close_vote)
    with pytest.raises(
        WrongTime, match="no department had 3 people answering alone, or 3 at tables"
    ):
        held.move(rounds.reveal)


def test_an_open_workshop_shows_a_person_beside_a_table(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    table(held, "Water", 4, 1)
    held.vote("Water", 3)
    assert held.reveal().left_out == 0
    assert levels(frozen(held), "Water") == {"1": (1, 4), "3": (1, 1)}
