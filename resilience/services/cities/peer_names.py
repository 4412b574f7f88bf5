"""Names under which peers are told apart, also where two of them have the same."""

from collections import Counter
from collections.abc import Sequence

from resilience.services.cities.peers import PeerView


def names_apart(peers: Sequence[PeerView]) -> list[str]:
    """A unique name for each peer: with its country, framework or publisher if needed."""
    names: dict[int, str] = {}
    for said in zip(*(_ways(peer, at) for at, peer in enumerate(peers)), strict=True):
        open_still = {at: name for at, name in enumerate(said) if at not in names}
        times = Counter(open_still.values())
        names |= {at: name for at, name in open_still.items() if times[name] == 1}
    return [names[at] for at in range(len(peers))]


def _ways(peer: PeerView, at: int) -> tuple[str, str, str, str, str]:
    """Ways to name a peer, the shortest first; the last is its own whatever the others are."""
    city = peer.city.full_name
    whole = f"{city}, {peer.side.framework.id}"
    signed = f"{city}, {peer.publisher or peer.fingerprint or peer.side.framework.id}"
    return peer.city.name, city, whole, signed, f"{whole} #{at + 1}"
