"""A rehearsal goes through reveal and discussion, and leaves nothing behind."""

from dataclasses import replace
from typing import Any

import pytest

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.framework import Framework
from resilience.services.access.access import NOBODY, Grant, Visitor, identify
from resilience.services.access.history import ActFilter, history
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import COMMENT, INVENTED, end_rehearsal, rehearse
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.discussion import discuss
from resilience.services.results.results import admit
from resilience.services.workshop.desk import show_topic
from resilience.services.workshop.devices import attendance_of
from resilience.services.workshop.profile import demo_state
from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from resilience.store.tables import Base, Participant, ReplacedAnswer, Response
from tests.indicators import URBAN, shipped
from tests.services.delivering import save_remark
from tests.services.held import CITY, HOST, KEY, Held, finish, rows, set_up

#: what counts rows or writes, and what may be kept of a rehearsal
RECORD = "staff_act"


def kept(store: Store) -> dict[str, list[Any]]:
    """All rows of the database but the record's, without the counter of changes."""
    with store.read() as session:
        return {
            table.name: [
                {k: v for k, v in row._mapping.items() if k != "revision"}
                for row in session.connection().execute(table.select())
            ]
            for table in Base.metadata.sorted_tables
            if table.name != RECORD
        }


@pytest.fixture
def copy(held: Held) -> Held:
    return Held(held.store, rehearse(held.store, HOST, held.code))


@pytest.fixture
def elsewhere(store: Store, framework: Framework) -> Held:
    return set_up(store, framework, city=replace(CITY, name="Porto"))


def test_it_shows_a_result_and_topics_of_invented_people(held: Held, copy: Held) -> None:
    assert copy.view.rehearses == held.code
    assert copy.view.city.name == "Cascais (rehearsal)"
    assert "Rehearsal" in copy.view.invented_words
    copy.move(rounds.open_vote, rounds.close_vote, rounds.reveal)
    result = copy.result()
    assert result.people == len(rows(held.store, Participant)) == 15
    assert {topic.code for topic in discuss(result)} == {one.code for one in copy.view.asked}
    assert held.view.phase == "preparing"


def test_nothing_is_left_of_a_rehearsal_that_went_through_the_whole_day(held: Held) -> None:
    held.join("Water")
    before, record = (
        kept(held.store),
        [one.act for one in history(held.store, HOST, ActFilter()).deeds],
    )
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    copy.move(rounds.open_vote)
    copy.vote("Water", 1, 3)
    copy.move(rounds.close_vote, rounds.reveal)
    show_topic(copy.store, HOST, copy.code, "W1")
    agree(copy.store, HOST, copy.code, "W1", 2, "Tried out.")
    rounds.open_vote(copy.store, HOST, copy.code, ["W1", "W2"])
    copy.move(rounds.close_vote, rounds.reveal)
    assert end_rehearsal(copy.store, HOST, copy.code) == held.code
    assert kept(held.store) == before
    after = [one.act for one in history(held.store, HOST, ActFilter()).deeds]
    assert after == ["rehearsal opened", *record]


def test_what_devices_answer_in_a_rehearsal_is_in_no_figure(copy: Held) -> None:
    copy.move(rounds.open_vote)
    tried = copy.join("Water")
    copy.say(tried, W1=4)
    copy.say(tried, W1=0)
    save_remark(copy.store, tried, "W1", comment="My own words.")
    copy.move(rounds.close_vote, rounds.reveal)
    assert copy.result().people == 15
    assert "My own words." not in str(discuss(copy.result()))
    assert {one.participant_id for one in rows(copy.store, ReplacedAnswer)} == set()


def test_devices_of_a_rehearsal_are_not_in_the_attendance(held: Held, copy: Held) -> None:
    tried = copy.join("Water")
    assert attendance_of(held.store, HOST, held.code).devices == ()
    end_rehearsal(held.store, HOST, copy.code)
    assert attendance_of(held.store, HOST, held.code).devices == ()
    with pytest.raises(NotAllowed):
        copy.say(tried, W1=1)


def test_opening_the_vote_ends_it(held: Held, copy: Held) -> None:
    copy.move(rounds.open_vote)
    held.move(rounds.open_vote)
    assert (rows(held.store, Response), rows(held.store, Participant)) == ([], [])
    with pytest.raises(NotFound):
        rehearse(held.store, HOST, copy.code)


def test_who_runs_the_workshop_runs_its_rehearsal_and_nobody_else_sees_it(
    held: Held, copy: Held, elsewhere: Held
) -> None:
    link = held.link("cofacilitator")
    second = identify(held.store, KEY, staff_tokens=[link.token or ""])
    assert Grant("cofacilitator", copy.id) in second.grants
    assert end_of(copy, held.staff("official")) == end_of(copy, elsewhere.staff("facilitator"))
    copy.move(rounds.open_vote, rounds.close_vote, rounds.reveal)
    with pytest.raises(NotAllowed):
        admit(held.store, NOBODY, copy.code)
    assert workshops_of(held.store, NOBODY) == []
    assert demo_state(held.store) == (False, True)
    assert end_of(copy, second) == held.code


def end_of(copy: Held, visitor: Visitor) -> str:
    """Where a rehearsal that somebody ends leads, "" where they may not."""
    try:
        return end_rehearsal(copy.store, visitor, copy.code)
    except NotAllowed:
        return ""


def test_there_is_one_at_a_time_and_only_before_the_first_vote(
    held: Held, copy: Held, framework: Framework
) -> None:
    assert rehearse(held.store, HOST, held.code) == copy.code
    for refuses in (rehearse, finish):
        with pytest.raises(WrongTime):
            refuses(held.store, HOST, copy.code)
    with pytest.raises(InputError, match="Another workshop of Cascais"):
        rehearse(held.store, HOST, set_up(held.store, framework).code)
    held.move(rounds.open_vote)
    for refuses in (rehearse, end_rehearsal):
        with pytest.raises(WrongTime):
            refuses(held.store, HOST, held.code)


def test_what_is_invented_says_so(store: Store) -> None:
    held = set_up(store, shipped(URBAN))
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    copy.move(rounds.open_vote)
    said = {one.comment for one in rows(held.store, Response)}
    assert said == {"", COMMENT}
    assert all(one.token_hash.startswith(INVENTED) for one in rows(held.store, Participant))


def test_a_rehearsal_has_the_groups_of_the_workshop(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    copy.move(rounds.open_vote, rounds.close_vote, rounds.reveal)
    result = copy.result()
    assert result.tallies.units == ("Rivers", "Grid")
    places = {one.id: one.department_id for one in rows(held.store, Participant)}
    asked = {(places[one.participant_id], one.indicator[0]) for one in rows(held.store, Response)}
    assert len(asked) == 2, "each group answers its own theme alone"
