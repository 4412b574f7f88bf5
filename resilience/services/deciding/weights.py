"""Weights by points: people share out points among the themes, the workshop adopts their mean."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

import numpy as np

from resilience.errors import InputError, WrongTime
from resilience.framework import Framework
from resilience.scoring import LEAST_K, Crowd
from resilience.scoring.planning.points import PointWeights, weights_by_points, whole_points
from resilience.scoring.scores.what_if import with_weights
from resilience.services.access.access import (
    RUNNERS,
    Visitor,
    lock_for,
    open_for,
    participant_held,
    participant_of,
)
from resilience.services.access.record import record_change
from resilience.services.deciding.points_asked import takes_points
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.phase import Phase, moved_on, phase_of
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.closing import own_points, points_given
from resilience.store.tables import Participant, PointsGiven, Weighing, Workshop
from resilience.store.workshops import put_on_stage, rounds, workshop_by_id

#: points that people share out, and the most that one theme can have
POINTS = 100
#: "ended": the sign-off ended points that were still open, and nobody sees their mean
State = Literal["off", "open", "ended", "closed", "adopted", "kept"]


@dataclass(frozen=True, slots=True)
class PointsSheet:
    """One participant's points for each theme; `open` while points can be given; `state` is that of the step."""

    points: Mapping[str, int]
    open: bool
    state: State

    @property
    def given(self) -> bool:
        """Whether any points were given; a sheet without any does not count."""
        return any(self.points.values())


@dataclass(frozen=True, slots=True)
class WeighingView:
    """The state of the weighing step, for the people who run the workshop.

    `people` gave points. `mean` has the weight (share 0..1) of each of `themes` once the step is closed and those
    who gave points hide one another (`Crowd`): `least` people alone, or that many at tables and nobody alone.
    Before that it is None. `fits` is whether the framework uses weights of themes at all.
    """

    state: State
    themes: tuple[str, ...]
    people: int
    least: int
    mean: PointWeights | None
    fits: bool


