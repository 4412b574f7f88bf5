"""Who signed a workshop off, and why it was opened again."""

import datetime
from dataclasses import dataclass

from resilience.scoring import METHOD_VERSION
from resilience.store import Session, now
from resilience.store.results.closing import closings
from resilience.store.tables import Closing, Workshop


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who closed a workshop, when (UTC), and the version of the method used then.

    `reopened_at` and `reason` say when and why it was reopened, None and empty if it was not. `name` is empty for a
    workshop that was closed before names were asked for.
    """

    name: str
    at: datetime.datetime
    method_version: str
    reopened_at: datetime.datetime | None = None
    reason: str = ""


def sign_offs(session: Session, workshop: Workshop) -> tuple[SignOff, ...]:
    """Return the sign-offs of a workshop, oldest first; all but the last were reopened."""
    return tuple(
        SignOff(row.signed_by, row.closed_at, row.method_version, row.reopened_at, row.reason)
        for row in closings(session, workshop.id)
    )


def sign_off(session: Session, workshop: Workshop, name: str, at: datetime.datetime) -> None:
    """Close a workshop in a person's name, with the present version of the method."""
    workshop.closed_at = at
    session.add(workshop)
    session.add(
        Closing(
            workshop_id=workshop.id,
            signed_by=name,
            closed_at=at,
            method_version=METHOD_VERSION,
        )
    )


def take_back(session: Session, workshop: Workshop, reason: str) -> None:
    """Reopen a closed workshop; the sign-off is kept, with the reason."""
    held = closings(session, workshop.id)
    last = held[-1] if held and held[-1].reopened_at is None else _unnamed(workshop)
    last.reopened_at, last.reason = now(), reason
    workshop.closed_at = None
    session.add_all([last, workshop])


def _unnamed(workshop: Workshop) -> Closing:
    """The sign-off of a workshop that was closed before names were asked for."""
    closed_at = workshop.closed_at or now()
    return Closing(workshop_id=workshop.id, signed_by="", closed_at=closed_at, method_version="")
