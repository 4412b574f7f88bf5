"""Whether a workshop asks its participants for points now."""

from typing import Literal

from resilience.store import Session, Store, repeatable
from resilience.store.tables import Weighing, Workshop
from resilience.store.workshops import workshop_by_id

#: whether participants are asked for points: before says that they were
PointsAsked = Literal["never", "now", "before"]


def points_asked(session: Session, workshop: Workshop) -> PointsAsked:
    """Whether a workshop asks its participants for points."""
    row = session.get(Weighing, workshop.id)
    if row is None:
        return "never"
    return "now" if takes_points(row, workshop) else "before"


def takes_points(row: Weighing, workshop: Workshop) -> bool:
    """Whether points can be given in a step."""
    return row.closed_at is None and workshop.closed_at is None


@repeatable
def points_wanted(store: Store, workshop_id: int) -> bool:
    """Return whether a workshop asks for points now, for the pages of its participants."""
    with store.read() as session:
        return points_asked(session, workshop_by_id(session, workshop_id)) == "now"
