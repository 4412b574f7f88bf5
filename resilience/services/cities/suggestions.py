"""What open data suggest about a city that is being set up; the host can change every part."""

from dataclasses import dataclass

import numpy as np

from resilience.exchange.context import EXPOSURE, ContextCity
from resilience.framework.countries import folded
from resilience.services.cities.context import context_cities
from resilience.services.cities.places import land_outlines

#: lowest INFORM score of the country, 0 to 10, at which a hazard is suggested
LEAST_EXPOSURE = 3.0
#: lowest magnitude within 100 km since 1900 at which earthquakes are suggested
LEAST_MAGNITUDE = 6.0
#: kilometres to the coastline (1:110 million) within which a coast is suggested
COAST_WITHIN = 15.0
KM_PER_DEGREE = 111.3
#: most cities offered for the start of a name
MOST_OFFERED = 4


@dataclass(frozen=True, slots=True)
class CitySuggestion:
    """A city in the open data, whether it is on the `coast`, and its likely `hazards`."""

    city: ContextCity
    coast: bool
    hazards: tuple[str, ...]


def suggested(name: str) -> CitySuggestion | None:
    """The suggestion for a city of this name, in any language of the files; None without a match."""
    wanted = folded(name)
    city = next((one for one in context_cities().values() if wanted in _spelled(one)), None)
    return suggestion_of(city) if city and wanted else None


def suggestion_of(city: ContextCity) -> CitySuggestion:
    """Return the suggestion for a city of the open data."""
    coast = _kilometres_to_sea(city) <= COAST_WITHIN
    return CitySuggestion(city, coast, tuple(h for h in EXPOSURE if _faces(city, h, coast=coast)))


def beginning_with(words: str) -> list[ContextCity]:
    """Return up to `MOST_OFFERED` cities whose name starts with these letters, largest first.

    Empty until two Latin letters are typed.
    """
    wanted = folded(words)
    if len(wanted) < 2 and wanted.isascii():
        return []
    found = (
        one
        for one in context_cities().values()
        if any(name.startswith(wanted) for name in _spelled(one))
    )
    return sorted(found, key=lambda one: -one.population)[:MOST_OFFERED]


def country_of_zone(zone: str, language: str) -> str:
    """Return the country of the cities in a time zone, in a language; "" if there is none."""
    found = (one for one in context_cities().values() if one.timezone == zone)
    city = next(found, None)
    return city.country_in(language) if city else ""


def _spelled(city: ContextCity) -> set[str]:
    return set(map(folded, (city.name, *city.names.values(), *city.aliases)))


def _faces(city: ContextCity, hazard: str, *, coast: bool) -> bool:
    """Whether a hazard is suggested: by measurements near the city, else by its country's score."""
    if hazard == "earthquake":
        strongest = city.figure("magnitude")
        return strongest is not None and strongest.value >= LEAST_MAGNITUDE
    if hazard == "typhoon" and (storms := city.figure("storms")):
        return storms.value > 0
    return city.exposure.get(hazard, 0) >= LEAST_EXPOSURE and (hazard != "tsunami" or coast)


def _kilometres_to_sea(city: ContextCity) -> float:
    """Distance to the nearest coastline, on a plane around the city."""
    land = land_outlines()
    east = np.cos(np.radians(city.latitude))
    x = (land["longitude"].to_numpy() - city.longitude) * east * KM_PER_DEGREE
    y = (land["latitude"].to_numpy() - city.latitude) * KM_PER_DEGREE
    same = land["line"].to_numpy()[1:] == land["line"].to_numpy()[:-1]
    dx, dy = np.diff(x), np.diff(y)
    along = np.clip(-(x[:-1] * dx + y[:-1] * dy) / np.maximum(dx**2 + dy**2, 1e-9), 0, 1)
    far = np.hypot(x[:-1] + along * dx, y[:-1] + along * dy)
    return float(far[same].min())
