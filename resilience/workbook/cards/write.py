"""`write_card`: a scorecard as a file that a person or table fills in without a network."""

from resilience.text import Text
from resilience.workbook.cards.model import CardFace


def write_card(face: CardFace, text: Text) -> bytes:
    """The scorecard as the bytes of an .xlsx file without macros, in the language of `text`."""
    raise NotImplementedError
