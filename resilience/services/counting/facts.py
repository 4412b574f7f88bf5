"""Facts about a closed vote other than its counts, frozen when the vote closed."""

from collections.abc import Mapping, Sequence

from resilience.scoring.comparison.rounds import Change, PersonChange, judge_changes
from resilience.services.counting.counts import SourceRounds
from resilience.store import Session
from resilience.store.results.kept import facts_of, rooms_of
from resilience.store.tables import Round, Workshop
from resilience.store.workshops import rounds


def people_left_out(
    session: Session, counting: Sequence[Round], sources: Mapping[str, SourceRounds]
) -> tuple[int, bool]:
    """Return how many people answered alone and are not counted, in the vote with most of them, and if it is a later one.

    Whom the first vote leaves out, no later one counts; two later ones may leave out different people.
    """
    supplying = {at for one in sources.values() for at in (one.units, one.city)}
    kept = facts_of(session, sorted(supplying))
    left_out = [kept[held.id].left_out for held in counting if held.id in supplying]
    return max(left_out), not left_out[0]


def few_alone(session: Session, round_ids: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Return the (round, unit) pairs in which fewer than k people answered alone: their remarks are not shown."""
    rooms = rooms_of(session, round_ids)
    return frozenset((room.round_id, room.unit_id) for room in rooms if room.few_alone)


def changes_in(session: Session, counting: Sequence[Round]) -> dict[int, dict[str, Change]]:
    """Return the change of the same people on each theme, by the number of each vote after the first."""
    kept = facts_of(session, [held.id for held in counting])
    return {
        held.number: judge_changes(
            # rows from before corrections over themes have a verdict after these three
            {theme: PersonChange(*one[:3]) for theme, one in kept[held.id].people.items()}
        )
        for held in counting[1:]
    }


def is_after_erasure(session: Session, workshop: Workshop, closed: Round) -> bool:
    """Whether somebody was erased since an earlier vote closed, whether or not they had answered.

    Counts by unit, and comments that a small unit lacks, would then miss the erased person, and everyone who saw
    that the room had answered could tell their unit. Always False in an open workshop (k = 0). It is fixed when the
    vote first closes, so that a later erasure does not change what is shown.
    """
    kept = facts_of(session, [closed.id]).get(closed.id)
    if kept is not None:
        return kept.after_erasure
    earlier = [one.id for one in rounds(session, workshop.id) if one.number < closed.number]
    return bool(workshop.k) and any(room.answers_gone for room in rooms_of(session, earlier))


def votes_after_erasure(session: Session, round_ids: Sequence[int]) -> frozenset[int]:
    """Those of these votes that first closed after an erasure."""
    kept = facts_of(session, round_ids)
    return frozenset(round_id for round_id, facts in kept.items() if facts.after_erasure)
