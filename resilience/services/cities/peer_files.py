"""Compare uploaded data packages with stored results: which they replace, and why one is refused."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.errors import Sentence
from resilience.exchange.package import SignedPackage
from resilience.store import Session, now
from resilience.store.cities.network import whose_shown
from resilience.store.cities.peers import peer_by_hash, peers_of_city, trusted
from resilience.store.tables import PeerResult
from resilience.store.workshops import count_cities

#: kind of a result from a signed file
PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a data package contains, before anything is stored.

    `known_as` is the name under which its key is trusted, None if it is not; `namesake` says that the name is
    trusted with another key. `replaces` is the date of the result that it replaces, `rivals` are other
    publishers of a result of the same city, whose results stay, and `refused` is the reason if it cannot be
    added. `shown` says that the city publishes a result on this server, which is used instead of the package.
    """

    package: SignedPackage
    known_as: str | None
    namesake: bool
    replaces: datetime.date | None
    rivals: tuple[str, ...]
    refused: Sentence | None
    shown: bool


def preview_of(session: Session, package: SignedPackage) -> Preview:
    """Return what adding a data package would change."""
    publishers = {one.fingerprint: one.name for one in trusted(session)}
    held = held_of(session, package)
    city, framework = package.result.about.city, package.result.framework.id
    return Preview(
        package=package,
        known_as=publishers.get(package.fingerprint),
        namesake=any(
            name == package.publisher and fingerprint != package.fingerprint
            for fingerprint, name in publishers.items()
        ),
        replaces=held[0].date if held else None,
        rivals=tuple(
            publishers.get(row.publisher or "", row.publisher or "")
            for row in of_city(session, package)
            if row.publisher != package.fingerprint
        ),
        refused=refusal(session, package, held),
        shown=(city.name, city.country, framework) in whose_shown(session, invented=city.invented),
    )


def of_city(session: Session, package: SignedPackage) -> Sequence[PeerResult]:
    """Return stored results of the same city on the same framework, from any publisher."""
    city = package.result.about.city
    return peers_of_city(session, PACKAGE, city.name, city.country, package.result.framework.id)


def held_of(session: Session, package: SignedPackage) -> Sequence[PeerResult]:
    """Return the stored results of the same city by the same publisher."""
    found = of_city(session, package)
    return [row for row in found if row.publisher == package.fingerprint]


def refusal(
    session: Session, package: SignedPackage, held: Sequence[PeerResult]
) -> Sentence | None:
    """Return why a data package must be refused, regardless of its publisher; None if it need not be."""
    about = package.result.about
    if peer_by_hash(session, package.sha256):
        return Sentence("This result is already here. Nothing was changed.")
    if about.city.invented and count_cities(session, invented=False):
        return Sentence(
            "The city {name} is invented, so it cannot be a peer of real cities.",
            name=about.city.name,
        )
    if _to_come(about.date):
        return Sentence(
            "The result of {city} is dated {date}, which is in the future. Ask its publisher for "
            "a file with the date of the workshop.",
            city=about.city.name,
            date=about.date,
        )
    for row in held:
        if row.date is not None and row.date > about.date and not _to_come(row.date):
            return Sentence(
                "A newer result of {city} is already here ({date}).", city=row.city, date=row.date
            )
    return None


def _to_come(day: datetime.date) -> bool:
    """Whether a day has not begun anywhere yet, so no workshop can have been held on it."""
    return day > now().date() + datetime.timedelta(days=1)
