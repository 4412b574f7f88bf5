"""Answers that are left out of figures: those of people who answered alone beside tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.crowds import Voter, people_who_answered, voters_when_fixed


def people_left_out(session: Session, round_id: int, strangers: int, k: int) -> int:
    """How many answered alone in a round in which only tables hide one another."""
    voters = sum(people_who_answered(session, round_id).values(), Crowd())
    return voters.alone if voters.less(strangers).leaves_out(k) else 0


def few_alone(session: Session, k: int, round_id: int) -> frozenset[int]:
    """The units in which fewer than k answered alone in a round: their remarks are left out."""
    crowds = _crowds(voters_when_fixed(session, [round_id]))
    return frozenset(unit for unit, crowd in crowds.items() if crowd.alone < k)


def _crowds(voted: Iterable[Voter]) -> Mapping[int, Crowd]:
    sizes: dict[int, dict[int, int]] = defaultdict(dict)
    for row in voted:
        sizes[row.unit_id][row.participant_id] = row.size
    return {unit: Crowd.of(who.values()) for unit, who in sizes.items()}
