"""Signing in and out, passwords and links that work once."""

import datetime

import pytest
from argon2 import PasswordHasher

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import NOBODY
from resilience.services.access.tokens import hashed
from resilience.services.accounts.accounts import end_account
from resilience.services.accounts.password_links import (
    first_admin_link,
    look_at_link,
    make_password_link,
    use_link,
)
from resilience.services.accounts.passwords import is_outdated
from resilience.services.accounts.sign_ins import (
    change_password,
    sign_in,
    sign_out,
    sign_out_everywhere,
    sign_somebody_out,
)
from resilience.store import Store, now
from resilience.store.tables import Account, Base, PasswordLink, SignIn, StaffAct
from tests.services.held import KEY, rows
from tests.services.staff import (
    ADMIN,
    HOURS,
    PASSWORD,
    account,
    entered,
    hired,
    seen,
    with_password,
)

NEW = "seven geese over the harbour"
WRONG = "The name or the password is incorrect"
DAY = datetime.timedelta(days=1)


def test_signing_in_and_out_again(store: Store) -> None:
    ana = with_password(store, "ana", "admin")
    here, there = (sign_in(store, name, PASSWORD, HOURS) for name in ("ana", " \uff21NA "))
    assert seen(store, here).account_id == seen(store, there).account_id == ana
    sign_out(store, here)
    assert seen(store, here) == NOBODY
    assert seen(store, there).is_admin
    sign_out(store, "unknown")
    sign_out_everywhere(store, seen(store, there))
    assert seen(store, there) == NOBODY


def test_who_is_not_let_in_is_told_the_same_whatever_is_wrong(store: Store) -> None:
    with_password(store, "ana")
    end_account(store, ADMIN, with_password(store, "ended"))
    hired(store, "without")
    for name, password in (
        ("ana", "wrong"), ("nobody", PASSWORD), ("ended", PASSWORD), ("without", PASSWORD),
        ("without", "the password of nobody at all"), ("", ""), ("\0", "\0"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match=WRONG):
            sign_in(store, name, password, HOURS)


def test_a_sign_in_is_over_after_its_hours(store: Store) -> None:
    ana = hired(store, "ana")
    token = entered(store, ana)
    (row,) = rows(store, SignIn)
    assert abs(row.expires_at - row.made_at - datetime.timedelta(hours=HOURS)) < DAY / 1000
    _move(store, SignIn, row.id, expires_at=now() - DAY)
    assert seen(store, token) == NOBODY
    assert account(store, "ana").signed_in == ()
    _move(store, SignIn, row.id, expires_at=now() - 31 * DAY)
    entered(store, ana)
    assert len(rows(store, SignIn)) == 1  # what is long over is forgotten


def test_tokens_and_passwords_are_not_in_the_database(store: Store) -> None:
    ana = with_password(store, "ana")
    link, token = make_password_link(store, KEY, ADMIN, ana), entered(store, ana)
    tables = (Account, SignIn, PasswordLink, StaffAct)
    kept = str([row.model_dump() for table in tables for row in rows(store, table)])
    assert hashed(token) in kept
    for secret in (link, token, PASSWORD):
        assert secret not in kept


def test_the_first_admin_comes_by_a_link_that_works_once(store: Store) -> None:
    link = first_admin_link(store, KEY)
    assert link
    assert first_admin_link(store, KEY) == link  # at the next start too
    assert look_at_link(store, link).first
    with pytest.raises(InputError, match="Enter the name"):
        use_link(store, link, PASSWORD, HOURS)
    with pytest.raises(InputError, match="12 to 200"):
        use_link(store, link, "short", HOURS, sign_in="ana", name="Ana")
    token = use_link(store, link, PASSWORD, HOURS, sign_in="ana", name="Ana")
    assert seen(store, token).is_admin
    assert rows(store, StaffAct)[-1].actor == "Ana (ana)"
    assert first_admin_link(store, KEY) is None
    with pytest.raises(NotFound, match="has been used"):
        use_link(store, link, PASSWORD, HOURS, sign_in="bo", name="Bo")
    assert [one.sign_in for one in rows(store, Account)] == ["ana"]


def test_the_first_link_ends_after_days_with_another_key_and_once_there_is_an_admin(
    store: Store,
) -> None:
    first = first_admin_link(store, KEY) or ""
    assert first_admin_link(store, b"another key of the installation") != first
    _move(store, PasswordLink, 1, expires_at=now() - DAY)
    with pytest.raises(NotFound, match="has expired"):
        look_at_link(store, first)
    second = first_admin_link(store, KEY) or ""
    assert look_at_link(store, second).first
    with_password(store, "ana", "admin")
    with pytest.raises(NotFound, match="has been used"):
        look_at_link(store, second)


def test_a_link_sets_a_password_once_and_signs_out_everywhere(store: Store) -> None:
    ana = with_password(store, "ana")
    before, first = entered(store, ana), make_password_link(store, KEY, ADMIN, ana)
    link = make_password_link(store, KEY, ADMIN, ana)
    with pytest.raises(NotFound):
        look_at_link(store, first)  # the newer one took its place
    assert look_at_link(store, link).sign_in == "ana"
    token = use_link(store, link, NEW, HOURS)
    assert (seen(store, before), seen(store, token).account_id) == (NOBODY, ana)
    assert sign_in(store, "ana", NEW, HOURS)
    with pytest.raises(NotAllowed, match=WRONG):
        sign_in(store, "ana", PASSWORD, HOURS)
    with pytest.raises(NotFound):
        use_link(store, link, NEW, HOURS)
    later = make_password_link(store, KEY, ADMIN, ana)
    end_account(store, ADMIN, ana)
    with pytest.raises(WrongTime, match="deactivated"):
        use_link(store, later, NEW, HOURS)


def test_the_own_password_is_changed_by_who_knows_it(store: Store) -> None:
    ana = with_password(store, "ana")
    here, there = entered(store, ana), entered(store, ana)
    for before, new, again in (
        ("wrong", NEW, NEW),
        (PASSWORD, "short", "short"),
        (PASSWORD, NEW, NEW[:-1]),
    ):
        with pytest.raises(InputError):
            change_password(store, seen(store, here), before, new, again)
    change_password(store, seen(store, here), PASSWORD, NEW, NEW)
    assert (seen(store, here).account_id, seen(store, there)) == (ana, NOBODY)
    assert sign_in(store, "ana", NEW, HOURS)


def test_an_admin_signs_somebody_out(store: Store) -> None:
    ana = hired(store, "ana")
    tokens = [entered(store, ana) for _ in range(2)]
    assert len(account(store, "ana").signed_in) == 2
    sign_somebody_out(store, ADMIN, ana)
    assert [seen(store, token) for token in tokens] == [NOBODY, NOBODY]


def test_a_hash_of_before_is_renewed_when_somebody_signs_in(store: Store) -> None:
    ana = with_password(store, "ana")
    _move(store, Account, ana, password_hash=PasswordHasher(time_cost=2).hash(PASSWORD))
    assert sign_in(store, "ana", PASSWORD, HOURS)
    (kept,) = rows(store, Account)
    assert not is_outdated(kept.password_hash)


def _move(store: Store, table: type[Base], row_id: int | None, **values: object) -> None:
    with store.write() as session:
        row = session.get_one(table, row_id)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
