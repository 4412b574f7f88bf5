"""Readers of the network page, and the cities whose place each of them sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.errors import NotAllowed
from resilience.services.access.access import Visitor
from resilience.services.workshop.profile import demo_state
from resilience.store import Store
from resilience.store.cities.network import anybody_published, cities_of, cities_that_published


@dataclass(frozen=True, slots=True)
class NetworkReader:
    """A reader of the network of real cities, or with `invented` of the demo's.

    `own` are the names of the cities whose place they see first. With `every` they see the place of any city:
    hosts, coordinators, and everybody in the demo.
    """

    invented: bool
    own: tuple[str, ...]
    every: bool


def reader_of(store: Store, visitor: Visitor, *, asked: str = "") -> NetworkReader:
    """Return the visitor's access to the network, for the city in the page address if any.

    Raises `NotAllowed` unless the visitor is a coordinator or host, or reads a result of a city that published. The
    demo's network is public; if there are real cities too, it is shown only on request.
    """
    demo, real = demo_state(store)
    with store.read() as session:
        if demo:
            invented = _city_names(cities_that_published(session, invented=True))
            if not real or asked in invented:
                return NetworkReader(invented=True, own=tuple(sorted(invented)), every=True)
        mine = cities_of(session, [g.workshop_id for g in visitor.grants if g.workshop_id])
        mine |= {grant.city_id for grant in visitor.grants if grant.city_id}
        own = _city_names(cities_that_published(session, invented=False, among=mine))
    if visitor.is_host or visitor.is_coordinator:
        return NetworkReader(invented=False, own=own, every=True)
    if not own:
        raise NotAllowed(
            "Only coordinators and cities that publish their result here can see the network. "
            "Ask your facilitator to publish the result on the Data package page, then open "
            "your own link again."
        )
    return NetworkReader(invented=False, own=own, every=False)


def sees_network(store: Store, visitor: Visitor) -> bool:
    """Whether the menu offers the network: to coordinators and, once cities publish, to their readers."""
    with store.read() as session:
        published = anybody_published(session)
    if visitor.is_coordinator or not published:
        return visitor.is_coordinator
    try:
        reader = reader_of(store, visitor)
    except NotAllowed:
        return False
    return reader.every or bool(reader.own)


def _city_names(cities: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{name}, {country}" for name, country in cities)
