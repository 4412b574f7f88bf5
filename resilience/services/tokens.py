"""Tokens: unguessable, in a cookie or a link; the database keeps their hashes alone."""

import base64
import hashlib
import hmac
import secrets
import unicodedata

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
#: links that one browser may hold, the newest first
MOST_LINKS = 8


def split_tokens(value: str) -> tuple[str, ...]:
    """The link tokens in a cookie's value."""
    return tuple(token for token in value.split(".")[:MOST_LINKS] if token)


def new_token() -> str:
    """A participant's token."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """A join code that can be read aloud."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """A code as people type it: any case, any width, with spaces or hyphens."""
    return tidy_typed(typed)[:12]


def tidy_typed(code: str) -> str:
    """A code as people type it, in full, without spaces and hyphens."""
    narrow = unicodedata.normalize("NFKC", code[:MOST_TYPED])
    return "".join(c for c in narrow.upper() if c.isalnum())


def hashed(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_token(key: bytes, nonce: str) -> str:
    """The token of a link, made again from the installation's key whenever the link is shown."""
    digest = hmac.digest(key, nonce.encode(), "sha256")[:24]
    return base64.urlsafe_b64encode(digest).decode()


def new_link(key: bytes) -> tuple[str, str]:
    """What a new link is made from, and its token."""
    nonce = secrets.token_hex(16)
    return nonce, link_token(key, nonce)


def token_again(key: bytes, nonce: str, token_hash: str) -> str | None:
    """The token of a link that was made before; None where the key has changed since."""
    token = link_token(key, nonce)
    return token if hashed(token) == token_hash else None
