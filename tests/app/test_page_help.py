"""The steps that say how a page works."""

import pytest

from resilience.text import Text
from resilience.ui.shared.menu import DOWNLOADS, FORMER, PAGES
from resilience.ui.shared.page_help import STEPS, page_help
from tests.app.seen import words
from tests.app.visit import as_host
from tests.services.held import Held


def test_every_page_has_its_steps() -> None:
    assert set(STEPS) == {address for _, _, address, *_ in PAGES}


def test_a_page_says_how_it_works(held: Held) -> None:
    said = words(as_host(DOWNLOADS, held.code))
    assert "How this works" in said
    assert STEPS["downloads"][0][1] in said


@pytest.mark.parametrize("address", FORMER)
def test_the_addresses_of_earlier_versions_have_steps_too(address: str) -> None:
    page_help(address, Text("en"))
