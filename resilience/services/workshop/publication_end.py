"""The end of a publication: taken back by its facilitator, or with the workshop that is opened again."""

from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.store import Session
from resilience.store.cities.network import settle_newest
from resilience.store.tables import Publication, Workshop


def end_publication(session: Session, visitor: Visitor, workshop: Workshop) -> bool:
    """Show a workshop's result to other cities no more, on record; whether it was shown."""
    shown = session.get(Publication, workshop.id)
    if shown is None:
        return False
    since = shown.published_at.isoformat(timespec="seconds")
    session.delete(shown)
    session.flush()
    settle_newest(session, workshop.city_id, shown.framework)
    record(session, visitor, "publication taken back", workshop, before={"since": since})
    return True
