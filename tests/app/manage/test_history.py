"""The page History: what staff did, for those who are answerable, as they ask for it."""

import datetime

import pytest
from sqlalchemy import insert

from resilience.framework import Framework
from resilience.services.counting.rounds import open_vote
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import StaffAct
from resilience.ui.shared.menu import (
    ACTIONS,
    ANSWERS,
    DEPARTMENTS,
    DISCUSS,
    HISTORY,
    LIVE,
    OVERVIEW,
)
from tests.app.seen import kinds, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in, visit
from tests.services.delivering import save_remark
from tests.services.held import HOST_LINK, Held, set_up


def listed(said: str) -> list[str]:
    """What was done, in the order of the page."""
    return [line for line in said.splitlines() if line.endswith(".") and "was" in line]


def test_the_host_reads_what_was_done_with_before_and_after(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, held.staff("cofacilitator"), held.code, "W1", 1, "<b>Seen</b> [on](a) map.")
    agree(held.store, held.staff("cofacilitator"), held.code, "W1", 3)
    said = words(as_host(HISTORY))
    assert "5 entries" not in said
    assert "6 entries" in said
    assert "The room agreed on W1." in said
    assert "Agreed: 1 → 3" in said
    assert "Reason: <b>Seen</b> [on](a) map." in said
    assert said.index("Agreed: 1 → 3") < said.index("The workshop of Cascais was set up.")
    assert f"Cascais · workshop {held.code}" in said


def test_what_is_asked_for_stands_in_the_address(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, held.staff("cofacilitator"), held.code, "W1", 1)
    at = as_host(HISTORY)
    at.selectbox(key="history-kind").set_value("levels").run()
    assert "1 entry\n" in words(at)
    assert at.query_params["kind"] == "levels"
    asked = {"kind": "votes", "who": "host"}
    again = visit(HISTORY, links=[HOST_LINK], code=held.code, asked=asked)
    assert "3 entries" in words(again)
    assert "The room agreed on W1." not in words(again)
    odd = {"kind": "gossip", "who": "nobody at all", "page": "²"}
    assert "Nothing on record for gossip" in words(visit(HISTORY, links=[HOST_LINK], asked=odd))
    nothing = {"kind": "demo"}
    assert "No entries match these filters." in words(
        visit(HISTORY, links=[HOST_LINK], asked=nothing)
    )


def test_many_acts_are_turned_over_page_by_page(held: Held) -> None:
    at = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)
    same = {"at": at, "actor": "host", "role": "host", "act": "target set", "city": "Cascais"}
    more = [{**same, "workshop": held.code, "thing": f"T{n}"} for n in range(120)]
    with held.store.write() as session:
        session.connection().execute(insert(StaffAct), more)
    page = as_host(HISTORY)
    assert "Page 1 of 3" in words(page)
    assert "A target was set for T119." in words(page)
    page.button(key="history-older").click().run()
    said = words(page)
    assert "Page 2 of 3" in said
    assert "A target was set for T69." in said
    assert page.query_params["page"] == "2"
    page.selectbox(key="history-kind").set_value("targets").run()
    assert "Page 1 of 3" in words(page), "another question begins at the newest"
    last = visit(HISTORY, links=[HOST_LINK], asked={"page": "99"})
    assert "Page 3 of 3" in words(last)


def test_a_facilitator_reads_the_own_workshop_alone(
    held: Held, store: Store, framework: Framework
) -> None:
    other = set_up(store, framework)
    said = words(as_staff(HISTORY, held, "facilitator"))
    assert held.code in said
    assert other.code not in said
    asked = words(as_staff(HISTORY, held, "facilitator", other.code))
    assert f"for the people who run the workshop {other.code}" in asked
    assert held.code not in asked


@pytest.mark.parametrize("role", ["cofacilitator", "official", "lead"])
def test_others_are_told_who_reads_it(held: Held, role: str) -> None:
    at = as_staff(HISTORY, held, role)
    assert "You need to be an admin or a facilitator of a workshop" in words(at)
    assert "download_button" not in kinds(at)
    assert "You need to be an admin or a facilitator" in words(as_stranger(HISTORY))


def test_no_page_shows_others_what_somebody_answered_before(held: Held) -> None:
    held.move(open_vote)
    who, *_ = held.vote("Water", 0, 2, 3)
    save_remark(held.store, who, "W1", comment="The old pump leaks.")
    save_remark(held.store, who, "W1", comment="The new pump holds.")
    another = token_in(held)
    held.reveal()
    pages = (DISCUSS, OVERVIEW, DEPARTMENTS, LIVE, ACTIONS, HISTORY)
    said = [words(as_host(page, held.code)) for page in pages]
    said.append(words(as_person(ANSWERS, another)))
    assert "The new pump holds." in said[0]
    assert not [one for one in said if "The old pump leaks." in one]
