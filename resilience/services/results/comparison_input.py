"""A workshop's result as comparisons take it."""

from resilience.scoring import Side
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import OTHER_DEPARTMENTS


def side_of(result: WorkshopResult) -> Side:
    """Convert the city's result to scoring input for a comparison with peers."""
    workshop = result.workshop
    return Side(
        name=workshop.city.name,
        framework=workshop.framework,
        scores=result.result.city,
        people=result.people,
        departments=sum(room.participants > 0 for room in result.room),
        date=workshop.date,
        merged=any(one.unit == OTHER_DEPARTMENTS for one in result.room),
    )
