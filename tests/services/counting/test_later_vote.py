"""What is served of a vote on what was asked and shown before: the room's, where that tells of nobody."""

from collections.abc import Callable, Mapping
from typing import Literal

import pytest

from resilience.errors import WrongTime
from resilience.framework import AnswerValue
from resilience.scoring import StateCounts
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.turnout import view_thin_turnout
from resilience.store.tables import FrozenFacts
from tests.conftest import DATABASES
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, rows
from tests.services.recount import Counted, Line, frozen, of_room, recounted, room


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: freezing a vote counts in the database."""
    return str(request.param)


@pytest.fixture
def again(held: Held) -> tuple[Held, list[Visitor], Counted]:
    """A vote of four of Water that was revealed and is open again, and what it froze."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    save_remark(held.store, people[0], "W1", comment="At first.")
    held.reveal()
    held.move(rounds.reopen_vote)
    return held, people, frozen(held)


Room = tuple[Held, list[Visitor], Counted]
Making = Callable[..., Held]
Shown = tuple[object, ...]


def levels(result: WorkshopResult) -> list[int]:
    """How many of the city gave each level of W1."""
    counts: list[int] = result.tallies.city.by_code["W1"].answers.sum(axis=0).tolist()
    return counts


def test_a_reopened_vote_in_which_few_changed_is_not_shown(again: Room) -> None:
    held, people, shown = again
    for who, level in zip(people, (4, 1, 2, 3), strict=True):
        held.say(who, W1=level)
    save_remark(held.store, people[1], "W1", comment="New.")
    result = held.reveal()
    assert (frozen(held), room(held)) == (shown, {"Water": (4, 4)})
    assert of_room(held, 2) == {}
    assert (result.not_shown, result.later) == (("W1",), {})
    assert levels(result) == [1, 1, 1, 1, 0]
    assert [remark.comment for remark in result.remarks] == ["At first."]


def test_a_reopened_vote_asks_only_the_questions_of_the_vote_again(held: Held) -> None:
    people = second_vote(held)
    vote_again(held, people, 2, 2, 3, 3, 1, 1, 1)
    rounds.open_vote(held.store, HOST, held.code, ["P1"])
    for who in people:
        held.say(who, P1=3)
    held.reveal()
    with pytest.raises(WrongTime, match="can be asked again only once"):
        held.move(rounds.reopen_vote)


def test_a_reopened_vote_in_which_k_people_changed_is_the_rooms(again: Room) -> None:
    held, people, shown = again
    for who, level in zip(people, (4, 4, 4, 3), strict=True):
        held.say(who, W1=level)
    result = held.reveal()
    assert frozen(held) == shown, "the unit keeps its first vote"
    assert levels(result) == [0, 0, 0, 1, 3]
    assert (result.not_shown, result.later) == ((), {"W1": 2})
    assert result.people == 4


@pytest.mark.parametrize("second", [(4, 4, 4, 4), (0, 1, 2, 3)])
def test_a_question_is_asked_again_once(again: Room, second: tuple[int, ...]) -> None:
    """Also if nothing of it was shown: what a third vote shows could tell who answered in between."""
    held, people, _ = again
    for who, level in zip(people, second, strict=True):
        held.say(who, W1=level)
    shown = held.reveal()
    held.move(rounds.open_vote)
    for who in people:
        held.say(who, W1=2)
    third = held.reveal()
    assert of_room(held, 3) == {}
    assert (levels(third), third.not_shown) == (levels(shown), ("W1",))


