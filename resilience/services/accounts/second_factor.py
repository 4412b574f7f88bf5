"""The second factor of an account: set up with an app, required after the password, and removed."""

import base64
import datetime
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilience.errors import CannotRun, InputError, WrongTime
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.access.tokens import CODE_ALPHABET, hashed, tidy_typed
from resilience.services.accounts.accounts import account_of, act_on_account
from resilience.services.accounts.failed_sign_ins import record_failed
from resilience.services.accounts.totp import in_letters, new_secret, setup_address, step_of
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.accounts import (
    forget_factor,
    lock_accounts,
    recovery_codes_left,
    use_recovery_code,
)
from resilience.store.tables import RecoveryCode, SecondFactor, SignIn

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ISSUER = "Urban resilience dashboard"
RECOVERY_CODES, RECOVERY_LENGTH = 10, 16
NONCE_BYTES = 12
REMOVED = "second factor removed"
WRONG_CODE = (
    "This code is not right, or was used before. Wait for the next one in your app, and look whether "
    "the clock of your phone is right."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret proposed as a second factor: encrypted for the form, as letters, and as a QR code."""

    sealed: str
    letters: str
    address: str


@dataclass(frozen=True, slots=True)
class FactorView:
    """The second factor of an account: when it was set up, and the number of recovery codes left."""

    made_at: datetime.datetime
    recovery_codes: int


@repeatable
def own_factor(store: Store, visitor: Visitor) -> FactorView | None:
    """The second factor of the visitor's account, None without one."""
    with store.read() as session:
        account_id = account_of(session, visitor).id
        found = session.get(SecondFactor, account_id)
        left = recovery_codes_left(session, account_id)
        return FactorView(found.made_at, left) if found else None


@repeatable
def offer_factor(store: Store, key: bytes, visitor: Visitor) -> Offer:
    """Return a new secret for the visitor's account; it is stored only when a code confirms it."""
    with store.read() as session:
        account = account_of(session, visitor)
    return _offered(key, account.id, account.sign_in, new_secret())


@repeatable
def same_offer(store: Store, key: bytes, visitor: Visitor, sealed: str) -> Offer:
    """The previous offer, to be shown again with an error."""
    with store.read() as session:
        account = account_of(session, visitor)
    account_id = account.id
    return _offered(key, account_id, account.sign_in, _opened(key, account_id, sealed))


@repeatable
def set_up_factor(
    store: Store, key: bytes, visitor: Visitor, sealed: str, code: str, hours: int
) -> tuple[str, ...]:
    """Store an offered secret as the second factor; returns the recovery codes, shown only once.

    If the sign-in was waiting for it, the person is signed in. Raises `InputError` for a wrong code.
    """
    with store.write() as session:
        lock_accounts(session)
        account = account_of(session, visitor)
        account_id = account.id
        if session.get(SecondFactor, account_id) is not None:
            raise WrongTime("Your account already has a second factor. Remove that one first.")
        secret = _opened(key, account_id, sealed)
        step = step_of(secret, tidy_typed(code), now().timestamp(), after=0)
        if step is None:
            raise InputError(WRONG_CODE)
        session.add(SecondFactor(account_id=account_id, sealed=sealed, last_step=step))
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        session.add_all(
            [RecoveryCode(account_id=account_id, code_hash=_hash(account_id, c)) for c in codes]
        )
        _let_in(session, visitor, hours)
        record(session, visitor, "second factor set up", None, account.sign_in)
    return codes


@repeatable
def give_code(store: Store, key: bytes, visitor: Visitor, code: str, hours: int) -> None:
    """Use a code of the app or a recovery code to complete a sign-in with a password.

    In a browser that is already signed in, it confirms that the person is present. Raises `InputError` for a wrong
    code.
    """
    with store.write() as session:
        lock_accounts(session)
        account = account_of(session, visitor)
        right = _take(session, key, account.id, tidy_typed(code))
        if not right and (right := use_recovery_code(session, _hash(account.id, tidy_typed(code)))):
            record(session, visitor, "recovery code used", None, account.sign_in)
        if right:
            _let_in(session, visitor, hours)
        else:
            record_failed(session, account)
    if not right:
        raise InputError(WRONG_CODE)


@repeatable
def remove_own_factor(store: Store, visitor: Visitor) -> None:
    """Remove the second factor of the visitor's account, with its recovery codes."""
    with store.write() as session:
        account = act_on_account(session, visitor, REMOVED)
        forget_factor(session, account.id)


@repeatable
def remove_factor(store: Store, visitor: Visitor, account_id: int) -> None:
    """Remove another account's second factor, if it was lost. Admins only."""
    with store.write() as session:
        account = act_on_account(session, visitor, REMOVED, account_id)
        if session.get(SecondFactor, account_id) is None:
            raise WrongTime("The account {name} has no second factor.", name=account.sign_in)
        forget_factor(session, account_id)


def _take(session: Session, key: bytes, account_id: int, code: str) -> bool:
    """Whether an app code is right and unused; marks it as used."""
    factor = session.get(SecondFactor, account_id)
    if factor is None:
        return False
    secret = _opened(key, account_id, factor.sealed)
    step = step_of(secret, code, now().timestamp(), after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    session.add(factor)
    return True


def _let_in(session: Session, visitor: Visitor, hours: int) -> None:
    browser = session.get_one(SignIn, visitor.sign_in_id)
    if browser.awaits:
        browser.awaits = False
        browser.expires_at = now() + datetime.timedelta(hours=hours)
    browser.confirmed_at = now()
    session.add(browser)


def _offered(key: bytes, account_id: int, sign_in: str, secret: bytes) -> Offer:
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = nonce + _cipher(key).encrypt(nonce, secret, str(account_id).encode())
    sealed = base64.urlsafe_b64encode(box).decode()
    return Offer(sealed, in_letters(secret), setup_address(secret, ISSUER, sign_in))


def _opened(key: bytes, account_id: int, sealed: str) -> bytes:
    """Decrypt the secret of an account; raises `CannotRun` if the key has changed since."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loaded when used

    try:
        box = base64.urlsafe_b64decode(sealed)
        nonce, closed = box[:NONCE_BYTES], box[NONCE_BYTES:]
        return _cipher(key).decrypt(nonce, closed, str(account_id).encode())
    except (InvalidTag, ValueError) as error:
        raise CannotRun(
            "The second factor cannot be read, because the installation now has a different key. "
            "On the server, `resilience account remove-second-factor` removes it."
        ) from error


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - loaded when used

    return AESGCM(hmac.digest(key, b"second factors", "sha256"))


def _recovery_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(RECOVERY_LENGTH))


def _hash(account_id: int, code: str) -> str:
    return hashed(f"{account_id} {code}")
