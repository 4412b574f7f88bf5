"""One visitor of every kind: by link and by account, here and elsewhere, and those whose time is over."""

from dataclasses import replace

from sqlmodel import select

from resilience.framework import Framework
from resilience.services.access.access import NOBODY, Visitor, identify
from resilience.services.access.api_tokens import make_token, reader_with
from resilience.services.access.links import replace_link
from resilience.services.accounts.accounts import end_account
from resilience.services.accounts.grants import end_role
from resilience.services.accounts.sign_ins import sign_out
from resilience.services.cities.coordinators import coordinators, invite_coordinator
from resilience.store import Store, now
from resilience.store.tables import RoleHeld, SignIn
from tests.services.held import CITY, HOST, KEY, Held, set_up
from tests.services.staff import ADMIN, account, entered, hired, seen, signed_in

#: who holds a role in the workshop; a link and an account allow the same
HELD = {
    "host": {"host", "admin"},
    "facilitator": {"facilitator", "facilitator by account", "facilitator of the city"},
    "cofacilitator": {"cofacilitator", "cofacilitator by account"},
    "official": {
        "official",
        "official by link, signed in",
        "official by account",
        "official of the city",
        "reader for machines",
    },
    "lead": {"lead", "lead by account"},
    "group": {"desk of a group"},
    "coordinator": {"coordinator", "coordinator by account"},
    "participant": {"participant"},
}
OVER = {
    "role ended", "role expired", "account ended", "signed out", "sign-in expired", "link replaced"
}  # fmt: skip
ELSEWHERE = {
    "participant elsewhere",
    "facilitator elsewhere",
    "cofacilitator elsewhere",
    "official elsewhere",
    "lead elsewhere",
    "reader for machines elsewhere",
    "facilitator of another city",
    "official of another city",
    "coordinator of the city",  # which has published nothing
}
#: signed in, whatever the account allows
SIGNED_IN = {
    "admin",
    "facilitator by account",
    "facilitator of the city",
    "cofacilitator by account",
    "official by account",
    "official by link, signed in",
    "official of the city",
    "lead by account",
    "coordinator by account",
    "facilitator of another city",
    "official of another city",
    "coordinator of the city",
    "no role",
    "role ended",
    "role expired",
}
EVERYBODY = {"nobody", "no role"} | OVER | ELSEWHERE | set().union(*HELD.values())


def everybody(held: Held, framework: Framework) -> dict[str, Visitor]:
    """The visitors by what they are called here; the workshop, with a group, is that of `HELD`."""
    elsewhere = set_up(held.store, framework, city=replace(CITY, name="Lisboa"))
    people = {"nobody": NOBODY, "participant": held.join(), "host": HOST}
    people["participant elsewhere"] = elsewhere.join()
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        people[role] = held.staff(role)
        people[f"{role} elsewhere"] = elsewhere.staff(role)
    for place, name in (
        (held, "reader for machines"),
        (elsewhere, "reader for machines elsewhere"),
    ):
        people[name] = reader_with(held.store, make_token(held.store, KEY, HOST, place.code))
    people["desk of a group"] = held.staff("group")
    invite_coordinator(held.store, KEY, HOST, "ICLEI")
    (link,) = coordinators(held.store, KEY, HOST)
    people["coordinator"] = identify(held.store, KEY, staff_tokens=[link.token or ""])
    return {**people, **_by_account(held), **_over(held)}


def _by_account(held: Held) -> dict[str, Visitor]:
    here = f"in {held.code}"
    roles = {
        "admin": "admin",
        "coordinator by account": "coordinator",
        "coordinator of the city": "coordinator in Cascais, Portugal",
        "lead by account": f"lead {here} / Water",
        "facilitator of another city": "facilitator in Lisboa, Portugal",
        "official of another city": "official in Lisboa, Portugal",
    }
    for role in ("facilitator", "cofacilitator", "official"):
        roles[f"{role} by account"] = f"{role} {here}"
    for role in ("facilitator", "official"):
        roles[f"{role} of the city"] = f"{role} in Cascais, Portugal"
    people = {name: signed_in(held.store, _plain(name), said) for name, said in roles.items()}
    store = held.store
    token = entered(store, hired(store, "no-role"))
    link = [held.link("official").token or ""]
    both = identify(store, KEY, staff_tokens=link, account_token=token)
    return {**people, "no role": seen(store, token), "official by link, signed in": both}


def _over(held: Held) -> dict[str, Visitor]:
    """People who had every role, until something ended."""
    store = held.store
    old = held.link("facilitator")
    replace_link(store, KEY, HOST, held.code, old.id)
    people = {"link replaced": identify(store, KEY, staff_tokens=[old.token or ""])}
    for name in OVER - {"link replaced"}:
        hired(store, _plain(name), "admin", f"facilitator in {held.code}", "coordinator")
        token = entered(store, account(store, _plain(name)).id)
        assert seen(store, token).is_admin
        _end(store, name, token)
        people[name] = seen(store, token)
    return people


def _end(store: Store, name: str, token: str) -> None:
    who = account(store, _plain(name))
    if name == "role ended":
        for role in who.roles:
            end_role(store, ADMIN, role.id)
    elif name == "role expired":
        _expire(store, RoleHeld, who.id)
    elif name == "account ended":
        end_account(store, ADMIN, who.id)
    elif name == "signed out":
        sign_out(store, token)
    else:
        _expire(store, SignIn, who.id)


def _expire(store: Store, table: type[RoleHeld | SignIn], account_id: int) -> None:
    with store.write() as session:
        for row in session.exec(select(table).where(table.account_id == account_id)):
            row.expires_at = now()
            session.add(row)


def _plain(name: str) -> str:
    return name.replace(" ", "-")
