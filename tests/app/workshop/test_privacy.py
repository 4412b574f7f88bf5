"""The page on which everybody reads what is kept, and who runs a workshop removes it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.services.upkeep.retention import remove_now
from resilience.services.voting.personal_data import KEPT, STAYS
from resilience.services.workshop.phase import Phase
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import ANSWERS, HOME, OVERVIEW, PRIVACY
from tests.app.seen import pages_linked, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in
from tests.services.held import HOST, Held, finish
from tests.services.left import kept_in
from tests.services.upkeep.test_clock import steady
from tests.services.upkeep.test_retention import age

REMOVE = "Delete participants' data"


def buttons(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


@pytest.mark.usefixtures("store")
def test_everybody_reads_what_is_kept_why_and_for_how_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = words(as_stranger(PRIVACY))
    for one in KEPT:
        assert one.what in said
        assert one.why in said
    assert all(line in said for line in STAYS)
    assert "365 days after the workshop is closed" in said
    assert "Open your own return link" in said
    assert "When participants' data is deleted" not in said
    assert ("Privacy: what is stored, why and for how long", "privacy") in pages_linked(
        as_stranger(HOME)
    )
    for days, told in (("30", "deleted 30 days after"), ("0", "kept until you erase your data")):
        monkeypatch.setenv("RESILIENCE_RETENTION_DAYS", days)
        runtime.settings.clear()
        assert told in words(as_stranger(PRIVACY))
    runtime.settings.clear()


def test_a_participant_is_led_to_the_own_data(held: Held) -> None:
    token = token_in(held)
    for page in (PRIVACY, ANSWERS):
        assert "Download or erase my data" in words(as_person(page, token))


@pytest.mark.usefixtures("noon")
def test_who_runs_a_workshop_sees_when_it_goes_and_removes_it(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    assert "kept until the workshop is closed" in words(as_host(PRIVACY))
    held.move(finish)
    at = as_host(PRIVACY)
    assert "October 13, 2027" in words(at)
    assert REMOVE in buttons(at)
    assert REMOVE not in buttons(as_staff(PRIVACY, held, "cofacilitator"))
    assert "3 participants" not in words(as_staff(PRIVACY, held, "official"))
    next(b for b in at.button if b.label == REMOVE).click().run()
    assert kept_in(held) == 9  # it is asked first
    assert "Yes: Delete participants' data" in buttons(at)
    remove_now(held.store, HOST, held.code)
    at = as_host(PRIVACY)
    assert "0 participants · was deleted on" in words(at)
    assert REMOVE not in buttons(at)
    assert "Each participant's answers and texts were deleted on" in words(
        as_host(OVERVIEW, held.code)
    )


def test_what_is_due_says_what_it_waits_for(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESILIENCE_DATA", str(tmp_path))
    runtime.settings.clear()
    held.bring_to(Phase.CLOSED)
    age(held.store, 400)
    assert "deleted once the server has run for 24 more hours with a steady clock" in words(
        as_host(PRIVACY)
    )
    steady(tmp_path)
    assert "is deleted on" in words(as_host(PRIVACY))
    runtime.settings.clear()
