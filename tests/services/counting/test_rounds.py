"""The moves of a workshop, and what each fixes, freezes, keeps or forgets."""

from collections.abc import Callable

import pytest

from resilience.errors import InputError, WrongTime
from resilience.scoring import METHOD_VERSION
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.counting import rounds
from resilience.services.results import results
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import Round, StaffAct
from tests.services.held import HOST, REASON, SIGNED_BY, Held, Move, finish, reopen, reveal, rows
from tests.services.recount import room

#: in which phase a move is right, and the phase that it leads to
ALLOWED: dict[Move, dict[Phase, Phase]] = {
    rounds.open_vote: {
        Phase.PREPARING: Phase.VOTING,
        Phase.REVEALED: Phase.VOTING,
    },
    rounds.close_vote: {Phase.VOTING: Phase.COUNTED},
    rounds.reopen_vote: {Phase.COUNTED: Phase.VOTING, Phase.REVEALED: Phase.VOTING},
    rounds.reveal: {Phase.COUNTED: Phase.REVEALED},
    finish: {Phase.REVEALED: Phase.CLOSED},
    reopen: {Phase.CLOSED: Phase.REVEALED},
}
ACTS: dict[Move, str] = {
    rounds.open_vote: "vote opened",
    rounds.close_vote: "vote closed",
    rounds.reopen_vote: "vote reopened",
    rounds.reveal: "revealed",
    finish: "workshop closed",
    reopen: "workshop reopened",
}
#: what the record says of a move beyond where the workshop stands
BECAME: dict[Move, dict[str, object]] = {
    finish: {"signed_by": SIGNED_BY, "method": METHOD_VERSION},
    reopen: {"reason": REASON},
}


@pytest.mark.parametrize(
    ("move", "phase"), [(move, phase) for move, phases in ALLOWED.items() for phase in phases]
)
def test_a_move_in_its_phase_leads_on_and_is_recorded(held: Held, move: Move, phase: Phase) -> None:
    held.bring_to(phase)
    before, acts = held.view, rows(held.store, StaffAct)
    held.move(move)
    after = held.view
    assert after.phase is ALLOWED[move][phase]
    assert after.revision == before.revision + 1
    *earlier, last = rows(held.store, StaffAct)
    assert earlier == acts
    assert (last.actor, last.act, last.workshop) == ("host", ACTS[move], held.code)
    assert (last.before or {})["phase"] == phase.value
    became = last.after or {}
    assert became.pop("phase") == after.phase.value
    assert became.items() >= BECAME.get(move, {}).items()


@pytest.mark.parametrize("phase", Phase)
def test_a_move_in_any_other_phase_is_refused_and_changes_nothing(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    before, acts = held.view, rows(held.store, StaffAct)
    for move in (move for move, phases in ALLOWED.items() if phase not in phases):
        with pytest.raises(WrongTime, match="has moved on in the meantime"):
            held.move(move)
    assert held.view == before
    assert rows(held.store, StaffAct) == acts


def test_the_record_names_every_move_in_order(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    assert [act.act for act in rows(held.store, StaffAct)] == [
        "workshop set up",
        "vote opened",
        "vote closed",
        "revealed",
        "workshop closed",
    ]


@pytest.mark.parametrize("k", [3, 5])
def test_fewer_than_k_people_are_not_revealed(workshop: Callable[..., Held], k: int) -> None:
    held = workshop(k=k)
    held.move(rounds.open_vote)
    held.vote("Water", *[1] * (k - 2))
    held.vote("Power", 1)
    held.join("Power")
    held.move(rounds.close_vote)
    with pytest.raises(
        WrongTime, match=f"People who took part: {k - 1}. .* only for {k} people or more"
    ):
        held.move(rounds.reveal)
    assert held.view.phase is Phase.COUNTED
    held.move(rounds.reopen_vote)
    held.vote("Roads", 1)
    assert held.reveal().people == k


def test_a_table_makes_up_the_number(held: Held) -> None:
    held.move(rounds.open_vote)
    held.say(held.join("Water", 3), W1=1)
    assert held.reveal().people == 3


def test_an_open_workshop_is_revealed_with_one_person(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.vote("Roads", 4)
    result = held.reveal()
    assert [(r.unit, r.people) for r in result.room] == [("Roads", 1)]
    assert result.result.city["W1"].value == 100


def test_a_silent_table_beyond_the_room_is_named_as_the_cause(held: Held) -> None:
    held.move(rounds.open_vote)
    for level in (1, 2, 2, 3):
        held.say(held.join("Water"), W1=level)
    held.join("Water", size=50)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 4})
    with pytest.raises(WrongTime, match="At least 4 more joined than were confirmed"):
        held.move(rounds.reveal)


@pytest.mark.parametrize("k", [0, 3])
def test_nothing_is_revealed_where_nobody_answered(workshop: Callable[..., Held], k: int) -> None:
    held = workshop(k=k)
    held.move(rounds.open_vote)
    for _ in range(4):
        held.join("Water")
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="Nobody has answered"):
        held.move(rounds.reveal)
    held.move(rounds.reopen_vote)
    held.vote("Water", 1, 2, 3)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 7})
    held.move(rounds.reveal)
    assert held.result().people == 3


