"""Accounts and their roles: made, changed and ended, and what they allow meanwhile."""

import datetime

import pytest

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import NOBODY, Grant, identify
from resilience.services.access.role_plan import RolePlan, read_role
from resilience.services.accounts.accounts import (
    end_account,
    make_account,
    open_account_again,
    own_account,
)
from resilience.services.accounts.grants import change_role_end, end_role, give_role
from resilience.services.cities.network_readers import reader_of
from resilience.services.counting.rehearsal import rehearse
from resilience.services.workshop.workshops import create_workshop, workshops_of
from resilience.store import Store, now
from resilience.store.tables import Account, RoleHeld, StaffAct
from tests.services.access.test_access import elsewhere
from tests.services.held import KEY, Held, plan, present, rows, set_up
from tests.services.staff import ADMIN, account, entered, hired, seen, signed_in, with_password

__all__ = ["elsewhere"]
SOON = datetime.timedelta(hours=1)


def test_a_role_in_a_workshop_is_that_of_its_link(held: Held, elsewhere: Held) -> None:
    for role in ("facilitator", "cofacilitator", "official"):
        who = signed_in(held.store, role, f"{role} in {held.code}")
        assert who.grants == held.staff(role).grants
    lead = signed_in(held.store, "lead", f"lead in {held.code} / power")
    assert lead.grants == held.staff("lead", "Power").grants
    assert not lead.may(elsewhere.id, ["lead"])


def test_a_role_in_a_city_is_held_in_all_its_workshops_and_new_ones(
    held: Held, elsewhere: Held
) -> None:
    who = signed_in(held.store, "ana", "official in Cascais, Portugal")
    assert {w.code for w in workshops_of(held.store, who)} == {held.code, elsewhere.code}
    token = entered(held.store, account(held.store, "ana").id)
    later = set_up(held.store, held.view.framework)
    assert seen(held.store, token).may(later.id, ["official"])


def test_the_facilitator_of_a_city_sets_up_its_workshops_alone(held: Held) -> None:
    framework = held.view.framework
    ana = signed_in(held.store, "ana", "facilitator in Cascais, Portugal")
    assert create_workshop(held.store, KEY, ana, plan(framework))
    other = plan(framework, city=plan(framework).city.__class__("Zhuhai", "China"))
    with pytest.raises(NotAllowed, match="You are not a facilitator of the city Zhuhai in China"):
        create_workshop(held.store, KEY, ana, other)
    bo = signed_in(held.store, "bo", f"facilitator in {held.code}")
    with pytest.raises(NotAllowed, match="or sign in as a facilitator"):
        create_workshop(held.store, KEY, bo, plan(framework))


def test_a_coordinator_of_all_reads_the_network_and_one_of_a_city_with_it(held: Held) -> None:
    assert reader_of(held.store, signed_in(held.store, "ana", "coordinator")).every
    for n, where in enumerate(("Cascais, Portugal", held.code)):
        who = signed_in(held.store, f"of {n}".replace(" ", "-"), f"coordinator in {where}")
        assert not who.may(held.id, ["coordinator", "official"])
        with pytest.raises(NotAllowed):
            reader_of(held.store, who)  # the city has published nothing yet


def test_an_admin_does_what_the_host_does_under_the_own_name(held: Held) -> None:
    who = signed_in(held.store, "ana@cascais.pt", "admin")
    assert who.is_host
    assert who.is_admin
    rehearse(held.store, who, held.code)
    assert rows(held.store, StaffAct, act="rehearsal opened")[0].actor == "ana@cascais.pt"


def test_the_record_names_who_acted_and_with_which_sign_in(held: Held) -> None:
    make_account(
        held.store,
        ADMIN,
        "ANA@cascais.pt",
        "Ana  Sousa",
        [(read_role(f"facilitator in {held.code}"), None)],
    )
    who = seen(held.store, entered(held.store, account(held.store, "ana@cascais.pt").id))
    both = identify(
        held.store,
        KEY,
        staff_tokens=[held.link("official").token or ""],
        account_token=entered(held.store, present(who.account_id)),
    )
    assert both.grants == (Grant("facilitator", held.id), Grant("official", held.id))
    assert both.name_in(held.id) == who.name_in(held.id) == "Ana Sousa (ana@cascais.pt)"
    assert rows(held.store, StaffAct, act="account made")[0].actor == "command line"


