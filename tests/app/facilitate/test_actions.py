"""The page of actions: empty, one, many and filtered, refused; the short list; the votes on them."""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import identify
from resilience.services.deciding.actions import actions_of, add_action, remove_action
from resilience.services.deciding.feasibility import (
    own_feasibility,
    show_feasibility,
    vote_feasibility,
)
from resilience.services.voting.progress import snapshot
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import begin_step, view_run_sheet
from resilience.settings import ROOT
from resilience.store import Store
from resilience.store.tables import Action
from resilience.ui.shared.menu import ACTIONS, ANSWERS, LIVE, OVERVIEW
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.conftest import DemoCodes
from tests.app.seen import charts, elements, kind_of, kinds, pages_linked, pieces, table, words
from tests.app.visit import (
    as_host,
    as_person,
    as_staff,
    as_stranger,
    token_in,
    visit,
)
from tests.services.clock import NOON, Clock, settable_clock
from tests.services.held import HOST, HOST_LINK, KEY, Held, finish, rows, set_up
from tests.services.planned import follow_up
from tests.usual import usual_framework

Set = Callable[..., Held]
NONE = "No actions were written down in this workshop."
LATER = "You can add and see actions once the result has been revealed."
NO_RESULT = "No result yet. It will appear here after the facilitator reveals it."


def test_a_link_leads_back_to_the_topic(revealed: Held) -> None:
    there = f"discuss?workshop={revealed.code}"
    came = visit(ACTIONS, links=[HOST_LINK], code=revealed.code, asked={"indicator": "W2"})
    assert ("Back to the topic", f"{there}&topic=W2") in pages_linked(came)
    assert ("Back to the discussion", there) in pages_linked(
        as_staff(ACTIONS, revealed, "facilitator")
    )
    official = as_staff(ACTIONS, revealed, "official")
    assert "Back to the discussion" not in dict(pages_linked(official))


def add(
    held: Held,
    what: str,
    *,
    about: str = "W1",
    department: str = "Water",
    by_when: datetime.date | None = None,
    cost: str | None = None,
) -> int:
    """The host writes an action down."""
    plan = ActionPlan(about, what, held.department(department), by_when, cost)
    return add_action(held.store, HOST, held.code, plan)


def shown(at: AppTest) -> list[str]:
    """What the actions on the page say will be done, from top to bottom."""
    bodies = [node.proto.body for node in elements(at) if node.type == "html"]
    found = (body.split('class="what">')[1] for body in bodies if 'class="what">' in body)
    return [body.split("</p>")[0] for body in found]


