"""Choose the comments shown by level instead of by unit, when an indicator is first revealed.

Later it would tell: a comment that was shown with its unit must never be shown with its level.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from resilience.scoring import Crowd
from resilience.scoring.opinions.comment_levels import shared_levels
from resilience.services.counting.facts import few_alone
from resilience.services.counting.strangers import all_strangers
from resilience.services.workshop.groups import units_asked
from resilience.store import Session
from resilience.store.results.kept import facts_of, places_gone
from resilience.store.results.moments import shown_places
from resilience.store.tables import CommentsByLevel, Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_now
from resilience.store.voting.votes import RemarkRow, frozen_tallies, remarks
from resilience.store.workshops import city_rows, rounds, units


def fix_comment_levels(session: Session, workshop: Workshop, closed: Round) -> None:
    """Store the levels shown with comments, for indicators that a first reveal shows for the first time."""
    if places_gone(session, [closed.id]):
        return  # the figures count somebody whose comment, or silence, is not there any more
    shown = [held.id for held in rounds(session, workshop.id) if held.revealed_at]
    earlier = {
        row.indicator for row in frozen_tallies(session, [i for i in shown if i != closed.id])
    }
    wrote: dict[str, list[RemarkRow]] = defaultdict(list)
    for row in comments_shown(session, workshop, remarks(session, [closed.id])):
        wrote[row.indicator].append(row)
    gave: dict[str, list[PersonAnswer]] = defaultdict(list)
    for one in held_now(session, closed.id):
        gave[one.indicator].append(one)
    beyond = all_strangers(session, workshop)
    for code in _with_all_levels(session, workshop, closed) - earlier:
        people = {row.participant_id for row in wrote[code]}
        silent = [one for one in gave[code] if one.participant_id not in people]
        levels = shared_levels(_levels(wrote[code]), _levels(silent), workshop.k, beyond)
        if levels:
            session.add(CommentsByLevel(round_id=closed.id, indicator=code, levels=sorted(levels)))


def comments_shown(
    session: Session, workshop: Workshop, rows: Sequence[RemarkRow]
) -> list[RemarkRow]:
    """Return the comments whose unit or room has figures of that vote.

    Comments of people are left out where fewer than k answered alone. After an erasure, either all comments on an
    indicator are shown or none, as fixed when the vote first closed.
    """
    counting = sorted({row.round_id for row in rows})
    shown, few = shown_places(session, counting), few_alone(session, counting)
    whole = city_rows(session, workshop.id).get("room")
    facts = facts_of(session, counting)

    def is_shown(row: RemarkRow) -> bool:
        if facts[row.round_id].after_erasure:
            return row.indicator in (facts[row.round_id].open_comments or ())
        places = {(row.round_id, row.unit_id), (row.round_id, whole.id if whole else None)}
        return bool(places & shown) and not (row.size == 1 and (row.round_id, row.unit_id) in few)

    return list(filter(is_shown, rows))


def comments_that_hide(session: Session, workshop: Workshop, closed: Round) -> list[str]:
    """Return the indicators on which, in a closing vote, the commenters hide one another, not counting strangers."""
    beyond = all_strangers(session, workshop)
    wrote: dict[str, list[int]] = defaultdict(list)
    for row in remarks(session, [closed.id]):
        wrote[row.indicator].append(row.size)
    found = {code: Crowd.of(sizes).less(beyond) for code, sizes in wrote.items()}
    return sorted(code for code, crowd in found.items() if crowd.hides(workshop.k))


def _with_all_levels(session: Session, workshop: Workshop, closed: Round) -> frozenset[str]:
    """The indicators of which every answer with a level is in the figures, as the figures themselves tell.

    Each unit's levels are served, or the unit is pooled and the levels of the pool are served. So that comments are
    shown by level tells nothing more. A unit in which nobody gave a level looks like a withheld one.
    """
    asked, everyone = units_asked(session, workshop), {u.id for u in units(session, workshop.id)}
    rest = city_rows(session, workshop.id)["rest"].id
    levels, alone = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for row in frozen_tallies(session, [closed.id]):
        if row.answer.isdigit():
            levels[row.indicator].add(row.unit_id)
        if row.answer != "dk":
            alone[row.indicator].add(row.unit_id)
    return frozenset(
        code
        for code, served in levels.items()
        for others in [set(asked.get(code, everyone)) - served]
        if not workshop.k or not others or (rest in served and not others & alone[code])
    )


def _levels(rows: Iterable[RemarkRow | PersonAnswer]) -> list[tuple[int | None, int]]:
    return [(row.level, row.size) for row in rows]
