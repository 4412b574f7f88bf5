"""Tokens: unguessable, in a cookie or a link; the database keeps their hashes alone."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

#: A-Z and 2-9 without characters that are mistaken for others (B 8, I L 1, O 0, S 5, Z 2)
CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
CODE_LENGTH = 6
#: characters in which a code is looked for: one sign may stand for many when it is made narrow
MOST_TYPED = 100

#: cookies, all HttpOnly: the participant on this device, the links opened in this browser, and the
#: account that is signed in there
PERSON = "resilience_person"
STAFF = "resilience_staff"
ACCOUNT = "resilience_account"
#: cookie name prefix over TLS: browsers accept such cookies only from this host and only over TLS
OVER_TLS = "__Host-"
#: links that one browser may hold, the newest first
MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class CookieTokens:
    """The tokens in a browser's cookies.

    `aged` is true if the participant's cookie has the name used on plain HTTP although the connection is secure.
    Earlier versions stored it so, but someone in the network may also have planted it.
    """

    staff: tuple[str, ...] = ()
    person: str = ""
    account: str = ""
    aged: bool = False


def carried(cookies: Mapping[str, str], *, secure: bool) -> CookieTokens:
    """Return the tokens in a request's cookies; over TLS, the cookie that only this host can set takes precedence.

    Over TLS an account is accepted only from that cookie: signing in again costs little, and a planted account
    would be mistaken for the visitor's own.
    """
    return CookieTokens(
        staff=split_tokens(_cookie(cookies, STAFF)),
        person=_cookie(cookies, PERSON),
        account=cookies.get(cookie_name(ACCOUNT, secure=secure), ""),
        aged=secure and OVER_TLS + PERSON not in cookies,
    )


def cookie_name(name: str, *, secure: bool) -> str:
    """The name of a cookie on a connection."""
    return OVER_TLS + name if secure else name


def _cookie(cookies: Mapping[str, str], name: str) -> str:
    return cookies.get(OVER_TLS + name, cookies.get(name, ""))


def split_tokens(value: str) -> tuple[str, ...]:
    """The link tokens in a cookie's value."""
    return tuple(token for token in value.split(".")[:MOST_LINKS] if token)


def new_token() -> str:
    """Return a random token for a participant."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Return a random join code that can be read aloud."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """Normalise a typed code: case, width, spaces and hyphens do not matter."""
    return tidy_typed(typed)[:12]


def tidy_typed(code: str) -> str:
    """Normalise a typed code without shortening it."""
    narrow = unicodedata.normalize("NFKC", code[:MOST_TYPED])
    return "".join(c for c in narrow.upper() if c.isalnum())


def hashed(token: str) -> str:
    """Return the hash of a token, as stored in the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_token(key: bytes, nonce: str) -> str:
    """Derive the token of a link from the installation's key, so that the link can be shown again."""
    digest = hmac.digest(key, nonce.encode(), "sha256")[:24]
    return base64.urlsafe_b64encode(digest).decode()


def new_link(key: bytes) -> tuple[str, str]:
    """Return the row data of a new link, and its token."""
    nonce = secrets.token_hex(16)
    return nonce, link_token(key, nonce)


def token_again(key: bytes, nonce: str, token_hash: str) -> str | None:
    """Derive an existing link's token again, or None if the key has changed."""
    token = link_token(key, nonce)
    return token if hashed(token) == token_hash else None
