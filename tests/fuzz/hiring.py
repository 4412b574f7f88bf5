"""Rules of accounts: an admin makes them and gives roles, and people sign in, out and act by them."""

import datetime

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from resilience.errors import InputError, NotFound, WrongTime
from resilience.services.access.role_plan import ANYWHERE, Moment, RolePlan
from resilience.services.accounts import accounts, grants, password_links
from resilience.services.accounts.accounts import LONGEST_NAME
from resilience.store import now, tables
from resilience.store.tables import RoleHeld
from tests.fuzz.base import COUNTRY, Refusal, first
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.accounts import Account, Held, new_link
from tests.fuzz.signing import PASSWORDS, Signing, staffed, weak
from tests.fuzz.voting import NUMBER
from tests.services.held import KEY, rows
from tests.services.staff import HOURS

#: roles, and where each is held: everywhere, in a city, a workshop or a department, or wrongly
GOOD = (
    *(("facilitator", "city"), ("official", "city"), ("coordinator", "city")) * 2,
    *(("facilitator", "workshop"), ("cofacilitator", "workshop"), ("official", "workshop")) * 2,
    *(("lead", "department"), ("lead", "department"), ("coordinator", "workshop")),
    *(("admin", ""), ("coordinator", "")),
)
BAD = (("lead", "workshop"), ("cofacilitator", "city"), ("official", ""), ("facilitator", "else"))
PLAN = st.sampled_from((*GOOD, *GOOD, *BAD))
#: days for which a role lasts
DAYS = st.sampled_from((None, None, None, 3, 30, -1))
NAMES = ("it@city", "ana@city", "bo@city", "cy@city", "di@city", " ANA@city ")
NAME = st.sampled_from((*NAMES * 3, "", "a b"))


