"""The second factor of an account: set up with an app, asked after the password, taken away again."""

import base64
import datetime
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilience.errors import CannotRun, InputError, WrongTime
from resilience.services.access import Visitor
from resilience.services.accounts import account_of, check_admin, find_account
from resilience.services.failed_sign_ins import record_failed
from resilience.services.fresh import check_fresh
from resilience.services.record import record
from resilience.services.tokens import CODE_ALPHABET, hashed, tidy_typed
from resilience.services.totp import in_letters, new_secret, setup_address, step_of
from resilience.store import Session, Store, now
from resilience.store.accounts import lock_accounts
from resilience.store.second_factor import forget_factor, recovery_codes_left, use_recovery_code
from resilience.store.tables import RecoveryCode, SecondFactor, SignIn

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ISSUER = "Urban resilience dashboard"
RECOVERY_CODES, RECOVERY_LENGTH = 10, 16
NONCE_BYTES = 12
WRONG_CODE = (
    "This code is not right, or was used before. Wait for the next one in your app, and look whether "
    "the clock of your phone is right."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that may become a second factor: sealed for the form, in letters, and for a QR code."""

    sealed: str
    letters: str
    address: str


@dataclass(frozen=True, slots=True)
class FactorView:
    """The second factor of an account: since when, and how many recovery codes are left."""

    made_at: datetime.datetime
    recovery_codes: int


def own_factor(store: Store, visitor: Visitor) -> FactorView | None:
    """The second factor of the own account, None where there is none."""
    with store.read() as session:
        account_id = account_of(session, visitor).id or 0
        found = session.get(SecondFactor, account_id)
        left = recovery_codes_left(session, account_id)
        return FactorView(found.made_at, left) if found else None


def offer_factor(store: Store, key: bytes, visitor: Visitor) -> Offer:
    """A new secret for the own account; nothing is kept of it before a code of it is given."""
    with store.read() as session:
        account = account_of(session, visitor)
    return _offered(key, account.id or 0, account.sign_in, new_secret())


def same_offer(store: Store, key: bytes, visitor: Visitor, sealed: str) -> Offer:
    """The offer of before, to be shown again beside what was wrong."""
    with store.read() as session:
        account = account_of(session, visitor)
    account_id = account.id or 0
    return _offered(key, account_id, account.sign_in, _opened(key, account_id, sealed))


def set_up_factor(
    store: Store, key: bytes, visitor: Visitor, sealed: str, code: str, hours: int
) -> tuple[str, ...]:
    """Make an offered secret the second factor; give the recovery codes, which are shown this once.

    Whoever was asked to set one up is signed in with it. Raises `InputError` for a wrong code.
    """
    with store.write() as session:
        lock_accounts(session)
        account = account_of(session, visitor)
        account_id = account.id or 0
        if session.get(SecondFactor, account_id) is not None:
            raise WrongTime("Your account has a second factor already. Remove that one first.")
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


def give_code(store: Store, key: bytes, visitor: Visitor, code: str, hours: int) -> None:
    """Take a code of the app, or a recovery code, once: it lets somebody in who gave the password.

    In a browser that is signed in it says that the person is still there. Raises `InputError` for others.
    """
    with store.write() as session:
        lock_accounts(session)
        account = account_of(session, visitor)
        right = _take(session, key, account.id or 0, tidy_typed(code))
        if not right and (right := _take_recovery(session, account.id or 0, tidy_typed(code))):
            record(session, visitor, "recovery code used", None, account.sign_in)
        if right:
            _let_in(session, visitor, hours)
        else:
            record_failed(session, account)
    if not right:
        raise InputError(WRONG_CODE)


def remove_own_factor(store: Store, visitor: Visitor) -> None:
    """Take the second factor of the own account away, with its recovery codes."""
    with store.write() as session:
        account = account_of(session, visitor)
        check_fresh(session, visitor)
        forget_factor(session, account.id or 0)
        record(session, visitor, "second factor removed", None, account.sign_in)


def remove_factor(store: Store, visitor: Visitor, account_id: int) -> None:
    """Take the lost second factor of somebody away. Admins only."""
    check_admin(visitor)
    with store.write() as session:
        account = find_account(session, account_id)
        check_fresh(session, visitor)
        if session.get(SecondFactor, account_id) is None:
            raise WrongTime("The account {name} has no second factor.", name=account.sign_in)
        forget_factor(session, account_id)
        record(session, visitor, "second factor removed", None, account.sign_in)


def _take(session: Session, key: bytes, account_id: int, code: str) -> bool:
    """Whether a code of the app is right and was not used before; it is used from here on."""
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


def _take_recovery(session: Session, account_id: int, code: str) -> bool:
    """Whether a code is a recovery code that was not used before; it is used from here on."""
    return use_recovery_code(session, _hash(account_id, code))


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
    """The secret that was sealed for an account; raises `CannotRun` where the key has changed since."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loaded when used

    try:
        box = base64.urlsafe_b64decode(sealed)
        nonce, closed = box[:NONCE_BYTES], box[NONCE_BYTES:]
        return _cipher(key).decrypt(nonce, closed, str(account_id).encode())
    except (InvalidTag, ValueError) as error:
        raise CannotRun(
            "The second factor cannot be read: the installation has another key now. On the server, "
            "`resilience account remove-second-factor` removes it."
        ) from error


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - loaded when used

    return AESGCM(hmac.digest(key, b"second factors", "sha256"))


def _recovery_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(RECOVERY_LENGTH))


def _hash(account_id: int, code: str) -> str:
    return hashed(f"{account_id} {code}")
