"""Stored ranks of cities in the network, so that one is read and not computed from all.

A cache of what is published: made when a city publishes, when the server starts and when somebody looks,
wherever it is missing or was made of something else.
"""

import numpy as np

from resilience.errors import ResilienceError
from resilience.exchange.package import CityResult
from resilience.framework import Framework
from resilience.scoring import METHOD_VERSION, Side
from resilience.scoring.comparison.draws import Dice, Steps
from resilience.scoring.scores.what_if import restricted
from resilience.services.counting.comparable_scores import network_scores
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.publication import read_content
from resilience.store import Session, Store
from resilience.store.cities.network_places import DrawBounds, forget_place, without_place
from resilience.store.tables import City, NetworkPlace, Publication, PublishedScore, Workshop
from resilience.store.workshops import lock_workshop

#: places that are made in one transaction
PIECE = 50
#: the two bytes of a step, the low one first, whatever the machine
STORED = np.dtype("<u2")


def keep_places(store: Store) -> int:
    """Compute the places that are missing or outdated; returns how many."""
    with store.read() as session:
        missing = without_place(session, METHOD_VERSION)
    for start in range(0, len(missing), PIECE):
        piece = missing[start : start + PIECE]
        with store.write() as session:
            for workshop_id in without_place(session, METHOD_VERSION, among=piece):
                _make_place(session, lock_workshop(session, workshop_id))
    return len(missing)


def keep_place(
    session: Session, workshop: Workshop, shown: Publication, result: CityResult
) -> None:
    """Store the scores and the place of a publication, replacing earlier ones."""
    forget_place(session, shown.workshop_id)
    framework = framework_of(session, workshop)
    city = session.get_one(City, workshop.city_id)
    for code, score in network_scores(result.side, framework).items():
        session.add(
            PublishedScore(
                workshop_id=shown.workshop_id,
                code=code,
                score=score,
                basis=shown.basis,
                invented=city.invented,
            )
        )
    name = f"{city.name}, {city.country}"
    draws = drawn(framework, name, result.side, result.about.standard_error)
    place = NetworkPlace(
        workshop_id=shown.workshop_id,
        content_sha256=shown.content_sha256,
        framework_sha256=workshop.framework_sha256,
        method_version=METHOD_VERSION,
        framework=shown.framework,
        basis=shown.basis,
        invented=city.invented,
        name=name.casefold(),
    )
    if draws is not None:
        place.draws = draws.astype(STORED).tobytes()
        for bound, value in bounds(draws)._asdict().items():
            setattr(place, bound, value)
    session.add(place)
    session.flush()


def drawn(framework: Framework, name: str, side: Side, error: float | None) -> Steps | None:
    """Return a city's overall score in each draw with the framework's weights; None without an overall score."""
    if framework.root.code not in network_scores(side, framework):
        return None
    own = restricted(framework, side.asked)
    values = [side.scores[i.code].value for i in own.root.indicators()]
    return Dice.of(own).thrown(name, np.array(values, dtype=np.float64), error)


def bounds(draws: Steps) -> DrawBounds:
    """Return the smallest and largest values of the draws, by kind of mean.

    Even rows use the mean, odd rows the mean that is pulled down by low themes.
    """
    mean, weak = draws[::2], draws[1::2]
    return DrawBounds(int(mean.min()), int(mean.max()), int(weak.min()), int(weak.max()))


def as_steps(kept: bytes) -> Steps:
    """Decode stored draws to integer steps."""
    return np.frombuffer(kept, dtype=STORED)


def _make_place(session: Session, workshop: Workshop) -> None:
    shown = session.get(Publication, workshop.id)
    if shown is None or not shown.newest:
        return  # taken back, or shown no longer, since somebody looked
    try:
        result = read_content(shown.content)
    except (ResilienceError, LookupError, TypeError):
        return  # `verify` tells of it; the other cities have their places all the same
    keep_place(session, workshop, shown, result)
