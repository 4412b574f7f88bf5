"""Which votes came after an erasure: no count or comment of theirs is shown by unit."""

from resilience.store import Session
from resilience.store.results.kept import rooms_of
from resilience.store.tables import Workshop
from resilience.store.workshops import rounds


def votes_after_erasure(session: Session, workshop: Workshop) -> frozenset[int]:
    """The ids of the votes after one since whose close somebody was erased, whether they had answered or not.

    In their counts by unit, and in comments that a small unit lacks, the erased person would be missing: everyone
    who saw that the room had answered would know from which unit. None in an open workshop (k 0).
    """
    if not workshop.k:
        return frozenset()
    held = rounds(session, workshop.id)
    rooms = rooms_of(session, [one.id for one in held])
    gone = {room.round_id for room in rooms if room.answers_gone}
    first = min((one.number for one in held if one.id in gone), default=None)
    return frozenset(one.id for one in held if first is not None and one.number > first)
