"""Peer cities for the workbook, with the figures of the page Peers."""

from resilience.services.cities.choice import Choice
from resilience.services.cities.peers import PeerView
from resilience.services.cities.rank import ComparedPeer, PeerComparison
from resilience.text import Text
from resilience.workbook.book import PeerRow, PeersBeside


def peers_beside(choice: Choice, found: PeerComparison, text: Text) -> PeersBeside | None:
    """A result with the peers `found` of its choice, on the indicators that all of them scored; below, who cannot be compared.

    None where there is no peer.
    """
    if not choice.peers:
        return None
    others = [
        one for one in choice.peers.values() if one not in found.besides and not one.line.comparable
    ]
    return PeersBeside(
        rows=tuple(_row(one, found, text) for one in (*found.besides, *others)),
        own=found.own,
        standings=found.standings,
    )


def source_words(peer: PeerView, text: Text) -> str:
    """Where a peer's result came from."""
    if peer.published_here:
        return text("Published on this server by the city")
    if peer.fingerprint is None:
        return text("A filled-in UNDRR workbook, not signed")
    return text("Signed by {publisher}", publisher=peer.publisher or peer.fingerprint)


def _row(beside: ComparedPeer, found: PeerComparison, text: Text) -> PeerRow:
    peer = beside.peer
    return PeerRow(
        city=peer.city.name,
        country=peer.city.country,
        date=peer.side.date,
        framework=peer.side.framework.id,
        version=peer.side.framework.version,
        source=source_words(peer, text),
        obstacles=beside.line.reasons(text),
        comparability=beside.line.words(text),
        scores=found.scores.get(beside.name, {}),
        invented=peer.city.invented,
    )
