"""`resilience account`: whoever may run commands on the server keeps the accounts."""

import re
from collections.abc import Iterator

import pytest

from resilience.services.accounts.password_links import look_at_link, use_link
from resilience.store import Store, migrate
from tests.cli.run import Command, sentence
from tests.services.staff import HOURS, PASSWORD

LINK = re.compile(r"http://localhost:8501/account/(\S+)\n")


@pytest.fixture
def kept(command: Command) -> Iterator[Store]:
    """The store of the command."""
    opened = Store(f"sqlite:///{command.database}")
    migrate(opened)
    yield opened
    opened.engine.dispose()


def test_accounts_are_added_listed_and_deactivated(command: Command, kept: Store) -> None:
    added = command.run("account", "add", "Ana@aba.pt", "--name", "Ana Sousa", "--role", "admin")
    link = LINK.fullmatch(added.out)
    assert link
    assert look_at_link(kept, link[1]).sign_in == "ana@aba.pt"
    use_link(kept, link[1], PASSWORD, HOURS)
    command.run("account", "add", "bo")
    listed = "ana@aba.pt  Ana Sousa\n  admin\nbo  bo\n"
    assert command.run("account", "list").out == listed
    assert command.run("account", "deactivate", "BO").out == "bo can no longer sign in.\n"
    assert command.run("account", "list").out == listed.replace("bo  bo", "bo  bo  (ended)")
    assert "Nobody would be left" in sentence(command.run("account", "deactivate", "ana@aba.pt"))


def test_a_password_is_reset_by_a_link_that_works_once(command: Command, kept: Store) -> None:
    first = LINK.fullmatch(command.run("account", "add", "bo").out)
    command.env = {"RESILIENCE_PUBLIC_URL": "https://city.example/"}
    again = command.run("account", "reset-password", "bo").out.strip()
    assert again.startswith("https://city.example/account/")
    assert look_at_link(kept, again.rpartition("/")[2]).sign_in == "bo"
    assert first
    assert first[1] not in again


def test_what_is_wrong_is_said_and_nothing_is_made(command: Command) -> None:
    for words, said in (
        (("add", "bo", "--role", "mayor"), "The role mayor is not understood"),
        (("add", "bo", "--role", "official in NOCODE"), "no workshop with the code NOCODE"),
        (("add", "b o"), "without spaces"),
        (("reset-password", "bo"), "There is no account bo"),
        (("deactivate", "bo"), "There is no account bo"),
    ):
        assert said in sentence(command.run("account", *words))
    assert command.run("account", "list").out == ""


def test_where_the_address_of_the_server_is_not_known_the_link_says_so(
    command: Command, kept: Store
) -> None:
    assert "This address is a guess" in command.run("account", "add", "bo").err
    command.env["RESILIENCE_PUBLIC_URL"] = "https://city.example/"
    known = command.run("account", "reset-password", "bo")
    assert known.out.startswith("https://city.example/account/")
    assert known.err == ""
