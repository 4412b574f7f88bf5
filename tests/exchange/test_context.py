"""Published figures about cities, as the files have them: blanks stay blank, releases stay apart."""

import shutil
from pathlib import Path

import pytest

from resilience.exchange.context import (
    GREEN,
    GREEN_NEWER,
    INFORM,
    OPEN_SPACE,
    ContextCity,
    read_context,
)
from resilience.settings import ROOT


@pytest.fixture(scope="module")
def cities() -> dict[str, ContextCity]:
    """The cities that the product brings figures of, by name."""
    return {city.name: city for city in read_context(ROOT / "data" / "peers")}


def test_there_are_349_cities_each_with_a_place(cities: dict[str, ContextCity]) -> None:
    assert len(cities) == 349
    zhuhai = cities["Zhuhai"]
    assert (zhuhai.latitude, zhuhai.longitude) == (22.27694, 113.56778)
    assert (zhuhai.population, zhuhai.codes) == (2_207_090, ("CN", "CHN"))


def test_a_figure_has_its_year_and_source(cities: dict[str, ContextCity]) -> None:
    lisbon = cities["Lisbon"]
    share, green = lisbon.figure("open-share"), lisbon.figure("green-share", "1990")
    assert share
    assert (share.value, share.period, share.source) == (21.692, "2020", OPEN_SPACE)
    assert green
    assert (green.value, green.source) == (10.801, GREEN)
    latest = lisbon.figure("green-share")
    assert latest
    assert (latest.value, latest.period) == (25.492, "2020")
    hazard = lisbon.figure("hazard")
    assert hazard
    assert (hazard.value, hazard.source) == (1.8, INFORM)


def test_what_is_not_published_is_no_figure_and_zero_is_one(
    cities: dict[str, ContextCity],
) -> None:
    zhuhai = cities["Zhuhai"]
    assert zhuhai.figure("open-share") is None
    assert zhuhai.figure("green-head") is None
    quakes = zhuhai.figure("quakes")
    assert quakes
    assert quakes.value == 0
    assert cities["Lisbon"].figure("storms") is None


def test_a_newer_release_keeps_its_own_source(cities: dict[str, ContextCity]) -> None:
    found = cities["Brussels"].figure("green-share", "2020")
    assert found
    assert (round(found.value, 1), found.source) == (12.0, GREEN_NEWER)
    sources = {one.source for city in cities.values() for one in city.figures}
    assert len(sources) == 7
    newer = [c for c, one in cities.items() for f in one.figures if f.source == GREEN_NEWER]
    assert set(newer) == {"Brussels"}


def test_the_first_six_have_names_in_four_languages_and_others_their_english_one(
    cities: dict[str, ContextCity],
) -> None:
    assert cities["Reykjavík"].names == {
        "en": "Reykjavík",
        "zh": "雷克雅未克",
        "ja": "レイキャビク",
        "ko": "레이캬비크",
    }
    assert cities["Porto"].name_in("ko") == "Porto"
    assert cities["Porto"].country_in("ja") == "ポルトガル"
    assert cities["Porto"].country_in("fr") == "Portugal"


def test_a_figure_of_both_releases_is_the_one_of_the_release_that_others_have(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(ROOT / "data" / "peers", tmp_path / "peers"))
    with (folder / "peers_supplement.csv").open("a", encoding="utf-8") as held:
        held.write("lisbon,green_share_pct,2020,99,percent,same,same,same,same\n")
    lisbon = next(city for city in read_context(folder) if city.name == "Lisbon")
    found = [one for one in lisbon.figures if (one.kind, one.period) == ("green-share", "2020")]
    assert [(one.value, one.source) for one in found] == [(25.492, GREEN)]
