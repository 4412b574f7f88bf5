"""Which comments are shown by level instead of by unit: fixed when an indicator is first revealed.

A later choice could identify people: a comment that was shown with its unit must never be shown with its level.
An indicator qualifies only if its figures include every answer with a level; otherwise a comment at a missing
level would reveal who gave it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from resilience.framework import Levels
from resilience.scoring.opinions.comment_levels import shared_levels
from resilience.services.frameworks.frameworks import asked_by
from resilience.store import Session
from resilience.store.tables import CommentsByLevel, Round, Workshop
from resilience.store.voting.levels import held_now
from resilience.store.voting.votes import RemarkRow, frozen_tallies, remarks
from resilience.store.workshops import rounds, units


def fix_comment_levels(session: Session, workshop: Workshop, closed: Round) -> None:
    """Store which of the indicators that this reveal shows for the first time have their comments shown by level."""
    shown = [held.id for held in rounds(session, workshop.id) if held.revealed_at]
    earlier = {
        row.indicator for row in frozen_tallies(session, [i for i in shown if i != closed.id])
    }
    levelled = {i.code for i in asked_by(session, workshop) if isinstance(i.scale, Levels)}
    wrote: dict[str, list[RemarkRow]] = defaultdict(list)
    for row in remarks(session, [closed.id]):
        wrote[row.indicator].append(row)
    whole = _with_all_levels(session, closed.id)
    for code, rows in wrote.items():
        if code in (levelled & whole) - earlier and levels_of(session, workshop, rows):
            session.add(CommentsByLevel(round_id=closed.id, indicator=code, comments=len(rows)))


def _with_all_levels(session: Session, round_id: int) -> frozenset[str]:
    """The indicators whose figures in a vote include every answer with a level."""
    shown: Counter[str] = Counter()
    for row in frozen_tallies(session, [round_id]):
        shown[row.indicator] += row.answers if row.answer.isdigit() else 0
    given = Counter(one.indicator for one in held_now(session, round_id) if one.state == "level")
    return frozenset(code for code, n in given.items() if shown[code] == n)


def levels_of(session: Session, workshop: Workshop, rows: Sequence[RemarkRow]) -> frozenset[int]:
    """The levels at which these comments may be shown, not counting devices beyond the people in the room."""
    beyond = sum(unit.strangers for unit in units(session, workshop.id))
    return shared_levels(((row.level, row.size) for row in rows), workshop.k, beyond)
