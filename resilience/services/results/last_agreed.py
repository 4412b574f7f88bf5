"""Levels agreed in the city's last workshop, shown next to the current questions but never filled in."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import typed_line
from resilience.services.deciding.agreed_levels import Outcome, agreed_levels
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.plan import WorkshopPlan, check_sets_up, sets_up_for
from resilience.store import Session, Store, repeatable
from resilience.store.results.actions import last_closed
from resilience.store.tables import Workshop
from resilience.store.workshops import city_by_name, workshop_by_id


@dataclass(frozen=True, slots=True)
class LastAgreed:
    """A workshop's decisions on its `date`, by indicator code."""

    date: datetime.date | None = None
    levels: Mapping[str, Outcome] = field(default_factory=dict)


@repeatable
def agreed_last(store: Store, workshop_id: int) -> LastAgreed:
    """Return the decisions of the city's last closed workshop; empty without one, or if that was open.

    Only for indicators that mean the same in both frameworks (`Framework.comparable_with`). Decisions are of the
    whole room and of no department, so every participant of the later workshop may read them.
    """
    with store.read() as session:
        return last_agreed(session, workshop_by_id(session, workshop_id))


@repeatable
def shown_last(store: Store, workshop_id: int) -> LastAgreed:
    """As `agreed_last`, but empty if set-up chose not to show earlier decisions."""
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        return last_agreed(session, workshop) if workshop.shows_last else LastAgreed()


def last_agreed(session: Session, workshop: Workshop) -> LastAgreed:
    """See `agreed_last`."""
    last = last_closed(session, workshop.city_id, workshop.date)
    return _agreed_on(session, last, framework_of(session, workshop))


@repeatable
def agreed_before(store: Store, visitor: Visitor, plan: WorkshopPlan) -> LastAgreed:
    """As `agreed_last`, for a workshop not yet set up; empty for visitors who may not set up one for this city."""
    check_sets_up(visitor)
    with store.read() as session:
        if not sets_up_for(session, visitor, plan.city):
            return LastAgreed()
        city = city_by_name(session, typed_line(plan.city.name), typed_line(plan.city.country))
        last = last_closed(session, city.id, plan.date) if city else None
        return _agreed_on(session, last, plan.framework)


def _agreed_on(session: Session, last: Workshop | None, framework: Framework) -> LastAgreed:
    if last is None or not last.k or last.framework != framework.id:
        return LastAgreed()
    same = framework.comparable_with(framework_of(session, last))
    agreed = agreed_levels(session, last.id)
    return LastAgreed(last.date, {c: one.outcome for c, one in agreed.items() if c in same})
