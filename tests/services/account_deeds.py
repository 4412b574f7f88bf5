"""All that admins do with accounts, done once, from the first admin to the last sign-out."""

import datetime

from resilience.services.accounts import end_account, make_account, open_account_again
from resilience.services.giving_roles import change_role_end, end_role, give_role
from resilience.services.groups import read_groups
from resilience.services.password_links import first_admin_link, make_password_link, use_link
from resilience.services.provided import Person, sign_in_provided
from resilience.services.role_plan import read_role
from resilience.services.sign_ins import change_password, sign_out_everywhere, sign_somebody_out
from resilience.store import Store, now
from tests.services.held import KEY
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
    change_password(store, admin, PASSWORD, f"{PASSWORD} today", f"{PASSWORD} today")
    sign_out_everywhere(store, admin)
