"""What a feed tells of a workshop: acts that its officials may know of, and actions that are overdue."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from resilience.scoring.planning.actions import PlannedAction, is_overdue
from resilience.services.deciding.follow_up import today_in
from resilience.services.feeds.addresses import FeedReader
from resilience.services.feeds.due_dates import told_actions
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store, repeatable
from resilience.store.people.record import ActQuery, acts_newest_first

#: the acts that a feed tells, as the history names them
TOLD = (
    "revealed",
    "shown to officials",
    "workshop closed",
    "workshop reopened",
    "action added",
    "action changed",
    "action followed up",
    "action removed",
    "result published to the network",
    "publication taken back",
)
#: not an act of anybody: the day came
OVERDUE = "action overdue"
#: entries of a feed, the newest
MOST = 50


@dataclass(frozen=True, slots=True)
class WorkshopMove:
    """An event in the workshop feed; `act` is one of `TOLD` or `OVERDUE`. `name` is its stable, unique id.

    `action` and `what` are the number and text of the action that the event is about, if any.
    """

    name: str
    at: datetime.datetime
    act: str
    action: str = ""
    what: str = ""


def moves_of(store: Store, reader: FeedReader) -> tuple[WorkshopMove, ...]:
    """Return the moves of a workshop, newest first, up to 50; none while its officials may not see the result."""
    workshop, actions = reader.workshop, told_actions(store, reader)
    if actions is None:
        return ()
    told = {str(one.id): one for one in actions}
    found = [*_acts(store, workshop.code, told), *_overdue(workshop, actions)]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:MOST])


@repeatable
def _acts(store: Store, code: str, actions: dict[str, PlannedAction]) -> list[WorkshopMove]:
    """The acts in the record, each with the present text of its action."""
    with store.read() as session:
        rows = acts_newest_first(session, ActQuery([code], TOLD), most=MOST)
        return [
            WorkshopMove(
                name=f"act {row.id}",
                at=row.at,
                act=row.act,
                action=row.thing,
                what=actions[row.thing].what if row.thing in actions else "",
            )
            for row in rows
        ]


def _overdue(workshop: WorkshopView, actions: tuple[PlannedAction, ...]) -> Iterator[WorkshopMove]:
    """The actions that are overdue today, since the midnight after their day where the workshop is."""
    today, zone = today_in(workshop), ZoneInfo(workshop.timezone)
    for one in actions:
        if one.by_when is not None and is_overdue(one, today):
            midnight = datetime.time(tzinfo=zone)
            since = datetime.datetime.combine(one.by_when + datetime.timedelta(days=1), midnight)
            name = f"overdue {one.id} {one.by_when}"
            yield WorkshopMove(name, since.astimezone(datetime.UTC), OVERDUE, str(one.id), one.what)
