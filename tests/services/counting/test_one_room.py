"""How the answers of a person go together shows in no figure where somebody missed one of the votes."""

from collections.abc import Iterator

import pytest

from resilience.framework import Framework
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.services.voting.my_data import erase_own
from resilience.store import Store
from tests.services.held import HOST, Held, reveal, set_up

#: answers to W1; the first of Power is away from the next vote, with each answer of its department in turn
WATER, POWER = (2, 2, 3, 2, 1), (0, 2, 2, 2, 3)


def orders() -> Iterator[tuple[int, ...]]:
    """The answers of Power with another one first."""
    for at in range(len(POWER)):
        yield (POWER[at], *POWER[:at], *POWER[at + 1 :])


def two_votes(
    store: Store, framework: Framework, power: tuple[int, ...], *, away: bool
) -> WorkshopResult:
    """All answer W1, then all give W2 level 2, but for the first of Power if `away`."""
    held = set_up(store, framework, departments={"Water": 5, "Power": 5})
    held.move(rounds.open_vote)
    people = [*held.vote("Power", *power), *held.vote("Water", *WATER)]
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W2"])
    for who in people[away:]:
        held.say(who, W2=2)
    held.move(rounds.close_vote)
    reveal(held.store, HOST, held.code)
    return held.result()


def test_a_standard_error_is_of_one_vote(sqlite_store: Store, framework: Framework) -> None:
    told = [two_votes(sqlite_store, framework, own, away=True) for own in orders()]
    assert len({repr(one.tallies) for one in told}) == 1, "the counts are alike"
    assert [one.error for one in told] == [None] * len(POWER)
    assert two_votes(sqlite_store, framework, POWER, away=False).error is None


@pytest.mark.parametrize("gone", ["silent", "erased"])
def test_a_shift_of_answers_follows_from_the_counts(
    sqlite_store: Store, framework: Framework, gone: str
) -> None:
    """Somebody who is missing had said 2 and a colleague did not know, or the other way round; the colleague says 4."""
    told = []
    for said in ((2, "dk"), ("dk", 2)):
        held: Held = set_up(sqlite_store, framework, departments={"Water": 9})
        held.move(rounds.open_vote)
        people = held.vote("Water", *said, 2, 2, 2, 0, 1, 1)
        held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
        if gone == "erased":
            erase_own(held.store, people[0])
        for who, level in zip(people[1:], (4, 4, 4, 4, 0, 1, 1), strict=True):
            held.say(who, W1=level)
        result = held.reveal()
        told.append((result.later, repr([one.tallies for one in result.rounds])))
    assert told[0] == told[1]
    assert told[0][0] == {"W1": 2}
