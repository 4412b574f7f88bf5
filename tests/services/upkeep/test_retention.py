"""Retention: what participants left goes when its time is over, and every figure stays."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update
from sqlmodel import select

from resilience.errors import WrongTime
from resilience.outputs.workbook import results_workbook
from resilience.services.counting import rounds
from resilience.services.counting.kept_facts import keep_missing
from resilience.services.counting.rehearsal import rehearse
from resilience.services.results.between_votes import between_votes
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import admit_trend, read_trend
from resilience.services.upkeep.retention import keepings, remove_expired, remove_now
from resilience.services.upkeep.verify import verify
from resilience.services.workshop.phase import Phase
from resilience.store import Store, now
from resilience.store.results.frozen import seal
from resilience.store.tables import (
    Base,
    Closing,
    FrozenFacts,
    FrozenRoom,
    Participant,
    Response,
    Round,
    StaffAct,
    Weighing,
    Workshop,
)
from resilience.text import Text
from tests.services.held import HOST, Held, finish, reopen, rows
from tests.services.left import WORDS, everything, kept_in
from tests.services.remembered import demo_in
from tests.services.voting.test_erasure import everywhere, figures, said
from tests.workbook.sheets import opened

YEAR = 365
MOMENTS: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Workshop, ("created_at", "closed_at")),
    (Round, ("opened_at", "closed_at", "revealed_at")),
    (Participant, ("joined_at",)),
    (Response, ("saved_at",)),
    (FrozenRoom, ("frozen_at",)),
    (StaffAct, ("at",)),
)


def unlock_record(store: Store) -> None:
    """Let the record of this test be changed, which the database refuses to everybody."""
    sqlite = store.engine.dialect.name == "sqlite"
    with store.write() as session:
        for event in ("changes_nothing",) if sqlite else ("keeps_rows",):
            on = "" if sqlite else " ON staff_act"
            session.connection().exec_driver_sql(f"DROP TRIGGER IF EXISTS staff_act_{event}{on}")


def age(store: Store, days: float, *but: type[Base]) -> None:
    """As if all that is in the database had been written so many days earlier, but for some tables."""
    earlier = datetime.timedelta(days=days)
    unlock_record(store)
    with store.write() as session:
        for table, names in MOMENTS:
            for row in session.exec(select(table)) if table not in but else ():
                for name in names:
                    at = getattr(row, name)
                    setattr(row, name, at and at - earlier)
                session.add(row)


@pytest.fixture
def old(workshop: Callable[..., Held]) -> Held:
    """A workshop with two votes, in which somebody left something everywhere; it closed, by a name."""
    made: Held = workshop(date=datetime.date(2025, 10, 14))
    levels = (1, 1, 1, 1, 2, 2, 3)
    people = everything(made, *levels)
    made.move(rounds.open_vote)
    for who in people:
        made.say(who, W1=4, W2=3)
    made.join("Power")
    made.move(rounds.close_vote, rounds.reveal, finish)
    return made


def test_what_is_old_goes_and_what_is_not_stays(old: Held, workshop: Callable[..., Held]) -> None:
    age(old.store, YEAR + 1)
    new, running = workshop(), workshop()
    new.bring_to(Phase.CLOSED)
    running.bring_to(Phase.VOTING)
    (done,) = remove_expired(old.store, YEAR)
    assert done.code == old.code
    assert done.rows["participant"] == 7 + 1
    assert done.rows["response"] == 4 * 7
    assert done.rows["feasibility"] == done.rows["before_import"] == 1
    assert (
        done.rows["delivery"] == 4 * 7 + 4
    )  # each answer, and what `everything` sends beside them
    assert kept_in(old) == 0
    assert not any(word in everywhere(old.store) for word in WORDS)
    assert (kept_in(new), kept_in(running)) == (9, 9)
    assert remove_expired(old.store, YEAR) == ()
    last = rows(old.store, StaffAct)[-1]
    assert (last.actor, last.act, last.workshop) == ("server", "answers removed", old.code)
    assert last.after == {"after_days": YEAR}


def shown(held: Held) -> tuple[WorkshopResult, str, str]:
    """The result, and in words what changed between votes and from year to year."""
    result = held.result()
    workshop_id, _, marks = admit_trend(held.store, HOST, held.code)
    trend = read_trend(held.store, workshop_id, [one for one, _ in marks])
    return result, repr(between_votes(held.store, result)), repr(trend)


def test_results_votes_trend_and_workbook_say_the_same_after_it(
    old: Held, workshop: Callable[..., Held]
) -> None:
    later = workshop(date=datetime.date(2026, 10, 13))
    later.move(rounds.open_vote)
    for who in later.vote("Water", 0, 0, 1, 1, 0, 1, 0):
        later.say(who, W2=0)
    later.move(rounds.close_vote, rounds.reveal, finish)
    before = [shown(one) for one in (old, later)]
    assert "shift=0.857" in before[0][1]
    assert "difference=-75.0, finding=True" in before[1][2]
    made_at = now()
    file = opened(results_workbook(before[0][0], Text("en"), made_at, ()))
    remove_now(old.store, HOST, old.code)
    remove_now(old.store, HOST, later.code)
    after = [shown(one) for one in (old, later)]
    for was, became in zip(before, after, strict=True):
        assert figures(became[0]) == figures(was[0])
        assert became[1:] == was[1:]
        assert said(became[0]) == []
    book = opened(results_workbook(after[0][0], Text("en"), made_at, ()))
    told = {one.title: list(one.values) for one in book}
    differ = {one.title for one in file if list(one.values) != told[one.title]}
    assert differ == {"Summary", "Read me", "Comments"}
    assert "What people wrote has been deleted." in repr(told["Comments"])
    assert "Each participant's answers and texts were deleted on" in repr(told["Read me"])


def test_a_clock_that_was_set_back_at_the_close_deletes_nothing_early(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    age(held.store, YEAR + 1, Response)
    assert remove_expired(held.store, YEAR) == ()  # answers came after it
    age(held.store, YEAR + 1, Participant, Round, StaffAct, Workshop, FrozenRoom)
    assert len(remove_expired(held.store, YEAR, dry_run=True)) == 1


def test_a_clock_that_was_set_back_all_day_shows_in_what_was_recorded_before(
    held: Held, workshop: Callable[..., Held]
) -> None:
    """The whole workshop was held with a wrong clock, after another was set up with a right one."""
    other = workshop()
    held.bring_to(Phase.CLOSED)
    set_up = next(a.id for a in rows(held.store, StaffAct, workshop=other.code))
    age(held.store, YEAR + 1)
    with held.store.write() as session:
        session.get_one(StaffAct, set_up).at = now()
    assert remove_expired(held.store, YEAR) == ()


def test_a_clock_that_is_set_back_later_deletes_nothing(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    age(held.store, -400)
    assert remove_expired(held.store, YEAR) == ()


def test_nothing_of_an_open_workshop_goes_however_old_it_is(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    held.move(reopen)
    age(held.store, 10 * YEAR)
    assert remove_expired(held.store, YEAR) == ()
    with pytest.raises(WrongTime):
        remove_now(held.store, HOST, held.code)
    assert kept_in(held) == 9


def test_on_the_day_and_not_before(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    age(held.store, 29.9)
    assert remove_expired(held.store, 30) == ()
    age(held.store, 0.2)
    assert remove_expired(held.store, 0) == ()  # 0 is never
    assert len(remove_expired(held.store, 30)) == 1


def test_a_dry_run_says_what_would_go_and_changes_nothing(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    age(held.store, YEAR)
    before = everywhere(held.store)
    told = remove_expired(held.store, YEAR, dry_run=True)
    assert everywhere(held.store) == before
    assert remove_expired(held.store, YEAR) == told


def test_of_several_servers_one_removes_it(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    age(held.store, YEAR)
    with ThreadPoolExecutor(4) as servers:
        done = [
            one.result()
            for one in [servers.submit(remove_expired, held.store, YEAR) for _ in range(4)]
        ]
    assert sorted(map(len, done)) == [0, 0, 0, 1]
    acts = [act.act for act in rows(held.store, StaffAct)]
    assert acts.count("answers removed") == 1


def test_the_invented_city_keeps_what_was_invented(sqlite_store: Store) -> None:
    demo_in(sqlite_store)
    age(sqlite_store, 10 * YEAR)
    assert remove_expired(sqlite_store, 1) == ()
    assert keepings(sqlite_store, HOST, YEAR) == ()


def test_after_the_removal_there_is_no_further_vote(held: Held) -> None:
    """Devices could take the places of people who are gone, and would seem to hide whoever answers with them."""
    held.bring_to(Phase.CLOSED)
    remove_now(held.store, HOST, held.code)
    held.move(reopen)
    for step in (rounds.reopen_vote, rounds.open_vote):
        with pytest.raises(WrongTime, match="so no further vote is possible"):
            held.move(step)
    assert held.result().people == 3


@pytest.mark.usefixtures("noon")
def test_who_runs_a_workshop_is_told_when_what_is_in_it_goes(held: Held) -> None:
    assert keepings(held.store, held.staff("official"), YEAR) == ()
    held.bring_to(Phase.REVEALED)
    (one,) = keepings(held.store, held.staff("cofacilitator"), YEAR)
    assert (one.open, one.due, one.people, one.may_remove) == (True, None, 3, False)
    held.move(finish)
    (one,) = keepings(held.store, HOST, YEAR)
    assert one.due == rows(held.store, Closing)[0].closed_at.date() + datetime.timedelta(YEAR)
    assert one.may_remove
    assert keepings(held.store, HOST, 0)[0].due is None
    remove_now(held.store, HOST, held.code)
    (one,) = keepings(held.store, HOST, YEAR)
    assert (one.people, one.removed_at is not None) == (0, True)


def test_what_earlier_versions_read_from_answers_is_fixed_at_the_start(old: Held) -> None:
    result = old.result()
    votes = repr(between_votes(old.store, result))
    facts = rows(old.store, FrozenFacts)
    with old.store.write() as session:
        for row in facts:
            session.delete(session.get_one(FrozenFacts, row.round_id))
        session.exec(update(FrozenRoom).values(few_alone=False))
        for held in session.exec(select(Round)):
            seal(session, held)  # as the migration left it
        session.exec(update(Weighing).values(mean=None))
    keep_missing(old.store)
    assert all(one.well for one in verify(old.store))
    # what only a close knows, such as who had been erased before, is not made up
    unknown = {"came": None, "alone": None, "counted": None}
    assert rows(old.store, FrozenFacts) == [one.model_copy(update=unknown) for one in facts]
    assert figures(old.result()) == figures(result)
    assert repr(between_votes(old.store, result)) == votes


def test_an_abandoned_rehearsal_is_removed_after_a_day(held: Held) -> None:
    held.join()
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    copy.move(rounds.open_vote)
    age(held.store, 0.9)
    assert remove_expired(held.store, 0) == ()
    copy.move(rounds.close_vote)  # somebody rehearses again
    age(held.store, 0.9)
    assert remove_expired(held.store, 0) == ()
    age(held.store, 0.2)
    assert len(remove_expired(held.store, 0, dry_run=True)) == 1
    (done,) = remove_expired(held.store, 0)
    assert (done.code, done.rows["participant"] > 0) == (copy.code, True)
    assert [one.code for one in rows(held.store, Workshop)] == [held.code]
    assert kept_in(held) == 1
    assert rows(held.store, StaffAct)[-1].act == "rehearsal opened"
    assert remove_expired(held.store, 0) == ()