@pytest.mark.parametrize("said", [2, 3])
def test_a_close_tells_nothing_of_who_answers_after_it(workshop: Making, said: int) -> None:
    """Two or three changed before the last person answers; the desk closes, looks, and reopens."""
    held = workshop(departments={"Water": 20})
    held.move(rounds.open_vote)
    people = held.vote("Water", *[2] * 6, *[3] * 4)
    held.reveal()
    held.move(rounds.open_vote)
    others = (2, 2, 3, 3, 3) if said == 2 else (2, 2, 2, 3, 3)
    for who, level in zip(people[1:], (*others, 3, 3, 3, 3), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert view_thin_turnout(held.store, HOST, held.code) is None, "the reveal is offered"
    held.move(rounds.reopen_vote)
    held.say(people[0], W1=said)
    assert levels(held.reveal()) == [0, 0, 3, 7, 0]


def test_who_was_silent_on_a_question_does_not_stand_in_for_who_left(workshop: Making) -> None:
    """Three who had said level 1 are away, three who had answered another question give a level, nobody changes."""
    held = workshop(departments={"Water": 20})
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 0, 0, 0, 1, 1, 1)
    silent = [held.join("Water") for _ in range(3)]
    for who in silent:
        held.say(who, W2=2)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, level in zip((*people[:4], *silent), (0, 0, 0, 0, 2, 2, 2), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}


def test_a_later_count_that_was_not_shown_is_made_again(again: Room) -> None:
    held, people, _ = again
    for who in people:
        held.say(who, W1=0)
    held.move(rounds.close_vote, rounds.reopen_vote)
    for who, level in zip(people, (4, 4, 4, 3), strict=True):
        held.say(who, W1=level)
    assert levels(held.reveal()) == [0, 0, 0, 1, 3]


