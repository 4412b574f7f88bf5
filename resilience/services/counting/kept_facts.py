"""Facts about a vote that outlive its answers, frozen when it closes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import astuple, dataclass

from resilience.scoring import Crowd
from resilience.services.counting.blind_spots import spots_to_keep
from resilience.services.counting.comment_levels import comments_that_hide
from resilience.services.counting.facts import is_after_erasure
from resilience.services.counting.moments import keep_moments, rounds_without_overall
from resilience.services.counting.network_places import keep_places
from resilience.services.counting.repeated_answers import asked_again
from resilience.services.counting.strangers import all_strangers, strangers_by_unit
from resilience.services.counting.theme_changes import changed_people
from resilience.services.deciding.weights import keep_mean
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.phase import votes_up_to
from resilience.store import Session, Store
from resilience.store.results.frozen import added_to
from resilience.store.results.kept import (
    rooms_of,
    rounds_without_facts,
    rounds_without_spots,
    weighings_without_mean,
)
from resilience.store.tables import FrozenFacts, Round, Workshop
from resilience.store.voting.crowds import people_in_all, voters_when_fixed
from resilience.store.voting.levels import PersonAnswer, held_now
from resilience.store.workshops import lock_workshop, rounds

#: the rounds of which something is missing, with their workshops
Missing = Callable[[Session], Sequence[tuple[Round, Workshop]]]


@dataclass(frozen=True, slots=True)
class FactsAtClose:
    """What only the close itself knows: the later votes `withheld`, who came by unit, what somebody answered alone.

    Answers of `left_out` people who answered alone do not count; in a later vote, those of `counted` people can.
    """

    withheld: Sequence[str]
    came: Mapping[int, tuple[int, int]]
    alone: Collection[str]
    left_out: int
    counted: int | None = None


def keep_facts(
    session: Session,
    workshop: Workshop,
    closed: Round,
    answers: Sequence[PersonAnswer],
    known: FactsAtClose | None = None,
) -> None:
    """Store what outlives the answers of a closed round in addition to its counts: see `FrozenFacts`."""
    left_out = known.left_out if known else _left_out(session, workshop, answers)
    facts = _first_facts(session, workshop, closed, left_out)
    facts.withheld = list(known.withheld) if known else []
    if known:
        facts.alone = sorted(known.alone)
        facts.counted = known.counted
        facts.came = {str(unit): [*here] for unit, here in known.came.items()}
    session.add(facts)
    session.flush()
    _keep_spots(session, workshop, closed, facts)
    _add_changes(session, workshop, closed, facts, answers)


def _left_out(session: Session, workshop: Workshop, answers: Sequence[PersonAnswer]) -> int:
    """As in `FactsAtClose`, of a vote that an earlier version closed."""
    crowd = Crowd.of({row.participant_id: row.size for row in answers}.values())
    known = crowd.less(all_strangers(session, workshop))
    return crowd.alone if known.leaves_out(workshop.k) else 0


def _add_changes(
    session: Session,
    workshop: Workshop,
    closed: Round,
    facts: FrozenFacts,
    answers: Sequence[PersonAnswer],
) -> None:
    """Add how the same people of an open workshop changed on the themes that a round repeated.

    Elsewhere nobody is followed (docs/decisions/0082): who counts here depends on answers, so a verdict would
    reveal an answer of somebody who gives no level now.
    """
    if workshop.k:
        return
    again = asked_again(session, workshop, closed, answers)
    people = changed_people(framework_of(session, workshop), again)
    facts.people = {theme: astuple(one) for theme, one in people.items()}
    session.flush()


def _first_facts(session: Session, workshop: Workshop, closed: Round, left_out: int) -> FrozenFacts:
    round_id = closed.id
    few = _few_alone(session, workshop, round_id)
    for room in rooms_of(session, [round_id]):
        if not room.answers_gone:
            room.few_alone = room.unit_id in few
            session.add(room)
    after = is_after_erasure(session, workshop, closed)
    shown = comments_that_hide(session, workshop, closed) if after else None
    return FrozenFacts(
        round_id=round_id,
        left_out=left_out,
        voted=people_in_all(session, round_id),
        after_erasure=after,
        open_comments=shown,
    )


def _few_alone(session: Session, workshop: Workshop, round_id: int) -> set[int]:
    """The units in which fewer than k answered alone in a round, strangers apart: their remarks are left out."""
    beyond = strangers_by_unit(session, workshop)
    sizes: dict[int, list[int]] = defaultdict(list)
    for voter in voters_when_fixed(session, round_id):
        sizes[voter.unit_id].append(voter.size)
    return {
        unit
        for unit, own in sizes.items()
        if Crowd.of(own).less(beyond.get(unit, Crowd())).alone < workshop.k
    }


def _keep_spots(session: Session, workshop: Workshop, closed: Round, facts: FrozenFacts) -> None:
    votes = votes_up_to(rounds(session, workshop.id), closed)
    facts.spots = spots_to_keep(session, workshop, votes)
    session.add(facts)


def keep_missing(store: Store) -> None:
    """Store facts that earlier versions computed from answers each time, while the answers exist.

    Places in the network that are missing or outdated are computed too.
    """
    keep_missing_moments(store)
    _keep_where_missing(store, rounds_without_facts, _keep_old_facts)
    _keep_where_missing(store, rounds_without_spots, _keep_old_spots)
    _keep_missing_means(store)
    keep_places(store)


def keep_missing_moments(store: Store) -> None:
    """Store the moments of votes that closed before moments were stored, while their answers exist."""
    _keep_where_missing(store, rounds_without_overall, keep_moments)


def _keep_where_missing(
    store: Store, missing: Missing, keep: Callable[[Session, Workshop, Round], None]
) -> None:
    with store.read() as session:
        if not missing(session):
            return
    with store.write() as session:
        for held, workshop in missing(session):
            lock_workshop(session, workshop.id)  # another server may be starting too
            with added_to(session, held):
                keep(session, workshop, held)


def _keep_old_facts(session: Session, workshop: Workshop, held: Round) -> None:
    keep_facts(session, workshop, held, held_now(session, held.id))
    facts = session.get_one(FrozenFacts, held.id)
    if facts.after_erasure:  # the erasure may be later than the vote
        facts.open_comments = []
        session.add(facts)


def _keep_old_spots(session: Session, workshop: Workshop, held: Round) -> None:
    _keep_spots(session, workshop, held, session.get_one(FrozenFacts, held.id))


def _keep_missing_means(store: Store) -> None:
    with store.read() as session:
        if not weighings_without_mean(session):
            return
    with store.write() as session:
        for row, workshop in weighings_without_mean(session):
            keep_mean(session, workshop, row)
