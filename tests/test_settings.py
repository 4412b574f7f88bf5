"""The key from which links are made: kept, whole, and never guessable."""

from pathlib import Path

import pytest

from resilience.errors import CannotRun
from resilience.settings import Settings


def kept(folder: Path) -> Settings:
    return Settings(data=folder, secret="")


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = kept(tmp_path / "new").key
    assert len(first) >= 32
    assert kept(tmp_path / "new").key == first
    assert kept(tmp_path / "other").key != first
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["secret"]
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "\n", "short"])
def test_a_secret_that_could_be_guessed_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content, encoding="ascii")
    with pytest.raises(CannotRun, match="holds no usable secret"):
        _ = kept(tmp_path).key


def test_a_short_secret_in_the_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="has 31 characters"):
        _ = Settings(data=tmp_path, secret="x" * 31).key
