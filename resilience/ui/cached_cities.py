"""Reads about other cities that all viewers share: once per set of results, never once per viewer."""

from collections.abc import Sequence

import streamlit as st

from resilience.services import network, network_standing, results, standing
from resilience.services.candidates import peers_beside
from resilience.services.choice import Choice, choice_of
from resilience.services.frameworks import known_frameworks
from resilience.services.network import Listed, Member, Network
from resilience.services.network_standing import Stood
from resilience.services.peers import peer_marks
from resilience.services.standing import Among
from resilience.ui.cached import result_at
from resilience.ui.runtime import frameworks, store, visitor


def choice(code: str) -> Choice:
    """The peers that a result can be set beside, found once per revision and set of peers."""
    return _choice(*results.admit(store(), visitor(), code), peer_marks(store()))


def among(code: str, chosen: Sequence[str]) -> Among:
    """Where the city stands among chosen peers, found once per revision, set of peers and choice."""
    admitted = results.admit(store(), visitor(), code)
    return _among(*admitted, peer_marks(store()), tuple(sorted(chosen)))


def networks(*, invented: bool) -> tuple[Network, ...]:
    """Cities by framework, counted once per set of results for all who read the network."""
    return _networks(peer_marks(store()), invented=invented)


def stood(found: Network, basis: str, name: str) -> Stood | None:
    """Where a city of a basis stands, drawn once per set of results for all who look at it."""
    return _stood(peer_marks(store()), found.framework, basis, name, invented=found.invented)


def member(found: Network, name: str) -> Member | None:
    """The city with this full name, if it takes part."""
    return _member(peer_marks(store()), found.framework, name, invented=found.invented)


def members(found: Network, part: str, first: int, most: int) -> Listed:
    """Some of the cities that have `part` in their name, read once per set of results."""
    marks = peer_marks(store())
    return _members(marks, found.framework, part, first, most, invented=found.invented)


@st.cache_resource(max_entries=50, show_spinner=False)
def _choice(workshop_id: int, revision: int, marks: tuple[str, ...]) -> Choice:  # noqa: ARG001
    result = result_at(workshop_id, revision)
    return choice_of(result, peers_beside(store(), result))


@st.cache_resource(max_entries=200, show_spinner=False)
def _among(
    workshop_id: int, revision: int, marks: tuple[str, ...], chosen: tuple[str, ...]
) -> Among:
    found = _choice(workshop_id, revision, marks)
    return standing.among(result_at(workshop_id, revision), found.named(chosen))


@st.cache_resource(max_entries=4, show_spinner=False)
def _networks(marks: tuple[str, ...], *, invented: bool) -> tuple[Network, ...]:  # noqa: ARG001
    return network.networks(store(), known_frameworks(store(), frameworks()), invented=invented)


@st.cache_resource(max_entries=200, show_spinner=False)
def _stood(
    marks: tuple[str, ...], framework: str, basis: str, name: str, *, invented: bool
) -> Stood | None:
    found = _network(marks, framework, invented=invented)
    return network_standing.stood(store(), found, basis, name) if found else None


@st.cache_resource(max_entries=200, show_spinner=False)
def _member(marks: tuple[str, ...], framework: str, name: str, *, invented: bool) -> Member | None:
    found = _network(marks, framework, invented=invented)
    return network.member(store(), found, name) if found else None


@st.cache_resource(max_entries=200, show_spinner=False)
def _members(
    marks: tuple[str, ...], framework: str, part: str, first: int, most: int, *, invented: bool
) -> Listed:
    found = _network(marks, framework, invented=invented)
    return network.members(store(), found, part, first, most) if found else Listed((), 0, 0)


def _network(marks: tuple[str, ...], framework: str, *, invented: bool) -> Network | None:
    """The network on a framework; None where its last city has gone since the page was begun."""
    found = _networks(marks, invented=invented)
    return next((one for one in found if one.framework == framework), None)
