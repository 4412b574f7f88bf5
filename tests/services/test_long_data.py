"""A result as long data: counts from every workshop, participants from an open one alone."""

from collections.abc import Callable

import pytest

from resilience.errors import NotAllowed, WrongTime
from resilience.exchange.counts import latest, read_counts
from resilience.exchange.responses import read_responses
from resilience.scoring import score
from resilience.services import rounds
from resilience.services.access import NOBODY
from resilience.services.long_data import counts_csv, participants_csv
from tests.services.held import HOST, Held

Sets = Callable[..., Held]


def revote(held: Held) -> None:
    """Two votes: on everything, then on W1 alone."""
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 2, 3), *held.vote("Power", 0, 4, "dk")]
    for who in people:
        held.say(who, P2=4.5, P1="na")
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=2)
    held.move(rounds.close_vote, rounds.reveal)


def test_counts_of_every_vote_give_the_scores_again(held: Held) -> None:
    revote(held)
    found = held.result()
    framework = held.view.framework
    votes = read_counts(counts_csv(found), framework)
    assert list(votes) == [1, 2]
    assert list(votes[2].by_code) == ["W1"]
    assert votes[1].by_code["W1"].answers.tolist() == [[0, 1, 1, 1, 0], [1, 0, 0, 0, 1]]
    again = score(framework, latest(votes, framework))
    assert again.city == found.result.city
    assert again.units == found.result.units


def test_an_open_workshop_gives_each_participant_by_a_number(workshop: Sets) -> None:
    held = workshop(k=0)
    revote(held)
    text = participants_csv(held.store, HOST, held.code)
    rows = read_responses(text, held.view.framework).answers
    assert {row.unit for row in rows} == {"Cascais"}
    assert {row.participant for row in rows} == {str(n) for n in range(1, 7)}
    assert [row.answer for row in rows if row.indicator == "W1"] == ["2"] * 6
    assert {row.answer for row in rows if row.indicator == "P2"} == {"4.5"}
    assert sorted(row.department for row in rows if row.indicator == "P1") == (
        ["Power"] * 3 + ["Water"] * 3
    )


def test_participants_leave_no_other_workshop(held: Held) -> None:
    revote(held)
    with pytest.raises(NotAllowed, match="open workshop"):
        participants_csv(held.store, HOST, held.code)


def test_nothing_is_told_to_others_or_before_the_reveal(workshop: Sets) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    with pytest.raises(WrongTime):
        participants_csv(held.store, HOST, held.code)
    held.move(rounds.close_vote, rounds.reveal)
    with pytest.raises(NotAllowed):
        participants_csv(held.store, NOBODY, held.code)
    assert participants_csv(held.store, HOST, held.code).count("Water,") == 3
