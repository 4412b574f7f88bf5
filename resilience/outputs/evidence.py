"""All that a printed report is written from, computed once for all its sections."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.cities.choice import Choice, choice_of
from resilience.services.cities.peers import PeerView
from resilience.services.cities.rank import PeerComparison, among
from resilience.services.deciding.follow_up import NO_EARLIER, EarlierActions, today_in
from resilience.services.results.departments import DepartmentDifferences, apart
from resilience.services.results.priorities import WhatFirst, what_first_in, with_earlier
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend


@dataclass(frozen=True, slots=True)
class Evidence:
    """A result with everything that its pages show, in the same values.

    `earlier` has the actions of earlier workshops as its reader may know them; `first` counts those still to be done,
    and on the day `today` in the workshop's time zone some of these are overdue.
    """

    result: WorkshopResult
    apart: DepartmentDifferences
    first: WhatFirst
    choice: Choice
    among: PeerComparison
    trend: Trend | None
    today: datetime.date
    photos: tuple[bytes, ...] = ()
    earlier: EarlierActions = NO_EARLIER


def gather(
    result: WorkshopResult,
    kept: Sequence[PeerView],
    trend: Trend | None,
    photos: Sequence[bytes] = (),
    earlier: EarlierActions = NO_EARLIER,
) -> Evidence:
    """Everything that the report of a result is written from, compared with the peers that are proposed.

    `earlier` are the actions of earlier workshops as the reader may know them.
    """
    choice = choice_of(result, kept)
    return Evidence(
        result=result,
        apart=apart(result),
        first=with_earlier(what_first_in(result), result, earlier),
        choice=choice,
        among=among(result, choice.usual),
        trend=trend,
        today=today_in(result.workshop),
        photos=tuple(photos),
        earlier=earlier,
    )
