"""The invented targets of the demo city."""

import datetime

from resilience.framework import Framework
from resilience.services.deciding.targets import items_to_aim_at, wanted_score
from resilience.store import Session
from resilience.store.tables import Target, Workshop

#: per year: the level that an indicator is to reach, the score of a theme
TARGETS: dict[int, dict[str, float]] = {
    2025: {"INF11": 3, "PLN": 65, "CRM10": 2, "NBS": 45},
    2026: {"INF11": 3, "CRM10": 3, "NBS11": 2, "ENG": 60},
}


def set_targets(
    session: Session, workshop: Workshop, framework: Framework, at: datetime.datetime
) -> None:
    """Keep what the city wants to reach after the workshop's year."""
    items = {item.code: item for item in items_to_aim_at(framework, workshop.tier)}
    for code, wanted in TARGETS[workshop.date.year].items():
        score = wanted_score(items[code], wanted)
        session.add(Target(workshop_id=workshop.id, code=code, score=score, set_at=at))
    session.flush()
