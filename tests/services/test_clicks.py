"""Clicks on pages: stored for many at once, as each would be alone."""

import itertools
from collections.abc import Sequence

import pytest
from sqlmodel import update

from resilience.errors import InputError, NotAllowed, ResilienceError, WrongTime
from resilience.services import rounds
from resilience.services.access import NOBODY, Visitor
from resilience.services.deliveries import Became, Clicked, Posted, Sent, deliver_all
from resilience.services.responses import Said, own_ballot, save_answer
from resilience.store.counters import MOST_WRITES
from resilience.store.tables import Delivery, Participant, ReplacedAnswer, Response
from tests.services.delivering import deliver
from tests.services.held import Held, rows

Click = tuple[Visitor, str, Said]


@pytest.fixture
def voting(held: Held) -> Held:
    held.move(rounds.open_vote)
    return held


def click(held: Held, clicks: Sequence[Click]) -> list[object]:
    """What becomes of clicks at the same moment: what stands then, or why it was refused."""
    posted = [Posted(who.known_by, [Clicked(code, said)]) for who, code, said in clicks]
    with held.store.write() as session:
        return [told(became) for became in deliver_all(session, posted)]


def told(became: Became | ResilienceError) -> object:
    if isinstance(became, ResilienceError):
        return type(became)
    (one,) = became.each
    if isinstance(one, ResilienceError):
        return type(one)
    return one.answer and one.answer.said


def kept(held: Held) -> list[tuple[object, ...]]:
    """All answers that stand or were replaced, without who gave them and when."""
    answers = [*rows(held.store, Response), *rows(held.store, ReplacedAnswer)]
    return [(type(row), row.indicator, row.state, row.level, row.counter) for row in answers]


def test_a_click_has_the_next_number_and_is_not_remembered(voting: Held) -> None:
    who = voting.join()
    assert click(voting, [(who, "W1", 3)]) == [3]
    assert own_ballot(voting.store, who).counter == 1
    assert rows(voting.store, Delivery) == []


def test_a_click_is_newer_than_what_a_phone_sent_and_a_late_sending_is_not(voting: Held) -> None:
    who = voting.join()
    sent = [Sent(f"sending-{n}", 1, n, "W1", n % 3, "", "en") for n in (5, 3)]
    with voting.store.write() as session:
        deliver(session, who, sent[0])
    assert click(voting, [(who, "W1", 1)]) == [1]
    with voting.store.write() as session:
        assert not deliver(session, who, sent[1]).stands
    assert own_ballot(voting.store, who).answers["W1"].said == 1


def test_clicks_at_the_same_moment_are_stored_as_one_after_the_other(voting: Held) -> None:
    ann, bob = voting.join(), voting.join()
    clicks: list[Click] = [(ann, "W1", 1), (bob, "W1", "dk"), (ann, "W1", 2), (ann, "W2", "na")]
    assert click(voting, clicks) == [1, "dk", 2, "na"]
    together = kept(voting)
    cyd, dan = voting.join(), voting.join()
    for who, code, said in clicks:
        save_answer(voting.store, cyd if who is ann else dan, code, said)
    assert sorted(map(str, kept(voting))) == sorted(map(str, together * 2))


def test_a_click_that_is_refused_keeps_no_other_from_being_stored(voting: Held) -> None:
    ann, bob = voting.join(), voting.join()
    became = click(voting, [(ann, "W1", 1), (bob, "W9", 2), (NOBODY, "W1", 2), (bob, "W1", 99)])
    assert became == [1, InputError, NotAllowed, InputError]
    assert [row.level for row in rows(voting.store, Response)] == [1]


def test_a_click_after_the_vote_is_refused(voting: Held) -> None:
    who = voting.join()
    voting.move(rounds.close_vote)
    assert click(voting, [(who, "W1", 1)]) == [WrongTime]


def test_numbers_of_clicks_end_at_the_highest(voting: Held) -> None:
    who = voting.join()
    with voting.store.write() as session:
        session.exec(update(Participant).values(counter=MOST_WRITES - 1))
    for said in itertools.islice(itertools.cycle((1, 2)), 3):
        assert click(voting, [(who, "W1", said)]) == [said]
    assert own_ballot(voting.store, who).counter == MOST_WRITES
