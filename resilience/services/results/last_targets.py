"""The targets of the city's last workshop and their progress, shown next to the current targets."""

import datetime
from dataclasses import dataclass

from resilience.framework import Indicator, Theme
from resilience.scoring.planning.on_the_way import item_weights, value_in
from resilience.scoring.scores.target import progress
from resilience.services.deciding.targets import items_to_aim_at
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store, repeatable
from resilience.store.results.actions import last_closed
from resilience.store.results.targets import targets
from resilience.store.workshops import workshop_by_id


@dataclass(frozen=True, slots=True)
class LastTarget:
    """A target of the last workshop and the item's scores `then` and `now`, all 0..100.

    `closed` is the share of the earlier gap that is closed now: 1 is all of it, below 0 if the score fell. None if
    there was no gap or a score is missing.
    """

    code: str
    then: float | None
    target: float
    now: float | None
    closed: float | None


@dataclass(frozen=True, slots=True)
class LastTargets:
    """The targets of the city's last workshop, its `code` and `date`; `closed` is the share of the total gap that was closed, 0..1."""

    code: str
    date: datetime.date
    items: tuple[LastTarget, ...]
    closed: float | None


@repeatable
def last_with_targets(store: Store, workshop_id: int) -> tuple[int, int] | None:
    """Return id and revision of the city's last closed workshop if it has targets, else None.

    The caller checks access to the result of the later one. Targets of another framework and of an open workshop do
    not count.
    """
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        last = last_closed(session, workshop.city_id, workshop.date)
        if last is None or last.framework != workshop.framework or not last.k:
            return None
        return (last.id, last.revision) if targets(session, last.id) else None


def since_last(now: WorkshopResult, last: WorkshopResult) -> LastTargets:
    """Return how much of the gap to the targets of the last result is closed by now.

    Only for items that both workshops asked alike: an indicator on the same scale, a theme of the same indicators.
    """
    framework, city = now.workshop.framework, now.result.city
    alike = _alike(now.workshop, last.workshop)
    wanted = {code: last.targets[code] for code in alike if code in last.targets}
    then = {code: value_in(last.result.city, code) for code in wanted}
    today = {code: value_in(city, code) for code in wanted}
    items = tuple(
        LastTarget(
            code, then[code], target, today[code], progress(then, today, {code: target}, {code: 1})
        )
        for code, target in wanted.items()
    )
    weights = item_weights(framework, city, wanted)
    return LastTargets(
        last.workshop.code, last.workshop.date, items, progress(then, today, wanted, weights)
    )


def _alike(one: WorkshopView, other: WorkshopView) -> list[str]:
    """The codes of what two workshops ask alike, in the order of the first one's framework."""
    before = {item.code: item for item in _items(other)}
    return [
        item.code
        for item in _items(one)
        if item.code in before and _asks(item, one) == _asks(before[item.code], other)
    ]


def _items(workshop: WorkshopView) -> tuple[Theme | Indicator, ...]:
    return items_to_aim_at(workshop.framework, workshop.tier, workshop.not_asked)


def _asks(item: Theme | Indicator, workshop: WorkshopView) -> list[tuple[str, object]]:
    below, asked = item.indicators() if isinstance(item, Theme) else [item], workshop.asked
    return sorted(((i.code, i.scale) for i in below if i in asked), key=lambda one: one[0])
