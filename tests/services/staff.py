"""People with accounts, as tests have them: made, with a role, and signed in, in a line each."""

from resilience.services.access.access import Grant, Visitor, identify
from resilience.services.access.role_plan import read_role
from resilience.services.accounts.accounts import AccountView, all_accounts, make_account
from resilience.services.accounts.grants import give_role
from resilience.services.accounts.password_links import make_password_link, use_link
from resilience.services.accounts.sign_ins import begin
from resilience.store import Store
from resilience.store.tables import Account
from tests.services.held import KEY

#: whoever keeps the accounts, without an account of their own
ADMIN = Visitor((Grant("admin", None),), account="command line")
PASSWORD = "a heron stands in shallow water"
HOURS = 12


def hired(store: Store, name: str, *roles: str) -> int:
    """An account with roles such as `official in ABCDEF`; its id."""
    account_id = make_account(store, ADMIN, name, "")
    for said in roles:
        give_role(store, ADMIN, account_id, read_role(said))
    return account_id


def with_password(store: Store, name: str, *roles: str) -> int:
    """An account whose password is set; its id."""
    account_id = hired(store, name, *roles)
    use_link(store, make_password_link(store, KEY, ADMIN, account_id), PASSWORD, HOURS)
    return account_id


def entered(store: Store, account_id: int) -> str:
    """The token of a browser in which an account is signed in, without the time of a password."""
    with store.write() as session:
        return begin(session, session.get_one(Account, account_id), HOURS)


def signed_in(store: Store, name: str, *roles: str) -> Visitor:
    """Somebody new with roles, signed in."""
    return seen(store, entered(store, hired(store, name, *roles)))


def seen(store: Store, token: str) -> Visitor:
    """Whoever is behind the token of a browser by now."""
    return identify(store, KEY, account_token=token)


def account(store: Store, name: str) -> AccountView:
    """An account as an admin sees it."""
    return next(one for one in all_accounts(store, ADMIN) if one.sign_in == name)
