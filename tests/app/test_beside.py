"""The page Peers: where the city stands, and what is compared; nothing before the reveal."""

import pytest

from resilience.framework import load_framework
from resilience.services import rounds
from resilience.services.phase import Phase
from resilience.services.undrr_results import take_workbook
from resilience.services.wording import FRAMEWORK
from resilience.settings import ROOT
from resilience.store import Store
from resilience.ui.menu import BESIDE
from tests.app.seen import figures, words
from tests.app.visit import as_staff, as_stranger
from tests.services.held import HOST, Held, set_up
from tests.workbook.filled_official import of_city


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTED])
def test_nothing_is_shown_before_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(BESIDE, held, "official", held.code)
    assert "No results are shown before the reveal." in words(at)
    assert figures(at) == set()


def test_without_a_peer_the_page_says_how_to_get_one(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_staff(BESIDE, held, "official", held.code)
    assert "Ask another city for its peer file" in words(at)
    assert figures(at) == set()
    assert figures(as_stranger(BESIDE, held.code)) == set()


def test_a_peer_that_cannot_be_compared_is_told_with_the_reason(store: Store) -> None:
    framework = load_framework(ROOT / "indicators" / FRAMEWORK)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join(), **{"P1.1": 3})
    held.move(rounds.close_vote, rounds.reveal)
    take_workbook(store, HOST, framework, of_city(P1_1=2))
    at = as_staff(BESIDE, held, "official", held.code)
    said = words(at)
    assert "1 peer city, and it cannot be compared" in said
    assert "one of them is the answer of a single person" in said
    assert "plotly_chart" not in figures(at)
