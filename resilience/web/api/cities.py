"""The tables of other cities: the peers of a result, and the network."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from resilience.errors import NotFound
from resilience.framework import Framework
from resilience.scoring.comparison.spread import LEAST_CITIES, spread_of
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.choice import choice_of
from resilience.services.cities.network import (
    Member,
    Network,
    member,
    members,
    networks,
)
from resilience.services.cities.network_rank import NetworkRank, network_rank_of
from resilience.services.cities.network_readers import NetworkReader, reader_of
from resilience.services.cities.peers import peer_marks
from resilience.services.cities.rank import among
from resilience.services.frameworks.frameworks import known_frameworks
from resilience.services.results.results import WorkshopResult, admit
from resilience.services.results.shared import result_at
from resilience.text import Text
from resilience.text.catalogue import round_half_up
from resilience.web.api.naming import named
from resilience.web.api.reading import ApiTable, Reading
from resilience.web.api.rows import NetworkCityRow, NetworkSpreadRow, PeerScoreRow
from resilience.wording.peers import peer_rows
from resilience.wording.peers.network import COLUMNS, shown_codes
from resilience.workbook.book import PeerRow, PeersBeside

#: where values are shared that are of no workshop
NO_WORKSHOP = (0, 0)
#: networks that are kept: of real and of invented cities, before and after a change
MOST_NETWORKS = 4


def peers(asked: Reading) -> ApiTable:
    """The proposed peers of a result, as in its workbook."""
    at = admit(asked.store, asked.visitor, asked.code)
    marks = peer_marks(asked.store)

    def found() -> PeersBeside | None:
        result = result_at(asked.store, *at)
        choice = choice_of(result, peers_beside(asked.store, result))
        return peer_rows.peers_beside(choice, among(result, choice.usual), asked.text)

    def rows() -> list[PeerScoreRow]:
        variant: Hashable = marks, asked.text.language
        beside = asked.store.shared.get(at, peers, found, variant, 4)
        result = result_at(asked.store, *at)
        return list(_peer_rows(result, beside, asked.text)) if beside else []

    return ApiTable(rows, (at, marks))


def network(asked: Reading) -> ApiTable:
    """How the scores of the cities that take part are distributed, by framework."""
    reader = reader_of(asked.store, asked.visitor)
    found = _networks(asked, reader)
    return ApiTable(
        lambda: [
            row for one in found for row in _spread(one, _place(asked, one, reader), asked.text)
        ]
    )


def network_cities(asked: Reading) -> ApiTable:
    """The cities that take part with one framework, by name."""
    reader = reader_of(asked.store, asked.visitor)
    found = _networks(asked, reader)
    chosen = [one for one in found if asked.framework in ("", one.framework)]
    if asked.framework and not chosen:
        raise NotFound("No city takes part with the framework {name}.", name=asked.framework)
    if not chosen:
        return ApiTable(list, total=0)
    page = members(asked.store, chosen[0], first=asked.first, most=asked.per_page)
    basis = _place(asked, chosen[0], reader).basis
    return ApiTable(
        lambda: [_city(one, chosen[0], bool(basis) and one.basis == basis) for one in page.members],
        total=page.found,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Cities that compare, and one of them if it is the reader's own."""

    basis: str
    name: str = ""
    own: NetworkRank | None = None


def _networks(asked: Reading, reader: NetworkReader) -> Sequence[Network]:
    """Cities by framework, counted once per set of results for all who ask."""
    store, invented = asked.store, reader.invented
    known = known_frameworks(store, asked.installed)

    def count() -> Sequence[Network]:
        return networks(store, known, invented=invented)

    variant: Hashable = peer_marks(store), invented
    return store.shared.get(NO_WORKSHOP, networks, count, variant, MOST_NETWORKS)


def _place(asked: Reading, one: Network, reader: NetworkReader) -> _Place:
    """The reader's only city if it takes part; else what most cities are compared on.

    A reader of several cities gets none of them: their places together would be a list by score.
    """
    if not reader.every and len(reader.own) == 1:
        (name,) = reader.own
        own = member(asked.store, one, name)
        if own and own.basis:
            return _Place(own.basis, name, _rank(asked, one, own.basis, name))
    return _Place(one.usual_basis)


def _rank(asked: Reading, one: Network, basis: str, name: str) -> NetworkRank | None:
    variant: Hashable = one.mark, one.framework, basis, name
    return asked.store.shared.get(
        NO_WORKSHOP,
        network_rank_of,
        lambda: network_rank_of(asked.store, one, basis, name),
        variant,
        200,
    )


def _spread(one: Network, place: _Place, text: Text) -> Iterator[NetworkSpreadRow]:
    framework = one.frameworks.get(place.basis)
    if framework is None:
        return
    nodes = {node.code: node for node in (framework.root, *framework.themes)}
    for code in shown_codes(one, place.basis):
        scores = one.scores[place.basis][code]
        spread = spread_of(scores)
        yield NetworkSpreadRow(
            framework=one.framework,
            framework_version=framework.version,
            **named(framework, nodes[code], text),
            cities=len(scores),
            **{name: _printed(getattr(spread, name)) if spread else None for name in COLUMNS},
            own_city=place.name or None,
            **_own(place, framework, code),
        )


def _own(place: _Place, framework: Framework, code: str) -> dict[str, Any]:
    """The score of the reader's city, and the range of ranks of its overall score where pages show it."""
    own = place.own
    ranks = own.range if own and code == framework.root.code else None
    shown = ranks if ranks and ranks.among >= LEAST_CITIES else None
    return {
        "own_score": _printed(own.scores[code]) if own and code in own.scores else None,
        "rank_first": shown.first if shown else None,
        "rank_last": shown.last if shown else None,
    }


def _printed(figure: float) -> float:
    """A figure of the network as its page and its files show it."""
    return float(round_half_up(figure, 1))


def _city(one: Member, found: Network, comparable: bool) -> NetworkCityRow:
    return NetworkCityRow(
        framework=found.framework,
        framework_version=one.version,
        city=one.city,
        country=one.country,
        date=one.date,
        people=one.people,
        departments=one.departments,
        indicators=one.asked,
        comparable=comparable,
    )


def _peer_rows(result: WorkshopResult, beside: PeersBeside, text: Text) -> Iterator[PeerScoreRow]:
    framework = result.workshop.framework
    nodes = [node for node in (framework.root, *framework.themes) if node.code in beside.own]
    for peer in beside.rows:
        if not peer.scores:
            yield _peer_row(peer)
        for node in nodes if peer.scores else ():
            standing = beside.standings.get(node.code)
            yield _peer_row(
                peer,
                **named(framework, node, text),
                score=peer.scores.get(node.code),
                own_score=beside.own[node.code],
                against_median=standing.against_median if standing else None,
            )


def _peer_row(peer: PeerRow, **figures: Any) -> PeerScoreRow:
    empty = dict.fromkeys(("code", "kind", "title", "score", "own_score", "against_median"))
    return PeerScoreRow(
        city=peer.city,
        country=peer.country,
        date=peer.date,
        framework=peer.framework,
        framework_version=peer.version,
        source=peer.source,
        comparable=not peer.obstacles,
        obstacles=peer.obstacles,
        **{**empty, **figures},
    )
