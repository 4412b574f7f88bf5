"""Where cities lie, in words and as rows of the map."""

import pandas as pd
import pytest

from resilience.services.cities.places import land_outlines
from resilience.text import Text
from resilience.wording.peers.places import kilometres, map_finding, place_rows, unplaced_words

TEXT = Text()
NAN = float("nan")
LISBON, ZHUHAI = (38.72509, -9.1498), (22.27694, 113.56778)
PLACES = pd.DataFrame(
    [
        ("Lisbon", "own", *LISBON),
        ("Cascais", "chosen", 38.69681, -9.42147),
        ("Zhuhai", "chosen", *ZHUHAI),
        ("Toyama", "other", 36.7, 137.21667),
        ("Aba", "chosen", NAN, NAN),
    ],
    columns=["name", "role", "latitude", "longitude"],
)


def test_distances_are_great_circles() -> None:
    assert kilometres((0, 0), (0, 90)) == pytest.approx(10_007.5, abs=0.1)
    assert kilometres((0, 179), (0, -179)) == pytest.approx(222.4, abs=0.1)
    assert kilometres(LISBON, LISBON) == 0


def test_the_finding_names_the_nearest_and_the_farthest_chosen_one() -> None:
    placed = PLACES.dropna()
    assert map_finding(placed, TEXT) == (
        "Nearest of the chosen peers: Cascais, 20 km away; farthest: Zhuhai, 11,000 km."
    )
    twins = pd.concat([placed, placed[placed["name"] == "Cascais"].assign(name="Oeiras")])
    assert map_finding(twins, TEXT).startswith("Nearest of the chosen peers: Cascais, Oeiras, 20")
    assert map_finding(placed.head(2), TEXT) == "Cascais is 20 km away."
    assert map_finding(placed[placed["role"] != "own"], TEXT) == ""
    assert map_finding(placed[placed["role"] != "chosen"], TEXT) == ""


def test_cities_without_a_place_are_told() -> None:
    assert unplaced_words(PLACES, TEXT) == "Not on the map: Aba."
    assert unplaced_words(PLACES.dropna(), TEXT) == ""
    assert unplaced_words(PLACES.tail(1), TEXT).startswith(
        "No map: no location is known for this city or its peers"
    )


def test_the_table_of_the_map_has_roles_in_words() -> None:
    rows = place_rows(PLACES.dropna(), TEXT)
    assert rows["On the map"].tolist() == ["This city", "Chosen peer", "Chosen peer", "Other peer"]


def test_the_outlines_are_lines_on_the_globe() -> None:
    land = land_outlines()
    assert land["line"].nunique() == 126
    assert land["latitude"].between(-90, 90).all()
    assert land["longitude"].between(-180, 180).all()
