"""Freeze results when a vote closes: first the partition, then tallies, rooms, moments and facts."""

from collections.abc import Iterable, Mapping, Sequence

from resilience.scoring import Crowd
from resilience.services.counting.first_vote import everybody_in, freeze_first, rows_that_count
from resilience.services.counting.kept_facts import FactsAtClose, keep_facts
from resilience.services.counting.later_vote import freeze_later
from resilience.services.counting.moments import keep_moments
from resilience.services.counting.partitioning import fix_partition
from resilience.services.counting.repeated_answers import asked_of, votes_before
from resilience.services.counting.strangers import strangers_by_department, strangers_by_unit
from resilience.store import Session, now
from resilience.store.results.frozen import seal
from resilience.store.results.kept import rooms_of
from resilience.store.tables import FrozenRoom, Round, Workshop
from resilience.store.voting.crowds import people_by_department, people_who_answered
from resilience.store.voting.levels import PersonAnswer, held_now
from resilience.store.voting.votes import thaw
from resilience.store.workshops import city_rows, is_counted, places, rounds, units

#: participants of a department and the people behind them
Present = tuple[int, Crowd]
#: participants and people
Attendance = tuple[int, int]


def freeze(session: Session, workshop: Workshop, closed: Round) -> None:
    """Fix the partition if there is none yet, then store the round's figures with their checksum.

    Of a first vote, the cells of units are stored. Of a later vote, those of the whole room are stored if they
    reveal nothing about individuals (docs/methods.md, section 5). In an open workshop (k = 0) each vote counts as a
    first one.
    """
    if not is_counted(session, workshop.id):
        fix_partition(session, workshop)
    before = votes_before(session, workshop, closed) if workshop.k else []
    thaw(session, closed.id)
    answers = held_now(session, closed.id)
    if before:
        known = _count_again(session, workshop, closed, before, answers)
    else:
        known = _count_first(session, workshop, closed)
    session.flush()
    keep_facts(session, workshop, closed, answers, known)
    keep_moments(session, workshop, closed)
    seal(session, closed)


def _count_first(session: Session, workshop: Workshop, closed: Round) -> FactsAtClose:
    """Store the counts of units, and who has taken part."""
    strangers = strangers_by_unit(session, workshop)
    rows = rows_that_count(session, workshop, closed, strangers)
    asked = asked_of(session, workshop, [closed])
    alone = freeze_first(session, workshop, closed, asked, rows, strangers)
    crowd = everybody_in(session, closed, strangers)
    voters = people_who_answered(session, closed.id).values()
    tables_only = crowd.leaves_out(workshop.k)
    left_out = sum(one.alone for one in voters) if tables_only else 0
    people = _people(session, workshop)
    here = _present(session, workshop, people)
    came = {unit: _attendance(some, tables_only=tables_only) for unit, some in here.items()}
    whole = city_rows(session, workshop.id)["room"].id
    everyone = _attendance(people.values(), tables_only=tables_only)
    _keep_rooms(session, workshop, closed, {**came, whole: everyone})
    return FactsAtClose((), came, alone, left_out)


def _count_again(
    session: Session,
    workshop: Workshop,
    closed: Round,
    before: Sequence[Round],
    answers: Sequence[PersonAnswer],
) -> FactsAtClose:
    """Store the counts of the whole room; who has taken part is as in the first vote, whose people are asked again."""
    asked = asked_of(session, workshop, [closed])
    counts = freeze_later(session, workshop, closed, before, asked, answers)
    _keep_rooms(session, workshop, closed, {})
    return FactsAtClose(counts.withheld, {}, (), counts.left_out, counts.people)


def _people(session: Session, workshop: Workshop) -> dict[int, Present]:
    """Who took part by department, without those of whom all may be beyond the people in the room."""
    people = people_by_department(session, workshop.id)
    if not workshop.k:
        return people
    strangers = strangers_by_department(session, workshop)
    return {one: here for one, here in people.items() if not here[1].may_all_be(strangers[one])}


def _present(
    session: Session, workshop: Workshop, people: Mapping[int, Present]
) -> dict[int, list[Present]]:
    """Those of these people who are in each unit, department by department."""
    found: dict[int, list[Present]] = {unit.id: [] for unit in units(session, workshop.id)}
    for department in places(session, workshop.id):
        if department.unit_id is not None and department.id in people:
            found[department.unit_id].append(people[department.id])
    return found


def _keep_rooms(
    session: Session, workshop: Workshop, closed: Round, rooms: Mapping[int, Attendance]
) -> None:
    """Store attendance, never less than at an earlier vote: answers of people erased since still count."""
    most = dict(rooms)
    earlier = [vote.id for vote in rounds(session, workshop.id) if vote.number < closed.number]
    for room in rooms_of(session, earlier):
        here = most.get(room.unit_id, (0, 0))
        most[room.unit_id] = max(here[0], room.participants), max(here[1], room.people)
    for unit, here in most.items():
        _add_room(session, closed, unit, here)


def _add_room(session: Session, closed: Round, unit: int, here: Attendance) -> None:
    participants, people = here
    if participants:
        session.add(
            FrozenRoom(
                round_id=closed.id,
                unit_id=unit,
                participants=participants,
                people=people,
                frozen_at=closed.closed_at or now(),
            )
        )


def _attendance(here: Iterable[Present], *, tables_only: bool) -> Attendance:
    """Participants and people together, without those who answered alone where only tables count."""
    both = list(here)
    everybody = sum((crowd for _, crowd in both), Crowd())
    apart = everybody.alone if tables_only else 0
    return sum(count for count, _ in both) - apart, everybody.people - apart
