"""What the city's last workshop agreed on: in sight beside the next one's questions, never filled in."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.services.deciding.agreed_levels import Outcome, agreed_levels
from resilience.services.frameworks.frameworks import framework_of
from resilience.store import Session, Store
from resilience.store.results.actions import last_closed
from resilience.store.tables import Workshop
from resilience.store.workshops import workshop_by_id


@dataclass(frozen=True, slots=True)
class LastAgreed:
    """What a workshop agreed on, on its `date`, by the code of the indicator."""

    date: datetime.date | None = None
    levels: Mapping[str, Outcome] = field(default_factory=dict)


def agreed_last(store: Store, workshop_id: int) -> LastAgreed:
    """What the last workshop of the same city that was closed agreed on; empty without one.

    Only of indicators that mean the same in both (`Framework.comparable_with`). It is of the whole room
    and of no department, so whoever takes part in the later workshop may read it.
    """
    with store.read() as session:
        return last_agreed(session, workshop_by_id(session, workshop_id))


def last_agreed(session: Session, workshop: Workshop) -> LastAgreed:
    """See `agreed_last`."""
    last = last_closed(session, workshop)
    if last is None or last.framework != workshop.framework:
        return LastAgreed()
    same = framework_of(session, workshop).comparable_with(framework_of(session, last))
    agreed = agreed_levels(session, last.id)
    return LastAgreed(last.date, {c: one.outcome for c, one in agreed.items() if c in same})
