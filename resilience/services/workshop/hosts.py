"""Who sets workshops up: hosts, and the facilitators of a city those of that city."""

from resilience.errors import NotAllowed
from resilience.services.access.access import Visitor
from resilience.services.workshop.profile import CityProfile
from resilience.store import Session
from resilience.store.workshops import city_by_name


def check_sets_up(visitor: Visitor) -> None:
    """Raise `NotAllowed` for whoever may not set workshops up."""
    if not visitor.sets_up:
        raise NotAllowed(
            "Only the facilitator link of this installation sets up workshops. The server prints "
            "it when it starts."
        )


def check_city(session: Session, visitor: Visitor, profile: CityProfile) -> None:
    """Raise `NotAllowed` for whoever may not set up a workshop of this city."""
    city = city_by_name(session, profile.name, profile.country)
    if visitor.is_host or (city and city.id in visitor.facilitated_cities):
        return
    raise NotAllowed(
        "You facilitate no city {name} in {country}. Choose the name and the country as your admin "
        "wrote them.",
        name=profile.name,
        country=profile.country,
    )
