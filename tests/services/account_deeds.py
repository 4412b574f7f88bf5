"""All that admins do with accounts, done once, from the first admin to the last sign-out."""

import base64
import datetime
from functools import partial

import pytest

from resilience.errors import NotAllowed
from resilience.services.access.groups import read_groups
from resilience.services.access.role_plan import read_role
from resilience.services.accounts.accounts import end_account, make_account, open_account_again
from resilience.services.accounts.failed_sign_ins import MOST_LISTED
from resilience.services.accounts.grants import change_role_end, end_role, give_role
from resilience.services.accounts.host_links import end_host_link, replace_host_link
from resilience.services.accounts.identity_provider import Person, sign_in_provided
from resilience.services.accounts.password_links import (
    first_admin_link,
    make_password_link,
    use_link,
)
from resilience.services.accounts.second_factor import (
    give_code,
    offer_factor,
    remove_factor,
    remove_own_factor,
    set_up_factor,
)
from resilience.services.accounts.sign_ins import (
    change_password,
    sign_in,
    sign_out_everywhere,
    sign_somebody_out,
)
from resilience.services.accounts.totp import code_at
from resilience.store import Store, now
from tests.services.held import KEY, present
from tests.services.staff import HOURS, PASSWORD, account, seen

GROUPS = "mayors = official in {0}; halls = cofacilitator in {0}"


def accounts_and_roles(store: Store, code: str) -> None:
    """Accounts by hand and from the identity provider, with roles that come, change and go."""
    link = first_admin_link(store, KEY) or ""
    admin = seen(store, use_link(store, link, PASSWORD, HOURS, sign_in="it@city", name="Ines"))
    soon, later = (now() + datetime.timedelta(days=days) for days in (3, 30))
    ana = make_account(store, admin, "ana@city", "Ana", [(read_role(f"official in {code}"), soon)])
    bo = make_account(store, admin, "bo@city", "Bo")
    use_link(store, make_password_link(store, KEY, admin, bo), PASSWORD, HOURS)
    for until in (None, soon):
        give_role(store, admin, ana, read_role("coordinator"), until)
    official, coordinator = account(store, "ana@city").roles
    change_role_end(store, admin, coordinator.id, later)
    end_role(store, admin, official.id)
    sign_somebody_out(store, admin, ana)
    for change in (end_account, open_account_again, end_account):
        change(store, admin, bo)
    groups = read_groups(GROUPS.format(code))
    for group in ("mayors", "halls"):
        who = Person("https://id", "7", "cy@city", "Cy", verified=True, groups=(group,))
        sign_in_provided(store, who, groups, HOURS)
    replace_host_link(store, KEY, admin)
    end_host_link(store, admin)
    for name in ("it@city", "nobody"):
        for _ in range(MOST_LISTED):
            with pytest.raises(NotAllowed):
                sign_in(store, name, "wrong", HOURS)
    for remove in (remove_own_factor, partial(remove_factor, account_id=present(admin.account_id))):
        offered = offer_factor(store, KEY, admin)
        secret, step = base64.b32decode(offered.letters), int(now().timestamp()) // 30
        first = code_at(secret, step - 1)
        spare = set_up_factor(store, KEY, admin, offered.sealed, first, HOURS)
        for given in (code_at(secret, step), spare[0]):
            give_code(store, KEY, admin, given, HOURS)
        remove(store, admin)
    change_password(store, admin, PASSWORD, f"{PASSWORD} today", f"{PASSWORD} today")
    sign_out_everywhere(store, admin)
