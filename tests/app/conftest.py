"""An installation of its own for each test: the pages and the test share one store."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import context

from resilience.framework import Framework, load
from resilience.scoring.arrays import Counts
from resilience.scoring.certainty import kruskal
from resilience.settings import ROOT
from resilience.store import Store
from resilience.ui.shared import runtime
from tests.app.visit import ADDRESS
from tests.services.held import KEY
from tests.services.remembered import demo_in, urban

HERE = Path(__file__).parent
#: by table of counts, the share of draws that are as extreme
_drawn_shares: dict[tuple[tuple[int, ...], bytes], float] = {}
_draw = kruskal._drawn_p
DemoCodes = tuple[str, ...]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A page costs half a second: `make check` opens each once, and leaves the rest to `make test`."""
    for item in items:
        if item.path.parent == HERE and item.path.name != "test_every_page.py":
            item.add_marker("long")


def _drawn(table: Counts, *rest: Any) -> float:
    key = table.shape, table.tobytes()
    if key not in _drawn_shares:
        _drawn_shares[key] = _draw(table, *rest)
    return _drawn_shares[key]


def forget() -> None:
    """Nothing that an earlier test made may be met by a page."""
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(autouse=True, scope="session")
def components_found_once() -> Iterator[None]:
    """Streamlit reads the metadata of all packages for each AppTest, to find components: 0.1 s."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as streamlit:
        streamlit.setattr(manifest_scanner, "scan_component_manifests", lambda *_, **__: found)
        yield


@pytest.fixture(autouse=True, scope="session")
def frameworks_read_once() -> Iterator[None]:
    """The same files are read once, not for each test, whose pages start with empty caches."""
    load_source = load.load_source

    @cache
    def read(*files: tuple[str, str]) -> Framework:
        return load_source(dict(files))

    def read_once(source: Mapping[str, str]) -> Framework:
        return read(*source.items())

    with pytest.MonkeyPatch.context() as loading:
        loading.setattr(load, "load_source", read_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def nothing_sent() -> Iterator[None]:
    """The browser of an AppTest sends neither cookies nor headers: mocks in their place take 2 ms a question."""
    with pytest.MonkeyPatch.context() as streamlit:
        streamlit.setattr(context, "_get_client_context", lambda: None)
        yield


@pytest.fixture(autouse=True, scope="package")
def drawn_once() -> Iterator[None]:
    """The same counts are drawn from once, not for each test, whose pages start with empty caches."""
    with pytest.MonkeyPatch.context() as drawing:
        drawing.setattr(kruskal, "_drawn_p", _drawn)
        yield


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of the pages, without rows."""
    settings = {
        "DATABASE_URL": sqlite_url,
        "DATA": str(tmp_path / "data"),
        "SECRET": KEY.decode(),
        "PUBLIC_URL": ADDRESS,
        "FRAMEWORKS": str(ROOT / "indicators"),
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"RESILIENCE_{name}", value)
    forget()
    opened = Store(sqlite_url)
    runtime.use_store(opened)
    yield opened
    runtime.use_store(None)
    opened.engine.dispose()
    forget()


@pytest.fixture
def frameworks_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Lets the installation take its frameworks from another folder."""

    def use(folder: Path) -> None:
        monkeypatch.setenv("RESILIENCE_FRAMEWORKS", str(folder))
        runtime.settings.clear()
        runtime.frameworks.clear()

    return use


@pytest.fixture(scope="session", name="urban")
def urban_framework() -> Framework:
    """The framework that the product brings."""
    return urban()


@pytest.fixture
def demo(store: Store) -> DemoCodes:
    """The demo city in the store of the pages; its codes, newest first."""
    return tuple(demo_in(store))


def replace_file(store: Store, put: Callable[[Path], object]) -> None:
    """Put something else where the database file of a store was."""
    store.engine.dispose()
    assert store.file
    for path in store.file.parent.glob(f"{store.file.name}*"):
        path.unlink()
    put(store.file)
