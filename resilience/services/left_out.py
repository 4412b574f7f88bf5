"""Answers that are left out of figures: those of people who answered alone beside tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.crowds import Voter, voters_when_fixed


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`people` who answered alone and whose answers are not in the figures that tables have.

    `places` are (round, unit) in which fewer than k answered alone: their remarks are left out too.
    """

    people: int
    places: frozenset[tuple[int, int]]


def left_out(session: Session, k: int, round_ids: Sequence[int]) -> LeftOut:
    """Whose answers the figures of rounds leave out, as they were when these figures were fixed."""
    voters: dict[tuple[int, int], list[Voter]] = defaultdict(list)
    for voter in voters_when_fixed(session, round_ids):
        voters[voter.round_id, voter.unit_id].append(voter)
    crowds = {place: Crowd.of(v.size for v in who) for place, who in voters.items()}
    people = {
        voter.participant_id
        for place, who in voters.items()
        if crowds[place].leaves_out(k)
        for voter in who
        if voter.size == 1
    }
    few = (place for place, crowd in crowds.items() if crowd.alone < k)
    return LeftOut(len(people), frozenset(few))
