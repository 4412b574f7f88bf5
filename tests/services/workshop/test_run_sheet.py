"""The run sheet: templates, what comes next, how it follows the workshop, and the arithmetic of its clock."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from resilience.errors import InputError, WrongTime
from resilience.services.counting import rounds
from resilience.services.workshop.agenda import (
    NAMES,
    SCRIPTS,
    TEMPLATES,
    Agenda,
    Step,
    StepKind,
    seconds_left,
    template_steps,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.services.workshop.run_sheet import (
    begin_step,
    clock_of,
    end_step,
    save_steps,
    shift_end,
    use_template,
    view_run_sheet,
)
from resilience.store import now
from resilience.store.tables import RunSheet
from resilience.text import LANGUAGES, Text
from tests.services.clock import Clock, settable_clock
from tests.services.held import HOST, Held, finish, reveal, rows


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that can be set."""
    with settable_clock() as one:
        yield one


def sheet(held: Held) -> Agenda:
    """The run sheet as the host sees it."""
    return view_run_sheet(held.store, HOST, held.code)


def begin(held: Held, kind: str) -> None:
    """Begin the first step of a kind."""
    position = [step.kind for step in sheet(held).steps].index(kind)  # type: ignore[arg-type]
    begin_step(held.store, HOST, held.code, position, sheet(held).steps[position].kind)


def now_and_next(held: Held) -> tuple[str, str]:
    """The kinds of the step under way and of the one that comes next, "" for none."""
    agenda = sheet(held)
    n = agenda.following(held.view.phase)
    running = agenda.running.kind if agenda.running else ""
    return running, "" if n is None else agenda.steps[n].kind


def left(held: Held) -> float:
    """Seconds that every screen shows, for the step that runs."""
    clock, running = clock_of(held.store, held.code), sheet(held).running
    assert clock
    assert running
    assert clock[0] == running.kind
    seconds = seconds_left(clock[1], now())
    assert seconds is not None
    return seconds


def test_the_templates_fill_their_time_and_have_a_script_in_every_language() -> None:
    found = {
        name: sum(step.minutes for step in template_steps(name, replies=False))
        for name in TEMPLATES
    }
    assert found == {"short": 90, "half": 210, "day": 390}
    texts = [Text(language) for language in LANGUAGES]
    for words in (*NAMES.values(), *SCRIPTS.values(), *TEMPLATES.values()):
        assert len({text(words) for text in texts}) > 1, f"{words} is in English alone"


def test_a_workshop_without_a_row_has_the_half_day_unstarted(held: Held) -> None:
    assert rows(held.store, RunSheet) == []
    agenda = sheet(held)
    assert (agenda.template, agenda.edited, agenda.at, agenda.ends_at) == ("half", False, -1, None)
    assert now_and_next(held) == ("", "welcome")
    reply_first(held.store, HOST, held.code)
    assert [step.kind for step in sheet(held).steps][4:7] == ["replies", "reveal", "discussion"]


def test_the_steps_follow_what_happens(held: Held) -> None:
    begin(held, "welcome")
    assert now_and_next(held) == ("welcome", "practice")
    begin(held, "practice")
    assert now_and_next(held) == ("practice", "vote")
    held.move(rounds.open_vote)
    assert now_and_next(held) == ("vote", "")
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote)
    assert now_and_next(held) == ("", "break")
    begin(held, "break")
    assert now_and_next(held) == ("break", "reveal")
    held.move(rounds.reveal)
    assert now_and_next(held) == ("reveal", "discussion")
    begin(held, "discussion")
    assert now_and_next(held) == ("discussion", "second vote")
    held.move(rounds.open_vote)
    assert now_and_next(held) == ("second vote", "")
    for who in people:
        held.say(who, W1=4)
    held.move(rounds.close_vote)
    assert now_and_next(held) == ("", ""), "the reveal of the second vote comes first"
    held.move(reveal)
    assert now_and_next(held) == ("", "actions")
    held.move(finish)
    assert (now_and_next(held), sheet(held).at) == (("", ""), len(sheet(held).steps) - 1)


