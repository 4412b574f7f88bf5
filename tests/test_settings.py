"""The key from which links are made: kept, whole, and never guessable."""

import random
import secrets
from base64 import b64encode
from pathlib import Path

import pytest

from resilience.errors import CannotRun
from resilience.secret import weakness
from resilience.settings import Settings, load_settings, secret_files


def kept(folder: Path) -> Settings:
    return Settings(data=folder, secret="")


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = kept(tmp_path / "new").key
    assert len(first) >= 32
    assert kept(tmp_path / "new").key == first
    assert kept(tmp_path / "other").key != first
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["secret"]
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "\n", "short", "changeme" * 5])
def test_a_secret_that_could_be_guessed_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content, encoding="ascii")
    with pytest.raises(CannotRun, match="contains no usable secret"):
        _ = kept(tmp_path).key


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        ("x" * 31, "31 characters"),
        ("x" * 64, "the same few characters again and again"),
        ("0123456789abcdefghijklmnopqrstuvwxyz", "a word of examples, or a row of keys"),
        ("qwertyuiop" * 4, "a word of examples, or a row of keys"),
        ("Please-Change-Me-before-you-start-it", "a word of examples, or a row of keys"),
    ],
)
def test_a_secret_of_the_settings_that_could_be_guessed_is_refused(
    tmp_path: Path, secret: str, why: str
) -> None:
    with pytest.raises(CannotRun, match=rf"RESILIENCE_SECRET can be guessed \({why}\)\."):
        _ = Settings(data=tmp_path, secret=secret).key


def test_the_database_lies_with_all_else_that_the_installation_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RESILIENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RESILIENCE_DATA", str(tmp_path / "volume"))
    assert load_settings().database_url == f"sqlite:///{tmp_path}/volume/resilience.db"
    monkeypatch.setenv("RESILIENCE_DATABASE_URL", "sqlite:///elsewhere.db")
    assert load_settings().database_url == "sqlite:///elsewhere.db"


def test_random_secrets_are_taken() -> None:
    chance = random.Random(7)
    made = [chance.randbytes(24) for _ in range(2000)]
    assert [
        one for one in made if weakness(one.hex()[:32]) or weakness(b64encode(one).decode())
    ] == []


def test_a_secret_comes_from_a_file_as_containers_give_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, file = secrets.token_hex(32), tmp_path / "given"
    file.write_text(f"{made}\n", encoding="ascii")
    monkeypatch.delenv("RESILIENCE_SECRET", raising=False)
    monkeypatch.setenv("RESILIENCE_SECRET_FILE", str(file))
    settings = load_settings()
    assert settings.key == made.encode()
    assert file in secret_files(settings)
    file.unlink()
    with pytest.raises(CannotRun, match=", which is named in a setting, cannot be read"):
        load_settings()


@pytest.mark.parametrize("given", ["https://city.example", "city.example:8501", "[::1]", "a b"])
def test_an_allowed_host_is_a_name_alone(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("RESILIENCE_ALLOWED_HOSTS", f"city.example, {given}")
    with pytest.raises(CannotRun, match=r"RESILIENCE_ALLOWED_HOSTS \(names alone, such as"):
        load_settings()


@pytest.mark.parametrize("given", ["*", "proxy.example", "10.0.0.300", "10.0.0.1/8"])
def test_a_proxy_is_trusted_by_its_address_alone(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("RESILIENCE_TRUSTED_PROXIES", given)
    with pytest.raises(CannotRun, match=r"cannot be read: RESILIENCE_TRUSTED_PROXIES \(.+\)\."):
        load_settings()
