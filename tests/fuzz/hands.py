"""Who acts: people signed in, holders of links, good and ended, of participants' tokens, and of none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from resilience.services.access.access import HOSTS, Grant, Role, Visitor, identify
from resilience.store import Store
from tests.fuzz.model.accounts import Account, Accounts, Passing
from tests.services.held import HOST_LINK, KEY


@dataclass(frozen=True)
class Chosen:
    """Which of those who could act does: the `right` ones among them, or anybody."""

    right: bool
    number: int

    def after(self, steps: int) -> "Chosen":
        """Somebody some places further."""
        return Chosen(self.right, self.number + steps)


@dataclass
class Hand:
    """Somebody with the token of a link, or of the `browser` of an `account`, and what it allows.

    Nothing, once it was ended.
    """

    token: str
    grants: tuple[Grant, ...] = ()
    account: Account | None = None
    browser: Passing | None = None

    @property
    def signed_in(self) -> bool:
        """Whether an account is signed in there by now."""
        return bool(self.account and self.browser and self.browser.good and not self.account.ended)


@dataclass
class Hands:
    """All links that were ever given out, by the id of their row where they have one, and accounts.

    `gone` are the tokens of participants who were erased; `cities` has the workshops by city.
    """

    host: Hand = field(default_factory=lambda: Hand(HOST_LINK, (Grant("host", None),)))
    links: dict[int, Hand] = field(default_factory=dict)
    coordinators: dict[int, Hand] = field(default_factory=dict)
    ended: list[Hand] = field(default_factory=lambda: [Hand(""), Hand("no such token")])
    accounts: Accounts = field(default_factory=Accounts)
    cities: dict[int, list[int]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=lambda: ["not a token"])

    @property
    def all(self) -> list[Hand]:
        """Everybody, those whose link was ended too."""
        links = [self.host, *self.links.values(), *self.coordinators.values(), *self.ended]
        return [*links, *self.browsers]

    @property
    def browsers(self) -> list[Hand]:
        """All who signed in, those whose time is over too."""
        found = []
        for account in self.accounts.known.values():
            for browser in account.browsers:
                hand = Hand(browser.token, (), account, browser)
                hand.grants = account.grants(self.cities) if hand.signed_in else ()
                found.append(hand)
        return found

    def may(self, hand: Hand, workshop: int | None, roles: Sequence[Role]) -> bool:
        """Whether somebody holds one of the roles in a workshop, or everywhere where it is None."""
        return any(
            grant.role in roles
            and (grant.role in HOSTS or (grant.workshop_id == workshop and grant.city_id is None))
            for grant in hand.grants
        )

    def choose(self, chosen: Chosen, workshop: int | None, roles: Sequence[Role]) -> Hand:
        """Somebody who may where there is one, or anybody."""
        some = [one for one in self.all if not chosen.right or self.may(one, workshop, roles)]
        return (some or self.all)[chosen.number % len(some or self.all)]


def visitor(store: Store, hand: Hand, person: str = "") -> Visitor:
    """Who somebody is to the product: what identifies them is what they were given."""
    links = [hand.token] if hand.token and not hand.account else []
    found = identify(
        store,
        KEY,
        staff_tokens=links,
        participant_token=person,
        account_token=hand.token if hand.account else "",
    )
    assert set(found.grants) == set(hand.grants)
    return found


def chosen() -> st.SearchStrategy[Chosen]:
    """Mostly somebody who may."""
    return st.builds(Chosen, st.sampled_from([True] * 5 + [False]), st.integers(0, 99))
