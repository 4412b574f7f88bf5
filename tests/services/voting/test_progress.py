"""How far a vote is: counts of people and of answers given, and no answer."""

from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting import progress
from resilience.services.voting.deliveries import Submission, SubmissionBatch, deliver_all
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.progress import DepartmentProgress, ProgressSnapshot
from tests.services.delivering import in_vote, save_remark
from tests.services.held import HOST, Held, set_up


def seen(held: Held) -> dict[str, int]:
    """People by department with somebody."""
    found = progress.snapshot(held.store, held.id).departments
    return {d.name: d.people for d in found if d.people}


def done(held: Held) -> float:
    """The share of answers that the whole room gave."""
    return progress.snapshot(held.store, held.id).done


def another(held: Held) -> Held:
    """A workshop like this one in the same store."""
    return set_up(held.store, held.view.framework)


def test_before_anybody_joins_there_are_the_departments_and_who_is_expected(held: Held) -> None:
    found = progress.snapshot(held.store, held.id)
    assert found.departments == (
        DepartmentProgress("Water", 5, 0, 0),
        DepartmentProgress("Power", 5, 0, 0),
        DepartmentProgress("Roads", 5, 0, 0),
        DepartmentProgress("Mixed tables", 0, 0, 0),
    )
    assert (found.people, found.done) == (0, 0.0)


def send_late(held: Held, who: Visitor, vote: int = 1) -> None:
    """Send an answer whose outcome the phone reads: a refusal is stored with it."""
    with held.store.write() as session:
        sent = Submission(f"late-{who.participant_id}-{vote}", vote, 9, "W1", 2, {}, "en")
        deliver_all(
            session, [SubmissionBatch(who.known_by, [in_vote(session, who.known_by, sent)])]
        )


def refused(held: Held) -> int:
    """The number of devices whose answers came too late."""
    return progress.snapshot(held.store, held.id).refused


def test_devices_whose_answers_came_late_are_counted_until_the_vote_is_reopened(held: Held) -> None:
    held.move(rounds.open_vote)
    late, *_ = held.vote("Water", 1, 2, 3, 3)
    held.move(rounds.close_vote)
    assert refused(held) == 0
    send_late(held, late)
    send_late(held, late)
    assert refused(held) == 1
    held.move(rounds.reopen_vote)
    assert refused(held) == 0
    send_late(held, late)
    held.move(rounds.close_vote)
    assert refused(held) == 0
    send_late(held, held.join("Power"))
    held.move(rounds.reveal)
    assert refused(held) == 0, "reopening does not store it any more"
    held.move(rounds.open_vote)
    held.say(late, W1=1)
    held.move(rounds.close_vote)
    send_late(held, late)
    assert refused(held) == 0, "of an earlier vote"
    send_late(held, late, vote=2)
    assert refused(held) == 1


def test_who_joined_is_counted_before_any_answer(held: Held) -> None:
    held.join("Water")
    held.join("Power", 4)
    assert seen(held) == {"Water": 1, "Power": 4}
    assert done(held) == 0
    assert progress.snapshot(held.store, held.id).people == 5


def test_what_was_answered_is_a_share_of_what_is_asked(held: Held) -> None:
    held.move(rounds.open_vote)
    full, half = held.join("Water"), held.join("Water")
    held.say(full, W1=0, W2="na", P1="dk", P2=3)
    held.say(half, W1=1, W2=1)
    save_remark(held.store, half, "P1", comment="A remark alone is no answer.")
    held.say(held.join("Power", 3), W1=1)
    assert seen(held) == {"Water": 2, "Power": 3}
    assert done(held) == (4 + 2 + 3 * 1) / (5 * 4), "a table counts its people"
    found = progress.snapshot(held.store, held.id)
    assert {d.name: d.answered for d in found.departments if d.people} == {"Water": 2, "Power": 3}
    assert (found.answered, found.finished, found.unfinished) == (5, 1, 4)


