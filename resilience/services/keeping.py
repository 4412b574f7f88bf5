"""What outlives the answers of a vote: fixed from them when it closes, while they are there."""

from dataclasses import astuple

from resilience.scoring import LEAST_K, Crowd
from resilience.services.changed import changed_levels
from resilience.services.counted import latest_round
from resilience.services.left_out import left_out
from resilience.services.moments import keep_missing_moments
from resilience.services.network_places import keep_places
from resilience.services.same_people import same_people
from resilience.services.spots import spots_to_keep
from resilience.services.weights import keep_mean
from resilience.store import Session, Store
from resilience.store.crowds import people_who_answered
from resilience.store.frozen import added_to
from resilience.store.kept import (
    facts_of,
    rooms_of,
    rounds_without_facts,
    rounds_without_spots,
    weighings_without_mean,
)
from resilience.store.tables import FrozenFacts, Round, Workshop
from resilience.store.workshops import lock_workshop, rounds


def keep_facts(session: Session, workshop: Workshop, closed: Round) -> None:
    """Fix what is said of a round that closed, of the votes up to it."""
    votes = _up_to(session, workshop, closed)
    round_id = closed.id or 0
    apart = left_out(session, workshop.k, latest_round(session, workshop, votes))
    for room in rooms_of(session, [round_id]):
        if not room.answers_gone:
            room.few_alone = (round_id, room.unit_id) in apart.places
            session.add(room)
    answered = sum(people_who_answered(session, round_id).values(), Crowd())
    moved = changed_levels(session, workshop, votes)[round_id]
    people = same_people(session, workshop, votes).get(closed.number, {})
    session.add(
        FrozenFacts(
            round_id=round_id,
            left_out=apart.people,
            hides=answered.hides(LEAST_K),
            moved={code: (one.answers, one.share) for code, one in moved.items()},
            people={theme: astuple(one) for theme, one in people.items()},
            spots=spots_to_keep(session, workshop, votes),
        )
    )
    session.flush()


def keep_missing(store: Store) -> None:
    """Fix what earlier versions read from answers each time, while the answers are there.

    Places in the network that are not kept, or do not hold any more, are made too.
    """
    keep_missing_moments(store)
    _keep_missing_facts(store)
    _keep_missing_spots(store)
    keep_places(store)


def _up_to(session: Session, workshop: Workshop, closed: Round) -> list[Round]:
    """The real votes of a workshop up to one that closed."""
    return [r for r in rounds(session, workshop.id or 0) if 0 < r.number <= closed.number]


def _keep_missing_facts(store: Store) -> None:
    with store.read() as session:
        missing = bool(rounds_without_facts(session) or weighings_without_mean(session))
    if not missing:
        return
    with store.write() as session:
        for held, workshop in rounds_without_facts(session):
            lock_workshop(session, workshop.id or 0)  # another server may be starting too
            with added_to(session, held):
                keep_facts(session, workshop, held)
        for row, workshop in weighings_without_mean(session):
            keep_mean(session, workshop, row)


def _keep_missing_spots(store: Store) -> None:
    with store.read() as session:
        missing = bool(rounds_without_spots(session))
    if not missing:
        return
    with store.write() as session:
        for held, workshop in rounds_without_spots(session):
            lock_workshop(session, workshop.id or 0)  # another server may be starting too
            with added_to(session, held):
                facts = facts_of(session, [held.id or 0])[held.id or 0]
                facts.spots = spots_to_keep(session, workshop, _up_to(session, workshop, held))
                session.add(facts)
