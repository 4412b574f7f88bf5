"""Peer cities beside a result, as the workbook shows them."""

from collections.abc import Sequence

from resilience.services.peers import PeerView
from resilience.services.results import WorkshopResult
from resilience.services.standing import Beside, besides
from resilience.text import Text
from resilience.workbook.book import PeerRow


def peer_rows(result: WorkshopResult, kept: Sequence[PeerView], text: Text) -> tuple[PeerRow, ...]:
    """The peers of a result's city, each scored on the indicators that both asked."""
    return tuple(_row(one, text) for one in besides(result, kept))


def source_words(peer: PeerView, text: Text) -> str:
    """Where a peer's result came from."""
    if peer.published_here:
        return text("Published on this server by the city")
    if peer.fingerprint is None:
        return text("A filled UNDRR workbook, which nobody signed")
    return text("Signed by {publisher}", publisher=peer.publisher or peer.fingerprint)


def _row(beside: Beside, text: Text) -> PeerRow:
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
        scores=beside.scores,
        invented=peer.city.invented,
    )
