"""Reads about other cities that all viewers share: once per set of results, never once per viewer."""

from collections.abc import Sequence

import streamlit as st

from resilience.services.cities import network, network_rank, rank
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.choice import Choice, choice_of
from resilience.services.cities.network import Member, MemberPage, Network
from resilience.services.cities.network_rank import NetworkRank
from resilience.services.cities.peers import peer_marks
from resilience.services.cities.rank import PeerComparison
from resilience.services.frameworks.frameworks import known_frameworks
from resilience.services.results import results
from resilience.ui.shared.cached import result_at
from resilience.ui.shared.newest import per_revision
from resilience.ui.shared.runtime import frameworks, store, visitor

#: of which results a network is, on which framework, and whether its cities are invented
Which = tuple[tuple[str, ...], str, bool]


def choice(code: str) -> Choice:
    """The peers that a result can be set beside, found once per revision and set of peers."""
    return _choice(*results.admit(store(), visitor(), code), peer_marks(store()))


def among(code: str, chosen: Sequence[str]) -> PeerComparison:
    """Where the city stands among chosen peers, found once per revision, set of peers and choice."""
    admitted = results.admit(store(), visitor(), code)
    return _among(*admitted, peer_marks(store()), tuple(sorted(chosen)))


def networks(*, invented: bool) -> tuple[Network, ...]:
    """Cities by framework, counted once per set of results for all who read the network."""
    return _networks(peer_marks(store()), invented=invented)


def network_rank_at(found: Network, basis: str, name: str) -> NetworkRank | None:
    """Where a city of a basis stands, drawn once per set of results for all who look at it."""
    return _network_rank(_which(found), basis, name, found)


def member(found: Network, name: str) -> Member | None:
    """The city with this full name, if it takes part."""
    return _member(_which(found), name, found)


def members(found: Network, part: str, first: int, most: int) -> MemberPage:
    """Some of the cities that have `part` in their name, read once per set of results."""
    return _members(_which(found), part, first, most, found)


def _which(found: Network) -> Which:
    return found.mark, found.framework, found.invented


@per_revision(2)
def _choice(workshop_id: int, revision: int, marks: tuple[str, ...]) -> Choice:  # noqa: ARG001
    result = result_at(workshop_id, revision)
    return choice_of(result, peers_beside(store(), result))


@per_revision(20)
def _among(
    workshop_id: int, revision: int, marks: tuple[str, ...], chosen: tuple[str, ...]
) -> PeerComparison:
    found = _choice(workshop_id, revision, marks)
    return rank.among(result_at(workshop_id, revision), found.named(chosen))


@st.cache_resource(max_entries=4, show_spinner=False)
def _networks(marks: tuple[str, ...], *, invented: bool) -> tuple[Network, ...]:  # noqa: ARG001
    return network.networks(store(), known_frameworks(store(), frameworks()), invented=invented)


@st.cache_resource(max_entries=200, show_spinner=False)
def _network_rank(
    which: Which,  # noqa: ARG001
    basis: str,
    name: str,
    _found: Network,
) -> NetworkRank | None:
    return network_rank.network_rank_of(store(), _found, basis, name)


@st.cache_resource(max_entries=200, show_spinner=False)
def _member(
    which: Which,  # noqa: ARG001
    name: str,
    _found: Network,
) -> Member | None:
    return network.member(store(), _found, name)


@st.cache_resource(max_entries=200, show_spinner=False)
def _members(
    which: Which,  # noqa: ARG001
    part: str,
    first: int,
    most: int,
    _found: Network,
) -> MemberPage:
    return network.members(store(), _found, part, first, most)
