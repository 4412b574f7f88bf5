"""Actions of a city over its workshops: what readers of a later one know of those of earlier ones."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from resilience.errors import NotFound
from resilience.framework import Framework
from resilience.scoring.planning.actions import OVER, Feasible, PlannedAction, is_overdue
from resilience.services.access.access import RUNNERS, Visitor, may_read, open_for_reading
from resilience.services.deciding.actions import read_actions
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import check_decides
from resilience.services.workshop.phase import reply_state, rounds_that_count
from resilience.services.workshop.reply_step import refuse_while_awaited
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.actions import action_by_id, earlier_workshops
from resilience.store.tables import Action, Workshop
from resilience.store.workshops import lock_workshop, rounds


@dataclass(frozen=True, slots=True)
class WorkshopActions:
    """The actions of a workshop, with its code, date and framework."""

    code: str
    date: datetime.date
    framework: Framework = field(compare=False)
    actions: tuple[PlannedAction, ...]


def today_in(workshop: WorkshopView | Workshop) -> datetime.date:
    """Return today's date in the workshop's time zone; actions due earlier are overdue."""
    return now().astimezone(ZoneInfo(workshop.timezone)).date()


def plan_of(workshop: WorkshopView, actions: Iterable[PlannedAction]) -> WorkshopActions:
    """Return the actions of a workshop in the same form as those of earlier ones."""
    return WorkshopActions(workshop.code, workshop.date, workshop.framework, tuple(actions))


@dataclass(frozen=True, slots=True)
class EarlierActions:
    """The actions of a city's earlier workshops that a reader of a later one may know of.

    They may read those in `plans`, the latest workshop first. Of the others, `open_on` has the indicators of each
    open action, by their codes in the later framework (none if it has no such indicators), and `unread` the state of
    each. For guests `unread` is empty: they know only of open ones (docs/decisions/0083). `late` has the states of
    the open ones that are overdue, so that every reader counts the same.
    """

    plans: tuple[WorkshopActions, ...] = ()
    open_on: tuple[tuple[str, ...], ...] = ()
    unread: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def actions(self) -> tuple[PlannedAction, ...]:
        """The actions that the reader may read."""
        return tuple(action for plan in self.plans for action in plan.actions)

    @property
    def states(self) -> tuple[str, ...]:
        """The states of all actions, without their text."""
        return (*(action.state for action in self.actions), *self.unread)


#: where there is no earlier workshop
NO_EARLIER = EarlierActions()


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An open action, on `indicators` of a `framework` by their codes, the first one first.

    `since` is the date of its workshop if that is an earlier one. If the reader may not read that workshop,
    `action` and date are None, and the indicators have their codes in the later framework (none if it has no such
    indicators).
    """

    indicators: tuple[str, ...]
    framework: Framework = field(compare=False)
    action: PlannedAction | None = None
    since: datetime.date | None = None

    @property
    def indicator(self) -> str:
        """The code of its first indicator, "" if the later framework has none of them."""
        return self.indicators[0] if self.indicators else ""

    @property
    def is_earlier(self) -> bool:
        """Whether it comes from an earlier workshop."""
        return self.action is None or self.since is not None


def still_open(
    own: Iterable[PlannedAction], framework: Framework, earlier: EarlierActions
) -> tuple[OpenAction, ...]:
    """Return the open actions: the workshop's `own`, then those of `earlier` workshops of the city."""
    return (
        *(OpenAction(one.indicators, framework, one) for one in own if one.state not in OVER),
        *(
            OpenAction(one.indicators, plan.framework, one, plan.date)
            for plan in earlier.plans
            for one in plan.actions
            if one.state not in OVER
        ),
        *(OpenAction(codes, framework) for codes in earlier.open_on),
    )


def open_and_overdue(
    own: Iterable[PlannedAction], earlier: EarlierActions, today: datetime.date
) -> tuple[int, int]:
    """Return how many actions of a plan are open, and how many of these are overdue: the same for every reader."""
    ahead = [one for one in (*own, *earlier.actions) if one.state not in OVER]
    late = sum(is_overdue(one, today) for one in ahead)
    return len(ahead) + len(earlier.open_on), late + len(earlier.late)


