"""Pages that change by themselves when the workshop moves on."""

import random

from resilience.services.results.own_page import OwnPage
from resilience.services.workshop.workshops import WorkshopView
from resilience.ui.shared.score_sheet import watch_after_vote, watch_sheet


def spread(seconds: float) -> float:
    """About this many seconds: viewers look at different moments, so that nothing is a stampede."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - no secret hangs on it


def watch_phase(workshop: WorkshopView) -> None:
    """Show the clock, and run the page again when anything has changed since this view of the workshop was read."""
    watch_sheet(workshop.code, workshop.revision)


def watch_own(own: OwnPage) -> None:
    """`watch_phase` on a participant's page; after the vote also for the end of the stage's countdown."""
    if own.ballot.open:
        watch_phase(own.alike.workshop)
    else:
        watch_after_vote(own)
