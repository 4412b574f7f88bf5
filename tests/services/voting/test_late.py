"""Somebody who came after the first vote: a later one neither asks nor counts them, unless the workshop is open."""

from collections.abc import Callable

import pytest

from resilience.errors import Faults, WrongTime
from resilience.exchange.package import PublishingKey, read_package
from resilience.outputs.long_data import counts_csv
from resilience.scorecard.page import closed_words
from resilience.services.access.access import Visitor
from resilience.services.cities.packages import publish
from resilience.services.counting import rounds
from resilience.services.results.own_page import read_own_page
from resilience.services.results.results import WorkshopResult
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.cards import look_at_cards, take_cards
from resilience.services.scorecards.typed_cards import PaperCard, keep_sheet
from resilience.services.voting.responses import own_ballot
from resilience.store.tables import Participant, Response
from resilience.text import Text
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, Move, finish, rows
from tests.services.recount import room

TEXT = Text("en")
AGAIN = "only for people who answered in the first one"
CARD = SubmittedCard("late.xlsx", "late", "Water", 1, "en", (CardAnswer("W1", 4),))
AGAINS = [rounds.open_vote, rounds.reopen_vote]


def vote_again(held: Held, move: Move = rounds.open_vote) -> list[Visitor]:
    """Four of Water and three of Power whose result was revealed, and who are asked again."""
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 0, 1, 2, 3), *held.vote("Power", 1, 1, 1)]
    held.reveal()
    held.move(move)
    return people


@pytest.mark.parametrize("again", AGAINS)
def test_who_came_late_is_asked_nothing_and_their_answer_is_refused(
    held: Held, again: Move
) -> None:
    people = vote_again(held, again)
    late = held.join("Water")
    assert own_ballot(held.store, people[0]).asked == ("W1", "W2", "P1", "P2")
    assert own_ballot(held.store, late).asked == ()
    assert AGAIN in closed_words(read_own_page(held.store, late, "en"), TEXT)
    with pytest.raises(WrongTime, match=AGAIN):
        held.say(late, W1=4)
    with pytest.raises(WrongTime, match=AGAIN):
        save_remark(held.store, late, "W1", comment="I came late.")
    assert rows(held.store, Response, participant_id=late.participant_id) == []


def test_who_joined_in_time_and_only_wrote_a_remark_is_not_asked_again(held: Held) -> None:
    held.move(rounds.open_vote)
    silent, *_ = held.join(), held.vote("Water", 1, 2, 3)
    save_remark(held.store, silent, "W1", comment="A remark alone is no answer.")
    held.reveal()
    held.move(rounds.open_vote)
    assert own_ballot(held.store, silent).asked == ()
    with pytest.raises(WrongTime, match=AGAIN):
        held.say(silent, W1=4)


def test_a_card_of_nobody_in_the_first_vote_is_refused(held: Held) -> None:
    vote_again(held)
    typed = PaperCard(held.department("Water"), "1", 1, {"W1": "4"}, {})
    with pytest.raises(Faults, match="Nobody on this scorecard did"):
        keep_sheet(held.store, HOST, held.code, typed, "en")
    (looked,) = look_at_cards(held.store, HOST, held.code, [CARD])
    assert [str(fault) for fault in looked.faults if AGAIN in str(fault)]
    take_cards(held.store, HOST, held.code, [CARD])
    assert len(rows(held.store, Participant)) == 7


def files(held: Held) -> tuple[WorkshopResult, str, object]:
    """The result of a closed workshop, its counts as a file, and what another city reads in its package."""
    held.move(finish)
    key = PublishingKey("City of Cascais", bytes(32))
    there = read_package(publish(held.store, HOST, held.code, key, "CC-BY-4.0")).result
    result = held.result()
    assert there.scores == result.result.city
    return result, counts_csv(result), there.about.room


@pytest.mark.parametrize("again", AGAINS)
def test_a_late_device_changes_no_figure_and_no_file(
    workshop: Callable[..., Held], again: Move
) -> None:
    told = []
    for comes in (False, True):
        held = workshop()
        people = vote_again(held, again)
        if comes:
            with pytest.raises(WrongTime):
                held.say(held.join("Roads", 4), W1=4)
        for who in people:
            held.say(who, W1=4)
        shown = held.reveal()
        assert shown.later == {"W1": 2}
        assert (shown.people, room(held, 2)) == (7, {"Water": (4, 4), "Power": (3, 3)})
        result, *rest = files(held)
        told.append((result.tallies.city.by_code["W1"].answers.tolist(), result.room, *rest))
    assert told[0] == told[1]


@pytest.mark.parametrize("again", AGAINS)
def test_in_an_open_workshop_who_comes_late_is_asked_and_counted(
    workshop: Callable[..., Held], again: Move
) -> None:
    held = workshop(k=0)
    vote_again(held, again)
    late = held.join("Roads")
    assert own_ballot(held.store, late).asked == ("W1", "W2", "P1", "P2")
    held.say(late, W1=4)
    take_cards(held.store, HOST, held.code, [CARD])
    result = held.reveal()
    assert result.rounds[-1].tallies.city.by_code["W1"].answers.sum() == 2
    assert result.people == 9