@pytest.mark.usefixtures("store")
def test_without_a_workshop_the_page_says_when_it_has_something() -> None:
    for at in (as_stranger(ACTIONS), as_host(ACTIONS)):
        assert words(at).startswith(NO_RESULT)


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_before_the_reveal_there_is_no_form_and_no_list(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(ACTIONS, held, "facilitator")
    assert LATER in pieces(at)
    assert kinds(at).isdisjoint({"text_area", "download_button"})
    assert NO_RESULT in pieces(as_staff(ACTIONS, held, "official"))


def test_whoever_has_no_link_is_refused(revealed: Held) -> None:
    add(revealed, "Clean the drains.")
    at = as_stranger(ACTIONS, revealed.code)
    assert "are only for people with its link" in words(at)
    assert shown(at) == []


def test_an_empty_list_says_what_to_do_next(revealed: Held) -> None:
    said = pieces(as_host(ACTIONS))
    assert "No actions yet. Enter above what will be done about an indicator." in said
    at = as_staff(ACTIONS, revealed, "official")
    assert NONE in pieces(at)
    assert kinds(at).isdisjoint({"text_area", "button", "download_button"})


def test_who_runs_the_workshop_finds_the_next_step(revealed: Held) -> None:
    at = as_host(ACTIONS)
    assert at.button(key="next-elsewhere").label == "Next: Discussion, 50 min"
    at.button(key="next-elsewhere").click().run()
    running = view_run_sheet(revealed.store, HOST, revealed.code).running
    assert running
    assert running.kind == "discussion"
    assert as_staff(ACTIONS, revealed, "official").button.len == 0


def test_an_action_is_added_and_the_form_is_empty_again(revealed: Held) -> None:
    at = as_staff(ACTIONS, revealed, "cofacilitator")
    at.selectbox(key="actions-new-0-1--indicator").set_value("P1")
    at.text_area(key="actions-new-0-1--what").set_value("Turn it on.")
    at.selectbox(key="actions-new-0-1--department").set_value(revealed.department("Power"))
    at.date_input(key="actions-new-0-1--when").set_value(datetime.date(2027, 5, 1))
    at.selectbox(key="actions-new-0-1--cost").set_value("high")
    at.button(key="actions-add").click().run()
    assert (shown(at), len(at.toast)) == (["Turn it on."], 1)
    said = words(at)
    assert "Power · by May 1, 2027 · high cost · the vote on it is open · 0 people voted" in said
    assert "P1 · Grid" in said
    assert opened(at, revealed).text_area(key="actions-new-1-1--what").value == ""
    assert at.selectbox(key="actions-new-1-1--cost").value == ""


def test_an_action_that_says_nothing_is_refused_and_what_was_chosen_stays(revealed: Held) -> None:
    at = as_host(ACTIONS)
    at.selectbox(key="actions-new-0-1--cost").set_value("low")
    at.button(key="actions-add").click().run()
    assert [error.value for error in at.error] == ["Describe what will be done."]
    at.text_area(key="actions-new-0-1--what").set_value("Turn it on.")
    at.button(key="actions-add").click().run()
    assert [e.value for e in at.error] == ["Choose the indicator that the action is about."]
    at.selectbox(key="actions-new-0-1--indicator").set_value("P1")
    at.button(key="actions-add").click().run()
    assert [error.value for error in at.error] == ["Choose the responsible department."]
    assert at.selectbox(key="actions-new-0-1--cost").value == "low"
    assert rows(revealed.store, Action) == []


def opened(at: AppTest, workshop: Held) -> AppTest:
    """Open the form for a new action."""
    at.session_state[f"actions-form-{workshop.id}-"] = True
    return at.run()


def test_the_form_is_sent_once_it_is_open_and_what_it_holds_outlives_its_closing(
    revealed: Held,
) -> None:
    add(revealed, "Clean the drains.")
    at = visit(ACTIONS, links=[HOST_LINK])
    assert kinds(at).isdisjoint({"text_area", "date_input", "file_uploader"})
    opened(at, revealed).date_input(key="actions-new-0-1--when").set_value(
        datetime.date(2027, 5, 1)
    )
    at.session_state[f"actions-form-{revealed.id}-"] = False
    at.run()
    assert at.date_input(key="actions-new-0-1--when").value == datetime.date(2027, 5, 1)


def test_the_address_names_the_indicator_of_the_form(revealed: Held) -> None:
    add(revealed, "Clean the drains.")
    at = opened(visit(ACTIONS, links=[HOST_LINK]), revealed)
    assert at.selectbox(key="actions-new-0-1--indicator").value is None
    for asked, found in (("P2", "P2"), ("W9", None)):
        st.cache_data.clear()
        at = visit(ACTIONS, links=[HOST_LINK])
        at.query_params["indicator"] = asked
        at.session_state["actions-added"] = 7  # a form that was not drawn yet
        at.run()
        assert at.selectbox(key=f"actions-new-7-1-{asked}-indicator").value == found


def press(at: AppTest, button: str, number: int) -> AppTest:
    """Open the dialog of an action."""
    return at.button(key=f"actions-{button}-{number}").click().run()


def keep(at: AppTest, button: str, number: int, key: str = "actions-keep") -> AppTest:
    """Say yes in the dialog; one that the page does not keep open needs its button pressed as well."""
    if button == "Remove":
        at.button(key=f"actions-{button}-{number}").click()
    return at.button(key=key).click().run()


def test_an_action_is_changed_with_what_became_of_it(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    at = press(as_host(ACTIONS), "Change", number)
    at.text_area(key=f"actions-{number}-what").set_value("Clean them twice.")
    at.selectbox(key=f"actions-{number}-state").set_value("done")
    at.text_area(key=f"actions-{number}-note").set_value("They run.")
    keep(at, "Change", number)
    assert shown(at) == ["Clean them twice."]
    assert "1 action, done" in words(at)
    (row,) = rows(revealed.store, Action)
    assert (row.what, row.state, row.note) == ("Clean them twice.", "done", "They run.")


def test_after_the_close_the_plan_is_kept_and_nothing_is_removed(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    revealed.move(finish)
    at = opened(as_host(ACTIONS), revealed)
    assert "actions-add" in {str(button.key) for button in at.button}
    assert f"actions-Remove-{number}" not in {str(button.key) for button in at.button}
    press(at, "Change", number)
    assert f"actions-{number}-what" in {str(area.key) for area in at.text_area}
    at.selectbox(key=f"actions-{number}-state").set_value("dropped")
    keep(at, "Change", number)
    assert rows(revealed.store, Action)[0].state == "dropped"


def test_an_action_is_removed_after_asking(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    at = press(as_host(ACTIONS), "Remove", number)
    assert len(rows(revealed.store, Action)) == 1
    keep(at, "Remove", number, "actions-yes-remove")
    assert shown(at) == []
    assert rows(revealed.store, Action) == []


def test_an_action_that_somebody_else_removed_is_said_to_be_gone(
    revealed: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add(revealed, "Clean the drains.")
    at = press(as_host(ACTIONS), "Remove", number)
    known = actions_of(revealed.store, HOST, revealed.code)
    monkeypatch.setattr("resilience.services.deciding.actions.actions_of", lambda *_: known)
    remove_action(revealed.store, HOST, revealed.code, number)
    keep(at, "Remove", number, "actions-yes-remove")
    assert [error.value for error in at.error] == ["This action has been removed. Reload the page."]


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that a test sets; it stands at the day of the workshop."""
    with settable_clock() as found:
        found.set_to(NOON)
        yield found


@pytest.fixture
def full(revealed: Held, clock: Clock) -> Held:
    """A workshop with four actions."""
    add(revealed, "Clean.", department="Water", by_when=datetime.date(2027, 5, 1), cost="low")
    add(revealed, "Raise.", about="W2", department="Roads")
    add(revealed, "Turn on.", about="P1", department="Power")
    number = add(revealed, "Wire.", about="P2", department="Roads")
    follow_up(revealed.store, HOST, revealed.code, number, state="done", note="It hums.")
    return revealed


def test_readers_see_all_actions_without_a_form(full: Held) -> None:
    for role in ("official", "lead"):
        at = as_staff(ACTIONS, full, role)
        assert shown(at) == ["Clean.", "Raise.", "Turn on.", "Wire."]
        assert "1 done, 3 not started; none overdue" in pieces(at)
        assert kinds(at).isdisjoint({"text_area", "button", "date_input"})


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"theme": "PWR"}, ["Turn on.", "Wire."]),
        ({"department": "Roads"}, ["Raise.", "Wire."]),
        ({"state": "done"}, ["Wire."]),
        ({"theme": "WAT", "department": "Roads", "state": "open"}, ["Raise."]),
        ({"theme": "WAT", "state": "done"}, []),
    ],
)
def test_filters_stand_in_the_address_and_an_address_filters(
    full: Held, chosen: dict[str, str], found: list[str]
) -> None:
    at = as_staff(ACTIONS, full, "official")
    for name, value in chosen.items():
        at.selectbox(key=f"actions-{name}").set_value(value)
    at.run()
    assert shown(at) == found
    assert ("No actions match these filters." in pieces(at)) == (not found)
    kept = {name: at.query_params[name] for name in at.query_params if name != "workshop"}
    assert kept == chosen
    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    other.session_state[TEST_TOKENS] = ((full.link("official").token or "",), "")
    other.run()
    other.switch_page(ACTIONS)
    for name, value in chosen.items():
        other.query_params[name] = value
    assert shown(other.run()) == found


def test_a_filter_is_taken_back_and_one_that_is_unknown_filters_nothing(full: Held) -> None:
    at = as_staff(ACTIONS, full, "official")
    at.selectbox(key="actions-theme").set_value("PWR").run()
    at.selectbox(key="actions-theme").set_value("").run()
    assert len(shown(at)) == 4
    assert "theme" not in at.query_params
    at.query_params["department"] = "Nobody"
    assert len(shown(at.run())) == 4


def test_the_file_has_the_actions_that_are_shown(
    full: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables: list[pd.DataFrame] = []
    monkeypatch.setattr(
        "resilience.ui.shared.downloads.table_buttons",
        lambda _key, make, *_: tables.append(make()),
    )
    at = as_staff(ACTIONS, full, "official")
    at.selectbox(key="actions-theme").set_value("PWR").run()
    first, last = tables[0], tables[-1]
    assert first["What will be done"].tolist() == ["Clean.", "Raise.", "Turn on.", "Wire."]
    assert last["What will be done"].tolist() == ["Turn on.", "Wire."]
    assert last["Progress note"].tolist() == ["", "It hums."]
    assert first["Due date"].tolist() == [datetime.date(2027, 5, 1), None, None, None]


def test_an_action_is_overdue_after_its_day_in_the_time_zone_of_the_workshop(
    revealed: Held, clock: Clock
) -> None:
    """Lisbon is an hour ahead of UTC on May 1: its day begins at 23:00 UTC of the day before."""
    add(revealed, "Clean.", by_when=datetime.date(2027, 4, 30))
    add(revealed, "Raise.", by_when=datetime.date(2027, 5, 1))
    add(revealed, "Wire.")
    for moment, said, late in (
        (
            datetime.datetime(2027, 4, 30, 22, 59, tzinfo=datetime.UTC),
            "3 not started; none overdue",
            0,
        ),
        (
            datetime.datetime(2027, 4, 30, 23, 1, tzinfo=datetime.UTC),
            "1 of 3 open actions is overdue",
            1,
        ),
        (
            datetime.datetime(2027, 5, 1, 23, 1, tzinfo=datetime.UTC),
            "2 of 3 open actions are overdue",
            2,
        ),
    ):
        clock.set_to(moment)
        at = as_staff(ACTIONS, revealed, "official")
        assert said in pieces(at), moment
        cards = [node.proto.body for node in elements(at) if node.type == "html"]
        assert sum('class="late"' in body for body in cards) == late
        overdue = f", {late} of them overdue" if late else ""
        assert counted(at) == {f"not started{overdue}": "3", "under way": "0", "done": "0"}


def test_the_table_says_what_is_overdue_and_has_days_in_words(full: Held, clock: Clock) -> None:
    clock.set_to(datetime.datetime(2027, 6, 1, 12, tzinfo=datetime.UTC))
    token = full.link("official").token or ""
    at = visit(ACTIONS, links=[token], code=full.code, asked={"view": "table"})
    facts = table(at, "Due date")["W1 · Drains"]
    assert facts[1:4] == ["Clean.", "overdue · not started", "May 1, 2027"]
    host = visit(ACTIONS, links=[HOST_LINK], code=full.code, asked={"view": "table"})
    sheet = host.data_editor[0]
    assert sheet.value["late"].tolist() == ["overdue", "", "", ""]
    assert "MMMM D, YYYY" in sheet.proto.columns


def test_the_timeline_says_what_its_marks_mean_and_names_months(full: Held, clock: Clock) -> None:
    clock.set_to(datetime.datetime(2027, 6, 1, 12, tzinfo=datetime.UTC))
    at = visit(ACTIONS, links=[HOST_LINK], code=full.code, asked={"view": "timeline"})
    drawn = "".join(node.proto.body for node in elements(at) if node.type == "html")
    assert '<li class="key overdue">overdue</li>' in drawn
    assert drawn.count('<span class="key overdue"') == 1
    assert ">Jun 2027</span>" in drawn


def counted(at: AppTest) -> dict[str, str]:
    """The counters of the page: number by words."""
    bodies = (node.proto.body for node in elements(at) if node.type == "html")
    (listed,) = (body for body in bodies if 'class="counters"' in body)
    return {words: n for n, words in re.findall(r"<b>(\d+)</b>([^<]*)<", listed)}


def test_what_is_done_or_dropped_is_never_overdue(revealed: Held, clock: Clock) -> None:
    for state in ("done", "dropped"):
        number = add(revealed, f"{state}.", by_when=datetime.date(2026, 12, 1))
        follow_up(revealed.store, HOST, revealed.code, number, state=state, note="")
    clock.set_to(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC))
    at = as_staff(ACTIONS, revealed, "official")
    assert "2 actions: 1 done, 1 dropped" in pieces(at)
    assert not any("overdue" in words for words in counted(at))
    assert "Everything with a due date is done or dropped" in pieces(at)


def test_without_due_dates_that_is_said_and_no_timeline_is_drawn(revealed: Held) -> None:
    add(revealed, "Clean.")
    at = as_staff(ACTIONS, revealed, "official")
    assert "1 action, not started, no due date" in pieces(at)
    assert charts(at) == []


def test_who_writes_actions_down_has_the_form_above_and_the_timeline_below(full: Held) -> None:
    at = opened(as_host(ACTIONS, full.code), full)
    order = [kind_of(node) for node in elements(at)]
    assert order.index("text_area") < order.index("chart")
    said = pieces(at)
    assert said.index("1 done, 3 not started; none overdue") < said.index("Clean.")
    assert "Next: 1 action is due on May 1, 2027" in said


def test_readers_see_actions_of_earlier_workshops_that_they_may_read(
    workshop: Set, store: Store
) -> None:
    then = workshop(date=datetime.date(2025, 10, 14))
    then.bring_to(Phase.REVEALED)
    add(then, "Raise the wall.")
    now = workshop()
    now.bring_to(Phase.REVEALED)
    links = [one.link("official").token or "" for one in (now, then)]
    both = visit(ACTIONS, links=links, code=now.code)
    assert shown(both) == ["Raise the wall."]
    assert kinds(both).isdisjoint({"text_area", "button"})
    alone = visit(ACTIONS, links=links[:1], code=now.code)
    assert shown(alone) == []
    assert "Actions from earlier workshops are counted here." in words(alone)
    assert "Outcome of 1 action from earlier workshops: 1 not started" in pieces(alone)
    assert NONE in pieces(alone)
    host = as_host(ACTIONS, now.code)
    assert shown(host) == ["Raise the wall."]
    assert "are counted here" not in words(host)


def test_words_of_the_facilitator_are_no_markup(revealed: Held) -> None:
    add(revealed, "<b>Clean</b> [x](//y) $1$ :material/home:")
    at = as_staff(ACTIONS, revealed, "official")
    assert shown(at) == ["&lt;b&gt;Clean&lt;/b&gt; [x](//y) $1$ :material/home:"]
    overview = as_staff(OVERVIEW, revealed, "official")
    assert any(r"\<b\>Clean\</b\> \[x\](//y) \$1\$" in piece for piece in pieces(overview))


def test_the_overview_names_the_first_actions_with_a_link_to_all(full: Held) -> None:
    for number in range(3):
        add(full, f"Paint {number}.")
    at = as_staff(OVERVIEW, full, "official")
    said = words(at)
    assert "6 open actions" in said
    listed = next(piece for piece in pieces(at) if piece.startswith("- Clean."))
    assert listed.split("\n") == [
        "- Clean. (Water · by May 1, 2027 · low cost)",
        *(f"- Paint {number}. (Water)" for number in range(3)),
        "- Raise. (Roads)",
        "- 1 more action",
    ]
    assert ("All actions", f"actions?workshop={full.code}") in pages_linked(at)


def test_the_overview_without_actions_says_nothing_of_them(revealed: Held) -> None:
    at = as_staff(OVERVIEW, revealed, "official")
    assert "Actions" not in [header.value for header in at.header]


@pytest.fixture
def next_year(full: Held, workshop: Set) -> Held:
    """Next year's workshop of the city, just set up."""
    st.cache_data.clear()
    return workshop(date=datetime.date(2027, 10, 12))


def test_the_next_workshop_notes_what_became_of_each(full: Held, next_year: Held) -> None:
    at = as_staff(ACTIONS, next_year, "cofacilitator")
    assert shown(at) == ["Clean.", "Raise.", "Turn on.", "Wire."]
    said = pieces(at)
    assert "Outcomes of earlier actions" in said
    assert "1 done, 3 not started; none overdue" in said
    number = rows(full.store, Action, what="Clean.")[0].id
    press(at, "Outcome", number)
    at.selectbox(key=f"actions-{number}-state").set_value("under way")
    keep(at, "Outcome", number)
    assert rows(full.store, Action, what="Clean.")[0].state == "under way"
    assert "1 done, 1 under way, 2 not started; none overdue" in pieces(at)


def test_officials_of_the_next_workshop_read_how_far_they_are_and_no_more(
    full: Held, next_year: Held
) -> None:
    next_year.bring_to(Phase.REVEALED)
    st.cache_data.clear()
    assert shown(as_staff(ACTIONS, next_year, "official")) == []
    said = words(as_staff(OVERVIEW, next_year, "official"))
    assert "Outcomes of 4 actions from earlier workshops: 1 done · 3 not started" in said
    assert "Clean." not in said
    assert "earlier workshops" not in words(as_staff(OVERVIEW, full, "official"))


def test_the_demo_has_actions_with_what_became_of_them(demo: DemoCodes, clock: Clock) -> None:
    clock.set_to(NOON)
    at = as_stranger(ACTIONS, demo[0])
    assert len(shown(at)) == 9, "with those of the year before"
    assert "Outcomes of earlier actions" in words(at)
    assert "1 of 6 open actions is overdue" in pieces(at)
    assert counted(at) == {
        "not started": "4",
        "under way, 1 of them overdue": "2",
        "done": "2",
        "dropped": "1",
    }
    overview = words(as_stranger(OVERVIEW, demo[0]))
    assert (
        "Outcomes of 5 actions from earlier workshops: 2 done · 1 under way · 1 not started · "
        "1 dropped" in overview
    )
    assert "Invented data" in words(at)


def test_a_participant_votes_and_sees_the_own_vote_again(revealed: Held) -> None:
    number, token = add(revealed, "Clean the drains."), token_in(revealed)
    at = as_person(ANSWERS, token)
    assert "**Clean the drains.**" in pieces(at)
    at.radio(key=f"vote-{number}").set_value(0.5).run()
    assert any("saved: Feasible with difficulty" in piece for piece in pieces(at))
    me = identify(revealed.store, KEY, participant_token=token)
    assert own_feasibility(revealed.store, me)[0].said == 0.5
    assert as_person(ANSWERS, token).radio(key=f"vote-{number}").value == 0.5
    other = as_person(ANSWERS, token_in(revealed))
    assert other.radio(key=f"vote-{number}").value is None


def test_a_vote_that_comes_too_late_is_refused_and_the_one_before_stands(revealed: Held) -> None:
    number, token = add(revealed, "Clean the drains."), token_in(revealed)
    at = as_person(ANSWERS, token)
    at.radio(key=f"vote-{number}").set_value(1.0).run()
    show_feasibility(revealed.store, HOST, revealed.code)
    said = words(as_person(ANSWERS, token))
    assert "The vote on this action has closed. You chose: Feasible" in said
    late = as_person(ANSWERS, token_in(revealed))
    assert "The vote on this action has closed." in words(late)
    assert "You chose" not in words(late)


def test_an_open_page_says_that_the_vote_has_closed(
    revealed: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, token = add(revealed, "Clean the drains."), token_in(revealed)
    at = as_person(ANSWERS, token)
    opened = own_feasibility(revealed.store, identify(revealed.store, KEY, participant_token=token))
    show_feasibility(revealed.store, HOST, revealed.code)
    monkeypatch.setattr("resilience.ui.workshop.feasibility.own_feasibility", lambda *_: opened)
    at.radio(key=f"vote-{number}").set_value(0.0).run()
    assert len(at.error) == 1
    assert "The vote on this action has closed" in at.error[0].value
    assert at.radio(key=f"vote-{number}").value is None


def test_before_the_reveal_a_participant_is_asked_nothing_of_actions(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    assert "Actions" not in words(as_person(ANSWERS, token_in(held)))


def test_the_votes_are_shown_after_asking(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    for value in (1.0, 1.0, 0.5):
        vote_feasibility(revealed.store, revealed.join(), number, value)
    at = as_host(ACTIONS)
    assert "the vote on it is open · 3 people voted" in words(at)
    at.button(key="actions-show").click().run()
    assert "the vote on it is open" in words(at)
    at.button(key="actions-show").click()
    at.button(key="actions-yes-show").click().run()
    said = words(at)
    assert "3 people: 2 feasible, 1 feasible with difficulty, 0 hardly feasible" in said
    assert "actions-show" not in {str(button.key) for button in at.button}
    official = words(as_staff(ACTIONS, revealed, "official"))
    assert "3 people: 2 feasible, 1 feasible with difficulty, 0 hardly feasible" in official


def test_at_the_step_of_feasibility_its_votes_come_before_the_form(revealed: Held) -> None:
    add(revealed, "Clean the drains.")
    asked = "People are now voting on their phones"
    said = words(opened(as_host(ACTIONS), revealed))
    assert said.index("What will be done") < said.index(asked)
    steps = view_run_sheet(revealed.store, HOST, revealed.code).steps
    place = [step.kind for step in steps].index("feasibility")
    begin_step(revealed.store, HOST, revealed.code, place, "feasibility")
    said = words(opened(as_host(ACTIONS), revealed))
    assert said.index(asked) < said.index("What will be done")
    there = [f"actions?workshop={revealed.code}"]
    assert there == [to for _, to in pages_linked(as_host(LIVE)) if to in there]


def vote_at_the_end(held: Held, values: Sequence[float]) -> int:
    """An action, the step of feasibility, and votes on the action; gives its id."""
    number = add(held, "Clean the drains.")
    steps = [step.kind for step in view_run_sheet(held.store, HOST, held.code).steps]
    begin_step(held.store, HOST, held.code, steps.index("feasibility"), "feasibility")
    for value in values:
        vote_feasibility(held.store, held.join(), number, value)
    return number


def test_the_next_button_shows_the_votes_before_it_goes_on(revealed: Held) -> None:
    number = vote_at_the_end(revealed, (1.0, 1.0))
    onward = "Next: Closing words, 10 min"
    assert as_host(ACTIONS).button(key="next-elsewhere").label == onward
    vote_feasibility(revealed.store, revealed.join(), number, 0.0)
    live = as_host(LIVE)
    assert "Show the feasibility votes: 3 people have voted" in [one.label for one in live.button]
    at = as_host(ACTIONS)
    assert at.button(key="next-elsewhere").label == "Show the feasibility votes"
    at.button(key="next-elsewhere").click().run()
    assert "will see how many people chose each answer on 1 action" in words(at)
    at.button(key="next-elsewhere").click()  # a browser would run the dialog alone
    at.button(key="next-yes-show").click().run()
    assert "3 people: 2 feasible, 0 feasible with difficulty, 1 hardly feasible" in words(at)
    assert as_host(ACTIONS).button(key="next-elsewhere").label == onward


def test_votes_wait_while_a_step_for_them_is_ahead(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    for _ in range(3):
        vote_feasibility(revealed.store, revealed.join(), number, 1.0)
    steps = [step.kind for step in view_run_sheet(revealed.store, HOST, revealed.code).steps]
    begin_step(revealed.store, HOST, revealed.code, steps.index("actions"), "actions")
    onward = "Next: Feasibility, 10 min"
    assert as_host(ACTIONS).button(key="next-elsewhere").label == onward


def test_before_the_sign_off_the_votes_are_offered_and_shown(revealed: Held) -> None:
    vote_at_the_end(revealed, (1.0, 1.0, 0.5))
    steps = [step.kind for step in view_run_sheet(revealed.store, HOST, revealed.code).steps]
    begin_step(revealed.store, HOST, revealed.code, steps.index("closing"), "closing")
    live = as_host(LIVE)
    assert live.button(key="live-Show the feasibility votes").label.endswith("3 people have voted")
    live.button(key="live-Close the workshop").click().run()
    said = words(live)
    first = (
        "**3 people voted on how feasible 1 action is, and the votes have not been shown. Show them "
        "first: after the close they stay hidden.** Nobody can join or answer after this;"
    )
    assert first in said
    assert "still open for feasibility votes" not in said
    live.button(key="live-Close the workshop").click()  # a browser would run the dialog alone
    live.button(key="live-votes-first").click().run()
    live.button(key="live-yes-Show the feasibility votes").click().run()
    (action,) = actions_of(revealed.store, HOST, revealed.code)
    assert action.feasible.state == "voted"
    assert "live-Show the feasibility votes" not in [str(one.key) for one in live.button]


def test_while_too_few_have_voted_the_desk_waits_and_says_why(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    table = revealed.join("Power", 6)
    for who in (revealed.join(), revealed.join(), table):
        vote_feasibility(revealed.store, who, number, 1.0)
    revealed.join()
    at = as_host(ACTIONS)
    said = words(at)
    joined = live_people(revealed)
    assert f"8 of {joined} people have voted. That is too few to show anything" in said
    assert (
        "at least 3 people have voted alone or, if nobody has voted alone, at least 3 at tables"
        in said
    )
    assert "actions-show" not in {str(button.key) for button in at.button}
    vote_feasibility(revealed.store, revealed.join(), number, 0.0)
    at = as_host(ACTIONS)
    assert f"9 of {joined + 1} people have voted." in words(at)
    assert "too few" not in words(at)
    asked = words(at.button(key="actions-show").click().run())
    assert (
        "will see how many people chose each answer on 1 action. Nobody can vote on it any more"
        in asked
    )


def live_people(held: Held) -> int:
    """People who joined with a device."""
    return snapshot(held.store, held.id).with_device


def test_the_question_names_the_actions_of_which_nothing_would_be_shown(revealed: Held) -> None:
    first, second = add(revealed, "Clean the drains."), add(revealed, "Plant trees.")
    for who in [revealed.join() for _ in range(3)]:
        vote_feasibility(revealed.store, who, first, 1.0)
    vote_feasibility(revealed.store, revealed.join(), second, 1.0)
    asked = words(as_host(ACTIONS).button(key="actions-show").click().run())
    assert f"1 to 3 of {live_people(revealed)} people have voted on each of 2 actions." in asked
    assert "Too few people have voted on 1 other action" in asked


def test_votes_that_were_shown_too_early_are_opened_again(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    vote_feasibility(revealed.store, revealed.join(), number, 1.0)
    show_feasibility(revealed.store, HOST, revealed.code)
    official = as_staff(ACTIONS, revealed, "official")
    assert official.button.len == 0
    at = as_host(ACTIONS)
    assert "closed when too few people had voted, so its result was not shown" in words(at)
    at.button(key="actions-reopen").click().run()
    at.button(key="actions-reopen").click()
    at.button(key="actions-yes-reopen").click().run()
    assert "the vote on it is open · 1 person voted" in words(at)
    assert "actions-reopen" not in {str(button.key) for button in at.button}


def test_after_the_sign_off_nobody_is_said_to_vote(revealed: Held) -> None:
    number = add(revealed, "Clean the drains.")
    token = token_in(revealed)
    vote_feasibility(revealed.store, revealed.join(), number, 1.0)
    revealed.move(finish)
    st.cache_data.clear()
    for at in (
        as_host(ACTIONS),
        as_staff(ACTIONS, revealed, "official"),
        as_person(ANSWERS, token),
    ):
        said = words(at)
        assert "no votes shown before the sign-off: counts as half feasible (0.5)" in said
        assert "the vote on it is open" not in said
        assert "People are now voting" not in said
        assert "voted" not in said
        assert "actions-show" not in {str(button.key) for button in at.button}


def test_the_department_that_usually_knows_a_topic_is_proposed(store: Store) -> None:
    held = set_up(store, usual_framework(P1="water"))
    held.bring_to(Phase.REVEALED)
    at = visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "P1"})
    at.text_area(key="actions-new-0-1-P1-what").set_value("Raise the sockets.").run()
    at.button(key="actions-add").click().run()
    (added,) = actions_of(held.store, HOST, held.code)
    assert (added.indicator, added.department) == ("P1", "Water")


def test_no_department_is_proposed_where_several_usually_know_a_topic(store: Store) -> None:
    held = set_up(store, usual_framework(P1="water, housing"))
    held.bring_to(Phase.REVEALED)
    at = visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "P1"})
    assert at.selectbox(key="actions-new-0-1-P1-department").value is None


def test_what_is_typed_for_an_action_is_there_after_another_page(revealed: Held) -> None:
    at = visit(ACTIONS, links=[HOST_LINK], code=revealed.code, asked={"indicator": "P1"})
    at.text_area(key="actions-new-0-1-P1-what").set_value("Turn it on.").run()

    def back_to(indicator: str) -> str:
        at.switch_page("pages/facilitate/discuss.py").run()
        at.query_params["indicator"] = indicator
        at.switch_page("pages/facilitate/actions.py").run()
        return str(at.text_area(key=f"actions-new-0-1-{indicator}-what").value)

    assert back_to("W1") == "", "not under another indicator"
    assert back_to("P1") == "Turn it on."


def test_the_words_of_an_action_stay_with_the_indicator_chosen_for_it(revealed: Held) -> None:
    at = visit(ACTIONS, links=[HOST_LINK], code=revealed.code, asked={"indicator": "P1"})
    at.selectbox(key="actions-new-0-1-P1-indicator").set_value("W1").run()
    at.text_area(key="actions-new-0-1-P1-what").set_value("Clear the drains.").run()
    at.switch_page("pages/facilitate/discuss.py").run()
    at.query_params["indicator"] = "P1"
    at.switch_page("pages/facilitate/actions.py").run()
    assert at.selectbox(key="actions-new-0-1-P1-indicator").value == "W1"
    assert at.text_area(key="actions-new-0-1-P1-what").value == "Clear the drains."
