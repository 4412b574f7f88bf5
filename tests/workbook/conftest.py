"""The demo city's latest result and its workbook, and empty copies of the official UNDRR workbook."""

import datetime
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from resilience.outputs.digest import Digest, digest_of
from resilience.outputs.evidence import gather
from resilience.outputs.workbook import results_workbook
from resilience.services.access.access import COMMAND_LINE, NOBODY
from resilience.services.cities.peers import PeerView, peers
from resilience.services.deciding.follow_up import EarlierActions, earlier_to_read
from resilience.services.results.results import WorkshopResult, read_result
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.store import Store
from resilience.text import Text
from tests.services.remembered import demo_in
from tests.workbook.undrr.official import EDITIONS, Book

MADE_AT = datetime.datetime(2026, 10, 14, 1, 5, tzinfo=datetime.UTC)
#: a copy of the official UNDRR workbook, which no repository may have
REAL = os.environ.get("RESILIENCE_UNDRR_TEMPLATE", "")
TEMPLATES: dict[str, Callable[[], bytes]] = (
    {"the real one": Path(REAL).read_bytes}
    if REAL
    else {f"{n} items": Book(codes).written for n, codes in EDITIONS.items()}
)


@dataclass(frozen=True)
class Demo:
    """A result, and what its workbook shows beside it."""

    result: WorkshopResult
    kept: tuple[PeerView, ...]
    trend: Trend
    earlier: EarlierActions
    _written: dict[str, bytes] = field(default_factory=dict)

    def in_language(self, language: str) -> bytes:
        """The workbook in a language, written once."""
        if language not in self._written:
            beside = self.kept, self.trend, self.earlier
            made = results_workbook(self.result, Text(language), MADE_AT, *beside)
            self._written[language] = made
        return self._written[language]

    @property
    def written(self) -> bytes:
        """The workbook in English."""
        return self.in_language("en")

    @cached_property
    def digest(self) -> Digest:
        """What the brief and the slides say."""
        return digest_of(
            gather(self.result, self.kept, self.trend, earlier=self.earlier), Text("en")
        )


@pytest.fixture(scope="session")
def demo(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    file = shutil.copy(sqlite_model, tmp_path_factory.mktemp("demo") / "d.db")
    store = Store(f"sqlite:///{file}")
    code = demo_in(store)[0]
    workshop_id, _, earlier = admit_trend(store, NOBODY, code)
    result = read_result(store, workshop_id)
    kept = peers(store, invented=True)
    trend = read_trend(store, workshop_id, [one for one, _ in earlier])
    before = earlier_to_read(store, COMMAND_LINE, code)
    store.engine.dispose()
    return Demo(result, kept, trend, before)


@pytest.fixture(scope="session", params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> bytes:
    """An empty official UNDRR workbook: built like it, or the real one where a setting names it."""
    return TEMPLATES[request.param]()