def test_who_joins_after_the_close_changes_nothing_of_the_closed_vote(held: Held) -> None:
    held.move(rounds.open_vote)
    held.say(held.join("Water"), W1=0, W2=1, P1=2, P2=3)
    held.move(rounds.close_vote)
    held.join("Water")
    assert done(held) == 1.0
    held.move(rounds.reopen_vote)
    assert done(held) == 0.5


def test_who_joined_and_only_wrote_a_remark_has_not_answered(held: Held) -> None:
    held.move(rounds.open_vote)
    save_remark(held.store, held.join("Water"), "P1", comment="A remark alone is no answer.")
    found = progress.snapshot(held.store, held.id)
    assert (found.people, found.answered, found.unfinished) == (1, 0, 1)


def test_a_second_vote_starts_again_from_what_it_asks(held: Held) -> None:
    held.move(rounds.open_vote)
    who, *_ = held.vote("Water", 1, 2, 3)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1", "P1"])
    assert (seen(held), done(held)) == ({"Water": 3}, 0)
    held.say(who, W1=1)
    assert (seen(held), done(held)) == ({"Water": 3}, 1 / 6)
    now = progress.snapshot(held.store, held.id)
    assert (now.answered, {d.answered for d in now.departments}) == (1, {None})
    assert (now.finished, now.asked) == (0, 3)


def test_a_second_vote_waits_for_nobody_who_came_after_the_first(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    held.join("Water")
    held.join("Power", 4)
    for who in people[:2]:
        held.say(who, W1=1)
    now = progress.snapshot(held.store, held.id)
    assert (now.people, now.late, now.asked) == (8, 5, 3)
    assert (now.finished, now.unfinished, now.done) == (2, 1, 2 / 3)


def test_after_the_first_close_nobody_sees_from_which_department_somebody_erased(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    *_, left = held.vote("Water", 1, 1, 1, 3)
    held.reveal()
    before = progress.snapshot(held.store, held.id)
    erase_own(held.store, left)
    after = progress.snapshot(held.store, held.id)
    assert after.departments == before.departments
    assert (after.people, after.asked) == (before.people, before.asked) == (4, 4)


def test_a_missing_answer_of_a_later_vote_may_be_a_silent_persons(held: Held) -> None:
    """Somebody erased their data and all others answer, or nobody did and one is silent: all counts are the same."""

    def seen_when(erases: bool) -> ProgressSnapshot:
        again = another(held)
        again.move(rounds.open_vote)
        *here, left = [*again.vote("Water", 1, 1, 1), *again.vote("Power", 1, 1, 1)]
        again.reveal()
        if erases:
            erase_own(again.store, left)
        rounds.open_vote(again.store, HOST, again.code, ["W2"])
        for who in here:
            again.say(who, W2=1)
        return progress.snapshot(again.store, again.id)

    erased, silent = seen_when(erases=True), seen_when(erases=False)
    assert erased == silent
    assert (erased.people, erased.finished, erased.unfinished, erased.done) == (6, 5, 1, 5 / 6)


def test_without_a_rehearsal_who_waits_for_the_vote_counts(held: Held) -> None:
    held.join("Water")
    held.move(rounds.open_vote)
    assert seen(held) == {"Water": 1}


def test_progress_has_no_place_for_an_answer_and_none_for_how_much_a_department_gave() -> None:
    names = {"name", "expected", "people", "answered", "asked"}
    assert set(DepartmentProgress.__slots__) == names
    assert set(ProgressSnapshot.__slots__) == {
        "departments",
        "done",
        "finished",
        "answered",
        "vote",
        "questions",
        "codes",
        "cards",
        "absent",
        "late",
        "refused",
    }


def test_staff_are_let_in_with_the_revision(held: Held) -> None:
    assert progress.admit(held.store, HOST, held.code) == (held.id, 0)
    held.move(rounds.open_vote)
    assert progress.admit(held.store, held.staff("cofacilitator"), held.code) == (held.id, 1)
