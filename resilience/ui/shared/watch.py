"""Pages that change by themselves when the workshop moves on."""

import random

from resilience.ui.shared import cached
from resilience.ui.shared.score_sheet import watch_sheet


def spread(seconds: float) -> float:
    """About this many seconds: viewers look at different moments, so that nothing is a stampede."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - no secret hangs on it


def watch_phase(code: str) -> None:
    """Show the clock, and run the page again when anything of the workshop has changed since it was drawn."""
    _, revision = cached.phase(code)
    watch_sheet(code, revision)
