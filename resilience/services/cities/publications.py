"""Publishing a closed workshop's result to the other cities and the coordinators of this installation."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from resilience.exchange.package import CityResult, written
from resilience.services.access.access import (
    FACILITATORS,
    Visitor,
    find_workshop,
    lock_for,
    open_for_reading,
)
from resilience.services.access.record import record
from resilience.services.cities.packages import (
    admit_publisher,
    check_licence,
    city_result_of,
)
from resilience.services.counting.comparable_scores import basis_of
from resilience.services.counting.network_places import keep_place
from resilience.services.results.results import read_result
from resilience.services.workshop.phase import moved_on
from resilience.services.workshop.publication import content_sum, end_publication, read_content
from resilience.store import Session, Store, repeatable
from resilience.store.cities.network import published_contents, settle_newest
from resilience.store.tables import Publication, Workshop

#: the licence of results that are only shown here: none, as they are not passed on
SHOWN_HERE = "LicenseRef-shown-on-this-server"


@dataclass(frozen=True, slots=True)
class PublishedHere:
    """A result that a city of this installation publishes to other cities, and since when (UTC)."""

    workshop_id: int
    result: CityResult
    published_at: datetime.datetime


@repeatable
def shown_since(store: Store, visitor: Visitor, code: str) -> datetime.datetime | None:
    """Return since when a workshop's result is published to other cities, for its readers; None if it is not."""
    with store.read() as session:
        workshop = open_for_reading(session, visitor, code)
        shown = session.get(Publication, workshop.id)
        return shown.published_at if shown else None


def show_to_network(
    store: Store,
    visitor: Visitor,
    code: str,
    *,
    practices: bool = False,
    licence: str = SHOWN_HERE,
) -> None:
    """Publish the result of a closed workshop to other cities and coordinators, and record it.

    With `practices` they also read the reasons for agreed levels and the actions. With one of `LICENCES`, coordinators
    may pass counts and scores on as open data. Raises as `admit_publisher`, and `WrongTime` if the workshop has
    changed since.
    """
    workshop_id, revision = admit_publisher(store, visitor, code)
    if licence != SHOWN_HERE:
        check_licence(licence)
    result = city_result_of(read_result(store, workshop_id), licence, practices=practices)
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        if workshop.revision != revision or session.get(Publication, workshop_id) is not None:
            raise moved_on()
        since = put_on_show(session, workshop, result).isoformat(timespec="seconds")
        after = {"since": since} | ({"practices": True} if practices else {})
        after |= {"licence": licence} if licence != SHOWN_HERE else {}
        record(session, visitor, "result published to the network", workshop, after=after)


def show_demo(store: Store, code: str) -> None:
    """Publish the invented city's result among invented ones, as its facilitator would."""
    with store.read() as session:
        workshop_id = find_workshop(session, code).id
    result = city_result_of(read_result(store, workshop_id), SHOWN_HERE)
    with store.write() as session:
        put_on_show(session, find_workshop(session, code), result)


@repeatable
def take_from_network(store: Store, visitor: Visitor, code: str) -> None:
    """Stop publishing a result; raises `WrongTime` if it is not published."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        if not end_publication(session, visitor, workshop):
            raise moved_on()


def put_on_show(session: Session, workshop: Workshop, result: CityResult) -> datetime.datetime:
    """Store the rows of a publication, with scores still to be computed; returns since when it is shown.

    Raises `InputError` or `Faults` if the content could not be read back.
    """
    files = {name: part.decode() for name, part in written(result, result.about.city.name).items()}
    content = {"files": files}
    read = read_content(content)
    publication = Publication(
        workshop_id=workshop.id,
        framework=read.framework.id,
        framework_version=read.framework.version,
        basis=basis_of(read.side),
        asked=len(read.side.asked),
        people=read.about.room.people,
        departments=read.about.room.departments,
        content=content,
        content_sha256=content_sum(content),
    )
    session.add(publication)
    session.flush()
    settle_newest(session, workshop.city_id, publication.framework)
    if publication.newest:
        keep_place(session, workshop, publication, read)
    return publication.published_at


def published_here(
    session: Session, *, invented: bool, among: Collection[int] | None = None
) -> list[PublishedHere]:
    """Return the newest results published on this server, of all or of these workshops."""
    return [
        PublishedHere(workshop_id, read_content(content), published_at)
        for workshop_id, content, published_at in published_contents(
            session, invented=invented, among=among
        )
    ]
