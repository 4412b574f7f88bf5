"""Time-based codes (TOTP, RFC 6238) as in authenticator apps: six digits, SHA-1, 30 seconds."""

import base64
import hmac
import secrets
from collections.abc import Iterable
from urllib.parse import quote, urlencode

STEP_SECONDS, DIGITS = 30, 6
#: tolerance for a phone's clock, in steps either way
OFF = 1


def new_secret() -> bytes:
    """Return a random secret of 160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def in_letters(secret: bytes) -> str:
    """Return a secret in Base32, as typed into apps without a camera."""
    return base64.b32encode(secret).decode()


def setup_address(secret: bytes, issuer: str, name: str) -> str:
    """Return the otpauth: address that an app reads from a QR code."""
    asked = {"secret": in_letters(secret), "issuer": issuer}
    return f"otpauth://totp/{quote(f'{issuer}:{name}')}?{urlencode(asked, quote_via=quote)}"


def code_at(secret: bytes, step: int) -> str:
    """Return the code of a time step."""
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, code: str, at: float, *, after: int) -> int | None:
    """Return the time step near a moment that has this code; None for a wrong code or a step up to `after`."""
    here = int(at) // STEP_SECONDS
    steps: Iterable[int] = range(max(here - OFF, after + 1), here + OFF + 1)
    right = [s for s in steps if hmac.compare_digest(code_at(secret, s).encode(), code.encode())]
    return right[0] if right else None
