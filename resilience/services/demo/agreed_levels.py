"""What the room of the invented demo city agreed on, with invented reasons."""

import datetime

from resilience.services.demo.words import AGREED
from resilience.store import Session
from resilience.store.tables import AgreedLevel, Workshop


def agree_levels(session: Session, workshop: Workshop, at: datetime.datetime) -> None:
    """Keep what the room agreed on in the workshop's year, and where both views stand."""
    for indicator, level, reason in AGREED[workshop.date.year]:
        session.add(
            AgreedLevel(
                workshop_id=workshop.id,
                indicator=indicator,
                outcome="both" if level is None else "level",
                level=level,
                reason=reason,
                agreed_at=at,
            )
        )
    session.flush()
