"""Groups by theme on the pages: planned with the links, each at its own desk, all of them at the main one."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.desk import show_topic, topic_for, view_topics
from resilience.services.workshop.plan import GroupMode
from resilience.ui.shared.menu import ACTIONS, DEPARTMENTS, DISCUSS, LINKS, LIVE
from tests.app.rooms import reveal_all
from tests.app.seen import words
from tests.app.visit import as_staff, visit
from tests.services.held import HOST, Held, reveal


@pytest.fixture
def grouped(held: Held) -> Held:
    """A revealed vote of departments, in which two groups discuss a theme each."""
    held.group("discusses", Rivers="WAT", Grid="PWR")
    reveal_all(held)
    return held


def at_desk(page: str, held: Held, group: str) -> AppTest:
    """A page as the holder of a group's desk link sees it."""
    return visit(page, links=[held.link("group", group).token or ""], code=held.code)


@pytest.mark.parametrize("mode", ["discusses", "scores"])
def test_groups_are_planned_with_the_links_until_somebody_joins(
    workshop: Callable[..., Held], mode: GroupMode
) -> None:
    held = workshop(departments={"Town hall": 9})
    at = as_staff(LINKS, held, "facilitator")
    at.radio(key=f"groups-mode-{held.code}").set_value(mode).run()
    at.button(key=f"groups-save-{held.code}").click().run()
    assert not at.exception
    assert [(one.name, one.themes, one.scores) for one in held.view.groups] == [
        ("Water", ("WAT",), mode == "scores"),
        ("Power", ("PWR",), mode == "scores"),
    ]
    assert words(at).count("Group desk") == 2
    held.join("Water" if mode == "scores" else "Town hall")
    at = as_staff(LINKS, held, "facilitator")
    assert "Someone has joined, so the groups can no longer be changed." in words(at)
    assert f"groups-save-{held.code}" not in [button.key for button in at.button]


def test_a_desk_has_its_own_topics_and_decides_on_them(grouped: Held) -> None:
    at = at_desk(DISCUSS, grouped, "Rivers")
    assert "Topic 1 of 2" in words(at)
    assert "P1" not in words(at)
    at.button_group(key=f"discuss-outcome-W1-{grouped.id}").set_value(3).run()
    at.button(key="discuss-agree-W1").click().run()
    assert not at.exception
    assert list(grouped.result().agreed) == ["W1"]
    actions = at_desk(ACTIONS, grouped, "Rivers")
    offered = next(one for one in actions.selectbox if one.label == "Indicator")
    assert [option.split(" ")[0] for option in offered.options] == ["W1", "W2"]


def test_the_main_desk_shows_what_groups_agreed(grouped: Held) -> None:
    desk, _ = grouped.desk("Rivers")
    agree(grouped.store, desk, grouped.code, "W1", 3)
    said = words(as_staff(DISCUSS, grouped, "facilitator"))
    assert "**Rivers** · 1 of 2 agreed · W1 Drains" in said
    assert "**Grid** · 0 of 2 agreed" in said


def test_the_desk_of_a_small_group_says_why_it_reads_no_answers(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Rivers"), W1=2)
    held.say(held.join("Grid"), P1=4)
    held.move(rounds.close_vote, reveal)
    why = "To protect their answers, none is shown or counted."
    assert why in words(at_desk(DISCUSS, held, "Grid"))
    assert why not in words(at_desk(DISCUSS, held, "Rivers"))


def test_where_groups_scored_there_are_no_departments(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Rivers"), W1=2)
    held.say(held.join("Grid"), P1=4)
    held.move(rounds.close_vote, reveal)
    at = as_staff(DEPARTMENTS, held, "official")
    said = words(at)
    assert not at.exception
    assert "nothing is shown by department" in said
    assert "Too few people answered alone in these groups (at least 3 are needed" in said


def test_another_vote_proposes_what_the_room_and_the_desks_of_groups_discussed(
    grouped: Held,
) -> None:
    def proposed() -> list[str]:
        at = as_staff(LIVE, grouped, "facilitator")
        at.button(key="live-Vote again").click().run()
        return list(at.multiselect(key="live-again-asked").value)

    assert proposed() == []
    show_topic(grouped.store, HOST, grouped.code, "P1")  # at the desk of the whole room
    assert proposed() == ["P1"]
    at = at_desk(DISCUSS, grouped, "Rivers")
    at.button(key="discuss-on").click().run()
    assert sorted(proposed()) == ["P1", "W1", "W2"], "also the one that the desk opened with"


def test_a_desk_that_has_not_moved_can_show_its_topic_on_the_phones_of_its_group(
    held: Held,
) -> None:
    def topic_on_phones() -> str | None:
        return topic_for(view_topics(held.store, held.id), rivers)

    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Rivers"), W1=2)
    held.move(rounds.close_vote, reveal)
    rivers = held.department("Rivers")
    show_topic(held.store, HOST, held.code, "P1")
    at = at_desk(DISCUSS, held, "Rivers")
    assert topic_on_phones() == "P1"
    at.button(key="discuss-phones").click().run()
    assert topic_on_phones() == "W1"
    assert "discuss-phones" not in [one.key for one in at.button], "they follow it now"
    show_topic(held.store, HOST, held.code, "P1")
    assert "discuss-phones" in [one.key for one in at_desk(DISCUSS, held, "Rivers").button]
