"""The content of a publication, its hash, and its end."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from resilience.exchange.package import CityResult, city_result
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.store import Session
from resilience.store.cities.network import settle_newest
from resilience.store.tables import Publication, Workshop


def read_content(content: Mapping[str, Any]) -> CityResult:
    """Return a published result; raises `InputError` or `Faults` if it was changed since."""
    return city_result({name: words.encode() for name, words in content["files"].items()})


def content_sum(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a publication, equal on every database."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def end_publication(session: Session, visitor: Visitor, workshop: Workshop) -> bool:
    """Stop publishing a workshop's result and record it; returns whether it was published."""
    shown = session.get(Publication, workshop.id)
    if shown is None:
        return False
    since = shown.published_at.isoformat(timespec="seconds")
    session.delete(shown)
    session.flush()
    settle_newest(session, workshop.city_id, shown.framework)
    record(session, visitor, "publication taken back", workshop, before={"since": since})
    return True
