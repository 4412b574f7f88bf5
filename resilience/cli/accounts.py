"""The commands on accounts: anyone who can run them on the server is an admin."""

import sys
from typing import Annotated

import typer

from resilience.cli.serving import open_store
from resilience.errors import NotFound
from resilience.services.access.access import Grant, Visitor
from resilience.services.access.role_plan import read_role
from resilience.services.accounts.accounts import (
    AccountView,
    all_accounts,
    end_account,
    make_account,
    tidy_sign_in,
)
from resilience.services.accounts.grants import last_day
from resilience.services.accounts.password_links import make_password_link
from resilience.services.accounts.second_factor import remove_factor
from resilience.settings import Settings, load_settings
from resilience.store import Store

#: the history names it so
SERVER = Visitor((Grant("admin", None),), account="command line")
Named = Annotated[str, typer.Argument(metavar="NAME", help="Sign-in name.")]


def list_accounts() -> None:
    """List accounts and their roles."""
    with open_store(load_settings()) as store:
        for account in all_accounts(store, SERVER):
            ended = "  (ended)" if account.ended_at else ""
            print(f"{account.sign_in}  {account.name}{ended}")
            for role in account.roles:
                day = last_day(role.expires_at)
                until = f" until {day}" if day else ""
                group = f" (group {role.group})" if role.group else ""
                print(f"  {role.plan}{until}{group}")


def add_account(
    sign_in: Named,
    name: Annotated[str, typer.Option(help="The person's own name.")] = "",
    role: Annotated[
        list[str] | None,
        typer.Option(
            help="Such as admin, 'facilitator in City, Country', 'official in CODE' or "
            "'lead in CODE / Department'; can be repeated."
        ),
    ] = None,
) -> None:
    """Create an account and print a link to set the password; it works once."""
    plans = [(read_role(said), None) for said in role or ()]
    settings = load_settings()
    with open_store(settings) as store:
        account_id = make_account(store, SERVER, sign_in, name, plans)
        _say_link(store, settings, account_id)


def reset_password(sign_in: Named) -> None:
    """Print a link to set a new password; it works once."""
    settings = load_settings()
    with open_store(settings) as store:
        _say_link(store, settings, _account(store, sign_in).id)


def deactivate_account(sign_in: Named) -> None:
    """Stop a person signing in, and sign them out everywhere."""
    with open_store(load_settings()) as store:
        account = _account(store, sign_in)
        end_account(store, SERVER, account.id)
        print(f"{account.sign_in} can no longer sign in.")


def remove_second_factor(sign_in: Named) -> None:
    """Remove a person's lost second factor; they then sign in with the password alone."""
    with open_store(load_settings()) as store:
        account = _account(store, sign_in)
        remove_factor(store, SERVER, account.id)
        print(f"{account.sign_in} signs in without a second factor, until a new one is set up.")


def _account(store: Store, sign_in: str) -> AccountView:
    for account in all_accounts(store, SERVER):
        if account.sign_in == tidy_sign_in(sign_in):
            return account
    raise NotFound(
        "There is no account {name}. To list accounts, run: resilience account list", name=sign_in
    )


def say_link(settings: Settings, way: str, token: str) -> None:
    """Print a link to one of the plain pages, such as "account"."""
    base = settings.public_url.rstrip("/") or "http://localhost:8501"
    print(f"{base}/{way}/{token}")
    if not settings.public_url:
        print(
            "This address is a guess, and opens on this computer alone: put that of the server before "
            f"/{way}, or set RESILIENCE_PUBLIC_URL.",
            file=sys.stderr,
        )


def _say_link(store: Store, settings: Settings, account_id: int) -> None:
    say_link(settings, "account", make_password_link(store, settings.key, SERVER, account_id))