def second_vote(held: Held) -> list[Visitor]:
    """A first vote of four of Water and three of Power that was revealed, and a second one on W1."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3) + held.vote("Power", 1, 1, 1)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    return people


def vote_again(held: Held, people: list[Visitor], *levels: int) -> WorkshopResult:
    """These people answer W1 and the vote is revealed."""
    for who, level in zip(people, levels, strict=True):
        held.say(who, W1=level)
    return held.reveal()


def test_one_who_leaves_is_not_told_by_two_votes(held: Held) -> None:
    people = second_vote(held)
    result = vote_again(held, people[1:], 1, 2, 3, 1, 1, 1)
    assert (levels(result), result.not_shown) == ([1, 4, 1, 1, 0], ("W1",))


def test_one_who_erases_the_answers_is_not_told_by_two_votes(held: Held) -> None:
    people = second_vote(held)
    erase_own(held.store, people[0])
    for who, level in zip(people[1:], (1, 2, 3, 1, 1, 1), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}


def test_nobody_is_told_where_one_stays_and_three_leave(held: Held) -> None:
    """Water less the room of the second vote would be the one who stayed: three who left hide nothing."""
    people = second_vote(held)
    for who, level in zip((people[0], *people[4:]), (0, 1, 1, 1), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}


def test_a_second_vote_in_which_k_people_changed_is_the_rooms(held: Held) -> None:
    people = second_vote(held)
    result = vote_again(held, people, 2, 2, 3, 3, 3, 1, 1)
    assert of_room(held, 2) == {
        ("", "W1", "1"): Line(2, 2),
        ("", "W1", "2"): Line(2, 2),
        ("", "W1", "3"): Line(3, 3),
    }
    assert result.tallies.by_code["W1"].answers.tolist() == [[1, 1, 1, 1, 0], [0, 3, 0, 0, 0]]
    assert levels(result) == [0, 2, 2, 3, 0]
    # each person once: 2 x 25, 2 x 50 and 3 x 75 over seven people
    assert result.result.city["W1"].value == pytest.approx(375 / 7)


def test_a_table_that_leaves_hides_nobody_who_leaves_with_it(workshop: Callable[..., Held]) -> None:
    """A reader may subtract those who stayed, three of them alone, and is left with table and person."""
    held = workshop(departments={"Water": 9, "Power": 9})
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 2, 4)
    table = held.join("Water", 5)
    held.say(table, W1=2)
    power = held.vote("Power", *[3] * 9)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, level in zip((*water[:3], *power), (1, 1, 2, *[3] * 9), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}


def test_tables_that_were_erased_are_not_taken_for_people_alone(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(departments={"Water": 20})
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 2, 4)
    tables = [held.join("Water", 4) for _ in range(2)]
    for table in tables:
        held.say(table, W1=0)
    held.reveal()
    for who in (*tables, water[3]):
        erase_own(held.store, who)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, level in zip(water[:3], (1, 1, 2), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}


def device(held: Held, size: int = 1, group: str = "Hall") -> Visitor:
    """Somebody new, or a table of `size`."""
    return held.join(group, size if size > 1 else None)


@pytest.mark.parametrize("tables", [[5] * 5, [5, *[1] * 10], [6] * 8])
@pytest.mark.parametrize("leaves", [True, False])
def test_who_erases_and_who_is_silent_leave_the_same_figures(
    workshop: Making, tables: list[int], leaves: bool
) -> None:
    """The first table is missing from the later vote, or a device that never answered erases its data."""
    shown = []
    for erases in (False, True):
        held = workshop(departments={"Hall": 60})
        held.move(rounds.open_vote)
        people = [device(held, size) for size in tables]
        for who in people:
            held.say(who, W1=0)
        held.reveal()
        gone = people.pop(0) if leaves else device(held)
        if erases:
            erase_own(held.store, gone)
        rounds.open_vote(held.store, HOST, held.code, ["W1"])
        for who in people:
            held.say(who, W1=4)
        shown.append(levels(held.reveal()))
    assert shown[0] == shown[1] == [0, 0, 0, 0, len(tables) - leaves]


@pytest.mark.parametrize("others", [0, 2, 4])
def test_people_of_another_group_decide_nothing_for_a_group_with_tables(
    workshop: Making, others: int
) -> None:
    held = workshop(departments={"Hall": 60})
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    tables = [device(held, 5, "Rivers") for _ in range(4)]
    alone, grid = ([device(held, group=name) for _ in range(4)] for name in ("Rivers", "Grid"))
    for who in tables:
        held.say(who, W1=0, W2=1)
    for who in alone:
        held.say(who, W2=1)
    for who in grid:
        held.say(who, P1=0)
    held.reveal()
    held.move(rounds.open_vote)
    for who in [*tables, *alone[:2]]:
        held.say(who, W1=4)
    for who in grid[:others]:
        held.say(who, P1=4)
    assert held.reveal().later.get("W1") == 2


def test_where_nobody_changed_the_first_figures_stay(held: Held) -> None:
    people = second_vote(held)
    result = vote_again(held, people, 0, 1, 2, 3, 1, 1, 1)
    assert (levels(result), result.later, result.not_shown) == ([1, 4, 1, 1, 0], {}, ("W1",))


def test_changes_that_cancel_out_are_not_shown(held: Held) -> None:
    """That more changed than the counts show would tell how each department answers now."""
    people = second_vote(held)
    assert vote_again(held, people, 1, 1, 2, 3, 0, 1, 1).later == {}


def test_nothing_is_served_where_all_others_keep_theirs(held: Held) -> None:
    """Also where whole units stay away."""
    people = second_vote(held)
    assert vote_again(held, people[:4], 0, 1, 2, 3).not_shown == ("W1",)


def test_where_n_a_won_no_level_of_a_few_is_counted(held: Held) -> None:
    people = second_vote(held)
    answers: tuple[AnswerValue, ...] = (0, 1, "na", "na", "na", "na", "na")
    for who, said in zip(people, answers, strict=True):
        held.say(who, W1=said)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {("", "W1", "na"): Line(5, 5)}


#: what the same people say in two votes (None: not there)
World = tuple[tuple[AnswerValue, ...], tuple[AnswerValue | None, ...]]


def play(held: Held, world: World, *, erasing: bool = False) -> dict[str, int]:
    """Two votes of Water on W1; gives the indicators whose later vote is shown, once it is revealed."""
    first, later = world
    held.move(rounds.open_vote)
    people = held.vote("Water", *first)
    held.reveal()
    if erasing:
        for who, said in zip(people, later, strict=True):
            if said is None:
                erase_own(held.store, who)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, said in zip(people, later, strict=True):
        if said is not None:
            held.say(who, W1=said)
    held.move(rounds.close_vote)
    return {code: 2 for _, code, _ in of_room(held, 2)}


@pytest.mark.parametrize("erasing", [False, True])
def test_the_one_who_is_not_there_is_not_told_by_all_others_changing(
    held: Held, erasing: bool
) -> None:
    """All three changed to 1, so the earlier level 1 was that of the absent person: it is not shown."""
    assert play(held, ((0, 0, 0, 1), (1, 1, 1, None)), erasing=erasing) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (((2, 2, 2, "na"), (3, 3, 3, None)), ((2, 2, "na", 2), (3, 3, 3, None))),
        (((0, 0, 1, 1, 2, 2), (3, 3, 3, 3, 3, None)), ((0, 0, 2, 1, 2, 1), (3, 3, 3, 3, 3, None))),
    ],
)
def test_rooms_with_the_same_counts_are_shown_alike(
    workshop: Making, one: World, other: World
) -> None:
    """Else that it is shown tells one from the other, and with it what the one said who left."""
    rooms = [workshop(departments={"Water": 21}) for _ in range(2)]
    first, second = (play(held, world) for held, world in zip(rooms, (one, other), strict=True))
    assert first == second


def test_a_later_vote_is_shown_where_its_counts_alone_show_enough_changes(
    held: Held,
) -> None:
    assert play(held, ((0, 0, 1, 1, 2, 2), (3, 3, 3, 3, 3, None))) == {"W1": 2}


@pytest.mark.parametrize("said", [0, 1])
def test_the_answer_of_one_who_leaves_halfway_makes_no_difference(held: Held, said: int) -> None:
    """They answer another question only, as everyone sees; all others change to 0 or keep it."""
    held.move(rounds.open_vote)
    people = held.vote("Water", *((0, 0, 0, 1, 1) if said else (1, 0, 0, 0, 1)))
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1", "W2"])
    held.say(people[0], W2=2)
    for who in people[1:]:
        held.say(who, W1=0, W2=2)
    held.move(rounds.close_vote)
    assert ("", "W1", "0") not in of_room(held, 2)


@pytest.mark.parametrize("said", [0, 1])
def test_the_answer_of_one_who_has_left_is_not_in_a_reopened_vote(held: Held, said: int) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", said, 1 - said, 1, 2, 2, 2, 2)
    held.reveal()
    held.move(rounds.reopen_vote)
    for who in people[1:]:
        held.say(who, W1=3)
    assert levels(held.reveal()) == [0, 0, 0, 6, 0]


def test_a_group_that_scores_a_theme_is_counted_without_the_others(workshop: Making) -> None:
    """Those of another group, who are not asked, are nobody who gave no answer."""
    held = workshop(departments={"Hall": 20})
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    rivers = held.vote("Rivers", 0, 0, 1, 1, 2, 2)
    grid = [held.join("Grid") for _ in range(8)]
    for who in grid:
        held.say(who, P1=2)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in rivers[:5]:
        held.say(who, W1=3)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {("", "W1", "3"): Line(5, 5)}


def test_a_group_that_is_not_shown_is_in_no_figure_of_a_later_vote(workshop: Making) -> None:
    held = workshop(departments={"Hall": 20}, k=3)
    held.group("scores", Rivers="WAT", Grid="PWR", Parks="PWR")
    held.move(rounds.open_vote)
    rivers = held.vote("Rivers", 1, 1, 1, 1)
    for group, people in (("Grid", 3), ("Parks", 2)):
        for _ in range(people):
            held.say(held.join(group), P1=3)
    assert held.reveal().result.city["W1"].reach == 1.0
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in rivers:
        held.say(who, W1=4)
    shown = held.reveal()
    assert shown.later == {"W1": 2}
    assert shown.result.city["W1"].reach == 1.0
    assert shown.result.city["W1"].counts == StateCounts(level=4, na=0, dk=0, blank=0)


def shown_of(held: Held, people: Mapping[str, list[Visitor]], silent: Visitor | None) -> Shown:
    """Everyone but `silent` keeps W1 and moves on P1; which of W1, W2 and P1 the second vote shows."""
    rounds.open_vote(held.store, HOST, held.code, ["W1", "W2", "P1"])
    for who in (who for some in people.values() for who in some if who != silent):
        held.say(who, W1=2, W2=2, P1=4)
    result = held.reveal()
    facts = rows(held.store, FrozenFacts)[-1]
    return result.later, result.not_shown, facts.people


@pytest.mark.parametrize("word", ["dk", "na"])
def test_what_a_silent_person_had_said_makes_no_difference(
    workshop: Making, word: Literal["dk", "na"]
) -> None:
    """Else the room, who sees that somebody of Power left early, learns whether the one "don't know" was theirs."""
    told = []
    for who_said_so in (0, 1):
        held = workshop(departments=dict.fromkeys(("Water", "Power", "Roads"), 5))
        held.move(rounds.open_vote)
        people = {name: [held.join(name) for _ in range(5)] for name in ("Water", "Power", "Roads")}
        for who in (who for some in people.values() for who in some):
            held.say(who, W1=2, W2=2, P1=2)
        held.say(people["Power"][who_said_so], W2=word)
        held.reveal()
        told.append(shown_of(held, people, people["Power"][0]))
    assert told[0] == told[1]
    assert told[0][0] == {"P1": 2}


def test_from_which_department_somebody_erased_makes_no_difference(workshop: Making) -> None:
    """Also where all of one department stay away from the second vote."""
    told = []
    for gone in ("Water", "Power", "Roads"):
        held = workshop(departments=dict.fromkeys(("Water", "Power", "Roads"), 4))
        held.move(rounds.open_vote)
        people = {name: [held.join(name) for _ in range(4)] for name in ("Water", "Power", "Roads")}
        for who in (who for some in people.values() for who in some):
            held.say(who, W1=2, W2=2, P1=2)
        held.reveal()
        erase_own(held.store, people[gone].pop())
        people["Water"] = []
        told.append(shown_of(held, people, None)[:2])
    assert told == [({"P1": 2}, ("W1", "W2"))] * 3


def test_an_open_workshop_shows_what_one_person_changed(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    (who, *_) = held.vote("Water", 1, 1)
    held.reveal()
    held.move(rounds.reopen_vote)
    held.say(who, W1=4)
    held.move(rounds.close_vote)
    assert frozen(held, 2) == recounted(held, 2) == {("Water", "W1", "4"): Line(1, 1)}


def test_a_later_vote_has_counts_of_the_room_alone(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    held.say(people[0], W2=4)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1"])
    for who, level in zip(people, (4, 4, 4, 3), strict=True):
        held.say(who, W1=level)
    first, second = held.reveal().rounds
    assert (first.number, second.number) == (1, 2)
    assert first.tallies.by_code["W1"].answers.tolist() == [[1, 1, 1, 1, 0]]
    assert second.tallies.by_code["W1"].answers.tolist() == [[0, 0, 0, 0, 0]]
    assert second.tallies.city.by_code["W1"].answers.tolist() == [[0] * 5, [0, 0, 0, 1, 3]]
    assert "W2" in first.tallies.by_code
    assert list(second.tallies.by_code) == ["W1"]


def test_where_nobody_can_be_missing_a_level_after_not_knowing_is_a_change(
    workshop: Making,
) -> None:
    held = workshop(departments={"Water": 20})
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, "dk", "dk", "dk")
    held.reveal()
    held.move(rounds.open_vote)
    assert levels(vote_again(held, people, 1, 1, 2, 2, 2)) == [0, 2, 3, 0, 0]


def test_where_somebody_left_a_level_after_not_knowing_is_none(workshop: Making) -> None:
    """Nobody's level moved, so the difference in levels would be theirs who left."""
    held = workshop(departments={"Water": 20})
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, 0, "dk", "dk", "dk", 1)
    held.reveal()
    held.move(rounds.open_vote)
    assert vote_again(held, people[:6], 1, 1, 0, 2, 2, 2).later == {}
