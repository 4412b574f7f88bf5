"""Whoever comes from the identity provider: whose account it is, and the roles of its groups."""

from dataclasses import replace

import pytest

from resilience.errors import NotAllowed, NotFound
from resilience.services.access.access import Visitor
from resilience.services.access.groups import read_groups
from resilience.services.access.role_plan import read_role
from resilience.services.accounts.accounts import end_account
from resilience.services.accounts.grants import end_role, give_role
from resilience.services.accounts.identity_provider import Person, sign_in_provided
from resilience.services.accounts.password_links import look_at_link, make_password_link
from resilience.store import Store
from resilience.store.tables import Account, RoleHeld, SignIn, StaffAct
from tests.services.held import KEY, Held, present, rows
from tests.services.staff import ADMIN, HOURS, account, hired, seen, with_password

ANA = Person("https://id", "7", "Ana@cascais.pt", "Ana Sousa", verified=True, groups=("mayors",))
#: with the code of the workshop
GROUPS = (
    "mayors = official in {0}; halls = cofacilitator in {0}; later = official in X, Y; it = admin"
)


def enter(held: Held, person: Person) -> Visitor:
    """Somebody comes from the provider."""
    mapping = read_groups(GROUPS.format(held.code))
    return seen(held.store, sign_in_provided(held.store, person, mapping, HOURS))


def test_a_new_person_of_a_group_has_an_account_with_its_roles(held: Held) -> None:
    who = enter(held, ANA)
    assert who.grants == held.staff("official").grants
    assert who.account == "Ana Sousa (ana@cascais.pt)"
    assert (account(held.store, "ana@cascais.pt").password, len(rows(held.store, Account))) == (
        False,
        1,
    )
    again = enter(held, replace(ANA, address="other@x", name="Ana S. Costa"))
    assert again.account == "Ana S. Costa (ana@cascais.pt)"
    assert len(rows(held.store, RoleHeld)) == 1


def test_roles_follow_the_groups_at_each_sign_in_and_those_of_an_admin_stay(held: Held) -> None:
    before = enter(held, replace(ANA, groups=("halls", "it")))
    assert {g.role for g in before.grants} == {"cofacilitator", "admin"}
    give_role(held.store, ADMIN, present(before.account_id), read_role("coordinator"))
    after = enter(held, replace(ANA, groups=("mayors", "unknown", "later")))
    assert {g.role for g in after.grants} == {"official", "coordinator"}
    ended = rows(held.store, StaffAct, act="role of a group ended")
    assert {(act.before or {})["group"] for act in ended} == {"halls", "it"}
    assert {g.role for g in enter(held, replace(ANA, groups=())).grants} == {"coordinator"}


def test_who_has_no_role_any_more_is_refused_and_loses_those_of_before(held: Held) -> None:
    enter(held, ANA)
    with pytest.raises(NotAllowed, match="no role here"):
        enter(held, replace(ANA, groups=()))
    assert rows(held.store, RoleHeld) == []
    assert len(rows(held.store, SignIn)) == 1
    with pytest.raises(NotAllowed, match="tell them your name at the provider: bo@x"):
        enter(held, replace(ANA, subject="8", address="bo@x", groups=("unknown",)))
    assert len(rows(held.store, Account)) == 1


def test_a_role_by_hand_is_not_taken_for_one_of_a_group(held: Held) -> None:
    who = enter(held, ANA)
    give_role(held.store, ADMIN, present(who.account_id), read_role(f"official in {held.code}"))
    assert enter(held, replace(ANA, groups=())).may(held.id, ["official"])
    end_role(held.store, ADMIN, account(held.store, "ana@cascais.pt").roles[0].id)
    assert enter(held, ANA).may(held.id, ["official"])  # the group brings it anew


def test_an_account_that_waits_for_the_provider_is_taken(held: Held) -> None:
    hired(held.store, "ana@cascais.pt", "coordinator")
    unverified = replace(ANA, verified=False)
    with pytest.raises(NotAllowed, match="does not confirm that the address Ana@cascais"):
        enter(held, unverified)
    assert {g.role for g in enter(held, ANA).grants} == {"coordinator", "official"}
    assert enter(held, unverified).account_id  # by now known as who they are


def test_a_password_link_of_before_opens_no_account_that_the_provider_took(held: Held) -> None:
    link = make_password_link(held.store, KEY, ADMIN, hired(held.store, "ana@cascais.pt"))
    enter(held, ANA)
    with pytest.raises(NotFound, match="has been used"):
        look_at_link(held.store, link)


def test_an_address_that_nobody_confirmed_is_no_name_of_an_account(held: Held) -> None:
    enter(held, replace(ANA, verified=False))
    (made,) = rows(held.store, Account)
    assert (made.sign_in, made.name, made.subject) == ("7", "Ana Sousa", "https://id 7")
    hired(held.store, "ana@cascais.pt", "admin")  # the address is still free for its owner
    assert enter(held, replace(ANA, subject="8")).is_admin


@pytest.mark.parametrize(("issuer", "subject"), [("https://id", "8"), ("https://other", "7")])
def test_nobody_takes_an_account_by_its_name(held: Held, issuer: str, subject: str) -> None:
    with_password(held.store, "bo@x", "admin")
    enter(held, ANA)
    other = replace(ANA, issuer=issuer, subject=subject)
    for name in ("bo@x", "ana@cascais.pt"):
        with pytest.raises(NotAllowed, match="belongs to another account"):
            enter(held, replace(other, address=name))
    with pytest.raises(NotAllowed, match="belongs to another account"):
        enter(held, replace(other, subject="bo@x", address="", verified=False))


def test_an_account_that_was_ended_stays_so(store: Store, held: Held) -> None:
    enter(held, ANA)
    end_account(store, ADMIN, account(store, "ana@cascais.pt").id)
    with pytest.raises(NotAllowed, match="no role here"):
        enter(held, ANA)
