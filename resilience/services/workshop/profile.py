"""The city's profile as a facilitator enters it: size, hazards, location."""

from dataclasses import dataclass

from resilience.errors import InputError
from resilience.framework.vocabulary import HAZARDS
from resilience.scoring.comparison.likeness import INCOMES, Income
from resilience.store import Store, repeatable
from resilience.store.tables import City
from resilience.store.workshops import count_cities
from resilience.text import mark

#: the World Bank's income groups in words
INCOME_WORDS: dict[Income, str] = {
    "low": mark("Low income"),
    "lower-middle": mark("Lower middle income"),
    "upper-middle": mark("Upper middle income"),
    "high": mark("High income"),
}


@dataclass(frozen=True, slots=True)
class CityProfile:
    """A city as the facilitator describes it; None for facts not given.

    `population` in people; `income` is the World Bank's group of its country; `latitude` and `longitude` are in
    degrees, positive to the north and east.
    """

    name: str
    country: str
    population: int | None = None
    coast: bool = False
    hazards: tuple[str, ...] = ()
    income: Income | None = None
    latitude: float | None = None
    longitude: float | None = None


def profile_of(city: City) -> CityProfile:
    """Return the profile in a city's row."""
    return CityProfile(
        name=city.name,
        country=city.country,
        population=city.population,
        coast=city.coast,
        hazards=tuple(city.hazards),
        income=next((group for group in INCOMES if group == city.income), None),
        latitude=city.latitude,
        longitude=city.longitude,
    )


def keep_profile(city: City, said: CityProfile) -> None:
    """Write a city's profile to its database row."""
    city.population = said.population
    city.coast = said.coast
    city.hazards = list(said.hazards)
    city.income = said.income
    city.latitude, city.longitude = said.latitude, said.longitude


def check_profile(city: CityProfile) -> None:
    """Raise `InputError` for an impossible value."""
    if not city.name.strip() or not city.country.strip():
        raise InputError("Enter the name of the city and its country.")
    if city.population is not None and city.population < 1:
        raise InputError("Enter the population as a number of people, or leave it empty.")
    unknown = set(city.hazards) - HAZARDS.keys()
    if unknown:
        raise InputError("These hazards are not known: {names}.", names=", ".join(sorted(unknown)))
    if (city.latitude is None) != (city.longitude is None):
        raise InputError("Enter both the latitude and the longitude of the city, or neither.")
    if abs(city.latitude or 0) > 90 or abs(city.longitude or 0) > 180:
        raise InputError(
            "Latitude must be between -90 and 90 degrees, and longitude between -180 and 180."
        )


@repeatable
def demo_state(store: Store) -> tuple[bool, bool]:
    """Whether the database has the demo city, and whether it has a real city."""
    with store.read() as session:
        demo = count_cities(session, invented=True) > 0
        return demo, count_cities(session, invented=False) > 0
