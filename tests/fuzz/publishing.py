"""Rules of the network: results that cities show, coordinators, and the invented demo city."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.exchange.package import PublishingKey, read_package
from resilience.services.access.access import FACILITATORS, HOSTS, Grant
from resilience.services.cities import (
    coordinators,
    network,
    network_readers,
    packages,
    publications,
)
from resilience.services.demo import city
from resilience.services.workshop.profile import demo_state
from tests.fuzz.base import anew, first, often
from tests.fuzz.hands import Chosen, Hand, chosen, visitor
from tests.fuzz.reading import Reading
from tests.fuzz.timely import closed, published
from tests.fuzz.voting import NUMBER
from tests.services.held import HOST, KEY

SIGNS = PublishingKey("City of Cascais", bytes(32))


class Publishing(Reading):
    """What leaves a city, and comes back."""

    @often(closed)
    @rule(who=chosen(), at=NUMBER)
    def a_result_is_published(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, closed)
        visitor, code, why = self.staff(who, workshop, FACILITATORS)
        why = why or first(
            (not workshop.closed, WrongTime),
            (not workshop.k, InputError),
            (workshop.published, WrongTime),
        )
        if self.tried(why, publications.show_to_network, self.store, visitor, code):
            workshop.published = True
            packed = (HOST, workshop.code, SIGNS, next(iter(packages.LICENCES)))
            read_package(packages.publish(self.store, *packed, practices=True))

    @often(published)
    @rule(who=chosen(), at=NUMBER)
    def a_publication_ends(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, published)
        visitor, code, why = self.staff(who, workshop, FACILITATORS)
        why = why or first((not workshop.published, WrongTime))
        if self.tried(why, publications.take_from_network, self.store, visitor, code):
            workshop.published = False

    @rule(who=chosen())
    def the_network_is_read(self, who: Chosen) -> None:
        """By hosts, coordinators, and cities that take part."""
        hand = self.hands.choose(who, None, (*HOSTS, "coordinator"))
        cities = {one.city for one in self.workshops.values() if one.published}
        every = self.hands.may(hand, None, (*HOSTS, "coordinator"))
        read = {grant.workshop_id for grant in hand.grants if grant.workshop_id}
        own = {one.city for one in self.workshops.values() if one.id in read} & cities
        why = first((not every and not own, NotAllowed))
        reads = visitor(self.store, hand)
        done = self.tried(why, network_readers.reader_of, self.store, reads)
        if done:
            assert done.value.every == every
            known = {(one.id, one.version): one for one in self.around.frameworks}
            found = network.networks(self.store, known, invented=False)
            listed = [network.members(self.store, one).members for one in found]
            assert {member.city for members in listed for member in members} == cities

    @rule(
        who=chosen(), name=st.sampled_from((*("UNDRR", " ICLEI ", "国际组织") * 3, "", "x" * 121))
    )
    def a_coordinator_is_invited(self, who: Chosen, name: str) -> None:
        hand = self.hands.choose(who, None, HOSTS)
        why = first(
            (not self.hands.may(hand, None, HOSTS), NotAllowed),
            (not 0 < len(name.strip()) <= 120, InputError),
        )
        host = visitor(self.store, hand)
        done = self.tried(why, coordinators.invite_coordinator, self.store, KEY, host, name)
        if done:
            self._learn_coordinators()

    @precondition(lambda machine: machine.hands.coordinators or machine.steps % 9 == 0)
    @rule(who=chosen(), at=NUMBER, anew=st.booleans())
    def a_coordinator_s_link_ends(self, who: Chosen, at: int, anew: bool) -> None:
        """For good, or a new one takes its place."""
        hand = self.hands.choose(who, None, HOSTS)
        known = [*list(self.hands.coordinators) * 4, 0]
        link = known[at % len(known)]
        why = first((not self.hands.may(hand, None, HOSTS), NotAllowed), (not link, NotFound))
        host = visitor(self.store, hand)
        if anew:
            replace = coordinators.replace_coordinator_link
            done = bool(self.tried(why, replace, self.store, KEY, host, link))
        else:
            done = bool(self.tried(why, coordinators.end_coordinator, self.store, host, link))
        if done:
            self.hands.ended.append(Hand(self.hands.coordinators.pop(link).token))
            self._learn_coordinators()

    def _learn_coordinators(self) -> None:
        for link in coordinators.coordinators(self.store, KEY, HOST):
            grant = Grant("coordinator", None)
            self.hands.coordinators.setdefault(link.id, Hand(link.token or "", (grant,)))

    @rule(who=chosen(), load=st.booleans())
    def the_demo_comes_or_goes(self, who: Chosen, load: bool) -> None:
        """It is not loaded beside a real city; where it was first it can be removed."""
        hand = self.hands.choose(who, None, HOSTS)
        host = visitor(self.store, hand)
        why = first((not self.hands.may(hand, None, HOSTS), NotAllowed))
        if load:
            why = why or first((not self.demo, InputError))
            self.tried(why, city.offer_demo, self.store, host, self.around.demo)
        elif self.tried(why, city.remove_demo, self.store, host):
            self.demo = []

    @invariant()
    @anew
    def the_demo_is_there_or_not(self) -> None:
        """As it was left."""
        assert demo_state(self.store) == (bool(self.demo), True)