def test_pages_that_wait_follow_the_step_of_practice_alone(held: Held) -> None:
    def changes(work: Callable[[], None]) -> tuple[bool, int]:
        before = held.view.revision
        work()
        return held.view.practice, held.view.revision - before

    assert changes(lambda: begin(held, "welcome")) == (False, 0)
    assert changes(lambda: begin(held, "practice")) == (True, 1)
    assert changes(lambda: shift_end(held.store, HOST, held.code, 5)) == (True, 0)
    assert changes(lambda: end_step(held.store, HOST, held.code)) == (False, 1)
    begin(held, "practice")
    without = [step for step in sheet(held).steps if step.kind != "practice"]
    shown = sheet(held).steps
    assert changes(lambda: save_steps(held.store, HOST, held.code, without, shown)) == (False, 1)
    use_template(held.store, HOST, held.code, "short")
    begin(held, "practice")
    held.move(rounds.open_vote)
    assert not held.view.practice


def test_a_vote_that_is_reopened_after_its_reveal_is_a_second_vote(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    begin(held, "discussion")
    held.move(rounds.reopen_vote)
    assert now_and_next(held) == ("second vote", "")


def test_a_vote_that_is_reopened_during_the_reveal_leaves_the_discussion_ahead(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    held.move(rounds.reopen_vote)
    assert now_and_next(held) == ("", ""), "the script of the reveal is over"
    for who in people:
        held.say(who, W1=4)
    held.move(rounds.close_vote, reveal)
    assert now_and_next(held) == ("", "discussion")
    rest = sheet(held).planned_end(now()) - now()
    assert 104 < rest.total_seconds() / 60 <= 105, "without the later vote, which is used up"
    begin(held, "discussion")
    assert now_and_next(held) == ("discussion", "actions")


def test_a_later_vote_on_all_questions_is_over_once_it_is_shown(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    place = [step.kind for step in sheet(held).steps].index("second vote")
    held.move(rounds.open_vote)
    assert not sheet(held).is_over(place), "it is open"
    for who in people:
        held.say(who, W1=4)
    held.move(rounds.close_vote)
    assert not sheet(held).is_over(place)
    held.move(reveal)
    assert sheet(held).is_over(place)


def test_a_later_vote_on_some_questions_before_the_discussion_leaves_one_on_others(
    held: Held,
) -> None:
    held.bring_to(Phase.REVEALED)
    held.move(partial(rounds.open_vote, asked=["W1"]))
    assert now_and_next(held) == ("", "")
    held.move(rounds.close_vote, rounds.drop_vote)
    begin(held, "discussion")
    assert now_and_next(held) == ("discussion", "second vote")


def test_a_later_vote_after_a_break_passes_over_the_break_alone(held: Held) -> None:
    use_template(held.store, HOST, held.code, "day")
    held.bring_to(Phase.REVEALED)
    begin(held, "discussion")
    held.move(rounds.open_vote)
    assert now_and_next(held) == ("second vote", "")


def test_a_vote_that_is_reopened_before_its_reveal_is_the_step_again(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    held.move(rounds.reopen_vote)
    assert now_and_next(held) == ("vote", "")
    held.move(rounds.close_vote)
    assert now_and_next(held) == ("", "break")


def test_a_workshop_that_was_under_way_goes_on_where_it_is(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    with held.store.write() as session:
        session.delete(session.get(RunSheet, held.id))
    assert now_and_next(held) == ("", "discussion")


def test_the_clock_counts_down_and_beyond(held: Held, clock: Clock) -> None:
    begin(held, "welcome")
    assert 599 < left(held) <= 600
    clock.step(minutes=7)
    assert 179 < left(held) <= 180
    shift_end(held.store, HOST, held.code, 5)
    shift_end(held.store, HOST, held.code, -1)
    assert 419 < left(held) <= 420
    clock.step(minutes=10)
    assert -181 < left(held) <= -180
    end_step(held.store, HOST, held.code)
    assert clock_of(held.store, held.code) is None
    with pytest.raises(WrongTime):
        shift_end(held.store, HOST, held.code, 1)


def test_the_planned_end_moves_with_what_takes_longer(held: Held) -> None:
    agenda = sheet(held)
    moment = now()
    minutes = datetime.timedelta(minutes=1)
    assert agenda.planned_end(moment) == moment + 210 * minutes
    begun = Agenda("half", False, agenda.steps, 0, moment + 4 * minutes)
    assert begun.planned_end(moment) == moment + 204 * minutes
    assert begun.planned_end(moment + 9 * minutes) == moment + 209 * minutes


def test_the_reveal_has_its_clock_straight_after_the_vote(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    held.move(rounds.reveal)
    assert now_and_next(held) == ("reveal", "discussion")


def test_the_reveal_to_leads_begins_the_step_of_replies_and_the_room_sees_the_next(
    held: Held,
) -> None:
    reply_first(held.store, HOST, held.code)
    held.bring_to(Phase.COUNTED)
    begin(held, "break")
    assert now_and_next(held) == ("break", "replies")
    held.move(rounds.reveal)
    assert now_and_next(held) == ("replies", "discussion")
    agenda = sheet(held)
    kinds = [step.kind for step in agenda.steps]
    assert not agenda.is_over(kinds.index("reveal"))
    end_step(held.store, HOST, held.code)
    assert not sheet(held).is_over(kinds.index("reveal"))
    held.move(show_to_officials)
    assert now_and_next(held) == ("reveal", "discussion")


def test_the_clock_is_that_of_the_reveal_once_replies_are_shown(held: Held, clock: Clock) -> None:
    reply_first(held.store, HOST, held.code)
    held.bring_to(Phase.REVEALED)
    begin(held, "replies")
    clock.step(minutes=14)
    held.move(show_to_officials)
    assert now_and_next(held) == ("reveal", "discussion")
    assert 599 < left(held) <= 600
    rest = sheet(held).planned_end(now()) - now()
    assert 129 < rest.total_seconds() / 60 <= 130, "without the minutes of replies"


@pytest.mark.parametrize(
    ("steps", "begun", "running"),
    [(("reveal", "replies", "break"), "break", "break"), (("replies", "closing"), "replies", "")],
)
def test_showing_replies_stops_no_later_step_and_leaves_none_of_replies(
    held: Held, steps: tuple[StepKind, ...], begun: str, running: str
) -> None:
    reply_first(held.store, HOST, held.code)
    held.bring_to(Phase.REVEALED)
    save_steps(held.store, HOST, held.code, [Step(kind, 5) for kind in steps], sheet(held).steps)
    begin(held, begun)
    held.move(show_to_officials)
    assert now_and_next(held)[0] == running


def test_two_desks_that_press_the_same_button_begin_one_step(held: Held, clock: Clock) -> None:
    begin_step(held.store, HOST, held.code, 0, "welcome")
    clock.step(minutes=3)
    other = held.staff("cofacilitator")
    begin_step(held.store, other, held.code, 0, "welcome")
    assert 419 < left(held) <= 420, "the clock was not set again"
    agenda = sheet(held)
    assert view_run_sheet(held.store, other, held.code) == agenda
    save_steps(held.store, other, held.code, agenda.steps[:1], agenda.steps)
    with pytest.raises(WrongTime):
        save_steps(held.store, HOST, held.code, agenda.steps[:2], agenda.steps)
    with pytest.raises(WrongTime):
        begin_step(held.store, HOST, held.code, 3, "break")


def test_a_step_begins_only_where_it_fits(held: Held) -> None:
    for position, kind in (
        (2, "vote"),
        (5, "discussion"),
        (0, "break"),
        (99, "break"),
    ):
        with pytest.raises(WrongTime):
            begin_step(held.store, HOST, held.code, position, kind)  # type: ignore[arg-type]


def test_the_step_of_now_goes_on_through_edits(held: Held) -> None:
    begin(held, "break")
    ends = sheet(held).ends_at
    steps = (Step("welcome", 5), Step("closing", 5), Step("break", 20, "Back at ten."))
    save_steps(held.store, HOST, held.code, steps, sheet(held).steps)
    assert (sheet(held).at, sheet(held).ends_at, sheet(held).edited) == (2, ends, True)
    use_template(held.store, HOST, held.code, "day")
    assert (sheet(held).at, sheet(held).ends_at, sheet(held).edited) == (3, ends, False)
    save_steps(held.store, HOST, held.code, steps[:2], sheet(held).steps)
    assert (sheet(held).at, sheet(held).ends_at) == (0, None)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Step("welcome", 5),) * 41,
        (Step("welcome", 0),),
        (Step("welcome", 601),),
        (Step("lunch", 30),),  # type: ignore[arg-type]
        (Step("welcome", 5, "x" * 601),),
    ],
)
def test_what_is_no_agenda_is_refused_with_a_sentence(held: Held, steps: tuple[Step, ...]) -> None:
    with pytest.raises(InputError):
        save_steps(held.store, HOST, held.code, steps, sheet(held).steps)
    assert not sheet(held).edited
