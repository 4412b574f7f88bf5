"""A report that takes seconds to make: made once for all who wait for it, each of whom sees how far it is."""

from collections.abc import Callable, Iterator
from threading import Lock

import streamlit as st

from resilience.outputs.report import PrintedReport, ReportProgress
from resilience.text import Text


class ReportJob:
    """A report while it is made: each waiting caller takes the next step, and no step is taken twice.

    An error in a step is raised to the caller who took it; the next caller takes that step again.
    """

    def __init__(self, begin: Callable[[], Iterator[ReportProgress]]) -> None:
        self._begin, self._lock = begin, Lock()
        self._steps: Iterator[ReportProgress] | None = None
        self.printed: PrintedReport | None = None

    def whole(self, told: Callable[[ReportProgress], None]) -> PrintedReport:
        """Return the report after the remaining steps; reports each step that this caller takes."""
        while self.printed is None:
            step = self._advance()
            if step is not None:
                told(step)
        return self.printed

    def _advance(self) -> ReportProgress | None:
        with self._lock:
            if self.printed is not None:
                return None
            if self._steps is None:
                self._steps = self._begin()
            try:
                step = next(self._steps)
            except BaseException:
                self._steps = None
                raise
            self.printed = step.printed
            return step


def made_in_sight(making: ReportJob, text: Text) -> PrintedReport:
    """The report, with a bar that shows how far it is for as long as it is made."""
    place = st.empty()

    def show(step: ReportProgress) -> None:
        if step.printed is None:
            place.progress(step.share, text("Preparing the report: {part}", part=step.doing))

    printed = making.whole(show)
    place.empty()
    return printed
