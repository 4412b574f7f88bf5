"""Results of other cities: taken in from publishers who are trusted, and given to be compared."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from resilience.errors import InputError, NotFound
from resilience.exchange.package import (
    CityFacts,
    CityResult,
    Practices,
    SignedPackage,
    city_result,
    read_package,
)
from resilience.framework import Framework
from resilience.scoring import Side
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.cities.peer_files import PACKAGE, Preview, held_of, preview_of, refusal
from resilience.services.cities.publications import PublishedHere, published_here
from resilience.services.cities.publishers import (
    check_collects,
    check_keeps_peers,
    peer_named,
    trust_publisher,
)
from resilience.services.undrr.participant import undrr_content, undrr_side
from resilience.store import Session, Store, now, repeatable
from resilience.store.cities.network import newest_published, publications_mark, whose_shown
from resilience.store.cities.peers import (
    lock_peers,
    peer_by_hash,
    peer_hashes,
    peer_results,
    peers_of_city,
    trusted,
)
from resilience.store.tables import PeerResult

UNDRR = "undrr"


@dataclass(frozen=True, slots=True)
class PeerView:
    """A result of another city; `error` is the standard error of its overall in points, None if unknown.

    `publisher` and `fingerprint` are those of the signature, None for unsigned results; `licence` is the
    publisher's. If `published_here`, the city itself has published it on this server since `added_at`, and `id` is that of
    its workshop. `practices` are what it published in words, by indicator code: other people's text, not to be trusted.
    `superseded`: it is not compared, as its city publishes a result on the same framework here.
    """

    id: int
    city: CityFacts
    side: Side
    error: float | None
    publisher: str | None
    fingerprint: str | None
    licence: str | None
    added_at: datetime.datetime
    published_here: bool = False
    practices: Practices = field(default_factory=dict)
    superseded: bool = False


@repeatable
def look_at(store: Store, visitor: Visitor, data: bytes) -> Preview:
    """Preview a data package and what adding it would change; for coordinators and the host, stores nothing.

    Raises `InputError` or `Faults` if the file is no data package or was changed after signing.
    """
    check_collects(visitor)
    package = read_package(data)
    with store.read() as session:
        return preview_of(session, package)


@repeatable
def add_peer(store: Store, visitor: Visitor, data: bytes, *, trust: bool = False) -> None:
    """Add a data package, replacing an older result of the city by the same publisher; for coordinators and the host.

    Results of other publishers stay, so nobody can block the city's own. With `trust` its publisher is
    trusted from now on. Raises `NotAllowed` if the publisher is not trusted, and `InputError` for a result
    that is already stored, older than the stored one, dated in the future, or invented next to real cities.
    """
    check_collects(visitor)
    package = read_package(data)
    with store.write() as session:
        lock_peers(session)
        trust_publisher(session, visitor, package, trust=trust)
        held = held_of(session, package)
        if refused := refusal(session, package, held):
            raise InputError(refused.message, **refused.values)
        _replace(session, visitor, held, row_of(package))


def row_of(package: SignedPackage) -> PeerResult:
    """Return the database row for an imported data package."""
    about, framework = package.result.about, package.result.framework
    return PeerResult(
        kind=PACKAGE,
        sha256=package.sha256,
        publisher=package.fingerprint,
        city=about.city.name,
        country=about.city.country,
        framework=framework.id,
        framework_version=framework.version,
        date=about.date,
        content={"files": dict(package.files)},
        added_at=now(),
    )


@repeatable
def add_undrr_peer(
    store: Store,
    visitor: Visitor,
    framework: Framework,
    sha256: str,
    city: CityFacts,
    date: datetime.date | None,
    levels: Mapping[str, int],
    items: Collection[str] = (),
) -> None:
    """Add the levels of a filled UNDRR workbook as the answers of one participant; host only.

    `items` are those that its edition asks, if not the whole framework. It replaces an earlier workbook of the
    city. Raises `InputError` for a workbook that was already added, and for levels that the framework does not
    have.
    """
    check_keeps_peers(visitor)
    content = undrr_content(framework, city, levels, items)
    with store.write() as session:
        lock_peers(session)
        if peer_by_hash(session, sha256):
            raise InputError("This workbook is already here. Nothing was changed.")
        held = peers_of_city(session, UNDRR, city.name, city.country, framework.id)
        row = PeerResult(
            kind=UNDRR,
            sha256=sha256,
            city=city.name,
            country=city.country,
            framework=framework.id,
            framework_version=framework.version,
            date=date,
            content=content,
        )
        _replace(session, visitor, held, row)


def peers(
    store: Store, *, invented: bool = False, among: Collection[int] | None = None
) -> tuple[PeerView, ...]:
    """Return other cities' results by country and city: imported ones, and those published on this server.

    Only real cities, or only invented ones with `invented`. A result that a city publishes here takes precedence
    over its data package. With `among`, published results are limited to these workshops.
    """
    with store.read() as session:
        here = [_here(one) for one in published_here(session, invented=invented, among=among)]
    files = [view for view in taken_in(store, invented=invented) if not view.superseded]
    order = sorted([*files, *here], key=lambda view: (view.city.country, view.city.name))
    return tuple(order)


@repeatable
def taken_in(store: Store, *, invented: bool = False) -> tuple[PeerView, ...]:
    """Return the results that were imported from files, by country and city; see `peers`."""
    with store.read() as session:
        names = {one.fingerprint: one.name for one in trusted(session)}
        found = [_view(row, names) for row in peer_results(session)]
        shown = whose_shown(session, invented=invented)
    return tuple(
        replace(view, superseded=view.fingerprint is not None and _whose(view) in shown)
        for view in found
        if view.city.invented == invented
    )


@repeatable
def published_workshops(store: Store, *, invented: bool = False) -> tuple[int, ...]:
    """Return the ids of the workshops whose results are published here, by country and city; see `peers`."""
    with store.read() as session:
        return tuple(newest_published(session, invented=invented))


@repeatable
def peer_marks(store: Store) -> tuple[str, ...]:
    """Return a mark for each imported file and one for all published results; the peers change if a mark does."""
    with store.read() as session:
        return (*peer_hashes(session), publications_mark(session))


@repeatable
def remove_peer(store: Store, visitor: Visitor, peer_id: int) -> None:
    """Delete an imported result; its publisher stays trusted. Host only."""
    check_keeps_peers(visitor)
    with store.write() as session:
        row = session.get(PeerResult, peer_id)
        if row is None:
            raise NotFound("This result is no longer available. Reload the page.")
        session.delete(row)
        record(session, visitor, "peer removed", None, peer_named(row), before=_for_record(row))


def _replace(
    session: Session, visitor: Visitor, held: Sequence[PeerResult], row: PeerResult
) -> None:
    for old in held:
        session.delete(old)
    session.flush()
    row.added_at = now()
    session.add(row)
    before, after = (_for_record(held[-1]) if held else None), _for_record(row)
    record(session, visitor, "peer added", None, peer_named(row), before=before, after=after)


def _view(row: PeerResult, names: Mapping[str, str]) -> PeerView:
    if row.kind == UNDRR:
        city, side = undrr_side(row.content, row.date)
        return PeerView(row.id, city, side, None, None, None, None, row.added_at)
    result = _city_result(row)
    return PeerView(
        id=row.id,
        city=result.about.city,
        side=result.side,
        error=result.about.standard_error,
        publisher=names.get(row.publisher or ""),
        fingerprint=row.publisher,
        licence=result.about.licence,
        added_at=row.added_at,
        practices=result.practices,
    )


def _here(one: PublishedHere) -> PeerView:
    result = one.result
    return PeerView(
        id=one.workshop_id,
        city=result.about.city,
        side=result.side,
        error=result.about.standard_error,
        publisher=None,
        fingerprint=None,
        licence=None,
        added_at=one.published_at,
        published_here=True,
        practices=result.practices,
    )


def _whose(view: PeerView) -> tuple[str, str, str]:
    return view.city.name, view.city.country, view.side.framework.id


def _city_result(row: PeerResult) -> CityResult:
    return city_result({name: words.encode() for name, words in row.content["files"].items()})


def _for_record(row: PeerResult) -> dict[str, object]:
    """A result as the history keeps it."""
    day = row.date.isoformat() if row.date else None
    return {"date": day, "version": row.framework_version, "fingerprint": row.publisher}
