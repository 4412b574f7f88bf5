"""Many people at once: no answer that was acknowledged is lost, and each move is made once."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text

from resilience.errors import InputError, WrongTime
from resilience.framework import AnswerValue, Framework
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop.groups import GroupPlan, replace_groups
from resilience.services.workshop.participants import join, move, view_participant
from resilience.services.workshop.phase import Phase
from resilience.store import Session, Store
from resilience.store.tables import Participant, Response, Round, StaffAct, Workshop
from resilience.store.workshops import hold_workshop, lock_workshop
from tests.conftest import DATABASES
from tests.services.delivering import save_answer
from tests.services.held import KEY, Held, Move, rows, set_up
from tests.services.recount import Counted, Line, counted, frozen, of_rest, recounted, room, told

VOTERS = 6
#: answers that each voter gives before the vote is closed, and at most
FIRST, MOST = 3, 60
CODES = ("W1", "W2", "P1", "P2")


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: locks and the order of commits differ."""
    return str(request.param)


def in_threads(*work: Callable[[], None]) -> None:
    """Run all of it at once, and wait."""
    threads = [threading.Thread(target=task) for task in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Voter:
    """Somebody who answers and changes answers until the vote closes."""

    def __init__(self, held: Held, number: int) -> None:
        self.held = held
        self.number = number
        self.who = held.join(("Water", "Power", "Roads")[number % 3])
        self.acknowledged: dict[tuple[Visitor, str], AnswerValue] = {}
        self.began = threading.Event()
        self.refused = False

    def vote(self) -> None:
        """Answer until refused."""
        for turn in range(MOST):
            code = CODES[turn % len(CODES)]
            unsure = turn % 7 == 6 and self.number % 2 == 1  # three of six always give a level
            said: AnswerValue = "dk" if unsure else (self.number + turn // 4) % 5
            try:
                save_answer(self.held.store, self.who, code, said)
            except WrongTime:
                self.refused = True
                break
            self.acknowledged[self.who, code] = said
            if turn == FIRST:
                self.began.set()


@pytest.fixture
def voters(held: Held) -> list[Voter]:
    """People of three departments in a vote that is open."""
    held.move(rounds.open_vote)
    return [Voter(held, number) for number in range(VOTERS)]


def test_every_answer_acknowledged_before_the_close_is_in_the_frozen_tallies(
    held: Held, voters: list[Voter]
) -> None:
    def close() -> None:
        for voter in voters:
            voter.began.wait()
        held.move(rounds.close_vote)

    in_threads(close, *(voter.vote for voter in voters))
    acknowledged = {key: said for v in voters for key, said in v.acknowledged.items()}
    everything = counted(held.store, held.view.framework, told(acknowledged))
    expected = {place: line for place, line in everything.items() if place[2] != "dk"}
    assert {**frozen(held), **of_unsure(held)} == {**expected, **unsure(everything)}
    assert recounted(held) == expected
    assert sum(participants for participants, _ in room(held).values()) == VOTERS
    for voter in voters:
        kept = {code: a.said for code, a in own_ballot(held.store, voter.who).answers.items()}
        assert kept == {code: said for (_, code), said in voter.acknowledged.items()}


def unsure(lines: Counted) -> Counted:
    """Those who did not know, of all units together."""
    found: Counted = {}
    for (_, code, said), line in lines.items():
        if said == "dk":
            before = found.get(("", code, said), Line(0, 0))
            found["", code, said] = Line(before.answers + line.answers, before.people + line.people)
    return found


def of_unsure(held: Held) -> Counted:
    """What the workshop froze of those who did not know."""
    return {place: line for place, line in of_rest(held).items() if place[2] == "dk"}


def test_one_of_two_who_close_at_once_closes_and_the_other_is_told(
    held: Held, voters: list[Voter]
) -> None:
    for voter in voters[:3]:  # k people, so that there are tallies
        voter.vote()
    assert at_once(held, rounds.close_vote, rounds.close_vote) == 1
    assert [act.act for act in rows(held.store, StaffAct)].count("vote closed") == 1
    assert frozen(held) == recounted(held)


def at_once(held: Held, *moves: Move) -> int:
    """How many of the moves were made when all came at once."""
    start = threading.Barrier(len(moves))
    made: list[Move] = []

    def task(step: Move) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            try:
                held.move(step)
            except WrongTime:
                return
            made.append(step)

        return run

    in_threads(*(task(step) for step in moves))
    return len(made)


def test_one_of_two_who_open_at_once_opens(held: Held) -> None:
    assert at_once(held, rounds.open_vote, rounds.open_vote, rounds.open_vote) == 1
    assert [r.number for r in rows(held.store, Round)] == [1]


def test_a_workshop_that_finishes_opens_no_vote_to_whoever_waited(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    refused: list[str] = []

    def open_again() -> None:
        try:
            held.move(rounds.open_vote)
        except WrongTime as told_so:
            refused.append(str(told_so))

    waiting = threading.Thread(target=open_again)
    with held.store.write() as session:
        workshop = lock_workshop(session, held.id)
        waiting.start()
        wait_for_a_lock(held.store, waiting)
        workshop.closed_at = workshop.created_at
        session.add(workshop)
    waiting.join()
    assert len(refused) == 1
    assert len(rows(held.store, Round)) == 1
    assert held.view.phase is Phase.CLOSED


def wait_for_a_lock(store: Store, *waiting: threading.Thread) -> None:
    """Until the threads wait in PostgreSQL; SQLite lets them begin only when the other has ended."""
    if store.engine.dialect.name != "postgresql":
        return
    query = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while all(thread.is_alive() for thread in waiting):
        with store.read() as session:
            if session.connection().execute(query).scalar() == len(waiting):
                return


def test_whoever_answers_after_a_close_that_waits_does_not_overtake_it(
    postgresql_url: str, framework: Framework
) -> None:
    """SQLite has one writer at a time; on PostgreSQL a hall that votes must not hold up a close."""
    store = Store(postgresql_url)
    held = set_up(store, framework)
    held.bring_to(Phase.VOTING)
    voter = Voter(held, 0)
    closing = threading.Thread(target=lambda: held.move(rounds.close_vote))
    voting = threading.Thread(target=voter.vote)
    with store.write() as session:
        hold_workshop(session, held.id)
        closing.start()
        wait_for_a_lock(store, closing)
        voting.start()
        wait_for_a_lock(store, closing, voting)
    closing.join()
    voting.join()
    store.engine.dispose()
    assert voter.refused
    assert voter.acknowledged == {}


def set_two_groups(session: Session, workshop: Workshop) -> None:
    """Groups that score a theme each: nobody can join a department any more."""
    plans = [GroupPlan("A", ("WAT",)), GroupPlan("B", ("PWR",))]
    replace_groups(session, KEY, workshop, "scores", plans)


def sign_off(session: Session, workshop: Workshop) -> None:
    """Nobody can join a closed workshop."""
    workshop.closed_at = workshop.created_at
    session.add(workshop)


@pytest.mark.parametrize("change", [set_two_groups, sign_off])
def test_somebody_who_joins_meanwhile_finds_the_workshop_as_it_became(
    postgresql_url: str, framework: Framework, change: Callable[[Session, Workshop], None]
) -> None:
    """SQLite has one writer at a time; on PostgreSQL the join waits, and looks at departments and end again."""
    store = Store(postgresql_url)
    held = set_up(store, framework)
    water, refused = held.department("Water"), list[str]()

    def come() -> None:
        try:
            join(store, held.code, department_id=water, language="en")
        except (InputError, WrongTime) as error:
            refused.append(str(error))

    coming = threading.Thread(target=come)
    with store.write() as session:
        workshop = lock_workshop(session, held.id)
        coming.start()
        wait_for_a_lock(store, coming)
        change(session, workshop)
    coming.join()
    assert len(refused) == 1
    assert rows(store, Participant) == []
    store.engine.dispose()


def test_somebody_who_moves_while_the_vote_closes_is_counted_in_one_unit(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, 1, 1, 1, 1) + held.vote("Power", 1, 1, 1)
    power = held.department("Power")
    moved: list[Visitor] = []

    def change(who: Visitor) -> Callable[[], None]:
        def run() -> None:
            try:
                move(held.store, who, power)
            except WrongTime:
                return
            moved.append(who)

        return run

    in_threads(*(change(who) for who in people[:3]), lambda: held.move(rounds.close_vote))
    assert room(held) == {
        "Water": (6 - len(moved), 6 - len(moved)),
        "Power": (3 + len(moved), 3 + len(moved)),
    }
    assert frozen(held) == recounted(held)
    there = [view_participant(held.store, who).department for who in people]
    assert there.count("Power") == 3 + len(moved)


def test_many_who_join_and_answer_at_once_are_all_there(held: Held) -> None:
    held.move(rounds.open_vote)
    codes: list[str] = []
    water = held.department("Water")

    def come() -> None:
        codes.append(join(held.store, held.code, department_id=water, language="en"))
        held.say(held.join("Power"), W1=2)

    in_threads(*[come] * 8)
    assert len(set(codes)) == 8
    assert len(rows(held.store, Response)) == 8
    assert sorted(one.number for one in rows(held.store, Participant)) == [*range(1, 17)]
    held.move(rounds.close_vote)
    assert room(held) == {"Power": (8, 8)}
