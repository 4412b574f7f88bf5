"""Blind spots of a workshop, computed when a vote closes and read with its result."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Crowd
from resilience.scoring.arrays import Floats
from resilience.scoring.certainty.blind_spots import BlindSpot, blind_spots
from resilience.scoring.certainty.personal import level_steps, theme_means
from resilience.scoring.comparison.units import SharedTheme, shared_themes
from resilience.scoring.scores.score import score_units
from resilience.scoring.scores.what_if import restricted
from resilience.services.counting.counts import figures_of, first_round
from resilience.services.counting.moments import (
    answers_in_cells,
    personal_tallies,
    themes_of_one_vote,
)
from resilience.services.counting.strangers import strangers_by_unit
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import by_theme
from resilience.store import Session
from resilience.store.results.kept import facts_of, places_gone
from resilience.store.tables import Round, Workshop
from resilience.store.voting.levels import PersonAnswer
from resilience.store.workshops import units

#: stored form of a blind spot: theme, unit and direction
FrozenSpots = list[tuple[str, str, str]]


def spots_to_keep(
    session: Session, workshop: Workshop, votes: Sequence[Round]
) -> FrozenSpots | None:
    """Return the blind spots of these votes, for each indicator from the first vote that asked it.

    After an erasure, themes to which the last vote adds nothing keep the blind spots of the previous vote; other
    themes have none, since the test would lack answers. A theme has none if several votes asked its indicators
    first, and groups that score their own themes have none. Units are compared, theme by theme, on the indicators
    for which all of them have a score; a unit without a score for the theme is left out. A theme has none if people
    with a mean, strangers apart, do not hide one another in each of these units.
    """
    if by_theme(session, workshop):
        return []
    first = first_round(session, workshop, votes)
    framework = framework_of(session, workshop)
    if places_gone(session, sorted(set(first.values()))):
        return _kept_before(session, framework, votes, first)
    shared = _shared(session, workshop, framework, votes)
    common = restricted(framework, chain(*(theme.codes for theme in shared.values())))
    asked = {one.code: first[one.code] for one in common.root.indicators()}
    alike = themes_of_one_vote(session, workshop.k, common, asked)
    answers = answers_in_cells(session, asked)
    names = {unit.id: unit.name for unit in units(session, workshop.id)}
    people = list({row.participant_id: row for row in answers}.values())
    homes = [names[one.unit_id] for one in people]
    strangers = strangers_by_unit(session, workshop)
    means = {}
    for theme, own in theme_means(common, personal_tallies(common, answers, asked)).items():
        if theme in shared and theme in alike:
            compared = set(shared[theme].scores)
            hiding = {names[unit] for unit in _hiding(people, own, strangers, workshop.k)}
            if compared <= hiding:
                means[theme] = np.where([home in compared for home in homes], own, np.nan)
    found = blind_spots(means, homes, level_steps(framework))
    return [(spot.theme, spot.unit, spot.direction) for spot in found]


def _hiding(
    people: Sequence[PersonAnswer], means: Floats, strangers: Mapping[int, Crowd], k: int
) -> Iterator[int]:
    """The units whose people with a mean, strangers apart, hide one another."""
    sizes: dict[int, list[int]] = defaultdict(list)
    for one, mean in zip(people, means, strict=True):
        if not np.isnan(mean):
            sizes[one.unit_id].append(one.size)
    for unit, own in sizes.items():
        if Crowd.of(own).less(strangers[unit]).hides(k):
            yield unit


def _kept_before(
    session: Session, framework: Framework, votes: Sequence[Round], first: Mapping[str, int]
) -> FrozenSpots | None:
    """The blind spots of the previous vote on themes to which the last one adds nothing; None without that."""
    added = {
        theme.code
        for theme in framework.themes
        if any(first.get(one.code) == votes[-1].id for one in theme.indicators())
    }
    for facts in facts_of(session, [vote.id for vote in votes[-2:-1]]).values():
        return facts.spots and [spot for spot in facts.spots if spot[0] not in added]
    return None


def _shared(
    session: Session, workshop: Workshop, framework: Framework, votes: Sequence[Round]
) -> dict[str, SharedTheme]:
    """Return the indicators on which units with a theme score are compared, from the served figures."""
    tallies = figures_of(session, workshop, framework, votes).tallies
    trees = score_units(framework, tallies).trees()
    return shared_themes(framework, dict(zip(tallies.units, trees, strict=True)))


def kept_spots(session: Session, counting: Sequence[Round]) -> tuple[BlindSpot, ...] | None:
    """Return the blind spots of the votes that count; None if they were not stored in time."""
    last = counting[-1].id
    kept = facts_of(session, [last])[last].spots
    if kept is None:
        return None
    return tuple(
        BlindSpot(theme, unit, "higher" if direction == "higher" else "lower")
        for theme, unit, direction in kept
    )
