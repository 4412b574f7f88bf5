"""The workshops of a city over the years, as far as whoever reads the last one may see the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from resilience.framework import Framework
from resilience.scoring import Room, ScoreTree, Side, Tallies, score
from resilience.scoring.comparison.years import ByUnit, Moments, Unit
from resilience.scoring.scores.percent import percent_of
from resilience.services.access.access import Visitor
from resilience.services.counting.counts import Figures, figures_of, room_of
from resilience.services.counting.facts import city_hides, votes_after_erasure
from resilience.services.counting.moments import UnitMoments, moments_by_unit
from resilience.services.deciding.agreed_levels import agreed_levels, scored
from resilience.services.deciding.weights import weighed_framework
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.results.results import admit
from resilience.services.voting.responses import asked_in
from resilience.services.workshop.groups import by_theme
from resilience.services.workshop.phase import reply_state, rounds_that_count
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store import Session, Store
from resilience.store.results.actions import earlier_workshops
from resilience.store.results.kept import places_gone
from resilience.store.results.moments import frozen_moments
from resilience.store.tables import Round, Workshop
from resilience.store.workshops import departments, rounds, units, workshop_by_id

#: moments of each unit, by theme, and by the root for the overall
ThemeMoments = Mapping[str, ByUnit]


@dataclass(frozen=True, slots=True)
class YearResult:
    """The result of one workshop for the city as a whole, and the data to judge its change.

    `side` has the city's scores. On the indicators `beyond` these have more than the first votes: a later vote, or
    what the room agreed on. `first` has by indicator the round that asked it first, whose votes are judged. `homes` has by the id of a unit its identity in another year: its name, and its members where it is merged. `kept`
    are the moments of each unit, of all that was asked: they are never shown. `kept_with` is the framework
    with which they were computed, whatever weights were adopted later. Units are groups with their own themes
    where it is `by_group`. Where its answers are `deleted`, what was `kept_at_close` is all there is. The votes in
    `erased` (round ids) count somebody who was erased since; those in `pooled` first closed after an erasure.
    """

    workshop_id: int
    code: str
    k: int
    side: Side
    first: Mapping[str, int]
    homes: Mapping[int, Unit]
    kept: ThemeMoments
    kept_with: Framework
    beyond: frozenset[str]
    by_group: bool
    deleted: bool
    kept_at_close: bool
    erased: frozenset[int]
    pooled: frozenset[int]


def _kept(session: Session, closed: Round) -> UnitMoments:
    """The moments that units kept when a round closed."""
    rows: dict[int, dict[str, Moments]] = {}
    for row in frozen_moments(session, [closed.id]):
        kept = Moments(row.people, row.mean, row.variance)
        rows.setdefault(row.unit_id, {})[row.theme] = kept
    return rows


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
    """The earlier workshops of the city whose result was shown to its officials, first to last.

    Of open ones those in which enough people answered to hide one another from whoever was not there.
    """
    found = earlier_workshops(session, workshop)
    return [one for one in reversed(found) if _is_shown(session, one)]


def hidden_before(store: Store, visitor: Visitor, code: str) -> bool:
    """Whether an earlier result of the city stays in its own room; for who may read the later one."""
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
    )


def read_year(session: Session, workshop: Workshop) -> YearResult:
    """The result of a workshop that is shown, of the city alone."""
    framework, _ = weighed_framework(session, workshop)
    counting = rounds_that_count(rounds(session, workshop.id))
    room = room_of(session, workshop, counting[-1])
    figures = figures_of(session, workshop, framework, counting)
    first = _first_votes(session, workshop, counting, figures)
    agreed = {c: d for c, d in agreed_levels(session, workshop.id).items() if c in first}
    later = {c for c, one in figures.sources.items() if one.later or one.city != first[c]}
    scores = score(framework, figures.tallies, agreed=scored(agreed)).city
    side = _side(workshop, framework, scores, room)
    published = framework_of(session, workshop)
    homes = _homes(session, workshop.id, {one.unit for one in room})
    # in an open workshop a later vote replaces what units kept of the first one
    kept_at_close = bool(workshop.k) or not later
    kept = _kept(session, counting[-1]) if kept_at_close else None
    if kept is None:
        kept = moments_by_unit(session, workshop.k, published, first)
    moments = _by_theme(kept, homes)
    if workshop.k:
        moments = _with_served_means(moments, published, figures.tallies)
    votes = sorted(set(first.values()))
    return YearResult(
        workshop_id=workshop.id,
        code=workshop.code,
        k=workshop.k,
        side=side,
        first=first,
        homes=homes,
        kept=moments,
        kept_with=published,
        beyond=frozenset(later | {c for c, one in agreed.items() if one.outcome != "both"}),
        by_group=by_theme(session, workshop),
        deleted=workshop.removed_at is not None,
        kept_at_close=kept_at_close,
        erased=frozenset(at for at, _ in places_gone(session, votes)),
        pooled=votes_after_erasure(session, votes),
    )


def _homes(session: Session, workshop_id: int, shown: Collection[str]) -> dict[int, Unit]:
    """The identity of each unit that is shown in another year: a merged one matches only with equal members."""
    members: dict[int | None, set[str]] = {}
    for department in departments(session, workshop_id):
        members.setdefault(department.unit_id, set()).add(department.name)
    return {
        unit.id: (
            unit.name,
            frozenset(members.get(unit.id, ())) if unit.name == OTHER_DEPARTMENTS else frozenset(),
        )
        for unit in units(session, workshop_id)
        if unit.name in shown
    }


def _by_theme(found: UnitMoments, homes: Mapping[int, Unit]) -> ThemeMoments:
    themes = dict.fromkeys(theme for own in found.values() for theme in own)
    return {
        theme: {homes[unit]: own[theme] for unit, own in found.items() if theme in own}
        for theme in themes
    }


def _with_served_means(kept: ThemeMoments, framework: Framework, tallies: Tallies) -> ThemeMoments:
    """The moments with each unit's score from its served counts as the mean; none of a unit without that score.

    Together with that score, a mean over people would reveal the other answers of somebody known to have left one out.
    """
    trees, found = score(framework, tallies).units, {}
    for node in (*framework.themes, framework.root):
        own = kept.get(node.code, {})
        means = {unit: percent_of(node, trees[unit[0]][node.code]) for unit in own}
        found[node.code] = {
            unit: replace(own[unit], mean=mean) for unit, mean in means.items() if mean is not None
        }
    return found


def _is_shown(session: Session, workshop: Workshop) -> bool:
    counting = rounds_that_count(rounds(session, workshop.id))
    return (
        bool(counting)
        and reply_state(session, workshop) != "awaited"
        and city_hides(session, workshop, counting)
    )
