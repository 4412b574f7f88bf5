"""The workshops of a city over the years that a reader of the last one may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.framework import Framework
from resilience.scoring import Room, ScoreTree, Side, score
from resilience.scoring.comparison.unit_years import UnitScores, unit_scores
from resilience.services.access.access import Visitor
from resilience.services.counting.counts import Figures, figures_of, room_of, unit_tallies
from resilience.services.deciding.agreed_levels import agreed_levels, scored
from resilience.services.deciding.weights import weighed_framework
from resilience.services.results.results import admit
from resilience.services.voting.responses import asked_in
from resilience.services.workshop.groups import by_theme
from resilience.services.workshop.phase import reply_state, rounds_that_count
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store import Session, Store
from resilience.store.results.actions import earlier_workshops
from resilience.store.tables import Round, Workshop
from resilience.store.workshops import departments, rounds, units, workshop_by_id


@dataclass(frozen=True, slots=True)
class YearResult:
    """The result of one workshop for the city as a whole, and the data to judge its change.

    `side` has the city's scores. On the indicators in `beyond` these include more than the first votes: a later
    vote, or what the room agreed on. `units` has the scores of the units shown, from the first votes; None for an
    open workshop. If `by_group`, units are groups with their own themes.
    """

    code: str
    side: Side
    units: UnitScores | None
    beyond: frozenset[str]
    settled: frozenset[str]
    by_group: bool


def _first_votes(
    session: Session, workshop: Workshop, counting: Sequence[Round], figures: Figures
) -> dict[str, int]:
    """By indicator the round of the first vote on it."""
    first = {code: one.units for code, one in figures.sources.items()}
    if workshop.k:
        return first
    asked = (
        (one.code, held.id)
        for held in reversed(counting)
        for one in asked_in(session, workshop, held)
    )
    return first | {code: at for code, at in asked if code in first}


def earlier_years(session: Session, workshop: Workshop) -> list[Workshop]:
    """Return the city's earlier workshops whose result was shown to its officials, oldest first; no open ones."""
    found = earlier_workshops(session, workshop)
    return [one for one in reversed(found) if _is_shown(session, one)]


def hidden_before(store: Store, visitor: Visitor, code: str) -> bool:
    """Whether an earlier revealed result of the city may not be shown to readers of this one."""
    workshop_id, _ = admit(store, visitor, code)
    with store.read() as session:
        earlier = earlier_workshops(session, workshop_by_id(session, workshop_id))
        return any(
            rounds_that_count(rounds(session, one.id)) and not _is_shown(session, one)
            for one in earlier
        )


def _side(
    workshop: Workshop, framework: Framework, scores: ScoreTree, room: Sequence[Room]
) -> Side:
    return Side(
        name=workshop.code,
        framework=framework,
        scores=scores,
        people=sum(one.people for one in room),
        departments=sum(one.participants > 0 for one in room),
        date=workshop.date,
        merged=any(one.unit == OTHER_DEPARTMENTS for one in room),
    )


def read_year(session: Session, workshop: Workshop) -> YearResult:
    """Compute the city-wide result of a workshop whose result is shown."""
    framework, _ = weighed_framework(session, workshop)
    counting = rounds_that_count(rounds(session, workshop.id))
    room = room_of(session, workshop, counting[-1])
    figures = figures_of(session, workshop, framework, counting)
    first = _first_votes(session, workshop, counting, figures)
    agreed = {c: d for c, d in agreed_levels(session, workshop.id).items() if c in first}
    settled = frozenset(code for code, one in agreed.items() if one.outcome != "both")
    later = frozenset(c for c, one in figures.sources.items() if one.later or one.city != first[c])
    scores = score(framework, figures.tallies, agreed=scored(agreed)).city
    side = _side(workshop, framework, scores, room)
    return YearResult(
        code=workshop.code,
        side=side,
        units=unit_scores(
            framework,
            unit_tallies(session, workshop, framework, counting, first),
            _merged(session, workshop.id),
        )
        if workshop.k
        else None,
        beyond=later | settled,
        settled=settled,
        by_group=by_theme(session, workshop),
    )


def _merged(session: Session, workshop_id: int) -> dict[str, frozenset[str]]:
    """The departments of the unit that shows several together: it is the same in another year only with these."""
    together = {one.id for one in units(session, workshop_id) if one.name == OTHER_DEPARTMENTS}
    members = (one.name for one in departments(session, workshop_id) if one.unit_id in together)
    return {OTHER_DEPARTMENTS: frozenset(members)}


def _is_shown(session: Session, workshop: Workshop) -> bool:
    counting = rounds_that_count(rounds(session, workshop.id))
    return bool(workshop.k and counting) and reply_state(session, workshop) != "awaited"