@pytest.mark.parametrize("phase", [p for p in Phase if p not in (Phase.REVEALED, Phase.CLOSED)])
def test_before_the_reveal_nobody_sees_a_result(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    roles = ("facilitator", "cofacilitator", "official", "lead")
    for who in (HOST, *(held.staff(role) for role in roles)):
        with pytest.raises(WrongTime, match="No results are shown before the reveal"):
            results.admit(held.store, who, held.code)


@pytest.mark.parametrize("phase", [Phase.REVEALED, Phase.CLOSED])
def test_after_the_reveal_all_who_have_a_link_see_the_same(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    seen = [
        held.result(held.staff(r)) for r in ("facilitator", "cofacilitator", "official", "lead")
    ]
    assert {s.people for s in seen} == {3}
    assert all(s.result == held.result().result for s in seen)


def test_a_second_vote_opens_with_the_first_result_still_shown(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    first = held.reveal()
    held.move(rounds.open_vote)
    for who in people:
        held.say(who, W1=4)
    assert held.result().result == first.result
    held.move(rounds.close_vote)
    assert held.result().result == first.result
    held.move(reveal)
    assert held.result().result != first.result


def test_a_second_vote_that_nobody_answered_blanks_nothing(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    first = held.result()
    held.move(rounds.open_vote)
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="Nobody has answered"):
        held.move(rounds.reveal)
    assert held.result().result == first.result


@pytest.mark.parametrize("asked", [[], ["W9"], ["W1", "W9"], ["WAT"]], ids=str)
def test_a_vote_on_nothing_or_on_what_is_not_there_is_refused(held: Held, asked: list[str]) -> None:
    held.bring_to(Phase.REVEALED)
    with pytest.raises(InputError, match="Choose what"):
        rounds.open_vote(held.store, HOST, held.code, asked)
    assert held.view.phase is Phase.REVEALED
    assert len(rows(held.store, Round)) == 1


def test_a_vote_on_what_only_the_full_tier_asks_is_refused_in_the_quick_one(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(tier="quick")
    held.bring_to(Phase.REVEALED)
    with pytest.raises(InputError, match="Choose what"):
        rounds.open_vote(held.store, HOST, held.code, ["W2"])
    rounds.open_vote(held.store, HOST, held.code, ["P1"])


def test_a_move_with_a_code_as_people_type_it(held: Held) -> None:
    rounds.open_vote(held.store, HOST, f" {held.code.lower()} ")
    assert held.view.phase is Phase.VOTING


def test_moves_in_one_workshop_leave_another_alone(workshop: Callable[..., Held]) -> None:
    here, there = workshop(), workshop()
    there.bring_to(Phase.VOTING)
    before = there.view
    here.bring_to(Phase.CLOSED)
    assert there.view == before
    there.move(rounds.close_vote)
    assert room(there) == {"Water": (3, 3)}


def test_a_visitor_without_links_moves_nothing(store: Store, held: Held) -> None:
    for who in (NOBODY, Visitor(participant_id=held.join().participant_id)):
        for move in ALLOWED:
            with pytest.raises(Exception, match="for the people who run the workshop"):
                move(store, who, held.code)
    assert held.view.phase is Phase.PREPARING