def themes_weighed(
    framework: Framework, tier: str, without: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the themes that people weigh: those with indicators asked in the tier, except the indicators `without`."""
    asked = {indicator.code for indicator in framework.asked(tier, without)}
    return tuple(
        theme.code
        for theme in framework.themes
        if any(indicator.code in asked for indicator in theme.indicators())
    )


@repeatable
def view_weighing(store: Store, visitor: Visitor, code: str) -> WeighingView:
    """Return the state of the step; while it is open, only the number of people."""
    with store.read() as session:
        return _view(session, open_for(session, visitor, code, RUNNERS))


@repeatable
def staged_weighing(store: Store, workshop_id: int) -> WeighingView:
    """As `view_weighing`, for the stage of a workshop."""
    with store.read() as session:
        return _view(session, workshop_by_id(session, workshop_id))


@repeatable
def ask_for_points(store: Store, visitor: Visitor, code: str) -> None:
    """Start the step, or open it again if too few people had given points to show any."""
    with store.write() as session:
        workshop = _unclosed(session, visitor, code)
        seen = _view(session, workshop)
        if not seen.fits:
            raise InputError("Theme weights do not change the overall score of this scorecard.")
        if seen.state != "off" and (seen.state != "closed" or seen.mean is not None):
            raise moved_on()
        row = session.get(Weighing, workshop.id) or Weighing(workshop_id=workshop.id)
        row.closed_at = None
        session.add(row)
        if phase_of(workshop, rounds(session, workshop.id)) is Phase.REVEALED:
            put_on_stage(session, workshop.id, "points")
        before, after = {"points": seen.state}, {"points": "open"}
        record_change(session, visitor, "points asked for", workshop, before=before, after=after)


@repeatable
def close_points(store: Store, visitor: Visitor, code: str) -> None:
    """Stop accepting points; the mean can then be shown if enough people gave some."""
    with store.write() as session:
        workshop = _unclosed(session, visitor, code)
        row = session.get(Weighing, workshop.id)
        if row is None or row.closed_at is not None:
            raise moved_on()
        row.closed_at = now()
        keep_mean(session, workshop, row)
        before, after = {"points": "open"}, {"points": "closed"}
        record_change(session, visitor, "points closed", workshop, before=before, after=after)


@repeatable
def settle_weights(store: Store, visitor: Visitor, code: str, *, adopt: bool) -> None:
    """Adopt the mean of the points as the workshop's weights, or keep those of the framework."""
    with store.write() as session:
        workshop = _unclosed(session, visitor, code)
        seen, row = _view(session, workshop), session.get(Weighing, workshop.id)
        if row is None or seen.mean is None:
            raise moved_on()
        before, weights = _for_record(row, workshop), None
        if adopt:
            shares = zip(seen.themes, seen.mean.weights, strict=True)
            weights = {theme: POINTS * share for theme, share in shares}
        row.weights, row.people = weights, seen.people if adopt else None
        row.outcome = "adopted" if adopt else "kept"
        session.add(row)
        after = _for_record(row, workshop)
        record_change(session, visitor, "weights settled", workshop, before=before, after=after)


@repeatable
def own_sheet(store: Store, visitor: Visitor) -> PointsSheet | None:
    """Return the visitor's own points for every theme; None if the workshop asks for none."""
    with store.read() as session:
        return points_sheet(session, *participant_of(session, visitor))


def points_sheet(session: Session, person: Participant, workshop: Workshop) -> PointsSheet | None:
    """See `own_sheet`."""
    row = session.get(Weighing, workshop.id)
    if row is None:
        return None
    given = {one.theme: one.points for one in own_points(session, person.id)}
    points = {theme: given.get(theme, 0) for theme in _themes(session, workshop)}
    return PointsSheet(points, takes_points(row, workshop), _state(row, workshop))


def mean_of_points(session: Session, workshop: Workshop) -> dict[str, int]:
    """Return the mean points by theme as whole numbers that add up to 100; empty while open or not shown."""
    mean = _closed_mean(session.get(Weighing, workshop.id))
    if mean is None:
        return {}
    shares = zip(_themes(session, workshop), mean.weights, strict=True)
    return {theme: round(POINTS * share) for theme, share in shares}


@repeatable
def save_points(store: Store, visitor: Visitor, points: Mapping[str, int]) -> None:
    """Store the points of every theme; returns only after the commit."""
    with store.write() as session:
        person, workshop = participant_held(session, visitor)
        session.refresh(workshop)
        row = session.get(Weighing, workshop.id)
        if row is None or not takes_points(row, workshop):
            raise WrongTime("Points cannot be given now, so yours were not stored.")
        if set(points) != set(_themes(session, workshop)):
            raise InputError("Give points to each theme of this workshop.")
        if not all(0 <= given <= POINTS for given in points.values()):
            raise InputError(
                "Points for a theme must be whole numbers from 0 to {most}.", most=POINTS
            )
        kept = {one.theme: one for one in own_points(session, person.id)}
        for theme, given in points.items():
            one = kept.get(theme) or PointsGiven(participant_id=person.id, theme=theme, points=0)
            one.points, one.saved_at = int(given), now()
            session.add(one)


def weighed_framework(session: Session, workshop: Workshop) -> tuple[Framework, int]:
    """Return the framework with the weights that the workshop adopted, and how many people gave points.

    Without adopted weights, the framework as it was pinned, and 0.
    """
    framework, row = framework_of(session, workshop), session.get(Weighing, workshop.id)
    if row is None or row.weights is None:
        return framework, 0
    return with_weights(framework, row.weights), row.people or 0


def keep_mean(session: Session, workshop: Workshop, row: Weighing) -> None:
    """Store the mean points of a closed step as whole numbers, if enough people gave points (`Crowd.hides`).

    The stored mean is shown from then on: a mean computed again after an erasure would reveal that person's points.
    """
    found, crowd = _mean(session, workshop, _themes(session, workshop))
    if found is not None and crowd.hides(_least(workshop)):
        row.mean = asdict(replace(found, weights=whole_points(found.weights)))
    session.add(row)


def _closed_mean(row: Weighing | None) -> PointWeights | None:
    """The mean that a closed step keeps."""
    if row is None or row.closed_at is None or row.mean is None:
        return None
    kept = row.mean
    return PointWeights(whole_points(kept["weights"]), people=kept["people"], empty=kept["empty"])


def _themes(session: Session, workshop: Workshop) -> tuple[str, ...]:
    return themes_weighed(framework_of(session, workshop), workshop.tier, workshop.not_asked or ())


def _least(workshop: Workshop) -> int:
    return max(LEAST_K, workshop.k)


def _view(session: Session, workshop: Workshop) -> WeighingView:
    how = framework_of(session, workshop).root.how
    themes, row = _themes(session, workshop), session.get(Weighing, workshop.id)
    kept = _closed_mean(row)
    people = kept.people if kept else _mean(session, workshop, themes)[1].people
    return WeighingView(
        state=_state(row, workshop),
        themes=themes,
        people=people,
        least=_least(workshop),
        mean=kept,
        fits=not how.of_indicators and len(themes) > 1,
    )


def _state(row: Weighing | None, workshop: Workshop) -> State:
    """The state of the step; what was not decided before the sign-off leaves the framework's weights."""
    if row is None:
        return "off"
    if row.closed_at is None:
        return "open" if workshop.closed_at is None else "ended"
    if row.outcome is None and workshop.closed_at is None:
        return "closed"
    return "adopted" if row.outcome == "adopted" else "kept"


def _mean(
    session: Session, workshop: Workshop, themes: tuple[str, ...]
) -> tuple[PointWeights | None, Crowd]:
    """The mean of the points, and who gave any."""
    sheets: dict[int, dict[str, int]] = defaultdict(dict)
    sizes: dict[int, int] = {}
    for one in points_given(session, workshop.id):
        sheets[one.participant_id][one.theme] = one.points
        sizes[one.participant_id] = one.size
    crowd = Crowd.of(sizes[one] for one, sheet in sheets.items() if any(sheet.values()))
    if not sheets:
        return None, crowd
    table = [[sheet.get(theme, 0) for theme in themes] for sheet in sheets.values()]
    return weights_by_points(np.array(table, dtype=float), list(sizes.values())), crowd


def _for_record(row: Weighing, workshop: Workshop) -> dict[str, object]:
    """Return the state of the step as stored in the history: the adopted weights, no person's points."""
    told: dict[str, object] = {"points": _state(row, workshop)}
    return told if row.weights is None else {**told, "weights": row.weights, "people": row.people}


def _unclosed(session: Session, visitor: Visitor, code: str) -> Workshop:
    """The workshop for who runs it, held until the step is done; refused once it is closed."""
    workshop = lock_for(session, visitor, code, RUNNERS)
    if workshop.closed_at is not None:
        raise moved_on()
    return workshop
