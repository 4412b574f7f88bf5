"""The database of the pages is closed wherever it is not kept."""

from pathlib import Path

import pytest
from sqlalchemy import QueuePool

from resilience.errors import Faults
from resilience.settings import Settings
from resilience.store import Store, configured, current, newest
from resilience.ui.shared import runtime


def kept_open(store: Store) -> int:
    """The connections that a store keeps for its next session."""
    assert isinstance(store.engine.pool, QueuePool)
    return store.engine.pool.checkedin()


def test_a_store_that_the_cache_lets_go_of_is_closed(store: Store) -> None:
    assert current(store) == newest()
    assert kept_open(store) == 1
    runtime.store.clear()
    assert kept_open(store) == 0


def test_a_store_beside_broken_frameworks_is_closed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Store] = []

    def watched(settings: Settings) -> Store:
        made.append(configured(settings))
        return made[-1]

    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "framework.yaml").write_text("id: broken")
    monkeypatch.setenv("RESILIENCE_FRAMEWORKS", str(tmp_path))
    monkeypatch.setattr(runtime, "configured", watched)
    for cached in (runtime.settings, runtime.frameworks, runtime.store):
        cached.clear()
    for _visit in range(2):
        with pytest.raises(Faults):
            runtime.store()
    assert [kept_open(each) for each in made] == [0, 0]
