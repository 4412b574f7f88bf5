"""Passwords: what one has to be, and how its hash is made (argon2id)."""

import threading
import unicodedata
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from resilience.errors import InputError

LEAST_PASSWORD = 12
MOST_PASSWORD = 200
#: different characters below which a long password is a short one
LEAST_DIFFERENT = 5
#: characters of a name that make a password a guess
TELLING = 4
#: passwords of the usual lists that are long enough, without digits and signs at their end
USUAL = ("password", "passwort", "qwertyuiop", "iloveyou", "administrator", "resilience", "welcome")
#: hashes made at the same time: each takes 64 MB for a tenth of a second
AT_ONCE = threading.BoundedSemaphore(2)

_HASHER = PasswordHasher()


def check_password(password: str, *names: str) -> None:
    """Raise `InputError` for a password that is too short, too long or easily guessed.

    `names` are those of the person, which it must not contain.
    """
    said = _narrow(password)
    if not LEAST_PASSWORD <= len(said) <= MOST_PASSWORD:
        raise InputError(
            "A password must have {least} to {most} characters. Several words in a row are easy "
            "to remember.",
            least=LEAST_PASSWORD,
            most=MOST_PASSWORD,
        )
    if len(set(said)) < LEAST_DIFFERENT or _is_usual(said) or _is_a_row(said):
        raise InputError(
            "This password is one of the first that anyone would guess. Choose another one."
        )
    parts = {part for name in names for part in (name, name.partition("@")[0], *name.split())}
    if any(len(p) >= TELLING and p.casefold() in said.casefold() for p in map(_narrow, parts)):
        raise InputError("A password must not contain your name. Choose another one.")


def check_twice(password: str, again: str) -> None:
    """Raise `InputError` if the two typed passwords differ."""
    if password != again:
        raise InputError("The two passwords differ. Type the same one twice.")


def password_hash(password: str) -> str:
    """Return the hash of a password, as the database stores it."""
    with AT_ONCE:
        return _HASHER.hash(_narrow(password))


def is_password(kept: str | None, password: str) -> bool:
    """Whether a password matches a hash; False without a hash, in the same time."""
    nobodys = _nobodys_hash()
    try:
        with AT_ONCE:
            right = _HASHER.verify(kept or nobodys, _narrow(password[:MOST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def is_outdated(kept: str | None) -> bool:
    """Whether a hash was made with parameters other than the current ones."""
    return kept is not None and _HASHER.check_needs_rehash(kept)


@cache
def _nobodys_hash() -> str:
    """What a password is compared with where there is none, so that the answer takes as long."""
    return _HASHER.hash("the password of nobody at all")


def _narrow(words: str) -> str:
    """The same characters whatever the keyboard: full width and composed signs become plain ones."""
    return unicodedata.normalize("NFKC", words.encode(errors="replace").decode())


def _is_usual(said: str) -> bool:
    bare = said.casefold().rstrip("0123456789!?.*#$_-")
    return bare in USUAL or any(bare == word * 2 for word in USUAL)


def _is_a_row(said: str) -> bool:
    """Whether each character follows the one before, as in 123456789012."""
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(said)}
    return len(steps) == 1
