"""The share of people who changed a level between votes, only where it reveals nobody's change."""

from collections.abc import Iterable

import numpy as np

from resilience.scoring import Crowd
from resilience.scoring.comparison.rounds import MovedShare, changed_share
from resilience.services.counting.repeated_answers import AskedAgain, Own
from resilience.store.voting.levels import PersonAnswer


def changed_levels(again: AskedAgain) -> dict[str, MovedShare]:
    """The share who changed since the previous vote, for each indicator that a vote repeated."""
    found = {}
    for code in again.codes:
        share = _compared(again, code)
        if share is not None:
            found[code] = share
    return found


def _compared(again: AskedAgain, code: str) -> MovedShare | None:
    """The share who moved by a level or more, of those who gave a level both times.

    None where these do not hide one another, or those of them who moved do not: the figure would be of these
    few. None too where those who moved and those who gave a level only in the later vote together do not hide
    one another, or those who moved and those who gave one only in the earlier vote: the counts of the two
    votes differ by the answers of the ones, added, and of the others, subtracted.
    """
    before, after = _levels(again.before, code), _levels(again.after, code)
    both = before.keys() & after.keys()
    moved = _crowd(before[who] for who in both if before[who].level != after[who].level)
    came = _crowd(after[who] for who in after.keys() - both)
    left = _crowd(before[who] for who in before.keys() - both)
    without = [moved + left + gone for gone in Crowd.possible(*again.erased[code])]
    crowds = (_crowd(before[who] for who in both), moved, moved + came, *without)
    if not both or any(map(again.tells_of_few, crowds)):
        return None
    pairs = [(before[who].level, after[who].level) for who in both]
    levels = np.array(pairs, dtype=np.float64)
    return MovedShare(len(pairs), changed_share(levels[:, 0], levels[:, 1]) or 0.0)


def _levels(own: Own, code: str) -> dict[int, PersonAnswer]:
    return {
        who: rows[code] for who, rows in own.items() if code in rows and rows[code].state == "level"
    }


def _crowd(rows: Iterable[PersonAnswer]) -> Crowd:
    return Crowd.of(row.size for row in rows)
