"""What outlives the answers of a vote: fixed from them when it closes, while they are there."""

from collections.abc import Sequence
from dataclasses import astuple

from resilience.framework import Framework
from resilience.scoring import LEAST_K, Crowd
from resilience.services.asked_again import asked_again, votes_before
from resilience.services.changed import changed_levels
from resilience.services.first_vote import strangers_of
from resilience.services.frameworks import framework_of
from resilience.services.later_vote import newcomers
from resilience.services.left_out import few_alone, people_left_out
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
from resilience.store.levels import Held, held_now
from resilience.store.tables import FrozenFacts, Round, Workshop
from resilience.store.workshops import lock_workshop, rounds


def keep_facts(
    session: Session, workshop: Workshop, closed: Round, withheld: Sequence[str] = ()
) -> None:
    """Fix what is said of a round that closed beside its counts, of the votes up to it.

    What was shown of one that was opened again stays; only what it counts newly is added.
    """
    kept = session.get(FrozenFacts, closed.id)
    facts = kept or _first_facts(session, workshop, closed)
    answered = sum(people_who_answered(session, closed.id or 0).values(), Crowd())
    facts.hides = answered.hides(LEAST_K)
    facts.withheld = list(withheld)
    _forget_unseen(framework_of(session, workshop), closed, facts)
    session.add(facts)
    session.flush()
    if kept is None:
        facts.spots = spots_to_keep(session, workshop, _up_to(session, workshop, closed))
    add_changes(session, workshop, closed, facts, held_now(session, closed.id or 0))


def add_changes(
    session: Session, workshop: Workshop, closed: Round, facts: FrozenFacts, answers: Sequence[Held]
) -> None:
    """Add to the facts of a round how people changed their answers to what it asked again."""
    again = asked_again(session, workshop, closed, answers)
    moved = changed_levels(again)
    people = same_people(framework_of(session, workshop), again)
    facts.moved = {code: (one.answers, one.share) for code, one in moved.items()} | facts.moved
    facts.people = {theme: astuple(one) for theme, one in people.items()} | facts.people
    session.flush()


def _forget_unseen(framework: Framework, closed: Round, facts: FrozenFacts) -> None:
    """Forget how people changed their answers by a close that was not shown."""
    shown = set(closed.shown_later or [])
    themes = {t.code for t in framework.themes if shown & {i.code for i in t.indicators()}}
    facts.moved = {code: one for code, one in facts.moved.items() if code in shown}
    facts.people = {theme: one for theme, one in facts.people.items() if theme in themes}


def _first_facts(session: Session, workshop: Workshop, closed: Round) -> FrozenFacts:
    round_id, before = closed.id or 0, votes_before(session, workshop, closed)
    strangers = strangers_of(session, workshop)
    if workshop.k:
        strangers += newcomers(session, before, held_now(session, round_id))
    few = few_alone(session, workshop.k, round_id)
    for room in rooms_of(session, [round_id]):
        if not room.answers_gone:
            room.few_alone = room.unit_id in few
            session.add(room)
    left_out = people_left_out(session, round_id, strangers, workshop.k)
    return FrozenFacts(round_id=round_id, left_out=left_out, hides=False)


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
