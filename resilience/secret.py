"""Secrets: whether one can be guessed, and the files that keep them."""

import contextlib
import os
import secrets
from pathlib import Path

from resilience.errors import CannotRun

#: characters of a secret that nobody guesses
LEAST = 32
#: secrets from examples, untouched settings, and rows of keys
KNOWN = (
    *("changeme", "changeit", "replaceme", "yoursecret", "password", "example", "topsecret"),
    *("qwerty", "abcdefg", "0123456", "1234567"),
)
#: different characters at least
LEAST_DIFFERENT = 8


def weakness(secret: str) -> str:
    """Why a secret can be guessed, in English for the person who runs the server; empty for a strong one."""
    if len(secret) < LEAST:
        return f"{len(secret)} characters"
    bare = "".join(sign for sign in secret.lower() if sign.isalnum())
    if any(word in bare for word in KNOWN):
        return "a word of examples, or a row of keys"
    if len(set(secret)) < LEAST_DIFFERENT:
        return "the same few characters again and again"
    return ""


def kept_secret(path: Path) -> bytes:
    """The secret in a file, made when absent; raise `CannotRun` if it can be guessed or not be read."""
    try:
        if not path.exists():
            write_private(path, secrets.token_hex(32))
        kept = path.read_bytes().strip()
    except OSError as error:
        raise CannotRun(
            "The file {path} cannot be written or read ({reason}). Give this user permission to "
            "write there, or set RESILIENCE_SECRET.",
            path=path,
            reason=error.strerror,
        ) from error
    if weakness(kept.decode(errors="replace")):
        raise CannotRun(
            "The file {path} contains no usable secret. Remove it: a new one is created at the "
            "next start, and links already handed out must be created again.",
            path=path,
        )
    return kept


def write_private(path: Path, content: str, *, over: bool = False) -> None:
    """Put a file that nobody else may read there whole; of two writers the first wins.

    With `over` it takes the place of one that is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="utf-8")
    if over:
        draft.replace(path)
        return
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
