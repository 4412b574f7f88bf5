"""Places of a city and its peers, for the map."""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from resilience.services.cities.choice import Choice
from resilience.services.workshop.workshops import WorkshopView
from resilience.settings import ROOT

OUTLINES = ROOT / "data" / "outlines" / "land.csv"


def place_frame(workshop: WorkshopView, choice: Choice, chosen: Sequence[str]) -> pd.DataFrame:
    """Return a row for each city: name, role (own, chosen or other), latitude and longitude in degrees or NaN."""
    own = workshop.city
    rows = [(own.name, "own", own.latitude, own.longitude)]
    for name, one in choice.peers.items():
        city = one.peer.city
        role = "chosen" if name in chosen and one.line.comparable else "other"
        rows.append((name, role, city.latitude, city.longitude))
    columns = ["name", "role", "latitude", "longitude"]
    return pd.DataFrame(rows, columns=columns).astype({"latitude": float, "longitude": float})


@cache
def land_outlines() -> pd.DataFrame:
    """Return the outlines of land areas, without borders: line number, longitude and latitude."""
    return pd.read_csv(OUTLINES)
