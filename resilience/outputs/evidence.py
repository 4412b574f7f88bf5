"""All that a printed report is written from, computed once for all its sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.cities.choice import Choice, choice_of
from resilience.services.cities.peers import PeerView
from resilience.services.cities.rank import PeerComparison, among
from resilience.services.results.departments import DepartmentDifferences, apart
from resilience.services.results.discussion import Topic, discuss
from resilience.services.results.priorities import WhatFirst, what_first_in
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend


@dataclass(frozen=True, slots=True)
class Evidence:
    """A result, and what its pages show beside it: the same values as theirs."""

    result: WorkshopResult
    topics: tuple[Topic, ...]
    apart: DepartmentDifferences
    first: WhatFirst
    choice: Choice
    among: PeerComparison
    trend: Trend | None
    photos: tuple[bytes, ...] = ()


def gather(
    result: WorkshopResult,
    kept: Sequence[PeerView],
    trend: Trend | None,
    photos: Sequence[bytes] = (),
) -> Evidence:
    """What the report of a result says, with those of the peers beside it that are proposed."""
    choice = choice_of(result, kept)
    return Evidence(
        result=result,
        topics=discuss(result),
        apart=apart(result),
        first=what_first_in(result),
        choice=choice,
        among=among(result, choice.usual),
        trend=trend,
        photos=tuple(photos),
    )
