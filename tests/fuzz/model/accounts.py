"""Accounts as the plain model has them: their roles, where they are signed in, and their links."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from resilience.services.access.access import Grant
from resilience.services.access.role_plan import Moment
from resilience.services.accounts.password_links import DAYS_GOOD
from resilience.services.accounts.sign_ins import DAYS_KEPT
from resilience.store import now


@dataclass
class Held:
    """A role and where it is held, until a moment or for good."""

    role: str
    city: int | None = None
    workshop: int | None = None
    department: int | None = None
    until: Moment = None

    @property
    def place(self) -> tuple[object, ...]:
        """What makes it the same role as another."""
        return self.role, self.city, self.workshop, self.department


@dataclass
class Passing:
    """A browser that is signed in, or a link to set a password: good until a moment, or it ended."""

    token: str
    until: datetime.datetime
    ended: bool = False

    @property
    def good(self) -> bool:
        """Whether it opens something by now."""
        return not self.ended and self.until > now()


@dataclass
class Account:
    """Somebody of the staff; `roles` by the ids of their rows."""

    id: int
    sign_in: str
    name: str
    password: str | None = None
    ended: bool = False
    roles: dict[int, Held] = field(default_factory=dict)
    browsers: list[Passing] = field(default_factory=list)
    links: list[Passing] = field(default_factory=list)

    @property
    def is_admin(self) -> bool:
        """Whether they keep the accounts, and can sign in to do it."""
        held = any(role.role == "admin" for role in self.roles.values())
        return held and self.password is not None and not self.ended

    def grants(self, cities: Mapping[int, Sequence[int]]) -> tuple[Grant, ...]:
        """What their roles allow by now, where these are the workshops of each city."""
        running = [r for r in self.roles.values() if r.until is None or r.until > now()]
        found = {Grant(r.role, r.workshop, r.department, r.city): None for r in running}  # type: ignore[arg-type]
        for role in running:
            every = cities.get(role.city, ()) if role.city else ()
            found |= {Grant(role.role, workshop): None for workshop in every}  # type: ignore[arg-type]
        return tuple(found)

    def sign_out(self, *, but: Passing | None = None) -> None:
        """All browsers of theirs, or all but one, are signed out, whatever the clock says of them."""
        for browser in self.browsers:
            browser.ended = browser.ended or browser is not but


@dataclass
class Accounts:
    """All accounts by id, and the links that make the first admin."""

    known: dict[int, Account] = field(default_factory=dict)
    first: list[Passing] = field(default_factory=list)

    @property
    def admins(self) -> list[Account]:
        """Those who keep the accounts."""
        return [one for one in self.known.values() if one.is_admin]

    def named(self, sign_in: str) -> Account | None:
        """The account of a name, of any case."""
        tidy = sign_in.strip().casefold()
        return next((one for one in self.known.values() if one.sign_in == tidy), None)

    def enters(self, account: Account, token: str, hours: int) -> None:
        """A browser is signed in; what is kept of browsers that were over long ago goes."""
        before = now() - datetime.timedelta(days=DAYS_KEPT)
        for one in self.known.values():
            one.browsers = [browser for browser in one.browsers if browser.until >= before]
        account.browsers.append(Passing(token, now() + datetime.timedelta(hours=hours)))


def new_link(token: str) -> Passing:
    """A link to set a password, made now."""
    return Passing(token, now() + datetime.timedelta(days=DAYS_GOOD))
