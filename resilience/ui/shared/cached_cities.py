"""Reads about other cities that all viewers share: once per set of results, never once per viewer."""

import streamlit as st

from resilience.services.cities import network, network_rank, rank
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.choice import Choice, choice_of
from resilience.services.cities.lessons import Lesson, lessons_of
from resilience.services.cities.network import Member, MemberPage, Network
from resilience.services.cities.network_rank import NetworkRank
from resilience.services.cities.peers import peer_marks
from resilience.services.cities.rank import PeerComparison
from resilience.services.frameworks.frameworks import known_frameworks
from resilience.services.results.priorities import what_first_in
from resilience.services.results.results import WorkshopResult
from resilience.ui.shared.once import of_result
from resilience.ui.shared.runtime import frameworks, store, visitor


def networks(*, invented: bool) -> tuple[Network, ...]:
    """Cities by framework, counted once per set of results for all who read the network."""
    return _networks(peer_marks(store()), invented=invented)


@of_result(2, with_peers=True)
def choice(result: WorkshopResult) -> Choice:
    """The peers with which a result can be compared, found once per revision and set of peers; none for a guest."""
    guest = visitor().is_guest(result.workshop.id)
    return choice_of(result, () if guest else peers_beside(store(), result))


@of_result(20, with_peers=True)
def among(result: WorkshopResult, chosen: tuple[str, ...]) -> PeerComparison:
    """Return the city's rank among chosen peers; computed once per revision, set of peers and choice."""
    return rank.among(result, choice(result.workshop.code).named(chosen))


@of_result(2, with_peers=True)
def lessons(result: WorkshopResult) -> tuple[Lesson, ...]:
    """What peers published about the largest gains, found once per revision and set of peers; no peers for a guest."""
    return lessons_of(result, what_first_in(result), choice(result.workshop.code))


@st.cache_resource(max_entries=4, show_spinner=False)
def _networks(marks: tuple[str, ...], *, invented: bool) -> tuple[Network, ...]:  # noqa: ARG001
    return network.networks(store(), known_frameworks(store(), frameworks()), invented=invented)


def _which(found: Network) -> tuple[tuple[str, ...], str, bool]:
    """Of which results a network is, on which framework, and whether its cities are invented."""
    return found.mark, found.framework, found.invented


_per_network = st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={Network: _which})


@_per_network
def network_rank_at(found: Network, basis: str, name: str) -> NetworkRank | None:
    """Return the rank of a city on a basis; drawn once per set of results, for all viewers."""
    return network_rank.network_rank_of(store(), found, basis, name)


@_per_network
def member(found: Network, name: str) -> Member | None:
    """The city with this full name, if it takes part."""
    return network.member(store(), found, name)


@_per_network
def members(found: Network, part: str, first: int, most: int) -> MemberPage:
    """Some of the cities that have `part` in their name, read once per set of results."""
    return network.members(store(), found, part, first, most)
