"""Which votes came after an erasure: no count or comment of theirs is shown by unit."""

from resilience.store import Session
from resilience.store.results.kept import places_gone
from resilience.store.tables import Workshop
from resilience.store.workshops import rounds


def votes_after_erasure(session: Session, workshop: Workshop) -> frozenset[int]:
    """The ids of the votes that come after one whose figures count somebody who was erased since.

    In their counts by unit, and in comments that a small unit lacks, the erased person would be missing: everyone
    who saw that the room had answered would know from which unit. None in an open workshop (k 0).
    """
    if not workshop.k:
        return frozenset()
    held = rounds(session, workshop.id)
    gone = {round_id for round_id, _ in places_gone(session, [one.id for one in held])}
    first = min((one.number for one in held if one.id in gone), default=None)
    return frozenset(one.id for one in held if first is not None and one.number > first)
