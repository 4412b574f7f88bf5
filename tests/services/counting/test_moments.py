"""What units keep of people's overall means when a vote closes: of k people at least, of what they show alone."""

from collections.abc import Callable

import pytest

from resilience.framework import AnswerValue, Framework
from resilience.scoring.certainty.standard_error import Moments
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.counting.kept_facts import keep_missing_moments
from resilience.store import Store
from resilience.store.tables import FrozenMoments, Round, Unit
from tests.services.held import HOST, Held, rows, set_up

#: by number of the vote and unit
Kept = dict[tuple[int, str], Moments]
#: answers that make 50 of power; the other theme weighs as much
POWER = {"P1": 2, "P2": 5}


@pytest.fixture
def held(sqlite_store: Store, framework: Framework) -> Held:
    """A workshop with k 3, whose first vote is open."""
    made = set_up(sqlite_store, framework, departments={"Water": 9})
    made.move(rounds.open_vote)
    return made


def kept(held: Held) -> Kept:
    """The moments that a workshop keeps."""
    names = {unit.id: unit.name for unit in rows(held.store, Unit, workshop_id=held.id)}
    numbers = {one.id: one.number for one in rows(held.store, Round, workshop_id=held.id)}
    return {
        (numbers[row.round_id], names[row.unit_id]): Moments(row.people, row.mean, row.variance)
        for row in rows(held.store, FrozenMoments)
        if row.round_id in numbers and row.theme == "overall"
    }


def close(held: Held) -> Kept:
    """What is kept when the vote closes."""
    held.move(rounds.close_vote)
    return kept(held)


def water(held: Held, *both: tuple[AnswerValue, AnswerValue]) -> list[Visitor]:
    """Somebody new of Water for each pair of answers to W1 and W2."""
    people = [held.join() for _ in both]
    for who, (first, second) in zip(people, both, strict=True):
        held.say(who, W1=first, W2=second, **POWER)
    return people


def test_a_unit_keeps_the_moments_of_its_personal_means_of_the_overall(held: Held) -> None:
    # water (0 + 50)/2 = 25, (50 + 100)/2 = 75 and 50; overall 37.5, 62.5 and 50: squares 156.25 twice, over 2
    water(held, (0, 2), (2, 4), (2, 2))
    assert close(held) == {(1, "Water"): Moments(3, 50, 156.25)}


def test_an_overall_that_fewer_than_k_have_keeps_nothing(held: Held) -> None:
    """Of four people two know the second theme: their moments would be their answers."""
    water(held, (0, 2), (2, 4))
    for _ in range(2):
        held.say(held.join(), W1=2, W2=2, P1="dk", P2="dk")
    assert close(held) == {}


def test_tables_are_one_each_and_who_is_alone_beside_them_is_in_no_moments(held: Held) -> None:
    for size, level in ((4, 1), (3, 3)):
        held.say(held.join(size=size), W1=level, W2=level, **POWER)
    water(held, (0, 0))
    # tables at 25 and 75 in water
    assert close(held) == {(1, "Water"): Moments(2, 50, 312.5)}


def test_one_who_is_alone_with_an_overall_beside_tables_costs_it_its_moments(held: Held) -> None:
    held.say(held.join(size=4), W1=1, W2=1, **POWER)
    water(held, (3, 3), ("dk", "dk"), ("dk", "dk"))
    assert close(held) == {}


def test_an_open_workshop_keeps_those_of_anybody(sqlite_store: Store, framework: Framework) -> None:
    held = set_up(sqlite_store, framework, k=0)
    held.move(rounds.open_vote)
    water(held, (4, 4))
    assert close(held) == {(1, "Water"): Moments(1, 75, 0)}


def test_a_vote_that_opens_again_before_its_reveal_keeps_nothing(held: Held) -> None:
    water(held, (0, 2), (2, 4), (2, 2))
    assert close(held)
    held.move(rounds.reopen_vote)
    assert rows(held.store, FrozenMoments) == []


def test_what_was_shown_keeps_its_moments_when_it_opens_again(held: Held) -> None:
    people = water(held, (0, 2), (2, 4), (2, 2))
    first = close(held)
    held.move(rounds.reveal, rounds.reopen_vote)
    assert kept(held) == first, "while the vote is open again"
    for who in people:
        held.say(who, W1=4, W2=4)
    kept_first = first | {(2, unit): one for (_, unit), one in first.items()}
    assert close(held) == kept_first, "a unit keeps its first vote"


def test_a_second_vote_keeps_the_moments_of_the_first(held: Held) -> None:
    people = held.vote("Water", 0, 0, 0, 4)
    for who in people:
        held.say(who, W2=2, **POWER)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, level in zip(people, (1, 2, 4, 3), strict=True):
        held.say(who, W1=level)
    found = close(held)
    # water 25, 25, 25 and 75
    first = Moments(4, 43.75, 156.25)
    assert found == {(1, "Water"): first, (2, "Water"): first}


def test_a_cell_that_is_not_served_is_in_no_moments(held: Held) -> None:
    """Two of three answered W2 and P2, so the unit's means are of W1 and P1; that is half of the overall."""
    water(held, (0, 2), (2, 4))
    held.say(held.join(), W1=4, P1=2)
    assert close(held) == {}


def test_a_group_that_scores_its_own_themes_keeps_nothing(
    sqlite_store: Store, framework: Framework
) -> None:
    """Also where it scores every theme, so that its people have an overall."""
    held = set_up(sqlite_store, framework, departments={"Water": 9})
    held.group("scores", Rivers="WAT PWR")
    held.move(rounds.open_vote)
    for level in (0, 2, 4):
        held.say(held.join("Rivers"), W1=level, W2=level, **POWER)
    assert close(held) == {}


def test_votes_that_closed_before_get_theirs_once_while_their_answers_are_there(
    workshop: Callable[..., Held],
) -> None:
    held = workshop()
    held.move(rounds.open_vote)
    who, *_ = water(held, (0, 2), (2, 4), (2, 2))
    found = close(held)
    held.move(rounds.reveal, rounds.reopen_vote)
    held.say(who, W1=4, W2=4)
    forget(held.store)
    keep_missing_moments(held.store)
    assert kept(held) == found, "as the figures were fixed, without the new answers"
    keep_missing_moments(held.store)
    assert kept(held) == found


def forget(store: Store) -> None:
    """As a database was before moments were kept."""
    with store.write() as session:
        for row in rows(store, FrozenMoments):
            session.delete(row)
