"""The page Attendance: people by department, and what can be done with a device."""

from collections.abc import Callable

from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.services.workshop.devices import attendance_of
from resilience.services.workshop.phase import Phase
from resilience.ui.shared.menu import ATTENDANCE
from tests.app.seen import table, words
from tests.app.visit import as_host
from tests.services.held import HOST, Held


def test_what_was_done_to_a_device_is_read_and_none_is_chosen(held: Held) -> None:
    held.move(rounds.open_vote)
    held.join("Water")
    mark = attendance_of(held.store, HOST, held.code).devices[0].mark
    at = as_host(ATTENDANCE)
    at.selectbox(key="attendance-device").set_value(mark).run()
    at.button(key="attendance-move").click().run()
    at.button(key="attendance-move").click()  # a browser would run the dialog alone
    at.button(key="attendance-yes").click().run()
    assert [one.value for one in at.toast] == ["Device no. 1 was moved to Power."]
    assert at.selectbox(key="attendance-device").value is None
    acts = ("move", "remove", "merge")
    assert [at.button(key=f"attendance-{act}").disabled for act in acts] == [True] * 3


def test_a_device_that_never_answered_is_removed_and_the_others_stay(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.join("Water")
    at = as_host(ATTENDANCE)
    assert "4 people joined · 3 of them answered in a vote" in words(at)
    marks = {one.answered: one.mark for one in attendance_of(held.store, HOST, held.code).devices}
    at.selectbox(key="attendance-device").set_value(marks[True]).run()
    assert at.button(key="attendance-remove").disabled
    at.selectbox(key="attendance-device").set_value(marks[False]).run()
    at.button(key="attendance-remove").click().run()
    at.button(key="attendance-remove").click()  # a browser would run the dialog alone
    at.button(key="attendance-yes").click().run()
    assert not at.exception
    assert [one.answered for one in attendance_of(held.store, HOST, held.code).devices] == [
        True
    ] * 3


def test_tables_that_erased_their_data_are_discounted_with_one_question(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    erase_own(held.store, held.join("Water", 50))
    at = as_host(ATTENDANCE)
    assert "50 people at tables of Water erased their data and still count as joined." in words(at)
    key = f"attendance-erased-{held.department('Water')}"
    at.button(key=key).click().run()
    at.button(key=key).click()  # a browser would run the dialog alone
    at.button(key="attendance-yes").click().run()
    assert [one.value for one in at.toast] == [
        "50 people at tables of Water no longer count as joined."
    ]
    assert "still count as joined" not in words(at)


def test_after_the_first_close_the_page_has_counts_and_no_device(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    at = as_host(ATTENDANCE)
    assert not at.exception
    assert not [one for one in at.selectbox if one.key == "attendance-device"]
    assert "shows counts only" in words(at)


def test_a_number_of_expected_people_is_shown_only_where_one_was_given(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(departments={"Water": 4, "Power": 0})
    held.join("Water")
    held.join("Power")
    assert table(as_host(ATTENDANCE), "Department") == {
        "Water": ["4", "1", "0"],
        "Power": ["–", "1", "0"],
    }
