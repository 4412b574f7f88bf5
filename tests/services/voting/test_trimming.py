"""What is kept of one participant has bounds, and figures lose nothing by them."""

import json
from dataclasses import replace

import pytest

from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting import my_data
from resilience.services.voting.deliveries import SubmissionBatch, deliver_all
from resilience.services.voting.my_data import own_file, own_keeping
from resilience.services.voting.responses import own_ballot, own_history
from resilience.store.tables import Delivery, ReplacedAnswer, Response
from resilience.store.voting import trimming
from resilience.text import Text
from tests.conftest import DATABASES
from tests.services.held import Held, rows
from tests.services.voting.test_deliveries import sent


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: rows are deleted by a query about the same table."""
    return str(request.param)


@pytest.fixture
def voting(held: Held, monkeypatch: pytest.MonkeyPatch) -> Held:
    """A workshop in its first vote, with small bounds."""
    monkeypatch.setattr(trimming, "MOST_REPLACED", 5)
    monkeypatch.setattr(trimming, "MOST_DELIVERIES", 7)
    held.move(rounds.open_vote)
    return held


def send(held: Held, who: Visitor, *levels: int, first: int = 1) -> None:
    """Answers of one person, one after the other."""
    vote = own_ballot(held.store, who).vote
    answers = [replace(sent(first + n, level), vote=vote) for n, level in enumerate(levels)]
    with held.store.write() as session:
        deliver_all(session, [SubmissionBatch(who.known_by, answers, trim=True)])


def test_the_newest_replaced_answers_and_so_many_marks_are_kept(voting: Held) -> None:
    who, other = voting.join(), voting.join()
    send(voting, other, 1, 2, 3)
    send(voting, who, *[0, 1, 2, 3, 4] * 4)
    assert [old.said for old in own_history(voting.store, who)] == [4, 0, 1, 2, 3]
    assert len(rows(voting.store, Delivery, participant_id=who.participant_id)) == 7
    assert own_ballot(voting.store, who).answers["W1"].said == 4
    assert [old.said for old in own_history(voting.store, other)] == [1, 2]


def test_an_answer_of_a_vote_that_was_shown_is_replaced_by_none_of_the_next(voting: Held) -> None:
    voting.vote("Water", 1, 2, 3)
    who = voting.join("Water")
    send(voting, who, 0, 4)
    voting.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    send(voting, who, *[0, 1] * 10, first=10)
    kept = rows(voting.store, ReplacedAnswer, participant_id=who.participant_id)
    assert [old.level for old in kept] == [0, 1, 0, 1, 0]
    here = rows(voting.store, Response, participant_id=who.participant_id)
    assert [one.level for one in here] == [4, 1]


def test_the_own_file_comes_in_pieces_with_every_row(
    voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = voting.join()
    send(voting, who, 0, 1, 2, 3, 4)
    monkeypatch.setattr(my_data, "PAGE", 2)
    pieces = list(own_file(voting.store, who, Text("en")))
    kept = json.loads(b"".join(pieces))["kept"]
    assert {name: len(table["rows"]) for name, table in kept.items()} == dict(
        own_keeping(voting.store, who).rows
    )
    assert [row["level"] for row in kept["replaced_answer"]["rows"]] == [0, 1, 2, 3]
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 4
