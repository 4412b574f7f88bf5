"""Departments that reply first, on the pages: the switch, the lead's page, and who waits."""

import pytest
import streamlit as st

from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.ui.shared.markup import plain
from resilience.ui.shared.menu import DEPARTMENTS, DOWNLOADS, OVERVIEW, PACKAGE, REPLY, STEPS
from tests.app.facilitate.test_weights import press
from tests.app.rooms import reveal_all
from tests.app.seen import figures, kinds, pages_linked, table, words
from tests.app.test_menu import shown
from tests.app.visit import as_host, as_staff, as_stranger, visit
from tests.services.held import Held, finish
from tests.services.results.test_replies import REPLYING, WORDS, first, reply, show

NONE = "No workshop is asking you for a reply. This page opens with a department lead's"
"lead."


@pytest.fixture
def awaited(held: Held) -> Held:
    """Water and Power with three people each, revealed; departments reply first."""
    first(held)
    reveal_all(held)
    return held


def test_the_facilitator_switches_it_on_and_off_before_the_reveal(held: Held) -> None:
    assert "You can switch this on before the first reveal." in words(as_host(STEPS))
    at = press(as_host(STEPS), "Let departments reply first")
    assert held.view.replies == "awaited"
    assert "sees only their department's result and may reply" in words(at)
    press(at, "Do not wait for replies")
    assert str(held.view.replies) == "off"
    held.bring_to(Phase.REVEALED)
    st.cache_data.clear()
    at = as_host(STEPS)
    assert "The result was revealed, so this can no longer be switched on." in words(at)
    assert "before the first reveal" not in words(at)
    assert not [button for button in at.button if "repl" in button.label]


@pytest.mark.parametrize("page", [OVERVIEW, DEPARTMENTS, DOWNLOADS, PACKAGE])
def test_officials_read_that_departments_reply_first(awaited: Held, page: str) -> None:
    for role in ("official", "lead"):
        at = as_staff(page, awaited, role)
        assert REPLYING in words(at)
        assert figures(at) == set()
        assert kinds(at).isdisjoint({"download_button", "title"})
    at = as_host(page)
    assert "Officials do not see this yet: departments are replying." in words(at)


def test_the_lead_is_shown_the_way_and_the_official_is_not(awaited: Held) -> None:
    way = ("Our result, and our reply to it", f"reply?workshop={awaited.code}")
    assert pages_linked(as_staff(OVERVIEW, awaited, "lead")) == [way]
    assert pages_linked(as_staff(OVERVIEW, awaited, "official")) == []
    assert "Reply" in shown([awaited.link("lead").token or ""])
    assert "Reply" not in shown([awaited.link("official").token or ""])


def test_who_waits_reads_once_which_workshop_it_is(awaited: Held) -> None:
    at = as_staff(OVERVIEW, awaited, "lead")
    assert words(at).count(awaited.code) == 1


def test_a_lead_reads_the_own_result_alone_and_replies(awaited: Held) -> None:
    at = as_staff(REPLY, awaited, "lead")  # the first link is that of Water
    assert list(table(at, "Theme").values()) == [
        ["75", "75", "100 %"],
        ["25", "25", "100 %"],
    ]
    assert "Power" not in [one.value for one in at.header]
    assert "87.5" not in words(at)
    key = awaited.department("Water")
    at.text_area(key=f"reply-{key}").input(WORDS).run()
    assert "not saved yet" in words(at)
    at.button(key=f"reply-save-{key}").click().run()
    assert "saved" in words(at).splitlines()
    assert [one.words for one in awaited.result().replies] == [WORDS]


def test_a_lead_reads_why_a_theme_has_no_score(held: Held) -> None:
    first(held)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.reveal()
    at = as_staff(REPLY, held, "lead")
    said = (
        r"No score, range or coverage for Water, Power\: the answers are counted together with another "
        "department's to protect a small group, or too few of the questions were answered by enough "
        "people in the department."
    )
    assert said in words(at)
    assert list(table(at, "Theme").values()) == [["–"] * 3] * 2, (
        "no 0 % for a lead whose people answered"
    )
    said = "Answers that are counted together with another department's are left out here."
    assert said in words(at)


def test_replies_stand_beside_the_figures_once_shown(awaited: Held) -> None:
    reply(awaited, "Water", "Pumps *and* drains.")
    at = as_host(STEPS)
    assert r"**Water** · Pumps \*and\* drains." in words(at)
    assert "**Power** · no reply yet" in words(at)
    leads = [awaited.link("lead", name).token for name in ("Power",)]
    assert [one.value.rpartition("/")[2] for one in at.code] == leads, (
        "of those who took part and have not replied"
    )
    assert ("Back to the live page", f"live?workshop={awaited.code}") in pages_linked(at)
    consequence = (
        "Departments that replied: 1 of 2. Once you show the result, no reply can be written or changed. "
        "The room, officials and department leads see the whole result from now on."
    )
    assert plain(consequence) in words(press(at, "Show the result"))
    assert awaited.view.replies == "awaited"
    press(at, "Show the result", sure=True)
    said = words(as_staff(DEPARTMENTS, awaited, "official"))
    assert r"**Water** · Pumps \*and\* drains." in said
    at = as_staff(REPLY, awaited, "lead")
    assert "Replies are no longer accepted." in words(at)
    assert "text_area" not in kinds(at)


def test_a_reply_that_comes_too_late_is_refused_in_words(awaited: Held) -> None:
    at = as_staff(REPLY, awaited, "lead")
    key = awaited.department("Water")
    at.text_area(key=f"reply-{key}").input(WORDS)
    show(awaited)
    at.button(key=f"reply-save-{key}").click().run()
    assert "Replies are no longer accepted." in words(at)
    assert awaited.result().replies == ()


def test_a_department_from_which_nobody_came_is_told_so(awaited: Held) -> None:
    roads = awaited.link("lead", "Roads").token or ""
    at = visit(REPLY, links=[roads])
    assert "Nobody from this department took part." in words(at)
    assert figures(at) == set()


def test_before_the_reveal_a_lead_sees_no_figure(held: Held) -> None:
    first(held)
    held.bring_to(Phase.COUNTED)
    at = as_staff(REPLY, held, "lead")
    assert "No results are shown before the reveal." in words(at)
    assert figures(at) == set()


def test_the_page_is_for_leads_where_the_step_is_on(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    for at in (as_staff(REPLY, held, "lead"), as_host(REPLY), as_stranger(REPLY)):
        assert NONE in words(at)
    first_on = as_staff(REPLY, held, "official", held.code)
    assert "This page is for the people who run the workshop" in words(first_on)


def test_closing_waits_until_officials_see_the_result(awaited: Held) -> None:
    show(awaited)
    awaited.move(finish)
    st.cache_data.clear()
    at = as_host(STEPS)
    assert (
        "The result is shown to everyone. Officials see the replies next to it; the room sees those of departments that usually know the topic."
        in words(at)
    )
    assert "button" not in kinds(at)


def test_while_results_are_hidden_again_the_step_offers_nothing(awaited: Held) -> None:
    awaited.move(rounds.reopen_vote)
    at = as_host(STEPS)
    offered = [button.label for button in at.button]
    assert "Show the result" not in offered
    assert "Do not wait for replies" not in offered
