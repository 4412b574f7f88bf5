"""What open data suggest about a city that is being set up: a proposal, of which each part can be changed."""

from dataclasses import dataclass

import numpy as np

from resilience.exchange.context import EXPOSURE, ContextCity
from resilience.framework.countries import folded
from resilience.services.cities.context import context_cities
from resilience.services.cities.places import land_outlines

#: INFORM's score, 0 to 10, from which on a hazard of the country is suggested for the city
LEAST_EXPOSURE = 3.0
#: magnitude of an earthquake within 100 km since 1900 from which on earthquakes are suggested
LEAST_MAGNITUDE = 6.0
#: kilometres to the coastline, which is drawn at 1:110 million, within which a city is suggested to lie on it
COAST_WITHIN = 15.0
KM_PER_DEGREE = 111.3
#: cities that are offered for the beginning of a name
MOST_OFFERED = 4


@dataclass(frozen=True, slots=True)
class CitySuggestion:
    """A city of the open data with what they suggest: whether it lies on a coast, and its hazards."""

    city: ContextCity
    coast: bool
    hazards: tuple[str, ...]


def suggested(name: str) -> CitySuggestion | None:
    """What open data suggest for a city of this name, in any language of the files; None without a match."""
    wanted = folded(name)
    city = next((one for one in context_cities().values() if wanted in _spelled(one)), None)
    return suggestion_of(city) if city and wanted else None


def suggestion_of(city: ContextCity) -> CitySuggestion:
    """What open data suggest for one of their cities."""
    coast = _kilometres_to_sea(city) <= COAST_WITHIN
    return CitySuggestion(city, coast, tuple(h for h in EXPOSURE if _faces(city, h, coast=coast)))


def beginning_with(words: str) -> list[ContextCity]:
    """Up to `MOST_OFFERED` cities one of whose names begins with what was typed; none before two characters."""
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
    """The country in which cities of the open data have a time zone, in a language; "" where none has."""
    found = (one for one in context_cities().values() if one.timezone == zone)
    city = next(found, None)
    return city.country_in(language) if city else ""


def _spelled(city: ContextCity) -> set[str]:
    return set(map(folded, (city.name, *city.names.values(), *city.aliases)))


def _faces(city: ContextCity, hazard: str, *, coast: bool) -> bool:
    """Whether a hazard is suggested: by what was measured near the city, else by its country's score."""
    if hazard == "earthquake":
        strongest = city.figure("magnitude")
        return strongest is not None and strongest.value >= LEAST_MAGNITUDE
    if hazard == "typhoon" and (storms := city.figure("storms")):
        return storms.value > 0
    return city.exposure.get(hazard, 0) >= LEAST_EXPOSURE and (hazard != "tsunami" or coast)


def _kilometres_to_sea(city: ContextCity) -> float:
    """Distance to the nearest line of the outlines, on a plane around the city."""
    land = land_outlines()
    east = np.cos(np.radians(city.latitude))
    x = (land["longitude"].to_numpy() - city.longitude) * east * KM_PER_DEGREE
    y = (land["latitude"].to_numpy() - city.latitude) * KM_PER_DEGREE
    same = land["line"].to_numpy()[1:] == land["line"].to_numpy()[:-1]
    dx, dy = np.diff(x), np.diff(y)
    along = np.clip(-(x[:-1] * dx + y[:-1] * dy) / np.maximum(dx**2 + dy**2, 1e-9), 0, 1)
    far = np.hypot(x[:-1] + along * dx, y[:-1] + along * dy)
    return float(far[same].min())
