"""Blind spots of a workshop, computed when a vote closes and read with its result."""

from collections.abc import Sequence

from resilience.scoring.certainty.blind_spots import BlindSpot, blind_spots
from resilience.scoring.certainty.personal import level_steps, theme_means
from resilience.services.counting.counts import first_round
from resilience.services.counting.moments import answers_in_cells, personal_tallies
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import by_theme
from resilience.store import Session
from resilience.store.results.kept import facts_of, places_gone
from resilience.store.tables import Round, Workshop
from resilience.store.workshops import units

#: stored form of a blind spot: theme, unit and direction
FrozenSpots = list[tuple[str, str, str]]


def spots_to_keep(
    session: Session, workshop: Workshop, votes: Sequence[Round]
) -> FrozenSpots | None:
    """The blind spots of these votes, for each indicator from the first vote that asked it.

    None if someone was erased since, as the test would lack their answers; if the last vote adds no figures by unit,
    those of the previous vote stay. Groups that score their own themes have none.
    """
    if by_theme(session, workshop):
        return []
    first = first_round(session, workshop, votes)
    counting = set(first.values())
    if places_gone(session, sorted(counting)):
        before = [vote.id for vote in votes[:-1] if votes[-1].id not in counting][-1:]
        kept = facts_of(session, before)
        return next((facts.spots for facts in kept.values()), None)
    framework = framework_of(session, workshop)
    answers = answers_in_cells(session, first)
    names = {unit.id: unit.name for unit in units(session, workshop.id)}
    homes = {row.participant_id: names[row.unit_id] for row in answers}
    means = theme_means(framework, personal_tallies(framework, answers, first))
    means.pop(framework.root.code, None)
    found = blind_spots(means, list(homes.values()), level_steps(framework))
    return [(spot.theme, spot.unit, spot.direction) for spot in found]


def kept_spots(session: Session, counting: Sequence[Round]) -> tuple[BlindSpot, ...] | None:
    """The blind spots by the votes that count; None where they were not stored in time."""
    last = counting[-1].id
    kept = facts_of(session, [last])[last].spots
    if kept is None:
        return None
    return tuple(
        BlindSpot(theme, unit, "higher" if direction == "higher" else "lower")
        for theme, unit, direction in kept
    )
