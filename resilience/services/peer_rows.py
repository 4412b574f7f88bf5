"""Peer cities beside a result, as the workbook shows them."""

from collections.abc import Sequence

from resilience.scoring.compare import compare
from resilience.services.peers import PeerView
from resilience.services.results import WorkshopResult
from resilience.services.side import side_of
from resilience.text import Text
from resilience.workbook import PeerRow


def peer_rows(result: WorkshopResult, kept: Sequence[PeerView], text: Text) -> tuple[PeerRow, ...]:
    """The peers of a result's city, each scored on the indicators that both asked.

    An invented city has invented peers alone, and a real one real ones; no city is its own peer.
    """
    city = result.workshop.city
    return tuple(
        _row(result, peer, text)
        for peer in kept
        if peer.city.invented == result.workshop.invented
        and (peer.city.name, peer.city.country) != (city.name, city.country)
    )


def _row(result: WorkshopResult, peer: PeerView, text: Text) -> PeerRow:
    found = compare(side_of(result), peer.side)
    scores = {row.code: row.second for row in found.rows}
    root, own = peer.side.framework.root.code, result.workshop.framework.root.code
    scores[own] = scores.get(root)
    obstacles = "; ".join(text(obstacle) for obstacle in found.line.obstacles)
    return PeerRow(
        city=peer.city.name,
        country=peer.city.country,
        date=peer.side.date,
        framework=peer.side.framework.id,
        version=peer.side.framework.version,
        source=_source(peer, text),
        obstacles=obstacles,
        comparability=found.line.words(text),
        scores=scores,
        invented=peer.city.invented,
    )


def _source(peer: PeerView, text: Text) -> str:
    if peer.fingerprint is None:
        return text("A filled UNDRR workbook, which nobody signed")
    return text("Signed by {publisher}", publisher=peer.publisher or peer.fingerprint)
