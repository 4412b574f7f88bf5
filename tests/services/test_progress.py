"""How far a vote is: counts of people and of answers given, and no answer."""

from resilience.services import progress, rounds
from resilience.services.phase import Phase
from resilience.services.progress import DepartmentProgress
from resilience.services.responses import save_remark
from tests.services.held import HOST, Held


def seen(held: Held) -> dict[str, tuple[int, int, float]]:
    """Participants, people and the share done by department with somebody."""
    found = progress.snapshot(held.store, held.id).departments
    return {d.name: (d.participants, d.people, d.done) for d in found if d.participants}


def test_before_anybody_joins_there_are_the_departments_and_who_is_expected(held: Held) -> None:
    found = progress.snapshot(held.store, held.id)
    assert found.departments == (
        DepartmentProgress("Water", 5, 0, 0, 0.0),
        DepartmentProgress("Power", 5, 0, 0, 0.0),
        DepartmentProgress("Roads", 5, 0, 0, 0.0),
        DepartmentProgress("Mixed tables", 0, 0, 0, 0.0),
    )
    assert (found.people, found.done) == (0, 0.0)


def test_who_joined_is_counted_before_any_answer(held: Held) -> None:
    held.join("Water")
    held.join("Power", 4)
    assert seen(held) == {"Water": (1, 1, 0.0), "Power": (1, 4, 0.0)}
    assert progress.snapshot(held.store, held.id).people == 5


def test_what_was_answered_is_a_share_of_what_is_asked(held: Held) -> None:
    held.move(rounds.open_vote)
    full, half = held.join("Water"), held.join("Water")
    held.say(full, W1=0, W2="na", P1="dk", P2=3)
    held.say(half, W1=1, W2=1)
    save_remark(held.store, half, "P1", comment="A remark alone is no answer.")
    held.say(held.join("Power", 3), W1=1)
    assert seen(held) == {"Water": (2, 2, 0.75), "Power": (1, 3, 0.25)}
    assert progress.snapshot(held.store, held.id).done == (6 + 1) / (3 * 4)


def test_a_second_vote_starts_again_from_what_it_asks(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    rounds.open_vote(held.store, HOST, held.code, ["W1", "P1"])
    assert seen(held) == {"Water": (3, 3, 0.0)}
    held.say(held.join("Water"), W1=1)
    assert seen(held) == {"Water": (4, 4, 1 / 8)}


def test_a_rehearsal_has_a_progress_of_its_own(held: Held) -> None:
    held.move(rounds.rehearse)
    held.vote("Water", 1)
    assert seen(held) == {"Water": (1, 1, 0.25)}
    held.move(rounds.open_vote)
    assert seen(held) == {"Water": (1, 1, 0.0)}


def test_progress_has_no_place_for_an_answer() -> None:
    assert set(DepartmentProgress.__slots__) == {
        "name",
        "expected",
        "participants",
        "people",
        "done",
    }


def test_staff_are_let_in_with_the_revision(held: Held) -> None:
    assert progress.admit(held.store, HOST, held.code) == (held.id, 0)
    held.move(rounds.open_vote)
    assert progress.admit(held.store, held.staff("cofacilitator"), held.code) == (held.id, 1)