@repeatable
def earlier_to_read(store: Store, visitor: Visitor, code: str) -> EarlierActions:
    """Return the earlier actions that a reader of the later workshop may see.

    The people who run it read those of all earlier workshops; others those of workshops whose result they may read;
    guests none. While departments reply to an earlier one, only the people who run that one know of its actions.
    Votes on actions of open workshops are left out.
    """
    with store.read() as session:
        workshop = open_for_reading(session, visitor, code)
        refuse_while_awaited(session, visitor, workshop)
        framework, guest = framework_of(session, workshop), visitor.is_guest(workshop.id)
        plans, others = list[WorkshopActions](), list[WorkshopActions]()
        for earlier in revealed_before(session, workshop):
            if _reads_words(session, visitor, workshop, earlier):
                plans.append(_plan(session, earlier))
            elif reply_state(session, earlier) != "awaited":
                others.append(_plan(session, earlier))
        ahead = (codes for one in others for codes in _open_on(one, framework))
        order = [indicator.code for indicator in framework.root.indicators()]
        hidden = [action for one in others for action in one.actions]
        today = today_in(workshop)
        return EarlierActions(
            plans=tuple(one for one in plans if one.actions),
            open_on=tuple(sorted(ahead, key=lambda codes: [order.index(code) for code in codes])),
            unread=() if guest else tuple(sorted(one.state for one in hidden)),
            late=tuple(sorted(one.state for one in hidden if is_overdue(one, today))),
        )


def _reads_words(session: Session, visitor: Visitor, later: Workshop, earlier: Workshop) -> bool:
    """Whether a reader of a later workshop may read what the actions of an earlier one say."""
    if reply_state(session, earlier) == "awaited":
        return visitor.may(earlier.id, RUNNERS)
    reads = not visitor.is_guest(later.id) and may_read(session, visitor, earlier)
    return reads or visitor.may(later.id, RUNNERS)


def _plan(session: Session, workshop: Workshop) -> WorkshopActions:
    framework, actions = framework_of(session, workshop), read_actions(session, workshop)
    later = tuple(replace(one, feasible=_later(one.feasible, workshop)) for one in actions)
    return WorkshopActions(workshop.code, workshop.date, framework, later)


def _later(vote: Feasible, workshop: Workshop) -> Feasible:
    """A vote as a later result shows it: it does not count there, and that of an open workshop is not shown."""
    return replace(vote, assumed=False) if workshop.k else Feasible("room")


def _open_on(plan: WorkshopActions, framework: Framework) -> Iterator[tuple[str, ...]]:
    """The indicators of each action that is still to be done, without those that mean nothing in a later framework."""
    same = framework.comparable_with(plan.framework)
    return (
        tuple(code for code in one.indicators if code in same)
        for one in plan.actions
        if one.state not in OVER
    )


def states_of_earlier(session: Session, workshop: Workshop) -> tuple[str, ...]:
    """Return the states of the actions of the city's earlier workshops that are revealed and not awaiting replies."""
    return tuple(
        action.state
        for earlier in revealed_before(session, workshop)
        if reply_state(session, earlier) != "awaited"
        for action in read_actions(session, earlier)
    )


def locked_action(session: Session, visitor: Visitor, workshop: Workshop, action_id: int) -> Action:
    """Lock and return an action whose outcome the visitor may record in `workshop`; raises `NotFound`."""
    row = locked_row(session, visitor, workshop, action_id)
    own = row.indicator if row.workshop_id == workshop.id else ""
    check_decides(session, visitor, workshop, own)
    return row


def locked_row(session: Session, visitor: Visitor, workshop: Workshop, action_id: int) -> Action:
    """Lock and return an action of this workshop or of an earlier one that the visitor may read; raises `NotFound`."""
    lock_workshop(session, _find_action(session, visitor, workshop, action_id).workshop_id)
    return _find_action(session, visitor, workshop, action_id)  # it may have gone while this waited


def _find_action(session: Session, visitor: Visitor, workshop: Workshop, action_id: int) -> Action:
    """An action of the workshop, or of an earlier one of the city that they may read; raises `NotFound`."""
    row = action_by_id(session, action_id)
    within = _revealed_now(session, workshop)
    for earlier in revealed_before(session, workshop):
        if _reads_words(session, visitor, workshop, earlier):
            within.append(earlier)
    if row is None or row.workshop_id not in [one.id for one in within]:
        raise NotFound("This action has been removed. Reload the page.")
    return row


def revealed_before(session: Session, workshop: Workshop) -> list[Workshop]:
    """Return the earlier workshops of the city whose result was revealed, the latest first."""
    found = earlier_workshops(session, workshop)
    return [earlier for one in found for earlier in _revealed_now(session, one)]


def _revealed_now(session: Session, workshop: Workshop) -> list[Workshop]:
    """The workshop, where its result was revealed."""
    return [workshop] if rounds_that_count(rounds(session, workshop.id)) else []