class Hiring(Signing):
    """Who keeps the accounts, and which roles they give."""

    @initialize(hired=st.lists(PLAN, max_size=4), at=NUMBER)
    def staff_comes(self, hired: list[tuple[str, str]], at: int) -> None:
        """In most runs there are accounts at once, and people signed in."""
        if hired:
            self._first_admin("it@city", PASSWORDS[0])
            right = Chosen(right=True, number=0)
            for n, spec in enumerate(hired):
                self.an_account_is_made(right, NAMES[1 + n], "", at + n, spec)
                known = self.hands.accounts.named(NAMES[1 + n])
                if known:
                    self.link_for(right, known)
                    self.use_link(known, known.links[-1], PASSWORDS[0])

    @staffed
    @rule(name=NAME, password=st.sampled_from(PASSWORDS))
    def the_first_admin_comes(self, name: str, password: str) -> None:
        self._first_admin(name, password)

    def _first_admin(self, name: str, password: str) -> None:
        """By the link that the server prints, while nobody keeps the accounts."""
        known = self.hands.accounts
        token = password_links.first_admin_link(self.store, KEY)
        assert (token is None) == bool(known.admins)
        working = [link.token for link in known.first if link.good]
        assert token is None or not working or token == working[0]
        if token and not working:
            known.first.append(new_link(token))
        used = token or (known.first[0].token if known.first else "no such link")
        why = first((token is None, NotFound), (weak(password), InputError)) or self._no_name(name)
        done = self.tried(
            why, password_links.use_link, self.store, used, password, HOURS, sign_in=name
        )
        if done:
            made = self._learn(name, "")
            made.password = password
            for link in known.first:
                link.ended = True
            made.roles[self._new_role(made)] = Held("admin")
            known.enters(made, done.value, HOURS)

    @staffed
    @rule(
        who=chosen(),
        name=NAME,
        called=st.sampled_from(("", "", "Ana Sousa", "市长", "x" * 121)),
        at=NUMBER,
        spec=st.none() | PLAN,
    )
    def an_account_is_made(
        self, who: Chosen, name: str, called: str, at: int, spec: tuple[str, str] | None
    ) -> None:
        """By an admin, with a first role or without one."""
        by, why = self.admin(who)
        why = why or self._no_name(name) or first((len(called) > LONGEST_NAME, InputError))
        given, held, bad = self._role(spec, at) if spec else (None, None, None)
        roles = [(given, None)] if given else []
        make = accounts.make_account
        done = self.tried(why or bad, make, self.store, by, name, called, roles)
        if done:
            made = self._learn(name, called)
            assert made.id == done.value
            if held:
                made.roles[self._new_role(made)] = held

    def _no_name(self, name: str) -> Refusal:
        """Why no account is made under a name, if it is so."""
        tidy = name.strip()
        return first(
            (not tidy or " " in tidy or self.hands.accounts.named(name) is not None, InputError)
        )

    def _learn(self, name: str, called: str) -> Account:
        tidy = name.strip().casefold()
        (row,) = rows(self.store, tables.Account, sign_in=tidy)
        made = Account(row.id, tidy, called or tidy)
        self.hands.accounts.known[made.id] = made
        return made

    def _new_role(self, account: Account) -> int:
        """The id of the role that was given last, which is new."""
        number = max(row.id for row in rows(self.store, RoleHeld, account_id=account.id))
        assert not any(number in one.roles for one in self.hands.accounts.known.values())
        return number

    def _role(self, spec: tuple[str, str], at: int) -> tuple[RolePlan, Held, Refusal]:
        """A role as it is written, as the model keeps it, and why it is refused, if it is."""
        role, where = spec
        if not self.workshops:
            return RolePlan(role), Held(role), first((role not in ANYWHERE, InputError))
        workshop = self.workshop(at)
        city, code = f"{workshop.city}, {COUNTRY}", workshop.code
        name = list(workshop.departments)[at % 3]
        bad = first((where == "else", NotFound), (spec in BAD, InputError))
        match where:
            case "city":
                return RolePlan(role, place=city), Held(role, self.city(workshop.city)), bad
            case "workshop":
                return RolePlan(role, workshop=code), Held(role, None, workshop.id), bad
            case "department":
                plan = RolePlan(role, workshop=code, department=name)
                return plan, Held(role, None, workshop.id, workshop.departments[name]), bad
        return RolePlan(role, place="Atlantis, Nowhere" if where else ""), Held(role), bad

    @staffed
    @rule(who=chosen(), at=NUMBER, spec=PLAN, days=DAYS)
    def a_role_is_given(
        self, who: Chosen, at: int, spec: tuple[str, str], days: int | None
    ) -> None:
        """A new one; one that is held lasts as long from now on."""
        by, why = self.admin(who)
        account, missing = self.account(at)
        plan, held, bad = self._role(spec, at // 7)
        until = _last(days)
        late = first((_no_end(held.role, until), InputError))
        why = why or missing or (late if bad is NotFound else bad) or late or bad
        done = self.tried(
            why, grants.give_role, self.store, by, account.id if account else 0, plan, until
        )
        if done and account:
            same = [role for role in account.roles.values() if role.place == held.place]
            held.until = until
            if same:
                same[0].until = until
            else:
                account.roles[self._new_role(account)] = held

    @staffed
    @rule(who=chosen(), at=NUMBER, days=DAYS, ends=st.booleans())
    def a_role_ends_or_lasts(self, who: Chosen, at: int, days: int | None, ends: bool) -> None:
        """At once, where an admin remains, or at another moment."""
        by, why = self.admin(who)
        known = self.hands.accounts
        held = [(one, number) for one in known.known.values() for number in one.roles]
        one, number = held[at % len(held)] if held and at % 10 else (None, 0)
        why = why or first((one is None, NotFound))
        until = _last(days)
        if ends:
            last = one is not None and one.is_admin and len(known.admins) == 1
            last = last and one is not None and one.roles[number].role == "admin"
            why = why or first((last, WrongTime))
            if self.tried(why, grants.end_role, self.store, by, number) and one:
                del one.roles[number]
            return
        why = why or first((one is not None and _no_end(one.roles[number].role, until), InputError))
        change = grants.change_role_end
        if self.tried(why, change, self.store, by, number, until) and one:
            one.roles[number].until = until

    @staffed
    @rule(who=chosen())
    def accounts_are_read(self, who: Chosen) -> None:
        """By an admin: who there is, what they may, and where they are signed in."""
        by, why = self.admin(who)
        done = self.tried(why, accounts.all_accounts, self.store, by)
        if done:
            known = self.hands.accounts.known
            assert {
                one.id: (one.password, one.ended_at is not None, len(one.signed_in))
                for one in done.value
            } == {
                one.id: (
                    one.password is not None,
                    one.ended,
                    sum(browser.good for browser in one.browsers),
                )
                for one in known.values()
            }
            for view in done.value:
                over = {role.id: role.over for role in view.roles}
                roles = known[view.id].roles
                assert over == {n: _over(role.until) for n, role in roles.items()}


def _last(days: int | None) -> Moment:
    return None if days is None else now() + datetime.timedelta(days=days)


def _no_end(role: str, until: Moment) -> bool:
    return until is not None and (role == "admin" or until <= now())


def _over(until: Moment) -> bool:
    return until is not None and until <= now()
