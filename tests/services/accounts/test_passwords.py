"""What a password has to be, and what is kept of it."""

import pytest
from argon2 import PasswordHasher

from resilience.errors import InputError
from resilience.services.accounts import passwords
from resilience.services.accounts.passwords import (
    check_password,
    is_outdated,
    is_password,
    password_hash,
)


@pytest.fixture(autouse=True)
def as_installed(usual_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here they are hashed as in an installation."""
    monkeypatch.setattr(passwords, "_HASHER", usual_hasher)


NAMES = ("ana.sousa@cascais.pt", "Ana Sousa")


@pytest.mark.parametrize(
    "password",
    ["a heron stands here", "Tr0ub4dor&3xyz", "台风来时大家一起看水位好不好", "x" * 6 + "abcdef1"],
)
def test_a_password_that_nobody_guesses_is_taken(password: str) -> None:
    check_password(password, *NAMES)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "12 to 200"),
        ("elevenchars", "12 to 200"),
        ("x" * 201, "12 to 200"),
        ("aaaabbbbaaaabbbb", "first that anyone"),
        ("123456789012", "first that anyone"),
        ("abcdefghijklm", "first that anyone"),
        ("Password12345!", "first that anyone"),
        ("Administrator1", "first that anyone"),
        ("welcomewelcome", "first that anyone"),
        ("my name is Sousa", "your name"),
        ("ANA.SOUSA 2026 ok", "your name"),
    ],
)
def test_a_password_that_is_short_usual_or_the_name_is_refused(password: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_password(password, *NAMES)


def test_only_a_hash_of_today_is_kept_and_no_two_are_alike() -> None:
    one, other = (password_hash("a heron stands here") for _ in range(2))
    assert one != other
    assert one.startswith("$argon2id$")
    assert "heron" not in one
    assert not is_outdated(one)
    assert is_outdated(one.replace("t=3", "t=2"))
    assert not is_outdated(None)


def test_the_keyboard_makes_no_difference_and_any_other_password_does() -> None:
    kept = password_hash("\uff48\uff45ron caf\u00e9 water")  # full width, composed
    assert is_password(kept, "heron cafe\u0301 water")
    for wrong in ("heron cafe water", "", "\0", "\ud800", "x" * 100_000):
        assert not is_password(kept, wrong)
    assert not is_password("no hash", "heron")
    assert not is_password(None, "the password of nobody at all")
