"""Answers that are left out of figures: those of people who answered alone beside tables."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.crowds import voted_when_fixed


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`people` who answered alone and whose answers are not in the figures that tables have.

    `places` are (round, unit) in which fewer than k answered alone: their remarks are left out too.
    """

    people: int
    places: frozenset[tuple[int, int]]


def left_out(session: Session, k: int, latest: Mapping[str, int]) -> LeftOut:
    """Whose answers figures leave out, as it was when these were fixed.

    `latest` has by indicator the round that counts for it.
    """
    voted = voted_when_fixed(session, sorted(set(latest.values())))
    sizes: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for row in voted:
        sizes[row.round_id, row.unit_id][row.participant_id] = row.size
    crowds = {place: Crowd.of(who.values()) for place, who in sizes.items()}
    people = {
        row.participant_id
        for row in voted
        if row.size == 1
        and latest.get(row.indicator) == row.round_id
        and crowds[row.round_id, row.unit_id].leaves_out(k)
    }
    few = (place for place, crowd in crowds.items() if crowd.alone < k)
    return LeftOut(len(people), frozenset(few))
