"""Scorecards that people fill in offline, one Excel file each, and what comes back in them."""

from resilience.workbook.cards.identity import NoScorecard
from resilience.workbook.cards.model import CardFace, CardIdentity, FilledAnswer, FilledCard
from resilience.workbook.cards.read import read_card
from resilience.workbook.cards.write import write_card

__all__ = [
    "CardFace",
    "CardIdentity",
    "FilledAnswer",
    "FilledCard",
    "NoScorecard",
    "read_card",
    "write_card",
]
