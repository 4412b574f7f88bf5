"""A revealed vote that is reopened: nobody sees its results until it is revealed again."""

from collections.abc import Callable

import pytest

from resilience.errors import ResilienceError, WrongTime
from resilience.framework import Framework
from resilience.outputs import long_data
from resilience.outputs.receipt import own_receipt
from resilience.services.access.access import Visitor
from resilience.services.cities.packages import admit_publisher
from resilience.services.cities.publications import show_to_network, shown_since
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.actions import actions_of
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results import replies, results
from resilience.services.results.trend import admit_trend
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.store import Store
from resilience.store.tables import Publication
from tests.services.held import HOST, Held, finish, reopen, rows, set_up

ROLES = ("facilitator", "cofacilitator", "official", "lead")


@pytest.fixture
def revealed(held: Held) -> tuple[Held, list[Visitor]]:
    """A workshop after its reveal, and those who voted."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    return held, people


def readers(held: Held) -> list[Callable[[], object]]:
    """Every way to a figure of the result."""
    store, code = held.store, held.code
    everybody = [HOST, *map(held.staff, ROLES)]
    ways: list[Callable[[], object]] = [lambda w=w: held.result(w) for w in everybody]  # type: ignore[misc]
    lead = held.staff("lead", "Water")
    return [
        *ways,
        lambda: admit_trend(store, HOST, code),
        lambda: long_data.participants_csv(store, HOST, code),
        lambda: actions_of(store, HOST, code),
        lambda: admit_publisher(store, HOST, code),
        lambda: replies.admit_lead(store, lead, code),
    ]


def hidden_from_all(held: Held, who: Visitor) -> None:
    """Nobody is let in, the participant included."""
    for read in readers(held):
        with pytest.raises(ResilienceError):
            read()
    with pytest.raises(WrongTime):
        results.admit_participant(held.store, who)
    receipt = own_receipt(held.store, who)
    assert (receipt.levels, receipt.agreed) == (None, {})
    assert held.view.reveals == 0
    assert held.view.hidden


def test_results_are_hidden_until_they_are_revealed_again(
    revealed: tuple[Held, list[Visitor]],
) -> None:
    held, (who, *others) = revealed
    agree(held.store, HOST, held.code, "W1", 3)
    shown = held.result()
    held.move(rounds.reopen_vote)
    hidden_from_all(held, who)
    for one in (who, *others):
        held.say(one, W1=4)
    held.move(rounds.close_vote)
    assert held.view.phase is Phase.COUNTED
    hidden_from_all(held, who)
    held.move(rounds.reveal)
    assert not held.view.hidden
    assert held.view.reveals == 2
    assert held.result().agreed == shown.agreed
    assert own_receipt(held.store, who).agreed == shown.agreed


def test_the_result_of_the_vote_before_stands_while_a_later_one_is_reopened(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    first = held.result()
    held.move(rounds.open_vote)
    for one in people:
        held.say(one, W1=4)
    held.move(rounds.close_vote, rounds.reveal)
    second = held.result()
    held.move(rounds.reopen_vote)
    for one in people:
        held.say(one, W1=4)
    assert held.result().result == first.result
    held.move(rounds.close_vote)
    assert held.result().result == first.result
    assert (held.view.reveals, held.view.hidden) == (1, True)
    held.move(rounds.reveal)
    assert held.result().result == second.result


def test_the_result_is_shown_again_if_the_reopened_vote_is_dropped(
    revealed: tuple[Held, list[Visitor]],
) -> None:
    held, (who, *_) = revealed
    shown = held.result()
    held.move(rounds.reopen_vote)
    held.say(who, W1=4)
    held.move(rounds.close_vote, rounds.drop_vote)
    assert held.result().result == shown.result
    assert (held.view.reveals, held.view.hidden) == (1, False)


def test_nothing_is_closed_agreed_or_opened_while_results_are_hidden(
    revealed: tuple[Held, list[Visitor]],
) -> None:
    held, _ = revealed
    held.move(rounds.reopen_vote, rounds.close_vote)
    for move in (finish, rounds.open_vote):
        with pytest.raises(WrongTime):
            held.move(move)
    with pytest.raises(WrongTime):
        agree(held.store, HOST, held.code, "W1", 3)


def test_officials_who_saw_it_wait_for_the_next_reveal(held: Held) -> None:
    reply_first(held.store, HOST, held.code)
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    show_to_officials(held.store, HOST, held.code)
    assert held.result(held.staff("official")).result.city["W1"].value == 50
    held.move(rounds.reopen_vote)
    for who in people:
        held.say(who, W1=4)
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="No results are shown before the reveal"):
        held.result(held.staff("official"))
    held.move(rounds.reveal)
    assert held.result(held.staff("official")).result.city["W1"].value == 100


def test_what_departments_reply_to_is_not_shown_to_officials_while_it_is_hidden(held: Held) -> None:
    reply_first(held.store, HOST, held.code)
    held.bring_to(Phase.REVEALED)
    held.move(rounds.reopen_vote)
    with pytest.raises(WrongTime, match="has moved on"):
        show_to_officials(held.store, HOST, held.code)


def test_a_published_result_is_taken_back_before_the_vote_reopens(
    store: Store, framework: Framework
) -> None:
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal, finish)
    show_to_network(store, held.staff("facilitator"), held.code)
    assert shown_since(store, HOST, held.code) is not None
    with pytest.raises(WrongTime):
        held.move(rounds.reopen_vote)
    held.move(reopen, rounds.reopen_vote)
    assert shown_since(store, HOST, held.code) is None
    assert not rows(store, Publication)


def test_the_points_step_stays_as_it_is(revealed: tuple[Held, list[Visitor]]) -> None:
    held, _ = revealed
    weights.ask_for_points(held.store, HOST, held.code)
    held.move(rounds.reopen_vote)
    assert weights.view_weighing(held.store, HOST, held.code).state == "open"
