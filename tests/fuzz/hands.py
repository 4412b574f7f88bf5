"""Who acts: the holders of links, good and ended, of participants' tokens, and of none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from resilience.services.access import Grant, Role, Visitor, identify
from resilience.services.tokens import host_token
from resilience.store import Store
from tests.services.held import KEY


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
    """Somebody with the token of a link; `grant` is None once it was ended."""

    token: str
    grant: Grant | None


@dataclass
class Hands:
    """All links that were ever given out, by the id of their row where they have one.

    `gone` are the tokens of participants who were erased.
    """

    host: Hand = field(default_factory=lambda: Hand(host_token(KEY), Grant("host", None)))
    links: dict[int, Hand] = field(default_factory=dict)
    coordinators: dict[int, Hand] = field(default_factory=dict)
    ended: list[Hand] = field(default_factory=lambda: [Hand("", None), Hand("no such token", None)])

    gone: list[str] = field(default_factory=lambda: ["not a token"])

    @property
    def all(self) -> list[Hand]:
        """Everybody, those whose link was ended too."""
        return [self.host, *self.links.values(), *self.coordinators.values(), *self.ended]

    def may(self, hand: Hand, workshop: int | None, roles: Sequence[Role]) -> bool:
        """Whether somebody holds one of the roles in a workshop, or the host's where it is None."""
        grant = hand.grant
        if grant is None or grant.role not in roles:
            return False
        return grant.role == "host" or grant.workshop_id == workshop

    def choose(self, chosen: Chosen, workshop: int | None, roles: Sequence[Role]) -> Hand:
        """Somebody who may, or anybody."""
        some = [one for one in self.all if not chosen.right or self.may(one, workshop, roles)]
        return some[chosen.number % len(some)]


def visitor(store: Store, hand: Hand, person: str = "") -> Visitor:
    """Who somebody is to the product: what identifies them is what they were given."""
    tokens = [hand.token] if hand.token else []
    found = identify(store, KEY, staff_tokens=tokens, participant_token=person)
    assert found.grants == (() if hand.grant is None else (hand.grant,))
    return found


def chosen() -> st.SearchStrategy[Chosen]:
    """Mostly somebody who may."""
    return st.builds(Chosen, st.sampled_from([True] * 5 + [False]), st.integers(0, 99))
