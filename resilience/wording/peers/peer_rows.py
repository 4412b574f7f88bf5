"""Peer cities for the workbook, with the figures of the page Peers."""

from collections.abc import Sequence

from resilience.services.cities.choice import choice_of
from resilience.services.cities.peers import PeerView
from resilience.services.cities.rank import ComparedPeer, PeerComparison, among
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.peers.rank import basis_words, standing_headline
from resilience.workbook.book import PeerRow, PeersBeside


def peers_beside(
    result: WorkshopResult, kept: Sequence[PeerView], text: Text
) -> PeersBeside | None:
    """A result with its proposed peers, on the indicators that all of them asked.

    None where there is no peer.
    """
    choice = choice_of(result, kept)
    if not choice.peers:
        return None
    found = among(result, choice.usual)
    others = [one for one in choice.peers.values() if one not in found.besides]
    return PeersBeside(
        rows=tuple(_row(one, found, text) for one in (*found.besides, *others)),
        own=found.own,
        standings=found.standings,
        headline=standing_headline(found, result.workshop.city.name, text),
        about=tuple(basis_words(found, text)),
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
        obstacles="; ".join(text(obstacle) for obstacle in beside.line.obstacles),
        comparability=beside.line.words(text),
        scores=found.scores.get(beside.name, {}),
        invented=peer.city.invented,
    )