def test_ending_a_role_or_account_ends_what_it_allows_at_once(held: Held) -> None:
    token = entered(held.store, hired(held.store, "ana", f"facilitator in {held.code}"))
    ana = account(held.store, "ana")
    assert seen(held.store, token).may(held.id, ["facilitator"])
    end_role(held.store, ADMIN, ana.roles[0].id)
    assert seen(held.store, token).grants == ()
    give_role(held.store, ADMIN, ana.id, read_role(f"official in {held.code}"))
    assert seen(held.store, token).may(held.id, ["official"])
    end_account(held.store, ADMIN, ana.id)
    assert seen(held.store, token) == NOBODY
    open_account_again(held.store, ADMIN, ana.id)
    assert seen(held.store, token) == NOBODY  # the sign-in of before stays ended
    assert seen(held.store, entered(held.store, ana.id)).may(held.id, ["official"])
    with pytest.raises(NotFound, match="ended"):
        end_role(held.store, ADMIN, ana.roles[0].id)


def test_a_role_ends_by_itself_and_can_last_longer(held: Held) -> None:
    token = entered(held.store, hired(held.store, "ana"))
    ana = account(held.store, "ana").id
    give_role(held.store, ADMIN, ana, read_role(f"official in {held.code}"), now() + SOON)
    assert seen(held.store, token).may(held.id, ["official"])
    with held.store.write() as session:
        role = session.get_one(RoleHeld, 1)
        role.expires_at = now() - SOON
        session.add(role)
    assert seen(held.store, token).grants == ()
    (over,) = account(held.store, "ana").roles
    assert over.over
    change_role_end(held.store, ADMIN, over.id, None)
    assert seen(held.store, token).may(held.id, ["official"])
    with pytest.raises(InputError, match="before today"):
        change_role_end(held.store, ADMIN, over.id, now() - SOON)


def test_the_same_role_is_held_once_with_the_newer_end(held: Held) -> None:
    ana = hired(held.store, "ana", f"official in {held.code}")
    later = now() + SOON
    give_role(held.store, ADMIN, ana, read_role(f"official in {held.code}"), later)
    assert [role.expires_at for role in account(held.store, "ana").roles] == [later]


def test_the_last_admin_stays(store: Store) -> None:
    with_password(store, "ana", "admin")
    hired(store, "bo", "admin")  # who has no password yet cannot keep the accounts
    ana = account(store, "ana")
    with pytest.raises(WrongTime, match="Nobody would be left"):
        end_role(store, ADMIN, ana.roles[0].id)
    with pytest.raises(WrongTime, match="Nobody would be left"):
        end_account(store, ADMIN, ana.id)
    assert account(store, "ana") == ana
    with pytest.raises(InputError, match="cannot set a last day"):
        give_role(store, ADMIN, ana.id, RolePlan("admin"), now() + SOON)
    with_password(store, "cai", "admin")
    end_account(store, ADMIN, ana.id)
    assert account(store, "ana").ended_at


@pytest.mark.parametrize(
    ("sign_in", "name", "said"),
    [
        ("", "Ana", "Enter the name"),
        ("ana sousa", "", "without spaces"),
        ("a" * 255, "", "at most 254"),
        ("bo", "x" * 121, "at most 120"),
        ("\uff21na", "", "already"),
    ],
)
def test_an_account_needs_a_name_of_its_own(
    store: Store, sign_in: str, name: str, said: str
) -> None:
    hired(store, "ana")
    with pytest.raises(InputError, match=said):
        make_account(store, ADMIN, sign_in, name)
    assert len(rows(store, Account)) == 1


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("admin", RolePlan("admin")),
        (" Coordinator ", RolePlan("coordinator")),
        ("facilitator in Korea City, Korea, Republic of",
         RolePlan("facilitator", place="Korea City, Korea, Republic of")),
        ("co-facilitator in ABCDEF", RolePlan("cofacilitator", workshop="ABCDEF")),
        ("lead in ABCDEF / Water, Roads",
         RolePlan("lead", workshop="ABCDEF", department="Water, Roads")),
    ],
)  # fmt: skip
def test_a_role_is_written_in_words_and_read_back(said: str, role: RolePlan) -> None:
    assert read_role(said) == role
    assert read_role(str(role)) == role


@pytest.mark.parametrize(
    "said",
    ["", "mayor", "admin in A, B", "facilitator", "lead in ABCDEF", "lead in A, B",
     "official in ABCDEF / Water", "cofacilitator in A, B", "host"],
)  # fmt: skip
def test_a_role_that_is_held_nowhere_is_refused(said: str) -> None:
    with pytest.raises(InputError, match="is not understood"):
        read_role(said)


@pytest.mark.parametrize("said", ["official in X, Y", "official in NOCODE", "lead in {} / Police"])
def test_a_role_for_what_is_not_there_is_refused(held: Held, said: str) -> None:
    ana = hired(held.store, "ana")
    with pytest.raises(NotFound):
        give_role(held.store, ADMIN, ana, read_role(said.format(held.code)))
    assert rows(held.store, RoleHeld) == []


def test_who_is_not_signed_in_has_no_account(store: Store) -> None:
    with pytest.raises(NotAllowed, match="not signed in"):
        own_account(store, NOBODY)
    who = signed_in(store, "ana")
    assert own_account(store, who).sign_in == "ana"
