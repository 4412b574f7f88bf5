"""A workshop on the UNDRR items that shows the official words."""

from resilience.services.counting import rounds
from resilience.services.frameworks.official_wording import keep_official
from resilience.store import Store
from resilience.workbook.undrr import CODES
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, Held, set_up
from tests.workbook.undrr.official import Book


def official_vote(store: Store) -> Held:
    """A workshop whose vote is open and shows official words of our own in English."""
    keep_official(store, HOST, Book(CODES).written(), language="en")
    held = set_up(store, shipped(UNDRR_1))
    held.move(rounds.open_vote)
    return held
