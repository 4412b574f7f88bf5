"""The server's clock is set back in the middle of a workshop: nothing is lost, nobody can be told."""

import datetime
from collections import Counter

from sqlmodel import SQLModel, select

from resilience.services.counting import rounds
from resilience.store.tables import FrozenRoom, ReplacedAnswer, Response, Round
from tests.services.delivering import save_remark
from tests.services.held import Held
from tests.services.recount import Line, frozen, of_room

HOUR = datetime.timedelta(hours=1)
#: the moments of a vote by which the product tells what was first
MOMENTS: tuple[tuple[type[SQLModel], str], ...] = (
    (Response, "saved_at"),
    (ReplacedAnswer, "replaced_at"),
    (FrozenRoom, "frozen_at"),
    (Round, "closed_at"),
    (Round, "revealed_at"),
)


def set_clock_back(held: Held) -> None:
    """All that was written so far was written by a clock that is an hour ahead of that of now."""
    with held.store.write() as session:
        for table, name in MOMENTS:
            for row in session.exec(select(table)):
                if getattr(row, name) is not None:
                    setattr(row, name, getattr(row, name) + HOUR)


def test_what_was_answered_before_the_clock_went_back_counts_with_its_remarks(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    for who in people:
        held.say(who, W2=2)
        save_remark(held.store, who, "W1", comment="Seen on the map.")
    set_clock_back(held)
    held.say(people[0], W1=4)
    result = held.reveal()
    counted = Counter[str]()
    for (_, code, _), line in frozen(held).items():
        counted[code] += line.people
    assert counted == {"W1": 3, "W2": 3}
    assert len(result.remarks) == 3


def test_one_who_changes_an_answer_after_the_clock_went_back_can_not_be_told(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    shown = frozen(held)
    set_clock_back(held)
    held.move(rounds.reopen_vote)
    for who, level in zip(people, (4, 2, 3), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {}, "one who changed would be told by the difference"
    held.move(rounds.reopen_vote)
    for who in people:
        held.say(who, W1=0)
    held.move(rounds.close_vote)
    assert of_room(held, 2) == {("", "W1", "0"): Line(3, 3)}
    assert frozen(held) == shown, "departments keep their first vote"
