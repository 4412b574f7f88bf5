"""Answers that are left out of figures: those of people who answered alone beside tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.crowds import Voter, voters_when_fixed
from resilience.store.levels import Held


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
    counting = sorted(set(latest.values()))
    crowds = _crowds(voters_when_fixed(session, counting))
    beside_tables = {place for place, crowd in crowds.items() if crowd.leaves_out(k)}
    people = {
        row.participant_id
        for round_id in sorted({round_id for round_id, _ in beside_tables})
        for row in voters_when_fixed(
            session, [round_id], [code for code, counts in latest.items() if counts == round_id]
        )
        if row.size == 1 and (row.round_id, row.unit_id) in beside_tables
    }
    return LeftOut(len(people), _few(crowds, k))


def few_alone(session: Session, k: int, round_ids: Sequence[int]) -> frozenset[tuple[int, int]]:
    """The (round, unit) in which fewer than k answered alone: what these said is in no figures."""
    return few_among(voters_when_fixed(session, round_ids), k)


def few_among(voted: Iterable[Voter | Held], k: int) -> frozenset[tuple[int, int]]:
    """`few_alone` by all answers of the rounds."""
    return _few(_crowds(voted), k)


def _crowds(voted: Iterable[Voter | Held]) -> dict[tuple[int, int], Crowd]:
    sizes: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for row in voted:
        sizes[row.round_id, row.unit_id][row.participant_id] = row.size
    return {place: Crowd.of(who.values()) for place, who in sizes.items()}


def _few(crowds: Mapping[tuple[int, int], Crowd], k: int) -> frozenset[tuple[int, int]]:
    return frozenset(place for place, crowd in crowds.items() if crowd.alone < k)
