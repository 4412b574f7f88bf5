"""How many of the first vote's people whom a later vote asks took part in it, and whether it may replace the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.voting.progress import who_is_asked
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Round, Workshop
from resilience.store.voting.crowds import people_in_all
from resilience.store.voting.votes import frozen_rooms
from resilience.store.workshops import places, rounds


@dataclass(frozen=True, slots=True)
class Turnout:
    """Of the people of the `first` vote how many were asked again, and how many of these took part `again`."""

    first: int
    again: int

    @property
    def is_thin(self) -> bool:
        """Whether fewer than two thirds took part again."""
        return 3 * self.again < 2 * self.first


@repeatable
def view_thin_turnout(store: Store, visitor: Visitor, code: str) -> Turnout | None:
    """`thin_turnout` of a workshop, for the people who run it."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return thin_turnout(session, workshop, rounds(session, workshop.id))


@repeatable
def view_turnout(store: Store, visitor: Visitor, code: str) -> Turnout | None:
    """The turnout of the last vote if it is closed and new, for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return _new_turnout(session, workshop, rounds(session, workshop.id))


def thin_turnout(session: Session, workshop: Workshop, held: Sequence[Round]) -> Turnout | None:
    """The turnout of the last vote if it is closed, new, and too thin to replace a result.

    None for a first vote, for one with enough people, and for one that was revealed before.
    """
    found = _new_turnout(session, workshop, held)
    return found if found is not None and found.is_thin else None


def _new_turnout(session: Session, workshop: Workshop, held: Sequence[Round]) -> Turnout | None:
    if len(held) < 2 or held[-1].closed_at is None or held[-1].revealed_at is not None:
        return None
    asked = who_is_asked(session, workshop, held[-1])
    # a group that was too small to be shown has no unit, and nobody in the room of the first vote
    known = [row for row in places(session, workshop.id) if row.id in asked and row.unit_id]
    units, ids = {row.unit_id for row in known}, [row.id for row in known]
    first = sum(r.people for r in frozen_rooms(session, held[0].id) if r.unit_id in units)
    return Turnout(first, people_in_all(session, held[0].id, held[-1].id, places=ids))
