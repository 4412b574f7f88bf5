"""Where a city and its peers lie, in words."""

import math

import pandas as pd

from resilience.scoring.notes.equals import at_end
from resilience.text import Text, mark

#: mean radius of the earth, in kilometres
RADIUS = 6371.0
ROLES = {
    "own": mark("This city"),
    "chosen": mark("Chosen peer"),
    "other": mark("Other peer"),
}


def place_rows(placed: pd.DataFrame, text: Text) -> pd.DataFrame:
    """The places of the map as a table."""
    return pd.DataFrame(
        {
            text("City"): placed["name"],
            text("On the map"): placed["role"].map(lambda role: text(ROLES[role])),
            text("Latitude"): placed["latitude"],
            text("Longitude"): placed["longitude"],
        }
    ).set_index(text("City"))


def place_legend(placed: pd.DataFrame, text: Text) -> dict[str, str]:
    """What each mark of the map means, by its role; only those that are drawn."""
    return {role: text(words) for role, words in ROLES.items() if (placed["role"] == role).any()}


def map_finding(placed: pd.DataFrame, text: Text) -> str:
    """Which chosen peer lies nearest to the city and which farthest; empty where that is unknown."""
    own, chosen = placed[placed["role"] == "own"], placed[placed["role"] == "chosen"]
    if own.empty or chosen.empty:
        return ""
    here = (float(own["latitude"].iloc[0]), float(own["longitude"].iloc[0]))
    away = {
        str(name): _rounded(kilometres(here, (float(latitude), float(longitude))))
        for name, latitude, longitude in chosen[["name", "latitude", "longitude"]].itertuples(
            index=False
        )
    }
    if len(away) == 1:
        (name, distance), *_ = away.items()
        return text("{name} is {far} km away.", name=name, far=text.number(distance))
    near, far = (at_end(away, end, text.number) for end in (min, max))
    if not near:
        return ""
    return text(
        "Nearest of the chosen peers: {near}, {few} km away; farthest: {far}, {many} km.",
        near=text.listed(near),
        few=text.number(away[near[0]]),
        far=text.listed(far),
        many=text.number(away[far[0]]),
    )


def unplaced_words(places: pd.DataFrame, text: Text) -> str:
    """Which cities have no place on the map; empty where all have one."""
    missing = places[places["latitude"].isna()]
    if missing.empty:
        return ""
    if len(missing) == len(places):
        return text(
            "No map: no location is known for this city or its peers. The location is entered "
            "when a workshop is set up."
        )
    names = text.listed(str(name) for name in missing["name"])
    return text("Not on the map: {names}.", names=names)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two places (latitude, longitude in degrees), by the haversine."""
    (a, b), (c, d) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(half))


def _rounded(distance: float) -> float:
    """To ten kilometres, and to a hundred beyond a thousand: a place is a city, not a point."""
    step = 100 if distance >= 1000 else 10
    return step * round(distance / step)
