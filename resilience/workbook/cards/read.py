"""`read_card`: what somebody filled into a scorecard."""

from resilience.framework import Framework
from resilience.workbook.cards.model import FilledCard


def read_card(data: bytes, framework: Framework) -> FilledCard:
    """What an uploaded scorecard says, by the indicators of `framework`, the workshop's.

    Raises `InputError` for a file that is no scorecard, or is damaged or not safe to read.
    """
    raise NotImplementedError
