"""A server whose clock is set back or forward while a workshop goes on: order is that of what happened."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from resilience.errors import NotFound, WrongTime
from resilience.services.access.access import NOBODY
from resilience.services.accounts.password_links import look_at_link, make_password_link, use_link
from resilience.services.accounts.sign_ins import sign_out, sign_somebody_out
from resilience.services.counting import rounds
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.card_imports import undo_import
from resilience.services.scorecards.cards import take_cards
from resilience.services.upkeep.retention import remove_now
from resilience.services.voting.progress import snapshot
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from tests.services.clock import Clock, settable_clock
from tests.services.delivering import save_remark
from tests.services.held import HOST, KEY, Held, present, reopen
from tests.services.recount import Line, frozen, of_room
from tests.services.staff import ADMIN, HOURS, PASSWORD, entered, hired, seen

MONTH = 30 * 24 * 60
CARD = SubmittedCard("water.xlsx", "a card", "Water", 1, "en", (CardAnswer("W1", 4),))


@pytest.fixture
def clock() -> Iterator[Clock]:
    with settable_clock() as clock:
        yield clock


def test_figures_freeze_anew_though_the_clock_went_back(held: Held, clock: Clock) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2)
    held.reveal()
    shown = frozen(held)
    clock.step(-90)
    held.move(rounds.reopen_vote)
    for who in people:
        held.say(who, W1=4)
    save_remark(held.store, people[0], "W1", comment="After the talk.")
    held.move(rounds.close_vote, rounds.reveal)
    assert frozen(held) == shown
    assert of_room(held, 2) == {("", "W1", "4"): Line(3, 3)}
    assert [remark.comment for remark in held.result().remarks] == ["After the talk."]


def test_somebody_s_answer_is_not_told_though_the_clock_went_back(held: Held, clock: Clock) -> None:
    """Answers seemed to be of after the close, as if k people had changed theirs."""
    held.move(rounds.open_vote)
    clock.step(90)
    people = held.vote("Water", 0, 1, 2)
    save_remark(held.store, people[0], "W1", comment="At first.")
    clock.step(-90)
    held.reveal()
    shown = frozen(held)
    assert [remark.comment for remark in held.result().remarks] == ["At first."]
    held.move(rounds.reopen_vote)
    held.say(people[0], W1=4)
    held.move(rounds.close_vote)
    assert frozen(held) == shown


def test_cards_that_came_after_the_reveal_can_be_taken_back(held: Held, clock: Clock) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 0, 1, 2)
    take_cards(held.store, HOST, held.code, [replace(CARD, answers=(CardAnswer("W1", 3),))])
    held.reveal()
    clock.step(-90)
    held.move(rounds.reopen_vote)
    done = take_cards(held.store, HOST, held.code, [CARD])
    assert undo_import(held.store, HOST, held.code, present(done.id)) == 0


def test_cards_of_which_figures_were_shown_cannot(held: Held, clock: Clock) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 0, 1, 2)
    clock.step(90)
    done = take_cards(held.store, HOST, held.code, [CARD])
    clock.step(-90)
    held.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    with pytest.raises(WrongTime, match="The vote has closed"):
        undo_import(held.store, HOST, held.code, present(done.id))


def test_a_vote_whose_answers_were_removed_is_not_opened_again(held: Held, clock: Clock) -> None:
    """It seemed to have closed after they were removed, so that few could be counted in their place."""
    held.bring_to(Phase.CLOSED)
    clock.step(-90)
    remove_now(held.store, HOST, held.code)
    held.move(reopen)
    with pytest.raises(WrongTime, match="no further vote is possible"):
        held.move(rounds.reopen_vote)


def test_no_vote_is_opened_after_the_removal_whatever_the_clock_says(
    held: Held, clock: Clock
) -> None:
    held.bring_to(Phase.CLOSED)
    remove_now(held.store, HOST, held.code)
    clock.step(-90)
    held.move(reopen)
    with pytest.raises(WrongTime, match="no further vote is possible"):
        rounds.open_vote(held.store, HOST, held.code, ["W2"])


def test_who_was_signed_out_while_the_clock_ran_ahead_stays_out(store: Store, clock: Clock) -> None:
    """These sign-ins seemed to be over, so they were left, and were good again afterwards."""
    ana, bo = hired(store, "ana@city"), hired(store, "bo@city")
    tokens = [entered(store, who) for who in (ana, bo)]
    clock.step(MONTH)
    sign_somebody_out(store, ADMIN, ana)
    sign_out(store, tokens[1])
    clock.step(-MONTH)
    assert [seen(store, token) for token in tokens] == [NOBODY, NOBODY]


def test_a_link_that_was_replaced_while_the_clock_ran_ahead_sets_no_password(
    store: Store, clock: Clock
) -> None:
    ana, bo = hired(store, "ana@city"), hired(store, "bo@city")
    old = [make_password_link(store, KEY, ADMIN, who) for who in (ana, bo)]
    clock.step(MONTH)
    new = [make_password_link(store, KEY, ADMIN, who) for who in (ana, bo)]
    use_link(store, new[1], PASSWORD, HOURS)
    clock.step(-MONTH)
    for token in (*old, new[1]):
        with pytest.raises(NotFound):
            look_at_link(store, token)
    assert look_at_link(store, new[0]).sign_in == "ana@city"


def test_nobody_seems_to_have_joined_after_a_close(held: Held, clock: Clock) -> None:
    """The answers that came in are a share of those of everybody there."""
    held.move(rounds.open_vote)
    held.vote("Water", 0, 1, 2)
    clock.step(-90)
    rounds.close_vote(held.store, HOST, held.code)
    held.join("Water")
    assert snapshot(held.store, held.id).done == 1 / len(held.view.asked)
