"""The demo city's latest result and its workbook, and empty copies of the official UNDRR workbook."""

import datetime
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from resilience.outputs.workbook import results_workbook
from resilience.services.access.access import NOBODY
from resilience.services.results.results import WorkshopResult, admit, read_result
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
    """A result and the workbook written from it."""

    result: WorkshopResult
    written: bytes


@pytest.fixture(scope="session")
def demo(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    file = shutil.copy(sqlite_model, tmp_path_factory.mktemp("demo") / "d.db")
    store = Store(f"sqlite:///{file}")
    code = demo_in(store)[0]
    result = read_result(store, admit(store, NOBODY, code)[0])
    store.engine.dispose()
    return Demo(result, results_workbook(result, Text("en"), MADE_AT))


@pytest.fixture(scope="session", params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> bytes:
    """An empty official UNDRR workbook: built like it, or the real one where a setting names it."""
    return TEMPLATES[request.param]()
