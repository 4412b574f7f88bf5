"""Numbers of this process for Prometheus: counts and times, never of whom or of which workshop."""

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.process_collector import ProcessCollector

from resilience.errors import CannotRun, ResilienceError

#: the way by which participants answer: the scorecard and its forms
PHONE = "phone"
PRODUCT = "urban-resilience-dashboard"
#: seconds: a save takes a few milliseconds, and up to half a minute where a database is locked
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Measures:
    """All numbers, in a registry of their own."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = self._counter("requests", "Requests answered.", "method", "route", "status")
        self.request_seconds = self._histogram("request_seconds", "Time to an answer.", "route")
        self.saves = self._counter("saves", "Answers given, by what became of them.", "way", "end")
        self.save_seconds = self._histogram(
            "save_seconds", "Time from an answer to its commit.", "way"
        )
        self.errors = self._counter("errors", "Errors that nobody expected.", "where")
        self._waiting = self._gauge("writer_queue", "Answers that wait to be written.")
        self._sessions = self._gauge("sessions", "Browsers that have a Streamlit page open.")
        self._pages = self._gauge("page_queue", "Runs of pages that wait for their turn.")
        build = Info("resilience_build", "What runs.", registry=self.registry)
        build.info({"version": version(PRODUCT), "python": platform.python_version()})

    def watch(
        self, *, waiting: Callable[[], int], sessions: Callable[[], int], pages: Callable[[], int]
    ) -> None:
        """From here on ask these how many answers wait, how many pages are open, and how many of their runs wait."""
        self._waiting.set_function(waiting)
        self._sessions.set_function(sessions)
        self._pages.set_function(pages)

    def written(self) -> tuple[bytes, str]:
        """All numbers as Prometheus reads them, and the type of that text."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def value(self, name: str, **labels: str) -> float:
        """What a number is now, 0 where nothing happened yet."""
        return self.registry.get_sample_value(f"resilience_{name}", labels) or 0.0

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"resilience_{name}", words, labels, registry=self.registry)

    def _gauge(self, name: str, words: str) -> Gauge:
        return Gauge(f"resilience_{name}", words, registry=self.registry)

    def _histogram(self, name: str, words: str, *labels: str) -> Histogram:
        return Histogram(
            f"resilience_{name}", words, labels, registry=self.registry, buckets=SECONDS
        )


#: of this process; what happens in it is counted here, wherever it happens
MEASURES = Measures()


@contextmanager
def saving_all(way: str, many: int) -> Iterator[list[object]]:
    """Count and time so many answers that are given at once; fill in what became of each of them."""
    began, became = time.perf_counter(), list[object]()
    try:
        yield became
    except BaseException as error:
        became = [error] * many
        raise
    finally:
        for one in became:
            _note(way, began, one if isinstance(one, BaseException) else None)


def _note(way: str, began: float, error: BaseException | None) -> None:
    refused = isinstance(error, ResilienceError) and not isinstance(error, CannotRun)
    end = "saved" if error is None else "refused" if refused else "failed"
    MEASURES.saves.labels(way, end).inc()
    MEASURES.save_seconds.labels(way).observe(time.perf_counter() - began)
