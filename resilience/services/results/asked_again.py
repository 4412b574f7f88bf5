"""Screens for the room after a later vote: the questions asked again in pages, and the first score."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from resilience.scoring import score
from resilience.services.deciding.agreed_levels import scored
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult

#: questions that fit on a page of the stage
ON_A_PAGE = 5


def pages_asked_again(
    topics: Sequence[Topic], repeated: Collection[str]
) -> tuple[tuple[Topic, ...], ...]:
    """Return the `repeated` questions with levels in pages of at most 5, of nearly equal length.

    The questions whose answers moved most come first.
    """
    again = [one for one in topics if one.agreement and one.code in repeated]
    again.sort(key=_moved, reverse=True)
    pages = -(-len(again) // ON_A_PAGE)
    cuts = [len(again) * n // pages for n in range(pages + 1)] if pages else []
    return tuple(tuple(again[a:b]) for a, b in pairwise(cuts))


def page_with(pages: Sequence[Sequence[Topic]], code: str) -> int | None:
    """Return the position of the page with an indicator; None if no page has it."""
    return next((n for n, page in enumerate(pages) if any(one.code == code for one in page)), None)


def first_overall(result: WorkshopResult) -> float | None:
    """Return the overall score 0..100 after the first vote, before any agreed level.

    None without a later vote or a score, and if the workshop has since adopted other weights.
    """
    framework = result.workshop.framework
    if len(result.rounds) < 2 or result.weighed:
        return None
    return score(framework, result.rounds[0].tallies).city[framework.root.code].value


def overall_without_last(result: WorkshopResult) -> float | None:
    """Return the overall score 0..100 without the later vote: that of the first vote, with all agreed levels.

    None without a score, if the workshop has since adopted other weights, and unless there were exactly two votes.
    """
    framework = result.workshop.framework
    if len(result.rounds) != 2 or result.weighed:
        return None
    first = result.rounds[0].tallies
    agreed = {code: one for code, one in result.agreed.items() if code in first.by_code}
    return score(framework, first, agreed=scored(agreed)).city[framework.root.code].value


def _moved(topic: Topic) -> float:
    """How far the mean level moved, in levels; -1 where one of the votes is not shown."""
    if not any(topic.first) or not any(topic.pooled):
        return -1.0
    return abs(_mean(topic.pooled) - _mean(topic.first))


def _mean(levels: Sequence[int]) -> float:
    return sum(n * level for level, n in enumerate(levels)) / sum(levels)
